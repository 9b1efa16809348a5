//! Who in the text says that an act took place, nearest first, where that is not the actor's own side. The document itself, a
//! statement's issuer with it, is nobody who tells.
use crate::actor::Cast;
use crate::scene::Scene;
use crate::text::Text;
use evidence::{Act, ActorKind, Attribution, Place, Reason};
use std::ops::Range;

/// What newspapers and agencies do with what they know.
const REPORTS: &[&str] = &["reported", "reports", "said", "says", "quoted"];

/// Fills in who tells an act: those who say words that it is told in, then the newspaper or agency that reports them.
pub(super) fn fill(scene: &Scene<'_, '_>, attributions: &[Attribution], act: &mut Act) {
    let cast = scene.cast;
    let own: Vec<usize> = act.actor.iter().filter_map(|id| cast.index(id)).collect();
    let is_own =
        |teller: usize| own.iter().any(|&actor| actor == teller || actor == cast.principal(teller) || cast.principal(actor) == teller);
    let mut around: Vec<(usize, usize)> = attributions
        .iter()
        .enumerate()
        .filter(|(_, attribution)| 3 * shared(&attribution.content, &act.quote) >= 2 * size(&act.quote))
        .map(|(at, attribution)| (size(&attribution.content), at))
        .collect();
    around.sort_unstable();
    let speakers = around.iter().filter_map(|&(_, at)| attributions[at].speaker.as_ref().and_then(|id| cast.index(id)));
    let mut tellers: Vec<usize> = Vec::new();
    for teller in speakers.filter(|&speaker| !is_own(speaker)).take(1).chain(outlets(scene.text, cast, &act.quote)) {
        if !tellers.contains(&teller) && !own.contains(&teller) {
            tellers.push(teller);
        }
    }
    act.told_by = tellers.into_iter().map(|teller| cast.id(teller)).collect();
    act.reasons.retain(|reason| reason.field != "told_by");
    if !act.told_by.is_empty() {
        let rule = "says these words, and is not of the actor’s side".to_owned();
        act.reasons.push(Reason { field: "told_by", rule, at: None });
    }
}

fn size(place: &Place) -> usize {
    place.spans().iter().map(|span| span.len()).sum()
}

fn shared(a: &Place, b: &Place) -> usize {
    let common = |x: &evidence::Span, y: &evidence::Span| x.end().min(y.end()).saturating_sub(x.start().max(y.start()));
    a.spans().iter().flat_map(|x| b.spans().iter().map(move |y| common(x, y))).sum()
}

/// The newspapers and agencies that report the words, by "..., the Harbour Post reported" and "according to the agency Estmark News".
fn outlets(text: &Text<'_>, cast: &Cast, quote: &Place) -> Vec<usize> {
    let sentence = |byte: usize| text.sentence_at(byte).map(|at| text.sentences[at].tokens.clone());
    let (Some(first), Some(last)) = (sentence(quote.start()), sentence(quote.end().saturating_sub(1))) else { return Vec::new() };
    let words = text.tokens_in(quote.hull());
    let mut out = Vec::new();
    for mention in cast.mentions_in(first.start..last.end) {
        let [actor] = mention.actors[..] else { continue };
        if !(is_outlet(text, cast, actor, &mention.tokens)) || words.start < mention.tokens.end && mention.tokens.start < words.end {
            continue;
        }
        let after = mention.tokens.end..last.end.min(mention.tokens.end + 3);
        let reports = after.clone().take_while(|&at| text.lower(at) != ",").any(|at| REPORTS.contains(&text.lower(at)));
        // "the state agency Estmark News": what it is stands between.
        let led = (first.start..mention.tokens.start).rev().take(6).collect::<Vec<_>>();
        let according = led.windows(2).any(|pair| text.lower(pair[0]) == "to" && text.lower(pair[1]) == "according")
            && !led.iter().take_while(|&&at| text.lower(at) != "to").any(|&at| matches!(text.lower(at), "," | "."));
        if (reports || according) && !out.contains(&actor) {
            out.push(actor);
        }
    }
    out
}

/// A company that reports, or somebody who is called a news agency.
fn is_outlet(text: &Text<'_>, cast: &Cast, actor: usize, mention: &Range<usize>) -> bool {
    let agency = |at: usize| text.lower(at) == "news" && text.lower(at + 1) == "agency" || text.lower(at) == "newspaper";
    cast.actors[actor].kind == ActorKind::Company
        || cast.actors[actor].kind == ActorKind::Body && (mention.start.saturating_sub(3)..mention.end + 2).any(agency)
}
