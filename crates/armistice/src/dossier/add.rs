//! Documents into the dossier: read, recognised, linked to what other documents report, kept.
#![expect(clippy::disallowed_methods, reason = "the front door keeps the bytes of the files that it is given")]

use super::correct::SAID;
use super::{
    Act, ActKey, ActorKey, DocumentKey, DocumentKind, Dossier, Error, Handling, Mark, Matter, Part, Person, State, differences, learnt,
};
use crate::input::Input;
use crate::outcome::{LeftOut, Outcome, hint};
use crate::read::{Read, batch, load_piece, read, taken};
use evidence::{ActorKind, Document, Doubt, Measures, Reading};
use jiff::civil;
use rayon::prelude::*;
use reader::Model;
use reader::document::Given;
use record::copy::{Banded, Runs};
use record::event::{self, Account, LINKED, Likely, Shelf, Words};
use record::identity::{Actors, Named};
use record::name::PersonName;
use std::collections::{BTreeSet, HashMap, VecDeque};
use std::path::PathBuf;
use std::sync::mpsc::{self, TryRecvError};
use store::{Appearance, NewAct, NewDocument, NewSource, Packed, Writing};

/// What reads: kept with each reading, so that one knows later which reader made it.
const fn reader(model: Model) -> &'static str {
    match model {
        Model::Whole => concat!("armistice ", env!("CARGO_PKG_VERSION")),
        Model::Fast => concat!("armistice ", env!("CARGO_PKG_VERSION"), ", the smaller tagger"),
        Model::None => concat!("armistice ", env!("CARGO_PKG_VERSION"), ", rules alone"),
    }
}

/// A name with the title that a document gives it, as people are recognised by it.
pub(super) fn titled(name: &str, title: Option<&str>) -> String {
    match title {
        Some(title) if !name.starts_with(title) => format!("{title} {name}"),
        _ => name.to_owned(),
    }
}

/// What is kept in the place of the reader's name where a reading was given.
const GIVEN: &str = "given as armistice.reading/1";

/// So many documents are read at once and kept in one transaction.
const CHUNK: usize = 64;
/// Of readings that were made elsewhere, so many are made ready while those before them are kept.
const READY: usize = 64;

/// What is done with the files that documents come from.
///
/// ```
/// assert!(armistice::dossier::Keep::default().originals);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Keep {
    /// Whether their bytes are kept, deflated; else only their paths and hashes.
    pub originals: bool,
}

impl Default for Keep {
    fn default() -> Self {
        Self { originals: true }
    }
}

/// What became of a document.
#[derive(Clone, PartialEq, Debug)]
pub enum Added {
    /// It is new.
    New {
        /// Its number.
        key: DocumentKey,
        /// Its name in the dossier.
        name: String,
        /// How many acts were read in it.
        n_acts: usize,
        /// How many of these report an event that another document reports.
        n_linked: usize,
        /// What of it was not read (another language, pages that are pictures, no text at all), and what to do about it.
        unread: Vec<(Doubt, &'static str)>,
        /// The document that had just this text and was removed, with the day.
        removed: Option<(DocumentKey, civil::Date)>,
    },
    /// It has the words of another, with other furniture around them: one source, and both kept.
    Copy {
        /// Its number.
        key: DocumentKey,
        /// Its name.
        name: String,
        /// The document that it is a copy of.
        of: DocumentKey,
        /// That one's name.
        of_name: String,
        /// The share of words in common.
        likeness: f64,
    },
    /// Its text is there already; it is one more source of that document.
    Joined {
        /// The document.
        key: DocumentKey,
        /// Its name.
        name: String,
    },
    /// It is there already, from the same file.
    Known {
        /// The document.
        key: DocumentKey,
    },
}

/// What became of a batch.
///
/// ```
/// assert_eq!(armistice::dossier::Summary::default().added, 0);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Summary {
    /// New documents.
    pub added: usize,
    /// Copies of others, kept with these.
    pub copies: usize,
    /// Further sources of documents that were there.
    pub joined: usize,
    /// Documents that were there from the same file.
    pub known: usize,
    /// Files and lines that gave no document.
    pub left_out: usize,
}

/// What another reading of a document changed.
#[derive(Clone, PartialEq, Debug)]
pub struct Reread {
    /// The document.
    pub key: DocumentKey,
    /// Its name.
    pub name: String,
    /// What changed in it.
    pub changes: Vec<Rereading>,
}

/// One change that another reading made, or would have made.
#[derive(Clone, PartialEq, Debug)]
pub enum Rereading {
    /// An act that was not read before.
    Found(ActKey),
    /// An act that is read no more.
    Gone(ActKey),
    /// Fields of an act that are read otherwise: name, before, now.
    Otherwise(ActKey, Vec<(&'static str, String, String)>),
    /// What a person said of an act stays, although it is now read otherwise: name, as the person has it, as it is read now.
    Kept(ActKey, Vec<(&'static str, String, String)>),
}

impl Dossier {
    /// Adds all documents in the inputs. Each is kept whole or not at all; after an interruption the same call goes on where it stopped.
    /// `tell` hears of each.
    pub fn add(
        &mut self,
        inputs: impl IntoIterator<Item = Input>,
        keep: &Keep,
        by: &Person,
        tell: impl FnMut(&Outcome<Added>),
    ) -> Result<Summary, Error> {
        self.add_from(inputs, keep, by, Original::default(), tell)
    }

    /// Adds all documents in a file whose bytes are at hand, as [`add`](Self::add) does. The name is one for messages: no file of that name
    /// is looked for, and it is these bytes that are kept.
    pub fn add_file(
        &mut self,
        name: &str,
        bytes: Vec<u8>,
        keep: &Keep,
        by: &Person,
        tell: impl FnMut(&Outcome<Added>),
    ) -> Result<Summary, Error> {
        let original = Original { given: Some((PathBuf::from(name), bytes.clone())), ..Original::default() };
        self.add_from([Input::bytes(name, bytes)], keep, by, original, tell)
    }

    fn add_from(
        &mut self,
        inputs: impl IntoIterator<Item = Input>,
        keep: &Keep,
        by: &Person,
        mut original: Original,
        mut tell: impl FnMut(&Outcome<Added>),
    ) -> Result<Summary, Error> {
        let mut summary = Summary::default();
        // Foreign formats are parsed side by side too.
        let mut inputs = batch(inputs, None, load_piece);
        loop {
            let chunk: Vec<Outcome<Given>> = inputs.by_ref().take(CHUNK).collect();
            if chunk.is_empty() {
                return Ok(summary);
            }
            let mut known = Vec::with_capacity(chunk.len());
            for outcome in &chunk {
                known.push(match &outcome.result {
                    Ok(given) => self.store.with_text(given.document.sha256())?.filter(|it| !it.removed).map(|it| it.key),
                    Err(_) => None,
                });
            }
            let config = self.config();
            let (readings, measures) = (&self.readings, self.process.measures());
            let read_one = |(outcome, known): (Outcome<Given>, Option<DocumentKey>)| {
                let Outcome { origin, result } = outcome;
                let result = result.and_then(|given| match known {
                    Some(_) => Ok(Piece {
                        read: Read {
                            document: given.document,
                            doubts: given.doubts,
                            reading: Reading::default(),
                            table: table::Table::default(),
                        },
                        ready: None,
                    }),
                    None => taken(given, readings, measures, config)
                        .map(|read| Piece { ready: Some(Ready::of(&read.document, &read.reading)), read }),
                });
                Outcome { origin, result }
            };
            let read: Vec<Outcome<Piece>> = chunk.into_par_iter().zip(known).map(read_one).collect();
            let told = self.keep_chunk(read, keep, by, &mut original)?;
            for outcome in told {
                match &outcome.result {
                    Ok(Added::New { .. }) => summary.added += 1,
                    Ok(Added::Copy { .. }) => summary.copies += 1,
                    Ok(Added::Joined { .. }) => summary.joined += 1,
                    Ok(Added::Known { .. }) => summary.known += 1,
                    Err(_) => summary.left_out += 1,
                }
                tell(&outcome);
            }
        }
    }

    fn keep_chunk(
        &mut self,
        read: Vec<Outcome<Piece>>,
        keep: &Keep,
        by: &Person,
        original: &mut Original,
    ) -> Result<Vec<Outcome<Added>>, Error> {
        let config = self.config().clone();
        let readings = self.readings.clone();
        let given = |sha256: &str| readings.has(sha256);
        let mut keeper = self.keeper()?;
        let reader = keeper.reader;
        let mut told = Vec::with_capacity(read.len());
        for Outcome { origin, result } in read {
            let result = match result {
                Err(left_out) => Err(left_out),
                Ok(Piece { mut read, ready }) => {
                    // It was there a moment ago, and another process has removed it since.
                    if ready.is_none() && keeper.writing.with_text(read.document.sha256())?.is_none_or(|it| it.removed) {
                        read = self::read(Given { document: read.document, doubts: read.doubts }, &config);
                    }
                    let path = crate::outcome::Origin { line: None, ..origin.clone() }.to_string();
                    let source = Found { origin: &path, line: origin.line, file: Some(&origin.path), keep: keep.originals };
                    keeper.reader = if given(read.document.sha256()) { GIVEN } else { reader };
                    let coming = Coming::report(&read.document, &read.reading, &read.doubts);
                    keeper.document(&coming, ready, &source, by, original).map(Ok::<Added, LeftOut>)?
                }
            };
            told.push(Outcome { origin, result });
        }
        keeper.commit()?;
        Ok(told)
    }

    /// Adds readings that were made elsewhere: what the store's speed is measured with, and other readers' work.
    pub fn add_read<'a>(&mut self, read: impl IntoIterator<Item = (&'a Document, &'a Reading)>, by: &Person) -> Result<Summary, Error> {
        let mut keeper = self.keeper()?;
        let mut summary = Summary::default();
        let mut original = Original::default();
        let read: Vec<(&'a Document, &'a Reading)> = read.into_iter().collect();
        // The same number is always under way, so that no thread waits until a whole batch is kept.
        rayon::scope(|scope| -> Result<(), Error> {
            let mut coming = read.iter();
            let mut under_way = VecDeque::with_capacity(READY);
            loop {
                for &(document, reading) in coming.by_ref().take(READY - under_way.len()) {
                    let (place, ready) = mpsc::sync_channel(1);
                    scope.spawn(move |_| {
                        // Nobody waits for it any more once one before it could not be kept.
                        let _ = place.send(Ready::of(document, reading));
                    });
                    under_way.push_back((document, reading, ready));
                }
                let Some((document, reading, ready)) = under_way.pop_front() else { return Ok(()) };
                // Where it is not ready, this thread helps.
                let ready = loop {
                    match ready.try_recv() {
                        Ok(ready) => break Some(ready),
                        Err(TryRecvError::Disconnected) => break None,
                        Err(TryRecvError::Empty) if rayon::yield_now() == Some(rayon::Yield::Executed) => {}
                        Err(TryRecvError::Empty) => std::thread::yield_now(),
                    }
                };
                let source = Found { origin: "given", line: None, file: None, keep: false };
                match keeper.document(&Coming::report(document, reading, &[]), ready, &source, by, &mut original)? {
                    Added::New { .. } => summary.added += 1,
                    Added::Copy { .. } => summary.copies += 1,
                    Added::Joined { .. } => summary.joined += 1,
                    Added::Known { .. } => summary.known += 1,
                }
            }
        })?;
        keeper.commit()?;
        Ok(summary)
    }

    /// Adds a note of the user: it is read as any text, marked as a note everywhere, and restricted until the user says otherwise. Where no
    /// day is given, it is of the day (UTC) on which it is written.
    pub fn note(&mut self, text: &str, title: Option<&str>, day: Option<civil::Date>, by: &Person) -> Result<DocumentKey, Error> {
        let day = day.unwrap_or_else(|| day_of(by.at));
        let mut about = evidence::About::named(format!("note-{day}"));
        about.title = title.map(str::to_owned);
        about.published = Some(evidence::Published { date: evidence::Date::Day(day), basis: evidence::DateBasis::Metadata });
        let read = read(Document::new(about, text.to_owned()), self.config());
        let mut keeper = self.keeper()?;
        let source = Found { origin: "note", line: None, file: None, keep: false };
        let coming =
            Coming { kind: DocumentKind::Note, author: Some(&by.name), ..Coming::report(&read.document, &read.reading, &read.doubts) };
        let added = keeper.document(&coming, None, &source, by, &mut Original::default())?;
        let key = match added {
            Added::New { key, .. } | Added::Copy { key, .. } | Added::Joined { key, .. } | Added::Known { key } => key,
        };
        keeper.writing.mark_document(key, &Mark { handling: Some(Handling::Restricted), ..Mark::default() })?;
        keeper.commit()?;
        Ok(key)
    }

    /// Reads a document of the dossier again. What a person said of an act stays; `None` where nothing changed.
    pub fn reread(&mut self, key: DocumentKey, by: &Person) -> Result<Option<Reread>, Error> {
        let (document, doubts) = self.store.evidence(key)?;
        let again = read(Given { document, doubts }, self.config());
        self.take_reading(key, &again.document, &again.reading, reader(self.model), by)
    }

    /// Takes in another reading of a document of the dossier, made by `reader`.
    pub fn take_reading(
        &mut self,
        key: DocumentKey,
        document: &Document,
        reading: &Reading,
        reader: &str,
        by: &Person,
    ) -> Result<Option<Reread>, Error> {
        let Some((old_id, _, old)) = self.store.newest_reading(key)? else {
            return Err(Error::asked(format!("{key} has no reading"), "`armistice list` shows the documents"));
        };
        if old == *reading {
            return Ok(None);
        }
        let before = self.store.acts_of(key, None)?;
        let mut keeper = self.keeper()?;
        let name = document.about.id.0.clone();
        keeper.writing.entry(by.at, &by.name, "reread", &key.to_string(), &format!("{name} read again by {reader}"), None)?;
        let earlier: HashMap<String, Appearance> =
            keeper.writing.appearances(old_id)?.into_iter().map(|it| (it.local.clone(), it)).collect();
        let ready = Ready::of(document, reading);
        let id = keeper.writing.new_reading(key, reader, &ready.packed?)?;
        let who = keeper.appearances(id, document, reading, &earlier)?;
        let mut changes = Vec::new();
        let mut taken = BTreeSet::new();
        let mut fresh = Vec::new();
        for act in &reading.acts {
            // The same act: the same words for the most part, of the same kind if there is one.
            let overlap = |row: &store::RowOfAct| {
                let shared: usize = act
                    .quote
                    .spans()
                    .iter()
                    .flat_map(|a| row.act.place.spans().iter().map(|b| a.end().min(b.end()).saturating_sub(a.start().max(b.start()))))
                    .sum();
                let length = |place: &evidence::Place| place.spans().iter().map(|span| span.len()).sum::<usize>();
                (shared * 2 > length(&act.quote).min(length(&row.act.place))).then_some((row.act.kind == act.kind, shared))
            };
            let same = before
                .iter()
                .filter(|row| row.act.state != State::Added && !taken.contains(&row.act.key))
                .filter_map(|row| overlap(row).map(|it| (it, row)));
            let same = same.max_by_key(|(it, row)| (*it, std::cmp::Reverse(row.act.key))).map(|(_, row)| row);
            let Some(row) = same else {
                let new = keeper.act(key, Some(id), document, act, &act.quote.words(document.text()), &who, None)?;
                changes.push(Rereading::Found(new));
                fresh.push(new);
                continue;
            };
            taken.insert(row.act.key);
            if row.act.state.by_person() {
                let now = keeper.as_view(key, document, act, &who, row.act.key)?;
                let different = differences(&row.act, &now);
                if !different.is_empty() {
                    changes.push(Rereading::Kept(row.act.key, different));
                }
                continue;
            }
            keeper.act(key, Some(id), document, act, &act.quote.words(document.text()), &who, Some(row.act.key))?;
            let now = keeper.writing.act_at(row.act.key, None)?.map(|it| it.act);
            let different = now.map(|now| differences(&row.act, &now)).unwrap_or_default();
            if !different.is_empty() {
                changes.push(Rereading::Otherwise(row.act.key, different));
            }
        }
        for row in before.iter().filter(|row| !taken.contains(&row.act.key)) {
            if row.act.state.by_person() {
                if row.act.state != State::Added {
                    changes.push(Rereading::Kept(row.act.key, vec![("act", row.act.kind.to_string(), "not read".to_owned())]));
                }
            } else {
                keeper.writing.end_act(row.act.key)?;
                changes.push(Rereading::Gone(row.act.key));
            }
        }
        keeper.link_kept(key, &fresh)?;
        keeper.commit()?;
        Ok(Some(Reread { key, name, changes }))
    }

    /// A transaction with all that adding needs.
    pub(super) fn keeper(&mut self) -> Result<Keeper<'_>, Error> {
        let Self { store, process, accounts, actors: back, banded: back_banded, model, .. } = self;
        let writing = store.writing()?;
        // Another process may have written since.
        let state = writing.state()?;
        let actors = match back.take() {
            Some((then, actors)) if then == state => actors,
            _ => {
                accounts.clear();
                learnt(&writing, process)?
            }
        };
        let banded = back_banded.take();
        Ok(Keeper { writing, state, actors, back, banded, all_banded: false, back_banded, process, accounts, reader: reader(*model) })
    }
}

/// A document on its way in: read and made ready, or neither where its text is there already.
struct Piece {
    read: Read,
    ready: Option<Ready>,
}

/// What is made of a reading before it is kept, on any thread.
pub(super) struct Ready {
    packed: Result<Packed, Error>,
    runs: Runs,
    bands: Vec<u64>,
    /// The words of each act, and what they tell of its event.
    words: Vec<(String, Words)>,
}

impl Ready {
    fn of(document: &Document, reading: &Reading) -> Self {
        let runs = Runs::of(document.text());
        let words = |act: &evidence::Act| {
            let words = act.quote.words(document.text());
            let stems = event::stems(&words);
            (words, stems)
        };
        Self { packed: Packed::of(document, reading), bands: runs.bands(), runs, words: reading.acts.iter().map(words).collect() }
    }
}

/// A document with all that is known of it before it is kept.
#[derive(Clone, Copy)]
pub(super) struct Coming<'a> {
    pub(super) document: &'a Document,
    pub(super) reading: &'a Reading,
    pub(super) doubts: &'a [Doubt],
    pub(super) kind: DocumentKind,
    /// Of a note.
    pub(super) author: Option<&'a str>,
}

impl<'a> Coming<'a> {
    pub(super) const fn report(document: &'a Document, reading: &'a Reading, doubts: &'a [Doubt]) -> Self {
        Self { document, reading, doubts, kind: DocumentKind::Report, author: None }
    }
}

/// The file that documents came from last: read once, however many lines it has.
#[derive(Default)]
pub(super) struct Original {
    path: Option<PathBuf>,
    id: Option<i64>,
    /// Bytes that are at hand, with the name that they go by.
    given: Option<(PathBuf, Vec<u8>)>,
}

/// Where a document was found.
pub(super) struct Found<'a> {
    pub(super) origin: &'a str,
    pub(super) line: Option<usize>,
    pub(super) file: Option<&'a PathBuf>,
    pub(super) keep: bool,
}

pub(super) struct Keeper<'a> {
    pub(super) writing: Writing<'a>,
    state: i64,
    actors: Actors,
    /// Where what was learnt goes once it is on the disk.
    back: &'a mut Option<(i64, Actors)>,
    banded: Option<Banded>,
    /// Whether those that another process may have brought since are in it.
    all_banded: bool,
    back_banded: &'a mut Option<Banded>,
    reader: &'static str,
    pub(super) process: &'a record::process::Process,
    accounts: &'a mut Shelf,
}

impl Keeper<'_> {
    pub(super) fn commit(self) -> Result<(), Error> {
        let done = self.writing.commit();
        if done.is_ok() {
            *self.back = Some((self.state, self.actors));
            *self.back_banded = self.banded;
        }
        done
    }

    /// Documents that may be copies of a text with these bands, the oldest first.
    fn sharing(&mut self, bands: &[u64]) -> Result<BTreeSet<DocumentKey>, Error> {
        let banded = self.banded.get_or_insert_default();
        if !self.all_banded {
            for (document, bands) in self.writing.bands_after(banded.last())? {
                banded.learn(document, &bands);
            }
            self.all_banded = true;
        }
        Ok(banded.sharing(bands))
    }

    pub(super) fn document(
        &mut self,
        coming: &Coming<'_>,
        ready: Option<Ready>,
        found: &Found<'_>,
        by: &Person,
        original: &mut Original,
    ) -> Result<Added, Error> {
        let Coming { document, reading, doubts, kind, author } = *coming;
        let about = &document.about;
        let same = if kind == DocumentKind::Report { self.writing.with_text(document.sha256())? } else { None };
        let removed = match same.filter(|it| it.removed) {
            Some(same) => self.when_removed(same.key)?.map(|day| (same.key, day)),
            None => None,
        };
        let same = same.filter(|it| !it.removed);
        let source = NewSource {
            outlet: about.source.as_deref(),
            url: about.url.as_deref(),
            title: about.title.as_deref(),
            published: about.published.as_ref().map(|it| it.date.to_string()),
            origin: found.origin,
            line: found.line,
            original: None,
        };
        if let Some(same) = same {
            if self.writing.has_source(same.key, &source)? {
                return Ok(Added::Known { key: same.key });
            }
            let name = self.writing.document(&same.key.to_string(), None)?.map(|it| it.name).unwrap_or_default();
            self.writing.entry(
                by.at,
                &by.name,
                "add",
                &same.key.to_string(),
                &format!("another source of {name}: {}", found.origin),
                None,
            )?;
            let original = self.original(found, original)?;
            self.writing.new_source(same.key, &NewSource { original, ..source })?;
            self.writing.search_again(same.key)?;
            return Ok(Added::Joined { key: same.key, name });
        }
        let Ready { packed, runs, bands, words } = ready.unwrap_or_else(|| Ready::of(document, reading));
        let packed = packed?;
        let mut copy_of: Option<(DocumentKey, f64)> = None;
        if kind == DocumentKind::Report {
            for candidate in self.sharing(&bands)? {
                if self.writing.removed(candidate, None)? {
                    continue;
                }
                if let Some(likeness) = Runs::of(&self.writing.text(candidate)?).copies(&runs)
                    && copy_of.is_none_or(|(_, best)| likeness > best)
                {
                    copy_of = Some((candidate, likeness));
                }
            }
        }
        // A copy of a copy is a copy of the first.
        if let Some((of, likeness)) = copy_of
            && let Some(first) = self.writing.document(&of.to_string(), None)?.and_then(|it| it.copy_of)
        {
            copy_of = Some((first.0, likeness));
        }
        let command = if kind == DocumentKind::Note { "note" } else { "add" };
        self.writing.entry(by.at, &by.name, command, "", "", None)?;
        let (key, name) = self.writing.new_document(&NewDocument { document, kind, author, doubts, copy_of }, &packed, &bands)?;
        if let Some(banded) = &mut self.banded {
            banded.learn(key, &bands);
        }
        let says = match copy_of {
            Some((of, _)) => format!("{name}, a copy of {of}"),
            None => name.clone(),
        };
        let says = removed.map_or_else(|| says.clone(), |(before, _)| format!("{says}, removed before as {before}"));
        self.writing.entry_is_about(&key.to_string(), &says)?;
        let original = self.original(found, original)?;
        self.writing.new_source(key, &NewSource { original, ..source })?;
        let id = self.writing.new_reading(key, self.reader, &packed)?;
        let who = self.appearances(id, document, reading, &HashMap::new())?;
        let merged = self.writing.merged(None)?;
        let mut acts = Vec::with_capacity(reading.acts.len());
        let (words, stems): (Vec<String>, Vec<Words>) = words.into_iter().unzip();
        for ((act, item), stems) in reading.acts.iter().zip(self.writing.next_acts()?).zip(stems) {
            acts.push((item, account_of(document, act, &who, &merged, stems)));
        }
        let n_acts = acts.len();
        let actors = self.fill_all(&acts)?;
        // They are compared while they are written.
        let (writing, shelf, measures) = (&mut self.writing, &*self.accounts, self.process.measures());
        let keep = || {
            reading
                .acts
                .iter()
                .zip(&words)
                .try_for_each(|(act, words)| new_act(writing, key, Some(id), document, act, words, &who, None).map(drop))
        };
        let (kept, likely) = rayon::join(keep, || likely(shelf, key, &acts, &actors, measures));
        kept?;
        let n_linked = self.link_likely(key, acts, likely)?;
        match copy_of {
            Some((of, likeness)) => {
                let of_name = self.writing.document(&of.to_string(), None)?.map(|it| it.name).unwrap_or_default();
                Ok(Added::Copy { key, name, of, of_name, likeness })
            }
            None => {
                let unread = doubts.iter().filter_map(|doubt| Some((doubt.clone(), hint(document, doubt.kind)?))).collect();
                Ok(Added::New { key, name, n_acts, n_linked, unread, removed })
            }
        }
    }

    fn when_removed(&self, key: DocumentKey) -> Result<Option<civil::Date>, Error> {
        let entry = self.writing.document(&key.to_string(), None)?.and_then(|it| it.until);
        entry.map_or(Ok(None), |entry| self.writing.day_of(entry))
    }

    fn original(&mut self, found: &Found<'_>, cache: &mut Original) -> Result<Option<i64>, Error> {
        let Some(path) = found.file else { return Ok(None) };
        if cache.path.as_ref() == Some(path) {
            return Ok(cache.id);
        }
        cache.id = match &cache.given {
            Some((name, bytes)) if name == path => Some(self.writing.original(found.origin, bytes, found.keep)?),
            Some(_) => None,
            // Standard input has no file to keep.
            None => match std::fs::read(path) {
                Ok(bytes) => Some(self.writing.original(found.origin, &bytes, found.keep)?),
                Err(_) => None,
            },
        };
        cache.path = Some(path.clone());
        Ok(cache.id)
    }

    /// Recognises the actors of a reading. `earlier` says who they were in the reading before, which a person may have put right.
    fn appearances(
        &mut self,
        reading_id: i64,
        document: &Document,
        reading: &Reading,
        earlier: &HashMap<String, Appearance>,
    ) -> Result<HashMap<String, ActorKey>, Error> {
        let mut keys: HashMap<String, ActorKey> = HashMap::new();
        // Whoever somebody speaks for is recognised first.
        let mut order: Vec<&evidence::Actor> = reading.actors.iter().collect();
        let depth = |actor: &evidence::Actor| {
            let mut at = actor.part_of.as_ref();
            let mut depth = 0;
            while let Some(id) = at
                && depth < 8
            {
                depth += 1;
                at = reading.actor(id).and_then(|it| it.part_of.as_ref());
            }
            depth
        };
        order.sort_by_key(|actor| depth(actor));
        for actor in order {
            let words = |place: &evidence::Place| place.words(document.text());
            let title = (actor.kind == ActorKind::Person)
                .then(|| {
                    let named = std::iter::once(actor.name.clone()).chain(actor.mentions.iter().map(words));
                    let last = PersonName::of(&actor.name).last;
                    let within = named.map(|it| PersonName::of(&it)).find(|it| !it.title.is_empty() && it.last == last).map(|it| it.title);
                    // "Norland's Foreign Minister Erik Halvorsen" may be one mention: what counts is right before the name itself.
                    let bare = actor.name.get(PersonName::of(&actor.name).title.len()..).unwrap_or_default().trim_start();
                    let before = |place: &evidence::Place| {
                        let start = place.start() + words(place).find(bare).unwrap_or(0);
                        document.text().get(..start).and_then(record::name::title_before)
                    };
                    within.or_else(|| actor.mentions.iter().find_map(before))
                })
                .flatten();
            let also = if matches!(actor.kind, ActorKind::Body | ActorKind::Group | ActorKind::Company) {
                let acronym = |it: &String| (2..=8).contains(&it.len()) && it.chars().all(|c| c.is_ascii_uppercase());
                actor.mentions.iter().map(words).filter(acronym).collect()
            } else {
                Vec::new()
            };
            let part_of = actor.part_of.as_ref().and_then(|id| keys.get(&id.0)).copied();
            let name = titled(&actor.name, title.as_deref());
            let named =
                Named { name: if actor.kind == ActorKind::Person { name } else { actor.name.clone() }, also, kind: actor.kind, part_of };
            let (key, probability, reason) = match earlier.get(&actor.id.0) {
                // A person's word stays one.
                Some(before) if before.reason == SAID => (before.actor, 1.0, SAID.to_owned()),
                Some(before) => (before.actor, 1.0, "as in the reading before".to_owned()),
                None => {
                    let recognised = self.actors.recognise(&named);
                    let key = match recognised.actor {
                        Some(key) => key,
                        None => self.writing.new_actor(&actor.name, actor.kind, None, None)?,
                    };
                    (key, recognised.probability, recognised.reason)
                }
            };
            self.actors.learn(key, &named.name, actor.kind, part_of);
            if actor.kind != ActorKind::Unnamed {
                self.writing.new_form(key, &named.name, part_of)?;
            }
            for form in &named.also {
                self.actors.learn(key, form, actor.kind, part_of);
                self.writing.new_form(key, form, part_of)?;
            }
            let appearance = Appearance { local: actor.id.0.clone(), actor: key, name: actor.name.clone(), title, probability, reason };
            self.writing.new_appearance(reading_id, &appearance)?;
            keys.insert(actor.id.0.clone(), key);
        }
        Ok(keys)
    }

    #[expect(clippy::too_many_arguments, reason = "an act with all that is known of it")]
    fn act(
        &mut self,
        document_key: DocumentKey,
        reading: Option<i64>,
        document: &Document,
        act: &evidence::Act,
        words: &str,
        who: &HashMap<String, ActorKey>,
        item: Option<ActKey>,
    ) -> Result<ActKey, Error> {
        let key = new_act(&mut self.writing, document_key, reading, document, act, words, who, item)?;
        if item.is_some() {
            // What was known of it may have changed.
            self.accounts.clear();
        }
        Ok(key)
    }

    /// An act as it would be shown, without keeping it.
    fn as_view(
        &self,
        document_key: DocumentKey,
        document: &Document,
        act: &evidence::Act,
        who: &HashMap<String, ActorKey>,
        key: ActKey,
    ) -> Result<Act, Error> {
        let merged = self.writing.merged(None)?;
        let mut taken = Vec::new();
        for (part, actor) in taking(act, who) {
            let actor = merged.get(&actor).copied().unwrap_or(actor);
            taken.push(super::Taking { part, actor, name: self.writing.actor_name(actor)?.unwrap_or_default() });
        }
        taken.sort_by_key(|it| (it.part, it.actor));
        taken.dedup();
        let mut measures = matters(act);
        measures.sort_by(|a, b| a.measure.cmp(&b.measure));
        Ok(Act {
            key,
            document: document_key,
            document_name: document.about.id.0.clone(),
            note: None,
            handling: None,
            name: act.id.0.clone(),
            kind: act.kind,
            strength: act.strength,
            status: act.status,
            negated: act.negated,
            when: act.when.as_ref().and_then(evidence::When::date).cloned(),
            reported: reported(document),
            who: taken,
            measures,
            place: act.quote.clone(),
            words: act.quote.words(document.text()),
            probability: act.confidence,
            state: State::Unconfirmed,
            event: None,
        })
    }

    /// As [`link`](Self::link), of acts that are kept already.
    pub(super) fn link_kept(&mut self, document: DocumentKey, acts: &[ActKey]) -> Result<usize, Error> {
        let mut mine: Vec<(ActKey, Account)> = Vec::with_capacity(acts.len());
        for &key in acts {
            if let Some(row) = self.writing.act_at(key, None)? {
                mine.push((key, account(&row.act)));
            }
        }
        self.link(document, mine)
    }

    /// Links acts of one document to the events that others report; the rest become events that later documents can report.
    fn link(&mut self, document: DocumentKey, mine: Vec<(ActKey, Account)>) -> Result<usize, Error> {
        let actors = self.fill_all(&mine)?;
        let likely = likely(self.accounts, document, &mine, &actors, self.process.measures());
        self.link_likely(document, mine, likely)
    }

    /// Has on the shelf all that may be of one event with these. Gives for each who counts as its actor: with those that a person made one
    /// of them.
    fn fill_all(&mut self, mine: &[(ActKey, Account)]) -> Result<Vec<Vec<ActorKey>>, Error> {
        let merged = self.writing.merged(None)?;
        if let Some(days) = mine.iter().find_map(|(_, account)| account.days()) {
            self.accounts.spare(days);
        }
        let mut asked: Vec<Vec<ActorKey>> = Vec::with_capacity(mine.len());
        for (_, account) in mine {
            let mut actors: Vec<ActorKey> = account.actors.iter().copied().collect();
            actors.extend(merged.iter().filter(|(_, into)| account.actors.contains(into)).map(|(actor, _)| *actor));
            if let Some(days) = account.days() {
                for actor in &actors {
                    self.fill(*actor, days)?;
                }
            }
            asked.push(actors);
        }
        Ok(asked)
    }

    /// As [`link`](Self::link), of what has been compared.
    fn link_likely(&mut self, document: DocumentKey, mine: Vec<(ActKey, Account)>, likely: Vec<Likely>) -> Result<usize, Error> {
        let (mut linked, mut used) = (BTreeSet::new(), BTreeSet::new());
        for Likely { probability, one: act, other: first, .. } in likely {
            if linked.contains(&act) || used.contains(&first) || self.writing.are_apart(act, first)? || !self.is_told(first)? {
                continue;
            }
            self.writing.link(act, first, Some(probability))?;
            linked.insert(act);
            used.insert(first);
        }
        for (key, account) in mine {
            if let (false, Some(days)) = (linked.contains(&key), account.days()) {
                self.writing.event_days(key, account.actors.iter().copied(), days)?;
                self.accounts.put(key, document, account, self.process.measures());
            }
        }
        Ok(linked.len())
    }

    /// Whether an account of an event stands.
    fn is_told(&self, first: ActKey) -> Result<bool, Error> {
        Ok(self.writing.act_stands(first)? || !self.writing.acts_of_event(first, None)?.is_empty())
    }

    /// The account that stands for an event: its first one, or where that was rejected or its document removed the next. The event keeps
    /// its name.
    fn leading(&self, first: ActKey) -> Result<Option<Act>, Error> {
        if self.writing.act_stands(first)? {
            return Ok(self.writing.act_at(first, None)?.map(|row| row.act));
        }
        Ok(self.writing.acts_of_event(first, None)?.into_iter().next().map(|row| row.act))
    }

    /// Has the accounts of an actor around some days on the shelf.
    fn fill(&mut self, actor: ActorKey, days: (civil::Date, civil::Date)) -> Result<(), Error> {
        let Some(lacking) = self.accounts.lacks(actor, days) else { return Ok(()) };
        let acts = self.writing.candidates(actor, lacking)?;
        for &key in &acts {
            if self.accounts.has(key) {
                continue;
            }
            if let Some(act) = self.leading(key)? {
                self.accounts.put(key, act.document, account(&act), self.process.measures());
            }
        }
        self.accounts.filled(actor, lacking, &acts);
        Ok(())
    }
}

/// What acts of one document may report again of what is on the shelf, the likeliest first.
fn likely(shelf: &Shelf, document: DocumentKey, mine: &[(ActKey, Account)], actors: &[Vec<ActorKey>], measures: &Measures) -> Vec<Likely> {
    let of_one = |((key, account), actors): (&(ActKey, Account), &Vec<ActorKey>)| {
        let like = shelf.like(account, actors, document, measures).into_iter();
        like.map(|(probability, other, document)| Likely { probability, one: *key, other, document }).collect::<Vec<_>>()
    };
    let mut pairs: Vec<Likely> = mine.par_iter().zip(actors).flat_map_iter(of_one).collect();
    event::settle(&mut pairs);
    pairs.retain(|it| it.probability >= LINKED);
    pairs.sort_by(|a, b| b.probability.total_cmp(&a.probability).then((a.one, a.other).cmp(&(b.one, b.other))));
    pairs
}

#[expect(clippy::too_many_arguments, reason = "an act with all that is known of it")]
fn new_act(
    writing: &mut Writing<'_>,
    document_key: DocumentKey,
    reading: Option<i64>,
    document: &Document,
    act: &evidence::Act,
    words: &str,
    who: &HashMap<String, ActorKey>,
    item: Option<ActKey>,
) -> Result<ActKey, Error> {
    writing.new_act(&NewAct {
        item,
        document: document_key,
        reading,
        name: &act.id.0,
        kind: act.kind,
        strength: act.strength,
        status: act.status,
        negated: act.negated,
        when: act.when.as_ref().and_then(evidence::When::date),
        reported: reported(document),
        place: &act.quote,
        words,
        probability: act.confidence,
        state: State::Unconfirmed,
        who: &taking(act, who),
        measures: &matters(act),
    })
}

fn reported(document: &Document) -> Option<civil::Date> {
    document.about.published.as_ref().and_then(|it| it.date.day())
}

fn taking(act: &evidence::Act, who: &HashMap<String, ActorKey>) -> Vec<(Part, ActorKey)> {
    let of = |part: Part, ids: &[evidence::ActorId]| ids.iter().filter_map(|id| who.get(&id.0)).map(|key| (part, *key)).collect::<Vec<_>>();
    let speaker: Vec<evidence::ActorId> = act.speaker.iter().cloned().collect();
    [
        of(Part::Actor, &act.actor),
        of(Part::Speaker, &speaker),
        of(Part::ToldBy, &act.told_by),
        of(Part::Addressee, &act.addressee),
        of(Part::Target, &act.target),
    ]
    .concat()
}

fn matters(act: &evidence::Act) -> Vec<Matter> {
    let params = |matter: &evidence::Matter| matter.params.iter().map(|it| (it.name.clone(), it.value.clone())).collect();
    act.measures.iter().map(|matter| Matter { measure: matter.measure.clone(), params: params(matter) }).collect()
}

/// As [`account`], of an act as it was read.
fn account_of(
    document: &Document,
    act: &evidence::Act,
    who: &HashMap<String, ActorKey>,
    merged: &HashMap<ActorKey, ActorKey>,
    stems: Words,
) -> Account {
    let taking = taking(act, who);
    let with = |part: Part| taking.iter().filter(move |it| it.0 == part).map(|(_, key)| merged.get(key).copied().unwrap_or(*key));
    // A measure counts once, as the file has it.
    let first = |at: usize, matter: &evidence::Matter| !act.measures.iter().take(at).any(|it| it.measure == matter.measure);
    let matters = act.measures.iter().enumerate().filter(|(at, matter)| first(*at, matter)).map(|(_, matter)| matter);
    let numbers = matters.clone().flat_map(|matter| matter.params.iter().filter_map(|it| event::numbers(&it.name, &it.value)));
    Account {
        kind: act.kind,
        actors: with(Part::Actor).collect(),
        others: with(Part::Addressee).chain(with(Part::Target)).collect(),
        measures: matters.clone().map(|matter| matter.measure.clone()).collect(),
        numbers: numbers.collect(),
        status: act.status,
        negated: act.negated,
        dated: act.when.as_ref().and_then(evidence::When::date).and_then(|date| date.first_day().zip(date.last_day())),
        reported: reported(document),
        stems,
    }
}

/// The day of a time, in UTC.
fn day_of(at: jiff::Timestamp) -> civil::Date {
    jiff::tz::Offset::UTC.to_datetime(at).date()
}

/// An act as far as it matters for what event it reports.
pub(super) fn account(act: &Act) -> Account {
    let with = |part: Part| act.taking(part).map(|it| it.actor);
    let numbers = act.measures.iter().flat_map(|matter| matter.params.iter().filter_map(|(name, value)| event::numbers(name, value)));
    Account {
        kind: act.kind,
        actors: with(Part::Actor).collect(),
        others: with(Part::Addressee).chain(with(Part::Target)).collect(),
        measures: act.measures.iter().map(|matter| matter.measure.clone()).collect(),
        numbers: numbers.collect(),
        status: act.status,
        negated: act.negated,
        dated: act.when.as_ref().and_then(|date| date.first_day().zip(date.last_day())),
        reported: act.reported,
        stems: event::stems(&act.words),
    }
}
