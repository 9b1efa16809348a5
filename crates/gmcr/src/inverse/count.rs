//! How many strict rankings would make a state an equilibrium: every one is tried, for up to six states.
use super::WithPayoffs;
use crate::explicit::{GraphModel, State};
use crate::stability::{Concept, Search};

/// More states than these have too many rankings to try.
const MOST_STATES: usize = 6;
/// With two DMs that both may change: 24² profiles.
const MOST_STATES_FOR_BOTH: usize = 4;

/// How many strict rankings would do.
///
/// ```
/// # use gmcr::{explicit::GraphModel, file::{self, Format}, inverse, stability::Concept};
/// # let model = file::read("[[decision_makers]]\nname = \"Norland\"\noptions = [\"Withdraw\"]\n", Format::Toml).unwrap().model;
/// # let graph = GraphModel::new(&model).unwrap();
/// let counts = inverse::counts(&graph, graph.state("Y").unwrap()).unwrap();
/// assert_eq!((counts.one_dm[0].of, counts.one_dm[0].equilibrium[Concept::Nash as usize]), (2, 1));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counts {
    /// For each decision maker: only its ranking changes.
    pub one_dm: Vec<OneDm>,
    /// With two decision makers and up to four states: both rankings change.
    pub both: Option<Both>,
}

/// The rankings of one decision maker, the others given. Arrays are by concept, in the order of [`Concept::ALL`].
///
/// ```
/// let none = gmcr::inverse::OneDm { of: 24, equilibrium: [0; 5], stable: [24; 5], fewest_reversals: [None; 5] };
/// assert_eq!(none.of, 24);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OneDm {
    /// How many strict rankings there are.
    pub of: usize,
    /// How many make the state an equilibrium.
    pub equilibrium: [usize; 5],
    /// How many make it stable for this decision maker.
    pub stable: [usize; 5],
    /// The fewest pairs of states in opposite order to now in one that makes it an equilibrium; breaking a tie is free here.
    pub fewest_reversals: [Option<usize>; 5],
}

/// The pairs of rankings of two decision makers. Arrays are by concept, in the order of [`Concept::ALL`].
///
/// ```
/// let none = gmcr::inverse::Both { of: 576, equilibrium: [0; 5], fewest_reversals: [None; 5] };
/// assert_eq!(none.of, 576);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Both {
    /// How many pairs there are.
    pub of: usize,
    /// How many make the state an equilibrium.
    pub equilibrium: [usize; 5],
    /// The fewest pairs of states in opposite order to now, both decision makers together.
    pub fewest_reversals: [Option<usize>; 5],
}

/// Tries all strict rankings. `None` if there are more than six states.
///
/// ```
/// # use gmcr::{explicit::GraphModel, file::{self, Format}, inverse};
/// # let model = file::read("[[decision_makers]]\nname = \"Norland\"\noptions = [\"A\", \"B\", \"C\"]\n", Format::Toml).unwrap().model;
/// # let graph = GraphModel::new(&model).unwrap();
/// assert!(inverse::counts(&graph, graph.state("1").unwrap()).is_none()); // eight states
/// ```
pub fn counts(graph: &GraphModel, state: State) -> Option<Counts> {
    let n = graph.n_states();
    if n > MOST_STATES {
        return None;
    }
    let rankings = permutations(n);
    let n_dms = graph.n_decision_makers();
    let mut search = Search::new(graph);
    let one_dm = (0..n_dms)
        .map(|dm| {
            let mut one = OneDm { of: rankings.len(), equilibrium: [0; 5], stable: [0; 5], fewest_reversals: [None; 5] };
            for ranking in &rankings {
                let mut judgement = WithPayoffs { graph, payoffs: vec![None; n_dms] };
                judgement.payoffs[dm] = Some(ranking);
                for concept in Concept::ALL {
                    if !search.is_stable(&judgement, dm, state, concept) {
                        continue;
                    }
                    one.stable[concept as usize] += 1;
                    if (0..n_dms).filter(|&other| other != dm).all(|other| search.is_stable(&judgement, other, state, concept)) {
                        one.equilibrium[concept as usize] += 1;
                        fewer(&mut one.fewest_reversals[concept as usize], reversals(graph.payoffs(dm), ranking));
                    }
                }
            }
            one
        })
        .collect();
    let both = (n_dms == 2 && n <= MOST_STATES_FOR_BOTH).then(|| {
        let mut both = Both { of: rankings.len() * rankings.len(), equilibrium: [0; 5], fewest_reversals: [None; 5] };
        for first in &rankings {
            for second in &rankings {
                let judgement = WithPayoffs { graph, payoffs: vec![Some(first), Some(second)] };
                for concept in Concept::ALL {
                    if search.is_equilibrium(&judgement, state, concept) {
                        both.equilibrium[concept as usize] += 1;
                        let changed = reversals(graph.payoffs(0), first) + reversals(graph.payoffs(1), second);
                        fewer(&mut both.fewest_reversals[concept as usize], changed);
                    }
                }
            }
        }
        both
    });
    Some(Counts { one_dm, both })
}

fn fewer(best: &mut Option<usize>, found: usize) {
    *best = Some(best.map_or(found, |best| best.min(found)));
}

/// Pairs in opposite order (Kendall's distance).
fn reversals(now: &[u32], then: &[u32]) -> usize {
    let pairs = (0..now.len()).flat_map(|a| (a + 1..now.len()).map(move |b| (a, b)));
    pairs.filter(|&(a, b)| now[a] != now[b] && (now[a] < now[b]) != (then[a] < then[b])).count()
}

/// All orders of the payoffs 1 to n.
fn permutations(n: usize) -> Vec<Vec<u32>> {
    let mut all = vec![Vec::new()];
    for payoff in 1..=n as u32 {
        all = all
            .into_iter()
            .flat_map(|shorter| {
                (0..=shorter.len()).map(move |at| {
                    let mut longer = shorter.clone();
                    longer.insert(at, payoff);
                    longer
                })
            })
            .collect();
    }
    all
}
