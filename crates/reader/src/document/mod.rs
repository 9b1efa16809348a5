//! Bytes in, documents out: what kind of file it is, its encoding, its text without page furniture, its date and language.
//! Opens no file and follows no link. What cannot be read is an [`Unreadable`] that says what to do; what can be read with a
//! reservation is a document with doubts. Plain UTF-8 text comes through byte for byte, a BOM aside. Linear in the bytes. What is
//! packed is unpacked no further than `budget` allows; a parser that fails all the same must be kept apart by the caller, who
//! learns from [`is_foreign`] which files that is about.

mod unreadable;
mod kind;
mod encoding;
mod way_back;
mod bytes_literal;
mod plain;
mod wikitext;
mod markdown;
mod html;
mod xml;
mod budget;
mod pdf;
mod docx;
mod mail;
mod feed;
mod archive;
mod json_lines;
mod metadata;
mod front_matter;
mod dateline;
mod language;
mod damage;

pub use kind::{ENDINGS, Kind, stem};
pub use unreadable::{Unreadable, Why};

use crate::document::budget::Budget;
use crate::document::metadata::Metadata;
use evidence::{About, DateBasis, Document, DocumentId, Doubt, DoubtKind, Format, Original, Published};

/// The most that one document may have, in bytes: some ten million words. The longest reports of real talks are below a tenth of
/// it, and what is longer is a collection that its reader wants cut into documents. JSON Lines files may be of any length.
pub const LIMIT: usize = 64 << 20;

/// A document as it came out of its bytes.
#[derive(Clone, PartialEq, Debug)]
pub struct Given {
    /// The document.
    pub document: Document,
    /// What is in doubt about its text or what is known about it.
    pub doubts: Vec<Doubt>,
}

impl From<Document> for Given {
    /// A document without doubts.
    fn from(document: Document) -> Self {
        Self { document, doubts: Vec::new() }
    }
}

/// The text taken out of a file, with what the file itself says about it.
#[derive(Default, Debug)]
struct Extract {
    text: String,
    about: Metadata,
    doubts: Vec<Doubt>,
    original: Option<Original>,
}

/// The documents in a file: one; with JSON Lines one a line; of an archive, a mailbox, a mail with attachments or a feed all that are
/// in it, in order. `name` is the file's own name (`talks.md`); it tells the kind of file and, where the text does not, id and date.
/// `metadata` is the content of the `NAME.json` beside it.
///
/// A line or part that cannot be read is an error in its place; the others go on. Never empty.
pub fn documents(name: &str, bytes: &[u8], metadata: Option<&[u8]>) -> Vec<Result<Given, Unreadable>> {
    let mut out = Vec::new();
    each_document(name, bytes, metadata, &mut |one| out.push(one));
    out
}

/// As [`documents`], each handed on as soon as it is there.
pub fn each_document(name: &str, bytes: &[u8], metadata: Option<&[u8]>, take: Take<'_>) {
    let source = Source { name, bytes, metadata, within: &[], in_archive: false, mail_depth: 0 };
    each(&source, &mut Budget::new(), take);
}

/// Whether a file is of a kind whose parsers are better kept apart from the program, in a process of their own.
pub fn is_foreign(name: &str, bytes: &[u8]) -> bool {
    kind::of(name, bytes).is_ok_and(Kind::is_foreign)
}

/// Why a file that begins so is not read, whatever its name is; `None` where its first bytes do not tell.
pub fn unread(head: &[u8]) -> Option<Why> {
    kind::binary(head)
}

/// What is done with each document.
pub type Take<'t> = &'t mut dyn FnMut(Result<Given, Unreadable>);

/// A file, by itself or out of another.
#[derive(Clone, Copy)]
struct Source<'a> {
    name: &'a str,
    bytes: &'a [u8],
    metadata: Option<&'a [u8]>,
    /// Where it lay in its container.
    within: &'a [String],
    in_archive: bool,
    mail_depth: usize,
}

impl Source<'_> {
    fn unreadable(&self, why: Why) -> Unreadable {
        Unreadable { within: self.within.to_vec(), line: None, why }
    }
}

/// The documents in a file or in a part of one.
fn each(source: &Source<'_>, budget: &mut Budget, take: Take<'_>) {
    let Source { name, bytes, metadata, .. } = *source;
    let mut kind = match kind::of(name, bytes) {
        Ok(kind) => kind,
        Err(why) => return take(Err(source.unreadable(why))),
    };
    if bytes.trim_ascii().is_empty() {
        return take(Err(source.unreadable(Why::Empty)));
    }
    if kind == Kind::Zip {
        match docx::family(bytes) {
            docx::Family::Word => return take(word(source, budget)),
            docx::Family::Other(seems) => {
                let hint = "save it as plain text or HTML, and read that";
                return take(Err(source.unreadable(Why::Binary { seems, hint })));
            }
            docx::Family::Archive => kind = Kind::Zip,
        }
    }
    match kind {
        Kind::JsonLines => {
            let lines = encoding::utf8(bytes);
            let mut any = false;
            for (line, number) in lines.split(|byte| *byte == b'\n').zip(1..) {
                if let Some(read) = line_within(name, number, line, metadata, source.within) {
                    any = true;
                    take(read);
                }
            }
            if !any {
                take(Err(source.unreadable(Why::Empty)));
            }
        }
        Kind::Mail => mail::one(source, budget, take),
        Kind::Mailbox => mail::many(source, budget, take),
        Kind::Feed => feed::each(source, budget, take),
        Kind::Zip | Kind::Tar | Kind::Gzip => archive::each(kind, source, budget, take),
        _ => take(one(source, kind).map_err(|why| source.unreadable(why))),
    }
}

/// The document in one line of a JSON Lines file, for callers that do not hold the whole file; `None` where the line is blank.
/// `number` counts from 1.
pub fn json_line(name: &str, number: usize, line: &[u8], metadata: Option<&[u8]>) -> Option<Result<Given, Unreadable>> {
    line_within(name, number, line, metadata, &[])
}

/// The same for a file that lay in a container.
fn line_within(name: &str, number: usize, line: &[u8], metadata: Option<&[u8]>, within: &[String]) -> Option<Result<Given, Unreadable>> {
    let mut line = line;
    if number == 1 {
        line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
    }
    if line.trim_ascii().is_empty() {
        return None;
    }
    let unreadable = |why| Unreadable { within: within.to_vec(), line: Some(number), why };
    if line.len() > LIMIT {
        return Some(Err(unreadable(Why::TooLong { limit: LIMIT })));
    }
    let extract = match json_lines::read(line) {
        Ok(extract) => extract,
        Err(why) => return Some(Err(unreadable(why))),
    };
    let id = extract.about.id.clone().unwrap_or_else(|| format!("{}-{number}", stem(name)));
    Some(Ok(given(id, None, extract, metadata, within)))
}

/// The document in a Word file.
fn word(source: &Source<'_>, budget: &mut Budget) -> Result<Given, Unreadable> {
    let extract = docx::read(source.bytes, budget).map_err(|why| source.unreadable(why))?;
    Ok(source.given(stem(source.name).to_owned(), extract))
}

/// The one document in a file that holds one.
fn one(source: &Source<'_>, kind: Kind) -> Result<Given, Why> {
    let Source { name, bytes, .. } = *source;
    if bytes.len() > LIMIT {
        return Err(Why::TooLong { limit: LIMIT });
    }
    if kind == Kind::Pdf {
        return Ok(source.given(stem(name).to_owned(), pdf::read(bytes)?));
    }
    let literal = if kind == Kind::Json { None } else { bytes_literal::undone(bytes) };
    let (text, way_back) = encoding::decode_with_way_back(literal.as_deref().unwrap_or(bytes), kind)?;
    let way_back = literal.is_none().then_some(way_back);
    if text.trim().is_empty() {
        return Err(Why::Empty);
    }
    let mut extract = match kind {
        Kind::Plain => plain::read(text, way_back),
        Kind::Markdown => markdown::read(&text),
        Kind::Html => html::read(&text, way_back.as_ref())?,
        Kind::Wikitext => wikitext::read(&text),
        _ => json_lines::read(text.as_bytes())?,
    };
    if literal.is_some() {
        let says = "the file was kept as a Python bytes literal (b'...'); its escapes were undone".to_owned();
        extract.doubts.insert(0, Doubt { at: None, kind: DoubtKind::GarbledText, says });
    }
    let id = extract.about.id.clone().unwrap_or_else(|| stem(name).to_owned());
    Ok(source.given(id, extract))
}

impl Source<'_> {
    /// The document of this file.
    fn given(&self, id: String, extract: Extract) -> Given {
        given(id, Some(self.name), extract, self.metadata, self.within)
    }
}

/// Puts together what the text, its metadata and its file's name (where that speaks of this one document) say.
/// `within` is where it lay in its container.
fn given(id: String, name: Option<&str>, extract: Extract, sidecar: Option<&[u8]>, within: &[String]) -> Given {
    let Extract { text, about, mut doubts, original } = extract;
    let about = match sidecar.map(Metadata::from_json) {
        None => about,
        // Beside one text it speaks of that; beside JSON Lines of all of them, and each line knows better.
        Some(Ok(sidecar)) if name.is_some() => sidecar.or(about),
        Some(Ok(sidecar)) => about.or(sidecar),
        Some(Err(says)) => {
            doubts.push(Doubt { at: None, kind: DoubtKind::GarbledText, says });
            about
        }
    };
    if let Some(unread) = &about.unread_date {
        let says = format!("its date is given as \"{unread}\", which is no date that can be read for certain (write 2024-07-04)");
        doubts.push(Doubt { at: None, kind: DoubtKind::UnresolvedDate, says });
    }
    let published = about
        .published
        .or_else(|| Some(Published { date: dateline::of_text(&text)?, basis: DateBasis::Dateline }))
        .or_else(|| Some(Published { date: dateline::of_name(name?)?, basis: DateBasis::FileName }));
    let no_text = text.trim().is_empty();
    if no_text && !doubts.iter().any(|doubt| doubt.kind == DoubtKind::NoText) {
        doubts.push(Doubt { at: None, kind: DoubtKind::NoText, says: "there is no text in it, only what is said about it".to_owned() });
    }
    doubts.extend(damage::doubts(&text));
    let about = About {
        id: DocumentId(id),
        title: about.title,
        published,
        language: language::of(&text, about.language.as_deref(), about.claimed_language.as_deref()),
        source: about.source,
        url: about.url,
    };
    let document = Document::new(about, text);
    let original = original.or_else(|| (!within.is_empty()).then(|| Original::new(Format::Markup, Vec::new())));
    let document = match original {
        Some(mut original) => {
            original.within = within.to_vec();
            if original.is_the_file() { document } else { document.with_original(original) }
        }
        None => document,
    };
    Given { document, doubts }
}
