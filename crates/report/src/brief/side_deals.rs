//! What is dealt in beside the main matter: exchanges of people, aid, trade.
use super::sentence::Beside;
use super::view::View;
use super::{Group, group, levers, sentence};
use evidence::{ActKind, Matter, Measures};
use std::collections::BTreeMap;

/// By what rule lines are in the section.
pub(super) const RULE: &str = "offers, deals and deeds on people, aid or trade, where most acts are about something else";

/// The groups of measures that side deals are about.
const BESIDE: &[&str] = &["people", "economy"];

pub(super) fn groups(view: &View<'_>) -> Vec<Group> {
    let main = main_groups(view);
    let mut lines = Vec::new();
    for (at, act) in view.acts() {
        let is_deal = matches!(
            act.kind,
            ActKind::Propose | ActKind::Accept | ActKind::Condition | ActKind::Commit | ActKind::Conclude | ActKind::Deed
        );
        let is_beside = |matter: &Matter| {
            let group = Measures::embedded().get(&matter.measure).map(|measure| measure.group.as_str());
            group.is_some_and(|group| BESIDE.contains(&group) && !main[at.item].contains(&group))
        };
        if is_deal && !act.negated && !levers::is_lever(act) && act.measures.iter().any(is_beside) {
            lines.push(sentence::line_on(view, at, Beside { words: true, ..Beside::default() }, is_beside));
        }
    }
    group(None, lines)
}

/// For each item, the group of measures that most of its acts are about (several if they share the lead).
fn main_groups<'a>(view: &View<'a>) -> Vec<Vec<&'a str>> {
    view.items
        .iter()
        .map(|item| {
            let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
            let matters = item.reading.acts.iter().flat_map(|act| &act.measures);
            for measure in matters.filter_map(|it| Measures::embedded().get(&it.measure)) {
                *counts.entry(measure.group.as_str()).or_default() += 1;
            }
            let most = counts.values().copied().max().unwrap_or(0);
            counts.into_iter().filter(|(_, count)| *count == most).map(|(group, _)| group).collect()
        })
        .collect()
}
