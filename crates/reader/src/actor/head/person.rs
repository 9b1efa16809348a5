//! The person who issues a document, in the words of its head.
use super::super::gazetteer::{Gazetteer, given_name};
use super::super::word::{OFFICE_PARTS, OFFICES, PARTICLES, among};
use super::institution::{is_business, is_institution_head};
use crate::text::{Text, TokenKind};
use std::ops::Range;

/// A line that is a person with an office and nothing else: "Foreign Minister Anna Berg", "Anna Berg, Deputy Director".
pub(super) fn alone(text: &Text<'_>, line: &Range<usize>, gazetteer: &Gazetteer) -> Option<(Range<usize>, Vec<String>)> {
    let found = person(text, line.clone(), gazetteer)?;
    let first = found.0.start == line.start || (line.start..found.0.start).all(|i| is_business(text.lower(i)) || text.lower(i) == ".");
    let rest = found.0.end == line.end || text.lower(found.0.end) == "," && found.0.start == line.start;
    let held = line.clone().any(|i| among(OFFICES, text.lower(i)));
    (first && rest && held).then_some(found)
}

/// The person whom some words name, and the words of the office before the name: "Foreign Minister *Anna Berg* of Norland", "the Prime Minister, the Hon.
/// *Jan Orr*", "*Anna Berg*, chief executive".
pub(super) fn person(text: &Text<'_>, tokens: Range<usize>, gazetteer: &Gazetteer) -> Option<(Range<usize>, Vec<String>)> {
    let honour = |word: &str| {
        matches!(
            word,
            "hon"
                | "honourable"
                | "honorable"
                | "h.e"
                | "h"
                | "e"
                | "excellency"
                | "mr"
                | "mrs"
                | "ms"
                | "dr"
                | "sir"
                | "rt"
                | "."
                | "his"
                | "her"
                | "our"
        )
    };
    let titled = |i: usize| among(OFFICES, text.lower(i)) || among(OFFICE_PARTS, text.lower(i)) || honour(text.lower(i));
    let word = |i: usize| {
        let token = &text.tokens[i];
        let link = matches!(text.lower(i), "'s" | "of" | "for" | "the" | "and" | "to" | "on" | "in" | "by" | "with" | "at" | "a" | "an");
        token.capital && token.kind == TokenKind::Word && !titled(i) && !link && !is_institution_head(text, i)
    };
    let mut at = tokens.start;
    while at < tokens.end {
        if !word(at) {
            at += 1;
            continue;
        }
        let end = (at..tokens.end)
            .find(|&i| !(word(i) || among(PARTICLES, text.lower(i)) && i + 1 < tokens.end && word(i + 1)))
            .unwrap_or(tokens.end);
        let before = at.checked_sub(1).filter(|&i| i >= tokens.start);
        let led = before.is_some_and(titled);
        let office = (tokens.start..at).any(|i| among(OFFICES, text.lower(i)));
        let apposed = before.is_some_and(|i| text.lower(i) == "," || text.lower(i) == "the") && office;
        let held = text.lower(end) == "," && (end + 1..end + 5).any(|i| among(OFFICES, text.lower(i)));
        let opens = before.is_none();
        let called = gazetteer.find(text, at).is_none() && !(end < tokens.end && is_institution_head(text, end));
        let given = given_name(text.token(at)).is_some();
        let long = end > at + 1;
        if called && (led && office || long && (apposed && text.lower(at - 1) == "," || led || opens && (held || given))) {
            let words = (tokens.start..at).filter(|&i| among(OFFICES, text.lower(i)) || among(OFFICE_PARTS, text.lower(i)));
            return Some((at..end, words.map(|i| text.lower(i).to_owned()).collect()));
        }
        at = end;
    }
    None
}
