//! Who asks and who is asked, where something is asked in other words than “Norland asked Sudria”: a promise is sought from somebody, or a paper asks.
use crate::act::people::{is_named, push};
use crate::actor::{Cast, Form, Mention};
use crate::text::{Text, TokenKind};
use evidence::{Act, ActKind, ActorId, Place, Strength};
use std::ops::Range;

/// What one may seek of somebody else.
const PROMISES: &[&str] =
    &["promise", "promises", "pledge", "pledges", "guarantee", "guarantees", "assurance", "assurances", "commitment", "undertaking"];

/// What somebody writes, and is not who writes it.
const PAPERS: &[&str] = &[
    "resolution",
    "letter",
    "statement",
    "draft",
    "text",
    "document",
    "declaration",
    "communique",
    "communiqué",
    "report",
    "plan",
    "proposal",
    "petition",
    "paper",
    "treaty",
    "accord",
    "agreement",
    "pact",
    "protocol",
    "memorandum",
];

/// Puts right who asks.
pub(super) fn mend(text: &Text<'_>, cast: &Cast, act: &mut Act) {
    match act.kind {
        ActKind::Commit => promise_sought(text, cast, act),
        _ => by_a_paper(text, cast, act),
    }
}

/// “Norland is seeking a promise that Sudria will free the pilots”: whoever seeks it asks for it, and nobody has promised.
fn promise_sought(text: &Text<'_>, cast: &Cast, act: &mut Act) {
    let tokens = text.tokens_in(act.quote.hull());
    let Some(sentence) = text.sentence_at(act.quote.start()).map(|at| text.sentences[at].tokens.clone()) else { return };
    let sought = |that: usize| {
        let noun = that.checked_sub(1).filter(|&at| text.lower(that) == "that" && PROMISES.contains(&text.lower(at)))?;
        let seeks = |at: &usize| matches!(text.lower(*at), "seek" | "seeks" | "seeking" | "sought");
        (noun.saturating_sub(4).max(sentence.start)..noun).rev().find(seeks)
    };
    let near = tokens.start.saturating_sub(2).max(sentence.start)..tokens.end.min(tokens.start + 10);
    let Some((that, verb)) = near.clone().find_map(|that| Some((that, sought(that)?))) else { return };
    let helps = |at: usize| {
        matches!(
            text.lower(at),
            "is" | "are" | "was" | "were" | "has" | "have" | "had" | "been" | "also" | "now" | "still" | "to" | "wants"
        )
    };
    let Some(last) = (sentence.start..verb).rev().find(|&at| !helps(at)) else { return };
    let seeker = cast.mentions_in(last.saturating_sub(8).max(sentence.start)..last + 1).iter().rfind(|it| it.tokens.end == last + 1);
    let Some(seeker) = seeker.filter(|it| it.form != Form::Place && !it.actors.is_empty()) else { return };
    let ids = ids(cast, [seeker]);
    let asked: Vec<ActorId> = act.actor.iter().filter(|id| is_named(cast, that..tokens.end, id) && !ids.contains(id)).cloned().collect();
    if let Some(place) = text.span_of(seeker.tokens.start.min(tokens.start)..tokens.end).map(Place::from) {
        act.quote = place;
    }
    act.withdraw(&["act", "actor", "addressee", "speaker", "strength"]);
    for field in ["act", "actor"] {
        act.because(field, "whoever seeks a promise asks for it", None);
    }
    act.told_by.retain(|id| !ids.contains(id));
    (act.kind, act.actor, act.speaker, act.strength) = (ActKind::Demand, ids, None, Some(Strength::Ask));
    if !asked.is_empty() {
        act.because("addressee", "whose promise is sought", None);
        act.addressee = asked;
    }
}

/// “The resolution calls on Norland and Sudria to stop”, “the League’s resolution condemned Norland, an envoy said”: a paper is its author’s, where
/// the words say whose it is, and neither theirs whom it names nor of whoever tells of it.
fn by_a_paper(text: &Text<'_>, cast: &Cast, act: &mut Act) {
    if !matches!(act.kind, ActKind::Demand | ActKind::Accuse | ActKind::Endorse) || act.actor.is_empty() {
        return;
    }
    let tokens = text.tokens_in(act.quote.hull());
    let Some((noun, verb)) = paper(text, &tokens) else { return };
    let before = cast.mentions_in(tokens.start..noun);
    if act.actor.iter().any(|id| is_named(cast, tokens.start..noun, id)) {
        return;
    }
    let owner = before.iter().find(|it| it.form != Form::Place && !it.actors.is_empty() && text.lower(it.tokens.end) == "'s");
    let named = after_verb(text, cast, verb, tokens.end);
    // Whose paper it is may have been told before; "the Council's" is nobody of those who are known, but somebody.
    let owned = (tokens.start..noun).any(|at| text.lower(at) == "'s");
    if !owned && !act.actor.iter().all(|id| named.contains(id)) {
        return;
    }
    let others = std::mem::take(&mut act.actor);
    act.actor = owner.map_or_else(Vec::new, |owner| ids(cast, [owner]));
    if owned {
        let tells = |id: &ActorId| !act.told_by.contains(id) && !is_named(cast, tokens.clone(), id);
        let tellers: Vec<ActorId> = others.into_iter().filter(tells).collect();
        act.told_by.extend(tellers);
    }
    act.speaker = None;
    act.withdraw(&["actor", "speaker"]);
    act.because("actor", "a paper says so, which is its author’s", None);
    if act.kind == ActKind::Demand && !named.is_empty() {
        act.withdraw(&["addressee"]);
        act.because("addressee", "named right after the verb", None);
        act.addressee = named;
    }
}

/// Where the paper and its verb stand, if the words open with them: “the draft urges”, “the League’s resolution condemned”.
fn paper(text: &Text<'_>, tokens: &Range<usize>) -> Option<(usize, usize)> {
    let noun = (tokens.start..tokens.end.min(tokens.start + 8)).find(|&at| PAPERS.contains(&text.lower(at)))?;
    let plain = |at: usize| {
        text.tokens[at].kind == TokenKind::Word
            && !crate::date::is_past_verb(text, at)
            && !matches!(text.lower(at), "by" | "to" | "in" | "with")
    };
    let verb = noun + 1 + usize::from(matches!(text.lower(noun + 1), "also" | "strongly"));
    let says = matches!(
        text.lower(verb),
        "calls"
            | "called"
            | "urges"
            | "urged"
            | "asks"
            | "asked"
            | "demands"
            | "demanded"
            | "condemns"
            | "condemned"
            | "accuses"
            | "accused"
            | "blames"
            | "blamed"
            | "praises"
            | "praised"
    );
    let on = usize::from(matches!(text.lower(verb + 1), "on" | "upon"));
    ((tokens.start..noun).all(plain) && says && verb + on < tokens.end).then_some((noun, verb + on))
}

/// The principals named right after a verb: “urges Norland and Sudria”.
fn after_verb(text: &Text<'_>, cast: &Cast, verb: usize, limit: usize) -> Vec<ActorId> {
    let mut end = verb + 1;
    let mut named: Vec<&Mention> = Vec::new();
    for mention in cast.mentions_in(end..limit) {
        let joins = |at: usize| matches!(text.lower(at), "the" | "both") || !named.is_empty() && matches!(text.lower(at), "and" | ",");
        if mention.form == Form::Place || !(end..mention.tokens.start).all(joins) {
            break;
        }
        named.push(mention);
        end = mention.tokens.end;
    }
    ids(cast, named)
}

fn ids<'c>(cast: &Cast, mentions: impl IntoIterator<Item = &'c Mention>) -> Vec<ActorId> {
    let mut principals = Vec::new();
    for mention in mentions {
        push(&mut principals, &mention.actors.iter().map(|&actor| cast.principal(actor)).collect::<Vec<_>>());
    }
    principals.into_iter().map(|actor| cast.id(actor)).collect()
}
