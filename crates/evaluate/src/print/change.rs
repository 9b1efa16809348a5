//! Two sheets of the same layout compared, document by document.
use crate::score::sheet::{Sheet, shown};
use std::fmt::Write;

/// The figures that differ, over all and then in each document.
pub fn change(a: &Sheet, b: &Sheet) -> String {
    let mut out = format!("{:20}{:>8}{:>8}{:>9}\n", "all documents", "before", "now", "change");
    let (before, now) = (a.totals(|_| true), b.totals(|_| true));
    for figure in a.layout.figures {
        let (x, y) = (a.figure(figure, &before), b.figure(figure, &now));
        let _ = writeln!(out, "{:20}{:>8}{:>8}{:>+9.3}", figure.name, shown(x), shown(y), y.unwrap_or(0.0) - x.unwrap_or(0.0));
    }
    let mut documents: Vec<&str> = a.rows.iter().chain(&b.rows).map(|row| row.document.as_str()).collect();
    documents.sort_unstable();
    documents.dedup();
    for id in documents {
        let (x, y) = (a.totals(|row| row.document == id), b.totals(|row| row.document == id));
        let changed: Vec<String> = a
            .layout
            .columns
            .iter()
            .enumerate()
            .filter(|(n, _)| (x[*n] - y[*n]).abs() > 1e-4)
            .map(|(n, column)| format!("{column} {} -> {}", number(x[n]), number(y[n])))
            .collect();
        if !changed.is_empty() {
            let _ = writeln!(out, "{id}: {}", changed.join(", "));
        }
    }
    out
}

fn number(count: f64) -> String {
    if count.fract() == 0.0 { count.to_string() } else { format!("{count:.2}") }
}
