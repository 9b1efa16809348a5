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
            add(dossier, &format!("{name}.txt"), &format!("HOME {name} NEWS\n\n{}\n\nRead more about the lakes.", REPORTS[2].1));
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
