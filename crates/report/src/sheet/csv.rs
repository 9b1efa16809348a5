//! Positions, shifts and waits as rows of a spreadsheet. What each column holds is in `docs/formats/table-csv.md`.
use super::Shown;
use super::names::refs;
use super::office::Rows;
use super::waits::side;
use crate::csv::rows;
use evidence::{MeasureId, Param};
use table::dossier::{Behind, Cell, Shift};

fn params(all: &[Param]) -> String {
    all.iter().map(|it| format!("{}={}", it.name, it.value)).collect::<Vec<_>>().join("; ")
}

fn yes(it: bool) -> String {
    if it { "yes" } else { "no" }.to_owned()
}

fn names<'a>(acts: impl IntoIterator<Item = &'a Behind>) -> String {
    acts.into_iter().map(|it| it.at.to_string()).collect::<Vec<_>>().join(" ")
}

fn cell(it: &Cell) -> Vec<String> {
    vec![
        it.actor.to_string(),
        it.measure.to_string(),
        params(&it.params),
        it.stance.as_str().to_owned(),
        yes(it.red_line),
        it.force.map(|it| it.to_string()).unwrap_or_default(),
        it.since_date.as_ref().map(ToString::to_string).unwrap_or_default(),
        it.said.to_string(),
    ]
}

/// The columns that say how other data code a measure.
const CODES: [&str; 2] = ["pax", "eth_prio"];

fn codes(shown: &Shown<'_>, it: &MeasureId) -> [String; 2] {
    let measure = shown.measures.get(it);
    [measure.map(|it| it.pax.join(" ")), measure.map(|it| it.ceasefire_data.join(" "))].map(Option::unwrap_or_default)
}

const CELL: [&str; 8] = ["actor", "measure", "params", "stance", "red_line", "strength", "since", "said"];

/// Rows as CSV.
pub fn csv(of: &Rows) -> String {
    rows(of.header.iter().copied(), of.rows.clone())
}

/// One cell a row.
pub fn positions(shown: &Shown<'_>) -> Rows {
    let header = CELL.iter().copied().chain(["confirmed", "acts", "outdated", "quote"]).chain(CODES);
    let all = shown.sheet.cells.iter().map(|it| {
        let last =
            [yes(it.confirmed()), names(it.acts()), names(it.outdated().iter().map(|(it, _)| it)), it.newest().quote.words().to_owned()];
        cell(it).into_iter().chain(last).chain(codes(shown, &it.measure)).collect()
    });
    Rows { name: "Positions", header: header.collect(), rows: all.collect() }
}

/// One act behind a cell a row: all words that a workbook's positions rest on.
pub fn acts(shown: &Shown<'_>) -> Rows {
    let header = vec!["actor", "measure", "said", "part", "act", "kind", "day", "speaker", "told_by", "confirmed", "event", "quote"];
    let mut rows = Vec::new();
    for cell in &shown.sheet.cells {
        rows.extend(cell.acts().iter().map(|it| {
            let part = super::json::part(it.part).to_owned();
            let told_by: Vec<&str> = it.told_by.iter().map(|it| it.0.as_str()).collect();
            vec![
                cell.actor.to_string(),
                cell.measure.to_string(),
                cell.said.to_string(),
                part,
                it.at.to_string(),
                it.kind.to_string(),
                it.date.as_ref().map(ToString::to_string).unwrap_or_default(),
                it.speaker.as_ref().map(ToString::to_string).unwrap_or_default(),
                told_by.join("; "),
                yes(it.confirmed),
                it.event.as_ref().map(ToString::to_string).unwrap_or_default(),
                it.quote.words().to_owned(),
            ]
        }));
    }
    Rows { name: "Acts", header, rows }
}

/// One shift a row.
pub fn shifts(shown: &Shown<'_>, shifts: &[Shift]) -> Rows {
    let header = ["shift"].into_iter().chain(CELL).chain(["from", "from_quote", "to", "to_quote"]).chain(CODES);
    let all = shifts.iter().map(|it| {
        let (from, from_quote) = it.from.as_ref().map(|it| (it.at.to_string(), it.quote.words().to_owned())).unwrap_or_default();
        let last = [from, from_quote, it.to.at.to_string(), it.to.quote.words().to_owned()];
        std::iter::once(it.kind.as_str().to_owned()).chain(cell(&it.cell)).chain(last).chain(codes(shown, &it.cell.measure)).collect()
    });
    Rows { name: "Shifts", header: header.collect(), rows: all.collect() }
}

/// One wait a row, those that ended too.
pub fn waits(shown: &Shown<'_>) -> Rows {
    let header = ["what", "params", "relation", "awaited", "said", "stands", "ended_by", "blocked_by", "cycles", "acts", "quote"];
    let all = shown.sheet.waits.iter().enumerate().map(|(i, it)| {
        let cycles = shown.sheet.cycles.iter().enumerate().filter(|(_, cycle)| cycle.waits.contains(&i));
        let cycles = cycles.map(|(n, cycle)| format!("{} {}", if cycle.is_swap { "swap" } else { "deadlock" }, n + 1));
        vec![
            side(shown, &it.what),
            params(&it.params()),
            it.relation.to_string(),
            side(shown, &it.awaited),
            it.said.to_string(),
            yes(it.stands()),
            refs(it.ended()).join(" "),
            it.blocked().map(ToString::to_string).unwrap_or_default(),
            cycles.collect::<Vec<_>>().join("; "),
            names(it.acts()),
            it.acts()[0].quote.words().to_owned(),
        ]
    });
    Rows { name: "Waits", header: header.to_vec(), rows: all.collect() }
}
