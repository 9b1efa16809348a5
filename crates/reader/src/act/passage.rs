//! The runs of words that may be the quote of an act: from where a clause can begin to where one can end. Far more than there are
//! acts; the heads choose.
use crate::text::{Text, TokenKind};
use evidence::Span;
use std::ops::Range;

/// A run of words, without the marks around it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Passage {
    /// Its tokens.
    pub(super) tokens: Range<usize>,
    /// Its words.
    pub(super) span: Span,
    /// The sentence that it begins in.
    pub(super) sentence: usize,
    /// How many sentences it takes.
    pub(super) sentences: usize,
}

/// The most tokens of a passage. A longer one is rarely quoted as a whole, and all pairs of borders of a long sentence are many.
const LONGEST: usize = 75;

/// The most sentences of one.
const SENTENCES: usize = 3;

/// Words that begin a clause or a part of one, and so also end the part before.
#[rustfmt::skip]
const OPENERS: &[&str] = &[
    "and", "but", "or", "that", "which", "who", "whom", "whose", "if", "unless", "until", "after", "before", "while", "because",
    "since", "although", "though", "to", "as", "when", "where", "with", "without", "for", "by", "in", "on", "so", "than",
    "including", "saying", "adding", "calling", "would", "will", "must", "should", "had", "has", "have", "is", "are", "was", "were",
];

/// Verbs after which somebody's words may begin.
#[rustfmt::skip]
const SAYS: &[&str] = &[
    "said", "says", "say", "told", "adds", "added", "insisted", "announced", "warned", "warns", "stated", "noted", "stressed",
    "argued", "claimed", "believes", "think", "thinks", "reported", "confirmed", "agreed", "called", "urged", "asked", "demanded",
    "pledged", "vowed", "welcomed", "rejected", "accused", "that", "if", "to",
];

/// The passages of a text, in order of their first tokens; no two have the same words. Time: linear in the text.
/// `more` are spans that are passages, too.
pub(super) fn passages(text: &Text<'_>, more: impl Iterator<Item = Span>) -> Vec<Passage> {
    let mut out = Vec::new();
    let mark = |at: usize| text.tokens[at].kind == TokenKind::Mark && !is_genitive(text, at);
    for (index, sentence) in text.sentences.iter().enumerate() {
        let zone = sentence.tokens.clone();
        let begins =
            |at: usize| at == zone.start || mark(at - 1) || SAYS.contains(&text.lower(at - 1)) || OPENERS.contains(&text.lower(at));
        let ends = |at: usize| at == zone.end || mark(at) || OPENERS.contains(&text.lower(at));
        let mut last = None;
        for start in zone.clone().filter(|&at| begins(at)) {
            let limit = zone.end.min(start + LONGEST);
            for end in (start + 1..=limit).filter(|&at| ends(at)) {
                push(text, start..end, index, 1, &mut last, &mut out);
            }
        }
        let rest = text.sentences.iter().enumerate().skip(index + 1).take(SENTENCES - 1);
        for (other, next) in rest.take_while(|(_, next)| next.paragraph == sentence.paragraph) {
            if next.tokens.end - zone.start <= LONGEST {
                push(text, zone.start..next.tokens.end, index, other - index + 1, &mut last, &mut out);
            }
        }
    }
    for span in more {
        let tokens = text.tokens_in(span);
        let sentences = text.sentence_at(span.start()).zip(text.sentence_at(span.end().saturating_sub(1)));
        if let Some((first, last)) = sentences
            && tokens.len() <= LONGEST
        {
            push(text, tokens, first, last - first + 1, &mut None, &mut out);
        }
    }
    out.sort_by_key(|p| (p.tokens.start, p.tokens.end));
    out.dedup_by(|a, b| a.tokens == b.tokens);
    out
}

/// "The pilots' union": an apostrophe that ends a plural and no quotation.
fn is_genitive(text: &Text<'_>, at: usize) -> bool {
    let joins = matches!(text.lower(at), "'" | "’") && !text.tokens[at].spaced && at > 0 && text.lower(at - 1).ends_with('s');
    let noun = text.tokens.get(at + 1).is_some_and(|next| next.spaced && next.kind == TokenKind::Word && !next.capital);
    // One that opens before it may be closed here.
    let opens = |before: usize| matches!(text.lower(before), "'" | "‘" | "’") && text.tokens[before].spaced;
    joins && noun && !(at.saturating_sub(LONGEST)..at).any(opens)
}

fn push(text: &Text<'_>, tokens: Range<usize>, sentence: usize, sentences: usize, last: &mut Option<Range<usize>>, out: &mut Vec<Passage>) {
    let Some(tokens) = bare(text, tokens) else { return };
    if tokens.len() < 2 || last.as_ref() == Some(&tokens) {
        return;
    }
    if let Some(span) = text.span_of(tokens.clone()) {
        *last = Some(tokens.clone());
        out.push(Passage { tokens, span, sentence, sentences });
    }
}

/// The tokens without the marks and the "that" around them: the words of a footnote.
pub(super) fn bare(text: &Text<'_>, tokens: Range<usize>) -> Option<Range<usize>> {
    let (mut start, mut end) = (tokens.start, tokens.end);
    while end > start && matches!(text.lower(end - 1), "." | "," | "”" | "\"" | "!" | "?" | "…" | "’" | "'" | ";" | ":" | "“" | "-" | "—")
    {
        end -= 1;
    }
    while start < end && matches!(text.lower(start), "“" | "\"" | "that" | "," | "‘" | "'" | "”" | "and" | "but" | "." | ":" | ";") {
        start += 1;
    }
    (start < end).then_some(start..end)
}
