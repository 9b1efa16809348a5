//! Deadlocks of the table as the model sees them: whether somebody would move first, whether the exchange would hold, whether the other
//! would follow.
use super::Case;
use gmcr::evolution::{self, By};
use gmcr::stability::{Concept, Solution};

/// What follows if one of those in a deadlock moves first.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FirstMove {
    /// Who.
    pub decision_maker: usize,
    /// The option that it takes.
    pub option: usize,
    /// The statement against which that goes; `None` where it is no worse for it.
    pub against: Option<usize>,
    /// Whether the others then follow, each to its own good, until all have moved.
    pub followed: bool,
}

/// A circle of waits with what the model says of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Deadlock {
    /// Its place in the list of circles of the table.
    pub cycle: usize,
    /// The options that wait for each other; empty where not all of them are in the model.
    pub options: Vec<usize>,
    /// Today with all of them taken; `None` where that cannot be.
    pub end: Option<u64>,
    /// Whether the exchange would hold once it were made.
    pub end_holds: bool,
    /// Whether each step of some way from today to it is better for who makes it: then it is no deadlock.
    pub open_way: bool,
    /// What follows if one moves first.
    pub first: Vec<FirstMove>,
    /// Who of those in the circle holds what by which statement, against the exchange.
    pub blocked_by: Vec<(usize, usize)>,
}

impl Deadlock {
    /// Whether the model confirms it.
    pub fn is_confirmed(&self) -> bool {
        self.end.is_some() && !self.open_way
    }
}

pub(super) fn deadlocks(case: &Case<'_>, solution: &Solution) -> Vec<Deadlock> {
    let sheet = &case.proposal.sheet;
    let mut out = Vec::new();
    for (cycle, it) in sheet.cycles.iter().enumerate().filter(|(_, it)| !it.is_swap) {
        let waits: Vec<_> = it.waits.iter().filter_map(|i| sheet.waits.get(*i)).collect();
        let mut options: Vec<usize> = Vec::new();
        let mut whole = true;
        for wait in &waits {
            let on = |i: &usize| {
                let choice = &case.proposal.options[*i];
                Some(&choice.owner) == wait.what.actor.as_ref() && Some(&choice.measure) == wait.what.measure.as_ref()
            };
            let found: Vec<usize> = (0..case.proposal.options.len()).filter(on).collect();
            whole &= !found.is_empty();
            options.extend(found.into_iter().filter(|i| !options.contains(i)).collect::<Vec<_>>());
        }
        let mut told = Deadlock { cycle, options: vec![], end: None, end_holds: false, open_way: false, first: vec![], blocked_by: vec![] };
        let today = case.bits(case.today);
        let taken = options.iter().fold(today, |bits, i| bits | 1 << i);
        if let (true, Some(end)) = (whole, case.state(taken)) {
            let all = options.iter().fold(0u64, |bits, i| bits | 1 << i);
            let reached = |bits: u64| {
                let Some(from) = case.state(bits) else { return false };
                let evolution = evolution::evolve(&case.graph, from, By::Improvements);
                evolution.reached().any(|(state, _)| case.bits(state) & all == all)
            };
            told.end = Some(taken);
            // Others may have moved by then: the exchange holds if it does whatever else is so.
            told.end_holds = case.graph.states().any(|it| {
                let bits = case.bits(it);
                bits & all == all && (solution.is_equilibrium(Concept::Nash, it) || solution.is_equilibrium(Concept::Seq, it))
            });
            told.open_way = reached(today);
            for &option in &options {
                let decision_maker = case.proposal.owner(option);
                let to = today | 1 << option;
                if case.state(to).is_none() {
                    continue;
                }
                let against = case.deciding(decision_maker, today, to).filter(|(_, better)| !better).map(|(i, _)| i);
                told.first.push(FirstMove { decision_maker, option, against, followed: reached(to) });
            }
            if !told.end_holds {
                for upset in super::outcomes::of_state(case, end) {
                    told.blocked_by.extend(upset.by.map(|by| (upset.decision_maker, by)));
                }
            }
            told.options = options;
        }
        out.push(told);
    }
    out
}
