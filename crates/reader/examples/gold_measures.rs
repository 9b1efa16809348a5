//! How well the measures are told from an act's own words: for each hand-made act its quote is given, its measures are compared.
//! Usage: cargo run -p reader --example gold_measures [--misses] [--fold N]. Development only; reads ../shared.
#![expect(clippy::print_stdout, clippy::print_stderr, clippy::disallowed_methods, reason = "a development tool prints and reads files")]
use evidence::{ActKind, Measures, Place, Span};
use reader::measure::{Cues, matters, within};
use reader::text::Text;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

fn main() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    if !shared.exists() {
        eprintln!("skipped: {} is not there", shared.display());
        return;
    }
    let args: Vec<String> = std::env::args().collect();
    let misses = args.iter().any(|a| a == "--misses");
    let folds = folds(&shared);
    let cues = Cues::new(Measures::embedded());
    let mut by_fold: BTreeMap<usize, [usize; 2]> = BTreeMap::new();
    let mut by_measure: BTreeMap<String, [usize; 3]> = BTreeMap::new();
    let (mut params_right, mut params_given, mut params_gold) = (0, 0, 0);
    for (id, gold, source) in documents(&shared) {
        let text = Text::of(&source);
        let all = cues.in_document(&text);
        for act in gold["acts"].as_array().into_iter().flatten() {
            let Some(quote) = place(&act["quote"]) else { continue };
            let kind = act["act"].as_str().and_then(ActKind::from_word);
            let first = text.sentence_at(quote.start()).unwrap_or(0);
            let last = text.sentence_at(quote.end() - 1).unwrap_or(first);
            let hits = within(&all, text.sentences[first].tokens.start..text.sentences[last].tokens.end);
            let found = matters(&cues, &text, &quote, hits, kind, true);
            let given: BTreeSet<String> = found.iter().map(|m| m.measure.0.clone()).collect();
            let wanted: BTreeSet<String> =
                act["measures"].as_array().into_iter().flatten().filter_map(|m| m["id"].as_str()).map(str::to_owned).collect();
            let right = given.intersection(&wanted).next().is_some() || given.is_empty() && wanted.is_empty();
            let row = by_fold.entry(folds.get(&id).copied().unwrap_or(99)).or_default();
            row[0] += usize::from(right);
            row[1] += 1;
            for m in given.union(&wanted) {
                let row = by_measure.entry(m.clone()).or_default();
                row[0] += usize::from(given.contains(m) && wanted.contains(m));
                row[1] += usize::from(given.contains(m));
                row[2] += usize::from(wanted.contains(m));
            }
            for m in act["measures"].as_array().into_iter().flatten() {
                let Some(mine) = found.iter().find(|f| Some(f.measure.0.as_str()) == m["id"].as_str()) else { continue };
                params_given += mine.params.len();
                for (name, value) in m["params"].as_object().into_iter().flatten() {
                    params_gold += 1;
                    let value = value.as_str().unwrap_or("");
                    let hit = mine.params.iter().find(|p| p.name == *name);
                    params_right += usize::from(hit.is_some_and(|p| same_value(&p.value, value)));
                    if misses && args.iter().any(|a| a == "--params") {
                        println!("PARAM {name}: {value} <> {:?} | {}", hit.map(|p| &p.value), quote.words(&source));
                    }
                }
                if misses && args.iter().any(|a| a == "--params") {
                    for p in mine.params.iter().filter(|p| m["params"].get(&p.name).is_none()) {
                        println!("PARAM+ {}: {} | {}", p.name, p.value, quote.words(&source));
                    }
                }
            }
            if misses && !right && !args.iter().any(|a| a == "--params") {
                println!("{id} {} want {wanted:?} given {given:?}\n    {}", act["act"].as_str().unwrap_or(""), quote.words(&source));
            }
        }
    }
    println!("{:32} right given gold", "measure");
    for (m, [right, given, wanted]) in &by_measure {
        println!("{m:32} {right:5} {given:5} {wanted:4}");
    }
    let (mut right, mut all) = (0, 0);
    for (fold, [r, n]) in &by_fold {
        println!("fold {fold}: {r} of {n} = {:.3}", *r as f64 / *n as f64);
        right += r;
        all += n;
    }
    let sums = by_measure.values().fold([0; 3], |s, r| [s[0] + r[0], s[1] + r[1], s[2] + r[2]]);
    println!("acts with the right measures: {right} of {all} = {:.3}", f64::from(right as u32) / f64::from(all as u32));
    println!("measures: precision {:.3} recall {:.3}", sums[0] as f64 / sums[1] as f64, sums[0] as f64 / sums[2] as f64);
    println!("params: {params_right} right, {params_given} given, {params_gold} in gold");
}

/// The scorer's rule: half of the words are the same.
fn same_value(a: &str, b: &str) -> bool {
    let words = |s: &str| -> BTreeSet<String> {
        s.to_lowercase()
            .split(|c: char| !c.is_alphanumeric() && !".,:/-".contains(c))
            .filter(|w| !w.is_empty())
            .map(|w| w.trim_matches(['.', ',', ':']).to_owned())
            .collect()
    };
    let (a, b) = (words(a), words(b));
    2 * a.intersection(&b).count() >= a.union(&b).count()
}

fn folds(shared: &Path) -> BTreeMap<String, usize> {
    let Ok(text) = std::fs::read_to_string(shared.join("folds.json")) else { return BTreeMap::new() };
    let value: Value = serde_json::from_str(&text).unwrap_or_default();
    let folds = value["folds"].as_array().cloned().unwrap_or_default();
    let rows = folds.iter().enumerate().flat_map(|(i, fold)| {
        fold["documents"].as_array().cloned().unwrap_or_default().into_iter().filter_map(move |d| Some((d.as_str()?.to_owned(), i)))
    });
    rows.collect()
}

fn documents(shared: &Path) -> Vec<(String, Value, String)> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(shared.join("gold")).into_iter().flatten().flatten().map(|e| e.path()).collect();
    paths.sort();
    let mut out = Vec::new();
    for path in paths.iter().filter(|p| p.extension().is_some_and(|e| e == "json")) {
        let Ok(json) = std::fs::read_to_string(path) else { continue };
        let gold: Value = serde_json::from_str(&json).unwrap_or_default();
        let id = gold["document"]["id"].as_str().unwrap_or("").to_owned();
        let places = [format!("news/{id}.txt"), format!("articles/{id}.txt"), format!("{id}/article.txt")];
        let Some(source) = places.iter().find_map(|p| std::fs::read_to_string(shared.join(p)).ok()) else { continue };
        out.push((id, gold, source));
    }
    out
}

fn place(value: &Value) -> Option<Place> {
    let offset = |v: &Value| usize::try_from(v.as_u64()?).ok();
    Place::of(value.as_array()?.iter().filter_map(|pair| Span::new(offset(&pair[0])?, offset(&pair[1])?)))
}
