//! What the text leaves open: the reading's doubts, conditions that nobody names, who has not answered, and what is least surely read.
use super::view::{View, is_akin, listed, measure};
use super::{ActAt, Group, Line, Piece, group, sentence};
use evidence::{Act, ActKind, ActorId, DoubtKind, MeasureId, Place, Span};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn groups(view: &View<'_>) -> Vec<Group> {
    let mut doubts = Vec::new();
    for (item, it) in view.items.iter().enumerate() {
        for doubt in it.doubts {
            let pieces = vec![Piece::Strong(doubt.kind.as_str().replace('-', " ")), Piece::Text(format!(": {}", doubt.says))];
            // Of a doubt about many acts, which it names, the first place.
            let at = doubt.at.as_ref().map(|place| match place.spans() {
                [first, _, _, ..] => view.at(item, &Place::from(*first)),
                _ => view.at(item, place),
            });
            doubts.push(Line { act: None, pieces, at });
        }
    }
    // All doubts of an item on conditions as one place: its spans are in order, and none overlaps another.
    let doubted: Vec<Option<Place>> = view
        .items
        .iter()
        .map(|it| {
            let on_conditions = it.doubts.iter().filter(|doubt| doubt.kind == DoubtKind::UnnamedCondition);
            Place::of(on_conditions.filter_map(|doubt| doubt.at.as_ref()).flat_map(|place| place.spans().iter().copied()))
        })
        .collect();
    let unnamed = view.acts().filter_map(|(at, act)| unnamed_condition(view, at, act, doubted[at.item].as_ref()));
    let mut out = group(None, doubts.into_iter().chain(unnamed).collect());
    let answered: Vec<Answers<'_>> = (0..view.items.len()).map(|item| answers(view, item)).collect();
    let silent = view.acts().filter_map(|(at, act)| unanswered(view, at, act, &answered[at.item])).collect();
    out.extend(group(Some("who has not answered in this text".to_owned()), silent));
    out.extend(group(Some(format!("to be checked first: p under {DOUBTFUL}")), doubtful(view).into_iter().collect()));
    out
}

/// Below this an act is more often wrong than right in its kind, actor or measure by three to one.
const DOUBTFUL: f32 = 0.25;

/// How many of the doubtful acts are named.
const FIRST: usize = 12;

/// The acts that are least likely right, the least first.
fn doubtful(view: &View<'_>) -> Option<Line> {
    let mut acts: Vec<(f32, ActAt)> =
        view.acts().filter_map(|(at, act)| Some((act.confidence.filter(|p| (p * 100.0).round() < DOUBTFUL * 100.0)?, at))).collect();
    acts.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let mut pieces = Vec::new();
    for (n, (p, at)) in acts.iter().take(FIRST).enumerate() {
        pieces.push(Piece::Text(if n > 0 { ", ".to_owned() } else { String::new() }));
        pieces.push(Piece::Act(*at));
        pieces.push(Piece::Text(format!(" ({p:.2})")));
    }
    if acts.len() > FIRST {
        pieces.push(Piece::Text(format!(" and {} more", acts.len() - FIRST)));
    }
    (!acts.is_empty()).then_some(Line { act: None, pieces, at: None })
}

/// A condition without a measure, unless a doubt says it already.
fn unnamed_condition(view: &View<'_>, at: ActAt, act: &Act, doubted: Option<&Place>) -> Option<Line> {
    let condition = act.condition.as_ref().filter(|it| it.measure.is_none())?;
    let is_said = |span: &Span| {
        let spans = doubted.map(Place::spans).unwrap_or_default();
        spans.get(spans.partition_point(|doubt| doubt.end() <= span.start())).is_some_and(|doubt| doubt.overlaps(*span))
    };
    if condition.words.spans().iter().any(is_said) {
        return None;
    }
    let whose = if act.actor.is_empty() { String::new() } else { format!(" of {}", view.names(at.item, &act.actor)) };
    let pieces = vec![
        Piece::Strong("unnamed condition".to_owned()),
        Piece::Text(format!("{whose}: ")),
        Piece::Words(view.words(at.item, &condition.words)),
    ];
    Some(Line { act: Some(at), pieces, at: Some(view.at(at.item, &condition.words)) })
}

/// For each principal, the measures on which it says yes, no or under what condition, proposes, or acts.
type Answers<'a> = BTreeMap<&'a ActorId, BTreeSet<&'a MeasureId>>;

fn answers<'a>(view: &View<'a>, item: usize) -> Answers<'a> {
    let mut out = Answers::new();
    for act in &view.items[item].reading.acts {
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
        for actor in act.actor.iter().filter(|_| is_answer) {
            out.entry(view.principal(item, actor)).or_default().extend(act.measures.iter().map(|it| &it.measure));
        }
    }
    out
}

/// Those whom a proposal or demand is put to and who, in this document, do nothing that answers it.
fn unanswered(view: &View<'_>, at: ActAt, act: &Act, answered: &Answers<'_>) -> Option<Line> {
    if !matches!(act.kind, ActKind::Propose | ActKind::Demand) || act.measures.is_empty() || act.negated {
        return None;
    }
    let is_silent = |who: &&ActorId| {
        let measures = answered.get(*who).into_iter().flatten();
        !measures.into_iter().any(|one| act.measures.iter().any(|other| is_akin(one, &other.measure)))
    };
    let mut silent: Vec<&ActorId> = act.addressee.iter().map(|id| view.principal(at.item, id)).filter(is_silent).collect();
    silent.dedup();
    if silent.is_empty() {
        return None;
    }
    let names = silent.iter().map(|id| view.name(at.item, id));
    let matters: Vec<String> = act.measures.iter().map(|it| measure(&it.measure)).collect();
    let pieces = vec![
        Piece::Strong(listed(names)),
        Piece::Text(format!(": {} {} {}", view.names(at.item, &act.actor), sentence::done(view, at.item, act), matters.join(" + "))),
    ];
    Some(Line { act: Some(at), pieces, at: Some(view.at(at.item, &act.quote)) })
}
