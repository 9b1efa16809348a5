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
