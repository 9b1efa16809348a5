//! Who in the text says that an act took place, nearest first, where that is not the actor's own side. The document itself, a
//! statement's issuer with it, is nobody who tells.
use crate::actor::Cast;
use crate::scene::Scene;
use crate::text::Text;
use evidence::{Act, ActorKind, Attribution, Place, Reason};
use std::ops::Range;

/// What newspapers and agencies do with what they know.
const REPORTS: &[&str] = &["reported", "reports", "said", "says", "quoted"];

/// No further from the words, in tokens, is it said who reports them.
const REACH: usize = 40;

/// Who is said to say what, to be asked by place.
pub(super) struct Sayings<'t> {
    attributions: &'t [Attribution],
    // By where their contents begin; for each how far it and those before it reach.
    order: Vec<usize>,
    reach: Vec<usize>,
}

impl<'t> Sayings<'t> {
    pub(super) fn of(attributions: &'t [Attribution]) -> Self {
        let mut order: Vec<usize> = (0..attributions.len()).collect();
        order.sort_by_key(|&at| (attributions[at].content.start(), at));
        let mut furthest = 0;
        let reach = order.iter().map(|&at| {
            furthest = furthest.max(attributions[at].content.end());
            furthest
        });
        let reach = reach.collect();
        Self { attributions, order, reach }
    }

    /// Those with most of some words in their contents, the innermost first.
    fn around(&self, words: &Place) -> Vec<&'t Attribution> {
        let end = self.order.partition_point(|&at| self.attributions[at].content.start() < words.end());
        let mut found: Vec<(usize, usize)> = (0..end)
            .rev()
            .take_while(|&n| self.reach[n] > words.start())
            .map(|n| self.order[n])
            .filter(|&at| 3 * shared(&self.attributions[at].content, words) >= 2 * size(words))
            .map(|at| (size(&self.attributions[at].content), at))
            .collect();
        found.sort_unstable();
        found.into_iter().map(|(_, at)| &self.attributions[at]).collect()
    }
}

/// Fills in who tells an act: those who say words that it is told in, then the newspaper or agency that reports them.
pub(super) fn fill(scene: &Scene<'_, '_>, sayings: &Sayings<'_>, act: &mut Act) {
    let cast = scene.cast;
    let own: Vec<usize> = act.actor.iter().filter_map(|id| cast.index(id)).collect();
    let is_own =
        |teller: usize| own.iter().any(|&actor| actor == teller || actor == cast.principal(teller) || cast.principal(actor) == teller);
    let around = sayings.around(&act.quote);
    let speakers = around.iter().filter_map(|attribution| cast.index(attribution.speaker.as_ref()?));
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
    let near = first.start.max(words.start.saturating_sub(REACH))..last.end.min(words.end + REACH);
    let mut out = Vec::new();
    for mention in cast.mentions_in(near) {
        let [actor] = mention.actors[..] else { continue };
        if !is_outlet(text, cast, actor, &mention.tokens) || words.start < mention.tokens.end && mention.tokens.start < words.end {
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
    cast.media.contains(&actor)
        || cast.actors[actor].kind == ActorKind::Body && (mention.start.saturating_sub(3)..mention.end + 2).any(agency)
}
