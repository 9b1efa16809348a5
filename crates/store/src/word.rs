//! What people said of actors and events, as far as it stands: for another dossier that takes it over.
use crate::actor::kind_of;
use crate::error::Error;
use crate::open::Store;
use evidence::ActorKind;
use record::history::EntryKey;
use record::identity::ActorKey;
use record::view::{ActKey, DocumentKey};
use rusqlite::OptionalExtension as _;

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
    /// An actor has a name, kind or ids that somebody gave it.
    Called {
        /// Who.
        actor: ActorKey,
        /// The name, where somebody gave it.
        name: Option<String>,
        /// The kind, where somebody gave it.
        kind: Option<ActorKind>,
        /// The Wikidata item, where somebody gave it or, with `None`, took it away.
        wikidata: Option<Option<String>>,
        /// The ISO 3166 code, likewise.
        iso: Option<Option<String>>,
    },
    /// The first actor is the second.
    SameActor(ActorKey, ActorKey),
    /// The first actor, once said to be the second, is not.
    NotSameActor(ActorKey, ActorKey),
    /// The first act reports the event of the second.
    SameEvent(ActKey, ActKey),
    /// Two acts are of two events.
    TwoEvents {
        /// The one that was taken out of the event of both.
        split: ActKey,
        /// The other.
        from: ActKey,
    },
}

/// What of an actor's label somebody may say.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Field {
    /// Its name.
    Name,
    /// Its kind.
    Kind,
    /// Its Wikidata item.
    Wikidata,
    /// Its ISO 3166 code.
    Iso,
}

impl Field {
    const ALL: [Self; 4] = [Self::Name, Self::Kind, Self::Wikidata, Self::Iso];
}

/// The commands by which a person says something of actors and events. What an import brought was said by somebody elsewhere, and what an
/// undo brought back by whoever said it first.
const SAYS: [&str; 4] = ["confirm", "change", "merge", "split"];

/// By whom a row came to stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Sayer {
    /// A person here.
    Here,
    /// A person of a dossier that was imported.
    There,
    /// The machine, or the process file.
    Nobody,
}

/// An entry by which a row stands: its command, and what it takes back.
type By = (String, Option<i64>);

fn sayer(command: &str) -> Sayer {
    match command {
        "import" => Sayer::There,
        it if SAYS.contains(&it) => Sayer::Here,
        _ => Sayer::Nobody,
    }
}

impl Store {
    /// What people said of actors and events and stands, each with the entry by which it does; in the order in which it can be taken over.
    /// `parted` is the reason of an appearance that a person gave another actor.
    pub fn words(&self, parted: &str) -> Result<Vec<(EntryKey, Word)>, Error> {
        let mut words = Vec::new();
        for it in self.partings(parted)? {
            words.push((it.since, Word::Another { document: it.document, name: it.name, is: it.is, was: it.was }));
        }
        // What the process file says of somebody is no correction.
        let mut list = self.connection.prepare(
            "SELECT l.since, l.actor, l.name, l.kind, l.wikidata, l.iso FROM actor_label l WHERE l.until IS NULL
               AND EXISTS (SELECT 1 FROM actor_label k JOIN log e ON e.id = k.since WHERE k.actor = l.actor AND e.command IN ('change', 'import'))
             ORDER BY l.id",
        )?;
        let mut rows = list.query([])?;
        while let Some(row) = rows.next()? {
            let actor = ActorKey(row.get(1)?);
            let said = self.said_of(actor)?;
            let said = |field| said.iter().any(|it| *it == (field, Sayer::Here) || *it == (field, Sayer::There));
            let kind: String = row.get(3)?;
            let word = Word::Called {
                actor,
                name: if said(Field::Name) { row.get(2)? } else { None },
                kind: if said(Field::Kind) { Some(kind_of(&kind)?) } else { None },
                wikidata: if said(Field::Wikidata) { Some(row.get(4)?) } else { None },
                iso: if said(Field::Iso) { Some(row.get(5)?) } else { None },
            };
            if Field::ALL.into_iter().any(said) {
                words.push((EntryKey(row.get(0)?), word));
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
        // A pair that somebody made one event again is none. Whom the entry is about is the one that goes.
        pairs(
            "SELECT x.since, iif(e.item = 'a' || x.other, x.other, x.one), iif(e.item = 'a' || x.other, x.one, x.other)
             FROM apart x JOIN log e ON e.id = x.since
             LEFT JOIN link k ON k.act = x.one AND k.until IS NULL LEFT JOIN link l ON l.act = x.other AND l.until IS NULL
             WHERE x.until IS NULL AND coalesce(k.first, x.one) <> coalesce(l.first, x.other) ORDER BY x.id",
            |split, from| Word::TwoEvents { split: ActKey(split), from: ActKey(from) },
        )?;
        pairs("SELECT since, act, first FROM link WHERE until IS NULL AND p IS NULL ORDER BY id", |one, other| {
            Word::SameEvent(ActKey(one), ActKey(other))
        })?;
        Ok(words)
    }

    /// The actors that people here said to be two, and that stands: `parted` as for [`words`](Self::words).
    pub fn parted_here(&self, parted: &str) -> Result<Vec<(ActorKey, ActorKey)>, Error> {
        let mut pairs = Vec::new();
        for it in self.partings(parted)? {
            if it.here {
                pairs.push((it.is, it.was));
            }
        }
        let taken = self.taken_back(None)?;
        let mut list = self
            .connection
            .prepare("SELECT m.actor, m.into_actor, m.until FROM actor_merge m JOIN log e ON e.id = m.until WHERE e.command = 'split'")?;
        let mut rows = list.query([])?;
        while let Some(row) = rows.next()? {
            if !taken.contains_key(&row.get(2)?) {
                pairs.push((ActorKey(row.get(0)?), ActorKey(row.get(1)?)));
            }
        }
        Ok(pairs)
    }

    /// The names in documents that people here gave another actor: `parted` as for [`words`](Self::words).
    pub fn another_here(&self, parted: &str) -> Result<Vec<(DocumentKey, String)>, Error> {
        Ok(self.partings(parted)?.into_iter().filter(|it| it.here).map(|it| (it.document, it.name)).collect())
    }

    /// What a person here said of an actor's name, kind and ids: an import and the process file did not.
    pub fn called_here(&self, actor: ActorKey) -> Result<Vec<Field>, Error> {
        Ok(self.said_of(actor)?.into_iter().filter(|(_, by)| *by == Sayer::Here).map(|(field, _)| field).collect())
    }

    /// Whether it was a person here who said that an actor is the one that it is merged into.
    pub fn merged_here(&self, actor: ActorKey) -> Result<bool, Error> {
        let mut find = self.connection.prepare_cached("SELECT id FROM actor_merge WHERE actor = ?1 AND until IS NULL")?;
        let row: Option<i64> = find.query_row([actor.0], |row| row.get(0)).optional()?;
        row.map_or(Ok(false), |row| Ok(self.said_by("actor_merge", "n.actor = o.actor", row)?.0 == Sayer::Here))
    }

    /// With which act a person here said that this one, which is linked to the first account of an event, is of one event. An import may have
    /// linked both to another since.
    pub fn linked_here(&self, act: ActKey) -> Result<Option<ActKey>, Error> {
        let mut find = self.connection.prepare_cached("SELECT id FROM link WHERE act = ?1 AND until IS NULL AND p IS NULL")?;
        let row: Option<i64> = find.query_row([act.0], |row| row.get(0)).optional()?;
        let Some(row) = row else { return Ok(None) };
        let (sayer, row) = self.said_by("link", "n.act = o.act AND o.p IS NULL", row)?;
        let first = self.connection.prepare_cached("SELECT first FROM link WHERE id = ?1")?.query_row([row], |row| row.get(0))?;
        Ok((sayer == Sayer::Here).then_some(ActKey(first)))
    }

    /// Whether it was a person here who said that two acts are of two events.
    pub fn apart_here(&self, one: ActKey, other: ActKey) -> Result<bool, Error> {
        let (one, other) = (one.min(other), one.max(other));
        let mut list = self.connection.prepare_cached("SELECT id FROM apart WHERE one = ?1 AND other = ?2 AND until IS NULL")?;
        let rows = list.query_map((one.0, other.0), |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
        for row in rows {
            if self.said_by("apart", "n.one = o.one AND n.other = o.other", row)?.0 == Sayer::Here {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// By whom a row came to stand, and the row by which they said it: what an undo brought back is a copy of what it was `same` as before, and
    /// a link that an import took along to another first account is still of whoever made it.
    fn said_by(&self, table: &str, same: &str, mut row: i64) -> Result<(Sayer, i64), Error> {
        let mut find = self.connection.prepare_cached(&format!(
            "SELECT e.command, coalesce(e.undoes, e.id) FROM {table} n JOIN log e ON e.id = n.since WHERE n.id = ?1"
        ))?;
        let mut before = self.connection.prepare_cached(&format!(
            "SELECT max(o.id) FROM {table} n JOIN {table} o ON {same} AND o.id < n.id AND o.until = ?2 WHERE n.id = ?1"
        ))?;
        loop {
            let (command, ended_by): (String, i64) = find.query_row([row], |row| Ok((row.get(0)?, row.get(1)?)))?;
            let follows = command == "undo" || (command == "import" && table == "link");
            match follows.then(|| before.query_row((row, ended_by), |row| row.get::<_, Option<i64>>(0))).transpose()?.flatten() {
                Some(earlier) => row = earlier,
                None => return Ok((sayer(&command), row)),
            }
        }
    }

    /// By whom each field of an actor's label is as it is: whoever first gave it what it has had since.
    fn said_of(&self, actor: ActorKey) -> Result<Vec<(Field, Sayer)>, Error> {
        let mut list = self.connection.prepare_cached(
            "SELECT l.name, l.kind, l.wikidata, l.iso, l.until, e.command, e.undoes FROM actor_label l JOIN log e ON e.id = l.since
             WHERE l.actor = ?1 ORDER BY l.id",
        )?;
        let labels = list.query_map([actor.0], |row| {
            let fields: [Option<String>; 4] = [row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?];
            let by: By = (row.get(5)?, row.get(6)?);
            Ok((fields, row.get::<_, Option<i64>>(4)?, by))
        })?;
        let labels = labels.collect::<Result<Vec<_>, _>>()?;
        let mut said = Vec::new();
        for (which, field) in Field::ALL.into_iter().enumerate() {
            let Some(mut at) = labels.len().checked_sub(1) else { continue };
            loop {
                while at > 0 && labels[at].0[which] == labels[at - 1].0[which] {
                    at -= 1;
                }
                let (command, undoes) = &labels[at].2;
                // What an undo brought back has been so since before what it took back.
                let earlier =
                    undoes.filter(|_| command == "undo").and_then(|undone| labels[..at].iter().rposition(|it| it.1 == Some(undone)));
                match earlier {
                    Some(earlier) => at = earlier,
                    None => break,
                }
            }
            // What an actor was made with is nobody's word, but for the name that a person gave whom they parted.
            let command = labels[at].2.0.as_str();
            let word = at > 0 || (field == Field::Name && command == "split");
            said.push((field, if word { sayer(command) } else { Sayer::Nobody }));
        }
        Ok(said)
    }

    /// Whoever is another in a document than elsewhere because somebody said so, in the newest reading.
    fn partings(&self, parted: &str) -> Result<Vec<Parting>, Error> {
        let mut list = self.connection.prepare(
            "SELECT p.id, p.since, r.document, p.local, p.name, p.actor FROM appearance p JOIN reading r ON r.id = p.reading
             WHERE p.reason = ?1 AND p.until IS NULL AND r.until IS NULL ORDER BY p.id",
        )?;
        // Earlier readings count too: in the newest one an actor may have been another from the first.
        let mut before = self.connection.prepare(
            "SELECT q.id, q.actor, q.reason = ?1, q.since FROM appearance q JOIN reading r ON r.id = q.reading
             WHERE r.document = ?2 AND q.local = ?3 AND q.id < ?4 ORDER BY q.id DESC",
        )?;
        let mut rows = list.query([parted])?;
        let mut partings = Vec::new();
        while let Some(row) = rows.next()? {
            let (mut id, mut since, document, local, is): (i64, i64, i64, String, i64) =
                (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(5)?);
            let mut still = true;
            let mut was = None;
            let mut earlier = before.query((parted, document, &local, id))?;
            while let Some(earlier) = earlier.next()? {
                let (earlier_id, actor, by_person): (i64, i64, bool) = (earlier.get(0)?, earlier.get(1)?, earlier.get(2)?);
                still &= by_person && actor == is;
                if still {
                    (id, since) = (earlier_id, earlier.get(3)?);
                } else if !by_person && actor != is {
                    was = Some(ActorKey(actor));
                    break;
                }
            }
            if let Some(was) = was {
                let here = self.said_by("appearance", "n.reading = o.reading AND n.local = o.local", id)?.0 == Sayer::Here;
                let (document, is) = (DocumentKey(document), ActorKey(is));
                partings.push(Parting { since: EntryKey(since), document, name: row.get(4)?, is, was, here });
            }
        }
        Ok(partings)
    }
}

/// That whoever is called so in a document is another than elsewhere.
struct Parting {
    since: EntryKey,
    document: DocumentKey,
    name: String,
    is: ActorKey,
    was: ActorKey,
    /// A person here said so.
    here: bool,
}
