//! What moved between two dates, with the words before and after.
use super::Shown;
use super::section::{Entry, Section, Words};
use table::dossier::{Shift, ShiftKind};

/// Over what was only said again.
pub(super) const AGAIN: &str = "Said again";

/// The kinds, what matters most first.
const ORDER: [(ShiftKind, &str); 6] = [
    (ShiftKind::Reversed, "Reversed"),
    (ShiftKind::Hardened, "Hardened"),
    (ShiftKind::Softened, "Softened"),
    (ShiftKind::Dropped, "Dropped"),
    (ShiftKind::New, "New"),
    (ShiftKind::Confirmed, AGAIN),
];

/// At most so many, what matters most first.
pub(super) fn sections(shown: &Shown<'_>, shifts: &[Shift], most: usize) -> Vec<Section> {
    let of_kind = |kind| shifts.iter().filter(move |it| it.kind == kind);
    let all = ORDER.iter().flat_map(|(kind, title)| of_kind(*kind).map(|it| (*title, it)));
    let entries = all.take(most).map(|(title, it)| entry(shown, title, it)).collect();
    vec![Section { title: "What moved", empty: "Nothing moved between the two dates.", entries }]
}

fn entry(shown: &Shown<'_>, title: &str, shift: &Shift) -> Entry {
    let cell = &shift.cell;
    let force = cell.force.map(|it| format!(" ({it})")).unwrap_or_default();
    let now = format!("now {}{force}", cell.stance.as_str());
    let before = shift.from.iter().map(|it| Words::of("before", it));
    Entry {
        heading: Some(title.to_owned()),
        says: format!("{}: {}, {now}{}", shown.actor(&cell.actor), shown.on_terms(&cell.measure, &cell.params), shown.said(&cell.said)),
        codes: shown.codes(&cell.measure),
        confirmed: Some(shift.to.confirmed),
        words: before.chain([Words::of("now", &shift.to)]).collect(),
        further: Vec::new(),
    }
}
