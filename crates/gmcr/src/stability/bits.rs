//! A set of states, one bit each.

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Bits {
    words: Vec<u64>,
}

impl Bits {
    /// The states 0..n for which the test holds.
    pub(crate) fn collect(n: usize, mut test: impl FnMut(usize) -> bool) -> Self {
        let mut words = vec![0; n.div_ceil(64)];
        for (word_idx, word) in words.iter_mut().enumerate() {
            for bit in 0..64.min(n - word_idx * 64) {
                *word |= u64::from(test(word_idx * 64 + bit)) << bit;
            }
        }
        Self { words }
    }

    pub(crate) fn get(&self, idx: usize) -> bool {
        self.words[idx / 64] >> (idx % 64) & 1 == 1
    }

    pub(crate) fn and(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word &= other);
    }

    pub(crate) fn count(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.words.iter().enumerate().flat_map(|(word_idx, &word)| {
            let mut rest = word;
            std::iter::from_fn(move || {
                (rest != 0).then(|| {
                    let bit = rest.trailing_zeros() as usize;
                    rest &= rest - 1;
                    word_idx * 64 + bit
                })
            })
        })
    }
}
