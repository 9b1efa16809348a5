//! By what one side presses or draws another: threats, sanctions, and help that hangs on a condition.
use super::sentence::Beside;
use super::view::View;
use super::{Group, group, sentence};
use evidence::{Act, ActKind};

/// By what rule lines are in the section.
pub(super) const RULE: &str = "threats; acts on sanctions, tariffs, blockade or stopped arms; help with a condition";

/// Measures that press.
const PRESSURE: &[&str] =
    &["sanctions-impose", "secondary-tariffs", "tariffs-impose", "asset-seizure", "blockade", "arms-supply-halt", "mediator-withdraws"];

/// Measures that help, or take pressure away.
const HELP: &[&str] = &[
    "military-aid",
    "security-guarantees",
    "humanitarian-aid",
    "reconstruction",
    "sanctions-lift",
    "tariffs-lift",
    "asset-return",
    "energy-trade",
    "trade-opening",
    "resource-deal",
    "diplomatic-ties",
    "state-recognition",
];

pub(super) fn groups(view: &View<'_>) -> Vec<Group> {
    group(
        None,
        view.acts()
            .filter(|(_, act)| is_lever(act))
            .map(|(at, _)| sentence::line(view, at, Beside { words: true, ..Beside::default() }))
            .collect(),
    )
}

/// Whether an act is a lever by [`RULE`].
pub(super) fn is_lever(act: &Act) -> bool {
    let on = |list: &[&str]| act.measures.iter().any(|it| list.contains(&it.measure.0.as_str()));
    // Talk about pressure that nobody applies is no lever.
    let applies = !matches!(act.kind, ActKind::Assess | ActKind::Accuse | ActKind::Deny | ActKind::Contact);
    act.kind == ActKind::Threaten || (applies && on(PRESSURE)) || (applies && on(HELP) && act.condition.is_some())
}

#[cfg(test)]
mod tests {
    use evidence::{MeasureId, Measures};

    #[test]
    fn every_lever_is_a_measure() {
        for id in super::PRESSURE.iter().chain(super::HELP) {
            assert!(Measures::embedded().get(&MeasureId((*id).to_owned())).is_some(), "no measure {id}");
        }
    }
}
