//! Names and values in the form in which they are compared.
use super::ink::is_space;
use regex::Regex;
use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// A name without case, surplus white space, leading article and final possessive.
pub(super) fn plain(name: &str) -> String {
    let folded = fold(&name.replace('\u{2019}', "'"));
    let joined = folded.split(is_space).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    let mut rest = joined.as_str();
    for article in ["the ", "an ", "a "] {
        if let Some(after) = rest.strip_prefix(article) {
            rest = after;
            break;
        }
    }
    rest.strip_suffix("'s").unwrap_or(rest).trim_end_matches('\'').trim_matches(is_space).to_owned()
}

/// Case folded: the capitals of each character, then their small letters, so that `ß` is `ss` and the two small sigmas are one.
/// The dotless i alone has no such way back.
fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c == 'ı' {
            out.push(c);
        } else {
            out.extend(c.to_uppercase().flat_map(char::to_lowercase));
        }
    }
    out
}

/// A parameter's value as a set of words; 3.67, 12:30 and 2024-07-01 are one word each.
fn value_words(value: &str) -> BTreeSet<String> {
    static WORD: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\d[\d.,:/-]*\d|[\p{L}\p{N}_]+").unwrap_or_else(|bad| unreachable!("the tests use it: {bad}")));
    WORD.find_iter(&fold(value)).map(|found| found.as_str().to_owned()).collect()
}

/// Whether half of the two values' words, or more, are the same.
pub(super) fn same_value(v: &Value, w: &Value) -> bool {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned);
    let (a, b) = (value_words(&text(v)), value_words(&text(w)));
    if a.is_empty() && b.is_empty() { v == w } else { 2 * a.intersection(&b).count() >= a.union(&b).count() }
}
