//! The commands on a dossier: no option is taken and not obeyed, and what cannot be done says why.
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// Runs a command on the dossier of a folder, on a day of March 2031.
fn run_on(day: u8, folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let at: jiff::Timestamp = format!("2031-03-{day:02}T09:00:00Z").parse().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_armistice"));
    command.args(arguments).current_dir(folder).stdin(Stdio::null()).env_remove("CLICOLOR_FORCE");
    command.env("USER", "lind").env("SOURCE_DATE_EPOCH", at.as_second().to_string());
    let Output { status, stdout, stderr } = command.output().unwrap();
    (status.code(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

/// The same, of what goes well.
fn done_on(day: u8, folder: &Path, arguments: &[&str]) -> String {
    let (code, out, err) = run_on(day, folder, arguments);
    assert_eq!(code, Some(0), "{arguments:?}: {out}{err}");
    out
}

/// A dossier `d` of two reports of two sources: `wire` came in on the 10th, `herald` on the 20th, and what its source is was marked then.
fn two_reports() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let write = |name: &str, source: &str, day: u8, who: &str| {
        let text = format!(
            "---\nsource: {source}\n---\nNORDHAVEN, {day} March 2031 - {who} said on Monday that Norland would not sign the accord on the bridge.\n"
        );
        fs::write(at.join(name), text).unwrap();
    };
    write("wire.md", "Wire", 9, "Norland’s Foreign Minister Erik Halvorsen");
    write("herald.md", "Herald", 19, "Sudria’s President Greta Dessa");
    done_on(9, at, &["new", "d"]);
    done_on(10, at, &["add", "d", "wire.md", "--no-model"]);
    done_on(20, at, &["add", "d", "herald.md", "--no-model"]);
    done_on(20, at, &["marks", "d", "Wire", "--reliability", "B"]);
    folder
}

#[test]
fn texts_are_searched_by_the_filters_that_documents_have_and_no_other_is_taken() {
    let folder = two_reports();
    let at = folder.path();
    let found = |more: &[&str]| {
        let arguments = [&["search", "d", "bridge", "--texts"], more].concat();
        let out = done_on(21, at, &arguments);
        ["wire", "herald"].into_iter().filter(|name| out.contains(name)).collect::<Vec<_>>()
    };
    assert_eq!(found(&[]), ["wire", "herald"]);
    assert_eq!(found(&["--source", "Wire"]), ["wire"]);
    assert_eq!(found(&["--document", "herald"]), ["herald"]);
    assert_eq!(found(&["--from", "2031-03-10"]), ["herald"]);
    assert_eq!(found(&["--to", "2031-03-10"]), ["wire"]);
    assert_eq!(found(&["--on", "2031-03-19"]), ["herald"]);
    assert_eq!(found(&["--as-of", "2031-03-15"]), ["wire"]);
    for (wrong, says) in [
        (&["--source", "nosuch"][..], "there is no source \"nosuch\""),
        (&["--document", "nosuch"], "there is no document \"nosuch\""),
        (&["--act", "reject"], "--act"),
        (&["--actor", "Norland"], "--actor"),
        (&["--measure", "ceasefire"], "--measure"),
        (&["--confirmed"], "--confirmed"),
        (&["--unconfirmed"], "--unconfirmed"),
    ] {
        let (code, _, err) = run_on(21, at, &[&["search", "d", "bridge", "--texts"], wrong].concat());
        assert!(code == Some(2) && err.contains(says), "{wrong:?}: {err}");
    }
    // A document that was removed since had these words then.
    done_on(21, at, &["remove", "d", "wire"]);
    assert_eq!(found(&[]), ["herald"]);
    assert_eq!(found(&["--as-of", "2031-03-15"]), ["wire"]);
    assert_eq!(found(&["--as-of", "2031-03-20"]), ["wire", "herald"]);
}

#[test]
fn each_page_is_as_of_the_day_that_is_asked_for_or_says_that_it_cannot_be() {
    let folder = two_reports();
    let at = folder.path();
    let then = |arguments: &[&str]| done_on(21, at, &[arguments, &["--as-of", "2031-03-15"]].concat());
    assert!(done_on(21, at, &["show", "d"]).starts_with("2 reports, 0 notes"));
    assert!(then(&["show", "d"]).starts_with("1 reports, 0 notes"));
    assert!(done_on(21, at, &["show", "d", "--as-of", "2031-03-09"]).starts_with("0 reports, 0 notes, 0 acts, 0 actors"));
    let (now, was) = (done_on(21, at, &["list", "d", "--sources"]), then(&["list", "d", "--sources"]));
    assert!(now.contains("Herald") && now.contains("B?"), "{now}");
    assert!(!was.contains("Herald") && !was.contains("B?"), "{was}");
    fs::write(at.join("d.toml"), "name = \"Talks\"\n[[person]]\nname = \"Erik Halvorsen\"\ntitles = [{ title = \"ferryman\" }]\n").unwrap();
    done_on(21, at, &["init", "d", "--take", "d.toml"]);
    done_on(21, at, &["correct", "change", "d", "p1", "name=Nordhaven"]);
    for (arguments, newer) in [(&["list", "d", "--actors"][..], "Dessa"), (&["show", "d", "Erik Halvorsen"], "ferryman")] {
        let (now, was) = (done_on(21, at, arguments), then(arguments));
        assert!(now.contains(newer) && now.contains("Nordhaven"), "{now}");
        assert!(was.contains("Halvorsen") && !was.contains(newer) && !was.contains("Nordhaven"), "{was}");
    }
    for arguments in [&["show", "d"][..], &["list", "d", "--sources"]] {
        let (code, _, err) = run_on(21, at, &[arguments, &["--on", "2031-03-15"]].concat());
        assert!(code == Some(2) && err.contains("--on says nothing of"), "{arguments:?}: {err}");
    }
    // A month is its last day, as in the table.
    for arguments in [&["list", "d"][..], &["search", "d", "bridge"], &["show", "d"], &["table", "d"]] {
        let of = |date: &str| done_on(21, at, &[arguments, &["--as-of", date]].concat()).replace(&format!("as of {date}"), "then");
        assert_eq!(of("2031-03"), of("2031-03-31"), "{arguments:?}");
        assert_ne!(of("2031-02"), of("2031-03"), "{arguments:?}");
    }
}

#[test]
fn a_note_is_marked_as_one_in_every_form_and_what_it_says_is_no_partys_own_word() {
    let folder = two_reports();
    let at = folder.path();
    let words = "Sudria will sign the accord. Sudria’s president said on Monday that Sudria would withdraw its troops from the delta.";
    done_on(14, at, &["note", "d", words, "--by", "Mira Oduya"]);
    let found = done_on(21, at, &["search", "d", "--document", "d3"]);
    assert!(found.contains("2 acts") && found.matches("a note of Mira Oduya").count() == 2, "{found}");
    let list = done_on(21, at, &["list", "d", "--json"]);
    assert!(list.contains(r#""name":"note-2031-03-14""#) && list.contains(r#""published":"2031-03-14""#), "a note is dated: {list}");
    for arguments in [&["search", "d", "--json"][..], &["show", "d", "d3", "--json"], &["show", "d", "d1", "--json"]] {
        for act in done_on(21, at, arguments).lines() {
            let act: serde_json::Value = serde_json::from_str(act).unwrap();
            let author = (act["document"]["number"] == "d3").then_some("Mira Oduya");
            assert_eq!(act["note"]["author"].as_str(), author, "{act}");
        }
    }
    let rows = done_on(21, at, &["table", "d", "--csv", "--with-restricted"]);
    let of_note: Vec<&str> = rows.lines().filter(|it| it.contains("note-2031-03-14#")).collect();
    assert!(of_note.len() == 2 && of_note.iter().all(|it| it.contains(",told:note-of-mira-oduya,")), "{rows}");
    let table: serde_json::Value = serde_json::from_str(&done_on(21, at, &["table", "d", "--json", "--with-restricted"])).unwrap();
    assert!(table.to_string().contains(r#""said":"told:note-of-mira-oduya""#), "{table}");
    for form in [&["table", "d"][..], &["table", "d", "--markdown", "--with-restricted"]] {
        let page = done_on(21, at, form).split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(page.matches("as told by a note of Mira Oduya").count(), 2, "{page}");
    }
}

#[test]
fn what_is_removed_comes_back_by_undo_or_not_unsaid() {
    let folder = two_reports();
    let at = folder.path();
    assert_eq!(done_on(21, at, &["remove", "d", "d1"]), "1 removed; `armistice undo` brings it back\n");
    done_on(21, at, &["undo", "d"]);
    let out = done_on(21, at, &["remove", "d", "d1", "d2"]);
    assert_eq!(out, "2 removed; `armistice undo` brings them back one by one, the last one first\n");
    done_on(21, at, &["undo", "d"]);
    assert_eq!(done_on(21, at, &["list", "d"]).lines().count(), 1);
    done_on(21, at, &["undo", "d"]);
    assert_eq!(done_on(21, at, &["list", "d"]).lines().count(), 2);
    done_on(21, at, &["remove", "d", "d1"]);
    let (code, out, err) = run_on(22, at, &["add", "d", "wire.md", "herald.md", "--no-model"]);
    assert_eq!(code, Some(0), "{err}");
    assert!(out.contains("d3 wire-2") && out.contains("1 added, 1 there already"), "{out}");
    assert!(err.contains("warning: this text was removed on 2031-03-21 (d1) and is added again, as d3"), "{err}");
    assert!(done_on(22, at, &["log", "d", "d3"]).contains("removed before as d1"));
}

#[test]
fn the_lists_tell_no_more_than_a_copy_would() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let text = "NORDHAVEN, 9 March 2031 - Norland’s Foreign Minister Quillfeather said on Monday that Norland would not sign the accord.";
    let line = |source: &str| {
        format!("{{\"source\": \"{source}\", \"url\": \"https://{source}.example/1\", \"title\": \"Of {source}\", \"text\": {text:?}}}\n")
    };
    for name in ["kovar", "gazette"] {
        fs::write(at.join(format!("{name}.jsonl")), line(name)).unwrap();
    }
    let secret = "NORDHAVEN, 8 March 2031 - Norland’s foreign minister Zarkan Quillfeather said that Norland would sign. “We will,” Quillfeather said.";
    fs::write(at.join("secret.txt"), secret).unwrap();
    done_on(9, at, &["new", "d"]);
    done_on(10, at, &["add", "d", "secret.txt", "kovar.jsonl", "gazette.jsonl", "--no-model"]);
    done_on(10, at, &["marks", "d", "d1", "--restricted"]);
    assert!(done_on(10, at, &["show", "d", "d2", "--json"]).contains("Zarkan"), "else the case shows nothing");
    for form in ["--bibtex", "--csl", "--json"] {
        let file = format!("out{form}");
        let said = done_on(10, at, &["export", "d", &file, form, "--redact", "source:kovar", "--redact", "name:Norland"]);
        assert!(said.contains("1 documents exported, 1 left out") && said.contains("the name Norland, 2 times"), "{said}");
        let list = fs::read_to_string(at.join(&file)).unwrap();
        for secret in ["kovar", "Kovar", "Zarkan", "secret", "Norland"] {
            assert!(!list.contains(secret), "{form} has {secret}: {list}");
        }
        assert!(form == "--json" || list.contains("Of gazette"), "{list}");
        assert!(fs::read_dir(at).unwrap().all(|it| !it.unwrap().path().to_string_lossy().ends_with(".part")), "nothing else is left");
    }
}

#[test]
fn what_else_has_the_words_and_what_else_counts_is_said() {
    let folder = two_reports();
    let at = folder.path();
    let text = fs::read_to_string(at.join("wire.md")).unwrap();
    let words = text.rsplit_once("---\n").unwrap().1.trim();
    let more = "The talks in Estmark are to go on for three days, and the convoys wait on the northern road until then.";
    fs::write(at.join("leak.txt"), format!("{words}\n\n{more}")).unwrap();
    fs::write(at.join("copied.txt"), format!("HOME NEWS\n\n{words}\n\n{more}")).unwrap();
    assert!(done_on(20, at, &["add", "d", "leak.txt", "copied.txt", "--no-model"]).contains("a copy of d3"));
    let (_, out, err) = run_on(20, at, &["marks", "d", "leak", "--restricted"]);
    assert!(out.contains("copied has the text of leak, and stays in the dossier with it"), "{out}{err}");
    let out = done_on(20, at, &["export", "d", "out", "--json"]);
    assert!(out.contains("left out: copied (the text of leak, restricted)"), "{out}");
    done_on(20, at, &["marks", "d", "copied", "--public"]);
    let (_, _, err) = run_on(20, at, &["export", "d", "out.dossier"]);
    assert!(
        err.contains("copied has the text of leak, and leaves") && err.contains("armistice marks DOSSIER copied --restricted"),
        "{err}"
    );
    let (_, _, err) = run_on(20, at, &["remove", "d", "leak", "--erase"]);
    assert!(err.contains("copied has the words of leak, and stays") && err.contains("armistice remove DOSSIER copied --erase"), "{err}");
    done_on(20, at, &["marks", "d", "Wire", "--restricted"]);
    assert_eq!(done_on(20, at, &["marks", "d", "d1", "--public"]), "d1: public\nd1 stays restricted all the same: its source Wire is\n");
    let (_, _, err) = run_on(20, at, &["export", "d", "o.dossier", "--redact", "name:Erik Halvorson", "--redact", "name:Dessa"]);
    assert!(err.contains("the name Erik Halvorson stands in no text") && !err.contains("Dessa"), "{err}");
}

#[test]
fn an_act_says_who_may_see_it_wherever_it_is_carried_on() {
    let folder = two_reports();
    let at = folder.path();
    for (mark, handling) in [(&["--restricted"][..], "restricted"), (&["--embargo", "2031-03-21"], "embargoed until 2031-03-21")] {
        done_on(20, at, &[&["marks", "d", "Wire"], mark].concat());
        for form in [&["search", "d", "--json"][..], &["show", "d", "d1", "--json"], &["show", "d", "a1", "--json"]] {
            let (code, out, err) = run_on(20, at, form);
            assert!(code == Some(0) && err.contains("warning: 1 of these acts may not leave the dossier"), "{form:?}: {err}");
            assert!(out.contains(&format!("\"handling\":\"{handling}\"")), "{out}");
        }
        let (_, out, err) = run_on(20, at, &["search", "d", "--cite"]);
        assert!(err.contains("1 of these acts") && out.contains(&format!("(Wire, 2031-03-09, {handling})")), "{out}{err}");
    }
    done_on(20, at, &["marks", "d", "Wire", "--public"]);
    let (_, out, err) = run_on(21, at, &["show", "d", "d1", "--json"]);
    assert!(err.is_empty() && out.contains(r#""handling":"public""#), "{out}{err}");
    let (_, _, err) = run_on(20, at, &["search", "d"]);
    assert!(err.is_empty(), "what is read on the screen stays here: {err}");
}

#[test]
fn a_passphrase_that_cannot_be_asked_for_is_wanted_in_a_file() {
    let folder = two_reports();
    let at = folder.path();
    fs::write(at.join("word"), "ferry\n").unwrap();
    done_on(21, at, &["export", "d", "d.age", "--encrypt", "--passphrase-file", "word"]);
    for arguments in [&["export", "d", "e.age", "--encrypt"][..], &["import", "d", "d.age"]] {
        let mut command = Command::new("setsid");
        command.arg("--wait").arg(env!("CARGO_BIN_EXE_armistice")).args(arguments).current_dir(at).stdin(Stdio::null());
        let Ok(Output { status, stderr, .. }) = command.output() else { return };
        let err = String::from_utf8(stderr).unwrap();
        assert_eq!(status.code(), Some(2), "{err}");
        assert!(err.contains("could not be asked for on a terminal") && err.contains("--passphrase-file"), "{err}");
    }
}

#[cfg(unix)]
#[test]
fn a_dossier_in_a_folder_that_may_not_be_written_to_can_be_read() {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    use std::os::unix::process::CommandExt as _;
    let folder = two_reports();
    let at = folder.path();
    let mode = |path: &Path, mode: u32| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    mode(elsewhere.path(), 0o777);
    let is_root = fs::metadata(at).unwrap().uid() == 0;
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_armistice"));
        command.args(arguments).current_dir(at).stdin(Stdio::null());
        // Nothing is read-only for root.
        if is_root {
            command.uid(65_534).gid(65_534);
        }
        let Output { status, stdout, stderr } = command.output().ok()?;
        Some((status.code(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap()))
    };
    fs::rename(at.join("d"), at.join("d 50%#?")).unwrap();
    mode(at, 0o555);
    let copy = elsewhere.path().join("copy");
    let copy = copy.to_str().unwrap();
    let ask: [&[&str]; 6] = [
        &["list", "d 50%#?"],
        &["search", "d 50%#?", "bridge"],
        &["check", "d 50%#?"],
        &["table", "d 50%#?"],
        &["show", "d 50%#?", "d1"],
        &["export", "d 50%#?", copy],
    ];
    for arguments in ask {
        // Where this program may not be run by another user, there is nothing to see.
        let Some((code, _, err)) = run(arguments) else { break };
        assert_eq!(code, Some(0), "{arguments:?}: {err}");
    }
    if let Some((code, _, err)) = run(&["remove", "d 50%#?", "d1"]) {
        assert!(code == Some(1) && err.contains("may not be written to"), "{err}");
    }
    mode(at, 0o755);
    // What is not in the file yet is not left out in silence.
    fs::write(at.join("d 50%#?-wal"), [0; 64]).unwrap();
    mode(at, 0o555);
    if let Some((code, _, err)) = run(&["list", "d 50%#?"]) {
        assert!(code == Some(2) && err.contains("-wal file beside it") && err.contains("copy both files"), "{err}");
    }
    mode(at, 0o755);
}

#[test]
fn the_log_is_asked_by_the_names_that_other_commands_take() {
    let folder = two_reports();
    let at = folder.path();
    let log = |item: &str| done_on(21, at, &["log", "d", item]);
    done_on(20, at, &["correct", "confirm", "d", "a1"]);
    done_on(20, at, &["correct", "change", "d", "p1", "iso=XN"]);
    assert!(log("herald").contains("add d2") && log("herald") == log("d2"));
    assert!(log("a1").contains("confirm a1"));
    assert_eq!(log("wire#a1"), log("a1"));
    assert!(log("p1").contains("change p1"));
    for unknown in ["nosuch", "d9", "a900", "p900", "wire#a90"] {
        let (code, out, err) = run_on(21, at, &["log", "d", unknown]);
        assert!(code == Some(2) && out.is_empty() && err.contains(&format!("there is no \"{unknown}\"")), "{unknown}: {err}");
    }
}

#[test]
fn what_is_cut_off_is_said() {
    let folder = two_reports();
    let at = folder.path();
    let lake = "NORDHAVEN, 20 March 2031 - Norland’s Foreign Minister Erik Halvorsen said on Monday that Norland would not sign the accord on the lake.";
    fs::write(at.join("lake.md"), lake).unwrap();
    done_on(20, at, &["add", "d", "lake.md", "--no-model"]);
    for (arguments, ending) in [
        (&["list", "d"][..], "... the first 1; for more: --most N\n"),
        (&["list", "d", "--actors"], "... the first 1; for more: --most N\n"),
        (&["list", "d", "--sources"], "... the first 1; for more: --most N\n"),
        (&["search", "d", "sign"], "1 acts; for more: --most N\n"),
        (&["search", "d", "bridge", "--texts"], "1 documents; for more: --most N\n"),
        (&["log", "d"], "... the newest 1; for more: --most N\n"),
    ] {
        let out = done_on(21, at, &[arguments, &["--most", "1"]].concat());
        assert!(out.ends_with(ending), "{arguments:?}: {out}");
        let out = done_on(21, at, &[arguments, &["--most", "99"]].concat());
        assert!(!out.contains("for more"), "{arguments:?}: {out}");
    }
    // Three documents are all that there are.
    assert!(!done_on(21, at, &["list", "d", "--most", "3"]).contains("for more"));
    assert_eq!(done_on(21, at, &["search", "d", "sign", "--most", "0"]), "0 acts; for more: --most N\n");
    for (arguments, says) in [
        (["list", "d", "--json", "--most", "1"], "there are more documents than the 1 that are written"),
        (["search", "d", "--json", "--most", "1"], "there are more acts than the 1 that are written"),
    ] {
        let (code, out, err) = run_on(21, at, &arguments);
        assert!(
            code == Some(0) && out.lines().count() == 1 && err.contains(says) && err.contains("hint: for more: --most N"),
            "{out}{err}"
        );
        let (_, out, err) = run_on(21, at, &arguments[..3]);
        assert!(out.lines().count() > 1 && err.is_empty(), "{out}{err}");
    }
    let (code, out, err) = run_on(21, at, &["show", "d", "Norland", "--json"]);
    assert!(code == Some(2) && out.is_empty() && err.contains("is an actor") && err.contains("armistice search d --actor p"), "{out}{err}");
}

#[test]
fn a_document_that_is_named_twice_is_one() {
    let folder = two_reports();
    let at = folder.path();
    let out = done_on(21, at, &["reread", "d", "d1", "wire", "--no-model"]);
    assert!(out.ends_with("1 documents read again, 0 read otherwise, 0 acts kept as a person has them\n"), "{out}");
    assert_eq!(done_on(21, at, &["remove", "d", "d1", "wire"]), "1 removed; `armistice undo` brings it back\n");
    done_on(21, at, &["undo", "d"]);
    assert_eq!(done_on(21, at, &["list", "d"]).matches("d1 wire").count(), 1);
}

#[test]
fn what_cannot_be_says_which_file_and_what_to_do() {
    let folder = two_reports();
    let at = folder.path();
    done_on(9, at, &["new", "other.dossier"]);
    for (arguments, says, hint) in [
        (&["export", "d", "nofolder/x.dossier"][..], "there is no folder \"nofolder\"", "make it first"),
        (&["export", "d", "-", "--json"], "an export goes to a file", "./-"),
        (&["note", "d", "A call.", "--by", " "], "a name has letters", "--help"),
        (&["correct", "change", "d", "p1", "iso=notacode"], "\"notacode\" is no ISO code", "iso=NO"),
        (&["correct", "change", "d", "p1", "wikidata=not a q"], "\"not a q\" is no Wikidata item", "wikidata=Q20"),
        (&["search", "d", "sign", "--from", "2031-03-20", "--to", "2031-03-01"], "2031-03-20 is later than 2031-03-01", "the earlier day"),
        (&["search", "d", "bridge", "--texts", "--from", "2031-03-20", "--to", "2031-03-01"], "2031-03-20 is later", "the earlier day"),
    ] {
        let (code, out, err) = run_on(21, at, arguments);
        assert!(code == Some(2) && out.is_empty() && err.contains(says) && err.contains(hint), "{arguments:?}: {out}{err}");
    }
    let (code, _, err) = run_on(21, at, &["add", "d", "other.dossier"]);
    assert!(code == Some(1) && err.contains("it is a dossier") && err.contains("armistice import d other.dossier"), "{err}");
    fs::write(at.join("other.toml"), "name = [").unwrap();
    let (code, _, err) = run_on(21, at, &["note", "other.dossier", "A call."]);
    assert!(code == Some(2) && err.contains("the process file cannot be used") && err.contains("--> other.toml"), "{err}");
}
