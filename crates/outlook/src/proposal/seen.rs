//! The record as one looks at it to make a model: acts by name, who comes first, what has been done.
use super::Cited;
use super::incompatible::opposite;
use evidence::{ActKind, ActorId, ActorKind, Measure, MeasureId, Measures, Role, Status};
use jiff::civil;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use table::dossier::{ActRef, Cell, Entry, Mark, Record, Said, Sheet, Stance, View, Wait};

/// Things by an actor and a measure, each list in the order of the record.
type ByMove<'a, T> = BTreeMap<&'a ActorId, BTreeMap<&'a MeasureId, Vec<&'a T>>>;

/// What is seen, with its indexes: nothing is looked for by going over all of the record.
pub(super) struct Seen<'a> {
    pub(super) record: &'a Record,
    pub(super) sheet: &'a Sheet,
    pub(super) measures: &'a Measures,
    pub(super) entries: Vec<&'a Entry>,
    /// Threats in their actors' own words, the oldest first.
    pub(super) threats: Vec<&'a Entry>,
    /// Where actors stand by their own words, in the order of the table.
    own: Vec<&'a Cell>,
    own_of: ByMove<'a, Cell>,
    /// Who stands somewhere on a measure, by anybody's words.
    speakers: BTreeMap<&'a MeasureId, BTreeSet<&'a ActorId>>,
    /// Those who met somebody, by any report that names both.
    in_talks: BTreeSet<&'a ActorId>,
    /// All waits by what is held back.
    waits: ByMove<'a, Wait>,
    /// The standing ones of an actor's own words by what is held back, and by what is awaited.
    held_back: ByMove<'a, Wait>,
    held_back_on: BTreeMap<&'a MeasureId, Vec<&'a Wait>>,
    awaited: ByMove<'a, Wait>,
    /// To whom others do what, or threaten or promise to do it.
    done_to: BTreeSet<(&'a ActorId, &'a MeasureId)>,
    /// The places of the acts of a kind by their actors, the oldest first.
    by_actor: HashMap<(ActKind, &'a ActorId), Vec<usize>>,
    first: Option<civil::Date>,
    by_name: HashMap<&'a ActRef, usize>,
    order: BTreeMap<&'a ActorId, usize>,
    n_parties: usize,
}

impl<'a> Seen<'a> {
    pub(super) fn new(record: &'a Record, view: View, sheet: &'a Sheet, measures: &'a Measures) -> Self {
        let entries = record.seen(view);
        let by_name = entries.iter().enumerate().map(|(i, it)| (&it.at, i)).collect();
        let order = order(&entries);
        let n_parties = record.parties().values().filter(|it| it.roles.contains(&Role::Party)).count();
        let threats = entries.iter().copied().filter(|it| super::moves::is_own_threat(it)).collect();
        let mut by_actor: HashMap<(ActKind, &ActorId), Vec<usize>> = HashMap::new();
        for (i, entry) in entries.iter().enumerate() {
            for (actor, _) in &entry.actors {
                by_actor.entry((entry.act.kind, actor)).or_default().push(i);
            }
        }
        let first = entries.iter().filter_map(|it| it.published).min();
        let mut seen = Self {
            record,
            sheet,
            measures,
            threats,
            own: Vec::new(),
            own_of: BTreeMap::new(),
            speakers: BTreeMap::new(),
            in_talks: BTreeSet::new(),
            waits: BTreeMap::new(),
            held_back: BTreeMap::new(),
            held_back_on: BTreeMap::new(),
            awaited: BTreeMap::new(),
            done_to: BTreeSet::new(),
            by_actor,
            first,
            by_name,
            order,
            n_parties,
            entries,
        };
        seen.index();
        seen
    }

    fn index(&mut self) {
        for cell in &self.sheet.cells {
            self.speakers.entry(&cell.measure).or_default().insert(&cell.actor);
            if cell.said == Said::Own && matches!(cell.stance, Stance::For | Stance::Conditional | Stance::Against) {
                self.own.push(cell);
                put(&mut self.own_of, (&cell.actor, &cell.measure), cell);
            }
        }
        for wait in &self.sheet.waits {
            let [what, awaited] = [&wait.what, &wait.awaited].map(|it| it.actor.as_ref().zip(it.measure.as_ref()));
            let stands = wait.said == Said::Own && wait.stands();
            if let Some(what) = what {
                put(&mut self.waits, what, wait);
            }
            if let Some(what) = what.filter(|_| stands) {
                put(&mut self.held_back, what, wait);
                self.held_back_on.entry(what.1).or_default().push(wait);
            }
            if let Some(awaited) = awaited.filter(|_| stands) {
                put(&mut self.awaited, awaited, wait);
            }
        }
        for entry in &self.entries {
            let act = &entry.act;
            if act.kind == ActKind::Contact && !act.negated && entry.actors.len() > 1 {
                self.in_talks.extend(entry.actors.iter().map(|(by, _)| by));
            }
            if matches!(act.kind, ActKind::Threaten | ActKind::Deed | ActKind::Commit) {
                for target in entry.targets.iter().filter(|it| !entry.actors.iter().any(|(by, _)| by == *it)) {
                    self.done_to.extend(act.measures.iter().map(|it| (target, &it.measure)));
                }
            }
        }
    }

    /// Where an actor stands on a measure by its own words.
    pub(super) fn own_of(&self, actor: &ActorId, measure: &MeasureId) -> &[&'a Cell] {
        of_move(&self.own_of, actor, measure)
    }

    /// Where an actor stands by its own words, on what a measure is or is a kind of, and on its kinds.
    fn own_akin(&self, actor: &ActorId, measure: &MeasureId) -> impl Iterator<Item = &'a Cell> {
        let akin = self.speakers.keys().filter(move |it| self.akin(it, measure));
        akin.flat_map(|it| self.own_of(actor, it)).copied()
    }

    /// Where actors stand on a measure by their own words.
    pub(super) fn own_on(&self, measure: &MeasureId) -> impl Iterator<Item = &'a Cell> {
        self.speakers.get(measure).into_iter().flatten().flat_map(|it| self.own_of(it, measure)).copied()
    }

    /// Whether an actor has a yes of its own on a measure, its kinds or what it is a kind of.
    pub(super) fn is_for_akin(&self, actor: &ActorId, measure: &MeasureId) -> bool {
        self.own_akin(actor, measure).any(|it| it.stance == Stance::For)
    }

    /// Whether anybody but an actor stands somewhere on a measure, its kinds or what it is a kind of.
    pub(super) fn others_stand(&self, actor: &ActorId, measure: &MeasureId) -> bool {
        let akin = self.speakers.iter().filter(|(it, _)| self.akin(it, measure));
        akin.flat_map(|it| it.1).any(|it| *it != actor)
    }

    /// Whether an actor is told to have met somebody.
    pub(super) fn is_in_talks(&self, actor: &ActorId) -> bool {
        self.in_talks.contains(actor)
    }

    /// All waits of a move, whoever tells of them, those that ended too.
    pub(super) fn waits_of(&self, actor: &ActorId, measure: &MeasureId) -> &[&'a Wait] {
        of_move(&self.waits, actor, measure)
    }

    /// The standing waits of an actor's own words in which it holds this back.
    pub(super) fn holds_back(&self, actor: &ActorId, measure: &MeasureId) -> &[&'a Wait] {
        of_move(&self.held_back, actor, measure)
    }

    /// The same of whoever holds it back.
    pub(super) fn held_back_on(&self, measure: &MeasureId) -> impl Iterator<Item = &'a Wait> {
        self.held_back_on.get(measure).into_iter().flatten().copied()
    }

    /// The standing waits of others' own words in which this is awaited.
    pub(super) fn awaits(&self, actor: &ActorId, measure: &MeasureId) -> &[&'a Wait] {
        of_move(&self.awaited, actor, measure)
    }

    pub(super) fn n_documents(&self) -> usize {
        self.entries.iter().map(|it| &it.at.document).collect::<HashSet<_>>().len()
    }

    /// The first day of the record: that of the first report.
    pub(super) const fn first(&self) -> Option<civil::Date> {
        self.first
    }

    /// The newest act of an actor that is of a kind and such, with its place.
    fn newest(&self, kind: ActKind, actor: &ActorId, is: impl Fn(&Entry) -> bool) -> Option<(usize, &'a Entry)> {
        let all = self.by_actor.get(&(kind, actor))?;
        all.iter().rev().map(|i| (*i, self.entries[*i])).find(|(_, it)| is(it))
    }

    pub(super) fn last(&self) -> Option<civil::Date> {
        self.entries.iter().filter_map(|it| it.published.or(it.day)).max()
    }

    pub(super) fn entry(&self, act: &ActRef) -> Option<&'a Entry> {
        self.by_name.get(act).map(|&i| self.entries[i])
    }

    /// The place of an act among all that are seen, the oldest first.
    pub(super) fn at(&self, act: &ActRef) -> usize {
        self.by_name.get(act).copied().unwrap_or(usize::MAX)
    }

    /// The place of an actor in the order in which the record shows them act; names are of no weight.
    pub(super) fn place(&self, actor: &ActorId) -> usize {
        self.order.get(actor).copied().unwrap_or(usize::MAX)
    }

    pub(super) fn measure(&self, id: &MeasureId) -> Option<&'a Measure> {
        self.measures.get(id)
    }

    pub(super) fn is_mutual(&self, id: &MeasureId) -> bool {
        self.measure(id).is_some_and(|it| it.mutual)
    }

    pub(super) fn has_role(&self, actor: &ActorId, role: Role) -> bool {
        self.record.parties().get(actor).is_some_and(|it| it.roles.contains(&role))
    }

    /// Whether the actor's words on a measure are a view of others' moves: it is for parties alone to do and the actor is known to be none,
    /// or is known as nothing where two parties are known; or it is for others than parties to do and they do it to the actor (sanctions).
    pub(super) fn is_not_its_own(&self, actor: &ActorId, measure: &MeasureId) -> bool {
        let Some(of_list) = self.measure(measure).filter(|it| !it.by.is_empty()) else { return false };
        if of_list.by.iter().all(|it| it == "party") {
            let roles = self.record.parties().get(actor).map(|it| &it.roles);
            return roles.is_some_and(|it| (self.n_parties > 1 || !it.is_empty()) && !it.contains(&Role::Party));
        }
        let done_to_it = |it: &MeasureId| self.done_to.contains(&(actor, it));
        !of_list.by.iter().any(|it| it == "party") && (done_to_it(measure) || of_list.opposite.as_ref().is_some_and(done_to_it))
    }

    /// Whether a refusal was outlived by an agreement that its actor has made since: on the same, or for a truce on a kind of truce.
    pub(super) fn is_outlived(&self, cell: &Cell) -> bool {
        let truce = |it: &MeasureId| self.measure(it).is_some_and(|it| it.group == "ceasefire");
        // The oldest word of an agreement counts: that it is told again makes it no newer.
        let oldest = |it: &Cell| it.acts().iter().map(|it| self.at(&it.at)).min();
        let agreed = |it: &&Cell| it.stance == Stance::For && it.newest_word().kind == ActKind::Conclude;
        let on_it = |it: &&Cell| it.measure == cell.measure || (truce(&it.measure) && truce(&cell.measure));
        let refused = self.at(&cell.newest_word().at);
        // A truce that one keeps says as much as one that one signs.
        let kept = || {
            let kinds = self.measures.all().iter().filter(|it| truce(&it.id) && it.mutual && self.akin(&it.id, &cell.measure));
            kinds.filter_map(|it| self.deed(&cell.actor, &it.id)).any(|(at, _)| at > refused)
        };
        cell.stance == Stance::Against
            && (self.own_akin(&cell.actor, &cell.measure).filter(on_it).filter(agreed).any(|it| oldest(it) > Some(refused))
                || (truce(&cell.measure) && kept()))
    }

    /// Where actors stand by their own words.
    pub(super) fn own(&self) -> impl Iterator<Item = &'a Cell> {
        self.own.iter().copied()
    }

    /// Whether the one measure is the end of the other for its owner. Of what is done in rounds it is so only once it has been done: who
    /// asks for the lifting of sanctions that stand has not spoken of further ones.
    pub(super) fn is_end_of(&self, owner: &ActorId, measure: &MeasureId, end: &MeasureId) -> bool {
        let known = self.measure(measure);
        opposite(known, end) && (!super::moves::in_rounds(measure) || self.deed(owner, end).is_some())
    }

    /// Whether a single person acts here who is part of no side and has no role in the talks.
    pub(super) fn is_bystander(&self, actor: &ActorId) -> bool {
        self.record.parties().get(actor).is_some_and(|it| it.kind == ActorKind::Person && it.roles.is_empty())
    }

    /// How many parties are known.
    pub(super) const fn n_parties(&self) -> usize {
        self.n_parties
    }

    /// Whether the one is the other, or a kind of it.
    pub(super) fn is_kind_of(&self, narrow: &MeasureId, broad: &MeasureId) -> bool {
        let mut at = Some(narrow);
        // The list has no circle; were there one, its length ends this.
        for _ in 0..8 {
            match at {
                Some(id) if id == broad => return true,
                Some(id) => at = self.measure(id).and_then(|it| it.broader.as_ref()),
                None => return false,
            }
        }
        false
    }

    /// Whether one of the two is a kind of the other.
    pub(super) fn akin(&self, a: &MeasureId, b: &MeasureId) -> bool {
        self.is_kind_of(a, b) || self.is_kind_of(b, a)
    }

    /// The newest deed of an actor that carries out a measure, with its place; a deed that is only claimed is none.
    pub(super) fn deed(&self, actor: &ActorId, measure: &MeasureId) -> Option<(usize, &'a Entry)> {
        let done = |it: &Entry| {
            !it.act.negated
                && matches!(it.act.status, Some(Status::Done | Status::Begun))
                && it.act.measures.iter().any(|matter| matter.measure == *measure)
        };
        self.newest(ActKind::Deed, actor, done)
    }

    /// The newest agreement of an actor on a measure, with its place.
    pub(super) fn agreement(&self, actor: &ActorId, measure: &MeasureId) -> Option<(usize, &'a Entry)> {
        let agreed = |it: &Entry| !it.act.negated && !it.told && it.act.measures.iter().any(|matter| matter.measure == *measure);
        self.newest(ActKind::Conclude, actor, agreed)
    }

    /// The newest meeting of an actor with somebody, which is what talks are.
    pub(super) fn meeting(&self, actor: &ActorId) -> Option<(usize, &'a Entry)> {
        let parties = |it: &Entry| it.actors.iter().filter(|(by, _)| self.has_role(by, Role::Party)).count();
        let held = |it: &Entry| !it.act.negated && it.act.status == Some(Status::Held) && !it.told && parties(it) >= 2;
        self.newest(ActKind::Contact, actor, held)
    }
}

/// An act, as the model cites it.
pub(super) fn of_entry(it: &Entry) -> Cited {
    let confirmed = it.mark == Some(Mark::Confirmed);
    Cited { at: it.at.clone(), kind: it.act.kind, day: it.day, date: it.date.clone(), confirmed, quote: it.quote.clone() }
}

/// Adds words that are not there yet, and keeps the newest first.
pub(super) fn add(to: &mut Vec<Cited>, more: impl IntoIterator<Item = Cited>, seen: &Seen<'_>) {
    to.extend(more);
    // All words of a model are of acts that are seen, so that those of one act lie side by side then.
    to.sort_by_cached_key(|it| Reverse(seen.at(&it.at)));
    to.dedup_by(|again, it| again.at == it.at);
}

fn put<'a, T>(all: &mut ByMove<'a, T>, (actor, measure): (&'a ActorId, &'a MeasureId), it: &'a T) {
    all.entry(actor).or_default().entry(measure).or_default().push(it);
}

fn of_move<'b, 'a, T>(all: &'b ByMove<'a, T>, actor: &ActorId, measure: &MeasureId) -> &'b [&'a T] {
    all.get(actor).and_then(|it| it.get(measure)).map_or(&[], Vec::as_slice)
}

/// Actors in the order in which they first act. Of several in one act the order of its words decides, as far as these name them; what
/// cannot be told apart by anything that was done goes by id.
fn order<'a>(entries: &[&'a Entry]) -> BTreeMap<&'a ActorId, usize> {
    let mut first: HashMap<&ActorId, (usize, usize)> = HashMap::new();
    let mut acts: HashMap<&ActorId, Vec<usize>> = HashMap::new();
    for (i, entry) in entries.iter().enumerate() {
        for (actor, _) in &entry.actors {
            let within = entry.act.actor.iter().position(|it| it == actor).unwrap_or(usize::MAX);
            first.entry(actor).or_insert((i, within));
            acts.entry(actor).or_default().push(i);
        }
        for actor in entry.addressees.iter().chain(&entry.targets).chain(&entry.awaited) {
            first.entry(actor).or_insert((i, usize::MAX));
        }
    }
    let mut all: Vec<_> = first.iter().map(|(it, at)| (*at, acts.get(it), *it)).collect();
    all.sort_unstable();
    all.into_iter().map(|it| it.2).enumerate().map(|(i, it)| (it, i)).collect()
}
