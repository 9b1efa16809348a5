//! The table: where each actor stands on each measure, as of a day; a cell opens its words, and shows what moved since another day.

use crate::ask::{Ask, Form, Reply, Trouble};
use crate::desk::Desk;
use crate::export::{FORMS, Leaving, other_form};
use crate::layout::{self, Page};
use crate::tables::Tables;
use armistice::dossier::Dossier;
use armistice::tables::{Behind, Cell, Said, Shift, ShiftKind, Stance, View};
use armistice::{ActorId, MeasureId};
use jiff::civil;
use maud::{Markup, html};
use report::safe_line;
use report::sheet::Section;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// So many actors stand side by side where none is asked for.
const COLUMNS: usize = 7;

/// So many shifts stand below the table.
const MOVES: usize = 200;
/// So many further acts are named below a statement.
const FURTHER: usize = 30;

/// From when one looks.
pub(crate) fn view(ask: &Ask) -> Result<View, Trouble> {
    Ok(View { as_of: ask.query.last_day("as-of")?, on: ask.query.last_day("on")? })
}

/// The table for a page, or the answer that says that it is being made; in a form that leaves the dossier, without what may not leave it.
pub(crate) fn tables(desk: &Desk, ask: &Ask, dossier: &Dossier, at: &str) -> Result<Result<(Arc<Tables>, bool), Reply>, Trouble> {
    if ask.form != Form::Page && !Leaving::of(desk, ask, dossier)?.all() {
        return Ok(Ok((desk.tables_for_file(dossier, true)?, true)));
    }
    match desk.tables(dossier)? {
        (Some(tables), current) => Ok(Ok((tables, current))),
        (None, _) if ask.form != Form::Page => Ok(Ok((desk.tables_for_file(dossier, false)?, true))),
        (None, _) => Ok(Err(layout::being_made(desk, ask, at, "The table is being made"))),
    }
}

pub(crate) fn page(desk: &Desk, ask: &Ask) -> Result<Reply, Trouble> {
    let (view, since) = (view(ask)?, ask.query.last_day("since")?);
    desk.read(|dossier| {
        let (tables, current) = match tables(desk, ask, dossier, "/table")? {
            Ok(it) => it,
            Err(reply) => return Ok(reply),
        };
        let sheet = if ask.form == Form::Page { tables.positions(view) } else { tables.sheet(view) };
        let shown = tables.shown(&sheet);
        let moved = since.map(|day| tables.moved(day, view)).unwrap_or_default();
        if ask.form != Form::Page {
            let (sections, json, rows) = match since {
                Some(_) => (
                    report::sheet::shifts(&shown, &moved),
                    report::sheet::shifts_json(&shown, &moved),
                    vec![report::sheet::shifts_rows(&shown, &moved)],
                ),
                None => (
                    report::sheet::positions(&shown),
                    report::sheet::table_json(&shown, &report::plover::events(&shown, view, false)),
                    vec![report::sheet::positions_rows(&shown), report::sheet::waits_rows(&shown), report::sheet::acts_rows(&shown)],
                ),
            };
            return other_form(ask, "table", "Positions", &sections, json, Some(rows)).ok_or_else(Trouble::none);
        }
        let chosen = Chosen::of(ask, &tables, &sheet.cells);
        let title = view.as_of.map_or_else(|| "Positions".to_owned(), |day| format!("Positions as of {day}"));
        let body = html! {
            header.head { h1 { (title) } p.lead { "Where each actor stands on each measure, in its own words. A cell opens the words behind it." } }
            @if !current { p.note role="status" { "Something was said or came in a moment ago; the table is being made anew. Load the page again to see it." } }
            (controls(ask, &tables, &chosen, view, since))
            @if chosen.rows.is_empty() { (layout::empty("No act shows a position like that.", html! { p { a href="/table" { "The whole table" } } })) }
            @else { (grid(&tables, &chosen, &moved)) }
            @if let Some(day) = since { (moves(&tables, &shown, &moved, day)) }
            (layout::forms("/table", &ask.query.with("", None), &FORMS))
        };
        Ok(layout::page(desk, ask, Page { title: &title, at: "/table", class: "wide", body }))
    })
}

/// What of the table is shown.
struct Chosen<'a> {
    actors: Vec<&'a ActorId>,
    all: Vec<(&'a ActorId, usize)>,
    rows: Vec<(&'a MeasureId, BTreeMap<&'a ActorId, Vec<&'a Cell>>)>,
}

impl<'a> Chosen<'a> {
    fn of(ask: &Ask, tables: &Tables, cells: &'a [Cell]) -> Self {
        let group = ask.query.get("group");
        let stance = ask.query.get("stance");
        let told = ask.query.get("told") == Some("yes");
        let wanted = |cell: &&Cell| {
            (told || matches!(cell.said, Said::Own))
                && stance.is_none_or(|it| if it == "red-line" { cell.red_line } else { cell.stance.as_str() == it })
                && group.is_none_or(|it| tables.measures.get(&cell.measure).is_some_and(|measure| measure.group == it))
        };
        let cells: Vec<&Cell> = cells.iter().filter(wanted).collect();
        let mut counts: BTreeMap<&ActorId, usize> = BTreeMap::new();
        for cell in &cells {
            *counts.entry(&cell.actor).or_default() += 1;
        }
        let role = |id: &ActorId| tables.recorded.record.parties().get(id).is_none_or(|it| it.roles.is_empty());
        let mut all: Vec<(&ActorId, usize)> = counts.into_iter().collect();
        all.sort_by_key(|(id, count)| (role(id), std::cmp::Reverse(*count), *id));
        let asked: BTreeSet<&str> = ask.query.all("actor").collect();
        let actors: Vec<&ActorId> = if asked.is_empty() {
            all.iter().take(COLUMNS).map(|it| it.0).collect()
        } else {
            all.iter().map(|it| it.0).filter(|it| asked.contains(it.0.as_str())).collect()
        };
        let mut by_measure: BTreeMap<&MeasureId, BTreeMap<&ActorId, Vec<&Cell>>> = BTreeMap::new();
        for cell in cells.into_iter().filter(|it| actors.contains(&&it.actor)) {
            by_measure.entry(&cell.measure).or_default().entry(&cell.actor).or_default().push(cell);
        }
        let place = |id: &MeasureId| tables.measures.all().iter().position(|it| it.id == *id).unwrap_or(usize::MAX);
        let mut rows: Vec<_> = by_measure.into_iter().collect();
        // What divides or binds several comes first, then the order of the list of measures.
        rows.sort_by_key(|(id, cells)| (std::cmp::Reverse(cells.len()), place(id)));
        Self { actors, all, rows }
    }
}

fn controls(ask: &Ask, tables: &Tables, chosen: &Chosen<'_>, view: View, since: Option<civil::Date>) -> Markup {
    let now = |name| ask.query.get(name).unwrap_or_default();
    html! {
        form.controls action="/table" data-auto {
            @if let Some((first, last)) = tables.days() {
                @let length = (last - first).get_days();
                @let at = view.as_of.map_or(length, |day| (day - first).get_days().clamp(0, length));
                label.slider {
                    span { "As known on " output { (view.as_of.unwrap_or(last)) } }
                    input type="range" min="0" max=(length) value=(at) data-days=(first) data-for="as-of" aria-label="As known on" aria-valuetext=(view.as_of.unwrap_or(last));
                }
                input type="hidden" name="as-of" value=[view.as_of];
                label { "What moved since" input type="date" name="since" value=[since] min=(first) max=(last); }
            }
            label { "Measures" select name="group" { option value="" { "all" } @for group in &tables.measures.groups { option value=(group.id) selected[now("group") == group.id] { (group.title) } } } }
            label { "Stance" select name="stance" { option value="" { "any" } @for (value, name) in [("for", "for"), ("conditional", "on a condition"), ("against", "against"), ("contested", "contested"), ("dropped", "dropped"), ("red-line", "red lines")] { option value=(value) selected[now("stance") == value] { (name) } } } }
            label { "Whose word" select name="told" { option value="" { "its own" } option value="yes" selected[now("told") == "yes"] { "also what others tell" } } }
            details.choose {
                summary { "Actors (" (chosen.actors.len()) " of " (chosen.all.len()) ")" }
                fieldset {
                    legend.hidden { "Actors" }
                    @for (id, count) in &chosen.all {
                        label.check { input type="checkbox" name="actor" value=(id.0) checked[ask.query.all("actor").any(|it| it == id.0)]; " " (safe_line(tables.actor(id))) " " span.quiet { (count) } }
                    }
                }
            }
            button type="submit" { "Show" }
        }
    }
}

/// The sign of a stance, never without its word.
const fn sign(stance: Stance) -> (&'static str, &'static str, &'static str) {
    match stance {
        Stance::For => ("+", "for", "for"),
        Stance::Conditional => ("±", "on a condition", "asks"),
        Stance::Against => ("−", "against", "against"),
        Stance::Contested => ("?", "contested", "words"),
        Stance::Dropped => ("∅", "dropped", "words"),
    }
}

fn grid(tables: &Tables, chosen: &Chosen<'_>, moved: &[Shift]) -> Markup {
    let mut by_move: ByMove<'_> = HashMap::new();
    for shift in moved {
        by_move.entry((&shift.cell.actor, &shift.cell.measure)).or_default().push(shift);
    }
    html! {
        div.scroll tabindex="0" role="region" aria-label="Positions" {
            table.grid {
                thead { tr {
                    th scope="col" { span.hidden { "Measure" } }
                    @for id in &chosen.actors { th scope="col" dir="auto" { @match tables.actor_link(id) { Some(link) => a href=(link) { (safe_line(tables.actor(id))) }, None => (safe_line(tables.actor(id))) } } }
                } }
                tbody {
                    @for (measure, cells) in &chosen.rows {
                        tr {
                            th scope="row" { a href={ "/help#measure-" (measure) } { (tables.measures.get(measure).map_or(measure.0.as_str(), |it| it.label.as_str())) } }
                            @for id in &chosen.actors { td { @for cell in cells.get(id).map(Vec::as_slice).unwrap_or_default() { (self::cell(tables, cell, &by_move)) } } }
                        }
                    }
                }
            }
        }
    }
}

/// What moved, by who and on what.
type ByMove<'a> = HashMap<(&'a ActorId, &'a MeasureId), Vec<&'a Shift>>;

fn cell(tables: &Tables, cell: &Cell, moved: &ByMove<'_>) -> Markup {
    let (sign, word, tone) = sign(cell.stance);
    let on_it = moved.get(&(&cell.actor, &cell.measure));
    let shift = on_it.into_iter().flatten().find(|it| it.cell.said == cell.said && it.cell.params == cell.params);
    html! {
        details.cell.(tone) {
            summary {
                b { span aria-hidden="true" { (sign) " " } (word) }
                @if cell.red_line { " " span.red { "red line" } }
                @if let Some(shift) = shift { " " span.shift { (arrow(shift.kind)) " " (shift.kind.as_str()) } }
                span.tail { @if let Some(force) = cell.force { (force) } @if let Some(day) = cell.since { " since " (day) } @if !cell.params.is_empty() { " · " (terms(cell)) } (whose(tables, &cell.said)) }
            }
            div.behind {
                @for it in cell.acts().iter().take(4) { (words(tables, it)) }
                @if cell.acts().len() > 4 { p.tail { (cell.acts().len() - 4) " more: " @for it in cell.acts().iter().skip(4).take(12) { (act_link(tables, it)) " " } } }
                @if let Some((before, by)) = cell.outdated().first() { p.tail { "Before:" } (words(tables, before)) p.tail { "outdated by " @if let Some(key) = tables.act(by) { a href={ "/" (key) } { (key) } } @else { (by) } } }
            }
        }
    }
}

fn terms(cell: &Cell) -> String {
    cell.params.iter().map(|it| format!("{}: {}", it.name, safe_line(&it.value))).collect::<Vec<_>>().join("; ")
}

fn whose(tables: &Tables, said: &Said) -> String {
    match said {
        Said::Own => String::new(),
        Said::Unnamed(id) => format!(" · by somebody of its side without a name ({})", safe_line(tables.actor(id))),
        Said::Told(id) => format!(" · as {} tells it", safe_line(tables.actor(id))),
    }
}

fn act_link(tables: &Tables, it: &Behind) -> Markup {
    html! { @match tables.act(&it.at) { Some(key) => a href={ "/" (key) } { (key) }, None => (safe_line(&it.at.to_string())) } }
}

/// The words of an act behind something, with where they stand.
pub(crate) fn words(tables: &Tables, it: &Behind) -> Markup {
    html! {
        blockquote dir="auto" { "“" (safe_line(it.quote.words())) "”" }
        p.tail { (it.kind) @if let Some(day) = it.day { ", " (day) } ", " (act_link(tables, it)) " in " (safe_line(&it.at.document.0)) @if it.confirmed { ", ● confirmed" } @else { ", ○ unconfirmed" } }
    }
}

const fn arrow(kind: ShiftKind) -> &'static str {
    match kind {
        ShiftKind::New => "＋",
        ShiftKind::Hardened => "▲",
        ShiftKind::Softened => "▽",
        ShiftKind::Reversed => "⇄",
        ShiftKind::Dropped => "∅",
        ShiftKind::Confirmed => "＝",
    }
}

fn moves(tables: &Tables, shown: &report::sheet::Shown<'_>, moved: &[Shift], day: civil::Date) -> Markup {
    let left = moved.len().saturating_sub(MOVES);
    html! {
        section {
            h2 { "What moved since " (day) }
            @if left > 0 { p.note { "The first " (MOVES) " are here, what matters most before the rest; " (crate::shown::grouped(left)) " more are in the files below." } }
            (sections(tables, &report::sheet::shifts_first(shown, moved, MOVES), false))
        }
    }
}

/// Sections as a page has them, with their acts as links.
pub(crate) fn sections(tables: &Tables, sections: &[Section], titles: bool) -> Markup {
    let named = |name: &str| {
        html! { @match tables.named(name) { Some(key) => a href={ "/" (key) } title=(safe_line(name)) { (key) }, None => (safe_line(name)) } }
    };
    html! {
        @for section in sections.iter().filter(|it| !it.entries.is_empty() || !it.empty.is_empty()) {
            section.entries {
                @if titles { h2 { (section.title) } }
                @if section.entries.is_empty() { p.quiet { (section.empty) } }
                @for (n, entry) in section.entries.iter().enumerate() {
                    @if entry.heading.is_some() && (n == 0 || section.entries[n - 1].heading != entry.heading) { h3 dir="auto" { (safe_line(entry.heading.as_deref().unwrap_or_default())) } }
                    div.entry {
                        @if !entry.says.is_empty() { p dir="auto" { (safe_line(&entry.says)) (layout::mark(entry.confirmed)) } }
                        @for it in &entry.words {
                            @let (name, rest) = it.from.split_once(", ").unwrap_or((&it.from, ""));
                            blockquote dir="auto" { @if !it.label.is_empty() { span.label { (it.label) " " } } "“" (safe_line(&it.words)) "”" " " span.tail { (named(name)) @if !rest.is_empty() { ", " (safe_line(rest)) } } }
                        }
                        @if !entry.further.is_empty() { p.tail { @for (n, name) in entry.further.iter().take(FURTHER).enumerate() { @if n > 0 { ", " } (named(name)) } @if entry.further.len() > FURTHER { " and " (crate::shown::grouped(entry.further.len() - FURTHER)) " more" } } }
                    }
                }
            }
        }
    }
}
