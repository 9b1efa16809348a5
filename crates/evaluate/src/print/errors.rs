//! The faults of one kind over all documents, one a line.
use crate::score::reading::{Compared, Level};
use crate::score::side::{Side, SideAct};
use std::collections::BTreeSet;

/// A kind of fault.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// In the answer, not in the reading.
    Missed,
    /// In the reading, not in the answer.
    Surplus,
    /// Paired, of another type.
    Type,
    /// Paired and of the same type, by another actor.
    Actor,
    /// Paired, same type and actor, on another measure.
    Measure,
    /// Paired, with another date.
    Date,
    /// Paired, told by others.
    ToldBy,
    /// Paired, for others.
    Addressee,
    /// Principals of the answer that the reading does not have.
    PrincipalMissed,
    /// Principals of the reading that the answer does not have.
    PrincipalSurplus,
    /// Principals of both with other roles.
    Role,
}

/// The faults of that kind in one document: document, act, what it should be, what it is, the words.
pub fn errors(kind: Kind, compared: &Compared<'_>) -> Vec<String> {
    let (gold, predicted) = (&compared.gold, &compared.predicted);
    let id = &gold.answer.document.id;
    let quote = |side: &Side<'_>, act: &SideAct<'_>| side.words(&act.raw.quote).split_whitespace().collect::<Vec<_>>().join(" ");
    let mut out = Vec::new();
    match kind {
        Kind::Missed => {
            for (i, act) in gold.acts.iter().enumerate() {
                if !compared.pairs.iter().any(|(g, ..)| *g == i) {
                    out.push(format!(
                        "{id} {}: {} by {} on {}: {}",
                        act.raw.id,
                        act.raw.act,
                        actors(gold, act),
                        measures(act),
                        quote(gold, act)
                    ));
                }
            }
        }
        Kind::Surplus => {
            for (j, act) in predicted.acts.iter().enumerate() {
                if !compared.pairs.iter().any(|(_, p, _)| *p == j) {
                    let says = quote(predicted, act);
                    out.push(format!("{id} {}: {} by {} on {}: {says}", act.raw.id, act.raw.act, actors(predicted, act), measures(act)));
                }
            }
        }
        Kind::PrincipalMissed => {
            let known: Vec<_> = compared.principals().into_iter().map(|(i, _)| i).collect();
            out.extend(gold.themselves.iter().filter(|i| !known.contains(i)).map(|&i| format!("{id}: {}", gold.told(i))));
        }
        Kind::PrincipalSurplus => {
            let known: Vec<_> = compared.principals().into_iter().map(|(_, j)| j).collect();
            out.extend(predicted.themselves.iter().filter(|j| !known.contains(j)).map(|&j| format!("{id}: {}", predicted.told(j))));
        }
        Kind::Role => {
            for (i, j) in compared.principals() {
                let (right, given) = (gold.roles(i), predicted.roles(j));
                if right != given {
                    out.push(format!("{id}: {} -> {}: {}", listed(&right), listed(&given), gold.told(i)));
                }
            }
        }
        Kind::Type | Kind::Actor | Kind::Measure | Kind::Date | Kind::ToldBy | Kind::Addressee => {
            for &(i, j, level) in &compared.pairs {
                let (g, p) = (&gold.acts[i], &predicted.acts[j]);
                let date = |act: &SideAct<'_>| act.raw.when.as_ref().and_then(|it| it.value.clone()).unwrap_or_else(|| "-".to_owned());
                let others = |gs: &[usize], ps: &[usize]| (!gold.same_actors(gs, predicted, ps), names(gold, gs), names(predicted, ps));
                let (wrong, right, given) = match kind {
                    Kind::Type => (level == Level::Found, g.raw.act.clone(), p.raw.act.clone()),
                    Kind::Actor => (level == Level::Kind, actors(gold, g), actors(predicted, p)),
                    Kind::Measure => (level == Level::Actor, measures(g), measures(p)),
                    Kind::ToldBy => others(&g.told_by, &p.told_by),
                    Kind::Addressee => others(&g.addressee, &p.addressee),
                    _ => (date(g) != date(p), date(g), date(p)),
                };
                if wrong {
                    out.push(format!("{id} {} {}: {right} -> {given}: {}", g.raw.id, p.raw.id, quote(gold, g)));
                }
            }
        }
    }
    out
}

fn listed(roles: &BTreeSet<&str>) -> String {
    if roles.is_empty() { "no role".to_owned() } else { roles.iter().copied().collect::<Vec<_>>().join(" + ") }
}

fn actors(side: &Side<'_>, act: &SideAct<'_>) -> String {
    names(side, &act.who)
}

fn names(side: &Side<'_>, actors: &[usize]) -> String {
    if actors.is_empty() { "nobody".to_owned() } else { actors.iter().map(|&i| side.name(i)).collect::<Vec<_>>().join(" + ") }
}

fn measures(act: &SideAct<'_>) -> String {
    if act.measures.is_empty() { "no measure".to_owned() } else { act.measures.iter().copied().collect::<Vec<_>>().join(" + ") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::{Answer, AnswerAct, AnswerActor};

    #[test]
    fn principals_that_one_side_lacks_and_other_roles_are_listed() {
        let text = "Norland and Sudria met in Port Alba.";
        let actor = |name: &str, roles: &[&str]| AnswerActor {
            id: name.to_lowercase(),
            name: Some(name.to_owned()),
            kind: Some("state".to_owned()),
            roles: roles.iter().map(|&role| role.to_owned()).collect(),
            ..AnswerActor::default()
        };
        let met = AnswerAct {
            id: "a1".to_owned(),
            act: "contact".to_owned(),
            actor: vec!["norland".to_owned()],
            quote: vec![[0, 22]],
            ..AnswerAct::default()
        };
        let gold = Answer { actors: vec![actor("Norland", &["party"]), actor("Sudria", &[])], acts: vec![met], ..Answer::default() };
        let predicted = Answer { actors: vec![actor("Norland", &["host", "mediator"]), actor("Port Alba", &[])], ..Answer::default() };
        let compared = Compared::of(text, &gold, &predicted).expect("compared");
        assert_eq!(errors(Kind::PrincipalMissed, &compared), [": Sudria (state; 0 acts, 0 for it, 0 at it): sudria"]);
        assert_eq!(errors(Kind::PrincipalSurplus, &compared), [": Port Alba (state; 0 acts, 0 for it, 0 at it): port alba"]);
        assert_eq!(errors(Kind::Role, &compared), [": party -> host + mediator: Norland (state; 1 acts, 0 for it, 0 at it): norland"]);
    }
}
