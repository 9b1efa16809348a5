//! What can go wrong with a file, for a person: what, and what to do.
use rusqlite::ErrorCode;
use std::fmt;

/// Why a dossier could not be opened, read or written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Error {
    /// There is no such file.
    Missing,
    /// There is one already where a new one was to be made.
    Exists,
    /// It is no dossier.
    NoDossier {
        /// What it seems to be.
        says: String,
    },
    /// A newer program made it.
    Newer {
        /// Its version.
        version: i64,
        /// The newest that this program knows.
        known: i64,
    },
    /// It holds something that no program of this name puts there: it may have been made to do harm.
    Foreign {
        /// What it holds.
        says: String,
    },
    /// It is damaged.
    Damaged {
        /// What is wrong, as far as can be told.
        says: String,
    },
    /// Another process is writing to it.
    Busy,
    /// The disk is full.
    Full,
    /// It may not be written to.
    ReadOnly,
    /// The disk or the system failed.
    Io {
        /// What SQLite says.
        says: String,
    },
    /// What was asked for is not there, or cannot be done.
    Asked {
        /// What is wrong.
        what: String,
        /// What to do.
        hint: String,
    },
}

impl Error {
    /// Something that was asked for and is not there, or cannot be done.
    pub fn asked(what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Asked { what: what.into(), hint: hint.into() }
    }

    /// What to do about it.
    pub fn hint(&self) -> String {
        match self {
            Self::Missing => "check the name, or make one: armistice new FILE".to_owned(),
            Self::Exists => "take another name, or remove that file first".to_owned(),
            Self::NoDossier { .. } => "name a file that `armistice new` made".to_owned(),
            Self::Newer { .. } => "use the newer armistice that made it; nothing was changed".to_owned(),
            Self::Foreign { .. } => "ask who sent it for an export (armistice export), and import that; nothing of it was run".to_owned(),
            Self::Damaged { .. } => "copy the file away before anything else, then restore a backup or import an export of it".to_owned(),
            Self::Busy => "wait until the other armistice has finished, and try again; nothing was changed".to_owned(),
            Self::Full => "free some space and try again; nothing was lost".to_owned(),
            Self::ReadOnly => "give yourself the right to write to the file and its folder, or copy it; nothing was changed".to_owned(),
            Self::Io { .. } => "check the disk, and try again; nothing that was there before is lost".to_owned(),
            Self::Asked { hint, .. } => hint.clone(),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("there is no such dossier"),
            Self::Exists => f.write_str("there is such a file already"),
            Self::NoDossier { says } => write!(f, "this is no dossier: {says}"),
            Self::Newer { version, known } => {
                write!(f, "this dossier is of version {version}, and this armistice knows versions up to {known}")
            }
            Self::Foreign { says } => write!(f, "this dossier was refused: {says}"),
            Self::Damaged { says } => write!(f, "this dossier is damaged: {says}"),
            Self::Busy => f.write_str("another process is writing to this dossier"),
            Self::Full => f.write_str("the disk is full"),
            Self::ReadOnly => f.write_str("this dossier may not be written to"),
            Self::Io { says } => write!(f, "reading or writing failed: {says}"),
            Self::Asked { what, .. } => f.write_str(what),
        }
    }
}

impl std::error::Error for Error {}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        let says = error.to_string();
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Self::ReadOnly,
            Some(ErrorCode::NotADatabase) => Self::NoDossier { says: "its first bytes are not those of a database".to_owned() },
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged { says },
            Some(ErrorCode::ConstraintViolation | ErrorCode::TypeMismatch) => Self::Damaged { says },
            Some(_) => Self::Io { says },
            // A value of another type or form than the schema has.
            None => Self::Damaged { says },
        }
    }
}
