//! The table of many documents, shown: where each actor stands, what moved, what waits for what, versions of one deal side by side.
//! All forms for people are laid out from the same sections.

mod section;
mod names;
mod positions;
mod moves;
mod waits;
mod talks;
mod versions;
mod template;
mod page;
mod lay;
mod office;
mod csv;
mod json;
mod graph;
mod picture;
mod map;

pub use self::csv::{acts as acts_rows, csv, positions as positions_rows, shifts as shifts_rows, waits as waits_rows};
pub(crate) use graph::xml;
pub use graph::{gexf, graphml};
pub use json::{
    brief as brief_json, comparison as comparison_json, sections as sections_json, shifts as shifts_json, table as table_json,
    waits as waits_json,
};
pub use lay::{html, markdown, terminal};
pub use map::svg as network_svg;
pub use office::{Rows, as_rows, docx, xlsx};
pub use page::{Since, Size, brief as brief_page};
pub use picture::{svg as waits_svg, svg_first as waits_svg_first};
pub use section::{Entry, Section, Words};

use evidence::Measures;
use table::dossier::template::{Iceberg, Island, Line};
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
    moves::sections(shown, shifts, usize::MAX)
}

/// The first of [`shifts`], at most so many: what matters most.
pub fn shifts_first(shown: &Shown<'_>, shifts: &[Shift], most: usize) -> Vec<Section> {
    moves::sections(shown, shifts, most)
}

/// What waits for what, deadlocks, orders, open slots; what was contested, who met and who presses whom.
pub fn waits(shown: &Shown<'_>) -> Vec<Section> {
    let mut sections = waits::sections(shown, usize::MAX);
    sections.extend(talks::sections(shown, usize::MAX));
    sections.push(talks::network(shown, usize::MAX));
    sections
}

/// Who asks, backs, threatens, meets and hosts whom.
pub fn network(shown: &Shown<'_>) -> Vec<Section> {
    vec![talks::network(shown, usize::MAX)]
}

/// The first entries of each part of [`waits`] but the network, at most so many, and how many are left out: for a page of a record of hundreds
/// of thousands of acts, of which nobody would read more.
pub fn waits_first(shown: &Shown<'_>, most: usize) -> (Vec<Section>, usize) {
    let mut sections = waits::sections(shown, most);
    sections.extend(talks::sections(shown, most));
    (sections, waits::left(shown, most) + talks::left(shown, most))
}

/// The first ties of [`network`], at most so many, and how many are left out.
pub fn network_first(shown: &Shown<'_>, most: usize) -> (Vec<Section>, usize) {
    (vec![talks::network(shown, most)], shown.sheet.ties.len().saturating_sub(most))
}

/// All of a brief, on as many pages as it takes: what moved, what waits for what, what is open or contested, who met and will meet.
pub fn brief(shown: &Shown<'_>, shifts: &[Shift]) -> Vec<Section> {
    let mut sections = moves::sections(shown, shifts, usize::MAX);
    sections.extend(waits::sections(shown, usize::MAX).into_iter().filter(|it| it.title != waits::ENDED));
    sections.extend(talks::sections(shown, usize::MAX));
    sections
}

/// The island of agreement.
pub fn island(shown: &Shown<'_>, island: &Island) -> Vec<Section> {
    template::island(shown, island)
}

/// The iceberg: positions, and under each what its own words say of why.
pub fn iceberg(shown: &Shown<'_>, icebergs: &[Iceberg]) -> Vec<Section> {
    template::iceberg(shown, icebergs)
}

/// The red lines.
pub fn red_lines(shown: &Shown<'_>, lines: &[Line]) -> Vec<Section> {
    template::red_lines(shown, lines)
}

/// Who asks, backs, threatens, meets and hosts whom, each tie with its words.
pub fn ties(shown: &Shown<'_>) -> Vec<Section> {
    template::network(shown)
}

/// Versions of one deal.
pub fn versions(comparison: &table::compare::Comparison, names: &[String]) -> Vec<Section> {
    versions::sections(comparison, names)
}
