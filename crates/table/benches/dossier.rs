//! How fast positions, shifts and waits of a large record are told as of any day: made-up readings of `generated`, with conditions, in memory,
//! as the reading room has them. `cargo bench -p table -- 1000 10000 100000` prints a table; each size runs in a process of
//! its own, so that its memory is its own.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a benchmark takes the time, asks the system and prints"
)]

// The generator names what it uses as a program on the library does.
extern crate evidence as armistice;

#[expect(dead_code, reason = "the benchmark of the store uses what this one does not")]
#[path = "../../armistice/benches/generated/mod.rs"]
mod generated;

use evidence::{ActKind, Condition, Document, MeasureId, Reading, Relation};
use generated::{Luck, MEASURES, World};
use jiff::civil;
use std::time::Instant;
use table::dossier::{Record, Report, View, positions_and_waits, shifts};

fn main() {
    let given: Vec<String> = std::env::args().skip(1).filter(|it| it != "--bench").collect();
    if given.first().is_some_and(|it| it == "--one") {
        one(given[1].parse().unwrap());
        return;
    }
    let sizes: Vec<usize> = given.iter().filter_map(|it| it.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![1_000, 10_000] } else { sizes };
    println!("| documents | acts | record, s | memory, MB | positions and waits p50, ms | p95 | shifts p50, ms | p95 | cells | waits |");
    println!("|---|---|---|---|---|---|---|---|---|---|");
    for size in sizes {
        let status = std::process::Command::new(std::env::current_exe().unwrap()).args(["--one", &size.to_string()]).status().unwrap();
        assert!(status.success());
    }
}

fn one(size: usize) {
    let world = World::new();
    let mut read: Vec<(Document, Reading)> = Vec::with_capacity(size);
    for n in 0..size {
        let (document, mut reading) = world.report(n);
        // The table takes no part in who is mentioned where.
        reading.actors.iter_mut().for_each(|it| it.mentions = Vec::new());
        conditions(&mut reading, n);
        read.push((document, reading));
    }
    let start = Instant::now();
    let record = Record::new(read.iter().map(|(document, reading)| Report::new(document, reading)));
    let made = start.elapsed().as_secs_f64();
    drop(read);
    let n_acts = record.entries().len();
    let last = size / 100;
    let day = |n: usize| civil::date(2021, 1, 1).checked_add(jiff::Span::new().days(n as i64)).unwrap();
    let mut luck = Luck::new(5);
    let (mut tables, mut moves, mut cells, mut waits) = (Vec::new(), Vec::new(), 0, 0);
    for _ in 0..40 {
        let now = luck.below(last + 1);
        let before = luck.below(now + 1);
        let start = on_processor();
        let stand = positions_and_waits(&record, View::as_of(day(now)));
        tables.push((on_processor() - start) * 1e3);
        (cells, waits) = (cells.max(stand.0.len()), waits.max(stand.1.len()));
        let start = on_processor();
        let moved = shifts(&record, View::as_of(day(before)), View::as_of(day(now)));
        moves.push((on_processor() - start) * 1e3);
        assert!(before == now || !moved.is_empty() || now == 0);
    }
    println!(
        "| {size} | {n_acts} | {made:.1} | {:.0} | {:.0} | {:.0} | {:.0} | {:.0} | {cells} | {waits} |",
        peak_memory(),
        at(&mut tables.clone(), 0.5),
        at(&mut tables.clone(), 0.95),
        at(&mut moves.clone(), 0.5),
        at(&mut moves.clone(), 0.95),
    );
}

/// Gives each act that puts a condition one.
fn conditions(reading: &mut Reading, n: usize) {
    let mut luck = Luck::new(n as u64);
    let actors: Vec<_> = reading.actors.iter().map(|it| it.id.clone()).collect();
    for act in reading.acts.iter_mut().filter(|it| it.kind == ActKind::Condition) {
        act.condition = Some(Condition {
            relation: *luck.of(&[Relation::OnlyIf, Relation::If, Relation::Until, Relation::After, Relation::Alongside]),
            measure: (luck.below(5) > 0).then(|| MeasureId((*luck.of(&MEASURES)).to_owned())),
            actor: (luck.below(3) > 0).then(|| luck.of(&actors).clone()),
            words: act.quote.clone(),
        });
    }
}

fn at(all: &mut [f64], share: f64) -> f64 {
    all.sort_by(f64::total_cmp);
    all[((all.len() - 1) as f64 * share) as usize]
}

/// Seconds that this thread, which does all of it, has had a processor: on a machine that others use too, less than what passes. 0 where
/// the system does not say.
fn on_processor() -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    told.split(' ').next().and_then(|it| it.parse::<f64>().ok()).unwrap_or(0.0) / 1e9
}

/// The most memory that this process had, in MB; 0 where the system does not say.
fn peak_memory() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse::<f64>().unwrap_or(0.0) / 1e3
}
