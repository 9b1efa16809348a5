//! How the items of a dossier are named, listed and found.
use crate::dossier::{add, me, new};
use armistice::dossier::{Asked, Dossier, Found, Mode, Search};

const SIGN: &str =
    "NORDHAVEN, 12 March 2031 - Norland’s Foreign Minister Erik Halvorsen said on Wednesday that Norland would not sign the accord.";
const BRIDGE: &str = "SANT FERRO, 14 March 2031 - Sudria’s President Boris Tadek said on Friday that Sudria would open the bridge.";

#[test]
fn a_number_is_never_taken_for_a_name() {
    let folder = tempfile::tempdir().unwrap();
    let mut dossier = new(folder.path());
    add(&mut dossier, "x.txt", SIGN);
    let lines = [
        ("d1", BRIDGE),
        ("a1", "Estmark said on Friday that it would host talks on a truce along the river."),
        ("d007", "Estmark kept silent."),
    ];
    let lines: String = lines.map(|(id, text)| serde_json::json!({ "id": id, "text": text }).to_string() + "\n").concat();
    add(&mut dossier, "lines.jsonl", &lines);
    let names = |dossier: &Dossier| dossier.documents(&Asked::default(), 9).unwrap().into_iter().map(|it| it.name).collect::<Vec<_>>();
    assert_eq!(names(&dossier), ["x", "d1-2", "a1-2", "d007"], "a name that looks like a number gets one");
    assert_eq!(dossier.document("d1").unwrap().name, "x");
    assert_eq!(dossier.document("d007").unwrap().key.0, 4);
    assert!(matches!(dossier.find("a1", &Asked::default()).unwrap(), Found::Act(..)));

    // As older versions let them in: the number wins, and it is said where the name is.
    let path = folder.path().join("t.dossier");
    drop(dossier);
    let names_of_old = "UPDATE document SET name = 'd1' WHERE id = 2; UPDATE document SET name = 'd99' WHERE id = 3";
    rusqlite::Connection::open(&path).unwrap().execute_batch(names_of_old).unwrap();
    let mut dossier = Dossier::open(&path, Mode::Write).unwrap();
    assert_eq!(dossier.document("d1").unwrap().name, "x");
    assert_eq!(dossier.item_of_log("d1").unwrap(), "d1");
    for error in [
        dossier.remove(&["d99".to_owned()], false, None, &me(15)).unwrap_err(),
        dossier.find("d99", &Asked::default()).unwrap_err(),
        dossier.item_of_log("d99").unwrap_err(),
    ] {
        assert_eq!(error.hint(), "the document of that name is d3: what looks like a number is taken for one");
    }
}

#[test]
fn a_text_that_came_in_again_does_not_come_back_beside_itself() {
    let folder = tempfile::tempdir().unwrap();
    let mut dossier = new(folder.path());
    add(&mut dossier, "a.txt", SIGN);
    dossier.remove(&["a".to_owned()], false, None, &me(15)).unwrap();
    let removal = dossier.log(None, 1).unwrap()[0].key;
    add(&mut dossier, "a.txt", SIGN);
    let error = dossier.undo(None, None, &me(16)).unwrap_err();
    assert_eq!(error.to_string(), format!("{removal} removed d1, whose text came in again as d2: both would count"));
    assert_eq!(dossier.documents(&Asked::default(), 9).unwrap().len(), 1);
    // What the hint says.
    dossier.remove(&["d2".to_owned()], false, None, &me(16)).unwrap();
    dossier.undo(Some(removal), None, &me(16)).unwrap();
    let there: Vec<_> = dossier.documents(&Asked::default(), 9).unwrap().into_iter().map(|it| it.key.0).collect();
    assert_eq!(there, [1]);
    // The other one comes back no more as long as the first is there.
    assert!(dossier.undo(None, None, &me(17)).is_err());
    assert_eq!(dossier.check(|| {}).unwrap(), []);
}

#[test]
fn who_is_known_of_a_removed_document_alone_is_in_no_list() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.dossier");
    let process = "name = \"Talks\"\n[[party]]\nname = \"Sudria\"\nkind = \"state\"\n";
    let mut dossier = Dossier::create(&path, Some(process), &me(13)).unwrap();
    add(&mut dossier, "a.txt", SIGN);
    let line = |id: &str, source: &str, text: &str| serde_json::json!({ "id": id, "source": source, "text": text }).to_string() + "\n";
    add(&mut dossier, "b.jsonl", &line("b", "The Gazette", BRIDGE));
    let names = |dossier: &Dossier, asked: &Asked| {
        let mut names: Vec<_> = dossier.actors(asked, 50).unwrap().into_iter().map(|it| (it.name, it.n_documents)).collect();
        names.sort();
        names
    };
    let sources = |dossier: &Dossier| dossier.sources(None).unwrap().into_iter().map(|it| (it.0, it.2)).collect::<Vec<_>>();
    let before = names(&dossier, &Asked::default());
    assert!(before.contains(&("Boris Tadek".to_owned(), 1)), "{before:?}");
    dossier.remove(&["b".to_owned()], false, None, &me(15)).unwrap();
    let after = names(&dossier, &Asked::default());
    assert!(after.iter().all(|it| it.0 != "Boris Tadek"), "{after:?}");
    assert!(after.contains(&("Sudria".to_owned(), 0)), "the process file has it: {after:?}");
    assert_eq!(dossier.counts(None).unwrap()[3], after.len());
    assert_eq!(names(&dossier, &Asked { as_of: Some(jiff::civil::date(2031, 3, 14)), on: None }), before);
    assert_eq!(sources(&dossier), []);
    dossier.undo(None, None, &me(16)).unwrap();
    assert_eq!((names(&dossier, &Asked::default()), sources(&dossier)), (before, vec![("The Gazette".to_owned(), 1)]));
}

#[test]
fn a_list_of_a_day_is_as_long_as_it_may_be() {
    let folder = tempfile::tempdir().unwrap();
    let mut dossier = new(folder.path());
    add(&mut dossier, "late.txt", BRIDGE);
    add(&mut dossier, "early.txt", SIGN);
    let on = |day: i8| Asked { as_of: None, on: Some(jiff::civil::date(2031, 3, day)) };
    let names = |asked: &Asked, most: usize| dossier.documents(asked, most).unwrap().into_iter().map(|it| it.name).collect::<Vec<_>>();
    assert_eq!(names(&on(12), 1), ["early"]);
    assert_eq!(names(&on(14), 1), ["late"]);
    assert_eq!(names(&on(14), 9), ["late", "early"]);
    assert_eq!(names(&on(11), 9), [""; 0]);
}

#[test]
fn events_of_a_day_are_found_behind_larger_ones() {
    let folder = tempfile::tempdir().unwrap();
    let mut dossier = new(folder.path());
    let furniture = |n: usize, text: &str| format!("HOME {n} NEWS\n\n{text}\n\nRead more about the lakes in our weekend magazine.");
    for n in 0..3 {
        add(&mut dossier, &format!("bridge{n}.txt"), &furniture(n, BRIDGE));
    }
    for n in 0..2 {
        add(&mut dossier, &format!("sign{n}.txt"), &furniture(n, SIGN));
    }
    let on = Asked { as_of: None, on: Some(jiff::civil::date(2031, 3, 12)) };
    let events = dossier.events(&on, 1).unwrap();
    assert_eq!(events.iter().map(|it| it.acts.len()).collect::<Vec<_>>(), [2], "{events:?}");
    // Nor do accounts of removed documents take the place of others.
    dossier.remove(&["bridge0", "bridge1"].map(str::to_owned), false, None, &me(15)).unwrap();
    let events = dossier.events(&Asked::default(), 1).unwrap();
    assert!(events.iter().all(|it| it.acts.iter().all(|act| act.document_name.starts_with("sign"))) && events.len() == 1, "{events:?}");
}

#[test]
fn what_is_searched_now_and_as_of_today_is_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let mut dossier = new(folder.path());
    let us = "NORDHAVEN, 12 March 2031 - The U.S.–Sudria talks go on, Norland’s Foreign Minister Erik Halvorsen said on Wednesday: Sudria told us that Norland’s \
        offer was refused, and the U.S. would not sign.";
    add(&mut dossier, "us.txt", us);
    add(&mut dossier, "sign.txt", SIGN);
    let search = |words: &str, as_of: Option<jiff::civil::Date>| {
        let asked = Asked { as_of, on: None };
        let search = Search { words: words.to_owned(), asked, most: 50, ..Search::default() };
        let acts = dossier.search(&search).map(|all| all.into_iter().map(|it| it.key).collect::<Vec<_>>());
        (acts, dossier.search_documents(&search).map(|all| all.len()))
    };
    let today = Some(jiff::civil::date(2031, 3, 20));
    for words in ["U.S.", "us", "sudria", "norland -sudria", "Norland", "\"norland s\"", "not", "sign -U.S."] {
        let now = search(words, None);
        assert_eq!(now, search(words, today), "{words}");
        assert!(now.0.is_ok() && now.1.is_ok_and(|n| n > 0), "{words}");
    }
    for words in ["-sudria", "€", "("] {
        for as_of in [None, today] {
            let (acts, texts) = search(words, as_of);
            assert_eq!(acts.unwrap_err().to_string(), format!("\"{words}\" has no word to look for"));
            assert!(texts.is_err());
        }
    }
}

#[test]
fn a_split_names_no_document_in_which_nobody_is_called_so() {
    let folder = tempfile::tempdir().unwrap();
    let mut dossier = new(folder.path());
    add(&mut dossier, "a.txt", SIGN);
    add(&mut dossier, "b.txt", BRIDGE);
    let erik = dossier.one_actor("Erik Halvorsen").unwrap().to_string();
    let error = dossier.split(&erik, &["a", "b"].map(str::to_owned), Some("Another"), None, &me(15)).unwrap_err();
    assert_eq!(error.to_string(), "Erik Halvorsen is not in d2");
    assert!(dossier.one_actor("Another").is_err());
    dossier.split(&erik, &["a", "d1"].map(str::to_owned), Some("Another"), None, &me(15)).unwrap();
}

#[test]
fn whoever_is_merged_is_shown_by_a_name_of_both() {
    let folder = tempfile::tempdir().unwrap();
    let mut dossier = new(folder.path());
    add(&mut dossier, "a.txt", SIGN);
    add(&mut dossier, "b.txt", &SIGN.replace("accord", "treaty").replace("12 March", "19 March"));
    let erik = dossier.one_actor("Erik Halvorsen").unwrap().to_string();
    let other = dossier.split(&erik, &["b".to_owned()], None, None, &me(15)).unwrap().expect("somebody").to_string();
    assert!(dossier.find("Erik Halvorsen", &Asked::default()).unwrap_err().to_string().contains("may be"));
    dossier.merge(&[erik, other], None, &me(16)).unwrap();
    let Found::Actor(actor) = dossier.find("Erik Halvorsen", &Asked::default()).unwrap() else { panic!("an actor") };
    assert_eq!((actor.key, actor.n_documents), (dossier.one_actor("Erik Halvorsen").unwrap(), 2));
}

#[test]
fn later_accounts_find_an_event_whose_first_one_is_gone() {
    let furniture = |n: usize| format!("HOME {n} NEWS\n\n{BRIDGE}\n\nRead more about the lakes in our weekend magazine.");
    for rejected in [true, false] {
        let folder = tempfile::tempdir().unwrap();
        let mut dossier = new(folder.path());
        for n in 0..2 {
            add(&mut dossier, &format!("{n}.txt"), &furniture(n));
        }
        let acts = dossier.acts(dossier.document("0").unwrap().key, &Asked::default()).unwrap();
        if rejected {
            let acts: Vec<String> = acts.iter().map(|it| it.key.to_string()).collect();
            dossier.reject(&acts, None, &me(15)).unwrap();
        } else {
            dossier.remove(&["0".to_owned()], false, None, &me(15)).unwrap();
        }
        for n in 2..4 {
            add(&mut dossier, &format!("{n}.txt"), &furniture(n));
        }
        let events = dossier.events(&Asked::default(), 10).unwrap();
        let of: Vec<Vec<&str>> = events.iter().map(|it| it.acts.iter().map(|act| act.document_name.as_str()).collect()).collect();
        assert!(!of.is_empty() && of.iter().all(|it| *it == ["1", "2", "3"]), "{of:?}");
        assert_eq!(dossier.check(|| {}).unwrap(), []);
    }
}
