//! Where in a page the words taken out of it stand. The article comes through a tree that keeps no places, so each line of it is
//! looked for in the page's own words, in order and without regard to white space. A line that is not found in one piece is looked
//! for in halves; what cannot be found has no place. Time: linear in the page.
use evidence::{Spot, Stretch};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use memchr::memmem;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// The longest page for which it is done.
const MOST: usize = 8 << 20;
/// How far ahead a few words alone are looked for: further on they may be others.
const NEAR: usize = 20_000;
/// How often the whole page may be gone through in vain.
const MOST_PASSES: usize = 60;

/// The stretches of `text` with their bytes in `page`.
pub(super) fn stretches(page: &str, text: &str) -> Vec<Stretch> {
    if page.len() > MOST {
        return Vec::new();
    }
    let mut search = Search { ink: Ink::of(page), cursor: 0, left: page.len().saturating_mul(MOST_PASSES), out: Vec::new() };
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        search.words(text, &words(line, start));
        start += line.len();
    }
    search.out
}

/// The words of a line between ASCII white space, as ranges of the text.
fn words(line: &str, start: usize) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    for word in line.split_ascii_whitespace() {
        let at = start + (word.as_ptr() as usize - line.as_ptr() as usize);
        out.push((at, at + word.len()));
    }
    out
}

struct Search {
    ink: Ink,
    /// Where in the ink the last find ended.
    cursor: usize,
    /// How many bytes may still be gone through.
    left: usize,
    out: Vec<Stretch>,
}

impl Search {
    fn words(&mut self, text: &str, words: &[(usize, usize)]) {
        // Halves that still have to be found, the first on top.
        let mut waiting = vec![words];
        while let Some(words) = waiting.pop() {
            let Some(first) = words.first() else { continue };
            let needle: String = words.iter().map(|(start, end)| &text[*start..*end]).collect();
            match self.find(needle.as_bytes(), words.len()) {
                Some(at) => self.found(text, at, words),
                None if words.len() > 1 => {
                    let (left, right) = words.split_at(words.len() / 2);
                    waiting.push(right);
                    waiting.push(left);
                }
                None => self.push(first.0, None),
            }
        }
    }

    fn find(&mut self, needle: &[u8], words: usize) -> Option<usize> {
        let ahead = &self.ink.bytes[self.cursor..];
        let ahead = if words <= 3 { &ahead[..ahead.len().min(NEAR)] } else { ahead };
        if self.left < ahead.len() {
            return None;
        }
        if let Some(at) = memmem::find(ahead, needle) {
            return Some(self.cursor + at);
        }
        self.left -= ahead.len();
        // A headline may have been moved to the head.
        if words > 3 && self.left >= self.cursor {
            let at = memmem::find(&self.ink.bytes[..self.cursor], needle);
            self.left -= self.cursor;
            return at;
        }
        None
    }

    fn found(&mut self, text: &str, at: usize, words: &[(usize, usize)]) {
        let mut in_ink = at;
        for (start, end) in words {
            for in_text in *start..*end {
                let in_page = self.ink.places[in_ink] as usize;
                // All bytes of a character that a reference stands for (`&mdash;`) stood in one place.
                if text.is_char_boundary(in_text) {
                    self.push(in_text, Some(in_page));
                }
                in_ink += 1;
            }
        }
        self.cursor = in_ink;
    }

    /// Adds a stretch, unless the last one runs on to there.
    fn push(&mut self, start: usize, in_page: Option<usize>) {
        let goes_on = self.out.last().is_some_and(|last| match (last.spot, in_page) {
            (Some(Spot::Byte(byte)), Some(in_page)) => byte + (start - last.start) == in_page,
            (None, None) => true,
            _ => false,
        });
        if !goes_on {
            self.out.push(Stretch { start, spot: in_page.map(Spot::Byte) });
        }
    }
}

/// All that a page shows or might show, without white space, and where in the page each byte of it stands.
struct Ink {
    bytes: Vec<u8>,
    places: Vec<u32>,
}

impl Ink {
    fn of(page: &str) -> Self {
        let mut ink = Self { bytes: Vec::with_capacity(page.len()), places: Vec::with_capacity(page.len()) };
        let bytes = page.as_bytes();
        let mut references: BTreeMap<&str, String> = BTreeMap::new();
        let mut at = 0;
        while at < bytes.len() {
            match bytes[at] {
                b'<' => match markup_end(page, at) {
                    Some(end) => at = end,
                    None => {
                        ink.add(b"<", at, true);
                        at += 1;
                    }
                },
                b'&' => {
                    let length = reference(&bytes[at..]);
                    let words = references.entry(&page[at..at + length]).or_insert_with(|| resolved(&page[at..at + length]));
                    if *words == page[at..at + length] {
                        ink.add(&bytes[at..at + length], at, true);
                    } else {
                        ink.add(words.as_bytes(), at, false);
                    }
                    at += length;
                }
                byte => {
                    if !byte.is_ascii_whitespace() {
                        ink.add(&[byte], at, true);
                    }
                    at += 1;
                }
            }
        }
        ink
    }

    /// Adds what stands at `at`, `side_by_side` or all of it for one place there.
    fn add(&mut self, words: &[u8], at: usize, side_by_side: bool) {
        for (number, byte) in words.iter().enumerate() {
            if !byte.is_ascii_whitespace() {
                self.bytes.push(*byte);
                self.places.push(u32::try_from(if side_by_side { at + number } else { at }).unwrap_or(u32::MAX));
            }
        }
    }
}

/// Where the tag, comment or script that begins at `at` ends; `None` where it is a `<` of the text.
fn markup_end(page: &str, at: usize) -> Option<usize> {
    let rest = &page.as_bytes()[at..];
    let after = |mark: &[u8], from: usize| memmem::find(rest.get(from..)?, mark).map(|found| at + from + found + mark.len());
    if rest.starts_with(b"<!--") {
        return Some(after(b"-->", 4).unwrap_or(page.len()));
    }
    let next = *rest.get(1)?;
    if !(next.is_ascii_alphabetic() || matches!(next, b'/' | b'!' | b'?')) {
        return None;
    }
    let mut quote = None;
    let mut end = page.len();
    for (number, byte) in rest.iter().enumerate().skip(1) {
        match (quote, byte) {
            (None, b'>') => {
                end = at + number + 1;
                break;
            }
            (None, b'"' | b'\'') if rest[number - 1] == b'=' => quote = Some(*byte),
            (Some(open), byte) if open == *byte => quote = None,
            _ => {}
        }
    }
    for (name, close) in [(&b"<script"[..], &b"</script"[..]), (b"<style", b"</style")] {
        if rest.len() > name.len() && rest[..name.len()].eq_ignore_ascii_case(name) && !rest[name.len()].is_ascii_alphanumeric() {
            let found = rest[end - at..].windows(close.len()).position(|window| window.eq_ignore_ascii_case(close));
            return Some(found.map_or(page.len(), |found| end + found));
        }
    }
    Some(end)
}

/// The length of the character reference that these bytes begin with.
fn reference(bytes: &[u8]) -> usize {
    let name = bytes[1..].iter().take(34).take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'#').count();
    1 + name + usize::from(name > 0 && bytes.get(1 + name) == Some(&b';'))
}

/// The words of a piece of HTML as they stand, its character references resolved, tags left out.
pub(in crate::document) fn resolved(piece: &str) -> String {
    struct Words(RefCell<String>);
    impl TokenSink for Words {
        type Handle = ();
        fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
            if let Token::CharacterTokens(words) = token {
                self.0.borrow_mut().push_str(&words);
            }
            TokenSinkResult::Continue
        }
    }
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(piece));
    let tokenizer = Tokenizer::new(Words(RefCell::default()), TokenizerOpts::default());
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.0.into_inner()
}
