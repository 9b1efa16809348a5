//! Patterns over options, `YN-Y`: which states are meant. Says nothing of what they are meant for.
use super::error::Problem;

/// A set of states written as one letter per option in the order of the model: `Y` taken, `N` not taken, `-` either.
/// Fang, Hipel, Kilgour and Peng 2003 (GMCR II).
///
/// ```
/// use gmcr::model::Pattern;
/// let pattern = Pattern::parse("Y-N", 3).unwrap();
/// assert!(pattern.matches(0b011)); // bit 0 is the first option
/// assert_eq!(pattern.text(3), "Y-N");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Pattern {
    // Invariant: `taken` has no bit outside `mask`.
    mask: u64,
    taken: u64,
}

impl Pattern {
    /// The pattern that fixes the options of `mask`, taken where `taken` has a bit; bits of `taken` outside `mask` are ignored.
    pub fn new(mask: u64, taken: u64) -> Self {
        Self { mask, taken: taken & mask }
    }

    /// Reads a pattern for a model of `n_options`; spaces are ignored, so that the options of the DMs may stand apart.
    ///
    /// # Errors
    /// Another letter than `Y`, `N` and `-`, or another number of letters than options.
    pub fn parse(text: &str, n_options: usize) -> Result<Self, Problem> {
        let letters = text.chars().filter(|letter| !letter.is_whitespace()).count();
        let (mut mask, mut taken) = (0, 0);
        for (option_idx, letter) in text.chars().filter(|letter| !letter.is_whitespace()).enumerate() {
            let bit = if option_idx < 64 { 1u64 << option_idx } else { 0 };
            match letter {
                'Y' | 'y' => {
                    mask |= bit;
                    taken |= bit;
                }
                'N' | 'n' => mask |= bit,
                '-' => {}
                _ => return Err(Problem::PatternLetter { text: text.to_string(), letter }),
            }
        }
        if letters != n_options || n_options > 64 {
            return Err(Problem::PatternLength { text: text.to_string(), found: letters, expected: n_options });
        }
        Ok(Self { mask, taken })
    }

    /// Whether the state with these taken options (bit 0: the first option) is meant.
    ///
    /// ```
    /// use gmcr::model::Pattern;
    /// assert!(Pattern::parse("Y-", 2).unwrap().matches(0b11));
    /// ```
    pub fn matches(self, bits: u64) -> bool {
        (bits ^ self.taken) & self.mask == 0
    }

    /// The options that the pattern fixes, as bits.
    ///
    /// ```
    /// use gmcr::model::Pattern;
    /// assert_eq!(Pattern::parse("YN-", 3).unwrap().mask(), 0b011);
    /// ```
    pub fn mask(self) -> u64 {
        self.mask
    }

    /// Of the fixed options, those taken, as bits.
    ///
    /// ```
    /// use gmcr::model::Pattern;
    /// assert_eq!(Pattern::parse("YN-", 3).unwrap().taken(), 0b001);
    /// ```
    pub fn taken(self) -> u64 {
        self.taken
    }

    /// The pattern as it is written, for a model of `n_options`.
    pub fn text(self, n_options: usize) -> String {
        (0..n_options)
            .map(|option_idx| match (self.mask >> option_idx & 1, self.taken >> option_idx & 1) {
                (0, _) => '-',
                (_, 0) => 'N',
                _ => 'Y',
            })
            .collect()
    }

    /// Whether every option is fixed, so that one state at most is meant.
    pub(crate) fn is_state(self, n_options: usize) -> bool {
        self.mask == all_options(n_options)
    }
}

/// The bits of the first `n_options` options.
pub(crate) fn all_options(n_options: usize) -> u64 {
    if n_options >= 64 { u64::MAX } else { (1 << n_options) - 1 }
}
