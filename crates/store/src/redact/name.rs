//! A name that gives way: where it stands in a text, however it is typed there, and the mark in its place. Spellings that differ in their
//! letters are other names.
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// `[2......]`: as long as the name, with the number of the name where there is room.
pub(crate) fn mask(number: usize, length: usize) -> String {
    let inner = length.saturating_sub(2);
    let digits = number.to_string();
    if digits.len() <= inner { format!("[{digits:.<inner$}]") } else { "*".repeat(length) }
}

/// A text letter by letter, levelled: small letters, accents apart, one hyphen and one apostrophe, without what is not seen. Each letter with
/// the bytes that it came from.
pub(crate) struct Levelled(Vec<(char, usize, usize)>);

impl Levelled {
    pub(crate) fn of(text: &str) -> Self {
        let mut out = Vec::with_capacity(text.len());
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            let (c, end) = percent(text, at).unwrap_or((c, at + c.len_utf8()));
            if !is_unseen(c) {
                let letters = std::iter::once(plain(c)).nfkd().flat_map(char::to_lowercase);
                // What a letter is made of may be a hyphen or an apostrophe in its turn.
                out.extend(letters.map(|it| (plain(it), at, end)));
            }
            at = end;
        }
        Self(out)
    }

    fn letter(&self, at: usize) -> Option<char> {
        self.0.get(at).map(|it| it.0)
    }

    /// Past a hyphen that parts a word at the end of a line.
    fn past_line_end(&self, at: usize) -> usize {
        let mut next = at + 1;
        while self.letter(next).is_some_and(|c| c.is_whitespace() && c != '\n') {
            next += 1;
        }
        if self.letter(at) != Some('-') || self.letter(next) != Some('\n') {
            return at;
        }
        while self.letter(next).is_some_and(char::is_whitespace) {
            next += 1;
        }
        next
    }
}

/// The letter that is written as percent signs and numbers from here, as in addresses.
fn percent(text: &str, at: usize) -> Option<(char, usize)> {
    let byte = |n: usize| {
        let digits = text.as_bytes().get(at + 3 * n..at + 3 * n + 3)?.strip_prefix(b"%")?;
        u8::from_str_radix(std::str::from_utf8(digits).ok().filter(|it| it.bytes().all(|b| b.is_ascii_hexdigit()))?, 16).ok()
    };
    let mut bytes = Vec::new();
    for n in 0..4 {
        bytes.push(byte(n)?);
        if let Ok(letter) = std::str::from_utf8(&bytes) {
            return Some((letter.chars().next()?, at + 3 * bytes.len()));
        }
    }
    None
}

/// Soft hyphens, joiners, marks of direction.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}')
}

/// One hyphen and one apostrophe for all, and one letter for those that have two shapes.
const fn plain(c: char) -> char {
    match c {
        '\u{2010}'..='\u{2015}' | '\u{2043}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' => '-',
        '\u{2018}'..='\u{201b}' | '\u{2bb}'..='\u{2bd}' | '\u{2032}' | '\u{ff07}' | '`' | '\u{b4}' => '\'',
        'ς' => 'σ',
        _ => c,
    }
}

const fn parts(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '_' | '+')
}

/// Whether a letter belongs to the word beside it.
fn in_word(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c)
}

/// A name that gives way.
pub(crate) struct Name {
    number: usize,
    words: Vec<Vec<char>>,
}

impl Name {
    pub(crate) fn of(number: usize, name: &str) -> Self {
        let letters: Vec<char> = Levelled::of(name).0.into_iter().map(|it| it.0).collect();
        let words = letters.split(|c| parts(*c)).filter(|it| !it.is_empty());
        Self { number, words: words.map(<[char]>::to_vec).collect() }
    }

    /// Where the name ends that begins here; `None` where it does not. Between its words may be a line end, spaces, or what stands for one
    /// in a file name, an address or an id; within one a hyphen at the end of a line.
    fn end(&self, text: &Levelled, start: usize) -> Option<usize> {
        let mut at = start;
        for (n, word) in self.words.iter().enumerate() {
            if n > 0 {
                let before = at;
                while text.letter(at).is_some_and(parts) {
                    at += 1;
                }
                if at == before {
                    return None;
                }
            }
            for (n, wanted) in word.iter().enumerate() {
                if n > 0 {
                    at = text.past_line_end(at);
                }
                if text.letter(at) != Some(*wanted) {
                    return None;
                }
                at += 1;
            }
        }
        (at > start && text.letter(at).is_none_or(|c| !in_word(c))).then_some(at)
    }

    /// The places of the name in a text, in bytes: whole words, whatever their case.
    pub(crate) fn places(&self, text: &Levelled) -> Vec<(usize, usize)> {
        let Some(first) = self.words.first().and_then(|word| word.first()) else { return Vec::new() };
        let (mut found, mut at) = (Vec::new(), 0);
        while let Some(c) = text.letter(at) {
            let begins = c == *first && at.checked_sub(1).and_then(|it| text.letter(it)).is_none_or(|c| !in_word(c));
            match self.end(text, at).filter(|_| begins) {
                Some(end) => {
                    found.extend(text.0.get(at).zip(text.0.get(end - 1)).map(|(first, last)| (first.1, last.2)));
                    at = end;
                }
                None => at += 1,
            }
        }
        found
    }

    /// The mark for it, as long as these words.
    pub(crate) fn mark(&self, words: &str) -> String {
        mask(self.number, words.len())
    }

    /// Whether the text has the name.
    pub(crate) fn is_in(&self, text: &str) -> bool {
        !self.places(&Levelled::of(text)).is_empty()
    }

    /// Whether an id has a word of the name, of those that are no mere initial.
    pub(crate) fn shares_word(&self, id: &str) -> bool {
        let letters: Vec<char> = Levelled::of(id).0.into_iter().map(|it| it.0).collect();
        let bare = |word: &[char]| -> String { word.iter().filter(|c| c.is_alphanumeric()).collect() };
        let long = |word: &String| word.chars().nth(2).is_some();
        let own: Vec<String> = self.words.iter().map(|it| bare(it)).filter(long).collect();
        letters.split(|c| parts(*c)).any(|word| own.contains(&bare(word)))
    }
}

/// The places of each of the names in a text, in bytes.
pub(crate) type Places = Vec<Vec<(usize, usize)>>;

/// The text with a mark, as long as what it stands for, in each place of the names, and these places.
pub(crate) fn masked(text: &str, names: &[Name]) -> (String, Places) {
    let (mut out, mut all) = (text.to_owned(), Vec::with_capacity(names.len()));
    let mut levelled = Levelled::of(&out);
    for name in names {
        let places = name.places(&levelled);
        for (start, end) in places.iter().rev() {
            out.replace_range(*start..*end, &mask(name.number, end - start));
        }
        if !places.is_empty() {
            levelled = Levelled::of(&out);
        }
        all.push(places);
    }
    (out, all)
}

/// The same without the places.
pub(crate) fn replaced(text: &str, names: &[Name]) -> String {
    masked(text, names).0
}

#[cfg(test)]
mod tests {
    use super::{Levelled, Name, mask, replaced};

    fn places(name: &str, text: &str) -> Vec<(usize, usize)> {
        Name::of(1, name).places(&Levelled::of(text))
    }

    #[test]
    fn a_mask_is_as_long_as_the_name_and_stands_for_whole_words_alone() {
        assert_eq!(mask(2, 9), "[2......]");
        assert_eq!(mask(12, 3), "***");
        assert_eq!(places("Lind", "Lind, linden, Lind’s LIND"), [(0, 4), (14, 18), (23, 27)]);
        assert_eq!(replaced("Ms. Lind said", &[Name::of(1, "Lind")]), "Ms. [1.] said");
    }

    #[test]
    fn a_name_is_found_however_its_words_are_parted() {
        for text in
            ["Erik Lind", "Erik\n  Lind", "Erik  Lind", "erik-lind", "erik_lind.txt", "?q=Erik+Lind", "/Erik%20Lind/", "a%20Erik%20Lind"]
        {
            assert_eq!(places("Erik Lind", text).len(), 1, "{text}");
        }
        for text in ["ErikLind", "Erik, Lind", "Erik Linden", "Derik Lind"] {
            assert_eq!(places("Erik Lind", text), [], "{text}");
        }
        assert_eq!(places("Al-Shabaab", "Al Shabaab").len(), 1);
    }

    #[test]
    fn a_name_is_found_however_it_is_typed() {
        for (name, texts) in [
            (
                "O'Brien-Smith",
                &[
                    "O’Brien-Smith",
                    "O`Brien\u{2010}Smith",
                    "O\u{2bc}BRIEN\u{2011}SMITH",
                    "O%27Brien-Smith",
                    "O%E2%80%99Brien%E2%80%91Smith",
                ][..],
            ),
            (
                "Al-Shabaab",
                &[
                    "Al\u{2011}Shabaab",
                    "Al–Shabaab",
                    "Al\u{a0}Shabaab",
                    "Al-Sha\u{ad}baab",
                    "Al-Sha\u{200b}baab",
                    "Al-Sha-\nbaab",
                    "Ａｌ-Shabaab",
                ],
            ),
            ("José Müller", &["Jose\u{301} Mu\u{308}ller", "Jos%C3%A9%20M%C3%BCller", "JOSÉ MÜLLER"]),
            ("Jose\u{301} Mu\u{308}ller", &["José Müller"]),
            ("Γιώργος", &["ΓΙΏΡΓΟΣ"]),
        ] {
            for text in texts {
                let around = format!("of {text}, who");
                assert_eq!(places(name, &around), [(3, 3 + text.len())], "{text}");
                assert_eq!(replaced(&around, &[Name::of(1, name)]).len(), around.len());
            }
        }
        // Other letters are another name.
        assert_eq!(places("Jose", "Jose\u{301} and José"), []);
        assert_eq!(places("Lind", "100 %Lin, %4 Lin%"), []);
    }

    #[test]
    fn an_id_shares_the_words_of_a_name() {
        let name = Name::of(1, "Mira O'Brien-Ng");
        for (id, shares) in [("mira-plan", true), ("obrien", true), ("ng-plan", false), ("lock-opening", false)] {
            assert_eq!(name.shares_word(id), shares, "{id}");
        }
    }
}
