//! The least change of rankings that makes a state an equilibrium, in pairs of states whose order changes. Exact where few states
//! matter, the best found elsewhere; the result says which.
use std::collections::HashMap;

use super::WithPayoffs;
use crate::explicit::{GraphModel, State};
use crate::stability::{Concept, Search};

/// Up to so many states that matter to a DM all ways to be deterred are compared (GMR, SMR).
const EXACT_STATES: usize = 12;
/// Up to so many states that matter to anyone all rankings are compared (SEQ, SSEQ).
const EXACT_STATES_CREDIBLE: usize = 8;
/// In larger models only some pairs are listed.
const MOST_LISTED: usize = 4096;
/// More profiles of rankings than are tried.
const MOST_PROFILES: usize = 2_000_000;

/// A least change.
///
/// ```
/// # use gmcr::{explicit::GraphModel, file::{self, Format}, inverse, stability::Concept};
/// let toml = "[[decision_makers]]\nname = \"Norland\"\noptions = [\"Withdraw\"]\nstatements = [\"NOT Withdraw\"]\n";
/// let graph = GraphModel::new(&file::read(toml, Format::Toml).unwrap().model).unwrap();
/// let change = inverse::least_reversals(&graph, graph.state("Y").unwrap(), Concept::Nash).unwrap();
/// assert_eq!((change.reversals, change.exact), (1, true));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeastChange {
    /// Pairs of states whose order changes, all decision makers together: strict to opposite, strict to tied or tied to strict count 1 each.
    pub reversals: usize,
    /// Whether no smaller change exists; else it is the smallest found.
    pub exact: bool,
    /// The decision makers that change.
    pub changes: Vec<DmChange>,
}

/// The change of one decision maker's ranking.
///
/// ```
/// use gmcr::{explicit::State, inverse::DmChange};
/// let change = DmChange { decision_maker: 0, reversals: 1, ranking: vec![], reversed: vec![[State::new(1), State::new(0)]] };
/// assert_eq!(change.reversed[0][0].number(), 2); // state 2 rises above state 1
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DmChange {
    /// Who.
    pub decision_maker: usize,
    /// Pairs whose order changes.
    pub reversals: usize,
    /// The new ranking, best class first.
    pub ranking: Vec<Vec<State>>,
    /// The pairs whose order changes: the first is then better than the second. Beyond 4,096 states those with the wanted state only.
    pub reversed: Vec<[State; 2]>,
}

/// Finds the least change of rankings that makes the state an equilibrium.
///
/// Exact for Nash always, for GMR and SMR if at most twelve better states matter to each DM, for SEQ and SSEQ if at most eight states
/// matter at all and the search is not cut short. `None` only if there is no such change.
///
/// ```
/// # use gmcr::{explicit::GraphModel, file::{self, Format}, inverse, stability::Concept};
/// # let toml = "[[decision_makers]]\nname = \"Norland\"\noptions = [\"Withdraw\"]\n";
/// # let graph = GraphModel::new(&file::read(toml, Format::Toml).unwrap().model).unwrap();
/// assert_eq!(inverse::least_reversals(&graph, graph.state("Y").unwrap(), Concept::Nash).unwrap().reversals, 0);
/// ```
pub fn least_reversals(graph: &GraphModel, state: State, concept: Concept) -> Option<LeastChange> {
    let n_dms = graph.n_decision_makers();
    if Search::new(graph).is_equilibrium(graph, state, concept) {
        return Some(LeastChange { reversals: 0, exact: true, changes: Vec::new() });
    }
    let profile = if concept.credible() {
        credible(graph, state, concept)
    } else {
        // Without credibility each DM's verdict depends on its own ranking alone.
        let lowered: Vec<Lowered> = (0..n_dms).map(|dm| lower(graph, dm, state, &ways(graph, dm, state, concept, None))).collect();
        Profile {
            exact: lowered.iter().all(|lowered| lowered.exact),
            payoffs: lowered.iter().enumerate().map(|(dm, lowered)| lowered.payoffs(graph, dm, state)).collect(),
        }
    };
    Some(profile.into_change(graph, state))
}

/// New payoffs for every DM.
struct Profile {
    payoffs: Vec<Vec<u32>>,
    exact: bool,
}

impl Profile {
    fn cost(&self, graph: &GraphModel) -> usize {
        self.payoffs.iter().enumerate().map(|(dm, payoffs)| changed(graph.payoffs(dm), payoffs)).sum()
    }

    fn holds(&self, graph: &GraphModel, state: State, concept: Concept) -> bool {
        let judgement = WithPayoffs { graph, payoffs: self.payoffs.iter().map(|payoffs| Some(&payoffs[..])).collect() };
        Search::new(graph).is_equilibrium(&judgement, state, concept)
    }

    fn into_change(self, graph: &GraphModel, wanted: State) -> LeastChange {
        let mut changes = Vec::new();
        for (dm, payoffs) in self.payoffs.iter().enumerate() {
            let reversals = changed(graph.payoffs(dm), payoffs);
            if reversals == 0 {
                continue;
            }
            let ranking = graph.clone().with_payoffs(dm, payoffs.clone()).ranking(dm);
            let now = graph.payoffs(dm);
            let mut reversed = Vec::new();
            for a in 0..payoffs.len() {
                for b in 0..payoffs.len() {
                    // Whole lists for models that people look at; a large one has billions of pairs.
                    let listed = payoffs.len() <= MOST_LISTED || a == wanted.index();
                    if !listed {
                        break;
                    }
                    if payoffs[a] > payoffs[b] && now[a] <= now[b] {
                        reversed.push([State::new(a), State::new(b)]);
                    }
                }
            }
            changes.push(DmChange { decision_maker: dm, reversals, ranking, reversed });
        }
        LeastChange { reversals: changes.iter().map(|change| change.reversals).sum(), exact: self.exact, changes }
    }
}

/// Pairs whose order (better, tied, worse) differs: all but those ordered alike and those tied in both. Time O(n log n).
fn changed(now: &[u32], then: &[u32]) -> usize {
    let n = now.len();
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_unstable_by_key(|&state| (now[state], then[state]));
    let tied: usize =
        order.chunk_by(|&a, &b| (now[a], then[a]) == (now[b], then[b])).map(|class| class.len() * (class.len() - 1) / 2).sum();
    // Counts of the payoffs then of the states worse now (a binary indexed tree).
    let mut counts = vec![0usize; then.iter().copied().max().unwrap_or(0) as usize + 1];
    let mut alike = 0;
    for class in order.chunk_by(|&a, &b| now[a] == now[b]) {
        for &state in class {
            let mut at = then[state] as usize - 1;
            while at > 0 {
                alike += counts[at];
                at &= at - 1;
            }
        }
        for &state in class {
            let mut at = then[state] as usize;
            while at < counts.len() {
                counts[at] += 1;
                at += at & at.wrapping_neg();
            }
        }
    }
    n * n.saturating_sub(1) / 2 - tied - alike
}

/// A better state the DM can move to, and the sets of better states each of which, if none of it stayed better, would deter the move.
struct Way {
    to: usize,
    sanctions: Vec<Vec<usize>>,
}

/// The ways to deter a DM from each of its improvements. With other payoffs than the model's if they are given.
fn ways(graph: &GraphModel, dm: usize, state: State, concept: Concept, others: Option<&[Vec<u32>]>) -> Vec<Way> {
    let judgement =
        WithPayoffs { graph, payoffs: (0..graph.n_decision_makers()).map(|dm| others.map(|payoffs| &payoffs[dm][..])).collect() };
    let better = |other: State| graph.payoff(dm, other) > graph.payoff(dm, state);
    let mut search = Search::new(graph);
    graph
        .improvements(dm, state)
        .into_iter()
        .map(|to| {
            let mut sanctions: Vec<Vec<usize>> = Vec::new();
            if concept != Concept::Nash {
                for end in search.reached(&judgement, dm, to, concept.credible()) {
                    if end == state || end == to {
                        continue;
                    }
                    let mut needed = vec![end];
                    if concept.symmetric() {
                        needed.extend(graph.moves(dm, end));
                    }
                    needed.retain(|&other| better(other));
                    let mut needed: Vec<usize> = needed.into_iter().map(State::index).collect();
                    needed.sort_unstable();
                    sanctions.push(needed);
                }
                sanctions.sort();
                sanctions.dedup();
            }
            Way { to: to.index(), sanctions }
        })
        .collect()
}

/// The better states that fall to or below the wanted state.
struct Lowered {
    states: Vec<usize>,
    exact: bool,
}

impl Lowered {
    /// The payoffs after the fall: what stays better, the wanted state with its equals, the fallen, the rest, each in the order of now.
    fn payoffs(&self, graph: &GraphModel, dm: usize, state: State) -> Vec<u32> {
        let now = graph.payoffs(dm);
        let wanted = now[state.index()];
        let mut keys: Vec<(u32, u32)> = now
            .iter()
            .map(|&payoff| match payoff {
                payoff if payoff > wanted => (3, payoff),
                payoff if payoff == wanted => (2, payoff),
                payoff => (0, payoff),
            })
            .collect();
        self.states.iter().for_each(|&fallen| keys[fallen].0 = 1);
        let mut distinct = keys.clone();
        distinct.sort_unstable();
        distinct.dedup();
        keys.iter().map(|key| distinct.partition_point(|other| other < key) as u32 + 1).collect()
    }
}

/// A way with its states as bits: places among the states that matter.
struct Bitway {
    to: u128,
    /// The smallest sets only.
    sanctions: Vec<u128>,
}

impl Bitway {
    fn met(&self, fallen: u128) -> bool {
        self.to & fallen != 0 || self.sanctions.iter().any(|needed| needed & !fallen == 0)
    }
}

/// The cheapest set of better states whose fall deters the DM from all its improvements.
fn lower(graph: &GraphModel, dm: usize, state: State, ways: &[Way]) -> Lowered {
    let now = graph.payoffs(dm);
    // What is deterred already needs nothing, whatever else falls.
    let ways: Vec<&Way> = ways.iter().filter(|way| !way.sanctions.iter().any(Vec::is_empty)).collect();
    if ways.is_empty() {
        return Lowered { states: Vec::new(), exact: true };
    }
    let mut better: Vec<usize> = (0..now.len()).filter(|&other| now[other] > now[state.index()]).collect();
    better.sort_by_key(|&other| now[other]);
    let mut matters = vec![false; now.len()];
    ways.iter().for_each(|way| matters[way.to] = true);
    // Under Nash all improvements must fall, and nothing else matters.
    let nash = ways.iter().all(|way| way.sanctions.is_empty());
    let mut improvements = vec![false; now.len()];
    ways.iter().for_each(|way| improvements[way.to] = true);
    ways.iter().flat_map(|way| &way.sanctions).flatten().for_each(|&other| matters[other] = true);
    let mut relevant: Vec<usize> = better.iter().copied().filter(|&other| matters[other]).collect();
    let exact = nash || relevant.len() <= EXACT_STATES;
    let simple = nash || relevant.len() > 128;
    if simple && !nash {
        // Too many sanctions to weigh against each other: only the improvements are.
        matters.clone_from(&improvements);
        relevant.retain(|&other| improvements[other]);
    }
    let mut best: Option<(usize, Vec<usize>)> = None;
    let offer = |best: &mut Option<(usize, Vec<usize>)>, falls: &dyn Fn(usize) -> bool| {
        let (cost, states) = fall(now, &better, &relevant, &matters, falls);
        if best.as_ref().is_none_or(|(least, _)| cost < *least) {
            *best = Some((cost, states));
        }
    };
    if simple {
        offer(&mut best, &|other| improvements[other]);
        if !nash {
            // The wanted state raised to the top: simple, and always enough.
            offer(&mut best, &|_| true);
        }
    } else {
        let mut place = vec![0; now.len()];
        relevant.iter().enumerate().for_each(|(bit, &other)| place[other] = bit);
        let bits = |states: &[usize]| states.iter().fold(0u128, |bits, &other| bits | 1 << place[other]);
        let ways: Vec<Bitway> = ways
            .iter()
            .map(|way| {
                let all: Vec<u128> = way.sanctions.iter().map(|needed| bits(needed)).collect();
                let smallest = |set: u128| !all.iter().any(|&other| other != set && other & !set == 0);
                Bitway { to: bits(&[way.to]), sanctions: all.iter().copied().filter(|&set| smallest(set)).collect() }
            })
            .collect();
        let deterred = |fallen: u128| ways.iter().all(|way| way.met(fallen));
        let mut tries: Vec<u128> = Vec::new();
        if exact {
            tries.extend((1..1u128 << relevant.len()).filter(|&fallen| deterred(fallen)));
            tries.sort_by_key(|fallen| fallen.count_ones());
        } else {
            // The Nash way; the wanted state raised step by step; one sanction at a time with the improvements that it leaves.
            let mut starts: Vec<u128> = vec![ways.iter().fold(0, |fallen, way| fallen | way.to)];
            starts.extend((1..=relevant.len()).map(|count| bits(&relevant[..count])));
            let mut single: Vec<u128> = ways.iter().flat_map(|way| way.sanctions.iter().copied()).collect();
            single.sort_unstable_by_key(|needed| (needed.count_ones(), *needed));
            single.dedup();
            starts.extend(single.into_iter().take(100));
            for start in starts {
                let mut fallen = ways.iter().filter(|way| !way.met(start)).fold(start, |fallen, way| fallen | way.to);
                // What can stay, stays: the best states first, since they fall the furthest.
                for bit in (0..relevant.len()).rev() {
                    if fallen >> bit & 1 == 1 && deterred(fallen & !(1 << bit)) {
                        fallen &= !(1 << bit);
                    }
                }
                tries.push(fallen);
            }
        }
        for fallen in tries {
            // Each that falls costs at least 1.
            if best.as_ref().is_some_and(|(least, _)| *least <= fallen.count_ones() as usize) {
                continue;
            }
            offer(&mut best, &|other| matters[other] && fallen >> place[other] & 1 == 1);
        }
    }
    let states = best.map_or_else(|| better.clone(), |(_, states)| states);
    Lowered { states, exact }
}

/// The cost of a fall of relevant states, with the best choice of others that fall along: those below some payoff.
fn fall(now: &[u32], better: &[usize], relevant: &[usize], matters: &[bool], fallen: &dyn Fn(usize) -> bool) -> (usize, Vec<usize>) {
    // Between two payoffs of relevant states all others fall or none does, so only cuts beside those can be best.
    let mut cuts: Vec<u32> = std::iter::once(0).chain(relevant.iter().flat_map(|&other| [now[other] - 1, now[other]])).collect();
    cuts.sort_unstable();
    cuts.dedup();
    if relevant.len() == better.len() {
        cuts.truncate(1);
    }
    let falls = |other: usize, cut: u32| if matters[other] { fallen(other) } else { now[other] <= cut };
    let cost = |cut: u32| {
        let (mut cost, mut kept) = (0, 0);
        for class in better.chunk_by(|&a, &b| now[a] == now[b]) {
            let fall = class.iter().filter(|&&other| falls(other, cut)).count();
            kept += class.len() - fall;
            // Each fallen state passes the wanted one and every kept one that is no better than it.
            cost += fall * (1 + kept);
        }
        cost
    };
    let (cost, cut) = cuts.into_iter().map(|cut| (cost(cut), cut)).min().unwrap_or((0, 0));
    (cost, better.iter().copied().filter(|&other| falls(other, cut)).collect())
}

/// SEQ and SSEQ: a change of one DM's ranking may also make its moves credible sanctions against another.
fn credible(graph: &GraphModel, state: State, concept: Concept) -> Profile {
    let n_dms = graph.n_decision_makers();
    let now: Vec<Vec<u32>> = (0..n_dms).map(|dm| graph.payoffs(dm).to_vec()).collect();
    // All improvements fall: always possible.
    let nash: Vec<Vec<u32>> =
        (0..n_dms).map(|dm| lower(graph, dm, state, &ways(graph, dm, state, Concept::Nash, None)).payoffs(graph, dm, state)).collect();
    let mut best = Profile { payoffs: nash.clone(), exact: false };
    // One DM after the other, by the sanctions that are credible after the changes so far; those that then fail take the Nash way.
    for first in 0..n_dms {
        let mut profile = Profile { payoffs: now.clone(), exact: false };
        for round in 0..3 {
            for dm in (0..n_dms).map(|dm| (first + dm) % n_dms) {
                if round < 2 {
                    let ways = ways(graph, dm, state, concept, Some(&profile.payoffs));
                    profile.payoffs[dm] = lower(graph, dm, state, &ways).payoffs(graph, dm, state);
                } else if !profile.holds(graph, state, concept) {
                    profile.payoffs[dm].clone_from(&nash[dm]);
                }
            }
            if profile.holds(graph, state, concept) {
                if profile.cost(graph) < best.cost(graph) {
                    best = Profile { payoffs: profile.payoffs.clone(), exact: false };
                }
                break;
            }
        }
    }
    let relevant = relevant_to_all(graph, state, concept);
    if relevant.len() <= EXACT_STATES_CREDIBLE {
        // Small changes are few, and mostly enough: the limit is raised step by step.
        let (most, mut limit) = (best.cost(graph), 3);
        let mut tried = 0;
        loop {
            limit = (2 * limit).min(most);
            match exhaust(graph, state, concept, &relevant, limit, &mut tried) {
                Some(found) => return found,
                None if tried >= MOST_PROFILES => return best,
                None if limit == most => return Profile { exact: true, ..best },
                None => {}
            }
        }
    }
    best
}

/// The states on which anyone's verdict can depend under any preferences.
fn relevant_to_all(graph: &GraphModel, state: State, concept: Concept) -> Vec<State> {
    let mut search = Search::new(graph);
    let mut relevant = vec![state];
    for dm in 0..graph.n_decision_makers() {
        for to in graph.moves(dm, state) {
            relevant.push(to);
            let reached = search.reached(graph, dm, to, false);
            if concept.symmetric() {
                relevant.extend(reached.iter().flat_map(|&end| graph.moves(dm, end)));
            }
            relevant.extend(reached);
        }
    }
    relevant.sort_unstable();
    relevant.dedup();
    relevant
}

/// One way to order the relevant states, the cheapest of those that come to the same.
struct Choice {
    cost: usize,
    /// For each relevant state its payoff among them.
    payoffs: Vec<u32>,
    /// For each relevant state the improvements from it, as bits.
    improvements: [u8; EXACT_STATES_CREDIBLE],
    /// The relevant states that are better than the wanted one.
    better: u8,
}

/// The relevant states and the moves between them, as bits: millions of profiles are judged.
struct Small {
    wanted: usize,
    symmetric: bool,
    /// For each DM and relevant state the moves from it.
    moves: Vec<[u8; EXACT_STATES_CREDIBLE]>,
}

fn members(set: u8) -> impl Iterator<Item = usize> {
    (0..EXACT_STATES_CREDIBLE).filter(move |state| set >> state & 1 == 1)
}

impl Small {
    fn new(graph: &GraphModel, state: State, concept: Concept, relevant: &[State]) -> Self {
        let place = |state: State| relevant.binary_search(&state).ok();
        let of = |dm| {
            let mut moves = [0; EXACT_STATES_CREDIBLE];
            for (from, &at) in relevant.iter().enumerate() {
                moves[from] = graph.moves(dm, at).into_iter().filter_map(place).fold(0, |set, to| set | 1 << to);
            }
            moves
        };
        Self { wanted: place(state).unwrap_or(0), symmetric: concept.symmetric(), moves: (0..graph.n_decision_makers()).map(of).collect() }
    }

    fn choice(&self, dm: usize, cost: usize, payoffs: Vec<u32>) -> Choice {
        let above = |than: usize, of: u8| members(of).filter(|&to| payoffs[to] > payoffs[than]).fold(0, |set, to| set | 1 << to);
        let mut improvements = [0; EXACT_STATES_CREDIBLE];
        (0..payoffs.len()).for_each(|from| improvements[from] = above(from, self.moves[dm][from]));
        let better = above(self.wanted, ((1u16 << payoffs.len()) - 1) as u8);
        Choice { cost, payoffs, improvements, better }
    }

    /// Whether the wanted state is stable for a DM by the steps that `step` gives each of the others.
    fn stable(&self, dm: usize, better: u8, step: &dyn Fn(usize, usize) -> u8) -> bool {
        members(self.moves[dm][self.wanted] & better).all(|to| {
            // For each last mover the states that a legal sequence leads to.
            let mut reached = vec![0u8; self.moves.len()];
            loop {
                let before = reached.clone();
                for mover in (0..reached.len()).filter(|&mover| mover != dm) {
                    let from =
                        before.iter().enumerate().filter(|&(last, _)| last != mover).fold(1u8 << to, |set, (_, states)| set | states);
                    reached[mover] |= members(from).fold(0, |set, from| set | step(mover, from));
                }
                if reached == before {
                    break;
                }
            }
            let sanctions = reached.iter().fold(0, |set, states| set | states) & !better & !(1 << self.wanted);
            members(sanctions).any(|end| !self.symmetric || self.moves[dm][end] & better == 0)
        })
    }
}

/// The first of all profiles of orders of the relevant states that cost less than the limit, by cost, that holds.
fn exhaust(graph: &GraphModel, state: State, concept: Concept, relevant: &[State], limit: usize, tried: &mut usize) -> Option<Profile> {
    let n_dms = graph.n_decision_makers();
    let small = Small::new(graph, state, concept, relevant);
    let mut choices: Vec<Vec<Choice>> = Vec::new();
    for dm in 0..n_dms {
        // Orders that make the same moves improvements and the same states better come to the same.
        let mut cheapest: HashMap<([u8; EXACT_STATES_CREDIBLE], u8), Choice> = HashMap::new();
        for (cost, payoffs) in orders(graph, dm, relevant, limit) {
            let choice = small.choice(dm, cost, payoffs);
            match cheapest.get(&(choice.improvements, choice.better)) {
                Some(other) if (other.cost, &other.payoffs) <= (choice.cost, &choice.payoffs) => {}
                _ => {
                    cheapest.insert((choice.improvements, choice.better), choice);
                }
            }
        }
        let mut of_dm: Vec<Choice> = cheapest.into_values().collect();
        of_dm.sort_by(|a, b| (a.cost, &a.payoffs).cmp(&(b.cost, &b.payoffs)));
        // Necessary, and a matter of this DM's order alone: stable if all moves of the others were credible.
        of_dm.retain(|choice| small.stable(dm, choice.better, &|mover, from| small.moves[mover][from]));
        // Fewer better states make the DM itself more stable, more improvements make others more stable: what is dearer and neither is left.
        let mut kept: Vec<Choice> = Vec::new();
        for choice in of_dm {
            let as_good = |other: &Choice| {
                choice.improvements.iter().zip(&other.improvements).all(|(mine, its)| mine & !its == 0)
                    && other.better & !choice.better == 0
            };
            if !kept.iter().any(as_good) {
                kept.push(choice);
            }
        }
        choices.push(kept);
    }
    // By total cost, so that the first profile that holds is the least.
    for total in 0..limit {
        let mut picked = vec![0; n_dms];
        if pick(&small, &choices, total, &mut picked, 0, tried) {
            let payoffs = (0..n_dms).map(|dm| insert_all(graph, dm, relevant, &choices[dm][picked[dm]].payoffs)).collect();
            return Some(Profile { payoffs, exact: true });
        }
        if *tried >= MOST_PROFILES {
            return None;
        }
    }
    None
}

/// Picks a choice for each DM from `dm` on, of this total cost, so that the profile holds.
fn pick(small: &Small, choices: &[Vec<Choice>], left: usize, picked: &mut Vec<usize>, dm: usize, tried: &mut usize) -> bool {
    if dm == choices.len() {
        *tried += 1;
        let step = |mover: usize, from: usize| choices[mover][picked[mover]].improvements[from];
        return left == 0 && (0..dm).all(|dm| small.stable(dm, choices[dm][picked[dm]].better, &step));
    }
    let later: usize = choices[dm + 1..].iter().map(|of_dm| of_dm.first().map_or(usize::MAX / 64, |choice| choice.cost)).sum();
    for (idx, choice) in choices[dm].iter().enumerate() {
        if choice.cost + later > left || *tried >= MOST_PROFILES {
            return false;
        }
        if dm + 1 == choices.len() && choice.cost != left {
            continue;
        }
        picked[dm] = idx;
        if pick(small, choices, left - choice.cost, picked, dm + 1, tried) {
            return true;
        }
    }
    false
}

/// All orders of the relevant states that cost less than the limit; ties only where there are ties now, since others do not help.
fn orders(graph: &GraphModel, dm: usize, relevant: &[State], limit: usize) -> Vec<(usize, Vec<u32>)> {
    let now = graph.payoffs(dm);
    // Worst first; each state is put into the order of those before it.
    let mut states: Vec<usize> = (0..relevant.len()).collect();
    let payoff = |place: usize| now[relevant[place].index()];
    states.sort_by_key(|&place| payoff(place));
    let mut partial: Vec<(usize, Vec<Vec<usize>>)> = vec![(0, Vec::new())];
    for &place in &states {
        let mut longer = Vec::new();
        for (cost, classes) in &partial {
            let pairs_changed = |below: &[Vec<usize>], beside: &[usize], above: &[Vec<usize>]| {
                below.iter().flatten().filter(|&&other| payoff(place) <= payoff(other)).count()
                    + beside.iter().filter(|&&other| payoff(place) != payoff(other)).count()
                    + above.iter().flatten().filter(|&&other| payoff(place) >= payoff(other)).count()
            };
            for at in 0..=classes.len() {
                let total = cost + pairs_changed(&classes[..at], &[], &classes[at..]);
                if total < limit {
                    let mut order = classes.clone();
                    order.insert(at, vec![place]);
                    longer.push((total, order));
                }
                if at < classes.len() && classes[at].iter().all(|&other| payoff(other) == payoff(place)) {
                    let total = cost + pairs_changed(&classes[..at], &classes[at], &classes[at + 1..]);
                    if total < limit {
                        let mut order = classes.clone();
                        order[at].push(place);
                        longer.push((total, order));
                    }
                }
            }
        }
        partial = longer;
    }
    partial
        .into_iter()
        .filter_map(|(_, classes)| {
            let mut payoffs = vec![0; relevant.len()];
            for (class, members) in classes.iter().enumerate() {
                members.iter().for_each(|&place| payoffs[place] = class as u32 + 1);
            }
            let cost = if relevant.len() == graph.n_states() {
                changed(now, &relevant_payoffs(relevant, &payoffs))
            } else {
                changed(now, &insert_all(graph, dm, relevant, &payoffs))
            };
            (cost < limit).then_some((cost, payoffs))
        })
        .collect()
}

fn relevant_payoffs(relevant: &[State], payoffs: &[u32]) -> Vec<u32> {
    let mut all = vec![0; relevant.len()];
    relevant.iter().zip(payoffs).for_each(|(state, &payoff)| all[state.index()] = payoff);
    all
}

/// Payoffs for all states: the relevant ones in the given order, every other where it changes the fewest pairs with them.
fn insert_all(graph: &GraphModel, dm: usize, relevant: &[State], payoffs: &[u32]) -> Vec<u32> {
    let now = graph.payoffs(dm);
    let highest = payoffs.iter().copied().max().unwrap_or(0);
    // Odd: a relevant class; even: between classes. The lowest best place is the higher, the better the state is now.
    let mut keys: Vec<(u32, u32)> = (0..graph.n_states())
        .map(|state| {
            let slots = 0..=2 * highest;
            let cost = |slot: u32| {
                relevant
                    .iter()
                    .zip(payoffs)
                    .filter(|&(other, &payoff)| slot.cmp(&(2 * payoff - 1)) != now[state].cmp(&now[other.index()]))
                    .count()
            };
            // Into a class only as an equal of all in it, so that its other pairs stay as they are.
            let fits = |slot: u32| {
                slot.is_multiple_of(2)
                    || relevant.iter().zip(payoffs).all(|(other, &payoff)| 2 * payoff - 1 != slot || now[other.index()] == now[state])
            };
            let slot = slots.filter(|&slot| fits(slot)).min_by_key(|&slot| cost(slot)).unwrap_or(0);
            (slot, now[state])
        })
        .collect();
    for (state, &payoff) in relevant.iter().zip(payoffs) {
        // All in a class of the order are equals now, so the second part keeps them so.
        keys[state.index()] = (2 * payoff - 1, now[state.index()]);
    }
    let mut distinct = keys.clone();
    distinct.sort_unstable();
    distinct.dedup();
    keys.iter().map(|key| distinct.partition_point(|other| other < key) as u32 + 1).collect()
}
