//! The brief in a terminal: readable without colour, in a pipe, from 40 columns up.
use crate::Item;

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

/// One page on these documents together: pass one for a page of its own. Ends with a line end.
pub fn brief(items: &[Item<'_>], style: &Style) -> String {
    let _ = style;
    items.iter().map(|item| format!("{}\n", item.document.about.id)).collect()
}

/// For one act, which rule or feature made each field, with the words; `None` where the reading has no act of that name.
pub fn explain(item: &Item<'_>, act: &str, style: &Style) -> Option<String> {
    let _ = style;
    let act = item.reading.acts.iter().find(|it| it.id.0 == act)?;
    Some(act.reasons.iter().map(|it| format!("{}: {}\n", it.field, it.rule)).collect())
}
