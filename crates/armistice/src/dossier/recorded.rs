//! A dossier as the table takes it: the acts as they stand, each actor by one id in all documents, copies and accounts of one event told.
//! Takes no position from them.
use super::add::titled;
use super::correct::SAID;
use super::{ActKey, ActorKey, DocumentKey, DocumentKind, Dossier, EntryKey, Error, Held, Leave, Part, Process, State};
use crate::tables::{ActRef, EventId, Mark, Record, Report};
use evidence::{Act, ActId, Actor, ActorId, ActorKind, DocumentId, Matter, Param, Reading, Role, When};
use jiff::civil;
use reader::slug;
use record::identity::{Actors, Named};
use record::view;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use store::{Label, RowOfAct, Store};

/// A source's reading, which of its acts a person stands by, and which event each tells.
type Made = (Reading, BTreeMap<ActId, Mark>, BTreeMap<ActId, EventId>);

/// The record of a dossier, and what its ids are in the dossier.
///
/// ```
/// use armistice::Input;
/// use armistice::dossier::{Dossier, Keep, Person};
/// use armistice::tables::{View, sheet};
/// let folder = tempfile::tempdir().unwrap();
/// let me = Person { name: "Anneke Lind".to_owned(), at: "2031-03-14T09:00:00Z".parse().unwrap() };
/// let mut dossier = Dossier::create(&folder.path().join("tessel.dossier"), None, &me).unwrap();
/// let report = "NORDHAVEN, 12 March 2031 - Sudria's government said on Monday that it rejected the ceasefire.";
/// dossier.add([Input::bytes("note.txt", report.into())], &Keep::default(), &me, |_| {}).unwrap();
/// let recorded = dossier.recorded(None, None).unwrap();
/// let table = sheet(&recorded.record, View::default(), dossier.process().measures());
/// let act = &table.cells[0].newest().at;
/// assert_eq!((act.to_string(), recorded.items[act].to_string()), ("note#a1".to_owned(), "a1".to_owned()));
/// ```
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Recorded {
    /// The acts, those that a person rejected left out.
    pub record: Record,
    /// The number of each act.
    pub items: BTreeMap<ActRef, ActKey>,
    /// The numbers of each actor: several where sources without a name are called the same.
    pub actors: BTreeMap<ActorId, Vec<ActorKey>>,
    /// How many documents it is made from.
    pub n_documents: usize,
    /// Documents that may not leave, where that was asked, with the reason; nothing of them is in the record.
    pub held: Vec<Held>,
}

impl Dossier {
    /// The record of all that was in the dossier at the end of a day (UTC) by its log, or is now. With `leaving`, without the documents that
    /// may not leave it on that day. Actors have the ids that their names make, so that the order in which documents came in is of no weight.
    pub fn recorded(&self, as_of: Option<civil::Date>, leaving: Option<(&Leave, civil::Date)>) -> Result<Recorded, Error> {
        self.recorded_with(as_of, leaving, &|_, _| ())
    }

    /// The same; `step` is told, from any thread, how many of how many documents have been gone through.
    pub fn recorded_with(
        &self,
        as_of: Option<civil::Date>,
        leaving: Option<(&Leave, civil::Date)>,
        step: &(dyn Fn(usize, usize) + Sync),
    ) -> Result<Recorded, Error> {
        // Opened before this one is at rest, and at the same entry or not asked.
        let others = others(&self.store)?;
        self.store.at_rest(|| self.recorded_at_rest(others, as_of, leaving, step))
    }

    fn recorded_at_rest(
        &self,
        others: Vec<Store>,
        as_of: Option<civil::Date>,
        leaving: Option<(&Leave, civil::Date)>,
        step: &(dyn Fn(usize, usize) + Sync),
    ) -> Result<Recorded, Error> {
        let at = as_of.map(|day| self.store.entry_at(day)).transpose()?;
        let held = match leaving {
            Some((leave, today)) => self.may_leave(leave, today)?.1,
            None => Vec::new(),
        };
        let stays: BTreeSet<DocumentKey> = held.iter().map(|(document, _)| document.key).collect();
        let mut documents = self.store.documents(at, DocumentKey(0), usize::MAX >> 1)?;
        documents.retain(|it| !stays.contains(&it.key));
        let tellers: HashMap<DocumentKey, Actor> = documents.iter().filter_map(|it| Some((it.key, teller(it)?))).collect();
        let documents: Vec<(DocumentKey, Option<DocumentKey>)> =
            documents.into_iter().map(|it| (it.key, it.copy_of.map(|(of, _)| of))).collect();
        let sources = sources(&self.store, others, &documents, at, step)?;
        let given = super::learnt_of_process(&self.store, self.process())?;
        let who = Who::of(&sources, self.store.merged(at)?, self.store.labels(at)?, given, self.process());
        let first_of_copies = copies(&sources);
        let mut recorded = Recorded { n_documents: sources.len(), held, ..Recorded::default() };
        let made: Vec<Made> = sources
            .iter()
            .map(|source| {
                let (mut marks, mut events) = (BTreeMap::new(), BTreeMap::new());
                let mut acts = Vec::new();
                for row in source.rows.iter().filter(|row| row.act.state.stands()) {
                    let id = source.names.get(&row.act.key).cloned().unwrap_or_else(|| ActId(row.act.key.to_string()));
                    if row.act.state.by_person() {
                        marks.insert(id.clone(), Mark::Confirmed);
                    }
                    if let Some(link) = &row.act.event {
                        events.insert(id.clone(), EventId(link.first.to_string().replacen('a', "e", 1)));
                    }
                    let name = ActRef { document: source.document.about.id.clone(), act: id.clone() };
                    recorded.items.insert(name, row.act.key);
                    let mut act = act(source, row, id, &who);
                    if let Some(teller) = tellers.get(&source.key) {
                        act.told_by.insert(0, teller.id.clone());
                    }
                    acts.push(act);
                }
                let mut actors = cast(source, &who);
                for actor in &actors {
                    recorded.actors.entry(actor.id.clone()).or_default();
                }
                actors.extend(tellers.get(&source.key).cloned());
                (Reading { actors, attributions: Vec::new(), acts }, marks, events)
            })
            .collect();
        for (key, id) in who.numbers() {
            if let Some(keys) = recorded.actors.get_mut(id) {
                keys.push(key);
            }
        }
        let reports = sources.iter().zip(&made).map(|(source, (reading, marks, events))| Report {
            document: &source.document,
            reading,
            copy_of: first_of_copies.get(&source.key).cloned(),
            marks: marks.clone(),
            events: events.clone(),
        });
        recorded.record = Record::new(reports);
        Ok(recorded)
    }
}

/// Who tells what a person's own note has: its words are no source's, and what they say of a party is no word of that party, even where
/// that person speaks for it elsewhere. So whoever wrote it is another in it than in the documents, and named so.
fn teller(document: &view::Document) -> Option<Actor> {
    let author = (document.kind == DocumentKind::Note).then(|| document.author.as_deref().unwrap_or("the user"))?;
    Some(Actor {
        id: ActorId(format!("note-of-{}", slug(author))),
        name: format!("a note of {author}"),
        kind: ActorKind::Person,
        part_of: None,
        roles: Vec::new(),
        mentions: Vec::new(),
        pronouns: Vec::new(),
    })
}

/// So many documents are gone through by one thread at a time.
const AT_A_TIME: usize = 32;
/// So many threads go through documents at most: beyond that they wait for the file.
const THREADS: usize = 8;

/// The dossier opened again for each further thread that the machine can run.
fn others(store: &Store) -> Result<Vec<Store>, Error> {
    let [reports, notes, ..] = store.counts(None)?;
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get).min(THREADS);
    let threads = threads.min((reports + notes) / (4 * AT_A_TIME));
    let mut others = Vec::new();
    for _ in 1..threads {
        others.extend(store.again()?);
    }
    Ok(others)
}

/// All that is kept of these documents, in their order.
fn sources(
    store: &Store,
    others: Vec<Store>,
    documents: &[(DocumentKey, Option<DocumentKey>)],
    at: Option<EntryKey>,
    step: &(dyn Fn(usize, usize) + Sync),
) -> Result<Vec<Source>, Error> {
    let head = |it: &Store| it.log(None, 1).map(|log| log.first().map(|it| it.key));
    let (here, next) = (head(store)?, AtomicUsize::new(0));
    let go_through = |store: &Store| -> Result<Vec<(usize, Vec<Source>)>, Error> {
        let merged = store.merged(at)?;
        let mut done = Vec::new();
        loop {
            let first = next.fetch_add(AT_A_TIME, Ordering::Relaxed);
            let Some(some) = documents.get(first..documents.len().min(first + AT_A_TIME)).filter(|it| !it.is_empty()) else {
                return Ok(done);
            };
            let read = some.iter().map(|(key, copy_of)| source(store, *key, *copy_of, at, &merged));
            done.push((first, read.collect::<Result<_, _>>()?));
            step(first + some.len(), documents.len());
        }
    };
    let (go_through, head) = (&go_through, &head);
    let all = std::thread::scope(|threads| {
        let others: Vec<_> = others
            .into_iter()
            .map(|other| threads.spawn(move || other.at_rest(|| if head(&other)? == here { go_through(&other) } else { Ok(Vec::new()) })))
            .collect();
        let mine = go_through(store);
        // A thread that panics is a fault of ours, and goes on here.
        let theirs = others.into_iter().map(|it| it.join().unwrap_or_else(|fault| std::panic::resume_unwind(fault)));
        std::iter::once(mine).chain(theirs).collect::<Result<Vec<_>, _>>()
    })?;
    let mut all: Vec<(usize, Vec<Source>)> = all.into_iter().flatten().collect();
    all.sort_by_key(|it| it.0);
    Ok(all.into_iter().flat_map(|it| it.1).collect())
}

fn source(
    store: &Store,
    key: DocumentKey,
    copy_of: Option<DocumentKey>,
    at: Option<EntryKey>,
    merged: &HashMap<ActorKey, ActorKey>,
) -> Result<Source, Error> {
    let rows = store.bare_acts_of(key, at, merged)?;
    let mut casts = BTreeMap::new();
    let newest = store.reading_at(key, at)?;
    let mut order: Vec<i64> = newest.iter().map(|(id, _)| *id).collect();
    if let Some((id, reading)) = newest {
        casts.insert(id, cast_of(store, id, reading, at)?);
    }
    // What a person said of an act stands with the reading in which it was found.
    for id in rows.iter().filter_map(|row| row.reading) {
        if let std::collections::btree_map::Entry::Vacant(free) = casts.entry(id)
            && let Some(reading) = store.reading(id)?
        {
            free.insert(cast_of(store, id, reading, at)?);
            order.push(id);
        }
    }
    let names = act_names(store, key)?;
    Ok(Source { key, copy_of, document: store.bare_evidence(key)?, rows, casts, order, names })
}

fn cast_of(store: &Store, id: i64, reading: Reading, at: Option<EntryKey>) -> Result<Cast, Error> {
    let mut cast = Cast { reading, who: HashMap::new(), titles: HashMap::new(), told: HashSet::new() };
    for it in store.appearances_at(id, at)? {
        let local = ActorId(it.local);
        if it.reason == SAID {
            cast.told.insert(local.clone());
        }
        cast.titles.extend(it.title.map(|title| (local.clone(), title)));
        cast.who.insert(local, it.actor);
    }
    Ok(cast)
}

/// What the acts of a document are called outside the dossier: by the names that they came in with.
pub(super) fn act_names(store: &Store, document: DocumentKey) -> Result<HashMap<ActKey, ActId>, Error> {
    let (mut names, mut taken) = (HashMap::new(), BTreeSet::new());
    for (act, name) in store.first_names(document)? {
        // An act found in a later reading, or added, may have come in with a name that is taken.
        let name = if taken.contains(&name) { format!("{name}-{}", act.0) } else { name };
        taken.insert(name.clone());
        names.insert(act, ActId(name));
    }
    Ok(names)
}

/// A document with all that is kept of it.
struct Source {
    key: DocumentKey,
    copy_of: Option<DocumentKey>,
    document: evidence::Document,
    rows: Vec<RowOfAct>,
    casts: BTreeMap<i64, Cast>,
    /// The readings, the newest first, then those that only a person's word holds.
    order: Vec<i64>,
    names: HashMap<ActKey, ActId>,
}

impl Source {
    /// The actors of its readings with their numbers, the newest reading first.
    fn actors(&self) -> impl Iterator<Item = (&Actor, ActorKey, &Cast)> {
        let casts = self.order.iter().filter_map(|id| self.casts.get(id));
        casts.flat_map(|cast| cast.reading.actors.iter().filter_map(move |it| Some((it, *cast.who.get(&it.id)?, cast))))
    }

    /// When it is put before others: by its day, then by its name.
    fn order(&self) -> (Option<civil::Date>, &DocumentId) {
        let published = self.document.about.published.as_ref();
        (Some(published.and_then(|it| it.date.first_day()).unwrap_or(civil::Date::MAX)), &self.document.about.id)
    }
}

/// A reading, and who its actors are.
struct Cast {
    reading: Reading,
    who: HashMap<ActorId, ActorKey>,
    /// The titles of those that have one there.
    titles: HashMap<ActorId, String>,
    /// Those of whom a person has said who they are.
    told: HashSet<ActorId>,
}

/// Of texts that are copies of each other the earliest counts, whichever came in first.
fn copies(sources: &[Source]) -> BTreeMap<DocumentKey, DocumentId> {
    let mut groups: BTreeMap<DocumentKey, Vec<&Source>> = BTreeMap::new();
    for source in sources {
        groups.entry(source.copy_of.unwrap_or(source.key)).or_default().push(source);
    }
    let mut out = BTreeMap::new();
    for group in groups.values().filter(|it| it.len() > 1) {
        let Some(first) = group.iter().min_by_key(|it| it.order()) else { continue };
        let others = group.iter().filter(|it| it.key != first.key);
        out.extend(others.map(|it| (it.key, first.document.about.id.clone())));
    }
    out
}

/// Everybody in the dossier, by one id.
struct Who<'a> {
    merged: HashMap<ActorKey, ActorKey>,
    labels: HashMap<ActorKey, Label>,
    process: &'a Process,
    /// Who a person of a document is by all documents, whatever the order in which they came in.
    people: HashMap<(DocumentKey, ActorKey), ActorKey>,
    /// The same where the document does not name them.
    elsewhere: HashMap<ActorKey, ActorKey>,
    names: HashMap<ActorKey, String>,
    ids: BTreeMap<ActorKey, ActorId>,
    /// Whom somebody speaks for by the documents, where all that say so agree.
    wholes: HashMap<ActorKey, ActorKey>,
}

impl<'a> Who<'a> {
    fn of(
        sources: &[Source],
        merged: HashMap<ActorKey, ActorKey>,
        labels: HashMap<ActorKey, Label>,
        given: Actors,
        process: &'a Process,
    ) -> Self {
        let mut who = Self {
            merged,
            labels,
            process,
            people: HashMap::new(),
            elsewhere: HashMap::new(),
            names: HashMap::new(),
            ids: BTreeMap::new(),
            wholes: HashMap::new(),
        };
        let mut sources: Vec<&Source> = sources.iter().collect();
        sources.sort_by_key(|it| it.order());
        who.recognise(&sources, given);
        // In the order in which somebody is named first.
        let mut first_seen: BTreeMap<ActorKey, usize> = BTreeMap::new();
        let mut fullest: HashMap<ActorKey, &str> = HashMap::new();
        let mut wholes: HashMap<ActorKey, BTreeSet<ActorKey>> = HashMap::new();
        for source in sources {
            let mut meet = |key: ActorKey| {
                let next = first_seen.len();
                first_seen.entry(key).or_insert(next);
            };
            for (actor, key, cast) in source.actors() {
                let root = who.root_in(source.key, key);
                meet(root);
                let best = fullest.entry(root).or_default();
                if (actor.name.chars().count(), actor.name.as_str()) > (best.chars().count(), *best) {
                    *best = &actor.name;
                }
                let whole = actor.part_of.as_ref().and_then(|id| cast.who.get(id));
                if let (ActorKind::Person | ActorKind::Unnamed, Some(whole)) = (actor.kind, whole) {
                    wholes.entry(root).or_default().insert(who.root_in(source.key, *whole));
                }
            }
            for taking in source.rows.iter().flat_map(|row| &row.act.who) {
                meet(who.root_in(source.key, taking.actor));
            }
        }
        who.wholes = wholes.into_iter().filter_map(|(key, all)| Some((key, *all.iter().next().filter(|_| all.len() == 1)?))).collect();
        for key in first_seen.keys() {
            let label = who.labels.get(key);
            let given = label.filter(|it| it.given || who.is_in_process(&it.name)).map(|it| it.name.as_str());
            let name = given.or_else(|| fullest.get(key).copied()).or(label.map(|it| it.name.as_str())).unwrap_or_default();
            who.names.insert(*key, name.to_owned());
        }
        who.name_all(&first_seen);
        who
    }

    /// Says who the people of the documents are, the earliest document first. As documents come in each of them is recognised by what is known
    /// till then, so that "Minister Lind" may be one who is only later seen to be two; here all are recognised again, in an order that is not
    /// that of adding. What a person has said of somebody stays.
    fn recognise(&mut self, sources: &[&Source], mut actors: Actors) {
        let mut taken: HashSet<ActorKey> = HashSet::new();
        for source in sources {
            let is_person = |it: &Actor| it.kind == ActorKind::Person;
            let people: Vec<(&Actor, ActorKey, &Cast)> = source.actors().filter(|it| is_person(it.0)).collect();
            // Whoever somebody speaks for is recognised first.
            let speaks_for_one =
                |it: &(&Actor, ActorKey, &Cast)| it.0.part_of.as_ref().and_then(|id| it.2.reading.actor(id)).is_some_and(is_person);
            let (later, first): (Vec<_>, Vec<_>) = people.into_iter().partition(speaks_for_one);
            for (actor, key, cast) in first.into_iter().chain(later) {
                if self.people.contains_key(&(source.key, key)) {
                    continue;
                }
                let whole = actor.part_of.as_ref().and_then(|id| cast.who.get(id)).map(|it| self.root_in(source.key, *it));
                let name = titled(&actor.name, cast.titles.get(&actor.id).map(String::as_str));
                let root = self.merged_into(key);
                let parted = cast.told.contains(&actor.id) || self.is_named_by_person(root);
                let one = if parted || self.is_merged(root) {
                    root
                } else {
                    let named = Named { name: name.clone(), also: Vec::new(), kind: ActorKind::Person, part_of: whole };
                    let found = actors.recognise(&named).actor;
                    // Somebody new has the number that the dossier gave, unless another has it.
                    found.unwrap_or_else(|| if taken.contains(&root) || actors.knows(root) { unused(&taken) } else { root })
                };
                taken.insert(one);
                // Whom a person took out of what is called so draws nobody else after it.
                if !parted {
                    actors.learn(one, &name, ActorKind::Person, whole);
                }
                self.people.insert((source.key, key), one);
                self.elsewhere.entry(root).or_insert(one);
            }
        }
    }

    /// Whether a person, and not the process file, gave it its name.
    fn is_named_by_person(&self, key: ActorKey) -> bool {
        self.labels.get(&key).is_some_and(|it| it.given && !self.is_in_process(&it.name))
    }

    /// Whether a person made it one with another.
    fn is_merged(&self, root: ActorKey) -> bool {
        self.merged.values().any(|it| *it == root)
    }

    /// Gives everybody an id: that of the name; with a number where two are called the same, the first seen without one.
    fn name_all(&mut self, first_seen: &BTreeMap<ActorKey, usize>) {
        let unnamed = |key: &ActorKey| self.labels.get(key).is_some_and(|it| it.kind == ActorKind::Unnamed);
        let slug_of = |key: &ActorKey| slug(self.names.get(key).map_or("", String::as_str));
        let mut named: Vec<(String, usize, ActorKey)> =
            first_seen.iter().filter(|(key, _)| !unnamed(key)).map(|(key, seen)| (slug_of(key), *seen, *key)).collect();
        named.sort();
        let mut taken: BTreeMap<String, Option<ActorId>> = BTreeMap::new();
        let mut ids = BTreeMap::new();
        for (slug, _, key) in named {
            let id = free(&slug, &taken);
            taken.insert(id.clone(), None);
            ids.insert(key, ActorId(id));
        }
        // Sources without a name that are called the same and speak for the same are one voice, as in the reading of one document.
        let side = |key: &ActorKey| self.whole_of_unnamed(*key).and_then(|whole| ids.get(&whole).cloned());
        let mut voices: Vec<(String, Option<ActorId>, usize, ActorKey)> =
            first_seen.iter().filter(|(key, _)| unnamed(key)).map(|(key, seen)| (slug_of(key), side(key), *seen, *key)).collect();
        voices.sort();
        let mut last: Option<(String, Option<ActorId>, String)> = None;
        let mut voiced = Vec::new();
        for (slug, side, _, key) in voices {
            let id = match &last {
                Some((of, by, id)) if *of == slug && *by == side => id.clone(),
                _ => free(&slug, &taken),
            };
            taken.insert(id.clone(), side.clone());
            voiced.push((key, ActorId(id.clone())));
            last = Some((slug, side, id));
        }
        ids.extend(voiced);
        self.ids = ids;
    }

    /// The numbers of the dossier with the ids that they have in its documents.
    fn numbers(&self) -> BTreeSet<(ActorKey, &ActorId)> {
        let of_people = self.people.iter().map(|((_, key), one)| (self.merged_into(*key), one));
        let roots: HashSet<ActorKey> = of_people.clone().map(|(key, _)| key).collect();
        let others = self.ids.keys().filter(|it| it.0 > 0 && !roots.contains(*it)).map(|it| (*it, it));
        of_people.chain(others).filter_map(|(key, one)| Some((key, self.ids.get(one)?))).collect()
    }

    fn whole_of_unnamed(&self, key: ActorKey) -> Option<ActorKey> {
        self.wholes.get(&key).copied()
    }

    fn merged_into(&self, key: ActorKey) -> ActorKey {
        self.merged.get(&key).copied().unwrap_or(key)
    }

    /// Who somebody is, wherever named.
    fn root(&self, key: ActorKey) -> ActorKey {
        let root = self.merged_into(key);
        self.elsewhere.get(&root).copied().unwrap_or(root)
    }

    /// Who somebody is in a document.
    fn root_in(&self, document: DocumentKey, key: ActorKey) -> ActorKey {
        self.people.get(&(document, key)).copied().unwrap_or_else(|| self.root(key))
    }

    /// The id of who somebody is in a document.
    fn id(&self, document: DocumentKey, key: ActorKey) -> ActorId {
        self.id_of(self.root_in(document, key))
    }

    fn id_of(&self, root: ActorKey) -> ActorId {
        self.ids.get(&root).cloned().unwrap_or_else(|| ActorId(root.to_string()))
    }

    fn name(&self, root: ActorKey) -> &str {
        self.names.get(&root).map_or("", String::as_str)
    }

    fn is_in_process(&self, name: &str) -> bool {
        let mut all = self.process.parties.iter().map(|it| &it.name).chain(self.process.people.iter().map(|it| &it.name));
        all.any(|it| it == name)
    }

    /// What it is: as a person or the process file says, else as the document has it. `key` is its number, `root` who it is.
    fn kind(&self, key: ActorKey, root: ActorKey, in_document: Option<ActorKind>) -> ActorKind {
        let label = self.labels.get(&root);
        let above = label.filter(|it| root != key || it.given || self.is_in_process(&it.name)).map(|it| it.kind);
        above.or(in_document).or(label.map(|it| it.kind)).unwrap_or(ActorKind::Group)
    }

    /// Whom it speaks for: as the process file says, else the document, else the other documents, where these agree.
    fn part_of(&self, root: ActorKey, in_document: Option<ActorKey>) -> Option<ActorId> {
        let name = self.name(root);
        let told = self.process.people.iter().find(|it| it.name == name).and_then(|it| it.part_of.as_deref());
        let told = told.and_then(|party| self.names.iter().filter(|(_, it)| *it == party).map(|(key, _)| *key).min());
        let whole = told.or(in_document).or_else(|| self.wholes.get(&root).copied())?;
        (whole != root).then(|| self.id_of(whole))
    }

    /// Its roles: that which the process file gives, and those that the document shows.
    fn roles(&self, root: ActorKey, in_document: &[Role]) -> Vec<Role> {
        let name = self.name(root);
        let given = self.process.parties.iter().find(|it| it.name == name).and_then(|it| it.role);
        given.into_iter().chain(in_document.iter().copied().filter(|it| Some(*it) != given)).collect()
    }
}

/// A number that nobody in the dossier has.
fn unused(taken: &HashSet<ActorKey>) -> ActorKey {
    let lowest = taken.iter().map(|it| it.0).min().unwrap_or(0);
    ActorKey(lowest.min(0) - 1)
}

/// The id of a name, with the first number that makes it new.
fn free<T>(slug: &str, taken: &BTreeMap<String, T>) -> String {
    if !taken.contains_key(slug) {
        return slug.to_owned();
    }
    let mut number = 2;
    while taken.contains_key(&format!("{slug}-{number}")) {
        number += 1;
    }
    format!("{slug}-{number}")
}

/// Who is in a document, each once.
fn cast(source: &Source, who: &Who<'_>) -> Vec<Actor> {
    let mut out: BTreeMap<ActorId, Actor> = BTreeMap::new();
    let one = |key: ActorKey, local: Option<&Actor>, whole: Option<ActorKey>| {
        let root = who.root_in(source.key, key);
        Actor {
            id: who.id_of(root),
            name: who.name(root).to_owned(),
            kind: who.kind(key, root, local.map(|it| it.kind)),
            part_of: who.part_of(root, whole.map(|it| who.root_in(source.key, it))),
            roles: who.roles(root, local.map_or(&[][..], |it| &it.roles)),
            mentions: Vec::new(),
            pronouns: Vec::new(),
        }
    };
    for (actor, key, cast) in source.actors() {
        let whole = actor.part_of.as_ref().and_then(|id| cast.who.get(id)).copied();
        let new = one(key, Some(actor), whole);
        match out.entry(new.id.clone()) {
            std::collections::btree_map::Entry::Vacant(free) => drop(free.insert(new)),
            std::collections::btree_map::Entry::Occupied(mut there) => {
                let there = there.get_mut();
                there.part_of = there.part_of.take().or(new.part_of);
                there.roles.extend(new.roles);
            }
        }
    }
    // Whom a person named, though the document does not.
    for taking in source.rows.iter().flat_map(|row| &row.act.who) {
        out.entry(who.id(source.key, taking.actor)).or_insert_with(|| one(taking.actor, None, None));
    }
    out.into_values().collect()
}

/// An act as it stands: as it was read, with what a person changed in it.
fn act(source: &Source, row: &RowOfAct, id: ActId, who: &Who<'_>) -> Act {
    let view = &row.act;
    let cast = row.reading.and_then(|id| source.casts.get(&id));
    let read = cast.and_then(|it| it.reading.acts.iter().find(|it| it.id.0 == view.name && view.state != State::Added));
    let local = |id: &ActorId| cast.and_then(|it| it.who.get(id)).map(|key| who.id(source.key, *key));
    // In the order of the text, which says who is nearest to whom, where they are those that were read.
    let taking = |part: Part, read: Option<&[ActorId]>| {
        let mut stands: Vec<ActorId> = Vec::new();
        for taking in view.taking(part) {
            let id = who.id(source.key, taking.actor);
            if !stands.contains(&id) {
                stands.push(id);
            }
        }
        let mut as_read: Vec<ActorId> = Vec::new();
        for id in read.unwrap_or_default().iter().filter_map(local) {
            if !as_read.contains(&id) {
                as_read.push(id);
            }
        }
        let same = as_read.len() == stands.len() && as_read.iter().all(|it| stands.contains(it));
        if !same {
            stands.sort();
        }
        if same { as_read } else { stands }
    };
    let measures = match read {
        Some(read) if same_measures(&read.measures, &view.measures) => read.measures.clone(),
        _ => view.measures.iter().map(|it| matter(it, &view.place)).collect(),
    };
    let when = match (read.and_then(|it| it.when.as_ref()), &view.when) {
        (Some(read), stands) if read.date() == stands.as_ref() => Some(read.clone()),
        (_, Some(date)) => Some(When::Resolved { words: view.place.clone(), date: date.clone() }),
        (_, None) => None,
    };
    Act {
        id,
        kind: view.kind,
        actor: taking(Part::Actor, read.map(|it| &it.actor[..])),
        speaker: taking(Part::Speaker, read.and_then(|it| it.speaker.as_ref()).map(std::slice::from_ref)).into_iter().next(),
        told_by: taking(Part::ToldBy, read.map(|it| &it.told_by[..])),
        addressee: taking(Part::Addressee, read.map(|it| &it.addressee[..])),
        target: taking(Part::Target, read.map(|it| &it.target[..])),
        measures,
        condition: read.and_then(|it| it.condition.clone()).map(|mut it| {
            it.actor = it.actor.as_ref().and_then(local);
            it
        }),
        strength: view.strength,
        status: view.status,
        negated: view.negated,
        when,
        place: read.and_then(|it| it.place.clone()),
        channel: read.and_then(|it| it.channel.clone()),
        quote: view.place.clone(),
        also: read.map(|it| it.also.clone()).unwrap_or_default(),
        confidence: view.probability,
        reasons: Vec::new(),
    }
}

fn same_measures(read: &[Matter], stands: &[view::Matter]) -> bool {
    let (read, stands): (BTreeSet<_>, BTreeSet<_>) =
        (read.iter().map(|it| &it.measure).collect(), stands.iter().map(|it| &it.measure).collect());
    read == stands
}

fn matter(it: &view::Matter, words: &evidence::Place) -> Matter {
    let params = it.params.iter().map(|(name, value)| Param { name: name.clone(), value: value.clone(), words: words.clone() });
    Matter { measure: it.measure.clone(), params: params.collect(), words: None }
}
