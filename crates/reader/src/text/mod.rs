//! A text cut into paragraphs, sentences and tokens, all with their places. Linear in the length of the text.

mod furniture;
mod token;
mod sentence;

pub use token::{Token, TokenKind};

use evidence::Span;
use std::ops::Range;

/// A run of sentences without a break between them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Paragraph {
    /// Its words, without white space around them.
    pub span: Span,
    /// Its sentences, as indices into [`Text::sentences`].
    pub sentences: Range<usize>,
    /// Whether it is a caption, a link or the like: no part of the report.
    pub furniture: bool,
}

/// A sentence, or a headline or list item that stands alone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sentence {
    /// Its words with the closing mark, without white space around them.
    pub span: Span,
    /// Its tokens, as indices into [`Text::tokens`].
    pub tokens: Range<usize>,
    /// Its paragraph, as index into [`Text::paragraphs`].
    pub paragraph: usize,
}

/// A document's text with its parts; each list is in order of the text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Text<'a> {
    /// The text itself.
    pub source: &'a str,
    /// Words, numbers and marks.
    pub tokens: Vec<Token>,
    /// Sentences; every token is in one.
    pub sentences: Vec<Sentence>,
    /// Paragraphs; every sentence is in one.
    pub paragraphs: Vec<Paragraph>,
}

impl<'a> Text<'a> {
    /// Cuts `source` into its parts.
    pub fn of(source: &'a str) -> Self {
        let mut text = Self { source, tokens: Vec::new(), sentences: Vec::new(), paragraphs: Vec::new() };
        for span in sentence::paragraphs(source) {
            let first_token = text.tokens.len();
            token::tokens(source, span, &mut text.tokens);
            let first_sentence = text.sentences.len();
            for tokens in sentence::sentences(source, &text.tokens, first_token) {
                let span = text.tokens[tokens.start].span.hull(text.tokens[tokens.end - 1].span);
                text.sentences.push(Sentence { span, tokens, paragraph: text.paragraphs.len() });
            }
            if text.sentences.len() > first_sentence {
                text.paragraphs.push(Paragraph { span, sentences: first_sentence..text.sentences.len(), furniture: false });
            }
        }
        furniture::mark(&mut text);
        text
    }

    /// Whether a byte lies in a paragraph that is no part of the report.
    pub(crate) fn is_furniture(&self, byte: usize) -> bool {
        self.sentence_at(byte).is_some_and(|at| self.paragraphs[self.sentences[at].paragraph].furniture)
    }

    /// Whether a token lies in the place that a report opens with ("PORT ALBA, Norland The envoys"), which nothing ends.
    pub(crate) fn is_in_dateline(&self, token: usize) -> bool {
        let Some(token) = self.tokens.get(token) else { return false };
        let Some(at) = self.sentence_at(token.span.start()) else { return false };
        let sentence = &self.sentences[at];
        let goes_on = self.sentences.get(at + 1).is_some_and(|next| next.paragraph == sentence.paragraph);
        goes_on && self.tokens[sentence.tokens.end - 1].kind == TokenKind::Word && !self.token(sentence.tokens.end - 1).ends_with('.')
    }

    /// The words of a span.
    pub fn words(&self, span: Span) -> &'a str {
        self.source.get(span.range()).unwrap_or("")
    }

    /// The words of a token.
    pub fn token(&self, index: usize) -> &'a str {
        self.tokens.get(index).map_or("", |token| self.words(token.span))
    }

    /// The token in lower case; `""` past the end. Not a place in the text: lower case can change the length.
    pub fn lower(&self, index: usize) -> &str {
        self.tokens.get(index).map_or("", |token| token.lower.as_deref().unwrap_or_else(|| self.words(token.span)))
    }

    /// Index of the first token that ends after `byte`.
    pub fn token_at(&self, byte: usize) -> usize {
        self.tokens.partition_point(|token| token.span.end() <= byte)
    }

    /// The tokens that lie wholly or partly in `span`.
    pub fn tokens_in(&self, span: Span) -> Range<usize> {
        let start = self.token_at(span.start());
        start..self.tokens.partition_point(|token| token.span.start() < span.end()).max(start)
    }

    /// Index of the sentence that holds `byte`, or of the last one before it; `None` where there is none.
    pub fn sentence_at(&self, byte: usize) -> Option<usize> {
        self.sentences.partition_point(|sentence| sentence.span.start() <= byte).checked_sub(1)
    }

    /// The span from the first to the last of some tokens; `None` where there are none.
    pub fn span_of(&self, tokens: Range<usize>) -> Option<Span> {
        let (first, last) = (self.tokens.get(tokens.start)?, self.tokens.get(tokens.end.checked_sub(1)?)?);
        Span::new(first.span.start(), last.span.end())
    }
}
