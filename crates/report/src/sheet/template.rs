//! The templates of practice: island of agreement, iceberg, red lines, network; each statement with its words.
use super::Shown;
use super::names::terms;
use super::section::{Entry, Section, Words};
use table::dossier::template::{Fact, Iceberg, Island, Line, Norm};
use table::dossier::{ActRef, Bond, Cell, Record, Stance};

/// The acts by their names.
pub(super) struct Acts<'a>(&'a Record);

impl<'a> Acts<'a> {
    pub(super) const fn of(shown: &Shown<'a>) -> Self {
        Self(shown.record)
    }

    /// The words of an act.
    pub(super) fn words(&self, label: &'static str, at: &ActRef) -> Option<Words> {
        let entry = self.0.entry(at)?;
        let day = entry.date.as_ref().map(|it| format!(", {it}")).unwrap_or_default();
        Some(Words { label, words: entry.quote.words().to_owned(), from: format!("{at}{day}") })
    }

    pub(super) fn all(&self, label: &'static str, acts: &[ActRef]) -> Vec<Words> {
        acts.iter().filter_map(|it| self.words(label, it)).collect()
    }

    /// "Norland, Sudria: deed".
    fn says(&self, shown: &Shown<'a>, at: &ActRef) -> String {
        let Some(entry) = self.0.entry(at) else { return at.to_string() };
        let who: Vec<&str> = entry.actors.iter().map(|(it, _)| shown.actor(it)).collect();
        let what: Vec<String> = entry.act.measures.iter().map(|it| shown.on_terms(&it.measure, &it.params)).collect();
        let status = entry.act.status.map(|it| format!(" ({it})")).unwrap_or_default();
        let about = if what.is_empty() { String::new() } else { format!(", {}", what.join("; ")) };
        let who = if who.is_empty() { "somebody".to_owned() } else { who.join(", ") };
        format!("{who}: {}{status}{about}", entry.act.kind)
    }
}

fn stance(cell: &Cell) -> String {
    let word = match cell.stance {
        Stance::For => "yes",
        Stance::Conditional => "yes, on a condition",
        Stance::Against => "no",
        Stance::Contested => "contested",
        Stance::Dropped => "dropped",
    };
    let red = if cell.red_line { ", a red line" } else { "" };
    let on = if cell.params.is_empty() { String::new() } else { format!(" ({})", terms(&cell.params)) };
    format!("{word}{red}{on}")
}

/// The island of agreement.
pub(super) fn island(shown: &Shown<'_>, island: &Island) -> Vec<Section> {
    let acts = Acts::of(shown);
    let fact = |it: &Fact| Entry {
        says: acts.says(shown, &it.acts[0]),
        words: acts.all("", &it.acts).into_iter().chain(acts.all("denied", &it.denied)).collect(),
        ..Entry::default()
    };
    let norm = |it: &Norm| -> Vec<Entry> {
        let one = |i: &usize| {
            let cell = &shown.sheet.cells[*i];
            Entry {
                heading: Some(shown.measure(&it.measure).to_owned()),
                says: format!("{}: {}", shown.actor(&cell.actor), stance(cell)),
                codes: shown.codes(&it.measure),
                confirmed: Some(cell.confirmed()),
                words: vec![Words::of("", cell.newest_word())],
                ..Entry::default()
            }
        };
        it.cells.iter().map(one).collect()
    };
    let section = |title, empty, entries| Section { title, empty, entries };
    vec![
        section("Agreed facts", "Nothing was done together or told by several documents.", island.agreed.iter().map(fact).collect()),
        section("Contested facts", "Nothing was denied.", island.contested.iter().map(fact).collect()),
        section("Charges without an answer", "", island.unanswered.iter().map(fact).collect()),
        section("Shared norms", "On no matter do two parties want the same.", island.shared.iter().flat_map(norm).collect()),
        section("Clashing norms", "On no matter does one party say yes and another no.", island.clashing.iter().flat_map(norm).collect()),
    ]
}

/// The icebergs, one a position, by actor.
pub(super) fn iceberg(shown: &Shown<'_>, icebergs: &[Iceberg]) -> Vec<Section> {
    let acts = Acts::of(shown);
    let entry = |it: &Iceberg| {
        let cell = &shown.sheet.cells[it.cell];
        let mut words = vec![Words::of("position", cell.newest_word())];
        words.extend(acts.all("reason", &it.reasons));
        words.extend(it.prices.iter().map(|&i| Words::of("price", &shown.sheet.waits[i].acts()[0])));
        words.extend(acts.all("need", &it.needs));
        let missing: Vec<&str> = [("reason", it.reasons.is_empty()), ("price", it.prices.is_empty()), ("need", it.needs.is_empty())]
            .into_iter()
            .filter_map(|(what, is_empty)| is_empty.then_some(what))
            .collect();
        let missing = if missing.is_empty() { String::new() } else { format!(" (not said: {})", missing.join(", ")) };
        Entry {
            heading: Some(shown.actor(&cell.actor).to_owned()),
            says: format!("{}: {}{missing}", shown.measure(&cell.measure), stance(cell)),
            codes: shown.codes(&cell.measure),
            confirmed: Some(cell.confirmed()),
            words,
            ..Entry::default()
        }
    };
    let empty = "No party has a position in its own words.";
    vec![Section { title: "Positions, reasons, prices, needs", empty, entries: icebergs.iter().map(entry).collect() }]
}

/// The red lines, by actor.
pub(super) fn red_lines(shown: &Shown<'_>, lines: &[Line]) -> Vec<Section> {
    let cells = &shown.sheet.cells;
    let entries = lines.iter().map(|it| {
        let cell = &cells[it.cell];
        let mut words = vec![Words::of("line", cell.newest_word())];
        words.extend(it.crossed_by.iter().map(|&i| Words::of("against it", cells[i].newest_word())));
        words.extend(it.room.iter().map(|&i| Words::of("room", cells[i].newest_word())));
        words.extend(it.waits.iter().map(|&i| Words::of("waits", &shown.sheet.waits[i].acts()[0])));
        let others: Vec<&str> = it.crossed_by.iter().map(|&i| shown.actor(&cells[i].actor)).collect();
        let others = if others.is_empty() { String::new() } else { format!("; against it {}", others.join(", ")) };
        Entry {
            heading: Some(shown.actor(&cell.actor).to_owned()),
            says: format!(
                "{}: {}{others}",
                shown.on_terms(&cell.measure, &cell.params),
                if cell.stance == Stance::Against { "never" } else { "insists" }
            ),
            codes: shown.codes(&cell.measure),
            confirmed: Some(cell.confirmed()),
            words,
            ..Entry::default()
        }
    });
    vec![Section { title: "Red lines", empty: "No party has drawn one in its own words.", entries: entries.collect() }]
}

/// Who asks, backs, threatens, hosts whom, with the words.
pub(super) fn network(shown: &Shown<'_>) -> Vec<Section> {
    const BONDS: [(Bond, &str); 10] = [
        (Bond::Asks, "Asks"),
        (Bond::Proposes, "Proposes to"),
        (Bond::Accepts, "Accepts from"),
        (Bond::Backs, "Backs"),
        (Bond::Threatens, "Threatens"),
        (Bond::Accuses, "Accuses"),
        (Bond::Offers, "Offers its services to"),
        (Bond::Hosts, "Hosts"),
        (Bond::Meets, "Meets"),
        (Bond::Agrees, "Agrees with"),
    ];
    let acts = Acts::of(shown);
    let section = |(bond, title): (Bond, &'static str)| {
        let ties = shown.sheet.ties.iter().filter(|it| it.bond == bond);
        let entries = ties.map(|it| {
            let arrow = if bond.is_directed() { "→" } else { "–" };
            let told = if it.n_told == 0 { String::new() } else { format!(", {} of {} told by others", it.n_told, it.acts.len()) };
            let says = format!("{} {arrow} {}{told}", shown.actor(&it.from), shown.actor(&it.to));
            // The newest first.
            let newest: Vec<ActRef> = it.acts.iter().rev().cloned().collect();
            Entry { says, words: acts.all("", &newest), ..Entry::default() }
        });
        Section { title, empty: "Nobody, as far as the record goes.", entries: entries.collect() }
    };
    BONDS.into_iter().map(section).collect()
}
