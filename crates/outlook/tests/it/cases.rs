//! Single rules, each on a record of a few lines.
use crate::notation::reading;
use evidence::{About, Date, DateBasis, Document, Measures, Published};
use jiff::civil;
use outlook::answers::{self, answer};
use outlook::proposal::{self, Assumption, Config, Left, Proposal, Wish};
use table::dossier::{Record, Report, View};

/// The proposal of one report.
fn of(lines: &str) -> Proposal {
    let (document, reading) = reading(lines);
    let date = Date::Day(civil::date(2031, 5, 2));
    let about = About { published: Some(Published { date, basis: DateBasis::Metadata }), ..About::named("note") };
    let document = Document::new(about, document.text().to_owned());
    proposal::propose(&Record::new([Report::new(&document, &reading)]), View::default(), Measures::embedded(), &Config::default())
}

fn options(it: &Proposal) -> Vec<String> {
    it.options.iter().map(|it| format!("{} {}", it.owner, it.name)).collect()
}

fn statements(it: &Proposal, actor: &str) -> Vec<String> {
    let model = it.model();
    let dm = it.decision_makers.iter().find(|it| it.actor.0 == actor);
    dm.map(|it| it.statements.iter().map(|it| it.statement.text(&model)).collect()).unwrap_or_default()
}

#[test]
fn an_exchange_is_two_options_and_three_preferences_on_each_side() {
    let it = of("norland: condition general-ceasefire | only-if monitoring-mission by sudria\n\
                 sudria: condition monitoring-mission | until general-ceasefire by norland\n");
    assert_eq!(options(&it), ["norland general-ceasefire", "sudria monitoring-mission"]);
    let expected = ["NOT general-ceasefire IF NOT monitoring-mission", "monitoring-mission", "general-ceasefire IF monitoring-mission"];
    assert_eq!(statements(&it, "norland"), expected);
    let answers = answer(&it, &answers::Config::default());
    let held: Vec<u64> = answers.outcomes.iter().filter(|it| it.is_firm()).map(|it| it.bits).collect();
    assert_eq!(held, [0b00, 0b11]);
    assert!(answers.deadlocks[0].is_confirmed() && answers.deadlocks[0].end_holds);
}

#[test]
fn a_threat_with_unless_is_read_both_ways() {
    let it =
        of("estmark: threaten/ultimatum sanctions-impose | unless troop-withdrawal by norland\nnorland: reject/never troop-withdrawal\n");
    assert_eq!(statements(&it, "estmark"), ["sanctions-impose IFF NOT troop-withdrawal"]);
    assert_eq!(statements(&it, "norland"), ["NOT troop-withdrawal"]);
}

#[test]
fn what_is_told_is_no_preference_and_what_waits_for_something_unnamed_says_so() {
    let it = of(
        "norland told by lind: commit/ready troop-withdrawal\nnorland: condition general-ceasefire | only-if -\nsudria: reject/refuse prisoner-release\n",
    );
    assert_eq!(statements(&it, "norland"), ["NOT general-ceasefire"]);
    assert!(it.left_out.iter().any(|it| it.why == Left::Told && it.measure.0 == "troop-withdrawal"));
    assert!(it.assumptions.iter().any(|it| matches!(it, Assumption::NotCome { .. })));
}

#[test]
fn who_puts_a_common_step_forward_waits_for_the_other() {
    let mut it = of("person dessa of sudria\nnorland: propose summit-meeting\nsudria (dessa): reject/refuse general-ceasefire\n");
    // Nobody is named to whom it is put, and nobody is known to be a party: it is no option.
    assert_eq!(options(&it), ["sudria general-ceasefire"]);
    assert!(it.left_out.iter().any(|it| it.measure.0 == "summit-meeting"));
    it.decision_makers.truncate(1);
    assert_eq!(answer(&it, &answers::Config::default()).thin, Some(answers::Thin::OneSide));
}

#[test]
fn a_measure_and_what_undoes_it_cannot_both_be() {
    let it = of("estmark: condition sanctions-lift | only-if disarmament by norland\nestmark: threaten/warn sanctions-impose\n\
                 norland: reject/refuse disarmament\n");
    assert_eq!(options(&it), ["estmark sanctions-lift", "estmark sanctions-impose", "norland disarmament"]);
    assert_eq!(it.infeasible.len(), 1);
    assert_eq!(it.infeasible[0].reason, proposal::Reason::Opposites);
}

#[test]
fn options_are_found_by_the_words_that_name_them() {
    let it = of("norland: condition general-ceasefire | only-if monitoring-mission by sudria\nsudria: reject/refuse monitoring-mission\n");
    let find = |words: &str| Wish::read(words).and_then(|wish| Ok((wish.option(&it, Measures::embedded())?, wish.taken)));
    assert_eq!(find("general-ceasefire by norland = Y"), Ok((0, true)));
    assert_eq!(find("Monitoring mission = N"), Ok((1, false)));
    assert_eq!(find("sudria: monitoring mission"), Ok((1, true)));
    let missing = find("blockade by norland").unwrap_err();
    assert_eq!(missing.options, ["general-ceasefire by norland", "monitoring-mission by sudria"]);
    assert!(find("general-ceasefire = maybe").is_err());
}

#[test]
fn a_supposition_holds_fast() {
    let it = of("norland: condition general-ceasefire | only-if monitoring-mission by sudria\n\
                 sudria: condition monitoring-mission | until general-ceasefire by norland\n");
    let supposed = it.suppose(&[(0, true)]);
    let answers = answer(&supposed, &answers::Config::default());
    assert_eq!(supposed.today(), 0b01);
    let held: Vec<u64> = answers.outcomes.iter().filter(|it| it.is_firm()).map(|it| it.bits).collect();
    assert_eq!(held, [0b11]);
    assert!(answers.outcomes[0].path.as_ref().is_some_and(|it| it.by_improvements));
}

#[test]
fn what_a_person_wrote_is_an_assumption_of_its_own() {
    let it = of("norland: condition general-ceasefire | only-if monitoring-mission by sudria\nsudria: reject/refuse monitoring-mission\n");
    let mut model = it.model();
    let turned = model.decision_makers[1].preferences.statements[0].negated();
    model.decision_makers[1].preferences.statements[0] = turned;
    let edited = it.edited(&model).expect("an option form");
    assert!(edited.decision_makers[1].statements[0].words().is_empty());
    assert!(edited.assumptions.iter().any(|it| matches!(it, Assumption::Edited { line, .. } if line == "sudria: monitoring-mission")));
    let changes = proposal::changes(&edited, &it);
    assert_eq!(changes.len(), 2, "{changes:?}");
}
