//! Whose an act is not: of those whom its words name only as the ones it is done to or put to. "The ministry rejected the nurses' offer" is no
//! word of the nurses, whether or not anybody knows the ministry.
use crate::act::people::{is_named, means, push};
use crate::actor::{Cast, Form, Mention};
use crate::text::{Text, TokenKind};
use evidence::{Act, ActKind, ActorId};
use std::ops::Range;

/// How far behind its verb somebody is still whom the verb is about: "rejected an offer of the nurses".
const REACH: usize = 6;

/// Takes an act from whoever is only its object, and gives it to its subject, if that is known.
pub(super) fn settle(text: &Text<'_>, cast: &Cast, act: &mut Act) {
    let [actor] = &act.actor[..] else { return };
    let Some(sentence) = text.sentence_at(act.quote.start()).map(|at| text.sentences[at].tokens.clone()) else { return };
    let tokens = text.tokens_in(act.quote.hull());
    let Some((subject, object)) = verb(text, tokens.clone(), act.kind)
        .and_then(|verb| Some((subject(text, sentence.start, verb)?, verb + 1..tokens.end.min(verb + 1 + REACH))))
        .or_else(|| not_talked_to(text, tokens.clone(), act.kind))
    else {
        return;
    };
    let own: Vec<&Mention> = cast.mentions_in(tokens.clone()).iter().filter(|mention| means(cast, mention, actor)).collect();
    let by = |mention: &&Mention| (object.start..mention.tokens.start).any(|at| text.lower(at) == "by");
    let is_object = |mention: &&Mention| object.contains(&mention.tokens.start) && !by(mention);
    if own.is_empty() || !own.iter().all(is_object) || is_named(cast, sentence.start..object.start, actor) {
        return;
    }
    let first = own[0];
    let direct = first.form == Form::Name && (object.start..first.tokens.start).all(|at| matches!(text.lower(at), "the" | "on" | "upon"));
    let (asked, blamed) = (direct && act.kind == ActKind::Demand, direct && matches!(act.kind, ActKind::Accuse | ActKind::Threaten));
    // "It has accused Sudria of firing at Norland's ships": who "it" is may not have been told.
    let nobody = !cast.mentions_in(subject..subject + 1).iter().any(|it| it.tokens.end == subject + 1);
    if nobody && !direct && matches!(text.lower(subject), "it" | "they" | "he" | "she" | "we" | "i") {
        return;
    }
    let taken_from = actor.clone();
    let mut principals = Vec::new();
    for mention in cast.mentions_in(sentence.start..subject + 1).iter().filter(|it| it.tokens.end == subject + 1 && it.form != Form::Place)
    {
        push(&mut principals, &mention.actors.iter().map(|&actor| cast.principal(actor)).collect::<Vec<_>>());
    }
    act.actor = principals.into_iter().map(|actor| cast.id(actor)).collect();
    act.withdraw(&["actor"]);
    act.because("actor", "whoever its verb is about has not done it", Some(first.span.into()));
    let on_whose_side = |id: &ActorId| cast.index(id).is_some_and(|at| cast.id(cast.principal(at)) == taken_from);
    if act.speaker.as_ref().is_some_and(on_whose_side) {
        act.speaker = None;
        act.withdraw(&["speaker"]);
    }
    if asked && act.addressee.is_empty() {
        act.because("addressee", "named right after the verb", Some(first.span.into()));
        act.addressee = vec![taken_from];
    } else if blamed && act.target.is_empty() {
        act.because("target", "named right after the verb", Some(first.span.into()));
        act.target = vec![taken_from];
    }
}

/// The first verb among the words that tells an act of this kind, and not in the passive.
fn verb(text: &Text<'_>, tokens: Range<usize>, kind: ActKind) -> Option<usize> {
    let verbs: &[&str] = match kind {
        ActKind::Reject | ActKind::Condition => &["rejected", "rejects", "refused", "refuses", "spurned", "vetoed", "dismissed"],
        ActKind::Demand => &["urged", "urges", "asked", "asks", "pressed", "called", "calls", "demanded", "demands", "warned", "warns"],
        ActKind::Accuse => &[
            "accused",
            "accuses",
            "blamed",
            "blames",
            "criticised",
            "criticized",
            "criticises",
            "criticizes",
            "condemned",
            "condemns",
            "denounced",
            "denounces",
        ],
        ActKind::Threaten => &["threatened", "threatens", "warned", "warns"],
        ActKind::Propose | ActKind::Commit => &["offered", "offers", "proposed", "proposes", "promised", "promises", "pledged"],
        ActKind::Endorse => &["praised", "praises", "thanked", "thanks", "backed", "hailed"],
        ActKind::Accept
        | ActKind::Contact
        | ActKind::Conclude
        | ActKind::Deed
        | ActKind::Deny
        | ActKind::Assess
        | ActKind::OfferRole
        | ActKind::Retract => return None,
    };
    // "Calls for Norland to act" may be Norland's own.
    let calls = |at: usize| text.lower(at).starts_with("call") && !matches!(text.lower(at + 1), "on" | "upon");
    let verb = tokens.clone().find(|&at| verbs.contains(&text.lower(at)) && !calls(at))?;
    let passive =
        (verb.saturating_sub(2)..verb).any(|at| matches!(text.lower(at), "was" | "were" | "been" | "be" | "being" | "are" | "is"));
    (!passive).then_some(verb)
}

/// The last word of who does what the verb says: a noun, a name or a pronoun. "And urged", "who urged" have none of their own.
fn subject(text: &Text<'_>, first: usize, verb: usize) -> Option<usize> {
    let mut at = verb;
    while at > first
        && (matches!(text.lower(at - 1), "has" | "have" | "had" | "also" | "again" | "still" | "later" | "then" | "never")
            || text.lower(at - 1).ends_with("ly"))
    {
        at -= 1;
    }
    let subject = at.checked_sub(1).filter(|&at| at >= first)?;
    let joins = matches!(
        text.lower(subject),
        "and" | "but" | "or" | "who" | "which" | "that" | "to" | "by" | "not" | "then" | "when" | "while" | "as" | "said" | "says"
    );
    // "On Monday urged": a time is no subject.
    let time = text.tokens[subject].capital && text.lower(subject).ends_with("day")
        || matches!(text.lower(subject), "week" | "month" | "year" | "yesterday" | "today" | "twice" | "ago");
    (text.tokens[subject].kind == TokenKind::Word && !joins && !time).then_some(subject)
}

/// “He would not talk to Port Alba before Norland leaves”: where somebody refuses to talk, with whom and until who does what: the last word of who
/// refuses, and where those are named.
fn not_talked_to(text: &Text<'_>, tokens: Range<usize>, kind: ActKind) -> Option<(usize, Range<usize>)> {
    if !matches!(kind, ActKind::Reject | ActKind::Condition) {
        return None;
    }
    let talks = |at: &usize| match text.lower(*at) {
        "talk" | "speak" | "negotiate" => matches!(text.lower(at + 1), "to" | "with"),
        "meet" => true,
        _ => false,
    };
    let talk = tokens.clone().find(talks)?;
    let refuses = |at: &usize| matches!(text.lower(*at), "not" | "never" | "refused" | "refuses" | "won't" | "wouldn't");
    let no = (talk.saturating_sub(4).max(tokens.start)..talk).find(refuses)?;
    let helps = |at: usize| matches!(text.lower(at), "will" | "would" | "has" | "have" | "had" | "did" | "does" | "do" | "could" | "can");
    let subject = (tokens.start..no).rev().find(|&at| !helps(at))?;
    (text.tokens[subject].kind == TokenKind::Word).then_some((subject, talk + 1..tokens.end))
}
