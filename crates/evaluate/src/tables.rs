//! The tables of the example dossiers as made from what the reader reads, against those made from hand-made readings (which equal the
//! hand-made tables, as a test holds): which cells and waits are right, missed, surplus. Who is whom is told by the names of the process
//! file and of the hand-made readings, as a user's process file and corrections would.
#![expect(clippy::disallowed_methods, reason = "the evaluation reads its collections from files")]
use crate::corpus::{self, Case};
use crate::fault::Fault;
use crate::retold;
use crate::score::sheet::{Figure, Layout, Made, Row, Sheet};
use evidence::{Actor, ActorId, DocumentId, Reading};
use rayon::prelude::*;
use reader::{Config, Model};
use record::copy::Runs;
use record::identity::{ActorKey, Actors, Named};
use record::process::Process;
use std::collections::BTreeMap;
use std::path::Path;
use table::dossier::{Cell, Record, Report, Said, View, Wait, sheet};

/// The dossiers.
pub const NAMES: [&str; 3] = ["gannet-banks", "highland-roads", "sennet-plateau"];

/// What is counted: `_gold` of the table from hand-made readings, `_predicted` of that from the reader's, the rest is in both. A cell is
/// right in `matter` where actor and measure are; in `stance` where its stance is too; in `cell` where it is also the same kind of word (own,
/// unnamed, told) and a red line or not. `own` counts cells in own words alone, by stance. Waits are right where move and price are.
pub static LAYOUT: Layout = Layout {
    columns: &[
        "cells_gold",
        "cells_predicted",
        "matter",
        "stance",
        "cell",
        "own_gold",
        "own_predicted",
        "own",
        "red_lines_gold",
        "red_lines_predicted",
        "red_lines",
        "waits_gold",
        "waits_predicted",
        "waits",
    ],
    figures: &[
        Figure { name: "actor and measure", made: Made::F1 { right: "matter", predicted: "cells_predicted", gold: "cells_gold" } },
        Figure { name: "with stance", made: Made::F1 { right: "stance", predicted: "cells_predicted", gold: "cells_gold" } },
        Figure { name: "cell", made: Made::F1 { right: "cell", predicted: "cells_predicted", gold: "cells_gold" } },
        Figure { name: "own words", made: Made::F1 { right: "own", predicted: "own_predicted", gold: "own_gold" } },
        Figure { name: "red lines", made: Made::F1 { right: "red_lines", predicted: "red_lines_predicted", gold: "red_lines_gold" } },
        Figure { name: "waits", made: Made::F1 { right: "waits", predicted: "waits_predicted", gold: "waits_gold" } },
    ],
};

/// The tables scored, a row for each dossier and date; and what is missed and surplus, a line each. Read with the names of the process
/// files, as a dossier reads, or without.
pub fn score(model: Model, heads: bool, names: bool) -> Result<(Sheet, Vec<String>), Fault> {
    let (mut rows, mut lines) = (Vec::new(), Vec::new());
    for name in NAMES {
        let folder = corpus::repository().join("examples/dossiers").join(name);
        let process = read(&folder.join("process.toml"))?;
        let process = Process::from_toml(&process).map_err(|e| Fault::at(&folder.join("process.toml"), e))?;
        let made: toml::Table = read(&folder.join("table.toml"))?.parse().map_err(|e| Fault::at(&folder.join("table.toml"), e))?;
        let cases = corpus::dossier(&folder)?;
        let by_hand = cases.iter().map(|it| retold::reading(&it.gold)).collect::<Result<Vec<_>, _>>()?;
        let config = Config::with_measures(process.measures()).with_model(model);
        let config = if names { config.with_names(&process.names()) } else { config };
        let config = if heads { config } else { config.with_heads(None) };
        let by_machine: Vec<Reading> = cases.par_iter().map(|it| reader::read(&it.document, &config).0).collect();
        let who = Who::of(&process, &by_hand);
        let by_machine: Vec<Reading> = by_machine.into_iter().map(|it| who.named(it)).collect();
        let (gold, predicted) = (record(&cases, &by_hand), record(&cases, &by_machine));
        for date in ["middle", "last"] {
            let day = made.get(date).map(ToString::to_string).unwrap_or_default();
            let view = View::as_of(day.parse().map_err(|_| Fault(format!("{name}: `{date}` is no day")))?);
            let at = format!("{name} {date}");
            let (gold, predicted) = (sheet(&gold, view, process.measures()), sheet(&predicted, view, process.measures()));
            let counts = counts(&at, (&gold.cells, &gold.waits), (&predicted.cells, &predicted.waits), &mut lines);
            rows.push(Row { document: at, part: name.to_owned(), counts });
        }
    }
    Ok((Sheet { layout: &LAYOUT, rows }, lines))
}

fn read(path: &Path) -> Result<String, Fault> {
    std::fs::read_to_string(path).map_err(|e| Fault::at(path, e))
}

fn record(cases: &[Case], readings: &[Reading]) -> Record {
    let runs: Vec<Runs> = cases.iter().map(|it| Runs::of(it.document.text())).collect();
    Record::new(cases.iter().zip(readings).enumerate().map(|(i, (case, reading))| {
        let first = runs[..i].iter().position(|it| it.copies(&runs[i]).is_some());
        let copy_of: Option<DocumentId> = first.map(|it| cases[it].document.about.id.clone());
        Report { copy_of, ..Report::new(&case.document, reading) }
    }))
}

type Side<'a> = (&'a [Cell], &'a [Wait]);

fn counts(at: &str, gold: Side<'_>, predicted: Side<'_>, lines: &mut Vec<String>) -> Vec<f64> {
    let matter = |it: &Cell| format!("{} {}", it.actor, it.measure);
    let stance = |it: &Cell| format!("{} {}", matter(it), it.stance.as_str());
    let word = |it: &Cell| match it.said {
        Said::Own => "own",
        Said::Unnamed(_) => "unnamed",
        Said::Told(_) => "told",
    };
    let whole = |it: &Cell| format!("{} {}{}", stance(it), word(it), if it.red_line { " red line" } else { "" });
    let wait = |it: &Wait| {
        let side = |it: &table::Side| {
            format!("{}: {}", it.actor.as_ref().map_or("-", |it| &it.0), it.measure.as_ref().map_or("-", |it| it.0.as_str()))
        };
        format!("{} waits for {}", side(&it.what), side(&it.awaited))
    };
    let own = |cells: &[Cell]| cells.iter().filter(|it| it.said == Said::Own).map(stance).collect::<Vec<_>>();
    let red = |cells: &[Cell]| cells.iter().filter(|it| it.red_line).map(matter).collect::<Vec<_>>();
    let waits = |waits: &[Wait]| waits.iter().filter(|it| it.stands()).map(wait).collect::<Vec<_>>();
    let all = |cells: &[Cell], key: &dyn Fn(&Cell) -> String| cells.iter().map(key).collect::<Vec<_>>();
    let n = |it: usize| it as f64;
    for (says, of, other) in [("missed", gold, predicted), ("surplus", predicted, gold)] {
        let left = left(&all(of.0, &stance), &all(other.0, &stance)).into_iter().chain(left(&waits(of.1), &waits(other.1)));
        lines.extend(left.map(|it| format!("{at}: {says}: {it}")));
    }
    let both = |key: &dyn Fn(&Cell) -> String| n(in_both(&all(gold.0, key), &all(predicted.0, key)));
    vec![
        n(gold.0.len()),
        n(predicted.0.len()),
        both(&matter),
        both(&stance),
        both(&whole),
        n(own(gold.0).len()),
        n(own(predicted.0).len()),
        n(in_both(&own(gold.0), &own(predicted.0))),
        n(red(gold.0).len()),
        n(red(predicted.0).len()),
        n(in_both(&red(gold.0), &red(predicted.0))),
        n(waits(gold.1).len()),
        n(waits(predicted.1).len()),
        n(in_both(&waits(gold.1), &waits(predicted.1))),
    ]
}

/// How many of the one are in the other, each as often as it is there.
fn in_both(one: &[String], other: &[String]) -> usize {
    one.len() - left(one, other).len()
}

/// Those of the one that are not in the other.
fn left(one: &[String], other: &[String]) -> Vec<String> {
    let mut there: BTreeMap<&String, usize> = BTreeMap::new();
    for it in other {
        *there.entry(it).or_default() += 1;
    }
    let mut out = Vec::new();
    for it in one {
        match there.get_mut(it) {
            Some(n) if *n > 0 => *n -= 1,
            _ => out.push(it.clone()),
        }
    }
    out
}

/// Who is whom: the ids of the hand-made readings, by their names.
struct Who {
    actors: Actors,
    ids: BTreeMap<ActorKey, ActorId>,
}

impl Who {
    fn of(process: &Process, by_hand: &[Reading]) -> Self {
        let mut known: BTreeMap<&ActorId, ActorKey> = BTreeMap::new();
        let mut who = Self { actors: Actors::default(), ids: BTreeMap::new() };
        // States and groups first, so that whoever speaks for them has somebody to speak for.
        let mut all: Vec<&Actor> = by_hand.iter().flat_map(|it| &it.actors).collect();
        all.sort_by_key(|it| it.part_of.is_some());
        for actor in all {
            let next = ActorKey(i64::try_from(known.len()).unwrap_or(i64::MAX));
            let key = *known.entry(&actor.id).or_insert(next);
            who.ids.insert(key, actor.id.clone());
            let part_of = actor.part_of.as_ref().and_then(|it| known.get(it)).copied();
            who.actors.learn(key, &actor.name, actor.kind, part_of);
            let parties = process.parties.iter().filter(|it| it.name == actor.name).flat_map(|it| it.also());
            let people = process.people.iter().filter(|it| it.name == actor.name).flat_map(|it| &it.aliases);
            parties.chain(people).for_each(|it| who.actors.alias(key, it));
        }
        who
    }

    /// A reading with these ids; whoever is nobody of them keeps its own, marked.
    fn named(&self, mut reading: Reading) -> Reading {
        let mut ids: BTreeMap<ActorId, ActorId> = BTreeMap::new();
        let mut keys: BTreeMap<ActorId, ActorKey> = BTreeMap::new();
        let mut order: Vec<&Actor> = reading.actors.iter().collect();
        order.sort_by_key(|it| it.part_of.is_some());
        for actor in order {
            let part_of = actor.part_of.as_ref().and_then(|it| keys.get(it)).copied();
            let named = Named { name: actor.name.clone(), also: Vec::new(), kind: actor.kind, part_of };
            let key = self.actors.recognise(&named).actor;
            let id = key.and_then(|it| self.ids.get(&it)).cloned();
            keys.extend(key.map(|it| (actor.id.clone(), it)));
            ids.insert(actor.id.clone(), id.unwrap_or_else(|| ActorId(format!("?{}", actor.id))));
        }
        let new = |id: &mut ActorId| {
            if let Some(it) = ids.get(id) {
                it.clone_into(id);
            }
        };
        for actor in &mut reading.actors {
            new(&mut actor.id);
            actor.part_of.iter_mut().for_each(new);
        }
        for act in &mut reading.acts {
            let all = [&mut act.actor, &mut act.told_by, &mut act.addressee, &mut act.target];
            all.into_iter().flatten().for_each(new);
            act.speaker.iter_mut().for_each(new);
            act.condition.iter_mut().filter_map(|it| it.actor.as_mut()).for_each(new);
        }
        reading
    }
}
