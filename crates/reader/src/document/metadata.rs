//! What is said about a document beside its text: the `NAME.json` next to it, a JSON Lines object, front matter, a page's head.
use super::{dateline, json_lines};
use evidence::{Date, DateBasis, Published};
use serde_json::{Map, Value};

/// What one source says; all of it may be absent.
#[derive(Default, Debug)]
pub(super) struct Metadata {
    pub(super) id: Option<String>,
    pub(super) title: Option<String>,
    pub(super) published: Option<Published>,
    /// A date that is given but cannot be read.
    pub(super) unread_date: Option<String>,
    pub(super) source: Option<String>,
    pub(super) url: Option<String>,
    pub(super) language: Option<String>,
    /// The language that a page's template claims.
    pub(super) claimed_language: Option<String>,
}

impl Metadata {
    /// The content of a `NAME.json`; an error says what is wrong with it.
    pub(super) fn from_json(bytes: &[u8]) -> Result<Self, String> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        match serde_json::from_slice(bytes) {
            // An id there would name the metadata's own record; the issue gives it to JSON Lines alone.
            Ok(Value::Object(fields)) => Ok(Self { id: None, ..Self::from_fields(&fields) }),
            Ok(_) => Err("the metadata beside it is no JSON object and was left out".to_owned()),
            Err(error) => Err(format!("the metadata beside it is not JSON and was left out: {}", json_lines::parser_says(&error))),
        }
    }

    /// The fields of an object; those of other names, types or without content are passed over.
    pub(super) fn from_fields(fields: &Map<String, Value>) -> Self {
        let words = |key: &str| match fields.get(key)? {
            Value::String(text) => said(text),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        };
        let mut metadata = Self {
            id: words("id"),
            title: words("title"),
            source: words("source"),
            url: words("url").and_then(|url| address(&url)),
            language: words("language"),
            ..Self::default()
        };
        metadata.date(words("date").as_deref(), DateBasis::Metadata);
        metadata
    }

    /// Takes down a date as it is given, if none was before.
    pub(super) fn date(&mut self, given: Option<&str>, basis: DateBasis) {
        let Some(given) = given.and_then(said).filter(|_| self.published.is_none()) else { return };
        match date(&given) {
            Some(date) => {
                self.published = Some(Published { date, basis });
                self.unread_date = None;
            }
            None => self.unread_date = Some(given),
        }
    }

    /// What this says, and where it says nothing, what `other` says.
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            id: self.id.or(other.id),
            title: self.title.or(other.title),
            unread_date: if self.published.is_some() { None } else { self.unread_date.or(other.unread_date) },
            published: self.published.or(other.published),
            source: self.source.or(other.source),
            url: self.url.or(other.url),
            language: self.language.or(other.language),
            claimed_language: self.claimed_language.or(other.claimed_language),
        }
    }
}

/// The words, if they say anything: crawlers write "unknown" and "null" for what they do not know.
pub(super) fn said(words: &str) -> Option<String> {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let nothing = ["", "unknown", "none", "null", "n/a", "na", "nan", "undefined", "-"];
    (!nothing.contains(&words.to_ascii_lowercase().as_str())).then_some(words)
}

/// An address, if it is one of the web: others (`javascript:`) are no place to find a document.
pub(super) fn address(url: &str) -> Option<String> {
    let lower = url.get(..8).unwrap_or(url).to_ascii_lowercase();
    (lower.starts_with("http://") || lower.starts_with("https://")).then(|| url.to_owned())
}

/// A date as metadata write it: ISO 8601, `20240704`, or in words (`Fri, 21 Aug 2026 16:00:54 -0400`, `July 2024`).
fn date(given: &str) -> Option<Date> {
    let iso = given.parse().ok().filter(|date| !matches!(date, Date::Range(..)));
    iso.or_else(|| dateline::written_out(given)).or_else(|| dateline::of_name(given))
}
