//! What language a text is in. Metadata decide; else statistics over samples of it; for a short text, its commonest words.
use evidence::Language;
use whatlang::Lang;

/// How much of a text is looked at: this many bytes at the head, in the middle and at the end.
const SAMPLE: usize = 3_000;

/// Words by which even a headline is known to be English.
const ENGLISH: &[&str] = &[
    "the", "of", "and", "to", "with", "for", "is", "are", "was", "has", "have", "will", "not", "by", "that", "from", "says", "said",
    "after", "its", "their", "we", "would", "on", "at", "as", "be", "this", "it", "over", "talks",
];

/// The language of a text; `und` where it cannot be told. What is `given` for it decides; what its page `claims` counts only where
/// the words do not tell, since a site's template often claims English for all its pages.
pub(super) fn of(text: &str, given: Option<&str>, claimed: Option<&str>) -> Language {
    let code = given.and_then(code_of).or_else(|| told(text)).or_else(|| claimed.and_then(code_of)).unwrap_or_else(|| "und".to_owned());
    Language { code }
}

fn told(text: &str) -> Option<String> {
    let sample = sample(text);
    let guess = whatlang::detect(&sample);
    if let Some(guess) = guess.as_ref().filter(|guess| guess.is_reliable() && sample.len() > 200) {
        return Some(two_letters(guess.lang()).to_owned());
    }
    let words: Vec<String> = sample.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    let common = words.iter().filter(|word| ENGLISH.contains(&word.as_str())).count();
    // A running English text has one such word in three or four; a headline has one in ten.
    let ascii = sample.chars().filter(|c| c.is_alphabetic()).all(|c| c.is_ascii() || c.is_uppercase());
    if common * 7 >= words.len() && common > 0 || common * 12 >= words.len() && common > 0 && ascii {
        return Some("en".to_owned());
    }
    let guess = guess?;
    // A script that only one language uses tells by itself; in Latin letters a short text can be anything.
    (guess.is_reliable() || (guess.lang() == Lang::Eng && !words.is_empty())).then(|| two_letters(guess.lang()).to_owned())
}

/// Three pieces of a long text, the whole of a short one.
fn sample(text: &str) -> String {
    if text.len() <= 3 * SAMPLE {
        return text.to_owned();
    }
    let piece = |from: usize| {
        let (mut start, mut end) = (from, from + SAMPLE);
        while !text.is_char_boundary(start) {
            start += 1;
        }
        while !text.is_char_boundary(end) {
            end += 1;
        }
        &text[start..end]
    };
    [piece(0), piece(text.len() / 2 - SAMPLE / 2), piece(text.len() - SAMPLE)].join("\n")
}

/// The code for what metadata say: `en`, `en-GB`, `eng`, `English`.
fn code_of(given: &str) -> Option<String> {
    let lower = given.trim().to_ascii_lowercase();
    let main = lower.split(['-', '_']).next().unwrap_or(&lower);
    if main.len() == 2 && main.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Some(main.to_owned());
    }
    let known = Lang::all().iter().find(|lang| lang.code() == main || lang.eng_name().eq_ignore_ascii_case(main))?;
    Some(two_letters(*known).to_owned())
}

/// ISO 639-1, which the contract asks for; whatlang gives 639-3.
fn two_letters(lang: Lang) -> &'static str {
    match lang {
        Lang::Epo => "eo",
        Lang::Eng => "en",
        Lang::Rus => "ru",
        Lang::Cmn => "zh",
        Lang::Spa => "es",
        Lang::Por => "pt",
        Lang::Ita => "it",
        Lang::Ben => "bn",
        Lang::Fra => "fr",
        Lang::Deu => "de",
        Lang::Ukr => "uk",
        Lang::Kat => "ka",
        Lang::Ara => "ar",
        Lang::Hin => "hi",
        Lang::Jpn => "ja",
        Lang::Heb => "he",
        Lang::Yid => "yi",
        Lang::Pol => "pl",
        Lang::Amh => "am",
        Lang::Jav => "jv",
        Lang::Kor => "ko",
        Lang::Nob => "nb",
        Lang::Dan => "da",
        Lang::Swe => "sv",
        Lang::Fin => "fi",
        Lang::Tur => "tr",
        Lang::Nld => "nl",
        Lang::Hun => "hu",
        Lang::Ces => "cs",
        Lang::Ell => "el",
        Lang::Bul => "bg",
        Lang::Bel => "be",
        Lang::Mar => "mr",
        Lang::Kan => "kn",
        Lang::Ron => "ro",
        Lang::Slv => "sl",
        Lang::Hrv => "hr",
        Lang::Srp => "sr",
        Lang::Mkd => "mk",
        Lang::Lit => "lt",
        Lang::Lav => "lv",
        Lang::Est => "et",
        Lang::Tam => "ta",
        Lang::Vie => "vi",
        Lang::Urd => "ur",
        Lang::Tha => "th",
        Lang::Guj => "gu",
        Lang::Uzb => "uz",
        Lang::Pan => "pa",
        Lang::Aze => "az",
        Lang::Ind => "id",
        Lang::Tel => "te",
        Lang::Pes => "fa",
        Lang::Mal => "ml",
        Lang::Ori => "or",
        Lang::Mya => "my",
        Lang::Nep => "ne",
        Lang::Sin => "si",
        Lang::Khm => "km",
        Lang::Tuk => "tk",
        Lang::Aka => "ak",
        Lang::Zul => "zu",
        Lang::Sna => "sn",
        Lang::Afr => "af",
        Lang::Lat => "la",
        Lang::Slk => "sk",
        Lang::Cat => "ca",
        Lang::Tgl => "tl",
        Lang::Hye => "hy",
        Lang::Cym => "cy",
        // whatlang may learn a language without its two letters here; then it cannot be told.
        #[expect(unreachable_patterns, reason = "guards against a later whatlang")]
        _ => "und",
    }
}
