//! The brief in a terminal: readable at any width, and steered by nothing in a document.
use crate::support::{Case, case};
use crate::{all, named};
use evidence::{Format, Original, Spot, Stretch};
use proptest::prelude::*;
use report::terminal::{Style, brief, explain};
use unicode_width::UnicodeWidthStr;

fn at(width: usize) -> Style {
    Style { width, colour: false }
}

#[test]
fn a_page_at_80_columns() {
    insta::assert_snapshot!(brief(&[named("ferry").item()], &at(80)));
}

#[test]
fn a_page_at_40_columns() {
    insta::assert_snapshot!(brief(&[named("ferry").item()], &at(40)));
}

#[test]
fn one_act_explained() {
    let case = named("ferry");
    insta::assert_snapshot!(explain(&case.item(), "a1", &at(80)).expect("an act"));
    assert_eq!(explain(&case.item(), "a99", &at(80)), None);
}

/// A document whose text came out of a file of another format: where words stand is told in that file too.
fn out_of(format: Format, stretches: &[(usize, Spot)]) -> Case {
    let json = r#"{"document": {"id": "paper", "text": "The talks.\n\nNorland will\n\nleave. Sudria\n\nwill sign."},
        "actors": [{"id": "x", "name": "Norland", "kind": "state", "roles": ["party"], "mentions": ["Norland"]}],
        "acts": [{"id": "a1", "act": "deny", "actor": ["x"], "measures": [], "quote": "Sudria"},
                 {"id": "a2", "act": "deny", "actor": ["x"], "measures": [], "quote": "Norland"}]}"#;
    let mut case = case(json, None);
    let stretches = stretches.iter().map(|(start, spot)| Stretch { start: *start, spot: Some(*spot) }).collect();
    let mut original = Original::new(format, stretches);
    original.within = vec!["paper.pdf".to_owned()];
    case.document = case.document.with_original(original);
    case
}

#[test]
fn a_condition_that_names_what_is_not_done_keeps_its_words() {
    let text = "Norland will cut the tariffs if Sudria keeps refusing a ceasefire.";
    let json = r#"{"document": {"id": "paper"},
        "actors": [{"id": "n", "name": "Norland", "kind": "state", "roles": [], "mentions": ["Norland"]},
                   {"id": "s", "name": "Sudria", "kind": "state", "roles": [], "mentions": ["Sudria"]}],
        "acts": [{"id": "a1", "act": "commit", "actor": ["n"], "measures": [{"id": "tariff-relief"}], "quote": "Norland will cut the tariffs",
                  "if": {"relation": "if", "measure": "ceasefire", "actor": "s", "words": "if Sudria keeps refusing a ceasefire"}}],
        "waits": [{"what": {"actor": "n", "measure": "tariff-relief"}, "relation": "if", "for": {"actor": "s", "measure": "ceasefire"},
                   "acts": ["a1"]}]}"#;
    let page = |text: &str, json: &str| brief(&[case(json, Some(text)).item()], &at(120));
    let denied = page(text, json);
    assert!(denied.contains("“if Sudria keeps refusing a ceasefire” (Sudria)"), "{denied}");
    assert!(denied.contains("tariff-relief – “if Sudria keeps refusing a ceasefire” (Sudria)"), "{denied}");
    let plain = page(&text.replace("keeps refusing", "agrees to"), &json.replace("keeps refusing", "agrees to"));
    assert!(plain.contains(", if ceasefire (Sudria)") && plain.contains("– if – Sudria: "), "{plain}");
}

#[test]
fn a_place_leads_back_to_the_file() {
    let page = |page, line| Spot::Page { page, line };
    let pdf = out_of(Format::Pdf, &[(0, page(1, 2)), (12, page(1, 3)), (26, page(3, 1)), (41, page(3, 2))]);
    let text = brief(&[pdf.item()], &at(80));
    assert!(text.contains("p. 3, ¶1, 33-39"), "{text}");
    assert!(text.contains("p. 1, ¶2, 12-19"), "{text}");
    let explained = |case: &Case| explain(&case.item(), "a1", &at(80)).expect("an act");
    assert!(explained(&pdf).contains("in the file paper.pdf: p. 3, line 1\n"), "{}", explained(&pdf));
    let word = out_of(Format::Word, &[(0, Spot::Paragraph(1)), (12, Spot::Paragraph(4)), (41, Spot::Note(1))]);
    assert!(explained(&word).contains("in the file paper.pdf: paragraph 4\n"), "{}", explained(&word));
    let page = out_of(Format::Html, &[(0, Spot::Byte(200)), (12, Spot::Byte(300))]);
    assert!(explained(&page).contains("in the file paper.pdf: bytes 321-327\n"), "{}", explained(&page));
    assert!(!explain(&named("ferry").item(), "a1", &at(80)).expect("an act").contains("in the file"));
}

#[test]
fn nothing_is_wider_than_the_page() {
    for case in all() {
        for width in [40, 57, 80, 120] {
            for line in brief(&[case.item()], &at(width)).lines() {
                assert!(line.width() <= width, "{} columns at {width}: {line}", line.width());
            }
        }
    }
    let ferry = named("ferry");
    assert_eq!(brief(&[ferry.item()], &at(0)), brief(&[ferry.item()], &at(40)));
}

/// Lines of the page are joined again until one ends with a place: each claim has one, and says that nobody has confirmed it.
#[test]
fn each_claim_ends_with_its_place_unconfirmed() {
    for case in all() {
        let page = brief(&[case.item()], &at(80));
        let claims = page.matches("○ unconfirmed").count();
        let text = case.document.text();
        let expected = case.reading.acts.len() + case.table.positions.len() + case.table.waits.len() + case.doubts.len();
        assert!(claims >= expected, "{claims} claims, {expected} things read");
        for act in &case.reading.acts {
            let spans: Vec<String> = act.quote.spans().iter().map(ToString::to_string).collect();
            assert!(page.contains(&format!(", {}\n", spans.join("+"))), "no line ends with the place of {}", act.id);
            assert!(act.quote.fits(text));
        }
    }
}

#[test]
fn several_documents_are_told_apart() {
    let (ferry, truce) = (named("ferry"), crate::examples::example("tessel-truce"));
    let page = brief(&[ferry.item(), truce.item()], &at(80));
    assert!(page.contains("[1] Ferry talks stall") && page.contains("[2] "));
    assert!(page.contains("1:a1 rejects (never) withdrawal of troops"));
    assert!(page.contains("2:a2 rejects (never) withdrawal of troops"));
    assert!(page.contains("○ unconfirmed [2] ¶3, 413-461"));
    // Norland stands once among the parties, in both documents.
    assert_eq!(page.matches("\n  Norland: party").count(), 1);
}

#[test]
fn colour_adds_nothing_but_colour() {
    let case = named("ferry");
    let coloured = brief(&[case.item()], &Style { width: 80, colour: true });
    assert!(coloured.contains("\u{1b}[1mPARTIES\u{1b}[0m"));
    assert_eq!(anstream::adapter::strip_str(&coloured).to_string(), brief(&[case.item()], &at(80)));
}

#[test]
fn nothing_read_is_said() {
    let empty = case(r#"{"document": {"id": "empty", "text": "Nothing of note."}}"#, None);
    assert!(brief(&[empty.item()], &at(80)).contains("Nothing was read in it"));
    let foreign = r#"{"document": {"id": "f", "text": "x", "language": "ru"}, "doubts": [{"kind": "language-not-read", "says": "language: ru, not read"}]}"#;
    let page = brief(&[case(foreign, None).item()], &at(80));
    assert!(page.contains("language: ru, not read") && page.contains("○ unconfirmed, whole document"));
}

fn is_harmless(page: &str) -> bool {
    let steers = |c: char| c.is_control() && c != '\n';
    let hides =
        |c: char| matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    !page.chars().any(|c| steers(c) || hides(c))
}

#[test]
fn a_hostile_document_does_not_steer_the_terminal() {
    let case = named("hostile");
    for width in [40, 80] {
        assert!(is_harmless(&brief(&[case.item()], &at(width))));
    }
    for act in &case.reading.acts {
        assert!(is_harmless(&explain(&case.item(), &act.id.0, &at(80)).expect("an act")));
    }
}

proptest! {
    #[test]
    fn no_document_steers_the_terminal(words in any::<String>(), tail in "\\PC{0,200}", width in 0_usize..150) {
        prop_assume!(!words.trim().is_empty());
        let json = serde_json::json!({
            "document": {"id": words, "title": tail, "text": format!("{words} {tail}.")},
            "actors": [{"id": "x", "name": words, "kind": "state", "roles": ["party"], "mentions": [words]}],
            "acts": [{"id": "a1", "act": "deny", "actor": ["x"], "measures": [{"id": words, "params": {"area": tail}}], "quote": words}],
            "doubts": [{"kind": "garbled-text", "says": words}],
        });
        let case = case(&json.to_string(), None);
        let page = brief(&[case.item()], &at(width));
        prop_assert!(is_harmless(&page));
        prop_assert!(page.lines().all(|line| line.width() <= width.max(40)));
    }
}
