//! Names made comparable: titles apart from names, accents, scripts and ways of transliterating levelled. Decides nothing about who is
//! whom: that is [`identity`](crate::identity).
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Words that stand before a person's name and are no part of it.
const TITLES: &[&str] = &[
    "acting",
    "admiral",
    "adviser",
    "advisor",
    "ambassador",
    "ayatollah",
    "brigadier",
    "captain",
    "cardinal",
    "chair",
    "chairman",
    "chairwoman",
    "chancellor",
    "chief",
    "colonel",
    "commander",
    "commissioner",
    "count",
    "crown",
    "defence",
    "defense",
    "delegate",
    "deputy",
    "diplomat",
    "director",
    "dr",
    "emir",
    "envoy",
    "finance",
    "first",
    "foreign",
    "former",
    "general",
    "governor",
    "head",
    "interior",
    "interim",
    "justice",
    "king",
    "lady",
    "leader",
    "lieutenant",
    "lord",
    "major",
    "marshal",
    "mayor",
    "mediator",
    "mesdames",
    "messrs",
    "minister",
    "miss",
    "mr",
    "mrs",
    "ms",
    "national",
    "negotiator",
    "official",
    "pope",
    "premier",
    "president",
    "prime",
    "prince",
    "princess",
    "prof",
    "professor",
    "queen",
    "rear",
    "rep",
    "representative",
    "respected",
    "secretary",
    "security",
    "sen",
    "senator",
    "senior",
    "sergeant",
    "sheikh",
    "shaykh",
    "sir",
    "speaker",
    "special",
    "spokesman",
    "spokesperson",
    "spokeswoman",
    "state",
    "sultan",
    "trade",
    "treasury",
    "undersecretary",
    "us",
    "vice",
    "viceroy",
];

/// Words between a title and a name: "Secretary of State Lind", "Minister for Trade".
const JOINERS: &[&str] = &["of", "for", "the", "and"];

/// A person's name taken apart.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct PersonName {
    /// What stands before it, as written: `Foreign Minister`; empty where nothing does.
    pub title: String,
    /// The given names, folded; empty where only a last name is given.
    pub given: Vec<String>,
    /// The last name, folded; empty for a name that is nothing but a title.
    pub last: String,
}

impl PersonName {
    /// Takes a name as it stands in a text apart.
    pub fn of(name: &str) -> Self {
        let words: Vec<&str> = name.split_whitespace().collect();
        let mut cut = 0;
        for (at, word) in words.iter().enumerate() {
            let folded = folded(word);
            // "Prince" alone is a name; before another word it is a title.
            if at + 1 < words.len() && TITLES.contains(&folded.as_str()) {
                cut = at + 1;
            } else if !(at > 0 && at == cut && at + 1 < words.len() && JOINERS.contains(&folded.as_str())) {
                break;
            } else {
                // "Secretary of State Lind": what follows "of" belongs to the title if it is a word of titles itself.
                if !words.get(at + 1).is_some_and(|next| TITLES.contains(&self::folded(next).as_str())) {
                    break;
                }
                cut = at + 1;
            }
        }
        let title = words[..cut].join(" ");
        let mut parts: Vec<String> =
            words[cut..].iter().flat_map(|word| folded(word).split(' ').map(str::to_owned).collect::<Vec<_>>()).collect();
        parts.retain(|part| !part.is_empty() && !matches!(part.as_str(), "jr" | "sr" | "ii" | "iii"));
        // "al Karim", "el-Karim": the article says nothing.
        if parts.len() > 1 {
            parts.retain(|part| !matches!(part.as_str(), "al" | "el"));
        }
        let last = parts.pop().unwrap_or_default();
        Self { title, given: parts, last }
    }
}

/// The title that ends a text right before a name: `... Norland's Foreign Minister` gives `Foreign Minister`.
pub fn title_before(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().rev().take(5).collect();
    let own = |word: &&&str| TITLES.contains(&folded(word).as_str()) && word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-'));
    let mut title: Vec<&str> = words.iter().take_while(own).copied().collect();
    title.reverse();
    (!title.is_empty()).then(|| title.join(" "))
}

/// A name in one form: lower case, without accents and marks, Cyrillic in Latin letters, words parted by single spaces, a leading
/// "the" left out.
pub fn folded(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut gap = false;
    let mut rest = name;
    while !rest.is_empty() {
        // Whole texts are folded too, and nearly all of their letters are plain ones. What stands in front of a mark belongs to it.
        let plain = rest.bytes().position(|b| !b.is_ascii()).map_or(rest.len(), |at| at.saturating_sub(1));
        for b in rest.bytes().take(plain) {
            match b {
                b'\'' | b'`' | b'.' => {}
                _ if !b.is_ascii_alphanumeric() => gap = true,
                _ => put(&mut out, &mut gap, b.to_ascii_lowercase().into()),
            }
        }
        rest = rest.get(plain..).unwrap_or_default();
        let marked = rest.bytes().skip(1).position(|b| b.is_ascii()).map_or(rest.len(), |at| at + 1);
        let (piece, after) = rest.split_at_checked(marked).unwrap_or((rest, ""));
        rest = after;
        for c in piece.nfkd() {
            if is_combining_mark(c) || matches!(c, '\'' | '’' | 'ʼ' | '‘' | '`' | '.') {
                continue;
            }
            if !c.is_alphanumeric() {
                gap = true;
                continue;
            }
            for low in c.to_lowercase() {
                match self::plain(low) {
                    Some(letters) => letters.chars().for_each(|c| put(&mut out, &mut gap, c)),
                    None => put(&mut out, &mut gap, low),
                }
            }
        }
    }
    match out.strip_prefix("the ") {
        Some(rest) => rest.to_owned(),
        None => out,
    }
}

fn put(out: &mut String, gap: &mut bool, c: char) {
    if *gap && !out.is_empty() {
        out.push(' ');
    }
    *gap = false;
    out.push(c);
}

/// Letters that do not come apart into a plain one and an accent.
const fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'ø' | 'œ' => "o",
        'æ' => "ae",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ı' => "i",
        'þ' => "th",
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ґ' => "g",
        'д' => "d",
        'е' | 'э' | 'є' => "e",
        'ж' => "zh",
        'з' => "z",
        'и' | 'і' | 'й' | 'ы' => "i",
        'к' => "k",
        'л' => "l",
        'м' => "m",
        'н' => "n",
        'о' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' => "u",
        'ф' => "f",
        'х' => "kh",
        'ц' => "ts",
        'ч' => "ch",
        'ш' => "sh",
        'щ' => "shch",
        'ъ' | 'ь' => "",
        'ю' => "iu",
        'я' => "ia",
        _ => return None,
    })
}

/// What stays of a folded name however it was transliterated: Zelensky, Zelenskyy, Zelenskiy and Zelenskii are one.
pub fn skeleton(folded: &str) -> String {
    // Longer spellings first: each is read at its place from the left.
    const SPELLINGS: &[(&str, &str)] = &[
        ("tsch", "c"),
        ("shch", "c"),
        ("tch", "c"),
        ("sch", "s"),
        ("dzh", "i"),
        ("ch", "c"),
        ("cz", "c"),
        ("sh", "s"),
        ("kh", "h"),
        ("ck", "k"),
        ("ph", "f"),
        ("th", "t"),
        ("dh", "d"),
        ("gh", "g"),
        ("zh", "z"),
        ("ts", "z"),
        ("tz", "z"),
        ("ou", "u"),
        ("oo", "u"),
        ("ee", "i"),
        ("ie", "i"),
        ("ye", "i"),
        ("ei", "i"),
        ("ey", "i"),
        ("iu", "u"),
        ("yu", "u"),
        ("ia", "a"),
        ("ya", "a"),
        ("ja", "a"),
        ("ju", "u"),
        ("jo", "o"),
        ("yo", "o"),
        ("io", "o"),
        ("q", "k"),
        ("w", "v"),
        ("y", "i"),
        ("j", "i"),
        ("x", "ks"),
    ];
    let mut out = String::with_capacity(folded.len());
    let mut rest = folded;
    while let Some(first) = rest.chars().next() {
        let (put, length) = match SPELLINGS.iter().find(|(from, _)| rest.starts_with(from)) {
            Some((from, to)) => (*to, from.len()),
            None => (&rest[..first.len_utf8()], first.len_utf8()),
        };
        // A letter that is doubled in one spelling and not in another.
        for c in put.chars() {
            if !out.ends_with(c) {
                out.push(c);
            }
        }
        rest = &rest[length..];
    }
    out
}

/// The consonants of a skeleton, and its first letter: Mohamed and Muhammad are one. Too coarse to go by alone.
pub fn consonants(skeleton: &str) -> String {
    let mut out = String::new();
    for (at, c) in skeleton.chars().enumerate() {
        if (at == 0 || !matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')) && !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{PersonName, UnicodeNormalization as _, consonants, folded, is_combining_mark, plain, skeleton};
    use proptest::prelude::*;

    /// Letter by letter, all of them as if none were plain.
    fn slow(name: &str) -> String {
        let mut out = String::new();
        let mut gap = false;
        for c in name.nfkd() {
            if is_combining_mark(c) || matches!(c, '\'' | '’' | 'ʼ' | '‘' | '`' | '.') {
                continue;
            }
            if !c.is_alphanumeric() {
                gap = true;
                continue;
            }
            if gap && !out.is_empty() {
                out.push(' ');
            }
            gap = false;
            for low in c.to_lowercase() {
                match plain(low) {
                    Some(letters) => out.push_str(letters),
                    None => out.push(low),
                }
            }
        }
        out.strip_prefix("the ").map(ToOwned::to_owned).unwrap_or(out)
    }

    proptest! {
        #[test]
        fn plain_letters_at_once_are_as_letter_by_letter(name in "[ a-zA-Z.'’é\u{301}\u{1100}\u{1161}ßИй世-]{0,24}", any in ".{0,12}") {
            prop_assert_eq!(folded(&name), slow(&name));
            prop_assert_eq!(folded(&any), slow(&any));
        }
    }

    #[test]
    fn titles_come_off() {
        for (name, title, given, last) in [
            ("Foreign Minister Erik Halvorsen", "Foreign Minister", &["erik"][..], "halvorsen"),
            ("Secretary of State Lind", "Secretary of State", &[], "lind"),
            ("Halvorsen", "", &[], "halvorsen"),
            ("Dr. Anneke van der Lind", "Dr.", &["anneke", "van", "der"], "lind"),
            ("Omar al-Karim", "", &["omar"], "karim"),
            ("Prince", "", &[], "prince"),
            ("", "", &[], ""),
        ] {
            let parts = PersonName::of(name);
            assert_eq!(
                (parts.title.as_str(), parts.given.iter().map(String::as_str).collect::<Vec<_>>(), parts.last.as_str()),
                (title, given.to_vec(), last)
            );
        }
    }

    #[test]
    fn a_title_stands_right_before_the_name() {
        assert_eq!(super::title_before("said Norland’s Foreign Minister ").as_deref(), Some("Foreign Minister"));
        assert_eq!(super::title_before("the minister, "), None);
    }

    #[test]
    fn spellings_of_one_name_have_one_skeleton() {
        for names in [
            &["Zelensky", "Zelenskyy", "Zelenskiy", "Zelenskii", "Зеленский"][..],
            &["Sergei", "Sergey"],
            &["Yanukovych", "Janukovitsch", "Yanukovich"],
            &["Khalil", "Halil"],
        ] {
            let first = skeleton(&folded(names[0]));
            for name in names {
                assert_eq!(skeleton(&folded(name)), first, "{name}");
            }
        }
        assert_ne!(skeleton("halvorsen"), skeleton("halvardsen"));
        assert_eq!(consonants(&skeleton("mohamed")), consonants(&skeleton("muhammad")));
        assert_eq!(folded("The Côte d’Ivoire  Front"), "cote divoire front");
    }
}
