//! Which pieces are source, cue and content: the best sequence of labels (Viterbi), and how likely each label is.

use std::ops::Range;

use crate::network::exp;

/// Outside; then begin and inside of source, cue and content.
pub(crate) const N_LABELS: usize = 7;
pub(crate) const SOURCE: usize = 1;
pub(crate) const CUE: usize = 3;
pub(crate) const CONTENT: usize = 5;
/// The score of what cannot be.
pub(crate) const NEVER: f32 = -1e4;

/// Spans of pieces by role, each in the order of the text.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Labels {
    pub(crate) sources: Vec<Range<usize>>,
    pub(crate) cues: Vec<Range<usize>>,
    pub(crate) contents: Vec<Range<usize>>,
}

/// The best sequence; of equals the one with the lower label. Time: linear in the pieces.
pub(crate) fn best(scores: &[[f32; N_LABELS]], edges: &[[f32; N_LABELS]; N_LABELS]) -> Vec<usize> {
    let Some((first, rest)) = scores.split_first() else {
        return Vec::new();
    };
    let mut sum = *first;
    let mut back: Vec<[usize; N_LABELS]> = Vec::with_capacity(rest.len());
    for score in rest {
        let mut from = [0; N_LABELS];
        let mut next = [0.0; N_LABELS];
        for label in 0..N_LABELS {
            let mut most = f32::NEG_INFINITY;
            for before in 0..N_LABELS {
                let s = sum[before] + edges[before][label];
                if s > most {
                    (most, from[label]) = (s, before);
                }
            }
            next[label] = most + score[label];
        }
        back.push(from);
        sum = next;
    }
    let mut label = (1..N_LABELS).fold(0, |a, b| if sum[b] > sum[a] { b } else { a });
    let mut out = vec![label];
    for from in back.iter().rev() {
        label = from[label];
        out.push(label);
    }
    out.reverse();
    out
}

/// The spans that labels mark: a begin and the insides of the same role that follow it.
pub(crate) fn spans(labels: &[usize]) -> Labels {
    let mut out = Labels::default();
    let mut at = 0;
    while at < labels.len() {
        let begin = labels[at];
        let end = at + 1 + labels[at + 1..].iter().take_while(|l| **l == begin + 1).count();
        match begin {
            SOURCE => out.sources.push(at..end),
            CUE => out.cues.push(at..end),
            CONTENT => out.contents.push(at..end),
            _ => {
                at += 1;
                continue;
            }
        }
        at = end;
    }
    out
}

/// The probability of each label of each piece, over all sequences (forward-backward).
pub(crate) fn marginals(scores: &[[f32; N_LABELS]], edges: &[[f32; N_LABELS]; N_LABELS]) -> Vec<[f32; N_LABELS]> {
    let step = edges.map(|row| row.map(|e| if e < NEVER / 2.0 { 0.0 } else { exp(e) }));
    let weight: Vec<[f32; N_LABELS]> = scores
        .iter()
        .map(|s| {
            let most = s.iter().fold(f32::MIN, |a, b| if *b > a { *b } else { a });
            s.map(|v| if v < NEVER / 2.0 { 0.0 } else { exp(v - most) })
        })
        .collect();
    let mut forward = Vec::with_capacity(scores.len());
    let mut now = [1.0; N_LABELS];
    for (k, w) in weight.iter().enumerate() {
        let mut next = [0.0; N_LABELS];
        for (label, to) in next.iter_mut().enumerate() {
            let before = if k == 0 { 1.0 } else { (0..N_LABELS).fold(0.0, |a, b| a + now[b] * step[b][label]) };
            *to = before * w[label];
        }
        now = shares(next);
        forward.push(now);
    }
    let mut after = [1.0; N_LABELS];
    for (k, at) in forward.iter_mut().enumerate().rev() {
        if k + 1 < scores.len() {
            let ahead = &weight[k + 1];
            let mut next = [0.0; N_LABELS];
            for (label, to) in next.iter_mut().enumerate() {
                *to = (0..N_LABELS).fold(0.0, |a, b| a + step[label][b] * ahead[b] * after[b]);
            }
            after = shares(next);
        }
        let mut both = *at;
        for (a, b) in both.iter_mut().zip(after) {
            *a *= b;
        }
        *at = shares(both);
    }
    forward
}

/// Scaled to a sum of one; equal shares where nothing is possible.
fn shares(values: [f32; N_LABELS]) -> [f32; N_LABELS] {
    let sum = values.iter().fold(0.0, |a, b| a + b);
    if sum > 0.0 { values.map(|v| v / sum) } else { [1.0 / N_LABELS as f32; N_LABELS] }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const FREE: [[f32; N_LABELS]; N_LABELS] = {
        let mut edges = [[0.0; N_LABELS]; N_LABELS];
        let mut inside = 2;
        while inside < N_LABELS {
            let mut before = 0;
            while before < N_LABELS {
                if before != inside && before != inside - 1 {
                    edges[before][inside] = NEVER;
                }
                before += 1;
            }
            inside += 2;
        }
        edges
    };

    fn value(labels: &[usize], scores: &[[f32; N_LABELS]]) -> f32 {
        let own: f32 = labels.iter().zip(scores).map(|(l, s)| s[*l]).sum();
        own + labels.windows(2).map(|w| FREE[w[0]][w[1]]).sum::<f32>()
    }

    /// All sequences of labels for so many pieces.
    fn all(n: usize) -> Vec<Vec<usize>> {
        (0..N_LABELS.pow(n as u32)).map(|code| (0..n).map(|k| code / N_LABELS.pow(k as u32) % N_LABELS).collect()).collect()
    }

    proptest! {
        #[test]
        fn best_and_marginals_agree_with_trying_all_sequences(
            scores in prop::collection::vec(prop::array::uniform7(-4.0f32..4.0), 1..5)
        ) {
            let sequences = all(scores.len());
            let most = sequences.iter().map(|s| value(s, &scores)).fold(f32::MIN, f32::max);
            prop_assert!((value(&best(&scores, &FREE), &scores) - most).abs() < 1e-3);

            let weights: Vec<f64> = sequences.iter().map(|s| f64::from(value(s, &scores)).exp()).collect();
            let total: f64 = weights.iter().sum();
            for (k, belief) in marginals(&scores, &FREE).iter().enumerate() {
                for (label, b) in belief.iter().enumerate() {
                    let truth: f64 = sequences.iter().zip(&weights).filter(|(s, _)| s[k] == label).map(|(_, w)| w).sum();
                    prop_assert!((f64::from(*b) - truth / total).abs() < 1e-3, "piece {k} label {label}: {b} {}", truth / total);
                }
            }
        }

        #[test]
        fn spans_lie_in_order_and_apart(labels in prop::collection::vec(0..N_LABELS, 0..40)) {
            let Labels { sources, cues, contents } = spans(&labels);
            let mut all: Vec<_> = sources.into_iter().chain(cues).chain(contents).collect();
            all.sort_by_key(|r| r.start);
            prop_assert!(all.windows(2).all(|w| w[0].end <= w[1].start));
            prop_assert!(all.iter().all(|r| r.start < r.end && r.end <= labels.len()));
        }
    }
}
