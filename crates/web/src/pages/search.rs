//! Search: acts by their words and by filters, and documents by their texts, as one types.

use crate::ask::{Ask, Form, Reply, Trouble};
use crate::desk::Desk;
use crate::export::{self, FORMS, Leaving};
use crate::layout::{self, Page};
use crate::pages::item::named;
use crate::shown::{self, Sought};
use armistice::dossier::{Act, Asked, Document, Dossier, Search};
use armistice::{ActKind, MeasureId};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// So many acts on a page.
const MOST: usize = 50;
/// So many texts beside them.
const TEXTS: usize = 5;

pub(crate) fn page(desk: &Desk, ask: &Ask) -> Result<Reply, Trouble> {
    desk.read(|dossier| {
        let search = wanted(ask)?;
        if !matches!(ask.form, Form::Page | Form::Json) {
            let leaving = Leaving::of(desk, ask, dossier)?;
            let found = dossier.search(&Search { most: export::MOST, ..search })?;
            let acts = leaving.acts(dossier, found)?;
            let sections = [export::acts("Acts", &acts, dossier.process().measures())];
            return export::file(ask, "search", "Acts that were searched for", &sections, Some(vec![export::act_rows(&acts)]));
        }
        let acts = dossier.search(&search)?;
        if ask.form == Form::Json {
            return Ok(Reply::json_list(acts.iter().map(report::json::dossier::act)));
        }
        let texts = if search.words.is_empty() { Vec::new() } else { dossier.search_documents(&Search { skip: 0, most: TEXTS, ..search.clone() })? };
        let sought = Sought::of(&search.words);
        let around = |document: &Document| dossier.text(document.key).ok().and_then(|text| sought.around(&text));
        let measures = dossier.process().measures();
        let found = html! {
            div id="found" {
                @if !texts.is_empty() {
                    section.texts {
                        h2 { "In texts" }
                        ul.plain { @for document in &texts { li { (named(document)) " " span.quiet { (shown::published(document)) " · " (shown::outlets(document)) } @if let Some(words) = around(document) { p.snippet dir="auto" { (words) } } } } }
                        @if texts.len() == TEXTS { p { a href={ "/documents?q=" (crate::ask::encoded(&search.words)) } { "All documents with these words" } } }
                    }
                }
                section {
                    h2 { @if acts.len() == MOST { "The newest " (MOST) " acts" } @else { (shown::counted(acts.len(), "act", "acts")) } }
                    (counts(ask, &acts))
                    @if acts.is_empty() { (layout::empty("No act has these words.", html! { p.quiet { "All words must be there; cease* finds what begins so, \"two words\" in this order, -word none of it." } })) }
                    @for act in &acts { (shown::act_found(act, measures, &sought)) }
                    @if acts.len() == MOST { p { a href={ "/search" (ask.query.with("skip", Some(&(search.skip + MOST).to_string()))) } rel="next" { "Further acts →" } } }
                }
            }
        };
        if ask.query.get("part") == Some("found") {
            return Ok(Reply::page(found));
        }
        let body = html! {
            div.two {
                aside.filters { (filters(ask, dossier)?) }
                section { h1 { "Search" } (found) (layout::forms("/search", &ask.query.with("skip", None), &FORMS)) }
            }
        };
        Ok(layout::page(desk, ask, Page { title: "Search", at: "/search", class: "list", body }))
    })
}

fn wanted(ask: &Ask) -> Result<Search, Trouble> {
    let words = ask.query.get("q").unwrap_or_default();
    // Whoever is still typing has not finished the last word.
    let open = ask.query.get("part").is_some() && words.ends_with(char::is_alphanumeric) && words.chars().count() > 1;
    let kind = ask.query.get("act").map(|word| {
        ActKind::from_word(word).ok_or_else(|| {
            Trouble::new(
                400,
                format!("there is no act \"{word}\""),
                format!("it is one of {}", ActKind::ALL.iter().map(|it| it.as_str()).collect::<Vec<_>>().join(", ")),
            )
        })
    });
    Ok(Search {
        words: if open { format!("{words}*") } else { words.to_owned() },
        actor: ask.query.get("actor").map(str::to_owned),
        kind: kind.transpose()?,
        measure: ask.query.get("measure").map(|it| MeasureId(it.to_owned())),
        from: ask.query.day("from")?,
        to: ask.query.day("to")?,
        source: ask.query.get("source").map(str::to_owned),
        document: ask.query.get("document").map(str::to_owned),
        confirmed: match ask.query.get("checked") {
            Some("yes") => Some(true),
            Some("no") => Some(false),
            _ => None,
        },
        asked: Asked { as_of: ask.query.last_day("as-of")?, on: None },
        skip: ask.query.read("skip").unwrap_or(0),
        most: MOST,
    })
}

/// How many of what was found are which act.
fn counts(ask: &Ask, acts: &[Act]) -> Markup {
    let mut kinds: BTreeMap<ActKind, usize> = BTreeMap::new();
    for act in acts {
        *kinds.entry(act.kind).or_default() += 1;
    }
    html! {
        @if kinds.len() > 1 {
            p.chips { @for (kind, count) in &kinds { a.chip href={ "/search" (ask.query.with("act", Some(kind.as_str()))) } { (kind) " " (count) } " " } }
        }
    }
}

fn filters(ask: &Ask, dossier: &Dossier) -> Result<Markup, Trouble> {
    let now = |name| ask.query.get(name).unwrap_or_default();
    let sources = dossier.sources(None)?;
    let measures = dossier.process().measures();
    Ok(html! {
        form.search action="/search" data-live="#found" {
            label { "Words" input type="search" name="q" value=(now("q")) autocomplete="off" spellcheck="false"; }
            label { "Actor" input name="actor" value=(now("actor")) autocomplete="off" placeholder="a name or p7"; }
            label { "Act" select name="act" { option value="" { "any" } @for kind in ActKind::ALL { option value=(kind) selected[now("act") == kind.as_str()] { (kind) } } } }
            label { "About" input name="measure" value=(now("measure")) list="measures" autocomplete="off"; }
            label { "From" input type="date" name="from" value=(now("from")); }
            label { "To" input type="date" name="to" value=(now("to")); }
            label { "Source" select name="source" { option value="" { "any" } @for (name, _, count) in sources.iter().take(200) { option value=(name) selected[now("source") == name] { (report::safe_line(name)) " (" (count) ")" } } } }
            label { "Checked" select name="checked" { @for (value, name) in [("", "any"), ("yes", "by a person"), ("no", "by nobody yet")] { option value=(value) selected[now("checked") == value] { (name) } } } }
            p { button.primary type="submit" { "Search" } " " a href="/search" { "Clear" } }
        }
        datalist id="measures" { @for measure in measures.all() { option value=(measure.id) { (measure.label) } } }
    })
}
