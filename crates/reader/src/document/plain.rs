//! Plain text: kept byte for byte. Only a text that is plainly wikitext under another name is taken for what it is, and says so.
use super::way_back::WayBack;
use super::{Extract, wikitext};
use evidence::{Doubt, DoubtKind, Format, Original};

/// The text as it is.
pub(super) fn read(text: String, way_back: Option<WayBack>) -> Extract {
    if !wikitext::is_wikitext(&text) {
        let original = way_back.map(|way_back| Original::new(Format::Text, way_back.stretches()));
        return Extract { text, original, ..Extract::default() };
    }
    let mut extract = wikitext::read(&text);
    let says = "the file holds a wiki's markup; its templates, links and marks were taken out".to_owned();
    extract.doubts.insert(0, Doubt { at: None, kind: DoubtKind::GarbledText, says });
    extract
}
