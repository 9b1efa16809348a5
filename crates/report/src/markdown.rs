//! The brief as Markdown (CommonMark with tables).
use crate::Item;

/// One page on these documents together. Ends with a line end.
pub fn brief(items: &[Item<'_>]) -> String {
    items.iter().map(|item| format!("# {}\n", item.document.about.id)).collect()
}
