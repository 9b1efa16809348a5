//! What "the truce" and "the deal" refer to: a narrower measure named before, or what the document is about. Looks at the
//! document's own words only.
use super::cues::{Cues, Hit};
use crate::text::Text;
use evidence::MeasureId;

/// Words before a measure that show that it was named before.
const DEFINITE: &[&str] = &["the", "this", "that", "its", "their", "such", "these"];

/// Measures that a bare "deal" or "agreement" can be.
const DEALS: &[&str] = &["memorandum", "peace-treaty", "trade-opening", "prisoner-exchange"];

/// Those of them that settle a conflict.
const SETTLEMENTS: &[&str] = &["memorandum", "peace-treaty"];

/// The measures of trade; in a document that is mostly about these, "a deal" is one on trade.
const TRADE: &[&str] = &["trade-opening", "tariffs-impose", "tariffs-lift"];

/// Sees to it that each hit of a whole document, in order of the text, names what its words refer to.
pub(super) fn resolve(cues: &Cues, text: &Text<'_>, hits: &mut [Hit]) {
    let about_trade = about_trade(hits);
    // The last deal that was told by more than "the deal".
    let mut deal: Option<MeasureId> = about_trade.then(|| MeasureId("trade-opening".to_owned())).filter(|id| cues.knows(id));
    // Where a measure was named in a narrower kind: its last word and the narrower one, the latest last.
    let mut narrower: Vec<(String, MeasureId)> = Vec::new();
    for hit in hits {
        if is_bare_deal(hit) {
            if let Some(deal) = &deal {
                hit.measure = deal.clone();
            }
            continue;
        }
        if is(&hit.measure, DEALS) && !hit.weak && !about_trade {
            deal = Some(hit.measure.clone());
        }
        let word = head(text, hit);
        let alone = hit.tokens.len() <= 2 && !text.words(hit.span).contains(' ');
        if alone {
            let definite = (1..=2).filter_map(|back| hit.tokens.start.checked_sub(back)).any(|at| DEFINITE.contains(&text.lower(at)));
            let last = narrower.iter().rev().find(|(w, id)| *w == word && cues.is_kind_of(id, &hit.measure));
            if let Some((_, id)) = last.filter(|_| definite) {
                hit.measure = id.clone();
            }
        } else if hit.tokens.clone().all(|at| text.lower(at) != "of" && text.lower(at) != "the") {
            narrower.push((word, hit.measure.clone()));
        }
    }
}

/// Whether most of what a document names is trade.
pub(super) fn about_trade(hits: &[Hit]) -> bool {
    let trade = hits.iter().filter(|hit| is(&hit.measure, TRADE)).count();
    trade > 2 && 2 * trade > hits.iter().filter(|hit| !is_bare_deal(hit)).count()
}

/// Whether a document has any settlement that is told by more than "the deal".
pub(super) fn tells_a_deal(hits: &[Hit]) -> bool {
    hits.iter().any(|hit| !hit.weak && is(&hit.measure, SETTLEMENTS))
}

/// "The deal", "an agreement": says that there is one, not what of.
pub(super) fn is_bare_deal(hit: &Hit) -> bool {
    hit.weak && hit.measure.0 == "peace-treaty"
}

/// The last word of a hit; the words for a truce count as one.
fn head(text: &Text<'_>, hit: &Hit) -> String {
    let last = hit.tokens.end.saturating_sub(1);
    let word = text.lower(last).rsplit('-').next().unwrap_or("");
    match word {
        "truce" | "ceasefire" | "fire" | "pause" | "lull" => "truce".to_owned(),
        other => other.trim_end_matches('s').to_owned(),
    }
}

fn is(measure: &MeasureId, list: &[&str]) -> bool {
    list.contains(&measure.0.as_str())
}
