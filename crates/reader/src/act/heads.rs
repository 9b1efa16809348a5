//! The heads: what was learned of acts from hand-made readings. Six of them, all linear over traits: whether a passage is an act,
//! which of several that share words has those of the act, which kind, who does it, which measure it is about, and what roles a principal
//! has; and how likely an act is right.
//!
//! A file of heads, all numbers little-endian: `ARMHEAD2`; for each head the numbers of its outputs and of its traits (u32 each), a
//! bias and a scale for each output (f32), the traits (u32, ascending), and for each trait and output a weight (i8, times the
//! scale); then the threshold of the confidence and its weights (f32).
use evidence::ActKind;
use std::fmt;

/// What the heads learned.
#[derive(Clone, PartialEq, Debug)]
pub struct Heads {
    /// Whether a passage is the quote of an act.
    pub found: Linear,
    /// Which of several passages that share words has the words of the act.
    pub words: Linear,
    /// Which kind of act, in the order of [`ActKind::ALL`].
    pub kind: Linear,
    /// Who does it, of those whom the words name.
    pub actor: Linear,
    /// Which measure an act is about, or none.
    pub measure: Linear,
    /// Which set of roles a principal has, in the order of [`ROLES`](super::ROLES).
    pub role: Linear,
    /// An act whose confidence is less is left out.
    pub threshold: f32,
    /// From what is known of an act to the probability that kind, actor and measure are right; see [`Signs`].
    pub confidence: [f32; SIGNS],
}

/// How many numbers tell how likely an act is right.
pub const SIGNS: usize = 12;

/// What the confidence in an act goes by: one, the log odds that it is an act, of its kind, of its actor and of its measures, and
/// whether (1 or 0) the rules say the same kind, say another, name a measure, name an actor, whether it is a judgement, whether it is a
/// contact, an agreement or a deed, and whether the document is a statement.
pub type Signs = [f32; SIGNS];

/// Scores that are sums of weights of traits.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Linear {
    bias: Vec<f32>,
    traits: Vec<u32>,
    /// For each trait one for each output.
    weights: Vec<f32>,
}

/// A file of heads that cannot be used, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BadHeads(pub &'static str);

impl fmt::Display for BadHeads {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not a file of heads: {}", self.0)
    }
}

impl std::error::Error for BadHeads {}

const MAGIC: &[u8] = b"ARMHEAD2";

impl Linear {
    /// Of traits, ascending, each with a weight for each output.
    pub fn new(bias: Vec<f32>, rows: impl IntoIterator<Item = (u32, Vec<f32>)>) -> Self {
        let (mut traits, mut weights) = (Vec::new(), Vec::new());
        for (at, row) in rows {
            traits.push(at);
            weights.extend(row.into_iter().take(bias.len()));
        }
        Self { bias, traits, weights }
    }

    /// The scores of something with these traits.
    pub fn scores(&self, traits: &[u32]) -> Vec<f32> {
        let mut out = self.bias.clone();
        for found in traits.iter().filter_map(|at| self.traits.binary_search(at).ok()) {
            for (score, weight) in out.iter_mut().zip(&self.weights[found * self.bias.len()..]) {
                *score += weight;
            }
        }
        out
    }

    /// The only score of a head with one output.
    pub fn score(&self, traits: &[u32]) -> f32 {
        self.scores(traits).first().copied().unwrap_or(0.0)
    }

    /// So much of these weights, from 0 to 1, and for the rest those of another head; a trait that a head does not have weighs nothing there.
    pub fn blended(&self, share: f32, other: &Self) -> Self {
        let mut rows: std::collections::BTreeMap<u32, Vec<f32>> = std::collections::BTreeMap::new();
        for (head, share) in [(self, share), (other, 1.0 - share)] {
            for (at, weights) in head.traits.iter().zip(head.weights.chunks_exact(head.bias.len().max(1))) {
                let row = rows.entry(*at).or_insert_with(|| vec![0.0; weights.len()]);
                row.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += share * weight);
            }
        }
        Self::new(self.bias.iter().zip(&other.bias).map(|(a, b)| share * a + (1.0 - share) * b).collect(), rows)
    }

    fn write(&self, out: &mut Vec<u8>) {
        let n = self.bias.len();
        let scales: Vec<f32> =
            (0..n).map(|k| self.weights.iter().skip(k).step_by(n.max(1)).fold(1e-6_f32, |a, w| a.max(w.abs())) / 127.0).collect();
        for count in [n, self.traits.len()] {
            out.extend(u32::try_from(count).unwrap_or(u32::MAX).to_le_bytes());
        }
        for number in self.bias.iter().chain(&scales) {
            out.extend(number.to_le_bytes());
        }
        for at in &self.traits {
            out.extend(at.to_le_bytes());
        }
        for (at, weight) in self.weights.iter().enumerate() {
            #[expect(clippy::cast_possible_truncation, reason = "between -127 and 127")]
            out.extend(((weight / scales[at % n]).round() as i8).to_le_bytes());
        }
    }

    fn read(bytes: &mut Bytes<'_>) -> Result<Self, BadHeads> {
        let (n, rows) = (bytes.count()?, bytes.count()?);
        let bias = bytes.floats(n)?;
        let scales = bytes.floats(n)?;
        let traits = (0..rows).map(|_| bytes.four().map(u32::from_le_bytes)).collect::<Result<Vec<_>, _>>()?;
        if traits.windows(2).any(|pair| pair[0] >= pair[1]) {
            return Err(BadHeads("its traits are out of order"));
        }
        let numbers = bytes.take(rows.checked_mul(n).ok_or(BadHeads("it is too large"))?)?;
        let weights = numbers.iter().enumerate().map(|(at, number)| f32::from(i8::from_le_bytes([*number])) * scales[at % n]).collect();
        Ok(Self { bias, traits, weights })
    }
}

impl Heads {
    /// The heads that are part of the program; none where it was built without them.
    pub fn embedded() -> Option<&'static Self> {
        static HEADS: std::sync::OnceLock<Option<Heads>> = std::sync::OnceLock::new();
        const FILE: &[u8] = include_bytes!("../../weights/acts.heads");
        HEADS.get_or_init(|| Self::read(FILE).ok()).as_ref()
    }

    /// The bytes of a file of these heads.
    pub fn write(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        for head in [&self.found, &self.words, &self.kind, &self.actor, &self.measure, &self.role] {
            head.write(&mut out);
        }
        out.extend(self.threshold.to_le_bytes());
        out.extend(self.confidence.iter().flat_map(|weight| weight.to_le_bytes()));
        out
    }

    /// The heads of a file. Errors: a file that is none, is cut short, or has other heads than these.
    pub fn read(file: &[u8]) -> Result<Self, BadHeads> {
        let mut bytes = Bytes(file);
        if bytes.take(MAGIC.len())? != MAGIC {
            return Err(BadHeads("it begins otherwise"));
        }
        let mut head = |outputs: usize| {
            let head = Linear::read(&mut bytes)?;
            if head.bias.len() == outputs { Ok(head) } else { Err(BadHeads("a head has another number of outputs")) }
        };
        let (found, words, kind, actor, measure, role) =
            (head(1)?, head(1)?, head(ActKind::ALL.len())?, head(1)?, head(1)?, head(super::ROLES.len())?);
        let threshold = bytes.floats(1)?[0];
        let mut confidence = [0.0; SIGNS];
        confidence.copy_from_slice(&bytes.floats(SIGNS)?);
        if !bytes.0.is_empty() {
            return Err(BadHeads("it is too long"));
        }
        Ok(Self { found, words, kind, actor, measure, role, threshold, confidence })
    }

    /// The probability that an act with these signs has its kind, actor and measure right.
    pub fn confidence(&self, signs: &Signs) -> f32 {
        odds(signs.iter().zip(&self.confidence).map(|(sign, weight)| sign * weight).sum())
    }
}

/// From log odds to a probability.
pub fn odds(x: f32) -> f32 {
    1.0 / (1.0 + (-x).exp())
}

struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, n: usize) -> Result<&'a [u8], BadHeads> {
        let (taken, rest) = self.0.split_at_checked(n).ok_or(BadHeads("it is cut short"))?;
        self.0 = rest;
        Ok(taken)
    }

    fn four(&mut self) -> Result<[u8; 4], BadHeads> {
        self.take(4)?.try_into().map_err(|_| BadHeads("it is cut short"))
    }

    fn count(&mut self) -> Result<usize, BadHeads> {
        let n = u32::from_le_bytes(self.four()?) as usize;
        if n > self.0.len() { Err(BadHeads("it is cut short")) } else { Ok(n) }
    }

    fn floats(&mut self, n: usize) -> Result<Vec<f32>, BadHeads> {
        (0..n)
            .map(|_| {
                self.four().map(f32::from_le_bytes).and_then(|x| if x.is_finite() { Ok(x) } else { Err(BadHeads("a number is none")) })
            })
            .collect()
    }
}
