//! The heads that tell acts: their file, and what holds of every act they tell.

use evidence::{About, Document};
use reader::{BadHeads, Config, Heads, Model};
use std::sync::Arc;

const REPORT: &str = "The foreign minister of Norland, Ida Lind, rejected the plan on Monday. “We will not sign a truce before the \
    prisoners are home,” she said.\n\nSudria accused Norland of shelling the bridge and called on Estmark to send observers.\n";

fn report() -> Document {
    Document::new(About::named("report"), REPORT.to_owned())
}

#[test]
fn a_file_of_heads_comes_back_the_same() {
    let heads = Heads::embedded().expect("the program has heads");
    let bytes = heads.write();
    let again = Heads::read(&bytes).expect("its own file");
    assert_eq!(again.write(), bytes);
}

#[test]
fn a_torn_or_foreign_file_is_told() {
    let bytes = Heads::embedded().expect("the program has heads").write();
    assert_eq!(Heads::read(b"something else entirely"), Err(BadHeads("it begins otherwise")));
    for cut in [4, 9, 40, bytes.len() / 2, bytes.len() - 1] {
        assert!(Heads::read(&bytes[..cut]).is_err(), "cut at {cut}");
    }
    let longer = [bytes.as_slice(), &[0]].concat();
    assert_eq!(Heads::read(&longer), Err(BadHeads("it is too long")));
}

#[test]
fn an_act_has_a_probability_and_its_words() {
    let document = report();
    let (reading, _) = reader::read(&document, &Config::default());
    assert!(!reading.acts.is_empty(), "a plain report has acts");
    for act in &reading.acts {
        let p = act.confidence.expect("told by heads");
        assert!((0.0..=1.0).contains(&p), "{act:?}");
        assert!(!act.quote.words(document.text()).is_empty(), "{act:?}");
        assert!(act.reasons.iter().any(|reason| reason.field == "act"), "says why: {act:?}");
    }
}

#[test]
fn the_less_likely_are_left_out() {
    let document = report();
    let (all, _) = reader::read(&document, &Config::default());
    let most = all.acts.iter().filter_map(|act| act.confidence).fold(0.0, f32::max);
    let (few, _) = reader::read(&document, &Config::default().with_least_confidence(most));
    assert!(!few.acts.is_empty() && few.acts.iter().all(|act| act.confidence >= Some(most)), "{few:?}");
    let (none, _) = reader::read(&document, &Config::default().with_least_confidence(1.0));
    assert!(none.acts.len() < all.acts.len());
}

#[test]
fn by_rules_alone_no_act_has_a_probability() {
    let document = report();
    let (rules, _) = reader::read(&document, &Config::default().with_model(Model::None));
    let (without, _) = reader::read(&document, &Config::default().with_heads(None));
    for reading in [rules, without] {
        assert!(!reading.acts.is_empty() && reading.acts.iter().all(|act| act.confidence.is_none()), "{reading:?}");
    }
}

#[test]
fn other_heads_tell_other_acts() {
    let mut strict = Heads::embedded().expect("the program has heads").clone();
    // An act that a rule tells, too, is let through at half of it.
    strict.threshold = 2.5;
    let (reading, _) = reader::read(&report(), &Config::default().with_heads(Some(Arc::new(strict))));
    assert!(reading.acts.is_empty());
}
