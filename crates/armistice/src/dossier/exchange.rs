//! A dossier given away and taken in: a packed copy with what may leave it, encrypted where that is asked; and the documents and
//! corrections of another dossier.
#![expect(clippy::disallowed_methods, reason = "the front door writes the file that the user asked for")]

mod words;

use super::add::{Coming, Found, Original};
use super::{Added, DocumentKind, Dossier, Error, Mark, Masked, Mode, Person, Without};
use age::secrecy::SecretString;
use jiff::civil;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fs::File;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use store::{NewSource, Store};

/// What is to stay behind.
///
/// ```
/// assert!(!armistice::dossier::Leave::default().with_restricted);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Leave {
    /// Documents whose only sources are these stay behind.
    pub sources: Vec<String>,
    /// These names give way to marks of the same length, everywhere.
    pub names: Vec<String>,
    /// Restricted and embargoed documents go with it all the same.
    pub with_restricted: bool,
}

impl Leave {
    /// Whether no source and no name is to stay behind.
    fn takes_all(&self) -> bool {
        self.sources.is_empty() && self.names.is_empty()
    }
}

/// For whom a file is encrypted.
#[derive(Clone)]
pub enum Key {
    /// Whoever has this passphrase.
    Passphrase(String),
    /// Whoever has the identity of this recipient (`age1...`).
    Recipient(String),
}

/// With what a file is decrypted.
#[derive(Clone)]
pub enum Unlock {
    /// A passphrase.
    Passphrase(String),
    /// An identity (`AGE-SECRET-KEY-1...`), as age-keygen writes it; other lines of the file are passed over.
    Identity(String),
}

/// What an export left out.
///
/// ```
/// assert_eq!(armistice::dossier::Exported::default().documents, 0);
/// ```
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Exported {
    /// Documents in it.
    pub documents: usize,
    /// Documents left out, each with the reason.
    pub left_out: Vec<(String, String)>,
    /// Documents in it that have the text of one that was left out, each with which.
    pub copies: Vec<(String, String)>,
    /// Documents that were removed before: no more than that there was one is in it.
    pub removed: usize,
    /// Kept files that documents in it came out of, left out because one that stays behind did too.
    pub files: Vec<String>,
    /// Names that gave way, with how often each stood in a text.
    pub masked: Vec<Masked>,
}

/// A document that an import brings, and that was removed here before.
///
/// ```
/// use armistice::dossier::{ComesBack, DocumentKey};
/// let it = ComesBack { now: DocumentKey(5), before: DocumentKey(2), day: jiff::civil::date(2031, 3, 14) };
/// assert_eq!(it.now.to_string(), "d5");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ComesBack {
    /// Its number now.
    pub now: super::DocumentKey,
    /// The number that its text had.
    pub before: super::DocumentKey,
    /// The day on which that was removed.
    pub day: civil::Date,
}

/// What an import brought.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Imported {
    /// New documents.
    pub documents: usize,
    /// Documents that were there already.
    pub known: usize,
    /// Acts with the word of a person that were taken over.
    pub corrections: usize,
    /// What people there said of actors and events that was taken over: names, ids, who is whom, what is one event and what is not.
    pub words: usize,
    /// Acts, actors and events of which a person here said otherwise: what was said here stays.
    pub kept: usize,
    /// Documents and sources that are marked from now on as the other dossier has them: handled more strictly, or judged where they were not.
    pub stricter: usize,
    /// New documents whose text was removed here before.
    pub removed: Vec<ComesBack>,
    /// Further sources of documents.
    pub sources: usize,
    /// New documents that came out of a file that is kept there: the file itself does not come in.
    pub originals: usize,
    /// What people there said of actors and events that have no counterpart here, or that the process file here forbids; names too long to
    /// be any.
    pub not_taken: usize,
}

/// Which of the documents of a dossier may not leave it on a day, with the reason of each. With a document its copies stay, since they have its
/// words: but for those that were published elsewhere too, or that somebody marked public.
///
/// ```
/// let held = armistice::dossier::held(&[], &Default::default(), jiff::civil::date(2031, 4, 1));
/// assert!(held.is_empty());
/// ```
pub fn held(documents: &[super::Document], leave: &Leave, today: civil::Date) -> BTreeMap<super::DocumentKey, String> {
    let mut held = BTreeMap::new();
    for document in documents {
        let handling = document.mark.handling.clone().unwrap_or_default();
        let named: Vec<&str> = document.sources.iter().filter_map(|it| it.outlet.as_deref()).collect();
        if !leave.with_restricted && !handling.open_on(today) {
            held.insert(document.key, handling.to_string());
        } else if !named.is_empty() && named.iter().all(|name| leave.sources.iter().any(|it| it == name)) {
            held.insert(document.key, format!("of {}", named.join(", ")));
        }
    }
    let copies: Vec<_> = copies_of(documents, &held.keys().copied().collect())
        .into_iter()
        .filter(|(copy, of)| !of.iter().all(|of| is_public_itself(copy, of, leave)))
        .filter_map(|(copy, of)| of.first().map(|of| (copy.key, format!("the text of {}, {}", of.name, held[&of.key]))))
        .collect();
    held.extend(copies);
    held
}

/// The other documents that have the text of these, each with which.
fn copies_of<'a>(
    documents: &'a [super::Document],
    these: &BTreeSet<super::DocumentKey>,
) -> Vec<(&'a super::Document, Vec<&'a super::Document>)> {
    let first = |it: &super::Document| it.copy_of.map_or(it.key, |(of, _)| of);
    let mut groups: BTreeMap<super::DocumentKey, Vec<&super::Document>> = BTreeMap::new();
    for document in documents.iter().filter(|it| these.contains(&it.key)) {
        groups.entry(first(document)).or_default().push(document);
    }
    let others = documents.iter().filter(|it| !these.contains(&it.key));
    others.filter_map(|it| Some((it, groups.get(&first(it))?.clone()))).collect()
}

/// Whether a copy may be seen by anybody although this document, which has the same text, may not: it was marked public, or it was published
/// where that was not.
fn is_public_itself(copy: &super::Document, of: &super::Document, leave: &Leave) -> bool {
    let same = |it: &super::Source| {
        let left_out = it.outlet.as_ref().is_some_and(|it| leave.sources.contains(it));
        left_out || of.sources.iter().any(|of| (it.outlet.is_some() && of.outlet == it.outlet) || (it.url.is_some() && of.url == it.url))
    };
    copy.mark.handling == Some(super::Handling::Public)
        || copy.sources.iter().any(|it| (it.outlet.is_some() || it.url.is_some()) && !same(it))
}

/// A document that may not leave, and why.
pub type Held = (super::Document, String);

impl Dossier {
    /// The documents that may leave, and those that may not with the reason.
    pub fn may_leave(&self, leave: &Leave, today: civil::Date) -> Result<(Vec<super::Document>, Vec<Held>), Error> {
        for source in &leave.sources {
            if self.store.outlet_named(source)?.is_none() {
                return Err(Error::asked(
                    format!("there is no source \"{source}\""),
                    "`armistice list DOSSIER --sources` shows which there are",
                ));
            }
        }
        let (mut may, mut may_not) = (Vec::new(), Vec::new());
        let documents = self.store.documents(None, super::DocumentKey(0), usize::MAX >> 1)?;
        let mut held = held(&documents, leave, today);
        for document in documents {
            match held.remove(&document.key) {
                Some(why) => may_not.push((document, why)),
                None => may.push(document),
            }
        }
        Ok((may, may_not))
    }

    /// The other documents that have the text of these, or nearly so, each with those that it is a copy of or that are copies of it.
    pub fn copies(&self, these: &BTreeSet<super::DocumentKey>) -> Result<Vec<(super::Document, Vec<super::Document>)>, Error> {
        let mut documents = self.store.documents(None, super::DocumentKey(0), usize::MAX >> 1)?;
        // One of these may have been removed.
        for key in these.iter().filter(|key| documents.binary_search_by_key(*key, |it| it.key).is_err()).collect::<Vec<_>>() {
            documents.extend(self.store.document(&key.to_string(), None)?);
        }
        Ok(copies_of(&documents, these).into_iter().map(|(copy, of)| (copy.clone(), of.into_iter().cloned().collect())).collect())
    }

    /// Who is known, and by what name, without these documents and those that were removed: for what is made of the others.
    pub fn without(&self, documents: &BTreeSet<super::DocumentKey>) -> Result<Without, Error> {
        self.store.without(documents)
    }

    /// Writes a packed copy of the dossier to a new file, without what may not leave it; with a key as an age file. The copy is opened and
    /// checked before it gets its name.
    pub fn export(&self, path: &Path, leave: &Leave, key: Option<&Key>, today: civil::Date) -> Result<Exported, Error> {
        if path.try_exists().map_err(|e| io(&e))? {
            return Err(Error::Exists);
        }
        // Made beside its place, so that a failure leaves nothing half done under its name.
        let scratch = Scratch::beside(path)?;
        let part = scratch.0.join("copy");
        let (mut copy, exported) = self.copy_without(&part, leave, today)?;
        copy.become_another()?;
        copy.pack()?;
        let faults = copy.check(|| {})?;
        if let Some(fault) = faults.first() {
            return Err(Error::Damaged { says: format!("the copy is not whole: {fault}") });
        }
        drop(copy);
        match key {
            None => std::fs::rename(&part, path).map_err(|e| io(&e))?,
            Some(key) => {
                let sealed = scratch.0.join("sealed");
                encrypt(&part, &sealed, key)?;
                std::fs::rename(&sealed, path).map_err(|e| io(&e))?;
            }
        }
        Ok(exported)
    }

    /// Hands over the dossier as it may leave, for lists that are made of it: itself where nothing stays behind, else the copy that
    /// [`Self::export`] would write, which lies in a folder beside `path` that nobody else can look into, and is gone afterwards.
    pub fn as_it_may_leave<T>(
        &self,
        path: &Path,
        leave: &Leave,
        today: civil::Date,
        list: impl FnOnce(&Self) -> Result<T, Error>,
    ) -> Result<(T, Exported), Error> {
        let (may, may_not) = self.may_leave(leave, today)?;
        if leave.takes_all() && may_not.is_empty() && self.store.removed_documents()?.is_empty() {
            return Ok((list(self)?, Exported { documents: may.len(), ..Exported::default() }));
        }
        let scratch = Scratch::beside(path)?;
        let (copy, exported) = self.copy_without(&scratch.0.join("copy"), leave, today)?;
        Ok((list(&Self::of(copy)?)?, exported))
    }

    /// A copy of the dossier without what may not leave it.
    fn copy_without(&self, path: &Path, leave: &Leave, today: civil::Date) -> Result<(Store, Exported), Error> {
        let (may, may_not) = self.may_leave(leave, today)?;
        let copies = self.copies(&may_not.iter().map(|(document, _)| document.key).collect())?;
        // In the dossier an undo brings them back; in a copy that is given away nobody else may.
        let removed = self.store.removed_documents()?;
        self.store.copy_to(path)?;
        let mut copy = Store::open(path, Mode::Write)?;
        let mut exported = Exported { documents: may.len(), removed: removed.len(), ..Exported::default() };
        if !may_not.is_empty() || !removed.is_empty() || !leave.takes_all() {
            let keys: Vec<super::DocumentKey> = may_not.iter().map(|(document, _)| document.key).chain(removed.iter().copied()).collect();
            let mut writing = copy.rewriting()?;
            exported.files = writing.shared_originals(&keys)?;
            let last = writing.log(None, 1)?.first().map_or(jiff::Timestamp::UNIX_EPOCH, |it| it.at);
            let says = format!("{} documents and {} names left out", keys.len(), leave.names.len());
            writing.entry(last, "export", "export", "", &says, None)?;
            // A source that is left out is not to be named either.
            let names: Vec<String> = leave.names.iter().chain(&leave.sources).cloned().collect();
            exported.masked = writing.redact(&names, &leave.sources, &keys)?;
            writing.forget()?;
            writing.commit()?;
        }
        exported.copies = copies.into_iter().filter_map(|(copy, of)| Some((copy.name, of.into_iter().next()?.name))).collect();
        exported.left_out = may_not.into_iter().map(|(document, why)| (document.name, why)).collect();
        Ok((copy, exported))
    }

    /// Takes over the documents of another dossier that this one has not got, with their readings and marks, and what people there said of
    /// acts, actors and events. Where a person here has said otherwise, that stays. The other file is treated as a stranger's.
    pub fn import(&mut self, path: &Path, unlock: Option<&Unlock>, by: &Person) -> Result<Imported, Error> {
        if self.store.path().is_some_and(|mine| same_file(mine, path)) {
            return Err(Error::asked(
                "this is the dossier itself",
                "name the other dossier, the one whose documents are to come into this one",
            ));
        }
        let mut head = [0u8; 21];
        let sealed = File::open(path).and_then(|mut file| file.read_exact(&mut head)).is_ok() && head.starts_with(b"age-encryption.org/v1");
        if !sealed {
            return self.import_from(&Store::open(path, Mode::Read)?, by);
        }
        let unlock = unlock
            .ok_or_else(|| Error::asked("this file is encrypted", "give its passphrase (--passphrase-file) or identity (--identity)"))?;
        // Beside the dossier: the file may lie where nothing can be written, and what is in it is to be in the dossier anyway.
        let scratch = Scratch::beside(self.store.path().unwrap_or(path))?;
        let plain = scratch.0.join("plain");
        decrypt(path, &plain, unlock)?;
        self.import_from(&Store::open(&plain, Mode::Read)?, by)
    }

    fn import_from(&mut self, other: &Store, by: &Person) -> Result<Imported, Error> {
        let mut imported = Imported::default();
        let mut after = super::DocumentKey(0);
        let mut documents = HashMap::new();
        // One transaction: a file of which the last document does not fit leaves nothing behind.
        let mut keeper = self.keeper()?;
        loop {
            let chunk = other.documents(None, after, 64)?;
            let Some(last) = chunk.last() else { break };
            after = last.key;
            for theirs in &chunk {
                let (document, doubts) = other.evidence(theirs.key)?;
                let Some((_, _, reading)) = other.newest_reading(theirs.key)? else { continue };
                let acts = other.acts_of(theirs.key, None)?;
                must_fit(&theirs.name, document.text(), &reading, &acts)?;
                let origin = theirs.sources.first().map_or("import", |it| it.origin.as_str());
                let found = Found { origin, line: None, file: None, keep: false };
                let coming = Coming { kind: theirs.kind, author: theirs.author.as_deref(), ..Coming::report(&document, &reading, &doubts) };
                // Of a text that somebody writes down twice both are kept; of one that comes in again with its dossier there is one.
                let same = match theirs.kind {
                    DocumentKind::Note => keeper.writing.same_note(&document, theirs.author.as_deref())?,
                    DocumentKind::Report => keeper.writing.with_text(document.sha256())?.filter(|it| !it.removed).map(|it| it.key),
                };
                let added = match same {
                    Some(key) => Added::Known { key },
                    None => keeper.document(&coming, None, &found, by, &mut Original::default())?,
                };
                if let Added::New { key, removed: Some((before, day)), .. } = added {
                    imported.removed.push(ComesBack { now: key, before, day });
                }
                let key = match added {
                    Added::New { key, .. } | Added::Copy { key, .. } => {
                        imported.documents += 1;
                        let mark = other.own_mark(theirs.key)?;
                        if mark != Mark::default() {
                            let item = key.to_string();
                            marked(&mut keeper.writing, by, &item, &theirs.name, &mark, why_marked(other, Some(theirs.key), "")?)?;
                            keeper.writing.mark_document(key, &mark)?;
                        }
                        imported.originals += usize::from(other.keeps_original(theirs.key)?);
                        key
                    }
                    Added::Joined { key, .. } | Added::Known { key } => {
                        imported.known += 1;
                        key
                    }
                };
                documents.insert(theirs.key, key);
                let here = keeper.writing.document(&key.to_string(), None)?.map(|it| it.sources).unwrap_or_default();
                let before = imported.sources;
                for source in &theirs.sources {
                    // Which line of the file it was is of no weight.
                    let nameless = source.outlet.is_none() && source.url.is_none();
                    let same = |it: &super::Source| {
                        (&it.outlet, &it.url) == (&source.outlet, &source.url) && (!nameless || it.origin == source.origin)
                    };
                    if here.iter().any(same) {
                        continue;
                    }
                    let new = NewSource {
                        outlet: source.outlet.as_deref(),
                        url: source.url.as_deref(),
                        title: source.title.as_deref(),
                        published: source.published.clone(),
                        origin: &source.origin,
                        line: None,
                        original: None,
                    };
                    let says = format!("another source of {}: {}", theirs.name, source.origin);
                    keeper.writing.entry(by.at, &by.name, "add", &key.to_string(), &says, None)?;
                    keeper.writing.new_source(key, &new)?;
                    imported.sources += 1;
                }
                if imported.sources > before {
                    keeper.writing.search_again(key)?;
                }
                // What may not leave there may not leave here: the stricter of both counts.
                if let Some(mark) = stricter(&keeper.writing.own_mark(key)?, &other.own_mark(theirs.key)?) {
                    let why = why_marked(other, Some(theirs.key), "")?;
                    marked(&mut keeper.writing, by, &key.to_string(), &theirs.name, &mark, why)?;
                    keeper.writing.mark_document(key, &mark)?;
                    imported.stricter += 1;
                }
                for outlet in theirs.sources.iter().filter_map(|it| it.outlet.as_deref()) {
                    if let Some(mark) = stricter(&keeper.writing.outlet_mark(outlet)?, &other.outlet_mark(outlet)?) {
                        marked(&mut keeper.writing, by, "", outlet, &mark, why_marked(other, None, outlet)?)?;
                        keeper.writing.mark_outlet(outlet, &mark)?;
                        imported.stricter += 1;
                    }
                }
                let mine = keeper.writing.acts_of(key, None)?;
                for row in acts.into_iter().filter(|row| row.act.state.by_person()) {
                    let theirs = row.act;
                    let same = mine.iter().find(|row| row.act.place == theirs.place && row.act.name == theirs.name);
                    if let Some(mine) = same
                        && mine.act.state.by_person()
                    {
                        let differ = mine.act.state != theirs.state || !record::correction::differences(&mine.act, &theirs).is_empty();
                        imported.kept += usize::from(differ);
                        continue;
                    }
                    if !theirs.who.iter().all(|it| words::fits(&it.name)) {
                        imported.not_taken += 1;
                        continue;
                    }
                    let mut who = Vec::new();
                    for taking in &theirs.who {
                        let key = match keeper.writing.actors_named(&taking.name)?.first() {
                            Some(key) => *key,
                            None => {
                                let kind = other.actor(taking.actor, None)?.map_or(evidence::ActorKind::Group, |it| it.kind);
                                let key = keeper.writing.new_actor(&taking.name, kind, None, None)?;
                                keeper.writing.new_form(key, &taking.name, None)?;
                                key
                            }
                        };
                        who.push((taking.part, key));
                    }
                    let said = other.log(Some(&theirs.key.to_string()), 1)?.into_iter().next();
                    let says = said
                        .as_ref()
                        .map_or_else(|| theirs.state.to_string(), |it| format!("{} by {} on {}: {}", it.command, it.by, it.at, it.says));
                    let item = same.map_or_else(String::new, |row| row.act.key.to_string());
                    keeper.writing.entry(by.at, &by.name, "import", &item, &says, said.as_ref().and_then(|it| it.why.as_deref()))?;
                    let new = store::NewAct {
                        item: same.map(|row| row.act.key),
                        document: key,
                        reading: same.and_then(|row| row.reading),
                        name: &theirs.name,
                        kind: theirs.kind,
                        strength: theirs.strength,
                        status: theirs.status,
                        negated: theirs.negated,
                        when: theirs.when.as_ref(),
                        reported: theirs.reported,
                        place: &theirs.place,
                        words: &theirs.words,
                        probability: theirs.probability,
                        state: theirs.state,
                        who: &who,
                        measures: &theirs.measures,
                    };
                    keeper.writing.new_act(&new)?;
                    imported.corrections += 1;
                }
            }
        }
        words::take_over(&mut keeper, other, &documents, by, &mut imported)?;
        keeper.commit()?;
        if imported.words > 0 {
            self.accounts.clear();
            self.actors = None;
        }
        Ok(imported)
    }
}

/// Refuses a document of another dossier whose acts are not in its text, whether a machine read them or a person there says so: the file may
/// be anybody's and say what it will, and what does not fit here would make this dossier one that is not whole.
fn must_fit(name: &str, text: &str, reading: &evidence::Reading, acts: &[store::RowOfAct]) -> Result<(), Error> {
    let damaged = |says: String| Err(Error::Damaged { says });
    if !reading.acts.iter().all(|act| act.quote.fits(text)) {
        return damaged(format!("a reading of {name} does not fit its text"));
    }
    let mut ids = HashSet::new();
    if let Some(twice) = reading.acts.iter().find(|act| !ids.insert(&act.id)) {
        return damaged(format!("a reading of {name} has two acts {}", twice.id.0));
    }
    let is_there = |act: &super::Act| act.place.fits(text) && act.place.words(text) == act.words;
    match acts.iter().map(|row| &row.act).find(|act| !is_there(act)) {
        Some(act) => damaged(format!("{}: its words are not at their place in {name}", act.key)),
        None => Ok(()),
    }
}

/// A new folder that nobody else can look into, gone with all that is in it on every way out but a kill; what a killed one left goes with the
/// next for the same file. SQLite puts files beside its own.
struct Scratch(PathBuf, #[expect(dead_code, reason = "its lock says that the folder is in use")] File);

impl Scratch {
    fn beside(path: &Path) -> Result<Self, Error> {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let start = format!(".{name}.");
        let folder = path.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
        let left = std::fs::read_dir(folder).map_err(|e| match e.kind() {
            std::io::ErrorKind::NotFound => {
                Error::asked(format!("there is no folder \"{}\"", folder.display()), "make it first, or name a file in another one")
            }
            _ => io(&e),
        })?;
        for left in left.flatten() {
            let called = left.file_name().to_string_lossy().into_owned();
            let unused = |lock: File| lock.try_lock().is_ok();
            if called.starts_with(&start) && called.ends_with(".part") && File::open(left.path().join("lock")).is_ok_and(unused) {
                let _ = std::fs::remove_dir_all(left.path());
            }
        }
        let mut builder = std::fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        for number in 0..1000 {
            let folder = path.with_file_name(format!("{start}{}-{number}.part", std::process::id()));
            match builder.create(&folder) {
                Ok(()) => {
                    let lock = File::create_new(folder.join("lock")).and_then(|file| file.lock().map(|()| file)).map_err(|e| io(&e))?;
                    return Ok(Self(folder, lock));
                }
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(io(&error)),
            }
        }
        Err(Error::Io { says: "there is no free name for a temporary folder".to_owned() })
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Says that a mark is as in the dossier that was imported. No plain undo takes it back, which would let go what somebody there holds back.
fn marked(writing: &mut store::Writing<'_>, by: &Person, item: &str, name: &str, mark: &Mark, why: Option<String>) -> Result<(), Error> {
    let says: Vec<String> = mark.handling.iter().map(ToString::to_string).chain(mark.code()).collect();
    let says = format!("{name}: {}, as in the dossier that was imported", says.join(", "));
    writing.entry(by.at, &by.name, "import", item, &says, why.as_deref())?;
    Ok(())
}

/// Why a document, or where there is none a source, was marked there last.
fn why_marked(other: &Store, document: Option<super::DocumentKey>, outlet: &str) -> Result<Option<String>, Error> {
    let item = document.map(|it| it.to_string()).unwrap_or_default();
    let begins = format!("{outlet}: ");
    let of = |it: &super::Entry| {
        it.undone_by.is_none()
            && matches!(it.command.as_str(), "marks" | "import")
            && (document.is_some() || it.says.starts_with(&begins))
            && it.why.as_ref().is_some_and(|why| words::fits(why))
    };
    Ok(other.log(Some(&item), usize::MAX >> 1)?.into_iter().find(of).and_then(|it| it.why))
}

/// What a mark is with that of another dossier, where that one handles more strictly or judges what is not judged here.
fn stricter(mine: &Mark, theirs: &Mark) -> Option<Mark> {
    let with = mine.clone().with(theirs.clone());
    let open = |it: &Mark| it.handling.clone().unwrap_or_default();
    (open(&with) != open(mine) || with.code() != mine.code()).then_some(with)
}

/// Whether two names are of one file, by another way or as a second name of it.
fn same_file(one: &Path, other: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        if let (Ok(one), Ok(other)) = (std::fs::metadata(one), std::fs::metadata(other)) {
            return (one.dev(), one.ino()) == (other.dev(), other.ino());
        }
    }
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

fn io(error: &std::io::Error) -> Error {
    match error.kind() {
        std::io::ErrorKind::StorageFull => Error::Full,
        std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => Error::ReadOnly,
        std::io::ErrorKind::NotFound => Error::Missing,
        _ => Error::Io { says: error.to_string() },
    }
}

fn encrypt(from: &Path, to: &Path, key: &Key) -> Result<(), Error> {
    let failed = |error: &dyn std::fmt::Display| Error::Io { says: format!("encrypting failed: {error}") };
    let encryptor = match key {
        Key::Passphrase(words) => age::Encryptor::with_user_passphrase(SecretString::from(words.clone())),
        Key::Recipient(name) => {
            let recipient: age::x25519::Recipient = name.trim().parse().map_err(|why: &str| {
                Error::asked(format!("\"{name}\" is no recipient of age: {why}"), "give what age-keygen prints as public key: age1...")
            })?;
            age::Encryptor::with_recipients(std::iter::once(&recipient as &dyn age::Recipient)).map_err(|e| failed(&e))?
        }
    };
    let mut plain = File::open(from).map_err(|e| io(&e))?;
    let sealed = File::create_new(to).map_err(|e| io(&e))?;
    let mut writer = encryptor.wrap_output(sealed).map_err(|e| io(&e))?;
    std::io::copy(&mut plain, &mut writer).map_err(|e| io(&e))?;
    let mut sealed = writer.finish().map_err(|e| io(&e))?;
    sealed.flush().and_then(|()| sealed.sync_all()).map_err(|e| io(&e))
}

fn decrypt(from: &Path, to: &Path, unlock: &Unlock) -> Result<(), Error> {
    let wrong = || Error::asked("the file could not be decrypted", "check the passphrase or identity");
    let decryptor = age::Decryptor::new(std::io::BufReader::new(File::open(from).map_err(|e| io(&e))?)).map_err(|_| wrong())?;
    let mut reader = match unlock {
        Unlock::Passphrase(words) => {
            let identity = age::scrypt::Identity::new(SecretString::from(words.clone()));
            decryptor.decrypt(std::iter::once(&identity as &dyn age::Identity)).map_err(|_| wrong())?
        }
        Unlock::Identity(text) => {
            let line = text.lines().map(str::trim).find(|line| line.starts_with("AGE-SECRET-KEY-")).ok_or_else(wrong)?;
            let identity: age::x25519::Identity = line.parse().map_err(|_| wrong())?;
            decryptor.decrypt(std::iter::once(&identity as &dyn age::Identity)).map_err(|_| wrong())?
        }
    };
    let mut plain = File::create_new(to).map_err(|e| io(&e))?;
    std::io::copy(&mut reader, &mut plain).map_err(|_| wrong())?;
    plain.sync_all().map_err(|e| io(&e))
}
