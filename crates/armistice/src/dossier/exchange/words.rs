//! What people said of actors and events in another dossier, taken over: actors are the same where the same documents name them so, acts
//! where the same words have them.
use super::Imported;
use crate::dossier::add::Keeper;
use crate::dossier::correct::{SAID, names_of, of_its_own, report_of};
use crate::dossier::{ActKey, ActorKey, DocumentKey, EntryKey, Error, Person};
use std::collections::HashMap;
use store::{Store, Word};

/// An actor as a document names it, there and here.
struct Named {
    document: DocumentKey,
    name: String,
    there: ActorKey,
    here: ActorKey,
    /// A person there said that it is another than elsewhere; the same of a person here.
    parted: [bool; 2],
}

/// What comes of one word.
enum Taken {
    Over,
    /// It was so already.
    So,
    /// A person here says otherwise.
    Kept,
    /// It is about what is not here, or forbidden here.
    Not,
}

struct Words<'a, 'k> {
    keeper: &'a mut Keeper<'k>,
    other: &'a Store,
    documents: &'a HashMap<DocumentKey, DocumentKey>,
    named: Vec<Named>,
    /// Who stands here for those that a person there parted from others.
    parted: HashMap<ActorKey, ActorKey>,
    /// Who stands here for the others; known once all are parted.
    counterparts: Option<HashMap<ActorKey, ActorKey>>,
    /// The acts here of those there, as far as they were asked for.
    acts: HashMap<ActKey, Option<ActKey>>,
    by: &'a Person,
    /// Who said the word at hand, when and why.
    said: (String, Option<String>),
}

/// Takes over what people said of actors and events of documents that both dossiers have; a person's word here stays.
pub(super) fn take_over(
    keeper: &mut Keeper<'_>,
    other: &Store,
    documents: &HashMap<DocumentKey, DocumentKey>,
    by: &Person,
    imported: &mut Imported,
) -> Result<(), Error> {
    let said = other.words(SAID)?;
    if said.is_empty() {
        return Ok(());
    }
    let mut named = Vec::new();
    for (there, here) in documents {
        let mine = keeper.writing.appearances_in(*here)?;
        for theirs in other.appearances_in(*there)? {
            if let Some(mine) = mine.iter().find(|mine| mine.name == theirs.name) {
                let parted = [theirs.reason == SAID, mine.reason == SAID];
                named.push(Named { document: *here, name: theirs.name, there: theirs.actor, here: mine.actor, parted });
            }
        }
    }
    let log: HashMap<EntryKey, _> = other.log(None, usize::MAX >> 1)?.into_iter().map(|it| (it.key, it)).collect();
    let mut words = Words {
        keeper,
        other,
        documents,
        named,
        parted: HashMap::new(),
        counterparts: None,
        acts: HashMap::new(),
        by,
        said: Default::default(),
    };
    let apart: Vec<(ActKey, ActKey)> =
        said.iter().filter_map(|(_, word)| if let Word::TwoEvents(one, other) = word { Some((*one, *other)) } else { None }).collect();
    for (entry, word) in &said {
        words.said = log.get(entry).map(|it| (format!("{} by {} on {}", it.command, it.by, it.at), it.why.clone())).unwrap_or_default();
        let taken = match word {
            Word::Another { document, name, is, was } => words.another(*document, name, *is, *was)?,
            Word::Called { .. } => words.called(word)?,
            Word::NotSameActor(one, other) => words.not_same_actor(*one, *other)?,
            Word::SameActor(one, other) => words.same_actor(*one, *other)?,
            Word::TwoEvents(one, other) => words.two_events(*one, *other, &apart)?,
            Word::SameEvent(one, other) => words.same_event(*one, *other)?,
        };
        match taken {
            Taken::Over => imported.words += 1,
            Taken::So => {}
            Taken::Kept => imported.kept += 1,
            Taken::Not => imported.not_taken += 1,
        }
    }
    Ok(())
}

impl Words<'_, '_> {
    fn entry(&mut self, item: &str, what: &str) -> Result<(), Error> {
        let (said, why) = &self.said;
        let says = if said.is_empty() { what.to_owned() } else { format!("{said}: {what}") };
        self.keeper.writing.entry(self.by.at, &self.by.name, "import", item, &says, why.as_deref())?;
        Ok(())
    }

    fn name(&self, key: ActorKey) -> Result<String, Error> {
        Ok(self.keeper.writing.actor_name(key)?.unwrap_or_default())
    }

    /// Who stands here for an actor there: whoever most of the documents that name it there name so here.
    fn here(&mut self, there: ActorKey) -> Option<ActorKey> {
        if let Some(key) = self.parted.get(&there) {
            return Some(*key);
        }
        let named = &self.named;
        let counterparts = self.counterparts.get_or_insert_with(|| {
            let mut counts: HashMap<ActorKey, HashMap<ActorKey, usize>> = HashMap::new();
            for it in named {
                *counts.entry(it.there).or_default().entry(it.here).or_default() += 1;
            }
            let most = |counts: HashMap<ActorKey, usize>| {
                let all: usize = counts.values().sum();
                counts.into_iter().find(|(_, n)| 2 * n > all).map(|(key, _)| key)
            };
            counts.into_iter().filter_map(|(there, counts)| Some((there, most(counts)?))).collect()
        });
        counterparts.get(&there).copied()
    }

    /// The actor into which this one was merged, all the way; itself where it was not.
    fn root(&self, key: ActorKey) -> Result<ActorKey, Error> {
        Ok(self.keeper.writing.merged(None)?.get(&key).copied().unwrap_or(key))
    }

    fn forbidden(&self, one: &[String], other: &[String]) -> bool {
        self.keeper.process.keeps_apart(one, other).is_some()
    }

    fn another(&mut self, document: DocumentKey, name: &str, is: ActorKey, was: ActorKey) -> Result<Taken, Error> {
        let Some(document) = self.documents.get(&document).copied() else { return Ok(Taken::Not) };
        let Some(at) = self.named.iter().find(|it| it.document == document && it.name == name && it.there == is) else {
            return Ok(Taken::Not);
        };
        let (here, said_here) = (at.here, at.parted[1]);
        let one_here = self.named.iter().any(|it| it.there == was && it.here == here);
        if said_here || !one_here {
            // A person here parted it too, or it is another here anyway.
            self.parted.entry(is).or_insert(here);
            return Ok(if said_here && one_here { Taken::Kept } else { Taken::So });
        }
        let actor = self.keeper.writing.actor(here, None)?;
        let label = self.other.actor(is, None)?;
        let (Some(actor), Some(label)) = (actor, label) else { return Ok(Taken::Not) };
        self.entry(&here.to_string(), &format!("{} of {document} is another, {}", actor.name, label.name))?;
        let new = match self.parted.get(&is) {
            Some(key) => *key,
            None => {
                let new = self.keeper.writing.new_actor(&label.name, label.kind, None, None)?;
                self.keeper.writing.new_form(new, &label.name, actor.part_of.first().map(|it| it.0))?;
                self.parted.insert(is, new);
                new
            }
        };
        self.keeper.writing.move_appearances(here, new, &[document], SAID)?;
        for it in self.named.iter_mut().filter(|it| it.document == document && it.here == here) {
            (it.here, it.parted[1]) = (new, true);
        }
        Ok(Taken::Over)
    }

    fn called(&mut self, word: &Word) -> Result<Taken, Error> {
        let Word::Called { actor, name, kind, wikidata, iso } = word else { return Ok(Taken::Not) };
        let Some(key) = self.here(*actor) else { return Ok(Taken::Not) };
        let Some(mine) = self.keeper.writing.actor(key, None)? else { return Ok(Taken::Not) };
        let mut says = Vec::new();
        let mut differs = |field: &str, new: Option<&str>, old: Option<&str>| {
            if let Some(new) = new.filter(|new| Some(*new) != old) {
                says.push(format!("{field}={new}"));
            }
        };
        differs("name", name.as_deref(), Some(&mine.name));
        differs("kind", kind.map(|it| it.as_str()), Some(mine.kind.as_str()));
        differs("wikidata", wikidata.as_deref(), mine.wikidata.as_deref());
        differs("iso", iso.as_deref(), mine.iso.as_deref());
        if says.is_empty() {
            return Ok(Taken::So);
        }
        if self.keeper.writing.called_by_person(key)? {
            return Ok(Taken::Kept);
        }
        if let Some(name) = name
            && self.forbidden(&names_of(&self.keeper.writing, key)?, std::slice::from_ref(name))
        {
            return Ok(Taken::Not);
        }
        self.entry(&key.to_string(), &format!("{}: {}", mine.name, says.join("; ")))?;
        let name = name.as_ref().unwrap_or(&mine.name);
        let (wikidata, iso) = (wikidata.as_ref().or(mine.wikidata.as_ref()), iso.as_ref().or(mine.iso.as_ref()));
        self.keeper.writing.label(key, name, kind.unwrap_or(mine.kind), wikidata.map(String::as_str), iso.map(String::as_str))?;
        self.keeper.writing.new_form(key, name, None)?;
        Ok(Taken::Over)
    }

    fn not_same_actor(&mut self, one: ActorKey, other: ActorKey) -> Result<Taken, Error> {
        let (Some(one), Some(other)) = (self.here(one), self.here(other)) else { return Ok(Taken::Not) };
        let writing = &mut self.keeper.writing;
        let merged = writing.merged(None)?;
        let into = merged.get(&other).copied().unwrap_or(other);
        if merged.get(&one) != Some(&into) {
            return Ok(Taken::So);
        }
        if writing.merged_by_person(one)? {
            return Ok(Taken::Kept);
        }
        let says = format!("{} ({one}) is not {} ({into})", self.name(one)?, self.name(into)?);
        self.entry(&one.to_string(), &says)?;
        self.keeper.writing.unmerge_actor(one)?;
        Ok(Taken::Over)
    }

    fn same_actor(&mut self, one: ActorKey, other: ActorKey) -> Result<Taken, Error> {
        let (Some(one), Some(other)) = (self.here(one), self.here(other)) else { return Ok(Taken::Not) };
        let (root, into) = (self.root(one)?, self.root(other)?);
        if root == into {
            return Ok(Taken::So);
        }
        let writing = &self.keeper.writing;
        if writing.was_parted(one)? {
            return Ok(Taken::Kept);
        }
        if self.forbidden(&names_of(writing, root)?, &names_of(writing, into)?) {
            return Ok(Taken::Not);
        }
        let says = format!("{} ({root}) is {} ({into})", self.name(root)?, self.name(into)?);
        self.entry(&root.to_string(), &says)?;
        self.keeper.writing.merge_actors(root, into)?;
        Ok(Taken::Over)
    }

    /// The act here that has the same words and the same name within its reading.
    fn act(&mut self, there: ActKey) -> Result<Option<ActKey>, Error> {
        if let Some(known) = self.acts.get(&there) {
            return Ok(*known);
        }
        let row = self.other.act_at(there, None)?;
        let found = match row.and_then(|row| Some((*self.documents.get(&row.act.document)?, row.act))) {
            Some((document, act)) => {
                let mut acts = self.keeper.writing.acts_of(document, None)?.into_iter().map(|it| it.act);
                acts.find(|it| it.place == act.place && it.name == act.name).map(|it| it.key)
            }
            None => None,
        };
        self.acts.insert(there, found);
        Ok(found)
    }

    /// The first account of an act's event, and whether the machine says so; the act itself where it is one.
    fn event(&self, act: ActKey) -> Result<(ActKey, bool), Error> {
        Ok(self.keeper.writing.first_of(act, None)?.map_or((act, true), |(first, p)| (first, p.is_some())))
    }

    fn two_events(&mut self, one: ActKey, other: ActKey, apart: &[(ActKey, ActKey)]) -> Result<Taken, Error> {
        let (Some(one), Some(other)) = (self.act(one)?, self.act(other)?) else { return Ok(Taken::Not) };
        if self.keeper.writing.are_apart(one, other)? {
            return Ok(Taken::So);
        }
        let ((event, by_machine), (of_other, other_by_machine)) = (self.event(one)?, self.event(other)?);
        let says = format!("{one} and {other} are two events");
        if event != of_other {
            self.entry(&one.to_string(), &says)?;
            self.keeper.writing.keep_apart(one, other)?;
            return Ok(Taken::Over);
        }
        if !(by_machine && other_by_machine) {
            return Ok(Taken::Kept);
        }
        // Who was parted from all others goes, and not each of these from it.
        let rest: Vec<ActKey> =
            self.keeper.writing.acts_of_event(event, None)?.iter().map(|row| row.act.key).filter(|it| *it != event).collect();
        let mut from_first = Vec::new();
        for (a, b) in apart {
            match (self.act(*a)?, self.act(*b)?) {
                (Some(a), Some(b)) if a == event => from_first.push(b),
                (Some(a), Some(b)) if b == event => from_first.push(a),
                _ => {}
            }
        }
        self.entry(&one.to_string(), &says)?;
        let writing = &mut self.keeper.writing;
        if (one == event || other == event) && rest.len() > 1 && rest.iter().all(|it| from_first.contains(it)) {
            of_its_own(writing, event)?;
        } else {
            writing.unlink(if one == event { other } else { one })?;
            writing.keep_apart(one, other)?;
        }
        Ok(Taken::Over)
    }

    fn same_event(&mut self, one: ActKey, other: ActKey) -> Result<Taken, Error> {
        let (Some(one), Some(other)) = (self.act(one)?, self.act(other)?) else { return Ok(Taken::Not) };
        let ((event, by_machine), (of_other, other_by_machine)) = (self.event(one)?, self.event(other)?);
        if event == of_other {
            let unsaid: Vec<ActKey> = [(one, by_machine), (other, other_by_machine)]
                .into_iter()
                .filter(|(act, by_machine)| *act != event && *by_machine)
                .map(|(act, _)| act)
                .collect();
            if unsaid.is_empty() {
                return Ok(Taken::So);
            }
            self.entry(&one.to_string(), &format!("{one} and {other} report one event"))?;
            for act in unsaid {
                self.keeper.writing.link(act, event, None)?;
            }
            return Ok(Taken::Over);
        }
        if self.keeper.writing.are_apart(one, other)? {
            return Ok(Taken::Kept);
        }
        self.entry(&one.to_string(), &format!("{one} reports the event of {of_other}"))?;
        report_of(&mut self.keeper.writing, one, of_other)?;
        Ok(Taken::Over)
    }
}
