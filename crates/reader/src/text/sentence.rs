//! Where paragraphs and sentences end. Unicode's own sentence rules split after "U.N.", so the abbreviations are ours.
use super::token::{Token, TokenKind};
use evidence::Span;
use std::ops::Range;

/// Words after which a full stop ends no sentence.
const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "gen", "lt", "col", "maj", "capt", "cmdr", "adm", "sgt", "cpl", "pvt", "brig", "sen", "rep", "gov",
    "pres", "st", "jr", "sr", "hon", "rev", "fr", "amb", "sec", "dept", "inc", "ltd", "co", "corp", "no", "nos", "vs", "etc", "e.g", "i.e",
    "approx", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "mt", "ft", "al", "art", "para", "cf",
];

/// Words that hardly ever follow an abbreviation with capitals (`U.S.`) within a sentence, but often open one.
const OPENERS: &[&str] = &[
    "the",
    "a",
    "an",
    "in",
    "on",
    "at",
    "he",
    "she",
    "it",
    "they",
    "we",
    "i",
    "you",
    "but",
    "and",
    "this",
    "that",
    "these",
    "those",
    "there",
    "if",
    "when",
    "while",
    "after",
    "before",
    "as",
    "his",
    "her",
    "their",
    "its",
    "our",
    "both",
    "however",
    "meanwhile",
    "so",
    "for",
];

/// First words of the names of states that have two.
const OF_TWO_WORDS: &[&str] = &[
    "North",
    "South",
    "East",
    "West",
    "New",
    "Saudi",
    "United",
    "Sri",
    "Ivory",
    "Costa",
    "El",
    "Sierra",
    "Burkina",
    "Central",
    "Equatorial",
    "Papua",
    "Cape",
    "Puerto",
    "Dominican",
    "Czech",
    "Hong",
];

/// The paragraphs of a text. A line break ends one, except in hard-wrapped text, where an empty line does.
pub(super) fn paragraphs(source: &str) -> Vec<Span> {
    let wrapped = is_hard_wrapped(source);
    let mut out = Vec::new();
    let mut open: Option<Span> = None;
    for line in lines(source) {
        let words = source[line.clone()].trim();
        if words.is_empty() {
            out.extend(open.take());
            continue;
        }
        let start = line.start + (source[line.clone()].len() - source[line.clone()].trim_start().len());
        let Some(span) = Span::new(start, start + words.len()) else { continue };
        let begins_item = words.starts_with(['-', '*', '•', '#']);
        if wrapped && !begins_item {
            open = Some(open.map_or(span, |before| before.hull(span)));
        } else {
            out.extend(open.replace(span));
        }
    }
    out.extend(open);
    out
}

/// The lines of a text without their ends (`\n`, `\r\n`, `\r`, form feed, Unicode line and paragraph separators).
fn lines(source: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    let mut ends = source.char_indices().filter(|(_, c)| matches!(c, '\n' | '\r' | '\x0c' | '\u{2028}' | '\u{2029}'));
    std::iter::from_fn(move || {
        if start > source.len() {
            return None;
        }
        let (end, width) = ends.next().map_or((source.len(), 1), |(at, c)| (at, c.len_utf8()));
        let line = start..end;
        start = end + width;
        Some(line)
    })
}

/// Whether lines are broken in the middle of sentences to keep them short, as in mail and transcripts.
fn is_hard_wrapped(source: &str) -> bool {
    let mut before: Option<&str> = None;
    let (mut broken, mut whole) = (0, 0);
    for line in lines(source).take(2_000) {
        let words = source[line].trim();
        if let Some(before) = before.filter(|before| !words.is_empty() && (40..=120).contains(&before.chars().count())) {
            let ended = before.ends_with(['.', '!', '?', ':', '”', '"', '…', ')']);
            if !ended && words.chars().next().is_some_and(|c| c.is_lowercase() || c.is_numeric()) {
                broken += 1;
            } else if ended {
                whole += 1;
            }
        } else if before.is_some_and(|before| before.chars().count() > 160) && !words.is_empty() {
            whole += 3;
        }
        before = Some(words).filter(|w| !w.is_empty());
    }
    broken > 2 && broken > whole
}

/// The sentences of one paragraph, whose tokens are those from `first` on.
pub(super) fn sentences(source: &str, tokens: &[Token], first: usize) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = first;
    if let Some(end) = dateline_end(source, tokens, first) {
        out.push(start..end);
        start = end;
    }
    let mut at = start;
    while at < tokens.len() {
        if let Some(end) = sentence_end(source, tokens, start, at) {
            out.push(start..end);
            start = end;
            at = end;
        } else {
            at += 1;
        }
    }
    if start < tokens.len() {
        out.push(start..tokens.len());
    }
    out
}

/// "PORT ALBA/LIND, Norland The envoys met": where the place of a report ends that no dash or bracket parts from its first sentence, as in
/// pages that lost their markup.
fn dateline_end(source: &str, tokens: &[Token], first: usize) -> Option<usize> {
    let word = |i: usize| tokens.get(i).and_then(|t| source.get(t.span.range())).unwrap_or("");
    let town = |i: &usize| {
        let word = word(*i);
        word.chars().all(|c| c.is_uppercase() || matches!(c, '-' | '’' | '\'')) && word.chars().count() > 1
            || *i > first && matches!(word, "/" | "-")
    };
    let towns = (first..first + 8).take_while(town).count();
    let comma = first + towns;
    let long = tokens.len() > comma + 12 && towns > 0 && word(first).chars().count() > 2;
    if !long || word(comma) != "," {
        return None;
    }
    let name = |i: usize| tokens[i].kind == TokenKind::Word && tokens[i].capital && !word(i).ends_with('.');
    let first_of_two = |i: usize| OF_TWO_WORDS.contains(&word(i));
    let names = (comma + 1..comma + 5).take_while(|&i| name(i)).count();
    let opener = (comma + 2..=comma + names).find(|&i| OPENERS.contains(&word(i).to_lowercase().as_str()));
    let end = opener.unwrap_or(if first_of_two(comma + 1) { comma + 3 } else { comma + 2 });
    // The first word of the report has a capital, too.
    (end <= comma + names).then_some(end)
}

/// If the token `at` closes the sentence that began at `start`: the index after its last token, closing marks included.
fn sentence_end(source: &str, tokens: &[Token], start: usize, at: usize) -> Option<usize> {
    let word = |i: usize| tokens.get(i).and_then(|t| source.get(t.span.range())).unwrap_or("");
    let dotted = tokens[at].kind == TokenKind::Word && word(at).ends_with('.');
    if !(dotted || matches!(word(at), "." | "!" | "?" | "…")) {
        return None;
    }
    let mut end = at + 1;
    while end < tokens.len() && !tokens[end].spaced && matches!(word(end), "." | "!" | "?" | "…" | "\"" | "”" | "’" | "'" | "»" | ")" | "]")
    {
        end += 1;
    }
    let Some(next) = tokens.get(end) else { return Some(end) };
    if !next.spaced {
        return None;
    }
    let opens = next.capital
        || next.kind == TokenKind::Number
        || matches!(word(end), "“" | "\"" | "‘" | "«" | "'" | "(" | "[" | "—" | "–" | "-" | "•" | "*");
    if !opens {
        return None;
    }
    let lower = |i: usize| word(i).to_lowercase();
    if dotted {
        return (OPENERS.contains(&lower(end).as_str()) || !next.capital && next.kind == TokenKind::Mark).then_some(end);
    }
    if word(at) == "." && end == at + 1 && at > start {
        let before = word(at - 1);
        let initial = before.chars().count() == 1 && before.chars().all(char::is_uppercase) && before != "I";
        let abbreviated = ABBREVIATIONS.contains(&before.to_lowercase().as_str()) && !tokens[at].spaced;
        if (initial || abbreviated) && next.kind != TokenKind::Mark {
            return None;
        }
    }
    Some(end)
}

#[cfg(test)]
mod tests {
    use crate::text::Text;

    fn sentences(source: &str) -> Vec<&str> {
        let text = Text::of(source);
        text.sentences.iter().map(|s| text.words(s.span)).collect()
    }

    #[test]
    fn abbreviations_end_no_sentence() {
        assert_eq!(
            sentences("Gen. A. Holm of the U.N. met U.S. President Orr. He left at 3.30 p.m. The talks go on."),
            ["Gen. A. Holm of the U.N. met U.S. President Orr.", "He left at 3.30 p.m.", "The talks go on."]
        );
    }

    #[test]
    fn a_place_that_nothing_parts_from_the_report() {
        let rest = "envoys of both sides met in the old customs house and spoke for an hour.";
        for place in ["PORT ALBA, Norland", "LIND/PORT ALBA, South Norland", "DESSA, Norland"] {
            assert_eq!(sentences(&format!("{place} The {rest}")), [place, &format!("The {rest}")]);
        }
        assert_eq!(sentences(&format!("LIND, South Norland Hundreds of {rest}"))[0], "LIND, South Norland");
        for whole in
            ["LIND, March 3 (Agency) - The", "NATO, Norland and their", "Lind, Norland The", "MPs, Norland The", "LIND, Sen. Orr and"]
        {
            assert_eq!(sentences(&format!("{whole} {rest}")).len(), 1, "{whole}");
        }
    }

    #[test]
    fn closing_marks_belong_to_their_sentence() {
        assert_eq!(sentences("“We will go.” “Will you?” she asked."), ["“We will go.”", "“Will you?” she asked."]);
    }

    #[test]
    fn hard_wrapped_lines_are_one_paragraph() {
        let source = "The envoy of Estmark said that the delegations would\nmeet again in the old customs house of Port Alba as\nsoon as the guns on both banks of the river had been\nsilent for a week.\n\nNorland did not answer.";
        assert_eq!(Text::of(source).paragraphs.len(), 2);
    }

    #[test]
    fn possessives_and_compounds() {
        let text = Text::of("Norland’s 30-day truce won’t hold in the U.S. for 1,000 days.");
        let tokens: Vec<&str> = (0..text.tokens.len()).map(|i| text.token(i)).collect();
        let text = Text::of("A U.S.-led force, U.S.-Norland talks in the U.S. - so far.");
        let compounds: Vec<&str> = (0..text.tokens.len()).map(|i| text.token(i)).filter(|it| it.starts_with('U')).collect();
        assert_eq!(compounds, ["U.S.-led", "U.S.", "U.S."]);
        assert_eq!(tokens, ["Norland", "’s", "30-day", "truce", "won’t", "hold", "in", "the", "U.S.", "for", "1,000", "days", "."]);
    }
}
