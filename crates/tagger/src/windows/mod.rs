//! A text as rows of word pieces with what an uncased encoder cannot see, and rows packed into windows of whole paragraphs.
//!
//! `training/windows.py` does the same in Python for training. Change both or none.

mod features;
mod paragraphs;
mod wordpiece;

pub(crate) use wordpiece::Vocabulary;

use std::ops::Range;

/// Pieces in the vocabulary.
pub(crate) const PIECES: usize = 30_522;
/// The most pieces of a window, its marks included.
pub(crate) const WINDOW: usize = 192;
const CLS: u32 = 101;
const SEP: u32 = 102;
/// `.` `!` `?`
const STOPS: [u32; 3] = [1012, 999, 1029];
/// What may stand between a stop and the next sentence: `"` `”` `'` `’` `)`
const CLOSERS: [u32; 5] = [1000, 1524, 1005, 1521, 1007];

/// A word piece, or a mark between paragraphs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Piece {
    /// Its number in the vocabulary.
    pub(crate) id: u32,
    /// Case shape, quotation, speaker label, place in the document.
    pub(crate) features: [u8; 4],
    /// UTF-8 bytes of the text; a mark between paragraphs has none.
    pub(crate) start: usize,
    pub(crate) end: usize,
}

impl Piece {
    fn mark(id: u32) -> Self {
        Self { id, features: [0; 4], start: 0, end: 0 }
    }

    /// Does it stand for words of the text?
    pub(crate) fn is_text(&self) -> bool {
        self.start < self.end
    }
}

/// The paragraphs of `text[within]` as rows of pieces, each short enough for a window. Empty paragraphs are left out.
pub(crate) fn rows(text: &str, within: Range<usize>, vocabulary: &Vocabulary) -> Vec<Vec<Piece>> {
    let mut out = Vec::new();
    let mut carried = false;
    for (index, paragraph) in paragraphs::paragraphs(text, within).into_iter().enumerate() {
        let (from, body) = (paragraph.start, &text[paragraph]);
        let marks = features::features(body, &mut carried, index);
        let mut row = Vec::new();
        vocabulary.pieces(body, &mut |id, range| {
            row.push(Piece { id, features: marks.at(range.start), start: from + range.start, end: from + range.end });
        });
        split(row, &mut out);
    }
    out
}

/// A paragraph in parts that fit a window, cut after the last sentence end that fits, else where it is full.
fn split(mut row: Vec<Piece>, out: &mut Vec<Vec<Piece>>) {
    const ROOM: usize = WINDOW - 2;
    if row.len() <= ROOM {
        if !row.is_empty() {
            out.push(row);
        }
        return;
    }
    let mut from = 0;
    while row.len() - from > ROOM {
        let part = &row[from..];
        let cut = (1..=ROOM).rev().find(|&k| begins_sentence(part, k)).unwrap_or(ROOM);
        out.push(part[..cut].to_vec());
        from += cut;
    }
    out.push(row.split_off(from));
}

/// Does piece `k` begin a sentence? A capital or a quotation after a stop and white space.
fn begins_sentence(row: &[Piece], k: usize) -> bool {
    if row[k].start == row[k - 1].end || !matches!(row[k].features[0], 2 | 3 | 5) {
        return false;
    }
    let before = row[1..k].iter().rev().find(|p| !CLOSERS.contains(&p.id)).unwrap_or(&row[0]);
    STOPS.contains(&before.id)
}

/// Windows of whole paragraphs: `[CLS] paragraph [SEP] paragraph [SEP] ...`.
pub(crate) fn pack(rows: &[Vec<Piece>]) -> Vec<Vec<Piece>> {
    let mut out = Vec::new();
    let mut now: Vec<Piece> = Vec::new();
    for row in rows {
        if !now.is_empty() && now.len() + row.len() + 1 > WINDOW {
            out.push(std::mem::take(&mut now));
        }
        if now.is_empty() {
            now.push(Piece::mark(CLS));
        }
        now.extend_from_slice(row);
        now.push(Piece::mark(SEP));
    }
    if !now.is_empty() {
        out.push(now);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `cases/windows/*.txt` beside the pieces that the training's own code makes of them (`training/fixture.py`).
    #[test]
    #[expect(clippy::disallowed_methods, reason = "cases are files")]
    fn the_same_pieces_as_in_training() {
        let vocabulary = Vocabulary::read(include_str!("../../weights/vocabulary.txt"));
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/cases/windows");
        let mut n = 0;
        for entry in std::fs::read_dir(folder).expect("the cases") {
            let path = entry.expect("a case").path();
            if path.extension().is_some_and(|e| e == "txt") {
                let text = std::fs::read_to_string(&path).expect("a text");
                let expected = std::fs::read_to_string(path.with_extension("pieces")).expect("its pieces");
                let windows = pack(&rows(&text, 0..text.len(), &vocabulary));
                let lines: Vec<String> = windows.iter().map(|w| w.iter().map(line).collect()).collect();
                for (k, (found, expected)) in lines.join("\n").lines().zip(expected.lines()).enumerate() {
                    assert_eq!(found, expected, "line {} of {}", k + 1, path.display());
                }
                assert_eq!(lines.join("\n"), expected, "{}", path.display());
                n += 1;
            }
        }
        assert!(n >= 3, "cases found");
    }

    fn line(piece: &Piece) -> String {
        let [shape, quotation, speaker, place] = piece.features;
        let (start, end) = if piece.is_text() { (piece.start as i64, piece.end as i64) } else { (-1, -1) };
        format!("{} {shape} {quotation} {speaker} {place} {start} {end}\n", piece.id)
    }
}
