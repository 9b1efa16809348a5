//! What every page has around it: head, names of all pages, search, what went wrong.

use crate::ask::{Ask, Reply, Trouble};
use crate::assets;
use crate::desk::Desk;
use maud::{DOCTYPE, Markup, html};

/// A page, to be laid out.
pub(crate) struct Page<'a> {
    /// Its title.
    pub(crate) title: &'a str,
    /// The path of the page that it is, or belongs to.
    pub(crate) at: &'a str,
    /// A class of its body.
    pub(crate) class: &'a str,
    /// What it shows.
    pub(crate) body: Markup,
}

/// The pages by name, in the order of a working day.
const PAGES: [(&str, &str); 11] = [
    ("/", "Overview"),
    ("/documents", "Documents"),
    ("/table", "Table"),
    ("/timeline", "Timeline"),
    ("/waits", "Waits"),
    ("/network", "Network"),
    ("/outlook", "Outlook"),
    ("/compare", "Compare"),
    ("/actors", "Actors"),
    ("/log", "History"),
    ("/help", "Help"),
];

pub(crate) fn page(desk: &Desk, ask: &Ask, page: Page<'_>) -> Reply {
    let name = desk.name();
    let theme = ask.cookie("armistice-theme").filter(|it| matches!(*it, "light" | "dark"));
    Reply::page(html! {
        (DOCTYPE)
        html lang="en" data-theme=[theme] {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (page.title) " · " (name) }
                link rel="icon" href=(assets::link("icon.svg")) type="image/svg+xml";
                link rel="stylesheet" href=(assets::link("style.css"));
                script src=(assets::link("app.js")) defer {}
            }
            body class=(page.class) data-dossier=(desk.id()) {
                a.skip href="#main" { "To the page" }
                header.top {
                    a.brand href="/" title="Overview" { span.sign aria-hidden="true" { "❝" } span { (name) } }
                    nav aria-label="Pages" {
                        @for (path, title) in &PAGES {
                            a href=(path) aria-current=[(*path == page.at).then_some("page")] { (title) }
                        }
                    }
                    form.find action="/search" role="search" {
                        input type="search" name="q" aria-label="Search acts and texts" placeholder="Search  /" autocomplete="off" spellcheck="false" value=[(page.at == "/search").then(|| ask.query.get("q").unwrap_or_default())];
                    }
                    button.icon id="theme" type="button" aria-label="Light or dark" title="Light or dark" { "◐" }
                }
                main id="main" tabindex="-1" { (page.body) }
                div id="notice" role="status" aria-live="polite" {}
            }
        }
    })
}

/// A page that says what went wrong.
pub(crate) fn trouble(desk: &Desk, ask: &Ask, trouble: &Trouble) -> Reply {
    let body = html! {
        section.blank {
            p.big aria-hidden="true" { "∅" }
            h1 { (sentence(&trouble.what)) }
            p { (sentence(&trouble.hint)) }
            p { a href="/" { "Overview" } " · " a href="/documents" { "Documents" } " · " a href="/help" { "Help" } }
        }
    };
    let mut reply = page(desk, ask, Page { title: "Not found", at: "", class: "narrow", body });
    reply.status = trouble.status;
    reply
}

/// A page that comes by itself when what it shows has been worked out.
pub(crate) fn being_made(desk: &Desk, ask: &Ask, at: &str, title: &str) -> Reply {
    let body = html! {
        section.blank aria-busy="true" {
            p.big aria-hidden="true" { "…" }
            h1 { (title) }
            p { "The dossier is large, so this takes a while once; other pages are there meanwhile. This one comes by itself." }
            @if let Some(progress) = desk.progress() { p.quiet role="status" { (sentence(&progress)) } }
        }
    };
    page(desk, ask, Page { title, at, class: "narrow", body }).with("refresh", "2")
}

/// As a sentence: a capital, a full stop. Words of a user in it are made safe.
pub(crate) fn sentence(says: &str) -> String {
    let safe = report::safe_line(says);
    let mut letters = safe.chars();
    let first: String = letters.next().map(|it| it.to_uppercase().collect()).unwrap_or_default();
    let end = if safe.ends_with(['.', '?', '!']) { "" } else { "." };
    format!("{first}{}{end}", letters.as_str())
}

/// An empty state: what there would be, and how to come by it.
pub(crate) fn empty(says: &str, more: Markup) -> Markup {
    html! { div.empty { p.big aria-hidden="true" { "∅" } p { (says) } (more) } }
}

/// The same page in other forms.
pub(crate) fn forms(path: &str, query: &str, forms: &[(&str, &str)]) -> Markup {
    html! {
        p.forms {
            "Also as "
            @for (n, (ending, name)) in forms.iter().enumerate() {
                @if n > 0 { ", " }
                a href={ (path) (ending) (query) } { (name) }
            }
        }
    }
}

/// Whether a person has confirmed what a sentence goes by; nothing where it goes by no act.
pub(crate) fn mark(confirmed: Option<bool>) -> Markup {
    let says = confirmed.map(|it| if it { "● confirmed" } else { "○ unconfirmed" });
    html! { @if let Some(says) = says { " " span.tail.mark { (says) } } }
}
