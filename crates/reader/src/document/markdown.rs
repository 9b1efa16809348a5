//! Markdown made text: front matter, marks of emphasis and headings, addresses and pictures go; the words of links, list items and
//! quotations stay, a paragraph a line.
use super::{Extract, front_matter, html};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

/// The words of a Markdown file, and what its front matter says.
pub(super) fn read(text: &str) -> Extract {
    let (mut about, body) = front_matter::split(text);
    let mut out = Output::default();
    let (mut pictures, mut heading, mut headline) = (0_usize, false, String::new());
    let mut raw_html = String::new();
    let mut indented: Option<String> = None;
    let mut numbers: Vec<Option<u64>> = Vec::new();
    for event in Parser::new_ext(body, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Start(Tag::Image { .. }) => pictures += 1,
            Event::End(TagEnd::Image) => pictures = pictures.saturating_sub(1),
            _ if pictures > 0 => {}
            Event::Start(Tag::List(first)) => {
                numbers.push(first);
                out.break_line(1);
            }
            Event::End(TagEnd::List(_)) => {
                numbers.pop();
                out.break_line(if numbers.is_empty() { 2 } else { 1 });
            }
            Event::Start(Tag::Item) => {
                out.break_line(1);
                // A number is a word of the text ("point 2 of the paper"), a bullet is not.
                if let Some(Some(number)) = numbers.last_mut() {
                    out.push(&format!("{number}. "));
                    *number += 1;
                }
            }
            Event::Start(Tag::Heading { level, .. }) => {
                heading = level == pulldown_cmark::HeadingLevel::H1 && headline.is_empty();
                out.break_line(2);
            }
            Event::End(TagEnd::Heading(_)) => {
                heading = false;
                out.break_line(2);
            }
            Event::Start(Tag::HtmlBlock) => raw_html.clear(),
            Event::Html(piece) => raw_html.push_str(&piece),
            Event::End(TagEnd::HtmlBlock) => {
                out.break_line(2);
                out.push(&html::words(&raw_html));
                out.break_line(2);
            }
            Event::InlineHtml(tag) => out.break_line(lines_ended(&tag)),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => {
                out.break_line(2);
                indented = Some(String::new());
            }
            // An export may indent its HTML, which Markdown then takes for code.
            Event::End(TagEnd::CodeBlock) if indented.is_some() => {
                let block = indented.take().unwrap_or_default();
                out.push(&if opens_with_tag(&block) { html::words(&block) } else { block });
                out.break_line(2);
            }
            Event::Text(words) if indented.is_some() => indented.get_or_insert_default().push_str(&words),
            Event::Start(Tag::Paragraph | Tag::BlockQuote(_) | Tag::CodeBlock(_) | Tag::Table(_))
            | Event::End(TagEnd::Paragraph | TagEnd::BlockQuote(_) | TagEnd::CodeBlock | TagEnd::Table)
            | Event::Rule => out.break_line(if numbers.is_empty() { 2 } else { 1 }),
            Event::End(TagEnd::TableRow | TagEnd::TableHead | TagEnd::Item) => out.break_line(1),
            Event::End(TagEnd::TableCell) => out.push("\t"),
            Event::Text(words) | Event::Code(words) => {
                if heading {
                    headline.push_str(&words);
                }
                out.push(&words);
            }
            Event::SoftBreak => out.push(" "),
            Event::HardBreak => out.break_line(1),
            _ => {}
        }
    }
    about.title = about.title.or_else(|| super::metadata::said(&headline));
    Extract { text: out.text, about, ..Extract::default() }
}

/// How many line ends a tag of HTML among words stands for: pages that other programs have exported keep their paragraphs so.
fn lines_ended(tag: &str) -> usize {
    let name = tag.trim_start_matches(['<', '/']).split([' ', '\t', '\n', '/', '>']).next().unwrap_or_default().to_ascii_lowercase();
    match name.as_str() {
        "br" | "li" | "tr" | "dt" | "dd" => 1,
        "p" | "div" | "blockquote" | "ul" | "ol" | "dl" | "table" | "section" | "article" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => 2,
        _ => 0,
    }
}

/// Whether a block begins with a tag of HTML: "<p>", "</span>".
fn opens_with_tag(block: &str) -> bool {
    let Some(tag) = block.trim_start().strip_prefix('<') else { return false };
    tag.trim_start_matches('/').starts_with(|c: char| c.is_ascii_alphabetic()) && tag.contains('>')
}

#[derive(Default)]
struct Output {
    text: String,
    /// Line ends owed before the next words.
    owed: usize,
}

impl Output {
    fn break_line(&mut self, lines: usize) {
        self.owed = self.owed.max(lines);
    }

    fn push(&mut self, words: &str) {
        let words = if self.owed > 0 || self.text.is_empty() { words.trim_start_matches([' ', '\n', '\t']) } else { words };
        if words.is_empty() {
            return;
        }
        if self.owed > 0 {
            self.text.truncate(self.text.trim_end_matches([' ', '\n', '\t']).len());
            if !self.text.is_empty() {
                self.text.extend(std::iter::repeat_n('\n', self.owed));
            }
            self.owed = 0;
        }
        // A soft break after a hard-wrapped "word. " must not leave two blanks.
        if words == " " && self.text.ends_with([' ', '\n']) {
            return;
        }
        self.text.push_str(words);
    }
}
