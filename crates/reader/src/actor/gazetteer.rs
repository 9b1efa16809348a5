//! States, bodies and groups that are known by name before a document is opened: tables of our own facts, compiled in.
use crate::text::Text;
use evidence::ActorKind;
use std::collections::HashMap;
use std::sync::OnceLock;

/// Somebody known by name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Known {
    pub(super) name: &'static str,
    pub(super) kind: ActorKind,
    /// The usual name of the state that it is part of.
    pub(super) part_of: Option<&'static str>,
}

/// In what form a known one is named.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Form {
    /// Its name.
    Name,
    /// Its people's name or adjective.
    Demonym,
    /// A capital or palace: stands for the state unless the words say that it is a place.
    Seat,
}

struct Entry {
    words: Vec<String>,
    // As written, to tell `US` from `us`.
    exact: Option<String>,
    known: usize,
    form: Form,
}

/// Somebody who holds a well-known office.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Holder {
    pub(super) name: &'static str,
    pub(super) whole: &'static str,
    pub(super) years: std::ops::RangeInclusive<i16>,
}

/// The holders of well-known offices, by the last word of their names in lower case.
pub(super) fn holders() -> &'static HashMap<String, Vec<Holder>> {
    static HOLDERS: OnceLock<HashMap<String, Vec<Holder>>> = OnceLock::new();
    HOLDERS.get_or_init(|| {
        let mut by_last: HashMap<String, Vec<Holder>> = HashMap::new();
        for line in rows(include_str!("../../data/people.txt")) {
            let cells: Vec<&'static str> = line.split('|').map(str::trim).collect();
            let [name, whole, from, to] = cells[..] else { continue };
            let (Ok(from), Ok(to)) = (from.parse(), to.parse()) else { continue };
            let last = name.rsplit(' ').next().unwrap_or(name).to_lowercase();
            by_last.entry(last).or_default().push(Holder { name, whole, years: from..=to });
        }
        by_last
    })
}

/// The tables.
pub(super) struct Gazetteer {
    pub(super) known: Vec<Known>,
    // By the first word in lower case, the longest first.
    by_first: HashMap<String, Vec<Entry>>,
}

/// A name found in a text: tokens `at..at + length`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Hit {
    pub(super) length: usize,
    pub(super) known: usize,
    pub(super) form: Form,
}

impl Gazetteer {
    pub(super) fn embedded() -> &'static Gazetteer {
        static TABLES: OnceLock<Gazetteer> = OnceLock::new();
        TABLES.get_or_init(|| Gazetteer::new(include_str!("../../data/states.txt"), include_str!("../../data/bodies.txt")))
    }

    fn new(states: &'static str, bodies: &'static str) -> Self {
        let mut tables = Self { known: Vec::new(), by_first: HashMap::new() };
        for line in rows(states) {
            let mut cells = line.split('|');
            let Some(name) = cells.next().map(str::trim) else { continue };
            let known = tables.add(Known { name, kind: ActorKind::State, part_of: None });
            tables.add_form(name, known, Form::Name);
            for (cell, form) in cells.zip([Form::Name, Form::Demonym, Form::Seat]) {
                for word in list(cell) {
                    tables.add_form(word, known, form);
                    if form == Form::Demonym && !word.ends_with("ese") && !word.ends_with("sh") {
                        tables.add_form(&format!("{word}s"), known, form);
                    }
                }
            }
        }
        for line in rows(bodies) {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            let (Some(kind), Some(name)) = (cells.first().and_then(|k| ActorKind::from_word(k)), cells.get(1)) else { continue };
            let part_of = cells.get(3).copied().filter(|s| !s.is_empty());
            let known = tables.add(Known { name, kind, part_of });
            tables.add_form(name, known, Form::Name);
            for word in cells.get(2).map(|c| list(c)).into_iter().flatten() {
                tables.add_form(word, known, Form::Name);
            }
        }
        for entries in tables.by_first.values_mut() {
            entries.sort_by_key(|e| std::cmp::Reverse(e.words.len()));
        }
        tables
    }

    fn add(&mut self, known: Known) -> usize {
        self.known.push(known);
        self.known.len() - 1
    }

    fn add_form(&mut self, written: &str, known: usize, form: Form) {
        let text = Text::of(written);
        let words: Vec<String> = (0..text.tokens.len()).map(|i| text.lower(i).to_owned()).collect();
        let Some(first) = words.first().cloned() else { return };
        // Short names in capitals are often small words in disguise: US, IS, WHO, CAR, EC.
        let acronym = words.len() == 1 && written.chars().all(|c| c.is_uppercase() || c == '.');
        let exact = (acronym || words.len() == 1 && written.len() <= 4).then(|| written.to_owned());
        self.by_first.entry(first).or_default().push(Entry { words, exact, known, form });
    }

    /// The longest known name that begins at token `at`.
    pub(super) fn find(&self, text: &Text<'_>, at: usize) -> Option<Hit> {
        if !text.tokens.get(at)?.capital && !text.lower(at).starts_with("al-") && !text.lower(at).starts_with("the") {
            return None;
        }
        let entries = self.by_first.get(text.lower(at))?;
        entries
            .iter()
            .find(|entry| {
                entry.words.iter().enumerate().all(|(i, word)| text.lower(at + i) == word)
                    && entry.exact.as_deref().is_none_or(|exact| text.token(at) == exact)
                    && (entry.words.len() == 1
                        || text.tokens.get(at + entry.words.len() - 1).is_some_and(|t| t.capital || !t.spaced)
                        || text.tokens[at].capital)
            })
            .map(|entry| Hit { length: entry.words.len(), known: entry.known, form: entry.form })
    }
}

fn rows(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty())
}

fn list(cell: &'static str) -> impl Iterator<Item = &'static str> {
    cell.split(" ; ").map(str::trim).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_of_is_a_state_of_the_table() {
        let tables = Gazetteer::embedded();
        for known in &tables.known {
            if let Some(state) = known.part_of {
                assert!(tables.known.iter().any(|k| k.name == state), "{} is part of {state}, which the table lacks", known.name);
            }
        }
        assert!(tables.known.len() > 250);
    }

    #[test]
    fn every_office_holder_belongs_to_somebody_known() {
        let tables = Gazetteer::embedded();
        let lines = rows(include_str!("../../data/people.txt")).count();
        let all: Vec<&Holder> = holders().values().flatten().collect();
        assert_eq!(all.len(), lines, "a line of data/people.txt is not understood");
        for holder in all {
            assert!(tables.known.iter().any(|k| k.name == holder.whole), "{}: the tables lack {}", holder.name, holder.whole);
        }
    }

    #[test]
    fn small_words_are_no_states() {
        let text = Text::of("They told us that the U.S. and the US is with us.");
        let found: Vec<&str> =
            (0..text.tokens.len()).filter(|&i| Gazetteer::embedded().find(&text, i).is_some()).map(|i| text.token(i)).collect();
        assert_eq!(found, ["U.S.", "US"]);
    }
}
