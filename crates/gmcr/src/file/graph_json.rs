//! Explicit graphs as JSON: `states`, and for each decision maker `arcs` and `ranking` by label.
use std::collections::HashMap;

use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};

use super::gmcr_json::{Anything, part, syntax};
use super::{Offsets, ReadError};
use crate::explicit::GraphModel;
use crate::model::{DecisionMaker, Error, Form, GraphForm, Model, Place, Problem, StateRef, nearest};
use crate::preference::{Basis, Preferences, Ranking};

#[derive(Deserialize)]
pub(super) struct Probe {
    #[serde(rename = "states")]
    _states: Vec<Anything>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct File<'a> {
    states: Vec<String>,
    #[serde(borrow)]
    decision_makers: Vec<&'a RawValue>,
    #[serde(default)]
    title: String,
    #[serde(default)]
    note: String,
}

#[derive(Deserialize)]
struct FileDm<'a> {
    name: String,
    #[serde(borrow, default)]
    arcs: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    ranking: Option<Vec<&'a RawValue>>,
    #[serde(borrow, default)]
    unknown: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    strong: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Class {
    One(String),
    Many(Vec<String>),
}

pub(super) fn read(text: &str) -> Result<(Model, Offsets), ReadError> {
    let file: File<'_> = serde_json::from_str(text).map_err(|error| syntax(text, 0, text, &error))?;
    let mut offsets = Offsets::default();
    let labels: HashMap<&str, usize> = file.states.iter().enumerate().rev().map(|(idx, label)| (label.as_str(), idx)).collect();
    let offset_of = |raw: &RawValue| (raw.get().as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
    let state = |raw: &RawValue, label: &str| {
        labels.get(label).copied().ok_or_else(|| {
            let problem = Problem::UnknownState {
                text: label.to_string(),
                why: "is no label of the graph".to_string(),
                nearest: nearest(label, file.states.iter().map(String::as_str)),
            };
            let within = raw.get().find(&format!("\"{label}\"")).unwrap_or(0);
            ReadError { problem, offset: Some(offset_of(raw) + within) }
        })
    };
    let mut decision_makers = Vec::new();
    for (dm_idx, raw) in file.decision_makers.iter().enumerate() {
        offsets.places.insert(Place::DecisionMaker(dm_idx), offset_of(raw));
        let dm: FileDm<'_> = part(text, raw)?;
        let mut pairs = |list: &[&RawValue], place: &dyn Fn(usize) -> Place| {
            let mut pairs = Vec::new();
            for (idx, raw) in list.iter().enumerate() {
                offsets.places.insert(place(idx), offset_of(raw));
                let [a, b]: [String; 2] = part(text, raw)?;
                pairs.push([state(raw, &a)?, state(raw, &b)?]);
            }
            Ok(pairs)
        };
        let arcs = pairs(&dm.arcs, &|arc| Place::Arc { decision_maker: dm_idx, arc })?;
        let labels = |pairs: Vec<[usize; 2]>| pairs.into_iter().map(|pair| pair.map(StateRef::Label)).collect();
        let unknown = labels(pairs(&dm.unknown, &|pair| Place::Unknown { decision_maker: dm_idx, pair })?);
        let strong = labels(pairs(&dm.strong, &|pair| Place::Strong { decision_maker: dm_idx, pair })?);
        let mut preferences = Preferences::default();
        if let Some(classes) = &dm.ranking {
            let (mut states, mut tied) = (Vec::new(), Vec::new());
            for raw in classes {
                let class = match part(text, raw)? {
                    Class::One(label) => vec![label],
                    Class::Many(labels) => labels,
                };
                for (place, label) in class.iter().enumerate() {
                    offsets.places.insert(Place::Ranking { decision_maker: dm_idx, entry: states.len() }, offset_of(raw));
                    states.push(state(raw, label)? as u32);
                    tied.push(place > 0);
                }
            }
            preferences.ranking = Some(Ranking::Listed { states, tied });
            preferences.used = Some(Basis::Ranking);
        }
        decision_makers.push(DecisionMaker { name: dm.name, arcs, preferences, unknown, strong, ..DecisionMaker::default() });
    }
    let form = Form::Graph(GraphForm { states: file.states });
    Ok((Model { title: file.title, note: file.note, form, decision_makers, coalitions: Vec::new() }, offsets))
}

pub(super) fn write(model: &Model) -> Result<String, Error> {
    let graph = GraphModel::new(model)?;
    let label = |state| Value::from(graph.label(state));
    let mut decision_makers = Vec::new();
    for (idx, dm) in model.decision_makers.iter().enumerate() {
        let mut object = Map::new();
        object.insert("name".into(), dm.name.clone().into());
        let arcs = graph.states().flat_map(|from| graph.moves(idx, from).into_iter().map(move |to| (from, to)));
        object.insert("arcs".into(), arcs.map(|(from, to)| json!([label(from), label(to)])).collect());
        let classes = graph.ranking(idx).into_iter().map(|class| class.into_iter().map(label).collect::<Value>());
        object.insert("ranking".into(), classes.collect());
        for (key, pairs) in [("unknown", &dm.unknown), ("strong", &dm.strong)] {
            if !pairs.is_empty() {
                let written =
                    pairs.iter().map(|pair| pair.iter().filter_map(|&reference| Some(label(graph.resolve(reference)?))).collect::<Value>());
                object.insert(key.into(), written.collect());
            }
        }
        decision_makers.push(Value::Object(object));
    }
    let mut file = Map::new();
    if !model.title.is_empty() {
        file.insert("title".into(), model.title.clone().into());
    }
    if !model.note.is_empty() {
        file.insert("note".into(), model.note.clone().into());
    }
    file.insert("states".into(), graph.states().map(label).collect());
    file.insert("decisionMakers".into(), decision_makers.into());
    let mut text = serde_json::to_string_pretty(&Value::Object(file)).unwrap_or_default();
    text.push('\n');
    Ok(text)
}
