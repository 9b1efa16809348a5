//! The pages in a real browser: nothing in the console, nothing asked for elsewhere, the rules of WCAG 2.2 AA, hands on the keys.
mod chromium;

use crate::served::Served;
use chromium::Browser;
use std::path::{Path, PathBuf};

const AXE: &str = include_str!("../../axe/axe.min.js");

/// Each page with the name of its picture.
const PAGES: [(&str, &str); 19] = [
    ("overview", "/"),
    ("documents", "/documents"),
    ("sources", "/sources"),
    ("source", "/sources?name=The+Ondal+Ledger"),
    ("reading", "/d1"),
    ("act", "/a1"),
    ("actors", "/actors"),
    ("actor", "/p1"),
    ("search", "/search?q=plateau"),
    ("events", "/events"),
    ("history", "/log"),
    ("help", "/help"),
    ("table", "/table"),
    ("timeline", "/timeline"),
    ("waits", "/waits"),
    ("network", "/network"),
    ("outlook", "/outlook"),
    ("supposed", "/outlook?s0=Y"),
    ("compare", "/compare?d=d5&d=d6"),
];

/// By how much a page is wider than the screen. Not by `innerWidth`: on a small screen that grows with the page.
const TOO_WIDE: &str = "document.documentElement.scrollWidth - document.documentElement.clientWidth";

fn pictures() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("the target folder").join("pictures")
}

fn let_in(browser: &mut Browser, server: &Served) -> String {
    browser.take_cookie(server.port, &server.cookie());
    format!("http://127.0.0.1:{}", server.port)
}

/// Runs axe-core's rules of WCAG 2.2 AA, and gives what breaks them.
fn breaches(browser: &mut Browser) -> Vec<String> {
    browser.eval(&format!("{AXE}; undefined"));
    let found = browser.eval(
        "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], resultTypes: ['violations'] }).then((it) => \
         it.violations.map((it) => `${it.id}: ${it.help}: ${it.nodes.slice(0, 3).map((it) => `${it.target} ${it.failureSummary}`).join(' | ')}`))",
    );
    found.as_array().expect("a list").iter().map(|it| it.as_str().unwrap_or_default().to_owned()).collect()
}

#[test]
fn each_page_is_quiet_and_open_to_all() {
    let Some(mut browser) = Browser::start() else { return };
    let server = Served::example();
    browser.goto(&server.link);
    assert_eq!(browser.eval("location.search"), "", "the address keeps no token");
    let home = format!("http://127.0.0.1:{}", server.port);
    let only = std::env::var("PAGES").unwrap_or_default();
    let mut wrong = Vec::new();
    for (name, path) in PAGES.iter().filter(|(name, _)| only.is_empty() || only.split(',').any(|it| it == *name)) {
        for (size, width, height) in [("wide", 1366, 900), ("small", 360, 780)] {
            for dark in [false, true] {
                browser.size(width, height, dark);
                browser.goto(&format!("{home}{path}"));
                let picture = format!("{name}-{size}-{}.png", if dark { "dark" } else { "light" });
                browser.shot(&pictures().join(&picture));
                wrong.extend(breaches(&mut browser).into_iter().map(|it| format!("{picture}: {it}")));
                let over = browser.eval(TOO_WIDE);
                if over.as_i64().unwrap_or(0) > 0 {
                    wrong.push(format!("{picture}: {over} pixels wider than the window"));
                }
                wrong.extend(std::mem::take(&mut browser.errors).into_iter().map(|it| format!("{picture}: {it}")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(browser.elsewhere.is_empty(), "{:?}", browser.elsewhere);
}

/// Goes to a document, ready for keys.
fn read(browser: &mut Browser, home: &str, document: &str) {
    browser.size(1366, 900, false);
    browser.goto(&format!("{home}/{document}"));
    browser.eval("window.pressed = 0; addEventListener('keydown', () => window.pressed++, true); undefined");
}

fn saved(browser: &mut Browser) {
    browser.wait("!localStorage.getItem(`${document.body.dataset.dossier}:queue`)");
}

fn state(server: &Served, act: &str) -> String {
    server.get(&format!("/{act}.json")).json()["state"].as_str().unwrap_or_default().to_owned()
}

#[test]
fn a_document_is_checked_by_keys_alone() {
    let Some(mut browser) = Browser::start() else { return };
    let server = Served::example();
    let home = let_in(&mut browser, &server);
    let (mut pressed, mut confirmed) = (0, 0);
    for document in ["d1", "d2", "d7"] {
        read(&mut browser, &home, document);
        let acts = browser.eval("document.querySelectorAll('.card').length").as_u64().expect("a number");
        assert!(acts > 2);
        for _ in 0..acts {
            browser.key("c");
        }
        saved(&mut browser);
        assert_eq!(browser.eval("document.querySelectorAll('.card:not([data-state=confirmed])').length"), 0, "{document}");
        assert_eq!(browser.eval("document.querySelector('#checked').textContent"), acts.to_string());
        let listed = server.get(&format!("/{document}.json")).json();
        let states: Vec<&str> = listed["acts"].as_array().expect("acts").iter().filter_map(|it| it["state"].as_str()).collect();
        assert_eq!(states, vec!["confirmed"; states.len()], "{document}");
        pressed += browser.eval("window.pressed").as_u64().expect("a number");
        confirmed += acts;
    }
    #[expect(clippy::cast_precision_loss, reason = "few keys were pressed")]
    let each = pressed as f64 / confirmed as f64;
    eprintln!("{confirmed} acts confirmed with {pressed} keys: {each:.2} each");
    assert!(each <= 1.2, "{pressed} keys for {confirmed} acts");
    assert!(browser.errors.is_empty(), "{:?}", browser.errors);
}

#[test]
fn change_reject_undo_add_and_merge_by_keys_alone() {
    let Some(mut browser) = Browser::start() else { return };
    let server = Served::example();
    let home = let_in(&mut browser, &server);
    read(&mut browser, &home, "d1");
    // Where one is, is said to a screen reader too.
    browser.key("j");
    browser.key("k");
    assert_eq!(browser.eval("document.activeElement.id"), "a1");
    assert_eq!(browser.eval("document.activeElement.getAttribute('aria-current')"), "true");
    // Change: the form opens at its first field; a letter chooses, Enter saves.
    browser.key("e");
    browser.wait("document.activeElement.name === 'act'");
    assert_eq!(browser.eval("document.activeElement.value"), server.get("/a1.json").json()["act"]);
    browser.type_words("r");
    browser.key("r");
    for _ in 0..4 {
        browser.key("Tab");
    }
    assert_eq!(browser.eval("document.activeElement.name"), "when");
    browser.type_words("2034-02-02");
    browser.key("Enter");
    browser.wait("document.querySelector('#a1').dataset.state === 'changed'");
    saved(&mut browser);
    let act = server.get("/a1.json").json();
    assert_eq!(act["when"], "2034-02-02", "{act}");
    assert_eq!(browser.eval("document.activeElement.id"), "a1", "the focus comes back");
    // Undo takes it back.
    browser.key("u");
    browser.wait("document.querySelector('#a1').dataset.state === 'unconfirmed'");
    assert_eq!(state(&server, "a1"), "unconfirmed");
    // Reject goes on to the next.
    browser.key("x");
    saved(&mut browser);
    assert_eq!(state(&server, "a1"), "rejected");
    assert_eq!(browser.eval("document.activeElement.id"), "a2");
    browser.key("u");
    saved(&mut browser);
    browser.wait("document.querySelector('#a1').dataset.state === 'unconfirmed'");
    // Merge with another, then split again.
    browser.key("j");
    browser.key("m");
    browser.wait("document.activeElement.name === 'other'");
    browser.type_words("a9");
    browser.key("Enter");
    browser.wait("document.querySelector('#a2 a[href^=\"/e\"]')");
    saved(&mut browser);
    browser.key("s");
    browser.wait("!document.querySelector('#a2 a[href^=\"/e\"]')");
    // Words that are selected become an act.
    let words = browser.eval(
        "const three = (it) => it.firstChild?.data?.match(/[a-z]+ [a-z]+ [a-z]+/); \
         const words = [...document.querySelectorAll('.words span[data-s]')].find(three); \
         const [found] = three(words), at = words.firstChild.data.indexOf(found); \
         getSelection().setBaseAndExtent(words.firstChild, at, words.firstChild, at + found.length); found",
    );
    browser.key("a");
    browser.wait("document.activeElement.name === 'act'");
    browser.eval("window.old = true");
    browser.key("Tab");
    browser.type_words("Corvane");
    browser.key("Enter");
    browser.wait("!window.old && document.documentElement.dataset.ready === 'yes' && document.querySelector('.card[data-state=added]')");
    let added = browser.eval("document.querySelector('.card[data-state=added]').id").as_str().expect("an act").to_owned();
    let act = server.get(&format!("/{added}.json")).json();
    assert_eq!((act["words"].as_str(), act["actor"][0]["name"].as_str()), (words.as_str(), Some("Corvane")), "{act}");
    // The sheet of keys opens, and closes.
    browser.key("?");
    browser.wait("document.querySelector('#keys').open");
    browser.key("Escape");
    browser.wait("!document.querySelector('#keys').open");
    // Least certain first.
    browser.key("o");
    let shown = "document.querySelector('.card.now').dataset.p";
    let first = browser.eval(shown).as_str().and_then(|it| it.parse::<f64>().ok());
    browser.key("j");
    let second = browser.eval(shown).as_str().and_then(|it| it.parse::<f64>().ok());
    assert!(first <= second, "{first:?} {second:?}");
    assert!(browser.errors.is_empty(), "{:?}", browser.errors);
}

#[test]
fn a_killed_server_loses_nothing() {
    let Some(mut browser) = Browser::start() else { return };
    let mut server = Served::example();
    let home = let_in(&mut browser, &server);
    read(&mut browser, &home, "d1");
    browser.key("c");
    browser.key("c");
    saved(&mut browser);
    server.kill();
    // What is said now waits in the browser, and it says so.
    browser.key("x");
    browser.wait("document.querySelector('#notice .bad')?.textContent.includes('kept here')");
    server.again();
    browser.take_cookie(server.port, &server.cookie());
    saved(&mut browser);
    assert_eq!([state(&server, "a1"), state(&server, "a2"), state(&server, "a3")], ["confirmed", "confirmed", "rejected"]);
    browser.wait("document.querySelector('#notice')?.textContent.includes('everything is saved')");
    let check = std::process::Command::new(env!("CARGO_BIN_EXE_armistice")).arg("check").arg(&server.dossier).output().expect("armistice");
    assert!(check.status.success(), "{}", String::from_utf8_lossy(&check.stdout));
}

/// A word that is refused costs nothing that was typed: the form stays until it is taken.
#[test]
fn a_form_stays_until_its_words_are_taken() {
    let Some(mut browser) = Browser::start() else { return };
    let server = Served::example();
    let home = let_in(&mut browser, &server);
    read(&mut browser, &home, "d1");
    let value =
        |browser: &mut Browser, name: &str| browser.eval(&format!("document.querySelector('form.change').elements['{name}'].value"));
    let fill = |browser: &mut Browser, name: &str, words: &str| {
        browser.eval(&format!("document.querySelector('form.change').elements['{name}'].select()"));
        browser.type_words(words);
    };
    browser.key("j");
    browser.key("e");
    browser.wait("document.activeElement.name === 'act'");
    fill(&mut browser, "why", "he said so to me");
    fill(&mut browser, "when", "soonish");
    browser.key("Enter");
    browser.wait("document.querySelector('#notice .bad')?.textContent.includes('soonish')");
    browser.wait("document.activeElement.name === 'when'");
    assert_eq!((value(&mut browser, "when"), value(&mut browser, "why")), ("soonish".into(), "he said so to me".into()));
    // Nor does a closed tab cost it.
    browser.goto(&format!("{home}/d1#a2"));
    browser.key("e");
    browser.wait("document.querySelector('form.change')");
    assert_eq!((value(&mut browser, "when"), value(&mut browser, "why")), ("soonish".into(), "he said so to me".into()));
    fill(&mut browser, "when", "2034-02-01");
    browser.key("Enter");
    browser.wait("document.querySelector('#a2').dataset.state === 'changed' && !document.querySelector('form.change')");
    saved(&mut browser);
    assert_eq!(browser.eval("Object.keys(localStorage).filter((it) => it.includes('draft')).length"), 0);
    // The page of an act has the same form.
    browser.goto(&format!("{home}/a2"));
    browser.eval("document.querySelector('form.change').closest('details').open = true; undefined");
    fill(&mut browser, "why", "the minutes have it");
    fill(&mut browser, "when", "late");
    browser.key("Enter");
    browser.wait("document.querySelector('#notice .bad')?.textContent.includes('What you typed is kept')");
    assert_eq!((value(&mut browser, "when"), value(&mut browser, "why")), ("late".into(), "the minutes have it".into()));
    browser.goto(&format!("{home}/a2"));
    assert_eq!(value(&mut browser, "when"), "late");
    browser.eval("window.old = true");
    fill(&mut browser, "when", "2034-02-02");
    browser.key("Enter");
    browser.wait("!window.old && document.documentElement.dataset.ready === 'yes'");
    assert_eq!(server.get("/a2.json").json()["when"], "2034-02-02");
    assert_eq!(browser.eval("Object.keys(localStorage).filter((it) => it.includes('draft')).length"), 0);
    assert!(browser.errors.iter().all(|it| it.contains("400")), "{:?}", browser.errors);
}

/// Two change the same act at once: who comes second sees what the first one said, keeps what was typed, and takes nothing of theirs back.
#[test]
fn what_two_change_at_once_is_kept_of_both() {
    let Some(mut browser) = Browser::start() else { return };
    let server = Served::example();
    let home = let_in(&mut browser, &server);
    read(&mut browser, &home, "d1");
    browser.key("e");
    browser.wait("document.activeElement.name === 'act'");
    for (name, words) in [("why", "he said so to me"), ("when", "2034-02-01")] {
        browser.eval(&format!("document.querySelector('form.change').elements['{name}'].select()"));
        browser.type_words(words);
    }
    let run = std::process::Command::new(env!("CARGO_BIN_EXE_armistice"))
        .args(["correct", "change"])
        .arg(&server.dossier)
        .args(["a1", "actor=Halden", "--by", "Ivo Brandt"])
        .output()
        .expect("armistice");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    browser.key("Enter");
    browser.wait("document.querySelector('#notice .bad')?.textContent.includes('Ivo Brandt')");
    // Theirs is shown, in the card and in the form, and one's own is in the form still.
    browser.wait("document.querySelector('#a1 .who').textContent.includes('Halden')");
    browser.wait("document.querySelector('#a1 form.change').elements['actor'].value === 'Halden'");
    let value =
        |browser: &mut Browser, name: &str| browser.eval(&format!("document.querySelector('#a1 form.change').elements['{name}'].value"));
    assert_eq!((value(&mut browser, "when"), value(&mut browser, "why")), ("2034-02-01".into(), "he said so to me".into()));
    assert_ne!(server.get("/a1.json").json()["when"], "2034-02-01");
    // Said again, it stands beside theirs.
    browser.wait("document.activeElement.name === 'when'");
    browser.key("Enter");
    browser.wait("!document.querySelector('form.change')");
    saved(&mut browser);
    let act = server.get("/a1.json").json();
    assert_eq!((&act["when"], &act["actor"][0]["name"]), (&"2034-02-01".into(), &"Halden".into()), "{act}");
    assert!(browser.errors.iter().all(|it| it.contains("409")), "{:?}", browser.errors);
}

/// Another dossier is served on the same port while a tab of the first is open: what waits in the tab goes into no other dossier, and is
/// sent when its own is served again.
#[test]
fn words_for_one_dossier_wait_for_it() {
    let Some(mut browser) = Browser::start() else { return };
    let mut server = Served::example();
    let home = let_in(&mut browser, &server);
    read(&mut browser, &home, "d1");
    server.kill();
    browser.key("x");
    browser.wait("document.querySelector('#notice .bad')?.textContent.includes('kept here')");
    // Of the same name, in another folder.
    let folder = tempfile::tempdir().expect("a folder");
    let mut other = Served::start(folder.path().join("sennet.dossier"), None, server.port);
    assert_eq!(other.post("/start", "what=example").status, 303);
    browser.take_cookie(other.port, &other.cookie());
    browser.wait("document.querySelector('#notice .bad')?.textContent.includes('Another dossier is served here now')");
    assert_eq!(state(&other, "a1"), "unconfirmed");
    // A page of that one does not take it for its own either.
    let first = browser.new_page();
    read(&mut browser, &home, "d1");
    browser.key("c");
    saved(&mut browser);
    assert_eq!([state(&other, "a1"), state(&other, "a2")], ["confirmed", "unconfirmed"]);
    other.kill();
    server.again();
    browser.turn_to(first);
    browser.call("Page.bringToFront", serde_json::json!({}));
    browser.take_cookie(server.port, &server.cookie());
    saved(&mut browser);
    assert_eq!(state(&server, "a1"), "rejected");
}

#[test]
fn two_tabs_do_not_overwrite_each_other() {
    let Some(mut browser) = Browser::start() else { return };
    let server = Served::example();
    let home = let_in(&mut browser, &server);
    read(&mut browser, &home, "d1");
    let first = browser.new_page();
    read(&mut browser, &home, "d1");
    browser.key("c");
    saved(&mut browser);
    // At once, before the first tab has looked.
    let second = browser.turn_to(first);
    browser.key("x");
    browser.wait("document.querySelector('#notice')?.textContent.includes('Changed elsewhere')");
    assert_eq!(state(&server, "a1"), "confirmed");
    browser.wait("document.querySelector('#a1').dataset.state === 'confirmed'");
    // What one says, the other comes to see by itself.
    browser.key("x");
    saved(&mut browser);
    let acts = browser.eval("document.querySelector('.card.now').id").as_str().expect("an act").to_owned();
    assert_ne!(acts, "a1");
    browser.turn_to(second);
    browser.call("Page.bringToFront", serde_json::json!({}));
    browser.wait("document.querySelector('#a2').dataset.state === 'rejected'");
    assert!(browser.errors.iter().all(|it| it.contains("409")), "{:?}", browser.errors);
}

/// Everything of a hostile document is shown as words: nothing runs, loads, or leaves the page.
#[test]
fn a_hostile_document_is_words() {
    let Some(mut browser) = Browser::start() else { return };
    let server = Served::example();
    let evil = "<script>window.evil = 1</script> <img src=x onerror=\"window.evil = 2\"> <svg onload=\"window.evil = 3\"><a xlink:href=\"javascript:window.evil=4\">x</a></svg> \
                <style>body { display: none }</style> <form action=\"http://evil.example/\"><input name=q></form> <a href=\"javascript:window.evil=5\">link</a> \
                <img src=\"data:image/svg+xml,<svg width='99999999' height='99999999'/>\" width=99999999 height=99999999> <iframe src=\"http://evil.example/\"></iframe> <meta http-equiv=\"refresh\" content=\"0;url=http://evil.example/\"> \
                \u{202e}reversed\u{202c} \u{1b}[31mred\u{7} {{7*7}} ${7*7} </p></section></main>";
    let report = format!(
        "NORDHAVEN, 3 February 2034 - \"We will never sign {evil},\" President Halvorsen<script>window.evil=6</script> of Norland said on Friday.\n\nNorland rejected the truce. \
         <b onmouseover=\"window.evil=7\">Sudria</b> proposed a ceasefire, Foreign Minister Lind <img src=x onerror=window.evil=8> said.\n"
    );
    let name = "%3Cscript%3Ewindow.evil%3D9%3C%2Fscript%3E.txt";
    let taken = server.drop_in(name, report.as_bytes());
    let page = format!(
        "<html><head><title>{evil}</title><base href=\"http://evil.example/\"></head><body><article><p>{evil}</p><p>Norland rejected the truce, President Halvorsen said on Friday. {}</p></article></body></html>",
        "Sudria and Norland met in Dessa. ".repeat(20)
    );
    let other = server.drop_in("evil.html", page.as_bytes());
    let home = let_in(&mut browser, &server);
    let documents: Vec<String> =
        [&taken, &other].iter().filter_map(|it| it.json()[0]["document"].as_str().map(|it| format!("/{it}"))).collect();
    assert_eq!(documents.len(), 2, "{} {}", taken.text(), other.text());
    let act = server.get(&format!("{}.json", documents[0])).json()["acts"][0]["number"].as_str().map(|it| format!("/{it}"));
    for path in documents.iter().map(String::as_str).chain(act.as_deref()).chain([
        "/",
        "/documents",
        "/search?q=truce",
        "/actors",
        "/log",
        "/table",
        "/timeline?act=all",
        "/network",
        "/waits",
    ]) {
        browser.goto(&format!("{home}{path}"));
        assert_eq!(browser.eval("window.evil ?? null"), serde_json::Value::Null, "{path}");
        let foreign = "document.querySelectorAll('main :is(script, style, iframe, img, object, embed, base, meta), main form[action^=http], main [onerror], main [onload], main a[href^=\"javascript:\"], main a[href^=http]').length";
        assert_eq!(browser.eval(foreign), 0, "{path}");
        assert_ne!(browser.eval("getComputedStyle(document.body).display"), "none", "{path}");
        let steering = browser.eval("/[\\u202a-\\u202e\\u2066-\\u2069\\u0007\\u001b]/.test(document.body.textContent)");
        assert_eq!(steering, false, "{path}");
    }
    assert!(browser.elsewhere.is_empty(), "{:?}", browser.elsewhere);
    assert!(browser.errors.is_empty(), "{:?}", browser.errors);
    // What came as a file goes as a file, and is never shown.
    let original = server.get(&format!("{}/original", documents[1]));
    assert_eq!(original.header("content-type").as_deref(), Some("application/octet-stream"));
    assert!(original.header("content-disposition").is_some_and(|it| it.starts_with("attachment")));
    assert!(original.header("content-security-policy").is_some_and(|it| it.contains("sandbox")));
}

/// A first visit: no dossier yet, and the example offered; files dropped in, good and bad.
#[test]
fn a_first_visit_and_files_dropped_in() {
    let Some(mut browser) = Browser::start() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let server = Served::start(folder.path().join("talks.dossier"), None, 0);
    browser.size(1366, 900, false);
    browser.goto(&server.link);
    browser.shot(&pictures().join("first-visit-wide-light.png"));
    assert_eq!(breaches(&mut browser), Vec::<String>::new());
    browser.eval("document.querySelector('form:nth-of-type(2) button').click()");
    browser.wait("location.pathname === '/documents' && document.documentElement.dataset.ready === 'yes'");
    browser.eval(
        "const files = new DataTransfer(); \
         files.items.add(new File(['NORDHAVEN, 12 March 2031 - Sudria turned down talks on a truce on Tuesday.'], 'note.txt')); \
         files.items.add(new File(['%PDF-1.7'], 'broken.pdf')); files.items.add(new File([''], 'empty.txt')); \
         const input = document.querySelector('#files'); input.files = files.files; input.dispatchEvent(new Event('change')); undefined",
    );
    browser.wait("document.querySelectorAll('#uploads progress').length === 0 && document.querySelectorAll('#uploads .what').length === 3");
    browser.wait("document.querySelector('#list a[href=\"/d1\"]')");
    let said = browser.eval("document.querySelector('#uploads').innerText").as_str().expect("words").to_owned();
    assert!(said.contains("no PDF that can be read") && said.contains("empty"), "{said}");
    browser.shot(&pictures().join("uploads-wide-light.png"));
    assert_eq!(breaches(&mut browser), Vec::<String>::new());
    assert!(browser.errors.iter().all(|it| it.contains("400")), "{:?}", browser.errors);
}

/// The morning that `docs/guide/serve.md` follows, with its pictures. With `ARMISTICE_DOCS=write` they are taken into the guide.
#[test]
fn the_morning_of_the_guide() {
    let Some(mut browser) = Browser::start() else { return };
    let server = Served::example();
    let home = let_in(&mut browser, &server);
    let write = std::env::var_os("ARMISTICE_DOCS").is_some_and(|it| it == "write");
    let guide = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/guide/pictures");
    browser.size(1240, 780, false);
    let shot = |browser: &mut Browser, name: &str| {
        let picture = pictures().join("guide").join(format!("{name}.webp"));
        browser.shot(&picture);
        if write {
            std::fs::copy(&picture, guide.join(format!("{name}.webp"))).expect("a file");
        }
        assert!(guide.join(format!("{name}.webp")).exists(), "the guide has no {name}.webp: run this test with ARMISTICE_DOCS=write");
    };
    browser.goto(&home);
    shot(&mut browser, "overview");
    browser.goto(&format!("{home}/d7"));
    browser.key("c");
    browser.key("x");
    browser.key("e");
    browser.wait("document.activeElement.name === 'act'");
    saved(&mut browser);
    browser.eval("document.activeElement.closest('.row').scrollIntoView({ block: 'center' }); document.activeElement.blur(); undefined");
    shot(&mut browser, "reading");
    browser.goto(&format!("{home}/table?since=2034-02-15"));
    browser.eval("document.querySelector('.grid .cell').open = true; undefined");
    shot(&mut browser, "table");
    browser.goto(&format!("{home}/timeline"));
    shot(&mut browser, "timeline");
    let plans = [
        ("plan-corvane.md", include_str!("../../../../../examples/compare/plan-corvane.md")),
        ("plan-halden.md", include_str!("../../../../../examples/compare/plan-halden.md")),
    ];
    let keys = plans.map(|(name, text)| {
        let taken = server.drop_in(name, text.as_bytes()).json();
        taken[0]["document"].as_str().expect("a document").to_owned()
    });
    browser.goto(&format!("{home}/compare?d={}&d={}", keys[0], keys[1]));
    shot(&mut browser, "compare");
    browser.goto(&format!("{home}/outlook"));
    browser.eval("document.querySelectorAll('details.sentence')[1].open = true; undefined");
    shot(&mut browser, "outlook");
    browser.size(1240, 780, true);
    browser.goto(&format!("{home}/waits"));
    shot(&mut browser, "waits");
    assert!(browser.errors.is_empty(), "{:?}", browser.errors);
}

/// What the keys do in the reading room, the mouse does too; pointing at words lights their card, and the other way round.
#[test]
fn the_reading_room_by_mouse() {
    let Some(mut browser) = Browser::start() else { return };
    let server = Served::example();
    let home = let_in(&mut browser, &server);
    read(&mut browser, &home, "d1");
    let lit = |browser: &mut Browser, of: &str| browser.eval(&format!("document.querySelector('{of}').classList.contains('lit')"));
    browser.point_at("mark[data-a~=a2]", &["mouseMoved"]);
    assert_eq!(lit(&mut browser, "#a2"), true);
    browser.point_at("#a3", &["mouseMoved"]);
    assert_eq!((lit(&mut browser, "#a2"), lit(&mut browser, "mark[data-a~=a3]")), (false.into(), true.into()));
    // Words lead to their card, and the buttons do to it what the keys do.
    browser.click("mark[data-a~=a4]");
    browser.wait("document.querySelector('#a4').getAttribute('aria-current') === 'true'");
    browser.click("[data-do=confirm]");
    saved(&mut browser);
    assert_eq!(state(&server, "a4"), "confirmed");
    browser.click("#a5 .tail");
    browser.click("[data-do=reject]");
    saved(&mut browser);
    assert_eq!(state(&server, "a5"), "rejected");
    browser.click("[data-do=undo]");
    browser.wait("document.querySelector('#a5').dataset.state === 'unconfirmed'");
    browser.click("[data-do=change]");
    browser.wait("document.activeElement.name === 'act'");
    browser.click(".card form [data-do=close]");
    browser.wait("!document.querySelector('.card form')");
    browser.click("[data-do=order]");
    browser.wait("document.querySelector('[data-do=order]').getAttribute('aria-pressed') === 'true'");
    browser.click("[data-do=keys]");
    browser.wait("document.querySelector('#keys').open");
    assert!(browser.errors.is_empty(), "{:?}", browser.errors);
}

/// The table by its filters: a slider of days, cells that open to their words, shifts as arrows.
#[test]
fn the_table_is_filtered_and_opened() {
    let Some(mut browser) = Browser::start() else { return };
    let server = Served::example();
    let home = let_in(&mut browser, &server);
    browser.size(1366, 900, false);
    browser.goto(&format!("{home}/table"));
    let rows = |browser: &mut Browser| browser.eval("document.querySelectorAll('.grid tbody tr').length").as_u64().unwrap_or(0);
    let all = rows(&mut browser);
    browser.eval("document.querySelector('.grid .cell summary').focus()");
    browser.key("Enter");
    browser.wait("document.querySelector('.grid .cell[open] blockquote')?.checkVisibility()");
    // Back to the first day by the keyboard: less was known then.
    browser.eval("document.querySelector('input[type=range]').focus()");
    browser.key("Home");
    browser.wait("location.search.includes('as-of=2034-02-03') && document.querySelector('h1').textContent.includes('2034-02-03')");
    browser.wait(&format!("document.querySelectorAll('.grid tbody tr').length < {all}"));
    assert_eq!(browser.eval("document.activeElement.type"), "range", "the focus stays at the slider");
    browser.goto(&format!("{home}/table?since=2034-02-15"));
    let arrows = browser.eval("[...document.querySelectorAll('.grid .shift')].map((it) => it.textContent).join(' ')");
    assert!(arrows.as_str().is_some_and(|it| it.contains(['▲', '▽', '＋', '⇄', '∅'])), "{arrows}");
    browser.goto(&format!("{home}/table?stance=against"));
    assert!((1..all).contains(&rows(&mut browser)));
    assert!(browser.errors.is_empty(), "{:?}", browser.errors);
}

/// Pictures are moved, enlarged and searched; what is not known to the day is drawn as a stretch or as a day by which it had been.
#[test]
fn pictures_are_panned_and_searched() {
    let Some(mut browser) = Browser::start() else { return };
    let server = Served::example();
    let home = let_in(&mut browser, &server);
    browser.size(1366, 900, false);
    for (page, sought) in [("waits", "leaders"), ("network", "arven")] {
        browser.goto(&format!("{home}/{page}"));
        let view = "document.querySelector('.picture svg').getAttribute('viewBox')";
        let whole = browser.eval(view);
        browser.click("[data-zoom='0.8']");
        let larger = browser.eval(view);
        assert_ne!(larger, whole, "{page}");
        browser.eval("document.querySelector('.picture').focus()");
        browser.key("ArrowRight");
        let moved = browser.eval(view);
        assert_ne!(moved, larger, "{page}");
        // By script: on a busy machine the pointer has hit what stood there a moment before.
        browser.eval("document.querySelector('[data-zoom=all]').click()");
        browser.wait(&format!(
            "{view}.split(' ').map(Number).join() == '{}'.split(' ').map(Number).join()",
            whole.as_str().unwrap_or_default()
        ));
        browser.eval("document.querySelector('[data-find]').focus()");
        browser.type_words(sought);
        browser.wait("document.querySelector('.picture .hit') && document.querySelector('.picture .dim')");
        // The same as a list.
        assert_eq!(browser.eval("document.querySelector('.columns').textContent.includes('Arvenia')"), true, "{page}");
    }
    browser.goto(&format!("{home}/timeline"));
    for shape in [".act-mark circle:not(.ring)", ".act-mark .ring", ".act-mark .back"] {
        assert_eq!(browser.eval(&format!("Boolean(document.querySelector('{shape}'))")), true, "{shape}");
    }
    assert!(browser.errors.is_empty(), "{:?}", browser.errors);
}

/// Lists follow what is typed, with the focus where it was; filters say how many there are.
#[test]
fn documents_and_acts_are_found_as_one_types() {
    let Some(mut browser) = Browser::start() else { return };
    let server = Served::example();
    let home = let_in(&mut browser, &server);
    browser.size(1366, 900, false);
    browser.goto(&format!("{home}/documents"));
    let counts = "[...document.querySelector('.facets').querySelectorAll('.n')].reduce((sum, it) => sum + Number(it.textContent), 0)";
    assert_eq!(browser.eval(counts), 8, "each document is of one kind");
    browser.key("/");
    browser.wait("document.activeElement.name === 'q'");
    for letter in "forge".chars() {
        browser.key(&letter.to_string());
    }
    browser.wait("location.search.includes('q=forge') && document.querySelectorAll('#list tbody tr').length < 8");
    assert_eq!(browser.eval("document.activeElement.value"), "forge");
    browser.goto(&format!("{home}/search"));
    browser.key("/");
    for letter in "plat".chars() {
        browser.key(&letter.to_string());
    }
    browser.wait("location.search.includes('q=plat') && document.querySelector('#found .act blockquote')?.textContent.includes('plateau')");
    // Nothing of that kind is a state of its own, too.
    browser.type_words("xyzzy");
    browser.wait("document.querySelector('#found .empty')");
    assert_eq!(breaches(&mut browser), Vec::<String>::new());
    assert!(browser.errors.is_empty(), "{:?}", browser.errors);
}

/// A page that is not there, and one of an empty dossier, are pages like the others.
#[test]
fn empty_and_wrong_pages_are_designed() {
    let Some(mut browser) = Browser::start() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let server = Served::start(folder.path().join("talks.dossier"), None, 0);
    assert_eq!(server.post("/start", "what=empty").status, 303);
    let home = let_in(&mut browser, &server);
    for (path, says) in [
        ("/", "Nothing has been read yet"),
        ("/documents", "No document is like that"),
        ("/table", "No act shows a position"),
        ("/timeline", "Nothing of that kind"),
        ("/waits", "Nothing waits for anything"),
        ("/network", "No act ties two actors"),
        ("/outlook", "Too little is known"),
        ("/actors", "Nobody is called so"),
        ("/sources", "No document names its source"),
        ("/events", "No two reports"),
        ("/compare", "Choose two documents"),
        ("/no-such-page", "There is no such page"),
        ("/d7", "There is no"),
        ("/table?as-of=2034-13-77", "As-of is to be a date, and \"2034-13-77\" is none"),
    ] {
        for (width, dark) in [(1366, false), (360, true)] {
            browser.size(width, 780, dark);
            browser.goto(&format!("{home}{path}"));
            let words = browser.eval("document.querySelector('main').innerText").as_str().unwrap_or_default().to_owned();
            assert!(words.to_lowercase().contains(&says.to_lowercase()), "{path}: {words}");
            assert_eq!(breaches(&mut browser), Vec::<String>::new(), "{path}");
            assert!(browser.eval(TOO_WIDE).as_i64().unwrap_or(0) <= 0, "{path}");
        }
    }
    assert!(browser.errors.iter().all(|it| it.contains("404") || it.contains("400")), "{:?}", browser.errors);
}

/// A long name, of many words or of one, makes no page wider than a small screen.
#[test]
fn long_names_fit_a_small_screen() {
    let Some(mut browser) = Browser::start() else { return };
    let server = Served::example();
    let home = let_in(&mut browser, &server);
    browser.size(360, 780, false);
    let mut wrong = Vec::new();
    for name in [
        "Office of the Prime Minister of Heskeland and of the Northern Islands",
        "Nordhaveneveningcourierandshippinggazetteandarchive.example",
    ] {
        let text = "Norland rejected the truce, President Halvorsen said on Monday.";
        let report =
            serde_json::json!({ "id": name, "date": "2034-02-20", "source": name, "title": format!("{name}: talks"), "text": text });
        let taken = server.drop_in("long.jsonl", report.to_string().as_bytes()).json();
        let document = taken[0]["document"].as_str().expect("a document").to_owned();
        let source = format!("/sources?name={}", name.replace(' ', "+"));
        for path in ["/", "/documents", "/sources", &source, &format!("/{document}"), "/search?q=truce", "/table", "/log"] {
            browser.goto(&format!("{home}{path}"));
            let over = browser.eval(TOO_WIDE).as_i64().unwrap_or(0);
            if over > 0 {
                wrong.push(format!("{path}: {over} points too wide"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Pages as they are on a very wide screen and on paper: pictures to be looked at, and nothing wider than its place.
#[test]
fn pages_on_a_wide_screen_and_on_paper() {
    let Some(mut browser) = Browser::start() else { return };
    let server = Served::example();
    let home = let_in(&mut browser, &server);
    let only = std::env::var("PAGES").unwrap_or_default();
    let mut wrong = Vec::new();
    for (name, path) in PAGES.iter().filter(|(name, _)| only.is_empty() || only.split(',').any(|it| it == *name)) {
        browser.size(3840, 2160, false);
        browser.goto(&format!("{home}{path}"));
        browser.shot(&pictures().join(format!("{name}-4k-light.png")));
        if browser.eval(TOO_WIDE).as_i64().unwrap_or(0) > 0 {
            wrong.push(format!("{name}: wider than 4k"));
        }
        // A4 at 96 points an inch, without its margins.
        browser.size(718, 1047, false);
        browser.call("Emulation.setEmulatedMedia", serde_json::json!({ "media": "print" }));
        browser.shot_all(&pictures().join(format!("{name}-paper.png")), 4000);
        let over = "[...document.querySelectorAll('main *')].filter((it) => it.checkVisibility() && it.getBoundingClientRect().right > innerWidth + 1 && !it.closest('svg, .picture')).slice(0, 3).map((it) => it.tagName + '.' + it.className).join(' ')";
        let over = browser.eval(over).as_str().unwrap_or_default().to_owned();
        if !over.is_empty() {
            wrong.push(format!("{name}: on paper too wide: {over}"));
        }
        let chrome = browser
            .eval("[...document.querySelectorAll('.top, .bar, .filters, form, button')].filter((it) => it.checkVisibility()).length");
        if chrome != 0 {
            wrong.push(format!("{name}: {chrome} controls on paper"));
        }
        browser.call("Emulation.setEmulatedMedia", serde_json::json!({ "media": "" }));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(browser.errors.is_empty(), "{:?}", browser.errors);
}

/// A line of what a side wants is drawn to another place by the mouse, and the page says what follows; Esc lets it go back.
#[test]
fn the_outlook_is_played_with_by_mouse() {
    let Some(mut browser) = Browser::start() else { return };
    let server = Served::example();
    let home = let_in(&mut browser, &server);
    browser.size(1366, 900, false);
    browser.goto(&format!("{home}/outlook"));
    let wants = "[...document.querySelectorAll('.wants')].find((it) => it.children.length > 2)";
    let ids = |browser: &mut Browser| {
        browser.eval(&format!("[...{wants}.children].map((it) => it.id).join(' ')")).as_str().expect("lines").to_owned()
    };
    let before = ids(&mut browser);
    browser.eval(&format!("{wants}.scrollIntoView({{ block: 'center', behavior: 'instant' }}); undefined"));
    let at = |browser: &mut Browser, n: usize, part: f64| -> [f64; 2] {
        let place = browser.eval(&format!(
            "(() => {{ const at = {wants}.children[{n}].getBoundingClientRect(); return [at.left + 12, at.top + at.height * {part}] }})()"
        ));
        [place[0].as_f64().expect("a place"), place[1].as_f64().expect("a place")]
    };
    let mouse = |browser: &mut Browser, kind: &str, [x, y]: [f64; 2]| {
        browser.call(
            "Input.dispatchMouseEvent",
            serde_json::json!({ "type": kind, "x": x, "y": y, "button": "left", "buttons": 1, "clickCount": 1 }),
        );
    };
    // Taken up, moved, and let go of with Esc: nothing has changed.
    let (first, last) = (at(&mut browser, 0, 0.5), at(&mut browser, 2, 0.9));
    mouse(&mut browser, "mousePressed", first);
    mouse(&mut browser, "mouseMoved", last);
    assert_ne!(ids(&mut browser), before, "it moves under the hand");
    browser.key("Escape");
    assert_eq!(ids(&mut browser), before);
    mouse(&mut browser, "mouseReleased", last);
    assert_eq!(browser.eval("location.search"), "");
    // Down to the third place.
    mouse(&mut browser, "mousePressed", first);
    mouse(&mut browser, "mouseMoved", last);
    mouse(&mut browser, "mouseReleased", last);
    browser.wait("location.search.includes('o') && document.querySelector('.note')?.textContent.includes('another order')");
    let old: Vec<&str> = before.split(' ').collect();
    let now = ids(&mut browser);
    let now: Vec<&str> = now.split(' ').collect();
    assert_eq!(&now[..3], &[old[1], old[2], old[0]]);
    assert_eq!(browser.eval("document.activeElement.id"), old[0], "the focus goes with the line");
    assert_eq!(
        browser.eval("[...document.querySelectorAll('.sentences h2')].some((it) => it.textContent === 'What your order changes')"),
        true
    );
    // And up again: the order of the record, and the address without it.
    browser.eval(&format!("{wants}.scrollIntoView({{ block: 'center', behavior: 'instant' }}); undefined"));
    let (third, top) = (at(&mut browser, 2, 0.5), at(&mut browser, 0, 0.1));
    mouse(&mut browser, "mousePressed", third);
    mouse(&mut browser, "mouseMoved", top);
    mouse(&mut browser, "mouseReleased", top);
    browser.wait("!location.search.includes('o') && !document.querySelector('.note')?.textContent.includes('another order')");
    assert_eq!(ids(&mut browser), before);
    assert!(browser.errors.is_empty(), "{:?}", browser.errors);
}

#[test]
fn the_outlook_is_played_with_by_keys_alone() {
    let Some(mut browser) = Browser::start() else { return };
    let server = Served::example();
    let home = let_in(&mut browser, &server);
    browser.size(1366, 900, false);
    browser.goto(&format!("{home}/outlook"));
    let wants = "[...document.querySelectorAll('.wants')].find((it) => it.children.length > 1)";
    let first = browser.eval(&format!("{wants}.children[0].id")).as_str().expect("a line").to_owned();
    browser.eval(&format!("{wants}.children[0].focus()"));
    let down = |browser: &mut Browser| {
        for kind in ["keyDown", "keyUp"] {
            browser.call(
                "Input.dispatchKeyEvent",
                serde_json::json!({ "type": kind, "key": "ArrowDown", "windowsVirtualKeyCode": 40, "modifiers": 1 }),
            );
        }
    };
    down(&mut browser);
    browser.wait(&format!("{wants}.children[1].id === '{first}' && location.search.includes('o')"));
    assert_eq!(browser.eval("document.activeElement.id"), first, "the focus goes with the line");
    assert_eq!(browser.eval("document.querySelector('.note')?.textContent.includes('another order')"), true);
    // A move is supposed, and the page says what becomes of the outcomes.
    browser.eval("document.querySelector('#s0Y').focus()");
    browser.key("Enter");
    browser.wait("document.querySelector('#s0Y').getAttribute('aria-current') === 'true' && document.activeElement.id === 's0Y'");
    assert_eq!(browser.eval("[...document.querySelectorAll('.sentences h2')].some((it) => it.textContent === 'Supposed')"), true);
    // Nothing of it is in the dossier.
    let entries = server.get("/log.json").json();
    assert!(
        entries.as_array().expect("entries").iter().all(|it| matches!(it["command"].as_str(), Some("new" | "init" | "add"))),
        "{entries}"
    );
    // The model as a file is one that the command takes.
    let model = server.get("/outlook?file=model");
    assert_eq!(model.status, 200);
    assert!(model.text().contains("[["), "{}", model.text());
    assert!(browser.errors.is_empty(), "{:?}", browser.errors);
}
