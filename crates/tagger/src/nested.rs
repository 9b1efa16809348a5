//! What is said within what is said: each content is read once more, as a text by itself.
//!
//! PolNeAR marks no attribution inside another's content, so a model trained on it sees only the outermost. The same words
//! by themselves it reads like any others.

use std::ops::Range;

use crate::windows;
use crate::{Attribution, Tagger, attribution};

/// A content of fewer bytes holds no attribution worth a second look.
const SHORTEST: usize = 20;

/// `outer` with what lies within each, right after it.
pub(crate) fn add(
    tagger: &Tagger,
    text: &str,
    outer: Vec<Attribution>,
    threads: usize,
) -> Vec<Attribution> {
    let mut rows = Vec::new();
    for (owner, a) in outer.iter().enumerate() {
        for range in a.content.iter().filter(|r| r.len() >= SHORTEST) {
            let inner = inside(text, range);
            rows.extend(
                windows::rows(text, inner, &tagger.vocabulary)
                    .into_iter()
                    .map(|row| (owner, row)),
            );
        }
    }
    let only: Vec<_> = rows.iter().map(|(_, row)| row.clone()).collect();
    let found = tagger.read(&windows::pack(&only), threads);
    let mut inner: Vec<Vec<Attribution>> = vec![Vec::new(); outer.len()];
    for f in found.into_iter().flatten() {
        let parts = || f.source.iter().chain(&f.cue).chain(&f.content);
        // All of it must lie in one content: windows hold several.
        let holds = |a: &Attribution| {
            parts().all(|p| {
                a.content
                    .iter()
                    .any(|c| c.start <= p.start && p.end <= c.end)
            })
        };
        if let Some(owner) = outer.iter().position(holds) {
            inner[owner].push(attribution(f, Some(owner)));
        }
    }
    let mut out = Vec::new();
    for (a, inner) in outer.into_iter().zip(inner) {
        let place = out.len();
        out.push(a);
        out.extend(inner.into_iter().map(|i| Attribution {
            within: Some(place),
            ..i
        }));
    }
    out
}

/// The content without the quotation marks around it: inside them, the words are not a quotation but a text.
fn inside(text: &str, range: &Range<usize>) -> Range<usize> {
    let marks = ['"', '“', '”', '«', '»', '„'];
    let body = text[range.clone()].trim_start_matches(marks);
    let start = range.end - body.len();
    start..start + body.trim_end_matches(marks).len()
}
