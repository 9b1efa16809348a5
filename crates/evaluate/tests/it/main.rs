//! Tests of the evaluation.
#![expect(clippy::disallowed_methods, reason = "tests read and write files")]
#![expect(clippy::print_stderr, reason = "a test that is skipped says so")]

mod same_as_python;
mod baseline;
mod pairs;
mod dossiers;
mod outlook;
mod compare;

/// The data beside the repository; says so where they are not there.
fn shared(test: &str) -> Option<std::path::PathBuf> {
    let found = evaluate::corpus::shared();
    if found.is_none() {
        eprintln!("skipped: {test} needs ../shared beside the repository");
    }
    found
}
