//! What the text leaves open: the reading's doubts, conditions that nobody names, and who has not answered.
use super::view::{View, is_akin, measure};
use super::{ActAt, Group, Line, Piece, group, sentence};
use evidence::{Act, ActKind, ActorId, DoubtKind, Place, Reading};

pub(super) fn groups(view: &View<'_>) -> Vec<Group> {
    let mut doubts = Vec::new();
    for (item, it) in view.items.iter().enumerate() {
        for doubt in it.doubts {
            let pieces = vec![Piece::Strong(doubt.kind.as_str().replace('-', " ")), Piece::Text(format!(": {}", doubt.says))];
            doubts.push(Line { act: None, pieces, at: doubt.at.as_ref().map(|place| view.at(item, place)) });
        }
    }
    let unnamed = view.acts().filter_map(|(at, act)| unnamed_condition(view, at, act));
    let mut out = group(None, doubts.into_iter().chain(unnamed).collect());
    out.extend(group(Some("no answer in this text".to_owned()), view.acts().flat_map(|(at, act)| unanswered(view, at, act)).collect()));
    out
}

/// A condition without a measure, unless a doubt says it already.
fn unnamed_condition(view: &View<'_>, at: ActAt, act: &Act) -> Option<Line> {
    let condition = act.condition.as_ref().filter(|it| it.measure.is_none())?;
    let said = |place: &Place| place.spans().iter().any(|span| condition.words.overlaps(*span));
    let doubts = view.items[at.item].doubts;
    if doubts.iter().any(|doubt| doubt.kind == DoubtKind::UnnamedCondition && doubt.at.as_ref().is_some_and(said)) {
        return None;
    }
    let pieces = vec![
        Piece::Strong("unnamed condition".to_owned()),
        Piece::Text(format!(": what {} waits for has no measure: ", view.names(at.item, &act.actor))),
        Piece::Words(view.words(at.item, &condition.words)),
    ];
    Some(Line { act: Some(at), pieces, at: Some(view.at(at.item, &condition.words)) })
}

/// Those whom a proposal or demand is put to and who, in this document, do nothing that answers it.
fn unanswered(view: &View<'_>, at: ActAt, act: &Act) -> Vec<Line> {
    if !matches!(act.kind, ActKind::Propose | ActKind::Demand) || act.measures.is_empty() || act.negated {
        return Vec::new();
    }
    let reading = view.items[at.item].reading;
    let mut silent: Vec<&ActorId> = act.addressee.iter().map(|id| reading.principal(id)).filter(|id| !answers(reading, id, act)).collect();
    silent.dedup();
    if silent.is_empty() {
        return Vec::new();
    }
    let names = silent.iter().map(|id| view.name(at.item, id));
    let matters: Vec<String> = act.measures.iter().map(|it| measure(&it.measure)).collect();
    let pieces = vec![
        Piece::Strong(super::view::listed(names)),
        Piece::Text(format!(" to {}: {} {}", view.names(at.item, &act.actor), sentence::done(act), matters.join(" + "))),
    ];
    vec![Line { act: Some(at), pieces, at: Some(view.at(at.item, &act.quote)) }]
}

/// Whether `who` says yes, no or under what condition, or acts, on a measure of `asked` or one akin to it.
fn answers(reading: &Reading, who: &ActorId, asked: &Act) -> bool {
    reading.acts.iter().any(|act| {
        let is_answer = matches!(
            act.kind,
            ActKind::Accept
                | ActKind::Reject
                | ActKind::Condition
                | ActKind::Commit
                | ActKind::Conclude
                | ActKind::Deed
                | ActKind::Retract
                | ActKind::Propose
        );
        let by_them = act.actor.iter().any(|id| reading.principal(id) == who);
        let on_it = act.measures.iter().any(|one| asked.measures.iter().any(|other| is_akin(&one.measure, &other.measure)));
        is_answer && by_them && on_it
    })
}
