//! Where an actor stands on a measure, as one cell shows it: whose word that is, since when, and the acts behind it.
use super::fold::{Draft, Side, Sign};
use super::record::{ActRef, Entry, EventId, Mark, Said};
use crate::position::Effect;
use evidence::{ActKind, ActorId, MeasureId, Param, Quote, Status, Strength};
use jiff::civil;
use std::collections::BTreeSet;
use std::fmt;

/// How an actor stands to a measure, as of a date.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Stance {
    /// Wants it, offers it or accepts it.
    For,
    /// For it, if something else.
    Conditional,
    /// Refuses it.
    Against,
    /// Told by another, and denied by the actor itself.
    Contested,
    /// Took back what it had said, and has said nothing new.
    Dropped,
}

impl Stance {
    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::For => "for",
            Self::Conditional => "conditional",
            Self::Against => "against",
            Self::Contested => "contested",
            Self::Dropped => "dropped",
        }
    }
}

/// How strongly a position was last put: of most acts their strength, of a proposal or an agreement how far it has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Force {
    /// A strength.
    Strength(Strength),
    /// A status.
    Status(Status),
}

impl fmt::Display for Force {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Strength(it) => f.pad(it.as_str()),
            Self::Status(it) => f.pad(it.as_str()),
        }
    }
}

/// In what part an act stands behind a cell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// It says so.
    Says,
    /// It asks for it as the price of another move.
    Price,
    /// A claim of another that came true or says the same.
    Joined,
    /// A denial of it.
    Denies,
}

/// An act behind a cell, with its words.
#[derive(Clone, PartialEq, Debug)]
pub struct Behind {
    /// The act.
    pub at: ActRef,
    /// Which of the sixteen.
    pub kind: ActKind,
    /// In what part.
    pub part: Part,
    /// Its words.
    pub quote: Quote,
    /// The day.
    pub day: Option<civil::Date>,
    /// Who uttered it.
    pub speaker: Option<ActorId>,
    /// Who tells of it, nearest first.
    pub told_by: Vec<ActorId>,
    /// How strongly.
    pub force: Option<Force>,
    /// Whether a person has confirmed it.
    pub confirmed: bool,
    /// The event that it reports, where acts of other documents report it too.
    pub event: Option<EventId>,
}

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
    // Invariant: not empty, the newest first.
    acts: Vec<Behind>,
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

    /// Whether a person has confirmed each act behind it.
    pub fn confirmed(&self) -> bool {
        self.acts.iter().all(|it| it.confirmed)
    }

    /// How often it was said or done: accounts of one event count once.
    pub fn n_events(&self) -> usize {
        let events: BTreeSet<&EventId> = self.acts.iter().filter_map(|it| it.event.as_ref()).collect();
        events.len() + self.acts.iter().filter(|it| it.event.is_none()).count()
    }

    /// Whether the act is behind it or stood there before.
    pub fn knows(&self, act: &ActRef) -> bool {
        self.acts.iter().any(|it| it.at == *act) || self.outdated.iter().any(|(it, _)| it.at == *act)
    }
}

/// An act behind a cell or wait.
pub(super) fn behind(sign: &Sign<'_>, part: Part) -> Behind {
    let Entry { at, act, day, quote, mark, event, .. } = sign.entry;
    Behind {
        at: at.clone(),
        kind: act.kind,
        part,
        quote: quote.clone(),
        day: *day,
        speaker: act.speaker.clone(),
        told_by: act.told_by.clone(),
        force: force(sign),
        confirmed: *mark == Some(Mark::Confirmed),
        event: event.clone(),
    }
}

/// How strongly an act puts a position; the price of a condition is put as strongly as the condition, which has no strength.
fn force(sign: &Sign<'_>) -> Option<Force> {
    let act = &sign.entry.act;
    match act.kind {
        ActKind::Propose | ActKind::Conclude => act.status.map(Force::Status),
        _ => act.strength.map(Force::Strength),
    }
}

/// The cell that a draft comes to. `seen` is what it was made from.
pub(super) fn cell(actor: &ActorId, measure: &MeasureId, draft: &Draft<'_>, seen: &[&Entry]) -> Option<Cell> {
    let said = |sign: &Sign<'_>| behind(sign, if sign.is_price { Part::Price } else { Part::Says });
    let mut acts: Vec<(usize, Behind)> = draft.signs.iter().map(|it| (it.at, said(it))).collect();
    acts.extend(draft.joined.iter().map(|(it, _)| (it.at, behind(it, Part::Joined))));
    acts.extend(draft.denied.iter().map(|it| (it.at, behind(it, Part::Denies))));
    // Stable, so that of one act that is there twice the plainer part stays.
    acts.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    acts.dedup_by_key(|(at, _)| *at);
    let mut outdated: Vec<(usize, Behind, usize)> = draft.outdated.iter().map(|(it, by)| (it.at, said(it), *by)).collect();
    outdated.sort_by_key(|(at, _, _)| std::cmp::Reverse(*at));
    outdated.dedup_by_key(|(at, _, _)| *at);
    outdated.retain(|(at, _, _)| !acts.iter().any(|(other, _)| other == at));
    let stance = match draft.side {
        _ if !draft.denied.is_empty() => Stance::Contested,
        Side::For => Stance::For,
        Side::Conditional => Stance::Conditional,
        Side::Against => Stance::Against,
        Side::Dropped => Stance::Dropped,
    };
    let firm =
        |it: &Sign<'_>| it.effect == Effect::Never || (it.effect == Effect::Wanted && it.entry.act.strength == Some(Strength::Insist));
    let acts: Vec<Behind> = acts.into_iter().map(|(_, it)| it).collect();
    if acts.is_empty() {
        return None;
    }
    Some(Cell {
        actor: actor.clone(),
        measure: measure.clone(),
        said: draft.said.clone(),
        params: draft.terms(),
        stance,
        red_line: draft.said == Said::Own && draft.side != Side::Dropped && draft.signs.iter().any(firm),
        force: draft.signs.iter().rev().find_map(force),
        since: draft.signs.iter().filter_map(|it| it.entry.day).min(),
        acts,
        outdated: outdated.into_iter().filter_map(|(_, it, by)| Some((it, seen.get(by)?.at.clone()))).collect(),
    })
}
