//! What became of each document of a batch. One bad file never stops the others, and never goes unmentioned.
use reader::document::{Unreadable, Why};
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// Where a document came from, for messages.
///
/// ```
/// use armistice::Origin;
/// let origin = Origin { path: "talks.jsonl".into(), line: Some(3) };
/// assert_eq!(origin.to_string(), "talks.jsonl:3");
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Origin {
    /// The file as it was named, or the name of the stream.
    pub path: PathBuf,
    /// The line in it, from 1, where each line is a document.
    pub line: Option<usize>,
}

impl Origin {
    pub(crate) fn whole(path: &Path) -> Self {
        Self { path: path.to_owned(), line: None }
    }
}

impl fmt::Display for Origin {
    /// As the file is named: what shows it on a terminal must see to control characters in it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.path.display())?;
        self.line.map_or(Ok(()), |line| write!(f, ":{line}"))
    }
}

/// Why a file, folder or line gave no document.
///
/// ```
/// use armistice::{Input, load};
/// let outcome = load([Input::bytes("talks.pdf", b"%PDF-1.7".to_vec())]).next().unwrap();
/// let left_out = outcome.result.unwrap_err();
/// assert_eq!(left_out.to_string(), "it is no text but seems to be a PDF");
/// assert_eq!(left_out.hint, "save it as plain text or HTML, and read that");
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LeftOut {
    /// What is wrong, in lower case without full stop.
    pub what: String,
    /// What to do about it.
    pub hint: String,
}

impl LeftOut {
    pub(crate) fn new(what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { what: what.into(), hint: hint.into() }
    }

    pub(crate) fn io(error: &io::Error, what: &str) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::new("there is no such file or folder", "check the name; a name with spaces needs quotes"),
            io::ErrorKind::PermissionDenied => Self::new(
                format!("there is no permission to read this {what}"),
                "ask its owner for it, or give yourself the right to read it (on Linux: chmod u+rX)",
            ),
            _ => Self::new(format!("this {what} could not be read: {error}"), "try again, or copy it to another place and read it there"),
        }
    }
}

impl From<&Why> for LeftOut {
    fn from(why: &Why) -> Self {
        Self::new(why.to_string(), why.hint())
    }
}

impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl std::error::Error for LeftOut {}

/// A document, or why there is none.
///
/// ```
/// use armistice::{Input, load};
/// let inputs = [Input::bytes("a.txt", b"Norland will sign.".to_vec()), Input::bytes("b.txt", Vec::new())];
/// let outcomes: Vec<_> = load(inputs).collect();
/// assert!(outcomes[0].result.is_ok());
/// assert_eq!(outcomes[1].origin.to_string(), "b.txt");
/// ```
#[derive(Clone, PartialEq, Debug)]
pub struct Outcome<T> {
    /// Where it came from.
    pub origin: Origin,
    /// The document, as far as it was asked for; or why it was left out.
    pub result: Result<T, LeftOut>,
}

impl<T> Outcome<T> {
    pub(crate) fn left_out(path: &Path, why: LeftOut) -> Self {
        Self { origin: Origin::whole(path), result: Err(why) }
    }

    pub(crate) fn of(path: &Path, result: Result<T, Unreadable>) -> Self {
        let line = result.as_ref().err().and_then(|unreadable| unreadable.line);
        let result = result.map_err(|unreadable| (&unreadable.why).into());
        Self { origin: Origin { path: path.to_owned(), line }, result }
    }
}
