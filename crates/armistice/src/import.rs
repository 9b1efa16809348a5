//! What became of each file of an input: read, read in part, not read, pictures only, or the same as another. Reads no words for what
//! they say; that is `read_all`.
use crate::input::Input;
use crate::outcome::{LeftOut, Origin, Outcome, hint};
use crate::read::{batch, load_piece};
use evidence::{DocumentId, DoubtKind};
use reader::document::Given;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// What became of a file.
///
/// ```
/// use armistice::{ImportState, Input, import_all};
/// let text = b"Norland and Sudria will sign the truce on Friday, officials of both said.".to_vec();
/// let inputs = [Input::bytes("a.txt", text.clone()), Input::bytes("b.txt", text), Input::bytes("c.txt", Vec::new())];
/// let states: Vec<_> = import_all(inputs, None).map(|import| import.state).collect();
/// assert_eq!(states, [ImportState::Read, ImportState::Duplicate, ImportState::NotRead]);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum ImportState {
    /// All of it became documents.
    Read,
    /// Some of it did.
    InPart,
    /// It has pictures and no text.
    PicturesOnly,
    /// None of it did, or in a language that is not read.
    NotRead,
    /// All its documents came before, under another name.
    Duplicate,
}

/// A document that came out of a file.
///
/// ```
/// use armistice::{Input, import_all};
/// let import = import_all([Input::bytes("a.txt", b"Norland will sign.".to_vec())], None).next().unwrap();
/// assert_eq!(import.documents[0].sha256.len(), 64);
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Imported {
    /// Its name.
    pub id: DocumentId,
    /// SHA-256 of its text: its identity, wherever it lies.
    pub sha256: String,
    /// Where it came from.
    pub origin: Origin,
    /// Where the same text came from first, if it did before.
    pub duplicate_of: Option<Origin>,
}

/// A part of a file, or all of it, whose words are not read.
///
/// ```
/// use armistice::{Input, import_all};
/// let import = import_all([Input::bytes("a.txt", Vec::new())], None).next().unwrap();
/// assert_eq!(import.missing[0].what, "it is empty");
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Missing {
    /// Where it is.
    pub origin: Origin,
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub hint: String,
}

/// What became of one file, or of one stream.
///
/// ```
/// use armistice::{Input, import_all};
/// let imports: Vec<_> = import_all([Input::bytes("a.jsonl", b"{\"text\": \"Norland will sign.\"}\nno JSON\n".to_vec())], None).collect();
/// assert_eq!((imports.len(), imports[0].documents.len(), imports[0].missing.len()), (1, 1, 1));
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Import {
    /// The file as it was named, or the name of the stream.
    pub path: PathBuf,
    /// What became of it.
    pub state: ImportState,
    /// What came out of it.
    pub documents: Vec<Imported>,
    /// What did not.
    pub missing: Vec<Missing>,
}

/// What became of each file of the inputs, in their order, on `jobs` threads (`None`: one a core).
///
/// ```
/// use armistice::{Input, import_all};
/// assert_eq!(import_all([Input::path("no/such/file.txt")], None).count(), 1);
/// ```
pub fn import_all(inputs: impl IntoIterator<Item = Input>, jobs: Option<usize>) -> impl Iterator<Item = Import> {
    // A piece is a file, or a line of one.
    let mut pieces = batch(inputs, jobs, |piece| vec![load_piece(piece)]).filter(|piece| !piece.is_empty()).peekable();
    let mut first_seen: BTreeMap<String, Origin> = BTreeMap::new();
    std::iter::from_fn(move || {
        let piece = pieces.next()?;
        let mut line = piece[0].origin.line;
        let mut file = File::new(piece[0].origin.path.clone());
        file.take(piece, &mut first_seen);
        // Lines of a file come one after another; where they begin anew, the file was named twice.
        while let Some(piece) =
            pieces.next_if(|next| next[0].origin.path == file.import.path && line.is_some() && next[0].origin.line > line)
        {
            line = piece[0].origin.line;
            file.take(piece, &mut first_seen);
        }
        Some(file.finished())
    })
}

struct File {
    import: Import,
    pictures_only: bool,
}

impl File {
    fn new(path: PathBuf) -> Self {
        let import = Import { path, state: ImportState::Read, documents: Vec::new(), missing: Vec::new() };
        Self { import, pictures_only: true }
    }

    fn take(&mut self, piece: Vec<Outcome<Given>>, first_seen: &mut BTreeMap<String, Origin>) {
        for outcome in piece {
            self.take_one(outcome, first_seen);
        }
    }

    fn take_one(&mut self, outcome: Outcome<Given>, first_seen: &mut BTreeMap<String, Origin>) {
        let Outcome { origin, result } = outcome;
        let given = match result {
            Ok(given) => given,
            Err(LeftOut { what, hint, pictures_only }) => {
                self.pictures_only &= pictures_only;
                self.import.missing.push(Missing { origin, what, hint });
                return;
            }
        };
        self.pictures_only = false;
        let Given { document, doubts } = given;
        let unread = doubts.iter().filter(|doubt| matches!(doubt.kind, DoubtKind::PartNotRead | DoubtKind::NoText));
        for (doubt, hint) in unread.filter_map(|doubt| Some((doubt, hint(&document, doubt.kind)?))) {
            self.import.missing.push(Missing { origin: origin.clone(), what: doubt.says.clone(), hint: hint.to_owned() });
        }
        if document.text().trim().is_empty() {
            return;
        }
        if !document.about.language.is_read() {
            let what = format!("language: {}, not read", document.about.language.code);
            let hint = hint(&document, DoubtKind::LanguageNotRead).unwrap_or_default().to_owned();
            self.import.missing.push(Missing { origin, what, hint });
            return;
        }
        let sha256 = document.sha256().to_owned();
        let duplicate_of = first_seen.get(&sha256).cloned();
        if duplicate_of.is_none() {
            first_seen.insert(sha256.clone(), origin.clone());
        }
        self.import.documents.push(Imported { id: document.about.id, sha256, origin, duplicate_of });
    }

    fn finished(self) -> Import {
        let Self { import, pictures_only } = self;
        let state = match (import.documents.is_empty(), import.missing.is_empty()) {
            (true, _) if pictures_only => ImportState::PicturesOnly,
            (true, _) => ImportState::NotRead,
            (false, false) => ImportState::InPart,
            (false, true) if import.documents.iter().all(|document| document.duplicate_of.is_some()) => ImportState::Duplicate,
            (false, true) => ImportState::Read,
        };
        Import { state, ..import }
    }
}
