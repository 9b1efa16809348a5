//! What one tells and the one it is told of denies.
use super::record::{ActRef, Entry, Said};
use super::terms::{self, Lie};
use evidence::{ActKind, ActorId};
use std::collections::BTreeMap;

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
    let (mut denials, mut told): (ByActor<'_>, ByActor<'_>) = (BTreeMap::new(), BTreeMap::new());
    for (at, entry) in seen.iter().enumerate().filter(|(_, it)| !it.act.negated) {
        let list = match (entry.act.kind, entry.act.told_by.is_empty()) {
            (ActKind::Deny, true) => &mut denials,
            (_, false) => &mut told,
            _ => continue,
        };
        let told = !entry.act.told_by.is_empty();
        for (actor, _) in entry.actors.iter().filter(|(_, said)| !told || is_told(said)) {
            list.entry(actor).or_default().push(at);
        }
    }
    let mut out = Vec::new();
    for (at, entry) in seen.iter().enumerate().filter(|(_, it)| !it.act.told_by.is_empty()) {
        let of = entry.actors.iter().filter(|(_, said)| is_told(said));
        let own = of.flat_map(|(actor, _)| denials.get(actor).into_iter().flatten().map(move |it| (*it, actor)));
        let meant = own.filter(|(by, actor)| {
            *by > at && is_of(entry, seen[*by]) && !newer_no(seen, told.get(actor).map_or(&[][..], Vec::as_slice), at, *by)
        });
        out.extend(meant.map(|(by, _)| by).max().map(|by| Contested { act: entry.at.clone(), by: seen[by].at.clone() }));
    }
    out
}

/// Whether it is another's word; what several did one of them tells for himself.
const fn is_told(said: &Said) -> bool {
    matches!(said, Said::Told(_))
}

/// Places in the record that is seen, for each actor.
type ByActor<'a> = BTreeMap<&'a ActorId, Vec<usize>>;

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
fn newer_no(seen: &[&Entry], told: &[usize], at: usize, by: usize) -> bool {
    let refuses = |it: &Entry| it.act.kind == ActKind::Reject;
    let between = &told[told.partition_point(|it| *it <= at)..told.partition_point(|it| *it < by)];
    let mut others = between.iter().map(|it| seen[*it]).filter(|it| refuses(it) != refuses(seen[at]));
    others.any(|it| it.act.measures.iter().any(|one| seen[at].act.measures.iter().any(|other| one.measure == other.measure)))
}
