//! How fast positions, shifts and waits of a large record are told as of any day: made-up readings of `generated`, with conditions, in memory,
//! as the reading room has them. A question is answered when each cell has its newest words and each wait says whether it stands.
//! `cargo bench -p table -- 1000 10000 100000` prints a table; each size runs in a process of its own, so that its memory is its own.
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
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::Path;
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
    println!(
        "| documents | acts | record, s | prepared, s | memory, MB | positions and waits p50, ms | p95 | on a day p50, ms | p95 | shifts p50, ms | p95 | cells | waits |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|---|---|---|");
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
    let start = Instant::now();
    record.prepare();
    // The first question about what had happened by a day makes what further ones go by.
    answer(&record, View { as_of: None, on: Some(civil::date(2021, 1, 1)) });
    let prepared = start.elapsed().as_secs_f64();
    let n_acts = record.entries().len();
    let last = size / 100;
    let day = |n: usize| civil::date(2021, 1, 1).checked_add(jiff::Span::new().days(n as i64)).unwrap();
    let mut luck = Luck::new(5);
    let (mut tables, mut on_a_day, mut moves, mut cells, mut waits) = (Vec::new(), Vec::new(), Vec::new(), 0, 0);
    let timed = |times: &mut Vec<f64>, work: &mut dyn FnMut() -> usize| {
        let start = Spent::now();
        let n = work();
        times.push(Spent::now().since(&start) * 1e3);
        n
    };
    for _ in 0..60 {
        let now = luck.below(last + 1);
        let before = luck.below(now + 1);
        let (then, now) = (View::as_of(day(before)), View::as_of(day(now)));
        timed(&mut tables, &mut || {
            let n = answer(&record, now);
            (cells, waits) = (cells.max(n.0), waits.max(n.1));
            n.0
        });
        timed(&mut on_a_day, &mut || answer(&record, View { as_of: None, on: now.as_of }).0);
        let moved = timed(&mut moves, &mut || shifts(&record, then, now).len());
        assert!(then == now || moved > 0 || now == View::as_of(day(0)));
    }
    let at = |times: &mut [f64]| format!("{:.0} | {:.0}", at(times, 0.5), at(times, 0.95));
    println!(
        "| {size} | {n_acts} | {made:.1} | {prepared:.1} | {:.0} | {} | {} | {} | {cells} | {waits} |",
        peak_memory(),
        at(&mut tables),
        at(&mut on_a_day),
        at(&mut moves),
    );
}

/// How many cells and waits a view has, each asked for what is shown of it first.
fn answer(record: &Record, view: View) -> (usize, usize) {
    let (cells, waits) = positions_and_waits(record, view);
    let words: usize = cells.iter().map(|it| it.newest().quote.words().len()).sum();
    let standing = waits.iter().filter(|it| it.stands()).count();
    assert!(cells.is_empty() || (words > 0 && standing <= waits.len()));
    (cells.len(), waits.len())
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

/// For how many seconds each thread has had a processor; nothing where the system does not say.
struct Spent {
    asking: f64,
    others: BTreeMap<OsString, f64>,
}

impl Spent {
    fn now() -> Self {
        let of = |path: &Path| {
            let told = std::fs::read_to_string(path).unwrap_or_default();
            told.split(' ').next().and_then(|it| it.parse::<f64>().ok()).unwrap_or(0.0) / 1e9
        };
        let own = std::fs::read_link("/proc/thread-self").ok().and_then(|it| it.file_name().map(OsString::from));
        let threads = std::fs::read_dir("/proc/self/task").into_iter().flatten().filter_map(Result::ok);
        let others =
            threads.filter(|it| Some(it.file_name()) != own).map(|it| (it.file_name(), of(&it.path().join("schedstat")))).collect();
        Self { asking: of(Path::new("/proc/thread-self/schedstat")), others }
    }

    /// What would have passed if each thread had had a processor of its own: the time of the one that asks, which waits while others help,
    /// and that of the busiest of these. On a machine that others use too, it is less than what passes.
    fn since(&self, start: &Self) -> f64 {
        let helped = self.others.iter().map(|(it, spent)| spent - start.others.get(it).copied().unwrap_or(0.0));
        self.asking - start.asking + helped.fold(0.0, f64::max)
    }
}

/// The most memory that this process had, in MB; 0 where the system does not say.
fn peak_memory() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse::<f64>().unwrap_or(0.0) / 1e3
}
