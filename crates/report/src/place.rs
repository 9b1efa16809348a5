//! How a place is written for people: `¶5, 1204-1290`. Paragraphs are counted from 1 as they are seen in the text; the numbers
//! after the comma are its UTF-8 bytes, half-open, pieces that stand apart joined by `+`.
use evidence::{Place, Span};

/// Lines at most this long, one after another, are one wrapped paragraph.
const WRAPPED: usize = 100;

/// The paragraphs of a text. A line is a paragraph; lines of at most 100 characters without an empty line between them
/// are one together, as in mail.
#[derive(Debug)]
pub struct Paragraphs {
    // Invariant: ascending, none empty, none overlaps another.
    spans: Vec<Span>,
}

impl Paragraphs {
    /// Those of a text, in its order.
    pub fn of(text: &str) -> Self {
        let mut spans = Vec::new();
        let mut block: Vec<Span> = Vec::new();
        let mut start = 0;
        for line in lines(text) {
            let words = line.trim();
            let lead = line.len() - line.trim_start().len();
            match Span::new(start + lead, start + lead + words.len()) {
                Some(span) if !words.is_empty() => block.push(span),
                _ => close(text, &mut block, &mut spans),
            }
            start += line.len();
        }
        close(text, &mut block, &mut spans);
        Self { spans }
    }

    /// The number of the paragraph in which byte `at` stands, from 1; before the first one it is 1.
    pub fn number(&self, at: usize) -> usize {
        self.spans.partition_point(|span| span.start() <= at).max(1)
    }

    /// Where each stands, without the white space at its ends.
    pub fn spans(&self) -> &[Span] {
        &self.spans
    }
}

/// The lines of a text with their ends; old Macs ended them with `\r` alone.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let end =
            rest.bytes().enumerate().find(|(at, byte)| *byte == b'\n' || (*byte == b'\r' && rest.as_bytes().get(at + 1) != Some(&b'\n')));
        let (line, after) = rest.split_at(end.map_or(rest.len(), |(at, _)| at + 1));
        rest = after;
        (!line.is_empty()).then_some(line)
    })
}

/// Ends a block of lines between empty ones: one paragraph where it is wrapped text, else one a line.
fn close(text: &str, block: &mut Vec<Span>, out: &mut Vec<Span>) {
    let wrapped = block.iter().all(|line| text[line.range()].chars().count() <= WRAPPED);
    match (block.first(), block.last()) {
        (Some(first), Some(last)) if wrapped => out.push(first.hull(*last)),
        _ => out.extend(block.iter().copied()),
    }
    block.clear();
}

/// `¶5, 1204-1290`, `¶5, 1204-1220+1300-1310`.
pub fn written(paragraph: usize, place: &Place) -> String {
    let spans: Vec<String> = place.spans().iter().map(ToString::to_string).collect();
    format!("¶{paragraph}, {}", spans.join("+"))
}

#[cfg(test)]
mod tests {
    use super::{Paragraphs, written};
    use evidence::{Place, Span};

    #[test]
    fn paragraphs_are_counted_as_they_are_seen() {
        let long = "x".repeat(120);
        for (text, at, number) in [
            ("one\n\ntwo", 0, 1),
            ("one\n\ntwo", 5, 2),
            ("wrapped\nhere\n\ntwo", 9, 1),
            ("wrapped\r\nhere\r\n\r\ntwo", 18, 2),
            ("wrapped\rhere\r\rtwo", 14, 2),
            (&*format!("{long}\n{long}\n{long}"), 300, 3),
            ("", 0, 1),
        ] {
            assert_eq!(Paragraphs::of(text).number(at), number, "{text:?} at {at}");
        }
    }

    #[test]
    fn pieces_that_stand_apart_are_all_named() {
        let place = Place::of([Span::new(4, 9), Span::new(12, 20)].into_iter().flatten()).expect("two spans");
        assert_eq!(written(5, &place), "¶5, 4-9+12-20");
    }
}
