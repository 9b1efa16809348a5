//! What is said within what is said: each content is read once more, as a text by itself.
//!
//! PolNeAR marks no attribution inside another's content, so a model trained on it sees only the outermost. The same words
//! by themselves it reads like any others.

use std::ops::Range;

use crate::windows;
use crate::{Attribution, Tagger, attribution};

/// A content of fewer bytes holds no attribution worth a second look.
const SHORTEST: usize = 20;

/// Where a text holds another, the model is less at home; what it finds there counts if it is likely right, three to two.
const LIKELY: f32 = 0.6;

/// `outer` with what lies within each, right after it.
pub(crate) fn add(tagger: &Tagger, text: &str, outer: Vec<Attribution>, threads: usize) -> Vec<Attribution> {
    // Contents share no byte, so each place has at most one owner.
    let mut contents: Vec<(&Range<usize>, usize)> =
        outer.iter().enumerate().flat_map(|(owner, a)| a.content.iter().map(move |range| (range, owner))).collect();
    contents.sort_by_key(|(range, _)| range.start);
    let owner_of = |part: &Range<usize>| {
        let (range, owner) = contents[..contents.partition_point(|(c, _)| c.start <= part.start)].last()?;
        (part.end <= range.end).then_some(*owner)
    };
    let long = contents.iter().filter(|(range, _)| range.len() >= SHORTEST);
    let rows: Vec<_> = long.flat_map(|(range, _)| windows::rows(text, inside(text, range), &tagger.vocabulary)).collect();
    let found = tagger.read(&windows::pack(&rows), threads);
    let mut inner: Vec<Vec<Attribution>> = vec![Vec::new(); outer.len()];
    for f in found.into_iter().flatten().filter(|f| f.score >= LIKELY) {
        // A window holds the contents of several; what spans two of them is no reading of either.
        let mut owners = f.source.iter().chain(&f.cue).chain(&f.content).map(owner_of);
        if let Some(Some(owner)) = owners.next()
            && owners.all(|other| other == Some(owner))
        {
            inner[owner].push(attribution(f, None));
        }
    }
    let mut out = Vec::new();
    for (a, inner) in outer.into_iter().zip(inner) {
        let place = out.len();
        out.push(a);
        out.extend(inner.into_iter().map(|i| Attribution { within: Some(place), ..i }));
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
