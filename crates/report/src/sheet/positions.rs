//! Where each actor stands, by actor.
use super::Shown;
use super::section::{Entry, Section, Words};
use table::dossier::{Cell, Stance};

pub(super) fn sections(shown: &Shown<'_>) -> Vec<Section> {
    let entries = shown.sheet.cells.iter().map(|it| entry(shown, it)).collect();
    vec![Section { title: "Positions", empty: "No act of these reports shows a position.", entries }]
}

fn entry(shown: &Shown<'_>, cell: &Cell) -> Entry {
    let stance = match cell.stance {
        Stance::For => "for",
        Stance::Conditional => "for, on a condition",
        Stance::Against => "against",
        Stance::Contested => "contested: told, and denied by itself",
        Stance::Dropped => "dropped",
    };
    let red = if cell.red_line { ", a red line" } else { "" };
    let force = cell.force.map(|it| format!(", {it}")).unwrap_or_default();
    let since = cell.since.map(|it| format!(", since {it}")).unwrap_or_default();
    Entry {
        heading: Some(shown.actor(&cell.actor).to_owned()),
        says: format!("{}: {stance}{red}{force}{since}{}", shown.on_terms(&cell.measure, &cell.params), shown.said(&cell.said)),
        codes: shown.codes(&cell.measure),
        confirmed: Some(cell.confirmed()),
        words: vec![Words::of("", cell.newest())],
        further: cell.acts().iter().skip(1).map(|it| it.at.to_string()).collect(),
    }
}
