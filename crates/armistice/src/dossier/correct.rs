//! A person's word: confirm, change, reject, merge, split, add, mark, remove, undo. Each call is one entry of the log for each item, all
//! or none of them kept.
use super::{
    Act, ActKey, ActorKey, BadChange, Change, DocumentKey, Dossier, EntryKey, Error, Mark, Part, Person, Process, State, never_merge,
};
use evidence::{ActKind, ActorKind, Place, Span};
use record::correction::said;
use record::view::numbered;
use store::{NewAct, Writing};

/// What a correction is about, by its number.
///
/// ```
/// use armistice::dossier::{ActKey, Target};
/// assert_eq!(Target::parse("a41"), Some(Target::Act(ActKey(41))));
/// assert_eq!(Target::parse("bridge"), None);
/// assert_eq!(Target::parse("a041"), None, "a name");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Target {
    /// `a41`.
    Act(ActKey),
    /// `e41`.
    Event(ActKey),
    /// `p7`.
    Actor(ActorKey),
    /// `d3`.
    Document(DocumentKey),
}

impl Target {
    /// Reads a number with its letter.
    pub fn parse(given: &str) -> Option<Self> {
        let (letter, number) = numbered(given)?;
        Some(match letter {
            'a' => Self::Act(ActKey(number)),
            'e' => Self::Event(ActKey(number)),
            'p' => Self::Actor(ActorKey(number)),
            'd' => Self::Document(DocumentKey(number)),
            _ => return None,
        })
    }
}

/// An act that a person adds.
///
/// ```
/// let new = armistice::dossier::NewStatement { document: "d1".to_owned(), words: "would open the bridge".to_owned(), kind: evidence::ActKind::Commit, at: None };
/// assert_eq!(new.kind.as_str(), "commit");
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewStatement {
    /// The document, by name or number.
    pub document: String,
    /// Its words, exactly as they stand there.
    pub words: String,
    /// Which of the sixteen.
    pub kind: ActKind,
    /// The byte of the text at which they begin, where they stand there more than once.
    pub at: Option<usize>,
}

impl From<BadChange> for ErrorOf {
    fn from(bad: BadChange) -> Self {
        Self(Error::asked(bad.what, bad.hint))
    }
}

/// So that `?` takes both.
struct ErrorOf(Error);

/// Why somebody is who they are in a document, where a person parted them from another.
pub(super) const SAID: &str = "a person says so";

impl Dossier {
    /// Confirms acts as they stand, or that all accounts of an event are of one event.
    pub fn confirm(&mut self, items: &[String], why: Option<&str>, by: &Person) -> Result<(), Error> {
        let mut writing = self.store.writing()?;
        for item in items {
            match Target::parse(item) {
                Some(Target::Act(key)) => {
                    let act = standing(&writing, key)?;
                    if act.state == State::Confirmed {
                        return Err(Error::asked(format!("{key} is confirmed already"), "`armistice show` says what is known of it"));
                    }
                    writing.entry(by.at, &by.name, "confirm", item, &format!("{}: “{}”", act.kind, act.words), why)?;
                    version(&mut writing, &act, State::Confirmed, None)?;
                }
                Some(Target::Event(key)) => {
                    let acts = writing.acts_of_event(key, None)?;
                    if acts.len() < 2 {
                        return Err(Error::asked(
                            format!("{item} is no event that several acts report"),
                            "`armistice list DOSSIER --events` shows these",
                        ));
                    }
                    writing.entry(by.at, &by.name, "confirm", item, &format!("{} accounts of one event", acts.len()), why)?;
                    for row in acts.iter().skip(1) {
                        writing.link(row.act.key, key, None)?;
                    }
                }
                _ => return Err(only(item, "acts (a41) and events (e41) can be confirmed")),
            }
        }
        writing.commit()
    }

    /// Rejects acts: they are kept, and count no more.
    pub fn reject(&mut self, items: &[String], why: Option<&str>, by: &Person) -> Result<(), Error> {
        let mut writing = self.store.writing()?;
        for item in items {
            let Some(Target::Act(key)) = Target::parse(item) else {
                return Err(only(item, "acts (a41) can be rejected; a document is removed: armistice remove"));
            };
            let act = standing(&writing, key)?;
            if act.state == State::Rejected {
                return Err(Error::asked(format!("{key} is rejected already"), "to take that back: armistice undo, or correct confirm"));
            }
            writing.entry(by.at, &by.name, "reject", item, &format!("{}: “{}”", act.kind, act.words), why)?;
            version(&mut writing, &act, State::Rejected, None)?;
        }
        writing.commit()?;
        self.accounts.clear();
        Ok(())
    }

    /// Changes fields of an act (`strength=never`), or the name, kind, Wikidata item or ISO code of an actor (`name=Anneke Lind`).
    pub fn change(&mut self, item: &str, changes: &[String], why: Option<&str>, by: &Person) -> Result<(), Error> {
        match Target::parse(item) {
            Some(Target::Act(key)) => self.change_act(key, changes, why, by),
            Some(Target::Actor(key)) => self.change_actor(key, changes, why, by),
            _ => Err(only(item, "acts (a41) and actors (p7) can be changed")),
        }
    }

    fn change_act(&mut self, key: ActKey, changes: &[String], why: Option<&str>, by: &Person) -> Result<(), Error> {
        let measures = self.process().measures().clone();
        let mut parsed = Vec::new();
        for change in changes {
            let change = Change::parse(change, &measures).map_err(|bad| ErrorOf::from(bad).0)?;
            let keys = match &change {
                Change::Who(_, names) => names.iter().map(|name| self.one_actor(name)).collect::<Result<Vec<_>, _>>()?,
                _ => Vec::new(),
            };
            parsed.push((change, keys));
        }
        let mut writing = self.store.writing()?;
        let before = standing(&writing, key)?;
        let mut act = before.clone();
        for (change, keys) in &parsed {
            change.apply(&mut act).map_err(|bad| ErrorOf::from(bad).0)?;
            if let Change::Who(part, _) = change {
                act.who.retain(|it| it.part != *part);
                for key in keys {
                    let name = writing.actor_name(*key)?.unwrap_or_default();
                    act.who.push(super::Taking { part: *part, actor: *key, name });
                }
            }
        }
        let different = record::correction::differences(&before, &act);
        if different.is_empty() {
            return Err(Error::asked(format!("{key} is so already"), "to say that it is right: armistice correct confirm"));
        }
        let empty = |it: &str| if it.is_empty() { "nothing".to_owned() } else { it.to_owned() };
        let says: Vec<String> = different.iter().map(|(field, from, to)| format!("{field}: {} -> {}", empty(from), empty(to))).collect();
        writing.entry(by.at, &by.name, "change", &key.to_string(), &says.join("; "), why)?;
        let state = if before.state == State::Added { State::Added } else { State::Changed };
        version(&mut writing, &act, state, Some(&act))?;
        writing.commit()?;
        self.accounts.clear();
        Ok(())
    }

    fn change_actor(&mut self, key: ActorKey, changes: &[String], why: Option<&str>, by: &Person) -> Result<(), Error> {
        let mut writing = self.store.writing()?;
        let actor = writing.actor(key, None)?.ok_or_else(|| none("actor", &key.to_string()))?;
        let (mut name, mut kind, mut wikidata, mut iso) = (actor.name.clone(), actor.kind, actor.wikidata.clone(), actor.iso.clone());
        let mut says = Vec::new();
        for change in changes {
            let (field, value) = change.split_once('=').ok_or_else(|| {
                Error::asked(
                    format!("\"{change}\" is no change"),
                    "write FIELD=VALUE; the fields of an actor are name, kind, wikidata, iso",
                )
            })?;
            let given = (!value.trim().is_empty()).then(|| value.trim().to_owned());
            match field.trim() {
                "name" => name = given.ok_or_else(|| Error::asked("an actor needs a name", "write name=NAME"))?,
                "kind" => {
                    kind = ActorKind::from_word(value.trim()).ok_or_else(|| {
                        Error::asked(
                            format!("there is no kind of actor \"{}\"", value.trim()),
                            format!("write one of {}", ActorKind::ALL.iter().map(|it| it.as_str()).collect::<Vec<_>>().join(", ")),
                        )
                    })?;
                }
                "wikidata" => wikidata = given.map(wikidata_item).transpose()?,
                "iso" => iso = given.map(iso_code).transpose()?,
                other => {
                    return Err(Error::asked(format!("an actor has no field \"{other}\""), "the fields are name, kind, wikidata, iso"));
                }
            }
            says.push(change.trim().to_owned());
        }
        if name != actor.name {
            may_be_one(&self.process, &writing, &names_of(&writing, key)?, std::slice::from_ref(&name), "this name")?;
        }
        writing.entry(by.at, &by.name, "change", &key.to_string(), &format!("{}: {}", actor.name, says.join("; ")), why)?;
        writing.label(key, &name, kind, wikidata.as_deref(), iso.as_deref())?;
        writing.new_form(key, &name, None)?;
        writing.commit()?;
        self.actors = None;
        Ok(())
    }

    /// Makes acts accounts of one event, or actors one: the first named gives its name.
    pub fn merge(&mut self, items: &[String], why: Option<&str>, by: &Person) -> Result<(), Error> {
        let targets: Vec<Option<Target>> = items.iter().map(|item| Target::parse(item)).collect();
        let mut writing = self.store.writing()?;
        match targets.as_slice() {
            [Some(Target::Act(first) | Target::Event(first)), rest @ ..] if !rest.is_empty() => {
                standing(&writing, *first)?;
                let root = writing.first_of(*first, None)?.map_or(*first, |(root, _)| root);
                for (target, item) in rest.iter().zip(items.iter().skip(1)) {
                    let Some(Target::Act(key) | Target::Event(key)) = target else {
                        return Err(only(item, "acts are merged with acts, actors with actors"));
                    };
                    standing(&writing, *key)?;
                    if *key == root || writing.first_of(*key, None)?.is_some_and(|(first, p)| first == root && p.is_none()) {
                        return Err(Error::asked(
                            format!("{item} reports the event of {root} already"),
                            "`armistice show` says what is known of it",
                        ));
                    }
                    writing.entry(by.at, &by.name, "merge", &key.to_string(), &format!("{key} reports the event of {root}"), why)?;
                    report_of(&mut writing, *key, root)?;
                }
            }
            [Some(Target::Actor(first)), rest @ ..] if !rest.is_empty() => {
                let merged = writing.merged(None)?;
                let root = merged.get(first).copied().unwrap_or(*first);
                let name = writing.actor_name(root)?.ok_or_else(|| none("actor", &first.to_string()))?;
                for (target, item) in rest.iter().zip(items.iter().skip(1)) {
                    let Some(Target::Actor(key)) = target else { return Err(only(item, "acts are merged with acts, actors with actors")) };
                    let theirs = writing.actor_name(*key)?.ok_or_else(|| none("actor", item))?;
                    if merged.contains_key(key) || *key == root {
                        return Err(Error::asked(
                            format!("{item} is part of another actor already"),
                            "to end that: armistice correct split",
                        ));
                    }
                    may_be_one(&self.process, &writing, &names_of(&writing, root)?, &names_of(&writing, *key)?, "this merge")?;
                    writing.entry(by.at, &by.name, "merge", item, &format!("{theirs} ({key}) is {name} ({root})"), why)?;
                    writing.merge_actors(*key, root)?;
                }
            }
            _ => {
                return Err(Error::asked(
                    "two or more acts or actors can be merged",
                    "name them by number: armistice correct merge DOSSIER p7 p12",
                ));
            }
        }
        writing.commit()?;
        self.accounts.clear();
        Ok(())
    }

    /// Parts an act from its event; an actor from the one that it was merged into; or, with documents, whoever is called so in these from
    /// whoever is called so elsewhere: the new actor's number comes back.
    pub fn split(
        &mut self,
        item: &str,
        documents: &[String],
        name: Option<&str>,
        why: Option<&str>,
        by: &Person,
    ) -> Result<Option<ActorKey>, Error> {
        let documents: Vec<DocumentKey> = self.documents_named(documents)?.iter().map(|it| it.key).collect();
        let mut writing = self.store.writing()?;
        let made = match Target::parse(item) {
            Some(Target::Act(key)) => {
                let act = standing(&writing, key)?;
                writing.entry(by.at, &by.name, "split", item, &format!("“{}” is an event of its own", act.words), why)?;
                if !of_its_own(&mut writing, key)? {
                    return Err(Error::asked(
                        format!("{item} is the only account of its event"),
                        "`armistice list DOSSIER --events` shows events with several",
                    ));
                }
                None
            }
            Some(Target::Actor(key)) if documents.is_empty() => {
                let merged = writing.merged(None)?;
                let into = merged.get(&key).ok_or_else(|| {
                    Error::asked(
                        format!("{item} is not merged into another actor"),
                        "to part who is called so in some documents from the rest: --documents d3,d5",
                    )
                })?;
                let names = (writing.actor_name(key)?.unwrap_or_default(), writing.actor_name(*into)?.unwrap_or_default());
                writing.entry(by.at, &by.name, "split", item, &format!("{} ({key}) is not {} ({into})", names.0, names.1), why)?;
                writing.unmerge_actor(key)?;
                None
            }
            Some(Target::Actor(key)) => {
                let actor = writing.actor(key, None)?.ok_or_else(|| none("actor", item))?;
                let new_name = name.unwrap_or(&actor.name);
                let list = documents.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
                writing.entry(by.at, &by.name, "split", item, &format!("{} of {list} is another, {new_name}", actor.name), why)?;
                let new = writing.new_actor(new_name, actor.kind, None, None)?;
                writing.new_form(new, new_name, actor.part_of.first().map(|it| it.0))?;
                let mut absent = Vec::new();
                for document in &documents {
                    let changed = writing.move_appearances(key, new, std::slice::from_ref(document), SAID)?;
                    if changed == 0 && writing.appearances_in(*document)?.iter().all(|it| it.actor != new) {
                        absent.push(document.to_string());
                    }
                }
                if !absent.is_empty() {
                    return Err(Error::asked(
                        format!("{} is not in {}", actor.name, absent.join(", ")),
                        format!("`armistice show DOSSIER {key}` says where it is named"),
                    ));
                }
                Some(new)
            }
            _ => return Err(only(item, "acts (a41) are parted from their events, actors (p7) from others")),
        };
        writing.commit()?;
        self.accounts.clear();
        self.actors = None;
        Ok(made)
    }

    /// Adds an act that the machine did not read. Its words have to stand in the document, once.
    pub fn add_act(&mut self, new: &NewStatement, changes: &[String], why: Option<&str>, by: &Person) -> Result<ActKey, Error> {
        let document = self.document(&new.document)?;
        let text = self.store.text(document.key)?;
        let mut places = text.match_indices(&new.words).filter(|(at, _)| new.at.is_none_or(|it| it == *at));
        let place: Place = match (places.next(), places.next()) {
            (Some((at, words)), None) => {
                Span::new(at, at + words.len()).ok_or_else(|| Error::asked("an act needs words", "give the words that show it"))?.into()
            }
            (Some(_), Some(_)) => {
                return Err(Error::asked(
                    format!("“{}” stands more than once in {}", new.words, document.name),
                    "give more of the words, so that they stand there once",
                ));
            }
            (None, _) => {
                return Err(Error::asked(
                    format!("“{}” does not stand in {}", new.words, document.name),
                    "give the words exactly as they stand there, quotation marks too",
                ));
            }
        };
        let measures = self.process().measures().clone();
        let mut act = Act {
            key: ActKey(0),
            document: document.key,
            document_name: document.name.clone(),
            note: None,
            handling: document.mark.handling.clone(),
            name: "added".to_owned(),
            kind: new.kind,
            strength: None,
            status: None,
            negated: false,
            when: None,
            reported: document.published.as_ref().and_then(evidence::Date::day),
            who: Vec::new(),
            measures: Vec::new(),
            words: new.words.clone(),
            place,
            probability: None,
            state: State::Added,
            event: None,
        };
        for change in changes {
            let change = Change::parse(change, &measures).map_err(|bad| ErrorOf::from(bad).0)?;
            change.apply(&mut act).map_err(|bad| ErrorOf::from(bad).0)?;
            if let Change::Who(part, names) = &change {
                for name in names {
                    let actor = self.one_actor(name)?;
                    act.who.push(super::Taking { part: *part, actor, name: name.clone() });
                }
            }
        }
        let mut keeper = self.keeper()?;
        let writing = &mut keeper.writing;
        writing.entry(by.at, &by.name, "add act", "", "", why)?;
        let key = version_as(writing, &act, State::Added, None, None)?;
        let says = format!("{} {}: “{}”", said(&act, "actor"), act.kind, act.words);
        writing.entry_is_about(&key.to_string(), says.trim())?;
        keeper.link_kept(document.key, &[key])?;
        keeper.commit()?;
        Ok(key)
    }

    /// Marks a document (by name or number) or a source (by name). What is `None` stays as it was.
    pub fn mark(&mut self, target: &str, mark: &Mark, why: Option<&str>, by: &Person) -> Result<Mark, Error> {
        let document = self.store.document(target, None)?;
        let mut writing = self.store.writing()?;
        let before = match &document {
            Some(document) => writing.own_mark(document.key)?,
            None if writing.outlet_named(target)?.is_some() => writing.outlet_mark(target)?,
            None => {
                return Err(Error::asked(
                    format!("there is no document or source \"{target}\""),
                    "`armistice list DOSSIER` and `armistice list DOSSIER --sources` show them",
                ));
            }
        };
        let mark = Mark {
            handling: mark.handling.clone().or(before.handling),
            reliability: mark.reliability.or(before.reliability),
            credibility: mark.credibility.or(before.credibility),
        };
        let says = [mark.handling.as_ref().map(ToString::to_string), mark.code()].into_iter().flatten().collect::<Vec<_>>().join(", ");
        let item = document.as_ref().map_or_else(String::new, |it| it.key.to_string());
        writing.entry(by.at, &by.name, "marks", &item, &format!("{target}: {says}"), why)?;
        match &document {
            Some(document) => writing.mark_document(document.key, &mark)?,
            None => writing.mark_outlet(target, &mark)?,
        }
        writing.commit()?;
        Ok(mark)
    }

    /// Removes documents. Their names, hashes and history stay; with `erase` their words are gone for good. Gives the kept files that went
    /// with these words although other documents came out of them too.
    pub fn remove(&mut self, documents: &[String], erase: bool, why: Option<&str>, by: &Person) -> Result<Vec<String>, Error> {
        let found = self.documents_named(documents)?;
        let mut writing = if erase { self.store.rewriting()? } else { self.store.writing()? };
        let keys: Vec<DocumentKey> = found.iter().map(|it| it.key).collect();
        let files = if erase { writing.shared_originals(&keys)? } else { Vec::new() };
        let known = if erase { writing.names_known()? } else { std::collections::BTreeSet::new() };
        for document in &found {
            if document.until.is_some() && !erase {
                return Err(Error::asked(format!("{} is removed already", document.name), "to have its words erased: --erase"));
            }
            let what = if erase { "erased" } else { "removed" };
            writing.entry(
                by.at,
                &by.name,
                "remove",
                &document.key.to_string(),
                &format!("{} {what}, SHA-256 {}", document.name, document.sha256),
                why,
            )?;
            writing.remove(document.key, erase)?;
        }
        if erase {
            writing.wipe_names(&known)?;
            writing.forget()?;
        }
        writing.commit()?;
        if erase {
            // Else what was erased would still lie in free pages and in the WAL.
            self.store.pack()?;
        }
        self.accounts.clear();
        Ok(files)
    }

    /// Takes an entry of the log back, or where none is named the newest correction, mark or removal. Gives the entry that was taken back.
    pub fn undo(&mut self, entry: Option<EntryKey>, why: Option<&str>, by: &Person) -> Result<EntryKey, Error> {
        let entry = match entry {
            Some(entry) => entry,
            None => self
                .store
                .last_undoable()?
                .ok_or_else(|| Error::asked("there is nothing to take back", "`armistice log` shows what was done"))?,
        };
        let mut writing = self.store.writing()?;
        let about = writing.log(None, usize::MAX >> 1)?.into_iter().find(|it| it.key == entry);
        let (item, says) = about.map_or_else(|| (String::new(), String::new()), |it| (it.item, it.says));
        writing.entry(by.at, &by.name, "undo", &item, &format!("{entry} taken back: {says}"), why)?;
        writing.undo(entry)?;
        writing.commit()?;
        self.accounts.clear();
        self.actors = None;
        Ok(entry)
    }
}

/// A Wikidata item: `Q20`.
fn wikidata_item(given: String) -> Result<String, Error> {
    let is_item =
        given.strip_prefix('Q').is_some_and(|it| !it.is_empty() && !it.starts_with('0') && it.bytes().all(|b| b.is_ascii_digit()));
    if is_item { Ok(given) } else { Err(Error::asked(format!("\"{given}\" is no Wikidata item"), "write Q and its number: wikidata=Q20")) }
}

/// A code of ISO 3166: of a country (`NO`, `NOR`) or a part of one (`NO-03`).
fn iso_code(given: String) -> Result<String, Error> {
    let (country, part) = given.split_once('-').map_or((given.as_str(), None), |(country, part)| (country, Some(part)));
    let is_country = (2..=3).contains(&country.len()) && country.bytes().all(|b| b.is_ascii_uppercase());
    let is_part = |it: &str| (1..=3).contains(&it.len()) && it.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    if is_country && part.is_none_or(is_part) {
        return Ok(given);
    }
    Err(Error::asked(format!("\"{given}\" is no ISO code"), "write one of ISO 3166: iso=NO, iso=NOR or, of a part of a country, iso=NO-03"))
}

fn only(item: &str, what: &str) -> Error {
    Error::asked(format!("this cannot be done to \"{item}\""), what)
}

fn none(what: &str, item: &str) -> Error {
    Error::asked(format!("there is no {what} \"{item}\""), "`armistice search` and `armistice list` show which there are")
}

/// Makes an act, with whatever was linked to it, an account of an event, by a person's word.
pub(super) fn report_of(writing: &mut Writing<'_>, act: ActKey, event: ActKey) -> Result<(), Error> {
    for row in writing.acts_of_event(act, None)?.iter().filter(|row| row.act.key != event && row.act.key != act) {
        writing.link(row.act.key, event, None)?;
    }
    writing.link(act, event, None)
}

/// Makes an act an event of its own, by a person's word; `false` where it is the only account of one.
pub(super) fn of_its_own(writing: &mut Writing<'_>, act: ActKey) -> Result<bool, Error> {
    if let Some((first, _)) = writing.first_of(act, None)? {
        writing.unlink(act)?;
        writing.keep_apart(act, first)?;
        return Ok(true);
    }
    let others = writing.acts_of_event(act, None)?;
    let Some(next) = others.iter().map(|row| row.act.key).find(|it| *it != act) else { return Ok(false) };
    // The first account goes: the next one gives the event its name.
    for row in others.iter().filter(|row| row.act.key != act) {
        let probability = writing.first_of(row.act.key, None)?.and_then(|(_, p)| p);
        writing.unlink(row.act.key)?;
        writing.keep_apart(act, row.act.key)?;
        if row.act.key != next {
            writing.link(row.act.key, next, probability)?;
        }
    }
    Ok(true)
}

/// All names that an actor goes by.
pub(super) fn names_of(writing: &Writing<'_>, key: ActorKey) -> Result<Vec<String>, Error> {
    Ok(writing.actor(key, None)?.into_iter().flat_map(|it| std::iter::once(it.name).chain(it.forms)).collect())
}

/// Refuses what would give one actor two names that the process file keeps apart.
fn may_be_one(process: &Process, writing: &Writing<'_>, some: &[String], others: &[String], what: &str) -> Result<(), Error> {
    let Some(pair) = process.keeps_apart(some, others) else { return Ok(()) };
    let toml = writing.process_file()?.unwrap_or_default();
    Err(Error::asked(
        format!("{what} is refused: {}", never_merge(&toml, pair)),
        "if they are one after all, take that line out of the process file: armistice init DOSSIER --take TOML",
    ))
}

/// An act that stands in a document that was not removed.
fn standing(writing: &Writing<'_>, key: ActKey) -> Result<Act, Error> {
    let row = writing.act_at(key, None)?.ok_or_else(|| none("act", &key.to_string()))?;
    if writing.removed(row.act.document, None)? {
        return Err(Error::asked(
            format!("the document of {key} was removed"),
            "`armistice log` says when; armistice undo takes that back",
        ));
    }
    Ok(row.act)
}

/// Another version of an act: as `changed` has it, else as it was.
fn version(writing: &mut Writing<'_>, act: &Act, state: State, changed: Option<&Act>) -> Result<ActKey, Error> {
    let reading = writing.act_at(act.key, None)?.and_then(|row| row.reading);
    version_as(writing, changed.unwrap_or(act), state, Some(act.key), reading)
}

fn version_as(writing: &mut Writing<'_>, act: &Act, state: State, item: Option<ActKey>, reading: Option<i64>) -> Result<ActKey, Error> {
    let who: Vec<(Part, ActorKey)> = act.who.iter().map(|it| (it.part, it.actor)).collect();
    writing.new_act(&NewAct {
        item,
        document: act.document,
        reading,
        name: &act.name,
        kind: act.kind,
        strength: act.strength,
        status: act.status,
        negated: act.negated,
        when: act.when.as_ref(),
        reported: act.reported,
        place: &act.place,
        words: &act.words,
        probability: act.probability,
        state,
        who: &who,
        measures: &act.measures,
    })
}
