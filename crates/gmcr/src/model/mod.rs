//! A conflict as an analyst writes it down: decision makers, options, which states cannot be, which moves, whose preferences.
//! Works nothing out: states, moves and rankings are those of [`crate::explicit::GraphModel`], which also checks it.

mod error;
mod pattern;

pub use error::{Error, Place, Problem};
pub use pattern::Pattern;

pub(crate) use error::{At, nearest};
pub(crate) use pattern::all_options;

use crate::preference::Preferences;

/// A conflict model in option form or as an explicit graph (Kilgour, Hipel and Fang 1987; Fang, Hipel and Kilgour 1993).
///
/// Every field may hold anything; [`GraphModel::new`](crate::explicit::GraphModel::new) says what is wrong with it.
///
/// ```
/// use gmcr::model::{BinaryOption, DecisionMaker, Form, Model, OptionForm};
/// let model = Model {
///     form: Form::Options(OptionForm { options: vec![BinaryOption::new("Withdraw")], ..OptionForm::default() }),
///     decision_makers: vec![DecisionMaker { name: "Norland".into(), options: vec![0], ..DecisionMaker::default() }],
///     ..Model::default()
/// };
/// assert_eq!(gmcr::explicit::GraphModel::new(&model).unwrap().n_states(), 2);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Model {
    /// What the conflict is called.
    pub title: String,
    /// Free text of the analyst.
    pub note: String,
    /// Options, or states and arcs.
    pub form: Form,
    /// The decision makers in the order of the file.
    pub decision_makers: Vec<DecisionMaker>,
    /// Groups that gmcr-py analyses as one player, as indices of DMs; kept, not used here.
    pub coalitions: Vec<Vec<usize>>,
}

/// What the states of a model are.
///
/// ```
/// use gmcr::model::{Form, GraphForm};
/// let form = Form::Graph(GraphForm { states: vec!["peace".into(), "war".into()] });
/// assert!(matches!(form, Form::Graph(_)));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub enum Form {
    /// States are the feasible combinations of options taken and not taken (Howard 1971).
    Options(OptionForm),
    /// States are labels, moves are arcs given one by one.
    Graph(GraphForm),
}

impl Default for Form {
    fn default() -> Self {
        Self::Options(OptionForm::default())
    }
}

/// The option form: what can be taken up, what cannot be at once, which moves are edited by hand.
///
/// ```
/// use gmcr::model::{OptionForm, Rule};
/// let form = OptionForm { rules: vec![Rule::MutuallyExclusive(vec![0, 1])], ..OptionForm::default() };
/// assert_eq!(form.rules[0].patterns().len(), 1);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OptionForm {
    /// The options in the order in which states are written; at most 64.
    pub options: Vec<BinaryOption>,
    /// Which states are infeasible.
    pub rules: Vec<Rule>,
    /// Single moves removed or added, in this order.
    pub move_edits: Vec<MoveEdit>,
}

/// A course of action that is taken or not.
///
/// ```
/// use gmcr::model::{BinaryOption, Direction};
/// let abandon = BinaryOption { direction: Direction::OnlyUp, ..BinaryOption::new("Abandon") };
/// assert_eq!(abandon.name, "Abandon");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BinaryOption {
    /// Its name; options of different decision makers may share one.
    pub name: String,
    /// How its owner may change it.
    pub direction: Direction,
}

impl BinaryOption {
    /// An option of this name that may be taken up and dropped at will.
    pub fn new(name: &str) -> Self {
        Self { name: name.to_string(), direction: Direction::Both }
    }
}

/// How an option may be changed by its owner (irreversible moves; Fang, Hipel and Kilgour 1993).
///
/// ```
/// use gmcr::model::Direction;
/// assert_eq!(Direction::default(), Direction::Both);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// Taken up and dropped.
    #[default]
    Both,
    /// Only taken up: once taken it stays so.
    OnlyUp,
    /// Only dropped: once dropped it stays so.
    OnlyDown,
    /// Not changed at all.
    Fixed,
}

/// A rule that makes states infeasible (Fang, Hipel, Kilgour and Peng 2003). Options are indices from 0.
///
/// ```
/// use gmcr::model::Rule;
/// let rule = Rule::OnlyIf { option: 0, needs: 2 };
/// assert!(rule.patterns()[0].matches(0b001)); // option 0 without option 2 is infeasible
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Every state that matches is infeasible.
    Infeasible(Pattern),
    /// No two of these are taken at once.
    MutuallyExclusive(Vec<usize>),
    /// At least one of these is taken.
    AtLeastOne(Vec<usize>),
    /// The option is taken only if the other is.
    OnlyIf {
        /// The dependent option.
        option: usize,
        /// The option it needs.
        needs: usize,
    },
}

impl Rule {
    /// The infeasible patterns that the rule amounts to.
    ///
    /// ```
    /// use gmcr::model::Rule;
    /// assert_eq!(Rule::AtLeastOne(vec![0, 2]).patterns()[0].text(3), "N-N");
    /// ```
    pub fn patterns(&self) -> Vec<Pattern> {
        match self {
            Self::Infeasible(pattern) => vec![*pattern],
            Self::MutuallyExclusive(options) => {
                let mut patterns = Vec::new();
                for (i, a) in options.iter().enumerate() {
                    for b in options[i + 1..].iter().filter(|&b| b != a) {
                        let both = bit(*a) | bit(*b);
                        patterns.push(Pattern::new(both, both));
                    }
                }
                patterns
            }
            Self::AtLeastOne(options) => vec![Pattern::new(options.iter().fold(0, |mask, &option| mask | bit(option)), 0)],
            Self::OnlyIf { option, needs } if option == needs => Vec::new(),
            Self::OnlyIf { option, needs } => vec![Pattern::new(bit(*option) | bit(*needs), bit(*option))],
        }
    }

    /// The rule in the words of the model.
    pub(crate) fn text(&self, options: &[BinaryOption]) -> String {
        let name = |option: &usize| options.get(*option).map_or_else(|| format!("option {}", option + 1), |o| format!("\"{}\"", o.name));
        let names = |list: &[usize]| list.iter().map(name).collect::<Vec<_>>().join(", ");
        match self {
            Self::Infeasible(pattern) => format!("infeasible {}", pattern.text(options.len())),
            Self::MutuallyExclusive(list) => format!("mutually exclusive {}", names(list)),
            Self::AtLeastOne(list) => format!("at least one of {}", names(list)),
            Self::OnlyIf { option, needs } => format!("{} only if {}", name(option), name(needs)),
        }
    }
}

/// Removes or adds single moves of one decision maker: those from a state that matches `from` to a state that matches `to`
/// and differs from it in the mover's options only. After such edits one-step moves need not be transitive.
///
/// ```
/// use gmcr::model::{MoveEdit, Pattern};
/// let edit = MoveEdit { decision_maker: 0, from: Pattern::new(1, 1), to: Pattern::new(1, 0), allowed: false };
/// assert!(!edit.allowed);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MoveEdit {
    /// The mover, as an index.
    pub decision_maker: usize,
    /// The states moved from.
    pub from: Pattern,
    /// The states moved to.
    pub to: Pattern,
    /// Whether the moves are added (even against an option's direction) or removed.
    pub allowed: bool,
}

/// The states of an explicit graph. The arcs stand with their movers.
///
/// ```
/// let form = gmcr::model::GraphForm { states: vec!["1/1".into()] };
/// assert_eq!(form.states.len(), 1);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GraphForm {
    /// One label for each state; no two alike.
    pub states: Vec<String>,
}

/// A decision maker (DM) with what it controls and what it prefers.
///
/// ```
/// let dm = gmcr::model::DecisionMaker { name: "Sudria".into(), options: vec![1, 2], ..Default::default() };
/// assert!(dm.preferences.statements.is_empty()); // without preferences it is indifferent throughout
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DecisionMaker {
    /// Its name; no two alike.
    pub name: String,
    /// In option form: the options it controls, as indices.
    pub options: Vec<usize>,
    /// In an explicit graph: its moves, as pairs of indices of states.
    pub arcs: Vec<[usize; 2]>,
    /// What it prefers.
    pub preferences: Preferences,
    /// Patterns that it does not perceive, as gmcr-py keeps them; kept, not used here.
    pub misperceptions: Vec<Pattern>,
    /// Pairs of states (indices as in a listed ranking) that it cannot compare; kept, not used here.
    pub unknown: Vec<[StateRef; 2]>,
    /// Pairs (better, worse) with strong preference; kept, not used here.
    pub strong: Vec<[StateRef; 2]>,
}

/// A state as a file names it: by its options, or as the index of a label.
///
/// ```
/// use gmcr::model::StateRef;
/// assert_ne!(StateRef::Options(0b01), StateRef::Label(1));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StateRef {
    /// The options taken, as bits.
    Options(u64),
    /// The index of a state of an explicit graph.
    Label(usize),
}

impl Model {
    /// The options, none in an explicit graph.
    ///
    /// ```
    /// # use gmcr::{explicit::GraphModel, file::{self, Format}};
    /// # let text = "[[decision_makers]]\nname = \"Norland\"\noptions = [\"Withdraw\"]\nstatements = [\"Withdraw\"]\n";
    /// # let model = file::read(text, Format::Toml).unwrap().model;
    /// # let graph = GraphModel::new(&model).unwrap();
    /// assert_eq!(model.options()[0].name, "Withdraw");
    /// ```
    pub fn options(&self) -> &[BinaryOption] {
        match &self.form {
            Form::Options(form) => &form.options,
            Form::Graph(_) => &[],
        }
    }

    /// The decision maker that controls an option, if one does.
    ///
    /// ```
    /// # use gmcr::{explicit::GraphModel, file::{self, Format}};
    /// # let text = "[[decision_makers]]\nname = \"Norland\"\noptions = [\"Withdraw\"]\nstatements = [\"Withdraw\"]\n";
    /// # let model = file::read(text, Format::Toml).unwrap().model;
    /// # let graph = GraphModel::new(&model).unwrap();
    /// assert_eq!(model.owner(0), Some(0));
    /// ```
    pub fn owner(&self, option_idx: usize) -> Option<usize> {
        self.decision_makers.iter().position(|dm| dm.options.contains(&option_idx))
    }

    /// The decision maker of this name, upper and lower case alike if no name fits exactly.
    ///
    /// # Errors
    /// No decision maker has the name; the error says which is spelt like it.
    ///
    /// ```
    /// # use gmcr::{explicit::GraphModel, file::{self, Format}};
    /// # let text = "[[decision_makers]]\nname = \"Norland\"\noptions = [\"Withdraw\"]\nstatements = [\"Withdraw\"]\n";
    /// # let model = file::read(text, Format::Toml).unwrap().model;
    /// # let graph = GraphModel::new(&model).unwrap();
    /// assert_eq!(model.decision_maker("norland"), Ok(0));
    /// assert_eq!(model.decision_maker("Norlnad").unwrap_err().hint().unwrap(), "did you mean \"Norland\"?");
    /// ```
    pub fn decision_maker(&self, name: &str) -> Result<usize, Problem> {
        let exact = self.decision_makers.iter().position(|dm| dm.name == name);
        exact.or_else(|| self.decision_makers.iter().position(|dm| dm.name.to_lowercase() == name.trim().to_lowercase())).ok_or_else(|| {
            Problem::UnknownDecisionMaker {
                name: name.to_string(),
                nearest: nearest(name, self.decision_makers.iter().map(|dm| dm.name.as_str())),
            }
        })
    }

    /// What the model holds that no analysis here uses yet, in words: pairs of unknown or strong preference, misperceptions, coalitions.
    ///
    /// ```
    /// # use gmcr::{explicit::GraphModel, file::{self, Format}};
    /// # let text = "[[decision_makers]]\nname = \"Norland\"\noptions = [\"Withdraw\"]\nstatements = [\"Withdraw\"]\n";
    /// # let model = file::read(text, Format::Toml).unwrap().model;
    /// # let graph = GraphModel::new(&model).unwrap();
    /// assert!(model.unused().is_empty());
    /// ```
    pub fn unused(&self) -> Vec<String> {
        let mut unused = Vec::new();
        for dm in &self.decision_makers {
            for (count, what) in [
                (dm.unknown.len(), "unknown preference pairs"),
                (dm.strong.len(), "strong preference pairs"),
                (dm.misperceptions.len(), "misperceptions"),
            ] {
                if count > 0 {
                    unused.push(format!("{count} {what} of {}", dm.name));
                }
            }
        }
        if self.coalitions.iter().any(|group| group.len() > 1) {
            unused.push("coalitions".to_string());
        }
        unused
    }
}

pub(crate) fn bit(option_idx: usize) -> u64 {
    if option_idx < 64 { 1 << option_idx } else { 0 }
}
