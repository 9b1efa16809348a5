//! Who said what, by actor: every act in words. Parties come first; what an actor judges comes after what it wants.
use super::sentence::Beside;
use super::view::{View, bare};
use super::{ActAt, Group, Line, happened, sentence};
use evidence::ActKind;
use std::collections::BTreeMap;

pub(super) fn groups(view: &View<'_>) -> Vec<Group> {
    let mut by_actor: Vec<(usize, String, Vec<ActAt>)> = Vec::new();
    let mut group_of: BTreeMap<String, usize> = BTreeMap::new();
    for (at, act) in view.acts().filter(|(_, act)| !happened::is_event(act)) {
        let (rank, name) = match act.actor.first() {
            Some(first) => (view.rank(at.item, first), view.names(at.item, &act.actor)),
            None => (usize::MAX, "nobody named".to_owned()),
        };
        let group = *group_of.entry(bare(&name)).or_insert(by_actor.len());
        if group == by_actor.len() {
            by_actor.push((rank, name, Vec::new()));
        }
        let (best, _, acts) = &mut by_actor[group];
        *best = rank.min(*best);
        acts.push(at);
    }
    by_actor.sort_by_key(|(rank, _, _)| *rank);
    by_actor.into_iter().map(|(_, name, acts)| Group { heading: Some(name), lines: lines(view, acts) }).collect()
}

fn lines(view: &View<'_>, acts: Vec<ActAt>) -> Vec<Line> {
    let is_mood = |at: &ActAt| view.items[at.item].reading.acts[at.act].kind == ActKind::Assess;
    let (mood, moves): (Vec<ActAt>, Vec<ActAt>) = acts.into_iter().partition(is_mood);
    moves.into_iter().chain(mood).map(|at| sentence::line(view, at, Beside { actor: true, ..Beside::default() })).collect()
}
