//! Terms: how a text is split into them, as the tokenizer of the search indexes does it (unicode61, remove_diacritics 2), and what a user's
//! words are in. One way for what goes by the indexes and for what is gone through without them.
use crate::error::Error;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// A user's words: all of `wanted` and none of `unwanted`.
#[derive(Default)]
pub(crate) struct Terms {
    wanted: Vec<Piece>,
    unwanted: Vec<Piece>,
}

/// Terms in this order.
struct Piece {
    /// As given, without quotation marks and stars.
    given: String,
    /// The words, parted by spaces.
    spaced: String,
    /// Whether the last one may go on.
    prefix: bool,
}

impl Terms {
    /// Reads what a user wrote: `"two words"` in this order, `cease*` for what begins so, `-word` for none of it.
    pub(crate) fn of(given: &str) -> Self {
        let mut words = Self::default();
        let mut rest = given.trim();
        while !rest.is_empty() {
            let (not, body) = rest.strip_prefix('-').map_or((false, rest), |body| (true, body));
            let (piece, after) = match body.strip_prefix('"') {
                Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
                None => body.split_once(char::is_whitespace).unwrap_or((body, "")),
            };
            let prefix = piece.ends_with('*') || after.starts_with('*');
            rest = after.trim_start_matches('*').trim_start();
            let given: String = piece.chars().filter(|c| *c != '"' && *c != '*').collect();
            let spaced = spaced(&given);
            // A piece without a letter or digit has no word, and FTS5 takes an empty phrase for an error.
            if !spaced.is_empty() {
                let pieces = if not { &mut words.unwanted } else { &mut words.wanted };
                pieces.push(Piece { given, spaced, prefix });
            }
        }
        words
    }

    /// The same, `None` where a user wrote nothing; an error where that has no word to look for.
    pub(crate) fn asked(given: &str) -> Result<Option<Self>, Error> {
        let words = Self::of(given);
        match (words.wanted.is_empty(), given.trim().is_empty()) {
            (false, _) => Ok(Some(words)),
            (true, true) => Ok(None),
            (true, false) => Err(Error::asked(
                format!("\"{}\" has no word to look for", given.trim()),
                "give a word, which has letters or digits; -word only takes away from what others find",
            )),
        }
    }

    /// As a query of FTS5 that can mean nothing else; `None` where there is no word to look for.
    pub(crate) fn full_text(&self) -> Option<String> {
        let all = |pieces: &[Piece], by: &str| {
            let phrase = |it: &Piece| format!("\"{}\"{}", it.given, if it.prefix { "*" } else { "" });
            pieces.iter().map(phrase).collect::<Vec<_>>().join(by)
        };
        let wanted = (!self.wanted.is_empty()).then(|| all(&self.wanted, " AND "))?;
        Some(if self.unwanted.is_empty() { wanted } else { format!("({wanted}) NOT ({})", all(&self.unwanted, " OR ")) })
    }

    /// Whether all of them are in a text that no index has; where none is wanted, they are.
    pub(crate) fn are_in(&self, text: &str) -> bool {
        if self.wanted.is_empty() {
            return true;
        }
        let text = format!(" {} ", spaced(text));
        let is = |it: &Piece| text.contains(&format!(" {}{}", it.spaced, if it.prefix { "" } else { " " }));
        self.wanted.iter().all(is) && !self.unwanted.iter().any(is)
    }
}

/// The words of a text, small and without accents, parted by single spaces.
fn spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut in_word = false;
    for c in text.chars() {
        if is_of_a_word(c) {
            if !in_word && !out.is_empty() {
                out.push(' ');
            }
            in_word = true;
            levelled(c, &mut out);
        } else {
            in_word = in_word && is_accent(c);
        }
    }
    out
}

/// Whether a character is a letter or digit for the index.
fn is_of_a_word(c: char) -> bool {
    c.is_alphanumeric() && (c.is_ascii() || (!is_combining_mark(c) && !matches!(c, '\u{24b6}'..='\u{24e9}')))
}

/// Whether a mark goes with the letter before it instead of ending the word; as FTS5 has it, for Latin letters.
fn is_accent(c: char) -> bool {
    const FROM_768: u64 = 0x0003_61f8_0802_9fdf;
    u32::from(c).checked_sub(768).is_some_and(|n| n < 64 && (FROM_768 >> n) & 1 == 1)
}

fn levelled(c: char, out: &mut String) {
    match c {
        _ if c.is_ascii() => out.push(c.to_ascii_lowercase()),
        'ς' => out.push('σ'),
        'ſ' => out.push('s'),
        'µ' => out.push('μ'),
        // Of other scripts the accents stay.
        '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => out.extend(c.nfd().take(1).flat_map(char::to_lowercase)),
        _ => out.extend(c.to_lowercase()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SOME: &[&str] = &[
        "U.S.",
        "us",
        "Iran",
        "Iran's",
        "Iran’s",
        "U.S.-Iran",
        "Zelenskyy",
        "Zelenskyy’s",
        "a",
        "á",
        "a\u{301}",
        "İzmir",
        "Łódź",
        "й",
        "и",
        "东京",
        "ß",
        "ΣΑΣ",
        "ﬁ",
        "½",
        "2031",
        "-",
        "(",
        "€",
        "_",
        ".",
        "'",
        "cease-fire",
        "ceasefire",
        "हिन्दी",
        "ſo",
        "ø",
    ];
    const ASKED: &[&str] =
        &["U.S.", "us", "iran", "-iran", "\"u s\"", "zelenskyy", "cease*", "i*", "A", "\"iran s\"", "и", "-\"cease fire\"", "fi*", "σας"];

    proptest! {
        #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

        /// The index itself is the truth.
        #[test]
        fn words_are_in_a_text_as_the_index_has_it(
            text in prop::collection::vec((prop::sample::select(SOME), prop::sample::select(&["", " ", ", "][..])), 0..8),
            asked in prop::collection::vec(prop::sample::select(ASKED), 1..3),
        ) {
            let text: String = text.into_iter().flat_map(|(word, after)| [word, after]).collect();
            let words = Terms::of(&asked.join(" "));
            let Some(query) = words.full_text() else { return Ok(()) };
            let sql = rusqlite::Connection::open_in_memory().expect("memory");
            sql.execute_batch("CREATE VIRTUAL TABLE t USING fts5 (x, tokenize = 'unicode61 remove_diacritics 2')").expect("a table");
            sql.execute("INSERT INTO t (x) VALUES (?1)", [&text]).expect("a row");
            let found = sql.prepare("SELECT 1 FROM t WHERE t MATCH ?1").and_then(|mut it| it.exists([&query])).expect("a query");
            prop_assert_eq!(found, words.are_in(&text), "{:?} in {:?}: {:?}", query, &text, spaced(&text));
        }
    }

    #[test]
    fn what_has_no_word_is_refused() {
        for given in ["-Iran", "€", "(", "\"\"", "*", "-"] {
            assert!(Terms::asked(given).is_err(), "{given}");
        }
        assert!(Terms::asked("  ").is_ok_and(|it| it.is_none()));
        assert!(Terms::asked("-Iran talks").is_ok_and(|it| it.is_some()));
    }
}
