//! What an act is not about though its words name it: what is not to be put off, what an offer comes too late to head off, harm that will not be done,
//! war where trade is what is fought over.
use super::without;
use super::work::ARMS;
use crate::act::wording::spares;
use crate::text::{Text, TokenKind};
use evidence::{Act, ActKind, Matter};
use std::ops::Range;

/// Takes from an act the measures that its words name otherwise.
pub(super) fn mend(text: &Text<'_>, act: &mut Act) {
    let tokens = text.tokens_in(act.quote.hull());
    if act.kind == ActKind::Reject {
        // Whoever refuses a delay, or calls an offer too little to spare somebody a measure, is not against the measure. A measure whose own words
        // are of the delay ("delay tariffs") is what is refused.
        if let Some(from) = delay(text, &tokens).or_else(|| too_little(text, &tokens)) {
            let named = |matter: &Matter| {
                let first = matter.words.as_ref().map(|words| text.token_at(words.start()));
                first.is_none_or(|first| first > from && (from..first).all(|at| text.tokens[at].kind != TokenKind::Mark))
            };
            without(act, named);
        }
    }
    // "Will not attack": what is promised is that it will not be done.
    if act.kind == ActKind::Commit && spares(text, tokens.clone()) {
        without(act, |matter| matter.words.is_some() || matter.measure.0 == "armed-attack");
    }
    if is_of_trade(text, &tokens) {
        without(act, |matter| matter.measure.0 == "armed-attack");
    }
}

/// “Refused to postpone new sanctions”, “opposes any delay in the release”, “will not wait before”: where the delay stands that is refused.
fn delay(text: &Text<'_>, tokens: &Range<usize>) -> Option<usize> {
    let refuses = |at: usize| {
        ["refus", "reject", "oppos", "declin", "dismiss"].iter().any(|stem| text.lower(at).starts_with(stem))
            || matches!(text.lower(at), "not" | "no" | "won't" | "wouldn't")
            || matches!(text.lower(at), "ruled" | "rules" | "ruling") && text.lower(at + 1) == "out"
            || matches!(text.lower(at), "turned" | "turns" | "turning") && text.lower(at + 1) == "down"
    };
    let delays = |at: &usize| match text.lower(*at) {
        "wait" => (at + 1..at + 4).any(|at| text.lower(at) == "before"),
        "put" | "putting" => text.lower(at + 1) == "off",
        "hold" | "holding" => text.lower(at + 1) == "off",
        word => ["postpon", "delay", "defer"].iter().any(|stem| word.starts_with(stem)) && word != "deference",
    };
    let plain = |at: &usize| text.tokens[*at].kind != TokenKind::Mark || matches!(text.lower(*at), "“" | "”" | "\"");
    let verb = tokens.clone().find(|&at| refuses(at))?;
    (verb + 1..tokens.end.min(verb + 9)).take_while(plain).find(delays)
}

/// “Too little to head off the tariffs”, “too late to avert sanctions”: where the words stand for what it falls short of.
fn too_little(text: &Text<'_>, tokens: &Range<usize>) -> Option<usize> {
    let short = |at: usize| matches!(text.lower(at), "little" | "late" | "small" | "weak" | "modest" | "few");
    let spares = |at: usize| {
        matches!(text.lower(at), "avert" | "avoid" | "prevent" | "stop" | "delay" | "block" | "forestall" | "stave")
            || text.lower(at) == "head" && text.lower(at + 1) == "off"
    };
    let too = |at: usize| text.lower(at) == "too" && short(at + 1);
    tokens.clone().find(|&at| too(at)).and_then(|at| (at + 2..tokens.end.min(at + 7)).find(|&at| spares(at) && text.lower(at - 1) == "to"))
}

/// “Threatened to retaliate against duties on its steel”: where the text speaks of trade, and of no arms, nobody is attacked.
fn is_of_trade(text: &Text<'_>, tokens: &Range<usize>) -> bool {
    let trades = |at: usize| {
        ["tariff", "duties", "trade", "export", "import", "quota", "levies", "levy"].iter().any(|stem| text.lower(at).starts_with(stem))
            && !text.lower(at).starts_with("importan")
    };
    let arms = |at: usize| matches!(text.lower(at), "war" | "wars" | "arms") || ARMS.iter().any(|stem| text.lower(at).starts_with(stem));
    let all = || 0..text.tokens.len();
    tokens.clone().any(|at| text.lower(at).starts_with("retaliat")) && all().any(trades) && !all().any(arms)
}
