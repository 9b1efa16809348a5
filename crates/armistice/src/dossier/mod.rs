//! A dossier: many readings kept in one file, each with its sources, and a person's corrections beside them. Opens, adds, answers,
//! corrects, exports. Every call that changes something is done whole or not at all.
//!
//! ```
//! use armistice::Input;
//! use armistice::dossier::{Dossier, Keep, Person};
//! let folder = tempfile::tempdir().unwrap();
//! let me = Person { name: "Anneke Lind".to_owned(), at: "2031-03-14T09:00:00Z".parse().unwrap() };
//! let mut dossier = Dossier::create(&folder.path().join("tessel.dossier"), None, &me).unwrap();
//! let report = "NORDHAVEN, 12 March 2031 - Sudria turned down talks on a truce on Tuesday.";
//! let summary = dossier.add([Input::bytes("note.txt", report.into())], &Keep::default(), &me, |_| {}).unwrap();
//! assert_eq!(summary.added, 1);
//! assert_eq!(dossier.documents(&Default::default(), 10).unwrap()[0].name, "note");
//! ```

mod add;
mod ask;
mod correct;
mod exchange;
mod recorded;

pub use add::{Added, Keep, Reread, Rereading, Summary};
pub use ask::{Found, Search};
pub use correct::{NewStatement, Target};
pub use exchange::{ComesBack, Exported, Held, Imported, Key, Leave, Unlock, held};
pub use record::correction::{BadChange, Change, State, differences};
pub use record::event::Clash;
pub use record::history::{Asked, Entry, EntryKey};
pub use record::identity::ActorKey;
pub use record::mark::{Handling, Mark};
pub use record::process::{BadProcess, Process};
pub use record::view::{
    Act, ActKey, Actor, Contested, Document, DocumentKey, DocumentKind, Event, Link, Matter, Part, Source, Taking, TitleHeld,
};
pub use recorded::Recorded;
pub use store::{Error, Fault, Masked, Mode, Store, Without};

use crate::readings::Readings;
use jiff::Timestamp;
use reader::{Config, Model};
use record::copy::Banded;
use record::event::Shelf;
use record::identity::Actors;
use std::cell::OnceCell;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// Who does something, and when.
///
/// ```
/// use armistice::dossier::Person;
/// let person = Person { name: "Anneke Lind".to_owned(), at: "2031-03-14T09:00:00Z".parse().unwrap() };
/// assert_eq!(person.at.to_string(), "2031-03-14T09:00:00Z");
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Person {
    /// The name that the log keeps.
    pub name: String,
    /// The time that the log keeps; never before that of the entry in front.
    pub at: Timestamp,
}

/// An open dossier.
pub struct Dossier {
    pub(crate) store: Store,
    process: Process,
    /// Made when first needed: it takes as long as to open a dossier.
    config: OnceCell<Config>,
    model: Model,
    /// Readings that are taken where their texts come in.
    readings: Readings,
    /// Learnt when first needed, with the state of the file that it was learnt of; thrown away when a write failed.
    actors: Option<(i64, Actors)>,
    /// Which documents could be copies of a text; learnt when first needed, thrown away when a write failed.
    banded: Option<Banded>,
    /// Accounts of the acts compared last.
    accounts: Shelf,
}

impl Dossier {
    /// Makes a dossier, with a process file where one is given; an error where there is such a file already.
    pub fn create(path: &Path, process: Option<&str>, by: &Person) -> Result<Self, Error> {
        let parsed = process.map(consistent).transpose()?;
        let store = Store::create(path)?;
        let mut dossier = Self::of(store)?;
        let mut writing = dossier.store.writing()?;
        writing.entry(by.at, &by.name, "new", "", "a new dossier", None)?;
        writing.commit()?;
        if let (Some(toml), Some(_)) = (process, parsed) {
            dossier.take_process(toml, by)?;
        }
        Ok(dossier)
    }

    /// Opens one; see [`Store::open`] for what is refused.
    pub fn open(path: &Path, mode: Mode) -> Result<Self, Error> {
        Self::of(Store::open(path, mode)?)
    }

    /// A dossier of a store that is open already.
    pub fn of(store: Store) -> Result<Self, Error> {
        let process = store.process_file()?.map(|toml| parsed(&toml)).transpose()?.unwrap_or_default();
        Ok(Self {
            store,
            process,
            config: OnceCell::new(),
            model: Model::Whole,
            readings: Readings::default(),
            actors: None,
            banded: None,
            accounts: Shelf::default(),
        })
    }

    /// With which of the taggers documents are read from now on; with [`Model::Whole`] until this is called.
    pub fn read_with(&mut self, model: Model) {
        self.model = model;
        self.config = OnceCell::new();
    }

    /// Takes these readings from now on, where their texts are added, in the place of reading them.
    pub fn read_as(&mut self, readings: Readings) {
        self.readings = readings;
    }

    /// What the user says of the process.
    pub const fn process(&self) -> &Process {
        &self.process
    }

    /// The process file as it was taken in; `None` where there is none.
    pub fn process_file(&self) -> Result<Option<String>, Error> {
        self.store.process_file()
    }

    /// Takes a process file in; `false` where it is the one that the dossier has. Parties and people in it become actors that no source
    /// has named yet.
    pub fn take_process(&mut self, toml: &str, by: &Person) -> Result<bool, Error> {
        if self.store.process_file()?.as_deref() == Some(toml) {
            return Ok(false);
        }
        let process = consistent(toml)?;
        let mut writing = self.store.writing()?;
        let says = format!("the process file: {} parties, {} people", process.parties.len(), process.people.len());
        writing.entry(by.at, &by.name, "init", "", &says, None)?;
        writing.new_process_file(toml)?;
        let mut keys: HashMap<&str, ActorKey> = HashMap::new();
        for party in &process.parties {
            let key = match writing.actors_named(&party.name)?.first() {
                Some(key) => *key,
                None => writing.new_actor(&party.name, party.kind, None, None)?,
            };
            writing.label(key, &party.name, party.kind, party.wikidata.as_deref(), party.iso.as_deref())?;
            for form in std::iter::once(&party.name).chain(party.also()) {
                writing.new_form(key, form, None)?;
            }
            keys.insert(&party.name, key);
        }
        for person in &process.people {
            let whole = person.part_of.as_ref().and_then(|name| keys.get(name.as_str())).copied();
            let key = match writing.actors_named(&person.name)?.first() {
                Some(key) => *key,
                None => writing.new_actor(&person.name, evidence::ActorKind::Person, None, None)?,
            };
            writing.label(key, &person.name, evidence::ActorKind::Person, person.wikidata.as_deref(), None)?;
            for form in std::iter::once(&person.name).chain(&person.aliases) {
                writing.new_form(key, form, whole)?;
            }
        }
        writing.commit()?;
        self.config = OnceCell::new();
        self.process = process;
        self.actors = None;
        Ok(true)
    }

    /// How documents are read.
    pub(crate) fn config(&self) -> &Config {
        self.config.get_or_init(|| Config::with_measures(self.process.measures()).with_names(&self.process.names()).with_model(self.model))
    }

    /// By what it is known, wherever its file lies: no other dossier has this id but a copy of the file that other programs made.
    pub fn id(&self) -> Result<String, Error> {
        self.store.id()
    }

    /// Looks at all of the dossier; empty where it is whole.
    pub fn check(&self, step: impl FnMut()) -> Result<Vec<Fault>, Error> {
        self.store.check(step)
    }
}

/// The actors, as they are known so far.
fn learnt(store: &Store, process: &Process) -> Result<Actors, Error> {
    let mut actors = Actors::default();
    for row in store.forms()? {
        actors.learn(row.actor, &row.form, row.kind, row.part_of);
    }
    take_names(&mut actors, store, process)?;
    Ok(actors)
}

/// The people of the process file alone, before any document.
fn learnt_of_process(store: &Store, process: &Process) -> Result<Actors, Error> {
    let mut actors = Actors::default();
    for person in &process.people {
        let Some(key) = store.actors_named(&person.name)?.first().copied() else { continue };
        let whole = person.part_of.as_ref().map(|it| store.actors_named(it)).transpose()?.and_then(|it| it.first().copied());
        for form in std::iter::once(&person.name).chain(&person.aliases) {
            actors.learn(key, form, evidence::ActorKind::Person, whole);
        }
    }
    take_names(&mut actors, store, process)?;
    Ok(actors)
}

/// What the process file says of names.
fn take_names(actors: &mut Actors, store: &Store, process: &Process) -> Result<(), Error> {
    let parties = process.parties.iter().map(|it| (&it.name, it.also().collect::<Vec<_>>()));
    let people = process.people.iter().map(|it| (&it.name, it.aliases.iter().collect()));
    for (name, aliases) in parties.chain(people) {
        if let Some(key) = store.actors_named(name)?.first() {
            for form in std::iter::once(name).chain(aliases) {
                actors.alias(*key, form);
            }
        }
    }
    for (one, other) in &process.never_merge {
        actors.keep_apart(one, other);
    }
    Ok(())
}

/// Which rule keeps two names apart.
pub(crate) fn never_merge(toml: &str, pair: &(String, String)) -> String {
    let line = Process::line_of_pair(toml, pair).map_or_else(String::new, |line| format!(", line {line} of the process file"));
    format!("never_merge keeps “{}” and “{}” apart{line}", pair.0, pair.1)
}

/// A process file that is to be taken in: one that a dossier has already is taken as it is, or it could not be opened.
fn consistent(toml: &str) -> Result<Process, Error> {
    let process = parsed(toml)?;
    match process.contradiction() {
        None => Ok(process),
        Some(pair) => Err(Error::asked(
            format!("“{}” and “{}” are two names of one in the process file, and {}", pair.0, pair.1, never_merge(toml, pair)),
            "take the alias or the pair out there",
        )),
    }
}

fn parsed(toml: &str) -> Result<Process, Error> {
    Process::from_toml(toml).map_err(|bad| {
        Error::asked(format!("the process file cannot be used: {bad}"), "mend it there; `armistice init` writes one to start from")
    })
}

/// The process file beside a dossier: `tessel.toml` beside `tessel.dossier`.
pub fn process_file_beside(dossier: &Path) -> PathBuf {
    dossier.with_extension("toml")
}
