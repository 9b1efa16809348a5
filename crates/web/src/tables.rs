//! The table of the dossier, made once for many pages: made anew when something was said or came in; of a large dossier beside the pages,
//! which show the table of a moment ago meanwhile and say so.

use crate::ask::{Fields, Trouble};
use crate::desk::locked;
use crate::pages::outlook::Worked;
use armistice::dossier::{ActKey, Dossier, Leave, Mode, Recorded};
use armistice::outlook::proposal::{self, Proposal};
use armistice::tables::{ActRef, Sheet, Shift, View, positions_and_waits, sheet, shifts};
use armistice::{ActorId, Measures};
use report::sheet::Shown;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::time::{Duration, Instant};

/// Up to so many documents, what is worked out of all of them is made while one waits.
pub(crate) const AT_ONCE: usize = 400;
/// So many views of one table are kept.
const VIEWS: usize = 8;
/// So long a page waits for an outlook before it says that it is being worked out.
const PATIENCE: Duration = Duration::from_millis(700);

/// A day before, and from where one looks.
type Since = (jiff::civil::Date, View);

/// The table of a dossier at an entry of its log.
pub(crate) struct Tables {
    pub(crate) recorded: Recorded,
    pub(crate) measures: Measures,
    /// Pairs of names that are never one actor, by the process.
    pub(crate) apart: Vec<(String, String)>,
    /// The day on which it is without what may not leave the dossier; `None` where it is whole.
    pub(crate) leaving: Option<jiff::civil::Date>,
    /// The number of each act by its name in the table.
    names: BTreeMap<String, ActKey>,
    /// The first and the last day of its acts.
    days: Option<(jiff::civil::Date, jiff::civil::Date)>,
    sheets: Mutex<Vec<(View, Arc<Sheet>)>>,
    positions: Mutex<Vec<(View, Arc<Sheet>)>>,
    moved: Mutex<Vec<(Since, Arc<Vec<Shift>>)>>,
    proposals: Mutex<Vec<(View, Arc<Proposal>)>>,
    /// By what was asked; without one while it is being worked out.
    outlooks: Mutex<Vec<(String, Option<Arc<Worked>>)>>,
}

impl Tables {
    /// Of the dossier as it is; without what may not leave it, where that is asked.
    pub(crate) fn of(dossier: &Dossier, leaving: Option<jiff::civil::Date>, progress: &Progress) -> Result<Self, Trouble> {
        let leave = Leave::default();
        let recorded = dossier.recorded_with(None, leaving.map(|today| (&leave, today)), &|done, all| progress.at(done, all))?;
        let names = recorded.items.iter().map(|(name, key)| (name.to_string(), *key)).collect();
        let process = dossier.process();
        let (measures, apart) = (process.measures().clone(), process.never_merge.clone());
        let days = || recorded.record.entries().iter().filter_map(|it| it.published.or(it.day));
        let days = days().min().zip(days().max());
        Ok(Self {
            recorded,
            measures,
            apart,
            leaving,
            names,
            days,
            sheets: Mutex::default(),
            positions: Mutex::default(),
            moved: Mutex::default(),
            proposals: Mutex::default(),
            outlooks: Mutex::default(),
        })
    }

    /// The table seen from then.
    pub(crate) fn sheet(&self, view: View) -> Arc<Sheet> {
        if let Some((_, sheet)) = locked(&self.sheets).iter().find(|(it, _)| *it == view) {
            return Arc::clone(sheet);
        }
        let made = Arc::new(sheet(&self.recorded.record, view, &self.measures));
        keep(&mut locked(&self.sheets), view, Arc::clone(&made));
        made
    }

    /// The same with cells and waits alone, for who needs no more: a day that a slider passes is seen once.
    pub(crate) fn positions(&self, view: View) -> Arc<Sheet> {
        let whole = locked(&self.sheets).iter().find(|(it, _)| *it == view).map(|it| Arc::clone(&it.1));
        let kept = || locked(&self.positions).iter().find(|(it, _)| *it == view).map(|it| Arc::clone(&it.1));
        if let Some(sheet) = whole.or_else(kept) {
            return sheet;
        }
        let (cells, waits) = positions_and_waits(&self.recorded.record, view);
        let made = Arc::new(Sheet { cells, waits, ..Sheet::default() });
        keep(&mut locked(&self.positions), view, Arc::clone(&made));
        made
    }

    /// What moved since a day, seen from then.
    pub(crate) fn moved(&self, since: jiff::civil::Date, view: View) -> Arc<Vec<Shift>> {
        if let Some((_, moved)) = locked(&self.moved).iter().find(|(it, _)| *it == (since, view)) {
            return Arc::clone(moved);
        }
        let made = Arc::new(shifts(&self.recorded.record, View { as_of: Some(since), ..view }, view));
        keep(&mut locked(&self.moved), (since, view), Arc::clone(&made));
        made
    }

    /// The model that the record gives, seen from then.
    pub(crate) fn proposal(&self, view: View) -> Arc<Proposal> {
        if let Some((_, proposal)) = locked(&self.proposals).iter().find(|(it, _)| *it == view) {
            return Arc::clone(proposal);
        }
        let config = proposal::Config { apart: self.apart.clone(), ..proposal::Config::default() };
        let made = Arc::new(proposal::propose_on(&self.recorded.record, view, &self.measures, &config, || self.sheet(view)));
        keep(&mut locked(&self.proposals), view, Arc::clone(&made));
        made
    }

    /// The outlook from then, with what is supposed and how what is wanted is ordered. `None` while that of a large dossier is being worked
    /// out, unless it is needed `at_once`.
    pub(crate) fn outlook(self: &Arc<Self>, view: View, query: &Fields, at_once: bool) -> Option<Arc<Worked>> {
        let asked = asked(view, query);
        let mut outlooks = locked(&self.outlooks);
        match outlooks.iter().find(|(it, _)| *it == asked) {
            Some((_, Some(worked))) => return Some(Arc::clone(worked)),
            Some((_, None)) if !at_once => return None,
            Some((_, None)) => {}
            None => keep(&mut outlooks, asked, None),
        }
        drop(outlooks);
        if at_once || self.recorded.n_documents <= AT_ONCE {
            return Some(self.work_out(view, query));
        }
        let (tables, query) = (Arc::clone(self), query.clone());
        let (made, wait) = mpsc::channel();
        std::thread::spawn(move || made.send(tables.work_out(view, &query)));
        // What is soon there is waited for.
        wait.recv_timeout(PATIENCE).ok()
    }

    fn work_out(&self, view: View, query: &Fields) -> Arc<Worked> {
        let asked = asked(view, query);
        // Should it fail, whoever asks next tries again.
        let unfinished = Unfinished { of: self, asked: &asked };
        let made = Arc::new(Worked::of(self, view, query));
        drop(unfinished);
        keep(&mut locked(&self.outlooks), asked, Some(Arc::clone(&made)));
        made
    }

    pub(crate) fn shown<'a>(&'a self, sheet: &'a Sheet) -> Shown<'a> {
        Shown { record: &self.recorded.record, measures: &self.measures, sheet }
    }

    /// Where an act leads.
    pub(crate) fn act(&self, at: &ActRef) -> Option<ActKey> {
        self.recorded.items.get(at).copied()
    }

    /// Where an act leads, by its name as it is written.
    pub(crate) fn named(&self, name: &str) -> Option<ActKey> {
        self.names.get(name).copied()
    }

    /// The name of an actor.
    pub(crate) fn actor<'a>(&'a self, id: &'a ActorId) -> &'a str {
        self.recorded.record.parties().get(id).map_or(&id.0, |it| it.name.as_str())
    }

    /// Where an actor leads.
    pub(crate) fn actor_link(&self, id: &ActorId) -> Option<String> {
        self.recorded.actors.get(id).and_then(|it| it.first()).map(|it| format!("/{it}"))
    }

    /// The first and the last day of its acts.
    pub(crate) const fn days(&self) -> Option<(jiff::civil::Date, jiff::civil::Date)> {
        self.days
    }
}

/// What of an address says which outlook is meant.
fn asked(view: View, query: &Fields) -> String {
    let of_it = query.0.iter().filter(|(name, _)| name.starts_with(['o', 's', 'h'])).cloned().collect();
    format!("{view:?}{}", Fields(of_it).with("", None))
}

/// Keeps the newest of what was asked for.
fn keep<K: PartialEq, V>(all: &mut Vec<(K, V)>, key: K, value: V) {
    all.retain(|it| it.0 != key);
    if all.len() >= VIEWS {
        all.remove(0);
    }
    all.push((key, value));
}

/// An outlook that is being worked out.
struct Unfinished<'a> {
    of: &'a Tables,
    asked: &'a str,
}

impl Drop for Unfinished<'_> {
    fn drop(&mut self) {
        locked(&self.of.outlooks).retain(|(it, made)| it != self.asked || made.is_some());
    }
}

/// Something that is worked out of the whole dossier: while one waits where it is small, else beside the pages, which show that of a moment
/// ago meanwhile.
pub(crate) struct Beside<T> {
    kept: Arc<Mutex<Kept<T>>>,
    progress: Arc<Progress>,
    /// Held by whoever makes one, so that no two do at once.
    turn: Arc<Mutex<()>>,
}

/// How many of how many documents have been gone through.
#[derive(Default)]
pub(crate) struct Progress {
    done: AtomicUsize,
    all: AtomicUsize,
}

impl Progress {
    pub(crate) fn at(&self, done: usize, all: usize) {
        self.done.fetch_max(done, Ordering::Relaxed);
        self.all.store(all, Ordering::Relaxed);
    }

    fn begin(&self) {
        self.done.store(0, Ordering::Relaxed);
        self.all.store(0, Ordering::Relaxed);
    }

    /// In words; nothing where it is not known.
    pub(crate) fn says(&self) -> Option<String> {
        let (done, all) = (self.done.load(Ordering::Relaxed), self.all.load(Ordering::Relaxed));
        let grouped = crate::shown::grouped;
        match all {
            0 => None,
            all if done < all => Some(format!("{} of {} documents have been gone through so far", grouped(done), grouped(all))),
            all => Some(format!("all {} documents have been gone through; what they come to is being worked out", grouped(all))),
        }
    }
}

/// What there is, if there is any yet, and whether it is of now.
pub(crate) type Current<T> = (Option<Arc<T>>, bool);

struct Kept<T> {
    /// What there is, with the entry of the log at which it was made.
    made: Option<(i64, Arc<T>)>,
    being_made: bool,
}

impl<T> Default for Beside<T> {
    fn default() -> Self {
        Self { kept: Arc::new(Mutex::new(Kept { made: None, being_made: false })), progress: Arc::default(), turn: Arc::default() }
    }
}

impl<T: Send + Sync + 'static> Beside<T> {
    /// How far the one that is being made is.
    pub(crate) fn progress(&self) -> Option<String> {
        self.progress.says()
    }

    /// What there is, and whether it is of now; `None` while the first one is being made. `stays` says of the commands since whether they
    /// leave it as it is; `then` goes on with one that was made beside the pages, which have it already.
    #[expect(clippy::disallowed_methods, reason = "how long it took says how often it may be made")]
    pub(crate) fn of(
        &self,
        path: &Path,
        dossier: &Dossier,
        stays: impl Fn(&str) -> bool,
        make: fn(&Dossier, &Progress) -> Result<T, Trouble>,
        then: fn(&Arc<T>),
    ) -> Result<Current<T>, Trouble> {
        let head = crate::change::head(dossier)?;
        let mut now = locked(&self.kept);
        if let Some(made) = now.current(head, dossier, stays)? {
            return Ok((Some(made), true));
        }
        let [reports, notes, ..] = dossier.counts(None)?;
        if reports + notes <= AT_ONCE {
            let made = Arc::new(make(dossier, &self.progress)?);
            now.made = Some((head, Arc::clone(&made)));
            return Ok((Some(made), true));
        }
        if !now.being_made {
            now.being_made = true;
            let (kept, path): (Arc<Mutex<Kept<T>>>, PathBuf) = (Arc::clone(&self.kept), path.to_owned());
            let (progress, turn) = (Arc::clone(&self.progress), Arc::clone(&self.turn));
            progress.begin();
            std::thread::spawn(move || {
                let turn = locked(&turn);
                let start = Instant::now();
                let opened = Dossier::open(&path, Mode::Read).map_err(Trouble::from);
                let made = opened.and_then(|it| Ok((crate::change::head(&it)?, Arc::new(make(&it, &progress)?))));
                if let Ok((at, made)) = made {
                    // The first one is waited for; of a later one the pages have that of a moment ago.
                    let is_first = locked(&kept).made.is_none();
                    if !is_first {
                        then(&made);
                    }
                    locked(&kept).made = Some((at, Arc::clone(&made)));
                    drop(turn);
                    if is_first {
                        then(&made);
                    }
                }
                // Whoever confirms act after act is not to have the machine work this out all the time.
                std::thread::sleep(start.elapsed() * 2);
                locked(&kept).being_made = false;
            });
        }
        Ok((now.made.as_ref().map(|(_, made)| Arc::clone(made)), false))
    }

    /// That of now, however long it takes: for a file, which cannot come again by itself. `serves` says whether one that is kept is such as
    /// is asked for.
    pub(crate) fn awaited(
        &self,
        dossier: &Dossier,
        serves: impl Fn(&T) -> bool,
        make: impl FnOnce(&Dossier, &Progress) -> Result<T, Trouble>,
    ) -> Result<Arc<T>, Trouble> {
        let _turn = locked(&self.turn);
        let head = crate::change::head(dossier)?;
        if let Some(made) = locked(&self.kept).current(head, dossier, |_| false)?.filter(|it| serves(it)) {
            return Ok(made);
        }
        let made = Arc::new(make(dossier, &self.progress)?);
        locked(&self.kept).made = Some((head, Arc::clone(&made)));
        Ok(made)
    }
}

impl<T> Kept<T> {
    /// What there is, if it is of now; `stays` says of the commands since whether they leave it as it is.
    fn current(&mut self, head: i64, dossier: &Dossier, stays: impl Fn(&str) -> bool) -> Result<Option<Arc<T>>, Trouble> {
        let Some((at, made)) = &mut self.made else { return Ok(None) };
        let since = dossier.log(None, usize::try_from(head - *at).unwrap_or(0))?;
        if !since.iter().all(|it| stays(&it.command)) {
            return Ok(None);
        }
        *at = head;
        Ok(Some(Arc::clone(made)))
    }
}

/// The table of a dossier, with what is asked of it first.
pub(crate) fn whole(dossier: &Dossier, progress: &Progress) -> Result<Tables, Trouble> {
    let tables = Tables::of(dossier, None, progress)?;
    tables.sheet(View::default());
    Ok(tables)
}
