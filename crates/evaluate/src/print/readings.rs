//! The figures of readings.
use crate::score::reading::{Count, LAYOUT, Tally, calibration};
use crate::score::reliability::Reliability;
use crate::score::sheet::{Made, Prf, shown};
use serde_json::{Map, Value, json};
use std::cmp::Reverse;
use std::fmt::Write;

const HEADLINE: &str = "act_actor_measure";
// Below this many in the answers a figure is chance.
const FEW: usize = 30;

fn counts(tally: &Tally, made: &Made) -> Count {
    match made {
        Made::F1 { right, predicted, gold } => Count { right: tally.get(right), predicted: tally.get(predicted), gold: tally.get(gold) },
        Made::Share { right, of } | Made::Fault { wrong: right, of } => {
            Count { right: tally.get(right), predicted: tally.get(of), gold: tally.get(of) }
        }
        Made::Credit { .. } => Count::default(),
    }
}

fn prf(count: Count) -> Option<Prf> {
    let Count { right, predicted, gold } = count;
    (predicted > 0 || gold > 0).then(|| Prf::of(right as f64, predicted as f64, right as f64, gold as f64))
}

fn by_frequency(tally: &Tally) -> Vec<(&str, Count)> {
    let mut types: Vec<_> = tally.types.iter().map(|(kind, count)| (kind.as_str(), *count)).collect();
    types.sort_by_key(|(kind, count)| (Reverse(count.gold), *kind));
    types
}

fn confusions(tally: &Tally) -> Vec<(usize, &str, &str)> {
    let mut all: Vec<_> = tally.confusions.iter().map(|((g, p), n)| (*n, g.as_str(), p.as_str())).collect();
    all.sort_by_key(|(n, g, p)| (Reverse(*n), *g, *p));
    all.truncate(15);
    all
}

/// The figures as a table; with `detail` also by type, and the confusions.
pub fn readings(title: &str, documents: usize, tally: &Tally, detail: bool) -> String {
    let row = |name: &str, count: Count| match prf(count) {
        Some(Prf { p, r, f1 }) => format!("{name:20}{p:8.3}{r:8.3}{f1:8.3}{:7}{:7}\n", count.gold, count.predicted),
        None => format!("{name:20}{:>8}{:>8}{:>8}{:7}{:7}\n", "-", "-", "-", 0, 0),
    };
    let head = format!("{:>8}{:>8}{:>8}{:>7}{:>7}", "P", "R", "F1", "gold", "pred");
    let mut out = format!("{title}: {documents} documents\n{:20}{head}\n", "");
    for figure in LAYOUT.figures.iter().filter(|it| matches!(it.made, Made::F1 { .. }) && it.name != "params") {
        let count = counts(tally, &figure.made);
        let mark = match figure.name {
            HEADLINE => " *",
            "red_lines" if count.gold < FEW => " (few)",
            _ => "",
        };
        out += &row(&format!("{}{mark}", figure.name), count);
    }
    let _ = write!(out, "\n{:20}{head}\n", "of paired acts");
    for figure in LAYOUT.figures.iter().filter(|it| it.name == "params") {
        out += &row(figure.name, counts(tally, &figure.made));
    }
    let _ = writeln!(out, "{:20}{:>8}{:>8}{:>8}{:>9}", "", "share", "right", "of", "surplus");
    for name in ["speaker", "told_by", "addressee", "target"] {
        let (right, of) = (tally.get(name), tally.get(&format!("{name}_of")));
        let share = (of > 0).then(|| right as f64 / of as f64);
        let _ = writeln!(out, "{name:20}{:>8}{right:8}{of:8}{:9}", shown(share), tally.get(&format!("{name}_surplus")));
    }
    let share = |part: &str, whole: &str| (tally.get(whole) > 0).then(|| tally.get(part) as f64 / tally.get(whole) as f64);
    let _ = writeln!(
        out,
        "{:20}{:>8} of {} paired gold acts with a date (gold has {})",
        "dates right",
        shown(share("dates_right", "dates_paired")),
        tally.get("dates_paired"),
        tally.get("dates_gold")
    );
    let _ = writeln!(
        out,
        "{:20}{:>8} of {} dates given in paired acts",
        "dates wrong",
        shown(share("dates_wrong", "dates_given")),
        tally.get("dates_given")
    );
    if let Some(fit) = calibration(&tally.confidence) {
        let _ = writeln!(out, "\nconfidence, {} of {} predicted acts, {} right", fit.acts, tally.get("acts_predicted"), fit.right);
        let _ = writeln!(out, "{:20}{:>8}\n{:20}{:>8}", "ECE", shown(Some(fit.ece)), "AUROC", shown(fit.auroc));
        if detail {
            let _ = write!(out, "\n{}", Reliability::of(&tally.confidence).table());
        }
    }
    if detail {
        let _ = write!(out, "\n{:20}{head}\n", "by type");
        for (kind, count) in by_frequency(tally) {
            out += &row(kind, count);
        }
        let confusions = confusions(tally);
        if !confusions.is_empty() {
            out += "\nconfusions (gold -> predicted)\n";
            for (n, g, p) in confusions {
                let _ = writeln!(out, "{n:6}  {g} -> {p}");
            }
        }
    }
    out
}

/// The figures in the form that `score_reading.py --json` prints.
pub fn readings_json(documents: usize, not_predicted: usize, tally: &Tally) -> Value {
    let prf_json = |count: Count| match prf(count) {
        Some(Prf { p, r, f1 }) => json!({"p": p, "r": r, "f1": f1, "right": count.right, "predicted": count.predicted, "gold": count.gold}),
        None => json!({"p": null, "r": null, "f1": null, "right": 0, "predicted": 0, "gold": 0}),
    };
    let mut out = Map::new();
    out.insert("documents".into(), documents.into());
    out.insert("documents_not_predicted".into(), not_predicted.into());
    out.insert("headline".into(), HEADLINE.into());
    for figure in LAYOUT.figures {
        match figure.made {
            Made::F1 { .. } => {
                out.insert(figure.name.into(), prf_json(counts(tally, &figure.made)));
            }
            Made::Share { right, of } if figure.name == right => {
                let (right, of) = (tally.get(right), tally.get(of));
                let share = (of > 0).then(|| right as f64 / of as f64);
                let surplus = tally.get(&format!("{}_surplus", figure.name));
                out.insert(figure.name.into(), json!({"right": right, "of": of, "share": share, "surplus": surplus}));
            }
            _ => {}
        }
    }
    let share = |part: &str, whole: &str| (tally.get(whole) > 0).then(|| tally.get(part) as f64 / tally.get(whole) as f64);
    out.insert(
        "dates".into(),
        json!({
            "right": share("dates_right", "dates_paired"), "gold": tally.get("dates_gold"), "paired": tally.get("dates_paired"),
            "wrong": share("dates_wrong", "dates_given"), "given": tally.get("dates_given"),
        }),
    );
    out.insert(
        "confidence".into(),
        calibration(&tally.confidence)
            .map_or(Value::Null, |fit| json!({"acts": fit.acts, "right": fit.right, "ece": fit.ece, "auroc": fit.auroc})),
    );
    out.insert(
        "types".into(),
        by_frequency(tally).into_iter().map(|(kind, count)| (kind.to_owned(), prf_json(count))).collect::<Map<_, _>>().into(),
    );
    let list: Vec<Value> = confusions(tally).into_iter().map(|(n, g, p)| json!({"gold": g, "predicted": p, "n": n})).collect();
    out.insert("confusions".into(), list.into());
    Value::Object(out)
}
