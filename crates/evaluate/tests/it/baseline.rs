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
    check(&["reports"]);
    check(&["table", "--examples"]);
    check(&["tables"]);
    check(&["tables", "--no-names"]);
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test reads what is committed")]
fn the_reliability_diagram_is_of_the_committed_figures() {
    let read = |name: &str| std::fs::read_to_string(corpus::repository().join("evaluation").join(name)).expect("a committed file");
    let sum = |sheet: &str, column: &str| -> usize {
        let mut lines = sheet.lines().map(|line| line.split(','));
        let at = lines.next().and_then(|mut head| head.position(|name| name == column)).expect("the column");
        lines.map(|mut line| line.nth(at).and_then(|cell| cell.parse::<usize>().ok()).expect("a count")).sum()
    };
    let (figures, bins) = (read("gold.csv"), read("reliability.csv"));
    assert_eq!(sum(&bins, "acts"), sum(&figures, "acts_predicted"), "written by `evaluate gold --write`");
    assert_eq!(sum(&bins, "right"), sum(&figures, "act_actor_measure"));
    let svg = read("reliability.svg");
    for bin in bins.lines().skip(1).filter_map(|line| line.split(',').nth(2)).filter(|acts| *acts != "0") {
        assert!(svg.contains(&format!(">{bin}</text>")), "the picture lacks the bin of {bin} acts");
    }
}
