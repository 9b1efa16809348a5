//! Disputes of those who work: a strike of theirs is no attack, and names no measure of war.
use crate::text::Text;
use evidence::Act;

/// "The drivers will strike on Friday": a walkout, and no attack.
pub(super) fn no_attack(text: &Text<'_>, act: &mut Act) {
    let strikes = |at: usize| matches!(text.lower(at), "strike" | "strikes" | "striking" | "struck");
    let attack = |matter: &evidence::Matter| matter.measure.0 == "armed-attack";
    if text.tokens_in(act.quote.hull()).any(strikes) && act.measures.iter().any(attack) {
        act.measures.retain(|matter| !attack(matter));
        act.withdraw(&["measures"]);
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
const ARMS: &[&str] = &[
    "air-", "airst", "missile", "rocket", "drone", "bomb", "shell", "troop", "soldier", "army", "milita", "rebel", "ceasefire", "cease-fire", "truce",
    "warplane", "artiller", "killed", "nuclear", "fighter", "weapon", "hostage", "hostilit", "terror", "wound", "hurt", "raid", "jets", "depot",
];
