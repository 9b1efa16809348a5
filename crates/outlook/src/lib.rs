//! From the table of many reports to a model of the conflict, and from the model to answers: which outcomes would hold, who could upset
//! them, what would have to change, what all that hangs on. Nothing is guessed past the quotes: what nobody said is a listed assumption.
//! Words nothing and judges nobody; the engine is [`gmcr`], the words are report's.
#![warn(clippy::disallowed_methods)]

pub mod proposal;
pub mod answers;

pub use answers::{Answers, answer};
pub use proposal::{Config, Proposal, propose};
