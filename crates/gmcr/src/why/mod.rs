//! For every verdict a proof that a person can check without trusting the engine: which improvement nobody can sanction, or which
//! sanction meets each improvement. Finds proofs; says nothing of how a verdict could change (that is [`crate::inverse`]).
use crate::evolution::Step;
use crate::explicit::{GraphModel, State};
use crate::stability::{Concept, Outcome, Search};

/// A verdict on one state for one decision maker under one concept, with its reasons.
///
/// ```
/// use gmcr::{explicit::GraphModel, file::{self, Format}, stability::Concept, why::{self, Verdict}};
/// let toml = r#"
/// [[decision_makers]]
/// name = "Norland"
/// options = ["Shoot"]
/// statements = ["NOT 2", "1"]
///
/// [[decision_makers]]
/// name = "Sudria"
/// options = ["Shoot back"]
/// statements = ["NOT 1", "2"]
/// "#;
/// let graph = GraphModel::new(&file::read(toml, Format::Toml).unwrap().model).unwrap();
/// let proof = why::why(&graph, 0, graph.state("NN").unwrap(), Concept::Seq);
/// let Verdict::Stable(deterred) = &proof.verdict else { panic!("NN is sequentially stable") };
/// assert_eq!(graph.label(deterred[0].improvement), "YN"); // Norland would shoot,
/// assert_eq!(graph.label(deterred[0].sanction.steps[0].to), "YY"); // but Sudria would shoot back
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// For whom, as an index.
    pub decision_maker: usize,
    /// The state that is judged.
    pub state: State,
    /// Under which concept.
    pub concept: Concept,
    /// Stable or not, and why.
    pub verdict: Verdict,
}

impl Proof {
    /// Whether the state is stable.
    ///
    /// ```
    /// # use gmcr::{explicit::GraphModel, file::{self, Format}};
    /// # let text = "[[decision_makers]]\nname = \"Norland\"\noptions = [\"Withdraw\"]\nstatements = [\"Withdraw\"]\n";
    /// # let model = file::read(text, Format::Toml).unwrap().model;
    /// # let graph = GraphModel::new(&model).unwrap();
    /// # let (no, yes) = (graph.state("N").unwrap(), graph.state("Y").unwrap());
    /// use gmcr::{stability::Concept, why};
    /// assert!(!why::why(&graph, 0, no, Concept::Seq).is_stable());
    /// ```
    pub fn is_stable(&self) -> bool {
        matches!(self.verdict, Verdict::Stable(_))
    }
}

/// Stable or not, and why.
///
/// ```
/// use gmcr::why::Verdict;
/// assert_eq!(Verdict::Stable(vec![]), Verdict::Stable(vec![])); // stable, since there is no improvement at all
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Every improvement is deterred; all of them are listed.
    Stable(Vec<Deterred>),
    /// One improvement is not.
    Unstable(Temptation),
}

/// An improvement with a sanction against it.
///
/// ```
/// use gmcr::{explicit::State, why::{Deterred, Sanction}};
/// let deterred = Deterred { improvement: State::new(1), sanction: Sanction { steps: vec![], counter_moves: vec![] } };
/// assert!(deterred.sanction.counter_moves.is_empty());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deterred {
    /// Where the decision maker would move.
    pub improvement: State,
    /// What the others can do then.
    pub sanction: Sanction,
}

/// A legal sequence of the others after an improvement, a shortest one, that ends in a state no better than the one left.
///
/// ```
/// use gmcr::{evolution::Step, explicit::State, why::Sanction};
/// let sanction = Sanction { steps: vec![Step { mover: 1, to: State::new(3) }], counter_moves: vec![] };
/// assert_eq!(sanction.end(), Some(State::new(3)));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sanction {
    /// The moves, in order.
    pub steps: Vec<Step>,
    /// Under SMR and SSEQ all moves that the decision maker has from there; none of them is better than the state left. Empty otherwise.
    pub counter_moves: Vec<State>,
}

impl Sanction {
    /// The state that it ends in.
    pub fn end(&self) -> Option<State> {
        self.steps.last().map(|step| step.to)
    }
}

/// An improvement that nobody can sanction.
///
/// ```
/// use gmcr::{explicit::State, why::Temptation};
/// let temptation = Temptation { improvement: State::new(0), reached: vec![] }; // Nash: nobody's answer counts
/// assert!(temptation.reached.is_empty());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Temptation {
    /// Where the decision maker would move.
    pub improvement: State,
    /// Everything that the others reach from there, in the order of a breadth-first search: none of it a sanction. Empty under Nash.
    pub reached: Vec<Reached>,
}

/// A state that the others can reach, and why it deters nobody.
///
/// ```
/// use gmcr::{explicit::State, why::{Escape, Reached}};
/// let reached = Reached { state: State::new(2), last_movers: vec![1], escape: Escape::Better };
/// assert_eq!(reached.last_movers, [1]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reached {
    /// The state.
    pub state: State,
    /// Who can have moved last; from two different last movers on, everyone can move next, and further ones are left out.
    pub last_movers: Vec<usize>,
    /// Why it is no sanction.
    pub escape: Escape,
}

/// Why a reached state is no sanction.
///
/// ```
/// assert_ne!(gmcr::why::Escape::Better, gmcr::why::Escape::Return);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Escape {
    /// It is better for the decision maker than the state left.
    Better,
    /// It is the state left: nothing is lost.
    Return,
    /// From there the decision maker can move to this state, which is better than the state left (SMR, SSEQ).
    CounterMove(State),
}

/// Proves the verdict on a state for a decision maker. Looks only at what the proof needs.
///
/// ```
/// # use gmcr::{explicit::GraphModel, file::{self, Format}, stability::Concept, why};
/// # let toml = "[[decision_makers]]\nname = \"Norland\"\noptions = [\"Withdraw\"]\nstatements = [\"Withdraw\"]\n";
/// # let graph = GraphModel::new(&file::read(toml, Format::Toml).unwrap().model).unwrap();
/// assert!(why::why(&graph, 0, graph.state("Y").unwrap(), Concept::Nash).is_stable());
/// ```
pub fn why(graph: &GraphModel, decision_maker: usize, state: State, concept: Concept) -> Proof {
    let mut search = Search::new(graph);
    let mut deterred = Vec::new();
    for improvement in graph.improvements(decision_maker, state) {
        let outcome = match concept {
            Concept::Nash => Outcome::Unsanctioned,
            _ => search.answer(graph, decision_maker, state, improvement, concept),
        };
        let Outcome::Sanctioned(visit) = outcome else {
            let reached = if concept == Concept::Nash { Vec::new() } else { reached(graph, &search, decision_maker, state) };
            let verdict = Verdict::Unstable(Temptation { improvement, reached });
            return Proof { decision_maker, state, concept, verdict };
        };
        let mut steps = Vec::new();
        let mut at = visit;
        while let Some(visit) = search.visits.get(at) {
            steps.push(Step { mover: visit.mover, to: visit.state });
            at = visit.from;
        }
        steps.reverse();
        let counter_moves = if concept.symmetric() { graph.moves(decision_maker, search.visits[visit].state) } else { Vec::new() };
        deterred.push(Deterred { improvement, sanction: Sanction { steps, counter_moves } });
    }
    Proof { decision_maker, state, concept, verdict: Verdict::Stable(deterred) }
}

fn reached(graph: &GraphModel, search: &Search<'_>, dm: usize, state: State) -> Vec<Reached> {
    let mut reached: Vec<Reached> = Vec::new();
    let mut place = std::collections::HashMap::new();
    for visit in &search.visits {
        if let Some(&at) = place.get(&visit.state) {
            let entry: &mut Reached = &mut reached[at];
            entry.last_movers.push(visit.mover);
            continue;
        }
        let better = |other: State| graph.payoff(dm, other) > graph.payoff(dm, state);
        let escape = if visit.state == state {
            Escape::Return
        } else {
            match graph.moves(dm, visit.state).into_iter().find(|&to| better(to)) {
                _ if better(visit.state) => Escape::Better,
                Some(to) => Escape::CounterMove(to),
                // A search without success has met no such state.
                None => Escape::Return,
            }
        };
        place.insert(visit.state, reached.len());
        reached.push(Reached { state: visit.state, last_movers: vec![visit.mover], escape });
    }
    reached
}
