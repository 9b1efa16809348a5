//! Whom an act is for, whom it is aimed at, and who took part.
use super::rule::Rule;
use crate::actor::{Cast, Form, Mention};
use crate::text::{Text, TokenKind};
use evidence::{ActKind, ActorId, ActorKind};
use std::ops::Range;

/// Addressees and targets, as principals, from the words after the verb.
pub(super) fn others(text: &Text<'_>, cast: &Cast, rule: &Rule, own: &[usize], after: Range<usize>) -> (Vec<usize>, Vec<usize>) {
    let mut addressee: Vec<usize> = Vec::new();
    let mut target: Vec<usize> = Vec::new();
    // The end of the last mention that was taken, and whether as addressee: what is joined to it goes the same way.
    let mut last: Option<(usize, bool)> = None;
    // The end of the last one that was not: nor is what is joined to that.
    let mut left: Option<usize> = None;
    // "A truce that would allow Norlanders to return": who may then return is not asked.
    let allows = after.clone().find(|&at| would_allow(text, at));
    let after = after.start..allows.unwrap_or(after.end);
    // "Criticised it because it did not name Norland": who is left out is not charged.
    let left_out = (rule.kind == ActKind::Accuse).then(|| after.clone().find(|&at| leaves_out(text, at))).flatten();
    let after = after.start..left_out.unwrap_or(after.end);
    // "Accused them of forgetting its debt to Norland": what follows is what for.
    let what_for = (rule.kind == ActKind::Accuse)
        .then(|| after.clone().find(|&at| text.lower(at) == "of" && is_pronoun(text.lower(at - 1))))
        .flatten();
    for mention in cast.mentions_in(after.clone()) {
        if mention.form == Form::Place || mention.tokens.end > after.end {
            continue;
        }
        let principals: Vec<usize> = mention.actors.iter().map(|&a| cast.principal(a)).filter(|a| !own.contains(a)).collect();
        if principals.is_empty() || is_whose_ally(text, mention) || rule.kind == ActKind::Demand && is_for_whom(text, mention) {
            continue;
        }
        if matches!(rule.kind, ActKind::Demand | ActKind::Accuse) && is_done_to(text, cast, mention) {
            left = Some(mention.tokens.end);
            continue;
        }
        let counts = (addressee.len(), target.len());
        if let Some((end, addressed)) = last
            && (end..mention.tokens.start).len() <= 2
            && (end..mention.tokens.start).all(|i| matches!(text.lower(i), "and" | "," | "the" | "or"))
        {
            push(if addressed { &mut addressee } else { &mut target }, &principals);
            last = Some((mention.tokens.end, addressed));
            continue;
        }
        let before = mention
            .tokens
            .start
            .checked_sub(1)
            .map_or("", |i| if matches!(text.lower(i), "the" | "both" | "its") && i > 0 { text.lower(i - 1) } else { text.lower(i) });
        let near = mention.tokens.start <= after.start + 3 || joined(text, cast, mention.tokens.start, after.start);
        let joined_to_left =
            left.is_some_and(|end| (1..=2).contains(&(end..mention.tokens.start).len()) && matches!(before, "and" | "or" | ","));
        let expense =
            before == "of" && (mention.tokens.start.saturating_sub(4)..mention.tokens.start).any(|at| text.lower(at) == "expense");
        if joined_to_left || expense || what_for.is_some_and(|of| mention.tokens.start > of) {
            left = Some(mention.tokens.end);
            continue;
        }
        // "Asked him to draft a plan to protect farmers", "advised companies to contact the authorities": whoever is asked stands before the "to".
        let past_to = rule.kind == ActKind::Demand && addressee.is_empty() && asks_another(text, after.start, mention.tokens.start);
        if past_to {
            left = Some(mention.tokens.end);
            continue;
        }
        match rule.kind {
            ActKind::Demand => match before {
                "on" if is_topic(text, mention.tokens.start) => {}
                "on" | "against" | "upon" if !near => push(&mut target, &principals),
                // "Demanded that Norland return the bodies of its pilots": who is asked is told already.
                "of" if !addressee.is_empty() && principals.iter().all(|&it| cast.actors[it].kind == ActorKind::Unnamed) => {}
                "from" | "of" if !super::hearer::is_left(text, mention) => push(&mut addressee, &principals),
                "from" | "of" => {}
                _ if near && (addressee.is_empty() || before == "and")
                    || mention.form == Form::Name
                        && addressee.is_empty()
                        && !matches!(before, "with" | "in" | "by" | "between" | "for") =>
                {
                    push(&mut addressee, &principals)
                }
                _ => {}
            },
            ActKind::Accuse | ActKind::Threaten | ActKind::Deed | ActKind::Deny
                if target.is_empty() && !matches!(before, "in" | "from" | "by" | "with" | "between" | "for" | "than")
                    || before == "and" && near =>
            {
                push(&mut target, &principals);
            }
            ActKind::Endorse
                if target.is_empty() && !matches!(before, "in" | "on" | "against" | "over" | "at") || before == "and" && near =>
            {
                push(&mut target, &principals);
            }
            ActKind::Reject | ActKind::Commit | ActKind::Propose | ActKind::Accept | ActKind::Condition | ActKind::Retract
                if matches!(before, "to" | "with" | "from" | "for") && addressee.is_empty() =>
            {
                push(&mut addressee, &principals);
            }
            _ => {}
        }
        if addressee.len() > counts.0 {
            last = Some((mention.tokens.end, true));
        } else if target.len() > counts.1 {
            last = Some((mention.tokens.end, false));
        } else {
            left = Some(mention.tokens.end);
        }
    }
    (addressee, target)
}

/// "Hold talks on Norland": what is talked about is no target.
fn is_topic(text: &Text<'_>, name: usize) -> bool {
    (name.saturating_sub(3)..name).any(|at| {
        text.lower(at) == "on"
            && matches!(text.lower(at.wrapping_sub(1)), "talks" | "negotiations" | "discussions" | "dialogue" | "conference" | "meeting")
    })
}

/// Whether words begin here that say for whom something would be good: "that would allow".
pub(super) fn would_allow(text: &Text<'_>, at: usize) -> bool {
    matches!(text.lower(at), "that" | "which")
        && matches!(text.lower(at + 1), "would" | "will" | "could")
        && matches!(text.lower(at + 2), "allow" | "let" | "enable" | "permit" | "help")
}

/// "Did not mention", "failed to condemn".
pub(super) fn leaves_out(text: &Text<'_>, at: usize) -> bool {
    let names = ["mention", "name", "condemn", "acknowledge"].iter().any(|stem| text.lower(at).starts_with(stem));
    let not = |at: usize| matches!(text.lower(at), "not" | "failed" | "failing" | "without" | "never") || text.lower(at).ends_with("n't");
    names && (at.saturating_sub(2)..at).any(not)
}

/// "Norland's ally Sudria": whose ally somebody is.
pub(super) fn is_whose_ally(text: &Text<'_>, mention: &Mention) -> bool {
    text.lower(mention.tokens.end) == "'s"
        && matches!(
            text.lower(mention.tokens.end + 1),
            "ally" | "allies" | "rival" | "rivals" | "neighbour" | "neighbor" | "foe" | "enemy" | "backer"
        )
        && text.tokens.get(mention.tokens.end + 2).is_some_and(|next| next.capital)
}

/// Whether others than whoever is named at `name` are asked by the verb that ends before `start`: "him to", "companies to".
fn asks_another(text: &Text<'_>, start: usize, name: usize) -> bool {
    let asks = start.checked_sub(1).is_some_and(|at| {
        ["ask", "urg", "advis", "order", "instruct", "tell", "told", "encourag"].iter().any(|stem| text.lower(at).starts_with(stem))
    });
    let to = (start + 1..name.min(start + 5)).find(|&at| text.lower(at) == "to");
    let plain = |at: usize| !matches!(text.lower(at), "for" | "from" | "on" | "," | "and" | "that");
    asks && to.is_some_and(|to| (start..to).all(plain))
}

/// "Demanded protection for its small farmers", "aid for Norland": for whom something is asked is not who is asked.
pub(super) fn is_for_whom(text: &Text<'_>, mention: &Mention) -> bool {
    let from = mention.tokens.start.saturating_sub(4);
    let Some(at) = (from..mention.tokens.start).rev().find(|&at| text.lower(at) == "for") else { return false };
    let given = matches!(
        text.lower(at.wrapping_sub(1)),
        "protection"
            | "protections"
            | "aid"
            | "support"
            | "relief"
            | "compensation"
            | "help"
            | "assistance"
            | "subsidies"
            | "justice"
            | "funds"
    );
    // "Its small", "the poor": between them no other clause.
    given
        && (at + 1..mention.tokens.start)
            .all(|at| text.tokens[at].kind == TokenKind::Word && !matches!(text.lower(at), "and" | "to" | "from" | "of"))
}

/// What is done to people who can do nothing about it.
#[rustfmt::skip]
const DONE_TO: &[&str] = &[
    "free", "frees", "freed", "freeing", "release", "releases", "released", "releasing", "extradite", "extraditing", "kill", "killed", "killing",
    "murdering", "massacring", "executing", "execute", "detaining", "arresting", "jailing", "abducting", "kidnapping", "torturing", "deporting",
    "expelling", "wounding",
];

/// “Free the fishermen”, “hand over the rebels”, “killing thirty villagers”: those of whom it is wanted, or whom it befell, are neither asked nor
/// blamed.
pub(super) fn is_done_to(text: &Text<'_>, cast: &Cast, mention: &Mention) -> bool {
    let people = |actor: &usize| matches!(cast.actors[*actor].kind, ActorKind::Unnamed | ActorKind::Person | ActorKind::Group);
    let counted = |at: usize| {
        text.tokens[at].kind == TokenKind::Number
            || crate::measure::number_word(text.lower(at)).is_some()
            || matches!(text.lower(at), "the" | "its" | "their" | "all" | "these" | "those" | "some" | "more" | "than" | "least" | "about")
    };
    let first = mention.tokens.start;
    let Some(verb) = (first.saturating_sub(5)..first).rev().find(|&at| !counted(at)) else { return false };
    let hands = text.lower(verb) == "over" && verb.checked_sub(1).is_some_and(|at| matches!(text.lower(at), "hand" | "handing" | "hands"));
    mention.actors.iter().all(people) && (hands || DONE_TO.contains(&text.lower(verb)))
}

pub(super) fn is_pronoun(word: &str) -> bool {
    matches!(word, "it" | "them" | "him" | "her" | "us" | "me")
}

/// Whether a mention is one of a list that begins near `from`: "urged Norland and Sudria".
fn joined(text: &Text<'_>, cast: &Cast, start: usize, from: usize) -> bool {
    cast.mentions_in(from..start).iter().any(|m| {
        m.tokens.start <= from + 3
            && (m.tokens.end..start).len() <= 2
            && (m.tokens.end..start).all(|i| matches!(text.lower(i), "and" | "," | "the"))
    })
}

/// Those who took part in a contact or agreement, besides its subject: "with X", "between X and Y", "X and Y".
pub(super) fn participants(text: &Text<'_>, cast: &Cast, after: Range<usize>) -> Vec<usize> {
    let mut out = Vec::new();
    let mut open = false;
    let mut end = after.start;
    for mention in cast.mentions_in(after.clone()) {
        if mention.tokens.end > after.end || mention.form == Form::Place {
            continue;
        }
        // "Drafted by Norland and Sudria's ally Estmark": whose ally it is is no party to it.
        if is_whose_ally(text, mention) {
            end = mention.tokens.end + 2;
            continue;
        }
        let gap = end..mention.tokens.start;
        // The link stands right before the name: "held talks with Sudria", not "to support reform in Sudria".
        let near = gap.start.max(mention.tokens.start.saturating_sub(4))..gap.end;
        let links = near.clone().rev().find_map(|i| match text.lower(i) {
            "with" | "between" | "among" | "to" | "by" | "from" => Some(true),
            "of" | "in" | "on" | "about" | "for" | "like" | "against" | "over" | "that" | "at" => Some(false),
            _ => None,
        });
        let links = links == Some(true);
        let follows =
            gap.len() <= 3 && gap.clone().all(|i| matches!(text.lower(i), "and" | "," | "the" | "his" | "her" | "of" | "leaders"));
        let direct = gap.start == after.start && gap.len() <= 1;
        if links || open && follows || direct {
            open = true;
            push(&mut out, &mention.actors.iter().map(|&a| cast.principal(a)).collect::<Vec<_>>());
        } else {
            open = false;
        }
        end = mention.tokens.end;
    }
    out
}

/// Whether the words name an actor or somebody who stands for it.
pub(super) fn is_named(cast: &Cast, within: Range<usize>, id: &ActorId) -> bool {
    cast.mentions_in(within).iter().any(|mention| means(cast, mention, id))
}

/// Whether a mention means an actor or somebody who stands for it.
pub(super) fn means(cast: &Cast, mention: &Mention, id: &ActorId) -> bool {
    mention.actors.iter().any(|&actor| cast.id(cast.principal(actor)) == *id)
}

/// Adds those that are not there yet.
pub(super) fn push(into: &mut Vec<usize>, actors: &[usize]) {
    for &actor in actors {
        if !into.contains(&actor) {
            into.push(actor);
        }
    }
}
