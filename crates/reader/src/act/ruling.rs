//! What the guide of the acts rules out or tells apart, whoever told the act: rules that look at its words alone, so that what the heads
//! choose keeps to them too.
use super::people::{is_named, leaves_out, participants};
use super::wording::hindsight;
use super::{called_off, not_whose};
use crate::actor::{Cast, FIRMS, Form};
use crate::text::{Text, TokenKind};
use evidence::{Act, ActKind, ActorId, ActorKind, Place, Reason};
use std::collections::BTreeSet;
use std::ops::Range;

/// What is done to people and things by force, as one says it of those who suffer it.
#[rustfmt::skip]
const SUFFERS: &[&str] = &[
    "killed", "wounded", "injured", "hit", "struck", "shot", "bombed", "attacked", "shelled", "targeted", "ambushed", "kidnapped", "abducted",
    "beheaded", "executed", "destroyed", "damaged", "slain", "murdered",
];

/// What else others do to people and things, as one says it of those to whom it is done.
const UNDERGOES: &[&str] = &["expelled", "seized", "captured", "deported", "hijacked", "freed", "released"];

/// “Were killed”, “were expelled”: whether a word tells what others do to whoever is its subject.
fn is_undergone(word: &str) -> bool {
    SUFFERS.contains(&word) || UNDERGOES.contains(&word)
}

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
    let because = |field: &'static str, rule: &str| Reason { field, rule: rule.to_owned(), at: None };
    if is_comment(cast, &act) || declines_to_tell(text, &act) || is_interview(text, cast, &act) {
        return None;
    }
    let neither = is_of_neither(text, &act);
    if is_of_no_one(text, cast, &act) || faces(text, cast, &act) || is_counterfactual(text, &act) {
        return None;
    }
    if is_dreaded(text, cast, &act) {
        return None;
    }
    if is_not_yet(text, &act) || is_of_the_fighting(text, &act) || could_be_used(text, &act) {
        return None;
    }
    called_off::settle(text, &mut act);
    not_whose::settle(text, cast, &mut act);
    if is_no_yes(text, &act) {
        return None;
    }
    super::asked::mend(text, cast, &mut act);
    by_whom_answered(text, cast, &mut act);
    not_by_the_accused(text, cast, &mut act);
    not_by_who_broke(text, cast, &mut act);
    of_whose_plan(text, cast, &mut act);
    if act.actor.iter().any(|id| cast.index(id).is_some_and(|at| cast.unions.contains(&at))) {
        no_attack(text, &mut act);
    }
    no_war_in_a_walkout(text, &mut act);
    if act.kind == ActKind::Accuse {
        whom_it_befell(text, cast, &mut act);
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
            act.reasons.push(because("negated", "the words say that it did not come about"));
        }
        ActKind::Conclude if let Some((kind, own)) = agreed_alone(text, cast, &act) => {
            act.kind = kind;
            (act.strength, act.status, act.actor) = (None, None, own);
            act.reasons.retain(|reason| !matches!(reason.field, "strength" | "status"));
            act.reasons.push(because("act", "who agrees to something of one's own agrees on nothing with others"));
        }
        ActKind::Contact if did_not(text, &act.quote) => {
            act.negated = true;
            act.reasons.push(because("negated", "the words say that it did not come about"));
        }
        ActKind::Deed => {
            super::author::mend(text, cast, &mut act);
            by_whom_suffered(text, cast, &mut act);
            at_whom(text, cast, &mut act);
            to_whom_given(text, &mut act);
            under_whose(text, cast, &mut act);
        }
        ActKind::Commit if !neither && act.condition.is_none() && is_of_both_issuers(text, cast, &act) => {
            act.kind = ActKind::Conclude;
            (act.strength, act.status) = (None, None);
            act.reasons.push(because("act", "what both who issue a joint text promise is agreed"));
        }
        _ => {}
    }
    Some(act)
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
    act.reasons.retain(|reason| !matches!(reason.field, "actor" | "speaker"));
    act.reasons.push(Reason { field: "actor", rule: "the words say by whom it was done, or do not".to_owned(), at: None });
    act.addressee.retain(|id| !ids.contains(id));
    act.target.retain(|id| !ids.contains(id));
    act.speaker = None;
    act.actor = ids;
}

/// What is fired, sent or carried out at somebody.
#[rustfmt::skip]
const ATTACKS: &[&str] = &[
    "fired", "launched", "lobbed", "shot", "attack", "attacks", "strike", "strikes", "airstrike", "airstrikes", "rocket", "rockets", "missile",
    "missiles", "raid", "raids", "shelling", "bombing", "bombings", "assault", "assaults", "offensive", "drones", "shells", "mortars", "aimed",
];

/// "Two missiles were fired at Sudria": whoever stands only behind "at" has not done it.
fn at_whom(text: &Text<'_>, cast: &Cast, act: &mut Act) {
    let tokens = text.tokens_in(act.quote.hull());
    let aimed_at = |mention: &crate::actor::Mention| {
        let mut before = mention.tokens.start.wrapping_sub(1);
        while matches!(text.lower(before), "the" | "southern" | "northern" | "eastern" | "western" | "central") {
            before = before.wrapping_sub(1);
        }
        let aims = matches!(text.lower(before), "at" | "toward" | "towards" | "against" | "on" | "into");
        aims && (before.saturating_sub(6).max(tokens.start)..before).any(|at| ATTACKS.contains(&text.lower(at)))
    };
    let (aims, others): (Vec<_>, Vec<_>) = act.actor.iter().cloned().partition(|id| {
        let own = |mention: &&crate::actor::Mention| mention.actors.iter().any(|&actor| cast.id(cast.principal(actor)) == *id);
        let mut own = cast.mentions_in(tokens.clone()).iter().filter(own).peekable();
        own.peek().is_some() && own.all(aimed_at)
    });
    // "Norland's strikes on Sudria": somebody else has to be told, or nobody be there to have done it.
    let passive = tokens.clone().any(|at| matches!(text.lower(at), "was" | "were" | "been" | "being"));
    if aims.is_empty() || others.is_empty() && !passive && !tokens.clone().take(1).any(|at| text.lower(at).ends_with('s')) {
        return;
    }
    act.reasons.retain(|reason| !matches!(reason.field, "actor" | "speaker"));
    act.reasons.push(Reason { field: "actor", rule: "the words say at whom it was aimed".to_owned(), at: None });
    act.speaker = None;
    let new: Vec<ActorId> = aims.into_iter().filter(|id| !act.target.contains(id)).collect();
    if !new.is_empty() {
        act.reasons.push(Reason { field: "target", rule: "the words say at whom it was aimed".to_owned(), at: None });
    }
    act.target.extend(new);
    act.actor = others;
}

/// "Sudria has been under Norland sanctions": sanctions are whose they are, and aimed at whoever is under them.
fn under_whose(text: &Text<'_>, cast: &Cast, act: &mut Act) {
    let tokens = text.tokens_in(act.quote.hull());
    let noun = |at: &usize| matches!(text.lower(*at), "sanctions" | "embargo" | "embargoes" | "blockade" | "siege");
    let under = |at: &usize| {
        text.lower(*at) == "under"
            && matches!(text.lower(at.wrapping_sub(1)), "been" | "is" | "are" | "was" | "were" | "remains" | "remain")
    };
    let Some(under) = tokens.clone().find(under) else { return };
    let Some(noun) = (under + 1..tokens.end.min(under + 7)).find(noun) else { return };
    let principals = |within: Range<usize>| {
        let mut ids: Vec<ActorId> = Vec::new();
        for actor in cast.mentions_in(within).iter().flat_map(|mention| &mention.actors) {
            let id = cast.id(cast.principal(*actor));
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        ids
    };
    let by = (noun + 1..tokens.end.min(noun + 3)).find(|&at| text.lower(at) == "by");
    let whose = by.map_or_else(|| principals(under..noun), |by| principals(by..tokens.end.min(by + 6)));
    act.target = principals(tokens.start..under);
    act.actor = whose;
    act.speaker = None;
    act.reasons.retain(|reason| !matches!(reason.field, "actor" | "speaker" | "target"));
    for field in ["actor", "target"] {
        act.reasons.push(Reason { field, rule: "the words say who is under whose".to_owned(), at: None });
    }
}

/// "Norland faces new tariffs", "will be hit by": who suffers harm threatens nobody with it.
fn faces(text: &Text<'_>, cast: &Cast, act: &Act) -> bool {
    if act.kind != ActKind::Threaten {
        return false;
    }
    let tokens = text.tokens_in(act.quote.hull());
    let verb = tokens.clone().find(|&at| match text.lower(at) {
        "faces" | "face" | "faced" | "risks" | "risked" => true,
        "hit" => text.lower(at.wrapping_sub(1)) == "be",
        _ => false,
    });
    let Some(verb) = verb else { return false };
    // "Serbia could be hit": right before, but for the words of the verb.
    let helps = |at: usize| matches!(text.lower(at), "will" | "would" | "could" | "may" | "might" | "be" | "now" | "also");
    let subject = (tokens.start..verb).rev().find(|&at| !helps(at)).unwrap_or(tokens.start);
    let before = |id: &ActorId| {
        let own = |mention: &&crate::actor::Mention| {
            mention.tokens.contains(&subject) && mention.actors.iter().any(|&actor| cast.id(cast.principal(actor)) == *id)
        };
        cast.mentions_in(subject.saturating_sub(6).max(tokens.start)..subject + 1).iter().any(|mention| own(&mention))
    };
    !act.actor.is_empty() && act.actor.iter().all(before)
}

/// What does harm though nobody means it.
#[rustfmt::skip]
const DREADED: &[&str] = &[
    "strike", "strikes", "walkout", "walkouts", "stoppage", "stoppages", "dispute", "disputes", "lockout", "war", "wars", "costs", "crisis", "row",
    "deadlock", "stalemate", "impasse", "unrest", "violence", "fighting", "conflict", "shortage", "shortages", "drought", "inflation", "delay", "delays",
];

/// “A walkout at the docks had threatened to paralyze Norland's exports”: what a thing threatens nobody has announced.
fn is_dreaded(text: &Text<'_>, cast: &Cast, act: &Act) -> bool {
    if act.kind != ActKind::Threaten {
        return false;
    }
    let quote = text.tokens_in(act.quote.hull());
    let Some(start) = text.sentence_at(act.quote.start()).map(|at| text.sentences[at].tokens.start) else { return false };
    let threatens = |at: &usize| matches!(text.lower(*at), "threaten" | "threatens" | "threatened" | "threatening");
    let Some(verb) = quote.clone().find(threatens) else { return false };
    // Its subject, back to where the clause begins.
    let parts = |at: usize| {
        text.tokens[at].kind == TokenKind::Mark
            || matches!(text.lower(at), "and" | "but" | "as" | "while" | "when" | "after" | "that" | "which" | "who" | "because" | "if")
    };
    let from = (start..verb).rev().find(|&at| parts(at)).map_or(start, |at| at + 1);
    let Some(noun) = (from..verb.min(from + 6)).find(|&at| DREADED.contains(&text.lower(at))) else { return false };
    // “Norland, in the war, threatened”, “the dockers' strike”: somebody's own, or only where.
    let acts = |mention: &crate::actor::Mention| {
        mention.form != Form::Place && mention.actors.iter().any(|&actor| act.actor.contains(&cast.id(cast.principal(actor))))
    };
    let under = from < noun && matches!(text.lower(from), "in" | "during" | "amid" | "despite" | "since" | "before" | "over");
    let did = |at: usize| crate::date::is_past_verb(text, at) && text.lower(at) != "had";
    !under && !cast.mentions_in(from..noun).iter().any(acts) && !(from..verb).any(did)
}

/// "I would have told you that I would not sign": what would have been said was not.
fn is_counterfactual(text: &Text<'_>, act: &Act) -> bool {
    let tokens = text.tokens_in(act.quote.hull());
    let told = |at: usize| matches!(text.lower(at), "told" | "said" | "answered");
    !matches!(act.kind, ActKind::Contact | ActKind::Conclude | ActKind::Deed | ActKind::Assess)
        && tokens.clone().any(|at| text.lower(at) == "would" && text.lower(at + 1) == "have" && told(at + 2))
}

/// "Is not yet negotiating", "has yet to join": who has not done so yet refuses nothing.
fn is_not_yet(text: &Text<'_>, act: &Act) -> bool {
    let tokens = text.tokens_in(act.quote.hull());
    let not = |at: usize| text.lower(at) == "not" || text.lower(at).ends_with("n't");
    let yet = |at: usize| {
        text.lower(at) == "yet" && (at.saturating_sub(2)..at).any(not)
            || matches!(text.lower(at), "has" | "have" | "had") && text.lower(at + 1) == "yet" && text.lower(at + 2) == "to"
    };
    // Of its own verb, and not of what is refused: "a treaty that Norland has yet to ratify".
    let other = |at: &usize| matches!(text.lower(*at), "that" | "which" | "who" | "whom");
    let own = (tokens.start.saturating_sub(2)..tokens.end.min(tokens.start + 8)).take_while(|at| !other(at));
    let refuses = |at: usize| {
        ["reject", "refus", "oppos", "declin", "dismiss", "veto"].iter().any(|stem| text.lower(at).starts_with(stem))
            || matches!(text.lower(at), "will" | "wo" | "won't" | "turned" | "ruled" | "rules")
    };
    act.kind == ActKind::Reject && own.clone().any(yet) && !tokens.clone().any(refuses)
}

/// “Never agreed to a truce”, “has yet to accept it”: whoever has not said yes so far has given no answer.
fn is_no_yes(text: &Text<'_>, act: &Act) -> bool {
    let yes = |at: usize| {
        matches!(
            text.lower(at),
            "agree" | "agreed" | "accept" | "accepted" | "consent" | "consented" | "approve" | "approved" | "sign" | "signed"
        )
    };
    let between = |word: &str| matches!(word, "yet" | "even" | "ever" | "actually") || word.ends_with("ly") && word != "only";
    let not = |at: usize| {
        let Some(before) = (at.saturating_sub(3)..at).rev().find(|&at| !between(text.lower(at))) else { return false };
        let word = |back: usize| before.checked_sub(back).map_or("", |at| text.lower(at));
        let had = |word: &str| matches!(word, "has" | "have" | "had" | "did");
        match word(0) {
            "never" => !matches!(word(1), "will" | "would" | "shall" | "could" | "can" | "must" | "should"),
            "not" => had(word(1)),
            "to" => word(1) == "yet" && (had(word(2)) || matches!(word(2), "is" | "are" | "was" | "were")),
            other => matches!(other, "hasn't" | "haven't" | "hadn't" | "didn't"),
        }
    };
    let tokens = text.tokens_in(act.quote.hull());
    let (said, of_yes): (Vec<usize>, Vec<usize>) = tokens.filter(|&at| yes(at)).partition(|&at| not(at));
    // "Did not agree until time ran out": it did then.
    let until = |at: usize| matches!(text.lower(at), "until" | "till");
    let late = text.tokens_in(act.quote.hull()).any(until);
    let answers = act.kind == ActKind::Accept || act.kind == ActKind::Conclude && act.actor.len() < 2;
    answers && !late && !said.is_empty() && of_yes.is_empty()
}

/// "The fighting, the worst since Norland invaded, has killed 900": a war has no hand of its own, and nobody's is told.
fn is_of_the_fighting(text: &Text<'_>, act: &Act) -> bool {
    if act.kind != ActKind::Deed {
        return false;
    }
    let quote = text.tokens_in(act.quote.hull());
    let Some(start) = text.sentence_at(act.quote.start()).map(|at| text.sentences[at].tokens.start) else { return false };
    let is = |at: usize, words: &[&str]| words.contains(&text.lower(at));
    let war = ["fighting", "war", "conflict", "clashes", "violence", "hostilities", "unrest", "bloodshed"];
    // The subject of the sentence: "in the fighting" is where.
    let Some(noun) = (start..quote.end.min(start + 4)).find(|&at| is(at, &war)) else { return false };
    if is(start, &["in", "during", "after", "amid", "despite", "since", "before", "as", "while", "when"]) {
        return false;
    }
    // Its own verb: right after it, or after an aside.
    let kills = ["killed", "kills", "displaced", "wounded", "claimed", "left"];
    let Some(verb) = (noun + 1..quote.end).find(|&at| is(at, &kills)) else { return false };
    let helps = |at: usize| is(at, &["has", "have", "had", "also", "already", "so", "far", "in", "the", "north", "south", "east", "west"]);
    let own = (noun + 1..verb).all(helps);
    let closes = (noun + 2..verb).rev().find(|&at| text.lower(at) == ",");
    let aside = text.lower(noun + 1) == "," && closes.is_some_and(|comma| (comma + 1..verb).all(helps));
    verb >= quote.start && (own || aside)
}

/// "Tunnels that could be used to launch attacks": nobody has launched them.
fn could_be_used(text: &Text<'_>, act: &Act) -> bool {
    let quote = text.tokens_in(act.quote.hull());
    let is = |at: usize, words: &[&str]| words.contains(&text.lower(at));
    let used = |at: &usize| {
        is(*at, &["could", "might", "may", "can"]) && is(at + 1, &["be"]) && is(at + 2, &["used"]) && is(at + 3, &["to", "for"])
    };
    let near = (quote.start.saturating_sub(4)..quote.end.min(quote.start + 3)).find(used);
    // "Destroyed what could be used to": the destroying was done.
    let did = |could: usize| (quote.start..could).any(|at| crate::date::is_past_verb(text, at));
    act.kind == ActKind::Deed && near.is_some_and(|could| !did(could))
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
        act.reasons.retain(|reason| !matches!(reason.field, "actor" | "target"));
        act.reasons.push(Reason { field: "target", rule: "named right after the verb".to_owned(), at: None });
    }
}

/// “Norland was bombed by Sudria”, “was a victim of Sudrian aggression”, “was treated unfairly”: who suffers something is not accused of it, but
/// whoever did it.
fn whom_it_befell(text: &Text<'_>, cast: &Cast, act: &mut Act) {
    let tokens = text.tokens_in(act.quote.hull());
    let be = |at: usize| matches!(text.lower(at), "was" | "were" | "been" | "being" | "is" | "are");
    let done =
        |word: &str| SUFFERS.contains(&word) || matches!(word, "treated" | "invaded" | "betrayed" | "deceived" | "robbed" | "wronged");
    let befalls = |at: &usize| match text.lower(*at) {
        "victim" | "victims" => text.lower(at + 1) == "of",
        "unfair" | "unjust" | "cruel" | "hostile" | "disloyal" => text.lower(at + 1) == "to",
        word => done(word) && (be(at.wrapping_sub(1)) || text.lower(at.wrapping_sub(1)).ends_with("ly") && be(at.wrapping_sub(2))),
    };
    let Some(verb) = tokens.clone().find(befalls) else { return };
    // Of another clause, or what somebody is accused of in so many words.
    let other = |at: usize| {
        text.tokens[at].kind == TokenKind::Mark
            || matches!(text.lower(at), "and" | "who" | "which" | "that" | "of" | "for" | "because" | "after" | "when" | "said")
            || ["accus", "blam", "condemn", "criti", "denounc"].iter().any(|stem| text.lower(at).starts_with(stem))
    };
    if (tokens.start..verb).any(other) {
        return;
    }
    // "Had been unfair to Sudria": whoever stands after "to" suffers it.
    if text.lower(verb + 1) == "to" {
        act.target.retain(|id| is_named(cast, tokens.start..verb, id) || !is_named(cast, verb..tokens.end, id));
        return;
    }
    act.target.retain(|id| !is_named(cast, tokens.start..verb, id));
    let by = (verb + 1..tokens.end.min(verb + 5)).find(|&at| text.lower(at) == "by");
    for actor in by.map_or_else(Vec::new, |by| participants(text, cast, by..tokens.end.min(by + 10))) {
        let id = cast.id(cast.principal(actor));
        if !act.target.contains(&id) && !act.actor.contains(&id) {
            act.target.push(id);
        }
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
    act.reasons.retain(|reason| !matches!(reason.field, "actor" | "speaker" | "target"));
    act.reasons.push(Reason { field: "target", rule: "said to have broken it".to_owned(), at: None });
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
    act.reasons.retain(|reason| !matches!(reason.field, "actor" | "speaker"));
}

/// "The drivers will strike on Friday": a walkout, and no attack.
fn no_attack(text: &Text<'_>, act: &mut Act) {
    let strikes = |at: usize| matches!(text.lower(at), "strike" | "strikes" | "striking" | "struck");
    let attack = |matter: &evidence::Matter| matter.measure.0 == "armed-attack";
    if text.tokens_in(act.quote.hull()).any(strikes) && act.measures.iter().any(attack) {
        act.measures.retain(|matter| !attack(matter));
        act.reasons.retain(|reason| reason.field != "measures");
    }
}

/// “Urged its dockers to end the strike”: where work is what stops, no fighting does.
fn no_war_in_a_walkout(text: &Text<'_>, act: &mut Act) {
    let of_war = |matter: &evidence::Matter| {
        matches!(
            matter.measure.0.as_str(),
            "armed-attack" | "air-strikes-halt" | "general-ceasefire" | "resume-hostilities" | "humanitarian-pause" | "time-limited-truce"
        )
    };
    if !act.measures.iter().any(of_war) || !is_of_work(text, act) {
        return;
    }
    act.measures.retain(|matter| !of_war(matter));
    let kept: Vec<String> = act.measures.iter().map(|matter| matter.measure.to_string()).collect();
    act.reasons.retain(|reason| reason.field != "measures" || kept.iter().any(|id| reason.rule.contains(id)));
}

/// Whether a strike that some words name is a walkout: those who work, or their pay, stand in its paragraph, and no arms.
fn is_of_work(text: &Text<'_>, act: &Act) -> bool {
    let strikes = |at: usize| matches!(text.lower(at), "strike" | "strikes" | "striking" | "struck" | "walkout" | "lockout");
    let Some(sentence) = text.sentence_at(act.quote.start()) else { return false };
    let words = text.sentences[sentence].tokens.clone();
    let paragraph = text.paragraphs[text.sentences[sentence].paragraph].sentences.clone();
    let around = text.sentences[paragraph.start].tokens.start..text.sentences[paragraph.end - 1].tokens.end;
    let work = |at: usize| WORK.contains(&text.lower(at));
    let arms =
        |at: usize| matches!(text.lower(at), "war" | "wars" | "air" | "arms") || ARMS.iter().any(|stem| text.lower(at).starts_with(stem));
    words.clone().any(strikes) && around.clone().any(work) && !around.clone().any(arms)
}

/// Those who work for pay, and what they do and want.
#[rustfmt::skip]
const WORK: &[&str] = &[
    "union", "unions", "worker", "workers", "wage", "wages", "pay", "walkout", "walkouts", "strikers", "employees", "dockers", "miners", "pilots",
    "drivers", "nurses", "teachers", "machinists", "mechanics", "attendants", "bargaining", "layoffs", "picket", "pickets", "lockout", "labour", "labor",
];

/// What wars are fought with, by and against: the beginnings of the words.
#[rustfmt::skip]
const ARMS: &[&str] = &[
    "air-", "airst", "missile", "rocket", "drone", "bomb", "shell", "troop", "soldier", "army", "milita", "rebel", "ceasefire", "cease-fire", "truce",
    "warplane", "artiller", "killed", "nuclear", "fighter", "weapon", "hostage", "hostilit", "terror",
];

/// "It failed to name Norland": whoever is left out is not charged.
fn who_is_left_out(text: &Text<'_>, cast: &Cast, act: &mut Act) {
    let tokens = text.tokens_in(act.quote.hull());
    let Some(from) = tokens.clone().find(|&at| leaves_out(text, at)) else { return };
    let charged = |id: &ActorId| is_named(cast, tokens.start..from, id) || !is_named(cast, from..tokens.end, id);
    act.target.retain(charged);
}

/// "Sent weapons to the rebels": who is given something is not hit by it.
fn to_whom_given(text: &Text<'_>, act: &mut Act) {
    let gift =
        act.measures.iter().any(|matter| matches!(matter.measure.0.as_str(), "military-aid" | "humanitarian-aid" | "reconstruction"));
    let gives = |at: usize| {
        let word = text.lower(at);
        ["give", "gave", "giving", "send", "sent", "suppl", "provid", "deliver", "donat"].iter().any(|stem| word.starts_with(stem))
            || matches!(
                word,
                "arm" | "arms" | "armed" | "arming" | "train" | "trained" | "training" | "trains" | "equip" | "equipped" | "equipping"
            )
    };
    // "Destroyed weapons supplied to Norland" gives it nothing.
    let takes = |at: usize| {
        ["destroy", "bomb", "seiz", "block", "attack", "intercept", "shell", "strik", "struck", "hit", "loot", "stop", "halt", "cut"]
            .iter()
            .any(|stem| text.lower(at).starts_with(stem))
    };
    let attack = act.measures.iter().any(|matter| matter.measure.0 == "armed-attack");
    let quote = text.tokens_in(act.quote.hull());
    if gift && !attack && act.addressee.is_empty() && quote.clone().any(gives) && !quote.clone().any(takes) {
        act.addressee = std::mem::take(&mut act.target);
        for reason in act.reasons.iter_mut().filter(|reason| reason.field == "target") {
            reason.field = "addressee";
        }
    }
}

/// "No Norlander minister rejected it": what is said of nobody.
fn is_of_no_one(text: &Text<'_>, cast: &Cast, act: &Act) -> bool {
    let quote = text.tokens_in(act.quote.hull());
    let Some(sentence) = text.sentence_at(act.quote.start()).map(|at| text.sentences[at].tokens.clone()) else { return false };
    let no = [Some(quote.start), quote.start.checked_sub(1), quote.start.checked_sub(2)];
    let no = no.into_iter().flatten().find(|&at| at >= sentence.start && text.lower(at) == "no");
    let Some(no) = no.filter(|&at| at == sentence.start || matches!(text.lower(at - 1), "," | "but" | "and" | "that" | "“" | "\""))
    else {
        return false;
    };
    // "No. 10", "no longer", "No, we": not of somebody.
    let somebody = |at: usize| cast.mentions_in(at..at + 1).iter().any(|mention| mention.form != Form::Place && mention.tokens.start == at);
    let verb = |at: usize| crate::date::is_past_verb(text, at) || matches!(text.lower(at), "has" | "have" | "will" | "would");
    let denied = somebody(no + 1) && (no + 2..sentence.end.min(no + 6)).any(verb);
    denied && !matches!(act.kind, ActKind::Assess | ActKind::Contact | ActKind::Conclude)
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

/// "Five Norlanders were killed by Sudrian rockets": who suffers has not done it, and whoever stands after "by" has. Without one nobody is
/// said to have.
fn by_whom_suffered(text: &Text<'_>, cast: &Cast, act: &mut Act) {
    let tokens = text.tokens_in(act.quote.hull());
    let be = |at: usize| matches!(text.lower(at), "was" | "were" | "been" | "being" | "are" | "is" | "be");
    let suffers = |at: &usize| is_undergone(text.lower(*at)) && (at.saturating_sub(3).max(tokens.start)..*at).any(be);
    let Some(verb) = tokens.clone().find(suffers) else { return };
    // "Norland bombed the port and twelve were killed", "killed a man who was targeted": what is suffered is not all that is told.
    let other = |at: usize| {
        text.tokens[at].kind == TokenKind::Mark
            || matches!(text.lower(at), "and" | "who" | "which" | "that" | "where" | "when" | "whom" | "after" | "as" | "while" | "but")
            || !be(at) && text.lower(at).ends_with("ed") && at + 1 < verb && !is_undergone(text.lower(at)) && !tells_whom(text.lower(at))
    };
    let doing = (tokens.start..verb).any(|at| is_undergone(text.lower(at)) && !be(at.saturating_sub(1)));
    if doing || (tokens.start..verb).any(other) {
        return;
    }
    let ids = by_whom(text, cast, verb, tokens.end);
    let undergone = UNDERGOES.contains(&text.lower(verb));
    let named = |within: Range<usize>, id: &ActorId| {
        let mentions = cast.mentions_in(within);
        mentions.iter().any(|mention| mention.actors.iter().any(|&actor| cast.id(cast.principal(actor)) == *id))
    };
    let suffered = |id: &ActorId| named(tokens.start..verb, id) && !named(verb..tokens.end, id);
    // Nor has somebody of another paragraph: "three hundred people have been killed since".
    let paragraph = text.sentence_at(act.quote.hull().start()).map(|at| text.paragraphs[text.sentences[at].paragraph].span);
    let struck =
        |at: usize| matches!(text.lower(at), "strike" | "strikes" | "raid" | "raids" | "attack" | "attacks" | "shelling" | "bombing");
    let named_there =
        undergone || paragraph.is_none_or(|it| act.actor.iter().any(|id| named(text.tokens_in(it), id))) || tokens.clone().any(struck);
    if act.actor == ids || ids.is_empty() && named_there && !act.actor.iter().any(suffered) {
        return;
    }
    act.reasons.retain(|reason| reason.field != "actor");
    act.reasons.push(Reason { field: "actor", rule: "the words say by whom it was done, or do not".to_owned(), at: None });
    // Who is set free is not aimed at.
    let aimed = undergone && !matches!(text.lower(verb), "freed" | "released");
    if !ids.is_empty() || aimed {
        act.target = act.actor.iter().filter(|id| !ids.contains(id) && suffered(id)).cloned().collect();
    }
    act.speaker = None;
    if ids.is_empty() && named_there {
        act.actor.retain(|id| !suffered(id));
    } else {
        act.actor = ids;
    }
}

/// Who stands after “by” behind a verb that tells what was done to somebody; after “expelled from” the body whose member one was.
fn by_whom(text: &Text<'_>, cast: &Cast, verb: usize, end: usize) -> Vec<ActorId> {
    let by = (verb + 1..end.min(verb + 6)).find(|&at| text.lower(at) == "by");
    let mut doers: Vec<usize> = by.map_or_else(Vec::new, |by| participants(text, cast, by..end.min(by + 10)));
    if text.lower(verb) == "expelled" && text.lower(verb + 1) == "from" {
        let from = participants(text, cast, verb + 1..end.min(verb + 7));
        doers.extend(from.into_iter().filter(|&actor| cast.actors[actor].kind == ActorKind::Body));
    }
    let mut ids: Vec<ActorId> = doers.iter().map(|&actor| cast.id(cast.principal(actor))).collect();
    ids.dedup();
    ids
}

/// Words that end as verbs do and say of whom it is told: "three hundred people were killed".
fn tells_whom(word: &str) -> bool {
    matches!(
        word,
        "hundred" | "united" | "armed" | "unarmed" | "unidentified" | "wanted" | "suspected" | "alleged" | "retired" | "uniformed"
    )
}

/// "I'm not going to get into the details": who tells a reporter nothing refuses nothing.
fn declines_to_tell(text: &Text<'_>, act: &Act) -> bool {
    let tokens = text.tokens_in(act.quote.hull());
    let word = |at: usize| if at < tokens.end { text.lower(at) } else { "" };
    // "The company had no immediate comment", and nothing else.
    let none = |at: usize| {
        matches!(word(at), "had" | "has" | "have" | "made" | "offered" | "gave")
            && word(at + 1) == "no"
            && (word(at + 2) == "comment" || word(at + 3) == "comment")
            && !(at..tokens.end).any(|at| matches!(word(at), "and" | "but"))
    };
    if !matches!(act.kind, ActKind::Reject | ActKind::Commit | ActKind::Assess | ActKind::Deny) {
        return false;
    }
    if tokens.clone().any(none) || act.kind == ActKind::Deny {
        return tokens.clone().any(none);
    }
    let details = |from: usize| (from..from + 3).any(|at| matches!(word(at), "details" | "detail" | "specifics" | "particulars" | "that"));
    let tells = |at: usize| {
        matches!(word(at), "comment" | "elaborate" | "speculate")
            || matches!(word(at), "get" | "go") && word(at + 1) == "into" && details(at + 2)
            || word(at) == "discuss" && details(at + 1) && !tokens.clone().any(|at| text.lower(at) == "with")
    };
    // As the first that is said, so that "rejected the truce and would not comment" stays.
    (tokens.start..tokens.end.min(tokens.start + 7)).any(|at| {
        let not = matches!(word(at), "not" | "won't" | "wouldn't" | "can't" | "cannot" | "declined" | "declines" | "refused" | "refuses");
        let first = !(tokens.start..at).any(|at| text.lower(at).ends_with("ed"));
        not && first && (at + 1..at + 6).any(tells)
    })
}

/// "Orr spoke to the Harbour Post": who talks to a newspaper has not met the other side.
fn is_interview(text: &Text<'_>, cast: &Cast, act: &Act) -> bool {
    if act.kind != ActKind::Contact {
        return false;
    }
    let tokens = text.tokens_in(act.quote.hull());
    let talks = |at: usize| matches!(text.lower(at), "spoke" | "speaking" | "talked" | "spoken");
    let met = |at: usize| matches!(text.lower(at), "met" | "meeting" | "talks" | "summit" | "visited" | "call");
    let medium = |at: usize| {
        let mentions = cast.mentions_in(at..at + 1);
        mentions.iter().any(|mention| mention.actors.iter().any(|actor| cast.media.contains(actor))) || text.lower(at) == "reporters"
    };
    // A union may deal with a newspaper, and whoever spoke to somebody else, too, has met that one.
    let talking: BTreeSet<usize> = participants(text, cast, tokens.clone()).into_iter().map(|actor| cast.principal(actor)).collect();
    let others = talking.iter().filter(|actor| !cast.media.contains(actor));
    let deals = others.clone().any(|actor| cast.actors[*actor].kind == ActorKind::Group);
    others.count() < 2
        && !deals
        && tokens.clone().any(|at| talks(at) && (at + 1..tokens.end.min(at + 4)).any(medium))
        && !tokens.clone().any(met)
}

/// What a newspaper and its writers think of the talks is no part of them; as a firm it may deal with its workers.
fn is_comment(cast: &Cast, act: &Act) -> bool {
    let medium = |id: &ActorId| cast.index(id).is_some_and(|actor| cast.media.contains(&actor));
    matches!(act.kind, ActKind::Assess | ActKind::Accuse) && !act.actor.is_empty() && act.actor.iter().all(medium)
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
    if several && (before == "each" || before == "both" && act.actor.iter().all(|id| is(id, ActorKind::Company))) {
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
            by_whom_suffered(&text, &cast, &mut act);
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
