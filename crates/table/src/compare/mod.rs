//! Tellings of one deal side by side: which points belong together, and for each whether it was kept, changed or is in one only. Goes
//! by the words alone and says nothing of who tells it rightly.

mod point;
mod align;
mod change;

pub use change::{Change, What};
pub use point::Point;

use change::Hunk;
use evidence::Document;
use std::collections::BTreeMap;

/// What became of a point.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Verdict {
    /// All tellings that have it say the same, and all have it.
    Kept,
    /// All have it, and say it differently.
    Changed,
    /// Not all have it.
    Partly,
}

impl Verdict {
    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Changed => "changed",
            Self::Partly => "only in some",
        }
    }
}

/// One point of the deal, as each text tells it.
#[derive(Clone, PartialEq, Debug)]
pub struct Row {
    /// Its telling in each text, in the order of the texts; `None` where that one has not got it.
    pub tellings: Vec<Option<Point>>,
    /// What each telling changes in the first; nothing for the first itself and for those that have not got it.
    pub changes: Vec<Vec<Change>>,
    /// Whether it stands in another order in that text than in the first.
    pub moved: Vec<bool>,
}

impl Row {
    /// What became of it.
    pub fn verdict(&self) -> Verdict {
        if self.tellings.iter().any(Option::is_none) {
            Verdict::Partly
        } else if self.changes.iter().any(|it| !it.is_empty()) {
            Verdict::Changed
        } else {
            Verdict::Kept
        }
    }
}

/// Texts side by side.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Comparison {
    /// The points: those of the first text in its order, then those that only later texts have.
    pub rows: Vec<Row>,
    /// Names that stand in each other's place throughout ("Norland" in the one, "Sudria" in the other), as when each side tells what
    /// it agreed with a third: no change.
    pub mirrored: Vec<(String, String)>,
    /// Sentences that say what an author thinks of the deal, for each text.
    pub comments: Vec<Vec<Point>>,
}

/// Compares tellings of one deal; the first is what the others are measured by.
pub fn compare(documents: &[&Document]) -> Comparison {
    let mut comparison = Comparison::default();
    // Each row with its first telling: which text, and where its words are.
    let mut rows: Vec<Vec<Option<Point>>> = Vec::new();
    let mut moved: Vec<Vec<bool>> = Vec::new();
    for (n, document) in documents.iter().enumerate() {
        let (comments, points): (Vec<Point>, Vec<Point>) = point::points(document).into_iter().partition(|it| it.is_comment);
        comparison.comments.push(comments);
        let first: Vec<&Point> = rows.iter().filter_map(|row| row.iter().flatten().next()).collect();
        let to = align::align(&first, &points.iter().collect::<Vec<_>>());
        let is_moved = align::moved(&to);
        let mut left: Vec<Option<Point>> = points.into_iter().map(Some).collect();
        for (i, j) in to.into_iter().enumerate() {
            rows[i].push(j.and_then(|j| left[j].take()));
            moved[i].push(is_moved[i]);
        }
        for point in left.into_iter().flatten() {
            let before = std::iter::repeat_n(None, n);
            rows.push(before.chain([Some(point)]).collect());
            moved.push(vec![false; n + 1]);
        }
    }
    let hunks: Vec<Vec<Vec<Hunk>>> = rows.iter().map(|row| differences(row)).collect();
    comparison.mirrored = mirrored(&rows, &hunks);
    for ((tellings, moved), hunks) in rows.into_iter().zip(moved).zip(hunks) {
        let base = tellings.iter().position(Option::is_some).unwrap_or_default();
        let changes = tellings.iter().zip(&hunks).enumerate().map(|(n, (telling, hunks))| {
            let (Some(a), Some(b)) = (&tellings[base], telling) else { return Vec::new() };
            let real: Vec<Hunk> =
                hunks.iter().filter(|it| name_pair(a, b, it).is_none_or(|it| !comparison.mirrored.contains(&it))).cloned().collect();
            change::changes((documents[base], a), (documents[n], b), &real)
        });
        comparison.rows.push(Row { changes: changes.collect(), tellings, moved });
    }
    comparison
}

/// For each telling, where its words differ from those of the first that there is.
fn differences(row: &[Option<Point>]) -> Vec<Vec<Hunk>> {
    let base = row.iter().flatten().next();
    let is_base = |it: &Point| base.is_some_and(|base| std::ptr::eq(base, it));
    row.iter()
        .map(|it| it.as_ref().filter(|it| !is_base(it)).zip(base).map(|(it, base)| change::hunks(base, it)).unwrap_or_default())
        .collect()
}

/// The names that differ, where nothing but a name does; cut to their stems, so that "Sudrian" is of "Sudria".
fn name_pair(a: &Point, b: &Point, hunk: &Hunk) -> Option<(String, String)> {
    let stem = |point: &Point, (from, to): (usize, usize)| {
        let words = point.words().get(from..to)?;
        let last = words.last().filter(|_| words.iter().all(|it| it.is_name))?;
        Some(last.key.chars().take(5).collect::<String>())
    };
    Some((stem(a, hunk.a)?, stem(b, hunk.b)?))
}

/// Pairs of names that stand for each other at least twice.
fn mirrored(rows: &[Vec<Option<Point>>], hunks: &[Vec<Vec<Hunk>>]) -> Vec<(String, String)> {
    let mut times: BTreeMap<(String, String), usize> = BTreeMap::new();
    for (row, hunks) in rows.iter().zip(hunks) {
        let Some(base) = row.iter().flatten().next() else { continue };
        for (telling, hunks) in row.iter().zip(hunks) {
            for pair in telling.iter().flat_map(|it| hunks.iter().filter_map(|hunk| name_pair(base, it, hunk))) {
                *times.entry(pair).or_default() += 1;
            }
        }
    }
    times.into_iter().filter(|(_, times)| *times > 1).map(|(pair, _)| pair).collect()
}
