//! One item by its number: the permanent link of a document, act, actor or event, with its history and, without script too, what can be
//! said of it.

use crate::ask::{Ask, Form, Reply, Trouble};
use crate::change::Seen;
use crate::desk::Desk;
use crate::export::{self, FORMS, Leaving};
use crate::layout::{self, Page};
use crate::pages::{actors, room};
use crate::shown;
use armistice::dossier::{Act, Asked, Document, Dossier, Entry, Event, Found, State, differences};
use maud::{Markup, html};
use report::sheet::Section;
use report::{Paragraphs, safe_line};
use std::ops::Range;

pub(crate) fn page(desk: &Desk, ask: &Ask, item: &str) -> Result<Reply, Trouble> {
    let known = item.len() > 1 && item.starts_with(['a', 'd', 'e', 'p']) && item[1..].bytes().all(|it| it.is_ascii_digit());
    if !known {
        return Err(Trouble::none());
    }
    let asked = Asked { as_of: ask.query.last_day("as-of")?, on: None };
    desk.read(|dossier| {
        // Whoever is in most acts is counted through all of them; the list of actors knows it already.
        if item.starts_with('p')
            && asked.as_of.is_none()
            && let (Some(all), true) = desk.actors(dossier)?
            && let Some(known) = all.iter().find(|it| it.key.to_string() == item)
        {
            return actors::one(desk, ask, dossier, known);
        }
        found(desk, ask, dossier, item, &asked)
    })
}

fn found(desk: &Desk, ask: &Ask, dossier: &Dossier, item: &str, asked: &Asked) -> Result<Reply, Trouble> {
    match dossier.find(item, asked)? {
        Found::Document(document, acts) => room::page(desk, ask, dossier, &document, &acts),
        Found::Act(it, versions) => act(desk, ask, dossier, &it, &versions),
        Found::Event(it) => event(desk, ask, dossier, &it),
        Found::Actor(it) => actors::one(desk, ask, dossier, &it),
    }
}

fn act(desk: &Desk, ask: &Ask, dossier: &Dossier, act: &Act, versions: &[Act]) -> Result<Reply, Trouble> {
    if ask.form == Form::Json {
        return Ok(Reply::new("application/json", report::json::dossier::act(act)));
    }
    let document = dossier.document(&act.document.to_string())?;
    let text = dossier.text(act.document).unwrap_or_default();
    let paragraphs = Paragraphs::of(&text);
    let log = dossier.log(Some(&act.key.to_string()), 50)?;
    let seen = Seen::of(dossier)?;
    let way_back = dossier.way_back(act.document)?;
    let measures = dossier.process().measures();
    let title = format!("{} {}", act.key, shown::doing(act));
    if ask.form != Form::Page {
        let leaving = Leaving::of(desk, ask, dossier)?;
        leaving.only(&document)?;
        let cited = report::cite::act(act, &document, way_back.as_ref());
        let around = around(act, &text, &paragraphs);
        let (acts, versions, log) =
            (leaving.acts(dossier, [act.clone()])?, leaving.acts(dossier, versions.to_vec())?, leaving.entries(dossier, log)?);
        let title = acts.iter().map(|it| format!("{}: {title}", shown::names(it, armistice::dossier::Part::Actor))).collect::<String>();
        let sections = [
            export::acts("The act", &acts, measures),
            export::lines("Where it stands", "", [cited, safe_line(text.get(around).unwrap_or_default())]),
            export::acts("Its versions, the oldest first", &versions, measures),
            export::history(&log),
        ];
        return export::file(ask, &act.key.to_string(), &title, &sections, Some(vec![export::act_rows(&acts), export::history_rows(&log)]));
    }
    let key = act.key.to_string();
    let body = html! {
        p.crumb { a href="/documents" { "Documents" } " / " a href={ "/" (act.document) } { (shown::title(&document)) } " / " (act.key) }
        h1 dir="auto" { (shown::names(act, armistice::dossier::Part::Actor)) ": " (shown::doing(act)) }
        div.one {
            section {
                (context(act, &text))
                p.cite { (report::cite::act(act, &document, way_back.as_ref())) }
                p.quiet { "Paragraph " (paragraphs.number(act.place.start())) ". " a href={ "/" (act.document) "#" (act.key) } { "In its text" } ". Permanent link: " code { "/" (act.key) } }
                (room::card(act, measures))
                @if let Some(link) = &act.event {
                    p { "Event " a href={ "/e" (link.first.0) } { "e" (link.first.0) } ": " (safe_line(&link.reason)) @if let Some(p) = link.probability { (format!(", p = {p:.2}")) } }
                }
                h2 { "Your word on it" }
                div.buttons {
                    @for (action, name) in [("confirm", "Confirm as it stands"), ("reject", "Reject"), ("split", "Split from its event")] {
                        @if (action != "split" || act.event.is_some()) && (action != "confirm" || act.state != State::Confirmed) && (action != "reject" || act.state != State::Rejected) {
                            form.inline method="post" action={ "/" (action) } {
                                (hidden(&key, &seen, &format!("/{key}")))
                                button type="submit" { (name) }
                            }
                        }
                    }
                    form.inline method="post" action="/merge" {
                        (hidden(&key, &seen, &format!("/{key}")))
                        label { "Same event as " input name="item" placeholder="a41" size="6" required pattern="[ae][0-9]+"; }
                        " " button type="submit" { "Merge" }
                    }
                }
                details { summary { "Change its fields" } (room::change_form(act, &seen, &format!("/{key}"))) }
            }
            aside {
                h2 { "History" }
                (history(&log, &seen, &format!("/{key}")))
                @if versions.len() > 1 {
                    h2 { "Versions" }
                    ol.versions {
                        @for (number, version) in versions.iter().enumerate() {
                            li {
                                (shown::state(version))
                                @if let Some(before) = number.checked_sub(1).and_then(|at| versions.get(at)) {
                                    @for (field, from, to) in differences(before, version) {
                                        br; span.quiet { (field) ": " del { (said(&from)) } " → " ins { (said(&to)) } }
                                    }
                                }
                            }
                        }
                    }
                }
                (layout::forms(&format!("/{key}"), "", &FORMS))
            }
        }
        datalist id="measures" { @for measure in measures.all() { option value=(measure.id) { (measure.label) } } }
    };
    Ok(layout::page(desk, ask, Page { title: &title, at: "/documents", class: "item", body }))
}

fn said(words: &str) -> String {
    if words.is_empty() { "nothing".to_owned() } else { safe_line(words) }
}

fn hidden(item: &str, seen: &Seen, back: &str) -> Markup {
    html! {
        input type="hidden" name="item" value=(item);
        (seen.fields())
        input type="hidden" name="back" value=(back);
    }
}

/// The paragraph of an act, or all of its words where they stand in several.
fn around(act: &Act, text: &str, paragraphs: &Paragraphs) -> Range<usize> {
    let hull = act.place.hull().range();
    let around = paragraphs.spans().get(paragraphs.number(hull.start).saturating_sub(1)).map_or(hull.clone(), |it| it.range());
    around.start.min(hull.start)..around.end.max(hull.end).min(text.len())
}

/// The words of an act with what stands around them.
fn context(act: &Act, text: &str) -> Markup {
    let hull = act.place.hull().range();
    let around = around(act, text, &Paragraphs::of(text));
    let cut = |from: usize, to: usize| report::safe_block(text.get(from..to).unwrap_or_default());
    html! {
        blockquote.context dir="auto" {
            (cut(around.start.min(hull.start), hull.start))
            @for (n, span) in act.place.spans().iter().enumerate() {
                @if let Some(before) = n.checked_sub(1).and_then(|it| act.place.spans().get(it)) { (cut(before.end(), span.start())) }
                mark.(shown::tone(act.kind)) { (cut(span.start(), span.end())) }
            }
            (cut(hull.end, around.end.max(hull.end)))
        }
    }
}

/// What the script asks for when an act is to be changed beside its text.
pub(crate) fn change_form(desk: &Desk, ask: &Ask, item: &str) -> Result<Reply, Trouble> {
    let _ = ask;
    desk.read(|dossier| match dossier.find(item, &Asked::default())? {
        Found::Act(act, _) => {
            let seen = Seen::of(dossier)?;
            Ok(Reply::page(room::change_form(&act, &seen, &format!("/{}#{item}", act.document))))
        }
        _ => Err(Trouble::none()),
    })
}

fn event(desk: &Desk, ask: &Ask, dossier: &Dossier, event: &Event) -> Result<Reply, Trouble> {
    if ask.form == Form::Json {
        return Ok(Reply::json_list(event.acts.iter().map(report::json::dossier::act)));
    }
    let key = format!("e{}", event.first.0);
    if ask.form != Form::Page {
        let leaving = Leaving::of(desk, ask, dossier)?;
        let acts = leaving.acts(dossier, event.acts.iter().cloned())?;
        let may = |key: armistice::dossier::ActKey| acts.iter().any(|it| it.key == key);
        let contested = event
            .contested
            .iter()
            .filter(|it| may(it.one) && may(it.other))
            .map(|it| safe_line(&format!("{}: {} has {}, {} has {}", it.clash.field, it.one, it.clash.one, it.other, it.clash.other)));
        let contested = leaving.words(dossier, contested)?;
        let sections = [export::acts("Accounts", &acts, dossier.process().measures()), export::lines("Contested", "", contested)];
        return export::file(ask, &key, &format!("Event {key}"), &sections, Some(vec![export::act_rows(&acts)]));
    }
    let sources = shown::counted(event.n_sources, "source", "sources");
    let seen = Seen::of(dossier)?;
    let measures = dossier.process().measures();
    let body = html! {
        p.crumb { a href="/events" { "Events" } " / " (key) }
        h1 { (shown::counted(event.acts.len(), "account", "accounts")) " of one event, " (sources) }
        @for contested in &event.contested {
            p.clash { "Contested, " (contested.clash.field) ": " a href={ "/" (contested.one) } { (contested.one) } " has " (safe_line(&contested.clash.one)) ", " a href={ "/" (contested.other) } { (contested.other) } " has " (safe_line(&contested.clash.other)) "." }
        }
        @for act in &event.acts {
            (shown::act_line(act, measures))
            @if let Some(link) = &act.event { p.reason { @if let Some(p) = link.probability { (format!("p = {p:.2}: ")) } (safe_line(&link.reason)) } }
        }
        @if event.acts.len() > 1 {
            form.inline method="post" action="/confirm" { (hidden(&key, &seen, &format!("/{key}"))) button type="submit" { "Confirm: these are one event" } }
        }
        (layout::forms(&format!("/{key}"), "", &FORMS))
    };
    Ok(layout::page(desk, ask, Page { title: &key, at: "/timeline", class: "item", body }))
}

/// So many events stand on their page.
const EVENTS: usize = 25;

/// Events that several reports tell of.
pub(crate) fn events(desk: &Desk, ask: &Ask) -> Result<Reply, Trouble> {
    desk.read(|dossier| {
        let most = match ask.form {
            Form::Page => EVENTS,
            Form::Json => 100,
            _ => export::MOST,
        };
        let events = dossier.events(&Asked::default(), most)?;
        if !matches!(ask.form, Form::Page | Form::Json) {
            let leaving = Leaving::of(desk, ask, dossier)?;
            let measures = dossier.process().measures();
            let may = |event: &Event| Ok((format!("e{}", event.first.0), leaving.acts(dossier, event.acts.iter().cloned())?));
            let mut told: Vec<(String, Vec<Act>)> = events.iter().map(may).collect::<Result<_, Trouble>>()?;
            told.retain(|it| it.1.len() > 1);
            let entries = told.iter().flat_map(|(key, acts)| {
                acts.iter().map(move |it| report::sheet::Entry { heading: Some(format!("Event {key}")), ..export::act(it, measures) })
            });
            let sections = [Section { title: "What several reports tell of", empty: "No two reports tell of the same event so far.", entries: entries.collect() }];
            let rows = export::act_rows(told.iter().flat_map(|it| &it.1));
            return export::file(ask, "events", "Events", &sections, Some(vec![rows]));
        }
        if ask.form == Form::Json {
            let lists = events.iter().map(|it| format!("[{}]", it.acts.iter().map(report::json::dossier::act).collect::<Vec<_>>().join(",")));
            return Ok(Reply::json_list(lists));
        }
        let measures = dossier.process().measures();
        let body = html! {
            h1 { "Events" }
            p.lead { "What several reports tell of, those of most accounts first." }
            @if events.is_empty() { (layout::empty("No two reports tell of the same event so far.", html! {})) }
            @if events.len() == EVENTS { p.note { "The first " (EVENTS) " are here; the others are in the files below." } }
            @for event in &events {
                section.event {
                    h2 { a href={ "/e" (event.first.0) } { "e" (event.first.0) } ": " (shown::counted(event.acts.len(), "account", "accounts")) ", " (shown::counted(event.n_sources, "source", "sources")) @if !event.contested.is_empty() { span.clash { " contested" } } }
                    @for act in event.acts.iter().take(3) { (shown::act_line(act, measures)) }
                    @if event.acts.len() > 3 { p { a href={ "/e" (event.first.0) } { (event.acts.len() - 3) " more" } } }
                }
            }
            (layout::forms("/events", "", &FORMS))
        };
        Ok(layout::page(desk, ask, Page { title: "Events", at: "/timeline", class: "list", body }))
    })
}

/// Entries of the log about one item, each with a way to take it back.
pub(crate) fn history(entries: &[Entry], seen: &Seen, back: &str) -> Markup {
    html! {
        @if entries.is_empty() { p.quiet { "As it was read; nobody has said anything of it." } }
        ol.log {
            @for entry in entries {
                li.undone[entry.undone_by.is_some()] id={ "n" (entry.key.0) } {
                    p { b { (safe_line(&entry.command)) } " " @if !entry.item.is_empty() { a href={ "/" (link_of(&entry.item)) } { (safe_line(&entry.item)) } " " } (safe_line(&entry.says)) }
                    p.tail {
                        (entry.key) " · " (safe_line(&entry.by)) " · " time datetime=(entry.at) { (minute(&entry.at.to_string())) }
                        @if let Some(why) = &entry.why { " · why: " (safe_line(why)) }
                        @if let Some(by) = entry.undone_by { " · taken back by " (by) }
                        @if entry.undone_by.is_none() && can_be_undone(&entry.command) {
                            form.inline method="post" action="/undo" {
                                (seen.fields())
                                input type="hidden" name="entry" value=(entry.key.0);
                                input type="hidden" name="back" value=(back);
                                button.link type="submit" aria-label={ "Undo " (entry.key) } { "Undo" }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// An item's number as a path: words of a user in its place lead nowhere.
fn link_of(item: &str) -> String {
    item.chars().filter(char::is_ascii_alphanumeric).collect()
}

fn can_be_undone(command: &str) -> bool {
    matches!(command, "confirm" | "change" | "reject" | "merge" | "split" | "add act" | "marks" | "remove" | "undo")
}

/// `2031-03-14 09:00`.
pub(crate) fn minute(at: &str) -> String {
    at.get(..16).unwrap_or(at).replace('T', " ")
}

/// `Anneke Lind, 09:00: change strength: never -> refuse`.
pub(crate) fn entry_in_words(entry: &Entry) -> String {
    let at = entry.at.to_string();
    format!("{}, {}: {} {}", safe_line(&entry.by), at.get(11..16).unwrap_or_default(), entry.command, safe_line(&entry.says))
}

/// The name of a document, for lists.
pub(crate) fn named(document: &Document) -> Markup {
    html! { a href={ "/" (document.key) } dir="auto" { (shown::title(document)) } }
}
