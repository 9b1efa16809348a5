//! What two tellings of one point say differently: another date, another figure, a list with more or less in it, other words.
use super::align::is_plain;
use super::point::{Point, Word};
use evidence::{Document, Quote, Span};

/// What kind of difference it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum What {
    /// Another day or hour.
    Date,
    /// Another number.
    Figure,
    /// A list that has other things in it.
    List,
    /// Other words in the same place.
    Words,
    /// Words in the second only, with nothing in their place.
    Added,
    /// Words in the first only.
    Removed,
}

impl What {
    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Figure => "figure",
            Self::List => "list",
            Self::Words => "words",
            Self::Added => "added",
            Self::Removed => "removed",
        }
    }
}

/// A difference between two tellings of a point; at least one of the two has words.
#[derive(Clone, PartialEq, Debug)]
pub struct Change {
    /// Its kind.
    pub what: What,
    /// The words of the first text.
    pub a: Option<Quote>,
    /// The words of the second.
    pub b: Option<Quote>,
}

/// Words of each of the two that stand in each other's place, as ranges of their words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Hunk {
    pub(super) a: (usize, usize),
    pub(super) b: (usize, usize),
}

/// Where the words of two points differ. A yes that each side tells from its own place ("has agreed with") begins after that.
pub(super) fn hunks(a: &Point, b: &Point) -> Vec<Hunk> {
    let (from_a, from_b) = match (after_agreed_with(a.words()), after_agreed_with(b.words())) {
        (Some(a), Some(b)) => (a, b),
        _ => (0, 0),
    };
    let (old, new) = (&a.words()[from_a..], &b.words()[from_b..]);
    let mut out = Vec::new();
    let (mut i, mut j) = (0, 0);
    for (next_i, next_j) in common(old, new).into_iter().chain([(old.len(), new.len())]) {
        if i < next_i || j < next_j {
            out.push(Hunk { a: (from_a + i, from_a + next_i), b: (from_b + j, from_b + next_j) });
        }
        (i, j) = (next_i + 1, next_j + 1);
    }
    out
}

/// The words that two have in common in the same order, as pairs of their places: those that weigh most together. A library's diff
/// counts each word alike, and would rather keep two "and" than one name.
fn common(old: &[Word], new: &[Word]) -> Vec<(usize, usize)> {
    let weight = |it: &Word| if is_plain(&it.key) { 2 } else { 7 };
    // What the rest from (i, j) on has in common, at most.
    let mut best = vec![vec![0_u32; new.len() + 1]; old.len() + 1];
    for (i, word) in old.iter().enumerate().rev() {
        for (j, other) in new.iter().enumerate().rev() {
            let skip = best[i + 1][j].max(best[i][j + 1]);
            let take = if word.key == other.key { best[i + 1][j + 1] + weight(word) } else { 0 };
            best[i][j] = skip.max(take);
        }
    }
    let (mut i, mut j, mut out) = (0, 0, Vec::new());
    while let (Some(word), Some(other)) = (old.get(i), new.get(j)) {
        if word.key == other.key && best[i][j] == best[i + 1][j + 1] + weight(word) {
            out.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if best[i + 1][j] >= best[i][j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    out
}

/// Where the thing begins on which somebody "has agreed with" somebody: at the last "on" or "to" after it.
fn after_agreed_with(words: &[Word]) -> Option<usize> {
    let at = words.windows(2).position(|it| it[0].key == "agreed" && it[1].key == "with")?;
    words.iter().skip(at).position(|it| it.key == "on" || it.key == "to").map(|it| at + it)
}

/// The changes that hunks come to; hunks of plain words alone come to none.
pub(super) fn changes(a: (&Document, &Point), b: (&Document, &Point), hunks: &[Hunk]) -> Vec<Change> {
    let (old, new) = (a.1.words(), b.1.words());
    let mut wide: Vec<(What, Hunk)> = Vec::new();
    for hunk in hunks {
        let (in_a, in_b) = (&old[hunk.a.0..hunk.a.1], &new[hunk.b.0..hunk.b.1]);
        if in_a.iter().chain(in_b).all(|it| is_plain(&it.key)) {
            continue;
        }
        let what = match (in_a.is_empty(), in_b.is_empty()) {
            _ if has(in_a, is_of_date) && has(in_b, is_of_date) || is_date(old, hunk.a) && is_date(new, hunk.b) => What::Date,
            _ if has(in_a, is_number) && has(in_b, is_number) => What::Figure,
            (true, false) if is_item(in_b) => What::List,
            (false, true) if is_item(in_a) => What::List,
            (true, _) => What::Added,
            (_, true) => What::Removed,
            _ => What::Words,
        };
        let hunk = match what {
            What::Date => Hunk { a: widened(old, hunk.a, is_of_date), b: widened(new, hunk.b, is_of_date) },
            What::Figure => Hunk { a: with_unit(old, hunk.a), b: with_unit(new, hunk.b) },
            _ => hunk.clone(),
        };
        match wide.last_mut() {
            // Two changes with hardly a word between them are one.
            Some((last, before)) if joins(*last, what) && near(old, before.a.1, hunk.a.0) && near(new, before.b.1, hunk.b.0) => {
                *before = Hunk { a: (before.a.0, hunk.a.1), b: (before.b.0, hunk.b.1) };
                *last = What::Words;
            }
            _ => wide.push((what, hunk)),
        }
    }
    let quote = |document: &Document, words: &[Word], (from, to): (usize, usize)| {
        let (first, last) = (words.get(from)?, words.get(to.checked_sub(1)?)?);
        Quote::new(document, Span::new(first.span.start(), last.span.end())?.into()).ok()
    };
    let made = wide.into_iter().map(|(what, it)| Change { what, a: quote(a.0, old, it.a), b: quote(b.0, new, it.b) });
    made.filter(|it| it.a.is_some() || it.b.is_some()).collect()
}

/// Whether two changes side by side may be parts of one: other words, with something added or removed.
fn joins(a: What, b: What) -> bool {
    let free = |it| matches!(it, What::Words | What::Added | What::Removed);
    free(a) && free(b) && (a == What::Words || b == What::Words)
}

fn near(words: &[Word], from: usize, to: usize) -> bool {
    let between = words.get(from..to).unwrap_or_default();
    between.len() <= 2 && between.iter().filter(|it| !is_plain(&it.key)).count() <= 1
}

fn has(words: &[Word], test: fn(&Word) -> bool) -> bool {
    words.iter().any(test)
}

const MONTHS: [&str; 12] =
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

fn is_of_date(word: &Word) -> bool {
    let key = word.key.as_str();
    let is_month = MONTHS.contains(&key) && word.is_name;
    let is_day = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"].contains(&key);
    is_month || is_day || ["noon", "midnight", "o'clock", "a.m", "p.m"].contains(&key)
}

/// Whether a number beside a month is what differs.
fn is_date(words: &[Word], (from, to): (usize, usize)) -> bool {
    let number = words.get(from..to).unwrap_or_default().iter().any(is_number);
    let beside = from.checked_sub(1).and_then(|it| words.get(it)).into_iter().chain(words.get(to));
    number && beside.into_iter().any(|it| MONTHS.contains(&it.key.as_str()) && it.is_name)
}

fn is_number(word: &Word) -> bool {
    crate::dossier::number(&word.key.replace('-', " ")).is_some()
}

/// The range with the words of a date on both sides of it.
fn widened(words: &[Word], (mut from, mut to): (usize, usize), test: fn(&Word) -> bool) -> (usize, usize) {
    let part = |it: &Word| test(it) || it.key.chars().all(|c| c.is_ascii_digit());
    while from > 0 && part(&words[from - 1]) {
        from -= 1;
    }
    while words.get(to).is_some_and(part) {
        to += 1;
    }
    (from, to)
}

/// The number with the unit that follows it.
fn with_unit(words: &[Word], (mut from, mut to): (usize, usize)) -> (usize, usize) {
    const UNITS: [&str; 16] = [
        "day",
        "hour",
        "week",
        "month",
        "year",
        "minute",
        "kilometre",
        "kilometer",
        "metre",
        "meter",
        "mile",
        "percent",
        "dollar",
        "euro",
        "ton",
        "million",
    ];
    while from > 0 && is_number(&words[from - 1]) {
        from -= 1;
    }
    let unit = |it: &Word| is_number(it) || UNITS.contains(&it.key.strip_suffix('s').unwrap_or(&it.key));
    while words.get(to).is_some_and(unit) {
        to += 1;
    }
    (from, to)
}

/// Whether words are things of a list: joined by "and" or "or" or standing as names, and without a verb of their own.
fn is_item(words: &[Word]) -> bool {
    const VERBS: [&str; 12] = ["is", "are", "be", "can", "may", "will", "shall", "must", "has", "have", "agree", "agrees"];
    const OPENS: [&str; 10] = ["the", "a", "an", "all", "its", "their", "our", "his", "her", "two"];
    let joined = words.iter().position(|it| it.key == "and" || it.key == "or");
    let thing = |it: &Word| it.is_name || OPENS.contains(&it.key.as_str());
    let after = joined.and_then(|at| words.get(at + 1)).is_some_and(thing);
    !words.iter().any(|it| VERBS.contains(&it.key.as_str()))
        && (after || (joined.is_some() && words.iter().all(|it| it.is_name || it.key == "and")))
}
