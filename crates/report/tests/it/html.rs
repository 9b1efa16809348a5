//! The page: well made, self-contained, and closed to whatever a document holds.
use crate::support::Case;
use crate::{all, examples, named};
use base64::Engine;
use report::html::page;
use scraper::{Html, Selector};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

fn parsed(case: &Case) -> (String, Html) {
    let page = page(&[case.item()]);
    let html = Html::parse_document(&page);
    (page, html)
}

fn all_of<'a>(html: &'a Html, selector: &str) -> Vec<scraper::ElementRef<'a>> {
    html.select(&Selector::parse(selector).expect("a selector")).collect()
}

#[test]
fn it_needs_nothing_and_runs_nothing() {
    for case in all() {
        let (_, html) = parsed(&case);
        assert!(
            all_of(&html, "script, img, iframe, object, embed, link, form, base, svg, [src], [style], [onerror], [onclick]").is_empty()
        );
        for link in all_of(&html, "a[href]") {
            assert!(link.attr("href").is_some_and(|href| href.starts_with('#')), "a link leads out: {}", link.html());
        }
        let [style] = all_of(&html, "style")[..] else { panic!("one style") };
        let words: String = style.text().collect();
        assert!(!words.contains("url(") && !words.contains("@import"));
        let hash = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(words.as_bytes()));
        let [policy] = all_of(&html, "meta[http-equiv='Content-Security-Policy']")[..] else { panic!("one policy") };
        let policy = policy.attr("content").expect("a policy");
        assert!(policy.starts_with("default-src 'none';") && policy.contains(&format!("style-src 'sha256-{hash}'")), "{policy}");
        assert!(!policy.contains("unsafe"));
    }
}

#[test]
fn the_text_is_whole() {
    for case in all().iter().filter(|case| case.document.about.id.0 != named("hostile").document.about.id.0) {
        let (_, html) = parsed(case);
        let mut shown = String::new();
        for paragraph in all_of(&html, "article .paragraph > p") {
            for node in paragraph.descendants().filter_map(|node| Some((node.parent()?, node.value().as_text()?))) {
                let (parent, words) = node;
                let class = parent.value().as_element().and_then(|it| it.attr("class")).unwrap_or_default();
                if class != "number" && class != "tag" {
                    shown.push_str(words);
                }
            }
        }
        let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        assert_eq!(bare(&shown), bare(case.document.text()), "{}", case.document.about.id);
    }
}

/// A click on a line leads to the act's words: its anchor stands just before them, and all their pieces carry its class.
#[test]
fn each_line_leads_to_its_words() {
    let mut cases = all();
    cases.push(examples::example("tessel-truce"));
    for case in cases {
        let (_, html) = parsed(&case);
        let ids: Vec<&str> = all_of(&html, "[id]").iter().filter_map(|it| it.attr("id")).collect();
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "an anchor stands twice");
        for link in all_of(&html, "a[href]") {
            let target = link.attr("href").and_then(|href| href.strip_prefix('#')).expect("an anchor");
            assert!(ids.contains(&target), "no anchor {target}");
        }
        for line in all_of(&html, ".brief li") {
            let whole = line.text().collect::<String>().contains("whole document");
            assert_eq!(line.select(&Selector::parse("a.to").expect("a selector")).count(), usize::from(!whole), "{}", line.html());
        }
        for (n, act) in case.reading.acts.iter().enumerate() {
            let words: String = all_of(&html, &format!("mark.m{n}")).iter().flat_map(|mark| mark.text()).collect();
            let given: String = act.quote.spans().iter().map(|span| &case.document.text()[span.range()]).collect();
            if !given.chars().any(char::is_control) {
                assert_eq!(words.replace('⟨', ""), given.replace('⟨', ""), "{}", act.id);
            }
        }
    }
}

#[test]
fn overlapping_acts_keep_their_own_words() {
    let (page, html) = parsed(&named("ferry"));
    // a6 lies within a3, a1 in two pieces.
    assert_eq!(all_of(&html, "mark.m2").len(), 2);
    assert_eq!(all_of(&html, "mark.m2.m5").len(), 1);
    assert_eq!(all_of(&html, "mark.m0").len(), 3);
    assert!(page.contains(":root:has(#a1:target) .m0"));
}

#[test]
fn a_hostile_document_stays_text() {
    let (page, html) = parsed(&named("hostile"));
    assert!(!page.chars().any(|c| c.is_control() && c != '\n' && c != '\t'));
    assert!(!page.contains("<script") && !page.contains("<img"));
    let [title] = all_of(&html, "title")[..] else { panic!("one title") };
    assert_eq!(title.text().collect::<String>(), "</title><script>alert(1)</script>⟨U+202E⟩");
    let text: String = all_of(&html, "article").iter().flat_map(|it| it.text()).collect();
    assert!(text.contains("␛[31mNorland␛[0m") && text.contains("⟨U+202E⟩") && text.contains("</style>"));
}

#[test]
fn several_documents_share_a_page() {
    let (ferry, truce) = (named("ferry"), examples::example("tessel-truce"));
    let html = Html::parse_document(&page(&[ferry.item(), truce.item()]));
    let ids: Vec<&str> = all_of(&html, "[id]").iter().filter_map(|it| it.attr("id")).collect();
    assert!(ids.contains(&"d1-a1") && ids.contains(&"d2-a1"));
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
    assert_eq!(all_of(&html, "article").len(), 2);
}
