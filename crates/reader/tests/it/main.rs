//! The reader's tests, one binary.
#![expect(clippy::disallowed_methods, reason = "tests read their cases")]
#[cfg(test)]
mod documents;
