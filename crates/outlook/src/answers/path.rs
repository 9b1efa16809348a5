//! The way from today to an outcome: who moves, in which order, and which of its own words a mover goes against.
use super::Case;
use gmcr::evolution::Evolution;

/// One step.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Step {
    /// Who moves.
    pub decision_maker: usize,
    /// What is so then.
    pub to: u64,
    /// Whether it is better for the mover than before.
    pub improves: bool,
    /// The statement of the mover that decides so.
    pub by: Option<usize>,
}

/// A shortest way.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Path {
    /// The steps.
    pub steps: Vec<Step>,
    /// Whether each step is better for who makes it.
    pub by_improvements: bool,
    /// How many shortest ways there are, up to a hundred.
    pub n_ways: usize,
}

/// The shortest way to one of these states: by steps that are each better for their mover, if there is such a way, else by any.
pub(super) fn path(case: &Case<'_>, improvements: &Evolution, moves: &Evolution, all: &[u64]) -> Option<Path> {
    for (evolution, by_improvements) in [(improvements, true), (moves, false)] {
        let reached = all.iter().filter_map(|it| case.state(*it)).filter_map(|it| Some((evolution.fewest_moves(it)?, it)));
        let Some((_, state)) = reached.min() else { continue };
        let mut ways = evolution.shortest_paths(&case.graph, state, 100);
        // Of several, the one in which the fewest steps go against their mover.
        let mut told: Vec<Vec<Step>> = Vec::new();
        for way in ways.drain(..) {
            let mut from = case.bits(case.today);
            let mut steps = Vec::new();
            for it in way {
                let to = case.bits(it.to);
                let deciding = case.deciding(it.mover, from, to);
                let improves = deciding.is_some_and(|(_, better)| better);
                steps.push(Step { decision_maker: it.mover, to, improves, by: deciding.map(|(i, _)| i) });
                from = to;
            }
            told.push(steps);
        }
        let n_ways = told.len();
        let steps = told.into_iter().min_by_key(|steps| steps.iter().filter(|it| !it.improves).count())?;
        return Some(Path { steps, by_improvements, n_ways });
    }
    None
}
