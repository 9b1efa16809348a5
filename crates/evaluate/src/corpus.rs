//! The collections that a reader is scored on: hand-made readings, marked attributions, and this repository's own examples.
//! They are read here and nowhere else; all but the examples lie outside the repository.
#![expect(clippy::disallowed_methods, reason = "the evaluation reads its collections from files")]
use crate::contract::{Answer, AnswerAttribution};
use crate::fault::Fault;
use crate::retold;
use evidence::{About, Document, DocumentId, Doubt, Reading};
use flate2::read::GzDecoder;
use rayon::prelude::*;
use reader::document::{documents, json_line};
use reader::{Acts, Config, Heads, Model};
use report::Item;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json as object};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// A document with the answer that a person made for it.
#[derive(Clone, Debug)]
pub struct Case {
    /// The fold of its conflict, where heads were taught from its answer: it is read with those that have not seen that fold.
    pub fold: Option<usize>,
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
    let folds = folds(shared)?;
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
        out.push(Case { fold: folds.get(&id).copied(), ..case(&path, part, gold)? });
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

/// A split of PolNeAR: `dev` or `train`. Its lines are JSON Lines as the product reads them.
pub fn polnear(shared: &Path, split: &'static str) -> Result<Vec<Case>, Fault> {
    let path = shared.join(format!("data/polnear/{split}.jsonl.gz"));
    let lines = text(&path)?;
    let mut out = Vec::new();
    for (line, number) in lines.lines().zip(1..) {
        let gold: Marked = serde_json::from_str(line).map_err(|e| Fault::at(&path, format!("line {number}: {e}")))?;
        if let Some(given) = json_line(split, number, line.as_bytes(), None) {
            let document = given.map_err(|e| Fault::at(&path, e))?.document;
            out.push(Case { document, fold: None, part: split, gold: gold.into_answer() });
        }
    }
    Ok(out)
}

/// The fold that each gold document is in: all of one conflict in one.
pub fn folds(shared: &Path) -> Result<BTreeMap<String, usize>, Fault> {
    let Folds { folds } = json(&shared.join("data/folds.json"))?;
    Ok(folds.into_iter().zip(0..).flat_map(|(fold, n)| fold.documents.into_iter().map(move |id| (id, n))).collect())
}

/// The fold of each conflict, by the name that the metadata of documents have for it.
pub fn conflicts(shared: &Path) -> Result<BTreeMap<String, usize>, Fault> {
    let Folds { folds } = json(&shared.join("data/folds.json"))?;
    Ok(folds.into_iter().zip(0..).flat_map(|(fold, n)| fold.conflicts.into_iter().map(move |name| (name, n))).collect())
}

#[derive(Deserialize)]
struct Folds {
    folds: Vec<Fold>,
}

#[derive(Deserialize)]
struct Fold {
    conflicts: Vec<String>,
    documents: Vec<String>,
}

/// A report of our own, as the trainer puts it: its document and its answer.
pub fn own(reading: &Value) -> Result<(Document, Answer), Fault> {
    let gold: Answer = serde_json::from_value(reading.clone()).map_err(|error| Fault(error.to_string()))?;
    let about = &reading["document"];
    let date = about["published"]["value"].as_str().unwrap_or_default();
    Ok((line(object!({ "id": about["id"], "text": about["text"], "date": date }))?, gold))
}

/// A real document that was annotated to be taught from, never to measure by.
#[derive(Clone, Debug)]
pub struct Further {
    /// The folds with documents of the same conflict: heads for these are taught without it.
    pub folds: BTreeSet<usize>,
    /// What it says.
    pub document: Document,
    /// What a person read in it.
    pub answer: Answer,
    /// Whether the answer tells roles: full ones do, of brief ones those that say so.
    pub roles: bool,
}

/// Where the texts of further documents lie that do not lie beside the repository; answers whose texts are nowhere are left out.
#[derive(clap::Args, Clone, Debug, Default)]
pub struct FurtherTexts {
    /// A checkout of github.com/ramybaly/Article-Bias-Prediction, which has the texts of the answers named abp-*; without it
    /// these are left out
    #[arg(long, value_name = "DIR")]
    pub checkout: Option<PathBuf>,
    /// A folder with the files reut2-*.sgm of the Reuters-21578 collection, which has the texts of the answers named reuters-* (by their
    /// new ids); without it these are left out
    #[arg(long, value_name = "DIR")]
    pub reuters: Option<PathBuf>,
    /// A checkout of github.com/brian14708/wh-briefings, statements of the White House, which has the texts of the answers named wh-* (by
    /// the names of their files); without it these are left out
    #[arg(long, value_name = "DIR")]
    pub statements: Option<PathBuf>,
    /// The folder `_posts` of a checkout of github.com/secureIntent-git/teftst, world news of 2016, which has the texts of the answers named
    /// wio-* (by the names of their files); without it these are left out
    #[arg(long, value_name = "DIR")]
    pub news_2016: Option<PathBuf>,
    /// The folder `source/_posts` of a checkout of github.com/soumyadipdas37/finescoop.github.io, a paper's news of 2020, which has the texts
    /// of the answers named fsc-* (by the names of their files); without it these are left out
    #[arg(long, value_name = "DIR")]
    pub news_2020: Option<PathBuf>,
}

/// An answer for a further document.
#[derive(Deserialize)]
struct FurtherAnswer {
    folds: BTreeSet<usize>,
    #[serde(default)]
    roles: bool,
    #[serde(flatten)]
    answer: Answer,
}

/// The further real documents whose answers lie in `folder`. Their texts lie beside the repository (articles, PolNeAR's training part), else where
/// `texts` says.
pub fn further(shared: &Path, folder: &Path, texts: &FurtherTexts) -> Result<Vec<Further>, Fault> {
    let articles = shared.join("data/articles");
    let mut train: BTreeMap<String, Document> =
        polnear(shared, "train")?.into_iter().map(|case| (case.document.about.id.0.clone(), case.document)).collect();
    let elsewhere = Elsewhere::of(texts)?;
    let mut out = Vec::new();
    for path in json_files(folder)? {
        let FurtherAnswer { folds, answer, .. } = json(&path)?;
        let id = &answer.document.id;
        let document = if is_elsewhere(id) {
            let Some(document) = elsewhere.document(id, &path)? else { continue };
            document
        } else if let Some(document) = train.remove(id) {
            document
        } else {
            case(&articles.join(format!("{id}.txt")), "statements", answer.clone())?.document
        };
        out.push(Further { folds, document, answer, roles: true }.checked(&path)?);
    }
    Ok(out)
}

/// Real documents with brief answers, one a line in the files `*.jsonl` of `folder`: actors, and acts with their kind, actors, measures and
/// words, in some (`"roles": true`) the roles of the actors, too. Their texts lie where `texts` says.
pub fn brief(folder: &Path, texts: &FurtherTexts) -> Result<Vec<Further>, Fault> {
    let elsewhere = Elsewhere::of(texts)?;
    let mut out = Vec::new();
    for path in files(folder, "jsonl")? {
        for (line, number) in text(&path)?.lines().zip(1..) {
            let at = |error: &dyn std::fmt::Display| Fault::at(&path, format!("line {number}: {error}"));
            let FurtherAnswer { folds, roles, answer } = serde_json::from_str(line).map_err(|error| at(&error))?;
            if let Some(document) = elsewhere.document(&answer.document.id, &path)? {
                out.push(Further { folds, document, answer, roles }.checked(&path)?);
            }
        }
    }
    Ok(out)
}

impl Further {
    /// To be read with heads and an encoder that have not seen its conflict, of several the first; `None` where that stands in no fold, since these may
    /// have learned from it then.
    pub fn measured(self) -> Option<Case> {
        let fold = *self.folds.first()?;
        let id = &self.answer.document.id;
        // Names of PolNeAR's articles have a paper and a day.
        let is_news = id.contains('_') || NEWS.iter().any(|news| id.starts_with(news));
        let part = if is_news { "news" } else { "statements" };
        Some(Case { fold: Some(fold), document: self.document, part, gold: self.answer })
    }

    fn checked(self, path: &Path) -> Result<Self, Fault> {
        if self.answer.document.sha256.as_deref() == Some(self.document.sha256()) {
            return Ok(self);
        }
        Err(Fault::at(path, format!("{} was not made for the text of this id (another SHA-256)", self.answer.document.id)))
    }
}

/// Whether the text of a further document lies in a collection of others.
fn is_elsewhere(id: &str) -> bool {
    NEWS.iter().chain(&["wh-"]).any(|collection| id.starts_with(collection))
}

/// How the names of news articles begin whose texts lie elsewhere.
const NEWS: [&str; 4] = ["abp-", "reuters-", "wio-", "fsc-"];

/// The collections of others that are there.
struct Elsewhere<'a> {
    checkout: Option<&'a Path>,
    agency: Option<BTreeMap<String, Report>>,
    pages: [Pages; 3],
}

/// A collection of pages of Markdown.
struct Pages {
    /// How its ids begin.
    begins: &'static str,
    /// Whose they are.
    source: &'static str,
    /// By their names, where the collection is there.
    files: Option<BTreeMap<String, PathBuf>>,
}

impl Pages {
    fn of(begins: &'static str, source: &'static str, folder: Option<&Path>) -> Result<Self, Fault> {
        Ok(Self { begins, source, files: folder.map(pages).transpose()? })
    }
}

impl<'a> Elsewhere<'a> {
    fn of(texts: &'a FurtherTexts) -> Result<Self, Fault> {
        Ok(Self {
            checkout: texts.checkout.as_deref(),
            agency: texts.reuters.as_deref().map(reuters).transpose()?,
            pages: [
                Pages::of("wh-", "The White House", texts.statements.as_deref())?,
                Pages::of("wio-", "news", texts.news_2016.as_deref())?,
                Pages::of("fsc-", "news", texts.news_2020.as_deref())?,
            ],
        })
    }

    /// The document of an id; `None` where its collection is not there. `path` is that of its answer.
    fn document(&self, id: &str, path: &Path) -> Result<Option<Document>, Fault> {
        #[derive(Deserialize)]
        struct Article {
            title: String,
            source: String,
            date: String,
            content_original: String,
        }
        if let Some((pages, name)) = self.pages.iter().find_map(|pages| Some((pages, id.strip_prefix(pages.begins)?))) {
            let Some(files) = &pages.files else { return Ok(None) };
            let page = files.get(name).ok_or_else(|| Fault::at(path, format!("the collection has no page {name}.md")))?;
            return markdown(id, pages.source, page).map(Some);
        }
        let given = if let Some(number) = id.strip_prefix("reuters-") {
            let Some(agency) = &self.agency else { return Ok(None) };
            let report = agency.get(number).ok_or_else(|| Fault::at(path, format!("the collection has no report {number}")))?;
            object!({ "id": id, "title": report.title, "source": "Reuters", "date": report.date, "text": report.text })
        } else if let Some(article) = id.strip_prefix("abp-") {
            let Some(checkout) = self.checkout else { return Ok(None) };
            let article: Article = json(&checkout.join(format!("data/jsons/{article}.json")))?;
            object!({ "id": id, "title": article.title, "source": article.source, "date": article.date, "text": article.content_original })
        } else {
            return Err(Fault::at(path, format!("{id} is of no collection that is known")));
        };
        line(given).map(Some)
    }
}

/// The pages of a collection, in whichever folder of it, by their names.
fn pages(folder: &Path) -> Result<BTreeMap<String, PathBuf>, Fault> {
    let mut out = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).map_err(|e| Fault::at(&folder, e))? {
            let path = entry.map_err(|e| Fault::at(&folder, e))?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "md")
                && let Some(name) = path.file_stem().and_then(|it| it.to_str())
            {
                out.insert(name.to_owned(), path);
            }
        }
    }
    Ok(out)
}

/// A page of Markdown whose front matter has title and date, as the product reads it.
fn markdown(id: &str, source: &str, page: &Path) -> Result<Document, Fault> {
    let bytes = fs::read(page).map_err(|e| Fault::at(page, e))?;
    let about = object!({ "source": source }).to_string();
    let given = documents("page.md", &bytes, Some(about.as_bytes())).into_iter().next();
    let given = given.ok_or_else(|| Fault::at(page, "no document"))?.map_err(|unreadable| Fault::at(page, unreadable))?;
    let mut document = given.document;
    document.about.id = DocumentId(id.to_owned());
    Ok(document)
}

/// A report of the Reuters-21578 collection.
struct Report {
    title: String,
    /// As year, month and day.
    date: String,
    /// Paragraphs with an empty line between them.
    text: String,
}

/// The reports with a body in a folder's files `reut2-*.sgm`, by their new ids. The files are SGML in Latin-1 with one way of writing things
/// (the collection's README).
fn reuters(folder: &Path) -> Result<BTreeMap<String, Report>, Fault> {
    let mut out = BTreeMap::new();
    for path in files(folder, "sgm")? {
        let bytes = fs::read(&path).map_err(|e| Fault::at(&path, e))?;
        let file: String = bytes.into_iter().map(char::from).collect();
        for report in file.split("<REUTERS ").skip(1) {
            let between = |open: &str, close: &str| Some(report.split_once(open)?.1.split_once(close)?.0);
            let (Some(number), Some(body)) = (between("NEWID=\"", "\""), between("<BODY>", "</BODY>")) else { continue };
            let title = plain(between("<TITLE>", "</TITLE>").unwrap_or_default());
            let date = between("<DATE>", "</DATE>").and_then(day).unwrap_or_default();
            let mut paragraphs: Vec<String> = body.split("\n    ").map(plain).filter(|it| !it.is_empty() && !is_end(it)).collect();
            if let Some(last) = paragraphs.last_mut() {
                *last = last.rsplit_once(' ').filter(|(_, word)| is_end(word)).map_or(&**last, |(rest, _)| rest.trim_end()).to_owned();
            }
            out.insert(number.to_owned(), Report { title, date, text: paragraphs.join("\n\n") });
        }
    }
    Ok(out)
}

/// Words without their entities, one space between them.
fn plain(words: &str) -> String {
    let words = words.replace("&lt;", "<").replace("&gt;", ">").replace("&#3;", "").replace("&#5;", "").replace("&amp;", "&");
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a report of the agency ends with.
fn is_end(word: &str) -> bool {
    matches!(word.trim_matches(|c: char| c.is_control() || c.is_whitespace()), "Reuter" | "REUTER")
}

/// `26-FEB-1987 15:01:01.79` as `1987-02-26`.
fn day(date: &str) -> Option<String> {
    const MONTHS: [&str; 12] = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    let mut parts = date.trim().split([' ', '-']);
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let month = MONTHS.iter().position(|name| *name == month)? + 1;
    Some(format!("{year}-{month:02}-{:02}", day.parse::<u8>().ok()?))
}

/// A line of JSON Lines as the product reads it; an empty date is none.
fn line(mut line: Value) -> Result<Document, Fault> {
    if let Some(fields) = line.as_object_mut() {
        fields.retain(|_, value| value.as_str().is_none_or(|it| !it.is_empty()));
    }
    let given = documents("line.jsonl", format!("{line}\n").as_bytes(), None).into_iter().next();
    let given = given.ok_or_else(|| Fault("no document".to_owned()))?.map_err(|unreadable| Fault(unreadable.to_string()))?;
    Ok(given.document)
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

/// Invented reports with their readings that nothing was taught from: `evaluation/reports/`.
pub fn reports(repository: &Path) -> Result<Vec<Case>, Fault> {
    dossier(&repository.join("evaluation/reports"))
}

/// Which heads tell the acts, and through which encoder.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Chosen {
    /// Those that have not seen the document's conflict, as nor has their encoder; where none was taught from it, those that ship.
    Unseen,
    /// None: the rules alone.
    None,
}

/// The folds of conflicts that each of the two further encoders of acts has not learned from. It has from documents of the others, where these
/// speak of no conflict of its own.
const UNKNOWN: [(&str, [usize; 3]); 2] = [("without-0-2-4", [0, 2, 4]), ("without-1-3-5", [1, 3, 5])];

/// An encoder of acts that has learned from no document of a conflict of this fold.
pub fn encoder_without(fold: usize) -> Result<&'static Acts, Fault> {
    static READ: [OnceLock<Result<Acts, Fault>>; 2] = [OnceLock::new(), OnceLock::new()];
    let of = UNKNOWN.iter().zip(&READ).find(|((_, folds), _)| folds.contains(&fold));
    let ((name, _), encoder) = of.ok_or_else(|| Fault(format!("no encoder is without fold {fold}")))?;
    let read = || {
        let path = repository().join(format!("evaluation/encoders/{name}.acts"));
        let bytes = fs::read(&path).map_err(|error| Fault::at(&path, error.to_string()))?;
        // Weights live as long as the program, as those within it do.
        Acts::from_weights(bytes.leak()).map_err(|bad| Fault::at(&path, bad.to_string()))
    };
    encoder.get_or_init(read).as_ref().map_err(Clone::clone)
}

fn heads_without(fold: usize) -> Result<Heads, Fault> {
    let path = repository().join(format!("evaluation/heads/without-{fold}.heads"));
    let bytes = fs::read(&path).map_err(|error| Fault::at(&path, error.to_string()))?;
    Heads::read(&bytes).map_err(|bad| Fault::at(&path, bad.to_string()))
}

/// The reports of a dossier with their hand-made readings: `reports/NAME.*` and `readings/NAME.json` in `folder`.
pub fn dossier(folder: &Path) -> Result<Vec<Case>, Fault> {
    let mut out = Vec::new();
    for answer in json_files(&folder.join("readings"))? {
        let gold: Answer = json(&answer)?;
        let reports = folder.join("reports");
        let path = ["txt", "md", "html"].map(|ending| reports.join(format!("{}.{ending}", gold.document.id)));
        let path = path.into_iter().find(|it| it.is_file()).ok_or_else(|| Fault::at(&answer, "its text is not in reports/"))?;
        out.push(case(&path, "dossier", gold)?);
    }
    Ok(out)
}

/// What the reader makes of each document with that model, in their order.
pub fn read(cases: &[Case], model: Model, heads: Chosen) -> Result<Vec<Answer>, Fault> {
    let config = Config::default().with_model(model);
    let rules = config.clone().with_heads(None);
    let mut without = BTreeMap::new();
    if heads == Chosen::Unseen {
        for fold in cases.iter().filter_map(|case| case.fold).collect::<BTreeSet<_>>() {
            without.insert(fold, unseen(config.clone(), fold)?);
        }
    }
    Ok(cases
        .par_iter()
        .map(|case| {
            let config = match (heads, case.fold) {
                (Chosen::None, _) => &rules,
                (Chosen::Unseen, Some(fold)) => &without[&fold],
                _ => &config,
            };
            let (reading, doubts) = reader::read(&case.document, config);
            answer(&case.document, &reading, &doubts)
        })
        .collect())
}

/// The same with heads and an encoder that have not seen the conflicts of a fold.
fn unseen(config: Config, fold: usize) -> Result<Config, Fault> {
    Ok(config.with_heads(Some(Arc::new(heads_without(fold)?))).with_encoder(encoder_without(fold)?))
}

/// What the reader makes of one document; of one of a fold, without knowing its conflict.
pub fn read_one(document: &Document, fold: Option<usize>) -> Result<Answer, Fault> {
    let config = Config::default();
    let config = if let Some(fold) = fold { unseen(config, fold)? } else { config };
    let (reading, doubts) = reader::read(document, &config);
    Ok(answer(document, &reading, &doubts))
}

/// The answers again, with the positions and waits that the table makes of their acts in the place of their own.
pub fn tables(cases: &[Case]) -> Result<Vec<Answer>, Fault> {
    cases
        .iter()
        .map(|case| {
            let made = answer(&case.document, &retold::reading(&case.gold)?, &[]);
            Ok(Answer { positions: made.positions, waits: made.waits, ..case.gold.clone() })
        })
        .collect()
}

/// A reading as an answer, to be scored.
pub fn answer(document: &Document, reading: &Reading, doubts: &[Doubt]) -> Answer {
    let table = table::of_document(document, reading);
    Answer::of(&Item { document, reading, table: &table, doubts })
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
    attributions: Vec<AnswerAttribution>,
}

impl Marked {
    fn into_answer(self) -> Answer {
        let mut answer = Answer { attributions: self.attributions, ..Answer::default() };
        answer.document.id = self.id;
        answer
    }
}

/// The document in the file at `path` as the product reads it, with the metadata beside it, under the answer's name.
fn case(path: &Path, part: &'static str, gold: Answer) -> Result<Case, Fault> {
    let bytes = fs::read(path).map_err(|e| Fault::at(path, e))?;
    let beside = fs::read(path.with_extension("json")).ok();
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let given = documents(&name, &bytes, beside.as_deref()).into_iter().next().ok_or_else(|| Fault::at(path, "no document"))?;
    let read = given.map_err(|e| Fault::at(path, e))?.document;
    let about = About { id: DocumentId(gold.document.id.clone()), ..read.about.clone() };
    let document = Document::new(about, read.text().to_owned());
    if gold.document.sha256.as_deref().is_some_and(|it| !it.eq_ignore_ascii_case(document.sha256())) {
        return Err(Fault::at(path, "not the text that the answer was made for (another SHA-256)"));
    }
    Ok(Case { document, fold: None, part, gold })
}

fn json_files(folder: &Path) -> Result<Vec<PathBuf>, Fault> {
    files(folder, "json")
}

/// The files of a folder with that extension, in order of their names.
fn files(folder: &Path, extension: &str) -> Result<Vec<PathBuf>, Fault> {
    let mut out = Vec::new();
    for entry in fs::read_dir(folder).map_err(|e| Fault::at(folder, e))? {
        let path = entry.map_err(|e| Fault::at(folder, e))?.path();
        if path.extension().is_some_and(|it| it == extension) {
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
    let lines = text(path)?;
    let filled = lines.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty());
    filled.map(|(line, n)| serde_json::from_str(line).map_err(|e| Fault::at(path, format!("line {n}: {e}")))).collect()
}

/// The text of a file, unpacked where it is a `.gz`.
fn text(path: &Path) -> Result<String, Fault> {
    let bytes = fs::read(path).map_err(|e| Fault::at(path, e))?;
    if path.extension().is_none_or(|it| it != "gz") {
        return String::from_utf8(bytes).map_err(|e| Fault::at(path, e));
    }
    let mut text = String::new();
    GzDecoder::new(bytes.as_slice()).read_to_string(&mut text).map_err(|e| Fault::at(path, e))?;
    Ok(text)
}
