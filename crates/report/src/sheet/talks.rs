//! Orders that were put forward, what agreements leave open, what was contested, who met and will meet, who presses whom, and the
//! network of all of them.
use super::Shown;
use super::names::refs;
use super::section::{Entry, Section};
use super::template::Acts;
use evidence::{ActorId, Date};
use std::collections::BTreeSet;
use table::dossier::{Bond, Lever, Meeting, Sequence, Tie};

/// At most so many entries of each part.
pub(super) fn sections(shown: &Shown<'_>, most: usize) -> Vec<Section> {
    let sheet = shown.sheet;
    let line = |says: String, further: Vec<String>| Entry { says, further, ..Entry::default() };
    let open =
        sheet.open.iter().take(most).map(|it| line(format!("{}: {}", shown.measure(&it.measure), it.slots.join(", ")), refs(&it.agreed)));
    // The names of two acts say nothing to a reader: what was told and what was denied stands under them.
    let (contested, levers) = (|| sheet.contested.iter().take(most), || sheet.levers.iter().take(most));
    let acts = Acts::of(shown);
    let contested = contested().map(|it| {
        let words = acts.words("told", &it.act).into_iter().chain(acts.words("denied", &it.by)).collect();
        Entry { words, ..line(format!("{} is denied by {}", it.act, it.by), Vec::new()) }
    });
    let levers = levers().map(|it| {
        let words = acts.words("", &it.act).into_iter().collect();
        Entry { words, ..line(lever(shown, it), Vec::new()) }
    });
    vec![
        Section { title: "Order of steps", empty: "", entries: sheet.sequences.iter().take(most).map(|it| sequence(shown, it)).collect() },
        Section { title: "Agreed and left open", empty: "", entries: open.collect() },
        Section { title: "Contested", empty: "", entries: contested.collect() },
        Section { title: "Meetings", empty: "", entries: sheet.meetings.iter().take(most).map(|it| meeting(shown, it)).collect() },
        Section { title: "Pressure", empty: "", entries: levers.collect() },
    ]
}

/// How many entries of these parts are beyond so many.
pub(super) fn left(shown: &Shown<'_>, most: usize) -> usize {
    let sheet = shown.sheet;
    let all = [sheet.sequences.len(), sheet.open.len(), sheet.contested.len(), sheet.meetings.len(), sheet.levers.len()];
    all.into_iter().map(|it| it.saturating_sub(most)).sum()
}

/// The ties of all with all, at most so many.
pub(super) fn network(shown: &Shown<'_>, most: usize) -> Section {
    let entries = shown.sheet.ties.iter().take(most).map(|it| tie(shown, it)).collect();
    Section { title: "Network", empty: "No act ties two actors.", entries }
}

fn sequence(shown: &Shown<'_>, it: &Sequence) -> Entry {
    let step = |measures: &[evidence::MeasureId]| measures.iter().map(|it| shown.measure(it)).collect::<Vec<_>>().join(" together with ");
    let steps: Vec<String> = it.order.iter().map(|it| step(it)).collect();
    let until = if it.until.is_empty() { String::new() } else { format!("; until {}", refs(&it.until).join(", ")) };
    Entry { says: format!("{}: {}{until}", shown.actor(&it.by), steps.join(", then ")), further: refs(&it.acts), ..Entry::default() }
}

/// Who presses whom, how strongly.
pub(super) fn lever(shown: &Shown<'_>, it: &Lever) -> String {
    let on = if it.on.is_empty() { " threatens, without naming whom".to_owned() } else { format!(" presses {}", shown.actors(&it.on)) };
    let strength = it.strength.map(|it| format!(" ({it})")).unwrap_or_default();
    let told = if it.told { ", as another tells it" } else { "" };
    format!("{}{on}{strength}{told}", shown.actors(&it.by))
}

fn is_of_days(it: &Date) -> bool {
    match it {
        Date::Day(_) | Date::Hour(..) => true,
        Date::Range(start, end) => is_of_days(start) && is_of_days(end),
        Date::Year(_) | Date::Month(..) | Date::Week(..) => false,
    }
}

pub(super) fn meeting(shown: &Shown<'_>, it: &Meeting) -> Entry {
    let days = match (it.dates.as_slice(), it.days) {
        // Days are told by the first and the last; what is known less exactly stays as it is.
        (dates, Some((first, last))) if dates.iter().all(is_of_days) => {
            if first == last {
                format!(", {first}")
            } else {
                format!(", {first} to {last}")
            }
        }
        (dates, _) => dates.iter().map(|it| format!(", {it}")).collect(),
    };
    let told = if it.told { ", as another tells it" } else { "" };
    let denials = shown.sheet.contested.iter().filter(|contested| it.acts.contains(&contested.act)).map(|it| it.by.to_string());
    let denials: BTreeSet<String> = denials.collect();
    let denied =
        if denials.is_empty() { String::new() } else { format!("; denied by {}", denials.into_iter().collect::<Vec<_>>().join(", ")) };
    Entry { says: format!("{}: {}{days}{told}{denied}", it.status, shown.actors(&it.who)), further: refs(&it.acts), ..Entry::default() }
}

const fn verb(bond: Bond) -> &'static str {
    match bond {
        Bond::Proposes => "proposes something to",
        Bond::Accepts => "accepts something from",
        Bond::Offers => "offers its services to",
        Bond::Agrees => "agrees with",
        other => other.as_str(),
    }
}

fn tie(shown: &Shown<'_>, it: &Tie) -> Entry {
    let name = |id| -> &str { shown.actor(id) };
    let told = if it.n_told == 0 { String::new() } else { format!(" ({} of {} told by others)", it.n_told, it.acts.len()) };
    let (from, to): (&ActorId, &ActorId) = (&it.from, &it.to);
    Entry { says: format!("{} {} {}{told}", name(from), verb(it.bond), name(to)), further: refs(&it.acts), ..Entry::default() }
}
