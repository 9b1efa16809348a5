//! On what terms a position is: whether two acts speak of the same thing, of another figure, or of something else.
use evidence::Param;

/// How much of it; all other parameters say what it is about.
const FIGURES: [&str; 8] = ["count", "amount", "duration", "distance", "date", "start", "end", "schedule"];

const NUMBERS: [(&str, u32); 30] = [
    ("zero", 0),
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("dozen", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
    ("fortnight", 14),
];

/// How the terms of a new act lie to those of an older one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Lie {
    /// They share a value and none differs, or neither has any.
    Same,
    /// The new one names none.
    Wider,
    /// The old one names none.
    Narrower,
    /// Only figures differ.
    OtherFigure,
    /// They are about different things, or share no parameter.
    Apart,
}

/// How `new` lies to `old`.
pub(super) fn compare(old: &[Param], new: &[Param]) -> Lie {
    match (old.is_empty(), new.is_empty()) {
        (true, true) => return Lie::Same,
        (false, true) => return Lie::Wider,
        (true, false) => return Lie::Narrower,
        (false, false) => {}
    }
    let (mut shared, mut figure) = (false, false);
    for param in old {
        let Some(other) = new.iter().find(|it| it.name == param.name) else { continue };
        shared = true;
        if words(&other.value) != words(&param.value) {
            if !FIGURES.contains(&param.name.as_str()) {
                return Lie::Apart;
            }
            figure = true;
        }
    }
    match (shared, figure) {
        (_, true) => Lie::OtherFigure,
        (true, false) => Lie::Same,
        (false, false) => Lie::Apart,
    }
}

/// The first value of each parameter in lists of which the newest comes first.
pub(super) fn newest<'a>(lists: impl IntoIterator<Item = &'a [Param]>) -> Vec<Param> {
    let mut out: Vec<Param> = Vec::new();
    for param in lists.into_iter().flatten() {
        if !out.iter().any(|it| it.name == param.name) {
            out.push(param.clone());
        }
    }
    out
}

/// Whether a figure of the one differs from that of the other.
pub(super) fn clash(a: &[Param], b: &[Param]) -> bool {
    a.iter().any(|it| b.iter().any(|other| other.name == it.name && words(&other.value) != words(&it.value)))
}

/// The words of a value, lower case, without articles; numbers in figures, so that "thirty days" is "30-day".
fn words(value: &str) -> Vec<String> {
    let lower = value.to_lowercase();
    let mut out: Vec<String> = Vec::new();
    for word in lower.split(|c: char| !c.is_alphanumeric()).filter(|it| !it.is_empty() && !["a", "an", "the"].contains(it)) {
        let singular = word.strip_suffix('s').filter(|it| it.len() > 2).unwrap_or(word);
        match NUMBERS.iter().find(|(name, _)| *name == word) {
            Some((_, number)) => out.push(number.to_string()),
            None => out.push(singular.to_owned()),
        }
    }
    out
}

/// The first number that words name, in figures or words ("fifty-five", "2,000", "two hundred").
pub fn number(value: &str) -> Option<u64> {
    let lower = value.to_lowercase().replace(',', "");
    let mut total: Option<u64> = None;
    for word in lower.split(|c: char| !c.is_alphanumeric()).filter(|it| !it.is_empty()) {
        let digits: String = word.chars().take_while(char::is_ascii_digit).collect();
        if let Ok(number) = digits.parse() {
            return total.or(Some(number));
        }
        let named = NUMBERS.iter().find(|(name, _)| *name == word).map(|(_, number)| u64::from(*number));
        total = match (word, named, total) {
            ("hundred", _, sum) => Some(sum.unwrap_or(1) * 100),
            ("thousand", _, sum) => Some(sum.unwrap_or(1).saturating_mul(1000)),
            (_, Some(number), sum) => Some(sum.unwrap_or(0).saturating_add(number)),
            (_, None, Some(sum)) => return Some(sum),
            (_, None, None) => None,
        };
    }
    total
}

/// The figure of terms, where they name one: of `count` or `amount` first, then of how long or how far.
pub(super) fn figure(terms: &[Param]) -> Option<u64> {
    ["count", "amount", "duration", "distance"].iter().find_map(|name| number(&terms.iter().find(|it| it.name == *name)?.value))
}
