//! What became of each file, as a table.
use report::imports::{Document, File, Missing, table};

fn document(twin: Option<&str>) -> Document {
    Document { id: "talks".into(), sha256: "0".into(), origin: "a.zip: talks.txt".into(), duplicate_of: twin.map(str::to_owned) }
}

fn missing(origin: &str) -> Missing {
    Missing { origin: origin.into(), what: "it is empty".into(), hint: "leave it out".into() }
}

fn file(state: &'static str, documents: Vec<Document>, missing: Vec<Missing>) -> File {
    File { file: "a.zip".into(), state, documents, missing }
}

#[test]
fn a_line_says_what_is_missing_and_what_is_repeated() {
    for (file, says) in [
        (file("read", vec![document(None)], vec![]), ""),
        (file("not-read", vec![], vec![missing("a.zip")]), "  it is empty; leave it out"),
        (file("in-part", vec![document(None)], vec![missing("a.zip: b.txt")]), "  b.txt: it is empty; leave it out"),
        (
            file("in-part", vec![document(None)], vec![missing("a.zip:3"), missing("a.zip:9")]),
            "  line 3: it is empty; leave it out (and 1 more, which --json names)",
        ),
        (file("duplicate", vec![document(Some("x.txt"))], vec![]), "  the same text as x.txt"),
        (file("duplicate", vec![document(Some("x.txt")), document(Some("y.txt"))], vec![]), "  the same 2 texts as x.txt and others"),
        (file("read", vec![document(Some("x.txt")), document(None)], vec![]), "  1 of its 2 texts is the same as x.txt"),
        (
            file("read", vec![document(Some("x.txt")), document(Some("y\u{1b}[2J")), document(None)], vec![]),
            "  2 of its 3 texts are the same as x.txt and others",
        ),
    ] {
        let page = table(&[file]);
        let line = page.lines().nth(1).expect("a line for the file");
        assert_eq!(line.split_once("a.zip").map(|(_, says)| says), Some(says), "{page}");
    }
}
