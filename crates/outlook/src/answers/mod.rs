//! What the model says: what is so today, which outcomes would hold and for whom they are better, how one gets there, what would have to
//! change, what all that hangs on. Words nothing: it names options, decision makers and statements by their places in the proposal.

mod outcomes;
mod path;
mod deadlock;
mod change;
mod robust;
mod compare;

pub use change::{Alternative, Requirement, Touch};
pub use compare::{Compared, Fate, compare};
pub use deadlock::{Deadlock, FirstMove};
pub use outcomes::{Effect, Outcome, Proof, Reply, Untold, Upset, Verdict};
pub use path::{Path, Step};
pub use robust::{Count, Hinge, Robust};

use crate::proposal::Proposal;
use gmcr::explicit::{GraphModel, State};
use gmcr::stability;
use std::collections::HashMap;

/// What is asked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Config {
    /// Outcomes of which it is asked what would have to change for them to hold: bit i for option i.
    pub hold: Vec<u64>,
    /// So many variants of the model at most; 0 leaves robustness out.
    pub variants: u32,
    /// The seed of the variants that are drawn where not all can be gone through.
    pub seed: u64,
}

impl Default for Config {
    fn default() -> Self {
        Self { hold: Vec::new(), variants: 1000, seed: 1 }
    }
}

/// Why there is no model worth the name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Thin {
    /// The record shows no move that anybody could make.
    NoOption,
    /// Only one actor has a move of its own.
    OneSide,
    /// Nobody has said what it wants.
    NoView,
}

/// All answers.
#[derive(Clone, PartialEq, Debug)]
pub struct Answers {
    /// Set where the record is too thin for a model; nothing else is then said.
    pub thin: Option<Thin>,
    /// What is so today: bit i for option i.
    pub today: u64,
    /// Where today would not hold: who could do better by a move of its own.
    pub upsets: Vec<Upset>,
    /// How many states the model has.
    pub n_states: usize,
    /// The outcomes that would hold, those first that need the least caution; the rarest caution last.
    pub outcomes: Vec<Outcome>,
    /// How many there are besides these.
    pub untold: Untold,
    /// Deadlocks of the table, as the model sees them.
    pub deadlocks: Vec<Deadlock>,
    /// What would have to change for the outcomes asked for, and for the ends of deadlocks.
    pub requirements: Vec<Requirement>,
}

/// A model with its states and verdicts.
pub(crate) struct Case<'a> {
    pub(crate) proposal: &'a Proposal,
    pub(crate) graph: GraphModel,
    pub(crate) today: State,
    by_bits: HashMap<u64, State>,
}

impl<'a> Case<'a> {
    /// `None` where the engine does not take the model, or today is no state of it.
    fn new(proposal: &'a Proposal) -> Option<Self> {
        let graph = GraphModel::new(&proposal.model()).ok()?;
        let by_bits: HashMap<u64, State> = graph.states().filter_map(|it| Some((graph.options_taken(it)?, it))).collect();
        let today = *by_bits.get(&proposal.today())?;
        Some(Self { proposal, graph, today, by_bits })
    }

    pub(crate) fn state(&self, bits: u64) -> Option<State> {
        self.by_bits.get(&bits).copied()
    }

    pub(crate) fn bits(&self, state: State) -> u64 {
        self.graph.options_taken(state).unwrap_or_default()
    }

    /// The first statement of a decision maker that tells two states apart, and whether it holds in the second.
    pub(crate) fn deciding(&self, dm: usize, from: u64, to: u64) -> Option<(usize, bool)> {
        let all = self.proposal.decision_makers[dm].statements.iter().enumerate();
        all.map(|(i, it)| (i, it.statement.holds(from), it.statement.holds(to))).find(|(_, a, b)| a != b).map(|(i, _, b)| (i, b))
    }
}

/// The state that is meant by changes against today: with them, and with what others would then do. Where they leave nobody at rest, today
/// with these changes alone, or the nearest to that which can be.
pub fn meant(proposal: &Proposal, changes: &[(usize, bool)]) -> u64 {
    let bare = changes.iter().fold(proposal.today(), |bits, (i, taken)| if *taken { bits | 1 << i } else { bits & !(1 << i) });
    let supposed = proposal.suppose(changes);
    let answers = answer(&supposed, &Config { hold: Vec::new(), variants: 0, seed: 1 });
    let kept = |bits: u64| changes.iter().all(|(i, taken)| (bits >> i & 1 == 1) == *taken);
    let firm = answers.outcomes.iter().filter(|it| it.is_firm() && kept(it.bits)).map(|it| it.bits);
    let settled = firm.min_by_key(|bits| ((bits ^ bare).count_ones(), *bits));
    settled.or_else(|| proposal.nearest_to(bare, changes)).unwrap_or(bare)
}

/// The answers of a proposal.
pub fn answer(proposal: &Proposal, config: &Config) -> Answers {
    let thin = match () {
        () if proposal.options.is_empty() => Some(Thin::NoOption),
        () if proposal.decision_makers.len() < 2 => Some(Thin::OneSide),
        () if proposal.decision_makers.iter().all(|it| it.statements.is_empty()) => Some(Thin::NoView),
        () => None,
    };
    let mut out = Answers {
        thin,
        today: proposal.today(),
        upsets: vec![],
        n_states: 0,
        outcomes: vec![],
        untold: Untold::default(),
        deadlocks: vec![],
        requirements: vec![],
    };
    if thin.is_some() {
        return out;
    }
    let Some(case) = Case::new(proposal) else { return out };
    let solution = stability::solve(&case.graph);
    out.n_states = case.graph.n_states();
    (out.outcomes, out.untold) = outcomes::outcomes(&case, &solution);
    if !out.outcomes.iter().any(|it| it.is_today) {
        out.upsets = outcomes::of_state(&case, case.today);
    }
    out.deadlocks = deadlock::deadlocks(&case, &solution);
    if config.variants > 0 {
        robust::robust(&case, &mut out.outcomes, config);
    }
    let mut wanted: Vec<u64> = config.hold.clone();
    let ends = out.deadlocks.iter().filter(|it| !it.end_holds).filter_map(|it| it.end);
    wanted.extend(ends);
    for bits in wanted {
        if !out.requirements.iter().any(|it| it.bits == bits) {
            out.requirements.extend(change::requirement(&case, bits));
        }
    }
    out
}
