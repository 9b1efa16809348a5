//! Stability in option form, where one-step moves are transitive: every verdict of a DM comes from one number per state.
//! s is stable iff no s1 of R_i(s) has min(payoff(s1), σ(s1)) above payoff(s), σ(s1) being the least that the others reach from s1.
use rayon::prelude::*;

use super::Concept;
use super::bits::Bits;
use super::order::{Compress, Order};
use super::reach::{Components, Least, least};
use super::steps::Steps;
use crate::explicit::{GraphModel, Own, States};

/// What a sanctioner can hold a DM to: its least payoff, and the least that its best counter-move leaves it.
#[derive(Clone, Copy)]
struct Hold {
    payoff: u32,
    after_counter: u32,
}

impl Hold {
    const NOTHING: Self = Self { payoff: u32::MAX, after_counter: u32::MAX };
}

impl Least for Hold {
    fn join(&mut self, other: &Self) {
        self.payoff = self.payoff.min(other.payoff);
        self.after_counter = self.after_counter.min(other.after_counter);
    }
}

pub(crate) fn solve(graph: &GraphModel, own: &[Own]) -> Vec<[Bits; 5]> {
    let n_states = graph.n_states();
    let orders: Vec<Order> = own.par_iter().enumerate().map(|(dm, &own)| Order::new(graph, own, graph.payoffs(dm))).collect();
    let improvements: Vec<Steps> = orders.par_iter().enumerate().map(|(dm, order)| Steps::improvements(order, graph.payoffs(dm))).collect();
    let irreversible = own.iter().any(|own| own.irreversible() != 0);
    let moves: Vec<Steps> = if irreversible { orders.par_iter().map(Steps::moves).collect() } else { Vec::new() };
    (0..own.len())
        .into_par_iter()
        .map(|dm| {
            let payoffs = graph.payoffs(dm);
            let highest = orders[dm].highest(|state| payoffs[state]);
            let hold = |node: usize| match node {
                state if state < n_states => Hold { payoff: payoffs[state], after_counter: highest[state] },
                _ => Hold::NOTHING,
            };
            let stable = |sigma: &dyn Fn(usize) -> u32| {
                let best = orders[dm].highest(|state| payoffs[state].min(sigma(state)));
                Bits::collect(n_states, |state| best[state] <= payoffs[state])
            };
            let nash = Bits::collect(n_states, |state| highest[state] == payoffs[state]);
            let (gmr, smr) = {
                let held = if irreversible {
                    reach(n_states, dm, &moves, hold)
                } else if matches!(graph.state_table(), States::All { .. }) {
                    everything_shared(graph, own, dm, hold)
                } else {
                    components(n_states, &orders, dm, hold)
                };
                (stable(&|state| held[state].payoff), stable(&|state| held[state].after_counter))
            };
            let held = reach(n_states, dm, &improvements, hold);
            let (seq, sseq) = (stable(&|state| held[state].payoff), stable(&|state| held[state].after_counter));
            let mut sets = [nash.clone(), nash.clone(), nash.clone(), nash.clone(), nash];
            for (concept, set) in [(Concept::Gmr, gmr), (Concept::Smr, smr), (Concept::Seq, seq), (Concept::Sseq, sseq)] {
                sets[concept as usize] = set;
            }
            sets
        })
        .collect()
}

/// What the others reach by their steps.
fn reach(n_states: usize, dm: usize, steps: &[Steps], hold: impl Fn(usize) -> Hold) -> Vec<Hold> {
    let others: Vec<&Steps> = steps.iter().enumerate().filter(|&(other, _)| other != dm).map(|(_, steps)| steps).collect();
    match others[..] {
        [] => (0..n_states).map(hold).collect(),
        [only] => least(only, n_states, hold),
        _ => least(&Steps::joined(n_states, &others), n_states, hold),
    }
}

/// The same for moves that can be taken back: the states joined by the others' blocks.
fn components(n_states: usize, orders: &[Order], dm: usize, hold: impl Fn(usize) -> Hold) -> Vec<Hold> {
    let mut components = Components::new(n_states);
    for (_, order) in orders.iter().enumerate().filter(|&(other, _)| other != dm) {
        for block in 0..order.n_blocks() {
            order.states[order.group(block)].windows(2).for_each(|pair| components.join(pair[0], pair[1]));
        }
    }
    let mut held = vec![Hold::NOTHING; n_states];
    for state in 0..n_states {
        held[components.find(state as u32) as usize].join(&hold(state));
    }
    (0..n_states).map(|state| held[components.find(state as u32) as usize]).collect()
}

/// The same where every state is feasible: the others reach all that shares what they cannot move.
fn everything_shared(graph: &GraphModel, own: &[Own], dm: usize, hold: impl Fn(usize) -> Hold) -> Vec<Hold> {
    let n_states = graph.n_states();
    let others = own.iter().enumerate().filter(|&(other, _)| other != dm).fold(0, |mask, (_, own)| mask | own.movable());
    let key = Compress::new((n_states as u64 - 1) & !others);
    let mut held = vec![Hold::NOTHING; 1 << key.width];
    for state in 0..n_states {
        held[key.of(state as u64) as usize].join(&hold(state));
    }
    (0..n_states).map(|state| held[key.of(state as u64) as usize]).collect()
}
