//! How much an equilibrium hangs on the preference statements: how often it stays one when statements are swapped or dropped at
//! random, and which single statement it hangs on. Measures sensitivity to the model, not the chance of an outcome.
use rayon::prelude::*;

use crate::explicit::{GraphModel, State};
use crate::model::Model;
use crate::preference::{Basis, Statement};
use crate::stability::{Concept, Judgement, Search};

/// What varies.
///
/// ```
/// let config = gmcr::robustness::Config { samples: 200, ..Default::default() };
/// assert_eq!(config.edits, 1);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Config {
    /// How many models are drawn.
    pub samples: u32,
    /// How many random edits each of them gets: a statement changes places with the next one or is dropped, each as likely,
    /// every statement of the model as likely.
    pub edits: u32,
    /// The seed. The same seed gives the same result on every machine.
    pub seed: u64,
}

impl Default for Config {
    fn default() -> Self {
        Self { samples: 1000, edits: 1, seed: 1 }
    }
}

/// How robust one state is under one concept.
///
/// ```
/// use gmcr::{explicit::GraphModel, file::{self, Format}, robustness::{self, Config}, stability::Concept};
/// let toml = "[[decision_makers]]\nname = \"Norland\"\noptions = [\"Withdraw\"]\nstatements = [\"Withdraw\"]\n";
/// let model = file::read(toml, Format::Toml).unwrap().model;
/// let graph = GraphModel::new(&model).unwrap();
/// let result = robustness::robustness(&model, &graph, graph.state("Y").unwrap(), Concept::Nash, Config::default());
/// assert_eq!(result.stayed, result.samples); // without its one statement Norland is indifferent, and Y still holds
/// assert!(result.hinges.is_empty());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Robustness {
    /// The state.
    pub state: State,
    /// The concept.
    pub concept: Concept,
    /// Whether it is an equilibrium of the model as it is.
    pub equilibrium: bool,
    /// In how many drawn models it is one.
    pub stayed: u32,
    /// How many models were drawn.
    pub samples: u32,
    /// The statements on which it hangs: those without which, or with which in the next one's place, it is an equilibrium no more
    /// (or, if it is none, becomes one).
    pub hinges: Vec<Hinge>,
    /// The decision makers that are judged by a ranking or weights, which is left as it is.
    pub fixed: Vec<usize>,
}

/// A statement on which a result hangs.
///
/// ```
/// let hinge = gmcr::robustness::Hinge { decision_maker: 0, statement: 2, dropped: true, swapped_with_next: false };
/// assert!(hinge.dropped);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hinge {
    /// Whose statement.
    pub decision_maker: usize,
    /// The how-manieth, from 0.
    pub statement: usize,
    /// Whether dropping it alone changes the result.
    pub dropped: bool,
    /// Whether swapping it with the next one changes the result.
    pub swapped_with_next: bool,
}

struct Perturbed<'a> {
    graph: &'a GraphModel,
    lists: Vec<Option<Vec<&'a Statement>>>,
}

impl Judgement for Perturbed<'_> {
    fn better(&self, dm: usize, than: State, state: State) -> bool {
        let Some(list) = &self.lists[dm] else { return self.graph.better(dm, than, state) };
        let (Some(a), Some(b)) = (self.graph.options_taken(than), self.graph.options_taken(state)) else { return false };
        for statement in list {
            let (a, b) = (statement.holds(a), statement.holds(b));
            if a != b {
                return b;
            }
        }
        false
    }
}

/// Draws models near this one and judges the state in each. `graph` is the graph model of `model`.
///
/// ```
/// # use gmcr::{explicit::GraphModel, file::{self, Format}, robustness::{self, Config}, stability::Concept};
/// # let model = file::read("[[decision_makers]]\nname = \"Norland\"\noptions = [\"Withdraw\"]\n", Format::Toml).unwrap().model;
/// # let graph = GraphModel::new(&model).unwrap();
/// let state = graph.state("N").unwrap();
/// let result = robustness::robustness(&model, &graph, state, Concept::Seq, Config { samples: 10, ..Config::default() });
/// assert_eq!(result.stayed, 10); // there is no statement to vary
/// ```
pub fn robustness(model: &Model, graph: &GraphModel, state: State, concept: Concept, config: Config) -> Robustness {
    let lists: Vec<Option<Vec<&Statement>>> = model
        .decision_makers
        .iter()
        .map(|dm| (dm.preferences.basis() == Some(Basis::Statements)).then(|| dm.preferences.statements.iter().collect()))
        .collect();
    let judged = |lists: Vec<Option<Vec<&Statement>>>| Search::new(graph).is_equilibrium(&Perturbed { graph, lists }, state, concept);
    let equilibrium = judged(lists.clone());
    let stayed = (0..config.samples)
        .into_par_iter()
        .filter(|&sample| {
            let mut random = Random::new(config.seed, u64::from(sample));
            let mut lists = lists.clone();
            for _ in 0..config.edits {
                perturb(&mut lists, &mut random);
            }
            judged(lists)
        })
        .count() as u32;
    let mut hinges = Vec::new();
    for dm in 0..lists.len() {
        let n_statements = lists[dm].as_ref().map_or(0, Vec::len);
        for statement in 0..n_statements {
            let with = |edit: &dyn Fn(&mut Vec<&Statement>)| {
                let mut lists = lists.clone();
                if let Some(list) = &mut lists[dm] {
                    edit(list);
                }
                judged(lists) != equilibrium
            };
            let dropped = with(&|list| {
                list.remove(statement);
            });
            let swapped_with_next = statement + 1 < n_statements && with(&|list| list.swap(statement, statement + 1));
            if dropped || swapped_with_next {
                hinges.push(Hinge { decision_maker: dm, statement, dropped, swapped_with_next });
            }
        }
    }
    let fixed = (0..lists.len()).filter(|&dm| lists[dm].is_none() && !model.decision_makers[dm].preferences.given().is_empty()).collect();
    Robustness { state, concept, equilibrium, stayed, samples: config.samples, hinges, fixed }
}

/// Whether the state is an equilibrium if decision makers went by other statements than the model's: `lists` has one entry for each of
/// them, and those without a list are judged as the model has it.
///
/// ```
/// # use gmcr::{explicit::GraphModel, file::{self, Format}, robustness, stability::Concept};
/// let toml = "[[decision_makers]]\nname = \"Norland\"\noptions = [\"Withdraw\"]\nstatements = [\"Withdraw\"]\n";
/// let model = file::read(toml, Format::Toml).unwrap().model;
/// let graph = GraphModel::new(&model).unwrap();
/// let no = graph.state("N").unwrap();
/// assert!(!robustness::holds_with(&graph, vec![None], no, Concept::Nash));
/// let turned = model.decision_makers[0].preferences.statements[0].negated();
/// assert!(robustness::holds_with(&graph, vec![Some(vec![&turned])], no, Concept::Nash));
/// ```
pub fn holds_with(graph: &GraphModel, lists: Vec<Option<Vec<&Statement>>>, state: State, concept: Concept) -> bool {
    let mut lists = lists;
    lists.resize(graph.n_decision_makers(), None);
    Search::new(graph).is_equilibrium(&Perturbed { graph, lists }, state, concept)
}

/// One random edit of one statement, every statement as likely.
fn perturb(lists: &mut [Option<Vec<&Statement>>], random: &mut Random) {
    let total: usize = lists.iter().flatten().map(Vec::len).sum();
    if total == 0 {
        return;
    }
    let mut at = random.below(total);
    let drop = random.below(2) == 0;
    for list in lists.iter_mut().flatten() {
        if at >= list.len() {
            at -= list.len();
            continue;
        }
        if drop {
            list.remove(at);
        } else if list.len() > 1 {
            // The last one changes places with the one before it.
            let first = at.min(list.len() - 2);
            list.swap(first, first + 1);
        }
        return;
    }
}

/// SplitMix64 (Steele, Lea and Flood 2014): small, and the same everywhere. Each sample has numbers of its own, so that samples can be drawn
/// in any order.
///
/// ```
/// use gmcr::robustness::Random;
/// let throws = |seed| Random::new(seed, 7).below(6);
/// assert!(throws(1) < 6);
/// assert_eq!(throws(1), throws(1));
/// ```
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// The numbers of one sample under a seed.
    ///
    /// ```
    /// use gmcr::robustness::Random;
    /// assert_ne!(Random::new(1, 0).below(1 << 30), Random::new(1, 1).below(1 << 30));
    /// ```
    pub fn new(seed: u64, sample: u64) -> Self {
        let mut random = Self(seed);
        let mixed = random.next();
        Self(mixed ^ sample.wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `n`, as good as evenly; 0 for 0.
    ///
    /// ```
    /// use gmcr::robustness::Random;
    /// let mut random = Random::new(1, 0);
    /// assert!((0..100).all(|_| random.below(3) < 3));
    /// ```
    pub fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.next()) * n as u128) >> 64) as usize
    }
}
