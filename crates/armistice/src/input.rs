//! From what a user names to the bytes of each document: files, folders walked in order of name, streams; metadata paired with its
//! text; JSON Lines taken line by line, so that a file of any length fits in memory. Follows no link to a folder.
#![expect(clippy::disallowed_methods, reason = "the front door is where files are read")]

use crate::apart;
use crate::outcome::{LeftOut, Outcome};
use reader::document::{Given, Kind, LIMIT, Why, documents, is_foreign, json_line, unread};
use std::collections::{BTreeSet, VecDeque};
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// The most that metadata beside a text may have, in bytes.
const MOST_METADATA: u64 = 1 << 20;

/// How much of a file is looked at where its name does not tell what it is.
const HEAD: u64 = 1 << 20;

/// Something to read: a file, a folder with all that is in it, or a stream.
///
/// ```
/// use armistice::{Input, load};
/// let input = Input::bytes("note.txt", b"Norland will sign.".to_vec());
/// let given = load([input]).next().unwrap().result.unwrap();
/// assert_eq!(given.document.about.id.0, "note");
/// ```
pub struct Input(Source);

enum Source {
    Path(PathBuf),
    Stream { name: String, stream: Box<dyn Read + Send> },
}

impl Input {
    /// A file or folder.
    pub fn path(path: impl Into<PathBuf>) -> Self {
        Self(Source::Path(path.into()))
    }

    /// A stream, such as standard input. `name` is used in messages, and its ending, if it has one, tells the format.
    pub fn stream(name: impl Into<String>, stream: impl Read + Send + 'static) -> Self {
        Self(Source::Stream { name: name.into(), stream: Box::new(stream) })
    }

    /// Bytes in memory, named like a file.
    pub fn bytes(name: impl Into<String>, bytes: Vec<u8>) -> Self {
        Self::stream(name, io::Cursor::new(bytes))
    }
}

/// The documents in the inputs, in their order; folders in order of name. Reads no more of them than is asked for.
///
/// ```
/// use armistice::{Input, load};
/// let outcomes: Vec<_> = load([Input::path("no/such/file.txt")]).collect();
/// assert_eq!(outcomes[0].result.as_ref().unwrap_err().what, "there is no such file or folder");
/// ```
pub fn load(inputs: impl IntoIterator<Item = Input>) -> impl Iterator<Item = Outcome<Given>> {
    pieces(inputs).flat_map(Piece::documents)
}

/// The bytes of one file or line, not yet decoded, so that this can be done on any thread.
pub(crate) struct Piece {
    path: PathBuf,
    content: Content,
}

enum Content {
    File { name: String, bytes: Vec<u8>, metadata: Option<Vec<u8>> },
    Line { name: String, number: usize, bytes: Vec<u8>, metadata: Option<Vec<u8>> },
    LeftOut(LeftOut),
}

impl Piece {
    /// How much it holds.
    pub(crate) const fn length(&self) -> usize {
        match &self.content {
            Content::File { bytes, .. } | Content::Line { bytes, .. } => bytes.len(),
            Content::LeftOut(_) => 0,
        }
    }

    /// The file or stream.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn documents(self) -> Vec<Outcome<Given>> {
        let Self { path, content } = self;
        match content {
            Content::File { name, bytes, metadata } => {
                let apart = if is_foreign(&name, &bytes) { apart::documents(&path, &name, &bytes, metadata.as_deref()) } else { None };
                apart.unwrap_or_else(|| {
                    documents(&name, &bytes, metadata.as_deref()).into_iter().map(|result| Outcome::of(&path, result)).collect()
                })
            }
            Content::Line { name, number, bytes, metadata } => {
                let outcome = json_line(&name, number, &bytes, metadata.as_deref()).map(|result| Outcome::of(&path, result));
                let at_line = |mut outcome: Outcome<Given>| {
                    outcome.origin.line = Some(number);
                    outcome
                };
                outcome.map(at_line).into_iter().collect()
            }
            Content::LeftOut(why) => vec![Outcome::left_out(&path, why)],
        }
    }
}

/// All pieces of the inputs.
pub(crate) fn pieces(inputs: impl IntoIterator<Item = Input>) -> impl Iterator<Item = Piece> {
    inputs.into_iter().flat_map(|Input(source)| -> Box<dyn Iterator<Item = Piece>> {
        match source {
            Source::Path(path) => Box::new(Walk { ahead: VecDeque::from([Step::Named(path)]) }.flat_map(open)),
            Source::Stream { name, stream } => {
                let path = PathBuf::from(&name);
                Box::new(stream_pieces(path, name, None, stream))
            }
        }
    })
}

/// What a walk comes by: a file, or why there is none.
type Found = Result<PathBuf, (PathBuf, LeftOut)>;

enum Step {
    /// Named by the user.
    Named(PathBuf),
    /// Come by in a folder.
    Within(PathBuf),
}

/// Files named by the user and in folders, the folders' in order of name.
struct Walk {
    ahead: VecDeque<Step>,
}

impl Iterator for Walk {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            let step = self.ahead.pop_front()?;
            let (path, named) = match step {
                Step::Named(path) => (path, true),
                Step::Within(path) => (path, false),
            };
            // A link to a folder within a folder may lead back up; a folder that the user names is what it is.
            let about = if named { fs::metadata(&path) } else { fs::symlink_metadata(&path) };
            match about {
                Err(error) => return Some(Err((path, LeftOut::io(&error, "file")))),
                Ok(about) if about.is_dir() => match within(&path) {
                    Ok(steps) => steps.into_iter().rev().for_each(|step| self.ahead.push_front(step)),
                    Err(error) => return Some(Err((path, LeftOut::io(&error, "folder")))),
                },
                Ok(_) if !named && path.is_dir() => {}
                Ok(_) if is_metadata(&path) => {}
                Ok(_) if !named && kind_of(&path).is_none() => {
                    let why = told_by_its_bytes(&path);
                    return Some(Err((path, (&why).into())));
                }
                Ok(_) => return Some(Ok(path)),
            }
        }
    }
}

/// What is in a folder, in order of name, without hidden files and without what browsers save beside a page.
fn within(folder: &Path) -> io::Result<Vec<Step>> {
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(folder)? {
        names.insert(entry?.file_name());
    }
    let saved_with_page = |name: &str| {
        let page = name.strip_suffix("_files").unwrap_or_default();
        ["html", "htm"].iter().any(|ending| names.contains(OsStr::new(&format!("{page}.{ending}"))))
    };
    let shown = names.iter().filter(|name| name.to_str().is_none_or(|name| !name.starts_with('.') && !saved_with_page(name)));
    Ok(shown.map(|name| Step::Within(folder.join(name))).collect())
}

fn kind_of(path: &Path) -> Option<Kind> {
    Kind::of_name(&name_of(path))
}

/// Why a file whose name does not tell its format is not read: what it seems to be, where its first bytes leave no doubt.
fn told_by_its_bytes(path: &Path) -> Why {
    let mut head = Vec::new();
    match File::open(path).and_then(|file| file.take(HEAD).read_to_end(&mut head)) {
        Ok(_) => unread(&head).unwrap_or(Why::UnknownEnding),
        Err(_) => Why::UnknownEnding,
    }
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// Whether a `NAME.json` is what is known about a text beside it: `NAME` itself or `NAME` with the ending of a text.
fn is_metadata(path: &Path) -> bool {
    if kind_of(path) != Some(Kind::Json) {
        return false;
    }
    let bare = path.with_extension("");
    let endings = [
        "txt",
        "text",
        "md",
        "markdown",
        "mdown",
        "html",
        "htm",
        "xhtml",
        "wiki",
        "mediawiki",
        "jsonl",
        "ndjson",
        "pdf",
        "docx",
        "docm",
        "eml",
        "mbox",
        "rss",
        "atom",
        "xml",
    ];
    bare.is_file() || endings.iter().any(|ending| bare.with_added_extension(ending).is_file())
}

/// What `NAME.EXT.json`, else `NAME.json`, beside a text holds.
fn metadata(path: &Path) -> Option<Vec<u8>> {
    if kind_of(path) == Some(Kind::Json) {
        return None;
    }
    [path.with_added_extension("json"), path.with_extension("json")].iter().find_map(|beside| {
        let file = File::open(beside).ok()?;
        let mut bytes = Vec::new();
        file.take(MOST_METADATA).read_to_end(&mut bytes).ok()?;
        Some(bytes)
    })
}

/// The pieces of a file.
fn open(found: Found) -> Box<dyn Iterator<Item = Piece>> {
    let one = |path, why| -> Box<dyn Iterator<Item = Piece>> { Box::new(std::iter::once(Piece { path, content: Content::LeftOut(why) })) };
    let path = match found {
        Ok(path) => path,
        Err((path, why)) => return one(path, why),
    };
    match File::open(&path) {
        Ok(file) => {
            let (name, metadata) = (name_of(&path), metadata(&path));
            Box::new(stream_pieces(path, name, metadata, Box::new(file)))
        }
        Err(error) => one(path, LeftOut::io(&error, "file")),
    }
}

/// The pieces of a stream: its lines where it is JSON Lines, else the whole of it.
fn stream_pieces(path: PathBuf, name: String, metadata: Option<Vec<u8>>, stream: Box<dyn Read + Send>) -> Box<dyn Iterator<Item = Piece>> {
    let mut stream = BufReader::with_capacity(1 << 16, stream);
    let mut first = Vec::new();
    let kind = Kind::of_name(&name);
    if matches!(kind, None | Some(Kind::JsonLines)) {
        if let Err(error) = read_line(&mut stream, &mut first) {
            let content = Content::LeftOut(LeftOut::io(&error, "file"));
            return Box::new(std::iter::once(Piece { path, content }));
        }
        let utf16 = first.starts_with(b"\xff\xfe") || first.starts_with(b"\xfe\xff");
        let object = first.trim_ascii();
        let looks_it = object.starts_with(b"{") && object.ends_with(b"}") && object.windows(6).any(|window| window == b"\"text\"");
        // Two zero bytes a character: such a file is decoded as a whole. An empty one is reported as a whole.
        if !first.is_empty() && ((kind.is_some() && !utf16) || looks_it) {
            return Box::new(Lines { path, name, metadata, stream, first: Some(first), number: 0, any: false, done: false });
        }
    }
    let rest = (LIMIT as u64 + 1).saturating_sub(first.len() as u64);
    let content = match stream.take(rest).read_to_end(&mut first) {
        Ok(_) if first.len() > LIMIT => Content::LeftOut((&Why::TooLong { limit: LIMIT }).into()),
        Ok(_) => Content::File { name, bytes: first, metadata },
        Err(error) => Content::LeftOut(LeftOut::io(&error, "file")),
    };
    Box::new(std::iter::once(Piece { path, content }))
}

/// The lines of a JSON Lines stream, blank ones left out.
struct Lines {
    path: PathBuf,
    name: String,
    metadata: Option<Vec<u8>>,
    stream: BufReader<Box<dyn Read + Send>>,
    first: Option<Vec<u8>>,
    number: usize,
    /// Whether any line held something.
    any: bool,
    done: bool,
}

impl Iterator for Lines {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        while !self.done {
            let mut bytes = self.first.take().unwrap_or_default();
            if self.number > 0
                && let Err(error) = read_line(&mut self.stream, &mut bytes)
            {
                self.done = true;
                return Some(Piece { path: self.path.clone(), content: Content::LeftOut(LeftOut::io(&error, "file")) });
            }
            if bytes.is_empty() {
                self.done = true;
                let empty = Content::LeftOut((&Why::Empty).into());
                return (!self.any).then(|| Piece { path: self.path.clone(), content: empty });
            }
            self.number += 1;
            if bytes.len() > LIMIT && !bytes.ends_with(b"\n") && skip_line(&mut self.stream).is_err() {
                self.done = true;
            }
            let words = if self.number == 1 { bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes) } else { &bytes };
            if !words.trim_ascii().is_empty() {
                self.any = true;
                let content = Content::Line { name: self.name.clone(), number: self.number, bytes, metadata: self.metadata.clone() };
                return Some(Piece { path: self.path.clone(), content });
            }
        }
        None
    }
}

/// Reads one line with its end, but no more of it than shows that it is too long for a document.
fn read_line(stream: &mut BufReader<Box<dyn Read + Send>>, line: &mut Vec<u8>) -> io::Result<()> {
    stream.by_ref().take(LIMIT as u64 + 1).read_until(b'\n', line).map(|_| ())
}

/// Passes over the rest of a line that is too long.
fn skip_line(stream: &mut BufReader<Box<dyn Read + Send>>) -> io::Result<()> {
    loop {
        let buffer = stream.fill_buf()?;
        let end = buffer.iter().position(|byte| *byte == b'\n').map(|at| at + 1);
        let length = end.unwrap_or(buffer.len());
        stream.consume(length);
        if end.is_some() || length == 0 {
            return Ok(());
        }
    }
}
