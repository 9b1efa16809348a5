//! What stops a scoring: an answer, a prediction or a file that cannot be used.
use std::fmt;
use std::path::Path;

/// Why something could not be scored: what, where, what to do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault(pub String);

impl Fault {
    /// A fault of a file.
    pub fn at(path: &Path, says: impl fmt::Display) -> Self {
        Self(format!("{}: {says}", path.display()))
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Fault {}
