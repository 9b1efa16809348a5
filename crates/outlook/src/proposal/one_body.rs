//! Bodies of several names: "P5+1", "the six powers", "world powers". Takes two as one where the record names the same members for both,
//! or the same person as speaking for both; the list of assumptions says so. Names alone decide nothing.
use super::{Assumption, Proposal};
use evidence::{ActorId, ActorKind};
use std::collections::{BTreeMap, HashMap, HashSet};
use table::dossier::{Party, Record, View};

/// For each actor that is another under a further name, that other: the one that acts in most documents, of these the first.
pub(super) fn same(record: &Record, view: View, apart: &[(String, String)]) -> BTreeMap<ActorId, ActorId> {
    let mut acts: HashMap<&ActorId, (HashSet<&str>, usize, usize)> = HashMap::new();
    for (i, entry) in record.seen(view).into_iter().enumerate() {
        let named = entry.actors.iter().map(|(it, _)| it).chain(&entry.addressees).chain(&entry.targets).chain(&entry.awaited);
        for (within, actor) in named.enumerate() {
            acts.entry(actor).or_insert_with(|| (HashSet::new(), i, within)).0.insert(entry.at.document.0.as_str());
        }
    }
    let mut bodies: Vec<(&ActorId, &Party)> =
        record.parties().iter().filter(|(id, it)| matches!(it.kind, ActorKind::Group | ActorKind::Body) && acts.contains_key(id)).collect();
    bodies.sort_by_key(|(id, _)| (std::cmp::Reverse(acts[id].0.len()), acts[id].1, acts[id].2));
    let kept_apart = |a: &Party, b: &Party| {
        let alike = |a: &str, b: &str| a.to_lowercase() == b.to_lowercase();
        apart.iter().any(|(x, y)| (alike(x, &a.name) && alike(y, &b.name)) || (alike(x, &b.name) && alike(y, &a.name)))
    };
    let mut out: BTreeMap<ActorId, ActorId> = BTreeMap::new();
    for (at, (id, party)) in bodies.iter().enumerate() {
        let found = bodies[..at].iter().find(|(first, it)| !out.contains_key(*first) && is_one(it, party) && !kept_apart(it, party));
        if let Some((first, _)) = found {
            out.insert((*id).clone(), (*first).clone());
        }
    }
    out
}

fn is_one(a: &Party, b: &Party) -> bool {
    let roles = a.roles.is_empty() || b.roles.is_empty() || a.roles == b.roles;
    let members = a.members.iter().any(|it| it.len() > 1 && b.members.contains(it));
    // A minister sits in more than one body; of a group for which no member is named the person who speaks for it is all that one knows.
    let no_members = a.members.is_empty() || b.members.is_empty();
    let people = a.kind == ActorKind::Group && no_members && a.people.iter().any(|it| b.people.contains(it));
    a.kind == b.kind && roles && (members || people)
}

/// Lists which decision makers go by several names.
pub(super) fn tell(proposal: &mut Proposal, record: &Record, one: &BTreeMap<ActorId, ActorId>) {
    for decision_maker in 0..proposal.decision_makers.len() {
        let actor = &proposal.decision_makers[decision_maker].actor;
        let others = one.iter().filter(|(_, of)| *of == actor).filter_map(|(id, _)| record.parties().get(id)).map(|it| &it.name);
        let mut names: Vec<String> = others.filter(|it| **it != proposal.decision_makers[decision_maker].name).cloned().collect();
        names.sort();
        names.dedup();
        if !names.is_empty() {
            proposal.assumptions.push(Assumption::OneBody { decision_maker, names });
        }
    }
}
