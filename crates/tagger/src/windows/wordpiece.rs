//! WordPiece as BERT does it: small letters without accents, punctuation by itself, then the longest known pieces of a word.

use std::collections::HashMap;
use std::ops::Range;

use unicode_normalization::char::decompose_canonical;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

const UNKNOWN: u32 = 100;
/// A longer word is one unknown piece.
const LONGEST_WORD: usize = 100;

/// The known pieces.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    heads: HashMap<&'static str, u32>,
    tails: HashMap<&'static str, u32>,
    /// Characters of the longest piece.
    longest: usize,
}

/// A normalised character, and the bytes of the text it stands for.
struct Letter {
    letter: char,
    start: usize,
    end: usize,
}

impl Vocabulary {
    /// One piece a line; pieces that go on within a word begin with `##`.
    pub(crate) fn read(lines: &'static str) -> Self {
        let (mut heads, mut tails, mut longest) = (HashMap::new(), HashMap::new(), 0);
        for (piece, id) in lines.lines().zip(0..) {
            match piece.strip_prefix("##") {
                Some(tail) if !tail.is_empty() => tails.insert(tail, id),
                _ => heads.insert(piece, id),
            };
            longest = longest.max(piece.chars().count());
        }
        Self { heads, tails, longest }
    }

    /// Tells `found` each piece of the text and its bytes, in order. Time: linear in the text.
    pub(crate) fn pieces(&self, text: &str, found: &mut impl FnMut(u32, Range<usize>)) {
        let mut word: Vec<Letter> = Vec::new();
        let mut known = String::new();
        for (at, c) in text.char_indices() {
            let end = at + c.len_utf8();
            if c.is_ascii_alphanumeric() {
                word.push(Letter { letter: c.to_ascii_lowercase(), start: at, end });
                continue;
            }
            if c.is_whitespace() {
                self.word(&mut word, &mut known, found);
                continue;
            }
            if is_dropped(c) {
                continue;
            }
            let alone = is_chinese(c);
            if alone {
                self.word(&mut word, &mut known, found);
            }
            decompose_canonical(c, |d| {
                if d.general_category() == GeneralCategory::NonspacingMark {
                    // An accent belongs to the letter before it, also where it is a character of its own.
                    if let Some(last) = word.last_mut() {
                        last.end = end;
                    }
                    return;
                }
                for letter in d.to_lowercase() {
                    if is_punctuation(letter) {
                        self.word(&mut word, &mut known, found);
                        word.push(Letter { letter, start: at, end });
                        self.word(&mut word, &mut known, found);
                    } else {
                        word.push(Letter { letter, start: at, end });
                    }
                }
            });
            if alone {
                self.word(&mut word, &mut known, found);
            }
        }
        self.word(&mut word, &mut known, found);
    }

    /// The longest known pieces of a word from left to right; a word that cannot be put together so is one unknown piece.
    fn word(&self, word: &mut Vec<Letter>, buffer: &mut String, found: &mut impl FnMut(u32, Range<usize>)) {
        let (Some(first), Some(last)) = (word.first(), word.last()) else {
            return;
        };
        let whole = first.start..last.end;
        buffer.clear();
        buffer.extend(word.iter().map(|l| l.letter));
        let mut pieces: Vec<(u32, Range<usize>)> = Vec::new();
        let (mut at, mut byte) = (0, 0);
        while at < word.len() && word.len() <= LONGEST_WORD {
            let known = if at == 0 { &self.heads } else { &self.tails };
            let mut end = word.len().min(at + self.longest);
            let mut stop = byte + word[at..end].iter().map(|l| l.letter.len_utf8()).sum::<usize>();
            let id = loop {
                if let Some(id) = known.get(&buffer[byte..stop]) {
                    break Some(*id);
                }
                end -= 1;
                if end == at {
                    break None;
                }
                stop -= word[end].letter.len_utf8();
            };
            let Some(id) = id else { break };
            pieces.push((id, word[at].start..word[end - 1].end));
            (at, byte) = (end, stop);
        }
        if at < word.len() {
            found(UNKNOWN, whole);
        } else {
            for (id, range) in pieces {
                found(id, range);
            }
        }
        word.clear();
    }
}

/// Control, format, private and unassigned characters: BERT drops them.
fn is_dropped(c: char) -> bool {
    use GeneralCategory as G;
    c == '\u{FFFD}' || matches!(c.general_category(), G::Control | G::Format | G::Surrogate | G::PrivateUse | G::Unassigned)
}

/// Any ASCII sign counts, `$` and `+` too.
fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation() || (!c.is_ascii() && c.general_category_group() == GeneralCategoryGroup::Punctuation)
}

/// Characters that are words by themselves.
fn is_chinese(c: char) -> bool {
    matches!(u32::from(c),
        0x4E00..=0x9FFF | 0x3400..=0x4DBF | 0x2_0000..=0x2_A6DF | 0x2_A700..=0x2_B73F | 0x2_B740..=0x2_B81F
        | 0x2_B920..=0x2_CEAF | 0xF900..=0xFAFF | 0x2_F800..=0x2_FA1F)
}
