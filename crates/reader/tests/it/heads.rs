//! The heads that tell acts: their file, and what holds of every act they tell.

use evidence::{About, ActKind, Document, Status};
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

/// The examples, read.
#[expect(clippy::disallowed_methods, reason = "a test reads its cases")]
fn examples() -> Vec<(Document, evidence::Reading, Vec<evidence::Doubt>)> {
    ["lake-league-round.txt", "port-alba-readout.md", "tessel-truce.txt"]
        .into_iter()
        .map(|name| {
            let path = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples")).join(name);
            let document = Document::new(About::named(name), std::fs::read_to_string(&path).expect("an example"));
            let (reading, doubts) = reader::read(&document, &Config::default());
            (document, reading, doubts)
        })
        .collect()
}

#[test]
fn each_measure_says_where_it_comes_from() {
    let measures = evidence::Measures::embedded();
    let mut near = 0;
    for (document, reading, doubts) in examples() {
        for act in &reading.acts {
            let reasons: Vec<_> = act.reasons.iter().filter(|reason| reason.field == "measures").collect();
            for (n, matter) in act.measures.iter().enumerate() {
                let id = &matter.measure;
                assert!(reasons.iter().any(|reason| reason.rule.contains(&id.0)), "{id}: {act:?}");
                match &matter.words {
                    Some(words) => {
                        assert!(!words.words(document.text()).is_empty() && reasons.iter().any(|reason| reason.at.as_ref() == Some(words)));
                        near += usize::from(!act.quote.overlaps(words.hull()));
                    }
                    None => assert!(
                        doubts.iter().any(|doubt| {
                            let listed = doubt.says.split([' ', ',', ':']).any(|word| word == act.id.0);
                            doubt.kind == evidence::DoubtKind::NoMeasure
                                && listed
                                && doubt.at.as_ref().is_some_and(|at| at.covers(&act.quote))
                        }),
                        "{id} is doubtful: {act:?}"
                    ),
                }
                for other in act.measures.iter().skip(n + 1).map(|matter| &matter.measure) {
                    let [one, two] = [id, other].map(|id| measures.get(id).expect("of the list"));
                    assert!(one.id != two.id && one.opposite.as_ref() != Some(other) && two.opposite.as_ref() != Some(id), "{act:?}");
                    assert!(one.broader.as_ref() != Some(other) && two.broader.as_ref() != Some(id), "{act:?}");
                }
            }
            for reason in reasons {
                let named = |matter: &evidence::Matter| reason.rule.contains(&matter.measure.0);
                assert!(act.measures.iter().any(named), "a reason for what is not there: {act:?}");
            }
        }
    }
    assert!(near > 0, "some measures are named beside the words");
}

#[test]
fn no_two_acts_have_the_same_words() {
    for (_, reading, _) in examples() {
        for (n, one) in reading.acts.iter().enumerate() {
            for two in &reading.acts[n + 1..] {
                assert!(one.quote != two.quote || one.kind != two.kind, "{one:?}\n{two:?}");
            }
        }
    }
}

#[test]
fn what_can_have_a_grade_has_one() {
    for (document, reading, _) in examples() {
        // "Told Sudria that it wants a truce": words may leave open how firm a demand is, and how far a yes goes.
        let open = [ActKind::Demand, ActKind::OfferRole, ActKind::Accept];
        for act in reading.acts.iter().filter(|act| !open.contains(&act.kind)) {
            assert_eq!(act.strength.is_some(), !act.kind.strengths().is_empty(), "{}: {act:?}", document.about.id);
            assert_eq!(act.status.is_some(), !act.kind.statuses().is_empty(), "{}: {act:?}", document.about.id);
        }
    }
}

#[test]
fn a_round_that_is_set_for_a_day_is_planned() {
    let all = examples();
    let planned = all.iter().flat_map(|(document, reading, _)| reading.acts.iter().map(move |act| (act.quote.words(document.text()), act)));
    let round = planned.into_iter().find(|(words, _)| words.contains("set for Friday")).expect("it is read").1;
    assert_eq!(round.status, Some(Status::Planned));
}

#[test]
fn words_that_plainly_name_a_measure_are_about_it() {
    let text = "Norland and Sudria met in Port Alba on Monday to discuss a ceasefire. President Orr of Norland emphasized the need to address the \
                “root causes” of the crisis. “Eliminating the root causes of this crisis is paramount,” Orr said.";
    let (reading, _) = reader::read(&Document::new(About::named("causes"), text.to_owned()), &Config::default());
    let of_causes = |act: &&evidence::Act| act.kind != ActKind::Assess && text[act.quote.start()..act.quote.end()].contains("root causes");
    let told: Vec<&evidence::Act> = reading.acts.iter().filter(of_causes).collect();
    assert!(!told.is_empty(), "else nothing is shown");
    for act in told {
        assert_eq!(act.measures.iter().map(|matter| matter.measure.0.as_str()).collect::<Vec<_>>(), ["root-causes"], "{}", act.id.0);
    }
}

/// Who acts in each act of a readout, as one line.
fn doers(title: &str, text: &str) -> Vec<String> {
    let about = About { title: Some(title.to_owned()), source: Some("The White House".to_owned()), ..About::named("readout") };
    let (reading, _) = reader::read(&Document::new(about, text.to_owned()), &Config::default());
    reading.acts.iter().map(|act| act.actor.iter().map(|id| id.0.as_str()).collect::<Vec<_>>().join(", ")).collect()
}

#[test]
fn the_leaders_of_a_readout_are_those_who_met_whoever_is_named_beside_them() {
    let title = "Readout of President Orr’s Call with President Berg of Ghana";
    let text = "President Orr spoke today with President Berg of Ghana about Libya and Egypt. The leaders demanded that Libya and Egypt \
        release all prisoners. The two leaders also condemned the attacks by Egypt on Libya, and they called on Egypt to accept a ceasefire. \
        Both leaders must be ready to support Libya, President Orr said.";
    let doers = doers(title, text);
    assert!(
        doers.len() >= 4 && doers[..4].iter().all(|doer| doer == "ghana, united-states" || doer == "united-states, ghana"),
        "{doers:?}"
    );
}

#[test]
fn several_advisors_are_all_who_met() {
    let title = "Joint Readout of the National Security Advisors’ Meeting Between the United States, Ghana and Libya";
    let text = "The National Security Advisors met in Port Alba today. The National Security Advisors strongly rejected any change of the borders \
        by Egypt. They reaffirmed their commitment to a ceasefire.";
    let doers = doers(title, text);
    assert!(doers.len() >= 2 && doers.iter().all(|doer| doer.split(", ").count() == 3), "{doers:?}");
}

#[test]
fn what_a_reporter_asks_is_nobodys_act() {
    let text = "THE PRESIDENT: We have reached a deal with Kenya.\n\nQ Mr. President, you said that the truce with Sudan was not negotiable. \
        Some say you have accused Egypt of lying. Is that right?\n\nTHE PRESIDENT: We will not negotiate the truce with Sudan.\n\n\
        Q Will Kenya withdraw its troops?\n\nTHE PRESIDENT: Kenya has promised to withdraw its troops.";
    let (reading, _) = reader::read(&Document::new(About::named("remarks"), text.to_owned()), &Config::default());
    let words: Vec<String> = reading.acts.iter().map(|act| act.quote.words(text)).collect();
    assert!(words.iter().any(|words| words.contains("We will not negotiate")), "{words:?}");
    assert!(!words.iter().any(|words| words.contains("not negotiable") || words.contains("accused")), "{words:?}");
}
