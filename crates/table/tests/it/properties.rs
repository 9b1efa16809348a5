//! What holds for any acts.
use crate::notation::{reading, written};
use proptest::prelude::*;
use table::{Stance, Table};

fn line() -> impl Strategy<Value = String> {
    let actor = prop::sample::select(vec!["norland", "sudria", "dessa", "norland, sudria", "nobody"]);
    let teller = prop::sample::select(vec!["", "", " (dessa)", " told by lind"]);
    let kind = prop::sample::select(vec![
        "demand",
        "demand/insist",
        "commit",
        "accept",
        "propose",
        "endorse",
        "conclude",
        "not conclude",
        "reject",
        "reject/never",
        "condition",
        "deny",
        "retract",
        "threaten",
        "assess",
    ]);
    let measure =
        prop::sample::select(vec!["", " truce", " truce duration=12h", " truce duration=week", " prisoner-release", " truce aid"]);
    let condition = prop::sample::select(vec!["", "", " | only-if prisoner-release by norland", " | until -", " | after truce"]);
    (actor, teller, kind, measure, condition).prop_map(|(a, t, k, m, c)| format!("{a}{t}: {k}{m}{c}\n"))
}

fn table_of(lines: &[String]) -> (String, evidence::Reading, Table, String) {
    let text = format!("person dessa of sudria\n{}", lines.concat());
    let (document, reading) = reading(&text);
    let table = table::of_document(&document, &reading);
    let shown = written(&table);
    (text, reading, table, shown)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_order_of_the_acts_is_of_no_weight(lines in prop::collection::vec(line(), 0..9), turn in 0_usize..9) {
        let (text, mut reading, _, expected) = table_of(&lines);
        let document = evidence::Document::new(evidence::About::named("case"), text);
        if !reading.acts.is_empty() {
            let middle = turn % reading.acts.len();
            reading.acts.rotate_left(middle);
            reading.acts[middle..].reverse();
        }
        prop_assert_eq!(written(&table::of_document(&document, &reading)), expected);
    }

    #[test]
    fn every_claim_has_its_words(lines in prop::collection::vec(line(), 0..9)) {
        let (text, reading, table, _) = table_of(&lines);
        let shown = table.positions.iter().map(|it| it.shown_by()).chain(table.waits.iter().map(|it| it.shown_by()));
        for acts in shown {
            prop_assert!(!acts.is_empty());
            prop_assert!(acts.is_sorted_by_key(|(_, quote)| quote.place().start()));
            for (id, quote) in acts {
                let act = reading.acts.iter().find(|act| act.id == *id).expect("an act of the reading");
                prop_assert_eq!(quote.place(), &act.quote);
                prop_assert_eq!(quote.words(), &act.quote.words(&text));
            }
        }
    }

    #[test]
    fn a_position_is_its_actors_own(lines in prop::collection::vec(line(), 0..9)) {
        let (_, reading, table, _) = table_of(&lines);
        for it in &table.positions {
            for (id, _) in it.shown_by() {
                let act = reading.acts.iter().find(|act| act.id == *id).expect("an act of the reading");
                prop_assert!(act.actor.iter().any(|actor| *reading.principal(actor) == it.actor));
                prop_assert!(!act.negated);
            }
            prop_assert!(!(it.red_line && it.stance == Stance::Contested));
        }
    }
}
