//! What a person says of what was read, as it comes from a page. Each change names the dossier that its page was of, and the entry of the
//! log that it had seen. Where another dossier is served by now, nothing is done; nor where the item has a newer entry: somebody else was
//! there in between, and the answer says what they did.

use crate::ask::{Ask, Fields, Reply, Trouble};
use crate::desk::Desk;
use crate::pages::{item, room, sources};
use armistice::ActKind;
use armistice::dossier::{Act, Asked, Dossier, Entry, EntryKey, Found, Handling, Mark, NewStatement, Part, Person};
use maud::{Markup, html};
use serde_json::{Map, Value, json};

/// The fields of an act that a person can change.
pub(crate) const FIELDS: [&str; 11] =
    ["act", "strength", "status", "negated", "when", "measures", "actor", "speaker", "told-by", "addressee", "target"];

/// What a field says, as a form has it and `armistice correct change` takes it.
pub(crate) fn value(act: &Act, field: &str) -> String {
    let names = |part| act.taking(part).map(|it| it.name.as_str()).collect::<Vec<_>>().join(", ");
    match field {
        "act" => act.kind.to_string(),
        "strength" => act.strength.map_or_else(String::new, |it| it.to_string()),
        "status" => act.status.map_or_else(String::new, |it| it.to_string()),
        "negated" => if act.negated { "yes" } else { "no" }.to_owned(),
        "when" => act.when.as_ref().map_or_else(String::new, ToString::to_string),
        "measures" => act.measures.iter().map(|it| it.measure.0.as_str()).collect::<Vec<_>>().join(", "),
        other => Part::from_word(other).map_or_else(String::new, names),
    }
}

/// What became of a change.
enum Done {
    /// It was kept, with these items touched.
    Kept { says: String, items: Vec<String>, place: String },
    /// Somebody else has changed the item since.
    Conflict { item: String, entries: Vec<Entry> },
}

/// The newest entry of the log.
pub(crate) fn head(dossier: &Dossier) -> Result<i64, Trouble> {
    Ok(dossier.log(None, 1)?.first().map_or(0, |it| it.key.0))
}

/// What a page had seen when it was made; each of its forms says it.
pub(crate) struct Seen {
    /// The id of the dossier.
    dossier: String,
    /// The newest entry of the log.
    pub(crate) head: i64,
}

impl Seen {
    pub(crate) fn of(dossier: &Dossier) -> Result<Self, Trouble> {
        Ok(Self { dossier: dossier.id()?, head: head(dossier)? })
    }

    /// As fields of a form.
    pub(crate) fn fields(&self) -> Markup {
        html! {
            input type="hidden" name="dossier" value=(self.dossier);
            input type="hidden" name="seen" value=(self.head);
        }
    }
}

/// Refuses what was said of another dossier than this one: one that was served here before, to a page that is still open.
pub(crate) fn meant(desk: &Desk, dossier: &Dossier, named: Option<&str>) -> Result<(), Trouble> {
    let Some(named) = named else {
        return Err(Trouble::new(400, "this does not say of which dossier it is", "open the page anew, and say it there"));
    };
    if named == dossier.id()? {
        return Ok(());
    }
    let what = format!("{} is served here now, and this was said of another dossier: nothing was done", desk.name());
    Err(Trouble::new(409, what, "serve that dossier again, or open the page anew and look at what is served now"))
}

/// Makes a change.
pub(crate) fn take(desk: &Desk, ask: &Ask, action: &str) -> Result<Reply, Trouble> {
    let fields = Fields::parse(&ask.body);
    if !["confirm", "reject", "change", "merge", "split", "add", "undo", "mark", "note", "remove"].contains(&action) {
        return Err(Trouble::none());
    }
    let (done, head, cards) = desk.correct(|dossier, person| {
        meant(desk, dossier, fields.get("dossier"))?;
        let done = match newer(dossier, &fields)? {
            Some(conflict) => conflict,
            None => make(dossier, &fields, action, person)?,
        };
        let items = match &done {
            Done::Kept { items, .. } => items.clone(),
            Done::Conflict { item, .. } => vec![item.clone()],
        };
        let mut cards = Map::new();
        if ask.by_script {
            for name in items.iter().filter(|it| it.starts_with('a')) {
                if let Ok(Found::Act(act, _)) = dossier.find(name, &Asked::default()) {
                    cards.insert(name.clone(), room::card(&act, dossier.process().measures()).into_string().into());
                }
            }
        }
        Ok((done, head(dossier)?, cards))
    })?;
    match done {
        Done::Kept { says, place, .. } if ask.by_script => {
            Ok(Reply::json(&json!({ "says": says, "entry": head, "place": place, "cards": cards })))
        }
        Done::Kept { place, .. } => {
            // Only a place of these pages is gone back to.
            let back = fields.get("back").filter(|it| it.starts_with('/') && !it.starts_with("//") && !it.contains('\\'));
            Ok(Reply::see(back.unwrap_or(&place)))
        }
        Done::Conflict { item, entries } if ask.by_script => {
            let says: Vec<String> = entries.iter().map(item::entry_in_words).collect();
            let mut reply = Reply::json(&json!({ "conflict": item, "entries": says, "entry": head, "cards": cards }));
            reply.status = 409;
            Ok(reply)
        }
        Done::Conflict { item, entries } => {
            let says: Vec<String> = entries.iter().map(item::entry_in_words).collect();
            Err(Trouble::new(
                409,
                format!("{item} was changed by somebody else since you opened it, and your change was not made: {}", says.join("; ")),
                "open its page anew, look at it as it is now, and say then what you want to say",
            ))
        }
    }
}

/// Whether one of the items was changed since the page was made.
fn newer(dossier: &Dossier, fields: &Fields) -> Result<Option<Done>, Trouble> {
    let Some(seen) = fields.read::<i64>("seen") else { return Ok(None) };
    for source in fields.all("source") {
        let entries: Vec<Entry> = sources::log(dossier, source)?.into_iter().filter(|it| it.key.0 > seen).collect();
        if !entries.is_empty() {
            return Ok(Some(Done::Conflict { item: source.to_owned(), entries }));
        }
    }
    for item in fields.all("item") {
        let entries: Vec<Entry> = dossier.log(Some(item), 8)?.into_iter().filter(|it| it.key.0 > seen).collect();
        if !entries.is_empty() {
            return Ok(Some(Done::Conflict { item: item.to_owned(), entries }));
        }
    }
    Ok(None)
}

fn make(dossier: &mut Dossier, fields: &Fields, action: &str, person: &Person) -> Result<Done, Trouble> {
    let items: Vec<String> =
        fields.all("item").flat_map(|it| it.split([',', ' '])).filter(|it| !it.is_empty()).map(str::to_owned).collect();
    let why = fields.get("why");
    let first = items.first().cloned().unwrap_or_default();
    let place = format!("/{first}");
    let list = items.join(", ");
    let says = match action {
        "confirm" => {
            dossier.confirm(&items, why, person)?;
            format!("confirmed: {list}")
        }
        "reject" => {
            dossier.reject(&items, why, person)?;
            format!("rejected: {list}")
        }
        "merge" => {
            dossier.merge(&items, why, person)?;
            format!("merged: {list}")
        }
        "split" => {
            let documents: Vec<String> = fields.all("documents").flat_map(|it| it.split(',')).map(|it| it.trim().to_owned()).collect();
            match dossier.split(&first, &documents, fields.get("name"), why, person)? {
                Some(new) => format!("split: {first} is another now, {new}"),
                None => format!("split: {first}"),
            }
        }
        "change" => {
            let changes = changed(dossier, &first, fields)?;
            dossier.change(&first, &changes, why, person)?;
            format!("changed: {first}")
        }
        "add" => {
            let key = add(dossier, fields, why, person)?;
            let place = format!("/{}#{key}", fields.get("document").unwrap_or_default());
            return Ok(Done::Kept { says: format!("added: {key}"), items: vec![key.to_string()], place });
        }
        "undo" => {
            let entry = dossier.undo(fields.read("entry").map(EntryKey), why, person)?;
            let about = dossier.log(None, 1)?.into_iter().next().map(|it| it.item).unwrap_or_default();
            let place = if about.is_empty() { "/log".to_owned() } else { format!("/{about}") };
            return Ok(Done::Kept { says: format!("taken back: {entry}"), items: vec![about], place });
        }
        "mark" => {
            let handling = match fields.get("handling") {
                None => None,
                Some("embargoed") => {
                    let needs = || Trouble::new(400, "an embargo needs the day on which it ends", "give that day, or choose another mark");
                    Some(Handling::Embargoed(fields.read("until").ok_or_else(needs)?))
                }
                Some(word) => {
                    let wrong = |says| Trouble::new(400, says, "write public, restricted or embargoed until 2031-03-12");
                    Some(word.parse::<Handling>().map_err(wrong)?)
                }
            };
            let mark = Mark {
                handling,
                reliability: fields.get("reliability").and_then(|it| it.chars().next()).filter(|it| ('A'..='F').contains(it)),
                credibility: fields.read("credibility").filter(|it| (1..=6).contains(it)),
            };
            if mark == Mark::default() {
                return Err(Trouble::new(400, "no mark is given", "choose who may see it, or how far it is to be believed"));
            }
            // A source is known by its name, which may have any letters.
            if let Some(source) = fields.get("source") {
                dossier.mark(source, &mark, why, person)?;
                return Ok(Done::Kept { says: format!("marked: {source}"), items: Vec::new(), place: sources::link(source) });
            }
            dossier.mark(&first, &mark, why, person)?;
            format!("marked: {first}")
        }
        "note" => {
            let words = fields.get("words").ok_or_else(|| Trouble::new(400, "a note needs words", "write what was said, and when"))?;
            let key = dossier.note(words, fields.get("title"), fields.read("date"), person)?;
            return Ok(Done::Kept {
                says: format!("kept: {key}, a restricted note"),
                items: vec![key.to_string()],
                place: format!("/{key}"),
            });
        }
        _ => {
            dossier.remove(&items, false, why, person)?;
            format!("removed: {list}")
        }
    };
    Ok(Done::Kept { says, items, place })
}

/// The fields of a form that say something else than the item does.
fn changed(dossier: &Dossier, item: &str, fields: &Fields) -> Result<Vec<String>, Trouble> {
    let found = dossier.find(item, &Asked::default())?;
    let given = |field: &str| fields.0.iter().find(|(name, _)| name == field).map(|(_, value)| value.trim().to_owned());
    let changes: Vec<String> = match &found {
        Found::Act(act, _) => {
            let kind = given("act").and_then(|it| ActKind::from_word(&it)).unwrap_or(act.kind);
            let possible = |field: &str, value: &str| match field {
                // Of another kind of act the old strength means nothing; the form cannot always leave it out.
                "strength" => value.is_empty() || kind == act.kind || kind.strengths().iter().any(|it| it.as_str() == value),
                "status" => value.is_empty() || kind == act.kind || kind.statuses().iter().any(|it| it.as_str() == value),
                _ => true,
            };
            FIELDS
                .into_iter()
                .filter_map(|field| given(field).map(|now| (field, now)))
                .filter(|(field, now)| *now != value(act, field) && possible(field, now))
                .map(|(field, now)| format!("{field}={now}"))
                .collect()
        }
        _ => ["name", "kind", "wikidata", "iso"].into_iter().filter_map(|field| given(field).map(|now| format!("{field}={now}"))).collect(),
    };
    if changes.is_empty() {
        return Err(Trouble::new(400, format!("{item} says so already"), "to say that it is right, confirm it"));
    }
    Ok(changes)
}

/// An act that was not read, from a selection of words.
fn add(dossier: &mut Dossier, fields: &Fields, why: Option<&str>, person: &Person) -> Result<armistice::dossier::ActKey, Trouble> {
    let needs = |what: &str| Trouble::new(400, format!("an act needs {what}"), "select the words that show it, and say which act it is");
    let document = fields.get("document").ok_or_else(|| needs("a document"))?.to_owned();
    let kind = fields.get("act").and_then(ActKind::from_word).ok_or_else(|| needs("a kind"))?;
    let (words, at) = match (fields.read::<usize>("from"), fields.read::<usize>("to")) {
        (Some(from), Some(to)) => {
            let key = dossier.document(&document)?.key;
            let text = dossier.text(key)?;
            let chosen = text.get(from..to).ok_or_else(|| needs("whole letters"))?;
            let lead = chosen.len() - chosen.trim_start().len();
            (chosen.trim().to_owned(), Some(from + lead))
        }
        _ => (fields.get("words").ok_or_else(|| needs("words"))?.to_owned(), None),
    };
    let changes: Vec<String> = FIELDS[1..].iter().filter_map(|field| fields.get(field).map(|value| format!("{field}={value}"))).collect();
    Ok(dossier.add_act(&NewStatement { document, words, kind, at }, &changes, why, person)?)
}

/// What was done since an entry of the log, to a document's acts or to all: so that a page that is open elsewhere can show it.
pub(crate) fn since(desk: &Desk, ask: &Ask) -> Result<Reply, Trouble> {
    let seen: i64 = ask.query.read("since").unwrap_or(0);
    desk.read(|dossier| {
        let entries: Vec<Entry> = dossier.log(None, 50)?.into_iter().filter(|it| it.key.0 > seen).collect();
        let mut cards = Map::new();
        for entry in &entries {
            if entry.item.starts_with('a')
                && !cards.contains_key(&entry.item)
                && let Ok(Found::Act(act, _)) = dossier.find(&entry.item, &Asked::default())
                && ask.query.get("document").is_none_or(|it| it == act.document.to_string())
            {
                cards.insert(entry.item.clone(), room::card(&act, dossier.process().measures()).into_string().into());
            }
        }
        let says: Vec<Value> =
            entries.iter().map(|it| json!({ "entry": it.key.0, "item": it.item, "says": item::entry_in_words(it) })).collect();
        let head = entries.first().map_or(seen, |it| it.key.0);
        Ok(Reply::json(&json!({ "dossier": dossier.id()?, "head": head, "entries": says, "cards": cards })))
    })
}
