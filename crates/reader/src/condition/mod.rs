//! What an act waits for: "if", "only if", "unless", "until", "once", "in return for" with the words that follow.
use crate::scene::Scene;
use crate::text::{Text, TokenKind};
use evidence::{ActKind, Condition, Place, Relation};
use std::ops::Range;

/// Words that open a condition, the longer ones first.
const OPENERS: &[(&[&str], Relation)] = &[
    (&["on", "the", "condition", "that"], Relation::OnlyIf),
    (&["on", "condition", "that"], Relation::OnlyIf),
    (&["under", "the", "condition", "that"], Relation::OnlyIf),
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
    (&["depend", "on"], Relation::OnlyIf),
    (&["depends", "on"], Relation::OnlyIf),
    (&["depending", "on"], Relation::If),
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
    let (measure, actor) = (scene.first_measure(from..to), scene.first_principal(from..to));
    let opener = (at..at + length).map(|i| text.lower(i)).collect::<Vec<_>>().join(" ");
    Some((Condition { relation, measure, actor, words }, format!("“{opener}”")))
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
    let date = |i: usize| {
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
            )
            || (text.lower(i + 1) == "." || text.lower(i + 1).chars().next().is_some_and(|c| c.is_ascii_digit()))
                && matches!(word, "jan" | "feb" | "mar" | "apr" | "jun" | "jul" | "aug" | "sep" | "sept" | "oct" | "nov" | "dec")
    };
    let day = if text.lower(at + 1) == "the" { date(at + 2) } else { date(at + 1) };
    !day && tokens.start < at
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
    while end < limit && (abbreviated(end) || !matches!(text.lower(end), "," | ";" | "." | "!" | "?" | "”" | "\"" | "—" | "–" | ":"))
    {
        end += 1;
    }
    end.max(from)
}

/// A condition told without "if": what is held back and what must come stand on the two sides of a verb or of "before".
pub(crate) struct Price {
    /// What must come.
    pub(crate) condition: Condition,
    /// The words of what is held back.
    pub(crate) held_back: Place,
    /// How it was told.
    pub(crate) rule: String,
}

/// Verbs between a deal and what it must have: "any deal must include the release of all prisoners".
const REQUIRES: &[&[&str]] = &[
    &["must"],
    &["would", "have", "to"],
    &["will", "have", "to"],
    &["has", "to"],
    &["have", "to"],
    &["had", "to"],
    &["will", "ultimately", "require"],
    &["will", "require"],
    &["would", "require"],
    &["requires"],
    &["require"],
    &["should", "include"],
    &["should", "be", "based", "on"],
    &["is", "going", "to", "require"],
    &["depends", "on"],
    &["will", "depend", "on"],
    &["would", "depend", "on"],
];

/// The price in a clause such as "any deal must include X" or "X must stop before we talk"; `None` where it is no such clause.
pub(crate) fn price(scene: &Scene<'_, '_>, quote: &Place, sentence: Range<usize>, demanded: bool) -> Option<Price> {
    let (text, cast) = (scene.text, scene.cast);
    let tokens = text.tokens_in(quote.hull());
    // "They must leave the delta before we sit down": what comes after "before" waits for what stands before it.
    if demanded {
        let comes = |i: usize| matches!(text.lower(i - 1), "come" | "comes" | "came" | "go" | "goes" | "went" | "appear" | "appears");
        let before = (tokens.start + 2..sentence.end.min(tokens.end + 3))
            .find(|&i| text.lower(i) == "before" && !comes(i) && waits_before(scene, i, sentence.end));
        if let Some(before) = before {
            let end = end_of_phrase(text, before + 1, sentence.end);
            let held_back: Place = text.span_of(before + 1..end)?.into();
            let condition = named(scene, tokens.start..before, Relation::OnlyIf)?;
            return Some(Price { condition, held_back, rule: "“… before …”".to_owned() });
        }
    }
    let (at, words) = tokens.clone().find_map(|i| {
        REQUIRES
            .iter()
            .filter(|words| (0..words.len()).all(|k| text.lower(i + k) == words[k]))
            .max_by_key(|words| words.len())
            .map(|words| (i, words))
    })?;
    if at <= tokens.start || at - tokens.start > 10 {
        return None;
    }
    // "The truce must be respected", "any deal must come before the Senate": what is to be done with it is no price.
    let done = |i: usize| {
        text.lower(i) == "be" && !matches!(text.lower(i + 1), "based" | "built" | "accompanied" | "tied" | "linked" | "preceded" | "part")
            || matches!(text.lower(i), "come" | "go" | "begin" | "start" | "continue" | "end" | "hold" | "last" | "succeed")
                && (matches!(
                    text.lower(i + 1),
                    "." | "," | ";" | "”" | "\"" | "before" | "into" | "through" | "soon" | "now" | "by" | "on" | ""
                ) || i + 1 >= tokens.end)
    };
    if done(at + words.len()) {
        return None;
    }
    let opens =
        matches!(text.lower(tokens.start), "any" | "a" | "an" | "the" | "every" | "final" | "future" | "real" | "lasting" | "no" | "such")
            || text.lower(tokens.start).ends_with("ing");
    let deal = (tokens.start..at).any(|i| DEALS.contains(&text.lower(i)));
    if !opens || !deal || !cast.mentions_in(tokens.start..at).is_empty() && text.lower(tokens.start) != "any" {
        return None;
    }
    let held_back: Place = text.span_of(tokens.start..at)?.into();
    let condition = named(scene, at + words.len()..tokens.end, Relation::OnlyIf)?;
    Some(Price { condition, held_back, rule: format!("a deal “{}”", words.join(" ")) })
}

/// Words for what parties make together.
#[rustfmt::skip]
const DEALS: &[&str] = &[
    "deal", "deals", "agreement", "accord", "peace", "settlement", "ceasefire", "cease-fire", "truce", "treaty", "talks",
    "negotiations", "solution", "pact", "contract", "armistice",
];

fn named(scene: &Scene<'_, '_>, tokens: Range<usize>, relation: Relation) -> Option<Condition> {
    let words: Place = scene.text.span_of(tokens.clone())?.into();
    Some(Condition { relation, measure: scene.first_measure(tokens.clone()), actor: scene.first_principal(tokens), words })
}

/// Whether "before" opens a clause about a later move, not a time: "before it will negotiate", not "before Friday".
fn waits_before(scene: &Scene<'_, '_>, at: usize, limit: usize) -> bool {
    let (text, cast) = (scene.text, scene.cast);
    let follows =
        matches!(text.lower(at + 1), "it" | "we" | "they" | "he" | "she" | "any" | "there" | "talks" | "negotiations" | "the" | "a")
            || text.lower(at + 1) != ","
                && (!cast.mentions_in(at + 1..at + 3).is_empty() || scene.first_measure(at + 1..(at + 4).min(limit)).is_some());
    follows
        && (at + 1..limit.min(at + 9)).any(|i| {
            matches!(
                text.lower(i),
                "will"
                    | "can"
                    | "would"
                    | "could"
                    | "is"
                    | "are"
                    | "begin"
                    | "begins"
                    | "start"
                    | "starts"
                    | "resume"
                    | "may"
                    | "signs"
                    | "agrees"
                    | "withdraws"
                    | "negotiates"
                    | "be"
            )
        })
        || matches!(
            text.lower(at + 1),
            "agreeing"
                | "entering"
                | "resuming"
                | "lifting"
                | "signing"
                | "negotiating"
                | "accepting"
                | "withdrawing"
                | "releasing"
                | "joining"
        )
}
