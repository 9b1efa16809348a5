//! Every write, sync, opening and cutting-off of a file made to fail in turn: a clear message, and nothing damaged.
use crate::dossier::me;
use crate::generated::World;
use armistice::dossier::{Asked, Dossier, Error, Found, Mode, State, Store};
use faulty::{Fault, Kind, Operation};
use std::path::Path;

/// Adds a document and confirms an act, as two commands do.
fn act(path: &Path, vfs: Option<&str>) -> Result<(), Error> {
    let world = World::new();
    let (document, reading) = world.report(1);
    let mut dossier = Dossier::of(Store::open_with(path, Mode::Write, vfs)?)?;
    dossier.add_read([(&document, &reading)], &me(15))?;
    dossier.confirm(&["a2".to_owned()], None, &me(16))
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
        let (document, reading) = World::new().report(0);
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
        for at in 0..n {
            for kind in [Kind::Full, Kind::Io, Kind::ReadOnly] {
                for forever in [false, true] {
                    let path = fresh("t.dossier");
                    faulty::arm(Some(Fault { operation, at, kind, forever }));
                    let done = act(&path, Some(faulty::NAME));
                    let failed = faulty::failed();
                    faulty::arm(None);
                    runs += 1;
                    if let Err(error) = &done {
                        told += 1;
                        assert!(failed > 0, "without a fault: {error}");
                        assert!(!error.to_string().is_empty() && !error.hint().is_empty());
                        assert!(
                            !matches!(error, Error::Damaged { .. } | Error::NoDossier { .. } | Error::Foreign { .. }),
                            "{operation:?} {at} {kind:?}: {error}"
                        );
                        if kind == Kind::Full && matches!(operation, Operation::Write) {
                            assert_eq!(*error, Error::Full);
                        }
                    }
                    let dossier = Dossier::open(&path, Mode::Write).unwrap();
                    assert_eq!(dossier.check(|| {}).unwrap(), [], "{operation:?} {at} {kind:?} {forever}");
                    assert_eq!(state(&dossier, "a1"), State::Confirmed);
                    if done.is_ok() {
                        assert_eq!(state(&dossier, "a2"), State::Confirmed, "{operation:?} {at} {kind:?}: said to be done");
                    }
                }
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
