//! What the trained tagger costs on one core, beside spaCy's small model where that is installed: words a second alone and in the whole
//! reading, memory, and the program on one article with its start. Over PolNeAR dev, or the examples over and over without it.
//! `PYTHON` names the interpreter that has spaCy with `en_core_web_sm` (default `python3`).
#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "a bench measures time, reads files and prints")]
use evaluate::corpus;
use evidence::{About, Document};
use reader::{Config, Model};
use std::hint::black_box;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use tagger::Tagger;

fn main() {
    let (name, texts) = texts();
    let n: usize = texts.iter().map(|text| words(text)).sum();
    println!("{name}: {} documents, {n} words, one core, best of three", texts.len());
    let rate = |took: Duration| n as f64 / took.as_secs_f64();
    let mut ours = None;
    for (name, tagger) in [("whole", Tagger::embedded()), ("fast", Tagger::fast())] {
        let Some(tagger) = tagger else {
            println!("skipped: built without the weights of the {name} tagger");
            continue;
        };
        for (nested, says) in [(false, "outermost alone"), (true, "with those inside another's words")] {
            let config = tagger::Config { threads: 1, nested };
            let took = best(|| texts.iter().for_each(|text| drop(black_box(tagger.attributions(text, &config)))));
            println!("tagger, {name:5} {says:34} {:9.0} words a second", rate(took));
            ours = ours.or(Some(rate(took)));
        }
    }
    let documents: Vec<Document> =
        texts.iter().enumerate().map(|(k, text)| Document::new(About::named(format!("d{k}")), text.clone())).collect();
    for (name, model) in [("whole", Model::Whole), ("fast", Model::Fast), ("none", Model::None)] {
        let config = Config::default().with_model(model);
        let took = best(|| documents.iter().for_each(|it| drop(black_box(reader::read(it, &config)))));
        println!("the whole reading, model {name:25} {:9.0} words a second", rate(took));
    }
    match (spacy(&texts), ours) {
        (Some([all, parser]), Some(ours)) => {
            println!("spaCy sm, all of it {all:33.0} words a second; the whole tagger is {:.2} times as fast", ours / all);
            println!("spaCy sm, tagger and parser alone {parser:19.0} words a second; {:.2} times", ours / parser);
        }
        _ => println!("skipped: spaCy with en_core_web_sm is not installed for the interpreter that PYTHON names"),
    }
    start_up(&texts);
}

fn texts() -> (&'static str, Vec<String>) {
    let text = |case: &corpus::Case| case.document.text().to_owned();
    if let Some(cases) = corpus::shared().and_then(|shared| corpus::polnear(&shared, "dev").ok()) {
        return ("PolNeAR dev", cases.iter().map(text).collect());
    }
    println!("skipped: PolNeAR needs ../shared beside the repository; the examples are read over and over instead");
    let examples = corpus::examples(&corpus::repository()).unwrap_or_default();
    let enough = examples.iter().cycle().take(if examples.is_empty() { 0 } else { 90 });
    ("examples", enough.map(text).collect())
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// The shortest of three runs: what disturbs only ever adds.
fn best(mut run: impl FnMut()) -> Duration {
    let times = (0..3).map(|_| {
        let start = Instant::now();
        run();
        start.elapsed()
    });
    times.min().unwrap_or_default()
}

/// The same words through spaCy on one thread: words a second with the whole pipeline, and with what a rule over parses needs.
fn spacy(texts: &[String]) -> Option<[f64; 2]> {
    const CODE: &str = "
import json, sys, time
import spacy
texts = json.load(sys.stdin)
n = sum(len(t.split()) for t in texts)
for drop in ([], ['ner', 'lemmatizer', 'attribute_ruler']):
    nlp = spacy.load('en_core_web_sm', exclude=drop)
    best = 1e9
    for _ in range(3):
        began = time.perf_counter()
        for _ in nlp.pipe(texts): pass
        best = min(best, time.perf_counter() - began)
    print(n / best)
";
    let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let mut child = Command::new(python)
        .args(["-c", CODE])
        .env("OMP_NUM_THREADS", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    // Where it has ended already (no spaCy), there is nobody to write to.
    let _ = child.stdin.take()?.write_all(serde_json::to_string(texts).ok()?.as_bytes());
    let out = String::from_utf8(child.wait_with_output().ok()?.stdout).ok()?;
    let figures: Vec<f64> = out.lines().filter_map(|line| line.parse().ok()).collect();
    figures.try_into().ok()
}

/// The program itself on one article of some 650 words, as a user starts it, on one thread; and the most memory that it held.
fn start_up(texts: &[String]) {
    let folder = std::env::current_exe().ok().and_then(|here| Some(here.parent()?.parent()?.to_owned()));
    let program: Option<PathBuf> = folder.map(|it| it.join(format!("armistice{}", std::env::consts::EXE_SUFFIX))).filter(|it| it.is_file());
    let Some(program) = program else {
        println!("skipped: start-up needs the program: cargo build --release");
        return;
    };
    let Some(text) = texts.iter().min_by_key(|text| words(text).abs_diff(650)) else { return };
    let path = std::env::temp_dir().join(format!("armistice-bench-{}.txt", std::process::id()));
    if std::fs::write(&path, text).is_err() {
        return;
    }
    for option in ["--jobs=1", "--jobs=2", "--fast", "--no-model"] {
        let jobs = if option.starts_with("--jobs") { vec![option] } else { vec![option, "--jobs=1"] };
        let mut times: Vec<Duration> = Vec::new();
        for _ in 0..11 {
            let start = Instant::now();
            let done = Command::new(&program).arg("read").args(&jobs).arg(&path).output();
            times.push(start.elapsed());
            if !done.is_ok_and(|it| it.status.success()) {
                println!("start-up: `{} read` failed", program.display());
                break;
            }
        }
        times.sort_unstable();
        let median = times.get(times.len() / 2).copied().unwrap_or_default().as_secs_f64() * 1e3;
        println!("start and one article of {} words, {:22} {median:7.1} ms (median of {})", words(text), jobs.join(" "), times.len());
    }
    // GNU time tells the most memory of a program; the shell's own does not.
    let timed = Command::new("/usr/bin/time").args(["-f", "%M"]).arg(&program).arg("read").arg(&path).output();
    match timed.ok().and_then(|it| String::from_utf8(it.stderr).ok()?.lines().last()?.parse::<f64>().ok()) {
        Some(kilobytes) => println!("peak memory of it {:43.1} MB", kilobytes / 1024.0),
        None => println!("skipped: peak memory needs /usr/bin/time"),
    }
    let _ = std::fs::remove_file(&path);
}
