//! `armistice conflict` as a user meets it: exit codes, messages, JSON keys, and every example of the guide.
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn cases() -> PathBuf {
    repository().join("crates/gmcr/cases")
}

fn classic(name: &str) -> String {
    cases().join("classics").join(name).join("model.toml").to_string_lossy().to_string()
}

fn run_in(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_armistice")).current_dir(folder).arg("conflict").args(args).output().unwrap()
}

fn run(args: &[&str]) -> Output {
    run_in(&repository(), args)
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn json(args: &[&str]) -> Value {
    let output = run(args);
    assert_eq!(output.status.code(), Some(0), "{args:?}: {}", err(&output));
    serde_json::from_str(&out(&output)).unwrap()
}

#[test]
fn errors_go_to_stderr_with_place_and_hint() {
    let path = cases().join("errors/unknown-option/model.toml");
    let output = run(&["solve", &path.to_string_lossy()]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(out(&output), "");
    let expected = format!(
        "error: statement 2 of Norland names an unknown option \"Witdraw\"\n  --> {}:8:10\nhint: did you mean \"Withdraw\"?\n",
        path.display()
    );
    assert_eq!(err(&output), expected);
}

#[test]
fn every_mistake_is_exit_code_2() {
    let elmira = classic("elmira");
    for args in [
        vec!["solve", "no-such-file.toml"],
        vec!["why", &elmira, "--dm", "Uniroyel", "--state", "1", "--concept", "SEQ"],
        vec!["why", &elmira, "--dm", "Uniroyal", "--state", "YYYYY", "--concept", "SEQ"],
        vec!["why", &elmira, "--dm", "Uniroyal", "--state", "13", "--concept", "SEQ"],
        vec!["why", &elmira, "--dm", "Uniroyal", "--state", "1", "--concept", "XYZ"],
        vec!["evolve", &elmira, "--from", "Y----"],
        vec!["require", &elmira, "--state", "Y", "--concept", "SEQ"],
        vec!["convert", &elmira],
        vec!["robust", &elmira, "--samples", "0"],
        vec!["nonsense"],
    ] {
        let output = run(&args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(err(&output).starts_with("error: "), "{args:?}: {}", err(&output));
    }
    let output = run(&["why", &elmira, "--dm", "Uniroyel", "--state", "1", "--concept", "SEQ"]);
    assert_eq!(err(&output), "error: --dm: no decision maker is named \"Uniroyel\"\nhint: did you mean \"Uniroyal\"?\n");
}

/// The keys and results of `solve --json` are those of the conflicts' README, whatever the input format.
#[test]
fn solve_json_says_what_the_expected_results_say() {
    let folder = tempfile::tempdir().unwrap();
    for entry in std::fs::read_dir(cases().join("classics")).unwrap() {
        let case = entry.unwrap().path();
        let expected: Value = serde_json::from_str(&std::fs::read_to_string(case.join("expected.json")).unwrap()).unwrap();
        let toml = case.join("model.toml").to_string_lossy().to_string();
        let graph = folder.path().join("model.graph.json").to_string_lossy().to_string();
        assert!(run(&["convert", &toml, &graph]).status.success());
        for model in [&toml, &graph] {
            let found = json(&["solve", model, "--json"]);
            for key in ["decisionMakers", "states", "payoffs", "equilibria"] {
                assert_eq!(found[key], expected[key], "{model}: {key}");
            }
            for (dm, stability) in expected["stability"].as_object().unwrap() {
                for (concept, states) in stability.as_object().unwrap() {
                    assert_eq!(&found["stability"][dm][concept], states, "{model}: {concept} for {dm}");
                }
            }
            let from = expected["evolution"]["from"].as_str().unwrap();
            let evolution = &json(&["evolve", model, "--from", from, "--json"])["evolution"];
            assert_eq!(evolution["by_moves"], expected["evolution"]["by_moves"], "{model}");
            assert_eq!(evolution["by_improvements"], expected["evolution"]["by_improvements"], "{model}");
        }
    }
}

#[test]
fn states_by_string_number_pattern_and_label() {
    let elmira = classic("elmira");
    let by = |state: &str| json(&["why", &elmira, "--dm", "MoE", "--state", state, "--concept", "GMR", "--json"]);
    assert_eq!(by("NYNNN"), by("1"));
    assert_eq!(by("N YNN N"), by("1"));
    assert_eq!(by("---Y-").as_array().unwrap().len(), 4);
    let games = classic("shapley1974-fig3");
    let labelled = json(&["why", &games, "--dm", "1", "--state", "2/2", "--concept", "Nash", "--json"]);
    assert_eq!(labelled["state"], "2/2");
}

#[test]
fn a_pattern_may_begin_with_a_dash() {
    let output = run(&["require", &classic("elmira"), "--state", "---Y-", "--concept", "SEQ", "--json"]);
    assert!(output.status.success(), "{}", err(&output));
}

#[test]
fn require_counts_as_the_conflicts_do() {
    let found = json(&["require", &classic("syria-iraq-1975"), "--state", "YNN", "--concept", "SEQ", "--json"]);
    let syria = &found["inverse"]["profiles_if_only_one_dm_changes"]["Syria"];
    assert_eq!(syria["rankings_that_give_equilibrium"]["SEQ"], 384);
    assert_eq!(syria["fewest_pairwise_reversals"]["SEQ"], 1);
    assert_eq!(found["leastChange"]["reversals"], 1);
}

#[test]
fn pairs_that_are_not_used_are_noted() {
    let model = classic("lake-gisborne-unknown");
    let output = run(&["solve", &model]);
    assert_eq!(err(&output), "note: 24 unknown preference pairs of Provincial are kept, but no analysis uses them yet\n");
    assert_eq!(json(&["solve", &model, "--json"])["notUsed"][0], "24 unknown preference pairs of Provincial");
}

#[test]
fn a_name_cannot_steer_the_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let text = "[[decision_makers]]\nname = \"Nor\\u001b[31mland\"\noptions = [\"With\\u202edraw\"]\n";
    std::fs::write(folder.path().join("evil.toml"), text).unwrap();
    let output = run_in(folder.path(), &["solve", "evil.toml"]);
    assert!(output.status.success());
    assert!(!out(&output).contains(['\u{1b}', '\u{202e}']));
}

#[test]
fn drawings_are_svg() {
    let folder = tempfile::tempdir().unwrap();
    let elmira = classic("elmira");
    assert!(run_in(folder.path(), &["solve", &elmira, "--svg", "graph.svg"]).status.success());
    assert!(run_in(folder.path(), &["evolve", &elmira, "--from", "1", "--svg", "evolution.svg"]).status.success());
    for name in ["graph.svg", "evolution.svg"] {
        let svg = std::fs::read_to_string(folder.path().join(name)).unwrap();
        assert!(svg.starts_with("<svg") && svg.ends_with("</svg>\n") && svg.contains("3: Local Government"), "{name}");
    }
}

#[test]
fn converting_onto_a_toml_file_keeps_its_comments() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::copy(classic("elmira"), folder.path().join("elmira.toml")).unwrap();
    assert!(run_in(folder.path(), &["convert", "elmira.toml", "elmira.gmcr"]).status.success());
    assert!(run_in(folder.path(), &["convert", "elmira.gmcr", "elmira.toml"]).status.success());
    let text = std::fs::read_to_string(folder.path().join("elmira.toml")).unwrap();
    assert!(text.contains("# a control order once modified stays so") && text.contains("# who has stopped delaying has answered"));
}

/// Every `console` block of the guide is what the command prints. `UPDATE_GUIDE=1` writes what it prints now.
#[test]
fn the_guide_shows_what_the_command_prints() {
    let folder = tempfile::tempdir().unwrap();
    let path = repository().join("docs/guide/conflict.md");
    let guide = std::fs::read_to_string(&path).unwrap();
    std::fs::copy(classic("garrison-diversion"), folder.path().join("garrison.toml")).unwrap();
    std::fs::copy(classic("syria-iraq-1975"), folder.path().join("syria-iraq.toml")).unwrap();
    assert!(run_in(folder.path(), &["convert", "garrison.toml", "garrison.gmcr"]).status.success());
    let mut written = String::new();
    let mut examples = 0;
    for (idx, part) in guide.split("```").enumerate() {
        if idx > 0 {
            written.push_str("```");
        }
        let (head, body) = part.split_once('\n').unwrap_or((part, ""));
        if let Some(name) = head.strip_prefix("toml file=") {
            std::fs::write(folder.path().join(name), body).unwrap();
        }
        let Some(command) =
            (head == "console").then(|| body.lines().next().unwrap()).and_then(|line| line.strip_prefix("$ armistice conflict "))
        else {
            written.push_str(part);
            continue;
        };
        examples += 1;
        let args: Vec<&str> = command
            .split('"')
            .enumerate()
            .flat_map(|(idx, words)| if idx % 2 == 1 { vec![words] } else { words.split_whitespace().collect() })
            .collect();
        let output = run_in(folder.path(), &args);
        assert_eq!(output.status.code(), Some(0), "{command}: {}", err(&output));
        written.push_str(&format!("console\n$ armistice conflict {command}\n{}", out(&output)));
    }
    if std::env::var("UPDATE_GUIDE").is_ok() {
        std::fs::write(&path, &written).unwrap();
    }
    assert!(examples >= 8);
    let differs = guide.lines().zip(written.lines()).enumerate().find(|(_, (old, new))| old != new);
    assert!(guide == written, "docs/guide/conflict.md: run with UPDATE_GUIDE=1 and read the difference, first at {differs:?}");
}
