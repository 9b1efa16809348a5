//! Individual stability of every state for every decision maker, and equilibria. Explains nothing: that is [`crate::why`].

mod bits;
mod order;
mod steps;
mod reach;
mod by_options;
mod by_arcs;
mod single;

pub(crate) use bits::Bits;
pub(crate) use single::{Judgement, Outcome, Search};

use std::fmt;
use std::str::FromStr;

use rayon::prelude::*;

use crate::explicit::{GraphModel, Moves, State};

/// A concept of individual stability of a state s for a DM i; R_i(s) are i's moves, R_i⁺(s) its improvements, R_{N−i}(s) the
/// states that the others reach by legal sequences (no DM twice in a row), R⁺_{N−i}(s) the same by improvements of each mover.
/// A sanction is a state other than s that is not better for i than s: a mere return to s deters nobody
/// (the matrix form has it so; it matters only in explicit graphs where others can undo i's move).
///
/// ```
/// use gmcr::stability::Concept;
/// assert_eq!("smr".parse::<Concept>().unwrap(), Concept::Smr);
/// assert_eq!(Concept::Smr.name(), "SMR");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Concept {
    /// i has no improvement: R_i⁺(s) = ∅. Nash 1950.
    Nash,
    /// General metarationality: each s1 of R_i⁺(s) has a sanction in R_{N−i}(s1). Howard 1971.
    Gmr,
    /// Symmetric metarationality: GMR with a sanction s2 from which none of R_i(s2) is better for i than s. Howard 1971.
    Smr,
    /// Sequential stability: each s1 of R_i⁺(s) has a sanction in R⁺_{N−i}(s1). Fraser and Hipel 1979.
    Seq,
    /// Symmetric sequential stability: SEQ with SMR's condition on the sanction. Rêgo and Vieira 2015, 2017.
    Sseq,
}

impl Concept {
    /// All concepts in the order in which results print them.
    pub const ALL: [Self; 5] = [Self::Nash, Self::Gmr, Self::Smr, Self::Seq, Self::Sseq];

    /// The abbreviation of the literature, also the key in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Nash => "Nash",
            Self::Gmr => "GMR",
            Self::Smr => "SMR",
            Self::Seq => "SEQ",
            Self::Sseq => "SSEQ",
        }
    }

    /// Whether sanctions are made of improvements only, so that others' preferences count.
    ///
    /// ```
    /// use gmcr::stability::Concept;
    /// assert!(Concept::Seq.credible() && !Concept::Gmr.credible());
    /// ```
    pub fn credible(self) -> bool {
        matches!(self, Self::Seq | Self::Sseq)
    }

    /// Whether i's counter-moves to a sanction count.
    ///
    /// ```
    /// use gmcr::stability::Concept;
    /// assert!(Concept::Smr.symmetric() && !Concept::Seq.symmetric());
    /// ```
    pub fn symmetric(self) -> bool {
        matches!(self, Self::Smr | Self::Sseq)
    }
}

impl fmt::Display for Concept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Concept {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|concept| concept.name().eq_ignore_ascii_case(text))
            .ok_or_else(|| format!("unknown concept \"{text}\"; the concepts are Nash, GMR, SMR, SEQ, SSEQ"))
    }
}

/// Which states are stable for whom, and which are equilibria.
///
/// ```
/// use gmcr::{explicit::GraphModel, file::{self, Format}, stability::{self, Concept}};
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
/// "#; // a prisoners' dilemma: each wants the other not to, and to do so itself
/// let graph = GraphModel::new(&file::read(toml, Format::Toml).unwrap().model).unwrap();
/// let solution = stability::solve(&graph);
/// let labels = |concept| solution.equilibria(concept).map(|state| graph.label(state)).collect::<Vec<_>>();
/// assert_eq!(labels(Concept::Nash), ["YY"]);
/// assert_eq!(labels(Concept::Seq), ["NN", "YY"]);
/// assert!(!solution.is_stable(0, Concept::Nash, graph.state("NN").unwrap()));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Solution {
    // Invariant: for each DM, one set of states for each concept.
    stable: Vec<[Bits; 5]>,
    equilibria: [Bits; 5],
}

impl Solution {
    /// Whether the state is stable for the DM.
    ///
    /// ```
    /// # use gmcr::{explicit::GraphModel, file::{self, Format}};
    /// # let text = "[[decision_makers]]\nname = \"Norland\"\noptions = [\"Withdraw\"]\nstatements = [\"Withdraw\"]\n";
    /// # let model = file::read(text, Format::Toml).unwrap().model;
    /// # let graph = GraphModel::new(&model).unwrap();
    /// # let solution = gmcr::stability::solve(&graph);
    /// # let (no, yes) = (graph.state("N").unwrap(), graph.state("Y").unwrap());
    /// use gmcr::stability::Concept;
    /// assert!(solution.is_stable(0, Concept::Nash, yes) && !solution.is_stable(0, Concept::Nash, no));
    /// ```
    pub fn is_stable(&self, decision_maker: usize, concept: Concept, state: State) -> bool {
        self.stable[decision_maker][concept as usize].get(state.index())
    }

    /// The states stable for the DM, ascending.
    ///
    /// ```
    /// # use gmcr::{explicit::GraphModel, file::{self, Format}};
    /// # let text = "[[decision_makers]]\nname = \"Norland\"\noptions = [\"Withdraw\"]\nstatements = [\"Withdraw\"]\n";
    /// # let model = file::read(text, Format::Toml).unwrap().model;
    /// # let graph = GraphModel::new(&model).unwrap();
    /// # let solution = gmcr::stability::solve(&graph);
    /// # let (no, yes) = (graph.state("N").unwrap(), graph.state("Y").unwrap());
    /// use gmcr::stability::Concept;
    /// assert_eq!(solution.stable(0, Concept::Gmr).collect::<Vec<_>>(), [yes]);
    /// ```
    pub fn stable(&self, decision_maker: usize, concept: Concept) -> impl Iterator<Item = State> + '_ {
        self.stable[decision_maker][concept as usize].iter().map(State::new)
    }

    /// How many states are stable for the DM.
    ///
    /// ```
    /// # use gmcr::{explicit::GraphModel, file::{self, Format}};
    /// # let text = "[[decision_makers]]\nname = \"Norland\"\noptions = [\"Withdraw\"]\nstatements = [\"Withdraw\"]\n";
    /// # let model = file::read(text, Format::Toml).unwrap().model;
    /// # let graph = GraphModel::new(&model).unwrap();
    /// # let solution = gmcr::stability::solve(&graph);
    /// # let (no, yes) = (graph.state("N").unwrap(), graph.state("Y").unwrap());
    /// use gmcr::stability::Concept;
    /// assert_eq!(solution.n_stable(0, Concept::Seq), 1);
    /// ```
    pub fn n_stable(&self, decision_maker: usize, concept: Concept) -> usize {
        self.stable[decision_maker][concept as usize].count()
    }

    /// Whether the state is stable for every DM.
    ///
    /// ```
    /// # use gmcr::{explicit::GraphModel, file::{self, Format}};
    /// # let text = "[[decision_makers]]\nname = \"Norland\"\noptions = [\"Withdraw\"]\nstatements = [\"Withdraw\"]\n";
    /// # let model = file::read(text, Format::Toml).unwrap().model;
    /// # let graph = GraphModel::new(&model).unwrap();
    /// # let solution = gmcr::stability::solve(&graph);
    /// # let (no, yes) = (graph.state("N").unwrap(), graph.state("Y").unwrap());
    /// use gmcr::stability::Concept;
    /// assert!(solution.is_equilibrium(Concept::Smr, yes));
    /// ```
    pub fn is_equilibrium(&self, concept: Concept, state: State) -> bool {
        self.equilibria[concept as usize].get(state.index())
    }

    /// The states stable for every DM, ascending.
    ///
    /// ```
    /// # use gmcr::{explicit::GraphModel, file::{self, Format}};
    /// # let text = "[[decision_makers]]\nname = \"Norland\"\noptions = [\"Withdraw\"]\nstatements = [\"Withdraw\"]\n";
    /// # let model = file::read(text, Format::Toml).unwrap().model;
    /// # let graph = GraphModel::new(&model).unwrap();
    /// # let solution = gmcr::stability::solve(&graph);
    /// # let (no, yes) = (graph.state("N").unwrap(), graph.state("Y").unwrap());
    /// use gmcr::stability::Concept;
    /// assert_eq!(solution.equilibria(Concept::Sseq).collect::<Vec<_>>(), [yes]);
    /// ```
    pub fn equilibria(&self, concept: Concept) -> impl Iterator<Item = State> + '_ {
        self.equilibria[concept as usize].iter().map(State::new)
    }

    /// How many equilibria there are.
    ///
    /// ```
    /// # use gmcr::{explicit::GraphModel, file::{self, Format}};
    /// # let text = "[[decision_makers]]\nname = \"Norland\"\noptions = [\"Withdraw\"]\nstatements = [\"Withdraw\"]\n";
    /// # let model = file::read(text, Format::Toml).unwrap().model;
    /// # let graph = GraphModel::new(&model).unwrap();
    /// # let solution = gmcr::stability::solve(&graph);
    /// # let (no, yes) = (graph.state("N").unwrap(), graph.state("Y").unwrap());
    /// use gmcr::stability::Concept;
    /// assert_eq!(solution.n_equilibria(Concept::Nash), 1);
    /// ```
    pub fn n_equilibria(&self, concept: Concept) -> usize {
        self.equilibria[concept as usize].count()
    }
}

/// Judges every state for every DM under every concept.
///
/// In option form without edited moves: time O(n log n) a DM for n states (times the supersets of its irreversible options), memory
/// 40 to 60 bytes a state and DM while it runs. With listed arcs: O(m · arcs) a DM for m DMs. DMs are judged in parallel.
///
/// ```
/// # use gmcr::{explicit::GraphModel, file::{self, Format}, stability::{self, Concept}};
/// # let toml = "[[decision_makers]]\nname = \"Norland\"\noptions = [\"Withdraw\"]\nstatements = [\"Withdraw\"]\n";
/// # let graph = GraphModel::new(&file::read(toml, Format::Toml).unwrap().model).unwrap();
/// assert_eq!(stability::solve(&graph).n_equilibria(Concept::Nash), 1);
/// ```
pub fn solve(graph: &GraphModel) -> Solution {
    let n_decision_makers = graph.n_decision_makers();
    let stable: Vec<[Bits; 5]> = match graph.move_table() {
        Moves::Options(own) => by_options::solve(graph, own),
        Moves::Arcs(arcs) => (0..n_decision_makers).into_par_iter().map(|dm| by_arcs::solve(graph, arcs, dm)).collect(),
    };
    let equilibria = Concept::ALL.map(|concept| {
        let mut all = stable[0][concept as usize].clone();
        stable[1..].iter().for_each(|of_dm| all.and(&of_dm[concept as usize]));
        all
    });
    Solution { stable, equilibria }
}

/// Judges one state for one DM by a search from that state, which looks only at what the verdict needs.
///
/// ```
/// # use gmcr::{explicit::GraphModel, file::{self, Format}, stability::{self, Concept}};
/// # let toml = "[[decision_makers]]\nname = \"Norland\"\noptions = [\"Withdraw\"]\nstatements = [\"Withdraw\"]\n";
/// # let graph = GraphModel::new(&file::read(toml, Format::Toml).unwrap().model).unwrap();
/// assert!(!stability::is_stable(&graph, 0, graph.state("N").unwrap(), Concept::Nash));
/// ```
pub fn is_stable(graph: &GraphModel, decision_maker: usize, state: State, concept: Concept) -> bool {
    Search::new(graph).is_stable(graph, decision_maker, state, concept)
}
