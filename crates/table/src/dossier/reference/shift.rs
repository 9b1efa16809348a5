//! What moved between two dates, each move with the words before and after.
use super::super::cell::{Behind, Force, Part, Stance};
use super::super::record::{ActRef, Said};
use super::super::shift::ShiftKind;
use super::super::terms;
use super::cell::Cell;
use super::wait::Wait;
use evidence::{ActKind, MeasureId, Relation};
use std::collections::{BTreeMap, BTreeSet};

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

/// The cells of the same actor on the same measure; they are in that order.
fn on_the_same<'a>(cells: &'a [Cell], cell: &Cell) -> &'a [Cell] {
    let key = (&cell.actor, &cell.measure);
    let from = cells.partition_point(|it| (&it.actor, &it.measure) < key);
    let until = cells.partition_point(|it| (&it.actor, &it.measure) <= key);
    &cells[from..until]
}

/// The cell from which this one came: the actor's own before a claim, the newest before older ones.
fn earlier<'a>(before: &'a [Cell], cell: &Cell) -> Option<&'a Cell> {
    let known: BTreeSet<&ActRef> = cell.acts().iter().chain(cell.outdated.iter().map(|(it, _)| it)).map(|it| &it.at).collect();
    let same = on_the_same(before, cell).iter();
    same.filter(|old| old.acts().iter().any(|it| known.contains(&it.at))).max_by_key(|it| (it.said == Said::Own, it.newest().day))
}

/// A general word on the other side, to which this cell is an exception.
fn general_of_other_side<'a>(before: &'a [Cell], cell: &Cell) -> Option<&'a Cell> {
    let yes = |it: &Cell| matches!(it.stance, Stance::For | Stance::Conditional);
    let other_side =
        |old: &&Cell| (yes(cell) && old.stance == Stance::Against) || (cell.stance == Stance::Against && old.stance == Stance::For);
    let same = on_the_same(before, cell).iter().filter(|it| it.said == Said::Own);
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
        // What it wants others to do: who would now take it on a condition asks less.
        (Stance::For, Stance::Conditional) if is_asked(old) => return moved(true),
        (Stance::Conditional, Stance::For) if is_asked(new) => return moved(false),
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

/// Whether it is wanted of others, and not offered.
fn is_asked(cell: &Cell) -> bool {
    cell.newest_word().kind == ActKind::Demand || cell.newest_word().part == Part::Price
}

/// A demand whose figure falls, or an offer whose figure rises, is softer.
fn figure(old: &Cell, new: &Cell) -> Option<bool> {
    let (was, is) = (terms::figure(&old.params)?, terms::figure(&new.params)?);
    (new.stance == Stance::For && was != is).then_some((is < was) == is_asked(old))
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
    // The waits are in order of actor and measure too.
    let key = (Some(&cell.actor), Some(&cell.measure));
    let of = |it: &Wait| (it.what.actor.as_ref().cmp(&key.0), it.what.measure.as_ref().cmp(&key.1));
    let from = waits.partition_point(|it| of(it).0.then(of(it).1).is_lt());
    let on_it = waits[from..].iter().take_while(|it| of(it).0.then(of(it).1).is_eq());
    for wait in on_it.filter(|it| it.said == cell.said && cell.acts().iter().any(|act| act.at == it.acts()[0].at)) {
        out.entry(wait.awaited.measure.as_ref()).or_default().insert(wait.relation);
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
