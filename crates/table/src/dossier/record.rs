//! The dated acts of many documents, in one order. Knows who speaks for whom; takes no position from them.
use super::index::Index;
use evidence::{Act, ActId, Actor, ActorId, ActorKind, Document, DocumentId, Quote, Reading, Role, When};
use jiff::civil;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;
use std::sync::{Arc, OnceLock};

/// What a person made of an act.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Mark {
    /// It is right.
    Confirmed,
    /// It is wrong, and counts no more.
    Rejected,
}

/// A document with its reading, as it goes into the record.
#[derive(Clone, Debug)]
pub struct Report<'a> {
    /// The document.
    pub document: &'a Document,
    /// What was read in it. Its actors have the same ids as in the other readings of the record.
    pub reading: &'a Reading,
    /// The document whose text it repeats, if it is a copy: its acts count only where that one is not known.
    pub copy_of: Option<DocumentId>,
    /// What a person made of its acts; nothing of those that are missing here.
    pub marks: BTreeMap<ActId, Mark>,
    /// The events that its acts report, where acts of other documents report them too.
    pub events: BTreeMap<ActId, EventId>,
}

impl<'a> Report<'a> {
    /// A report that is no copy and that nobody has gone through.
    pub const fn new(document: &'a Document, reading: &'a Reading) -> Self {
        Self { document, reading, copy_of: None, marks: BTreeMap::new(), events: BTreeMap::new() }
    }
}

/// The name of an act in a record: its document and its name there.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ActRef {
    /// The document.
    pub document: DocumentId,
    /// The act in its reading.
    pub act: ActId,
}

impl fmt::Display for ActRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}#{}", self.document, self.act)
    }
}

/// The name of an event that acts of several documents report, such as `e41`: accounts of one thing, which count once.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct EventId(pub String);

impl fmt::Display for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whose word it is that an actor stands somewhere.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Said {
    /// The actor's, or that of somebody who speaks for it by name.
    Own,
    /// That of somebody of its own side who is not named.
    Unnamed(ActorId),
    /// Another's, who tells it.
    Told(ActorId),
}

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Own => f.write_str("own"),
            Self::Unnamed(who) => write!(f, "unnamed:{who}"),
            Self::Told(who) => write!(f, "told:{who}"),
        }
    }
}

/// An act of the record, with its day and its words.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
    /// Its name.
    pub at: ActRef,
    /// The act as it was read.
    pub act: Act,
    /// Its actors, each as the one it stands for, with whose word it is.
    pub actors: Vec<(ActorId, Said)>,
    /// Whether only somebody who is of none of those who did it tells it.
    pub told: bool,
    /// Those whom it is said to, as those they stand for.
    pub addressees: Vec<ActorId>,
    /// Those whom it is aimed at, as those they stand for.
    pub targets: Vec<ActorId>,
    /// Whose move its condition is, as the one it stands for.
    pub awaited: Option<ActorId>,
    /// The words of its condition; empty where it has none.
    pub condition: String,
    /// The first day that it can be of: its own, else its document's; never after that of its document. `None` too where its own time
    /// words cannot be placed ("in the past"): it then stands before all others, so that it outdates nothing.
    pub day: Option<civil::Date>,
    /// The date from which that day is, as exact as it is known.
    pub date: Option<evidence::Date>,
    /// The last day on which its document can have been published.
    pub published: Option<civil::Date>,
    /// What a person made of it.
    pub mark: Option<Mark>,
    /// The event that it reports, where others report it too.
    pub event: Option<EventId>,
    /// Whether a sentence between its words begins a further step ("Then ...").
    pub in_steps: bool,
    /// Its words.
    pub quote: Quote,
    /// Where its words begin and end, counted in characters of the document.
    pub characters: (usize, usize),
    pub(super) copy_of: Option<DocumentId>,
}

/// Somebody in the record.
#[derive(Clone, PartialEq, Debug)]
pub struct Party {
    /// The name that most readings give, of several the longest; or a longer one of which that is a part ("Ana Lind" for "Lind").
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
    /// What it is in the process, by any of the readings.
    pub roles: BTreeSet<Role>,
    /// Those that are named as part of it, people apart: a list for each reading that names some, by id.
    pub members: BTreeSet<Vec<ActorId>>,
    /// The people who are named as part of it.
    pub people: BTreeSet<ActorId>,
}

/// The acts of many readings, in the order of their days. A copy of it costs nothing.
#[derive(Clone, PartialEq, Default)]
pub struct Record(Arc<Kept>);

/// What a record has; shared by what was found in it, which shows its words only when asked.
#[derive(Default)]
pub(super) struct Kept {
    // Invariant: ascending by day, document and place; no act twice.
    pub(super) entries: Vec<Entry>,
    parties: BTreeMap<ActorId, Party>,
    /// How many readings give each name.
    names: BTreeMap<ActorId, BTreeMap<String, usize>>,
    index: OnceLock<Index>,
    /// The places of the acts of each document.
    of_document: OnceLock<HashMap<DocumentId, Vec<u32>>>,
}

impl PartialEq for Kept {
    fn eq(&self, other: &Self) -> bool {
        self.entries == other.entries && self.parties == other.parties
    }
}

impl fmt::Debug for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Record").field("entries", &self.0.entries).field("parties", &self.0.parties).finish()
    }
}

impl Kept {
    pub(super) fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::of(&self.entries))
    }
}

/// From when one looks.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct View {
    /// Only what had been published by that day; a document without a date is then left out.
    pub as_of: Option<civil::Date>,
    /// Only what had been said or done by that day, whenever it became known.
    pub on: Option<civil::Date>,
}

impl View {
    /// What was known on a day.
    pub const fn as_of(day: civil::Date) -> Self {
        Self { as_of: Some(day), on: None }
    }
}

impl Record {
    /// The record of these reports. Their order is of no weight; a document that comes twice counts once, and an act whose words its
    /// document has not got is left out.
    pub fn new<'a>(reports: impl IntoIterator<Item = Report<'a>>) -> Self {
        let mut reports: Vec<Report<'_>> = reports.into_iter().collect();
        let key = |it: &Report<'_>| (it.document.about.id.clone(), it.document.sha256().to_owned());
        reports.sort_by_cached_key(key);
        reports.dedup_by_key(|it| it.document.about.id.clone());
        let mut record = Kept::default();
        let mut texts: BTreeMap<&str, &DocumentId> = BTreeMap::new();
        reports.sort_by_key(|it| it.document.about.published.as_ref().and_then(|it| it.date.first_day()));
        for report in &mut reports {
            let (document, id) = (report.document, &report.document.about.id);
            let first = *texts.entry(document.sha256()).or_insert(id);
            // The same text under another name is a copy, told or not.
            if first != id && report.copy_of.is_none() {
                report.copy_of = Some(first.clone());
            }
            record.take(report);
        }
        let order = |it: &Entry| {
            let ActRef { document, act } = &it.at;
            (it.day, it.published, document.clone(), it.quote.place().start(), act.0.len(), act.0.clone())
        };
        record.entries.sort_by_cached_key(order);
        Self(Arc::new(record))
    }

    /// Makes what questions go by: the acts of each actor on each measure in order, and where it stood on chosen days. The first question
    /// about the record does it otherwise, and later ones find it made. Time: O(acts); seconds where there are millions.
    pub fn prepare(&self) {
        self.0.index();
    }

    pub(super) const fn kept(&self) -> &Arc<Kept> {
        &self.0
    }

    /// All acts, the oldest first.
    pub fn entries(&self) -> &[Entry] {
        &self.0.entries
    }

    /// An act by its name.
    pub fn entry(&self, at: &ActRef) -> Option<&Entry> {
        let of_document = self.0.of_document.get_or_init(|| {
            let mut all: HashMap<DocumentId, Vec<u32>> = HashMap::new();
            for (entry, place) in self.entries().iter().zip(0_u32..) {
                match all.get_mut(&entry.at.document) {
                    Some(places) => places.push(place),
                    None => drop(all.insert(entry.at.document.clone(), vec![place])),
                }
            }
            all
        });
        let entries = of_document.get(&at.document)?.iter().filter_map(|it| self.entries().get(*it as usize));
        entries.into_iter().find(|it| it.at.act == at.act)
    }

    /// Who is in it.
    pub fn parties(&self) -> &BTreeMap<ActorId, Party> {
        &self.0.parties
    }

    /// The record with some actors as others: whatever was said and done by, or to, a key of the map is of its value.
    #[must_use]
    pub fn with_as_one(&self, one: &BTreeMap<ActorId, ActorId>) -> Self {
        let of = |it: &ActorId| one.get(it).unwrap_or(it).clone();
        let all = |given: &[ActorId]| {
            let mut out: Vec<ActorId> = Vec::new();
            given.iter().map(of).for_each(|it| {
                if !out.contains(&it) {
                    out.push(it)
                }
            });
            out
        };
        let said = |it: &Said| match it {
            Said::Own => Said::Own,
            Said::Unnamed(who) => Said::Unnamed(of(who)),
            Said::Told(who) => Said::Told(of(who)),
        };
        let mut out = Kept { entries: self.0.entries.clone(), parties: self.0.parties.clone(), ..Kept::default() };
        for entry in &mut out.entries {
            let mut actors: BTreeMap<ActorId, Said> = BTreeMap::new();
            for (actor, how) in &entry.actors {
                let (actor, how) = (of(actor), said(how));
                // Its own word is worth more than what is told of it under another name.
                let known = actors.entry(actor).or_insert_with(|| how.clone());
                if how < *known {
                    *known = how;
                }
            }
            entry.actors = actors.into_iter().collect();
            entry.addressees = all(&entry.addressees);
            entry.targets = all(&entry.targets);
            entry.awaited = entry.awaited.as_ref().map(of);
            entry.act.actor = all(&entry.act.actor);
        }
        for (id, into) in one {
            if let Some(party) = out.parties.remove(id)
                && let Some(known) = out.parties.get_mut(into)
            {
                known.roles.extend(party.roles);
            }
        }
        Self(Arc::new(out))
    }

    /// The acts that one sees from there, the oldest first: without those that a person rejected, and those of a copy only where its
    /// original is not seen.
    pub fn seen(&self, view: View) -> Vec<&Entry> {
        let within = |day: Option<civil::Date>, limit: Option<civil::Date>| limit.is_none_or(|limit| day.is_some_and(|day| day <= limit));
        let seen: Vec<&Entry> = self
            .entries()
            .iter()
            .filter(|it| it.mark != Some(Mark::Rejected) && within(it.published, view.as_of) && within(it.day, view.on))
            .collect();
        if seen.iter().all(|it| it.copy_of.is_none()) {
            return seen;
        }
        let documents: BTreeSet<&DocumentId> = seen.iter().map(|it| &it.at.document).collect();
        let is_copy = |it: &Entry| it.copy_of.as_ref().is_some_and(|of| *of != it.at.document && documents.contains(of));
        seen.iter().copied().filter(|it| !is_copy(it)).collect()
    }
}

/// The name that is given most often, or a longer one of which it is a part.
fn usual(names: &BTreeMap<String, usize>) -> String {
    let Some((most, _)) = names.iter().max_by_key(|(name, n)| (**n, name.len(), *name)) else { return String::new() };
    let within = |name: &str| {
        let (whole, part): (Vec<&str>, Vec<&str>) = (name.split_whitespace().collect(), most.split_whitespace().collect());
        !part.is_empty() && whole.windows(part.len()).any(|it| it == part)
    };
    names.keys().filter(|it| within(it)).max_by_key(|it| (it.len(), *it)).unwrap_or(most).clone()
}

impl Kept {
    fn take(&mut self, report: &Report<'_>) {
        let Report { document, reading, copy_of, marks, events } = report;
        let sides = Sides(reading.actors.iter().map(|it| (&it.id, it)).collect());
        for actor in &reading.actors {
            let party = self.parties.entry(actor.id.clone());
            let party = party.or_insert_with(|| Party {
                name: actor.name.clone(),
                kind: actor.kind,
                roles: BTreeSet::new(),
                members: BTreeSet::new(),
                people: BTreeSet::new(),
            });
            let names = self.names.entry(actor.id.clone()).or_default();
            *names.entry(actor.name.clone()).or_default() += 1;
            party.name = usual(names);
            party.roles.extend(actor.roles.iter().copied());
            let parts = reading.actors.iter().filter(|it| it.part_of.as_ref() == Some(&actor.id) && it.id != actor.id);
            let (people, members): (Vec<_>, Vec<_>) =
                parts.filter(|it| it.kind != ActorKind::Unnamed).partition(|it| it.kind == ActorKind::Person);
            party.people.extend(people.into_iter().map(|it| it.id.clone()));
            let members: BTreeSet<ActorId> = members.into_iter().map(|it| it.id.clone()).collect();
            if !members.is_empty() {
                party.members.insert(members.into_iter().collect());
            }
        }
        let date = document.about.published.as_ref().map(|it| &it.date);
        let (first, last) = (date.and_then(evidence::Date::first_day), date.and_then(evidence::Date::last_day));
        for act in &reading.acts {
            let Ok(quote) = Quote::new(document, act.quote.clone()) else { continue };
            let own = act.when.as_ref().and_then(|it| it.date());
            let exact = match (&act.when, own.and_then(evidence::Date::first_day), first) {
                (Some(When::Unresolved { .. }), _, _) => None,
                (_, Some(day), Some(first)) if day > first => date,
                (_, Some(_), _) => own,
                _ => date,
            };
            let principals = |ids: &[ActorId]| {
                let all: BTreeSet<ActorId> = ids.iter().map(|id| sides.principal(id).clone()).collect();
                all.into_iter().collect::<Vec<_>>()
            };
            let actors: BTreeMap<ActorId, Said> = act.actor.iter().map(|id| (sides.principal(id).clone(), sides.said(act, id))).collect();
            self.entries.push(Entry {
                at: ActRef { document: document.about.id.clone(), act: act.id.clone() },
                told: act.told_by.first().is_some_and(|teller| !actors.contains_key(sides.principal(teller))),
                actors: actors.into_iter().collect(),
                addressees: principals(&act.addressee),
                targets: principals(&act.target),
                awaited: act.condition.as_ref().and_then(|it| it.actor.as_ref()).map(|id| sides.principal(id).clone()),
                condition: act.condition.as_ref().map(|it| it.words.words(document.text())).unwrap_or_default(),
                act: act.clone(),
                day: exact.and_then(evidence::Date::first_day),
                date: exact.cloned(),
                published: last,
                mark: marks.get(&act.id).copied(),
                event: events.get(&act.id).cloned(),
                in_steps: document.text().get(act.quote.hull().range()).is_some_and(begins_a_step),
                characters: characters(document.text(), act.quote.hull().range()),
                quote,
                copy_of: copy_of.clone(),
            });
        }
    }
}

fn characters(text: &str, bytes: std::ops::Range<usize>) -> (usize, usize) {
    let count = |bytes: std::ops::Range<usize>| text.get(bytes).map_or(0, |it| it.chars().count());
    let start = count(0..bytes.start);
    (start, start + count(bytes))
}

fn begins_a_step(words: &str) -> bool {
    ["Then ", "After that", "Second", "Next"].iter().any(|it| words.contains(it))
}

/// Who belongs to whom in one reading.
struct Sides<'a>(BTreeMap<&'a ActorId, &'a Actor>);

impl Sides<'_> {
    /// Whom an actor stands for: a person, and somebody without a name, for what it is part of.
    fn principal<'b>(&'b self, id: &'b ActorId) -> &'b ActorId {
        let stands = |kind| matches!(kind, ActorKind::Person | ActorKind::Unnamed);
        self.up(id).take_while(|(below, _)| stands(below.kind)).last().map_or(id, |(_, above)| above)
    }

    /// The steps from an actor to what it is part of and so on up; bounded, so that a circle ends.
    fn up<'b>(&'b self, id: &'b ActorId) -> impl Iterator<Item = (&'b Actor, &'b ActorId)> {
        let mut at = id;
        (0..self.0.len()).map_while(move |_| {
            let below = *self.0.get(at)?;
            at = below.part_of.as_ref().filter(|it| **it != below.id)?;
            Some((below, at))
        })
    }

    fn said(&self, act: &Act, actor: &ActorId) -> Said {
        // What several did one of them may tell: that is its own word, and no word of the others.
        let one_of_them = act.told_by.first().filter(|teller| act.actor.len() > 1 && self.principal(teller) == self.principal(actor));
        if let Some(teller) = act.told_by.first().filter(|_| one_of_them.is_none()) {
            return Said::Told(teller.clone());
        }
        let unnamed = |id: &ActorId| self.0.get(id).is_some_and(|it| it.kind == ActorKind::Unnamed);
        match one_of_them.or(act.speaker.as_ref()) {
            Some(speaker) => {
                let own = self.principal(actor);
                let for_it = speaker == actor || speaker == own || self.up(speaker).any(|(_, above)| above == own);
                match (for_it, unnamed(speaker)) {
                    (true, true) => Said::Unnamed(speaker.clone()),
                    (true, false) => Said::Own,
                    (false, _) => Said::Told(speaker.clone()),
                }
            }
            None if unnamed(actor) => Said::Unnamed(actor.clone()),
            None => Said::Own,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::usual;
    use std::collections::BTreeMap;

    #[test]
    fn a_party_goes_by_its_usual_name() {
        for (given, expected) in [
            (&[("Dessa", 7), ("Ostrava", 1)][..], "Dessa"),
            (&[("Lind", 3), ("Ana Lind", 1)], "Ana Lind"),
            (&[("Norland", 1), ("the Kingdom of Norland", 1)], "the Kingdom of Norland"),
            (&[("Sud", 2), ("Sudria", 1)], "Sud"),
        ] {
            let names: BTreeMap<String, usize> = given.iter().map(|(name, n)| ((*name).to_owned(), *n)).collect();
            assert_eq!(usual(&names), expected);
        }
    }
}
