//! What waits for what, circles of it, and who could break them.
use super::Shown;
use super::names::refs;
use super::section::{Entry, Section, Words};
use evidence::{Condition, Relation};
use table::Side;
use table::dossier::{Cycle, Wait, Way};

/// The title over the waits that stand no more.
pub(super) const ENDED: &str = "Waits that have ended";

/// At most so many waits and circles of each part.
pub(super) fn sections(shown: &Shown<'_>, most: usize) -> Vec<Section> {
    let waits = &shown.sheet.waits;
    let standing = waits.iter().filter(|it| it.stands()).take(most).map(|it| wait(shown, it)).collect();
    let ended = waits.iter().filter(|it| !it.stands()).take(most).map(|it| wait(shown, it)).collect();
    let cycles = |is_swap: bool| shown.sheet.cycles.iter().filter(move |it| it.is_swap == is_swap).take(most);
    vec![
        Section { title: "What waits for what", empty: "Nothing waits for anything.", entries: standing },
        Section { title: "Deadlocks", empty: "No circle of waits.", entries: cycles(false).flat_map(|it| cycle(shown, it)).collect() },
        Section { title: "Swaps", empty: "", entries: cycles(true).flat_map(|it| cycle(shown, it)).collect() },
        Section { title: ENDED, empty: "", entries: ended },
    ]
}

/// How many waits and circles of these parts are beyond so many.
pub(super) fn left(shown: &Shown<'_>, most: usize) -> usize {
    let (standing, swaps) =
        (shown.sheet.waits.iter().filter(|it| it.stands()).count(), shown.sheet.cycles.iter().filter(|it| it.is_swap).count());
    let all = [standing, shown.sheet.waits.len() - standing, swaps, shown.sheet.cycles.len() - swaps];
    all.into_iter().map(|it| it.saturating_sub(most)).sum()
}

pub(super) fn side(shown: &Shown<'_>, it: &Side) -> String {
    let actor = it.actor.as_ref().map_or("somebody", |it| shown.actor(it)).to_owned();
    let measure = it.measure.as_ref().map_or("something that is not named", |it| shown.measure(it)).to_owned();
    format!("{actor}: {measure}")
}

fn wait(shown: &Shown<'_>, it: &Wait) -> Entry {
    let relation = match it.relation {
        Relation::OnlyIf => "only if",
        Relation::If => "if",
        Relation::Unless => "unless",
        Relation::Until => "not until",
        Relation::After => "only after",
        Relation::Alongside => "together with",
    };
    let terms = it.params();
    let terms = if terms.is_empty() { String::new() } else { format!(" ({})", super::names::terms(&terms)) };
    let blocked = it.blocked().map(|it| format!("; blocked by {it}")).unwrap_or_default();
    let ended = if it.stands() { String::new() } else { format!("; ended by {}", refs(it.ended()).join(", ")) };
    let (what, awaited) = (side(shown, &it.what), side(shown, &it.awaited));
    // "If it goes on refusing a ceasefire" names a ceasefire, and waits for none: its own words say it best.
    let condition = &it.acts()[0].condition;
    let awaits =
        if matches!(it.relation, Relation::If | Relation::OnlyIf) && it.awaited.measure.is_some() && Condition::is_denied(condition) {
            let whose = it.awaited.actor.as_ref().map(|it| format!(" ({})", shown.actor(it))).unwrap_or_default();
            format!("“{condition}”{whose}")
        } else {
            format!("{relation} – {awaited}")
        };
    Entry {
        heading: None,
        says: format!("{what}{terms} – {awaits}{}{blocked}{ended}", shown.said(&it.said)),
        codes: it.what.measure.as_ref().map(|it| shown.codes(it)).unwrap_or_default(),
        confirmed: Some(it.acts().iter().all(|it| it.confirmed)),
        words: vec![Words::of("", &it.acts()[0])],
        further: it.acts().iter().skip(1).map(|it| it.at.to_string()).collect(),
    }
}

/// A circle: a line on it, then one on each who could break it.
fn cycle(shown: &Shown<'_>, cycle: &Cycle) -> Vec<Entry> {
    let waits: Vec<&Wait> = cycle.waits.iter().map(|&i| &shown.sheet.waits[i]).collect();
    let steps: Vec<String> = waits.iter().map(|it| side(shown, &it.what)).collect();
    let back = steps.first().cloned().unwrap_or_default();
    let heading = Some(format!("{} → {back}", steps.join(" → ")));
    let told = waits.iter().any(|it| it.said != table::dossier::Said::Own);
    let mut out = vec![Entry {
        heading: heading.clone(),
        says: match (cycle.is_swap, told) {
            (true, false) => "All want to move together.".to_owned(),
            (true, true) => "All want to move together; of some only another tells it.".to_owned(),
            (false, false) => "Each waits for the next.".to_owned(),
            (false, true) => "Each waits for the next; of some only another tells it.".to_owned(),
        },
        words: waits.iter().map(|it| Words::of("", &it.acts()[0])).collect(),
        ..Entry::default()
    }];
    for it in &cycle.could_break {
        let how = match it.way {
            Way::MoveFirst => "could move first",
            Way::Proposal => "mediates, and has put something forward",
            Way::Lever => "presses one of them",
        };
        let says = format!("{} {how}", shown.actor(&it.by));
        out.push(Entry { heading: heading.clone(), says, further: refs(&it.acts), ..Entry::default() });
    }
    out
}
