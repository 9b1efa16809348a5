//! Taking an entry of the log back: what it brought ends, what it ended stands again, under an entry of its own. Nothing is deleted.
use crate::error::Error;
use crate::open::Store;
use crate::write::Writing;
use record::history::EntryKey;
use record::view::DocumentKey;
use rusqlite::OptionalExtension as _;

/// The tables whose rows can be ended and copied, with the columns besides id, since and until.
const TABLES: &[(&str, &str)] = &[
    ("removal", "document, erased"),
    ("mark", "document, outlet, handling, reliability, credibility"),
    ("actor_label", "actor, name, kind, wikidata, iso"),
    ("actor_merge", "actor, into_actor"),
    ("appearance", "reading, local, actor, name, title, p, reason"),
    ("link", "act, first, p"),
    ("apart", "one, other"),
];

impl Store {
    /// The newest entry that can be taken back and has not been: a correction, mark, note or removal of a person.
    pub fn last_undoable(&self) -> Result<Option<EntryKey>, Error> {
        Ok(self
            .connection
            .query_row(
                "SELECT id FROM log l WHERE command IN ('confirm', 'change', 'reject', 'merge', 'split', 'add act', 'marks', 'remove')
                 AND NOT EXISTS (SELECT 1 FROM log u WHERE u.undoes = l.id AND NOT EXISTS (SELECT 1 FROM log w WHERE w.undoes = u.id))
                 ORDER BY id DESC LIMIT 1",
                [],
                |row| row.get(0).map(EntryKey),
            )
            .optional()?)
    }
}

impl Writing<'_> {
    /// Takes `undone` back, under the newest entry of this transaction. An error, and nothing done, where something was built on it since.
    pub fn undo(&mut self, undone: EntryKey) -> Result<(), Error> {
        let now = self.now();
        let (command, item): (String, String) = self
            .connection
            .query_row("SELECT command, item FROM log WHERE id = ?1 AND id < ?2", (undone.0, now), |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?
            .ok_or_else(|| Error::asked(format!("there is no entry {undone}"), "`armistice log` shows which there are"))?;
        if matches!(command.as_str(), "add" | "note" | "new" | "reread" | "import" | "init") {
            let hint = match command.as_str() {
                "add" | "note" | "import" => "to take a document out, use `armistice remove`",
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
        for (table, _) in TABLES.iter().chain([&("act", "")]) {
            let later: Option<i64> = self
                .connection
                .query_row(
                    &format!("SELECT until FROM {table} WHERE since = ?1 AND until > ?1 ORDER BY until LIMIT 1"),
                    [undone.0],
                    |row| row.get(0),
                )
                .optional()?;
            if let Some(later) = later {
                let later = EntryKey(later);
                return Err(Error::asked(
                    format!("entry {later} builds on {undone}"),
                    format!("take {later} back first: armistice undo DOSSIER --entry {}", later.0),
                ));
            }
        }
        self.entry_undoes(undone)?;
        for (table, columns) in TABLES {
            self.connection.execute(&format!("UPDATE {table} SET until = ?2 WHERE since = ?1 AND until IS NULL"), (undone.0, now))?;
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
        let brought: Vec<i64> = {
            let mut list = self.connection.prepare("SELECT item FROM act WHERE since = ?1 AND until IS NULL ORDER BY id")?;
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
