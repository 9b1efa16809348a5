//! Documents: what is in the dossier, found as one types, with counts; and the place to drop files in.

use crate::ask::{Ask, Form, Reply, Trouble};
use crate::change::Seen;
use crate::desk::Desk;
use crate::export::{self, FORMS, Leaving};
use crate::layout::{self, Page};
use crate::pages::item::named;
use crate::shown::{self, counted, grouped};
use armistice::dossier::{Document, DocumentKind, Dossier, Mark};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// So many on a page.
const MOST: usize = 100;

pub(crate) fn page(desk: &Desk, ask: &Ask) -> Result<Reply, Trouble> {
    desk.read(|dossier| {
        let all = desk.documents(dossier)?;
        let found = found(ask, dossier, &all)?;
        let skip: usize = ask.query.read("skip").unwrap_or(0).min(found.len());
        let shown: Vec<&Document> = found.iter().skip(skip).take(MOST).copied().collect();
        match ask.form {
            Form::Json => return Ok(Reply::json_list(found.iter().map(|it| report::json::dossier::document(it)))),
            Form::Page => {}
            // A file can leave the dossier, so marks are obeyed.
            _ => {
                let leaving = Leaving::of(desk, ask, dossier)?;
                let may = leaving.documents(found.iter().copied().filter(|it| leaving.may(it.key)).take(export::MOST));
                let sections = [export::documents("Documents", &may)];
                return export::file(ask, "documents", "Documents", &sections, Some(vec![export::document_rows(&may)]));
            }
        }
        let list = list(ask, &shown, found.len(), skip);
        if ask.query.get("part") == Some("list") {
            return Ok(Reply::page(list));
        }
        let body = html! {
            div.two {
                aside.filters { (filters(ask, &all, &dossier.sources(None)?)) }
                section {
                    h1 { "Documents" }
                    (drop_here())
                    (list)
                    (note(&Seen::of(dossier)?))
                    (layout::forms("/documents", &ask.query.with("skip", None), &FORMS))
                }
            }
        };
        Ok(layout::page(desk, ask, Page { title: "Documents", at: "/documents", class: "list", body }))
    })
}

/// The documents that are asked for, the newest first.
fn found<'a>(ask: &Ask, dossier: &Dossier, all: &'a [Document]) -> Result<Vec<&'a Document>, Trouble> {
    let mut found: Vec<&Document> = match ask.query.get("q") {
        Some(words) => {
            // Whoever is still typing has not finished the last word.
            let open = ask.query.get("part").is_some() && words.ends_with(char::is_alphanumeric);
            let keys = dossier.search_document_keys(&if open { format!("{words}*") } else { words.to_owned() }, all.len())?;
            // The list is in the order of the numbers.
            keys.into_iter().filter_map(|key| all.binary_search_by_key(&key, |it| it.key).ok().map(|at| &all[at])).collect()
        }
        None => all.iter().collect(),
    };
    let (source, kind, state) = (ask.query.get("source"), ask.query.get("kind"), ask.query.get("state"));
    found.retain(|it| {
        source.is_none_or(|name| it.sources.iter().any(|it| it.outlet.as_deref() == Some(name)))
            && kind.is_none_or(|kind| kind_of(it) == kind)
            && state.is_none_or(|state| state_of(it) == state)
    });
    if ask.query.get("sort") == Some("added") {
        found.sort_by_key(|it| std::cmp::Reverse(it.key));
    } else {
        let day = |it: &Document| it.published.as_ref().and_then(armistice::Date::first_day);
        found.sort_by_key(|it| (std::cmp::Reverse(day(it)), std::cmp::Reverse(it.key)));
    }
    Ok(found)
}

fn kind_of(document: &Document) -> &'static str {
    match (document.kind, document.copy_of) {
        (DocumentKind::Note, _) => "note",
        (_, Some(_)) => "copy",
        _ => "report",
    }
}

fn state_of(document: &Document) -> &'static str {
    if document.n_acts == 0 { "no acts" } else { "with acts" }
}

fn drop_here() -> Markup {
    html! {
        form.drop id="drop" action="/documents" {
            p { label.button for="files" { "Choose files" } " or drop them anywhere on this page." input id="files" type="file" multiple; }
            p.quiet { "Text, Markdown, HTML, PDF, Word, mail, feeds, JSON Lines, and archives of them; 100 MB each at most." }
            ul id="uploads" aria-live="polite" {}
        }
    }
}

fn note(seen: &Seen) -> Markup {
    html! {
        details.more id="note" {
            summary { "Write a note of your own" }
            form.panel method="post" action="/note" data-keep="note" {
                (seen.fields())
                label { "Title" input name="title" autocomplete="off"; }
                label { "Day that it is of" input name="date" type="date"; }
                label.wide { "Words" textarea name="words" rows="5" required placeholder="What was said on the call, and by whom." {} }
                p { button.primary type="submit" { "Keep it" } span.quiet { " It is read like any text, marked as your note everywhere, and restricted." } }
            }
        }
    }
}

fn filters(ask: &Ask, all: &[Document], sources: &[(String, Mark, usize)]) -> Markup {
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    let mut states: BTreeMap<&str, usize> = BTreeMap::new();
    for document in all {
        *kinds.entry(kind_of(document)).or_default() += 1;
        *states.entry(state_of(document)).or_default() += 1;
    }
    let mut by_count: Vec<(&str, usize)> = sources.iter().map(|(name, _, count)| (name.as_str(), *count)).collect();
    by_count.sort_by_key(|(name, count)| (std::cmp::Reverse(*count), *name));
    let groups = [
        ("kind", "What", kinds.into_iter().collect::<Vec<_>>()),
        ("state", "Read", states.into_iter().collect()),
        ("source", "Source", by_count.into_iter().take(30).collect()),
    ];
    html! {
        form.search action="/documents" data-live="#list" {
            input type="search" name="q" value=[ask.query.get("q")] aria-label="Search titles and texts" placeholder="Words of a title or text" autocomplete="off" spellcheck="false";
            @for name in ["kind", "state", "source", "sort"] { @if let Some(value) = ask.query.get(name) { input type="hidden" name=(name) value=(value); } }
        }
        p.quiet.more { a href="/sources" { "All sources and their marks" } }
        @for (name, title, values) in groups.into_iter().filter(|it| !it.2.is_empty()) {
            h2 { (title) }
            ul.facets {
                @for (value, count) in values {
                    @let on = ask.query.get(name) == Some(value);
                    li { a href={ "/documents" (ask.query.with(name, (!on).then_some(value))) } aria-current=[on.then_some("true")] dir="auto" { (report::safe_line(value)) span.n { (grouped(count)) } } }
                }
            }
        }
        h2 { "Order" }
        ul.facets {
            @for (value, title) in [(None, "Newest first"), (Some("added"), "Last added first")] {
                li { a href={ "/documents" (ask.query.with("sort", value)) } aria-current=[(ask.query.get("sort") == value).then_some("true")] { (title) } }
            }
        }
    }
}

fn list(ask: &Ask, shown: &[&Document], total: usize, skip: usize) -> Markup {
    html! {
        div id="list" {
            p.count role="status" { (counted(total, "document", "documents")) @if let Some(words) = ask.query.get("q") { " with “" (report::safe_line(words)) "”" } }
            @if shown.is_empty() { (layout::empty("No document is like that.", html! { p { a href="/documents" { "All documents" } } })) }
            @else {
                table.documents {
                    thead { tr { th scope="col" { "Day" } th scope="col" { "Document" } th scope="col" { "Source" } th.right scope="col" { "Acts" } } }
                    tbody {
                        @for document in shown {
                            tr {
                                td.day { (shown::published(document)) }
                                td {
                                    (named(document))
                                    @if document.kind == DocumentKind::Note { " " span.chip { "note" } }
                                    @if let Some((of, likeness)) = document.copy_of { " " span.chip { "copy of " a href={ "/" (of) } { (of) } (format!(", {:.0} %", likeness * 100.0)) } }
                                    @if let Some(mark) = shown::mark(&document.mark) { " " span.chip { (mark) } }
                                }
                                td.quiet dir="auto" { (shown::outlets(document)) @if document.sources.len() > 1 { " (" (document.sources.len()) ")" } }
                                td.right { (document.n_acts) }
                            }
                        }
                    }
                }
                @if total > MOST {
                    nav.pager aria-label="Further documents" {
                        @if skip > 0 { a href={ "/documents" (ask.query.with("skip", Some(&skip.saturating_sub(MOST).to_string()))) } rel="prev" { "← Newer" } }
                        span { (grouped(skip + 1)) " to " (grouped(skip + shown.len())) " of " (grouped(total)) }
                        @if skip + MOST < total { a href={ "/documents" (ask.query.with("skip", Some(&(skip + MOST).to_string()))) } rel="next" { "Older →" } }
                    }
                }
            }
        }
    }
}
