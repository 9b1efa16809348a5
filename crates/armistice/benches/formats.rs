//! How long files of foreign formats take, from the bytes on disk to the readings, parsed in child processes as the command does it:
//! 1,000 pages of PDF in 50 files, and a page of 300 kB. `cargo bench -p armistice --bench formats`.
#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "a bench makes files, reads the clock and prints")]

use armistice::{Config, Input, Model, load, read_all};
use fuzz::files;
use std::time::{Duration, Instant};

const FILES: usize = 50;
const PAGES: usize = 20;

fn main() {
    // Started anew, it is the child that parses.
    armistice::apart::serve_if_asked();
    let folder = tempfile::tempdir().expect("a folder");
    for number in 0..FILES {
        std::fs::write(folder.path().join(format!("{number:02}.pdf")), report(number)).expect("a file");
    }
    let whole = || Input::path(folder.path());

    let (pages, took) = timed(|| {
        let documents = load([whole()]).map(|outcome| outcome.result.expect("a document"));
        documents.map(|given| given.document.original().map_or(0, |it| it.stretches().len())).sum::<usize>()
    });
    println!("{FILES} PDFs of {PAGES} pages, parsed by one child ({pages} lines): {took:.2?}");
    for (model, name) in [(Model::None, "rules alone"), (Model::Whole, "the trained tagger")] {
        let config = Config::default().with_model(model);
        let read =
            || read_all([whole()], &config, Some(2)).map(|outcome| outcome.result.expect("a reading").reading.acts.len()).sum::<usize>();
        let (acts, took) = timed(read);
        println!("the same, parsed and read on two threads by {name} ({acts} acts): {took:.2?}; at most 60 s are asked for");
    }

    let page = page();
    let parse = |page: &[u8]| load([Input::bytes("page.html", page.to_vec())]).next().expect("an outcome").result.expect("a document");
    let (_, first) = timed(|| parse(&page));
    let mut times: Vec<Duration> = (0..21).map(|_| timed(|| parse(&page)).1).collect();
    times.sort();
    println!(
        "a page of {} kB: {:.1?} (median of 21), the first of a child {first:.1?}; at most 50 ms are asked for",
        page.len() / 1_000,
        times[10]
    );
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let out = work();
    (out, start.elapsed())
}

/// A PDF of full pages, no two with the same words.
fn report(number: usize) -> Vec<u8> {
    let words = |row: usize| {
        format!(
            "On day {row} of round {number} President Halvorsen of Norland said that the truce along the Tessel river holds, and that \
             Sudria will free {} pilots if the harbour stays open. “We will not hand over the harbour,” he said. Envoy Lind of Estmark \
             urged both sides to sign, and Sudria rejected a withdrawal of its troops from the delta.",
            row * 3 + number
        )
    };
    let mut pages = 1;
    let mut paragraphs = Vec::new();
    // Six lines a paragraph with the space after it, fifty a page.
    while pages <= PAGES * 50 / 6 {
        paragraphs.push(words(pages));
        pages += 1;
    }
    let paragraphs: Vec<&str> = paragraphs.iter().map(String::as_str).collect();
    files::pdf(&paragraphs)
}

/// A page as news sites make them: an article in the midst of menus, scripts and teasers, 300 kB.
fn page() -> Vec<u8> {
    let menu: String =
        (0..600).map(|n| format!("<li class=\"menu-item\"><a href=\"/topic/{n}\"><span>Menu topic number {n}</span></a></li>\n")).collect();
    let teasers: String =
        (0..150).map(|n| format!("<div class=\"related teaser\"><a href=\"/story/{n}\"><h3>Related story {n}</h3></a></div>\n")).collect();
    let script = format!("<script>var data = \"{}\";</script>", "Norland signs. ".repeat(6_000));
    let style = format!("<style>{}</style>", ".a { color: red }\n".repeat(3_000));
    let paragraph = "<p>President Halvorsen of Norland said on Monday that the truce along the Tessel river holds &amp; that envoy Lind of Estmark may come \
        to Port Alba whenever she likes.</p>\n";
    format!(
        "<!DOCTYPE html><html><head><title>Truce</title>{style}</head><body><ul class=\"menu\">{menu}</ul>{script}<div class=\"article-body\">{}</div>\
         <div class=\"sidebar\">{teasers}</div></body></html>",
        paragraph.repeat(120)
    )
    .into_bytes()
}
