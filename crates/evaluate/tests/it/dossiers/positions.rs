//! Every cell of `positions.csv`, on both dates.
use super::{Dossier, differ, each};
use evidence::Measures;
use std::collections::BTreeSet;
use table::dossier::{Cell, View, sheet};

#[test]
fn every_cell_is_as_made_by_hand() {
    each(|dossier: &Dossier, faults| {
        for on in [dossier.day("middle"), dossier.day("last")] {
            let made =
                sheet(&dossier.record, View::as_of(on), Measures::embedded()).cells.iter().map(|it| line(&on.to_string(), it)).collect();
            let expected = by_hand(dossier).into_iter().filter(|it| it.starts_with(&on.to_string())).collect();
            differ("cell", expected, made, faults);
        }
    });
}

/// The lines of `positions.csv`, with the parameters in order of name.
fn by_hand(dossier: &Dossier) -> Vec<String> {
    let mut reader = csv::Reader::from_path(dossier.folder.join("positions.csv")).expect("positions.csv");
    let rows = reader.records().map(|it| it.expect("a row"));
    rows.map(|row| {
        let params: BTreeSet<&str> = row[3].split("; ").filter(|it| !it.is_empty()).collect();
        let fields: Vec<String> =
            row.iter().enumerate().map(|(i, it)| if i == 3 { format!("{params:?}") } else { it.to_owned() }).collect();
        fields.join(" | ")
    })
    .collect()
}

fn line(on: &str, cell: &Cell) -> String {
    let params: Vec<String> = cell.params.iter().map(|it| format!("{}={}", it.name, it.value)).collect();
    let params: BTreeSet<&str> = params.iter().map(String::as_str).collect();
    let acts: Vec<String> = cell.acts().iter().map(|it| it.at.to_string()).collect();
    let outdated: Vec<String> = cell.outdated().iter().map(|(it, _)| it.at.to_string()).collect();
    let fields = [
        on.to_owned(),
        cell.actor.to_string(),
        cell.measure.to_string(),
        format!("{params:?}"),
        cell.stance.as_str().to_owned(),
        if cell.red_line { "yes" } else { "no" }.to_owned(),
        cell.force.map(|it| it.to_string()).unwrap_or_default(),
        cell.since.map(|it| it.to_string()).unwrap_or_default(),
        cell.said.to_string(),
        acts.join(" "),
        outdated.join(" "),
    ];
    fields.join(" | ")
}
