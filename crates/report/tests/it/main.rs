//! What each form of report says about readings made by hand: those in `cases/` and those of the examples.
#![expect(clippy::disallowed_methods, reason = "tests read their cases from files")]

mod support;
mod csv;
mod examples;
mod html;
mod imports;
mod json;
mod markdown;
mod terminal;
mod sheet;
mod annotation;

use std::fs;
use std::path::{Path, PathBuf};
use support::{Case, case};

/// The repository's root.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn file(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// The case of that name in `cases/`.
fn named(name: &str) -> Case {
    case(&file(&Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("cases/{name}.json"))), None)
}

/// Every case and every example.
fn all() -> Vec<Case> {
    let mut cases = vec![named("ferry"), named("hostile")];
    cases.extend(examples::IDS.iter().map(|id| examples::example(id)));
    cases
}
