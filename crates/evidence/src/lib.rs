//! The words for what was read.
