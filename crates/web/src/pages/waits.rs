//! What waits for what, and who is tied to whom: a picture that can be moved and searched, and beside it the same as a list.

use crate::ask::{Ask, Form, Reply, Trouble};
use crate::desk::Desk;
use crate::export::{FORMS, other_form};
use crate::layout::{self, Page};
use crate::pages::table::{sections, tables, view};
use maud::{Markup, PreEscaped, html};

pub(crate) fn waits(desk: &Desk, ask: &Ask) -> Result<Reply, Trouble> {
    let view = view(ask)?;
    desk.read(|dossier| {
        let (tables, _) = match tables(desk, ask, dossier, "/waits")? {
            Ok(it) => it,
            Err(reply) => return Ok(reply),
        };
        let sheet = tables.sheet(view);
        let shown = tables.shown(&sheet);
        if ask.form != Form::Page {
            let all = report::sheet::waits(&shown);
            let (json, rows) = (report::sheet::waits_json(&shown), vec![report::sheet::waits_rows(&shown)]);
            return other_form(ask, "waits", "What waits for what", &all, json, Some(rows)).ok_or_else(Trouble::none);
        }
        let standing = sheet.waits.iter().filter(|it| it.stands()).count();
        let deadlocks = sheet.cycles.iter().filter(|it| !it.is_swap).count();
        // The network has a page of its own.
        let (list, left) = report::sheet::waits_first(&shown, MOST);
        let body = html! {
            header.head {
                h1 { "What waits for what" }
                p.lead { "An arrow leads from a move to what it waits for. " (crate::shown::counted(standing, "wait stands", "waits stand")) ", " (crate::shown::counted(deadlocks, "deadlock", "deadlocks")) "; deadlocks are thick, what only another tells is dashed." }
            }
            @if standing == 0 { (layout::empty("Nothing waits for anything, as far as these reports say.", html! {})) } @else if standing > DRAWN {
                @let (svg, n_drawn) = report::sheet::waits_svg_first(&shown, DRAWN);
                p.note { "These are too many for one picture. It has " (crate::shown::counted(n_drawn, "wait", "waits")) @if deadlocks > 0 { ", those of the smallest deadlocks" } "; the files have them all." }
                (picture("Some of the waits as a picture", svg))
            }
            @else { (picture("Waits as a picture", report::sheet::waits_svg(&shown))) }
            (more(left))
            div.columns { (sections(&tables, &list, true)) }
            (layout::forms("/waits", &ask.query.with("", None), &FORMS))
        };
        Ok(layout::page(desk, ask, Page { title: "What waits for what", at: "/waits", class: "wide", body }))
    })
}

pub(crate) fn network(desk: &Desk, ask: &Ask) -> Result<Reply, Trouble> {
    let view = view(ask)?;
    desk.read(|dossier| {
        let (tables, _) = match tables(desk, ask, dossier, "/network")? {
            Ok(it) => it,
            Err(reply) => return Ok(reply),
        };
        let sheet = tables.sheet(view);
        let shown = tables.shown(&sheet);
        if ask.form != Form::Page {
            let all = report::sheet::network(&shown);
            return other_form(ask, "network", "Network", &all, report::sheet::table_json(&shown, &report::plover::events(&shown, view, false)), None).ok_or_else(Trouble::none);
        }
        if let Some(kind) = ask.query.get("file") {
            return match kind {
                "graphml" => Ok(Reply::new("application/xml", report::sheet::graphml(&shown)).download("network.graphml")),
                "gexf" => Ok(Reply::new("application/xml", report::sheet::gexf(&shown)).download("network.gexf")),
                _ => Err(Trouble::none()),
            };
        }
        let body = html! {
            header.head { h1 { "Network" } p.lead { "Who asks, backs, threatens, meets and hosts whom. The thicker a line, the more events are behind it." } }
            @if sheet.ties.is_empty() { (layout::empty("No act ties two actors so far.", html! {})) } @else { (picture("The network as a picture", report::sheet::network_svg(&shown))) }
            @let (list, left) = report::sheet::network_first(&shown, MOST);
            (more(left))
            div.columns { (sections(&tables, &list, false)) }
            (layout::forms("/network", &ask.query.with("", None), &FORMS))
            p.forms { "For Gephi and others: " a href="/network?file=graphml" { "GraphML" } ", " a href="/network?file=gexf" { "GEXF" } }
        };
        Ok(layout::page(desk, ask, Page { title: "Network", at: "/network", class: "wide", body }))
    })
}

/// So many waits are drawn at most: more are a knot that nobody can read, and that holds a browser up.
const DRAWN: usize = 60;
/// So many entries of each part stand on a page.
const MOST: usize = 100;

fn more(left: usize) -> Markup {
    html! { @if left > 0 { p.note { "Of each part the first " (MOST) " are here; " (crate::shown::grouped(left)) " more are in the files below." } } }
}

/// A picture with its tools. `report` made it, and made the words in it safe.
pub(crate) fn picture(label: &str, svg: String) -> Markup {
    html! {
        div.pictured {
            div.tools role="toolbar" aria-label="Picture" {
                input type="search" data-find aria-label="Find in the picture" placeholder="Find a name" autocomplete="off";
                button type="button" data-zoom="0.8" aria-label="Larger" { "+" }
                button type="button" data-zoom="1.25" aria-label="Smaller" { "−" }
                button type="button" data-zoom="all" { "All of it" }
            }
            div.picture tabindex="0" role="img" aria-label={ (label) "; the list below says the same" } { (PreEscaped(svg)) }
        }
    }
}
