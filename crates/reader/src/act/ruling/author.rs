//! Whose deed it is where its words name nobody who did it: a bomb that goes off, attacks in a country, an attack that is blamed on somebody.
//! Neither the country nor whoever was told of before has then done it, as far as the text says.
use crate::act::people::is_named;
use crate::actor::{Cast, Form};
use crate::text::{Text, TokenKind};
use evidence::{Act, ActorId};
use std::ops::Range;

/// What does harm without anybody who is named with it.
#[rustfmt::skip]
const HARMS: &[&str] = &[
    "bomb", "bombs", "bombing", "bombings", "blast", "blasts", "explosion", "explosions", "landmine", "landmines", "attack", "attacks", "violence",
    "fighting", "shooting", "shootings", "unrest", "bloodshed", "gunfire",
];

/// Words before such a noun that leave open whose it is; "the attack" is one that was told of before.
#[rustfmt::skip]
const OPEN: &[&str] = &[
    "a", "an", "another", "several", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twin", "separate", "simultaneous", "new", "fresh",
    "more", "further", "car", "truck", "roadside", "suicide", "petrol", "nail", "letter", "parcel", "powerful", "huge", "massive", "large", "small", "deadly",
    "heavy", "sporadic", "recent", "wave", "series", "string", "spate", "rash", "of", "at", "least", "second", "third", "time", "remote-controlled", "coordinated",
    "some", "many", "dozens", "gun", "knife", "grenade", "mortar", "terrorist", "terror", "sectarian", "ethnic", "renewed", "bomb",
];

/// Leaves a deed without an actor where its words name none.
pub(super) fn mend(text: &Text<'_>, cast: &Cast, act: &mut Act) {
    if act.actor.is_empty() {
        return;
    }
    let tokens = text.tokens_in(act.quote.hull());
    if is_blamed(text, cast, &tokens, &act.actor) {
        leave_open(act, "blamed on somebody, which is no deed of theirs");
    } else if is_nobodys(text, cast, &tokens) {
        leave_open(act, "its words name what did harm, and nobody who did");
    }
}

fn leave_open(act: &mut Act, rule: &str) {
    act.actor.clear();
    act.speaker = None;
    act.withdraw(&["actor", "speaker"]);
    act.because("actor", rule, None);
}

/// “A bomb exploded in Kabul”, “a wave of bombings in Norland killed 20”: what does harm is the subject, and nobody’s.
fn is_nobodys(text: &Text<'_>, cast: &Cast, tokens: &Range<usize>) -> bool {
    let harms = |at: usize| at < tokens.end && HARMS.contains(&text.lower(at));
    let opens = |at: &usize| OPEN.contains(&text.lower(*at)) || text.tokens[*at].kind == TokenKind::Number;
    let before = (tokens.start..tokens.end.min(tokens.start + 7)).find(|at| !opens(at) || harms(*at));
    let Some(first) = before.filter(|&at| harms(at)) else { return false };
    let noun = if harms(first + 1) { first + 1 } else { first };
    // "Attack helicopters hit", "attacks on the port by": a verb or a place has to follow.
    let next = text.lower(noun + 1);
    let follows = noun + 1 < tokens.end
        && (matches!(
            next,
            "in" | "at" | "near" | "outside" | "inside" | "across" | "has" | "have" | "also" | "hit" | "tore" | "ripped" | "rocked"
        ) || crate::date::is_past_verb(text, noun + 1));
    // "Planted by the Front", "for which it claimed responsibility": there is somebody.
    let somebody = |at: usize| match text.lower(at) {
        "by" => !cast.mentions_in(at + 1..at + 5).is_empty(),
        "responsibility" | "claimed" | "behind" => true,
        _ => false,
    };
    harms(noun) && follows && !(noun + 1..tokens.end).any(somebody)
}

/// “An attack that was blamed on the Front”, “attributed to it”: all that are said to have done it are blamed, and are not named as its doers.
fn is_blamed(text: &Text<'_>, cast: &Cast, tokens: &Range<usize>, actors: &[ActorId]) -> bool {
    let Some(token) = text.tokens.get(tokens.start) else { return false };
    let Some(sentence) = text.sentence_at(token.span.start()).map(|at| text.sentences[at].tokens.clone()) else { return false };
    let blames = |at: &usize| match text.lower(*at) {
        "blamed" | "blames" | "blaming" | "pinned" => text.lower(at + 1) == "on",
        "attributed" | "ascribed" => text.lower(at + 1) == "to",
        _ => false,
    };
    // The blame may stand right after the words of the deed.
    let Some(verb) = (tokens.start..sentence.end.min(tokens.end + 8)).find(blames) else { return false };
    let blamed = verb + 2..sentence.end.min(verb + 8);
    let named = |id: &ActorId| is_named(cast, blamed.clone(), id) && !is_named(cast, tokens.start..verb, id);
    let name = |at: usize| cast.mentions_in(at..at + 1).iter().any(|mention| mention.form != Form::Place);
    actors.iter().all(named) && blamed.clone().any(name)
}
