//! The rules of `chain`, written as they are told: all acts in turn, each cell with its acts in order.
use super::super::record::{Entry, Said};
use super::super::terms::{self, Lie, Terms};
use crate::position::{Effect, effect, price};
use evidence::{Act, ActorId, MeasureId, Param};
use std::collections::BTreeMap;

/// What one act says on one measure.
#[derive(Clone, Debug)]
pub(super) struct Sign<'a> {
    pub(super) entry: &'a Entry,
    /// Where the act stands in the record that is seen.
    pub(super) at: usize,
    /// Its place in the act: of its measures, then of its price.
    pub(super) nth: usize,
    pub(super) effect: Effect,
    pub(super) terms: &'a [Param],
    /// The same as they are compared.
    normal: &'a Terms,
    pub(super) is_price: bool,
    /// Whose word it is.
    pub(super) said: &'a Said,
}

/// Which way a cell leans.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Side {
    For,
    Conditional,
    Against,
    Dropped,
}

impl Side {
    const fn of(effect: Effect) -> Self {
        match effect {
            Effect::Wanted | Effect::Yes => Self::For,
            Effect::If => Self::Conditional,
            Effect::No | Effect::Never => Self::Against,
            Effect::Denied | Effect::Retracted => Self::Dropped,
        }
    }

    const fn is_yes(self) -> bool {
        matches!(self, Self::For | Self::Conditional)
    }
}

/// A cell as far as the acts have been gone through.
#[derive(Clone, Debug)]
pub(super) struct Draft<'a> {
    pub(super) said: Said,
    pub(super) side: Side,
    /// The acts behind it.
    pub(super) signs: Vec<Sign<'a>>,
    /// Claims that came true in it or say the same again, with the own act that took them in.
    pub(super) joined: Vec<(Sign<'a>, usize)>,
    /// Denials of it.
    pub(super) denied: Vec<Sign<'a>>,
    /// What stood before, each with the act that outdated it.
    pub(super) outdated: Vec<(Sign<'a>, usize)>,
    /// Whether it was dropped because its price was given up; the act behind it then speaks of another measure.
    freed: bool,
    // Invariant: the newest words of each name in the terms of `signs`.
    known: Vec<(&'a str, &'a str)>,
    // Invariant: each terms of `signs` once, so that a cell of thousands of acts need not be gone through for each new one.
    distinct: Vec<&'a Terms>,
}

/// Whether a figure of the one differs from that of the other, or anything else that both name.
fn clash(one: &Terms, other: &Terms) -> bool {
    one.iter().any(|(name, words)| other.get(name).is_some_and(|it| it != words))
}

impl<'a> Draft<'a> {
    fn new(said: Said, side: Side, sign: Sign<'a>) -> Self {
        let mut draft = Self {
            said,
            side,
            signs: Vec::new(),
            joined: Vec::new(),
            denied: Vec::new(),
            outdated: Vec::new(),
            freed: false,
            known: Vec::new(),
            distinct: Vec::new(),
        };
        draft.push(sign);
        draft
    }

    /// An act comes in that is newer than all behind it.
    fn push(&mut self, sign: Sign<'a>) {
        self.learn(sign.normal);
        self.signs.push(sign);
    }

    fn learn(&mut self, normal: &'a Terms) {
        for (name, words) in normal.iter() {
            match self.known.iter_mut().find(|(it, _)| *it == name) {
                Some(it) => it.1 = words,
                None => self.known.push((name, words)),
            }
        }
        if !self.distinct.contains(&normal) {
            self.distinct.push(normal);
        }
    }

    /// What it knows of its terms is made anew, after acts behind it have gone or come in between.
    fn relearn(&mut self) {
        self.known.clear();
        self.distinct.clear();
        let all: Vec<&'a Terms> = self.signs.iter().map(|it| it.normal).collect();
        all.into_iter().for_each(|it| self.learn(it));
    }

    /// How the terms of an act lie to its own.
    fn lie(&self, sign: &Sign<'_>) -> Lie {
        terms::lie(&self.known, sign.normal)
    }

    /// Its terms: the newest value of each parameter in the words behind it. What joined it from others gives none.
    pub(super) fn terms(&self) -> Vec<Param> {
        terms::newest(self.signs.iter().rev().map(|it| it.terms))
    }

    /// All that was behind it becomes outdated by the act at `by`.
    fn outdate(&mut self, by: usize) {
        self.known.clear();
        self.distinct.clear();
        let all = self.signs.drain(..).chain(self.joined.drain(..).map(|(sign, _)| sign)).chain(self.denied.drain(..));
        self.outdated.extend(all.map(|sign| (sign, by)));
    }

    fn last(&self) -> usize {
        self.signs.last().map_or(0, |it| it.at)
    }
}

/// The cells of one measure.
type Cells<'a> = Vec<Draft<'a>>;

/// Where each actor stands on each measure after these acts, the oldest first.
pub(super) fn fold<'a>(
    seen: &[&'a Entry],
    terms: &'a [Vec<Terms>],
    no_terms: &'a Terms,
) -> BTreeMap<(&'a ActorId, &'a MeasureId), Cells<'a>> {
    let mut by_actor: BTreeMap<&ActorId, BTreeMap<&MeasureId, Cells<'a>>> = BTreeMap::new();
    for (at, &entry) in seen.iter().enumerate() {
        let Some(effect) = effect(&entry.act).filter(|effect| counts(&entry.act, *effect)) else { continue };
        for (actor, said) in &entry.actors {
            let cells = by_actor.entry(actor).or_default();
            for (nth, (matter, normal)) in entry.act.measures.iter().zip(&terms[at]).enumerate() {
                let sign = Sign { entry, at, nth, effect, terms: &matter.params, normal, is_price: false, said };
                take(cells, &matter.measure, sign, no_terms);
            }
            if let Some(price) = price(&entry.act) {
                let nth = entry.act.measures.len();
                let sign = Sign { entry, at, nth, effect: Effect::Yes, terms: &[], normal: no_terms, is_price: true, said };
                take(cells, price, sign, no_terms);
            }
        }
    }
    let mut out = BTreeMap::new();
    for (actor, measures) in by_actor {
        out.extend(measures.into_iter().map(|(measure, cells)| ((actor, measure), cells)).filter(|(_, cells)| !cells.is_empty()));
    }
    out
}

/// A retraction on a condition ("would give it up if") takes nothing back yet.
const fn counts(act: &Act, effect: Effect) -> bool {
    !(matches!(effect, Effect::Retracted) && act.condition.is_some())
}

fn take<'a>(measures: &mut BTreeMap<&'a MeasureId, Cells<'a>>, measure: &'a MeasureId, sign: Sign<'a>, no_terms: &'a Terms) {
    let own = *sign.said == Said::Own;
    let at = sign.at;
    match sign.effect {
        Effect::Denied if own => deny(measures.entry(measure).or_default(), &sign),
        // That somebody denies or takes back, as another tells it, changes no word of its own.
        Effect::Denied => {}
        Effect::Retracted => {
            retract(measures.entry(measure).or_default(), sign.clone());
            if own {
                for cells in measures.iter_mut().filter(|(other, _)| **other != measure).map(|(_, cells)| cells) {
                    free(cells, measure, &sign, no_terms);
                }
            }
        }
        _ if own => {
            let cells = measures.entry(measure).or_default();
            let (joining, beside) = settle(std::mem::take(cells), &sign);
            *cells = beside;
            let mut cell = place(cells, sign);
            for claim in joining {
                cell.outdated.extend(claim.outdated);
                cell.outdated.extend(claim.denied.into_iter().map(|sign| (sign, at)));
                cell.joined.extend(claim.signs.into_iter().map(|sign| (sign, at)));
            }
            cells.push(cell);
        }
        _ => {
            let cells = measures.entry(measure).or_default();
            match cells.iter_mut().find(|cell| says_the_same(cell, &sign)) {
                Some(cell) => cell.joined.push((sign, at)),
                None => {
                    let cell = place(cells, sign);
                    cells.push(cell);
                }
            }
        }
    }
}

/// What a new act makes of the cells of its own kind of source: the cell that it ends up in, taken out of `cells`.
fn place<'a>(cells: &mut Cells<'a>, sign: Sign<'a>) -> Draft<'a> {
    let side = Side::of(sign.effect);
    let mut hits: Vec<usize> = Vec::new();
    // Of several cells that it could join, the newest of the same stance, else the newest.
    let mut join: Option<(bool, usize, usize)> = None;
    for (i, cell) in cells.iter().enumerate().filter(|(_, cell)| cell.said == *sign.said) {
        let lie = cell.lie(&sign);
        match (cell.side, side) {
            (Side::Dropped, _) if lie != Lie::Apart => hits.push(i),
            (old, new) if old == new && lie != Lie::Apart => join = join.max(Some((true, cell.last(), i))),
            (old, new) if old != new && old.is_yes() && new.is_yes() && !matches!(lie, Lie::Apart | Lie::OtherFigure) => {
                join = join.max(Some((false, cell.last(), i)));
            }
            // A general word sweeps particular ones of the other side away only when it is a no.
            (old, Side::Against) if old.is_yes() && matches!(lie, Lie::Same | Lie::Wider) => hits.push(i),
            (Side::Against, new) if new.is_yes() && lie == Lie::Same => hits.push(i),
            _ => {}
        }
    }
    hits.extend(join.map(|(_, _, i)| i));
    hits.sort_unstable();
    let at = sign.at;
    // The highest place first, so that taking one out moves none of the others.
    let mut old: Vec<Draft<'a>> = hits.into_iter().rev().map(|i| cells.remove(i)).collect();
    for it in &mut old {
        if it.freed {
            it.signs.clear();
            it.relearn();
        }
        if it.side != side {
            it.outdate(at);
        }
        // A bid that has moved: the older figure is history.
        if it.distinct.iter().any(|it| clash(it, sign.normal)) {
            let (gone, kept) = std::mem::take(&mut it.signs).into_iter().partition(|it| clash(it.normal, sign.normal));
            it.signs = kept;
            it.relearn();
            let gone: Vec<Sign<'a>> = gone;
            it.outdated.extend(gone.into_iter().map(|it| (it, at)));
        }
        if it.joined.iter().any(|(it, _)| clash(it.normal, sign.normal)) {
            let (gone, kept): (Vec<_>, Vec<_>) =
                std::mem::take(&mut it.joined).into_iter().partition(|(it, _)| clash(it.normal, sign.normal));
            it.joined = kept;
            it.outdated.extend(gone.into_iter().map(|(it, _)| (it, at)));
        }
    }
    let mut all = old.into_iter();
    let Some(mut cell) = all.next() else { return Draft::new(sign.said.clone(), side, sign) };
    let mut merged = false;
    for mut other in all {
        merged |= !other.signs.is_empty();
        cell.signs.append(&mut other.signs);
        cell.joined.append(&mut other.joined);
        cell.denied.append(&mut other.denied);
        cell.outdated.append(&mut other.outdated);
    }
    if merged {
        cell.signs.sort_by_key(|it| (it.at, it.nth));
        cell.relearn();
    }
    (cell.side, cell.freed) = (side, false);
    cell.push(sign);
    cell
}

/// What an actor's own word does to what others told of it: the claims that it bears out, and the cells that stay.
/// Those that it contradicts become outdated in the cell that the word ends up in, so they go with the first.
fn settle<'a>(cells: Cells<'a>, sign: &Sign<'a>) -> (Cells<'a>, Cells<'a>) {
    let side = Side::of(sign.effect);
    let (mut joining, mut beside) = (Vec::new(), Vec::new());
    for mut claim in cells {
        if claim.said == Said::Own || claim.side == Side::Dropped {
            beside.push(claim);
            continue;
        }
        let lie = claim.lie(sign);
        let both_yes = claim.side.is_yes() && side.is_yes();
        if both_yes || claim.side == side {
            let other_price = claim.side == Side::Conditional && side == Side::Conditional && !names_its_price(&claim, sign);
            match lie {
                Lie::OtherFigure if claim.side == side => {
                    claim.outdate(sign.at);
                    joining.push(claim);
                }
                Lie::Same | Lie::Narrower if !other_price => joining.push(claim),
                _ => beside.push(claim),
            }
        } else if lie == Lie::Same || (lie == Lie::Wider && side == Side::Against) {
            claim.outdate(sign.at);
            joining.push(claim);
        } else {
            beside.push(claim);
        }
    }
    (joining, beside)
}

fn price_of(act: &Act) -> Option<&MeasureId> {
    act.condition.as_ref()?.measure.as_ref()
}

/// Whether conditional words name a price that the claim names.
fn names_its_price(claim: &Draft<'_>, sign: &Sign<'_>) -> bool {
    let price = price_of(&sign.entry.act);
    price.is_some() && claim.signs.iter().any(|it| price_of(&it.entry.act) == price)
}

/// Whether a claim only repeats what the actor has said itself: the same stance, no more particular, on the same condition.
fn says_the_same(cell: &Draft<'_>, sign: &Sign<'_>) -> bool {
    let side = Side::of(sign.effect);
    cell.said == Said::Own
        && cell.side == side
        && matches!(cell.lie(sign), Lie::Same | Lie::Wider)
        && (side != Side::Conditional || names_its_price(cell, sign))
}

/// A denial contests what others have told, on the side of the newest such claim.
fn deny<'a>(cells: &mut Cells<'a>, sign: &Sign<'a>) {
    let meant =
        |cell: &Draft<'_>| cell.said != Said::Own && cell.side != Side::Dropped && !matches!(cell.lie(sign), Lie::Apart | Lie::OtherFigure);
    let Some(yes) = cells.iter().filter(|cell| meant(cell)).max_by_key(|cell| cell.last()).map(|cell| cell.side.is_yes()) else { return };
    for cell in cells.iter_mut().filter(|cell| meant(cell) && cell.side.is_yes() == yes) {
        cell.denied.push(sign.clone());
    }
}

/// What was said on these terms is taken back: by the actor itself all of it, by another's word only what that one had told.
fn retract<'a>(cells: &mut Cells<'a>, sign: Sign<'a>) {
    let own = *sign.said == Said::Own;
    let meant = |cell: &Draft<'_>| (own || cell.said == *sign.said) && !matches!(cell.lie(&sign), Lie::Apart | Lie::OtherFigure);
    let (taken, mut kept): (Vec<_>, Vec<_>) = std::mem::take(cells).into_iter().partition(meant);
    let at = sign.at;
    if own || !taken.is_empty() {
        let mut dropped = Draft::new(sign.said.clone(), Side::Dropped, sign);
        for mut cell in taken {
            cell.outdate(at);
            dropped.outdated.append(&mut cell.outdated);
        }
        kept.push(dropped);
    }
    *cells = kept;
}

/// Conditions whose price is given up hold nothing back any more.
fn free<'a>(cells: &mut Cells<'a>, price: &MeasureId, sign: &Sign<'a>, no_terms: &'a Terms) {
    for cell in cells.iter_mut().filter(|cell| cell.said == Said::Own && cell.side == Side::Conditional) {
        let is_freed = |it: &Sign<'_>| it.effect == Effect::If && price_of(&it.entry.act) == Some(price);
        let (freed, kept): (Vec<_>, Vec<_>) = std::mem::take(&mut cell.signs).into_iter().partition(is_freed);
        cell.signs = kept;
        cell.outdated.extend(freed.into_iter().map(|it| (it, sign.at)));
        if cell.signs.is_empty() {
            cell.outdate(sign.at);
            (cell.side, cell.freed) = (Side::Dropped, true);
            cell.signs.push(Sign { terms: &[], normal: no_terms, ..sign.clone() });
        }
        cell.relearn();
    }
}
