//! The sixteen acts of a negotiation, with their strengths and statuses.
use std::fmt;

macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $(#[doc = $gloss:literal] $variant:ident = $word:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum $name { $(#[doc = $gloss] $variant,)+ }

        impl $name {
            /// All of them, in the order of the list.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The word in the JSON contract.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// What it means, in a sentence.
            pub fn gloss(self) -> &'static str {
                match self { $(Self::$variant => $gloss.trim_start(),)+ }
            }

            /// The one with that word, if any.
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|it| it.as_str() == word)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }
    };
}

words! {
    /// What one actor (or several together) does in a negotiation, by words or deeds. The list is closed; the order in which
    /// one decides between them is in `docs/guide/acts.md`.
    ///
    /// ```
    /// use evidence::ActKind;
    /// assert_eq!(ActKind::from_word("offer-role"), Some(ActKind::OfferRole));
    /// assert_eq!(ActKind::ALL.len(), 16);
    /// ```
    ActKind {
        /// Puts something on the table for others to agree to.
        Propose = "propose",
        /// Wants another actor to do, stop or accept something.
        Demand = "demand",
        /// Says yes to what another actor put forward.
        Accept = "accept",
        /// Says no to it, or rules it out.
        Reject = "reject",
        /// Will move only if, or not before, something else happens.
        Condition = "condition",
        /// Says what it will itself do, or is willing to do.
        Commit = "commit",
        /// Takes back or softens what it said before.
        Retract = "retract",
        /// Announces harm, or the end of help, by its own hand.
        Threaten = "threaten",
        /// Blames another actor for what it did or intends.
        Accuse = "accuse",
        /// Says that something reported or alleged is not so.
        Deny = "deny",
        /// Backs another actor's act, plan or role.
        Endorse = "endorse",
        /// Offers itself as host, mediator, guarantor or monitor.
        OfferRole = "offer-role",
        /// A call, visit, meeting or round was held, is planned, or was called off.
        Contact = "contact",
        /// Parties together agree on or sign something.
        Conclude = "conclude",
        /// A party does something on the ground or by law.
        Deed = "deed",
        /// Judges or foretells how it goes; asks nothing, promises nothing.
        Assess = "assess",
    }
}

words! {
    /// How strongly an act is meant; which ones an act can have, and their order, is in [`ActKind::strengths`].
    ///
    /// ```
    /// use evidence::{ActKind, Strength};
    /// assert_eq!(ActKind::Reject.strengths().last(), Some(&Strength::Never));
    /// ```
    Strength {
        /// `demand`: "it is important that".
        Ask = "ask",
        /// `demand`: "urges".
        Urge = "urge",
        /// `demand`: "demands", "must".
        Demand = "demand",
        /// `demand`: "insists".
        Insist = "insist",
        /// `commit`: "is open to".
        Open = "open",
        /// `commit`: "is ready to".
        Ready = "ready",
        /// `commit`: "will".
        Will = "will",
        /// `commit`: signed, ordered or voted.
        Bound = "bound",
        /// `reject`: not at present.
        NotNow = "not-now",
        /// `reject`: a plain no.
        Refuse = "refuse",
        /// `reject`: ruled out for good; a red line.
        Never = "never",
        /// `accept`: in principle.
        InPrinciple = "in-principle",
        /// `accept`: some of it.
        InPart = "in-part",
        /// `accept`: all of it.
        InFull = "in-full",
        /// `threaten`: between the lines.
        Hint = "hint",
        /// `threaten`: openly.
        Warn = "warn",
        /// `threaten`: with a date or a last chance.
        Ultimatum = "ultimatum",
        /// `offer-role`: said to be interested.
        Interest = "interest",
        /// `offer-role`: offers.
        Offer = "offer",
        /// `offer-role`: it is settled.
        Confirmed = "confirmed",
    }
}

words! {
    /// How far a thing has come; which ones an act can have is in [`ActKind::statuses`].
    ///
    /// ```
    /// use evidence::{ActKind, Status};
    /// assert!(ActKind::Contact.statuses().contains(&Status::CalledOff));
    /// assert!(ActKind::Assess.statuses().is_empty());
    /// ```
    Status {
        /// `contact`: took place.
        Held = "held",
        /// `contact`: is to take place.
        Planned = "planned",
        /// `contact`: will not take place.
        CalledOff = "called-off",
        /// `propose`: is on the table.
        Made = "made",
        /// `propose`: will be made.
        Announced = "announced",
        /// `propose`: passed on by another.
        Relayed = "relayed",
        /// `conclude`: agreed in words.
        Agreed = "agreed",
        /// `conclude`: signed.
        Signed = "signed",
        /// `conclude`: ratified.
        Ratified = "ratified",
        /// `deed`: put in force, going on.
        Begun = "begun",
        /// `deed`: done.
        Done = "done",
        /// `deed`: only claimed.
        Claimed = "claimed",
    }
}

impl ActKind {
    /// The strengths that this act can have, weakest first; most have none.
    pub const fn strengths(self) -> &'static [Strength] {
        use Strength::*;
        match self {
            Self::Demand => &[Ask, Urge, Demand, Insist],
            Self::Commit => &[Open, Ready, Will, Bound],
            Self::Reject => &[NotNow, Refuse, Never],
            Self::Accept => &[InPrinciple, InPart, InFull],
            Self::Threaten => &[Hint, Warn, Ultimatum],
            Self::OfferRole => &[Interest, Offer, Confirmed],
            _ => &[],
        }
    }

    /// The statuses that this act can have; most have none.
    pub const fn statuses(self) -> &'static [Status] {
        use Status::*;
        match self {
            Self::Contact => &[Held, Planned, CalledOff],
            Self::Propose => &[Made, Announced, Relayed],
            Self::Conclude => &[Agreed, Signed, Ratified],
            Self::Deed => &[Begun, Done, Claimed],
            _ => &[],
        }
    }
}

words! {
    /// How a move waits for another.
    ///
    /// ```
    /// use evidence::Relation;
    /// assert_eq!(Relation::OnlyIf.as_str(), "only-if");
    /// ```
    Relation {
        /// Not without it.
        OnlyIf = "only-if",
        /// It is enough.
        If = "if",
        /// Not if it fails to come.
        Unless = "unless",
        /// Not before it, and then no longer so.
        Until = "until",
        /// Not before it.
        After = "after",
        /// At the same time.
        Alongside = "alongside",
    }
}

words! {
    /// What an actor is.
    ///
    /// ```
    /// use evidence::ActorKind;
    /// assert_eq!(ActorKind::from_word("state"), Some(ActorKind::State));
    /// ```
    ActorKind {
        /// A state; its government, capital and people's name stand for it.
        State = "state",
        /// An international or state organisation.
        Body = "body",
        /// An armed, political or social group.
        Group = "group",
        /// A company.
        Company = "company",
        /// A person.
        Person = "person",
        /// A town or palace that stands for nobody.
        Place = "place",
        /// A source or group without a name: "a source close to the talks", "mediators".
        Unnamed = "unnamed",
    }
}

words! {
    /// What an actor is in the process that the document is about.
    ///
    /// ```
    /// use evidence::Role;
    /// assert_eq!(Role::Mediator.to_string(), "mediator");
    /// ```
    Role {
        /// Fights, or is one of those whose quarrel it is.
        Party = "party",
        /// Supports a party.
        Backer = "backer",
        /// Mediates.
        Mediator = "mediator",
        /// Gives the place for talks.
        Host = "host",
        /// Guarantees what is agreed.
        Guarantor = "guarantor",
        /// Watches over what is agreed.
        Monitor = "monitor",
        /// Takes part in none of these ways.
        Third = "third",
    }
}
