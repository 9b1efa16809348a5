//! Documents to readings: one, or a batch on several threads with its order kept and never more than a few documents in memory.
use crate::input::{Input, Piece, pieces};
use crate::outcome::{LeftOut, Outcome};
use crate::readings::Readings;
use crate::shard::Shard;
use evidence::{Document, Doubt, Measures, Reading};
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

/// How a batch is read.
///
/// ```
/// let options = armistice::Options { jobs: Some(1), ..armistice::Options::default() };
/// assert_eq!(options.shard, None);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Options {
    /// On so many threads; `None`: one a core. The result is the same.
    pub jobs: Option<usize>,
    /// Only the documents of this part of the input.
    pub shard: Option<Shard>,
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
    read_all_with(inputs, config, Options { jobs, ..Options::default() })
}

/// As [`read_all`], as the options say. What gave no document is told in every part of the input.
///
/// ```
/// use armistice::{Config, Input, Options, read_all_with};
/// let parts = ["1/2", "2/2"].map(|shard| {
///     let options = Options { shard: Some(shard.parse().unwrap()), ..Options::default() };
///     read_all_with([Input::bytes("a.txt", b"Norland will sign.".to_vec())], &Config::default(), options).count()
/// });
/// assert_eq!(parts.iter().sum::<usize>(), 1);
/// ```
pub fn read_all_with(inputs: impl IntoIterator<Item = Input>, config: &Config, options: Options) -> impl Iterator<Item = Outcome<Read>> {
    batch(inputs, options.jobs, move |piece| read_piece(piece, config, options.shard, None))
}

/// As [`read_all_with`]; of texts of which there is a reading already, that one; `measures` are those that it may name. One that does not fit its text is an error of that document.
///
/// ```
/// use armistice::{Config, Input, Measures, Options, Readings, read_all_given};
/// let inputs = [Input::bytes("a.txt", b"Norland will sign.".to_vec())];
/// let (config, readings) = (Config::default(), Readings::default());
/// let read = read_all_given(inputs, &config, Options::default(), &readings, Measures::embedded());
/// assert_eq!(read.count(), 1);
/// ```
pub fn read_all_given(
    inputs: impl IntoIterator<Item = Input>,
    config: &Config,
    options: Options,
    readings: &Readings,
    measures: &Measures,
) -> impl Iterator<Item = Outcome<Read>> {
    batch(inputs, options.jobs, move |piece| read_piece(piece, config, options.shard, Some((readings, measures))))
}

/// A document with a reading of it that was made elsewhere.
pub(crate) fn taken(given: Given, readings: &Readings, measures: &Measures, config: &Config) -> Result<Read, LeftOut> {
    match readings.of(&given.document, measures) {
        Ok(Some((reading, _))) => {
            let table = table::of_document(&given.document, &reading);
            Ok(Read { document: given.document, reading, table, doubts: given.doubts })
        }
        Ok(None) => caught(given, config),
        Err(bad) => Err(LeftOut::new(
            format!("the reading of it in {} cannot be used: {bad}", bad.path.display()),
            "mend it there, or leave it out: then the text is read",
        )),
    }
}

/// What `each` makes of the pieces of the inputs, on `jobs` threads and in their order.
pub(crate) fn batch<T: Send>(
    inputs: impl IntoIterator<Item = Input>,
    jobs: Option<usize>,
    each: impl Fn(Piece) -> Vec<T> + Sync,
) -> impl Iterator<Item = T> {
    // Without a pool (a system that grants no threads) the caller's thread does it all.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs.unwrap_or(0)).stack_size(STACK).build().ok();
    let threads = pool.as_ref().map_or(1, rayon::ThreadPool::current_num_threads);
    let mut pieces = pieces(inputs);
    let mut ready: VecDeque<T> = VecDeque::new();
    std::iter::from_fn(move || {
        while ready.is_empty() {
            let chunk = chunk(&mut pieces, threads * CHUNK_DOCUMENTS);
            if chunk.is_empty() {
                return None;
            }
            let outcomes: Vec<_> = match &pool {
                Some(pool) => pool.install(|| chunk.into_par_iter().map(&each).collect()),
                None => chunk.into_iter().map(&each).collect(),
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

fn fault() -> LeftOut {
    LeftOut::new("a fault in armistice itself stopped the reading of it", "please report it, with the file if you may share it")
}

/// The documents of a piece. A fault of the program in one of them costs that piece.
pub(crate) fn load_piece(piece: Piece) -> Vec<Outcome<Given>> {
    let path = piece.path().to_owned();
    catch_unwind(AssertUnwindSafe(|| piece.documents())).unwrap_or_else(|_| vec![Outcome::left_out(&path, fault())])
}

/// A document, read. A fault of the program costs that one.
pub(crate) fn caught(given: Given, config: &Config) -> Result<Read, LeftOut> {
    catch_unwind(AssertUnwindSafe(|| read(given, config))).map_err(|_| fault())
}

/// The documents of a piece, read. A fault of the program in one of them costs that one.
fn read_piece(piece: Piece, config: &Config, shard: Option<Shard>, readings: Option<(&Readings, &Measures)>) -> Vec<Outcome<Read>> {
    let taken = |outcome: &Outcome<Given>| match (&outcome.result, shard) {
        (Ok(given), Some(shard)) => shard.takes(given.document.sha256()),
        _ => true,
    };
    let read = |Outcome { origin, result }: Outcome<Given>| {
        let result = result.and_then(|given| match readings {
            Some((readings, measures)) => self::taken(given, readings, measures, config),
            None => caught(given, config),
        });
        Outcome { origin, result }
    };
    load_piece(piece).into_iter().filter(taken).map(read).collect()
}
