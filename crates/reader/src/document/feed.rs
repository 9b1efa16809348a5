//! A feed taken apart: each entry of RSS or Atom a document. Its words are the longest that the feed gives of it (the article, else its
//! summary); where that is a title and a link, the document says so. No link is followed.
use super::budget::Budget;
use super::metadata::{Metadata, address, said};
use super::unreadable::Why;
use super::xml::{self, Node};
use super::{Extract, Given, Kind, Source, Take, encoding, given, html, stem};
use evidence::{DateBasis, Doubt, DoubtKind, Format, Original};

/// An entry as the feed gives it.
#[derive(Default)]
struct Entry {
    title: String,
    link: Option<String>,
    /// RSS's `guid`, where it is an address.
    guid: String,
    date: String,
    author: String,
    summary: String,
    content: String,
}

/// Which part of an entry is being read.
#[derive(Clone, Copy, PartialEq)]
enum Field {
    Title,
    Link,
    Guid,
    Date,
    Author,
    Summary,
    Content,
}

/// The documents of a feed.
pub(super) fn each(source: &Source<'_>, budget: &mut Budget, take: Take<'_>) {
    let xml = match encoding::decode(source.bytes, Kind::Feed) {
        Ok(xml) => xml,
        Err(why) => return take(Err(source.unreadable(why))),
    };
    let mut number = 0;
    let mut over = None;
    let mut parser = Parser::default();
    let broken = xml::each(&xml, &mut |node| {
        let Some(entry) = parser.node(&node) else { return };
        if over.is_some() {
            return;
        }
        if let Err(why) = budget.entry() {
            over = Some(why);
            return;
        }
        number += 1;
        match document(source, entry, number, &parser.source) {
            Some(given) => take(Ok(given)),
            None => take(Err(super::Unreadable { within: within(source, number), line: None, why: Why::Empty })),
        }
    })
    .err();
    let why = match (over, broken) {
        (Some(why), _) => why,
        (None, Some(says)) => Why::Damaged { format: "feed", says },
        (None, None) if parser.is_feed && number > 0 => return,
        (None, None) if parser.is_feed => Why::Empty,
        _ => Why::Xml { seems: "XML" },
    };
    take(Err(source.unreadable(why)));
}

fn within(source: &Source<'_>, number: usize) -> Vec<String> {
    source.within.iter().cloned().chain([format!("entry {number}")]).collect()
}

/// The document of an entry; `None` where there is nothing in it.
fn document(source: &Source<'_>, entry: Entry, number: usize, feed: &str) -> Option<Given> {
    let longer = |a: String, b: String| if a.len() >= b.len() { a } else { b };
    let text = longer(plain(&entry.content), plain(&entry.summary));
    let title = said(&plain(&entry.title));
    let mut about = Metadata {
        title: title.clone(),
        url: entry.link.as_deref().and_then(|link| address(link.trim())).or_else(|| address(entry.guid.trim())),
        source: said(feed).or_else(|| said(&entry.author)),
        ..Metadata::default()
    };
    about.date(Some(&entry.date), DateBasis::Metadata);
    let mut doubts = Vec::new();
    let text = if text.split_whitespace().next().is_some() {
        text
    } else {
        let says = "the feed gives a title and a link, not the article; only the title is read".to_owned();
        doubts.push(Doubt { at: None, kind: DoubtKind::PartNotRead, says });
        title?
    };
    let original = Some(Original::new(Format::Feed, Vec::new()));
    let id = format!("{}-{number}", stem(source.name));
    let extract = Extract { text, about, doubts, original };
    // What is known about the feed holds for each entry that does not know better.
    Some(given(id, None, extract, source.metadata, &within(source, number)))
}

/// The words of a field: HTML made text, plain words as they are.
fn plain(field: &str) -> String {
    let field = field.trim();
    if field.contains('<') {
        html::words(field)
    } else if field.contains('&') {
        html::resolved(field)
    } else {
        field.to_owned()
    }
}

#[derive(Default)]
struct Parser {
    is_feed: bool,
    /// The feed's own title.
    source: String,
    in_feed_title: bool,
    entry: Option<Entry>,
    field: Option<Field>,
    /// How deep within the field's element.
    depth: usize,
    /// Whether the words are the name of an author, beside whom a mail address may stand.
    in_name: bool,
    /// How deep within an element of an entry that is none of the fields: what is in it (the feed from where it was taken, with a
    /// title of its own) is no part of the entry.
    passed_over: usize,
}

impl Parser {
    /// Takes a piece; the entry that ends with it.
    fn node(&mut self, node: &Node<'_>) -> Option<Entry> {
        match node {
            Node::Open(name, attributes) => {
                let name = *name;
                self.is_feed |= matches!(name, "rss" | "feed" | "rdf:RDF" | "atom:feed");
                if self.passed_over > 0 {
                    self.passed_over += 1;
                } else if self.field == Some(Field::Author) {
                    self.depth += 1;
                    self.in_name = matches!(name, "name" | "atom:name");
                } else if self.field.is_some() {
                    // Markup within a field (Atom's XHTML): kept for the reader of HTML, without what stands in its tags.
                    self.depth += 1;
                    self.say(&format!("<{name}>"));
                } else if matches!(name, "item" | "entry" | "atom:entry") {
                    self.entry = Some(Entry::default());
                } else if let Some(entry) = &mut self.entry {
                    self.field = field(name);
                    self.depth = 0;
                    self.passed_over = usize::from(self.field.is_none());
                    let rel = attributes.get("rel");
                    if self.field == Some(Field::Link) && rel.is_none_or(|rel| rel == "alternate") && entry.link.is_none() {
                        entry.link = attributes.get("href");
                    }
                } else {
                    self.in_feed_title = name == "title" && self.source.is_empty();
                }
            }
            Node::Close(name) => {
                let name = *name;
                if self.passed_over > 0 {
                    self.passed_over -= 1;
                } else if self.field == Some(Field::Author) && self.depth > 0 {
                    self.depth -= 1;
                    self.in_name = false;
                } else if self.field.is_some() && self.depth > 0 {
                    self.depth -= 1;
                    self.say(&format!("</{name}>"));
                } else if self.field.is_some() {
                    self.field = None;
                } else if matches!(name, "item" | "entry" | "atom:entry") {
                    return self.entry.take();
                } else {
                    self.in_feed_title = false;
                }
            }
            Node::Words(words) => {
                if self.in_feed_title && self.entry.is_none() {
                    self.source.push_str(words);
                } else if self.field == Some(Field::Author) {
                    if self.depth == 0 || self.in_name {
                        self.say(words);
                    }
                } else if self.depth > 0 {
                    self.say(&words.replace('&', "&amp;").replace('<', "&lt;"));
                } else {
                    self.say(words);
                }
            }
        }
        None
    }

    fn say(&mut self, words: &str) {
        let (Some(entry), Some(field)) = (&mut self.entry, self.field) else { return };
        match field {
            Field::Title => entry.title.push_str(words),
            Field::Link => {
                // RSS's link is what stands in it, Atom's an attribute.
                if !words.trim().is_empty() {
                    entry.link.get_or_insert_default().push_str(words.trim());
                }
            }
            Field::Guid => entry.guid.push_str(words),
            Field::Date => entry.date.push_str(words),
            Field::Author => entry.author.push_str(words),
            Field::Summary => entry.summary.push_str(words),
            Field::Content => entry.content.push_str(words),
        }
    }
}

fn field(name: &str) -> Option<Field> {
    Some(match name.strip_prefix("atom:").unwrap_or(name) {
        "title" => Field::Title,
        "link" => Field::Link,
        "guid" => Field::Guid,
        "pubDate" | "published" | "dc:date" | "issued" => Field::Date,
        "author" | "dc:creator" => Field::Author,
        "description" | "summary" => Field::Summary,
        "content" | "content:encoded" => Field::Content,
        _ => return None,
    })
}
