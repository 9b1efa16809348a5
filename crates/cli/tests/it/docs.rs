//! The pages for people say what the command does: their `console` blocks are run, and each command, option and key of the JSON has
//! its paragraph. A block shows what its commands print; `...` stands for lines that are left out. Where the lines change, `cargo xtask
//! docs` writes them anew: all of them, or those that a comment before the block names, `<!-- shown: head; PARTIES; WHO SAID WHAT 12 -->`.
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The pages that a person reads, with their names: those at the root and those under `docs/`.
fn pages() -> Vec<(String, String)> {
    let mut names = vec![];
    let mut folders = vec!["docs".to_owned(), String::new()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(root().join(&folder)).unwrap() {
            let entry = entry.unwrap();
            let name = Path::new(&folder).join(entry.file_name()).to_string_lossy().replace('\\', "/");
            if name.ends_with(".md") {
                names.push(name);
            } else if !folder.is_empty() && entry.path().is_dir() {
                folders.push(name);
            }
        }
    }
    names.sort();
    names.into_iter().map(|name| (name.clone(), fs::read_to_string(root().join(&name)).unwrap())).collect()
}

fn armistice(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_armistice")).args(arguments).current_dir(root()).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// One command of a block, and the lines shown for it.
struct Shown<'a> {
    command: String,
    lines: Vec<&'a str>,
}

/// The commands of a block: `$ ` opens one, `> ` carries it on.
fn commands(block: &str) -> Vec<Shown<'_>> {
    let mut all: Vec<Shown<'_>> = vec![];
    for line in block.lines() {
        if let Some(command) = line.strip_prefix("$ ") {
            all.push(Shown { command: command.to_owned(), lines: vec![] });
            continue;
        }
        let last = all.last_mut().expect("a console block opens with a command: `$ ...`");
        match line.strip_prefix("> ") {
            Some(more) if last.lines.is_empty() => last.command += &format!("\n{more}"),
            _ => last.lines.push(line),
        }
    }
    all
}

/// Whether the lines shown are those printed, `...` standing for any number of them.
fn agree(shown: &[&str], printed: &[&str]) -> bool {
    match (shown, printed) {
        ([], _) => printed.is_empty(),
        (["...", rest @ ..], _) => (0..=printed.len()).any(|skipped| agree(rest, &printed[skipped..])),
        ([first, rest @ ..], [line, others @ ..]) => first.trim_end() == line.trim_end() && agree(rest, others),
        (_, []) => false,
    }
}

/// Of what is printed, the head and the sections that are asked for; of a section with a number behind it only so many lines, and
/// those up to the end of its entry, which says `unconfirmed`.
fn excerpt(printed: &str, asked: &str) -> String {
    let asked: Vec<(&str, usize)> = asked
        .split(';')
        .map(|it| {
            let it = it.trim();
            let cut = it.rsplit_once(' ').and_then(|(name, n)| Some((name, n.parse().ok()?)));
            cut.unwrap_or((it, usize::MAX))
        })
        .collect();
    let mut lines: Vec<&str> = vec![];
    for (n, section) in printed.split("\n\n").enumerate() {
        let section: Vec<&str> = section.trim_end().lines().collect();
        let named = |name: &str| if name == "head" { n == 0 } else { section.first() == Some(&name) };
        match asked.iter().find(|(name, _)| named(name)) {
            Some((_, most)) => {
                if lines.last().is_some_and(|last| *last != "...") {
                    lines.push("");
                }
                let rest = section.iter().skip(most.saturating_sub(1));
                let most = most.saturating_add(rest.take_while(|line| !line.contains("unconfirmed")).count());
                lines.extend(section.iter().take(most));
                if section.len() > most {
                    lines.push("...");
                }
            }
            None if lines.last() != Some(&"...") => lines.push("..."),
            None => {}
        }
    }
    lines.join("\n")
}

/// Runs the commands of the pages' `console` blocks as a reader of the page would, in a folder that has `examples/` in it.
#[cfg(unix)]
#[test]
fn the_examples_in_the_pages_print_what_is_shown() {
    let write = std::env::var_os("ARMISTICE_DOCS").is_some_and(|it| it == "write");
    let bin = Path::new(env!("CARGO_BIN_EXE_armistice")).parent().unwrap();
    let path =
        std::env::join_paths(std::iter::once(bin.to_owned()).chain(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default())))
            .unwrap();
    let mut ran = 0;
    // The conflict's chapter brings its own model; `conflict.rs` runs it.
    for (name, page) in pages().into_iter().filter(|(name, _)| name != "docs/guide/conflict.md") {
        let folder = tempfile::tempdir().unwrap();
        let sennet = "examples/dossiers/sennet-plateau";
        let (reports, readings) = (format!("{sennet}/reports"), format!("{sennet}/readings"));
        for examples in ["examples", "examples/compare", sennet, &reports, &readings] {
            fs::create_dir_all(folder.path().join(examples)).unwrap();
            for entry in fs::read_dir(root().join(examples)).unwrap() {
                let entry = entry.unwrap().path();
                if entry.is_file() {
                    fs::copy(&entry, folder.path().join(examples).join(entry.file_name().unwrap())).unwrap();
                }
            }
        }
        let mut pieces = page.split("```console\n");
        let mut now = pieces.next().unwrap().to_owned();
        for piece in pieces {
            let (block, rest) = piece.split_once("```").unwrap_or_else(|| panic!("{name}: a block is not closed"));
            let asked = now.lines().last().and_then(|line| line.strip_prefix("<!-- shown: ")?.strip_suffix(" -->")).map(str::to_owned);
            now += "```console\n";
            for Shown { command, lines } in commands(block) {
                let script = format!("{{ {}\n}} 2>&1", command.replace("cargo run --release -- ", "armistice "));
                let mut shell = Command::new("sh");
                shell.args(["-c", &script]).env("PATH", &path).env_remove("CLICOLOR_FORCE").current_dir(folder.path());
                // The log of a dossier says who and when.
                shell.env("USER", "lind").env("SOURCE_DATE_EPOCH", "1931245200");
                let printed = String::from_utf8(shell.output().unwrap().stdout).unwrap();
                ran += 1;
                let same = agree(&lines, &printed.lines().collect::<Vec<_>>());
                assert!(
                    same || write,
                    "{name}: `{command}` does not print what the page shows; if that is meant, run `cargo xtask docs`\n{printed}"
                );
                let shown = match &asked {
                    Some(asked) => excerpt(&printed, asked),
                    None if same => lines.join("\n"),
                    None => printed.trim_end().to_owned(),
                };
                now += &format!("$ {}\n", command.replace('\n', "\n> "));
                now += &shown.lines().map(|line| format!("{}\n", line.trim_end())).collect::<String>();
            }
            now += "```";
            now += rest;
        }
        if write && now != page {
            fs::write(root().join(&name), now).unwrap();
        }
    }
    assert!(ran >= 5, "only {ran} examples were found in the pages");
}

#[test]
fn lines_are_left_out_only_where_the_page_says_so() {
    let printed = ["one", "two", "three", "four"];
    assert!(agree(&["one", "...", "four"], &printed));
    assert!(agree(&["one", "two", "three", "four", "..."], &printed));
    assert!(!agree(&["one", "four"], &printed));
    assert!(!agree(&["one", "two"], &printed));
    assert!(!agree(&["...", "five"], &printed));
    let page = "head\nof it\n\nA\n  u\n    ○ unconfirmed\n  v ○ unconfirmed\n\nB\n  x\n\nC\n  y\n";
    assert_eq!(excerpt(page, "head; A 2; C"), "head\nof it\n\nA\n  u\n    ○ unconfirmed\n...\nC\n  y");
}

/// The long options and the commands that a help text lists.
fn listed(help: &str) -> (BTreeSet<String>, BTreeSet<String>) {
    let options = help.lines().map(str::trim_start).filter(|line| line.starts_with('-'));
    let options = options.flat_map(|line| line.split([' ', ','])).filter(|word| word.starts_with("--")).map(str::to_owned).collect();
    let list = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let names = list.filter(|line| line.starts_with("  ") && !line.starts_with("   ")).filter_map(|line| line.split_whitespace().next());
    (options, names.filter(|name| *name != "help").map(str::to_owned).collect())
}

#[test]
fn each_command_and_option_has_a_paragraph_in_the_guide() {
    let guide: Vec<(String, String)> = pages().into_iter().filter(|(name, _)| name.starts_with("docs/guide/")).collect();
    let opens = |with: &str| guide.iter().any(|(_, page)| page.lines().any(|line| line.starts_with(with)));
    // Options of a part of a command may share an item: "- `--from STATE`, `--to STATE`: ...".
    let mentions = |option: &str| {
        guide.iter().any(|(_, page)| page.lines().any(|line| line.starts_with("- `--") && line.contains(&format!("`{option}"))))
    };
    let (options, names) = listed(&armistice(&["--help"]));
    assert!(!names.is_empty());
    let mut open: Vec<String> =
        options.iter().filter(|option| !opens(&format!("- `{option}"))).map(|option| format!("armistice {option}")).collect();
    for name in names {
        if !guide.iter().any(|(_, page)| page.lines().any(|line| line.starts_with('#') && line.contains(&format!("`armistice {name}`")))) {
            open.push(format!("armistice {name}"));
        }
        let (options, parts) = listed(&armistice(&[&name, "--help"]));
        assert!(options.contains("--help") || !parts.is_empty(), "the help of {name} lists its options");
        open.extend(options.iter().filter(|it| !opens(&format!("- `{it}"))).map(|option| format!("armistice {name} {option}")));
        for part in parts {
            let (options, _) = listed(&armistice(&[&name, &part, "--help"]));
            let mut missing: Vec<String> =
                options.iter().filter(|it| !mentions(it)).map(|it| format!("armistice {name} {part} {it}")).collect();
            if !opens(&format!("- `armistice {name} {part}`")) {
                missing.push(format!("armistice {name} {part}"));
            }
            open.append(&mut missing);
        }
    }
    assert!(open.is_empty(), "without a heading (commands) or a list item (options) in docs/guide/: {open:?}");
}

/// The paths of the keys in a value: `acts[].if.relation`. Names of parameters are data, not keys.
fn keys(value: &Value, path: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                let key = if path.ends_with(".params") { "NAME" } else { key };
                let path = if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
                keys(value, &path, found);
                found.insert(path);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| keys(item, &format!("{path}[]"), found)),
        _ => {}
    }
}

#[test]
fn each_key_of_the_json_has_its_row() {
    let folder = tempfile::tempdir().unwrap();
    let line =
        r#"{"id": "m1", "url": "https://example.org/1", "source": "Lakes Wire", "text": "Norland will sign on Friday. “Never,” it said."}"#;
    fs::write(folder.path().join("more.jsonl"), line).unwrap();
    let more = folder.path().join("more.jsonl");
    let page = folder.path().join("page.html");
    fs::write(&page, "<html><body><p>Norland will sign the paper of the League on Friday, President Halvorsen said.</p></body></html>")
        .unwrap();
    let page = page.to_string_lossy();
    let mut printed = BTreeSet::new();
    for line in armistice(&["read", "--json", "examples/tessel-truce.txt", "examples", &more.to_string_lossy(), &page]).lines() {
        keys(&serde_json::from_str(line).unwrap(), "", &mut printed);
    }
    let page = fs::read_to_string(root().join("docs/formats/reading-json.md")).unwrap();
    let rows: Vec<(&str, &str)> = page.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` | ")).collect();
    let said: BTreeSet<String> = rows.iter().map(|(key, _)| (*key).to_owned()).collect();
    let open: Vec<_> = printed.difference(&said).collect();
    assert!(open.is_empty(), "printed, but without a row in docs/formats/reading-json.md: {open:?}");
    let stale: Vec<_> = rows.iter().filter(|(key, says)| !printed.contains(*key) && !says.contains("absent")).collect();
    assert!(stale.is_empty(), "in docs/formats/reading-json.md, but not printed: {stale:?}");
}

#[test]
fn each_key_of_the_import_report_has_its_row() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), "Norland will sign the paper on Friday.").unwrap();
    fs::write(folder.path().join("b.txt"), "").unwrap();
    let mut printed = BTreeSet::new();
    for line in armistice(&["read", "--import-report", "--json", &folder.path().to_string_lossy()]).lines() {
        keys(&serde_json::from_str(line).unwrap(), "", &mut printed);
    }
    let page = fs::read_to_string(root().join("docs/formats/import-json.md")).unwrap();
    let said: BTreeSet<String> = page.lines().filter_map(|line| Some(line.strip_prefix("| `")?.split_once("` | ")?.0.to_owned())).collect();
    assert_eq!(printed, said);
}

#[test]
fn links_between_the_pages_lead_somewhere_and_each_page_is_linked() {
    let pages = pages();
    let mut linked = BTreeSet::new();
    let mut broken = vec![];
    for (name, page) in &pages {
        for (target, _) in page.split("](").skip(1).filter_map(|rest| rest.split_once(')')) {
            let target = target.split('#').next().unwrap_or_default();
            if target.is_empty() || target.contains("://") {
                continue;
            }
            let path = Path::new(name).parent().unwrap().join(target);
            match root().join(&path).canonicalize() {
                Ok(path) => _ = linked.insert(path),
                Err(_) => broken.push(format!("{name}: {target}")),
            }
        }
    }
    assert!(broken.is_empty(), "{broken:?}");
    let orphans = pages.iter().map(|(name, _)| name).filter(|name| *name != "README.md");
    let orphans: Vec<_> = orphans.filter(|name| !linked.contains(&root().join(name).canonicalize().unwrap())).collect();
    assert!(orphans.is_empty(), "no page leads to these: {orphans:?}");
}
