//! Why a file or line gave no document, and what its owner can do about it.
use std::fmt;

/// A file, or a line of a JSON Lines file, that gave no document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unreadable {
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
    /// A feed of headlines, or XML of another kind.
    Xml {
        /// What it seems to be.
        seems: &'static str,
    },
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
        Self { line: None, why }
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
            Self::Xml { .. } => "save the articles that it lists as HTML or text, and read those".to_owned(),
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
            Self::Xml { seems } => write!(f, "it is {seems}, which is not read yet"),
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
