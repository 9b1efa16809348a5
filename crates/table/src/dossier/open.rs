//! What was agreed and not said: parameters of an agreed measure that no word of the agreement fills.
use super::record::{ActRef, Entry};
use evidence::{ActKind, MeasureId, Measures};
use std::collections::{BTreeMap, BTreeSet};

/// What an agreement leaves open on one measure.
#[derive(Clone, PartialEq, Debug)]
pub struct OpenSlots {
    /// The measure.
    pub measure: MeasureId,
    /// The acts that agree on it, the oldest first.
    pub agreed: Vec<ActRef>,
    /// The parameters that none of them fills, in the order of the list of measures.
    pub slots: Vec<String>,
}

/// The open slots of all that was agreed, by measure.
pub(super) fn open_slots(seen: &[&Entry], measures: &Measures) -> Vec<OpenSlots> {
    let mut agreed: BTreeMap<&MeasureId, (Vec<&ActRef>, BTreeSet<&str>)> = BTreeMap::new();
    for entry in seen.iter().filter(|it| it.act.kind == ActKind::Conclude && !it.act.negated) {
        for matter in &entry.act.measures {
            let (acts, filled) = agreed.entry(&matter.measure).or_default();
            acts.push(&entry.at);
            filled.extend(matter.params.iter().map(|it| it.name.as_str()));
        }
    }
    let mut out = Vec::new();
    for (measure, (acts, filled)) in agreed {
        let all = measures.get(measure).map_or(&[][..], |it| &it.params);
        let slots: Vec<String> = all.iter().filter(|it| !filled.contains(it.as_str())).cloned().collect();
        if !slots.is_empty() {
            out.push(OpenSlots { measure: measure.clone(), agreed: acts.into_iter().cloned().collect(), slots });
        }
    }
    out
}
