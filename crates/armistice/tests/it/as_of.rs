//! What was known then, asked of the tables, against the plain truth: what was seen then.
use crate::dossier::me;
use crate::generated::World;
use armistice::dossier::{Asked, Dossier, Person};
use proptest::prelude::*;

/// What a person does.
#[derive(Clone, Copy, Debug)]
enum Step {
    Add,
    Confirm(usize),
    Reject(usize),
    Change(usize),
    Remove(usize),
    MergeActors(usize, usize),
    MergeActs(usize, usize),
    Split(usize),
    Undo,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        2 => Just(Step::Add),
        3 => (0..90usize).prop_map(Step::Confirm),
        2 => (0..90usize).prop_map(Step::Reject),
        3 => (0..90usize).prop_map(Step::Change),
        1 => (1..4usize).prop_map(Step::Remove),
        1 => (1..20usize, 1..20usize).prop_map(|(a, b)| Step::MergeActors(a, b)),
        1 => (0..90usize, 0..90usize).prop_map(|(a, b)| Step::MergeActs(a, b)),
        1 => (0..90usize).prop_map(Step::Split),
        3 => Just(Step::Undo),
    ]
}

/// All that can be seen: documents, acts with their states and events.
fn seen(dossier: &Dossier, asked: &Asked) -> String {
    let mut page = String::new();
    for document in dossier.documents(asked, 100).unwrap() {
        page += &format!("{} {}\n", document.key, document.n_acts);
        for act in dossier.acts(document.key, asked).unwrap() {
            let event = act.event.as_ref().map(|link| (link.first, link.probability));
            page += &format!("  {} {} {} {:?} {event:?}\n", act.key, act.state, act.negated, act.strength);
        }
    }
    page
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn each_day_is_seen_again_as_it_was(steps in prop::collection::vec(step(), 1..24)) {
        let folder = tempfile::tempdir().unwrap();
        let world = World::new();
        let mut dossier = Dossier::create(&folder.path().join("t.dossier"), None, &me(1)).unwrap();
        let mut n = 0;
        let mut days: Vec<(i8, String)> = Vec::new();
        for (day, step) in (2i8..).zip(steps) {
            let by: Person = me(day);
            let act = |n: usize| format!("a{}", n + 1);
            // Many of these cannot be done, and then nothing is; that is seen too.
            let _ = match step {
                Step::Add => {
                    let (document, reading) = world.report(n);
                    n += 1;
                    dossier.add_read([(&document, &reading)], &by).map(|_| ())
                }
                Step::Confirm(n) => dossier.confirm(&[act(n)], None, &by),
                Step::Reject(n) => dossier.reject(&[act(n)], None, &by),
                Step::Change(n) => dossier.change(&act(n), &["negated=yes".to_owned()], None, &by),
                Step::Remove(n) => dossier.remove(&[format!("d{n}")], false, None, &by).map(drop),
                Step::MergeActors(a, b) => dossier.merge(&[format!("p{a}"), format!("p{b}")], None, &by),
                Step::MergeActs(a, b) => dossier.merge(&[act(a), act(b)], None, &by),
                Step::Split(n) => dossier.split(&act(n), &[], None, None, &by).map(|_| ()),
                Step::Undo => dossier.undo(None, None, &by).map(|_| ()),
            };
            days.push((day, seen(&dossier, &Asked::default())));
        }
        for (day, then) in days {
            let asked = Asked { as_of: Some(jiff::civil::date(2031, 3, day)), on: None };
            prop_assert_eq!(seen(&dossier, &asked), then, "day {}", day);
        }
        prop_assert_eq!(dossier.check(|| {}).unwrap(), []);
    }
}
