//! The order in which things became known. The log numbers them; what stands at a point of the log is what began by then and had not
//! ended. Nothing is taken out: an undo is an entry of its own.
use jiff::Timestamp;
use jiff::civil;
use std::fmt;

/// The number of an entry of the log, from 1; shown as `#7`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct EntryKey(pub i64);

impl fmt::Display for EntryKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.0)
    }
}

/// From which entry of the log up to, not including, which one something stood.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stood {
    /// The entry that brought it.
    pub since: EntryKey,
    /// The entry that ended it; `None` while it stands.
    pub until: Option<EntryKey>,
}

impl Stood {
    /// Whether it stood right after entry `at`.
    pub fn at(self, at: EntryKey) -> bool {
        self.since <= at && self.until.is_none_or(|until| at < until)
    }
}

/// Which days a question is about: what was known by the end of one day, what was the case on another.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Asked {
    /// What was known at the end of that day, in UTC; `None`: what is known now.
    pub as_of: Option<civil::Date>,
    /// What was the case on that day; `None`: at any time.
    pub on: Option<civil::Date>,
}

/// An entry of the log.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// Its number.
    pub key: EntryKey,
    /// When, never before the entry in front of it.
    pub at: Timestamp,
    /// Who; the program's own work is done for whoever ran it.
    pub by: String,
    /// What was done: `add`, `confirm`, `undo`, ...
    pub command: String,
    /// To what: `a41`, `d3`; empty where it is about the dossier.
    pub item: String,
    /// What exactly, in words for a person.
    pub says: String,
    /// Why, as the person said.
    pub why: Option<String>,
    /// The entry that it takes back.
    pub undoes: Option<EntryKey>,
    /// The entry that took it back.
    pub undone_by: Option<EntryKey>,
}
