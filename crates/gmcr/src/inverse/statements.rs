//! The fewest edits of preference statements (drop, swap, negate, move) that make a state an equilibrium: all single edits and all
//! pairs are tried. Edits are of statements that there are; none is invented.
use std::collections::HashSet;

use crate::explicit::{GraphModel, State};
use crate::model::Model;
use crate::preference::{Basis, Statement};
use crate::stability::{Concept, Judgement, Search};

/// More solutions than are listed.
const MOST_LISTED: usize = 100;
/// More steps of searches than are waited for: minutes on very large models.
const MOST_WORK: u64 = 100_000_000;

/// An edit of one decision maker's statements. Statements count from 0.
///
/// ```
/// use gmcr::inverse::{Edit, StatementEdit};
/// let edit = StatementEdit { decision_maker: 0, edit: Edit::Swap(0, 1) };
/// assert_eq!(edit.edit, Edit::Swap(0, 1));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatementEdit {
    /// Whose statements.
    pub decision_maker: usize,
    /// What is done; if two edits are of the same decision maker, the second counts statements after the first.
    pub edit: Edit,
}

/// What is done to a list of statements.
///
/// ```
/// assert_ne!(gmcr::inverse::Edit::Drop(1), gmcr::inverse::Edit::Negate(1));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    /// The statement is given up.
    Drop(usize),
    /// Two statements change places.
    Swap(usize, usize),
    /// The statement is turned into its opposite.
    Negate(usize),
    /// The statement is taken out and put back so that it stands in another place.
    Move {
        /// Where it stands now.
        from: usize,
        /// Where it stands then.
        to: usize,
    },
}

/// What was found.
///
/// ```
/// let nothing = gmcr::inverse::EditSearch { edits: None, solutions: vec![], n_solutions: 0, exact: true, n_statements: 3 };
/// assert!(nothing.exact); // more than two edits are needed, or no edits do
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditSearch {
    /// The fewest edits, 0 to 2; `None` if two do not do.
    pub edits: Option<usize>,
    /// The ways to do it, the first hundred.
    pub solutions: Vec<Vec<StatementEdit>>,
    /// How many ways there are.
    pub n_solutions: usize,
    /// Whether everything was tried; on very large models the search stops early.
    pub exact: bool,
    /// How many statements there are to edit, those of DMs judged by their statements.
    pub n_statements: usize,
}

/// A list of statements after edits: which of the DM's statements stand in it, and whether turned around.
type List = Vec<(u16, bool)>;

struct Edited<'a> {
    graph: &'a GraphModel,
    statements: &'a [Option<Vec<Statement>>],
    lists: Vec<Option<&'a List>>,
}

impl Judgement for Edited<'_> {
    fn better(&self, dm: usize, than: State, state: State) -> bool {
        let (Some(list), Some(statements)) = (self.lists[dm], &self.statements[dm]) else { return self.graph.better(dm, than, state) };
        let (Some(a), Some(b)) = (self.graph.options_taken(than), self.graph.options_taken(state)) else { return false };
        for &(statement, turned) in list {
            let statement = &statements[statement as usize];
            let (a, b) = (statement.holds(a) != turned, statement.holds(b) != turned);
            if a != b {
                return b;
            }
        }
        false
    }
}

/// A list one or two edits away, and by which edits.
struct Candidate {
    list: List,
    edits: Vec<Edit>,
}

/// Tries all single edits and all pairs of edits of the statements that DMs are judged by.
///
/// ```
/// # use gmcr::{explicit::GraphModel, file::{self, Format}, inverse::{self, Edit}, stability::Concept};
/// let toml = "[[decision_makers]]\nname = \"Norland\"\noptions = [\"Withdraw\"]\nstatements = [\"NOT Withdraw\"]\n";
/// let model = file::read(toml, Format::Toml).unwrap().model;
/// let graph = GraphModel::new(&model).unwrap();
/// let found = inverse::fewest_edits(&model, &graph, graph.state("Y").unwrap(), Concept::Nash);
/// assert_eq!(found.solutions[0][0].edit, Edit::Drop(0));
/// ```
pub fn fewest_edits(model: &Model, graph: &GraphModel, state: State, concept: Concept) -> EditSearch {
    let n_dms = graph.n_decision_makers();
    let statements: Vec<Option<Vec<Statement>>> = model
        .decision_makers
        .iter()
        .map(|dm| (dm.preferences.basis() == Some(Basis::Statements)).then(|| dm.preferences.statements.clone()))
        .collect();
    let n_statements = statements.iter().flatten().map(Vec::len).sum();
    let mut search = Search::new(graph);
    let mut found = EditSearch { edits: None, solutions: Vec::new(), n_solutions: 0, exact: true, n_statements };
    if search.is_equilibrium(graph, state, concept) {
        return EditSearch { edits: Some(0), n_solutions: 1, solutions: vec![Vec::new()], ..found };
    }
    // What depends on the DM's own preferences alone: the verdict itself, or for credible sanctions the concept that it implies.
    let own_concept = match concept {
        Concept::Seq => Concept::Gmr,
        Concept::Sseq => Concept::Smr,
        other => other,
    };
    let ready = |lists: &[Option<&List>], dm: usize, search: &mut Search<'_>| {
        search.is_stable(&Edited { graph, statements: &statements, lists: lists.to_vec() }, dm, state, own_concept)
    };
    let none: Vec<Option<&List>> = vec![None; n_dms];
    let unready: Vec<usize> = (0..n_dms).filter(|&dm| !ready(&none, dm, &mut search)).collect();
    // For each DM the lists near its own that leave it ready.
    let near = |dm: usize, depth: usize, search: &mut Search<'_>| -> Vec<Candidate> {
        let Some(own) = &statements[dm] else { return Vec::new() };
        let mut candidates = edited(own.len(), depth);
        candidates.retain(|candidate| {
            let mut lists = none.clone();
            lists[dm] = Some(&candidate.list);
            search.work < MOST_WORK && ready(&lists, dm, search)
        });
        candidates
    };
    if unready.len() > 2 {
        return found;
    }
    let holds = |lists: Vec<Option<&List>>, search: &mut Search<'_>| {
        search.work < MOST_WORK && search.is_equilibrium(&Edited { graph, statements: &statements, lists }, state, concept)
    };
    let record = |found: &mut EditSearch, edits: Vec<StatementEdit>| {
        found.n_solutions += 1;
        if found.solutions.len() < MOST_LISTED {
            found.solutions.push(edits);
        }
    };
    let of = |dm: usize, candidate: &Candidate| -> Vec<StatementEdit> {
        candidate.edits.iter().map(|&edit| StatementEdit { decision_maker: dm, edit }).collect()
    };
    // Edits that leave a DM unready cannot help; edits of one DM alone help only if no other is unready.
    let single: Vec<Vec<Candidate>> = (0..n_dms).map(|dm| near(dm, 1, &mut search)).collect();
    let alone = |dm: usize| unready.iter().all(|&other| other == dm);
    for dm in (0..n_dms).filter(|&dm| alone(dm)) {
        for candidate in &single[dm] {
            let mut lists = none.clone();
            lists[dm] = Some(&candidate.list);
            if holds(lists, &mut search) {
                record(&mut found, of(dm, candidate));
            }
        }
    }
    if found.n_solutions > 0 {
        return EditSearch { edits: Some(1), exact: search.work < MOST_WORK, ..found };
    }
    for dm in (0..n_dms).filter(|&dm| alone(dm)) {
        for candidate in near(dm, 2, &mut search) {
            let mut lists = none.clone();
            lists[dm] = Some(&candidate.list);
            if holds(lists, &mut search) {
                record(&mut found, of(dm, &candidate));
            }
        }
    }
    for first in 0..n_dms {
        for second in (first + 1..n_dms).filter(|&second| unready.iter().all(|&dm| dm == first || dm == second)) {
            for a in &single[first] {
                for b in &single[second] {
                    let mut lists = none.clone();
                    (lists[first], lists[second]) = (Some(&a.list), Some(&b.list));
                    if holds(lists, &mut search) {
                        record(&mut found, [of(first, a), of(second, b)].concat());
                    }
                }
            }
        }
    }
    found.edits = (found.n_solutions > 0).then_some(2);
    found.exact = search.work < MOST_WORK;
    found
}

/// The lists exactly so many edits away from `n` statements, each once, with the first edits that lead there.
fn edited(n: usize, depth: usize) -> Vec<Candidate> {
    let start: List = (0..n as u16).map(|statement| (statement, false)).collect();
    let mut seen = HashSet::from([start.clone()]);
    let mut layer = vec![Candidate { list: start, edits: Vec::new() }];
    for _ in 0..depth {
        let mut next = Vec::new();
        for candidate in &layer {
            for (edit, list) in single_edits(&candidate.list) {
                if seen.insert(list.clone()) {
                    let mut edits = candidate.edits.clone();
                    edits.push(edit);
                    next.push(Candidate { list, edits });
                }
            }
        }
        layer = next;
    }
    layer
}

fn single_edits(list: &List) -> Vec<(Edit, List)> {
    let n = list.len();
    let mut edits = Vec::new();
    for at in 0..n {
        let mut without = list.clone();
        let statement = without.remove(at);
        edits.push((Edit::Drop(at), without.clone()));
        let mut negated = list.clone();
        negated[at].1 = !negated[at].1;
        edits.push((Edit::Negate(at), negated));
        for other in at + 1..n {
            let mut swapped = list.clone();
            swapped.swap(at, other);
            edits.push((Edit::Swap(at, other), swapped));
        }
        for to in (0..n).filter(|&to| to != at) {
            let mut moved = without.clone();
            moved.insert(to, statement);
            edits.push((Edit::Move { from: at, to }, moved));
        }
    }
    edits
}
