//! What the trained tagger finds, joined with what the rules found: the tagger knows the many ways in which words are reported, the
//! rules know the turns of a transcript and quotations that no clause attributes.
use super::apart;
use super::class::{self, Class};
use super::cues::{Cues, Form};
use super::indirect::is_many;
use super::phrase::View;
use crate::quotation::Quotations;
use crate::text::Text;
use evidence::{Attribution, Doubt, DoubtKind, Place, Span};
use std::collections::BTreeSet;
use std::ops::Range;
use tagger::Tagger;

/// The acts are read off the tagger's attributions from this score up, where the rules found none.
const SURE: f32 = 0.8;

/// Who said what in a text, for the reading and for what reads on.
#[derive(Clone, PartialEq, Debug)]
pub struct Attributed {
    /// All that were found, in order of their content; one within another comes after it.
    pub attributions: Vec<Attribution>,
    /// Those that the acts are read off, in order of their content. The patterns of acts were made for what the rules find, with its
    /// borders; the tagger adds what the rules have not seen at all.
    pub for_acts: Vec<Attribution>,
    /// What is left open.
    pub doubts: Vec<Doubt>,
}

impl Attributed {
    /// What the rules found, alone.
    pub fn ruled((attributions, doubts): (Vec<Attribution>, Vec<Doubt>)) -> Self {
        Self { for_acts: attributions.clone(), attributions, doubts }
    }
}

/// Joins what [`attribute`](super::attribute) found with what the tagger finds. Time: that of the tagger, linear in the text.
pub fn join(
    text: &Text<'_>,
    quotations: &Quotations,
    (rules, doubts): (Vec<Attribution>, Vec<Doubt>),
    tagger: &Tagger,
    threads: usize,
) -> Attributed {
    let spoken = spoken(quotations);
    let classes = class::classes(text, Cues::embedded());
    let view = View { text, classes: &classes };
    let mut found = tagger.attributions(text.source, &tagger::Config { threads, nested: true });
    found.retain(|found| found.within.is_none() || !wished(&view, found));
    let learned = found.into_iter().filter_map(|found| placed(found, &spoken));
    let learned: Vec<Attribution> = learned.map(|found| with_near_subject(&view, found)).collect();
    let learned = with_further_reproaches(&view, learned);
    let contents = Contents::of(&learned);

    let missed = |rule: &&Attribution| {
        // A turn of a transcript holds what its speaker reports; it stays whole unless the tagger has the very same.
        let turn = rule.source.is_some() && rule.cue.as_ref().is_none_or(|cue| cue.words(text.source) == ":");
        rule.direct && (!contents.hold(&rule.content) || turn && !contents.alike(&rule.content))
    };
    let mut attributions = learned.clone();
    attributions.extend(rules.iter().filter(missed).cloned());

    let (ruled, cues) = (Contents::of(&rules), cues(&rules));
    let mut for_acts = rules;
    for_acts.extend(learned.into_iter().filter(|a| {
        let sure = a.confidence.is_some_and(|score| score >= SURE);
        sure && shared(&ruled.cover, &a.content) == 0 && a.cue.as_ref().is_none_or(|cue| shared(&cues, cue) == 0)
    }));

    let open = |doubt: &Doubt| doubt.kind != DoubtKind::UnknownSpeaker || doubt.at.as_ref().is_none_or(|at| !contents.hold(at));
    let doubts = doubts.into_iter().filter(open).collect();
    Attributed { attributions: in_order(attributions), for_acts: in_order(for_acts), doubts }
}

/// Whether it is what another wants of its source ("demanded that Norland agree to a truce"): the verb of one, in its base form.
fn wished(view: &View<'_>, found: &tagger::Attribution) -> bool {
    let token = |ranges: &[Range<usize>], last: bool| {
        let range = if last { ranges.last() } else { ranges.first() }?;
        let tokens = view.text.tokens_in(Span::new(range.start, range.end)?);
        if last { tokens.last() } else { tokens.into_iter().next() }
    };
    let (Some(first), Some(last), Some(verb)) = (token(&found.source, false), token(&found.source, true), token(&found.cue, false)) else {
        return false;
    };
    let base = Cues::embedded().verb(view.lower(verb)).map_or(view.class(verb) == Class::Base, |(_, form)| form == Form::Base);
    let one = matches!(view.class(last), Class::Name | Class::Noun) || matches!(view.lower(last), "he" | "she" | "it");
    base && one && verb == last + 1 && !is_many(view, first..verb)
}

/// The attribution with the subject of the relative clause right before its participle as source, where there is one: the tagger joins
/// such a participle to the subject of the whole sentence.
fn with_near_subject(view: &View<'_>, found: Attribution) -> Attribution {
    let Some(cue) = &found.cue else { return found };
    let verb = view.text.token_at(cue.start());
    if view.class(verb) != Class::Ing {
        return found;
    }
    let from = view.text.sentence_at(cue.start()).map_or(0, |sentence| view.text.sentences[sentence].tokens.start);
    let source = view.relative_subject(from, verb).and_then(|subject| view.text.span_of(subject)).map(Place::from);
    match source.filter(|source| apart(source, cue) && apart(source, &found.content)) {
        Some(source) => Attribution { source: Some(source), ..found },
        None => found,
    }
}

/// Attributions whose content lists what somebody is reproached with go on over a comma to the next of it: "accused Norland of
/// shelling the port, breaking the truce". The tagger ends such a content at the comma.
fn with_further_reproaches(view: &View<'_>, mut learned: Vec<Attribution>) -> Vec<Attribution> {
    let places = learned.iter().flat_map(|a| a.source.iter().chain(&a.cue).chain(std::iter::once(&a.content)));
    let used = joined(places.flat_map(|place| place.spans().iter().copied()));
    for a in &mut learned {
        let Some((last, before)) = a.content.spans().split_last() else { continue };
        let tokens = view.text.tokens_in(*last);
        let (Some(sentence), Some(end)) = (view.text.sentence_at(last.start()), tokens.clone().last()) else { continue };
        let stop = view.text.sentences[sentence].tokens.end;
        let reproach = a.cue.iter().flat_map(|cue| cue.spans()).any(|cue| view.text.tokens_in(*cue).any(|at| is_reproach(view.lower(at))));
        let lists = tokens.clone().any(|at| {
            let next = if view.class(at + 1) == Class::Adverb { at + 2 } else { at + 1 };
            matches!(view.lower(at), "of" | "for") && next <= end && view.class(next) == Class::Ing
        });
        if !reproach || !lists || end + 2 >= stop || view.class(end + 1) != Class::Comma || view.class(end + 2) != Class::Ing {
            continue;
        }
        let over = |at: &usize| matches!(view.class(*at), Class::Comma | Class::Stop | Class::Semicolon | Class::Quote | Class::Dash);
        let to = (end + 2..stop).find(over).unwrap_or(stop);
        let span = view.text.span_of(tokens.start..to);
        let free = view.text.span_of(end + 2..to).and_then(|span| Some(shared(&used, &Place::of([span])?) == 0));
        if free == Some(true)
            && let Some(content) = Place::of(before.iter().copied().chain(span))
        {
            a.content = content;
        }
    }
    learned
}

/// Whether a word's verb is one of reproach ("accused", "blames").
fn is_reproach(word: &str) -> bool {
    Cues::embedded().verb(word).is_some_and(|(verb, _)| verb.act.as_deref() == Some("accuse"))
}

/// The tagger's attribution as the reader's own, `direct` where most of its content stands in quotation marks.
fn placed(found: tagger::Attribution, spoken: &[Span]) -> Option<Attribution> {
    let place = |ranges: Vec<Range<usize>>| Place::of(ranges.into_iter().filter_map(|range| Span::new(range.start, range.end)));
    let content = place(found.content)?;
    let direct = shared(spoken, &content) * 2 > length(&content);
    let cue = place(found.cue).filter(|cue| apart(cue, &content));
    let source = place(found.source).filter(|source| apart(source, &content));
    Some(Attribution { source, cue, content, speaker: None, direct, confidence: Some(found.score) })
}

fn in_order(mut attributions: Vec<Attribution>) -> Vec<Attribution> {
    attributions.sort_by(|a, b| {
        let place = |a: &Attribution| (a.content.start(), std::cmp::Reverse(a.content.end()));
        place(a).cmp(&place(b)).then_with(|| a.cue.cmp(&b.cue))
    });
    attributions.dedup_by(|a, b| a.content == b.content && a.source == b.source && a.cue == b.cue);
    attributions
}

/// Quotations that are speech, none within another, ascending.
fn spoken(quotations: &Quotations) -> Vec<Span> {
    let speech = quotations.all.iter().filter(|quotation| quotation.depth == 0 && !quotation.scare);
    joined(speech.flat_map(|quotation| quotation.outer.spans().iter().copied()))
}

fn cues(attributions: &[Attribution]) -> Vec<Span> {
    joined(attributions.iter().filter_map(|a| a.cue.as_ref()).flat_map(|cue| cue.spans().iter().copied()))
}

/// The contents of attributions, to look places up in.
struct Contents {
    /// Ascending and apart.
    cover: Vec<Span>,
    /// First and last byte of each.
    hulls: BTreeSet<(usize, usize)>,
}

impl Contents {
    fn of(attributions: &[Attribution]) -> Self {
        Self {
            cover: joined(attributions.iter().flat_map(|a| a.content.spans().iter().copied())),
            hulls: attributions.iter().map(|a| (a.content.start(), a.content.end())).collect(),
        }
    }

    /// Whether at least half of a place lies in them.
    fn hold(&self, place: &Place) -> bool {
        shared(&self.cover, place) * 2 >= length(place)
    }

    /// Whether one of them reaches about as far as a place: an overlap of more than half of both together.
    fn alike(&self, place: &Place) -> bool {
        let (from, to) = (place.start(), place.end());
        // One that shares more than half begins less than a length away.
        let near = self.hulls.range((from.saturating_sub(to - from), 0)..(to, 0));
        near.into_iter().any(|&(start, end)| {
            let both = end.min(to).saturating_sub(start.max(from));
            both * 2 > end.max(to) - start.min(from)
        })
    }
}

fn joined(spans: impl IntoIterator<Item = Span>) -> Vec<Span> {
    Place::of(spans).map_or_else(Vec::new, |place| place.spans().to_vec())
}

/// How many bytes of `place` lie in `spans`, which are ascending and apart.
fn shared(spans: &[Span], place: &Place) -> usize {
    let of = |part: &Span| {
        let first = spans.partition_point(|span| span.end() <= part.start());
        let over = spans[first..].iter().take_while(|span| span.start() < part.end());
        over.map(|span| span.end().min(part.end()) - span.start().max(part.start())).sum::<usize>()
    };
    place.spans().iter().map(of).sum()
}

fn length(place: &Place) -> usize {
    place.spans().iter().map(|span| span.len()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The attribution of a text whose parts are written between marks: `<source> {cue} [content]`.
    fn marked(written: &str) -> (String, tagger::Attribution) {
        let mut text = String::new();
        let mut open = 0;
        let mut found = tagger::Attribution { source: Vec::new(), cue: Vec::new(), content: Vec::new(), within: None, score: 0.9 };
        for c in written.chars() {
            match c {
                '<' | '{' | '[' => open = text.len(),
                '>' => found.source.push(open..text.len()),
                '}' => found.cue.push(open..text.len()),
                ']' => found.content.push(open..text.len()),
                c => text.push(c),
            }
        }
        (text, found)
    }

    fn with<T>(written: &str, then: impl FnOnce(&View<'_>, tagger::Attribution) -> T) -> T {
        let (source, found) = marked(written);
        let text = Text::of(&source);
        let classes = class::classes(&text, Cues::embedded());
        then(&View { text: &text, classes: &classes }, found)
    }

    #[test]
    fn what_another_wants_of_somebody_is_no_word_of_his() {
        let is_wished = |written: &str| with(written, |view, found| wished(view, &found));
        assert!(is_wished("Lind demanded that <Sudria> {agree to} [an immediate truce]."));
        for said in [
            "Lind said that <Sudria> {agrees to} [an immediate truce].",
            "Lind said that <the envoys> {agree to} [an immediate truce].",
            "Lind said that <Sudria and Estmark> {agree on} [a truce].",
            "Lind said that <Sudria> {will agree to} [a truce].",
        ] {
            assert!(!is_wished(said), "{said}");
        }
    }

    #[test]
    fn a_participle_after_a_relative_clause_is_that_clauses() {
        let source = |written: &str| {
            with(written, |view, found| {
                let near = with_near_subject(view, placed(found, &[]).expect("a content"));
                near.source.map(|source| source.words(view.text.source).to_owned())
            })
        };
        let near = source("<Lind> wants a truce, a step that Dessa has long resisted, {insisting} [that the harbour be opened first].");
        assert_eq!(near.as_deref(), Some("Dessa"));
        let main = source("<Lind> told Dessa of the truce, {insisting} [that the harbour be opened first].");
        assert_eq!(main.as_deref(), Some("Lind"));
    }

    #[test]
    fn a_list_of_reproaches_goes_on_over_the_comma() {
        let content = |written: &str| {
            with(written, |view, found| {
                let found = with_further_reproaches(view, placed(found, &[]).into_iter().collect());
                found[0].content.words(view.text.source).to_owned()
            })
        };
        let listed = content("<Lind> {accused} [Sudria of seizing the port], breaking the truce of March.");
        assert_eq!(listed, "Sudria of seizing the port, breaking the truce of March");
        let other = content("<Lind> {announced} [a plan of seizing the port], breaking the truce of March.");
        assert_eq!(other, "a plan of seizing the port");
    }
}
