//! What moved between two dates, each move with the words before and after.
use super::cell::{Behind, Cell, Part, Stance};
use super::record::{ActRef, Kept, Said};
use super::standing::{Place, Standing};
use super::{terms, wait};
use evidence::{ActKind, MeasureId, Relation, Strength};
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

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

/// What was known, and what is: of one record or of two.
pub(super) struct Between {
    was: Arc<Standing>,
    is: Arc<Standing>,
    /// Where each act of the other record stands in this one; nothing where they are the same.
    places: Option<Places>,
}

/// Of each act where it stands in the other record.
struct Places {
    then: Vec<Option<u32>>,
    now: Vec<Option<u32>>,
}

impl Places {
    fn of(was: &Kept, is: &Kept) -> Self {
        let (mut then, mut now) = (vec![None; is.entries.len()], vec![None; was.entries.len()]);
        let known: HashMap<&ActRef, u32> = was.entries.iter().zip(0..).map(|(it, at)| (&it.at, at)).collect();
        for ((entry, at), then) in is.entries.iter().zip(0_u32..).zip(&mut then) {
            *then = known.get(&entry.at).copied();
            if let Some(it) = then.and_then(|it| now.get_mut(it as usize)) {
                *it = Some(at);
            }
        }
        Self { then, now }
    }
}

impl Between {
    pub(super) fn of(was: Arc<Standing>, is: Arc<Standing>) -> Self {
        let places = (!Arc::ptr_eq(&was.kept, &is.kept)).then(|| Places::of(&was.kept, &is.kept));
        Self { was, is, places }
    }

    /// Where an act of now stood then.
    fn then(&self, at: u32) -> Option<u32> {
        self.places.as_ref().map_or(Some(at), |it| it.then.get(at as usize).copied().flatten())
    }

    /// Where an act of then stands now.
    fn now(&self, at: u32) -> Option<u32> {
        self.places.as_ref().map_or(Some(at), |it| it.now.get(at as usize).copied().flatten())
    }

    /// Whether an act, or the event that it reports, was known. An event is known by any of its acts, whatever it was called then.
    fn knew(&self, at: u32) -> bool {
        let seen = |at: u32| self.then(at).is_some_and(|it| self.was.sees(it));
        let event = || self.is.entry(at).event.as_ref().and_then(|it| self.is.index().events.get(it));
        seen(at) || event().is_some_and(|acts| acts.iter().any(|it| self.is.sees(*it) && seen(*it)))
    }

    /// The acts that are seen now and were not known, the oldest first.
    pub(super) fn news(&self) -> Vec<ActRef> {
        let entries = (0_u32..).zip(&self.is.kept.entries);
        entries.filter(|(at, _)| self.is.sees(*at) && !self.knew(*at)).map(|(_, it)| it.at.clone()).collect()
    }

    /// What moved, in the order of the cells.
    pub(super) fn shifts(&self) -> Vec<Shift> {
        (0..self.is.index().chains.len()).into_par_iter().flat_map_iter(|chain| self.shifts_of(chain)).collect()
    }

    fn shifts_of(&self, chain: usize) -> Vec<Shift> {
        let is_new = |it: &Place<'_>| {
            let (at, part) = it.newest();
            part != Part::Joined && !self.knew(at)
        };
        if !self.is.drafts(chain).any(|it| is_new(&it)) {
            return Vec::new();
        }
        let mut moved = self.is.in_order(chain);
        moved.retain(is_new);
        let before = self.before(chain);
        let came_from = self.came_from(chain, &before, &moved);
        let (mut out, hold) = (Vec::new(), self.is.hold());
        for (cell, from) in moved.into_iter().zip(came_from) {
            let general = || general_of_other_side(&before, cell);
            let (from, kind) = match from.map(|it| before[it]) {
                Some(old) => (Some(old), kind(old, cell)),
                None => match general() {
                    Some(old) if old.stance() == Stance::Against => (Some(old), Some(ShiftKind::Softened)),
                    Some(old) => (Some(old), Some(ShiftKind::Hardened)),
                    None => (None, Some(ShiftKind::New)),
                },
            };
            let Some(kind) = kind else { continue };
            let from = from.filter(|_| kind != ShiftKind::New).map(|old| old.behind(old.newest_word()));
            out.push(Shift { kind, cell: cell.cell(&hold), from, to: cell.behind(cell.newest()) });
        }
        out
    }

    /// The cells of the same actor on the same measure as they were, in order.
    fn before(&self, chain: usize) -> Vec<Place<'_>> {
        let at = match &self.places {
            None => Some(chain),
            Some(_) => {
                let (now, then) = (self.is.index(), self.was.index());
                let (actor, measure) = (now.chains[chain].actor, now.chains[chain].measure);
                then.chain(then.actor(&now.actors[actor as usize]), then.measure(&now.measures[measure as usize]))
            }
        };
        at.map_or_else(Vec::new, |it| self.was.in_order(it))
    }

    /// For each cell the one from which it came, that is, whose acts it has or had: the actor's own before a claim, the newest before
    /// older ones.
    fn came_from(&self, chain: usize, before: &[Place<'_>], cells: &[Place<'_>]) -> Vec<Option<usize>> {
        let chain = &self.is.index().chains[chain];
        let signs = &chain.signs;
        let place = |old: &Place<'_>, i: u32| {
            if self.places.is_none() {
                return Some(chain.first_of_act(i));
            }
            let at = self.now(old.sign(i).at)?;
            let i = signs.partition_point(|it| it.at < at);
            signs.get(i).filter(|it| it.at == at).map(|_| i)
        };
        let mut out = Vec::new();
        // A word of the machine has so many bits.
        for some in cells.chunks(64) {
            let mut homes: Vec<u64> = vec![0; signs.len()];
            for (bit, cell) in some.iter().enumerate() {
                cell.get().all().for_each(|i| homes[chain.first_of_act(i)] |= 1 << bit);
            }
            let held: Vec<u64> =
                before.iter().map(|old| old.get().live().filter_map(|i| place(old, i)).fold(0, |all, i| all | homes[i])).collect();
            for bit in 0..some.len() {
                let from = before.iter().enumerate().filter(|(i, _)| held[*i] & (1 << bit) != 0);
                let newest = from.max_by_key(|(_, it)| (*it.said() == Said::Own, it.of.entry(it.newest().0).day));
                out.push(newest.map(|(i, _)| i));
            }
        }
        out
    }
}

/// A general word on the other side, to which this cell is an exception.
fn general_of_other_side<'a>(before: &[Place<'a>], cell: Place<'_>) -> Option<Place<'a>> {
    let yes = |it: Stance| matches!(it, Stance::For | Stance::Conditional);
    let (new, own) = (cell.stance(), |it: &Place<'_>| *it.said() == Said::Own);
    let other_side = |old: Stance| (yes(new) && old == Stance::Against) || (new == Stance::Against && old == Stance::For);
    before.iter().copied().find(|it| own(it) && own(&cell) && it.has_no_terms() && other_side(it.stance()))
}

fn kind(old: Place<'_>, new: Place<'_>) -> Option<ShiftKind> {
    use ShiftKind::{Confirmed, Dropped, Hardened, New, Reversed, Softened};
    if new.newest().1 == Part::Denies {
        return None;
    }
    if new.stance() == Stance::Dropped {
        return Some(Dropped);
    }
    // What another had told is no position of its own from which it could have moved.
    if old.said() != new.said() {
        return Some(if old.stance() == new.stance() { Confirmed } else { New });
    }
    let moved = |softer: bool| Some(if softer { Softened } else { Hardened });
    match (old.stance(), new.stance()) {
        // What it wants others to do: who would now take it on a condition asks less.
        (Stance::For, Stance::Conditional) if is_asked(old) => return moved(true),
        (Stance::Conditional, Stance::For) if is_asked(new) => return moved(false),
        (Stance::For, Stance::Against) | (Stance::Against, Stance::For) => return Some(Reversed),
        (Stance::Against, Stance::Conditional) | (Stance::Conditional, Stance::For) => return moved(true),
        (Stance::For, Stance::Conditional) | (Stance::Conditional, Stance::Against) => return moved(false),
        (old, new) if old != new => return Some(New),
        _ => {}
    }
    if old.is_red_line() != new.is_red_line() {
        return moved(old.is_red_line());
    }
    figure(old, new)
        .or_else(|| strength(old, new))
        .or_else(|| prices(old, new))
        .or_else(|| asked(old, new))
        .map_or_else(|| (*new.said() == Said::Own).then_some(Confirmed), moved)
}

/// Whether it is wanted of others, and not offered.
fn is_asked(cell: Place<'_>) -> bool {
    let (at, part) = cell.newest_word();
    part == Part::Price || cell.of.entry(at).act.kind == ActKind::Demand
}

/// A demand whose figure falls, or an offer whose figure rises, is softer.
fn figure(old: Place<'_>, new: Place<'_>) -> Option<bool> {
    if new.stance() != Stance::For {
        return None;
    }
    let (was, is) = (terms::figure(&old.params())?, terms::figure(&new.params())?);
    (was != is).then(|| (is < was) == is_asked(old))
}

/// Of two demands the weaker is softer.
fn strength(old: Place<'_>, new: Place<'_>) -> Option<bool> {
    let strength = |cell: Place<'_>| -> Option<Strength> {
        let act = &cell.of.entry(cell.newest_word().0).act;
        act.strength.filter(|_| act.kind == ActKind::Demand)
    };
    let (was, is) = (strength(old)?, strength(new)?);
    (was != is).then_some(is < was)
}

/// A condition with a price less, or with one that may come alongside, is softer.
fn prices(old: Place<'_>, new: Place<'_>) -> Option<bool> {
    let (was, is) = (prices_of(old), prices_of(new));
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

/// The prices of a conditional cell, with how it waits for each: the waits on its measure by its source whose newest act is behind it.
fn prices_of(cell: Place<'_>) -> BTreeMap<Option<&MeasureId>, BTreeSet<Relation>> {
    let mut out: BTreeMap<Option<&MeasureId>, BTreeSet<Relation>> = BTreeMap::new();
    let mut behind: Option<BTreeSet<u32>> = None;
    for draw in cell.of.drafts(cell.chain).flat_map(wait::draws).filter(|it| it.said() == cell.get().said) {
        let at = cell.sign(draw.newest()).at;
        let behind = behind.get_or_insert_with(|| cell.get().live().map(|it| cell.sign(it).at).collect());
        if let Some(relation) = cell.sign(draw.newest()).relation.filter(|_| behind.contains(&at)) {
            out.entry(draw.awaited(cell.of)).or_default().insert(relation);
        }
    }
    out
}

/// A price that becomes a mere wish is softer; a demand that becomes a price is harder.
fn asked(old: Place<'_>, new: Place<'_>) -> Option<bool> {
    match (old.is_price(), new.is_price()) {
        (true, false) => Some(true),
        (false, true) if old.of.entry(old.newest_word().0).act.kind == ActKind::Demand => Some(false),
        _ => None,
    }
}
