//! What waits for what as of a date: which moves are held back, for what, and how those that were ended.
use super::cell::{Behind, Part, Stance};
use super::chain::{Leaning, NONE, OWN, WAITS};
use super::index::TALKS;
use super::record::{ActRef, Entry, Said};
use super::standing::{Hold, Place, Standing, behind};
use super::terms::{self, Lie};
use crate::Side;
use evidence::{MeasureId, Param, Relation};
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use std::fmt;
use std::sync::{Arc, OnceLock};

/// A move that waits for another. Its words, and what ended or blocks it, are taken from the record when they are asked for.
#[derive(Clone)]
pub struct Wait {
    /// What is held back.
    pub what: Arc<Side>,
    /// What must come.
    pub awaited: Arc<Side>,
    /// How the one waits for the other, by its newest act.
    pub relation: Relation,
    /// Whose word it is.
    pub said: Said,
    draw: Draw,
    of: Hold,
    // Boxed, since there may be very many waits of which nobody asks this.
    asked: OnceLock<Box<Asked>>,
}

/// What a wait was asked for.
#[derive(Clone, Default)]
struct Asked {
    acts: OnceLock<Vec<Behind>>,
    ended: OnceLock<Vec<ActRef>>,
    blocked: OnceLock<Option<ActRef>>,
}

/// A wait as the acts of its chain make it, before it is asked whether it still stands.
#[derive(Clone, Debug)]
pub(super) struct Draw {
    chain: usize,
    // Invariant: the oldest first; places in the chain. Most waits have but one.
    first: u32,
    further: Vec<u32>,
    /// The act that outdated the newest of them.
    by: Option<u32>,
    said: u32,
    /// Where the last of them was outdated; the end of all places where one stands.
    until: u32,
    actor: u32,
    measure: u32,
}

impl Wait {
    fn new(of: &Hold, draw: Draw) -> Self {
        let index = of.index();
        let chain = &index.chains[draw.chain];
        Self {
            what: index.side(chain.actor, chain.measure),
            awaited: index.side(draw.actor, draw.measure),
            relation: chain.signs[draw.newest() as usize].relation.unwrap_or(Relation::OnlyIf),
            said: index.saids[draw.said as usize].clone(),
            draw,
            of: Arc::clone(of),
            asked: OnceLock::new(),
        }
    }

    fn asked(&self) -> &Asked {
        self.asked.get_or_init(Box::default)
    }

    fn entries(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        let signs = &self.of.index().chains[self.draw.chain].signs;
        self.draw.signs().map(move |it| self.of.entry(signs[it as usize].at))
    }

    fn place(&self) -> Place<'_> {
        Place { of: &self.of, chain: self.draw.chain, draft: 0 }
    }

    /// On what terms: the newest value of each parameter.
    pub fn params(&self) -> Vec<Param> {
        terms::newest(self.draw.signs().rev().map(|it| self.place().params_of(it)))
    }

    /// The newest words of the condition.
    pub fn words(&self) -> &str {
        self.entries().next_back().map_or("", |it| &it.condition)
    }

    /// The acts that show it, the newest first; at least one.
    pub fn acts(&self) -> &[Behind] {
        self.asked().acts.get_or_init(|| self.entries().rev().map(|it| behind(it, Part::Says)).collect())
    }

    /// How each of these acts lets the one wait for the other.
    pub(super) fn relations(&self) -> Vec<Relation> {
        self.entries().rev().filter_map(|it| Some(it.act.condition.as_ref()?.relation)).collect()
    }

    /// The acts of the day on which it ended; empty while it stands.
    pub fn ended(&self) -> &[ActRef] {
        self.asked().ended.get_or_init(|| self.draw.ended(&self.of))
    }

    /// Whether it still holds something back.
    pub fn stands(&self) -> bool {
        let ended = self.asked.get().and_then(|it| it.ended.get());
        self.draw.by.is_none() && ended.map_or_else(|| self.draw.goes_on(&self.of), Vec::is_empty)
    }

    /// The refusal of what it waits for, by the one who would have to do it.
    pub fn blocked(&self) -> Option<&ActRef> {
        self.asked().blocked.get_or_init(|| self.draw.refusal(&self.of, self.words())).as_ref()
    }
}

impl PartialEq for Wait {
    fn eq(&self, other: &Self) -> bool {
        (&self.what, &self.awaited, self.relation, &self.said) == (&other.what, &other.awaited, other.relation, &other.said)
            && (self.acts(), self.params(), self.words()) == (other.acts(), other.params(), other.words())
            && (self.relations(), self.ended(), self.blocked()) == (other.relations(), other.ended(), other.blocked())
    }
}

impl fmt::Debug for Wait {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut all = f.debug_struct("Wait");
        all.field("what", &self.what).field("params", &self.params()).field("awaited", &self.awaited).field("relation", &self.relation);
        all.field("said", &self.said).field("acts", &self.acts()).field("words", &self.words());
        all.field("ended", &self.ended()).field("blocked", &self.blocked()).finish()
    }
}

/// The waits of all chains, those that ended too: by actor and measure, those of one cell the oldest first.
pub(super) fn waits(of: &Arc<Standing>) -> Vec<Wait> {
    let of_chain = |(mut work, mut out): (Drawing, Vec<Wait>), chain: usize| {
        let hold = of.hold();
        // There are hardly fewer waits than acts that show them.
        out.reserve(of.drafts(chain).map(|it| it.get().n_waits()).sum());
        for place in of.drafts(chain) {
            out.extend(work.draw(place).map(|it| Wait::new(&hold, it)));
        }
        (work, out)
    };
    let parts: Vec<Vec<Wait>> = (0..of.index().chains.len()).into_par_iter().fold(Default::default, of_chain).map(|it| it.1).collect();
    let mut all = Vec::with_capacity(parts.iter().map(Vec::len).sum());
    all.extend(parts.into_iter().flatten());
    all
}

/// The waits of one draft, the oldest first.
pub(super) fn draws(place: Place<'_>) -> Vec<Draw> {
    Drawing::default().draw(place).collect()
}

/// Room for the waits of a draft, used again for the next.
#[derive(Default)]
struct Drawing {
    signs: Vec<(u32, Option<u32>)>,
    drawn: Vec<Draw>,
    /// Those that one may go on with: the newest last.
    open: Vec<usize>,
}

impl Drawing {
    fn draw(&mut self, place: Place<'_>) -> impl Iterator<Item = Draw> + '_ {
        let Self { signs, drawn, open } = self;
        let draft = place.get();
        let stands = draft.side == Leaning::Conditional;
        signs.clear();
        open.clear();
        signs.extend(draft.outdated_waits.iter().map(|(i, by)| (i, Some(by))));
        if stands {
            let live = draft.groups.iter().flat_map(|it| it.items.iter()).filter(|it| place.sign(it.0).has(WAITS));
            signs.extend(live.map(|it| (it.0, None)));
        }
        let joined = draft.joined.iter().filter(|it| it.waits).flat_map(|it| it.items.iter());
        signs.extend(joined.map(|(i, by)| (i, (!stands).then_some(by))));
        signs.sort_unstable();
        for &(i, by) in signs.iter() {
            let sign = place.sign(i);
            open.retain(|it| drawn[*it].until >= sign.at);
            // The same price named again is the same wait, unless it had ended in between; unnamed ones may be different.
            let goes_on = |it: &&usize| {
                let it = &drawn[**it];
                it.measure == sign.price && it.said == sign.said && (it.actor == NONE || sign.awaited == NONE || it.actor == sign.awaited)
            };
            let until = by.unwrap_or(NONE);
            match open.iter().rev().find(goes_on).copied() {
                Some(same) => {
                    let same = &mut drawn[same];
                    if sign.awaited != NONE {
                        same.actor = sign.awaited;
                    }
                    same.until = same.until.max(until);
                    same.by = by;
                    same.further.push(i);
                }
                None => {
                    if sign.price != NONE {
                        open.push(drawn.len());
                    }
                    let (said, actor, measure) = (sign.said, sign.awaited, sign.price);
                    drawn.push(Draw { chain: place.chain, first: i, further: Vec::new(), by, said, until, actor, measure });
                }
            }
        }
        drawn.drain(..)
    }
}

/// Acts after a wait, the oldest first: deeds on what is awaited, meetings that are, and deeds on what is held back, with their terms.
struct Later<'a> {
    bring: &'a [(u32, u32)],
    met: &'a [u32],
    done: &'a [(u32, u32)],
}

impl Draw {
    fn signs(&self) -> impl DoubleEndedIterator<Item = u32> + Clone + '_ {
        std::iter::once(self.first).chain(self.further.iter().copied())
    }

    pub(super) fn newest(&self) -> u32 {
        self.further.last().copied().unwrap_or(self.first)
    }

    pub(super) const fn said(&self) -> u32 {
        self.said
    }

    /// What must come.
    pub(super) fn awaited<'a>(&self, of: &'a Standing) -> Option<&'a MeasureId> {
        of.index().measures.get(self.measure as usize)
    }

    /// The acts of the day on which it ended; empty while it stands.
    fn ended(&self, of: &Standing) -> Vec<ActRef> {
        let mut ends: Vec<&Entry> = self.by.iter().chain(&self.after(of)).map(|it| of.entry(*it)).collect();
        ends.sort_by_key(|it| &it.at);
        ends.dedup_by_key(|it| &it.at);
        let first = ends.iter().map(|it| it.day).min();
        ends.into_iter().filter(|it| Some(it.day) == first).map(|it| it.at.clone()).collect()
    }

    /// Whether nothing after it has ended it.
    fn goes_on(&self, of: &Standing) -> bool {
        let Later { bring, met, done } = self.later(of);
        let sees = |it: u32| of.sees(it);
        let brought = bring.iter().any(|it| sees(it.0)) || met.iter().any(|it| sees(*it));
        !brought && !done.iter().any(|it| self.is_on_terms(of, it.1) && sees(it.0))
    }

    /// The acts after it that bring what is awaited, or do without it what is held back: of each those of the first such day.
    fn after(&self, of: &Standing) -> Vec<u32> {
        let Later { bring, met, done } = self.later(of);
        let sees = |it: &u32| of.sees(*it);
        let mut out = of_the_first_day(of, || bring.iter().map(|it| it.0).filter(sees), || met.iter().copied().filter(sees));
        let done = done.iter().filter(|it| of.sees(it.0) && self.is_on_terms(of, it.1)).map(|it| it.0);
        out.extend(of_the_first_day(of, || done.clone(), std::iter::empty));
        out
    }

    /// Whether a deed on these terms does what is held back.
    fn is_on_terms(&self, of: &Standing, terms: u32) -> bool {
        let (index, signs) = (of.index(), &of.index().chains[self.chain].signs);
        let held_back = self.signs().rev().map(|it| signs[it as usize].terms);
        !matches!(index.words.lie_to(held_back, terms), Lie::Apart | Lie::OtherFigure)
    }

    /// What may end it, seen or not, as far as one can see.
    fn later<'a>(&self, of: &'a Standing) -> Later<'a> {
        let index = of.index();
        let chain = &index.chains[self.chain];
        let at = chain.signs[self.newest() as usize].at;
        let deeds = |measure: u32, actor: u32| -> &[(u32, u32)] {
            let all = index.deeds.get(&(measure, actor)).map_or(&[][..], Vec::as_slice);
            let until = all.partition_point(|it| it.0 < of.until);
            &all[all.partition_point(|it| it.0 <= at).min(until)..until]
        };
        // Of a meeting both take part.
        let met = self.actor != NONE && index.measures.get(self.measure as usize).is_some_and(|it| it.0 == TALKS);
        let two = (self.actor.min(chain.actor), self.actor.max(chain.actor));
        let meetings = if met { index.meetings.get(&two).map_or(&[][..], Vec::as_slice) } else { &[] };
        let until = meetings.partition_point(|it| *it < of.until);
        Later {
            bring: if self.measure == NONE { &[] } else { deeds(self.measure, self.actor) },
            met: &meetings[meetings.partition_point(|it| *it <= at).min(until)..until],
            done: deeds(chain.measure, chain.actor),
        }
    }

    /// The newest refusal of what is awaited by the one who would have to do it: of all of it, where it has said yes to none of it; or of
    /// anything above a figure that the price exceeds.
    fn refusal(&self, of: &Standing, words: &str) -> Option<ActRef> {
        let chain = of.index().chain(self.actor, self.measure)?;
        let own: Vec<Place<'_>> = of.in_order(chain).into_iter().filter(|it| it.get().said == OWN).collect();
        let some_yes = own.iter().any(|it| matches!(it.stance(), Stance::For | Stance::Conditional));
        let exceeds = |cell: &Place<'_>| {
            let params = cell.params();
            let above = params.iter().find(|it| {
                let value = it.value.to_lowercase();
                ["above ", "over ", "more than ", "beyond "].iter().any(|it| value.starts_with(it))
            });
            let limit = above.and_then(|it| terms::number(&it.value));
            limit.zip(terms::number(words)).is_some_and(|(limit, price)| price > limit)
        };
        let refused = own.iter().filter(|it| it.stance() == Stance::Against && (!some_yes || exceeds(it)));
        let newest = refused.map(|it| of.entry(it.newest_word().0)).max_by_key(|it| it.day);
        newest.map(|it| it.at.clone())
    }
}

/// The first of these acts and the others of its day. Both lists are in order of their days.
fn of_the_first_day<A: Iterator<Item = u32>, B: Iterator<Item = u32>>(
    of: &Standing,
    one: impl Fn() -> A,
    other: impl Fn() -> B,
) -> Vec<u32> {
    let first = one().next().into_iter().chain(other().next()).min();
    let Some(day) = first.map(|it| of.day(it)) else { return Vec::new() };
    let same = |it: &u32| of.day(*it) == day;
    one().take_while(same).chain(other().take_while(same)).collect()
}
