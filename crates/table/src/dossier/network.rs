//! Who asks, backs, threatens, meets and hosts whom, each tie with the acts that show it.
use super::record::{ActRef, Entry, EventId, Record};
use evidence::{ActKind, ActorId, Role};
use std::collections::{BTreeMap, BTreeSet};

/// How one actor is tied to another.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Bond {
    /// Wants something of it.
    Asks,
    /// Puts something to it.
    Proposes,
    /// Says yes to what it put forward.
    Accepts,
    /// Backs it.
    Backs,
    /// Threatens it.
    Threatens,
    /// Blames it.
    Accuses,
    /// Offers it to host, mediate, guarantee or monitor.
    Offers,
    /// Gives the place where it meets others.
    Hosts,
    /// Meets it; goes both ways, and is given once.
    Meets,
    /// Agrees on something with it; goes both ways, and is given once.
    Agrees,
}

impl Bond {
    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Asks => "asks",
            Self::Proposes => "proposes",
            Self::Accepts => "accepts",
            Self::Backs => "backs",
            Self::Threatens => "threatens",
            Self::Accuses => "accuses",
            Self::Offers => "offers",
            Self::Hosts => "hosts",
            Self::Meets => "meets",
            Self::Agrees => "agrees",
        }
    }

    /// Whether it goes one way only.
    pub const fn is_directed(self) -> bool {
        !matches!(self, Self::Meets | Self::Agrees)
    }
}

/// A tie of one actor to another.
#[derive(Clone, PartialEq, Debug)]
pub struct Tie {
    /// Who.
    pub from: ActorId,
    /// To whom.
    pub to: ActorId,
    /// How.
    pub bond: Bond,
    /// The acts that show it, the oldest first; at least one.
    pub acts: Vec<ActRef>,
    /// How often it was so: accounts of one event count once.
    pub n_events: usize,
    /// How many of the acts only another tells.
    pub n_told: usize,
}

/// The ties, by their ends and kind.
pub(super) fn ties(record: &Record, seen: &[&Entry]) -> Vec<Tie> {
    let mut found: BTreeMap<(&ActorId, &ActorId, Bond), Vec<&Entry>> = BTreeMap::new();
    for &entry in seen.iter().filter(|it| !it.act.negated) {
        let bond = match entry.act.kind {
            ActKind::Demand => Bond::Asks,
            ActKind::Propose => Bond::Proposes,
            ActKind::Accept => Bond::Accepts,
            ActKind::Endorse => Bond::Backs,
            ActKind::Threaten => Bond::Threatens,
            ActKind::Accuse => Bond::Accuses,
            ActKind::OfferRole => Bond::Offers,
            ActKind::Contact => {
                meeting(record, entry, &mut found);
                continue;
            }
            ActKind::Conclude => {
                pairs(entry, Bond::Agrees, &mut found);
                continue;
            }
            _ => continue,
        };
        let aimed = matches!(bond, Bond::Backs | Bond::Threatens | Bond::Accuses);
        let to = if aimed && !entry.targets.is_empty() { &entry.targets } else { &entry.addressees };
        for (from, _) in &entry.actors {
            for to in to.iter().filter(|it| *it != from) {
                found.entry((from, to, bond)).or_default().push(entry);
            }
        }
    }
    let made = found.into_iter().map(|((from, to, bond), acts)| Tie {
        from: from.clone(),
        to: to.clone(),
        bond,
        n_events: n_events(&acts),
        n_told: acts.iter().filter(|it| it.told).count(),
        acts: acts.into_iter().map(|it| it.at.clone()).collect(),
    });
    made.collect()
}

fn n_events(acts: &[&Entry]) -> usize {
    let events: BTreeSet<&EventId> = acts.iter().filter_map(|it| it.event.as_ref()).collect();
    events.len() + acts.iter().filter(|it| it.event.is_none()).count()
}

type Found<'a> = BTreeMap<(&'a ActorId, &'a ActorId, Bond), Vec<&'a Entry>>;

/// A host among those who meet hosts the others; all meet each other.
fn meeting<'a>(record: &Record, entry: &'a Entry, found: &mut Found<'a>) {
    pairs(entry, Bond::Meets, found);
    let is_host = |id: &ActorId| record.parties().get(id).is_some_and(|it| it.roles.contains(&Role::Host));
    for (host, _) in entry.actors.iter().filter(|(id, _)| entry.actors.len() > 2 && is_host(id)) {
        for (guest, _) in entry.actors.iter().filter(|(id, _)| id != host && !is_host(id)) {
            found.entry((host, guest, Bond::Hosts)).or_default().push(entry);
        }
    }
}

fn pairs<'a>(entry: &'a Entry, bond: Bond, found: &mut Found<'a>) {
    for (i, (one, _)) in entry.actors.iter().enumerate() {
        for (other, _) in &entry.actors[i + 1..] {
            found.entry((one, other, bond)).or_default().push(entry);
        }
    }
}
