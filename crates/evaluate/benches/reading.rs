//! How fast documents are read on one core, in how much memory, whether cost grows linearly, and how long the program takes for one
//! article with its start. Over the training split of PolNeAR (some 625,000 words), or the examples over and over without it.
//! Times need a machine that does nothing else.
#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "a bench measures time, reads files and prints")]
use evaluate::corpus;
use evidence::{About, Document};
use reader::text::Text;
use reader::{Config, attribution, quotation};
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

fn main() {
    let (name, texts) = texts();
    let words: usize = texts.iter().map(|text| words(text)).sum();
    println!("{name}: {} documents, {words} words, one core", texts.len());
    let documents: Vec<Document> = texts.iter().enumerate().map(|(n, text)| document(n, text.clone())).collect();
    let config = Config::default();

    let before = peak_memory();
    let rate = |took: Duration| words as f64 / took.as_secs_f64();
    let took = best(|| {
        documents.iter().for_each(|it| {
            black_box(attributions(it));
        })
    });
    println!("attribution alone   {:10.0} words a second", rate(took));
    let took = best(|| documents.iter().for_each(|it| drop(black_box(reader::read(it, &config)))));
    println!("the whole reading   {:10.0} words a second", rate(took));
    match (before, peak_memory()) {
        (Some(before), Some(after)) => {
            println!("peak memory         {:10.1} MB, {:.1} MB of it before the first reading", after, before);
        }
        _ => println!("peak memory: this system does not tell"),
    }

    linear(&texts, &config);
    shapes(&config);
    if let Some(after) = peak_memory() {
        println!("peak memory         {after:10.1} MB with a document of 10 MB");
    }
    start_up(&texts);
}

fn texts() -> (&'static str, Vec<String>) {
    let text = |case: &corpus::Case| case.document.text().to_owned();
    if let Some(cases) = corpus::shared().and_then(|shared| corpus::polnear(&shared, "train").ok()) {
        return ("PolNeAR train", cases.iter().map(text).collect());
    }
    println!("skipped: PolNeAR needs ../shared beside the repository; the examples are read over and over instead");
    let examples = corpus::examples(&corpus::repository()).unwrap_or_default();
    let enough = examples.iter().cycle().take(if examples.is_empty() { 0 } else { 840 });
    ("examples", enough.map(text).collect())
}

fn document(n: usize, text: String) -> Document {
    Document::new(About::named(format!("d{n}")), text)
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

fn attributions(document: &Document) -> usize {
    let text = Text::of(document.text());
    let quotations = quotation::quotations(&text);
    attribution::attribute(&text, &quotations).0.len()
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

/// The most memory that this process has held so far, in MB.
fn peak_memory() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().strip_suffix("kB")?.trim().parse::<f64>().ok()? / 1024.0)
}

/// Time a word in documents of growing size, each a run of articles.
fn linear(texts: &[String], config: &Config) {
    let joined = texts.join("\n\n");
    let sized = |size: usize| {
        let mut text = joined.clone();
        while text.len() < size {
            text.push_str("\n\n");
            text.push_str(&joined);
        }
        let end = (0..=size).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
        text.truncate(end);
        text
    };
    let mut first = None;
    for size in [10_000, 100_000, 1_000_000, 10_000_000] {
        // As many small documents as there are bytes in a large one, so that all are measured over the same words.
        let whole = sized(size.max(1_000_000));
        let mut documents = Vec::new();
        let mut rest = whole.as_str();
        while !rest.is_empty() {
            let end = (0..=size.min(rest.len())).rev().find(|end| rest.is_char_boundary(*end)).unwrap_or(rest.len());
            let (one, other) = rest.split_at(end.max(1));
            documents.push(document(documents.len(), one.to_owned()));
            rest = other;
        }
        let start = Instant::now();
        documents.iter().for_each(|it| drop(black_box(reader::read(it, config))));
        let each = start.elapsed().as_secs_f64() / words(&whole) as f64;
        let ratio = each / *first.get_or_insert(each);
        println!("document of {:8} kB {:10.2} microseconds a word, {ratio:.2} times the smallest", size / 1000, each * 1e6);
    }
}

/// Texts that lead a careless rule astray, each once more ten times as long: ten times the time, where a square would take a hundred.
fn shapes(config: &Config) {
    let article = "“We will hold the bridge,” President Halvorsen of Norland said. Envoy Lind of Estmark told reporters on Monday that \
                   Sudria, which had rejected the plan, would insist on a truce, adding that his demand that Norland leave stood.\n";
    let made: [(&str, &dyn Fn(usize) -> String); 5] = [
        ("articles", &|n| article.repeat(n)),
        ("one sentence", &|n| format!("Lind said that {}.", "Norland and Sudria, which had ".repeat(n * 10))),
        ("marks", &|n| "“".repeat(n * 30) + &"\" ".repeat(n * 30)),
        ("nested", &|n| "“a ‘b ".repeat(n * 20)),
        ("names", &|n| (0..n * 10).map(|i| format!("President Orr{i} of Norland met Envoy Dell{i} of Sudria. ")).collect()),
    ];
    for (name, make) in made {
        let (short, long) = (document(0, make(100)), document(1, make(1_000)));
        let [short, long] = [short, long].map(|it| best(|| drop(black_box(reader::read(&it, config)))).as_secs_f64());
        println!("{name:14} {:8.1} ms, ten times as long {:8.1} ms: {:.1} times", short * 1e3, long * 1e3, long / short);
    }
}

/// The program itself on one article of some 650 words, as a user starts it.
fn start_up(texts: &[String]) {
    let Some(program) = program() else {
        println!("skipped: start-up needs the program: cargo build --release");
        return;
    };
    let Some(text) = texts.iter().min_by_key(|text| words(text).abs_diff(650)) else { return };
    let path = std::env::temp_dir().join(format!("armistice-bench-{}.txt", std::process::id()));
    if std::fs::write(&path, text).is_err() {
        return;
    }
    let mut times: Vec<Duration> = Vec::new();
    for _ in 0..21 {
        let start = Instant::now();
        let done = Command::new(&program).arg("read").arg(&path).output();
        times.push(start.elapsed());
        if !done.is_ok_and(|it| it.status.success()) {
            println!("start-up: `{} read` failed", program.display());
            break;
        }
    }
    times.sort_unstable();
    let median = times.get(times.len() / 2).copied().unwrap_or_default();
    println!("start and one article of {} words: {:.1} ms (median of {})", words(text), median.as_secs_f64() * 1e3, times.len());
    let _ = std::fs::remove_file(&path);
}

/// The release binary beside this bench's own.
fn program() -> Option<PathBuf> {
    let here = std::env::current_exe().ok()?;
    let folder: &Path = here.parent()?.parent()?;
    let path = folder.join(format!("armistice{}", std::env::consts::EXE_SUFFIX));
    path.is_file().then_some(path)
}
