//! Teaching the heads that tell acts: from hand-made readings to weights. `docs/methods.md` says what each step is for.

use crate::logistic::{self, Example};
use evaluate::contract::{Answer, AnswerAct};
use evaluate::score::reading::{Compared, Level};
use evidence::{Act, ActKind, Document, Reading, Span};
use rayon::prelude::*;
use reader::{Heads, Linear, SIGNS, Signs, Study};
use std::collections::{BTreeMap, BTreeSet};

/// A passage is taught to be an act from this share of the words in common with a hand-made quote up, fully from `WHOLE` up.
const SOME: f32 = 0.3;
const WHOLE: f32 = 0.9;
/// With less in common it is not the same act (the scorer's bound).
const SAME: f32 = 0.5;
/// Traits of fewer documents say nothing of others.
const DOCUMENTS: usize = 3;
/// The inverse of liblinear's C.
const FOUND_PENALTY: f32 = 50.0;
const KIND_PENALTY: f32 = 1.0;
const ACTOR_PENALTY: f32 = 3.0;
const MEASURE_PENALTY: f32 = 3.0;
const ROLE_PENALTY: f32 = 25.0;
const ROUNDS: usize = 80;

/// Where a document that is taught from comes from.
#[derive(Clone, PartialEq, Debug)]
pub enum Source {
    /// One of those that readings are measured by, in the fold of its conflict.
    Measured(usize),
    /// Another real one, of a conflict that stands in these folds or in none.
    Further(BTreeSet<usize>),
    /// A report of our own, taught in every fold.
    Own,
}

impl Source {
    /// Whether real people speak in it.
    pub fn is_real(&self) -> bool {
        *self != Source::Own
    }

    /// The fold that it is measured in.
    pub fn measured(&self) -> Option<usize> {
        if let Source::Measured(fold) = self { Some(*fold) } else { None }
    }

    /// Whether it tells of a conflict of this fold.
    pub fn touches(&self, fold: usize) -> bool {
        match self {
            Source::Measured(own) => *own == fold,
            Source::Further(folds) => folds.contains(&fold),
            Source::Own => false,
        }
    }
}

/// A document with its hand-made answer, seen as the heads see it.
pub struct Material<'a> {
    /// Where it comes from.
    pub source: Source,
    /// The document.
    pub document: &'a Document,
    /// What a person read in it.
    pub gold: &'a Answer,
    study: Study<'a, 'a>,
    passages: Vec<(Span, Vec<u32>)>,
    /// For each passage how much it has in common with which act.
    nearest: Vec<(f32, usize)>,
    /// For each act whose quote a passage has: its kind, its groups of actors with the right one, its measures.
    actors: Vec<(Vec<Vec<u32>>, usize)>,
    measures: Vec<(Vec<u32>, bool)>,
    /// For each principal that the answer has too: its set of roles.
    roles: Vec<(Vec<u32>, usize)>,
}

impl<'a> Material<'a> {
    /// What there is to learn of a document. An error names a place outside the text or an actor that is not there.
    pub fn of(source: Source, document: &'a Document, gold: &'a Answer, study: Study<'a, 'a>) -> Result<Self, String> {
        let text = document.text();
        let ink = Ink::of(text);
        let passages: Vec<(Span, Vec<u32>)> = study.passages().collect();
        let mut nearest = vec![(0.0, 0); passages.len()];
        let (mut actors, mut measures) = (Vec::new(), Vec::new());
        let cast = Reading { actors: study.cast().to_vec(), ..Reading::default() };
        let cast = evaluate::corpus::answer(document, &cast, &[]);
        for (n, act) in gold.acts.iter().enumerate() {
            let mut best = (0.0, 0);
            for (at, (span, _)) in passages.iter().enumerate() {
                let share = ink.share(&act.quote, *span);
                if share > nearest[at].0 {
                    nearest[at] = (share, n);
                }
                if share > best.0 {
                    best = (share, at);
                }
            }
            let Some(kind) = ActKind::from_word(&act.act).filter(|_| best.0 >= SAME) else { continue };
            let sets = study.actors_of(best.1, kind);
            let right = sets.iter().position(|(ids, _)| {
                let ids: Vec<String> = ids.iter().map(|id| id.0.clone()).collect();
                same_actors(text, gold, act, &cast, ids)
            });
            if let Some(right) = right {
                actors.push((sets.into_iter().map(|(_, traits)| traits).collect(), right));
            }
            for (measure, traits) in study.measures_of(best.1, kind) {
                measures.push((traits, act.measures.iter().any(|matter| matter.id == measure.0)));
            }
        }
        let roles = study.roles().into_iter().filter_map(|(id, traits)| Some((traits, role_of(text, gold, &cast, &id.0)?))).collect();
        Ok(Self { source, document, gold, study, passages, nearest, actors, measures, roles })
    }
}

/// Which of the sets of roles the answer gives a principal of the reader's cast; none where it has no such principal.
fn role_of(text: &str, gold: &Answer, cast: &Answer, id: &str) -> Option<usize> {
    let bare = |name: &str| {
        let name = name.trim().to_lowercase();
        ["the ", "a ", "an "].iter().find_map(|article| name.strip_prefix(article)).unwrap_or(&name).to_owned()
    };
    let names = |actor: &evaluate::contract::AnswerActor| -> BTreeSet<String> {
        let mentions = actor.mentions.iter().filter_map(|place| text.get(place.first()?[0]..place.last()?[1])).map(bare);
        actor.name.iter().map(|name| bare(name)).chain(mentions).collect()
    };
    let own = names(cast.actors.iter().find(|actor| actor.id == id)?);
    let meant = gold.actors.iter().find(|actor| actor.kind.as_deref() != Some("person") && !names(actor).is_disjoint(&own))?;
    let given: BTreeSet<&str> = meant.roles.iter().map(String::as_str).collect();
    reader::ROLES.iter().position(|roles| {
        let words: Vec<String> = roles.iter().map(ToString::to_string).collect();
        words.iter().map(String::as_str).collect::<BTreeSet<_>>() == given
    })
}

/// Whether ids of the reader's cast name those who did a hand-made act.
fn same_actors(text: &str, gold: &Answer, act: &AnswerAct, cast: &Answer, ids: Vec<String>) -> bool {
    let bare = |actor: Vec<String>| AnswerAct {
        actor,
        speaker: None,
        told_by: Vec::new(),
        addressee: Vec::new(),
        target: Vec::new(),
        condition: None,
        ..act.clone()
    };
    let only = Answer { acts: vec![bare(act.actor.clone())], positions: Vec::new(), waits: Vec::new(), ..gold.clone() };
    let tried = Answer { acts: vec![bare(ids)], ..cast.clone() };
    Compared::of(text, &only, &tried).is_ok_and(|it| it.pairs.first().is_some_and(|(_, _, level)| *level >= Level::Actor))
}

/// Heads taught from some lessons, without threshold and confidence yet.
fn heads(lessons: &[&Material<'_>]) -> Heads {
    let kinds = ActKind::ALL.len();
    let gold: Vec<&Material<'_>> = lessons.iter().copied().filter(|lesson| lesson.source.is_real()).collect();
    // Reports of our own are denser with acts than real ones: they do not teach how many there are.
    let real: Vec<&Material<'_>> = if gold.is_empty() { lessons.to_vec() } else { gold };
    let mut of = Vocabulary::of(real.iter().map(|lesson| lesson.passages.iter().map(|(_, traits)| traits)));
    let mut examples = Vec::new();
    for lesson in &real {
        for ((_, traits), (share, _)) in lesson.passages.iter().zip(&lesson.nearest) {
            let yes = ((share - SOME) / (WHOLE - SOME)).clamp(0.0, 1.0);
            examples.push(Example { features: of.places(traits), truth: vec![(0, 1.0 - yes), (1, yes)], weight: 1.0 });
        }
    }
    let found = of.linear(&logistic::fit(&examples, of.len(), 2, FOUND_PENALTY, ROUNDS)[1..]);

    of =
        Vocabulary::of(lessons.iter().map(|lesson| {
            lesson.passages.iter().zip(&lesson.nearest).filter(|(_, (share, _))| *share >= SAME).map(|((_, traits), _)| traits)
        }));
    examples = Vec::new();
    for lesson in lessons {
        let mut total = BTreeMap::<usize, f32>::new();
        for (share, act) in lesson.nearest.iter().filter(|(share, _)| *share >= SAME) {
            *total.entry(*act).or_default() += share * share;
        }
        for ((_, traits), (share, act)) in lesson.passages.iter().zip(&lesson.nearest).filter(|(_, (share, _))| *share >= SAME) {
            let kind = ActKind::from_word(&lesson.gold.acts[*act].act).and_then(|kind| ActKind::ALL.iter().position(|k| *k == kind));
            if let Some(kind) = kind {
                let weight = share * share / total[act];
                examples.push(Example { features: of.places(traits), truth: vec![(kind, 1.0)], weight });
            }
        }
    }
    let kind = of.linear(&logistic::fit(&examples, of.len(), kinds, KIND_PENALTY, ROUNDS));

    // In reports of our own every name is invented, and fewer of those named are known for actors than in real ones.
    of = Vocabulary::of(real.iter().map(|lesson| lesson.actors.iter().flat_map(|(group, _)| group)));
    let groups: Vec<(Vec<Vec<u32>>, usize)> = real
        .iter()
        .flat_map(|lesson| &lesson.actors)
        .map(|(group, right)| (group.iter().map(|traits| of.places(traits)).collect(), *right))
        .collect();
    let mut row = vec![0.0];
    row.extend(logistic::rank(&groups, of.len(), ACTOR_PENALTY, ROUNDS));
    let actor = of.linear(&[row]);

    of = Vocabulary::of(lessons.iter().map(|lesson| lesson.measures.iter().map(|(traits, _)| traits)));
    let examples: Vec<Example> = lessons
        .iter()
        .flat_map(|lesson| &lesson.measures)
        .map(|(traits, yes)| Example { features: of.places(traits), truth: vec![(usize::from(*yes), 1.0)], weight: 1.0 })
        .collect();
    let measure = of.linear(&logistic::fit(&examples, of.len(), 2, MEASURE_PENALTY, ROUNDS)[1..]);

    // Our own reports have other shares of roles than real ones: a trait of theirs alone takes that up.
    let own = [reader::TRAITS as u32];
    let with_own = |lesson: &Material<'_>, traits: &[u32]| -> Vec<u32> {
        let own = own.iter().filter(|_| !lesson.source.is_real());
        traits.iter().chain(own).copied().collect()
    };
    // The answers of the further ones were not made with roles in view, and make these worse.
    let further = |lesson: &&&Material<'_>| matches!(lesson.source, Source::Further(_));
    let seen: Vec<Vec<(Vec<u32>, usize)>> = lessons
        .iter()
        .filter(|lesson| !further(lesson))
        .map(|lesson| lesson.roles.iter().map(|(traits, role)| (with_own(lesson, traits), *role)).collect())
        .collect();
    of = Vocabulary::of(seen.iter().map(|rows| rows.iter().map(|(traits, _)| traits)));
    let examples: Vec<Example> = seen
        .iter()
        .flatten()
        .map(|(traits, role)| Example { features: of.places(traits), truth: vec![(*role, 1.0)], weight: 1.0 })
        .collect();
    let role = of.linear(&logistic::fit(&examples, of.len(), reader::ROLES.len(), ROLE_PENALTY, ROUNDS));
    let heads = Heads { found, kind, actor, measure, role, threshold: 0.0, confidence: [0.0; SIGNS] };
    // As they will be read.
    Heads::read(&heads.write()).unwrap_or(heads)
}

/// The heads that ship (`None`: taught from all lessons) and those for the documents of each fold (taught without it). Threshold and
/// confidence come from heads that leave out one more fold in turn, so that they too have seen nothing of what they judge.
pub fn teach(lessons: &[Material<'_>]) -> Vec<(Option<usize>, Heads)> {
    let folds: BTreeSet<usize> = lessons.iter().filter_map(|lesson| lesson.source.measured()).collect();
    // Heads without two folds serve each of the two, heads without one are also what judges those that ship.
    let outs: BTreeSet<BTreeSet<usize>> =
        [BTreeSet::new()].into_iter().chain(folds.iter().flat_map(|a| folds.iter().map(move |b| [*a, *b].into()))).collect();
    let taught: BTreeMap<BTreeSet<usize>, Heads> = outs
        .into_par_iter()
        .map(|out| {
            let seen: Vec<&Material<'_>> = lessons.iter().filter(|lesson| !out.iter().any(|fold| lesson.source.touches(*fold))).collect();
            let heads = heads(&seen);
            (out, heads)
        })
        .collect();
    let wanted: Vec<Option<usize>> = folds.iter().copied().map(Some).chain([None]).collect();
    let finished = |without: Option<usize>| {
        let mut judged: Vec<(Signs, Option<Level>)> = Vec::new();
        let mut acts = 0;
        for lesson in lessons {
            if let Some(fold) = lesson.source.measured().filter(|fold| without != Some(*fold)) {
                acts += lesson.gold.acts.len();
                judged.extend(judge(lesson, &taught[&without.into_iter().chain([fold]).collect::<BTreeSet<_>>()]));
            }
        }
        let mut out = taught[&without.into_iter().collect::<BTreeSet<_>>()].clone();
        out.confidence = confidence(&judged);
        out.threshold = threshold(&judged, &out, acts);
        (without, out)
    };
    wanted.into_par_iter().map(finished).collect()
}

/// The acts that heads find in a document: the signs of each, and how far it is right.
fn judge(lesson: &Material<'_>, heads: &Heads) -> Vec<(Signs, Option<Level>)> {
    let judged = lesson.study.judged(heads);
    let signs: Vec<Signs> = judged.iter().map(|(_, signs)| *signs).collect();
    let mut acts: Vec<Act> = judged.into_iter().map(|(act, _)| act).collect();
    for (n, act) in acts.iter_mut().enumerate() {
        act.id.0 = format!("a{}", n + 1);
    }
    let reading = Reading { actors: lesson.study.cast().to_vec(), attributions: Vec::new(), acts };
    let answer = evaluate::corpus::answer(lesson.document, &reading, &[]);
    let mut levels = vec![None; signs.len()];
    if let Ok(compared) = Compared::of(lesson.document.text(), lesson.gold, &answer) {
        for (_, at, level) in compared.pairs {
            levels[at] = Some(level);
        }
    }
    signs.into_iter().zip(levels).collect()
}

/// Where the F1 of acts found, of those of the right kind, and of those by the right actor and about the right measure too (they count
/// twice) together is highest.
fn threshold(judged: &[(Signs, Option<Level>)], heads: &Heads, acts: usize) -> f32 {
    let all: Vec<(f32, Option<Level>)> = judged.iter().map(|(signs, level)| (heads.confidence(signs), *level)).collect();
    let mut best = (0.0, 0.0);
    for step in 0..60 {
        let from = 0.005 * step as f32;
        let given: Vec<Option<Level>> = all.iter().filter(|(p, _)| *p >= from).map(|(_, level)| *level).collect();
        let at_least = |least: Level| given.iter().filter(|level| level.is_some_and(|level| level >= least)).count();
        let right = at_least(Level::Found) + at_least(Level::Kind) + 2 * at_least(Level::Measure);
        let f1 = right as f32 / (given.len() + acts).max(1) as f32;
        if f1 > best.0 {
            best = (f1, from);
        }
    }
    best.1
}

fn confidence(judged: &[(Signs, Option<Level>)]) -> [f32; SIGNS] {
    let rows: Vec<(Signs, f32)> =
        judged.iter().map(|(signs, level)| (*signs, f32::from(u8::from(level.is_some_and(|level| level >= Level::Measure))))).collect();
    let mut w = [0.0_f32; SIGNS];
    // Newton's steps would do; with twelve weights plain descent is as good and simpler to read.
    for _ in 0..4000 {
        let mut gradient = [0.0_f32; SIGNS];
        for (signs, right) in &rows {
            let p = reader::odds(signs.iter().zip(&w).map(|(s, w)| s * w).sum());
            gradient.iter_mut().zip(signs).for_each(|(g, s)| *g += (p - right) * s);
        }
        let n = rows.len().max(1) as f32;
        w.iter_mut().zip(gradient).for_each(|(w, g)| *w -= 0.1 * (g / n + 0.002 * *w));
    }
    w
}

/// The traits that are kept, and their places.
struct Vocabulary(BTreeMap<u32, u32>);

impl Vocabulary {
    /// Of traits by document.
    fn of<'t, D: Iterator<Item = &'t Vec<u32>>>(documents: impl Iterator<Item = D>) -> Self {
        let mut counts = BTreeMap::<u32, usize>::new();
        for document in documents {
            let all: BTreeSet<u32> = document.flatten().copied().collect();
            for at in all {
                *counts.entry(at).or_default() += 1;
            }
        }
        Self(counts.into_iter().filter(|(_, n)| *n >= DOCUMENTS).map(|(at, _)| at).zip(0..).collect())
    }

    fn len(&self) -> usize {
        self.0.len()
    }

    fn places(&self, traits: &[u32]) -> Vec<u32> {
        traits.iter().filter_map(|at| self.0.get(at).copied()).collect()
    }

    /// The head of weights for each output; traits that weigh next to nothing are left out.
    fn linear(&self, weights: &[Vec<f32>]) -> Linear {
        let most = weights.iter().flat_map(|row| &row[1..]).fold(0.0_f32, |a, w| a.max(w.abs()));
        let rows = self.0.iter().map(|(at, place)| (*at, weights.iter().map(|row| row[*place as usize + 1]).collect::<Vec<f32>>()));
        Linear::new(weights.iter().map(|row| row[0]).collect(), rows.filter(|(_, row)| row.iter().any(|w| w.abs() > most / 100.0)))
    }
}

/// How many bytes of a text are no white space, up to each byte.
struct Ink(Vec<u32>);

impl Ink {
    fn of(text: &str) -> Self {
        let mut sum = 0;
        let counts = text.bytes().map(|byte| {
            sum += u32::from(!byte.is_ascii_whitespace());
            sum
        });
        Self(std::iter::once(0).chain(counts).collect())
    }

    fn between(&self, from: usize, to: usize) -> f32 {
        match (self.0.get(from), self.0.get(to)) {
            (Some(a), Some(b)) if b > a => (b - a) as f32,
            _ => 0.0,
        }
    }

    /// Bytes in common out of those of either.
    fn share(&self, quote: &[[usize; 2]], span: Span) -> f32 {
        let common: f32 = quote.iter().map(|[from, to]| self.between((*from).max(span.start()), (*to).min(span.end()))).sum();
        let size: f32 = quote.iter().map(|[from, to]| self.between(*from, *to)).sum();
        common / (size + self.between(span.start(), span.end()) - common).max(1.0)
    }
}
