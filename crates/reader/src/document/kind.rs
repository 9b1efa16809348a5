//! What kind of file it is: by its first bytes where these leave no doubt, else by its name, else by how its text begins.
use super::unreadable::Why;

/// The kinds of file that are read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Plain text.
    Plain,
    /// Markdown, with or without front matter.
    Markdown,
    /// A page or a piece of one.
    Html,
    /// MediaWiki's markup.
    Wikitext,
    /// One JSON object with the text in it.
    Json,
    /// One JSON object a line.
    JsonLines,
}

impl Kind {
    /// The kind that a file's ending stands for; `None` where it stands for none.
    pub fn of_name(name: &str) -> Option<Self> {
        let (_, ending) = name.rsplit_once('.')?;
        Some(match ending.to_ascii_lowercase().as_str() {
            "txt" | "text" => Self::Plain,
            "md" | "markdown" | "mdown" => Self::Markdown,
            "html" | "htm" | "xhtml" => Self::Html,
            "wiki" | "mediawiki" => Self::Wikitext,
            "jsonl" | "ndjson" => Self::JsonLines,
            "json" => Self::Json,
            _ => return None,
        })
    }
}

/// The file's name without its ending: the id of its document. A name that is all ending (`.txt`) stays whole.
pub fn stem(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem,
        _ => name,
    }
}

/// The kind of a file.
pub(super) fn of(name: &str, bytes: &[u8]) -> Result<Kind, Why> {
    if let Some(why) = binary(bytes) {
        return Err(why);
    }
    let head = opening(bytes);
    let named = Kind::of_name(name);
    if let Some(seems) = xml(head) {
        return Err(Why::Xml { seems });
    }
    Ok(match named {
        // Many a JSON file is JSON Lines in truth.
        Some(Kind::Json) if many_objects(bytes) => Kind::JsonLines,
        Some(Kind::Plain | Kind::Markdown) if is_page(head) => Kind::Html,
        Some(kind) => kind,
        None if is_page(head) => Kind::Html,
        None if head.starts_with(b"{") && head.windows(6).any(|w| w == b"\"text\"") => {
            if many_objects(bytes) {
                Kind::JsonLines
            } else {
                Kind::Json
            }
        }
        None if head.starts_with(b"---\n") || head.starts_with(b"---\r\n") => Kind::Markdown,
        None => Kind::Plain,
    })
}

/// The first 4,096 bytes after BOM and white space.
fn opening(bytes: &[u8]) -> &[u8] {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    &bytes[..bytes.len().min(4_096)]
}

/// Whether the first line is a JSON object by itself and another follows.
fn many_objects(bytes: &[u8]) -> bool {
    let mut lines = bytes.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii).filter(|line| !line.is_empty());
    let whole = |line: Option<&[u8]>| line.is_some_and(|line| line.starts_with(b"{") && line.ends_with(b"}"));
    whole(lines.next()) && whole(lines.next())
}

/// Whether the text opens as a page does; `b'<div…` is a page kept as a Python bytes literal.
fn is_page(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"b'").or(head.strip_prefix(b"b\"")).unwrap_or(head);
    let lower = head[..head.len().min(64)].to_ascii_lowercase();
    let tags: [&[u8]; 6] = [b"<!doctype html", b"<html", b"<head>", b"<body", b"<div", b"<article"];
    tags.iter().any(|tag| lower.starts_with(tag)) || (lower.starts_with(b"<?xml") && head.windows(5).any(|window| window == b"<html"))
}

/// Which XML it is, where it is XML and no page.
fn xml(head: &[u8]) -> Option<&'static str> {
    let has = |tag: &[u8]| head.windows(tag.len()).any(|window| window == tag);
    let declared = head.starts_with(b"<?xml");
    if (declared || head.starts_with(b"<rss")) && has(b"<rss") {
        Some("an RSS feed")
    } else if (declared || head.starts_with(b"<feed")) && has(b"<feed") {
        Some("an Atom feed")
    } else if declared && !has(b"<html") {
        Some("XML")
    } else {
        None
    }
}

const SAVE_AS_TEXT: &str = "save it as plain text or HTML, and read that";
const UNPACK: &str = "unpack it, and read the files in it";
const LEAVE_OUT: &str = "leave it out; only text is read";

/// First bytes, where they stand, what they say and what to do.
const MAGIC: &[(usize, &[u8], &str, &str)] = &[
    (0, b"%PDF-", "a PDF", SAVE_AS_TEXT),
    (0, b"PK\x03\x04", "a ZIP archive or an Office document", "save a document as plain text or HTML; unpack an archive"),
    (0, b"PK\x05\x06", "an empty ZIP archive", LEAVE_OUT),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document", SAVE_AS_TEXT),
    (0, b"{\\rtf", "a Rich Text document", SAVE_AS_TEXT),
    (0, b"\x1f\x8b", "a gzip archive", UNPACK),
    (0, b"BZh", "a bzip2 archive", UNPACK),
    (0, b"\xfd7zXZ\x00", "an xz archive", UNPACK),
    (0, b"\x28\xb5\x2f\xfd", "a Zstandard archive", UNPACK),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7z archive", UNPACK),
    (0, b"Rar!\x1a\x07", "a RAR archive", UNPACK),
    (257, b"ustar", "a tar archive", UNPACK),
    (0, b"\x89PNG\r\n\x1a\n", "a picture (PNG)", LEAVE_OUT),
    (0, b"\xff\xd8\xff", "a picture (JPEG)", LEAVE_OUT),
    (0, b"GIF8", "a picture (GIF)", LEAVE_OUT),
    (0, b"II*\x00", "a picture (TIFF)", LEAVE_OUT),
    (0, b"MM\x00*", "a picture (TIFF)", LEAVE_OUT),
    (0, b"ID3\x03", "a sound recording (MP3)", LEAVE_OUT),
    (0, b"ID3\x04", "a sound recording (MP3)", LEAVE_OUT),
    (0, b"OggS", "a sound recording (Ogg)", LEAVE_OUT),
    (4, b"ftyp", "a film or sound recording (MP4)", LEAVE_OUT),
    (0, b"SQLite format 3\x00", "an SQLite database", "write its texts as JSON Lines, and read those"),
    (0, b"\x7fELF", "a program", LEAVE_OUT),
    (0, b"MZ\x90\x00", "a program", LEAVE_OUT),
    (0, b"\x00asm", "a program", LEAVE_OUT),
];

/// What a file that begins as no text does seems to be.
fn binary(bytes: &[u8]) -> Option<Why> {
    let found = MAGIC.iter().find(|(at, magic, ..)| bytes.get(*at..).is_some_and(|bytes| bytes.starts_with(magic)))?;
    Some(Why::Binary { seems: found.2, hint: found.3 })
}
