//! How well the time of an act is told from its own words: for each hand-made act its quote is given, `when` is compared.
//! Usage: cargo run -p reader --example gold_dates [--misses]. Development only; reads ../shared.
#![expect(clippy::print_stdout, clippy::print_stderr, clippy::disallowed_methods, reason = "a development tool prints and reads files")]
use evidence::{ActKind, Date, DateBasis, Place, Published, Span};
use reader::date::{times, when};
use reader::text::Text;
use serde_json::Value;
use std::path::{Path, PathBuf};

fn main() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    if !shared.exists() {
        eprintln!("skipped: {} is not there", shared.display());
        return;
    }
    let misses = std::env::args().any(|a| a == "--misses");
    let (mut dated, mut right, mut given, mut wrong, mut coarser) = (0, 0, 0, 0, 0);
    let mut paths: Vec<PathBuf> = std::fs::read_dir(shared.join("gold")).into_iter().flatten().flatten().map(|e| e.path()).collect();
    paths.sort();
    for path in paths.iter().filter(|p| p.extension().is_some_and(|e| e == "json")) {
        let Ok(json) = std::fs::read_to_string(path) else { continue };
        let gold: Value = serde_json::from_str(&json).unwrap_or_default();
        let id = gold["document"]["id"].as_str().unwrap_or("").to_owned();
        let places = [format!("news/{id}.txt"), format!("articles/{id}.txt"), format!("{id}/article.txt")];
        let Some(source) = places.iter().find_map(|p| std::fs::read_to_string(shared.join(p)).ok()) else { continue };
        let date = gold["document"]["published"]["value"].as_str().and_then(|d| d.parse::<Date>().ok());
        let published = date.map(|date| Published { date, basis: DateBasis::Metadata });
        let text = Text::of(&source);
        let times = times(&text, published.as_ref());
        for act in gold["acts"].as_array().into_iter().flatten() {
            let Some(quote) = place(&act["quote"]) else { continue };
            let wanted = act["when"]["value"].as_str();
            let found = when(&text, &times, &quote, act["act"].as_str().and_then(ActKind::from_word));
            let value = found.as_ref().and_then(|w| w.date()).map(ToString::to_string);
            dated += usize::from(wanted.is_some());
            given += usize::from(value.is_some());
            let is_right = value.is_some() && value.as_deref() == wanted;
            let is_coarser = matches!((&value, wanted), (Some(v), Some(w)) if w.starts_with(v.as_str()) && w != v);
            right += usize::from(is_right);
            coarser += usize::from(is_coarser);
            let is_wrong = value.is_some() && !is_right && !is_coarser;
            wrong += usize::from(is_wrong);
            if misses && (is_wrong || wanted.is_some() && !is_right) {
                println!(
                    "{} {id} {} want {wanted:?} ({}) given {value:?} ({})\n    {}",
                    if is_wrong { "WRONG" } else { "miss" },
                    act["act"].as_str().unwrap_or(""),
                    place(&act["when"]["words"]).map_or(String::new(), |p| p.words(&source)),
                    found.map_or(String::new(), |w| w.words().words(&source)),
                    quote.words(&source)
                );
            }
        }
    }
    println!("acts with a date {dated}, right {right} = {:.3}", f64::from(right as u32) / f64::from(dated as u32));
    println!("given {given}, wrong {wrong} = {:.3}, only coarser {coarser}", f64::from(wrong as u32) / f64::from(given as u32));
}

fn place(value: &Value) -> Option<Place> {
    let offset = |v: &Value| usize::try_from(v.as_u64()?).ok();
    Place::of(value.as_array()?.iter().filter_map(|pair| Span::new(offset(&pair[0])?, offset(&pair[1])?)))
}
