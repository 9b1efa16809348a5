//! Which of the measures that are named in and around an act's words the act is about.
use super::cues::{Cues, Hit};
use crate::text::{Text, TokenKind};
use evidence::{ActKind, Matter, Place};

/// Prepositions that lead from what is done to what it is about: "a memorandum *on* an accord".
const ABOUT: &[&str] = &["on", "about", "over", "regarding", "concerning", "for", "of", "to", "toward", "towards"];

/// The measures that an act with this quote is about, in order of the text; mostly one, empty where its words name none.
///
/// `hits` are those of the sentences that the quote lies in. A weak hit counts only where the sentence names an actor of the
/// process or has a hit that is not weak.
pub fn matters(cues: &Cues, text: &Text<'_>, quote: &Place, hits: &[Hit], kind: Option<ActKind>, sentence_has_actor: bool) -> Vec<Matter> {
    let counts = |hit: &&Hit| !hit.weak || sentence_has_actor || hits.iter().any(|other| !other.weak);
    let inside: Vec<&Hit> = hits.iter().filter(counts).filter(|hit| quote.overlaps(hit.span)).collect();
    let mut kept: Vec<&Hit> = Vec::new();
    for hit in &inside {
        let narrower = inside.iter().any(|other| cues.is_kind_of(&other.measure, &hit.measure));
        let again = kept.iter().any(|other| other.measure == hit.measure);
        if !narrower && !again {
            kept.push(hit);
        }
    }
    let contact = kind == Some(ActKind::Contact);
    let drop: Vec<bool> = (0..kept.len())
        .map(|i| {
            if contact { i + 1 < kept.len() && is_about(text, kept[i], kept[i + 1]) } else { i > 0 && is_about(text, kept[i - 1], kept[i]) }
        })
        .collect();
    let kept: Vec<&Hit> = kept.into_iter().zip(drop).filter(|(_, drop)| !drop).map(|(hit, _)| hit).collect();
    kept.iter().map(|hit| Matter { measure: hit.measure.clone(), params: Vec::new(), words: Some(hit.span.into()) }).collect()
}

/// Whether `topic` stands in a phrase that says what `head` is about.
fn is_about(text: &Text<'_>, head: &Hit, topic: &Hit) -> bool {
    let between = head.tokens.end..topic.tokens.start;
    if between.is_empty() || between.len() > 6 {
        return false;
    }
    ABOUT.contains(&text.lower(between.start)) && between.clone().all(|i| text.tokens[i].kind != TokenKind::Mark)
}
