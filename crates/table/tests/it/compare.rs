//! Three tellings of one deal: the first is what both others are measured by, and a point that two share is one row whichever two they are.
use evidence::{About, Document};
use table::compare::{Comparison, Row, Verdict, What, compare};

const PLAN: &str = "# Plan\n\n1. All fire along the Tessel stops on 6 April at noon.\n2. The truce lasts ninety days.\n\
    3. Two hundred observers from Estmark stand on both banks of the river.\n4. All prisoners are exchanged, all for all.\n\
    5. The ferry at Kell is opened to grain ships.\n";
const COUNTER: &str = "# Counter-text\n\n1. All fire along the Tessel stops on 9 April at noon.\n2. The truce lasts ninety days.\n\
    3. All prisoners are exchanged, all for all.\n4. Norland keeps the water works at Orrin.\n";
const BRIDGE: &str = "# Paper of the mediator\n\n1. All fire along the Tessel stops on 9 April at noon.\n2. The truce lasts sixty days.\n\
    3. Two hundred observers from Estmark stand on both banks of the river.\n4. All prisoners are exchanged, all for all.\n\
    5. Norland keeps the water works at Orrin.\n6. A fund pays for the Kell bridge.\n";

fn three(texts: [&str; 3]) -> (Vec<Document>, Comparison) {
    let documents: Vec<Document> =
        (1..).zip(texts).map(|(n, text)| Document::new(About::named(format!("text-{n}")), text.to_owned())).collect();
    let comparison = compare(&documents.iter().collect::<Vec<_>>());
    (documents, comparison)
}

fn row<'a>(comparison: &'a Comparison, words: &str) -> &'a Row {
    let has = |it: &&Row| it.tellings.iter().flatten().any(|it| it.quote.words().contains(words));
    let mut found = comparison.rows.iter().filter(has);
    let row = found.next().unwrap_or_else(|| panic!("no point has “{words}”"));
    assert!(found.next().is_none(), "“{words}” is in two rows");
    row
}

/// Which of the texts have the point.
fn who(row: &Row) -> [bool; 3] {
    std::array::from_fn(|i| row.tellings[i].is_some())
}

#[test]
fn each_point_is_one_row_with_what_each_text_makes_of_it() {
    let (_, made) = three([PLAN, COUNTER, BRIDGE]);
    assert_eq!(made.rows.len(), 7, "{made:#?}");
    let kept = row(&made, "all for all");
    assert_eq!((kept.verdict(), who(kept)), (Verdict::Kept, [true; 3]));
    let fire = row(&made, "All fire");
    assert_eq!((fire.verdict(), who(fire)), (Verdict::Changed, [true; 3]));
    // Both others change the date of the first in the same way.
    assert!(fire.changes[0].is_empty());
    for changes in &fire.changes[1..] {
        assert_eq!(changes.len(), 1);
        assert_eq!(changes[0].what, What::Date);
        assert_eq!(changes[0].b.as_ref().map(|it| it.words().contains('9')), Some(true));
    }
    let truce = row(&made, "The truce lasts");
    assert!(truce.changes[1].is_empty(), "the second keeps it");
    assert_eq!(truce.changes[2].iter().map(|it| it.what).collect::<Vec<_>>(), [What::Figure]);
}

#[test]
fn a_point_that_only_two_have_is_one_row_whichever_two() {
    let (_, made) = three([PLAN, COUNTER, BRIDGE]);
    for (words, expected) in [
        ("observers from Estmark", [true, false, true]),
        ("water works at Orrin", [false, true, true]),
        ("ferry at Kell", [true, false, false]),
        ("fund pays", [false, false, true]),
    ] {
        let it = row(&made, words);
        assert_eq!((it.verdict(), who(it)), (Verdict::Partly, expected), "{words}");
        // What the second and third share alike changes nothing in either.
        assert!(it.changes.iter().all(Vec::is_empty), "{words}: {:?}", it.changes);
    }
}

#[test]
fn the_third_text_is_measured_by_the_first_and_each_quote_is_from_its_text() {
    for texts in [[PLAN, COUNTER, BRIDGE], [BRIDGE, PLAN, COUNTER], [COUNTER, BRIDGE, PLAN]] {
        let (documents, made) = three(texts);
        for it in &made.rows {
            assert_eq!((it.tellings.len(), it.changes.len(), it.moved.len()), (3, 3, 3));
            for (document, telling) in documents.iter().zip(&it.tellings) {
                let Some(telling) = telling else { continue };
                assert_eq!(telling.quote.document(), &document.about.id);
                assert!(document.text().contains(telling.quote.words()));
            }
        }
        // The same points in any order of the texts.
        assert_eq!(made.rows.len(), 7);
    }
    let (_, same) = three([PLAN, PLAN, PLAN]);
    assert!(same.rows.iter().all(|it| it.verdict() == Verdict::Kept));
}
