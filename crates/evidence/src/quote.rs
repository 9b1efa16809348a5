//! The words behind a claim.
use crate::document::{Document, DocumentId};
use crate::span::Place;
use std::fmt;
use std::sync::Arc;

/// The exact words of a document behind a claim, with their place; it cannot be built without them.
///
/// ```
/// use evidence::{About, Document, Quote, Span};
/// let document = Document::new(About::named("note"), "Norland will sign.".to_owned());
/// let quote = Quote::new(&document, Span::new(0, 7).unwrap().into()).unwrap();
/// assert_eq!(quote.words(), "Norland");
/// assert!(Quote::new(&document, Span::new(0, 700).unwrap().into()).is_err());
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Quote(Arc<Found>);

/// What a quote is made of; shared, since a table of many acts shows the same words in many places.
#[derive(PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Found {
    document: DocumentId,
    // Invariant: fits the text of that document.
    place: Place,
    // Invariant: the words at `place`.
    words: String,
}

/// A place that the text has not got.
///
/// ```
/// use evidence::{About, Document, Quote, Span};
/// let document = Document::new(About::named("note"), "“Yes.”".to_owned());
/// // “ is three bytes long; a place may not cut it in two.
/// let bad = Quote::new(&document, Span::new(1, 4).unwrap().into()).unwrap_err();
/// assert!(bad.to_string().starts_with("note has no words at bytes 1-4"));
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NoSuchPlace {
    /// The document.
    pub document: DocumentId,
    /// The place that is not in it.
    pub place: Place,
    /// Its length in bytes.
    pub length: usize,
}

impl fmt::Display for NoSuchPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} has no words at bytes {} (it has {} bytes, and a place begins and ends between characters)",
            self.document, self.place, self.length
        )
    }
}

impl std::error::Error for NoSuchPlace {}

impl Quote {
    /// The words of `document` at `place`; an error where they lie outside the text or cut a character in two.
    pub fn new(document: &Document, place: Place) -> Result<Self, NoSuchPlace> {
        if place.fits(document.text()) {
            let words = place.words(document.text());
            Ok(Self(Arc::new(Found { document: document.about.id.clone(), place, words })))
        } else {
            Err(NoSuchPlace { document: document.about.id.clone(), place, length: document.text().len() })
        }
    }

    /// The document that they stand in.
    pub fn document(&self) -> &DocumentId {
        &self.0.document
    }

    /// Where in it.
    pub fn place(&self) -> &Place {
        &self.0.place
    }

    /// The words, pieces joined by ` … `.
    pub fn words(&self) -> &str {
        &self.0.words
    }
}
