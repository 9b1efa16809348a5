//! Two outlooks side by side: after a report and before it, or as things are and as somebody supposes them to be.
use super::{Answers, Outcome};
use crate::proposal::Proposal;

/// What became of an outcome.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fate {
    /// It holds in both, by the same caution.
    Kept,
    /// It holds in both, by less caution in the second.
    Firmer,
    /// It holds in both, by more caution in the second.
    Weaker,
    /// It holds in the second only.
    New,
    /// It holds in the first only.
    Gone,
}

/// An outcome with what became of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Compared {
    /// What became of it.
    pub fate: Fate,
    /// Its place in the list of the first.
    pub before: Option<usize>,
    /// Its place in the list of the second.
    pub now: Option<usize>,
}

/// What became of the outcomes that hold by more than caution. Two are the same if they agree in all options that both models have and
/// that are not open in either.
pub fn compare(before: (&Proposal, &Answers), now: (&Proposal, &Answers)) -> Vec<Compared> {
    let map: Vec<Option<usize>> =
        now.0.options.iter().map(|it| before.0.options.iter().position(|old| old.owner == it.owner && old.name == it.name)).collect();
    let same = |old: &Outcome, new: &Outcome| {
        let agree = |(i, at): (usize, &Option<usize>)| {
            at.is_none_or(|at| {
                let open = old.free >> at & 1 == 1 || new.free >> i & 1 == 1;
                open || (old.bits >> at & 1) == (new.bits >> i & 1)
            })
        };
        map.iter().enumerate().all(agree)
    };
    let firm = |all: &'_ Answers| all.outcomes.iter().enumerate().filter(|(_, it)| it.is_firm()).map(|(i, _)| i).collect::<Vec<_>>();
    let mut out = Vec::new();
    let mut found = vec![false; before.1.outcomes.len()];
    for i in firm(now.1) {
        let new = &now.1.outcomes[i];
        let old = (0..before.1.outcomes.len()).find(|at| same(&before.1.outcomes[*at], new));
        let fate = match old.map(|at| &before.1.outcomes[at]) {
            None => Fate::New,
            Some(old) if old.holds.len() < new.holds.len() => Fate::Firmer,
            Some(old) if old.holds.len() > new.holds.len() => Fate::Weaker,
            Some(_) => Fate::Kept,
        };
        if let Some(at) = old {
            found[at] = true;
        }
        out.push(Compared { fate, before: old, now: Some(i) });
    }
    for i in firm(before.1).into_iter().filter(|i| !found[*i]) {
        let old = &before.1.outcomes[i];
        let weak = (0..now.1.outcomes.len()).find(|at| same(old, &now.1.outcomes[*at]));
        // Several may have become one.
        if weak.is_some() && out.iter().any(|it: &Compared| it.now == weak) {
            continue;
        }
        let fate = if weak.is_some() { Fate::Weaker } else { Fate::Gone };
        out.push(Compared { fate, before: Some(i), now: weak });
    }
    out
}
