//! A small set that lies in a row: what an account holds is compared a thousand times for each time that it is made, and kept by the
//! hundred thousand.

/// Values in order, each once.
#[derive(Clone, PartialEq, Eq, Debug)]
// Invariant: ascending, each once.
pub struct Set<T>(Box<[T]>);

impl<T: Ord> Set<T> {
    /// All of them, ascending.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.0.iter()
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether it is one of them.
    pub fn contains(&self, value: &T) -> bool {
        self.0.binary_search(value).is_ok()
    }

    /// How many both have.
    pub fn n_common(&self, other: &Self) -> usize {
        if self.0.len() <= other.0.len() { self.0.iter().filter(|it| other.0.contains(it)).count() } else { other.n_common(self) }
    }

    /// Whether they have none in common.
    pub fn is_disjoint(&self, other: &Self) -> bool {
        self.n_common(other) == 0
    }

    /// Whether the other has all of them.
    pub fn is_subset(&self, other: &Self) -> bool {
        self.n_common(other) == self.len()
    }
}

impl<T> Default for Set<T> {
    fn default() -> Self {
        Self(Box::default())
    }
}

impl<T: Ord> FromIterator<T> for Set<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        let mut all: Vec<T> = values.into_iter().collect();
        all.sort_unstable();
        all.dedup();
        Self(all.into_boxed_slice())
    }
}

impl<T: Ord, const N: usize> From<[T; N]> for Set<T> {
    fn from(values: [T; N]) -> Self {
        values.into_iter().collect()
    }
}

impl<'a, T> IntoIterator for &'a Set<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::Set;

    #[test]
    fn a_set_is_in_order_and_has_each_once() {
        let set: Set<i64> = [3, 1, 3, 2].into();
        assert_eq!(set.iter().copied().collect::<Vec<_>>(), [1, 2, 3]);
        assert!(set.contains(&2) && !set.contains(&4));
        assert_eq!((set.n_common(&[2, 3, 9, 10].into()), Set::from([1, 3]).is_subset(&set)), (2, true));
        assert!(Set::<i64>::default().is_subset(&set) && Set::<i64>::default().is_disjoint(&set));
    }
}
