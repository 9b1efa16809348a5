//! Signs in a decoded text that words were lost or run together on the way here, each with its places.
use evidence::{Doubt, DoubtKind, Place, Span};

/// How many places a doubt lists; of more, it gives the number.
const PLACES: usize = 10;

/// What double decoding makes of curly quotation marks and dashes.
const DECODED_TWICE: [&str; 3] = ["â€", "Ã¢â‚¬", "ГўвЂ"];

/// What is garbled in a text.
pub(super) fn doubts(text: &str) -> Vec<Doubt> {
    let mut out = Vec::new();
    let lost = runs(text, '\u{fffd}');
    if !lost.is_empty() {
        let says = format!("bytes that are no text stood at {} and were replaced by U+FFFD", count(lost.len()));
        out.push(doubt(lost, says));
    }
    let twice: Vec<Span> = DECODED_TWICE.iter().flat_map(|marks| text.match_indices(marks)).filter_map(span).collect();
    if !twice.is_empty() {
        let says = format!("marks at {} look as if the text was decoded twice in the wrong way", count(twice.len()));
        out.push(doubt(twice, says));
    }
    if let Some(place) = columns(text) {
        let says = "its lines look like two columns of a page side by side, so that sentences run across each other".to_owned();
        out.push(Doubt { at: Some(place), kind: DoubtKind::GarbledText, says });
    }
    let cut = cut_words(text);
    if !cut.is_empty() {
        let says = format!("words are cut by a hyphen at the end of a line at {}; they are read as they stand", count(cut.len()));
        out.push(doubt(cut, says));
    }
    out
}

fn doubt(mut spans: Vec<Span>, says: String) -> Doubt {
    spans.truncate(PLACES);
    Doubt { at: Place::of(spans), kind: DoubtKind::GarbledText, says }
}

fn count(places: usize) -> String {
    if places == 1 { "one place".to_owned() } else { format!("{places} places") }
}

fn span((at, words): (usize, &str)) -> Option<Span> {
    Span::new(at, at + words.len())
}

/// The runs of one character.
fn runs(text: &str, wanted: char) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    for found in text.match_indices(wanted).filter_map(span) {
        match out.last_mut() {
            Some(last) if last.end() == found.start() => *last = last.hull(found),
            _ => out.push(found),
        }
    }
    out
}

/// The first of the lines that look like two columns: words, a gap of three blanks or more, words again; where a third of all do.
fn columns(text: &str) -> Option<Place> {
    let mut first: Option<Span> = None;
    let (mut with_gap, mut with_words, mut start) = (0_usize, 0_usize, 0);
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        if words.len() >= 40 {
            with_words += 1;
            let gap = words.find("   ").map(|at| (at, words[at..].trim_start().len()));
            if gap.is_some_and(|(left, right)| left >= 15 && right >= 15 && !words.contains('|') && !words.contains('\t')) {
                with_gap += 1;
                first = first.or_else(|| Span::new(start, start + line.trim_end().len()));
            }
        }
        start += line.len();
    }
    (with_gap >= 10 && with_gap * 3 >= with_words).then_some(first?.into())
}

/// The hyphens at line ends that cut a word: small letters on both sides. A few are the text's own ("de-\nescalation").
fn cut_words(text: &str) -> Vec<Span> {
    let bytes = text.as_bytes();
    let cut = |at: &usize| {
        let before = at.checked_sub(1).and_then(|before| bytes.get(before)).is_some_and(u8::is_ascii_lowercase);
        let after = bytes[at + 1..].iter().find(|byte| !matches!(byte, b'\r' | b'\n')).is_some_and(u8::is_ascii_lowercase);
        before && after && bytes.get(at + 1).is_some_and(|byte| matches!(byte, b'\n' | b'\r'))
    };
    let found: Vec<Span> = text.match_indices('-').map(|(at, _)| at).filter(cut).filter_map(|at| Span::new(at, at + 1)).collect();
    if found.len() > 3 { found } else { Vec::new() }
}
