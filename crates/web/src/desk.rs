//! The dossier on the desk: open many times to read, once to correct and once to add, so that a long reading holds nobody up.

use crate::Config;
use crate::ask::{Fields, Trouble};
use crate::tables::{self, Beside, Current, Tables};
use armistice::dossier::{Actor, Asked, Document, Dossier, Error, Mode, Person, process_file_beside};
use armistice::tables::View;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// So many actors are listed at most.
pub(crate) const ACTORS: usize = 1000;
/// So many readers are kept open.
const READERS: usize = 4;

pub(crate) struct Desk {
    pub(crate) config: Config,
    /// By what the dossier is known, once it was asked for.
    id: Mutex<Option<String>>,
    readers: Mutex<Vec<Dossier>>,
    corrector: Mutex<Option<Dossier>>,
    adder: Mutex<Option<Dossier>>,
    /// All documents, with the entry of the log at which they were listed.
    documents: Mutex<Option<(i64, Arc<Vec<Document>>)>>,
    /// How many there are, with the entry of the log at which they were counted.
    counts: Mutex<Option<(i64, [usize; 4])>>,
    tables: Beside<Tables>,
    /// The table without what may not leave the dossier.
    leaving: Beside<Tables>,
    actors: Beside<Vec<Actor>>,
}

impl Desk {
    pub(crate) fn new(config: Config) -> Self {
        Self {
            config,
            id: Mutex::default(),
            readers: Mutex::default(),
            corrector: Mutex::default(),
            adder: Mutex::default(),
            documents: Mutex::default(),
            counts: Mutex::default(),
            tables: Beside::default(),
            leaving: Beside::default(),
            actors: Beside::default(),
        }
    }

    pub(crate) fn is_there(&self) -> bool {
        self.config.dossier.exists()
    }

    /// What the dossier is called: its file, without folder and ending.
    pub(crate) fn name(&self) -> String {
        let name = self.config.dossier.file_stem().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
        report::safe_line(&name)
    }

    /// By what it is known, whatever it is called; nothing while there is none.
    pub(crate) fn id(&self) -> String {
        let mut kept = locked(&self.id);
        if kept.is_none() && self.is_there() {
            *kept = self.read(|dossier| Ok(dossier.id()?)).ok();
        }
        kept.clone().unwrap_or_default()
    }

    /// Who does something now.
    pub(crate) fn person(&self) -> Person {
        Person { name: self.config.by.clone(), at: (self.config.clock)() }
    }

    /// Asks the dossier something.
    pub(crate) fn read<T>(&self, ask: impl FnOnce(&Dossier) -> Result<T, Trouble>) -> Result<T, Trouble> {
        let kept = locked(&self.readers).pop();
        // A process file that was taken in since then is known only to those who open the dossier anew.
        let current = |it: &Dossier| it.log(None, 1).ok().and_then(|log| log.first().map(|it| it.command == "init")) == Some(false);
        let dossier = match kept.filter(current) {
            Some(dossier) => dossier,
            None => Dossier::open(&self.config.dossier, Mode::Read)?,
        };
        let answer = ask(&dossier);
        // One that met an error may have lost its file: the next one is opened anew.
        if answer.is_ok() {
            let mut readers = locked(&self.readers);
            if readers.len() < READERS {
                readers.push(dossier);
            }
        }
        answer
    }

    /// Changes something that a person says.
    pub(crate) fn correct<T>(&self, change: impl FnOnce(&mut Dossier, &Person) -> Result<T, Trouble>) -> Result<T, Trouble> {
        self.write(&self.corrector, change)
    }

    /// Adds documents, beside corrections.
    pub(crate) fn add<T>(&self, change: impl FnOnce(&mut Dossier, &Person) -> Result<T, Trouble>) -> Result<T, Trouble> {
        self.write(&self.adder, change)
    }

    /// All documents in the order in which they came in. Listed once, and again when something was done that changes the list.
    pub(crate) fn documents(&self, dossier: &Dossier) -> Result<Arc<Vec<Document>>, Trouble> {
        let mut kept = locked(&self.documents);
        let head = dossier.log(None, 1)?.first().map_or(0, |it| it.key.0);
        if let Some((at, list)) = kept.as_mut() {
            let since = dossier.log(None, usize::try_from(head - *at).unwrap_or(0))?;
            if since.iter().all(|it| matches!(it.command.as_str(), "confirm" | "change" | "reject" | "merge" | "split")) {
                *at = head;
                return Ok(Arc::clone(list));
            }
        }
        let list = Arc::new(dossier.documents(&Asked::default(), usize::MAX >> 1)?);
        *kept = Some((head, Arc::clone(&list)));
        Ok(list)
    }

    /// How many reports, notes, acts and actors there are: counted once, and again when something was done.
    pub(crate) fn counts(&self, dossier: &Dossier) -> Result<[usize; 4], Trouble> {
        let head = crate::change::head(dossier)?;
        if let Some((at, counts)) = *locked(&self.counts)
            && at == head
        {
            return Ok(counts);
        }
        let counts = dossier.counts(None)?;
        *locked(&self.counts) = Some((head, counts));
        Ok(counts)
    }

    /// The table, and whether it is of now; `None` while the first one of a large dossier is being made.
    pub(crate) fn tables(&self, dossier: &Dossier) -> Result<Current<Tables>, Trouble> {
        self.tables.of(
            &self.config.dossier,
            dossier,
            |_| false,
            tables::whole,
            |it| {
                it.outlook(View::default(), &Fields::default(), true);
            },
        )
    }

    /// The table of now for a file, without what may not leave the dossier where that is asked.
    pub(crate) fn tables_for_file(&self, dossier: &Dossier, leaving: bool) -> Result<Arc<Tables>, Trouble> {
        if !leaving {
            return self.tables.awaited(dossier, |_| true, tables::whole);
        }
        let today = Some(self.today());
        self.leaving.awaited(dossier, |it| it.leaving == today, |dossier, progress| Tables::of(dossier, today, progress))
    }

    /// The actors, who is in most acts first, and whether the list is of now; `None` while the first one of a large dossier is being made.
    pub(crate) fn actors(&self, dossier: &Dossier) -> Result<Current<Vec<Actor>>, Trouble> {
        let stays = |command: &str| matches!(command, "confirm" | "marks");
        self.actors.of(&self.config.dossier, dossier, stays, |it, _| Ok(it.actors(&Asked::default(), ACTORS)?), |_| ())
    }

    /// How far the table is that is being made.
    pub(crate) fn progress(&self) -> Option<String> {
        self.tables.progress()
    }

    /// Begins with what is worked out of all of a large dossier, before a page asks for it.
    pub(crate) fn begin(&self) {
        // What goes wrong here goes wrong again where it is asked for, and is said there.
        let _ = self.read(|dossier| {
            if let [reports, notes, ..] = self.counts(dossier)?
                && reports + notes > tables::AT_ONCE
            {
                self.tables(dossier)?;
                self.actors(dossier)?;
                self.documents(dossier)?;
            }
            Ok(())
        });
    }

    /// Today, in UTC.
    pub(crate) fn today(&self) -> jiff::civil::Date {
        (self.config.clock)().to_string().get(..10).and_then(|day| day.parse().ok()).unwrap_or(jiff::civil::Date::MAX)
    }

    fn write<T>(
        &self,
        whose: &Mutex<Option<Dossier>>,
        change: impl FnOnce(&mut Dossier, &Person) -> Result<T, Trouble>,
    ) -> Result<T, Trouble> {
        let mut kept = locked(whose);
        let person = self.person();
        let mut dossier = match kept.take() {
            Some(dossier) => dossier,
            None => self.open_to_write(&person)?,
        };
        let answer = change(&mut dossier, &person);
        if answer.is_ok() {
            *kept = Some(dossier);
        }
        answer
    }

    #[expect(clippy::disallowed_methods, reason = "the process file is read as every command that writes reads it")]
    fn open_to_write(&self, person: &Person) -> Result<Dossier, Error> {
        let path = &self.config.dossier;
        let mut dossier = Dossier::open(path, Mode::Write)?;
        dossier.read_with(self.config.model);
        let beside = process_file_beside(path);
        if beside != *path
            && let Ok(toml) = std::fs::read_to_string(&beside)
        {
            dossier.take_process(&toml, person)?;
        }
        Ok(dossier)
    }
}

/// A fault in one page must not close all others: what it left half done is a reader, which is opened anew.
pub(crate) fn locked<T>(it: &Mutex<T>) -> MutexGuard<'_, T> {
    it.lock().unwrap_or_else(PoisonError::into_inner)
}
