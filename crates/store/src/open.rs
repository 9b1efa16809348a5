//! Making and opening the file. A file that is there is opened for reading first, with nothing of its own run, and compared; only then is
//! it written to.
use crate::error::Error;
use crate::schema;
use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags};
use std::path::Path;
use std::time::Duration;

/// For what a dossier is opened.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mode {
    /// To read.
    Read,
    /// To read and write.
    Write,
}

/// An open dossier.
pub struct Store {
    pub(crate) connection: Connection,
}

/// What SQLite says where it may not make a file that it needs.
const CANNOT_OPEN: &str = "unable to open database file";

/// How long to wait for another process that writes.
const PATIENCE: Duration = Duration::from_secs(10);

impl Store {
    /// Makes a new one; an error where there is such a file already.
    pub fn create(path: &Path) -> Result<Self, Error> {
        Self::create_with(path, None)
    }

    /// As [`create`](Self::create), through a VFS of SQLite registered under that name: tests make theirs fail.
    pub fn create_with(path: &Path, vfs: Option<&str>) -> Result<Self, Error> {
        if path.try_exists().map_err(|error| Error::Io { says: error.to_string() })? {
            return Err(Error::Exists);
        }
        let made = Self::make(path, vfs);
        if made.is_err() {
            // What is half made is nothing; the error says more than one about this would.
            for ending in ["", "-wal", "-shm", "-journal"] {
                let mut name = path.as_os_str().to_owned();
                name.push(ending);
                let _ = std::fs::remove_file(name);
            }
        }
        made
    }

    fn make(path: &Path, vfs: Option<&str>) -> Result<Self, Error> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let mut connection = connect(path, flags, vfs)?;
        connection.pragma_update(None, "page_size", 8192)?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        settle(&connection)?;
        let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        schema::migrate(&transaction)?;
        transaction.commit()?;
        Ok(Self { connection })
    }

    /// Opens one. Refused with the reason: what is no dossier, of a newer version, damaged, or with triggers, views or tables that
    /// armistice did not make. An older version becomes the newest when it is opened to be written to.
    pub fn open(path: &Path, mode: Mode) -> Result<Self, Error> {
        Self::open_with(path, mode, None)
    }

    /// As [`open`](Self::open), through a VFS of SQLite registered under that name.
    pub fn open_with(path: &Path, mode: Mode, vfs: Option<&str>) -> Result<Self, Error> {
        let about = std::fs::metadata(path).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => Error::Missing,
            std::io::ErrorKind::PermissionDenied => no_permission(),
            _ => Error::Io { says: error.to_string() },
        })?;
        if about.is_dir() {
            return Err(Error::NoDossier { says: "it is a folder".to_owned() });
        }
        if about.len() == 0 {
            return Err(Error::NoDossier { says: "the file is empty".to_owned() });
        }
        let opened = Self::open_as(path, path, about.len(), mode, vfs);
        match &opened {
            Err(Error::Io { says }) if vfs.is_none() && says.contains(CANNOT_OPEN) => {}
            Err(Error::ReadOnly) if vfs.is_none() && mode == Mode::Read => {}
            _ => return opened,
        }
        Self::open_beside_nothing(path, about.len(), mode)
    }

    /// A reader of a WAL file has to make a -shm beside it. Where it may not, on a read-only disk or in a folder of somebody else, the file
    /// is read as it is, if all that was written is in it.
    #[expect(clippy::disallowed_methods, reason = "it is asked whether the file may be read; SQLite reads it")]
    fn open_beside_nothing(path: &Path, length: u64, mode: Mode) -> Result<Self, Error> {
        std::fs::File::open(path).map_err(|error| match error.kind() {
            std::io::ErrorKind::PermissionDenied => no_permission(),
            _ => Error::Io { says: error.to_string() },
        })?;
        if mode == Mode::Write {
            return Err(Error::ReadOnly);
        }
        let Some(name) = path.to_str() else { return Err(Error::ReadOnly) };
        if std::fs::metadata(format!("{name}-wal")).is_ok_and(|it| it.len() > 0) {
            return Err(Error::asked(
                "this dossier cannot be read where it lies: what was done last is in the -wal file beside it, and nothing may be written there",
                "copy both files to a folder of your own, and open the copy",
            ));
        }
        let escaped = name.replace('%', "%25").replace('?', "%3f").replace('#', "%23");
        let uri = format!("file:{escaped}?immutable=1");
        Self::open_as(path, Path::new(&uri), length, mode, None)
    }

    fn open_as(path: &Path, name: &Path, length: u64, mode: Mode, vfs: Option<&str>) -> Result<Self, Error> {
        let reading = if name == path { OpenFlags::empty() } else { OpenFlags::SQLITE_OPEN_URI } | OpenFlags::SQLITE_OPEN_READ_ONLY;
        let flags = if mode == Mode::Read { reading } else { OpenFlags::SQLITE_OPEN_READ_WRITE };
        let mut connection = connect(name, flags, vfs)?;
        connection.pragma_update(None, "query_only", true)?;
        let version = schema::version(&connection)?;
        schema::compare(&connection, version)?;
        size(&connection, length)?;
        if mode == Mode::Write {
            connection.pragma_update(None, "query_only", false)?;
            settle(&connection)?;
            if version < schema::VERSION {
                let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
                schema::migrate(&transaction)?;
                transaction.commit()?;
            }
            // Asked now and not at the first write, so that the message comes before any work is done.
            if connection.is_readonly(rusqlite::MAIN_DB)? {
                return Err(Error::ReadOnly);
            }
        }
        Ok(Self { connection })
    }
}

impl Store {
    /// Answers several questions from one state of the dossier: what others write meanwhile is not seen. Quicker too, where there are many.
    pub fn at_rest<T, E: From<Error>>(&self, ask: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
        if !self.connection.is_autocommit() {
            return ask();
        }
        let transaction = self.connection.unchecked_transaction().map_err(Error::from)?;
        let answer = ask();
        // Nothing was written: how it ends is of no weight.
        drop(transaction);
        answer
    }

    /// The same dossier opened once more, to ask it on another thread; `None` where what this one sees is not yet in the file.
    pub fn again(&self) -> Result<Option<Self>, Error> {
        match self.connection.path().filter(|it| !it.is_empty()) {
            Some(path) if self.connection.is_autocommit() => Self::open(Path::new(path), Mode::Read).map(Some),
            _ => Ok(None),
        }
    }

    /// The file; `None` where it has no name.
    pub fn path(&self) -> Option<&Path> {
        self.connection.path().filter(|it| !it.is_empty()).map(Path::new)
    }

    /// Writes a copy of the dossier, packed, to a new file. What a transaction of another process has not committed is not in it.
    pub fn copy_to(&self, path: &Path) -> Result<(), Error> {
        if path.try_exists().map_err(|error| Error::Io { says: error.to_string() })? {
            return Err(Error::Exists);
        }
        let name = path.to_str().ok_or_else(|| Error::asked("the name of the file is not Unicode", "take another name"))?;
        // The copy is a file that is attached and written to; the dossier itself is only read.
        let query_only: bool = self.connection.pragma_query_value(None, "query_only", |row| row.get(0))?;
        self.connection.pragma_update(None, "query_only", false)?;
        self.connection.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 1)?;
        let done = self.connection.execute("VACUUM INTO ?1", [name]);
        self.connection.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
        self.connection.pragma_update(None, "query_only", query_only)?;
        done?;
        Ok(())
    }

    /// Packs the file and ends its WAL, so that nothing of what was taken out is left in it and it is one file.
    pub fn pack(&mut self) -> Result<(), Error> {
        self.connection.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 1)?;
        let done = self.connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE); VACUUM; PRAGMA wal_checkpoint(TRUNCATE);");
        self.connection.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
        done?;
        Ok(())
    }
}

fn no_permission() -> Error {
    Error::asked("there is no permission to read this dossier", "ask its owner for it")
}

fn connect(path: &Path, flags: OpenFlags, vfs: Option<&str>) -> Result<Connection, Error> {
    let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = match vfs {
        Some(vfs) => Connection::open_with_flags_and_vfs(path, flags, vfs)?,
        None => Connection::open_with_flags(path, flags)?,
    };
    connection.busy_timeout(PATIENCE)?;
    // Nothing that a file brings may act: no function of ours in its schema, no writing to its schema.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
    // Else each statement whose plan an argument could change is planned anew each time.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    connection.pragma_update(None, "mmap_size", 0)?;
    connection.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
    connection.pragma_update(None, "cache_size", -65_536)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.set_prepared_statement_cache_capacity(128);
    Ok(connection)
}

/// What writing needs.
fn settle(connection: &Connection) -> Result<(), Error> {
    connection.pragma_update(None, "foreign_keys", true)?;
    // Each commit is on the disk before a command says that it is done.
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "wal_autocheckpoint", 4000)?;
    connection.pragma_update(None, "journal_size_limit", 67_108_864)?;
    Ok(())
}

/// A file that is shorter than its own head says has lost its end.
fn size(connection: &Connection, length: u64) -> Result<(), Error> {
    let page: i64 = connection.pragma_query_value(None, "page_size", |row| row.get(0))?;
    // The count in the head of the main file, which the WAL may be ahead of: only a file without WAL is compared.
    let pages: i64 = connection.pragma_query_value(None, "page_count", |row| row.get(0))?;
    let wal = connection.path().is_some_and(|path| std::fs::metadata(format!("{path}-wal")).is_ok_and(|it| it.len() > 0));
    if !wal && i64::try_from(length).unwrap_or(i64::MAX) < page.saturating_mul(pages) {
        return Err(Error::Damaged { says: format!("it has {length} bytes, and its head speaks of {}", page.saturating_mul(pages)) });
    }
    Ok(())
}
