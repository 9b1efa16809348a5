//! What a table of the whole dossier is made from: readings by their numbers, who their actors are, and what everybody is called, as it
//! all stood at an entry.
use crate::actor::Appearance;
use crate::error::Error;
use crate::log::stood;
use crate::open::Store;
use crate::pack;
use evidence::{ActorKind, Reading};
use record::history::EntryKey;
use record::identity::ActorKey;
use record::view::{ActKey, DocumentKey};
use rusqlite::OptionalExtension as _;
use std::collections::HashMap;

/// What an actor is called.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Label {
    /// Who.
    pub actor: ActorKey,
    /// The name.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
    /// Whether a person or a process file gave it, and not a document.
    pub given: bool,
}

impl Store {
    /// The machine's newest reading of a document at an entry, with its number; `None` where there is none, or its words were erased.
    pub fn reading_at(&self, document: DocumentKey, at: Option<EntryKey>) -> Result<Option<(i64, Reading)>, Error> {
        let mut get = self
            .connection
            .prepare_cached(&format!("SELECT r.id, r.deflated FROM reading r WHERE r.document = ?1 AND {}", stood("r", at)))?;
        let found: Option<(i64, Vec<u8>)> = get.query_row([document.0], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        found.filter(|(_, deflated)| !deflated.is_empty()).map(|(id, deflated)| Ok((id, pack::unpacked_reading(&deflated)?))).transpose()
    }

    /// A reading by its number, whether it still stands or not.
    pub fn reading(&self, id: i64) -> Result<Option<Reading>, Error> {
        let mut get = self.connection.prepare_cached("SELECT deflated FROM reading WHERE id = ?1")?;
        let found: Option<Vec<u8>> = get.query_row([id], |row| row.get(0)).optional()?;
        found.filter(|deflated| !deflated.is_empty()).map(|deflated| pack::unpacked_reading(&deflated)).transpose()
    }

    /// Who the actors of a reading were at an entry.
    pub fn appearances_at(&self, reading: i64, at: Option<EntryKey>) -> Result<Vec<Appearance>, Error> {
        let mut list = self.connection.prepare_cached(&format!(
            "SELECT p.local, p.actor, p.name, p.title, p.p, p.reason FROM appearance p WHERE p.reading = ?1 AND {} ORDER BY p.id",
            stood("p", at)
        ))?;
        let rows = list.query_map([reading], |row| {
            Ok(Appearance {
                local: row.get(0)?,
                actor: ActorKey(row.get(1)?),
                name: row.get(2)?,
                title: row.get(3)?,
                probability: row.get(4)?,
                reason: row.get(5)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// A document as [`evidence`](Self::evidence) gives it, without its doubts and without the way back to its file.
    pub fn bare_evidence(&self, document: DocumentKey) -> Result<evidence::Document, Error> {
        let about = self.about(document)?.0;
        Ok(evidence::Document::new(about, self.text(document)?))
    }

    /// The names that the acts of a document came in with, which stay through every re-reading.
    pub fn first_names(&self, document: DocumentKey) -> Result<Vec<(ActKey, String)>, Error> {
        let mut list = self.connection.prepare_cached("SELECT id, name FROM act WHERE document = ?1 AND item = id ORDER BY id")?;
        let rows = list.query_map([document.0], |row| Ok((ActKey(row.get(0)?), row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// What everybody was called at an entry.
    pub fn labels(&self, at: Option<EntryKey>) -> Result<HashMap<ActorKey, Label>, Error> {
        let mut list = self.connection.prepare_cached(&format!(
            "SELECT l.actor, l.name, l.kind, g.command NOT IN ('add', 'note', 'reread', 'import') FROM actor_label l JOIN log g ON g.id = l.since
             WHERE {}",
            stood("l", at)
        ))?;
        let rows = list.query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get(1)?, row.get::<_, String>(2)?, row.get(3)?)))?;
        rows.map(|row| {
            let (actor, name, kind, given) = row?;
            let actor = ActorKey(actor);
            let kind =
                ActorKind::from_word(&kind).ok_or_else(|| Error::Damaged { says: format!("{actor} has the unknown kind `{kind}`") })?;
            Ok((actor, Label { actor, name, kind, given }))
        })
        .collect()
    }
}
