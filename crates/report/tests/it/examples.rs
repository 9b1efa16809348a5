//! The example reports: their answers lie in their texts, and the two forms of an answer say the same.
use crate::support::{Case, case};
use crate::{file, root};

/// The examples.
pub const IDS: &[&str] = &["tessel-truce", "port-alba-readout", "lake-league-round"];

/// An example's reading, made by hand, over its text.
pub fn example(id: &str) -> Case {
    case(&file(&root().join(format!("examples/readings/{id}.json"))), Some(&text(id)))
}

/// An example's text: of the Markdown one, what is left without front matter and marks. That the reader makes just this text of
/// it is shown by the hash in the answer, which the reader's own tests and the scoring compare.
fn text(id: &str) -> String {
    let markdown = root().join(format!("examples/{id}.md"));
    if !markdown.exists() {
        return file(&root().join(format!("examples/{id}.txt")));
    }
    let whole = file(&markdown);
    let body = whole.splitn(3, "---\n").nth(2).expect("front matter").trim_matches('\n');
    let lines: Vec<&str> = body.lines().map(|line| line.trim_start_matches("# ").trim_start_matches("- ")).collect();
    lines.join("\n")
}

#[test]
fn answers_are_over_these_very_texts() {
    for id in IDS {
        let answer: serde_json::Value = serde_json::from_str(&file(&root().join(format!("examples/readings/{id}.json")))).expect("JSON");
        assert_eq!(answer["document"]["sha256"], example(id).document.sha256(), "{id}: the text has changed since its answer was made");
    }
}

#[test]
fn places_are_those_of_the_words() {
    for id in IDS {
        let by_bytes = example(id);
        let by_words = case(&file(&root().join(format!("examples/readings/words/{id}.words.json"))), Some(&text(id)));
        assert_eq!(by_bytes.reading, by_words.reading, "{id}");
        assert_eq!(by_bytes.table, by_words.table, "{id}");
    }
}

#[test]
fn examples_are_as_long_as_real_reports() {
    for id in IDS {
        let example = example(id);
        let words = example.document.text().split_whitespace().count();
        assert!((400..=700).contains(&words), "{id} has {words} words");
        let acts = example.reading.acts.len();
        assert!((15..=30).contains(&acts), "{id} has {acts} acts");
    }
}
