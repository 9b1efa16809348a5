//! Where all chains of a record stand as one sees them from a day, and what their acts show. Cells and waits keep hold of it, and take
//! words from it only when they are asked for them.
use super::cell::{Behind, Cell, Force, Params, Part, Shelf, Stance};
use super::chain::{Draft, Drafts, FREES, Leaning, OWN, PRICE, Sign, WHOLE_DAY};
use super::index::Index;
use super::record::{ActRef, Entry, Kept, Mark, Record, Said, View};
use super::sight::{self, Limits};
use super::terms;
use evidence::{ActKind, Param};
use jiff::civil;
use rayon::iter::{IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};
use std::cmp::Reverse;
use std::sync::Arc;

/// A record as it is seen from there.
pub(super) struct Standing {
    pub(super) kept: Arc<Kept>,
    pub(super) limits: Limits,
    /// No act at this place of the record or after it is seen.
    pub(super) until: u32,
    // Invariant: as long as the chains of the record.
    states: Vec<Arc<Drafts>>,
}

/// What cells and waits keep hold of it by: another for each chain, so that threads which make them do not count in one place.
pub(super) type Hold = Arc<Arc<Standing>>;

/// One draft of a chain.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) of: &'a Standing,
    pub(super) chain: usize,
    pub(super) draft: usize,
}

impl Standing {
    pub(super) fn of(record: &Record, view: View) -> Arc<Self> {
        let (kept, limits) = (Arc::clone(record.kept()), Limits::from(view));
        let index = kept.index();
        let states = index.chains.par_iter().map(|it| it.state(limits, &index.sight, &index.words)).collect();
        let until = index.sight.until(limits);
        Arc::new(Self { kept, limits, until, states })
    }

    pub(super) fn hold(self: &Arc<Self>) -> Hold {
        Arc::new(Arc::clone(self))
    }

    pub(super) fn index(&self) -> &Index {
        self.kept.index()
    }

    pub(super) fn entry(&self, at: u32) -> &Entry {
        &self.kept.entries[at as usize]
    }

    /// The day of an act as a number.
    pub(super) fn day(&self, at: u32) -> i32 {
        self.index().sight.day(at)
    }

    pub(super) fn sees(&self, at: u32) -> bool {
        self.index().sight.sees(at, self.limits)
    }

    /// The drafts of a chain, in the order in which they came to be.
    pub(super) fn drafts(&self, chain: usize) -> impl Iterator<Item = Place<'_>> {
        (0..self.states[chain].len()).map(move |draft| Place { of: self, chain, draft })
    }

    /// The drafts of a chain in the order of the cells: by source, stance and newest act.
    pub(super) fn in_order(&self, chain: usize) -> Vec<Place<'_>> {
        let mut all: Vec<Place<'_>> = self.drafts(chain).collect();
        if all.len() < 2 {
            return all;
        }
        all.sort_by_cached_key(|it| (it.get().said, it.stance(), &self.entry(it.newest().0).at));
        all
    }

    /// The cells of all chains, in order.
    pub(super) fn cells(self: &Arc<Self>) -> Vec<Cell> {
        let of_chain = |chain: usize| {
            let hold = self.hold();
            self.in_order(chain).into_iter().map(move |it| it.cell(&hold))
        };
        (0..self.states.len()).into_par_iter().flat_map_iter(of_chain).collect()
    }
}

impl<'a> Place<'a> {
    pub(super) fn get(self) -> &'a Draft {
        &self.of.states[self.chain][self.draft]
    }

    pub(super) fn signs(self) -> &'a [Sign] {
        &self.of.index().chains[self.chain].signs
    }

    pub(super) fn sign(self, i: u32) -> Sign {
        self.signs()[i as usize]
    }

    fn entry_of(self, i: u32) -> &'a Entry {
        self.of.entry(self.sign(i).at)
    }

    pub(super) fn said(self) -> &'a Said {
        &self.of.index().saids[self.get().said as usize]
    }

    pub(super) fn stance(self) -> Stance {
        let draft = self.get();
        match draft.side {
            _ if !draft.denied.is_empty() => Stance::Contested,
            Leaning::For => Stance::For,
            Leaning::Conditional => Stance::Conditional,
            Leaning::Against => Stance::Against,
            Leaning::Dropped => Stance::Dropped,
        }
    }

    /// The newest act in the words of the cell's own source.
    fn newest_own(self) -> (u32, u32) {
        let own = self.get().groups.iter().map(|it| (it.newest_act, Reverse(it.newest_first))).max();
        own.map_or((0, 0), |(at, first)| (at, first.0))
    }

    /// The newest of the acts behind it, and in what part.
    pub(super) fn newest(self) -> (u32, Part) {
        let draft = self.get();
        let (own, first) = self.newest_own();
        let joined = draft.joined.iter().filter_map(|it| it.items.newest()).max().map(|it| self.sign(it).at);
        let denied = draft.denied.newest().map(|it| self.sign(it).at);
        match joined.max(denied) {
            Some(other) if other > own => (other, if joined == Some(other) { Part::Joined } else { Part::Denies }),
            _ => (own, self.part(first)),
        }
    }

    /// The newest of them in the words of its own source, so no claim that joined it and no denial.
    pub(super) fn newest_word(self) -> (u32, Part) {
        let (own, first) = self.newest_own();
        (own, self.part(first))
    }

    fn part(self, i: u32) -> Part {
        if self.sign(i).has(PRICE) { Part::Price } else { Part::Says }
    }

    pub(super) fn is_red_line(self) -> bool {
        let draft = self.get();
        let firm = draft.groups.iter().filter_map(|it| it.firm).max();
        // What was agreed in the end settles what was insisted on before.
        let agreed = draft.groups.iter().filter_map(|it| it.agreed).max();
        draft.said == OWN && draft.side != Leaning::Dropped && firm.is_some() && firm > agreed
    }

    /// On what terms: the newest value of each parameter in the words behind it. What joined it from others gives none.
    pub(super) fn params(self) -> Vec<Param> {
        let mut newest: Vec<u32> = self.get().groups.iter().filter(|it| it.terms != 0).map(|it| it.newest).collect();
        newest.sort_unstable_by_key(|it| Reverse(*it));
        terms::newest(newest.into_iter().map(|it| self.params_of(it)))
    }

    /// Whether all that is behind it is general.
    pub(super) fn has_no_terms(self) -> bool {
        self.get().groups.iter().all(|it| it.terms == 0)
    }

    /// The terms of one act as it has them.
    pub(super) fn params_of(self, i: u32) -> &'a [Param] {
        let sign = self.sign(i);
        if sign.has(PRICE | FREES) {
            return &[];
        }
        self.entry_of(i).act.measures.get(usize::from(sign.nth)).map_or(&[], |it| &it.params)
    }

    /// The day of the first act of its own source that has one, and that day as exact as it is known.
    fn since(self) -> (Option<civil::Date>, Option<evidence::Date>) {
        let Some(first) = self.get().groups.iter().filter_map(|it| it.dated).min() else { return (None, None) };
        let sign = self.sign(first);
        match sight::day(sign.day).filter(|_| sign.has(WHOLE_DAY)) {
            Some(day) => (Some(day), Some(evidence::Date::Day(day))),
            None => (self.entry_of(first).day, self.entry_of(first).date.clone()),
        }
    }

    /// Whether an act behind it asks for it as the price of another move.
    pub(super) fn is_price(self) -> bool {
        // Of an act that is there twice the plainer part counts.
        let prices =
            self.get().groups.iter().filter(|it| it.terms == 0).flat_map(|it| it.items.iter()).filter(|it| self.sign(it.0).has(PRICE));
        let alone = |(i, _): (u32, u32)| {
            let at = self.sign(i).at;
            !self
                .get()
                .groups
                .iter()
                .flat_map(|it| it.items.iter())
                .any(|(other, _)| self.sign(other).at == at && !self.sign(other).has(PRICE))
        };
        prices.into_iter().any(alone)
    }

    /// The cell that it comes to.
    pub(super) fn cell(self, hold: &Hold) -> Cell {
        let (draft, index) = (self.get(), self.of.index());
        let chain = &index.chains[self.chain];
        let (since, since_date) = self.since();
        let forced = draft.groups.iter().filter_map(|it| it.forced).max();
        Cell {
            actor: index.actors[chain.actor as usize].clone(),
            measure: index.measures[chain.measure as usize].clone(),
            said: self.said().clone(),
            params: Params::new(Arc::clone(hold), self.chain, self.draft),
            stance: self.stance(),
            red_line: self.is_red_line(),
            force: forced.and_then(|it| self.sign(it).force),
            since,
            since_date,
            shelf: Shelf::new(Arc::clone(hold), self.chain, self.draft),
        }
    }

    /// The acts behind it, the newest first, each with its part.
    pub(super) fn acts(self) -> Vec<(u32, Part)> {
        let draft = self.get();
        let mut all: Vec<(Reverse<u32>, u8, u32, Part)> = Vec::new();
        let of = |rank: u8, i: u32, part: Part| (Reverse(self.sign(i).at), rank, i, part);
        all.extend(draft.groups.iter().flat_map(|it| it.items.iter()).map(|(i, _)| of(0, i, self.part(i))));
        all.extend(draft.joined.iter().flat_map(|it| it.items.iter()).map(|(i, _)| of(1, i, Part::Joined)));
        all.extend(draft.denied.iter().map(|(i, _)| of(2, i, Part::Denies)));
        // Of one act that is there twice the plainer part stays.
        all.sort_unstable_by_key(|it| (it.0, it.1, it.2));
        all.dedup_by_key(|it| it.0);
        all.into_iter().map(|(at, _, _, part)| (at.0, part)).collect()
    }

    /// What stood before, the newest first, each with the act that outdated it.
    pub(super) fn outdated(self) -> Vec<(u32, Part, u32)> {
        let draft = self.get();
        let mut all: Vec<(Reverse<u32>, u32, u32)> =
            draft.outdated.iter().chain(draft.outdated_waits.iter()).map(|(i, by)| (Reverse(self.sign(i).at), i, by)).collect();
        all.sort_unstable();
        all.dedup_by_key(|it| it.0);
        let acts = self.acts();
        all.retain(|(at, _, _)| acts.binary_search_by_key(at, |it| Reverse(it.0)).is_err());
        all.into_iter().map(|(at, i, by)| (at.0, self.part(i), by)).collect()
    }

    /// An act with its words.
    pub(super) fn behind(self, (at, part): (u32, Part)) -> Behind {
        behind(self.of.entry(at), part)
    }

    /// What an act is called.
    pub(super) fn name(self, at: u32) -> ActRef {
        self.of.entry(at).at.clone()
    }
}

/// An act behind a cell or wait.
pub(super) fn behind(entry: &Entry, part: Part) -> Behind {
    let Entry { at, act, day, date, quote, mark, event, .. } = entry;
    Behind {
        at: at.clone(),
        kind: act.kind,
        part,
        quote: quote.clone(),
        condition: entry.condition.clone(),
        day: *day,
        date: date.clone(),
        asked_of: match (part, act.kind) {
            (Part::Price, _) => entry.awaited.iter().cloned().collect(),
            (_, ActKind::Demand) => entry.addressees.clone(),
            _ => Vec::new(),
        },
        speaker: act.speaker.clone(),
        told_by: act.told_by.clone(),
        force: force(entry),
        confirmed: *mark == Some(Mark::Confirmed),
        event: event.clone(),
    }
}

/// How strongly an act puts a position; the price of a condition is put as strongly as the condition, which has no strength.
pub(super) fn force(entry: &Entry) -> Option<Force> {
    let act = &entry.act;
    match act.kind {
        ActKind::Propose | ActKind::Conclude => act.status.map(Force::Status),
        _ => act.strength.map(Force::Strength),
    }
}
