//! A model of the conflict as the record gives it: who can do what, which of it cannot be at once, what each wants, in which order, each
//! with its words; and what was left out, and what nobody said.

mod one_body;
mod seen;
mod terms;
mod moves;
mod incompatible;
mod statements;
mod names;
mod model;
mod file;
mod update;
mod edited;
mod find;
mod clash;

pub use file::{status_quo, written};
pub use find::{NotFound, Wish};
pub(crate) use update::mapped;
pub use update::{Change, Merge, Outcome, changes, merge};

use evidence::{ActKind, ActorId, MeasureId, Measures, Param, Quote, Strength};
use gmcr::model::Rule;
use gmcr::preference::Statement;
use jiff::civil;
use std::sync::Arc;
use table::dossier::{ActRef, Behind, Record, Sheet, View, sheet};

/// How a model is made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Config {
    /// At most so many options; 1 to 20.
    pub max_options: usize,
    /// Moves that are to be options whatever the record says of them.
    pub include: Vec<(ActorId, MeasureId)>,
    /// Pairs of names that are never one actor.
    pub apart: Vec<(String, String)>,
}

impl Default for Config {
    fn default() -> Self {
        Self { max_options: 12, include: Vec::new(), apart: Vec::new() }
    }
}

/// An act with its words, as it stands behind a part of the model.
#[derive(Clone, PartialEq, Debug)]
pub struct Cited {
    /// The act.
    pub at: ActRef,
    /// Which of the sixteen.
    pub kind: ActKind,
    /// The day, the first that it can be of.
    pub day: Option<civil::Date>,
    /// Its date, as exact as it is known.
    pub date: Option<evidence::Date>,
    /// Whether a person has confirmed it.
    pub confirmed: bool,
    /// Its words.
    pub quote: Quote,
}

impl Cited {
    /// An act behind a cell or wait of the table.
    pub fn of(it: &Behind) -> Self {
        Self { at: it.at.clone(), kind: it.kind, day: it.day, date: it.date.clone(), confirmed: it.confirmed, quote: it.quote.clone() }
    }
}

/// Why a move is an option, the most telling first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Ground {
    /// It is held back until something else comes.
    HeldBack,
    /// Something else is held back until it comes.
    Awaited,
    /// Its owner threatens with it.
    Threatened,
    /// Somebody threatens to do something unless, or if, it comes.
    UnderThreat,
    /// It is asked for and refused, or ruled out.
    Refused,
    /// It was agreed, runs, and can be broken off on any day.
    Running,
    /// Its owner promised it, and others have spoken of it.
    Promised,
    /// It takes several, all of them have said yes, and it has not been done.
    Shared,
    /// A party or a backer asks for it, and its owner has not answered.
    Asked,
    /// A mediator or a bystander asks for it, and its owner has not answered.
    Suggested,
    /// Its owner is ready for it, and others have spoken of it.
    Ready,
    /// Its owner calls for it, and it is for such as its owner to do.
    OwnCall,
    /// A person wanted it to be looked at.
    Wanted,
}

/// An option: this actor does this measure.
#[derive(Clone, PartialEq, Debug)]
pub struct Choice {
    /// Who.
    pub owner: ActorId,
    /// What.
    pub measure: MeasureId,
    /// On what terms, where the record knows it on several.
    pub params: Vec<Param>,
    /// Its name in the model.
    pub name: String,
    /// How "no" reads.
    pub otherwise: Option<String>,
    /// Whether it is so today.
    pub today: bool,
    /// Cannot be undone once done.
    pub irreversible: bool,
    /// Takes two sides at least.
    pub mutual: bool,
    /// Why it is an option.
    pub ground: Ground,
    /// Whether the record says nothing of what its owner thinks of it.
    pub is_open: bool,
    /// The other sides that it takes, as far as they have said yes or have such an option themselves; none where it takes no other.
    pub partners: Vec<Partner>,
    // Invariant: not empty, unless a person wanted it.
    words: Vec<Cited>,
    /// The deed or agreement by which it is so today.
    pub done: Option<Cited>,
}

/// Another side of what takes both.
#[derive(Clone, PartialEq, Debug)]
pub struct Partner {
    /// Who.
    pub actor: ActorId,
    /// What it would do or has said yes to: the same, or of truces a kind of it.
    pub measure: MeasureId,
    /// Its newest word for it; `None` where it has an option of its own.
    pub yes: Option<Cited>,
}

impl Choice {
    /// The acts that show it, the newest first; none only where a person wanted it.
    pub fn words(&self) -> &[Cited] {
        &self.words
    }
}

/// What kind of word a preference is; a preference of an earlier kind counts more.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Kind {
    /// Ruled out, or insisted on, in its own words.
    RedLine,
    /// Refused.
    Refusal,
    /// Not without something else.
    Condition,
    /// What it wants for it.
    Price,
    /// What it gives for it.
    Given,
    /// Promised.
    Promise,
    /// Agreed together.
    Agreed,
    /// Accepted.
    Accepted,
    /// Put forward.
    Proposal,
    /// Threatened.
    Threat,
    /// Is ready for it.
    Readiness,
    /// Demanded.
    Demand,
    /// Urged.
    Urged,
    /// Asked for.
    Asked,
    /// Backed.
    Backed,
    /// A person's own line, of which the record says nothing.
    Edited,
}

impl Kind {
    /// The place of the kind in the order, from 0; kinds of one place are of one weight.
    pub const fn rank(self) -> usize {
        match self {
            Self::RedLine => 0,
            Self::Refusal => 1,
            Self::Condition => 2,
            Self::Price => 3,
            Self::Given => 4,
            // What it has bound itself to by a word of its own, then what it agreed to together with others.
            Self::Promise => 5,
            Self::Agreed | Self::Accepted => 6,
            Self::Proposal | Self::Threat | Self::Readiness => 7,
            Self::Demand => 8,
            Self::Urged => 9,
            Self::Asked => 10,
            Self::Backed => 11,
            Self::Edited => 12,
        }
    }

    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::RedLine => "red line",
            Self::Refusal => "refusal",
            Self::Condition => "condition",
            Self::Price => "price",
            Self::Given => "what is given for it",
            Self::Agreed => "agreed",
            Self::Accepted => "accepted",
            Self::Promise => "promise",
            Self::Proposal => "proposal",
            Self::Threat => "threat",
            Self::Readiness => "readiness",
            Self::Demand => "demand",
            Self::Urged => "urged",
            Self::Asked => "asked for",
            Self::Backed => "backed",
            Self::Edited => "a line of your own",
        }
    }
}

/// A preference of a decision maker, with its words.
#[derive(Clone, PartialEq, Debug)]
pub struct Stated {
    /// What is preferred.
    pub statement: Statement,
    /// What kind of word it is: the reason of its rank.
    pub kind: Kind,
    /// How strongly it was last put.
    pub strength: Option<Strength>,
    // Invariant: not empty, unless a person wrote it.
    words: Vec<Cited>,
    /// Assumptions that it rests on, as places in the list of the proposal.
    pub rests_on: Vec<usize>,
}

impl Stated {
    /// The acts that show it, the newest first; at least one, unless a person wrote it.
    pub fn words(&self) -> &[Cited] {
        &self.words
    }
}

/// Somebody who has a move of its own.
#[derive(Clone, PartialEq, Debug)]
pub struct DecisionMaker {
    /// Who.
    pub actor: ActorId,
    /// Its name in the model; no two alike.
    pub name: String,
    /// Its options, as places in the list of the proposal.
    pub options: Vec<usize>,
    /// Its preferences, most important first.
    pub statements: Vec<Stated>,
}

/// Why some options cannot be at once.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reason {
    /// The list of measures names one as the other's opposite.
    Opposites,
    /// One is more of the same.
    Includes,
    /// One is a kind of the other.
    KindOf,
    /// Common sense, in words after "since".
    Since(String),
    /// A person's rule.
    Given,
    /// A person supposes so.
    Supposed,
}

/// Options that cannot be at once.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Infeasible {
    /// The rule of the engine.
    pub rule: Rule,
    /// The options that it is about.
    pub options: Vec<usize>,
    /// Why.
    pub reason: Reason,
}

/// Why a matter is not in the model.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Left {
    /// It was done, or agreed.
    Settled,
    /// Refused once, and outlived by what its owner has agreed to or kept since.
    Outlived,
    /// All who were asked have said yes, and nobody makes anything wait for it.
    Accepted,
    /// Nobody is named who would do it.
    Nobody,
    /// Only its owner has spoken of it.
    Alone,
    /// Turned down by the one to whom it was offered.
    TurnedDown,
    /// It takes both sides, and its owner only waits for the other, whose move is in the model.
    OtherSide,
    /// Ruled out on those terms; other terms are in the model.
    OtherTerms,
    /// What it waited for has come, and nobody has spoken of it since.
    Met,
    /// The record says more about others.
    BeyondLimit,
    /// Only others, or people without a name, say so.
    Told,
    /// The actor has no move of its own in the model.
    NoMove,
    /// A single person, who is part of no side and has no role in the talks, speaks of it.
    OnePerson,
}

/// A matter that is not in the model, with the words that speak of it.
#[derive(Clone, PartialEq, Debug)]
pub struct LeftOut {
    /// Who would do it, or who says it.
    pub actor: Option<ActorId>,
    /// What.
    pub measure: MeasureId,
    /// On what terms.
    pub params: Vec<Param>,
    /// Why.
    pub why: Left,
    // Invariant: not empty.
    words: Vec<Cited>,
}

impl LeftOut {
    /// The acts that speak of it; at least one.
    pub fn words(&self) -> &[Cited] {
        &self.words
    }
}

/// What the model takes for granted, since nobody said it.
#[derive(Clone, PartialEq, Debug)]
pub enum Assumption {
    /// Nothing is known of a decision maker's view of an option: it is taken not to mind.
    NoView {
        /// Whose view, as a place in the list of decision makers.
        decision_maker: usize,
        /// Of what, as a place in the list of options.
        option: usize,
    },
    /// No report says that it has been done: it is taken not to be so today.
    NotToday {
        /// The option.
        option: usize,
    },
    /// A preference of an earlier kind counts more than any of a later kind.
    OrderOfKinds,
    /// Something outside the model for which a move waits is taken not to have come.
    NotCome {
        /// The option that waits.
        option: usize,
        /// The words of the condition.
        words: String,
        /// The act.
        act: Cited,
    },
    /// Something is asked for in a case that is not in the model: it is taken to have come.
    InCase {
        /// The option that is asked for.
        option: usize,
        /// The words of the case.
        words: String,
        /// The act.
        act: Cited,
    },
    /// Actors of several names are taken as one, since the same members or the same people are named for them.
    OneBody {
        /// The decision maker, as a place in the list of decision makers.
        decision_maker: usize,
        /// Its other names.
        names: Vec<String>,
    },
    /// A proposal names nobody whom it is put to; it takes both sides, so it is taken to be put to the other parties.
    PutToOthers {
        /// The option of one of these.
        option: usize,
    },
    /// A line of the model that a person wrote, and of which the record says nothing.
    Edited {
        /// Whose, as a place in the list of decision makers.
        decision_maker: usize,
        /// The line.
        line: String,
    },
    /// What takes both sides, and of which no other side has said anything, is taken to be met if its owner does its part.
    OthersComeAlong {
        /// The option.
        option: usize,
    },
    /// An actor that calls for something which such actors do is taken to be able to do it.
    CouldDoItself {
        /// The option.
        option: usize,
    },
}

/// A model with all that it was made from.
#[derive(Clone, PartialEq, Debug)]
pub struct Proposal {
    /// Who has a move of its own, in the order in which the record first shows them act.
    pub decision_makers: Vec<DecisionMaker>,
    /// The options, in the order of a state's letters.
    pub options: Vec<Choice>,
    /// What cannot be at once.
    pub infeasible: Vec<Infeasible>,
    /// What is taken for granted.
    pub assumptions: Vec<Assumption>,
    /// What is not in the model.
    pub left_out: Vec<LeftOut>,
    /// The table that it was made from.
    pub sheet: Arc<Sheet>,
    /// How many documents it was made from.
    pub n_documents: usize,
    /// From when it is seen.
    pub view: View,
    /// The last day of the record that is seen.
    pub last: Option<civil::Date>,
}

impl Proposal {
    /// The state today: bit i for option i.
    pub fn today(&self) -> u64 {
        self.options.iter().enumerate().filter(|(_, it)| it.today).fold(0, |bits, (i, _)| bits | 1 << i)
    }

    /// The options of others without which one that takes both sides is only half done.
    pub fn other_halves(&self, option: usize) -> Vec<usize> {
        let is_half = |at: &usize| {
            let it = &self.options[*at];
            self.options[option].partners.iter().any(|with| with.yes.is_none() && with.actor == it.owner && with.measure == it.measure)
        };
        (0..self.options.len()).filter(is_half).collect()
    }

    /// The place of the decision maker that owns an option.
    pub fn owner(&self, option: usize) -> usize {
        self.decision_makers.iter().position(|it| it.options.contains(&option)).unwrap_or_default()
    }
}

/// The model that a record gives, seen from there.
pub fn propose(record: &Record, view: View, measures: &Measures, config: &Config) -> Proposal {
    propose_on(record, view, measures, config, || Arc::new(sheet(record, view, measures)))
}

/// The same for who may have the table of the record from there already: `table` gives it, where it is of use.
pub fn propose_on(record: &Record, view: View, measures: &Measures, config: &Config, table: impl FnOnce() -> Arc<Sheet>) -> Proposal {
    let one = one_body::same(record, view, &config.apart);
    let joined = (!one.is_empty()).then(|| record.with_as_one(&one));
    let names = record;
    let record = joined.as_ref().unwrap_or(record);
    let mut config = config.clone();
    for (actor, _) in &mut config.include {
        one.get(actor).into_iter().for_each(|it| actor.clone_from(it));
    }
    let sheet = joined.as_ref().map_or_else(table, |it| Arc::new(sheet(it, view, measures)));
    let seen = seen::Seen::new(record, view, &sheet, measures);
    let moves = moves::moves(&seen, &config);
    let mut proposal = model::assemble(&seen, moves);
    one_body::tell(&mut proposal, names, &one);
    proposal.view = view;
    proposal.n_documents = seen.n_documents();
    proposal.last = seen.last();
    proposal.sheet = sheet;
    proposal
}
