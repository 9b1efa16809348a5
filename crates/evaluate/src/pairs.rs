//! Same event or not: pairs of acts of two documents, labelled by hand, against what `record::event` says of them. The labels
//! (`evaluation/pairs.csv`) name acts of the hand-made readings (`a3`) or places that the reader's own acts are sought at (`@204-290`).
//! `evaluation/pairs-acts.csv` has hand-made acts of documents that have no hand-made reading.
#![expect(clippy::disallowed_methods, reason = "the evaluation reads its collections from files")]
use crate::contract::{Answer, AnswerAct, AnswerActor, AnswerMatter, AnswerWhen, Spans};
use crate::corpus;
use crate::fault::Fault;
use evidence::{About, ActKind, ActorKind, Date, Document, DocumentId, Measures, Status};
use reader::document::documents;
use record::event::{self, Account, LINKED, Likely};
use record::identity::{ActorKey, Actors, Named};
use record::view::{ActKey, DocumentKey};
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// A labelled pair.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pair {
    /// `tune` or `test`: all pairs of one process are in one half.
    pub half: String,
    /// The process.
    pub process: String,
    /// Document and act.
    pub one: (String, String),
    /// Document and act.
    pub other: (String, String),
    /// Whether a person holds them to report one event.
    pub same: bool,
}

/// A pair with what is said of it.
#[derive(Clone, PartialEq, Debug)]
pub struct Judged {
    /// The pair.
    pub pair: Pair,
    /// Whether its acts come from hand-made readings.
    pub by_hand: bool,
    /// Same actors and act within seven days: a hard one, if it is not the same event.
    pub close: bool,
    /// What speaks for one event; `None` where the two are not compared.
    pub features: Option<event::Features>,
    /// The probability.
    pub probability: Option<f32>,
    /// The reason, as a person reads it.
    pub reason: Option<String>,
}

impl Judged {
    /// Whether a dossier compares the two at all: it seeks the acts of an actor in common that are at most [`event::MOST_DAYS`] away.
    pub fn in_reach(&self) -> bool {
        self.features.is_some_and(|it| it.actors > 0.0)
    }

    /// Whether they are said to report one event: likely enough, and in reach of a dossier.
    pub fn said_same(&self) -> bool {
        self.in_reach() && self.probability.is_some_and(|p| p >= LINKED)
    }
}

/// Counts of right and wrong answers.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    /// Pairs.
    pub pairs: usize,
    /// Of one event, by hand.
    pub same: usize,
    /// Said to be of one event.
    pub said: usize,
    /// Both.
    pub right: usize,
}

impl Counts {
    /// Of these pairs.
    pub fn of<'a>(judged: impl IntoIterator<Item = &'a Judged>) -> Self {
        let mut counts = Self::default();
        for it in judged {
            counts.pairs += 1;
            counts.same += usize::from(it.pair.same);
            counts.said += usize::from(it.said_same());
            counts.right += usize::from(it.pair.same && it.said_same());
        }
        counts
    }

    /// F1; 0 where nothing is right.
    pub fn f1(&self) -> f64 {
        if self.right == 0 { 0.0 } else { 2.0 * self.right as f64 / (self.same + self.said) as f64 }
    }
}

/// The labels that are committed.
pub fn labels() -> Result<Vec<Pair>, Fault> {
    let path = corpus::repository().join("evaluation/pairs.csv");
    let text = std::fs::read_to_string(&path).map_err(|e| Fault::at(&path, e))?;
    text.lines()
        .skip(1)
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            let [half, process, one, act, other, act_other, same] = cells[..] else {
                return Err(Fault::at(&path, format!("`{line}` has not seven cells")));
            };
            let own = |it: &str| it.to_owned();
            Ok(Pair {
                half: own(half),
                process: own(process),
                one: (own(one), own(act)),
                other: (own(other), own(act_other)),
                same: same == "1",
            })
        })
        .collect()
}

/// Hand-made acts of documents without a hand-made reading: for each document its reading, and its day where its own metadata lack it.
fn acts_by_hand() -> Result<BTreeMap<String, (Answer, Option<String>)>, Fault> {
    let path = corpus::repository().join("evaluation/pairs-acts.csv");
    let text = std::fs::read_to_string(&path).map_err(|e| Fault::at(&path, e))?;
    let mut found: BTreeMap<String, (Answer, Option<String>)> = BTreeMap::new();
    for line in text.lines().skip(1) {
        let bad = || Fault::at(&path, format!("`{line}` is no act"));
        let cells: Vec<&str> = line.split(',').collect();
        let [document, id, place, act, actors, others, measures, when, status, negated, reported] = cells[..] else { return Err(bad()) };
        let (start, end) = place.split_once('-').and_then(|(a, b)| Some((a.parse().ok()?, b.parse().ok()?))).ok_or_else(bad)?;
        let (answer, day) = found.entry(document.to_owned()).or_default();
        let mut named = |cell: &str| -> Result<Vec<String>, Fault> {
            let mut names = Vec::new();
            for (kind, name) in
                cell.split(';').filter(|it| !it.is_empty()).map(|it| it.split_once(':').ok_or_else(bad)).collect::<Result<Vec<_>, _>>()?
            {
                if !answer.actors.iter().any(|it| it.id == name) {
                    let (id, name) = (name.to_owned(), Some(name.to_owned()));
                    answer.actors.push(AnswerActor { id, name, kind: Some(kind.to_owned()), ..AnswerActor::default() });
                }
                names.push(name.to_owned());
            }
            Ok(names)
        };
        let (actor, addressee) = (named(actors)?, named(others)?);
        let given = |it: &str| (!it.is_empty()).then(|| it.to_owned());
        answer.acts.push(AnswerAct {
            id: id.to_owned(),
            act: act.to_owned(),
            actor,
            addressee,
            measures: measures
                .split(';')
                .filter(|it| !it.is_empty())
                .map(|it| AnswerMatter { id: it.to_owned(), ..AnswerMatter::default() })
                .collect(),
            when: given(when).map(|value| AnswerWhen { value: Some(value), ..AnswerWhen::default() }),
            status: given(status),
            negated: negated == "1",
            quote: vec![[start, end]],
            ..AnswerAct::default()
        });
        *day = given(reported);
    }
    Ok(found)
}

/// The documents, their readings and who is who in them.
struct Texts {
    shared: PathBuf,
    /// The fold of each conflict.
    folds: BTreeMap<String, usize>,
    by_hand: BTreeMap<String, (Answer, Option<String>)>,
    read: BTreeMap<(String, bool), (Document, Answer)>,
    actors: BTreeMap<bool, Actors>,
    keys: HashMap<(String, bool, String), ActorKey>,
    next: i64,
}

/// What the metadata beside a document say of it, besides what the product reads.
#[derive(serde::Deserialize)]
struct Metadata {
    conflict: Option<String>,
}

impl Texts {
    /// A document, and the fold of its conflict.
    fn document(&self, id: &str) -> Result<(Document, Option<usize>), Fault> {
        let data = self.shared.join("data");
        let endings = [("news", ".txt"), ("articles", ".txt"), ("articles/messy", ".md"), ("articles/messy", ".escaped.html")];
        let mut places = endings.iter().map(|(folder, ending)| data.join(folder).join(format!("{id}{ending}")));
        let path = &places.find(|path| path.is_file()).ok_or_else(|| Fault(format!("there is no text of {id}")))?;
        let bytes = std::fs::read(path).map_err(|e| Fault::at(path, e))?;
        let named = path.display();
        let beside = [path.with_extension("json"), PathBuf::from(format!("{named}.json"))].iter().find_map(|it| std::fs::read(it).ok());
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let given = documents(&name, &bytes, beside.as_deref()).into_iter().next().ok_or_else(|| Fault::at(path, "no document"))?;
        let read = given.map_err(|e| Fault::at(path, e))?.document;
        let metadata: Option<Metadata> = beside.as_deref().and_then(|bytes| serde_json::from_slice(bytes).ok());
        let fold = metadata.and_then(|it| self.folds.get(&it.conflict?).copied());
        Ok((Document::new(About { id: DocumentId(id.to_owned()), ..read.about.clone() }, read.text().to_owned()), fold))
    }

    /// Reads a document, or takes its hand-made reading, and recognises its actors among those of the documents before it.
    fn take_in(&mut self, id: &str, by_hand: bool) -> Result<(), Fault> {
        let key = (id.to_owned(), by_hand);
        if self.read.contains_key(&key) {
            return Ok(());
        }
        let (document, fold) = self.document(id)?;
        let answer: Answer = if let Some((answer, _)) = self.by_hand.get(id).filter(|_| by_hand) {
            answer.clone()
        } else if by_hand {
            let path = self.shared.join(format!("data/gold/{id}.json"));
            let text = std::fs::read_to_string(&path).map_err(|e| Fault::at(&path, e))?;
            serde_json::from_str(&text).map_err(|e| Fault::at(&path, e))?
        } else {
            corpus::read_one(&document, fold)?
        };
        let actors = self.actors.entry(by_hand).or_default();
        let mut order: Vec<_> = answer.actors.iter().collect();
        order.sort_by_key(|actor| actor.part_of.is_some());
        for actor in order {
            let kind = actor.kind.as_deref().and_then(ActorKind::from_word).unwrap_or(ActorKind::Group);
            let part_of = actor.part_of.as_ref().and_then(|whole| self.keys.get(&(id.to_owned(), by_hand, whole.clone()))).copied();
            let name = actor.name.clone().unwrap_or_else(|| actor.id.clone());
            // As a dossier does it: an acronym in the text is a name of its own.
            let acronym = |it: &String| (2..=8).contains(&it.len()) && it.chars().all(|c| c.is_ascii_uppercase());
            let words = |spans: &Spans| spans.iter().filter_map(|span| document.text().get(span[0]..span[1])).collect::<Vec<_>>().join(" ");
            let also: Vec<String> = if matches!(kind, ActorKind::Body | ActorKind::Group | ActorKind::Company) {
                actor.mentions.iter().map(words).filter(acronym).collect()
            } else {
                Vec::new()
            };
            let named = Named { name: name.clone(), also, kind, part_of };
            let found = actors.recognise(&named).actor.unwrap_or_else(|| {
                self.next += 1;
                ActorKey(self.next)
            });
            for form in std::iter::once(&name).chain(&named.also) {
                actors.learn(found, form, kind, part_of);
            }
            self.keys.insert((id.to_owned(), by_hand, actor.id.clone()), found);
        }
        self.read.insert(key, (document, answer));
        Ok(())
    }

    /// All acts of a document, as far as they matter for what event they report.
    fn accounts(&self, id: &str, by_hand: bool) -> Vec<Account> {
        let Some((document, answer)) = self.read.get(&(id.to_owned(), by_hand)) else { return Vec::new() };
        answer.acts.iter().filter_map(|it| self.account_of(id, by_hand, document, it)).collect()
    }

    /// The act of that name or place, as far as it matters for what event it reports. `None` where the reader has none there (any more).
    fn account(&self, id: &str, act: &str) -> Option<Account> {
        let by_hand = !act.starts_with('@');
        let (document, answer) = self.read.get(&(id.to_owned(), by_hand))?;
        let found = match act.strip_prefix('@') {
            None => answer.acts.iter().find(|it| it.id == act)?,
            Some(place) => {
                let (start, end) = place.split('+').next()?.split_once('-')?;
                let (start, end): (usize, usize) = (start.parse().ok()?, end.parse().ok()?);
                let shared =
                    |it: &AnswerAct| it.quote.iter().map(|span| span[1].min(end).saturating_sub(span[0].max(start))).sum::<usize>();
                answer.acts.iter().max_by_key(|it| shared(it)).filter(|it| shared(it) * 2 >= end - start)?
            }
        };
        self.account_of(id, by_hand, document, found)
    }

    fn account_of(&self, id: &str, by_hand: bool, document: &Document, found: &AnswerAct) -> Option<Account> {
        let keys = |ids: &[String]| -> Vec<ActorKey> {
            ids.iter().filter_map(|it| self.keys.get(&(id.to_owned(), by_hand, it.clone()))).copied().collect()
        };
        let words: Vec<&str> = found.quote.iter().filter_map(|span| document.text().get(span[0]..span[1])).collect();
        let params = found.measures.iter().flat_map(|it| it.params.iter());
        let date: Option<Date> = found.when.as_ref().and_then(|it| it.value.as_ref()).and_then(|it| it.parse().ok());
        Some(Account {
            kind: ActKind::from_word(&found.act)?,
            actors: keys(&found.actor).into_iter().collect(),
            others: keys(&found.addressee).into_iter().chain(keys(&found.target)).collect(),
            measures: found.measures.iter().map(|it| evidence::MeasureId(it.id.clone())).collect(),
            numbers: params.filter_map(|(name, value)| event::numbers(name, value.as_str()?)).collect(),
            status: found.status.as_deref().and_then(Status::from_word),
            negated: found.negated,
            dated: date.and_then(|date| date.first_day().zip(date.last_day())),
            reported: document
                .about
                .published
                .as_ref()
                .and_then(|it| it.date.day())
                .or_else(|| self.by_hand.get(id)?.1.as_ref()?.parse().ok()),
            stems: event::stems(&words.join(" ")),
        })
    }
}

/// Says of each labelled pair whether it is one event.
pub fn judge(shared: &Path) -> Result<Vec<Judged>, Fault> {
    let pairs = labels()?;
    let mut texts = Texts {
        shared: shared.to_owned(),
        folds: corpus::conflicts(shared)?,
        by_hand: acts_by_hand()?,
        read: BTreeMap::new(),
        actors: BTreeMap::new(),
        keys: HashMap::new(),
        next: 0,
    };
    let mut wanted: Vec<(String, bool)> =
        pairs.iter().flat_map(|pair| [&pair.one, &pair.other]).map(|(id, act)| (id.clone(), !act.starts_with('@'))).collect();
    wanted.sort();
    wanted.dedup();
    for (id, by_hand) in wanted {
        texts.take_in(&id, by_hand)?;
    }
    let measures = Measures::embedded();
    let mut judged = Vec::new();
    for pair in pairs {
        let by_hand = !pair.one.1.starts_with('@');
        let both = texts.account(&pair.one.0, &pair.one.1).zip(texts.account(&pair.other.0, &pair.other.1));
        // An act that the reader has no more cannot be judged.
        let Some((one, other)) = both else { continue };
        let features = event::features(&one, &other, measures);
        let verdict = event::compare(&one, &other, measures);
        judged.push(Judged {
            by_hand,
            close: features.is_some_and(|it| it.same_kind > 0.0 && it.actors > 0.0),
            probability: verdict.as_ref().map(|it| {
                beside(it.probability, &one, &other, &[&pair.one, &pair.other].map(|it| texts.accounts(&it.0, by_hand)), measures)
            }),
            reason: verdict.map(|it| it.reason),
            features,
            pair,
        });
    }
    Ok(judged)
}

/// The probability of a pair beside the other pairs of the two documents that have one of its acts, as a dossier weighs it.
fn beside(probability: f32, one: &Account, other: &Account, [ones, others]: &[Vec<Account>; 2], measures: &Measures) -> f32 {
    let likely = |probability, one, other| Likely { probability, one: ActKey(one), other: ActKey(other), document: DocumentKey(0) };
    let mut pairs = vec![likely(probability, 0, 0)];
    let rival = |one: &Account, other: &Account| event::probability(one, other, measures).filter(|p| *p >= LINKED);
    // The acts of the pair itself are among them.
    pairs.extend((1..).zip(others).filter(|(_, it)| *it != other).filter_map(|(n, it)| Some(likely(rival(one, it)?, 0, n))));
    pairs.extend((1..).zip(ones).filter(|(_, it)| *it != one).filter_map(|(n, it)| Some(likely(rival(it, other)?, n, 0))));
    event::settle(&mut pairs);
    pairs.first().map_or(probability, |it| it.probability)
}

/// The figures as a page.
pub fn page(judged: &[Judged]) -> String {
    let mut page = String::from("half   reading   pairs  same  in reach  hard negatives  said  right  F1\n");
    for half in ["tune", "test"] {
        for (name, by_hand) in [("by hand", Some(true)), ("machine", Some(false)), ("all", None)] {
            let rows: Vec<&Judged> =
                judged.iter().filter(|it| it.pair.half == half && by_hand.is_none_or(|by_hand| it.by_hand == by_hand)).collect();
            let hard = rows.iter().filter(|it| it.close && !it.pair.same).count();
            let in_reach = rows.iter().filter(|it| it.in_reach() && it.pair.same).count();
            let counts = Counts::of(rows);
            let _ = writeln!(
                page,
                "{half:<6} {name:<9} {:>5} {:>5} {in_reach:>9} {hard:>15} {:>5} {:>6}  {:.2}",
                counts.pairs,
                counts.same,
                counts.said,
                counts.right,
                counts.f1()
            );
        }
    }
    page
}

/// The counts of each process, as they are committed in `evaluation/pairs-counts.csv`.
pub fn sheet(judged: &[Judged]) -> String {
    let mut by: BTreeMap<(&str, &str, bool), Vec<&Judged>> = BTreeMap::new();
    for it in judged {
        by.entry((&it.pair.half, &it.pair.process, it.by_hand)).or_default().push(it);
    }
    let mut page = String::from("half,process,reading,pairs,same,said,right\n");
    for ((half, process, by_hand), rows) in by {
        let counts = Counts::of(rows);
        let reading = if by_hand { "hand" } else { "machine" };
        let _ = writeln!(page, "{half},{process},{reading},{},{},{},{}", counts.pairs, counts.same, counts.said, counts.right);
    }
    page
}

/// The pairs of the half for tuning that are judged wrongly, with the reason given; those of the other half are not to be looked at.
pub fn differences(judged: &[Judged]) -> String {
    let mut page = String::new();
    for it in judged.iter().filter(|it| it.pair.half == "tune" && it.pair.same != it.said_same()) {
        let Pair { one, other, process, .. } = &it.pair;
        let wrong = if it.pair.same { "missed" } else { "surplus" };
        let reason = it.reason.as_deref().unwrap_or("not compared");
        let p = it.probability.unwrap_or(0.0);
        let _ = writeln!(page, "{process}: {wrong}: {}#{} {}#{} {p:.2}: {reason}", one.0, one.1, other.0, other.1);
    }
    page
}

/// The features of each pair, to fit weights by.
pub fn features(judged: &[Judged]) -> String {
    let mut page = String::new();
    for it in judged {
        if let Some(features) = it.features {
            let cells: Vec<String> = features.all().iter().map(ToString::to_string).collect();
            let _ = writeln!(page, "{},{},{},{}", it.pair.half, it.by_hand, u8::from(it.pair.same), cells.join(","));
        } else {
            let _ = writeln!(page, "# {} {:?} {:?} are not compared; same: {}", it.pair.half, it.pair.one, it.pair.other, it.pair.same);
        }
    }
    page
}
