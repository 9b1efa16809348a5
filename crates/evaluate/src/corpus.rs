//! The collections that a reader is scored on: hand-made readings, marked attributions, and this repository's own examples.
//! They are read here and nowhere else; all but the examples lie outside the repository.
#![expect(clippy::disallowed_methods, reason = "the evaluation reads its collections from files")]
use crate::contract::{Answer, AnswerAttribution};
use crate::fault::Fault;
use crate::retold;
use evidence::{About, DateBasis, Document, Published};
use flate2::read::GzDecoder;
use rayon::prelude::*;
use reader::Config;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

/// A document with the answer that a person made for it.
#[derive(Clone, Debug)]
pub struct Case {
    /// What is read.
    pub document: Document,
    /// The part of the collection: `news`, `statements`, `examples`, `dev`, ...
    pub part: &'static str,
    /// The hand-made answer; of a collection of attributions it has nothing else.
    pub gold: Answer,
}

/// The data beside a checkout of this repository; `None` where it is not there.
pub fn shared() -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    path.join("data").is_dir().then_some(path)
}

/// The repository itself.
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The hand-made readings of real documents: news (with the first article of all) and official statements.
pub fn gold(shared: &Path) -> Result<Vec<Case>, Fault> {
    let data = shared.join("data");
    let mut out = Vec::new();
    for answer in json_files(&data.join("gold"))? {
        let gold: Answer = json(&answer)?;
        let id = gold.document.id.clone();
        let places = [("news", data.join(format!("news/{id}.txt"))), ("statements", data.join(format!("articles/{id}.txt")))];
        let (part, path) = match places.into_iter().find(|(_, path)| path.is_file()) {
            Some(found) => found,
            None if id == "seed" => ("news", data.join("seed/article.txt")),
            None => return Err(Fault::at(&answer, "its text is in none of data/news, data/articles")),
        };
        out.push(case(&path, part, gold)?);
    }
    Ok(out)
}

/// The marked attributions of negotiation news.
pub fn attributions(shared: &Path) -> Result<Vec<Case>, Fault> {
    let data = shared.join("data");
    let mut out = Vec::new();
    for answer in json_files(&data.join("attributions"))? {
        let gold: Marked = json(&answer)?;
        out.push(case(&data.join(format!("news/{}.txt", gold.id)), "news", gold.into_answer())?);
    }
    let seed: Marked = json(&data.join("seed/attributions.json"))?;
    out.push(case(&data.join("seed/article.txt"), "seed", seed.into_answer())?);
    Ok(out)
}

/// A split of PolNeAR: `dev` or `train`.
pub fn polnear(shared: &Path, split: &'static str) -> Result<Vec<Case>, Fault> {
    let path = shared.join(format!("data/polnear/{split}.jsonl.gz"));
    let marked: Vec<Marked> = json_lines(&path)?;
    marked
        .into_iter()
        .map(|mut it| {
            let text = it.text.take().ok_or_else(|| Fault::at(&path, format!("{} has no text", it.id)))?;
            let mut about = About::named(it.id.clone());
            about.title = it.title.take();
            about.published = published(it.date.take().as_deref(), &path)?;
            Ok(Case { document: Document::new(about, text), part: split, gold: it.into_answer() })
        })
        .collect()
}

/// This repository's own example reports with their hand-made readings.
pub fn examples(repository: &Path) -> Result<Vec<Case>, Fault> {
    let folder = repository.join("examples");
    let mut out = Vec::new();
    for answer in json_files(&folder.join("readings"))? {
        let gold: Answer = json(&answer)?;
        let id = gold.document.id.clone();
        let path = ["txt", "md"].map(|extension| folder.join(format!("{id}.{extension}"))).into_iter().find(|path| path.is_file());
        let path = path.ok_or_else(|| Fault::at(&answer, format!("its text, examples/{id}.txt or .md, is not there")))?;
        out.push(case(&path, "examples", gold)?);
    }
    Ok(out)
}

/// What the reader makes of each document, in their order.
pub fn read(cases: &[Case]) -> Vec<Answer> {
    let config = Config::default();
    cases
        .par_iter()
        .map(|case| {
            let (reading, _) = reader::read(&case.document, &config);
            let table = table::of_document(&case.document, &reading);
            Answer::of(&case.document, &reading, &table)
        })
        .collect()
}

/// The answers again, with the positions and waits that the table makes of their acts in the place of their own.
pub fn tables(cases: &[Case]) -> Result<Vec<Answer>, Fault> {
    cases
        .iter()
        .map(|case| {
            let reading = retold::reading(&case.gold)?;
            let made = Answer::of(&case.document, &reading, &table::of_document(&case.document, &reading));
            Ok(Answer { positions: made.positions, waits: made.waits, ..case.gold.clone() })
        })
        .collect()
}

/// Readings kept in files, by document: one `.json`, JSON Lines (plain or `.gz`), or a folder of `*.json`.
pub fn predictions(path: &Path) -> Result<BTreeMap<String, Answer>, Fault> {
    let list = if path.is_dir() {
        json_files(path)?.iter().map(|file| json(file)).collect::<Result<Vec<Answer>, _>>()?
    } else if path.extension().is_some_and(|it| it == "json") {
        vec![json(path)?]
    } else {
        json_lines(path)?
    };
    let mut out = BTreeMap::new();
    for answer in list {
        let id = answer.document.id.clone();
        if id.is_empty() {
            return Err(Fault::at(path, "not a reading (no document.id)"));
        }
        if out.insert(id.clone(), answer).is_some() {
            return Err(Fault::at(path, format!("the document {id} comes twice")));
        }
    }
    Ok(out)
}

#[derive(Deserialize)]
struct Marked {
    id: String,
    #[serde(default)]
    text: Option<String>,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    date: Option<String>,
    #[serde(default)]
    attributions: Vec<AnswerAttribution>,
}

impl Marked {
    fn into_answer(self) -> Answer {
        let mut answer = Answer { attributions: self.attributions, ..Answer::default() };
        answer.document.id = self.id;
        answer
    }
}

#[derive(Deserialize, Default)]
struct Beside {
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    date: Option<String>,
    #[serde(default)]
    source: Option<String>,
}

fn case(path: &Path, part: &'static str, gold: Answer) -> Result<Case, Fault> {
    let text = fs::read_to_string(path).map_err(|e| Fault::at(path, e))?;
    let mut about = About::named(gold.document.id.clone());
    let beside = path.with_extension("json");
    if beside.is_file() {
        let known: Beside = json(&beside)?;
        about.title = known.title;
        about.published = published(known.date.as_deref(), &beside)?;
        about.source = known.source;
    }
    let document = Document::new(about, text);
    if gold.document.sha256.as_deref().is_some_and(|it| !it.eq_ignore_ascii_case(document.sha256())) {
        return Err(Fault::at(path, "not the text that the answer was made for (another SHA-256)"));
    }
    Ok(Case { document, part, gold })
}

fn published(date: Option<&str>, path: &Path) -> Result<Option<Published>, Fault> {
    date.map(|it| Ok(Published { date: it.parse().map_err(|e| Fault::at(path, e))?, basis: DateBasis::Metadata })).transpose()
}

fn json_files(folder: &Path) -> Result<Vec<PathBuf>, Fault> {
    let mut out = Vec::new();
    for entry in fs::read_dir(folder).map_err(|e| Fault::at(folder, e))? {
        let path = entry.map_err(|e| Fault::at(folder, e))?.path();
        if path.extension().is_some_and(|it| it == "json") {
            out.push(path);
        }
    }
    out.sort();
    Ok(out)
}

fn json<T: DeserializeOwned>(path: &Path) -> Result<T, Fault> {
    let text = fs::read_to_string(path).map_err(|e| Fault::at(path, e))?;
    serde_json::from_str(&text).map_err(|e| Fault::at(path, e))
}

fn json_lines<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>, Fault> {
    let bytes = fs::read(path).map_err(|e| Fault::at(path, e))?;
    let mut text = String::new();
    if path.extension().is_some_and(|it| it == "gz") {
        GzDecoder::new(bytes.as_slice()).read_to_string(&mut text).map_err(|e| Fault::at(path, e))?;
    } else {
        text = String::from_utf8(bytes).map_err(|e| Fault::at(path, e))?;
    }
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(n, line)| serde_json::from_str(line).map_err(|e| Fault::at(path, format!("line {}: {e}", n + 1))))
        .collect()
}
