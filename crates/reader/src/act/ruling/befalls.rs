//! Whom a deed or harm befell, who is not who did it: at whom it was aimed, who suffered it, who is under whose sanctions, who was given arms.
use crate::act::people::{is_named, means, participants};
use crate::actor::Cast;
use crate::text::{Text, TokenKind};
use evidence::{Act, ActorId, ActorKind};
use std::ops::Range;

/// What is done to people and things by force, as one says it of those who suffer it.
#[rustfmt::skip]
pub(super) const SUFFERS: &[&str] = &[
    "killed", "wounded", "injured", "hit", "struck", "shot", "bombed", "attacked", "shelled", "targeted", "ambushed", "kidnapped", "abducted",
    "beheaded", "executed", "destroyed", "damaged", "slain", "murdered",
];

/// What else others do to people and things, as one says it of those to whom it is done.
const UNDERGOES: &[&str] = &["expelled", "seized", "captured", "deported", "hijacked", "freed", "released"];

/// “Were killed”, “were expelled”: whether a word tells what others do to whoever is its subject.
pub(super) fn is_undergone(word: &str) -> bool {
    SUFFERS.contains(&word) || UNDERGOES.contains(&word)
}

/// What is fired, sent or carried out at somebody.
#[rustfmt::skip]
const ATTACKS: &[&str] = &[
    "fired", "launched", "lobbed", "shot", "attack", "attacks", "strike", "strikes", "airstrike", "airstrikes", "rocket", "rockets", "missile",
    "missiles", "raid", "raids", "shelling", "bombing", "bombings", "assault", "assaults", "offensive", "drones", "shells", "mortars", "aimed",
];

/// "Two missiles were fired at Sudria": whoever stands only behind "at" has not done it.
pub(super) fn at_whom(text: &Text<'_>, cast: &Cast, act: &mut Act) {
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
    act.withdraw(&["actor", "speaker"]);
    act.because("actor", "the words say at whom it was aimed", None);
    act.speaker = None;
    let new: Vec<ActorId> = aims.into_iter().filter(|id| !act.target.contains(id)).collect();
    if !new.is_empty() {
        act.because("target", "the words say at whom it was aimed", None);
    }
    act.target.extend(new);
    act.actor = others;
}

/// "Sudria has been under Norland sanctions": sanctions are whose they are, and aimed at whoever is under them.
pub(super) fn under_whose(text: &Text<'_>, cast: &Cast, act: &mut Act) {
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
    act.withdraw(&["actor", "speaker", "target"]);
    for field in ["actor", "target"] {
        act.because(field, "the words say who is under whose", None);
    }
}

/// “Norland was bombed by Sudria”, “was a victim of Sudrian aggression”, “was treated unfairly”: who suffers something is not accused of it, but
/// whoever did it.
pub(super) fn whom_it_befell(text: &Text<'_>, cast: &Cast, act: &mut Act) {
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

/// What is done to a person by somebody else, as a noun.
#[rustfmt::skip]
const FATES: &[&str] = &[
    "arrest", "arrests", "jailing", "sentencing", "imprisonment", "killing", "killings", "murder", "murders", "detention", "poisoning", "execution",
    "executions", "abduction", "kidnapping", "assassination", "beheading", "torture", "deportation", "expulsion", "conviction", "trial",
];

/// “Condemned the arrest of Anna Orr”, “the murder of Orr by rebels”: whoever suffers it is not accused of it, but whoever stands after “by”, and
/// else nobody.
pub(super) fn whose_fate(text: &Text<'_>, cast: &Cast, act: &mut Act) {
    let tokens = text.tokens_in(act.quote.hull());
    let Some(noun) = tokens.clone().find(|&at| FATES.contains(&text.lower(at)) && text.lower(at + 1) == "of") else { return };
    let mentions = cast.mentions_in(noun + 2..tokens.end.min(noun + 9));
    let person = |actor: &usize| matches!(cast.actors[*actor].kind, ActorKind::Person | ActorKind::Unnamed);
    let plain = |at: usize| text.tokens[at].kind != TokenKind::Mark && text.lower(at) != "by";
    let victim = mentions.iter().find(|it| !it.actors.is_empty() && it.actors.iter().all(person));
    let Some(victim) = victim.filter(|it| (noun + 2..it.tokens.start).all(plain)) else { return };
    let suffers = |id: &ActorId| means(cast, victim, id);
    let by = (victim.tokens.end..tokens.end.min(victim.tokens.end + 5)).find(|&at| text.lower(at) == "by");
    let mut doers = by.map_or_else(Vec::new, |by| participants(text, cast, by..tokens.end.min(by + 10)));
    doers.retain(|&actor| !act.actor.contains(&cast.id(cast.principal(actor))));
    if !act.target.iter().any(suffers) {
        return;
    }
    act.target.retain(|id| !suffers(id));
    act.withdraw(&["target"]);
    for id in doers.into_iter().map(|actor| cast.id(cast.principal(actor))) {
        if !act.target.contains(&id) {
            act.target.push(id);
        }
    }
    if !act.target.is_empty() {
        act.because("target", "the words say by whom it was done", None);
    }
}

/// "Sent weapons to the rebels": who is given something is not hit by it.
pub(super) fn to_whom_given(text: &Text<'_>, act: &mut Act) {
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

/// "Five Norlanders were killed by Sudrian rockets": who suffers has not done it, and whoever stands after "by" has. Without one nobody is
/// said to have.
pub(super) fn by_whom_suffered(text: &Text<'_>, cast: &Cast, act: &mut Act) {
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
    act.withdraw(&["actor"]);
    act.because("actor", "the words say by whom it was done, or do not", None);
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
