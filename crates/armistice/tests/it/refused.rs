//! What is refused, with the reason: a newer version, a stranger's triggers and views, truncated and corrupt files. And what is not: the
//! dossiers of every released version.
use crate::dossier::me;
use crate::generated::{Luck, World};
use armistice::dossier::{Asked, Dossier, Error, Mode, Search, State};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

fn made(folder: &Path) -> PathBuf {
    let path = folder.join("t.dossier");
    let mut dossier = Dossier::create(&path, None, &me(13)).unwrap();
    let world = World::new();
    let reports: Vec<_> = (0..4).map(|n| world.report(n)).collect();
    dossier.add_read(reports.iter().map(|(document, reading)| (document, reading)), &me(14)).unwrap();
    dossier.confirm(&["a1".to_owned()], None, &me(15)).unwrap();
    path
}

fn with_sql(path: &Path, sql: &str) -> Error {
    let changed = path.with_extension("changed");
    std::fs::copy(path, &changed).unwrap();
    rusqlite::Connection::open(&changed).unwrap().execute_batch(sql).unwrap();
    let read = Dossier::open(&changed, Mode::Read).err().unwrap_or_else(|| panic!("`{sql}` is not refused"));
    assert_eq!(Some(read.clone()), Dossier::open(&changed, Mode::Write).err());
    read
}

#[test]
fn what_armistice_did_not_make_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = made(folder.path());
    for (sql, says) in [
        ("PRAGMA user_version = 99", "this dossier is of version 99, and this armistice knows versions up to 3"),
        ("PRAGMA application_id = 7", "this is no dossier: it is a database of another program"),
        ("PRAGMA user_version = 0", "this is no dossier: it has no version"),
        (
            "CREATE TRIGGER steal AFTER INSERT ON log BEGIN DELETE FROM act; END",
            "this dossier was refused: it has a trigger `steal` that armistice did not make",
        ),
        (
            "DROP VIEW acts; CREATE VIEW acts AS SELECT load_extension('x') AS number",
            "this dossier was refused: its view `acts` is not as armistice makes it",
        ),
        ("CREATE TABLE extra (x)", "this dossier was refused: it has a table `extra` that armistice did not make"),
        (
            "CREATE TRIGGER sqlitefake AFTER DELETE ON log BEGIN SELECT 1; END",
            "this dossier was refused: it has a trigger `sqlitefake` that armistice did not make",
        ),
        ("DROP VIEW acts", "this dossier is damaged: 1 of its"),
    ] {
        let error = with_sql(&path, sql);
        assert!(error.to_string().starts_with(says), "{sql}: {error}");
        assert!(!error.hint().is_empty());
    }
    // An index of SQLite's own, as ANALYZE makes it, is no harm.
    rusqlite::Connection::open(&path).unwrap().execute_batch("ANALYZE").unwrap();
    assert!(Dossier::open(&path, Mode::Write).is_ok());
}

#[test]
fn what_is_no_dossier_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        Dossier::open(&path, Mode::Write).err().unwrap()
    };
    assert_eq!(Dossier::open(&folder.path().join("none"), Mode::Read).err(), Some(Error::Missing));
    assert!(matches!(Dossier::open(folder.path(), Mode::Read).err(), Some(Error::NoDossier { .. })));
    assert!(matches!(write("empty", b""), Error::NoDossier { .. }));
    assert!(matches!(write("text", "Norland will sign. ".repeat(500).as_bytes()), Error::NoDossier { .. }));
    let path = made(folder.path());
    assert_eq!(Dossier::create(&path, None, &me(13)).err(), Some(Error::Exists));
}

#[test]
fn a_file_that_was_cut_off_or_changed_never_passes_for_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = made(folder.path());
    let bytes = std::fs::read(&path).unwrap();
    let bad = folder.path().join("bad.dossier");
    let whole = all(&Dossier::open(&path, Mode::Read).unwrap()).unwrap();
    let mut luck = Luck::new(5);
    let lengths = (1..40).map(|n| bytes.len() * n / 40).chain([bytes.len() - 1, bytes.len() - 8192]);
    for length in lengths {
        std::fs::write(&bad, &bytes[..length]).unwrap();
        let error =
            Dossier::open(&bad, Mode::Read).err().unwrap_or_else(|| panic!("{length} of {} bytes are taken for a dossier", bytes.len()));
        assert!(matches!(error, Error::Damaged { .. } | Error::NoDossier { .. } | Error::Io { .. }), "{length}: {error}");
    }
    // A changed byte: refused, or told by `check`, or in a place that holds nothing. Never a panic.
    let (mut refused, mut told, mut unseen) = (0, 0, 0);
    for _ in 0..200 {
        let mut changed = bytes.clone();
        // Most of a small file is empty.
        let at = (0..).map(|_| luck.below(bytes.len())).find(|at| bytes[*at] != 0).unwrap();
        changed[at] ^= 1 << luck.below(8);
        std::fs::write(&bad, &changed).unwrap();
        for ending in ["-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{ending}", bad.display()));
        }
        let looked = catch_unwind(AssertUnwindSafe(|| -> Result<(usize, String), Error> {
            let dossier = Dossier::open(&bad, Mode::Read)?;
            let faults = dossier.check(|| {})?.len();
            dossier.search(&Search { words: "a*".to_owned(), most: 20, ..Search::default() })?;
            dossier.actors(&Asked::default(), 20)?;
            dossier.events(&Asked::default(), 20)?;
            Ok((faults, all(&dossier)?))
        }));
        match looked.unwrap_or_else(|_| panic!("a panic with byte {at} changed")) {
            Err(_) => refused += 1,
            Ok((0, seen)) => {
                unseen += 1;
                assert!(seen == whole, "byte {at} changed what the dossier says, and nobody sees it");
            }
            Ok(_) => told += 1,
        }
    }
    // What is left is empty space, an index's spare words, and what only makes searching fast.
    assert!(refused + told > unseen, "refused {refused}, told {told}, unseen {unseen}");
}

/// All that a dossier says: documents, texts, readings, acts, events, names, log.
fn all(dossier: &Dossier) -> Result<String, Error> {
    let now = Asked::default();
    let mut page = String::new();
    for document in dossier.documents(&now, 1000)? {
        page += &format!("{document:?}\n{}\n{:?}\n", dossier.text(document.key)?, dossier.reading(document.key)?);
        page += &format!("{:?}\n", dossier.acts(document.key, &now)?);
    }
    for event in dossier.events(&now, 1000)? {
        page += &format!("{event:?}\n");
    }
    for actor in dossier.actors(&now, 1000)? {
        page += &format!("{} {} {}\n", actor.key, actor.name, actor.kind);
    }
    Ok(page + &format!("{:?}", dossier.log(None, 1000)?))
}

/// One small dossier of every version that was released is kept. `ARMISTICE_DOSSIERS=write` makes the one of this version anew.
#[test]
fn dossiers_of_every_released_version_open() {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("../store/cases/versions");
    if std::env::var_os("ARMISTICE_DOSSIERS").is_some_and(|it| it == "write") {
        std::fs::create_dir_all(&kept).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t.dossier");
        let mut dossier = Dossier::create(&path, None, &me(13)).unwrap();
        let text = "NORDHAVEN, 12 March 2031 - Norland’s Foreign Minister Erik Halvorsen said on Friday that Norland would not sign the accord on talks.";
        dossier.add([armistice::Input::bytes("talks.txt", text.into())], &armistice::dossier::Keep::default(), &me(14), |_| {}).unwrap();
        dossier.confirm(&["a1".to_owned()], Some("read it"), &me(15)).unwrap();
        let out = kept.join("3.dossier");
        let _ = std::fs::remove_file(&out);
        dossier.export(&out, &armistice::dossier::Leave::default(), None, jiff::civil::date(2031, 4, 1)).unwrap();
    }
    let mut n = 0;
    for entry in std::fs::read_dir(&kept).unwrap() {
        let from = entry.unwrap().path();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t.dossier");
        std::fs::copy(&from, &path).unwrap();
        let mut id = None;
        for mode in [Mode::Read, Mode::Write] {
            let dossier = Dossier::open(&path, mode).unwrap_or_else(|error| panic!("{}: {error}", from.display()));
            // One that has no id of its own yet is known by the same before and after it gets one.
            assert_eq!(dossier.id().unwrap(), *id.get_or_insert(dossier.id().unwrap()), "{}", from.display());
            assert_eq!(dossier.check(|| {}).unwrap(), []);
            let acts = dossier.acts(dossier.document("talks").unwrap().key, &Asked::default()).unwrap();
            assert_eq!(acts[0].state, State::Confirmed);
            assert!(!dossier.search(&Search { words: "talks".to_owned(), most: 5, ..Search::default() }).unwrap().is_empty());
        }
        n += 1;
    }
    assert_eq!(n, 3, "one for each version");
}
