//! The lines of all pages made paragraphs. What comes again at the same height of page after page is a header or footer and goes; a
//! word that a hyphen cut at the end of a line is whole again; a paragraph may run on over columns and pages.
use super::lines::Line;
use evidence::{Spot, Stretch};
use std::collections::{HashMap, HashSet};

/// How much of a page, from its upper and lower edge, headers and footers stand in.
const MARGIN: f32 = 0.13;
/// How many lines of a margin may be of them.
const MOST_LINES: usize = 4;
/// Prefixes that keep their hyphen where the text itself does not show how the word is written.
const PREFIXES: &[&str] = &["self", "non", "vice", "half", "well", "quasi", "two", "three", "four", "five", "cease"];

/// A page's lines in the order of reading.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) height: f32,
    pub(super) lines: Vec<Line>,
}

/// The text of all pages.
#[derive(Default, Debug)]
pub(super) struct Body {
    pub(super) text: String,
    pub(super) stretches: Vec<Stretch>,
    /// The first line where it is set larger than the text.
    pub(super) headline: Option<String>,
}

/// Makes the lines paragraphs.
pub(super) fn of(pages: Vec<Page>) -> Body {
    let furniture = furniture(&pages);
    let words = Words::of(&pages);
    let usual = usual_size(&pages);
    let mut body = Body::default();
    let mut last: Option<(usize, &Line)> = None;
    let mut headline: Vec<&str> = Vec::new();
    let mut in_headline = true;
    for (page_idx, page) in pages.iter().enumerate() {
        let blocks = blocks(&page.lines);
        for (line_idx, line) in page.lines.iter().enumerate() {
            if furniture.contains(&(page_idx, line_idx)) || line.text.trim().is_empty() {
                continue;
            }
            in_headline &= line.size > usual * 1.15 && headline.len() < 4;
            if in_headline {
                headline.push(&line.text);
            }
            let goes_on = last.is_some_and(|(last_page, last)| {
                if last_page == page_idx && last.block == line.block {
                    goes_on_below(last, line, &blocks[line.block])
                } else {
                    goes_on_elsewhere(last, line)
                }
            });
            if !body.text.is_empty() {
                match (goes_on, last) {
                    (true, Some((_, last))) => words.join(&mut body.text, &last.text, &line.text),
                    _ => body.text.push_str("\n\n"),
                }
            }
            let number = |index: usize| u32::try_from(index + 1).unwrap_or(u32::MAX);
            body.stretches
                .push(Stretch { start: body.text.len(), spot: Some(Spot::Page { page: number(page_idx), line: number(line_idx) }) });
            body.text.push_str(&line.text);
            last = Some((page_idx, line));
        }
    }
    body.headline = super::said(&headline.join(" ")).filter(|headline| headline.len() <= 300);
    body
}

/// The height in which most characters are set.
fn usual_size(pages: &[Page]) -> f32 {
    let mut sizes: Vec<(f32, usize)> = pages.iter().flat_map(|page| &page.lines).map(|line| (line.size, line.text.len())).collect();
    sizes.sort_by(|a, b| a.0.total_cmp(&b.0));
    let half = sizes.iter().map(|(_, length)| length).sum::<usize>() / 2;
    let mut sum = 0;
    let median = sizes.iter().find(|(_, length)| {
        sum += length;
        sum > half
    });
    median.map_or(0.0, |(size, _)| *size)
}

/// The lines of headers and footers: page and line, from 0.
fn furniture(pages: &[Page]) -> HashSet<(usize, usize)> {
    let mut margins: Vec<(usize, usize, &Line)> = Vec::new();
    for (page_idx, page) in pages.iter().enumerate() {
        let mut edges: Vec<(usize, &Line)> = page.lines.iter().enumerate().collect();
        edges.sort_by(|a, b| a.1.base.total_cmp(&b.1.base));
        let upper = edges.iter().take(MOST_LINES).filter(|(_, line)| line.base < page.height * MARGIN);
        let lower = edges.iter().rev().take(MOST_LINES).filter(|(_, line)| line.base > page.height * (1.0 - MARGIN));
        margins.extend(upper.chain(lower).map(|(line_idx, line)| (page_idx, *line_idx, *line)));
    }
    let mut pages_with: HashMap<(String, i32), HashSet<usize>> = HashMap::new();
    // A line may stand a little higher on one page than on another: it is counted for two heights.
    #[expect(clippy::cast_possible_truncation, reason = "places on a page are small")]
    let heights = |line: &Line| {
        let height = (line.base / 8.0).round() as i32;
        [height, if (line.base / 8.0).fract() < 0.5 { height + 1 } else { height - 1 }]
    };
    for (page_idx, _, line) in &margins {
        for height in heights(line) {
            pages_with.entry((without_numbers(&line.text), height)).or_default().insert(*page_idx);
        }
    }
    let enough = if pages.len() < 6 { 2 } else { 3 };
    let comes_again = |line: &Line| {
        let key = without_numbers(&line.text);
        heights(line).into_iter().any(|height| pages_with.get(&(key.clone(), height)).is_some_and(|pages| pages.len() >= enough))
    };
    margins.iter().filter(|(_, _, line)| comes_again(line) || is_page_number(&line.text)).map(|(page, line, _)| (*page, *line)).collect()
}

/// A line with each number in it made one mark.
fn without_numbers(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    for c in line.chars() {
        if !c.is_ascii_digit() {
            out.push(c);
        } else if !out.ends_with('#') {
            out.push('#');
        }
    }
    out
}

/// `7`, `- 7 -`, `Page 7 of 12`, `7/12`.
fn is_page_number(line: &str) -> bool {
    let bare = without_numbers(line).to_lowercase();
    let bare = bare.trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '|' | '.' | '[' | ']' | '(' | ')'));
    matches!(bare, "#" | "page #" | "page # of #" | "p. #" | "# of #" | "#/#" | "# / #" | "page # / #" | "seite #")
}

/// How the lines of a column stand.
#[derive(Clone, Default)]
struct Block {
    from: f32,
    to: f32,
    /// From one line to the next, mostly.
    pitch: f32,
}

fn blocks(lines: &[Line]) -> Vec<Block> {
    let count = lines.iter().map(|line| line.block + 1).max().unwrap_or(0);
    let mut out = vec![Block { from: f32::INFINITY, to: f32::NEG_INFINITY, pitch: 0.0 }; count];
    let mut steps: Vec<Vec<f32>> = vec![Vec::new(); count];
    for (number, line) in lines.iter().enumerate() {
        let block = &mut out[line.block];
        block.from = block.from.min(line.from);
        block.to = block.to.max(line.to);
        if let Some(last) = number.checked_sub(1).map(|last| &lines[last]).filter(|last| last.block == line.block) {
            steps[line.block].push(line.base - last.base);
        }
    }
    for (block, mut steps) in out.iter_mut().zip(steps) {
        steps.sort_by(f32::total_cmp);
        // Lines stand closer within paragraphs than between them, and there are more of those.
        block.pitch = steps.get(steps.len() / 3).copied().unwrap_or(0.0);
    }
    out
}

fn ends_a_sentence(text: &str) -> bool {
    text.trim_end_matches(['”', '"', '’', '\'', ')', ']', '»']).ends_with(['.', '!', '?', ':', '…', ';'])
}

fn is_list_item(text: &str) -> bool {
    let first = text.split(' ').next().unwrap_or_default();
    let number = first.trim_end_matches(['.', ')']);
    text.starts_with(['•', '▪', '◦', '‣', '·', '*', '■', '–', '—'])
        || (first.len() > number.len()
            && number.len() <= 3
            && !number.is_empty()
            && (number.bytes().all(|byte| byte.is_ascii_digit())
                || number.len() == 1 && number.bytes().all(|byte| byte.is_ascii_lowercase())))
}

/// Whether a line goes on with the paragraph of the line above it in its column.
fn goes_on_below(last: &Line, line: &Line, block: &Block) -> bool {
    let width = (block.to - block.from).max(1.0);
    let step = line.base - last.base;
    let same_size = (line.size - last.size).abs() <= 0.2 * last.size.max(line.size);
    // Lines may be set double; further apart they are no paragraph, however regular the steps are.
    let near = step > 0.0 && step <= last.size * 2.5 && (step <= block.pitch * 1.35 || step <= last.size * 1.3);
    if !same_size || !near || is_list_item(&line.text) {
        return false;
    }
    let indented = line.from - block.from > 0.8 * line.size && line.from - last.from > 0.5 * line.size;
    // Lines set ragged right or in the middle end anywhere: only the end of a sentence, or a capital after a very short line, tells.
    let room = block.to - last.to;
    let short = room > 0.15 * width && ends_a_sentence(&last.text);
    let shorter =
        room > 0.4 * width && line.text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) && !last.text.ends_with(',');
    !(indented && !last.text.ends_with('-') || short || shorter)
}

/// Whether a line at the head of a column or page goes on with the paragraph at the foot of the last.
fn goes_on_elsewhere(last: &Line, line: &Line) -> bool {
    let same_size = (line.size - last.size).abs() <= 0.2 * last.size.max(line.size);
    let goes_on = line.text.starts_with(|c: char| c.is_lowercase()) || (last.text.ends_with([',', '-']) && !is_list_item(&line.text));
    same_size && goes_on && !ends_a_sentence(&last.text)
}

/// How words are written within lines, where no line end cuts them.
struct Words {
    whole: HashSet<String>,
    hyphened: HashSet<String>,
}

impl Words {
    fn of(pages: &[Page]) -> Self {
        let mut words = Self { whole: HashSet::new(), hyphened: HashSet::new() };
        for line in pages.iter().flat_map(|page| &page.lines) {
            let mut found = line.text.split(|c: char| !(c.is_alphanumeric() || c == '-')).filter(|word| !word.is_empty()).peekable();
            while let Some(word) = found.next() {
                // The last may be cut.
                if found.peek().is_some() || !line.text.ends_with('-') {
                    let lower = word.to_lowercase();
                    if lower.contains('-') {
                        words.hyphened.insert(lower)
                    } else {
                        words.whole.insert(lower)
                    };
                }
            }
        }
        words
    }

    /// Joins a line to the text that ends with the last one: `out` gets what stands between the two, or loses a hyphen.
    fn join(&self, out: &mut String, last: &str, line: &str) {
        let Some(hyphen) = last.chars().next_back().filter(|c| matches!(c, '-' | '\u{2010}' | '\u{ad}')) else {
            out.push(' ');
            return;
        };
        let before = &last[..last.len() - hyphen.len_utf8()];
        let Some(letter) = before.chars().next_back().filter(|c| !c.is_whitespace()) else {
            // A dash between words.
            out.push(' ');
            return;
        };
        let head = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
        let tail = line.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
        let cut = letter.is_lowercase() && line.starts_with(|c: char| c.is_lowercase());
        let keeps = || {
            let (joined, hyphened) = (format!("{head}{tail}"), format!("{head}-{tail}"));
            let chained = before.rsplit(char::is_whitespace).next().is_some_and(|word| word.contains('-'));
            !self.whole.contains(&joined) && (self.hyphened.contains(&hyphened) || chained || PREFIXES.contains(&head.as_str()))
        };
        if hyphen == '\u{ad}' || (cut && !keeps()) {
            out.truncate(out.len() - hyphen.len_utf8());
        }
    }
}
