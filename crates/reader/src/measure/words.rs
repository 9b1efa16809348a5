//! Words as cues see them: hyphens split, quotation marks and possessives gone, inflection and spelling levelled.
//! A key is no place in the text and no word to show; it only says whether two words count as the same.
use crate::text::{Text, TokenKind};
use std::ops::Range;

/// Past forms and plurals that no ending gives away, each with its base.
const IRREGULAR: &[(&str, &str)] = &[
    ("arisen", "arise"),
    ("became", "become"),
    ("began", "begin"),
    ("begun", "begin"),
    ("bought", "buy"),
    ("broke", "break"),
    ("broken", "break"),
    ("brought", "bring"),
    ("built", "build"),
    ("children", "child"),
    ("chose", "choose"),
    ("chosen", "choose"),
    ("drawn", "draw"),
    ("drew", "draw"),
    ("fought", "fight"),
    ("froze", "freeze"),
    ("gave", "give"),
    ("given", "give"),
    ("gone", "go"),
    ("held", "hold"),
    ("kept", "keep"),
    ("laid", "lay"),
    ("left", "leave"),
    ("made", "make"),
    ("men", "man"),
    ("met", "meet"),
    ("paid", "pay"),
    ("rebuilt", "rebuild"),
    ("sent", "send"),
    ("sold", "sell"),
    ("spoke", "speak"),
    ("spoken", "speak"),
    ("stood", "stand"),
    ("struck", "strike"),
    ("taken", "take"),
    ("took", "take"),
    ("went", "go"),
    ("withdrawn", "withdraw"),
    ("withdrew", "withdraw"),
    ("women", "woman"),
];

/// Numbers in words, as far as news writes them out.
const NUMBERS: &[(&str, u32)] = &[
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("fifteen", 15),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
    ("hundred", 100),
    ("thousand", 1000),
];

/// The value of a number written out; `None` where it is none.
pub(crate) fn number_word(lower: &str) -> Option<u32> {
    NUMBERS.iter().find(|(word, _)| *word == lower).map(|(_, value)| *value)
}

/// British and American spelling and the endings `-ise`, `-ize` levelled.
pub(super) fn spelling(lower: &str) -> String {
    let mut key = lower.to_owned();
    for (from, to) in [("isation", "ization"), ("yse", "yze"), ("programme", "program"), ("defence", "defense"), ("centre", "center")] {
        if key.contains(from) {
            key = key.replace(from, to);
        }
    }
    for ending in ["ise", "ised", "ises", "ising"] {
        if let Some(base) = key.strip_suffix(ending).filter(|base| base.len() > 3) {
            return format!("{base}iz{}", &ending[2..]);
        }
    }
    key
}

/// What the inflected forms of a word have in common: `withdrew`, `withdrawing` and `withdraw`; `treaties` and `treaty`.
pub(super) fn stem(lower: &str) -> String {
    if let Ok(at) = IRREGULAR.binary_search_by_key(&lower, |(form, _)| form) {
        return IRREGULAR[at].1.trim_end_matches('e').to_owned();
    }
    let mut key = spelling(lower);
    if !key.is_ascii() || key.len() < 4 {
        return key;
    }
    let has_vowel = |s: &str| s.bytes().any(|b| matches!(b, b'a' | b'e' | b'i' | b'o' | b'u' | b'y'));
    if key.ends_with("eed") && key.len() > 4 {
        key.pop();
    } else if key.ends_with("ies") || key.ends_with("ied") {
        key.truncate(key.len() - 3);
        key.push('y');
    } else if ["sses", "shes", "ches", "xes", "zes"].iter().any(|end| key.ends_with(end)) {
        key.truncate(key.len() - 2);
    } else if key.ends_with('s') && !key.ends_with("ss") && !key.ends_with("us") && !key.ends_with("is") {
        key.truncate(key.len() - 1);
    } else if let Some(base) = key.strip_suffix("ing").or_else(|| key.strip_suffix("ed")).filter(|base| base.len() > 2 && has_vowel(base)) {
        let mut base = base.to_owned();
        let bytes = base.as_bytes();
        let doubled = bytes.len() > 3 && bytes[bytes.len() - 1] == bytes[bytes.len() - 2];
        if doubled && !matches!(bytes[bytes.len() - 1], b'l' | b's' | b'z' | b'e' | b'f') {
            base.pop();
        }
        key = base;
    }
    if key.ends_with('e') && !key.ends_with("ee") {
        key.pop();
    }
    key
}

/// A word, number or mark of the text as cues see it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Unit<'t> {
    /// Its letters in lower case.
    pub word: &'t str,
    /// The token it is, or is a part of.
    pub token: usize,
    /// Where in the token's words it begins and ends, in bytes.
    pub part: Range<usize>,
    /// A comma, colon or other mark that ends a run of words.
    pub mark: bool,
    /// A number in figures or in words.
    pub number: bool,
    /// Its token has a capital.
    pub name: bool,
}

/// The units of some tokens. Quotation marks and possessive endings are left out: they stand inside of what belongs together.
pub(super) fn units<'t>(text: &'t Text<'_>, tokens: Range<usize>) -> Vec<Unit<'t>> {
    let mut out = Vec::with_capacity(tokens.len());
    for token in tokens.start..tokens.end.min(text.tokens.len()) {
        let (lower, kind) = (text.lower(token), text.tokens[token].kind);
        if kind == TokenKind::Mark {
            if !matches!(lower, "\"" | "“" | "”" | "'" | "‘" | "’" | "«" | "»" | "-" | "[" | "]" | "*") {
                out.push(Unit { word: lower, token, part: 0..lower.len(), mark: true, number: false, name: false });
            }
            continue;
        }
        if lower == "'s" {
            continue;
        }
        let mut start = 0;
        for piece in lower.split('-') {
            let part = start..start + piece.len();
            start = part.end + 1;
            if !piece.is_empty() {
                let number = piece.starts_with(|c: char| c.is_ascii_digit()) || number_word(piece).is_some();
                out.push(Unit { word: piece, token, part, mark: false, number, name: text.tokens[token].capital });
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn irregular_forms_are_sorted() {
        assert!(IRREGULAR.is_sorted_by_key(|(form, _)| form));
    }

    #[test]
    fn forms_of_a_word_share_a_stem() {
        for forms in [
            &["withdraw", "withdraws", "withdrew", "withdrawing", "withdrawn"][..],
            &["truce", "truces"],
            &["treaty", "treaties"],
            &["stop", "stops", "stopped", "stopping"],
            &["guarantee", "guarantees", "guaranteed", "guaranteeing"],
            &["free", "freed", "freeing", "frees"],
            &["normalise", "normalize", "normalised", "normalizing"],
            &["normalisation", "normalization"],
            &["mediate", "mediated", "mediating", "mediates"],
            &["hold", "held", "holding"],
            &["release", "released", "releasing"],
        ] {
            for form in forms {
                assert_eq!(stem(form), stem(forms[0]), "{form}");
            }
        }
        assert_ne!(stem("mediator"), stem("mediate"));
        assert_ne!(stem("string"), stem("str"));
    }
}
