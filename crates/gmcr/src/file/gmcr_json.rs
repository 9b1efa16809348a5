//! The JSON of gmcr-py and GMCR+, with `unknown` and `strong` pairs of option strings beside it.
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, SeqAccess, Visitor};
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};

use super::{Offsets, ReadError};
use crate::explicit::GraphModel;
use crate::model::{
    BinaryOption, DecisionMaker, Direction, Error, Form, Model, OptionForm, Pattern, Place, Problem, Rule, StateRef, all_options, bit,
};
use crate::preference::{Basis, Preferences, Ranking, Statement};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct File<'a> {
    #[serde(borrow)]
    options: Vec<&'a RawValue>,
    #[serde(borrow)]
    decision_makers: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    infeasibles: Vec<&'a RawValue>,
    #[serde(default)]
    use_manual_preference_ranking: bool,
    #[serde(default)]
    coalitions: Vec<Group>,
    #[serde(default)]
    title: String,
    #[serde(default)]
    note: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct FileOption {
    name: String,
    #[serde(default)]
    permitted_direction: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct FileDm<'a> {
    name: String,
    #[serde(default)]
    options: Vec<usize>,
    #[serde(borrow, default)]
    preferences: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    preference_ranking: Option<&'a RawValue>,
    #[serde(borrow, default)]
    misperceptions: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    unknown: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    strong: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Group {
    One(usize),
    Many(Vec<usize>),
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Condition {
    Simple(Vec<(usize, String)>),
    Compound { members: Vec<Vec<(usize, String)>> },
}

/// A ranking of state numbers, kept flat: large models have millions of them.
struct Numbers {
    states: Vec<u32>,
    tied: Vec<bool>,
}

impl<'de> Deserialize<'de> for Numbers {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entry(Vec<u32>);
        impl<'de> Deserialize<'de> for Entry {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct EntryVisitor;
                impl<'de> Visitor<'de> for EntryVisitor {
                    type Value = Entry;
                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str("a state number, or a list of equally preferred state numbers")
                    }
                    fn visit_u64<E>(self, number: u64) -> Result<Entry, E> {
                        Ok(Entry(vec![index(number)]))
                    }
                    fn visit_seq<A: SeqAccess<'de>>(self, mut numbers: A) -> Result<Entry, A::Error> {
                        let mut class = Vec::new();
                        while let Some(number) = numbers.next_element::<u64>()? {
                            class.push(index(number));
                        }
                        Ok(Entry(class))
                    }
                }
                deserializer.deserialize_any(EntryVisitor)
            }
        }
        struct NumbersVisitor;
        impl<'de> Visitor<'de> for NumbersVisitor {
            type Value = Numbers;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of state numbers, best first")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<Numbers, A::Error> {
                let mut numbers = Numbers { states: Vec::new(), tied: Vec::new() };
                while let Some(Entry(class)) = entries.next_element()? {
                    for (place, state) in class.into_iter().enumerate() {
                        numbers.states.push(state);
                        numbers.tied.push(place > 0);
                    }
                }
                Ok(numbers)
            }
        }
        deserializer.deserialize_seq(NumbersVisitor)
    }
}

/// The index of a state number. Numbers that no state has become an index that none has either.
fn index(number: u64) -> u32 {
    number.checked_sub(1).and_then(|index| u32::try_from(index).ok()).unwrap_or(u32::MAX)
}

/// The offset of the n-th number after a ranking's beginning.
pub(super) fn nth_number(text: &str, start: usize, entry: usize) -> usize {
    let mut left = entry;
    let mut within = false;
    for (at, byte) in text.bytes().enumerate().skip(start) {
        let digit = byte.is_ascii_digit();
        if digit && !within {
            if left == 0 {
                return at;
            }
            left -= 1;
        }
        within = digit;
    }
    start
}

/// Where a raw value stands in the text that it was borrowed from.
fn offset_in(text: &str, raw: &RawValue) -> usize {
    (raw.get().as_ptr() as usize).saturating_sub(text.as_ptr() as usize)
}

pub(super) fn syntax(text: &str, base: usize, part: &str, error: &serde_json::Error) -> ReadError {
    let message = error.to_string();
    let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(message, _)| message).to_string();
    let line_start: usize = part.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    let offset = base + (line_start + error.column().saturating_sub(1)).min(part.len());
    let problem = match message.strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`')) {
        Some(key) => Problem::MissingKey { key: key.to_string(), of: "the model".to_string() },
        None => Problem::Syntax { message },
    };
    ReadError { problem, offset: Some(offset.min(text.len())) }
}

pub(super) fn part<'a, T: Deserialize<'a>>(text: &str, raw: &'a RawValue) -> Result<T, ReadError> {
    serde_json::from_str(raw.get()).map_err(|error| syntax(text, offset_in(text, raw), raw.get(), &error))
}

pub(super) fn read(text: &str) -> Result<(Model, Offsets), ReadError> {
    let file: File<'_> = serde_json::from_str(text).map_err(|error| syntax(text, 0, text, &error))?;
    let mut offsets = Offsets::default();
    let mut form = OptionForm::default();
    for (idx, raw) in file.options.iter().enumerate() {
        let offset = offset_in(text, raw);
        offsets.places.insert(Place::Option(idx), offset);
        let option: FileOption = part(text, raw)?;
        let direction = match option.permitted_direction.as_deref() {
            None | Some("both") => Direction::Both,
            Some("fwd") => Direction::OnlyUp,
            Some("back") => Direction::OnlyDown,
            Some("none") => Direction::Fixed,
            Some(other) => {
                let problem =
                    Problem::WrongType { expected: "both, fwd or back as permittedDirection".to_string(), found: format!("\"{other}\"") };
                return Err(ReadError { problem, offset: Some(offset) });
            }
        };
        form.options.push(BinaryOption { name: option.name, direction });
    }
    if form.options.len() > 64 {
        let offset = file.options.get(64).map(|raw| offset_in(text, raw));
        return Err(ReadError { problem: Problem::TooManyOptions { found: form.options.len() }, offset });
    }
    for raw in &file.infeasibles {
        for literals in conjunctions(text, raw, &form.options, "an infeasible pattern")?.0 {
            offsets.places.insert(Place::Rule(form.rules.len()), offset_in(text, raw));
            form.rules.push(Rule::Infeasible(pattern(&literals)));
        }
    }
    let mut decision_makers = Vec::new();
    for (dm_idx, raw) in file.decision_makers.iter().enumerate() {
        offsets.places.insert(Place::DecisionMaker(dm_idx), offset_in(text, raw));
        let dm: FileDm<'_> = part(text, raw)?;
        let mut preferences = Preferences::default();
        for (idx, raw) in dm.preferences.iter().enumerate() {
            offsets.places.insert(Place::Statement { decision_maker: dm_idx, statement: idx }, offset_in(text, raw));
            let by = format!("statement {} of {}", idx + 1, dm.name);
            let (members, compound) = conjunctions(text, raw, &form.options, &by)?;
            preferences.statements.push(match (compound, &members[..]) {
                (false, [only]) => Statement::conjunction(only),
                _ => Statement::union(&members),
            });
        }
        if let Some(raw) = dm.preference_ranking {
            let Numbers { states, tied } = part(text, raw)?;
            offsets.rankings.insert(dm_idx, offset_in(text, raw));
            preferences.ranking = Some(Ranking::Listed { states, tied });
        }
        let by_ranking = file.use_manual_preference_ranking && preferences.ranking.is_some();
        preferences.used = Some(if by_ranking { Basis::Ranking } else { Basis::Statements });
        let mut misperceptions = Vec::new();
        for raw in &dm.misperceptions {
            let by = format!("a misperception of {}", dm.name);
            misperceptions.extend(conjunctions(text, raw, &form.options, &by)?.0.iter().map(|literals| pattern(literals)));
        }
        let mut pairs = |list: &[&RawValue], place: &dyn Fn(usize) -> Place| {
            let mut pairs = Vec::new();
            for (idx, raw) in list.iter().enumerate() {
                let offset = offset_in(text, raw);
                offsets.places.insert(place(idx), offset);
                let [a, b]: [String; 2] = part(text, raw)?;
                let state = |text: &str| {
                    let pattern = Pattern::parse(text, form.options.len())?;
                    if pattern.mask() != all_options(form.options.len()) {
                        return Err(Problem::PatternLetter { text: text.to_string(), letter: '-' });
                    }
                    Ok(StateRef::Options(pattern.taken()))
                };
                let fail = |problem| ReadError { problem, offset: Some(offset) };
                pairs.push([state(&a).map_err(fail)?, state(&b).map_err(fail)?]);
            }
            Ok(pairs)
        };
        let unknown = pairs(&dm.unknown, &|pair| Place::Unknown { decision_maker: dm_idx, pair })?;
        let strong = pairs(&dm.strong, &|pair| Place::Strong { decision_maker: dm_idx, pair })?;
        decision_makers.push(DecisionMaker {
            name: dm.name,
            options: dm.options,
            arcs: Vec::new(),
            preferences,
            misperceptions,
            unknown,
            strong,
        });
    }
    let coalitions = file
        .coalitions
        .into_iter()
        .map(|group| match group {
            Group::One(dm) => vec![dm],
            Group::Many(dms) => dms,
        })
        .filter(|group| group.iter().all(|&dm| dm < decision_makers.len()))
        .collect();
    Ok((Model { title: file.title, note: file.note, form: Form::Options(form), decision_makers, coalitions }, offsets))
}

type Literals = Vec<(usize, bool)>;

/// The conjunctions of a condition, and whether it is a compound one.
fn conjunctions(text: &str, raw: &RawValue, options: &[BinaryOption], by: &str) -> Result<(Vec<Literals>, bool), ReadError> {
    let fail = |problem| ReadError { problem, offset: Some(offset_in(text, raw)) };
    let Ok(condition) = serde_json::from_str::<Condition>(raw.get()) else {
        return Err(fail(Problem::WrongType {
            expected: "a list of [option, \"Y\" or \"N\"], or {\"compound\": true, \"members\": [...]}".to_string(),
            found: shortened(raw.get()),
        }));
    };
    let (members, compound) = match condition {
        Condition::Simple(literals) => (vec![literals], false),
        Condition::Compound { members } => (members, true),
    };
    let mut conjunctions = Vec::new();
    for member in members {
        let mut literals: Literals = Vec::new();
        for (option, letter) in member {
            let Some(named) = options.get(option) else {
                return Err(fail(Problem::UnknownOption { by: by.to_string(), name: option.to_string(), nearest: None }));
            };
            let taken = match letter.as_str() {
                "Y" | "y" => true,
                "N" | "n" => false,
                "-" => continue,
                _ => return Err(fail(Problem::WrongType { expected: "\"Y\" or \"N\"".to_string(), found: format!("\"{letter}\"") })),
            };
            if literals.contains(&(option, !taken)) {
                return Err(fail(Problem::PatternContradiction { option: named.name.clone() }));
            }
            literals.push((option, taken));
        }
        conjunctions.push(literals);
    }
    Ok((conjunctions, compound))
}

fn shortened(text: &str) -> String {
    let short: String = text.chars().take(40).collect();
    if short.len() < text.len() { format!("{short}...") } else { short }
}

fn pattern(literals: &[(usize, bool)]) -> Pattern {
    let mask = literals.iter().fold(0, |mask, &(option, _)| mask | bit(option));
    Pattern::new(mask, literals.iter().filter(|&&(_, taken)| taken).fold(0, |mask, &(option, _)| mask | bit(option)))
}

pub(super) fn write(model: &Model) -> Result<String, Error> {
    let cannot = |what: &str, place| Err(Error { problem: Problem::NotExpressible { what: what.to_string(), format: "gmcr" }, place });
    let Form::Options(form) = &model.form else { return cannot("an explicit graph", Place::Model) };
    if !form.move_edits.is_empty() {
        return cannot("an edit of single moves", Place::MoveEdit(0));
    }
    let graph = GraphModel::new(model)?;
    let n_options = form.options.len();
    let mut options = Vec::new();
    for (idx, option) in form.options.iter().enumerate() {
        let direction = match option.direction {
            Direction::Both => "both",
            Direction::OnlyUp => "fwd",
            Direction::OnlyDown => "back",
            Direction::Fixed => return cannot("an option that cannot be changed", Place::Option(idx)),
        };
        options.push(json!({"name": option.name, "permittedDirection": direction}));
    }
    let literals = |mask: u64, taken: u64| -> Value {
        (0..n_options).filter(|&o| mask >> o & 1 == 1).map(|o| json!([o, if taken >> o & 1 == 1 { "Y" } else { "N" }])).collect()
    };
    let infeasibles: Vec<Value> =
        form.rules.iter().flat_map(Rule::patterns).map(|pattern| literals(pattern.mask(), pattern.taken())).collect();
    let state = |reference: StateRef| match reference {
        StateRef::Options(bits) => Pattern::new(all_options(n_options), bits).text(n_options),
        StateRef::Label(index) => index.to_string(),
    };
    let pairs = |list: &[[StateRef; 2]]| -> Value { list.iter().map(|[a, b]| json!([state(*a), state(*b)])).collect() };
    // A statement with too many conjunctions can still be said by the ranking that it gives.
    let disjunctions: Vec<Option<Vec<_>>> = model
        .decision_makers
        .iter()
        .map(|dm| dm.preferences.statements.iter().map(|statement| Some((statement, statement.disjunction()?))).collect())
        .collect();
    let by_statements =
        |dm: usize| matches!(model.decision_makers[dm].preferences.basis(), None | Some(Basis::Statements)) && disjunctions[dm].is_some();
    let manual = (0..model.decision_makers.len()).any(|dm| !by_statements(dm));
    let mut decision_makers = Vec::new();
    for (dm_idx, dm) in model.decision_makers.iter().enumerate() {
        let mut object = Map::new();
        object.insert("name".into(), dm.name.clone().into());
        object.insert("options".into(), dm.options.clone().into());
        let statements = disjunctions[dm_idx].iter().flatten().map(|(statement, members)| {
            let member = |literals: &Vec<(usize, bool)>| -> Value {
                literals.iter().map(|&(option, taken)| json!([option, if taken { "Y" } else { "N" }])).collect()
            };
            match (&members[..], &statement.expression) {
                ([only], expression) if !matches!(expression, crate::preference::Expression::Or(_)) => member(only),
                _ => json!({"compound": true, "members": members.iter().map(member).collect::<Vec<_>>()}),
            }
        });
        object.insert("preferences".into(), statements.collect());
        let ranked = manual || (dm.preferences.ranking.is_some());
        if ranked {
            // The ranking in use; one that is kept and not used stays what it is.
            let graph = match (manual, dm.preferences.ranking.is_some()) {
                (false, true) => {
                    let payoffs = graph.payoffs_by(model, dm_idx, Basis::Ranking)?;
                    &graph.clone().with_payoffs(dm_idx, payoffs)
                }
                _ => &graph,
            };
            let classes = graph.ranking(dm_idx).into_iter().map(|class| match class[..] {
                [only] => json!(only.number()),
                _ => class.iter().map(|state| state.number()).collect(),
            });
            object.insert("preferenceRanking".into(), classes.collect());
        }
        if !dm.misperceptions.is_empty() {
            let patterns = dm.misperceptions.iter().map(|pattern| literals(pattern.mask(), pattern.taken()));
            object.insert("misperceptions".into(), patterns.collect());
        }
        if !dm.unknown.is_empty() {
            object.insert("unknown".into(), pairs(&dm.unknown));
        }
        if !dm.strong.is_empty() {
            object.insert("strong".into(), pairs(&dm.strong));
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
    file.insert("program".into(), "gmcr-py".into());
    file.insert("version".into(), "0.4.1".into());
    file.insert("useManualPreferenceRanking".into(), manual.into());
    file.insert("options".into(), options.into());
    file.insert("infeasibles".into(), infeasibles.into());
    file.insert("decisionMakers".into(), decision_makers.into());
    if !model.coalitions.is_empty() {
        let groups = model.coalitions.iter().map(|group| match group[..] {
            [only] => json!(only),
            _ => json!(group),
        });
        file.insert("coalitions".into(), groups.collect());
    }
    let mut text = serde_json::to_string_pretty(&Value::Object(file)).unwrap_or_default();
    text.push('\n');
    Ok(text)
}

/// Reads anything; used where only the shape matters.
pub(super) type Anything = IgnoredAny;
