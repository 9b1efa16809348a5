//! Who offers itself as host, mediator, guarantor or monitor, and which places are put forward.
use super::sentence::Beside;
use super::view::{View, bare};
use super::{Group, Line, Piece, group, sentence};
use evidence::{Act, ActKind, Role};
use std::collections::BTreeSet;

pub(super) fn groups(view: &View<'_>) -> Vec<Group> {
    let offers: Vec<_> = view.acts().filter(|(_, act)| is_offer(act)).collect();
    let offering: BTreeSet<String> = offers.iter().flat_map(|(at, act)| act.actor.iter().map(|id| bare(view.name(at.item, id)))).collect();
    let lines = offers.iter().map(|(at, _)| sentence::line(view, *at, Beside { words: true, ..Beside::default() })).collect();
    let mut out = group(None, lines);
    out.extend(group(None, hosts(view, &offering).into_iter().collect()));
    out
}

/// Those whom the words make hosts and who offer nothing themselves: "Potential hosts include Estmark".
fn hosts(view: &View<'_>, offering: &BTreeSet<String>) -> Option<Line> {
    let mut seen = offering.clone();
    let mut pieces = vec![Piece::Text("named as hosts: ".to_owned())];
    let mut last = None;
    for (item, it) in view.items.iter().enumerate() {
        for actor in it.reading.actors.iter().filter(|actor| actor.roles.contains(&Role::Host) && seen.insert(bare(&actor.name))) {
            if let Some((name, at)) = last.replace((&actor.name, actor.mentions.first().map(|mention| view.at(item, mention)))) {
                pieces.push(Piece::Text(format!("{name} ")));
                pieces.extend(at.map(Piece::Place));
                pieces.push(Piece::Text("; ".to_owned()));
            }
        }
    }
    let (name, at) = last?;
    pieces.push(Piece::Text(name.clone()));
    Some(Line { act: None, pieces, at })
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
