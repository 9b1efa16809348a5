//! The envoy's page: what is new since a day, on so many lines and no more. What matters most comes first in each part, each part gets its
//! share, and what has no room is counted.
use super::Shown;
use super::names::refs;
use super::section::{Entry, Section};
use super::template::Acts;
use super::{lay, moves, waits};
use crate::shown::shortened;
use crate::terminal::Style;
use jiff::civil;
use std::collections::BTreeSet;
use table::dossier::{ActRef, Shift};

/// What is new.
#[derive(Clone, Copy, Debug)]
pub struct Since<'a> {
    /// The end of this day is what it is compared with.
    pub day: Option<civil::Date>,
    /// What moved.
    pub shifts: &'a [Shift],
    /// The acts that were not known then.
    pub news: &'a [ActRef],
}

/// How large a page is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Size {
    /// So many lines, its title among them.
    pub lines: usize,
    /// So many columns.
    pub columns: usize,
}

/// One page: 60 lines of 100 columns.
impl Default for Size {
    fn default() -> Self {
        Self { lines: 60, columns: 100 }
    }
}

/// A part with fewer lines says nothing.
const LEAST: usize = 6;

/// So much of an act's words is shown.
const ROOM: usize = 150;

/// The page; `title` is the one that will stand over it. Its lines are counted as the page of a terminal is laid out.
pub fn brief(shown: &Shown<'_>, since: Since<'_>, title: &str, size: Size) -> Vec<Section> {
    let style = Style { width: size.columns, colour: false };
    let mut whole: Vec<(Section, &'static str)> =
        parts(shown, since).into_iter().filter(|(it, _)| !it.entries.is_empty() || !it.empty.is_empty()).collect();
    // On a page too small for all parts to say something the last ones are only counted.
    let besides = whole.split_off((size.lines / LEAST).clamp(1, whole.len()));
    let besides: Vec<String> = besides.iter().map(|(it, _)| format!("{}: {}", it.title, it.entries.len())).collect();
    if !besides.is_empty() {
        let entry = Entry { says: besides.join("; "), ..Entry::default() };
        whole.push((Section { title: "Besides", empty: "", entries: vec![entry] }, ""));
    }
    let mut taken: Vec<usize> = vec![0; whole.len()];
    let page = |taken: &[usize]| -> Vec<Section> { whole.iter().zip(taken).map(|((it, more), n)| cut(it, *n, more)).collect() };
    let fits = |taken: &[usize]| lay::terminal(title, &page(taken), &style).lines().count() <= size.lines;
    // A part whose next entry does not fit is full; the first part gets two entries a turn.
    let mut full: Vec<bool> = whole.iter().map(|(it, _)| it.entries.is_empty()).collect();
    while full.contains(&false) {
        for part in 0..whole.len() {
            for _ in 0..if part <= 1 { 2 } else { 1 } {
                if full[part] {
                    continue;
                }
                taken[part] += 1;
                if !fits(&taken) {
                    taken[part] -= 1;
                    full[part] = true;
                }
                full[part] |= taken[part] == whole[part].0.entries.len();
            }
        }
    }
    let mut sections = page(&taken);
    // A page that is too small for the parts' titles has the first parts only.
    while sections.len() > 1 && lay::terminal(title, &sections, &style).lines().count() > size.lines {
        sections.pop();
    }
    sections
}

/// The first entries of a part, and how many there are besides.
fn cut(section: &Section, n: usize, more: &'static str) -> Section {
    let mut entries: Vec<Entry> = section.entries.iter().take(n).cloned().collect();
    let left = section.entries.len() - n;
    if left > 0 {
        let more = if more.is_empty() { String::new() } else { format!(" ({more})") };
        let says = if n == 0 { format!("… {left} for which there is no room{more}") } else { format!("… and {left} more{more}") };
        let heading = entries.last().and_then(|it| it.heading.clone());
        entries.push(Entry { heading, says, ..Entry::default() });
    }
    Section { entries, ..section.clone() }
}

/// All that could stand there, part by part, each with the command that shows all of it.
fn parts(shown: &Shown<'_>, since: Since<'_>) -> Vec<(Section, &'static str)> {
    let news: BTreeSet<&ActRef> = since.news.iter().collect();
    let is_new = |acts: &[ActRef]| acts.iter().any(|it| news.contains(it));
    let acts = Acts::of(shown);
    let sheet = shown.sheet;
    let line = |says: String, words| Entry { says, words, ..Entry::default() };

    let mut moved = moves::sections(shown, since.shifts, usize::MAX).remove(0);
    moved.entries.retain(|it| it.heading.as_deref() != Some(moves::AGAIN));
    let said_again = since.shifts.iter().filter(|it| it.kind == table::dossier::ShiftKind::Confirmed).count();

    let documents: BTreeSet<&str> = since.news.iter().map(|it| it.document.0.as_str()).collect();
    let count = |n: usize, one: &str, several: &str| format!("{n} {}", if n == 1 { one } else { several });
    let again = if said_again == 0 { String::new() } else { format!("; {} said again", count(said_again, "position", "positions")) };
    let list: Vec<&str> = documents.iter().copied().collect();
    let what = format!("{} in {}{again}", count(since.news.len(), "act", "acts"), count(documents.len(), "document", "documents"));
    let new = if since.news.is_empty() { Vec::new() } else { vec![line(format!("{what}: {}", list.join(", ")), Vec::new())] };

    // A meeting that was planned for a day that has passed, and that nobody reports, is not ahead any more.
    let ahead = |it: &table::dossier::Meeting| it.days.map_or(it.status == evidence::Status::Planned, |(_, last)| Some(last) >= since.day);
    let mut meetings: Vec<&table::dossier::Meeting> = sheet.meetings.iter().filter(|it| is_new(&it.acts) || ahead(it)).collect();
    meetings.sort_by_key(|it| (it.status != evidence::Status::Planned, std::cmp::Reverse(it.days)));
    let meetings = meetings.into_iter().map(|it| Entry { further: refs(&it.acts), ..super::talks::meeting(shown, it) }).collect();

    let mut all_waits = waits::sections(shown, usize::MAX);
    let order = |it: &table::dossier::Wait| {
        (!is_new(std::slice::from_ref(&it.acts()[0].at)), it.blocked().is_none(), std::cmp::Reverse(it.acts()[0].day))
    };
    let mut standing: Vec<(&table::dossier::Wait, Entry)> =
        sheet.waits.iter().filter(|it| it.stands()).zip(std::mem::take(&mut all_waits[0].entries)).collect();
    standing.sort_by_key(|(it, _)| order(it));
    all_waits[0].entries = standing.into_iter().map(|(_, entry)| entry).collect();
    let deadlocks = all_waits.swap_remove(1);
    let held_back = all_waits.swap_remove(0);

    let contested = |new: bool| sheet.contested.iter().filter(move |it| is_new(&[it.act.clone(), it.by.clone()]) == new);
    let contested = contested(true).chain(contested(false)).map(|it| {
        let words = acts.words("told", &it.act).into_iter().chain(acts.words("denied", &it.by)).collect();
        line(format!("{} is denied by {}", it.act, it.by), words)
    });
    let open = sheet.open.iter().map(|it| Entry {
        further: refs(&it.agreed),
        ..line(format!("{}: {}", shown.measure(&it.measure), it.slots.join(", ")), Vec::new())
    });
    let levers = sheet.levers.iter().filter(|it| is_new(std::slice::from_ref(&it.act)));
    let pressure = levers.map(|it| line(super::talks::lever(shown, it), acts.words("", &it.act).into_iter().collect()));
    let section = |title, empty, entries| Section { title, empty, entries };
    let parts = vec![
        (section("What is new", "Nothing came in.", new), ""),
        (moved, "armistice shifts"),
        (section("Who met and will meet", "", meetings), "armistice waits"),
        (deadlocks, "armistice waits"),
        (held_back, "armistice waits"),
        (section("What is open", "", open.collect()), "armistice waits"),
        (section("What was contested", "", contested.collect()), "armistice waits"),
        (section("Pressure", "", pressure.collect()), "armistice waits"),
    ];
    parts.into_iter().map(|(section, more)| (short(section), more)).collect()
}

/// Words of a length for one page, one for each label.
fn short(mut section: Section) -> Section {
    for entry in &mut section.entries {
        for words in &mut entry.words {
            words.words = shortened(&words.words, ROOM);
        }
        let mut labels = BTreeSet::new();
        entry.words.retain(|it| labels.insert(it.label));
        entry.further.truncate(3);
    }
    section
}
