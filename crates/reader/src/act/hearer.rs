//! Whom an act is for or aimed at where the words of its rule do not say so: who is told, else those whom its words name, else the
//! other side of the document.
use super::people::push;
use crate::actor::{Cast, Form, Mention};
use crate::scene::Scene;
use crate::text::Text;
use evidence::{Act, ActKind, ActorKind, Place, Reason};
use std::ops::Range;

/// Words right before the one who is told something: "told Norland that".
#[rustfmt::skip]
const TELLS: &[&str] = &[
    "told", "tells", "telling", "warned", "warns", "warning", "assured", "assuring", "urged", "urges", "urging", "asked", "asks",
    "asking", "reminded", "reminding", "informed", "informing",
];

/// Whoever is named so often, and so much more often than anybody else, is the other side.
const OFTEN: usize = 3;
const MORE: usize = 2;

/// Fills in addressee and target of an act that has none, with why; `sides` are those of [`sides`].
pub(super) fn fill(scene: &Scene<'_, '_>, sides: &[(usize, usize)], act: &mut Act) {
    if matches!(act.kind, ActKind::Contact | ActKind::Conclude | ActKind::Deed) || act.actor.is_empty() {
        return;
    }
    let cast = scene.cast;
    let own: Vec<usize> = act.actor.iter().filter_map(|id| cast.index(id)).map(|actor| cast.principal(actor)).collect();
    let named = named(scene, &act.quote, &own);
    let aims = matches!(act.kind, ActKind::Accuse | ActKind::Endorse | ActKind::Threaten);
    if aims && act.target.is_empty() {
        give(cast, act, "target", &named, "named in its words");
    }
    if !act.addressee.is_empty() {
        return;
    }
    let told = told(scene, &act.quote, &own);
    if !told.is_empty() {
        give(cast, act, "addressee", &told, "named as the one who is told");
        return;
    }
    // What is wanted, offered, answered or promised is for somebody.
    let directed = matches!(
        act.kind,
        ActKind::Demand
            | ActKind::Propose
            | ActKind::Accept
            | ActKind::Reject
            | ActKind::Condition
            | ActKind::Commit
            | ActKind::Threaten
            | ActKind::Retract
    );
    if !directed {
        return;
    }
    if !named.is_empty() {
        give(cast, act, "addressee", &named, "named in its words");
    } else if matches!(act.kind, ActKind::Demand | ActKind::Propose | ActKind::Accept | ActKind::Condition | ActKind::Retract)
        && let Some(other) = other_side(sides, &own)
    {
        give(cast, act, "addressee", &[other], "the other side, which the document names most");
    }
}

fn give(cast: &Cast, act: &mut Act, field: &'static str, actors: &[usize], rule: &str) {
    let ids: Vec<_> = actors.iter().map(|&actor| cast.id(actor)).collect();
    if ids.is_empty() {
        return;
    }
    act.reasons.push(Reason { field, rule: rule.to_owned(), at: None });
    if field == "target" { act.target = ids } else { act.addressee = ids }
}

/// The principals of a mention that can hear something, without those whose act it is.
fn principals(cast: &Cast, mention: &Mention, own: &[usize]) -> Vec<usize> {
    let hears = |actor: &usize| !own.contains(actor) && cast.actors[*actor].kind != ActorKind::Company;
    if mention.form == Form::Place {
        return Vec::new();
    }
    mention.actors.iter().map(|&actor| cast.principal(actor)).filter(hears).collect()
}

/// Those whom the act's words name, its actors aside.
fn named(scene: &Scene<'_, '_>, quote: &Place, own: &[usize]) -> Vec<usize> {
    let mut out = Vec::new();
    for part in quote.spans() {
        for mention in scene.cast.mentions_in(scene.text.tokens_in(*part)) {
            push(&mut out, &principals(scene.cast, mention, own));
        }
    }
    out
}

/// Who is told the act's words: the one named after a verb of telling, before them and in their sentence.
fn told(scene: &Scene<'_, '_>, quote: &Place, own: &[usize]) -> Vec<usize> {
    let text = scene.text;
    let Some(sentence) = text.sentence_at(quote.start()).map(|at| text.sentences[at].tokens.clone()) else { return Vec::new() };
    let before = sentence.start..text.token_at(quote.start()).max(sentence.start);
    let mentions = scene.cast.mentions_in(before.clone()).iter().rev();
    mentions
        .filter(|mention| is_told(text, scene.cast, &before, mention))
        .map(|mention| principals(scene.cast, mention, own))
        .find(|hearers| !hearers.is_empty())
        .unwrap_or_default()
}

/// Whether a verb of telling stands before a mention, with nothing but its titles and its whole between.
fn is_told(text: &Text<'_>, cast: &Cast, zone: &Range<usize>, mention: &Mention) -> bool {
    let verb = (zone.start..mention.tokens.start).rev().take(6).find(|&at| TELLS.contains(&text.lower(at)));
    verb.is_some_and(|verb| {
        let between = verb + 1..mention.tokens.start;
        // "told the president of Norland": the person is told, and stands for it.
        let free = between.clone().all(|at| text.tokens[at].capital || matches!(text.lower(at), "the" | "of" | "'s" | "." | "-"));
        free && (cast.mentions_in(between).is_empty() || mention.actors.iter().any(|&actor| cast.actors[actor].kind == ActorKind::Person))
    })
}

/// The states, bodies and groups of a document with how often each is named, the most often named first.
pub(super) fn sides(cast: &Cast) -> Vec<(usize, usize)> {
    let mut counts = vec![0; cast.actors.len()];
    for mention in &cast.mentions {
        let mut counted = Vec::new();
        push(&mut counted, &principals(cast, mention, &[]));
        for actor in counted {
            counts[actor] += 1;
        }
    }
    let is_side = |actor: &usize| matches!(cast.actors[*actor].kind, ActorKind::State | ActorKind::Body | ActorKind::Group);
    let mut sides: Vec<(usize, usize)> = (0..counts.len()).filter(is_side).map(|actor| (actor, counts[actor])).collect();
    sides.sort_by_key(|&(actor, count)| (std::cmp::Reverse(count), actor));
    sides
}

/// The side that is named most, where no other comes near; none of `own`.
fn other_side(sides: &[(usize, usize)], own: &[usize]) -> Option<usize> {
    let mut others = sides.iter().filter(|(actor, _)| !own.contains(actor));
    let (most, count) = *others.next().filter(|(_, count)| *count >= OFTEN)?;
    let next = others.next().map_or(0, |(_, count)| *count);
    (count >= MORE * next).then_some(most)
}
