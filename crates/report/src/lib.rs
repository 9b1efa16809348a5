//! What other crates found, shown: JSON, terminal, Markdown, CSV, HTML. Judges nothing; what is not in its input is not in its
//! output, and all forms are made from the same values, so that all say the same.

pub mod json;
pub mod terminal;
pub mod markdown;
pub mod csv;
pub mod html;
pub mod imports;
pub mod cite;
pub mod sheet;
pub mod outlook;
pub mod annotation;
pub mod plover;
mod brief;
mod place;
mod shown;

pub use place::{Paragraphs, written as written_place};
pub use shown::{block as safe_block, line as safe_line};

use evidence::{Document, Doubt, Reading};
use table::Table;

/// One document with all that was found in it: what every form of report is made from.
#[derive(Clone, Copy, Debug)]
pub struct Item<'a> {
    /// The document; every place of the other three points into its text.
    pub document: &'a Document,
    /// Who is named, who said what, who did what.
    pub reading: &'a Reading,
    /// Positions and waits, made from that reading.
    pub table: &'a Table,
    /// What the reading leaves open.
    pub doubts: &'a [Doubt],
}
