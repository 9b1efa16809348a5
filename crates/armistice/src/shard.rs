//! A part of the input, chosen by what the documents say and not by where they lie: the same in any order of files.
use std::fmt;
use std::str::FromStr;

/// The i-th of n parts, written `i/n`.
///
/// ```
/// use armistice::Shard;
/// let shard: Shard = "2/3".parse().unwrap();
/// assert_eq!(shard.to_string(), "2/3");
/// assert!("0/3".parse::<Shard>().is_err() && "4/3".parse::<Shard>().is_err() && "2".parse::<Shard>().is_err());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Shard {
    // Invariant: 1 ≤ part ≤ parts.
    part: u32,
    parts: u32,
}

impl Shard {
    /// Whether a document of this SHA-256 (its text's, in hexadecimal) is in this part. Each document is in one.
    ///
    /// ```
    /// use armistice::{About, Document, Shard};
    /// let document = Document::new(About::named("note"), "Norland will sign.".to_owned());
    /// let whole: Shard = "1/1".parse().unwrap();
    /// assert!(whole.takes(document.sha256()));
    /// ```
    pub fn takes(self, sha256: &str) -> bool {
        let head = sha256.get(..16).and_then(|head| u64::from_str_radix(head, 16).ok()).unwrap_or(0);
        head % u64::from(self.parts) == u64::from(self.part - 1)
    }
}

impl FromStr for Shard {
    type Err = NoShard;

    fn from_str(given: &str) -> Result<Self, NoShard> {
        let (part, parts) = given.split_once('/').ok_or(NoShard)?;
        let (part, parts) = (part.parse().map_err(|_| NoShard)?, parts.parse().map_err(|_| NoShard)?);
        if (1..=parts).contains(&part) { Ok(Self { part, parts }) } else { Err(NoShard) }
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.part, self.parts)
    }
}

/// What is no part of an input.
///
/// ```
/// assert_eq!("x".parse::<armistice::Shard>().unwrap_err().to_string(), "a part is written i/n, such as 1/4, with i from 1 to n");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NoShard;

impl fmt::Display for NoShard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a part is written i/n, such as 1/4, with i from 1 to n")
    }
}

impl std::error::Error for NoShard {}
