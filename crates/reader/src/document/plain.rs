//! Plain text: kept byte for byte. Only a text that is plainly wikitext under another name is taken for what it is.
use super::{Extract, wikitext};

/// The text as it is.
pub(super) fn read(text: String) -> Extract {
    if wikitext::is_wikitext(&text) { wikitext::read(&text) } else { Extract { text, ..Extract::default() } }
}
