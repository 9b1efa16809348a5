//! The graph model worked out: feasible states, moves and payoffs, all explicit. Judges nothing: that is [`crate::stability`].

mod moves;
mod states;

pub(crate) use moves::{Arcs, Moves, Own};
pub(crate) use states::States;

use crate::model::{At, DecisionMaker, Error, Form, Model, Place, Problem, StateRef};
use crate::preference::{Basis, Ranking, payoffs};

/// A feasible state: its index among the states of the model it comes from, from 0.
///
/// ```
/// use gmcr::explicit::State;
/// assert_eq!(State::new(4).number(), 5); // people count from 1
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct State(u32);

impl State {
    /// The state of this index.
    pub fn new(index: usize) -> Self {
        Self(index as u32)
    }

    /// The index, from 0.
    ///
    /// ```
    /// use gmcr::explicit::State;
    /// assert_eq!(State::new(4).index(), 4);
    /// ```
    pub fn index(self) -> usize {
        self.0 as usize
    }

    /// The number by which people and gmcr-py call it, from 1.
    ///
    /// ```
    /// use gmcr::explicit::State;
    /// assert_eq!(State::new(4).number(), 5);
    /// ```
    pub fn number(self) -> usize {
        self.0 as usize + 1
    }
}

/// A graph model (N, S, (A_i), (≿_i)): decision makers, feasible states, one-step unilateral moves and preferences
/// (Kilgour, Hipel and Fang 1987; Fang, Hipel and Kilgour 1993). Decision makers are indices from 0 in the order of the model.
///
/// ```
/// use gmcr::{explicit::GraphModel, file::{self, Format}};
/// let toml = r#"
/// [[decision_makers]]
/// name = "Norland"
/// options = ["Withdraw"]
/// statements = ["NOT Withdraw"]
///
/// [[decision_makers]]
/// name = "Sudria"
/// options = ["Lift the blockade"]
/// statements = ["Withdraw", "NOT Lift the blockade"]
/// "#;
/// let graph = GraphModel::new(&file::read(toml, Format::Toml).unwrap().model).unwrap();
/// let status_quo = graph.state("NN").unwrap();
/// assert_eq!(graph.n_states(), 4);
/// assert_eq!(graph.label(graph.moves(0, status_quo)[0]), "YN");
/// assert_eq!(graph.payoff(1, status_quo), 2); // 1 is the worst class
/// assert!(graph.improvements(0, status_quo).is_empty());
/// ```
#[derive(Clone, Debug)]
pub struct GraphModel {
    names: Vec<String>,
    states: States,
    moves: Moves,
    // Invariant: for each DM, one payoff from 1 for each state.
    payoffs: Vec<Vec<u32>>,
}

impl GraphModel {
    /// Works the model out and checks it.
    ///
    /// # Errors
    /// Everything that [`Problem`] names, with its place.
    pub fn new(model: &Model) -> Result<Self, Error> {
        check(model)?;
        let states = States::new(model)?;
        let moves = Moves::new(model, &states)?;
        let payoffs = (0..model.decision_makers.len())
            .map(|dm| payoffs(model, &states, dm, model.decision_makers[dm].preferences.basis()))
            .collect::<Result<Vec<_>, _>>()?;
        for (decision_maker, dm) in model.decision_makers.iter().enumerate() {
            check_pairs(dm, decision_maker, &states, &payoffs[decision_maker])?;
        }
        Ok(Self { names: model.decision_makers.iter().map(|dm| dm.name.clone()).collect(), states, moves, payoffs })
    }

    /// The graph model with other payoffs for one decision maker, for instance those of another ranking; one from 1 for each state.
    ///
    /// ```
    /// # use gmcr::{explicit::GraphModel, file::{self, Format}};
    /// # let toml = "[[decision_makers]]\nname = \"Norland\"\noptions = [\"Withdraw\"]\n";
    /// # let graph = GraphModel::new(&file::read(toml, Format::Toml).unwrap().model).unwrap();
    /// assert_eq!(graph.with_payoffs(0, vec![2, 1]).payoffs(0), [2, 1]);
    /// ```
    ///
    /// # Panics
    /// If there are not as many payoffs as states.
    pub fn with_payoffs(mut self, decision_maker: usize, payoffs: Vec<u32>) -> Self {
        assert_eq!(payoffs.len(), self.n_states(), "one payoff for each state");
        self.payoffs[decision_maker] = payoffs;
        self
    }

    /// How many feasible states there are.
    ///
    /// ```
    /// # use gmcr::{explicit::GraphModel, file::{self, Format}};
    /// # let text = "[[decision_makers]]\nname = \"Norland\"\noptions = [\"Withdraw\"]\nstatements = [\"Withdraw\"]\n";
    /// # let model = file::read(text, Format::Toml).unwrap().model;
    /// # let graph = GraphModel::new(&model).unwrap();
    /// assert_eq!(graph.n_states(), 2);
    /// ```
    pub fn n_states(&self) -> usize {
        self.states.len()
    }

    /// How many decision makers there are.
    ///
    /// ```
    /// # use gmcr::{explicit::GraphModel, file::{self, Format}};
    /// # let text = "[[decision_makers]]\nname = \"Norland\"\noptions = [\"Withdraw\"]\nstatements = [\"Withdraw\"]\n";
    /// # let model = file::read(text, Format::Toml).unwrap().model;
    /// # let graph = GraphModel::new(&model).unwrap();
    /// assert_eq!(graph.n_decision_makers(), 1);
    /// ```
    pub fn n_decision_makers(&self) -> usize {
        self.names.len()
    }

    /// The name of a decision maker.
    ///
    /// ```
    /// # use gmcr::{explicit::GraphModel, file::{self, Format}};
    /// # let text = "[[decision_makers]]\nname = \"Norland\"\noptions = [\"Withdraw\"]\nstatements = [\"Withdraw\"]\n";
    /// # let model = file::read(text, Format::Toml).unwrap().model;
    /// # let graph = GraphModel::new(&model).unwrap();
    /// assert_eq!(graph.name(0), "Norland");
    /// ```
    pub fn name(&self, decision_maker: usize) -> &str {
        &self.names[decision_maker]
    }

    /// All states in the order of their numbers.
    ///
    /// ```
    /// # use gmcr::{explicit::GraphModel, file::{self, Format}};
    /// # let text = "[[decision_makers]]\nname = \"Norland\"\noptions = [\"Withdraw\"]\nstatements = [\"Withdraw\"]\n";
    /// # let model = file::read(text, Format::Toml).unwrap().model;
    /// # let graph = GraphModel::new(&model).unwrap();
    /// assert_eq!(graph.states().map(|state| graph.label(state)).collect::<Vec<_>>(), ["N", "Y"]);
    /// ```
    pub fn states(&self) -> impl ExactSizeIterator<Item = State> + use<> {
        (0..self.n_states()).map(State::new)
    }

    /// The state as it is written: its option string, or its label in an explicit graph.
    ///
    /// ```
    /// # use gmcr::{explicit::GraphModel, file::{self, Format}};
    /// # let text = "[[decision_makers]]\nname = \"Norland\"\noptions = [\"Withdraw\"]\nstatements = [\"Withdraw\"]\n";
    /// # let model = file::read(text, Format::Toml).unwrap().model;
    /// # let graph = GraphModel::new(&model).unwrap();
    /// assert_eq!(graph.label(graph.state("2").unwrap()), "Y");
    /// ```
    pub fn label(&self, state: State) -> String {
        self.states.label(state.index())
    }

    /// The options taken in the state as bits, the first option in bit 0; `None` in an explicit graph.
    ///
    /// ```
    /// # use gmcr::{explicit::GraphModel, file::{self, Format}};
    /// # let text = "[[decision_makers]]\nname = \"Norland\"\noptions = [\"Withdraw\"]\nstatements = [\"Withdraw\"]\n";
    /// # let model = file::read(text, Format::Toml).unwrap().model;
    /// # let graph = GraphModel::new(&model).unwrap();
    /// # let (no, yes) = (graph.state("N").unwrap(), graph.state("Y").unwrap());
    /// assert_eq!(graph.options_taken(yes), Some(0b1));
    /// ```
    pub fn options_taken(&self, state: State) -> Option<u64> {
        match self.states {
            States::Labels(_) => None,
            _ => Some(self.states.bits(state.index())),
        }
    }

    /// The one state meant by an option string (spaces allowed), a number from 1, or a label.
    ///
    /// # Errors
    /// No feasible state is meant, or a pattern means several.
    ///
    /// ```
    /// # use gmcr::{explicit::GraphModel, file::{self, Format}};
    /// # let text = "[[decision_makers]]\nname = \"Norland\"\noptions = [\"Withdraw\"]\nstatements = [\"Withdraw\"]\n";
    /// # let model = file::read(text, Format::Toml).unwrap().model;
    /// # let graph = GraphModel::new(&model).unwrap();
    /// assert_eq!(graph.state("Y"), graph.state("2"));
    /// assert!(graph.state("-").is_err()); // a pattern of two states
    /// ```
    pub fn state(&self, text: &str) -> Result<State, Problem> {
        match self.states.parse(text)?[..] {
            [only] => Ok(State::new(only)),
            ref several => Err(Problem::UnknownState {
                text: text.to_string(),
                why: format!("is a pattern of {} states where one is needed", several.len()),
                nearest: None,
            }),
        }
    }

    /// All states meant by an option string, a pattern (`YN-Y`), a number from 1, or a label.
    ///
    /// # Errors
    /// No feasible state is meant.
    ///
    /// ```
    /// # use gmcr::{explicit::GraphModel, file::{self, Format}};
    /// # let text = "[[decision_makers]]\nname = \"Norland\"\noptions = [\"Withdraw\"]\nstatements = [\"Withdraw\"]\n";
    /// # let model = file::read(text, Format::Toml).unwrap().model;
    /// # let graph = GraphModel::new(&model).unwrap();
    /// assert_eq!(graph.states_meant("-").unwrap().len(), 2);
    /// ```
    pub fn states_meant(&self, text: &str) -> Result<Vec<State>, Problem> {
        Ok(self.states.parse(text)?.into_iter().map(State::new).collect())
    }

    /// The ordinal payoff of a state: 1 for the worst class, ties share.
    ///
    /// ```
    /// # use gmcr::{explicit::GraphModel, file::{self, Format}};
    /// # let text = "[[decision_makers]]\nname = \"Norland\"\noptions = [\"Withdraw\"]\nstatements = [\"Withdraw\"]\n";
    /// # let model = file::read(text, Format::Toml).unwrap().model;
    /// # let graph = GraphModel::new(&model).unwrap();
    /// # let (no, yes) = (graph.state("N").unwrap(), graph.state("Y").unwrap());
    /// assert_eq!((graph.payoff(0, no), graph.payoff(0, yes)), (1, 2));
    /// ```
    pub fn payoff(&self, decision_maker: usize, state: State) -> u32 {
        self.payoffs[decision_maker][state.index()]
    }

    /// The payoffs of all states.
    ///
    /// ```
    /// # use gmcr::{explicit::GraphModel, file::{self, Format}};
    /// # let text = "[[decision_makers]]\nname = \"Norland\"\noptions = [\"Withdraw\"]\nstatements = [\"Withdraw\"]\n";
    /// # let model = file::read(text, Format::Toml).unwrap().model;
    /// # let graph = GraphModel::new(&model).unwrap();
    /// assert_eq!(graph.payoffs(0), [1, 2]);
    /// ```
    pub fn payoffs(&self, decision_maker: usize) -> &[u32] {
        &self.payoffs[decision_maker]
    }

    /// The states by preference, best class first, ties in one class.
    ///
    /// ```
    /// # use gmcr::{explicit::GraphModel, file::{self, Format}};
    /// # let text = "[[decision_makers]]\nname = \"Norland\"\noptions = [\"Withdraw\"]\nstatements = [\"Withdraw\"]\n";
    /// # let model = file::read(text, Format::Toml).unwrap().model;
    /// # let graph = GraphModel::new(&model).unwrap();
    /// # let (no, yes) = (graph.state("N").unwrap(), graph.state("Y").unwrap());
    /// assert_eq!(graph.ranking(0), [vec![yes], vec![no]]);
    /// ```
    pub fn ranking(&self, decision_maker: usize) -> Vec<Vec<State>> {
        let payoffs = self.payoffs(decision_maker);
        let mut states: Vec<State> = self.states().collect();
        states.sort_by_key(|state| std::cmp::Reverse(payoffs[state.index()]));
        states.chunk_by(|a, b| payoffs[a.index()] == payoffs[b.index()]).map(<[State]>::to_vec).collect()
    }

    /// R_i(s): the states that the DM can move to in one step, ascending.
    ///
    /// ```
    /// # use gmcr::{explicit::GraphModel, file::{self, Format}};
    /// # let text = "[[decision_makers]]\nname = \"Norland\"\noptions = [\"Withdraw\"]\nstatements = [\"Withdraw\"]\n";
    /// # let model = file::read(text, Format::Toml).unwrap().model;
    /// # let graph = GraphModel::new(&model).unwrap();
    /// # let (no, yes) = (graph.state("N").unwrap(), graph.state("Y").unwrap());
    /// assert_eq!(graph.moves(0, yes), [no]);
    /// ```
    pub fn moves(&self, decision_maker: usize, state: State) -> Vec<State> {
        let mut moves = Vec::new();
        self.moves_into(decision_maker, state, &mut moves);
        moves
    }

    /// R_i⁺(s): the DM's unilateral improvements, ascending.
    ///
    /// ```
    /// # use gmcr::{explicit::GraphModel, file::{self, Format}};
    /// # let text = "[[decision_makers]]\nname = \"Norland\"\noptions = [\"Withdraw\"]\nstatements = [\"Withdraw\"]\n";
    /// # let model = file::read(text, Format::Toml).unwrap().model;
    /// # let graph = GraphModel::new(&model).unwrap();
    /// # let (no, yes) = (graph.state("N").unwrap(), graph.state("Y").unwrap());
    /// assert_eq!(graph.improvements(0, no), [yes]);
    /// assert!(graph.improvements(0, yes).is_empty());
    /// ```
    pub fn improvements(&self, decision_maker: usize, state: State) -> Vec<State> {
        let mut moves = self.moves(decision_maker, state);
        moves.retain(|&to| self.payoff(decision_maker, to) > self.payoff(decision_maker, state));
        moves
    }

    /// As [`moves`](Self::moves), into a buffer that is cleared first.
    pub(crate) fn moves_into(&self, decision_maker: usize, state: State, into: &mut Vec<State>) {
        self.moves.of(&self.states, decision_maker, state, into);
    }

    pub(crate) fn move_table(&self) -> &Moves {
        &self.moves
    }

    pub(crate) fn state_table(&self) -> &States {
        &self.states
    }

    /// The payoffs that one kind of a DM's preferences gives, whichever is used.
    ///
    /// # Errors
    /// The kind is not given, or wrong.
    ///
    /// ```
    /// # use gmcr::{explicit::GraphModel, file::{self, Format}};
    /// # let text = "[[decision_makers]]\nname = \"Norland\"\noptions = [\"Withdraw\"]\nstatements = [\"Withdraw\"]\n";
    /// # let model = file::read(text, Format::Toml).unwrap().model;
    /// # let graph = GraphModel::new(&model).unwrap();
    /// use gmcr::preference::Basis;
    /// assert_eq!(graph.payoffs_by(&model, 0, Basis::Statements).unwrap(), [1, 2]);
    /// assert!(graph.payoffs_by(&model, 0, Basis::Weights).is_err());
    /// ```
    pub fn payoffs_by(&self, model: &Model, decision_maker: usize, basis: Basis) -> Result<Vec<u32>, Error> {
        payoffs(model, &self.states, decision_maker, Some(basis))
    }

    /// The state that a file's reference means, if it is feasible.
    ///
    /// ```
    /// # use gmcr::{explicit::GraphModel, file::{self, Format}};
    /// # let text = "[[decision_makers]]\nname = \"Norland\"\noptions = [\"Withdraw\"]\nstatements = [\"Withdraw\"]\n";
    /// # let model = file::read(text, Format::Toml).unwrap().model;
    /// # let graph = GraphModel::new(&model).unwrap();
    /// # let (no, yes) = (graph.state("N").unwrap(), graph.state("Y").unwrap());
    /// use gmcr::model::StateRef;
    /// assert_eq!(graph.resolve(StateRef::Options(0b1)), Some(yes));
    /// ```
    pub fn resolve(&self, reference: StateRef) -> Option<State> {
        resolve(&self.states, reference)
    }
}

fn resolve(states: &States, reference: StateRef) -> Option<State> {
    match reference {
        StateRef::Options(bits) => states.find(bits).map(State::new),
        StateRef::Label(index) => (index < states.len()).then(|| State::new(index)),
    }
}

/// What can be checked before the states are known.
fn check(model: &Model) -> Result<(), Error> {
    let fail = |place, problem| Err(Error { problem, place });
    if model.decision_makers.is_empty() {
        return fail(Place::Model, Problem::NoDecisionMakers);
    }
    if model.decision_makers.len() > 64 {
        return fail(Place::Model, Problem::TooManyDecisionMakers { found: model.decision_makers.len() });
    }
    for (idx, dm) in model.decision_makers.iter().enumerate() {
        if dm.name.trim().is_empty() {
            return fail(Place::DecisionMaker(idx), Problem::EmptyDecisionMaker { name: String::new() });
        }
        if model.decision_makers[..idx].iter().any(|other| other.name == dm.name) {
            return fail(Place::DecisionMaker(idx), Problem::Duplicate { what: "decision maker", name: dm.name.clone() });
        }
    }
    match &model.form {
        Form::Options(form) => check_options(model, &form.options.iter().map(|o| o.name.clone()).collect::<Vec<_>>(), form),
        Form::Graph(form) => {
            if form.states.is_empty() {
                return fail(Place::Model, Problem::Empty { what: "states" });
            }
            let mut seen = std::collections::HashSet::new();
            for (idx, label) in form.states.iter().enumerate() {
                if !seen.insert(label) {
                    return fail(Place::State(idx), Problem::Duplicate { what: "state", name: label.clone() });
                }
            }
            for (decision_maker, dm) in model.decision_makers.iter().enumerate() {
                for (arc, [from, to]) in dm.arcs.iter().enumerate() {
                    let place = Place::Arc { decision_maker, arc };
                    if let Some(missing) = [from, to].into_iter().find(|&&state| state >= form.states.len()) {
                        let why = format!("is not among the {} states", form.states.len());
                        return fail(place, Problem::UnknownState { text: (missing + 1).to_string(), why, nearest: None });
                    }
                    if from == to {
                        return fail(place, Problem::SelfMove { state: form.states[*from].clone() });
                    }
                }
                if let Some(Ranking::Patterns(_)) = dm.preferences.ranking {
                    return fail(Place::DecisionMaker(decision_maker), Problem::NeedsOptions { decision_maker: dm.name.clone() });
                }
            }
            Ok(())
        }
    }
}

fn check_options(model: &Model, names: &[String], form: &crate::model::OptionForm) -> Result<(), Error> {
    let fail = |place, problem| Err(Error { problem, place });
    if names.len() > 64 {
        return fail(Place::Option(64), Problem::TooManyOptions { found: names.len() });
    }
    if names.is_empty() {
        return fail(Place::Model, Problem::Empty { what: "options" });
    }
    let unknown = |by: String, option: usize| Problem::UnknownOption { by, name: (option + 1).to_string(), nearest: None };
    for (idx, dm) in model.decision_makers.iter().enumerate() {
        if dm.options.is_empty() {
            return fail(Place::DecisionMaker(idx), Problem::EmptyDecisionMaker { name: dm.name.clone() });
        }
        if let Some(&option) = dm.options.iter().find(|&&option| option >= names.len()) {
            return fail(Place::DecisionMaker(idx), unknown(dm.name.clone(), option));
        }
        for (statement_idx, statement) in dm.preferences.statements.iter().enumerate() {
            if let Some(option) = statement.expression.highest_option().filter(|&option| option >= names.len()) {
                let place = Place::Statement { decision_maker: idx, statement: statement_idx };
                return fail(place, unknown(format!("statement {} of {}", statement_idx + 1, dm.name), option));
            }
        }
        if let Some(weight) = dm.preferences.weights.iter().find(|weight| weight.option >= names.len()) {
            return fail(Place::Weights(idx), unknown(format!("a weight of {}", dm.name), weight.option));
        }
    }
    for (option, name) in names.iter().enumerate() {
        let owners: Vec<&DecisionMaker> = model.decision_makers.iter().filter(|dm| dm.options.contains(&option)).collect();
        match owners[..] {
            [] => return fail(Place::Option(option), Problem::UnownedOption { number: option + 1, name: name.clone() }),
            [_] => {}
            [first, second, ..] => {
                let owners = [first.name.clone(), second.name.clone()];
                return fail(Place::Option(option), Problem::SharedOption { name: name.clone(), owners });
            }
        }
    }
    for (rule, place) in form.rules.iter().zip(0..) {
        let options: Vec<usize> = match rule {
            crate::model::Rule::Infeasible(_) => continue,
            crate::model::Rule::MutuallyExclusive(list) | crate::model::Rule::AtLeastOne(list) => list.clone(),
            crate::model::Rule::OnlyIf { option, needs } => vec![*option, *needs],
        };
        if let Some(&option) = options.iter().find(|&&option| option >= names.len()) {
            return fail(Place::Rule(place), unknown("a feasibility rule".to_string(), option));
        }
    }
    if let Some((place, _)) = form.move_edits.iter().enumerate().find(|(_, edit)| edit.decision_maker >= model.decision_makers.len()) {
        return fail(Place::MoveEdit(place), Problem::UnknownDecisionMaker { name: String::new(), nearest: None });
    }
    Ok(())
}

/// Pairs kept for later analyses must name feasible states, and strong ones must agree with the ranking.
fn check_pairs(dm: &DecisionMaker, decision_maker: usize, states: &States, payoffs: &[u32]) -> Result<(), Error> {
    let label = |reference: StateRef| match reference {
        StateRef::Options(bits) => crate::preference::state_pattern(bits, n_options(states)).text(n_options(states)),
        StateRef::Label(index) => (index + 1).to_string(),
    };
    let feasible = |reference| {
        resolve(states, reference).ok_or_else(|| Problem::UnknownState {
            text: label(reference),
            why: "is infeasible".to_string(),
            nearest: None,
        })
    };
    for (pair, [a, b]) in dm.unknown.iter().enumerate() {
        let place = Place::Unknown { decision_maker, pair };
        feasible(*a).at(place)?;
        feasible(*b).at(place)?;
    }
    for (pair, [better, worse]) in dm.strong.iter().enumerate() {
        let place = Place::Strong { decision_maker, pair };
        let (b, w) = (feasible(*better).at(place)?, feasible(*worse).at(place)?);
        if payoffs[b.index()] <= payoffs[w.index()] {
            let problem = Problem::StrongAgainstRanking {
                decision_maker: dm.name.clone(),
                better: states.label(b.index()),
                worse: states.label(w.index()),
            };
            return Err(Error { problem, place });
        }
    }
    Ok(())
}

fn n_options(states: &States) -> usize {
    match states {
        States::All { n_options } | States::Some { n_options, .. } => *n_options,
        States::Labels(_) => 0,
    }
}
