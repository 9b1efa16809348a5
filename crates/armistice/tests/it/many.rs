//! A dossier of hundreds of documents: gone through by several threads it comes to the same, and what is in most acts is found at once.
use armistice::dossier::{Dossier, Person, Search};
use armistice::{About, Act, ActId, ActKind, Actor, ActorId, ActorKind, Document, Place, Reading, Span};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

fn me() -> Person {
    Person { name: "Anneke Lind".to_owned(), at: "2031-03-14T09:00:00Z".parse().expect("made up well") }
}

fn place(text: &str, words: &str) -> Place {
    let at = text.find(words).expect("made up well");
    Place::from(Span::new(at, at + words.len()).expect("made up well"))
}

/// A report with one act, its words of its own.
fn report(n: usize) -> (Document, Reading) {
    let who = ["Norland", "Sudria", "Estmark"][n % 3];
    let words = format!("{who} will not cede pier {n} at {}", ["Tolhaven", "Ennis", "Tarn"][n % 3]);
    let text = format!("Report {n}. {words}.");
    let actor = Actor {
        id: ActorId("x".to_owned()),
        name: who.to_owned(),
        kind: ActorKind::State,
        part_of: None,
        roles: Vec::new(),
        mentions: vec![place(&text, who)],
        pronouns: Vec::new(),
    };
    let act = Act {
        id: ActId("a1".to_owned()),
        kind: ActKind::Reject,
        actor: vec![actor.id.clone()],
        speaker: None,
        told_by: Vec::new(),
        addressee: Vec::new(),
        target: Vec::new(),
        measures: Vec::new(),
        condition: None,
        strength: None,
        status: None,
        negated: false,
        when: None,
        place: None,
        channel: None,
        quote: place(&text, &words),
        also: Vec::new(),
        confidence: Some(0.5),
        reasons: Vec::new(),
    };
    let reading = Reading { actors: vec![actor], attributions: Vec::new(), acts: vec![act] };
    (Document::new(About::named(format!("report-{n:03}")), text), reading)
}

fn made(at: &Path, numbers: impl Iterator<Item = usize>) -> Dossier {
    let mut dossier = Dossier::create(at, None, &me()).expect("made up well");
    let all: Vec<_> = numbers.map(report).collect();
    dossier.add_read(all.iter().map(|(document, reading)| (document, reading)), &me()).expect("made up well");
    dossier
}

#[test]
fn several_threads_come_to_the_same() {
    const N: usize = 700;
    let folder = tempfile::tempdir().expect("made up well");
    let forwards = made(&folder.path().join("forwards.dossier"), 0..N);
    let backwards = made(&folder.path().join("backwards.dossier"), (0..N).rev());
    let furthest = AtomicUsize::new(0);
    let one = forwards
        .recorded_with(None, None, &|done, all| {
            assert_eq!(all, N);
            furthest.fetch_max(done, Ordering::Relaxed);
        })
        .expect("made up well");
    assert_eq!((one.n_documents, furthest.into_inner()), (N, N));
    assert_eq!((one.items.len(), one.record.entries().len()), (N, N));
    assert_eq!(one.record, backwards.recorded(None, None).expect("made up well").record);
    let named: Vec<String> = one.items.iter().take(2).map(|(name, key)| format!("{name} {key}")).collect();
    assert_eq!(named, ["report-000#a1 a1", "report-001#a1 a2"]);
}

#[test]
fn what_begins_with_a_letter_is_found_at_once_and_is_the_same() {
    let folder = tempfile::tempdir().expect("made up well");
    let dossier = made(&folder.path().join("made.dossier"), 0..60);
    let found = |words: &str, skip: usize, most: usize| -> Vec<String> {
        let search = Search { words: words.to_owned(), skip, most, ..Search::default() };
        dossier.search(&search).expect("made up well").iter().map(|it| it.key.to_string()).collect()
    };
    // With more wanted than there are, the index gives them all.
    for words in ["t*", "e*", "n* pier", "a* -sudria", "ta* p*", "\"at t\"*", "z*"] {
        let all = found(words, 0, 1000);
        assert_eq!(found(words, 0, 5), all.iter().take(5).cloned().collect::<Vec<_>>(), "{words}");
        assert_eq!(found(words, 3, 4), all.iter().skip(3).take(4).cloned().collect::<Vec<_>>(), "{words}");
        assert_eq!(all.is_empty(), words == "z*");
    }
    assert_eq!(found("t*", 0, 2), ["a60", "a58"]);
}
