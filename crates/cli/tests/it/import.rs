//! `armistice read` on files of foreign formats: what becomes of each, in a process that lives on, and by which means it is kept safe.
use fuzz::files;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;
use tempfile::TempDir;

fn armistice(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_armistice"));
    command.current_dir(folder).stdin(Stdio::null()).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    command
}

/// Runs the command: exit code, standard output, standard error.
fn run(command: &mut Command) -> (Option<i32>, String, String) {
    let Output { status, stdout, stderr } = command.output().unwrap();
    (status.code(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

/// The set, made once for all tests.
fn set() -> &'static [files::Made] {
    static SET: OnceLock<Vec<files::Made>> = OnceLock::new();
    SET.get_or_init(files::set)
}

fn folder(made: &[files::Made]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for file in made {
        fs::write(folder.path().join(&file.name), &file.bytes).unwrap();
    }
    folder
}

fn reports(out: &str) -> Vec<serde_json::Value> {
    out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn of_each_made_file_becomes_what_it_should() {
    let made = set();
    assert!(made.len() >= 60, "{}", made.len());
    let folder = folder(made);
    let (code, out, err) = run(armistice(folder.path()).args(["read", "--import-report", "--json", "."]));
    assert_eq!((code, err.as_str()), (Some(1), ""));
    let by_file: BTreeMap<String, serde_json::Value> =
        reports(&out).into_iter().map(|report| (report["file"].as_str().unwrap().trim_start_matches("./").to_owned(), report)).collect();
    let mut wrong = Vec::new();
    for file in made {
        let report = &by_file[&file.name];
        let (state, documents) = (report["state"].as_str().unwrap(), report["documents"].as_array().unwrap().len());
        let said = report["missing"].to_string();
        if state != file.state || documents != file.documents || !said.contains(file.says) {
            wrong.push(format!(
                "{}: {state}, {documents} documents, {said}; expected {}, {}, {:?}",
                file.name, file.state, file.documents, file.says
            ));
        }
        assert_eq!(report["schema"], "armistice.import/1");
        for missing in report["missing"].as_array().unwrap() {
            assert!(!missing["what"].as_str().unwrap().is_empty() && !missing["hint"].as_str().unwrap().is_empty(), "{report}");
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(by_file.len(), made.len());
}

#[test]
fn a_folder_of_forty_gives_forty_lines() {
    // Every second of the set, and the first of each format.
    let made: Vec<files::Made> = files::set()
        .into_iter()
        .enumerate()
        .filter(|(at, file)| at % 2 == 0 || file.name.starts_with("good"))
        .map(|(_, file)| file)
        .take(39)
        .collect();
    let folder = folder(&made);
    fs::copy(folder.path().join("good.txt"), folder.path().join("zz-copy.txt")).unwrap();
    let (code, out, err) = run(armistice(folder.path()).args(["read", "--import-report", "."]));
    assert_eq!((code, err.as_str()), (Some(1), ""));
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines.len(), 42, "a head, forty lines, a sum: {out}");
    assert!(lines[0].starts_with("STATE") && lines[41].starts_with("40 files: "), "{out}");
    assert!(lines[40].contains("duplicate") && lines[40].contains("the same text as ./good.txt"), "{out}");
    assert!(!out.contains('\u{1b}') && !out.contains('\u{202e}'), "{out:?}");
    // The good ones are read by the same run that meets the bad ones.
    let (_, out, _) = run(armistice(folder.path()).args(["read", "--json", "."]));
    let ids: Vec<String> = reports(&out).iter().map(|it| it["document"]["id"].as_str().unwrap().to_owned()).collect();
    assert!(ids.iter().filter(|id| *id == "good" || id.starts_with("good-") || *id == "talks").count() >= 10, "{ids:?}");
}

/// All parts of the input together are the whole, whatever the order of files and the number of threads.
#[test]
fn shards_are_the_whole() {
    let folder = folder(set());
    let sorted = |arguments: &[&str], files: &[&str]| {
        let (_, out, _) = run(armistice(folder.path()).args(["read", "--json"]).args(arguments).args(files));
        let mut lines: Vec<String> = out.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    let names = ["good.pdf", "good.docx", "good.mbox", "same-name.tar.gz", "good.zip", "cut.rss", "control.eml", "titles.rss", "good.txt"];
    let whole = sorted(&[], &names);
    assert!(whole.len() > 10);
    let mut backwards = names;
    backwards.reverse();
    let mut parts = Vec::new();
    for (shard, jobs) in [("1/3", "1"), ("2/3", "2"), ("3/3", "3")] {
        let part = sorted(&["--shard", shard, "--jobs", jobs], if jobs == "2" { &backwards } else { &names });
        assert!(part.len() < whole.len());
        parts.extend(part);
    }
    parts.sort();
    assert_eq!(parts, whole);
    let (code, _, err) = run(armistice(folder.path()).args(["read", "--shard", "4/3", "good.txt"]));
    assert!(code == Some(2) && err.contains("a part is written i/n"), "{err}");
}

/// A child that parses can open nothing, start nothing and take no more memory than it may.
#[cfg(target_os = "linux")]
#[test]
fn the_child_is_fenced_in() {
    let folder = tempfile::tempdir().unwrap();
    let (code, out, _) = run(armistice(folder.path()).args(["parse-apart", "--check"]));
    assert_eq!(code, Some(0));
    let (fence, rest) = out.split_once('\n').unwrap();
    if fence.contains("seccomp: ") {
        eprintln!("skipped: this system has no seccomp: {fence}");
        return;
    }
    assert_eq!(rest, "file refused\nsocket refused\nprogram refused\nthread refused\nmemory refused\n", "{fence}");
}

/// From start to end no socket is made, whatever the files say.
#[cfg(target_os = "linux")]
#[test]
fn no_socket_is_opened() {
    let folder = folder(set());
    let log = folder.path().join("calls");
    let mut strace = Command::new("strace");
    strace.args(["-f", "-e", "trace=network", "-o"]).arg(&log).arg(env!("CARGO_BIN_EXE_armistice"));
    let files = ["good.html", "good.pdf", "good.docx", "good.eml", "good.rss", "good.zip", "entities.rss", "bomb.tar.gz", "cut.pdf"];
    let output = match strace.args(["read", "--json"]).args(files).current_dir(folder.path()).output() {
        Ok(output) => output,
        Err(error) => {
            eprintln!("skipped: there is no strace: {error}");
            return;
        }
    };
    let calls = fs::read_to_string(&log).unwrap_or_default();
    if output.stdout.is_empty() && calls.is_empty() {
        eprintln!("skipped: strace may not trace here: {}", String::from_utf8_lossy(&output.stderr));
        return;
    }
    assert!(output.stdout.iter().filter(|byte| **byte == b'\n').count() >= 6);
    // `???(` is what strace writes of a thread that ends while it looks: no call of ours.
    let none = |line: &str| line.contains("+++") || line.contains("---") || line.contains("???( <unfinished");
    let made: Vec<&str> = calls.lines().filter(|line| !none(line)).collect();
    assert!(made.is_empty(), "{made:?}");
}
