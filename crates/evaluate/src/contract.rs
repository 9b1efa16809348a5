//! A reading as the JSON contract has it, as far as the scorer looks: of the answers, and of `armistice read --json`. Keys that it does not know are passed over, since the contract may grow.
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

/// Spans as the contract writes them: `[start, end)` in bytes.
pub type Spans = Vec<[usize; 2]>;

/// One reading.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Answer {
    /// What was read.
    pub document: AnswerDocument,
    /// Who is named.
    #[serde(deserialize_with = "null_is_default")]
    pub actors: Vec<AnswerActor>,
    /// Who said what.
    #[serde(deserialize_with = "null_is_default")]
    pub attributions: Vec<AnswerAttribution>,
    /// Who did what.
    #[serde(deserialize_with = "null_is_default")]
    pub acts: Vec<AnswerAct>,
    /// Who stands where.
    #[serde(deserialize_with = "null_is_default")]
    pub positions: Vec<AnswerPosition>,
    /// What waits for what.
    #[serde(deserialize_with = "null_is_default")]
    pub waits: Vec<AnswerWait>,
}

/// The document of a reading; the answers leave its text out.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AnswerDocument {
    /// Its name.
    pub id: String,
    /// Of the text, hexadecimal.
    pub sha256: Option<String>,
    /// What all places point into.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// An actor.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AnswerActor {
    /// Name within the reading.
    pub id: String,
    /// Name in the text.
    pub name: Option<String>,
    /// State, body, person, ...
    pub kind: Option<String>,
    /// What it belongs to.
    pub part_of: Option<String>,
    /// What it is in the process.
    #[serde(deserialize_with = "null_is_default")]
    pub roles: Vec<String>,
    /// Where it is named.
    #[serde(deserialize_with = "null_is_default")]
    pub mentions: Vec<Spans>,
}

/// An attribution.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AnswerAttribution {
    /// Who, in the text's words.
    #[serde(deserialize_with = "null_is_default")]
    pub source: Spans,
    /// The words that attribute.
    #[serde(deserialize_with = "null_is_default")]
    pub cue: Spans,
    /// What was said.
    #[serde(deserialize_with = "null_is_default")]
    pub content: Spans,
    /// Who that is, where it is told.
    pub speaker: Option<String>,
}

/// A measure of an act.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AnswerMatter {
    /// Its name.
    pub id: String,
    /// What the text fills in.
    #[serde(deserialize_with = "null_is_default")]
    pub params: Map<String, Value>,
}

/// What an act waits for.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AnswerCondition {
    /// How.
    pub relation: Option<String>,
    /// What must come.
    pub measure: Option<String>,
    /// Whose move it is.
    pub actor: Option<String>,
    /// The words.
    #[serde(deserialize_with = "null_is_default")]
    pub words: Spans,
}

/// When an act took place.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AnswerWhen {
    /// The time words.
    #[serde(deserialize_with = "null_is_default")]
    pub words: Spans,
    /// ISO 8601 of reduced precision.
    pub value: Option<String>,
}

/// An act.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AnswerAct {
    /// Name within the reading.
    pub id: String,
    /// Which of the sixteen.
    pub act: String,
    /// Who.
    #[serde(deserialize_with = "null_is_default")]
    pub actor: Vec<String>,
    /// Who utters it.
    pub speaker: Option<String>,
    /// Who tells of it.
    #[serde(deserialize_with = "null_is_default")]
    pub told_by: Vec<String>,
    /// Who should hear or do it.
    #[serde(deserialize_with = "null_is_default")]
    pub addressee: Vec<String>,
    /// Whom it is aimed at.
    #[serde(deserialize_with = "null_is_default")]
    pub target: Vec<String>,
    /// What it is about.
    #[serde(deserialize_with = "null_is_default")]
    pub measures: Vec<AnswerMatter>,
    /// What it waits for.
    #[serde(rename = "if")]
    pub condition: Option<AnswerCondition>,
    /// How strongly it is meant.
    pub strength: Option<String>,
    /// How far it has come.
    pub status: Option<String>,
    /// "Did not".
    #[serde(deserialize_with = "null_is_default")]
    pub negated: bool,
    /// When.
    pub when: Option<AnswerWhen>,
    /// The words that show it.
    #[serde(deserialize_with = "null_is_default")]
    pub quote: Spans,
    /// Probability that act, actor and measure are right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f64>,
}

/// A position.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AnswerPosition {
    /// Who.
    pub actor: String,
    /// To what.
    pub measure: String,
    /// For, against, conditional, contested.
    pub stance: String,
    /// Whether its own words rule out the other way.
    #[serde(deserialize_with = "null_is_default")]
    pub red_line: bool,
    /// The acts that show it.
    #[serde(deserialize_with = "null_is_default")]
    pub acts: Vec<String>,
}

/// One side of a wait.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AnswerSide {
    /// Whose move.
    pub actor: Option<String>,
    /// On what.
    pub measure: Option<String>,
}

/// A wait.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AnswerWait {
    /// What is held back.
    pub what: AnswerSide,
    /// What must come.
    #[serde(rename = "for")]
    pub awaited: AnswerSide,
    /// How.
    pub relation: Option<String>,
    /// The acts that show it.
    #[serde(deserialize_with = "null_is_default")]
    pub acts: Vec<String>,
}

fn null_is_default<'de, D: Deserializer<'de>, T: Default + Deserialize<'de>>(from: D) -> Result<T, D::Error> {
    Ok(Option::deserialize(from)?.unwrap_or_default())
}

impl Answer {
    /// What `armistice read --json` prints for these, read back: the product's own words are what is scored.
    pub fn of(item: &report::Item<'_>) -> Self {
        let line = report::json::v1::reading(item);
        serde_json::from_str(&line).unwrap_or_else(|e| unreachable!("the answers are read by the same types: {e}"))
    }
}
