//! History: everything that was done, the newest first, of the dossier or of one item.

use crate::ask::{Ask, Form, Reply, Trouble};
use crate::change::Seen;
use crate::desk::Desk;
use crate::export::{self, FORMS, Leaving};
use crate::layout::{self, Page};
use crate::pages::item;
use crate::shown;
use maud::html;
use serde_json::json;

/// So many entries on a page.
const MOST: usize = 200;

pub(crate) fn page(desk: &Desk, ask: &Ask) -> Result<Reply, Trouble> {
    let item = ask.query.get("item");
    let most: usize = ask.query.read("most").unwrap_or(MOST).min(100_000);
    desk.read(|dossier| {
        let entries = dossier.log(item, most)?;
        if !matches!(ask.form, Form::Page | Form::Json) {
            let may = Leaving::of(desk, ask, dossier)?.entries(dossier, entries)?;
            return export::file(ask, "history", "History", &[export::history(&may)], Some(vec![export::history_rows(&may)]));
        }
        if ask.form == Form::Json {
            let lines = entries.iter().map(|it| {
                json!({
                    "entry": it.key.0, "at": it.at.to_string(), "by": it.by, "command": it.command, "item": it.item, "says": it.says, "why": it.why,
                    "undoes": it.undoes.map(|it| it.0), "undone_by": it.undone_by.map(|it| it.0),
                })
                .to_string()
            });
            return Ok(Reply::json_list(lines));
        }
        let seen = Seen::of(dossier)?;
        let query = ask.query.with("", None);
        let body = html! {
            h1 { "History" @if let Some(item) = item { " of " (report::safe_line(item)) } }
            p.lead { "Nothing is ever overwritten: each word of a person stands beside the reading, and can be taken back." }
            @if entries.is_empty() { (layout::empty("Nothing was done to it.", html! {})) }
            (item::history(&entries, &seen, &format!("/log{query}")))
            @if entries.len() == most { p { a href={ "/log" (ask.query.with("most", Some(&(most * 5).to_string()))) } { "More than the newest " (shown::grouped(most)) } } }
            (layout::forms("/log", &query, &FORMS))
        };
        Ok(layout::page(desk, ask, Page { title: "History", at: "/log", class: "list", body }))
    })
}
