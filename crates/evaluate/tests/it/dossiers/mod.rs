//! The table made from the hand-made readings of `examples/dossiers` against the hand-made tables that lie beside them.

mod positions;
mod moves;
mod waits;
mod lists;

use evaluate::{corpus, retold};
use jiff::civil;
use std::collections::BTreeMap;
use std::path::PathBuf;
use table::dossier::{Record, Report};

/// A dossier with what a person made of it.
struct Dossier {
    folder: PathBuf,
    record: Record,
    /// `table.toml`.
    made: toml::Table,
}

impl Dossier {
    fn day(&self, key: &str) -> civil::Date {
        day(&self.made[key])
    }

    /// The entries of a list of `table.toml`; none where it is missing.
    fn list(&self, key: &str) -> Vec<&toml::Table> {
        self.made.get(key).and_then(|it| it.as_array()).into_iter().flatten().map(|it| it.as_table().expect("a table")).collect()
    }
}

fn day(value: &toml::Value) -> civil::Date {
    value.as_datetime().expect("a date").to_string().parse().expect("a date")
}

/// Calls `check` with each dossier and fails with all that it found.
fn each(check: fn(&Dossier, &mut Vec<String>)) {
    let mut faults = Vec::new();
    for name in ["gannet-banks", "highland-roads", "sennet-plateau"] {
        let folder = corpus::repository().join("examples/dossiers").join(name);
        let made: toml::Table = std::fs::read_to_string(folder.join("table.toml")).expect("a table").parse().expect("TOML");
        let copies: BTreeMap<String, String> = made
            .get("copy")
            .and_then(|it| it.as_array())
            .into_iter()
            .flatten()
            .map(|it| (word(&it["document"]), word(&it["of"])))
            .collect();
        let cases = corpus::dossier(&folder).expect("a dossier");
        let readings: Vec<_> = cases.iter().map(|it| retold::reading(&it.gold).expect("a reading")).collect();
        let reports = cases.iter().zip(&readings).map(|(case, reading)| Report {
            copy_of: copies.get(&case.document.about.id.0).cloned().map(evidence::DocumentId),
            ..Report::new(&case.document, reading)
        });
        let dossier = Dossier { record: Record::new(reports), folder, made };
        let before = faults.len();
        check(&dossier, &mut faults);
        for fault in &mut faults[before..] {
            fault.insert_str(0, &format!("{name}: "));
        }
    }
    assert!(faults.is_empty(), "{} differ:\n{}", faults.len(), faults.join("\n"));
}

/// The acts of a list, in its order.
fn words(table: &toml::Table, key: &str) -> Vec<String> {
    table.get(key).and_then(|it| it.as_array()).into_iter().flatten().map(word).collect()
}

/// A word of a table, or nothing.
fn text(table: &toml::Table, key: &str) -> String {
    table.get(key).map(word).unwrap_or_default()
}

fn word(value: &toml::Value) -> String {
    value.as_str().expect("a word").to_owned()
}

/// Says which lines of two lists are not in the other.
fn differ(what: &str, expected: Vec<String>, made: Vec<String>, faults: &mut Vec<String>) {
    faults.extend(expected.iter().filter(|it| !made.contains(it)).map(|it| format!("{what} by hand only:   {it}")));
    faults.extend(made.iter().filter(|it| !expected.contains(it)).map(|it| format!("{what} by table only:  {it}")));
    if expected.len() != made.len() {
        faults.push(format!("{what}: {} by hand, {} by the table", expected.len(), made.len()));
    }
}
