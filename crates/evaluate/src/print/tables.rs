//! How much of the tables made by hand the reader's tables have.
use crate::score::sheet::{Row, Sheet, shown};
use std::fmt::Write as _;

/// A line for each table, then the figures over all.
pub fn tables(sheet: &Sheet) -> String {
    let at = |row: &Row, name: &str| {
        sheet.layout.columns.iter().position(|it| *it == name).and_then(|i| row.counts.get(i)).copied().unwrap_or_default()
    };
    let mut out = format!("{:24} {:>6} {:>7} {:>8}  {:>14}\n", "cells, with stance", "right", "missed", "surplus", "waits right");
    for row in &sheet.rows {
        let (right, gold, predicted) = (at(row, "stance"), at(row, "cells_gold"), at(row, "cells_predicted"));
        let waits = format!("{} of {}, {} read", at(row, "waits"), at(row, "waits_gold"), at(row, "waits_predicted"));
        let _ = writeln!(out, "{:24} {right:>6} {:>7} {:>8}  {waits:>14}", row.document, gold - right, predicted - right);
    }
    let totals = sheet.totals(|_| true);
    out += "\nF1 over all\n";
    for figure in sheet.layout.figures {
        let _ = writeln!(out, "  {:20} {}", figure.name, shown(sheet.figure(figure, &totals)));
    }
    out
}
