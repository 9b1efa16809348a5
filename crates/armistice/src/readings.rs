//! Readings that a person or another program made, in the form of `docs/formats/reading-json.md`: taken in the place of a reading of our own
//! where the text is the same to the byte.
#![expect(clippy::disallowed_methods, reason = "the front door reads the files that it is given")]

use evidence::{
    Act, ActId, ActKind, Actor, ActorId, ActorKind, Attribution, Condition, Document, Matter, MeasureId, Measures, Param, Place, Reading,
    Relation, Role, Span, Status, Strength, When,
};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Path, PathBuf};

/// Readings by the SHA-256 of their texts.
///
/// ```
/// use armistice::Readings;
/// assert_eq!(Readings::default().len(), 0);
/// assert!(Readings::load(["no/such/file.json".as_ref()]).is_err());
/// ```
#[derive(Clone, Debug, Default)]
pub struct Readings(BTreeMap<String, Given>);

#[derive(Clone, Debug)]
struct Given {
    path: PathBuf,
    row: ReadingRow,
}

/// A reading that cannot be used: which file, what is wrong in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BadReading {
    /// The file.
    pub path: PathBuf,
    /// What is wrong, in lower case without full stop.
    pub what: String,
}

impl fmt::Display for BadReading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl std::error::Error for BadReading {}

impl Readings {
    /// The readings in these files, one a line or one a file, and in the files that end in `.json` or `.jsonl` in these folders (not in
    /// folders within them).
    pub fn load<'a>(paths: impl IntoIterator<Item = &'a Path>) -> Result<Self, BadReading> {
        let mut readings = Self::default();
        for path in paths {
            let bad = |e: std::io::Error| BadReading { path: path.to_owned(), what: format!("it could not be read: {e}") };
            if path.is_dir() {
                let mut files: Vec<PathBuf> =
                    std::fs::read_dir(path).map_err(bad)?.filter_map(|it| it.ok().map(|it| it.path())).filter(|it| it.is_file()).collect();
                files.sort();
                for file in files.iter().filter(|it| it.extension().is_some_and(|it| it == "json" || it == "jsonl")) {
                    readings.take(file, &std::fs::read_to_string(file).map_err(bad)?)?;
                }
            } else {
                readings.take(path, &std::fs::read_to_string(path).map_err(bad)?)?;
            }
        }
        Ok(readings)
    }

    fn take(&mut self, path: &Path, text: &str) -> Result<(), BadReading> {
        for row in serde_json::Deserializer::from_str(text).into_iter::<ReadingRow>() {
            let row = row.map_err(|e| BadReading { path: path.to_owned(), what: format!("it is no reading: {e}") })?;
            self.0.insert(row.document.sha256.clone(), Given { path: path.to_owned(), row });
        }
        Ok(())
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether there is one of a text.
    pub fn has(&self, sha256: &str) -> bool {
        self.0.contains_key(sha256)
    }

    /// The reading of a document, with the file that it is from; `None` where there is none of its text. An error where a place is not
    /// in the text, or a word of a list is unknown.
    pub fn of(&self, document: &Document, measures: &Measures) -> Result<Option<(Reading, &Path)>, BadReading> {
        let Some(Given { path, row }) = self.0.get(document.sha256()) else { return Ok(None) };
        let reading = reading(row, document.text(), measures).map_err(|what| BadReading { path: path.clone(), what })?;
        Ok(Some((reading, path)))
    }
}

type Pairs = Vec<(usize, usize)>;

#[derive(Clone, Debug, Deserialize)]
struct ReadingRow {
    document: DocumentRow,
    #[serde(default)]
    actors: Vec<ActorRow>,
    #[serde(default)]
    attributions: Vec<AttributionRow>,
    #[serde(default)]
    acts: Vec<ActRow>,
}

#[derive(Clone, Debug, Deserialize)]
struct DocumentRow {
    sha256: String,
}

#[derive(Clone, Debug, Deserialize)]
struct ActorRow {
    id: String,
    name: Option<String>,
    kind: String,
    part_of: Option<String>,
    #[serde(default)]
    roles: Vec<String>,
    #[serde(default)]
    mentions: Vec<Pairs>,
    #[serde(default)]
    pronouns: Vec<Pairs>,
}

#[derive(Clone, Debug, Deserialize)]
struct AttributionRow {
    #[serde(default)]
    source: Pairs,
    #[serde(default)]
    cue: Pairs,
    content: Pairs,
    speaker: Option<String>,
    #[serde(default)]
    direct: bool,
    confidence: Option<f32>,
}

#[derive(Clone, Debug, Deserialize)]
struct ActRow {
    id: String,
    act: String,
    #[serde(default)]
    actor: Vec<String>,
    speaker: Option<String>,
    #[serde(default, deserialize_with = "or_none")]
    told_by: Vec<String>,
    #[serde(default, deserialize_with = "or_none")]
    addressee: Vec<String>,
    #[serde(default, deserialize_with = "or_none")]
    target: Vec<String>,
    #[serde(default)]
    measures: Vec<MatterRow>,
    #[serde(rename = "if")]
    condition: Option<ConditionRow>,
    strength: Option<String>,
    status: Option<String>,
    #[serde(default, deserialize_with = "or_none")]
    negated: bool,
    when: Option<WhenRow>,
    #[serde(rename = "where")]
    place: Option<serde_json::Value>,
    channel: Option<serde_json::Value>,
    quote: Pairs,
    #[serde(default)]
    also: Vec<Pairs>,
    confidence: Option<f32>,
}

#[derive(Clone, Debug, Deserialize)]
struct MatterRow {
    id: String,
    #[serde(default)]
    params: serde_json::Map<String, serde_json::Value>,
}

#[derive(Clone, Debug, Deserialize)]
struct ConditionRow {
    relation: String,
    measure: Option<String>,
    actor: Option<String>,
    words: Pairs,
}

#[derive(Clone, Debug, Deserialize)]
struct WhenRow {
    words: Pairs,
    value: Option<String>,
}

/// `null` says as much as nothing.
fn or_none<'de, D: serde::Deserializer<'de>, T: Default + Deserialize<'de>>(deserializer: D) -> Result<T, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

fn reading(row: &ReadingRow, text: &str, measures: &Measures) -> Result<Reading, String> {
    let mut out = Reading::default();
    for it in &row.actors {
        let at = format!("actor {}", it.id);
        out.actors.push(Actor {
            id: ActorId(it.id.clone()),
            name: it.name.clone().unwrap_or_else(|| it.id.clone()),
            kind: word(&it.kind, ActorKind::from_word, &at)?,
            part_of: it.part_of.clone().map(ActorId),
            roles: it.roles.iter().map(|role| word(role, Role::from_word, &at)).collect::<Result<_, _>>()?,
            mentions: it.mentions.iter().map(|it| place(it, text, &at)).collect::<Result<_, _>>()?,
            pronouns: it.pronouns.iter().map(|it| place(it, text, &at)).collect::<Result<_, _>>()?,
        });
    }
    for (number, it) in row.attributions.iter().enumerate() {
        let at = format!("attribution {number}");
        out.attributions.push(Attribution {
            source: maybe(&it.source, text, &at)?,
            cue: maybe(&it.cue, text, &at)?,
            content: place(&it.content, text, &at)?,
            speaker: it.speaker.clone().map(ActorId),
            direct: it.direct,
            confidence: it.confidence,
        });
    }
    let known: BTreeSet<&str> = row.actors.iter().map(|it| it.id.as_str()).collect();
    let mut names = BTreeSet::new();
    for it in &row.acts {
        if !names.insert(&it.id) {
            return Err(format!("two acts are called {}", it.id));
        }
        out.acts.push(act(it, text, measures, &known)?);
    }
    Ok(out)
}

fn act(it: &ActRow, text: &str, measures: &Measures, known: &BTreeSet<&str>) -> Result<Act, String> {
    let at = format!("act {}", it.id);
    let who =
        |id: &String| if known.contains(id.as_str()) { Ok(ActorId(id.clone())) } else { Err(format!("{at}: there is no actor {id}")) };
    let all = |ids: &[String]| ids.iter().map(who).collect::<Result<Vec<_>, _>>();
    let measure = |id: &String| {
        let id = MeasureId(id.clone());
        if measures.get(&id).is_some() { Ok(id) } else { Err(format!("{at}: there is no measure {id}")) }
    };
    let quote = place(&it.quote, text, &at)?;
    let kind = word(&it.act, ActKind::from_word, &at)?;
    let condition = match &it.condition {
        None => None,
        Some(it) => Some(Condition {
            relation: word(&it.relation, Relation::from_word, &at)?,
            measure: it.measure.as_ref().map(measure).transpose()?,
            actor: it.actor.as_ref().map(who).transpose()?,
            words: place(&it.words, text, &at)?,
        }),
    };
    let when = match &it.when {
        None => None,
        Some(it) => {
            let words = place(&it.words, text, &at)?;
            Some(match &it.value {
                None => When::Unresolved { words },
                Some(date) => When::Resolved { words, date: date.parse().map_err(|e| format!("{at}: {e}"))? },
            })
        }
    };
    let mut matters = Vec::new();
    for it in &it.measures {
        let value = |value: &serde_json::Value| value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned);
        let params = it.params.iter().map(|(name, it)| Param { name: name.clone(), value: value(it), words: quote.clone() });
        matters.push(Matter { measure: measure(&it.id)?, params: params.collect(), words: None });
    }
    let strength = it.strength.as_ref().map(|it| word(it, Strength::from_word, &at)).transpose()?;
    let status = it.status.as_ref().map(|it| word(it, Status::from_word, &at)).transpose()?;
    if strength.is_some_and(|it| !kind.strengths().contains(&it)) || status.is_some_and(|it| !kind.statuses().contains(&it)) {
        return Err(format!("{at}: {kind} has no such strength or status"));
    }
    Ok(Act {
        id: ActId(it.id.clone()),
        kind,
        actor: all(&it.actor)?,
        speaker: it.speaker.as_ref().map(who).transpose()?,
        told_by: all(&it.told_by)?,
        addressee: all(&it.addressee)?,
        target: all(&it.target)?,
        measures: matters,
        condition,
        strength,
        status,
        negated: it.negated,
        when,
        place: it.place.as_ref().map_or(Ok(None), |it| words(it, text, &at))?,
        channel: it.channel.as_ref().map_or(Ok(None), |it| words(it, text, &at))?,
        also: it.also.iter().map(|it| place(it, text, &at)).collect::<Result<_, _>>()?,
        quote,
        confidence: it.confidence,
        reasons: Vec::new(),
    })
}

fn place(pairs: &Pairs, text: &str, at: &str) -> Result<Place, String> {
    let spans: Option<Vec<Span>> = pairs.iter().map(|(start, end)| Span::new(*start, *end)).collect();
    let place = spans.and_then(Place::of).filter(|it| it.fits(text));
    place.ok_or_else(|| format!("{at}: the text has no words at {pairs:?}"))
}

/// `[]` is no words.
fn maybe(pairs: &Pairs, text: &str, at: &str) -> Result<Option<Place>, String> {
    if pairs.is_empty() { Ok(None) } else { place(pairs, text, at).map(Some) }
}

/// A place, or the words themselves as a person writes them: `"Pelindi"`, `{"words": "Pelindi", "nth": 2}`, a list of such. Words that stand in
/// the text more often, without a number, have no place.
fn words(given: &serde_json::Value, text: &str, at: &str) -> Result<Option<Place>, String> {
    if let Ok(pairs) = Pairs::deserialize(given) {
        return maybe(&pairs, text, at);
    }
    let span = |it: &serde_json::Value| {
        let words = it.get("words").unwrap_or(it).as_str()?;
        let mut found = text.match_indices(words);
        let (start, it) = match it.get("nth").and_then(serde_json::Value::as_u64) {
            Some(nth) => found.nth(usize::try_from(nth).ok()?.checked_sub(1)?)?,
            None => found.next().filter(|_| found.next().is_none())?,
        };
        Span::new(start, start + it.len())
    };
    Ok(match given.as_array() {
        Some(all) => Place::of(all.iter().filter_map(span)),
        None => Place::of(span(given)),
    })
}

fn word<T>(word: &str, from: impl Fn(&str) -> Option<T>, at: &str) -> Result<T, String> {
    from(word).ok_or_else(|| format!("{at}: there is no `{word}`"))
}
