//! Whether words around a time look back or ahead: the nearest verb decides.
use crate::text::Text;
use std::ops::Range;

/// Whether what is told lies behind or ahead.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Tense {
    /// Behind.
    Past,
    /// Ahead.
    Future,
    /// No sign of either.
    Unknown,
}

const AHEAD: &[&str] = &[
    "will",
    "'ll",
    "shall",
    "would",
    "scheduled",
    "due",
    "expected",
    "slated",
    "planned",
    "plans",
    "plan",
    "planning",
    "upcoming",
    "deadline",
    "must",
    "should",
    "going",
    "tomorrow",
    "next",
    "we'll",
    "they'll",
    "he'll",
    "she'll",
    "it'll",
    "i'll",
    "won't",
    "intends",
    "hopes",
    "set",
    "meet",
    "meets",
    "comes",
    "begins",
    "starts",
    "begin",
    "resumes",
    "convenes",
    "gather",
    "convene",
    "resume",
];

const BEHIND: &[&str] = &[
    "said",
    "told",
    "was",
    "were",
    "had",
    "met",
    "held",
    "began",
    "broke",
    "came",
    "went",
    "took",
    "made",
    "gave",
    "left",
    "saw",
    "spoke",
    "wrote",
    "fell",
    "hit",
    "struck",
    "won",
    "lost",
    "did",
    "fought",
    "sent",
    "brought",
    "found",
    "became",
    "ran",
    "rose",
    "shot",
    "been",
    "thought",
    "put",
    "read",
    "sat",
    "stood",
    "swore",
    "tweeted",
    "withdrew",
    "drew",
    "flew",
    "drove",
    "chose",
    "sought",
    "built",
    "paid",
    "laid",
    "led",
    "kept",
    "heard",
    "sold",
    "spent",
    "dealt",
    "threw",
    "froze",
    "fled",
    "shook",
    "swept",
    "sank",
    "withheld",
    "upheld",
    "overthrew",
    "undertook",
    "arose",
    "grew",
    "knew",
    "felt",
    "rode",
];

/// How far to look, in tokens.
const REACH: usize = 14;

/// The tense around some tokens of a sentence.
pub(super) fn around(text: &Text<'_>, sentence: &Range<usize>, tokens: &Range<usize>) -> Tense {
    let ahead_of = tokens.end..sentence.end.min(tokens.end + REACH);
    let behind = sentence.start.max(tokens.start.saturating_sub(REACH))..tokens.start;
    // The words before a time govern it more often than those after, which may be of the next clause.
    let nearest = |at: &mut dyn Iterator<Item = usize>, cost: usize| -> Option<(usize, Tense)> {
        let mut distance = cost;
        for at in at {
            distance += 1;
            match text.lower(at) {
                ";" | ":" | "“" | "”" | "\"" => return None,
                // Another clause begins.
                "that" | "which" | "who" | "when" | "after" | "before" | "while" | "because" if cost > 0 => return None,
                "," => distance += 3,
                _ => {}
            }
            // "on Friday to resume": an infinitive after a time tells no tense.
            if cost > 0 && at.checked_sub(1).is_some_and(|at| text.lower(at) == "to") {
                continue;
            }
            if let Some(tense) = of_word(text, at) {
                return Some((distance, tense));
            }
        }
        None
    };
    let before = nearest(&mut behind.rev(), 0);
    let after = nearest(&mut ahead_of.into_iter(), 4);
    match (before, after) {
        (Some((a, before)), Some((b, after))) => {
            if a <= b {
                before
            } else {
                after
            }
        }
        (Some((_, tense)), None) | (None, Some((_, tense))) => tense,
        (None, None) => Tense::Unknown,
    }
}

fn of_word(text: &Text<'_>, at: usize) -> Option<Tense> {
    let word = text.lower(at);
    if AHEAD.contains(&word) {
        return Some(Tense::Future);
    }
    if is_past_verb(text, at) {
        // "to be held Friday", "will have met": what is before the participle decides.
        let is_ahead = |at: usize| matches!(text.lower(at), "be" | "will" | "would");
        let joins = |at: usize| matches!(text.lower(at), "and" | "or" | "," | "out" | "up" | "off") || is_past_verb(text, at);
        // "will be worked out and signed": so for all participles that are joined.
        let joined = (0..at).rev().take(6).find(|&at| !joins(at)).is_some_and(is_ahead);
        let led_ahead = joined || (1..=3).filter_map(|back| at.checked_sub(back)).any(is_ahead);
        return Some(if led_ahead { Tense::Future } else { Tense::Past });
    }
    None
}

/// Whether a token looks like a verb of the past: one of the irregular ones, or a longer word in `-ed`.
pub(crate) fn is_past_verb(text: &Text<'_>, at: usize) -> bool {
    let word = text.lower(at);
    BEHIND.contains(&word) || word.len() > 4 && word.ends_with("ed") && text.tokens.get(at).is_some_and(|token| !token.capital)
}
