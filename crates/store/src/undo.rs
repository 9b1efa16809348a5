//! Taking an entry of the log back: what it brought ends, what it ended stands again, under an entry of its own. Nothing is deleted.
use crate::error::Error;
use crate::open::Store;
use crate::write::Writing;
use record::history::EntryKey;
use record::view::DocumentKey;
use rusqlite::OptionalExtension as _;
use std::collections::HashMap;

/// The tables whose rows can be ended and copied: the columns besides id, since and until, and those of which only one row can stand.
const TABLES: &[(&str, &str, &str)] = &[
    ("removal", "document, erased", "document"),
    ("mark", "document, outlet, handling, reliability, credibility", "document, outlet"),
    ("actor_label", "actor, name, kind, wikidata, iso", "actor"),
    ("actor_merge", "actor, into_actor", "actor"),
    ("appearance", "reading, local, actor, name, title, p, reason", "reading, local"),
    ("link", "act, first, p", "act"),
    ("apart", "one, other", "one, other"),
];

/// Acts are copied with what hangs on them, by themselves.
const ACTS: (&str, &str) = ("act", "item");

impl Store {
    /// The newest entry that can be taken back and has not been: a correction, mark, note or removal of a person.
    pub fn last_undoable(&self) -> Result<Option<EntryKey>, Error> {
        let taken = self.taken_back(None)?;
        let mut list = self.connection.prepare(
            "SELECT id FROM log WHERE command IN ('confirm', 'change', 'reject', 'merge', 'split', 'add act', 'marks', 'remove')
             ORDER BY id DESC",
        )?;
        let mut rows = list.query([])?;
        while let Some(row) = rows.next()? {
            let id = row.get(0)?;
            if !taken.contains_key(&id) {
                return Ok(Some(EntryKey(id)));
            }
        }
        Ok(None)
    }

    /// The rows that stand of what an entry brought: these themselves, or where something ended them and was taken back, their copies. The
    /// entry that ended one of them is the error.
    fn standing_of(&self, table: &str, entry: i64, taken: &HashMap<i64, i64>) -> Result<Result<Vec<i64>, i64>, Error> {
        let mut brought = self.connection.prepare_cached(&format!("SELECT id, until FROM {table} WHERE since = ?1 ORDER BY id"))?;
        let mut ended =
            self.connection.prepare_cached(&format!("SELECT count(*) FROM {table} WHERE until = ?1 AND since < ?1 AND id < ?2"))?;
        let mut copy =
            self.connection.prepare_cached(&format!("SELECT id, until FROM {table} WHERE since = ?1 ORDER BY id LIMIT 1 OFFSET ?2"))?;
        let rows: Vec<(i64, Option<i64>)> = brought.query_map([entry], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
        let mut standing = Vec::new();
        for (mut id, mut until) in rows {
            while let Some(end) = until {
                if end == entry {
                    break;
                }
                let Some(undo) = taken.get(&end) else { return Ok(Err(end)) };
                // An undo copies what the undone entry ended, in its order.
                let nth: i64 = ended.query_row((end, id), |row| row.get(0))?;
                (id, until) = copy
                    .query_row((undo, nth), |row| Ok((row.get(0)?, row.get(1)?)))
                    .optional()?
                    .ok_or_else(|| Error::Damaged { says: format!("entry {undo} of the log has not brought back all of {end}") })?;
            }
            if until.is_none() {
                standing.push(id);
            }
        }
        Ok(Ok(standing))
    }

    /// The entry by which something stands that leaves no room for what this one ended.
    fn in_the_way(&self, table: &str, key: &str, entry: i64, ending: &[i64]) -> Result<Option<i64>, Error> {
        // First versions of acts are found by their ids: the index of items has only later ones.
        let same = if table == ACTS.0 {
            "(n.id = e.item OR (n.item = e.item AND n.item <> n.id))".to_owned()
        } else {
            key.split(", ").map(|column| format!("n.{column} IS e.{column}")).collect::<Vec<_>>().join(" AND ")
        };
        let mut list = self.connection.prepare_cached(&format!(
            "SELECT n.id, n.since FROM {table} e CROSS JOIN {table} n ON {same} AND n.until IS NULL
             WHERE e.until = ?1 AND e.since < ?1 ORDER BY n.since"
        ))?;
        let mut rows = list.query([entry])?;
        while let Some(row) = rows.next()? {
            if !ending.contains(&row.get(0)?) {
                return Ok(Some(row.get(1)?));
            }
        }
        Ok(None)
    }

    /// The first later entry that brought something of an actor that this one made, and that would stand without what is ending: nobody would
    /// have a name there any more.
    fn speaks_of_whom_it_made(&self, entry: i64, ending: &[(&str, Vec<i64>)]) -> Result<Option<i64>, Error> {
        const MADE: &str = "IN (SELECT id FROM actor WHERE since = ?1)";
        let mut first: Option<i64> = None;
        for (table, rows) in [
            ("appearance", format!("SELECT t.id, t.since FROM appearance t WHERE t.actor {MADE}")),
            ("actor_merge", format!("SELECT t.id, t.since FROM actor_merge t WHERE (t.actor {MADE} OR t.into_actor {MADE})")),
            (ACTS.0, format!("SELECT t.id, t.since FROM act_actor x JOIN act t ON t.id = x.act WHERE x.actor {MADE}")),
        ] {
            let ending = ending.iter().find(|it| it.0 == table).map_or(&[][..], |it| &it.1);
            let mut list = self.connection.prepare_cached(&format!("{rows} AND t.since > ?1 AND t.until IS NULL"))?;
            let later = list.query_map([entry], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<Vec<(i64, i64)>, _>>()?;
            let standing = later.into_iter().filter(|(id, _)| !ending.contains(id)).map(|(_, since)| since);
            first = first.into_iter().chain(standing).min();
        }
        Ok(first)
    }

    /// Refuses to end removals of reports whose text has come in again since: it would stand in two documents that know nothing of each other.
    fn is_there_anew(&self, removals: &[i64], undone: EntryKey) -> Result<(), Error> {
        let mut find = self.connection.prepare_cached(
            "SELECT d.id, n.id FROM removal r JOIN document d ON d.id = r.document AND d.kind = 'report'
             JOIN document n ON n.sha256 = d.sha256 AND n.kind = 'report' AND n.id <> d.id
             WHERE r.id = ?1 AND NOT EXISTS (SELECT 1 FROM removal o WHERE o.document = n.id AND o.until IS NULL)",
        )?;
        for removal in removals {
            let found: Option<(i64, i64)> = find.query_row([removal], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
            if let Some((before, now)) = found.map(|it| (DocumentKey(it.0), DocumentKey(it.1))) {
                return Err(Error::asked(
                    format!("{undone} removed {before}, whose text came in again as {now}: both would count"),
                    format!(
                        "keep {now}; or to have {before} back with what was said of it: armistice remove DOSSIER {now}, then undo {undone}"
                    ),
                ));
            }
        }
        Ok(())
    }

    /// That a later entry has to be taken back first. What took an undo back is named by what that brought again.
    fn builds_on(&self, mut later: i64, undone: EntryKey) -> Result<Error, Error> {
        let mut undoes = self
            .connection
            .prepare_cached("SELECT u.undoes FROM log l JOIN log u ON u.id = l.undoes WHERE l.id = ?1 AND u.undoes IS NOT NULL")?;
        while let Some(again) = undoes.query_row([later], |row| row.get(0)).optional()? {
            later = again;
        }
        let command: String = self.connection.query_row("SELECT command FROM log WHERE id = ?1", [later], |row| row.get(0))?;
        let later = EntryKey(later);
        Ok(Error::asked(
            format!("entry {later} builds on {undone}"),
            if CANNOT.contains(&command.as_str()) {
                format!("{later} ({command}) cannot be taken back: correct what stands now")
            } else {
                format!("take {later} back first: armistice undo DOSSIER --entry {}", later.0)
            },
        ))
    }
}

/// The commands that bring what is no word of a person about something that was there.
const CANNOT: [&str; 6] = ["add", "note", "new", "reread", "import", "init"];

impl Writing<'_> {
    /// Takes `undone` back, under the newest entry of this transaction. An error, and nothing done, where something was built on it since.
    pub fn undo(&mut self, undone: EntryKey) -> Result<(), Error> {
        let now = self.now();
        let (command, item): (String, String) = self
            .connection
            .query_row("SELECT command, item FROM log WHERE id = ?1 AND id < ?2", (undone.0, now), |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?
            .ok_or_else(|| Error::asked(format!("there is no entry {undone}"), "`armistice log` shows which there are"))?;
        if CANNOT.contains(&command.as_str()) {
            let hint = match command.as_str() {
                "add" | "note" => "to take a document out, use `armistice remove`",
                // A document that came in has an `add` of its own.
                "import" => "correct what stands now: armistice correct split, change or merge; armistice marks",
                _ => "only a person's corrections, marks and removals can be taken back",
            };
            return Err(Error::asked(format!("entry {undone} ({command}) cannot be taken back"), hint));
        }
        let erased: bool =
            self.connection
                .query_row("SELECT EXISTS (SELECT 1 FROM removal WHERE since = ?1 AND erased = 1)", [undone.0], |row| row.get(0))?;
        if erased {
            return Err(Error::asked(
                format!("entry {undone} erased the words of {item} for good"),
                "add the document again, if you have it",
            ));
        }
        let taken = self.taken_back(None)?;
        if let Some(undo) = taken.get(&undone.0) {
            return Err(Error::asked(
                format!("entry {undone} was taken back already, by {}", EntryKey(*undo)),
                format!("to have it stand again: armistice undo DOSSIER --entry {undo}"),
            ));
        }
        let mut ending = Vec::new();
        for (table, key) in TABLES.iter().map(|(table, _, key)| (*table, *key)).chain([ACTS]) {
            let rows = match self.standing_of(table, undone.0, &taken)? {
                Ok(rows) => rows,
                Err(later) => return Err(self.builds_on(later, undone)?),
            };
            if let Some(later) = self.in_the_way(table, key, undone.0, &rows)? {
                return Err(self.builds_on(later, undone)?);
            }
            ending.push((table, rows));
        }
        if let Some(later) = self.speaks_of_whom_it_made(undone.0, &ending)? {
            return Err(self.builds_on(later, undone)?);
        }
        let back = ending.iter().find(|it| it.0 == "removal").map_or(&[][..], |it| &it.1);
        self.is_there_anew(back, undone)?;
        self.entry_undoes(undone)?;
        let mut brought: Vec<i64> = Vec::new();
        for (table, rows) in ending {
            for row in rows {
                if table == ACTS.0 {
                    brought.push(self.connection.query_row("SELECT item FROM act WHERE id = ?1", [row], |row| row.get(0))?);
                } else {
                    self.connection.execute(&format!("UPDATE {table} SET until = ?2 WHERE id = ?1"), (row, now))?;
                }
            }
        }
        for (table, columns, _) in TABLES {
            self.connection.execute(
                &format!(
                    "INSERT INTO {table} ({columns}, since) SELECT {columns}, ?2 FROM {table} WHERE until = ?1 AND since < ?1 ORDER BY id"
                ),
                (undone.0, now),
            )?;
        }
        let ended: Vec<i64> = {
            let mut list = self.connection.prepare("SELECT id FROM act WHERE until = ?1 AND since < ?1 ORDER BY id")?;
            list.query_map([undone.0], |row| row.get(0))?.collect::<Result<_, _>>()?
        };
        for item in brought {
            self.end_act(record::view::ActKey(item))?;
        }
        for version in ended {
            self.new_version(version, None)?;
        }
        let documents: Vec<i64> = {
            let mut list = self.connection.prepare("SELECT DISTINCT document FROM removal WHERE since IN (?1, ?2) OR until IN (?1, ?2)")?;
            list.query_map((undone.0, now), |row| row.get(0))?.collect::<Result<_, _>>()?
        };
        for document in documents {
            self.search_again(DocumentKey(document))?;
        }
        Ok(())
    }
}
