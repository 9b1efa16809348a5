//! One report in, one reading out: who is named, who said what, who did what, each with its words.
//! Knows no other document, no record, no clock and no network: one document always reads the same.

pub mod document;
pub mod text;

use evidence::{Document, Doubt, DoubtKind, Measures, Reading};

/// What a reading goes by, besides the document.
#[derive(Clone, Debug)]
pub struct Config {
    /// The list of measures.
    pub measures: &'static Measures,
}

impl Default for Config {
    fn default() -> Self {
        Self { measures: Measures::embedded() }
    }
}

/// Reads one document. Doubts, never fails: a garbled paragraph costs that paragraph, and the doubts say so.
pub fn read(document: &Document, config: &Config) -> (Reading, Vec<Doubt>) {
    let _ = config;
    if !document.about.language.is_read() {
        let says = format!("language: {}, not read", document.about.language.code);
        return (Reading::default(), vec![Doubt { at: None, kind: DoubtKind::LanguageNotRead, says }]);
    }
    (Reading::default(), Vec::new())
}
