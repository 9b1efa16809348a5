//! Where paragraphs are: each line is one, unless the text was broken into short lines by hand or by a mail program.

use std::ops::Range;

/// A line of at most so many characters may have been broken.
const WIDEST: usize = 100;
/// A line that was broken for want of room is at least so long.
const NARROWEST: usize = 50;

/// The paragraphs of `text[within]`, in order, as bytes of the text; blank ones are left out.
pub(crate) fn paragraphs(text: &str, within: Range<usize>) -> Vec<Range<usize>> {
    let body = &text[within.clone()];
    let mut lines = Vec::new();
    let mut start = within.start;
    for line in body.split('\n') {
        lines.push((start..start + line.len(), line.chars().all(char::is_whitespace)));
        start += line.len() + 1;
    }
    if !is_broken(text, &lines) {
        return lines.into_iter().filter(|(_, blank)| !blank).map(|(line, _)| line).collect();
    }
    lines.split(|(_, blank)| *blank).filter_map(|block| Some(block.first()?.0.start..block.last()?.0.end)).collect()
}

/// Was the text broken into lines of about one length, with blank lines between paragraphs? It was if no line is long, and
/// of at least five lines that another follows, nearly all are nearly full.
fn is_broken(text: &str, lines: &[(Range<usize>, bool)]) -> bool {
    let (mut followed, mut full) = (0, 0);
    for (k, (line, blank)) in lines.iter().enumerate() {
        let length = text[line.clone()].trim_end().chars().count();
        if length > WIDEST {
            return false;
        }
        if !blank && lines.get(k + 1).is_some_and(|(_, blank)| !blank) {
            followed += 1;
            full += usize::from(length >= NARROWEST);
        }
    }
    followed >= 5 && full * 10 >= followed * 9
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = paragraphs(text, 0..text.len()).into_iter().map(|r| &text[r]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_line_is_a_paragraph() {
        check("Title\n\n  \nLind spoke.\nDessa did not.\r\n", &["Title", "Lind spoke.", "Dessa did not.\r"]);
        check("", &[]);
    }

    #[test]
    fn short_lines_broken_by_hand_are_joined() {
        let line = "Envoy Lind said on Monday that Sudria would insist that Norland\n";
        let text = format!("Title\n\n{}leaves.\n\n{}stays.\n", line.repeat(4), line.repeat(3));
        check(&text, &["Title", &format!("{}leaves.", line.repeat(4)), &format!("{}stays.", line.repeat(3))]);
    }

    #[test]
    fn short_paragraphs_are_not_joined() {
        let text = "NORLAND: No.\nSUDRIA: Yes, and at once.\n".repeat(5);
        assert_eq!(paragraphs(&text, 0..text.len()).len(), 10);
    }
}
