//! Every write, sync, opening and cutting-off of a file made to fail in turn: a clear message, and nothing damaged.
use crate::dossier::me;
use crate::generated::World;
use armistice::dossier::{Asked, Dossier, Error, Found, Mode, State, Store};
use armistice::{Document, Reading};
use faulty::{Fault, Kind, Operation};
use std::path::Path;

/// Adds a document and confirms an act, as two commands do.
fn act(path: &Path, vfs: Option<&str>) -> Result<(), Error> {
    let (document, reading) = report(1);
    let mut dossier = Dossier::of(Store::open_with(path, Mode::Write, vfs)?)?;
    dossier.add_read([(&document, &reading)], &me(15))?;
    dossier.confirm(&[SECOND.to_owned()], None, &me(16))
}

/// So many acts has each report: a few, for each writing of a page is made to fail.
const N_ACTS: usize = 3;
/// The first act of the second report: the confirmed version of `a1` has a number too.
const SECOND: &str = "a5";

fn report(n: usize) -> (Document, Reading) {
    let (document, mut reading) = World::new().report(n);
    reading.acts.truncate(N_ACTS);
    (document, reading)
}

fn state(dossier: &Dossier, item: &str) -> State {
    match dossier.find(item, &Asked::default()).unwrap() {
        Found::Act(act, _) => act.state,
        other => panic!("{other:?}"),
    }
}

#[test]
fn each_operation_that_fails_is_told_and_damages_nothing() {
    faulty::register();
    let folder = tempfile::tempdir().unwrap();
    let base = folder.path().join("base.dossier");
    {
        let (document, reading) = report(0);
        let mut dossier = Dossier::create(&base, None, &me(13)).unwrap();
        dossier.add_read([(&document, &reading)], &me(13)).unwrap();
        dossier.confirm(&["a1".to_owned()], None, &me(14)).unwrap();
    }
    let fresh = |name: &str| {
        let path = folder.path().join(name);
        for ending in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{ending}", path.display()));
        }
        std::fs::copy(&base, &path).unwrap();
        path
    };
    // How many there are of each when all goes well.
    faulty::arm(None);
    let path = fresh("well.dossier");
    act(&path, Some(faulty::NAME)).unwrap();
    let counts =
        [Operation::Open, Operation::Write, Operation::Sync, Operation::Truncate, Operation::Share].map(|it| (it, faulty::seen(it)));
    assert!(counts.iter().all(|(operation, n)| *n > 0 || *operation == Operation::Truncate), "{counts:?}");
    let (mut runs, mut told) = (0, 0);
    for (operation, n) in counts {
        // A full disk may have room again at once, or not; what may not be written to stays so.
        let kinds = [(Kind::Full, false), (Kind::Full, true), (Kind::Io, false), (Kind::ReadOnly, true)];
        for (at, (kind, forever)) in (0..n).flat_map(|at| kinds.map(|kind| (at, kind))) {
            let fault = Fault { operation, at, kind, forever };
            let path = fresh("t.dossier");
            faulty::arm(Some(fault));
            let done = act(&path, Some(faulty::NAME));
            let failed = faulty::failed();
            faulty::arm(None);
            assert!(failed > 0, "nothing failed: {fault:?}");
            runs += 1;
            if let Err(error) = &done {
                told += 1;
                assert!(!error.to_string().is_empty() && !error.hint().is_empty());
                let expected = match (kind, operation) {
                    (Kind::Full, Operation::Write | Operation::Sync | Operation::Truncate) => *error == Error::Full,
                    (Kind::ReadOnly, Operation::Write) => *error == Error::ReadOnly,
                    _ => matches!(error, Error::Io { .. } | Error::Full | Error::ReadOnly),
                };
                assert!(expected, "{fault:?}: {error}");
            }
            let dossier = Dossier::open(&path, Mode::Write).unwrap();
            assert_eq!(dossier.check(|| {}).unwrap(), [], "{fault:?}");
            assert_eq!(state(&dossier, "a1"), State::Confirmed);
            let added = dossier.counts(None).unwrap()[0] == 2;
            if added {
                let confirmed = state(&dossier, SECOND) == State::Confirmed;
                assert!(confirmed || done.is_err(), "{fault:?}: said to be done");
            } else {
                assert!(done.is_err(), "{fault:?}: said to be done");
            }
        }
    }
    assert!(told * 2 > runs, "most faults are told of: {told} of {runs}");
}

#[test]
fn a_dossier_that_cannot_be_made_leaves_no_file() {
    faulty::register();
    let folder = tempfile::tempdir().unwrap();
    faulty::arm(None);
    let path = folder.path().join("well.dossier");
    drop(Store::create_with(&path, Some(faulty::NAME)).unwrap());
    let n = faulty::seen(Operation::Write);
    for at in (0..n).step_by(7) {
        let path = folder.path().join("t.dossier");
        faulty::arm(Some(Fault { operation: Operation::Write, at, kind: Kind::Full, forever: true }));
        let made = Store::create_with(&path, Some(faulty::NAME));
        faulty::arm(None);
        if let Err(error) = made {
            assert_eq!(error, Error::Full);
            assert!(!path.exists());
        } else {
            // What failed came after it was whole: when its WAL was folded into it.
            assert!(Dossier::open(&path, Mode::Write).unwrap().check(|| {}).unwrap().is_empty());
            std::fs::remove_file(&path).unwrap();
        }
    }
}
