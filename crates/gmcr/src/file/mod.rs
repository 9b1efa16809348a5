//! Reading and writing models as text: TOML by hand, the JSON of gmcr-py, explicit graphs as JSON. Bytes are arguments: no file is
//! opened here.

mod toml;
mod gmcr_json;
mod graph_json;

pub use toml::rewrite;

use std::collections::HashMap;
use std::fmt;

use crate::explicit::GraphModel;
use crate::model::{self, Model, Place, Problem};

/// A format of models.
///
/// ```
/// use gmcr::file::Format;
/// assert_eq!(Format::guess("talks.toml", ""), Format::Toml);
/// assert_eq!(Format::guess("model.json", r#"{"states": ["1/1"]}"#), Format::Graph);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// TOML, documented in docs/formats/conflict-toml.md; holds everything that a [`Model`] holds.
    Toml,
    /// The JSON of gmcr-py and GMCR+ (`.gmcr`): option form.
    Gmcr,
    /// An explicit graph as JSON (`model.graph.json`).
    Graph,
}

impl Format {
    /// The format that a name and the beginning of the text suggest.
    pub fn guess(name: &str, text: &str) -> Self {
        let name = name.to_lowercase();
        if name.ends_with(".toml") {
            Self::Toml
        } else if name.ends_with(".gmcr") {
            Self::Gmcr
        } else if name.ends_with(".graph.json") {
            Self::Graph
        } else if text.trim_start_matches('\u{feff}').trim_start().starts_with('{') {
            // Only an explicit graph lists states.
            let has_states = serde_json::from_str::<graph_json::Probe>(text.trim_start_matches('\u{feff}')).is_ok();
            if has_states { Self::Graph } else { Self::Gmcr }
        } else {
            Self::Toml
        }
    }

    /// The name by which a command calls it: `toml`, `gmcr`, `graph`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Toml => "toml",
            Self::Gmcr => "gmcr",
            Self::Graph => "graph",
        }
    }
}

/// A place in a text.
///
/// ```
/// let position = gmcr::file::Position { line: 14, column: 9 };
/// assert_eq!(position.to_string(), "14:9");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
}

impl Position {
    fn of(text: &str, offset: usize) -> Self {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let before = &text[..offset];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Self { line: before.matches('\n').count() as u32 + 1, column: before[line_start..].chars().count() as u32 + 1 }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// A problem with a file and where in the text it lies.
///
/// ```
/// use gmcr::file::{self, Format};
/// let text = "[[decision_makers]]\nname = \"Norland\"\noptions = [\"Withdraw\"]\nstatements = [\"NOT Witdraw\"]\n";
/// let error = file::read(text, Format::Toml).unwrap_err();
/// assert_eq!(error.to_string(), "statement 1 of Norland names an unknown option \"Witdraw\"");
/// assert_eq!(error.position.unwrap().to_string(), "4:20");
/// assert_eq!(error.error.hint().unwrap(), "did you mean \"Withdraw\"?");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileError {
    /// What is wrong.
    pub error: model::Error,
    /// Where in the text.
    pub position: Option<Position>,
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error.fmt(f)
    }
}

impl std::error::Error for FileError {}

impl From<FileError> for model::Error {
    fn from(error: FileError) -> Self {
        error.error
    }
}

/// A model as read, with the places of its parts in the text.
///
/// ```
/// use gmcr::file::{self, Format};
/// let source = file::read("[[decision_makers]]\nname = \"Norland\"\noptions = [\"Withdraw\"]\n", Format::Toml).unwrap();
/// assert_eq!(source.model.decision_makers[0].name, "Norland");
/// ```
#[derive(Clone, Debug)]
pub struct Source {
    /// The model.
    pub model: Model,
    offsets: Offsets,
}

/// Byte offsets of the parts of a model.
#[derive(Clone, Debug, Default)]
struct Offsets {
    places: HashMap<Place, usize>,
    /// Where a ranking of numbers begins, for each DM; its entries are found by counting when they are needed.
    rankings: HashMap<usize, usize>,
}

impl Source {
    /// Where in the text that the model was read from an error of it lies.
    ///
    /// ```
    /// use gmcr::file::{self, Format};
    /// let text = "[[decision_makers]]\nname = \"Norland\"\noptions = []\n";
    /// let source = file::read(text, Format::Toml).unwrap();
    /// let error = gmcr::explicit::GraphModel::new(&source.model).unwrap_err();
    /// assert_eq!(source.position(text, &error).unwrap().line, 1);
    /// ```
    pub fn position(&self, text: &str, error: &model::Error) -> Option<Position> {
        let text = text.trim_start_matches('\u{feff}');
        if let Place::Ranking { decision_maker, entry } = error.place
            && let Some(&start) = self.offsets.rankings.get(&decision_maker)
        {
            return Some(Position::of(text, gmcr_json::nth_number(text, start, entry)));
        }
        let owner = match error.place {
            Place::Statement { decision_maker, .. }
            | Place::Ranking { decision_maker, .. }
            | Place::Weights(decision_maker)
            | Place::Arc { decision_maker, .. }
            | Place::Unknown { decision_maker, .. }
            | Place::Strong { decision_maker, .. } => Some(Place::DecisionMaker(decision_maker)),
            _ => None,
        };
        // What concerns the model as a whole lies at its beginning.
        let offset = self.offsets.places.get(&error.place).or_else(|| self.offsets.places.get(&owner?));
        Some(Position::of(text, offset.copied().unwrap_or(0)))
    }

    /// Works the model out; an error says where in the text it lies.
    ///
    /// # Errors
    /// As [`GraphModel::new`].
    ///
    /// ```
    /// use gmcr::file::{self, Format};
    /// let text = "[[decision_makers]]\nname = \"Norland\"\noptions = [\"Withdraw\"]\n\n[[decision_makers]]\nname = \"Sudria\"\n";
    /// let error = file::read(text, Format::Toml).unwrap().graph(text).unwrap_err();
    /// assert_eq!(error.position.unwrap().line, 6); // Sudria has no option
    /// ```
    pub fn graph(&self, text: &str) -> Result<GraphModel, FileError> {
        GraphModel::new(&self.model).map_err(|error| FileError { position: self.position(text, &error), error })
    }
}

/// An error while reading, at a byte offset.
struct ReadError {
    problem: Problem,
    offset: Option<usize>,
}

/// Reads a model. What can only be said once states are known is checked by [`Source::graph`].
///
/// ```
/// use gmcr::file::{self, Format};
/// let json = r#"{"states": ["war", "peace"], "decisionMakers":
///     [{"name": "Norland", "arcs": [["war", "peace"]], "ranking": [["peace"], ["war"]]}]}"#;
/// let source = file::read(json, Format::Graph).unwrap();
/// assert_eq!(source.graph(json).unwrap().n_states(), 2);
/// ```
///
/// # Errors
/// The text is not of the format, or names options, states or decision makers that there are not.
pub fn read(text: &str, format: Format) -> Result<Source, FileError> {
    let text = text.trim_start_matches('\u{feff}');
    let result = match format {
        Format::Toml => toml::read(text),
        Format::Gmcr => gmcr_json::read(text),
        Format::Graph => graph_json::read(text),
    };
    result.map(|(model, offsets)| Source { model, offsets }).map_err(|error| FileError {
        position: error.offset.map(|offset| Position::of(text, offset)),
        error: model::Error { problem: error.problem, place: Place::Model },
    })
}

/// Writes a model.
///
/// ```
/// use gmcr::file::{self, Format};
/// let toml = "[[decision_makers]]\nname = \"Norland\"\noptions = [\"Withdraw\"]\nstatements = [\"NOT Withdraw\"]\n";
/// let model = file::read(toml, Format::Toml).unwrap().model;
/// let gmcr = file::write(&model, Format::Gmcr).unwrap();
/// assert!(gmcr.contains(r#""useManualPreferenceRanking": false"#));
/// ```
///
/// # Errors
/// The model is wrong, or the format cannot say what it says.
pub fn write(model: &Model, format: Format) -> Result<String, model::Error> {
    match format {
        Format::Toml => toml::write(model),
        Format::Gmcr => gmcr_json::write(model),
        Format::Graph => graph_json::write(model),
    }
}
