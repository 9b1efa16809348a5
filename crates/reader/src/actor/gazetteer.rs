//! States, bodies and groups that are known by name before a document is opened: tables of our own facts, compiled in, and whom the user
//! knows. The user's word stands above the tables; it names those whom a text speaks of and brings nobody into it.
use super::known::People;
use super::unknown::{DEMONYM_ENDINGS, stem};
use crate::text::Text;
use evidence::{ActorKind, NamedActor, Names, Role};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

/// Somebody known by name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Known {
    pub(super) name: Cow<'static, str>,
    pub(super) kind: ActorKind,
    /// The usual name of the state that it is part of.
    pub(super) part_of: Option<&'static str>,
    /// Its role, where the user knows one.
    pub(super) role: Option<Role>,
    /// Whether it is a company that reports what others say.
    pub(super) medium: bool,
    /// Whether it is a group of those who work for somebody.
    pub(super) union: bool,
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

#[derive(Clone, Debug)]
struct Entry {
    words: Vec<String>,
    // As written, to tell `US` from `us`.
    exact: Option<String>,
    // Whether its last word has a capital in the text, too.
    proper: bool,
    // Only after "the", or in capitals within a sentence: "the Front".
    after_the: bool,
    // The user writes it in small letters: "the skippers".
    small: bool,
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

/// Heads of state whose names begin with the family's, as which alone they are spoken of: "Mr. Xi".
const LEADERS_BY_FAMILY: &[&str] = &[
    "Xi Jinping",
    "Hu Jintao",
    "Kim Jong Un",
    "Kim Jong-un",
    "Kim Jong Il",
    "Moon Jae-in",
    "Yoon Suk Yeol",
    "Park Geun-hye",
    "Tsai Ing-wen",
    "Lai Ching-te",
    "Hun Sen",
    "Hun Manet",
];

/// These by the families' names, in lower case.
pub(super) fn holders_by_family() -> &'static HashMap<String, Vec<&'static Holder>> {
    static HOLDERS: OnceLock<HashMap<String, Vec<&'static Holder>>> = OnceLock::new();
    HOLDERS.get_or_init(|| {
        let mut by_family: HashMap<String, Vec<&'static Holder>> = HashMap::new();
        for holder in holders().values().flatten().filter(|it| LEADERS_BY_FAMILY.contains(&it.name)) {
            if let Some((family, _)) = holder.name.split_once(' ') {
                by_family.entry(family.to_lowercase()).or_default().push(holder);
            }
        }
        by_family
    })
}

/// Whether a word in lower case is one of the name of such a holder: the family's may stand first or last.
pub(super) fn is_of_holder(word: &str) -> bool {
    static WORDS: OnceLock<HashSet<String>> = OnceLock::new();
    let words = WORDS.get_or_init(|| {
        let names = holders().values().flatten().map(|holder| holder.name);
        names.flat_map(|name| name.split(' ').map(str::to_lowercase)).collect()
    });
    words.contains(word)
}

/// Which pronouns stand for those who bear a common given name: "he", "she" or "either". Nothing for a word that is no such name as it is
/// written.
pub(super) fn given_name(word: &str) -> Option<&'static str> {
    static NAMES: OnceLock<HashMap<&'static str, &'static str>> = OnceLock::new();
    let names = NAMES.get_or_init(|| {
        rows(include_str!("../../data/given_names.txt"))
            .filter_map(|line| line.split_once(' '))
            .flat_map(|(pronoun, names)| names.split_whitespace().map(move |name| (name, pronoun)))
            .collect()
    });
    names.get(word).copied()
}

/// The tables, and whom the user knows.
#[derive(Clone, Debug)]
pub(crate) struct Gazetteer {
    pub(super) known: Vec<Known>,
    /// Persons whom the user knows.
    pub(super) people: People,
    // By the first word in lower case, the longest first.
    by_first: HashMap<String, Vec<Entry>>,
    // By the name that the tables or the user give.
    by_name: HashMap<String, usize>,
    // Whether there are names in small letters.
    small: bool,
}

/// A name found in a text: tokens `at..at + length`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Hit {
    pub(super) length: usize,
    pub(super) known: usize,
    pub(super) form: Form,
}

impl Gazetteer {
    /// The tables alone.
    pub(crate) fn embedded() -> &'static Gazetteer {
        static TABLES: OnceLock<Gazetteer> = OnceLock::new();
        TABLES.get_or_init(|| Gazetteer::new(include_str!("../../data/states.txt"), include_str!("../../data/bodies.txt")))
    }

    fn new(states: &'static str, bodies: &'static str) -> Self {
        let mut tables =
            Self { known: Vec::new(), people: People::default(), by_first: HashMap::new(), by_name: HashMap::new(), small: false };
        for line in rows(states) {
            let mut cells = line.split('|');
            let Some(name) = cells.next().map(str::trim) else { continue };
            let known = tables.add(Known {
                name: Cow::Borrowed(name),
                kind: ActorKind::State,
                part_of: None,
                role: None,
                medium: false,
                union: false,
            });
            tables.add_form(name, known, Form::Name);
            for (cell, form) in cells.zip([Form::Name, Form::Demonym, Form::Seat]) {
                for word in list(cell) {
                    tables.add_form(word, known, form);
                    if let Some(plural) = plural(word).filter(|_| form == Form::Demonym) {
                        tables.add_form(&plural, known, form);
                    }
                }
            }
        }
        for line in rows(bodies) {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            let (medium, union) = (cells.first() == Some(&"medium"), cells.first() == Some(&"union"));
            let kind = match cells.first() {
                Some(&"medium") => Some(ActorKind::Company),
                Some(&"union") => Some(ActorKind::Group),
                word => word.and_then(|word| ActorKind::from_word(word)),
            };
            let (Some(kind), Some(name)) = (kind, cells.get(1)) else { continue };
            let part_of = cells.get(3).copied().filter(|s| !s.is_empty());
            let known = tables.add(Known { name: Cow::Borrowed(name), kind, part_of, role: None, medium, union });
            for word in std::iter::once(*name).chain(cells.get(2).map(|c| list(c)).into_iter().flatten()) {
                let Some((first, mut entry)) = entry(word, known, Form::Name) else { continue };
                // "The Hill" is a newspaper, "the Hill" is where Congress sits, and "The hill" is one.
                entry.exact = entry.exact.or_else(|| (medium && word.starts_with("The ")).then(|| "The".to_owned()));
                let last = word.rsplit(' ').next().unwrap_or(word);
                entry.proper = medium && entry.words.len() > 1 && last.starts_with(char::is_uppercase);
                tables.by_first.entry(first).or_default().push(entry);
            }
        }
        tables.sort();
        tables
    }

    /// The tables with whom the user knows before them.
    pub(crate) fn with(names: &Names) -> Self {
        let mut tables = Self::embedded().clone();
        let mut own = Vec::new();
        for actor in &names.actors {
            // Somebody of the tables, whom the user may call otherwise.
            let listed = tables.form_of(&actor.name).or_else(|| actor.aliases.iter().find_map(|alias| tables.by_name.get(alias).copied()));
            let apart = |known: &usize| {
                let other = &tables.known[*known].name;
                names.apart.iter().any(|(a, b)| (*a == actor.name && b == other) || (*b == actor.name && a == other))
            };
            let known = match listed.filter(|known| !apart(known)) {
                Some(known) => {
                    let entry = &mut tables.known[known];
                    (entry.name, entry.kind, entry.role) = (Cow::Owned(actor.name.clone()), actor.kind, actor.role);
                    known
                }
                None => {
                    let name = Cow::Owned(actor.name.clone());
                    tables.add(Known { name, kind: actor.kind, part_of: None, role: actor.role, medium: false, union: false })
                }
            };
            tables.by_name.insert(actor.name.clone(), known);
            own.push((known, actor));
        }
        for (known, actor) in &own {
            tables.add_forms_of(*known, actor);
        }
        tables.people = People::of(names, |name| tables.by_name.get(name).copied());
        tables.sort();
        tables
    }

    fn add_forms_of(&mut self, known: usize, actor: &NamedActor) {
        for form in std::iter::once(&actor.name).chain(&actor.aliases) {
            self.put_form(form, known, Form::Name);
        }
        for seat in &actor.seats {
            self.put_form(seat, known, Form::Seat);
        }
        for word in &actor.adjectives {
            self.put_form(word, known, Form::Demonym);
            if let Some(plural) = plural(word) {
                self.put_form(&plural, known, Form::Demonym);
            }
        }
        if actor.kind == ActorKind::State
            && actor.adjectives.is_empty()
            && let Some(stem) = stem(&actor.name)
        {
            for ending in DEMONYM_ENDINGS {
                let word = format!("{stem}{ending}");
                if !self.by_first.contains_key(&word.to_lowercase()) {
                    self.put_form(&word, known, Form::Demonym);
                }
            }
        }
    }

    /// A form of the user's, before those that the tables have of the same words.
    fn put_form(&mut self, written: &str, known: usize, form: Form) {
        let written = written.trim();
        let bare = written.strip_prefix("the ").or_else(|| written.strip_prefix("The "));
        let Some((first, mut entry)) = entry(bare.unwrap_or(written), known, form) else { return };
        entry.after_the = bare.is_some();
        entry.small = !bare.unwrap_or(written).chars().any(char::is_uppercase);
        self.small |= entry.small;
        let entries = self.by_first.entry(first).or_default();
        // What nobody else has is nobody else's: a name twice in the tables would be the first's.
        entries.retain(|it| it.words != entry.words);
        entries.push(entry);
    }

    /// The longest names first.
    fn sort(&mut self) {
        for entries in self.by_first.values_mut() {
            entries.sort_by_key(|e| std::cmp::Reverse(e.words.len()));
        }
    }

    /// The one that has a name, or another name that is as good.
    fn form_of(&self, written: &str) -> Option<usize> {
        let (first, entry) = entry(written, 0, Form::Name)?;
        self.by_first.get(&first)?.iter().find(|it| it.words == entry.words && it.form == Form::Name).map(|it| it.known)
    }

    /// The one that the tables or the user call by this name.
    pub(super) fn named(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).copied()
    }

    fn add(&mut self, known: Known) -> usize {
        self.by_name.entry(known.name.clone().into_owned()).or_insert(self.known.len());
        self.known.push(known);
        self.known.len() - 1
    }

    fn add_form(&mut self, written: &str, known: usize, form: Form) {
        if let Some((first, entry)) = entry(written, known, form) {
            self.by_first.entry(first).or_default().push(entry);
        }
    }

    /// The state, body or group that metadata name as a document's source; none where that is a newspaper, an agency or a station, be it called
    /// after a state ("Norland Times").
    pub(super) fn issuer(&self, source: &str) -> Option<usize> {
        let source = Text::of(source);
        let hits = || (0..source.tokens.len()).filter_map(|at| self.find(&source, at)).map(|hit| hit.known);
        if self.tells_news(&source) { None } else { hits().next() }
    }

    /// Whether what metadata name as a document's source is a newspaper, an agency or a station.
    pub(super) fn is_news(&self, source: &str) -> bool {
        self.tells_news(&Text::of(source))
    }

    fn tells_news(&self, source: &Text<'_>) -> bool {
        let tells = |at: usize| {
            super::word::is_of_newspaper(source.lower(at)) || self.find(source, at).is_some_and(|hit| self.known[hit.known].medium)
        };
        (0..source.tokens.len()).any(tells)
    }

    /// The longest known name that begins at token `at`.
    pub(super) fn find(&self, text: &Text<'_>, at: usize) -> Option<Hit> {
        let capital = text.tokens.get(at)?.capital;
        if !capital && !self.small && !text.lower(at).starts_with("al-") && !text.lower(at).starts_with("the") {
            return None;
        }
        let entries = self.by_first.get(text.lower(at))?;
        let small = !capital && !text.lower(at).starts_with("al-") && !text.lower(at).starts_with("the");
        entries
            .iter()
            .find(|entry| {
                entry.words.iter().enumerate().all(|(i, word)| text.lower(at + i) == word)
                    && entry.exact.as_deref().is_none_or(|exact| text.token(at) == exact)
                    && (!entry.proper || text.tokens.get(at + entry.words.len() - 1).is_some_and(|token| token.capital))
                    && (entry.small
                        || !small
                            && (entry.words.len() == 1
                                || text.tokens.get(at + entry.words.len() - 1).is_some_and(|t| t.capital || !t.spaced)
                                || capital))
                    && (!entry.after_the || is_called(text, at, capital))
            })
            .map(|entry| Hit { length: entry.words.len(), known: entry.known, form: entry.form })
    }
}

/// Whether a name that the user gives with "the" is meant: after "the", or in capitals within a sentence ("a Front commander").
fn is_called(text: &Text<'_>, at: usize, capital: bool) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    text.lower(before) == "the"
        || capital && text.sentence_at(text.tokens[at].span.start()).is_none_or(|i| text.sentences[i].tokens.start < at)
}

fn entry(written: &str, known: usize, form: Form) -> Option<(String, Entry)> {
    let text = Text::of(written);
    let words: Vec<String> = (0..text.tokens.len()).map(|i| text.lower(i).to_owned()).collect();
    let first = words.first()?.clone();
    // Short names in capitals are often small words in disguise: US, IS, WHO, CAR, EC.
    let acronym = words.len() == 1 && written.chars().all(|c| c.is_uppercase() || c == '.');
    let exact = (acronym || words.len() == 1 && written.len() <= 4).then(|| written.to_owned());
    Some((first, Entry { words, exact, after_the: false, small: false, proper: false, known, form }))
}

/// More than one of a people; none where the word is the same for all.
fn plural(demonym: &str) -> Option<String> {
    (!demonym.ends_with("ese") && !demonym.ends_with("sh") && !demonym.ends_with('s')).then(|| format!("{demonym}s"))
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
    fn leaders_called_by_their_families_are_holders() {
        let named: HashSet<&str> = holders().values().flatten().map(|holder| holder.name).collect();
        assert!(LEADERS_BY_FAMILY.iter().all(|name| named.contains(name)));
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
    fn a_newspaper_called_after_a_state_issues_nothing_for_it() {
        let tables = Gazetteer::embedded();
        let issuer = |source: &str| tables.issuer(source).map(|known| tables.known[known].name.as_ref());
        assert_eq!(issuer("Ministry of Foreign Affairs of Kenya"), Some("Kenya"));
        assert_eq!(issuer("The White House"), Some("United States"));
        for newspaper in ["Kenya Times", "USA TODAY", "Washington Examiner", "Egypt Independent / Reuters", "a village"] {
            assert_eq!(issuer(newspaper), None, "{newspaper}");
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
