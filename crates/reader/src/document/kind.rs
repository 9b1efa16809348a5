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
    /// PDF.
    Pdf,
    /// A ZIP archive, which a Word document is too.
    Zip,
    /// A tar archive.
    Tar,
    /// Something packed with gzip, mostly a tar archive.
    Gzip,
    /// One mail.
    Mail,
    /// Many mails in one file.
    Mailbox,
    /// RSS or Atom.
    Feed,
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
            "pdf" => Self::Pdf,
            "docx" | "docm" | "zip" => Self::Zip,
            "tar" => Self::Tar,
            "gz" | "tgz" => Self::Gzip,
            "eml" => Self::Mail,
            "mbox" => Self::Mailbox,
            "rss" | "atom" | "xml" => Self::Feed,
            _ => return None,
        })
    }
}

/// The endings of the formats that are read, for messages.
pub const ENDINGS: &str = "txt, md, html, wiki, jsonl, json, pdf, docx, eml, mbox, rss, atom, zip, tar.gz";

impl Kind {
    /// Whether its parsers are kept apart from the program: they take apart bytes of a stranger's making, where plain text, Markdown
    /// and JSON are read by code that has nothing to follow in them.
    pub const fn is_foreign(self) -> bool {
        !matches!(self, Self::Plain | Self::Markdown | Self::Wikitext | Self::Json | Self::JsonLines)
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
    if let Some((_, _, kind)) = PACKED.iter().find(|(at, magic, _)| bytes.get(*at..).is_some_and(|bytes| bytes.starts_with(magic))) {
        return Ok(*kind);
    }
    if let Some(why) = binary(bytes) {
        return Err(why);
    }
    let head = opening(bytes);
    let named = Kind::of_name(name);
    match xml(head) {
        Some(Xml::Feed) => return Ok(Kind::Feed),
        // A site's map or a data file; under a page's name it may be a page all the same.
        Some(Xml::Other) => return Err(Why::Xml { seems: "XML" }),
        None => {}
    }
    Ok(match named {
        // Junk may stand before a PDF, and an archive may have another program's head; text under their names is text.
        Some(Kind::Pdf) if bytes[..bytes.len().min(1_024)].windows(5).any(|window| window == b"%PDF-") => Kind::Pdf,
        Some(Kind::Pdf | Kind::Zip | Kind::Tar | Kind::Gzip) if bytes.trim_ascii().is_empty() => Kind::Plain,
        Some(kind @ (Kind::Pdf | Kind::Zip | Kind::Tar | Kind::Gzip)) if !looks_like_text(bytes) => kind,
        Some(Kind::Mail | Kind::Mailbox | Kind::Feed | Kind::Pdf | Kind::Zip | Kind::Tar | Kind::Gzip) if is_page(head) => Kind::Html,
        Some(Kind::Mail | Kind::Mailbox | Kind::Pdf | Kind::Zip | Kind::Tar | Kind::Gzip) if is_mailbox(head) => Kind::Mailbox,
        Some(Kind::Mail | Kind::Mailbox) if !has_headers(head) && looks_like_text(bytes) => Kind::Plain,
        Some(Kind::Mailbox) => Kind::Mail,
        Some(Kind::Pdf | Kind::Zip | Kind::Tar | Kind::Gzip) => Kind::Plain,
        Some(Kind::Feed)
            if looks_like_text(bytes) && !head.starts_with(b"<") && !head.starts_with(b"\xff\xfe") && !head.starts_with(b"\xfe\xff") =>
        {
            Kind::Plain
        }
        // Many a JSON file is JSON Lines in truth.
        Some(Kind::Json) if many_objects(bytes) => Kind::JsonLines,
        Some(Kind::Plain | Kind::Markdown) if is_page(head) => Kind::Html,
        Some(kind) => kind,
        None if is_page(head) => Kind::Html,
        None if is_mailbox(head) => Kind::Mailbox,
        None if is_mail(head) => Kind::Mail,
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

/// Which XML it is.
enum Xml {
    Feed,
    Other,
}

/// Which XML it is, where it is XML and no page.
fn xml(head: &[u8]) -> Option<Xml> {
    let has = |tag: &[u8]| head.windows(tag.len()).any(|window| window == tag);
    let declared = head.starts_with(b"<?xml");
    let opens = |tag: &[u8]| (declared && has(tag)) || head.starts_with(tag);
    if [&b"<rss"[..], b"<feed", b"<rdf:RDF"].into_iter().any(opens) {
        Some(Xml::Feed)
    } else {
        (declared && !has(b"<html")).then_some(Xml::Other)
    }
}

/// Whether it opens with lines of a mail's head: names, a colon, what they say.
fn has_headers(head: &[u8]) -> bool {
    headers(head).count() >= 1
}

/// Whether it is a mail whatever its name is: with the lines that only mail programs write.
fn is_mail(head: &[u8]) -> bool {
    let telling: [&[u8]; 6] = [b"received", b"message-id", b"mime-version", b"return-path", b"delivered-to", b"x-mailer"];
    let names: Vec<Vec<u8>> = headers(head).map(<[u8]>::to_ascii_lowercase).collect();
    names.len() >= 3 && names.iter().any(|name| telling.contains(&name.as_slice())) && names.iter().any(|name| name == b"from")
}

/// Whether it is a mailbox: "From " with an address and a year, then a mail.
fn is_mailbox(head: &[u8]) -> bool {
    let Some(rest) = head.strip_prefix(b"From ") else { return false };
    let end = rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
    let has_year = rest[..end].windows(4).any(|window| window.iter().all(u8::is_ascii_digit));
    has_year && has_headers(rest.get(end + 1..).unwrap_or_default())
}

/// The names of the header lines that a file opens with.
fn headers(head: &[u8]) -> impl Iterator<Item = &[u8]> {
    let lines = head.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii_end).take_while(|line| !line.is_empty());
    lines.filter(|line| !line.starts_with(b" ") && !line.starts_with(b"\t")).map_while(|line| {
        let name = &line[..line.iter().position(|byte| *byte == b':')?];
        (!name.is_empty() && name.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))).then_some(name)
    })
}

/// Whether the first bytes are those of a text: few control characters, or zeros on one side as in UTF-16.
fn looks_like_text(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(4_096)];
    let odd = sample.iter().filter(|byte| byte.is_ascii_control() && !matches!(byte, b'\n' | b'\r' | b'\t' | b'\x0c' | 0)).count();
    let zeros = sample.iter().filter(|byte| **byte == 0).count();
    odd * 50 <= sample.len() && (zeros == 0 || zeros * 3 > sample.len())
}

/// First bytes of what is taken apart.
const PACKED: &[(usize, &[u8], Kind)] = &[
    (0, b"%PDF-", Kind::Pdf),
    (0, b"PK\x03\x04", Kind::Zip),
    (0, b"PK\x05\x06", Kind::Zip),
    (0, b"\x1f\x8b", Kind::Gzip),
    (257, b"ustar", Kind::Tar),
];

/// First bytes of pictures.
const PICTURES: &[(usize, &[u8], &str)] = &[
    (0, b"\x89PNG\r\n\x1a\n", "a picture (PNG)"),
    (0, b"\xff\xd8\xff", "a picture (JPEG)"),
    (0, b"GIF8", "a picture (GIF)"),
    (0, b"II*\x00", "a picture (TIFF)"),
    (0, b"MM\x00*", "a picture (TIFF)"),
    (8, b"WEBPVP8", "a picture (WebP)"),
    (4, b"ftypheic", "a picture (HEIC)"),
];

const SAVE_AS_TEXT: &str = "save it as plain text or HTML (a mail as .eml), and read that";
const UNPACK: &str = "unpack it, and read the files in it";
const LEAVE_OUT: &str = "leave it out; only text is read";

/// First bytes, where they stand, what they say and what to do.
const MAGIC: &[(usize, &[u8], &str, &str)] = &[
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document or an Outlook mail", SAVE_AS_TEXT),
    (0, b"{\\rtf", "a Rich Text document", "save it as plain text or HTML, and read that"),
    (0, b"BZh", "a bzip2 archive", UNPACK),
    (0, b"\xfd7zXZ\x00", "an xz archive", UNPACK),
    (0, b"\x28\xb5\x2f\xfd", "a Zstandard archive", UNPACK),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7z archive", UNPACK),
    (0, b"Rar!\x1a\x07", "a RAR archive", UNPACK),
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
pub(super) fn binary(bytes: &[u8]) -> Option<Why> {
    // A Word document with a password is kept in an envelope of the older format.
    let sealed = b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";
    if bytes.starts_with(b"\xd0\xcf\x11\xe0") && memchr::memmem::find(&bytes[..bytes.len().min(1 << 20)], sealed).is_some() {
        return Some(Why::Encrypted { format: "Word document" });
    }
    if let Some((_, _, what)) = PICTURES.iter().find(|(at, magic, _)| bytes.get(*at..).is_some_and(|bytes| bytes.starts_with(magic))) {
        return Some(Why::PicturesOnly { what });
    }
    let found = MAGIC.iter().find(|(at, magic, ..)| bytes.get(*at..).is_some_and(|bytes| bytes.starts_with(magic)))?;
    Some(Why::Binary { seems: found.2, hint: found.3 })
}
