//! Who presses whom with what it will do.
use super::record::{ActRef, Entry};
use evidence::{ActKind, ActorId, Strength};

/// A threat, as a lever on what another does.
#[derive(Clone, PartialEq, Debug)]
pub struct Lever {
    /// Who threatens.
    pub by: Vec<ActorId>,
    /// Whom it is aimed at, else whom it is said to; empty where the words name nobody.
    pub on: Vec<ActorId>,
    /// How strongly.
    pub strength: Option<Strength>,
    /// Whether another tells it.
    pub told: bool,
    /// The act.
    pub act: ActRef,
}

/// The threats, the oldest first.
pub(super) fn levers(seen: &[&Entry]) -> Vec<Lever> {
    let threats = seen.iter().filter(|it| it.act.kind == ActKind::Threaten && !it.act.negated);
    threats
        .map(|it| Lever {
            by: it.actors.iter().map(|(it, _)| it.clone()).collect(),
            on: if it.targets.is_empty() { it.addressees.clone() } else { it.targets.clone() },
            strength: it.act.strength,
            told: it.told,
            act: it.at.clone(),
        })
        .collect()
}
