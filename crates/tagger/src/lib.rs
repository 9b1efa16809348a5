//! Who said what: text in, spans of source, cue and content with their links and scores out, by a small trained encoder; and what the
//! words do, as a second one sees it. Knows nothing of documents, of who is who or of dates, and reads no file: the weights are part of
//! the program.

mod acts;
mod decode;
mod nested;
mod network;
mod weights;
mod windows;

use std::ops::Range;
use std::sync::OnceLock;

pub use acts::{Acts, Seen, Sight};
pub use weights::Malformed;

use decode::{Found, Heads};
use network::{Encoder, Isa, Scratch};
use weights::Tensors;
use windows::{Piece, Vocabulary};

/// The trained tagger. Reading the weights takes milliseconds, so keep one and share it.
#[derive(Debug)]
pub struct Tagger {
    isa: Isa,
    vocabulary: Vocabulary,
    encoder: Encoder,
    heads: Heads,
}

/// What a caller may choose.
#[derive(Clone, Debug)]
pub struct Config {
    /// Threads to read with; the result is the same for every number. At least 1.
    pub threads: usize,
    /// Also find what is said within what is said ("Lind said Sudria *would insist that ...*").
    pub nested: bool,
}

impl Default for Config {
    fn default() -> Self {
        Self { threads: 1, nested: true }
    }
}

/// Somebody says, thinks, demands or promises something. All ranges are UTF-8 bytes of the text, on character boundaries,
/// ascending within a role; the three roles share no byte.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// Who; empty where the text names nobody ("it was announced that ...").
    pub source: Vec<Range<usize>>,
    /// The words that say so ("said", "according to", a colon).
    pub cue: Vec<Range<usize>>,
    /// What is said; never empty, in several ranges where other words stand between.
    pub content: Vec<Range<usize>>,
    /// The attribution in whose content this one lies, by its place in the list.
    pub within: Option<usize>,
    /// How likely it is right (a person would mark the same content, at least by half, with the same source), from 0 to 1.
    pub score: f32,
}

impl Tagger {
    /// The tagger with the weights of this program, read at the first call; none where it was built without weights.
    pub fn embedded() -> Option<&'static Self> {
        static TAGGER: OnceLock<Option<Tagger>> = OnceLock::new();
        TAGGER.get_or_init(|| Self::from_weights(WHOLE?).ok()).as_ref()
    }

    /// The tagger of four layers instead of six: faster, and it finds a little less. Read at the first call; none where the program
    /// was built without its weights.
    pub fn fast() -> Option<&'static Self> {
        static TAGGER: OnceLock<Option<Tagger>> = OnceLock::new();
        TAGGER.get_or_init(|| Self::from_weights_beside(FAST?, WHOLE?).ok()).as_ref()
    }

    /// A tagger with the weights of a file that `training/pack.py` wrote.
    pub fn from_weights(file: &'static [u8]) -> Result<Self, Malformed> {
        Self::from_tensors(&Tensors::read(file)?)
    }

    /// A tagger with the weights of a file that `training/pack.py --without-words` wrote, and the word pieces of `whole`.
    pub fn from_weights_beside(file: &'static [u8], whole: &'static [u8]) -> Result<Self, Malformed> {
        // Layers of the other file would be taken for its own.
        let words = Tensors::read(whole)?.only(&["word", "word.scale"]);
        Self::from_tensors(&Tensors::read(file)?.beside(&words))
    }

    fn from_tensors(file: &Tensors) -> Result<Self, Malformed> {
        Ok(Self {
            isa: Isa::detect(),
            vocabulary: Vocabulary::read(include_str!("../weights/vocabulary.txt")),
            encoder: Encoder::read(file)?,
            heads: Heads::read(file)?,
        })
    }

    /// The attributions of a text, in the order of the text; one within another comes after it. Paragraphs are lines.
    /// Time: linear in the text.
    pub fn attributions(&self, text: &str, config: &Config) -> Vec<Attribution> {
        let rows = windows::rows(text, 0..text.len(), &self.vocabulary);
        let found = self.read(&windows::pack(&rows), config.threads);
        let outer: Vec<Attribution> = found.into_iter().flatten().map(|f| attribution(f, None)).collect();
        if config.nested { nested::add(self, text, outer, config.threads) } else { outer }
    }

    /// What each window says.
    fn read(&self, windows: &[Vec<Piece>], threads: usize) -> Vec<Vec<Found>> {
        spread(windows, threads, |window, scratch| {
            // Where there is no word at all, nothing is said.
            if !window.iter().any(|p| p.features[0] != 5 && p.is_text()) {
                return Vec::new();
            }
            let vectors = self.encoder.encode(self.isa, window, scratch);
            self.heads.decode(self.isa, window, &vectors, scratch)
        })
    }
}

/// What `read` makes of each window, in order, with so many threads.
fn spread<T: Send>(windows: &[Vec<Piece>], threads: usize, read: impl Fn(&[Piece], &mut Scratch) -> T + Sync) -> Vec<T> {
    let in_turn = |windows: &[Vec<Piece>]| -> Vec<T> {
        let mut scratch = Scratch::default();
        windows.iter().map(|window| read(window, &mut scratch)).collect()
    };
    let share = windows.len().div_ceil(threads.max(1)).max(1);
    std::thread::scope(|scope| {
        let mut parts = windows.chunks(share);
        let first = parts.next();
        let others: Vec<_> = parts.map(|part| scope.spawn(move || in_turn(part))).collect();
        let mut out = first.map(in_turn).unwrap_or_default();
        for other in others {
            out.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        out
    })
}

fn attribution(found: Found, within: Option<usize>) -> Attribution {
    Attribution { source: found.source, cue: found.cue, content: found.content, within, score: found.score }
}

include!(concat!(env!("OUT_DIR"), "/embedded.rs"));
