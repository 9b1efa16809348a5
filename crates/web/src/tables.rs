//! The table of the dossier, made once for many pages: made anew when something was said or came in; of a large dossier beside the pages,
//! which show the table of a moment ago meanwhile and say so.

use crate::ask::{Fields, Trouble};
use crate::desk::locked;
use crate::pages::outlook::Worked;
use armistice::dossier::{ActKey, Dossier, Leave, Mode, Recorded};
use armistice::tables::{ActRef, Sheet, View, sheet};
use armistice::{ActorId, Measures};
use report::sheet::Shown;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

/// Up to so many documents, a table is made while one waits.
const AT_ONCE: usize = 400;
/// So many views of one table are kept.
const VIEWS: usize = 8;

/// The table of a dossier at an entry of its log.
pub(crate) struct Tables {
    pub(crate) recorded: Recorded,
    pub(crate) measures: Measures,
    /// The number of each act by its name in the table.
    names: BTreeMap<String, ActKey>,
    /// The entry of the log.
    head: i64,
    sheets: Mutex<Vec<(View, Arc<Sheet>)>>,
    outlooks: Mutex<Vec<(String, Arc<Worked>)>>,
}

impl Tables {
    /// Of the dossier as it is; without what may not leave it, where that is asked.
    pub(crate) fn of(dossier: &Dossier, leaving: Option<jiff::civil::Date>) -> Result<Self, Trouble> {
        let head = crate::change::head(dossier)?;
        let leave = Leave::default();
        let recorded = dossier.recorded(None, leaving.map(|today| (&leave, today)))?;
        let names = recorded.items.iter().map(|(name, key)| (name.to_string(), *key)).collect();
        Ok(Self {
            recorded,
            measures: dossier.process().measures().clone(),
            names,
            head,
            sheets: Mutex::default(),
            outlooks: Mutex::default(),
        })
    }

    /// The table seen from then.
    pub(crate) fn sheet(&self, view: View) -> Arc<Sheet> {
        if let Some((_, sheet)) = locked(&self.sheets).iter().find(|(it, _)| *it == view) {
            return Arc::clone(sheet);
        }
        let made = Arc::new(sheet(&self.recorded.record, view, &self.measures));
        let mut sheets = locked(&self.sheets);
        if sheets.len() >= VIEWS {
            sheets.remove(0);
        }
        sheets.push((view, Arc::clone(&made)));
        made
    }

    /// The outlook from then, with what is supposed and how what is wanted is ordered.
    pub(crate) fn outlook(&self, view: View, query: &Fields) -> Arc<Worked> {
        let asked = format!(
            "{view:?}{}",
            Fields(query.0.iter().filter(|(name, _)| name.starts_with(['o', 's', 'h'])).cloned().collect()).with("", None)
        );
        if let Some((_, worked)) = locked(&self.outlooks).iter().find(|(it, _)| *it == asked) {
            return Arc::clone(worked);
        }
        let made = Arc::new(Worked::of(self, view, query));
        let mut outlooks = locked(&self.outlooks);
        if outlooks.len() >= VIEWS {
            outlooks.remove(0);
        }
        outlooks.push((asked, Arc::clone(&made)));
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
    pub(crate) fn days(&self) -> Option<(jiff::civil::Date, jiff::civil::Date)> {
        let days = || self.recorded.record.entries().iter().filter_map(|it| it.published.or(it.day));
        Some((days().min()?, days().max()?))
    }
}

/// What there is of tables.
#[derive(Default)]
pub(crate) struct Kept {
    tables: Option<Arc<Tables>>,
    being_made: bool,
}

/// The table, and whether it is of now.
pub(crate) fn of(kept: &Arc<Mutex<Kept>>, path: &std::path::Path, dossier: &Dossier) -> Result<(Option<Arc<Tables>>, bool), Trouble> {
    let head = crate::change::head(dossier)?;
    let mut now = locked(kept);
    if let Some(tables) = now.tables.as_ref().filter(|it| it.head == head) {
        return Ok((Some(Arc::clone(tables)), true));
    }
    let [reports, notes, ..] = dossier.counts()?;
    if reports + notes <= AT_ONCE {
        let made = Arc::new(Tables::of(dossier, None)?);
        now.tables = Some(Arc::clone(&made));
        return Ok((Some(made), true));
    }
    if !now.being_made {
        now.being_made = true;
        let (kept, path): (Arc<Mutex<Kept>>, PathBuf) = (Arc::clone(kept), path.to_owned());
        std::thread::spawn(move || {
            let made = Dossier::open(&path, Mode::Read).map_err(Trouble::from).and_then(|it| Tables::of(&it, None));
            if let Ok(tables) = &made {
                tables.sheet(View::default());
                tables.outlook(View::default(), &Fields::default());
            }
            let mut now = locked(&kept);
            now.being_made = false;
            if let Ok(made) = made {
                now.tables = Some(Arc::new(made));
            }
        });
    }
    Ok((now.tables.clone(), false))
}
