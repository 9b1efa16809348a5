//! The labels of pairs are as many and as hard as they have to be, and no figure falls below the committed one.
use evaluate::corpus;
use evaluate::pairs::{self, Counts};
use std::collections::{BTreeMap, BTreeSet};

#[test]
fn a_process_is_in_one_half_and_a_pair_is_there_once() {
    let labels = pairs::labels().expect("they are read");
    let mut halves: BTreeMap<&str, &str> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for pair in &labels {
        assert!(["tune", "test"].contains(&pair.half.as_str()), "{pair:?}");
        assert_eq!(*halves.entry(&pair.process).or_insert(&pair.half), pair.half, "{pair:?}");
        assert_ne!(pair.one.0, pair.other.0, "{pair:?}");
        assert!(seen.insert([&pair.one, &pair.other]) && !seen.contains(&[&pair.other, &pair.one]), "{pair:?} stands twice");
    }
    let same = labels.iter().filter(|pair| pair.same).count();
    assert!(labels.len() >= 200 && same >= 70, "{} pairs, {same} of one event", labels.len());
}

#[test]
fn the_figures_hold() {
    let Some(shared) = crate::shared("the committed figures of pairs") else { return };
    let judged = pairs::judge(&shared).expect("all acts are found");
    let hard = judged.iter().filter(|it| it.close && !it.pair.same).count();
    assert!(hard >= 70, "{hard} hard negatives");
    let path = corpus::repository().join("evaluation/pairs-counts.csv");
    let committed = std::fs::read_to_string(path).expect("it is committed");
    for half in ["tune", "test"] {
        let now = Counts::of(judged.iter().filter(|it| it.pair.half == half));
        let mut before = Counts::default();
        for row in committed.lines().filter(|row| row.starts_with(half)) {
            let cells: Vec<usize> = row.split(',').skip(3).map(|cell| cell.parse().expect("a count")).collect();
            let [pairs, same, said, right] = cells[..] else { panic!("`{row}` has not seven cells") };
            before.pairs += pairs;
            before.same += same;
            before.said += said;
            before.right += right;
        }
        assert!(now.f1() >= before.f1() - 1e-9, "{half}: F1 {:.3}, committed {:.3}", now.f1(), before.f1());
    }
}
