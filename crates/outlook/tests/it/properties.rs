//! What holds for the model of any record.
use crate::notation::reading;
use evidence::{About, ActKind, ActorId, Date, DateBasis, Document, Measures, Published, Reading};
use gmcr::explicit::GraphModel;
use gmcr::file::{Format, read};
use jiff::civil;
use outlook::answers::{self, answer};
use outlook::proposal::{self, Choice, Config, Proposal};
use proptest::prelude::*;
use table::dossier::{Record, Report, View, sheet};

fn line() -> impl Strategy<Value = String> {
    let actor = prop::sample::select(vec!["norland", "sudria", "estmark", "norland, sudria"]);
    let source = prop::sample::select(vec!["", "", "", "", " (dessa)", " told by lind"]);
    let kind = prop::sample::select(vec![
        "demand/insist",
        "demand/ask",
        "commit/will",
        "commit/ready",
        "accept",
        "propose",
        "conclude",
        "reject/refuse",
        "reject/never",
        "condition",
        "condition",
        "threaten",
        "retract",
        "endorse",
        "deed",
    ]);
    let measure = prop::sample::select(vec![
        " general-ceasefire",
        " time-limited-truce duration=30d",
        " monitoring-mission",
        " troop-withdrawal area=delta",
        " prisoner-exchange count=40",
        " sanctions-impose",
        " sanctions-lift",
        " summit-meeting",
        " blockade",
        " crossing-opening",
    ]);
    let condition = prop::sample::select(vec![
        "",
        "",
        " | only-if monitoring-mission by sudria",
        " | after general-ceasefire by norland",
        " | unless sanctions-lift by estmark",
        " | if -",
    ]);
    let whole = (actor, source, kind, measure, condition).prop_filter("nothing waits for itself", |(_, _, _, m, c)| {
        let of = |words: &str| words.split_whitespace().find(|it| it.contains('-') && !it.starts_with("only")).map(str::to_owned);
        c.is_empty() || of(c) != of(m)
    });
    whole.prop_map(|(a, s, k, m, c)| format!("{a}{s}: {k}{m}{c}\n"))
}

/// Documents of some lines, each with its day in May 2031.
fn documents() -> impl Strategy<Value = Vec<(Vec<String>, i8)>> {
    prop::collection::vec((prop::collection::vec(line(), 1..7), 1_i8..28), 1..5)
}

fn document(i: usize, lines: &[String], day: i8) -> (Document, Reading) {
    let (document, reading) = reading(&format!("person dessa of sudria\n{}", lines.concat()));
    let date = Date::Day(civil::date(2031, 5, day));
    let about = About { published: Some(Published { date, basis: DateBasis::Metadata }), ..About::named(format!("d{i}")) };
    (Document::new(about, document.text().to_owned()), reading)
}

fn made(given: &[(Vec<String>, i8)]) -> Vec<(Document, Reading)> {
    given.iter().enumerate().map(|(i, (lines, day))| document(i, lines, *day)).collect()
}

fn record<'a>(documents: impl IntoIterator<Item = &'a (Document, Reading)>) -> Record {
    Record::new(documents.into_iter().map(|(document, reading)| Report::new(document, reading)))
}

fn propose(record: &Record) -> Proposal {
    proposal::propose(record, View::default(), Measures::embedded(), &Config::default())
}

fn renamed(reading: &Reading) -> Reading {
    // Names that sort the other way round.
    let new = |id: &ActorId| ActorId(format!("{}-{id}", 9 - usize::from(id.0.as_bytes()[0] - b'a') / 3));
    let all = |ids: &[ActorId]| ids.iter().map(new).collect::<Vec<_>>();
    let mut out = reading.clone();
    for it in &mut out.actors {
        it.id = new(&it.id);
        it.name = format!("The {}", it.name);
        it.part_of = it.part_of.as_ref().map(new);
    }
    for it in &mut out.acts {
        it.actor = all(&it.actor);
        it.speaker = it.speaker.as_ref().map(new);
        it.told_by = all(&it.told_by);
        if let Some(condition) = &mut it.condition {
            condition.actor = condition.actor.as_ref().map(new);
        }
    }
    out
}

/// A proposal without names: what is to stay the same when actors are renamed.
fn nameless(it: &Proposal) -> String {
    let model = it.model();
    let mut out = format!("{:?}\n{:?}\n", model.form, it.today());
    for (dm, of_engine) in it.decision_makers.iter().zip(&model.decision_makers) {
        out += &format!("{:?} {:?}\n", dm.options, of_engine.preferences.statements);
        for stated in &dm.statements {
            out += &format!("{:?} {:?}\n", stated.kind, stated.words().iter().map(|it| it.at.to_string()).collect::<Vec<_>>());
        }
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn the_same_record_gives_the_same_bytes_in_whatever_order_it_came(given in documents(), turn in 0_usize..5) {
        let documents = made(&given);
        let mut other: Vec<_> = documents.iter().collect();
        let middle = turn % other.len();
        other.rotate_left(middle);
        other[middle..].reverse();
        let (one, two) = (propose(&record(&documents)), propose(&record(other)));
        prop_assert_eq!(proposal::written(&one), proposal::written(&two));
        let config = answers::Config { variants: 20, ..answers::Config::default() };
        prop_assert_eq!(answer(&one, &config), answer(&two, &config));
    }

    #[test]
    fn a_quote_that_confirms_a_position_removes_no_option(given in documents(), which in 0_usize..60) {
        let documents = made(&given);
        let before = record(&documents);
        let table = sheet(&before, View::default(), Measures::embedded());
        prop_assume!(!table.cells.is_empty());
        // The same act again, on the last day.
        let newest = &table.cells[which % table.cells.len()].newest().at;
        let (source, reading) = documents.iter().find(|(it, _)| it.about.id == newest.document).expect("its document");
        let act = reading.acts.iter().find(|it| it.id == newest.act).expect("its act");
        // An agreement reported anew settles what was only promised since the first.
        prop_assume!(act.kind != ActKind::Conclude);
        let line = format!("{}\n", act.quote.words(source.text()));
        let again = document(99, &[line], 28);
        let after = record(documents.iter().chain([&again]));
        let later = sheet(&after, View::default(), Measures::embedded());
        // It confirms: everybody stands where it stood, and waits for what it waited for.
        let stands = |it: &table::dossier::Sheet| -> Vec<String> {
            let cells = it.cells.iter().map(|it| format!("{} {} {} {:?} {} {:?}", it.actor, it.measure, it.said, it.stance, it.red_line, it.params.iter().map(|it| &it.value).collect::<Vec<_>>()));
            let waits = it.waits.iter().filter(|it| it.stands()).map(|it| format!("{:?} {:?}", it.what, it.awaited));
            let mut all: Vec<String> = cells.chain(waits).collect();
            all.sort();
            all
        };
        prop_assume!(stands(&table) == stands(&later));
        // Few options, so that there is one to push out.
        let few = Config { max_options: 3, ..Config::default() };
        let propose = |record: &Record| proposal::propose(record, View::default(), Measures::embedded(), &few);
        let (before, after) = (propose(&before), propose(&after));
        let opposite = |it: &Choice| Measures::embedded().get(&it.measure).and_then(|it| it.opposite.clone());
        let is_truce = |it: &Choice| Measures::embedded().get(&it.measure).is_some_and(|it| it.group == "ceasefire");
        // Whoever asks again for a truce that was agreed, or refuses one, says that it is not kept: the option to break it is then the
        // one to keep it, or the one of another kind of truce.
        let is_kept = |it: &&Choice| {
            let turned = |other: &Choice| opposite(it).as_ref() == Some(&other.measure) || (is_truce(it) && is_truce(other));
            let same = |other: &Choice| other.name == it.name || turned(other);
            after.options.iter().any(|other| other.owner == it.owner && same(other))
        };
        let gone: Vec<_> = before.options.iter().filter(|it| !is_kept(it)).map(|it| format!("{} {}", it.owner, it.name)).collect();
        prop_assert!(gone.is_empty(), "{:?} went", gone);
    }

    #[test]
    fn renaming_an_actor_changes_nothing(given in documents()) {
        let documents = made(&given);
        let others: Vec<(Document, Reading)> = documents.iter().map(|(document, reading)| (document.clone(), renamed(reading))).collect();
        let (one, two) = (propose(&record(&documents)), propose(&record(&others)));
        prop_assert_eq!(nameless(&one), nameless(&two));
    }

    #[test]
    fn each_option_and_preference_has_its_words_and_the_engine_takes_the_file(given in documents()) {
        let proposal = propose(&record(&made(&given)));
        prop_assert!(proposal.options.len() <= 12);
        prop_assert!(proposal.options.iter().all(|it| !it.words().is_empty()));
        prop_assert!(proposal.decision_makers.iter().flat_map(|it| &it.statements).all(|it| !it.words().is_empty()));
        prop_assert!(proposal.decision_makers.iter().all(|it| it.statements.is_sorted_by_key(|it| it.kind.rank())));
        prop_assert!(proposal.left_out.iter().all(|it| !it.words().is_empty()));
        // Views of which nothing is known are listed, each once.
        for (dm, it) in proposal.decision_makers.iter().enumerate() {
            for option in 0..proposal.options.len() {
                let spoken = it.statements.iter().any(|it| it.statement.options() >> option & 1 == 1);
                let listed = proposal.assumptions.iter().filter(|it| **it == proposal::Assumption::NoView { decision_maker: dm, option }).count();
                prop_assert_eq!(listed, usize::from(!spoken));
            }
        }
        // Whose the other half of a step by two is, is said or assumed.
        for (option, it) in proposal.options.iter().enumerate() {
            let listed = proposal.assumptions.contains(&proposal::Assumption::OthersComeAlong { option });
            let known = it.partners.iter().any(|it| it.yes.is_some()) || !proposal.other_halves(option).is_empty();
            prop_assert!(it.mutual || it.partners.is_empty());
            prop_assert_eq!(listed, it.mutual && !it.today && !known);
            prop_assert!(it.partners.iter().all(|with| with.actor != it.owner));
        }
        if !proposal.options.is_empty() {
            let text = proposal::written(&proposal);
            let source = read(&text, Format::Toml).map_err(|error| TestCaseError::fail(format!("{error}\n{text}")))?;
            let mut model = source.model;
            (model.title, model.note) = Default::default();
            prop_assert_eq!(&model, &proposal.model());
            let graph = GraphModel::new(&model).map_err(|error| TestCaseError::fail(error.to_string()))?;
            prop_assert!(graph.states().any(|it| graph.options_taken(it) == Some(proposal.today())), "today cannot be");
            // A model that nobody edited says what the record says.
            let edited = proposal.edited(&model).expect("an option form");
            prop_assert!(proposal::changes(&edited, &proposal).is_empty());
            prop_assert_eq!(edited.model(), proposal.model());
        }
    }

    #[test]
    fn what_changed_makes_the_old_model_the_new_one(given in documents(), day in 1_i8..28) {
        let all = record(&made(&given));
        let view = View::as_of(civil::date(2031, 5, day));
        let old = proposal::propose(&all, view, Measures::embedded(), &Config::default());
        let new = propose(&all);
        let changes = proposal::changes(&old, &new);
        let (merges, merged) = proposal::merge(&old.model(), &new, &changes);
        prop_assert!(merges.iter().all(|it| !matches!(it.outcome, proposal::Outcome::Missing(_))), "{:?}", merges);
        // Options that are gone stay, for what a person has built on them; each list of statements is the new one.
        let text = |model: &gmcr::model::Model, name: &str| -> Vec<String> {
            let dm = model.decision_makers.iter().find(|it| it.name == name);
            dm.map(|it| it.preferences.statements.iter().map(|it| it.text(model)).collect()).unwrap_or_default()
        };
        for it in &new.decision_makers {
            let (mut got, mut expected) = (text(&merged, &it.name), text(&new.model(), &it.name));
            got.iter_mut().chain(&mut expected).for_each(|it| *it = it.rsplit(": ").next().unwrap_or_default().to_owned());
            got.sort();
            expected.sort();
            prop_assert_eq!(got.len(), expected.len(), "{:?} against {:?}", got, expected);
        }
    }
}
