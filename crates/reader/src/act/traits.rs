//! What the heads see of a passage: its words with names blotted out, what the rules say of it and around it, who is said to say it,
//! how it begins and ends. A trait is present or not; it is known by a number, the hash of its description, so that no list of
//! traits has to be kept.
use super::candidate::Candidate;
use super::clause::{Clause, Subject, clause};
use super::passage::Passage;
use super::rule::{Hit, Rules};
use super::overlap;
use crate::actor::{Cast, Form};
use crate::scene::Scene;
use crate::text::{Text, TokenKind};
use evidence::{ActorKind, Attribution, Place};
use std::fmt::Write as _;
use std::ops::Range;

/// How many different traits are told apart.
pub const TRAITS: usize = 1 << 16;

/// The traits of passages of one text.
pub(super) struct Traits<'t, 'a> {
    text: &'t Text<'a>,
    cast: &'t Cast,
    attributions: &'t [Attribution],
    ruled: &'t [Candidate],
    rules: &'static Rules,
    /// For each token its word with names and numbers blotted out.
    words: Vec<String>,
    /// For each sentence the rules that fit in it, each with its clause.
    hits: Vec<Vec<(Hit, Clause)>>,
    /// For each token how many measures' cues begin there.
    matters: Vec<u8>,
    /// The attributions with words in each sentence.
    said: Vec<Vec<usize>>,
    /// The rules' acts with words in each sentence.
    acts: Vec<Vec<usize>>,
    quoted: Vec<bool>,
}

impl<'t, 'a> Traits<'t, 'a> {
    pub(super) fn new(scene: &Scene<'t, 'a>, attributions: &'t [Attribution], ruled: &'t [Candidate]) -> Self {
        let (text, cast) = (scene.text, scene.cast);
        let rules = Rules::embedded();
        let mut words: Vec<String> = (0..text.tokens.len())
            .map(|at| match text.tokens[at].kind {
                TokenKind::Number => "#".to_owned(),
                _ => text.lower(at).to_owned(),
            })
            .collect();
        for mention in cast.mentions.iter().filter(|m| m.form != Form::Pronoun) {
            let kind = mention.actors.first().map_or("nobody", |&a| kind(cast, a));
            let name = if mention.form == Form::Attribute { format!("@{kind}'s") } else { format!("@{kind}") };
            for word in &mut words[mention.tokens.clone()] {
                word.clone_from(&name);
            }
        }
        let mut hits = Vec::new();
        for sentence in &text.sentences {
            let zone = sentence.tokens.clone();
            let mut last = Subject::default();
            let mut here = Vec::new();
            for hit in rules.find(text, zone.clone()) {
                let found = clause(text, cast, &zone, hit.tokens.start, &last);
                if found.finite && !found.subject.is_nobody() {
                    last.clone_from(&found.subject);
                }
                here.push((hit, found));
            }
            hits.push(here);
        }
        let mut matters = vec![0u8; text.tokens.len()];
        for hit in scene.hits() {
            if let Some(n) = matters.get_mut(hit.tokens.start) {
                *n = n.saturating_add(if hit.weak { 1 } else { 2 });
            }
        }
        let mut quoted = vec![false; text.tokens.len()];
        let sentences_of = |place: &Place| {
            let first = text.sentence_at(place.start()).unwrap_or(0);
            let last = text.sentence_at(place.end().saturating_sub(1)).unwrap_or(0);
            first..(last + 1).min(text.sentences.len())
        };
        let mut said = vec![Vec::new(); text.sentences.len()];
        for (index, attribution) in attributions.iter().enumerate() {
            for sentence in sentences_of(&attribution.content) {
                said[sentence].push(index);
            }
            if attribution.direct {
                for span in attribution.content.spans() {
                    quoted[text.tokens_in(*span)].fill(true);
                }
            }
        }
        let mut acts = vec![Vec::new(); text.sentences.len()];
        for (index, act) in ruled.iter().enumerate() {
            for sentence in sentences_of(&act.quote) {
                acts[sentence].push(index);
            }
        }
        Self { text, cast, attributions, ruled, rules, words, hits, matters, said, acts, quoted }
    }

    /// The rules' act whose words are most nearly those of the passage, with the share that they have in common.
    pub(super) fn nearest(&self, passage: &Passage) -> Option<(usize, f32)> {
        let place = Place::from(passage.span);
        let near = (passage.sentence..passage.sentence + passage.sentences).flat_map(|s| &self.acts[s]);
        let shares = near.map(|&index| (index, overlap(&self.ruled[index].quote, &place)));
        shares.filter(|(_, share)| *share > 0.0).max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
    }

    /// The attribution in whose content most of the passage lies, the innermost of them.
    pub(super) fn speech(&self, passage: &Passage) -> Option<usize> {
        let size = |index: usize| self.attributions[index].content.spans().iter().map(|s| s.len()).sum::<usize>();
        self.said[passage.sentence]
            .iter()
            .copied()
            .filter(|&index| {
                let inside: usize = self.attributions[index]
                    .content
                    .spans()
                    .iter()
                    .map(|s| s.end().min(passage.span.end()).saturating_sub(s.start().max(passage.span.start())))
                    .sum();
                inside * 3 >= passage.span.len() * 2
            })
            .min_by_key(|&index| (size(index), index))
    }

    /// The traits of a passage, ascending.
    pub(super) fn of(&self, passage: &Passage) -> Vec<u32> {
        let mut out = Seen::default();
        let Passage { tokens, sentence, .. } = passage;
        let zone = self.text.sentences[*sentence].tokens.clone();
        self.wording(passage, &zone, &mut out);
        self.ruling(passage, &mut out);
        self.saying(passage, &mut out);
        let speech = self.speech(passage);
        for (hit, found) in &self.hits[*sentence] {
            let rule = &self.rules.all[hit.rule];
            let place = if tokens.contains(&hit.tokens.start) {
                "in"
            } else if hit.tokens.start < tokens.start {
                "before"
            } else {
                "after"
            };
            let first = self.hits[*sentence].iter().find(|(h, _)| tokens.contains(&h.tokens.start)).is_some_and(|(h, _)| h == hit);
            out.add(format_args!("rule {place} {} {:?} {}", rule.kind, rule.whose, if first { "first" } else { "" }));
            if place == "in" {
                out.add(format_args!("pattern {}", rule.pattern));
                let subject = self.subject(&found.subject, speech);
                out.add(format_args!("clause {} {:?} {subject} {:?}", rule.kind, rule.whose, found.modal));
                out.add(format_args!("voice {} {} {} {}", rule.kind, found.passive, found.negated, found.finite));
                out.add(format_args!("quoted {} {:?} {}", rule.kind, rule.whose, self.quoted[hit.tokens.start]));
                if found.subordinate {
                    out.add(format_args!("subordinate {}", rule.kind));
                }
            } else if place == "before" && tokens.start - hit.tokens.end.min(tokens.start) <= 3 {
                out.add(format_args!("rule right before {} {:?}", rule.kind, rule.whose));
                out.add(format_args!("pattern right before {}", rule.pattern));
            }
        }
        out.done()
    }

    /// Words, and how the passage is cut out.
    fn wording(&self, passage: &Passage, zone: &Range<usize>, out: &mut Seen) {
        let Range { start, end } = passage.tokens;
        let word = |at: usize| self.words.get(at).map_or("", |w| w.as_str());
        let mut before = "^";
        for at in start..end {
            let word = word(at);
            if word != before || !word.starts_with('@') {
                out.add(format_args!("word {word}"));
                out.add(format_args!("words {before} {word}"));
            }
            before = word;
        }
        out.add(format_args!("words {before} $"));
        let left = |n: usize| if start >= zone.start + n { word(start - n) } else { "^" };
        let right = if end < zone.end { word(end) } else { "$" };
        out.add(format_args!("left {}", left(1)));
        out.add(format_args!("left two {} {}", left(2), left(1)));
        out.add(format_args!("right {right}"));
        out.add(format_args!("edges {} {right}", left(1)));
        out.add(format_args!("first {}", word(start)));
        out.add(format_args!("border {} {}", left(1), word(start)));
        out.add(format_args!("close {} {right}", word(end - 1)));
        for at in zone.start..start {
            if self.text.tokens[at].kind != TokenKind::Mark {
                out.add(format_args!("earlier {}", word(at)));
            }
        }
        for at in end..zone.end.min(end + 6) {
            out.add(format_args!("later {}", word(at)));
        }
        let length = size(end - start);
        out.add(format_args!("length {length}"));
        let covers = if passage.sentences > 1 {
            "several"
        } else {
            match (start <= zone.start + 1, end + 2 >= zone.end) {
                (true, true) => "whole",
                (true, false) => "head",
                (false, true) => "tail",
                (false, false) => "middle",
            }
        };
        out.add(format_args!("covers {covers}"));
        out.add(format_args!("covers {covers} {length}"));
        let names = self.cast.mentions_in(start..end);
        let named = names.iter().filter(|m| m.form == Form::Name && !m.actors.is_empty()).count();
        out.add(format_args!("names {}", named.min(3)));
        let about: u8 = self.matters[start..end].iter().fold(0, |a, b| a.saturating_add(*b));
        let around: u8 = self.matters[zone.start..zone.end].iter().fold(0, |a, b| a.saturating_add(*b));
        let matter = match (about, around) {
            (0, 0) => "none",
            (0, _) => "outside",
            (1, _) => "weak",
            (a, b) if a >= b => "all",
            _ => "some",
        };
        out.add(format_args!("matter {matter}"));
        let place = passage.sentence * 5 / self.text.sentences.len().max(1);
        out.add(format_args!("place {}", if passage.sentence == 0 { 9 } else { place }));
        out.add(format_args!("document {}", if self.cast.voice.is_some() { "statement" } else { "report" }));
    }

    /// What the rules make of its words.
    fn ruling(&self, passage: &Passage, out: &mut Seen) {
        let place = Place::from(passage.span);
        let mut any = false;
        for &index in (passage.sentence..passage.sentence + passage.sentences).flat_map(|s| &self.acts[s]) {
            let act = &self.ruled[index];
            let share = overlap(&act.quote, &place);
            let much = match share {
                s if s >= 0.95 => "same",
                s if s >= 0.7 => "most",
                s if s >= 0.5 => "half",
                s if s > 0.0 => "less",
                _ => continue,
            };
            any |= share >= 0.5;
            out.add(format_args!("ruled {much} {}", act.kind));
            out.add(format_args!("ruled {much}"));
            out.add(format_args!("weight {much} {}", act.weight));
            if share >= 0.5 {
                out.add(format_args!("ruled by {}", act.reasons.first().map_or("", |r| r.rule.as_str())));
                out.add(format_args!("grade {} {:?} {:?}", act.kind, act.strength, act.status));
            }
        }
        if !any {
            out.add(format_args!("not ruled"));
        }
    }

    /// Who is said to say it.
    fn saying(&self, passage: &Passage, out: &mut Seen) {
        let Some(index) = self.speech(passage) else {
            let spoken: Vec<&Attribution> = self.said[passage.sentence].iter().map(|&i| &self.attributions[i]).collect();
            let covered = spoken.iter().any(|a| a.content.spans().iter().any(|s| passage.span.covers(*s)));
            let cue = spoken.iter().any(|a| a.cue.as_ref().is_some_and(|c| c.overlaps(passage.span)));
            out.add(format_args!("written {covered} {cue}"));
            return;
        };
        let attribution = &self.attributions[index];
        let share = overlap(&attribution.content, &Place::from(passage.span));
        let much = match share {
            s if s >= 0.9 => "same",
            s if s >= 0.5 => "most",
            _ => "part",
        };
        let how = if attribution.direct { "quoted" } else { "reported" };
        out.add(format_args!("said {how} {much}"));
        let starts = attribution.content.start() + 2 >= passage.span.start() && attribution.content.start() <= passage.span.start() + 2;
        let ends = attribution.content.end() + 2 >= passage.span.end() && attribution.content.end() <= passage.span.end() + 2;
        out.add(format_args!("said from {starts} to {ends}"));
        match &attribution.cue {
            Some(cue) => {
                for at in self.text.tokens_in(cue.hull()) {
                    out.add(format_args!("cue {}", self.words[at]));
                    out.add(format_args!("cue {} {much}", self.words[at]));
                }
            }
            None => out.add(format_args!("no cue")),
        }
        let speaker = attribution.speaker.as_ref().and_then(|id| self.cast.index(id)).map_or("nobody", |a| kind(self.cast, a));
        out.add(format_args!("speaker {speaker}"));
        let belief = attribution.confidence.map_or(9, |c| tenth(c));
        out.add(format_args!("belief {belief}"));
    }

    /// Whom a clause is about, as seen by who says it.
    fn subject(&self, subject: &Subject, speech: Option<usize>) -> &'static str {
        if subject.first_person {
            return "own";
        }
        let speaker = speech.and_then(|i| self.attributions[i].speaker.as_ref()).and_then(|id| self.cast.index(id)).or(self.cast.voice);
        let own = speaker.is_some_and(|s| subject.actors.iter().any(|&a| self.cast.principal(a) == self.cast.principal(s)));
        match () {
            () if own => "own",
            () if !subject.actors.is_empty() => "other",
            () if subject.other => "thing",
            () => "none",
        }
    }
}

/// What sort of actor it is, in a word.
pub(super) fn kind(cast: &Cast, actor: usize) -> &'static str {
    match cast.actors[actor].kind {
        ActorKind::State => "state",
        ActorKind::Body => "body",
        ActorKind::Group => "group",
        ActorKind::Company => "company",
        ActorKind::Person => "person",
        ActorKind::Place => "place",
        ActorKind::Unnamed => "unnamed",
    }
}

/// A probability in tenths.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 10")]
fn tenth(p: f32) -> u8 {
    (p.clamp(0.0, 1.0) * 10.0) as u8
}

fn size(n: usize) -> usize {
    match n {
        0..=3 => 0,
        4..=6 => 1,
        7..=10 => 2,
        11..=15 => 3,
        16..=22 => 4,
        23..=32 => 5,
        _ => 6,
    }
}

/// Traits in the making.
#[derive(Default)]
pub(super) struct Seen {
    line: String,
    found: Vec<u32>,
}

impl Seen {
    pub(super) fn add(&mut self, description: std::fmt::Arguments<'_>) {
        self.line.clear();
        let _ = self.line.write_fmt(description);
        // FNV-1a, folded: the same on every machine.
        let hash = self.line.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
        #[expect(clippy::cast_possible_truncation, reason = "folded to sixteen bits")]
        self.found.push(((hash ^ (hash >> 32) ^ (hash >> 17)) as u32) % TRAITS as u32);
    }

    pub(super) fn done(mut self) -> Vec<u32> {
        self.found.sort_unstable();
        self.found.dedup();
        self.found
    }
}
