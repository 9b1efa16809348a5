//! From a path to its page. Everything in here has passed `guard`.

use crate::ask::{Ask, Form, Reply, Trouble};
use crate::desk::Desk;
use crate::{assets, change, layout, pages, upload};
use hyper::Method;

/// The forms that a page has beside its own, by the ending of the path.
const FORMS: [(&str, Form); 5] =
    [(".json", Form::Json), (".csv", Form::Csv), (".md", Form::Markdown), (".docx", Form::Docx), (".xlsx", Form::Xlsx)];

/// A path without the ending that names a form, and that form.
pub(crate) fn form_of(path: &str) -> (String, Form) {
    if !path.starts_with("/assets/") {
        for (ending, form) in FORMS {
            if let Some(stem) = path.strip_suffix(ending) {
                return (if stem == "/index" { "/".to_owned() } else { stem.to_owned() }, form);
            }
        }
    }
    (path.to_owned(), Form::Page)
}

/// The answer to a request that may be answered.
pub(crate) fn answer(desk: &Desk, ask: &Ask) -> Reply {
    let answer = if ask.method == Method::POST { written(desk, ask) } else { read(desk, ask) };
    answer.unwrap_or_else(|trouble| {
        if ask.by_script || ask.form == Form::Json {
            let mut reply = Reply::json(&serde_json::json!({ "error": trouble.what, "hint": trouble.hint }));
            reply.status = trouble.status;
            return reply;
        }
        layout::trouble(desk, ask, &trouble)
    })
}

fn read(desk: &Desk, ask: &Ask) -> Result<Reply, Trouble> {
    if let Some(name) = ask.path.strip_prefix("/assets/") {
        return assets::file(name).ok_or_else(Trouble::none);
    }
    if ask.path == "/help" {
        return pages::help::page(desk, ask);
    }
    if !desk.is_there() {
        return match ask.path.as_str() {
            "/" => pages::start::page(desk, ask),
            _ => Err(Trouble::new(404, "there is no dossier yet", "the overview offers to make one")),
        };
    }
    // What the script of an open page asks for: of another dossier it would be shown as if it were of that one.
    if let Some(named) = ask.query.get("dossier") {
        desk.read(|dossier| change::meant(desk, dossier, Some(named)))?;
    }
    match ask.path.as_str() {
        "/" => pages::front::page(desk, ask),
        "/documents" => pages::documents::page(desk, ask),
        "/sources" => pages::sources::page(desk, ask),
        "/search" => pages::search::page(desk, ask),
        "/actors" => pages::actors::page(desk, ask),
        "/events" => pages::item::events(desk, ask),
        "/log" => pages::log::page(desk, ask),
        "/table" => pages::table::page(desk, ask),
        "/timeline" => pages::timeline::page(desk, ask),
        "/waits" => pages::waits::waits(desk, ask),
        "/network" => pages::waits::network(desk, ask),
        "/outlook" => pages::outlook::page(desk, ask),
        "/compare" => pages::compare::page(desk, ask),
        "/changes" => change::since(desk, ask),
        path => {
            let mut parts = path.trim_start_matches('/').split('/');
            match (parts.next(), parts.next(), parts.next()) {
                (Some(item), None, _) => pages::item::page(desk, ask, item),
                (Some(item), Some("change"), None) => pages::item::change_form(desk, ask, item),
                (Some(item), Some("text"), None) => pages::room::text(desk, item),
                (Some(item), Some("original"), None) => pages::room::original(desk, ask, item),
                _ => Err(Trouble::none()),
            }
        }
    }
}

fn written(desk: &Desk, ask: &Ask) -> Result<Reply, Trouble> {
    if ask.path == "/start" {
        return pages::start::make(desk, ask);
    }
    if !desk.is_there() {
        return Err(Trouble::new(404, "there is no dossier yet", "the overview offers to make one"));
    }
    match ask.path.as_str() {
        "/documents" => upload::take(desk, ask),
        path => change::take(desk, ask, path.trim_start_matches('/')),
    }
}
