//! One side's reading of a document, with its actors as principals and its quotes as sets of bytes.
use super::ink::{Ink, Unit};
use super::matching::one_to_one;
use super::name::plain;
use crate::contract::{Answer, AnswerAct, Spans};
use crate::fault::Fault;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

pub(crate) struct Side<'a> {
    pub(crate) answer: &'a Answer,
    pub(crate) acts: Vec<SideAct<'a>>,
    pub(crate) positions: Vec<SidePosition<'a>>,
    /// Actors that stand for themselves, places left out: indices into the answer's actors.
    pub(crate) themselves: Vec<usize>,
    names: Vec<BTreeSet<String>>,
    text: &'a str,
}

pub(crate) struct SideAct<'a> {
    pub(crate) raw: &'a AnswerAct,
    pub(crate) quote: Unit,
    pub(crate) who: Vec<usize>,
    pub(crate) measures: BTreeSet<&'a str>,
    pub(crate) speaker: Vec<usize>,
    pub(crate) told_by: Vec<usize>,
    pub(crate) addressee: Vec<usize>,
    pub(crate) target: Vec<usize>,
    pub(crate) params: Vec<(&'a str, &'a str, &'a Value)>,
}

pub(crate) struct SidePosition<'a> {
    pub(crate) actor: usize,
    pub(crate) measure: &'a str,
    pub(crate) stance: &'a str,
    pub(crate) red_line: bool,
}

impl<'a> Side<'a> {
    pub(crate) fn of(answer: &'a Answer, text: &'a str, ink: &Ink, place: &str) -> Result<Self, Fault> {
        let mut index = BTreeMap::new();
        let mut names = Vec::with_capacity(answer.actors.len());
        for (i, actor) in answer.actors.iter().enumerate() {
            if index.insert(actor.id.as_str(), i).is_some() {
                return Err(Fault(format!("{place}: the actor {} comes twice", actor.id)));
            }
            let mut known = BTreeSet::from([plain(actor.name.as_deref().unwrap_or_default())]);
            for mention in &actor.mentions {
                ink.unit(mention).map_err(|says| Fault(format!("{place}, actor {}: {says}", actor.id)))?;
                known.insert(plain(&words(text, mention)));
            }
            known.remove("");
            names.push(known);
        }
        let mut side = Self { answer, acts: Vec::new(), positions: Vec::new(), themselves: Vec::new(), names, text };
        for act in &answer.acts {
            let at = format!("{place}, act {}", act.id);
            if act.act.is_empty() || act.quote.is_empty() {
                return Err(Fault(format!("{at}: has no `act` or no `quote`")));
            }
            if act.confidence.is_some_and(|it| !(0.0..=1.0).contains(&it)) {
                return Err(Fault(format!("{at}: the confidence is not a number from 0 to 1")));
            }
            let known = |ids: &[String]| {
                let mut out = Vec::new();
                for id in ids {
                    let i = *index.get(id.as_str()).ok_or_else(|| Fault(format!("{at}: there is no actor {id}")))?;
                    if !out.contains(&i) {
                        out.push(i);
                    }
                }
                Ok::<_, Fault>(out)
            };
            let principals = |ids: &[String]| {
                let mut out = Vec::new();
                for i in known(ids)? {
                    let i = principal(answer, &index, i, &at)?;
                    if !out.contains(&i) {
                        out.push(i);
                    }
                }
                Ok::<_, Fault>(out)
            };
            side.acts.push(SideAct {
                raw: act,
                quote: ink.unit(&act.quote).map_err(|says| Fault(format!("{at}: {says}")))?,
                who: principals(&act.actor)?,
                measures: act.measures.iter().map(|it| it.id.as_str()).collect(),
                speaker: known(act.speaker.as_slice())?,
                told_by: known(&act.told_by)?,
                addressee: principals(&act.addressee)?,
                target: principals(&act.target)?,
                params: act
                    .measures
                    .iter()
                    .flat_map(|it| it.params.iter().map(|(name, value)| (it.id.as_str(), name.as_str(), value)))
                    .filter(|(_, _, value)| !value.is_null())
                    .collect(),
            });
        }
        for (n, it) in answer.positions.iter().enumerate() {
            let at = format!("{place}, position {n}");
            let i = *index.get(it.actor.as_str()).ok_or_else(|| Fault(format!("{at}: there is no actor {}", it.actor)))?;
            let actor = principal(answer, &index, i, &at)?;
            side.positions.push(SidePosition { actor, measure: &it.measure, stance: &it.stance, red_line: it.red_line });
        }
        for (i, actor) in answer.actors.iter().enumerate() {
            if actor.kind.as_deref() != Some("place") && principal(answer, &index, i, place)? == i {
                side.themselves.push(i);
            }
        }
        Ok(side)
    }

    /// The words at `spans`.
    pub(crate) fn words(&self, spans: &Spans) -> String {
        words(self.text, spans)
    }

    /// A name for people.
    pub(crate) fn name(&self, actor: usize) -> &str {
        let it = &self.answer.actors[actor];
        it.name.as_deref().filter(|name| !name.is_empty()).unwrap_or(&it.id)
    }

    /// An actor in a line: its name, its kind, how it is called and how often it acts, hears of an act or is its target.
    pub(crate) fn told(&self, actor: usize) -> String {
        let it = &self.answer.actors[actor];
        let count = |of: for<'s> fn(&'s SideAct<'a>) -> &'s [usize]| self.acts.iter().filter(|act| of(act).contains(&actor)).count();
        format!(
            "{} ({}; {} acts, {} for it, {} at it): {}",
            self.name(actor),
            it.kind.as_deref().unwrap_or("no kind"),
            count(|act| &act.who),
            count(|act| &act.addressee),
            count(|act| &act.target),
            self.names[actor].iter().map(String::as_str).collect::<Vec<_>>().join("; ")
        )
    }

    pub(crate) fn roles(&self, actor: usize) -> BTreeSet<&str> {
        self.answer.actors[actor].roles.iter().map(String::as_str).collect()
    }

    /// How alike two actors are by their names: those in both out of those in either; `None` where they share none.
    pub(crate) fn likeness(&self, actor: usize, other: &Side<'_>, other_actor: usize) -> Option<f64> {
        let (a, b) = (&self.names[actor], &other.names[other_actor]);
        let shared = a.intersection(b).count();
        (shared > 0).then(|| shared as f64 / a.union(b).count() as f64)
    }

    /// Whether the two lists name the same actors: as many, and each has its own counterpart by a name or mention.
    pub(crate) fn same_actors(&self, actors: &[usize], other: &Side<'_>, others: &[usize]) -> bool {
        actors.len() == others.len() && one_to_one(actors, others, |&i, &j| !self.names[i].is_disjoint(&other.names[j])) == actors.len()
    }

    /// Whether a position of this side is one of the other's, red lines aside.
    pub(crate) fn same_position(&self, mine: &SidePosition<'_>, other: &Side<'_>, theirs: &SidePosition<'_>) -> bool {
        mine.measure == theirs.measure && mine.stance == theirs.stance && !self.names[mine.actor].is_disjoint(&other.names[theirs.actor])
    }
}

fn principal(answer: &Answer, index: &BTreeMap<&str, usize>, actor: usize, at: &str) -> Result<usize, Fault> {
    let mut seen = BTreeSet::new();
    let mut i = actor;
    loop {
        let it = &answer.actors[i];
        match it.part_of.as_deref().filter(|whole| !whole.is_empty()) {
            Some(whole) if it.kind.as_deref() == Some("person") && seen.insert(i) => {
                i = *index.get(whole).ok_or_else(|| Fault(format!("{at}: there is no actor {whole}")))?;
            }
            _ => return Ok(i),
        }
    }
}

fn words(text: &str, spans: &Spans) -> String {
    let bytes = text.as_bytes();
    let pieces: Vec<_> = spans.iter().filter_map(|&[s, e]| bytes.get(s..e)).map(String::from_utf8_lossy).collect();
    pieces.join(" ... ")
}
