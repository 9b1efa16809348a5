//! Where words stand: byte ranges of a document's decoded text.
use std::fmt;
use std::ops::Range;

/// A run of words in a document: UTF-8 byte offsets into [`Document::text`](crate::Document::text), half-open (`“` counts three).
///
/// Spans of a text in a changed form (lower case, NFC) are of another type; this one always means the document's own text.
///
/// ```
/// use evidence::Span;
/// let span = Span::new(4, 9).expect("not empty");
/// assert_eq!(&"the delta"[span.range()], "delta");
/// assert!(Span::new(4, 4).is_none());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Span {
    // Invariant: start < end.
    start: usize,
    end: usize,
}

impl Span {
    /// The span from `start` up to, not including, `end`; `None` where that is empty or backwards.
    pub const fn new(start: usize, end: usize) -> Option<Self> {
        if start < end { Some(Self { start, end }) } else { None }
    }

    /// First byte.
    pub const fn start(self) -> usize {
        self.start
    }

    /// The byte after the last one.
    pub const fn end(self) -> usize {
        self.end
    }

    /// The same as a range, to index the text with.
    pub const fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// Length in bytes; never 0.
    #[expect(clippy::len_without_is_empty, reason = "a span is never empty")]
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether every byte of `other` lies in this span.
    pub const fn covers(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    pub const fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that covers both.
    pub fn hull(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.start, self.end)
    }
}

/// Words that belong together: one span or several, as in `“X,” he said, “Y”`.
///
/// ```
/// use evidence::{Place, Span};
/// let place = Place::of([Span::new(8, 9).unwrap(), Span::new(0, 3).unwrap()]).unwrap();
/// assert_eq!(place.words("one two three"), "one … t");
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Place {
    // Invariant: not empty; ascending; no two overlap or touch.
    spans: Vec<Span>,
}

impl Place {
    /// The place made of these spans, put in order, those that overlap or touch joined; `None` where there is none.
    pub fn of(spans: impl IntoIterator<Item = Span>) -> Option<Self> {
        let mut sorted: Vec<Span> = spans.into_iter().collect();
        sorted.sort_unstable();
        let mut joined: Vec<Span> = Vec::with_capacity(sorted.len());
        for span in sorted {
            match joined.last_mut() {
                Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
                _ => joined.push(span),
            }
        }
        if joined.is_empty() { None } else { Some(Self { spans: joined }) }
    }

    /// The spans, ascending; at least one.
    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// First byte of the first span.
    pub fn start(&self) -> usize {
        self.spans.first().map_or(0, |s| s.start)
    }

    /// The byte after the last span.
    pub fn end(&self) -> usize {
        self.spans.last().map_or(0, |s| s.end)
    }

    /// The smallest span that covers all of it.
    pub fn hull(&self) -> Span {
        Span { start: self.start(), end: self.end() }
    }

    /// Whether any of its spans shares a byte with `span`.
    pub fn overlaps(&self, span: Span) -> bool {
        self.spans.iter().any(|s| s.overlaps(span))
    }

    /// Whether every byte of `other` lies in one of the spans.
    pub fn covers(&self, other: &Place) -> bool {
        other.spans.iter().all(|o| self.spans.iter().any(|s| s.covers(*o)))
    }

    /// The words there, pieces joined by ` … `; a span that `text` has not got gives nothing.
    pub fn words(&self, text: &str) -> String {
        let pieces: Vec<&str> = self.spans.iter().filter_map(|s| text.get(s.range())).collect();
        pieces.join(" … ")
    }

    /// Whether each span lies inside `text` and on character boundaries.
    pub fn fits(&self, text: &str) -> bool {
        self.spans.iter().all(|s| text.get(s.range()).is_some())
    }
}

impl From<Span> for Place {
    fn from(span: Span) -> Self {
        Self { spans: vec![span] }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, span) in self.spans.iter().enumerate() {
            if i > 0 {
                f.write_str(", ")?;
            }
            write!(f, "{span}")?;
        }
        Ok(())
    }
}
