//! Which of the measures that are named in and around an act's words the act is about.
use super::cues::{Cues, Hit};
use super::params::params;
use crate::text::{Text, TokenKind};
use evidence::{ActKind, Matter, MeasureId, Place};

/// Prepositions that lead from what is done to what it is about: "a memorandum *on* an accord".
const ABOUT: &[&str] = &["on", "about", "over", "regarding", "concerning", "for", "of", "to", "toward", "towards", "aimed"];

/// How a contact is held; never what it is about.
const FORMATS: &[&str] = &["direct-talks", "indirect-talks", "summit-meeting", "mediation", "host-talks", "seat-at-table"];

/// What most acts of a process touch on; where the words name anything else as well, that is what they are about.
const COMMON: &[&str] = &["direct-talks", "mediation", "end-of-war", "implementation-timetable", "good-faith"];

/// What ties a second measure to a first: "a truce *with* monitors".
const TIES: &[&str] = &["and", "with", ",", "including", "or", "plus", "together"];

/// How many tokens may stand between two measures that are tied together.
const TIED: usize = 7;

/// The measures that an act with this quote is about, in order of the text; mostly one, several only where the words tie them
/// together, empty where the words name none.
///
/// `hits` are those of the sentences that the quote lies in. A weak hit counts only where the sentence names an actor of the
/// process or has a hit that is not weak.
pub fn matters(cues: &Cues, text: &Text<'_>, quote: &Place, hits: &[Hit], kind: Option<ActKind>, sentence_has_actor: bool) -> Vec<Matter> {
    let contact = kind == Some(ActKind::Contact);
    let counts = |hit: &&Hit| !hit.weak || sentence_has_actor || hits.iter().any(|other| !other.weak);
    let inside: Vec<&Hit> = hits.iter().filter(counts).filter(|hit| quote.overlaps(hit.span)).collect();
    let named = |hit: &&&Hit| {
        let narrower = inside.iter().any(|other| cues.is_kind_of(&other.measure, &hit.measure));
        !(narrower || contact && is(&hit.measure, FORMATS))
    };
    let named: Vec<&Hit> = inside.iter().filter(named).copied().collect();
    let heads: Vec<&Hit> = (0..named.len())
        .filter(|&i| {
            if contact {
                named.get(i + 1).is_none_or(|next| !is_about(text, named[i], next))
            } else {
                i.checked_sub(1).is_none_or(|before| !is_about(text, named[before], named[i]))
            }
        })
        .map(|i| named[i])
        .collect();
    let rank = |hit: &Hit| (is(&hit.measure, COMMON), hit.weak);
    let Some(best) = heads.iter().map(|hit| rank(hit)).min() else { return Vec::new() };
    let mut kept: Vec<&Hit> = Vec::new();
    for hit in heads.into_iter().filter(|hit| rank(hit) == best) {
        let tied = kept.last().is_none_or(|before| is_tied(text, before, hit));
        if tied && kept.iter().all(|other| other.measure != hit.measure) {
            kept.push(hit);
        }
    }
    kept.iter().map(|hit| matter(cues, text, quote, hit)).collect()
}

/// The measure of a hit, with what a quote fills in of its parameters.
pub fn matter(cues: &Cues, text: &Text<'_>, quote: &Place, hit: &Hit) -> Matter {
    Matter { measure: hit.measure.clone(), params: params(text, quote, hit, cues.params(&hit.measure)), words: Some(hit.span.into()) }
}

/// Whether most acts of a process touch on a measure, so that its words say little of what one is about.
pub(crate) fn is_common(measure: &MeasureId) -> bool {
    is(measure, COMMON) || is(measure, FORMATS)
}

fn is(measure: &MeasureId, list: &[&str]) -> bool {
    list.contains(&measure.0.as_str())
}

/// Whether `topic` stands in a phrase that says what `head` is about.
fn is_about(text: &Text<'_>, head: &Hit, topic: &Hit) -> bool {
    let mut between = head.tokens.end..topic.tokens.start;
    let short = !between.is_empty() && between.len() <= 6;
    short && ABOUT.contains(&text.lower(between.start)) && between.all(|i| text.tokens[i].kind != TokenKind::Mark)
}

fn is_tied(text: &Text<'_>, before: &Hit, hit: &Hit) -> bool {
    let mut between = before.tokens.end..hit.tokens.start;
    between.len() <= TIED && between.any(|at| TIES.contains(&text.lower(at)))
}
