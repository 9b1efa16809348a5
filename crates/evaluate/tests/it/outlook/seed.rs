//! The seed article alone, as it was read by hand and as the machine reads it, gives a model with those at the table and what they speak
//! of; and whatever is said of any record has words or a listed assumption behind it.
use super::{NAMES, dossier};
use evaluate::{corpus, retold};
use evidence::{Document, Measures, Reading};
use outlook::answers::{self, answer};
use outlook::proposal::{self, Config, Proposal};
use report::outlook::{Before, Shown, Supposed, outlook_json};
use serde_json::Value;
use std::collections::BTreeSet;
use table::dossier::{Record, Report, View};

fn seed(test: &str) -> Option<(Document, Reading, Reading)> {
    let shared = crate::shared(test)?;
    let case = corpus::gold(&shared).expect("the answers").into_iter().find(|it| it.gold.document.id == "seed").expect("the seed");
    let by_hand = retold::reading(&case.gold).expect("a reading");
    let (by_machine, _) = reader::read(&case.document, &reader::Config::default());
    Some((case.document, by_hand, by_machine))
}

fn propose(record: &Record) -> Proposal {
    propose_most(record, Config::default().max_options)
}

fn propose_most(record: &Record, max_options: usize) -> Proposal {
    proposal::propose(record, View::default(), Measures::embedded(), &Config { max_options, ..Config::default() })
}

#[test]
fn the_seed_gives_those_at_the_table_and_what_they_speak_of() {
    let Some((document, by_hand, by_machine)) = seed("the outlook on the seed") else { return };
    for (how, reading) in [("by hand", &by_hand), ("by machine", &by_machine)] {
        let record = Record::new([Report::new(&document, reading)]);
        let proposal = propose(&record);
        let names: Vec<&str> = proposal.decision_makers.iter().map(|it| it.name.as_str()).collect();
        for who in ["Russia", "Ukraine", "United States", "Europe"] {
            assert!(names.iter().any(|it| it.contains(who)), "{how}: no {who} among {names:?}");
        }
        let measures: BTreeSet<&str> = proposal.options.iter().map(|it| it.measure.0.as_str()).collect();
        let truce = ["general-ceasefire", "time-limited-truce"];
        assert!(truce.iter().any(|it| measures.contains(it)), "{how}: no ceasefire among {measures:?}");
        for what in ["direct-talks", "memorandum", "troop-withdrawal", "sanctions-impose", "mediator-withdraws", "summit-meeting"] {
            assert!(measures.contains(what), "{how}: no {what} among {measures:?}");
        }
        let quoted = |words: &[proposal::Cited]| {
            !words.is_empty() && words.iter().all(|it| document.text().contains(it.quote.words().split(" … ").next().unwrap_or_default()))
        };
        assert!(proposal.options.iter().all(|it| quoted(it.words())), "{how}");
        assert!(proposal.decision_makers.iter().flat_map(|it| &it.statements).all(|it| quoted(it.words())), "{how}");
        let json = shown(&record, &proposal);
        let says: Vec<&str> = json["claims"]["unknown"].as_array().expect("a list").iter().filter_map(|it| it["says"].as_str()).collect();
        // Of each decision maker that has no word on some option it is said.
        for (dm, it) in proposal.decision_makers.iter().enumerate() {
            let silent =
                |it: &&proposal::Assumption| matches!(it, proposal::Assumption::NoView { decision_maker, .. } if *decision_maker == dm);
            let possessive = if it.name.ends_with('s') { "’" } else { "’s" };
            let told = says.iter().any(|says| {
                let of = says.strip_prefix("Nothing is known of ").map(|it| it.strip_prefix("the ").unwrap_or(it));
                of.is_some_and(|of| of.starts_with(&format!("{}{possessive} view on ", it.name.trim_start_matches("the "))))
            });
            assert_eq!(told, proposal.assumptions.iter().any(|it| silent(&it)), "{how}: {} in {says:?}", it.name);
        }
        for who in ["Russia’s", "the United States’"] {
            let of = format!("Nothing is known of {who} view on ");
            assert!(says.iter().any(|it| it.starts_with(&of)), "{how}: no “{of}” in {says:?}");
        }
    }
}

/// What the seed says of three matters, in the sentences of the page, from the machine's own reading.
#[test]
fn the_sentences_on_the_seed_say_what_its_words_say() {
    let Some((document, _, by_machine)) = seed("the sentences on the seed") else { return };
    let record = Record::new([Report::new(&document, &by_machine)]);
    // The record has one option more than the model has room for: what European leaders could do themselves.
    let json = shown(&record, &propose_most(&record, 13));
    let says = |part: &str| -> Vec<String> {
        json["claims"][part].as_array().expect("a list").iter().filter_map(|it| it["says"].as_str()).map(str::to_owned).collect()
    };
    let views = says("views");
    // A memorandum is offered ("will propose and is ready to work on" it are both in the hand-made reading), and the other side is open to signing one.
    let offered = ["a framework text by Russia (it is ready for that)", "a framework text by Ukraine (its own proposal)"];
    for view in [&offered[..], &["a framework text by Ukraine (it is ready for that)"]] {
        assert!(views.iter().any(|it| view.iter().any(|end| it.ends_with(end))), "{views:?}");
    }
    // Sanctions are urged for a case: while a ceasefire is refused. The truce of thirty days is one kind of it, and the two may be one option.
    let sanctions =
        |truce: &str| format!("new or tougher sanctions by the United States, unless there is {truce} by Russia (it urges that)");
    let either = ["a general ceasefire", "a time-limited truce"].map(sanctions);
    assert!(views.iter().any(|it| either.iter().any(|end| it.ends_with(end))), "{views:?}");
    // The mediator speaks of leaving, for one case; that is not nothing.
    let leaving =
        "The mediator steps back: not today – the mediator stays; its owner speaks of it for one case alone, “if progress isn’t made”";
    assert!(says("today").iter().any(|it| it == leaving), "{:?}", says("today"));
}

/// The JSON of a record, with everything that it can hold.
fn shown(record: &Record, proposal: &Proposal) -> Value {
    let all = (1u64 << proposal.options.len()) - 1;
    let answers = answer(proposal, &answers::Config { hold: vec![proposal.today() ^ 1, all], variants: 60, seed: 1 });
    let days: BTreeSet<_> = record.entries().iter().filter_map(|it| it.published).collect();
    let day = days.iter().nth_back(1).copied();
    let earlier = proposal::propose(record, View { as_of: day, on: None }, Measures::embedded(), &Config::default());
    let before = answer(&earlier, &answers::Config { variants: 0, ..answers::Config::default() });
    let changes = proposal::changes(&earlier, proposal);
    let fates = answers::compare((&earlier, &before), (proposal, &answers));
    let options: Vec<(usize, bool)> = proposal.options.iter().take(1).map(|it| (0, !it.today)).collect();
    let supposed = proposal.suppose(&options);
    let then = answer(&supposed, &answers::Config { variants: 0, ..answers::Config::default() });
    let becomes = answers::compare((proposal, &answers), (&supposed, &then));
    let (merges, _) = proposal::merge(&earlier.model(), proposal, &changes);
    let line = outlook_json(&Shown {
        record,
        measures: Measures::embedded(),
        proposal,
        answers: &answers,
        before: Some(Before {
            called: "before",
            proposal: &earlier,
            answers: &before,
            record: proposal,
            changes: &changes,
            outcomes: &fates,
        }),
        supposed: Some(Supposed { options: &options, proposal: &supposed, answers: &then, outcomes: &becomes }),
        edited: Some(report::outlook::Edited { record: proposal, before: Some(&earlier), differs: &[], merges: &merges }),
    });
    serde_json::from_str(&line).expect("JSON")
}

/// Fails on a sentence with neither words nor an assumption, and on a name of either that leads nowhere.
fn walk(value: &Value, quotes: &BTreeSet<&str>, assumptions: usize, n: &mut usize) {
    if let Some(says) = value.get("says") {
        *n += 1;
        let (acts, assumed) = (value["acts"].as_array().expect("acts"), value["assumptions"].as_array().expect("assumptions"));
        assert!(!says.as_str().expect("a sentence").is_empty(), "{value}");
        assert!(!acts.is_empty() || !assumed.is_empty(), "a claim out of nothing: {says}");
    }
    match value {
        Value::Object(map) => {
            for act in map.get("acts").and_then(Value::as_array).into_iter().flatten() {
                assert!(quotes.contains(act.as_str().expect("a name")), "{act} has no words");
            }
            for it in map.get("assumptions").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_u64) {
                assert!(usize::try_from(it).is_ok_and(|it| it < assumptions), "there is no assumption {it}");
            }
            map.values().for_each(|it| walk(it, quotes, assumptions, n));
        }
        Value::Array(all) => all.iter().for_each(|it| walk(it, quotes, assumptions, n)),
        _ => {}
    }
}

fn check(record: &Record) -> usize {
    let json = shown(record, &propose(record));
    let quotes: BTreeSet<&str> = json["quotes"].as_array().expect("quotes").iter().filter_map(|it| it["act"].as_str()).collect();
    assert!(json["quotes"].as_array().expect("quotes").iter().all(|it| it["words"].as_str().is_some_and(|it| !it.is_empty())));
    let assumptions = json["assumptions"].as_array().expect("assumptions");
    assert!(assumptions.iter().enumerate().all(|(i, it)| it["id"] == i && it["words"].as_str().is_some_and(|it| !it.is_empty())));
    let mut n = 0;
    walk(&json, &quotes, assumptions.len(), &mut n);
    n
}

#[test]
fn every_claim_has_words_or_a_listed_assumption() {
    let n: usize = NAMES.iter().map(|it| check(&dossier(it).record)).sum();
    assert!(n > 300, "{n} claims");
    let Some(shared) = crate::shared("claims on the hand-made readings") else { return };
    let cases = corpus::gold(&shared).expect("the answers");
    let readings: Vec<(&Document, Reading)> =
        cases.iter().map(|it| (&it.document, retold::reading(&it.gold).expect("a reading"))).collect();
    // Each by itself, and all of one conflict together.
    for (document, reading) in &readings {
        check(&Record::new([Report::new(document, reading)]));
    }
    for conflict in ["gaza", "iran", "yemen", "ukraine", "trade"] {
        check(&Record::new(readings.iter().filter(|(it, _)| it.about.id.0.starts_with(conflict)).map(|(a, b)| Report::new(a, b))));
    }
}

#[test]
fn each_key_of_the_json_has_a_row() {
    let page = std::fs::read_to_string(corpus::repository().join("docs/formats/outlook-json.md")).expect("a page");
    let documented: BTreeSet<&str> = page.lines().filter_map(|it| Some(it.strip_prefix("| `")?.split_once('`')?.0)).collect();
    let mut printed = BTreeSet::new();
    for name in NAMES {
        let record = dossier(name).record;
        keys(&shown(&record, &propose(&record)), &mut printed);
    }
    let open: Vec<&String> = printed.iter().filter(|it| !documented.contains(it.as_str())).collect();
    assert!(open.is_empty(), "printed, but without a row in docs/formats/outlook-json.md: {open:?}");
}

fn keys(value: &Value, out: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                out.insert(key.clone());
                // The names of params are those of the list of measures.
                if key != "params" {
                    keys(value, out);
                }
            }
        }
        Value::Array(all) => all.iter().for_each(|it| keys(it, out)),
        _ => {}
    }
}
