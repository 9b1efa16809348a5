//! "Suspend the new export controls" is about no new controls: what is to end turns a measure into the one that undoes it.
use super::cues::{Cues, Hit};
use crate::text::{Text, TokenKind};
use evidence::MeasureId;

/// Verbs and nouns for ending something that goes on, without their endings.
#[rustfmt::skip]
const ENDS: &[&str] = &[
    "suspend", "remov", "eliminat", "lift", "halt", "cancel", "scrap", "revok", "repeal", "eas", "relax", "dismantl", "waiv", "drop",
    "abolish", "terminat", "ceas", "withdraw", "rescind", "reduc", "lower", "unwind", "discontinu", "slash", "halv", "trim",
];

/// Endings of these words.
const ENDINGS: &[&str] =
    &["", "e", "s", "es", "ed", "d", "ing", "ped", "ping", "led", "al", "als", "sion", "sions", "ion", "ation", "tion"];

/// So many words may stand between.
const BETWEEN: usize = 8;

/// Words that begin another clause, so that what ended is something else.
#[rustfmt::skip]
const APART: &[&str] = &[
    "if", "unless", "until", "while", "after", "before", "because", "but", "will", "would", "can", "could", "should", "must", "is", "are",
    "was", "were", "has", "have", "had", "to", "who", "which", "that", "by", "for", "with", "without", "despite", "against", "not", "over",
    "under", "as", "from",
];

/// Gives each hit whose words are said to end the measure that undoes its own, where the list has one.
pub(super) fn turn(cues: &Cues, text: &Text<'_>, hits: &mut [Hit]) {
    // "Remove sanctions imposed in May": where the last one ended, and what it was.
    let mut last: Option<(usize, MeasureId)> = None;
    for hit in hits {
        let Some(opposite) = cues.opposite(&hit.measure) else { continue };
        // "Lift" within its own words is part of what it is called.
        let first = hit.tokens.start.saturating_sub(BETWEEN);
        let ended = (first..hit.tokens.start)
            .rev()
            .take_while(|&at| text.tokens[at].kind == TokenKind::Word && (!APART.contains(&text.lower(at)) || is_of_a_programme(text, at)))
            .any(|at| ends(text.lower(at)) || is_an_end(text, at));
        let same_words = last.as_ref().is_some_and(|(end, measure)| *end > hit.tokens.start && measure == opposite);
        if (ended || same_words) != is_forsworn(text, hit.tokens.start) {
            hit.measure = opposite.clone();
        }
        last = Some((hit.tokens.end, hit.measure.clone()));
    }
}

/// Words by which one takes it upon oneself to do something, or not to, without their endings.
const PROMISES: &[&str] = &["agree", "pledg", "promis", "vow", "undertak", "undertook", "commit", "consent"];

/// “Agreed not to close the border”: whoever says yes to leaving something be has said yes to what undoes it.
fn is_forsworn(text: &Text<'_>, start: usize) -> bool {
    let mut before = (start.saturating_sub(BETWEEN)..start).rev().take_while(|&at| text.tokens[at].kind == TokenKind::Word);
    let Some(to) = before.find(|&at| APART.contains(&text.lower(at))).filter(|&at| text.lower(at) == "to") else { return false };
    let not = to.checked_sub(1).filter(|&at| text.lower(at) == "not");
    not.is_some_and(|not| (not.saturating_sub(3)..not).any(|at| PROMISES.iter().any(|stem| text.lower(at).starts_with(stem))))
}

/// "Scrapping a program to arm the rebels": what the program is for ends with it.
fn is_of_a_programme(text: &Text<'_>, at: usize) -> bool {
    let thing = at.checked_sub(1).map_or("", |at| text.lower(at));
    text.lower(at) == "to" && matches!(thing, "program" | "programme" | "effort" | "campaign" | "project" | "operation" | "scheme")
}

fn ends(word: &str) -> bool {
    ENDS.iter().any(|stem| word.strip_prefix(stem).is_some_and(|ending| ENDINGS.contains(&ending)))
}

/// What stands right after "cut" where something is made less.
const CUT: &[&str] = &["its", "their", "his", "the", "all", "some", "these", "those", "duties", "tariffs", "levies"];

/// "Ends sanctions", "an end to sanctions", "calls off sanctions", "phasing out duties": words that often mean something else.
fn is_an_end(text: &Text<'_>, at: usize) -> bool {
    match text.lower(at) {
        "ends" | "ended" | "ending" => true,
        "end" => !matches!(text.lower(at + 1), "of" | "up"),
        "call" | "calls" | "called" | "calling" => text.lower(at + 1) == "off",
        "phase" | "phases" | "phased" | "phasing" => text.lower(at + 1) == "out",
        // "Cut its rice duties", and not "cut off trade".
        "cut" | "cuts" | "cutting" => CUT.contains(&text.lower(at + 1)),
        _ => false,
    }
}
