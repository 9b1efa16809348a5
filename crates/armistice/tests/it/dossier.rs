//! What a dossier promises: copies joined, names recognised, corrections kept above readings, undo, marks obeyed, exchange.
use armistice::dossier::{
    Added, Asked, Dossier, EntryKey, Found, Handling, Keep, Key, Leave, Mark, Mode, NewStatement, Part, Person, Rereading, Search, State,
    Unlock,
};
use armistice::{ActKind, Input};
use std::path::Path;

pub fn me(day: i8) -> Person {
    Person { name: "Anneke Lind".to_owned(), at: format!("2031-03-{day:02}T09:00:00Z").parse().unwrap() }
}

const TALKS: &str = "NORDHAVEN, 12 March 2031 - Norland’s Foreign Minister Erik Halvorsen said on Tuesday that Norland would not sign the accord. \
    “We will not sign,” President Dessa said.\n\nForeign Minister Erik Halvorsen said Norland was ready to open the bridge at Port Alba to aid lorries \
    from next week, and that the offer would stand for as long as the river was quiet. The talks in Estmark are to go on for three days, and \
    the convoys wait on the northern road until then.";

pub fn add(dossier: &mut Dossier, name: &str, text: &str) -> Vec<Added> {
    let mut told = Vec::new();
    dossier
        .add([Input::bytes(name, text.as_bytes().to_vec())], &Keep::default(), &me(14), |outcome| {
            told.push(outcome.result.clone().unwrap())
        })
        .unwrap();
    told
}

pub fn new(folder: &Path) -> Dossier {
    Dossier::create(&folder.join("t.dossier"), None, &me(13)).unwrap()
}

#[test]
fn a_dossier_keeps_its_id_and_no_other_has_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut dossier = new(folder.path());
    add(&mut dossier, "a.txt", TALKS);
    let id = dossier.id().unwrap();
    // Made in the same second, by the same person, of the same report.
    let other = tempfile::tempdir().unwrap();
    let mut twin = new(other.path());
    add(&mut twin, "a.txt", TALKS);
    assert_ne!(twin.id().unwrap(), id);
    // It goes its own ways from the day on which it is given away.
    let out = folder.path().join("out.dossier");
    dossier.export(&out, &Leave::default(), None, jiff::civil::date(2031, 4, 1)).unwrap();
    assert_ne!(Dossier::open(&out, Mode::Read).unwrap().id().unwrap(), id);
    // An erasure seals all of it anew, and another name or folder is nothing of its own.
    dossier.remove(&["d1".to_owned()], true, None, &me(15)).unwrap();
    drop(dossier);
    let moved = other.path().join("moved.dossier");
    std::fs::rename(folder.path().join("t.dossier"), &moved).unwrap();
    assert_eq!(Dossier::open(&moved, Mode::Write).unwrap().id().unwrap(), id);
}

#[test]
fn the_same_text_is_one_document_and_a_copy_with_furniture_is_one_source() {
    let folder = tempfile::tempdir().unwrap();
    let mut dossier = new(folder.path());
    assert!(matches!(add(&mut dossier, "a.txt", TALKS)[..], [Added::New { .. }]));
    assert!(matches!(add(&mut dossier, "a.txt", TALKS)[..], [Added::Known { .. }]));
    assert!(matches!(add(&mut dossier, "b.txt", TALKS)[..], [Added::Joined { .. }]));
    let copy = format!("HOME NEWS WEATHER\n\n{TALKS}\n\nRead more about the lakes in our weekend magazine.");
    let [Added::Copy { of, likeness, .. }] = &add(&mut dossier, "c.txt", &copy)[..] else { panic!("a copy") };
    assert_eq!(of.0, 1);
    assert!(*likeness > 0.9);
    let documents = dossier.documents(&Asked::default(), 10).unwrap();
    assert_eq!(documents.len(), 2);
    assert_eq!(documents[0].sources.len(), 2, "both sources are kept");
    // What both report is one event of one source.
    let events = dossier.events(&Asked::default(), 10).unwrap();
    assert!(!events.is_empty());
    assert!(events.iter().all(|event| event.n_sources == 1 && event.acts.len() == 2), "{events:?}");
    assert!(dossier.check(|| {}).unwrap().is_empty());
}

#[test]
fn a_persons_word_stands_above_the_reading_and_above_another_one() {
    let folder = tempfile::tempdir().unwrap();
    let mut dossier = new(folder.path());
    add(&mut dossier, "a.txt", TALKS);
    let acts = dossier.acts(dossier.document("a").unwrap().key, &Asked::default()).unwrap();
    let reject = acts.iter().find(|act| act.kind == ActKind::Reject).expect("a rejection is read").clone();
    assert_eq!(reject.state, State::Unconfirmed);
    let item = reject.key.to_string();
    dossier.confirm(std::slice::from_ref(&item), Some("read it"), &me(15)).unwrap();
    assert!(dossier.confirm(std::slice::from_ref(&item), None, &me(15)).is_err(), "once is enough");
    dossier.change(&item, &["strength=never".to_owned(), "when=2031-03-11".to_owned()], None, &me(16)).unwrap();
    assert!(dossier.change(&item, &["strength=hint".to_owned()], None, &me(16)).is_err(), "a rejection is no threat");
    assert!(dossier.change(&item, &["colour=red".to_owned()], None, &me(16)).is_err());

    // Another reader, which has not found it: what the person said stays, and is told.
    let key = dossier.document("a").unwrap().key;
    let (document, _) = dossier.evidence(key).unwrap();
    let (_, mut reading) = dossier.reading(key).unwrap().unwrap();
    reading.acts.retain(|act| act.kind != ActKind::Reject);
    let reread = dossier.take_reading(key, &document, &reading, "another reader", &me(17)).unwrap().expect("it reads otherwise");
    assert!(reread.changes.iter().any(|change| matches!(change, Rereading::Kept(act, _) if *act == reject.key)), "{reread:?}");
    let Found::Act(now, versions) = dossier.find(&item, &Asked::default()).unwrap() else { panic!("an act") };
    assert_eq!((now.state, now.strength.map(|it| it.as_str())), (State::Changed, Some("never")));
    assert_eq!(versions.len(), 3);
    let Found::Act(_, versions) = dossier.find(&item, &Asked { as_of: Some(jiff::civil::date(2031, 3, 15)), on: None }).unwrap() else {
        panic!("an act")
    };
    assert_eq!(versions.iter().map(|it| it.state).collect::<Vec<_>>(), [State::Unconfirmed, State::Confirmed], "none that came later");

    // What was known then, apart from what was the case then.
    let as_of = |day: i8| Asked { as_of: Some(jiff::civil::date(2031, 3, day)), on: None };
    let state = |asked: &Asked| match dossier.find(&item, asked).unwrap() {
        Found::Act(act, _) => act.state,
        other => panic!("{other:?}"),
    };
    assert_eq!(state(&as_of(14)), State::Unconfirmed);
    assert_eq!(state(&as_of(15)), State::Confirmed);
    assert_eq!(state(&as_of(16)), State::Changed);
    let not_yet = dossier.find(&item, &as_of(13)).unwrap_err().to_string();
    assert!(not_yet.contains("was not known on 2031-03-13"), "{not_yet}");
    let on = |day: i8| Search {
        asked: Asked { as_of: None, on: Some(jiff::civil::date(2031, 3, day)) },
        confirmed: Some(true),
        most: 10,
        ..Search::default()
    };
    assert_eq!(dossier.search(&on(11)).unwrap().len(), 1);
    assert_eq!(dossier.search(&on(12)).unwrap().len(), 0);

    // Undo, and undo of the undo.
    assert_eq!(dossier.undo(None, None, &me(18)).unwrap(), EntryKey(4));
    assert_eq!(state_of(&dossier, &item), State::Confirmed);
    let undo = dossier.log(None, 1).unwrap()[0].key;
    dossier.undo(Some(undo), None, &me(19)).unwrap();
    assert_eq!(state_of(&dossier, &item), State::Changed);
    dossier.reject(std::slice::from_ref(&item), Some("not meant"), &me(20)).unwrap();
    assert!(
        dossier
            .search(&Search { words: "sign".to_owned(), most: 10, ..Search::default() })
            .unwrap()
            .iter()
            .all(|act| act.key != reject.key)
    );
    assert!(dossier.check(|| {}).unwrap().is_empty());
}

fn state_of(dossier: &Dossier, item: &str) -> State {
    match dossier.find(item, &Asked::default()).unwrap() {
        Found::Act(act, _) => act.state,
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_an_entry_was_built_on_is_not_taken_back_from_under_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut dossier = new(folder.path());
    add(&mut dossier, "a.txt", TALKS);
    dossier.confirm(&["a1".to_owned()], None, &me(15)).unwrap();
    dossier.change("a1", &["negated=yes".to_owned()], None, &me(16)).unwrap();
    let error = dossier.undo(Some(EntryKey(3)), None, &me(17)).unwrap_err();
    assert_eq!(error.to_string(), "entry #4 builds on #3");
    assert_eq!(dossier.log(None, 10).unwrap().len(), 4, "nothing was written");
}

#[test]
fn corrections_and_marks_of_one_item_are_taken_back_one_after_the_other() {
    let folder = tempfile::tempdir().unwrap();
    let mut dossier = new(folder.path());
    add(&mut dossier, "a.txt", TALKS);
    let kind = |dossier: &Dossier| match dossier.find("a1", &Asked::default()).unwrap() {
        Found::Act(act, _) => (act.kind, act.strength.map(|it| it.as_str()), act.state),
        other => panic!("{other:?}"),
    };
    let read = kind(&dossier);
    dossier.change("a1", &["act=threaten".to_owned()], None, &me(15)).unwrap();
    dossier.change("a1", &["strength=hint".to_owned()], None, &me(15)).unwrap();
    assert_eq!(dossier.undo(None, None, &me(16)).unwrap(), EntryKey(4));
    assert_eq!(dossier.undo(None, None, &me(16)).unwrap(), EntryKey(3));
    assert_eq!(kind(&dossier), read);
    assert!(dossier.undo(None, None, &me(16)).is_err(), "there is nothing more");
    let again = dossier.undo(Some(EntryKey(4)), None, &me(16)).unwrap_err();
    assert_eq!(again.to_string(), "entry #4 was taken back already, by #5");

    // Forth again: what was taken back first comes last.
    let early = dossier.undo(Some(EntryKey(5)), None, &me(16)).unwrap_err();
    assert_eq!(early.to_string(), "entry #6 builds on #5");
    dossier.undo(Some(EntryKey(6)), None, &me(17)).unwrap();
    dossier.undo(Some(EntryKey(5)), None, &me(17)).unwrap();
    assert_eq!(kind(&dossier), (ActKind::Threaten, Some("hint"), State::Changed));
    let undone: Vec<_> = dossier.log(None, 6).unwrap().into_iter().map(|it| it.undone_by.map(|it| it.0)).collect();
    assert_eq!(undone, [None, None, Some(7), Some(8), None, None], "an undo that was taken back counts no more");
    // And back again: the newest that stands is the second change.
    let error = dossier.undo(Some(EntryKey(3)), None, &me(18)).unwrap_err();
    assert_eq!(error.to_string(), "entry #4 builds on #3", "named by what a person did, not by the undo of an undo");
    assert_eq!(dossier.undo(None, None, &me(18)).unwrap(), EntryKey(4));

    let mark = |dossier: &Dossier| dossier.document("d1").unwrap().mark;
    dossier.mark("d1", &Mark { handling: Some(Handling::Restricted), ..Mark::default() }, None, &me(19)).unwrap();
    dossier.mark("d1", &Mark { reliability: Some('B'), ..Mark::default() }, None, &me(19)).unwrap();
    dossier.undo(None, None, &me(20)).unwrap();
    assert_eq!(mark(&dossier), Mark { handling: Some(Handling::Restricted), ..Mark::default() });
    dossier.undo(None, None, &me(20)).unwrap();
    assert_eq!(mark(&dossier), Mark::default());
    assert!(dossier.check(|| {}).unwrap().is_empty());
}

#[test]
fn a_minister_who_becomes_president_is_one_and_homonyms_are_two() {
    let folder = tempfile::tempdir().unwrap();
    let mut dossier = new(folder.path());
    add(
        &mut dossier,
        "a.txt",
        "NORDHAVEN, 3 May 2030 - Norland’s Foreign Minister Erik Halvorsen said on Friday that Norland would not sign the accord.",
    );
    add(
        &mut dossier,
        "b.txt",
        "NORDHAVEN, 12 March 2031 - Norland’s President Erik Halvorsen said on Wednesday that Norland would not sign the accord on the bridge.",
    );
    add(
        &mut dossier,
        "c.txt",
        "SANT FERRO, 13 March 2031 - Sudria’s Defence Minister Greta Halvorsen said on Thursday that Sudria would hold its fire.",
    );
    let actors = dossier.actors(&Asked::default(), 50).unwrap();
    let halvorsens: Vec<_> = actors.iter().filter(|it| it.name.contains("Halvorsen")).collect();
    assert_eq!(halvorsens.len(), 2, "{halvorsens:?}");
    let erik = halvorsens.iter().find(|it| it.n_documents == 2).expect("Erik is in two documents");
    let titles: Vec<&str> = erik.titles.iter().map(|it| it.title.as_str()).collect();
    assert!(titles.contains(&"President"), "{titles:?}");

    // A person joins two, and takes that back.
    let (one, other) = (halvorsens[0].key, halvorsens[1].key);
    dossier.merge(&[one.to_string(), other.to_string()], None, &me(15)).unwrap();
    assert_eq!(dossier.actors(&Asked::default(), 50).unwrap().iter().filter(|it| it.name.contains("Halvorsen")).count(), 1);
    dossier.split(&other.to_string(), &[], None, None, &me(16)).unwrap();
    assert_eq!(dossier.actors(&Asked::default(), 50).unwrap().iter().filter(|it| it.name.contains("Halvorsen")).count(), 2);
    let new = dossier.split(&erik.key.to_string(), &["b".to_owned()], Some("Erik Halvorsen the younger"), None, &me(17)).unwrap().unwrap();
    assert_eq!(dossier.actor(new, &Asked::default()).unwrap().unwrap().n_documents, 1);
    dossier.undo(None, None, &me(18)).unwrap();
    assert_eq!(dossier.actor(new, &Asked::default()).unwrap(), None, "whom the split made is gone with it");
    assert!(dossier.check(|| {}).unwrap().is_empty());
}

#[test]
fn a_name_that_was_taken_back_names_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let mut dossier = new(folder.path());
    let report = |name: &str, day: u8| {
        format!("NORDHAVEN, {day} March 2031 - Norland’s Foreign Minister {name} said on Tuesday that Norland would not sign the accord.")
    };
    add(&mut dossier, "a.txt", &report("Erik Halvorsen", 12));
    let actors = |dossier: &Dossier| dossier.actors(&Asked::default(), 50).unwrap();
    let erik = actors(&dossier).into_iter().find(|it| it.name.contains("Halvorsen")).unwrap();
    dossier.change(&erik.key.to_string(), &["name=Boris Tadek".to_owned()], None, &me(15)).unwrap();
    dossier.undo(None, None, &me(16)).unwrap();
    assert_eq!(actors(&dossier).into_iter().find(|it| it.key == erik.key).unwrap(), erik);
    let then = Asked { as_of: Some(jiff::civil::date(2031, 3, 15)), on: None };
    assert_eq!(dossier.actor(erik.key, &then).unwrap().unwrap().name, "Boris Tadek", "it was its name then");
    assert!(dossier.search(&Search { actor: Some("Boris Tadek".to_owned()), most: 10, ..Search::default() }).is_err());
    // Whoever is called so later is another; and once that is known, it is a name of that one.
    add(&mut dossier, "b.txt", &report("Boris Tadek", 13));
    let boris = actors(&dossier).into_iter().find(|it| it.name.contains("Tadek")).unwrap();
    assert_ne!(boris.key, erik.key);
    // What is said again counts again, whatever became of it the first time.
    dossier.change(&erik.key.to_string(), &["name=Boris Tadek".to_owned()], None, &me(17)).unwrap();
    dossier.change(&erik.key.to_string(), &["name=Erik Halvorsen".to_owned()], None, &me(18)).unwrap();
    assert!(dossier.actor(erik.key, &Asked::default()).unwrap().unwrap().forms.contains(&"Boris Tadek".to_owned()));
    assert!(dossier.check(|| {}).unwrap().is_empty());
}

#[test]
fn a_name_that_a_document_has_stays_when_a_correction_is_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut dossier = new(folder.path());
    let report = |name: &str, day: u8| {
        format!("NORDHAVEN, {day} March 2031 - Norland’s Foreign Minister {name} said on Tuesday that Norland would not sign the accord.")
    };
    add(&mut dossier, "a.txt", &report("Erik Halvorsen", 12));
    let erik = dossier.actors(&Asked::default(), 50).unwrap().into_iter().find(|it| it.name.contains("Halvorsen")).unwrap();
    dossier.change(&erik.key.to_string(), &["name=Boris Tadek".to_owned()], None, &me(15)).unwrap();
    add(&mut dossier, "b.txt", &report("Boris Tadek", 13));
    dossier.undo(None, None, &me(16)).unwrap();
    let found = dossier.search(&Search { actor: Some("Boris Tadek".to_owned()), most: 10, ..Search::default() }).unwrap();
    assert!(found.iter().any(|act| act.document_name == "b"), "{found:?}");
}

#[test]
fn an_import_says_what_it_brings_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut mine = new(folder.path());
    add(&mut mine, "a.txt", TALKS);
    let other = folder.path().join("other.dossier");
    mine.export(&other, &Leave::default(), None, jiff::civil::date(2031, 4, 1)).unwrap();
    mine.remove(&["a".to_owned()], false, None, &me(16)).unwrap();
    let imported = mine.import(&other, None, &me(17)).unwrap();
    assert_eq!(imported.removed.iter().map(|it| (it.now.0, it.before.0)).collect::<Vec<_>>(), [(2, 1)]);
}

#[test]
fn what_the_process_file_keeps_apart_is_not_made_one() {
    let folder = tempfile::tempdir().unwrap();
    let toml = |rest: &str| {
        format!(
            "name = \"Night work\"\nnever_merge = [\n  [\"Old Mill\", \"New Mill\"],\n  [\"Erik Halvorsen\", \"Greta Halvorsen\"],\n]\n{rest}"
        )
    };
    let mut dossier = Dossier::create(&folder.path().join("t.dossier"), Some(&toml("")), &me(13)).unwrap();
    for name in ["Erik Halvorsen", "Greta Halvorsen"] {
        let text =
            format!("NORDHAVEN, 12 March 2031 - Norland’s Foreign Minister {name} said on Tuesday that Norland would not sign the accord.");
        add(&mut dossier, &format!("{name}.txt"), &text);
    }
    let actors = dossier.actors(&Asked::default(), 50).unwrap();
    let key = |name: &str| actors.iter().find(|it| it.name.contains(name)).unwrap().key.to_string();
    let (erik, greta) = (key("Erik"), key("Greta"));
    let entries = dossier.log(None, 100).unwrap().len();
    let rule = "is refused: never_merge keeps “Erik Halvorsen” and “Greta Halvorsen” apart, line 4 of the process file";
    for items in [[&erik, &greta], [&greta, &erik]] {
        let error = dossier.merge(&items.map(Clone::clone), None, &me(15)).unwrap_err();
        assert_eq!(error.to_string(), format!("this merge {rule}"));
    }
    let error = dossier.change(&erik, &["name=Greta Halvorsen".to_owned()], None, &me(15)).unwrap_err();
    assert_eq!(error.to_string(), format!("this name {rule}"));
    let alias = "[[party]]\nname = \"Old Mill\"\nkind = \"company\"\naliases = [\"New Mill\"]\n";
    let error = dossier.take_process(&toml(alias), &me(15)).unwrap_err();
    assert!(error.to_string().contains("line 3 of the process file"), "{error}");
    let other = folder.path().join("other.dossier");
    assert!(Dossier::create(&other, Some(&toml(alias)), &me(15)).is_err() && !other.exists(), "nothing is made of it");
    assert_eq!(dossier.log(None, 100).unwrap().len(), entries, "nothing was written");
}

#[test]
fn the_process_file_names_who_is_who_and_measures_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let toml = "name = \"Night work\"\nnever_merge = [[\"Mira Oduya\", \"Mira Odoya\"]]\n[[party]]\nname = \"Norland\"\nkind = \"state\"\nrole = \"party\"\naliases = [\"Nordhaven\"]\niso = \"XN\"\n\
        [[group]]\nid = \"pay\"\ntitle = \"Pay\"\n[[measure]]\nid = \"night-rate\"\ngroup = \"pay\"\nlabel = \"Night rate\"\ncues = [\"night rate\"]\n";
    let path = folder.path().join("t.dossier");
    let mut dossier = Dossier::create(&path, Some(toml), &me(13)).unwrap();
    assert!(!dossier.take_process(toml, &me(13)).unwrap(), "the same file is not taken in twice");
    add(
        &mut dossier,
        "a.txt",
        "NORDHAVEN, 12 March 2031 - Norland’s Foreign Minister Erik Halvorsen said on Friday that Norland would not pay the night rate.",
    );
    let actors = dossier.actors(&Asked::default(), 50).unwrap();
    let norland = actors.iter().find(|it| it.name == "Norland").unwrap();
    assert_eq!((norland.iso.as_deref(), norland.n_documents), (Some("XN"), 1));
    let measure = Some(armistice::MeasureId("night-rate".to_owned()));
    assert!(!dossier.search(&Search { measure, most: 10, ..Search::default() }).unwrap().is_empty());
    let bad =
        Dossier::create(&folder.path().join("u.dossier"), Some("[[party]]\nname = \"N\"\nkind = \"kingdom\""), &me(13)).err().unwrap();
    assert!(bad.to_string().contains("has the kind `kingdom`"), "{bad}");
    assert!(!folder.path().join("u.dossier").exists(), "nothing half made is left");
}

#[test]
fn another_process_file_reads_as_another_reader_does_and_keeps_a_persons_word() {
    let folder = tempfile::tempdir().unwrap();
    let mut dossier = new(folder.path());
    dossier.read_with(armistice::Model::None);
    // Nothing in the text shows what Arvenia is; Norland has a president.
    let text = "Arvenia rejected a truce on Tuesday. President Dessa of Norland called for talks. Norland called for a truce.";
    add(&mut dossier, "a.txt", text);
    let key = dossier.document("a").unwrap().key;
    let acts = dossier.acts(key, &Asked::default()).unwrap();
    let who = |act: &armistice::dossier::Act| act.taking(Part::Actor).map(|it| it.name.clone()).collect::<Vec<_>>();
    assert!(acts.iter().all(|act| who(act) != ["Arvenia"]), "else the case shows nothing");
    let confirmed = acts.iter().find(|act| act.kind == ActKind::Demand).expect("a demand is read").clone();
    dossier.confirm(&[confirmed.key.to_string()], None, &me(15)).unwrap();
    assert_eq!(dossier.reread(key, &me(15)).unwrap(), None, "nothing has changed yet");

    let toml = "[[party]]\nname = \"Arvenia\"\nkind = \"state\"\nrole = \"mediator\"\n[[party]]\nname = \"Corvane\"\nkind = \"state\"\n";
    dossier.take_process(toml, &me(16)).unwrap();
    assert!(dossier.reread(key, &me(17)).unwrap().is_some(), "it reads otherwise now");
    let acts = dossier.acts(key, &Asked::default()).unwrap();
    assert!(acts.iter().any(|act| act.kind == ActKind::Reject && who(act) == ["Arvenia"]), "{acts:?}");
    let Found::Act(kept, _) = dossier.find(&confirmed.key.to_string(), &Asked::default()).unwrap() else { panic!("an act") };
    assert_eq!((kept.state, &kept.words, who(&kept)), (State::Confirmed, &confirmed.words, who(&confirmed)));
    // Nothing of the file is said by the text: no role, and nobody whom it does not name.
    let (_, reading) = dossier.reading(key).unwrap().unwrap();
    let arvenia = reading.actors.iter().find(|it| it.name == "Arvenia").expect("named");
    assert!(arvenia.roles.iter().all(|role| role.as_str() != "mediator"), "{:?}", arvenia.roles);
    assert!(reading.actors.iter().all(|it| it.name != "Corvane"));
    assert!(dossier.check(|| {}).unwrap().is_empty());
}

#[test]
fn an_act_can_be_added_by_its_words_alone() {
    let folder = tempfile::tempdir().unwrap();
    let mut dossier = new(folder.path());
    add(&mut dossier, "a.txt", TALKS);
    let words = "the offer would stand for as long as the river was quiet";
    let new = NewStatement { document: "a".to_owned(), words: words.to_owned(), kind: ActKind::Condition, at: None };
    let key = dossier.add_act(&new, &["actor=Norland".to_owned()], None, &me(15)).unwrap();
    let Found::Act(act, _) = dossier.find(&key.to_string(), &Asked::default()).unwrap() else { panic!("an act") };
    assert_eq!((act.state, act.words.as_str()), (State::Added, words));
    assert_eq!(act.taking(Part::Actor).map(|it| it.name.as_str()).collect::<Vec<_>>(), ["Norland"]);
    let not_there = NewStatement { document: "a".to_owned(), words: "no such words".to_owned(), kind: ActKind::Deny, at: None };
    assert!(dossier.add_act(&not_there, &[], None, &me(15)).is_err());
    assert!(dossier.check(|| {}).unwrap().is_empty());
}

#[test]
fn marks_are_obeyed_by_every_export_and_notes_stay_at_home() {
    let folder = tempfile::tempdir().unwrap();
    let mut dossier = new(folder.path());
    add(&mut dossier, "a.txt", TALKS);
    add(
        &mut dossier,
        "b.txt",
        "SANT FERRO, 13 March 2031 - Sudria’s Defence Minister Greta Halvorsen said on Thursday that Sudria would hold its fire.",
    );
    dossier.note("Dessa told me that Sudria will sign in April.", Some("A call"), Some(jiff::civil::date(2031, 3, 14)), &me(15)).unwrap();
    dossier
        .mark(
            "b",
            &Mark { handling: Some(Handling::Embargoed(jiff::civil::date(2031, 6, 1))), reliability: Some('B'), credibility: Some(2) },
            None,
            &me(15),
        )
        .unwrap();
    let out = folder.path().join("out.dossier");
    let exported = dossier.export(&out, &Leave::default(), None, jiff::civil::date(2031, 4, 1)).unwrap();
    assert_eq!(exported.documents, 1);
    assert_eq!(exported.left_out.len(), 2, "{exported:?}");
    let bytes = std::fs::read(&out).unwrap();
    for secret in ["Greta", "in April", "hold its fire"] {
        assert!(!bytes.windows(secret.len()).any(|it| it == secret.as_bytes()), "{secret} is in the copy");
    }
    let copy = Dossier::open(&out, Mode::Read).unwrap();
    assert_eq!(copy.documents(&Asked::default(), 10).unwrap().len(), 1);
    assert!(copy.search(&Search { words: "fire".to_owned(), most: 10, ..Search::default() }).unwrap().is_empty());
    // After the embargo it may leave.
    let later = dossier.export(&folder.path().join("later.dossier"), &Leave::default(), None, jiff::civil::date(2031, 6, 1)).unwrap();
    assert_eq!(later.documents, 2);
}

const SECRET: &str = "SANT FERRO, 13 March 2031 - Sudria’s Defence Minister Greta Molnar said on Thursday that Sudria would hold its fire.";

/// What a copy must not tell of a document that stays behind.
pub fn nothing_of_it(path: &Path, secrets: &[&str]) {
    let bytes = std::fs::read(path).unwrap();
    for secret in secrets {
        assert!(!bytes.windows(secret.len()).any(|it| it == secret.as_bytes()), "{secret} is in the copy");
    }
    assert!(!terms(path).iter().any(|term| secrets.iter().any(|it| it.eq_ignore_ascii_case(term))), "the index has it");
    assert_eq!(Dossier::open(path, Mode::Read).unwrap().check(|| {}).unwrap(), []);
}

#[test]
fn a_removed_document_leaves_as_its_tombstone_alone() {
    for mark in [Mark::default(), Mark { handling: Some(Handling::Restricted), ..Mark::default() }] {
        let folder = tempfile::tempdir().unwrap();
        let mut dossier = new(folder.path());
        add(&mut dossier, "a.txt", TALKS);
        add(&mut dossier, "molnar.txt", SECRET);
        dossier.mark("molnar", &mark, None, &me(14)).unwrap();
        dossier.remove(&["molnar".to_owned()], false, Some("she asked us to"), &me(15)).unwrap();
        let out = folder.path().join("out.dossier");
        let exported =
            dossier.export(&out, &Leave { with_restricted: true, ..Leave::default() }, None, jiff::civil::date(2031, 4, 1)).unwrap();
        assert_eq!((exported.documents, exported.removed, exported.left_out.len()), (1, 1, 0));
        nothing_of_it(&out, &["Molnar", "molnar", "hold its fire", "asked us"]);
        let mut copy = Dossier::open(&out, Mode::Write).unwrap();
        let error = copy.undo(None, None, &me(16)).unwrap_err().to_string();
        assert!(error.contains("erased"), "{error}");
        assert!(copy.text(armistice::dossier::DocumentKey(2)).is_err());
        // Here it can still be brought back.
        dossier.undo(None, None, &me(16)).unwrap();
        assert_eq!(dossier.text(dossier.document("molnar").unwrap().key).unwrap(), SECRET);
    }
}

#[test]
fn accounts_of_an_event_stay_one_without_the_first() {
    let folder = tempfile::tempdir().unwrap();
    let mut dossier = new(folder.path());
    let mut first = Vec::new();
    for (name, day) in [("a", 12), ("b", 13), ("c", 14)] {
        let text = format!(
            "NORDHAVEN, {day} March 2031 - Norland’s Foreign Minister Erik Halvorsen said that Norland would not sign paper {name}."
        );
        add(&mut dossier, &format!("{name}.txt"), &text);
        let acts = dossier.acts(dossier.document(name).unwrap().key, &Asked::default()).unwrap();
        first.push(acts.first().expect("an act is read").key.to_string());
    }
    dossier.merge(&first, None, &me(15)).unwrap();
    dossier.remove(&["a".to_owned()], true, None, &me(16)).unwrap();
    let events = dossier.events(&Asked::default(), 10).unwrap();
    let of: Vec<Vec<String>> = events.iter().map(|event| event.acts.iter().map(|it| it.key.to_string()).collect()).collect();
    assert_eq!(of, [first[1..].to_vec()]);
    assert_eq!(dossier.check(|| {}).unwrap(), []);
}

#[test]
fn a_document_removed_and_then_erased_stops_no_search() {
    let folder = tempfile::tempdir().unwrap();
    let mut dossier = new(folder.path());
    add(&mut dossier, "a.txt", TALKS);
    dossier.remove(&["a".to_owned()], false, None, &me(16)).unwrap();
    dossier.remove(&["a".to_owned()], true, None, &me(17)).unwrap();
    let asked = Asked { as_of: Some(jiff::civil::date(2031, 3, 15)), on: None };
    let search = Search { words: "accord".to_owned(), asked, most: 10, ..Search::default() };
    assert_eq!(dossier.search_documents(&search).unwrap(), []);
}

#[test]
fn an_id_goes_with_a_part_of_the_name() {
    let folder = tempfile::tempdir().unwrap();
    let mut dossier = new(folder.path());
    add(&mut dossier, "a.txt", TALKS);
    let who = dossier.actors(&Asked::default(), 50).unwrap().into_iter().find(|it| it.name == "Erik Halvorsen").unwrap();
    dossier.change(&who.key.to_string(), &["wikidata=Q424242".to_owned()], None, &me(15)).unwrap();
    let out = folder.path().join("out.dossier");
    let leave = Leave { names: vec!["Halvorsen".to_owned()], ..Leave::default() };
    dossier.export(&out, &leave, None, jiff::civil::date(2031, 4, 1)).unwrap();
    nothing_of_it(&out, &["Halvorsen", "halvorsen", "Q424242"]);
}

#[test]
fn what_a_killed_export_left_goes_with_the_next() {
    let folder = tempfile::tempdir().unwrap();
    let mut dossier = new(folder.path());
    add(&mut dossier, "a.txt", TALKS);
    let left = folder.path().join(".out.dossier.1-0.part");
    std::fs::create_dir(&left).unwrap();
    std::fs::write(left.join("lock"), "").unwrap();
    std::fs::write(left.join("copy"), "words").unwrap();
    let other = folder.path().join(".out.dossier.part");
    std::fs::write(&other, "the user's").unwrap();
    dossier.export(&folder.path().join("out.dossier"), &Leave::default(), None, jiff::civil::date(2031, 4, 1)).unwrap();
    assert!(!left.exists() && other.exists());
}

#[test]
fn documents_whose_names_become_one_leave_as_two() {
    let folder = tempfile::tempdir().unwrap();
    let mut dossier = new(folder.path());
    add(&mut dossier, "erik-lind.txt", TALKS);
    add(&mut dossier, "erik_lind.txt", "NORDHAVEN, 20 March 2031 - Sudria turned down talks on a truce on Tuesday.");
    let record =
        |source: &str, text: &str| format!("{{\"id\": \"x-{source}\", \"source\": \"{source}\", \"text\": {text:?}}}\n").into_bytes();
    let third = "NORDHAVEN, 21 March 2031 - Norland rejected the accord again on Friday, its president said in Vell.";
    for source in ["Wire", "Gazette"] {
        dossier.add_file("w.jsonl", record(source, third), &Keep::default(), &me(14), |_| {}).unwrap();
    }
    add(
        &mut dossier,
        "document-3.txt",
        "NORDHAVEN, 22 March 2031 - Sudria freed four pilots on Saturday, and Norland thanked it for that.",
    );
    for leave in
        [Leave { names: vec!["Erik Lind".to_owned()], ..Leave::default() }, Leave { sources: vec!["Wire".to_owned()], ..Leave::default() }]
    {
        let out = tempfile::tempdir().unwrap();
        let exported = dossier.export(&out.path().join("out.dossier"), &leave, None, jiff::civil::date(2031, 4, 1)).unwrap();
        assert_eq!(exported.documents, 4);
    }
}

#[test]
fn nothing_that_a_document_said_stays_where_it_stays_behind_or_is_erased() {
    for erase in [false, true] {
        let folder = tempfile::tempdir().unwrap();
        let mut dossier = new(folder.path());
        add(&mut dossier, "a.txt", TALKS);
        let record =
            format!("{{\"id\": \"secret\", \"source\": \"Molnar Press\", \"url\": \"https://molnar.example/1\", \"text\": {SECRET:?}}}\n");
        dossier.add_file("b.jsonl", record.into_bytes(), &Keep::default(), &me(14), |_| {}).unwrap();
        let key = dossier.document("secret").unwrap().key;
        let acts = dossier.acts(key, &Asked::default()).unwrap();
        assert!(!acts.is_empty(), "else the case shows nothing");
        let item = acts[0].key.to_string();
        dossier.change(&item, &["negated=yes".to_owned()], Some("Molnar said so"), &me(15)).unwrap();
        let who = dossier.actors(&Asked::default(), 50).unwrap().into_iter().find(|it| it.name.contains("Molnar")).unwrap();
        dossier.change(&who.key.to_string(), &["wikidata=Q424242".to_owned()], None, &me(15)).unwrap();
        let mark = Mark { handling: Some(Handling::Restricted), ..Mark::default() };
        dossier.mark("secret", &mark, Some("Molnar asked us to wait"), &me(15)).unwrap();
        if erase {
            dossier.remove(&["secret".to_owned()], true, None, &me(16)).unwrap();
        } else {
            dossier.mark("Molnar Press", &mark, Some("Molnar asked us to wait"), &me(15)).unwrap();
        }
        let out = folder.path().join("out.dossier");
        dossier.export(&out, &Leave::default(), None, jiff::civil::date(2031, 4, 1)).unwrap();
        let secrets = ["Greta", "Defence Minister", "greta-molnar", "asked us", "said so", "Q424242", "hold its fire", "molnar.example"];
        nothing_of_it(&out, &secrets);
        nothing_of_it(&out, &["Molnar", "molnar"]);
        let file = if erase { folder.path().join("t.dossier") } else { out };
        drop(dossier);
        nothing_of_it(&file, &secrets);
        let sql = rusqlite::Connection::open(&file).unwrap();
        let count = |of: &str| sql.query_row(&format!("SELECT count(*) FROM {of}"), [], |row| row.get::<_, i64>(0)).unwrap();
        assert_eq!(count("act WHERE document = 2"), 0);
        assert_eq!(count("appearance WHERE reading NOT IN (SELECT id FROM reading WHERE document = 1)"), 0);
        drop(sql);
        // A number that the log speaks of is nobody else's.
        let mut dossier = Dossier::open(&file, Mode::Write).unwrap();
        let last = acts.iter().map(|act| act.key).max().unwrap();
        add(&mut dossier, "c.txt", "NORDHAVEN, 20 March 2031 - Sudria turned down talks on a truce on Tuesday.");
        let new = dossier.acts(dossier.document("c").unwrap().key, &Asked::default()).unwrap();
        assert!(!new.is_empty() && (acts.len() > 1 || new.iter().all(|act| act.key > last)), "{new:?}");
        assert_eq!(dossier.check(|| {}).unwrap(), []);
    }
}

#[test]
fn a_kept_file_with_the_words_of_one_that_stays_behind_stays_too() {
    for erase in [false, true] {
        let folder = tempfile::tempdir().unwrap();
        let mut dossier = new(folder.path());
        let line = |id: &str, text: &str| format!("{{\"id\": \"{id}\", \"text\": {text:?}}}\n");
        let both = line("one", TALKS) + &line("two", SECRET);
        dossier.add_file("both.jsonl", both.into_bytes(), &Keep::default(), &me(14), |_| {}).unwrap();
        let key = dossier.document("one").unwrap().key;
        assert!(dossier.originals(key).unwrap()[0].2.is_some());
        let (dossier, files) = if erase {
            let files = dossier.remove(&["two".to_owned()], true, None, &me(15)).unwrap();
            (dossier, files)
        } else {
            dossier.mark("two", &Mark { handling: Some(Handling::Restricted), ..Mark::default() }, None, &me(15)).unwrap();
            let out = folder.path().join("out.dossier");
            let exported = dossier.export(&out, &Leave::default(), None, jiff::civil::date(2031, 4, 1)).unwrap();
            (Dossier::open(&out, Mode::Read).unwrap(), exported.files)
        };
        assert_eq!(files.len(), 1, "it is said");
        assert!(files[0].ends_with("both.jsonl"), "{files:?}");
        assert_eq!(dossier.originals(key).unwrap()[0].2, None, "its words are in there");
        assert_eq!(dossier.text(key).unwrap(), TALKS);
        assert_eq!(dossier.check(|| {}).unwrap(), []);
    }
}

#[test]
fn names_give_way_everywhere_and_places_still_hold() {
    let folder = tempfile::tempdir().unwrap();
    let mut dossier = new(folder.path());
    add(&mut dossier, "a.txt", TALKS);
    let out = folder.path().join("out.dossier");
    let leave = Leave { names: vec!["Erik Halvorsen".to_owned(), "Halvorsen".to_owned(), "Dessa".to_owned()], ..Leave::default() };
    let exported = dossier.export(&out, &leave, None, jiff::civil::date(2031, 4, 1)).unwrap();
    assert_eq!(exported.masked.iter().map(|it| it.count).sum::<usize>(), 3);
    let copy = Dossier::open(&out, Mode::Read).unwrap();
    assert!(copy.check(|| {}).unwrap().is_empty());
    let text = copy.text(copy.document("a").unwrap().key).unwrap();
    assert!(!text.contains("Halvorsen") && !text.contains("Dessa"), "{text}");
    assert_eq!(text.len(), TALKS.len());
    let names: Vec<String> =
        copy.actors(&Asked::default(), 50).unwrap().into_iter().flat_map(|it| it.forms.into_iter().chain([it.name])).collect();
    assert!(names.iter().all(|it| !it.contains("Halvorsen") && !it.contains("Dessa")), "{names:?}");
    drop(copy);
    assert!(!terms(&out).iter().any(|term| term == "halvorsen" || term == "dessa"));
}

#[test]
fn a_name_gives_way_however_it_is_written() {
    let broken = TALKS.replace("Minister Erik Halvorsen said Norland", "Minister Erik\nHalvorsen said Norland");
    let erik: &[&str] = &["Q424242", "Erik Halvorsen", "erik_halvorsen", "erik-halvorsen"];
    let group: &[&str] = &["Shabaab", "shabaab"];
    let cases: [(&str, &str, &str, &[&str]); 5] = [
        ("Erik Halvorsen", broken.as_str(), "erik_halvorsen.txt", erik),
        ("Al Shabaab", "NORDHAVEN, 12 March 2031 - Al-Shabaab said on Tuesday that Al Shabaab would not sign the accord.", "a.txt", group),
        ("Will", TALKS, "a.txt", &[]),
        ("Commit", TALKS, "a.txt", &[]),
        ("Reject", TALKS, "a.txt", &[]),
    ];
    for (name, text, file, secrets) in cases {
        let folder = tempfile::tempdir().unwrap();
        let mut dossier = new(folder.path());
        add(&mut dossier, file, text);
        if let Some(who) = dossier.actors(&Asked::default(), 50).unwrap().into_iter().find(|it| it.name == name) {
            dossier.change(&who.key.to_string(), &["wikidata=Q424242".to_owned()], None, &me(15)).unwrap();
        }
        let out = folder.path().join("out.dossier");
        let leave = Leave { names: vec![name.to_owned()], ..Leave::default() };
        dossier.export(&out, &leave, None, jiff::civil::date(2031, 4, 1)).unwrap();
        nothing_of_it(&out, secrets);
        let copy = Dossier::open(&out, Mode::Read).unwrap();
        let document = &copy.documents(&Asked::default(), 1).unwrap()[0];
        let masked = copy.text(document.key).unwrap();
        assert_eq!(masked.len(), text.len());
        assert!(!masked.contains(name) && !masked.contains("Erik\nHalvorsen"), "{masked}");
    }
}

#[test]
fn one_of_two_sources_can_be_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let mut dossier = new(folder.path());
    let line = |source: &str, id: &str| {
        format!(
            "{{\"id\": \"{id}\", \"source\": \"{source}\", \"url\": \"https://{id}.example/1\", \"title\": \"of {id}\", \"text\": {TALKS:?}}}\n"
        )
    };
    for (source, id) in [("Kovar Diary", "kovar"), ("Tessel Gazette", "gazette")] {
        let told = |_: &armistice::Outcome<Added>| {};
        dossier.add_file(&format!("{id}.jsonl"), line(source, id).into_bytes(), &Keep::default(), &me(14), told).unwrap();
    }
    assert_eq!(dossier.documents(&Asked::default(), 9).unwrap()[0].sources.len(), 2);
    for (source, gone, stays) in [("Kovar Diary", "kovar", "gazette"), ("Tessel Gazette", "gazette", "kovar")] {
        let out = folder.path().join(format!("without {source}"));
        let leave = Leave { sources: vec![source.to_owned()], ..Leave::default() };
        let exported = dossier.export(&out, &leave, None, jiff::civil::date(2031, 4, 1)).unwrap();
        assert_eq!((exported.documents, exported.left_out.len()), (1, 0));
        nothing_of_it(&out, &[source, gone]);
        let documents = Dossier::open(&out, Mode::Read).unwrap().documents(&Asked::default(), 9).unwrap();
        assert_eq!(documents[0].sources.len(), 1);
        assert_eq!(documents[0].sources[0].url.as_deref(), Some(format!("https://{stays}.example/1").as_str()));
        assert_eq!(documents[0].title, Some(format!("of {stays}")));
    }
}

#[test]
fn an_encrypted_copy_is_imported_with_its_corrections() {
    let folder = tempfile::tempdir().unwrap();
    let mut dossier = new(folder.path());
    add(&mut dossier, "a.txt", TALKS);
    dossier.change("a1", &["negated=yes".to_owned()], Some("heard it"), &me(15)).unwrap();
    let identity = age::x25519::Identity::generate();
    let sealed = folder.path().join("out.age");
    dossier
        .export(&sealed, &Leave::default(), Some(&Key::Recipient(identity.to_public().to_string())), jiff::civil::date(2031, 4, 1))
        .unwrap();
    assert!(std::fs::read(&sealed).unwrap().starts_with(b"age-encryption.org/v1"));
    let mut other = Dossier::create(&folder.path().join("other.dossier"), None, &me(16)).unwrap();
    assert!(other.import(&sealed, None, &me(16)).is_err(), "not without a key");
    use age::secrecy::ExposeSecret as _;
    let unlock = Unlock::Identity(identity.to_string().expose_secret().to_owned());
    let imported = other.import(&sealed, Some(&unlock), &me(16)).unwrap();
    assert_eq!((imported.documents, imported.corrections), (1, 1));
    let Found::Act(act, _) = other.find("a1", &Asked::default()).unwrap() else { panic!("an act") };
    assert_eq!((act.state, act.negated), (State::Changed, true));
    assert_eq!(other.log(Some("a1"), 1).unwrap()[0].why.as_deref(), Some("heard it"));
    // What a person here said stays.
    other.change("a1", &["negated=no".to_owned()], None, &me(17)).unwrap();
    let again = other.import(&sealed, Some(&unlock), &me(18)).unwrap();
    assert_eq!((again.documents, again.known, again.kept), (0, 1, 1));
    assert!(other.check(|| {}).unwrap().is_empty());
    assert_eq!(
        std::fs::read_dir(folder.path()).unwrap().filter(|it| it.as_ref().unwrap().file_name().to_string_lossy().contains("part")).count(),
        0,
        "nothing plain is left"
    );
}

#[test]
fn a_note_is_imported_once_and_no_dossier_into_itself() {
    let folder = tempfile::tempdir().unwrap();
    let mut dossier = new(folder.path());
    let day = Some(jiff::civil::date(2031, 3, 14));
    dossier.note("Dessa told me that Sudria will sign in April.", Some("A call"), day, &me(15)).unwrap();
    let mut other = Dossier::create(&folder.path().join("other.dossier"), None, &me(16)).unwrap();
    let path = folder.path().join("t.dossier");
    for (documents, known) in [(1, 0), (0, 1), (0, 1)] {
        let imported = other.import(&path, None, &me(16)).unwrap();
        assert_eq!((imported.documents, imported.known), (documents, known));
    }
    // The same words of another day are another note.
    dossier.note("Dessa told me that Sudria will sign in April.", Some("A call"), None, &me(17)).unwrap();
    assert_eq!(other.import(&path, None, &me(17)).unwrap().documents, 1);

    std::fs::hard_link(&path, folder.path().join("again.dossier")).unwrap();
    for itself in [path.clone(), folder.path().join(".").join("t.dossier"), folder.path().join("again.dossier")] {
        let error = dossier.import(&itself, None, &me(18)).unwrap_err().to_string();
        assert!(error.contains("the dossier itself"), "{error}");
    }
    assert_eq!(dossier.documents(&Asked::default(), 9).unwrap().len(), 2);
}

#[test]
fn an_import_takes_over_sources_ids_and_stricter_marks() {
    let folder = tempfile::tempdir().unwrap();
    let mut theirs = new(folder.path());
    let line = |source: &str, url: &str| format!("{{\"id\": \"n\", \"source\": \"{source}\"{url}, \"text\": {TALKS:?}}}\n");
    let mut other = Dossier::create(&folder.path().join("other.dossier"), None, &me(13)).unwrap();
    let told = |_: &armistice::Outcome<Added>| {};
    let first = line("Kovar Diary", "");
    other.add_file("one.jsonl", first.clone().into_bytes(), &Keep::default(), &me(14), told).unwrap();
    for (file, text) in [("one.jsonl", first), ("two.jsonl", line("Tessel Gazette", ", \"url\": \"https://gazette.example/1\""))] {
        theirs.add_file(file, text.into_bytes(), &Keep::default(), &me(14), told).unwrap();
    }
    let strict = Mark { handling: Some(Handling::Restricted), ..Mark::default() };
    theirs.mark("Tessel Gazette", &strict, None, &me(15)).unwrap();
    let actors = theirs.actors(&Asked::default(), 9).unwrap();
    theirs.change(&actors[0].key.to_string(), &["wikidata=Q424242".to_owned()], None, &me(15)).unwrap();
    drop(theirs);
    let path = folder.path().join("t.dossier");
    let imported = other.import(&path, None, &me(16)).unwrap();
    assert_eq!((imported.documents, imported.known, imported.sources, imported.stricter, imported.words), (0, 1, 1, 1, 1));
    let document = &other.documents(&Asked::default(), 9).unwrap()[0];
    assert_eq!(document.mark.handling, Some(Handling::Restricted));
    let sources: Vec<_> = document.sources.iter().map(|it| (it.outlet.as_deref(), it.url.as_deref())).collect();
    assert_eq!(sources, [(Some("Kovar Diary"), None), (Some("Tessel Gazette"), Some("https://gazette.example/1"))]);
    let again = other.import(&path, None, &me(17)).unwrap();
    assert_eq!((again.known, again.sources, again.stricter), (1, 0, 0));
    assert_eq!(other.check(|| {}).unwrap(), []);
}

#[test]
fn what_lies_beside_an_export_or_import_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let mut dossier = new(folder.path());
    add(&mut dossier, "a.txt", TALKS);
    let out = folder.path().join("out.age");
    let mine = ["out.age.part", "out.age.part.age", "other.dossier.part"].map(|name| folder.path().join(name));
    for path in &mine {
        std::fs::write(path, "my thesis").unwrap();
    }
    let identity = age::x25519::Identity::generate();
    let key = Key::Recipient(identity.to_public().to_string());
    dossier.export(&out, &Leave::default(), Some(&key), jiff::civil::date(2031, 4, 1)).unwrap();
    use age::secrecy::ExposeSecret as _;
    let unlock = Unlock::Identity(identity.to_string().expose_secret().to_owned());
    let mut other = Dossier::create(&folder.path().join("other.dossier"), None, &me(16)).unwrap();
    assert_eq!(other.import(&out, Some(&unlock), &me(16)).unwrap().documents, 1);
    for path in &mine {
        assert_eq!(std::fs::read_to_string(path).unwrap(), "my thesis");
    }
    let hidden = |it: std::io::Result<std::fs::DirEntry>| it.unwrap().file_name().to_string_lossy().starts_with('.');
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().filter_map(|it| hidden(it).then_some(())).count(), 0, "nothing plain is left");
}

#[test]
fn an_import_is_done_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let mut theirs = new(folder.path());
    let text = |n: usize| {
        format!("NORDHAVEN, 12 March 2031 - Sudria turned down talks on truce {n} on Tuesday, and lake {n} is number {}.", n * 7919)
    };
    for n in 1..=70 {
        add(&mut theirs, &format!("n{n}.txt"), &text(n));
    }
    drop(theirs);
    let path = folder.path().join("t.dossier");
    // The last reading is that of a longer text.
    let long = text(71) + &" And so on.".repeat(9) + " Norland rejected the truce on Tuesday.";
    let mut theirs = Dossier::open(&path, Mode::Write).unwrap();
    add(&mut theirs, "n71.txt", &long);
    drop(theirs);
    let sql = rusqlite::Connection::open(&path).unwrap();
    sql.execute_batch("UPDATE text SET deflated = (SELECT deflated FROM text WHERE document = 1) WHERE document = 71").unwrap();
    drop(sql);
    let mut other = Dossier::create(&folder.path().join("other.dossier"), None, &me(16)).unwrap();
    assert!(other.import(&path, None, &me(16)).is_err());
    assert_eq!(other.documents(&Asked::default(), 99).unwrap().len(), 0, "nothing of it is in");
    assert_eq!(other.log(None, 99).unwrap().len(), 1);
}

#[test]
fn an_import_takes_no_words_that_the_text_has_not() {
    let folder = tempfile::tempdir().unwrap();
    let mut theirs = new(folder.path());
    add(&mut theirs, "a.txt", TALKS);
    theirs.confirm(&["a1".to_owned()], None, &me(15)).unwrap();
    let key = theirs.document("a").unwrap().key;
    let mut reading = theirs.reading(key).unwrap().unwrap().1;
    let second = reading.acts[0].clone();
    reading.acts.push(second);
    let (document, _) = theirs.evidence(key).unwrap();
    drop(theirs);
    let path = folder.path().join("t.dossier");
    for (sql, says) in [
        ("UPDATE act SET words = 'hello never said' WHERE state <> 'unconfirmed'", "a1: its words are not at their place in a"),
        ("UPDATE act SET place = '0-99999999999' WHERE state <> 'unconfirmed'", "a1: its words are not at their place in a"),
    ] {
        let changed = folder.path().join("changed.dossier");
        std::fs::copy(&path, &changed).unwrap();
        rusqlite::Connection::open(&changed).unwrap().execute_batch(sql).unwrap();
        refused(folder.path(), &changed, says);
    }
    let twice = folder.path().join("twice.dossier");
    let mut dossier = Dossier::create(&twice, None, &me(16)).unwrap();
    dossier.add_read([(&document, &reading)], &me(16)).unwrap();
    drop(dossier);
    refused(folder.path(), &twice, &format!("a reading of a has two acts {}", reading.acts[0].id.0));
}

/// Nothing of the file comes into a dossier, and this is why.
fn refused(folder: &Path, file: &Path, says: &str) {
    let mut mine = Dossier::create(&folder.join("mine.dossier"), None, &me(17)).unwrap();
    let error = mine.import(file, None, &me(17)).unwrap_err();
    assert_eq!(error.to_string(), format!("this dossier is damaged: {says}"));
    assert_eq!((mine.documents(&Asked::default(), 9).unwrap().len(), mine.log(None, 9).unwrap().len()), (0, 1));
    assert_eq!(mine.check(|| {}).unwrap(), []);
    drop(mine);
    std::fs::remove_file(folder.join("mine.dossier")).unwrap();
}

#[test]
fn removed_words_come_back_and_erased_ones_do_not() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.dossier");
    let mut dossier = new(folder.path());
    add(&mut dossier, "a.txt", TALKS);
    let found = |dossier: &Dossier| dossier.search(&Search { words: "sign".to_owned(), most: 10, ..Search::default() }).unwrap().len();
    let n = found(&dossier);
    assert!(n > 0);
    dossier.remove(&["a".to_owned()], false, Some("asked to"), &me(15)).unwrap();
    assert_eq!((found(&dossier), dossier.documents(&Asked::default(), 10).unwrap().len()), (0, 0));
    dossier.undo(None, None, &me(16)).unwrap();
    let n = found(&dossier);
    assert!(n > 0);
    dossier.remove(&["a".to_owned()], true, None, &me(17)).unwrap();
    assert!(dossier.check(|| {}).unwrap().is_empty());
    assert!(dossier.undo(None, None, &me(18)).is_err());
    let Found::Document(tombstone, _) = dossier.find("a", &Asked::default()).unwrap() else { panic!("a tombstone") };
    assert!(tombstone.until.is_some());
    drop(dossier);
    let bytes = std::fs::read(&path).unwrap();
    assert!(!bytes.windows(12).any(|it| it == b"not sign the"), "erased words are still in the file");
    assert!(!terms(&path).iter().any(|term| term == "sign" || term == "dessa"), "erased words are still in the index");
}

#[test]
fn the_way_back_to_the_file_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let mut dossier = new(folder.path());
    let page = format!("<html><body><h1>Talks</h1><article><p>{}</p></article></body></html>", TALKS.replace("\n\n", "</p><p>"));
    add(&mut dossier, "page.html", &page);
    let key = dossier.document("page").unwrap().key;
    let way = dossier.way_back(key).unwrap().expect("a page is not its text");
    let text = dossier.text(key).unwrap();
    let at = text.find("would not sign").unwrap();
    let Some(armistice::Spot::Byte(byte)) = way.at(at) else { panic!("{way:?}") };
    assert!(page[byte..].starts_with("would not sign"));
    let (document, _) = dossier.evidence(key).unwrap();
    assert_eq!(document.original(), Some(&way), "a document that is read again has it too");
    // Of a plain text nothing needs to be kept.
    add(&mut dossier, "plain.txt", "NORDHAVEN, 12 March 2031 - Sudria turned down talks on a truce on Tuesday.");
    assert_eq!(dossier.way_back(dossier.document("plain").unwrap().key).unwrap(), None);
    // It does not stay where the words are erased.
    dossier.remove(&["page".to_owned()], true, None, &me(15)).unwrap();
    assert_eq!(dossier.way_back(key).unwrap(), None);
}

#[test]
fn a_cell_that_another_program_changed_shows() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.dossier");
    let mut dossier = new(folder.path());
    add(&mut dossier, "a.txt", TALKS);
    dossier.confirm(&["a1".to_owned()], Some("heard it"), &me(15)).unwrap();
    assert_eq!(dossier.check(|| {}).unwrap(), []);
    drop(dossier);
    for sql in [
        "UPDATE log SET by = 'Mira Oduya' WHERE command = 'confirm'",
        "UPDATE act SET state = 'rejected' WHERE state = 'confirmed'",
        "UPDATE actor_label SET name = 'Estmark' WHERE id = 1",
        "DELETE FROM act_actor WHERE act = 1",
        "INSERT INTO log (at, by, command, item, says) VALUES ('2032-01-01T00:00:00Z', 'nobody', 'confirm', 'a2', '')",
    ] {
        let changed = path.with_extension("changed");
        std::fs::copy(&path, &changed).unwrap();
        rusqlite::Connection::open(&changed).unwrap().execute_batch(sql).unwrap();
        let mut dossier = Dossier::open(&changed, Mode::Write).unwrap();
        let faults = dossier.check(|| {}).unwrap();
        assert!(faults.iter().any(|it| it.says.contains("armistice")), "{sql}: {faults:?}");
        // And it is not sealed anew with what stays of it.
        let leave = Leave { names: vec!["Dessa".to_owned()], ..Leave::default() };
        let exported = dossier.export(&path.with_extension("out"), &leave, None, jiff::civil::date(2031, 3, 16)).unwrap_err();
        let erased = dossier.remove(&["a".to_owned()], true, None, &me(16)).unwrap_err();
        assert!(exported.to_string().contains("`armistice check` lists all that is wrong"), "{sql}: {exported}");
        assert_eq!(exported, erased, "{sql}");
        assert_eq!(dossier.check(|| {}).unwrap(), faults, "{sql}");
    }
}

/// The words that the search indexes of a file hold.
pub fn terms(path: &Path) -> Vec<String> {
    let sql = rusqlite::Connection::open(path).unwrap();
    let mut all = Vec::new();
    for table in ["act_search", "document_search"] {
        sql.execute_batch(&format!("CREATE VIRTUAL TABLE temp.{table}_terms USING fts5vocab('main', '{table}', 'row')")).unwrap();
        let mut list = sql.prepare(&format!("SELECT term FROM temp.{table}_terms")).unwrap();
        all.extend(list.query_map([], |row| row.get::<_, String>(0)).unwrap().map(Result::unwrap));
    }
    all
}

/// A file that came by another way than the disk is kept as it came, and no file of that name is looked for.
#[test]
fn a_file_given_as_bytes_is_kept_as_it_came() {
    let folder = tempfile::tempdir().unwrap();
    let mut dossier = new(folder.path());
    let page = "<html><body><p>Sudria turned down talks on a truce on Tuesday, President Halvorsen said.</p></body></html>";
    // There is a file of this name where the tests run.
    for (name, bytes) in [("Cargo.toml", &b"Sudria will sign."[..]), ("talks.html", page.as_bytes())] {
        let summary = dossier.add_file(name, bytes.to_vec(), &Keep::default(), &me(14), |_| {}).unwrap();
        assert_eq!(summary.added, 1);
        let key = dossier.documents(&Asked::default(), 9).unwrap().last().unwrap().key;
        assert_eq!(dossier.originals(key).unwrap().into_iter().map(|it| it.2).collect::<Vec<_>>(), [Some(bytes.to_vec())]);
    }
}
