//! The cell of a draft, all of it at once.
use super::super::cell::{Behind, Force, Part, Stance};
use super::super::record::{ActRef, Entry, Said};
use super::fold::{Draft, Side, Sign};
use crate::position::Effect;
use evidence::{ActKind, ActorId, MeasureId, Param, Strength};
use jiff::civil;

/// Where one actor stands on one measure, on one set of terms, by one kind of source.
#[derive(Clone, PartialEq, Debug)]
pub struct Cell {
    /// Who.
    pub actor: ActorId,
    /// On what.
    pub measure: MeasureId,
    /// Whose word it is. Only [`Said::Own`] is the actor's position.
    pub said: Said,
    /// On what terms: the newest value of each parameter.
    pub params: Vec<Param>,
    /// How.
    pub stance: Stance,
    /// Whether its own words rule out the other way.
    pub red_line: bool,
    /// How strongly it was last put.
    pub force: Option<Force>,
    /// The day of the oldest act of that kind of source still behind it.
    pub since: Option<civil::Date>,
    /// That day as exact as it is known.
    pub since_date: Option<evidence::Date>,
    // Invariant: not empty, the newest first.
    pub acts: Vec<Behind>,
    /// What stood before, the newest first, each with the act that outdated it.
    pub outdated: Vec<(Behind, ActRef)>,
}

impl Cell {
    /// The acts behind it, the newest first; at least one.
    pub fn acts(&self) -> &[Behind] {
        &self.acts
    }

    /// The newest act behind it.
    pub fn newest(&self) -> &Behind {
        &self.acts[0]
    }

    /// The newest act in the words of the cell's own source, so no claim that joined it and no denial; else the newest.
    pub fn newest_word(&self) -> &Behind {
        self.acts.iter().find(|it| matches!(it.part, Part::Says | Part::Price)).unwrap_or(&self.acts[0])
    }
}

/// An act behind a cell or wait.
pub(super) fn behind(sign: &Sign<'_>, part: Part) -> Behind {
    super::super::standing::behind(sign.entry, part)
}

fn force(sign: &Sign<'_>) -> Option<Force> {
    super::super::standing::force(sign.entry)
}

/// The cell that a draft comes to. `seen` is what it was made from.
pub(super) fn cell(actor: &ActorId, measure: &MeasureId, draft: &Draft<'_>, seen: &[&Entry]) -> Option<Cell> {
    let said = |sign: &Sign<'_>| behind(sign, if sign.is_price { Part::Price } else { Part::Says });
    let mut acts: Vec<(usize, usize, Behind)> = draft.signs.iter().map(|it| (it.at, it.nth, said(it))).collect();
    // Stable, so that of one act that is there twice the plainer part stays.
    acts.sort_by_key(|(at, nth, _)| (std::cmp::Reverse(*at), *nth));
    acts.extend(draft.joined.iter().map(|(it, _)| (it.at, it.nth, behind(it, Part::Joined))));
    acts.extend(draft.denied.iter().map(|it| (it.at, it.nth, behind(it, Part::Denies))));
    acts.sort_by_key(|(at, _, _)| std::cmp::Reverse(*at));
    acts.dedup_by_key(|(at, _, _)| *at);
    let mut outdated: Vec<(usize, usize, Behind, usize)> = draft.outdated.iter().map(|(it, by)| (it.at, it.nth, said(it), *by)).collect();
    outdated.sort_by_key(|(at, nth, _, by)| (std::cmp::Reverse(*at), *nth, *by));
    outdated.dedup_by_key(|(at, _, _, _)| *at);
    outdated.retain(|(at, _, _, _)| !acts.iter().any(|(other, _, _)| other == at));
    let stance = match draft.side {
        _ if !draft.denied.is_empty() => Stance::Contested,
        Side::For => Stance::For,
        Side::Conditional => Stance::Conditional,
        Side::Against => Stance::Against,
        Side::Dropped => Stance::Dropped,
    };
    let firm =
        |it: &Sign<'_>| it.effect == Effect::Never || (it.effect == Effect::Wanted && it.entry.act.strength == Some(Strength::Insist));
    // What was agreed in the end settles what was insisted on before.
    let settled = draft.signs.iter().filter(|it| it.entry.act.kind == ActKind::Conclude).map(|it| it.at).max();
    let oldest = draft.signs.iter().filter(|it| it.entry.day.is_some()).min_by_key(|it| it.entry.day);
    let acts: Vec<Behind> = acts.into_iter().map(|(_, _, it)| it).collect();
    if acts.is_empty() {
        return None;
    }
    Some(Cell {
        actor: actor.clone(),
        measure: measure.clone(),
        said: draft.said.clone(),
        params: draft.terms(),
        stance,
        red_line: draft.said == Said::Own
            && draft.side != Side::Dropped
            && draft.signs.iter().any(|it| firm(it) && settled.is_none_or(|by| it.at > by)),
        force: draft.signs.iter().rev().find_map(force),
        since: oldest.and_then(|it| it.entry.day),
        since_date: oldest.and_then(|it| it.entry.date.clone()),
        acts,
        outdated: outdated.into_iter().filter_map(|(_, _, it, by)| Some((it, seen.get(by)?.at.clone()))).collect(),
    })
}
