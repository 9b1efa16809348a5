//! What stands in quotation marks: curly, straight, single, doubled, guillemets, low-high; nested and over paragraphs.
//! Says nothing of who speaks: that is attribution. Linear in the length of the text.

mod marks;

use crate::text::Text;
use evidence::{Place, Span};
use marks::{Mark, Side, Style};
use std::ops::Range;

/// Words in quotation marks, in order of their opening marks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Quotation {
    /// The words between the marks, one span a paragraph.
    pub inner: Place,
    /// The same with the marks.
    pub outer: Place,
    /// Its tokens with the marks, from the first to the last paragraph, as indices into [`Text::tokens`].
    pub tokens: Range<usize>,
    /// How many quotations it stands in: 0 for one that stands by itself.
    pub depth: usize,
    /// Whether a mark is missing: then it runs to the end of its paragraph, or to the next opening mark.
    pub unpaired: bool,
    /// Whether it is a word or two that somebody sets off inside a sentence, rather than speech.
    pub scare: bool,
}

/// The quotations of a text, and the marks that belong to none.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Quotations {
    /// In order of their opening marks.
    pub all: Vec<Quotation>,
    /// Closing marks that nothing opens.
    pub stray: Vec<Span>,
}

/// Deeper nesting than this is noise, not speech: the marks beyond count as stray.
const MAX_DEPTH: usize = 6;
/// At most so many words can be a scare quote.
const SCARE_WORDS: usize = 3;

/// A quotation that is not closed yet.
struct Open {
    slot: usize,
    style: Style,
    // One for each paragraph so far.
    pieces: Vec<Piece>,
}

/// What of a quotation stands in one paragraph.
struct Piece {
    /// The opening mark.
    mark: usize,
    /// The first of its words.
    words: usize,
    /// The token after its last, where it goes on in the next paragraph or the paragraph ends before it does.
    end: Option<usize>,
}

impl Piece {
    const fn of(mark: &Mark) -> Self {
        Self { mark: mark.tokens.start, words: mark.tokens.end, end: None }
    }
}

/// Finds the quotations of `text`.
pub fn quotations(text: &Text<'_>) -> Quotations {
    let marks = marks::marks(text);
    let mut out = Quotations::default();
    let mut slots: Vec<Option<Quotation>> = Vec::new();
    let mut stack: Vec<Open> = Vec::new();
    let mut at = 0;
    for paragraph in &text.paragraphs {
        let tokens = tokens_of(text, paragraph.sentences.clone());
        let first = at;
        while at < marks.len() && marks[at].tokens.start < tokens.end {
            at += 1;
        }
        read_paragraph(text, &marks[first..at], tokens, &mut stack, &mut slots, &mut out.stray);
    }
    let end = text.tokens.len();
    while let Some(open) = stack.pop() {
        let depth = stack.len();
        close(text, open, depth, end, None, &mut slots);
    }
    out.all = slots.into_iter().flatten().collect();
    out
}

fn tokens_of(text: &Text<'_>, sentences: Range<usize>) -> Range<usize> {
    match (text.sentences.get(sentences.start), sentences.end.checked_sub(1).and_then(|last| text.sentences.get(last))) {
        (Some(first), Some(last)) => first.tokens.start..last.tokens.end,
        _ => 0..0,
    }
}

fn read_paragraph(
    text: &Text<'_>,
    marks: &[Mark],
    tokens: Range<usize>,
    stack: &mut Vec<Open>,
    slots: &mut Vec<Option<Quotation>>,
    stray: &mut Vec<Span>,
) {
    let mut rest = marks;
    // A quotation goes on only where the new paragraph opens with its mark again.
    let mut going_on = 0;
    while going_on < stack.len() {
        let Some(mark) = rest.first().filter(|m| m.tokens.start == tokens.start + going_on) else { break };
        if mark.style != stack[going_on].style || mark.side == Side::Close {
            break;
        }
        going_on += 1;
        rest = &rest[1..];
    }
    while stack.len() > going_on {
        if let Some(open) = stack.pop() {
            let depth = stack.len();
            close(text, open, depth, tokens.start, None, slots);
        }
    }
    for (open, mark) in stack.iter_mut().zip(marks) {
        open.pieces.push(Piece::of(mark));
    }
    let mut left = Left::of(rest);
    for mark in rest {
        left.pass(mark);
        let opened = stack.iter().rposition(|open| open.style == mark.style).or_else(|| left.mixed(mark, stack));
        let closes = match (mark.side, opened) {
            (Side::Close, opened) => opened,
            (Side::Open, _) => None,
            (Side::Either { opens, closes }, Some(opened)) => (closes || !opens).then_some(opened),
            (Side::Either { .. }, None) => None,
            (Side::Apostrophe { closes }, Some(opened)) => {
                // `the ministers’ plan’`: an apostrophe while another one is left to close with.
                let spare = left.apostrophes > 0 && mark.may_be_possessive;
                (closes && !spare).then_some(opened)
            }
            (Side::Apostrophe { .. }, None) => None,
        };
        if let Some(opened) = closes {
            while stack.len() > opened + 1 {
                if let Some(inner) = stack.pop() {
                    let depth = stack.len();
                    close(text, inner, depth, mark.tokens.start, None, slots);
                }
            }
            if let Some(open) = stack.pop() {
                let depth = stack.len();
                close(text, open, depth, mark.tokens.end, Some(mark), slots);
            }
            continue;
        }
        let opens = match mark.side {
            Side::Open => true,
            Side::Either { opens, .. } => opens || left.count(mark.style) > 0,
            Side::Close | Side::Apostrophe { .. } => false,
        };
        if !opens {
            if !matches!(mark.side, Side::Apostrophe { .. }) {
                stray.extend(text.span_of(mark.tokens.clone()));
            }
            continue;
        }
        if mark.style.is_single() && left.count(mark.style) == 0 {
            continue; // An elision (`’90s`), not speech.
        }
        if let Some(same) = stack.iter().rposition(|open| open.style == mark.style) {
            // The same mark again: nested only if the paragraph has closing marks for all that are open then.
            let open = stack.iter().filter(|open| open.style == mark.style).count();
            let closing = left.closing(mark.style);
            if closing < open + 1 + left.count(mark.style).saturating_sub(closing) {
                while stack.len() > same {
                    if let Some(open) = stack.pop() {
                        let depth = stack.len();
                        close(text, open, depth, mark.tokens.start, None, slots);
                    }
                }
            }
        }
        if stack.len() >= MAX_DEPTH {
            stray.extend(text.span_of(mark.tokens.clone()));
            continue;
        }
        stack.push(Open { slot: slots.len(), style: mark.style, pieces: vec![Piece::of(mark)] });
        slots.push(None);
    }
    for open in stack.iter_mut() {
        if let Some(piece) = open.pieces.last_mut() {
            piece.end = Some(tokens.end);
        }
    }
}

/// How many marks of each style a paragraph still has after the one in hand.
struct Left {
    by_style: [usize; Style::COUNT],
    closing: [usize; Style::COUNT],
    apostrophes: usize,
}

impl Left {
    fn of(marks: &[Mark]) -> Self {
        let mut left = Self { by_style: [0; Style::COUNT], closing: [0; Style::COUNT], apostrophes: 0 };
        for mark in marks {
            left.add(mark, 1);
        }
        left
    }

    fn add(&mut self, mark: &Mark, by: isize) {
        let change = |count: &mut usize| *count = count.saturating_add_signed(by);
        let style = mark.style as usize;
        match mark.side {
            Side::Apostrophe { closes } => {
                if closes {
                    change(&mut self.apostrophes);
                    change(&mut self.by_style[style]);
                    change(&mut self.closing[style]);
                }
            }
            side => {
                change(&mut self.by_style[style]);
                if matches!(side, Side::Close | Side::Either { closes: true, .. }) {
                    change(&mut self.closing[style]);
                }
            }
        }
    }

    fn pass(&mut self, mark: &Mark) {
        self.add(mark, -1);
    }

    /// The innermost quotation where its double mark is of the other kind (`"We stay,”`), neither has a partner of its own, and the mark
    /// only closes.
    fn mixed(&self, mark: &Mark, stack: &[Open]) -> Option<usize> {
        let closes = matches!(mark.side, Side::Close | Side::Either { opens: false, closes: true });
        let alone = |style| match style {
            Style::Curly => self.closing(style) <= self.count(style) - self.closing(style),
            _ => self.count(style).is_multiple_of(2),
        };
        let (open, at) = (stack.last()?, stack.len() - 1);
        let mixed = matches!((open.style, mark.style), (Style::Curly, Style::Straight) | (Style::Straight, Style::Curly));
        (closes && mixed && alone(open.style)).then_some(at)
    }

    const fn count(&self, style: Style) -> usize {
        self.by_style[style as usize]
    }

    const fn closing(&self, style: Style) -> usize {
        self.closing[style as usize]
    }
}

/// Writes down a quotation that ends before token `end`, with its closing mark if it has one.
fn close(text: &Text<'_>, open: Open, depth: usize, end: usize, mark: Option<&Mark>, slots: &mut [Option<Quotation>]) {
    let mut inner = Vec::new();
    let mut outer = Vec::new();
    let first = open.pieces.first().map_or(end, |piece| piece.mark);
    let mut last = end;
    for piece in &open.pieces {
        let outer_end = piece.end.unwrap_or(end);
        let inner_end = piece.end.or_else(|| mark.map(|mark| mark.tokens.start)).unwrap_or(end);
        inner.extend((piece.words < inner_end).then(|| text.span_of(piece.words..inner_end)).flatten());
        outer.extend((piece.mark < outer_end).then(|| text.span_of(piece.mark..outer_end)).flatten());
        last = outer_end;
    }
    let (Some(inner), Some(outer)) = (Place::of(inner), Place::of(outer)) else { return };
    let mut quotation = Quotation { inner, outer, tokens: first..last, depth, unpaired: mark.is_none(), scare: false };
    quotation.scare = is_scare(text, &quotation);
    if let Some(slot) = slots.get_mut(open.slot) {
        *slot = Some(quotation);
    }
}

/// A word or two without the punctuation of speech, in the middle of somebody's sentence.
fn is_scare(text: &Text<'_>, quotation: &Quotation) -> bool {
    if quotation.unpaired || quotation.inner.spans().len() > 1 {
        return false;
    }
    let inner = text.tokens_in(quotation.inner.hull());
    let words = inner.clone().filter(|i| text.tokens[*i].kind != crate::text::TokenKind::Mark).take(SCARE_WORDS + 1).count();
    if words > SCARE_WORDS {
        return false;
    }
    let last = inner.end.checked_sub(1).map_or("", |i| text.token(i));
    let before = quotation.tokens.start.checked_sub(1).map_or("", |i| text.token(i));
    let starts = text.sentence_at(quotation.outer.start()).is_none_or(|i| text.sentences[i].tokens.start == quotation.tokens.start);
    let uttered = matches!(last, "!" | "?" | "…" | "—" | "-") || matches!(before, ":" | ",") || starts && matches!(last, "." | ",");
    !uttered
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each quotation as its words with its depth, `?` where unpaired, `~` where set off; then the stray marks.
    fn found(source: &str) -> Vec<String> {
        let quotations = quotations(&Text::of(source));
        let all = quotations.all.iter().map(|q| {
            let sign = if q.unpaired {
                "?"
            } else if q.scare {
                "~"
            } else {
                ""
            };
            format!("{}{sign} {}", q.depth, q.inner.words(source))
        });
        all.chain(quotations.stray.iter().map(|mark| format!("stray {}", &source[mark.range()]))).collect()
    }

    #[test]
    fn quotations_nest() {
        assert_eq!(
            found("“He told us ‘not “ever” again’ and left,” Lind said."),
            ["0 He told us ‘not “ever” again’ and left,", "1~ not “ever” again", "2~ ever"]
        );
    }

    #[test]
    fn apostrophes_are_no_quotation_marks() {
        assert!(found("The ministers’ plan won’t hold; the ’90s are gone, rock ’n’ roll too.").is_empty());
        assert_eq!(found("‘The ministers’ plan won’t hold any more,’ Dessa said."), ["0 The ministers’ plan won’t hold any more,"]);
    }

    #[test]
    fn an_opening_mark_that_is_not_closed_ends_before_the_next() {
        assert_eq!(found("“We stay, he said. “We will not go,” he said."), ["0? We stay, he said.", "0 We will not go,"]);
    }

    #[test]
    fn a_paragraph_that_opens_anew_goes_on() {
        assert_eq!(found("“One.\n“Two.\n“Three,” Lind said."), ["0 One. … Two. … Three,"]);
        assert_eq!(found("“One.\nTwo,” Lind said."), ["0? One.", "stray ”"]);
    }

    #[test]
    fn marks_of_two_kinds_pair_where_they_have_no_others() {
        assert_eq!(found("\"We will do what we have to,” Orr said."), ["0 We will do what we have to,"]);
        assert_eq!(found("“We stay,\" he said. “It is over.”"), ["0 We stay,", "0 It is over."]);
        assert_eq!(found("“Orr spoke of a \"pause\" in the south,” he said."), ["0 Orr spoke of a \"pause\" in the south,", "1~ pause"]);
    }

    #[test]
    fn words_set_off_are_told_from_speech() {
        assert_eq!(found("The “peace bridge” was shelled. “Never!” she said."), ["0~ peace bridge", "0 Never!"]);
    }

    #[test]
    fn marks_of_other_languages() {
        assert_eq!(
            found("„Nein“, «non», »nej« und ‹si›: „Wir bleiben hier am Fluss.“"),
            ["0~ Nein", "0 non", "0 nej", "0~ si", "0 Wir bleiben hier am Fluss."]
        );
    }
}
