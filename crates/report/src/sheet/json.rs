//! `armistice.table/1`: tables, shifts, waits and comparisons as one line of JSON each. Written by hand from the stages' types, so
//! that these may change. What each key holds is in `docs/formats/table-json.md`; within version 1 keys are only added.
use super::Shown;
use super::page::Since;
use super::section::{Entry, Section, Words};
use crate::plover::Events;
use evidence::{ActorId, Measure, MeasureId, Param, Quote};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use table::Side;
use table::compare::{Change, Comparison, Point};
use table::dossier::{ActRef, Behind, Cell, Cycle, Part, Shift, Tie, Wait};

const SCHEMA: &str = "armistice.table/1";

/// Positions, and all that goes with them; `plover` is what became of the acts as events of PLOVER.
pub fn table(shown: &Shown<'_>, plover: &Events) -> String {
    let mut value = json!({
        "schema": SCHEMA,
        "actors": actors(shown),
        "measures": measures(shown),
        "positions": list(shown.sheet.cells.iter().map(cell)),
    });
    with_lists(shown, &mut value);
    value["plover"] = plover.counts();
    value.to_string()
}

/// What is new since a day, and how things stand.
pub fn brief(shown: &Shown<'_>, since: Since<'_>) -> String {
    let mut value = json!({
        "schema": SCHEMA,
        "since": since.day.map(|it| it.to_string()),
        "actors": actors(shown),
        "measures": codes(shown, since.shifts.iter().map(|it| &it.cell.measure).chain(waited(shown))),
        "news": refs(since.news),
        "shifts": list(since.shifts.iter().map(shift)),
        "waits": list(shown.sheet.waits.iter().map(wait)),
        "cycles": list(shown.sheet.cycles.iter().map(cycle)),
    });
    with_lists(shown, &mut value);
    value.to_string()
}

/// Sections as they stand on a page: of the templates of practice.
pub fn sections(sections: &[Section]) -> String {
    let words = |it: &Words| json!({"label": it.label, "words": it.words, "from": it.from});
    let entry = |it: &Entry| {
        json!({
            "about": it.heading,
            "says": it.says,
            "codes": it.codes,
            "confirmed": it.confirmed,
            "quotes": list(it.words.iter().map(words)),
        })
    };
    let section = |it: &Section| json!({"title": it.title, "entries": list(it.entries.iter().map(entry))});
    json!({"schema": SCHEMA, "sections": list(sections.iter().map(section))}).to_string()
}

fn with_lists(shown: &Shown<'_>, value: &mut Value) {
    let sheet = shown.sheet;
    let open = sheet.open.iter().map(|it| json!({"measure": it.measure.0, "agreed": refs(&it.agreed), "slots": it.slots}));
    let contested = sheet.contested.iter().map(|it| json!({"act": it.act.to_string(), "by": it.by.to_string()}));
    let sequences = sheet.sequences.iter().map(|it| {
        let order: Vec<Vec<&str>> = it.order.iter().map(|step| step.iter().map(|it| it.0.as_str()).collect()).collect();
        json!({"by": it.by.0, "order": order, "acts": refs(&it.acts), "until": refs(&it.until)})
    });
    let meetings = sheet.meetings.iter().map(|it| {
        let days = it.days.map(|(first, last)| json!([first.to_string(), last.to_string()]));
        json!({"who": ids(&it.who), "status": it.status.as_str(), "days": days, "dates": it.dates.iter().map(ToString::to_string).collect::<Vec<_>>(), "told": it.told, "acts": refs(&it.acts)})
    });
    let levers = sheet.levers.iter().map(|it| {
        let strength = it.strength.map(evidence::Strength::as_str);
        json!({"by": ids(&it.by), "on": ids(&it.on), "strength": strength, "told": it.told, "act": it.act.to_string()})
    });
    value["sequences"] = list(sequences);
    value["open"] = list(open);
    value["contested"] = list(contested);
    value["meetings"] = list(meetings);
    value["levers"] = list(levers);
    value["ties"] = list(sheet.ties.iter().map(tie));
}

/// Shifts between two views.
pub fn shifts(shown: &Shown<'_>, shifts: &[Shift]) -> String {
    let measures = codes(shown, shifts.iter().map(|it| &it.cell.measure));
    json!({"schema": SCHEMA, "actors": actors(shown), "measures": measures, "shifts": list(shifts.iter().map(shift))}).to_string()
}

fn shift(it: &Shift) -> Value {
    let mut value = cell(&it.cell);
    value["shift"] = json!(it.kind.as_str());
    value["from"] = it.from.as_ref().map_or(Value::Null, behind);
    value["to"] = behind(&it.to);
    value
}

/// Waits and the circles of them.
pub fn waits(shown: &Shown<'_>) -> String {
    let sheet = shown.sheet;
    let waits = list(sheet.waits.iter().map(wait));
    let cycles = list(sheet.cycles.iter().map(cycle));
    let measures = codes(shown, waited(shown));
    json!({"schema": SCHEMA, "actors": actors(shown), "measures": measures, "waits": waits, "cycles": cycles}).to_string()
}

/// Versions of one deal; `names` are those of the texts.
pub fn comparison(comparison: &Comparison, names: &[String]) -> String {
    let rows = comparison.rows.iter().map(|it| {
        let tellings = list(it.tellings.iter().map(|it| it.as_ref().map_or(Value::Null, point)));
        let changes = list(it.changes.iter().map(|it| list(it.iter().map(change))));
        json!({"verdict": it.verdict().as_str(), "tellings": tellings, "changes": changes, "moved": it.moved})
    });
    let comments = comparison.comments.iter().map(|it| list(it.iter().map(point)));
    json!({
        "schema": SCHEMA,
        "texts": names,
        "points": list(rows),
        "mirrored": list(comparison.mirrored.iter().map(|(a, b)| json!([a, b]))),
        "comments": list(comments),
    })
    .to_string()
}

fn list(values: impl Iterator<Item = Value>) -> Value {
    Value::Array(values.collect())
}

fn ids(all: &[ActorId]) -> Vec<&str> {
    all.iter().map(|it| it.0.as_str()).collect()
}

fn refs(acts: &[ActRef]) -> Vec<String> {
    acts.iter().map(ToString::to_string).collect()
}

fn actors(shown: &Shown<'_>) -> Value {
    let one = |(id, it): (&ActorId, &table::dossier::Party)| {
        let roles: Vec<&str> = it.roles.iter().map(|it| it.as_str()).collect();
        json!({"id": id.0, "name": it.name, "kind": it.kind.as_str(), "roles": roles})
    };
    list(shown.record.parties().iter().map(one))
}

/// The measures that positions are about, with how others code them.
fn measures(shown: &Shown<'_>) -> Value {
    codes(shown, shown.sheet.cells.iter().map(|it| &it.measure))
}

fn codes<'a>(shown: &Shown<'_>, measures: impl Iterator<Item = &'a MeasureId>) -> Value {
    let all: BTreeSet<&MeasureId> = measures.collect();
    let one = |it: &Measure| json!({"id": it.id.0, "label": it.label, "pax": it.pax, "ceasefire_data": it.ceasefire_data});
    list(all.into_iter().filter_map(|it| shown.measures.get(it)).map(one))
}

/// The measures that waits are about, on either side.
fn waited<'a>(shown: &'a Shown<'_>) -> impl Iterator<Item = &'a MeasureId> {
    shown.sheet.waits.iter().flat_map(|it| [&it.what, &it.awaited]).filter_map(|it| it.measure.as_ref())
}

fn params(all: &[Param]) -> Value {
    Value::Object(all.iter().map(|it| (it.name.clone(), json!(it.value))).collect::<Map<_, _>>())
}

fn quote(it: &Quote) -> Value {
    let at: Vec<[usize; 2]> = it.place().spans().iter().map(|it| [it.start(), it.end()]).collect();
    json!({"document": it.document().0, "at": at, "words": it.words()})
}

/// The word for the part of an act behind a cell.
pub(super) const fn part(it: Part) -> &'static str {
    match it {
        Part::Says => "says",
        Part::Price => "price",
        Part::Joined => "joined",
        Part::Denies => "denies",
    }
}

fn behind(it: &Behind) -> Value {
    json!({
        "act": it.at.to_string(),
        "kind": it.kind.as_str(),
        "part": part(it.part),
        "day": it.day.map(|it| it.to_string()),
        "date": it.date.as_ref().map(ToString::to_string),
        "asked_of": ids(&it.asked_of),
        "speaker": it.speaker.as_ref().map(|it| &it.0),
        "told_by": ids(&it.told_by),
        "strength": it.force.map(|it| it.to_string()),
        "confirmed": it.confirmed,
        "event": it.event.as_ref().map(ToString::to_string),
        "quote": quote(&it.quote),
    })
}

fn cell(it: &Cell) -> Value {
    let outdated = it.outdated().iter().map(|(old, by)| {
        let mut value = behind(old);
        value["by"] = json!(by.to_string());
        value
    });
    json!({
        "actor": it.actor.0,
        "measure": it.measure.0,
        "params": params(&it.params),
        "stance": it.stance.as_str(),
        "red_line": it.red_line,
        "strength": it.force.map(|it| it.to_string()),
        "since": it.since.map(|it| it.to_string()),
        "since_date": it.since_date.as_ref().map(ToString::to_string),
        "said": it.said.to_string(),
        "confirmed": it.confirmed(),
        "acts": list(it.acts().iter().map(behind)),
        "outdated": list(outdated),
    })
}

fn side(it: &Side) -> Value {
    json!({"actor": it.actor.as_ref().map(|it| &it.0), "measure": it.measure.as_ref().map(|it| &it.0)})
}

fn wait(it: &Wait) -> Value {
    json!({
        "what": side(&it.what),
        "params": params(&it.params()),
        "for": side(&it.awaited),
        "relation": it.relation.as_str(),
        "words": it.words(),
        "said": it.said.to_string(),
        "stands": it.stands(),
        "ended_by": refs(it.ended()),
        "blocked_by": it.blocked().map(ToString::to_string),
        "acts": list(it.acts().iter().map(behind)),
    })
}

fn cycle(it: &Cycle) -> Value {
    let ways = it.could_break.iter().map(|it| json!({"by": it.by.0, "way": it.way.as_str(), "acts": refs(&it.acts)}));
    json!({"waits": it.waits, "is_swap": it.is_swap, "could_break": list(ways)})
}

fn tie(it: &Tie) -> Value {
    json!({"from": it.from.0, "to": it.to.0, "bond": it.bond.as_str(), "acts": refs(&it.acts), "n_events": it.n_events, "n_told": it.n_told})
}

fn point(it: &Point) -> Value {
    json!({"number": it.number, "quote": quote(&it.quote)})
}

fn change(it: &Change) -> Value {
    json!({"what": it.what.as_str(), "a": it.a.as_ref().map(quote), "b": it.b.as_ref().map(quote)})
}
