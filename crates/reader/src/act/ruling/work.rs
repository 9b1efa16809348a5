//! Disputes of those who work: a strike of theirs is no attack, and names no measure of war.
use super::without;
use crate::act::people::means;
use crate::actor::{Cast, Form, Mention};
use crate::text::Text;
use evidence::{Act, ActKind, ActorId, ActorKind};

/// "The drivers will strike on Friday": a walkout, and no attack.
pub(super) fn no_attack(text: &Text<'_>, act: &mut Act) {
    let strikes = |at: usize| matches!(text.lower(at), "strike" | "strikes" | "striking" | "struck");
    let attack = |matter: &evidence::Matter| matter.measure.0 == "armed-attack";
    if text.tokens_in(act.quote.hull()).any(strikes) && act.measures.iter().any(attack) {
        act.measures.retain(|matter| !attack(matter));
        act.withdraw(&["measures"]);
    }
}

/// “The drivers will be on strike on Friday”: whoever walks out is not whom the walkout is to hurt, nor who is told of it.
pub(super) fn not_at_the_strikers(text: &Text<'_>, cast: &Cast, act: &mut Act) {
    if !matches!(act.kind, ActKind::Threaten | ActKind::Commit) {
        return;
    }
    let tokens = text.tokens_in(act.quote.hull());
    let walks_out = |at: &usize| match text.lower(*at) {
        "on" | "to" => text.lower(at + 1) == "strike",
        "will" | "would" => matches!(text.lower(at + 1), "strike"),
        "walk" => text.lower(at + 1) == "out",
        "stop" => text.lower(at + 1) == "work",
        "down" => text.lower(at + 1) == "tools",
        _ => false,
    };
    let Some(verb) = tokens.clone().find(walks_out) else { return };
    let will = |at: &usize| matches!(text.lower(*at), "will" | "would" | "are" | "could" | "may" | "might");
    let Some(will) = (tokens.start..verb + 1).find(will) else { return };
    let strikes = |id: &ActorId| cast.mentions_in(tokens.start..will).iter().any(|it| it.tokens.end == will && means(cast, it, id));
    drop_others(act, &strikes);
}

/// “In the Norlandish talks Dessaco demanded cuts”, “Dessaco said its Sudrian plants would close”: where a firm or union acts, the land after which
/// its talks and plants are called is neither asked nor threatened.
pub(super) fn not_at_the_land(text: &Text<'_>, cast: &Cast, act: &mut Act) {
    let kind = |id: &ActorId| cast.index(id).map(|at| cast.actors[at].kind);
    let at_work = |id: &ActorId| kind(id) == Some(ActorKind::Company) || cast.index(id).is_some_and(|at| cast.unions.contains(&at));
    // A firm that is called by its name alone may be taken for a person or a group.
    let no_state = |id: &ActorId| !matches!(kind(id), Some(ActorKind::State | ActorKind::Body));
    if act.actor.is_empty() || !act.actor.iter().all(no_state) {
        return;
    }
    let sure = act.actor.iter().all(at_work);
    let no_group = act.actor.iter().all(|id| kind(id) != Some(ActorKind::Group) || at_work(id));
    let of_work = |noun: &str| match noun {
        "talks" | "negotiations" => true,
        "plant" | "plants" | "factory" | "factories" | "workforce" | "subsidiary" => no_group,
        "operation" | "operations" | "workers" | "unit" | "units" | "arm" | "mine" | "mines" | "stores" | "market" | "business" => sure,
        _ => false,
    };
    let tokens = text.tokens_in(act.quote.hull());
    let land = |id: &ActorId| {
        let mut named = cast.mentions_in(tokens.clone()).iter().filter(|it| means(cast, it, id)).peekable();
        let noun = |it: &Mention| it.form == Form::Place || of_work(text.lower(it.tokens.end));
        kind(id) == Some(ActorKind::State) && named.peek().is_some() && named.all(noun)
    };
    drop_others(act, &land);
}

/// Takes those to whom something applies from those whom an act is for and at.
fn drop_others(act: &mut Act, applies: &dyn Fn(&ActorId) -> bool) {
    let (addressee, target) = (act.addressee.len(), act.target.len());
    act.addressee.retain(|id| !applies(id));
    act.target.retain(|id| !applies(id));
    for (field, dropped) in [("addressee", act.addressee.is_empty() && addressee > 0), ("target", act.target.is_empty() && target > 0)] {
        if dropped {
            act.withdraw(&[field]);
        }
    }
}

/// “Our members will walk out on Monday”: they leave their work, unless the words name talks that they leave.
pub(super) fn no_halt_of_talks(text: &Text<'_>, act: &mut Act) {
    let tokens = text.tokens_in(act.quote.hull());
    let out = |at: usize| matches!(text.lower(at), "walk" | "walks" | "walked" | "walking") && text.lower(at + 1) == "out";
    let talks = |at: usize| {
        ["talk", "negotiat", "table", "meeting", "session", "bargaining", "round", "discussion"]
            .iter()
            .any(|stem| text.lower(at).starts_with(stem))
    };
    if tokens.clone().any(|at| out(at) || text.lower(at) == "walkout") && !tokens.clone().any(talks) {
        without(act, |matter| matter.measure.0 == "talks-halt");
    }
}

/// “Urged its dockers to end the strike”: where work is what stops, no fighting does.
pub(super) fn no_war_in_a_walkout(text: &Text<'_>, act: &mut Act) {
    let of_war = |matter: &evidence::Matter| {
        matches!(
            matter.measure.0.as_str(),
            "armed-attack" | "air-strikes-halt" | "general-ceasefire" | "resume-hostilities" | "humanitarian-pause" | "time-limited-truce"
        )
    };
    if !act.measures.iter().any(of_war) || !is_of_work(text, act) {
        return;
    }
    without(act, of_war);
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
    // "A strike on the port", "carried out strikes", "struck a port": no walkout; nor do aid workers strike.
    let at_whom = |at: usize| {
        strikes(at) && (matches!(text.lower(at + 1), "on" | "against" | "at" | "deep") || text.lower(at) == "struck")
            || matches!(text.lower(at), "launched" | "launches" | "launch" | "vowed" | "carried" | "hitting")
    };
    let aid = |at: usize| at > 0 && matches!(text.lower(at - 1), "aid" | "rescue" | "relief" | "health" | "medical" | "hospital");
    let work = |at: usize| work(at) && !aid(at);
    words.clone().any(strikes) && !words.clone().any(at_whom) && around.clone().any(work) && !around.clone().any(arms)
}

/// Those who work for pay, and what they do and want.
#[rustfmt::skip]
const WORK: &[&str] = &[
    "union", "unions", "worker", "workers", "wage", "wages", "walkout", "walkouts", "strikers", "employees", "dockers", "miners", "pilots",
    "drivers", "nurses", "teachers", "machinists", "mechanics", "attendants", "bargaining", "layoffs", "picket", "pickets", "lockout", "labour", "labor",
];

/// What wars are fought with, by and against: the beginnings of the words.
#[rustfmt::skip]
pub(super) const ARMS: &[&str] = &[
    "air-", "airst", "missile", "rocket", "drone", "bomb", "shell", "troop", "soldier", "army", "milita", "rebel", "ceasefire", "cease-fire", "truce",
    "warplane", "artiller", "killed", "nuclear", "fighter", "weapon", "hostage", "hostilit", "terror", "wound", "hurt", "raid", "jets", "depot",
];
