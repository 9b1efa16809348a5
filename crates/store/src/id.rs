//! By what a dossier is known, wherever its file lies and whatever it is called.
use crate::error::Error;
use crate::open::Store;
use crate::schema;
use rusqlite::OptionalExtension as _;

impl Store {
    /// Its id: the same for as long as there is the dossier, and for a file that was copied by other programs. An export has one of its own.
    pub fn id(&self) -> Result<String, Error> {
        // One of before there were ids is given this when it becomes one of the newest version.
        let sql = if schema::version(&self.connection)? < 3 {
            "SELECT hash FROM seal ORDER BY entry DESC LIMIT 1"
        } else {
            "SELECT id FROM dossier"
        };
        let found = self.connection.query_row(sql, [], |row| row.get(0)).optional()?;
        found.ok_or_else(|| Error::Damaged { says: "it has no id".to_owned() })
    }

    /// Makes it a dossier of its own, with another id than that which it was copied from.
    pub fn become_another(&self) -> Result<(), Error> {
        self.connection.execute("UPDATE dossier SET id = lower(hex(randomblob(32)))", [])?;
        Ok(())
    }
}
