//! Places compared by the bytes in them that are no white space, so that no tokeniser and no margin is favoured.
use crate::contract::Spans;

/// How many of the first bytes of a text belong to no white space.
pub(crate) struct Ink {
    // Invariant: one more than the bytes of the text; never falls.
    rank: Vec<usize>,
}

/// The bytes of a place, as sorted, disjoint, non-touching ranges of ranks: equal exactly if the same bytes.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Unit(Vec<(usize, usize)>);

impl Ink {
    pub(crate) fn of(text: &str) -> Self {
        let mut rank = Vec::with_capacity(text.len() + 1);
        let mut n = 0;
        rank.push(0);
        for c in text.chars() {
            for _ in 0..c.len_utf8() {
                n += usize::from(!is_space(c));
                rank.push(n);
            }
        }
        Self { rank }
    }

    /// The bytes of `spans`; an error names the span that is empty or outside the text.
    pub(crate) fn unit(&self, spans: &Spans) -> Result<Unit, String> {
        let mut parts = Vec::with_capacity(spans.len());
        for &[start, end] in spans {
            if start >= end || end >= self.rank.len() {
                return Err(format!("the span [{start}, {end}) is empty or outside the text of {} bytes", self.rank.len() - 1));
            }
            let (s, e) = (self.rank[start], self.rank[end]);
            if s < e {
                parts.push((s, e));
            }
        }
        parts.sort_unstable();
        let mut merged: Vec<(usize, usize)> = Vec::with_capacity(parts.len());
        for (s, e) in parts {
            match merged.last_mut() {
                Some(last) if s <= last.1 => last.1 = last.1.max(e),
                _ => merged.push((s, e)),
            }
        }
        Ok(Unit(merged))
    }
}

impl Unit {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn size(&self) -> usize {
        self.0.iter().map(|(s, e)| e - s).sum()
    }

    pub(crate) fn common(&self, other: &Unit) -> usize {
        let (u, v) = (&self.0, &other.0);
        let (mut n, mut i, mut j) = (0, 0, 0);
        while i < u.len() && j < v.len() {
            n += u[i].1.min(v[j].1).saturating_sub(u[i].0.max(v[j].0));
            if u[i].1 < v[j].1 { i += 1 } else { j += 1 }
        }
        n
    }

    pub(crate) fn iou(&self, other: &Unit) -> f64 {
        let n = self.common(other);
        if n == 0 { 0.0 } else { n as f64 / (self.size() + other.size() - n) as f64 }
    }
}

/// White space as Python's `str.isspace` has it, which counts the four separators of ASCII too.
pub(crate) fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c)
}
