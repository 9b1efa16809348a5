//! Acts as rows of a spreadsheet.
use crate::Item;

/// The acts of these documents as CSV (RFC 4180, UTF-8), one a row under one header.
pub fn acts(items: &[Item<'_>]) -> String {
    items.iter().flat_map(|item| &item.reading.acts).map(|act| format!("{}\n", act.id)).collect()
}
