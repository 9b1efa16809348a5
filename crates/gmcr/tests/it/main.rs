//! One test binary: the engine against known results, against the definitions, and every proof against a checker of its own.
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "tests read their cases from files, say which they skip, and their helpers panic"
)]

mod reference;
mod checker;
mod random;
mod cases;
mod definitions;
mod traps;
mod inverse;
mod files;
mod fuzz;
mod robustness;

use std::path::PathBuf;

/// The folder of this crate's cases.
fn own_cases() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("cases")
}

/// The shared conflicts beside the repository; `None`, and said so, where they are not there.
fn shared_conflicts() -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/conflicts");
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("skipped: {} is not there", folder.display());
    None
}

/// The sub-folders of a folder, or the folder itself if it has none, by name.
fn folders(folder: &std::path::Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()).collect();
    found.sort();
    found
}
