//! What people said of actors and events, as far as it stands: for another dossier that takes it over.
use crate::actor::kind_of;
use crate::error::Error;
use crate::open::Store;
use evidence::ActorKind;
use record::history::EntryKey;
use record::identity::ActorKey;
use record::view::{ActKey, DocumentKey};

/// What somebody said of an actor or an event.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Word {
    /// In this document, whoever is called so is another than whoever is called so elsewhere.
    Another {
        /// Where.
        document: DocumentKey,
        /// The name there.
        name: String,
        /// Who it is there.
        is: ActorKey,
        /// Who it was taken for.
        was: ActorKey,
    },
    /// An actor has a name, kind or ids that it had not from the first.
    Called {
        /// Who.
        actor: ActorKey,
        /// The name, where that is another.
        name: Option<String>,
        /// The kind, where that is another.
        kind: Option<ActorKind>,
        /// The Wikidata item, where that is another.
        wikidata: Option<String>,
        /// The ISO 3166 code, where that is another.
        iso: Option<String>,
    },
    /// The first actor is the second.
    SameActor(ActorKey, ActorKey),
    /// The first actor, once said to be the second, is not.
    NotSameActor(ActorKey, ActorKey),
    /// The first act reports the event of the second.
    SameEvent(ActKey, ActKey),
    /// Two acts are of two events.
    TwoEvents(ActKey, ActKey),
}

impl Store {
    /// What people said of actors and events and stands, each with the entry by which it does; in the order in which it can be taken over.
    /// `parted` is the reason of an appearance that a person gave another actor.
    pub fn words(&self, parted: &str) -> Result<Vec<(EntryKey, Word)>, Error> {
        let mut words = Vec::new();
        let mut list = self.connection.prepare(
            "SELECT p.since, r.document, p.name, p.actor, q.actor FROM appearance p JOIN reading r ON r.id = p.reading
             JOIN appearance q ON q.reading = p.reading AND q.local = p.local AND q.reason <> ?1
             WHERE p.reason = ?1 AND p.until IS NULL AND r.until IS NULL GROUP BY p.id ORDER BY p.id",
        )?;
        let mut rows = list.query([parted])?;
        while let Some(row) = rows.next()? {
            let word = Word::Another {
                document: DocumentKey(row.get(1)?),
                name: row.get(2)?,
                is: ActorKey(row.get(3)?),
                was: ActorKey(row.get(4)?),
            };
            words.push((EntryKey(row.get(0)?), word));
        }
        // What the process file says of somebody is no correction.
        let mut list = self.connection.prepare(
            "SELECT l.since, l.actor, nullif(l.name, f.name), nullif(l.kind, f.kind), nullif(l.wikidata, f.wikidata), nullif(l.iso, f.iso)
             FROM actor_label l JOIN log e ON e.id = l.since
             JOIN actor_label f ON f.id = (
               SELECT max(k.id) FROM actor_label k JOIN log g ON g.id = k.since WHERE k.actor = l.actor AND k.id <= l.id
                 AND (g.command NOT IN ('change', 'undo', 'import') OR k.id = (SELECT min(id) FROM actor_label WHERE actor = l.actor)))
             WHERE l.until IS NULL AND e.command IN ('change', 'undo', 'import') ORDER BY l.id",
        )?;
        let mut rows = list.query([])?;
        while let Some(row) = rows.next()? {
            let kind: Option<String> = row.get(3)?;
            let (name, wikidata, iso) = (row.get(2)?, row.get(4)?, row.get(5)?);
            let kind = kind.map(|it| kind_of(&it)).transpose()?;
            if kind.is_some() || [&name, &wikidata, &iso].into_iter().any(Option::is_some) {
                words.push((EntryKey(row.get(0)?), Word::Called { actor: ActorKey(row.get(1)?), name, kind, wikidata, iso }));
            }
        }
        let taken = self.taken_back(None)?;
        let mut list = self.connection.prepare(
            "SELECT m.until, m.actor, m.into_actor, e.command FROM actor_merge m JOIN log e ON e.id = m.until
             WHERE NOT EXISTS (SELECT 1 FROM actor_merge n WHERE n.actor = m.actor AND n.until IS NULL) ORDER BY m.id",
        )?;
        let mut rows = list.query([])?;
        while let Some(row) = rows.next()? {
            let (entry, command): (i64, String) = (row.get(0)?, row.get(3)?);
            if matches!(command.as_str(), "split" | "import") && !taken.contains_key(&entry) {
                words.push((EntryKey(entry), Word::NotSameActor(ActorKey(row.get(1)?), ActorKey(row.get(2)?))));
            }
        }
        let mut pairs = |sql: &str, word: fn(i64, i64) -> Word| -> Result<(), Error> {
            let mut list = self.connection.prepare(sql)?;
            let mut rows = list.query([])?;
            while let Some(row) = rows.next()? {
                words.push((EntryKey(row.get(0)?), word(row.get(1)?, row.get(2)?)));
            }
            Ok(())
        };
        pairs("SELECT since, actor, into_actor FROM actor_merge WHERE until IS NULL ORDER BY id", |one, other| {
            Word::SameActor(ActorKey(one), ActorKey(other))
        })?;
        pairs("SELECT since, one, other FROM apart WHERE until IS NULL ORDER BY id", |one, other| {
            Word::TwoEvents(ActKey(one), ActKey(other))
        })?;
        pairs("SELECT since, act, first FROM link WHERE until IS NULL AND p IS NULL ORDER BY id", |one, other| {
            Word::SameEvent(ActKey(one), ActKey(other))
        })?;
        Ok(words)
    }

    /// Whether an actor was once said to be another and then not to be, by a person here: an import is no such word.
    pub fn was_parted(&self, actor: ActorKey) -> Result<bool, Error> {
        let taken = self.taken_back(None)?;
        let mut list = self
            .connection
            .prepare_cached("SELECT m.until FROM actor_merge m JOIN log e ON e.id = m.until WHERE m.actor = ?1 AND e.command = 'split'")?;
        let ends = list.query_map([actor.0], |row| row.get::<_, i64>(0))?.collect::<Result<Vec<_>, _>>()?;
        Ok(ends.iter().any(|end| !taken.contains_key(end)))
    }

    /// Whether a person here gave an actor the name, kind or ids that it has: an import and the process file did not.
    pub fn called_by_person(&self, actor: ActorKey) -> Result<bool, Error> {
        let mut find = self.connection.prepare_cached(
            "SELECT 1 FROM actor_label l JOIN log e ON e.id = l.since WHERE l.actor = ?1 AND l.until IS NULL AND e.command IN ('change', 'undo')
               AND l.id <> (SELECT min(id) FROM actor_label WHERE actor = ?1)",
        )?;
        Ok(find.exists([actor.0])?)
    }

    /// Whether it was a person here who said that an actor is another.
    pub fn merged_by_person(&self, actor: ActorKey) -> Result<bool, Error> {
        let mut find = self.connection.prepare_cached(
            "SELECT 1 FROM actor_merge m JOIN log e ON e.id = m.since WHERE m.actor = ?1 AND m.until IS NULL AND e.command <> 'import'",
        )?;
        Ok(find.exists([actor.0])?)
    }
}
