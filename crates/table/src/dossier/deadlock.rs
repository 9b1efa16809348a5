//! Cycles of waits, and who could break each by the words of the record. Says nothing of who should, or will.
use super::cell::{Cell, Stance};
use super::record::{ActRef, Entry, Record, Said};
use super::wait::Wait;
use crate::Side;
use evidence::{ActKind, ActorId, MeasureId, Relation, Role};
use std::collections::{BTreeMap, BTreeSet};

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
    let next: Vec<&[usize]> = waits
        .iter()
        .map(|wait| match wait.awaited.actor {
            Some(_) if wait.stands() => by_move.get(&*wait.awaited).map_or(&[][..], Vec::as_slice),
            _ => &[],
        })
        .collect();
    let is_swap = |cycle: &[usize]| cycle.iter().all(|&i| waits[i].relation == Relation::Alongside);
    circles(&next).into_iter().map(|it| Cycle { is_swap: is_swap(&it), waits: it, could_break: Vec::new() }).collect()
}

/// The shortest circle through each step of a graph, beginning with its lowest place; of equally short ones that whose places come first
/// in the lists of steps. Time: O(steps in knots, each times the steps of its knot); what is in no circle costs nothing more.
fn circles(next: &[&[usize]]) -> BTreeSet<Vec<usize>> {
    let knot = knots(next);
    let mut found: BTreeSet<Vec<usize>> = BTreeSet::new();
    let mut before: Vec<Option<usize>> = vec![None; next.len()];
    for from in 0..next.len() {
        // From another knot no way leads back.
        for &to in next[from].iter().filter(|to| knot[**to] == knot[from]) {
            let mut cycle = way(from, to, next, &knot, &mut before);
            let lowest = cycle.iter().enumerate().min_by_key(|(_, it)| **it).map_or(0, |(at, _)| at);
            cycle.rotate_left(lowest);
            found.insert(cycle);
        }
    }
    found
}

/// The shortest way from `to` back to `from` in their knot, with `from` in front. `before` is room for it, all `None` before and after.
fn way(from: usize, to: usize, next: &[&[usize]], knot: &[usize], before: &mut [Option<usize>]) -> Vec<usize> {
    let mut queue = vec![to];
    before[to] = Some(from);
    let mut first = 0;
    while let Some(&at) = queue.get(first).filter(|at| **at != from) {
        first += 1;
        for &further in next[at].iter().filter(|it| knot[**it] == knot[from]) {
            if before[further].is_none() {
                before[further] = Some(at);
                queue.push(further);
            }
        }
    }
    let mut back = vec![from];
    let mut at = before[from];
    while let Some(one) = at.filter(|it| *it != from) {
        back.push(one);
        at = before[one];
    }
    back[1..].reverse();
    for at in queue {
        before[at] = None;
    }
    back
}

/// For each place of a graph a number that it shares with those from which a way leads to it and back. Tarjan 1972, with a stack of its
/// own, since a chain of waits may be long.
fn knots(next: &[&[usize]]) -> Vec<usize> {
    const NEW: usize = usize::MAX;
    let (mut order, mut low, mut knot) = (vec![NEW; next.len()], vec![NEW; next.len()], vec![NEW; next.len()]);
    let (mut open, mut n_seen) = (Vec::new(), 0);
    for start in 0..next.len() {
        let mut path: Vec<(usize, usize)> = if order[start] == NEW { vec![(start, 0)] } else { Vec::new() };
        while let Some((at, step)) = path.pop() {
            if step == 0 {
                (order[at], low[at]) = (n_seen, n_seen);
                n_seen += 1;
                open.push(at);
            } else if let Some(&below) = next[at].get(step - 1) {
                low[at] = low[at].min(low[below]);
            }
            let mut steps = next[at].iter().enumerate().skip(step);
            let further = steps.find(|(_, to)| {
                if order[**to] != NEW && knot[**to] == NEW {
                    low[at] = low[at].min(order[**to]);
                }
                order[**to] == NEW
            });
            if let Some((step, to)) = further {
                path.extend([(at, step + 1), (*to, 0)]);
            } else if low[at] == order[at] {
                while let Some(one) = open.pop() {
                    knot[one] = at;
                    if one == at {
                        break;
                    }
                }
            }
        }
    }
    knot
}

/// Things by an actor and a measure.
type ByMove<'a, T> = BTreeMap<&'a ActorId, BTreeMap<&'a MeasureId, Vec<T>>>;

fn of_move<'b, T>(all: &'b ByMove<'_, T>, actor: &ActorId, measure: &MeasureId) -> &'b [T] {
    all.get(actor).and_then(|it| it.get(measure)).map_or(&[], Vec::as_slice)
}

/// What could break a cycle, gathered once for all of them.
pub(super) struct Evidence<'a> {
    cells: ByMove<'a, &'a Cell>,
    /// What mediators have put forward, the oldest first.
    proposals: Vec<&'a Entry>,
    /// Threats with a price, by whose move that is.
    threats: ByMove<'a, &'a Entry>,
    record: &'a Record,
}

impl<'a> Evidence<'a> {
    pub(super) fn of(cells: &'a [Cell], record: &'a Record, seen: &[&'a Entry]) -> Self {
        let mut out = Self { cells: BTreeMap::new(), proposals: Vec::new(), threats: BTreeMap::new(), record };
        for cell in cells {
            out.cells.entry(&cell.actor).or_default().entry(&cell.measure).or_default().push(cell);
        }
        for &entry in seen.iter().filter(|it| !it.act.negated) {
            match entry.act.kind {
                ActKind::Propose if entry.actors.iter().any(|(by, _)| is_mediator(record, by)) => out.proposals.push(entry),
                ActKind::Threaten => {
                    let price = entry.act.condition.as_ref().and_then(|it| it.measure.as_ref());
                    if let (Some(price), Some(on)) = (price, entry.awaited.as_ref().or(entry.targets.first())) {
                        out.threats.entry(on).or_default().entry(price).or_default().push(entry);
                    }
                }
                _ => {}
            }
        }
        out
    }

    /// Who could break a cycle.
    pub(super) fn breakers(&self, cycle: &Cycle, waits: &[Wait]) -> Vec<Breaker> {
        if cycle.is_swap {
            return Vec::new();
        }
        let in_it: Vec<&Wait> = cycle.waits.iter().map(|&i| &waits[i]).collect();
        let moves: Vec<(&ActorId, &MeasureId)> =
            in_it.iter().filter_map(|it| it.what.actor.as_ref().zip(it.what.measure.as_ref())).collect();
        let mut out: BTreeMap<(Way, &ActorId), BTreeSet<&ActRef>> = BTreeMap::new();
        for wait in &in_it {
            let (Some(actor), Some(measure)) = (&wait.what.actor, &wait.what.measure) else { continue };
            let acts = out.entry((Way::MoveFirst, actor)).or_default();
            acts.insert(&wait.acts()[0].at);
            // What is said to be possible, though not in its own words.
            let hinted = |it: &&&'a Cell| it.said != Said::Own && it.stance == Stance::For;
            acts.extend(of_move(&self.cells, actor, measure).iter().filter(hinted).map(|it| &it.newest().at));
        }
        // It came about when the last of its waits did.
        let since = in_it.iter().filter_map(|it| it.acts().last()).map(|it| it.day).max().flatten();
        for entry in &self.proposals {
            let on_it = |it: &MeasureId| moves.iter().any(|(_, measure)| *measure == it);
            let to_those = moves.iter().any(|(actor, _)| entry.addressees.contains(actor));
            let meant = entry.act.measures.iter().any(|it| on_it(&it.measure)) || (to_those && entry.day >= since);
            let is_other = |by: &ActorId| is_mediator(self.record, by) && !moves.iter().any(|(it, _)| *it == by);
            for (by, _) in entry.actors.iter().filter(|(by, _)| meant && is_other(by)) {
                let acts = out.entry((Way::Proposal, by)).or_default();
                acts.insert(&entry.at);
                acts.extend(self.accepted(entry, &moves));
            }
        }
        for entry in moves.iter().flat_map(|(actor, measure)| of_move(&self.threats, actor, measure)) {
            for (by, _) in &entry.actors {
                out.entry((Way::Lever, by)).or_default().insert(&entry.at);
            }
        }
        out.into_iter().map(|((way, by), acts)| Breaker { by: by.clone(), way, acts: acts.into_iter().cloned().collect() }).collect()
    }

    /// Where those in the cycle have said yes to what a proposal is about.
    fn accepted(&self, proposal: &Entry, moves: &[(&ActorId, &MeasureId)]) -> Vec<&ActRef> {
        let about = |actor| proposal.act.measures.iter().flat_map(move |it| of_move(&self.cells, actor, &it.measure));
        let yes = |cell: &&&'a Cell| {
            let newest = cell.newest();
            cell.said == Said::Own && cell.stance == Stance::For && newest.kind == ActKind::Accept && newest.day >= proposal.day
        };
        moves.iter().flat_map(|(actor, _)| about(actor)).filter(yes).map(|it| &it.newest().at).collect()
    }
}

fn is_mediator(record: &Record, actor: &ActorId) -> bool {
    record.parties().get(actor).is_some_and(|it| it.roles.contains(&Role::Mediator))
}

#[cfg(test)]
mod tests {
    use super::{circles, knots};
    use std::collections::{BTreeMap, BTreeSet, VecDeque};

    /// The definition: for each step the shortest way back, looked for everywhere.
    fn plainly(next: &[&[usize]]) -> BTreeSet<Vec<usize>> {
        let mut found = BTreeSet::new();
        for from in 0..next.len() {
            for &to in next[from] {
                let mut before = BTreeMap::from([(to, from)]);
                let mut queue = VecDeque::from([to]);
                while let Some(at) = queue.pop_front().filter(|at| *at != from) {
                    for &further in next[at] {
                        before.entry(further).or_insert_with(|| {
                            queue.push_back(further);
                            at
                        });
                    }
                }
                let Some(mut at) = before.get(&from).copied() else { continue };
                let mut back = vec![from];
                while at != from {
                    back.push(at);
                    at = before[&at];
                }
                back[1..].reverse();
                let lowest = back.iter().enumerate().min_by_key(|(_, it)| **it).map_or(0, |(at, _)| at);
                back.rotate_left(lowest);
                found.insert(back);
            }
        }
        found
    }

    #[test]
    fn circles_are_those_of_the_definition() {
        let mut luck = 7_u64;
        let mut below = |n: usize| {
            luck = luck.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(luck >> 33).unwrap_or(0) % n
        };
        for round in 0..3_000 {
            let n = 1 + below(9);
            let steps: Vec<Vec<usize>> = (0..n)
                .map(|_| {
                    let most = below(if round % 2 == 0 { 3 } else { 5 });
                    (0..most).map(|_| below(n)).collect::<BTreeSet<_>>().into_iter().collect()
                })
                .collect();
            let next: Vec<&[usize]> = steps.iter().map(Vec::as_slice).collect();
            assert_eq!(circles(&next), plainly(&next), "{steps:?}");
        }
    }

    #[test]
    fn a_long_chain_of_waits_is_no_deep_call() {
        let steps: Vec<Vec<usize>> = (0..200_000).map(|it| vec![(it + 1) % 200_000]).collect();
        let next: Vec<&[usize]> = steps.iter().map(Vec::as_slice).collect();
        assert_eq!(knots(&next).into_iter().collect::<BTreeSet<_>>().len(), 1);
    }
}
