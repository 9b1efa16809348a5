//! A report as it was given: its decoded text, what is known about it, and how that is known.
use crate::date::Date;
use crate::original::Original;
use sha2::{Digest, Sha256};
use std::fmt;

/// The name of a document: the `id` it came with, else the stem of its file.
///
/// ```
/// use evidence::DocumentId;
/// assert_eq!(DocumentId("note-7".to_owned()).to_string(), "note-7");
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct DocumentId(pub String);

impl fmt::Display for DocumentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How a document's date is known, the more trusted first.
///
/// ```
/// use evidence::DateBasis;
/// assert!(DateBasis::Metadata < DateBasis::FileName);
/// assert_eq!(DateBasis::Dateline.as_str(), "dateline");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum DateBasis {
    /// Metadata that came beside the text (`NAME.json`, a JSON Lines field, an HTML `meta` element).
    Metadata,
    /// The front matter of a Markdown file.
    FrontMatter,
    /// The text's own dateline.
    Dateline,
    /// A date in the file's name.
    FileName,
}

impl DateBasis {
    /// The word in the JSON contract.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Metadata => "metadata",
            Self::FrontMatter => "front-matter",
            Self::Dateline => "dateline",
            Self::FileName => "file-name",
        }
    }
}

/// When the document itself was published.
///
/// ```
/// use evidence::{DateBasis, Published};
/// let published = Published { date: "2024-07".parse().unwrap(), basis: DateBasis::FrontMatter };
/// assert_eq!(published.date.day(), None);
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Published {
    /// The date, as exactly as it is given (`2024-07` stays a month).
    pub date: Date,
    /// What says so.
    pub basis: DateBasis,
}

/// What language the text is in, as detected or as its metadata says.
///
/// ```
/// use evidence::Language;
/// assert!(Language::english().is_read());
/// assert!(!Language { code: "ru".to_owned() }.is_read());
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Language {
    /// ISO 639-1 code, `und` where it cannot be told.
    pub code: String,
}

impl Language {
    /// English: the one language that is read so far.
    pub fn english() -> Self {
        Self { code: "en".to_owned() }
    }

    /// Whether the reader reads this language.
    pub fn is_read(&self) -> bool {
        self.code == "en"
    }
}

/// What is known about a document besides its words.
///
/// ```
/// use evidence::About;
/// let about = About::named("note");
/// assert_eq!((about.title, about.published), (None, None));
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct About {
    /// Name of the document; see [`DocumentId`].
    pub id: DocumentId,
    /// Headline, where it is known.
    pub title: Option<String>,
    /// Date of publication, where something gives it.
    pub published: Option<Published>,
    /// Language of the text.
    pub language: Language,
    /// Who published it, as its metadata says.
    pub source: Option<String>,
    /// Address, as its metadata says; never fetched.
    pub url: Option<String>,
}

impl About {
    /// Nothing known but the name; taken to be English.
    pub fn named(id: impl Into<String>) -> Self {
        Self { id: DocumentId(id.into()), title: None, published: None, language: Language::english(), source: None, url: None }
    }
}

/// A report: the decoded text that all places point into, and what is known about it.
///
/// ```
/// use evidence::{About, Document};
/// let document = Document::new(About::named("note"), "Norland will sign.".to_owned());
/// assert_eq!(document.text(), "Norland will sign.");
/// assert_eq!(document.sha256().len(), 64);
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Document {
    /// Name, title, date, language, origin.
    pub about: About,
    // Invariant: never changed once places point into it.
    text: String,
    // Invariant: lower-case hex SHA-256 of `text`.
    sha256: String,
    original: Option<Original>,
}

impl Document {
    /// A document of this text; its SHA-256 is computed here.
    pub fn new(about: About, text: String) -> Self {
        let sha256 = Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
        Self { about, text, sha256, original: None }
    }

    /// The same document, and where its words stood in the file as it was given.
    pub fn with_original(self, original: Original) -> Self {
        Self { original: Some(original), ..self }
    }

    /// Where its words stood in the file; `None` where that is not known.
    pub fn original(&self) -> Option<&Original> {
        self.original.as_ref()
    }

    /// The decoded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// SHA-256 of the text, 64 lower-case hexadecimal digits.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }
}
