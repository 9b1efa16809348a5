//! An act with its words, in order of the text.
use evidence::{Act, ActId, Document, Quote};

/// An act and its words; ordered by their place, so that the order of a reading's acts is of no weight.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Shown {
    start: usize,
    pub(super) act: ActId,
    pub(super) quote: Quote,
}

/// The act with its words; `None` where the document has no such words, and so nothing to show.
pub(super) fn shown(document: &Document, act: &Act) -> Option<Shown> {
    let quote = Quote::new(document, act.quote.clone()).ok()?;
    Some(Shown { start: quote.place().start(), act: act.id.clone(), quote })
}
