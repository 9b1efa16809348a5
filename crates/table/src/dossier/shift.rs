//! What moved between two dates, each move with the words before and after.
use super::cell::{Behind, Cell, Force, Part, Stance};
use super::record::Said;
use super::terms;
use super::wait::Wait;
use evidence::{ActKind, MeasureId, Relation};
use std::collections::{BTreeMap, BTreeSet};

/// Which way a position moved.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ShiftKind {
    /// Nothing was known before.
    New,
    /// Further from a yes, or dearer.
    Hardened,
    /// Nearer to a yes, or cheaper.
    Softened,
    /// From yes to no or back, on the same terms.
    Reversed,
    /// Taken back, with nothing in its place.
    Dropped,
    /// Said again in its own words, none of the others.
    Confirmed,
}

impl ShiftKind {
    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Hardened => "hardened",
            Self::Softened => "softened",
            Self::Reversed => "reversed",
            Self::Dropped => "dropped",
            Self::Confirmed => "confirmed",
        }
    }
}

/// A position that moved.
#[derive(Clone, PartialEq, Debug)]
pub struct Shift {
    /// Which way.
    pub kind: ShiftKind,
    /// The cell as it is now.
    pub cell: Cell,
    /// The words before, in the actor's own where there were such; `None` where it is new.
    pub from: Option<Behind>,
    /// The newest words.
    pub to: Behind,
}

/// A table as of a date: its cells and its waits.
#[derive(Clone, Copy)]
pub(super) struct Side<'a> {
    pub(super) cells: &'a [Cell],
    pub(super) waits: &'a [Wait],
}

/// The shifts from one date to another. `knew` says whether an act, or the event that it reports, was known on the first.
pub(super) fn shifts(before: Side<'_>, now: Side<'_>, knew: impl Fn(&Behind) -> bool) -> Vec<Shift> {
    let mut out = Vec::new();
    for cell in now.cells {
        let newest = cell.newest();
        if newest.part == Part::Joined || knew(newest) {
            continue;
        }
        let (from, kind) = match earlier(before.cells, cell) {
            Some(old) => (Some(old), kind(old, cell, before.waits, now.waits)),
            None => match general_of_other_side(before.cells, cell) {
                Some(old) if old.stance == Stance::Against => (Some(old), Some(ShiftKind::Softened)),
                Some(old) => (Some(old), Some(ShiftKind::Hardened)),
                None => (None, Some(ShiftKind::New)),
            },
        };
        let from = from.filter(|_| kind != Some(ShiftKind::New)).map(|old| old.newest_word().clone());
        out.extend(kind.map(|kind| Shift { kind, cell: cell.clone(), from, to: newest.clone() }));
    }
    out
}

/// The cell from which this one came: the actor's own before a claim, the newest before older ones.
fn earlier<'a>(before: &'a [Cell], cell: &Cell) -> Option<&'a Cell> {
    let same = before.iter().filter(|it| it.actor == cell.actor && it.measure == cell.measure);
    same.filter(|old| old.acts().iter().any(|it| cell.knows(&it.at))).max_by_key(|it| (it.said == Said::Own, it.newest().day))
}

/// A general word on the other side, to which this cell is an exception.
fn general_of_other_side<'a>(before: &'a [Cell], cell: &Cell) -> Option<&'a Cell> {
    let yes = |it: &Cell| matches!(it.stance, Stance::For | Stance::Conditional);
    let other_side =
        |old: &&Cell| (yes(cell) && old.stance == Stance::Against) || (cell.stance == Stance::Against && old.stance == Stance::For);
    let same = before.iter().filter(|it| it.actor == cell.actor && it.measure == cell.measure && it.said == Said::Own);
    same.filter(|old| cell.said == Said::Own && old.params.is_empty()).find(other_side)
}

fn kind(old: &Cell, new: &Cell, before: &[Wait], now: &[Wait]) -> Option<ShiftKind> {
    use ShiftKind::{Confirmed, Dropped, Hardened, New, Reversed, Softened};
    if new.newest().part == Part::Denies {
        return None;
    }
    if new.stance == Stance::Dropped {
        return Some(Dropped);
    }
    // What another had told is no position of its own from which it could have moved.
    if old.said != new.said {
        return Some(if old.stance == new.stance { Confirmed } else { New });
    }
    let moved = |softer: bool| Some(if softer { Softened } else { Hardened });
    match (old.stance, new.stance) {
        (Stance::For, Stance::Against) | (Stance::Against, Stance::For) => return Some(Reversed),
        (Stance::Against, Stance::Conditional) | (Stance::Conditional, Stance::For) => return moved(true),
        (Stance::For, Stance::Conditional) | (Stance::Conditional, Stance::Against) => return moved(false),
        (old, new) if old != new => return Some(New),
        _ => {}
    }
    if old.red_line != new.red_line {
        return moved(old.red_line);
    }
    figure(old, new)
        .or_else(|| strength(old, new))
        .or_else(|| prices(old, new, before, now))
        .or_else(|| asked(old, new))
        .map_or_else(|| (new.said == Said::Own).then_some(Confirmed), moved)
}

/// A demand whose figure falls, or an offer whose figure rises, is softer.
fn figure(old: &Cell, new: &Cell) -> Option<bool> {
    let (was, is) = (terms::figure(&old.params)?, terms::figure(&new.params)?);
    let is_demand = old.newest_word().kind == ActKind::Demand || old.newest_word().part == Part::Price;
    (new.stance == Stance::For && was != is).then_some((is < was) == is_demand)
}

/// Of two demands the weaker is softer.
fn strength(old: &Cell, new: &Cell) -> Option<bool> {
    let strength = |cell: &Cell| match cell.newest_word() {
        Behind { kind: ActKind::Demand, force: Some(Force::Strength(it)), .. } => Some(*it),
        _ => None,
    };
    let (was, is) = (strength(old)?, strength(new)?);
    (was != is).then_some(is < was)
}

/// A condition with a price less, or with one that may come alongside, is softer.
fn prices(old: &Cell, new: &Cell, before: &[Wait], now: &[Wait]) -> Option<bool> {
    let (was, is) = (of_cell(old, before), of_cell(new, now));
    let more = is.keys().any(|it| !was.contains_key(it));
    let fewer = was.keys().any(|it| !is.contains_key(it));
    if more || fewer {
        return Some(!more);
    }
    was.iter().find_map(|(price, before)| {
        let now = is.get(price)?;
        let alongside = (before.contains(&Relation::Alongside), now.contains(&Relation::Alongside));
        (alongside.0 != alongside.1).then_some(alongside.1)
    })
}

/// The prices of a conditional cell, with how it waits for each.
fn of_cell<'a>(cell: &Cell, waits: &'a [Wait]) -> BTreeMap<Option<&'a MeasureId>, BTreeSet<Relation>> {
    let mut out: BTreeMap<Option<&MeasureId>, BTreeSet<Relation>> = BTreeMap::new();
    for wait in waits.iter().filter(|it| it.said == cell.said && cell.acts().iter().any(|act| act.at == it.acts()[0].at)) {
        if wait.what.actor.as_ref() == Some(&cell.actor) && wait.what.measure.as_ref() == Some(&cell.measure) {
            out.entry(wait.awaited.measure.as_ref()).or_default().insert(wait.relation);
        }
    }
    out
}

/// A price that becomes a mere wish is softer; a demand that becomes a price is harder.
fn asked(old: &Cell, new: &Cell) -> Option<bool> {
    let is_price = |cell: &Cell| cell.acts().iter().any(|it| it.part == Part::Price);
    match (is_price(old), is_price(new)) {
        (true, false) => Some(true),
        (false, true) if old.newest_word().kind == ActKind::Demand => Some(false),
        _ => None,
    }
}
