//! What a person derived before there was any code: each option and statement of the hand-made models is in the proposal, and the
//! findings agree wherever the further options of the proposal are as they are today.
use super::{Dossier, NAMES, dossier};
use evidence::{ActorId, Measures};
use gmcr::explicit::GraphModel;
use gmcr::file::{Format, read};
use gmcr::model::Model;
use gmcr::preference::Expression;
use gmcr::stability::{Concept, solve};
use outlook::answers::{self, Answers};
use outlook::proposal::{self, Config, Proposal};
use std::collections::BTreeSet;
use table::dossier::{ActRef, View};

/// A hand-made model with the places of its options in the proposal.
struct Matched {
    made: Dossier,
    model: Model,
    proposal: Proposal,
    answers: Answers,
    /// For each option of the hand-made model its place in the proposal.
    place: Vec<usize>,
}

fn matched(name: &str) -> Matched {
    let made = dossier(name);
    let text = std::fs::read_to_string(made.folder.join("model.toml")).expect("a model");
    let model = read(&text, Format::Toml).expect("a readable model").model;
    let proposal = proposal::propose(&made.record, View::default(), Measures::embedded(), &Config::default());
    let answers = answers::answer(&proposal, &answers::Config { variants: 200, ..answers::Config::default() });
    let mut place = Vec::new();
    for it in made.list("option") {
        let param = it.get("params").and_then(|it| it.as_table()).and_then(|it| it.get("count")).and_then(|it| it.as_str());
        let found = proposal.options.iter().position(|option| {
            option.owner == ActorId(word(it, "actor"))
                && option.measure.0 == word(it, "measure")
                && param.is_none_or(|param| option.params.iter().any(|it| it.value == param))
        });
        place.push(
            found.unwrap_or_else(|| panic!("{name}: the proposal has no option {} of {}", word(it, "name"), word(it, "decision_maker"))),
        );
    }
    Matched { made, model, proposal, answers, place }
}

fn word(table: &toml::Table, key: &str) -> String {
    table[key].as_str().unwrap_or_else(|| panic!("{key} is no word")).to_owned()
}

fn words(table: &toml::Table, key: &str) -> Vec<String> {
    table.get(key).and_then(|it| it.as_array()).into_iter().flatten().filter_map(|it| it.as_str()).map(str::to_owned).collect()
}

impl Matched {
    /// The bits of the proposal for a state of the hand-made model; its further options are as they are today.
    fn bits(&self, letters: &str) -> u64 {
        let own = self.place.iter().fold(0u64, |bits, at| bits | 1 << at);
        let further = self.proposal.today() & !own;
        letters.chars().zip(&self.place).filter(|(c, _)| *c == 'Y').fold(further, |bits, (_, at)| bits | 1 << at)
    }

    fn actor(&self, decision_maker: &str) -> ActorId {
        let of =
            self.made.list("option").into_iter().find(|it| word(it, "decision_maker") == decision_maker).expect("an option of its own");
        ActorId(word(of, "actor"))
    }
}

fn moved(it: &Expression, place: &[usize]) -> Expression {
    let boxed = |it: &Expression| Box::new(moved(it, place));
    match it {
        Expression::Taken(i) => Expression::Taken(place[*i]),
        Expression::Not(inner) => Expression::Not(boxed(inner)),
        Expression::And(parts) => Expression::And(parts.iter().map(|it| moved(it, place)).collect()),
        Expression::Or(parts) => Expression::Or(parts.iter().map(|it| moved(it, place)).collect()),
        Expression::If(a, b) => Expression::If(boxed(a), boxed(b)),
        Expression::Iff(a, b) => Expression::Iff(boxed(a), boxed(b)),
    }
}

#[test]
fn every_option_made_by_hand_is_proposed_with_its_words() {
    for name in NAMES {
        let it = matched(name);
        for (option, at) in it.made.list("option").into_iter().zip(&it.place) {
            let proposed: BTreeSet<String> = it.proposal.options[*at].words().iter().map(|it| it.at.to_string()).collect();
            let missing: Vec<String> = words(option, "acts").into_iter().filter(|it| !proposed.contains(it)).collect();
            assert!(missing.is_empty(), "{name}: {} lacks the words {missing:?}, it has {proposed:?}", word(option, "name"));
        }
        let irreversible =
            it.made.list("option").into_iter().map(|it| it.get("irreversible").and_then(|it| it.as_bool()).unwrap_or_default());
        assert!(irreversible.zip(&it.place).all(|(by_hand, at)| it.proposal.options[*at].irreversible == by_hand), "{name}");
        let today = it.made.made["status_quo"].as_str().expect("a state");
        assert_eq!(it.proposal.today(), it.bits(today), "{name}: today");
    }
}

#[test]
fn every_statement_made_by_hand_is_proposed_with_its_words_and_in_that_order() {
    for name in NAMES {
        let it = matched(name);
        for (dm, by_hand) in it.model.decision_makers.iter().enumerate() {
            let actor = it.actor(&by_hand.name);
            let proposed = it.proposal.decision_makers.iter().find(|it| it.actor == actor).expect("a decision maker");
            let mut ranks = Vec::new();
            for (rank, statement) in by_hand.preferences.statements.iter().enumerate() {
                let wanted = moved(&statement.expression, &it.place);
                let text = statement.text(&it.model);
                let stated = proposed.statements.iter().find(|it| it.statement.expression == wanted);
                let stated = stated.unwrap_or_else(|| panic!("{name}: nothing says “{text}” for {}", by_hand.name));
                let acts: BTreeSet<String> = stated.words().iter().map(|it| it.at.to_string()).collect();
                let of = |it: &&toml::Table| {
                    word(it, "decision_maker") == by_hand.name && it["rank"].as_integer() == i64::try_from(rank + 1).ok()
                };
                let line = it.made.list("statement").into_iter().find(of).expect("its line");
                let missing: Vec<String> = words(line, "acts").into_iter().filter(|it| !acts.contains(it)).collect();
                assert!(missing.is_empty(), "{name}: “{text}” lacks {missing:?}, it has {acts:?}");
                ranks.push(stated.kind.rank());
            }
            // Agreed, accepted and promised stand for each other in the hand-made lists.
            let order: Vec<usize> = ranks.iter().map(|it| if (5..=6).contains(it) { 5 } else { *it }).collect();
            assert!(order.is_sorted(), "{name}: {} of {dm} is ranked {ranks:?}", by_hand.name);
            // What the proposal has beyond them is of further options only, or explained below.
            let own = it.place.iter().fold(0u64, |bits, at| bits | 1 << at);
            let beyond = proposed.statements.iter().filter(|it| it.statement.options() & !own == 0).count();
            assert_eq!(
                beyond,
                by_hand.preferences.statements.len(),
                "{name}: {} has further statements on the options made by hand",
                by_hand.name
            );
        }
    }
}

/// The further options of the proposals, each explained in `examples/dossiers/README.md`.
#[test]
fn what_the_proposal_has_beyond_is_as_explained() {
    let expected: [(&str, &[&str]); 3] = [
        ("gannet-banks", &[]),
        ("highland-roads", &["tamru: humanitarian-aid", "hpf: humanitarian-aid", "saltmere: seat-at-table", "dda: civilian-protection"]),
        ("sennet-plateau", &["corvane: summit-meeting"]),
    ];
    for (name, expected) in expected {
        let it = matched(name);
        let further: BTreeSet<String> = it
            .proposal
            .options
            .iter()
            .enumerate()
            .filter(|(i, _)| !it.place.contains(i))
            .map(|(_, it)| format!("{}: {}", it.owner, it.measure))
            .collect();
        assert_eq!(further, expected.iter().map(|it| (*it).to_owned()).collect(), "{name}");
    }
}

#[test]
fn the_findings_agree_with_those_made_by_hand() {
    for name in NAMES {
        let it = matched(name);
        let by_hand = GraphModel::new(&it.model).expect("a model");
        let engine = GraphModel::new(&it.proposal.model()).expect("a model");
        let (ours, theirs) = (solve(&engine), solve(&by_hand));
        let state = |bits: u64| engine.states().find(|it| engine.options_taken(*it) == Some(bits));
        let mut faults = Vec::new();
        for hand in by_hand.states() {
            let letters = by_hand.label(hand);
            let letters: String = letters.chars().filter(|c| matches!(c, 'Y' | 'N')).collect();
            let Some(state) = state(it.bits(&letters)) else {
                faults.push(format!("{letters} cannot be"));
                continue;
            };
            for concept in Concept::ALL {
                let (expected, got) = (theirs.is_equilibrium(concept, hand), ours.is_equilibrium(concept, state));
                if expected != got {
                    faults.push(format!("{letters} {concept}: by hand {expected}, by the proposal {got}"));
                }
            }
        }
        assert!(faults.is_empty(), "{name}: {faults:#?}");
        assert_eq!(by_hand.n_states() << (it.proposal.options.len() - it.place.len()), engine.n_states(), "{name}: what cannot be at once");
    }
}

#[test]
fn deadlocks_ways_and_suppositions_are_as_found_by_hand() {
    for name in NAMES {
        let it = matched(name);
        let confirmed: Vec<bool> = it.made.list("deadlock").iter().map(|it| it["confirmed"].as_bool().expect("yes or no")).collect();
        assert_eq!(it.answers.deadlocks.iter().map(|it| it.is_confirmed()).collect::<Vec<_>>(), confirmed, "{name}");
        let worse = name == "gannet-banks";
        assert!(it.answers.deadlocks.iter().all(|it| it.end_holds != worse), "{name}: whether the exchange would hold");
        assert!(worse || it.answers.deadlocks.iter().flat_map(|it| &it.first).all(|it| it.followed && it.against.is_some()), "{name}");
        for outcome in it.made.list("outcome").into_iter().filter(|it| word_or_none(it, "derived").as_deref() == Some("by hand")) {
            let Some(letters) = word_or_none(outcome, "state") else { continue };
            let bits = it.bits(&letters);
            let found = it.answers.outcomes.iter().find(|it| it.bits == bits);
            let held: Vec<String> = found.map(|it| it.holds.iter().map(|it| it.name().to_owned()).collect()).unwrap_or_default();
            assert_eq!(held, words(outcome, "holds"), "{name} {letters}");
            let Some(found) = found else { continue };
            // A path told in words is one that goes against somebody.
            if let Some(path) = outcome.get("path") {
                let path_found = found.path.as_ref().expect("a way");
                let against = path.as_str().is_some();
                assert_eq!(!path_found.by_improvements, against, "{name} {letters}: the way");
                if let Some(steps) = path.as_array() {
                    assert_eq!(path_found.steps.len(), steps.len(), "{name} {letters}: the way");
                } else {
                    assert_eq!(path_found.steps.len(), 2, "{name} {letters}: two moves");
                }
            }
            for (key, verdict) in [
                ("better_than_today", answers::Verdict::Better),
                ("worse_than_today", answers::Verdict::Worse),
                ("as_good_as_today", answers::Verdict::Same),
            ] {
                for who in words(outcome, key) {
                    let actor = it.actor(&who);
                    let effect = found.effects.iter().find(|effect| it.proposal.decision_makers[effect.decision_maker].actor == actor);
                    assert_eq!(effect.expect("a decision maker").verdict, verdict, "{name} {letters}: {who}");
                }
            }
        }
    }
}

fn word_or_none(table: &toml::Table, key: &str) -> Option<String> {
    table.get(key).and_then(|it| it.as_str()).map(str::to_owned)
}

#[test]
fn what_would_have_to_change_on_the_banks_is_as_found_by_hand() {
    let it = matched("gannet-banks");
    let asked: Vec<u64> = it.made.list("require").iter().map(|require| it.bits(&word(require, "state"))).collect();
    let answers = answers::answer(&it.proposal, &answers::Config { hold: asked.clone(), variants: 0, seed: 1 });
    let lorrin = it.proposal.decision_makers.iter().position(|it| it.actor.0 == "lorrin").expect("Lorrin");
    let hesk = it.proposal.decision_makers.iter().position(|it| it.actor.0 == "hesk").expect("Hesk");
    let seventy = answers.requirements.iter().find(|it| it.bits == asked[0]).expect("an answer");
    let gives_way = seventy.alternatives.iter().find(|it| it.changes == [(lorrin, 0, answers::Touch::GivesWay)]).expect("Lorrin gives way");
    let acts = |all: &[proposal::Cited]| all.iter().map(|it| it.at.to_string()).collect::<Vec<_>>();
    assert_eq!(acts(&gives_way.speaks_against), ["05-wire#a4"]);
    let settles = seventy.alternatives.iter().find(|it| it.bits == asked[1]).expect("Hesk settles for less");
    assert!(settles.changes.iter().all(|(dm, _, touch)| *dm == hesk && matches!(touch, answers::Touch::SettlesFor(..))));
    assert_eq!(settles.changes.len(), 3);
}

#[test]
fn forty_licences_are_no_option_since_they_were_turned_down() {
    let it = matched("gannet-banks");
    let at = |act: &ActRef| act.to_string();
    let licences: Vec<String> =
        it.proposal.options.iter().filter(|it| it.measure.0 == "fishing-licences").map(|it| it.name.clone()).collect();
    assert_eq!(licences, ["fishing-licences more than forty", "fishing-licences seventy"]);
    let ruled_out = it.proposal.left_out.iter().find(|it| it.words().iter().any(|it| at(&it.at) == "08-statement#a5"));
    assert_eq!(ruled_out.map(|it| it.why), Some(proposal::Left::OtherTerms));
}
