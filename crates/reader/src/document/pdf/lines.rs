//! The characters of a page made lines, in the order in which they are read: column after column, with what spans the columns (a
//! headline) between them. A table is no set of columns: its cells are short.
use super::glyphs::Glyph;
use std::cmp::Ordering;
use std::collections::HashSet;

/// A wider gap than this, in heights of the font, may be one between columns.
const GAP: f32 = 0.9;
/// A wider gap than this is one between words.
const BLANK: f32 = 0.17;
/// A wider gap than this within a line is one between cells of a table.
const CELL: f32 = 1.5;
/// How far below another a character may stand on the same line.
const SAME_LINE: f32 = 0.4;
/// How often columns are looked for within columns.
const DEEPEST: usize = 4;
/// Into how many strips a page is cut to find the space between columns.
const STRIPS: usize = 200;

/// A line, or the part of it in one column.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) from: f32,
    pub(super) to: f32,
    pub(super) base: f32,
    pub(super) size: f32,
    /// The column or stretch of full lines in which it stands; counted on the page.
    pub(super) block: usize,
}

/// The lines of a page in the order of reading.
pub(super) fn of(glyphs: Vec<Glyph>) -> Vec<Line> {
    let pieces = pieces(once(glyphs));
    let mut blocks = Vec::new();
    order(pieces, 0, &mut blocks);
    let mut out = Vec::new();
    for (block, pieces) in blocks.into_iter().enumerate() {
        joined(pieces, block, &mut out);
    }
    out
}

/// Without the characters that are drawn twice, a little apart, to look bold.
fn once(glyphs: Vec<Glyph>) -> Vec<Glyph> {
    let mut seen: HashSet<(String, i32, i32)> = HashSet::new();
    let cell = |value: f32, size: f32| (value / (size * 0.25).max(0.1)).round();
    glyphs
        .into_iter()
        .filter(|glyph| {
            #[expect(clippy::cast_possible_truncation, reason = "cut off at the ends, which no page has")]
            let key = (glyph.text.clone(), cell(glyph.from, glyph.size) as i32, cell(glyph.base, glyph.size) as i32);
            glyph.text.trim().is_empty() || seen.insert(key)
        })
        .collect()
}

fn by(a: f32, b: f32) -> Ordering {
    a.total_cmp(&b)
}

/// The pieces of lines between wide gaps.
fn pieces(mut glyphs: Vec<Glyph>) -> Vec<Line> {
    glyphs.sort_by(|a, b| by(a.base, b.base));
    let mut rows: Vec<Vec<Glyph>> = Vec::new();
    let (mut base, mut size) = (0.0_f32, 0.0_f32);
    for glyph in glyphs {
        match rows.last_mut() {
            Some(row) if glyph.base - base <= SAME_LINE * size.max(glyph.size) => {
                // A mark of a footnote stands higher and is smaller: the line is that of its larger letters.
                if glyph.size > size {
                    (base, size) = (glyph.base, glyph.size);
                }
                row.push(glyph);
            }
            _ => {
                (base, size) = (glyph.base, glyph.size);
                rows.push(vec![glyph]);
            }
        }
    }
    let mut out = Vec::new();
    for mut row in rows {
        row.sort_by(|a, b| by(a.from, b.from));
        let mut piece: Vec<Glyph> = Vec::new();
        for glyph in row {
            let wide = piece
                .iter()
                .rev()
                .find(|last| !last.text.trim().is_empty())
                .is_some_and(|last| glyph.from - last.to > GAP * glyph.size.max(last.size));
            if wide && !glyph.text.trim().is_empty() {
                out.extend(piece_of(&piece));
                piece.clear();
            }
            piece.push(glyph);
        }
        out.extend(piece_of(&piece));
    }
    out
}

/// The characters between two gaps as a piece of a line; `None` where they are blanks.
fn piece_of(glyphs: &[Glyph]) -> Option<Line> {
    let inked: Vec<&Glyph> = glyphs.iter().filter(|glyph| !glyph.text.trim().is_empty()).collect();
    let largest = inked.iter().max_by(|a, b| by(a.size, b.size))?;
    let mut words: Vec<&str> = Vec::new();
    let mut end: Option<f32> = None;
    let mut blank = false;
    for glyph in glyphs {
        if glyph.text.trim().is_empty() {
            blank |= !glyph.text.is_empty() && end.is_some();
            continue;
        }
        if end.is_some_and(|end| blank || glyph.from - end > BLANK * glyph.size) {
            words.push(" ");
        }
        words.push(&glyph.text);
        end = Some(glyph.to);
        blank = false;
    }
    Some(Line {
        text: logical(&words),
        from: inked.first()?.from,
        to: inked.iter().map(|glyph| glyph.to).fold(f32::NEG_INFINITY, f32::max),
        base: largest.base,
        size: largest.size,
        block: 0,
    })
}

fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
        && !matches!(c, '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}')
}

/// Characters from left to right in the order in which they are read: of Hebrew and Arabic the words run the other way.
fn logical(seen: &[&str]) -> String {
    let runs_back = |piece: &str| piece.chars().next().is_some_and(is_right_to_left);
    if !seen.iter().any(|piece| runs_back(piece)) {
        return seen.concat();
    }
    let runs_on = |piece: &str| piece.chars().next().is_some_and(|c| c.is_alphanumeric() && !is_right_to_left(c));
    let back = seen.iter().filter(|piece| runs_back(piece)).count();
    let on = seen.iter().filter(|piece| runs_on(piece)).count();
    let mut out: Vec<&str> = seen.to_vec();
    // Each run is as long as the characters of its direction go, neutral ones between them included.
    let reverse_runs = |out: &mut [&str], of: &dyn Fn(&str) -> bool, against: &dyn Fn(&str) -> bool| {
        let mut start = 0;
        while let Some(first) = out[start..].iter().position(|piece| of(piece)).map(|at| start + at) {
            let end = out[first..].iter().position(|piece| against(piece)).map_or(out.len(), |at| first + at);
            let last = out[first..end].iter().rposition(|piece| of(piece)).map_or(first, |at| first + at);
            out[first..=last].reverse();
            start = end;
        }
    };
    if back >= on {
        out.reverse();
        reverse_runs(&mut out, &runs_on, &runs_back);
    } else {
        reverse_runs(&mut out, &runs_back, &runs_on);
    }
    out.concat()
}

/// Puts pieces in the order of reading, a block after the other.
fn order(mut pieces: Vec<Line>, depth: usize, out: &mut Vec<Vec<Line>>) {
    if pieces.is_empty() {
        return;
    }
    pieces.sort_by(|a, b| by(a.base, b.base));
    let Some(between) = (depth < DEEPEST).then(|| between_columns(&pieces)).flatten() else {
        out.push(pieces);
        return;
    };
    let mut spanning: Vec<Line> = Vec::new();
    let (mut left, mut right): (Vec<Line>, Vec<Line>) = (Vec::new(), Vec::new());
    for piece in pieces {
        if piece.from < between && piece.to > between {
            if !(left.is_empty() && right.is_empty()) {
                order(std::mem::take(&mut left), depth + 1, out);
                order(std::mem::take(&mut right), depth + 1, out);
            }
            spanning.push(piece);
        } else {
            if !spanning.is_empty() {
                out.push(std::mem::take(&mut spanning));
            }
            if piece.to <= between { left.push(piece) } else { right.push(piece) }
        }
    }
    if !spanning.is_empty() {
        out.push(spanning);
    }
    order(left, depth + 1, out);
    order(right, depth + 1, out);
}

/// Where the space between two columns is, if there are any: a strip that few lines cross, with running text on both sides.
fn between_columns(pieces: &[Line]) -> Option<f32> {
    if pieces.len() < 8 {
        return None;
    }
    let from = pieces.iter().map(|piece| piece.from).fold(f32::INFINITY, f32::min);
    let to = pieces.iter().map(|piece| piece.to).fold(f32::NEG_INFINITY, f32::max);
    let width = to - from;
    if width.is_nan() || width <= 1.0 {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and the number of strips")]
    let strip = |x: f32| (((x - from) / width * STRIPS as f32) as usize).min(STRIPS);
    let mut covered = vec![0_i32; STRIPS + 2];
    for piece in pieces {
        covered[strip(piece.from)] += 1;
        covered[strip(piece.to) + 1] -= 1;
    }
    let mut sum = 0;
    for count in &mut covered {
        sum += *count;
        *count = sum;
    }
    let middle = STRIPS / 5..STRIPS * 4 / 5;
    let least = *covered[middle.clone()].iter().min()?;
    // The widest run of strips that so few cross.
    let (mut best, mut run) = (0..0, middle.start..middle.start);
    for at in middle {
        if covered[at] == least {
            run.end = at + 1;
            if run.len() > best.len() {
                best = run.clone();
            }
        } else {
            run = at + 1..at + 1;
        }
    }
    let most = |counts: &[i32]| counts.iter().max().copied().unwrap_or(0);
    let (left, right) = (most(&covered[..best.start]), most(&covered[best.end..STRIPS + 1]));
    if best.is_empty() || least * 5 > left.min(right) || left.min(right) < 4 {
        return None;
    }
    let between = from + (best.start + best.end) as f32 / 2.0 / STRIPS as f32 * width;
    let running = |side: &mut dyn Iterator<Item = &Line>, room: f32| {
        let mut words: Vec<usize> = Vec::new();
        let mut fill: Vec<f32> = Vec::new();
        for piece in side {
            words.push(piece.text.split(' ').count());
            fill.push((piece.to - piece.from) / room);
        }
        words.sort_unstable();
        fill.sort_by(f32::total_cmp);
        words.get(words.len() / 2).is_some_and(|words| *words >= 3) && fill.get(fill.len() / 2).is_some_and(|fill| *fill >= 0.4)
    };
    let is_left = |piece: &&Line| piece.to <= between;
    let is_right = |piece: &&Line| piece.from >= between;
    (running(&mut pieces.iter().filter(is_left), between - from) && running(&mut pieces.iter().filter(is_right), to - between))
        .then_some(between)
}

/// The pieces of a block with those of one line joined.
fn joined(pieces: Vec<Line>, block: usize, out: &mut Vec<Line>) {
    let mut row: Vec<Line> = Vec::new();
    let close = |row: &mut Vec<Line>, out: &mut Vec<Line>| {
        row.sort_by(|a, b| by(a.from, b.from));
        let mut line: Option<Line> = None;
        for piece in row.drain(..) {
            match &mut line {
                None => line = Some(Line { block, ..piece }),
                Some(line) => {
                    line.text.push_str(if piece.from - line.to > CELL * piece.size { "\t" } else { " " });
                    line.text.push_str(&piece.text);
                    line.to = line.to.max(piece.to);
                    line.size = line.size.max(piece.size);
                }
            }
        }
        out.extend(line);
    };
    for piece in pieces {
        if row.first().is_some_and(|first| piece.base - first.base > SAME_LINE * first.size.max(piece.size)) {
            close(&mut row, out);
        }
        row.push(piece);
    }
    close(&mut row, out);
}
