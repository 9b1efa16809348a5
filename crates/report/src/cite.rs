//! Citations: of an act its document, place, words and hash; of documents BibTeX and CSL-JSON.
use crate::shown::line;
use evidence::{Date, Original};
use record::mark::Handling;
use record::view::{Act, Document, DocumentKind};
use serde_json::{Value, json};

/// An act as it can be cited: `tessel-truce (Lakes Wire, 2031-03-12), bytes 144-232: “words”, SHA-256 0123abcd...`; with where its words
/// stand in the file, such as a page and line, where that is known, and who may see the document, where that is not anybody.
pub fn act(act: &Act, document: &Document, way_back: Option<&Original>) -> String {
    let mut about: Vec<String> = document.sources.iter().filter_map(|it| it.outlet.as_deref().map(line)).take(1).collect();
    if document.kind == DocumentKind::Note {
        about.push(format!("note of {}", line(document.author.as_deref().unwrap_or("the user"))));
    }
    about.extend(document.published.as_ref().map(Date::to_string));
    about.extend(document.mark.handling.as_ref().filter(|it| **it != Handling::Public).map(ToString::to_string));
    let about = if about.is_empty() { String::new() } else { format!(" ({})", about.join(", ")) };
    let spans: Vec<String> = act.place.spans().iter().map(ToString::to_string).collect();
    let spot = way_back.and_then(|it| it.at(act.place.start())).map_or_else(String::new, |spot| format!("{spot} of the file, "));
    format!("{}{about}, {spot}bytes {}: “{}”, SHA-256 {}", line(&document.name), spans.join("+"), line(&act.words), document.sha256)
}

/// A key that BibTeX takes: letters, digits, `-`; the document's number keeps two apart.
fn key(document: &Document) -> String {
    let name: String = document.name.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '-' }).collect();
    format!("{name}-{}", document.key)
}

/// Characters that mean something to TeX, made plain.
fn tex(words: &str) -> String {
    let mut out = String::new();
    for c in line(words).chars() {
        match c {
            '\\' => out.push_str("\\textbackslash{}"),
            '{' | '}' | '$' | '&' | '#' | '%' | '_' => {
                out.push('\\');
                out.push(c);
            }
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            _ => out.push(c),
        }
    }
    out
}

/// Documents as BibTeX, one entry each.
pub fn bibtex(documents: &[Document]) -> String {
    documents
        .iter()
        .map(|document| {
            let source = document.sources.first();
            let mut fields: Vec<(&str, String)> =
                vec![("title", format!("{{{}}}", tex(document.title.as_deref().unwrap_or(&document.name))))];
            match (&document.author, source.and_then(|it| it.outlet.as_deref())) {
                (Some(author), _) => fields.push(("author", format!("{{{}}}", tex(author)))),
                (None, Some(outlet)) => fields.push(("organization", tex(outlet))),
                (None, None) => {}
            }
            if let Some(day) = document.published.as_ref().and_then(Date::first_day) {
                fields.push(("year", format!("{:04}", day.year())));
            }
            if let Some(date) = &document.published {
                fields.push(("date", date.to_string()));
            }
            if let Some(url) = source.and_then(|it| it.url.as_deref()) {
                // An address is no text: of it only what could end the field is changed.
                fields.push(("url", line(url).replace(['{', '}', '\\'], "")));
            }
            fields.push(("note", format!("SHA-256 {}", document.sha256)));
            let fields: String = fields.iter().map(|(name, value)| format!("  {name} = {{{value}}},\n")).collect();
            let kind = if document.kind == DocumentKind::Note { "unpublished" } else { "online" };
            format!("@{kind}{{{},\n{fields}}}\n", key(document))
        })
        .collect::<Vec<_>>()
        .join("\n")
}

/// Documents as CSL-JSON, for Zotero, pandoc and others.
pub fn csl(documents: &[Document]) -> String {
    let items: Vec<Value> = documents
        .iter()
        .map(|document| {
            let source = document.sources.first();
            let mut item = serde_json::Map::new();
            item.insert("id".to_owned(), key(document).into());
            let kind = if document.kind == DocumentKind::Note { "personal_communication" } else { "article-newspaper" };
            item.insert("type".to_owned(), kind.into());
            item.insert("title".to_owned(), document.title.as_deref().unwrap_or(&document.name).into());
            if let Some(author) = &document.author {
                item.insert("author".to_owned(), json!([{ "literal": author }]));
            }
            if let Some(outlet) = source.and_then(|it| it.outlet.as_deref()) {
                item.insert("container-title".to_owned(), outlet.into());
            }
            if let Some(url) = source.and_then(|it| it.url.as_deref()) {
                item.insert("URL".to_owned(), url.into());
            }
            match &document.published {
                Some(Date::Year(year)) => _ = item.insert("issued".to_owned(), json!({ "date-parts": [[year]] })),
                Some(Date::Month(year, month)) => _ = item.insert("issued".to_owned(), json!({ "date-parts": [[year, month]] })),
                Some(date) => {
                    if let Some(day) = date.first_day() {
                        item.insert("issued".to_owned(), json!({ "date-parts": [[day.year(), day.month(), day.day()]] }));
                    }
                }
                None => {}
            }
            item.insert("note".to_owned(), format!("SHA-256 {}", document.sha256).into());
            Value::Object(item)
        })
        .collect();
    serde_json::to_string_pretty(&items).unwrap_or_else(|e| unreachable!("strings, numbers and lists can always be written: {e}")) + "\n"
}
