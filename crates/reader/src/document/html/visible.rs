//! The words that a page shows, in order, from its tags alone: no tree is built, so no nesting is too deep. On the way, what its
//! head says of it.
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use std::cell::RefCell;

/// The words of a page.
#[derive(Default, Debug)]
pub(super) struct Visible {
    /// Its words, a paragraph a line.
    pub(super) text: String,
    /// How many of them stand in running text, not in links, notices or labels.
    pub(super) prose_words: usize,
}

/// What a page says of itself.
#[derive(Default, Debug)]
pub(super) struct Head {
    pub(super) title: String,
    /// Its first heading of the first order.
    pub(super) headline: String,
    /// `meta` elements: name or property in lower case, content.
    pub(super) meta: Vec<(String, String)>,
    pub(super) canonical: Option<String>,
    pub(super) language: Option<String>,
    /// The `time` element that says when the page was published.
    pub(super) time: Option<String>,
    /// JSON-LD scripts.
    pub(super) linked_data: Vec<String>,
    /// Whether it shows pictures.
    pub(super) pictures: bool,
}

/// Elements whose words are no part of any text.
const NEVER_SHOWN: &[&str] = &["script", "style", "iframe", "textarea", "title", "noembed", "noframes", "xmp"];
/// Elements that frame the text, and the page's tools.
const FURNITURE: &[&str] = &["nav", "footer", "aside", "menu", "dialog", "noscript", "template", "svg", "object", "select", "button"];
/// Elements that begin a paragraph.
const PARAGRAPHS: &[&str] = &[
    "p",
    "div",
    "section",
    "article",
    "main",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "dl",
    "table",
    "blockquote",
    "pre",
    "header",
    "footer",
    "nav",
    "aside",
    "figure",
    "figcaption",
    "address",
    "hr",
    "form",
    "fieldset",
    "details",
    "summary",
    "body",
    "center",
];
/// Elements that begin a line.
const LINES: &[&str] = &["br", "li", "tr", "dt", "dd", "caption", "option"];
/// Elements that nothing is in.
const VOID: &[&str] = &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

/// The least words outside links that make a line running text.
const PROSE: usize = 5;
/// What such a line says where it is a notice of the page.
const NOTICES: &[&str] = &["all rights reserved", "cookie", "javascript", "your browser", "sign up", "subscribe", "log in"];

/// The visible words of a page and what its head says.
pub(super) fn of(page: &str) -> (Visible, Head) {
    let mut writer = write(page, true);
    // An element of furniture that never closes would swallow the page: then it is no furniture.
    if writer.hidden.first().is_some_and(|outer| !NEVER_SHOWN.contains(&outer.as_str())) {
        writer = write(page, false);
    }
    writer.end_line();
    let Writer { out, prose_words, head, .. } = writer;
    (Visible { text: out, prose_words }, head)
}

fn write(page: &str, drops_furniture: bool) -> Writer {
    let sink = Sink(RefCell::new(Writer { drops_furniture, ..Writer::default() }));
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(page));
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    // Only a sink that runs scripts makes it stop before the end.
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.0.into_inner()
}

struct Sink(RefCell<Writer>);

#[derive(Default)]
struct Writer {
    drops_furniture: bool,
    out: String,
    prose_words: usize,
    /// Line ends owed before the next words.
    owed: usize,
    blank_owed: bool,
    /// Where the line being written begins, and how much of it are words of links.
    line_start: usize,
    linked: usize,
    links: usize,
    /// The open elements that hide their words: only the outermost's name counts, and how often it is open.
    hidden: Vec<String>,
    /// What the words go to instead of the text.
    catching: Option<Catch>,
    in_headline: bool,
    head: Head,
}

#[derive(Clone, Copy, PartialEq)]
enum Catch {
    Title,
    LinkedData,
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut writer = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => writer.open(&tag),
            Token::TagToken(tag) => {
                writer.close(&tag.name);
                TokenSinkResult::Continue
            }
            Token::CharacterTokens(words) => {
                writer.words(&words);
                TokenSinkResult::Continue
            }
            _ => TokenSinkResult::Continue,
        }
    }
}

impl Writer {
    fn open(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name: &str = &tag.name;
        let attribute = |wanted: &str| tag.attrs.iter().find(|a| &*a.name.local == wanted).map(|a| a.value.trim().to_owned());
        self.note(name, &attribute);
        let void = VOID.contains(&name);
        if let Some(outer) = self.hidden.first() {
            if outer == name {
                self.hidden.push(name.to_owned());
            }
        } else if !void && self.hides(name, &attribute) {
            self.hidden.push(name.to_owned());
            self.break_line(1);
        } else {
            self.mark(name);
            match name {
                "a" => self.links += 1,
                "h1" => self.in_headline = self.head.headline.trim().is_empty(),
                _ => {}
            }
        }
        match name {
            "script" => TokenSinkResult::RawData(RawKind::ScriptData),
            "style" | "iframe" | "noembed" | "noframes" | "xmp" => TokenSinkResult::RawData(RawKind::Rawtext),
            "title" | "textarea" if !self.in_picture() => TokenSinkResult::RawData(RawKind::Rcdata),
            _ => TokenSinkResult::Continue,
        }
    }

    /// Whether the words are those of a drawing, where a `title` may hold tags.
    fn in_picture(&self) -> bool {
        self.hidden.first().is_some_and(|outer| outer == "svg")
    }

    fn hides(&self, name: &str, attribute: &dyn Fn(&str) -> Option<String>) -> bool {
        let furniture = || {
            FURNITURE.contains(&name)
                || attribute("hidden").is_some()
                || attribute("aria-hidden").is_some_and(|value| value == "true")
                || attribute("style").is_some_and(|style| style.to_ascii_lowercase().replace(' ', "").contains("display:none"))
                || attribute("role")
                    .is_some_and(|role| matches!(role.as_str(), "navigation" | "menu" | "banner" | "contentinfo" | "dialog"))
        };
        NEVER_SHOWN.contains(&name) || (self.drops_furniture && furniture())
    }

    fn close(&mut self, name: &str) {
        self.catching = None;
        if self.hidden.first().is_some_and(|outer| outer == name) {
            self.hidden.pop();
            return;
        }
        // The end of the page ends whatever was left open in it.
        if matches!(name, "body" | "html") {
            return;
        }
        if self.hidden.is_empty() {
            self.mark(name);
            match name {
                "a" => self.links = self.links.saturating_sub(1),
                "h1" => self.in_headline = false,
                _ => {}
            }
        }
    }

    /// What an element says of the page.
    fn note(&mut self, name: &str, attribute: &dyn Fn(&str) -> Option<String>) {
        let head = &mut self.head;
        match name {
            "html" => head.language = attribute("lang").or_else(|| attribute("xml:lang")).or_else(|| head.language.take()),
            "title" if head.title.is_empty() && self.hidden.is_empty() => self.catching = Some(Catch::Title),
            "meta" => {
                let key = attribute("property").or_else(|| attribute("name")).or_else(|| attribute("itemprop"));
                if let (Some(key), Some(content), true) = (key, attribute("content"), head.meta.len() < 500) {
                    head.meta.push((key.to_ascii_lowercase(), content));
                }
            }
            "link" if attribute("rel").is_some_and(|rel| rel == "canonical") => {
                head.canonical = head.canonical.take().or_else(|| attribute("href"))
            }
            "script" if attribute("type").is_some_and(|kind| kind == "application/ld+json") && head.linked_data.len() < 20 => {
                head.linked_data.push(String::new());
                self.catching = Some(Catch::LinkedData);
            }
            "img" | "picture" => head.pictures = true,
            "time" if head.time.is_none() => {
                let says = |name: &str, value: &str| attribute(name).is_some_and(|given| given.to_ascii_lowercase().contains(value));
                if says("itemprop", "datepublished")
                    || attribute("pubdate").is_some()
                    || says("class", "publish")
                    || says("class", "entry-date")
                {
                    head.time = attribute("datetime");
                }
            }
            _ => {}
        }
    }

    /// The break that an element makes before and after it.
    fn mark(&mut self, name: &str) {
        if PARAGRAPHS.contains(&name) {
            self.break_line(2);
        } else if LINES.contains(&name) {
            self.break_line(1);
        } else if matches!(name, "td" | "th") {
            self.blank_owed = true;
        }
    }

    fn break_line(&mut self, lines: usize) {
        self.end_line();
        self.owed = self.owed.max(lines);
    }

    /// Counts the words of the line that ends here, if it is running text.
    fn end_line(&mut self) {
        let line = &self.out[self.line_start..];
        let words = line.split_whitespace().count();
        if words >= PROSE && self.linked * 2 < line.len() {
            let lower = line.get(..200).unwrap_or(line).to_lowercase();
            if words > 40 || !(lower.starts_with('©') || NOTICES.iter().any(|notice| lower.contains(notice))) {
                self.prose_words += words;
            }
        }
        self.line_start = self.out.len();
        self.linked = 0;
    }

    fn words(&mut self, words: &str) {
        match self.catching {
            Some(Catch::Title) => return self.head.title.push_str(words),
            Some(Catch::LinkedData) => {
                if let Some(json) = self.head.linked_data.last_mut() {
                    json.push_str(words);
                }
                return;
            }
            None => {}
        }
        if !self.hidden.is_empty() {
            return;
        }
        let before = self.out.len();
        for c in words.chars() {
            if matches!(c, ' ' | '\n' | '\t' | '\r' | '\x0c') {
                self.blank_owed = true;
                continue;
            }
            if self.owed > 0 && !self.out.is_empty() {
                self.out.extend(std::iter::repeat_n('\n', self.owed));
                self.line_start = self.out.len();
            } else if self.blank_owed && !self.out.is_empty() && self.owed == 0 {
                self.out.push(' ');
            }
            self.owed = 0;
            self.blank_owed = false;
            self.out.push(c);
        }
        let added = &self.out[before..];
        if self.links > 0 {
            self.linked += added.len();
        }
        if self.in_headline {
            self.head.headline.push_str(added);
        }
    }
}
