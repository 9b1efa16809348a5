//! Red lines: who has drawn which, who wants what lies beyond, and what room its own words leave beside it.
use super::super::{Said, Sheet, Stance};

/// A red line, all as places in the sheet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// The cell that draws it.
    pub cell: usize,
    /// Cells of others, in their own words, that want the other way.
    pub crossed_by: Vec<usize>,
    /// Its own further cells on the matter, on other terms, that leave room.
    pub room: Vec<usize>,
    /// Waits that stand of which the matter is the move or the price.
    pub waits: Vec<usize>,
}

/// The red lines, by actor and matter.
pub fn red_lines(sheet: &Sheet) -> Vec<Line> {
    let yes = |stance: Stance| matches!(stance, Stance::For | Stance::Conditional);
    let of = |select: &dyn Fn(usize) -> bool| (0..sheet.cells.len()).filter(|&i| select(i)).collect::<Vec<usize>>();
    let red = of(&|i| sheet.cells[i].red_line);
    red.into_iter()
        .map(|i| {
            let line = &sheet.cells[i];
            let on_it = |j: usize| j != i && sheet.cells[j].measure == line.measure && sheet.cells[j].said == Said::Own;
            let other_way = |j: usize| {
                let cell = &sheet.cells[j];
                if yes(line.stance) { cell.stance == Stance::Against } else { yes(cell.stance) }
            };
            let waits = sheet.waits.iter().enumerate().filter(|(_, it)| {
                let about = |side: &crate::Side| side.measure.as_ref() == Some(&line.measure) && side.actor.as_ref() == Some(&line.actor);
                it.stands() && (about(&it.what) || about(&it.awaited))
            });
            Line {
                cell: i,
                crossed_by: of(&|j| on_it(j) && sheet.cells[j].actor != line.actor && other_way(j)),
                room: of(&|j| on_it(j) && sheet.cells[j].actor == line.actor && other_way(j)),
                waits: waits.map(|(j, _)| j).collect(),
            }
        })
        .collect()
}
