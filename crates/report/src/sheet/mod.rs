//! The table of many documents, shown: where each actor stands, what moved, what waits for what, versions of one deal side by side.
//! All forms for people are laid out from the same sections.

mod section;
mod names;
mod positions;
mod moves;
mod waits;
mod talks;
mod versions;
mod lay;
mod csv;
mod json;
mod graph;
mod picture;
mod map;
mod docx;

pub use self::csv::{positions as positions_csv, shifts as shifts_csv, waits as waits_csv};
pub use docx::docx;
pub use graph::{gexf, graphml};
pub(crate) use graph::xml;
pub use json::{comparison as comparison_json, shifts as shifts_json, table as table_json, waits as waits_json};
pub use lay::{html, markdown, terminal};
pub use map::svg as network_svg;
pub use picture::svg as waits_svg;
pub use section::{Entry, Section, Words};

use evidence::Measures;
use table::dossier::{Record, Sheet, Shift};

/// A table with what names it: what every form is made from.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    /// The names of actors.
    pub record: &'a Record,
    /// The names of measures.
    pub measures: &'a Measures,
    /// The table.
    pub sheet: &'a Sheet,
}

/// Where each actor stands.
pub fn positions(shown: &Shown<'_>) -> Vec<Section> {
    positions::sections(shown)
}

/// What moved.
pub fn shifts(shown: &Shown<'_>, shifts: &[Shift]) -> Vec<Section> {
    moves::sections(shown, shifts)
}

/// What waits for what, deadlocks, orders, open slots; what was contested, who met and who presses whom.
pub fn waits(shown: &Shown<'_>) -> Vec<Section> {
    let mut sections = waits::sections(shown);
    sections.extend(talks::sections(shown));
    sections.push(talks::network(shown));
    sections
}

/// Who asks, backs, threatens, meets and hosts whom.
pub fn network(shown: &Shown<'_>) -> Vec<Section> {
    vec![talks::network(shown)]
}

/// The envoy's page: what moved, what waits for what, what is open or contested, who met and will meet.
pub fn brief(shown: &Shown<'_>, shifts: &[Shift]) -> Vec<Section> {
    let mut sections = moves::sections(shown, shifts);
    sections.extend(waits::sections(shown).into_iter().filter(|it| it.title != waits::ENDED));
    sections.extend(talks::sections(shown));
    sections
}

/// Versions of one deal.
pub fn versions(comparison: &table::compare::Comparison, names: &[String]) -> Vec<Section> {
    versions::sections(comparison, names)
}
