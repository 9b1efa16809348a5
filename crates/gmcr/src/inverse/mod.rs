//! What would have to change for a wanted state to hold (inverse GMCR: Kinsara, Kilgour and Hipel 2015): conditions on preferences,
//! the least change of rankings and of statements, and how many rankings would do. Says what would suffice, not who could be moved to it.

mod conditions;
mod reversals;
mod statements;
mod count;

pub use conditions::{Alternative, Condition, conditions};
pub use count::{Both, Counts, OneDm, counts};
pub use reversals::{DmChange, LeastChange, least_reversals};
pub use statements::{Edit, EditSearch, StatementEdit, fewest_edits};

use crate::explicit::{GraphModel, State};
use crate::model::Model;
use crate::stability::{Concept, Judgement, Search};

/// Everything that an analyst may ask about a wanted state and concept.
///
/// ```
/// use gmcr::{explicit::GraphModel, file::{self, Format}, inverse, stability::Concept};
/// let toml = r#"
/// [[decision_makers]]
/// name = "Norland"
/// options = ["Withdraw"]
/// statements = ["NOT Withdraw"]
/// "#;
/// let model = file::read(toml, Format::Toml).unwrap().model;
/// let graph = GraphModel::new(&model).unwrap();
/// let wanted = graph.state("Y").unwrap();
/// let requirement = inverse::require(&model, &graph, wanted, Concept::Nash);
/// assert!(!requirement.equilibrium);
/// assert_eq!(requirement.least_reversals.as_ref().unwrap().reversals, 1); // Y above N
/// assert_eq!(requirement.fewest_edits.edits, Some(1)); // drop or negate the statement
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Requirement {
    /// The wanted state.
    pub state: State,
    /// The wanted concept.
    pub concept: Concept,
    /// Whether it is an equilibrium already.
    pub equilibrium: bool,
    /// For each decision maker the conditions that together make the state stable for it.
    pub conditions: Vec<Vec<Condition>>,
    /// The least change of rankings. `None` if no change can do it.
    pub least_reversals: Option<LeastChange>,
    /// The fewest edits of statements.
    pub fewest_edits: EditSearch,
    /// How many rankings would do, for up to six states.
    pub counts: Option<Counts>,
}

/// Asks everything about a wanted state and concept. `graph` is the graph model of `model`.
///
/// ```
/// # use gmcr::{explicit::GraphModel, file::{self, Format}, inverse, stability::Concept};
/// # let model = file::read("[[decision_makers]]\nname = \"Norland\"\noptions = [\"Withdraw\"]\n", Format::Toml).unwrap().model;
/// # let graph = GraphModel::new(&model).unwrap();
/// let requirement = inverse::require(&model, &graph, graph.state("Y").unwrap(), Concept::Gmr);
/// assert!(requirement.equilibrium); // an indifferent decision maker stays anywhere
/// ```
pub fn require(model: &Model, graph: &GraphModel, state: State, concept: Concept) -> Requirement {
    Requirement {
        state,
        concept,
        equilibrium: Search::new(graph).is_equilibrium(graph, state, concept),
        conditions: (0..graph.n_decision_makers()).map(|dm| conditions(graph, dm, state, concept)).collect(),
        least_reversals: least_reversals(graph, state, concept),
        fewest_edits: fewest_edits(model, graph, state, concept),
        counts: counts(graph, state),
    }
}

/// Some DMs judged by other payoffs than the model's.
struct WithPayoffs<'a> {
    graph: &'a GraphModel,
    payoffs: Vec<Option<&'a [u32]>>,
}

impl Judgement for WithPayoffs<'_> {
    fn better(&self, dm: usize, than: State, state: State) -> bool {
        match self.payoffs[dm] {
            Some(payoffs) => payoffs[state.index()] > payoffs[than.index()],
            None => self.graph.better(dm, than, state),
        }
    }
}
