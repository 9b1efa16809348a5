//! Which measures cannot both be carried out: opposites by the list of measures, others by a short table of our own.
use evidence::{Measure, MeasureId};
use serde::Deserialize;
use std::sync::OnceLock;

/// A pair of measures that cannot be at once.
#[derive(Deserialize)]
pub(super) struct Pair {
    measures: [String; 2],
    /// Whether only one and the same actor cannot do both.
    pub(super) same_owner: bool,
    /// Why.
    pub(super) why: String,
}

#[derive(Deserialize)]
struct File {
    #[serde(rename = "pair")]
    pairs: Vec<Pair>,
}

fn pairs() -> &'static [Pair] {
    static PAIRS: OnceLock<Vec<Pair>> = OnceLock::new();
    PAIRS.get_or_init(|| {
        let text = include_str!("../../data/incompatible.toml");
        let file: File = toml::from_str(text).unwrap_or_else(|bad| unreachable!("a test reads the embedded table: {bad}"));
        file.pairs
    })
}

/// The pair that two measures are, in either order.
pub(super) fn pair(a: &MeasureId, b: &MeasureId) -> Option<&'static Pair> {
    pairs().iter().find(|it| (it.measures[0] == a.0 && it.measures[1] == b.0) || (it.measures[0] == b.0 && it.measures[1] == a.0))
}

/// Whether one of the measures undoes the other.
pub(super) fn opposite(a: Option<&Measure>, b: &MeasureId) -> bool {
    a.and_then(|it| it.opposite.as_ref()) == Some(b)
}
