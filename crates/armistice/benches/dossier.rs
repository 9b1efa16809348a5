//! How fast a dossier is, and how it grows: made-up readings in, questions put to it, and the same questions put by hand as SQL to the same
//! file. `cargo bench -p armistice -- 1000 3000 10000` prints a table; each size runs in a process of its own, so that its memory is its own.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a benchmark takes the time, asks the system and prints"
)]

mod generated;

use armistice::dossier::{Dossier, Mode, Person, Search};
use armistice::{ActKind, MeasureId};
use generated::{Luck, MEASURES, World};
use jiff::civil;
use std::path::Path;
use std::time::Instant;

fn main() {
    let given: Vec<String> = std::env::args().skip(1).filter(|it| it != "--bench").collect();
    if given.first().is_some_and(|it| it == "--one") {
        one(given[1].parse().unwrap());
        return;
    }
    let sizes: Vec<usize> = given.iter().filter_map(|it| it.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![1_000, 3_000, 10_000] } else { sizes };
    println!(
        "| documents | acts | seconds | seconds of processors | documents/s | file, MB | KB a document | memory, MB | open, ms | search p50, ms | p95 | SQL by hand p50 | p95 | check, s |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|");
    for size in sizes {
        let status = std::process::Command::new(std::env::current_exe().unwrap()).args(["--one", &size.to_string()]).status().unwrap();
        assert!(status.success());
    }
}

fn one(size: usize) {
    let folder = tempfile::Builder::new().prefix("armistice-bench").tempdir().unwrap();
    let path = folder.path().join("made-up.dossier");
    let me = Person { name: "bench".to_owned(), at: "2031-03-14T09:00:00Z".parse().unwrap() };
    let world = World::new();
    let mut dossier = Dossier::create(&path, None, &me).unwrap();
    let (mut seconds, mut busy) = (0.0, 0.0);
    let mut n = 0;
    while n < size {
        let chunk: Vec<_> = (n..size.min(n + 200)).map(|n| world.report(n)).collect();
        n += chunk.len();
        let (start, on) = (Instant::now(), on_processor());
        dossier.add_read(chunk.iter().map(|(document, reading)| (document, reading)), &me).unwrap();
        seconds += start.elapsed().as_secs_f64();
        busy += on_processor() - on;
    }
    drop(dossier);
    let memory = peak_memory();
    let bytes: u64 =
        ["", "-wal"].iter().filter_map(|end| std::fs::metadata(format!("{}{end}", path.display())).ok()).map(|it| it.len()).sum();
    let mut opening: Vec<f64> = (0..21)
        .map(|_| {
            let start = Instant::now();
            Dossier::open(&path, Mode::Read).unwrap();
            start.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    let (search, by_hand) = questions(&path, &world);
    let dossier = Dossier::open(&path, Mode::Read).unwrap();
    let start = Instant::now();
    assert!(dossier.check(|| {}).unwrap().is_empty());
    let check = start.elapsed().as_secs_f64();
    let acts = dossier.counts(None).unwrap()[2];
    println!(
        "| {size} | {acts} | {seconds:.1} | {busy:.1} | {:.0} | {:.1} | {:.1} | {memory:.0} | {:.1} | {:.1} | {:.1} | {:.1} | {:.1} | {check:.1} |",
        size as f64 / seconds,
        bytes as f64 / 1e6,
        bytes as f64 / 1e3 / size as f64,
        at(&mut opening, 0.5),
        at(&mut search.clone(), 0.5),
        at(&mut search.clone(), 0.95),
        at(&mut by_hand.clone(), 0.5),
        at(&mut by_hand.clone(), 0.95),
    );
}

fn at(all: &mut [f64], share: f64) -> f64 {
    all.sort_by(f64::total_cmp);
    all[((all.len() - 1) as f64 * share) as usize]
}

/// Seconds that all threads together have had a processor. 0 where the system does not say.
fn on_processor() -> f64 {
    let threads = std::fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
    let told = threads.filter_map(|it| std::fs::read_to_string(it.path().join("schedstat")).ok());
    told.filter_map(|it| it.split(' ').next()?.parse::<f64>().ok()).sum::<f64>() / 1e9
}

/// The most memory that this process had, in MB; 0 where the system does not say.
fn peak_memory() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse::<f64>().unwrap_or(0.0) / 1e3
}

/// Milliseconds of questions of eight kinds, put to the dossier and as SQL to its tables; both must find the same acts.
fn questions(path: &Path, world: &World) -> (Vec<f64>, Vec<f64>) {
    let dossier = Dossier::open(path, Mode::Read).unwrap();
    let sql = rusqlite::Connection::open(path).unwrap();
    let mut luck = Luck::new(99);
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for number in 0..200 {
        let mut search = Search { most: 50, ..Search::default() };
        let principal = |luck: &mut Luck| world.actors[luck.below(30) * 10].0.clone();
        let mut conditions: Vec<String> = vec!["a.until IS NULL".to_owned(), "a.state <> 'rejected'".to_owned()];
        let by_actor = |name: &str| {
            format!(
                "EXISTS (SELECT 1 FROM act_actor x JOIN actor_label l ON l.actor = x.actor AND l.until IS NULL WHERE x.act = a.id AND x.part IN ('actor', 'speaker') AND l.name = '{name}')"
            )
        };
        let by_word = |word: &str| format!("(' ' || lower(replace(a.words, ',', '')) || ' ') LIKE '% {word} %'");
        let by_measure = |id: &str| format!("EXISTS (SELECT 1 FROM act_measure m WHERE m.act = a.id AND m.measure = '{id}')");
        if matches!(number % 8, 0 | 1 | 5 | 7) {
            let word = world.word(&mut luck).to_owned();
            conditions.push(by_word(&word));
            search.words = word;
        }
        if matches!(number % 8, 1..=3) {
            let name = principal(&mut luck);
            conditions.push(by_actor(&name));
            search.actor = Some(name);
        }
        // Measures of no kinds of their own, so that the SQL by hand asks the same.
        if matches!(number % 8, 3..=5) {
            let id = luck.of(&MEASURES[4..12]).to_string();
            conditions.push(by_measure(&id));
            search.measure = Some(MeasureId(id));
        }
        if number % 8 == 4 {
            let from = civil::date(2021, 1, 1).checked_add(jiff::Span::new().days(luck.below(60) as i64)).unwrap();
            let to = from.checked_add(jiff::Span::new().days(20)).unwrap();
            conditions.push(format!("a.last_day >= '{from}' AND a.first_day <= '{to}'"));
            (search.from, search.to) = (Some(from), Some(to));
        }
        if number % 8 == 6 {
            let outlet = world.outlet(&mut luck).to_owned();
            conditions.push(format!(
                "EXISTS (SELECT 1 FROM source s JOIN outlet o ON o.id = s.outlet WHERE s.document = a.document AND o.name = '{outlet}')"
            ));
            search.source = Some(outlet);
            let kind = *luck.of(ActKind::ALL);
            conditions.push(format!("a.kind = '{kind}'"));
            search.kind = Some(kind);
        }
        // What is asked may not be there: a small dossier has not every name and measure.
        let start = Instant::now();
        let Ok(found) = dossier.search(&search) else { continue };
        ours.push(start.elapsed().as_secs_f64() * 1e3);
        let start = Instant::now();
        let mut list =
            sql.prepare(&format!("SELECT a.item FROM act a WHERE {} ORDER BY a.item DESC LIMIT 50", conditions.join(" AND "))).unwrap();
        let by_hand: Vec<i64> = list.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap();
        theirs.push(start.elapsed().as_secs_f64() * 1e3);
        let found: Vec<i64> = found.iter().map(|act| act.key.0).collect();
        assert_eq!(found, by_hand, "{search:?}");
    }
    (ours, theirs)
}
