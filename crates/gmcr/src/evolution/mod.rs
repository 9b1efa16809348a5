//! Status quo analysis: what can be reached from a state, in how many moves, and who moves (Li, Kilgour and Hipel 2005).
//! Follows what is possible; says nothing of what is likely.
use std::collections::VecDeque;

use crate::explicit::{GraphModel, State};

/// Which steps count.
///
/// ```
/// assert_ne!(gmcr::evolution::By::Moves, gmcr::evolution::By::Improvements);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// All unilateral moves.
    Moves,
    /// Unilateral improvements of the mover only.
    Improvements,
}

/// One step of a sequence.
///
/// ```
/// use gmcr::{evolution::Step, explicit::State};
/// let step = Step { mover: 0, to: State::new(1) };
/// assert_eq!(step.to.number(), 2);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The decision maker that moves.
    pub mover: usize,
    /// The state it moves to.
    pub to: State,
}

/// What can be reached from a state by legal sequences of all decision makers (no DM moves twice in a row).
///
/// ```
/// use gmcr::{evolution::{self, By}, explicit::GraphModel, file::{self, Format}};
/// let toml = r#"
/// [[decision_makers]]
/// name = "Norland"
/// options = ["Withdraw"]
/// statements = ["Withdraw"]
///
/// [[decision_makers]]
/// name = "Sudria"
/// options = ["Lift the blockade"]
/// statements = ["2 IF 1"]
/// "#;
/// let graph = GraphModel::new(&file::read(toml, Format::Toml).unwrap().model).unwrap();
/// let (from, to) = (graph.state("NN").unwrap(), graph.state("YY").unwrap());
/// let evolution = evolution::evolve(&graph, from, By::Improvements);
/// assert_eq!(evolution.fewest_moves(to), Some(2));
/// let paths = evolution.shortest_paths(&graph, to, 10);
/// assert_eq!(paths.len(), 1);
/// assert_eq!(graph.name(paths[0][0].mover), "Norland");
/// ```
#[derive(Clone, Debug)]
pub struct Evolution {
    from: State,
    by: By,
    // For each last mover and state the fewest moves; the last row for the start alone, where nobody has moved.
    distance: Vec<Vec<u32>>,
}

const FAR: u32 = u32::MAX;

/// Follows all legal sequences from a state. Time O(m · moves) for m DMs.
///
/// ```
/// # use gmcr::{evolution::{self, By}, explicit::GraphModel, file::{self, Format}};
/// # let toml = "[[decision_makers]]\nname = \"Norland\"\noptions = [\"Withdraw\"]\n";
/// # let graph = GraphModel::new(&file::read(toml, Format::Toml).unwrap().model).unwrap();
/// let evolution = evolution::evolve(&graph, graph.state("N").unwrap(), By::Moves);
/// assert_eq!(evolution.reached().count(), 2); // the start itself in no move, the other in one
/// ```
pub fn evolve(graph: &GraphModel, from: State, by: By) -> Evolution {
    let n_dms = graph.n_decision_makers();
    let mut distance = vec![vec![FAR; graph.n_states()]; n_dms + 1];
    distance[n_dms][from.index()] = 0;
    let mut queue = VecDeque::from([(n_dms, from)]);
    let mut moves = Vec::new();
    while let Some((last_mover, at)) = queue.pop_front() {
        let here = distance[last_mover][at.index()];
        for mover in (0..n_dms).filter(|&mover| mover != last_mover) {
            graph.moves_into(mover, at, &mut moves);
            for &to in moves.iter().filter(|&&to| counts(graph, by, mover, at, to)) {
                let slot = &mut distance[mover][to.index()];
                if *slot == FAR {
                    *slot = here + 1;
                    queue.push_back((mover, to));
                }
            }
        }
    }
    Evolution { from, by, distance }
}

fn counts(graph: &GraphModel, by: By, mover: usize, at: State, to: State) -> bool {
    by == By::Moves || graph.payoff(mover, to) > graph.payoff(mover, at)
}

impl Evolution {
    /// The state that it starts from.
    ///
    /// ```
    /// # use gmcr::{explicit::GraphModel, file::{self, Format}};
    /// # let text = "[[decision_makers]]\nname = \"Norland\"\noptions = [\"Withdraw\"]\nstatements = [\"Withdraw\"]\n";
    /// # let model = file::read(text, Format::Toml).unwrap().model;
    /// # let graph = GraphModel::new(&model).unwrap();
    /// # use gmcr::evolution::{self, By};
    /// # let (no, yes) = (graph.state("N").unwrap(), graph.state("Y").unwrap());
    /// let evolution = evolution::evolve(&graph, no, By::Improvements);
    /// assert_eq!(evolution.from(), no);
    /// ```
    pub fn from(&self) -> State {
        self.from
    }

    /// The fewest moves that lead to the state: 0 for the start, `None` if it is out of reach.
    ///
    /// ```
    /// # use gmcr::{explicit::GraphModel, file::{self, Format}};
    /// # let text = "[[decision_makers]]\nname = \"Norland\"\noptions = [\"Withdraw\"]\nstatements = [\"Withdraw\"]\n";
    /// # let model = file::read(text, Format::Toml).unwrap().model;
    /// # let graph = GraphModel::new(&model).unwrap();
    /// # use gmcr::evolution::{self, By};
    /// # let (no, yes) = (graph.state("N").unwrap(), graph.state("Y").unwrap());
    /// let evolution = evolution::evolve(&graph, no, By::Improvements);
    /// assert_eq!(evolution.fewest_moves(yes), Some(1));
    /// ```
    pub fn fewest_moves(&self, state: State) -> Option<u32> {
        self.distance.iter().map(|row| row[state.index()]).min().filter(|&distance| distance != FAR)
    }

    /// The states in reach with their fewest moves, in the order of their numbers.
    ///
    /// ```
    /// # use gmcr::{explicit::GraphModel, file::{self, Format}};
    /// # let text = "[[decision_makers]]\nname = \"Norland\"\noptions = [\"Withdraw\"]\nstatements = [\"Withdraw\"]\n";
    /// # let model = file::read(text, Format::Toml).unwrap().model;
    /// # let graph = GraphModel::new(&model).unwrap();
    /// # use gmcr::evolution::{self, By};
    /// # let (no, yes) = (graph.state("N").unwrap(), graph.state("Y").unwrap());
    /// let evolution = evolution::evolve(&graph, no, By::Improvements);
    /// assert_eq!(evolution.reached().collect::<Vec<_>>(), [(no, 0), (yes, 1)]);
    /// ```
    pub fn reached(&self) -> impl Iterator<Item = (State, u32)> + '_ {
        (0..self.distance[0].len()).map(State::new).filter_map(|state| Some((state, self.fewest_moves(state)?)))
    }

    /// The decision makers that can make the last move of a shortest way to the state.
    ///
    /// ```
    /// # use gmcr::{explicit::GraphModel, file::{self, Format}};
    /// # let text = "[[decision_makers]]\nname = \"Norland\"\noptions = [\"Withdraw\"]\nstatements = [\"Withdraw\"]\n";
    /// # let model = file::read(text, Format::Toml).unwrap().model;
    /// # let graph = GraphModel::new(&model).unwrap();
    /// # use gmcr::evolution::{self, By};
    /// # let (no, yes) = (graph.state("N").unwrap(), graph.state("Y").unwrap());
    /// let evolution = evolution::evolve(&graph, no, By::Improvements);
    /// assert_eq!(evolution.last_movers(yes), [0]);
    /// ```
    pub fn last_movers(&self, state: State) -> Vec<usize> {
        let fewest = self.fewest_moves(state);
        (0..self.distance.len() - 1).filter(|&mover| Some(self.distance[mover][state.index()]) == fewest).collect()
    }

    /// The shortest legal sequences to the state, in the order of movers and states, at most so many. Empty if it is out of reach,
    /// one empty sequence if it is the start.
    ///
    /// ```
    /// # use gmcr::{explicit::GraphModel, file::{self, Format}};
    /// # let text = "[[decision_makers]]\nname = \"Norland\"\noptions = [\"Withdraw\"]\nstatements = [\"Withdraw\"]\n";
    /// # let model = file::read(text, Format::Toml).unwrap().model;
    /// # let graph = GraphModel::new(&model).unwrap();
    /// # use gmcr::evolution::{self, By};
    /// # let (no, yes) = (graph.state("N").unwrap(), graph.state("Y").unwrap());
    /// let evolution = evolution::evolve(&graph, no, By::Improvements);
    /// assert_eq!(evolution.shortest_paths(&graph, yes, 1)[0].len(), 1);
    /// ```
    pub fn shortest_paths(&self, graph: &GraphModel, to: State, at_most: usize) -> Vec<Vec<Step>> {
        let Some(length) = self.fewest_moves(to) else { return Vec::new() };
        let start = self.distance.len() - 1;
        // Nodes (last mover, state) on a shortest way, found backwards layer by layer.
        let mut layers: Vec<Vec<(usize, State)>> = vec![Vec::new(); length as usize + 1];
        layers[length as usize] = if length == 0 {
            vec![(start, to)]
        } else {
            (0..start).filter(|&mover| self.distance[mover][to.index()] == length).map(|mover| (mover, to)).collect()
        };
        let mut moves = Vec::new();
        for layer in (0..length).rev() {
            for (last_mover, row) in self.distance.iter().enumerate() {
                for state in (0..row.len()).filter(|&state| row[state] == layer).map(State::new) {
                    let leads = (0..start).filter(|&mover| mover != last_mover).any(|mover| {
                        graph.moves_into(mover, state, &mut moves);
                        moves
                            .iter()
                            .any(|&next| counts(graph, self.by, mover, state, next) && layers[layer as usize + 1].contains(&(mover, next)))
                    });
                    if leads {
                        layers[layer as usize].push((last_mover, state));
                    }
                }
            }
        }
        let mut paths = Vec::new();
        self.extend(graph, &layers, &mut vec![], (start, self.from), at_most, &mut paths);
        paths
    }

    fn extend(
        &self,
        graph: &GraphModel,
        layers: &[Vec<(usize, State)>],
        path: &mut Vec<Step>,
        (last_mover, at): (usize, State),
        at_most: usize,
        paths: &mut Vec<Vec<Step>>,
    ) {
        if paths.len() >= at_most {
            return;
        }
        if path.len() + 1 == layers.len() {
            paths.push(path.clone());
            return;
        }
        for mover in (0..graph.n_decision_makers()).filter(|&mover| mover != last_mover) {
            for to in graph.moves(mover, at) {
                if counts(graph, self.by, mover, at, to) && layers[path.len() + 1].contains(&(mover, to)) {
                    path.push(Step { mover, to });
                    self.extend(graph, layers, path, (mover, to), at_most, paths);
                    path.pop();
                }
            }
        }
    }
}
