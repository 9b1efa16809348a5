//! Whose an act is not, by its own words: of whoever made the offer that is welcomed, of the state whose minister tells what somebody without
//! a place in the cast did.
use crate::act::people::{is_named, means};
use crate::actor::{Cast, Form};
use crate::text::{Text, TokenKind};
use evidence::{Act, ActKind, ActorId, ActorKind};
use std::ops::Range;

/// Takes an act from those whose it cannot be; nobody is better than somebody else.
pub(super) fn settle(text: &Text<'_>, cast: &Cast, act: &mut Act) {
    let tokens = text.tokens_in(act.quote.hull());
    if act.kind == ActKind::Endorse {
        return welcomed(text, cast, tokens, act);
    }
    let told = act.kind == ActKind::Demand && told_what_to_do(text, cast, tokens.clone(), act);
    if !told && (is_of_a_stranger(text, cast, tokens.clone(), act) || is_of_a_government(text, cast, tokens, act)) {
        act.withdraw(&["actor", "speaker"]);
        act.because("actor", "the subject of its words is nobody known", None);
        act.actor.clear();
        act.speaker = None;
    }
}

/// "The rebels took a town. The government rejected a truce", "The government said it would not": whichever state's it is, it is not the rebels.
fn is_of_a_government(text: &Text<'_>, cast: &Cast, tokens: Range<usize>, act: &Act) -> bool {
    let Some(sentence) = text.sentence_at(act.quote.start()).map(|at| text.sentences[at].tokens.clone()) else { return false };
    let of_a_state = |at: usize| matches!(text.lower(at), "government" | "ministry" | "cabinet" | "army" | "police" | "parliament");
    // Right at the head of the words, or of whoever says them: "the government said it".
    let says = |at: usize| matches!(text.lower(at), "said" | "says" | "announced" | "insisted" | "added");
    let own = tokens.start + 1;
    let teller = (sentence.start..tokens.start)
        .rev()
        .take(3)
        .find(|&at| says(at))
        .filter(|_| matches!(text.lower(tokens.start), "it" | "they"))
        .and_then(|said| said.checked_sub(1));
    let opens =
        |at: usize| of_a_state(at) && at > sentence.start && text.lower(at - 1) == "the" && !matches!(text.lower(at + 1), "of" | "in");
    let Some(noun) = [Some(own), teller].into_iter().flatten().find(|&at| opens(at)) else { return false };
    let kind = |id: &ActorId| cast.index(id).map(|at| cast.actors[at].kind);
    let of_no_state = |id: &ActorId| matches!(kind(id), Some(ActorKind::Group | ActorKind::Unnamed | ActorKind::Company));
    let known = cast.mentions_in(noun..noun + 1).iter().any(|mention| mention.tokens.contains(&noun));
    // "The rebels said the government broke it": it is what the rebels say of it.
    let of_it = matches!(act.kind, ActKind::Accuse | ActKind::Assess | ActKind::Deny);
    !known && !of_it && !act.actor.is_empty() && act.actor.iter().all(of_no_state)
}

/// "He welcomed an offer by Norland to host the talks": Norland is what is welcomed, and not who welcomes.
fn welcomed(text: &Text<'_>, cast: &Cast, tokens: Range<usize>, act: &mut Act) {
    let praises = |at: &usize| ["welcom", "prais", "hail", "applaud", "commend"].iter().any(|stem| text.lower(*at).starts_with(stem));
    let thing = |at: usize| {
        matches!(
            text.lower(at),
            "offer"
                | "offers"
                | "initiative"
                | "proposal"
                | "proposals"
                | "plan"
                | "decision"
                | "move"
                | "call"
                | "announcement"
                | "step"
                | "pledge"
                | "promise"
                | "statement"
                | "efforts"
                | "idea"
        )
    };
    let Some(verb) = tokens.clone().find(praises) else { return };
    let by = (verb + 1..tokens.end.min(verb + 9)).find(|&at| text.lower(at) == "by" && (verb + 1..at).any(thing));
    let Some(by) = by else { return };
    let made = |id: &ActorId| {
        let mut own = cast.mentions_in(tokens.clone()).iter().filter(|mention| means(cast, mention, id)).peekable();
        own.peek().is_some() && own.all(|mention| (by + 1..by + 3).contains(&mention.tokens.start))
    };
    if act.actor.is_empty() || !act.actor.iter().all(made) {
        return;
    }
    let makers = std::mem::take(&mut act.actor);
    let before = cast.mentions_in(verb.saturating_sub(3)..verb);
    let subject = before.iter().rfind(|mention| mention.form == Form::Pronoun && mention.tokens.end == verb);
    act.actor = subject.map_or(Vec::new(), |mention| mention.actors.iter().map(|&actor| cast.id(cast.principal(actor))).collect());
    act.actor.retain(|id| !makers.contains(id));
    act.target = makers;
    act.speaker = None;
    act.withdraw(&["actor", "speaker", "target"]);
    for field in ["actor", "target"] {
        act.because(field, "the words say by whom what is welcomed was made", None);
    }
}

/// "The envoy said Norland must withdraw": Norland is told to, and does not ask. What it must have or be may be its own wish.
fn told_what_to_do(text: &Text<'_>, cast: &Cast, tokens: Range<usize>, act: &mut Act) -> bool {
    let modal = |at: usize| match text.lower(at) {
        "must" | "should" => Some(at + 1),
        "has" | "have" | "needs" | "need" | "ought" if text.lower(at + 1) == "to" => Some(at + 2),
        _ => None,
    };
    let Some((modal, verb)) = (tokens.start + 1..tokens.end).find_map(|at| Some((at, modal(at)?))) else { return false };
    let [asked] = &act.actor[..] else { return false };
    let passive =
        |at: usize| matches!(text.lower(at), "be" | "have" | "get" | "receive" | "remain" | "keep" | "retain" | "not" | "now" | "also");
    let names = cast.mentions_in(modal.saturating_sub(6)..modal);
    let Some(subject) = names.iter().rfind(|mention| mention.tokens.end == modal && mention.form == Form::Name) else { return false };
    let own = |speaker: &ActorId| cast.index(speaker).is_some_and(|at| cast.id(cast.principal(at)) == *asked);
    // Whoever says so is named in the sentence, before or after: "Norland must join, its capital insisted".
    let sentence = text.sentence_at(act.quote.start()).map_or(tokens.clone(), |at| text.sentences[at].tokens.clone());
    let around = cast.mentions_in(sentence.start..subject.tokens.start).iter().chain(cast.mentions_in(tokens.end..sentence.end));
    let another = act.speaker.as_ref().is_some_and(|speaker| !own(speaker));
    let says_so = !another || around.into_iter().any(|mention| mention.form != Form::Attribute && means(cast, mention, asked));
    if !means(cast, subject, asked) || says_so || passive(verb) || cast.voice.is_some_and(|voice| cast.id(cast.principal(voice)) == *asked)
    {
        return false;
    }
    let speaker = act.speaker.as_ref().and_then(|id| cast.index(id)).map(|at| cast.id(cast.principal(at)));
    act.addressee = std::mem::replace(&mut act.actor, speaker.into_iter().collect());
    act.withdraw(&["actor", "addressee"]);
    for field in ["actor", "addressee"] {
        act.because(field, "who is told what it must do does not ask for it", Some(subject.span.into()));
    }
    true
}

/// "Norland's minister said [Alba Foods cancelled its ships]": where a name that means nobody here is the subject, it is not Norland's deed.
fn is_of_a_stranger(text: &Text<'_>, cast: &Cast, tokens: Range<usize>, act: &Act) -> bool {
    let said = |at: usize| matches!(text.lower(at), "said" | "says" | "reported" | "announced" | "added" | "claimed");
    let opens = |at: usize| text.lower(at) == "that" && at > 0 && said(at - 1) || said(at);
    // The clause that is told: behind "said" within the words, or they are that clause.
    let inside =
        (tokens.start..tokens.end.min(tokens.start + 10)).find(|&at| said(at)).map(|at| at + 1 + usize::from(text.lower(at + 1) == "that"));
    let start = inside.or_else(|| tokens.start.checked_sub(1).filter(|&at| opens(at)).map(|_| tokens.start));
    let Some(start) = start.filter(|&start| start < tokens.end) else { return false };
    let capital = |at: usize| text.tokens.get(at).is_some_and(|it| it.capital && it.kind == TokenKind::Word) && !is_no_name(text.lower(at));
    let Some(end) = (start..tokens.end.min(start + 5)).find(|&at| !capital(at)).filter(|&end| end > start) else { return false };
    let verb = text.lower(end);
    let does = verb.len() > 4 && verb.ends_with("ed")
        || matches!(verb, "offered" | "cut" | "sent" | "began" | "made" | "put" | "took" | "sold" | "shut");
    // A name that is in the cast is somebody, whoever of them it was given to.
    let known = cast.mentions_in(start.saturating_sub(6)..end + 1).iter().any(|mention| mention.tokens.end > start);
    let named = |id: &ActorId| is_named(cast, end..tokens.end, id);
    does && !known && !act.actor.is_empty() && !act.actor.iter().any(named)
}

fn is_no_name(word: &str) -> bool {
    word.len() < 3 || word.ends_with("day") || crate::actor::among(crate::actor::NO_NAMES, word)
}
