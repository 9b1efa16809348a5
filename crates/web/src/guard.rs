//! Who may ask: decided from the head of a request alone, before any page, file or stream is looked at.
//!
//! A page from elsewhere can make a browser send requests to loopback, and by a name of its own that it points there (DNS rebinding) even
//! read the answers. So the request has to name this server exactly, come from its own pages, and show the cookie that only the start link
//! gives.

use hyper::header::{COOKIE, HOST, HeaderMap, HeaderName, ORIGIN};
use hyper::{Method, Uri, Version};

/// Why a request is refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Refusal {
    /// It does not name this server, or names two.
    Host,
    /// It comes from a page of another server.
    Foreign,
    /// It is neither GET, HEAD nor POST.
    Method,
    /// It has no cookie of this server, or a wrong one.
    Stranger,
}

impl Refusal {
    pub(crate) const fn status(self) -> u16 {
        match self {
            Self::Host => 421,
            Self::Foreign | Self::Stranger => 403,
            Self::Method => 405,
        }
    }

    /// What is said of it, and what to do.
    pub(crate) const fn says(self) -> (&'static str, &'static str) {
        match self {
            Self::Host => {
                ("This is not the address of the reading room.", "Use the link that armistice serve printed, as it stands there.")
            }
            Self::Foreign => ("This was asked for by a page of another place.", "Open the link in a tab of its own."),
            Self::Method => ("This cannot be asked for in that way.", "Only GET, HEAD and POST are answered."),
            Self::Stranger => (
                "This browser has not been let in, or the server was started anew.",
                "Open the link that armistice serve prints. It works once; in that terminal, Enter prints a new one.",
            ),
        }
    }
}

/// The words of a request's head that decide.
pub(crate) struct Head<'a> {
    pub(crate) method: &'a Method,
    pub(crate) uri: &'a Uri,
    pub(crate) version: Version,
    pub(crate) headers: &'a HeaderMap,
}

const SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Whether the request names this server and comes from nowhere else. The cookie is asked for apart ([`has_cookie`]), since the start link
/// comes without one.
pub(crate) fn admits(head: &Head<'_>, port: u16) -> Result<(), Refusal> {
    // `GET http://elsewhere/ HTTP/1.1` names a server too, and that name would stand above Host.
    if head.uri.authority().is_some() || head.version < Version::HTTP_11 {
        return Err(Refusal::Host);
    }
    if !only(head.headers, &HOST).is_some_and(|it| is_ours(it, port)) {
        return Err(Refusal::Host);
    }
    if ![Method::GET, Method::HEAD, Method::POST].contains(head.method) {
        return Err(Refusal::Method);
    }
    if head.headers.contains_key(SITE) && !only(head.headers, &SITE).is_some_and(|it| matches!(it, "same-origin" | "none")) {
        return Err(Refusal::Foreign);
    }
    let origin = only(head.headers, &ORIGIN).and_then(|it| it.strip_prefix("http://"));
    let from_here = origin.is_some_and(|it| is_ours(it, port) && only(head.headers, &HOST) == Some(it));
    // Browsers name the origin with every write; with a read only where another origin asks.
    if (head.method == Method::POST || head.headers.contains_key(ORIGIN)) && !from_here {
        return Err(Refusal::Foreign);
    }
    Ok(())
}

/// Exactly one of the three names of loopback, with this port. `[::ffff:127.0.0.1]`, upper case and a final dot are none of them.
fn is_ours(given: &str, port: u16) -> bool {
    let written = format!(":{port}");
    given.strip_suffix(&written).is_some_and(|name| matches!(name, "127.0.0.1" | "localhost" | "[::1]"))
}

/// The value of a header that is there once.
fn only<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let mut all = headers.get_all(name).iter();
    let first = all.next()?.to_str().ok()?;
    all.next().is_none().then_some(first)
}

/// The cookies of a request.
pub(crate) fn cookies(headers: &HeaderMap) -> Vec<(String, String)> {
    let all = headers.get_all(COOKIE).iter().filter_map(|it| it.to_str().ok()).flat_map(|it| it.split(';'));
    all.filter_map(|it| it.trim().split_once('=')).map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

/// Whether two secrets are one, in a time that does not tell where they differ.
pub(crate) fn same(one: &str, other: &str) -> bool {
    one.len() == other.len() && one.bytes().zip(other.bytes()).fold(0, |differ, (a, b)| differ | (a ^ b)) == 0
}

/// A secret that nobody can guess: 256 bits in hexadecimal.
pub(crate) fn secret() -> std::io::Result<String> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(std::io::Error::other)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::{Head, Refusal, admits, same};
    use hyper::header::{HeaderMap, HeaderName, HeaderValue};
    use hyper::{Method, Version};

    fn check(method: Method, uri: &str, headers: &[(&str, &str)]) -> Result<(), Refusal> {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(HeaderName::from_bytes(name.as_bytes()).unwrap(), HeaderValue::from_str(value).unwrap());
        }
        let uri = uri.parse().unwrap();
        admits(&Head { method: &method, uri: &uri, version: Version::HTTP_11, headers: &map }, 4747)
    }

    #[test]
    fn only_its_own_names_are_answered() {
        for host in ["127.0.0.1:4747", "localhost:4747", "[::1]:4747"] {
            assert_eq!(check(Method::GET, "/d3", &[("host", host)]), Ok(()), "{host}");
        }
        for host in [
            "localhost.evil.example:4747",
            "127.0.0.1.evil.example:4747",
            "evil.localhost:4747",
            "localhost.:4747",
            "127.0.0.1:4747, evil.example:4747",
            "127.0.0.1, evil.example",
            "evil.example",
            "",
            "127.0.0.1",
            "127.0.0.1:4748",
            "127.0.0.1:04747",
            "LOCALHOST:4747",
            "0.0.0.0:4747",
            "[::ffff:127.0.0.1]:4747",
            "127.1:4747",
            "user@127.0.0.1:4747",
            " ",
        ] {
            assert_eq!(check(Method::GET, "/d3", &[("host", host)]), Err(Refusal::Host), "{host}");
        }
        assert_eq!(check(Method::GET, "/", &[]), Err(Refusal::Host));
        assert_eq!(check(Method::GET, "/", &[("host", "127.0.0.1:4747"), ("host", "evil.example")]), Err(Refusal::Host));
        assert_eq!(check(Method::GET, "http://evil.example/", &[("host", "127.0.0.1:4747")]), Err(Refusal::Host));
    }

    #[test]
    fn what_another_page_asks_for_is_refused() {
        let host = ("host", "127.0.0.1:4747");
        for (method, more, expected) in [
            (Method::POST, vec![], Err(Refusal::Foreign)),
            (Method::POST, vec![("origin", "null")], Err(Refusal::Foreign)),
            (Method::POST, vec![("origin", "http://127.0.0.1:8000")], Err(Refusal::Foreign)),
            (Method::POST, vec![("origin", "https://127.0.0.1:4747")], Err(Refusal::Foreign)),
            (Method::POST, vec![("origin", "http://localhost:4747")], Err(Refusal::Foreign)),
            (Method::POST, vec![("origin", "http://127.0.0.1:4747")], Ok(())),
            (Method::POST, vec![("origin", "http://127.0.0.1:4747"), ("sec-fetch-site", "same-site")], Err(Refusal::Foreign)),
            (Method::GET, vec![("sec-fetch-site", "cross-site")], Err(Refusal::Foreign)),
            (Method::GET, vec![("sec-fetch-site", "same-site")], Err(Refusal::Foreign)),
            (Method::GET, vec![("sec-fetch-site", "none")], Ok(())),
            (Method::GET, vec![("origin", "http://evil.example")], Err(Refusal::Foreign)),
            (Method::PUT, vec![], Err(Refusal::Method)),
            (Method::OPTIONS, vec![("origin", "http://evil.example")], Err(Refusal::Method)),
        ] {
            let headers: Vec<_> = std::iter::once(host).chain(more.iter().copied()).collect();
            assert_eq!(check(method.clone(), "/confirm", &headers), expected, "{method} {more:?}");
        }
    }

    #[test]
    fn secrets_are_compared_whole() {
        assert!(same("abc", "abc"));
        assert!(!same("abc", "abd") && !same("abc", "ab") && !same("", "a"));
    }
}
