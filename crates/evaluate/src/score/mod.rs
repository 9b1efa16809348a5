//! Predictions against hand-made answers. The figures, their definitions and their order of preference are those of the two
//! Python scorers that the answers came with; a test compares the results where those are at hand.

mod ink;
mod matching;
mod name;
pub(crate) mod side;
pub mod sheet;
pub mod attribution;
pub mod reading;
pub mod reliability;
