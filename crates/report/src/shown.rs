//! Words of a document made safe to show. What could steer a terminal, turn the direction of writing or hide is replaced by
//! something that can be seen; every other character stays as it is. Offsets are never taken from shown words.

/// The words on one line: white space joined to single spaces, unsafe characters made visible.
pub fn line(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for piece in words.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(piece.chars().map(Shown::of).flat_map(Shown::chars));
    }
    out
}

/// A piece of a line made safe by `safe`. The spaces at its ends, which that takes away, join it to its neighbours and stay.
pub(crate) fn piece(words: &str, safe: impl Fn(&str) -> String) -> String {
    let before = if words.starts_with(' ') { " " } else { "" };
    let after = if words.len() > 1 && words.ends_with(' ') { " " } else { "" };
    format!("{before}{}{after}", safe(words))
}

/// The words as they stand, line breaks and tabs included; unsafe characters made visible.
pub fn block(words: &str) -> String {
    words.chars().map(|c| if matches!(c, '\n' | '\t') { Shown::Itself(c) } else { Shown::of(c) }).flat_map(Shown::chars).collect()
}

/// The words cut in the middle to `room` characters at most, at spaces where there are some; `…` stands for what is left out.
pub(crate) fn shortened(words: &str, room: usize) -> String {
    let count = words.chars().count();
    if count <= room {
        return words.to_owned();
    }
    // The beginning says most; the end often holds the date or the condition.
    let tail_room = room / 3;
    let head_room = room.saturating_sub(tail_room + 3);
    let head: String = words.chars().take(head_room).collect();
    let tail: String = words.chars().skip(count - tail_room).collect();
    let head = head.rsplit_once(' ').map_or(head.as_str(), |(whole, _)| whole);
    let tail = tail.split_once(' ').map_or(tail.as_str(), |(_, whole)| whole);
    format!("{} … {}", head.trim_end_matches([',', ';', ':', ' ']), tail.trim_start())
}

enum Shown {
    Itself(char),
    Picture(char),
    Number(u32),
    Nothing,
}

impl Shown {
    fn of(c: char) -> Self {
        let code = u32::from(c);
        match c {
            // Control pictures: ESC as ␛, BEL as ␇.
            '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + code).map_or(Self::Number(code), Self::Picture),
            '\u{7f}' => Self::Picture('␡'),
            // C1 controls (U+009B opens an escape sequence too).
            '\u{80}'..='\u{9f}' => Self::Number(code),
            // Marks, overrides and isolates of the direction of writing.
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}' => Self::Number(code),
            // What takes no room and joins nothing, line and paragraph separators, annotations, tags. (Joiners stay: scripts need them.)
            '\u{180e}' | '\u{200b}' | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{2065}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' => {
                Self::Number(code)
            }
            '\u{e0000}'..='\u{e0fff}' => Self::Number(code),
            // Asks for the coloured form of the character before it, which is twice as wide on some terminals and not on others.
            '\u{fe0f}' => Self::Nothing,
            _ => Self::Itself(c),
        }
    }

    fn chars(self) -> impl Iterator<Item = char> {
        let (one, number) = match self {
            Self::Itself(c) | Self::Picture(c) => (Some(c), String::new()),
            Self::Number(code) => (None, format!("⟨U+{code:04X}⟩")),
            Self::Nothing => (None, String::new()),
        };
        one.into_iter().chain(number.chars().collect::<Vec<_>>())
    }
}

#[cfg(test)]
mod tests {
    use super::{block, line, shortened};

    #[test]
    fn nothing_steers_the_terminal() {
        let cases = [
            ("plain words", "plain words"),
            ("red \u{1b}[31malert\u{1b}[0m", "red ␛[31malert␛[0m"),
            ("title \u{1b}]0;owned\u{7}", "title ␛]0;owned␇"),
            ("c1 \u{9b}2J", "c1 ⟨U+009B⟩2J"),
            ("swap \u{202e}drawkcab\u{202c}", "swap ⟨U+202E⟩drawkcab⟨U+202C⟩"),
            ("two\r\nlines\tand more", "two lines and more"),
            ("zero\u{200b}width", "zero⟨U+200B⟩width"),
            ("flag 🏴\u{e0067}", "flag 🏴⟨U+E0067⟩"),
            ("\u{8}\u{8}back", "␈␈back"),
            ("candle 🕯\u{fe0f} lit", "candle 🕯 lit"),
            ("é e\u{301} 🇳🇴 می\u{200c}خواهم", "é e\u{301} 🇳🇴 می\u{200c}خواهم"),
        ];
        for (given, shown) in cases {
            assert_eq!(line(given), shown);
        }
        assert_eq!(block("a\n\tb\u{7}\u{2028}"), "a\n\tb␇⟨U+2028⟩");
    }

    #[test]
    fn long_words_are_cut_in_the_middle() {
        assert_eq!(shortened("short", 10), "short");
        let long = "we will open the locks of the Tessel, as we have said before, when the last of our people has come home";
        let cut = shortened(long, 50);
        assert_eq!(cut, "we will open the locks of the … has come home");
        assert!(cut.chars().count() <= 50);
        assert!(shortened(&"x".repeat(100), 20).chars().count() <= 20);
    }
}
