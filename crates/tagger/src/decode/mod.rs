//! From vectors to attributions: the best sequence of labels, then content, cue and source linked jointly, then a score.
//!
//! `training/decode.py` does the same in Python for the figures during training. Change both or none.

mod labels;
mod link;

use std::ops::Range;

use crate::network::{After, HIDDEN, Isa, Matrix, Scratch, dot, ln, sigmoid};
use crate::weights::{Malformed, Tensors};
use crate::windows::Piece;

use labels::{Labels, N_LABELS};
use link::Pointers;

/// A piece of a content that is less than half as sure as the surest is a stray.
const STRAY: f32 = 0.5;

/// The heads on top of the encoder.
#[derive(Debug)]
pub(crate) struct Heads {
    label: Vec<f32>,
    label_bias: Vec<f32>,
    edges: [[f32; N_LABELS]; N_LABELS],
    pointer: Matrix,
    /// Slope and shift from the logit of the raw score to that of the calibrated one.
    calibration: [f32; 2],
}

/// An attribution of one window.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Found {
    pub(crate) source: Vec<Range<usize>>,
    pub(crate) cue: Vec<Range<usize>>,
    pub(crate) content: Vec<Range<usize>>,
    pub(crate) score: f32,
}

impl Heads {
    pub(crate) fn read(file: &Tensors) -> Result<Self, Malformed> {
        let flat = file.floats("edges", N_LABELS * N_LABELS)?;
        let mut edges = [[0.0; N_LABELS]; N_LABELS];
        for (row, from) in edges.iter_mut().zip(flat.chunks_exact(N_LABELS)) {
            row.copy_from_slice(from);
        }
        let calibration = file.floats("calibration", 2)?;
        Ok(Self {
            label: file.floats("label", N_LABELS * HIDDEN)?,
            label_bias: file.floats("label.bias", N_LABELS)?,
            edges,
            pointer: file.matrix("pointer", HIDDEN, link::WIDTH * 6)?,
            calibration: [calibration[0], calibration[1]],
        })
    }

    /// The attributions of a window, in the order of their cues.
    pub(crate) fn decode(&self, isa: Isa, window: &[Piece], vectors: &[f32], scratch: &mut Scratch) -> Vec<Found> {
        let mut scores: Vec<[f32; N_LABELS]> = window.iter().zip(vectors.chunks_exact(HIDDEN)).map(|(p, v)| self.scores(p, v)).collect();
        // A syllable of Hangul is three pieces with one place: no span begins inside it, or two roles would share it.
        for (score, pair) in scores.iter_mut().skip(1).zip(window.windows(2)) {
            if pair[1].is_text() && pair[1].start < pair[0].end {
                for begin in [labels::SOURCE, labels::CUE, labels::CONTENT] {
                    score[begin] = labels::NEVER;
                }
            }
        }
        let labels = labels::best(&scores, &self.edges);
        let Labels { sources, cues, contents } = labels::spans(&labels);
        if cues.is_empty() || contents.is_empty() {
            return Vec::new();
        }
        scratch.rows.fill(isa, vectors, HIDDEN);
        let mut projected = vec![0.0; window.len() * link::WIDTH * 6];
        self.pointer.apply(isa, &scratch.rows, &mut projected, After::Set, &mut scratch.panel);
        let links = link::link(&Pointers(&projected), &sources, &cues, &contents);
        let belief = labels::marginals(&scores, &self.edges);
        // How sure the labels of a span are: the mean probability of its role over its pieces, and of its first label.
        let sure = |span: &Range<usize>, begin: usize| {
            let role: f32 = span.clone().map(|k| belief[k][begin] + belief[k][begin + 1]).sum::<f32>() / span.len() as f32;
            let next = belief.get(span.end).map_or(0.0, |b| b[begin + 1]);
            role * belief[span.start][begin] * (1.0 - next)
        };
        let place = |span: &Range<usize>| window[span.start].start..window[span.end - 1].end;
        let mut out = Vec::new();
        for (k, cue) in cues.iter().enumerate() {
            let mine: Vec<(&Range<usize>, f32)> = contents
                .iter()
                .enumerate()
                .filter(|(c, _)| links.cue_of[*c] == k)
                .map(|(c, content)| (content, sure(content, labels::CONTENT) * links.cue_belief[c]))
                .collect();
            let surest = mine.iter().fold(0.0, |most, (_, s)| if *s > most { *s } else { most });
            let mine: Vec<_> = mine.into_iter().filter(|(_, s)| *s >= STRAY * surest).collect();
            if mine.is_empty() {
                continue;
            }
            let source = links.source_of[k].map(|s| &sources[s]);
            let content = mine.iter().fold(0.0, |sum, (_, s)| sum + s) / mine.len() as f32;
            let raw = content * sure(cue, labels::CUE) * links.source_belief[k] * source.map_or(1.0, |s| sure(s, labels::SOURCE));
            out.push(Found {
                source: source.into_iter().map(place).collect(),
                cue: vec![place(cue)],
                content: mine.into_iter().map(|(content, _)| place(content)).collect(),
                score: self.calibrate(raw),
            });
        }
        out
    }

    fn scores(&self, piece: &Piece, vector: &[f32]) -> [f32; N_LABELS] {
        let mut out = [0.0; N_LABELS];
        for (k, ((score, weights), bias)) in out.iter_mut().zip(self.label.chunks_exact(HIDDEN)).zip(&self.label_bias).enumerate() {
            *score = dot(weights, vector) + bias;
            if k > 0 && !piece.is_text() {
                *score = labels::NEVER;
            }
        }
        out
    }

    fn calibrate(&self, raw: f32) -> f32 {
        let raw = raw.clamp(1e-6, 1.0 - 1e-6);
        sigmoid(self.calibration[0] * (ln(raw) - ln(1.0 - raw)) + self.calibration[1])
    }
}
