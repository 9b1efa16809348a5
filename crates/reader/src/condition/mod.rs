//! What an act waits for: "if", "only if", "unless", "until", "once", "in return for" with the words that follow.
use crate::actor::{Cast, Form};
use crate::measure::{self, Cues};
use crate::text::Text;
use evidence::{Condition, Place, Relation};
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
    (&["provided"], Relation::OnlyIf),
];

/// The condition of an act with this quote, within its sentence, with the rule that found it.
pub(crate) fn condition(text: &Text<'_>, cast: &Cast, cues: &Cues, quote: &Place, sentence: Range<usize>) -> Option<(Condition, String)> {
    let tokens = text.tokens_in(quote.hull());
    // Within the act's words, right after them, or at the head of the sentence right before them.
    let after = tokens.end..sentence.end.min(tokens.end + 2);
    let (at, length, relation) = search(text, tokens.clone())
        .or_else(|| search(text, after))
        .or_else(|| search(text, sentence.start..tokens.start).filter(|&(at, ..)| comma_before(text, at, tokens.start)))?;
    let said = |words: &[&str]| (0..words.len()).all(|i| text.lower(at + i) == words[i]);
    if relation == Relation::Alongside
        || said(&["if", "not"])
        || said(&["if", "any"])
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
    let hits: Vec<measure::Hit> = cues.find(text, from..to);
    let has_actor = !cast.mentions_in(from..to).is_empty();
    let measure = measure::matters(cues, text, &words, &hits, None, has_actor).into_iter().next().map(|m| m.measure);
    let actor = cast
        .mentions_in(from..to)
        .iter()
        .find(|m| m.form != Form::Place && m.actors.len() == 1)
        .map(|m| cast.id(cast.principal(m.actors[0])));
    let opener = (at..at + length).map(|i| text.lower(i)).collect::<Vec<_>>().join(" ");
    Some((Condition { relation, measure, actor, words }, format!("“{opener}”")))
}

fn search(text: &Text<'_>, tokens: Range<usize>) -> Option<(usize, usize, Relation)> {
    tokens.clone().find_map(|at| {
        OPENERS
            .iter()
            .find(|(words, _)| (0..words.len()).all(|i| text.lower(at + i) == words[i]))
            .map(|(words, relation)| (at, words.len(), *relation))
    })
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
    };
    !date(at + 1) && !(text.lower(at + 1) == "the" && date(at + 2)) && tokens.start < at
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
    while end < limit && !matches!(text.lower(end), "," | ";" | "." | "!" | "?" | "”" | "\"" | "—" | "–" | ":") {
        end += 1;
    }
    end.max(from)
}
