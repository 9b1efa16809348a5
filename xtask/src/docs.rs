//! `docs/reference/`: pages made from the program's own help and from the data that it goes by, so that they cannot go stale. Of the
//! other pages, what is printed in their examples and counted in README.md.
use evidence::{ActKind, Measures};
use std::fmt::Write;
use std::path::Path;
use std::process::Command;

/// Writes the pages; with `check` only says which of them are stale.
pub fn docs(check: bool) -> Result<(), String> {
    crate::run(&mut crate::cargo(&["build", "--quiet", "--package", "cli"]))?;
    let program = crate::target().join("debug").join(crate::program());
    let readme = std::fs::read_to_string(crate::root().join("README.md")).map_err(|e| format!("README.md: {e}"))?;
    let pages = [
        ("docs/reference/commands.md", commands(&program)?),
        ("docs/reference/acts.md", acts()),
        ("docs/reference/measures.md", measures(Measures::embedded())),
        ("README.md", crate::figures::filled(&readme, &crate::root())?),
    ];
    let folder = crate::root().join("docs/reference");
    let mut stale = Vec::new();
    for (name, page) in pages {
        let path = crate::root().join(name);
        if std::fs::read_to_string(&path).ok().as_deref() == Some(&page) {
            continue;
        }
        if check {
            stale.push(name);
            continue;
        }
        std::fs::create_dir_all(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
        std::fs::write(&path, page).map_err(|e| format!("{}: {e}", path.display()))?;
        println!("wrote {name}");
    }
    if !stale.is_empty() {
        return Err(format!("{} is not current; run `cargo xtask docs`", stale.join(", ")));
    }
    // With `check`, the tests have compared them already.
    if !check { examples() } else { Ok(()) }
}

/// Writes into the pages' `console` blocks what their commands print now. The test that compares them knows how.
fn examples() -> Result<(), String> {
    let mut command = crate::cargo(&["test", "--quiet", "--package", "cli", "--test", "it", "docs::the_examples"]);
    crate::run(command.env("ARMISTICE_DOCS", "write"))
}

const MADE: &str = "<!-- Made by `cargo xtask docs`. Do not edit. -->\n\n";

fn commands(program: &Path) -> Result<String, String> {
    let mut page = format!("{MADE}# Commands\n\nWhat `armistice --help` and the help of each command print.\n");
    let mut waiting = vec![vec![]];
    while let Some(path) = waiting.pop() {
        let help = help(program, &path)?;
        let _ = write!(
            page,
            "\n## `{}`\n\n```text\n{help}\n```\n",
            ["armistice"].iter().copied().chain(path.iter().map(String::as_str)).collect::<Vec<_>>().join(" ")
        );
        // The last is taken next, so the first has to be put on last.
        for name in subcommands(&help).into_iter().rev() {
            waiting.push(path.iter().cloned().chain([name]).collect());
        }
    }
    Ok(page)
}

fn help(program: &Path, path: &[String]) -> Result<String, String> {
    let output = Command::new(program)
        .args(path)
        .arg("--help")
        .env("COLUMNS", "100")
        .env("NO_COLOR", "1")
        .output()
        .map_err(|e| format!("{}: {e}", program.display()))?;
    let text = String::from_utf8(output.stdout).map_err(|e| format!("help of `{}`: {e}", path.join(" ")))?;
    Ok(text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n").trim().to_owned())
}

/// The commands that a help text lists.
fn subcommands(help: &str) -> Vec<String> {
    let list = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let names = list.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    names.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help").map(str::to_owned).collect()
}

fn acts() -> String {
    let mut page = format!(
        "{MADE}# Acts\n\nThe closed list of {} acts, with the strengths (weakest first) and the statuses that each can have. How one decides \
         between them is in [the guide](../guide/acts.md).\n\n| act | in short | strength | status |\n|---|---|---|---|\n",
        ActKind::ALL.len()
    );
    for act in ActKind::ALL {
        let strengths: Vec<&str> = act.strengths().iter().map(|it| it.as_str()).collect();
        let statuses: Vec<&str> = act.statuses().iter().map(|it| it.as_str()).collect();
        let _ = writeln!(page, "| `{act}` | {} | {} | {} |", act.gloss(), strengths.join(" < "), statuses.join(", "));
    }
    page
}

fn measures(list: &Measures) -> String {
    let mut page = format!(
        "{MADE}# Measures\n\nThe closed list of {} measures: what parties ask for, promise, refuse and do. A measure has no sign; for or \
         against is the stance of a position. Its cues, with further data, are in `crates/evidence/data/measures.toml`.\n",
        list.all().len()
    );
    for group in &list.groups {
        let _ =
            write!(page, "\n## {}\n\n{}\n\n| measure | meaning | parameters | see also |\n|---|---|---|---|\n", group.title, group.gloss);
        for measure in list.all().iter().filter(|it| it.group == group.id) {
            let mut also = Vec::new();
            if let Some(other) = &measure.opposite {
                also.push(format!("opposite: `{other}`"));
            }
            if let Some(other) = &measure.broader {
                also.push(format!("a kind of `{other}`"));
            }
            let gloss = format!("{}: {}", measure.label, measure.gloss).replace('|', "\\|");
            let _ = writeln!(page, "| `{}` | {gloss} | {} | {} |", measure.id, measure.params.join(", "), also.join("; "));
        }
    }
    page
}
