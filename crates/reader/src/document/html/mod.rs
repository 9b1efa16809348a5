//! A page made text: its article, found as browsers' reading views find it; where they find none, all its visible words. Scripts,
//! styles, menus and addresses go, entities are decoded, a paragraph a line. Never recurses, and is linear in the page: one whose
//! tags would cost more to build a tree of is read without a tree.

mod cost;
mod visible;
mod aligned;

use super::Extract;
use super::metadata::{Metadata, address, said};
use super::unreadable::Why;
use super::way_back::WayBack;
use dom_smoothie::{Config, Readability};
use evidence::{DateBasis, Doubt, DoubtKind, Format, Original};
use serde_json::Value;
use visible::{Head, Visible};

const TOO_MANY: &str = "a tag with thousands of attributes";

/// The words of a page, and what its head says.
pub(super) fn read(page: &str, way_back: Option<&WayBack>) -> Result<Extract, Why> {
    let cost = cost::of(page);
    if cost.attributes > cost::MOST_ATTRIBUTES {
        return Err(Why::Markup { what: TOO_MANY });
    }
    let (whole, head) = visible::of(page);
    let mut extract = Extract { about: about(&head), ..Extract::default() };
    let article = if cost.builds_a_tree() { article(page) } else { None };
    if article.is_none() && !cost.builds_a_tree() && whole.prose_words > 0 {
        let says = "its HTML is nested too deep to find the article in it; all its visible words are read, menus may be among them";
        extract.doubts.push(Doubt { at: None, kind: DoubtKind::GarbledText, says: says.to_owned() });
    }
    // A reading view may pick a corner of a short page; then the page without its menus is the article.
    let chosen = article.filter(|article| article.prose_words * 4 >= whole.prose_words.min(200)).unwrap_or(whole);
    if chosen.prose_words == 0 {
        let left_out = chosen.text.split_whitespace().count();
        if left_out == 0 && head.pictures {
            return Err(Why::PicturesOnly { what: "a page with nothing but pictures" });
        }
        let says = format!("there is no article on the page; {left_out} words of menus, links and notices were left out");
        extract.doubts.push(Doubt { at: None, kind: DoubtKind::NoText, says });
    } else {
        extract.text = chosen.text;
        let stretches = way_back.map(|way_back| way_back.through(aligned::stretches(page, &extract.text), extract.text.len()));
        extract.original = Some(Original::new(Format::Html, stretches.unwrap_or_default()));
    }
    Ok(extract)
}

/// All visible words of a page that is nothing but its text, as that of a mail is, however short; and whether it shows pictures.
pub(super) fn all_words(page: &str) -> Result<(String, bool), Why> {
    if cost::of(page).attributes > cost::MOST_ATTRIBUTES {
        return Err(Why::Markup { what: TOO_MANY });
    }
    let (visible, head) = visible::of(page);
    Ok((visible.text, head.pictures))
}

/// The visible words of a piece of HTML.
pub(super) fn words(piece: &str) -> String {
    if cost::of(piece).attributes > cost::MOST_ATTRIBUTES { String::new() } else { visible::of(piece).0.text }
}

/// The text that a piece of XML or HTML stands for, its character references resolved and its tags taken for what they say.
pub(super) use aligned::resolved;

fn article(page: &str) -> Option<Visible> {
    let config = Config { max_elements_to_parse: cost::MOST_ELEMENTS, disable_json_ld: true, ..Config::default() };
    let article = Readability::new(page, None, Some(config)).ok()?.parse().ok()?;
    let (words, _) = visible::of(&article.content);
    (words.prose_words > 0).then_some(words)
}

/// Names under which pages say when they were published, the plainest first.
const DATES: &[&str] = &[
    "article:published_time",
    "og:published_time",
    "datepublished",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publication_date",
    "sailthru.date",
    "parsely-pub-date",
    "date",
];

fn about(head: &Head) -> Metadata {
    let meta = |wanted: &[&str]| {
        wanted.iter().find_map(|wanted| head.meta.iter().find(|(name, _)| name == wanted).and_then(|(_, content)| said(content)))
    };
    let mut about = Metadata {
        title: meta(&["og:title", "dc.title", "dcterms.title"]).or_else(|| headline(head)),
        source: meta(&["og:site_name", "dc.publisher"]),
        url: head.canonical.as_deref().or(meta(&["og:url"]).as_deref()).and_then(address),
        claimed_language: head.language.clone(),
        ..Metadata::default()
    };
    let linked = head.linked_data.iter().filter_map(|json| serde_json::from_str(json).ok()).find_map(|value| published(&value, 0));
    let date = meta(DATES).or(linked).or_else(|| head.time.clone());
    about.date(date.as_deref(), DateBasis::Metadata);
    about
}

/// The page's headline. Its `title` often has the site's name behind it, its first heading often is the site's name alone: where
/// the one begins with the other, that is the headline.
fn headline(head: &Head) -> Option<String> {
    match (said(&head.title), said(&head.headline)) {
        (Some(title), Some(headline)) => Some(if title.starts_with(&headline) { headline } else { title }),
        (title, headline) => title.or(headline),
    }
}

/// The `datePublished` in a page's JSON-LD, wherever it is nested.
fn published(value: &Value, depth: usize) -> Option<String> {
    match value {
        Value::Object(fields) if depth < 8 => {
            let here = fields.get("datePublished").and_then(Value::as_str).map(str::to_owned);
            here.or_else(|| fields.values().find_map(|value| published(value, depth + 1)))
        }
        Value::Array(values) if depth < 8 => values.iter().find_map(|value| published(value, depth + 1)),
        _ => None,
    }
}
