//! Who offers itself as host, mediator, guarantor or monitor, and which places are put forward.
use super::sentence::Beside;
use super::view::View;
use super::{Group, group, sentence};
use evidence::{Act, ActKind};

pub(super) fn groups(view: &View<'_>) -> Vec<Group> {
    group(
        None,
        view.acts()
            .filter(|(_, act)| is_offer(act))
            .map(|(at, _)| sentence::line(view, at, Beside { words: true, ..Beside::default() }))
            .collect(),
    )
}

/// An offer of a role; a move on who hosts or mediates; a move on talks that names the place.
fn is_offer(act: &Act) -> bool {
    let is_move = matches!(
        act.kind,
        ActKind::Propose | ActKind::Demand | ActKind::Accept | ActKind::Reject | ActKind::Condition | ActKind::Commit | ActKind::Retract
    );
    let on_a_venue = act.measures.iter().any(|it| {
        let talks = matches!(it.measure.0.as_str(), "direct-talks" | "indirect-talks" | "summit-meeting");
        matches!(it.measure.0.as_str(), "host-talks" | "mediation") || (talks && it.params.iter().any(|param| param.name == "place"))
    });
    act.kind == ActKind::OfferRole || (is_move && on_a_venue)
}
