//! In a terminal: readable without colour, in a pipe, from 40 columns up. No character of a document steers it.

mod brief;
mod explain;
pub mod dossier;
mod page;

pub use brief::brief;
pub use explain::explain;
pub(crate) use page::Page;

/// How a page is laid out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Style {
    /// Columns; fewer than 40 count as 40.
    pub width: usize,
    /// Whether to add colour (ANSI escapes). Nothing is said by colour alone.
    pub colour: bool,
}

impl Default for Style {
    fn default() -> Self {
        Self { width: 80, colour: false }
    }
}
