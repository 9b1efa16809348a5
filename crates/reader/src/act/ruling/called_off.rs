//! Meetings and attacks that did not take place, since somebody called them off.
use crate::text::{Text, TokenKind};
use evidence::{Act, ActKind, Place, Status};
use std::ops::Range;

/// Words that tell of a meeting that took place, or that begin what else is said of one: "after an earlier round was called off".
#[rustfmt::skip]
const APART: &[&str] = &[
    "held", "met", "meet", "meets", "opened", "resumed", "began", "took", "spoke", "discussed", "visited", "hosted", "that", "which", "who", "after",
    "before", "when", "until", "since", "because", "but", "while", "if", "unless", ",",
];

/// Tells of a meeting that was put off that it was, and of an attack that was called off no attack.
pub(super) fn settle(text: &Text<'_>, act: &mut Act) {
    let tokens = text.tokens_in(act.quote.hull());
    let rule = "the words say that it was called off";
    match act.kind {
        ActKind::Contact if act.status != Some(Status::CalledOff) => {
            let Some(verb) = put_off(text, tokens.clone()) else { return };
            if verb >= tokens.end
                && let Some(words) = text.span_of(tokens.start..verb)
            {
                act.quote = Place::from(words);
            }
            act.status = Some(Status::CalledOff);
            act.withdraw(&["status"]);
            act.because("status", rule, None);
        }
        ActKind::Deed if act.measures.iter().any(|it| it.measure.0 == "armed-attack") => {
            let calls = |at: usize| matches!(text.lower(at), "call" | "calls" | "called" | "calling") && text.lower(at + 1) == "off";
            let attack = |at: usize| {
                ["attack", "strike", "raid", "assault", "offensive", "operation", "air"].iter().any(|stem| text.lower(at).starts_with(stem))
            };
            let called = (tokens.start..tokens.end.min(tokens.start + 8)).find(|&at| calls(at));
            // "Attacked the town after it called off the talks".
            if called.is_some_and(|at| (at + 2..at + 6).any(attack) && !(tokens.start..at).any(attack)) {
                act.kind = ActKind::Retract;
                (act.strength, act.status) = (None, None);
                act.measures.clear();
                act.withdraw(&["act", "measures", "strength", "status"]);
                act.because("act", rule, None);
            }
        }
        _ => {}
    }
}

/// Where the words end that say of a meeting that it was put off, which may stand behind the act's own: "the round of talks on the border [was
/// postponed]".
fn put_off(text: &Text<'_>, tokens: Range<usize>) -> Option<usize> {
    let sentence = text.sentence_at(text.tokens.get(tokens.start)?.span.start())?;
    let end = text.sentences[sentence].tokens.end.min(tokens.end + 8);
    let apart = |at: &usize| *at > tokens.start && APART.contains(&text.lower(*at));
    let last = (tokens.start..end).find(apart).unwrap_or(end);
    let be = |at: usize| matches!(text.lower(at), "was" | "were" | "been" | "is" | "are" | "be");
    let off = |at: &usize| match text.lower(*at) {
        "postponed" | "cancelled" | "canceled" | "delayed" | "scrapped" => true,
        "called" | "put" => text.lower(at + 1) == "off",
        _ => false,
    };
    let verb = (tokens.start + 2..last).find(off)?;
    let passive = be(verb - 1) || be(verb - 2) && text.tokens[verb - 1].kind == TokenKind::Word;
    // "Were delayed for an hour" is held late.
    let late = text.lower(verb) == "delayed" && matches!(text.lower(verb + 1), "for" | "by" | "briefly" | "no");
    let negated = late || (verb.saturating_sub(4)..verb).any(|at| matches!(text.lower(at), "not" | "never"));
    let end = verb + if text.lower(verb + 1) == "off" { 2 } else { 1 };
    (passive && !negated).then_some(end)
}
