//! No figure falls below the committed one.
use evaluate::corpus;
use std::process::Command;

fn check(arguments: &[&str]) {
    let run = Command::new(env!("CARGO_BIN_EXE_evaluate")).args(arguments).arg("--check").output().expect("it runs");
    assert!(run.status.success(), "{}{}", String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
}

#[test]
fn gold() {
    if crate::shared("the committed figures of real documents").is_some() {
        check(&["gold"]);
        check(&["gold", "--model", "none"]);
        check(&["table"]);
    }
}

#[test]
fn polnear_and_attributions() {
    if crate::shared("the committed figures of attributions").is_some() {
        for model in ["whole", "fast", "none"] {
            check(&["polnear", "--model", model]);
            check(&["attributions", "--model", model]);
        }
    }
}

#[test]
fn examples() {
    assert!(corpus::repository().join("examples/readings").is_dir(), "the examples have hand-made readings");
    check(&["examples"]);
    check(&["table", "--examples"]);
    check(&["tables"]);
    check(&["tables", "--no-names"]);
}
