//! What will move only with, or not before, something else.
use evidence::{ActId, ActorId, Document, MeasureId, Quote, Reading, Relation};

/// One side of a wait: whose move, on what; either may be open where the text does not name it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Side {
    /// Whose move.
    pub actor: Option<ActorId>,
    /// Which measure.
    pub measure: Option<MeasureId>,
}

/// A move that waits for another.
#[derive(Clone, PartialEq, Debug)]
pub struct Wait {
    /// What is held back.
    pub what: Side,
    /// What must come.
    pub awaited: Side,
    /// How the one waits for the other.
    pub relation: Relation,
    // Invariant: not empty; the acts that show it, each with its words.
    shown_by: Vec<(ActId, Quote)>,
}

impl Wait {
    /// A wait, with the act and words that show it and any further ones.
    pub fn new(
        what: Side,
        awaited: Side,
        relation: Relation,
        first: (ActId, Quote),
        further: impl IntoIterator<Item = (ActId, Quote)>,
    ) -> Self {
        Self { what, awaited, relation, shown_by: std::iter::once(first).chain(further).collect() }
    }

    /// The acts that show it, with their words; at least one.
    pub fn shown_by(&self) -> &[(ActId, Quote)] {
        &self.shown_by
    }
}

pub(super) fn waits(_document: &Document, _reading: &Reading) -> Vec<Wait> {
    Vec::new()
}
