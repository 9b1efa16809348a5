//! What the heads see of a passage and of those who may be its actor: its words with names blotted out, what the rules say of it and
//! around it, who is said to say it, how it begins and ends. A trait is present or not; it is known by a number, the hash of its description, so that no list of
//! traits has to be kept.
use super::clause::{Clause, Subject, clause, is_owner};
use super::passage::Passage;
use super::people::push;
use super::rule::{Hit, Rules};
use super::topic::Named;
use super::{overlap, people};
use crate::Told;
use crate::actor::{Cast, Form, Mention};
use crate::scene::Scene;
use crate::text::{Text, TokenKind};
use evidence::{Act, ActKind, ActorId, ActorKind, Attribution, Place};
use std::fmt::Write as _;
use std::ops::Range;
use tagger::Sight;

/// How many different traits are told apart.
pub const TRAITS: usize = 1 << 20;

/// How many tokens away from a passage is looked.
pub(super) const NEAR: usize = 40;

/// A text's passages with what is seen of each.
pub struct Study<'t, 'a> {
    pub(super) scene: Scene<'t, 'a>,
    text: &'t Text<'a>,
    pub(super) passages: Vec<Passage>,
    cast: &'t Cast,
    attributions: &'t [Attribution],
    /// What the encoder of acts sees.
    pub(super) sight: Option<&'t Sight>,
    /// What the rules tell, with how much it weighs.
    pub(super) ruled: Vec<(Act, u8)>,
    pub(super) rules: &'static Rules,
    /// For each token its word with names and numbers blotted out.
    words: Vec<String>,
    /// For each sentence the rules that fit in it, each with its clause.
    hits: Vec<Vec<(Hit, Clause)>>,
    /// For each token how much is said of measures there: 1 for a weak cue that begins at it, 2 for another.
    matters: Vec<u8>,
    /// The attributions with words in each sentence.
    said: Vec<Vec<usize>>,
    /// The rules' acts with words in each sentence.
    acts: Vec<Vec<usize>>,
    quoted: Vec<bool>,
    /// How often the document names each measure, and the first hit of it: the most frequent first, of equals the one named first.
    pub(super) named: Vec<Named>,
    /// The two states or groups that the text is about, where there are two.
    foremost: Option<(usize, usize)>,
}

impl<'t, 'a> Study<'t, 'a> {
    pub(super) fn new(scene: Scene<'t, 'a>, told: Told<'t>, ruled: Vec<(Act, u8)>) -> Self {
        let attributions = told.attributions;
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
        for (index, (act, _)) in ruled.iter().enumerate() {
            for sentence in sentences_of(&act.quote) {
                acts[sentence].push(index);
            }
        }
        let passages = super::passage::passages(text, ruled.iter().map(|(act, _)| act.quote.hull()));
        let foremost = crate::actor::pair_at_the_table(text, cast);
        Self {
            foremost,
            named: super::topic::named(scene.hits()),
            scene,
            text,
            passages,
            cast,
            attributions,
            sight: told.sight,
            ruled,
            rules,
            words,
            hits,
            matters,
            said,
            acts,
            quoted,
        }
    }

    /// Who said what.
    pub(super) fn attributions(&self) -> &[Attribution] {
        self.attributions
    }

    /// A token's word with names and numbers blotted out.
    pub(super) fn word(&self, at: usize) -> &str {
        self.words.get(at).map_or("", String::as_str)
    }

    /// The rules' act whose words are most nearly those of the passage, with the share that they have in common.
    pub(super) fn nearest(&self, passage: &Passage) -> Option<(usize, f32)> {
        let place = Place::from(passage.span);
        let near = (passage.sentence..passage.sentence + passage.sentences).flat_map(|s| &self.acts[s]);
        let meets = |index: &&usize| {
            let quote = &self.ruled[**index].0.quote;
            quote.start() < passage.span.end() && passage.span.start() < quote.end()
        };
        let shares = near.filter(meets).map(|&index| (index, overlap(&self.ruled[index].0.quote, &place)));
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

    /// Who says the passage, where somebody does.
    pub(super) fn speaker(&self, passage: &Passage) -> Option<usize> {
        self.attributions[self.speech(passage)?].speaker.as_ref().and_then(|id| self.cast.index(id))
    }

    /// All who say it: "Halvorsen and Dessa noted" has two, of whom the attribution knows one.
    fn speakers(&self, speech: Option<usize>, speaker: usize) -> Vec<usize> {
        let source = speech.and_then(|index| self.attributions[index].source.as_ref());
        let named = source.map(|source| self.cast.mentions_in(self.text.tokens_in(source.hull())));
        let mut out: Vec<usize> = Vec::new();
        let mut end = None;
        for mention in named.into_iter().flatten().filter(|mention| mention.form == Form::Name) {
            let joins = |at: usize| matches!(self.text.lower(at), "and" | "," | "the");
            if end.is_some_and(|end: usize| end >= mention.tokens.start || !(end..mention.tokens.start).all(joins)) {
                return vec![speaker];
            }
            out.extend(mention.actors.iter().copied());
            end = Some(mention.tokens.end);
        }
        if out.len() > 1 && out.contains(&speaker) { out } else { vec![speaker] }
    }

    /// The rules that fit in its sentence, not far from it.
    pub(super) fn near(&self, passage: &Passage) -> &[(Hit, Clause)] {
        let hits = &self.hits[passage.sentence];
        let from = hits.partition_point(|(hit, _)| hit.tokens.start + NEAR < passage.tokens.start);
        let to = hits.partition_point(|(hit, _)| hit.tokens.start < passage.tokens.end + NEAR);
        &hits[from..to.max(from)]
    }

    /// The traits of a passage, ascending.
    pub(super) fn of(&self, passage: &Passage) -> Vec<u32> {
        let mut out = Seen::default();
        let Passage { tokens, sentence, .. } = passage;
        let zone = self.text.sentences[*sentence].tokens.clone();
        self.wording(passage, &zone, &mut out);
        self.ruling(passage, &mut out);
        self.saying(passage, &mut out);
        self.seeing(passage, &mut out);
        let speech = self.speech(passage);
        let near = self.near(passage);
        let first = near.iter().map(|(hit, _)| hit).find(|hit| tokens.contains(&hit.tokens.start));
        for (hit, found) in near {
            let rule = &self.rules.all[hit.rule];
            let place = if tokens.contains(&hit.tokens.start) {
                "in"
            } else if hit.tokens.start < tokens.start {
                "before"
            } else {
                "after"
            };
            let opens = if first == Some(hit) { "first" } else { "" };
            out.add(format_args!("rule {place} {} {:?} {opens}", rule.kind, rule.whose));
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
        for at in zone.start.max(start.saturating_sub(NEAR))..start {
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
        let around = zone.start.max(start.saturating_sub(NEAR))..zone.end.min(end + NEAR).max(end);
        let around: u8 = self.matters[around].iter().fold(0, |a, b| a.saturating_add(*b));
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
            let (act, weight) = &self.ruled[index];
            if act.quote.end() <= passage.span.start() || passage.span.end() <= act.quote.start() {
                continue;
            }
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
            out.add(format_args!("weight {much} {weight}"));
            if act.measures.is_empty() {
                out.add(format_args!("ruled {much} {} about nothing", act.kind));
            }
            if act.actor.is_empty() {
                out.add(format_args!("ruled {much} {} by nobody", act.kind));
            }
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
        let belief = attribution.confidence.map_or(9, tenth);
        out.add(format_args!("belief {belief}"));
    }

    /// What the encoder of acts sees of it.
    fn seeing(&self, passage: &Passage, out: &mut Seen) {
        let Some((sight, seen)) = self.sight.and_then(|sight| Some((sight, sight.of(passage.span.start()..passage.span.end())?))) else {
            return;
        };
        for (what, log_odds) in
            [("act", seen.act), ("inside", seen.inside), ("begins", seen.begins), ("ends", seen.ends), ("whole", whole(&seen))]
        {
            for step in steps(log_odds) {
                out.add(format_args!("seen {what} {step}"));
            }
        }
        let most = seen.kinds.iter().fold(0.0_f32, |a, b| a.max(*b));
        for (kind, p) in sight.acts().kinds().iter().zip(&seen.kinds) {
            if *p >= most {
                out.add(format_args!("seen first {kind}"));
            }
            for step in SHARES.iter().take_while(|step| p >= *step) {
                out.add(format_args!("seen {kind} {step}"));
            }
        }
    }

    /// How much the encoder of acts has a passage for the words of an act, about in log odds; 0 where it sees nothing.
    pub(super) fn seen_whole(&self, passage: &Passage) -> f32 {
        let seen = self.sight.and_then(|sight| sight.of(passage.span.start()..passage.span.end()));
        seen.as_ref().map_or(0.0, whole)
    }

    /// Those who may be the actors of a passage, as principals, each set with its traits; the last is nobody.
    pub(super) fn actors(&self, passage: &Passage, kind: ActKind) -> Vec<(Vec<usize>, Vec<u32>)> {
        let zone = self.text.sentences[passage.sentence].tokens.clone();
        let mut sets: Vec<(Vec<usize>, Vec<&'static str>)> = Vec::new();
        let mut give = |actors: &[usize], why: &'static str| {
            let mut principals = Vec::new();
            push(&mut principals, &actors.iter().map(|&a| self.cast.principal(a)).collect::<Vec<_>>());
            principals.sort_unstable();
            match sets.iter_mut().find(|(set, _)| *set == principals) {
                Some((_, reasons)) if reasons.contains(&why) => {}
                Some((_, reasons)) => reasons.push(why),
                None => sets.push((principals, vec![why])),
            }
        };
        let indices = |ids: &[ActorId]| ids.iter().filter_map(|id| self.cast.index(id)).collect::<Vec<_>>();
        if let Some((index, share)) = self.nearest(passage)
            && share >= 0.5
        {
            give(&indices(&self.ruled[index].0.actor), "ruled");
        }
        let speech = self.speech(passage);
        let speaker = self.speaker(passage);
        if let Some(speaker) = speaker {
            give(&self.speakers(speech, speaker), "speaker");
        }
        if let Some(voice) = self.cast.voice {
            give(&[voice], "voice");
        }
        let mut first = true;
        for (hit, found) in self.near(passage).iter().filter(|(hit, _)| passage.tokens.contains(&hit.tokens.start)) {
            let (one, two, by) =
                if first { ("subject", "first person", "by") } else { ("later subject", "later first person", "later by") };
            if found.passive {
                give(&people::participants(self.text, self.cast, hit.tokens.end..passage.tokens.end), by);
            } else if !found.subject.actors.is_empty() {
                give(&found.subject.actors, one);
            } else if found.subject.first_person
                && let Some(own) = speaker.or(self.cast.voice)
            {
                give(&[own], two);
            }
            if first && matches!(kind, ActKind::Contact | ActKind::Conclude) {
                let mut all = found.subject.actors.clone();
                if all.is_empty() && found.subject.first_person {
                    all.extend(speaker.or(self.cast.voice));
                }
                push(&mut all, &people::participants(self.text, self.cast, hit.tokens.end..passage.tokens.end));
                give(&all, "subject and partners");
            }
            first = false;
        }
        let named = |range: Range<usize>| {
            self.cast.mentions_in(range).iter().filter(|m| matches!(m.form, Form::Name | Form::Pronoun) && !m.actors.is_empty())
        };
        let with_list = |mention: &Mention, why: &'static str| {
            let all = self.listed(mention, &zone);
            let one = (all.len() > mention.actors.len()).then(|| (mention.actors.clone(), "one of a list"));
            one.into_iter().chain([(all, why)])
        };
        if let Some(mention) = named(zone.start.max(passage.tokens.start.saturating_sub(NEAR))..passage.tokens.start).next_back() {
            with_list(mention, "named right before").for_each(|(actors, why)| give(&actors, why));
        }
        if let Some(mention) = named(zone.start..passage.tokens.start).next() {
            with_list(mention, "named first in the sentence").for_each(|(actors, why)| give(&actors, why));
        }
        if let Some(mention) = named(passage.tokens.end..zone.end.min(passage.tokens.end + NEAR)).next() {
            give(&mention.actors, "named right after");
        }
        let mut all = Vec::new();
        for (n, mention) in named(passage.tokens.clone()).enumerate() {
            let opens = mention.tokens.start <= passage.tokens.start + 1;
            if opens || n == 0 {
                let why = if opens { "opens it" } else { "named first in it" };
                with_list(mention, why).for_each(|(actors, why)| give(&actors, why));
            } else {
                give(&mention.actors, "named in it");
            }
            // Where they met is not who met.
            let place = matches!(kind, ActKind::Contact | ActKind::Conclude)
                && matches!(self.text.lower(mention.tokens.start.wrapping_sub(1)), "in" | "at" | "near");
            if !place {
                push(&mut all, &mention.actors.iter().map(|&a| self.cast.principal(a)).collect::<Vec<_>>());
            }
        }
        if all.len() > 1 {
            give(&all, "all named in it");
        }
        if speaker.is_none() {
            if let Some(last) = self.last_speaker(passage) {
                give(&[last], "spoke last");
            }
            let before = passage.sentence.checked_sub(1).and_then(|before| self.text.sentences.get(before));
            if let Some(mention) = before.and_then(|before| named(before.tokens.clone()).next()) {
                give(&mention.actors, "named first in the sentence before");
            }
        }
        if matches!(kind, ActKind::Contact | ActKind::Conclude) {
            let foremost = self.foremost.map(|(a, b)| vec![a, b]);
            let about = if self.cast.met.is_empty() { foremost } else { Some(self.cast.met.clone()) };
            if let Some(about) = about {
                // Of more than two, too; the heads know the trait by this name.
                give(&about, "the two whom it is about");
            }
        }
        // Whom the encoder of acts points to, of those named near by.
        let pointed = self.pointed(passage);
        if let Some((actor, _)) = pointed.first() {
            give(&[*actor], "pointed to");
        }
        if let [(one, p), (two, q), ..] = pointed[..]
            && q >= 0.2
        {
            give(&[two], "pointed to next");
            if p < 0.75 {
                give(&[one, two], "pointed to together");
            }
        }
        // "Her talks with Norland and Sudria", "Orr briefed Sudria’s president and the League": who has or holds them, and with whom.
        if matches!(kind, ActKind::Contact | ActKind::Conclude) {
            let near = passage.tokens.start.saturating_sub(2)..passage.tokens.end;
            let stands_in = |m: &&Mention| matches!(self.text.lower(m.tokens.start.wrapping_sub(1)), "in" | "at" | "near");
            let opener = self.cast.mentions_in(near).iter().find(|m| m.form != Form::Place && !m.actors.is_empty() && !stands_in(m));
            if let Some(opener) = opener.filter(|m| m.tokens.start <= passage.tokens.start + 4) {
                let mut all: Vec<usize> = opener.actors.clone();
                push(&mut all, &people::participants(self.text, self.cast, opener.tokens.end..passage.tokens.end));
                give(&all, "opener and partners");
                if let Some(own) = speaker.or(self.cast.voice) {
                    push(&mut all, &[self.cast.principal(own)]);
                    give(&all, "opener, partners and speaker");
                }
            }
        }
        give(&[], "nobody");
        let attribute = self.cast.mentions_in(passage.tokens.clone()).iter().find(|m| m.form == Form::Attribute && !m.actors.is_empty());
        if let Some(mention) = attribute {
            give(&mention.actors, "owner in it");
        }
        let how = speech.map_or("written", |i| if self.attributions[i].direct { "quoted" } else { "reported" });
        let document = if self.cast.voice.is_some() { "statement" } else { "report" };
        let ruled = sets.iter().any(|(_, reasons)| reasons.contains(&"ruled"));
        sets.into_iter()
            .map(|(set, reasons)| {
                let mut out = Seen::default();
                for why in &reasons {
                    out.add(format_args!("actor {why}"));
                    out.add(format_args!("actor {why} {kind}"));
                    out.add(format_args!("actor {why} {how} {document}"));
                    out.add(format_args!("actor {why} {how} {kind}"));
                    out.add(format_args!("actor {why} {ruled}"));
                }
                for one in &reasons {
                    for two in reasons.iter().filter(|two| *two > one) {
                        out.add(format_args!("actor {one} and {two}"));
                    }
                }
                out.add(format_args!("actors {} {kind}", set.len().min(3)));
                if self.sight.is_some() {
                    let share = |actor: &usize| pointed.iter().find(|(other, _)| other == actor).map_or(0.0, |(_, p)| *p);
                    let (sum, least) = set.iter().map(share).fold((0.0, 1.0_f32), |(sum, least), p| (sum + p, least.min(p)));
                    let many = if set.len() > 1 { "of several" } else { "" };
                    for step in SHARES.iter().take_while(|step| sum >= **step) {
                        out.add(format_args!("actor pointed {step} {many}"));
                    }
                    if set.len() > 1 {
                        for step in SHARES.iter().take_while(|step| least >= **step) {
                            out.add(format_args!("actor least pointed {step}"));
                        }
                    }
                    out.add(format_args!("actor pointed none {}", pointed.is_empty()));
                }
                for &actor in &set {
                    out.add(format_args!("actor is {}", self::kind(self.cast, actor)));
                    out.add(format_args!("actor is {} {kind}", self::kind(self.cast, actor)));
                    let times = self.cast.actors[actor].mentions.len();
                    out.add(format_args!("actor named {}", size(times)));
                }
                (set, out.done())
            })
            .collect()
    }

    /// Those named by a mention and in one list with it: "Norland and Sudria", "Orr, Dell and Lind".
    fn listed(&self, mention: &Mention, zone: &Range<usize>) -> Vec<usize> {
        // "He and his Norland counterpart": whose it is parts no list.
        let mentions: Vec<&Mention> = self.cast.mentions_in(zone.clone()).iter().filter(|it| !is_owner(self.text, it)).collect();
        let Some(at) = mentions.iter().position(|it| it.tokens == mention.tokens) else { return mention.actors.clone() };
        let able = |it: &Mention| matches!(it.form, Form::Name | Form::Pronoun) && !it.actors.is_empty();
        let link = |a: &Mention, b: &Mention| {
            let mut gap = a.tokens.end..b.tokens.start;
            let joins = |i: usize| matches!(self.text.lower(i), "and" | "," | "&" | "the" | "his" | "her" | "its" | "their");
            able(a) && able(b) && (1..=3).contains(&gap.len()) && gap.all(joins)
        };
        let mut first = at;
        while first > 0 && link(mentions[first - 1], mentions[first]) {
            first -= 1;
        }
        let mut last = at;
        while last + 1 < mentions.len() && link(mentions[last], mentions[last + 1]) {
            last += 1;
        }
        // A list ends with "and"; commas alone part a name from what is said of it.
        let and = |pair: &[&Mention]| (pair[0].tokens.end..pair[1].tokens.start).any(|i| matches!(self.text.lower(i), "and" | "&"));
        match mentions[first..=last].windows(2).rposition(and) {
            Some(end) => {
                let mut all = Vec::new();
                mentions[first..=first + end + 1].iter().for_each(|it| push(&mut all, &it.actors));
                if all.iter().any(|actor| mention.actors.contains(actor)) { all } else { mention.actors.clone() }
            }
            None => mention.actors.clone(),
        }
    }

    /// The principals of the row of names that a passage opens with, or that stands right before it, where a verb follows: "Norland and its
    /// allies have".
    pub(super) fn opening_list(&self, passage: &Passage) -> Vec<usize> {
        let from = passage.tokens.start;
        let sentence = self.text.sentences[passage.sentence].tokens.clone();
        let able = |it: &&Mention| matches!(it.form, Form::Name | Form::Pronoun) && !it.actors.is_empty();
        let within = self.cast.mentions_in(from..from + 2).iter().find(able).filter(|it| it.tokens.end <= passage.tokens.end);
        let before = self.cast.mentions_in(from.saturating_sub(6).max(sentence.start)..from);
        let right_before = || before.iter().filter(able).find(|it| it.tokens.end == from);
        let Some(first) = within.or_else(right_before) else { return Vec::new() };
        let all = self.listed(first, &sentence);
        let mut principals = Vec::new();
        push(&mut principals, &all.iter().map(|&actor| self.cast.principal(actor)).collect::<Vec<_>>());
        principals.sort_unstable();
        let listed = self.cast.mentions_in(first.tokens.start..passage.tokens.end.max(first.tokens.end));
        let last = listed.iter().filter(able).take_while(|it| it.actors.iter().all(|actor| all.contains(actor)));
        let Some(end) = last.last().map(|it| it.tokens.end) else { return Vec::new() };
        // "Norland and Estmark sharply criticised".
        let sharply = self.text.lower(end).ends_with("ly") && self.text.lower(end + 1) != "said";
        let end = end + usize::from(sharply && crate::date::is_past_verb(self.text, end + 1));
        let verb = matches!(self.text.lower(end), "have" | "are" | "were" | "want" | "will" | "would" | "said" | "say" | "both" | "also")
            || crate::date::is_past_verb(self.text, end);
        if verb { principals } else { Vec::new() }
    }

    /// Whom the first word of a passage means, where it is "who" or "which" after a name and a comma, or "it" of whom it was made clear just before:
    /// "Sudria, which replied with", "Sudria has made clear that it will not".
    pub(super) fn antecedent(&self, passage: &Passage) -> Option<usize> {
        let text = self.text;
        let start = passage.tokens.start;
        let sentence = self.text.sentences[passage.sentence].tokens.clone();
        let ending_at = |end: usize| {
            let near = self.cast.mentions_in(end.saturating_sub(8).max(sentence.start)..end);
            let found = near.iter().rev().find(|it| it.tokens.end == end && it.form != Form::Place)?;
            <[usize; 1]>::try_from(&found.actors[..]).ok().map(|[actor]| self.cast.principal(actor))
        };
        let relative = [Some(start), start.checked_sub(1)].into_iter().flatten().find(|&at| matches!(text.lower(at), "who" | "which"));
        if let Some(at) = relative.filter(|&at| at > sentence.start + 1 && text.lower(at - 1) == ",") {
            // "Which he called", "who are accused by": what is done to them; not "which is demanding".
            let next = text.lower(at + 1);
            let undergo = matches!(next, "is" | "are" | "was" | "were") && !text.lower(at + 2).ends_with("ing");
            let object = undergo
                || matches!(next, "he" | "she" | "it" | "they" | "we" | "i" | "you" | "the" | "a" | "an")
                || !self.cast.mentions_in(at + 1..at + 2).is_empty()
                || text.lower(at + 2) == "been";
            return ending_at(at - 1).filter(|_| !object);
        }
        if !matches!(text.lower(start), "it" | "they") || start < sentence.start + 3 {
            return None;
        }
        let that = start - usize::from(text.lower(start - 1) == "that");
        let clear = |at: usize| text.lower(at) == "clear" && matches!(text.lower(at - 1), "made" | "makes");
        let verb = match () {
            () if clear(that - 1) => that - 2,
            () if matches!(
                text.lower(that - 1),
                "indicated" | "signalled" | "signaled" | "announced" | "declared" | "stated" | "confirmed"
            ) =>
            {
                that - 1
            }
            () => return None,
        };
        let helps = usize::from(verb > sentence.start && matches!(text.lower(verb - 1), "has" | "have" | "had"));
        ending_at(verb - helps)
    }

    /// The principals of the word for several that a passage opens with, or that stands right before it, where it is what they do: "They agreed",
    /// "The two leaders welcome".
    pub(super) fn opening_several(&self, passage: &Passage) -> Vec<usize> {
        let from = passage.tokens.start;
        let sentence = self.text.sentences[passage.sentence].tokens.clone();
        let near = self.cast.mentions_in(from.saturating_sub(6).max(sentence.start)..(from + 2).min(passage.tokens.end));
        let several = |it: &&Mention| it.actors.len() > 1 && matches!(it.form, Form::Name | Form::Pronoun);
        let Some(first) = near.iter().filter(several).find(|it| it.tokens.end == from || it.tokens.start >= from) else {
            return Vec::new();
        };
        let end = first.tokens.end;
        let next = self.text.tokens.get(end).filter(|next| end < sentence.end && next.kind == TokenKind::Word && !next.capital);
        let other = |word: &str| matches!(word, "'s" | "and" | "of" | "or" | "in" | "from" | "who" | "to" | "with" | "for" | "on");
        // "Both sides must act", and who says that Norland and Sudria met, speak of others.
        let asked = matches!(self.text.lower(end), "must" | "should" | "need" | "needed" | "can" | "could" | "do" | "did")
            || self.text.lower(end) == "have" && self.text.lower(end + 1) == "to"
            || matches!(self.text.lower(first.tokens.start.wrapping_sub(1)), "if" | "unless" | "until" | "that" | "when" | "once");
        let others = self.speaker(passage).is_some_and(|speaker| !first.actors.contains(&speaker));
        let undergo = matches!(self.text.lower(end), "were" | "are" | "was" | "been") && (end..end + 6).any(|i| self.text.lower(i) == "by");
        if next.is_none() || other(self.text.lower(end)) || undergo || asked || others {
            return Vec::new();
        }
        let mut principals = Vec::new();
        push(&mut principals, &first.actors.iter().map(|&actor| self.cast.principal(actor)).collect::<Vec<_>>());
        principals.sort_unstable();
        principals
    }

    /// Who says what a passage tells of "it" or "they", right after the saying: "Alba Air said it would", "Orr and Vann said on Friday they would".
    pub(super) fn said_of_oneself(&self, passage: &Passage) -> Option<Vec<usize>> {
        let word = |at: usize| self.text.lower(at);
        let sentence = self.text.sentences[passage.sentence].tokens.clone();
        let they = match word(passage.tokens.start) {
            "it" => false,
            "they" => true,
            _ => return None,
        };
        let mut verb = passage.tokens.start.checked_sub(1)?;
        let day = word(verb).ends_with("day");
        verb = verb.checked_sub(usize::from(day) + usize::from(day && word(verb.saturating_sub(1)) == "on"))?;
        verb = verb.checked_sub(usize::from(word(verb) == "that"))?;
        let says = ["said", "says", "announced", "added", "insisted", "warned", "vowed", "pledged", "promised", "confirmed", "stressed"];
        if verb <= sentence.start || !says.contains(&word(verb)) {
            return None;
        }
        let mentions = self.cast.mentions_in(sentence.start..verb);
        let (last, before) = mentions.split_last().filter(|(last, _)| last.tokens.end == verb && last.form == Form::Name)?;
        // "Critics of Norland said it would": nobody named is the subject.
        let first = if they { before.last().map_or(last, |it| it) } else { last };
        let left = first.tokens.start.checked_sub(1).map(|at| if at > 0 && word(at) == "the" { at - 1 } else { at });
        let governed = ["against", "of", "from", "by", "with", "in", "to", "for", "near", "at", "on", "between"];
        if left.is_some_and(|at| at >= sentence.start && governed.contains(&word(at))) {
            return None;
        }
        let mut own: Vec<usize> = Vec::new();
        push(&mut own, &last.actors.iter().map(|&actor| self.cast.principal(actor)).collect::<Vec<_>>());
        if they {
            let other = before
                .last()
                .filter(|it| it.form == Form::Name && it.tokens.end + 1 == last.tokens.start && word(it.tokens.end) == "and")?;
            push(&mut own, &other.actors.iter().map(|&actor| self.cast.principal(actor)).collect::<Vec<_>>());
        }
        let one = own.len() == 1
            && matches!(self.cast.actors[own[0]].kind, ActorKind::State | ActorKind::Body | ActorKind::Company | ActorKind::Group);
        own.sort_unstable();
        (if they { own.len() > 1 } else { one }).then_some(own)
    }

    /// Who is said by somebody else to have answered: “the dockers said Alba Air had rejected their offer”, “told the League that Norland dropped it”.
    pub(super) fn said_of_another(&self, passage: &Passage) -> Option<usize> {
        let word = |at: usize| self.text.lower(at);
        let sentence = self.text.sentences[passage.sentence].tokens.clone();
        let tokens = &passage.tokens;
        let says = |at: usize| matches!(word(at), "said" | "says" | "added" | "complained" | "announced" | "reported" | "confirmed");
        let told = |that: usize| {
            let plain = |at: &usize| self.text.tokens[*at].kind != TokenKind::Mark;
            (that.saturating_sub(6).max(sentence.start)..that).rev().take_while(plain).any(|at| matches!(word(at), "told" | "informed"))
        };
        // Right before the name: "said", "said that", "told the union that".
        let reported = |mention: &&Mention| {
            let first = mention.tokens.start;
            let the = first - usize::from(first > sentence.start && word(first - 1) == "the");
            let Some(before) = the.checked_sub(1).filter(|&at| at > sentence.start) else { return false };
            says(before) || word(before) == "that" && (says(before - 1) || told(before))
        };
        let near = self.cast.mentions_in(tokens.start..tokens.end.min(tokens.start + 12));
        let mention = near.iter().filter(|it| it.form == Form::Name).find(reported)?;
        let helps = |at: usize| matches!(word(at), "had" | "has" | "have" | "also" | "again" | "already") || word(at).ends_with("ly");
        let verb = (mention.tokens.end..tokens.end.min(mention.tokens.end + 4)).find(|&at| !helps(at))?;
        let answers = matches!(
            word(verb),
            "rejected"
                | "refused"
                | "spurned"
                | "rebuffed"
                | "declined"
                | "withdrawn"
                | "withdrew"
                | "dropped"
                | "abandoned"
                | "rescinded"
                | "accepted"
                | "approved"
        ) || word(verb) == "turned" && word(verb + 1) == "down";
        let [actor] = mention.actors[..] else { return None };
        answers.then(|| self.cast.principal(actor))
    }

    /// Which company tells a union what it will itself do: “Alba Air informed the pilots' union that it would hire others”. Of states “it” is as
    /// often whoever is told: “warned Sudria that it would face sanctions”.
    pub(super) fn tells_a_union_of_itself(&self, passage: &Passage) -> Option<usize> {
        let word = |at: usize| self.text.lower(at);
        let tokens = &passage.tokens;
        let sentence = self.text.sentences[passage.sentence].tokens.clone();
        let will = |at: usize| matches!(word(at), "will" | "would" | "had" | "'ll" | "'d" | "won't" | "wouldn't");
        // “That it would be fined” is what is done to the union.
        let undergoes = |at: usize| matches!(word(at), "be" | "been") && word(at + 1).ends_with("ed");
        let it = (tokens.start..tokens.end.min(tokens.start + 8)).find(|&at| word(at) == "it" && will(at + 1) && !undergoes(at + 2))?;
        let end = it.checked_sub(usize::from(word(it.wrapping_sub(1)) == "that"))?;
        let mentions = self.cast.mentions_in(sentence.start..end);
        // “The dockers' union”: the name may end before its genitive.
        let closes = |at: usize| matches!(word(at), "union" | "'s" | "'" | "on") || word(at).ends_with("day");
        let (union, before) = mentions.split_last().filter(|(last, _)| (last.tokens.end..end).all(closes))?;
        let is_union = |actor: &usize| self.cast.unions.contains(actor);
        let the = union.tokens.start.checked_sub(1).filter(|&at| matches!(word(at), "the" | "its")).unwrap_or(union.tokens.start);
        let verb = the.checked_sub(1).filter(|&at| matches!(word(at), "told" | "informed" | "notified" | "warned" | "assured"))?;
        let own = verb - usize::from(matches!(word(verb.wrapping_sub(1)), "has" | "had" | "have" | "also"));
        let company = before.last().filter(|it| it.tokens.end == own && it.form == Form::Name)?;
        let [company] = company.actors[..] else { return None };
        let company = self.cast.principal(company);
        (self.cast.actors[company].kind == ActorKind::Company && union.actors.iter().all(is_union)).then_some(company)
    }

    /// Who spoke last before a passage, and not long before.
    fn last_speaker(&self, passage: &Passage) -> Option<usize> {
        const SENTENCES: usize = 8;
        let start = passage.span.start();
        let near = (0..=passage.sentence).rev().take(SENTENCES).flat_map(|sentence| &self.said[sentence]);
        let spoken = near.map(|&index| &self.attributions[index]).filter(|a| a.content.start() < start && a.speaker.is_some());
        self.cast.index(spoken.max_by_key(|a| a.content.start())?.speaker.as_ref()?)
    }

    /// The principals named near a passage, with how likely the encoder of acts has each for its actor, the likeliest first.
    fn pointed(&self, passage: &Passage) -> Vec<(usize, f32)> {
        let Some(sight) = self.sight else { return Vec::new() };
        let near = passage.tokens.start.saturating_sub(4 * NEAR)..(passage.tokens.end + 2 * NEAR).min(self.text.tokens.len());
        let named: Vec<(usize, Range<usize>)> = self
            .cast
            .mentions_in(near)
            .iter()
            .filter(|m| matches!(m.form, Form::Name | Form::Pronoun | Form::Attribute))
            .filter_map(|m| Some((self.cast.principal(*m.actors.first()?), self.text.span_of(m.tokens.clone())?)))
            .map(|(actor, span)| (actor, span.start()..span.end()))
            .collect();
        let spans: Vec<Range<usize>> = named.iter().map(|(_, span)| span.clone()).collect();
        let mut out: Vec<(usize, f32)> = Vec::new();
        for ((actor, _), p) in named.iter().zip(sight.whose(passage.span.start()..passage.span.end(), &spans)) {
            match out.iter_mut().find(|(other, _)| other == actor) {
                Some((_, sum)) => *sum += p,
                None => out.push((*actor, p)),
            }
        }
        out.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        out
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

/// What the encoder of acts sees of a passage as a whole and at its pieces in one number.
fn whole(seen: &tagger::Seen) -> f32 {
    (seen.act + seen.inside + (seen.begins + seen.ends) / 2.0) / 2.0
}

/// The steps that a share of one is told by.
pub(super) const SHARES: [f32; 9] = [0.03, 0.08, 0.15, 0.25, 0.4, 0.55, 0.7, 0.85, 0.95];

/// The steps that log odds have reached, of half a unit each, so that a linear head can bend.
fn steps(log_odds: f32) -> impl Iterator<Item = i32> {
    (-12..=12).take_while(move |step| log_odds * 2.0 >= *step as f32)
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

pub(super) fn size(n: usize) -> usize {
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
        #[expect(clippy::cast_possible_truncation, reason = "folded")]
        self.found.push(((hash ^ (hash >> 32) ^ (hash >> 17)) as u32) % TRAITS as u32);
    }

    pub(super) fn done(mut self) -> Vec<u32> {
        self.found.sort_unstable();
        self.found.dedup();
        self.found
    }
}

#[cfg(test)]
mod tests {
    use crate::{Config, Known, Model};
    use evidence::{About, Document};

    #[test]
    fn a_row_of_names_before_a_verb_acts_together() {
        let from = |words: &str, first: &str| {
            let source = format!("Norland's government and Sudria's government are at war. {words} accused Estmark's government of lies.");
            let document = Document::new(About::named("case"), source.clone());
            let known = Known::of(&document, &Config::default().with_model(Model::None));
            let study = known.study(None);
            let at = source.find(words).expect("there") + words.find(first).expect("there");
            let passage = study.passages.iter().find(|passage| passage.span.start() == at && passage.span.len() > words.len() + 8);
            study.opening_list(passage.expect("a passage")).into_iter().map(|actor| known.cast.id(actor).to_string()).collect::<Vec<_>>()
        };
        let row = |words: &str| from(words, words);
        // Words that begin within the row, or right after it.
        assert_eq!(from("Norland and its allies have", "its allies"), ["norland", "norlands-allies"]);
        assert_eq!(from("Norland and its allies have", "have"), ["norland", "norlands-allies"]);
        assert_eq!(row("Norland and its allies have"), ["norland", "norlands-allies"]);
        assert_eq!(row("Norland and Sudria"), ["norland", "sudria"]);
        assert_eq!(row("Norland, Sudria's neighbour,"), Vec::<String>::new());
    }
}
