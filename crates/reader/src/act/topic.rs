//! What an act may be about, and what the heads see of each: the measures that the rules take, those named in and around its words, those
//! that the document names most, those that the encoder of acts sees in the words, and none. No trait names a measure, so that another
//! list of measures is read by the same heads.
use super::passage::Passage;
use super::traits::{NEAR, SHARES, Seen, Study, size};
use crate::measure::Hit;
use evidence::{ActKind, Matter, MeasureId, Place};
use std::collections::HashMap;
use std::ops::Range;

/// Of the measures that the document names most, and of what the encoder of acts sees most of (none among it), so many may be what it is
/// about.
const OFTEN: usize = 5;
const SEEN: usize = 4;

/// A measure named so many tokens before a passage is far from it.
const FAR: usize = 15;

/// A measure that a document names: how often, and the first hit of it.
pub(super) struct Named {
    measure: MeasureId,
    times: usize,
    first: usize,
}

/// The measures that some hits of a whole document name, the most frequent first, of equals the one named first.
pub(super) fn named(hits: &[Hit]) -> Vec<Named> {
    let mut places: HashMap<&MeasureId, usize> = HashMap::new();
    let mut all: Vec<Named> = Vec::new();
    for (first, hit) in hits.iter().enumerate() {
        let place = *places.entry(&hit.measure).or_insert(all.len());
        match all.get_mut(place) {
            Some(named) => named.times += 1,
            None => all.push(Named { measure: hit.measure.clone(), times: 1, first }),
        }
    }
    all.sort_by_key(|named| (std::cmp::Reverse(named.times), named.first));
    all
}

/// Something that an act may be about.
pub(super) struct Topic {
    /// The measure; none where no measure fits.
    pub(super) measure: Option<MeasureId>,
    /// Where it is named, among the scene's hits: in the words, else the last time before them, else the first time after them; if not near,
    /// the first time in the document.
    pub(super) hit: Option<usize>,
    pub(super) at: Where,
    /// How likely the encoder of acts has it; nought where it does not know it.
    pub(super) seen: f32,
    pub(super) traits: Vec<u32>,
}

/// Where a measure is named, seen from the words of an act.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Where {
    /// It is no measure.
    None,
    In,
    Before,
    FarBefore,
    After,
    /// Elsewhere in the document.
    Document,
    Nowhere,
}

impl Where {
    const fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::In => "in",
            Self::Before => "before",
            Self::FarBefore => "far before",
            Self::After => "after",
            Self::Document => "document",
            Self::Nowhere => "nowhere",
        }
    }
}

impl Study<'_, '_> {
    /// How likely the encoder of acts has each measure that it knows for the matter of an act with these words; `None` stands for none of
    /// them.
    fn matters_seen(&self, passage: &Passage) -> Vec<(Option<&'static str>, f32)> {
        let Some(sight) = self.sight else { return Vec::new() };
        let names = sight.acts().measures().iter().map(|name| Some(name.as_str())).chain([None]);
        names.zip(sight.measures(passage.span.start()..passage.span.end())).collect()
    }

    /// What an act of a kind with the words of a passage may be about; `taken` is what the rules say. The first is none.
    pub(super) fn topics(&self, passage: &Passage, kind: ActKind, taken: &[Matter]) -> Vec<Topic> {
        let hits = self.scene.hits();
        let sentences = &self.scene.text.sentences;
        let zone = sentences[passage.sentence].tokens.start
            ..sentences[(passage.sentence + passage.sentences - 1).min(sentences.len() - 1)].tokens.end;
        let from = passage.sentence.checked_sub(1).map_or(zone.start, |s| sentences[s].tokens.start);
        let from = from.max(passage.tokens.start.saturating_sub(2 * NEAR));
        let first = hits.partition_point(|hit| hit.tokens.start < from);
        let near: Vec<usize> =
            (first..hits.len()).take_while(|&i| hits[i].tokens.start < zone.end.min(passage.tokens.end + NEAR)).collect();
        let within = |i: usize| passage.tokens.contains(&hits[i].tokens.start);
        let mut best: Vec<usize> = Vec::new();
        for &i in &near {
            match best.iter_mut().find(|other| hits[**other].measure == hits[i].measure) {
                Some(other) if within(i) && !within(*other) || !within(*other) && hits[i].tokens.start < passage.tokens.start => *other = i,
                Some(_) => {}
                None => best.push(i),
            }
        }
        let seen = self.matters_seen(passage);
        let mut surest: Vec<&(Option<&str>, f32)> = seen.iter().collect();
        surest.sort_by(|a, b| b.1.total_cmp(&a.1));
        let surest = surest.into_iter().take(SEEN).filter_map(|(name, _)| *name).map(|name| MeasureId(name.to_owned()));
        let given = taken.iter().map(|matter| matter.measure.clone());
        let given = given.chain(best.iter().map(|&i| hits[i].measure.clone()));
        let given = given.chain(surest.filter(|measure| self.scene.knows(measure)));
        let mut measures: Vec<Option<MeasureId>> = vec![None];
        for measure in given.chain(self.named.iter().take(OFTEN).map(|named| named.measure.clone())) {
            if !measures.iter().flatten().any(|other| *other == measure) {
                measures.push(Some(measure));
            }
        }
        let sentence = sentences[passage.sentence].tokens.clone();
        let condition = crate::condition::condition(&self.scene, &passage.span.into(), sentence).map(|(condition, _)| condition);
        let verb = self.near(passage).iter().find(|(hit, _)| passage.tokens.contains(&hit.tokens.start));
        let around = Around {
            passage,
            kind,
            taken,
            seen: &seen,
            named_inside: best.iter().filter(|&&i| within(i)).count().min(3),
            inside: near.into_iter().filter(|&i| within(i)).collect(),
            condition: condition.map(|condition| condition.words),
            verb: verb.map(|(hit, _)| (hit.tokens.clone(), self.rules.all[hit.rule].pattern.as_str())),
        };
        measures.into_iter().map(|measure| self.topic(measure, &best, &around)).collect()
    }

    /// What is seen of a measure, or of none, beside the words of an act; `best` is where the measures near them are named.
    fn topic(&self, measure: Option<MeasureId>, best: &[usize], around: &Around<'_>) -> Topic {
        let Around { passage, kind, taken, seen, named_inside, .. } = around;
        let hits = self.scene.hits();
        let hit = best.iter().copied().find(|&i| Some(&hits[i].measure) == measure.as_ref());
        let named = self.named.iter().find(|named| Some(&named.measure) == measure.as_ref());
        let times = named.map_or(0, |named| named.times);
        let start = passage.tokens.start;
        let at = match hit.map(|i| hits[i].tokens.start) {
            _ if measure.is_none() => Where::None,
            Some(named) if passage.tokens.contains(&named) => Where::In,
            Some(named) if named < start && named + FAR > start => Where::Before,
            Some(named) if named < start => Where::FarBefore,
            Some(_) => Where::After,
            None if times > 0 => Where::Document,
            None => Where::Nowhere,
        };
        let place = at.word();
        let is_taken = taken.iter().any(|matter| Some(&matter.measure) == measure.as_ref());
        let strength = hit.map_or("", |i| if hits[i].weak { "weak" } else { "sure" });
        let base = format!("{place} {strength} {is_taken}");
        let mut out = Seen::default();
        out.add(format_args!("topic {base}"));
        out.add(format_args!("topic {base} {kind}"));
        out.add(format_args!("topic {base} inside {named_inside}"));
        out.add(format_args!("topic {base} taken {}", taken.len().min(2)));
        out.add(format_args!("topic {place} {kind}"));
        out.add(format_args!("topic {base} named {}", few(times)));
        let more = self.named.iter().take_while(|other| other.times > times).count();
        out.add(format_args!("topic {place} among {}", if times > 0 { more.min(5) } else { 9 }));
        // A measure that the encoder does not know (one of the user's own) is no unlikely one.
        let likely = seen.iter().find(|(name, _)| *name == measure.as_ref().map(|measure| measure.0.as_str())).map(|(_, p)| *p);
        let none = seen.iter().find(|(name, _)| name.is_none()).map_or(0.0, |(_, p)| *p);
        if let Some(p) = likely {
            let rank = seen.iter().filter(|(_, other)| *other > p).count().min(5);
            out.add(format_args!("topic {base} rank {rank}"));
            out.add(format_args!("topic rank {rank}"));
            for step in SHARES.iter().take_while(|step| p >= **step) {
                out.add(format_args!("topic seen {step}"));
                out.add(format_args!("topic seen {step} {place}"));
                out.add(format_args!("topic seen {step} {is_taken} {}", taken.is_empty()));
            }
        }
        for step in SHARES.iter().take_while(|step| none >= **step) {
            out.add(format_args!("topic none {step} {place}"));
            out.add(format_args!("topic none {step} {is_taken}"));
        }
        let total: usize = hits.len();
        #[expect(clippy::cast_precision_loss, reason = "counts of words")]
        let share = times as f32 / total.max(1) as f32;
        for step in SHARES.iter().take_while(|step| share >= **step) {
            out.add(format_args!("topic share {step}"));
            out.add(format_args!("topic share {step} {place}"));
        }
        if let Some(measure) = &measure {
            for other in taken.iter().map(|matter| &matter.measure).filter(|other| *other != measure) {
                let relations = [
                    (self.scene.is_kind_of(measure, other), "narrower"),
                    (self.scene.is_kind_of(other, measure), "broader"),
                    (self.scene.undoes(measure, other), "undoes"),
                ];
                relations.iter().filter(|(is, _)| *is).for_each(|(_, relation)| out.add(format_args!("topic {relation}")));
            }
        } else {
            out.add(format_args!("topic none of {}", few(total)));
            out.add(format_args!("topic none length {}", size(passage.tokens.len())));
            out.add(format_args!("topic none {kind} {} {}", taken.len().min(2), (*named_inside).min(2)));
        }
        if let Some(i) = hit {
            let given = format!("{place} {strength} {}", hits[i].exact);
            out.add(format_args!("measure {given}"));
            out.add(format_args!("measure {place} {strength} {kind}"));
            out.add(format_args!("measure taken {is_taken} of {}", taken.len()));
            out.add(format_args!("measure taken {is_taken} {place} {kind}"));
            self.at_hit(i, place, around, &mut out);
        }
        let hit = hit.or(named.map(|named| named.first));
        Topic { measure, hit, at, seen: likely.unwrap_or(0.0), traits: out.done() }
    }

    /// What is seen of the words that name a measure near those of an act.
    fn at_hit(&self, i: usize, place: &str, around: &Around<'_>, out: &mut Seen) {
        let Around { passage, kind, inside, condition, verb, .. } = around;
        let hit = &self.scene.hits()[i];
        let start = hit.tokens.start;
        out.add(format_args!("topic far {} {place}", size(start.abs_diff(passage.tokens.start))));
        let before = inside.iter().filter(|&&j| j < i).count().min(3);
        out.add(format_args!("measure {place} {before} of {}", inside.len().min(4)));
        let waits = condition.as_ref().is_some_and(|words| words.overlaps(hit.span));
        out.add(format_args!("measure waits {waits} {kind}"));
        out.add(format_args!("measure word {}", self.word(start)));
        if !passage.tokens.contains(&start) {
            return;
        }
        let (one, two) = (self.word(start.wrapping_sub(1)), self.word(start.wrapping_sub(2)));
        out.add(format_args!("measure after {one}"));
        out.add(format_args!("measure after {two} {one}"));
        out.add(format_args!("measure then {}", self.word(hit.tokens.end)));
        if let Some((verb, pattern)) = verb {
            let side = match () {
                () if start < verb.start => "left of",
                () if start < verb.end => "in",
                () => "right of",
            };
            out.add(format_args!("measure {side} verb {kind}"));
            out.add(format_args!("measure {side} verb {}", size(start.abs_diff(verb.start))));
            out.add(format_args!("measure {side} {pattern}"));
        }
    }
}

/// An act's words with what is around them.
struct Around<'a> {
    passage: &'a Passage,
    kind: ActKind,
    /// What the rules say that it is about.
    taken: &'a [Matter],
    seen: &'a [(Option<&'static str>, f32)],
    /// How many measures its words name, three at most, and the hits in them.
    named_inside: usize,
    inside: Vec<usize>,
    condition: Option<Place>,
    /// Where the first rule in it has its words, and what the rule looks for.
    verb: Option<(Range<usize>, &'a str)>,
}

fn few(n: usize) -> usize {
    match n {
        0 | 1 => n,
        2..=3 => 2,
        4..=6 => 3,
        7..=12 => 4,
        _ => 5,
    }
}
