//! The reading room: the text of a document with its acts marked, and beside each paragraph its acts as cards.

use crate::ask::{Ask, Form, Reply, Trouble};
use crate::change::{FIELDS, Seen, value};
use crate::desk::Desk;
use crate::export::{self, FORMS, Leaving};
use crate::layout::{self, Page};
use crate::pages::sources::{self, believed, mark_form};
use crate::shown;
use armistice::dossier::{Act, Document, DocumentKind, Dossier, Handling, Part};
use armistice::{ActKind, Measures, Status, Strength};
use maud::{Markup, html};
use report::sheet::{Entry, Section};
use report::{Paragraphs, safe_block, safe_line};
use std::collections::BTreeMap;
use std::ops::Range;

pub(crate) fn page(desk: &Desk, ask: &Ask, dossier: &Dossier, document: &Document, acts: &[Act]) -> Result<Reply, Trouble> {
    if ask.form == Form::Json {
        let acts: Vec<String> = acts.iter().map(report::json::dossier::act).collect();
        let json = format!("{{\"document\":{},\n\"acts\":[{}]}}", report::json::dossier::document(document), acts.join(",\n"));
        return Ok(Reply::new("application/json", json));
    }
    let text = dossier.text(document.key).ok();
    let measures = dossier.process().measures();
    if ask.form != Form::Page {
        let leaving = Leaving::of(desk, ask, dossier)?;
        leaving.only(document)?;
        let acts = &leaving.acts(dossier, acts.to_vec())?[..];
        let sections = [
            export::documents("Document", &leaving.documents([document])),
            text.as_ref().map_or_else(|| export::lines("Text", "The words of this document were erased.", []), |it| read(it, acts)),
            export::acts("Acts", acts, measures),
        ];
        return export::file(ask, &document.key.to_string(), &shown::title(document), &sections, Some(vec![export::act_rows(acts)]));
    }
    let seen = Seen::of(dossier)?;
    let title = shown::title(document);
    let checked = acts.iter().filter(|it| it.state.by_person()).count();
    let body = html! {
        div.room data-document=(document.key) data-seen=(seen.head) {
            (head(document, acts.len(), checked, &seen))
            @match &text {
                None => (layout::empty("The words of this document were erased. What is known of it stays in the history.", html! {})),
                Some(text) => div.sheet { (paragraphs(text, acts, measures)) },
            }
            (forms(document, measures))
        }
    };
    Ok(layout::page(desk, ask, Page { title: &title, at: "/documents", class: "reading", body }))
}

fn head(document: &Document, n_acts: usize, checked: usize, seen: &Seen) -> Markup {
    let source = document.sources.first();
    html! {
        header.about {
            p.crumb { a href="/documents" { "Documents" } " / " (document.key) }
            h1 dir="auto" { (shown::title(document)) }
            p.meta {
                (shown::published(document)) " · " (shown::outlets(document))
                @if document.kind == DocumentKind::Note { " · private: not a source's word" }
                @if let Some((of, likeness)) = document.copy_of { " · a copy of " a href={ "/" (of) } { (of) } (format!(" ({:.0} %), counted as one source", likeness * 100.0)) }
                @if document.until.is_some() { " · removed" }
            }
            details.more {
                summary { "About this document" }
                dl {
                    dt { "Name" } dd { (safe_line(&document.name)) }
                    dt { "SHA-256 of its text" } dd.hash { (document.sha256) }
                    @for source in &document.sources {
                        dt { "Source" }
                        // An address of a document is never a link: nothing here leads out of this machine.
                        dd { @if let Some(outlet) = &source.outlet { a href=(sources::link(outlet)) dir="auto" { (safe_line(outlet)) } " " } (safe_line(&[source.published.as_deref(), source.url.as_deref(), Some(&source.origin)].into_iter().flatten().collect::<Vec<_>>().join(", "))) }
                    }
                    dt { "Mark, with its sources'" }
                    dd {
                        (layout::sentence(&document.mark.handling.as_ref().unwrap_or(&Handling::Public).to_string())) " " (believed(&document.mark))
                        details { summary { "Mark this document" } (mark_form("item", &document.key.to_string(), &document.mark, seen, &format!("/{}", document.key))) }
                    }
                    dt { "Text" } dd { a href={ "/" (document.key) "/text" } { "as it was decoded" } }
                    @if source.is_some() { dt { "File" } dd { a href={ "/" (document.key) "/original" } { "as it came, if it was kept" } } }
                    dt { "History" } dd { a href={ "/log?item=" (document.key) } { "what was done to it" } }
                }
                (layout::forms(&format!("/{}", document.key), "", &FORMS))
            }
            div.bar role="toolbar" aria-label="Reading" {
                p.count { meter min="0" max=(n_acts.max(1)) value=(checked) aria-label="Acts checked" {} " " span id="checked" { (checked) } " of " (shown::counted(n_acts, "act", "acts")) " checked" }
                @for (action, name, key, title) in TOOLS {
                    button.primary[action == "confirm"] type="button" data-do=(action) title=(title) aria-pressed=[(action == "order").then_some("false")] { (name) " " kbd { (key) } }
                }
            }
        }
    }
}

/// The paragraphs of a text, each with its acts beside it.
fn paragraphs(text: &str, acts: &[Act], measures: &Measures) -> Markup {
    let paragraphs = Paragraphs::of(text);
    let mut beside: BTreeMap<usize, Vec<&Act>> = BTreeMap::new();
    for act in acts {
        beside.entry(paragraphs.number(act.place.start())).or_default().push(act);
    }
    let mut cuts = Cuts::of(acts);
    // Of a long text the browser lays out the pieces that are near; many small pieces would cost more than they spare.
    let spans: Vec<(usize, armistice::Span)> = (1..).zip(paragraphs.spans().iter().copied()).collect();
    let mut length = 0;
    let pieces = spans.chunk_by(|(_, one), _| {
        length += one.range().len();
        let same = length < PIECE;
        if !same {
            length = 0;
        }
        same
    });
    html! {
        @for piece in pieces {
            div.piece {
                @for (n, span) in piece {
                    @let cards = beside.get(n).map(Vec::as_slice).unwrap_or_default();
                    section.row id={ "p" (n) } {
                        p.words dir="auto" {
                            a.number href={ "#p" (n) } aria-label={ "Paragraph " (n) } { (n) }
                            @for segment in cuts.segments(span.range()) {
                                @let words = text.get(segment.range.clone()).unwrap_or_default();
                                @if segment.within.is_empty() {
                                    span data-s=(segment.range.start) { (safe_block(words)) }
                                } @else {
                                    @let act = &acts[segment.within[segment.within.len() - 1]];
                                    mark.(shown::tone(act.kind)).(act.state.as_str()) data-s=(segment.range.start)
                                        data-a=(segment.within.iter().map(|it| acts[*it].key.to_string()).collect::<Vec<_>>().join(" ")) { (safe_block(words)) }
                                }
                            }
                        }
                        @if !cards.is_empty() { div.cards { @for act in cards { (card(act, measures)) } } }
                    }
                }
            }
        }
    }
}

/// So many bytes of a text are one piece for the browser, or one paragraph where that is longer.
const PIECE: usize = 4_000;

/// The text of a document by its paragraphs, each with the acts in it.
fn read(text: &str, acts: &[Act]) -> Section {
    let paragraphs = Paragraphs::of(text);
    let mut beside: BTreeMap<usize, Vec<&Act>> = BTreeMap::new();
    for act in acts {
        beside.entry(paragraphs.number(act.place.start())).or_default().push(act);
    }
    let entry = |(n, span): (usize, &armistice::Span)| Entry {
        says: format!("{n}. {}", safe_line(text.get(span.range()).unwrap_or_default())),
        further: beside
            .get(&n)
            .into_iter()
            .flatten()
            .map(|it| format!("{}: {} {}", it.key, shown::names(it, Part::Actor), shown::doing(it)))
            .collect(),
        ..Entry::default()
    };
    Section { title: "Text", empty: "It has no words.", entries: (1..).zip(paragraphs.spans()).map(entry).collect() }
}

/// An act beside its words. The tools above are for the current one; its own page has them without script.
pub(crate) fn card(act: &Act, measures: &Measures) -> Markup {
    let about = shown::about(act, measures);
    html! {
        article.card.(shown::tone(act.kind)) id=(act.key) data-state=(act.state.as_str()) data-p=[act.probability.map(|p| format!("{p:.4}"))]
            data-kind=(act.kind) tabindex="-1" aria-label={ (act.kind) ", " (act.key) } {
            p.says {
                span.glyph aria-hidden="true" { (shown::glyph(act.state)) }
                " " b.kind { (shown::doing(act)) }
                a.key href={ "/" (act.key) } title="This act: its page, history and permanent link" { (act.key) }
            }
            p.who {
                @if act.taking(Part::Actor).next().is_some() { (shown::people(act, Part::Actor)) } @else { span.quiet { "nobody named" } }
                @if act.taking(Part::Speaker).next().is_some() && shown::names(act, Part::Speaker) != shown::names(act, Part::Actor) {
                    span.quiet { ", by " } (shown::people(act, Part::Speaker))
                }
                @if act.taking(Part::Addressee).next().is_some() { span.quiet { " to " } (shown::people(act, Part::Addressee)) }
                @if act.taking(Part::Target).next().is_some() { span.quiet { " " (shown::aim(act.kind)) " " } (shown::people(act, Part::Target)) }
                @if act.taking(Part::ToldBy).next().is_some() { span.quiet { ", told by " } (shown::people(act, Part::ToldBy)) }
            }
            @if !about.is_empty() { p.matter { (about) } }
            p.tail {
                span.state { (shown::state(act)) } " · " (shown::when(act))
                @if let Some(link) = &act.event { " · " a href={ "/e" (link.first.0) } { "e" (link.first.0) } }
            }
        }
    }
}

/// What the script puts into the current card when it is asked to, and the sheet of keys.
fn forms(document: &Document, measures: &Measures) -> Markup {
    let _ = document;
    html! {
        template id="merge-form" {
            form.panel data-form="merge" {
                label { "Reports the same event as" input name="other" required autocomplete="off" placeholder="a41 or e41" pattern="[ae][0-9]+"; }
                p.quiet { "Or press Esc, go to the other act, and press " kbd { "m" } " there." }
                p { button.primary type="submit" { "Merge" } " " button type="button" data-do="close" { "Cancel" } }
            }
        }
        div.panel.floating id="adding" hidden {
            form data-form="add" aria-label="Add an act" {
                h2 { "Add an act" }
                p.chosen dir="auto" {}
                label { "Act" (kinds(None)) }
                label { "Actor" input name="actor" list="names" autocomplete="off"; }
                label { "About" input name="measures" list="measures" autocomplete="off"; }
                p { button.primary type="submit" { "Add" } " " button type="button" data-do="close" { "Cancel" } }
            }
        }
        datalist id="measures" { @for measure in measures.all() { option value=(measure.id) { (measure.label) } } }
        datalist id="names" {}
        dialog id="keys" aria-labelledby="keys-title" {
            h2 id="keys-title" { "Keys" }
            dl.keys {
                @for (key, what) in KEYS { dt { @for (n, it) in key.split(' ').enumerate() { @if n > 0 { " " } kbd { (it) } } } dd { (what) } }
            }
            form method="dialog" {
                label.check { input type="checkbox" id="keys-on" checked; " Single keys act (for speech input, turn this off; all is in the buttons too)" }
                button.primary { "Close" }
            }
        }
    }
}

/// The tools of the reading room: what is done, its name, its key, and what it does to the current act.
const TOOLS: [(&str, &str, &str, &str); 11] = [
    ("previous", "↑", "k", "Previous act"),
    ("next", "↓", "j", "Next act"),
    ("confirm", "Confirm", "c", "Confirm the current act as it stands"),
    ("change", "Change", "e", "Change the current act"),
    ("reject", "Reject", "x", "Reject the current act"),
    ("merge", "Merge", "m", "The current act reports the same event as another"),
    ("split", "Split", "s", "Part the current act from its event"),
    ("add", "Add", "a", "Add an act from the selected words"),
    ("undo", "Undo", "u", "Undo what was done last on this page"),
    ("order", "Least certain first", "o", "Least certain first, or in the order of the text"),
    ("keys", "Keys", "?", "All keys"),
];

/// Every key of the reading room.
const KEYS: [(&str, &str); 15] = [
    ("j ↓", "next act; with least certain first, the next least certain one"),
    ("k ↑", "previous act"),
    ("c", "confirm the act as it stands, and go to the next that nobody has checked"),
    ("e", "change the act"),
    ("x", "reject the act, and go to the next"),
    ("m", "merge: this act reports the same event as another one"),
    ("s", "split the act from its event"),
    ("a", "add an act from the selected words"),
    ("u", "undo what was done last on this page"),
    ("o", "least certain first, or in the order of the text"),
    ("n", "next act that nobody has checked"),
    ("Enter", "open the page of the act: its versions, history and permanent link"),
    ("/", "search"),
    ("Esc", "close what is open"),
    ("?", "this sheet"),
];

fn kinds(now: Option<ActKind>) -> Markup {
    html! {
        select name="act" { @for kind in ActKind::ALL { option value=(kind) title=(kind.gloss()) selected[now == Some(*kind)] { (kind) } } }
    }
}

/// The form in which an act is changed; with and without script.
pub(crate) fn change_form(act: &Act, seen: &Seen, back: &str) -> Markup {
    let choice = |name: &str, now: String, all: Vec<&'static str>| {
        html! {
            select name=(name) { option value="" { "not said" } @for it in all { option value=(it) selected[it == now] { (it) } } }
        }
    };
    html! {
        form.panel.change method="post" action="/change" data-form="change" {
            input type="hidden" name="item" value=(act.key);
            (seen.fields())
            input type="hidden" name="back" value=(back);
            @for field in FIELDS {
                @let now = value(act, field);
                label {
                    (field)
                    @match field {
                        "act" => (kinds(Some(act.kind))),
                        "strength" => (choice(field, now, Strength::ALL.iter().map(|it| it.as_str()).collect())),
                        "status" => (choice(field, now, Status::ALL.iter().map(|it| it.as_str()).collect())),
                        "negated" => select name=(field) { @for it in ["no", "yes"] { option value=(it) selected[it == now] { (it) } } },
                        "measures" => { input name=(field) value=(now) list="measures" autocomplete="off"; },
                        "when" => { input name=(field) value=(now) autocomplete="off" placeholder="2031-03-12, 2031-03, 2031"; },
                        _ => { input name=(field) value=(safe_line(&now)) list="names" autocomplete="off"; },
                    }
                }
            }
            label.wide { "why" input name="why" autocomplete="off"; }
            p { button.primary type="submit" { "Save" } " " button type="button" data-do="close" { "Cancel" } }
        }
    }
}

/// Where marks begin and end, so that a text can be cut there in one pass.
struct Cuts {
    /// Place, whether a mark begins there, and which act; ascending.
    edges: Vec<(usize, bool, usize)>,
    next: usize,
    open: Vec<usize>,
}

struct Segment {
    range: Range<usize>,
    /// The acts that it is in, the one that began last at the end.
    within: Vec<usize>,
}

impl Cuts {
    fn of(acts: &[Act]) -> Self {
        let mut edges: Vec<(usize, bool, usize)> = Vec::new();
        for (n, act) in acts.iter().enumerate() {
            edges.extend(act.place.spans().iter().flat_map(|span| [(span.start(), true, n), (span.end(), false, n)]));
        }
        edges.sort_unstable();
        Self { edges, next: 0, open: Vec::new() }
    }

    /// The pieces of a paragraph. Paragraphs are to be asked for in their order.
    fn segments(&mut self, paragraph: Range<usize>) -> Vec<Segment> {
        let mut out = Vec::new();
        let mut at = paragraph.start;
        while at < paragraph.end {
            while let Some((_, begins, act)) = self.edges.get(self.next).filter(|(place, _, _)| *place <= at) {
                if *begins {
                    self.open.push(*act);
                } else {
                    self.open.retain(|it| it != act);
                }
                self.next += 1;
            }
            let end = self.edges.get(self.next).map_or(paragraph.end, |(place, _, _)| (*place).min(paragraph.end));
            out.push(Segment { range: at..end, within: self.open.clone() });
            at = end;
        }
        out
    }
}

/// The text as it was decoded, as a file of text.
pub(crate) fn text(desk: &Desk, item: &str) -> Result<Reply, Trouble> {
    desk.read(|dossier| {
        let document = dossier.document(item)?;
        let text = dossier.text(document.key)?;
        Ok(Reply::new("text/plain; charset=utf-8", text).download(&format!("{}.txt", document.name)))
    })
}

/// The file that a document came from. Its bytes are foreign: they are given as a file to keep, and never shown here.
pub(crate) fn original(desk: &Desk, ask: &Ask, item: &str) -> Result<Reply, Trouble> {
    let number: usize = ask.query.read("n").unwrap_or(0);
    desk.read(|dossier| {
        let document = dossier.document(item)?;
        let found = dossier.originals(document.key)?.into_iter().nth(number);
        let Some((path, _, bytes)) = found else {
            return Err(Trouble::new(404, "no file is known of this document", "its text is kept: see the link beside"));
        };
        let name = path.rsplit(['/', '\\']).next().unwrap_or("file").to_owned();
        match bytes {
            Some(bytes) => Ok(Reply::new("application/octet-stream", bytes).download(&name)),
            None => Err(Trouble::new(404, format!("the file {name} was not kept, only its path and hash"), "look for it there")),
        }
    })
}
