//! Whom an act is for or aimed at where the words of its rule do not say so: who is told, else those whom its words name. Guesses
//! nobody whom neither names, however clear the other side of a document may seem.
use super::people::{is_done_to, is_for_whom, is_pronoun, is_whose_ally, push, would_allow};
use crate::actor::{Cast, Form, Mention};
use crate::scene::Scene;
use crate::text::Text;
use evidence::{Act, ActKind, ActorKind, Place};

/// Words right before the one who is told something: "told Norland that".
#[rustfmt::skip]
const TELLS: &[&str] = &[
    "told", "tells", "telling", "warned", "warns", "warning", "assured", "assuring", "urged", "urges", "urging", "asked", "asks",
    "asking", "reminded", "reminding", "informed", "informing", "notified", "notifying", "pressed", "pressing", "challenged", "challenging", "invited",
];

/// No further before the words, in tokens, is it said who is told them.
const REACH: usize = 40;

/// So early, in tokens, an act's own words say who is asked.
const ASKS_EARLY: usize = 16;

/// Fills in addressee and target of an act that has none, with why.
pub(super) fn fill(scene: &Scene<'_, '_>, act: &mut Act) {
    if matches!(act.kind, ActKind::Contact | ActKind::Conclude | ActKind::Deed) || act.actor.is_empty() {
        return;
    }
    let cast = scene.cast;
    let own: Vec<usize> = act.actor.iter().filter_map(|id| cast.index(id)).map(|actor| cast.principal(actor)).collect();
    let mut named = named(scene, act.kind, &act.quote, &own);
    // "Warned Sudria that it will pay for its treaty with Estmark": whoever is warned, and not whom the warning names.
    if matches!(act.kind, ActKind::Threaten | ActKind::Demand | ActKind::Commit) {
        let warned = told(scene, &act.quote, &own);
        if !warned.is_empty() && opens_with_pronoun(scene.text, &act.quote) {
            for field in ["addressee", "target"] {
                act.withdraw(&[field]);
            }
            act.target.clear();
            if act.kind == ActKind::Threaten {
                give(cast, act, "target", &warned, "named as the one who is told");
            }
            give(cast, act, "addressee", &warned, "named as the one who is told");
            return;
        }
    }
    // "Accused them of forgetting its debt to Norland": whom the words after "of" name is not blamed.
    if act.kind == ActKind::Accuse && accuses_by_pronoun(scene.text, &act.quote) {
        return;
    }
    let aims = matches!(act.kind, ActKind::Accuse | ActKind::Endorse | ActKind::Threaten);
    if aims && act.target.is_empty() {
        give(cast, act, "target", &named, "named in its words");
    }
    if !act.addressee.is_empty() {
        return;
    }
    // Thanks are said to whoever is thanked.
    if act.kind == ActKind::Endorse && !act.target.is_empty() && is_thanks(scene.text, &act.quote) {
        act.addressee.clone_from(&act.target);
        act.because("addressee", "thanked in its words", None);
        return;
    }
    let asked = asked(scene, &act.quote, &own);
    let told = if asked.is_empty() { told(scene, &act.quote, &own) } else { asked };
    if !told.is_empty() {
        give(cast, act, "addressee", &told, "named as the one who is told");
        return;
    }
    // What is wanted, offered, accepted, promised or threatened is for somebody; a refusal or condition names rather what it is about.
    let directed =
        matches!(act.kind, ActKind::Demand | ActKind::Propose | ActKind::Accept | ActKind::Commit | ActKind::Threaten | ActKind::Retract);
    if !directed {
        return;
    }
    if act.kind == ActKind::Demand {
        // "Sudria must stop the raids on Norland": of those whom the words name, those who have to.
        if let Some(subjects) = obliged(scene, &act.quote, &own) {
            named = subjects;
        }
    } else {
        // "would accept foreign observers": those without a name are what it is about, unless something is wanted of them.
        named.retain(|&actor| cast.actors[actor].kind != ActorKind::Unnamed);
    }
    give(cast, act, "addressee", &named, "named in its words");
}

/// "Sudria should open the river [and] stop the raids": what is joined by "and" is said to the same. "Criticised Sudria and accused it of": it is
/// the same who is blamed.
pub(super) fn carry_on(text: &Text<'_>, acts: &mut [Act]) {
    for at in 1..acts.len() {
        let (before, after) = acts.split_at_mut(at);
        let (Some(first), Some(second)) = (before.last(), after.first_mut()) else { continue };
        let blames =
            first.kind == ActKind::Accuse && second.kind == ActKind::Accuse && second.target.is_empty() && !first.target.is_empty();
        if blames
            && first.actor == second.actor
            && accuses_by_pronoun(text, &second.quote)
            && text.sentence_at(first.quote.start()) == text.sentence_at(second.quote.start())
        {
            second.target.clone_from(&first.target);
            let at = Some(first.quote.clone());
            second.because("target", "goes on with who is blamed before", at);
        }
        let alike = first.kind == second.kind && first.actor == second.actor && matches!(first.kind, ActKind::Demand | ActKind::Propose);
        if !alike || first.addressee.is_empty() || first.addressee == second.addressee {
            continue;
        }
        // "To come to the table and make an offer to the dockers": whom the words name is not who is asked, unless they ask anew.
        let asks = |at: usize| is_telling(text, at) || is_duty(text, at);
        if !second.addressee.is_empty() && text.tokens_in(second.quote.hull()).any(asks) {
            continue;
        }
        let between = text.token_at(first.quote.end())..text.token_at(second.quote.start());
        let joined = (1..=2).contains(&between.len()) && between.clone().all(|at| matches!(text.lower(at), "and" | "," | "or" | "then"));
        if joined && text.sentence_at(first.quote.start()) == text.sentence_at(second.quote.start()) {
            second.addressee.clone_from(&first.addressee);
            second.withdraw(&["addressee"]);
            let at = Some(first.quote.clone());
            second.because("addressee", "goes on with what is said to the same", at);
        }
    }
}

fn give(cast: &Cast, act: &mut Act, field: &'static str, actors: &[usize], rule: &str) {
    let ids: Vec<_> = actors.iter().map(|&actor| cast.id(actor)).collect();
    if ids.is_empty() {
        return;
    }
    act.because(field, rule, None);
    if field == "target" { act.target = ids } else { act.addressee = ids }
}

/// "They will be responsible", "it would face": of whom a warning speaks who is warned.
fn opens_with_pronoun(text: &Text<'_>, quote: &Place) -> bool {
    let start = text.token_at(quote.start());
    let next = text.lower(start + 1);
    let of_what_comes =
        matches!(next, "will" | "would" | "must" | "should" | "could" | "may" | "might" | "faces" | "face" | "risks" | "risk");
    let told = matches!(text.lower(start.wrapping_sub(1)), "that" | "of");
    matches!(text.lower(start), "it" | "they") && (told || of_what_comes)
}

/// "Accused them of", "accusing it of", "blamed it for".
fn accuses_by_pronoun(text: &Text<'_>, quote: &Place) -> bool {
    let words = text.tokens_in(quote.hull());
    words.clone().take(ASKS_EARLY).any(|at| {
        matches!(text.lower(at), "accused" | "accuse" | "accuses" | "accusing" | "blamed" | "blame" | "blames" | "blaming")
            && is_pronoun(text.lower(at + 1))
            && matches!(text.lower(at + 2), "of" | "for")
    })
}

/// The principals of a mention that can hear something, without those whose act it is.
fn principals(cast: &Cast, mention: &Mention, own: &[usize]) -> Vec<usize> {
    let hears = |actor: &usize| !own.contains(actor) && !cast.media.contains(actor);
    if mention.form == Form::Place {
        return Vec::new();
    }
    mention.actors.iter().map(|&actor| cast.principal(actor)).filter(hears).collect()
}

/// Those whom the act's words name, its actors aside.
fn named(scene: &Scene<'_, '_>, act_kind: ActKind, quote: &Place, own: &[usize]) -> Vec<usize> {
    let mut out = Vec::new();
    for part in quote.spans() {
        let words = scene.text.tokens_in(*part);
        // "A truce that would allow Norland to": for whom it would be good is not who is asked.
        let allows = words.clone().find(|&at| would_allow(scene.text, at));
        let mut opposed: Option<usize> = None;
        for mention in scene.cast.mentions_in(words.start..allows.unwrap_or(words.end)) {
            let joined = opposed.is_some_and(|end| (end..mention.tokens.start).len() == 1 && scene.text.lower(end) == "and");
            let elsewhere = matches!(act_kind, ActKind::Demand | ActKind::Propose)
                && (is_left(scene.text, mention) || is_for_whom(scene.text, mention));
            if joined || elsewhere || is_opposed(scene.text, mention) {
                opposed = Some(mention.tokens.end);
            } else if !is_whose_ally(scene.text, mention) && !is_done_to(scene.text, scene.cast, mention) {
                push(&mut out, &principals(scene.cast, mention, own));
            }
        }
    }
    out
}

/// “A withdrawal from Norland”, “out of Norland”, “home to Norland”: where somebody is to go or leave is not asked.
pub(super) fn is_left(text: &Text<'_>, mention: &Mention) -> bool {
    let the = usize::from(text.lower(mention.tokens.start.wrapping_sub(1)) == "the");
    let word = |back: usize| mention.tokens.start.checked_sub(back + the).map_or("", |at| text.lower(at));
    let leaves =
        |word: &str| ["withdraw", "pullout", "pull-out", "pullback", "retreat", "departure"].iter().any(|stem| word.starts_with(stem));
    match word(1) {
        "from" => leaves(word(2)),
        "of" => word(2) == "out",
        "to" => matches!(word(2), "home" | "back"),
        "in" => matches!(word(2), "back" | "be" | "stay" | "remain"),
        _ => false,
    }
}

/// "The uprising against Norland", "stand up to Norland", "at the expense of Norland": neither asked nor backed nor blamed.
fn is_opposed(text: &Text<'_>, mention: &Mention) -> bool {
    let mut before = mention.tokens.start.wrapping_sub(1);
    while matches!(text.lower(before), "the" | "its" | "their" | "both") {
        before = before.wrapping_sub(1);
    }
    match text.lower(before) {
        "against" => matches!(
            text.lower(before.wrapping_sub(1)),
            "firm"
                | "strong"
                | "together"
                | "united"
                | "uprising"
                | "rebellion"
                | "revolt"
                | "insurgency"
                | "fight"
                | "war"
                | "sanctions"
                | "tariffs"
                | "lawsuit"
                | "campaign"
                | "coup"
                | "up"
                | "measures"
                | "struggle"
                | "stand"
        ),
        "to" => text.lower(before.wrapping_sub(1)) == "up",
        "of" => text.lower(before.wrapping_sub(1)) == "expense",
        _ => false,
    }
}

/// Those whom an act's words name before the first verb of duty, or as those for whom it is time to do something; `None` where the words
/// do not say who has to.
fn obliged(scene: &Scene<'_, '_>, quote: &Place, own: &[usize]) -> Option<Vec<usize>> {
    let (text, cast) = (scene.text, scene.cast);
    let words = text.tokens_in(quote.hull());
    let time_for = |at: &usize| text.lower(*at) == "for" && *at > words.start && text.lower(at - 1) == "time";
    let time = words.clone().find(time_for);
    let to = time.and_then(|at| (at..words.end.min(at + 10)).find(|&at| text.lower(at) == "to"));
    let who = match time.zip(to) {
        Some((from, to)) => from..to,
        None => words.start..words.clone().find(|&at| is_duty(text, at))?,
    };
    let mut out = Vec::new();
    for mention in cast.mentions_in(who).iter().filter(|mention| mention.form != Form::Attribute) {
        push(&mut out, &principals(cast, mention, own));
    }
    // "Now is not the time for carriers to": it is they, though nobody knows who they are.
    (to.is_some() || !out.is_empty()).then_some(out)
}

/// "Must", "should", "has to".
fn is_duty(text: &Text<'_>, at: usize) -> bool {
    match text.lower(at) {
        "must" | "should" => true,
        "has" | "have" | "had" | "needs" | "need" | "needed" | "ought" => text.lower(at + 1) == "to",
        _ => false,
    }
}

/// Who is told the act's words: those named after the last verb of telling before them, in their sentence.
fn told(scene: &Scene<'_, '_>, quote: &Place, own: &[usize]) -> Vec<usize> {
    let (text, cast) = (scene.text, scene.cast);
    let Some(sentence) = text.sentence_at(quote.start()).map(|at| text.sentences[at].tokens.clone()) else { return Vec::new() };
    let end = text.token_at(quote.start()).max(sentence.start);
    let before = sentence.start.max(end.saturating_sub(REACH))..end;
    let Some(verb) = before.clone().rev().find(|&at| is_telling(text, at)) else { return Vec::new() };
    told_by(cast, text, verb, before.end, own).0
}

/// Whom an act's own words ask: "has called on other states to help Norland", "is urging Sudria to stay".
fn asked(scene: &Scene<'_, '_>, quote: &Place, own: &[usize]) -> Vec<usize> {
    let (text, cast) = (scene.text, scene.cast);
    let words = text.tokens_in(quote.hull());
    let asks = |at: &usize| is_telling(text, *at);
    let Some(verb) = words.clone().take(ASKS_EARLY).find(asks) else { return Vec::new() };
    let (asked, end) = told_by(cast, text, verb, words.end, own);
    if text.lower(end) == "to" { asked } else { Vec::new() }
}

/// Who is named right after a verb of telling, and where that ends.
fn told_by(cast: &Cast, text: &Text<'_>, verb: usize, limit: usize, own: &[usize]) -> (Vec<usize>, usize) {
    let mut out = Vec::new();
    let mut end = verb + 1;
    for mention in cast.mentions_in(end..limit) {
        let gap = end..mention.tokens.start.max(end);
        let first = end == verb + 1;
        // "told the president of Norland", "called on both Norland and Sudria".
        let follows = if first {
            gap.len() <= 5 && gap.clone().all(|at| text.tokens[at].capital || matches!(text.lower(at), "the" | "both" | "." | "-"))
        } else {
            gap.len() <= 2 && gap.clone().all(|at| matches!(text.lower(at), "and" | "," | "the" | "of" | "'s"))
        };
        if !follows {
            break;
        }
        // "Norland’s Halvorsen", "the president of Norland": the person is told, and stands for it.
        if gap.clone().all(|at| !matches!(text.lower(at), "and" | ",")) && !first {
            out.clear();
        }
        // "Told Estmark News, the Norlander agency": whose agency it is hears nothing.
        if mention.form != Form::Attribute || first {
            push(&mut out, &principals(cast, mention, own));
        }
        end = mention.tokens.end;
    }
    (out, end)
}

/// Whether somebody is thanked in some words or right before them.
fn is_thanks(text: &Text<'_>, quote: &Place) -> bool {
    let words = text.tokens_in(quote.hull());
    (words.start.saturating_sub(3)..words.end)
        .any(|at| matches!(text.lower(at), "thank" | "thanks" | "thanked" | "thanking" | "grateful" | "gratitude" | "thankful"))
}

/// Whether the one who is named next is told something: "told", "called on".
fn is_telling(text: &Text<'_>, at: usize) -> bool {
    let word = text.lower(at);
    let calls = || at > 0 && matches!(text.lower(at - 1), "call" | "calls" | "called" | "calling");
    TELLS.contains(&word) || word == "on" && calls()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::act::told;
    use evidence::{ActorId, Span};

    #[test]
    fn what_and_joins_is_said_to_the_same() {
        let second = |source: &str| {
            let text = Text::of(source);
            let whole = |words: &str| {
                let at = source.find(words).expect("there");
                Span::new(at, at + words.len()).expect("words")
            };
            let mut acts = [
                told(ActKind::Demand, whole("Sudria should open the river"), "norland"),
                told(ActKind::Demand, whole("stop the raids"), "norland"),
            ];
            acts[0].addressee = vec![ActorId("sudria".to_owned())];
            carry_on(&text, &mut acts);
            acts[1].addressee.first().map(ToString::to_string)
        };
        assert_eq!(second("Sudria should open the river and stop the raids."), Some("sudria".to_owned()));
        assert_eq!(second("Sudria should open the river, and stop the raids."), Some("sudria".to_owned()));
        assert_eq!(second("Sudria should open the river. It is time to stop the raids."), None);
        assert_eq!(second("Sudria should open the river, and everybody must stop the raids."), None);
    }
}
