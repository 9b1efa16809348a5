//! The fuzz targets, run for a while. On stable Rust their inputs are random and not steered by coverage. They are built as tests
//! are, with the checks on arithmetic and the assertions that a release leaves out.

/// Runs each target for `seconds`, and tells how many files of each format were tried; a found input is printed with the seed that makes it again.
pub fn fuzz(seconds: u64, fast: bool) -> Result<(), String> {
    let mut command = crate::cargo(&["test", "--package", "fuzz", "--locked"]);
    if fast {
        command.args(["--profile", "fuzz"]);
    }
    // What a run says at its end: how many files were made.
    command.args(["--", "--show-output"]);
    crate::run(command.env("BOLERO_RANDOM_TEST_TIME_MS", (seconds * 1000).to_string()))
}
