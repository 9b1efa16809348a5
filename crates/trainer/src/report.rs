//! A report of our own with its answer in short form, to a reading in the form of the JSON contract.
//!
//! Three parts between lines of `---`: a head (`id`, `published`, `kind`, `actors`), the text, and one line an act, its fields joined by
//! ` | `. Words are given as they stand in the text; where they stand is found, so that nobody counts bytes.

use evidence::{ActKind, ActorKind, Date, MeasureId, Measures, Relation, Role, Status, Strength};
use serde_json::{Map, Value, json};
use std::fmt;
use std::str::FromStr;

/// What is wrong with a report.
#[derive(Clone, PartialEq, Debug)]
pub struct BadReport {
    /// Line of the file, from 1; 0 where it is the whole.
    pub line: usize,
    /// What is wrong.
    pub says: String,
}

impl fmt::Display for BadReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.says)
    }
}

impl std::error::Error for BadReport {}

/// The reading in a report, with its text, in the form of the JSON contract (`docs/formats/reading-json.md`).
pub fn report(source: &str) -> Result<Value, BadReport> {
    let mut parts: Vec<(usize, Vec<&str>)> = vec![(1, Vec::new())];
    for (line, number) in source.lines().zip(1..) {
        match parts.last_mut() {
            Some((_, lines)) if line != "---" => lines.push(line),
            _ => parts.push((number + 1, Vec::new())),
        }
    }
    let [(_, head), (_, text), (first, acts)] = parts.as_slice() else {
        return Err(BadReport { line: 0, says: format!("{} parts between lines of `---`, not three", parts.len()) });
    };
    let text = text.join("\n").trim_matches('\n').to_owned();
    let (about, actors) = head_of(head, &text)?;
    let known: Vec<&str> = actors.iter().filter_map(|actor| actor["id"].as_str()).collect();
    let mut read = Vec::new();
    for (line, number) in acts.iter().zip(*first..).filter(|(line, _)| !line.trim().is_empty()) {
        let mut act = act_of(line, &text, &known).map_err(|says| BadReport { line: number, says })?;
        act.insert("id".to_owned(), json!(format!("a{}", read.len() + 1)));
        read.push(Value::Object(act));
    }
    let date = about.published.as_deref().filter(|it| *it != "none");
    if let Some(Err(_)) = date.map(Date::from_str) {
        return Err(BadReport { line: 0, says: "`published` is no date such as 2031-05-12, nor `none`".to_owned() });
    }
    let published = date.map(|value| json!({"value": value, "basis": "metadata"}));
    Ok(json!({
        "schema": "armistice.reading/1",
        "document": {"id": about.id, "title": null, "published": published, "language": "en", "part": about.kind, "text": text},
        "actors": actors,
        "attributions": [],
        "acts": read,
    }))
}

#[derive(Default)]
struct About {
    id: Option<String>,
    published: Option<String>,
    kind: Option<String>,
}

fn head_of(head: &[&str], text: &str) -> Result<(About, Vec<Value>), BadReport> {
    let (mut about, mut actors, mut in_actors) = (About::default(), Vec::new(), false);
    for (line, number) in head.iter().zip(1..).filter(|(line, _)| !line.trim().is_empty()) {
        if in_actors {
            actors.push(actor_of(line, text).map_err(|says| BadReport { line: number, says })?);
            continue;
        }
        match line.split_once(':').map(|(key, value)| (key.trim(), value.trim().to_owned())) {
            Some(("id", value)) => about.id = Some(value),
            Some(("published", value)) => about.published = Some(value),
            Some(("kind", value)) => about.kind = Some(value),
            Some(("actors", _)) => in_actors = true,
            _ => return Err(BadReport { line: number, says: "write id, published, kind and actors".to_owned() }),
        }
    }
    Ok((about, actors))
}

fn actor_of(line: &str, text: &str) -> Result<Value, String> {
    let mut fields = line.split(" | ").map(str::trim);
    let (Some(id), Some(name), Some(kind)) = (fields.next(), fields.next(), fields.next()) else {
        return Err("an actor needs id | name | kind".to_owned());
    };
    let (kind, part_of) = kind.split_once(" of ").map_or((kind, None), |(kind, whole)| (kind, Some(whole)));
    let kind = ActorKind::from_word(kind).ok_or_else(|| format!("`{kind}` is no kind of actor"))?;
    let (mut roles, mut forms) = (Vec::new(), vec![name]);
    for field in fields {
        if let Some(list) = field.strip_prefix("roles:") {
            roles = list.split(',').map(str::trim).filter(|it| !it.is_empty()).collect();
        } else if let Some(list) = field.strip_prefix("also:") {
            forms.extend(list.split(';').map(str::trim).filter(|it| !it.is_empty()));
        } else {
            return Err(format!("`{field}` is neither `roles:` nor `also:`"));
        }
    }
    if let Some(bad) = roles.iter().find(|role| Role::from_word(role).is_none()) {
        return Err(format!("`{bad}` is no role"));
    }
    let mut mentions: Vec<[usize; 2]> = forms.iter().flat_map(|form| whole_words(text, form)).collect();
    mentions.sort_unstable();
    mentions.dedup();
    // A longer form holds a shorter one: "President Halvorsen", "Halvorsen".
    let outer: Vec<Vec<[usize; 2]>> =
        mentions.iter().filter(|m| !mentions.iter().any(|o| o != *m && o[0] <= m[0] && m[1] <= o[1])).map(|m| vec![*m]).collect();
    if outer.is_empty() {
        return Err(format!("no form of {id} stands in the text"));
    }
    Ok(json!({"id": id, "name": name, "kind": kind.as_str(), "part_of": part_of, "roles": roles, "mentions": outer}))
}

fn whole_words<'t>(text: &'t str, form: &'t str) -> impl Iterator<Item = [usize; 2]> + 't {
    text.match_indices(form).map(|(at, form)| [at, at + form.len()]).filter(|[start, end]| {
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        !letter(text[..*start].chars().next_back()) && !letter(text[*end..].chars().next())
    })
}

fn act_of(line: &str, text: &str, known: &[&str]) -> Result<Map<String, Value>, String> {
    let mut act = Map::new();
    let (mut measures, mut kind, mut when) = (Vec::new(), None, None);
    let mut condition = None;
    for field in line.split(" | ") {
        let (key, value) = field.split_once(':').map(|(key, value)| (key.trim(), value.trim())).ok_or("a field without a colon")?;
        let actors = || -> Result<Vec<&str>, String> {
            let ids: Vec<&str> = value.split(',').map(str::trim).filter(|id| *id != "none").collect();
            match ids.iter().find(|id| !known.contains(id)) {
                Some(id) => Err(format!("`{id}` is no actor of this report")),
                None => Ok(ids),
            }
        };
        match key {
            "act" => {
                let mut words = value.split_whitespace();
                let name = words.next().unwrap_or_default();
                let known = ActKind::from_word(name).ok_or_else(|| format!("`{name}` is no act"))?;
                kind = Some(known);
                act.insert("act".to_owned(), json!(name));
                for word in words {
                    let strength = Strength::from_word(word).filter(|it| known.strengths().contains(it));
                    let status = Status::from_word(word).filter(|it| known.statuses().contains(it));
                    match (word, strength, status) {
                        ("negated", ..) => act.insert("negated".to_owned(), json!(true)),
                        (_, Some(_), _) => act.insert("strength".to_owned(), json!(word)),
                        (_, _, Some(_)) => act.insert("status".to_owned(), json!(word)),
                        _ => return Err(format!("`{word}` is no strength or status of {name}")),
                    };
                }
            }
            "actor" | "told_by" | "addressee" | "target" => drop(act.insert(key.to_owned(), json!(actors()?))),
            "speaker" => drop(act.insert(key.to_owned(), json!(actors()?.first()))),
            "measure" => measures.push(measure_of(value)?),
            "if" => condition = Some(value),
            "when" => when = Some(value),
            "quote" => drop(act.insert(key.to_owned(), json!(place(text, value)?))),
            "note" => {}
            _ => return Err(format!("`{key}` is no field of an act")),
        }
    }
    if kind.is_none() || !act.contains_key("actor") || !act.contains_key("quote") {
        return Err("an act needs `act`, `actor` and `quote`".to_owned());
    }
    let near = act["quote"][0][0].as_u64().unwrap_or_default() as usize;
    if let Some(when) = when {
        act.insert("when".to_owned(), when_of(when, text, near)?);
    }
    if let Some(condition) = condition {
        act.insert("if".to_owned(), condition_of(condition, text, near, known)?);
    }
    act.insert("measures".to_owned(), Value::Array(measures));
    Ok(act)
}

fn measure_of(value: &str) -> Result<Value, String> {
    let (id, params) = value.split_once(' ').unwrap_or((value, ""));
    let measure = Measures::embedded().get(&MeasureId(id.to_owned())).ok_or_else(|| format!("`{id}` is no measure"))?;
    let params = named(params)?;
    if let Some((name, _)) = params.iter().find(|(name, _)| !measure.params.iter().any(|it| it == name)) {
        return Err(format!("{id} has no parameter `{name}`"));
    }
    Ok(json!({"id": id, "params": params.into_iter().collect::<Map<String, Value>>()}))
}

fn condition_of(value: &str, text: &str, near: usize, known: &[&str]) -> Result<Value, String> {
    let (relation, rest) = value.split_once(' ').unwrap_or((value, ""));
    Relation::from_word(relation).ok_or_else(|| format!("`{relation}` is no relation"))?;
    let (rest, words) = match rest.split_once("words=\"") {
        Some((before, words)) => (before, Some(words.trim_end().strip_suffix('"').ok_or("words=\"... without an end")?)),
        None => (rest, None),
    };
    let (mut measure, mut actor) = (None, None);
    for pair in rest.split_whitespace() {
        match pair.split_once('=') {
            Some(("measure", id)) if id == "none" || Measures::embedded().get(&MeasureId(id.to_owned())).is_some() => measure = Some(id),
            // The contract has room for one.
            Some(("actor", ids)) => {
                let id = ids.split(',').next().unwrap_or(ids);
                if id != "none" && !known.contains(&id) {
                    return Err(format!("`{id}` is no actor of this report"));
                }
                actor = Some(id);
            }
            _ => return Err(format!("`{pair}` says nothing about a condition")),
        }
    }
    let given = |it: Option<&str>| it.filter(|it| *it != "none").map(str::to_owned);
    let words = words.map(|words| nearest(text, words, near)).transpose()?;
    Ok(json!({"relation": relation, "measure": given(measure), "actor": given(actor), "words": words}))
}

fn when_of(value: &str, text: &str, near: usize) -> Result<Value, String> {
    let (words, rest) = value.strip_prefix('"').and_then(|it| it.rsplit_once('"')).ok_or("write when: \"words\" value precision")?;
    let rest: Vec<&str> = rest.split_whitespace().collect();
    let value = rest.first().filter(|it| !matches!(**it, "null" | "none")).copied();
    if value.is_some_and(|it| Date::from_str(it).is_err()) {
        return Err(format!("`{}` is no date", value.unwrap_or_default()));
    }
    Ok(json!({"words": nearest(text, words, near)?, "value": value, "precision": rest.get(1).filter(|_| value.is_some())}))
}

/// Small words stand at many places; the one nearest to the act's own words is meant.
fn nearest(text: &str, words: &str, near: usize) -> Result<[[usize; 2]; 1], String> {
    let places = text.match_indices(words).map(|(at, words)| [at, at + words.len()]);
    let place = places.min_by_key(|[at, _]| at.abs_diff(near)).ok_or_else(|| format!("“{words}” does not stand in the text"))?;
    Ok([place])
}

/// `name="words"` pairs.
fn named(pairs: &str) -> Result<Vec<(String, Value)>, String> {
    let mut out = Vec::new();
    let mut rest = pairs.trim();
    while !rest.is_empty() {
        let (name, after) = rest.split_once("=\"").ok_or_else(|| format!("`{rest}` is no parameter"))?;
        let (words, after) = after.split_once('"').ok_or_else(|| format!("`{rest}` does not end"))?;
        out.push((name.trim().to_owned(), json!(words)));
        rest = after.trim();
    }
    Ok(out)
}

/// Where words stand: `a [...] b` in pieces, `a #2` at the second of several places.
fn place(text: &str, words: &str) -> Result<Vec<[usize; 2]>, String> {
    let (words, nth) = match words.rsplit_once(" #").and_then(|(words, nth)| Some((words, nth.parse::<usize>().ok()?))) {
        Some((words, nth)) => (words, Some(nth)),
        None => (words, None),
    };
    let (mut out, mut from) = (Vec::new(), 0);
    for piece in words.split(" [...] ") {
        let mut found = text[from..].match_indices(piece).map(|(at, _)| from + at);
        let at = match (out.is_empty(), nth) {
            (true, Some(nth)) => found.nth(nth.saturating_sub(1)),
            (true, None) => {
                let first = found.next();
                if found.next().is_some() {
                    return Err(format!("“{piece}” stands in several places: add #1, #2, ..."));
                }
                first
            }
            _ => found.next(),
        };
        let at = at.filter(|_| !piece.trim().is_empty()).ok_or_else(|| format!("“{piece}” does not stand in the text"))?;
        from = at + piece.len();
        out.push([at, from]);
    }
    Ok(out)
}
