//! What an export, an erasure and a redaction must not tell, as somebody with the file and `strings` would look for it.
use crate::dossier::{add, me, new, nothing_of_it};
use armistice::dossier::{Asked, DocumentKey, Dossier, Handling, Keep, Leave, Mark, Mode};

const APRIL: jiff::civil::Date = jiff::civil::date(2031, 4, 1);

fn restricted() -> Mark {
    Mark { handling: Some(Handling::Restricted), ..Mark::default() }
}

/// A report that has nobody's first name, beside others that have it.
const LAST_NAME: &str = "PORT ALBA, 15 March 2031 - Norland's Foreign Minister Quillfeather rejected the truce offer of Sudria on Saturday. \
    “We will not sign the truce,” Foreign Minister Quillfeather said.";

#[test]
fn who_somebody_is_in_full_stays_with_the_documents_that_say_it() {
    let full = |day: u8, what: &str| {
        format!(
            "PORT ALBA, {day} March 2031 - Norland's foreign minister Zarkan Quillfeather said Norland would {what}. “We will,” Quillfeather said."
        )
    };
    for erase in [false, true] {
        let folder = tempfile::tempdir().unwrap();
        let mut dossier = new(folder.path());
        // The name came in with the first, and the second has it too: neither leaves.
        add(&mut dossier, "one.txt", &full(12, "accept a truce"));
        add(&mut dossier, "two.txt", &full(13, "open the bridge"));
        add(&mut dossier, "pub.txt", LAST_NAME);
        let who = dossier.actors(&Asked::default(), 50).unwrap().into_iter().find(|it| it.name == "Zarkan Quillfeather").unwrap();
        dossier.change(&who.key.to_string(), &["wikidata=Q424242".to_owned()], None, &me(15)).unwrap();
        let key = dossier.document("pub").unwrap().key;
        let acts = dossier.acts(key, &Asked::default()).unwrap();
        let reason = dossier.actor(who.key, &Asked::default()).unwrap().unwrap();
        assert_eq!(reason.n_documents, 3, "else the case shows nothing");
        dossier.change(&acts[0].key.to_string(), &["target=Zarkan Quillfeather".to_owned()], Some("Zarkan is meant"), &me(15)).unwrap();
        for name in ["one", "two"] {
            if erase {
                dossier.remove(&[name.to_owned()], true, None, &me(16)).unwrap();
            } else {
                dossier.mark(name, &restricted(), None, &me(16)).unwrap();
            }
        }
        let out = folder.path().join("out.dossier");
        dossier.export(&out, &Leave::default(), None, APRIL).unwrap();
        nothing_of_it(&out, &["Zarkan", "zarkan"]);
        let copy = Dossier::open(&out, Mode::Read).unwrap();
        let there = copy.actors(&Asked::default(), 50).unwrap();
        assert!(there.iter().any(|it| it.name == "Quillfeather"), "{there:?}");
        drop(dossier);
        if erase {
            nothing_of_it(&folder.path().join("t.dossier"), &["Zarkan", "zarkan"]);
        }
    }
}

#[test]
fn whom_somebody_speaks_for_stays_with_the_documents_that_say_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut dossier = new(folder.path());
    add(
        &mut dossier,
        "one.txt",
        "PORT ALBA, 12 March 2031 - Norland's envoy Greta Quillfeather said on Tuesday that she would sign the truce.",
    );
    add(&mut dossier, "pub.txt", "PORT ALBA, 13 March 2031 - Greta Quillfeather said on Wednesday that she would not sign the accord.");
    let who = |dossier: &Dossier| {
        dossier.actors(&Asked::default(), 50).unwrap().into_iter().find(|it| it.name == "Greta Quillfeather").expect("she is named")
    };
    assert_eq!((who(&dossier).n_documents, who(&dossier).part_of.len()), (2, 1), "else the case shows nothing");
    dossier.mark("one", &restricted(), None, &me(16)).unwrap();
    let out = folder.path().join("out.dossier");
    dossier.export(&out, &Leave::default(), None, APRIL).unwrap();
    assert_eq!(who(&Dossier::open(&out, Mode::Read).unwrap()).part_of, []);
}

#[test]
fn what_is_made_of_a_name_goes_with_it() {
    let toml = "name = \"Talks\"\n[[group]]\nid = \"own\"\ntitle = \"Own\"\n[[measure]]\nid = \"mira-oduya-plan\"\ngroup = \"own\"\n\
        label = \"Her plan\"\ncues = [\"the plan of the envoy\"]\n[[measure]]\nid = \"oduya-road\"\ngroup = \"own\"\nlabel = \"Her road\"\n\
        cues = [\"the road of the envoy\"]\n";
    let text = "PORT ALBA, 12 March 2031 - Norland's foreign minister Zarkan Quillfeather said Norland rejected the plan of the envoy. “We reject the \
        road of the envoy,” Quillfeather said. Envoy Mira Oduya said that she would open the bridge.";
    let folder = tempfile::tempdir().unwrap();
    let mut dossier = Dossier::create(&folder.path().join("t.dossier"), Some(toml), &me(13)).unwrap();
    add(&mut dossier, "a.txt", text);
    let whole = folder.path().join("whole.dossier");
    dossier.export(&whole, &Leave::default(), None, APRIL).unwrap();
    let has = |path: &std::path::Path, what: &str| {
        let sql = rusqlite::Connection::open(path).unwrap();
        let of = |sql: &rusqlite::Connection, what: &str, cell: &str| {
            sql.query_row(&format!("SELECT count(*) FROM {what} WHERE {cell}"), [], |row| row.get::<_, i64>(0)).unwrap()
        };
        of(&sql, "appearance", &format!("local LIKE '%{what}%'")) + of(&sql, "act_measure", &format!("measure LIKE '%{what}%'"))
    };
    assert!(has(&whole, "quillfeather") > 0 && has(&whole, "oduya") > 1, "else the case shows nothing");
    let out = folder.path().join("out.dossier");
    let leave =
        Leave { names: vec!["Zarkan Quillfeather".to_owned(), "Quillfeather".to_owned(), "Mira Oduya".to_owned()], ..Leave::default() };
    dossier.export(&out, &leave, None, APRIL).unwrap();
    assert_eq!((has(&out, "quillfeather"), has(&out, "oduya")), (0, 0));
    nothing_of_it(&out, &["quillfeather", "oduya", "miraoduyaplan", "oduyaroad"]);
    let copy = Dossier::open(&out, Mode::Read).unwrap();
    let key = copy.document("a").unwrap().key;
    let reading = format!("{:?}", copy.reading(key).unwrap());
    assert!(!reading.to_lowercase().contains("quillfeather") && !reading.to_lowercase().contains("oduya"), "{reading}");
    // Who did what is still told: acts are of the same people as before.
    let of = |dossier: &Dossier| -> Vec<usize> { dossier.acts(key, &Asked::default()).unwrap().iter().map(|it| it.who.len()).collect() };
    assert_eq!(of(&copy), of(&dossier));
    assert_eq!(copy.recorded(None, None).unwrap().record.entries().len(), dossier.recorded(None, None).unwrap().record.entries().len());
}

#[test]
fn a_part_of_a_name_does_not_stay_as_an_id() {
    let folder = tempfile::tempdir().unwrap();
    let mut dossier = new(folder.path());
    add(
        &mut dossier,
        "a.txt",
        "PORT ALBA, 12 March 2031 - Norland's foreign minister Zarkan Quillfeather said Norland would sign the truce.",
    );
    let out = folder.path().join("out.dossier");
    let leave = Leave { names: vec!["Zarkan Quillfeather".to_owned()], ..Leave::default() };
    dossier.export(&out, &leave, None, APRIL).unwrap();
    nothing_of_it(&out, &["quillfeather", "Quillfeather", "zarkan"]);
    let reading = format!("{:?}", Dossier::open(&out, Mode::Read).unwrap().reading(DocumentKey(1)).unwrap());
    assert!(!reading.to_lowercase().contains("quillfeather"), "{reading}");
}

#[test]
fn a_name_gives_way_however_it_is_typed() {
    let text = "NORDHAVEN, 12 March 2031 - Norland’s Foreign Minister José O’Brien\u{2011}Smith said on Tuesday that Norland would not sign. \
        Jose\u{301} O'Brien-Smith is away, see https://wire.example/Jos%C3%A9%20O%E2%80%99Brien-Smith for more.";
    let folder = tempfile::tempdir().unwrap();
    let mut dossier = new(folder.path());
    add(&mut dossier, "a.txt", text);
    let out = folder.path().join("out.dossier");
    let leave = Leave { names: vec!["José O'Brien-Smith".to_owned()], ..Leave::default() };
    let exported = dossier.export(&out, &leave, None, APRIL).unwrap();
    assert_eq!(exported.masked[0].count, 3);
    nothing_of_it(&out, &["Brien", "brien", "smith"]);
    let copy = Dossier::open(&out, Mode::Read).unwrap();
    let masked = copy.text(DocumentKey(1)).unwrap();
    assert!(masked.len() == text.len() && !masked.contains("Smith"), "{masked}");
}

#[test]
fn the_file_of_a_source_that_is_left_out_is_not_named() {
    let folder = tempfile::tempdir().unwrap();
    let mut dossier = new(folder.path());
    // The same file under two names, each of a source of its own.
    let text = "NORDHAVEN, 12 March 2031 - Norland’s Foreign Minister Erik Lind said on Tuesday that Norland would not sign the accord.";
    for (name, source) in [("kovar-diary", "Kovar"), ("gazette", "Gazette")] {
        std::fs::write(folder.path().join(format!("{name}.txt")), text).unwrap();
        std::fs::write(folder.path().join(format!("{name}.json")), format!("{{\"source\": \"{source}\"}}")).unwrap();
        let input = armistice::Input::path(folder.path().join(format!("{name}.txt")));
        dossier.add([input], &Keep::default(), &me(14), |_| {}).unwrap();
    }
    assert_eq!(dossier.documents(&Asked::default(), 9).unwrap()[0].sources.len(), 2, "else the case shows nothing");
    let out = folder.path().join("out.dossier");
    let leave = Leave { sources: vec!["Kovar".to_owned()], ..Leave::default() };
    dossier.export(&out, &leave, None, APRIL).unwrap();
    nothing_of_it(&out, &["kovar", "Kovar"]);
}

#[test]
fn a_copy_of_what_stays_stays_too_unless_it_is_public_itself() {
    let text = "NORDHAVEN, 12 March 2031 - Norland’s Foreign Minister Erik Halvorsen said on Tuesday that Norland would not sign the accord. \
        “We will not sign,” he said.\n\nThe talks in Estmark are to go on for three days, and the convoys wait on the northern road until \
        then, as they have for most of the winter, said a driver who had brought flour and lamp oil up from the harbour of Sant Ferro.";
    let folder = tempfile::tempdir().unwrap();
    let mut dossier = new(folder.path());
    add(&mut dossier, "secret.txt", text);
    add(&mut dossier, "copied.txt", &format!("HOME NEWS WEATHER\n\n{text}\n\nShare this page."));
    let line = format!("{{\"id\": \"herald\", \"source\": \"Herald\", \"text\": {:?}}}\n", format!("{text}\n\nMore in our paper."));
    dossier.add_file("herald.jsonl", line.into_bytes(), &Keep::default(), &me(14), |_| {}).unwrap();
    let documents = dossier.documents(&Asked::default(), 9).unwrap();
    assert!(documents[1].copy_of.is_some() && documents[2].copy_of.is_some(), "else the case shows nothing");
    let leaves = |dossier: &Dossier, leave: &Leave| -> Vec<String> {
        dossier.may_leave(leave, APRIL).unwrap().0.into_iter().map(|it| it.name).collect()
    };
    assert_eq!(leaves(&dossier, &Leave::default()), ["secret", "copied", "herald"]);
    dossier.mark("secret", &restricted(), None, &me(15)).unwrap();
    assert_eq!(leaves(&dossier, &Leave::default()), ["herald"]);
    assert_eq!(leaves(&dossier, &Leave { with_restricted: true, ..Leave::default() }).len(), 3);
    let held = dossier.may_leave(&Leave::default(), APRIL).unwrap().1;
    assert_eq!(held[1].1, "the text of secret, restricted");
    let out = folder.path().join("out.dossier");
    let exported = dossier.export(&out, &Leave::default(), None, APRIL).unwrap();
    assert_eq!(exported.copies, [("herald".to_owned(), "secret".to_owned())]);
    let copy = Dossier::open(&out, Mode::Read).unwrap();
    assert_eq!(copy.document("herald").unwrap().copy_of, None, "it is not told that a document that stays has its text");
    assert!(copy.log(None, 99).unwrap().iter().all(|it| !it.says.contains("a copy of")));
    // Nor is anything told of one that is a copy of what leaves; that is the other way round.
    dossier.mark("copied", &Mark { handling: Some(Handling::Public), ..Mark::default() }, None, &me(15)).unwrap();
    assert_eq!(leaves(&dossier, &Leave::default()), ["copied", "herald"]);
    dossier.mark("Herald", &restricted(), None, &me(15)).unwrap();
    assert_eq!(leaves(&dossier, &Leave::default()), ["copied"]);
    let erased = dossier.document("secret").unwrap().key;
    dossier.remove(&["secret".to_owned()], true, None, &me(16)).unwrap();
    let documents = dossier.documents(&Asked::default(), 9).unwrap();
    assert!(documents.iter().all(|it| it.copy_of.is_none_or(|(of, _)| of != erased)), "{documents:?}");
    assert_eq!(dossier.check(|| {}).unwrap(), []);
}

#[test]
fn a_restriction_that_was_imported_keeps_its_reason_and_is_not_lifted_unasked() {
    let text = "NORDHAVEN, 12 March 2031 - Norland’s Foreign Minister Erik Lind said on Tuesday that Norland would not sign the accord.";
    let other_text = "NORDHAVEN, 13 March 2031 - Sudria turned down talks on a truce on Wednesday, and said that it would not come back.";
    let folder = tempfile::tempdir().unwrap();
    let mut mine = new(folder.path());
    add(&mut mine, "a.txt", text);
    mine.confirm(&["a1".to_owned()], None, &me(14)).unwrap();
    let there = folder.path().join("there.dossier");
    let mut theirs = Dossier::create(&there, None, &me(13)).unwrap();
    for (name, text) in [("a.txt", text), ("b.txt", other_text)] {
        theirs.add_file(name, text.as_bytes().to_vec(), &Keep::default(), &me(14), |_| {}).unwrap();
    }
    for name in ["a", "b"] {
        theirs.mark(name, &restricted(), Some("Mira asked us to wait"), &me(15)).unwrap();
    }
    drop(theirs);
    let imported = mine.import(&there, None, &me(16)).unwrap();
    assert_eq!((imported.documents, imported.stricter, imported.originals), (1, 1, 1));
    for name in ["a", "b"] {
        let document = mine.document(name).unwrap();
        assert_eq!(document.mark.handling, Some(Handling::Restricted));
        let log = mine.log(Some(&document.key.to_string()), 9).unwrap();
        assert!(log.iter().any(|it| it.why.as_deref() == Some("Mira asked us to wait") && it.says.contains("restricted")), "{log:?}");
    }
    // The newest thing that somebody here said goes, not what holds back a document of theirs.
    mine.undo(None, None, &me(17)).unwrap();
    assert!(["a", "b"].iter().all(|it| mine.document(it).unwrap().mark.handling == Some(Handling::Restricted)));
    assert_eq!(mine.check(|| {}).unwrap(), []);
}

#[test]
fn no_hash_tells_whether_a_guess_at_a_name_is_right() {
    let text = "NORDHAVEN, 12 March 2031 - Norland’s Foreign Minister Erik Quillfeather said on Tuesday that Norland would not sign the accord. The talks \
        in Estmark are to go on for three days, and the convoys wait on the northern road until then, as they have for most of the winter.";
    let folder = tempfile::tempdir().unwrap();
    let mut dossier = new(folder.path());
    dossier.add_file("a.txt", text.as_bytes().to_vec(), &Keep::default(), &me(14), |_| {}).unwrap();
    let hash = dossier.document("a").unwrap().sha256;
    let out = folder.path().join("out.dossier");
    let leave = Leave { names: vec!["Erik Quillfeather".to_owned()], ..Leave::default() };
    dossier.export(&out, &leave, None, APRIL).unwrap();
    nothing_of_it(&out, &[hash.as_str(), "Quillfeather"]);
    let bands = |path: &std::path::Path| -> Vec<u8> {
        let sql = rusqlite::Connection::open(path).unwrap();
        sql.query_row("SELECT bands FROM copy_bands", [], |row| row.get(0)).unwrap()
    };
    assert_ne!(bands(&out), bands(&folder.path().join("t.dossier")));
}
