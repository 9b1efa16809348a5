//! What goes through the pipe: frames with their length before them, both ways bounded. What comes back was made by a process that a
//! file may have taken over, so it is checked as a file is: lengths, words of the contract, places that lie in the text.
use crate::outcome::{LeftOut, Origin, Outcome};
use evidence::{
    About, DateBasis, Document, DocumentId, Doubt, DoubtKind, Format, Language, Original, Place, Published, Span, Spot, Stretch,
};
use reader::document::{Given, Unreadable};
use serde::{Deserialize, Serialize};
use std::io::{self, Read, Write};
use std::path::Path;

/// The most that all of an answer may have, in bytes.
pub(super) const MOST_ANSWER: usize = 512 << 20;
/// The most that a frame may have, in bytes.
const MOST_FRAME: usize = 256 << 20;

const DOCUMENT: u8 = b'D';
const END: u8 = b'E';
const END_BY_FAULT: u8 = b'F';

/// A file to parse.
pub(super) struct Request<'a> {
    pub(super) name: &'a str,
    pub(super) bytes: &'a [u8],
    pub(super) metadata: Option<&'a [u8]>,
}

impl Request<'_> {
    pub(super) fn write(&self, to: &mut impl Write) -> io::Result<()> {
        frame(to, self.name.as_bytes())?;
        frame(to, self.bytes)?;
        // An empty frame is no metadata; metadata that are there are no less than `{}`.
        frame(to, self.metadata.unwrap_or_default())?;
        to.flush()
    }
}

/// A request as the child has it.
pub(super) struct Received {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
    pub(super) metadata: Option<Vec<u8>>,
}

impl Received {
    /// The next request; an error where the pipe is closed.
    pub(super) fn read(from: &mut impl Read) -> io::Result<Self> {
        let name = String::from_utf8_lossy(&unframe(from, MOST_FRAME)?).into_owned();
        let bytes = unframe(from, MOST_FRAME)?;
        let metadata = Some(unframe(from, MOST_FRAME)?).filter(|metadata| !metadata.is_empty());
        Ok(Self { name, bytes, metadata })
    }
}

fn frame(to: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    let length = u32::try_from(bytes.len()).map_err(|_| io::Error::other("too long for a frame"))?;
    to.write_all(&length.to_le_bytes())?;
    to.write_all(bytes)
}

fn unframe(from: &mut impl Read, most: usize) -> io::Result<Vec<u8>> {
    let mut length = [0; 4];
    from.read_exact(&mut length)?;
    let length = u32::from_le_bytes(length) as usize;
    if length > most {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "a frame is longer than it may be"));
    }
    let mut bytes = Vec::new();
    // Memory is taken as bytes come, not as they are announced.
    from.take(length as u64).read_to_end(&mut bytes)?;
    if bytes.len() < length { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(bytes) }
}

/// A piece of what the child answers.
pub(super) enum Answer {
    Document(Box<Parsed>),
    /// Nothing follows; whether the child is in order and can be asked again.
    End {
        in_order: bool,
    },
}

impl Answer {
    pub(super) fn read(from: &mut impl Read, left: &mut usize) -> io::Result<Self> {
        let bytes = unframe(from, MOST_FRAME.min(*left))?;
        *left = left.saturating_sub(bytes.len());
        let nonsense = || io::Error::new(io::ErrorKind::InvalidData, "an answer that makes no sense");
        match bytes.split_first() {
            Some((&DOCUMENT, json)) => Ok(Self::Document(serde_json::from_slice(json).map_err(|_| nonsense())?)),
            Some((&END, [])) => Ok(Self::End { in_order: true }),
            Some((&END_BY_FAULT, [])) => Ok(Self::End { in_order: false }),
            _ => Err(nonsense()),
        }
    }
}

/// Writes a document, or why there is none.
pub(super) fn write_document(to: &mut impl Write, result: Result<Given, Unreadable>) -> io::Result<()> {
    let mut bytes = vec![DOCUMENT];
    serde_json::to_writer(&mut bytes, &Parsed::from(result))?;
    frame(to, &bytes)
}

/// Writes that nothing follows.
pub(super) fn write_end(to: &mut impl Write, in_order: bool) -> io::Result<()> {
    frame(to, &[if in_order { END } else { END_BY_FAULT }])?;
    to.flush()
}

/// A document, or why there is none, as it goes through the pipe.
#[derive(Serialize, Deserialize)]
pub(super) struct Parsed {
    within: Vec<String>,
    line: Option<usize>,
    document: Option<Text>,
    what: String,
    hint: String,
    pictures_only: bool,
}

/// Where, of which kind, and what it says.
type DoubtOut = (Vec<(usize, usize)>, String, String);

#[derive(Serialize, Deserialize)]
struct Text {
    id: String,
    title: Option<String>,
    published: Option<(String, String)>,
    language: String,
    source: Option<String>,
    url: Option<String>,
    text: String,
    doubts: Vec<DoubtOut>,
    format: Option<String>,
    /// Start, kind, two numbers.
    stretches: Vec<(usize, char, usize, usize)>,
}

impl Parsed {
    /// A fault of the parser, as the child itself found it.
    pub(super) fn write_fault(to: &mut impl Write) -> io::Result<()> {
        let parsed = Self {
            within: Vec::new(),
            line: None,
            document: None,
            what: "its parser broke down".to_owned(),
            hint: "open it in its own program, save it anew or as plain text, and read that".to_owned(),
            pictures_only: false,
        };
        let mut bytes = vec![DOCUMENT];
        serde_json::to_writer(&mut bytes, &parsed)?;
        frame(to, &bytes)
    }

    pub(super) fn into_outcome(self, path: &Path) -> Outcome<Given> {
        let Self { within, line, document, what, hint, pictures_only } = self;
        let result = match document {
            Some(text) => Ok(text.into_given(&within)),
            None => Err(LeftOut { what, hint, pictures_only }),
        };
        Outcome { origin: Origin { path: path.to_owned(), within, line }, result }
    }
}

impl From<Result<Given, Unreadable>> for Parsed {
    fn from(result: Result<Given, Unreadable>) -> Self {
        match result {
            Err(unreadable) => {
                let LeftOut { what, hint, pictures_only } = (&unreadable.why).into();
                Self { within: unreadable.within, line: unreadable.line, document: None, what, hint, pictures_only }
            }
            Ok(given) => {
                let within = given.document.original().map(|original| original.within.clone()).unwrap_or_default();
                let (what, hint) = Default::default();
                Self { within, line: None, document: Some(given.into()), what, hint, pictures_only: false }
            }
        }
    }
}

impl From<Given> for Text {
    fn from(given: Given) -> Self {
        let Given { document, doubts } = given;
        let about = document.about.clone();
        let doubt = |doubt: Doubt| {
            let spans = doubt.at.iter().flat_map(|at| at.spans()).map(|span| (span.start(), span.end())).collect();
            (spans, doubt.kind.as_str().to_owned(), doubt.says)
        };
        let stretch = |stretch: &Stretch| match stretch.spot {
            Some(Spot::Byte(byte)) => (stretch.start, 'b', byte, 0),
            Some(Spot::Page { page, line }) => (stretch.start, 'p', page as usize, line as usize),
            Some(Spot::Paragraph(number)) => (stretch.start, 'w', number as usize, 0),
            Some(Spot::Note(number)) => (stretch.start, 'n', number as usize, 0),
            None => (stretch.start, '-', 0, 0),
        };
        Self {
            id: about.id.0,
            title: about.title,
            published: about.published.map(|published| (published.date.to_string(), published.basis.as_str().to_owned())),
            language: about.language.code,
            source: about.source,
            url: about.url,
            doubts: doubts.into_iter().map(doubt).collect(),
            format: document.original().map(|original| original.format.as_str().to_owned()),
            stretches: document.original().map(|original| original.stretches().iter().map(stretch).collect()).unwrap_or_default(),
            text: document.text().to_owned(),
        }
    }
}

impl Text {
    fn into_given(self, within: &[String]) -> Given {
        let about = About {
            id: DocumentId(self.id),
            title: self.title,
            published: self.published.and_then(|(date, basis)| Some(Published { date: date.parse().ok()?, basis: basis_of(&basis)? })),
            language: Language { code: self.language },
            source: self.source,
            url: self.url,
        };
        let text = self.text;
        let doubt = |(spans, kind, says): (Vec<(usize, usize)>, String, String)| {
            let kind = DoubtKind::ALL.into_iter().find(|known| known.as_str() == kind)?;
            let at = Place::of(spans.into_iter().filter_map(|(start, end)| Span::new(start, end)));
            Some(Doubt { at: at.filter(|at| at.fits(&text)), kind, says })
        };
        let doubts = self.doubts.into_iter().filter_map(doubt).collect();
        let small = |number: usize| u32::try_from(number).ok();
        let stretch = |(start, kind, a, b): (usize, char, usize, usize)| {
            let spot = match kind {
                'b' => Some(Spot::Byte(a)),
                'p' => small(a).zip(small(b)).map(|(page, line)| Spot::Page { page, line }),
                'w' => small(a).map(Spot::Paragraph),
                'n' => small(a).map(Spot::Note),
                _ => None,
            };
            (start <= text.len()).then_some(Stretch { start, spot })
        };
        let format = self.format.as_deref().and_then(Format::of_name);
        let stretches = self.stretches.into_iter().filter_map(stretch).collect();
        let document = Document::new(about, text);
        let document = match format {
            Some(format) => {
                let mut original = Original::new(format, stretches);
                original.within = within.to_vec();
                document.with_original(original)
            }
            None => document,
        };
        Given { document, doubts }
    }
}

fn basis_of(word: &str) -> Option<DateBasis> {
    [DateBasis::Metadata, DateBasis::FrontMatter, DateBasis::Dateline, DateBasis::FileName].into_iter().find(|basis| basis.as_str() == word)
}

#[cfg(test)]
mod tests {
    use super::{Answer, MOST_ANSWER, write_document};
    use crate::outcome::Outcome;
    use fuzz::files;
    use reader::document::documents;
    use std::path::Path;

    /// A document is the same on both sides of the pipe, with its doubts and its way back; so is why there is none.
    #[test]
    fn what_goes_through_the_pipe_comes_out_the_same() {
        // As large a stack as that of the process that parses.
        let thread = std::thread::Builder::new().stack_size(64 << 20).spawn(goes_through).expect("a thread");
        assert!(thread.join().is_ok());
    }

    fn goes_through() {
        let made = files::set();
        let torture = "\u{feff}Norland 🇳🇴 sa\u{301}id שלום \u{202e}مرحبا “𠜎𠜱”\r\n\0 Sudria\rwill\u{2028}sign.";
        let attached = files::Attachment { name: "a\u{1b}.html", kind: "text/html", bytes: &files::html("Talks", &[torture]) };
        let mut all: Vec<(String, Vec<u8>)> = made.into_iter().map(|made| (made.name, made.bytes)).collect();
        all.push(("torture.eml".to_owned(), files::mail("Talks \u{202e}\u{1f4e7}", torture, &[attached])));
        all.push(("torture.pdf".to_owned(), files::pdf(&[torture])));
        all.push(("2031-03-12-torture.docx".to_owned(), files::docx(&[torture])));
        let (mut seen, path) = (0, Path::new("a/b"));
        for (name, bytes) in all {
            for result in documents(&name, &bytes, Some(b"{\"source\": \"Lakes Wire\", \"date\": \"31/12/05\"}")) {
                let mut pipe = Vec::new();
                write_document(&mut pipe, result.clone()).expect("it fits");
                let mut left = MOST_ANSWER;
                let Ok(Answer::Document(parsed)) = Answer::read(&mut pipe.as_slice(), &mut left) else { panic!("{name}") };
                assert_eq!(parsed.into_outcome(path), Outcome::of(path, result), "{name}");
                seen += 1;
            }
        }
        assert!(seen > 100, "{seen}");
    }
}
