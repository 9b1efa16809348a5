//! Reported speech: `Lind said that …`, `…, Lind said`, `according to Lind`, `the demand that …`, `Lind called for …`.
use super::Found;
use super::class::Class;
use super::cues::{CueVerb, Cues, Form};
use super::phrase::{View, is_time};
use crate::quotation::Quotations;
use std::ops::Range;

/// How far after its cue a content may begin.
const GAP: usize = 12;

/// More words than a clause before "according to" has without a verb.
const LONG: usize = 200;
/// No nested attribution is looked for further into a content than this.
const NESTED: usize = 40;

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
pub(super) fn indirect(view: &View<'_>, cues: &Cues, quotations: &Quotations, taken: &mut [bool]) -> Vec<Found> {
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
            let first = out.len();
            stretch(view, cues, start..end, &mut out);
            for found in &mut out[first..] {
                whole_quotation(quotations, found, end, taken);
            }
            start = end;
        }
    }
    out
}

/// A content that ends with its sentence inside a quotation goes on to the end of that.
fn whole_quotation(quotations: &Quotations, found: &mut Found, end: usize, taken: &mut [bool]) {
    let Some(last) = found.content.last_mut().filter(|last| last.end + 1 >= end) else { return };
    let after = quotations.all.partition_point(|quotation| quotation.tokens.start < last.end);
    let inside = quotations.all[..after].iter().rev().take(8).find(|q| q.depth == 0 && q.tokens.end > end && q.tokens.start >= last.start);
    if let Some(quotation) = inside.filter(|q| !q.unpaired && q.inner.spans().len() == 1) {
        taken[end..quotation.tokens.end].fill(true);
        last.end = quotation.tokens.end;
    }
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
        } else if (at == tokens.start || matches!(view.lower(at - 1), "when" | "if" | ","))
            && let Some(made) = asked(view, &tokens, at)
        {
            at = made.next.max(at + 1);
            from = at;
            out.push(made.found);
            continue;
        } else if let Some(made) = inverted(view, cues, &tokens, at) {
            at = made.next.max(at + 1);
            out.push(made.found);
            continue;
        } else if let Some(verb) = verb_at(view, cues, from, at) {
            let found_subject = subject_of(view, from, &verb, subject.as_ref(), tokens.start);
            if let Some(made) = content_of(view, cues, &tokens, from, &verb, found_subject.clone()) {
                if verb.form != Form::Ing && found_subject.is_some() {
                    subject = found_subject;
                }
                at = made.next.max(at + 1);
                from = at;
                nested(view, cues, &made.found, out);
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

/// What somebody is said to have said: "Lind said that Sudria would insist on …". Only where the inner speaker is named.
fn nested(view: &View<'_>, cues: &Cues, outer: &Found, out: &mut Vec<Found>) {
    let [content] = outer.content.as_slice() else { return };
    let mut at = content.start + 1;
    while at < content.end.min(content.start + NESTED) {
        let verb = verb_at(view, cues, content.start, at).filter(|verb| !verb.passive && verb.form != Form::Ing && verb.cue.act.is_some());
        let made = verb.and_then(|verb| {
            let subject = view.subject_before(content.start, verb.group.start)?;
            let named = subject.clone().any(|i| matches!(view.class(i), Class::Name));
            let made = content_of(view, cues, content, content.start, &verb, Some(subject).filter(|_| named))?;
            (made.found.content.first()?.start > verb.group.start).then_some(made)
        });
        if let Some(made) = made {
            out.push(made.found);
            return;
        }
        at += 1;
    }
}

/// The verb at a token, if it is one and attributes.
fn verb_at<'c>(view: &View<'_>, cues: &'c Cues, from: usize, at: usize) -> Option<Verb<'c>> {
    let token = &view.text.tokens[at];
    if token.capital && at > from && view.class(at) == Class::Name {
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
        Form::Adjective => has(Class::Be),
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
                || (cue.frames.that || cue.frames.bare) && view.subject_before(from, start).is_some_and(|subject| is_many(view, subject))
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

/// Whether a subject is plural: "many", "half of the envoys", "envoys of the League", "Lind and Dessa".
pub(super) fn is_many(view: &View<'_>, subject: Range<usize>) -> bool {
    let many = |at: usize| {
        matches!(
            view.lower(at),
            "many"
                | "some"
                | "most"
                | "all"
                | "few"
                | "several"
                | "half"
                | "both"
                | "others"
                | "those"
                | "these"
                | "percent"
                | "two"
                | "three"
        )
    };
    let head = subject.take_while(|at| !matches!(view.class(*at), Class::Relative | Class::Comma));
    head.into_iter().any(|at| view.class(at) == Class::And || is_plural(view, at) || many(at))
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
        let relative = view.relative_subject(start, verb.group.start);
        return relative.or_else(|| before.cloned()).or_else(|| view.main_subject(start, verb.group.start));
    }
    let coordinated = verb.group.start > from && matches!(view.class(verb.group.start - 1), Class::And | Class::But);
    if coordinated || verb.group.start == from {
        return before.cloned();
    }
    // "a plan that called for": the relative pronoun, as with "who".
    let at = verb.group.start - 1;
    if view.class(at) == Class::That && at > from && matches!(view.class(at - 1), Class::Noun | Class::Name) {
        return Some(at..at + 1);
    }
    // A clause with "who" between the subject and its verb may have been read already.
    let reach = if view.class(at) == Class::Comma { start } else { from };
    view.subject_before(reach, verb.group.start).or_else(|| before.cloned().filter(|_| view.class(verb.group.start - 1) == Class::Comma))
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
    // `Norland seems to be ready`: nobody in the text says so.
    if matches!(verb.cue.lemma.as_str(), "seem" | "appear") {
        let end = view.clause_end(cues, after, limit, false, false);
        let content = vec![source, after..end];
        return (view.class(after) == Class::To && after < end)
            .then_some(Made { found: Found { source: None, cue: Some(cue), content, direct: false }, next: end });
    }
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
        .find(|at| view.class(*at) == Class::That || frames.question && (view.class(*at) == Class::Question || view.lower(*at) == "if"));
    let next = view.class(after);
    if let Some(that) = that.filter(|that| {
        (frames.that || view.class(*that) != Class::That) && (*that == after || frames.addressee || view.is_gap(after, *that))
    }) {
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
    } else if let Some(gap) = Some(view.skip_gap(after, limit)).filter(|gap| *gap > after && view.lower(gap - 1) == "ago") {
        // "said two weeks ago the plan …"
        if gap >= limit || !(frames.bare && view.has_verb(gap, limit) || frames.to && view.class(gap) == Class::To) {
            return None;
        }
        start = gap;
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
    let clause =
        matches!(view.class(start), Class::That) || start < limit && cue.end == after && frames.bare && is_phrase(view.class(start));
    let end = view.clause_end(cues, start, limit, verb.form == Form::Past, clause);
    let relative = source.len() == 1
        && view.class(source.start) == Class::Relative
        && source.start > 0
        && view.class(source.start - 1) == Class::Comma;
    let subordinate = view.class(tokens.start) == Class::Subordinator || view.lower(tokens.start) == "despite";
    let end = if relative || subordinate && (tokens.start..start).all(|i| view.class(i) != Class::Comma) {
        view.comma_between(start, end, relative).unwrap_or(end)
    } else {
        end
    };
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
    let comma = view.comma_before(tokens.start, source.start)?;
    let told = verb.cue.frames.addressee && is_phrase(view.class(verb.group.end));
    let rest = if told { view.skip_addressee(verb.group.end, tokens.end) } else { verb.group.end };
    let rest = view.skip_gap(rest, tokens.end);
    let at_end = rest >= tokens.end || matches!(view.class(rest), Class::Stop | Class::Semicolon);
    if !(at_end || view.class(rest) == Class::Comma) {
        return None;
    }
    let start = view.trim_start(tokens.start, comma);
    // An introduction such as "On Monday, Lind said" is no content, unless the sentence goes on after it.
    let goes_on = !at_end && view.has_verb(rest + 1, tokens.end) && view.class(rest + 1) != Class::Ing;
    if !goes_on && !(start..comma).any(|i| view.class(i).finite() || view.class(i) == Class::Base) {
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
    let mut cue = verb.group.clone();
    let start = match view.class(after) {
        Class::That if verb.cue.frames.that => after,
        Class::Question if verb.cue.frames.question => after,
        Class::Preposition | Class::Subordinator if verb.cue.lemma == "ask" && matches!(view.lower(after), "about" | "if") => {
            cue.end += usize::from(view.lower(after) == "about");
            cue.end
        }
        Class::To if matches!(verb.cue.lemma.as_str(), "expect" | "say" | "believe" | "think" | "report" | "ask" | "urge" | "require") => {
            after
        }
        _ if verb.cue.frames.object && by.is_some() => {
            // "The plan was rejected by Sudria"
            let content = subject?;
            let next = source.as_ref().map_or(after, |source| source.end);
            return Some(Made { found: Found::reported(Some(source?), cue, content), next });
        }
        _ => return None,
    };
    let end = view.clause_end(cues, start, limit, false, false);
    let mut content: Vec<Range<usize>> = std::iter::once(start..end).collect();
    if !impersonal && view.class(after) == Class::To {
        content.insert(0, subject?);
    }
    (start < end).then_some(Made { found: Found { source, cue: Some(cue), content, direct: false }, next: end })
}

/// `The plan is dead, said Lind, envoy of Estmark.`
fn inverted(view: &View<'_>, cues: &Cues, tokens: &Range<usize>, at: usize) -> Option<Made> {
    let comma = view.comma_before(tokens.start, at)?;
    let (verb, form) = cues.verb(view.lower(at))?;
    let speaks = verb.frames.bare && verb.frames.quote && matches!(form, Form::Past | Form::Third);
    if !(speaks && view.class(at + 1).opens_name()) {
        return None;
    }
    let source = view.phrase_after(at + 1, tokens.end)?;
    // What follows the name must not be a clause of its own: then "said" has another subject.
    if (source.end..tokens.end.min(source.end + 3)).any(|i| view.class(i).finite()) {
        return None;
    }
    let start = view.trim_start(tokens.start, comma);
    if !(start..comma).any(|i| view.class(i).finite() || view.class(i) == Class::Base) {
        return None;
    }
    let next = tokens.end.max(source.end);
    Some(Made { found: Found::reported(Some(source), at..at + 1, start..comma), next })
}

/// `Asked about the raids, …`: a question of somebody unnamed.
fn asked(view: &View<'_>, tokens: &Range<usize>, at: usize) -> Option<Made> {
    if !matches!(view.lower(at), "asked" | "questioned" | "pressed" | "quizzed") {
        return None;
    }
    let comma = (at..tokens.end.min(at + 40)).find(|i| view.class(*i) == Class::Comma).unwrap_or(tokens.end);
    let by = (view.lower(at + 1) == "by").then(|| view.phrase_after(at + 2, comma)).flatten();
    let after = by.as_ref().map_or(at + 1, |by| by.end);
    let start = (after..comma).find(|i| view.class(*i) == Class::Question || matches!(view.lower(*i), "about" | "if" | "on" | "to"))?;
    let end = view.trim_end(start, comma);
    (start - after < 6 && start < end).then(|| Made { found: Found::reported(by, at..at + 1, start..end), next: end })
}

/// `According to Lind, …` and `…, according to Lind.`
fn according(view: &View<'_>, tokens: &Range<usize>, at: usize) -> Option<Made> {
    let source = view.phrase_after(at + 2, tokens.end)?;
    let cue = at..at + 2;
    let mut content = Vec::new();
    let rest = source.end;
    let opens = !(tokens.start.max(at.saturating_sub(LONG))..at).any(|i| view.class(i).finite());
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
    // The noun may be the subject of what follows: "his call for a truce was heard".
    let that = view.class(opener) == Class::That;
    let verb = (start + 1..tokens.end).find(|i| !that && view.class(*i).finite()).map_or(tokens.end, |i| view.group_start(start, i));
    let end = view.clause_end(cues, start, verb, false, that);
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
            // "two weeks ago"
            let count = class == Class::Number || matches!(self.lower(at), "a" | "an" | "two" | "three" | "four" | "several");
            if let Some(ago) = (at + 1..limit.min(at + 4)).find(|i| count && self.lower(*i) == "ago") {
                at = ago + 1;
                continue;
            }
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

    /// Where the words end that a comma right before `at` closes, with a quotation mark after that comma.
    fn comma_before(&self, start: usize, at: usize) -> Option<usize> {
        let before = at.checked_sub(1).filter(|before| *before > start)?;
        match self.class(before) {
            Class::Comma => Some(before),
            Class::Quote if self.class(before - 1) == Class::Comma => Some(at),
            _ => None,
        }
    }

    /// The token after the person told.
    fn skip_addressee(&self, at: usize, limit: usize) -> usize {
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
        end
    }

    /// Where the content of "told" begins: after the person told.
    fn after_addressee(&self, at: usize, limit: usize) -> Option<usize> {
        let end = self.skip_gap(self.skip_addressee(at, limit), limit);
        let class = self.class(end);
        (end < limit
            && (is_phrase(class)
                || matches!(class, Class::That | Class::Question | Class::To | Class::Quote | Class::Preposition | Class::Subordinator)))
        .then_some(end)
    }

    /// Where the clause that begins at `start` ends: at the end of the sentence, or before words that begin another.
    fn clause_end(&self, cues: &Cues, start: usize, limit: usize, past: bool, clause: bool) -> usize {
        let mut quote = false;
        let mut end = limit;
        let mut at = start;
        while at < limit {
            match self.class(at) {
                Class::Quote
                    if quote
                        && self.class(at - 1) == Class::Comma
                        && (self.leaves_clause(at + 1) || self.begins_attribution(cues, at + 1, limit)) =>
                {
                    end = at + 1;
                    break;
                }
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
                    // After a phrase a comma brings something new; after a clause mostly more of it.
                    if !clause && self.leaves_phrase(next, limit) || self.leaves_clause(next) {
                        end = at;
                        break;
                    }
                    if matches!(self.class(next), Class::And | Class::But) && self.begins_attribution(cues, next + 1, limit) {
                        end = at;
                        break;
                    }
                }
                Class::And | Class::But
                    if at > start && matches!(cues.verb(self.lower(at + 1)), Some((verb, Form::Ing)) if verb.is_cue()) =>
                {
                    end = at;
                    break;
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

    /// Whether the words after a comma no longer belong to the phrase before it: all but the next item of a list do not.
    fn leaves_phrase(&self, at: usize, limit: usize) -> bool {
        if self.class(at) == Class::And {
            return (at + 1..limit.min(at + 10)).any(|i| self.class(i).finite());
        }
        !(at + 1..limit.min(at + 16)).any(|i| self.class(i - 1) == Class::Comma && self.class(i) == Class::And)
            || matches!(self.class(at), Class::Subordinator | Class::But | Class::Relative | Class::Ing)
    }

    /// Whether the words after a comma no longer belong to the clause before it.
    fn leaves_clause(&self, at: usize) -> bool {
        matches!(self.lower(at), "while" | "although" | "though" | "whereas")
    }

    /// The comma with which a clause at the front of a sentence, or one with "who", gives way to the main clause.
    fn comma_between(&self, start: usize, end: usize, relative: bool) -> Option<usize> {
        (start + 1..end).filter(|i| self.class(*i) == Class::Comma).find(|comma| {
            let mut verb = comma + 1;
            while verb < end && self.class(verb) == Class::Adverb {
                verb += 1;
            }
            let phrase = is_phrase(self.class(comma + 1)) && self.has_verb(comma + 1, end.min(comma + 12));
            if relative { self.class(verb).finite() } else { phrase }
        })
    }

    /// Whether "Lind said" or "said" begins at `at`.
    fn begins_attribution(&self, cues: &Cues, at: usize, limit: usize) -> bool {
        let stop = limit.min(at + 8);
        (at..stop).take_while(|i| !matches!(self.class(*i), Class::Comma | Class::Stop)).any(|i| {
            let finite = match cues.verb(self.lower(i)) {
                Some((verb, Form::Past | Form::Third)) => (verb.frames.that || verb.frames.quote) && self.class(i).finite(),
                Some((verb, Form::Base)) => {
                    verb.frames.that
                        && i > at
                        && (is_plural(self, i - 1)
                            || matches!(self.class(i - 1), Class::Subject | Class::Modal)
                            || self.lower(i - 1) == "not")
                }
                _ => false,
            };
            finite && !self.is_nominal(at, i)
        })
    }

    /// `start` moved right over marks that belong to what stands before.
    fn trim_start(&self, mut start: usize, end: usize) -> usize {
        while start < end && matches!(self.class(start), Class::Dash | Class::CloseBracket | Class::Stop | Class::Comma) {
            start += 1;
        }
        start
    }

    /// `end` moved left over stops and commas outside quotation marks.
    fn trim_end(&self, start: usize, mut end: usize) -> usize {
        while end > start && matches!(self.class(end - 1), Class::Stop | Class::Comma | Class::Colon | Class::Semicolon | Class::Dash) {
            end -= 1;
        }
        end
    }
}
