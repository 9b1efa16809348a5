//! The pages in a real browser: nothing in the console, nothing asked for elsewhere, the rules of WCAG 2.2 AA, hands on the keys.
mod chromium;

use crate::served::Served;
use chromium::Browser;
use std::path::{Path, PathBuf};

const AXE: &str = include_str!("../../axe/axe.min.js");

/// Each page with the name of its picture.
const PAGES: [(&str, &str); 15] = [
    ("overview", "/"),
    ("documents", "/documents"),
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
    ("compare", "/compare"),
];

fn pictures() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("the target folder").join("pictures")
}

fn let_in(browser: &mut Browser, server: &Served) -> String {
    browser.goto(&server.link);
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
    let home = let_in(&mut browser, &server);
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
                let over = browser.eval("document.documentElement.scrollWidth - innerWidth");
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
