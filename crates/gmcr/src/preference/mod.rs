//! What a decision maker prefers: statements in order, option weights, a direct ranking; and the payoffs that each gives.
//! Unknown and strong preference are kept by the model and not ranked here.

mod statement;

pub use statement::{Expression, Statement};

pub(crate) use statement::{Names, owners, parse};

use rayon::prelude::*;

use crate::explicit::States;
use crate::model::{Error, Model, Pattern, Place, Problem};

/// The preferences of one decision maker. It may have several kinds; one is used.
///
/// ```
/// use gmcr::preference::{Basis, Preferences};
/// let preferences = Preferences { ranking: Some(gmcr::preference::Ranking::default()), ..Preferences::default() };
/// assert_eq!(preferences.basis(), Some(Basis::Ranking));
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Preferences {
    /// Statements, most important first (option prioritisation: Hipel et al. 1997; Fang et al. 2003a).
    pub statements: Vec<Statement>,
    /// Weights of options (option weighting: Fang et al. 2003a).
    pub weights: Vec<Weight>,
    /// A direct ranking.
    pub ranking: Option<Ranking>,
    /// The kind to be used; needed only if there are several.
    pub used: Option<Basis>,
}

impl Preferences {
    /// The kind that is used: the one said to be, else the only one there is. `None` if there is none (indifference) or the choice is open.
    pub fn basis(&self) -> Option<Basis> {
        self.used.or_else(|| match self.given()[..] {
            [only] => Some(only),
            _ => None,
        })
    }

    /// The kinds that are given, in the order statements, weights, ranking.
    ///
    /// ```
    /// # use gmcr::{explicit::GraphModel, file::{self, Format}};
    /// # let text = "[[decision_makers]]\nname = \"Norland\"\noptions = [\"Withdraw\"]\nstatements = [\"Withdraw\"]\n";
    /// # let model = file::read(text, Format::Toml).unwrap().model;
    /// # let graph = GraphModel::new(&model).unwrap();
    /// use gmcr::preference::Basis;
    /// assert_eq!(model.decision_makers[0].preferences.given(), [Basis::Statements]);
    /// ```
    pub fn given(&self) -> Vec<Basis> {
        let mut given = Vec::new();
        if !self.statements.is_empty() {
            given.push(Basis::Statements);
        }
        if !self.weights.is_empty() {
            given.push(Basis::Weights);
        }
        if self.ranking.is_some() {
            given.push(Basis::Ranking);
        }
        given
    }
}

/// The kind of preference.
///
/// ```
/// assert_eq!(gmcr::preference::Basis::Weights.name(), "weights");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// Ordered statements.
    Statements,
    /// Option weights.
    Weights,
    /// A direct ranking.
    Ranking,
}

impl Basis {
    /// Its name in files and messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Statements => "statements",
            Self::Weights => "weights",
            Self::Ranking => "ranking",
        }
    }
}

/// What an option counts for a decision maker, taken and not taken. States are ranked by the sum over their options.
///
/// Weights are kept in units of 10⁻⁹, so that sums are exact and 0.1 + 0.2 ties with 0.3.
///
/// ```
/// let weight = gmcr::preference::Weight { option: 0, taken: 2_500_000_000, not_taken: 0 }; // 2.5 if taken
/// assert!(weight.taken > weight.not_taken);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weight {
    /// The option, as an index.
    pub option: usize,
    /// Its weight when taken, in units of 10⁻⁹.
    pub taken: i64,
    /// Its weight when not taken, in units of 10⁻⁹.
    pub not_taken: i64,
}

/// A weak order of the states, best first, ties allowed.
///
/// ```
/// use gmcr::{model::Pattern, preference::Ranking};
/// let ranking = Ranking::Patterns(vec![vec![Pattern::parse("Y-", 2).unwrap()], vec![Pattern::parse("--", 2).unwrap()]]);
/// assert_eq!(ranking.n_entries(), 2);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub enum Ranking {
    /// Classes of states by pattern. A state belongs to the class whose pattern it matches, and matches those of one class only;
    /// the pattern of dashes alone means all states that no other pattern matches.
    Patterns(Vec<Vec<Pattern>>),
    /// States one by one, as indices from 0 into the feasible states (or the labels of a graph).
    Listed {
        /// The states, best first.
        states: Vec<u32>,
        /// For each of them, whether it is as good as the one before it. The first is `false`.
        tied: Vec<bool>,
    },
}

impl Default for Ranking {
    fn default() -> Self {
        Self::Patterns(Vec::new())
    }
}

impl Ranking {
    /// How many states or patterns it lists.
    ///
    /// ```
    /// use gmcr::preference::Ranking;
    /// assert_eq!(Ranking::Listed { states: vec![1, 0], tied: vec![false, true] }.n_entries(), 2);
    /// ```
    pub fn n_entries(&self) -> usize {
        match self {
            Self::Patterns(classes) => classes.iter().map(Vec::len).sum(),
            Self::Listed { states, .. } => states.len(),
        }
    }
}

/// The payoff of every state for one DM under one kind of its preferences: 1 for the worst class, ties share.
///
/// # Errors
/// A ranking that leaves states out or places one twice, a kind that is not given, statements without options.
pub(crate) fn payoffs(model: &Model, states: &States, decision_maker: usize, basis: Option<Basis>) -> Result<Vec<u32>, Error> {
    let dm = &model.decision_makers[decision_maker];
    let fail = |problem| Err(Error { problem, place: Place::DecisionMaker(decision_maker) });
    let preferences = &dm.preferences;
    let Some(basis) = basis else {
        if !preferences.given().is_empty() {
            return fail(Problem::SeveralPreferences { decision_maker: dm.name.clone() });
        }
        return Ok(vec![1; states.len()]);
    };
    // No statements are statements too: gmcr-py has such DMs, indifferent throughout.
    if basis != Basis::Statements && !preferences.given().contains(&basis) {
        return fail(Problem::NoSuchPreference { decision_maker: dm.name.clone(), basis: basis.name() });
    }
    if basis != Basis::Ranking && model.options().is_empty() {
        return fail(Problem::NeedsOptions { decision_maker: dm.name.clone() });
    }
    match basis {
        Basis::Statements => Ok(by_statements(states, &preferences.statements)),
        Basis::Weights => Ok(by_weights(states, &preferences.weights)),
        Basis::Ranking => by_ranking(model, states, decision_maker, preferences.ranking.as_ref()),
    }
}

/// Lexicographic by the truth of the statements, 32 of them at a time, so that there is no limit to their number.
fn by_statements(states: &States, statements: &[Statement]) -> Vec<u32> {
    let mut payoffs = vec![1; states.len()];
    for chunk in statements.chunks(32) {
        let keys: Vec<u64> = payoffs
            .par_iter()
            .enumerate()
            .map(|(state, &payoff)| {
                let bits = states.bits(state);
                let truths = chunk.iter().fold(0, |truths, statement| truths << 1 | u64::from(statement.holds(bits)));
                u64::from(payoff) << 32 | truths
            })
            .collect();
        payoffs = dense(&keys);
    }
    payoffs
}

fn by_weights(states: &States, weights: &[Weight]) -> Vec<u32> {
    let sums: Vec<i128> = (0..states.len())
        .into_par_iter()
        .map(|state| {
            let bits = states.bits(state);
            weights.iter().map(|w| i128::from(if bits >> w.option & 1 == 1 { w.taken } else { w.not_taken })).sum()
        })
        .collect();
    dense(&sums)
}

fn by_ranking(model: &Model, states: &States, decision_maker: usize, ranking: Option<&Ranking>) -> Result<Vec<u32>, Error> {
    let name = || model.decision_makers[decision_maker].name.clone();
    let at = |entry, problem| Err(Error { problem, place: Place::Ranking { decision_maker, entry } });
    // The class of each state, from 1, best first; 0 as long as it has none.
    let mut class_of = vec![0u32; states.len()];
    let mut class = 0;
    match ranking {
        None => {}
        Some(Ranking::Listed { states: listed, tied }) => {
            for (entry, &state) in listed.iter().enumerate() {
                if entry == 0 || !tied.get(entry).copied().unwrap_or(false) {
                    class += 1;
                }
                let Some(slot) = class_of.get_mut(state as usize) else {
                    let problem = Problem::UnknownState {
                        text: (u64::from(state) + 1).to_string(),
                        why: format!("is not among the {} states", states.len()),
                        nearest: None,
                    };
                    return at(entry, problem);
                };
                if *slot != 0 {
                    let problem = Problem::CyclicPreference {
                        decision_maker: name(),
                        state: states.label(state as usize),
                        class: *slot as usize,
                        again: class as usize,
                    };
                    return at(entry, problem);
                }
                *slot = class;
            }
        }
        Some(Ranking::Patterns(classes)) => {
            let mut rest = None;
            let mut entry = 0;
            for patterns in classes {
                class += 1;
                for pattern in patterns {
                    if pattern.mask() == 0 && rest.is_none() {
                        rest = Some((class, entry));
                        entry += 1;
                        continue;
                    }
                    let mut matched = pattern.mask() == 0;
                    for state in states.matching(*pattern) {
                        matched = true;
                        if class_of[state] != 0 && class_of[state] != class {
                            let problem = Problem::CyclicPreference {
                                decision_maker: name(),
                                state: states.label(state),
                                class: class_of[state] as usize,
                                again: class as usize,
                            };
                            return at(entry, problem);
                        }
                        class_of[state] = class;
                    }
                    if !matched || pattern.mask() == 0 {
                        let pattern = pattern.text(model.options().len());
                        return at(entry, Problem::EmptyPattern { decision_maker: name(), pattern });
                    }
                    entry += 1;
                }
            }
            if let Some((class, _)) = rest {
                class_of.iter_mut().filter(|slot| **slot == 0).for_each(|slot| *slot = class);
            }
        }
    }
    if let Some(state) = class_of.iter().position(|&class| class == 0) {
        let count = class_of.iter().filter(|&&class| class == 0).count();
        let problem = Problem::UnrankedState { decision_maker: name(), state: states.label(state), count };
        return Err(Error { problem, place: Place::Ranking { decision_maker, entry: 0 } });
    }
    // A class that holds no state (a pattern of dashes with nothing left) leaves a gap, which is closed here.
    let gapless = (class as usize) <= states.len() && {
        let mut seen = vec![false; class as usize];
        class_of.iter().for_each(|&class| seen[class as usize - 1] = true);
        seen.into_iter().all(|seen| seen)
    };
    if gapless {
        class_of.iter_mut().for_each(|slot| *slot = class + 1 - *slot);
        return Ok(class_of);
    }
    Ok(dense(&class_of.iter().map(|&class| u32::MAX - class).collect::<Vec<_>>()))
}

/// Numbers the values from 1 by size, equal ones alike.
fn dense<T: Copy + Ord + Send + Sync>(values: &[T]) -> Vec<u32> {
    let mut distinct = values.to_vec();
    distinct.par_sort_unstable();
    distinct.dedup();
    values.par_iter().map(|value| distinct.partition_point(|other| other < value) as u32 + 1).collect()
}

/// A pattern of one state.
pub(crate) fn state_pattern(bits: u64, n_options: usize) -> Pattern {
    Pattern::new(crate::model::all_options(n_options), bits)
}
