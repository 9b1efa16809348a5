//! The block `layers` of ARCHITECTURE.md says the same as the crates themselves, both ways.
use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

/// Crate, and which crates of the repository it imports; in order.
type Layers = Vec<(String, BTreeSet<String>)>;

#[test]
fn the_page_says_what_the_crates_import() {
    let page = std::fs::read_to_string(crate::root().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md can be read");
    let said = said(&page);
    let made: BTreeMap<String, BTreeSet<String>> = made();
    let mut earlier = BTreeSet::new();
    for (name, imports) in &said {
        assert!(imports.is_subset(&earlier), "{name} imports only crates of earlier lines: {imports:?}");
        earlier.insert(name.clone());
    }
    assert_eq!(earlier, made.keys().cloned().collect(), "the lines of `layers` are the crates that there are");
    for (name, imports) in said {
        assert_eq!(imports, made[&name], "left: what ARCHITECTURE.md says that {name} imports; right: what its Cargo.toml says");
    }
}

fn said(page: &str) -> Layers {
    let block = page.split_once("```layers\n").and_then(|(_, rest)| rest.split_once("```")).expect("a block `layers`").0;
    let line = |line: &str| {
        let (name, imports) = line.split_once(':').unwrap_or_else(|| panic!("no colon in the layer `{line}`"));
        (name.trim().to_owned(), imports.split_whitespace().map(str::to_owned).collect())
    };
    block.lines().map(line).collect()
}

/// What cargo says of the crates under `crates/`. What only tests use is no edge: a test may look anywhere.
fn made() -> BTreeMap<String, BTreeSet<String>> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version", "1", "--offline"])
        .current_dir(crate::root())
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("cargo prints JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    let layered =
        packages.iter().filter(|it| it["manifest_path"].as_str().is_some_and(|path| path.replace('\\', "/").contains("/crates/")));
    let layered: Vec<_> = layered.collect();
    let names: BTreeSet<&str> = layered.iter().filter_map(|it| it["name"].as_str()).collect();
    let imports = |package: &serde_json::Value| {
        let list = package["dependencies"].as_array().expect("dependencies");
        let used = list.iter().filter(|it| it["kind"].as_str() != Some("dev")).filter_map(|it| it["name"].as_str());
        used.filter(|name| names.contains(name)).map(str::to_owned).collect()
    };
    layered.iter().map(|it| (it["name"].as_str().unwrap_or_default().to_owned(), imports(it))).collect()
}
