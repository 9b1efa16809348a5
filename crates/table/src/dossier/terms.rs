//! On what terms a position is: whether two acts speak of the same thing, of another figure, or of something else.
use evidence::Param;
use std::collections::HashMap;

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

impl Lie {
    /// Of whether the old and the new terms are none; and of each parameter that both name, whether it is a figure and whether it differs.
    fn of(are_none: (bool, bool), both: impl IntoIterator<Item = (bool, bool)>) -> Self {
        match are_none {
            (true, true) => return Self::Same,
            (false, true) => return Self::Wider,
            (true, false) => return Self::Narrower,
            (false, false) => {}
        }
        let mut lie = Self::Apart;
        for it in both {
            lie = match (it, lie) {
                ((false, true), _) => return Self::Apart,
                ((true, true), _) | (_, Self::OtherFigure) => Self::OtherFigure,
                ((_, false), _) => Self::Same,
            };
        }
        lie
    }
}

/// The terms of an act as they are compared: each name once, with the words of its value. Made once an act, since comparing is what
/// a table of many acts spends its time on.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Terms(Vec<(String, String)>);

impl Terms {
    pub(super) fn of(params: &[Param]) -> Self {
        let mut out: Vec<(String, String)> = Vec::with_capacity(params.len());
        for param in params {
            if !out.iter().any(|(name, _)| *name == param.name) {
                out.push((param.name.clone(), words(&param.value).join(" ")));
            }
        }
        Self(out)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, words)| (name.as_str(), words.as_str()))
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(it, _)| it == name).map(|(_, words)| words.as_str())
    }
}

/// How `new` lies to `old`.
pub(super) fn compare(old: &[Param], new: &[Param]) -> Lie {
    lie(&Terms::of(old).iter().collect::<Vec<_>>(), &Terms::of(new))
}

/// How `new` lies to `old`, each name of which comes once.
pub(super) fn lie(old: &[(&str, &str)], new: &Terms) -> Lie {
    let both = old.iter().filter_map(|(name, words)| Some((FIGURES.contains(name), new.get(name)? != *words)));
    Lie::of((old.is_empty(), new.is_empty()), both)
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

/// The terms of many acts as numbers, each different ones once; 0 has none.
#[derive(Debug)]
pub(super) struct Vocabulary {
    // Invariant: each name once.
    terms: Vec<Box<[(u32, u32)]>>,
    is_figure: Vec<bool>,
}

impl Vocabulary {
    /// The words for a name.
    pub(super) fn get(&self, terms: u32, name: u32) -> Option<u32> {
        self.terms[terms as usize].iter().find(|it| it.0 == name).map(|it| it.1)
    }

    pub(super) fn is_empty(&self, terms: u32) -> bool {
        self.terms[terms as usize].is_empty()
    }

    /// Whether anything that both name differs.
    pub(super) fn clash(&self, one: u32, other: u32) -> bool {
        one != other && self.terms[one as usize].iter().any(|(name, words)| self.get(other, *name).is_some_and(|it| it != *words))
    }

    /// How `new` lies to what is known; what [`lie`] says, on numbers.
    pub(super) fn lie(&self, nothing_known: bool, known: impl Fn(u32) -> Option<u32>, new: u32) -> Lie {
        let new_terms = self.terms[new as usize].iter();
        let both = new_terms.filter_map(|(name, words)| Some((self.is_figure[*name as usize], known(*name)? != *words)));
        Lie::of((nothing_known, self.is_empty(new)), both)
    }

    /// How `new` lies to terms of which the newest come first.
    pub(super) fn lie_to(&self, old: impl Iterator<Item = u32> + Clone, new: u32) -> Lie {
        let known = |name| old.clone().find_map(|it| self.get(it, name));
        self.lie(old.clone().all(|it| self.is_empty(it)), known, new)
    }
}

/// Gives terms their numbers.
#[derive(Default)]
pub(super) struct Numbering {
    names: HashMap<String, u32>,
    // Of values as they are written, and of their words.
    values: HashMap<String, u32>,
    words: HashMap<String, u32>,
    terms: HashMap<Vec<(u32, u32)>, u32>,
}

impl Numbering {
    /// The number of the terms of an act.
    pub(super) fn of(&mut self, params: &[Param]) -> u32 {
        let mut terms: Vec<(u32, u32)> = Vec::with_capacity(params.len());
        for param in params {
            let name = number_of(&mut self.names, &param.name);
            if terms.iter().any(|it| it.0 == name) {
                continue;
            }
            let words = match self.values.get(&param.value) {
                Some(it) => *it,
                None => {
                    let words = number_of(&mut self.words, &words(&param.value).join(" "));
                    self.values.insert(param.value.clone(), words);
                    words
                }
            };
            terms.push((name, words));
        }
        let next = next(self.terms.len() + 1);
        if terms.is_empty() { 0 } else { *self.terms.entry(terms).or_insert(next) }
    }

    pub(super) fn vocabulary(self) -> Vocabulary {
        let mut terms: Vec<(u32, Vec<(u32, u32)>)> = self.terms.into_iter().map(|(terms, number)| (number, terms)).collect();
        terms.push((0, Vec::new()));
        terms.sort_unstable_by_key(|it| it.0);
        let mut names: Vec<(u32, bool)> = self.names.iter().map(|(name, at)| (*at, FIGURES.contains(&name.as_str()))).collect();
        names.sort_unstable();
        Vocabulary {
            terms: terms.into_iter().map(|it| it.1.into_boxed_slice()).collect(),
            is_figure: names.into_iter().map(|it| it.1).collect(),
        }
    }
}

fn next(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}

fn number_of(numbers: &mut HashMap<String, u32>, text: &str) -> u32 {
    if let Some(it) = numbers.get(text) {
        return *it;
    }
    let number = next(numbers.len());
    numbers.insert(text.to_owned(), number);
    number
}
