//! One verdict of one state, by search from it: what `why`, robustness and inverse ask by the thousand. Also under preferences
//! other than the model's.
use crate::explicit::{GraphModel, State};

use super::Concept;

/// Who prefers what. The graph model's own payoffs, or preferences that are tried out on it.
pub(crate) trait Judgement {
    fn better(&self, decision_maker: usize, than: State, state: State) -> bool;
}

impl Judgement for GraphModel {
    fn better(&self, decision_maker: usize, than: State, state: State) -> bool {
        self.payoff(decision_maker, state) > self.payoff(decision_maker, than)
    }
}

/// A step of a sequence met in a search: where it is, who moved, from which earlier visit.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Visit {
    pub(crate) state: State,
    pub(crate) mover: usize,
    /// `usize::MAX` for the first step.
    pub(crate) from: usize,
}

/// What the others can do about one improvement.
pub(crate) enum Outcome {
    /// The visit of [`Search::visits`] that sanctions it.
    Sanctioned(usize),
    /// None of the visits does.
    Unsanctioned,
}

/// Buffers that searches of one graph model share.
pub(crate) struct Search<'a> {
    graph: &'a GraphModel,
    // For each state the movers by which it was reached, in the round of the number beside them.
    seen: Vec<(u32, u64)>,
    round: u32,
    /// The steps met by the last search, in breadth-first order.
    pub(crate) visits: Vec<Visit>,
    /// Steps looked at so far by all searches.
    pub(crate) work: u64,
    buffer: Vec<State>,
    counter: Vec<State>,
}

impl<'a> Search<'a> {
    pub(crate) fn new(graph: &'a GraphModel) -> Self {
        Self { graph, seen: vec![(0, 0); graph.n_states()], round: 0, visits: Vec::new(), work: 0, buffer: Vec::new(), counter: Vec::new() }
    }

    pub(crate) fn is_equilibrium(&mut self, judgement: &impl Judgement, state: State, concept: Concept) -> bool {
        (0..self.graph.n_decision_makers()).all(|dm| self.is_stable(judgement, dm, state, concept))
    }

    pub(crate) fn is_stable(&mut self, judgement: &impl Judgement, dm: usize, state: State, concept: Concept) -> bool {
        let mut improvements = self.graph.moves(dm, state);
        self.work += 1 + improvements.len() as u64;
        improvements.retain(|&to| judgement.better(dm, state, to));
        improvements
            .into_iter()
            .all(|to| concept != Concept::Nash && matches!(self.answer(judgement, dm, state, to, concept), Outcome::Sanctioned(_)))
    }

    /// Looks for the shortest sanction of the DM's move from `state` to `to`; the first in the order of DMs and states.
    pub(crate) fn answer(&mut self, judgement: &impl Judgement, dm: usize, state: State, to: State, concept: Concept) -> Outcome {
        match self.walk(judgement, dm, to, concept.credible(), Some((state, concept))) {
            Some(visit) => Outcome::Sanctioned(visit),
            None => Outcome::Unsanctioned,
        }
    }

    /// All that the others reach after the DM moved to `to`, ascending and each once.
    pub(crate) fn reached(&mut self, judgement: &impl Judgement, dm: usize, to: State, credible: bool) -> Vec<State> {
        self.walk(judgement, dm, to, credible, None);
        let mut states: Vec<State> = self.visits.iter().map(|visit| visit.state).collect();
        states.sort_unstable();
        states.dedup();
        states
    }

    /// Follows the legal sequences of the others from `to`, breadth first, up to the first sanction of the concept if one is asked for.
    fn walk(&mut self, judgement: &impl Judgement, dm: usize, to: State, credible: bool, until: Option<(State, Concept)>) -> Option<usize> {
        self.round += 1;
        self.visits.clear();
        let mut next = 0;
        let mut at = Visit { state: to, mover: dm, from: usize::MAX };
        loop {
            let from = if next == 0 { usize::MAX } else { next - 1 };
            for mover in (0..self.graph.n_decision_makers()).filter(|&mover| mover != dm && mover != at.mover) {
                let mut moves = std::mem::take(&mut self.buffer);
                self.graph.moves_into(mover, at.state, &mut moves);
                self.work += moves.len() as u64;
                let mut found = false;
                for &target in &moves {
                    if credible && !judgement.better(mover, at.state, target) {
                        continue;
                    }
                    let seen = &mut self.seen[target.index()];
                    if seen.0 != self.round {
                        *seen = (self.round, 0);
                    }
                    // Two different last movers allow every next mover: a third way there brings nothing new.
                    if seen.1 >> mover & 1 == 1 || seen.1.count_ones() >= 2 {
                        continue;
                    }
                    seen.1 |= 1 << mover;
                    self.visits.push(Visit { state: target, mover, from });
                    found = until.is_some_and(|(left, concept)| self.is_sanction(judgement, dm, left, target, concept));
                    if found {
                        break;
                    }
                }
                self.buffer = moves;
                if found {
                    return Some(self.visits.len() - 1);
                }
            }
            at = *self.visits.get(next)?;
            next += 1;
        }
    }

    /// Whether `reached` is no better for the DM than the state it left, nor any counter-move where they count.
    pub(crate) fn is_sanction(&mut self, judgement: &impl Judgement, dm: usize, left: State, reached: State, concept: Concept) -> bool {
        if reached == left || judgement.better(dm, left, reached) {
            return false;
        }
        if !concept.symmetric() {
            return true;
        }
        let mut counter = std::mem::take(&mut self.counter);
        self.graph.moves_into(dm, reached, &mut counter);
        let failed = counter.iter().all(|&state| !judgement.better(dm, left, state));
        self.counter = counter;
        failed
    }
}
