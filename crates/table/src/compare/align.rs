//! Which point of one text belongs to which of another: by the words that they share, rare ones counting more.
use super::point::Point;
use std::collections::{BTreeMap, BTreeSet};

/// The least share of their words that two points have in common where they belong together.
const LEAST: f64 = 0.22;

/// Words that say nothing of what a point is about.
const PLAIN: [&str; 40] = [
    "a", "an", "the", "and", "or", "of", "in", "on", "at", "to", "for", "from", "by", "with", "as", "is", "are", "be", "it", "its", "that",
    "this", "which", "will", "shall", "their", "they", "into", "within", "until", "before", "after", "who", "has", "have", "both", "each",
    "not", "no", "was",
];

pub(super) fn is_plain(word: &str) -> bool {
    PLAIN.contains(&word)
}

/// The stems of the words that count.
fn stems(point: &Point) -> BTreeSet<String> {
    let stem = |word: &str| {
        let word = word.strip_suffix("ies").map_or_else(|| word.to_owned(), |it| format!("{it}y"));
        let cut = ["ing", "ed", "es", "s"].iter().find_map(|end| word.strip_suffix(end).filter(|it| it.len() > 2));
        cut.unwrap_or(&word).to_owned()
    };
    point.words().iter().filter(|it| !is_plain(&it.key)).map(|it| stem(&it.key)).collect()
}

/// For each point of `a` the point of `b` that belongs to it: the pairs that share most first, each point once.
pub(super) fn align(a: &[&Point], b: &[&Point]) -> Vec<Option<usize>> {
    let (a, b): (Vec<_>, Vec<_>) = (a.iter().map(|it| stems(it)).collect(), b.iter().map(|it| stems(it)).collect());
    let mut in_points: BTreeMap<&String, u32> = BTreeMap::new();
    for stem in a.iter().chain(&b).flatten() {
        *in_points.entry(stem).or_default() += 1;
    }
    let n_points = f64::from(u32::try_from(a.len() + b.len()).unwrap_or(u32::MAX));
    let weight = |stem: &String| (1.0 + n_points / f64::from(in_points.get(stem).copied().unwrap_or(1))).ln();
    let sum = |stems: &mut dyn Iterator<Item = &String>| stems.map(weight).sum::<f64>();
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (i, one) in a.iter().enumerate() {
        for (j, other) in b.iter().enumerate() {
            let all = sum(&mut one.iter()) + sum(&mut other.iter());
            let share = if all > 0.0 { 2.0 * sum(&mut one.intersection(other)) / all } else { 0.0 };
            if share >= LEAST {
                pairs.push((share, i, j));
            }
        }
    }
    pairs.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    let mut to: Vec<Option<usize>> = vec![None; a.len()];
    let mut taken = BTreeSet::new();
    for (_, i, j) in pairs {
        if to[i].is_none() && taken.insert(j) {
            to[i] = Some(j);
        }
    }
    to
}

/// Which of the aligned points stand in another order than the others: all that are not in the longest run in order.
pub(super) fn moved(to: &[Option<usize>]) -> Vec<bool> {
    let pairs: Vec<(usize, usize)> = to.iter().enumerate().filter_map(|(i, j)| j.map(|j| (i, j))).collect();
    // The longest run that ends at each pair: its length, and the pair before.
    let mut runs: Vec<(usize, Option<usize>)> = Vec::new();
    for (at, (_, j)) in pairs.iter().enumerate() {
        let best = (0..at).filter(|&k| pairs[k].1 < *j).max_by_key(|&k| (runs[k].0, std::cmp::Reverse(k)));
        runs.push((best.map_or(0, |k| runs[k].0) + 1, best));
    }
    let mut moved: Vec<bool> = to.iter().map(Option::is_some).collect();
    let mut at = (0..runs.len()).max_by_key(|&k| (runs[k].0, std::cmp::Reverse(k)));
    while let Some(k) = at {
        moved[pairs[k].0] = false;
        at = runs[k].1;
    }
    moved
}
