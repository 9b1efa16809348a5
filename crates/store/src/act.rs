//! Acts, their versions, and the events that they report.
use crate::error::Error;
use crate::log::stood;
use crate::open::Store;
use crate::pack;
use crate::search;
use crate::write::Writing;
use evidence::{ActKind, Date, MeasureId, Place, Status, Strength};
use jiff::civil;
use record::correction::State;
use record::history::EntryKey;
use record::identity::ActorKey;
use record::mark::Handling;
use record::view::{Act, ActKey, DocumentKey, Link, Matter, Part, Taking};
use rusqlite::{OptionalExtension as _, Row};
use std::cmp::Reverse;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// An act to be kept.
#[derive(Clone, Debug)]
pub struct NewAct<'a> {
    /// The act that it is a version of; `None` for a new one.
    pub item: Option<ActKey>,
    /// The document that reports it.
    pub document: DocumentKey,
    /// The reading that has it; `None` where a person added it.
    pub reading: Option<i64>,
    /// Its id in the reading.
    pub name: &'a str,
    /// Which of the sixteen.
    pub kind: ActKind,
    /// How strongly.
    pub strength: Option<Strength>,
    /// How far.
    pub status: Option<Status>,
    /// "Did not".
    pub negated: bool,
    /// When, by its own words.
    pub when: Option<&'a Date>,
    /// The day of the document.
    pub reported: Option<civil::Date>,
    /// Where its words stand.
    pub place: &'a Place,
    /// Its words.
    pub words: &'a str,
    /// Calibrated probability.
    pub probability: Option<f32>,
    /// What a person made of it.
    pub state: State,
    /// Who takes part.
    pub who: &'a [(Part, ActorKey)],
    /// About what.
    pub measures: &'a [Matter],
}

/// An act with the row that holds its version.
#[derive(Clone, PartialEq, Debug)]
pub struct RowOfAct {
    /// The row.
    pub version: i64,
    /// The reading that has it.
    pub reading: Option<i64>,
    /// The act.
    pub act: Act,
}
const COLUMNS: &str =
    "a.id, a.item, a.document, d.name, a.reading, a.name, a.kind, a.strength, a.status, a.negated, a.happened, d.day, a.place,
    a.words, a.p, a.state, CASE d.kind WHEN 'note' THEN coalesce(d.author, 'the user') END";

/// The days that an act can be of: its own, else the document's.
fn days(when: Option<&Date>, reported: Option<civil::Date>) -> Option<(civil::Date, civil::Date)> {
    when.and_then(|date| date.first_day().zip(date.last_day())).or(reported.map(|day| (day, day)))
}

fn day_number(day: civil::Date) -> i64 {
    (day - civil::date(1970, 1, 1)).get_days().into()
}

impl Writing<'_> {
    /// The numbers that the next new acts get, in order.
    pub fn next_acts(&mut self) -> Result<impl Iterator<Item = ActKey> + use<>, Error> {
        Ok((self.next_act()?..).map(ActKey))
    }

    fn next_act(&mut self) -> Result<i64, Error> {
        if let Some(id) = self.next_act {
            return Ok(id);
        }
        // The log may still speak of acts whose document was erased: none of their numbers is given anew.
        let sql = "SELECT 1 + max((SELECT coalesce(max(id), 0) FROM act),
            (SELECT coalesce(max(CAST(substr(item, 2) AS INTEGER)), 0) FROM log WHERE item GLOB 'a[0-9]*'))";
        let id = self.connection.prepare_cached(sql)?.query_row([], |row| row.get(0))?;
        // Nobody else writes during a transaction.
        self.next_act = Some(id);
        Ok(id)
    }

    /// Keeps a version of an act and lets it be searched; an earlier version ends here.
    pub fn new_act(&mut self, new: &NewAct<'_>) -> Result<ActKey, Error> {
        let now = self.now();
        if let Some(item) = new.item {
            self.connection.prepare_cached("UPDATE act SET until = ?2 WHERE id = ?1 AND until IS NULL")?.execute((item.0, now))?;
            self.connection
                .prepare_cached("UPDATE act SET until = ?2 WHERE item = ?1 AND item <> id AND until IS NULL")?
                .execute((item.0, now))?;
        }
        let days = days(new.when, new.reported);
        let id = self.next_act()?;
        let mut insert = self.connection.prepare_cached(
            "INSERT INTO act (id, item, document, reading, name, kind, strength, status, negated, happened, first_day, last_day, place, words, p, state, since)
             VALUES (?1, coalesce(?2, ?1), ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
        )?;
        insert.execute(rusqlite::params![
            id,
            new.item.map(|it| it.0),
            new.document.0,
            new.reading,
            new.name,
            new.kind.as_str(),
            new.strength.map(|it| it.as_str()),
            new.status.map(|it| it.as_str()),
            new.negated,
            new.when.map(ToString::to_string),
            days.map(|it| it.0.to_string()),
            days.map(|it| it.1.to_string()),
            pack::written(new.place),
            new.words,
            new.probability,
            new.state.as_str(),
            now,
        ])?;
        drop(insert);
        self.next_act = Some(id + 1);
        let mut who = self.connection.prepare_cached("INSERT OR IGNORE INTO act_actor (act, part, actor) VALUES (?1, ?2, ?3)")?;
        for (part, actor) in new.who {
            who.execute((id, part.as_str(), actor.0))?;
        }
        drop(who);
        let mut about = self.connection.prepare_cached("INSERT OR IGNORE INTO act_measure (act, measure, params) VALUES (?1, ?2, ?3)")?;
        for matter in new.measures {
            about.execute((id, &matter.measure.0, params_json(&matter.params)?))?;
        }
        drop(about);
        let key = ActKey(new.item.map_or(id, |it| it.0));
        if new.item.is_some() {
            self.index()?;
            self.connection.prepare_cached("DELETE FROM act_search WHERE rowid = ?1")?.execute([key.0])?;
        }
        if new.state.stands() {
            let outlets = match self.outlets.take() {
                Some((document, outlets)) if document == new.document => outlets,
                _ => self.outlets_of(new.document)?,
            };
            let facets = search::facets(new, days, &outlets);
            self.outlets = Some((new.document, outlets));
            self.index_act(key, new.words, facets)?;
        }
        Ok(key)
    }

    fn outlets_of(&self, document: DocumentKey) -> Result<Vec<i64>, Error> {
        let mut list = self.connection.prepare_cached("SELECT DISTINCT outlet FROM source WHERE document = ?1 AND outlet IS NOT NULL")?;
        Ok(list.query_map([document.0], |row| row.get(0))?.collect::<Result<_, _>>()?)
    }

    /// Ends an act that a newer reading has not got.
    pub fn end_act(&mut self, item: ActKey) -> Result<(), Error> {
        let now = self.now();
        self.connection
            .prepare_cached("UPDATE act SET until = ?2 WHERE (id = ?1 OR item = ?1) AND until IS NULL")?
            .execute((item.0, now))?;
        self.index()?;
        self.connection.prepare_cached("DELETE FROM act_search WHERE rowid = ?1")?.execute([item.0])?;
        Ok(())
    }

    /// A copy of a version as the newest one, with an actor in another's place where that is asked.
    pub(crate) fn new_version(&mut self, version: i64, replaced: Option<(ActorKey, ActorKey)>) -> Result<ActKey, Error> {
        let RowOfAct { act, reading, .. } = self
            .acts_where("a.id = ?1", [version], 1, "a.id", None)?
            .pop()
            .ok_or_else(|| Error::Damaged { says: format!("version {version} of an act is gone") })?;
        let actor = |key: ActorKey| replaced.filter(|(from, _)| *from == key).map_or(key, |(_, to)| to);
        let mut list = self.connection.prepare_cached("SELECT part, actor FROM act_actor WHERE act = ?1")?;
        let who = list.query_map([version], |row| Ok((row.get::<_, String>(0)?, ActorKey(row.get(1)?))))?.collect::<Result<Vec<_>, _>>()?;
        drop(list);
        let who: Vec<(Part, ActorKey)> = who.into_iter().filter_map(|(part, key)| Some((Part::from_word(&part)?, actor(key)))).collect();
        self.new_act(&NewAct {
            item: Some(act.key),
            document: act.document,
            reading,
            name: &act.name,
            kind: act.kind,
            strength: act.strength,
            status: act.status,
            negated: act.negated,
            when: act.when.as_ref(),
            reported: act.reported,
            place: &act.place,
            words: &act.words,
            probability: act.probability,
            state: act.state,
            who: &who,
            measures: &act.measures,
        })
    }

    /// Takes the acts and words of a document out of the search.
    pub(crate) fn unsearch(&mut self, document: DocumentKey) -> Result<(), Error> {
        self.index()?;
        self.connection.execute("DELETE FROM act_search WHERE rowid IN (SELECT item FROM act WHERE document = ?1)", [document.0])?;
        self.connection.execute("DELETE FROM document_search WHERE rowid = ?1", [document.0])?;
        Ok(())
    }

    /// Lets the acts and words of a document be searched as they stand.
    pub fn search_again(&mut self, document: DocumentKey) -> Result<(), Error> {
        self.unsearch(document)?;
        let Some(about) = self.document(&document.to_string(), None)?.filter(|it| it.until.is_none()) else { return Ok(()) };
        let text = self.text(document)?;
        self.index_document(document, about.title.unwrap_or_default(), text)?;
        let outlets = self.outlets_of(document)?;
        for row in
            self.acts_where("a.document = ?1 AND a.until IS NULL AND a.state <> 'rejected'", [document.0], usize::MAX, "a.item", None)?
        {
            self.search_act(&row.act, &outlets)?;
        }
        Ok(())
    }

    pub(crate) fn search_act(&mut self, act: &Act, outlets: &[i64]) -> Result<(), Error> {
        let mut list = self.connection.prepare_cached(
            "SELECT x.part, x.actor FROM act a JOIN act_actor x ON x.act = a.id WHERE (a.id = ?1 OR a.item = ?1) AND a.until IS NULL",
        )?;
        let who =
            list.query_map([act.key.0], |row| Ok((row.get::<_, String>(0)?, ActorKey(row.get(1)?))))?.collect::<Result<Vec<_>, _>>()?;
        drop(list);
        let who: Vec<(Part, ActorKey)> = who.into_iter().filter_map(|(part, key)| Some((Part::from_word(&part)?, key))).collect();
        let new = NewAct {
            item: Some(act.key),
            document: act.document,
            reading: None,
            name: &act.name,
            kind: act.kind,
            strength: act.strength,
            status: act.status,
            negated: act.negated,
            when: act.when.as_ref(),
            reported: act.reported,
            place: &act.place,
            words: &act.words,
            probability: act.probability,
            state: act.state,
            who: &who,
            measures: &act.measures,
        };
        let facets = search::facets(&new, days(new.when, new.reported), outlets);
        self.index_act(act.key, &act.words, facets)
    }

    /// Keeps that an act reports the event that `first` is the first account of.
    pub fn link(&mut self, act: ActKey, first: ActKey, probability: Option<f32>) -> Result<(), Error> {
        self.unlink(act)?;
        self.connection.prepare_cached("INSERT INTO link (act, first, p, since) VALUES (?1, ?2, ?3, ?4)")?.execute((
            act.0,
            first.0,
            probability,
            self.now(),
        ))?;
        Ok(())
    }

    /// Ends the link of an act; `false` where it has none.
    pub fn unlink(&mut self, act: ActKey) -> Result<bool, Error> {
        let now = self.now();
        // Asked first: an UPDATE has the search index written out, whether or not there is anything to update.
        if !self.connection.prepare_cached("SELECT 1 FROM link WHERE act = ?1 AND until IS NULL")?.exists([act.0])? {
            return Ok(false);
        }
        Ok(self.connection.prepare_cached("UPDATE link SET until = ?2 WHERE act = ?1 AND until IS NULL")?.execute((act.0, now))? > 0)
    }

    /// Keeps that a person said that two acts are of two events.
    pub fn keep_apart(&mut self, one: ActKey, other: ActKey) -> Result<(), Error> {
        let (one, other) = (one.min(other), one.max(other));
        self.connection.execute("INSERT INTO apart (one, other, since) VALUES (?1, ?2, ?3)", (one.0, other.0, self.now()))?;
        Ok(())
    }

    /// Lets others find an act that may be the first account of an event.
    pub fn event_days(
        &mut self,
        act: ActKey,
        actors: impl IntoIterator<Item = ActorKey>,
        days: (civil::Date, civil::Date),
    ) -> Result<(), Error> {
        let mut insert = self.connection.prepare_cached("INSERT OR IGNORE INTO event_day (actor, day, act) VALUES (?1, ?2, ?3)")?;
        for actor in actors {
            // A stretch is found by its ends; one of a year would else fill the table.
            insert.execute((actor.0, day_number(days.0), act.0))?;
            if days.1 != days.0 {
                insert.execute((actor.0, day_number(days.1), act.0))?;
            }
        }
        Ok(())
    }
}

impl Store {
    /// Acts of which an actor is one, on these days, that are the first account of an event.
    pub fn candidates(&self, actor: ActorKey, (from, to): (civil::Date, civil::Date)) -> Result<Vec<ActKey>, Error> {
        let mut find = self.connection.prepare_cached("SELECT act FROM event_day WHERE actor = ?1 AND day BETWEEN ?2 AND ?3")?;
        let found = find.query_map((actor.0, day_number(from), day_number(to)), |row| row.get(0).map(ActKey))?;
        let mut found: Vec<ActKey> = found.collect::<Result<_, _>>()?;
        found.sort();
        found.dedup();
        Ok(found)
    }

    /// Whether an act stands: not rejected, and its document not removed.
    pub fn act_stands(&self, key: ActKey) -> Result<bool, Error> {
        let mut find = self.connection.prepare_cached(
            "SELECT 1 FROM act a WHERE (a.id = ?1 OR (a.item = ?1 AND a.item <> a.id)) AND a.until IS NULL AND a.state <> 'rejected'
             AND NOT EXISTS (SELECT 1 FROM removal r WHERE r.document = a.document AND r.until IS NULL)",
        )?;
        Ok(find.exists([key.0])?)
    }

    /// Whether a person said that two acts are of two events.
    pub fn are_apart(&self, one: ActKey, other: ActKey) -> Result<bool, Error> {
        let (one, other) = (one.min(other), one.max(other));
        Ok(self
            .connection
            .prepare_cached("SELECT 1 FROM apart WHERE one = ?1 AND other = ?2 AND until IS NULL")?
            .exists((one.0, other.0))?)
    }

    /// One act as it stands, or stood at an entry.
    pub fn act_at(&self, key: ActKey, at: Option<EntryKey>) -> Result<Option<RowOfAct>, Error> {
        // Two ways to its versions, so that each goes by an index.
        let stood = stood("a", at);
        let found = self.acts_where(&format!("a.id = ?1 AND a.item = ?1 AND {stood}"), [key.0], 1, "a.id", at)?.pop();
        match found {
            Some(row) => Ok(Some(row)),
            None => Ok(self.acts_where(&format!("a.item = ?1 AND a.item <> a.id AND {stood}"), [key.0], 1, "a.id", at)?.pop()),
        }
    }

    /// All versions of an act, the oldest first; those that were known at an entry.
    pub fn versions(&self, key: ActKey, at: Option<EntryKey>) -> Result<Vec<RowOfAct>, Error> {
        let known = at.map_or(i64::MAX, |at| at.0);
        let condition = format!("((a.id = ?1 AND a.item = ?1) OR (a.item = ?1 AND a.item <> a.id)) AND +a.since <= {known}");
        self.acts_where(&condition, [key.0], usize::MAX, "a.id", at)
    }

    /// The acts of a document in the order of its text; as they stood at an entry, rejected ones with the others.
    pub fn acts_of(&self, document: DocumentKey, at: Option<EntryKey>) -> Result<Vec<RowOfAct>, Error> {
        let mut acts = self.bare_acts_of(document, at, &self.merged(at)?)?;
        self.handled(&mut acts)?;
        let mut names: HashMap<ActorKey, String> = HashMap::new();
        for taking in acts.iter_mut().flat_map(|it| &mut it.act.who) {
            taking.name = match names.entry(taking.actor) {
                Entry::Occupied(there) => there.get().clone(),
                Entry::Vacant(free) => {
                    free.insert(self.actor_name_at(taking.actor, at)?.unwrap_or_else(|| taking.actor.to_string())).clone()
                }
            };
        }
        Ok(acts)
    }

    /// The same without the names of who takes part; `merged` as [`merged`](Self::merged) gives it for that entry. For whoever goes through
    /// all documents: a few questions for each of them, and none for each of its acts.
    pub fn bare_acts_of(
        &self,
        document: DocumentKey,
        at: Option<EntryKey>,
        merged: &HashMap<ActorKey, ActorKey>,
    ) -> Result<Vec<RowOfAct>, Error> {
        let (stands, linked) = (stood("a", at), stood("l", at));
        let mut list = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM act a JOIN document d ON d.id = a.document WHERE a.document = ?1 AND {stands} ORDER BY a.item"
        ))?;
        let mut rows = list.query([document.0])?;
        let mut acts = Vec::new();
        let (mut by_version, mut by_key) = (HashMap::new(), HashMap::new());
        while let Some(row) = rows.next()? {
            let row = row_of_act(row)?;
            by_version.insert(row.version, acts.len());
            by_key.insert(row.act.key.0, acts.len());
            acts.push(row);
        }
        if acts.is_empty() {
            return Ok(acts);
        }
        let mut list = self.connection.prepare_cached(&format!(
            "SELECT x.act, x.part, x.actor FROM act a JOIN act_actor x ON x.act = a.id WHERE a.document = ?1 AND {stands}"
        ))?;
        let mut rows = list.query([document.0])?;
        while let Some(row) = rows.next()? {
            let Some(place) = by_version.get(&row.get(0)?) else { continue };
            let part = part_of(row.get_ref(1)?.as_str().unwrap_or_default())?;
            let actor = ActorKey(row.get(2)?);
            let taking = Taking { part, actor: merged.get(&actor).copied().unwrap_or(actor), name: String::new() };
            let who = &mut acts[*place].act.who;
            if !who.contains(&taking) {
                who.push(taking);
            }
        }
        let mut list = self.connection.prepare_cached(&format!(
            "SELECT m.act, m.measure, m.params FROM act a JOIN act_measure m ON m.act = a.id WHERE a.document = ?1 AND {stands}
             ORDER BY m.act, m.measure"
        ))?;
        let mut rows = list.query([document.0])?;
        while let Some(row) = rows.next()? {
            let Some(place) = by_version.get(&row.get(0)?) else { continue };
            let params = params_of(row.get_ref(2)?.as_str().unwrap_or_default())?;
            acts[*place].act.measures.push(Matter { measure: MeasureId(row.get(1)?), params });
        }
        // The first account of an event has no link of its own.
        let mut list = self.connection.prepare_cached(&format!(
            "SELECT DISTINCT a.item FROM act a JOIN link l ON l.first = a.item WHERE a.document = ?1 AND {stands} AND {linked}"
        ))?;
        let mut rows = list.query([document.0])?;
        while let Some(row) = rows.next()? {
            if let Some(place) = by_key.get(&row.get(0)?) {
                let act = &mut acts[*place].act;
                act.event = Some(Link { first: act.key, probability: None, reason: String::new() });
            }
        }
        let mut list = self.connection.prepare_cached(&format!(
            "SELECT a.item, l.first, l.p FROM act a JOIN link l ON l.act = a.item WHERE a.document = ?1 AND {stands} AND {linked}"
        ))?;
        let mut rows = list.query([document.0])?;
        while let Some(row) = rows.next()? {
            if let Some(place) = by_key.get(&row.get(0)?) {
                acts[*place].act.event = Some(Link { first: ActKey(row.get(1)?), probability: row.get(2)?, reason: String::new() });
            }
        }
        for row in &mut acts {
            row.act.who.sort_by_key(|it| (it.part, it.actor));
        }
        acts.sort_by_key(|row| (row.act.place.start(), row.act.key));
        Ok(acts)
    }

    /// The acts that report an event, in the order in which they came in: a few questions for all of them.
    pub fn acts_of_event(&self, first: ActKey, at: Option<EntryKey>) -> Result<Vec<RowOfAct>, Error> {
        let linked = stood("l", at);
        let mut list =
            self.connection.prepare_cached(&format!("SELECT l.act, l.first, l.p FROM link l WHERE l.first = ?1 AND {linked}"))?;
        let link =
            |row: &Row<'_>| Ok((ActKey(row.get(0)?), Link { first: ActKey(row.get(1)?), probability: row.get(2)?, reason: String::new() }));
        let links: HashMap<ActKey, Link> = list.query_map([first.0], link)?.collect::<Result<_, _>>()?;
        drop(list);
        let accounts = format!("(SELECT ?1 UNION SELECT l.act FROM link l WHERE l.first = ?1 AND {linked})");
        // Two ways to their versions, so that each goes by an index.
        let versions = format!("((a.id IN {accounts} AND a.item = a.id) OR (a.item IN {accounts} AND a.item <> a.id))");
        let removed = format!("EXISTS (SELECT 1 FROM removal r WHERE r.document = a.document AND {})", stood("r", at));
        let condition = format!("{versions} AND {} AND NOT {removed}", stood("a", at));
        let mut acts = self.acts_where(&condition, [first.0], usize::MAX, "a.item <> ?1, a.item", at)?;
        acts.retain(|row| row.act.state.stands());
        for row in &mut acts {
            match links.get(&row.act.key) {
                Some(link) => row.act.event = Some(link.clone()),
                None => self.linked(std::slice::from_mut(row), at)?,
            }
        }
        Ok(acts)
    }

    /// The events with most accounts, by their first acts, with how many acts report each.
    pub fn events(&self, at: Option<EntryKey>, most: usize) -> Result<Vec<(ActKey, usize)>, Error> {
        // All links are counted by an index alone, and only of the largest events how many stand.
        let mut list = self
            .connection
            .prepare_cached("SELECT first, count(*) + 1 FROM link INDEXED BY link_first GROUP BY first ORDER BY 2 DESC, 1")?;
        let mut standing =
            self.connection.prepare_cached(&format!("SELECT count(*) + 1 FROM link l WHERE l.first = ?1 AND {}", stood("l", at)))?;
        let mut events: Vec<(Reverse<usize>, ActKey)> = Vec::new();
        let mut rows = list.query([])?;
        while let Some(row) = rows.next()? {
            let (first, all) = (ActKey(row.get(0)?), usize::try_from(row.get::<_, i64>(1)?).unwrap_or(0));
            if events.len() >= most && events.last().is_none_or(|it| it.0.0 > all) {
                break;
            }
            let n = usize::try_from(standing.query_row([first.0], |row| row.get::<_, i64>(0))?).unwrap_or(0);
            if n > 1 {
                let at = events.partition_point(|it| *it < (Reverse(n), first));
                events.insert(at, (Reverse(n), first));
                events.truncate(most);
            }
        }
        Ok(events.into_iter().map(|(n, first)| (first, n.0)).collect())
    }

    /// The first account of the event that an act reports, with the probability; `None` where it is the first or only one.
    pub fn first_of(&self, key: ActKey, at: Option<EntryKey>) -> Result<Option<(ActKey, Option<f32>)>, Error> {
        let mut get =
            self.connection.prepare_cached(&format!("SELECT l.first, l.p FROM link l WHERE l.act = ?1 AND {}", stood("l", at)))?;
        Ok(get.query_row([key.0], |row| Ok((ActKey(row.get(0)?), row.get(1)?))).optional()?)
    }

    /// Whether a document was removed.
    pub fn removed(&self, document: DocumentKey, at: Option<EntryKey>) -> Result<bool, Error> {
        let mut find = self.connection.prepare_cached(&format!("SELECT 1 FROM removal r WHERE r.document = ?1 AND {}", stood("r", at)))?;
        Ok(find.exists([document.0])?)
    }

    /// Fills in the events.
    pub(crate) fn linked(&self, rows: &mut [RowOfAct], at: Option<EntryKey>) -> Result<(), Error> {
        for row in rows {
            let link = self.first_of(row.act.key, at)?;
            row.act.event = match link {
                Some((first, probability)) => Some(Link { first, probability, reason: String::new() }),
                None => {
                    let mut find =
                        self.connection.prepare_cached(&format!("SELECT 1 FROM link l WHERE l.first = ?1 AND {}", stood("l", at)))?;
                    find.exists([row.act.key.0])?.then(|| Link { first: row.act.key, probability: None, reason: String::new() })
                }
            };
        }
        Ok(())
    }

    /// Says of acts who may see their documents now.
    fn handled(&self, acts: &mut [RowOfAct]) -> Result<(), Error> {
        let mut marked = self.connection.prepare_cached("SELECT 1 FROM mark WHERE until IS NULL AND handling IS NOT NULL")?;
        if !marked.exists([])? {
            return Ok(());
        }
        let mut known: HashMap<DocumentKey, Option<Handling>> = HashMap::new();
        for row in acts {
            let document = row.act.document;
            if let Entry::Vacant(free) = known.entry(document) {
                free.insert(self.whole_mark(document)?.handling);
            }
            row.act.handling = known.get(&document).cloned().flatten();
        }
        Ok(())
    }

    /// Acts for which a condition holds, with their actors as they were named and merged at an entry.
    pub(crate) fn acts_where(
        &self,
        condition: &str,
        params: impl rusqlite::Params,
        most: usize,
        order: &str,
        at: Option<EntryKey>,
    ) -> Result<Vec<RowOfAct>, Error> {
        let limit = if most == usize::MAX { String::new() } else { format!("LIMIT {most}") };
        let mut list = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM act a JOIN document d ON d.id = a.document WHERE {condition} ORDER BY {order} {limit}"
        ))?;
        let mut rows = list.query(params)?;
        let mut acts = Vec::new();
        while let Some(row) = rows.next()? {
            acts.push(row_of_act(row)?);
        }
        drop(rows);
        drop(list);
        self.handled(&mut acts)?;
        let merged = self.merged(at)?;
        let mut names: HashMap<ActorKey, String> = HashMap::new();
        let mut who = self.connection.prepare_cached("SELECT part, actor FROM act_actor WHERE act = ?1 ORDER BY part, actor")?;
        let mut about = self.connection.prepare_cached("SELECT measure, params FROM act_measure WHERE act = ?1 ORDER BY measure")?;
        for row in &mut acts {
            let mut rows = who.query([row.version])?;
            while let Some(taking) = rows.next()? {
                let part: String = taking.get(0)?;
                let key = ActorKey(taking.get(1)?);
                let actor = merged.get(&key).copied().unwrap_or(key);
                if let Entry::Vacant(free) = names.entry(actor) {
                    free.insert(self.actor_name_at(actor, at)?.unwrap_or_else(|| actor.to_string()));
                }
                let part = part_of(&part)?;
                let taking = Taking { part, actor, name: names.get(&actor).cloned().unwrap_or_default() };
                if !row.act.who.contains(&taking) {
                    row.act.who.push(taking);
                }
            }
            row.act.who.sort_by_key(|it| (it.part, it.actor));
            let mut rows = about.query([row.version])?;
            while let Some(matter) = rows.next()? {
                row.act.measures.push(Matter { measure: MeasureId(matter.get(0)?), params: params_of(&matter.get::<_, String>(1)?)? });
            }
        }
        Ok(acts)
    }
}

fn row_of_act(row: &Row<'_>) -> Result<RowOfAct, Error> {
    let bad = |what: &str, word: &str| Error::Damaged { says: format!("`{word}` is no {what}") };
    let kind: String = row.get(6)?;
    let strength: Option<String> = row.get(7)?;
    let status: Option<String> = row.get(8)?;
    let state: String = row.get(15)?;
    let when: Option<String> = row.get(10)?;
    Ok(RowOfAct {
        version: row.get(0)?,
        reading: row.get(4)?,
        act: Act {
            key: ActKey(row.get(1)?),
            document: DocumentKey(row.get(2)?),
            document_name: row.get(3)?,
            note: row.get(16)?,
            handling: None,
            name: row.get(5)?,
            kind: ActKind::from_word(&kind).ok_or_else(|| bad("act", &kind))?,
            strength: strength.map(|it| Strength::from_word(&it).ok_or_else(|| bad("strength", &it))).transpose()?,
            status: status.map(|it| Status::from_word(&it).ok_or_else(|| bad("status", &it))).transpose()?,
            negated: row.get(9)?,
            when: when.map(|it| it.parse().map_err(|_| bad("date", &it))).transpose()?,
            reported: row.get::<_, Option<String>>(11)?.and_then(|it| it.parse().ok()),
            who: Vec::new(),
            measures: Vec::new(),
            place: pack::place_of(&row.get::<_, String>(12)?)?,
            words: row.get(13)?,
            probability: row.get(14)?,
            state: State::from_word(&state).ok_or_else(|| bad("state", &state))?,
            event: None,
        },
    })
}

fn part_of(word: &str) -> Result<Part, Error> {
    Part::from_word(word).ok_or_else(|| Error::Damaged { says: format!("`{word}` is no part in an act") })
}

fn params_json(params: &[(String, String)]) -> Result<String, Error> {
    if params.is_empty() {
        return Ok("{}".to_owned());
    }
    let map: serde_json::Map<String, serde_json::Value> = params.iter().map(|(name, value)| (name.clone(), value.clone().into())).collect();
    serde_json::to_string(&map).map_err(|e| Error::Io { says: e.to_string() })
}

fn params_of(json: &str) -> Result<Vec<(String, String)>, Error> {
    if json == "{}" {
        return Ok(Vec::new());
    }
    let map: serde_json::Map<String, serde_json::Value> = serde_json::from_str(json).map_err(|e| Error::Damaged { says: e.to_string() })?;
    Ok(map.into_iter().map(|(name, value)| (name, value.as_str().map_or_else(|| value.to_string(), str::to_owned))).collect())
}
