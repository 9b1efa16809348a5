//! Teaching the heads that tell acts: from hand-made readings to weights. `docs/methods.md` says what each step is for.

use crate::logistic::{self, Example, Group};
use evaluate::contract::{Answer, AnswerAct};
use evaluate::score::reading::{Compared, Level};
use evidence::{Act, ActKind, ActorId, Document, Reading, Span};
use rayon::prelude::*;
use reader::{Heads, Linear, SIGNS, Signs, Study};
use std::collections::{BTreeMap, BTreeSet};

/// A passage is taught to be an act from this share of the words in common with a hand-made quote up, fully from `WHOLE` up.
const SOME: f32 = 0.3;
const WHOLE: f32 = 0.9;
/// With less in common it is not the same act (the scorer's bound).
const SAME: f32 = 0.5;
/// To tell its words, those with as much in common as this are right, of all that have this much.
const ITS_WORDS: f32 = 0.97;
const SOME_WORDS: f32 = 0.15;
/// Traits of fewer documents say nothing of others.
const DOCUMENTS: usize = 3;
/// The inverse of liblinear's C.
const FOUND_PENALTY: f32 = 50.0;
const WORDS_PENALTY: f32 = 20.0;
const KIND_PENALTY: f32 = 1.0;
const ACTOR_PENALTY: f32 = 3.0;
const MEASURE_PENALTY: f32 = 20.0;
const MEASURED_WEIGHT: f32 = 3.0;
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
    Own {
        /// Whether the encoder of acts has learned from it, so that what it sees there says nothing of how far to trust it.
        known: bool,
    },
}

impl Source {
    /// Whether real people speak in it.
    pub fn is_real(&self) -> bool {
        !matches!(self, Source::Own { .. })
    }

    /// Whether the encoder of acts knows it by heart.
    pub fn is_known(&self) -> bool {
        *self == Source::Own { known: true }
    }

    /// The fold that it is measured in.
    pub fn measured(&self) -> Option<usize> {
        if let Source::Measured(fold) = self { Some(*fold) } else { None }
    }

    /// The fold of its conflict, of several the first.
    pub fn fold(&self) -> Option<usize> {
        match self {
            Source::Measured(fold) => Some(*fold),
            Source::Further(folds) => folds.first().copied(),
            Source::Own { .. } => None,
        }
    }

    /// Whether it tells of a conflict of this fold.
    pub fn touches(&self, fold: usize) -> bool {
        match self {
            Source::Measured(own) => *own == fold,
            Source::Further(folds) => folds.contains(&fold),
            Source::Own { .. } => false,
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
    /// For each act whose quote a passage has: the passages that share words with it, and which of these are right.
    words: Vec<(Vec<usize>, Vec<usize>)>,
    /// For each of these the sets of actors with the right one, where there is one.
    actors: Vec<(Vec<Vec<u32>>, usize)>,
    /// And the measures, and none, with those that are right.
    measures: Vec<(Vec<Vec<u32>>, Vec<usize>)>,
    /// What its answer tells of roles.
    roles: Roles,
}

/// What there is to learn of roles in a document: for each principal that the answer has too, its traits and its set of roles.
pub struct Roles {
    source: Source,
    told: Vec<(Vec<u32>, usize)>,
}

impl Roles {
    /// What an answer that tells roles teaches of them.
    pub fn of(source: Source, document: &Document, gold: &Answer, study: &Study<'_, '_>) -> Self {
        let cast = Reading { actors: study.cast().to_vec(), ..Reading::default() };
        let cast = evaluate::corpus::answer(document, &cast, &[]);
        let role = |id: &ActorId| role_of(document.text(), gold, &cast, &id.0);
        Self { source, told: study.roles().into_iter().filter_map(|(id, traits)| Some((traits, role(&id)?))).collect() }
    }

    /// Of an answer that tells none.
    pub const fn none(source: Source) -> Self {
        Self { source, told: Vec::new() }
    }
}

impl<'a> Material<'a> {
    /// What there is to learn of a document. An error names a place outside the text or an actor that is not there.
    pub fn of(roles: Roles, document: &'a Document, gold: &'a Answer, study: Study<'a, 'a>) -> Result<Self, String> {
        let text = document.text();
        let ink = Ink::of(text);
        let passages: Vec<(Span, Vec<u32>)> = study.passages().collect();
        let mut nearest = vec![(0.0, 0); passages.len()];
        let (mut words, mut actors, mut measures) = (Vec::new(), Vec::new(), Vec::new());
        let cast = Reading { actors: study.cast().to_vec(), ..Reading::default() };
        let cast = evaluate::corpus::answer(document, &cast, &[]);
        for (n, act) in gold.acts.iter().enumerate() {
            let mut best = (0.0, 0);
            let mut near = Vec::new();
            for (at, (span, _)) in passages.iter().enumerate() {
                let share = ink.share(&act.quote, *span);
                if share > SOME_WORDS {
                    near.push((at, share));
                }
                if share > nearest[at].0 {
                    nearest[at] = (share, n);
                }
                if share > best.0 {
                    best = (share, at);
                }
            }
            let Some(kind) = ActKind::from_word(&act.act).filter(|_| best.0 >= SAME) else { continue };
            let right: Vec<usize> = (0..near.len()).filter(|&one| near[one].1 >= ITS_WORDS.min(best.0)).collect();
            words.push((near.into_iter().map(|(at, _)| at).collect(), right));
            let sets = study.actors_of(best.1, kind);
            let right = sets.iter().position(|(ids, _)| {
                let ids: Vec<String> = ids.iter().map(|id| id.0.clone()).collect();
                same_actors(text, gold, act, &cast, ids)
            });
            if let Some(right) = right {
                actors.push((sets.into_iter().map(|(_, traits)| traits).collect(), right));
            }
            let topics = study.measures_of(best.1, kind);
            let about = |measure: &Option<evidence::MeasureId>| match measure {
                Some(measure) => act.measures.iter().any(|matter| matter.id == measure.0),
                None => act.measures.is_empty(),
            };
            let right: Vec<usize> = (0..topics.len()).filter(|&at| about(&topics[at].0)).collect();
            if !right.is_empty() {
                measures.push((topics.into_iter().map(|(_, traits)| traits).collect(), right));
            }
        }
        Ok(Self { source: roles.source.clone(), document, gold, study, passages, nearest, words, actors, measures, roles })
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

/// The heads by what they tell.
#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
pub enum Head {
    /// Whether a passage is an act.
    Found,
    /// Which passage has the words of an act.
    Words,
    /// Which kind of act it is.
    Kind,
    /// Whose it is.
    Actor,
    /// What it is about.
    Measure,
    /// What roles a principal has.
    Role,
    /// None of them: threshold and confidence alone.
    Confidence,
}

/// Heads that there are, of which only some are taught anew.
pub struct Kept {
    /// Those without each fold, and those that ship.
    pub heads: BTreeMap<Option<usize>, Heads>,
    /// Which are taught anew.
    pub only: Vec<Head>,
    /// How much of what is taught these become, from 0 to 1, the rest what there was; threshold and confidence stay then. All of it where
    /// nothing is given.
    pub share: Option<f32>,
    /// How many times as high a threshold that stays becomes.
    pub threshold: f32,
}

impl Kept {
    /// Newly taught heads, but for those that stay: these are of the heads without a fold.
    pub fn beside(&self, taught: Heads, without: Option<usize>) -> Heads {
        let Some(kept) = self.heads.get(&without) else { return taught };
        let choose = |head: Head, taught: &Linear, kept: &Linear| match self.only.contains(&head) {
            true => self.share.map_or_else(|| taught.clone(), |share| taught.blended(share, kept)),
            false => kept.clone(),
        };
        Heads {
            found: choose(Head::Found, &taught.found, &kept.found),
            words: choose(Head::Words, &taught.words, &kept.words),
            kind: choose(Head::Kind, &taught.kind, &kept.kind),
            actor: choose(Head::Actor, &taught.actor, &kept.actor),
            measure: choose(Head::Measure, &taught.measure, &kept.measure),
            role: choose(Head::Role, &taught.role, &kept.role),
            threshold: if self.share.is_some() { kept.threshold * self.threshold } else { taught.threshold },
            confidence: if self.share.is_some() { kept.confidence } else { taught.confidence },
        }
    }
}

/// Heads taught from some lessons, that of roles from `more` besides, without threshold and confidence yet; those that are not wanted say
/// nothing.
fn heads(lessons: &[&Material<'_>], more: &[&Roles], wanted: impl Fn(Head) -> bool) -> Heads {
    let fit = |head: Head, examples: &[Example], features: usize, outputs: usize, penalty: f32| {
        logistic::fit(examples, features, outputs, penalty, if wanted(head) { ROUNDS } else { 0 })
    };
    let rank = |head: Head, groups: &[Group], features: usize, penalty: f32| {
        let mut row = vec![0.0];
        row.extend(logistic::rank(groups, features, penalty, if wanted(head) { ROUNDS } else { 0 }));
        [row]
    };
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
    let found = of.linear(&fit(Head::Found, &examples, of.len(), 2, FOUND_PENALTY)[1..]);

    let groups: Vec<Group> = real
        .iter()
        .flat_map(|lesson| lesson.words.iter().map(|(near, right)| (*lesson, near, right)))
        .map(|(lesson, near, right)| Group {
            of: near.iter().map(|&at| of.places(&lesson.passages[at].1)).collect(),
            right: right.clone(),
            weight: 1.0,
        })
        .collect();
    let words = of.linear(&rank(Head::Words, &groups, of.len(), WORDS_PENALTY));

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
    let kind = of.linear(&fit(Head::Kind, &examples, of.len(), kinds, KIND_PENALTY));

    // In reports of our own every name is invented, and fewer of those named are known for actors than in real ones: what the encoder
    // does not know by heart teaches whom to believe it of all the same.
    let unknown: Vec<&Material<'_>> = lessons.iter().copied().filter(|lesson| !lesson.source.is_known()).collect();
    of = Vocabulary::of(unknown.iter().map(|lesson| lesson.actors.iter().flat_map(|(group, _)| group)));
    let groups: Vec<Group> = unknown
        .iter()
        .flat_map(|lesson| &lesson.actors)
        .map(|(group, right)| Group { of: group.iter().map(|traits| of.places(traits)).collect(), right: vec![*right], weight: 1.0 })
        .collect();
    let actor = of.linear(&rank(Head::Actor, &groups, of.len(), ACTOR_PENALTY));

    // What the encoder of acts sees of our own reports is kept from the heads, and without it there is little to learn here. Those that
    // are measured by were gone over twice, and weigh more.
    of = Vocabulary::of(real.iter().map(|lesson| lesson.measures.iter().flat_map(|(group, _)| group)));
    let groups: Vec<Group> = real
        .iter()
        .flat_map(|lesson| {
            let weight = if lesson.source.measured().is_some() { MEASURED_WEIGHT } else { 1.0 };
            lesson.measures.iter().map(move |(group, right)| (group, right, weight))
        })
        .map(|(group, right, weight)| Group { of: group.iter().map(|traits| of.places(traits)).collect(), right: right.clone(), weight })
        .collect();
    let measure = of.linear(&rank(Head::Measure, &groups, of.len(), MEASURE_PENALTY));

    // Our own reports have other shares of roles than real ones: a trait of theirs alone takes that up.
    let own = [reader::TRAITS as u32];
    let with_own = |told: &Roles, traits: &[u32]| -> Vec<u32> {
        let own = own.iter().filter(|_| !told.source.is_real());
        traits.iter().chain(own).copied().collect()
    };
    let seen: Vec<Vec<(Vec<u32>, usize)>> = lessons
        .iter()
        .map(|lesson| &lesson.roles)
        .chain(more.iter().copied())
        .map(|roles| roles.told.iter().map(|(traits, role)| (with_own(roles, traits), *role)).collect())
        .collect();
    of = Vocabulary::of(seen.iter().map(|rows| rows.iter().map(|(traits, _)| traits)));
    let examples: Vec<Example> = seen
        .iter()
        .flatten()
        .map(|(traits, role)| Example { features: of.places(traits), truth: vec![(*role, 1.0)], weight: 1.0 })
        .collect();
    let role = of.linear(&fit(Head::Role, &examples, of.len(), reader::ROLES.len(), ROLE_PENALTY));
    let heads = Heads { found, words, kind, actor, measure, role, threshold: 0.0, confidence: [0.0; SIGNS] };
    // As they will be read.
    Heads::read(&heads.write()).unwrap_or(heads)
}

/// The heads that ship (`None`: taught from all lessons; that of roles from `more`, too, documents that teach nothing else) and those for
/// the documents of each fold (taught without it). Threshold and confidence come from heads that leave out one more fold in turn, so that they too have seen nothing of what they judge; of those that
/// stay, from the ones without the fold that is judged.
pub fn teach(lessons: &[Material<'_>], more: &[Roles], kept: Option<&Kept>) -> Vec<(Option<usize>, Heads)> {
    let folds: BTreeSet<usize> = lessons.iter().filter_map(|lesson| lesson.source.measured()).collect();
    // Heads without two folds serve each of the two, heads without one are also what judges those that ship. Where threshold and confidence
    // stay, nothing is judged.
    let judged_anew = kept.is_none_or(|kept| kept.share.is_none());
    let outs: BTreeSet<BTreeSet<usize>> = [BTreeSet::new()]
        .into_iter()
        .chain(folds.iter().flat_map(|a| folds.iter().map(move |b| [*a, *b].into())))
        .filter(|out: &BTreeSet<usize>| judged_anew || out.len() < 2)
        .collect();
    let taught: BTreeMap<BTreeSet<usize>, Heads> = outs
        .into_par_iter()
        .map(|out| {
            let seen: Vec<&Material<'_>> = lessons.iter().filter(|lesson| !out.iter().any(|fold| lesson.source.touches(*fold))).collect();
            let more: Vec<&Roles> = more.iter().filter(|roles| !out.iter().any(|fold| roles.source.touches(*fold))).collect();
            let heads = heads(&seen, &more, |head| kept.is_none_or(|kept| kept.only.contains(&head)));
            (out, heads)
        })
        .collect();
    let wanted: Vec<Option<usize>> = folds.iter().copied().map(Some).chain([None]).collect();
    let as_read = |out: &BTreeSet<usize>, unseen: Option<usize>| {
        let taught = taught[out].clone();
        kept.map_or(taught.clone(), |kept| kept.beside(taught, unseen))
    };
    let finished = |without: Option<usize>| {
        let mut out = as_read(&without.into_iter().collect(), without);
        if !judged_anew {
            return (without, out);
        }
        let mut judged: Vec<(Signs, Option<Level>)> = Vec::new();
        let mut acts = 0;
        for lesson in lessons {
            if let Some(fold) = lesson.source.measured().filter(|fold| without != Some(*fold)) {
                acts += lesson.gold.acts.len();
                judged.extend(judge(lesson, &as_read(&without.into_iter().chain([fold]).collect(), Some(fold))));
            }
        }
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
/// twice) together is highest; of the places that are as good but for a hundredth the lowest, since what is left out nobody can check.
fn threshold(judged: &[(Signs, Option<Level>)], heads: &Heads, acts: usize) -> f32 {
    let all: Vec<(f32, Option<Level>)> = judged.iter().map(|(signs, level)| (heads.confidence(signs), *level)).collect();
    let steps: Vec<(f32, f32)> = (0..60)
        .map(|step| {
            let from = 0.005 * step as f32;
            let given: Vec<Option<Level>> = all.iter().filter(|(p, _)| *p >= from).map(|(_, level)| *level).collect();
            let at_least = |least: Level| given.iter().filter(|level| level.is_some_and(|level| level >= least)).count();
            let right = at_least(Level::Found) + at_least(Level::Kind) + 2 * at_least(Level::Measure);
            (from, right as f32 / (given.len() + acts).max(1) as f32)
        })
        .collect();
    let best = steps.iter().map(|(_, f1)| *f1).fold(0.0, f32::max);
    steps.iter().find(|(_, f1)| *f1 >= 0.99 * best).map_or(0.0, |(from, _)| *from)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_that_are_not_taught_stay() {
        let one = |weight: f32| Linear::new(vec![weight], []);
        let all = |weight: f32| Heads {
            found: one(weight),
            words: one(weight),
            kind: one(weight),
            actor: one(weight),
            measure: one(weight),
            role: one(weight),
            threshold: weight,
            confidence: [weight; SIGNS],
        };
        let kept = Kept { heads: BTreeMap::from([(Some(2), all(2.0))]), only: vec![Head::Words], share: None, threshold: 1.5 };
        let heads = kept.beside(all(1.0), Some(2));
        assert_eq!(heads, Heads { words: one(1.0), threshold: 1.0, confidence: [1.0; SIGNS], ..all(2.0) });
        assert_eq!(kept.beside(all(1.0), Some(3)), all(1.0), "there are none to keep");
        let kept = Kept { share: Some(0.25), ..kept };
        assert_eq!(kept.beside(all(1.0), Some(2)), Heads { words: one(1.75), threshold: 3.0, ..all(2.0) });
    }
}
