//! Files to documents. A case is a folder in `cases/document`: a file, perhaps its metadata, and `expected.txt`.
use evidence::{Document, Doubt, DoubtKind};
use proptest::prelude::*;
use reader::document::{Given, LIMIT, Unreadable, Why, documents};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// All that a caller sees of a file, as `expected.txt` writes it.
fn shown(outcomes: &[Result<Given, Unreadable>]) -> String {
    let mut out = String::new();
    for outcome in outcomes {
        match outcome {
            Ok(given) => show_document(&given.document, &given.doubts, &mut out),
            Err(unreadable) => {
                if !unreadable.within.is_empty() {
                    let _ = writeln!(out, "within: {}", unreadable.within.join(": "));
                }
                let _ = writeln!(out, "unreadable: {unreadable}\nhint: {}", unreadable.why.hint());
            }
        }
    }
    out
}

fn show_document(document: &Document, doubts: &[Doubt], out: &mut String) {
    let about = &document.about;
    let _ = writeln!(out, "id: {}", about.id);
    if let Some(original) = document.original() {
        if !original.within.is_empty() {
            let _ = writeln!(out, "within: {}", original.within.join(": "));
        }
        // Where each paragraph stood.
        let paragraphs = document.text().match_indices("\n\n").map(|(at, _)| at + 2);
        let spots: Vec<String> =
            std::iter::once(0).chain(paragraphs).filter_map(|at| original.at(at)).map(|spot| spot.to_string()).collect();
        let _ = writeln!(out, "{}: {}", original.format.as_str(), spots.join("; "));
    }
    let lines = [("title", about.title.clone()), ("source", about.source.clone()), ("url", about.url.clone())];
    for (name, value) in lines.into_iter().filter_map(|(name, value)| Some((name, value?))) {
        let _ = writeln!(out, "{name}: {value}");
    }
    match &about.published {
        Some(published) => writeln!(out, "published: {} ({})", published.date, published.basis.as_str()),
        None => writeln!(out, "published: unknown"),
    }
    .and_then(|()| writeln!(out, "language: {}", about.language.code))
    .unwrap();
    for doubt in doubts {
        let at = doubt.at.as_ref().map(|at| {
            assert!(at.fits(document.text()), "{doubt:?} does not lie in the text");
            format!("at {at} {:?}: ", at.words(document.text()))
        });
        let _ = writeln!(out, "doubt: {}: {}{}", doubt.kind.as_str(), at.unwrap_or_default(), doubt.says);
    }
    // Written so that each byte can be seen.
    for line in document.text().split_inclusive('\n') {
        let _ = writeln!(out, "| {}", format!("{line:?}").trim_matches('"').replace("\\\"", "\"").replace("\\'", "'"));
    }
}

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/document");
    let mut cases: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    cases
}

/// The outcome of a case's file, and what was expected.
fn check(case: &Path) -> (String, String) {
    let mut files: Vec<PathBuf> = std::fs::read_dir(case).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.retain(|file| !file.ends_with("expected.txt"));
    // Of a text and a `.json`, the text is the document.
    let document = files.iter().find(|file| file.extension().is_none_or(|ending| ending != "json")).unwrap_or(&files[0]);
    let metadata = files.iter().find(|file| *file != document).map(|file| std::fs::read(file).unwrap());
    let name = document.file_name().unwrap().to_str().unwrap();
    let expected = std::fs::read_to_string(case.join("expected.txt")).unwrap_or_default();
    let got = shown(&documents(name, &std::fs::read(document).unwrap(), metadata.as_deref()));
    if std::env::var_os("ARMISTICE_CASES").is_some_and(|what| what == "write") {
        std::fs::write(case.join("expected.txt"), &got).unwrap();
    }
    (got, expected)
}

#[test]
fn files_become_documents() {
    let failed: Vec<String> = cases()
        .iter()
        .filter_map(|case| {
            let (got, expected) = check(case);
            (got != expected).then(|| format!("{}\n--- expected\n{expected}--- got\n{got}", case.file_name().unwrap().display()))
        })
        .collect();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

/// The one document in a file, which must be readable.
fn one(name: &str, bytes: &[u8]) -> Given {
    let mut outcomes = documents(name, bytes, None);
    assert_eq!(outcomes.len(), 1);
    outcomes.remove(0).unwrap()
}

fn why(name: &str, bytes: &[u8]) -> Why {
    documents(name, bytes, None).remove(0).unwrap_err().why
}

const ARTICLE: &str = "President Halvorsen of Norland said on Monday that the truce along the Tessel river holds, and that envoy Lind of \
    Estmark may come to Port Alba whenever she likes. ";

/// A page of 300 kB of which a twentieth is article: the article, and nothing else, is the text.
#[test]
fn an_article_is_found_in_a_page_of_furniture() {
    let paragraph = format!("<p>{}</p>\n", ARTICLE.repeat(3));
    let menu: String = (0..600)
        .map(|n| {
            format!("<li class=\"menu-item\"><a href=\"/topic/{n}?id=1';DROP TABLE acts;--\"><span>Menu topic number {n}</span></a></li>\n")
        })
        .collect();
    let script = format!("<script>var data = \"{}\";</script>", "Norland attacks. ".repeat(6_000));
    let style = format!("<style>{}</style>", ".a { color: red }\n".repeat(3_000));
    let related: String =
        (0..150).map(|n| format!("<div class=\"related teaser\"><a href=\"/story/{n}\"><h3>Related story {n}</h3></a></div>\n")).collect();
    let page = format!(
        "<!DOCTYPE html><html><head><title>Truce</title>{style}</head><body><div class=\"menu\"><ul>{menu}</ul></div>{script}\
         <div id=\"main\"><div class=\"article-body\">{}</div></div><div class=\"sidebar\">{related}</div></body></html>",
        paragraph.repeat(30)
    );
    assert!((250_000..350_000).contains(&page.len()), "{}", page.len());
    let given = one("truce.html", page.as_bytes());
    assert_eq!(given.document.text().matches("Halvorsen").count(), 90);
    for furniture in ["Menu topic", "Related story", "Norland attacks", "color", "DROP"] {
        assert!(!given.document.text().contains(furniture), "{furniture}");
    }
    assert_eq!(given.doubts, []);
}

/// Pages made to exhaust their reader: each is read without a tree, or refused in words.
#[test]
fn hostile_pages_do_no_harm() {
    let deep = format!("{}<p>{ARTICLE}</p>{}", "<div><span>".repeat(100_000), "</span></div>".repeat(100_000));
    let given = one("deep.html", deep.as_bytes());
    assert_eq!(given.document.text(), ARTICLE.trim());
    assert_eq!(given.doubts.iter().map(|doubt| doubt.kind).collect::<Vec<_>>(), [DoubtKind::GarbledText]);

    let attributes: String = (0..100_000).map(|n| format!(" a{n}=1")).collect();
    assert!(matches!(why("wide.html", format!("<div{attributes}><p>{ARTICLE}</p>").as_bytes()), Why::Markup { .. }));

    let reopened = format!("{}{}<p>{ARTICLE}</p>", "<b><i>".repeat(250), "<p>x".repeat(100_000));
    assert!(one("reopened.html", reopened.as_bytes()).document.text().ends_with(ARTICLE.trim()));

    let brackets = format!("{} {{{{ [[a]] [[b]] ''{ARTICLE}''", "{{ [[".repeat(200_000));
    assert!(one("brackets.wiki", brackets.as_bytes()).document.text().contains("Halvorsen"));

    let nested = format!("{}{ARTICLE}", "> - ".repeat(50_000));
    assert!(one("nested.md", nested.as_bytes()).document.text().contains("Halvorsen"));

    let json = format!("{{\"text\": {}", "[".repeat(1_000_000));
    assert!(matches!(why("deep.jsonl", json.as_bytes()), Why::BadJson { .. }));
}

#[test]
fn a_hundred_megabytes_are_refused_in_words_and_long_texts_are_read() {
    let text = ARTICLE.repeat(100_000_000 / ARTICLE.len() + 1);
    assert!(matches!(why("long.txt", text.as_bytes()), Why::TooLong { limit: LIMIT }));
    let ten = &text[..10_000_000];
    assert_eq!(one("long.txt", ten.as_bytes()).document.text(), ten);
    // The limit is on a document, not on a file of many.
    let line = format!("{{\"text\": \"{}\"}}\n", &text[..1_000_000]);
    let read = documents("many.jsonl", line.repeat(70).as_bytes(), None);
    assert_eq!(read.iter().filter(|outcome| outcome.is_ok()).count(), 70);
}

/// Bytes of a machine's making are refused, whatever the file's name claims.
#[test]
fn binary_files_are_refused() {
    // A fixed multiplicative generator: the same bytes in every run.
    let mut state = 12_345_u32;
    let noise: Vec<u8> = std::iter::repeat_with(|| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    })
    .take(20_000)
    .collect();
    for name in ["noise", "noise.txt", "noise.md", "noise.html"] {
        assert!(matches!(why(name, &noise), Why::Binary { .. }), "{name}");
    }
    let mut record = vec![0_u8; 4_000];
    record.extend(b"Norland will sign the paper.".repeat(20));
    assert!(matches!(why("record.dat", &record), Why::Binary { .. }));
    assert!(matches!(why("noise.jsonl", &noise), Why::BadJson { .. } | Why::Binary { .. }));
}

/// The folder of shared data; `None`, said aloud, where it is not there.
fn shared(part: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(part);
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("skipped: {} is not there", folder.display());
    None
}

/// The hand-made answers count in bytes of the files as they are.
#[test]
fn texts_with_answers_come_through_byte_for_byte() {
    for part in ["data/articles", "data/news"] {
        let Some(folder) = shared(part) else { return };
        let mut seen = 0;
        for file in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if file.extension().is_some_and(|ending| ending == "txt") {
                let bytes = std::fs::read(&file).unwrap();
                let metadata = std::fs::read(file.with_extension("json")).ok();
                let name = file.file_name().unwrap().to_str().unwrap();
                let given = documents(name, &bytes, metadata.as_deref()).remove(0).unwrap();
                assert_eq!(given.document.text().as_bytes(), bytes, "{name}");
                assert_eq!(given.document.about.language.code, "en", "{name}");
                assert_eq!(given.doubts, [], "{name}");
                seen += 1;
            }
        }
        assert!(seen > 20, "{part}");
    }
}

/// Real cases: name, language, date, kinds of doubt, and the least and most words of the text.
#[test]
fn messy_files_are_read_or_say_what_is_wrong() {
    use DoubtKind::{GarbledText, NoText};
    type Case = (&'static str, &'static str, Option<&'static str>, &'static [DoubtKind], (usize, usize));
    let Some(folder) = shared("data/articles/messy") else { return };
    let expected: &[Case] = &[
        ("empty-crawl.md", "und", None, &[NoText], (0, 0)),
        ("israel-palestine-mitchell-briefing.escaped.html", "en", None, &[GarbledText], (3_750, 3_800)),
        ("kremlin-2025-03-13-press-conference.ru.txt", "ru", Some("2025-03-13"), &[], (4_800, 5_000)),
        ("kremlin-2025-03-18-putin-trump-call.ru.txt", "ru", Some("2025-03-18"), &[], (500, 650)),
        ("lebanon-2024-11-26-press-call-transcript.md", "en", Some("2024-11-26"), &[], (5_100, 5_200)),
        ("pdf-like-us-russia-2022-01-10.flow.txt", "en", Some("2022-01-10"), &[GarbledText], (2_500, 2_750)),
        ("pdf-like-us-russia-2022-01-10.lay.txt", "en", Some("2022-01-10"), &[GarbledText, GarbledText], (2_500, 2_750)),
        ("wikinews-2004-broken-wikitext.txt", "en", None, &[GarbledText, GarbledText], (190, 210)),
        ("wikinews-fr-2012-syrie.html", "fr", None, &[], (390, 450)),
        ("wikipedia-current-events-2026-07-24.md", "en", Some("2026-07-24"), &[], (1_300, 1_700)),
    ];
    for (name, language, date, doubts, (least, most)) in expected {
        let given = one(name, &std::fs::read(folder.join(name)).unwrap());
        let about = &given.document.about;
        assert_eq!(about.language.code, *language, "{name}");
        assert_eq!(about.published.as_ref().map(|published| published.date.to_string()).as_deref(), *date, "{name}");
        assert_eq!(given.doubts.iter().map(|doubt| doubt.kind).collect::<Vec<_>>(), *doubts, "{name}");
        let words = given.document.text().split_whitespace().count();
        assert!((*least..=*most).contains(&words), "{name} has {words} words");
        for markup in ["](http", "{{", "[[", "<p>", "&nbsp;", "\\x"] {
            assert!(!given.document.text().contains(markup), "{name} has {markup}");
        }
    }
    // Titles and links: an entry a document, and each says that the article is not there.
    let feed = std::fs::read(folder.join("whitehouse-briefing-room.rss.xml")).unwrap();
    let entries = documents("whitehouse-briefing-room.rss.xml", &feed, None);
    assert_eq!(entries.len(), String::from_utf8(feed).unwrap().matches("<item>").count());
    for entry in entries {
        let Given { document, doubts } = entry.unwrap();
        assert_eq!(doubts.iter().map(|doubt| doubt.kind).collect::<Vec<_>>(), [DoubtKind::PartNotRead]);
        assert!(
            document.about.title.as_deref() == Some(document.text()) && document.about.url.is_some() && document.about.published.is_some()
        );
    }
}

/// Whatever the bytes: no panic, places that lie in the text, and a message where there is no document.
fn holds(name: &str, bytes: &[u8], metadata: Option<&[u8]>) {
    let outcomes = documents(name, bytes, metadata);
    assert!(!outcomes.is_empty(), "{name}: nothing said of {bytes:?}");
    for outcome in outcomes {
        match outcome {
            Ok(Given { document, doubts }) => {
                assert!(doubts.iter().flat_map(|doubt| &doubt.at).all(|at| at.fits(document.text())), "{name}: {doubts:?} in {bytes:?}");
            }
            Err(unreadable) => assert!(!unreadable.to_string().is_empty() && !unreadable.why.hint().is_empty()),
        }
    }
}

/// Pieces of markup that go wrong together.
const PIECES: &[&str] = &[
    "{{",
    "}}",
    "[[",
    "]]",
    "|",
    "''",
    "==",
    "<ref>",
    "</ref>",
    "<!--",
    "-->",
    "{|",
    "\n|}",
    "[http://x ",
    "]",
    "__TOC__",
    "&amp;",
    "&#x110000;",
    "<p>",
    "</p>",
    "<div>",
    "<nav>",
    "</nav>",
    "<script>",
    "</script>",
    "<title>",
    "<svg>",
    "<h1>",
    "<a href='x'>",
    "</a>",
    "<td>",
    "<br>",
    "<",
    "---\n",
    "title: \"",
    "date: 2024-13-45\n",
    "date: 12 March 2024\n",
    "# ",
    "* ",
    "> ",
    "1. ",
    "![",
    "](",
    "`",
    "\\",
    "\t",
    "\r\n",
    "\n\n",
    "b'",
    "\\xe2\\x80",
    "\\n'",
    "\u{feff}",
    "é",
    "“",
    "\u{fffd}",
    "â€",
    "\u{1b}[",
    "\0",
    "{\"text\": \"",
    "\"}",
    "PORT ALBA, 12 March 2024 — ",
    "Norland will sign the paper of the League. ",
    "-\nn",
    "   ",
    "2024-07-04",
];

const NAMES: &[&str] = &["a.txt", "a.md", "a.html", "a.wiki", "a.json", "a.jsonl", "a", "2024-07-04.txt", ".txt", "é.md", ""];

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_markup_gives_documents_or_messages(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40)) {
        let text = pieces.concat();
        for name in NAMES {
            holds(name, text.as_bytes(), Some(text.as_bytes()));
        }
    }

    #[test]
    fn any_bytes_give_documents_or_messages(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        for name in NAMES {
            holds(name, &bytes, None);
        }
    }
}
