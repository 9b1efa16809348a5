//! A hand-made answer as the reader's own values: what the reader would have to give, to see what later stages make of it.
use crate::contract::{Answer, AnswerAct, Spans};
use crate::fault::Fault;
use evidence::{
    Act, ActId, ActKind, Actor, ActorId, ActorKind, Condition, Matter, MeasureId, Param, Place, Reading, Relation, Role, Span, Status,
    Strength, When,
};

/// The actors and acts of `answer`. An error names the word that the lists have not got, or the place that is none.
pub fn reading(answer: &Answer) -> Result<Reading, Fault> {
    let mut reading = Reading::default();
    for actor in &answer.actors {
        let at = format!("{}, actor {}", answer.document.id, actor.id);
        reading.actors.push(Actor {
            id: ActorId(actor.id.clone()),
            name: actor.name.clone().unwrap_or_default(),
            kind: word(ActorKind::from_word, actor.kind.as_deref(), &at)?.ok_or_else(|| Fault(format!("{at}: has no kind")))?,
            part_of: actor.part_of.clone().map(ActorId),
            roles: actor.roles.iter().filter_map(|it| word(Role::from_word, Some(it), &at).transpose()).collect::<Result<_, _>>()?,
            mentions: actor.mentions.iter().map(|it| place(it, &at)).collect::<Result<_, _>>()?,
            pronouns: Vec::new(),
        });
    }
    for it in &answer.acts {
        reading.acts.push(act(it, &format!("{}, act {}", answer.document.id, it.id))?);
    }
    Ok(reading)
}

fn act(it: &AnswerAct, at: &str) -> Result<Act, Fault> {
    let ids = |ids: &[String]| ids.iter().cloned().map(ActorId).collect();
    let quote = place(&it.quote, at)?;
    let condition = match &it.condition {
        None => None,
        Some(it) => Some(Condition {
            relation: word(Relation::from_word, it.relation.as_deref(), at)?.ok_or_else(|| Fault(format!("{at}: `if` has no relation")))?,
            measure: it.measure.clone().map(MeasureId),
            actor: it.actor.clone().map(ActorId),
            words: place(&it.words, at)?,
        }),
    };
    let when = match &it.when {
        None => None,
        Some(when) => {
            let words = place(&when.words, at)?;
            Some(match &when.value {
                None => When::Unresolved { words },
                Some(value) => When::Resolved { words, date: value.parse().map_err(|e| Fault(format!("{at}: {e}")))? },
            })
        }
    };
    let params = |it: &crate::contract::AnswerMatter| {
        let value = |value: &serde_json::Value| value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned);
        it.params.iter().map(|(name, v)| Param { name: name.clone(), value: value(v), words: quote.clone() }).collect()
    };
    Ok(Act {
        id: ActId(it.id.clone()),
        kind: word(ActKind::from_word, Some(&it.act), at)?.ok_or_else(|| Fault(format!("{at}: has no act")))?,
        actor: ids(&it.actor),
        speaker: it.speaker.clone().map(ActorId),
        told_by: ids(&it.told_by),
        addressee: ids(&it.addressee),
        target: ids(&it.target),
        measures: it.measures.iter().map(|it| Matter { measure: MeasureId(it.id.clone()), params: params(it), words: None }).collect(),
        condition,
        strength: word(Strength::from_word, it.strength.as_deref(), at)?,
        status: word(Status::from_word, it.status.as_deref(), at)?,
        negated: it.negated,
        when,
        place: None,
        channel: None,
        quote: quote.clone(),
        also: Vec::new(),
        confidence: None,
        reasons: Vec::new(),
    })
}

fn place(spans: &Spans, at: &str) -> Result<Place, Fault> {
    Place::of(spans.iter().filter_map(|&[start, end]| Span::new(start, end))).ok_or_else(|| Fault(format!("{at}: a place without words")))
}

fn word<T>(from_word: fn(&str) -> Option<T>, given: Option<&str>, at: &str) -> Result<Option<T>, Fault> {
    given.map(|word| from_word(word).ok_or_else(|| Fault(format!("{at}: there is no `{word}`")))).transpose()
}
