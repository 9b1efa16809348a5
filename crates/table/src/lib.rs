//! Where each party stands on each measure, and what waits for what, read off acts. Forecasts nothing: that is outlook.

// The tests of the crate name it as those outside of it do.
#[cfg(test)]
extern crate self as table;

mod position;
mod wait;
mod principals;
mod shown;
pub mod dossier;
pub mod compare;

pub use position::{Position, Stance};
pub use wait::{Side, Wait};

use evidence::{Document, Reading};

/// The positions and waits of one document.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Table {
    /// Positions, in the order in which the document first shows them.
    pub positions: Vec<Position>,
    /// Waits, in that order too.
    pub waits: Vec<Wait>,
}

/// The table of one document, made from its acts.
pub fn of_document(document: &Document, reading: &Reading) -> Table {
    Table { positions: position::positions(document, reading), waits: wait::waits(document, reading) }
}
