//! What was known then, asked of the tables, against the plain truth: what was seen then.
use crate::dossier::me;
use crate::generated::World;
use armistice::dossier::{Asked, Dossier, Error, Mark, Person};
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
    Rename(usize),
    Mark(usize),
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

/// Does a step, where that can be done.
fn done(dossier: &mut Dossier, step: Step, world: &World, n: &mut usize, by: &Person) -> Result<(), Error> {
    let act = |n: usize| format!("a{}", n + 1);
    match step {
        Step::Add => {
            let (document, reading) = world.report(*n);
            *n += 1;
            dossier.add_read([(&document, &reading)], by).map(|_| ())
        }
        Step::Confirm(n) => dossier.confirm(&[act(n)], None, by),
        Step::Reject(n) => dossier.reject(&[act(n)], None, by),
        Step::Change(n) => dossier.change(&act(n), &["negated=yes".to_owned()], None, by),
        Step::Remove(n) => dossier.remove(&[format!("d{n}")], false, None, by).map(drop),
        Step::MergeActors(a, b) => dossier.merge(&[format!("p{a}"), format!("p{b}")], None, by),
        Step::MergeActs(a, b) => dossier.merge(&[act(a), act(b)], None, by),
        Step::Split(n) => dossier.split(&act(n), &[], None, None, by).map(|_| ()),
        Step::Rename(n) => dossier.change(&format!("p{n}"), &[format!("name=Somebody {}", by.at)], None, by),
        Step::Mark(n) => {
            let mark = Mark { reliability: [None, Some('A'), Some('B')][n % 3], credibility: Some(2), ..Mark::default() };
            dossier.mark(&format!("d{}", n + 1), &mark, None, by).map(|_| ())
        }
        Step::Undo => dossier.undo(None, None, by).map(|_| ()),
    }
}

/// The same with the marks, and the names of the actors.
fn seen_of_all(dossier: &Dossier) -> String {
    let asked = Asked::default();
    let mut page = seen(dossier, &asked);
    for document in dossier.documents(&asked, 100).unwrap() {
        page += &format!("{} {:?}\n", document.key, document.mark);
    }
    // In the order of their numbers: theirs goes by all versions of the acts.
    let mut actors = dossier.actors(&asked, 100).unwrap();
    actors.sort_by_key(|it| it.key);
    for actor in actors {
        page += &format!("{} {} {:?} {:?}\n", actor.key, actor.name, actor.forms, actor.merged);
    }
    page
}

/// A few steps that build on each other again and again.
fn step_on_few() -> impl Strategy<Value = Step> {
    prop_oneof![
        2 => (0..4usize).prop_map(Step::Confirm),
        2 => (0..4usize).prop_map(Step::Reject),
        2 => (0..4usize).prop_map(Step::Change),
        1 => (1..3usize).prop_map(Step::Remove),
        1 => (1..5usize, 1..5usize).prop_map(|(a, b)| Step::MergeActors(a, b)),
        2 => (0..4usize, 0..4usize).prop_map(|(a, b)| Step::MergeActs(a, b)),
        2 => (0..4usize).prop_map(Step::Split),
        1 => (1..4usize).prop_map(Step::Rename),
        2 => (0..6usize).prop_map(Step::Mark),
        6 => Just(Step::Undo),
    ]
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
            // Many of these cannot be done, and then nothing is; that is seen too.
            let _ = done(&mut dossier, step, &world, &mut n, &by);
            days.push((day, seen(&dossier, &Asked::default())));
        }
        for (day, then) in days {
            let asked = Asked { as_of: Some(jiff::civil::date(2031, 3, day)), on: None };
            prop_assert_eq!(seen(&dossier, &asked), then, "day {}", day);
        }
        prop_assert_eq!(dossier.check(|| {}).unwrap(), []);
    }

    #[test]
    fn taken_back_again_and_again_it_is_as_it_was_before_each_step(steps in prop::collection::vec(step_on_few(), 1..30)) {
        let folder = tempfile::tempdir().unwrap();
        let world = World::new();
        let by = me(2);
        let mut dossier = Dossier::create(&folder.path().join("t.dossier"), None, &by).unwrap();
        let mut n = 0;
        for _ in 0..2 {
            done(&mut dossier, Step::Add, &world, &mut n, &by).unwrap();
        }
        // How it was before each step that stands; and before each undo since the last step, with its entry.
        let (mut before, mut undone) = (Vec::new(), Vec::new());
        for step in steps {
            let was = seen_of_all(&dossier);
            match step {
                Step::Undo if before.is_empty() => prop_assert!(done(&mut dossier, step, &world, &mut n, &by).is_err()),
                Step::Undo => {
                    done(&mut dossier, step, &world, &mut n, &by).unwrap();
                    prop_assert_eq!(Some(seen_of_all(&dossier)), before.pop());
                    undone.push((dossier.log(None, 1).unwrap()[0].key, was));
                }
                _ if done(&mut dossier, step, &world, &mut n, &by).is_ok() => {
                    before.push(was);
                    undone.clear();
                }
                _ => {}
            }
        }
        // The undos of the end are taken back themselves, the last one first, and then all there is.
        for (undo, was) in undone.into_iter().rev() {
            before.push(seen_of_all(&dossier));
            dossier.undo(Some(undo), None, &by).unwrap();
            prop_assert_eq!(seen_of_all(&dossier), was);
        }
        while let Some(was) = before.pop() {
            dossier.undo(None, None, &by).unwrap();
            prop_assert_eq!(seen_of_all(&dossier), was);
        }
        prop_assert_eq!(dossier.check(|| {}).unwrap(), []);
    }
}
