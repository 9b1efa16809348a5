//! Marked paragraphs as documents to learn from: the paragraphs with what is said in them, and apart from them each content as a text by
//! itself with what is said within it. The tagger reads a text in the same two passes.

use crate::marked::{Marked, Said};
use std::ops::Range;

/// A document to learn from: paragraphs are lines, no attribution lies within another's content.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Lesson {
    /// The text.
    pub text: String,
    /// Who said what; UTF-8 bytes of the text.
    pub said: Vec<Said>,
}

impl Lesson {
    /// Adds a line that is `text[within]`, with the attributions that lie wholly in it.
    fn push(&mut self, text: &str, within: Range<usize>, said: &[&Said]) {
        let start = self.text.len();
        let shift = |ranges: &[Range<usize>]| ranges.iter().map(|r| r.start - within.start + start..r.end - within.start + start).collect();
        for said in said.iter().filter(|said| said.words().all(|words| within.start <= words.start && words.end <= within.end)) {
            self.said.push(Said { source: shift(&said.source), cue: shift(&said.cue), content: shift(&said.content) });
        }
        self.text += &text[within];
        self.text.push('\n');
    }
}

/// A content of fewer bytes is no text by itself; the tagger looks into none that is shorter.
const SHORTEST: usize = 20;

/// The two lessons of the paragraphs of a file: the paragraphs, and their contents as texts by themselves.
pub fn lessons(paragraphs: &[Marked]) -> [Lesson; 2] {
    let mut whole = Lesson::default();
    let mut contents = Lesson::default();
    for paragraph in paragraphs {
        let said = &paragraph.said;
        whole.push(&paragraph.text, 0..paragraph.text.len(), &outermost(said.iter().collect()));
        for outer in said {
            for content in &outer.content {
                let content = inside(&paragraph.text, content);
                if content.len() >= SHORTEST {
                    let within = said.iter().filter(|inner| !std::ptr::eq(*inner, outer) && inner.words().all(|w| covers(&content, w)));
                    contents.push(&paragraph.text, content.clone(), &outermost(within.collect()));
                }
            }
        }
    }
    [whole, contents]
}

/// Those that do not lie in the content of another of them.
fn outermost(said: Vec<&Said>) -> Vec<&Said> {
    let within = |inner: &Said, outer: &Said| inner.words().all(|words| outer.content.iter().any(|content| covers(content, words)));
    said.iter().filter(|inner| !said.iter().any(|outer| !std::ptr::eq(*outer, **inner) && within(inner, outer))).copied().collect()
}

fn covers(outer: &Range<usize>, inner: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// The content without the quotation marks around it, as the tagger reads it.
fn inside(text: &str, range: &Range<usize>) -> Range<usize> {
    let marks = ['"', '“', '”', '«', '»', '„'];
    let body = text[range.clone()].trim_start_matches(marks);
    let start = range.end - body.len();
    start..start + body.trim_end_matches(marks).len()
}
