//! How fast the pages are: each page of a dossier of 10,000 documents at the server and in Chromium, search as one types, and the reading
//! room on a document of 200,000 words: first paint, and from a key to what it changes. `cargo bench -p cli --bench pages` prints tables;
//! `-- 1000` takes another number of documents, `-- keep FOLDER` keeps the dossiers there and takes them the next time, `-- pages`,
//! `-- deadlocks`, `-- typing` and `-- reading` do one part, `-- /table` one page of it.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "a benchmark takes the time, asks the system and prints"
)]

#[expect(dead_code, reason = "the bench of the store uses all of it")]
#[path = "../../armistice/benches/generated/mod.rs"]
mod generated;
#[expect(dead_code, reason = "the tests use all of it")]
#[path = "../tests/it/served.rs"]
mod served;
#[expect(dead_code, reason = "the tests use all of it")]
#[path = "../tests/it/browser/chromium.rs"]
mod chromium;

use armistice::dossier::{Dossier, Person};
use armistice::{About, Document, Place, Reading, Span};
use chromium::Browser;
use generated::World;
use served::Served;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// How often each page is asked for.
const TIMES: usize = 15;

const PAGES: [&str; 24] = [
    "/",
    "/documents",
    "/documents?q=harbour&part=list",
    "/documents?sort=added&skip=5000",
    "/d1",
    "/a1",
    "/e1",
    "/p1",
    "/actors",
    "/search?q=a*",
    "/search?q=propose&part=found",
    "/log",
    "/table",
    "/table?since=2021-02-01",
    "/table?as-of=2021-03-01",
    "/timeline",
    "/timeline?act=all",
    "/waits",
    "/network",
    "/outlook",
    "/outlook?s0=Y",
    "/compare?d=d1&d=d2",
    "/events",
    "/changes.json?since=0",
];

/// The pages of a dossier in which everybody waits for somebody.
const OF_DEADLOCKS: [&str; 4] = ["/", "/table", "/waits", "/outlook"];

fn main() {
    let given: Vec<String> = std::env::args().skip(1).filter(|it| it != "--bench").collect();
    let size = given.iter().find_map(|it| it.parse().ok()).unwrap_or(10_000);
    let kept = given.iter().position(|it| it == "keep").and_then(|at| given.get(at + 1)).map(PathBuf::from);
    let folder = tempfile::tempdir().unwrap();
    let folder = kept.clone().unwrap_or_else(|| folder.path().to_owned());
    std::fs::create_dir_all(&folder).unwrap();
    let [many, deadlocks, long] = [&format!("many-{size}"), "deadlocks", "long"].map(|it| folder.join(it).with_extension("dossier"));
    let world = World::new();
    // All, or those that are named.
    let parts = ["pages", "deadlocks", "typing", "reading"];
    let asked = |name: &str| given.iter().any(|it| it == name) || !given.iter().any(|it| parts.contains(&it.as_str()));
    if asked("reading") {
        if !long.exists() {
            make_long(&long, &world, 200_000);
        }
        reading(&long);
    }
    if (asked("pages") || asked("typing")) && !many.exists() {
        make_many(&many, &world, size);
    }
    if asked("typing") {
        typing(&many);
    }
    let is_folder = |it: &str| kept.as_deref() == Some(Path::new(it));
    let named: Vec<&str> = given.iter().map(String::as_str).filter(|it| it.starts_with('/') && !is_folder(it)).collect();
    let chosen = |all: &'static [&'static str]| if named.is_empty() { all.to_vec() } else { named.clone() };
    if asked("pages") {
        pages(&many, &chosen(&PAGES));
    }
    if asked("deadlocks") {
        if !deadlocks.exists() {
            let mut world = World::new();
            world.deadlocked = true;
            make_many(&deadlocks, &world, 1_000);
        }
        pages(&deadlocks, &chosen(&OF_DEADLOCKS));
    }
}

fn person() -> Person {
    Person { name: "bench".to_owned(), at: "2031-03-14T09:00:00Z".parse().unwrap() }
}

fn make_many(path: &Path, world: &World, size: usize) {
    let mut dossier = Dossier::create(path, None, &person()).unwrap();
    let mut n = 0;
    while n < size {
        let chunk: Vec<_> = (n..size.min(n + 200)).map(|n| world.report(n)).collect();
        n += chunk.len();
        dossier.add_read(chunk.iter().map(|(document, reading)| (document, reading)), &person()).unwrap();
    }
}

/// One document with so many words, every third of its sentences an act.
fn make_long(path: &Path, world: &World, words: usize) {
    let mut text = String::new();
    let mut whole = Reading::default();
    let mut known = BTreeSet::new();
    let mut n = 0;
    while text.split_whitespace().count() < words {
        for n in n..n + 50 {
            let (document, reading) = world.report(n);
            let by = text.len();
            let moved = |place: &Place| Place::of(place.spans().iter().filter_map(|it| Span::new(it.start() + by, it.end() + by))).unwrap();
            for mut act in reading.acts.into_iter().step_by(3) {
                act.quote = moved(&act.quote);
                act.id = armistice::ActId(format!("a{}", whole.acts.len() + 1));
                (act.when, act.condition) = (None, None);
                for matter in &mut act.measures {
                    matter.params.clear();
                }
                whole.acts.push(act);
            }
            for mut actor in reading.actors {
                if known.insert(actor.id.clone()) {
                    actor.mentions = actor.mentions.iter().map(moved).collect();
                    whole.actors.push(actor);
                }
            }
            text.push_str(document.text());
            text.push_str("\n\n");
        }
        n += 50;
    }
    for actor in &mut whole.actors {
        actor.part_of = actor.part_of.take().filter(|it| known.contains(it));
    }
    let document = Document::new(About::named("long"), text);
    Dossier::create(path, None, &person()).unwrap().add_read([(&document, &whole)], &person()).unwrap();
}

/// How long a process and all that it started have been on a processor, in ms: what a machine that does other things too cannot blur. A page
/// is drawn by several at once, so that on a quiet machine less time goes by than this. 0 where the system does not tell.
fn on_processors(id: u32) -> f64 {
    let Ok(list) = std::fs::read_dir("/proc") else { return 0.0 };
    let fields = |id: u32| -> Option<(u32, f64)> {
        let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
        let rest: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
        let ticks = rest.get(11)?.parse::<f64>().ok()? + rest.get(12)?.parse::<f64>().ok()?;
        Some((rest.get(1)?.parse().ok()?, ticks * 10.0))
    };
    let all: std::collections::BTreeMap<u32, (u32, f64)> =
        list.filter_map(|it| it.ok()?.file_name().to_str()?.parse().ok()).filter_map(|it| Some((it, fields(it)?))).collect();
    let within = |mut one: u32| {
        while one != id && one > 1 {
            one = all.get(&one).map_or(0, |it| it.0);
        }
        one == id
    };
    all.iter().filter(|(one, _)| within(**one)).map(|(_, it)| it.1).sum()
}

/// The same for Chromium: all that this program started but the server.
fn in_browser(server: &Served) -> f64 {
    on_processors(std::process::id()) - on_processors(server.process())
}

fn at(times: &mut [f64], share: f64) -> f64 {
    times.sort_by(f64::total_cmp);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a place in a short list")]
    let place = ((times.len() - 1) as f64 * share).round() as usize;
    times[place]
}

fn pages(path: &Path, pages: &[&str]) {
    let server = Served::start(path.to_owned(), None, 0);
    server.cookie();
    // The table of a large dossier is made beside the pages.
    let start = Instant::now();
    while ["/table", "/actors", "/"].iter().any(|it| server.get(it).text().contains("aria-busy")) {
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    let table = start.elapsed().as_secs_f64();
    while server.get("/outlook").text().contains("aria-busy") {
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    println!("\n{name}: the first table after {table:.1} s, the first outlook after {:.1} s", start.elapsed().as_secs_f64());
    let mut browser = Browser::start();
    if let Some(browser) = &mut browser {
        browser.size(1366, 900, false);
        browser.take_cookie(server.port, &server.cookie());
    }
    println!(
        "\n| page | at the server p50, ms | p95 | on a processor, ms | kB | ready in Chromium p50, ms | p95 | Chromium on processors, ms |"
    );
    println!("|---|---|---|---|---|---|---|---|");
    for page in pages {
        let mut times = Vec::new();
        let mut length = 0;
        let before = on_processors(server.process());
        for _ in 0..TIMES {
            let start = Instant::now();
            let answer = server.get(page);
            times.push(start.elapsed().as_secs_f64() * 1e3);
            length = answer.body.len();
            assert_eq!(answer.status, 200, "{page}: {}", answer.text());
        }
        #[expect(clippy::cast_precision_loss, reason = "a page is asked for a few times")]
        let busy = (on_processors(server.process()) - before) / TIMES as f64;
        let mut ready = Vec::new();
        let before = in_browser(&server);
        if let Some(browser) = &mut browser
            && !page.contains("part=")
            && !page.contains(".json")
        {
            for _ in 0..5 {
                browser.goto(&format!("http://127.0.0.1:{}{page}", server.port));
                ready.extend(browser.eval("performance.getEntriesByType('navigation')[0].loadEventEnd").as_f64());
            }
        }
        let busy_there = (in_browser(&server) - before) / 5.0;
        let seen = match ready.is_empty() {
            true => "| | | |".to_owned(),
            false => format!("| {:.0} | {:.0} | {busy_there:.0} |", at(&mut ready, 0.5), at(&mut ready, 0.95)),
        };
        println!("| `{page}` | {:.1} | {:.1} | {busy:.1} | {} {seen}", at(&mut times, 0.5), at(&mut times, 0.95), length / 1000);
    }
}

/// From a key in the field of search to the list that follows.
fn typing(path: &Path) {
    let Some(mut browser) = Browser::start() else { return };
    let server = Served::start(path.to_owned(), None, 0);
    browser.size(1366, 900, false);
    browser.goto(&server.link);
    let home = format!("http://127.0.0.1:{}", server.port);
    for (page, words) in [("/documents", "report harbour"), ("/search", "propose harbour")] {
        browser.goto(&format!("{home}{page}"));
        browser.eval("document.querySelector('.filters input[type=search]').focus()");
        browser.eval(
            "window.times = []; addEventListener('input', () => { const start = performance.now(); \
             document.addEventListener('followed', () => requestAnimationFrame(() => window.times.push(performance.now() - start)), { once: true }) }, true)",
        );
        for letter in words.chars() {
            browser.key(&letter.to_string());
            std::thread::sleep(std::time::Duration::from_millis(150));
        }
        let mut times: Vec<f64> = browser.eval("window.times").as_array().unwrap().iter().filter_map(serde_json::Value::as_f64).collect();
        println!("\ntyping in {page}: {} lists, p50 {:.0} ms, p95 {:.0} ms", times.len(), at(&mut times, 0.5), at(&mut times, 0.95));
    }
}

/// The reading room on a long document.
fn reading(path: &Path) {
    let Some(mut browser) = Browser::start() else { return };
    let server = Served::start(path.to_owned(), None, 0);
    browser.size(1366, 900, false);
    browser.take_cookie(server.port, &server.cookie());
    let page = format!("http://127.0.0.1:{}/d1", server.port);
    let (mut paint, mut ready) = (Vec::new(), Vec::new());
    let before = (on_processors(server.process()), in_browser(&server));
    for _ in 0..5 {
        browser.goto(&page);
        browser.wait("performance.getEntriesByName('first-contentful-paint').length > 0");
        paint.extend(browser.eval("performance.getEntriesByName('first-contentful-paint')[0].startTime").as_f64());
        ready.extend(browser.eval("performance.getEntriesByType('navigation')[0].loadEventEnd").as_f64());
    }
    let each = |now: f64, before: f64| (now - before) / 5.0;
    println!(
        "\non processors a page: {:.0} ms of the server, {:.0} ms of Chromium",
        each(on_processors(server.process()), before.0),
        each(in_browser(&server), before.1)
    );
    let mut first: Vec<f64> = (0..5)
        .map(|_| {
            let start = Instant::now();
            let length = server.get("/d1").body.len();
            eprint!("{} kB ", length / 1000);
            start.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    println!("its bytes after {:.0} ms at the server", at(&mut first, 0.5));
    let acts = browser.eval("document.querySelectorAll('.card').length");
    let words = browser.eval("document.querySelector('.sheet').innerText.split(/\\s+/).length");
    println!("\nreading room: {acts} acts, about {words} words with the cards");
    println!("first paint p50 {:.0} ms, worst {:.0} ms; ready p50 {:.0} ms", at(&mut paint, 0.5), at(&mut paint, 1.0), at(&mut ready, 0.5));
    // From the key to the frame in which the change is drawn.
    browser.eval(
        "window.times = []; addEventListener('keydown', () => { const start = performance.now(); \
         requestAnimationFrame(() => setTimeout(() => window.times.push(performance.now() - start))) }, true)",
    );
    for key in ["c", "j", "x", "c", "k", "u"] {
        browser.eval("window.times.length = 0");
        let before = in_browser(&server);
        for _ in 0..40 {
            browser.key(key);
            browser.eval("new Promise((done) => setTimeout(done, 30))");
        }
        let mut times: Vec<f64> = browser.eval("window.times").as_array().unwrap().iter().filter_map(serde_json::Value::as_f64).collect();
        let busy = (in_browser(&server) - before) / 40.0;
        println!("key {key}: p50 {:.0} ms, p95 {:.0} ms; {busy:.0} ms on processors", at(&mut times, 0.5), at(&mut times, 0.95));
    }
    browser.wait("!localStorage.getItem(`${document.body.dataset.dossier}:queue`)");
    let errors = std::mem::take(&mut browser.errors);
    if !errors.is_empty() {
        eprintln!("{errors:?}");
    }
}
