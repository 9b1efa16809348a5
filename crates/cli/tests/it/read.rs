//! `armistice read`: forms, messages, exit codes, and what must never reach a terminal.
use std::fs;
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

const TALKS: &str = "PORT ALBA, 12 March 2024 — “We will not hand over the harbour, today or ever,” President Halvorsen of Norland said.\n\n\
    Sudria urged Norland to free the pilots, and envoy Lind of Estmark offered to host talks in Port Alba.\n";

fn armistice(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_armistice"));
    command.current_dir(folder).stdin(Stdio::null()).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    command
}

fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, content: &[u8]| fs::write(folder.path().join(name), content).unwrap();
    write("talks.txt", TALKS.as_bytes());
    write("more.jsonl", b"{\"id\": \"m1\", \"text\": \"Norland will sign the paper on Friday.\"}\nbroken\n");
    write("empty.txt", b"");
    write("menu.html", b"<html><body><nav><a href='/'>Home</a></nav></body></html>");
    write(
        "paix.txt",
        "Le président a déclaré mardi que la Norlande ne signera pas le texte tant que ses prisonniers ne seront pas libérés.".as_bytes(),
    );
    write("map.png", b"\x89PNG\r\n\x1a\n");
    folder
}

/// Runs `armistice read` with these arguments: exit code, standard output, standard error.
fn read(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let Output { status, stdout, stderr } = armistice(folder).arg("read").args(arguments).output().unwrap();
    (status.code().unwrap(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

#[test]
fn a_report_gives_a_page_that_reads_without_colour_at_80_columns() {
    let folder = folder();
    let (code, out, err) = read(folder.path(), &["talks.txt"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains("Halvorsen") && out.contains("harbour"), "{out}");
    assert!(!out.contains('\x1b'), "{out}");
    assert!(out.lines().all(|line| line.chars().count() <= 80), "{out}");
}

#[test]
fn a_process_file_says_who_is_who_and_nothing_else() {
    let folder = folder();
    fs::write(folder.path().join("plain.txt"), "Arvenia rejected a truce on 12 March 2034, and called for talks.\n").unwrap();
    let known = "[[party]]\nname = \"Arvenia\"\nkind = \"state\"\nrole = \"party\"\n";
    fs::write(folder.path().join("process.toml"), known).unwrap();
    fs::write(folder.path().join("bad.toml"), "[[party]]\nname = \"Arvenia\"\nkind = \"realm\"\n").unwrap();
    let csv = |arguments: &[&str]| read(folder.path(), &[&["--csv", "--no-model", "plain.txt"], arguments].concat()).1;
    assert!(!csv(&[]).contains(",reject,Arvenia,"), "else the case shows nothing");
    assert!(csv(&["--process", "process.toml"]).contains(",reject,Arvenia,"));
    // Where the text names nobody of the file, it reads as without.
    let talks = |arguments: &[&str]| read(folder.path(), &[&["--json", "talks.txt"], arguments].concat());
    assert_eq!(talks(&[]), talks(&["--process", "process.toml"]));
    let (code, _, err) = read(folder.path(), &["--process", "bad.toml", "plain.txt"]);
    assert_eq!(code, 2);
    assert!(err.contains("has the kind `realm`"), "{err}");
}

#[test]
fn json_is_one_reading_a_line_and_the_rest_goes_on() {
    let folder = folder();
    let (code, out, err) = read(folder.path(), &["--json", "talks.txt", "missing.txt", "more.jsonl", "empty.txt", "map.png"]);
    assert_eq!(code, 1);
    let ids: Vec<String> = out
        .lines()
        .map(|line| {
            let reading: serde_json::Value = serde_json::from_str(line).unwrap();
            assert_eq!(reading["schema"], "armistice.reading/1");
            reading["document"]["id"].as_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!(ids, ["talks", "m1"]);
    let expected = "error: there is no such file or folder\n  --> missing.txt\nhint: check the name; a name with spaces needs quotes\n\
        error: it is not JSON: expected value at column 1\n  --> more.jsonl:2\nhint: each line must be one whole JSON object; line ends within a text are written \\n\n\
        error: it is empty\n  --> empty.txt\nhint: nothing is lost by leaving it out; if it should have text, fetch or save it again\n\
        error: no text found (pictures only): it is a picture (PNG)\n  --> map.png\nhint: if its pictures show a text, let a program for text recognition (OCR) make text of it, and read that\n";
    assert_eq!(err, expected);
}

#[test]
fn a_document_whose_words_are_not_read_is_shown_and_told() {
    let folder = folder();
    for (file, says) in [("menu.html", "there is no article on the page"), ("paix.txt", "language: fr, not read")] {
        let (code, out, err) = read(folder.path(), &["--json", file]);
        assert_eq!(code, 1, "{file}");
        assert_eq!(out.lines().count(), 1, "{file}");
        assert!(err.starts_with(&format!("warning: {says}")) && err.contains(file), "{err}");
    }
}

#[test]
fn every_form_is_written() {
    let folder = folder();
    let (code, markdown, _) = read(folder.path(), &["--markdown", "talks.txt"]);
    assert!(code == 0 && markdown.contains("# "), "{markdown}");
    let (code, csv, _) = read(folder.path(), &["--csv", "talks.txt", "more.jsonl"]);
    let (_, alone, _) = read(folder.path(), &["--csv", "talks.txt"]);
    assert!(code == 1 && csv.starts_with(&alone), "one header, then the acts of each: {csv}");
    let (_, none, _) = read(folder.path(), &["--csv", "empty.txt"]);
    assert_eq!(none.lines().count(), 1, "a table without acts still has its header");
    let (code, out, _) = read(folder.path(), &["--html", "page.html", "talks.txt"]);
    let page = fs::read_to_string(folder.path().join("page.html")).unwrap();
    assert!(code == 0 && out.is_empty() && page.contains("Halvorsen"));
    assert!(!folder.path().join("page.html.part").exists());
    let (code, together, _) = read(folder.path(), &["--together", "talks.txt", "more.jsonl"]);
    assert!(code == 1 && together.contains("talks") && together.contains("m1"), "{together}");
}

#[test]
fn one_act_is_explained_and_a_wrong_name_is_told() {
    let folder = folder();
    let (code, out, err) = read(folder.path(), &["--explain", "a1", "talks.txt"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains("a1"), "{out}");
    let (code, out, err) = read(folder.path(), &["--explain", "a99", "talks.txt"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.starts_with("error: there is no act \"a99\"\nhint: the acts of what was read are named a1 to a"), "{err}");
}

#[test]
fn standard_input_is_read_where_a_dash_stands() {
    let folder = folder();
    let mut child =
        armistice(folder.path()).args(["read", "--json", "talks.txt", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(TALKS.as_bytes()).unwrap();
    let out = String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap();
    let ids: Vec<_> = out.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["document"]["id"].clone()).collect();
    assert_eq!(ids, ["talks", "stdin"]);
}

#[test]
fn a_wrong_command_says_so_and_exits_with_2() {
    let folder = folder();
    for arguments in [&["--jsonn", "talks.txt"][..], &[], &["--json", "--csv", "talks.txt"], &["--jobs", "0", "talks.txt"]] {
        let (code, out, err) = read(folder.path(), arguments);
        assert_eq!((code, out.as_str()), (2, ""), "{arguments:?}");
        assert!(err.starts_with("error: "), "{err}");
    }
}

/// Escape sequences, in the text, its title or the file's name, are shown and not obeyed.
#[test]
fn control_characters_never_reach_the_terminal() {
    let folder = folder();
    let evil = "\u{1b}]0;owned\u{7}\u{1b}[2J\u{202e}\u{9b}31m";
    let text = format!("“We will not sign{evil},” President Halvorsen{evil} of Norland said on Monday{evil}.\n");
    fs::write(folder.path().join("evil.md"), format!("---\ntitle: \"a{evil}\"\nlanguage: en\n---\n{text}")).unwrap();
    fs::write(folder.path().join("evil.jsonl"), "{\"id\": \"\\u001b[2J\", \"text\": \"Norland will sign.\\u001b[31m\"}\n").unwrap();
    for form in [&[][..], &["--together"], &["--markdown"], &["--explain", "a1"], &["--json"], &["--csv"]] {
        let (_, out, err) = read(folder.path(), &[form, &["evil.md", "evil.jsonl", "no\u{1b}[2Jfile\u{9b}"]].concat());
        for shown in [&out, &err] {
            assert!(!shown.contains(['\u{1b}', '\u{7}', '\u{9b}']), "{form:?}: {shown:?}");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_no_error() {
    let folder = folder();
    let lines = format!("{{\"text\": {:?}}}\n", TALKS).repeat(400);
    fs::write(folder.path().join("many.jsonl"), lines).unwrap();
    let mut child =
        armistice(folder.path()).args(["read", "--json", "many.jsonl"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut start = [0_u8; 100];
    child.stdout.take().unwrap().read_exact(&mut start).unwrap();
    let Output { status, stderr, .. } = child.wait_with_output().unwrap();
    assert_eq!((status.code(), String::from_utf8(stderr).unwrap().as_str()), (Some(0), ""));
}

#[cfg(unix)]
#[test]
fn a_folder_without_permission_is_told_and_the_rest_is_read() {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;
    let folder = folder();
    let closed = folder.path().join("closed");
    fs::create_dir(&closed).unwrap();
    let mode = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    mode(folder.path(), 0o755);
    mode(&closed, 0o000);
    let mut command = armistice(folder.path());
    if fs::read_dir(&closed).is_ok() {
        // To root no folder is closed: the command is run as nobody, from a copy that nobody may run.
        let copy = folder.path().join("armistice");
        fs::copy(env!("CARGO_BIN_EXE_armistice"), &copy).unwrap();
        mode(&copy, 0o755);
        command = Command::new(copy);
        command.current_dir(folder.path()).uid(65_534).gid(65_534);
    }
    let output = match command.args(["read", "--json", "closed", "talks.txt"]).output() {
        Ok(output) => output,
        Err(error) => {
            eprintln!("skipped: the command cannot be run as another user here: {error}");
            return;
        }
    };
    mode(&closed, 0o755);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(output.stdout.iter().filter(|byte| **byte == b'\n').count(), 1);
    let err = String::from_utf8(output.stderr).unwrap();
    assert!(err.starts_with("error: there is no permission to read this folder\n  --> closed\nhint: "), "{err}");
}
