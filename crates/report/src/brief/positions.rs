//! Where each actor stands on each measure: a group a measure, a line an actor.
use super::view::{View, measure};
use super::{ActAt, Group, Line, Piece, group, sentence};
use evidence::{ActId, MeasureId};
use table::{Position, Stance};

pub(super) fn groups(view: &View<'_>) -> Vec<Group> {
    let mut by_measure: Vec<(&MeasureId, Vec<(usize, &Position)>)> = Vec::new();
    for (item, it) in view.items.iter().enumerate() {
        for position in &it.table.positions {
            match by_measure.iter_mut().find(|(known, _)| **known == position.measure) {
                Some((_, all)) => all.push((item, position)),
                None => by_measure.push((&position.measure, vec![(item, position)])),
            }
        }
    }
    let mut single = Vec::new();
    let mut out = Vec::new();
    for (id, mut positions) in by_measure {
        positions.sort_by_key(|(item, position)| view.rank(*item, &position.actor));
        match positions.as_slice() {
            [(item, position)] => single.push(line(view, *item, position, Some(id))),
            _ => {
                let lines = positions.into_iter().map(|(item, position)| line(view, item, position, None)).collect();
                out.push(Group { heading: Some(measure(id)), lines });
            }
        }
    }
    // Where several stand on one measure comes first: there they meet.
    out.extend(group(if out.is_empty() { None } else { Some("one actor alone".to_owned()) }, single));
    out
}

/// Who, how and by which acts; their words stand further up. With the measure where no heading names it.
fn line(view: &View<'_>, item: usize, position: &Position, on: Option<&MeasureId>) -> Line {
    let acts: Vec<ActAt> = position.shown_by().iter().filter_map(|(id, _)| find(view, item, id)).collect();
    let on = on.map(|id| format!("{}, ", measure(id))).unwrap_or_default();
    let mut pieces = vec![Piece::Text(format!("{on}{}: ", view.name(item, &position.actor))), Piece::Strong(stance(position))];
    if position.stance == Stance::Conditional {
        let condition = acts.iter().find_map(|at| view.items[item].reading.acts[at.act].condition.as_ref());
        let if_what = condition.map_or_else(|| "if something else".to_owned(), |it| sentence::waits_for(view, item, it));
        pieces.push(Piece::Text(format!(", {if_what}")));
    }
    for (n, at) in acts.iter().enumerate() {
        pieces.push(Piece::Text(if n == 0 { " (" } else { ", " }.to_owned()));
        pieces.push(Piece::Act(*at));
    }
    pieces.push(Piece::Text(if acts.is_empty() { "" } else { ")" }.to_owned()));
    let at = position.shown_by().first().map(|(_, quote)| view.at(item, quote.place()));
    Line { act: None, pieces, at }
}

fn stance(position: &Position) -> String {
    let stance = match position.stance {
        // What a conditional one waits for follows.
        Stance::For | Stance::Conditional => "for",
        Stance::Against => "against",
        Stance::Contested => "contested: its acts clash",
    };
    if position.red_line { format!("{stance}, RED LINE") } else { stance.to_owned() }
}

/// The act of that name in an item's reading.
pub(super) fn find(view: &View<'_>, item: usize, id: &ActId) -> Option<ActAt> {
    let act = view.items[item].reading.acts.iter().position(|act| act.id == *id)?;
    Some(ActAt { item, act })
}
