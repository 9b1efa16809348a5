//! What the words of a text do: a second encoder, taught to see acts, looks at the same pieces. It says of a run of words whether it
//! tells an act, of which kind, on which measure, and which of the names around it is the actor's. It decides nothing: the reader
//! weighs what is seen against its rules.

use std::ops::Range;
use std::sync::OnceLock;

use crate::network::{After, Encoder, HIDDEN, Isa, Matrix, Scratch, exp, ln};
use crate::weights::{Malformed, Tensors};
use crate::windows::{self, Piece, Vocabulary};
use crate::{ACTS, WHOLE, spread};

/// Numbers of a pointer's ends.
const POINTER: usize = 64;
/// Whether a piece is in, begins or ends the words of an act.
const PLACES: usize = 3;

/// The trained encoder of acts.
#[derive(Debug)]
pub struct Acts {
    isa: Isa,
    vocabulary: Vocabulary,
    encoder: Encoder,
    /// Places, kinds (the first: none), measures (the last: none), the two ends of the pointer, one after the other.
    head: Matrix,
    kinds: Vec<String>,
    measures: Vec<String>,
}

/// What is seen of a text.
#[derive(Debug)]
pub struct Sight {
    acts: &'static Acts,
    /// Pieces with their window, in order of the text.
    pieces: Vec<(Range<usize>, usize)>,
    /// For each piece the head's outputs, the upper half of each float: seven bits of it are enough, and a long text has many pieces.
    scores: Vec<u16>,
}

/// What is seen of a run of words. All are log odds but the kinds.
#[derive(Clone, PartialEq, Debug)]
pub struct Seen {
    /// That its words are those of an act, in the mean.
    pub inside: f32,
    /// That an act's words begin with its first.
    pub begins: f32,
    /// That they end with its last.
    pub ends: f32,
    /// That as a whole it tells an act.
    pub act: f32,
    /// For each of [`Acts::kinds`] how likely it is, if it tells an act: from 0 to 1, together 1.
    pub kinds: Vec<f32>,
}

impl Acts {
    /// The encoder with the weights of this program, read at the first call; none where it was built without them.
    pub fn embedded() -> Option<&'static Self> {
        static ENCODER: OnceLock<Option<Acts>> = OnceLock::new();
        ENCODER.get_or_init(|| Self::from_weights(ACTS?).ok()).as_ref()
    }

    /// An encoder with the weights of a file that `training/pack.py --acts` wrote, and the word pieces of this program's tagger; malformed, too,
    /// where the program was built without these.
    pub fn from_weights(file: &'static [u8]) -> Result<Self, Malformed> {
        let words = Tensors::read(WHOLE.unwrap_or_default())?.only(&["word", "word.scale"]);
        let file = Tensors::read(file)?.beside(&words);
        let (kinds, measures) = (file.names("kinds")?, file.names("measures")?);
        let outputs = PLACES + kinds.len() + measures.len() + 2 + 2 * POINTER;
        Ok(Self {
            isa: Isa::detect(),
            vocabulary: Vocabulary::read(include_str!("../weights/vocabulary.txt")),
            encoder: Encoder::read(&file)?,
            head: file.matrix("head", HIDDEN, outputs.next_multiple_of(16))?,
            kinds,
            measures,
        })
    }

    /// The kinds of acts that it tells apart, as they were called when it was taught.
    pub fn kinds(&self) -> &[String] {
        &self.kinds
    }

    /// The measures that it knows.
    pub fn measures(&self) -> &[String] {
        &self.measures
    }

    /// Looks at a text. The same for every number of threads. Time and memory: linear in the text, about 0.6 kB a word piece.
    pub fn see(&'static self, text: &str, threads: usize) -> Sight {
        let rows = windows::rows(text, 0..text.len(), &self.vocabulary);
        let windows = windows::pack(&rows);
        let seen = spread(&windows, threads, |window, scratch| self.scores(window, scratch));
        let mut sight = Sight { acts: self, pieces: Vec::new(), scores: Vec::new() };
        for (index, (window, scores)) in windows.iter().zip(seen).enumerate() {
            for (piece, scores) in window.iter().zip(scores.chunks_exact(self.head.outputs)).filter(|(piece, _)| piece.is_text()) {
                sight.pieces.push((piece.start..piece.end, index));
                sight.scores.extend_from_slice(scores);
            }
        }
        sight
    }

    fn scores(&self, window: &[Piece], scratch: &mut Scratch) -> Vec<u16> {
        let vectors = self.encoder.encode(self.isa, window, scratch);
        scratch.rows.fill(self.isa, &vectors, HIDDEN);
        let mut out = vec![0.0; window.len() * self.head.outputs];
        self.head.apply(self.isa, &scratch.rows, &mut out, After::Set, &mut scratch.panel);
        out.into_iter().map(|x| (x.to_bits().saturating_add(0x8000) >> 16) as u16).collect()
    }
}

impl Sight {
    /// The encoder that saw it.
    pub fn acts(&self) -> &'static Acts {
        self.acts
    }

    /// What is seen of the words of a span of bytes; none where it has no words.
    pub fn of(&self, span: Range<usize>) -> Option<Seen> {
        let pieces = self.pieces(&span);
        let (first, last) = (pieces.start, pieces.end.checked_sub(1).filter(|last| *last >= pieces.start)?);
        let kinds = self.mean(&pieces, PLACES, self.acts.kinds.len() + 1);
        let some = log_sum(&kinds[1..]);
        let place = |piece: usize, k: usize| self.row(piece, k, 1).next().unwrap_or(0.0);
        Some(Seen {
            inside: self.mean(&pieces, 0, 1)[0],
            begins: place(first, 1),
            ends: place(last, 2),
            act: some - kinds[0],
            kinds: kinds[1..].iter().map(|k| exp(k - some)).collect(),
        })
    }

    /// For each of [`Acts::measures`] how likely an act with these words is about it, and last, how likely it is about none: from 0 to 1,
    /// together 1. Empty where the span has no words.
    pub fn measures(&self, span: Range<usize>) -> Vec<f32> {
        let pieces = self.pieces(&span);
        if pieces.is_empty() {
            return Vec::new();
        }
        let scores = self.mean(&pieces, PLACES + self.acts.kinds.len() + 1, self.acts.measures.len() + 1);
        let all = log_sum(&scores);
        scores.into_iter().map(|s| exp(s - all)).collect()
    }

    /// For each name how likely the act with these words is its bearer's, out of the names given: from 0 to 1, together 1 where any stands
    /// in the same window of text, else 0.
    pub fn whose(&self, span: Range<usize>, names: &[Range<usize>]) -> Vec<f32> {
        let pieces = self.pieces(&span);
        let from = PLACES + self.acts.kinds.len() + self.acts.measures.len() + 2;
        let Some(window) = self.pieces.get(pieces.start).filter(|_| !pieces.is_empty()).map(|(_, window)| *window) else {
            return vec![0.0; names.len()];
        };
        let query = self.mean(&pieces, from, POINTER);
        let scores: Vec<Vec<f32>> = names
            .iter()
            .map(|name| {
                let near = self.pieces(name).filter(|piece| self.pieces[*piece].1 == window);
                near.map(|piece| self.row(piece, from + POINTER, POINTER).zip(&query).map(|(k, q)| k * q).sum::<f32>() / 8.0).collect()
            })
            .collect();
        let all: Vec<f32> = scores.iter().flatten().copied().collect();
        if all.is_empty() {
            return vec![0.0; names.len()];
        }
        let total = log_sum(&all);
        scores.into_iter().map(|scores| scores.into_iter().map(|s| exp(s - total)).sum()).collect()
    }

    /// The pieces with bytes in a span.
    fn pieces(&self, span: &Range<usize>) -> Range<usize> {
        let start = self.pieces.partition_point(|(piece, _)| piece.end <= span.start);
        let end = self.pieces.partition_point(|(piece, _)| piece.start < span.end);
        start..end.max(start)
    }

    fn row(&self, piece: usize, from: usize, n: usize) -> impl Iterator<Item = f32> + '_ {
        let width = self.acts.head.outputs;
        self.scores[piece * width + from..][..n].iter().map(|half| f32::from_bits(u32::from(*half) << 16))
    }

    fn mean(&self, pieces: &Range<usize>, from: usize, n: usize) -> Vec<f32> {
        let mut out = vec![0.0; n];
        for piece in pieces.clone() {
            for (sum, x) in out.iter_mut().zip(self.row(piece, from, n)) {
                *sum += x;
            }
        }
        #[expect(clippy::cast_precision_loss, reason = "pieces of a clause")]
        let count = pieces.len().max(1) as f32;
        out.iter().map(|sum| sum / count).collect()
    }
}

/// The logarithm of the sum of the exponentials.
fn log_sum(scores: &[f32]) -> f32 {
    let most = scores.iter().fold(f32::MIN, |a, b| if *b > a { *b } else { a });
    most + ln(scores.iter().map(|s| exp(s - most)).sum())
}
