//! Help: the acts and measures from the lists that the reader itself uses, the keys, and how to reach the pages from elsewhere.

use crate::ask::{Ask, Form, Reply, Trouble};
use crate::desk::Desk;
use crate::export::{self, FORMS};
use crate::layout::{self, Page};
use crate::shown;
use armistice::{ActKind, Measures};
use maud::html;
use report::sheet::{Entry, Rows, Section};
use serde_json::{Value, json};

pub(crate) fn page(desk: &Desk, ask: &Ask) -> Result<Reply, Trouble> {
    if desk.is_there() {
        return desk.read(|dossier| with(desk, ask, dossier.process().measures()));
    }
    with(desk, ask, Measures::embedded())
}

fn with(desk: &Desk, ask: &Ask, measures: &Measures) -> Result<Reply, Trouble> {
    if ask.form == Form::Json {
        let acts: Vec<Value> =
            ActKind::ALL.iter().map(|it| json!({ "act": it.as_str(), "means": it.gloss(), "examples": guided(*it).1 })).collect();
        let list: Vec<Value> =
            measures.all().iter().map(|it| json!({ "id": it.id.0, "group": it.group, "label": it.label, "means": it.gloss })).collect();
        return Ok(Reply::json(&json!({ "acts": acts, "measures": list })));
    }
    if ask.form != Form::Page {
        return export::file(ask, "help", "Acts and measures", &sections(measures), Some(vec![rows(measures)]));
    }
    let body = html! {
        h1 { "Help" }
        nav.contents aria-label="On this page" { a href="#acts" { "Acts" } a href="#measures" { "Measures" } a href="#safety" { "Safety" } a href="#away" { "From another machine" } }
        section id="acts" {
            h2 { "The sixteen acts" }
            p.lead { "What an actor does in a negotiation, by words or deeds." }
            dl.glossary {
                @for kind in ActKind::ALL {
                    dt.(shown::tone(*kind)) id={ "act-" (kind) } { (kind) }
                    dd {
                        (kind.gloss())
                        @let (bounds, examples) = guided(*kind);
                        @if !bounds.is_empty() { p.quiet { (bounds) } }
                        @for example in examples { p.example { (example) } }
                        @if !kind.strengths().is_empty() { p.quiet { "Strengths: " @for (n, it) in kind.strengths().iter().enumerate() { @if n > 0 { ", " } abbr title=(it.gloss()) { (it) } } } }
                        @if !kind.statuses().is_empty() { p.quiet { "Statuses: " @for (n, it) in kind.statuses().iter().enumerate() { @if n > 0 { ", " } abbr title=(it.gloss()) { (it) } } } }
                    }
                }
            }
        }
        section id="measures" {
            h2 { "Measures" }
            p.lead { (measures.all().len()) " things that parties ask for, promise, refuse and do. A process file can add its own." }
            @for group in &measures.groups {
                details id={ "group-" (group.id) } {
                    summary { (group.title) " " span.quiet { (group.gloss) } }
                    dl.glossary {
                        @for measure in measures.all().iter().filter(|it| it.group == group.id) {
                            dt id={ "measure-" (measure.id) } { (measure.label) }
                            dd {
                                (measure.gloss) " " code { (measure.id) }
                                @if !measure.cues.is_empty() { p.quiet { "In texts: " (measure.cues.iter().take(6).map(|it| format!("“{it}”")).collect::<Vec<_>>().join(", ")) } }
                                @if !measure.params.is_empty() { p.quiet { "To be filled in: " (measure.params.join(", ")) } }
                            }
                        }
                    }
                }
            }
        }
        section id="safety" {
            h2 { "Safety" }
            p { "These pages are served by this machine to itself; nothing is sent anywhere, and nothing is loaded from anywhere. Whoever opens them needs the link that the terminal printed; it works once, and the browser keeps a cookie until it is closed." }
            p { "Documents are taken for hostile: foreign formats are parsed by a process that can open no file and no connection, and their words are shown as words." }
            p { "Everything is saved as you do it. If the server or the machine stops, what the page said was saved is saved." }
        }
        section id="away" {
            h2 { "From another machine" }
            p { "Only this machine's own loopback address is served. To reach it from another one, open a tunnel there, and use the link as it stands:" }
            pre { code { "ssh -L " (desk.config.port.unwrap_or(crate::PORT)) ":127.0.0.1:" (desk.config.port.unwrap_or(crate::PORT)) " THIS-MACHINE" } }
        }
        (layout::forms("/help", "", &FORMS))
    };
    Ok(layout::page(desk, ask, Page { title: "Help", at: "/help", class: "list", body }))
}

/// The chapter by which people decide which act it is, and by which the answers that the reader learned from were made.
const GUIDE: &str = include_str!("../../../../docs/guide/acts.md");

/// What the chapter says of an act, with its examples: "**`propose`**: lays a text ...", then a list.
fn guided(kind: ActKind) -> (String, Vec<String>) {
    let head = format!("**`{kind}`**: ");
    let mut lines = GUIDE.lines().skip_while(|it| !it.starts_with(&head));
    let plain = |it: &str| it.replace('`', "");
    let mut says = lines.next().and_then(|it| it.strip_prefix(&head)).map(plain).unwrap_or_default();
    let mut examples: Vec<String> = Vec::new();
    for line in lines.take_while(|it| !it.is_empty()) {
        match (line.strip_prefix("- "), examples.last_mut()) {
            (Some(example), _) => examples.push(plain(example)),
            (None, Some(example)) => *example += &format!(" {}", plain(line.trim())),
            (None, None) => says += &format!(" {}", plain(line.trim())),
        }
    }
    (layout::sentence(&says), examples)
}

fn sections(measures: &Measures) -> [Section; 2] {
    let acts = ActKind::ALL.iter().map(|it| {
        let examples: Vec<String> = guided(*it).1;
        format!("{it}: {} For example: {}", it.gloss(), examples.join(" / "))
    });
    let title = |group: &str| measures.groups.iter().find(|it| it.id == group).map(|it| it.title.clone());
    let entry = |it: &armistice::Measure| {
        let cues: Vec<String> = it.cues.iter().take(6).map(|it| format!("“{it}”")).collect();
        let cues = if cues.is_empty() { String::new() } else { format!(" In texts: {}.", cues.join(", ")) };
        Entry { heading: title(&it.group), says: format!("{} ({}): {}{cues}", it.label, it.id, it.gloss), ..Entry::default() }
    };
    let mut all: Vec<&armistice::Measure> = measures.all().iter().collect();
    let place = |group: &str| measures.groups.iter().position(|it| it.id == group);
    all.sort_by_key(|it| place(&it.group));
    [export::lines("The sixteen acts", "", acts), Section { title: "Measures", empty: "", entries: all.into_iter().map(entry).collect() }]
}

fn rows(measures: &Measures) -> Rows {
    let acts = ActKind::ALL.iter().map(|it| ["act", it.as_str(), "", it.as_str(), it.gloss()].map(ToOwned::to_owned).to_vec());
    let all =
        measures.all().iter().map(|it| ["measure", it.id.0.as_str(), &it.group, &it.label, &it.gloss].map(ToOwned::to_owned).to_vec());
    Rows { name: "Acts and measures", header: vec!["what", "id", "group", "label", "means"], rows: acts.chain(all).collect() }
}

#[cfg(test)]
mod tests {
    use armistice::ActKind;

    #[test]
    fn each_act_has_examples() {
        for kind in ActKind::ALL {
            let (says, examples) = super::guided(*kind);
            assert!(says.len() > 20 && examples.len() >= 2, "{kind}: {says} {examples:?}");
            assert!(examples.iter().all(|it| !it.contains("**")), "{examples:?}");
        }
    }
}
