//! What an export, an erasure and a redaction must not tell, as somebody with the file and `strings` would look for it.
use crate::dossier::{add, me, new, nothing_of_it};
use armistice::dossier::{Asked, Dossier, Handling, Leave, Mark, Mode};

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
        format!("PORT ALBA, {day} March 2031 - Norland's foreign minister Zarkan Quillfeather said Norland would {what}. “We will,” Quillfeather said.")
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
    add(&mut dossier, "one.txt", "PORT ALBA, 12 March 2031 - Norland's envoy Greta Quillfeather said on Tuesday that she would sign the truce.");
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
