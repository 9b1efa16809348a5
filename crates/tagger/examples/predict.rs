//! Attributions of JSON Lines of texts, one document a line, in the form the scorer reads; and words a second.
//!
//! usage: `cargo run --release -p tagger --example predict -- WEIGHTS TEXTS.jsonl OUT.jsonl [--threads N] [--outer]`
#![expect(clippy::disallowed_methods, clippy::print_stderr, reason = "a program for development, not a stage")]

use std::error::Error;
use std::io::Write;
use std::ops::Range;

use tagger::{Config, Tagger};

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [weights, texts, out, options @ ..] = args.as_slice() else {
        return Err("usage: predict WEIGHTS TEXTS.jsonl OUT.jsonl [--threads N] [--outer]".into());
    };
    let threads = options.iter().skip_while(|o| *o != "--threads").nth(1).map_or(Ok(1), |n| n.parse())?;
    let config = Config { threads, nested: !options.iter().any(|o| o == "--outer") };
    let began = std::time::Instant::now();
    let tagger = Tagger::from_weights(std::fs::read(weights)?.leak())?;
    eprintln!("weights read in {:.1} ms", began.elapsed().as_secs_f64() * 1e3);
    let mut out = std::fs::File::create(out)?;
    let (mut words, mut seconds) = (0, 0.0);
    for line in std::fs::read_to_string(texts)?.lines() {
        let document: serde_json::Value = serde_json::from_str(line)?;
        let text = document["text"].as_str().ok_or("a line without text")?;
        let began = std::time::Instant::now();
        let found = tagger.attributions(text, &config);
        seconds += began.elapsed().as_secs_f64();
        words += text.split_whitespace().count();
        let list: Vec<serde_json::Value> = found
            .iter()
            .map(|a| {
                serde_json::json!({
                    "source": pairs(&a.source), "cue": pairs(&a.cue), "content": pairs(&a.content),
                    "within": a.within, "score": a.score,
                })
            })
            .collect();
        writeln!(out, "{}", serde_json::json!({"id": document["id"], "attributions": list}))?;
    }
    eprintln!("{words} words in {seconds:.2} s: {:.0} words a second with {threads} threads", f64::from(words as u32) / seconds);
    Ok(())
}

fn pairs(ranges: &[Range<usize>]) -> Vec<[usize; 2]> {
    ranges.iter().map(|r| [r.start, r.end]).collect()
}
