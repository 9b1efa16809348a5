//! The figures of attributions.
use crate::score::attribution::figures;
use crate::score::sheet::Prf;
use std::fmt::Write;

/// The figures as a table; `totals` in the order of the layout.
pub fn attributions(title: &str, documents: usize, totals: &[f64]) -> String {
    let (gold, predicted) = (totals.first().copied().unwrap_or(0.0), totals.get(1).copied().unwrap_or(0.0));
    let mut out = format!("{title}: {documents} documents, {gold} gold and {predicted} predicted attributions\n");
    let _ = writeln!(out, "{:20}{:>8}{:>8}{:>8}", "", "P", "R", "F1");
    for (name, Prf { p, r, f1 }) in figures(totals) {
        let _ = writeln!(out, "{name:20}{p:8.3}{r:8.3}{f1:8.3}");
    }
    out
}
