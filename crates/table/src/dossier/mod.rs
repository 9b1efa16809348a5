//! Many documents, one table: where each actor stands as of a date, what moved between two dates, what waits for what. Pure functions
//! of the record; reads no document and forecasts nothing.

mod record;
mod terms;
mod sight;
mod list;
mod chain;
mod index;
mod standing;
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
#[cfg(test)]
mod reference;

pub use cell::{Behind, Cell, Force, Params, Part, Stance};
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

use evidence::Measures;
use shift::Between;
use standing::Standing;

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
    let (cells, waits) = positions_and_waits(record, view);
    let mut cycles = deadlock::cycles(&waits);
    if cycles.iter().any(|it| !it.is_swap) {
        let evidence = deadlock::Evidence::of(&cells, record, &seen);
        for cycle in &mut cycles {
            cycle.could_break = evidence.breakers(cycle, &waits);
        }
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

/// The cells and waits of a sheet alone, for who needs no more of it. What it takes grows with these, and hardly with the acts of the
/// record once that is [prepared](Record::prepare).
pub fn positions_and_waits(record: &Record, view: View) -> (Vec<Cell>, Vec<Wait>) {
    let standing = Standing::of(record, view);
    (standing.cells(), wait::waits(&standing))
}

/// What moved from one view to a later one.
pub fn shifts(record: &Record, before: View, now: View) -> Vec<Shift> {
    shifts_between((record, before), (record, now))
}

/// What moved from what one record showed to what a later one does: a dossier before and after documents came in and a person put acts
/// right. An act has the same name in both. Another account of an event that was known before is nothing new.
pub fn shifts_between(before: (&Record, View), now: (&Record, View)) -> Vec<Shift> {
    between(before, now).shifts()
}

/// The acts that one view shows and an earlier one did not, the oldest first; other accounts of events that were known are none.
pub fn news(before: (&Record, View), now: (&Record, View)) -> Vec<ActRef> {
    between(before, now).news()
}

fn between(before: (&Record, View), now: (&Record, View)) -> Between {
    Between::of(Standing::of(before.0, before.1), Standing::of(now.0, now.1))
}
