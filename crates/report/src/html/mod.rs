//! One self-contained page: the brief, and the text with its acts marked and noted in the margin. A click on a line of the brief
//! jumps to its words. Needs no script, no network and nothing beside it: links are anchors, and the words that one leads to are
//! lit by the style sheet. Documents are hostile: each of their characters passes the template's escaping, and the policy in the
//! head lets nothing run or load even so.

mod marks;

use crate::Item;
use crate::brief::{ActAt, At, Brief, Line, Piece, Section, UNCONFIRMED, View, brief as sections_of, described, in_short, matrix};
use crate::shown::{block, line as shown, piece as joined};
use base64::Engine;
use marks::{Marks, Segment};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

const STYLE: &str = include_str!("page.css");

/// One page on these documents: a whole HTML document, UTF-8.
pub fn page(items: &[Item<'_>]) -> String {
    let brief = sections_of(items);
    let marks = Marks::of(&brief);
    let style = format!("{STYLE}{}", marks.rules());
    let hash = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(style.as_bytes()));
    let policy = format!("default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'");
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy);
                meta name="referrer" content="no-referrer";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title(items)) }
                // The style is ours: the file beside this one, and rules made of numbers.
                style { (PreEscaped(style)) }
            }
            body {
                header {
                    @for (n, item) in items.iter().enumerate() {
                        h1 dir="auto" { @if items.len() > 1 { "[" (n + 1) "] " } (name(item)) }
                        p.about { (shown(&described(&item.document.about))) }
                    }
                    p.notice { (UNCONFIRMED) " A click on a line leads to its words." }
                    nav {
                        @for section in &brief.sections { a href={ "#" (section.id) } { (section.title) } }
                        a href="#text" { "The text" }
                    }
                }
                main {
                    (sections(&brief, &marks))
                    div.texts id="text" { @for item in 0..items.len() { (text(&brief.view, &marks, item)) } }
                }
            }
        }
    };
    page.into_string()
}

fn title(items: &[Item<'_>]) -> String {
    match items {
        [item] => name(item),
        _ => format!("{} documents", items.len()),
    }
}

fn name(item: &Item<'_>) -> String {
    let about = &item.document.about;
    shown(about.title.as_deref().unwrap_or(&about.id.0))
}

fn sections(brief: &Brief<'_>, marks: &Marks) -> Markup {
    // The first line on an act is the one that its mark in the text leads back to.
    let mut seen = BTreeSet::new();
    html! {
        div.brief {
            @if brief.sections.is_empty() { p { "Nothing was read in it: no actor, no act, no doubt." } }
            @for section in &brief.sections { (self::section(&brief.view, marks, section, &mut seen)) }
        }
    }
}

fn section(view: &View<'_>, marks: &Marks, section: &Section, seen: &mut BTreeSet<ActAt>) -> Markup {
    html! {
        section id=(section.id) {
            h2 { (section.title) }
            @if let Some(rule) = section.rule { p.rule { (rule) } }
            @if section.id == "positions" { (at_a_glance(view, marks)) }
            @for group in &section.groups {
                @if let Some(heading) = &group.heading { h3 dir="auto" { (shown(heading)) } }
                ul { @for line in &group.lines { (self::line(view, marks, line, seen)) } }
            }
        }
    }
}

/// The positions as a table, above their lines: measures down, actors across, each stance with its acts.
fn at_a_glance(view: &View<'_>, marks: &Marks) -> Markup {
    let Some(matrix) = matrix(view) else { return html! {} };
    html! {
        div.wide { table {
            thead { tr {
                th scope="col" { "○ unconfirmed" }
                @for actor in &matrix.actors { th scope="col" dir="auto" { (shown(actor)) } }
            } }
            tbody {
                @for (measure, cells) in &matrix.rows {
                    tr {
                        th scope="row" { (shown(measure)) }
                        @for cell in cells { td {
                            @for (n, (stance, acts)) in cell.iter().enumerate() {
                                @if n > 0 { "; " }
                                (stance)
                                @for act in acts { " " a href={ "#" (marks.act(*act)) } { (shown(&view.act_name(*act))) } }
                            }
                        } }
                    }
                }
            }
        } }
    }
}

fn line(view: &View<'_>, marks: &Marks, line: &Line, seen: &mut BTreeSet<ActAt>) -> Markup {
    let id = line.act.filter(|at| seen.insert(*at)).map(|at| format!("line-{}", marks.act(at)));
    html! {
        li id=[id] {
            @if let Some(at) = line.act { b.act { (shown(&view.act_name(at))) } " " }
            @for piece in &line.pieces {
                @match piece {
                    Piece::Text(words) => (joined(words, shown)),
                    Piece::Strong(words) => strong { (shown(words)) },
                    Piece::Words(words) => { "“" bdi { (shown(words)) } "”" },
                    Piece::Act(at) => a href={ "#" (marks.act(*at)) } { (shown(&view.act_name(*at))) },
                    Piece::Place(at) => (place(view, marks, at)),
                }
            }
            " "
            span.tail {
                (view.unconfirmed(line.act))
                @match (&line.act, &line.at) {
                    (_, None) => ", whole document",
                    (Some(act), Some(at)) => { " " a.to href={ "#" (marks.act(*act)) } { (view.written(at)) } },
                    (None, Some(at)) => { " " a.to href={ "#" (marks.words(at)) } { (view.written(at)) } },
                }
            }
        }
    }
}

fn place(view: &View<'_>, marks: &Marks, at: &At) -> Markup {
    html! { a href={ "#" (marks.words(at)) } { (view.written(at)) } }
}

/// A document's text, paragraph by paragraph, the acts that begin in one noted beside it.
fn text(view: &View<'_>, marks: &Marks, item: usize) -> Markup {
    let source = view.items[item].document.text();
    html! {
        article {
            h2 dir="auto" { @if view.items.len() > 1 { "[" (item + 1) "] " } "The text" }
            @for (number, (segments, acts)) in marks.paragraphs(view, item).into_iter().enumerate() {
                div.paragraph {
                    p dir="auto" {
                        span.number { "¶" (number + 1) " " }
                        @for segment in &segments { (self::segment(view, marks, source, segment)) }
                    }
                    @if !acts.is_empty() { div.notes { @for act in acts { (note(view, marks, act)) } } }
                }
            }
        }
    }
}

fn segment(view: &View<'_>, marks: &Marks, source: &str, segment: &Segment) -> Markup {
    let words = source.get(segment.range.clone()).unwrap_or_default();
    html! {
        @for at in &segment.begins {
            @match marks.act_of(*at) {
                Some(act) => a.tag id=(marks.id(*at)) href={ "#line-" (marks.id(*at)) } { (shown(&view.act_name(act))) },
                None => span id=(marks.id(*at)) {},
            }
        }
        @if segment.within.is_empty() { (block(words)) } @else { mark class=(marks.classes(&segment.within)) { (block(words)) } }
    }
}

fn note(view: &View<'_>, marks: &Marks, act: ActAt) -> Markup {
    html! {
        p.note {
            a href={ "#" (marks.act(act)) } { (shown(&view.act_name(act))) } " "
            @for piece in in_short(view, act) {
                @match piece {
                    Piece::Strong(words) => strong { (shown(&words)) },
                    Piece::Text(words) => (joined(&words, shown)),
                    _ => "",
                }
            }
            " " span.tail { (view.unconfirmed(Some(act))) }
        }
    }
}
