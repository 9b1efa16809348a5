//! Views as files that leave the dossier: CSV, Excel, Markdown, Word. All are laid out by `report` from the same sections; what may not
//! leave the dossier stays behind, unless that is asked for.

use crate::ask::{Ask, Form, Reply, Trouble};
use crate::desk::Desk;
use crate::shown;
use armistice::Measures;
use armistice::dossier::{Act, ActKey, Actor, ActorKey, Document, DocumentKey, Dossier, Entry as Logged, Leave, Part, Without, held};
use report::safe_line;
use report::sheet::{Entry, Rows, Section, Words, as_rows, csv, docx, xlsx};
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

/// So many acts, documents or entries go into a file at most.
pub(crate) const MOST: usize = 10_000;

/// The forms that every view has beside its page.
pub(crate) const FORMS: [(&str, &str); 5] =
    [(".json", "JSON"), (".csv", "CSV"), (".xlsx", "Excel"), (".md", "Markdown"), (".docx", "Word")];

/// Sections in the form that is asked for; `None` where a page is. Rows are those of the view itself, where it has its own.
pub(crate) fn other_form(ask: &Ask, name: &str, title: &str, sections: &[Section], json: String, rows: Option<Vec<Rows>>) -> Option<Reply> {
    let rows = || rows.unwrap_or_else(|| vec![as_rows("View", sections)]);
    Some(match ask.form {
        Form::Page => return None,
        Form::Json => Reply::new("application/json", json),
        Form::Csv => Reply::new("text/csv; charset=utf-8", rows().first().map(csv).unwrap_or_default()).download(&format!("{name}.csv")),
        Form::Markdown => {
            Reply::new("text/markdown; charset=utf-8", report::sheet::markdown(title, sections)).download(&format!("{name}.md"))
        }
        Form::Docx => {
            let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
            Reply::new(kind, docx(title, sections)).download(&format!("{name}.docx"))
        }
        Form::Xlsx => {
            let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
            Reply::new(kind, xlsx(&rows())).download(&format!("{name}.xlsx"))
        }
    })
}

/// A view that has no JSON in these sections, as a file.
pub(crate) fn file(ask: &Ask, name: &str, title: &str, sections: &[Section], rows: Option<Vec<Rows>>) -> Result<Reply, Trouble> {
    other_form(ask, name, title, sections, String::new(), rows).ok_or_else(Trouble::none)
}

/// What may leave the dossier today.
#[derive(Default)]
pub(crate) struct Leaving {
    held: BTreeSet<DocumentKey>,
    /// Everything was asked for, whatever its mark.
    whole: bool,
    /// Who is called what without the others; looked for when first needed.
    without: OnceCell<Without>,
}

impl Leaving {
    /// By the marks of documents and sources; everything, where restricted ones are asked for too.
    pub(crate) fn of(desk: &Desk, ask: &Ask, dossier: &Dossier) -> Result<Self, Trouble> {
        if ask.query.get("with-restricted") == Some("yes") {
            return Ok(Self { whole: true, ..Self::default() });
        }
        let held = held(&desk.documents(dossier)?, &Leave::default(), desk.today());
        Ok(Self { held: held.into_keys().collect(), ..Self::default() })
    }

    fn without(&self, dossier: &Dossier) -> Result<&Without, Trouble> {
        if self.without.get().is_none() {
            let made = if self.whole { Without::default() } else { dossier.without(&self.held)? };
            return Ok(self.without.get_or_init(|| made));
        }
        Ok(self.without.get_or_init(Without::default))
    }

    /// Whether a document may.
    pub(crate) fn may(&self, document: DocumentKey) -> bool {
        !self.held.contains(&document)
    }

    /// Whether everything may.
    pub(crate) fn all(&self) -> bool {
        self.held.is_empty()
    }

    /// That a document may, or why not.
    pub(crate) fn only(&self, document: &Document) -> Result<(), Trouble> {
        if self.may(document.key) {
            return Ok(());
        }
        Err(Trouble::new(403, format!("{} may not leave the dossier", document.name), "mark it public first, if it is"))
    }

    /// The acts that may, with everybody called as the documents that may leave have it.
    pub(crate) fn acts(&self, dossier: &Dossier, acts: impl IntoIterator<Item = Act>) -> Result<Vec<Act>, Trouble> {
        let without = self.without(dossier)?;
        let called = |mut act: Act| {
            for taking in &mut act.who {
                if let Some(name) = without.name(taking.actor) {
                    name.clone_into(&mut taking.name);
                }
            }
            act
        };
        Ok(acts.into_iter().filter(|it| self.may(it.document)).map(called).collect())
    }

    /// The documents that may; of one that has the text of a document that stays behind, that is not said.
    pub(crate) fn documents<'a>(&self, all: impl IntoIterator<Item = &'a Document>) -> Vec<Document> {
        let told = |mut it: Document| {
            it.copy_of = it.copy_of.filter(|(of, _)| self.may(*of));
            it
        };
        all.into_iter().filter(|it| self.may(it.key)).cloned().map(told).collect()
    }

    /// What somebody is called by what may leave.
    pub(crate) fn called(&self, dossier: &Dossier, actor: ActorKey) -> Result<Option<&str>, Trouble> {
        Ok(self.without(dossier)?.name(actor))
    }

    /// The words that name nobody by what only documents that stay behind call them.
    pub(crate) fn words(&self, dossier: &Dossier, all: impl IntoIterator<Item = String>) -> Result<Vec<String>, Trouble> {
        let without = self.without(dossier)?;
        Ok(all.into_iter().filter(|it| !without.tells(it)).collect())
    }

    /// The acts that stay behind, and how many of whose.
    fn acts_held(&self, dossier: &Dossier) -> Result<(BTreeSet<ActKey>, BTreeMap<ActorKey, usize>), Trouble> {
        let (mut acts, mut whose) = (BTreeSet::new(), BTreeMap::new());
        for document in &self.held {
            for act in dossier.acts(*document, &armistice::dossier::Asked::default())? {
                acts.insert(act.key);
                let who: BTreeSet<ActorKey> = act.who.iter().map(|it| it.actor).collect();
                for actor in who {
                    *whose.entry(actor).or_insert(0) += 1;
                }
            }
        }
        Ok((acts, whose))
    }

    /// The entries of the log that say nothing of what stays behind.
    pub(crate) fn entries(&self, dossier: &Dossier, entries: Vec<Logged>) -> Result<Vec<Logged>, Trouble> {
        let without = self.without(dossier)?;
        let told = |it: &Logged| !without.tells(&it.says) && !it.why.as_ref().is_some_and(|why| without.tells(why));
        let entries = entries.into_iter().filter(told);
        if self.all() {
            return Ok(entries.collect());
        }
        let (acts, _) = self.acts_held(dossier)?;
        let held: BTreeSet<String> =
            acts.iter().flat_map(|it| [it.to_string(), format!("e{}", it.0)]).chain(self.held.iter().map(ToString::to_string)).collect();
        let names: BTreeSet<String> = held.iter().cloned().collect();
        let speaks_of = |says: &str| says.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| names.contains(word));
        // What came in at once may have brought such a document too, and stands in one entry with its name.
        Ok(entries.filter(|it| !held.contains(&it.item) && !speaks_of(&it.says)).collect())
    }

    /// The actors who are in acts that may leave, called and counted as the documents that may leave have it. Of whoever is named in others
    /// too, the other names, titles and whom they speak for stay behind, since they may be from these.
    pub(crate) fn actors(&self, dossier: &Dossier, actors: Vec<&Actor>) -> Result<Vec<Actor>, Trouble> {
        let (without, (_, whose)) = (self.without(dossier)?, self.acts_held(dossier)?);
        let mut open = Vec::new();
        for actor in actors {
            let mut actor = actor.clone();
            let members = || std::iter::once(actor.key).chain(actor.merged.iter().copied());
            let named_in: BTreeSet<DocumentKey> = members().flat_map(|it| without.named_in(it)).collect();
            let held = named_in.iter().filter(|it| !self.may(**it)).count();
            actor.n_acts = actor.n_acts.saturating_sub(whose.get(&actor.key).copied().unwrap_or(0));
            actor.n_documents = actor.n_documents.saturating_sub(held);
            if let Some(name) = without.name(actor.key) {
                name.clone_into(&mut actor.name);
            }
            if !named_in.is_empty() {
                (actor.forms, actor.titles, actor.part_of) = Default::default();
            }
            for (whole, name) in &mut actor.part_of {
                if let Some(called) = without.name(*whole) {
                    called.clone_into(name);
                }
            }
            if self.all() || actor.n_acts > 0 {
                open.push(actor);
            }
        }
        Ok(open)
    }
}

fn yes(it: bool) -> String {
    if it { "yes" } else { "no" }.to_owned()
}

/// An act as an entry: what it says, and its words with where they are from.
pub(crate) fn act(act: &Act, measures: &Measures) -> Entry {
    let who = shown::names(act, Part::Actor);
    let mut says = format!("{}: {}", if who.is_empty() { "nobody named" } else { &who }, shown::doing(act));
    for (part, word) in [(Part::Addressee, "to"), (Part::Target, shown::aim(act.kind)), (Part::ToldBy, "as told by")] {
        let names = shown::names(act, part);
        if !names.is_empty() {
            says += &format!(" {word} {names}");
        }
    }
    let about = shown::about(act, measures);
    if !about.is_empty() {
        says += &format!(" · {about}");
    }
    let note = act.note.as_ref().map_or_else(String::new, |author| format!(" (a note of {author})"));
    let from = format!("{}, {}{note}, {}", act.key, act.document_name, shown::when(act));
    let event = act.event.as_ref().map(|it| format!("e{}", it.first.0));
    Entry {
        says,
        confirmed: Some(act.state.by_person()),
        words: vec![Words { label: "", words: act.words.clone(), from }],
        further: event.into_iter().collect(),
        ..Entry::default()
    }
}

/// Acts as a section.
pub(crate) fn acts<'a>(title: &'static str, all: impl IntoIterator<Item = &'a Act>, measures: &Measures) -> Section {
    Section { title, empty: "There is none.", entries: all.into_iter().map(|it| act(it, measures)).collect() }
}

/// Acts as rows, one a row.
pub(crate) fn act_rows<'a>(all: impl IntoIterator<Item = &'a Act>) -> Rows {
    let header = vec![
        "number",
        "document",
        "document_name",
        "act",
        "strength",
        "status",
        "negated",
        "actor",
        "speaker",
        "told_by",
        "addressee",
        "target",
        "measures",
        "when",
        "reported",
        "state",
        "p",
        "event",
        "words",
        "bytes",
        "note",
    ];
    let names = |act: &Act, part| act.taking(part).map(|it| it.name.as_str()).collect::<Vec<_>>().join("; ");
    let row = |it: &Act| {
        vec![
            it.key.to_string(),
            it.document.to_string(),
            it.document_name.clone(),
            it.kind.to_string(),
            it.strength.map_or_else(String::new, |it| it.to_string()),
            it.status.map_or_else(String::new, |it| it.to_string()),
            yes(it.negated),
            names(it, Part::Actor),
            names(it, Part::Speaker),
            names(it, Part::ToldBy),
            names(it, Part::Addressee),
            names(it, Part::Target),
            it.measures.iter().map(|it| it.measure.0.as_str()).collect::<Vec<_>>().join("; "),
            it.when.as_ref().map_or_else(String::new, ToString::to_string),
            it.reported.map_or_else(String::new, |it| it.to_string()),
            it.state.to_string(),
            it.probability.map_or_else(String::new, |it| format!("{it:.4}")),
            it.event.as_ref().map_or_else(String::new, |it| format!("e{}", it.first.0)),
            it.words.clone(),
            it.place.spans().iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
            it.note.clone().unwrap_or_default(),
        ]
    };
    Rows { name: "Acts", header, rows: all.into_iter().map(row).collect() }
}

/// Documents as a section.
pub(crate) fn documents<'a>(title: &'static str, all: impl IntoIterator<Item = &'a Document>) -> Section {
    let entry = |it: &Document| {
        let mut parts = vec![shown::published(it), shown::outlets(it), shown::counted(it.n_acts, "act", "acts")];
        parts.extend(it.copy_of.map(|(of, likeness)| format!("a copy of {of} ({:.0} %)", likeness * 100.0)));
        parts.extend(shown::mark(&it.mark));
        Entry { says: format!("{} {}: {}", it.key, shown::title(it), parts.join(", ")), ..Entry::default() }
    };
    Section { title, empty: "There is none.", entries: all.into_iter().map(entry).collect() }
}

/// Documents as rows, one a row.
pub(crate) fn document_rows<'a>(all: impl IntoIterator<Item = &'a Document>) -> Rows {
    let header = vec!["number", "name", "kind", "title", "published", "source", "copy_of", "handling", "acts", "sha256"];
    let row = |it: &Document| {
        vec![
            it.key.to_string(),
            it.name.clone(),
            it.kind.as_str().to_owned(),
            it.title.clone().unwrap_or_default(),
            it.published.as_ref().map(ToString::to_string).unwrap_or_default(),
            it.sources.iter().filter_map(|it| it.outlet.clone()).collect::<Vec<_>>().join("; "),
            it.copy_of.map(|(of, _)| of.to_string()).unwrap_or_default(),
            it.mark.handling.as_ref().map(ToString::to_string).unwrap_or_default(),
            it.n_acts.to_string(),
            it.sha256.clone(),
        ]
    };
    Rows { name: "Documents", header, rows: all.into_iter().map(row).collect() }
}

/// Actors as a section.
pub(crate) fn actors<'a>(all: impl IntoIterator<Item = &'a Actor>) -> Section {
    let entry = |it: &Actor| {
        let whole: Vec<&str> = it.part_of.iter().map(|it| it.1.as_str()).collect();
        let mut says = format!("{} {}, {}", it.key, it.name, it.kind);
        if !whole.is_empty() {
            says += &format!(" of {}", whole.join(", "));
        }
        says += &format!(": {}, {}", shown::counted(it.n_documents, "document", "documents"), shown::counted(it.n_acts, "act", "acts"));
        if !it.forms.is_empty() {
            says += &format!("; also {}", it.forms.join(", "));
        }
        Entry { says: safe_line(&says), ..Entry::default() }
    };
    Section { title: "Actors", empty: "Nobody was named.", entries: all.into_iter().map(entry).collect() }
}

/// Actors as rows, one a row.
pub(crate) fn actor_rows<'a>(all: impl IntoIterator<Item = &'a Actor>) -> Rows {
    let header = vec!["number", "name", "kind", "speaks_for", "other_names", "documents", "acts"];
    let row = |it: &Actor| {
        let whole: Vec<&str> = it.part_of.iter().map(|it| it.1.as_str()).collect();
        vec![
            it.key.to_string(),
            it.name.clone(),
            it.kind.to_string(),
            whole.join("; "),
            it.forms.join("; "),
            it.n_documents.to_string(),
            it.n_acts.to_string(),
        ]
    };
    Rows { name: "Actors", header, rows: all.into_iter().map(row).collect() }
}

/// Entries of the log as a section.
pub(crate) fn history<'a>(all: impl IntoIterator<Item = &'a Logged>) -> Section {
    let entry = |it: &Logged| {
        let mut says = format!("{} {}, {}: {}", it.key, minute(it), it.by, it.command);
        for more in [it.item.as_str(), it.says.as_str()].into_iter().filter(|it| !it.is_empty()) {
            says += &format!(" {more}");
        }
        if let Some(why) = &it.why {
            says += &format!(" (why: {why})");
        }
        if let Some(by) = it.undone_by {
            says += &format!(" (taken back by {by})");
        }
        Entry { says: safe_line(&says), ..Entry::default() }
    };
    Section { title: "History", empty: "As it was read; nobody has said anything of it.", entries: all.into_iter().map(entry).collect() }
}

fn minute(entry: &Logged) -> String {
    crate::pages::item::minute(&entry.at.to_string())
}

/// Entries of the log as rows, one a row.
pub(crate) fn history_rows<'a>(all: impl IntoIterator<Item = &'a Logged>) -> Rows {
    let header = vec!["entry", "at", "by", "command", "item", "says", "why", "undoes", "undone_by"];
    let row = |it: &Logged| {
        vec![
            it.key.0.to_string(),
            it.at.to_string(),
            it.by.clone(),
            it.command.clone(),
            it.item.clone(),
            it.says.clone(),
            it.why.clone().unwrap_or_default(),
            it.undoes.map_or_else(String::new, |it| it.0.to_string()),
            it.undone_by.map_or_else(String::new, |it| it.0.to_string()),
        ]
    };
    Rows { name: "History", header, rows: all.into_iter().map(row).collect() }
}

/// Short statements as a section.
pub(crate) fn lines(title: &'static str, empty: &'static str, all: impl IntoIterator<Item = String>) -> Section {
    let entries = all.into_iter().filter(|it| !it.is_empty()).map(|says| Entry { says, ..Entry::default() });
    Section { title, empty, entries: entries.collect() }
}
