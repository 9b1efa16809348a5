//! Which outcomes would hold, for whom they are better or worse than today, who could upset them and what would follow.
use super::Case;
use super::path::{self, Path};
use super::robust::Robust;
use gmcr::evolution::{self, By};
use gmcr::explicit::State;
use gmcr::stability::{Concept, Solution};
use gmcr::why::{self, Verdict as Proven};
use std::collections::BTreeMap;

/// More outcomes than these are not told one by one.
const MOST: usize = 48;

/// More moves of one decision maker than these are not told one by one.
const MOST_MOVES: usize = 16;

/// Whether an outcome is better for somebody than today.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// Better.
    Better,
    /// Worse.
    Worse,
    /// No word of its tells them apart.
    Same,
}

/// What an outcome means for one decision maker against today.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Effect {
    /// For whom.
    pub decision_maker: usize,
    /// How.
    pub verdict: Verdict,
    /// The statement that decides.
    pub by: Option<usize>,
}

/// What others could do after a move.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reply {
    /// The moves, each with who makes it and what is so then.
    pub steps: Vec<(usize, u64)>,
    /// Whether each of them is better for who makes it, so that one has to reckon with it.
    pub credible: bool,
    /// The statement of the first mover that it then finds broken, or no better kept than before.
    pub by: Option<usize>,
}

/// A move by which somebody would do better, if nobody answered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Upset {
    /// Who.
    pub decision_maker: usize,
    /// What would be so then.
    pub to: u64,
    /// The statement for the sake of which.
    pub by: Option<usize>,
    /// What keeps it from that; `None` where nothing does.
    pub reply: Option<Reply>,
}

/// The moves of one decision maker from an outcome.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Proof {
    /// Whose.
    pub decision_maker: usize,
    /// How many there are; not all of many are told.
    pub n_moves: usize,
    /// What would be so after each, with the statement that decides and whether it speaks for the move; none where it is all the same.
    pub moves: Vec<(u64, Option<(usize, bool)>)>,
}

/// An outcome that would hold, or several that differ only in what nobody is known to care for.
#[derive(Clone, PartialEq, Debug)]
pub struct Outcome {
    /// What is so: bit i for option i.
    pub bits: u64,
    /// Options that may be either way: each combination of them holds that can be at all.
    pub free: u64,
    /// How many states it stands for.
    pub n_states: usize,
    /// Under which concepts it holds.
    pub holds: Vec<Concept>,
    /// Whether today is among them.
    pub is_today: bool,
    /// What it means for each.
    pub effects: Vec<Effect>,
    /// Who could do better by a move of its own.
    pub upsets: Vec<Upset>,
    /// For each decision maker the moves that it has, with what decides against each or for it: the proof.
    pub proofs: Vec<Proof>,
    /// The way from today; `None` where none leads there.
    pub path: Option<Path>,
    /// How much it hangs on what is uncertain; only where it holds by more than caution alone.
    pub robust: Option<Robust>,
}

impl Outcome {
    /// Whether it takes no more than that parties see their own next move, or those that others would really make.
    pub fn is_firm(&self) -> bool {
        self.holds.contains(&Concept::Nash) || self.holds.contains(&Concept::Seq)
    }
}

/// How many outcomes there are besides those that are told one by one.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Untold {
    /// So many that would hold.
    pub firm: usize,
    /// So many that would hold by caution alone.
    pub cautious: usize,
}

pub(super) fn outcomes(case: &Case<'_>, solution: &Solution) -> (Vec<Outcome>, Untold) {
    let holds = |state: State| -> Vec<Concept> { Concept::ALL.into_iter().filter(|it| solution.is_equilibrium(*it, state)).collect() };
    let open = case.proposal.options.iter().enumerate().filter(|(_, it)| it.is_open).fold(0u64, |bits, (i, _)| bits | 1 << i);
    // States that differ only in what their owners are not known to care for.
    let mut groups: BTreeMap<(u64, Vec<&str>), Vec<u64>> = BTreeMap::new();
    for state in case.graph.states() {
        let concepts = holds(state);
        if !concepts.is_empty() {
            let bits = case.bits(state);
            groups.entry((bits & !open, concepts.iter().map(|it| it.name()).collect())).or_default().push(bits);
        }
    }
    let today = case.bits(case.today);
    let mut cubes: Vec<(u64, u64, Vec<u64>, Vec<&str>)> = Vec::new();
    for ((_, concepts), all) in groups {
        let whole = whole_cubes(case, all).into_iter().map(|all| (nearest(&all, today), differing(&all), all, concepts.clone()));
        cubes.extend(whole);
    }
    // Of those that hold by caution alone, families that differ in one option become one.
    let weak = |concepts: &[&str]| !concepts.contains(&"Nash") && !concepts.contains(&"SEQ");
    loop {
        let pair = (0..cubes.len()).find_map(|i| {
            let alike = |j: &usize| {
                let (a, b) = (&cubes[i], &cubes[*j]);
                let apart = (a.2[0] ^ b.2[0]) & !(a.1 | b.1);
                weak(&a.3)
                    && a.3 == b.3
                    && a.1 == b.1
                    && a.2.len() == b.2.len()
                    && apart.count_ones() == 1
                    && !a.2.contains(&today)
                    && !b.2.contains(&today)
            };
            (i + 1..cubes.len()).find(alike).map(|j| (i, j))
        });
        let Some((i, j)) = pair else { break };
        let other = cubes.remove(j);
        let cube = &mut cubes[i];
        cube.1 |= (cube.2[0] ^ other.2[0]) | other.1;
        cube.2.extend(other.2);
        cube.2.sort_unstable();
        cube.0 = nearest(&cube.2, today);
    }
    let strength = |concepts: &[&str]| (!concepts.contains(&"Nash"), !concepts.contains(&"SEQ"), usize::MAX - concepts.len());
    cubes.sort_by_key(|(bits, _, all, concepts)| (strength(concepts), !all.contains(&today), (bits ^ today).count_ones(), *bits));
    let untold = cubes.split_off(cubes.len().min(MOST));
    let cautious = untold.iter().filter(|it| weak(&it.3)).count();
    let untold = Untold { firm: untold.len() - cautious, cautious };
    let improvements = evolution::evolve(&case.graph, case.today, By::Improvements);
    let moves = evolution::evolve(&case.graph, case.today, By::Moves);
    let told = cubes
        .into_iter()
        .filter_map(|(bits, free, all, concepts)| {
            let state = case.state(bits)?;
            let concepts: Vec<Concept> = concepts.iter().filter_map(|it| it.parse().ok()).collect();
            Some(Outcome {
                bits,
                free,
                n_states: all.len(),
                is_today: all.contains(&today),
                effects: effects(case, bits),
                upsets: upsets(case, state, &concepts),
                proofs: proofs(case, state),
                path: path::path(case, &improvements, &moves, &all),
                robust: None,
                holds: concepts,
            })
        })
        .collect();
    (told, untold)
}

/// The options in which not all of these states are alike.
fn differing(all: &[u64]) -> u64 {
    all.iter().fold(0, |free, it| free | (it ^ all[0]))
}

/// States that hold alike, parted until each part has every state that the model has between its own: of options that may be either way any
/// combination may be taken, as far as it can be at all.
fn whole_cubes(case: &Case<'_>, all: Vec<u64>) -> Vec<Vec<u64>> {
    if is_whole(case, &all) {
        return vec![all];
    }
    let free = differing(&all);
    let parted = (0..64).filter(|i| free >> i & 1 == 1).map(|i| all.iter().partition::<Vec<u64>, _>(|it| *it >> i & 1 == 0));
    // By the option that leaves the largest whole part, of these the first; where none does, by the first that parts them most unevenly.
    let size = |part: &Vec<u64>| if is_whole(case, part) { part.len() } else { 0 };
    let rank = |(no, yes): &(Vec<u64>, Vec<u64>)| (size(no).max(size(yes)), no.len().max(yes.len()));
    match parted.rev().max_by_key(rank) {
        Some((no, yes)) => whole_cubes(case, no).into_iter().chain(whole_cubes(case, yes)).collect(),
        None => vec![all],
    }
}

/// Whether the states are all that the model has of those that differ from the first in nothing but what differs among them.
fn is_whole(case: &Case<'_>, all: &[u64]) -> bool {
    let Some(first) = all.first() else { return false };
    between(*first, differing(all)).filter(|it| case.state(*it).is_some()).count() == all.len()
}

/// All combinations of some options, the others as they are.
pub(super) fn between(bits: u64, free: u64) -> impl Iterator<Item = u64> {
    let mut next = Some(0_u64);
    std::iter::from_fn(move || {
        let part = next?;
        // The next larger number with no other bits than those of `free`.
        next = Some(part.wrapping_sub(free) & free).filter(|it| *it != 0);
        Some((bits & !free) | part)
    })
}

/// The state nearest to today.
fn nearest(all: &[u64], today: u64) -> u64 {
    all.iter().copied().min_by_key(|it| ((it ^ today).count_ones(), *it)).unwrap_or_default()
}

fn effects(case: &Case<'_>, bits: u64) -> Vec<Effect> {
    let today = case.bits(case.today);
    (0..case.proposal.decision_makers.len())
        .map(|dm| {
            let deciding = case.deciding(dm, today, bits);
            let verdict = match deciding {
                None => Verdict::Same,
                Some((_, true)) => Verdict::Better,
                Some((_, false)) => Verdict::Worse,
            };
            Effect { decision_maker: dm, verdict, by: deciding.map(|(i, _)| i) }
        })
        .collect()
}

/// For each decision maker the move by which it would do best, if nobody answered, with what keeps it from that.
fn upsets(case: &Case<'_>, state: State, concepts: &[Concept]) -> Vec<Upset> {
    let graph = &case.graph;
    let concept = if concepts.contains(&Concept::Seq) { Concept::Seq } else { Concept::Gmr };
    let mut out = Vec::new();
    for dm in 0..graph.n_decision_makers() {
        let best = graph.improvements(dm, state).into_iter().max_by_key(|it| (graph.payoff(dm, *it), std::cmp::Reverse(it.index())));
        let Some(best) = best else { continue };
        let (from, to) = (case.bits(state), case.bits(best));
        let reply = match why::why(graph, dm, state, concept).verdict {
            Proven::Stable(all) => all.into_iter().find(|it| it.improvement == best).map(|it| {
                let mut steps: Vec<(usize, u64)> = it.sanction.steps.iter().map(|it| (it.mover, case.bits(it.to))).collect();
                if let [(mover, answer)] = steps.as_mut_slice() {
                    *answer = plainest(case, dm, state, best, *mover, concept).map_or(*answer, |it| case.bits(it));
                }
                let end = steps.last().map_or(to, |it| it.1);
                let by = case.deciding(dm, from, end).map(|(i, _)| i);
                Reply { steps, credible: concept == Concept::Seq, by }
            }),
            Proven::Unstable(_) => None,
        };
        out.push(Upset { decision_maker: dm, to, by: case.deciding(dm, from, to).map(|(i, _)| i), reply });
    }
    out
}

/// Of all answers of one mover after which `dm` is no better off than before its move, the one that changes the least: the engine gives any.
fn plainest(case: &Case<'_>, dm: usize, before: State, after: State, mover: usize, concept: Concept) -> Option<State> {
    let graph = &case.graph;
    let answers = if concept == Concept::Seq { graph.improvements(mover, after) } else { graph.moves(mover, after) };
    let hurts = |it: &State| graph.payoff(dm, *it) <= graph.payoff(dm, before);
    let size = |it: &State| ((case.bits(*it) ^ case.bits(after)).count_ones(), case.bits(*it));
    answers.into_iter().filter(hurts).min_by_key(size)
}

fn proofs(case: &Case<'_>, state: State) -> Vec<Proof> {
    let from = case.bits(state);
    let of = |dm: usize| {
        let moves = case.graph.moves(dm, state);
        let told = moves.iter().take(MOST_MOVES).map(|to| case.bits(*to)).map(|to| (to, case.deciding(dm, from, to))).collect();
        Proof { decision_maker: dm, n_moves: moves.len(), moves: told }
    };
    (0..case.graph.n_decision_makers()).map(of).collect()
}

/// Upsets of any state, whether it holds or not.
pub(super) fn of_state(case: &Case<'_>, state: State) -> Vec<Upset> {
    upsets(case, state, &[])
}
