//! What would have to change for an outcome to hold: the fewest statements of the parties' own that would have to give way, with the
//! words that speak for and against its being possible. Says what would do, not who could be moved to it.
use super::Case;
use super::outcomes::{Upset, of_state};
use crate::proposal::{Cited, Proposal, Reason};
use evidence::{ActKind, ActorId};
use gmcr::explicit::GraphModel;
use gmcr::inverse::{Edit, fewest_edits};
use gmcr::preference::{Expression, Statement};
use gmcr::stability::{self, Concept};
use table::dossier::{Behind, Said, Stance};

/// More alternatives than these nobody reads.
const MOST: usize = 6;

/// What happens to one statement.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Touch {
    /// It no longer counts: its owner puts up with its being broken.
    GivesWay,
    /// It counts less than another of the same owner.
    CountsLessThan(usize),
    /// Its owner settles for less: the second option instead of the first.
    SettlesFor(usize, usize),
    /// It turns into its opposite.
    Turns,
}

/// One way in which it would do.
#[derive(Clone, PartialEq, Debug)]
pub struct Alternative {
    /// Whose statements change, which, and how.
    pub changes: Vec<(usize, usize, Touch)>,
    /// The outcome that then holds, where it is less than the one asked for.
    pub bits: u64,
    /// Words that speak for its being possible.
    pub speaks_for: Vec<Cited>,
    /// Words that speak against it.
    pub speaks_against: Vec<Cited>,
}

/// What an outcome would take.
#[derive(Clone, PartialEq, Debug)]
pub struct Requirement {
    /// The outcome: bit i for option i.
    pub bits: u64,
    /// Whether it holds as things are.
    pub holds: bool,
    /// Who would do better by leaving it.
    pub upsets: Vec<Upset>,
    /// The ways, the smallest change first; empty where changing two statements is not enough.
    pub alternatives: Vec<Alternative>,
}

/// What it would take that nobody does better by leaving an outcome. `None` where it cannot be.
pub(super) fn requirement(case: &Case<'_>, bits: u64) -> Option<Requirement> {
    let state = case.state(bits)?;
    let holds = (0..case.graph.n_decision_makers()).all(|dm| stability::is_stable(&case.graph, dm, state, Concept::Nash));
    let mut out = Requirement { bits, holds, upsets: of_state(case, state), alternatives: Vec::new() };
    if holds {
        return Some(out);
    }
    let found = fewest_edits(&case.proposal.model(), &case.graph, state, Concept::Nash);
    let mut seen: Vec<Vec<(usize, usize)>> = Vec::new();
    // Giving way is the plainest of the edits; of others that touch the same statements it takes the place.
    let mut solutions: Vec<Vec<(usize, usize, Touch)>> = found
        .solutions
        .iter()
        .map(|edits| {
            let mut changes: Vec<(usize, usize, Touch)> = edits
                .iter()
                .map(|it| match it.edit {
                    Edit::Drop(at) => (it.decision_maker, at, Touch::GivesWay),
                    Edit::Negate(at) => (it.decision_maker, at, Touch::Turns),
                    Edit::Swap(a, b) => (it.decision_maker, a.min(b), Touch::CountsLessThan(a.max(b))),
                    Edit::Move { from, to } if to > from => (it.decision_maker, from, Touch::CountsLessThan(to)),
                    Edit::Move { from, to } => (it.decision_maker, to, Touch::CountsLessThan(from)),
                })
                .collect();
            changes.sort_unstable();
            changes
        })
        .collect();
    solutions.sort_by_key(|it| (it.iter().map(|(_, _, touch)| *touch).max(), it.clone()));
    for changes in solutions {
        // Two edits of one list count statements after the first; only plain ones are told.
        let one_list = changes.len() > 1 && changes[0].0 == changes[1].0;
        let places: Vec<(usize, usize)> = changes.iter().map(|(dm, at, _)| (*dm, *at)).collect();
        if one_list || seen.contains(&places) || out.alternatives.len() >= MOST {
            continue;
        }
        seen.push(places);
        out.alternatives.push(alternative(case.proposal, changes, bits));
    }
    for it in settling(case, bits) {
        if out.alternatives.len() <= MOST {
            out.alternatives.push(it);
        }
    }
    Some(out)
}

/// Outcomes with less of the same, where those who asked for more settle for it.
fn settling(case: &Case<'_>, bits: u64) -> Vec<Alternative> {
    let proposal = case.proposal;
    let mut out = Vec::new();
    for rule in proposal.infeasible.iter().filter(|it| it.reason == Reason::Includes) {
        let (more, less) = (rule.options[0], rule.options[1]);
        let target = bits & !(1 << more);
        if bits >> more & 1 == 0 {
            continue;
        }
        for (dm, it) in proposal.decision_makers.iter().enumerate().filter(|(_, it)| !it.options.contains(&more)) {
            let touched: Vec<usize> =
                it.statements.iter().enumerate().filter(|(_, it)| it.statement.options() >> more & 1 == 1).map(|(i, _)| i).collect();
            if touched.is_empty() {
                continue;
            }
            let mut model = proposal.model();
            for statement in &mut model.decision_makers[dm].preferences.statements {
                *statement = Statement { expression: settle(&statement.expression, more, less) };
            }
            let Ok(graph) = GraphModel::new(&model) else { continue };
            let Some(state) = graph.states().find(|it| graph.options_taken(*it) == Some(target)) else { continue };
            if (0..graph.n_decision_makers()).all(|dm| stability::is_stable(&graph, dm, state, Concept::Nash)) {
                let changes = touched.into_iter().map(|at| (dm, at, Touch::SettlesFor(more, less))).collect();
                out.push(alternative(proposal, changes, target));
            }
        }
    }
    out
}

fn settle(it: &Expression, more: usize, less: usize) -> Expression {
    let place = |i: usize| -> Result<usize, ()> { Ok(if i == more { less } else { i }) };
    crate::proposal::mapped(it, &place).unwrap_or_else(|()| it.clone())
}

fn alternative(proposal: &Proposal, changes: Vec<(usize, usize, Touch)>, bits: u64) -> Alternative {
    let mut out = Alternative { changes, bits, speaks_for: Vec::new(), speaks_against: Vec::new() };
    for &(dm, at, _) in &out.changes {
        let dm = &proposal.decision_makers[dm];
        let stated = &dm.statements[at];
        out.speaks_against.extend(stated.words().iter().filter(|it| !out.speaks_against.contains(it)).cloned().collect::<Vec<_>>());
        for it in softer(proposal, &dm.actor, stated.statement.options()) {
            if !out.speaks_for.contains(&it) {
                out.speaks_for.push(it);
            }
        }
    }
    let against = out.speaks_against.clone();
    out.speaks_for.retain(|it| !against.contains(it));
    out.speaks_for.truncate(5);
    out
}

/// What others tell of the actor, what its people say without a name, what it dropped, and what it had said before, on the options of
/// a statement.
fn softer(proposal: &Proposal, actor: &ActorId, options: u64) -> Vec<Cited> {
    let mut out = Vec::new();
    for (_, choice) in proposal.options.iter().enumerate().filter(|(i, _)| options >> i & 1 == 1) {
        let on_it = proposal.sheet.cells.iter().filter(|it| it.actor == *actor && it.measure == choice.measure);
        let own: Vec<Stance> = on_it.clone().filter(|it| it.said == Said::Own).map(|it| it.stance).collect();
        for cell in on_it {
            let another = cell.said != Said::Own && !own.contains(&cell.stance) && cell.stance != Stance::Contested;
            let another = another && cell.newest().kind != ActKind::Deny;
            if another || cell.stance == Stance::Dropped {
                out.push(Cited::of(cell.newest()));
            }
            if cell.said == Said::Own {
                let bare = |it: &&Behind| !matches!(it.kind, ActKind::Retract | ActKind::Deny);
                out.extend(cell.outdated().iter().map(|(it, _)| it).filter(bare).map(Cited::of).take(2));
            }
        }
    }
    out
}
