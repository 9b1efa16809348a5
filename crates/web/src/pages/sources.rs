//! Sources: who published what came in, how far each is to be believed and who may see what is of it; and the form of a mark, of a source or
//! a document, that says what `armistice marks` says.

use crate::ask::{Ask, Form, Reply, Trouble, encoded};
use crate::change::Seen;
use crate::desk::Desk;
use crate::export::{self, FORMS, Leaving};
use crate::layout::{self, Page};
use crate::pages::item::{history, named};
use crate::shown::{self, counted};
use armistice::dossier::{Document, Dossier, Entry, Handling, Mark};
use maud::{Markup, html};
use report::safe_line;
use report::sheet::Rows;
use serde_json::{Value, json};

/// So many of its documents stand on the page of a source.
const MOST: usize = 100;

pub(crate) fn page(desk: &Desk, ask: &Ask) -> Result<Reply, Trouble> {
    desk.read(|dossier| match ask.query.get("name") {
        Some(name) => one(desk, ask, dossier, name),
        None => all(desk, ask, dossier),
    })
}

/// Where a source leads.
pub(crate) fn link(name: &str) -> String {
    format!("/sources?name={}", encoded(name))
}

/// What was done to the marks of a source; the log knows it by its name.
pub(crate) fn log(dossier: &Dossier, name: &str) -> Result<Vec<Entry>, Trouble> {
    let begins = format!("{name}: ");
    let of = |it: &Entry| matches!(it.command.as_str(), "marks" | "import") && it.item.is_empty() && it.says.starts_with(&begins);
    Ok(dossier.log(None, usize::MAX >> 1)?.into_iter().filter(of).collect())
}

fn value(name: &str, mark: &Mark, n_documents: usize) -> Value {
    json!({
        "name": name, "documents": n_documents, "handling": mark.handling.as_ref().map(ToString::to_string),
        "reliability": mark.reliability.map(|it| it.to_string()), "credibility": mark.credibility,
    })
}

/// What may leave the dossier of it: not the name of a source that is marked otherwise.
fn open(desk: &Desk, ask: &Ask, mark: &Mark) -> bool {
    ask.query.get("with-restricted") == Some("yes") || mark.handling.clone().unwrap_or_default().open_on(desk.today())
}

fn all(desk: &Desk, ask: &Ask, dossier: &Dossier) -> Result<Reply, Trouble> {
    let mut sources = dossier.sources(None)?;
    match ask.form {
        Form::Page => {}
        Form::Json => return Ok(Reply::json(&sources.iter().map(|(name, mark, n)| value(name, mark, *n)).collect())),
        _ => {
            // One of which nothing may leave is not named either.
            let (leaving, all) = (Leaving::of(desk, ask, dossier)?, desk.documents(dossier)?);
            let may_leave = |name: &str| {
                let of = |it: &&Document| it.sources.iter().any(|it| it.outlet.as_deref() == Some(name));
                all.iter().filter(of).filter(|it| leaving.may(it.key)).count()
            };
            if !leaving.all() {
                sources.iter_mut().for_each(|(name, _, n)| *n = may_leave(name));
                sources.retain(|it| it.2 > 0);
            }
            sources.retain(|it| open(desk, ask, &it.1));
            let says = |(name, mark, n): &(String, Mark, usize)| {
                let mark = shown::mark(mark).map_or_else(String::new, |it| format!(", {it}"));
                format!("{}: {}{mark}", safe_line(name), counted(*n, "document", "documents"))
            };
            let row = |(name, mark, n): &(String, Mark, usize)| {
                let handling = mark.handling.as_ref().map_or_else(String::new, ToString::to_string);
                vec![
                    name.clone(),
                    n.to_string(),
                    handling,
                    mark.reliability.map_or_else(String::new, |it| it.to_string()),
                    mark.credibility.map_or_else(String::new, |it| it.to_string()),
                ]
            };
            let header = vec!["name", "documents", "handling", "reliability", "credibility"];
            let rows = Rows { name: "Sources", header, rows: sources.iter().map(row).collect() };
            let sections = [export::lines("Sources", "No document names its source.", sources.iter().map(says))];
            return export::file(ask, "sources", "Sources", &sections, Some(vec![rows]));
        }
    }
    sources.sort_by(|a, b| b.2.cmp(&a.2).then_with(|| a.0.cmp(&b.0)));
    let body = html! {
        p.crumb { a href="/documents" { "Documents" } " / Sources" }
        h1 { "Sources" }
        p.lead { "Who published what came in. A mark on a source holds for every document of it; every export obeys." }
        @if sources.is_empty() { (layout::empty("No document names its source.", html! {})) } @else {
            table.documents.sources {
                thead { tr { th scope="col" { "Source" } th scope="col" { "Who may see it" } th scope="col" { "Believed" } th.right scope="col" { "Documents" } } }
                tbody {
                    @for (name, mark, n) in &sources {
                        tr {
                            th scope="row" dir="auto" { a href=(link(name)) { (safe_line(name)) } }
                            td.quiet { (mark.handling.as_ref().unwrap_or(&Handling::Public)) }
                            td.quiet { @if let Some(code) = mark.code() { abbr title=(believed(mark)) { (code) } } @else { "not judged" } }
                            td.right { (shown::grouped(*n)) }
                        }
                    }
                }
            }
        }
        (layout::forms("/sources", "", &FORMS))
    };
    Ok(layout::page(desk, ask, Page { title: "Sources", at: "/documents", class: "list", body }))
}

fn one(desk: &Desk, ask: &Ask, dossier: &Dossier, name: &str) -> Result<Reply, Trouble> {
    let Some((name, mark, n)) = dossier.sources(None)?.into_iter().find(|it| it.0 == name) else {
        return Err(Trouble::new(404, format!("there is no source \"{name}\""), "the list of sources has all of them"));
    };
    if ask.form == Form::Json {
        return Ok(Reply::json(&value(&name, &mark, n)));
    }
    let everything = desk.documents(dossier)?;
    let mut documents: Vec<&Document> =
        everything.iter().filter(|it| it.sources.iter().any(|it| it.outlet.as_deref() == Some(name.as_str()))).collect();
    let day = |it: &Document| it.published.as_ref().and_then(armistice::Date::first_day);
    documents.sort_by_key(|it| (std::cmp::Reverse(day(it)), std::cmp::Reverse(it.key)));
    let log = log(dossier, &name)?;
    if ask.form != Form::Page {
        if !open(desk, ask, &mark) {
            return Err(Trouble::new(403, format!("what is of {name} may not leave the dossier"), "mark it public first, if it is"));
        }
        let leaving = Leaving::of(desk, ask, dossier)?;
        let documents = leaving.documents(documents);
        let log = leaving.entries(dossier, log)?;
        let about = [shown::mark(&mark).unwrap_or_else(|| "public, not judged".to_owned()), believed(&mark)];
        let sections = [
            export::lines("Its mark", "", about),
            export::documents("Documents of it, the newest first", &documents),
            export::history(&log),
        ];
        let rows = vec![export::document_rows(&documents), export::history_rows(&log)];
        return export::file(ask, "source", &safe_line(&name), &sections, Some(rows));
    }
    let place = link(&name);
    let seen = Seen::of(dossier)?;
    let query = encoded(&name);
    let body = html! {
        p.crumb { a href="/documents" { "Documents" } " / " a href="/sources" { "Sources" } }
        h1 dir="auto" { (safe_line(&name)) }
        p.meta {
            a href={ "/documents?source=" (query) } { (counted(n, "document", "documents")) } " · " a href={ "/search?source=" (query) } { "acts in them" }
            @if let Some(mark) = shown::mark(&mark) { " · " (mark) }
        }
        div.one {
            section {
                h2 { "Documents of it, the newest first" }
                ul.plain { @for it in documents.iter().take(MOST) { li { (named(it)) " " span.quiet { (shown::published(it)) " · " (counted(it.n_acts, "act", "acts")) } @if let Some(mark) = shown::mark(&it.mark) { " " span.chip { (mark) } } } } }
                @if documents.len() > MOST { p { a href={ "/documents?source=" (query) } { "All of them" } } }
            }
            aside {
                h2 { "Its mark" }
                p { (layout::sentence(&mark.handling.as_ref().unwrap_or(&Handling::Public).to_string())) " " (believed(&mark)) }
                (mark_form("source", &name, &mark, &seen, &place))
                h2 { "History" }
                @if log.is_empty() { p.quiet { "Nobody has marked it." } } @else { (history(&log, &seen, &place)) }
                (layout::forms("/sources", &format!("?name={query}"), &FORMS))
            }
        }
    };
    Ok(layout::page(desk, ask, Page { title: &name, at: "/documents", class: "item", body }))
}

/// How reliable a source is, by its letter.
const RELIABLE: [(char, &str); 6] = [
    ('A', "completely reliable"),
    ('B', "usually reliable"),
    ('C', "fairly reliable"),
    ('D', "not usually reliable"),
    ('E', "unreliable"),
    ('F', "cannot be judged"),
];

/// How credible what is said is, by its number.
const CREDIBLE: [(u8, &str); 6] =
    [(1, "confirmed by others"), (2, "probably true"), (3, "possibly true"), (4, "doubtful"), (5, "improbable"), (6, "cannot be judged")];

/// How far it is believed, in words.
pub(crate) fn believed(mark: &Mark) -> String {
    let reliable = mark.reliability.and_then(|it| RELIABLE.iter().find(|(letter, _)| *letter == it)).map(|(_, says)| *says);
    let credible = mark.credibility.and_then(|it| CREDIBLE.iter().find(|(number, _)| *number == it)).map(|(_, says)| *says);
    match (reliable, credible) {
        (None, None) => "Nobody has judged how far it is to be believed.".to_owned(),
        (Some(it), None) => format!("The source is held to be: {it}."),
        (None, Some(it)) => format!("What it says is held to be: {it}."),
        (Some(one), Some(other)) => format!("The source is held to be: {one}; what it says: {other}."),
    }
}

/// The form in which a mark is given. What is left as it is stays so.
pub(crate) fn mark_form(field: &str, target: &str, now: &Mark, seen: &Seen, back: &str) -> Markup {
    let until = match &now.handling {
        Some(Handling::Embargoed(day)) => Some(day),
        _ => None,
    };
    html! {
        form.panel.marks method="post" action="/mark" {
            input type="hidden" name=(field) value=(target);
            (seen.fields())
            input type="hidden" name="back" value=(back);
            label { "Who may see it" select name="handling" {
                option value="" { "as it is" }
                option value="public" { "public: anybody" }
                option value="restricted" { "restricted: it stays here" }
                option value="embargoed" selected[until.is_some()] { "embargoed: it stays here until" }
            } }
            label { "Embargoed until" input type="date" name="until" value=[until]; }
            label { "Source" select name="reliability" {
                option value="" { "as it is" }
                @for (letter, says) in RELIABLE { option value=(letter) selected[now.reliability == Some(letter)] { (letter) ": " (says) } }
            } }
            label { "What it says" select name="credibility" {
                option value="" { "as it is" }
                @for (number, says) in CREDIBLE { option value=(number) selected[now.credibility == Some(number)] { (number) ": " (says) } }
            } }
            label.wide { "Why" input name="why" autocomplete="off"; }
            p { button type="submit" { "Mark" } }
        }
    }
}
