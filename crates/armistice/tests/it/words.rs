//! What people said of actors and events in one dossier is taken over by another.
use crate::dossier::{add, me, new};
use armistice::dossier::{ActKey, Actor, Asked, Dossier, Imported};
use std::path::Path;

const REPORTS: [(&str, &str); 4] = [
    ("a", "NORDHAVEN, 12 March 2031 - Norland’s Foreign Minister Erik Halvorsen said on Wednesday that Norland would not sign the accord."),
    ("b", "NORDHAVEN, 13 March 2031 - Norland’s Foreign Minister Erik Halvorsen said on Thursday that Norland would open the bridge."),
    ("c", "SANT FERRO, 14 March 2031 - Sudria’s President Boris Tadek said on Friday that Sudria would hold its fire."),
    ("d", "SANT FERRO, 15 March 2031 - Sudria’s Prime Minister Lena Oskar said on Saturday that Sudria would not sign the accord."),
];

/// Two dossiers of the same reports, that of a colleague first. Each in another order, so that no number is the same by chance.
fn both(folder: &Path) -> [Dossier; 2] {
    [("theirs", [0, 1, 2, 3]), ("mine", [3, 2, 1, 0])].map(|(name, order)| {
        std::fs::create_dir_all(folder.join(name)).unwrap();
        let mut dossier = new(&folder.join(name));
        for at in order {
            let (name, text) = REPORTS[at];
            add(&mut dossier, &format!("{name}.txt"), text);
        }
        dossier
    })
}

fn take(mine: &mut Dossier, folder: &Path, day: i8) -> Imported {
    let imported = mine.import(&folder.join("theirs").join("t.dossier"), None, &me(day)).unwrap();
    assert_eq!(mine.check(|| {}).unwrap(), []);
    imported
}

fn named(dossier: &Dossier, name: &str) -> Vec<Actor> {
    dossier.actors(&Asked::default(), 50).unwrap().into_iter().filter(|it| it.name == name).collect()
}

fn key(dossier: &Dossier, name: &str) -> String {
    named(dossier, name).first().expect(name).key.to_string()
}

fn first_act(dossier: &Dossier, document: &str) -> ActKey {
    dossier.acts(dossier.document(document).unwrap().key, &Asked::default()).unwrap().first().expect("an act is read").key
}

/// A report of Tadek’s words again, with other furniture around it: the machine takes them for one event.
fn copy(name: &str) -> String {
    format!("HOME {name} NEWS\n\n{}\n\nRead more about the lakes.", REPORTS[2].1)
}

/// Two dossiers with three accounts of one event, which come in there and here in these orders.
fn both_of_three(folder: &Path, orders: [[&str; 3]; 2]) -> [Dossier; 2] {
    let mut at = 0;
    ["theirs", "mine"].map(|name| {
        std::fs::create_dir_all(folder.join(name)).unwrap();
        let mut dossier = new(&folder.join(name));
        for name in orders[at] {
            add(&mut dossier, &format!("{name}.txt"), &copy(name));
        }
        at += 1;
        dossier
    })
}

/// Of what there is more than one account, by the names of the documents.
fn events(dossier: &Dossier) -> Vec<Vec<String>> {
    let events = dossier.events(&Asked::default(), 10).unwrap();
    events
        .iter()
        .map(|event| {
            let mut names: Vec<String> = event.acts.iter().map(|it| it.document_name.clone()).collect();
            names.sort();
            names
        })
        .collect()
}

#[test]
fn names_and_ids_of_actors_come_in_and_a_persons_word_here_stays() {
    let folder = tempfile::tempdir().unwrap();
    let [mut theirs, mut mine] = both(folder.path());
    theirs.change(&key(&theirs, "Erik Halvorsen"), &["name=Erik L. Halvorsen".to_owned()], Some("his own spelling"), &me(15)).unwrap();
    theirs.change(&key(&theirs, "Boris Tadek"), &["wikidata=Q424242".to_owned()], None, &me(15)).unwrap();
    mine.change(&key(&mine, "Boris Tadek"), &["wikidata=Q7".to_owned()], None, &me(15)).unwrap();
    let imported = take(&mut mine, folder.path(), 16);
    assert_eq!((imported.words, imported.kept, imported.not_taken), (1, 1, 0));
    assert_eq!(named(&mine, "Erik L. Halvorsen")[0].n_documents, 2);
    assert_eq!(named(&mine, "Boris Tadek")[0].wikidata.as_deref(), Some("Q7"));
    let entry = mine.log(None, 1).unwrap().remove(0);
    assert_eq!((entry.command.as_str(), entry.why.as_deref()), ("import", Some("his own spelling")));
    let refused = mine.undo(Some(entry.key), None, &me(16)).unwrap_err();
    assert!(format!("{refused:?}").contains("armistice correct split, change or merge"), "{refused:?}");
    let again = take(&mut mine, folder.path(), 17);
    assert_eq!((again.words, again.kept), (0, 1));

    // What they took back is no word any more, and what the machine says no word at all.
    theirs.undo(None, None, &me(18)).unwrap();
    assert_eq!(take(&mut mine, folder.path(), 19).kept, 0);
}

#[test]
fn who_is_whom_comes_in_and_goes_again() {
    let folder = tempfile::tempdir().unwrap();
    let [mut theirs, mut mine] = both(folder.path());
    let oskar = key(&theirs, "Lena Oskar");
    theirs.merge(&[key(&theirs, "Boris Tadek"), oskar.clone()], None, &me(15)).unwrap();
    assert_eq!(take(&mut mine, folder.path(), 16).words, 1);
    assert_eq!(named(&mine, "Boris Tadek")[0].n_documents, 2);
    assert_eq!(named(&mine, "Lena Oskar"), []);
    theirs.split(&oskar, &[], None, None, &me(17)).unwrap();
    assert_eq!(take(&mut mine, folder.path(), 18).words, 1);
    assert_eq!(named(&mine, "Lena Oskar")[0].n_documents, 1);
    assert_eq!(take(&mut mine, folder.path(), 18).words, 0);

    // A person here says otherwise than the one there.
    mine.merge(&[key(&mine, "Boris Tadek"), key(&mine, "Lena Oskar")], None, &me(19)).unwrap();
    let imported = take(&mut mine, folder.path(), 20);
    assert_eq!((imported.words, imported.kept), (0, 1));
    assert_eq!(named(&mine, "Lena Oskar"), []);
}

#[test]
fn whom_people_parted_comes_in_as_two() {
    let folder = tempfile::tempdir().unwrap();
    let [mut theirs, mut mine] = both(folder.path());
    let erik = key(&theirs, "Erik Halvorsen");
    let younger = theirs.split(&erik, &["b".to_owned()], Some("Erik Halvorsen the younger"), None, &me(15)).unwrap().unwrap();
    theirs.change(&younger.to_string(), &["wikidata=Q424242".to_owned()], None, &me(16)).unwrap();
    assert_eq!(take(&mut mine, folder.path(), 17).words, 2);
    let [elder, younger] = ["Erik Halvorsen", "Erik Halvorsen the younger"].map(|name| named(&mine, name).remove(0));
    assert_eq!((elder.n_documents, younger.n_documents), (1, 1));
    assert_eq!((elder.wikidata.as_deref(), younger.wikidata.as_deref()), (None, Some("Q424242")));
    assert_eq!(take(&mut mine, folder.path(), 18).words, 0);
}

#[test]
fn what_is_one_event_comes_in_and_what_is_two() {
    let folder = tempfile::tempdir().unwrap();
    let [mut theirs, mut mine] = both(folder.path());
    let acts = ["a", "d"].map(|name| first_act(&theirs, name).to_string());
    theirs.merge(&acts, None, &me(15)).unwrap();
    assert_eq!(take(&mut mine, folder.path(), 16).words, 1);
    assert_eq!(events(&mine), [["a", "d"]]);
    assert_eq!(take(&mut mine, folder.path(), 16).words, 0);

    // Two that the machine takes for one here.
    for dossier in [&mut theirs, &mut mine] {
        let copy = format!("HOME NEWS WEATHER\n\n{}\n\nRead more about the lakes.", REPORTS[2].1);
        add(dossier, "e.txt", &copy);
    }
    assert!(events(&mine).contains(&vec!["c".to_owned(), "e".to_owned()]), "{:?}", events(&mine));
    for act in theirs.acts(theirs.document("e").unwrap().key, &Asked::default()).unwrap() {
        if act.event.is_some() {
            theirs.split(&act.key.to_string(), &[], None, None, &me(17)).unwrap();
        }
    }
    assert!(take(&mut mine, folder.path(), 18).words > 0);
    assert_eq!(events(&mine), [["a", "d"]]);
    assert_eq!(take(&mut mine, folder.path(), 19).words, 0);
}

#[test]
fn what_a_first_account_was_parted_from_stays_one() {
    let folder = tempfile::tempdir().unwrap();
    let [mut theirs, mut mine] = both(folder.path());
    for dossier in [&mut theirs, &mut mine] {
        for name in ["e", "f"] {
            add(dossier, &format!("{name}.txt"), &copy(name));
        }
    }
    let first = first_act(&theirs, "c");
    theirs.split(&first.to_string(), &[], None, None, &me(15)).unwrap();
    assert_eq!(events(&theirs), [["e", "f"]]);
    take(&mut mine, folder.path(), 16);
    assert_eq!(events(&mine), [["e", "f"]]);
}

#[test]
fn what_the_process_file_here_forbids_does_not_come_in() {
    let folder = tempfile::tempdir().unwrap();
    let [mut theirs, mut mine] = both(folder.path());
    let forbids = "name = \"Talks\"\nnever_merge = [[\"Boris Tadek\", \"Lena Oskar\"]]\n";
    mine.take_process(forbids, &me(15)).unwrap();
    theirs.merge(&[key(&theirs, "Boris Tadek"), key(&theirs, "Lena Oskar")], None, &me(15)).unwrap();
    let imported = take(&mut mine, folder.path(), 16);
    assert_eq!((imported.words, imported.not_taken), (0, 1));
    assert_eq!(named(&mine, "Lena Oskar").len(), 1);
}

#[test]
fn a_person_here_said_of_which_event_an_act_is() {
    let folder = tempfile::tempdir().unwrap();
    let [mut theirs, mut mine] = both(folder.path());
    mine.merge(&["a", "d"].map(|name| first_act(&mine, name).to_string()), None, &me(15)).unwrap();
    theirs.merge(&["c", "d"].map(|name| first_act(&theirs, name).to_string()), None, &me(15)).unwrap();
    let imported = take(&mut mine, folder.path(), 16);
    assert_eq!((imported.words, imported.kept), (0, 1));
    assert_eq!(events(&mine), [["a", "d"]]);
}

#[test]
fn what_a_person_here_parted_from_an_event_does_not_come_back_to_another_account() {
    let folder = tempfile::tempdir().unwrap();
    let [mut theirs, mut mine] = both_of_three(folder.path(), [["e", "f", "c"], ["c", "e", "f"]]);
    mine.split(&first_act(&mine, "f").to_string(), &[], None, None, &me(15)).unwrap();
    let event = first_act(&theirs, "e").to_string().replace('a', "e");
    theirs.confirm(&[event], None, &me(15)).unwrap();
    let imported = take(&mut mine, folder.path(), 16);
    assert_eq!((imported.words, imported.kept), (1, 1));
    assert_eq!(events(&mine), [["c", "e"]]);
}

#[test]
fn what_came_in_is_no_word_of_a_person_here() {
    let folder = tempfile::tempdir().unwrap();
    let [mut theirs, mut mine] = both(folder.path());
    let acts = ["a", "d"].map(|name| first_act(&theirs, name).to_string());
    theirs.merge(&acts, None, &me(15)).unwrap();
    take(&mut mine, folder.path(), 16);
    theirs.split(&acts[1], &[], None, None, &me(17)).unwrap();
    let imported = take(&mut mine, folder.path(), 18);
    assert_eq!((imported.words, imported.kept), (1, 0));
    assert_eq!(events(&mine), Vec::<Vec<String>>::new());
    theirs.merge(&acts, None, &me(19)).unwrap();
    let imported = take(&mut mine, folder.path(), 20);
    assert_eq!((imported.words, imported.kept), (1, 0));
    assert_eq!(events(&mine), [["a", "d"]]);
}

#[test]
fn what_a_person_here_made_one_event_stays_one_when_it_comes_into_another() {
    let folder = tempfile::tempdir().unwrap();
    let [mut theirs, mut mine] = both(folder.path());
    mine.merge(&["a", "b"].map(|name| first_act(&mine, name).to_string()), None, &me(15)).unwrap();
    let acts = ["d", "a", "b"].map(|name| first_act(&theirs, name).to_string());
    theirs.merge(&acts[..2], None, &me(15)).unwrap();
    assert_eq!(take(&mut mine, folder.path(), 16).words, 1);
    assert_eq!(events(&mine), [["a", "b", "d"]]);
    // What they part there was one event here before, by a person's word.
    theirs.merge(&[acts[0].clone(), acts[2].clone()], None, &me(17)).unwrap();
    theirs.split(&acts[2], &[], None, None, &me(17)).unwrap();
    let imported = take(&mut mine, folder.path(), 18);
    assert_eq!((imported.words, imported.kept), (0, 1));
    assert_eq!(events(&mine), [["a", "b", "d"]]);
}

#[test]
fn the_account_that_a_person_here_named_an_event_for_does_not_leave_it_alone() {
    let folder = tempfile::tempdir().unwrap();
    let [mut theirs, mut mine] = both(folder.path());
    mine.merge(&["b", "a"].map(|name| first_act(&mine, name).to_string()), None, &me(15)).unwrap();
    let acts = ["d", "b", "a"].map(|name| first_act(&theirs, name).to_string());
    theirs.merge(&acts, None, &me(15)).unwrap();
    take(&mut mine, folder.path(), 16);
    assert_eq!(events(&mine), [["a", "b", "d"]]);
    theirs.merge(&[first_act(&theirs, "c").to_string(), acts[1].clone()], None, &me(17)).unwrap();
    let imported = take(&mut mine, folder.path(), 18);
    assert_eq!((imported.words, imported.kept), (0, 1));
    assert_eq!(events(&mine), [["a", "b", "d"]]);
}

#[test]
fn who_was_split_goes_whichever_account_is_the_first_here() {
    let folder = tempfile::tempdir().unwrap();
    for mine in [["f", "e", "c"], ["e", "f", "c"], ["c", "f", "e"]] {
        let folder = folder.path().join(mine.concat());
        let [mut theirs, mut mine] = both_of_three(&folder, [["c", "e", "f"], mine]);
        theirs.split(&first_act(&theirs, "f").to_string(), &[], None, None, &me(15)).unwrap();
        take(&mut mine, &folder, 16);
        assert_eq!(events(&mine), [["c", "e"]]);
        assert_eq!(take(&mut mine, &folder, 17).words, 0);
    }
}

#[test]
fn whom_a_person_here_parted_stay_two_whichever_of_them_was_merged_there() {
    let folder = tempfile::tempdir().unwrap();
    let [mut theirs, mut mine] = both(folder.path());
    let lena = key(&mine, "Lena Oskar");
    mine.merge(&[key(&mine, "Boris Tadek"), lena.clone()], None, &me(15)).unwrap();
    mine.split(&lena, &[], None, None, &me(15)).unwrap();
    theirs.merge(&[key(&theirs, "Lena Oskar"), key(&theirs, "Boris Tadek")], None, &me(15)).unwrap();
    let imported = take(&mut mine, folder.path(), 16);
    assert_eq!((imported.words, imported.kept), (0, 1));
    assert_eq!([named(&mine, "Lena Oskar").len(), named(&mine, "Boris Tadek").len()], [1, 1]);
    // Of another two that says nothing.
    theirs.undo(None, None, &me(17)).unwrap();
    theirs.merge(&[key(&theirs, "Erik Halvorsen"), key(&theirs, "Lena Oskar")], None, &me(17)).unwrap();
    let imported = take(&mut mine, folder.path(), 18);
    assert_eq!((imported.words, imported.kept), (1, 0));
    assert_eq!(named(&mine, "Lena Oskar"), []);
}

#[test]
fn whom_a_person_here_parted_in_documents_stay_two() {
    let folder = tempfile::tempdir().unwrap();
    let [mut theirs, mut mine] = both(folder.path());
    for dossier in [&mut theirs, &mut mine] {
        let erik = key(dossier, "Erik Halvorsen");
        dossier.split(&erik, &["b".to_owned()], Some("Erik Halvorsen the younger"), None, &me(15)).unwrap();
    }
    // What is taken back twice stands.
    for _ in 0..2 {
        let last = mine.log(None, 1).unwrap()[0].key;
        mine.undo(Some(last), None, &me(15)).unwrap();
    }
    theirs.merge(&["Erik Halvorsen", "Erik Halvorsen the younger"].map(|name| key(&theirs, name)), None, &me(16)).unwrap();
    let imported = take(&mut mine, folder.path(), 17);
    assert_eq!((imported.words, imported.kept), (0, 1));
    assert_eq!(named(&mine, "Erik Halvorsen the younger").len(), 1);
}

#[test]
fn whom_people_parted_stay_two_in_a_later_reading() {
    let folder = tempfile::tempdir().unwrap();
    let reread = |dossier: &mut Dossier| {
        let key = dossier.document("b").unwrap().key;
        let (document, _) = dossier.evidence(key).unwrap();
        let (_, mut reading) = dossier.reading(key).unwrap().unwrap();
        reading.acts.clear();
        assert!(dossier.take_reading(key, &document, &reading, "another reader", &me(16)).unwrap().is_some());
    };
    let [mut theirs, mut mine] = both(folder.path());
    let erik = key(&theirs, "Erik Halvorsen");
    theirs.split(&erik, &["b".to_owned()], Some("Erik Halvorsen the younger"), None, &me(15)).unwrap();
    reread(&mut theirs);
    let imported = take(&mut mine, folder.path(), 17);
    assert_eq!((imported.words, imported.kept), (1, 0));
    assert_eq!(named(&mine, "Erik Halvorsen the younger")[0].n_documents, 1);

    // A person here parted them, and somebody there put them together.
    let folder = tempfile::tempdir().unwrap();
    let [mut theirs, mut mine] = both(folder.path());
    for dossier in [&mut theirs, &mut mine] {
        let erik = key(dossier, "Erik Halvorsen");
        dossier.split(&erik, &["b".to_owned()], Some("Erik Halvorsen the younger"), None, &me(15)).unwrap();
        reread(dossier);
    }
    theirs.merge(&["Erik Halvorsen", "Erik Halvorsen the younger"].map(|name| key(&theirs, name)), None, &me(17)).unwrap();
    let imported = take(&mut mine, folder.path(), 18);
    assert_eq!((imported.words, imported.kept), (0, 1));
}

#[test]
fn a_parting_is_not_taken_back_from_under_what_was_read_since() {
    let folder = tempfile::tempdir().unwrap();
    let [mut dossier, _] = both(folder.path());
    let acts = dossier.acts(dossier.document("b").unwrap().key, &Asked::default()).unwrap();
    let acts: Vec<String> = acts.iter().map(|it| it.key.to_string()).collect();
    dossier.confirm(&acts, None, &me(15)).unwrap();
    let erik = key(&dossier, "Erik Halvorsen");
    dossier.split(&erik, &["b".to_owned()], Some("Erik Halvorsen the younger"), None, &me(15)).unwrap();
    let entry = dossier.log(None, 1).unwrap()[0].key;
    // Back and forth, as long as nothing came since.
    dossier.undo(Some(entry), None, &me(15)).unwrap();
    let undo = dossier.log(None, 1).unwrap()[0].key;
    dossier.undo(Some(undo), None, &me(15)).unwrap();
    let document = dossier.document("b").unwrap().key;
    let (text, _) = dossier.evidence(document).unwrap();
    let (_, mut reading) = dossier.reading(document).unwrap().unwrap();
    reading.acts.clear();
    dossier.take_reading(document, &text, &reading, "another reader", &me(16)).unwrap().expect("it reads otherwise");
    let reread = dossier.log(None, 1).unwrap()[0].key;
    let error = dossier.undo(Some(entry), None, &me(17)).unwrap_err();
    assert_eq!(error.to_string(), format!("entry {reread} builds on {entry}"));
    assert_eq!(named(&dossier, "Erik Halvorsen the younger")[0].n_documents, 1);
    assert_eq!(dossier.check(|| {}).unwrap(), []);
}

#[test]
fn what_a_person_here_took_back_is_no_word() {
    let folder = tempfile::tempdir().unwrap();
    let [mut theirs, mut mine] = both(folder.path());
    let tadek = key(&mine, "Boris Tadek");
    mine.change(&tadek, &["wikidata=Q7".to_owned()], None, &me(15)).unwrap();
    mine.undo(None, None, &me(15)).unwrap();
    // Of the name a person here says something, and nothing of the id.
    mine.change(&tadek, &["name=Boris M. Tadek".to_owned()], None, &me(15)).unwrap();
    let changes = ["wikidata=Q424242", "name=B. Tadek"].map(str::to_owned);
    theirs.change(&key(&theirs, "Boris Tadek"), &changes, None, &me(15)).unwrap();
    let imported = take(&mut mine, folder.path(), 16);
    assert_eq!((imported.words, imported.kept), (1, 1));
    let tadek = named(&mine, "Boris M. Tadek").remove(0);
    assert_eq!(tadek.wikidata.as_deref(), Some("Q424242"));
    // An id that was taken away there goes here too.
    theirs.change(&key(&theirs, "B. Tadek"), &["wikidata=".to_owned()], None, &me(17)).unwrap();
    let imported = take(&mut mine, folder.path(), 18);
    assert_eq!((imported.words, imported.kept), (1, 1));
    assert_eq!(named(&mine, "Boris M. Tadek")[0].wikidata, None);
}

#[test]
fn a_name_that_is_none_does_not_come_in() {
    let folder = tempfile::tempdir().unwrap();
    let [mut theirs, mut mine] = both(folder.path());
    let long = format!("name={}", "x".repeat(200_000));
    theirs.change(&key(&theirs, "Boris Tadek"), &[long], None, &me(15)).unwrap();
    let imported = take(&mut mine, folder.path(), 16);
    assert_eq!((imported.words, imported.kept, imported.not_taken), (0, 0, 1));
    assert_eq!(named(&mine, "Boris Tadek").len(), 1);
}
