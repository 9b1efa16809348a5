//! Which byte of a file became which byte of its decoded text.
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use evidence::{Spot, Stretch};

/// Pairs of a byte in the text and the byte that it was, from which on both run side by side.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct WayBack {
    // Invariant: not empty; ascending on both sides.
    runs: Vec<(usize, usize)>,
}

impl WayBack {
    /// The way from a text back to the bytes that it was decoded from. `before` is what stood before them (a BOM).
    pub(super) fn of(bytes: &[u8], before: usize, encoding: &'static Encoding, text: &str) -> Self {
        let mut way = Self { runs: vec![(0, before)] };
        if encoding == UTF_8 {
            let (mut in_text, mut in_file) = (0, before);
            for chunk in bytes.utf8_chunks() {
                way.run(in_text, in_file);
                in_text += chunk.valid().len();
                in_file += chunk.valid().len();
                if !chunk.invalid().is_empty() {
                    way.run(in_text, in_file);
                    in_text += '\u{fffd}'.len_utf8();
                    in_file += chunk.invalid().len();
                }
            }
        } else {
            way.legacy(bytes, before, encoding, text);
        }
        way
    }

    /// Another encoding than UTF-8: each character has a length of its own in both. A pair is kept where words begin.
    fn legacy(&mut self, bytes: &[u8], before: usize, encoding: &'static Encoding, text: &str) {
        let utf16 = encoding == UTF_16LE || encoding == UTF_16BE;
        // The line ends of the file: in no encoding but UTF-16 is `\n` a part of another character. They set right what a broken
        // character put wrong.
        let mut line_ends = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at);
        let (mut in_file, mut in_word) = (0, false);
        for (in_text, c) in text.char_indices() {
            if c == '\n'
                && !utf16
                && let Some(at) = line_ends.next()
            {
                in_file = at;
            }
            if !(in_word && c.is_alphanumeric()) {
                self.run(in_text, before + in_file);
            }
            in_word = c.is_alphanumeric();
            in_file += if utf16 {
                2 * c.len_utf16()
            } else if encoding.is_single_byte() || c.is_ascii() {
                1
            } else {
                let mut buffer = [0; 4];
                let (coded, _, unmappable) = encoding.encode(c.encode_utf8(&mut buffer));
                if unmappable { 1 } else { coded.len() }
            };
        }
    }

    /// Adds a pair, unless the last one leads there too.
    fn run(&mut self, in_text: usize, in_file: usize) {
        let Some(last) = self.runs.last_mut() else { return };
        if last.0 == in_text {
            last.1 = in_file;
        } else if last.1 + (in_text - last.0) != in_file {
            self.runs.push((in_text, in_file));
        }
    }

    /// The byte that byte `at` of the text was.
    pub(super) fn at(&self, at: usize) -> usize {
        let run = self.runs.partition_point(|(in_text, _)| *in_text <= at).saturating_sub(1);
        let (in_text, in_file) = self.runs[run];
        in_file + at.saturating_sub(in_text)
    }

    /// The same for a document whose text is the decoded text.
    pub(super) fn stretches(&self) -> Vec<Stretch> {
        self.runs.iter().map(|(start, byte)| Stretch { start: *start, spot: Some(Spot::Byte(*byte)) }).collect()
    }

    /// For a document whose text was taken out of the decoded text: where its stretches stood in the file.
    pub(super) fn through(&self, stretches: Vec<Stretch>, length: usize) -> Vec<Stretch> {
        let mut out = Vec::with_capacity(stretches.len());
        for (number, stretch) in stretches.iter().enumerate() {
            let Some(Spot::Byte(byte)) = stretch.spot else {
                out.push(*stretch);
                continue;
            };
            out.push(Stretch { start: stretch.start, spot: Some(Spot::Byte(self.at(byte))) });
            let end = stretches.get(number + 1).map_or(length, |next| next.start);
            // Where a pair begins within the stretch, so does one here.
            let first = self.runs.partition_point(|(in_text, _)| *in_text <= byte);
            for (in_text, in_file) in &self.runs[first..] {
                let start = stretch.start + (in_text - byte);
                if start >= end {
                    break;
                }
                out.push(Stretch { start, spot: Some(Spot::Byte(*in_file)) });
            }
        }
        out
    }
}
