//! Whether a word that mostly means something else is borne out by the rest of the document: a report of a walkout names "strikes" ten
//! times and no attack once, one of a war names both.
use super::cues::Hit;
use super::reference;
use super::words::stem;
use crate::text::Text;
use std::collections::{HashMap, HashSet};

/// A document of fewer tokens has no room to name a measure twice.
const SHORT: usize = 250;

/// What a hit looks like, whatever its inflection: its first and its last word.
type Look = (String, String);

/// Leaves out the weak hits of a whole document whose measure is named there in no other way: by no surer cue, and by no other weak one.
pub(super) fn drop_unsupported(text: &Text<'_>, hits: &mut Vec<Hit>) {
    if text.tokens.len() < SHORT {
        drop_bare_treaties(text, hits);
        return;
    }
    let mut sure: HashSet<&str> = HashSet::new();
    let mut looks: HashMap<&str, HashSet<Look>> = HashMap::new();
    for hit in hits.iter() {
        if hit.weak {
            looks.entry(&hit.measure.0).or_default().insert(look(text, hit));
        } else {
            sure.insert(&hit.measure.0);
        }
    }
    let deal = reference::about_trade(hits) || reference::tells_a_deal(hits);
    let borne_out = |hit: &Hit| {
        let measure = hit.measure.0.as_str();
        if reference::is_bare_deal(hit) {
            return deal;
        }
        sure.contains(measure) || looks.get(measure).is_some_and(|looks| looks.len() > 1)
    };
    let keep: Vec<bool> = hits.iter().map(|hit| !hit.weak || borne_out(hit)).collect();
    let mut keep = keep.into_iter();
    hits.retain(|_| keep.next().unwrap_or(true));
}

/// “France refused to sign the treaty”: that it is about arms is borne out by nothing, however short the document.
fn drop_bare_treaties(text: &Text<'_>, hits: &mut Vec<Hit>) {
    let arms = |hit: &Hit| hit.measure.0 == "arms-control";
    if hits.iter().any(|hit| arms(hit) && !hit.weak) {
        return;
    }
    let bare = |hit: &Hit| hit.tokens.len() == 2 && matches!(text.lower(hit.tokens.end - 1), "treaty" | "pact");
    hits.retain(|hit| !(arms(hit) && hit.weak && bare(hit)));
}

fn look(text: &Text<'_>, hit: &Hit) -> Look {
    let word = |at: usize| stem(text.lower(at).rsplit('-').next().unwrap_or(""));
    (word(hit.tokens.start), word(hit.tokens.end.saturating_sub(1)))
}
