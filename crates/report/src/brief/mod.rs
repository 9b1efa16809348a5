//! The brief as values: sections of lines, each with the place of its words. Terminal, Markdown and HTML are made from these
//! very values. Holds words as they stand in the document: each form makes them safe its own way.

mod view;
mod sentence;
mod parties;
mod happened;
mod said;
mod positions;
mod waits;
mod levers;
mod venues;
mod side_deals;
mod open;

pub(crate) use positions::matrix;
pub(crate) use sentence::in_short;
pub(crate) use view::View;

use crate::Item;
use evidence::{About, Place};

/// All sections that have something in them, in the order of the page.
pub(crate) struct Brief<'a> {
    pub(crate) view: View<'a>,
    pub(crate) sections: Vec<Section>,
}

/// A part of the page, under its title.
pub(crate) struct Section {
    /// Short name for anchors: `parties`.
    pub(crate) id: &'static str,
    pub(crate) title: &'static str,
    /// By what rule lines are in it, where the title does not say.
    pub(crate) rule: Option<&'static str>,
    pub(crate) groups: Vec<Group>,
}

/// Lines that belong together, with their heading.
pub(crate) struct Group {
    pub(crate) heading: Option<String>,
    pub(crate) lines: Vec<Line>,
}

/// One claim, with the words behind it.
pub(crate) struct Line {
    /// The act that it is about, where it is about one.
    pub(crate) act: Option<ActAt>,
    pub(crate) pieces: Vec<Piece>,
    /// The words; `None` where it is about a whole document.
    pub(crate) at: Option<At>,
}

/// A piece of a line.
pub(crate) enum Piece {
    /// Our own words, and names.
    Text(String),
    /// What the line turns on: the act, the stance.
    Strong(String),
    /// The document's words, shown in quotation marks; may be shortened.
    Words(String),
    /// A reference to another act.
    Act(ActAt),
    /// A place within a line that names several.
    Place(At),
}

/// An act: which item, which act of its reading (both from 0).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ActAt {
    pub(crate) item: usize,
    pub(crate) act: usize,
}

/// Words: which item (from 0), which paragraph (from 1), which bytes.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct At {
    pub(crate) item: usize,
    pub(crate) paragraph: usize,
    pub(crate) place: Place,
}

/// What every page says above its first line.
pub(crate) const UNCONFIRMED: &str = "Read by a machine: no person has confirmed any line yet, as each says. Each ends with the \
    place of its words: paragraph (¶), then bytes of the text.";

/// The brief on these items together.
pub(crate) fn brief<'a>(items: &'a [Item<'a>]) -> Brief<'a> {
    let view = View::of(items);
    let sections = vec![
        Section { id: "parties", title: "Parties", rule: None, groups: parties::groups(&view) },
        Section { id: "happened", title: "What happened", rule: None, groups: happened::groups(&view) },
        Section { id: "said", title: "Who said what", rule: None, groups: said::groups(&view) },
        Section { id: "positions", title: "Positions", rule: None, groups: positions::groups(&view) },
        Section { id: "waits", title: "What waits for what", rule: None, groups: waits::groups(&view) },
        Section { id: "levers", title: "Levers", rule: Some(levers::RULE), groups: levers::groups(&view) },
        Section { id: "venues", title: "Venues and roles offered", rule: None, groups: venues::groups(&view) },
        Section { id: "side-deals", title: "Side deals", rule: Some(side_deals::RULE), groups: side_deals::groups(&view) },
        Section { id: "open", title: "Open", rule: None, groups: open::groups(&view) },
    ];
    let has_lines = |section: &Section| section.groups.iter().any(|group| !group.lines.is_empty());
    Brief { view, sections: sections.into_iter().filter(has_lines).collect() }
}

/// What is known about a document besides its words: `id, 2024-07-04 (dateline), source, address`.
pub(crate) fn described(about: &About) -> String {
    let mut parts = vec![about.id.0.clone()];
    parts.push(match &about.published {
        Some(published) => format!("{} ({})", published.date, published.basis.as_str()),
        None => "undated".to_owned(),
    });
    parts.extend(about.source.clone());
    parts.extend(about.url.clone());
    if !about.language.is_read() {
        parts.push(format!("language: {}, not read", about.language.code));
    }
    parts.join(", ")
}

/// The groups with lines in them, each under its heading.
fn group(heading: Option<String>, lines: Vec<Line>) -> Vec<Group> {
    if lines.is_empty() { Vec::new() } else { vec![Group { heading, lines }] }
}
