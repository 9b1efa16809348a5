//! Copies of one text: the same report with other furniture around it. Finds them by MinHash; whether two are copies is said by their
//! runs of words themselves, not by the hashes.
use crate::name::folded;
use crate::view::DocumentKey;
use std::collections::{BTreeSet, HashMap};

/// Words in a run.
const RUN: usize = 5;
/// Hashes in a signature.
const HASHES: usize = 64;
/// Hashes in a band: two texts are looked at if they share a band.
const BAND: usize = 4;
/// Fewer runs than this tell nothing: short statements share their phrases.
const LEAST: usize = 20;
/// The share of the shorter text's runs that has to stand in the longer one.
const SHARE: f64 = 0.8;
/// Of texts that share one band, so many are looked at.
const MOST_SHARING: usize = 50;
/// How much longer than the copied text the longer one may be.
const MOST_LONGER: f64 = 4.0;

/// The runs of five words of a text, hashed.
#[derive(Clone, PartialEq, Eq, Debug)]
// Invariant: ascending, each once.
pub struct Runs(Box<[u64]>);

impl Runs {
    /// Those of a text.
    pub fn of(text: &str) -> Self {
        let words: Vec<u64> = folded(text).split(' ').map(|word| hash(word.as_bytes())).collect();
        let run = |run: &[u64]| run.iter().fold(0, |all, word| mix(all ^ word));
        let mut runs: Vec<u64> = words.windows(RUN).map(run).collect();
        runs.sort_unstable();
        runs.dedup();
        Self(runs.into_boxed_slice())
    }

    /// The bands by which texts like this one are found; empty where the text is too short to tell. A pair that shares seven tenths of
    /// its runs shares a band in 99 of 100 cases, one that shares half of them in 64.
    pub fn bands(&self) -> Vec<u64> {
        if self.0.len() < LEAST {
            return Vec::new();
        }
        let mut least = [u64::MAX; HASHES];
        for run in &self.0 {
            for (seed, least) in (1u64..).zip(least.iter_mut()) {
                *least = (*least).min(mix(run ^ seed.wrapping_mul(0x9e37_79b9_7f4a_7c15)));
            }
        }
        let band = |(at, band): (usize, &[u64])| band.iter().fold(at as u64, |all, hash| mix(all ^ hash));
        least.chunks(BAND).enumerate().map(band).collect()
    }

    /// How alike two texts are: the share of the shorter one's runs that stand in the other, where that makes them copies.
    pub fn copies(&self, other: &Self) -> Option<f64> {
        let (short, long) = if self.0.len() <= other.0.len() { (&self.0, &other.0) } else { (&other.0, &self.0) };
        if short.len() < LEAST || long.len() as f64 > MOST_LONGER * short.len() as f64 {
            return None;
        }
        let shared = short.iter().filter(|run| long.binary_search(run).is_ok()).count() as f64 / short.len() as f64;
        (shared >= SHARE).then_some(shared)
    }
}

/// The documents of a dossier by their bands: which could be copies of a text. Learns them in the order in which they came.
#[derive(Clone, Debug, Default)]
pub struct Banded {
    // Nearly all bands are of one document.
    first: HashMap<u64, DocumentKey>,
    further: HashMap<u64, Vec<DocumentKey>>,
    last: Option<DocumentKey>,
}

impl Banded {
    /// The document that came last; number 0 where there is none.
    pub fn last(&self) -> DocumentKey {
        self.last.unwrap_or(DocumentKey(0))
    }

    /// Takes in a document, which came after all that are here.
    pub fn learn(&mut self, document: DocumentKey, bands: &[u64]) {
        for band in bands {
            match self.first.get(band) {
                None => {
                    self.first.insert(*band, document);
                }
                Some(first) if *first != document => {
                    let further = self.further.entry(*band).or_default();
                    if further.len() + 1 < MOST_SHARING && further.last() != Some(&document) {
                        further.push(document);
                    }
                }
                Some(_) => {}
            }
        }
        self.last = self.last.max(Some(document));
    }

    /// Those that share a band with a text of these bands; of each band the oldest ones.
    pub fn sharing(&self, bands: &[u64]) -> BTreeSet<DocumentKey> {
        let further = |band| self.further.get(band).into_iter().flatten();
        bands.iter().flat_map(|band| self.first.get(band).into_iter().chain(further(band))).copied().collect()
    }
}

/// FNV-1a: the same on every machine.
fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The finisher of SplitMix64.
const fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

#[cfg(test)]
mod tests {
    use super::Runs;

    const REPORT: &str = "Norland and Sudria agreed on Tuesday to open the bridge at Port Alba to aid lorries from next week, officials of both \
        sides said after two days of talks in Estmark. The crossing has been shut since the spring. President Halvorsen called the step a \
        test of good faith and said that more would follow if the convoys were not attacked on the northern road.";

    #[test]
    fn furniture_does_not_hide_a_copy() {
        let copy =
            format!("Home News World Sport\nBy a staff writer\n{REPORT}\nRead more: ten things to do this weekend. Share this page.");
        let (a, b) = (Runs::of(REPORT), Runs::of(&copy));
        assert!(a.copies(&b).is_some_and(|share| share > 0.95));
        assert!(a.bands().iter().any(|band| b.bands().contains(band)));
    }

    #[test]
    fn a_report_of_the_same_event_in_other_words_is_no_copy() {
        let other = "The bridge at Port Alba is to reopen for relief convoys, Sudria and Norland have said. Negotiators met in Estmark for two \
            days. Mr. Halvorsen spoke of a trial of good faith, with further steps to come as long as nobody fires at the trucks there.";
        assert_eq!(Runs::of(REPORT).copies(&Runs::of(other)), None);
        assert_eq!(Runs::of("No deal.").copies(&Runs::of("No deal.")), None);
        assert!(Runs::of("No deal.").bands().is_empty());
    }

    #[test]
    fn those_that_share_a_band_are_found_and_of_many_the_oldest() {
        let mut banded = Banded::default();
        assert_eq!((banded.last(), banded.sharing(&[7]).len()), (DocumentKey(0), 0));
        for n in 1..=80 {
            banded.learn(DocumentKey(n), &[7, 1_000 + n.unsigned_abs(), 7]);
        }
        assert_eq!(banded.last(), DocumentKey(80));
        assert_eq!(banded.sharing(&[1_003, 1_005]), [DocumentKey(3), DocumentKey(5)].into());
        assert_eq!(banded.sharing(&[7]), (1..=50).map(DocumentKey).collect());
    }
}
