//! Words, numbers and marks. `U.S.`, `U.S.-led`, `30-day`, `3.67` and `won’t` are one token each; a possessive `’s` is its own.
use evidence::Span;

/// What a token is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TokenKind {
    /// Begins with a letter.
    Word,
    /// Begins with a digit.
    Number,
    /// Anything else, one character.
    Mark,
}

/// A word, number or mark.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Token {
    /// Its place.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
    // In lower case with `'` for `’`, where that differs from its words.
    pub(super) lower: Option<Box<str>>,
    /// Whether its first letter is a capital.
    pub capital: bool,
    /// Whether white space (or the paragraph's start) comes before it.
    pub spaced: bool,
}

const APOSTROPHES: [char; 2] = ['\'', '’'];

/// Adds the tokens of `span` to `into`.
pub(super) fn tokens(source: &str, span: Span, into: &mut Vec<Token>) {
    let Some(part) = source.get(span.range()) else { return };
    let mut spaced = true;
    let mut at = 0;
    while let Some(first) = part[at..].chars().next() {
        if first.is_whitespace() || is_invisible(first) {
            spaced = true;
            at += first.len_utf8();
            continue;
        }
        let length = if first.is_alphanumeric() { word_length(&part[at..]) } else { first.len_utf8() };
        let kind = match first {
            c if c.is_numeric() => TokenKind::Number,
            c if c.is_alphabetic() => TokenKind::Word,
            _ => TokenKind::Mark,
        };
        let words = &part[at..at + length];
        let split = possessive(words).unwrap_or(length);
        for (from, to, spaced) in [(0, split, spaced), (split, length, false)] {
            if let Some(span) = Span::new(span.start() + at + from, span.start() + at + to) {
                into.push(Token {
                    span,
                    kind: if from == 0 { kind } else { TokenKind::Word },
                    lower: lowered(&words[from..to]),
                    capital: words[from..to].chars().next().is_some_and(char::is_uppercase),
                    spaced,
                });
            }
        }
        spaced = false;
        at += length;
    }
}

/// Characters that show nothing and stand between no words: zero width, direction marks, BOM, soft hyphen.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}')
}

fn lowered(words: &str) -> Option<Box<str>> {
    if words.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
        return None;
    }
    let lower: String = words.chars().flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c }).collect();
    (lower != words).then(|| lower.into())
}

/// Length in bytes of the word or number that `rest` begins with.
fn word_length(rest: &str) -> usize {
    let mut length = 0;
    let mut letters_since_dot = 0;
    let mut digits_only = true;
    let mut dotted = false;
    let mut chars = rest.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        let next_joins = next.is_some_and(char::is_alphanumeric);
        if c.is_alphanumeric() || is_combining(c) {
            letters_since_dot += 1;
            digits_only &= c.is_numeric();
        } else if c == '.' && letters_since_dot == 1 && !digits_only && (next_joins || dotted) {
            // U.S. and a.m., with the last stop; not the stop after a one-letter word.
            dotted = true;
            letters_since_dot = 0;
            // "U.S.-led" is one word, as "Norland-led" is; "U.S.-Norland" stays two names.
            let compound = rest[length + 1..].strip_prefix('-').is_some_and(|it| it.starts_with(char::is_lowercase));
            if !next_joins && !compound {
                return length + 1;
            }
        } else if matches!(c, '.' | ',' | ':') && digits_only && next.is_some_and(char::is_numeric) {
            // 3.67, 1,000 and 12:30.
        } else if (c == '-' || APOSTROPHES.contains(&c)) && next_joins {
            letters_since_dot = 0;
            digits_only = false;
            dotted = false;
        } else {
            break;
        }
        length += c.len_utf8();
    }
    length
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}' | '\u{200d}')
}

/// Where a word's possessive `’s` begins.
fn possessive(words: &str) -> Option<usize> {
    let rest = words.strip_suffix(['s', 'S'])?;
    let base = rest.strip_suffix(APOSTROPHES)?;
    (!base.is_empty()).then_some(base.len())
}
