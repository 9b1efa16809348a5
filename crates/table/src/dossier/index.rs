//! The acts of a record as numbers, made once: for each actor and measure the acts in order, and what ends a wait by who does it.
use super::chain::{AGREED, COPIED, Chain, DATED, FIRM, FORCED, FREES, NONE, OWN, PRICE, Sign, WAITS, WHOLE_DAY};
use super::record::{Entry, EventId, Said};
use super::sight::Sight;
use super::standing::force;
use super::terms::{Numbering, Vocabulary};
use crate::Side;
use crate::position::{Effect, effect, price};
use evidence::{ActKind, ActorId, MeasureId, Status, Strength};
use rayon::iter::{IntoParallelRefMutIterator, ParallelIterator};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::hash::Hash;
use std::sync::Arc;

/// Talks that a meeting of the two sides brings about; a summit takes those who were asked for.
pub(super) const TALKS: &str = "direct-talks";

/// What questions about a record go by.
#[derive(Debug)]
pub(super) struct Index {
    pub(super) sight: Sight,
    pub(super) words: Vocabulary,
    // Invariant: ascending, so that numbers are in the order of what they stand for.
    pub(super) actors: Vec<ActorId>,
    pub(super) measures: Vec<MeasureId>,
    // Invariant: the own word first.
    pub(super) saids: Vec<Said>,
    // Invariant: ascending by actor and measure.
    pub(super) chains: Vec<Chain>,
    /// Deeds that were done, with their terms, by the measure and by who takes part; under [`NONE`] all of a measure.
    pub(super) deeds: HashMap<(u32, u32), Vec<(u32, u32)>>,
    /// Meetings that were held, by two who took part, the lower number first. What only a third tells of a meeting ends no wait.
    pub(super) meetings: HashMap<(u32, u32), Vec<u32>>,
    /// The acts that report an event.
    pub(super) events: HashMap<EventId, Vec<u32>>,
    // The moves that are held back or awaited, shared by all waits for them: for each actor, and then for nobody, one for each measure and
    // one for none.
    sides: Vec<Option<Arc<Side>>>,
}

impl Index {
    pub(super) fn of(entries: &[Entry]) -> Self {
        let mut made = Making::of(entries);
        // Such a place is a number of 32 bits: no machine holds a record of four thousand million acts.
        for (at, entry) in (0_u32..).zip(entries) {
            if !made.sight.is_rejected(at) {
                made.take(at, entry);
            }
        }
        made.index()
    }

    /// The number of an actor; [`NONE`] where it does nothing in the record.
    pub(super) fn actor(&self, id: &ActorId) -> u32 {
        place(&self.actors, id)
    }

    /// The number of a measure; [`NONE`] where it is not in the record.
    pub(super) fn measure(&self, id: &MeasureId) -> u32 {
        place(&self.measures, id)
    }

    /// The move of an actor on a measure.
    pub(super) fn side(&self, actor: u32, measure: u32) -> Arc<Side> {
        let new = || Arc::new(self.new_side(actor, measure));
        self.sides.get(self.place_of_side(actor, measure)).cloned().flatten().unwrap_or_else(new)
    }

    fn place_of_side(&self, actor: u32, measure: u32) -> usize {
        (actor as usize).min(self.actors.len()) * (self.measures.len() + 1) + (measure as usize).min(self.measures.len())
    }

    fn new_side(&self, actor: u32, measure: u32) -> Side {
        Side { actor: self.actors.get(actor as usize).cloned(), measure: self.measures.get(measure as usize).cloned() }
    }

    /// Where the chain of an actor and a measure stands.
    pub(super) fn chain(&self, actor: u32, measure: u32) -> Option<usize> {
        self.chains.binary_search_by_key(&(actor, measure), |it| (it.actor, it.measure)).ok()
    }
}

fn place<T: Ord>(all: &[T], one: &T) -> u32 {
    all.binary_search(one).ok().and_then(|it| u32::try_from(it).ok()).unwrap_or(NONE)
}

/// An index that is being made.
struct Making<'a> {
    sight: Sight,
    numbering: Numbering,
    actors: HashMap<&'a ActorId, u32>,
    measures: HashMap<&'a MeasureId, u32>,
    saids: HashMap<&'a Said, u32>,
    chains: HashMap<(u32, u32), Vec<Sign>>,
    deeds: HashMap<(u32, u32), Vec<(u32, u32)>>,
    meetings: HashMap<(u32, u32), Vec<u32>>,
    events: HashMap<EventId, Vec<u32>>,
}

impl<'a> Making<'a> {
    fn of(entries: &'a [Entry]) -> Self {
        let (mut actors, mut measures, mut saids) = (HashSet::new(), HashSet::new(), HashSet::new());
        for entry in entries {
            for (actor, said) in &entry.actors {
                actors.insert(actor);
                saids.insert(said);
            }
            actors.extend(&entry.awaited);
            measures.extend(entry.act.measures.iter().map(|it| &it.measure));
            measures.extend(entry.act.condition.iter().filter_map(|it| it.measure.as_ref()));
        }
        // In order the own word comes first.
        saids.insert(&Said::Own);
        Self {
            sight: Sight::of(entries),
            numbering: Numbering::default(),
            actors: numbers(actors),
            measures: numbers(measures),
            saids: numbers(saids),
            chains: HashMap::new(),
            deeds: HashMap::new(),
            meetings: HashMap::new(),
            events: HashMap::new(),
        }
    }

    fn take(&mut self, at: u32, entry: &'a Entry) {
        let act = &entry.act;
        if let Some(event) = &entry.event {
            self.events.entry(event.clone()).or_default().push(at);
        }
        let who: Vec<u32> = entry.actors.iter().map(|(it, _)| self.actors[it]).collect();
        let matters: Vec<(u32, u32)> = act.measures.iter().map(|it| (self.measures[&it.measure], self.numbering.of(&it.params))).collect();
        match (act.kind, act.status) {
            _ if act.negated => {}
            (ActKind::Deed, Some(Status::Done)) => {
                for (measure, terms) in &matters {
                    for actor in who.iter().chain([&NONE]) {
                        self.deeds.entry((*measure, *actor)).or_default().push((at, *terms));
                    }
                }
            }
            (ActKind::Contact, Some(Status::Held)) if !entry.told => {
                for (i, one) in who.iter().enumerate() {
                    for other in &who[i..] {
                        self.meetings.entry((*one.min(other), *one.max(other))).or_default().push(at);
                    }
                }
            }
            _ => {}
        }
        // A retraction on a condition ("would give it up if") takes nothing back yet.
        let counts = |it: &Effect| !(*it == Effect::Retracted && act.condition.is_some());
        let Some(effect) = effect(act).filter(counts) else { return };
        let condition = act.condition.as_ref();
        let priced = condition.and_then(|it| it.measure.as_ref()).map_or(NONE, |it| self.measures[it]);
        let awaited = entry.awaited.as_ref().map_or(NONE, |it| self.actors[it]);
        let relation = condition.map(|it| it.relation);
        let force = force(entry);
        let firm = effect == Effect::Never || (effect == Effect::Wanted && act.strength == Some(Strength::Insist));
        let when = |is: bool, what: u16| if is { what } else { 0 };
        let is = when(firm, FIRM)
            | when(act.kind == ActKind::Conclude, AGREED)
            | when(force.is_some(), FORCED)
            | when(entry.day.is_some(), DATED)
            | when(matches!(entry.date, Some(evidence::Date::Day(_))), WHOLE_DAY)
            | when(effect == Effect::If && condition.is_some(), WAITS)
            | when(self.sight.original(at).is_some(), COPIED);
        let (published, day) = (self.sight.published(at), self.sight.day(at));
        for ((_, said), actor) in entry.actors.iter().zip(&who) {
            let said = self.saids[said];
            for (nth, (measure, terms)) in (0_u16..).zip(&matters) {
                let sign = Sign { at, nth, effect, relation, is, force, terms: *terms, price: priced, awaited, said, published, day };
                self.chains.entry((*actor, *measure)).or_default().push(sign);
            }
            if let Some(price) = price(act) {
                let nth = u16::try_from(matters.len()).unwrap_or(u16::MAX);
                let is = (is & !WAITS) | PRICE;
                let sign =
                    Sign { at, nth, effect: Effect::Yes, relation, is, force, terms: 0, price: priced, awaited, said, published, day };
                self.chains.entry((*actor, self.measures[price])).or_default().push(sign);
            }
        }
    }

    fn index(mut self) -> Index {
        let words = self.numbering.vocabulary();
        // What gives up a price counts where it is one.
        let mut freeing: HashMap<(u32, u32), Vec<Sign>> = HashMap::new();
        for (key, signs) in &self.chains {
            let frees = |it: &&Sign| it.effect == Effect::Retracted && it.said == OWN;
            let given_up: Vec<Sign> = signs.iter().filter(frees).copied().collect();
            if !given_up.is_empty() {
                freeing.insert(*key, given_up);
            }
        }
        let mut chains: Vec<Chain> = Vec::with_capacity(self.chains.len());
        for ((actor, measure), mut signs) in self.chains.drain() {
            let prices: BTreeSet<u32> =
                signs.iter().filter(|it| it.effect == Effect::If && it.said == OWN && it.price != measure).map(|it| it.price).collect();
            for price in prices {
                let given_up = freeing.get(&(actor, price)).into_iter().flatten();
                signs.extend(given_up.map(|it| Sign { is: it.is | FREES, terms: 0, price, ..*it }));
            }
            signs.sort_by_key(|it| (it.at, it.nth));
            signs.shrink_to_fit();
            chains.push(Chain::new(actor, measure, signs));
        }
        chains.sort_unstable_by_key(|it| (it.actor, it.measure));
        chains.par_iter_mut().for_each(|it| it.keep(&self.sight, &words));
        let mut index = Index {
            sight: self.sight,
            words,
            actors: in_order(&self.actors),
            measures: in_order(&self.measures),
            saids: in_order(&self.saids),
            chains,
            deeds: self.deeds,
            meetings: self.meetings,
            events: self.events,
            sides: Vec::new(),
        };
        let held_back = index.chains.iter().map(|it| (it.actor, it.measure));
        // A wait may hold on to an older act's word of whose move it is.
        let awaited = index
            .chains
            .iter()
            .flat_map(|it| &it.signs)
            .filter(|it| it.has(WAITS))
            .flat_map(|it| [(it.awaited, it.price), (NONE, it.price)]);
        let all: HashSet<(u32, u32)> = held_back.chain(awaited).collect();
        let mut sides = vec![None; (index.actors.len() + 1) * (index.measures.len() + 1)];
        for (actor, measure) in all {
            sides[index.place_of_side(actor, measure)] = Some(Arc::new(index.new_side(actor, measure)));
        }
        index.sides = sides;
        index
    }
}

/// The numbers of some things, in their order.
fn numbers<T: Ord + Hash>(all: HashSet<&T>) -> HashMap<&T, u32> {
    let mut all: Vec<&T> = all.into_iter().collect();
    all.sort_unstable();
    all.into_iter().zip(0_u32..).collect()
}

fn in_order<T: Clone>(numbers: &HashMap<&T, u32>) -> Vec<T> {
    let mut all: Vec<(u32, &T)> = numbers.iter().map(|(it, number)| (*number, *it)).collect();
    all.sort_unstable_by_key(|it| it.0);
    all.into_iter().map(|it| it.1.clone()).collect()
}
