//! The JSON contract: what is written is what was given, in the order of the contract, and the yardstick accepts it.
use crate::examples::{IDS, example};
use crate::{all, file, named, root};
use evidence::{About, Attribution, Document, Place, Reading, Span};
use report::Item;
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;
use table::Table;

#[test]
fn a_reading_comes_back_as_it_was_given() {
    for id in IDS {
        let mut given: Value = serde_json::from_str(&file(&root().join(format!("examples/readings/{id}.json")))).expect("JSON");
        let written: Value = serde_json::from_str(&report::json::v1::reading(&example(id).item())).expect("one line of JSON");
        for part in ["actors", "attributions", "acts", "positions", "waits"] {
            let answers = given[part].as_array_mut().expect("a list");
            for answer in answers.iter_mut() {
                // The annotator's remarks are no part of the contract.
                answer.as_object_mut().expect("an object").remove("note");
            }
            let mut written = written[part].clone();
            for it in written.as_array_mut().expect("a list") {
                // Told by the places, so no answer says it.
                it.as_object_mut().expect("an object").remove("within");
            }
            let written = &json!({part: written});
            assert_eq!(given[part], written[part], "{part} of {id}");
        }
    }
}

#[test]
fn one_reading_is_one_line_with_the_keys_in_order() {
    for case in all() {
        let line = report::json::v1::reading(&case.item());
        assert!(!line.contains('\n'));
        let written: Value = serde_json::from_str(&line).expect("JSON");
        let keys = |value: &Value| value.as_object().map(|it| it.keys().cloned().collect::<Vec<_>>()).unwrap_or_default();
        assert_eq!(keys(&written), ["schema", "document", "actors", "attributions", "acts", "positions", "waits", "doubts"]);
        let order = [
            "id",
            "act",
            "actor",
            "speaker",
            "told_by",
            "addressee",
            "target",
            "measures",
            "if",
            "strength",
            "status",
            "negated",
            "when",
            "where",
            "channel",
            "quote",
            "also",
            "confidence",
        ];
        for act in written["acts"].as_array().expect("a list") {
            let keys = keys(act);
            let expected: Vec<&str> = order.into_iter().filter(|key| keys.iter().any(|it| it == key)).collect();
            assert_eq!(keys, expected);
        }
    }
}

#[test]
fn extras_come_only_when_asked_for() {
    let case = named("ferry");
    let plain: Value = serde_json::from_str(&report::json::v1::reading(&case.item())).expect("JSON");
    let extras = report::json::v1::Extras { reasons: true };
    let full: Value = serde_json::from_str(&report::json::v1::reading_with(&case.item(), extras)).expect("JSON");
    assert!(plain["acts"][0].get("reasons").is_none());
    assert_eq!(full["acts"][0]["reasons"][1]["field"], "strength");
    assert_eq!(plain["acts"][1]["confidence"], 0.75);
    assert!(plain["acts"][0].get("confidence").is_none());
    assert_eq!(plain["actors"][1]["pronouns"], serde_json::json!([[[108, 110]]]));
    assert_eq!(plain["attributions"][1]["source"], serde_json::json!([]));
    assert_eq!(plain["document"]["source"], "Lakes Wire");
    assert_eq!(plain["document"]["published"], serde_json::json!({"value": "2031-05-14", "basis": "dateline"}));
}

/// The yardstick finds nothing to object to: a reading that is the answer scores 1 throughout.
#[test]
#[expect(clippy::print_stderr, reason = "a skipped test says so")]
fn the_yardstick_accepts_it() {
    let tool = root().join("../shared/tools/score_reading.py");
    let python = Command::new("python3").arg("--version").output().is_ok_and(|it| it.status.success());
    if !tool.exists() || !python {
        eprintln!("skipped: needs python3 and {}", tool.display());
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let lines: Vec<String> = IDS.iter().map(|id| report::json::v1::reading(&example(id).item())).collect();
    let written = folder.path().join("readings.jsonl");
    std::fs::write(&written, lines.join("\n")).expect("written");
    let scores = score(&tool, &root().join("examples/readings"), &written);
    for figure in ["act_found", "act", "act_actor", "act_actor_measure", "full", "positions", "waits", "actors", "roles"] {
        assert_eq!(scores[figure]["f1"], 1.0, "{figure} of {scores:#}");
    }
}

fn score(tool: &Path, gold: &Path, written: &Path) -> Value {
    let out = Command::new("python3").arg(tool).arg(gold).arg(written).arg("--json").output().expect("python3 runs");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    serde_json::from_slice(&out.stdout).expect("the figures as JSON")
}

#[test]
fn what_lies_within_another_is_told() {
    let text = "Lind said Sudria feared that Norland would refuse. Dessa said: “No.”";
    let said = |source: &str, cue: &str, content: &str| {
        let place = |words: &str| text.find(words).and_then(|at| Span::new(at, at + words.len())).map(Place::from);
        let content = place(content).expect("its words");
        Attribution { source: place(source), cue: place(cue), content, speaker: None, direct: false, confidence: None }
    };
    let attributions = vec![
        said("Lind", "said", "Sudria feared that Norland would refuse"),
        said("Sudria", "feared", "that Norland would refuse"),
        said("Norland", "would refuse", "Norland would refuse"),
        said("Dessa", "said:", "“No.”"),
    ];
    let reading = Reading { attributions, ..Reading::default() };
    let document = Document::new(About::named("x"), text.to_owned());
    let item = Item { document: &document, reading: &reading, table: &Table::default(), doubts: &[] };
    let written: Value = serde_json::from_str(&report::json::v1::reading(&item)).expect("JSON");
    let within: Vec<&Value> = written["attributions"].as_array().expect("a list").iter().map(|it| &it["within"]).collect();
    assert_eq!(within, [&Value::Null, &json!(0), &json!(1), &Value::Null]);
}
