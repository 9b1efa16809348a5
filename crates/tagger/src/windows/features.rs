//! What each place of a paragraph looks like: case, quotation, speaker label, place in the document.

/// For each byte of a paragraph its case shape, quotation and speaker mark, and the paragraph's place.
pub(crate) struct Marks {
    shapes: Vec<u8>,
    quotations: Vec<u8>,
    /// Bytes of the speaker label at its head; 0: none.
    label: usize,
    place: u8,
}

impl Marks {
    /// The features of a piece that starts at byte `at`.
    pub(crate) fn at(&self, at: usize) -> [u8; 4] {
        let speaker = match self.label {
            0 => 0,
            end if at < end => 1,
            _ => 2,
        };
        [self.shapes[at], self.quotations[at], speaker, self.place]
    }
}

/// `carried` says whether the paragraph before ended inside a quotation, and afterwards whether this one does.
pub(crate) fn features(body: &str, carried: &mut bool, index: usize) -> Marks {
    let place = 1 + [1, 2, 3, 5, 10, 20].iter().filter(|n| index >= **n).count() as u8;
    Marks { shapes: shapes(body), quotations: quotations(body, carried), label: label(body), place }
}

/// The shape of the word (run of letters and digits) that each byte stands in.
fn shapes(body: &str) -> Vec<u8> {
    let mut out = vec![5; body.len()];
    let mut start = None;
    for (at, c) in body.char_indices().chain([(body.len(), ' ')]) {
        match (start, c.is_alphanumeric()) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                out[from..at].fill(shape(&body[from..at]));
                start = None;
            }
            _ => {}
        }
    }
    out
}

/// 1 lower case, 2 Capitalised, 3 CAPITALS, 4 number, 5 neither letter nor number, 6 mIXed.
fn shape(word: &str) -> u8 {
    let Some(first) = word.chars().next() else {
        return 5;
    };
    if first.is_numeric() {
        return 4;
    }
    match word.chars().filter(|c| c.is_uppercase()).count() {
        0 => 1,
        1 if first.is_uppercase() => 2,
        _ if word.chars().any(char::is_lowercase) => 6,
        _ => 3,
    }
}

/// 0 outside, 1 inside a quotation that is closed in the paragraph, 2 inside one that is not, 3 outside in a paragraph that
/// follows an unclosed one.
fn quotations(body: &str, carried: &mut bool) -> Vec<u8> {
    let outside = if *carried { 3 } else { 0 };
    let mut out = vec![outside; body.len()];
    let mut open = None;
    for (at, c) in body.char_indices() {
        match (c, open) {
            ('“' | '«' | '„' | '"', None) => open = Some(at),
            ('”' | '»' | '"', Some(from)) => {
                out[from..at + c.len_utf8()].fill(1);
                open = None;
            }
            _ => {}
        }
    }
    if let Some(from) = open {
        out[from..].fill(2);
    }
    *carried = open.is_some();
    out
}

/// Where a speaker label (`MODERATOR:`, `President Dessa:`, `Q `) at the head of a paragraph ends; 0 where there is none.
fn label(body: &str) -> usize {
    if ["Q ", "A ", "Q: ", "A: ", "Q. ", "A. "].iter().any(|l| body.starts_with(l)) && body.chars().nth(3).is_some() {
        return body.find(' ').unwrap_or(0);
    }
    let Some((colon, _)) = body.char_indices().take(60).find(|(_, c)| *c == ':') else {
        return 0;
    };
    if !body[colon + 1..].starts_with(char::is_whitespace) {
        return 0;
    }
    let named = |word: &str| {
        let first = word.strip_prefix(['(', '[']).unwrap_or(word).chars().next();
        first.is_some_and(char::is_uppercase) || ["of", "the", "for", "and", "de", "al"].contains(&word)
    };
    let words = body[..colon].split_whitespace();
    let n = words.clone().count();
    if (1..=6).contains(&n) && words.clone().all(named) { colon + 1 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_of_words() {
        let given = ["the", "Norland", "SUDRIA", "2024", "3rd", "iPhone", "I", ""];
        assert_eq!(given.map(shape), [1, 2, 3, 4, 4, 6, 2, 5]);
    }

    #[test]
    fn quotations_closed_open_and_carried() {
        let mut carried = false;
        assert_eq!(quotations("a \"b\" c", &mut carried), [0, 0, 1, 1, 1, 0, 0]);
        assert_eq!(quotations("a \"b", &mut carried), [0, 0, 2, 2]);
        assert!(carried);
        assert_eq!(quotations("a", &mut carried), [3]);
        assert!(!carried);
    }

    #[test]
    fn speaker_labels() {
        let given = ["MODERATOR: We begin.", "President Dessa: No.", "Q Will you sign?", "He said: no.", "10:30 he came", "Norland:", ""];
        assert_eq!(given.map(label), [10, 16, 1, 0, 0, 0, 0]);
    }
}
