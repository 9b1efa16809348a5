//! What else in the same two documents a pair of acts stands beside: a document tells most events once, so of several pairs with an act in
//! common one is meant at most, and the others lose by how far they fall behind. Says nothing of a pair that stands alone.
use crate::view::{ActKey, DocumentKey};
use std::collections::HashMap;

/// By how much the logarithm of the odds of a pair goes down for each step by which it falls behind a rival's. Told by the regression of
/// the weights, in a second step on the sums that they give.
const BEHIND: f64 = 1.2;
/// Further behind than this says no more.
const MOST_BEHIND: f64 = 2.5;

/// An act of a document and one of another that may report one event.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Likely {
    /// Probability, 0 to 1, that they do.
    pub probability: f32,
    /// The act of the one document.
    pub one: ActKey,
    /// The act of the other.
    pub other: ActKey,
    /// That other document.
    pub document: DocumentKey,
}

/// Lowers the probability of each pair that has a likelier rival: another act of the same document that one of the two may be, too. `pairs`
/// are all that may be of one event, of one document with others; their order is of no weight.
pub fn settle(pairs: &mut [Likely]) {
    let mut by_one: HashMap<(ActKey, DocumentKey), Best> = HashMap::new();
    let mut by_other: HashMap<ActKey, Best> = HashMap::new();
    for it in &*pairs {
        by_one.entry((it.one, it.document)).or_default().see(it.probability);
        by_other.entry(it.other).or_default().see(it.probability);
    }
    for it in pairs {
        let rivals = [by_one.get(&(it.one, it.document)), by_other.get(&it.other)];
        let rival = rivals.into_iter().flatten().map(|best| best.but(it.probability)).fold(0.0, f32::max);
        if rival > it.probability {
            let behind = (log_odds(rival) - log_odds(it.probability)).min(MOST_BEHIND);
            it.probability = (1.0 / (1.0 + (BEHIND * behind - log_odds(it.probability)).exp())) as f32;
        }
    }
}

/// The highest two of some probabilities.
#[derive(Clone, Copy, Default)]
struct Best {
    first: f32,
    second: f32,
}

impl Best {
    fn see(&mut self, probability: f32) {
        if probability > self.first {
            (self.first, self.second) = (probability, self.first);
        } else {
            self.second = self.second.max(probability);
        }
    }

    /// The highest, one of that height left out.
    fn but(self, probability: f32) -> f32 {
        if probability >= self.first { self.second } else { self.first }
    }
}

fn log_odds(probability: f32) -> f64 {
    let p = f64::from(probability).clamp(1e-6, 1.0 - 1e-6);
    (p / (1.0 - p)).ln()
}

#[cfg(test)]
mod tests {
    use super::{ActKey, DocumentKey, Likely, settle};

    fn settled(pairs: &[(f32, i64, i64, i64)]) -> Vec<f32> {
        let mut pairs: Vec<Likely> = pairs
            .iter()
            .map(|&(probability, one, other, document)| Likely {
                probability,
                one: ActKey(one),
                other: ActKey(other),
                document: DocumentKey(document),
            })
            .collect();
        settle(&mut pairs);
        pairs.iter().map(|it| it.probability).collect()
    }

    #[test]
    fn what_stands_alone_or_first_stays() {
        assert_eq!(settled(&[(0.6, 1, 10, 7)]), [0.6]);
        assert_eq!(settled(&[(0.6, 1, 10, 7), (0.9, 2, 11, 7)]), [0.6, 0.9]);
        assert_eq!(settled(&[]), Vec::<f32>::new());
        // As likely as each other: nothing tells them apart.
        assert_eq!(settled(&[(0.7, 1, 10, 7), (0.7, 1, 11, 7)]), [0.7, 0.7]);
    }

    #[test]
    fn a_rival_of_the_same_document_takes_from_a_pair_and_one_of_another_document_does_not() {
        let found = settled(&[(0.6, 1, 10, 7), (0.9, 1, 11, 7)]);
        assert!(found[0] < 0.2 && (found[1] - 0.9).abs() < f32::EPSILON, "{found:?}");
        assert_eq!(settled(&[(0.6, 1, 10, 7), (0.9, 1, 20, 8)]), [0.6, 0.9]);
        let found = settled(&[(0.6, 1, 10, 7), (0.9, 2, 10, 7)]);
        assert!(found[0] < 0.2, "{found:?}");
    }

    #[test]
    fn a_rival_just_ahead_takes_little() {
        let found = settled(&[(0.80, 1, 10, 7), (0.82, 1, 11, 7)]);
        assert!(found[0] > 0.75 && found[0] < 0.80, "{found:?}");
    }
}
