//! Labels before a colon: speakers of a transcript (`MODERATOR:`, `Q`) and sources of a headline (`Lind: Truce is near`).
//! A speaker's words reach to the next label.
use super::Found;
use super::class::Class;
use super::phrase::View;
use crate::quotation::Quotations;
use std::collections::BTreeSet;
use std::ops::Range;

/// A label has at most so many tokens.
const LONGEST: usize = 12;
/// So many labelled paragraphs make a transcript.
const TRANSCRIPT: usize = 3;

/// What labels attribute.
pub(super) struct Labels {
    pub(super) found: Vec<Found>,
    /// For each token, whether other rules leave it alone.
    pub(super) taken: Vec<bool>,
}

/// A paragraph that opens with a label.
struct Label {
    paragraph: usize,
    name: Range<usize>,
    // The colon; none after `Q`.
    colon: Option<usize>,
    // The first token of the words.
    words: usize,
}

/// Finds labels and what they attribute.
pub(super) fn labels(view: &View<'_>, quotations: &Quotations) -> Labels {
    let mut out = Labels { found: Vec::new(), taken: vec![false; view.text.tokens.len()] };
    let labels: Vec<Label> = (0..view.text.paragraphs.len()).filter_map(|paragraph| label(view, paragraph)).collect();
    let transcript = is_transcript(view, &labels);
    // The first line is a headline, not somebody's turn.
    let turns =
        usize::from(transcript && labels.first().is_some_and(|label| label.paragraph == 0 && view.text.token(label.name.start) != "Q"));
    for (index, label) in labels.iter().enumerate() {
        let until = labels.get(index + 1).map_or(view.text.paragraphs.len(), |next| next.paragraph);
        let colon = label.colon.map(|at| at..at + 1);
        if transcript && index >= turns {
            let content: Vec<Range<usize>> = (label.paragraph..until)
                .filter_map(|paragraph| {
                    let tokens = view.paragraph_tokens(paragraph)?;
                    let start = if paragraph == label.paragraph { label.words } else { tokens.start };
                    (start < tokens.end).then_some(start..tokens.end)
                })
                .collect();
            for piece in &content {
                out.taken[piece.clone()].fill(true);
            }
            out.taken[label.name.clone()].fill(true);
            out.found.push(Found { source: Some(label.name.clone()), cue: colon, content, direct: true });
        } else if let Some(colon) = colon.filter(|_| label.paragraph == 0) {
            let Some(tokens) = view.paragraph_tokens(0) else { continue };
            let quoted = quotations.all.first().is_some_and(|q| q.tokens.start == label.words && q.tokens.end + 2 > tokens.end);
            if quoted || label.words >= tokens.end {
                continue;
            }
            out.taken[tokens.clone()].fill(true);
            out.found.push(Found::reported(Some(label.name.clone()), colon, label.words..tokens.end));
        }
    }
    out
}

/// Whether the labels are those of speakers in turn: some name comes back, and words follow rather than figures.
fn is_transcript(view: &View<'_>, labels: &[Label]) -> bool {
    let turns: Vec<&Label> = labels.iter().filter(|label| label.paragraph > 0 && view.class(label.words) != Class::Number).collect();
    let mut names = BTreeSet::new();
    let again = turns.iter().filter(|label| !names.insert(view.text.span_of(label.name.clone()).map(|span| view.text.words(span)))).count();
    let question = turns.iter().any(|label| view.text.token(label.name.start) == "Q");
    // An office in capitals (`THE PRESIDENT:`) is a speaker even where it stands alone.
    let office = labels.iter().any(|label| is_office_in_capitals(view, &label.name));
    office || turns.len() >= TRANSCRIPT && (again > 0 || question)
}

fn is_office_in_capitals(view: &View<'_>, name: &Range<usize>) -> bool {
    let shouted = name.clone().all(|at| !view.text.token(at).chars().any(char::is_lowercase));
    shouted && name.clone().any(|at| OFFICES.contains(&view.lower(at)))
}

/// Offices and parts that label a speaker.
const OFFICES: &[&str] = &[
    "president",
    "minister",
    "secretary",
    "secretary-general",
    "official",
    "moderator",
    "senator",
    "ambassador",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "general",
    "chancellor",
    "premier",
    "envoy",
    "mr",
    "mr.",
    "ms",
    "ms.",
    "mrs.",
    "dr.",
    "king",
    "prince",
    "speaker",
    "interviewer",
    "reporter",
    "commissioner",
    "representative",
    "chairman",
    "chairwoman",
    "director",
    "mediator",
];

fn label(view: &View<'_>, paragraph: usize) -> Option<Label> {
    let tokens = view.paragraph_tokens(paragraph)?;
    let first = tokens.start;
    // `Q  Is there a deal?`, `A. There is.`
    if matches!(view.text.token(first), "Q" | "A") && view.text.tokens[first].capital {
        let mut words = first + 1;
        let colon = matches!(view.class(words), Class::Colon | Class::Stop).then_some(words);
        words += usize::from(colon.is_some());
        let named = view.text.token(first) == "Q" || colon.is_some();
        return (words < tokens.end && named).then_some(Label { paragraph, name: first..first + 1, colon, words });
    }
    let colon = (first..tokens.end.min(first + LONGEST)).find(|at| matches!(view.class(*at), Class::Colon))?;
    let name = first..colon;
    let named = !name.is_empty()
        && name.clone().all(|at| {
            let token = &view.text.tokens[at];
            token.capital
                || matches!(
                    view.class(at),
                    Class::Stop
                        | Class::Number
                        | Class::Mark
                        | Class::OpenBracket
                        | Class::CloseBracket
                        | Class::Comma
                        | Class::Apostrophe
                        | Class::Dash
                )
                || matches!(view.lower(at), "of" | "the" | "and" | "for" | "de" | "von" | "van" | "der" | "la" | "al")
        })
        && view.text.tokens[first].capital
        && view.text.tokens.get(colon + 1).is_some_and(|next| next.spaced);
    // `EXCLUSIVE – Lind: …`
    let start =
        name.clone().rev().find(|at| view.class(*at) == Class::Dash && view.text.tokens[*at].spaced).map_or(name.start, |dash| dash + 1);
    let name = start..name.end;
    (named && !name.is_empty()).then_some(Label { paragraph, name, colon: Some(colon), words: colon + 1 })
}

impl View<'_> {
    /// The tokens of a paragraph.
    pub(super) fn paragraph_tokens(&self, paragraph: usize) -> Option<Range<usize>> {
        let sentences = &self.text.paragraphs.get(paragraph)?.sentences;
        let first = self.text.sentences.get(sentences.start)?.tokens.start;
        let last = self.text.sentences.get(sentences.end.checked_sub(1)?)?.tokens.end;
        Some(first..last)
    }
}
