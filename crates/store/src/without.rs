//! What actors are called where some documents are not there: for a file of a dossier that some of it may not leave, and for what is erased.
use crate::error::Error;
use crate::open::Store;
use record::identity::ActorKey;
use record::view::DocumentKey;
use rusqlite::OptionalExtension as _;
use std::collections::{BTreeMap, BTreeSet};

/// What somebody is called whom nothing names that is there.
pub(crate) const LEFT_OUT: &str = "left out";

/// The condition that a row of `actor_label` has its name from the process file, from a person who named the actor, or from a document that is
/// not one of those that `gone` selects. A later entry that changed other things of the actor is no word on the name.
pub(crate) fn label_stands(gone: &str) -> String {
    let named = "(SELECT min(e.since) FROM actor_label e WHERE e.actor = actor_label.actor AND e.name = actor_label.name)";
    format!(
        "({} OR {named} IN (SELECT g.id FROM log g WHERE g.item GLOB 'p*' AND g.command IN ('change', 'split', 'import', 'undo')))",
        brought(named, gone)
    )
}

/// The same of a row of `actor_form`.
pub(crate) fn form_stands(gone: &str) -> String {
    format!(
        "({} OR EXISTS (SELECT 1 FROM actor_label WHERE actor_label.actor = actor_form.actor AND actor_label.name = actor_form.form AND {}))",
        brought("actor_form.since", gone),
        label_stands(gone)
    )
}

/// That an entry is of the process file or of a document that is not gone.
fn brought(entry: &str, gone: &str) -> String {
    format!(
        "{entry} IN (SELECT g.id FROM log g WHERE g.command = 'init'
           OR (g.item GLOB 'd*' AND CAST(substr(g.item, 2) AS INTEGER) NOT IN ({gone}))
           OR (g.item GLOB 'a*' AND EXISTS (SELECT 1 FROM act a WHERE a.id = CAST(substr(g.item, 2) AS INTEGER) AND a.document NOT IN ({gone}))))"
    )
}

/// Who is known without some documents, and by what name.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Without {
    /// Those who are named in these documents: what they are called without them.
    names: BTreeMap<ActorKey, String>,
    /// In which of these documents.
    named_in: BTreeMap<ActorKey, BTreeSet<DocumentKey>>,
    gone: Gone,
}

impl Without {
    /// What somebody is called; `None` where that is the same with these documents.
    pub fn name(&self, actor: ActorKey) -> Option<&str> {
        self.names.get(&actor).map(String::as_str)
    }

    /// In which of the documents somebody is named.
    pub fn named_in(&self, actor: ActorKey) -> impl Iterator<Item = DocumentKey> {
        self.named_in.get(&actor).into_iter().flatten().copied()
    }

    /// Whether the words name somebody by what only these documents call them.
    pub fn tells(&self, words: &str) -> bool {
        self.gone.is_in(words)
    }
}

impl Store {
    /// Who is known, and by what name, without these documents and those that were removed.
    pub fn without(&self, documents: &BTreeSet<DocumentKey>) -> Result<Without, Error> {
        let mut all = documents.clone();
        all.extend(self.removed_documents()?);
        if all.is_empty() {
            return Ok(Without::default());
        }
        let list = all.iter().map(|it| it.0.to_string()).collect::<Vec<_>>().join(", ");
        let mut without = Without::default();
        let mut appear = self.connection.prepare(&format!(
            "SELECT DISTINCT p.actor, r.document FROM appearance p JOIN reading r ON r.id = p.reading WHERE r.document IN ({list})
             UNION SELECT x.actor, a.document FROM act_actor x JOIN act a ON a.id = x.act WHERE a.document IN ({list})"
        ))?;
        let mut rows = appear.query([])?;
        while let Some(row) = rows.next()? {
            without.named_in.entry(ActorKey(row.get(0)?)).or_default().insert(DocumentKey(row.get(1)?));
        }
        let elsewhere = format!("appearance p JOIN reading r ON r.id = p.reading WHERE r.document NOT IN ({list})");
        let named = label_stands(&list);
        let mut label = self.connection.prepare(&format!("SELECT name, {named} FROM actor_label WHERE actor = ?1 AND until IS NULL"))?;
        let mut longest = self
            .connection
            .prepare(&format!("SELECT p.name FROM {elsewhere} AND p.actor = ?1 ORDER BY length(p.name) DESC, p.id LIMIT 1"))?;
        let mut same = self.connection.prepare(&format!("SELECT 1 FROM {elsewhere} AND p.actor = ?1 AND p.name = ?2 LIMIT 1"))?;
        for actor in without.named_in.keys() {
            let now: Option<(String, bool)> = label.query_row([actor.0], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
            let Some((name, stands)) = now else { continue };
            if !stands && !same.exists((actor.0, &name))? {
                let name = longest.query_row([actor.0], |row| row.get(0)).optional()?;
                without.names.insert(*actor, name.unwrap_or_else(|| LEFT_OUT.to_owned()));
            }
        }
        let mut known = self.connection.prepare(&format!(
            "SELECT form FROM actor_form WHERE {} UNION SELECT name FROM actor_label WHERE {named}
             UNION SELECT p.name FROM {elsewhere} UNION SELECT p.title || ' ' || p.name FROM {elsewhere} AND p.title IS NOT NULL",
            form_stands(&list)
        ))?;
        let known: BTreeSet<String> = known.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        without.gone = Gone::of(&self.names_known()?, &known);
        Ok(without)
    }

    /// All names that actors go by, as [`crate::Writing::wipe_names`] takes them.
    pub fn names_known(&self) -> Result<BTreeSet<String>, Error> {
        let mut list = self.connection.prepare(
            "SELECT form FROM actor_form UNION SELECT name FROM actor_label UNION SELECT name FROM appearance
             UNION SELECT title || ' ' || name FROM appearance WHERE title IS NOT NULL",
        )?;
        Ok(list.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
    }
}

/// Names that are known no more.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Gone {
    pub(crate) names: BTreeSet<String>,
    /// Words of them that are in no name that is known.
    words: BTreeSet<String>,
}

impl Gone {
    pub(crate) fn of(before: &BTreeSet<String>, after: &BTreeSet<String>) -> Self {
        // What is called by no name ("officials") is nobody's.
        let named = |name: &&String| name.chars().any(char::is_uppercase);
        let names: BTreeSet<String> = before.difference(after).filter(named).cloned().collect();
        let known: BTreeSet<&str> = after.iter().flat_map(|name| words(name)).collect();
        let own = |word: &&str| word.chars().next().is_some_and(char::is_uppercase) && word.chars().nth(2).is_some();
        let words = names.iter().flat_map(|name| words(name)).filter(own).filter(|word| !known.contains(word)).map(str::to_owned);
        Self { words: words.collect(), names }
    }

    pub(crate) fn is_in(&self, text: &str) -> bool {
        words(text).any(|word| self.words.contains(word)) || self.names.iter().any(|name| text.contains(name.as_str()))
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}
