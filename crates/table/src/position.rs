//! What an actor is for, against, or for under a condition.
use evidence::{ActId, ActorId, Document, MeasureId, Quote, Reading};

/// How an actor stands to a measure.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Stance {
    /// Wants it, offers it or accepts it.
    For,
    /// Refuses it.
    Against,
    /// For it, if something else.
    Conditional,
    /// Two of its acts clash.
    Contested,
}

impl Stance {
    /// The word in the JSON contract.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::For => "for",
            Self::Against => "against",
            Self::Conditional => "conditional",
            Self::Contested => "contested",
        }
    }
}

/// How one actor stands to one measure, with the words that show it.
#[derive(Clone, PartialEq, Debug)]
pub struct Position {
    /// Who.
    pub actor: ActorId,
    /// To what.
    pub measure: MeasureId,
    /// How.
    pub stance: Stance,
    /// Whether its own words rule out the other way.
    pub red_line: bool,
    // Invariant: not empty; the acts that show it, each with its words, in order of the text.
    shown_by: Vec<(ActId, Quote)>,
}

impl Position {
    /// A position, with the act and words that show it and any further ones.
    pub fn new(
        actor: ActorId,
        measure: MeasureId,
        stance: Stance,
        first: (ActId, Quote),
        further: impl IntoIterator<Item = (ActId, Quote)>,
    ) -> Self {
        Self { actor, measure, stance, red_line: false, shown_by: std::iter::once(first).chain(further).collect() }
    }

    /// The acts that show it, with their words; at least one.
    pub fn shown_by(&self) -> &[(ActId, Quote)] {
        &self.shown_by
    }
}

pub(super) fn positions(_document: &Document, _reading: &Reading) -> Vec<Position> {
    Vec::new()
}
