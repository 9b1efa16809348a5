//! The reader's tests: cases in `cases/`, and what must hold for any text.
mod attribution;
mod date;
mod measure;
mod reading;
mod names;
mod heads;
mod formats;
#[cfg(test)]
#[expect(clippy::disallowed_methods, clippy::print_stderr, reason = "tests read their cases and say what they skip")]
mod documents;
