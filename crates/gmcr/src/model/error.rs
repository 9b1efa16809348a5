//! What can be wrong with a model, in fields, so that a terminal, a page and JSON can each say it their way.
use std::fmt;

/// Where in a model a problem lies. A reader of files knows the line and column of each place
/// ([`Source::position`](crate::file::Source::position)).
///
/// ```
/// use gmcr::model::Place;
/// let place = Place::Statement { decision_maker: 0, statement: 2 };
/// assert_ne!(place, Place::Model);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Place {
    /// The model as a whole.
    Model,
    /// An option, counted from 0 in the order of the model.
    Option(usize),
    /// A decision maker, counted from 0.
    DecisionMaker(usize),
    /// A feasibility rule, counted from 0.
    Rule(usize),
    /// An edit of single moves, counted from 0.
    MoveEdit(usize),
    /// A state of an explicit graph, counted from 0.
    State(usize),
    /// An arc of an explicit graph.
    Arc {
        /// Its mover, counted from 0.
        decision_maker: usize,
        /// Its place in the mover's list, counted from 0.
        arc: usize,
    },
    /// A preference statement.
    Statement {
        /// Whose, counted from 0.
        decision_maker: usize,
        /// The how-manieth, counted from 0.
        statement: usize,
    },
    /// An entry (a state or pattern) of a direct ranking, counted from 0 through all classes, best first.
    Ranking {
        /// Whose, counted from 0.
        decision_maker: usize,
        /// The how-manieth state or pattern.
        entry: usize,
    },
    /// The option weights of a DM.
    Weights(usize),
    /// A pair of states that the DM cannot compare.
    Unknown {
        /// Whose, counted from 0.
        decision_maker: usize,
        /// The how-manieth pair.
        pair: usize,
    },
    /// A pair of states with strong preference.
    Strong {
        /// Whose, counted from 0.
        decision_maker: usize,
        /// The how-manieth pair.
        pair: usize,
    },
}

/// What is wrong, with the values that a message needs.
///
/// ```
/// use gmcr::model::Problem;
/// let problem = Problem::TooManyOptions { found: 65 };
/// assert_eq!(problem.to_string(), "the model has 65 options; explicit states hold at most 64");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Problem {
    /// The text is not TOML or JSON at all; the parser's own words.
    Syntax {
        /// What the parser said.
        message: String,
    },
    /// A key that the format does not have.
    UnknownKey {
        /// The key.
        key: String,
        /// A key of the format that is spelt like it.
        nearest: Option<String>,
    },
    /// A key that the format needs is missing.
    MissingKey {
        /// The key.
        key: String,
        /// What needs it.
        of: String,
    },
    /// A value of another kind than the format has here.
    WrongType {
        /// What the format has here.
        expected: String,
        /// What stands here.
        found: String,
    },
    /// A 65th option.
    TooManyOptions {
        /// How many options the model has.
        found: usize,
    },
    /// An option form without options, or a graph without states.
    Empty {
        /// `options` or `states`.
        what: &'static str,
    },
    /// No decision maker at all.
    NoDecisionMakers,
    /// More decision makers than there are bits for sets of them.
    TooManyDecisionMakers {
        /// How many.
        found: usize,
    },
    /// A decision maker without a name, or without an option.
    EmptyDecisionMaker {
        /// Its name.
        name: String,
    },
    /// Two things of one name where the name must tell them apart.
    Duplicate {
        /// What they are, `decision maker` or `state`.
        what: &'static str,
        /// The name.
        name: String,
    },
    /// An option that no decision maker controls.
    UnownedOption {
        /// The option's number, from 1.
        number: usize,
        /// Its name.
        name: String,
    },
    /// An option that two decision makers control.
    SharedOption {
        /// The option's name.
        name: String,
        /// Its two owners.
        owners: [String; 2],
    },
    /// No option has this name.
    UnknownOption {
        /// What names it, `statement 3 of Norland`.
        by: String,
        /// The unknown name.
        name: String,
        /// The name of an option that is spelt like it.
        nearest: Option<String>,
    },
    /// Options of several decision makers have this name.
    AmbiguousOption {
        /// What names it.
        by: String,
        /// The name.
        name: String,
        /// How each of them can be named alone.
        choices: Vec<String>,
    },
    /// No decision maker has this name.
    UnknownDecisionMaker {
        /// The unknown name.
        name: String,
        /// A name that is spelt like it.
        nearest: Option<String>,
    },
    /// No feasible state has this option string, number or label.
    UnknownState {
        /// The text.
        text: String,
        /// Why: `is infeasible`, `is not among the 12 states`.
        why: String,
        /// A label that is spelt like it.
        nearest: Option<String>,
    },
    /// A pattern with another number of letters than the model has options.
    PatternLength {
        /// The pattern.
        text: String,
        /// Its letters.
        found: usize,
        /// The options of the model.
        expected: usize,
    },
    /// A letter that a pattern cannot have.
    PatternLetter {
        /// The pattern.
        text: String,
        /// The letter.
        letter: char,
    },
    /// A pattern that takes an option and does not take it.
    PatternContradiction {
        /// The option's name.
        option: String,
    },
    /// Feasibility rules that together leave no state.
    ContradictoryRules {
        /// The fewest rules found that do so, in the words of the model.
        rules: Vec<String>,
    },
    /// A single rule leaves no state.
    NoFeasibleState {
        /// The rule in the words of the model.
        rule: String,
    },
    /// More feasible states than explicit analysis holds.
    TooManyStates {
        /// The most that it holds.
        limit: u64,
    },
    /// The feasibility rules leave so few states among so many combinations that the search for them was given up.
    HardToEnumerate {
        /// How many options the model has.
        n_options: usize,
    },
    /// More single moves than explicit arcs hold.
    TooManyMoves {
        /// The most that they hold.
        limit: u64,
    },
    /// A move from a state to itself.
    SelfMove {
        /// The state.
        state: String,
    },
    /// An edit that names no move.
    EditWithoutMove {
        /// Whose moves it edits.
        decision_maker: String,
        /// From which states.
        from: String,
        /// To which states.
        to: String,
    },
    /// A state stands above and below itself.
    CyclicPreference {
        /// Whose ranking.
        decision_maker: String,
        /// The state.
        state: String,
        /// The class it stands in, from 1, best first.
        class: usize,
        /// The other class.
        again: usize,
    },
    /// A ranking leaves states out.
    UnrankedState {
        /// Whose ranking.
        decision_maker: String,
        /// The first state left out.
        state: String,
        /// How many are left out.
        count: usize,
    },
    /// A ranking has the pattern for all remaining states twice, or a pattern that matches no feasible state.
    EmptyPattern {
        /// Whose ranking.
        decision_maker: String,
        /// The pattern.
        pattern: String,
    },
    /// Several preferences are given and none is said to be used.
    SeveralPreferences {
        /// Whose.
        decision_maker: String,
    },
    /// The preference said to be used is not given.
    NoSuchPreference {
        /// Whose.
        decision_maker: String,
        /// `statements`, `weights` or `ranking`.
        basis: &'static str,
    },
    /// Statements or weights on an explicit graph, which has no options.
    NeedsOptions {
        /// Whose.
        decision_maker: String,
    },
    /// A statement that does not follow the grammar.
    StatementSyntax {
        /// Whose and the how-manieth.
        by: String,
        /// What stands there.
        found: String,
        /// What the grammar has there.
        expected: &'static str,
        /// Characters of the statement before it.
        offset: usize,
    },
    /// A strong preference against the ranking.
    StrongAgainstRanking {
        /// Whose.
        decision_maker: String,
        /// The state said to be strongly better.
        better: String,
        /// The state said to be worse.
        worse: String,
    },
    /// A weight with more digits than are compared exactly.
    WeightOutOfRange {
        /// The weight as written.
        weight: String,
    },
    /// The other format has no way to say this.
    NotExpressible {
        /// What cannot be said.
        what: String,
        /// The format.
        format: &'static str,
    },
}

/// A problem and its place in the model.
///
/// ```
/// use gmcr::model::{Error, Place, Problem};
/// let error = Error { problem: Problem::NoDecisionMakers, place: Place::Model };
/// assert_eq!(error.to_string(), "the model has no decision maker");
/// assert!(error.hint().is_some());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// What is wrong.
    pub problem: Problem,
    /// Where.
    pub place: Place,
}

impl Error {
    /// What the user can do about it, in a few words.
    pub fn hint(&self) -> Option<String> {
        self.problem.hint()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.problem.fmt(f)
    }
}

impl std::error::Error for Error {}

/// Joins a problem to its place.
pub(crate) trait At<T> {
    fn at(self, place: Place) -> Result<T, Error>;
}

impl<T> At<T> for Result<T, Problem> {
    fn at(self, place: Place) -> Result<T, Error> {
        self.map_err(|problem| Error { problem, place })
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax { message } => write!(f, "{message}"),
            Self::UnknownKey { key, .. } => write!(f, "unknown key \"{key}\""),
            Self::MissingKey { key, of } => write!(f, "{of} has no \"{key}\""),
            Self::WrongType { expected, found } => write!(f, "expected {expected}, found {found}"),
            Self::TooManyOptions { found } => write!(f, "the model has {found} options; explicit states hold at most 64"),
            Self::Empty { what } => write!(f, "the model has no {what}"),
            Self::NoDecisionMakers => write!(f, "the model has no decision maker"),
            Self::TooManyDecisionMakers { found } => write!(f, "the model has {found} decision makers; at most 64 are supported"),
            Self::EmptyDecisionMaker { name } if name.trim().is_empty() => write!(f, "a decision maker has no name"),
            Self::EmptyDecisionMaker { name } => write!(f, "decision maker \"{name}\" has no option"),
            Self::Duplicate { what, name } => write!(f, "two {what}s are named \"{name}\""),
            Self::UnownedOption { number, name } => write!(f, "option {number}, \"{name}\", belongs to no decision maker"),
            Self::SharedOption { name, owners: [first, second] } => {
                write!(f, "option \"{name}\" belongs to both {first} and {second}")
            }
            Self::UnknownOption { by, name, .. } => write!(f, "{by} names an unknown option \"{name}\""),
            Self::AmbiguousOption { by, name, .. } => write!(f, "{by} names option \"{name}\", and there are several of that name"),
            Self::UnknownDecisionMaker { name, .. } => write!(f, "no decision maker is named \"{name}\""),
            Self::UnknownState { text, why, .. } => write!(f, "state \"{text}\" {why}"),
            Self::PatternLength { text, found, expected } => {
                write!(f, "\"{text}\" has {found} letters, the model has {expected} options")
            }
            Self::PatternLetter { text, letter } => write!(f, "\"{text}\" has the letter '{letter}'"),
            Self::PatternContradiction { option } => write!(f, "a pattern both takes and does not take option \"{option}\""),
            Self::ContradictoryRules { rules } => {
                write!(f, "no state is feasible: these rules contradict each other: {}", rules.join("; "))
            }
            Self::NoFeasibleState { rule } => write!(f, "no state is feasible: every state is excluded by {rule}"),
            Self::TooManyStates { limit } => write!(f, "the model has more than {limit} feasible states"),
            Self::HardToEnumerate { n_options } => {
                write!(f, "the feasible states are too few to find among the combinations of {n_options} options")
            }
            Self::TooManyMoves { limit } => write!(f, "the model has more than {limit} single moves"),
            Self::SelfMove { state } => write!(f, "a move leads from state \"{state}\" to itself"),
            Self::EditWithoutMove { decision_maker, from, to } => {
                write!(f, "{decision_maker} has no move from {from} to {to} to edit")
            }
            Self::CyclicPreference { decision_maker, state, class, again } => {
                write!(f, "the ranking of {decision_maker} is cyclic: state {state} stands in class {class} and again in class {again}")
            }
            Self::UnrankedState { decision_maker, state, count: 1 } => {
                write!(f, "the ranking of {decision_maker} leaves out state {state}")
            }
            Self::UnrankedState { decision_maker, state, count } => {
                write!(f, "the ranking of {decision_maker} leaves out {count} states, the first of them {state}")
            }
            Self::EmptyPattern { decision_maker, pattern } => {
                write!(f, "pattern {pattern} in the ranking of {decision_maker} matches no feasible state, or none that is left")
            }
            Self::SeveralPreferences { decision_maker } => {
                write!(f, "{decision_maker} has several kinds of preference, and none is said to be used")
            }
            Self::NoSuchPreference { decision_maker, basis } => {
                write!(f, "{decision_maker} is to be judged by its {basis}, which it does not have")
            }
            Self::NeedsOptions { decision_maker } => {
                write!(f, "{decision_maker} has statements or weights, but an explicit graph has no options")
            }
            Self::StatementSyntax { by, found, expected, .. } => write!(f, "{by}: expected {expected}, found {found}"),
            Self::StrongAgainstRanking { decision_maker, better, worse } => {
                write!(f, "{decision_maker} is said to strongly prefer {better} to {worse}, but its ranking does not place it above")
            }
            Self::WeightOutOfRange { weight } => write!(f, "weight {weight} cannot be compared exactly"),
            Self::NotExpressible { what, format } => write!(f, "{what} cannot be written as {format}"),
        }
    }
}

impl Problem {
    /// What the user can do about it.
    pub fn hint(&self) -> Option<String> {
        let did_you_mean = |nearest: &Option<String>| nearest.as_ref().map(|name| format!("did you mean \"{name}\"?"));
        match self {
            Self::UnknownKey { nearest, .. } => {
                did_you_mean(nearest).or_else(|| Some("docs/formats/conflict-toml.md lists the keys".to_string()))
            }
            Self::UnknownOption { nearest, .. } => did_you_mean(nearest)
                .or_else(|| Some("an option is named as its decision maker lists it, or by its number from 1".to_string())),
            Self::UnknownState { nearest, .. } => {
                did_you_mean(nearest).or_else(|| Some("name a feasible state by its letters, its number from 1 or its label".to_string()))
            }
            Self::UnknownDecisionMaker { nearest, .. } => did_you_mean(nearest),
            Self::AmbiguousOption { choices, .. } => Some(format!("say which: {}", choices.join(", "))),
            Self::MissingKey { key, .. } => Some(format!("add \"{key}\"")),
            Self::TooManyOptions { .. } => Some("leave out the options that are always or never taken".to_string()),
            Self::Empty { what } => Some(format!("list at least one of the {what}")),
            Self::NoDecisionMakers => Some("add a [[decision_makers]] table with a name and options".to_string()),
            Self::EmptyDecisionMaker { .. } => Some("give it an option, or leave the decision maker out".to_string()),
            Self::Duplicate { .. } => Some("give each its own name".to_string()),
            Self::UnownedOption { .. } => Some("list it under the decision maker that controls it".to_string()),
            Self::SharedOption { .. } => Some("split it into one option for each of them".to_string()),
            Self::PatternLength { .. } => Some("write one letter for each option: Y, N or -".to_string()),
            Self::PatternLetter { .. } => Some("only Y, N and - are letters of a pattern".to_string()),
            Self::PatternContradiction { .. } => Some("keep one of the two".to_string()),
            Self::ContradictoryRules { .. } => Some("drop or weaken one of them".to_string()),
            Self::NoFeasibleState { .. } => Some("drop or weaken this rule".to_string()),
            Self::TooManyStates { .. } | Self::HardToEnumerate { .. } => {
                Some("exclude states by feasibility rules, or merge options".to_string())
            }
            Self::TooManyMoves { .. } => Some("edit fewer moves, or use irreversible options instead".to_string()),
            Self::SelfMove { .. } => Some("a move leads to another state; remove this arc".to_string()),
            Self::EditWithoutMove { .. } => {
                Some("both must be feasible states that differ in that decision maker's options only".to_string())
            }
            Self::CyclicPreference { .. } => Some("keep it in one class only".to_string()),
            Self::UnrankedState { .. } => Some("rank every feasible state; a pattern of dashes stands for all the others".to_string()),
            Self::EmptyPattern { .. } => Some("remove it, or move it before the patterns that take its states".to_string()),
            Self::SeveralPreferences { .. } => Some("add use = \"statements\", \"weights\" or \"ranking\"".to_string()),
            Self::NoSuchPreference { basis, .. } => Some(format!("add {basis}, or change use")),
            Self::NeedsOptions { .. } => Some("give it a ranking of the state labels".to_string()),
            Self::StatementSyntax { .. } => {
                Some("a statement is options joined by NOT, AND, OR, IF, IFF; put a name with other signs in quotation marks".to_string())
            }
            Self::StrongAgainstRanking { .. } => Some("swap the pair, or change the ranking".to_string()),
            Self::WeightOutOfRange { .. } => Some("use at most 9 digits before and 9 after the point".to_string()),
            Self::NotExpressible { .. } => Some("use a format that can: toml holds everything".to_string()),
            Self::Syntax { .. } | Self::WrongType { .. } | Self::TooManyDecisionMakers { .. } => None,
        }
    }
}

/// The candidate spelt most like `name`, if it is near enough to be meant.
pub(crate) fn nearest<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Option<String> {
    let wanted: Vec<char> = name.to_lowercase().chars().take(64).collect();
    let limit = (wanted.len() / 3).max(1);
    candidates
        .map(|candidate| (distance(&wanted, &candidate.to_lowercase().chars().take(64).collect::<Vec<_>>()), candidate))
        .filter(|&(distance, _)| distance <= limit)
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate.to_string())
}

/// Edits (insert, drop, replace, swap of neighbours) between two words.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before_previous = vec![0; b.len() + 1];
    let mut previous: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let replace = previous[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = replace.min(previous[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before_previous[j - 2] + 1);
            }
        }
        before_previous = std::mem::replace(&mut previous, row);
    }
    previous[b.len()]
}
