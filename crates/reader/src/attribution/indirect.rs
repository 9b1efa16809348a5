//! Reported speech: `Lind said that …`, `…, Lind said`, `according to Lind`, `the demand that …`, `Lind called for …`.
use super::Found;
use super::class::Class;
use super::cues::{CueVerb, Cues, Form};
use super::phrase::{View, is_time};
use std::ops::Range;

/// How far after its cue a content may begin.
const GAP: usize = 12;

/// A verb that may attribute, with what stands around it.
struct Verb<'c> {
    cue: &'c CueVerb,
    form: Form,
    /// Auxiliaries, adverbs and the verb.
    group: Range<usize>,
    passive: bool,
}

/// What was made of a verb.
struct Made {
    found: Found,
    /// Where the search for the next verb goes on.
    next: usize,
}

/// Finds reported speech in all sentences, outside the tokens that are `taken`.
pub(super) fn indirect(view: &View<'_>, cues: &Cues, taken: &[bool]) -> Vec<Found> {
    let mut out = Vec::new();
    for sentence in &view.text.sentences {
        // Speech in quotation marks cuts the sentence.
        let mut start = sentence.tokens.start;
        while start < sentence.tokens.end {
            if taken[start] {
                start += 1;
                continue;
            }
            let end = (start..sentence.tokens.end).find(|at| taken[*at]).unwrap_or(sentence.tokens.end);
            stretch(view, cues, start..end, &mut out);
            start = end;
        }
    }
    out
}

fn stretch(view: &View<'_>, cues: &Cues, tokens: Range<usize>, out: &mut Vec<Found>) {
    let mut at = tokens.start;
    let mut subject: Option<Range<usize>> = None;
    // The clause in hand begins here: no subject is looked for before.
    let mut from = tokens.start;
    while at < tokens.end {
        let word = view.lower(at);
        if word == "according" && view.lower(at + 1) == "to" {
            if let Some(made) = according(view, &tokens, at) {
                at = made.next.max(at + 1);
                out.push(made.found);
                continue;
            }
        } else if let Some(verb) = verb_at(view, cues, from, at) {
            let found_subject = subject_of(view, from, &verb, subject.as_ref(), tokens.start);
            if let Some(made) = content_of(view, cues, &tokens, from, &verb, found_subject.clone()) {
                if verb.form != Form::Ing && found_subject.is_some() {
                    subject = found_subject;
                }
                at = made.next.max(at + 1);
                from = at;
                out.push(made.found);
                continue;
            }
        } else if let Some(found) = noun(view, cues, &tokens, at) {
            at = found.next.max(at + 1);
            out.push(found.found);
            continue;
        }
        if view.class(at).finite() && subject.is_none() {
            subject = view.subject_before(from, view.group_start(from, at));
        }
        at += 1;
    }
}

/// The verb at a token, if it is one and attributes.
fn verb_at<'c>(view: &View<'_>, cues: &'c Cues, from: usize, at: usize) -> Option<Verb<'c>> {
    let token = &view.text.tokens[at];
    if token.capital && at > from {
        return None;
    }
    let (cue, form) = cues.verb(view.lower(at)).filter(|(verb, _)| verb.is_cue())?;
    let start = view.group_start(from, at);
    let has = |class: Class| (start..at).any(|i| view.class(i) == class);
    let before = start.checked_sub(1).filter(|i| *i >= from).map_or(Class::Stop, |i| view.class(i));
    let passive = has(Class::Be) && matches!(form, Form::Past | Form::Participle);
    let right = match form {
        Form::Past => passive || !view.is_nominal(from, at) && matches!(view.class(at), Class::Finite | Class::Participle),
        Form::Participle => passive || has(Class::Have),
        Form::Third => !view.is_nominal(from, at) && before != Class::Stop,
        Form::Ing => {
            has(Class::Be)
                || at == start
                    && matches!(before, Class::Comma | Class::Stop | Class::Name | Class::Noun | Class::Subordinator | Class::And)
        }
        Form::Base => {
            has(Class::Modal)
                || !view.is_nominal(from, at) && matches!(before, Class::Subject | Class::Relative | Class::Pronoun)
                || !view.is_nominal(from, at) && start.checked_sub(1).is_some_and(|i| i >= from && is_plural(view, i))
        }
    };
    right.then_some(Verb { cue, form, group: start..at + 1, passive })
}

/// Whether the noun at a token looks like a plural: "officials say".
fn is_plural(view: &View<'_>, at: usize) -> bool {
    let word = view.lower(at);
    matches!(view.class(at), Class::Noun | Class::Name)
        && (word.ends_with('s') && !word.ends_with("ss") || matches!(word, "people" | "men" | "women" | "police"))
}

/// Whose verb it is.
fn subject_of(view: &View<'_>, from: usize, verb: &Verb<'_>, before: Option<&Range<usize>>, start: usize) -> Option<Range<usize>> {
    if verb.passive {
        return None;
    }
    if verb.form == Form::Ing && !(verb.group.clone()).any(|i| view.class(i) == Class::Be) {
        let at = verb.group.start.checked_sub(1)?;
        // "…, adding that": the subject of the clause before. "Envoys saying that": theirs.
        if matches!(view.class(at), Class::Name | Class::Noun) && at >= from {
            return view.subject_before(from, verb.group.start);
        }
        return before.cloned().or_else(|| view.main_subject(start, verb.group.start));
    }
    let coordinated = verb.group.start > from && matches!(view.class(verb.group.start - 1), Class::And | Class::But);
    if coordinated || verb.group.start == from {
        return before.cloned();
    }
    view.subject_before(from, verb.group.start).or_else(|| before.cloned().filter(|_| view.class(verb.group.start - 1) == Class::Comma))
}

/// The content of a verb and the attribution that it makes.
fn content_of(
    view: &View<'_>,
    cues: &Cues,
    tokens: &Range<usize>,
    from: usize,
    verb: &Verb<'_>,
    subject: Option<Range<usize>>,
) -> Option<Made> {
    let after = verb.group.end;
    let limit = tokens.end;
    let frames = &verb.cue.frames;
    let mut cue = verb.group.clone();
    if verb.passive {
        return passive(view, cues, tokens, verb);
    }
    let source = subject?;
    // `…, Lind said.` and `…, Lind said in a statement, …`
    if (frames.bare || frames.quote)
        && verb.form != Form::Ing
        && let Some(made) = parenthetical(view, tokens, verb, &source)
    {
        return Some(made);
    }
    let mut start = after;
    // "told reporters that", "said on Monday that".
    let that = (after..limit.min(after + GAP))
        .take_while(|at| !view.class(*at).clause_end() && !view.class(*at).finite())
        .find(|at| view.class(*at) == Class::That);
    let next = view.class(after);
    if let Some(that) = that.filter(|that| frames.that && (*that == after || frames.addressee || view.is_gap(after, *that))) {
        start = that;
    } else if frames.addressee && !frames.object && is_phrase(next) {
        start = view.after_addressee(after, limit)?;
    } else if next == Class::To && frames.to {
        start = after;
    } else if frames.prepositions.iter().any(|p| p == view.lower(after)) {
        cue.end = after + 1;
        start = after + 1;
        if verb.cue.lemma == "call" && view.lower(after) == "for" && start >= limit {
            return None;
        }
    } else if matches!(next, Class::Question) || next == Class::Subordinator && view.lower(after) == "if" && frames.question {
        if !(frames.question || frames.object) {
            return None;
        }
    } else if next == Class::Quote {
        if !(frames.quote || frames.object || frames.bare) {
            return None;
        }
    } else if is_phrase(next) || next == Class::Number {
        if !(frames.object || frames.bare && view.has_verb(after, limit)) {
            return None;
        }
    } else if next == Class::Adverb || next == Class::Preposition && view.is_gap(after, after + 2) {
        // "said on Monday the plan …"
        let gap = view.skip_gap(after, limit);
        let clause = frames.bare && view.has_verb(gap, limit) || frames.object && is_phrase(view.class(gap));
        let to = frames.to && view.class(gap) == Class::To;
        if gap == after || gap >= limit || !(clause || to) {
            return None;
        }
        start = gap;
    } else if matches!(next, Class::Ing) && (frames.object || frames.bare) {
    } else {
        return None;
    }
    let end = view.clause_end(cues, start, limit, verb.form == Form::Past);
    (start < end && from <= source.start.max(from)).then(|| Made { found: Found::reported(Some(source), cue, start..end), next: end })
}

const fn is_phrase(class: Class) -> bool {
    matches!(
        class,
        Class::Noun
            | Class::Name
            | Class::Subject
            | Class::Object
            | Class::Pronoun
            | Class::Possessive
            | Class::Determiner
            | Class::Number
            | Class::Participle
    )
}

/// `The plan is dead, Lind said.`: the words around are the content.
fn parenthetical(view: &View<'_>, tokens: &Range<usize>, verb: &Verb<'_>, source: &Range<usize>) -> Option<Made> {
    let comma = source.start.checked_sub(1).filter(|at| *at > tokens.start && view.class(*at) == Class::Comma)?;
    let rest = view.skip_gap(verb.group.end, tokens.end);
    let at_end = rest >= tokens.end || matches!(view.class(rest), Class::Stop | Class::Semicolon);
    if !(at_end || view.class(rest) == Class::Comma) {
        return None;
    }
    let mut start = tokens.start;
    while start < comma && matches!(view.class(start), Class::Quote | Class::Dash | Class::CloseBracket | Class::Stop | Class::Comma) {
        start += 1;
    }
    // An introduction such as "On Monday, Lind said" is no content.
    if !(start..comma).any(|i| view.class(i).finite() || view.class(i) == Class::Base) {
        return None;
    }
    let mut content: Vec<Range<usize>> = std::iter::once(start..comma).collect();
    let mut next = rest.min(tokens.end);
    if !at_end {
        let end = view.trim_end(rest + 1, tokens.end);
        if rest + 1 < end && matches!(view.class(rest + 1), Class::Ing) {
            next = rest + 1;
        } else if rest + 1 < end {
            content.push(rest + 1..end);
            next = end;
        }
    }
    Some(Made { found: Found { source: Some(source.clone()), cue: Some(verb.group.clone()), content, direct: false }, next })
}

/// `Sudria was accused of …`, `it is said that …`, `Lind is expected to …`, `asked about …`.
fn passive(view: &View<'_>, cues: &Cues, tokens: &Range<usize>, verb: &Verb<'_>) -> Option<Made> {
    let after = verb.group.end;
    let limit = tokens.end;
    let by = (after..limit.min(after + 10))
        .take_while(|at| !view.class(*at).clause_end() && view.class(*at) != Class::Comma)
        .find(|at| view.lower(*at) == "by");
    let source = by.and_then(|by| view.phrase_after(by + 1, limit));
    let impersonal = verb.group.start > tokens.start && view.lower(verb.group.start - 1) == "it";
    let subject = view.subject_before(tokens.start, verb.group.start);
    let start = match view.class(after) {
        Class::That if verb.cue.frames.that => after,
        Class::To if matches!(verb.cue.lemma.as_str(), "expect" | "say" | "believe" | "think" | "report" | "ask" | "urge" | "require") => {
            after
        }
        _ => return None,
    };
    let end = view.clause_end(cues, start, limit, false);
    let mut content: Vec<Range<usize>> = std::iter::once(start..end).collect();
    if !impersonal && view.class(after) == Class::To {
        content.insert(0, subject?);
    }
    (start < end).then(|| Made { found: Found { source, cue: Some(verb.group.clone()), content, direct: false }, next: end })
}

/// `According to Lind, …` and `…, according to Lind.`
fn according(view: &View<'_>, tokens: &Range<usize>, at: usize) -> Option<Made> {
    let source = view.phrase_after(at + 2, tokens.end)?;
    let cue = at..at + 2;
    let mut content = Vec::new();
    let rest = source.end;
    let opens = at == tokens.start || !(tokens.start..at).any(|i| view.class(i).finite());
    let mut next = rest;
    if opens {
        let start = if view.class(rest) == Class::Comma { rest + 1 } else { rest };
        let end = view.trim_end(start, tokens.end);
        if start < end {
            content.push(start..end);
        }
        next = end;
    } else {
        let end = view.trim_end(tokens.start, at);
        let start = tokens.start + usize::from(view.class(tokens.start) == Class::Quote);
        if start < end {
            content.push(start..end);
        }
        if view.class(rest) == Class::Comma && view.class(at - 1) == Class::Comma {
            let end = view.trim_end(rest + 1, tokens.end);
            if rest + 1 < end {
                content.push(rest + 1..end);
                next = end;
            }
        }
    }
    (!content.is_empty()).then_some(Made { found: Found { source: Some(source), cue: Some(cue), content, direct: false }, next })
}

/// `his demand that …`, `the League’s call for …`.
fn noun(view: &View<'_>, cues: &Cues, tokens: &Range<usize>, at: usize) -> Option<Made> {
    if view.text.tokens[at].capital && at > tokens.start {
        return None;
    }
    let noun = cues.noun(view.lower(at))?;
    let opener = at + 1;
    if opener >= tokens.end || !noun.openers.iter().any(|o| o == view.lower(opener)) {
        return None;
    }
    // Whose it is stands before, with adjectives between at most.
    let owner =
        (tokens.start.max(at.saturating_sub(4))..at).rev().find(|i| matches!(view.class(*i), Class::Possessive | Class::Apostrophe))?;
    if (owner + 1..at).any(|i| !matches!(view.class(i), Class::Noun | Class::Adverb | Class::Participle | Class::Ing)) {
        return None;
    }
    let source = if view.class(owner) == Class::Possessive { owner..owner + 1 } else { view.subject_before(tokens.start, owner)? };
    let (cue, start) = if matches!(view.class(opener), Class::That | Class::To) {
        (owner + 1..at + 1, opener)
    } else {
        (owner + 1..opener + 1, opener + 1)
    };
    let end = view.clause_end(cues, start, tokens.end, false);
    let end = (start..end)
        .find(|i| {
            *i > start + 1
                && matches!(view.class(*i), Class::Be | Class::Have | Class::Modal | Class::Finite)
                && view.class(opener) != Class::That
        })
        .map_or(end, |i| view.group_start(start, i));
    (start < end).then(|| Made { found: Found::reported(Some(source), cue, start..end), next: end })
}

impl View<'_> {
    /// Whether the tokens may stand between a verb and its content: time, place or medium, no clause.
    fn is_gap(&self, from: usize, to: usize) -> bool {
        from < to
            && (self.is_adjunct(from)
                || matches!(self.class(from), Class::Adverb)
                || is_time(self.lower(from))
                || matches!(self.lower(from), "last" | "this" | "in"))
            && !(from..to).any(|i| self.class(i).clause_end())
    }

    /// The token after the words of time, place and medium that begin at `at`.
    fn skip_gap(&self, mut at: usize, limit: usize) -> usize {
        while at < limit {
            let class = self.class(at);
            if class == Class::Adverb
                || is_time(self.lower(at))
                || matches!(self.lower(at), "last" | "this" | "earlier") && is_time(self.lower(at + 1))
            {
                at += 1;
            } else if class == Class::Preposition && self.is_adjunct(at)
                || class == Class::To && matches!(self.class(at + 1), Class::Name | Class::Noun | Class::Determiner)
                || matches!(self.lower(at), "in" | "of" | "about")
            {
                let mut end = at + 1;
                if matches!(self.class(end), Class::Determiner | Class::Possessive) {
                    end += 1;
                }
                let first = end;
                while end < limit
                    && matches!(self.class(end), Class::Noun | Class::Name | Class::Number | Class::Apostrophe | Class::Preposition)
                {
                    if end > first && is_time(self.lower(end - 1)) && !is_time(self.lower(end)) && self.class(end) != Class::Number {
                        break;
                    }
                    end += 1;
                }
                at = end;
            } else {
                break;
            }
        }
        at.min(limit)
    }

    /// Whether a finite verb stands in the words: then they are a clause.
    fn has_verb(&self, from: usize, to: usize) -> bool {
        (from..to.min(from + 40)).any(|i| self.class(i).finite() || self.class(i) == Class::Base)
    }

    /// Where the content of "told" begins: after the person told.
    fn after_addressee(&self, at: usize, limit: usize) -> Option<usize> {
        let mut end = at + 1;
        match self.class(at) {
            Class::Object | Class::Pronoun => {}
            Class::Determiner | Class::Possessive => {
                while end < limit && matches!(self.class(end), Class::Noun | Class::Name | Class::Apostrophe | Class::Number) {
                    end += 1;
                }
            }
            Class::Name => {
                while end < limit && matches!(self.class(end), Class::Name | Class::Apostrophe | Class::Number) {
                    end += 1;
                }
            }
            _ => {}
        }
        let end = self.skip_gap(end, limit);
        let class = self.class(end);
        (end < limit
            && (is_phrase(class)
                || matches!(class, Class::That | Class::Question | Class::To | Class::Quote | Class::Preposition | Class::Subordinator)))
        .then_some(end)
    }

    /// Where the clause that begins at `start` ends: at the end of the sentence, or before words that begin another.
    fn clause_end(&self, cues: &Cues, start: usize, limit: usize, past: bool) -> usize {
        let mut quote = false;
        let mut end = limit;
        let mut at = start;
        while at < limit {
            match self.class(at) {
                Class::Quote => quote = !quote,
                _ if quote => {}
                Class::Semicolon => {
                    end = at;
                    break;
                }
                Class::Comma if at > start => {
                    let next = at + 1;
                    let verb = |i: usize| cues.verb(self.lower(i)).filter(|(verb, _)| verb.is_cue());
                    if matches!(verb(next), Some((_, Form::Ing))) {
                        end = at;
                        break;
                    }
                    if matches!(self.class(next), Class::And | Class::But) && self.begins_attribution(cues, next + 1, limit) {
                        end = at;
                        break;
                    }
                }
                Class::And | Class::But if past && at > start => {
                    let next = (at + 1..limit).find(|i| self.class(*i) != Class::Adverb).unwrap_or(limit);
                    if next < limit && matches!(cues.verb(self.lower(next)), Some((verb, Form::Past)) if verb.is_cue()) {
                        end = at;
                        break;
                    }
                }
                _ => {}
            }
            at += 1;
        }
        self.trim_end(start, end)
    }

    /// Whether "Lind said" or "said" begins at `at`.
    fn begins_attribution(&self, cues: &Cues, at: usize, limit: usize) -> bool {
        let stop = limit.min(at + 6);
        (at..stop).take_while(|i| !matches!(self.class(*i), Class::Comma | Class::Stop)).find(|i| self.class(*i).finite()).is_some_and(|i| matches!(cues.verb(self.lower(i)), Some((verb, Form::Past | Form::Third)) if verb.is_cue() && (verb.frames.that || verb.frames.quote)))
    }

    /// `end` moved left over stops and commas outside quotation marks.
    fn trim_end(&self, start: usize, mut end: usize) -> usize {
        while end > start && matches!(self.class(end - 1), Class::Stop | Class::Comma | Class::Colon | Class::Semicolon | Class::Dash) {
            end -= 1;
        }
        end
    }
}
