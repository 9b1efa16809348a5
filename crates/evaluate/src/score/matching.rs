//! The most pairs that can be made one to one.

/// How many of `left` can each have a counterpart of its own in `right` (maximum bipartite matching).
pub(super) fn one_to_one<T, U>(left: &[T], right: &[U], same: impl Fn(&T, &U) -> bool) -> usize {
    fn place<T, U>(
        i: usize,
        left: &[T],
        right: &[U],
        same: &impl Fn(&T, &U) -> bool,
        seen: &mut [bool],
        owner: &mut [Option<usize>],
    ) -> bool {
        for (j, r) in right.iter().enumerate() {
            if seen[j] || !same(&left[i], r) {
                continue;
            }
            seen[j] = true;
            let free = match owner[j] {
                None => true,
                Some(other) => place(other, left, right, same, seen, owner),
            };
            if free {
                owner[j] = Some(i);
                return true;
            }
        }
        false
    }

    let mut owner = vec![None; right.len()];
    (0..left.len()).filter(|&i| place(i, left, right, &same, &mut vec![false; right.len()], &mut owner)).count()
}
