//! A reading as the JSON contract has it, as far as the scorer looks: of the answers, of `armistice read --json`, and of the
//! reader's own values. Keys that it does not know are passed over, since the contract may grow.
use evidence::{Document, Place, When};
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
    /// The answer that the product's own values make.
    pub fn of(document: &Document, reading: &evidence::Reading, table: &table::Table) -> Self {
        let ids = |actors: &[evidence::ActorId]| actors.iter().map(|id| id.0.clone()).collect();
        let side = |side: &table::Side| AnswerSide {
            actor: side.actor.as_ref().map(|id| id.0.clone()),
            measure: side.measure.as_ref().map(|id| id.0.clone()),
        };
        let shown = |acts: &[(evidence::ActId, evidence::Quote)]| acts.iter().map(|(id, _)| id.0.clone()).collect();
        Self {
            document: AnswerDocument {
                id: document.about.id.0.clone(),
                sha256: Some(document.sha256().to_owned()),
                text: Some(document.text().to_owned()),
            },
            actors: reading
                .actors
                .iter()
                .map(|actor| AnswerActor {
                    id: actor.id.0.clone(),
                    name: Some(actor.name.clone()),
                    kind: Some(actor.kind.as_str().to_owned()),
                    part_of: actor.part_of.as_ref().map(|id| id.0.clone()),
                    roles: actor.roles.iter().map(|role| role.as_str().to_owned()).collect(),
                    mentions: actor.mentions.iter().map(spans).collect(),
                })
                .collect(),
            attributions: reading
                .attributions
                .iter()
                .map(|it| AnswerAttribution {
                    source: it.source.as_ref().map(spans).unwrap_or_default(),
                    cue: it.cue.as_ref().map(spans).unwrap_or_default(),
                    content: spans(&it.content),
                })
                .collect(),
            acts: reading
                .acts
                .iter()
                .map(|act| AnswerAct {
                    id: act.id.0.clone(),
                    act: act.kind.as_str().to_owned(),
                    actor: ids(&act.actor),
                    speaker: act.speaker.as_ref().map(|id| id.0.clone()),
                    told_by: ids(&act.told_by),
                    addressee: ids(&act.addressee),
                    target: ids(&act.target),
                    measures: act.measures.iter().map(matter).collect(),
                    condition: act.condition.as_ref().map(|it| AnswerCondition {
                        relation: Some(it.relation.as_str().to_owned()),
                        measure: it.measure.as_ref().map(|id| id.0.clone()),
                        actor: it.actor.as_ref().map(|id| id.0.clone()),
                        words: spans(&it.words),
                    }),
                    strength: act.strength.map(|it| it.as_str().to_owned()),
                    status: act.status.map(|it| it.as_str().to_owned()),
                    negated: act.negated,
                    when: act
                        .when
                        .as_ref()
                        .map(|when| AnswerWhen { words: spans(when.words()), value: When::date(when).map(ToString::to_string) }),
                    quote: spans(&act.quote),
                    confidence: act.confidence.map(f64::from),
                })
                .collect(),
            positions: table
                .positions
                .iter()
                .map(|it| AnswerPosition {
                    actor: it.actor.0.clone(),
                    measure: it.measure.0.clone(),
                    stance: it.stance.as_str().to_owned(),
                    red_line: it.red_line,
                    acts: shown(it.shown_by()),
                })
                .collect(),
            waits: table
                .waits
                .iter()
                .map(|it| AnswerWait {
                    what: side(&it.what),
                    awaited: side(&it.awaited),
                    relation: Some(it.relation.as_str().to_owned()),
                    acts: shown(it.shown_by()),
                })
                .collect(),
        }
    }
}

fn spans(place: &Place) -> Spans {
    place.spans().iter().map(|span| [span.start(), span.end()]).collect()
}

fn matter(matter: &evidence::Matter) -> AnswerMatter {
    AnswerMatter {
        id: matter.measure.0.clone(),
        params: matter.params.iter().map(|param| (param.name.clone(), Value::String(param.value.clone()))).collect(),
    }
}
