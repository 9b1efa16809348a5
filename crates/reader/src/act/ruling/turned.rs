//! Measures that the words of an act turn down, however much they are like those of a measure: whoever refuses talks does not refuse to break
//! them off, whoever keeps up the raids halts none, and whoever holds prisoners has freed nobody.
use super::without;
use crate::measure::{Cues, is_passed_over};
use crate::text::Text;
use evidence::{Act, ActKind, MeasureId};
use std::ops::Range;

/// Puts right what an act is about.
pub(in crate::act) fn mend(text: &Text<'_>, cues: &Cues, act: &mut Act) {
    let tokens = text.tokens_in(act.quote.hull());
    match act.kind {
        ActKind::Reject | ActKind::Condition if !breaks_off(text, tokens.clone()) => talks_refused(cues, act),
        ActKind::Accept | ActKind::Commit | ActKind::Conclude if forswears(text, tokens.clone()) => {
            without(act, |matter| matter.measure.0 == "armed-attack");
        }
        _ => {}
    }
    let passed_over: Vec<MeasureId> =
        cues.find(text, tokens.clone()).into_iter().filter(|hit| is_passed_over(text, hit)).map(|hit| hit.measure).collect();
    without(act, |matter| matter.words.is_none() && passed_over.contains(&matter.measure));
    if keeps_up(text, tokens.clone()) {
        without(act, |matter| HALTS.contains(&matter.measure.0.as_str()));
    }
    if matches!(act.kind, ActKind::Deed | ActKind::Assess) && still_holds(text, tokens) {
        without(act, |matter| RELEASES.contains(&matter.measure.0.as_str()));
    }
}

/// What ends an attack.
const HALTS: &[&str] = &["air-strikes-halt", "general-ceasefire", "time-limited-truce", "energy-infrastructure-truce", "end-of-war"];

/// What sets people free.
const RELEASES: &[&str] = &["prisoner-release", "detainee-release", "hostage-release"];

/// “Ruled out talks”, “refused to return to the table”: the talks are refused, and not that they be broken off.
fn talks_refused(cues: &Cues, act: &mut Act) {
    let halt = MeasureId("talks-halt".to_owned());
    let Some(talks) = cues.opposite(&halt) else { return };
    let Some(at) = act.measures.iter().position(|matter| matter.measure == halt) else { return };
    if act.measures.iter().any(|matter| matter.measure == *talks) {
        return without(act, |matter| matter.measure == halt);
    }
    let matter = &mut act.measures[at];
    matter.measure = talks.clone();
    matter.params.clear();
    let words = matter.words.clone();
    act.withdraw(&["measures"]);
    act.because("measures", format!("it is {talks} that is refused"), words);
}

/// Words for the end of talks, without their endings.
#[rustfmt::skip]
const BREAKS: &[&str] = &[
    "break", "broke", "suspen", "halt", "walk", "abandon", "boycott", "quit", "pull", "withdr", "leav", "left", "call", "cancel", "end", "stop", "cut",
    "collaps", "fail", "freez", "froze", "stall", "deadlock", "impasse", "disrupt", "interrupt", "postpon", "scuttl",
];

fn breaks_off(text: &Text<'_>, mut tokens: Range<usize>) -> bool {
    tokens.any(|at| BREAKS.iter().any(|stem| text.lower(at).starts_with(stem)))
}

/// “Agreed not to bomb the towns”.
fn forswears(text: &Text<'_>, mut tokens: Range<usize>) -> bool {
    let yes = ["agree", "pledg", "promis", "vow", "undertak", "undertook", "commit", "consent"];
    tokens.any(|at| {
        text.lower(at) == "not"
            && text.lower(at + 1) == "to"
            && (at.saturating_sub(3)..at).any(|at| yes.iter().any(|stem| text.lower(at).starts_with(stem)))
    })
}

/// What is done by force.
#[rustfmt::skip]
pub(in crate::act) const FORCE: &[&str] = &[
    "raids", "attacks", "strikes", "airstrikes", "bombing", "bombings", "bombardment", "shelling", "offensive", "operations", "operation", "war",
    "fighting", "campaign", "assault", "assaults", "fight", "blockade", "siege",
];

/// “Pledged to keep up air raids until the pilots are free”, “would press on with its offensive”.
fn keeps_up(text: &Text<'_>, mut tokens: Range<usize>) -> bool {
    let end = tokens.end;
    tokens.any(|at| {
        let goes_on = match text.lower(at) {
            "keep" | "keeps" | "keeping" | "kept" => text.lower(at + 1) == "up",
            "press" | "presses" | "pressing" | "pressed" | "push" | "pushes" | "pushing" | "pushed" => {
                matches!(text.lower(at + 1), "on" | "ahead") && text.lower(at + 2) == "with"
            }
            "continue" | "continues" | "continued" | "continuing" => {
                !text.lower(at + 1).ends_with("ing") || FORCE.contains(&text.lower(at + 1))
            }
            _ => false,
        };
        goes_on && (at + 1..end.min(at + 6)).any(|at| FORCE.contains(&text.lower(at)))
    })
}

/// “Still hold prisoner 40 sailors”, “were holding twelve soldiers”: of nobody's release is there a word.
fn still_holds(text: &Text<'_>, mut tokens: Range<usize>) -> bool {
    let frees = ["free", "releas", "return", "hand", "let", "exchang", "swap", "deliver", "turn", "surrender", "liberat", "pardon"];
    let holds = |at: usize| matches!(text.lower(at), "hold" | "holds" | "holding" | "held" | "captured" | "seized");
    tokens.clone().any(holds) && !tokens.any(|at| frees.iter().any(|stem| text.lower(at).starts_with(stem)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::act::told;
    use evidence::{Matter, Measures, Span};

    #[test]
    fn what_the_words_turn_down_is_not_told() {
        let cues = Cues::new(Measures::embedded());
        let left = |kind: ActKind, source: &str, measure: &str| {
            let mut act = told(kind, Span::new(0, source.len()).expect("words"), "norland");
            act.measures = vec![Matter { measure: MeasureId(measure.to_owned()), params: Vec::new(), words: None }];
            mend(&Text::of(source), &cues, &mut act);
            act.measures.iter().map(|matter| matter.measure.to_string()).collect::<Vec<_>>().join(", ")
        };
        assert_eq!(left(ActKind::Reject, "Norland refused to return to the table.", "talks-halt"), "direct-talks");
        assert_eq!(left(ActKind::Reject, "Norland ruled out breaking off talks.", "talks-halt"), "talks-halt");
        assert_eq!(left(ActKind::Commit, "Norland promised to keep up its attacks.", "air-strikes-halt"), "");
        assert_eq!(left(ActKind::Commit, "Norland promised to stop its attacks.", "air-strikes-halt"), "air-strikes-halt");
        assert_eq!(left(ActKind::Accept, "Norland agreed not to bomb the towns.", "armed-attack"), "");
        assert_eq!(left(ActKind::Deed, "The rebels still hold forty sailors.", "prisoner-release"), "");
        assert_eq!(left(ActKind::Deed, "The rebels freed forty sailors they had captured.", "prisoner-release"), "prisoner-release");
        assert_eq!(left(ActKind::Demand, "Norland called for a treaty to replace the truce.", "general-ceasefire"), "");
    }
}
