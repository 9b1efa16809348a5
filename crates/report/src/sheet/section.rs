//! What a page on a table is laid out from: sections of entries, each with the words that show it.
use table::dossier::Behind;

/// A part of the page under a title.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Section {
    /// Its title.
    pub title: &'static str,
    /// What is said where there is no entry.
    pub empty: &'static str,
    /// The entries.
    pub entries: Vec<Entry>,
}

/// One statement of the table.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Entry {
    /// Whom or what it is about, where several entries in a row share that.
    pub heading: Option<String>,
    /// What it says.
    pub says: String,
    /// How other data code the matter, where that is wanted beside it.
    pub codes: String,
    /// Whether a person has confirmed it; `None` where that cannot be.
    pub confirmed: Option<bool>,
    /// The words that show it, the most telling first.
    pub words: Vec<Words>,
    /// Further acts, by their names.
    pub further: Vec<String>,
}

/// Words of a document, with where they are from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Words {
    /// What they are here: "before", "now", or nothing.
    pub label: &'static str,
    /// The words.
    pub words: String,
    /// Where they are from.
    pub from: String,
}

impl Words {
    /// The words of an act behind something.
    pub(super) fn of(label: &'static str, it: &Behind) -> Self {
        let day = it.day.map(|it| format!(", {it}")).unwrap_or_default();
        Self { label, words: it.quote.words().to_owned(), from: format!("{}{day}", it.at) }
    }
}
