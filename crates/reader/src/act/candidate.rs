//! Candidates for acts: clause by clause, in the writer's words and in those of the speakers.
use super::clause::{Clause, Modal, SAYS, Subject, clause, clause_end, clause_start};
use super::passage;
use super::people::{others, participants, push};
use super::rule::{Hit, Rule, Rules, Whose};
use crate::actor::{Cast, Form, Mention};
use crate::text::Text;
use evidence::{ActKind, ActorKind, Attribution, Place, Reason, Span, Status, Strength};
use std::ops::Range;

/// An act in the making; actors are indices into the cast.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Candidate {
    pub(super) kind: ActKind,
    pub(super) strength: Option<Strength>,
    pub(super) status: Option<Status>,
    pub(super) negated: bool,
    pub(super) actors: Vec<usize>,
    pub(super) speaker: Option<usize>,
    pub(super) told_by: Vec<usize>,
    pub(super) addressee: Vec<usize>,
    pub(super) target: Vec<usize>,
    pub(super) quote: Place,
    pub(super) reasons: Vec<Reason>,
    /// Of two for the same words the heavier stands: 0 judgement, 1 noun, 2 verb, 3 what was said.
    pub(super) weight: u8,
}

/// Where the words after those of a rule begin. "Call on Estmark to help": who is asked stands within them.
fn after(rule: &Rule, hit: &Hit) -> usize {
    if rule.pattern.contains("* to") { hit.tokens.start + 1 } else { hit.tokens.end }
}

impl Candidate {
    fn because(&mut self, field: &'static str, rule: &str, at: Option<Span>) {
        self.reasons.push(Reason { field, rule: rule.to_owned(), at: at.map(Place::from) });
    }
}

/// Somebody's words, as far as they lie in one sentence.
struct Said<'a> {
    attribution: &'a Attribution,
    tokens: Range<usize>,
    speaker: Option<usize>,
}

struct Finder<'t, 'a> {
    text: &'t Text<'a>,
    cast: &'t Cast,
    rules: &'static Rules,
    out: Vec<Candidate>,
}

/// All candidates of a text.
pub(super) fn candidates(text: &Text<'_>, cast: &Cast, attributions: &[Attribution]) -> Vec<Candidate> {
    let mut finder = Finder { text, cast, rules: Rules::embedded(), out: Vec::new() };
    let mut by_sentence: Vec<Vec<Said<'_>>> = text.sentences.iter().map(|_| Vec::new()).collect();
    for attribution in attributions {
        // "I want to thank": what the speaker says of himself stands in words that are looked at anyway.
        let first_person = attribution
            .source
            .as_ref()
            .is_some_and(|source| matches!(source.words(text.source).to_lowercase().as_str(), "i" | "we" | "we both" | "both"));
        if first_person {
            continue;
        }
        let speaker = attribution.speaker.as_ref().and_then(|id| cast.index(id));
        for span in attribution.content.spans() {
            let (Some(first), Some(last)) = (text.sentence_at(span.start()), text.sentence_at(span.end().saturating_sub(1))) else {
                continue;
            };
            for (sentence, here) in text.sentences.iter().enumerate().take(last + 1).skip(first) {
                let from = span.start().max(here.span.start());
                let to = span.end().min(here.span.end());
                if let Some(part) = Span::new(from, to) {
                    by_sentence[sentence].push(Said { attribution, tokens: text.tokens_in(part), speaker });
                }
            }
        }
    }
    for (index, sentence) in text.sentences.iter().enumerate() {
        finder.sentence(sentence.tokens.clone(), &by_sentence[index]);
    }
    finder.out
}

impl Finder<'_, '_> {
    fn sentence(&mut self, tokens: Range<usize>, said: &[Said<'_>]) {
        let hits = self.rules.find(self.text, tokens.clone());
        if hits.is_empty() && said.is_empty() {
            return;
        }
        let quoted = |at: usize| said.iter().any(|s| s.attribution.direct && s.tokens.contains(&at));
        // The writer's own words; what is reported in them without quotation marks is looked at as well.
        let mut taken: Vec<Range<usize>> = Vec::new();
        let mut last = Subject::default();
        let mut claimed: Vec<bool> = said.iter().map(|_| false).collect();
        for at in tokens.clone() {
            let here: Vec<&Hit> = hits.iter().filter(|hit| hit.tokens.start == at).collect();
            if quoted(at) || here.is_empty() {
                if SAYS.contains(&self.text.lower(at)) && !quoted(at) {
                    let found = clause(self.text, self.cast, &tokens, at, &last);
                    if found.finite && !found.subject.actors.is_empty() {
                        last = found.subject;
                    }
                }
                continue;
            }
            if taken.iter().any(|range| range.contains(&at)) {
                continue;
            }
            let inside = said.iter().position(|s| s.tokens.contains(&at));
            if inside.is_some() {
                // Reported words are read with their speaker, below.
                continue;
            }
            if let Some(range) = self.writer(&tokens, &here, &hits, said, &mut claimed, &mut last) {
                taken.push(range);
            }
        }
        // A statement's sentence in which nobody does anything judges how things go; not so the lines that say what it is.
        let quiet = taken.is_empty() && said.is_empty() && tokens.start >= self.cast.head;
        if let Some(speaker) = self.cast.voice_person.or(self.cast.voice).filter(|_| quiet) {
            let moods: Vec<&Hit> = hits.iter().filter(|hit| self.rules.all[hit.rule].whose == Whose::Mood).collect();
            self.judgement(Some(speaker), &tokens, &moods);
        }
        for (index, words) in said.iter().enumerate() {
            if !claimed[index] && !innermost_elsewhere(said, index) {
                self.said(words, &hits);
            }
        }
    }

    fn is_verb<'h>(&self, hits: &'h [Hit]) -> impl Fn(usize) -> bool + use<'h> {
        let rules = self.rules;
        move |at: usize| hits.iter().any(|hit| hit.tokens.start == at && matches!(rules.all[hit.rule].whose, Whose::Verb))
    }

    /// An act in the writer's words by one of the rules that begin at one token; the tokens that it takes up.
    fn writer(
        &mut self,
        zone: &Range<usize>,
        here: &[&Hit],
        hits: &[Hit],
        said: &[Said<'_>],
        claimed: &mut [bool],
        last: &mut Subject,
    ) -> Option<Range<usize>> {
        let at = here[0].tokens.start;
        let found = clause(self.text, self.cast, zone, at, last);
        if found.finite && !found.subject.actors.is_empty() && !found.passive {
            last.clone_from(&found.subject);
        }
        let voice = self.cast.voice;
        for hit in here {
            let rule = &self.rules.all[hit.rule];
            match rule.whose {
                Whose::Verb => {}
                Whose::Words => continue,
                Whose::Noun => {
                    if let Some(range) = self.noun(zone, hit, rule, hits) {
                        return Some(range);
                    }
                    continue;
                }
                Whose::Own | Whose::Other | Whose::Blame | Whose::Mood => {
                    // A document that speaks for itself (a statement) is read as its issuer's words.
                    if voice.is_some() {
                        continue;
                    }
                    if rule.whose == Whose::Own
                        && found.finite
                        && !found.subject.actors.is_empty()
                        && matches!(rule.kind, ActKind::Commit | ActKind::Reject | ActKind::Threaten)
                        && rule.strength != Some(Strength::Bound)
                    {
                        return self.verb(zone, hit, rule, &found, hits, None, 1);
                    }
                    continue;
                }
            }
            if !found.finite {
                continue;
            }
            // The verb that attributes: what it introduces is read as said, unless the verb itself is the act.
            let cue = said.iter().position(|s| s.attribution.cue.as_ref().is_some_and(|cue| cue.overlaps(self.text.tokens[at].span)));
            if let Some(index) = cue {
                if said[index].attribution.direct || is_soft(rule) {
                    continue;
                }
                for (i, words) in said.iter().enumerate() {
                    if std::ptr::eq(words.attribution, said[index].attribution) {
                        claimed[i] = true;
                    }
                }
            }
            if is_soft(rule) && cue.is_none() && (rule.kind != ActKind::Assess || found.subject.actors.is_empty()) {
                continue;
            }
            let weight = if is_soft(rule) { 0 } else { 2 };
            if let Some(range) = self.verb(zone, hit, rule, &found, hits, None, weight) {
                return Some(range);
            }
        }
        if voice.is_some() { self.statement(zone, here, hits, &found) } else { None }
    }

    /// A clause of a statement: its issuer speaks.
    fn statement(&mut self, zone: &Range<usize>, here: &[&Hit], hits: &[Hit], found: &Clause) -> Option<Range<usize>> {
        let speaker = self.cast.voice_person.or(self.cast.voice)?;
        for hit in here {
            let rule = &self.rules.all[hit.rule];
            if let Some(range) = self.by_speaker(zone, hit, rule, found, hits, Some(speaker)) {
                return Some(range);
            }
        }
        None
    }

    /// Words that somebody said, clause by clause.
    fn said(&mut self, words: &Said<'_>, hits: &[Hit]) {
        let zone = words.tokens.clone();
        let first = self.out.len();
        let mut last = Subject::default();
        let mut taken: Vec<Range<usize>> = Vec::new();
        let inside: Vec<&Hit> = hits.iter().filter(|hit| hit.tokens.start >= zone.start && hit.tokens.end <= zone.end).collect();
        let mut moods: Vec<&Hit> = Vec::new();
        for at in zone.clone() {
            let here: Vec<&&Hit> = inside.iter().filter(|hit| hit.tokens.start == at).collect();
            if here.is_empty() || taken.iter().any(|range| range.contains(&at)) {
                continue;
            }
            let mut found = clause(self.text, self.cast, &zone, at, &last);
            // "Estmark said it would": in reported words a pronoun without another owner is the speaker's.
            if !words.attribution.direct && self.is_own_pronoun(&found.subject, words.speaker) {
                found.subject.first_person = true;
                found.subject.other = false;
                found.subject.actors.clear();
            }
            // "issued a statement urging": what is reported begins with what its author does.
            let opens = at <= zone.start + 3 && self.cast.mentions_in(zone.start..at).is_empty();
            if opens && !words.attribution.direct && found.subject.is_nobody() && self.text.lower(at).ends_with("ing") {
                found.subject.first_person = true;
            }
            if found.finite && !found.subject.is_nobody() {
                last.clone_from(&found.subject);
            }
            for hit in here {
                let rule = &self.rules.all[hit.rule];
                if rule.whose == Whose::Mood && rule.kind == ActKind::Assess {
                    moods.push(hit);
                    continue;
                }
                if let Some(range) = self.by_speaker(&zone, hit, rule, &found, hits, words.speaker) {
                    taken.push(range);
                    break;
                }
            }
        }
        if taken.is_empty() && !self.insisted(words, hits) {
            self.judgement(words.speaker, &zone, &moods);
        }
        if words.attribution.cue.as_ref().is_some_and(|cue| is_warning(&cue.words(self.text.source).to_lowercase())) {
            self.harden(first, words);
        }
    }

    /// "Insisting that the port be opened first": what somebody insists should be so, without a verb that says who should do it.
    fn insisted(&mut self, words: &Said<'_>, hits: &[Hit]) -> bool {
        let (text, zone) = (self.text, &words.tokens);
        let insists = |hit: &&Hit| {
            self.rules.all[hit.rule].pattern == "~insist on|that" && hit.tokens.end <= zone.start + 1 && hit.tokens.end + 1 >= zone.start
        };
        let modal = |at: usize| {
            let word = text.lower(at);
            let full = ["to", "will", "would", "can", "could", "may", "might", "must", "should", "shall", "need", "cannot"];
            full.contains(&word) || word.ends_with("n't") || word.ends_with("'ll") || word.ends_with("'d")
        };
        let should_be = |at: usize| at > zone.start && text.lower(at) == "be" && !(zone.start.max(at.saturating_sub(5))..at).any(modal);
        let denied = |hit: &&Hit| {
            (hit.tokens.start.saturating_sub(3)..hit.tokens.start).any(|at| text.lower(at) == "not" || text.lower(at).ends_with("n't"))
        };
        let Some((speaker, hit)) =
            words.speaker.zip(hits.iter().find(insists).filter(|hit| !denied(hit))).filter(|_| zone.clone().any(should_be))
        else {
            return false;
        };
        let Some(span) = self.quote(hit.tokens.start..zone.end) else { return false };
        let principal = self.cast.principal(speaker);
        let mut candidate = self.blank(ActKind::Demand, &self.rules.all[hit.rule], vec![principal], span, 3);
        candidate.because("actor", "who says these words speaks for it", None);
        candidate.speaker = (speaker != principal || self.cast.voice == Some(speaker)).then_some(speaker);
        self.out.push(candidate);
        true
    }

    /// "Norland warned that it would close the ports": what somebody warns that he will do himself is a threat.
    fn harden(&mut self, first: usize, words: &Said<'_>) {
        let Some(principal) = words.speaker.map(|s| self.cast.principal(s)) else { return };
        for candidate in &mut self.out[first..] {
            if candidate.kind == ActKind::Commit && candidate.strength == Some(Strength::Will) && candidate.actors == [principal] {
                candidate.kind = ActKind::Threaten;
                candidate.strength = Some(Strength::Warn);
                candidate.reasons.push(Reason { field: "act", rule: "warns that it will do it itself: threaten".to_owned(), at: None });
            }
        }
    }

    /// Whether a subject is a pronoun that stands for nobody else, or for the speaker.
    fn is_own_pronoun(&self, subject: &Subject, speaker: Option<usize>) -> bool {
        let Some(speaker) = speaker else { return false };
        let pronoun =
            subject.tokens.as_ref().is_some_and(|t| t.len() == 1 && matches!(self.text.lower(t.start), "it" | "they" | "he" | "she"));
        let principal = self.cast.principal(speaker);
        pronoun && subject.actors.iter().all(|&a| self.cast.principal(a) == principal)
    }

    /// An act told in the words of a speaker, by one rule.
    fn by_speaker(
        &mut self,
        zone: &Range<usize>,
        hit: &Hit,
        rule: &'static Rule,
        found: &Clause,
        hits: &[Hit],
        speaker: Option<usize>,
    ) -> Option<Range<usize>> {
        let principal = speaker.map(|s| self.cast.principal(s));
        let subject: Vec<usize> = found.subject.actors.iter().map(|&a| self.cast.principal(a)).collect();
        let own = found.subject.first_person || principal.is_some_and(|p| subject.contains(&p)) && subject.len() == 1;
        let nobody = found.subject.actors.is_empty() && !found.subject.first_person;
        match rule.whose {
            Whose::Own => {
                if !found.finite {
                    return None;
                }
                // "Lind said Sudria would free the pilots": Sudria's act as Lind tells it.
                let told = !subject.is_empty() && !found.passive;
                if own || told || rule.kind == ActKind::Reject && nobody && !found.subject.other {
                    self.verb(zone, hit, rule, found, hits, speaker, 3)
                } else {
                    None
                }
            }
            Whose::Other => {
                let wants = !own || rule.strength == Some(Strength::Insist);
                if wants { self.of_speaker(zone, hit, rule, found, hits, speaker, 3) } else { None }
            }
            Whose::Blame => {
                let other = !subject.is_empty() && !own || found.passive;
                if other && found.finite { self.of_speaker(zone, hit, rule, found, hits, speaker, 3) } else { None }
            }
            Whose::Mood => {
                if rule.kind == ActKind::Assess {
                    None
                } else {
                    self.of_speaker(zone, hit, rule, found, hits, speaker, 2)
                }
            }
            Whose::Noun => self.noun(zone, hit, rule, hits),
            Whose::Words => None,
            Whose::Verb => {
                if !found.finite {
                    return None;
                }
                if own || !subject.is_empty() {
                    if is_soft(rule) {
                        return None;
                    }
                    self.verb(zone, hit, rule, found, hits, speaker, 3)
                } else if found.passive && matches!(rule.kind, ActKind::Deed | ActKind::Conclude) {
                    self.verb(zone, hit, rule, found, hits, speaker, 2)
                } else {
                    None
                }
            }
        }
    }

    /// An act whose actor is the subject of its verb.
    #[expect(clippy::too_many_arguments, reason = "what a rule found, for whom, and how much it weighs")]
    fn verb(
        &mut self,
        zone: &Range<usize>,
        hit: &Hit,
        rule: &'static Rule,
        found: &Clause,
        hits: &[Hit],
        speaker: Option<usize>,
        weight: u8,
    ) -> Option<Range<usize>> {
        let text = self.text;
        if found.subordinate {
            return None;
        }
        let tells_fact =
            matches!(rule.kind, ActKind::Deed | ActKind::Accept | ActKind::Conclude | ActKind::Deny | ActKind::Endorse | ActKind::Accuse)
                || rule.status == Some(Status::Held);
        let mut planned = false;
        match found.modal {
            Some(Modal::May | Modal::Must) if rule.whose == Whose::Verb => return None,
            // What is only to come is a promise, or a meeting that is planned.
            Some(Modal::Will) if rule.whose == Whose::Verb && tells_fact => {
                if rule.kind != ActKind::Contact && (found.passive || found.negated) {
                    return None;
                }
                planned = true;
            }
            _ => {}
        }
        if found.negated
            && !rule.pattern.contains("not")
            && !matches!(rule.kind, ActKind::Reject | ActKind::Conclude | ActKind::Deny)
            && rule.whose == Whose::Verb
        {
            return None;
        }
        let is_verb = self.is_verb(hits);
        let end = clause_end(text, self.cast, zone, hit.tokens.end, &is_verb);
        let start = found.subject.tokens.as_ref().map_or(found.group, |tokens| tokens.start.max(zone.start));
        let range = start..end.max(hit.tokens.end);
        let span = self.quote(range.clone())?;
        let mut actors: Vec<usize> = Vec::new();
        let mut target = Vec::new();
        let subjects: Vec<usize> = found.subject.actors.iter().map(|&a| self.cast.principal(a)).collect();
        let mut own_speaker = None;
        if found.passive {
            actors = self.by_agent(hit.tokens.end..end);
            push(&mut target, &subjects);
            if actors.is_empty() && !matches!(rule.kind, ActKind::Deed | ActKind::Conclude | ActKind::Contact) {
                return None;
            }
        } else if found.subject.first_person {
            let speaker = speaker?;
            actors.push(self.cast.principal(speaker));
            own_speaker = Some(speaker);
        } else {
            push(&mut actors, &subjects);
            if let [one] = found.subject.actors[..]
                && self.cast.principal(one) != one
            {
                own_speaker = Some(one);
            }
        }
        let mut kind = rule.kind;
        let mut status = rule.status;
        if rule.pattern == "~want" && text.lower(hit.tokens.end) == "to" {
            return None;
        }
        // "declined to comment" is no answer to anybody at the table.
        if kind == ActKind::Reject && (hit.tokens.end - 1..hit.tokens.end + 2).any(|i| TELLING.contains(&text.lower(i))) {
            return None;
        }
        // "agreed to cut" says what it will do; "agreed to the plan" says yes to it.
        if rule.pattern == "~agree to" && !opens_noun(text, self.cast, hit.tokens.end) {
            kind = ActKind::Commit;
        }
        if matches!(kind, ActKind::Contact | ActKind::Conclude) && !found.passive {
            push(&mut actors, &participants(text, self.cast, hit.tokens.end..end));
        }
        let gerund = text.lower(hit.tokens.start).ends_with("ing") && found.group == hit.tokens.start;
        if gerund && matches!(kind, ActKind::Commit | ActKind::Deed | ActKind::Propose) && !rule.pattern.starts_with("~pledge") {
            return None;
        }
        let mut range = range;
        let mut span = span;
        if kind == ActKind::Conclude && actors.is_empty() && !found.passive {
            // "Talks between Norland and Sudria failed to bring": who talked.
            let start = clause_start(text, zone, found.group);
            push(&mut actors, &participants(text, self.cast, start..found.group));
            if !actors.is_empty() {
                range = start..range.end;
                span = self.quote(range.clone())?;
            }
        }
        if kind == ActKind::Conclude && !rule.negated {
            // One side's yes is no joint conclusion.
            let joint = actors.len() > 1 || found.subject.tokens.as_ref().is_some_and(|t| is_plural(text, t)) || found.passive;
            if !joint {
                kind = if rule.status == Some(Status::Signed) {
                    ActKind::Deed
                } else if rule.pattern.starts_with("~agree") {
                    ActKind::Accept
                } else {
                    ActKind::Commit
                };
                status = (kind == ActKind::Deed).then_some(Status::Begun);
            } else if found.negated {
                return self.emit(Candidate { negated: true, ..self.blank(kind, rule, actors, span, weight) }, range);
            }
        }
        if planned {
            if kind == ActKind::Contact {
                status = Some(Status::Planned);
            } else {
                kind = ActKind::Commit;
                status = None;
            }
        }
        if matches!(kind, ActKind::Accept | ActKind::Commit) && rule.pattern.starts_with("~agree") && actors.len() > 1 {
            kind = ActKind::Conclude;
            status = Some(Status::Agreed);
        }
        if kind == ActKind::Contact
            && actors.len() < 2
            && !rule.pattern.contains("meet")
            && !rule.pattern.contains("talks")
            && !rule.pattern.contains("visit")
            && !rule.pattern.contains("travel")
        {
            return None;
        }
        if actors.is_empty() && !matches!(kind, ActKind::Deed | ActKind::Conclude) {
            return None;
        }
        if actors.is_empty() && kind == ActKind::Deed && !found.passive {
            return None;
        }
        let (addressee, more) = others(text, self.cast, rule, &actors, after(rule, hit)..end);
        push(&mut target, &more);
        let teller = speaker.filter(|&s| !actors.contains(&self.cast.principal(s)));
        if own_speaker.is_none() && self.cast.voice == speaker {
            own_speaker = speaker.filter(|s| actors.contains(s));
        }
        if own_speaker.is_none() {
            own_speaker = speaker.filter(|&s| s != self.cast.principal(s) && actors.contains(&self.cast.principal(s)));
        }
        let (told, at) = if found.passive {
            ("“by”, after a verb in the passive", None)
        } else if found.subject.first_person {
            ("“we”, “I” or a pronoun for the speaker, who speaks for it", found.subject.tokens.clone())
        } else {
            ("the subject of its verb, with those joined to it", found.subject.tokens.clone())
        };
        let mut candidate = self.blank(kind, rule, actors, span, weight);
        candidate.because("actor", told, at.and_then(|tokens| text.span_of(tokens)));
        candidate.strength =
            rule.strength.filter(|s| kind.strengths().contains(s)).or_else(|| (kind == ActKind::Commit).then_some(Strength::Will));
        candidate.status = status;
        candidate.negated = rule.negated;
        candidate.speaker = own_speaker;
        candidate.told_by = teller.into_iter().collect();
        candidate.addressee = addressee;
        candidate.target = target;
        self.emit(candidate, range)
    }

    /// An act of the speaker about somebody or something else.
    #[expect(clippy::too_many_arguments, reason = "what a rule found, for whom, and how much it weighs")]
    fn of_speaker(
        &mut self,
        zone: &Range<usize>,
        hit: &Hit,
        rule: &'static Rule,
        found: &Clause,
        hits: &[Hit],
        speaker: Option<usize>,
        weight: u8,
    ) -> Option<Range<usize>> {
        let text = self.text;
        let is_verb = self.is_verb(hits);
        let end = clause_end(text, self.cast, zone, hit.tokens.end, &is_verb);
        let start =
            found.subject.tokens.as_ref().map_or_else(|| clause_start(text, zone, hit.tokens.start), |tokens| tokens.start.max(zone.start));
        let range = start..end.max(hit.tokens.end);
        let span = self.quote(range.clone())?;
        // "let us be clear" asks nobody for anything.
        let aside = rule.pattern.starts_with("let") && text.lower(hit.tokens.end) == "be" && text.lower(hit.tokens.end + 1) == "clear";
        if found.subordinate || aside {
            return None;
        }
        let actors: Vec<usize> = vec![self.cast.principal(speaker?)];
        let subjects: Vec<usize> = found.subject.actors.iter().map(|&a| self.cast.principal(a)).filter(|a| !actors.contains(a)).collect();
        let (mut addressee, mut target) = others(text, self.cast, rule, &actors, after(rule, hit)..end);
        match rule.kind {
            ActKind::Demand if !subjects.is_empty() => addressee.clone_from(&subjects),
            ActKind::Accuse if !subjects.is_empty() => target = subjects,
            _ => {}
        }
        let mut candidate = self.blank(rule.kind, rule, actors, span, weight);
        candidate.because("actor", "who says these words speaks for it", None);
        candidate.speaker = speaker.filter(|&s| s != self.cast.principal(s) || self.cast.voice == Some(s));
        candidate.addressee = addressee;
        candidate.target = target;
        self.emit(candidate, range)
    }

    /// Who spoke with somebody in a call or meeting that is told in passing: "During a telephone conversation with Orr, Dell said", "Dell described the
    /// conversation with Orr as". `start..end` are the words of it.
    fn in_passing(&self, start: usize, end: usize, partner: usize) -> Option<usize> {
        let text = self.text;
        // The article stands right before the words, or opens them.
        let within = matches!(text.lower(start), "a" | "an" | "the");
        let article = if within { start } else { start.checked_sub(1)? };
        let one = matches!(text.lower(article), "a" | "an" | "the");
        // "Places for a meeting with Orr", "proposed a call": none has been held.
        let held = article.checked_sub(1).is_some_and(|before| {
            matches!(
                text.lower(before),
                "during" | "in" | "after" | "following" | "described" | "describes" | "describing" | "called" | "praised" | "hailed"
            )
        });
        let called = (start..end).any(|at| matches!(text.lower(at), "call" | "conversation" | "meeting" | "videoconference"));
        let sentence = text.sentences[text.sentence_at(text.tokens.get(start)?.span.start())?].tokens.clone();
        if !one || !held || !called {
            return None;
        }
        let able = |it: &&Mention| {
            let own = it.actors.iter().map(|&actor| self.cast.principal(actor)).collect::<Vec<_>>();
            matches!(it.form, Form::Name | Form::Pronoun)
                && matches!(own[..], [actor] if actor != partner && !self.cast.media.contains(&actor) && !self.cast.media.contains(&partner))
        };
        let opens = start <= sentence.start + 3;
        let subject = if opens {
            let comma = (end..sentence.end.min(end + 12)).find(|&at| text.lower(at) == ",")?;
            self.cast.mentions_in(comma + 1..sentence.end.min(comma + 5)).iter().find(able)
        } else {
            self.cast.mentions_in(sentence.start..start).iter().find(able).filter(|it| {
                // The subject of the sentence, and not somebody in an aside before it.
                it.tokens.start <= sentence.start + 6
                    && !matches!(text.lower(it.tokens.start.wrapping_sub(1)), "of" | "with" | "in" | "by" | "to")
            })
        }?;
        Some(self.cast.principal(*subject.actors.first()?))
    }

    /// An act told by a noun: "talks between Norland and Sudria", "Norland’s withdrawal from the delta".
    fn noun(&mut self, zone: &Range<usize>, hit: &Hit, rule: &'static Rule, hits: &[Hit]) -> Option<Range<usize>> {
        let text = self.text;
        let is_verb = self.is_verb(hits);
        let mut end = hit.tokens.end;
        let limit = clause_end(text, self.cast, zone, hit.tokens.end, &is_verb);
        // As far as the noun phrase goes: over mentions, prepositions and joined nouns, up to a verb.
        let last = self.cast.mentions_in(hit.tokens.end..limit.min(hit.tokens.end + 14));
        let people = participants(text, self.cast, hit.tokens.end - 1..limit.min(hit.tokens.end + 14));
        for mention in last {
            if (end..mention.tokens.start).len() <= 4 && !(end..mention.tokens.start).any(|i| is_verb(i) || SAYS.contains(&text.lower(i))) {
                end = mention.tokens.end;
            }
        }
        // "talks in Port Alba": the place belongs to them.
        if matches!(text.lower(end), "in" | "at" | "near") && text.tokens.get(end + 1).is_some_and(|t| t.capital) {
            end += 2;
            while end < limit && text.tokens[end].capital {
                end += 1;
            }
        }
        let mut start = hit.tokens.start;
        let mut actors = Vec::new();
        // Who stands before the noun: "Halvorsen’s call with", "the Norland-Sudria talks".
        if start > zone.start {
            let mut at = start;
            while at > zone.start
                && at + 4 > start
                && !matches!(
                    text.lower(at - 1),
                    "'s" | "," | "." | "the" | "a" | "an" | "his" | "her" | "its" | "their" | "after" | "of" | "in"
                )
            {
                at -= 1;
            }
            if at > zone.start && matches!(text.lower(at - 1), "'s" | "his" | "her" | "its") {
                let end = at - usize::from(text.lower(at - 1) == "'s");
                let near = self.cast.mentions_in(end.saturating_sub(14).max(zone.start)..end);
                if let Some(owner) = near.iter().rev().find(|m| m.tokens.end == end && m.form != Form::Place) {
                    push(&mut actors, &owner.actors.iter().map(|&a| self.cast.principal(a)).collect::<Vec<_>>());
                    start = owner.tokens.start;
                }
            } else if at < start {
                start = at;
            }
        }
        match rule.kind {
            ActKind::Contact => {
                if actors.is_empty()
                    && let [partner] = people[..]
                    && let Some(caller) = self.in_passing(start, end, partner)
                {
                    actors.push(caller);
                }
                push(&mut actors, &people);
                if actors.len() < 2 {
                    return None;
                }
            }
            ActKind::Deed => {
                if actors.is_empty() {
                    return None;
                }
                if limit <= end + 10 {
                    end = limit;
                }
            }
            ActKind::Demand => {
                if actors.is_empty() {
                    return None;
                }
                end = limit;
            }
            ActKind::Conclude => {
                push(&mut actors, &people);
                end = limit;
            }
            _ => return None,
        }
        let range = start..end;
        let span = self.quote(range.clone())?;
        let mut candidate = self.blank(rule.kind, rule, actors, span, 1);
        candidate.because("actor", "named around the noun", None);
        candidate.strength = rule.strength;
        candidate.status = rule.status;
        self.emit(candidate, range)
    }

    /// What somebody said that is none of the other acts: a judgement, where its words judge how things go.
    fn judgement(&mut self, speaker: Option<usize>, zone: &Range<usize>, moods: &[&Hit]) {
        let Some(speaker) = speaker else { return };
        let Some(first) = moods.first() else { return };
        if zone.len() < 3 || self.cast.media.contains(&speaker) {
            return;
        }
        let principal = self.cast.principal(speaker);
        // People without a part in the process: no act.
        if self.cast.actors[principal].kind == ActorKind::Person && !self.cast.officials.contains(&principal) {
            return;
        }
        let Some(span) = self.quote(zone.clone()) else { return };
        let rule = &self.rules.all[first.rule];
        let mut candidate = self.blank(ActKind::Assess, rule, vec![principal], span, 0);
        candidate.because("actor", "who says these words speaks for it", None);
        candidate.speaker = (speaker != principal || self.cast.voice == Some(speaker)).then_some(speaker);
        self.out.push(candidate);
    }

    /// The words of a footnote: without the marks and the "that" around them.
    fn quote(&self, tokens: Range<usize>) -> Option<Span> {
        self.text.span_of(passage::bare(self.text, tokens)?)
    }

    /// Who did it, in a passive: "by X".
    fn by_agent(&self, after: Range<usize>) -> Vec<usize> {
        let Some(by) = after.clone().find(|&i| self.text.lower(i) == "by") else { return Vec::new() };
        participants(self.text, self.cast, by..after.end.min(by + 10))
    }

    fn blank(&self, kind: ActKind, rule: &Rule, actors: Vec<usize>, span: Span, weight: u8) -> Candidate {
        Candidate {
            kind,
            strength: rule.strength.filter(|s| kind.strengths().contains(s)),
            status: rule.status.filter(|s| kind.statuses().contains(s)),
            negated: false,
            actors,
            speaker: None,
            told_by: Vec::new(),
            addressee: Vec::new(),
            target: Vec::new(),
            quote: span.into(),
            reasons: vec![Reason {
                field: "act", rule: format!("“{}”: {}", rule.pattern.replace('~', ""), kind), at: Some(span.into())
            }],
            weight,
        }
    }

    #[expect(clippy::unnecessary_wraps, reason = "callers return it as what their words took up")]
    fn emit(&mut self, candidate: Candidate, range: Range<usize>) -> Option<Range<usize>> {
        self.out.push(candidate);
        Some(range)
    }
}

/// Whether the words of another attribution inside these are looked at by themselves, so that this one has nothing left.
fn innermost_elsewhere(said: &[Said<'_>], index: usize) -> bool {
    said.iter().enumerate().any(|(i, other)| {
        i != index
            && said[index].tokens.start <= other.tokens.start
            && other.tokens.end <= said[index].tokens.end
            && other.tokens.len() < said[index].tokens.len()
            && other.tokens.len() * 10 > said[index].tokens.len() * 6
    })
}

/// Verbs of saying that are an act only by what is said: "insisted that", "warned that", "noted".
fn is_soft(rule: &Rule) -> bool {
    rule.kind == ActKind::Assess || rule.pattern == "~insist" || rule.pattern == "~insist on|that" || rule.pattern == "~suggest"
}

/// Cues that announce harm.
fn is_warning(cue: &str) -> bool {
    cue.split_whitespace().any(|word| word.starts_with("warn") || word.starts_with("threat"))
}

/// What people decline to do towards reporters.
#[rustfmt::skip]
const TELLING: &[&str] = &[
    "comment", "elaborate", "speculate", "answer", "specify", "identify", "disclose", "divulge", "reveal", "say", "respond", "confirm",
];

/// Whether a noun phrase begins at `at`: an article, a possessor or a name.
fn opens_noun(text: &Text<'_>, cast: &Cast, at: usize) -> bool {
    matches!(
        text.lower(at),
        "the"
            | "a"
            | "an"
            | "this"
            | "these"
            | "that"
            | "its"
            | "his"
            | "her"
            | "their"
            | "our"
            | "all"
            | "some"
            | "such"
            | "it"
            | "them"
            | "certain"
            | "most"
    ) || text.lower(at).ends_with("ing")
        || !cast.mentions_in(at..at + 1).is_empty()
}

/// "leaders", "the delegations": more than one without being named.
fn is_plural(text: &Text<'_>, tokens: &Range<usize>) -> bool {
    tokens.end.checked_sub(1).is_some_and(|i| text.lower(i).ends_with('s') && !text.tokens[i].capital)
}
