//! The feasible states of a model, numbered. Knows no moves and no preferences.
use crate::model::{At, Error, Form, Model, OptionForm, Pattern, Place, Problem, all_options, nearest};

/// More states than these are refused: a number of a state and a rank take 32 bits, and memory would not hold the rest.
const MOST_STATES: u64 = 1 << 26;
/// Dead ends of the search for feasible states before it is given up.
const MOST_DEAD_ENDS: u64 = 1 << 28;

/// The feasible states in the order of their numbers: by the options taken, the first option least significant.
#[derive(Clone, Debug)]
pub(crate) enum States {
    /// Every combination of so many options is feasible.
    All { n_options: usize },
    /// The feasible combinations, ascending.
    Some { n_options: usize, bits: Vec<u64> },
    /// The labels of an explicit graph.
    Labels(Vec<String>),
}

impl States {
    pub(crate) fn new(model: &Model) -> Result<Self, Error> {
        match &model.form {
            Form::Options(form) => feasible(form),
            Form::Graph(form) => Ok(Self::Labels(form.states.clone())),
        }
    }

    pub(crate) fn len(&self) -> usize {
        match self {
            Self::All { n_options } => 1 << n_options,
            Self::Some { bits, .. } => bits.len(),
            Self::Labels(labels) => labels.len(),
        }
    }

    /// The options taken in a state; 0 in an explicit graph.
    pub(crate) fn bits(&self, state: usize) -> u64 {
        match self {
            Self::All { .. } => state as u64,
            Self::Some { bits, .. } => bits[state],
            Self::Labels(_) => 0,
        }
    }

    pub(crate) fn find(&self, wanted: u64) -> Option<usize> {
        match self {
            Self::All { .. } => Some(wanted as usize),
            Self::Some { bits, .. } => bits.binary_search(&wanted).ok(),
            Self::Labels(_) => None,
        }
    }

    pub(crate) fn matching(&self, pattern: Pattern) -> impl Iterator<Item = usize> + '_ {
        // A state in full is looked up; rankings in full would otherwise take a pass for each of their states.
        let single = match self {
            Self::All { n_options } | Self::Some { n_options, .. } if pattern.is_state(*n_options) => Some(self.find(pattern.taken())),
            _ => None,
        };
        let range = match single {
            Some(Some(state)) => state..state + 1,
            Some(None) => 0..0,
            None => 0..self.len(),
        };
        range.filter(move |&state| pattern.matches(self.bits(state)))
    }

    /// The state as it is written: its option string or label.
    pub(crate) fn label(&self, state: usize) -> String {
        match self {
            Self::All { n_options } | Self::Some { n_options, .. } => {
                Pattern::new(all_options(*n_options), self.bits(state)).text(*n_options)
            }
            Self::Labels(labels) => labels[state].clone(),
        }
    }

    /// The states meant by an option string or pattern, a number from 1, or a label.
    pub(crate) fn parse(&self, text: &str) -> Result<Vec<usize>, Problem> {
        let text = text.trim();
        let unknown = |why: String, nearest| Problem::UnknownState { text: text.to_string(), why, nearest };
        let by_number = |number: usize| match number {
            number if (1..=self.len()).contains(&number) => Ok(vec![number - 1]),
            _ => Err(unknown(format!("is not among the {} states", self.len()), None)),
        };
        match self {
            Self::Labels(labels) => {
                if let Some(state) = labels.iter().position(|label| label == text) {
                    return Ok(vec![state]);
                }
                match text.parse() {
                    Ok(number) => by_number(number),
                    Err(_) => Err(unknown("is no label of the graph".to_string(), nearest(text, labels.iter().map(String::as_str)))),
                }
            }
            Self::All { n_options } | Self::Some { n_options, .. } => {
                if let Ok(number) = text.parse() {
                    return by_number(number);
                }
                let pattern = Pattern::parse(text, *n_options)?;
                let states: Vec<usize> = self.matching(pattern).collect();
                if states.is_empty() {
                    let why = if pattern.is_state(*n_options) { "is infeasible" } else { "matches no feasible state" };
                    return Err(unknown(why.to_string(), None));
                }
                Ok(states)
            }
        }
    }
}

fn feasible(form: &OptionForm) -> Result<States, Error> {
    let n_options = form.options.len();
    let patterns: Vec<Pattern> = form.rules.iter().flat_map(|rule| rule.patterns()).collect();
    if patterns.is_empty() {
        if n_options as u32 > MOST_STATES.trailing_zeros() {
            return Err(Problem::TooManyStates { limit: MOST_STATES }).at(Place::Model);
        }
        return Ok(States::All { n_options });
    }
    let bits = search(n_options, &patterns, MOST_STATES).at(Place::Model)?;
    if !bits.is_empty() {
        return Ok(States::Some { n_options, bits });
    }
    // Leave out rule after rule as long as nothing becomes feasible: what is left contradicts itself.
    let mut core: Vec<usize> = (0..form.rules.len()).collect();
    for rule in (0..form.rules.len()).rev() {
        let without: Vec<Pattern> = core.iter().filter(|&&other| other != rule).flat_map(|&other| form.rules[other].patterns()).collect();
        if search(n_options, &without, 1).at(Place::Model)?.is_empty() {
            core.retain(|&other| other != rule);
        }
    }
    let mut rules: Vec<String> = core.iter().map(|&rule| form.rules[rule].text(&form.options)).collect();
    let problem = if rules.len() == 1 { Problem::NoFeasibleState { rule: rules.remove(0) } } else { Problem::ContradictoryRules { rules } };
    Err(Error { problem, place: Place::Rule(core[0]) })
}

/// The combinations that match no pattern, ascending. With a limit of 1, the first one only; else more than the limit are an error.
fn search(n_options: usize, patterns: &[Pattern], limit: u64) -> Result<Vec<u64>, Problem> {
    // From the last option, which weighs most, to the first; a pattern is looked at once its lowest option is decided.
    let mut decided_at: Vec<Vec<Pattern>> = vec![Vec::new(); n_options];
    for &pattern in patterns {
        match pattern.mask() {
            0 => return Ok(Vec::new()),
            mask => decided_at[mask.trailing_zeros() as usize].push(pattern),
        }
    }
    let mut found = Vec::new();
    let mut dead_ends = 0u64;
    // (options still open, bits decided so far)
    let mut open = vec![(n_options, 0u64)];
    while let Some((depth, bits)) = open.pop() {
        if depth == 0 {
            found.push(bits);
            if limit == 1 {
                return Ok(found);
            }
            if found.len() as u64 > limit {
                return Err(Problem::TooManyStates { limit });
            }
            continue;
        }
        let option_idx = depth - 1;
        for taken in [1, 0] {
            let bits = bits | taken << option_idx;
            if decided_at[option_idx].iter().any(|pattern| pattern.matches(bits)) {
                dead_ends += 1;
                if dead_ends > MOST_DEAD_ENDS {
                    return Err(Problem::HardToEnumerate { n_options });
                }
            } else {
                open.push((option_idx, bits));
            }
        }
    }
    Ok(found)
}
