//! Quoted speech and who utters it: `“X,” Lind said, “Y.”`, `Lind said: “X”`, `“X.” —Lind`.
use super::Found;
use super::class::Class;
use super::cues::{Cues, Form};
use super::phrase::View;
use crate::quotation::{Quotation, Quotations};
use evidence::{Doubt, DoubtKind};
use std::ops::Range;

/// No attributing clause is longer than this between the quotation and its verb.
const REACH: usize = 40;
/// A name that stands alone before a colon or after a dash has at most so many tokens.
const LABEL: usize = 14;

/// The longest attributing sentence of its own.
const SLIP: usize = 5;
/// How much may stand between an attributing clause and the next quotation of the same content.
const TAIL: usize = 40;

/// A clause that attributes a quotation.
struct Clause {
    source: Option<Range<usize>>,
    cue: Option<Range<usize>>,
    // The token after the clause.
    end: usize,
    // Words before the clause that belong to the content.
    lead: Option<Range<usize>>,
}

/// Attributes the quotations that are speech, and marks their words and cues in `taken`.
pub(super) fn direct(view: &View<'_>, cues: &Cues, quotations: &Quotations, taken: &mut [bool]) -> (Vec<Found>, Vec<Doubt>) {
    let speech: Vec<&Quotation> =
        quotations.all.iter().filter(|q| q.depth == 0 && !q.scare && !taken[q.tokens.start] && is_speech(view, cues, q)).collect();
    let mut found: Vec<Found> = Vec::new();
    let mut doubts = Vec::new();
    // The attribution last found and the token after its clause.
    let mut last: Option<(usize, usize)> = None;
    for (index, quotation) in speech.iter().enumerate() {
        taken[quotation.tokens.clone()].fill(true);
        let after = last.map_or(0, |(_, end)| end);
        let next = speech.get(index + 1).map_or(view.text.tokens.len(), |q| q.tokens.start);
        let pieces = pieces(view, quotation);
        let clause = clause_after(view, cues, quotation, next)
            .or_else(|| clause_before(view, cues, quotation, after))
            .or_else(|| dash_after(view, quotation, next));
        if let Some(clause) = clause {
            let clause = Clause { source: clause.source.or_else(|| last.and_then(|(at, _)| found[at].source.clone())), ..clause };
            taken[clause.cue.clone().unwrap_or(0..0)].fill(true);
            last = Some((found.len(), clause.end.max(quotation.tokens.end)));
            let mut content = pieces;
            content.extend(rest_of_sentence(view, quotation, next).filter(|_| clause.end <= quotation.tokens.start));
            content.extend(clause.lead);
            content.sort_by_key(|piece| piece.start);
            for piece in &content {
                taken[piece.clone()].fill(true);
            }
            found.push(Found { source: clause.source, cue: clause.cue, content, direct: true });
        } else if let Some((at, _)) = last.filter(|(_, end)| goes_on(view, *end, quotation)) {
            // `“X,” he said. “Y.”` is one content; so is a paragraph of nothing but speech after it.
            found[at].content.extend(pieces);
            last = Some((at, quotation.tokens.end));
        } else {
            last = Some((found.len(), quotation.tokens.end));
            found.push(Found { source: None, cue: None, content: pieces, direct: true });
            let says = "the text does not say who speaks here".to_owned();
            doubts.push(Doubt { at: Some(quotation.outer.clone()), kind: DoubtKind::UnknownSpeaker, says });
        }
    }
    (found, doubts)
}

/// The quotation with its marks, a range of tokens for each paragraph.
fn pieces(view: &View<'_>, quotation: &Quotation) -> Vec<Range<usize>> {
    quotation.outer.spans().iter().map(|span| view.text.tokens_in(*span)).collect()
}

/// The last token of the words that is no quotation mark itself.
fn last_inside(view: &View<'_>, quotation: &Quotation) -> usize {
    let last = view.text.token_at(quotation.inner.end().saturating_sub(1));
    (quotation.tokens.start..=last).rev().find(|at| view.class(*at) != Class::Quote).unwrap_or(last)
}

/// Whether the quotation is set off as speech, rather than a few words in a sentence of somebody else.
fn is_speech(view: &View<'_>, cues: &Cues, quotation: &Quotation) -> bool {
    let start = quotation.tokens.start;
    let last = view.lower(last_inside(view, quotation));
    let finished = matches!(last, "." | "," | "!" | "?" | "…" | "—" | "-" | "–");
    let Some(before) = start.checked_sub(1) else { return finished || view.lower(quotation.tokens.end) == "," };
    let opens = view.text.sentence_at(quotation.outer.start()).is_some_and(|i| view.text.sentences[i].tokens.start == start);
    if opens {
        return finished || quotation.unpaired || matches!(view.class(quotation.tokens.end), Class::Comma | Class::Dash);
    }
    match view.class(before) {
        Class::Colon => true,
        Class::Comma => finished || quotation.tokens.len() > 8,
        Class::Stop | Class::Dash => finished,
        _ => cues.verb(view.lower(before)).is_some_and(|(verb, _)| verb.frames.quote && !verb.frames.object) && quotation.tokens.len() > 5,
    }
}

/// `… Lind said` or `… said Lind, the envoy of Estmark` right after the quotation.
fn clause_after(view: &View<'_>, cues: &Cues, quotation: &Quotation, next: usize) -> Option<Clause> {
    let mut from = quotation.tokens.end;
    if from >= view.text.tokens.len() {
        return None;
    }
    let inside = view.lower(last_inside(view, quotation));
    let last_paragraph = view.text.sentence_at(quotation.outer.end().saturating_sub(1)).map(|i| view.text.sentences[i].paragraph)?;
    let sentence = &view.text.sentences[view.text.sentence_at(view.text.tokens[from].span.start())?];
    if sentence.paragraph != last_paragraph {
        return None;
    }
    // A full stop before `Lind said.` is a slip for a comma; before a longer sentence it is none.
    if sentence.tokens.start == from && inside == "." && sentence.tokens.len() > SLIP {
        return None;
    }
    if matches!(view.class(from), Class::Comma | Class::Dash) {
        from += 1;
    } else if !matches!(inside, "," | "?" | "!" | "…" | "—" | "-" | "–" | ".") && view.class(from) != Class::Finite {
        return None;
    }
    let limit = sentence.tokens.end.min(next).min(from + REACH);
    let verb = (from..limit).find(|at| is_speech_verb(view, cues, *at))?;
    let group = view.group_start(from, verb);
    let cue = group..verb + 1;
    let source = if group <= from + 1 && (from..group).all(|i| view.class(i) == Class::Adverb) {
        view.phrase_after(verb + 1, limit)?
    } else {
        let subject = view.subject_before(from, group)?;
        // Anything else between the two belongs to another clause.
        if (from..subject.start).any(|i| view.class(i).finite() || matches!(view.class(i), Class::And | Class::But | Class::Subordinator)) {
            return None;
        }
        subject
    };
    let end = cue.end.max(source.end);
    Some(Clause { source: Some(source), cue: Some(cue), end, lead: None })
}

/// Whether the token is a finite verb that takes a quotation.
fn is_speech_verb(view: &View<'_>, cues: &Cues, at: usize) -> bool {
    !view.text.tokens[at].capital
        && cues.verb(view.lower(at)).is_some_and(|(verb, form)| {
            verb.frames.quote
                && match form {
                    Form::Ing | Form::Participle => false,
                    Form::Base => {
                        at > 0
                            && matches!(
                                view.class(at - 1),
                                Class::Subject | Class::Pronoun | Class::Modal | Class::Adverb | Class::Relative
                            )
                    }
                    Form::Third | Form::Past => true,
                }
        })
}

/// `Lind said: “…`, `Lind told reporters, “…` or `From Lind:` right before the quotation, no further left than `from`.
fn clause_before(view: &View<'_>, cues: &Cues, quotation: &Quotation, from: usize) -> Option<Clause> {
    let mark = quotation.tokens.start.checked_sub(1)?;
    let sentence = &view.text.sentences[view.text.sentence_at(view.text.tokens[mark].span.start())?];
    let opens_paragraph = view.text.sentence_at(quotation.outer.start()).is_some_and(|i| {
        view.text.sentences[i].tokens.start == quotation.tokens.start && view.text.sentences[i].paragraph != sentence.paragraph
    });
    let class = view.class(mark);
    if opens_paragraph && class != Class::Colon || class == Class::Stop {
        return None;
    }
    let start = sentence.tokens.start.max(from).max(mark.saturating_sub(REACH));
    let stretch = start..if matches!(class, Class::Comma | Class::Colon) { mark } else { mark + 1 };
    if stretch.is_empty() || sentence.tokens.end < mark {
        return None;
    }
    let verb = stretch.clone().rev().find(|at| {
        let ing = || {
            !view.text.tokens[*at].capital && cues.verb(view.lower(*at)).is_some_and(|(verb, form)| verb.frames.quote && form == Form::Ing)
        };
        (is_speech_verb(view, cues, *at) || ing()) && !view.is_nominal(start, *at)
    });
    let Some(verb) = verb else {
        let end = quotation.tokens.start;
        if let Some(at) = stretch.clone().find(|at| view.lower(*at) == "according" && view.lower(at + 1) == "to") {
            return Some(Clause { source: view.phrase_after(at + 2, mark), cue: Some(at..at + 2), end, lead: None });
        }
        if class != Class::Colon {
            return None;
        }
        return label_before(view, stretch.clone(), mark).or_else(|| {
            // `Lind had a message for Dessa: “…”`
            let verb = stretch.clone().skip(1).find(|at| matches!(view.class(*at), Class::Finite | Class::Have | Class::Be))?;
            let group = view.group_start(start, verb);
            Some(Clause { source: Some(view.subject_before(start, group)?), cue: Some(group..verb + 1), end, lead: None })
        });
    };
    let group = view.group_start(start, verb);
    let ing = matches!(cues.verb(view.lower(verb)), Some((_, Form::Ing))) && !(group..verb).any(|i| view.class(i) == Class::Be);
    let owned = ing && group > start && matches!(view.class(group - 1), Class::Noun | Class::Name);
    let source = if ing && !owned { None } else { view.subject_before(start, group) };
    // `“…,” Lind said, adding: “…”` leaves the source to the clause before.
    let source = if source.is_none() && from > sentence.tokens.start {
        None
    } else {
        source.or_else(|| view.main_subject(sentence.tokens.start, group))
    };
    // `In the delta, Lind said, “the …`: the words before belong to the content.
    let goes_on = class == Class::Comma && view.text.tokens.get(quotation.tokens.start + 1).is_some_and(|first| !first.capital);
    let lead = source.as_ref().and_then(|source| {
        let comma = source.start.checked_sub(1).filter(|at| view.class(*at) == Class::Comma)?;
        (goes_on && sentence.tokens.start < comma && from <= sentence.tokens.start).then_some(sentence.tokens.start..comma)
    });
    Some(Clause { source, cue: Some(group..verb + 1), end: quotation.tokens.start, lead })
}

/// What follows a quotation in its sentence, where the quotation is no whole sentence: `“our bridge” and the road`.
fn rest_of_sentence(view: &View<'_>, quotation: &Quotation, next: usize) -> Option<Range<usize>> {
    let start = quotation.tokens.end;
    let finished = matches!(view.lower(last_inside(view, quotation)), "." | "!" | "?" | "…" | ",");
    let sentence = &view.text.sentences[view.text.sentence_at(quotation.outer.end().saturating_sub(1))?];
    let mut end = sentence.tokens.end.min(next);
    while end > start && matches!(view.class(end - 1), Class::Stop | Class::Comma) {
        end -= 1;
    }
    let plain = !finished && start < end && !matches!(view.class(start), Class::Comma | Class::Semicolon | Class::Dash);
    plain.then_some(start..end)
}

/// `Lind:` or `From Lind:`.
fn label_before(view: &View<'_>, mut stretch: Range<usize>, colon: usize) -> Option<Clause> {
    if matches!(view.lower(stretch.start), "from" | "by") {
        stretch.start += 1;
    }
    // `Lind on the raids: “…”`
    let about = (stretch.start + 1..stretch.end).find(|at| matches!(view.lower(*at), "on" | "in" | "at" | "to"));
    stretch.end = about.unwrap_or(stretch.end);
    let named = stretch.clone().any(|i| matches!(view.class(i), Class::Name | Class::Subject | Class::Pronoun));
    let short = stretch.len() <= LABEL && !stretch.clone().any(|i| view.class(i).finite());
    (named && short).then(|| Clause { source: Some(stretch), cue: Some(colon..colon + 1), end: colon + 1, lead: None })
}

/// `“…” —Lind, envoy of Estmark` right after the quotation, up to the end of the sentence.
fn dash_after(view: &View<'_>, quotation: &Quotation, next: usize) -> Option<Clause> {
    let dash = quotation.tokens.end;
    if view.class(dash) != Class::Dash {
        return None;
    }
    let first = (dash..dash + 3).find(|i| view.class(*i) != Class::Dash)?;
    let sentence = &view.text.sentences[view.text.sentence_at(view.text.tokens.get(first)?.span.start())?];
    let mut end = sentence.tokens.end.min(next);
    while end > first && view.class(end - 1) == Class::Stop {
        end -= 1;
    }
    let name = first..end;
    let plain = view.class(first) == Class::Name && name.len() <= LABEL && !name.clone().any(|i| view.class(i).finite());
    plain.then(|| Clause { source: Some(name.clone()), cue: Some(dash..first), end, lead: None })
}

/// Whether a quotation without a clause of its own goes on with what was attributed before, whose clause ends at `end`.
fn goes_on(view: &View<'_>, end: usize, quotation: &Quotation) -> bool {
    let start = quotation.tokens.start;
    if end > start || start - end > TAIL {
        return false;
    }
    // `… he said in a statement on Monday. “…`: nothing but the end of the sentence stands in between.
    if (end..start.saturating_sub(1))
        .any(|at| view.class(at) == Class::Stop && view.text.tokens.get(at + 1).is_none_or(|next| next.capital))
    {
        return false;
    }
    let paragraph = |token: usize| {
        let span = view.text.tokens.get(token)?.span;
        view.text.sentence_at(span.start()).map(|i| view.text.sentences[i].paragraph)
    };
    let (before, here) = (paragraph(end.saturating_sub(1)), paragraph(start));
    let told = (end..start).any(|at| view.class(at).finite());
    before == here || !told && before.map(|p| p + 1) == here && view.begins_paragraph(start)
}

impl View<'_> {
    /// Whether the token is the first of its paragraph.
    fn begins_paragraph(&self, at: usize) -> bool {
        let Some(token) = self.text.tokens.get(at) else { return false };
        let sentence = self.text.sentence_at(token.span.start()).and_then(|i| self.text.sentences.get(i));
        sentence
            .filter(|sentence| sentence.tokens.start == at)
            .and_then(|sentence| self.paragraph_tokens(sentence.paragraph))
            .is_some_and(|tokens| tokens.start == at)
    }
}
