//! Actors: who is named, under which names; merged where two are one, parted where one is two.

use crate::ask::{Ask, Form, Reply, Trouble};
use crate::change::Seen;
use crate::desk::{ACTORS, Desk};
use crate::export::{self, FORMS, Leaving};
use crate::layout::{self, Page};
use crate::pages::item::history;
use crate::shown::{self, counted};
use armistice::ActorKind;
use armistice::dossier::{Actor, Dossier, Search};
use maud::{Markup, html};
use report::safe_line;
use serde_json::{Value, json};

/// So many on a page.
const MOST: usize = 200;

pub(crate) fn page(desk: &Desk, ask: &Ask) -> Result<Reply, Trouble> {
    desk.read(|dossier| {
        let most: usize = ask.query.read("most").unwrap_or(MOST).min(ACTORS);
        let words = ask.query.get("q").map(str::to_lowercase);
        let (all, current) = match desk.actors(dossier)? {
            (Some(all), current) => (all, current),
            (None, _) => return Ok(layout::being_made(desk, ask, "/actors", "The list of actors is being made")),
        };
        let has = |it: &Actor, words: &str| it.name.to_lowercase().contains(words) || it.forms.iter().any(|it| it.to_lowercase().contains(words));
        let actors: Vec<&Actor> = all.iter().filter(|it| words.as_ref().is_none_or(|words| has(it, words))).take(most).collect();
        match ask.form {
            Form::Page => {}
            Form::Json => return Ok(Reply::json(&Value::Array(actors.iter().map(|it| value(it)).collect()))),
            _ => {
                let may = Leaving::of(desk, ask, dossier)?.actors(dossier, actors)?;
                return export::file(ask, "actors", "Actors", &[export::actors(&may)], Some(vec![export::actor_rows(&may)]));
            }
        }
        let list = list(&actors);
        if ask.query.get("part") == Some("list") {
            return Ok(Reply::page(list));
        }
        let seen = Seen::of(dossier)?;
        let body = html! {
            h1 { "Actors" }
            p.lead { "Who is named, whoever is in most acts first. Mark two or more that are one and the same, and merge them; the first one gives the name. To part what was taken for one, open it." }
            @if !current { p.note role="status" { "Something was said or came in a moment ago; the list is being made anew." } }
            form.search.wide action="/actors" data-live="#list" { input type="search" name="q" value=[ask.query.get("q")] aria-label="Search names" placeholder="Part of a name" autocomplete="off" spellcheck="false"; }
            form method="post" action="/merge" {
                (seen.fields())
                input type="hidden" name="back" value="/actors";
                (list)
                p.sticky { button.primary type="submit" { "Merge the marked ones" } " " input name="why" aria-label="Why" placeholder="why" autocomplete="off"; }
            }
            @if actors.len() == most && most < ACTORS { p { a href={ "/actors" (ask.query.with("most", Some(&(most * 5).to_string()))) } { "More than " (most) } } }
            (layout::forms("/actors", &ask.query.with("", None), &FORMS))
        };
        Ok(layout::page(desk, ask, Page { title: "Actors", at: "/actors", class: "list", body }))
    })
}

fn list(actors: &[&Actor]) -> Markup {
    html! {
        div id="list" {
            @if actors.is_empty() { (layout::empty("Nobody is called so.", html! {})) } @else {
                table.documents.people {
                    thead { tr { th scope="col" { span.hidden { "Mark" } } th scope="col" { "Name" } th scope="col" { "What" } th scope="col" { "Speaks for" } th scope="col" { "Also" } th.right scope="col" { "Documents" } th.right scope="col" { "Acts" } } }
                    tbody {
                        @for actor in actors {
                            tr {
                                td { input type="checkbox" name="item" value=(actor.key) aria-label={ "Mark " (safe_line(&actor.name)) }; }
                                th scope="row" dir="auto" { a href={ "/" (actor.key) } { (safe_line(&actor.name)) } @if !actor.merged.is_empty() { " " span.chip { "merged " (actor.merged.len() + 1) } } }
                                td.quiet { (actor.kind) }
                                td dir="auto" { @for (n, (key, name)) in actor.part_of.iter().enumerate() { @if n > 0 { ", " } a href={ "/" (key) } { (safe_line(name)) } } }
                                td.quiet dir="auto" { (actor.forms.iter().take(4).map(|it| safe_line(it)).collect::<Vec<_>>().join(", ")) @if actor.forms.len() > 4 { " …" } }
                                td.right { (actor.n_documents) }
                                td.right { (actor.n_acts) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn value(actor: &Actor) -> Value {
    let titles: Vec<Value> = actor
        .titles
        .iter()
        .map(|it| json!({ "title": it.title, "first": it.first, "last": it.last, "by_process": it.by_process }))
        .collect();
    json!({
        "number": actor.key.to_string(), "name": actor.name, "kind": actor.kind.as_str(), "forms": actor.forms, "titles": titles,
        "part_of": actor.part_of.iter().map(|(key, name)| json!({ "number": key.to_string(), "name": name })).collect::<Vec<_>>(),
        "merged": actor.merged.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "wikidata": actor.wikidata, "iso": actor.iso, "documents": actor.n_documents, "acts": actor.n_acts,
    })
}

/// One actor, with what it did last.
pub(crate) fn one(desk: &Desk, ask: &Ask, dossier: &Dossier, actor: &Actor) -> Result<Reply, Trouble> {
    if ask.form == Form::Json {
        return Ok(Reply::json(&value(actor)));
    }
    let key = actor.key.to_string();
    if ask.form != Form::Page {
        return one_file(desk, ask, dossier, actor);
    }
    let acts = dossier.search(&Search { actor: Some(key.clone()), most: 30, ..Search::default() })?;
    let log = dossier.log(Some(&key), 50)?;
    let seen = Seen::of(dossier)?;
    let name = safe_line(&actor.name);
    let measures = dossier.process().measures();
    let back = html! { (seen.fields()) input type="hidden" name="back" value={ "/" (key) }; };
    let body = html! {
        p.crumb { a href="/actors" { "Actors" } " / " (key) }
        h1 dir="auto" { (name) }
        p.meta { (actor.kind) ", named in " (counted(actor.n_documents, "document", "documents")) ", " (counted(actor.n_acts, "act", "acts")) }
        div.one {
            section {
                h2 { "What it did and said, the newest first" }
                @if acts.is_empty() { (layout::empty("No act of it was read so far.", html! {})) }
                @for act in &acts { (shown::act_line(act, measures)) }
                @if acts.len() == 30 { p { a href={ "/search?actor=" (key) } { "All of it" } } }
            }
            aside {
                @if !actor.part_of.is_empty() { h2 { "Speaks for" } p { @for (n, (key, name)) in actor.part_of.iter().enumerate() { @if n > 0 { ", " } a href={ "/" (key) } { (safe_line(name)) } } } }
                @if !actor.titles.is_empty() {
                    h2 { "Titles" }
                    ul.plain { @for it in &actor.titles { li { (safe_line(&it.title)) " " span.quiet { (it.first.as_deref().unwrap_or("?")) " to " (it.last.as_deref().unwrap_or("?")) @if it.by_process { ", by the process file" } } } } }
                }
                @if !actor.forms.is_empty() { h2 { "Also" } p dir="auto" { (actor.forms.iter().map(|it| safe_line(it)).collect::<Vec<_>>().join(", ")) } }
                h2 { "Your word on it" }
                details { summary { "Change name or kind" }
                    form.panel method="post" action="/change" {
                        (back) input type="hidden" name="item" value=(key);
                        label { "name" input name="name" value=(actor.name) required; }
                        label { "kind" select name="kind" { @for kind in ActorKind::ALL { option value=(kind) selected[*kind == actor.kind] { (kind) } } } }
                        label { "Wikidata" input name="wikidata" value=[actor.wikidata.as_ref()]; }
                        label { "ISO" input name="iso" value=[actor.iso.as_ref()]; }
                        p { button.primary type="submit" { "Save" } }
                    }
                }
                details { summary { "Merge with another" }
                    form.panel method="post" action="/merge" {
                        (back) input type="hidden" name="item" value=(key);
                        label { "Is the same as" input name="item" placeholder="p12" pattern="p[0-9]+" required; }
                        p { button.primary type="submit" { "Merge" } }
                    }
                }
                details { summary { "Split: called so, and another in some documents" }
                    form.panel method="post" action="/split" {
                        (back) input type="hidden" name="item" value=(key);
                        label { "In these documents" input name="documents" placeholder="d3, d5" required; }
                        label { "The other one's name" input name="name" value=(actor.name); }
                        p { button.primary type="submit" { "Split" } }
                    }
                }
                @for merged in &actor.merged {
                    form.inline method="post" action="/split" { (back) input type="hidden" name="item" value=(merged); button type="submit" { (merged) " is another after all" } }
                }
                h2 { "History" }
                (history(&log, &seen, &format!("/{key}")))
                (layout::forms(&format!("/{key}"), "", &FORMS))
            }
        }
    };
    Ok(layout::page(desk, ask, Page { title: &name, at: "/actors", class: "item", body }))
}

/// One actor as a file: who it is, what it did and said, and what people said of it.
fn one_file(desk: &Desk, ask: &Ask, dossier: &Dossier, actor: &Actor) -> Result<Reply, Trouble> {
    let key = actor.key.to_string();
    let leaving = Leaving::of(desk, ask, dossier)?;
    let may = leaving.actors(dossier, vec![actor])?;
    let Some(actor) = may.first() else {
        return Err(Trouble::new(
            403,
            format!("{key} is named only in what may not leave the dossier"),
            "mark that public first, if it is",
        ));
    };
    let found = dossier.search(&Search { actor: Some(key.clone()), most: export::MOST, ..Search::default() })?;
    let acts = leaving.acts(dossier, found)?;
    let log = leaving.entries(dossier, dossier.log(Some(&key), 50)?)?;
    let titles = actor
        .titles
        .iter()
        .map(|it| format!("{}, {} to {}", safe_line(&it.title), it.first.as_deref().unwrap_or("?"), it.last.as_deref().unwrap_or("?")));
    let sections = [
        export::actors([actor]),
        export::lines("Titles", "", titles),
        export::acts("What it did and said, the newest first", &acts, dossier.process().measures()),
        export::history(&log),
    ];
    export::file(ask, &key, &safe_line(&actor.name), &sections, Some(vec![export::act_rows(&acts), export::history_rows(&log)]))
}
