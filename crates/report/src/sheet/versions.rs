//! Versions of one deal, point by point.
use super::section::{Entry, Section, Words};
use table::compare::{Comparison, Point, Row, Verdict};

pub(super) fn sections(comparison: &Comparison, names: &[String]) -> Vec<Section> {
    let of = |verdict: Verdict| -> Vec<Entry> {
        comparison.rows.iter().filter(|it| it.verdict() == verdict).map(|it| entry(it, names)).collect()
    };
    let comments = comparison.comments.iter().zip(names).flat_map(|(points, name)| points.iter().map(move |it| (it, name)));
    let comments = comments.map(|(point, name)| Entry { words: vec![words("", name, point)], ..Entry::default() }).collect();
    let mirrored =
        comparison.mirrored.iter().map(|(a, b)| Entry { says: format!("{a}… in the one is {b}… in the other"), ..Entry::default() });
    vec![
        Section { title: "Changed", empty: "No point that all have is changed.", entries: of(Verdict::Changed) },
        Section { title: "Only in some", empty: "", entries: of(Verdict::Partly) },
        Section { title: "Kept", empty: "", entries: of(Verdict::Kept) },
        Section { title: "Names that take each other's place", empty: "", entries: mirrored.collect() },
        Section { title: "What is said of the deal", empty: "", entries: comments },
    ]
}

fn words(label: &'static str, name: &str, point: &Point) -> Words {
    let number = point.number.map(|it| format!(", {it}")).unwrap_or_default();
    Words { label, words: point.quote.words().to_owned(), from: format!("{name}{number}") }
}

fn entry(row: &Row, names: &[String]) -> Entry {
    let mut says: Vec<String> = Vec::new();
    for (changes, name) in row.changes.iter().zip(names) {
        for it in changes {
            let [a, b] = [&it.a, &it.b].map(|it| it.as_ref().map(|it| format!("“{}”", it.words())));
            says.push(match (a, b) {
                (Some(a), Some(b)) => format!("{}: {a} is {b} in {name}", it.what.as_str()),
                (Some(a), None) => format!("{}: {a} is missing in {name}", it.what.as_str()),
                (_, b) => format!("{}: {} is in {name} only", it.what.as_str(), b.unwrap_or_default()),
            });
        }
    }
    let has: Vec<&str> = row.tellings.iter().zip(names).filter(|(it, _)| it.is_some()).map(|(_, name)| name.as_str()).collect();
    if has.len() < row.tellings.len() {
        says.insert(0, format!("only in {}", has.join(", ")));
    }
    if row.moved.contains(&true) {
        says.push("stands in another order".to_owned());
    }
    let all = row.tellings.iter().zip(names).filter_map(|(it, name)| Some(words("", name, it.as_ref()?)));
    // Of what all say alike once is enough.
    let take = if row.verdict() == Verdict::Kept { 1 } else { usize::MAX };
    Entry { says: says.join("; "), words: all.take(take).collect(), ..Entry::default() }
}
