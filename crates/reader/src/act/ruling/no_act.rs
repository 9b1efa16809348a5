//! Words that tell of no act: what has not been done yet, what nobody did, what would have been said, what is dreaded, comments and interviews.
use crate::act::people::participants;
use crate::actor::{Cast, Form};
use crate::text::{Text, TokenKind};
use evidence::{Act, ActKind, ActorId, ActorKind};
use std::collections::BTreeSet;

/// "Norland faces new tariffs", "will be hit by": who suffers harm threatens nobody with it.
pub(super) fn faces(text: &Text<'_>, cast: &Cast, act: &Act) -> bool {
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
pub(super) fn is_dreaded(text: &Text<'_>, cast: &Cast, act: &Act) -> bool {
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
    // "The war minister", "the crisis cabinet".
    let leads = |at: usize| {
        ["minist", "cabinet", "government", "council", "room", "veteran", "hawk", "chief", "commander"]
            .iter()
            .any(|stem| text.lower(at).starts_with(stem))
    };
    let Some(noun) = (from..verb.min(from + 6)).find(|&at| DREADED.contains(&text.lower(at)) && !leads(at + 1)) else { return false };
    // “Norland, in the war, threatened”, “the dockers' strike”: somebody's own, or only where.
    let acts = |mention: &crate::actor::Mention| {
        mention.form != Form::Place && mention.actors.iter().any(|&actor| act.actor.contains(&cast.id(cast.principal(actor))))
    };
    let under = from < noun && matches!(text.lower(from), "in" | "during" | "amid" | "despite" | "since" | "before" | "over");
    let did = |at: usize| crate::date::is_past_verb(text, at) && text.lower(at) != "had";
    !under && !cast.mentions_in(from..noun).iter().any(acts) && !(from..verb).any(did)
}

/// “He predicted that Norland would raise its duties”, “an analyst said Norland would”: what others foretell nobody has announced.
pub(super) fn is_forecast(text: &Text<'_>, commentators: &BTreeSet<ActorId>, act: &Act) -> bool {
    if !matches!(act.kind, ActKind::Threaten | ActKind::Commit) {
        return false;
    }
    let quote = text.tokens_in(act.quote.hull());
    let Some(start) = text.sentence_at(act.quote.start()).map(|at| text.sentences[at].tokens.start) else { return false };
    let comments = !act.told_by.is_empty() && act.told_by.iter().all(|id| commentators.contains(id));
    let foretells = |at: usize| matches!(text.lower(at), "predicted" | "predicts" | "predict" | "forecast" | "forecasts" | "predicting");
    let Some(will) = quote.clone().find(|&at| matches!(text.lower(at), "will" | "would")) else { return false };
    // Of its own clause: "Orr predicted a cold winter, and Norland would".
    let mut near = (quote.start.saturating_sub(2).max(start)..will).rev().take_while(|&at| text.tokens[at].kind != TokenKind::Mark);
    comments || near.any(foretells)
}

/// "I would have told you that I would not sign": what would have been said was not.
pub(super) fn is_counterfactual(text: &Text<'_>, act: &Act) -> bool {
    let tokens = text.tokens_in(act.quote.hull());
    let told = |at: usize| matches!(text.lower(at), "told" | "said" | "answered");
    !matches!(act.kind, ActKind::Contact | ActKind::Conclude | ActKind::Deed | ActKind::Assess)
        && tokens.clone().any(|at| text.lower(at) == "would" && text.lower(at + 1) == "have" && told(at + 2))
}

/// "Is not yet negotiating", "has yet to join": who has not done so yet refuses nothing.
pub(super) fn is_not_yet(text: &Text<'_>, act: &Act) -> bool {
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
pub(super) fn is_no_yes(text: &Text<'_>, act: &Act) -> bool {
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
pub(super) fn is_of_the_fighting(text: &Text<'_>, act: &Act) -> bool {
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
pub(super) fn could_be_used(text: &Text<'_>, act: &Act) -> bool {
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

/// "No Norlander minister rejected it": what is said of nobody.
pub(super) fn is_of_no_one(text: &Text<'_>, cast: &Cast, act: &Act) -> bool {
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

/// "I'm not going to get into the details": who tells a reporter nothing refuses nothing.
pub(super) fn declines_to_tell(text: &Text<'_>, act: &Act) -> bool {
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
pub(super) fn is_interview(text: &Text<'_>, cast: &Cast, act: &Act) -> bool {
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
pub(super) fn is_comment(cast: &Cast, act: &Act) -> bool {
    let medium = |id: &ActorId| cast.index(id).is_some_and(|actor| cast.media.contains(&actor));
    matches!(act.kind, ActKind::Assess | ActKind::Accuse) && !act.actor.is_empty() && act.actor.iter().all(medium)
}
