//! The outlook made from the hand-made readings of `examples/dossiers` against the hand-made models that lie beside them.

mod by_hand;
mod seed;

use evaluate::{corpus, retold};
use std::collections::BTreeMap;
use std::path::PathBuf;
use table::dossier::{Record, Report};

/// A dossier with what a person made of it.
struct Dossier {
    folder: PathBuf,
    record: Record,
    /// `outlook.toml`.
    made: toml::Table,
}

const NAMES: [&str; 3] = ["gannet-banks", "highland-roads", "sennet-plateau"];

fn dossier(name: &str) -> Dossier {
    let folder = corpus::repository().join("examples/dossiers").join(name);
    let read = |file: &str| -> toml::Table { std::fs::read_to_string(folder.join(file)).expect("a file").parse().expect("TOML") };
    let (table, made) = (read("table.toml"), read("outlook.toml"));
    let word = |it: &toml::Value| it.as_str().expect("a word").to_owned();
    let copies: BTreeMap<String, String> =
        table.get("copy").and_then(|it| it.as_array()).into_iter().flatten().map(|it| (word(&it["document"]), word(&it["of"]))).collect();
    let cases = corpus::dossier(&folder).expect("a dossier");
    let readings: Vec<_> = cases.iter().map(|it| retold::reading(&it.gold).expect("a reading")).collect();
    let reports = cases.iter().zip(&readings).map(|(case, reading)| Report {
        copy_of: copies.get(&case.document.about.id.0).cloned().map(evidence::DocumentId),
        ..Report::new(&case.document, reading)
    });
    Dossier { record: Record::new(reports), folder, made }
}

impl Dossier {
    /// The entries of a list of `outlook.toml`; none where it is missing.
    fn list(&self, key: &str) -> Vec<&toml::Table> {
        self.made.get(key).and_then(|it| it.as_array()).into_iter().flatten().map(|it| it.as_table().expect("a table")).collect()
    }
}
