//! Quotations and attributions: any text at all, and the cases of `cases/attribution/`.
use evidence::{Attribution, Doubt, Place};
use proptest::prelude::*;
use reader::attribution::attribute;
use reader::quotation::quotations;
use reader::text::Text;

fn read(source: &str) -> (Vec<Attribution>, Vec<Doubt>) {
    let text = Text::of(source);
    attribute(&text, &quotations(&text))
}

/// What holds for every text: places lie in it, between characters, and no word has two roles in one attribution.
fn holds(source: &str) {
    let text = Text::of(source);
    let quotations = quotations(&text);
    for quotation in &quotations.all {
        assert!(quotation.inner.fits(source) && quotation.outer.fits(source), "{quotation:?} in {source:?}");
        assert!(quotation.outer.covers(&quotation.inner), "{quotation:?} in {source:?}");
        assert!(quotation.tokens.end <= text.tokens.len());
    }
    let (attributions, doubts) = attribute(&text, &quotations);
    let apart = |a: &Place, b: &Place| !a.spans().iter().any(|span| b.overlaps(*span));
    for found in &attributions {
        assert!(found.content.fits(source), "{found:?} in {source:?}");
        for place in [&found.source, &found.cue].into_iter().flatten() {
            assert!(place.fits(source) && apart(place, &found.content), "{found:?} in {source:?}");
        }
        if let (Some(source_place), Some(cue)) = (&found.source, &found.cue) {
            assert!(apart(source_place, cue), "{found:?} in {source:?}");
        }
    }
    assert!(doubts.iter().filter_map(|doubt| doubt.at.as_ref()).all(|at| at.fits(source)));
    assert_eq!(read(source).0, attributions, "the same text reads the same");
}

/// Words and marks that the rules look for, in any order.
fn scraps() -> impl Strategy<Value = String> {
    let scraps = [
        "“",
        "”",
        "\"",
        "'",
        "''",
        "‘",
        "’",
        "«",
        "»",
        "„",
        ",",
        ".",
        ":",
        ";",
        "—",
        "-",
        "(",
        ")",
        "?",
        "!",
        "\n",
        "\n\n",
        "Lind",
        "Dessa",
        "said",
        "says",
        "that",
        "Sudria",
        "would",
        "the",
        "his",
        "demand",
        "called",
        "for",
        "according",
        "to",
        "and",
        "but",
        "who",
        "told",
        "adding",
        "it",
        "is",
        "was",
        "reported",
        "by",
        "Q",
        "A",
        "MODERATOR",
        "From",
        "envoys",
        "of",
        "on",
        "Monday",
        "in",
        "a",
        "statement",
        "🇳🇱",
        "e\u{301}",
        "\r\n",
        "’s",
        "the ministers’",
    ];
    prop::collection::vec((prop::sample::select(scraps.to_vec()), any::<bool>()), 0..60)
        .prop_map(|words| words.into_iter().map(|(word, spaced)| if spaced { format!(" {word}") } else { word.to_owned() }).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read(source in "\\PC*") {
        holds(&source);
    }

    #[test]
    fn any_order_of_marks_and_cues_is_read(source in scraps()) {
        holds(&source);
    }
}
