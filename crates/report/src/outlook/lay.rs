//! The claims as the sections of a page.
use super::claims::{Limit, parts};
use super::{Claim, Shown};
use crate::sheet::{Entry, Section, Words};
use outlook::proposal::Cited;

/// Outcomes that take much caution, as many as a page shows.
const CAUTIOUS: usize = 4;

/// Acts named behind a sentence where the words are not shown.
const NAMED: usize = 6;

/// So many deadlocks that are not in the model, and so many sentences on what else is not for one reason, as a page shows.
const LEFT_OUT: usize = 12;

/// The sections of the page. With `why` each sentence has its proof and its words under it; else the names of the acts, and of hundreds of
/// matters that are not in the model the first.
pub fn sections(shown: &Shown<'_>, why: bool) -> Vec<Section> {
    laid(shown, why, usize::MAX, if why { Limit::NONE } else { Limit { most: LEFT_OUT, rest: "--why has them all" } })
}

/// The same with `why`, for a page in a browser: at most so many quotes behind each sentence, with the names of some more acts and how many
/// there are besides; and of hundreds of matters that are not in the model the first.
pub fn sections_first(shown: &Shown<'_>, quotes: usize) -> Vec<Section> {
    laid(shown, true, quotes, Limit { most: LEFT_OUT, rest: "the files below have them all" })
}

fn laid(shown: &Shown<'_>, why: bool, quotes: usize, limit: Limit) -> Vec<Section> {
    let mut out = Vec::new();
    for part in parts(shown, limit) {
        if part.claims.is_empty() && part.empty.is_empty() {
            continue;
        }
        let mut entries = Vec::new();
        let mut cautious = 0;
        for claim in &part.claims {
            cautious += usize::from(claim.key == "cautious");
            if why || claim.key != "cautious" || cautious <= CAUTIOUS {
                lay(claim, why, quotes, claim.heading.as_deref(), 0, &mut entries);
            }
        }
        if !why && cautious > CAUTIOUS {
            let says = format!("And {} more; --why has them all.", cautious - CAUTIOUS);
            entries.push(Entry { heading: entries.last().and_then(|it| it.heading.clone()), says, ..Entry::default() });
        }
        out.push(Section { title: part.title, empty: part.empty, entries });
    }
    out
}

fn lay(claim: &Claim, why: bool, quotes: usize, heading: Option<&str>, depth: usize, entries: &mut Vec<Entry>) {
    let mut entry =
        Entry { heading: heading.map(str::to_owned), says: format!("{}{}", "– ".repeat(depth), claim.says), ..Entry::default() };
    // As in the table: confirmed where a person has confirmed each act behind it; what rests on assumptions alone cannot be.
    entry.confirmed = (!claim.words.is_empty()).then(|| claim.words.iter().all(|it| it.confirmed));
    // The quotes for and against a change are what one wants to see of it.
    let quoted = why || matches!(claim.key, "option" | "statement" | "speaks_for" | "speaks_against" | "left-out");
    // The JSON has all; a page shows the newest of what is said again and again.
    let most = if why { quotes } else { 1 };
    if quoted {
        entry.words = claim.words.iter().take(most.max(usize::from(claim.key.starts_with("speaks")) * 3)).map(words).collect();
        entry.further = claim.words.iter().skip(entry.words.len()).take(NAMED).map(|it| it.at.to_string()).collect();
        let left = claim.words.len() - entry.words.len() - entry.further.len();
        if why && left > 0 {
            entry.further.push(format!("and {left} more"));
        }
    } else {
        entry.further = claim.words.iter().take(NAMED).map(|it| it.at.to_string()).collect();
        if claim.words.len() > NAMED {
            entry.further.push(format!("and {} more", claim.words.len() - NAMED));
        }
    }
    entries.push(entry);
    for it in claim.proof.iter().filter(|it| why || it.key.starts_with("speaks")) {
        lay(it, why, quotes, heading, depth + 1, entries);
    }
}

fn words(it: &Cited) -> Words {
    let date = it.date.as_ref().map(|it| format!(", {it}")).unwrap_or_default();
    Words { label: "", words: it.quote.words().to_owned(), from: format!("{}{date}", it.at) }
}
