//! Writing: all of it or nothing, and each thing under an entry of the log.
use crate::error::Error;
use crate::open::Store;
use jiff::{Timestamp, Unit};
use record::history::EntryKey;
use record::view::{ActKey, DocumentKey};
use std::ops::Deref;

/// A transaction. What is not committed is taken back.
pub struct Writing<'a> {
    store: &'a mut Store,
    // Invariant: 0 until the first entry is made; then the newest one of this transaction.
    entry: i64,
    /// Whether what was there before was changed too: words erased, names masked.
    pub(crate) rewritten: bool,
    /// The number of the next version of an act, once one was made.
    pub(crate) next_act: Option<i64>,
    /// The outlets of the document whose acts came last.
    pub(crate) outlets: Option<(DocumentKey, Vec<i64>)>,
    /// What the search indexes have not got yet.
    unindexed: Unindexed,
    open: bool,
}

/// Words on their way into the search indexes. Row by row, between the rows of other tables, each word of them would be looked for in memory
/// that no cache holds any more.
#[derive(Default)]
struct Unindexed {
    // In the order in which they came.
    acts: Vec<(ActKey, String, String)>,
    documents: Vec<(DocumentKey, String, String)>,
    bytes: usize,
}

/// So many bytes of words are held back at most.
const MOST_UNINDEXED: usize = 1 << 20;

impl Store {
    /// Begins to write; waits for another process that does.
    pub fn writing(&mut self) -> Result<Writing<'_>, Error> {
        self.connection.execute_batch("BEGIN IMMEDIATE")?;
        Ok(Writing { store: self, entry: 0, rewritten: false, next_act: None, outlets: None, unindexed: Unindexed::default(), open: true })
    }

    /// Begins to change what was there before too: words erased, names masked. All of it is sealed anew after that, so the seals have to hold
    /// until then: what another program changed would else pass for whole.
    pub fn rewriting(&mut self) -> Result<Writing<'_>, Error> {
        let mut writing = self.writing()?;
        writing.rewritten = true;
        match writing.broken_seals(1)?.pop() {
            Some(says) => Err(Error::Damaged { says: format!("{says} (`armistice check` lists all that is wrong)") }),
            None => Ok(writing),
        }
    }
}

impl Deref for Writing<'_> {
    type Target = Store;

    fn deref(&self) -> &Store {
        self.store
    }
}

impl Writing<'_> {
    /// Makes an entry of the log; what is written from now on is written under it.
    pub fn entry(&mut self, at: Timestamp, by: &str, command: &str, item: &str, says: &str, why: Option<&str>) -> Result<EntryKey, Error> {
        let last: Option<String> =
            self.connection.prepare_cached("SELECT at FROM log ORDER BY id DESC LIMIT 1")?.query_row([], |row| row.get(0)).ok();
        // A clock that was put back must not make what came later seem known earlier.
        let now = at.round(Unit::Second).unwrap_or(at).to_string();
        let at = last.filter(|last| *last > now).unwrap_or(now);
        self.connection
            .prepare_cached("INSERT INTO log (at, by, command, item, says, why) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?
            .execute((at, by, command, item, says, why))?;
        self.entry = self.connection.last_insert_rowid();
        Ok(EntryKey(self.entry))
    }

    /// Says what the newest entry is about, where that is known only after it was made.
    pub fn entry_is_about(&mut self, item: &str, says: &str) -> Result<(), Error> {
        self.connection.prepare_cached("UPDATE log SET item = ?2, says = ?3 WHERE id = ?1")?.execute((self.entry, item, says))?;
        Ok(())
    }

    /// Says which entry the newest one takes back.
    pub(crate) fn entry_undoes(&mut self, undone: EntryKey) -> Result<(), Error> {
        self.connection.execute("UPDATE log SET undoes = ?2 WHERE id = ?1", (self.entry, undone.0))?;
        Ok(())
    }

    /// The state of the file: another number once another process has written to it.
    pub fn state(&self) -> Result<i64, Error> {
        Ok(self.connection.pragma_query_value(None, "data_version", |row| row.get(0))?)
    }

    /// The entry under which things are written.
    pub(crate) const fn now(&self) -> i64 {
        self.entry
    }

    /// Lets an act be found by its words and facets, at the latest once this is committed.
    pub(crate) fn index_act(&mut self, act: ActKey, words: &str, facets: String) -> Result<(), Error> {
        self.unindexed.bytes += words.len() + facets.len();
        self.unindexed.acts.push((act, words.to_owned(), facets));
        if self.unindexed.bytes > MOST_UNINDEXED { self.index() } else { Ok(()) }
    }

    /// The same of a document.
    pub(crate) fn index_document(&mut self, document: DocumentKey, title: String, text: String) -> Result<(), Error> {
        self.unindexed.bytes += title.len() + text.len();
        self.unindexed.documents.push((document, title, text));
        if self.unindexed.bytes > MOST_UNINDEXED { self.index() } else { Ok(()) }
    }

    /// Has in the search indexes what was held back: before anything is taken out of them.
    pub(crate) fn index(&mut self) -> Result<(), Error> {
        let Unindexed { acts, documents, .. } = std::mem::take(&mut self.unindexed);
        if !documents.is_empty() {
            let mut insert = self.connection.prepare_cached("INSERT INTO document_search (rowid, title, text) VALUES (?1, ?2, ?3)")?;
            for (key, title, text) in documents {
                insert.execute((key.0, title, text))?;
            }
        }
        if !acts.is_empty() {
            let mut insert = self.connection.prepare_cached("INSERT INTO act_search (rowid, words, facets) VALUES (?1, ?2, ?3)")?;
            for (key, words, facets) in acts {
                insert.execute((key.0, words, facets))?;
            }
        }
        Ok(())
    }

    /// Has all of it on the disk.
    pub fn commit(mut self) -> Result<(), Error> {
        self.index()?;
        if self.entry > 0 {
            if self.rewritten { self.store.seal_anew(self.entry)? } else { self.store.seal(self.entry)? }
        }
        self.store.connection.execute_batch("COMMIT")?;
        self.open = false;
        Ok(())
    }
}

impl Drop for Writing<'_> {
    fn drop(&mut self) {
        if self.open {
            // After a failed write SQLite may have taken it back already; then there is nothing to take back.
            let _ = self.store.connection.execute_batch("ROLLBACK");
        }
    }
}
