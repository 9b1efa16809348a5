//! The island of agreement: which facts are agreed and which contested, on which matters the parties want the same and on which not.
use super::super::{ActRef, Cell, Entry, Record, Said, Sheet, Stance, View};
use super::parties;
use evidence::{ActKind, ActorId, DocumentId, MeasureId, Status};
use jiff::civil;
use std::collections::{BTreeMap, BTreeSet};

/// Something that was done, or is said to have been done.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fact {
    /// The acts that tell it, the oldest first; at least one.
    pub acts: Vec<ActRef>,
    /// The acts that deny it.
    pub denied: Vec<ActRef>,
}

/// A matter on which two parties or more have a position of their own, with these.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Norm {
    /// The matter.
    pub measure: MeasureId,
    /// Places in the sheet's cells, by actor.
    pub cells: Vec<usize>,
}

/// What parties agree on, and what not.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Island {
    /// What they did together, and deeds that several documents tell and nobody denies.
    pub agreed: Vec<Fact>,
    /// What was told and denied, and what one blames another for that denies it.
    pub contested: Vec<Fact>,
    /// What one blames another for, without any answer in the record.
    pub unanswered: Vec<Fact>,
    /// Matters on which all of them say yes, if only on conditions, or all no.
    pub shared: Vec<Norm>,
    /// Matters on which one says yes and another no.
    pub clashing: Vec<Norm>,
}

/// The island of agreement, as seen from there.
pub fn island(record: &Record, view: View, sheet: &Sheet) -> Island {
    let seen = record.seen(view);
    let mut island = Island::default();
    norms(record, sheet, &mut island);
    let denied: BTreeSet<&ActRef> = sheet.contested.iter().map(|it| &it.act).collect();
    island.contested.extend(sheet.contested.iter().map(|it| Fact { acts: vec![it.act.clone()], denied: vec![it.by.clone()] }));
    for entry in seen.iter().filter(|it| it.act.kind == ActKind::Accuse && !it.act.negated && !denied.contains(&it.at)) {
        let answers: Vec<ActRef> = seen.iter().filter(|it| answers(it, entry)).map(|it| it.at.clone()).collect();
        let fact = Fact { acts: vec![entry.at.clone()], denied: answers };
        if fact.denied.is_empty() { &mut island.unanswered } else { &mut island.contested }.push(fact);
    }
    island.agreed = agreed(&seen, &denied);
    island
}

/// A denial by the one who was blamed, on the same matter, no earlier.
fn answers(denial: &Entry, charge: &Entry) -> bool {
    let blamed = if charge.targets.is_empty() { &charge.addressees } else { &charge.targets };
    let on_it = denial.act.measures.iter().any(|it| charge.act.measures.iter().any(|other| other.measure == it.measure));
    denial.act.kind == ActKind::Deny
        && denial.act.told_by.is_empty()
        && denial.day >= charge.day
        && denial.actors.iter().any(|(it, _)| blamed.contains(it))
        && (on_it || denial.act.measures.is_empty() && denial.at.document == charge.at.document)
}

/// What makes two reports of a deed reports of one: who did what on which day.
type Deed<'a> = (ActKind, Vec<&'a ActorId>, Vec<&'a MeasureId>, Option<civil::Date>);

fn agreed(seen: &[&Entry], denied: &BTreeSet<&ActRef>) -> Vec<Fact> {
    let mut by_event: BTreeMap<(Option<&super::super::EventId>, Option<Deed<'_>>), Vec<&Entry>> = BTreeMap::new();
    for &entry in seen.iter().filter(|it| !it.act.negated && !denied.contains(&it.at)) {
        let counts = match entry.act.kind {
            ActKind::Conclude => entry.actors.len() >= 2 && !entry.told,
            ActKind::Contact => entry.act.status == Some(Status::Held) && entry.actors.len() >= 2,
            ActKind::Deed => entry.act.status != Some(Status::Claimed) && !entry.act.measures.is_empty(),
            _ => false,
        };
        if counts {
            let who = entry.actors.iter().map(|(it, _)| it).collect();
            let deed = (entry.act.kind, who, entry.act.measures.iter().map(|it| &it.measure).collect(), entry.day);
            let key = match &entry.event {
                Some(event) => (Some(event), None),
                None => (None, Some(deed)),
            };
            by_event.entry(key).or_default().push(entry);
        }
    }
    let agreed = |acts: &&Vec<&Entry>| {
        let documents: BTreeSet<&DocumentId> = acts.iter().map(|it| &it.at.document).collect();
        acts.iter().any(|it| it.act.kind == ActKind::Conclude) || documents.len() >= 2
    };
    let mut facts: Vec<&Vec<&Entry>> = by_event.values().filter(agreed).collect();
    facts.sort_by_key(|it| (it[0].day, &it[0].at));
    facts.into_iter().map(|it| Fact { acts: it.iter().map(|it| it.at.clone()).collect(), denied: Vec::new() }).collect()
}

fn norms(record: &Record, sheet: &Sheet, island: &mut Island) {
    let parties = parties(record, sheet);
    let mut by_measure: BTreeMap<&MeasureId, Vec<(usize, &Cell)>> = BTreeMap::new();
    for (i, cell) in sheet.cells.iter().enumerate() {
        let stands = !matches!(cell.stance, Stance::Contested | Stance::Dropped);
        if cell.said == Said::Own && stands && parties.contains(&cell.actor) {
            by_measure.entry(&cell.measure).or_default().push((i, cell));
        }
    }
    for (measure, cells) in by_measure {
        let of = |against: bool| -> BTreeSet<&ActorId> {
            cells.iter().filter(|(_, it)| (it.stance == Stance::Against) == against).map(|(_, it)| &it.actor).collect()
        };
        let (yes, no) = (of(false), of(true));
        let norm = Norm { measure: measure.clone(), cells: cells.iter().map(|(i, _)| *i).collect() };
        // Somebody against whom nobody but itself says otherwise (forty boats yes, a hundred no) clashes with nobody.
        let clash = yes.iter().any(|a| no.iter().any(|b| a != b));
        match (yes.union(&no).count() >= 2, clash) {
            (true, true) => island.clashing.push(norm),
            (true, false) => island.shared.push(norm),
            _ => {}
        }
    }
}
