//! The process killed at any point of `add` and `confirm`; and two processes at once.
use crate::dossier::me;
use crate::generated::{Luck, World};
use armistice::dossier::{Asked, Dossier, Found, Mode, State};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// So often is the process killed.
const KILLS: usize = 500;

/// Not a test by itself: the process that is killed. Adds reports and confirms an act of each, and says so once it is done.
#[test]
fn worker() {
    let Some(path) = std::env::var_os("ARMISTICE_KILL") else { return };
    let first: usize = std::env::var("ARMISTICE_FIRST").unwrap().parse().unwrap();
    let n: usize = std::env::var("ARMISTICE_REPORTS").unwrap().parse().unwrap();
    let mut dossier = Dossier::open(Path::new(&path), Mode::Write).unwrap();
    let world = World::new();
    let mut out = std::io::stdout().lock();
    writeln!(out, "\nbegun").unwrap();
    out.flush().unwrap();
    // Two processes begin together.
    while std::env::var_os("ARMISTICE_WAIT_FOR").is_some_and(|it| !Path::new(&it).exists()) {
        std::thread::sleep(Duration::from_millis(1));
    }
    for n in first..first + n {
        let (document, reading) = world.report(n);
        dossier.add_read([(&document, &reading)], &me(14)).unwrap();
        writeln!(out, "added {}", document.about.id).unwrap();
        let key = dossier.document(&document.about.id.0).unwrap().key;
        let act = dossier.acts(key, &Asked::default()).unwrap()[0].key.to_string();
        dossier.confirm(std::slice::from_ref(&act), None, &me(15)).unwrap();
        writeln!(out, "confirmed {act}").unwrap();
        out.flush().unwrap();
    }
    writeln!(out, "done").unwrap();
}

fn start(path: &Path, first: usize, n: usize, wait_for: Option<&Path>) -> std::process::Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["--exact", "kill::worker", "--nocapture", "--test-threads", "1"])
        .env("ARMISTICE_KILL", path)
        .env("ARMISTICE_FIRST", first.to_string())
        .env("ARMISTICE_REPORTS", n.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    if let Some(path) = wait_for {
        command.env("ARMISTICE_WAIT_FOR", path);
    }
    command.spawn().unwrap()
}

#[test]
fn killed_at_any_point_nothing_confirmed_is_lost() {
    let mut luck = Luck::new(2031);
    let folder = tempfile::tempdir().unwrap();
    let (mut kills, mut at_work, mut confirmed_in_all) = (0, 0, 0);
    while kills < KILLS {
        let path = folder.path().join(format!("{kills}.dossier"));
        drop(Dossier::create(&path, None, &me(13)).unwrap());
        let mut confirmed: Vec<String> = Vec::new();
        let mut added: Vec<String> = Vec::new();
        let mut next = 0;
        for _ in 0..10 {
            let mut child = start(&path, next, 1000, None);
            let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
            assert!(lines.by_ref().any(|line| line.unwrap().contains("begun")));
            // From before the first write to some documents on, however slow the machine is.
            let seen: Vec<String> = lines.by_ref().map_while(Result::ok).take(luck.below(4)).collect();
            let wait = Duration::from_micros(luck.next() % 30_000);
            let start = Instant::now();
            while start.elapsed() < wait {
                std::thread::sleep(Duration::from_micros(200));
            }
            child.kill().unwrap();
            child.wait().unwrap();
            for line in seen.into_iter().chain(lines.map_while(Result::ok)) {
                if let Some(item) = line.strip_prefix("confirmed ") {
                    confirmed.push(item.to_owned());
                } else if let Some(name) = line.strip_prefix("added ") {
                    added.push(name.to_owned());
                }
            }
            kills += 1;
            let dossier = Dossier::open(&path, Mode::Write).unwrap();
            assert_eq!(dossier.check(|| {}).unwrap(), []);
            for item in &confirmed {
                let Found::Act(act, _) = dossier.find(item, &Asked::default()).unwrap() else { panic!("{item} is gone") };
                assert_eq!(act.state, State::Confirmed, "{item}");
            }
            for name in &added {
                assert!(dossier.document(name).is_ok(), "{name} is gone");
            }
            let [reports, _, acts, _] = dossier.counts(None).unwrap();
            assert_eq!(acts, reports * crate::generated::ACTS_A_DOCUMENT, "a document is there whole or not at all");
            at_work += usize::from(reports > next);
            next = reports;
        }
        confirmed_in_all += confirmed.len();
    }
    assert!(at_work > KILLS / 10 && confirmed_in_all > 0, "the process was killed at work: {at_work} times, {confirmed_in_all} confirmed");
}

/// So many reports does each of two processes add.
const EACH: usize = 60;

#[test]
fn two_processes_at_once_lose_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.dossier");
    drop(Dossier::create(&path, None, &me(13)).unwrap());
    let go = folder.path().join("go");
    let children = [0, 1000].map(|first| start(&path, first, EACH, Some(&go)));
    let children = children.map(|mut child| {
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        assert!(lines.by_ref().any(|line| line.unwrap().contains("begun")));
        (child, lines)
    });
    std::fs::write(&go, "").unwrap();
    for (mut child, lines) in children {
        let said: Vec<String> = lines.map(Result::unwrap).collect();
        assert!(child.wait().unwrap().success(), "{said:?}");
    }
    let dossier = Dossier::open(&path, Mode::Read).unwrap();
    assert_eq!(dossier.counts(None).unwrap()[0], 2 * EACH);
    assert_eq!(dossier.check(|| {}).unwrap(), []);
    assert_eq!(dossier.log(None, 1000).unwrap().iter().filter(|it| it.command == "confirm").count(), 2 * EACH);
    // Each saw whom the other had met: nobody is there twice.
    let actors = dossier.actors(&Asked::default(), 1000).unwrap();
    let names: std::collections::BTreeSet<&str> = actors.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names.len(), actors.len());
}
