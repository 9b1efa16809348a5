//! The brief as Markdown.
use crate::{all, file, named, root};
use report::markdown::brief;

#[test]
fn a_page() {
    insta::assert_snapshot!(brief(&[named("ferry").item()]));
}

#[test]
fn each_claim_is_one_line_that_ends_with_its_place() {
    for case in all() {
        let page = brief(&[case.item()]);
        for line in page.lines().filter(|line| line.starts_with("- ")) {
            let (_, end) = line.rsplit_once("○ unconfirmed").expect("unconfirmed");
            // How likely it is right, where that is known, then the place.
            let end = end.strip_prefix(", p = ").map_or(end, |likely| likely.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.'));
            assert!(end == ", whole document" || end.starts_with(" ¶"), "{line}");
        }
        let claims = page.lines().filter(|line| line.starts_with("- ")).count();
        assert!(claims >= case.reading.acts.len());
    }
}

#[test]
fn a_hostile_document_adds_no_markup() {
    let page = brief(&[named("hostile").item()]);
    assert!(!page.chars().any(|c| c.is_control() && c != '\n'));
    // Every angle bracket and bracket of the document is escaped.
    for mark in ['<', '>', '[', ']', '`'] {
        let bare = page.match_indices(mark).filter(|(at, _)| !page[..*at].ends_with('\\')).count();
        assert_eq!(bare, 0, "a bare {mark} in {page}");
    }
}

#[test]
fn each_section_has_its_chapter_in_the_guide() {
    let titles = |page: &str| page.lines().filter_map(|line| line.strip_prefix("## ").map(str::to_owned)).collect::<Vec<_>>();
    assert_eq!(titles(&brief(&[named("ferry").item()])), titles(&file(&root().join("docs/guide/brief.md"))));
}
