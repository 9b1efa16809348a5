//! Whom the user knows: recognised where a text speaks of them, and nowhere else.
use evidence::{About, Actor, ActorKind, DateBasis, Document, NamedActor, NamedPerson, Names, Office, Published, Reading, Role};
use reader::{Config, Model};

fn held(title: &str, from: Option<&str>, to: Option<&str>) -> Office {
    let date = |it: Option<&str>| it.map(|it| it.parse().expect("a date"));
    Office { title: title.to_owned(), from: date(from), to: date(to) }
}

fn actor(name: &str, kind: ActorKind, role: Role) -> NamedActor {
    NamedActor { role: Some(role), ..NamedActor::new(name, kind) }
}

/// No word of the texts below shows that Arvenia is a state, that the Ridge is a group, or whose man Vael is.
fn names() -> Names {
    let words = |words: &[&str]| words.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
    let person = |name: &str, whole: &str, aliases: &[&str], offices: Vec<Office>| NamedPerson {
        part_of: Some(whole.to_owned()),
        aliases: words(aliases),
        offices,
        ..NamedPerson::new(name)
    };
    Names {
        actors: vec![
            NamedActor { seats: words(&["Ondal"]), ..actor("Arvenia", ActorKind::State, Role::Party) },
            NamedActor { aliases: words(&["the Ridge", "the settlers"]), ..actor("Ridge Guard", ActorKind::Group, Role::Party) },
            NamedActor { adjectives: words(&["Haldish"]), ..actor("Halden", ActorKind::State, Role::Mediator) },
        ],
        people: vec![
            person("Corin Vael", "Arvenia", &["Korin Wael"], vec![held("president", Some("2033"), None)]),
            person("Osk Brann", "Arvenia", &[], vec![held("president", Some("2028"), Some("2032"))]),
            person("Jory Thorne", "Ridge Guard", &[], vec![held("commander", None, None)]),
            person("Emil Thorne", "Halden", &[], vec![held("envoy", None, None)]),
        ],
        apart: vec![("Emil Thorne".to_owned(), "E. Thorne".to_owned())],
    }
}

fn read_with(config: &Config, source: &str) -> Reading {
    let mut about = About::named("case");
    about.published = Some(Published { date: "2034-02-03".parse().expect("a date"), basis: DateBasis::Metadata });
    reader::read(&Document::new(about, source.to_owned()), config).0
}

fn rules() -> Config {
    Config::default().with_model(Model::None)
}

/// Name, kind and whole of each actor.
fn who(reading: &Reading) -> Vec<String> {
    let line = |it: &Actor| format!("{}: {}{}", it.name, it.kind, it.part_of.as_ref().map_or(String::new(), |it| format!(" of {it}")));
    reading.actors.iter().map(line).collect()
}

/// The actor of each act.
fn doers(reading: &Reading) -> Vec<&str> {
    reading.acts.iter().flat_map(|it| it.actor.first()).map(|it| it.0.as_str()).collect()
}

#[test]
fn a_known_name_needs_no_sign() {
    let text = "Arvenia called for a truce.";
    assert!(who(&read_with(&rules(), text)).is_empty(), "else the case shows nothing");
    let reading = read_with(&rules().with_names(&names()), text);
    assert_eq!(who(&reading), ["Arvenia: state"]);
    assert_eq!(doers(&reading), ["arvenia"]);
}

#[test]
fn an_alias_an_adjective_and_a_person_are_the_actor() {
    let config = rules().with_names(&names());
    for (text, wanted) in [
        ("The settlers rejected a truce.", "Ridge Guard: group"),
        ("A Ridge spokesman rejected a truce.", "Ridge Guard: group"),
        ("Haldish diplomats called for a truce.", "Halden: state"),
        ("Arvenian diplomats called for a truce.", "Arvenia: state"),
        ("Vael rejected a truce.", "Corin Vael: person of arvenia"),
        ("Korin Wael rejected a truce.", "Corin Vael: person of arvenia"),
        ("C. Vael rejected a truce.", "Corin Vael: person of arvenia"),
        ("Ondal rejected a truce.", "Arvenia: state"),
        ("Arvenia's president rejected a truce.", "Corin Vael: person of arvenia"),
    ] {
        let reading = read_with(&config, text);
        assert!(who(&reading).iter().any(|it| it == wanted), "{text}: {:?}", who(&reading));
        assert_eq!(reading.acts.len(), 1, "{text}");
    }
}

#[test]
fn small_words_and_places_are_nobody() {
    let config = rules().with_names(&names());
    for text in ["The diplomats met in Ondal on Friday.", "They walked along a ridge to the pass.", "Snow fell."] {
        assert!(!who(&read_with(&config, text)).iter().any(|it| it.starts_with("Arvenia") || it.starts_with("Ridge")), "{text}");
    }
}

#[test]
fn a_state_that_only_a_title_names_points_there() {
    let source = "British Foreign Secretary Anna Lind said on Monday that the talks in Port Alba had failed.";
    let reading = read_with(&rules(), source);
    let state = reading.actors.iter().find(|actor| actor.name == "United Kingdom").expect("whose minister she is");
    let words: Vec<&str> = state.mentions.iter().map(|place| &source[place.start()..place.end()]).collect();
    assert_eq!(words, ["British"]);
}

#[test]
fn of_two_with_one_surname_nobody_is_guessed() {
    let config = rules().with_names(&names());
    let both = read_with(&config, "Jory Thorne met Emil Thorne on Friday. Thorne rejected a truce.");
    let rejects = both.acts.iter().find(|it| it.kind == evidence::ActKind::Reject);
    assert!(rejects.is_none_or(|it| it.actor.is_empty()), "{:?}", doers(&both));
    // The office tells which.
    let office = read_with(&config, "Envoy Thorne rejected a truce.");
    assert!(who(&office).contains(&"Emil Thorne: person of halden".to_owned()), "{:?}", who(&office));
    // Another of that name whom the user does not know.
    let other = read_with(&config, "Anna Vael, an economist, rejected a truce. Vael said no more.");
    assert!(!who(&other).iter().any(|it| it.starts_with("Corin")), "{:?}", who(&other));
    // Whom the user keeps apart.
    let apart = read_with(&config, "Emil Thorne called for a truce. E. Thorne rejected a truce.");
    assert!(apart.acts.iter().all(|it| it.actor.len() <= 1));
}

#[test]
fn nobody_comes_in_whom_the_text_does_not_name_and_no_role_is_said() {
    let texts = "President Dessa of Norland said on Friday that Norland would sign. Sudria rejected a truce. Both sides met in Port Alba.";
    let with = rules().with_names(&names());
    assert_eq!(read_with(&rules(), texts), read_with(&with, texts));
    assert_eq!(read_with(&rules(), texts), read_with(&rules().with_names(&Names::default()), texts));
    let halden = read_with(&with, "Halden called for a truce.");
    assert!(halden.actors.iter().all(|it| it.roles.is_empty()), "a role that the user knows is not one that the text shows");
    for actor in &halden.actors {
        assert!(!actor.mentions.is_empty(), "{}", actor.name);
    }
}

#[test]
fn who_is_known_says_whom_both_sides_and_the_mediator_mean() {
    let config = rules().with_names(&names());
    let reading =
        read_with(&config, "Arvenia shelled the pass. The Ridge Guard shelled Teln. Halden said that both sides agreed to a truce.");
    assert!(reading.acts.iter().any(|it| it.actor.len() == 2), "{:?}", reading.acts.iter().map(|it| &it.actor).collect::<Vec<_>>());
}

#[test]
fn a_user_may_call_somebody_of_the_tables_otherwise() {
    let names = Names { actors: vec![NamedActor::new("US", ActorKind::State)], ..Names::default() };
    let reading = read_with(&rules().with_names(&names), "The US rejected a truce. American diplomats called for talks.");
    assert_eq!(reading.actors.iter().filter(|it| it.kind == ActorKind::State).map(|it| it.name.as_str()).collect::<Vec<_>>(), ["US"]);
}
