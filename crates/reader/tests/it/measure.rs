//! Measures: the cases of `cases/measure/`, every cue of the list, and any text at all.
use evidence::{About, ActKind, Document, DoubtKind, MeasureId, Measures, Place, Span};
use proptest::prelude::*;
use reader::Config;
use reader::measure::{Cues, Hit, matters, within};
use reader::text::Text;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::OnceLock;

fn cues() -> &'static Cues {
    static CUES: OnceLock<Cues> = OnceLock::new();
    CUES.get_or_init(|| Cues::new(Measures::embedded()))
}

#[derive(Deserialize)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    behaviour: String,
    why: String,
    text: String,
    act: Option<String>,
    #[serde(default = "yes")]
    actor: bool,
    measures: Vec<String>,
    #[serde(default)]
    params: BTreeMap<String, String>,
}

const fn yes() -> bool {
    true
}

/// The text without its braces, and what stood between them.
pub(crate) fn marked(text: &str) -> (String, Place) {
    let (start, end) = match (text.find('{'), text.find('}')) {
        (Some(start), Some(end)) => (start, end - 1),
        _ => (0, text.len()),
    };
    (text.replace(['{', '}'], ""), Span::new(start, end).expect("a quote is not empty").into())
}

fn check(case: &Case) {
    assert!(!case.why.is_empty(), "{}: say why", case.behaviour);
    let (source, quote) = marked(&case.text);
    let text = Text::of(&source);
    let all = cues().in_document(&text);
    let sentence = text.sentence_at(quote.start()).expect("the quote is in a sentence");
    let hits = within(&all, text.sentences[sentence].tokens.clone());
    let kind = case.act.as_deref().map(|act| ActKind::from_word(act).expect("one of the sixteen acts"));
    let found = matters(cues(), &text, &quote, hits, kind, case.actor);
    let ids: Vec<&str> = found.iter().map(|matter| matter.measure.0.as_str()).collect();
    assert_eq!(ids, case.measures, "{}: {source}", case.behaviour);
    for (name, value) in &case.params {
        let param = found.iter().flat_map(|matter| &matter.params).find(|param| param.name == *name);
        assert_eq!(param.map(|p| p.value.as_str()), Some(value.as_str()), "{}: {name}", case.behaviour);
        assert_eq!(param.map(|p| p.words.words(&source)).as_ref(), Some(value), "{}: the words of {name}", case.behaviour);
    }
}

#[test]
fn cases() {
    for file in [
        include_str!("../../cases/measure/choice.toml"),
        include_str!("../../cases/measure/reference.toml"),
        include_str!("../../cases/measure/undone.toml"),
        include_str!("../../cases/measure/alone.toml"),
        include_str!("../../cases/measure/passed_over.toml"),
    ] {
        let cases: Cases = toml::from_str(file).expect("a file of cases");
        cases.case.iter().for_each(check);
    }
}

/// The slow truth: each cue of the list, put into a sentence of its own, is found there.
#[test]
fn every_cue_of_the_list_is_found() {
    let all = Measures::embedded().all();
    let mut wrong = Vec::new();
    for measure in all {
        for cue in &measure.cues {
            let words = cue.replace("<n>", "30").replace("* ", "");
            let source = format!("They spoke of {words}.");
            let text = Text::of(&source);
            let hits = cues().find(&text, 0..text.tokens.len());
            let start = "They spoke of ".len();
            let hit = hits.iter().find(|hit| hit.span.start() <= start && start + words.len() <= hit.span.end());
            // The same words may be a cue of a narrower measure, or of another that comes first.
            let stands = |hit: &Hit| {
                let elsewhere = all.iter().any(|other| other.id == hit.measure && other.cues.iter().any(|c| same(c, cue)));
                hit.measure == measure.id || cues().is_kind_of(&hit.measure, &measure.id) || elsewhere
            };
            if !hit.is_some_and(stands) {
                wrong.push(format!("`{cue}` of {} is taken for {:?}", measure.id, hit.map(|hit| &hit.measure.0)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn same(a: &str, b: &str) -> bool {
    a.replace('-', " ") == b.replace('-', " ")
}

#[test]
fn hyphen_and_space_are_the_same_and_case_is_ignored() {
    for source in ["a CEASE-FIRE", "a cease fire", "a Ceasefire", "cease-fires"] {
        let text = Text::of(source);
        let hits = cues().find(&text, 0..text.tokens.len());
        assert_eq!(hits.iter().map(|h| h.measure.0.as_str()).collect::<Vec<_>>(), ["general-ceasefire"], "{source}");
    }
}

#[test]
fn a_hit_says_whether_its_words_are_inflected() {
    let exact = |source: &str| {
        let text = Text::of(source);
        cues().find(&text, 0..text.tokens.len()).first().map(|hit| hit.exact)
    };
    assert_eq!(exact("a humanitarian pause"), Some(true));
    assert_eq!(exact("humanitarian pauses"), Some(false));
}

fn scraps() -> impl Strategy<Value = String> {
    const SCRAPS: &[&str] = &[
        "end",
        "the",
        "war",
        "withdraw",
        "its",
        "troops",
        "from",
        "delta",
        "30-day",
        "truce",
        "cease",
        "-fire",
        "“",
        "”",
        "’s",
        "’",
        ",",
        ".",
        "–",
        "—",
        "talks",
        "on",
        "a",
        "memorandum",
        "72",
        "hours",
        "humanitarian",
        "pause",
        "Norland",
        "ﬁ",
        "İ",
        "ß",
        "e\u{301}",
        "🏳️",
        "$",
        "%",
        "\n",
        "release",
        "of",
        "forty",
        "prisoners",
        "by",
        "Friday",
        "in",
        "deal",
        "sanctions",
        "lift",
        "and",
    ];
    prop::collection::vec((prop::sample::select(SCRAPS), prop::sample::select(&["", " ", " "][..])), 0..60)
        .prop_map(|words| words.into_iter().flat_map(|(word, space)| [word, space]).collect())
}

fn holds(source: &str) {
    let text = Text::of(source);
    let hits = cues().in_document(&text);
    for pair in hits.windows(2) {
        assert!(pair[0].span.end() <= pair[1].span.start(), "{pair:?} overlap in {source:?}");
    }
    for hit in &hits {
        assert!(Place::from(hit.span).fits(source), "{hit:?} in {source:?}");
        assert!(Measures::embedded().get(&hit.measure).is_some());
    }
    let Some(all) = Span::new(0, source.len()) else { return };
    for kind in [None, Some(ActKind::Contact), Some(ActKind::Reject)] {
        for matter in matters(cues(), &text, &all.into(), &hits, kind, true) {
            let names = &Measures::embedded().get(&matter.measure).expect("a measure of the list").params;
            for param in matter.params {
                assert!(names.contains(&param.name) && param.words.fits(source), "{param:?} in {source:?}");
                assert_eq!(param.words.words(source), param.value);
            }
        }
    }
}

proptest! {
    #[test]
    fn any_text(source in any::<String>()) {
        holds(&source);
    }

    #[test]
    fn any_words(source in scraps()) {
        holds(&source);
    }
}

/// The list of measures, each called otherwise and in the other order.
fn called_otherwise() -> Measures {
    let mut list: toml::Table = Measures::EMBEDDED.parse().expect("the list");
    let rows = list["measure"].as_array_mut().expect("measures");
    rows.reverse();
    for row in rows {
        let row = row.as_table_mut().expect("a measure");
        row.insert("was".to_owned(), row["id"].clone());
        for key in ["id", "opposite", "broader"] {
            if let Some(name) = row.get_mut(key).filter(|name| name.as_str() != Some("")) {
                *name = toml::Value::from(other_name(name.as_str().expect("a name")));
            }
        }
    }
    Measures::from_toml(&list.to_string()).expect("the list, with other names")
}

fn other_name(name: &str) -> String {
    format!("z{}", name.chars().rev().collect::<String>())
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test reads its cases")]
fn names_and_order_of_measures_are_of_no_weight() {
    let (as_it_is, otherwise) = (Config::default(), Config::with_measures(&called_otherwise()));
    let mut seen = 0;
    // Two measures have a cue in common here; neither comes first by its place in the list.
    let doubly = "Norland accused Sudria on Monday of the killing of civilians in Ferrow, and said its shells hit the school there.\n";
    let example = |name: &'static str| {
        let path = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples")).join(name);
        (name, std::fs::read_to_string(&path).expect("an example"))
    };
    let examples = ["lake-league-round.txt", "port-alba-readout.md", "tessel-truce.txt"].map(example);
    for (name, text) in examples.into_iter().chain([("doubly", doubly.to_owned())]) {
        let document = Document::new(About::named(name), text);
        let (mut reading, mut doubts) = reader::read(&document, &as_it_is);
        let say = |says: &mut String| {
            let is_name = |word: &str| Measures::embedded().get(&MeasureId(word.to_owned())).is_some();
            let words: Vec<String> = says
                .split(' ')
                .map(|word| match word.strip_suffix(':') {
                    Some(name) if is_name(name) => format!("{}:", other_name(name)),
                    _ if is_name(word) => other_name(word),
                    _ => word.to_owned(),
                })
                .collect();
            *says = words.join(" ");
        };
        doubts.iter_mut().filter(|doubt| doubt.kind == DoubtKind::NoMeasure).for_each(|doubt| say(&mut doubt.says));
        for act in &mut reading.acts {
            let awaited = act.condition.as_mut().and_then(|condition| condition.measure.as_mut());
            for measure in act.measures.iter_mut().map(|matter| &mut matter.measure).chain(awaited) {
                measure.0 = other_name(&measure.0);
                seen += 1;
            }
            for reason in act.reasons.iter_mut().filter(|reason| reason.field == "measures") {
                say(&mut reason.rule);
            }
        }
        assert_eq!((reading, doubts), reader::read(&document, &otherwise), "{name}");
    }
    assert!(seen > 30, "the examples are about measures");
}
