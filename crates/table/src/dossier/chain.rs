//! How the words of one actor on one measure, its own and what is told of it, come to where it stands: each act in turn joins, replaces
//! or leaves alone what stood before. The rules, with their reasons, are in `docs/methods.md`; `reference` has them in plain words.
//!
//! All is numbers here, and the state of a chain is kept as it was at chosen days: a question about a day goes on from the last state
//! before it, and touches no act that is older.
use super::cell::Force;
use super::list::List;
use super::sight::{Limits, Sight};
use super::terms::{Lie, Vocabulary};
use crate::position::Effect;
use evidence::Relation;
use std::sync::{Arc, OnceLock};

/// So many acts of a chain may come between two days of which its state is kept.
const STRIDE: usize = if cfg!(test) { 3 } else { 6 };

/// No act, measure or actor.
pub(super) const NONE: u32 = u32::MAX;
/// The number of an actor's own word among whose words there are.
pub(super) const OWN: u32 = 0;

/// What one act says on one measure.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sign {
    /// The act: its place in the record.
    pub(super) at: u32,
    /// Its place in the act: of its measures, then of its price.
    pub(super) nth: u16,
    pub(super) effect: Effect,
    /// How its condition lets the one wait for the other.
    pub(super) relation: Option<Relation>,
    /// What is so of it: a sum of the constants below.
    pub(super) is: u16,
    /// How strongly it puts it.
    pub(super) force: Option<Force>,
    pub(super) terms: u32,
    /// The measure that its condition names; of what frees, that which is given up.
    pub(super) price: u32,
    /// Whose move its condition is.
    pub(super) awaited: u32,
    /// Whose word it is.
    pub(super) said: u32,
    /// When it was published and of which day it is, as in [`Sight`]: here too, so that most acts need no look there.
    pub(super) published: i32,
    pub(super) day: i32,
}

/// It asks for the measure as the price of another move.
pub(super) const PRICE: u16 = 1;
/// It gives up a price, on another measure.
pub(super) const FREES: u16 = 2;
/// It rules out the other way.
pub(super) const FIRM: u16 = 4;
/// It is an agreement.
pub(super) const AGREED: u16 = 8;
/// It says how strongly.
pub(super) const FORCED: u16 = 16;
/// It has a day.
pub(super) const DATED: u16 = 32;
/// It holds the measure back for something else.
pub(super) const WAITS: u16 = 64;
/// It is in a copy.
pub(super) const COPIED: u16 = 128;
/// Its date is that of its day, and neither longer nor an hour of it.
pub(super) const WHOLE_DAY: u16 = 256;

impl Sign {
    pub(super) const fn has(self, what: u16) -> bool {
        self.is & what != 0
    }

    /// Whether one sees it from there.
    fn is_seen(self, limits: Limits, sight: &Sight) -> bool {
        if limits.on.is_some() || self.has(COPIED) { sight.sees(self.at, limits) } else { self.published <= limits.as_of }
    }
}

/// Which way a cell leans.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Leaning {
    For,
    Conditional,
    Against,
    Dropped,
}

impl Leaning {
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

/// The acts behind a cell that have the same terms and the same price.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub(super) terms: u32,
    price: u32,
    pub(super) items: List,
    /// The newest.
    pub(super) newest: u32,
    /// The first of those of the newest act.
    pub(super) newest_first: u32,
    /// That act.
    pub(super) newest_act: u32,
    /// The first that has a day.
    pub(super) dated: Option<u32>,
    /// The newest that rules out the other way.
    pub(super) firm: Option<u32>,
    /// The newest that is an agreement.
    pub(super) agreed: Option<u32>,
    /// The newest that says how strongly.
    pub(super) forced: Option<u32>,
}

/// Claims that a cell took in, of the same terms.
#[derive(Clone, Debug)]
pub(super) struct Joined {
    terms: u32,
    pub(super) waits: bool,
    /// Each with the own act that took it in.
    pub(super) items: List,
}

/// A cell as far as the acts have been gone through.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) said: u32,
    pub(super) side: Leaning,
    /// The acts behind it.
    pub(super) groups: Vec<Group>,
    /// Claims that came true in it or say the same again.
    pub(super) joined: Vec<Joined>,
    /// Denials of it.
    pub(super) denied: List,
    /// What stood before, each with the act that outdated it; those that held something back are a list of their own.
    pub(super) outdated: List,
    pub(super) outdated_waits: List,
    // Whether it was dropped because its price was given up; the act behind it then speaks of another measure.
    freed: bool,
}

/// The state of a chain: its cells, in the order in which they came to be. Those that an act leaves alone are shared with the state before.
pub(super) type Drafts = Vec<Arc<Draft>>;

/// The acts of one actor on one measure.
#[derive(Debug)]
pub(super) struct Chain {
    pub(super) actor: u32,
    pub(super) measure: u32,
    // Invariant: in the order of the record; none that a person rejected.
    pub(super) signs: Vec<Sign>,
    // A bit for each of them: whether the one before is of the same act.
    goes_on: Vec<u64>,
    // Invariant: ascending by `from`.
    windows: Vec<Window>,
    by_day: OnceLock<Vec<Step>>,
}

/// Days of publication between which few acts of a chain came in.
#[derive(Debug)]
struct Window {
    /// The first of them.
    from: i32,
    /// The first act of the chain that comes or goes on one of them.
    first: usize,
    /// The state before that act, on all of these days.
    state: Arc<Drafts>,
}

/// The state before an act of the chain with all that was published in the end, without acts that have no day.
#[derive(Debug)]
struct Step {
    upto: usize,
    /// So far one has to see to see this.
    published: i32,
    day: i32,
    state: Arc<Drafts>,
}

impl Chain {
    pub(super) fn new(actor: u32, measure: u32, signs: Vec<Sign>) -> Self {
        let mut goes_on = vec![0; signs.len().div_ceil(64)];
        for (i, both) in (1..).zip(signs.windows(2)) {
            if let [one, next] = both
                && one.at == next.at
            {
                goes_on[i / 64] |= 1 << (i % 64);
            }
        }
        Self { actor, measure, signs, goes_on, windows: Vec::new(), by_day: OnceLock::new() }
    }

    /// Where an act that may be there several times is first.
    pub(super) fn first_of_act(&self, i: u32) -> usize {
        let mut i = i as usize;
        while self.goes_on[i / 64] & (1 << (i % 64)) != 0 {
            i -= 1;
        }
        i
    }

    /// Keeps its state at chosen days of publication.
    pub(super) fn keep(&mut self, sight: &Sight, words: &Vocabulary) {
        if self.signs.len() <= STRIDE {
            return;
        }
        let mut changes: Vec<(i32, usize)> = Vec::with_capacity(self.signs.len());
        for (i, sign) in self.signs.iter().enumerate() {
            changes.push((sign.published, i));
            changes.extend(sight.original(sign.at).filter(|_| sign.has(COPIED)).map(|it| (it.published, i)));
        }
        changes.sort_unstable();
        // Windows whose state is right up to here: what came since stands behind it. Ascending by `first`.
        let mut right: Vec<(usize, Arc<Drafts>)> = vec![(0, Arc::default())];
        let mut at = 0;
        let mut until = i32::MIN;
        while at < changes.len() {
            let from = changes[at].0;
            let mut end = (at + STRIDE).min(changes.len());
            while end < changes.len() && changes[end].0 == changes[end - 1].0 {
                end += 1;
            }
            let first = changes[at..end].iter().map(|it| it.1).min().unwrap_or_default();
            while right.len() > 1 && right.last().is_some_and(|it| it.0 > first) {
                right.pop();
            }
            let (begin, state) = right.last().cloned().unwrap_or_default();
            let limits = Limits { as_of: until, on: None };
            let mut state = self.fold(state, begin..first, |it| it.is_seen(limits, sight), words);
            keep(&mut state);
            right.push((first, Arc::clone(&state)));
            self.windows.push(Window { from, first, state });
            until = changes[end - 1].0;
            at = end;
        }
    }

    /// Its state as one sees it from there.
    pub(super) fn state(&self, limits: Limits, sight: &Sight, words: &Vocabulary) -> Arc<Drafts> {
        let days_until = |day: i32| self.signs.partition_point(|it| it.day <= day);
        let (begin, end, state) = match limits.on {
            None => {
                let at = self.windows.partition_point(|it| it.from <= limits.as_of);
                let window = at.checked_sub(1).and_then(|at| self.windows.get(at));
                let (begin, state) = window.map_or_else(|| (0, Arc::default()), |it| (it.first, Arc::clone(&it.state)));
                // Nothing is of a later day than its document.
                (begin, days_until(limits.as_of), state)
            }
            Some(on) => {
                let end = days_until(on);
                let steps = self.by_day.get_or_init(|| self.steps(sight, words));
                let at = steps.partition_point(|it| it.upto <= end && it.published <= limits.as_of && it.day <= on);
                match at.checked_sub(1).and_then(|at| steps.get(at)) {
                    Some(step) => (step.upto, end, Arc::clone(&step.state)),
                    None => (0, end, Arc::default()),
                }
            }
        };
        self.fold(state, begin..end.max(begin), |it| it.is_seen(limits, sight), words)
    }

    /// The states of [`Step`].
    fn steps(&self, sight: &Sight, words: &Vocabulary) -> Vec<Step> {
        let mut begin = self.signs.partition_point(|it| !it.has(DATED));
        let (mut out, mut state) = (Vec::new(), Arc::<Drafts>::default());
        let (mut published, mut day) = (i32::MIN, i32::MIN);
        while begin + STRIDE < self.signs.len() {
            let end = begin + STRIDE;
            let original = |at: u32| sight.original(at).filter(|it| it.first_day != i32::MAX);
            for sign in &self.signs[begin..end] {
                match original(sign.at) {
                    Some(it) => (published, day) = (published.max(it.published), day.max(it.first_day)),
                    None => published = published.max(sign.published),
                }
            }
            state = self.fold(state, begin..end, |it| original(it.at).is_none(), words);
            keep(&mut state);
            out.push(Step { upto: end, published, day, state: Arc::clone(&state) });
            begin = end;
        }
        out
    }

    /// What further acts make of a state.
    fn fold(&self, mut state: Arc<Drafts>, acts: std::ops::Range<usize>, sees: impl Fn(Sign) -> bool, words: &Vocabulary) -> Arc<Drafts> {
        let mut fold: Option<Fold<'_>> = None;
        for i in acts.filter(|&i| sees(self.signs[i])) {
            let cells = fold.get_or_insert_with(|| Fold::of(&self.signs, words, Vec::clone(&state)));
            // A chain is shorter than a record, whose places are such numbers.
            cells.take(i as u32);
        }
        if let Some(fold) = fold {
            state = Arc::new(fold.cells);
        }
        state
    }
}

/// From now on what the lists of a state have is shared by its copies.
fn keep(state: &mut Arc<Drafts>) {
    if state.iter().any(|it| !it.is_kept()) {
        Arc::make_mut(state).iter_mut().filter(|it| !it.is_kept()).for_each(|it| Arc::make_mut(it).keep());
    }
}

impl Draft {
    const fn new(said: u32, side: Leaning) -> Self {
        Self {
            said,
            side,
            groups: Vec::new(),
            joined: Vec::new(),
            denied: List::new(),
            outdated: List::new(),
            outdated_waits: List::new(),
            freed: false,
        }
    }

    fn is_kept(&self) -> bool {
        let Self { groups, joined, denied, outdated, outdated_waits, .. } = self;
        let others = [denied, outdated, outdated_waits].into_iter();
        groups.iter().map(|it| &it.items).chain(joined.iter().map(|it| &it.items)).chain(others).all(List::is_kept)
    }

    fn keep(&mut self) {
        self.groups.iter_mut().for_each(|it| it.items.keep());
        self.joined.iter_mut().for_each(|it| it.items.keep());
        self.denied.keep();
        self.outdated.keep();
        self.outdated_waits.keep();
    }

    /// How many acts show its waits, at most.
    pub(super) fn n_waits(&self) -> usize {
        let live = || self.groups.iter().map(|it| it.items.len()).sum();
        let joined: usize = self.joined.iter().filter(|it| it.waits).map(|it| it.items.len()).sum();
        self.outdated_waits.len() + joined + if self.side == Leaning::Conditional { live() } else { 0 }
    }

    /// The newest of the acts behind it; 0 where there is none.
    fn newest_act(&self) -> u32 {
        self.groups.iter().map(|it| it.newest_act).max().unwrap_or(0)
    }

    /// All acts that are or were behind it.
    pub(super) fn all(&self) -> impl Iterator<Item = u32> + '_ {
        self.live().chain(self.outdated.iter().chain(self.outdated_waits.iter()).map(|it| it.0))
    }

    /// The acts behind it, with what joined and what denies it.
    pub(super) fn live(&self) -> impl Iterator<Item = u32> + '_ {
        let signs = self.groups.iter().flat_map(|it| it.items.iter());
        signs.chain(self.joined.iter().flat_map(|it| it.items.iter())).chain(self.denied.iter()).map(|it| it.0)
    }
}

/// A chain being gone through.
struct Fold<'a> {
    signs: &'a [Sign],
    words: &'a Vocabulary,
    cells: Drafts,
    // Room for the places of cells and for cells taken out, used again for each act.
    hits: Vec<usize>,
    old: Drafts,
}

impl<'a> Fold<'a> {
    const fn of(signs: &'a [Sign], words: &'a Vocabulary, cells: Drafts) -> Self {
        Self { signs, words, cells, hits: Vec::new(), old: Vec::new() }
    }

    fn sign(&self, i: u32) -> Sign {
        self.signs[i as usize]
    }

    fn take(&mut self, i: u32) {
        let sign = self.sign(i);
        let own = sign.said == OWN;
        if sign.has(FREES) {
            return self.free(i);
        }
        match sign.effect {
            Effect::Denied if own => self.deny(i),
            // That somebody denies or takes back, as another tells it, changes no word of its own.
            Effect::Denied => {}
            Effect::Retracted => self.retract(i),
            _ if own => {
                let joining = self.settle(sign);
                let mut cell = self.place(i);
                for claim in joining.into_iter().map(Arc::unwrap_or_clone) {
                    cell.outdated.append(claim.outdated);
                    cell.outdated_waits.append(claim.outdated_waits);
                    claim.denied.iter().for_each(|it| cell.outdated.push((it.0, sign.at)));
                    for group in claim.groups {
                        self.join(&mut cell, &group, sign.at);
                    }
                }
                self.cells.push(Arc::new(cell));
            }
            _ => match self.cells.iter().position(|cell| self.says_the_same(cell, sign)) {
                Some(at) => self.join_one(at, i),
                None => {
                    let cell = self.place(i);
                    self.cells.push(Arc::new(cell));
                }
            },
        }
    }

    /// How the terms of an act lie to those of a cell.
    fn lie(&self, cell: &Draft, sign: Sign) -> Lie {
        let is_empty = cell.groups.iter().all(|it| self.words.is_empty(it.terms));
        // Of each name the newest words count.
        let known = |name| cell.groups.iter().filter_map(|it| Some((it.newest, self.words.get(it.terms, name)?))).max().map(|it| it.1);
        self.words.lie(is_empty, known, sign.terms)
    }

    /// What a new act makes of the cells of its own kind of source: the cell that it ends up in, taken out.
    fn place(&mut self, i: u32) -> Draft {
        let sign = self.sign(i);
        let side = Leaning::of(sign.effect);
        let (mut hits, mut old) = (std::mem::take(&mut self.hits), std::mem::take(&mut self.old));
        // Of several cells that it could join, the newest of the same stance, else the newest.
        let mut join: Option<(bool, u32, usize)> = None;
        for (at, cell) in self.cells.iter().enumerate().filter(|(_, cell)| cell.said == sign.said) {
            let lie = self.lie(cell, sign);
            let last = || cell.newest_act();
            match (cell.side, side) {
                (Leaning::Dropped, _) if lie != Lie::Apart => hits.push(at),
                (old, new) if old == new && lie != Lie::Apart => join = join.max(Some((true, last(), at))),
                (old, new) if old != new && old.is_yes() && new.is_yes() && !matches!(lie, Lie::Apart | Lie::OtherFigure) => {
                    join = join.max(Some((false, last(), at)));
                }
                // A general word sweeps particular ones of the other side away only when it is a no.
                (old, Leaning::Against) if old.is_yes() && matches!(lie, Lie::Same | Lie::Wider) => hits.push(at),
                (Leaning::Against, new) if new.is_yes() && lie == Lie::Same => hits.push(at),
                _ => {}
            }
        }
        hits.extend(join.map(|(_, _, at)| at));
        hits.sort_unstable();
        // The highest place first, so that taking one out moves none of the others.
        old.extend(hits.drain(..).rev().map(|at| self.cells.remove(at)));
        for it in &mut old {
            let it = Arc::make_mut(it);
            if it.freed {
                it.groups.clear();
            }
            if it.side != side {
                self.outdate(it, sign.at);
            }
            // A bid that has moved: the older figure is history.
            while let Some(at) = it.groups.iter().position(|group| self.words.clash(group.terms, sign.terms)) {
                let gone = it.groups.remove(at);
                self.put_by(it, &gone.items, sign.at);
            }
            while let Some(at) = it.joined.iter().position(|joined| self.words.clash(joined.terms, sign.terms)) {
                let gone = it.joined.remove(at);
                self.put_by(it, &gone.items, sign.at);
            }
        }
        let mut all = old.drain(..).map(Arc::unwrap_or_clone);
        let mut cell = all.next().unwrap_or(const { Draft::new(OWN, Leaning::For) });
        for other in all {
            other.groups.into_iter().for_each(|it| self.merge(&mut cell, it));
            for joined in other.joined {
                match cell.joined.iter_mut().find(|it| (it.terms, it.waits) == (joined.terms, joined.waits)) {
                    Some(it) => it.items.append(joined.items),
                    None => cell.joined.push(joined),
                }
            }
            cell.denied.append(other.denied);
            cell.outdated.append(other.outdated);
            cell.outdated_waits.append(other.outdated_waits);
        }
        (self.hits, self.old) = (hits, old);
        (cell.said, cell.side, cell.freed) = (sign.said, side, false);
        self.push(&mut cell, i);
        cell
    }

    /// An act comes in that is newer than all behind it.
    fn push(&self, cell: &mut Draft, i: u32) {
        let sign = self.sign(i);
        let only = |what: u16| sign.has(what).then_some(i);
        let (dated, firm, agreed, forced) = (only(DATED), only(FIRM), only(AGREED), only(FORCED));
        let Some(it) = cell.groups.iter_mut().find(|it| (it.terms, it.price) == (sign.terms, sign.price)) else {
            let mut items = List::default();
            items.push((i, 0));
            let (terms, price) = (sign.terms, sign.price);
            cell.groups.push(Group { terms, price, items, newest: i, newest_first: i, newest_act: sign.at, dated, firm, agreed, forced });
            return;
        };
        if it.newest_act != sign.at {
            (it.newest_act, it.newest_first) = (sign.at, i);
        }
        it.newest = i;
        it.dated = it.dated.or(dated);
        it.firm = firm.or(it.firm);
        it.agreed = agreed.or(it.agreed);
        it.forced = forced.or(it.forced);
        it.items.push((i, 0));
    }

    /// Puts acts of the same terms together.
    fn merge(&self, cell: &mut Draft, group: Group) {
        let Some(it) = cell.groups.iter_mut().find(|it| (it.terms, it.price) == (group.terms, group.price)) else {
            cell.groups.push(group);
            return;
        };
        it.newest_first = match it.newest_act.cmp(&group.newest_act) {
            std::cmp::Ordering::Less => group.newest_first,
            std::cmp::Ordering::Equal => it.newest_first.min(group.newest_first),
            std::cmp::Ordering::Greater => it.newest_first,
        };
        it.newest = it.newest.max(group.newest);
        it.newest_act = it.newest_act.max(group.newest_act);
        it.dated = it.dated.into_iter().chain(group.dated).min();
        it.firm = it.firm.max(group.firm);
        it.agreed = it.agreed.max(group.agreed);
        it.forced = it.forced.max(group.forced);
        it.items.append(group.items);
    }

    /// Acts that were behind a cell are no more.
    fn put_by(&self, cell: &mut Draft, gone: &List, by: u32) {
        for (i, _) in gone.iter() {
            if self.sign(i).has(WAITS) { &mut cell.outdated_waits } else { &mut cell.outdated }.push((i, by));
        }
    }

    /// All that was behind it becomes outdated by that act.
    fn outdate(&self, cell: &mut Draft, by: u32) {
        for group in std::mem::take(&mut cell.groups) {
            self.put_by(cell, &group.items, by);
        }
        for joined in std::mem::take(&mut cell.joined) {
            self.put_by(cell, &joined.items, by);
        }
        let denied = std::mem::take(&mut cell.denied);
        self.put_by(cell, &denied, by);
    }

    /// Claims join a cell.
    fn join(&self, cell: &mut Draft, claims: &Group, by: u32) {
        for (i, _) in claims.items.iter() {
            let (terms, waits) = (claims.terms, self.sign(i).has(WAITS));
            let at = cell.joined.iter().position(|it| (it.terms, it.waits) == (terms, waits)).unwrap_or_else(|| {
                cell.joined.push(Joined { terms, waits, items: List::default() });
                cell.joined.len() - 1
            });
            cell.joined[at].items.push((i, by));
        }
    }

    /// A claim that says nothing new joins the cell at that place.
    fn join_one(&mut self, at: usize, i: u32) {
        let sign = self.sign(i);
        let mut one = Draft::new(sign.said, Leaning::of(sign.effect));
        self.push(&mut one, i);
        let mut cells = std::mem::take(&mut self.cells);
        let cell = Arc::make_mut(&mut cells[at]);
        one.groups.iter().for_each(|it| self.join(cell, it, sign.at));
        self.cells = cells;
    }

    /// What an actor's own word does to what others told of it: the claims that it bears out are taken out.
    /// Those that it contradicts become outdated in the cell that the word ends up in, so they go with the first.
    fn settle(&mut self, sign: Sign) -> Drafts {
        let side = Leaning::of(sign.effect);
        let (mut joining, mut beside) = (Vec::new(), Vec::new());
        if self.cells.iter().all(|it| it.said == OWN || it.side == Leaning::Dropped) {
            return joining;
        }
        for mut claim in std::mem::take(&mut self.cells) {
            if claim.said == OWN || claim.side == Leaning::Dropped {
                beside.push(claim);
                continue;
            }
            let lie = self.lie(&claim, sign);
            let both_yes = claim.side.is_yes() && side.is_yes();
            if both_yes || claim.side == side {
                let both_if = claim.side == Leaning::Conditional && side == Leaning::Conditional;
                match lie {
                    Lie::OtherFigure if claim.side == side => {
                        self.outdate(Arc::make_mut(&mut claim), sign.at);
                        joining.push(claim);
                    }
                    Lie::Same | Lie::Narrower if !both_if || names_its_price(&claim, sign) => joining.push(claim),
                    _ => beside.push(claim),
                }
            } else if lie == Lie::Same || (lie == Lie::Wider && side == Leaning::Against) {
                self.outdate(Arc::make_mut(&mut claim), sign.at);
                joining.push(claim);
            } else {
                beside.push(claim);
            }
        }
        self.cells = beside;
        joining
    }

    /// Whether a claim only repeats what the actor has said itself: the same stance, no more particular, on the same condition.
    fn says_the_same(&self, cell: &Draft, sign: Sign) -> bool {
        let side = Leaning::of(sign.effect);
        cell.said == OWN
            && cell.side == side
            && matches!(self.lie(cell, sign), Lie::Same | Lie::Wider)
            && (side != Leaning::Conditional || names_its_price(cell, sign))
    }

    /// A denial contests what others have told, on the side of the newest such claim.
    fn deny(&mut self, i: u32) {
        let sign = self.sign(i);
        let meant = |cell: &Draft| {
            cell.said != OWN && cell.side != Leaning::Dropped && !matches!(self.lie(cell, sign), Lie::Apart | Lie::OtherFigure)
        };
        let meant: Vec<usize> = (0..self.cells.len()).filter(|&at| meant(&self.cells[at])).collect();
        let last = |at: &&usize| self.cells[**at].newest_act();
        let Some(yes) = meant.iter().max_by_key(last).map(|&at| self.cells[at].side.is_yes()) else { return };
        for at in meant {
            let cell = &mut self.cells[at];
            if cell.side.is_yes() == yes {
                Arc::make_mut(cell).denied.push((i, 0));
            }
        }
    }

    /// What was said on these terms is taken back: by the actor itself all of it, by another's word only what that one had told.
    fn retract(&mut self, i: u32) {
        let sign = self.sign(i);
        let own = sign.said == OWN;
        let meant = |cell: &Arc<Draft>| (own || cell.said == sign.said) && !matches!(self.lie(cell, sign), Lie::Apart | Lie::OtherFigure);
        let meant: Vec<bool> = self.cells.iter().map(meant).collect();
        if !own && !meant.contains(&true) {
            return;
        }
        let mut dropped = Draft::new(sign.said, Leaning::Dropped);
        self.push(&mut dropped, i);
        for (cell, meant) in std::mem::take(&mut self.cells).into_iter().zip(meant) {
            if meant {
                let mut cell = Arc::unwrap_or_clone(cell);
                self.outdate(&mut cell, sign.at);
                dropped.outdated.append(cell.outdated);
                dropped.outdated_waits.append(cell.outdated_waits);
            } else {
                self.cells.push(cell);
            }
        }
        self.cells.push(Arc::new(dropped));
    }

    /// Conditions whose price is given up hold nothing back any more.
    fn free(&mut self, i: u32) {
        let sign = self.sign(i);
        let mut cells = std::mem::take(&mut self.cells);
        let meant = |cell: &Draft| {
            let waits = |it: &Group| it.price == sign.price;
            cell.said == OWN && cell.side == Leaning::Conditional && (cell.groups.is_empty() || cell.groups.iter().any(waits))
        };
        for cell in cells.iter_mut().filter(|it| meant(it)).map(Arc::make_mut) {
            while let Some(at) = cell.groups.iter().position(|it| it.price == sign.price) {
                let gone = cell.groups.remove(at);
                self.put_by(cell, &gone.items, sign.at);
            }
            if cell.groups.is_empty() {
                self.outdate(cell, sign.at);
                (cell.side, cell.freed) = (Leaning::Dropped, true);
                self.push(cell, i);
            }
        }
        self.cells = cells;
    }
}

/// Whether conditional words name a price that the cell names.
fn names_its_price(cell: &Draft, sign: Sign) -> bool {
    sign.price != NONE && cell.groups.iter().any(|it| it.price == sign.price)
}
