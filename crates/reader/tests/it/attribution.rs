//! Quotations and attributions: any text at all, and the cases of `cases/attribution/`.
use evidence::{Attribution, Doubt, Place, Span};
use proptest::prelude::*;
use reader::attribution::attribute;
use reader::quotation::quotations;
use reader::text::Text;
use std::collections::BTreeMap;

fn read(source: &str) -> (Vec<Attribution>, Vec<Doubt>) {
    let text = Text::of(source);
    attribute(&text, &quotations(&text))
}

/// A case: a text whose marks say which words have which role in which attribution, and the doubts that it leaves.
struct Case {
    name: String,
    source: String,
    /// (attribution, role) and places, from the marks.
    marks: BTreeMap<(usize, String), Vec<Span>>,
    doubts: Vec<String>,
}

/// The cases of a file: `## heading`, a sentence that says why, the text in a fence, perhaps `Doubts: kind, kind`.
fn cases(file: &str) -> Vec<Case> {
    file.split("\n## ")
        .skip(1)
        .map(|part| {
            let (name, rest) = part.split_once('\n').expect("a heading");
            let (_, rest) = rest.split_once("```text\n").unwrap_or_else(|| panic!("{name}: no ```text"));
            let (body, rest) = rest.split_once("\n```").unwrap_or_else(|| panic!("{name}: the fence is not closed"));
            let doubts = rest.lines().find_map(|line| line.strip_prefix("Doubts: "));
            let doubts = doubts.map_or_else(Vec::new, |kinds| kinds.split(", ").map(str::to_owned).collect());
            let (source, marks) = unmarked(body);
            Case { name: name.to_owned(), source, marks, doubts }
        })
        .collect()
}

/// A marked text without its marks (`[[source 1: Lind]]`, which may nest), and where the marked words then stand.
fn unmarked(body: &str) -> (String, BTreeMap<(usize, String), Vec<Span>>) {
    let mut source = String::new();
    let mut marks: BTreeMap<_, Vec<Span>> = BTreeMap::new();
    let mut open: Vec<((usize, String), usize)> = Vec::new();
    let mut rest = body;
    while !rest.is_empty() {
        let head = rest.strip_prefix("[[").and_then(|tail| tail.split_once(": "));
        let head = head.and_then(|(head, tail)| head.split_once(' ').map(|(role, number)| (role, number, tail)));
        if let Some((role, number, tail)) = head {
            open.push(((number.parse().expect("a number after the role"), role.to_owned()), source.len()));
            rest = tail;
        } else if let (Some(tail), Some((key, start))) = (rest.strip_prefix("]]"), open.last().cloned()) {
            open.pop();
            marks.entry(key).or_default().push(Span::new(start, source.len()).expect("marked words"));
            rest = tail;
        } else {
            let character = rest.chars().next().expect("not empty");
            source.push(character);
            rest = &rest[character.len_utf8()..];
        }
    }
    (source, marks)
}

/// Attributions in one line each, to be compared and to be read when they differ.
fn lines(source: &str, attributions: &[[Option<Place>; 3]]) -> Vec<String> {
    let words = |place: &Option<Place>| place.as_ref().map_or_else(|| "nobody".to_owned(), |place| place.words(source));
    attributions.iter().map(|[who, cue, content]| format!("{} | {} | {}", words(who), words(cue), words(content))).collect()
}

/// What is wrong with the reading of a case; nothing where it is as marked.
fn check(case: &Case) -> Result<(), String> {
    let mut wanted: BTreeMap<usize, [Option<Place>; 3]> = BTreeMap::new();
    for ((number, role), spans) in &case.marks {
        let index = ["source", "cue", "content"].iter().position(|known| known == role);
        let index = index.unwrap_or_else(|| panic!("{}: no role {role}", case.name));
        wanted.entry(*number).or_default()[index] = Place::of(spans.iter().copied());
    }
    let mut wanted: Vec<[Option<Place>; 3]> = wanted.into_values().collect();
    wanted.sort_by(|a, b| a[2].cmp(&b[2]));
    let (found, doubts) = read(&case.source);
    let found: Vec<[Option<Place>; 3]> = found.into_iter().map(|a| [a.source, a.cue, Some(a.content)]).collect();
    let kinds: Vec<&str> = doubts.iter().map(|doubt| doubt.kind.as_str()).collect();
    if found == wanted && kinds == case.doubts {
        return Ok(());
    }
    let (wanted, found) = (lines(&case.source, &wanted).join("\n    "), lines(&case.source, &found).join("\n    "));
    Err(format!("{}\n  wanted {:?}\n    {wanted}\n  found {kinds:?}\n    {found}", case.name, case.doubts))
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test reads its cases")]
fn cases_are_read_as_marked() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/cases/attribution");
    let mut files: Vec<_> = std::fs::read_dir(folder).expect("cases/attribution").map(|entry| entry.expect("a file").path()).collect();
    files.sort();
    let mut failed = Vec::new();
    let mut count = 0;
    for file in files {
        for case in cases(&std::fs::read_to_string(&file).expect("a case file")) {
            count += 1;
            failed.extend(check(&case).err());
        }
    }
    assert!(failed.is_empty(), "{} of {count} cases differ:\n{}", failed.len(), failed.join("\n"));
    assert!(count >= 50, "only {count} cases were found");
}

/// What holds for every text: places lie in it, between characters, and no word has two roles in one attribution.
fn holds(source: &str) {
    let text = Text::of(source);
    let quotations = quotations(&text);
    for quotation in &quotations.all {
        assert!(quotation.inner.fits(source) && quotation.outer.fits(source), "{quotation:?} in {source:?}");
        assert!(quotation.outer.covers(&quotation.inner), "{quotation:?} in {source:?}");
        assert!(quotation.tokens.end <= text.tokens.len());
    }
    let (attributions, doubts) = attribute(&text, &quotations);
    let apart = |a: &Place, b: &Place| !a.spans().iter().any(|span| b.overlaps(*span));
    for found in &attributions {
        assert!(found.content.fits(source), "{found:?} in {source:?}");
        for place in [&found.source, &found.cue].into_iter().flatten() {
            assert!(place.fits(source) && apart(place, &found.content), "{found:?} in {source:?}");
        }
        if let (Some(source_place), Some(cue)) = (&found.source, &found.cue) {
            assert!(apart(source_place, cue), "{found:?} in {source:?}");
        }
    }
    assert!(doubts.iter().filter_map(|doubt| doubt.at.as_ref()).all(|at| at.fits(source)));
    assert_eq!(read(source).0, attributions, "the same text reads the same");
}

/// Words and marks that the rules look for, in any order.
fn scraps() -> impl Strategy<Value = String> {
    let scraps = [
        "“",
        "”",
        "\"",
        "'",
        "''",
        "‘",
        "’",
        "«",
        "»",
        "„",
        ",",
        ".",
        ":",
        ";",
        "—",
        "-",
        "(",
        ")",
        "?",
        "!",
        "\n",
        "\n\n",
        "Lind",
        "Dessa",
        "said",
        "says",
        "that",
        "Sudria",
        "would",
        "the",
        "his",
        "demand",
        "called",
        "for",
        "according",
        "to",
        "and",
        "but",
        "who",
        "told",
        "adding",
        "it",
        "is",
        "was",
        "reported",
        "by",
        "Q",
        "A",
        "MODERATOR",
        "From",
        "envoys",
        "of",
        "on",
        "Monday",
        "in",
        "a",
        "statement",
        "🇳🇱",
        "e\u{301}",
        "\r\n",
        "’s",
        "the ministers’",
    ];
    prop::collection::vec((prop::sample::select(scraps.to_vec()), any::<bool>()), 0..60)
        .prop_map(|words| words.into_iter().map(|(word, spaced)| if spaced { format!(" {word}") } else { word.to_owned() }).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read(source in "\\PC*") {
        holds(&source);
    }

    #[test]
    fn any_order_of_marks_and_cues_is_read(source in scraps()) {
        holds(&source);
    }
}
