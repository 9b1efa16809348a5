//! The process at a glance: who is in it, who met when, the last word of each side, what is agreed, what blocks it, what is new.

use crate::ask::{Ask, Form, Reply, Trouble};
use crate::desk::Desk;
use crate::layout::{self, Page};
use crate::shown::{self, counted};
use armistice::dossier::{Act, ActorKey, Dossier, Entry, Search};
use armistice::tables::View;
use armistice::{ActKind, Role};
use maud::{Markup, html};
use report::safe_line;
use serde_json::json;

pub(crate) fn page(desk: &Desk, ask: &Ask) -> Result<Reply, Trouble> {
    desk.read(|dossier| {
        let [reports, notes, acts, actors] = dossier.counts()?;
        let process = dossier.process();
        if ask.form == Form::Json {
            return Ok(Reply::json(&json!({ "name": process.name, "about": process.about, "reports": reports, "notes": notes, "acts": acts, "actors": actors })));
        }
        let head = crate::change::head(dossier)?;
        let (since, cookies) = visit(ask, head);
        let title = if process.name.is_empty() { "The dossier".to_owned() } else { safe_line(&process.name) };
        let fresh = news(dossier, since)?;
        let principals = principals(desk, dossier)?;
        let body = html! {
            header.hero {
                h1 dir="auto" { (title) }
                @if !process.about.is_empty() { p.lead dir="auto" { (safe_line(&process.about)) } }
                p.figures {
                    a href="/documents" { b { (shown::grouped(reports)) } " reports" } " "
                    @if notes > 0 { a href="/documents?kind=note" { b { (notes) } " notes" } " " }
                    a href="/search" { b { (shown::grouped(acts)) } " acts" } " "
                    a href="/actors" { b { (shown::grouped(actors)) } " actors" }
                }
            }
            @if reports + notes == 0 {
                (layout::empty("Nothing has been read yet.", html! { p { a.button href="/documents" { "Drop reports in" } } }))
            } @else {
                div.board {
                    section.tile.span { h2 { "New since your last visit" } (fresh) }
                    section.tile { h2 { "Who is in it" } (parties(&principals)) }
                    section.tile { h2 { "Contacts" } (contacts(dossier)?) }
                    section.tile.span { h2 { "The last word of each side" } (last_words(dossier, &principals)?) }
                    section.tile { h2 { "Agreed" } (newest(dossier, &[ActKind::Conclude, ActKind::Accept], 4, "Nothing agreed was read.")?) }
                    (blocks(desk, dossier)?)
                    section.tile { h2 { "Refused, or on a condition" } (newest(dossier, &[ActKind::Reject, ActKind::Condition], 5, "Nothing refused was read.")?) }
                }
            }
        };
        let reply = layout::page(desk, ask, Page { title: "Overview", at: "/", class: "front", body });
        Ok(cookies.into_iter().fold(reply, |reply, cookie| reply.with("set-cookie", cookie)))
    })
}

/// The entry of the log that the last visit ended with, and the cookies that remember it: one for this visit, one for the next.
fn visit(ask: &Ask, head: i64) -> (i64, Vec<String>) {
    let number = |name: &str| ask.cookie(name).and_then(|it| it.parse::<i64>().ok());
    let since = number("armistice-since").or_else(|| number("armistice-last")).unwrap_or(0);
    let keep = |name: &str, value: i64, age: &str| format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict{age}");
    (since, vec![keep("armistice-since", since, ""), keep("armistice-last", head, "; Max-Age=31536000")])
}

fn news(dossier: &Dossier, since: i64) -> Result<Markup, Trouble> {
    let entries: Vec<Entry> =
        dossier.log(None, 200)?.into_iter().filter(|it| it.key.0 > since && it.command != "new" && it.command != "init").collect();
    let (added, said): (Vec<&Entry>, Vec<&Entry>) = entries.iter().partition(|it| it.command == "add" || it.command == "note");
    Ok(html! {
        @if entries.is_empty() { p.quiet { "Nothing: no document came in, and nobody said anything of one." } }
        @if !added.is_empty() {
            p { a href="/documents?sort=added" { (counted(added.len(), "document", "documents")) @if added.len() == 200 { " or more" } " came in" } }
            ul.plain.newest {
                @for entry in added.iter().take(5) {
                    @if let Ok(document) = dossier.document(&entry.item) { li { (crate::pages::item::named(&document)) " " span.quiet { (shown::published(&document)) " · " (counted(document.n_acts, "act", "acts")) } } }
                }
            }
        }
        @if !said.is_empty() {
            p { a href="/log" { (counted(said.len(), "word", "words")) " of people on it" } }
            ul.plain { @for entry in said.iter().take(4) { li.quiet { (crate::pages::item::entry_in_words(entry)) } } }
        }
    })
}

/// The parties of the process file; where there is none, those who are in most acts. Each with how many acts it is in, where that is known.
fn principals(desk: &Desk, dossier: &Dossier) -> Result<Vec<Side>, Trouble> {
    let known = desk.actors(dossier)?.0.unwrap_or_default();
    let mut all = Vec::new();
    for party in &dossier.process().parties {
        if let Ok(key) = dossier.one_actor(&party.name) {
            let n_acts = known.iter().find(|it| it.key == key).map(|it| it.n_acts);
            all.push(Side { key, name: party.name.clone(), role: party.role, n_acts });
        }
    }
    if all.is_empty() {
        let first = known
            .iter()
            .filter(|it| it.n_acts > 0 && !matches!(it.kind, armistice::ActorKind::Person | armistice::ActorKind::Unnamed))
            .take(8);
        all.extend(first.map(|it| Side { key: it.key, name: it.name.clone(), role: None, n_acts: Some(it.n_acts) }));
    }
    Ok(all)
}

/// Somebody in the process.
struct Side {
    key: ActorKey,
    name: String,
    role: Option<Role>,
    n_acts: Option<usize>,
}

fn parties(principals: &[Side]) -> Markup {
    html! {
        @if principals.is_empty() { p.quiet { "Nobody was named." } }
        ul.plain.parties {
            @for it in principals {
                li { a href={ "/" (it.key) } dir="auto" { (safe_line(&it.name)) } " " span.quiet { @if let Some(role) = it.role { (role) } @if it.role.is_some() && it.n_acts.is_some() { ", " } @if let Some(n) = it.n_acts { (counted(n, "act", "acts")) } } }
            }
        }
    }
}

fn contacts(dossier: &Dossier) -> Result<Markup, Trouble> {
    let mut met = dossier.search(&Search { kind: Some(ActKind::Contact), most: 60, ..Search::default() })?;
    let day = |it: &Act| it.when.as_ref().and_then(armistice::Date::first_day).or(it.reported);
    met.sort_by_key(|it| std::cmp::Reverse(day(it)));
    let measures = dossier.process().measures();
    Ok(html! {
        @if met.is_empty() { p.quiet { "No meeting or call was read." } }
        @for act in met.iter().take(3) { (shown::act_line(act, measures)) }
        @if met.len() > 3 { p { a href="/search?act=contact" { "All contacts" } } }
    })
}

fn last_words(dossier: &Dossier, principals: &[Side]) -> Result<Markup, Trouble> {
    let measures = dossier.process().measures();
    let mut words = Vec::new();
    for actor in principals.iter().filter(|it| it.n_acts != Some(0)).take(6) {
        let mut acts = dossier.search(&Search { actor: Some(actor.key.to_string()), most: 40, ..Search::default() })?;
        let day = |it: &Act| it.when.as_ref().and_then(armistice::Date::first_day).or(it.reported);
        let own = |it: &Act| it.taking(armistice::dossier::Part::ToldBy).next().is_none();
        acts.retain(|it| own(it) && !matches!(it.kind, ActKind::Deed | ActKind::Contact));
        acts.sort_by_key(|it| (std::cmp::Reverse(day(it)), std::cmp::Reverse(it.key)));
        if let Some(act) = acts.into_iter().next() {
            words.push((actor, act));
        }
    }
    Ok(html! {
        @if words.is_empty() { p.quiet { "No words of a side were read." } }
        div.words-of { @for (actor, act) in &words { div { h3 dir="auto" { a href={ "/" (actor.key) } { (safe_line(&actor.name)) } } (shown::act_line(act, measures)) } } }
    })
}

/// Deadlocks and red lines, with the words; nothing while the table of a large dossier is being made.
fn blocks(desk: &Desk, dossier: &Dossier) -> Result<Markup, Trouble> {
    let Some(tables) = desk.tables(dossier)?.0 else {
        return Ok(html! { section.tile aria-busy="true" { h2 { "What blocks it" } p.quiet { "The table is being made." } } });
    };
    let sheet = tables.sheet(View::default());
    let side = |it: &armistice::Side| {
        let actor = it.actor.as_ref().map_or("somebody", |id| tables.actor(id));
        let measure = it
            .measure
            .as_ref()
            .map_or("something that is not named", |id| tables.measures.get(id).map_or(id.0.as_str(), |it| it.label.as_str()));
        safe_line(&format!("{actor}: {measure}"))
    };
    let deadlocks: Vec<_> = sheet.cycles.iter().filter(|it| !it.is_swap).take(3).collect();
    let red: Vec<_> = sheet.cells.iter().filter(|it| it.red_line).collect();
    let waits: Vec<_> = sheet.waits.iter().filter(|it| it.stands()).collect();
    Ok(html! {
        section.tile {
            h2 { "What blocks it" }
            @if deadlocks.is_empty() && red.is_empty() && waits.is_empty() { p.quiet { "No deadlock, no red line and nothing that waits was read." } }
            ul.blocks {
                @for cycle in &deadlocks { li { b { "Deadlock" } " " (cycle.waits.iter().map(|at| side(&sheet.waits[*at].what)).collect::<Vec<_>>().join(" → ")) } }
                @for cell in red.iter().take(5) {
                    li {
                        span.red { "red line" } " " (safe_line(tables.actor(&cell.actor))) ": " (cell.stance.as_str()) " " (tables.measures.get(&cell.measure).map_or(cell.measure.0.as_str(), |it| it.label.as_str()))
                        blockquote dir="auto" { "“" (safe_line(cell.newest_word().quote.words())) "”" @if let Some(key) = tables.act(&cell.newest_word().at) { " " a.tail href={ "/" (key) } { (key) } } }
                    }
                }
                @for wait in waits.iter().take(3) {
                    li { (side(&wait.what)) span.quiet { " waits for " } (side(&wait.awaited)) blockquote dir="auto" { "“" (safe_line(wait.acts()[0].quote.words())) "”" @if let Some(key) = tables.act(&wait.acts()[0].at) { " " a.tail href={ "/" (key) } { (key) } } } }
                }
            }
            p { a href="/waits" { "What waits for what" } " · " a href="/table?stance=red-line" { "Red lines" } }
        }
    })
}

fn newest(dossier: &Dossier, kinds: &[ActKind], most: usize, none: &str) -> Result<Markup, Trouble> {
    let measures = dossier.process().measures();
    let mut acts = Vec::new();
    for kind in kinds {
        acts.extend(dossier.search(&Search { kind: Some(*kind), most: 60, ..Search::default() })?);
    }
    let day = |it: &Act| it.when.as_ref().and_then(armistice::Date::first_day).or(it.reported);
    acts.sort_by_key(|it| (std::cmp::Reverse(day(it)), std::cmp::Reverse(it.key)));
    Ok(html! {
        @if acts.is_empty() { p.quiet { (none) } }
        @for act in acts.iter().take(most) { (shown::act_line(act, measures)) }
        @if acts.len() > most { p { @for kind in kinds { a href={ "/search?act=" (kind) } { "All " (kind) } " " } } }
    })
}
