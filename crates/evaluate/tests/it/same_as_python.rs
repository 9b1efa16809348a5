//! The figures are those of the Python scorers that the answers came with, on answers damaged in every way that a figure looks at.
use evaluate::contract::{Answer, AnswerAttribution};
use evaluate::corpus::{self, Case};
use evaluate::print::readings_json;
use evaluate::score::reading::{Compared, Tally};
use evaluate::score::{attribution, sheet::Prf};
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;

/// Numbers without luck: the same damage in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % n.max(1)
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }
}

fn python(shared: &Path, tool: &str, arguments: &[&Path]) -> Option<Value> {
    let run = Command::new("python3").arg(shared.join("tools").join(tool)).args(arguments).arg("--json").output();
    let Ok(run) = run else {
        eprintln!("skipped: there is no python3 to compare with {tool}");
        return None;
    };
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    Some(serde_json::from_slice(&run.stdout).expect("the scorer prints JSON"))
}

fn damaged(gold: &Answer, text: &str, dice: &mut Dice) -> Answer {
    let mut answer = gold.clone();
    answer.document.text = Some(text.to_owned());
    let ids: Vec<String> = answer.actors.iter().map(|actor| actor.id.clone()).collect();
    let any = |dice: &mut Dice| ids[dice.below(ids.len())].clone();
    for actor in &mut answer.actors {
        match dice.below(9) {
            0 => actor.roles.clear(),
            1 => actor.name = Some("nobody in particular".to_owned()),
            2 => actor.mentions.clear(),
            3 if actor.kind.as_deref() == Some("person") => actor.part_of = None,
            4 => actor.kind = Some("place".to_owned()),
            _ => {}
        }
    }
    answer.acts.retain(|_| !dice.one_in(8));
    if !answer.acts.is_empty() {
        let again = answer.acts[dice.below(answer.acts.len())].clone();
        answer.acts.push(again);
        let at = dice.below(answer.acts.len());
        answer.acts.swap(0, at);
    }
    for act in &mut answer.acts {
        if dice.one_in(2) {
            act.confidence = Some(dice.below(11) as f64 / 10.0);
        }
        let span = &mut act.quote[0];
        match dice.below(6) {
            0 => span[1] = (span[1] + dice.below(60)).min(text.len()),
            1 => span[0] = (span[0] + dice.below(30)).min(span[1] - 1),
            2 => span[0] = span[0].saturating_sub(dice.below(40)),
            _ => {}
        }
        match dice.below(14) {
            0 => act.act = "assess".to_owned(),
            1 => act.actor = vec![any(dice)],
            2 => act.actor.clear(),
            3 => act.actor.push(any(dice)),
            4 => act.measures.clear(),
            5 => act.strength = Some("never".to_owned()),
            6 => act.negated = !act.negated,
            7 => act.condition = None,
            8 => act.speaker = Some(any(dice)),
            9 => act.told_by = vec![any(dice)],
            10 => (act.target, act.addressee) = (act.addressee.clone(), act.target.clone()),
            _ => {}
        }
        if let Some(when) = &mut act.when {
            match dice.below(5) {
                0 => when.value = when.value.take().map(|it| it[..it.len().min(7)].to_owned()),
                1 => when.value = Some("2024-07-01".to_owned()),
                2 => act.when = None,
                _ => {}
            }
        }
        for matter in &mut act.measures {
            for (_, value) in matter.params.iter_mut() {
                match dice.below(5) {
                    0 => *value = json!("about the half of it"),
                    1 => *value = json!(40),
                    2 => *value = Value::Null,
                    3 => *value = json!(format!("About {}", value.as_str().unwrap_or_default().to_uppercase())),
                    _ => {}
                }
            }
        }
    }
    answer.positions.retain(|_| !dice.one_in(6));
    for position in &mut answer.positions {
        match dice.below(6) {
            0 => position.stance = "contested".to_owned(),
            1 => position.actor = any(dice),
            2 => position.red_line = !position.red_line,
            _ => {}
        }
    }
    for wait in &mut answer.waits {
        if dice.one_in(3) {
            wait.awaited.measure = None;
        }
    }
    answer
}

fn damaged_attributions(gold: &[AnswerAttribution], text: &str, dice: &mut Dice) -> Vec<AnswerAttribution> {
    let mut out: Vec<AnswerAttribution> = gold.iter().filter(|_| !dice.one_in(7)).cloned().collect();
    for it in &mut out {
        for spans in [&mut it.source, &mut it.cue, &mut it.content] {
            let Some(span) = spans.first_mut() else { continue };
            match dice.below(7) {
                0 => span[1] = (span[1] + dice.below(80)).min(text.len()),
                1 => span[0] = (span[0] + dice.below(50)).min(span[1] - 1),
                2 if dice.one_in(3) => spans.clear(),
                _ => {}
            }
        }
    }
    if let Some(first) = out.first().cloned() {
        out.push(first);
    }
    out
}

/// Same shape, numbers equal but for the last digits.
fn assert_same(ours: &Value, theirs: &Value, at: &str) {
    match (ours, theirs) {
        (Value::Object(a), Value::Object(b)) => {
            let keys = |it: &serde_json::Map<String, Value>| it.keys().cloned().collect::<std::collections::BTreeSet<_>>();
            assert_eq!(keys(a), keys(b), "keys at {at}");
            for (key, value) in a {
                assert_same(value, &b[key], &format!("{at}/{key}"));
            }
        }
        (Value::Array(a), Value::Array(b)) => {
            assert_eq!(a.len(), b.len(), "length at {at}");
            for (n, (x, y)) in a.iter().zip(b).enumerate() {
                assert_same(x, y, &format!("{at}/{n}"));
            }
        }
        (Value::Number(a), Value::Number(b)) => {
            let (a, b) = (a.as_f64().unwrap_or(f64::NAN), b.as_f64().unwrap_or(f64::NAN));
            assert!((a - b).abs() < 1e-9, "{a} for {b} at {at}");
        }
        _ => assert_eq!(ours, theirs, "at {at}"),
    }
}

fn compare_readings(shared: &Path, cases: &[Case], predicted: &[Answer]) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("predicted.jsonl");
    let lines: Vec<String> =
        predicted.iter().filter(|it| !it.document.id.is_empty()).map(|it| serde_json::to_string(it).expect("JSON")).collect();
    std::fs::write(&path, lines.join("\n")).expect("written");
    let Some(theirs) = python(shared, "score_reading.py", &[&shared.join("data/gold"), &path]) else { return };
    let mut total = Tally::default();
    for (case, answer) in cases.iter().zip(predicted) {
        total.take_in(&Compared::of(case.document.text(), &case.gold, answer).expect("spans lie in the text").tally());
    }
    let missing = predicted.iter().filter(|it| it.document.id.is_empty()).count();
    assert_same(&readings_json(cases.len(), missing, &total), &theirs, "");
}

#[test]
fn readings() {
    let Some(shared) = crate::shared("comparing with score_reading.py") else { return };
    let cases = corpus::gold(&shared).expect("the answers can be read");
    compare_readings(&shared, &cases, &corpus::read(&cases, reader::Model::None, corpus::Chosen::None).unwrap());
    for seed in 1..=3 {
        let mut dice = Dice(seed);
        let predicted: Vec<Answer> = cases
            .iter()
            .map(|case| if dice.one_in(20) { Answer::default() } else { damaged(&case.gold, case.document.text(), &mut dice) })
            .collect();
        compare_readings(&shared, &cases, &predicted);
    }
}

#[test]
fn attributions() {
    let Some(shared) = crate::shared("comparing with score_attribution.py") else { return };
    let cases = corpus::polnear(&shared, "dev").expect("PolNeAR can be read");
    let mut dice = Dice(7);
    let real =
        corpus::read(&cases, reader::Model::None, corpus::Chosen::None).unwrap().into_iter().map(|answer| answer.attributions).collect();
    let perturbed = cases.iter().map(|case| damaged_attributions(&case.gold.attributions, case.document.text(), &mut dice)).collect();
    for predicted in [real, perturbed] {
        let predicted: Vec<Vec<AnswerAttribution>> = predicted;
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("predicted.jsonl");
        let mut lines = String::new();
        let mut totals = vec![0.0; attribution::LAYOUT.columns.len()];
        for (case, given) in cases.iter().zip(&predicted) {
            let id = &case.document.about.id.0;
            lines += &format!("{}\n", json!({"id": id, "attributions": given}));
            let counts = attribution::tally(case.document.text(), &case.gold.attributions, given, true, id).expect("spans lie in the text");
            totals.iter_mut().zip(counts).for_each(|(total, n)| *total += n);
        }
        std::fs::write(&path, lines).expect("written");
        let Some(theirs) = python(&shared, "score_attribution.py", &[&shared.join("data/polnear/dev.jsonl.gz"), &path]) else { return };
        let pointers = [
            "/source/exact",
            "/source/overlap",
            "/cue/exact",
            "/cue/overlap",
            "/content/exact",
            "/content/overlap",
            "/content_iou50",
            "/attribution_iou50",
            "/attribution_sourced_iou50",
        ];
        for (pointer, (_, Prf { p, r, f1 })) in pointers.into_iter().zip(attribution::figures(&totals)) {
            assert_same(&json!({"p": p, "r": r, "f1": f1}), theirs.pointer(pointer).expect("a figure"), pointer);
        }
        assert_same(&json!({"gold": totals[0], "predicted": totals[1]}), &theirs["counts"], "/counts");
    }
}
