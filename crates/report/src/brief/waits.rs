//! What will move only with, or not before, something else.
use super::view::{View, measure};
use super::{Group, Line, Piece, group, sentence};
use evidence::{Condition, Relation};
use table::{Side, Wait};

pub(super) fn groups(view: &View<'_>) -> Vec<Group> {
    let waits = view.items.iter().enumerate().flat_map(|(item, it)| it.table.waits.iter().map(move |wait| (item, wait)));
    group(None, waits.map(|(item, wait)| line(view, item, wait)).collect())
}

fn line(view: &View<'_>, item: usize, wait: &Wait) -> Line {
    let what = side(view, item, &wait.what);
    let awaited = side(view, item, &wait.awaited);
    let first = wait.shown_by().first();
    let act = first.and_then(|(id, _)| view.find(item, id));
    // "If it goes on refusing a ceasefire" names a ceasefire, and waits for none: its own words say it best.
    let condition = act.and_then(|at| view.items[at.item].reading.acts[at.act].condition.as_ref());
    let denied = condition.filter(|it| {
        matches!(wait.relation, Relation::If | Relation::OnlyIf)
            && it.measure.is_some()
            && Condition::is_denied(&view.words(item, &it.words))
    });
    let pieces = match denied {
        Some(condition) => vec![Piece::Text(format!("{what} – {}", sentence::waits_for(view, item, condition)))],
        None => {
            let relation = Piece::Strong(sentence::relation(wait.relation).to_owned());
            vec![Piece::Text(format!("{what} – ")), relation, Piece::Text(format!(" – {awaited}"))]
        }
    };
    Line { act, pieces, at: first.map(|(_, quote)| view.at(item, quote.place())) }
}

fn side(view: &View<'_>, item: usize, side: &Side) -> String {
    let what = side.measure.as_ref().map_or_else(|| "something not named".to_owned(), measure);
    match &side.actor {
        Some(actor) => format!("{}: {what}", view.name(item, actor)),
        None => what,
    }
}
