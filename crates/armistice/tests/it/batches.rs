//! What a batch of files, folders and streams gives: which documents, in which order, and what is left out.
use armistice::{Config, Input, Outcome, Read, load, read_all};
use std::fs;
use std::io;
use std::path::Path;

const TEXT: &str = "“We will not hand over the harbour, today or ever,” President Halvorsen of Norland said.\n";

/// A folder of these files.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    folder
}

/// Each outcome on a line: where from, then the id or what is wrong.
fn shown(folder: &Path, inputs: impl IntoIterator<Item = Input>) -> Vec<String> {
    load(inputs)
        .map(|Outcome { origin, result }| {
            let place = origin.to_string().replace(folder.to_str().unwrap(), "").replace('\\', "/");
            match result {
                Ok(given) => format!("{place}: {}", given.document.about.id),
                Err(left_out) => format!("{place}! {left_out}"),
            }
        })
        .collect()
}

#[test]
fn a_folder_gives_its_documents_in_order_of_name() {
    let folder = folder(&[
        ("b.txt", TEXT),
        ("a/2.md", TEXT),
        ("a/10.html", "<p>Norland will not sign the paper of the League.</p>"),
        ("c.jsonl", "{\"text\": \"Norland will sign.\"}\n\nnot JSON\n{\"id\": \"z\", \"text\": \"Sudria will sign.\"}"),
        ("b.json", "{\"title\": \"of b.txt\"}"),
        ("c.jsonl.json", "{\"source\": \"Lake Press\"}"),
        ("alone.json", "{\"title\": \"of nothing\"}"),
        ("talks.json", "{\"id\": \"in-json\", \"text\": \"Norland will sign.\"}"),
        ("empty.txt", ""),
        ("notes.dat", "?"),
        (".hidden.txt", TEXT),
        ("saved.html", "<p>Norland will not sign the paper of the League.</p>"),
        ("saved_files/ad.js", "var x"),
    ]);
    let got = shown(folder.path(), [Input::path(folder.path())]);
    let expected = [
        "/a/10.html: 10",
        "/a/2.md: 2",
        "/alone.json! it is JSON without a field \"text\" that is a string",
        "/b.txt: b",
        "/c.jsonl:1: c-1",
        "/c.jsonl:3! it is not JSON: expected ident at column 2",
        "/c.jsonl:4: z",
        "/empty.txt! it is empty",
        "/notes.dat! its name does not end as those of the formats that are read",
        "/saved.html: saved",
        "/talks.json: in-json",
    ];
    assert_eq!(got, expected);
}

#[test]
fn metadata_named_beside_its_text_is_no_document() {
    let folder = folder(&[
        ("a.txt", TEXT),
        ("a.json", "{\"date\": \"2024-07\", \"title\": \"whole name first\"}"),
        ("a.txt.json", "{\"title\": \"T\"}"),
    ]);
    let named = ["a.json", "a.txt", "a.txt.json"].map(|name| Input::path(folder.path().join(name)));
    let given: Vec<_> = load(named).map(|outcome| outcome.result.unwrap()).collect();
    assert_eq!(given.len(), 1);
    assert_eq!(given[0].document.about.title.as_deref(), Some("T"));
    assert_eq!(given[0].document.about.published, None);
}

#[test]
fn what_cannot_be_read_is_told_and_the_others_go_on() {
    let folder = folder(&[("a.txt", TEXT), ("z.txt", TEXT)]);
    let path = |name: &str| Input::path(folder.path().join(name));
    let got = shown(folder.path(), [path("a.txt"), path("missing.txt"), path("z.txt")]);
    assert_eq!(got, ["/a.txt: a", "/missing.txt! there is no such file or folder", "/z.txt: z"]);
}

#[cfg(unix)]
#[test]
fn a_folder_without_permission_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder(&[("closed/a.txt", TEXT), ("open.txt", TEXT)]);
    let closed = folder.path().join("closed");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
    let is_root = fs::read_dir(&closed).is_ok();
    let got = shown(folder.path(), [Input::path(folder.path())]);
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).unwrap();
    if is_root {
        eprintln!("skipped: to this user no folder is closed (the test of the command tries it as another)");
        return;
    }
    assert_eq!(got, ["/closed! there is no permission to read this folder", "/open.txt: open"]);
}

#[cfg(unix)]
#[test]
fn a_link_back_up_ends() {
    let folder = folder(&[("a/b.txt", TEXT)]);
    std::os::unix::fs::symlink(folder.path(), folder.path().join("a/up")).unwrap();
    std::os::unix::fs::symlink(folder.path().join("a/b.txt"), folder.path().join("c.txt")).unwrap();
    assert_eq!(shown(folder.path(), [Input::path(folder.path())]), ["/a/b.txt: b", "/c.txt: c"]);
}

#[test]
fn streams_are_told_apart_by_how_they_begin() {
    let shown = |bytes: &[u8]| shown(Path::new("?"), [Input::bytes("stdin", bytes.to_vec())]);
    assert_eq!(shown(TEXT.as_bytes()), ["stdin: stdin"]);
    assert_eq!(shown(b"{\"id\": \"a\", \"text\": \"x\"}\n{\"id\": \"b\", \"text\": \"y\"}\n"), ["stdin:1: a", "stdin:2: b"]);
    assert_eq!(shown(b"{\n\"id\": \"a\", \"text\": \"x\"\n}\n"), ["stdin: a"]);
    assert_eq!(shown(b"<!DOCTYPE html><title>T</title><nav>Menu</nav>"), ["stdin: stdin"]);
    assert_eq!(shown(b""), ["stdin! it is empty"]);
    assert_eq!(self::shown(Path::new("?"), [Input::bytes("a.jsonl", b"\xef\xbb\xbf\n\n".to_vec())]), ["a.jsonl! it is empty"]);
    assert_eq!(shown(b"\x89PNG\r\n\x1a\n"), ["stdin! no text found (pictures only): it is a picture (PNG)"]);
}

/// A stream that would fill any memory is left at the limit.
#[test]
fn a_stream_without_end_is_left_out() {
    // A line is looked through for its end, so this one has an end.
    let line = io::Read::take(io::repeat(b'a'), 100_000_000);
    let got = shown(Path::new("?"), [Input::stream("stdin", io::repeat(b'a')), Input::stream("endless.jsonl", line)]);
    assert_eq!(got[0], "stdin! it is longer than the 64 MB that one document may have");
    assert_eq!(got[1], "endless.jsonl:1! it is longer than the 64 MB that one document may have");
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let lines: String = (0..100)
        .map(|n| {
            if n % 9 == 0 {
                "broken\n".to_owned()
            } else {
                format!("{{\"id\": \"{n}\", \"text\": \"Norland {n} will sign. {}\"}}\n", TEXT.trim())
            }
        })
        .collect();
    let read = |jobs| -> Vec<Outcome<Read>> {
        read_all([Input::bytes("talks.jsonl", lines.clone().into_bytes()), Input::path("missing")], &Config::default(), Some(jobs))
            .collect()
    };
    let one = read(1);
    assert_eq!(one.len(), 101);
    assert_eq!(one.iter().filter(|outcome| outcome.result.is_err()).count(), 13);
    assert_eq!(one[10].origin.line, Some(11));
    assert_eq!(one, read(3));
}
