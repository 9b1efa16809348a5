//! The versions of a dossier: how one is made, how an older one becomes the newest, and what must be in a file that calls itself one.
use crate::error::Error;
use rusqlite::{Connection, OptionalExtension as _};

/// Marks a file as a dossier: `ARMS`.
pub(crate) const APPLICATION_ID: i64 = 0x4152_4d53;

/// The newest version.
pub(crate) const VERSION: i64 = 3;

/// What makes version n of version n - 1.
const MIGRATIONS: [&str; VERSION as usize] =
    [include_str!("migrations/1.sql"), include_str!("migrations/2.sql"), include_str!("migrations/3.sql")];

/// Makes an empty database a dossier, or an older dossier one of the newest version; in the caller's transaction.
pub(crate) fn migrate(connection: &Connection) -> Result<(), Error> {
    let version: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    for (number, sql) in (1..).zip(MIGRATIONS).filter(|(number, _)| *number > version) {
        connection.execute_batch(sql)?;
        connection.pragma_update(None, "user_version", number)?;
    }
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    Ok(())
}

/// What a file says it is: nothing of it has been run when this is called.
pub(crate) fn version(connection: &Connection) -> Result<i64, Error> {
    let id: i64 = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    if id != APPLICATION_ID {
        return Err(Error::NoDossier { says: "it is a database of another program".to_owned() });
    }
    let version: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    match version {
        1..=VERSION => Ok(version),
        0 => Err(Error::NoDossier { says: "it has no version".to_owned() }),
        _ if version > VERSION => Err(Error::Newer { version, known: VERSION }),
        _ => Err(Error::NoDossier { says: format!("it has the version {version}") }),
    }
}

/// Refuses whatever the schema of that version has not got, and a table of it in another form: a trigger or a view could act in our name.
pub(crate) fn compare(connection: &Connection, version: i64) -> Result<(), Error> {
    let reference = Connection::open_in_memory()?;
    for sql in MIGRATIONS.iter().take(usize::try_from(version).unwrap_or(0)) {
        reference.execute_batch(sql)?;
    }
    let mut list = connection
        .prepare("SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' OR type IN ('trigger', 'view')")?;
    let mut rows = list.query([])?;
    let mut found = 0;
    while let Some(row) = rows.next()? {
        let (kind, name, sql): (String, String, Option<String>) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let ours: Option<Option<String>> = reference
            .query_row("SELECT sql FROM sqlite_schema WHERE type = ?1 AND name = ?2", [&kind, &name], |row| row.get(0))
            .optional()?;
        match ours {
            None => return Err(Error::Foreign { says: format!("it has a {kind} `{name}` that armistice did not make") }),
            Some(ours) if ours != sql => {
                return Err(Error::Foreign { says: format!("its {kind} `{name}` is not as armistice makes it") });
            }
            Some(_) => found += 1,
        }
    }
    let expected: i64 =
        reference.query_row("SELECT count(*) FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'", [], |row| row.get(0))?;
    if found == expected {
        Ok(())
    } else {
        Err(Error::Damaged { says: format!("{} of its {expected} tables, indexes and views are missing", expected - found) })
    }
}
