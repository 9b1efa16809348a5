//! Which kind of act the words tell, whatever the heads say: the guide of the acts says so of them.
use super::ruling::turned::FORCE;
use crate::actor::{Cast, Form};
use crate::text::{Text, TokenKind};
use evidence::{ActKind, ActorKind};
use std::ops::Range;

/// The kind that the words of an act tell, whatever the heads say: the guide says so of them.
pub(super) fn kind_by_words(text: &Text<'_>, tokens: Range<usize>, kind: ActKind) -> ActKind {
    match kind {
        ActKind::Assess if is_peaceful(text, tokens.clone()) => ActKind::Deny,
        ActKind::Demand | ActKind::Assess if is_price_of_any(text, tokens.clone()) => ActKind::Condition,
        ActKind::Reject if is_no_signatory(text, tokens.clone()) => ActKind::Assess,
        ActKind::Reject if foresees_nothing(text, tokens.clone()) => ActKind::Assess,
        ActKind::Reject if is_willing(text, tokens.clone()) => ActKind::Commit,
        ActKind::Condition | ActKind::Reject if is_liable(text, tokens.clone()) => ActKind::Assess,
        ActKind::Threaten if (tokens.start + 1..tokens.end).any(|at| text.lower(at) == "than" && text.lower(at - 1) == "further") => {
            ActKind::Assess
        }
        ActKind::Reject if rules_nothing_out(text, tokens.clone()) => ActKind::Commit,
        ActKind::Demand | ActKind::Assess | ActKind::Reject if hindsight(text, tokens.clone()).is_some() => ActKind::Accuse,
        ActKind::Demand if is_to_blame(text, tokens.clone()) => ActKind::Accuse,
        ActKind::Commit if will_not_stop(text, tokens.clone()) => ActKind::Reject,
        ActKind::Deed if cuts_a_deal(text, tokens.clone()) => ActKind::Conclude,
        ActKind::Deed | ActKind::Assess | ActKind::Demand if sets_strike_deadline(text, tokens.clone()) => ActKind::Threaten,
        ActKind::Retract | ActKind::Accuse if is_brushed_aside(text, tokens.clone()) => ActKind::Deny,
        ActKind::Accuse if is_owned_up(text, tokens.clone()) => ActKind::Assess,
        ActKind::Condition if is_for_who_wants(text, tokens.clone()) => ActKind::Demand,
        ActKind::Demand | ActKind::Retract if disputes_a_demand(text, tokens.clone()) => ActKind::Reject,
        ActKind::Reject if forbids(text, tokens.clone()) => ActKind::Demand,
        ActKind::Deed if unveils_plans(text, tokens.clone()) => ActKind::Commit,
        ActKind::Accuse | ActKind::Deny if states_a_right(text, tokens.clone()) => ActKind::Assess,
        ActKind::Reject if tokens.clone().any(|at| matches!(text.lower(at), "abstained" | "abstain" | "abstains" | "abstaining")) => {
            ActKind::Assess
        }
        ActKind::Reject | ActKind::Retract if backs(text, tokens.clone()) => ActKind::Endorse,
        ActKind::Retract if turns_down_anothers(text, tokens.clone()) => ActKind::Reject,
        ActKind::Deny if turns_down_a_claim(text, tokens.clone()) => ActKind::Reject,
        ActKind::Conclude if disagrees(text, tokens.clone()) => ActKind::Assess,
        ActKind::Threaten if would_not_say(text, tokens.clone()) => ActKind::Assess,
        ActKind::Threaten if spares(text, tokens.clone()) => ActKind::Commit,
        _ => kind,
    }
}

/// The kind that the words tell by whose deed they speak of, whatever the heads say: who threatens does it oneself.
pub(super) fn kind_by_subject(text: &Text<'_>, cast: &Cast, tokens: Range<usize>, kind: ActKind) -> ActKind {
    match kind {
        ActKind::Threaten if warns_of_others(text, cast, tokens.clone()) || is_dreaded_strike(text, tokens.clone()) => ActKind::Assess,
        ActKind::Commit if changes_nothing(text, cast, tokens) => ActKind::Assess,
        _ => kind,
    }
}

/// Who does harm of one's own, and for no state or company.
#[rustfmt::skip]
const OTHERS: &[&str] = &[
    "rebels", "militants", "insurgents", "guerrillas", "terrorists", "extremists", "gunmen", "fighters", "unions", "strikers", "workers", "protesters",
    "demonstrators", "separatists", "hackers", "pirates", "smugglers", "traffickers",
];

/// What happens to somebody, and nobody does it: "may face sanctions".
#[rustfmt::skip]
const SUFFERED: &[&str] = &[
    "face", "suffer", "lose", "pay", "see", "find", "become", "have", "get", "risk", "regret", "fall", "collapse", "need", "end", "receive",
];

/// “Norland warned that rebels may attack the pipeline”, “warned that Sudria could shut the port”: of what others may do who warns is no author.
fn warns_of_others(text: &Text<'_>, cast: &Cast, tokens: Range<usize>) -> bool {
    let word = |at: usize| text.lower(at);
    let Some(sentence) = text.tokens.get(tokens.start).and_then(|token| text.sentence_at(token.span.start())) else { return false };
    let sentence = text.sentences[sentence].tokens.clone();
    let warns = |at: &usize| matches!(word(*at), "warned" | "warns" | "warning" | "warnings" | "warn");
    let near = tokens.start.saturating_sub(8).max(sentence.start)..tokens.end.min(tokens.start + 6);
    let Some(verb) = near.rev().find(warns) else { return false };
    let that = (verb + 1..sentence.end.min(verb + 7)).find(|&at| word(at) == "that");
    let from = that.unwrap_or(verb) + 1;
    let Some(may) = (from..sentence.end.min(from + 8)).find(|&at| matches!(word(at), "may" | "might" | "could")) else { return false };
    // “Its troops”, “the talks it has called”: one's own, or not plainly another's.
    let plain = |at: usize| {
        text.tokens[at].kind != TokenKind::Mark
            && !matches!(
                word(at),
                "it" | "they" | "he" | "she" | "we" | "i" | "its" | "their" | "his" | "her" | "our" | "my" | "there" | "and"
            )
    };
    let passive = word(may + 1) == "be" && !word(may + 2).ends_with("ing") || word(may + 1) == "not";
    if may == from || may >= tokens.end || passive || SUFFERED.contains(&word(may + 1)) || !(from..may).all(plain) {
        return false;
    }
    // “Orr, who has fought in Sudria, warned”: whoever is named before may be the one who warns.
    let before = cast.mentions_in(sentence.start..verb);
    let own = |actor: &usize| before.iter().flat_map(|it| &it.actors).any(|own| cast.principal(*own) == cast.principal(*actor));
    // "Orr warned that Norland could": of a person whose state nobody names it may be his own.
    let of_nobody = |mention: &&crate::actor::Mention| {
        let alone =
            |actor: &usize| cast.principal(*actor) == *actor && matches!(cast.actors[*actor].kind, ActorKind::Person | ActorKind::Body);
        mention.actors.iter().any(alone)
    };
    let party =
        |mention: &&crate::actor::Mention| mention.actors.iter().any(|&actor| cast.actors[cast.principal(actor)].kind == ActorKind::Group);
    if before.iter().any(|it| of_nobody(&it)) {
        return false;
    }
    let other = cast.mentions_in(from..may).iter().find(|mention| mention.tokens.end == may && mention.form == Form::Name);
    match other.map(|mention| &mention.actors) {
        Some(actors) if !actors.is_empty() => !before.is_empty() && !actors.iter().any(own),
        // A group's own fighters may do what it warns of.
        _ => OTHERS.contains(&word(may - 1)) && !before.iter().any(|it| party(&it)) && !(from..may).any(|at| word(at) == "'s"),
    }
}

/// “Another strike will kill this company”: who says what a walkout would do to one's own house threatens nobody.
fn is_dreaded_strike(text: &Text<'_>, tokens: Range<usize>) -> bool {
    let is = |at: usize, words: &[&str]| at < tokens.end && words.contains(&text.lower(at));
    let strike = |at: &usize| is(*at, &["strike", "strikes", "walkout", "walkouts", "stoppage", "stoppages"]);
    let Some(noun) = (tokens.start..tokens.end.min(tokens.start + 5)).find(strike) else { return false };
    let Some(will) = (noun + 1..noun + 5).find(|&at| is(at, &["will", "would", "could", "may", "might", "'ll"])) else { return false };
    let own = |at: usize| is(at, &["this", "our", "us", "my"]);
    !is(noun + 1, &["on", "against"]) && !is(tokens.start, &["we", "our"]) && (will + 2..will + 5).any(own)
}

/// “It would not stop its raids on Sudria”: whoever will not end what is done by force promises no end of it.
fn will_not_stop(text: &Text<'_>, tokens: Range<usize>) -> bool {
    let stops = |at: usize| matches!(text.lower(at), "stop" | "halt" | "end" | "cease" | "suspend" | "abandon" | "lift" | "ease");
    (tokens.start..tokens.end.min(tokens.start + 5)).any(|at| {
        let verb = match text.lower(at) {
            "will" | "would" | "shall" if matches!(text.lower(at + 1), "not" | "never") => at + 2,
            "won't" | "wouldn't" | "won’t" | "wouldn’t" => at + 1,
            _ => return false,
        };
        stops(verb) && (verb + 1..tokens.end.min(verb + 5)).any(|at| FORCE.contains(&text.lower(at)))
    })
}

/// “Norland Steel cut a deal with the dockers”: nothing is cut.
fn cuts_a_deal(text: &Text<'_>, mut tokens: Range<usize>) -> bool {
    let end = tokens.end;
    let deal = |at: usize| (at + 2..end.min(at + 5)).any(|at| matches!(text.lower(at), "deal" | "deals" | "bargain"));
    let a = |at: usize| matches!(text.lower(at + 1), "a" | "an" | "its" | "their" | "the");
    tokens.any(|at| matches!(text.lower(at), "cut" | "cuts" | "cutting") && a(at) && deal(at))
}

/// “Set a Sunday deadline for a strike”, “set a strike deadline”: a walkout is announced.
fn sets_strike_deadline(text: &Text<'_>, tokens: Range<usize>) -> bool {
    let is = |at: usize, words: &[&str]| at < tokens.end && words.contains(&text.lower(at));
    let strike = |at: usize| is(at, &["strike", "strikes", "walkout", "walkouts", "stoppage", "stoppages"]);
    tokens.clone().any(|at| {
        let deadline = (at + 1..at + 6).find(|&at| is(at, &["deadline"]));
        // “For the strike to end” is what is asked of others.
        let follows = |at: usize| strike(at) && !is(at + 1, &["to"]);
        let walkout = |deadline: usize| strike(deadline - 1) || is(deadline + 1, &["for"]) && (deadline + 2..deadline + 5).any(follows);
        is(at, &["set", "sets", "setting"]) && deadline.is_some_and(walkout)
    })
}

/// "Hit back at allegations that Norland had dropped its promise", "dismissed claims that": whatever the claims say is denied.
fn is_brushed_aside(text: &Text<'_>, tokens: Range<usize>) -> bool {
    let claims = |at: &usize| {
        matches!(
            text.lower(*at),
            "allegation" | "allegations" | "claim" | "claims" | "accusation" | "accusations" | "charges" | "suggestion" | "suggestions"
        )
    };
    let answers = |at: &usize| match text.lower(*at) {
        "hit" | "hits" | "hitting" => text.lower(at + 1) == "back",
        "dismissed" | "dismisses" | "dismissing" | "rejected" | "rejects" | "rejecting" => true,
        "brushed" | "brushes" => matches!(text.lower(at + 1), "aside" | "off"),
        _ => false,
    };
    let first = (tokens.start.saturating_sub(4)..tokens.end.min(tokens.start + 6)).find(answers);
    first.is_some_and(|at| (at + 1..at + 6).any(|at| claims(&at)))
}

/// "Norland admitted that its raid broke the truce": who owns up to something charges nobody.
fn is_owned_up(text: &Text<'_>, tokens: Range<usize>) -> bool {
    let owns = |at: &usize| {
        matches!(
            text.lower(*at),
            "admit" | "admits" | "admitted" | "concede" | "concedes" | "conceded" | "confess" | "confessed" | "confesses"
        )
    };
    let first = text.tokens.get(tokens.start).and_then(|token| text.sentence_at(token.span.start()));
    let from = first.map_or(tokens.start, |at| text.sentences[at].tokens.start).max(tokens.start.saturating_sub(3));
    // "Acknowledged that its raid": of others it may be a charge.
    let own = |at: usize| {
        matches!(text.lower(at), "acknowledged" | "acknowledges" | "acknowledging")
            && (at + 1..at + 4).any(|at| matches!(text.lower(at), "its" | "his" | "her" | "their" | "our"))
    };
    (from..tokens.end.min(tokens.start + 8)).any(|at| owns(&at) || own(at))
}

/// “Was not a party to the truce”, “is not a signatory of the treaty”: who has not signed says no to nothing by that.
fn is_no_signatory(text: &Text<'_>, tokens: Range<usize>) -> bool {
    let be = |at: usize| matches!(text.lower(at), "is" | "are" | "was" | "were" | "been");
    let signs = |at: usize| matches!(text.lower(at), "party" | "parties" | "signatory" | "signatories" | "member");
    let to = |at: usize| matches!(text.lower(at), "to" | "of");
    (tokens.start + 1..tokens.end).any(|at| {
        let noun = at + 1 + usize::from(matches!(text.lower(at + 1), "a" | "an" | "the"));
        text.lower(at) == "not" && be(at - 1) && signs(noun) && to(noun + 1)
    })
}

/// “Norland backs the drive for talks”: who backs something speaks for it; who “backs away” or “backs down” does not.
fn backs(text: &Text<'_>, tokens: Range<usize>) -> bool {
    let is = |at: usize, words: &[&str]| at < tokens.end && words.contains(&text.lower(at));
    let Some(verb) = (tokens.start..tokens.end.min(tokens.start + 6)).find(|&at| is(at, &["backs", "backed", "backing"])) else {
        return false;
    };
    let backed = is(verb + 1, &["a", "an", "the", "this", "that", "these", "those", "its", "his", "her", "their", "our", "all", "such"]);
    // "No longer backs", "rejected a plan backed by": a no, or another's verb.
    let other =
        |at: usize| matches!(text.lower(at), "not" | "no" | "never" | "nobody" | "neither" | "by") || crate::date::is_past_verb(text, at);
    backed && !(tokens.start..verb).any(other) && !(verb + 1..tokens.end).any(|at| is(at, &["but"]))
}

/// What one does to an offer that somebody else has made.
fn turns_down(text: &Text<'_>, at: usize) -> bool {
    match text.lower(at) {
        "rejected" | "rejects" | "rejecting" | "refused" | "refuses" | "spurned" | "spurns" | "rebuffed" | "rebuffs" | "declined" => true,
        "turned" | "turns" | "turning" => text.lower(at + 1) == "down",
        _ => false,
    }
}

/// “Norland had turned down its plan”: nobody turns down what is his own, so that the plan is another's.
fn turns_down_anothers(text: &Text<'_>, tokens: Range<usize>) -> bool {
    let takes_back = |at: usize| {
        ["withdr", "drop", "abandon", "soften", "revers", "rescind", "retreat", "reneg", "scrap", "relent", "revok", "retract"]
            .iter()
            .any(|stem| text.lower(at).starts_with(stem))
            || matches!(text.lower(at), "longer" | "back" | "backed" | "backs" | "eased" | "until" | "earlier" | "previously" | "once")
    };
    let own = |at: usize| matches!(text.lower(at), "its" | "their" | "his" | "her" | "our");
    let Some(verb) = tokens.clone().find(|&at| turns_down(text, at)) else { return false };
    (verb + 1..tokens.end.min(verb + 4)).any(own) && !tokens.clone().any(takes_back)
}

/// “Rejected the pay claim”, “turned down a claim for more leave”: such a claim is a demand, and no charge that could be denied.
fn turns_down_a_claim(text: &Text<'_>, tokens: Range<usize>) -> bool {
    let answers = |at: &usize| turns_down(text, *at) || matches!(text.lower(*at), "dismissed" | "dismisses");
    let pay = |at: usize| {
        matches!(text.lower(at), "pay" | "wage" | "wages" | "salary" | "bonus" | "percent" | "union" | "unions" | "territorial" | "border")
    };
    // "Norland's claim to the islands", and not "a claim to the contrary".
    let to_land =
        |at: usize| text.lower(at) == "to" && matches!(text.lower(at + 1), "the" | "its" | "their") && text.lower(at + 2) != "contrary";
    let of_pay = |at: usize| pay(at - 1) || text.lower(at - 1) == "'s" && pay(at - 2) || text.lower(at + 1) == "for" || to_land(at + 1);
    let claim = |at: usize| matches!(text.lower(at), "claim" | "claims") && of_pay(at) && text.lower(at + 1) != "that";
    let Some(verb) = tokens.clone().find(answers) else { return false };
    (verb + 2..tokens.end.min(verb + 8)).any(claim)
}

/// “Norland and Sudria disagreed over the border”: whoever disagrees has agreed on nothing.
fn disagrees(text: &Text<'_>, tokens: Range<usize>) -> bool {
    let apart = |at: usize| matches!(text.lower(at), "disagree" | "disagrees" | "disagreed" | "disagreeing");
    let settles = |at: usize| {
        ["agree", "sign", "reach", "settl", "conclud", "struck", "resolv", "approv"].iter().any(|stem| text.lower(at).starts_with(stem))
    };
    tokens.clone().any(apart) && !tokens.clone().any(settles)
}

/// “I wouldn't say we're ready to walk out”: what one would not say is not threatened.
fn would_not_say(text: &Text<'_>, tokens: Range<usize>) -> bool {
    let says = |at: usize| matches!(text.lower(at), "say" | "saying" | "think" | "suggest" | "suggesting");
    let not = |at: usize| matches!(text.lower(at), "not" | "wouldn't" | "don't" | "never");
    (tokens.start + 1..tokens.end.min(tokens.start + 5)).any(|at| says(at) && not(at - 1))
}

/// Harm that one may announce to do, or not to do.
#[rustfmt::skip]
const HARM: &[&str] = &[
    "strike", "retaliate", "attack", "invade", "bomb", "shell", "punish", "impose", "escalate", "expel", "boycott", "quit", "walk", "shut",
];

/// “The dockers will not strike before Easter”: whoever says that no harm will be done promises that. It may still be a threat with “until” and
/// “unless”, or beside another harm: “will not strike but march”.
pub(super) fn spares(text: &Text<'_>, tokens: Range<usize>) -> bool {
    let word = |at: usize| if at < tokens.end { text.lower(at) } else { "" };
    let negated = |at: usize| match word(at) {
        "will" | "would" | "shall" if word(at + 1) == "not" => Some(at + 2),
        "won't" | "wouldn't" => Some(at + 1),
        _ => None,
    };
    let harm = |at: usize| HARM.contains(&word(at + usize::from(word(at).ends_with("ly"))));
    let threatens = |at: usize| {
        matches!(word(at), "unless" | "until" | "till" | "but" | ";" | "alone")
            || ["threat", "warn", "vow"].iter().any(|stem| word(at).starts_with(stem))
    };
    let will = |at: usize| matches!(word(at), "will" | "would" | "shall" | "'ll") && negated(at).is_none();
    let promised = tokens.clone().filter_map(negated).any(harm);
    promised && !tokens.clone().any(|at| threatens(at) || will(at))
}

/// “Talks will do nothing to delay the tariffs”: a thing of which that is said promises nothing, nor does whoever says so.
fn changes_nothing(text: &Text<'_>, cast: &Cast, tokens: Range<usize>) -> bool {
    let word = |at: usize| if at < tokens.end { text.lower(at) } else { "" };
    let nothing = |at: usize| word(at) == "do" && matches!(word(at + 1), "nothing" | "little") && word(at + 2) == "to";
    let Some(verb) = (tokens.start + 2..tokens.end).find(|&at| nothing(at) && matches!(word(at - 1), "will" | "would")) else {
        return false;
    };
    let person = |at: usize| matches!(word(at), "we" | "i" | "it" | "they" | "he" | "she" | "you" | "who" | "which" | "and");
    let subject = tokens.start..verb - 1;
    let named =
        cast.mentions_in(subject.clone()).iter().any(|it| matches!(it.form, Form::Name | Form::Pronoun) && it.tokens.end + 1 == verb);
    !named && !subject.clone().any(person)
}

/// "Doesn't foresee any obstacles": a refusal of nothing.
fn foresees_nothing(text: &Text<'_>, tokens: Range<usize>) -> bool {
    let sees = |at: &usize| matches!(text.lower(*at), "foresee" | "foresees" | "see" | "sees" | "expect" | "expects" | "anticipate");
    let bars = |at: usize| {
        matches!(
            text.lower(at),
            "obstacle"
                | "obstacles"
                | "impediment"
                | "impediments"
                | "hurdle"
                | "hurdles"
                | "problem"
                | "problems"
                | "objection"
                | "objections"
        )
    };
    tokens.clone().find(sees).is_some_and(|at| (at + 1..tokens.end.min(at + 4)).any(bars))
}

/// "Disputes Norland's demand for more water", "shrugged off its call to": who disputes a demand does not make it.
fn disputes_a_demand(text: &Text<'_>, tokens: Range<usize>) -> bool {
    let disputes = |at: &usize| match text.lower(*at) {
        "disputes" | "disputed" | "disputing" | "contests" | "contested" | "contesting" | "spurned" | "spurns" => true,
        "shrugged" | "shrugs" | "shrugging" => text.lower(at + 1) == "off",
        "brushed" | "brushes" | "brushing" => matches!(text.lower(at + 1), "aside" | "off"),
        _ => false,
    };
    let asked =
        |at: usize| matches!(text.lower(at), "demand" | "demands" | "call" | "calls" | "request" | "requests" | "appeal" | "appeals");
    let Some(verb) = (tokens.start..tokens.end.min(tokens.start + 7)).find(disputes) else { return false };
    let apart = |at: &usize| matches!(text.lower(*at), "and" | "but") || text.tokens[*at].kind == TokenKind::Mark;
    // "Contests the result, demands elections": a verb.
    let noun = |at: usize| {
        let before = text.lower(at - 1);
        asked(at) && (matches!(before, "'s" | "the" | "a" | "its" | "their" | "his" | "her" | "any" | "such") || before.ends_with("al"))
    };
    (verb + 1..tokens.end.min(verb + 7)).take_while(|at| !apart(at)).any(noun)
}

/// "'Do not send troops'": whoever is spoken to is not to do it. "Do not send us this plan again" turns down the plan.
fn forbids(text: &Text<'_>, tokens: Range<usize>) -> bool {
    let (first, second) = (tokens.start, tokens.start + 1);
    let verb = match (text.lower(first), text.lower(second)) {
        ("do", "not") => second + 1,
        ("don't" | "don’t", _) => second,
        _ => return false,
    };
    let quoted = first.checked_sub(1).is_some_and(|at| text.tokens[at].kind == TokenKind::Mark);
    let own = (verb..tokens.end.min(verb + 4)).any(|at| matches!(text.lower(at), "us" | "me" | "we" | "i" | "you" | "expect" | "think"));
    quoted && verb < tokens.end && !own
}

/// "Unveiled plans for duties": what is planned is not done.
fn unveils_plans(text: &Text<'_>, tokens: Range<usize>) -> bool {
    let tells = |at: &usize| {
        ["unveil", "announc", "declar", "disclos", "outlin"].iter().any(|stem| text.lower(*at).starts_with(stem))
            && !text.lower(*at).ends_with("ment")
    };
    let Some(verb) = (tokens.start..tokens.end.min(tokens.start + 7)).find(tells) else { return false };
    let plans = (verb + 1..tokens.end.min(verb + 4)).find(|&at| text.lower(at) == "plans" && matches!(text.lower(at + 1), "for" | "to"));
    // "And began it".
    plans.is_some_and(|plans| !(plans..tokens.end).any(|at| text.lower(at) == "and" && crate::date::is_past_verb(text, at + 1)))
}

/// "Says the matter lies with the courts", "claims that it has met the terms": nobody is charged, and nothing denied.
fn states_a_right(text: &Text<'_>, tokens: Range<usize>) -> bool {
    let blames = |at: usize| {
        ["blam", "fault", "responsib", "violat", "accus", "breach", "broke", "guilt", "never", "not", "no", "den", "false", "lie"]
            .iter()
            .any(|stem| text.lower(at).starts_with(stem))
            && text.lower(at) != "lies"
    };
    let lies = |at: usize| text.lower(at) == "lies" && text.lower(at + 1) == "with";
    let claims = |at: usize| {
        let that = at + 1 + usize::from(text.lower(at + 1) == "that");
        matches!(text.lower(at), "claims" | "claimed")
            && text.lower(that) == "it"
            && matches!(text.lower(that + 1), "has" | "had" | "met" | "is" | "was")
            && text.lower(that + 2) != "been"
            && !tokens.clone().any(|at| text.lower(at) == "by")
    };
    let blamed = |at: usize| matches!(text.lower(at), "problem" | "ball" | "fault");
    let first = tokens.start..tokens.end.min(tokens.start + 8);
    !tokens.clone().any(|at| blames(at) || blamed(at)) && (first.clone().any(lies) || first.clone().any(claims))
}

/// "Its willingness to resume the talks while rejecting pressure": what is said first is a yes.
fn is_willing(text: &Text<'_>, tokens: Range<usize>) -> bool {
    let willing = |at: usize| matches!(text.lower(at), "willingness" | "readiness" | "openness") && text.lower(at + 1) == "to";
    (tokens.start..tokens.end.min(tokens.start + 4)).any(|at| {
        willing(at) && !(at.saturating_sub(3)..at).any(|at| matches!(text.lower(at), "no" | "any" | "little" | "not" | "without"))
    })
}

/// "All ships are subject to inspection": no condition of anybody's move.
fn is_liable(text: &Text<'_>, tokens: Range<usize>) -> bool {
    let be = |at: usize| matches!(text.lower(at), "is" | "are" | "was" | "were" | "be" | "been");
    let waits = |at: usize| matches!(text.lower(at), "if" | "unless" | "until" | "only" | "once" | "before" | "not");
    let liable = |at: usize| {
        text.lower(at) == "subject"
            && text.lower(at + 1) == "to"
            && be(at - 1)
            && (at + 2..at + 5).any(|at| {
                matches!(
                    text.lower(at),
                    "investigation"
                        | "inspection"
                        | "inspections"
                        | "sanctions"
                        | "tariffs"
                        | "arrest"
                        | "prosecution"
                        | "fines"
                        | "review"
                        | "checks"
                )
            })
    };
    (tokens.start + 1..tokens.end).any(liable) && !tokens.clone().any(waits)
}

/// "If Sudria wants an agreement, it must lift the blockade": a demand, whatever the "if".
fn is_for_who_wants(text: &Text<'_>, tokens: Range<usize>) -> bool {
    let is = |at: usize, words: &[&str]| words.contains(&text.lower(at));
    let Some(cut) = tokens.clone().find(|&at| text.lower(at) == "if") else { return false };
    let Some(wants) = (cut + 1..tokens.end.min(cut + 6)).find(|&at| is(at, &["want", "wants", "wish", "wishes"])) else { return false };
    let Some(comma) = (wants + 1..tokens.end).find(|&at| matches!(text.lower(at), "," | "then")) else { return false };
    let must = |at: usize| is(at, &["must", "should"]) || is(at, &["has", "have", "needs", "need", "got"]) && is(at + 1, &["to"]);
    let we = (comma..tokens.end.min(comma + 3)).any(|at| is(at, &["we", "i"]));
    !we && (comma..tokens.end.min(comma + 6)).any(must)
}

/// "Did not rule out sending troops": who leaves something open refuses nothing.
fn rules_nothing_out(text: &Text<'_>, tokens: Range<usize>) -> bool {
    let not = |at: usize| matches!(text.lower(at), "not" | "never" | "n't" | "declined" | "refused") || text.lower(at).ends_with("n't");
    let between = |at: usize| matches!(text.lower(at), "to" | "be" | "been" | "yet" | "also" | "even") || text.lower(at).ends_with("ly");
    tokens.clone().any(|at| {
        let rules = matches!(text.lower(at), "rule" | "ruled" | "ruling");
        let out = (at + 1..tokens.end.min(at + 3)).any(|at| text.lower(at) == "out");
        let before = (at.saturating_sub(4)..at).rev().find(|&at| !between(at));
        rules && out && before.is_some_and(not)
    })
}

/// "The council should have adopted a resolution": what ought to have been done is held against whoever did not, and no longer asked. Where
/// "should" stands.
pub(super) fn hindsight(text: &Text<'_>, tokens: Range<usize>) -> Option<usize> {
    let adjective = |word: &str| {
        word.starts_with("un")
            || matches!(
                word,
                "need" | "speed" | "increased" | "limited" | "improved" | "guaranteed" | "armed" | "reduced" | "expanded" | "equal"
            )
            || matches!(word, "women" | "seven" | "children" | "open" | "even" | "often" | "golden")
    };
    let done = |at: usize| {
        let word = text.lower(at);
        word.len() > 3 && (word.ends_with("ed") || word.ends_with("en")) && !adjective(word)
            || matches!(
                word,
                "done" | "gone" | "made" | "come" | "kept" | "held" | "put" | "let" | "said" | "told" | "left" | "met" | "sent" | "paid"
            )
    };
    let verb = |at: usize| {
        let after = at + 1 + usize::from(matches!(text.lower(at + 1), "already" | "long" | "never" | "also"));
        // "Should have disarmed by July" is still to come.
        done(after) && !(after + 1..tokens.end.min(after + 6)).any(|at| text.lower(at) == "by")
    };
    (tokens.start..tokens.end).find(|&at| {
        let not = usize::from(text.lower(at + 1) == "not");
        let ought = text.lower(at) == "should" && text.lower(at + 1 + not) == "have";
        let we = at > 0 && matches!(text.lower(at - 1), "we" | "i");
        ought && !we && at + 2 + not < tokens.end && verb(at + 1 + not) && !opens_if(text, at)
    })
}

/// "Should the talks have failed, we will": a condition.
fn opens_if(text: &Text<'_>, at: usize) -> bool {
    at == 0
        || matches!(text.lower(at - 1), "," | "." | "“" | "\"")
        || text.sentence_at(text.tokens[at].span.start()).is_some_and(|s| text.sentences[s].tokens.start == at)
}

/// "Should bear the sole responsibility for", "must take the blame for": a charge.
fn is_to_blame(text: &Text<'_>, mut tokens: Range<usize>) -> bool {
    let end = tokens.end;
    let is = |at: usize, words: &[&str]| words.contains(&text.lower(at));
    tokens.any(|at| {
        let near = |words: &[&str]| (at + 1..end.min(at + 6)).any(|at| is(at, words));
        let not = (at.saturating_sub(3)..at).any(|at| is(at, &["not", "never", "n't", "nor"]) || text.lower(at).ends_with("n't"));
        let all = near(&["sole", "full", "entire", "historic", "main", "primary"]);
        !not && match text.lower(at) {
            "bear" | "bears" | "shoulder" | "shoulders" => near(&["blame"]) || all && near(&["responsibility"]),
            "take" | "takes" | "accept" | "accepts" => near(&["blame"]),
            _ => false,
        }
    })
}

/// "Insists that its program is for peaceful purposes": an answer to what others charge.
fn is_peaceful(text: &Text<'_>, tokens: Range<usize>) -> bool {
    let is = |at: usize, words: &[&str]| words.contains(&text.lower(at));
    let says = [
        "insist",
        "insists",
        "insisted",
        "insisting",
        "maintain",
        "maintains",
        "maintained",
        "maintaining",
        "claim",
        "claims",
        "claimed",
        "say",
        "says",
        "said",
    ];
    let programme = ["program", "programs", "programme", "programmes", "activities", "operations", "intentions", "ambitions"];
    let Some(verb) = tokens.clone().find(|&at| is(at, &says)) else { return false };
    let own = |at: usize| is(at, &programme) && (at.saturating_sub(2).max(verb)..at).any(|at| is(at, &["its", "their", "our"]));
    let Some(noun) = (verb..tokens.end).find(|&at| own(at)) else { return false };
    let Some(peaceful) = (noun..tokens.end.min(noun + 8)).find(|&at| text.lower(at) == "peaceful") else { return false };
    let doubt = ["not", "n't", "never", "no", "must", "should", "whether", "would", "could", "promote", "promotes"];
    !(verb..peaceful).any(|at| is(at, &doubt) || text.lower(at).ends_with("n't"))
}

/// "Any deal must include", "must be part of any deal": what has to be in it is its price.
fn is_price_of_any(text: &Text<'_>, tokens: Range<usize>) -> bool {
    let is = |at: usize, words: &[&str]| at < tokens.end && words.contains(&text.lower(at));
    let deal = ["deal", "agreement", "settlement", "accord", "treaty", "solution", "plan", "peace", "measure", "legislation"];
    let near = |from: usize, words: &[&str]| {
        let marks = |at: &usize| text.tokens[*at].kind != TokenKind::Mark;
        (from..tokens.end.min(from + 4)).take_while(marks).find(|&at| is(at, words))
    };
    let any = |at: usize| {
        is(at, &["any"])
            && !(at > tokens.start && is(at - 1, &["without", "reject", "rejects", "rejected", "oppose", "opposes", "opposed"]))
    };
    // The noun right after it, or after one word: "any peace deal", and not "in any case the deal".
    let noun = |at: usize| (at + 1..at + 3).rev().find(|&at| is(at, &deal)).filter(|_| !is(at + 1, &["case", "event", "way"]));
    let must_include = |at: usize| {
        let must = noun(at).and_then(|noun| near(noun + 1, &["must"]));
        must.and_then(|must| near(must + 1, &["include", "contain"])).is_some()
    };
    let part_of = |at: usize| {
        let before = at.saturating_sub(7).max(tokens.start)..at;
        at >= tokens.start + 2
            && is(at - 1, &["of"])
            && is(at - 2, &["part"])
            && noun(at).is_some()
            && before.clone().any(|at| is(at, &["must"]))
            && !before.clone().any(|at| is(at, &["no", "not", "never"]))
    };
    tokens.clone().any(|at| any(at) && (must_include(at) || part_of(at)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn some_words_tell_the_kind_whatever_the_heads_say() {
        let kind = |kind: ActKind, source: &str| {
            let text = Text::of(source);
            kind_by_words(&text, 0..text.tokens.len(), kind)
        };
        assert_eq!(kind(ActKind::Assess, "Norland insists its rocket program is for peaceful purposes"), ActKind::Deny);
        for other in [
            "Norland says the march was peaceful",
            "Sudria says Norland's program is not peaceful",
            "Orr said the programme must be peaceful",
            "Norland said it could not confirm that its activities are peaceful",
        ] {
            assert_eq!(kind(ActKind::Assess, other), ActKind::Assess, "{other}");
        }
        assert_eq!(kind(ActKind::Demand, "any deal with Sudria must include the lifting of the blockade"), ActKind::Condition);
        assert_eq!(kind(ActKind::Demand, "the border must be part of any agreement"), ActKind::Condition);
        for other in [
            "the deal must include the border",
            "in any case the treaty must include the port",
            "without any agreement, Sudria must contain the rebels",
            "Norland rejects any plan. Sudria must include the rebels",
            "the port must be no part of any deal",
        ] {
            assert_eq!(kind(ActKind::Demand, other), ActKind::Demand, "{other}");
        }
        assert_eq!(kind(ActKind::Reject, "we want no part of any treaty"), ActKind::Reject);
        for (told, words, asked) in [
            (ActKind::Accuse, "Norland admitted that its raid broke the truce", ActKind::Assess),
            (ActKind::Accuse, "Norland acknowledged that its army had fired", ActKind::Assess),
            (ActKind::Accuse, "Norland acknowledged that Sudria had fired", ActKind::Accuse),
            (ActKind::Retract, "Norland hit back at allegations that it had dropped its promise", ActKind::Deny),
            (ActKind::Retract, "Norland hit back and dropped its promise", ActKind::Retract),
            (ActKind::Condition, "If Sudria wants an agreement, it must lift the blockade", ActKind::Demand),
            (ActKind::Condition, "If Sudria wants an agreement, we will not sign before May", ActKind::Condition),
            (ActKind::Reject, "he doesn't foresee any obstacles to a deal", ActKind::Assess),
            (ActKind::Reject, "he doesn't see a deal", ActKind::Reject),
            (ActKind::Reject, "its willingness to resume the talks while rejecting pressure", ActKind::Commit),
            (ActKind::Reject, "no willingness to resume the talks", ActKind::Reject),
            (ActKind::Reject, "a handful of ministers abstained from the vote", ActKind::Assess),
            (ActKind::Condition, "all ships are subject to inspection", ActKind::Assess),
            (ActKind::Condition, "Norland will sign, subject to inspection", ActKind::Condition),
            (ActKind::Reject, "Norland did not rule out sending troops", ActKind::Commit),
            (ActKind::Reject, "Norland ruled out sending troops", ActKind::Reject),
            (ActKind::Demand, "the council should have adopted the resolution", ActKind::Accuse),
            (ActKind::Demand, "the council should have access to the port", ActKind::Demand),
            (ActKind::Demand, "Sudria should bear the sole responsibility for the failure", ActKind::Accuse),
            (ActKind::Demand, "Sudria should take responsibility for the port", ActKind::Demand),
            (ActKind::Threaten, "the sanctions go further than any before", ActKind::Assess),
        ] {
            assert_eq!(kind(told, words), asked, "{words}");
        }
    }
}
