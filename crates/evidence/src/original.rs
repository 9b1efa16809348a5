//! The way back: where in the file, as it was given, the words of a document stand.

/// What kind of file the words came out of.
///
/// ```
/// use evidence::Format;
/// assert_eq!(Format::of_name("pdf"), Some(Format::Pdf));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Format {
    /// Plain text, in whatever encoding.
    Text,
    /// Markdown, wikitext, or a field of a JSON object: markup that is read, without a way back to the byte.
    Markup,
    /// A page or a piece of one.
    Html,
    /// PDF with a text layer.
    Pdf,
    /// A Word document (`.docx`).
    Word,
    /// The body of a mail.
    Mail,
    /// An entry of a feed.
    Feed,
}

impl Format {
    const ALL: [Self; 7] = [Self::Text, Self::Markup, Self::Html, Self::Pdf, Self::Word, Self::Mail, Self::Feed];

    /// The word in the JSON contract.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markup => "markup",
            Self::Html => "html",
            Self::Pdf => "pdf",
            Self::Word => "docx",
            Self::Mail => "mail",
            Self::Feed => "feed",
        }
    }

    /// The format of that word.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.as_str() == name)
    }
}

/// A place in the file as it was given.
///
/// ```
/// use evidence::Spot;
/// assert_eq!(Spot::Page { page: 3, line: 12 }.to_string(), "p. 3, line 12");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Spot {
    /// A byte of the file, from 0; where it lies in a container, of the file that was taken out.
    Byte(usize),
    /// A line of a page, both from 1; lines in the order in which they are read.
    Page {
        /// The page, as it is counted, not as it is numbered.
        page: u32,
        /// The line on it.
        line: u32,
    },
    /// A paragraph of a Word document, from 1, those in tables with the others.
    Paragraph(u32),
    /// A footnote or endnote, from 1 in the order of the file.
    Note(u32),
}

impl std::fmt::Display for Spot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Byte(byte) => write!(f, "byte {byte}"),
            Self::Page { page, line } => write!(f, "p. {page}, line {line}"),
            Self::Paragraph(number) => write!(f, "paragraph {number}"),
            Self::Note(number) => write!(f, "note {number}"),
        }
    }
}

/// A stretch of a document's text, up to the next one, and where it came from.
///
/// ```
/// use evidence::{Spot, Stretch};
/// let stretch = Stretch { start: 40, spot: Some(Spot::Paragraph(2)) };
/// assert!(stretch.spot.is_some());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stretch {
    /// The first byte of the text.
    pub start: usize,
    /// Where that stood; from a [`Spot::Byte`] the two run on side by side. `None`: nowhere, or it cannot be told.
    pub spot: Option<Spot>,
}

/// How a document's text lies in the file as it was given.
///
/// ```
/// use evidence::{Format, Original, Spot, Stretch};
/// let stretch = |start, spot| Stretch { start, spot: Some(spot) };
/// let original = Original::new(Format::Text, vec![stretch(0, Spot::Byte(3)), stretch(10, Spot::Byte(12))]);
/// assert_eq!(original.at(11), Some(Spot::Byte(13)));
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Original {
    /// What kind of file it was.
    pub format: Format,
    /// Where it lay in its container (archive, mail, feed), outermost first; empty where it was a file by itself.
    pub within: Vec<String>,
    // Invariant: starts ascending, none twice.
    stretches: Vec<Stretch>,
}

impl Original {
    /// The stretches in ascending order; of two with the same start, and of those out of order, the later is left out.
    pub fn new(format: Format, stretches: Vec<Stretch>) -> Self {
        let mut kept: Vec<Stretch> = Vec::with_capacity(stretches.len());
        for stretch in stretches {
            if kept.last().is_none_or(|last| last.start < stretch.start) {
                kept.push(stretch);
            }
        }
        Self { format, within: Vec::new(), stretches: kept }
    }

    /// Where byte `at` of the text stood.
    pub fn at(&self, at: usize) -> Option<Spot> {
        let stretch = self.stretches.get(self.stretches.partition_point(|stretch| stretch.start <= at).checked_sub(1)?)?;
        match stretch.spot? {
            Spot::Byte(byte) => Some(Spot::Byte(byte.saturating_add(at - stretch.start))),
            spot => Some(spot),
        }
    }

    /// The stretches of the text, ascending.
    pub fn stretches(&self) -> &[Stretch] {
        &self.stretches
    }

    /// Whether the text is the file, byte for byte, and lay in no container.
    pub fn is_the_file(&self) -> bool {
        self.format == Format::Text && self.within.is_empty() && self.stretches == [Stretch { start: 0, spot: Some(Spot::Byte(0)) }]
    }
}
