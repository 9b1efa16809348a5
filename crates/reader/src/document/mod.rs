//! Bytes in, documents out: what kind of file it is, its encoding, its text without page furniture, its date and language.
//! Opens no file and follows no link. What cannot be read is an [`Unreadable`] that says what to do; what can be read with a
//! reservation is a document with doubts. Plain UTF-8 text comes through byte for byte, a BOM aside. Linear in the bytes.

mod unreadable;
mod kind;
mod encoding;
mod bytes_literal;
mod plain;
mod wikitext;
mod markdown;
mod html;
mod json_lines;
mod metadata;
mod front_matter;
mod dateline;
mod language;
mod damage;

pub use kind::{Kind, stem};
pub use unreadable::{Unreadable, Why};

use crate::document::metadata::Metadata;
use evidence::{About, DateBasis, Document, DocumentId, Doubt, DoubtKind, Published};

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
}

/// The documents in a file: one, or with JSON Lines one a line, in order. `name` is the file's own name (`talks.md`); it tells the
/// kind of file and, where the text does not, id and date. `metadata` is the content of the `NAME.json` beside it.
///
/// A line that cannot be read is an error in its place; the others go on. Never empty.
pub fn documents(name: &str, bytes: &[u8], metadata: Option<&[u8]>) -> Vec<Result<Given, Unreadable>> {
    let kind = match kind::of(name, bytes) {
        Ok(kind) => kind,
        Err(why) => return vec![Err(why.into())],
    };
    if bytes.trim_ascii().is_empty() {
        return vec![Err(Why::Empty.into())];
    }
    if kind == Kind::JsonLines {
        let lines = encoding::utf8(bytes);
        let lines = lines.split(|byte| *byte == b'\n').zip(1..);
        let read: Vec<_> = lines.filter_map(|(line, number)| json_line(name, number, line, metadata)).collect();
        return if read.is_empty() { vec![Err(Why::Empty.into())] } else { read };
    }
    vec![one(name, kind, bytes, metadata).map_err(Unreadable::from)]
}

/// The document in one line of a JSON Lines file, for callers that do not hold the whole file; `None` where the line is blank.
/// `number` counts from 1.
pub fn json_line(name: &str, number: usize, line: &[u8], metadata: Option<&[u8]>) -> Option<Result<Given, Unreadable>> {
    let mut line = line;
    if number == 1 {
        line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
    }
    if line.trim_ascii().is_empty() {
        return None;
    }
    if line.len() > LIMIT {
        return Some(Err(Unreadable { line: Some(number), why: Why::TooLong { limit: LIMIT } }));
    }
    let extract = match json_lines::read(line) {
        Ok(extract) => extract,
        Err(why) => return Some(Err(Unreadable { line: Some(number), why })),
    };
    let id = extract.about.id.clone().unwrap_or_else(|| format!("{}-{number}", stem(name)));
    Some(Ok(given(id, None, extract, metadata)))
}

/// The one document in a file that holds one.
fn one(name: &str, kind: Kind, bytes: &[u8], metadata: Option<&[u8]>) -> Result<Given, Why> {
    if bytes.len() > LIMIT {
        return Err(Why::TooLong { limit: LIMIT });
    }
    let literal = if kind == Kind::Json { None } else { bytes_literal::undone(bytes) };
    let text = encoding::decode(literal.as_deref().unwrap_or(bytes), kind)?;
    if text.trim().is_empty() {
        return Err(Why::Empty);
    }
    let mut extract = match kind {
        Kind::Plain => plain::read(text),
        Kind::Markdown => markdown::read(&text),
        Kind::Html => html::read(&text)?,
        Kind::Wikitext => wikitext::read(&text),
        Kind::Json | Kind::JsonLines => json_lines::read(text.as_bytes())?,
    };
    if literal.is_some() {
        let says = "the file was kept as a Python bytes literal (b'...'); its escapes were undone".to_owned();
        extract.doubts.insert(0, Doubt { at: None, kind: DoubtKind::GarbledText, says });
    }
    let id = extract.about.id.clone().unwrap_or_else(|| stem(name).to_owned());
    Ok(given(id, Some(name), extract, metadata))
}

/// Puts together what the text, its metadata and its file's name (where that speaks of this one document) say.
fn given(id: String, name: Option<&str>, extract: Extract, sidecar: Option<&[u8]>) -> Given {
    let Extract { text, about, mut doubts } = extract;
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
    Given { document: Document::new(about, text), doubts }
}
