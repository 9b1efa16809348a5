//! What an act waits for: "if", "only if", "unless", "until", "once", "in return for" with the words that follow.
mod price;

pub(crate) use price::{price, put};

use crate::scene::Scene;
use crate::text::{Text, TokenKind};
use evidence::{ActKind, ActorId, Condition, Place, Relation};
use std::ops::Range;

/// Words that open a condition; of those that begin alike the longer ones first.
const OPENERS: &[(&[&str], Relation)] = &[
    (&["on", "the", "condition", "that"], Relation::OnlyIf),
    (&["on", "condition", "that"], Relation::OnlyIf),
    (&["under", "the", "condition", "that"], Relation::OnlyIf),
    (&["on", "condition"], Relation::OnlyIf),
    (&["in", "exchange", "for"], Relation::OnlyIf),
    (&["in", "return", "for"], Relation::OnlyIf),
    (&["be", "met", "first"], Relation::OnlyIf),
    (&["only", "if"], Relation::OnlyIf),
    (&["only", "when"], Relation::OnlyIf),
    (&["only", "once"], Relation::OnlyIf),
    (&["only", "after"], Relation::OnlyIf),
    (&["as", "long", "as"], Relation::OnlyIf),
    (&["so", "long", "as"], Relation::OnlyIf),
    (&["provided", "that"], Relation::OnlyIf),
    (&["providing", "that"], Relation::OnlyIf),
    (&["conditional", "on"], Relation::OnlyIf),
    (&["contingent", "on"], Relation::OnlyIf),
    (&["contingent", "upon"], Relation::OnlyIf),
    (&["conditional", "upon"], Relation::OnlyIf),
    (&["conditioned", "on"], Relation::OnlyIf),
    (&["conditioned", "upon"], Relation::OnlyIf),
    (&["dependent", "on"], Relation::OnlyIf),
    (&["dependent", "upon"], Relation::OnlyIf),
    (&["depend", "on"], Relation::OnlyIf),
    (&["depend", "upon"], Relation::OnlyIf),
    (&["depends", "on"], Relation::OnlyIf),
    (&["depends", "upon"], Relation::OnlyIf),
    (&["depending", "on"], Relation::If),
    (&["depending", "upon"], Relation::If),
    (&["hinge", "on"], Relation::OnlyIf),
    (&["hinges", "on"], Relation::OnlyIf),
    (&["subject", "to"], Relation::OnlyIf),
    (&["in", "the", "event", "of"], Relation::If),
    (&["in", "the", "event", "that"], Relation::If),
    (&["under", "the", "right"], Relation::If),
    (&["when", "the", "conditions"], Relation::If),
    (&["when", "conditions"], Relation::If),
    (&["as", "soon", "as"], Relation::After),
    (&["upon"], Relation::After),
    (&["even", "if"], Relation::Alongside),
    (&["unless"], Relation::Unless),
    (&["until"], Relation::Until),
    (&["if"], Relation::If),
    (&["once"], Relation::After),
    (&["the", "minute"], Relation::After),
    (&["the", "moment"], Relation::After),
    (&["provided"], Relation::OnlyIf),
    (&["should"], Relation::If),
    (&["without"], Relation::Unless),
];

/// What one refuses who waits for something to end; one who "will not attack as long as" waits for it to go on.
#[rustfmt::skip]
const GIVES: &[&str] = &[
    "talk", "negotiate", "meet", "sign", "return", "release", "free", "accept", "agree", "withdraw", "lift", "open", "give", "hand", "allow",
    "join", "enter", "recognize", "recognise", "disarm", "discuss", "sit", "engage", "begin", "start", "make", "let", "be", "go",
];

/// Whether an act of this kind can wait for something. A judgement, a charge, a deed and a meeting that was held do not: an "if" in their
/// words is a part of what is judged.
pub(crate) const fn can_wait(kind: ActKind) -> bool {
    !matches!(kind, ActKind::Assess | ActKind::Accuse | ActKind::Deny | ActKind::Deed | ActKind::Contact | ActKind::Endorse)
}

/// The condition of an act with this quote, within its sentence, with the rule that found it.
pub(crate) fn condition(scene: &Scene<'_, '_>, quote: &Place, sentence: Range<usize>) -> Option<(Condition, String)> {
    let text = scene.text;
    let tokens = text.tokens_in(quote.hull());
    // Within the act's words, right after them, or at the head of the sentence right before them.
    let after = tokens.end..sentence.end.min(tokens.end + 2);
    // "Not until Friday unless Norland signs": a day is no condition, and what follows it may be one.
    let dated = |found: &(usize, usize, Relation)| found.2 == Relation::Until && !waits_until(text, found.0, &tokens);
    let within = search(text, tokens.clone())
        .and_then(|found| if dated(&found) { search(text, found.0 + 1..tokens.end).or(Some(found)) } else { Some(found) });
    let (at, length, relation) = within.or_else(|| search(text, after)).or_else(|| {
        search(text, sentence.start..tokens.start).filter(|&(at, _, relation)| {
            // "If both agree, then ..., it will": but not what another clause adds.
            let opens = relation == Relation::If && at <= sentence.start + 1;
            let mut between = at + 1..tokens.start;
            let other = between.clone().any(|i| matches!(text.lower(i), "but" | "while" | "although" | ";" | "said" | "says"));
            comma_before(text, at, tokens.start) || opens && !other && between.any(|i| text.lower(i) == ",")
        })
    })?;
    let said = |words: &[&str]| (0..words.len()).all(|i| text.lower(at + i) == words[i]);
    if relation == Relation::Alongside
        || said(&["on", "condition", "of"])
        || said(&["if", "not"])
        || said(&["if", "any"])
        || said(&["if", "necessary"])
        || said(&["if", "possible"])
        || said(&["if", "confirmed"])
        || said(&["if", "asked"])
        || said(&["if", "true"])
        || said(&["if", "anything"])
        || said(&["as", "long", "as", "it", "takes"])
        || said(&["as", "long", "as", "necessary"])
        || said(&["as", "long", "as", "you", "can"])
        || said(&["once", "again"])
        || said(&["once", "more"])
        || said(&["once", "or"])
        || said(&["until", "now"])
        || said(&["until", "recently"])
    {
        return None;
    }
    if relation == Relation::Until && !waits_until(text, at, &tokens) {
        return None;
    }
    if relation == Relation::After && !text.lower(at + 1).chars().next().is_some_and(char::is_alphabetic) {
        return None;
    }
    let first = said(&["be", "met", "first"]);
    let (from, to) =
        if first { (start_of_phrase(text, tokens.start, at), at + length) } else { (at, end_of_phrase(text, at + length, sentence.end)) };
    let span = text.span_of(from..to)?;
    let words = Place::from(span);
    // What stands before "be met first" opens with whose move it is.
    let moves = if first { from..to } else { at + length..to };
    let (mut measure, actor) = (scene.first_measure(from..to), whose_move(scene, moves));
    // "In exchange for “limited, targeted and reversible relief”": what is given stands at the end of a row.
    if said(&["in", "exchange", "for"]) || said(&["in", "return", "for"]) {
        measure = measure.or_else(|| scene.first_measure(from..to.max(tokens.end)));
    }
    let opener = (at..at + length).map(|i| text.lower(i)).collect::<Vec<_>>().join(" ");
    Some((Condition { relation, measure, actor, words }, format!("“{opener}”")))
}

/// Whose move an act waits for, by the words after those that open the condition: whom they name first, but "until it sees evidence that Sudria has
/// left" waits for Sudria, and "unless the ministry raises its offer" for a ministry that may be nobody's here.
fn whose_move(scene: &Scene<'_, '_>, words: Range<usize>) -> Option<ActorId> {
    let text = scene.text;
    let shown = |at: &usize| {
        let before = text.lower(at.wrapping_sub(1));
        text.lower(*at) == "that"
            && matches!(
                before,
                "convinced" | "satisfied" | "sure" | "certain" | "confident" | "evidence" | "proof" | "sees" | "see" | "signs"
            )
    };
    if let Some(that) = (words.start + 1..words.end).find(shown) {
        return scene.first_principal(that + 1..words.end);
    }
    let (article, noun, verb) = (text.lower(words.start), words.start + 1, words.start + 2);
    let mention = scene.cast.mentions_in(words.clone()).first()?;
    let owned = matches!(text.lower(mention.tokens.start), "its" | "their" | "his" | "her") && mention.tokens.start > verb;
    let somebody = matches!(article, "the" | "a" | "an") && text.tokens.get(noun).is_some_and(|it| !it.capital);
    if owned && somebody && !matches!(text.lower(verb), "of" | "in" | "on" | "for" | "to" | "with") {
        return None;
    }
    scene.first_principal(words)
}

fn search(text: &Text<'_>, tokens: Range<usize>) -> Option<(usize, usize, Relation)> {
    tokens.clone().find_map(|at| {
        OPENERS
            .iter()
            .find(|(words, _)| (0..words.len()).all(|i| text.lower(at + i) == words[i]) && opens_condition(text, at, words, &tokens))
            .map(|(words, relation)| (at, words.len(), *relation))
    })
}

/// Whether words that can open a condition do so here.
fn opens_condition(text: &Text<'_>, at: usize, words: &[&str], within: &Range<usize>) -> bool {
    let before = at.checked_sub(1).map_or("", |i| text.lower(i));
    let next = text.lower(at + words.len());
    let capital = |i: usize| text.tokens.get(i).is_some_and(|token| token.capital && token.kind == TokenKind::Word);
    let somebody = matches!(
        next,
        "the"
            | "a"
            | "an"
            | "any"
            | "it"
            | "they"
            | "he"
            | "she"
            | "we"
            | "such"
            | "talks"
            | "negotiations"
            | "its"
            | "their"
            | "his"
            | "her"
            | "our"
            | "all"
            | "both"
            | "no"
            | "every"
            | "there"
    ) || capital(at + words.len()) && !next.ends_with("day");
    let after_name = at > 0 && capital(at - 1);
    match words {
        // "As if it were over"; and who asks or sees "if" it is so wants to know, and waits for nothing.
        ["if"] => {
            let wants = |i: usize| matches!(text.lower(i), "not" | "to" | "don't" | "doesn't" | "didn't");
            let knows = matches!(before, "know" | "known" | "sure" | "certain");
            let asks = ["as", "see", "decide", "decides", "determine", "ask", "asks", "asked", "wonder", "wonders", "wondered", "unclear"];
            !(asks.contains(&before) || knows && (at.saturating_sub(4)..at).any(wants))
        }
        // "has provided more than", "is provided with", "aid Norland provided".
        ["provided"] => {
            let held = ["has", "have", "had", "is", "are", "was", "were", "be", "been", "being", "by", "not", "also", "and"];
            before == "," || somebody && !held.contains(&before) && !after_name
        }
        // "The talks should go on", but "should the talks fail"; and no question.
        ["should"] => {
            let asks = ["so", "nor", "neither", "why", "how", "what", "when", "where", "as", "who", "which", "whom"];
            let question = (at..within.end + 2).any(|i| text.lower(i) == "?");
            somebody && !asks.contains(&before) && !question && !after_name
        }
        // "As soon as possible", "as soon as Monday".
        ["as", "soon", "as"] => {
            let can = matches!(text.lower(at + words.len() + 1), "can" | "could" | "is" | "was");
            let article = matches!(next, "the" | "a" | "an" | "this" | "next");
            let time = is_time(text, if article { at + words.len() + 1 } else { at + words.len() });
            (somebody || next == "conditions") && !time && !(can && matches!(next, "it" | "he" | "she" | "they" | "we"))
        }
        // "Upon full implementation of the measures, both sides will": at the head, of what is to be done.
        ["upon"] => {
            let done = |i: usize| {
                let word = text.lower(i);
                matches!(word, "completion" | "implementation" | "conclusion" | "receipt" | "entry" | "signing" | "signature" | "release")
                    || word.ends_with("ment") && word.starts_with("fulfil")
                    || matches!(word, "ratification" | "confirmation" | "verification" | "approval" | "withdrawal")
            };
            at <= within.start + 1 && (at + 1..at + 4).any(done)
        }
        // "When conditions allow", not "when conditions at the front became worse".
        ["when", .., "conditions"] => {
            (at + words.len()..at + words.len() + 3).any(|i| matches!(text.lower(i), "are" | "allow" | "permit" | "is"))
        }
        ["under", "the", "right"] => {
            matches!(next, "conditions" | "circumstances" | "terms") || text.lower(at + words.len() + 1) == "conditions"
        }
        // "Is subject to sanctions", "subject to a tariff": what is suffered is no condition.
        ["subject", "to"] => {
            let consent = |i: usize| {
                matches!(
                    text.lower(i),
                    "approval"
                        | "confirmation"
                        | "ratification"
                        | "agreement"
                        | "review"
                        | "consent"
                        | "conditions"
                        | "vote"
                        | "verification"
                        | "guarantees"
                        | "assurances"
                        | "inspection"
                        | "inspections"
                        | "progress"
                        | "talks"
                        | "negotiations"
                        | "signature"
                )
            };
            (at + 2..at + 6).any(consent)
        }
        ["the", "minute" | "moment"] => {
            somebody && !matches!(before, "for" | "at" | "of" | "in" | "from" | "since" | "until" | "to" | "by" | "is" | "was")
        }
        // "Will not talk as long as the siege goes on" waits for its end, which these words do not name.
        ["as" | "so", "long", "as"] => {
            let mut before = within.start.max(at.saturating_sub(15))..at;
            !before.any(|i| {
                let not = matches!(text.lower(i), "not" | "never" | "won't" | "cannot" | "can't" | "wouldn't");
                not && GIVES.contains(&text.lower(i + 1))
            })
        }
        // "Without an answer, Norland will"; not "without hesitation, it accepted".
        ["without"] => {
            let comma = (at..within.end).find(|&i| text.lower(i) == ",");
            let idle = next.ends_with("ing")
                || matches!(
                    next,
                    "doubt" | "question" | "hesitation" | "delay" | "warning" | "fail" | "exception" | "further" | "explanation"
                );
            let waits = comma.is_some_and(|comma| {
                (comma..within.end)
                    .any(|i| matches!(text.lower(i), "will" | "would" | "cannot" | "can" | "could" | "must" | "may" | "won't"))
            });
            at <= within.start + 1 && !idle && waits
        }
        _ => true,
    }
}

/// A condition at the head of a sentence ends at the comma before the act: "If the guns fall silent, Sudria will ..."
fn comma_before(text: &Text<'_>, opener: usize, act: usize) -> bool {
    act > opener
        && (opener + 1..act).filter(|&i| text.lower(i) == ",").count() == 1
        && (act.saturating_sub(3)..act).any(|i| text.lower(i) == ",")
}

/// "not until", "will go on until": time words ("until Friday") are no condition.
fn waits_until(text: &Text<'_>, at: usize, tokens: &Range<usize>) -> bool {
    let day = is_time(text, if text.lower(at + 1) == "the" { at + 2 } else { at + 1 });
    !day && tokens.start < at
}

/// Whether a word is of a date or a part of the day.
fn is_time(text: &Text<'_>, i: usize) -> bool {
    let word = text.lower(i);
    word.ends_with("day")
        || word.chars().next().is_some_and(|c| c.is_ascii_digit())
        || matches!(
            word,
            "march"
                | "june"
                | "july"
                | "november"
                | "december"
                | "january"
                | "april"
                | "may"
                | "august"
                | "september"
                | "october"
                | "february"
                | "next"
                | "midnight"
                | "noon"
                | "late"
                | "early"
                | "mid-november"
                | "end"
                | "beginning"
                | "weekend"
                | "week"
                | "month"
                | "year"
        )
        || (text.lower(i + 1) == "." || text.lower(i + 1).chars().next().is_some_and(|c| c.is_ascii_digit()))
            && matches!(word, "jan" | "feb" | "mar" | "apr" | "jun" | "jul" | "aug" | "sep" | "sept" | "oct" | "nov" | "dec")
}

fn start_of_phrase(text: &Text<'_>, from: usize, at: usize) -> usize {
    let mut start = at;
    while start > from
        && !matches!(text.lower(start - 1), "that" | "," | "insisting" | "insists" | "insisted" | "demanding" | "said" | "saying")
    {
        start -= 1;
    }
    start
}

fn end_of_phrase(text: &Text<'_>, from: usize, limit: usize) -> usize {
    let mut end = from;
    // A stop within the sentence is that of an abbreviation.
    let abbreviated =
        |at: usize| text.lower(at) == "." && at + 1 < limit && text.tokens.get(at + 1).is_some_and(|next| next.kind != TokenKind::Mark);
    // "In exchange for “very limited” relief": a quotation of some words that began within the phrase.
    let inner_quotation = |at: usize| {
        let began = (from..at).rev().find(|&i| matches!(text.lower(i), "“" | "”")).is_some_and(|i| text.lower(i) == "“");
        let goes_on = text.tokens.get(at + 1).is_some_and(|next| next.kind == TokenKind::Word && !next.capital);
        text.lower(at) == "”" && began && goes_on && at + 1 < limit && !matches!(text.lower(at + 1), "and" | "but" | "or" | "was" | "is")
    };
    let goes_on = |at: usize| abbreviated(at) || inner_quotation(at);
    while end < limit && (goes_on(end) || !matches!(text.lower(end), "," | ";" | "." | "!" | "?" | "”" | "\"" | "—" | "–" | ":")) {
        end += 1;
    }
    end.max(from)
}
