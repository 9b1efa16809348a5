//! Why a file or line gave no document, and what its owner can do about it.
use super::kind::ENDINGS;
use std::fmt;

/// A file, or a line of a JSON Lines file, that gave no document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unreadable {
    /// Where it lay in its container (archive, mail, feed), outermost first; empty where it is the file itself.
    pub within: Vec<String>,
    /// The line, from 1; `None` where it is the whole file.
    pub line: Option<usize>,
    /// What is wrong.
    pub why: Why,
}

/// What is wrong with it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Why {
    /// Nothing in it, or only white space.
    Empty,
    /// Longer than one document may be.
    TooLong {
        /// The limit in bytes.
        limit: usize,
    },
    /// Not text.
    Binary {
        /// What it seems to be: "a PDF", "a picture (PNG)", or that it is no text.
        seems: &'static str,
        /// What to do about it.
        hint: &'static str,
    },
    /// XML that is neither page nor feed.
    Xml {
        /// What it seems to be.
        seems: &'static str,
    },
    /// It should be of this format, and is not whole.
    Damaged {
        /// "PDF", "Word document".
        format: &'static str,
        /// What is wrong with it.
        says: String,
    },
    /// Kept under a password.
    Encrypted {
        /// "PDF", "mail".
        format: &'static str,
    },
    /// There are pictures in it, and no text; or it is one.
    PicturesOnly {
        /// "a PDF without a text layer", "a picture (PNG)".
        what: &'static str,
    },
    /// More of something than is taken, as archives made to fill a disk have it.
    OverLimit {
        /// What there is too much of.
        what: String,
    },
    /// A file in an archive that is not taken out.
    NotTaken {
        /// Why.
        what: &'static str,
        /// What to do about it.
        hint: &'static str,
    },
    /// In a folder or an archive, a name that does not tell the format.
    UnknownEnding,
    /// HTML that no page has, made to exhaust its reader.
    Markup {
        /// What is wrong with it.
        what: &'static str,
    },
    /// JSON that does not parse.
    BadJson {
        /// What the parser says.
        says: String,
    },
    /// JSON without a `text` that is a string.
    NoTextField,
}

impl From<Why> for Unreadable {
    fn from(why: Why) -> Self {
        Self { within: Vec::new(), line: None, why }
    }
}

impl Why {
    /// What the owner of the file can do.
    pub fn hint(&self) -> String {
        match self {
            Self::Empty => "nothing is lost by leaving it out; if it should have text, fetch or save it again".to_owned(),
            Self::TooLong { limit } => {
                format!("cut it into documents of at most {} MB, or write one document a line as JSON Lines", limit >> 20)
            }
            Self::Binary { hint, .. } => (*hint).to_owned(),
            Self::Xml { .. } => "save it as HTML or text, and read that".to_owned(),
            Self::Damaged { .. } => "open it in its own program, save it anew from there, and read that".to_owned(),
            Self::Encrypted { .. } => "open it with its password, save it without one, and read that".to_owned(),
            Self::PicturesOnly { .. } => {
                "if its pictures show a text, let a program for text recognition (OCR) make text of it, and read that".to_owned()
            }
            Self::OverLimit { .. } => {
                "such files are made to do harm; if you trust it, unpack or divide it yourself, and read the parts".to_owned()
            }
            Self::NotTaken { hint, .. } => (*hint).to_owned(),
            Self::UnknownEnding => {
                format!("those that are read: {ENDINGS}; to read it as text all the same, name the file itself, taken out of its archive")
            }
            Self::Markup { .. } => "save the page as plain text, and read that".to_owned(),
            Self::BadJson { .. } => "each line must be one whole JSON object; line ends within a text are written \\n".to_owned(),
            Self::NoTextField => {
                r#"a document in JSON looks like {"id": "...", "title": "...", "date": "2024-07-04", "text": "..."}"#.to_owned()
            }
        }
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("it is empty"),
            Self::TooLong { limit } => write!(f, "it is longer than the {} MB that one document may have", limit >> 20),
            Self::Binary { seems, .. } => write!(f, "it is no text but seems to be {seems}"),
            Self::Xml { seems } => write!(f, "it is {seems}, which is not read"),
            Self::Damaged { format, says } => write!(f, "it is no {format} that can be read: {says}"),
            Self::Encrypted { format } => write!(f, "it is a {format} that is encrypted"),
            Self::PicturesOnly { what } => write!(f, "no text found (pictures only): it is {what}"),
            Self::OverLimit { what } => write!(f, "{what}"),
            Self::NotTaken { what, .. } => f.write_str(what),
            Self::UnknownEnding => f.write_str("its name does not end as those of the formats that are read"),
            Self::Markup { what } => write!(f, "its HTML has {what}"),
            Self::BadJson { says } => write!(f, "it is not JSON: {says}"),
            Self::NoTextField => f.write_str("it is JSON without a field \"text\" that is a string"),
        }
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "line {line}: {}", self.why),
            None => self.why.fmt(f),
        }
    }
}

impl std::error::Error for Unreadable {}
