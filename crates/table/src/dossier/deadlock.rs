//! Cycles of waits, and who could break each by the words of the record. Says nothing of who should, or will.
use super::cell::{Cell, Stance};
use super::record::{ActRef, Entry, Record, Said};
use super::wait::Wait;
use crate::Side;
use evidence::{ActKind, ActorId, MeasureId, Relation, Role};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// How somebody could break a deadlock.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Way {
    /// It is in it, and could move first.
    MoveFirst,
    /// It mediates, and has put something forward.
    Proposal,
    /// It has said what it will do unless one of those in it moves.
    Lever,
}

impl Way {
    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::MoveFirst => "move-first",
            Self::Proposal => "proposal",
            Self::Lever => "lever",
        }
    }
}

/// Somebody who could break a deadlock, with the acts that show it.
#[derive(Clone, PartialEq, Debug)]
pub struct Breaker {
    /// Who.
    pub by: ActorId,
    /// How.
    pub way: Way,
    /// The acts, the oldest first.
    pub acts: Vec<ActRef>,
}

/// Moves that wait for each other in a circle.
#[derive(Clone, PartialEq, Debug)]
pub struct Cycle {
    /// Places in the list of waits, each waiting for the next and the last for the first; it begins with the lowest.
    pub waits: Vec<usize>,
    /// Whether each of them only wants to move together with the other: no deadlock.
    pub is_swap: bool,
    /// Who could break it; nobody is named for a swap.
    pub could_break: Vec<Breaker>,
}

/// The shortest circle through each pair of waits of which one waits for the other; ended waits are in none.
pub(super) fn cycles(waits: &[Wait]) -> Vec<Cycle> {
    let mut by_move: BTreeMap<&Side, Vec<usize>> = BTreeMap::new();
    for (i, wait) in waits.iter().enumerate().filter(|(_, wait)| wait.stands()) {
        by_move.entry(&wait.what).or_default().push(i);
    }
    let next = |i: usize| -> &[usize] {
        let wait: &Wait = &waits[i];
        if !wait.stands() || wait.awaited.actor.is_none() { &[] } else { by_move.get(&*wait.awaited).map_or(&[], Vec::as_slice) }
    };
    let mut found: BTreeSet<Vec<usize>> = BTreeSet::new();
    for from in 0..waits.len() {
        for &to in next(from) {
            if let Some(mut cycle) = way(from, to, next) {
                let lowest = cycle.iter().enumerate().min_by_key(|(_, it)| **it).map_or(0, |(at, _)| at);
                cycle.rotate_left(lowest);
                found.insert(cycle);
            }
        }
    }
    let is_swap = |cycle: &[usize]| cycle.iter().all(|&i| waits[i].relation == Relation::Alongside);
    found.into_iter().map(|it| Cycle { is_swap: is_swap(&it), waits: it, could_break: Vec::new() }).collect()
}

/// The shortest way from `to` back to `from`, with `from` in front.
fn way<'a>(from: usize, to: usize, next: impl Fn(usize) -> &'a [usize]) -> Option<Vec<usize>> {
    let mut before: BTreeMap<usize, usize> = BTreeMap::from([(to, from)]);
    let mut queue = VecDeque::from([to]);
    while let Some(at) = queue.pop_front() {
        if at == from {
            let mut back = vec![from];
            let mut at = before[&from];
            while at != from {
                back.push(at);
                at = before[&at];
            }
            back[1..].reverse();
            return Some(back);
        }
        for &further in next(at) {
            before.entry(further).or_insert_with(|| {
                queue.push_back(further);
                at
            });
        }
    }
    None
}

/// Who could break a cycle.
pub(super) fn breakers(cycle: &Cycle, waits: &[Wait], cells: &[Cell], record: &Record, seen: &[&Entry]) -> Vec<Breaker> {
    if cycle.is_swap {
        return Vec::new();
    }
    let in_it: Vec<&Wait> = cycle.waits.iter().map(|&i| &waits[i]).collect();
    let moves: Vec<(&ActorId, &MeasureId)> = in_it.iter().filter_map(|it| it.what.actor.as_ref().zip(it.what.measure.as_ref())).collect();
    let mut out: BTreeMap<(Way, &ActorId), BTreeSet<&ActRef>> = BTreeMap::new();
    for wait in &in_it {
        let (Some(actor), Some(measure)) = (&wait.what.actor, &wait.what.measure) else { continue };
        let acts = out.entry((Way::MoveFirst, actor)).or_default();
        acts.insert(&wait.acts()[0].at);
        // What is said to be possible, though not in its own words.
        let hinted = |it: &&Cell| it.actor == *actor && it.measure == *measure && it.said != Said::Own && it.stance == Stance::For;
        acts.extend(cells.iter().filter(hinted).map(|it| &it.newest().at));
    }
    // It came about when the last of its waits did.
    let since = in_it.iter().filter_map(|it| it.acts().last()).map(|it| it.day).max().flatten();
    for entry in seen {
        let act = &entry.act;
        let on_it = |it: &MeasureId| moves.iter().any(|(_, measure)| *measure == it);
        match act.kind {
            ActKind::Propose if !act.negated => {
                let to_those = moves.iter().any(|(actor, _)| entry.addressees.contains(actor));
                let meant = act.measures.iter().any(|it| on_it(&it.measure)) || (to_those && entry.day >= since);
                for (by, _) in
                    entry.actors.iter().filter(|(by, _)| meant && is_mediator(record, by) && !moves.iter().any(|(it, _)| *it == by))
                {
                    let acts = out.entry((Way::Proposal, by)).or_default();
                    acts.insert(&entry.at);
                    acts.extend(accepted(entry, &moves, cells));
                }
            }
            ActKind::Threaten if !act.negated => {
                let price = act.condition.as_ref().and_then(|it| it.measure.as_ref());
                let on = entry.awaited.as_ref().or(entry.targets.first());
                if let (Some(price), Some(on)) = (price, on)
                    && moves.contains(&(on, price))
                {
                    for (by, _) in &entry.actors {
                        out.entry((Way::Lever, by)).or_default().insert(&entry.at);
                    }
                }
            }
            _ => {}
        }
    }
    out.into_iter().map(|((way, by), acts)| Breaker { by: by.clone(), way, acts: acts.into_iter().cloned().collect() }).collect()
}

fn is_mediator(record: &Record, actor: &ActorId) -> bool {
    record.parties().get(actor).is_some_and(|it| it.roles.contains(&Role::Mediator))
}

/// Where those in the cycle have said yes to what a proposal is about.
fn accepted<'a>(proposal: &'a Entry, moves: &'a [(&ActorId, &MeasureId)], cells: &'a [Cell]) -> impl Iterator<Item = &'a ActRef> {
    cells.iter().filter_map(move |cell| {
        let newest = cell.newest();
        let meant = cell.said == Said::Own
            && cell.stance == Stance::For
            && newest.kind == ActKind::Accept
            && newest.day >= proposal.day
            && moves.iter().any(|(actor, _)| **actor == cell.actor)
            && proposal.act.measures.iter().any(|it| it.measure == cell.measure);
        meant.then_some(&newest.at)
    })
}
