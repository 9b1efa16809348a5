//! What is asked and what is answered, as values: so that a page is a function and knows no socket.

use armistice::Date;
use hyper::Method;
use jiff::civil;
use maud::Markup;
use serde_json::Value;

/// Names and values, as a query or a form has them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Fields(pub(crate) Vec<(String, String)>);

impl Fields {
    pub(crate) fn parse(given: &[u8]) -> Self {
        Self(form_urlencoded::parse(given).into_owned().collect())
    }

    /// The first value of that name that is not empty.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(it, value)| it == name && !value.trim().is_empty()).map(|(_, value)| value.trim())
    }

    /// All values of that name.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(it, value)| it == name && !value.trim().is_empty()).map(|(_, value)| value.trim())
    }

    /// A value that can be read as what it should be.
    pub(crate) fn read<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.get(name)?.parse().ok()
    }

    /// A day, or no day; what is neither is refused.
    pub(crate) fn day(&self, name: &str) -> Result<Option<civil::Date>, Trouble> {
        let Some(given) = self.get(name) else { return Ok(None) };
        given.parse().map(Some).map_err(|_| Trouble::no_date(name, given, "write a day such as 2034-02-24"))
    }

    /// The last day that a date can mean, as `armistice table` reads it: `2034-02` is the end of February.
    pub(crate) fn last_day(&self, name: &str) -> Result<Option<civil::Date>, Trouble> {
        let Some(given) = self.get(name) else { return Ok(None) };
        let date: Option<Date> = given.parse().ok();
        let wrong = || Trouble::no_date(name, given, "write a day such as 2034-02-24, or a month such as 2034-02");
        date.and_then(|it| it.last_day()).map(Some).ok_or_else(wrong)
    }

    /// As a query, with one name given another value, or none.
    pub(crate) fn with(&self, name: &str, value: Option<&str>) -> String {
        let mut out = form_urlencoded::Serializer::new(String::new());
        for (it, old) in self.0.iter().filter(|(it, old)| it != name && it != "part" && !old.is_empty()) {
            out.append_pair(it, old);
        }
        if let Some(value) = value {
            out.append_pair(name, value);
        }
        format!("?{}", out.finish())
    }
}

/// One value safe as part of a path or query.
pub(crate) fn encoded(value: &str) -> String {
    form_urlencoded::byte_serialize(value.as_bytes()).collect()
}

/// In what form a page is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Form {
    Page,
    Json,
    Csv,
    Markdown,
    Docx,
    Xlsx,
}

/// A request that may be answered.
#[derive(Clone, Debug)]
pub(crate) struct Ask {
    pub(crate) method: Method,
    /// The path without the ending that names the form.
    pub(crate) path: String,
    pub(crate) form: Form,
    pub(crate) query: Fields,
    pub(crate) cookies: Vec<(String, String)>,
    /// Whether a script asks, which takes its answer as JSON.
    pub(crate) by_script: bool,
    pub(crate) body: Vec<u8>,
}

impl Ask {
    pub(crate) fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.iter().find(|(it, _)| it == name).map(|(_, value)| value.as_str())
    }
}

/// An answer.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) kind: &'static str,
    pub(crate) body: Vec<u8>,
    pub(crate) headers: Vec<(&'static str, String)>,
}

impl Reply {
    pub(crate) fn new(kind: &'static str, body: impl Into<Vec<u8>>) -> Self {
        Self { status: 200, kind, body: body.into(), headers: Vec::new() }
    }

    pub(crate) fn page(page: Markup) -> Self {
        Self::new("text/html; charset=utf-8", page.into_string())
    }

    pub(crate) fn json(value: &Value) -> Self {
        Self::new("application/json", value.to_string())
    }

    /// Values that are written as JSON already, as one list.
    pub(crate) fn json_list(items: impl IntoIterator<Item = String>) -> Self {
        Self::new("application/json", format!("[{}]", items.into_iter().collect::<Vec<_>>().join(",\n")))
    }

    pub(crate) fn see(place: &str) -> Self {
        Self { status: 303, ..Self::new("text/plain; charset=utf-8", "") }.with("location", place)
    }

    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// As a file to keep, never to be shown in the browser.
    pub(crate) fn download(self, name: &str) -> Self {
        let plain: String = name.chars().map(|c| if c.is_ascii_alphanumeric() || "-_.".contains(c) { c } else { '-' }).collect();
        self.with("content-disposition", format!("attachment; filename=\"{plain}\""))
            .with("content-security-policy", "sandbox; default-src 'none'")
    }
}

/// Why a page cannot be given: what is wrong, and what to do.
#[derive(Clone, Debug)]
pub(crate) struct Trouble {
    pub(crate) status: u16,
    pub(crate) what: String,
    pub(crate) hint: String,
}

impl Trouble {
    pub(crate) fn new(status: u16, what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { status, what: what.into(), hint: hint.into() }
    }

    pub(crate) fn none() -> Self {
        Self::new(404, "there is no such page", "the links above lead to all of them")
    }

    fn no_date(name: &str, given: &str, hint: &str) -> Self {
        Self::new(400, format!("{name} is to be a date, and \"{given}\" is none"), hint)
    }
}

impl From<armistice::dossier::Error> for Trouble {
    fn from(error: armistice::dossier::Error) -> Self {
        use armistice::dossier::Error;
        let status = match &error {
            Error::Asked { what, .. } if what.starts_with("there is no") => 404,
            Error::Asked { .. } => 400,
            Error::Busy => 503,
            _ => 500,
        };
        Self::new(status, error.to_string(), error.hint())
    }
}
