//! A hash over all that a transaction brought, kept with it, so that `check` sees any change that was not made by armistice: a bit that
//! fell over on the disk, a cell edited with another program. What only ends a row (its until) is not under it.
use crate::error::Error;
use crate::open::Store;
use rusqlite::types::ValueRef;
use sha2::{Digest as _, Sha256};

/// Each table with the key by which its rows come in, ascending, and the columns that never change.
const TABLES: [(&str, &str, &str); 17] = [
    ("log", "id", "id, at, by, command, item, says, why, undoes"),
    ("process", "id", "id, toml, since"),
    ("original", "id", "id, sha256, path, length, deflated"),
    ("outlet", "id", "id, name"),
    (
        "document",
        "id",
        "id, name, kind, title, published, published_basis, day, language, author, sha256, length, doubts, copy_of, likeness, since",
    ),
    ("text", "document", "document, deflated, way_back"),
    ("removal", "id", "id, document, erased, since"),
    ("source", "id", "id, document, outlet, url, title, published, origin, line, original, since"),
    ("mark", "id", "id, document, outlet, handling, reliability, credibility, since"),
    ("reading", "id", "id, document, reader, deflated, since"),
    ("actor_label", "id", "id, actor, name, kind, wikidata, iso, since"),
    ("actor_merge", "id", "id, actor, into_actor, since"),
    ("appearance", "id", "id, reading, local, actor, name, title, p, reason, since"),
    (
        "act",
        "id",
        "id, item, document, reading, name, kind, strength, status, negated, happened, first_day, last_day, place, words, p, state, since",
    ),
    ("act_actor", "act", "act, part, actor"),
    ("act_measure", "act", "act, measure, params"),
    ("link", "id", "id, act, first, p, since"),
];

/// The last key of each table.
type Keys = [i64; TABLES.len()];

impl Store {
    /// The last key of each table, now.
    fn keys(&self) -> Result<Keys, Error> {
        let mut keys = [0; TABLES.len()];
        for (last, (table, key, _)) in keys.iter_mut().zip(TABLES) {
            let mut get = self.connection.prepare_cached(&format!("SELECT coalesce(max({key}), 0) FROM {table}"))?;
            *last = get.query_row([], |row| row.get(0))?;
        }
        Ok(keys)
    }

    /// The hash of the rows after one set of keys up to another, following on the hash before.
    fn hash(&self, before: &str, after: &Keys, to: &Keys) -> Result<String, Error> {
        let mut hash = Sha256::new();
        hash.update(before);
        for ((after, to), (table, key, columns)) in after.iter().zip(to).zip(TABLES) {
            if after == to {
                continue;
            }
            hash.update(table);
            let order = if key == "act" { "1, 2, 3" } else { key };
            let sql = format!("SELECT {columns} FROM {table} WHERE {key} > ?1 AND {key} <= ?2 ORDER BY {order}");
            let mut list = self.connection.prepare_cached(&sql)?;
            let n = list.column_count();
            let mut rows = list.query((after, to))?;
            while let Some(row) = rows.next()? {
                for column in 0..n {
                    match row.get_ref(column)? {
                        ValueRef::Null => hash.update(b"-"),
                        ValueRef::Integer(number) => {
                            hash.update(b"i");
                            hash.update(number.to_le_bytes());
                        }
                        ValueRef::Real(number) => {
                            hash.update(b"r");
                            hash.update(number.to_bits().to_le_bytes());
                        }
                        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
                            hash.update(b"t");
                            hash.update((bytes.len() as u64).to_le_bytes());
                            hash.update(bytes);
                        }
                    }
                }
            }
        }
        Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// The newest seal: its entry, keys and hash.
    fn last_seal(&self) -> Result<(Keys, String), Error> {
        use rusqlite::OptionalExtension as _;
        let mut get = self.connection.prepare_cached("SELECT keys, hash FROM seal ORDER BY entry DESC LIMIT 1")?;
        let found: Option<(String, String)> = get.query_row([], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        match found {
            Some((keys, hash)) => Ok((parsed(&keys)?, hash)),
            None => Ok(([0; TABLES.len()], String::new())),
        }
    }

    /// Seals what this transaction brought, under its newest entry.
    pub(crate) fn seal(&self, entry: i64) -> Result<(), Error> {
        let (after, before) = self.last_seal()?;
        let keys = self.keys()?;
        if keys == after {
            return Ok(());
        }
        let hash = self.hash(&before, &after, &keys)?;
        let keys = serde_json::to_string(&keys).map_err(|e| Error::Io { says: e.to_string() })?;
        self.connection
            .prepare_cached("INSERT OR REPLACE INTO seal (entry, keys, hash) VALUES (?1, ?2, ?3)")?
            .execute((entry, keys, hash))?;
        Ok(())
    }

    /// Seals all of it anew: words were taken out on purpose.
    pub(crate) fn seal_anew(&self, entry: i64) -> Result<(), Error> {
        self.connection.execute("DELETE FROM seal", [])?;
        self.seal(entry)
    }

    /// What is not as it was sealed, at most so many.
    pub(crate) fn broken_seals(&self, most: usize) -> Result<Vec<String>, Error> {
        let mut broken = Vec::new();
        let (mut after, mut before, mut last) = ([0; TABLES.len()], String::new(), 0);
        let mut list = self.connection.prepare("SELECT entry, keys, hash FROM seal ORDER BY entry")?;
        let mut rows = list.query([])?;
        while let Some(row) = rows.next()? {
            let (entry, keys, hash): (i64, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let Ok(keys) = parsed(&keys) else {
                broken.push(format!("the seal of entry {entry} cannot be read"));
                return Ok(broken);
            };
            if self.hash(&before, &after, &keys)? != hash && broken.len() < most {
                let entries = if last + 1 == entry { format!("entry {entry}") } else { format!("the entries {} to {entry}", last + 1) };
                broken.push(format!("something of {entries} of the log was changed, and not by armistice"));
            }
            (after, before, last) = (keys, hash, entry);
        }
        if after != self.keys()? {
            broken.push(format!("there is something after entry {last} of the log that armistice did not put there"));
        }
        Ok(broken)
    }
}

fn parsed(keys: &str) -> Result<Keys, Error> {
    let list: Vec<i64> = serde_json::from_str(keys).map_err(|e| Error::Damaged { says: format!("a seal: {e}") })?;
    list.try_into().map_err(|_| Error::Damaged { says: "a seal has not a key for each table".to_owned() })
}
