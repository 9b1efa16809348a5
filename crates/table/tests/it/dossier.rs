//! What holds for the table of any documents: the order of adding, what is added twice, views that nest, words for every cell.
use crate::notation::reading;
use evidence::{About, Date, DateBasis, Document, Measures, Published, Quote, Reading};
use jiff::civil;
use proptest::prelude::*;
use table::dossier::{ActRef, Behind, Record, Report, Said, Sheet, Stance, View, sheet, shifts};

/// A document of the notation, with its day in May 2031.
type Given = (Vec<String>, i8);

fn line() -> impl Strategy<Value = String> {
    let actor = prop::sample::select(vec!["norland", "sudria", "norland, sudria"]);
    let source = prop::sample::select(vec!["", "", "", " (dessa)", " (lind)", " told by lind", " told by minutes", " told by dessa"]);
    let kind = prop::sample::select(vec![
        "demand/insist",
        "demand/ask",
        "commit/will",
        "accept",
        "propose",
        "conclude",
        "reject/refuse",
        "reject/never",
        "condition",
        "condition",
        "deny",
        "retract",
        "threaten",
        "deed",
        "contact",
    ]);
    let measure = prop::sample::select(vec![
        " truce",
        " truce duration=12h",
        " truce duration=week",
        " truce area=north",
        " prisoner-release",
        " prisoner-release persons=wounded",
        " direct-talks",
    ]);
    let condition = prop::sample::select(vec![
        "",
        "",
        " | only-if prisoner-release by norland",
        " | after truce by sudria",
        " | alongside direct-talks by sudria",
        " | if -",
    ]);
    (actor, source, kind, measure, condition).prop_map(|(a, s, k, m, c)| format!("{a}{s}: {k}{m}{c}\n"))
}

fn documents() -> impl Strategy<Value = Vec<Given>> {
    prop::collection::vec((prop::collection::vec(line(), 1..6), 1_i8..28), 0..5)
}

fn made(given: &[Given]) -> Vec<(Document, Reading)> {
    let one = |(i, (lines, day)): (usize, &Given)| {
        let (document, reading) = reading(&format!("person dessa of sudria\n{}", lines.concat()));
        let date = Date::Day(civil::date(2031, 5, *day));
        let about = About { published: Some(Published { date, basis: DateBasis::Metadata }), ..About::named(format!("d{i}")) };
        (Document::new(about, document.text().to_owned()), reading)
    };
    given.iter().enumerate().map(one).collect()
}

fn record<'a>(documents: impl IntoIterator<Item = &'a (Document, Reading)>) -> Record {
    Record::new(documents.into_iter().map(|(document, reading)| Report::new(document, reading)))
}

fn as_of(day: i8) -> View {
    View::as_of(civil::date(2031, 5, day))
}

fn table(record: &Record, view: View) -> Sheet {
    sheet(record, view, Measures::embedded())
}

fn behind(sheet: &Sheet) -> impl Iterator<Item = &Behind> {
    let cells = sheet.cells.iter().flat_map(|it| it.acts().iter().chain(it.outdated().iter().map(|(it, _)| it)));
    cells.chain(sheet.waits.iter().flat_map(|it| it.acts()))
}

#[test]
fn what_several_did_one_of_them_tells_for_his_own_side() {
    let (document, reading) =
        reading("person dessa of sudria\nnorland, sudria told by dessa: conclude truce\nnorland told by dessa: commit/will truce\n");
    let record = Record::new([Report::new(&document, &reading)]);
    let entries = record.seen(View::default());
    let [agreed, promised] = &entries[..] else { panic!("two acts, not {}", entries.len()) };
    let said = |by: &str| agreed.actors.iter().find(|(it, _)| it.0 == by).map(|(_, said)| said.clone());
    assert_eq!(said("sudria"), Some(Said::Own));
    assert!(matches!(said("norland"), Some(Said::Told(by)) if by.0 == "dessa"));
    assert!(!agreed.told, "Dessa is of those who agreed");
    assert!(promised.told, "he is not of those who promised");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_order_of_adding_changes_nothing(given in documents(), turn in 0_usize..5) {
        let documents = made(&given);
        let mut other: Vec<_> = documents.iter().collect();
        if !other.is_empty() {
            let middle = turn % other.len();
            other.rotate_left(middle);
            other[middle..].reverse();
        }
        prop_assert_eq!(record(&documents), record(other));
    }

    #[test]
    fn adding_again_what_was_removed_or_is_there_changes_nothing(given in documents(), which in 0_usize..5) {
        let documents = made(&given);
        let left = documents.iter().enumerate().filter(|(i, _)| *i != which).map(|(_, it)| it);
        let again = left.chain(documents.get(which)).chain(documents.first());
        prop_assert_eq!(table(&record(&documents), View::default()), table(&record(again), View::default()));
    }

    #[test]
    fn views_nest(given in documents(), day in 1_i8..28, later in 0_i8..27) {
        let documents = made(&given);
        let all = record(&documents);
        let until = |day: i8| record(documents.iter().zip(&given).filter(|(_, (_, at))| *at <= day).map(|(it, _)| it));
        // What came in later changes no earlier view, and an earlier view sees no act that a later one does not.
        prop_assert_eq!(table(&all, as_of(day)), table(&until(day), View::default()));
        let seen = |day| all.seen(as_of(day)).into_iter().map(|it| it.at.clone()).collect::<Vec<ActRef>>();
        let (earlier, later) = (seen(day), seen((day + later).min(28)));
        prop_assert!(earlier.iter().all(|it| later.contains(it)));
    }

    #[test]
    fn every_cell_and_wait_has_its_words(given in documents()) {
        let documents = made(&given);
        let sheet = table(&record(&documents), View::default());
        for it in behind(&sheet) {
            let (document, reading) = documents.iter().find(|(document, _)| document.about.id == it.at.document).expect("its document");
            let act = reading.acts.iter().find(|act| act.id == it.at.act).expect("its act");
            prop_assert_eq!(&Quote::new(document, act.quote.clone()).expect("its words"), &it.quote);
        }
        for it in &sheet.cells {
            prop_assert!(it.acts().is_sorted_by_key(|it| std::cmp::Reverse(it.day)));
            prop_assert!(it.outdated().iter().all(|(old, _)| it.acts().iter().all(|new| new.at != old.at)));
        }
    }

    #[test]
    fn no_claim_becomes_a_position_unmarked(given in documents()) {
        let sheet = table(&record(&made(&given)), View::default());
        for it in sheet.cells.iter().filter(|it| it.said == Said::Own) {
            // Beside what joined it, an own cell has the actor's own word.
            let own = it.newest_word();
            // What several did one of them tells for his own side.
            prop_assert!(own.told_by.is_empty() || own.told_by[0].0 == "dessa" && it.actor.0 == "sudria");
            prop_assert!(own.speaker.as_ref().is_none_or(|it| it.0 == "dessa"));
            prop_assert!(it.stance != Stance::Contested);
            prop_assert!(it.since.is_some());
        }
        prop_assert!(sheet.cells.iter().filter(|it| it.said != Said::Own).all(|it| !it.red_line));
    }

    #[test]
    fn a_shift_goes_from_what_was_known_to_what_is_new(given in documents(), day in 1_i8..28) {
        let record = record(&made(&given));
        let known: Vec<ActRef> = record.seen(as_of(day)).into_iter().map(|it| it.at.clone()).collect();
        for it in shifts(&record, as_of(day), View::default()) {
            prop_assert!(!known.contains(&it.to.at));
            prop_assert!(it.from.is_none_or(|from| known.contains(&from.at)));
        }
        prop_assert_eq!(shifts(&record, View::default(), View::default()), vec![]);
    }

    #[test]
    fn each_wait_of_a_circle_waits_for_the_next(given in documents()) {
        let sheet = table(&record(&made(&given)), View::default());
        for cycle in &sheet.cycles {
            let next = cycle.waits.iter().cycle().skip(1);
            for (&one, &other) in cycle.waits.iter().zip(next) {
                prop_assert!(sheet.waits[one].stands());
                prop_assert_eq!(&sheet.waits[one].awaited, &sheet.waits[other].what);
            }
        }
    }
}

/// Documents of one line each, a day apart.
fn days(lines: &[&str]) -> Vec<(Document, Reading)> {
    let given: Vec<Given> = (1..).zip(lines).map(|(day, line)| (vec![format!("{line}\n")], day)).collect();
    made(&given)
}

#[test]
fn what_was_agreed_settles_what_was_insisted_on() {
    let documents =
        days(&["norland: demand/insist truce duration=week", "norland, sudria: conclude truce", "norland: demand/insist truce"]);
    let red = |n: usize| table(&record(&documents[..n]), View::default()).cells.iter().any(|it| it.red_line);
    assert!(red(1) && !red(2) && red(3));
}

#[test]
fn who_would_take_what_it_wants_of_others_on_a_condition_asks_less() {
    let kind = |lines: &[&str]| {
        let documents = days(lines);
        let moved = shifts(&record(&documents), as_of(1), View::default());
        moved.iter().map(|it| it.kind.as_str()).collect::<Vec<_>>()
    };
    let wanted_if = "norland: condition truce | after prisoner-release by norland";
    assert!(kind(&["norland: demand/insist truce", wanted_if]).contains(&"softened"));
    assert!(kind(&["norland: commit/will truce", wanted_if]).contains(&"hardened"));
    assert!(kind(&[wanted_if, "norland: demand/insist truce"]).contains(&"hardened"));
    assert!(kind(&[wanted_if, "norland: commit/will truce"]).contains(&"softened"));
}

#[test]
fn time_words_that_cannot_be_placed_outdate_nothing() {
    let mut documents = days(&["norland: commit/will truce", "norland: reject/refuse truce"]);
    let stance = |documents: &[(Document, Reading)]| {
        let sheet = table(&record(documents), View::default());
        let cell = &sheet.cells[0];
        (cell.stance, cell.since.is_some(), cell.newest().date.clone().map(|it| it.to_string()))
    };
    assert_eq!(stance(&documents), (Stance::Against, true, Some("2031-05-02".to_owned())));
    // "Norland has refused a truce in the past."
    let act = &mut documents[1].1.acts[0];
    act.when = Some(evidence::When::Unresolved { words: act.quote.clone() });
    assert_eq!(stance(&documents), (Stance::For, true, Some("2031-05-01".to_owned())));
    // A date is shown as exact as it is known.
    let act = &mut documents[0].1.acts[0];
    act.when = Some(evidence::When::Resolved { words: act.quote.clone(), date: "2030".parse().expect("a year") });
    assert_eq!(stance(&documents), (Stance::For, true, Some("2030".to_owned())));
}
