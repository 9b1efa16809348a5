//! The compiled-in list of measures: it can be used, it holds together, and it is the one that is shared.
use evidence::{MeasureId, Measures};
use std::collections::BTreeSet;

#[test]
fn the_list_holds_together() {
    let list = Measures::from_toml(Measures::EMBEDDED).expect("the list can be used");
    assert_eq!(&list, Measures::embedded());
    for measure in list.all() {
        let id = &measure.id;
        assert_eq!(list.get(id), Some(measure));
        assert!(id.0.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{id} is not in kebab case");
        assert!(!measure.label.is_empty() && !measure.gloss.is_empty() && !measure.cues.is_empty(), "{id} lacks its words");
        let cues: BTreeSet<&String> = measure.cues.iter().collect();
        assert_eq!(cues.len(), measure.cues.len(), "a cue of {id} comes twice");
        assert!(measure.weak_cues.iter().all(|cue| cues.contains(cue)), "a weak cue of {id} is none of its cues");
        if let Some(opposite) = measure.opposite.as_ref().and_then(|other| list.get(other)) {
            assert_eq!(opposite.opposite.as_ref(), Some(id), "{id} has an opposite that has another one");
        }
        // `broader` goes up to an end, never in a circle.
        let above: Vec<&MeasureId> =
            std::iter::successors(measure.broader.as_ref(), |up| list.get(up)?.broader.as_ref()).take(20).collect();
        assert!(above.len() < 20 && !above.contains(&id), "{id} is broader than itself");
    }
}

#[test]
fn the_list_is_the_one_that_is_shared() {
    let shared = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/design/measures.toml");
    #[expect(clippy::disallowed_methods, clippy::print_stderr, reason = "a test compares the product's copy with the shared list")]
    match std::fs::read_to_string(shared) {
        Ok(text) => assert!(text == Measures::EMBEDDED, "crates/evidence/data/measures.toml differs from the shared list; copy it anew"),
        Err(why) => eprintln!("skipped: {shared}: {why}"),
    }
}

#[test]
fn a_bad_list_says_what_is_wrong() {
    let group = "[[group]]\nid = \"water\"\ntitle = \"Water\"\n";
    let ferry = "[[measure]]\nid = \"ferry\"\ngroup = \"water\"\nlabel = \"Ferry\"\n";
    let cases = [
        (format!("{group}{ferry}{ferry}"), "measure `ferry` comes twice"),
        (format!("{group}{ferry}broader = \"boat\"\n"), "measure `ferry` names `boat`, which is not in the list"),
        (ferry.to_owned(), "measure `ferry` is in group `water`, which there is not"),
        (format!("{group}[[measure]]\nid = \"ferry\"\n"), "missing field"),
        (format!("{group}{ferry}{}was = \"ferry\"\n", ferry.replace("ferry", "boat")), "measure `boat` was `ferry`, and so is another one"),
        (
            format!("{group}{ferry}was = \"raft\"\n{}was = \"raft\"\n", ferry.replace("ferry", "boat")),
            "measure `boat` was `raft`, and so is another one",
        ),
        (format!("{group}{ferry}was = \"ferry\"\n"), "measure `ferry` was `ferry`: leave out"),
    ];
    for (text, wanted) in cases {
        let bad = Measures::from_toml(&text).expect_err("a bad list").to_string();
        assert!(bad.contains(wanted), "{bad}");
    }
}
