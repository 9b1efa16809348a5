//! Where each actor stands on each measure: a group a measure, a line an actor.
use super::view::{View, bare, measure};
use super::{ActAt, Group, Line, Piece, group, sentence};
use evidence::MeasureId;
use std::collections::BTreeMap;
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

/// Actors by measures: where they meet, at a glance.
pub(crate) struct Matrix {
    /// The columns.
    pub(crate) actors: Vec<String>,
    /// The rows: a measure, and a cell for each actor.
    pub(crate) rows: Vec<(String, Vec<Cell>)>,
}

/// The stances of one actor on one measure, with the acts that show them.
pub(crate) type Cell = Vec<(String, Vec<ActAt>)>;

/// With more columns than this a table is no glance.
const WIDEST: usize = 10;

/// The matrix of all positions; `None` where one actor alone has any, or more than a table has room for.
pub(crate) fn matrix(view: &View<'_>) -> Option<Matrix> {
    let all = || view.items.iter().enumerate().flat_map(|(item, it)| it.table.positions.iter().map(move |position| (item, position)));
    // Each actor's best rank and first position, so that columns stand by role and then in order of the text.
    let mut actors: BTreeMap<String, (usize, usize, &str)> = BTreeMap::new();
    for (n, (item, position)) in all().enumerate() {
        let (rank, name) = (view.rank(item, &position.actor), view.name(item, &position.actor));
        let best = actors.entry(bare(name)).or_insert((rank, n, name));
        best.0 = best.0.min(rank);
    }
    let mut columns: Vec<(&str, (usize, usize, &str))> = actors.iter().map(|(key, best)| (key.as_str(), *best)).collect();
    columns.sort_by_key(|(_, best)| *best);
    let column_of: BTreeMap<&str, usize> = columns.iter().enumerate().map(|(n, (key, _))| (*key, n)).collect();
    let mut rows: Vec<(&MeasureId, Vec<Cell>)> = Vec::new();
    for (item, position) in all() {
        let row = match rows.iter().position(|(known, _)| **known == position.measure) {
            Some(row) => row,
            None => {
                rows.push((&position.measure, vec![Cell::new(); columns.len()]));
                rows.len() - 1
            }
        };
        let conditional = if position.stance == Stance::Conditional { ", if …" } else { "" };
        let acts = position.shown_by().iter().filter_map(|(id, _)| view.find(item, id)).collect();
        let column = column_of.get(bare(view.name(item, &position.actor)).as_str());
        if let Some(cell) = column.and_then(|column| rows[row].1.get_mut(*column)) {
            cell.push((format!("{}{conditional}", stance(position)), acts));
        }
    }
    let actors: Vec<String> = columns.into_iter().map(|(_, (_, _, name))| name.to_owned()).collect();
    (2..=WIDEST)
        .contains(&actors.len())
        .then(|| Matrix { actors, rows: rows.into_iter().map(|(id, cells)| (measure(id), cells)).collect() })
}

/// Who, how and by which acts; their words stand further up. With the measure where no heading names it.
fn line(view: &View<'_>, item: usize, position: &Position, on: Option<&MeasureId>) -> Line {
    let acts: Vec<ActAt> = position.shown_by().iter().filter_map(|(id, _)| view.find(item, id)).collect();
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
