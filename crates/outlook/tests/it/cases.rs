//! Single rules, each on a record of a few lines.
use crate::notation::reading;
use evidence::{About, Actor, ActorId, ActorKind, Date, DateBasis, Document, Measures, Param, Published, Reading, Role, When};
use jiff::civil;
use outlook::answers::{self, answer};
use outlook::proposal::{self, Assumption, Config, Left, Proposal, Wish};
use table::dossier::{Record, Report, View};

/// A report of 2 May, changed as the case needs it.
fn report(name: &str, lines: &str, change: impl Fn(&mut Reading)) -> (Document, Reading) {
    let (document, mut reading) = reading(lines);
    change(&mut reading);
    let date = Date::Day(civil::date(2031, 5, 2));
    let about = About { published: Some(Published { date, basis: DateBasis::Metadata }), ..About::named(name) };
    (Document::new(about, document.text().to_owned()), reading)
}

fn propose<'a>(reports: impl IntoIterator<Item = &'a (Document, Reading)>, config: &Config) -> Proposal {
    let record = Record::new(reports.into_iter().map(|(document, reading)| Report::new(document, reading)));
    proposal::propose(&record, View::default(), Measures::embedded(), config)
}

/// The proposal of one report.
fn of(lines: &str) -> Proposal {
    of_changed(lines, |_| ())
}

fn of_changed(lines: &str, change: impl Fn(&mut Reading)) -> Proposal {
    propose([&report("note", lines, change)], &Config::default())
}

fn id(name: &str) -> ActorId {
    ActorId(name.to_owned())
}

/// An act with a day of its own in May, or earlier.
fn when(date: civil::Date) -> Option<When> {
    let words = evidence::Place::from(evidence::Span::new(0, 1).expect("not empty"));
    Some(When::Resolved { words, date: Date::Day(date) })
}

/// Says of an actor what it is.
fn known(it: &mut Reading, name: &str, kind: ActorKind, part_of: Option<&str>) {
    it.actors.push(Actor {
        id: id(name),
        name: name.to_owned(),
        kind,
        part_of: part_of.map(id),
        roles: if part_of.is_none() { vec![Role::Party] } else { vec![] },
        mentions: vec![],
        pronouns: vec![],
    });
}

fn left(it: &Proposal, measure: &str) -> Option<Left> {
    it.left_out.iter().find(|it| it.measure.0 == measure).map(|it| it.why)
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
fn a_promise_stands_beside_a_demand_for_the_same() {
    let demand = "norland, sudria: demand/insist summit-meeting\n";
    let promised = of(&format!("{demand}sudria: commit/will summit-meeting\n"));
    let again = of(&format!("{demand}sudria: commit/will summit-meeting\n{demand}"));
    assert_eq!(options(&promised), ["sudria summit-meeting"]);
    assert_eq!(options(&again), options(&promised));
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

#[test]
fn who_is_ready_for_what_takes_both_sides_has_made_an_offer() {
    let lines = "norland: commit/ready memorandum\nsudria: reject/refuse troop-withdrawal\n";
    let it = of_changed(lines, |it| it.acts[0].addressee = vec![id("sudria")]);
    assert_eq!(options(&it), ["sudria memorandum", "sudria troop-withdrawal"]);
    assert!(it.options[0].is_open);
    // Said to nobody by name it is put to the other parties, which is an assumption.
    let parties = |it: &mut Reading| ["norland", "sudria"].into_iter().for_each(|name| known(it, name, ActorKind::State, None));
    let it = of_changed(lines, parties);
    assert_eq!(options(&it), ["sudria memorandum", "sudria troop-withdrawal"]);
    assert!(it.assumptions.iter().any(|it| matches!(it, Assumption::PutToOthers { option: 0 })));
    // A move of its own, of which nobody else speaks, is still no option, and an answer makes the offer a common step.
    assert_eq!(left(&of("norland: commit/ready disarmament\nsudria: reject/refuse troop-withdrawal\n"), "disarmament"), Some(Left::Alone));
    let it = of_changed(&format!("{lines}sudria: commit/ready memorandum\n"), |it| it.acts[0].addressee = vec![id("sudria")]);
    assert!(options(&it).contains(&"sudria memorandum".to_owned()) && options(&it).contains(&"norland memorandum".to_owned()));
}

#[test]
fn sanctions_of_old_are_no_move_of_these_days() {
    let lines = "estmark: deed sanctions-impose\nnorland: demand/ask sanctions-impose\nnorland: reject/refuse troop-withdrawal\n";
    let today = |date: Option<civil::Date>| {
        let it = of_changed(lines, |it| {
            it.acts[1].addressee = vec![id("estmark")];
            it.acts[0].status = Some(evidence::Status::Done);
            it.acts[0].when = date.and_then(when);
            // Asked for before they were imposed.
            it.acts.swap(0, 1);
        });
        let option = it.options.iter().find(|it| it.measure.0 == "sanctions-impose");
        option.map(|it| it.today)
    };
    assert_eq!(today(Some(civil::date(2029, 1, 7))), Some(false));
    assert_eq!(today(None), Some(false));
}

#[test]
fn an_attack_ends_with_the_truce_and_so_does_an_older_refusal() {
    let lines = "norland: threaten/hint armed-attack\nnorland: deed armed-attack\nsudria: reject/refuse general-ceasefire\n\
                 norland, sudria: deed time-limited-truce\n";
    let given = |truce: bool| {
        of_changed(lines, |it| {
            for act in &mut it.acts {
                act.status = (act.kind == evidence::ActKind::Deed).then_some(evidence::Status::Begun);
            }
            it.acts[2].when = when(civil::date(2031, 4, 30));
            it.acts[3].when = when(civil::date(2031, 5, 1));
            it.acts.truncate(if truce { 4 } else { 3 });
        })
    };
    let today = |it: &Proposal| -> Vec<String> {
        let mut all: Vec<String> = it.options.iter().filter(|it| it.today).map(|it| format!("{} {}", it.owner, it.measure)).collect();
        all.sort();
        all
    };
    assert_eq!(today(&given(false)), ["norland armed-attack"]);
    let it = given(true);
    assert_eq!(today(&it), ["norland time-limited-truce", "sudria time-limited-truce"]);
    assert!(statements(&it, "sudria").is_empty(), "{:?}", statements(&it, "sudria"));
}

#[test]
fn an_invitation_to_talks_is_no_word_on_breaking_them_off() {
    let it =
        of_changed("estmark: demand/ask direct-talks\nestmark: reject/refuse disarmament\nnorland: threaten/warn talks-halt\n", |it| {
            it.acts[0].addressee = vec![id("norland")];
        });
    assert_eq!(options(&it), ["estmark disarmament", "norland direct-talks", "norland talks-halt"]);
    assert_eq!(statements(&it, "estmark"), ["NOT disarmament", "direct-talks"]);
    assert!(it.infeasible.iter().any(|it| it.reason == proposal::Reason::Opposites));
}

#[test]
fn a_demand_for_a_case_says_the_case() {
    let lines = "dessa: demand/urge sanctions-impose | if general-ceasefire by norland\nestmark: reject/refuse sanctions-impose\n\
                 norland: reject/refuse general-ceasefire\ndessa: reject/refuse mediation\n";
    let asked = |words: &str| {
        let it = of_changed(&lines.replace("if general-ceasefire by norland", &format!("if general-ceasefire by norland{words}")), |it| {
            it.acts[0].addressee = vec![id("estmark")];
            if let Some(condition) = &mut it.acts[0].condition {
                condition.actor = Some(id("norland"));
            }
        });
        statements(&it, "dessa")
    };
    assert!(asked("").contains(&"estmark: sanctions-impose IF general-ceasefire".to_owned()), "{:?}", asked(""));
    let refused = asked(" is refused");
    assert!(refused.contains(&"estmark: sanctions-impose IF NOT general-ceasefire".to_owned()), "{refused:?}");
    // It could do so itself.
    assert!(refused.contains(&"dessa: sanctions-impose IF NOT general-ceasefire".to_owned()), "{refused:?}");
}

#[test]
fn what_several_say_together_is_no_condition_of_those_who_would_not_do_it() {
    let it = of("estmark: threaten/warn sanctions-impose | if armed-attack by norland\n\
                 norland, estmark: condition sanctions-lift | after nuclear-limits by norland\nnorland: commit/will nuclear-limits\n");
    assert!(
        statements(&it, "estmark").iter().any(|it| it.ends_with("sanctions-lift IF NOT nuclear-limits")),
        "{:?}",
        statements(&it, "estmark")
    );
    let norland = of_changed(
        "norland, estmark: condition sanctions-lift | after nuclear-limits by norland\nestmark: threaten/warn sanctions-impose\n\
         norland: commit/will nuclear-limits\n",
        |it| it.acts[1].target = vec![id("norland")],
    );
    assert!(statements(&norland, "norland").iter().all(|it| !it.contains("sanctions-lift IF")), "{:?}", statements(&norland, "norland"));
}

#[test]
fn a_body_of_several_names_is_one_where_its_members_are_the_same() {
    let lines = |name: &str| {
        format!("{name}: demand/insist disarmament\n{name}: threaten/warn sanctions-impose\nnorland: reject/refuse disarmament\n")
    };
    let body = |name: &'static str, members: &'static [&'static str]| {
        report(name, &lines(name), move |it| {
            known(it, name, ActorKind::Group, None);
            members.iter().for_each(|member| known(it, member, ActorKind::State, Some(name)));
        })
    };
    let makers = |it: &Proposal| -> Vec<String> { it.decision_makers.iter().map(|it| it.name.clone()).collect() };
    let (one, same, other) =
        (body("quint", &["estmark", "sudria"]), body("five-powers", &["sudria", "estmark"]), body("league", &["estmark", "dessa"]));
    let it = propose([&one, &same], &Config::default());
    assert_eq!(makers(&it), ["five-powers", "norland"]);
    assert_eq!(it.decision_makers[0].statements[0].words().len(), 2);
    assert!(it.assumptions.iter().any(|it| matches!(it, Assumption::OneBody { names, .. } if names == &["quint"])));
    assert_eq!(makers(&propose([&one, &other], &Config::default())).len(), 3);
    let apart = Config { apart: vec![("Quint".to_owned(), "five-powers".to_owned())], ..Config::default() };
    assert_eq!(makers(&propose([&one, &same], &apart)).len(), 3);
}

#[test]
fn whoever_has_the_move_is_no_single_person() {
    let it = of_changed(
        "norland: demand/ask sanctions-impose\nestmark: threaten/warn sanctions-impose\nlind: threaten/warn sanctions-impose\n\
         norland: reject/refuse disarmament\n",
        |it| known(it, "lind", ActorKind::Person, None),
    );
    let model = it.model();
    let norland = it.decision_makers.iter().find(|it| it.actor.0 == "norland").expect("a decision maker");
    let named: Vec<String> = norland.statements.iter().map(|it| it.statement.text(&model)).collect();
    assert!(named.iter().any(|it| it.contains("estmark")) && !named.iter().any(|it| it.contains("lind")), "{named:?}");
}

#[test]
fn who_asks_for_the_end_of_sanctions_has_not_spoken_of_further_ones() {
    let lines = "norland: demand/insist sanctions-lift\nestmark: reject/refuse sanctions-impose\nnorland: reject/refuse disarmament\n\
                 estmark: deed sanctions-lift\n";
    let given = |lifted: bool| {
        of_changed(lines, |it| {
            it.acts[0].addressee = vec![id("estmark")];
            it.acts[3].status = Some(evidence::Status::Done);
            known(it, "norland", ActorKind::State, None);
            it.acts.truncate(if lifted { 4 } else { 3 });
        })
    };
    let it = given(false);
    assert_eq!(options(&it), ["norland disarmament", "estmark sanctions-lift", "estmark sanctions-impose"]);
    assert_eq!(statements(&it, "norland"), ["sanctions-lift", "NOT disarmament"]);
    // Once they are lifted, who asked for that wants none again.
    let it = given(true);
    assert!(statements(&it, "norland").contains(&"NOT sanctions-impose".to_owned()), "{:?}", statements(&it, "norland"));
}

#[test]
fn how_much_of_its_own_move_one_would_put_up_with_asks_nothing_of_the_other() {
    let lines = "norland: commit/will nuclear-limits\nnorland: demand/insist nuclear-limits\nsudria: demand/ask nuclear-limits\n\
                 estmark: reject/refuse sanctions-lift\n";
    let with = |value: &str| {
        of_changed(lines, |it| {
            it.acts[1].addressee = vec![id("estmark")];
            let words = evidence::Place::from(evidence::Span::new(0, 1).expect("not empty"));
            it.acts[1].measures[0].params = vec![Param { name: "duration".to_owned(), value: value.to_owned(), words }];
            it.acts[2].addressee = vec![id("norland")];
        })
    };
    let it = with("no more than ten years");
    assert!(!options(&it).contains(&"estmark nuclear-limits".to_owned()), "{:?}", options(&it));
    let terms = it.left_out.iter().find(|it| it.why == Left::OtherTerms).map(|it| it.params[0].value.as_str());
    assert_eq!(terms, Some("no more than ten years"));
    assert!(options(&with("ten years")).contains(&"estmark nuclear-limits".to_owned()));
}

#[test]
fn an_offer_is_turned_down_by_those_to_whom_it_is_made() {
    let lines = "norland: commit/ready disarmament\nlorrin: reject/refuse disarmament\nsudria: reject/refuse troop-withdrawal\n";
    let given = |to: &str| of_changed(lines, |it| it.acts[0].addressee = vec![id(to)]);
    assert_eq!(left(&given("lorrin"), "disarmament"), Some(Left::TurnedDown));
    assert!(options(&given("sudria")).contains(&"norland disarmament".to_owned()));
    // Said to nobody by name it can be turned down by any party, but not by who is none.
    let parties = |who: &[&str]| of_changed(lines, |it| who.iter().for_each(|name| known(it, name, ActorKind::State, None)));
    assert_eq!(left(&parties(&["norland", "sudria", "lorrin"]), "disarmament"), Some(Left::TurnedDown));
    assert!(options(&parties(&["norland", "sudria"])).contains(&"norland disarmament".to_owned()));
}

#[test]
fn who_is_ready_for_a_common_text_waits_for_who_holds_it_back() {
    let it = of("norland: commit/ready memorandum\nsudria: condition memorandum | only-if disarmament by norland\n\
                 norland: reject/refuse disarmament\n");
    assert_eq!(options(&it), ["norland disarmament", "sudria memorandum"]);
    assert_eq!(left(&it, "memorandum"), Some(Left::OtherSide));
    let yes: Vec<&str> = it.options[1].partners.iter().filter(|it| it.yes.is_some()).map(|it| it.actor.0.as_str()).collect();
    assert_eq!(yes, ["norland"]);
    assert!(!it.assumptions.iter().any(|it| matches!(it, Assumption::OthersComeAlong { .. })));
}

#[test]
fn what_takes_both_sides_names_the_other_half_or_assumes_it() {
    let lines = "estmark: demand/ask direct-talks\nnorland: reject/refuse disarmament\nsudria: reject/refuse troop-withdrawal\n";
    let asked = |who: &[&str]| of_changed(lines, |it| it.acts[0].addressee = who.iter().map(|it| id(it)).collect());
    let it = asked(&["norland", "sudria"]);
    let talks: Vec<usize> = (0..it.options.len()).filter(|i| it.options[*i].measure.0 == "direct-talks").collect();
    assert_eq!(talks.len(), 2);
    assert_eq!((it.other_halves(talks[0]), it.other_halves(talks[1])), (vec![talks[1]], vec![talks[0]]));
    // A mediator's wish is no half.
    let it = of_changed(lines, |it| {
        it.acts[0].addressee = vec![id("norland")];
        known(it, "estmark", ActorKind::State, None);
        it.actors[0].roles = vec![Role::Mediator];
    });
    let talks = it.options.iter().position(|it| it.measure.0 == "direct-talks").expect("talks");
    assert!(it.options[talks].partners.is_empty() && it.other_halves(talks).is_empty());
    assert!(it.assumptions.contains(&Assumption::OthersComeAlong { option: talks }), "{:?}", it.assumptions);
}

#[test]
fn a_single_person_without_a_role_has_no_move() {
    let lines = "lind: threaten/warn sanctions-impose\nestmark: threaten/warn sanctions-impose\nnorland: reject/refuse disarmament\n";
    let given = |roles: &[Role]| {
        of_changed(lines, |it| {
            known(it, "lind", ActorKind::Person, None);
            it.actors[0].roles = roles.to_vec();
        })
    };
    assert_eq!(options(&given(&[])), ["estmark sanctions-impose", "norland disarmament"]);
    assert_eq!(left(&given(&[]), "sanctions-impose"), Some(Left::OnePerson));
    assert!(options(&given(&[Role::Party])).contains(&"lind sanctions-impose".to_owned()));
}

#[test]
fn a_truce_that_was_prolonged_is_one_truce() {
    let it = of_changed(
        "norland, sudria: deed time-limited-truce\nnorland, sudria: conclude ceasefire-extension\nnorland: reject/refuse disarmament\n",
        |it| {
            it.acts[0].status = Some(evidence::Status::Begun);
            it.acts[0].when = when(civil::date(2031, 4, 30));
        },
    );
    let truces: Vec<String> = options(&it).into_iter().filter(|it| it.contains("truce") || it.contains("ceasefire")).collect();
    assert_eq!(truces, ["norland ceasefire-extension", "sudria ceasefire-extension"]);
    assert!(it.options.iter().filter(|it| it.measure.0 == "ceasefire-extension").all(|it| it.today && it.words().len() == 2));
}

/// A model as a person writes it: nothing of it is in the record.
fn written_by_hand(toml: &str) -> Proposal {
    let model = gmcr::file::read(toml, gmcr::file::Format::Toml).expect("a model").model;
    of("norland: reject/refuse disarmament\n").edited(&model).expect("an option form with statements")
}

#[test]
fn either_way_is_said_of_no_combination_that_does_not_hold() {
    // With both of A's moves B does better by its own, so that A's are not free together.
    let it = written_by_hand(
        "[[decision_makers]]\nname = \"A\"\noptions = [\"o1\", \"o2\"]\nstatements = []\n\
         [[decision_makers]]\nname = \"B\"\noptions = [\"x\"]\nstatements = [\"NOT x IF NOT (o1 AND o2)\", \"x\"]\n",
    );
    let answers = answer(&it, &answers::Config::default());
    let firm: Vec<(u64, u64, usize)> =
        answers.outcomes.iter().filter(|it| it.is_firm()).map(|it| (it.bits, it.free, it.n_states)).collect();
    assert_eq!(firm, [(0b000, 0b010, 2), (0b001, 0, 1), (0b111, 0, 1)]);
}

#[test]
fn each_option_that_may_be_either_way_is_varied() {
    let names: Vec<String> = (1..=9).map(|i| format!("\"o{i}\"")).collect();
    let it = written_by_hand(&format!(
        "[[decision_makers]]\nname = \"A\"\noptions = [{}]\nstatements = []\n\
         [[decision_makers]]\nname = \"B\"\noptions = [\"x\"]\nstatements = [\"x\"]\n",
        names.join(", ")
    ));
    let answers = answer(&it, &answers::Config::default());
    let [only] = answers.outcomes.as_slice() else { panic!("{:?}", answers.outcomes) };
    assert_eq!((only.bits, only.free), (1 << 9, (1 << 9) - 1));
    let robust = only.robust.as_ref().expect("it is firm");
    assert_eq!(robust.views.held, robust.views.of);
    assert!(robust.hinges.iter().all(|it| matches!(it, answers::Hinge::Statement { .. })), "{:?}", robust.hinges);
}

#[test]
fn what_cannot_be_at_once_is_told_by_the_fewest_moves() {
    let it = of("estmark: condition sanctions-lift | only-if disarmament by norland\nestmark: threaten/warn sanctions-impose\n\
                 norland: reject/refuse disarmament\n");
    assert_eq!(it.clash(&[(0, true), (2, true)]), []);
    assert_eq!(it.clash(&[(0, true), (1, true), (2, true)]), [(0, true), (1, true)]);
    assert_eq!(it.clash(&[(2, true), (0, true), (2, false)]), [(2, false), (2, true)]);
    assert_eq!(it.called(1), "sanctions-impose by estmark");
    // What is asked for gives way to nothing that is so today.
    let mut imposed = it.clone();
    imposed.options[1].today = true;
    assert_eq!(answers::meant(&imposed, &[(0, true)]) & 0b11, 0b01);
}

#[test]
fn outcomes_beyond_those_that_are_told_are_counted() {
    // Whatever A does, B does the same: 128 outcomes.
    let lines: Vec<String> = (0..7).map(|i| format!("\"x{i} IFF o{i}\"")).collect();
    let names = |of: &str| (0..7).map(|i| format!("\"{of}{i}\"")).collect::<Vec<_>>().join(", ");
    let it = written_by_hand(&format!(
        "[[decision_makers]]\nname = \"A\"\noptions = [{}]\nstatements = []\n\
         [[decision_makers]]\nname = \"B\"\noptions = [{}]\nstatements = [{}]\n",
        names("o"),
        names("x"),
        lines.join(", ")
    ));
    let answers = answer(&it, &answers::Config { variants: 0, ..answers::Config::default() });
    let firm = answers.outcomes.iter().filter(|it| it.is_firm()).count();
    assert_eq!((answers.outcomes.len(), firm + answers.untold.firm), (48, 128));
}

#[test]
fn a_change_of_today_and_a_new_option_are_written_into_the_note() {
    let lines = "norland: condition general-ceasefire | only-if monitoring-mission by sudria\nsudria: reject/refuse monitoring-mission\n";
    let old = of(lines);
    let mut mine = gmcr::file::read(&proposal::written(&old), gmcr::file::Format::Toml).expect("a model").model;
    assert_eq!(mine.note, "Status quo: NN");
    let mut now = of(&format!("{lines}norland: reject/refuse disarmament\nsudria: demand/insist disarmament\n"));
    now.options[0].today = true;
    let (_, merged) = proposal::merge(&mine, &now, &proposal::changes(&old, &now));
    let today = proposal::status_quo(&merged).expect("a note").expect("as many letters as options");
    assert_eq!(today.iter().filter(|it| **it).count(), 1);
    let edited = now.edited(&merged).expect("an option form");
    assert!(edited.options.iter().all(|it| it.today == (it.name == "general-ceasefire")));
    mine.note = "Status quo: N".to_owned();
    assert!(proposal::status_quo(&mine).is_some_and(|it| it.is_err()));
}
