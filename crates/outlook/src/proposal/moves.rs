//! Which moves the record speaks of, whose they are, and whether they are options. Chooses no preference.
use super::incompatible::pair;
use super::seen::{Seen, add, of_entry};
use super::terms::{Figure, figure, is_limit};
use super::{Cited, Config, Ground, Left, LeftOut};
use evidence::{ActKind, ActorId, MeasureId, Param, Role, Status, Strength};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use table::dossier::{Behind, Cell, Entry, Force, Part, Said, Stance, Wait, number};

/// Talks, of which a meeting is the deed.
pub(super) const TALKS: &str = "direct-talks";

/// What was done so many days before the first report is the ground on which all stand, and no move of these talks.
const LONG_BEFORE: i32 = 30;

/// Whether a measure is done round by round, as sanctions are: by `data/in_rounds.txt`.
pub(super) fn in_rounds(measure: &MeasureId) -> bool {
    include_str!("../../data/in_rounds.txt").lines().any(|line| line == measure.0)
}

/// What an actor says of a move, by one cell of the table.
pub(super) struct Claim<'a> {
    pub(super) by: &'a ActorId,
    /// Whose move it is; `None` where the words name nobody, so that it is of whoever has it.
    pub(super) owner: Option<&'a ActorId>,
    pub(super) cell: &'a Cell,
    pub(super) words: Vec<&'a Behind>,
    /// The words name nobody, and it is taken as put to the other parties.
    pub(super) put_to_others: bool,
}

/// A move that is an option.
pub(super) struct Move<'a> {
    pub(super) owner: &'a ActorId,
    pub(super) measure: &'a MeasureId,
    pub(super) params: Vec<Param>,
    /// On how much of it, where the record knows it on several figures.
    pub(super) figure: Option<Figure>,
    pub(super) ground: Ground,
    pub(super) words: Vec<Cited>,
    /// How many actors stand somewhere on it by their own words.
    n_speakers: usize,
    first: usize,
    pub(super) today: bool,
    pub(super) done: Option<Cited>,
    pub(super) put_to_others: bool,
}

/// What was found.
pub(super) struct Moves<'a> {
    pub(super) claims: Vec<Claim<'a>>,
    pub(super) moves: Vec<Move<'a>>,
    pub(super) left: Vec<LeftOut>,
}

type Key<'a> = (&'a ActorId, &'a MeasureId);
type ByKey<'a, T> = BTreeMap<Key<'a>, Vec<T>>;

/// The moves of the record.
pub(super) fn moves<'a>(seen: &Seen<'a>, config: &'a Config) -> Moves<'a> {
    let definite = definite(seen);
    let (claims, terms) = claims(seen, &definite);
    let finder = Finder::of(seen, &claims);
    let mut found: Vec<Move<'a>> = Vec::new();
    let mut left: Vec<LeftOut> = Vec::new();
    for key in keys(seen, &claims, config) {
        let mut words = finder.words(key);
        match finder.ground(key, config) {
            Ok(ground) => found.push(finder.a_move(key, ground, words)),
            Err(why) => {
                // Why it is none is told by its owner's own words, where there are such.
                words.sort_by_key(|it| !seen.entry(&it.at).is_some_and(|it| it.actors.iter().any(|(by, _)| by == key.0)));
                left.extend(left_out(Some(key.0), key.1, &[], why, words));
            }
        }
    }
    for (cell, word) in terms {
        left.extend(left_out(Some(&cell.actor), &cell.measure, &cell.params, Left::OtherTerms, vec![Cited::of(word)]));
    }
    let mut told_of: BTreeSet<MeasureId> = left.iter().map(|it| it.measure.clone()).collect();
    for claim in claims.iter().filter(|it| it.owner.is_none() && it.cell.stance != Stance::Against) {
        if told_of.contains(&claim.cell.measure) {
            continue;
        }
        let known = |it: &Move<'_>| seen.akin(it.measure, &claim.cell.measure) || seen.is_end_of(it.owner, it.measure, &claim.cell.measure);
        if !found.iter().any(known) {
            let words = claim.words.iter().map(|it| Cited::of(it)).collect();
            left.extend(left_out(Some(claim.by), &claim.cell.measure, &claim.cell.params, Left::Nobody, words));
            told_of.insert(claim.cell.measure.clone());
        }
    }
    told(seen, &mut left);
    // Only moves of one owner are joined.
    let mut by_owner: BTreeMap<&ActorId, Vec<Move<'a>>> = BTreeMap::new();
    for it in found {
        by_owner.entry(it.owner).or_default().push(it);
    }
    let mut moves = Vec::new();
    for mut of_one in by_owner.into_values() {
        join(seen, &mut of_one);
        for it in of_one {
            moves.extend(finder.variants(it));
        }
    }
    moves.sort_by_key(|it| {
        (it.ground, std::cmp::Reverse(it.n_speakers), it.first, seen.place(it.owner), it.measure.clone(), it.figure.clone())
    });
    if moves.len() > config.max_options {
        for it in moves.split_off(config.max_options) {
            left.extend(left_out(Some(it.owner), it.measure, &it.params, Left::BeyondLimit, it.words));
        }
    }
    moves.sort_by_key(|it| (seen.place(it.owner), it.first, it.measure.clone(), it.figure.clone()));
    left.sort_by_key(|it| {
        let at = it.words().iter().map(|it| seen.at(&it.at)).min();
        (it.why as usize, at, it.measure.clone(), it.actor.as_ref().map(|it| seen.place(it)))
    });
    Moves { claims, moves, left }
}

pub(super) fn left_out(actor: Option<&ActorId>, measure: &MeasureId, params: &[Param], why: Left, words: Vec<Cited>) -> Option<LeftOut> {
    let entry = LeftOut { actor: actor.cloned(), measure: measure.clone(), params: params.to_vec(), why, words };
    (!entry.words.is_empty()).then_some(entry)
}

/// Who does what, where the words leave no doubt.
fn definite<'a>(seen: &Seen<'a>) -> BTreeSet<Key<'a>> {
    let mut out: BTreeSet<Key<'_>> = BTreeSet::new();
    for cell in seen.own() {
        let own = |it: &Behind| matches!(it.kind, ActKind::Commit | ActKind::Accept | ActKind::Condition | ActKind::Conclude);
        let whole = cell.acts().iter().any(|it| it.part == Part::Says && own(it));
        if whole && !seen.is_not_its_own(&cell.actor, &cell.measure) {
            out.insert((&cell.actor, &cell.measure));
        }
    }
    for wait in seen.sheet.waits.iter().filter(|it| it.said == Said::Own) {
        for (actor, measure) in [&wait.what, &wait.awaited].into_iter().filter_map(|it| it.actor.as_ref().zip(it.measure.as_ref())) {
            if !seen.is_not_its_own(actor, measure) {
                out.insert((actor, measure));
            }
        }
    }
    for entry in &seen.entries {
        let is_deed = entry.act.kind == ActKind::Deed && entry.act.status != Some(Status::Claimed);
        if entry.act.negated || !(is_deed || is_own_threat(entry)) {
            continue;
        }
        for (actor, _) in &entry.actors {
            out.extend(entry.act.measures.iter().map(|it| (actor, &it.measure)));
        }
        let price = entry.act.condition.as_ref().and_then(|it| it.measure.as_ref());
        out.extend(entry.awaited.as_ref().zip(price));
    }
    out
}

/// Whether the act is a threat in its actor's own words.
pub(super) fn is_own_threat(entry: &Entry) -> bool {
    entry.act.kind == ActKind::Threaten && !entry.act.negated && entry.actors.iter().any(|(_, said)| *said == Said::Own)
}

/// Whose move the words are about.
enum Whose<'a> {
    Own,
    Of(Vec<&'a ActorId>),
    Others,
    Nobody,
    /// None: how much of its own move an actor would put up with.
    Terms,
}

fn whose<'a>(seen: &Seen<'a>, definite: &BTreeSet<Key<'a>>, cell: &'a Cell, word: &'a Behind) -> Whose<'a> {
    let Some(entry) = seen.entry(&word.at) else { return Whose::Nobody };
    let (me, measure) = (&cell.actor, &cell.measure);
    let sure = |it: &ActorId| definite.contains(&(it, measure));
    let not_me = |all: &'a [ActorId]| all.iter().filter(|it| *it != me).collect::<Vec<_>>();
    let of = |all: Vec<&'a ActorId>| if all.is_empty() { Whose::Nobody } else { Whose::Of(all) };
    let by = |role: &str| seen.measure(measure).is_none_or(|it| it.by.is_empty() || it.by.iter().any(|it| it == role));
    if word.part == Part::Price {
        return of(entry.awaited.iter().filter(|it| *it != me).collect());
    }
    match word.kind {
        ActKind::Commit | ActKind::Accept | ActKind::Condition if seen.is_not_its_own(me, measure) => Whose::Nobody,
        // Who is ready for what takes both sides, and has had no answer, has made an offer: the open move is the other side's.
        ActKind::Commit if seen.is_mutual(measure) && !seen.has_role(me, Role::Mediator) && !others_speak(seen, me, measure) => {
            let to: Vec<&ActorId> = not_me(&entry.addressees).into_iter().filter(|it| !seen.has_role(it, Role::Mediator)).collect();
            let others = seen.record.parties().iter().filter(|(id, it)| *id != me && it.roles.contains(&Role::Party)).count();
            match (to.is_empty(), others) {
                (false, _) => Whose::Of(to),
                // Of two sides the other one is meant; among many nobody is.
                (true, 1) => Whose::Others,
                (true, _) => Whose::Own,
            }
        }
        ActKind::Commit | ActKind::Accept | ActKind::Condition | ActKind::Conclude => Whose::Own,
        ActKind::Propose => {
            let first = seen.measure(measure).and_then(|it| it.by.first());
            if seen.has_role(me, Role::Mediator) && first.is_some_and(|it| it == "mediator") {
                return Whose::Own;
            }
            let to: Vec<&ActorId> = not_me(&entry.addressees).into_iter().filter(|it| !seen.has_role(it, Role::Mediator)).collect();
            let mutual = seen.is_mutual(measure);
            let surely: Vec<&ActorId> = to.iter().copied().filter(|it| sure(it)).collect();
            match (to.is_empty(), mutual) {
                (false, true) => Whose::Of(to),
                (false, false) if !surely.is_empty() => Whose::Of(surely),
                (_, false) if sure(me) => Whose::Own,
                (false, false) => Whose::Of(to),
                (true, true) if !seen.has_role(me, Role::Mediator) => Whose::Others,
                (true, _) => Whose::Nobody,
            }
        }
        ActKind::Demand => {
            let (to, at) = (not_me(&entry.addressees), not_me(&entry.targets));
            let surely: Vec<&ActorId> = to.iter().chain(&at).copied().filter(|it| sure(it)).collect();
            let party = |it: &&ActorId| seen.has_role(it, Role::Party);
            let target_does = by("party") && at.iter().any(party) && !to.iter().any(party);
            let limit = || entry.act.measures.iter().any(|it| it.measure == *measure && is_limit(&it.params));
            match () {
                () if !surely.is_empty() => Whose::Of(surely),
                // "No more than ten years" of what one does oneself asks nothing of the other.
                () if sure(me) && limit() => Whose::Terms,
                () if target_does => Whose::Of(at),
                () => of(to),
            }
        }
        ActKind::Endorse => of(not_me(&entry.targets).into_iter().chain(not_me(&entry.addressees)).filter(|it| sure(it)).collect()),
        _ => Whose::Nobody,
    }
}

/// What is said of moves, and the words that only say on what terms their owner would make one.
fn claims<'a>(seen: &Seen<'a>, definite: &BTreeSet<Key<'a>>) -> (Vec<Claim<'a>>, Vec<(&'a Cell, &'a Behind)>) {
    let mut out: Vec<Claim<'a>> = Vec::new();
    let mut terms: Vec<(&Cell, &Behind)> = Vec::new();
    // What one cell says of one owner's move is one claim; the claims of a cell stand together.
    let mut put = |cell: &'a Cell, owner: Option<&'a ActorId>, word: &'a Behind, put_to_others: bool| {
        let of_cell = out.iter_mut().rev().take_while(|it| std::ptr::eq(it.cell, cell));
        match of_cell.into_iter().find(|it| it.owner == owner) {
            Some(it) => {
                it.words.push(word);
                it.put_to_others &= put_to_others;
            }
            None => out.push(Claim { by: &cell.actor, owner, cell, words: vec![word], put_to_others }),
        }
    };
    let mut refusals: Vec<(&Cell, &Behind)> = Vec::new();
    for cell in seen.own() {
        for word in cell.acts().iter().filter(|it| matches!(it.part, Part::Says | Part::Price)) {
            if word.kind == ActKind::Reject && word.part == Part::Says {
                refusals.push((cell, word));
                continue;
            }
            match whose(seen, definite, cell, word) {
                Whose::Own => put(cell, Some(&cell.actor), word, false),
                Whose::Of(all) => all.into_iter().for_each(|it| put(cell, Some(it), word, false)),
                Whose::Others => {
                    let others = seen.record.parties().iter().filter(|(id, it)| **id != cell.actor && it.roles.contains(&Role::Party));
                    let others: Vec<&ActorId> = others.map(|(it, _)| it).collect();
                    if others.is_empty() {
                        put(cell, None, word, false);
                    }
                    others.into_iter().for_each(|it| put(cell, Some(it), word, true));
                }
                Whose::Nobody => put(cell, None, word, false),
                Whose::Terms => terms.push((cell, word)),
            }
        }
    }
    // A refusal is of one's own move, unless it is another's by all that is known.
    let of_others =
        out.iter().filter(|it| it.owner.is_some_and(|owner| owner != it.by)).filter_map(|it| Some((it.owner?, &it.cell.measure)));
    let mut sure: BTreeMap<&MeasureId, BTreeSet<&ActorId>> = BTreeMap::new();
    for (actor, measure) in definite.iter().copied().chain(of_others) {
        sure.entry(measure).or_default().insert(actor);
    }
    let mut places: HashMap<(*const Cell, Option<&ActorId>), usize> =
        out.iter().enumerate().map(|(at, it)| ((std::ptr::from_ref(it.cell), it.owner), at)).collect();
    for (cell, word) in refusals {
        let mut sure = sure.iter().filter(|(it, _)| seen.akin(it, &cell.measure)).map(|it| it.1);
        let mine = sure.clone().any(|it| it.contains(&cell.actor));
        let theirs = sure.any(|it| it.iter().any(|it| *it != &cell.actor));
        let owner = (mine || !theirs).then_some(&cell.actor);
        let at = *places.entry((std::ptr::from_ref(cell), owner)).or_insert_with(|| {
            out.push(Claim { by: &cell.actor, owner, cell, words: Vec::new(), put_to_others: false });
            out.len() - 1
        });
        out[at].words.push(word);
    }
    (out, terms)
}

/// All moves that are spoken of, in the order of the record.
fn keys<'a>(seen: &Seen<'a>, claims: &[Claim<'a>], config: &'a Config) -> Vec<Key<'a>> {
    let mut out: BTreeSet<Key<'a>> = claims.iter().filter_map(|it| Some((it.owner?, &it.cell.measure))).collect();
    let standing = seen.sheet.waits.iter().filter(|it| it.said == Said::Own && it.stands());
    for side in standing.flat_map(|it| [&it.what, &it.awaited]) {
        out.extend(side.actor.as_ref().zip(side.measure.as_ref()));
    }
    for entry in &seen.threats {
        for (actor, _) in &entry.actors {
            out.extend(entry.act.measures.iter().map(|it| (actor, &it.measure)));
        }
        if !entry.act.measures.is_empty() {
            out.extend(entry.awaited.as_ref().zip(entry.act.condition.as_ref().and_then(|it| it.measure.as_ref())));
        }
    }
    // A truce that was begun is an option of who keeps it, though nobody has a word on it.
    let truce = |id: &MeasureId| seen.measure(id).is_some_and(|it| it.mutual && it.group == "ceasefire");
    for entry in seen.entries.iter().filter(|it| it.act.kind == ActKind::Deed && it.actors.len() > 1) {
        let begun = entry.act.measures.iter().filter(|it| truce(&it.measure));
        out.extend(begun.flat_map(|it| entry.actors.iter().map(move |(by, _)| (by, &it.measure))));
    }
    for claim in claims.iter().filter(|it| is_own_call(seen, it)) {
        out.insert((claim.by, &claim.cell.measure));
    }
    out.extend(config.include.iter().map(|(actor, measure)| (actor, measure)));
    let wanted = |(actor, measure): &Key<'_>| config.include.iter().any(|(by, it)| by == *actor && it == *measure);
    out.retain(|it| wanted(it) || !seen.is_not_its_own(it.0, it.1));
    let mut out: Vec<Key<'_>> = out.into_iter().collect();
    out.sort_by_key(|(actor, measure)| (seen.place(actor), (*measure).clone()));
    out
}

/// Whether somebody who is no party calls for a thing that such as it do.
pub(super) fn is_own_call(seen: &Seen<'_>, claim: &Claim<'_>) -> bool {
    let stands_aside = !seen.has_role(claim.by, Role::Party) && !seen.has_role(claim.by, Role::Mediator);
    let theirs =
        seen.measure(&claim.cell.measure).is_some_and(|it| !it.by.is_empty() && !it.by.iter().any(|it| it == "party" || it == "mediator"));
    let calls = claim.words.iter().any(|it| matches!(it.kind, ActKind::Demand | ActKind::Propose));
    stands_aside && theirs && calls && claim.cell.stance == Stance::For && claim.owner != Some(claim.by)
}

/// Whether anybody else has a word on it, in whatever sense.
fn others_speak(seen: &Seen<'_>, actor: &ActorId, measure: &MeasureId) -> bool {
    seen.others_stand(actor, measure) || (measure.0 == TALKS && seen.is_in_talks(actor))
}

/// What was found so far, by move.
struct Finder<'a, 'b> {
    seen: &'b Seen<'a>,
    by_owner: ByKey<'a, &'b Claim<'a>>,
    by_others: ByKey<'a, &'b Claim<'a>>,
    on: BTreeMap<&'a MeasureId, Vec<&'b Claim<'a>>>,
    threats: ByKey<'a, &'a Entry>,
    under_threat: ByKey<'a, &'a Entry>,
}

impl<'a, 'b> Finder<'a, 'b> {
    fn of(seen: &'b Seen<'a>, claims: &'b [Claim<'a>]) -> Self {
        let (mut by_owner, mut by_others): (ByKey<'a, &Claim<'a>>, ByKey<'a, &Claim<'a>>) = Default::default();
        let mut on: BTreeMap<&MeasureId, Vec<&Claim<'a>>> = BTreeMap::new();
        for claim in claims {
            let measure = &claim.cell.measure;
            on.entry(measure).or_default().push(claim);
            by_owner.entry((claim.by, measure)).or_default().push(claim);
            if let Some(owner) = claim.owner.filter(|it| *it != claim.by) {
                by_others.entry((owner, measure)).or_default().push(claim);
            }
        }
        let (mut threats, mut under_threat): (ByKey<'a, &'a Entry>, ByKey<'a, &'a Entry>) = Default::default();
        for &entry in &seen.threats {
            let actors: BTreeSet<&ActorId> = entry.actors.iter().map(|it| &it.0).collect();
            let measures: BTreeSet<&MeasureId> = entry.act.measures.iter().map(|it| &it.measure).collect();
            for key in actors.iter().flat_map(|by| measures.iter().map(move |it| (*by, *it))) {
                threats.entry(key).or_default().push(entry);
            }
            let price = entry.act.condition.as_ref().and_then(|it| it.measure.as_ref());
            if let Some(key) = entry.awaited.as_ref().zip(price).filter(|_| !measures.is_empty()) {
                under_threat.entry(key).or_default().push(entry);
            }
        }
        Self { seen, by_owner, by_others, on, threats, under_threat }
    }

    /// The standing waits of an actor's own words in which it holds this back.
    fn holds_back(&self, (actor, measure): Key<'a>) -> impl Iterator<Item = &'a Wait> {
        self.seen.holds_back(actor, measure).iter().copied()
    }

    fn awaits(&self, (actor, measure): Key<'a>) -> impl Iterator<Item = &'a Wait> {
        self.seen.awaits(actor, measure).iter().copied()
    }

    fn threats(&self, key: Key<'a>) -> impl Iterator<Item = &'a Entry> {
        self.threats.get(&key).into_iter().flatten().copied()
    }

    fn under_threat(&self, key: Key<'a>) -> impl Iterator<Item = &'a Entry> {
        self.under_threat.get(&key).into_iter().flatten().copied()
    }

    fn by_owner(&self, key: Key<'a>) -> impl Iterator<Item = &'b Claim<'a>> {
        self.by_owner.get(&key).into_iter().flatten().copied()
    }

    fn by_others(&self, key: Key<'a>) -> impl Iterator<Item = &'b Claim<'a>> {
        self.by_others.get(&key).into_iter().flatten().copied()
    }

    /// What anybody says of a measure.
    fn on(&self, measure: &MeasureId) -> impl Iterator<Item = &'b Claim<'a>> {
        self.on.get(measure).into_iter().flatten().copied()
    }

    /// Everything that is said of the move, the newest first.
    fn words(&self, key: Key<'a>) -> Vec<Cited> {
        let own = self.by_owner(key).filter(|it| it.owner.is_none_or(|it| it == key.0) || is_own_call(self.seen, it));
        let said = own.chain(self.by_others(key)).flat_map(|it| &it.words).map(|it| Cited::of(it));
        let waits = self.holds_back(key).chain(self.awaits(key)).flat_map(|it| it.acts()).map(Cited::of);
        let threats = self.threats(key).chain(self.under_threat(key)).map(of_entry);
        let mut out = Vec::new();
        add(&mut out, said.chain(waits).chain(threats).chain(self.done(key).map(|it| of_entry(it.1))), self.seen);
        out
    }

    /// The deed by which it is so today: the newest, unless it was undone, or its owner has spoken since of doing it.
    fn done(&self, key: Key<'a>) -> Option<(usize, &'a Entry)> {
        let (actor, measure) = key;
        // A meeting is the talks that were spoken of only if it came after that; a report may tell of earlier ones.
        let spoken = self.by_owner(key).chain(self.by_others(key)).flat_map(|it| &it.words).map(|it| it.day).max().flatten();
        let by_meeting = (measure.0 == TALKS).then(|| self.seen.meeting(actor)).flatten().filter(|(_, it)| it.day > spoken);
        let deed = self.seen.deed(actor, measure).into_iter().chain(by_meeting).max_by_key(|(at, _)| *at)?;
        let undone = self.seen.measure(measure).and_then(|it| it.opposite.as_ref()).and_then(|it| self.seen.deed(actor, it));
        if undone.is_some_and(|(at, _)| at > deed.0) || self.is_ended(key, deed) || self.is_ground(key, deed) {
            return None;
        }
        let future = |it: &&&Behind| matches!(it.kind, ActKind::Commit | ActKind::Condition);
        let later = self.by_owner(key).flat_map(|it| &it.words).filter(future).any(|it| self.seen.at(&it.at) > deed.0);
        (!later).then_some(deed)
    }

    /// Whether its owner has since begun what it cannot do besides: an attack ends with the truce. A deed of no day of its own, which its
    /// report tells on some later day, does not outlive a truce whose day is told.
    fn is_ended(&self, (actor, measure): Key<'a>, deed: (usize, &'a Entry)) -> bool {
        let others = self.seen.measures.all().iter().filter(|it| pair(measure, &it.id).is_some_and(|it| it.same_owner));
        let later = |(at, it): (usize, &Entry)| at > deed.0 || (deed.1.act.when.is_none() && it.act.when.is_some());
        let is_truce = |it: &MeasureId| self.seen.measure(it).is_some_and(|it| it.group == "ceasefire" && it.id.0 != "armed-attack");
        !is_truce(measure)
            && others.filter_map(|it| self.seen.deed(actor, &it.id).or_else(|| self.seen.agreement(actor, &it.id))).any(later)
    }

    /// Whether it can be done once more, and that deed is none of these days: of no day of its own, long before the first report, or
    /// followed by words that speak of the next.
    fn is_ground(&self, key: Key<'a>, (at, deed): (usize, &'a Entry)) -> bool {
        if !in_rounds(key.1) {
            return false;
        }
        let dated = deed.act.when.is_some() && deed.day.is_some();
        let long_ago = deed.day.zip(self.seen.first()).is_some_and(|(day, first)| (first - day).get_days() > LONG_BEFORE);
        let words = self.by_owner(key).chain(self.by_others(key)).flat_map(|it| &it.words).map(|it| self.seen.at(&it.at));
        let threats = self.threats(key).map(|it| self.seen.at(&it.at));
        !dated || long_ago || words.chain(threats).any(|it| it > at)
    }

    /// A truce that was agreed or begun and holds today, by the act that shows it.
    fn keeps(&self, key: Key<'a>) -> Option<Cited> {
        let truce = self.seen.measure(key.1).is_some_and(|it| it.mutual && it.group == "ceasefire");
        let begun = || self.done(key).map(|(_, it)| of_entry(it));
        truce.then(|| self.runs(key).map(Cited::of).or_else(begun)).flatten()
    }

    /// Whether an actor's newest word is an agreement, which takes at least one other.
    fn is_agreed(&self, claim: &Claim<'_>) -> bool {
        let newest = claim.cell.newest_word();
        newest.kind == ActKind::Conclude && self.seen.entry(&newest.at).is_some_and(|it| it.actors.len() > 1)
    }

    fn runs(&self, key: Key<'a>) -> Option<&'a Behind> {
        let agreed = self.by_owner(key).find(|it| it.cell.stance == Stance::For && self.is_agreed(it))?;
        let truce = self.seen.measure(key.1).is_some_and(|it| it.mutual && it.group == "ceasefire");
        truce.then(|| agreed.cell.newest_word())
    }

    /// Whether what its owner offers has been refused by the one to whom it is offered: where nobody is named, by a party.
    fn turned_down(&self, key: Key<'a>, terms: &[Param]) -> bool {
        let (seen, (actor, measure)) = (self.seen, key);
        let offers = self.by_owner(key).flat_map(|it| &it.words).filter_map(|it| seen.entry(&it.at));
        let to: BTreeSet<&ActorId> = offers.flat_map(|it| &it.addressees).filter(|it| *it != actor).collect();
        let is_meant = |it: &ActorId| match to.is_empty() {
            true => seen.n_parties() == 0 || seen.has_role(it, Role::Party),
            false => to.contains(it),
        };
        let no = |it: &&Cell| it.actor != *actor && it.stance == Stance::Against && is_meant(&it.actor);
        seen.own_on(measure).filter(no).any(|it| figure(&it.params) == figure(terms))
    }

    /// Whether a step that is nothing by halves (a meeting, a text) is for somebody else to decide: who holds it back, or refuses it.
    fn is_with_others(&self, (actor, measure): Key<'a>) -> bool {
        let seen = self.seen;
        let by_halves = seen.measure(measure).is_none_or(|it| !it.mutual || it.group == "ceasefire");
        let holds_back = |it: &Wait| it.what.actor.as_ref().is_some_and(|by| by != actor && !seen.is_not_its_own(by, measure));
        let refuses = |it: &Cell| {
            let other = it.actor != *actor && seen.has_role(&it.actor, Role::Party);
            other && it.stance == Stance::Against && !seen.is_outlived(it)
        };
        !by_halves && (seen.held_back_on(measure).any(holds_back) || seen.own_on(measure).any(refuses))
    }

    /// Why it is an option, or why it is none.
    fn ground(&self, key: Key<'a>, config: &Config) -> Result<Ground, Left> {
        let (actor, measure) = key;
        let seen = self.seen;
        if config.include.iter().any(|(by, it)| by == actor && it == measure) {
            return Ok(Ground::Wanted);
        }
        if seen.is_bystander(actor) {
            return Err(Left::OnePerson);
        }
        let mutual = seen.is_mutual(measure);
        // Who offers what takes both sides only waits for the other.
        let real = |it: &&Wait| !(mutual && it.awaited.measure.as_ref() == Some(measure));
        if self.holds_back(key).any(|it| real(&it)) {
            return Ok(Ground::HeldBack);
        }
        if self.awaits(key).next().is_some() {
            return Ok(Ground::Awaited);
        }
        if self.holds_back(key).next().is_some() {
            return Err(Left::OtherSide);
        }
        if self.threats(key).next().is_some() {
            return Ok(Ground::Threatened);
        }
        if self.under_threat(key).next().is_some() {
            return Ok(Ground::UnderThreat);
        }
        let own: Vec<&Claim<'_>> = self.by_owner(key).collect();
        let of_own_move = |it: &&&Claim<'_>| it.owner == Some(actor);
        let refused = |it: &&Claim<'_>| it.cell.stance == Stance::Against && !seen.is_outlived(it.cell);
        if own.iter().filter(of_own_move).any(refused) {
            return Ok(Ground::Refused);
        }
        if self.keeps(key).is_some() {
            return Ok(Ground::Running);
        }
        let yes: Vec<&&Claim<'_>> = own.iter().filter(|it| it.cell.stance == Stance::For).collect();
        let agreed = |it: &&&Claim<'_>| self.is_agreed(it);
        let outlived = own.iter().any(|it| seen.is_outlived(it.cell));
        if self.done(key).is_some() || yes.iter().any(agreed) {
            return Err(Left::Settled);
        }
        if outlived {
            return Err(Left::Outlived);
        }
        if !yes.is_empty() && self.is_with_others(key) {
            return Err(Left::OtherSide);
        }
        // A promise stands beside whatever else its owner says for the same, before or after it.
        let promise = |it: &Claim<'a>| {
            let promises = it.words.iter().copied().filter(|it| it.kind == ActKind::Commit && it.part == Part::Says);
            promises.max_by_key(|it| seen.at(&it.at)).filter(|_| it.owner == Some(actor))
        };
        let speak = others_speak(seen, actor, measure);
        let firm = |it: &&Behind| matches!(it.force, Some(Force::Strength(Strength::Will | Strength::Bound)));
        if yes.iter().any(|it| promise(it).as_ref().is_some_and(firm)) {
            return if speak { Ok(Ground::Promised) } else { Err(Left::Alone) };
        }
        let offers = |it: &&Claim<'_>| {
            it.cell.stance == Stance::For
                && !seen.has_role(it.by, Role::Mediator)
                && it
                    .words
                    .iter()
                    .any(|it| matches!(it.kind, ActKind::Commit | ActKind::Accept | ActKind::Propose) && it.part == Part::Says)
        };
        if mutual {
            let sides: BTreeSet<&ActorId> = self.on(measure).filter(offers).map(|it| it.by).collect();
            if sides.len() > 1 && sides.contains(actor) {
                return Ok(Ground::Shared);
            }
        }
        if let Some(it) = yes.iter().find(|it| promise(it).is_some()) {
            return match () {
                () if self.turned_down(key, &it.cell.params) => Err(Left::TurnedDown),
                () if speak => Ok(Ground::Ready),
                () => Err(Left::Alone),
            };
        }
        let asked: Vec<&Claim<'_>> = self.by_others(key).filter(|it| it.cell.stance != Stance::Against).collect();
        let said = |stance: Stance| seen.own_of(actor, measure).iter().any(|it| it.stance == stance);
        let (said_yes, met) = (said(Stance::For), said(Stance::Conditional));
        let wants_so = mutual && seen.is_for_akin(actor, measure);
        match () {
            () if said_yes && !asked.is_empty() => Err(Left::Accepted),
            () if wants_so && !asked.is_empty() => Err(Left::OtherSide),
            () if met => Err(Left::Met),
            () if !asked.is_empty() => {
                let aside = [Role::Mediator, Role::Host, Role::Third, Role::Guarantor, Role::Monitor];
                let by_party = asked.iter().any(|it| !aside.iter().any(|role| seen.has_role(it.by, *role)));
                Ok(if by_party { Ground::Asked } else { Ground::Suggested })
            }
            () if own.iter().any(|it| is_own_call(seen, it)) => Ok(Ground::OwnCall),
            () if said_yes && yes.iter().any(|it| it.cell.newest_word().kind == ActKind::Accept) => Err(Left::Accepted),
            () => Err(Left::Alone),
        }
    }

    fn a_move(&self, key: Key<'a>, ground: Ground, words: Vec<Cited>) -> Move<'a> {
        let (owner, measure) = key;
        let mut speakers: BTreeSet<&ActorId> = BTreeSet::new();
        speakers.extend(self.by_owner(key).map(|it| it.by));
        speakers.extend(self.by_others(key).map(|it| it.by));
        speakers.extend(self.on(measure).filter(|it| it.owner.is_none()).map(|it| it.by));
        let done = self.done(key).map(|(_, it)| of_entry(it)).or_else(|| self.runs(key).map(Cited::of));
        Move {
            owner,
            measure,
            params: self.params(key),
            figure: None,
            ground,
            n_speakers: speakers.len(),
            first: words.iter().map(|it| self.seen.at(&it.at)).min().unwrap_or(usize::MAX),
            today: done.is_some(),
            done,
            put_to_others: self.by_owner(key).next().is_none()
                && self.by_others(key).any(|it| it.put_to_others)
                && self.by_others(key).all(|it| it.put_to_others),
            words,
        }
    }

    /// The terms of a move: those on which its owner speaks of it, else those on which it is asked for, where all name the same ones.
    fn params(&self, key: Key<'a>) -> Vec<Param> {
        let held = self.holds_back(key).map(Wait::params).find(|it| !it.is_empty());
        held.unwrap_or_default()
    }

    /// The move on each figure on which the record knows it, where it is refused, offered and asked for on different ones.
    fn variants(&self, it: Move<'a>) -> Vec<Move<'a>> {
        let key = (it.owner, it.measure);
        let own = self.by_owner(key).filter(|claim| claim.owner == Some(it.owner));
        let refused: Vec<Figure> = own.filter(|it| it.cell.stance == Stance::Against).filter_map(|it| figure(&it.cell.params)).collect();
        let held: Vec<(Figure, Vec<Param>)> = self.holds_back(key).filter_map(|it| Some((figure(&it.params())?, it.params()))).collect();
        let of_others: Vec<(Figure, Vec<Param>)> = self
            .by_others(key)
            .filter(|it| it.cell.stance != Stance::Against)
            .filter_map(|it| Some((figure(&it.cell.params)?, it.cell.params.to_vec())))
            .collect();
        // What another waits for is named in the words of its condition.
        let awaited = self.awaits(key).filter_map(|wait| {
            let least = number(wait.words())?;
            of_others.iter().find(|(it, _)| it.least == least).cloned()
        });
        let mut all: BTreeMap<Figure, Vec<Param>> = BTreeMap::new();
        let awaited: Vec<_> = awaited.collect();
        for (figure, params) in held.iter().chain(&awaited).chain(&of_others) {
            all.entry(figure.clone()).or_insert_with(|| params.clone());
        }
        let differ = all.keys().any(|a| all.keys().chain(&refused).any(|b| a.name == b.name && a.least != b.least));
        let contested = all.keys().any(|a| refused.iter().any(|b| a.name == b.name)) || !held.is_empty();
        if !(differ && contested) {
            return vec![it];
        }
        // Two figures of one kind at most: the least that is offered and the most that is asked for.
        let Some(name) = all.keys().map(|it| it.name.clone()).next() else { return vec![it] };
        let of_kind: Vec<(&Figure, &Vec<Param>)> = all.iter().filter(|(it, _)| it.name == name).collect();
        let ends: Vec<(&Figure, &Vec<Param>)> = match of_kind.as_slice() {
            [] => return vec![it],
            [one] => vec![*one],
            [first, .., last] => vec![*first, *last],
        };
        ends.into_iter()
            .map(|(figure, params)| Move {
                owner: it.owner,
                measure: it.measure,
                params: params.iter().filter(|it| it.name == figure.name).cloned().collect(),
                figure: Some(figure.clone()),
                ground: it.ground,
                words: it.words.clone(),
                n_speakers: it.n_speakers,
                first: it.first,
                today: it.today,
                done: it.done.clone(),
                put_to_others: it.put_to_others,
            })
            .collect()
    }
}

/// Joins moves that are one, of moves of one owner: a measure and what undoes it, a truce and a truce of thirty days.
fn join<'a>(seen: &Seen<'a>, moves: &mut Vec<Move<'a>>) {
    // What is done already is told by what would undo it, where the list names that.
    for i in 0..moves.len() {
        let is_move_made = moves[i].today && moves[i].ground != Ground::Threatened && moves[i].ground != Ground::Running;
        let opposite = seen.measure(moves[i].measure).and_then(|it| it.opposite.as_ref());
        if let (true, Some(other)) = (is_move_made, opposite)
            && !moves.iter().any(|it| it.measure == other)
        {
            let it = &mut moves[i];
            it.measure = other;
            it.today = false;
            it.params.clear();
            if let Some((_, entry)) = seen.deed(it.owner, other) {
                add(&mut it.words, [of_entry(entry)], seen);
            }
        }
    }
    let mut i = 0;
    while i < moves.len() {
        let mut j = i + 1;
        while j < moves.len() {
            let (a, b) = (&moves[i], &moves[j]);
            let truces = [a.measure, b.measure].iter().all(|it| seen.measure(it).is_some_and(|it| it.group == "ceasefire"));
            let kin = truces && seen.akin(a.measure, b.measure);
            let weak = |it: &Move<'_>| it.ground >= Ground::Asked;
            // Who asks for talks has not said that none be broken off.
            let talks = a.measure.0 == TALKS || b.measure.0 == TALKS;
            let undoes = !talks
                && ((weak(b) && seen.is_end_of(a.owner, a.measure, b.measure))
                    || (weak(a) && seen.is_end_of(b.owner, b.measure, a.measure)));
            // A truce that was prolonged is one truce.
            let runs = truces && a.ground == Ground::Running && b.ground == Ground::Running;
            if kin || undoes || runs {
                let begun = |it: &Move<'_>| it.done.as_ref().map(|it| seen.at(&it.at));
                let keep_first = match () {
                    () if runs => begun(a) >= begun(b),
                    () if a.ground == b.ground => seen.is_kind_of(b.measure, a.measure),
                    () => a.ground < b.ground,
                };
                let gone = moves.remove(if keep_first { j } else { i });
                let at = if keep_first { i } else { j - 1 };
                let kept = &mut moves[at];
                kept.first = kept.first.min(gone.first);
                kept.n_speakers = kept.n_speakers.max(gone.n_speakers);
                kept.put_to_others &= gone.put_to_others;
                add(&mut kept.words, gone.words, seen);
                // The one that was kept may stand where the other stood; begin anew with it.
                j = i + 1;
                continue;
            }
            j += 1;
        }
        i += 1;
    }
}

/// What only others tell, or people without a name.
fn told(seen: &Seen<'_>, left: &mut Vec<LeftOut>) {
    for cell in seen.sheet.cells.iter().filter(|it| it.said != Said::Own || it.stance == Stance::Contested) {
        if !seen.own_of(&cell.actor, &cell.measure).iter().any(|it| it.stance == cell.stance) {
            let words = cell.acts().iter().map(Cited::of).collect();
            left.extend(left_out(Some(&cell.actor), &cell.measure, &cell.params, Left::Told, words));
        }
    }
}
