//! What a DM's preferences must satisfy for a state to be stable for it, move by move. The others' preferences are the model's.
use crate::explicit::{GraphModel, State};
use crate::stability::{Concept, Search};

/// More ways to be deterred from one move than are listed.
const MOST_ALTERNATIVES: usize = 1000;

/// One condition: the wanted state is at least as good as the move's end, or one of the alternatives holds.
///
/// ```
/// use gmcr::{explicit::State, inverse::Condition};
/// let condition = Condition { to: State::new(1), alternatives: vec![], more: 0, holds: false };
/// assert!(condition.alternatives.is_empty()); // Nash: nothing else helps
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// A state that the DM can move to: the wanted state must be at least as good as it, unless an alternative holds.
    pub to: State,
    /// What the others can answer.
    pub alternatives: Vec<Alternative>,
    /// How many further alternatives are not listed.
    pub more: usize,
    /// Whether the condition holds in the model as it is.
    pub holds: bool,
}

/// A possible sanction: it deters if the wanted state is at least as good as its end and as every counter-move.
///
/// ```
/// use gmcr::{explicit::State, inverse::Alternative};
/// let alternative = Alternative { sanction: State::new(2), counter_moves: vec![State::new(3)] };
/// assert_eq!(alternative.counter_moves.len(), 1);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alternative {
    /// A state that the others can reach after the move; under SEQ and SSEQ by their improvements.
    pub sanction: State,
    /// Under SMR and SSEQ the DM's moves from there. Empty otherwise.
    pub counter_moves: Vec<State>,
}

/// The conditions, all of which must hold, for the state to be stable for the decision maker.
///
/// ```
/// # use gmcr::{explicit::GraphModel, file::{self, Format}, inverse, stability::Concept};
/// # let model = file::read("[[decision_makers]]\nname = \"Norland\"\noptions = [\"Withdraw\"]\n", Format::Toml).unwrap().model;
/// # let graph = GraphModel::new(&model).unwrap();
/// let conditions = inverse::conditions(&graph, 0, graph.state("Y").unwrap(), Concept::Nash);
/// assert_eq!(graph.label(conditions[0].to), "N"); // Y must be at least as good as N,
/// assert!(conditions[0].holds); // and is
/// ```
pub fn conditions(graph: &GraphModel, decision_maker: usize, state: State, concept: Concept) -> Vec<Condition> {
    let mut search = Search::new(graph);
    let at_least = |other: State| graph.payoff(decision_maker, state) >= graph.payoff(decision_maker, other);
    graph
        .moves(decision_maker, state)
        .into_iter()
        .map(|to| {
            let mut reached = match concept {
                Concept::Nash => Vec::new(),
                _ => search.reached(graph, decision_maker, to, concept.credible()),
            };
            // A return to the state deters nobody, nor does a way back to where the DM moved.
            reached.retain(|&end| end != state && end != to);
            let mut holds = at_least(to);
            let mut alternatives = Vec::new();
            let more = reached.len().saturating_sub(MOST_ALTERNATIVES);
            for sanction in reached {
                let counter_moves = if concept.symmetric() { graph.moves(decision_maker, sanction) } else { Vec::new() };
                holds |= at_least(sanction) && counter_moves.iter().all(|&counter| at_least(counter));
                if alternatives.len() < MOST_ALTERNATIVES {
                    alternatives.push(Alternative { sanction, counter_moves });
                }
            }
            Condition { to, alternatives, more, holds }
        })
        .collect()
}
