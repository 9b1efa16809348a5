//! What will move only with, or not before, something else: from conditions, and from promises that hang on a condition.
//! A threat or a demand that hangs on one holds nothing back, and is no wait.
use crate::principals::Principals;
use crate::shown::{Shown, shown};
use evidence::{Act, ActId, ActKind, ActorId, Document, MeasureId, Quote, Reading, Relation};
use std::collections::BTreeMap;

/// One side of a wait: whose move, on what; either may be open where the text does not name it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Side {
    /// Whose move: a principal; `None` too where several move together (the acts name them).
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

/// The waits of one document, in the order in which it first shows them.
pub(super) fn waits(document: &Document, reading: &Reading) -> Vec<Wait> {
    let principals = Principals::of_reading(reading);
    let mut found: Vec<(Side, Side, Relation, Shown)> = Vec::new();
    for act in &reading.acts {
        // A condition of which no words tell the price shows nothing that is waited for.
        let Some(condition) = act.condition.as_ref().filter(|_| holds_back(act)) else { continue };
        let Some(shown) = shown(document, act) else { continue };
        let actor = if let [one] = principals.of(&act.actor)[..] { Some(one.clone()) } else { None };
        let awaited = Side { actor: condition.actor.as_ref().map(|id| principals.one(id).clone()), measure: condition.measure.clone() };
        let relation = condition.relation;
        let measures: Vec<Option<MeasureId>> =
            if act.measures.is_empty() { vec![None] } else { act.measures.iter().map(|it| Some(it.measure.clone())).collect() };
        for measure in measures {
            found.push((Side { actor: actor.clone(), measure }, awaited.clone(), relation, shown.clone()));
        }
    }
    found.sort_by(|a, b| a.3.cmp(&b.3).then_with(|| (&a.0, &a.1, a.2).cmp(&(&b.0, &b.1, b.2))));
    let mut waits: Vec<Wait> = Vec::new();
    let mut known: BTreeMap<(Side, Side, Relation), usize> = BTreeMap::new();
    for (what, awaited, relation, Shown { act, quote, .. }) in found {
        let key = (what.clone(), awaited.clone(), relation);
        // The same price named again is the same wait; two that the text leaves unnamed may be different ones.
        let same = if awaited.measure.is_some() { known.get(&key).and_then(|&at| waits.get_mut(at)) } else { None };
        match same {
            Some(same) => same.shown_by.push((act, quote)),
            None => {
                known.insert(key, waits.len());
                waits.push(Wait::new(what, awaited, relation, (act, quote), []));
            }
        }
    }
    waits
}

const fn holds_back(act: &Act) -> bool {
    let moves = matches!(
        act.kind,
        ActKind::Condition | ActKind::Commit | ActKind::Accept | ActKind::Propose | ActKind::Conclude | ActKind::Retract
    );
    moves && !act.negated
}
