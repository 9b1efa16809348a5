//! What the guide of the acts rules out or tells apart, whoever told the act: rules that look at its words alone, so that what the heads
//! choose keeps to them too.

mod no_act;
mod called_off;
mod not_whose;
mod object;
mod not_what;
pub(super) mod turned;
mod author;
mod asked;
mod befalls;
mod work;

use super::people::{is_named, leaves_out, participants};
use super::wording::hindsight;
use crate::actor::{Cast, FIRMS, Form};
use crate::text::{Text, TokenKind};
use evidence::{Act, ActKind, ActorId, ActorKind, Matter, Place};
use std::collections::BTreeSet;
use std::ops::Range;

/// Who only comments on the talks: what experts and columnists think of them is no part of them.
#[rustfmt::skip]
const COMMENTS: &[&str] = &[
    "analyst", "professor", "columnist", "historian", "scholar", "economist", "researcher", "commentator", "lecturer", "pundit",
];

/// Words that say that one does more than comment, or no longer does: "President Vann, an economist by training", "a former professor".
#[rustfmt::skip]
const MORE: &[&str] = &[
    "former", "ex", "once", "turned", "training", "president", "minister", "premier", "chancellor", "prime", "king", "queen", "leader", "senator",
    "representative", "lawmaker", "envoy", "negotiator", "secretary", "ambassador", "governor", "general", "commander", "spokesman",
    "spokeswoman", "spokesperson", "chairman", "chairwoman", "mayor", "mediator", "adviser", "advisor", "opposition",
];

/// The persons whom the text calls so, beside their names ("Orr, an analyst at", "professor Orr"), and nothing else, and who speak for no state or group.
pub(super) fn commentators(text: &Text<'_>, cast: &Cast) -> BTreeSet<ActorId> {
    let fellow = |at: usize| text.lower(at) == "fellow" && matches!(text.lower(at + 1), "at" | "with");
    let comments = |at: &usize| fellow(*at) || COMMENTS.contains(&text.lower(*at));
    // "A former intelligence analyst": what one was says nothing of what one is.
    let was = |at: usize| {
        let between = |from: usize| (from..at).all(|i| text.tokens[i].kind != TokenKind::Mark && text.lower(i) != "now");
        (at.saturating_sub(5)..at).any(|i| text.lower(i) == "former" && between(i))
    };
    let comments = |at: &usize| comments(at) && !was(*at);
    let more = |at: &usize| {
        MORE.contains(&text.lower(*at)) && !(text.lower(*at) == "former" && (*at..*at + 6).any(|i| COMMENTS.contains(&text.lower(i))))
    };
    let (mut out, mut others) = (BTreeSet::new(), BTreeSet::new());
    for mention in cast.mentions.iter().filter(|mention| mention.form == Form::Name) {
        let [actor] = mention.actors[..] else { continue };
        if cast.actors[actor].kind != ActorKind::Person {
            continue;
        }
        // An office may be a part of the mention.
        let tokens = mention.tokens.start.saturating_sub(1)..mention.tokens.end;
        let sentence = text.sentence_at(mention.span.start()).map_or(tokens.clone(), |at| text.sentences[at].tokens.clone());
        let mark = |at: &usize| text.tokens[*at].kind == TokenKind::Mark;
        let comma = mention.tokens.end < sentence.end && text.lower(mention.tokens.end) == ",";
        let from = mention.tokens.end + usize::from(comma);
        let beside = || tokens.clone().chain((from..sentence.end.min(from + 16)).take_while(|at| comma && !mark(at)));
        let of = cast.actors[cast.principal(actor)].kind;
        if matches!(of, ActorKind::State | ActorKind::Group) || beside().any(|at| more(&at)) {
            others.insert(cast.actors[actor].id.clone());
        } else if beside().any(|at| comments(&at)) {
            out.insert(cast.actors[actor].id.clone());
        }
    }
    out.retain(|id| !others.contains(id));
    out
}

/// An act as the rulings have it; `None` where it is none.
pub(super) fn ruled(text: &Text<'_>, cast: &Cast, commentators: &BTreeSet<ActorId>, mut act: Act) -> Option<Act> {
    let comments = !act.actor.is_empty() && act.actor.iter().all(|id| commentators.contains(id));
    if comments || act.speaker.as_ref().is_some_and(|id| commentators.contains(id)) {
        return None;
    }
    if no_act::is_comment(cast, &act) || no_act::declines_to_tell(text, &act) || no_act::is_interview(text, cast, &act) {
        return None;
    }
    let neither = is_of_neither(text, &act);
    if no_act::is_of_no_one(text, cast, &act) || no_act::faces(text, cast, &act) || no_act::is_counterfactual(text, &act) {
        return None;
    }
    if no_act::is_dreaded(text, cast, &act) || no_act::is_forecast(text, commentators, &act) {
        return None;
    }
    if no_act::is_not_yet(text, &act) || no_act::is_of_the_fighting(text, &act) || no_act::could_be_used(text, &act) {
        return None;
    }
    called_off::settle(text, &mut act);
    not_whose::settle(text, cast, &mut act);
    if no_act::is_no_yes(text, &act) {
        return None;
    }
    asked::mend(text, cast, &mut act);
    by_whom_answered(text, cast, &mut act);
    not_by_the_accused(text, cast, &mut act);
    not_by_who_broke(text, cast, &mut act);
    of_whose_plan(text, cast, &mut act);
    object::settle(text, cast, &mut act);
    if act.actor.iter().any(|id| cast.index(id).is_some_and(|at| cast.unions.contains(&at))) {
        work::no_attack(text, &mut act);
        work::no_halt_of_talks(text, &mut act);
    }
    work::no_war_in_a_walkout(text, &mut act);
    work::not_at_the_strikers(text, cast, &mut act);
    work::not_at_the_land(text, cast, &mut act);
    not_what::mend(text, &mut act);
    if act.kind == ActKind::Accuse {
        befalls::whom_it_befell(text, cast, &mut act);
        befalls::whose_fate(text, cast, &mut act);
        who_is_left_out(text, cast, &mut act);
        // "The council should have acted against Norland": the council is reproached.
        let tokens = text.tokens_in(act.quote.hull());
        if let Some(should) = hindsight(text, tokens.clone()) {
            let subject = |id: &ActorId| is_named(cast, tokens.start..should, id);
            if act.target.iter().any(subject) {
                act.target.retain(subject);
            }
        }
        let target = std::mem::take(&mut act.target);
        act.addressee.retain(|id| !target.contains(id));
        act.target = target;
    }
    match act.kind {
        ActKind::Deed | ActKind::Accept if neither => return None,
        ActKind::Conclude if neither || has_failed(text, &act.quote) => {
            act.negated = true;
            act.because("negated", "the words say that it did not come about", None);
        }
        ActKind::Conclude if let Some((kind, own)) = agreed_alone(text, cast, &act) => {
            act.kind = kind;
            (act.strength, act.status, act.actor) = (None, None, own);
            act.withdraw(&["strength", "status"]);
            act.because("act", "who agrees to something of one's own agrees on nothing with others", None);
        }
        ActKind::Contact if did_not(text, &act.quote) => {
            act.negated = true;
            act.because("negated", "the words say that it did not come about", None);
        }
        ActKind::Deed => {
            author::mend(text, cast, &mut act);
            befalls::by_whom_suffered(text, cast, &mut act);
            befalls::at_whom(text, cast, &mut act);
            befalls::to_whom_given(text, &mut act);
            befalls::under_whose(text, cast, &mut act);
        }
        ActKind::Commit if !neither && act.condition.is_none() && is_of_both_issuers(text, cast, &act) => {
            act.kind = ActKind::Conclude;
            (act.strength, act.status) = (None, None);
            act.because("act", "what both who issue a joint text promise is agreed", None);
        }
        _ => {}
    }
    Some(act)
}

/// Takes from an act the measures that it is not about, with their reasons.
fn without(act: &mut Act, other: impl Fn(&Matter) -> bool) {
    if !act.measures.iter().any(&other) {
        return;
    }
    act.measures.retain(|matter| !other(matter));
    let kept: Vec<String> = act.measures.iter().map(|matter| matter.measure.to_string()).collect();
    act.reasons.retain(|reason| reason.field != "measures" || kept.iter().any(|id| reason.rule.contains(id)));
}

/// The acts that answer something that lies there, and so are told by "was rejected by".
#[rustfmt::skip]
const ANSWERED: &[&str] = &[
    "rejected", "refused", "vetoed", "dismissed", "rebuffed", "spurned", "accepted", "approved", "backed", "supported", "endorsed", "welcomed",
    "condemned", "criticised", "criticized", "denounced", "proposed", "drafted", "tabled", "opposed", "turned", "denied", "threatened",
];

/// "The deal was rejected by Sudria", "its offer had been turned down": whoever stands after "by" answers, and else not whoever is answered.
fn by_whom_answered(text: &Text<'_>, cast: &Cast, act: &mut Act) {
    if !matches!(
        act.kind,
        ActKind::Reject
            | ActKind::Accept
            | ActKind::Endorse
            | ActKind::Accuse
            | ActKind::Propose
            | ActKind::Deny
            | ActKind::Demand
            | ActKind::Threaten
    ) {
        return;
    }
    let tokens = text.tokens_in(act.quote.hull());
    let be = |at: usize| matches!(text.lower(at), "was" | "were" | "been" | "being" | "is" | "are");
    // "A plan drafted by Norland".
    let drafted = |at: usize| {
        act.kind == ActKind::Propose
            && matches!(text.lower(at), "drafted" | "proposed" | "tabled")
            && text.lower(at + 1) == "by"
            && matches!(text.lower(at - 1), "plan" | "resolution" | "text" | "proposal" | "statement" | "draft" | "," | "deal" | "document")
    };
    let answered = |at: &usize| {
        ANSWERED.contains(&text.lower(*at))
            && (text.lower(*at) != "turned" || text.lower(*at + 1) == "down")
            && (be(at.wrapping_sub(1)) || be(at.wrapping_sub(2)) && text.lower(*at - 1).ends_with("ly") || drafted(*at))
    };
    let Some(verb) = tokens.clone().skip(1).find(answered) else { return };
    // What else is told there has its own subject.
    if tokens
        .clone()
        .any(|at| text.tokens[at].kind == TokenKind::Mark || matches!(text.lower(at), "and" | "but" | "who" | "which" | "while"))
    {
        return;
    }
    let by = (verb + 1..tokens.end.min(verb + 4)).find(|&at| text.lower(at) == "by");
    let mut ids: Vec<ActorId> = Vec::new();
    if let Some(by) = by {
        for actor in participants(text, cast, by..tokens.end.min(by + 12)) {
            let id = cast.id(cast.principal(actor));
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
    }
    let refused = matches!(text.lower(verb), "rejected" | "refused" | "vetoed" | "dismissed" | "rebuffed" | "spurned" | "turned");
    let answers = |id: &ActorId| is_named(cast, tokens.start..verb, id) || !is_named(cast, tokens.clone(), id);
    if ids.is_empty() && !(by.is_none() && refused && act.kind == ActKind::Reject && act.actor.iter().all(answers)) || ids == act.actor {
        return;
    }
    act.withdraw(&["actor", "speaker"]);
    act.because("actor", "the words say by whom it was done, or do not", None);
    act.addressee.retain(|id| !ids.contains(id));
    act.target.retain(|id| !ids.contains(id));
    act.speaker = None;
    act.actor = ids;
}

/// "Orr's government accused Norland": Norland, right after the verb, is accused and accuses nobody.
fn not_by_the_accused(text: &Text<'_>, cast: &Cast, act: &mut Act) {
    if act.kind != ActKind::Accuse {
        return;
    }
    let tokens = text.tokens_in(act.quote.hull());
    let Some(verb) =
        tokens.clone().find(|&at| matches!(text.lower(at), "accused" | "accuses" | "accusing" | "blamed" | "blames" | "blaming"))
    else {
        return;
    };
    let object: Vec<ActorId> = cast
        .mentions_in(verb + 1..tokens.end.min(verb + 3))
        .iter()
        .filter(|mention| mention.form != Form::Place && (verb + 1..mention.tokens.start).all(|at| text.lower(at) == "the"))
        .flat_map(|mention| &mention.actors)
        .map(|&actor| cast.id(cast.principal(actor)))
        .collect();
    // "Norland and Sudria accused Norland's", "was accused": who else may be meant the words before the verb tell.
    let before = tokens.start.saturating_sub(6)..verb;
    let passive = (verb.saturating_sub(2)..verb).any(|at| matches!(text.lower(at), "was" | "were" | "been" | "is" | "are" | "being"));
    let accused = !object.is_empty() && act.actor.iter().all(|id| object.contains(id)) && !passive;
    if accused && !act.actor.is_empty() && !act.actor.iter().any(|id| is_named(cast, before.clone(), id)) {
        act.target = std::mem::take(&mut act.actor);
        act.speaker = None;
        act.withdraw(&["actor", "target"]);
        act.because("target", "named right after the verb", None);
    }
}

/// What is done to laws, bans and promises by whoever is accused.
#[rustfmt::skip]
const BROKEN: &[&str] = &[
    "violated", "broken", "breached", "ignored", "flouted", "defied", "disobeyed", "disregarded", "betrayed", "failed",
];

/// “An official said the miners had violated the law”: who is said to have done so is accused, and does not accuse; if nobody who can act says
/// so, nobody is left who accuses.
fn not_by_who_broke(text: &Text<'_>, cast: &Cast, act: &mut Act) {
    if act.kind != ActKind::Accuse || act.actor.is_empty() {
        return;
    }
    let tokens = text.tokens_in(act.quote.hull());
    let Some(sentence) = text.sentence_at(act.quote.start()).map(|at| text.sentences[at].tokens.clone()) else { return };
    let breaks = |at: &usize| {
        let next = at + 1 + usize::from(text.lower(at + 1) == "also" || text.lower(at + 1).ends_with("ly"));
        matches!(text.lower(*at), "had" | "has" | "have") && BROKEN.contains(&text.lower(next))
    };
    let Some(verb) = tokens.clone().find(breaks) else { return };
    let says = |at: &usize| {
        matches!(
            text.lower(*at),
            "said" | "says" | "complained" | "charged" | "claimed" | "alleged" | "insisted" | "told" | "added" | "argued"
        )
    };
    let Some(said) = (sentence.start..verb).rev().find(says) else { return };
    // Nothing but who did it stands between: “said that most of the nurses had”.
    let plain = |at: usize| text.tokens[at].kind != TokenKind::Mark || matches!(text.lower(at), "'" | "'s");
    let subject = said + 1..verb;
    let own = |id: &ActorId| is_named(cast, subject.clone(), id) && !is_named(cast, sentence.start..said, id);
    if verb - said > 9 || !subject.clone().all(plain) || !act.actor.iter().all(own) {
        return;
    }
    // “It said they had”: a pronoun may mean whoever says so.
    if cast.mentions_in(subject).iter().any(|mention| mention.form == Form::Pronoun && mention.tokens.len() == 1) {
        return;
    }
    act.target = std::mem::take(&mut act.actor);
    act.actor = principals_said(cast, sentence.start..said, &act.target);
    act.addressee.retain(|id| !act.target.contains(id));
    act.speaker = None;
    act.withdraw(&["actor", "speaker", "target"]);
    act.because("target", "said to have broken it", None);
}

/// Who says so: whoever is named last before the verb of saying, right before it.
fn principals_said(cast: &Cast, before: Range<usize>, others: &[ActorId]) -> Vec<ActorId> {
    let end = before.end;
    let Some(last) = cast.mentions_in(before).last().filter(|mention| mention.tokens.end == end && mention.form != Form::Place) else {
        return Vec::new();
    };
    let ids = last.actors.iter().map(|&actor| cast.id(cast.principal(actor)));
    ids.filter(|id| !others.contains(id)).collect()
}

/// “The company's offer of 6 percent”, “the government plan calls for the dismissal of 4,000 workers”: an offer is its owner's, and where it cannot
/// be told who that is, nobody's; least of all theirs whom it speaks of.
fn of_whose_plan(text: &Text<'_>, cast: &Cast, act: &mut Act) {
    if act.kind != ActKind::Propose || act.actor.is_empty() {
        return;
    }
    let tokens = text.tokens_in(act.quote.hull());
    let offer = |at: &usize| matches!(text.lower(*at), "offer" | "plan" | "proposal");
    let Some(noun) = (tokens.start..tokens.end.min(tokens.start + 6)).find(offer) else { return };
    // “The company's”, “the government”: a definite owner that is named nowhere.
    let owner = if text.lower(noun.wrapping_sub(1)) == "'s" { noun.checked_sub(2) } else { noun.checked_sub(1) };
    let Some(owner) = owner.filter(|&at| at > tokens.start && text.lower(at - 1) == "the") else { return };
    let owns =
        FIRMS.contains(&text.lower(owner)) || matches!(text.lower(owner), "government" | "ministry" | "employers" | "city" | "hospital");
    let before = |id: &ActorId| is_named(cast, tokens.start..noun, id);
    if !owns || text.tokens[owner].capital || owner != tokens.start + 1 || act.actor.iter().any(before) {
        return;
    }
    act.actor = cast.mentions_in(owner..owner + 1).iter().flat_map(|it| &it.actors).map(|&at| cast.id(cast.principal(at))).collect();
    act.speaker = None;
    act.withdraw(&["actor", "speaker"]);
}

/// "It failed to name Norland": whoever is left out is not charged.
fn who_is_left_out(text: &Text<'_>, cast: &Cast, act: &mut Act) {
    let tokens = text.tokens_in(act.quote.hull());
    let Some(from) = tokens.clone().find(|&at| leaves_out(text, at)) else { return };
    let charged = |id: &ActorId| is_named(cast, tokens.start..from, id) || !is_named(cast, from..tokens.end, id);
    act.target.retain(charged);
}

/// Whether both do it who issue a joint text, and between themselves. What more than two promise, who then are allies, or two for a third, is
/// mostly told as what it is: a promise.
fn is_of_both_issuers(text: &Text<'_>, cast: &Cast, act: &Act) -> bool {
    let voice = cast.voice.is_some_and(|voice| act.actor.contains(&cast.id(voice)));
    let of_both = cast.issuers.len() == 2 && (voice || cast.issuers.iter().all(|actor| act.actor.contains(&cast.id(*actor))));
    let third = |actor: &usize| {
        let actor = cast.principal(*actor);
        matches!(cast.actors[actor].kind, ActorKind::State | ActorKind::Group) && !cast.issuers.contains(&actor)
    };
    of_both && !act.negated && !cast.mentions_in(text.tokens_in(act.quote.hull())).iter().any(|mention| mention.actors.iter().any(third))
}

/// "Neither Norland nor Sudria has accepted": what nobody did.
fn is_of_neither(text: &Text<'_>, act: &Act) -> bool {
    let quote = text.tokens_in(act.quote.hull());
    let sentence = text.sentence_at(act.quote.start()).map_or(quote.start, |at| text.sentences[at].tokens.start);
    let from = quote.start.saturating_sub(6).max(sentence);
    let clause = (from..quote.start).rev().take_while(|&at| text.tokens[at].kind != TokenKind::Mark).last().unwrap_or(quote.start);
    let verb = |at: &usize| text.lower(*at).ends_with("ed") || matches!(text.lower(*at), "has" | "have" | "had" | "did" | "was" | "were");
    let mut subject = (clause..quote.end).take_while(|at| !verb(at));
    subject.any(|at| text.lower(at) == "neither")
}

/// What an agreement would have brought: “failed to narrow their differences”, “to avert a strike”.
#[rustfmt::skip]
const BRINGS: &[&str] = &[
    "narrow", "break", "bridge", "resolve", "settle", "overcome", "solve", "end", "avert", "avoid", "prevent", "make", "find", "come", "achieve",
    "close", "iron",
];

#[rustfmt::skip]
const DIFFERENCES: &[&str] = &[
    "differences", "difference", "gap", "gaps", "deadlock", "impasse", "stalemate", "dispute", "disputes", "row", "headway", "progress", "ground",
    "compromise", "breakthrough", "terms", "agreement", "strike", "strikes", "walkout", "lockout", "stoppage", "solution", "crisis", "standoff", "war",
    "conflict", "fighting", "violence",
];

/// "Attempts to negotiate a truce have failed", "failed to agree": nothing was agreed, unless the words tell of something that was.
fn has_failed(text: &Text<'_>, quote: &Place) -> bool {
    let tokens = text.tokens_in(quote.hull());
    let is = |at: usize, words: &[&str]| words.contains(&text.lower(at));
    let fails = |at: &usize| is(*at, &["fail", "fails", "failed", "failing", "failure", "unable", "collapsed", "collapse"]);
    let agrees =
        ["agree", "reach", "strike", "sign", "conclude", "clinch", "produce", "secure", "finalize", "finalise", "negotiate", "seal"];
    let tries = ["attempt", "attempts", "effort", "efforts", "talks", "negotiations", "bid", "bids"];
    let done = ["agreed", "signed", "reached", "struck", "concluded", "sealed", "extended", "announced"];
    let Some(verb) = tokens.clone().find(fails) else { return false };
    let settles = |at: usize| is(at, BRINGS) && (at + 1..tokens.end.min(at + 6)).any(|at| is(at, DIFFERENCES));
    let to = (verb + 1..tokens.end.min(verb + 4)).any(|at| is(at, &agrees) || settles(at));
    let tried = (tokens.start..verb).any(|at| is(at, &tries)) && !tokens.clone().take(1).any(|at| is(at, &["after", "when"]));
    (to || tried) && !tokens.clone().any(|at| is(at, &done))
}

/// “The dockers agreed to return to work”: one side's yes; “two carmakers have each agreed to pay a bonus”: what each promises. Neither is an
/// agreement between them. With whose it is.
fn agreed_alone(text: &Text<'_>, cast: &Cast, act: &Act) -> Option<(ActKind, Vec<ActorId>)> {
    let tokens = text.tokens_in(act.quote.hull());
    let word = |at: usize| text.lower(at);
    let noun = |at: usize| matches!(word(at), "a" | "an" | "the" | "this" | "that" | "these" | "its" | "their" | "any" | "all" | "such");
    let verb = tokens.clone().find(|&at| word(at) == "agreed" && word(at + 1) == "to" && !noun(at + 2))?;
    let is = |id: &ActorId, kind: ActorKind| cast.index(id).is_some_and(|at| cast.actors[at].kind == kind);
    let before = word(verb.checked_sub(1)?);
    let several = act.actor.len() > 1;
    // "Both carmakers have agreed to", and those who "have both agreed to".
    let both = before == "both" || word(tokens.start) == "both";
    if several && (before == "each" || both && act.actor.iter().all(|id| is(id, ActorKind::Company))) {
        return Some((ActKind::Commit, act.actor.clone()));
    }
    let helps = |at: usize| matches!(word(at), "has" | "have" | "had" | "also" | "finally" | "reluctantly" | "later" | "then" | "already");
    let end = (tokens.start..verb).rev().find(|&at| !helps(at))? + 1;
    let [only] = cast.mentions_in(tokens.start..end) else { return None };
    let [actor] = only.actors[..] else { return None };
    let own = cast.id(cast.principal(actor));
    let joint = |at: usize| matches!(word(at), "with" | "between" | "together" | "jointly" | "each" | "both" | "mutual" | "and");
    // “Norland and [Sudria have agreed to launch talks]”, “Norland and its creditor [Sudria have]”: the words may begin within a row.
    let first = only.tokens.start.min(tokens.start);
    let first = first - usize::from(matches!(word(first.wrapping_sub(1)), "the" | "its" | "their"));
    let mut row = (first.saturating_sub(6)..first).rev().take_while(|&at| text.tokens[at].kind != TokenKind::Mark);
    let in_a_row = matches!(word(first.wrapping_sub(1)), "," | "with" | "or" | "both" | "you") || row.any(|at| word(at) == "and");
    let opens = only.tokens.start <= tokens.start + 1 && only.tokens.end == end && only.form == Form::Name && !in_a_row;
    let alone = opens && !is(&own, ActorKind::Unnamed) && act.actor.contains(&own) && !tokens.clone().any(joint);
    alone.then(|| (ActKind::Accept, vec![own]))
}

/// "Did not meet", "have never spoken", where the words tell of no other meeting; "who had never met before" is said beside it.
fn did_not(text: &Text<'_>, quote: &Place) -> bool {
    let tokens = text.tokens_in(quote.hull());
    let not = |at: usize| at < tokens.end && matches!(text.lower(at), "not" | "never");
    let meets = |at: &usize| {
        matches!(
            text.lower(*at),
            "meet" | "met" | "speak" | "spoke" | "spoken" | "talk" | "talked" | "talks" | "see" | "seen" | "visit" | "visited" | "held"
        )
    };
    let negated = |at: usize| match text.lower(at) {
        "did" | "has" | "have" | "had" if not(at + 1) => Some(at + 2),
        "didn't" | "hasn't" | "haven't" | "hadn't" | "never" => Some(at + 1),
        _ => None,
    };
    let denied: BTreeSet<usize> = tokens
        .clone()
        .filter_map(|at| negated(at).filter(|_| !is_aside(text, tokens.start, at)))
        .filter_map(|verb| (verb..tokens.end.min(verb + 2)).find(meets))
        .collect();
    !denied.is_empty() && !tokens.clone().any(|at| meets(&at) && !denied.contains(&at) && !is_aside(text, tokens.start, at))
}

/// Whether a token stands in a clause that says more of somebody: "who had never met before".
pub(super) fn is_aside(text: &Text<'_>, from: usize, at: usize) -> bool {
    let clause = (from..at).rev().find(|&at| matches!(text.lower(at), "," | "who" | "whom" | "whose" | "which"));
    clause.is_some_and(|at| text.lower(at) != ",")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::act::told;
    use crate::actor::{Gazetteer, find};
    use evidence::{About, Span};

    #[test]
    fn who_is_killed_has_not_killed() {
        let mended = |source: &str, by: &str| {
            let text = Text::of(source);
            let cast = find(&text, &About::named("note"), Gazetteer::embedded());
            let at = source.find("Five").expect("words");
            let mut act = told(ActKind::Deed, Span::new(at, source.len()).expect("words"), by);
            befalls::by_whom_suffered(&text, &cast, &mut act);
            let ids = |list: &[ActorId]| list.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            (ids(&act.actor), ids(&act.target))
        };
        let both = "Norland’s government and Sudria’s government met. ";
        let case = |words: &str, by: &str| mended(&format!("{both}{words}"), by);
        assert_eq!(case("Five soldiers of Norland were killed by Sudria’s army.", "norland"), ("sudria".into(), "norland".into()));
        assert_eq!(case("Five soldiers of Norland were wounded in the night.", "norland"), (String::new(), String::new()));
        assert_eq!(
            case("Five planes of Norland bombed the port and twelve people were killed.", "norland"),
            ("norland".into(), String::new())
        );
        assert_eq!(case("\n\nFive hundred people have been killed since.", "norland"), (String::new(), String::new()));
        assert_eq!(case("Five rockets of Norland hit the bridge.", "norland"), ("norland".into(), String::new()));
    }

    #[test]
    fn who_talks_to_a_newspaper_meets_nobody_and_who_has_no_comment_denies_nothing() {
        let kept = |kind: ActKind, source: &str| {
            let text = Text::of(source);
            let cast = find(&text, &About::named("note"), Gazetteer::embedded());
            let act = told(kind, Span::new(0, source.len()).expect("words"), "norland");
            ruled(&text, &cast, &BTreeSet::new(), act).is_some()
        };
        assert!(!kept(ActKind::Contact, "Norland’s minister Anna Orr spoke to Reuters over the weekend."));
        assert!(kept(ActKind::Contact, "Norland’s minister Anna Orr spoke to Sudria over the weekend."));
        assert!(kept(ActKind::Contact, "Norland’s minister Anna Orr met Sudria and spoke to reporters."));
        assert!(!kept(ActKind::Deny, "The company had no immediate comment."));
        assert!(kept(ActKind::Contact, "Norland’s government spoke to reporters and Sudria’s government on Monday."));
        assert!(kept(ActKind::Reject, "Norland said it had no comment and would not withdraw its troops."));
    }

    #[test]
    fn what_both_issuers_promise_is_agreed() {
        let said = |words: &str, title: &str, by: &[&str]| {
            let text = Text::of(words);
            let about = About { title: Some(title.to_owned()), ..About::named("note") };
            let cast = find(&text, &about, Gazetteer::embedded());
            let mut act = told(ActKind::Commit, Span::new(0, words.len()).expect("words"), "norland");
            act.actor = by.iter().map(|id| ActorId((*id).to_owned())).collect();
            ruled(&text, &cast, &BTreeSet::new(), act).map(|act| act.kind)
        };
        let kind = |title: &str, by: &[&str]| said("We will keep the port open.", title, by);
        let joint = "Joint Statement by Brazil and Chile";
        assert_eq!(kind(joint, &["brazil", "chile"]), Some(ActKind::Conclude));
        assert_eq!(kind(joint, &["brazil"]), Some(ActKind::Commit));
        assert_eq!(kind("Joint Statement by Brazil, Chile and Peru", &["brazil", "chile", "peru"]), Some(ActKind::Commit));
        assert_eq!(kind("Statement by Brazil", &["brazil"]), Some(ActKind::Commit));
        let third = "We will help Peru keep the port open.";
        assert_eq!(said(third, joint, &["brazil", "chile"]), Some(ActKind::Commit));
    }

    #[test]
    fn who_did_not_meet_has_not_met() {
        let not = |source: &str| did_not(&Text::of(source), &Span::new(0, source.len()).expect("words").into());
        assert!(not("Norland and Sudria did not meet in Port Alba."));
        assert!(not("The two leaders have never even spoken."));
        assert!(not("They hadn't met."));
        assert!(!not("Norland met Sudria and did not sign the paper."));
        assert!(!not("They met, but not for long."));
        assert!(!not("The two leaders, who had never met before, held talks in Port Alba."));
        assert!(!not("The envoys, who have not spoken since 2010, met for two hours."));
    }
}
