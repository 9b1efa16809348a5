//! What people said of actors and events in another dossier, taken over: actors are the same where the same documents name them so, acts
//! where the same words have them.
use super::Imported;
use crate::dossier::add::Keeper;
use crate::dossier::correct::{SAID, names_of, of_its_own, report_of};
use crate::dossier::{ActKey, ActorKey, DocumentKey, EntryKey, Error, Person};
use std::collections::{HashMap, HashSet};
use store::{Field, Store, Word};

/// The longest name or id of an actor that is taken over, in characters: the other file may be anybody's.
const LONGEST: usize = 300;

/// An actor as a document names it, there and here.
struct Named {
    document: DocumentKey,
    name: String,
    there: ActorKey,
    here: ActorKey,
    /// A person here said that it is another than elsewhere.
    parted_here: bool,
}

/// What comes of one word.
enum Taken {
    Over,
    /// Some of it; of the rest a person here says otherwise.
    Partly,
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
    /// Whom people here said to be two.
    parted_here: Vec<(ActorKey, ActorKey)>,
    /// The acts here that people there said to be of two events.
    apart: HashSet<[ActKey; 2]>,
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
    let another_here: HashSet<(DocumentKey, String)> = keeper.writing.another_here(SAID)?.into_iter().collect();
    let mut named = Vec::new();
    for (there, here) in documents {
        let mine = keeper.writing.appearances_in(*here)?;
        for theirs in other.appearances_in(*there)? {
            if let Some(mine) = mine.iter().find(|mine| mine.name == theirs.name) {
                let parted_here = another_here.contains(&(*here, theirs.name.clone()));
                named.push(Named { document: *here, name: theirs.name, there: theirs.actor, here: mine.actor, parted_here });
            }
        }
    }
    let log: HashMap<EntryKey, _> = other.log(None, usize::MAX >> 1)?.into_iter().map(|it| (it.key, it)).collect();
    let parted_here = keeper.writing.parted_here(SAID)?;
    let mut words = Words {
        keeper,
        other,
        documents,
        named,
        parted_here,
        apart: HashSet::new(),
        parted: HashMap::new(),
        counterparts: None,
        acts: HashMap::new(),
        by,
        said: Default::default(),
    };
    for (_, word) in &said {
        if let Word::TwoEvents { split, from } = word
            && let (Some(split), Some(from)) = (words.act(*split)?, words.act(*from)?)
        {
            words.apart.insert([split.min(from), split.max(from)]);
        }
    }
    for (entry, word) in &said {
        words.said = log.get(entry).map(|it| (format!("{} by {} on {}", it.command, it.by, it.at), it.why.clone())).unwrap_or_default();
        let taken = match word {
            Word::Another { document, name, is, was } => words.another(*document, name, *is, *was)?,
            Word::Called { .. } => words.called(word)?,
            Word::NotSameActor(one, other) => words.not_same_actor(*one, *other)?,
            Word::SameActor(one, other) => words.same_actor(*one, *other)?,
            Word::TwoEvents { split, from } => words.two_events(*split, *from)?,
            Word::SameEvent(one, other) => words.same_event(*one, *other)?,
        };
        match taken {
            Taken::Over => imported.words += 1,
            Taken::Partly => {
                imported.words += 1;
                imported.kept += 1;
            }
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
        let (here, said_here) = (at.here, at.parted_here);
        let one_here = self.named.iter().any(|it| it.there == was && it.here == here);
        if said_here || !one_here {
            // A person here parted it too, or it is another here anyway.
            self.parted.entry(is).or_insert(here);
            return Ok(if said_here && one_here { Taken::Kept } else { Taken::So });
        }
        let actor = self.keeper.writing.actor(here, None)?;
        let label = self.other.actor(is, None)?;
        let (Some(actor), Some(label)) = (actor, label) else { return Ok(Taken::Not) };
        if !fits(&label.name) {
            return Ok(Taken::Not);
        }
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
            it.here = new;
        }
        Ok(Taken::Over)
    }

    fn called(&mut self, word: &Word) -> Result<Taken, Error> {
        let Word::Called { actor, name, kind, wikidata, iso } = word else { return Ok(Taken::Not) };
        let Some(key) = self.here(*actor) else { return Ok(Taken::Not) };
        let Some(mine) = self.keeper.writing.actor(key, None)? else { return Ok(Taken::Not) };
        let mut new = mine.clone();
        let (mut says, mut kept) = (Vec::new(), false);
        let by_person = self.keeper.writing.called_here(key)?;
        let mut may = |field: Field, differs: bool, says_so: String| {
            let free = differs && !by_person.contains(&field);
            if free {
                says.push(says_so);
            }
            kept |= differs && !free;
            free
        };
        if let Some(name) = name
            && may(Field::Name, *name != mine.name, format!("name={name}"))
        {
            new.name.clone_from(name);
        }
        if let Some(kind) = *kind
            && may(Field::Kind, kind != mine.kind, format!("kind={}", kind.as_str()))
        {
            new.kind = kind;
        }
        let nothing = String::new();
        if let Some(id) = wikidata
            && may(Field::Wikidata, *id != mine.wikidata, format!("wikidata={}", id.as_ref().unwrap_or(&nothing)))
        {
            new.wikidata.clone_from(id);
        }
        if let Some(code) = iso
            && may(Field::Iso, *code != mine.iso, format!("iso={}", code.as_ref().unwrap_or(&nothing)))
        {
            new.iso.clone_from(code);
        }
        if says.is_empty() {
            return Ok(if kept { Taken::Kept } else { Taken::So });
        }
        if !std::iter::once(&new.name).chain(&new.wikidata).chain(&new.iso).all(|it| fits(it)) {
            return Ok(Taken::Not);
        }
        if new.name != mine.name && self.forbidden(&names_of(&self.keeper.writing, key)?, std::slice::from_ref(&new.name)) {
            return Ok(Taken::Not);
        }
        self.entry(&key.to_string(), &format!("{}: {}", mine.name, says.join("; ")))?;
        self.keeper.writing.label(key, &new.name, new.kind, new.wikidata.as_deref(), new.iso.as_deref())?;
        self.keeper.writing.new_form(key, &new.name, None)?;
        Ok(if kept { Taken::Partly } else { Taken::Over })
    }

    fn not_same_actor(&mut self, one: ActorKey, other: ActorKey) -> Result<Taken, Error> {
        let (Some(one), Some(other)) = (self.here(one), self.here(other)) else { return Ok(Taken::Not) };
        let (root, of_other) = (self.root(one)?, self.root(other)?);
        if root != of_other || one == other {
            return Ok(Taken::So);
        }
        // Which of them is merged into the other may be another here.
        let (one, into) = if one == root { (other, one) } else { (one, root) };
        if self.keeper.writing.merged_here(one)? {
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
        let merged = writing.merged(None)?;
        let root_of = |key: &ActorKey| *merged.get(key).unwrap_or(key);
        let pairs = self.parted_here.iter().map(|(one, other)| [root_of(one), root_of(other)]);
        if pairs.into_iter().any(|pair| pair == [root, into] || pair == [into, root]) {
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

    /// The accounts of an event of which a person here said that they are of one event with others of it.
    fn one_here(&self, event: ActKey) -> Result<HashSet<ActKey>, Error> {
        let mut all = HashSet::new();
        for row in self.keeper.writing.acts_of_event(event, None)? {
            if let Some(with) = self.keeper.writing.linked_here(row.act.key)? {
                all.extend([row.act.key, with]);
            }
        }
        Ok(all)
    }

    fn two_events(&mut self, split: ActKey, from: ActKey) -> Result<Taken, Error> {
        let (Some(split), Some(from)) = (self.act(split)?, self.act(from)?) else { return Ok(Taken::Not) };
        let (event, of_other) = (self.event(split)?.0, self.event(from)?.0);
        if event != of_other && self.keeper.writing.are_apart(split, from)? {
            return Ok(Taken::So);
        }
        let mut stays = HashSet::new();
        if event == of_other {
            stays = self.one_here(event)?;
            // The first account leaves its event to the others, or where a person's word holds them, one of the others leaves it.
            if stays.contains(if split == event { &from } else { &split }) {
                return Ok(Taken::Kept);
            }
        }
        self.entry(&split.to_string(), &format!("{split} and {from} are two events"))?;
        let writing = &mut self.keeper.writing;
        if event == of_other && (split != event || stays.is_empty()) {
            of_its_own(writing, split)?;
        }
        if writing.first_of(from, None)?.is_some_and(|(first, _)| first == split) {
            writing.unlink(from)?;
        }
        if !writing.are_apart(split, from)? {
            writing.keep_apart(split, from)?;
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
        if one != event && self.one_here(event)?.contains(&one) {
            return Ok(Taken::Kept);
        }
        let writing = &self.keeper.writing;
        // Where it is the first account of others, these come with it.
        let coming: Vec<ActKey> = writing.acts_of_event(one, None)?.iter().map(|row| row.act.key).chain([one]).collect();
        let there: Vec<ActKey> = writing.acts_of_event(of_other, None)?.iter().map(|row| row.act.key).chain([of_other]).collect();
        let mut apart_there = false;
        for pair in coming.iter().flat_map(|one| there.iter().map(|other| [*one.min(other), *one.max(other)])) {
            if writing.apart_here(pair[0], pair[1])? {
                return Ok(Taken::Kept);
            }
            apart_there |= self.apart.contains(&pair);
        }
        // Somebody there says of one of these that it is of another event: here it cannot be both.
        if apart_there {
            return Ok(Taken::Not);
        }
        self.entry(&one.to_string(), &format!("{one} reports the event of {of_other}"))?;
        report_of(&mut self.keeper.writing, one, of_other)?;
        Ok(Taken::Over)
    }
}

/// Whether this may be an actor's name or id.
pub(super) fn fits(given: &str) -> bool {
    !given.trim().is_empty() && given.chars().nth(LONGEST).is_none()
}
