//! Names that are known before a document is opened: whom somebody who follows a process knows. They speak of no document: a name here is
//! said by no source, and whoever reads with them finds only what stands in the text.
use crate::{ActorKind, Date, Role};

/// Whom somebody knows before reading, for a reader that is to recognise them.
///
/// ```
/// use evidence::{ActorKind, NamedActor, NamedPerson, Names};
/// let names = Names {
///     actors: vec![NamedActor { seats: vec!["Nordhaven".to_owned()], ..NamedActor::new("Norland", ActorKind::State) }],
///     people: vec![NamedPerson { part_of: Some("Norland".to_owned()), ..NamedPerson::new("Erik Halvorsen") }],
///     apart: Vec::new(),
/// };
/// assert!(!names.is_empty());
/// ```
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Names {
    /// States, bodies, groups, companies.
    pub actors: Vec<NamedActor>,
    /// Persons.
    pub people: Vec<NamedPerson>,
    /// Pairs of names that never mean the same one.
    pub apart: Vec<(String, String)>,
}

impl Names {
    /// Whether nobody is known.
    pub fn is_empty(&self) -> bool {
        self.actors.is_empty() && self.people.is_empty() && self.apart.is_empty()
    }
}

/// Somebody known who is no person.
///
/// ```
/// use evidence::{ActorKind, NamedActor};
/// assert_eq!(NamedActor::new("Tessel River Front", ActorKind::Group).aliases.len(), 0);
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NamedActor {
    /// The name that it is called by.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
    /// Its role in the process, where one is known. It tells whom "both sides" and "the mediators" mean; no text has said it.
    pub role: Option<Role>,
    /// Other names of it.
    pub aliases: Vec<String>,
    /// What its people and things are called: `Norlander`, `Norlandic`. Where there are none the usual endings are tried.
    pub adjectives: Vec<String>,
    /// Its capital or palace: a place, unless the words let it act.
    pub seats: Vec<String>,
}

impl NamedActor {
    /// One of whom no more is known.
    pub fn new(name: &str, kind: ActorKind) -> Self {
        Self { name: name.to_owned(), kind, role: None, aliases: Vec::new(), adjectives: Vec::new(), seats: Vec::new() }
    }
}

/// A known person.
///
/// ```
/// use evidence::NamedPerson;
/// assert_eq!(NamedPerson::new("Anneke Lind").part_of, None);
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NamedPerson {
    /// The full name.
    pub name: String,
    /// The name of the actor that the person speaks for.
    pub part_of: Option<String>,
    /// Other names and spellings.
    pub aliases: Vec<String>,
    /// Offices.
    pub offices: Vec<Office>,
}

impl NamedPerson {
    /// One of whom no more is known.
    pub fn new(name: &str) -> Self {
        Self { name: name.to_owned(), part_of: None, aliases: Vec::new(), offices: Vec::new() }
    }
}

/// An office and when it was held.
///
/// ```
/// use evidence::Office;
/// let office = Office { title: "foreign minister".to_owned(), from: None, to: Some("2030-11".parse().unwrap()) };
/// assert!(office.held_on("2030-11-30".parse().unwrap()) && !office.held_on("2030-12-01".parse().unwrap()));
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Office {
    /// Its title: `foreign minister`.
    pub title: String,
    /// Since when, as exact as it is known.
    pub from: Option<Date>,
    /// Until when.
    pub to: Option<Date>,
}

impl Office {
    /// Whether it may have been held on a day: an end that is not known bars nothing.
    pub fn held_on(&self, day: jiff::civil::Date) -> bool {
        let from = self.from.as_ref().and_then(Date::first_day);
        let to = self.to.as_ref().and_then(Date::last_day);
        from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to)
    }
}
