//! What waits for what as of a date: which moves are held back, for what, and how those that were ended.
use super::super::cell::{Behind, Part, Stance};
use super::super::record::{ActRef, Entry, Said};
use super::super::terms;
use super::cell::{Cell, behind};
use super::fold::{Draft, Side as Leaning, Sign};
use crate::Side;
use crate::position::Effect;
use evidence::{ActKind, ActorId, MeasureId, Param, Relation, Status};
use std::collections::BTreeMap;
use terms::Lie;

/// Talks that a meeting of the two sides brings about; a summit takes those who were asked for.
const TALKS: &str = "direct-talks";

/// A move that waits for another.
#[derive(Clone, PartialEq, Debug)]
pub struct Wait {
    /// What is held back.
    pub what: Side,
    /// On what terms.
    pub params: Vec<Param>,
    /// What must come.
    pub awaited: Side,
    /// How the one waits for the other, by its newest act.
    pub relation: Relation,
    /// Whose word it is.
    pub said: Said,
    // Invariant: not empty, the newest first.
    pub acts: Vec<Behind>,
    // Invariant: as long as `acts`: how each of them lets the one wait for the other.
    pub relations: Vec<Relation>,
    /// The newest words of the condition.
    pub words: String,
    /// The acts of the day on which it ended; empty while it stands.
    pub ended: Vec<ActRef>,
    /// The refusal of what it waits for, by the one who would have to do it.
    pub blocked: Option<ActRef>,
}

impl Wait {
    /// The acts that show it, the newest first; at least one.
    pub fn acts(&self) -> &[Behind] {
        &self.acts
    }
}

/// A wait as the acts make it, before it is asked whether it still stands.
struct Draw<'a, 'b> {
    signs: Vec<(&'b Sign<'a>, Option<usize>)>,
    // Invariant: for each kind of source of `signs` where the last of them ended; the end of all places where one stands.
    until: Vec<(&'b Said, usize)>,
    actor: Option<&'a ActorId>,
    measure: Option<&'a MeasureId>,
}

/// The waits of one actor on one measure by one kind of source, those that ended too, the oldest first.
pub(super) fn waits(
    actor: &ActorId,
    measure: &MeasureId,
    draft: &Draft<'_>,
    seen: &[&Entry],
    all_ends: &Ends<'_>,
    cells: &[Cell],
) -> Vec<Wait> {
    let stands = draft.side == Leaning::Conditional;
    let live = draft.signs.iter().map(|it| (it, (!stands).then_some(it.at)));
    let joined = draft.joined.iter().map(|(it, by)| (it, (!stands).then_some(*by)));
    let outdated = draft.outdated.iter().map(|(it, by)| (it, Some(*by)));
    let mut signs: Vec<(&Sign<'_>, Option<usize>)> =
        live.chain(joined).chain(outdated).filter(|(it, _)| it.effect == Effect::If && it.entry.act.condition.is_some()).collect();
    signs.sort_by_key(|(it, _)| (it.at, it.nth));
    let mut drawn: Vec<Draw<'_, '_>> = Vec::new();
    for (sign, end) in signs {
        let condition = sign.entry.act.condition.as_ref();
        let (awaited, price) = (sign.entry.awaited.as_ref(), condition.and_then(|it| it.measure.as_ref()));
        // The same price named again is the same wait, unless it had ended in between; unnamed ones may be different.
        let goes_on = |it: &Draw<'_, '_>| {
            price.is_some()
                && it.measure == price
                && (it.actor.is_none() || awaited.is_none() || it.actor == awaited)
                && it.until.iter().any(|(said, by)| *said == sign.said && *by >= sign.at)
        };
        let by = end.unwrap_or(usize::MAX);
        match drawn.iter_mut().rev().find(|it| goes_on(it)) {
            Some(it) => {
                it.actor = awaited.or(it.actor);
                match it.until.iter_mut().find(|(said, _)| *said == sign.said) {
                    Some((_, until)) => *until = by.max(*until),
                    None => it.until.push((sign.said, by)),
                }
                it.signs.push((sign, end));
            }
            None => drawn.push(Draw { until: vec![(sign.said, by)], signs: vec![(sign, end)], actor: awaited, measure: price }),
        }
    }
    drawn.iter().filter_map(|it| wait(actor, measure, it, seen, all_ends, cells)).collect()
}

fn wait(actor: &ActorId, measure: &MeasureId, drawn: &Draw<'_, '_>, seen: &[&Entry], all_ends: &Ends<'_>, cells: &[Cell]) -> Option<Wait> {
    let (newest, end) = drawn.signs.last()?;
    let what = Side { actor: Some(actor.clone()), measure: Some(measure.clone()) };
    let awaited = Side { actor: drawn.actor.cloned(), measure: drawn.measure.cloned() };
    let params = terms::newest(drawn.signs.iter().rev().map(|(it, _)| it.terms));
    let mut ends: Vec<&Entry> = end.and_then(|by| seen.get(by)).copied().into_iter().collect();
    ends.extend(all_ends.after(newest.at, &what, &params, &awaited));
    ends.sort_by_key(|it| &it.at);
    ends.dedup_by_key(|it| &it.at);
    let first = ends.iter().map(|it| it.day).min();
    ends.retain(|it| Some(it.day) == first);
    let condition = newest.entry.act.condition.as_ref()?;
    Some(Wait {
        relation: condition.relation,
        relations: drawn.signs.iter().rev().filter_map(|(it, _)| Some(it.entry.act.condition.as_ref()?.relation)).collect(),
        said: newest.said.clone(),
        acts: drawn.signs.iter().rev().map(|(it, _)| behind(it, Part::Says)).collect(),
        words: newest.entry.condition.clone(),
        ended: ends.iter().map(|it| it.at.clone()).collect(),
        blocked: refusal(&awaited, &newest.entry.condition, cells),
        what,
        params,
        awaited,
    })
}

/// The acts that can end a wait, by the measure that they carry out and by who takes part, so that no wait looks through all acts: deeds
/// that were done, and for talks the meetings that were held. Under nobody stand all of a measure.
pub(super) struct Ends<'a> {
    seen: &'a [&'a Entry],
    by: BTreeMap<(&'a str, Option<&'a ActorId>), Vec<usize>>,
}

impl<'a> Ends<'a> {
    pub(super) fn of(seen: &'a [&'a Entry]) -> Self {
        let mut ends = Self { seen, by: BTreeMap::new() };
        for (at, &entry) in seen.iter().enumerate().filter(|(_, it)| !it.act.negated) {
            match (entry.act.kind, entry.act.status) {
                (ActKind::Deed, Some(Status::Done)) => {
                    for matter in &entry.act.measures {
                        ends.take(&matter.measure.0, at, entry);
                    }
                }
                // What only a third tells of a meeting ends no wait.
                (ActKind::Contact, Some(Status::Held)) if !entry.told => ends.take(TALKS, at, entry),
                _ => {}
            }
        }
        ends
    }

    fn take(&mut self, measure: &'a str, at: usize, entry: &'a Entry) {
        for actor in std::iter::once(None).chain(entry.actors.iter().map(|(it, _)| Some(it))) {
            let list = self.by.entry((measure, actor)).or_default();
            // One measure may come twice in an act.
            if list.last() != Some(&at) {
                list.push(at);
            }
        }
    }

    /// The acts after one that carry out a measure, by who takes part where that is known.
    fn later<'b>(&'b self, at: usize, side: &'b Side) -> impl Iterator<Item = &'a Entry> + 'b {
        let key = side.measure.as_ref().map(|it| (it.0.as_str(), side.actor.as_ref()));
        let all = key.and_then(|key| self.by.get(&key)).map_or(&[][..], Vec::as_slice);
        let after = &all[all.partition_point(|it| *it <= at)..];
        after.iter().filter_map(|it| self.seen.get(*it).copied())
    }

    /// Those after an act that bring what is awaited, or do without it what is held back: of each the ones of the first such day.
    fn after(&self, at: usize, what: &Side, params: &[Param], awaited: &Side) -> Vec<&'a Entry> {
        let is_deed = |it: &Entry| it.act.kind == ActKind::Deed;
        // Of a meeting both take part.
        let comes = self.later(at, awaited).filter(|it| is_deed(it) || (awaited.actor.is_some() && takes_part(it, what)));
        let terms = terms::Terms::of(params);
        let held_back: Vec<(&str, &str)> = terms.iter().collect();
        let on_terms = |it: &Entry| {
            let mut on_it = it.act.measures.iter().filter(|matter| what.measure.as_ref() == Some(&matter.measure));
            on_it.any(|matter| !matches!(terms::lie(&held_back, &terms::Terms::of(&matter.params)), Lie::Apart | Lie::OtherFigure))
        };
        let done = self.later(at, what).filter(|it| is_deed(it) && takes_part(it, what) && on_terms(it));
        let mut out = of_the_first_day(comes);
        out.extend(of_the_first_day(done));
        out
    }
}

/// The first of these, which are in order of their days, and the others of its day.
fn of_the_first_day<'a>(entries: impl Iterator<Item = &'a Entry>) -> Vec<&'a Entry> {
    let mut entries = entries.peekable();
    let first = entries.peek().map(|it| it.day);
    entries.take_while(|it| Some(it.day) == first).collect()
}

fn takes_part(entry: &Entry, side: &Side) -> bool {
    side.actor.as_ref().is_some_and(|actor| entry.actors.iter().any(|(it, _)| it == actor))
}

/// The newest refusal of what is awaited by the one who would have to do it: of all of it, where it has said yes to none of it; or of
/// anything above a figure that the price exceeds.
fn refusal(awaited: &Side, words: &str, cells: &[Cell]) -> Option<ActRef> {
    let (Some(actor), Some(measure)) = (&awaited.actor, &awaited.measure) else { return None };
    // The cells are in order of actor and measure.
    let from = cells.partition_point(|it| (&it.actor, &it.measure) < (actor, measure));
    let of_both = cells[from..].iter().take_while(|it| it.actor == *actor && it.measure == *measure);
    let own: Vec<&Cell> = of_both.filter(|it| it.said == Said::Own).collect();
    let some_yes = own.iter().any(|it| matches!(it.stance, Stance::For | Stance::Conditional));
    let exceeds = |cell: &Cell| {
        let above = cell.params.iter().find(|it| {
            let value = it.value.to_lowercase();
            ["above ", "over ", "more than ", "beyond "].iter().any(|it| value.starts_with(it))
        });
        let limit = above.and_then(|it| terms::number(&it.value));
        limit.zip(terms::number(words)).is_some_and(|(limit, price)| price > limit)
    };
    let refused = own.iter().filter(|it| it.stance == Stance::Against && (!some_yes || exceeds(it)));
    refused.map(|it| it.newest_word()).max_by_key(|it| it.day).map(|it| it.at.clone())
}
