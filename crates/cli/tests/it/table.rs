//! The commands on the table of many reports: what they print where, and how they exit.
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const EARLY: &str = "---\ndate: 2031-05-01\n---\n“We will not sign a general ceasefire,” President Halvorsen of Norland said.\n";
const LATE: &str = "---\ndate: 2031-05-09\n---\n“We accept the general ceasefire,” President Halvorsen of Norland said.\n";

/// Runs the command in a folder with two reports: exit code, standard output, standard error.
fn run(arguments: &[&str]) -> (Option<i32>, String, String) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("early.md"), EARLY).unwrap();
    fs::write(folder.path().join("late.md"), LATE).unwrap();
    run_in(folder.path(), arguments)
}

fn run_in(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_armistice"));
    command.args(arguments).current_dir(folder).stdin(Stdio::null()).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    let Output { status, stdout, stderr } = command.output().unwrap();
    (status.code(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

#[test]
fn a_later_yes_outdates_a_no_and_an_earlier_date_does_not_see_it() {
    let (code, now, _) = run(&["table", "--no-model", "--csv", "early.md", "late.md"]);
    assert_eq!(code, Some(0));
    assert!(now.lines().any(|it| it.contains("general-ceasefire") && it.contains(",for,") && it.contains("2031-05-09")), "{now}");
    let (_, before, _) = run(&["table", "--no-model", "--csv", "--as-of", "2031-05-08", "early.md", "late.md"]);
    assert!(before.lines().any(|it| it.contains("general-ceasefire") && it.contains(",against,")), "{before}");
    let (code, moved, _) = run(&["shifts", "--no-model", "--since", "2031-05-08", "early.md", "late.md"]);
    assert_eq!(code, Some(0));
    assert!(moved.contains("Reversed") && moved.contains("before: “") && moved.contains("now: “"), "{moved}");
}

#[test]
fn the_order_of_the_files_changes_nothing() {
    for command in ["table", "waits", "network"] {
        let one = run(&[command, "--no-model", "early.md", "late.md"]);
        assert_eq!(one, run(&[command, "--no-model", "late.md", "early.md"]));
    }
}

#[test]
fn what_is_missing_is_said_and_the_rest_is_shown() {
    let (code, out, err) = run(&["table", "--no-model", "early.md", "gone.md"]);
    assert_eq!(code, Some(1));
    assert!(out.contains("from 1 document") && err.contains("gone.md"), "{out}{err}");
    let (code, _, err) = run(&["shifts", "--since", "Monday", "early.md"]);
    assert_eq!(code, Some(2));
    assert!(err.contains("not a date"), "{err}");
    let (code, _, err) = run(&["compare", "early.md", "gone.md"]);
    assert_eq!(code, Some(2));
    assert!(err.contains("there are not two texts to compare"), "{err}");
    let (code, _, _) = run(&["compare", "early.md"]);
    assert_eq!(code, Some(2));
}

#[test]
fn a_page_is_written_to_the_file_that_is_named() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("early.md"), EARLY).unwrap();
    let (code, out, _) = run_in(folder.path(), &["table", "--no-model", "--html", "page.html", "early.md"]);
    assert_eq!((code, out.as_str()), (Some(0), ""));
    let page = fs::read_to_string(folder.path().join("page.html")).unwrap();
    assert!(page.starts_with("<!DOCTYPE html>") && page.contains("default-src 'none'"));
}

/// A folder with a dossier of one of the examples, its hand-made readings taken; each report added on a day of its own.
fn example(name: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/dossiers").join(name);
    fs::copy(from.join("process.toml"), folder.path().join("talks.toml")).unwrap();
    at(folder.path(), "2035-03-01", &["new", "talks.dossier", "--by", "Lind"]);
    let mut files: Vec<_> = fs::read_dir(from.join("reports")).unwrap().map(|it| it.unwrap().path()).collect();
    files.retain(|it| it.extension().is_none_or(|it| it != "json"));
    files.sort();
    let readings = from.join("readings");
    for (day, file) in (2..).zip(&files) {
        let (file, readings) = (file.to_str().unwrap(), readings.to_str().unwrap());
        let (code, _, err) =
            at(folder.path(), &format!("2035-03-{day:02}"), &["add", "talks.dossier", file, "--readings", readings, "--by", "Lind"]);
        assert_eq!(code, Some(0), "{err}");
    }
    folder
}

/// Runs the command on a day.
fn at(folder: &Path, day: &str, arguments: &[&str]) -> (Option<i32>, String, String) {
    let seconds = format!("{day}T09:00:00Z").parse::<jiff::Timestamp>().unwrap().as_second();
    let mut command = Command::new(env!("CARGO_BIN_EXE_armistice"));
    command.args(arguments).current_dir(folder).stdin(Stdio::null()).env("SOURCE_DATE_EPOCH", seconds.to_string());
    let Output { status, stdout, stderr } = command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE").output().unwrap();
    (status.code(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

#[test]
fn the_commands_take_a_dossier_and_obey_its_log_and_its_marks() {
    let folder = example("gannet-banks");
    let run = |arguments: &[&str]| at(folder.path(), "2035-03-12", arguments);
    let (code, page, _) = run(&["table", "talks.dossier"]);
    assert_eq!(code, Some(0));
    assert!(page.starts_with("Positions, from 8 documents\n") && page.contains("Skippers' League"), "{page}");
    // By the log, and by the days on which the reports were published.
    let (_, page, _) = run(&["table", "talks.dossier", "--as-of", "2035-03-03"]);
    assert!(page.starts_with("Positions as of 2035-03-03, from 2 documents\n"), "{page}");
    let (_, none, err) = run(&["table", "talks.dossier", "--as-of", "2032-09-30"]);
    assert!(none.contains("No act of these reports") && err.contains("--by-publication"), "{none}{err}");
    let (_, some, _) = run(&["table", "talks.dossier", "--as-of", "2032-09-30", "--by-publication"]);
    assert!(some.contains("Skippers' League"), "{some}");
    let (_, since, _) = run(&["shifts", "talks.dossier", "--since", "2035-03-08", "--csv"]);
    let (_, all, _) = run(&["shifts", "talks.dossier", "--since", "2035-03-01", "--csv"]);
    assert!(since.lines().count() > 1 && since.lines().count() < all.lines().count());
    assert!(since.lines().skip(1).all(|it| it.contains("08-statement#")), "{since}");
    // An act can be named as the table names it.
    let (code, _, err) = run(&["correct", "confirm", "talks.dossier", "01-wire#a6", "--by", "Lind"]);
    assert_eq!(code, Some(0), "{err}");
    let (_, act, _) = run(&["show", "talks.dossier", "01-wire#a6"]);
    assert!(act.contains("confirmed"), "{act}");
    // What is restricted stays, unless the page is for the terminal.
    let (code, _, _) = run(&["marks", "talks.dossier", "06-leak", "--restricted", "--by", "Lind"]);
    assert_eq!(code, Some(0));
    for form in [
        &["table", "--json"][..],
        &["table", "--csv"],
        &["waits", "--markdown"],
        &["network", "--gexf"],
        &["brief", "--since", "2035-03-02", "--whole", "--markdown"],
    ] {
        let (code, out, err) = run(&[form, &["talks.dossier"]].concat());
        assert_eq!(code, Some(0));
        assert!(!out.contains("06-leak") && err.contains("1 document is restricted"), "{form:?} {err}");
        let (_, whole, err) = run(&[form, &["talks.dossier", "--with-restricted"]].concat());
        assert!(whole.len() > out.len() && err.is_empty(), "{form:?} {err}");
    }
    assert!(run(&["table", "talks.dossier"]).1.contains("06-leak"));
    // A dossier stands by itself, and is read already.
    for wrong in [&["table", "talks.dossier", "talks.toml"][..], &["table", "talks.dossier", "--no-model"]] {
        assert_eq!(run(wrong).0, Some(2), "{wrong:?}");
    }
}

#[test]
fn a_reading_that_is_given_is_taken_and_one_that_does_not_fit_is_told() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("early.md"), EARLY).unwrap();
    let (_, json, _) = run_in(folder.path(), &["read", "--no-model", "--json", "early.md"]);
    let given = json.replace("\"act\":\"reject\"", "\"act\":\"accept\"").replace("\"strength\":\"refuse\"", "\"strength\":null");
    assert_ne!(json, given);
    fs::write(folder.path().join("given.json"), &given).unwrap();
    let (code, rows, _) = run_in(folder.path(), &["table", "--no-model", "--csv", "--readings", "given.json", "early.md"]);
    assert_eq!(code, Some(0));
    assert!(rows.contains("general-ceasefire") && rows.contains(",for,"), "{rows}");
    fs::write(folder.path().join("given.json"), given.replace("general-ceasefire", "general-truce")).unwrap();
    let (code, _, err) = run_in(folder.path(), &["table", "--no-model", "--readings", "given.json", "early.md"]);
    assert_eq!(code, Some(1));
    assert!(err.contains("there is no measure general-truce"), "{err}");
    let (code, _, err) = run_in(folder.path(), &["table", "--readings", "early.md", "early.md"]);
    assert_eq!(code, Some(2));
    assert!(err.contains("it is no reading"), "{err}");
}

#[test]
fn word_and_excel_files_are_written_and_the_word_file_can_be_read_again() {
    let folder = example("gannet-banks");
    let run = |arguments: &[&str]| at(folder.path(), "2035-03-12", arguments);
    for form in [
        &["table", "talks.dossier"][..],
        &["brief", "talks.dossier", "--since", "2035-03-04"],
        &["brief", "talks.dossier", "--template", "island"],
    ] {
        assert_eq!(run(&[form, &["--docx", "page.docx"]].concat()).0, Some(0));
        assert_eq!(run(&[form, &["--xlsx", "rows.xlsx"]].concat()).0, Some(0));
        assert!(fs::read(folder.path().join("rows.xlsx")).unwrap().starts_with(b"PK"));
        let (code, json, _) = run(&["read", "--no-model", "--json", "page.docx"]);
        assert_eq!(code, Some(0));
        assert!(json.contains("Skippers' League") && json.contains("PA-X"), "{form:?}");
    }
}

#[test]
fn a_brief_is_one_page_of_sixty_lines() {
    for name in ["gannet-banks", "highland-roads", "sennet-plateau"] {
        let folder = example(name);
        let run = |arguments: &[&str]| at(folder.path(), "2035-03-12", arguments);
        for since in ["2035-03-01", "2035-03-04", "2035-03-09"] {
            let (code, page, _) = run(&["brief", "talks.dossier", "--since", since]);
            assert_eq!(code, Some(0));
            assert!(page.lines().count() <= 60 && page.lines().all(|it| it.chars().count() <= 100), "{page}");
        }
        let (_, page, _) = run(&["brief", "talks.dossier", "--since", "2035-03-01", "--lines", "25"]);
        assert!(page.lines().count() <= 25 && page.contains("more (armistice"), "{page}");
        // A part of which nothing has room says so, not a bare count.
        let (_, page, _) = run(&["brief", "talks.dossier", "--since", "2035-03-01", "--lines", "12"]);
        let bare = |line: &str| line.trim().chars().next().is_some_and(|c| c.is_ascii_digit()) && line.trim().len() < 4;
        assert!(page.lines().count() <= 12 && !page.lines().any(bare), "{page}");
        for (size, least) in [("--lines", "11"), ("--columns", "39")] {
            assert_eq!(run(&["brief", "talks.dossier", "--since", "2035-03-01", size, least]).0, Some(2));
        }
    }
}

/// What the table of `docs/formats/plover-jsonl.md` says, act by act.
#[test]
fn acts_are_the_events_that_the_manual_of_plover_has_for_them() {
    let folder = example("highland-roads");
    let run = |arguments: &[&str]| at(folder.path(), "2035-03-12", arguments);
    let (code, lines, told) = run(&["table", "talks.dossier", "--plover"]);
    assert_eq!(code, Some(0));
    assert!(told.contains("acts left out (") && told.contains("a condition below readiness: 7"), "{told}");
    for (act, event, mode) in [
        ("01-wire#a3", "COERCE", "restrict"),
        ("01-wire#a8", "REQUEST", "assist"),
        ("01-wire#a7", "AGREE", ""),
        ("02-note#a3", "REQUEST", "yield"),
        ("03-communique#a6", "AGREE", ""),
        ("04-readout#a1", "CONSULT", "phone"),
        ("04-readout#a4", "REJECT", "yield"),
        ("06-leak#a1", "THREATEN", "relations"),
        ("06-leak#a6", "REJECT", "yield"),
        ("07-wire#a1", "RETREAT", "release"),
        ("07-wire#a8", "SUPPORT", ""),
        ("08-joint#a9", "AGREE", ""),
        ("08-joint#a11", "AGREE", ""),
    ] {
        let line = lines.lines().find(|it| it.starts_with(&format!("{{\"id\":\"{act}\","))).unwrap_or_else(|| panic!("{act}: {lines}"));
        let mode = if mode.is_empty() { String::new() } else { format!("\"{mode}\"") };
        assert!(line.contains(&format!("\"event\":[\"{event}\"],\"mode\":[{mode}],")), "{act} is not {event} {mode}: {line}");
    }
    // A denial, and with what more is lost, where it is asked for.
    let (_, more, _) = run(&["table", "talks.dossier", "--plover", "--plover-all"]);
    assert!(!lines.contains("act=deny") && more.contains("act=deny") && more.contains("lossy=a denial"));
    let (_, json, _) = run(&["table", "talks.dossier", "--json"]);
    assert!(json.contains("\"plover\":{\"events\":"));
}
