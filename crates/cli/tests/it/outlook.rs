//! `armistice outlook` in every form, on an example dossier: what each form has, and what is said where the record is too thin.
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn plateau() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/dossiers/sennet-plateau")
}

fn run_in(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_armistice"));
    command.arg("outlook").args(arguments).current_dir(folder).stdin(Stdio::null()).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    let Output { status, stdout, stderr } = command.output().unwrap();
    (status.code(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

/// The outlook on the example dossier.
fn run(arguments: &[&str]) -> String {
    let mut all = vec!["reports", "--readings", "readings", "--variants", "50"];
    all.extend(arguments);
    let (code, out, err) = run_in(&plateau(), &all);
    assert_eq!(code, Some(0), "{err}");
    out
}

/// The words of a page, whatever its line breaks.
fn flat(page: &str) -> String {
    page.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn terminal_and_markdown_say_the_same_sentences() {
    let (terminal, markdown) = (flat(&run(&[])), flat(&run(&["--markdown"])));
    for says in [
        "a general ceasefire by Arvenia, if there is a monitoring mission by Corvane",
        "It would hold: nobody does better by a move of its own.",
        "The model confirms it: nobody does better by moving first, though the exchange would hold once it were made.",
        "On that way Corvane would go against “no monitoring mission by Corvane, unless there is a general ceasefire by Arvenia”.",
        "Nothing is known of Corvane’s view on",
    ] {
        assert!(terminal.contains(says), "the terminal lacks “{says}”");
        assert!(markdown.contains(says), "the Markdown lacks “{says}”");
    }
    // In all, in most, in few: always with the counts.
    let counted = |it: &str| it.split("It holds in ").skip(1).all(|it| it.split_once('(').is_some_and(|(_, it)| it.contains(" of ")));
    assert!(terminal.contains("It holds in ") && counted(&terminal), "{terminal}");
}

#[test]
fn why_opens_each_sentence_to_its_proof_and_its_words() {
    let (short, long) = (flat(&run(&[])), flat(&run(&["--why"])));
    assert!(long.contains("has one move from here, and does better by none.") && !short.contains("has one move from here"));
    assert!(long.matches('“').count() > 2 * short.matches('“').count());
}

#[test]
fn a_word_document_and_a_picture_are_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    run(&["--docx", &path("outlook.docx")]);
    let mut archive = zip::ZipArchive::new(fs::File::open(path("outlook.docx")).unwrap()).unwrap();
    let mut document = String::new();
    archive.by_name("word/document.xml").unwrap().read_to_string(&mut document).unwrap();
    assert!(document.contains("It would hold: nobody does better by a move of its own."));
    run(&["--svg", &path("outlook.svg")]);
    let picture = fs::read_to_string(path("outlook.svg")).unwrap();
    assert!(picture.contains("Today") && picture.contains("Double frame: it would hold."), "{picture}");
    // No wider than a page, however many steps there are.
    let wide = picture.split_once("width=\"").and_then(|(_, it)| it.split_once('"')).and_then(|(it, _)| it.parse::<u32>().ok());
    assert!(wide.is_some_and(|it| it <= 1100), "{wide:?}");
    // Black, white and grey alone, and what is told by a line is told by words, too.
    let colours = picture.match_indices('#').filter(|(at, _)| !picture[*at..].starts_with("#tip")).map(|(at, _)| &picture[at + 1..at + 4]);
    for colour in colours {
        assert!(colour.bytes().all(|it| it == colour.as_bytes()[0]), "#{colour} is no grey");
    }
    assert_eq!(picture.matches("stroke-dasharray").count(), picture.matches("not better for it</text>").count());
    run(&["--html", &path("outlook.html")]);
    assert!(fs::read_to_string(path("outlook.html")).unwrap().contains("nobody does better by a move of its own"));
}

#[test]
fn a_supposition_stands_beside_what_follows_without_it() {
    let page = flat(&run(&["--suppose", "general-ceasefire by Arvenia = Y"]));
    assert!(page.contains("SUPPOSED Supposing a general ceasefire by Arvenia"), "{page}");
    assert!(page.contains("Holds with it and without it – Corvane: a monitoring mission."), "{page}");
    assert!(page.contains("Holds without it, and not with it – Ilvane: a stop to arms supplies."), "{page}");
    let (code, _, err) = run_in(&plateau(), &["reports", "--readings", "readings", "--suppose", "blockade by Nobody = Y"]);
    assert_eq!(code, Some(2));
    assert!(err.contains("the options are: "), "{err}");
}

#[test]
fn a_later_report_changes_an_edited_model_change_by_change() {
    let folder = tempfile::tempdir().unwrap();
    let mine = folder.path().join("mine.toml");
    let old = run(&["--as-of", "2034-02-24", "--toml"]);
    // A person drops a line of the model of February, and keeps the rest with a comment of its own.
    let line = old.lines().position(|it| it.contains("front-line-freeze") && it.contains("NOT")).expect("a refusal");
    let edited: Vec<&str> = old.lines().enumerate().filter(|(i, _)| *i != line).map(|(_, it)| it).collect();
    fs::write(&mine, format!("# my own\n{}\n", edited.join("\n"))).unwrap();
    let mine = mine.to_str().unwrap();
    let page = flat(&run(&["--model", mine, "--against", "2034-02-24"]));
    assert!(page.contains("What the new reports would change in your model"), "{page}");
    assert!(page.contains("it fits into your model as it is") && page.contains("WHAT THE NEW REPORTS CHANGED"), "{page}");
    let merged = run(&["--model", mine, "--against", "2034-02-24", "--toml"]);
    assert!(merged.starts_with("# my own"), "{merged}");
    assert!(merged.contains("NOT monitoring-mission IF NOT general-ceasefire"), "{merged}");
    assert!(!merged.lines().any(|it| it.contains("NOT front-line-freeze")), "what was dropped stays dropped: {merged}");
}

#[test]
fn where_the_record_is_too_thin_the_page_says_what_would_have_to_be_known() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("note.txt"), "It rained in Dessa on Monday.\n").unwrap();
    let (code, out, _) = run_in(folder.path(), &["note.txt", "--no-model"]);
    assert_eq!(code, Some(0));
    let page = flat(&out);
    assert!(
        page.contains("TOO LITTLE IS KNOWN The record shows no move that anybody could make. For a model one would have to know"),
        "{page}"
    );
    assert!(!page.contains("WHAT WOULD HOLD"), "{page}");
}

/// What is refused, with its exit code.
fn refused(arguments: &[&str]) -> String {
    let mut all = vec!["reports", "--readings", "readings", "--variants", "0"];
    all.extend(arguments);
    let (code, out, err) = run_in(&plateau(), &all);
    assert_eq!((code, out.as_str()), (Some(2), ""), "{err}");
    err
}

#[test]
fn moves_that_cannot_be_at_once_are_refused_by_name() {
    let (freeze, withdrawal) = ("front-line-freeze by Arvenia = Y", "troop-withdrawal by Corvane = Y");
    let both = refused(&["--suppose", freeze, "--suppose", "general-ceasefire by Arvenia = Y", "--suppose", withdrawal]);
    assert!(both.starts_with(&format!("error: “{withdrawal}” and “{freeze}” cannot be at once\nhint: ")), "{both}");
    let twice = refused(&["--suppose", "front-line-freeze by Arvenia = N", "--suppose", freeze]);
    assert!(
        twice.starts_with("error: “front-line-freeze by Arvenia = N” and “front-line-freeze by Arvenia = Y” cannot be at once"),
        "{twice}"
    );
    let held = refused(&["--hold", &format!("{freeze}, {withdrawal}")]);
    assert!(held.contains(&format!("“{withdrawal}” and “{freeze}” cannot be at once")), "{held}");
    let letters = refused(&["--hold", "YNNYNNN"]);
    assert!(letters.contains(&format!("“{withdrawal}” and “{freeze}” cannot be at once")), "{letters}");
}

#[test]
fn the_note_of_an_edited_model_says_what_is_so_today() {
    let folder = tempfile::tempdir().unwrap();
    let mine = folder.path().join("mine.toml");
    let written = run(&["--toml"]);
    let with = |note: &str| {
        fs::write(&mine, written.replace("Status quo: NNNNNYN", note)).unwrap();
        mine.to_str().unwrap().to_owned()
    };
    assert!(written.contains("note = \"Status quo: NNNNNYN\""), "{written}");
    let page = flat(&run(&["--model", &with("Status quo: NYNNNYN")]));
    assert!(page.contains("Monitoring mission: yes") && page.contains("So no more, by Corvane: a monitoring mission."), "{page}");
    assert!(flat(&run(&["--model", &with("my own")])).contains("Monitoring mission: not today"));
    let short = refused(&["--model", &with("Status quo: NYN")]);
    assert!(short.contains("the status quo “NYN” has 3 letters, and the model 7 options") && short.contains("mine.toml:3"), "{short}");
    let odd = refused(&["--model", &with("Status quo: NNNNNXN")]);
    assert!(odd.contains("has the letter “X”, which is neither Y nor N"), "{odd}");
    let broken = refused(&["--model", &with("Status quo: YNNYNYN")]);
    assert!(
        broken.contains("breaks a rule of the model: “troop-withdrawal by Corvane = Y” and “front-line-freeze by Arvenia = Y”"),
        "{broken}"
    );
}

#[test]
fn a_file_that_cannot_be_written_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("none/page");
    let page = page.to_str().unwrap();
    for form in ["--html", "--svg", "--docx"] {
        let (code, _, err) = run_in(&plateau(), &["reports", "--readings", "readings", "--variants", "0", form, page]);
        assert_eq!(code, Some(1));
        assert!(err.contains(&format!("--> {page}")) && err.contains("hint: there is no such folder"), "{err}");
    }
}
