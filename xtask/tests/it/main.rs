//! What has to agree across the repository.
#![expect(clippy::disallowed_methods, reason = "tests read files and run cargo")]

mod layers;
mod measures;

fn root() -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}
