//! Stability with listed arcs, which need not be transitive: legal sequences are followed over pairs (state, last mover).
use super::Concept;
use super::bits::Bits;
use super::reach::{Least, least};
use super::steps::Steps;
use crate::explicit::{Arcs, GraphModel, State};

/// The two least values among different states, so that the state which a DM left can be left out: a return to it is no sanction.
#[derive(Clone, Copy)]
struct TwoLeast([(u32, u32); 2]);

const NONE: (u32, u32) = (u32::MAX, u32::MAX);

impl TwoLeast {
    fn least_without(&self, state: u32) -> u32 {
        if self.0[0].1 == state { self.0[1].0 } else { self.0[0].0 }
    }

    fn add(&mut self, entry: (u32, u32)) {
        if entry.1 == self.0[0].1 || entry == NONE {
            return;
        }
        if entry < self.0[0] {
            self.0 = [entry, self.0[0]];
        } else if entry < self.0[1] {
            self.0[1] = entry;
        }
    }
}

#[derive(Clone, Copy)]
struct Hold {
    payoff: TwoLeast,
    after_counter: TwoLeast,
}

impl Least for Hold {
    fn join(&mut self, other: &Self) {
        other.payoff.0.iter().for_each(|&entry| self.payoff.add(entry));
        other.after_counter.0.iter().for_each(|&entry| self.after_counter.add(entry));
    }
}

pub(crate) fn solve(graph: &GraphModel, arcs: &[Arcs], dm: usize) -> [Bits; 5] {
    let n_states = graph.n_states();
    let payoffs = graph.payoffs(dm);
    let highest: Vec<u32> =
        (0..n_states).map(|state| arcs[dm].of(state).iter().map(|&to| payoffs[to as usize]).fold(payoffs[state], u32::max)).collect();
    // Node (l, s), numbered l * n + s: the sequence is at s and l moved last. In the place of the DM itself: nobody has moved.
    let start = |state: u32| dm * n_states + state as usize;
    let held = |credible: bool| {
        let steps = sequences(graph, arcs, dm, credible);
        least(&steps, steps.n_nodes(), |node| {
            let (last_mover, state) = (node / n_states, node % n_states);
            if last_mover == dm {
                return Hold { payoff: TwoLeast([NONE; 2]), after_counter: TwoLeast([NONE; 2]) };
            }
            let state_idx = state as u32;
            Hold { payoff: TwoLeast([(payoffs[state], state_idx), NONE]), after_counter: TwoLeast([(highest[state], state_idx), NONE]) }
        })
    };
    let (by_moves, by_improvements) = (held(false), held(true));
    Concept::ALL.map(|concept| {
        Bits::collect(n_states, |state| {
            arcs[dm].of(state).iter().filter(|&&to| payoffs[to as usize] > payoffs[state]).all(|&to| {
                let held = if concept.credible() { &by_improvements } else { &by_moves }[start(to)];
                let least = if concept.symmetric() { held.after_counter } else { held.payoff };
                concept != Concept::Nash && least.least_without(state as u32) <= payoffs[state]
            })
        })
    })
}

/// All legal continuations of sequences of the others: no DM twice in a row.
fn sequences(graph: &GraphModel, arcs: &[Arcs], dm: usize, credible: bool) -> Steps {
    let n_states = graph.n_states();
    let n_dms = arcs.len();
    let mut first = Vec::with_capacity(n_dms * n_states + 1);
    let mut to = Vec::new();
    for last_mover in 0..n_dms {
        for state in 0..n_states {
            first.push(to.len() as u32);
            for mover in (0..n_dms).filter(|&mover| mover != dm && mover != last_mover) {
                let here = graph.payoff(mover, State::new(state));
                let steps =
                    arcs[mover].of(state).iter().filter(|&&target| !credible || graph.payoff(mover, State::new(target as usize)) > here);
                to.extend(steps.map(|&target| (mover * n_states) as u32 + target));
            }
        }
    }
    first.push(to.len() as u32);
    Steps { first, to }
}
