//! Whole readings: the cases of `cases/actor/`, `cases/act/`, `cases/condition/` and `cases/heads/`, and what holds for any text at all.
use evidence::{About, Act, Actor, ActorId, Document, Place, Reading, Status, Strength, When};
use proptest::prelude::*;
use reader::{Config, Model};
use std::collections::BTreeSet;
use std::path::Path;

fn read(source: &str) -> Reading {
    reader::read(&Document::new(About::named("case"), source.to_owned()), &Config::default().with_model(Model::None)).0
}

/// A case: `## heading`, a sentence that says why, the text in a fence, then a line for each thing that is read in it.
struct Case {
    name: String,
    source: String,
    wanted: Vec<String>,
}

fn cases(file: &str) -> Vec<Case> {
    file.split("\n## ")
        .skip(1)
        .map(|part| {
            let (name, rest) = part.split_once('\n').expect("a heading");
            let (_, rest) = rest.split_once("```text\n").unwrap_or_else(|| panic!("{name}: no ```text"));
            let (body, rest) = rest.split_once("\n```").unwrap_or_else(|| panic!("{name}: the fence is not closed"));
            let wanted = rest.lines().filter_map(|line| line.strip_prefix("- ")).map(str::to_owned).collect();
            Case { name: name.to_owned(), source: body.to_owned(), wanted }
        })
        .collect()
}

/// An actor in one line: `sudria: state, party`, `dessa: person of sudria`.
fn actor(actor: &Actor) -> String {
    let whole = actor.part_of.as_ref().map_or_else(String::new, |whole| format!(" of {whole}"));
    let roles: String = actor.roles.iter().map(|role| format!(", {}", role.as_str())).collect();
    format!("{}: {}{whole}{roles}", actor.id, actor.kind.as_str())
}

/// An act in one line: `commit/ready norland; by halvorsen; to sudria; on 2024-03-11: the words`.
fn act(source: &str, act: &Act) -> String {
    let list = |actors: &[ActorId]| actors.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let mut line = act.kind.as_str().to_owned();
    if let Some(grade) = act.strength.map(Strength::as_str).or_else(|| act.status.map(Status::as_str)) {
        line += &format!("/{grade}");
    }
    if act.negated {
        line += " not";
    }
    line += &format!(" {}", if act.actor.is_empty() { "?".to_owned() } else { list(&act.actor) });
    if let Some(speaker) = &act.speaker {
        line += &format!("; by {speaker}");
    }
    for (word, actors) in [("told by", &act.told_by), ("to", &act.addressee), ("at", &act.target)] {
        if !actors.is_empty() {
            line += &format!("; {word} {}", list(actors));
        }
    }
    if let Some(date) = act.when.as_ref().and_then(When::date) {
        line += &format!("; on {date}");
    }
    if let Some(condition) = &act.condition {
        line += &format!("; {} “{}”", condition.relation.as_str(), condition.words.words(source));
    }
    format!("{line}: {}", act.quote.words(source))
}

fn check(folder: &str, lines: impl Fn(&str) -> Vec<String>, at_least: usize) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases").join(folder);
    #[expect(clippy::disallowed_methods, reason = "a test reads its cases")]
    let mut files: Vec<_> = std::fs::read_dir(folder).expect("cases").map(|entry| entry.expect("a file").path()).collect();
    files.sort();
    let mut failed = Vec::new();
    let mut count = 0;
    for file in files {
        #[expect(clippy::disallowed_methods, reason = "a test reads its cases")]
        let file = std::fs::read_to_string(&file).expect("a case file");
        for case in cases(&file) {
            count += 1;
            let found = lines(&case.source);
            if found != case.wanted {
                failed.push(format!("{}\n  wanted\n    {}\n  found\n    {}", case.name, case.wanted.join("\n    "), found.join("\n    ")));
            }
        }
    }
    assert!(failed.is_empty(), "{} of {count} cases differ:\n{}", failed.len(), failed.join("\n"));
    assert!(count >= at_least, "only {count} cases were found");
}

fn acts(source: &str) -> Vec<String> {
    read(source).acts.iter().map(|a| act(source, a)).collect()
}

/// An act in few words: `threaten pakistan > india @ india; by sharif`.
fn in_few_words(act: &Act) -> String {
    let list = |sign: &str, actors: &[ActorId]| match actors {
        [] => String::new(),
        _ => format!("{sign}{}", actors.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")),
    };
    let who = if act.actor.is_empty() { " ?".to_owned() } else { list(" ", &act.actor) };
    format!("{}{who}{}{}", act.kind, list(" > ", &act.addressee), list(" @ ", &act.target))
}

/// The same act with how far along it is, or how firm (`threaten/ultimatum teamsters > ups`); that it did not come about (`conclude not ups`); and
/// the measures that it is about (`demand ups; about nothing`); and whose move it waits for (`threaten teamsters; waits for ups`).
fn in_more_words(act: &Act) -> Vec<String> {
    let line = in_few_words(act);
    let people = line.strip_prefix(act.kind.as_str()).unwrap_or_default();
    let grade = act.strength.map(Strength::as_str).or_else(|| act.status.map(Status::as_str));
    let measures: Vec<String> = act.measures.iter().map(|matter| matter.measure.to_string()).collect();
    let about = if measures.is_empty() { "nothing".to_owned() } else { measures.join(", ") };
    let graded = grade.map(|grade| format!("{}/{grade}{people}", act.kind));
    let mover = |condition: &evidence::Condition| condition.actor.as_ref().map_or_else(|| "nobody".to_owned(), ToString::to_string);
    let waits = act.condition.as_ref().map(|condition| format!("{line}; waits for {}", mover(condition)));
    let negated = act.negated.then(|| format!("{} not{people}", act.kind));
    graded.into_iter().chain(negated).chain(waits).chain([format!("{line}; about {about}")]).collect()
}

#[test]
fn words_that_point_back_before_the_text_are_read() {
    for source in [
        "Made clear that it will not sign.",
        "Indicated that it will not sign.",
        ", which rejected the truce.",
        "No",
        "It was fired at Kenya.",
    ] {
        let (reading, _) = reader::read(&Document::new(About::named("case"), source.to_owned()), &Config::default());
        assert!(reading.acts.iter().all(|act| act.quote.end() <= source.len()), "{source}");
    }
}

#[test]
fn the_heads_tell_who_does_what_to_whom() {
    let mut failed = Vec::new();
    for case in cases(include_str!("../../cases/heads/who.md")) {
        let (reading, _) = reader::read(&Document::new(About::named("case"), case.source.clone()), &Config::default());
        let mut found: Vec<String> = reading.acts.iter().map(in_few_words).collect();
        let spoken = reading.acts.iter().filter_map(|act| Some(format!("{}; by {}", in_few_words(act), act.speaker.as_ref()?)));
        found.extend(spoken.collect::<Vec<_>>());
        found.extend(reading.acts.iter().flat_map(in_more_words));
        for wanted in &case.wanted {
            let told = |line: &str| found.iter().any(|act| act == line);
            let wrong = match wanted.strip_prefix("no ") {
                Some(line) => found.iter().any(|act| act == line || act.starts_with(&format!("{line} "))),
                None => !told(wanted),
            };
            if wrong {
                failed.push(format!("{}: {wanted}; told: {found:?}", case.name));
            }
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn the_heads_and_the_rules_tell_who_has_which_part() {
    let mut failed = Vec::new();
    for case in cases(include_str!("../../cases/heads/role.md")) {
        let (reading, _) = reader::read(&Document::new(About::named("case"), case.source.clone()), &Config::default());
        let part = |actor: &Actor| {
            let roles: Vec<String> = actor.roles.iter().map(ToString::to_string).collect();
            format!("{}: {}", actor.id, if roles.is_empty() { "-".to_owned() } else { roles.join(" ") })
        };
        let found: Vec<String> = reading.actors.iter().map(part).collect();
        // Who is not in the reading has no part.
        let lacks = |wanted: &String| {
            let absent = wanted.strip_suffix(": -").is_some_and(|id| !reading.actors.iter().any(|actor| actor.id.to_string() == id));
            match wanted.strip_prefix("no ") {
                Some(part) => found.iter().any(|it| it == part),
                None => !absent && !found.contains(wanted),
            }
        };
        failed.extend(case.wanted.iter().filter(|wanted| lacks(wanted)).map(|wanted| format!("{}: {wanted}; told: {found:?}", case.name)));
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn actors_are_found_as_written() {
    check("actor", |source| read(source).actors.iter().map(actor).collect(), 8);
}

#[test]
fn acts_are_found_as_written() {
    check("act", acts, 15);
}

#[test]
fn conditions_are_found_as_written() {
    check("condition", acts, 6);
}

/// What holds for every reading: places lie in the text, actors that are named exist once, acts have words.
fn is_sound(source: &str) -> Result<(), TestCaseError> {
    let reading = read(source);
    let fits = |place: &Place| {
        source.get(place.start()..place.end()).is_some() && place.spans().iter().all(|s| source.get(s.start()..s.end()).is_some())
    };
    let ids: BTreeSet<&ActorId> = reading.actors.iter().map(|a| &a.id).collect();
    prop_assert_eq!(ids.len(), reading.actors.len());
    for actor in &reading.actors {
        prop_assert!(actor.mentions.iter().chain(&actor.pronouns).all(fits));
        prop_assert!(actor.part_of.iter().all(|whole| ids.contains(whole)));
    }
    for act in &reading.acts {
        prop_assert!(fits(&act.quote) && act.condition.iter().all(|c| fits(&c.words)));
        let named = act.actor.iter().chain(&act.speaker).chain(&act.told_by).chain(&act.addressee).chain(&act.target);
        prop_assert!(named.chain(act.condition.iter().filter_map(|c| c.actor.as_ref())).all(|id| ids.contains(id)));
    }
    for attribution in &reading.attributions {
        prop_assert!(fits(&attribution.content) && attribution.speaker.iter().all(|id| ids.contains(id)));
    }
    Ok(())
}

/// Pieces of news, to be put together in any order.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "Norland", "Sudria", "the Lake League", "President Halvorsen", "Dessa", "of", "and", "both sides", "the rebels", "the government",
    "said", "warned", "agreed to", "will not", "withdraw", "talks", "a truce", "until", "if", "unless", "only", "before", "'s", "’s",
    ",", ".", ":", ";", "“", "”", "\"", "'", "(", ")", "-", "\n", "\n\n", "who", "which", "to", "by", "with", "between", "not", "never",
    "must", "he", "it", "we", "I", "on Monday", "as", "the president", "Harbour Workers’ Union", "mediators", "called for", "—", "é", "1",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read(source in "\\PC{0,200}") {
        is_sound(&source)?;
    }

    #[test]
    fn scrambled_news_is_read(words in prop::collection::vec(0..PIECES.len(), 0..80)) {
        is_sound(&words.iter().map(|&i| PIECES[i]).collect::<Vec<_>>().join(" "))?;
    }
}
fn stated(title: &str, source: &str, words: &str) -> Reading {
    let mut about = About::named("case");
    about.title = Some(title.to_owned());
    about.source = Some(source.to_owned());
    reader::read(&Document::new(about, words.to_owned()), &Config::default().with_model(Model::None)).0
}

#[test]
fn who_issue_a_joint_statement_speak_together() {
    let reading = stated("Joint Statement by Kenya and Ghana on Their Talks", "Government of Kenya", "We reject any return to war.");
    let actors: Vec<Vec<&str>> = reading.acts.iter().map(|act| act.actor.iter().map(|id| id.0.as_str()).collect()).collect();
    assert_eq!(actors, [["kenya", "ghana"]]);
    assert!(reading.actors.iter().all(|actor| actor.name != "the issuers"), "nobody is called so");
}

#[test]
fn what_a_title_is_about_is_no_part_of_a_name() {
    let speaker = |title: &str| {
        let reading = stated(title, "Government of Kenya", "We reject any return to war.");
        reading.actors.iter().find(|actor| actor.kind == evidence::ActorKind::Person).map(|actor| actor.name.clone())
    };
    for title in
        ["Announcing Cessation of Hostilities Between Ghana and Peru", "Welcoming the Truce", "Before Talks with Ghana", "on the Truce"]
    {
        assert_eq!(speaker(&format!("Remarks by President Orr {title}")).as_deref(), Some("President Orr"), "{title}");
    }
    assert_eq!(speaker("Remarks by President Lu Junping at the Talks").as_deref(), Some("President Lu Junping"));
}

#[test]
fn many_issuers_speak_as_one() {
    let title = "Joint Statement by Kenya, Ghana, Chile, Peru, Norway and Japan";
    let reading = stated(title, "Government of Kenya", "We reject any return to war.");
    let names: Vec<&str> = reading.actors.iter().map(|actor| actor.name.as_str()).collect();
    assert_eq!(names, ["the issuing states"]);
}

#[test]
fn a_ministry_in_a_list_is_of_the_land_before_it() {
    let words = "Kenya froze the funds of Ghana’s Defence Ministry, Interior Ministry and police.";
    let reading = stated("Sanctions", "Government of Kenya", words);
    let whose = reading.actors.iter().find(|actor| actor.id.0 == "interior-ministry").and_then(|actor| actor.part_of.clone());
    assert_eq!(whose.map(|id| id.0).as_deref(), Some("ghana"), "{:?}", reading.actors);
}

#[test]
fn a_ruler_who_is_not_in_office_yet_is_called_by_name() {
    let reading = read("Norland’s army left Vell. President-elect Anna Lind said that it was over.");
    assert!(reading.actors.iter().any(|actor| actor.name == "Anna Lind"), "{:?}", reading.actors);
}

#[test]
fn the_vice_president_is_whoever_is_the_vice() {
    let text = "Vice President Anna Holm met today with President Berg of Ghana. The Vice President asked Ghana to release all prisoners.";
    let reading = stated("Readout of Vice President Holm’s Meeting with President Berg of Ghana", "The White House", text);
    let named = |actor: &Actor| actor.mentions.iter().map(|place| place.words(text).to_string()).collect::<Vec<_>>();
    let of = |last: &str| reading.actors.iter().find(|actor| actor.name.ends_with(last)).map(named).unwrap_or_default();
    assert!(of("Holm").iter().any(|words| words == "The Vice President"), "{:?}", reading.actors);
    assert!(of("Berg").iter().all(|words| words != "The Vice President"), "{:?}", reading.actors);
}

#[test]
fn they_in_a_readout_are_the_two_who_met() {
    let reading =
        stated("Readout of the Call with Ghana", "Government of Kenya", "The minister spoke with Ghana. They agreed to reject any truce.");
    let found = reading.acts.iter().any(|act| act.actor.len() == 2);
    assert!(found, "{:?}", reading.acts);
}

#[test]
fn whoever_owns_a_spokesman_is_not_the_spokesman() {
    let reading = read("Norland's president, Erik Holm, met envoys. His spokesman said that Norland had rejected the truce.");
    let said: Vec<_> = reading.attributions.iter().filter_map(|it| it.speaker.as_ref()).collect();
    assert!(!reading.attributions.is_empty() && said.iter().all(|id| id.0 != "holm"), "{said:?}");
}
