//! Documents to readings: one, or a batch on several threads with its order kept and never more than a few documents in memory.
use crate::input::{Input, Piece, pieces};
use crate::outcome::{LeftOut, Outcome};
use evidence::{Document, Doubt, Reading};
use rayon::prelude::*;
use reader::Config;
use reader::document::Given;
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use table::Table;

/// A batch is cut into chunks of this many documents a thread, ...
const CHUNK_DOCUMENTS: usize = 8;
/// ... or of so many bytes, whichever is less.
const CHUNK_BYTES: usize = 64 << 20;
/// Parsers of foreign text may nest.
const STACK: usize = 16 << 20;

/// A document with all that was read in it.
///
/// ```
/// use armistice::{About, Config, Document, read};
/// let text = "President Dessa said: “We will not sign.”".to_owned();
/// let read = read(Document::new(About::named("note"), text), &Config::default());
/// for act in &read.reading.acts {
///     assert!(act.quote.fits(read.document.text()));
/// }
/// ```
#[derive(Clone, PartialEq, Debug)]
pub struct Read {
    /// The document; all places of the other parts point into its text.
    pub document: Document,
    /// Who is named, who said what, who did what.
    pub reading: Reading,
    /// Positions and waits, made from the reading.
    pub table: Table,
    /// What its bytes and its words leave open.
    pub doubts: Vec<Doubt>,
}

/// Reads one document.
///
/// ```
/// use armistice::{About, Config, Document, read};
/// let text = "Sudria urged Norland to free the pilots.".to_owned();
/// let read = read(Document::new(About::named("note"), text), &Config::default());
/// assert_eq!(read.document.about.id.0, "note");
/// ```
pub fn read(given: impl Into<Given>, config: &Config) -> Read {
    let Given { document, mut doubts } = given.into();
    // Where there is no text there is no language to speak of either.
    if document.text().trim().is_empty() {
        return Read { document, reading: Reading::default(), table: Table::default(), doubts };
    }
    let (reading, more) = reader::read(&document, config);
    doubts.extend(more);
    let table = table::of_document(&document, &reading);
    Read { document, reading, table, doubts }
}

/// Reads all documents in the inputs on `jobs` threads (`None`: one a core), in their order; the same whatever the number.
///
/// ```
/// use armistice::{Config, Input, read_all};
/// let lines = "{\"id\": \"a\", \"text\": \"Norland will sign.\"}\nno JSON\n";
/// let inputs = [Input::bytes("talks.jsonl", lines.into())];
/// let outcomes: Vec<_> = read_all(inputs, &Config::default(), None).collect();
/// assert_eq!(outcomes[0].result.as_ref().unwrap().document.about.id.0, "a");
/// assert_eq!(outcomes[1].origin.to_string(), "talks.jsonl:2");
/// ```
pub fn read_all(inputs: impl IntoIterator<Item = Input>, config: &Config, jobs: Option<usize>) -> impl Iterator<Item = Outcome<Read>> {
    // Without a pool (a system that grants no threads) the caller's thread does it all.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs.unwrap_or(0)).stack_size(STACK).build().ok();
    let threads = pool.as_ref().map_or(1, rayon::ThreadPool::current_num_threads);
    let mut pieces = pieces(inputs);
    let mut ready: VecDeque<Outcome<Read>> = VecDeque::new();
    std::iter::from_fn(move || {
        while ready.is_empty() {
            let chunk = chunk(&mut pieces, threads * CHUNK_DOCUMENTS);
            if chunk.is_empty() {
                return None;
            }
            let outcomes: Vec<_> = match &pool {
                Some(pool) => pool.install(|| chunk.into_par_iter().map(|piece| read_piece(piece, config)).collect()),
                None => chunk.into_iter().map(|piece| read_piece(piece, config)).collect(),
            };
            ready.extend(outcomes.into_iter().flatten());
        }
        ready.pop_front()
    })
}

/// The next pieces that together are worth a round of all threads.
fn chunk(pieces: &mut impl Iterator<Item = Piece>, most: usize) -> Vec<Piece> {
    let mut chunk = Vec::new();
    let mut bytes = 0;
    while chunk.len() < most && bytes < CHUNK_BYTES {
        let Some(piece) = pieces.next() else { break };
        bytes += piece.length();
        chunk.push(piece);
    }
    chunk
}

/// The documents of a piece, read. A fault of the program in one of them costs that one.
fn read_piece(piece: Piece, config: &Config) -> Vec<Outcome<Read>> {
    let path = piece.path().to_owned();
    let fault =
        || LeftOut::new("a fault in armistice itself stopped the reading of it", "please report it, with the file if you may share it");
    match catch_unwind(AssertUnwindSafe(|| piece.documents())) {
        Err(_) => vec![Outcome::left_out(&path, fault())],
        Ok(outcomes) => outcomes
            .into_iter()
            .map(|Outcome { origin, result }| {
                let result = result.and_then(|given| catch_unwind(AssertUnwindSafe(|| read(given, config))).map_err(|_| fault()));
                Outcome { origin, result }
            })
            .collect(),
    }
}
