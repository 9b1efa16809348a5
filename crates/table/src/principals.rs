//! Whom each actor of a reading stands for, found once.
use evidence::{Actor, ActorId, ActorKind, Reading};
use std::collections::BTreeMap;

/// The principals of a reading's actors: what [`Reading::principal`] gives, without a walk over all actors for each act.
pub(super) struct Principals<'a>(BTreeMap<&'a ActorId, &'a ActorId>);

impl<'a> Principals<'a> {
    pub(super) fn of_reading(reading: &'a Reading) -> Self {
        let actors: BTreeMap<&ActorId, &'a Actor> = reading.actors.iter().map(|it| (&it.id, it)).collect();
        let principal = |actor: &'a Actor| {
            let mut at = &actor.id;
            // Bounded, so that a circle of `part_of` ends.
            for _ in 0..actors.len() {
                match actors.get(at) {
                    Some(Actor { kind: ActorKind::Person, part_of: Some(whole), .. }) if *whole != actor.id => at = whole,
                    _ => break,
                }
            }
            at
        };
        Self(reading.actors.iter().map(|it| (&it.id, principal(it))).collect())
    }

    /// The one that `id` stands for; itself where the reading has no such actor.
    pub(super) fn one(&self, id: &'a ActorId) -> &'a ActorId {
        self.0.get(id).copied().unwrap_or(id)
    }

    /// Those that several stand for, each once, in order of their ids.
    pub(super) fn of(&self, ids: &'a [ActorId]) -> Vec<&'a ActorId> {
        let mut out: Vec<&ActorId> = ids.iter().map(|id| self.one(id)).collect();
        out.sort_unstable();
        out.dedup();
        out
    }
}
