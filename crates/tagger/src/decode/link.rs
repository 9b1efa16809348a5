//! Which content belongs to which cue, and which source to which cue: by what all three say, not by which is nearest.

use std::ops::Range;

use crate::network::{dot, exp, ln};

/// Numbers in a pointer's key.
pub(crate) const WIDTH: usize = 96;

/// For each piece the six keys of the three pointers, side by side: from and to of content -> cue, of cue -> source, and of
/// content -> source.
pub(crate) struct Pointers<'a>(pub(crate) &'a [f32]);

impl Pointers<'_> {
    fn score(&self, pointer: usize, from: usize, to: usize) -> f32 {
        let key = |piece: usize, side: usize| &self.0[(piece * 6 + 2 * pointer + side) * WIDTH..][..WIDTH];
        // 1 / sqrt(96)
        dot(key(from, 0), key(to, 1)) * 0.102_062_07
    }
}

/// The links, and how likely each was among its rivals.
#[derive(Debug)]
pub(crate) struct Links {
    /// For each content its cue.
    pub(crate) cue_of: Vec<usize>,
    pub(crate) cue_belief: Vec<f32>,
    /// For each cue its source, if it has one.
    pub(crate) source_of: Vec<Option<usize>>,
    pub(crate) source_belief: Vec<f32>,
}

/// Links spans of one window. There must be a cue and a content.
pub(crate) fn link(pointers: &Pointers, sources: &[Range<usize>], cues: &[Range<usize>], contents: &[Range<usize>]) -> Links {
    // Scores of no source and of each source, for each cue and each content.
    let choices = |pointer: usize, from: usize| {
        let none = std::iter::once(pointers.score(pointer, from, from));
        let mut s: Vec<f32> = none.chain(sources.iter().map(|s| pointers.score(pointer, from, s.start))).collect();
        log_softmax(&mut s);
        s
    };
    let cue_source: Vec<Vec<f32>> = cues.iter().map(|c| choices(1, c.start)).collect();
    let content_source: Vec<Vec<f32>> = contents.iter().map(|c| mean(c.clone().map(|piece| choices(2, piece)))).collect();
    let content_cue = contents.iter().map(|c| {
        mean(c.clone().map(|piece| {
            let mut s: Vec<f32> = cues.iter().map(|q| pointers.score(0, piece, q.start)).collect();
            log_softmax(&mut s);
            s
        }))
    });
    let (mut cue_of, mut cue_belief) = (Vec::new(), Vec::new());
    for (content, to_cue) in content_source.iter().zip(content_cue) {
        let mut joint: Vec<f32> = to_cue
            .iter()
            .zip(&cue_source)
            .map(|(score, cue)| score + cue.iter().zip(content).fold(f32::MIN, |most, (a, b)| if a + b > most { a + b } else { most }))
            .collect();
        let k = first_largest(&joint);
        log_softmax(&mut joint);
        cue_of.push(k);
        cue_belief.push(exp(joint[k]));
    }
    let (mut source_of, mut source_belief) = (Vec::new(), Vec::new());
    for (k, scores) in cue_source.into_iter().enumerate() {
        let mine: Vec<&Vec<f32>> = content_source.iter().zip(&cue_of).filter(|(_, cue)| **cue == k).map(|(c, _)| c).collect();
        let mut total = scores;
        for (s, score) in total.iter_mut().enumerate() {
            if !mine.is_empty() {
                *score += mine.iter().fold(0.0, |a, c| a + c[s]) / mine.len() as f32;
            }
        }
        let choice = first_largest(&total);
        log_softmax(&mut total);
        source_of.push(choice.checked_sub(1));
        source_belief.push(exp(total[choice]));
    }
    Links { cue_of, cue_belief, source_of, source_belief }
}

fn first_largest(values: &[f32]) -> usize {
    (1..values.len()).fold(0, |a, b| if values[b] > values[a] { b } else { a })
}

fn log_softmax(values: &mut [f32]) {
    let most = values.iter().fold(f32::MIN, |a, b| if *b > a { *b } else { a });
    let sum = values.iter().fold(0.0, |a, b| a + exp(b - most));
    let by = most + ln(sum);
    for v in values {
        *v -= by;
    }
}

/// The mean of rows of the same length.
fn mean(rows: impl Iterator<Item = Vec<f32>>) -> Vec<f32> {
    let mut total: Vec<f32> = Vec::new();
    let mut n = 0.0;
    for row in rows {
        if total.is_empty() {
            total = row;
        } else {
            for (t, r) in total.iter_mut().zip(row) {
                *t += r;
            }
        }
        n += 1.0;
    }
    for t in &mut total {
        *t /= n;
    }
    total
}
