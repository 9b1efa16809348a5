//! What the words fill in of a measure: where, how long, how many, by when. Values stay as the text has them ("72-hour",
//! "two-week"); what the words do not say stays out.
use super::cues::Hit;
use super::words::number_word;
use crate::date::{self, Role};
use crate::text::{Text, TokenKind};
use evidence::{Param, Place};
use std::ops::Range;

/// Nouns that a stretch of land or water is told by, where no name tells it.
const LANDS: &[&str] = &[
    "area",
    "areas",
    "region",
    "border",
    "province",
    "territory",
    "territories",
    "delta",
    "valley",
    "city",
    "town",
    "village",
    "north",
    "south",
    "east",
    "west",
    "coast",
    "river",
    "front",
    "line",
    "zone",
    "strip",
    "bank",
    "sea",
    "country",
    "island",
    "islands",
    "plain",
    "district",
    "capital",
    "corridor",
    "crossing",
    "peninsula",
];

/// Last words of the names of bodies that decide, watch or judge.
const BODIES: &[&str] = &[
    "congress",
    "parliament",
    "council",
    "senate",
    "court",
    "agency",
    "nations",
    "commission",
    "committee",
    "mechanism",
    "authority",
    "mission",
    "union",
    "league",
    "inspectors",
    "assembly",
    "tribunal",
    "government",
    "osce",
    "iaea",
    "un",
];

/// Last words of the names of arms.
const ARMS: &[&str] = &[
    "missiles",
    "missile",
    "systems",
    "weapons",
    "weaponry",
    "artillery",
    "jets",
    "aircraft",
    "ammunition",
    "rockets",
    "guns",
    "tanks",
    "drones",
    "shells",
    "launchers",
    "arms",
    "equipment",
];

/// Words that end a phrase about one thing.
const ENDS: &[&str] = &[
    "and",
    "or",
    "but",
    "that",
    "which",
    "who",
    "where",
    "when",
    "to",
    "on",
    "in",
    "for",
    "by",
    "with",
    "from",
    "at",
    "as",
    "after",
    "before",
    "until",
    "while",
    "is",
    "are",
    "was",
    "were",
    "has",
    "have",
    "had",
    "will",
    "would",
    "can",
    "could",
    "may",
    "might",
    "should",
    "must",
    "do",
    "does",
    "did",
    "said",
    "since",
    "during",
    "starting",
    "beginning",
    "if",
    "unless",
    "because",
    "between",
    "against",
    "over",
    "into",
    "through",
    "under",
];

/// How far from a measure's words to look for what fills it in, in tokens.
const NEAR: usize = 20;

/// The params among `names` that the words of an act fill in for a measure named by `hit`, in the order of `names`.
pub(super) fn params(text: &Text<'_>, quote: &Place, hit: &Hit, names: &[String]) -> Vec<Param> {
    let zone = text.tokens_in(quote.spans().iter().copied().find(|span| span.overlaps(hit.span)).unwrap_or_else(|| quote.hull()));
    let near = zone.start.max(hit.tokens.start.saturating_sub(NEAR))..zone.end.min(hit.tokens.end + NEAR);
    // "Will not hold talks until it leaves the delta": where somebody is to leave is not where the talks are.
    // "Until December 31" is how long.
    let is_time = |at: usize| date::wordings(text, at + 1..near.end).iter().any(|(tokens, _)| tokens.start <= at + 2);
    let waits = (hit.tokens.end..near.end).find(|&at| matches!(text.lower(at), "until" | "unless") && !is_time(at));
    let near = near.start..waits.unwrap_or(near.end);
    let mut out = Vec::new();
    for name in names {
        let found = match name.as_str() {
            "area" | "place" => place(text, hit, near.clone()),
            "duration" => times(text, near.clone(), &[Role::Duration]).map(|tokens| with_measure(text, tokens, near.start)),
            "end" => times(text, near.clone(), &[Role::Deadline]),
            "date" => times(text, near.clone(), &[Role::Deadline]),
            "start" => immediate(text, hit).or_else(|| times(text, near.clone(), &[Role::Start])),
            "count" => count(text, hit, near.clone()),
            "amount" => amount(text, near.clone()),
            "participants" => after(text, hit, near.clone(), &["between", "with"]).filter(|tokens| named(text, tokens)),
            "targets" => {
                after(text, hit, near.clone(), &["on", "at", "against", "toward", "towards"]).or_else(|| object(text, hit, near.clone()))
            }
            "list" => after(text, hit, near.clone(), &["on", "against"])
                .map(|tokens| without_how_many(text, tokens, near.end))
                .filter(|tokens| !tokens.is_empty() && !only_names(text, tokens)),
            "weapons" => weapons(text, near.clone()),
            "text" => right_after(text, hit, near.clone(), &["on", "about"]).filter(|tokens| !only_names(text, tokens)),
            "body" => body(text, hit, near.clone()),
            "level" => near.clone().find(|at| text.lower(*at).ends_with("-level")).map(|at| at..at + 1),
            "alliance" => hit.tokens.clone().find(|at| text.token(*at) == "NATO").map(|at| at..at + 1),
            _ => None,
        };
        if let Some(span) = found.and_then(|tokens| text.span_of(tokens)) {
            out.push(Param { name: name.clone(), value: text.words(span).to_owned(), words: span.into() });
        }
    }
    out
}

/// The first time words with one of these roles.
fn times(text: &Text<'_>, near: Range<usize>, roles: &[Role]) -> Option<Range<usize>> {
    date::wordings(text, near).into_iter().find(|(_, role)| roles.contains(role)).map(|(tokens, _)| tokens)
}

/// A length with what bounds it: "at least 15 years", "no more than 10 years", "another two months".
fn with_measure(text: &Text<'_>, tokens: Range<usize>, from: usize) -> Range<usize> {
    let mut start = tokens.start;
    while matches!(text.lower(start), "for" | "lasting" | "lasts" | "lasted") && start + 1 < tokens.end {
        start += 1;
    }
    for phrase in
        [&["no", "more", "than"][..], &["more", "than"], &["less", "than"], &["at", "least"], &["up", "to"], &["perhaps"], &["another"]]
    {
        let led = start.checked_sub(phrase.len()).filter(|at| *at >= from);
        if let Some(at) = led.filter(|at| phrase.iter().enumerate().all(|(i, word)| text.lower(at + i) == *word)) {
            return at..tokens.end;
        }
    }
    start..tokens.end
}

/// "an immediate ceasefire".
fn immediate(text: &Text<'_>, hit: &Hit) -> Option<Range<usize>> {
    (hit.tokens.start.saturating_sub(4)..hit.tokens.end).find(|at| text.lower(*at) == "immediate").map(|at| at..at + 1)
}

/// The phrase after one of these prepositions, after the measure's words.
fn after(text: &Text<'_>, hit: &Hit, near: Range<usize>, prepositions: &[&str]) -> Option<Range<usize>> {
    let from = hit.tokens.end.saturating_sub(1).max(near.start);
    let at = (from..near.end.min(hit.tokens.end + 6)).find(|at| prepositions.contains(&text.lower(*at)))?;
    let joins = prepositions.contains(&"between");
    let tokens = phrase(text, at + 1..near.end, joins);
    let mine = tokens.len() == 2 && text.lower(tokens.end - 1) == "disposal";
    (!tokens.is_empty() && !mine && date::wordings(text, tokens.clone()).is_empty()).then_some(tokens)
}

/// The phrase after one of these prepositions, where it stands right after the measure's words.
fn right_after(text: &Text<'_>, hit: &Hit, near: Range<usize>, prepositions: &[&str]) -> Option<Range<usize>> {
    prepositions.contains(&text.lower(hit.tokens.end)).then(|| after(text, hit, near, prepositions)).flatten()
}

/// Whether it names somebody ("on Norland") and no thing ("on timber").
fn only_names(text: &Text<'_>, tokens: &Range<usize>) -> bool {
    tokens.clone().all(|at| text.tokens[at].capital || text.lower(at) == "the" || text.lower(at) == "and")
}

/// What is attacked, right after the verb: "shelled the crossing".
fn object(text: &Text<'_>, hit: &Hit, near: Range<usize>) -> Option<Range<usize>> {
    let verb = text.lower(hit.tokens.end.saturating_sub(1));
    let tokens = phrase(text, hit.tokens.end..near.end, true);
    let is_verb = verb.ends_with("ed") || verb.ends_with("ing") || matches!(verb, "hit" | "struck" | "overran") || led_by_to(text, hit);
    // "A bombing last month": when is not what.
    let when = date::wordings(text, tokens.clone()).iter().any(|(time, _)| time.start == tokens.start);
    (is_verb && !when && !tokens.is_empty() && tokens.len() < 9).then_some(tokens)
}

/// "On [up to 40] banks of Norland": how many there are is no part of what they are.
fn without_how_many(text: &Text<'_>, tokens: Range<usize>, end: usize) -> Range<usize> {
    let phrase_of = |words: &[&str]| words.iter().enumerate().all(|(i, word)| text.lower(tokens.start + i) == *word);
    let bounds = [&["up", "to"][..], &["as", "many", "as"], &["as", "much", "as"], &["at", "least"], &["more", "than"]];
    let Some(bound) = bounds.into_iter().find(|words| phrase_of(words)) else { return tokens };
    let from = (tokens.start + bound.len()..end).find(|&at| !is_number(text, at) && !matches!(text.lower(at), "$" | "million" | "billion"));
    from.map_or(tokens.end..tokens.end, |from| phrase(text, from..end, false))
}

fn led_by_to(text: &Text<'_>, hit: &Hit) -> bool {
    hit.tokens.start.checked_sub(1).is_some_and(|at| text.lower(at) == "to")
}

/// Arms by their name: "Harrow missiles", "air defence systems".
fn weapons(text: &Text<'_>, near: Range<usize>) -> Option<Range<usize>> {
    let last = near.clone().find(|at| ARMS.contains(&text.lower(*at)))?;
    let named = |at: &usize| {
        let word = text.lower(*at);
        text.tokens[*at].kind == TokenKind::Word && !ENDS.contains(&word) && !is_article(word) && !word.ends_with("ed")
    };
    let first = (near.start.max(last.saturating_sub(3))..last).rev().take_while(named).last();
    Some(first.unwrap_or(last)..last + 1)
}

fn is_article(word: &str) -> bool {
    matches!(
        word,
        "the" | "a" | "an" | "of" | "its" | "their" | "his" | "her" | "more" | "any" | "all" | "these" | "those" | "especially" | "asked"
    )
}

/// The words up to where another phrase begins; `and` joins two where `joins`.
fn phrase(text: &Text<'_>, tokens: Range<usize>, joins: bool) -> Range<usize> {
    let mut end = tokens.start;
    let mut depth = 0;
    while end < tokens.end {
        let word = text.lower(end);
        let mark = text.tokens[end].kind == TokenKind::Mark;
        match word {
            "(" => depth += 1,
            ")" if depth > 0 => depth -= 1,
            _ if mark && depth == 0 => break,
            "and" if joins => {}
            _ if depth == 0 && ENDS.contains(&word) => break,
            _ => {}
        }
        end += 1;
    }
    // "Shelled the harbour two days ago": when is not what.
    let timed = date::wordings(text, tokens.start..end).into_iter().map(|(time, _)| time.start).filter(|&at| at > tokens.start);
    let end = timed.min().unwrap_or(end);
    // "Two villages early on Monday".
    let early = end > tokens.start + 1 && matches!(text.lower(end - 1), "early" | "late" | "overnight" | "again");
    let end = if early { end - 1 } else { end };
    // "The port three times": how often is not what.
    let often = end > tokens.start + 2 && text.lower(end - 1) == "times";
    let twice = end > tokens.start + 1 && matches!(text.lower(end - 1), "twice" | "repeatedly");
    tokens.start..end - if often { 2 } else { usize::from(twice) }
}

/// Where: a name of a place or a word for land after "in", "across", "from" and the like.
fn place(text: &Text<'_>, hit: &Hit, near: Range<usize>) -> Option<Range<usize>> {
    let prepositions = ["in", "across", "along", "inside", "throughout", "from", "into", "of", "around", "on"];
    let from = hit.tokens.end.saturating_sub(1).max(near.start);
    // "Talks on Norland" may be anywhere.
    let topic = |at: usize| {
        let thing = at.checked_sub(1).map_or("", |at| text.lower(at));
        text.lower(at) == "on" && matches!(thing, "talks" | "negotiations" | "discussions" | "dialogue" | "meeting" | "conference")
    };
    (from..near.end).filter(|at| prepositions.contains(&text.lower(*at)) && !topic(*at)).find_map(|at| {
        let tokens = phrase(text, at + 1..near.end.min(at + 10), false);
        let land = named(text, &tokens) || tokens.clone().any(|at| LANDS.contains(&text.lower(at)));
        (land && date::wordings(text, at..tokens.end).is_empty()).then_some(tokens)
    })
}

fn named(text: &Text<'_>, tokens: &Range<usize>) -> bool {
    tokens.clone().any(|at| text.tokens[at].capital && text.tokens[at].kind == TokenKind::Word)
}

fn is_number(text: &Text<'_>, at: usize) -> bool {
    text.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Number) && !text.lower(at).contains('-')
        || number_word(text.lower(at)).is_some_and(|n| n > 1)
}

/// How many, with the word counted: "887 detainees", "three pilots".
fn count(text: &Text<'_>, hit: &Hit, near: Range<usize>) -> Option<Range<usize>> {
    let money = |at: usize| at > 0 && text.lower(at - 1) == "$" || matches!(text.lower(at + 1), "%" | "percent" | "million" | "billion");
    let timed: Vec<Range<usize>> = date::wordings(text, near.clone()).into_iter().map(|(tokens, _)| tokens).collect();
    let close = near.start.max(hit.tokens.start.saturating_sub(6))..near.end.min(hit.tokens.end + 8);
    let at = close.clone().find(|at| is_number(text, *at) && !money(*at) && !timed.iter().any(|tokens| tokens.contains(at)))?;
    let noun = at + 1 < near.end
        && text.tokens[at + 1].kind == TokenKind::Word
        && !ENDS.contains(&text.lower(at + 1))
        && text.lower(at + 1) != "times";
    noun.then_some(at..at + 2)
}

/// How much: "$50 billion", "25%".
fn amount(text: &Text<'_>, near: Range<usize>) -> Option<Range<usize>> {
    let is_amount = |at: &usize| {
        text.tokens[*at].kind == TokenKind::Number && (*at > near.start && matches!(text.lower(at - 1), "$" | "€" | "£"))
            || is_number(text, *at) && matches!(text.lower(at + 1), "%" | "percent")
    };
    let first = near.clone().find(is_amount)?;
    // "From 10% to 25%" is 25.
    let after_from = (near.start.max(first.saturating_sub(2))..first).any(|at| text.lower(at) == "from");
    let second = (first + 1..near.end.min(first + 7)).find(|at| is_amount(at) && (at - 2..*at).any(|at| text.lower(at) == "to"));
    let at = second.filter(|_| after_from).unwrap_or(first);
    let start = if at > near.start && matches!(text.lower(at - 1), "$" | "€" | "£") { at - 1 } else { at };
    let end = if matches!(text.lower(at + 1), "million" | "billion" | "trillion" | "%" | "percent") { at + 2 } else { at + 1 };
    Some(start..end.min(near.end))
}

/// Who decides, watches or judges: a name that ends like that of a body.
fn body(text: &Text<'_>, hit: &Hit, near: Range<usize>) -> Option<Range<usize>> {
    let last = near.clone().find(|at| {
        // "Kim Jong Un" is no body.
        let spelt = text.lower(*at) != "un" || text.span_of(*at..at + 1).is_some_and(|span| text.words(span) == "UN");
        let named = text.tokens[*at].capital || text.lower(*at) == "inspectors";
        named && spelt && BODIES.contains(&text.lower(*at)) && !hit.tokens.contains(at)
    })?;
    let first = (near.start..last).rev().take_while(|at| text.tokens[*at].capital && text.tokens[*at].kind == TokenKind::Word).last();
    Some(first.unwrap_or(last)..last + 1)
}
