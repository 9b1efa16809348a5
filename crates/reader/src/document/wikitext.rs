//! MediaWiki's markup made text: links keep their words, templates, references, tables and emphasis marks go. What is broken (a
//! template that never closes) costs its opening, and a doubt says where. Linear: brackets are paired once, then read in order.
use super::metadata::Metadata;
use super::{Extract, dateline};
use evidence::{DateBasis, Doubt, DoubtKind, Place, Published, Span};
use std::collections::BTreeMap;

/// Templates within templates are followed so far; what is deeper is dropped.
const DEPTH: usize = 24;

/// Links to these are pictures or bookkeeping, not words.
const NOT_WORDS: &[&str] = &["file", "image", "category", "media"];

/// Whether a text is plainly wikitext: links in double brackets, and a template or emphasis in runs of apostrophes.
pub(super) fn is_wikitext(text: &str) -> bool {
    let links = text.match_indices("[[").filter(|(at, _)| {
        text[*at..].bytes().take(200).take_while(|byte| *byte != b'\n').collect::<Vec<_>>().windows(2).any(|pair| pair == b"]]")
    });
    links.take(2).count() == 2 && (text.contains("{{") || text.contains("'''") || text.contains("\n=="))
}

/// The words of a wikitext.
pub(super) fn read(text: &str) -> Extract {
    let last = |closing: &str| text.rfind(closing).unwrap_or(0);
    let page = Page { text, closes: pairs(text), last_comment: last("-->"), last_reference: last("</ref>"), last_table: last("\n|}") };
    let mut out = Output::default();
    page.render(0, text.len(), 0, &mut out);
    let mut about = Metadata::default();
    if let Some(date) = &out.date {
        about.published = dateline::written_out(date).map(|date| Published { date, basis: DateBasis::Dateline });
    }
    let text = out.text.trim_end().to_owned();
    let broken = out.broken.iter().filter_map(|at| {
        // The word that comes next, which white space may keep apart from where the template was.
        let rest = text.get(*at..)?;
        let start = at + (rest.len() - rest.trim_start().len());
        Span::new(start, start + text.get(start..)?.split_whitespace().next()?.len())
    });
    let doubts = Place::of(broken).map(|at| Doubt {
        at: Some(at),
        kind: DoubtKind::GarbledText,
        says: "a template of the wiki opens here and never closes; words before this place may be lost".to_owned(),
    });
    Extract { text, about, doubts: doubts.into_iter().collect(), ..Extract::default() }
}

/// Each `{{` and `[[` that has a partner, with the place of that.
fn pairs(text: &str) -> BTreeMap<usize, usize> {
    let bytes = text.as_bytes();
    let mut closes = BTreeMap::new();
    let mut open: Vec<(u8, usize)> = Vec::new();
    let mut count = [0_usize; 2];
    let mut at = 0;
    while at + 1 < bytes.len() {
        let byte = bytes[at];
        if byte != bytes[at + 1] || !matches!(byte, b'{' | b'[' | b'}' | b']') {
            at += 1;
            continue;
        }
        let which = usize::from(matches!(byte, b'[' | b']'));
        if matches!(byte, b'{' | b'[') {
            open.push((byte, at));
            count[which] += 1;
        } else {
            while count[which] > 0 {
                let Some((opening, from)) = open.pop() else { break };
                count[usize::from(opening == b'[')] -= 1;
                // What opened within and did not close before its outer pair does is broken.
                if usize::from(opening == b'[') == which {
                    closes.insert(from, at);
                    break;
                }
            }
        }
        at += 2;
    }
    closes
}

struct Page<'a> {
    text: &'a str,
    closes: BTreeMap<usize, usize>,
    // Where the last of each closing mark stands, so that an opening one behind it is not searched for to the end each time.
    last_comment: usize,
    last_reference: usize,
    last_table: usize,
}

#[derive(Default)]
struct Output {
    text: String,
    /// Where in `text` a template that never closes stood.
    broken: Vec<usize>,
    /// The date that a template gives for the page.
    date: Option<String>,
}

impl Output {
    /// Adds words, without blank lines in a row and without white space at the head.
    fn push(&mut self, words: &str) {
        for c in words.chars() {
            let blank = self.text.is_empty() || self.text.ends_with('\n');
            match c {
                '\n' if self.text.is_empty() || self.text.ends_with("\n\n") => {}
                ' ' if blank => {}
                _ => self.text.push(c),
            }
        }
    }
}

impl Page<'_> {
    /// Writes the words between two places.
    fn render(&self, start: usize, end: usize, depth: usize, out: &mut Output) {
        let mut at = start;
        while at < end {
            let rest = &self.text[at..end];
            if (at == 0 || self.text.as_bytes()[at - 1] == b'\n') && at >= start {
                let skipped = self.line_prefix(at, rest);
                if skipped > 0 {
                    at += skipped;
                    continue;
                }
            }
            let length = self.markup(at, end, depth, out);
            if length > 0 {
                at += length;
                continue;
            }
            let plain = rest.char_indices().skip(1).find(|(_, c)| matches!(c, '{' | '[' | '\'' | '<' | '=' | '_' | '&' | '\n'));
            let length = match (rest.starts_with('\n'), plain) {
                (true, _) => 1,
                (false, Some((length, _))) => length,
                (false, None) => rest.len(),
            };
            out.push(&rest[..length]);
            at += length;
        }
    }

    /// Reads the markup at a place; returns its length, 0 where there is none.
    fn markup(&self, at: usize, end: usize, depth: usize, out: &mut Output) -> usize {
        let rest = &self.text[at..end];
        let close = self.closes.get(&at).copied().filter(|close| close + 2 <= end);
        if rest.starts_with("{{") {
            let Some(close) = close else {
                let name = rest.bytes().skip(2).take(40).take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b' ').count();
                out.broken.push(out.text.len());
                return if rest[2 + name..].starts_with('|') { 3 + name } else { 2 };
            };
            if depth < DEPTH {
                self.template(at + 2, close, depth, out);
            }
            return close + 2 - at;
        }
        if rest.starts_with("[[") {
            let Some(close) = close else { return 2 };
            if depth < DEPTH {
                self.link(at + 2, close, depth, out);
            }
            return close + 2 - at;
        }
        if rest.starts_with("[http") {
            let close = rest.bytes().take(2_000).take_while(|byte| *byte != b'\n').position(|byte| byte == b']');
            if let Some(close) = close {
                if let Some(words) = rest[..close].find(' ') {
                    self.render(at + words + 1, at + close, depth + 1, out);
                }
                return close + 1;
            }
        }
        if rest.starts_with("''") {
            return rest.bytes().take_while(|byte| *byte == b'\'').count();
        }
        if rest.starts_with("==") {
            return rest.bytes().take_while(|byte| *byte == b'=').count();
        }
        if let Some(after) = rest.strip_prefix("__") {
            let word = after.bytes().take_while(u8::is_ascii_uppercase).count();
            return if word > 2 && after[word..].starts_with("__") { word + 4 } else { 0 };
        }
        if rest.starts_with('<') {
            return self.tag(at, rest, out);
        }
        if rest.starts_with('&') {
            let known = ENTITIES.iter().find(|(entity, _)| rest.starts_with(entity));
            return known.map_or(0, |(entity, words)| {
                out.push(words);
                entity.len()
            });
        }
        0
    }

    /// The words that a template shows: those of link and quotation templates, and the date of a byline.
    fn template(&self, start: usize, end: usize, depth: usize, out: &mut Output) {
        let parts = self.parts(start, end);
        let Some((name, parts)) = parts.split_first() else { return };
        let name = self.text[name.0..name.1].trim().to_lowercase();
        match name.as_str() {
            "w" | "wikipedia" | "lang" | "nowrap" | "nobr" => {
                if let Some((from, to)) = parts.last() {
                    self.render(*from, *to, depth + 1, out);
                }
            }
            "quote" | "cquote" | "blockquote" | "bquote" => {
                if let Some((from, to)) = parts.iter().find(|(from, to)| !self.text[*from..*to].contains("author=")) {
                    let from = if self.text[*from..*to].trim_start().starts_with("1=") { from + 2 } else { *from };
                    out.push("“");
                    self.render(from, *to, depth + 1, out);
                    out.push("”");
                }
            }
            "date" | "byline" => {
                for (from, to) in parts {
                    let part = &self.text[*from..*to];
                    let (key, value) = part.split_once('=').unwrap_or(("date", part));
                    if key.trim() == "date" && out.date.is_none() {
                        out.date = Some(value.trim().to_owned());
                    }
                }
            }
            _ => {}
        }
    }

    /// The words of a link: what stands after its last bar, else its target without the wiki's prefix.
    fn link(&self, start: usize, end: usize, depth: usize, out: &mut Output) {
        let parts = self.parts(start, end);
        let Some(((from, to), rest)) = parts.split_first() else { return };
        let target = &self.text[*from..*to];
        let prefix = target.split_once(':').map(|(prefix, _)| prefix.trim().to_lowercase());
        if prefix.as_ref().is_some_and(|prefix| NOT_WORDS.contains(&prefix.as_str())) {
            return;
        }
        match (rest.last(), &prefix) {
            (Some((from, to)), _) => self.render(*from, *to, depth + 1, out),
            // `[[fr:Norlande]]` is the same page in another language; `[[w:Norland]]` a page of the encyclopedia.
            (None, Some(prefix)) if prefix.len() >= 2 && prefix.len() <= 3 => {}
            (None, Some(prefix)) => out.push(target[prefix.len().min(target.len())..].trim_start_matches([':', ' '])),
            (None, None) => out.push(target.trim()),
        }
    }

    /// The parts of a template or link, cut at the bars that are not within another.
    fn parts(&self, start: usize, end: usize) -> Vec<(usize, usize)> {
        let bytes = self.text.as_bytes();
        let (mut parts, mut from, mut at) = (Vec::new(), start, start);
        while at < end {
            if let Some(close) = self.closes.get(&at).filter(|close| **close < end) {
                at = close + 2;
                continue;
            }
            if bytes[at] == b'|' {
                parts.push((from, at));
                from = at + 1;
            }
            at += 1;
        }
        parts.push((from, end));
        parts
    }

    /// The length of what opens a line and is no words: list marks, indents, a table.
    fn line_prefix(&self, at: usize, rest: &str) -> usize {
        if rest.starts_with("{|") {
            return if at < self.last_table { rest.find("\n|}").map_or(2, |at| at + 3) } else { 2 };
        }
        rest.bytes().take_while(|byte| matches!(byte, b'*' | b'#' | b':' | b';')).count()
    }

    /// A comment, reference or other tag; returns its length, 0 where it is none.
    fn tag(&self, at: usize, rest: &str, out: &mut Output) -> usize {
        if rest.starts_with("<!--") {
            return if at < self.last_comment { rest.find("-->").map_or(4, |at| at + 3) } else { 4 };
        }
        let bounded = &rest[..rest.char_indices().nth(400).map_or(rest.len(), |(at, _)| at)];
        let opens = bounded[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
        let Some(close) = bounded.find('>').filter(|_| opens) else { return 0 };
        let name = bounded[1..close].to_ascii_lowercase();
        if name.starts_with("ref") && !name.ends_with('/') {
            // A reference that never closes costs its tag alone.
            return if at < self.last_reference { rest.find("</ref>").map_or(close + 1, |at| at + 6) } else { close + 1 };
        }
        if name.starts_with("br") {
            out.push("\n");
        }
        close + 1
    }
}

const ENTITIES: &[(&str, &str)] = &[
    ("&nbsp;", "\u{a0}"),
    ("&amp;", "&"),
    ("&quot;", "\""),
    ("&ndash;", "–"),
    ("&mdash;", "—"),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&#39;", "'"),
];
