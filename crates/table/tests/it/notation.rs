//! Readings written in short, one act a line; the line itself is the act's quote.
//!
//! `person dessa of sudria` makes a person part of an actor. An act is `ACTOR, ACTOR (SPEAKER) told by TELLER: not KIND/STRENGTH
//! MEASURE name=value MEASURE | RELATION MEASURE by ACTOR`, where all but actor and kind may be left out, and `-` is a measure that
//! is not named.
use evidence::{
    About, Act, ActId, ActKind, Actor, ActorId, ActorKind, Condition, Document, Matter, MeasureId, Param, Place, Reading, Relation, Span,
    Strength,
};
use table::{Side, Table};

/// The document and reading that `text` is and describes.
pub fn reading(text: &str) -> (Document, Reading) {
    let mut reading = Reading::default();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim_end();
        if let Some((person, whole)) = words.strip_prefix("person ").and_then(|it| it.split_once(" of ")) {
            reading.actors.push(actor(person, ActorKind::Person, Some(whole)));
        } else if !words.is_empty() {
            let quote = Place::from(Span::new(at, at + words.len()).expect("not empty"));
            let id = ActId(format!("a{}", reading.acts.len() + 1));
            reading.acts.push(act(words, id, quote));
        }
        at += line.len();
    }
    (Document::new(About::named("case"), text.to_owned()), reading)
}

fn actor(id: &str, kind: ActorKind, part_of: Option<&str>) -> Actor {
    let part_of = part_of.map(|it| ActorId(it.to_owned()));
    Actor { id: ActorId(id.to_owned()), name: id.to_owned(), kind, part_of, roles: vec![], mentions: vec![], pronouns: vec![] }
}

fn act(line: &str, id: ActId, quote: Place) -> Act {
    let (head, rest) = line.split_once(": ").unwrap_or_else(|| panic!("no `: ` in `{line}`"));
    let (head, told_by) = head.split_once(" told by ").map_or((head, vec![]), |(head, by)| (head, ids(by)));
    let (who, speaker) = match head.strip_suffix(')').and_then(|it| it.split_once(" (")) {
        Some((who, speaker)) => (who, Some(ActorId(speaker.to_owned()))),
        None => (head, None),
    };
    let (what, condition) = rest.split_once(" | ").map_or((rest, None), |(what, condition)| (what, Some(condition)));
    let (what, negated) = what.strip_prefix("not ").map_or((what, false), |what| (what, true));
    let mut words = what.split(' ');
    let kind = words.next().unwrap_or_default();
    let (kind, strength) = kind.split_once('/').map_or((kind, None), |(kind, strength)| (kind, Some(strength)));
    let mut measures: Vec<Matter> = Vec::new();
    for word in words {
        match word.split_once('=') {
            Some((name, value)) => measures.last_mut().expect("a measure comes before its params").params.push(Param {
                name: name.to_owned(),
                value: value.to_owned(),
                words: quote.clone(),
            }),
            None => measures.push(Matter { measure: MeasureId(word.to_owned()), params: vec![], words: None }),
        }
    }
    let condition = condition.map(|it| {
        let (it, actor) = it.split_once(" by ").map_or((it, None), |(it, by)| (it, Some(ActorId(by.to_owned()))));
        let (relation, measure) = it.split_once(' ').expect("a relation and a measure");
        Condition {
            relation: Relation::from_word(relation).unwrap_or_else(|| panic!("`{relation}` is no relation")),
            measure: (measure != "-").then(|| MeasureId(measure.to_owned())),
            actor,
            words: quote.clone(),
        }
    });
    Act {
        id,
        kind: ActKind::from_word(kind).unwrap_or_else(|| panic!("`{kind}` is no act")),
        actor: if who == "nobody" { vec![] } else { ids(who) },
        speaker,
        told_by,
        addressee: vec![],
        target: vec![],
        measures,
        condition,
        strength: strength.map(|it| Strength::from_word(it).unwrap_or_else(|| panic!("`{it}` is no strength"))),
        status: None,
        negated,
        when: None,
        place: None,
        channel: None,
        quote,
        also: vec![],
        confidence: None,
        reasons: vec![],
    }
}

fn ids(list: &str) -> Vec<ActorId> {
    list.split(", ").map(|it| ActorId(it.to_owned())).collect()
}

/// A table in the notation of the cases, one position or wait a line.
pub fn written(table: &Table) -> String {
    let mut out = String::new();
    for it in &table.positions {
        let params: String = it.params.iter().map(|param| format!(" {}={}", param.name, param.value)).collect();
        let red = if it.red_line { ", red line" } else { "" };
        let acts: Vec<&str> = it.shown_by().iter().map(|(id, _)| id.0.as_str()).collect();
        out += &format!("{} {} {}{params}{red} ({})\n", it.actor, it.stance.as_str(), it.measure, acts.join(" "));
    }
    let side = |it: &Side| {
        let actor = it.actor.as_ref().map_or("somebody", |id| &id.0);
        format!("{actor} {}", it.measure.as_ref().map_or("-", |id| &id.0))
    };
    for it in &table.waits {
        let acts: Vec<&str> = it.shown_by().iter().map(|(id, _)| id.0.as_str()).collect();
        out += &format!("wait: {}, {} {} ({})\n", side(&it.what), it.relation, side(&it.awaited), acts.join(" "));
    }
    out
}
