//! What became of each document of a batch. One bad file never stops the others, and never goes unmentioned.
use evidence::{Document, DoubtKind, Format};
use reader::document::{Given, Unreadable, Why};
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// Where a document came from, for messages.
///
/// ```
/// use armistice::Origin;
/// let origin = Origin { path: "talks.zip".into(), within: vec!["day 1/talks.jsonl".into()], line: Some(3) };
/// assert_eq!(origin.to_string(), "talks.zip: day 1/talks.jsonl:3");
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Origin {
    /// The file as it was named, or the name of the stream.
    pub path: PathBuf,
    /// Where it lay in that file, if that is an archive, a mail or a feed; outermost first.
    pub within: Vec<String>,
    /// The line in it, from 1, where each line is a document.
    pub line: Option<usize>,
}

impl Origin {
    pub(crate) fn whole(path: &Path) -> Self {
        Self { path: path.to_owned(), within: Vec::new(), line: None }
    }
}

impl fmt::Display for Origin {
    /// As the file is named: what shows it on a terminal must see to control characters in it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.path.display())?;
        for name in &self.within {
            write!(f, ": {name}")?;
        }
        self.line.map_or(Ok(()), |line| write!(f, ":{line}"))
    }
}

/// Why a file, folder or line gave no document.
///
/// ```
/// use armistice::{Input, load};
/// let outcome = load([Input::bytes("map.png", b"\x89PNG\r\n\x1a\n".to_vec())]).next().unwrap();
/// let left_out = outcome.result.unwrap_err();
/// assert_eq!(left_out.to_string(), "no text found (pictures only): it is a picture (PNG)");
/// assert!(left_out.hint.contains("text recognition (OCR)"));
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LeftOut {
    /// What is wrong, in lower case without full stop.
    pub what: String,
    /// What to do about it.
    pub hint: String,
    /// Whether it has pictures and no text: read by nobody, though nothing is wrong with it.
    pub pictures_only: bool,
}

impl LeftOut {
    pub(crate) fn new(what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { what: what.into(), hint: hint.into(), pictures_only: false }
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

/// What to do about words of a document that were not read, where this doubt says so; `None` for a doubt of another kind.
///
/// ```
/// use armistice::{About, Document, DoubtKind, hint};
/// let document = Document::new(About::named("note"), "Norland will sign.".to_owned());
/// assert!(hint(&document, DoubtKind::PartNotRead).unwrap().starts_with("open the file"));
/// assert_eq!(hint(&document, DoubtKind::UnresolvedDate), None);
/// ```
pub fn hint(document: &Document, kind: DoubtKind) -> Option<&'static str> {
    let is_entry = document.original().is_some_and(|original| original.format == Format::Feed);
    match kind {
        DoubtKind::PartNotRead if is_entry => Some("open its link, save the article, and read that"),
        DoubtKind::PartNotRead => Some("open the file in its own program, and save what is missing as text"),
        DoubtKind::NoText => Some("open the page in a browser, and save its text, if it has one"),
        DoubtKind::LanguageNotRead => {
            Some("only English is read so far; if this is English, say so in a NAME.json beside it: {\"language\": \"en\"}")
        }
        _ => None,
    }
}

impl From<&Why> for LeftOut {
    fn from(why: &Why) -> Self {
        Self { pictures_only: matches!(why, Why::PicturesOnly { .. }), ..Self::new(why.to_string(), why.hint()) }
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
}

impl Outcome<Given> {
    pub(crate) fn of(path: &Path, result: Result<Given, Unreadable>) -> Self {
        let (within, line) = match &result {
            Ok(given) => (given.document.original().map(|original| original.within.clone()).unwrap_or_default(), None),
            Err(unreadable) => (unreadable.within.clone(), unreadable.line),
        };
        let result = result.map_err(|unreadable| (&unreadable.why).into());
        Self { origin: Origin { path: path.to_owned(), within, line }, result }
    }
}
