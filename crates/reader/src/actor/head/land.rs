//! The state of an institution that the letterhead names without it: below it, or where the text first has both.
use super::super::unknown::{DEMONYM_ENDINGS, stem};
use super::institution::{is_business, is_head};
use super::line::is_in_capitals;
use crate::text::{Text, TokenKind};
use std::ops::Range;

/// "The President of Norland today received": the state of whose president a palace or presidency speaks first, at the beginning of its first
/// paragraph.
pub(super) fn opening(text: &Text<'_>, name: &Range<usize>) -> Option<Range<usize>> {
    let first = text.sentences.iter().map(|sentence| &sentence.tokens).find(|tokens| tokens.len() > 12)?;
    let of_president = name.clone().any(|i| matches!(text.lower(i), "palace" | "presidency" | "presidential" | "president"));
    let at = without_the(text, first.clone()).start;
    let opens = text.lower(first.start) == "the" && text.lower(at) == "president" && text.lower(at + 1) == "of";
    (of_president && opens).then(|| land_at(text, at + 2)).flatten()
}

/// The land whose name begins at a token, which then says or does something in its own document.
fn land_at(text: &Text<'_>, at: usize) -> Option<Range<usize>> {
    let mut from = without_the(text, at..text.tokens.len()).start;
    if matches!(text.lower(from), "republic" | "kingdom" | "state") && text.lower(from + 1) == "of" {
        from = without_the(text, from + 2..text.tokens.len()).start;
    }
    let capital = |i: &usize| text.tokens.get(*i).is_some_and(|it| it.capital && it.kind == TokenKind::Word);
    let land = from..(from..from + 4).take_while(capital).last()? + 1;
    // "The Ministry of Defence of Sudria yesterday shelled" is the other side's.
    let own = matches!(
        text.lower(land.end),
        "today"
            | "announces"
            | "is"
            | "considers"
            | "expresses"
            | "condemns"
            | "regrets"
            | "notes"
            | "presents"
            | "states"
            | "declares"
            | "has"
            | "informs"
            | "welcomes"
            | "calls"
            | "strongly"
            | "resolutely"
            | "wishes"
            | "takes"
            | "would"
            | "spoke"
            | "received"
            | "held"
            | "draws"
            | "reiterates"
            | "rejects"
            | "reaffirms"
            | "deplores"
            | "recalls"
            | "confirms"
            | "denies"
            | "categorically"
            | ","
            | "and"
    );
    (is_land(text, &land) && own).then_some(land)
}

/// "OF THE REPUBLIC OF NORLAND", "NORLAND": the state that the line under a ministry's name gives.
pub(super) fn land_below(text: &Text<'_>, line: &Range<usize>) -> Option<Range<usize>> {
    if text.lower(line.start) == "of" {
        let last = line.clone().rev().find(|&i| text.lower(i) == "of")?;
        return Some(without_the(text, last + 1..line.end)).filter(|land| is_land(text, land));
    }
    let words = line.clone().all(|i| text.tokens[i].kind == TokenKind::Word);
    let alone = line.len() <= 2 && words && is_in_capitals(text, line) && is_land(text, line);
    // "URGENT" and a town stand there, too: only a land has a people.
    (alone && has_people(text, line)).then(|| line.clone())
}

/// Whether a text names the people of a land, by the last word of its name: "Lankapuran" of Lankapura.
pub(super) fn has_people(text: &Text<'_>, land: &Range<usize>) -> bool {
    let last = text.lower(land.end - 1);
    let Some(stem) = stem(last) else { return false };
    let people = |i: usize| {
        let word = text.lower(i);
        text.tokens[i].capital && word != last && DEMONYM_ENDINGS.iter().any(|ending| word.strip_suffix(ending) == Some(stem))
    };
    (land.end..text.tokens.len().min(land.end + 1200)).any(people)
}

pub(super) fn without_the(text: &Text<'_>, tokens: Range<usize>) -> Range<usize> {
    if text.lower(tokens.start) == "the" { tokens.start + 1..tokens.end } else { tokens }
}

/// Where a text first names the land of an adjective; the adjective itself where it does not.
pub(super) fn land_of(text: &Text<'_>, adjective: usize) -> Range<usize> {
    let word = text.lower(adjective);
    let named = |&i: &usize| {
        let land = text.lower(i);
        text.tokens[i].capital
            && land != word
            && stem(land).is_some_and(|stem| DEMONYM_ENDINGS.iter().any(|end| word.strip_suffix(end) == Some(stem)))
    };
    let at = (0..text.tokens.len().min(4000)).find(named).unwrap_or(adjective);
    at..at + 1
}

/// Whether what stands after "of" can be a land: no business of a ministry, and no office.
pub(super) fn is_land(text: &Text<'_>, tokens: &Range<usize>) -> bool {
    let Some(last) = tokens.clone().last() else { return false };
    let (first, last) = (text.lower(tokens.start), text.lower(last));
    let general = |word: &str| matches!(word, "republic" | "kingdom" | "state" | "nation" | "people" | "forces" | "country" | "union");
    let no_name = match tokens.len() {
        1 => general(first),
        2 => (general(first) || first == "armed") && general(last),
        more => more > 4,
    };
    !no_name
        && !is_business(first)
        && !is_business(last)
        && !is_head(last)
        && !tokens.clone().any(|i| matches!(text.lower(i), "and" | "for" | "of" | "in" | "to" | "at" | "with" | "'s" | "'"))
}

/// The land that a text names after the same words as its letterhead: "the Department of the Treasury of the Calder Republic".
pub(super) fn in_full(text: &Text<'_>, name: &Range<usize>) -> Option<Range<usize>> {
    let words: Vec<&str> = name.clone().map(|i| text.lower(i)).collect();
    (name.end..text.tokens.len().min(name.end + 1200)).find_map(|at| {
        let again = words.iter().enumerate().all(|(i, word)| text.lower(at + i) == *word) && text.lower(at + words.len()) == "of";
        again.then(|| land_at(text, at + words.len() + 1)).flatten()
    })
}
