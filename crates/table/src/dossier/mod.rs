//! Many documents, one table: where each actor stands as of a date, what moved between two dates, what waits for what. Pure functions
//! of the record; reads no document and forecasts nothing.

mod record;
mod terms;
mod fold;
mod cell;
mod wait;
mod deadlock;
mod shift;
mod sequence;
mod open;
mod contested;
mod meeting;
mod lever;
mod network;
pub mod template;

pub use cell::{Behind, Cell, Force, Part, Stance};
pub use contested::Contested;
pub use deadlock::{Breaker, Cycle, Way};
pub use lever::Lever;
pub use meeting::Meeting;
pub use network::{Bond, Tie};
pub use open::OpenSlots;
pub use record::{ActRef, Entry, EventId, Mark, Party, Record, Report, Said, View};
pub use sequence::Sequence;
pub use shift::{Shift, ShiftKind};
pub use wait::Wait;

pub use terms::number;

use cell::behind;
use evidence::Measures;
use std::collections::BTreeSet;

/// The table seen from a date.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Sheet {
    /// Where each actor stands on each measure, by actor, measure and source.
    pub cells: Vec<Cell>,
    /// What waits for what, by actor and measure, those that ended too.
    pub waits: Vec<Wait>,
    /// Circles of waits that stand: deadlocks and swaps.
    pub cycles: Vec<Cycle>,
    /// Who wants what in which order.
    pub sequences: Vec<Sequence>,
    /// What agreements leave open.
    pub open: Vec<OpenSlots>,
    /// What was told and denied.
    pub contested: Vec<Contested>,
    /// Who met and who will.
    pub meetings: Vec<Meeting>,
    /// Who presses whom.
    pub levers: Vec<Lever>,
    /// Who asks, backs, threatens, meets and hosts whom.
    pub ties: Vec<Tie>,
}

/// The table of a record, seen from there. `measures` says which parameters an agreement has to fill.
pub fn sheet(record: &Record, view: View, measures: &Measures) -> Sheet {
    let seen = record.seen(view);
    let (cells, waits) = positions_and_waits(&seen);
    let mut cycles = deadlock::cycles(&waits);
    for cycle in &mut cycles {
        cycle.could_break = deadlock::breakers(cycle, &waits, &cells, record, &seen);
    }
    Sheet {
        sequences: sequence::sequences(&seen, &waits),
        open: open::open_slots(&seen, measures),
        contested: contested::contested(&seen),
        meetings: meeting::meetings(&seen),
        levers: lever::levers(&seen),
        ties: network::ties(record, &seen),
        cells,
        waits,
        cycles,
    }
}

/// What moved from one view to a later one.
pub fn shifts(record: &Record, before: View, now: View) -> Vec<Shift> {
    shifts_between((record, before), (record, now))
}

/// What moved from what one record showed to what a later one does: a dossier before and after documents came in and a person put acts
/// right. An act has the same name in both. Another account of an event that was known before is nothing new.
pub fn shifts_between(before: (&Record, View), now: (&Record, View)) -> Vec<Shift> {
    let (known, seen) = (before.0.seen(before.1), now.0.seen(now.1));
    let acts: BTreeSet<&ActRef> = known.iter().map(|it| &it.at).collect();
    // An event is known by any of its acts, whatever it was called then.
    let events: BTreeSet<&EventId> = seen.iter().filter(|it| acts.contains(&it.at)).filter_map(|it| it.event.as_ref()).collect();
    let (was, is) = (positions_and_waits(&known), positions_and_waits(&seen));
    let was = shift::Side { cells: &was.0, waits: &was.1 };
    let is = shift::Side { cells: &is.0, waits: &is.1 };
    shift::shifts(was, is, |it| acts.contains(&it.at) || it.event.as_ref().is_some_and(|event| events.contains(event)))
}

/// The acts that one view shows and an earlier one did not, the oldest first; other accounts of events that were known are none.
pub fn news(before: (&Record, View), now: (&Record, View)) -> Vec<ActRef> {
    let (known, seen) = (before.0.seen(before.1), now.0.seen(now.1));
    let acts: BTreeSet<&ActRef> = known.iter().map(|it| &it.at).collect();
    let events: BTreeSet<&EventId> = seen.iter().filter(|it| acts.contains(&it.at)).filter_map(|it| it.event.as_ref()).collect();
    let is_new = |it: &&&Entry| !acts.contains(&it.at) && it.event.as_ref().is_none_or(|event| !events.contains(event));
    seen.iter().filter(is_new).map(|it| it.at.clone()).collect()
}

fn positions_and_waits(seen: &[&Entry]) -> (Vec<Cell>, Vec<Wait>) {
    let drafts = fold::fold(seen);
    let all = || drafts.iter().flat_map(|((actor, measure), drafts)| drafts.iter().map(move |it| (*actor, *measure, it)));
    let mut cells: Vec<Cell> = all().filter_map(|(actor, measure, draft)| cell::cell(actor, measure, draft, seen)).collect();
    let order = |it: &Cell| (it.actor.clone(), it.measure.clone(), it.said.clone(), it.stance, it.newest().at.clone());
    cells.sort_by_cached_key(order);
    let ends = wait::Ends::of(seen);
    let waits = all().flat_map(|(actor, measure, draft)| wait::waits(actor, measure, draft, seen, &ends, &cells)).collect();
    (cells, waits)
}
