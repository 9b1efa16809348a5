//! Actors: their names, whom they speak for, where they appear, and what a person merged.
use crate::error::Error;
use crate::log::stood;
use crate::open::Store;
use crate::write::Writing;
use evidence::ActorKind;
use record::history::EntryKey;
use record::identity::ActorKey;
use record::view::{Actor, DocumentKey, TitleHeld, numbered};
use rusqlite::OptionalExtension as _;
use std::collections::{HashMap, HashSet};

/// One way in which an actor is named.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FormRow {
    /// Who.
    pub actor: ActorKey,
    /// The name.
    pub form: String,
    /// What it is.
    pub kind: ActorKind,
    /// Whom it speaks for by that name.
    pub part_of: Option<ActorKey>,
}

/// That an actor of a reading is one of the dossier.
#[derive(Clone, PartialEq, Debug)]
pub struct Appearance {
    /// The id in the reading.
    pub local: String,
    /// Who it is.
    pub actor: ActorKey,
    /// Its name there.
    pub name: String,
    /// Its title there, where it has one.
    pub title: Option<String>,
    /// Probability that it is.
    pub probability: f32,
    /// Why.
    pub reason: String,
}

impl Writing<'_> {
    /// Makes a new actor.
    pub fn new_actor(&mut self, name: &str, kind: ActorKind, wikidata: Option<&str>, iso: Option<&str>) -> Result<ActorKey, Error> {
        self.connection.prepare_cached("INSERT INTO actor (since) VALUES (?1)")?.execute([self.now()])?;
        let key = ActorKey(self.connection.last_insert_rowid());
        self.new_label(key, name, kind, wikidata, iso)?;
        Ok(key)
    }

    /// Gives an actor another name, kind or id; what it had is kept.
    pub fn label(&mut self, key: ActorKey, name: &str, kind: ActorKind, wikidata: Option<&str>, iso: Option<&str>) -> Result<(), Error> {
        let now = self.now();
        self.connection.prepare_cached("UPDATE actor_label SET until = ?2 WHERE actor = ?1 AND until IS NULL")?.execute((key.0, now))?;
        self.new_label(key, name, kind, wikidata, iso)
    }

    fn new_label(&mut self, key: ActorKey, name: &str, kind: ActorKind, wikidata: Option<&str>, iso: Option<&str>) -> Result<(), Error> {
        self.connection
            .prepare_cached("INSERT INTO actor_label (actor, name, kind, wikidata, iso, since) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?
            .execute((key.0, name, kind.as_str(), wikidata, iso, self.now()))?;
        Ok(())
    }

    /// Keeps that an actor is named so.
    pub fn new_form(&mut self, key: ActorKey, form: &str, part_of: Option<ActorKey>) -> Result<(), Error> {
        let (part_of, now) = (part_of.map_or(0, |it| it.0), self.now());
        // A row comes back where the name is new, or where what brought it may have been taken back since: hardly ever, and this is asked
        // for every actor of every document.
        let since: Option<i64> = self
            .connection
            .prepare_cached(
                "INSERT INTO actor_form (actor, form, part_of, since) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT DO UPDATE SET since = since WHERE EXISTS (SELECT 1 FROM log u WHERE u.undoes = actor_form.since) RETURNING since",
            )?
            .query_row((key.0, form, part_of, now), |row| row.get(0))
            .optional()?;
        if let Some(since) = since.filter(|since| *since != now)
            && self.taken_back(None)?.contains_key(&since)
        {
            self.connection
                .execute("UPDATE actor_form SET since = ?4 WHERE actor = ?1 AND form = ?2 AND part_of = ?3", (key.0, form, part_of, now))?;
        }
        Ok(())
    }

    /// Keeps who an actor of a reading is.
    pub fn new_appearance(&mut self, reading: i64, new: &Appearance) -> Result<(), Error> {
        self.connection
            .prepare_cached(
                "INSERT INTO appearance (reading, local, actor, name, title, p, reason, since) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?
            .execute((reading, &new.local, new.actor.0, &new.name, &new.title, new.probability, &new.reason, self.now()))?;
        Ok(())
    }

    /// Makes one actor part of another.
    pub fn merge_actors(&mut self, actor: ActorKey, into: ActorKey) -> Result<(), Error> {
        self.connection.execute("INSERT INTO actor_merge (actor, into_actor, since) VALUES (?1, ?2, ?3)", (actor.0, into.0, self.now()))?;
        Ok(())
    }

    /// Ends a merge; `false` where there is none.
    pub fn unmerge_actor(&mut self, actor: ActorKey) -> Result<bool, Error> {
        let now = self.now();
        Ok(self.connection.execute("UPDATE actor_merge SET until = ?2 WHERE actor = ?1 AND until IS NULL", (actor.0, now))? > 0)
    }

    /// In these documents, whoever was `from` is `to`; gives how many acts that changed.
    pub fn move_appearances(&mut self, from: ActorKey, to: ActorKey, documents: &[DocumentKey], why: &str) -> Result<usize, Error> {
        let now = self.now();
        let mut changed = 0;
        for document in documents {
            self.connection.execute(
                "INSERT INTO appearance (reading, local, actor, name, title, p, reason, since)
                 SELECT p.reading, p.local, ?3, p.name, p.title, 1.0, ?4, ?5 FROM appearance p JOIN reading r ON r.id = p.reading
                 WHERE r.document = ?1 AND p.actor = ?2 AND p.until IS NULL",
                (document.0, from.0, to.0, why, now),
            )?;
            self.connection.execute(
                "UPDATE appearance SET until = ?3 WHERE actor = ?2 AND until IS NULL AND reading IN (SELECT id FROM reading WHERE document = ?1)",
                (document.0, from.0, now),
            )?;
            let versions: Vec<i64> = {
                let mut list = self.connection.prepare_cached(
                    "SELECT DISTINCT a.id FROM act a JOIN act_actor x ON x.act = a.id WHERE a.document = ?1 AND a.until IS NULL AND x.actor = ?2",
                )?;
                list.query_map((document.0, from.0), |row| row.get(0))?.collect::<Result<_, _>>()?
            };
            for version in versions {
                self.new_version(version, Some((from, to)))?;
                changed += 1;
            }
        }
        Ok(changed)
    }
}

impl Store {
    /// All names of all actors, in the order in which they were learnt. One whose entry was taken back is no name any more, unless a document has it.
    pub fn forms(&self) -> Result<Vec<FormRow>, Error> {
        let mut list = self.connection.prepare(&format!(
            "SELECT f.actor, f.form, l.kind, f.part_of FROM actor_form f JOIN actor_label l ON l.actor = f.actor AND l.until IS NULL
             WHERE {} ORDER BY f.actor, f.since, f.form",
            self.form_stands(None)?
        ))?;
        let rows = list.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get::<_, String>(2)?, row.get::<_, i64>(3)?)))?;
        rows.map(|row| {
            let (actor, form, kind, part_of) = row?;
            Ok(FormRow { actor: ActorKey(actor), form, kind: kind_of(&kind)?, part_of: (part_of != 0).then_some(ActorKey(part_of)) })
        })
        .collect()
    }

    /// The condition that a name `f` was known at an entry, or is one now: forms have no end of their own, they go with the entry that first
    /// brought them, but for those that a document has.
    fn form_stands(&self, at: Option<EntryKey>) -> Result<String, Error> {
        let taken: Vec<String> = self.taken_back(at)?.keys().map(ToString::to_string).collect();
        Ok(format!(
            "f.since <= {} AND (f.since NOT IN ({}) OR EXISTS (SELECT 1 FROM appearance q WHERE q.actor = f.actor AND q.name = f.form AND {}))",
            at.map_or(i64::MAX, |at| at.0),
            taken.join(", "),
            stood("q", at)
        ))
    }

    /// Which actor each merged one was merged into, all the way.
    pub fn merged(&self, at: Option<EntryKey>) -> Result<HashMap<ActorKey, ActorKey>, Error> {
        let mut list =
            self.connection.prepare_cached(&format!("SELECT m.actor, m.into_actor FROM actor_merge m WHERE {}", stood("m", at)))?;
        let direct: HashMap<i64, i64> = list.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
        let root = |start: i64| {
            let mut at = start;
            // Bounded, so that a circle in a damaged file ends.
            for _ in 0..direct.len() {
                match direct.get(&at) {
                    Some(next) => at = *next,
                    None => break,
                }
            }
            at
        };
        Ok(direct.keys().map(|actor| (ActorKey(*actor), ActorKey(root(*actor)))).collect())
    }

    /// The name of an actor now.
    pub fn actor_name(&self, key: ActorKey) -> Result<Option<String>, Error> {
        let mut get = self.connection.prepare_cached("SELECT name FROM actor_label WHERE actor = ?1 AND until IS NULL")?;
        Ok(get.query_row([key.0], |row| row.get(0)).optional()?)
    }

    /// The name of an actor as it was at an entry.
    pub(crate) fn actor_name_at(&self, key: ActorKey, at: Option<EntryKey>) -> Result<Option<String>, Error> {
        let mut get =
            self.connection.prepare_cached(&format!("SELECT l.name FROM actor_label l WHERE l.actor = ?1 AND {}", stood("l", at)))?;
        Ok(get.query_row([key.0], |row| row.get(0)).optional()?)
    }

    /// The actors that go by exactly this name, or have this number (`p7`).
    pub fn actors_named(&self, name: &str) -> Result<Vec<ActorKey>, Error> {
        if let Some(('p', number)) = numbered(name) {
            let there = self.connection.prepare_cached("SELECT 1 FROM actor WHERE id = ?1")?.exists([number])?;
            return Ok(if there { vec![ActorKey(number)] } else { Vec::new() });
        }
        let mut list = self.connection.prepare(&format!(
            "SELECT actor FROM actor_label WHERE name = ?1 COLLATE NOCASE AND until IS NULL
             UNION SELECT actor FROM actor_form f WHERE form = ?1 COLLATE NOCASE AND {} ORDER BY 1",
            self.form_stands(None)?
        ))?;
        Ok(list.query_map([name], |row| row.get(0).map(ActorKey))?.collect::<Result<_, _>>()?)
    }

    /// Actors with a name that has these words in it, those named in most documents first, at most so many.
    pub fn actors_like(&self, words: &str, most: usize) -> Result<Vec<(ActorKey, String)>, Error> {
        let mut list = self.connection.prepare(&format!(
            "SELECT l.actor, l.name FROM actor_label l WHERE l.until IS NULL
               AND NOT EXISTS (SELECT 1 FROM actor_merge m WHERE m.actor = l.actor AND m.until IS NULL)
               AND EXISTS (SELECT 1 FROM actor_form f WHERE f.actor = l.actor AND instr(' ' || lower(f.form) || ' ', ' ' || lower(?1) || ' ') > 0
                 AND {})
             ORDER BY (SELECT count(*) FROM appearance p WHERE p.actor = l.actor AND p.until IS NULL) DESC, l.actor LIMIT ?2",
            self.form_stands(None)?
        ))?;
        let rows = list.query_map((words.trim(), most as i64), |row| Ok((ActorKey(row.get(0)?), row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Who the actors of a reading are.
    pub fn appearances(&self, reading: i64) -> Result<Vec<Appearance>, Error> {
        let mut list = self.connection.prepare_cached(
            "SELECT local, actor, name, title, p, reason FROM appearance WHERE reading = ?1 AND until IS NULL ORDER BY id",
        )?;
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

    /// Who the actors of the newest reading of a document are.
    pub fn appearances_in(&self, document: DocumentKey) -> Result<Vec<Appearance>, Error> {
        let mut get = self.connection.prepare_cached("SELECT id FROM reading WHERE document = ?1 AND until IS NULL")?;
        let reading: Option<i64> = get.query_row([document.0], |row| row.get(0)).optional()?;
        reading.map_or_else(|| Ok(Vec::new()), |id| self.appearances(id))
    }

    /// The numbers of the actors, those merged into others and those of removed documents alone left out, who is in most acts first.
    pub fn actor_keys(&self, at: Option<EntryKey>, most: usize) -> Result<Vec<ActorKey>, Error> {
        let gone = self.only_in_removed(at)?;
        let known = at.map_or_else(|| "1".to_owned(), |at| format!("a.since <= {}", at.0));
        let mut list = self.connection.prepare_cached(&format!(
            "SELECT a.id FROM actor a WHERE {known} AND NOT EXISTS (SELECT 1 FROM actor_merge m WHERE m.actor = a.id AND {})
             ORDER BY (SELECT count(*) FROM act_actor x WHERE x.actor = a.id) DESC, a.id",
            stood("m", at)
        ))?;
        let all = list.query_map([], |row| row.get(0).map(ActorKey))?;
        all.filter(|key| key.as_ref().map_or(true, |key| !gone.contains(key))).take(most).map(|key| Ok(key?)).collect()
    }

    /// Actors whom removed documents alone name, and no process file: by those that they were merged into, as they were known at an entry.
    pub(crate) fn only_in_removed(&self, at: Option<EntryKey>) -> Result<HashSet<ActorKey>, Error> {
        let (removed, appeared) = (stood("r", at), stood("p", at));
        let mut list = self.connection.prepare_cached(&format!(
            "SELECT DISTINCT p.actor FROM removal r JOIN reading g ON g.document = r.document JOIN appearance p ON p.reading = g.id
             WHERE {removed} AND {appeared}"
        ))?;
        let named: Vec<ActorKey> = list.query_map([], |row| row.get(0).map(ActorKey))?.collect::<Result<_, _>>()?;
        if named.is_empty() {
            return Ok(HashSet::new());
        }
        let mut members: HashMap<ActorKey, Vec<ActorKey>> = HashMap::new();
        let merged = self.merged(at)?;
        for (actor, root) in &merged {
            members.entry(*root).or_default().push(*actor);
        }
        let known = at.map_or(i64::MAX, |at| at.0);
        let mut stays = self.connection.prepare_cached(&format!(
            "SELECT 1 FROM appearance p JOIN reading g ON g.id = p.reading WHERE p.actor = ?1 AND {appeared}
               AND NOT EXISTS (SELECT 1 FROM removal r WHERE r.document = g.document AND {removed})
             UNION ALL SELECT 1 FROM actor_label l JOIN log g ON g.id = l.since WHERE l.actor = ?1 AND l.since <= ?2 AND g.command = 'init'"
        ))?;
        let mut gone = HashSet::new();
        for root in named.into_iter().map(|key| merged.get(&key).copied().unwrap_or(key)) {
            let mut stay = stays.exists((root.0, known))?;
            for member in members.get(&root).into_iter().flatten() {
                stay = stay || stays.exists((member.0, known))?;
            }
            if !stay {
                gone.insert(root);
            }
        }
        Ok(gone)
    }

    /// All that is known of an actor; `None` where there is none of that number.
    pub fn actor(&self, key: ActorKey, at: Option<EntryKey>) -> Result<Option<Actor>, Error> {
        let mut get = self.connection.prepare_cached(&format!(
            "SELECT l.name, l.kind, l.wikidata, l.iso FROM actor_label l WHERE l.actor = ?1 AND {}",
            stood("l", at)
        ))?;
        let label: Option<(String, String, Option<String>, Option<String>)> =
            get.query_row([key.0], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))).optional()?;
        let Some((name, kind, wikidata, iso)) = label else { return Ok(None) };
        let merged: Vec<ActorKey> = {
            let mut all: Vec<ActorKey> = self.merged(at)?.into_iter().filter(|(_, into)| *into == key).map(|(actor, _)| actor).collect();
            all.sort();
            all
        };
        let members: Vec<String> = std::iter::once(key).chain(merged.iter().copied()).map(|it| it.0.to_string()).collect();
        let members = members.join(", ");
        let stands = self.form_stands(at)?;
        let removed = format!("SELECT x.document FROM removal x WHERE {}", stood("x", at));
        let mut list = self
            .connection
            .prepare(&format!("SELECT DISTINCT form FROM actor_form f WHERE actor IN ({members}) AND {stands} ORDER BY form"))?;
        let forms: Vec<String> = list.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        let mut list = self.connection.prepare(&format!(
            "SELECT p.title, min(d.day), max(d.day) FROM appearance p JOIN reading r ON r.id = p.reading JOIN document d ON d.id = r.document
             WHERE p.actor IN ({members}) AND p.title IS NOT NULL AND {} AND r.document NOT IN ({removed}) GROUP BY p.title ORDER BY 2, 1",
            stood("p", at)
        ))?;
        let titles =
            list.query_map([], |row| Ok(TitleHeld { title: row.get(0)?, first: row.get(1)?, last: row.get(2)?, by_process: false }))?;
        let titles: Vec<TitleHeld> = titles.collect::<Result<_, _>>()?;
        let mut list = self
            .connection
            .prepare(&format!("SELECT DISTINCT part_of FROM actor_form f WHERE actor IN ({members}) AND part_of <> 0 AND {stands}"))?;
        let wholes: Vec<i64> = list.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        let mut part_of = Vec::new();
        for whole in wholes {
            part_of.push((ActorKey(whole), self.actor_name_at(ActorKey(whole), at)?.unwrap_or_default()));
        }
        let count = |sql: String| -> Result<usize, Error> {
            Ok(self.connection.query_row(&sql, [], |row| row.get::<_, i64>(0))?.try_into().unwrap_or(0))
        };
        let n_documents = count(format!(
            "SELECT count(DISTINCT r.document) FROM appearance p JOIN reading r ON r.id = p.reading WHERE p.actor IN ({members}) AND {}
               AND r.document NOT IN ({removed})",
            stood("p", at)
        ))?;
        // Now, by indexes alone: hardly any act has ended or was rejected, and whoever is in most acts is in a tenth of all.
        let n_acts = count(match at {
            None => format!(
                "SELECT (SELECT count(DISTINCT x.act) FROM act_actor x WHERE x.actor IN ({members}))
                   - (SELECT count(DISTINCT x.act) FROM act_actor x WHERE x.actor IN ({members}) AND x.act IN (
                       SELECT id FROM act INDEXED BY act_until WHERE until IS NOT NULL
                       UNION SELECT id FROM act INDEXED BY act_person WHERE state = 'rejected' AND state <> 'unconfirmed'
                       UNION SELECT id FROM act INDEXED BY act_document WHERE document IN ({removed})))"
            ),
            Some(_) => format!(
                "SELECT count(DISTINCT a.id) FROM act_actor x JOIN act a ON a.id = x.act WHERE x.actor IN ({members}) AND a.state <> 'rejected' AND {}
                   AND a.document NOT IN ({removed})",
                stood("a", at)
            ),
        })?;
        let forms = forms.into_iter().filter(|form| *form != name).collect();
        Ok(Some(Actor { key, name, kind: kind_of(&kind)?, forms, titles, part_of, merged, wikidata, iso, n_documents, n_acts }))
    }
}

pub(crate) fn kind_of(word: &str) -> Result<ActorKind, Error> {
    ActorKind::from_word(word).ok_or_else(|| Error::Damaged { says: format!("an actor has the unknown kind `{word}`") })
}
