//! Questions to a dossier, now or as of a day.
use super::add::account;
use super::{
    Act, ActKey, Actor, ActorKey, Asked, Contested, Document, DocumentKey, Dossier, Entry, EntryKey, Error, Event, Link, Mark, Process,
    Target, TitleHeld, parsed,
};
use evidence::{ActKind, MeasureId};
use jiff::civil;
use record::event;
use record::view::numbered;
use std::borrow::Cow;
use std::collections::BTreeSet;
use store::{Query, Shown};

/// What to look for. What is empty or `None` filters nothing.
///
/// ```
/// let search = armistice::dossier::Search { words: "truce".to_owned(), ..Default::default() };
/// assert!(search.actor.is_none());
/// ```
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// Words of the act's quote: all of them; `"two words"` in this order, `cease*` for what begins so, `-word` for none of it.
    pub words: String,
    /// Who does or says it: a name or a number such as `p7`.
    pub actor: Option<String>,
    /// Which act.
    pub kind: Option<ActKind>,
    /// About what; a measure's kinds count with it.
    pub measure: Option<MeasureId>,
    /// Not before this day.
    pub from: Option<civil::Date>,
    /// Not after this day.
    pub to: Option<civil::Date>,
    /// Who published it.
    pub source: Option<String>,
    /// The document, by name or number.
    pub document: Option<String>,
    /// Whether a person has confirmed, changed or added it.
    pub confirmed: Option<bool>,
    /// As of which day, on which day.
    pub asked: Asked,
    /// Leave out so many.
    pub skip: usize,
    /// Give so many at most.
    pub most: usize,
}

impl Search {
    /// The days that are asked for, first and last; an error where the last is before the first.
    fn in_order(&self) -> Result<(Option<civil::Date>, Option<civil::Date>), Error> {
        match (self.asked.on, self.from, self.to) {
            (Some(on), ..) => Ok((Some(on), Some(on))),
            (None, Some(from), Some(to)) if from > to => {
                Err(Error::asked(format!("{from} is later than {to}: no day is between them"), "give the earlier day as the first one"))
            }
            (None, from, to) => Ok((from, to)),
        }
    }
}

/// An item of a dossier, found by its number or name.
#[derive(Clone, PartialEq, Debug)]
pub enum Found {
    /// A document with its acts.
    Document(Box<Document>, Vec<Act>),
    /// An act, with its versions, the oldest first.
    Act(Box<Act>, Vec<Act>),
    /// An actor.
    Actor(Box<Actor>),
    /// An event.
    Event(Box<Event>),
}

/// So many documents are looked at at a time.
const CHUNK: usize = 500;

impl Dossier {
    /// The entry of the log that a question is asked at.
    pub fn entry(&self, asked: &Asked) -> Result<Option<EntryKey>, Error> {
        asked.as_of.map(|day| self.store.entry_at(day)).transpose()
    }

    /// The documents, in the order in which they came in, at most so many.
    pub fn documents(&self, asked: &Asked, most: usize) -> Result<Vec<Document>, Error> {
        let at = self.entry(asked)?;
        let Some(on) = asked.on else { return self.store.documents(at, DocumentKey(0), most) };
        let (mut found, mut after) = (Vec::new(), DocumentKey(0));
        while found.len() < most {
            let chunk = self.store.documents(at, after, CHUNK)?;
            let Some(last) = chunk.last() else { break };
            after = last.key;
            let first_day = |it: &Document| it.published.as_ref().and_then(evidence::Date::first_day);
            found.extend(chunk.into_iter().filter(|it| first_day(it).is_some_and(|day| day <= on)));
        }
        found.truncate(most);
        Ok(found)
    }

    /// Documents after one in number, so that any number of them fit in memory.
    pub fn documents_after(&self, after: DocumentKey, most: usize) -> Result<Vec<Document>, Error> {
        self.store.documents(None, after, most)
    }

    /// Documents whose title or text has the words, the newest first: by source, document and the day of the document alone, not by what
    /// is asked of acts.
    pub fn search_documents(&self, search: &Search) -> Result<Vec<Document>, Error> {
        let (from, to) = search.in_order()?;
        let (outlet, document) = (self.outlet_of(search)?, self.document_of(search)?);
        let query = Query { words: search.words.clone(), from, to, outlet, document, at: self.entry(&search.asked)?, ..Query::default() };
        self.store.search_documents(&query, search.most)
    }

    /// The numbers of the documents that [`Self::search_documents`] gives for words alone, much faster: for whoever has the documents already.
    pub fn search_document_keys(&self, words: &str, most: usize) -> Result<Vec<DocumentKey>, Error> {
        self.store.search_document_keys(words, most)
    }

    /// How many reports, notes, acts and actors there are, or were known of at the end of a day.
    pub fn counts(&self, as_of: Option<civil::Date>) -> Result<[usize; 4], Error> {
        self.store.counts(self.entry(&Asked { as_of, on: None })?)
    }

    /// The text of a document.
    pub fn text(&self, key: DocumentKey) -> Result<String, Error> {
        self.store.text(key)
    }

    /// The document as it was decoded, with what its text leaves open.
    pub fn evidence(&self, key: DocumentKey) -> Result<(evidence::Document, Vec<evidence::Doubt>), Error> {
        self.store.evidence(key)
    }

    /// Where the words of a document stood in the file as it was given; `None` where its text is the file, or where that is not known.
    pub fn way_back(&self, key: DocumentKey) -> Result<Option<evidence::Original>, Error> {
        self.store.way_back(key)
    }

    /// The newest machine reading of a document, with the reader that made it.
    pub fn reading(&self, key: DocumentKey) -> Result<Option<(String, evidence::Reading)>, Error> {
        Ok(self.store.newest_reading(key)?.map(|(_, reader, reading)| (reader, reading)))
    }

    /// Files that a document came from: path, SHA-256, and the bytes where they are kept.
    #[expect(clippy::type_complexity, reason = "three plain values")]
    pub fn originals(&self, key: DocumentKey) -> Result<Vec<(String, String, Option<Vec<u8>>)>, Error> {
        self.store.originals(key)
    }

    /// The acts of a document in the order of its text, rejected ones with the others.
    pub fn acts(&self, key: DocumentKey, asked: &Asked) -> Result<Vec<Act>, Error> {
        let rows = self.store.acts_of(key, self.entry(asked)?)?;
        Ok(rows.into_iter().map(|row| row.act).filter(|act| asked.on.is_none_or(|on| is_on(act, on))).collect())
    }

    /// The actors, who is in most acts first; those merged into others left out.
    pub fn actors(&self, asked: &Asked, most: usize) -> Result<Vec<Actor>, Error> {
        let at = self.entry(asked)?;
        let process = self.process_at(at)?;
        let mut actors = Vec::new();
        for key in self.store.actor_keys(at, usize::MAX >> 1)? {
            if actors.len() >= most {
                break;
            }
            actors.extend(self.actor_of(key, asked, at, &process)?);
        }
        Ok(actors)
    }

    /// One actor, with the titles that the process file gives.
    pub fn actor(&self, key: ActorKey, asked: &Asked) -> Result<Option<Actor>, Error> {
        let at = self.entry(asked)?;
        self.actor_of(key, asked, at, &*self.process_at(at)?)
    }

    /// What the user said of the process by an entry.
    fn process_at(&self, at: Option<EntryKey>) -> Result<Cow<'_, Process>, Error> {
        let Some(at) = at else { return Ok(Cow::Borrowed(self.process())) };
        let toml = self.store.process_file_at(Some(at))?;
        Ok(Cow::Owned(toml.map(|toml| parsed(&toml)).transpose()?.unwrap_or_default()))
    }

    fn actor_of(&self, key: ActorKey, asked: &Asked, at: Option<EntryKey>, process: &Process) -> Result<Option<Actor>, Error> {
        let mut actor = self.store.actor(key, at)?;
        if let Some(actor) = &mut actor
            && let Some(person) = process.people.iter().find(|it| it.name == actor.name)
        {
            let titles = person.titles.iter();
            actor.titles.extend(titles.map(|it| TitleHeld {
                title: it.title.clone(),
                first: it.from.clone(),
                last: it.to.clone(),
                by_process: true,
            }));
        }
        if let (Some(actor), Some(on)) = (&mut actor, asked.on) {
            // What was the case that day: a title that somebody had before or after it is none of it.
            let in_time = |it: &TitleHeld| {
                let bound = |date: &Option<String>, last: bool| {
                    let date: evidence::Date = date.as_ref()?.parse().ok()?;
                    if last { date.last_day() } else { date.first_day() }
                };
                bound(&it.first, false).is_none_or(|first| first <= on)
                    && (!it.by_process || bound(&it.last, true).is_none_or(|last| on <= last))
            };
            actor.titles.retain(in_time);
        }
        Ok(actor)
    }

    /// Events that several acts report, those of most accounts first.
    pub fn events(&self, asked: &Asked, most: usize) -> Result<Vec<Event>, Error> {
        let at = self.entry(asked)?;
        let (mut events, mut looked_at, mut wide) = (Vec::new(), 0, most);
        // Of some the accounts are of another day or of removed documents: then more are asked for, those before them first as they were.
        loop {
            let firsts = self.store.events(at, wide)?;
            for (first, _) in firsts.iter().skip(looked_at) {
                if events.len() >= most {
                    return Ok(events);
                }
                events.extend(self.event(*first, asked)?.filter(|it| it.acts.len() > 1));
            }
            if events.len() >= most || firsts.len() < wide {
                return Ok(events);
            }
            looked_at = firsts.len();
            wide = wide.saturating_mul(4);
        }
    }

    /// One event, by its first act or any other.
    pub fn event(&self, act: ActKey, asked: &Asked) -> Result<Option<Event>, Error> {
        let at = self.entry(asked)?;
        let first = self.store.first_of(act, at)?.map_or(act, |(first, _)| first);
        let mut acts: Vec<Act> = self.store.acts_of_event(first, at)?.into_iter().map(|row| row.act).collect();
        if acts.is_empty() || asked.on.is_some_and(|on| !acts.iter().any(|act| is_on(act, on))) {
            return Ok(None);
        }
        let accounts: Vec<event::Account> = acts.iter().map(account).collect();
        let name = |key: ActorKey| self.store.actor_name(key).ok().flatten().unwrap_or_else(|| key.to_string());
        let mut contested = Vec::new();
        for (i, one) in accounts.iter().enumerate() {
            for (j, other) in accounts.iter().enumerate().skip(i + 1) {
                for clash in event::clashes(one, other, name) {
                    contested.push(Contested { one: acts[i].key, other: acts[j].key, clash });
                }
            }
        }
        for (i, act) in acts.iter_mut().enumerate() {
            if let Some(link) = &mut act.event {
                link.reason = match (i, link.probability) {
                    (0, _) => "the first account".to_owned(),
                    (_, None) => "a person says so".to_owned(),
                    _ => event::compare(&accounts[i], &accounts[0], self.process().measures())
                        .map_or_else(|| "their days are too far apart by now".to_owned(), |verdict| verdict.reason),
                };
            }
        }
        let mut sources = BTreeSet::new();
        for act in &acts {
            sources.insert(self.store.copy_of(act.document, at)?.unwrap_or(act.document));
        }
        Ok(Some(Event { first, n_sources: sources.len(), acts, contested }))
    }

    /// An item by its number (`d3`, `a41`, `p7`, `e41`) or, for a document or actor, its name.
    pub fn find(&self, item: &str, asked: &Asked) -> Result<Found, Error> {
        let at = self.entry(asked)?;
        let named = self.act_named(item)?.map(|key| key.to_string());
        let item = named.as_deref().unwrap_or(item);
        let number = |letter: char| numbered(item).filter(|it| it.0 == letter).map(|it| it.1);
        if let Some(document) = self.store.document(item, at)? {
            let acts = self.acts(document.key, asked)?;
            return Ok(Found::Document(Box::new(document), acts));
        }
        if let Some(number) = number('a')
            && let Some(row) = self.store.act_at(ActKey(number), at)?
        {
            let mut act = row.act;
            let event = self.event(act.key, asked)?.and_then(|event| event.acts.into_iter().find(|it| it.key == act.key));
            act.event = event.and_then(|it| it.event);
            let versions = self.store.versions(act.key, at)?.into_iter().map(|row| row.act).collect();
            return Ok(Found::Act(Box::new(act), versions));
        }
        if let Some(number) = number('e')
            && let Some(event) = self.event(ActKey(number), asked)?
        {
            return Ok(Found::Event(Box::new(event)));
        }
        match self.roots_named(item, at)?[..] {
            [] => {}
            [key] => {
                if let Some(actor) = self.actor(key, asked)? {
                    return Ok(Found::Actor(Box::new(actor)));
                }
            }
            ref several => {
                let list = several.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
                return Err(Error::asked(format!("\"{item}\" may be {list}"), "name one of these numbers"));
            }
        }
        if let Some(hint) = self.meant(item)? {
            return Err(Error::asked(format!("there is no \"{item}\""), hint));
        }
        if let Some(day) = asked.as_of
            && self.find(item, &Asked::default()).is_ok()
        {
            return Err(Error::asked(format!("\"{item}\" was not known on {day}"), "name a later day, or leave --as-of out"));
        }
        Err(Error::asked(
            format!("there is no \"{item}\""),
            "items are named d3 (document), a41 or NAME#a4 (act), p7 (actor) and e41 (event); documents and actors also by their names",
        ))
    }

    /// The act that the table calls so: `05-wire#a4`, by its document and the name that it came in with.
    pub fn act_named(&self, name: &str) -> Result<Option<ActKey>, Error> {
        let Some((document, act)) = name.split_once('#') else { return Ok(None) };
        let Some(document) = self.store.document(document, None)? else { return Ok(None) };
        Ok(super::recorded::act_names(&self.store, document.key)?.into_iter().find(|(_, it)| it.0 == act).map(|(key, _)| key))
    }

    /// The acts that are looked for, those that came in last first.
    pub fn search(&self, search: &Search) -> Result<Vec<Act>, Error> {
        let at = self.entry(&search.asked)?;
        let actors = match &search.actor {
            None => Vec::new(),
            Some(name) => self.actor_with_merged(name, at)?,
        };
        let measures = match &search.measure {
            None => Vec::new(),
            Some(id) => {
                let measures = self.process().measures();
                if measures.get(id).is_none() {
                    return Err(Error::asked(
                        format!("there is no measure \"{id}\""),
                        "docs/reference/measures.md has the list; yours are in the process file",
                    ));
                }
                let kinds = measures.all().iter().filter(|it| it.broader.as_ref() == Some(id)).map(|it| it.id.clone());
                std::iter::once(id.clone()).chain(kinds).collect()
            }
        };
        let (outlet, document) = (self.outlet_of(search)?, self.document_of(search)?);
        let (from, to) = search.in_order()?;
        let query = Query {
            words: search.words.clone(),
            actors,
            kinds: search.kind.into_iter().collect(),
            measures,
            from,
            to,
            outlet,
            document,
            confirmed: search.confirmed,
            at,
        };
        let mut acts: Vec<Act> =
            self.store.search(&query, Shown { skip: search.skip, most: search.most })?.into_iter().map(|row| row.act).collect();
        for act in &mut acts {
            if let Some(Link { reason, .. }) = &mut act.event {
                reason.clear();
            }
        }
        Ok(acts)
    }

    fn outlet_of(&self, search: &Search) -> Result<Option<i64>, Error> {
        let Some(name) = &search.source else { return Ok(None) };
        let outlet = self.store.outlet_named(name)?.ok_or_else(|| {
            Error::asked(format!("there is no source \"{name}\""), "`armistice list DOSSIER --sources` shows which there are")
        });
        outlet.map(Some)
    }

    fn document_of(&self, search: &Search) -> Result<Option<DocumentKey>, Error> {
        search.document.as_ref().map(|name| self.document(name).map(|it| it.key)).transpose()
    }

    /// A document that there is, by name or number.
    pub fn document(&self, name: &str) -> Result<Document, Error> {
        if let Some(document) = self.store.document(name, None)? {
            return Ok(document);
        }
        let hint = self.called(name)?.unwrap_or_else(|| "`armistice list` shows which there are".to_owned());
        Err(Error::asked(format!("there is no document \"{name}\""), hint))
    }

    /// Documents that there are, by name or number: one that is named in two ways once.
    pub fn documents_named(&self, names: &[String]) -> Result<Vec<Document>, Error> {
        let mut found: Vec<Document> = Vec::with_capacity(names.len());
        for name in names {
            let document = self.document(name)?;
            if found.iter().all(|it| it.key != document.key) {
                found.push(document);
            }
        }
        Ok(found)
    }

    /// How to reach the document whose name is written as the number of an item: older versions let such names in.
    fn called(&self, name: &str) -> Result<Option<String>, Error> {
        let key = if numbered(name).is_some() { self.store.document_called(name)? } else { None };
        Ok(key.map(|key| format!("the document of that name is {key}: what looks like a number is taken for one")))
    }

    /// All actors behind a name: merged ones count as one; who is not merged but goes by the same name is asked for.
    fn actor_with_merged(&self, name: &str, at: Option<EntryKey>) -> Result<Vec<ActorKey>, Error> {
        let root = self.actor_as_of(name, at)?;
        let merged = self.store.merged(at)?;
        let mut all = vec![root];
        all.extend(merged.iter().filter(|(_, into)| **into == root).map(|(actor, _)| *actor));
        all.sort();
        Ok(all)
    }

    /// The one actor of a name or number.
    pub fn one_actor(&self, name: &str) -> Result<ActorKey, Error> {
        self.actor_as_of(name, None)
    }

    /// What may be meant: the document of such a name, or somebody by a part of a name.
    fn meant(&self, words: &str) -> Result<Option<String>, Error> {
        if let Some(called) = self.called(words)? {
            return Ok(Some(called));
        }
        let like = self.store.actors_like(words, 3)?;
        let list: Vec<String> = like.iter().map(|(key, name)| format!("{name} ({key})")).collect();
        Ok((!list.is_empty()).then(|| format!("did you mean {}?", list.join(" or "))))
    }

    /// The actors of a name or number, merged ones as the one that they were merged into.
    fn roots_named(&self, name: &str, at: Option<EntryKey>) -> Result<Vec<ActorKey>, Error> {
        let merged = self.store.merged(at)?;
        let root = |key: ActorKey| merged.get(&key).copied().unwrap_or(key);
        let mut keys: Vec<ActorKey> = self.store.actors_named(name)?.into_iter().map(root).collect();
        keys.sort();
        keys.dedup();
        Ok(keys)
    }

    fn actor_as_of(&self, name: &str, at: Option<EntryKey>) -> Result<ActorKey, Error> {
        let keys = self.roots_named(name, at)?;
        match keys[..] {
            [key] => Ok(key),
            [] => {
                let hint = self.meant(name)?.unwrap_or_else(|| "`armistice list DOSSIER --actors` shows which there are".to_owned());
                Err(Error::asked(format!("there is no actor \"{name}\""), hint))
            }
            _ => {
                let list = keys.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
                Err(Error::asked(format!("\"{name}\" may be {list}"), "name one of these numbers"))
            }
        }
    }

    /// The newest entries of the log, at most so many; of one item where one is named.
    pub fn log(&self, item: Option<&str>, most: usize) -> Result<Vec<Entry>, Error> {
        self.store.log(item, most)
    }

    /// Under which item the log has what is called so: a document, act, actor or event, whatever became of it.
    pub fn item_of_log(&self, name: &str) -> Result<String, Error> {
        if let Some(document) = self.store.document(name, None)? {
            return Ok(document.key.to_string());
        }
        if let Some(act) = self.act_named(name)? {
            return Ok(act.to_string());
        }
        // Of an erased document the entries stay without the acts.
        let is_act = |key: ActKey| {
            Ok::<_, Error>(!self.store.versions(key, None)?.is_empty() || !self.store.log(Some(&key.to_string()), 1)?.is_empty())
        };
        match Target::parse(name) {
            Some(Target::Act(key)) if is_act(key)? => return Ok(name.to_owned()),
            Some(Target::Event(key)) if is_act(key)? => return Ok(name.to_owned()),
            _ => {}
        }
        // With whoever was merged into another: what was done to each stands under its own number.
        match self.store.actors_named(name)?[..] {
            [key] => Ok(key.to_string()),
            [] => Err(Error::asked(
                format!("there is no \"{name}\""),
                self.meant(name)?.unwrap_or_else(|| {
                    "items are named d3 (document), a41 or NAME#a4 (act), p7 (actor) and e41 (event); documents and actors also by their names"
                        .to_owned()
                }),
            )),
            ref several => {
                let list = several.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
                Err(Error::asked(format!("\"{name}\" may be {list}"), "name one of these numbers"))
            }
        }
    }

    /// The sources by name, with their marks and how many documents each has; as of a day, those that were known by then.
    pub fn sources(&self, as_of: Option<civil::Date>) -> Result<Vec<(String, Mark, usize)>, Error> {
        self.store.outlets(self.entry(&Asked { as_of, on: None })?)
    }
}

/// Whether an act was on a day, as exactly as its date or its document's says.
fn is_on(act: &Act, on: civil::Date) -> bool {
    let days = act.when.as_ref().and_then(|date| date.first_day().zip(date.last_day())).or(act.reported.map(|day| (day, day)));
    days.is_some_and(|(first, last)| first <= on && on <= last)
}
