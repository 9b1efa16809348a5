//! Our own sentences can be read, and marks and places agree.
#![expect(clippy::disallowed_methods, reason = "the sentences are files")]

use proptest::prelude::*;
use std::path::Path;
use trainer::{Marked, lessons, parse};

fn words<'t>(text: &'t str, ranges: &[std::ops::Range<usize>]) -> Vec<&'t str> {
    ranges.iter().map(|range| &text[range.clone()]).collect()
}

#[test]
fn marks_become_places() {
    let Marked { text, said } =
        parse("{q1|“We go,”} {s1,2|Lind} {c1|said}, {q1|“at noon.”} She {c2|feared} {q2|{s3|Sudria} {c3|would insist} {q3|on März}}.")
            .expect("well marked");
    assert_eq!(text, "“We go,” Lind said, “at noon.” She feared Sudria would insist on März.");
    let [first, second, third] = said.as_slice() else { panic!("three attributions") };
    assert_eq!(words(&text, &first.content), ["“We go,”", "“at noon.”"]);
    assert_eq!(words(&text, &second.source), ["Lind"]);
    assert_eq!(words(&text, &second.content), ["Sudria would insist on März"]);
    assert_eq!(words(&text, &third.content), ["on März"]);
}

#[test]
fn what_is_said_within_is_a_lesson_of_its_own() {
    let paragraph = parse("{s1|Lind} {c1|said} {q1|“{s2|Sudria} {c2|would insist} {q2|on two more days of talks}”}.").expect("well marked");
    let [whole, contents] = lessons(&[paragraph]);
    assert_eq!(whole.said.len(), 1);
    assert_eq!(contents.text, "Sudria would insist on two more days of talks\non two more days of talks\n");
    assert_eq!(words(&contents.text, &contents.said[0].cue), ["would insist"]);
}

#[test]
fn faults_are_told() {
    for (marked, says) in [
        ("{q1|open", "a mark that nothing closes"),
        ("{q1|x}}", "closes nothing"),
        ("{x1|x}", "is no mark"),
        ("{q1 x}", "without `|`"),
        ("{s1|Lind} {c1|said}", "has no content"),
        ("{q1|x }", "begin or end with a space"),
        ("{q1|{s1|Lind} said}", "the same words in two roles"),
    ] {
        let fault = parse(marked).expect_err(marked);
        assert!(fault.says.contains(says), "{marked}: {fault}");
    }
}

#[test]
fn each_sentence_of_ours_is_well_marked() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sentences/attribution");
    let (mut paragraphs, mut within) = (0, 0);
    for entry in std::fs::read_dir(folder).expect("the folder of sentences") {
        let path = entry.expect("an entry").path();
        let source = std::fs::read_to_string(&path).expect("a text");
        let read: Vec<Marked> = source
            .split("\n\n")
            .map(str::trim)
            .filter(|paragraph| !paragraph.is_empty())
            .map(|paragraph| parse(paragraph).unwrap_or_else(|fault| panic!("{}: {paragraph}: {fault}", path.display())))
            .collect();
        paragraphs += read.len();
        within += lessons(&read)[1].said.len();
    }
    assert!(paragraphs > 300 && within > 250, "{paragraphs} paragraphs, {within} attributions within another's words");
}

proptest! {
    #[test]
    fn anything_is_read_or_refused(marked in "([a-zé“” {}|,]|\\{[scq][12]\\|){0,60}") {
        if let Ok(Marked { text, said }) = parse(&marked) {
            for range in said.iter().flat_map(|said| said.words()) {
                prop_assert!(!text[range.clone()].is_empty());
            }
            let _ = lessons(&[Marked { text, said }]);
        }
    }
}

#[test]
fn each_report_of_ours_is_read_whole() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sentences/acts");
    let (mut reports, mut acts) = (0, 0);
    for entry in std::fs::read_dir(folder).expect("the folder of reports") {
        let path = entry.expect("an entry").path();
        let read =
            trainer::report(&std::fs::read_to_string(&path).expect("a text")).unwrap_or_else(|bad| panic!("{}: {bad}", path.display()));
        let text = read["document"]["text"].as_str().expect("its text");
        for act in read["acts"].as_array().expect("its acts") {
            for span in act["quote"].as_array().expect("a quote") {
                let at = |k: usize| span[k].as_u64().expect("a byte") as usize;
                assert!(text.get(at(0)..at(1)).is_some_and(|words| words.trim() == words && !words.is_empty()), "{act}");
            }
            acts += 1;
        }
        reports += 1;
    }
    assert!(reports > 80 && acts > 900, "{reports} reports, {acts} acts");
}

#[test]
fn faults_of_a_report_are_told_with_their_line() {
    let report = |act: &str| {
        let head = "id: x\npublished: 2031-05-12\nkind: news\nactors:\n  norland | Norland | state\n---\n";
        trainer::report(&format!("{head}Norland signed. Norland left.\n---\n{act}\n"))
    };
    let read = report("act: deed done | actor: norland | quote: Norland [...] left #2").expect("well written");
    assert_eq!(read["acts"][0]["quote"], serde_json::json!([[16, 23], [24, 28]]));
    for (act, says) in [
        ("act: sign | actor: norland | quote: signed", "no act"),
        ("act: deed never | actor: norland | quote: signed", "no strength or status of deed"),
        ("act: deed | actor: sudria | quote: signed", "no actor of this report"),
        ("act: deed | actor: norland | quote: Norland", "stands in several places"),
        ("act: deed | actor: norland | quote: wept", "does not stand in the text"),
        ("act: deed | actor: norland | measure: peace | quote: left", "no measure"),
        ("act: deed | actor: norland", "needs `act`, `actor` and `quote`"),
    ] {
        let bad = report(act).expect_err(act);
        assert!(bad.says.contains(says) && bad.line == 9, "{act}: {bad}");
    }
}
