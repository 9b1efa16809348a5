//! What one tells and the one it is told of denies.
use super::record::{ActRef, Entry};
use super::terms::{self, Lie};
use evidence::{ActKind, MeasureId};

/// A thing told by another and denied by the actor.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Contested {
    /// What was told.
    pub act: ActRef,
    /// The newest denial of it.
    pub by: ActRef,
}

/// All that was told and denied, in the order in which it was told. A denial that names no measure is of the meetings that were told.
pub(super) fn contested(seen: &[&Entry]) -> Vec<Contested> {
    let mut out = Vec::new();
    for (at, told) in seen.iter().enumerate().filter(|(_, it)| !it.act.told_by.is_empty()) {
        let denials = seen.iter().skip(at + 1).filter(|it| it.act.kind == ActKind::Deny && !it.act.negated && it.act.told_by.is_empty());
        let by = denials.rev().find(|denial| shares_actor(told, denial) && is_of(told, denial) && !newer_no(seen, at, told, denial));
        out.extend(by.map(|by| Contested { act: told.at.clone(), by: by.at.clone() }));
    }
    out
}

fn shares_actor(a: &Entry, b: &Entry) -> bool {
    a.actors.iter().any(|(it, _)| b.actors.iter().any(|(other, _)| it == other))
}

fn is_of(told: &Entry, denial: &Entry) -> bool {
    if denial.act.measures.is_empty() {
        return told.act.kind == ActKind::Contact;
    }
    told.act.measures.iter().any(|it| {
        let same = |other: &&evidence::Matter| other.measure == it.measure;
        denial
            .act
            .measures
            .iter()
            .filter(same)
            .any(|other| !matches!(terms::compare(&it.params, &other.params), Lie::Apart | Lie::OtherFigure))
    })
}

/// Whether a newer claim on the other side is what the denial means: who denies an offer does not deny that it refused before.
fn newer_no(seen: &[&Entry], at: usize, told: &Entry, denial: &Entry) -> bool {
    let refuses = |it: &Entry| it.act.kind == ActKind::Reject;
    let on = |it: &Entry, measure: &MeasureId| it.act.measures.iter().any(|it| it.measure == *measure);
    let between = seen.iter().skip(at + 1).take_while(|it| it.at != denial.at);
    let mut claims = between.filter(|it| !it.act.told_by.is_empty() && shares_actor(it, denial) && refuses(it) != refuses(told));
    claims.any(|it| told.act.measures.iter().any(|matter| on(it, &matter.measure)))
}
