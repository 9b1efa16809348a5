//! The fuzz targets, run for a while. On stable Rust their inputs are random and not steered by coverage. They are built as tests
//! are, with the checks on arithmetic and the assertions that a release leaves out.

/// Runs each target for `seconds`; a found input is printed with the seed that makes it again.
pub fn fuzz(seconds: u64, fast: bool) -> Result<(), String> {
    let mut command = crate::cargo(&["test", "--package", "fuzz", "--locked"]);
    if fast {
        command.args(["--profile", "fuzz"]);
    }
    crate::run(command.env("BOLERO_RANDOM_TEST_TIME_MS", (seconds * 1000).to_string()))
}
