//! The comparisons of `examples/compare` against those made by hand.
use evaluate::corpus;
use evidence::Document;
use std::path::PathBuf;
use table::compare::{Comparison, Point, Row, compare};

fn folder() -> PathBuf {
    corpus::repository().join("examples/compare")
}

fn document(name: &str) -> Document {
    let bytes = std::fs::read(folder().join(name)).expect("a text");
    reader::document::documents(name, &bytes, None).remove(0).expect("a document").document
}

/// Calls `check` with each comparison and each point made by hand, and fails with all that it found.
fn each(check: fn(&Comparison, &toml::Table, &mut Vec<String>)) {
    let mut faults = Vec::new();
    for name in ["plan", "truce"] {
        let text = std::fs::read_to_string(folder().join(format!("{name}.expected.toml"))).expect("what is expected");
        let expected: toml::Table = text.parse().expect("TOML");
        let [a, b] = ["a", "b"].map(|key| document(expected[key].as_str().expect("a name")));
        check(&compare(&[&a, &b]), &expected, &mut faults);
    }
    assert!(faults.is_empty(), "{} differ:\n{}", faults.len(), faults.join("\n"));
}

fn list<'a>(table: &'a toml::Table, key: &str) -> impl Iterator<Item = &'a toml::Table> {
    table.get(key).and_then(|it| it.as_array()).into_iter().flatten().map(|it| it.as_table().expect("a table"))
}

/// Whether a point is the one that is named by its number or by words of it.
fn is_named(point: Option<&Point>, name: Option<&toml::Value>) -> bool {
    match (point, name) {
        (None, None) => true,
        (Some(point), Some(toml::Value::Integer(number))) => point.number.map(i64::from) == Some(*number),
        (Some(point), Some(toml::Value::String(words))) => {
            let bare = |it: &str| it.trim_end_matches(['.', ';']).to_owned();
            bare(point.quote.words()).contains(&bare(words))
        }
        _ => false,
    }
}

fn row<'a>(made: &'a Comparison, point: &toml::Table) -> Option<&'a Row> {
    made.rows.iter().find(|row| is_named(row.tellings[0].as_ref(), point.get("a")) && is_named(row.tellings[1].as_ref(), point.get("b")))
}

fn verdict(row: &Row) -> &'static str {
    match (&row.tellings[0], &row.tellings[1]) {
        (Some(_), None) => "only in a",
        (None, _) => "only in b",
        _ => row.verdict().as_str(),
    }
}

#[test]
fn points_are_aligned_and_judged_as_by_hand() {
    each(|made, expected, faults| {
        for point in list(expected, "point") {
            match row(made, point) {
                None => faults.push(format!("no such pair: {:?} and {:?}", point.get("a"), point.get("b"))),
                Some(row) if verdict(row) != point["verdict"].as_str().expect("a word") => {
                    faults.push(format!("{:?} is {}: {:#?}", point.get("a"), verdict(row), row.changes));
                }
                Some(_) => {}
            }
        }
        let points = list(expected, "point").count();
        if made.rows.len() != points {
            let all: Vec<_> =
                made.rows.iter().map(|it| it.tellings.iter().flatten().map(|it| it.quote.words()).collect::<Vec<_>>()).collect();
            faults.push(format!("{points} points by hand, {} by the table: {all:#?}", made.rows.len()));
        }
    });
}

#[test]
fn changes_are_as_found_by_hand() {
    each(|made, expected, faults| {
        for point in list(expected, "point") {
            let Some(row) = row(made, point) else { continue };
            let changes: Vec<(&str, &str, &str)> = row.changes[1]
                .iter()
                .map(|it| (it.what.as_str(), it.a.as_ref().map_or("", |it| it.words()), it.b.as_ref().map_or("", |it| it.words())))
                .collect();
            let by_hand: Vec<&toml::Table> = list(point, "changes").collect();
            let word = |it: &'_ toml::Table, key: &str| it.get(key).and_then(|it| it.as_str()).unwrap_or_default().to_owned();
            for it in &by_hand {
                // The same kind of change, within the words that a person would quote.
                let (a, b) = (word(it, "a"), word(it, "b"));
                let found = changes.iter().any(|(what, x, y)| *what == word(it, "what") && a.contains(x) && b.contains(y));
                if !found {
                    faults.push(format!("{} {a:?} -> {b:?}; the table has {changes:?}", word(it, "what")));
                }
            }
            for (what, x, y) in &changes {
                if !by_hand.iter().any(|it| word(it, "a").contains(x) && word(it, "b").contains(y)) {
                    faults.push(format!("by the table only: {what} {x:?} -> {y:?}"));
                }
            }
        }
    });
}

#[test]
fn what_moved_and_what_is_comment_is_as_by_hand() {
    each(|made, expected, faults| {
        for point in list(expected, "point") {
            let Some(row) = row(made, point) else { continue };
            let by_hand = point.get("moved").and_then(|it| it.as_bool()).unwrap_or_default();
            // Of two points that changed places one has moved; a person named both.
            let other_of_two = point.get("a") == Some(&toml::Value::Integer(6));
            if row.moved[1] != by_hand && !other_of_two {
                faults.push(format!("{:?} moved: {}", point.get("a"), row.moved[1]));
            }
        }
        for (n, key) in ["a", "b"].iter().enumerate() {
            let by_hand: Vec<&str> = list(expected, "comment").filter_map(|it| it.get(*key)?.as_str()).collect();
            let mine: Vec<&str> = made.comments[n].iter().map(|it| it.quote.words()).collect();
            if mine != by_hand {
                faults.push(format!("comments {by_hand:?}; the table has {mine:?}"));
            }
        }
    });
}
