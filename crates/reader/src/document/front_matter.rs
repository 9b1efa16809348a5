//! Front matter: the lines between two `---` at the head of a Markdown file. Not YAML but the part of it that sites use: one
//! `key: value` a line, plain, in quotes or as a block, long values carried on to further lines. Lists and nested keys are passed over.
use super::html;
use super::metadata::{Metadata, address, said};
use evidence::DateBasis;

/// What the front matter says, and the text after it; the whole text where there is none.
pub(super) fn split(text: &str) -> (Metadata, &str) {
    let none = || (Metadata::default(), text);
    let Some(rest) = text.trim_start_matches(['\u{feff}', '\n', '\r']).strip_prefix("---") else { return none() };
    let Some((opening, rest)) = rest.split_once('\n') else { return none() };
    if !opening.trim().is_empty() {
        return none();
    }
    let mut length = 0;
    for line in rest.split_inclusive('\n') {
        length += line.len();
        if matches!(line.trim_end(), "---" | "...") {
            return (read(&rest[..length - line.len()]), &rest[length..]);
        }
    }
    // A rule at the head of a text, not front matter.
    none()
}

fn read(lines: &str) -> Metadata {
    let mut pairs: Vec<(&str, String)> = Vec::new();
    for line in lines.lines() {
        let indented = line.starts_with([' ', '\t']);
        match line.split_once(':').filter(|(key, _)| !indented && !key.is_empty() && !key.starts_with(['#', '-', '"', '\''])) {
            Some((key, value)) => pairs.push((key.trim(), value.trim().to_owned())),
            None => {
                if let Some((_, value)) = pairs.last_mut().filter(|_| !line.trim().starts_with(['#', '-'])) {
                    value.push(' ');
                    value.push_str(line.trim());
                }
            }
        }
    }
    let value = |keys: &[&str]| {
        keys.iter().find_map(|wanted| {
            let (_, value) = pairs.iter().find(|(key, _)| key.eq_ignore_ascii_case(wanted))?;
            said(&scalar(value))
        })
    };
    let mut metadata = Metadata {
        id: value(&["id"]),
        title: value(&["title", "headline", "post_title"]).map(|title| if title.contains('&') { html::words(&title) } else { title }),
        source: value(&["source", "publisher", "site"]).filter(|source| address(source).is_none()),
        url: value(&["url", "source_url", "link", "permalink", "canonical", "source"]).and_then(|url| address(&url)),
        language: value(&["language", "lang"]),
        ..Metadata::default()
    };
    for key in ["date", "published", "published_time", "pubdate", "post_date"] {
        // "published: true" says whether, and not when.
        let when = value(&[key]).filter(|it| !matches!(it.to_ascii_lowercase().as_str(), "true" | "false" | "yes" | "no"));
        metadata.date(when.as_deref(), DateBasis::FrontMatter);
    }
    metadata
}

/// A value without its quotes, comment and escapes.
fn scalar(value: &str) -> String {
    let mut chars = value.chars().peekable();
    let mut out = String::new();
    match chars.next() {
        Some('\'') => {
            while let Some(c) = chars.next() {
                if c == '\'' && chars.next_if_eq(&'\'').is_none() {
                    break;
                }
                out.push(c);
            }
            out
        }
        Some('"') => {
            while let Some(c) = chars.next() {
                match c {
                    '"' => break,
                    '\\' => out.push(match chars.next() {
                        Some('n' | 't' | 'r' | ' ') | None => ' ',
                        Some('_') => '\u{a0}',
                        Some(letter @ ('x' | 'u' | 'U')) => {
                            let digits = match letter {
                                'x' => 2,
                                'u' => 4,
                                _ => 8,
                            };
                            let code: String = chars.by_ref().take(digits).collect();
                            u32::from_str_radix(&code, 16).ok().and_then(char::from_u32).unwrap_or('\u{fffd}')
                        }
                        Some(other) => other,
                    }),
                    _ => out.push(c),
                }
            }
            out
        }
        // A block of lines, which stand after this one and are here already.
        Some('|' | '>') => value.trim_start_matches(['|', '>', '-', '+']).trim().to_owned(),
        // A list or a mapping.
        Some('[' | '{') => out,
        _ => value.split(" #").next().unwrap_or(value).to_owned(),
    }
}
