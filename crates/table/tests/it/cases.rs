//! The cases in `cases/*.md`: under a heading a sentence that says why, the acts, and the table that they come to.
#![expect(clippy::disallowed_methods, reason = "the cases are read from files")]
use crate::notation::{reading, written};
use std::path::Path;

#[test]
fn cases() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let mut paths: Vec<_> = std::fs::read_dir(&folder).expect("there are cases").map(|it| it.expect("an entry").path()).collect();
    paths.sort();
    let (mut n, mut wrong) = (0, String::new());
    for path in paths {
        let text = std::fs::read_to_string(&path).expect("a case is text");
        for case in text.split("\n## ").skip(1) {
            let heading = case.lines().next().unwrap_or_default();
            let (acts, expected) = (block(case, "acts"), block(case, "table"));
            let (document, reading) = reading(acts);
            let got = written(&table::of_document(&document, &reading));
            n += 1;
            if got != expected {
                wrong += &format!("{}: {heading}\nexpected:\n{expected}got:\n{got}\n", path.display());
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(n > 0, "there are cases");
}

fn block<'a>(case: &'a str, name: &str) -> &'a str {
    let start = case.find(&format!("```{name}\n")).unwrap_or_else(|| panic!("no block `{name}` in: {case}")) + name.len() + 4;
    let end = case[start..].find("```").unwrap_or_else(|| panic!("the block `{name}` has no end in: {case}"));
    &case[start..start + end]
}
