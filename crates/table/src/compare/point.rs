//! The points of a text on a deal: its numbered items where it has such, else its items and sentences.
use evidence::{Document, Quote, Span};

/// A point of one text.
#[derive(Clone, PartialEq, Debug)]
pub struct Point {
    /// The number that the text gives it.
    pub number: Option<u32>,
    /// Its words.
    pub quote: Quote,
    /// Whether it says what its author thinks or hopes of the deal, and nothing of the deal.
    pub is_comment: bool,
    // Where each word stands in the document.
    words: Vec<Word>,
}

/// A word of a point.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Word {
    pub(super) span: Span,
    /// In lower case, without the `'s` of an owner.
    pub(super) key: String,
    pub(super) is_name: bool,
}

impl Point {
    fn new(document: &Document, span: Span, number: Option<u32>) -> Option<Self> {
        let quote = Quote::new(document, span.into()).ok()?;
        let words = words(document.text(), span);
        let is_comment = number.is_none() && !is_item(document.text(), span) && comments(&words);
        (!words.is_empty()).then_some(Self { number, quote, is_comment, words })
    }

    pub(super) fn words(&self) -> &[Word] {
        &self.words
    }
}

/// The points of a document, in its order.
pub(super) fn points(document: &Document) -> Vec<Point> {
    let lines = lines(document.text());
    let numbered: Vec<(Span, u32)> = lines.iter().filter_map(|&line| numbered(document.text(), line)).collect();
    if numbered.len() >= 2 {
        return numbered.into_iter().filter_map(|(span, number)| Point::new(document, span, Some(number))).collect();
    }
    let mut out = Vec::new();
    for line in lines {
        let text = &document.text()[line.range()];
        if text.starts_with('#') {
            continue;
        }
        match text.strip_prefix("- ").or_else(|| text.strip_prefix("* ")).or_else(|| text.strip_prefix("• ")) {
            Some(item) => out.extend(Span::new(line.end() - item.len(), line.end()).and_then(|it| Point::new(document, it, None))),
            // What only leads up to a list is no point.
            None if text.ends_with([',', ':']) => {
                let whole = sentences(document.text(), line);
                let all_but_last = whole.len().saturating_sub(1);
                out.extend(whole.into_iter().take(all_but_last).filter_map(|it| Point::new(document, it, None)));
            }
            None if !text.ends_with(['.', '!', '?', ';', '”', '"']) => {}
            None => out.extend(sentences(document.text(), line).into_iter().filter_map(|it| Point::new(document, it, None))),
        }
    }
    out
}

/// The lines that are not blank, without the spaces around them.
fn lines(text: &str) -> Vec<Span> {
    let mut out = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at + (line.len() - line.trim_start().len());
        out.extend(Span::new(start, start + line.trim().len()));
        at += line.len();
    }
    out
}

/// A line that begins with its number, "3." or "3)", without it.
fn numbered(text: &str, line: Span) -> Option<(Span, u32)> {
    let words = &text[line.range()];
    let digits = words.chars().take_while(char::is_ascii_digit).count();
    let rest = words[digits..].strip_prefix(['.', ')'])?;
    let item = rest.trim_start();
    let is_item = digits > 0 && item.len() < rest.len();
    Some((Span::new(line.end() - item.len(), line.end())?, words[..digits].parse().ok().filter(|_| is_item)?))
}

fn is_item(text: &str, span: Span) -> bool {
    text[..span.start()].ends_with("- ") || text[..span.start()].ends_with("* ") || text[..span.start()].ends_with("• ")
}

/// The sentences of a line: each ends with a full stop, `!` or `?` that a capital letter or quotation mark follows, and that no
/// abbreviation or initial stands before.
fn sentences(text: &str, line: Span) -> Vec<Span> {
    let words = &text[line.range()];
    let mut out = Vec::new();
    let mut start = 0;
    for (at, mark) in words.match_indices(['.', '!', '?']) {
        let after = &words[at + 1..];
        let next = after.trim_start_matches(['”', '"', '’', ')']);
        let (end, following) = (at + 1 + (after.len() - next.len()), next.trim_start());
        let last = words[start..at].rsplit(char::is_whitespace).next().unwrap_or_default();
        let abbreviated =
            mark == "." && (last.chars().count() < 2 || last.contains('.') || ["Mr", "Ms", "Mrs", "Dr", "No", "St"].contains(&last));
        let begins = following.is_empty() || (following.len() < next.len() && following.starts_with(|c: char| !c.is_lowercase()));
        if begins && !abbreviated {
            out.extend(Span::new(line.start() + start, line.start() + end));
            start = words.len() - following.len();
        }
    }
    out.extend(Span::new(line.start() + start, line.end()));
    out
}

fn words(text: &str, span: Span) -> Vec<Word> {
    let part = &text[span.range()];
    let in_word = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-');
    let mut out = Vec::new();
    let mut at = 0;
    for piece in part.split_inclusive(|c: char| !in_word(c)) {
        let raw = piece.trim_end_matches(|c: char| !in_word(c));
        let word = raw.trim_matches(['\'', '’', '-']);
        let start = span.start() + at + (raw.len() - raw.trim_start_matches(['\'', '’', '-']).len());
        if let Some(span) = Span::new(start, start + word.len()) {
            let lower = word.to_lowercase();
            let key = lower.strip_suffix("'s").or_else(|| lower.strip_suffix("’s")).unwrap_or(&lower).to_owned();
            out.push(Word { span, key, is_name: word.starts_with(char::is_uppercase) });
        }
        at += piece.len();
    }
    // The first word is a name only where it is one elsewhere too; that cannot be told here, so its capital says nothing.
    out
}

/// "The government expects that ...", "the front will see for itself ...": thoughts and thanks, no terms.
fn comments(words: &[Word]) -> bool {
    const THINKS: [&str; 14] = [
        "expects",
        "expect",
        "hopes",
        "hope",
        "believes",
        "believe",
        "thanks",
        "thank",
        "welcomes",
        "regrets",
        "see",
        "trusts",
        "grateful",
        "gratitude",
    ];
    words.iter().take(8).any(|it| THINKS.contains(&it.key.as_str()))
}
