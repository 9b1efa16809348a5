//! The brief, a page.
use super::Style;
use super::page::{Page, tail};
use crate::Item;
use crate::brief::{Brief, Line, Piece, Section, UNCONFIRMED, View, brief as sections_of, described};
use crate::shown::{line as shown, piece as joined, shortened};

/// One page on these documents together: pass one for a page of its own. Ends with a line end.
pub fn brief(items: &[Item<'_>], style: &Style) -> String {
    let brief = sections_of(items);
    let mut page = Page::new(style);
    heading(&brief, &mut page);
    for section in &brief.sections {
        self::section(&mut page, &brief.view, section);
    }
    page.out
}

fn heading(brief: &Brief<'_>, page: &mut Page) {
    let view = &brief.view;
    for (n, item) in view.items.iter().enumerate() {
        let about = &item.document.about;
        let number = if view.items.len() == 1 { String::new() } else { format!("[{}] ", n + 1) };
        match &about.title {
            Some(title) => {
                page.strong(&format!("{number}{}", shown(title)));
                page.plain("", "", &shown(&described(about)));
            }
            None => page.strong(&format!("{number}{}", shown(&described(about)))),
        }
    }
    page.plain("", "", UNCONFIRMED);
    if brief.sections.is_empty() {
        page.out.push('\n');
        page.plain("", "", "Nothing was read in it: no actor, no act, no doubt.");
    }
}

fn section(page: &mut Page, view: &View<'_>, section: &Section) {
    page.out.push('\n');
    page.strong(&section.title.to_uppercase());
    if let Some(rule) = section.rule {
        page.plain("  ", "  ", &format!("({rule})"));
    }
    for group in &section.groups {
        let mut indent = "  ";
        if let Some(heading) = &group.heading {
            page.strong_at("  ", &shown(heading));
            indent = "    ";
        }
        for line in &group.lines {
            let act = line.act.map(|at| format!("{} ", shown(&view.act_name(at)))).unwrap_or_default();
            let says = format!("{act}{}", said(view, line, page.style.width));
            page.claim(indent, &says, &tail(view, line.act, line.at.as_ref()));
        }
    }
}

/// The pieces of a line as words, those of the document shortened to what a page of this width has room for.
fn said(view: &View<'_>, line: &Line, width: usize) -> String {
    let mut out = String::new();
    for piece in &line.pieces {
        match piece {
            Piece::Text(words) | Piece::Strong(words) => out.push_str(&joined(words, shown)),
            Piece::Words(words) => out.push_str(&format!("“{}”", shortened(&shown(words), width * 2 - 20))),
            Piece::Act(at) => out.push_str(&shown(&view.act_name(*at))),
            Piece::Place(at) => out.push_str(&view.written(at)),
        }
    }
    out
}
