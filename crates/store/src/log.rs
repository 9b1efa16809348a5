//! Reading the log.
use crate::error::Error;
use crate::open::Store;
use jiff::civil;
use record::history::{Entry, EntryKey};
use rusqlite::OptionalExtension as _;
use std::collections::HashMap;

impl Store {
    /// The newest entries first, at most so many; of one item where one is named.
    pub fn log(&self, item: Option<&str>, most: usize) -> Result<Vec<Entry>, Error> {
        let taken = self.taken_back(None)?;
        let mut list = self.connection.prepare_cached(
            "SELECT l.id, l.at, l.by, l.command, l.item, l.says, l.why, l.undoes
             FROM log l WHERE ?1 IS NULL OR l.item = ?1 ORDER BY l.id DESC LIMIT ?2",
        )?;
        let rows = list.query_map((item, most as i64), |row| {
            Ok((
                row.get::<_, String>(1)?,
                Entry {
                    key: EntryKey(row.get(0)?),
                    at: jiff::Timestamp::UNIX_EPOCH,
                    by: row.get(2)?,
                    command: row.get(3)?,
                    item: row.get(4)?,
                    says: row.get(5)?,
                    why: row.get(6)?,
                    undoes: row.get::<_, Option<i64>>(7)?.map(EntryKey),
                    undone_by: taken.get(&row.get(0)?).copied().map(EntryKey),
                },
            ))
        })?;
        rows.map(|row| {
            let (at, mut entry) = row?;
            entry.at = at.parse().map_err(|_| Error::Damaged { says: format!("entry {} has no time", entry.key) })?;
            Ok(entry)
        })
        .collect()
    }

    /// Which entries are taken back, now or as of an entry, each with the undo that did it: one that was not taken back itself.
    pub(crate) fn taken_back(&self, at: Option<EntryKey>) -> Result<HashMap<i64, i64>, Error> {
        // By the index of undos, which are few: left to itself SQLite goes through the log from its end.
        let mut list = self
            .connection
            .prepare_cached("SELECT id, undoes FROM log INDEXED BY log_undoes WHERE undoes IS NOT NULL AND +id <= ?1 ORDER BY id DESC")?;
        let mut rows = list.query([at.map_or(i64::MAX, |at| at.0)])?;
        let mut taken = HashMap::new();
        while let Some(row) = rows.next()? {
            // The newest first: whatever took this one back has been seen.
            let undo: i64 = row.get(0)?;
            if !taken.contains_key(&undo) {
                taken.entry(row.get(1)?).or_insert(undo);
            }
        }
        Ok(taken)
    }

    /// The day of an entry, in UTC.
    pub fn day_of(&self, entry: EntryKey) -> Result<Option<civil::Date>, Error> {
        let mut get = self.connection.prepare_cached("SELECT substr(at, 1, 10) FROM log WHERE id = ?1")?;
        Ok(get.query_row([entry.0], |row| row.get::<_, String>(0)).optional()?.and_then(|day| day.parse().ok()))
    }

    /// The newest entry at the end of a day, in UTC; 0 where there was none yet.
    pub fn entry_at(&self, day: civil::Date) -> Result<EntryKey, Error> {
        let next = day.tomorrow().map_err(|_| Error::asked("there is no day after that", "name a day before the year 9999"))?;
        let found: Option<i64> = self
            .connection
            .query_row("SELECT max(id) FROM log WHERE at < ?1", [format!("{next}T00:00:00Z")], |row| row.get(0))
            .optional()?
            .flatten();
        Ok(EntryKey(found.unwrap_or(0)))
    }
}

/// The condition that a row of `alias` stood at an entry, or stands now.
pub(crate) fn stood(alias: &str, at: Option<EntryKey>) -> String {
    match at {
        None => format!("{alias}.until IS NULL"),
        Some(EntryKey(at)) => format!("({alias}.since <= {at} AND ({alias}.until IS NULL OR {alias}.until > {at}))"),
    }
}
