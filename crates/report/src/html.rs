//! One self-contained page: the text with its acts, the brief beside it.
use crate::Item;

/// One page on these documents, which needs no network and no script.
pub fn page(items: &[Item<'_>]) -> String {
    items.iter().map(|item| format!("{}\n", item.document.about.id)).collect()
}
