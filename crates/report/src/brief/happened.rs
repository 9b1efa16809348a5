//! What happened: contacts, conclusions and deeds in order of time; those whose time cannot be told stand apart.
use super::sentence::Beside;
use super::view::View;
use super::{ActAt, Group, group, sentence};
use evidence::{Act, ActKind, When};

/// Whether an act is something that happened, not something said.
pub(super) const fn is_event(act: &Act) -> bool {
    matches!(act.kind, ActKind::Contact | ActKind::Conclude | ActKind::Deed)
}

pub(super) fn groups(view: &View<'_>) -> Vec<Group> {
    let events = || view.acts().filter(|(_, act)| is_event(act));
    let mut dated: Vec<_> = events().filter_map(|(at, act)| Some((act.when.as_ref()?.date()?, at))).collect();
    // Stable: what is dated the same stays in order of the text.
    dated.sort_by_key(|(date, _)| (date.first_day(), date.last_day()));
    let undated = |known: fn(&Act) -> bool| events().filter(|(_, act)| known(act)).map(|(at, _)| at).collect::<Vec<ActAt>>();
    let unresolved = undated(|act| matches!(act.when, Some(When::Unresolved { .. })));
    let timeless = undated(|act| act.when.is_none());
    let lines =
        |acts: Vec<ActAt>| acts.into_iter().map(|at| sentence::line(view, at, Beside { date_first: true, ..Beside::default() })).collect();
    let mut out = group(None, lines(dated.into_iter().map(|(_, at)| at).collect()));
    out.extend(group(Some("time words that cannot be placed".to_owned()), lines(unresolved)));
    out.extend(group(Some("no time given, in order of the text".to_owned()), lines(timeless)));
    out
}
