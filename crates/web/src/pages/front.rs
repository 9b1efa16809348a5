//! The process at a glance: who is in it, who met when, the last word of each side, what is agreed, what blocks it, what is new.

use crate::ask::{Ask, Form, Reply, Trouble};
use crate::desk::Desk;
use crate::export::{self, FORMS, Leaving};
use crate::layout::{self, Page};
use crate::pages::table::tables;
use crate::shown::{self, counted};
use crate::tables::Tables;
use armistice::dossier::{Act, ActKey, ActorKey, Dossier, Entry as Logged, Part, Search};
use armistice::tables::{Behind, View};
use armistice::{ActKind, Measures, Role, Status};
use jiff::civil;
use maud::{Markup, html};
use report::safe_line;
use report::sheet::{Entry, Section, Words};
use serde_json::{Value, json};

/// What the page says, before it is laid out.
struct Glance {
    principals: Vec<Side>,
    /// Held, the last one first.
    held: Vec<Act>,
    /// Planned and, as far as reports say, still to come; the next one first.
    planned: Vec<Act>,
    /// The last word of each side, with its place among the principals.
    words: Vec<(usize, Act)>,
    agreed: Vec<Act>,
    refused: Vec<Act>,
    /// `None` while the table of a large dossier is being made.
    blocks: Option<Vec<Block>>,
}

/// Something that blocks it, with its words and where they lead.
struct Block {
    kind: &'static str,
    says: String,
    words: Option<(String, Option<ActKey>)>,
}

impl Glance {
    /// Of the dossier as it is; without what `may` leaves out.
    fn of(desk: &Desk, dossier: &Dossier, blocks: Option<Vec<Block>>, may: &dyn Fn(&Act) -> bool) -> Result<Self, Trouble> {
        let principals = principals(desk, dossier)?;
        let met = newest(dossier, &[ActKind::Contact], may)?;
        let held: Vec<Act> = met.iter().filter(|it| it.status == Some(Status::Held) && !it.negated).cloned().collect();
        let last = held.first().and_then(day);
        let mut planned: Vec<Act> =
            met.into_iter().filter(|it| it.status == Some(Status::Planned) && !it.negated && day(it) >= last).collect();
        planned.reverse();
        Ok(Self {
            words: last_words(dossier, &principals, may)?,
            agreed: newest(dossier, &[ActKind::Conclude, ActKind::Accept], may)?,
            refused: newest(dossier, &[ActKind::Reject, ActKind::Condition], may)?,
            principals,
            held,
            planned,
            blocks,
        })
    }

    /// The same, with everybody called as what may leave the dossier has it.
    fn leaving(mut self, dossier: &Dossier, leaving: &Leaving) -> Result<Self, Trouble> {
        for acts in [&mut self.held, &mut self.planned, &mut self.agreed, &mut self.refused] {
            *acts = leaving.acts(dossier, std::mem::take(acts))?;
        }
        let (at, acts): (Vec<usize>, Vec<Act>) = self.words.into_iter().unzip();
        self.words = at.into_iter().zip(leaving.acts(dossier, acts)?).collect();
        for side in &mut self.principals {
            if let Some(name) = leaving.called(dossier, side.key)? {
                name.clone_into(&mut side.name);
            }
        }
        Ok(self)
    }
}

pub(crate) fn page(desk: &Desk, ask: &Ask) -> Result<Reply, Trouble> {
    desk.read(|dossier| {
        let [reports, notes, acts, actors] = desk.counts(dossier)?;
        let process = dossier.process();
        if ask.form != Form::Page {
            return other(desk, ask, dossier);
        }
        let head = crate::change::head(dossier)?;
        let (since, cookies) = visit(ask, head);
        let title = title(dossier);
        let fresh = news(dossier, since)?;
        let blocks = desk.tables(dossier)?.0.map(|it| blocks(&it));
        let glance = Glance::of(desk, dossier, blocks, &|_| true)?;
        let measures = process.measures();
        let body = html! {
            header.hero {
                h1 dir="auto" { (title) }
                @if !process.about.is_empty() { p.lead dir="auto" { (safe_line(&process.about)) } }
                p.figures {
                    a href="/documents" { b { (shown::grouped(reports)) } " reports" } " "
                    @if notes > 0 { a href="/documents?kind=note" { b { (notes) } " notes" } " " }
                    a href="/search" { b { (shown::grouped(acts)) } " acts" } " "
                    a href="/actors" { b { (shown::grouped(actors)) } " actors" }
                }
            }
            @if reports + notes == 0 {
                (layout::empty("Nothing has been read yet.", html! { p { a.button href="/documents" { "Drop reports in" } } }))
            } @else {
                div.board {
                    section.tile.span { h2 { "New since your last visit" } (fresh) }
                    section.tile { h2 { "Who is in it" } (parties(&glance.principals)) }
                    section.tile { h2 { "Contacts" } (contacts(&glance, measures)) }
                    section.tile.span { h2 { "The last word of each side" }
                        @if glance.words.is_empty() { p.quiet { "No words of a side were read." } }
                        div.words-of { @for (at, act) in &glance.words { div { h3 dir="auto" { a href={ "/" (glance.principals[*at].key) } { (safe_line(&glance.principals[*at].name)) } } (shown::act_line(act, measures)) } } }
                    }
                    section.tile { h2 { "Agreed" } (list(&glance.agreed, 4, &[ActKind::Conclude, ActKind::Accept], "Nothing agreed was read.", measures)) }
                    (what_blocks(glance.blocks.as_deref()))
                    section.tile { h2 { "Refused, or on a condition" } (list(&glance.refused, 5, &[ActKind::Reject, ActKind::Condition], "Nothing refused was read.", measures)) }
                }
                (layout::forms("/index", "", &FORMS))
            }
        };
        let reply = layout::page(desk, ask, Page { title: "Overview", at: "/", class: "front", body });
        Ok(cookies.into_iter().fold(reply, |reply, cookie| reply.with("set-cookie", cookie)))
    })
}

fn title(dossier: &Dossier) -> String {
    let name = &dossier.process().name;
    if name.is_empty() { "The dossier".to_owned() } else { safe_line(name) }
}

/// The page as data, or as a file.
fn other(desk: &Desk, ask: &Ask, dossier: &Dossier) -> Result<Reply, Trouble> {
    let leaving = Leaving::of(desk, ask, dossier)?;
    let may = |act: &Act| leaving.may(act.document);
    let (tables, _) = match tables(desk, ask, dossier, "/index")? {
        Ok(it) => it,
        Err(reply) => return Ok(reply),
    };
    let glance = Glance::of(desk, dossier, Some(blocks(&tables)), &may)?.leaving(dossier, &leaving)?;
    let measures = dossier.process().measures();
    let blocks = glance.blocks.as_deref().unwrap_or_default();
    if ask.form == Form::Json {
        let [reports, notes, acts, actors] = desk.counts(dossier)?;
        let json = |acts: &[Act]| -> Vec<Value> {
            acts.iter().filter_map(|it| serde_json::from_str(&report::json::dossier::act(it)).ok()).collect()
        };
        let side = |it: &Side| json!({ "number": it.key.to_string(), "name": it.name, "role": it.role.map(|it| it.to_string()), "acts": it.n_acts });
        let word = |(at, act): &(usize, Act)| json!({ "of": side(&glance.principals[*at]), "act": json(std::slice::from_ref(act))[0] });
        let block = |it: &Block| {
            let act = it.words.as_ref().and_then(|it| it.1).map(|it| it.to_string());
            json!({ "kind": it.kind, "says": it.says, "words": it.words.as_ref().map(|it| it.0.as_str()), "act": act })
        };
        let process = dossier.process();
        return Ok(Reply::json(&json!({
            "name": process.name, "about": process.about, "reports": reports, "notes": notes, "acts": acts, "actors": actors,
            "parties": glance.principals.iter().map(side).collect::<Vec<_>>(),
            "contacts": json(&glance.held), "planned": json(&glance.planned),
            "last_words": glance.words.iter().map(word).collect::<Vec<_>>(),
            "agreed": json(&glance.agreed), "refused": json(&glance.refused),
            "blocks": blocks.iter().map(block).collect::<Vec<_>>(),
        })));
    }
    let side = |it: &Side| {
        let role = it.role.map_or_else(String::new, |it| format!(", {it}"));
        let acts = it.n_acts.map_or_else(String::new, |it| format!(", {}", counted(it, "act", "acts")));
        safe_line(&format!("{}{role}{acts}", it.name))
    };
    let word = |(at, act): &(usize, Act)| Entry { heading: Some(safe_line(&glance.principals[*at].name)), ..export::act(act, measures) };
    let block = |it: &Block| Entry {
        says: format!("{}: {}", it.kind, it.says),
        words: it
            .words
            .iter()
            .map(|(words, key)| Words { label: "", words: words.clone(), from: key.map_or_else(String::new, |it| it.to_string()) })
            .collect(),
        ..Entry::default()
    };
    let sections = [
        export::lines("Who is in it", "Nobody was named.", glance.principals.iter().map(side)),
        export::acts("Contacts to come", &glance.planned, measures),
        export::acts("Contacts held, the last one first", &glance.held, measures),
        Section {
            title: "The last word of each side",
            empty: "No words of a side were read.",
            entries: glance.words.iter().map(word).collect(),
        },
        export::acts("Agreed", &glance.agreed, measures),
        Section { title: "What blocks it", empty: NO_BLOCK, entries: blocks.iter().map(block).collect() },
        export::acts("Refused, or on a condition", &glance.refused, measures),
    ];
    export::file(ask, "overview", &title(dossier), &sections, None)
}

/// The entry of the log that the last visit ended with, and the cookies that remember it: one for this visit, one for the next.
fn visit(ask: &Ask, head: i64) -> (i64, Vec<String>) {
    let number = |name: &str| ask.cookie(name).and_then(|it| it.parse::<i64>().ok());
    let since = number("armistice-since").or_else(|| number("armistice-last")).unwrap_or(0);
    let keep = |name: &str, value: i64, age: &str| format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict{age}");
    (since, vec![keep("armistice-since", since, ""), keep("armistice-last", head, "; Max-Age=31536000")])
}

fn news(dossier: &Dossier, since: i64) -> Result<Markup, Trouble> {
    let entries: Vec<Logged> =
        dossier.log(None, 200)?.into_iter().filter(|it| it.key.0 > since && it.command != "new" && it.command != "init").collect();
    let (added, said): (Vec<&Logged>, Vec<&Logged>) = entries.iter().partition(|it| it.command == "add" || it.command == "note");
    Ok(html! {
        @if entries.is_empty() { p.quiet { "Nothing: no document came in, and nobody said anything of one." } }
        @if !added.is_empty() {
            p { a href="/documents?sort=added" { (counted(added.len(), "document", "documents")) @if added.len() == 200 { " or more" } " came in" } }
            ul.plain.newest {
                @for entry in added.iter().take(5) {
                    @if let Ok(document) = dossier.document(&entry.item) { li { (crate::pages::item::named(&document)) " " span.quiet { (shown::published(&document)) " · " (counted(document.n_acts, "act", "acts")) } } }
                }
            }
        }
        @if !said.is_empty() {
            p { a href="/log" { (counted(said.len(), "word", "words")) " of people on it" } }
            ul.plain { @for entry in said.iter().take(4) { li.quiet { (crate::pages::item::entry_in_words(entry)) } } }
        }
    })
}

/// The parties of the process file; where there is none, those who are in most acts. Each with how many acts it is in, where that is known.
fn principals(desk: &Desk, dossier: &Dossier) -> Result<Vec<Side>, Trouble> {
    let known = desk.actors(dossier)?.0.unwrap_or_default();
    let mut all = Vec::new();
    for party in &dossier.process().parties {
        if let Ok(key) = dossier.one_actor(&party.name) {
            let n_acts = known.iter().find(|it| it.key == key).map(|it| it.n_acts);
            all.push(Side { key, name: party.name.clone(), role: party.role, n_acts });
        }
    }
    if all.is_empty() {
        let first = known
            .iter()
            .filter(|it| it.n_acts > 0 && !matches!(it.kind, armistice::ActorKind::Person | armistice::ActorKind::Unnamed))
            .take(8);
        all.extend(first.map(|it| Side { key: it.key, name: it.name.clone(), role: None, n_acts: Some(it.n_acts) }));
    }
    Ok(all)
}

/// Somebody in the process.
struct Side {
    key: ActorKey,
    name: String,
    role: Option<Role>,
    n_acts: Option<usize>,
}

fn parties(principals: &[Side]) -> Markup {
    html! {
        @if principals.is_empty() { p.quiet { "Nobody was named." } }
        ul.plain.parties {
            @for it in principals {
                li { a href={ "/" (it.key) } dir="auto" { (safe_line(&it.name)) } " " span.quiet { @if let Some(role) = it.role { (role) } @if it.role.is_some() && it.n_acts.is_some() { ", " } @if let Some(n) = it.n_acts { (counted(n, "act", "acts")) } } }
            }
        }
    }
}

fn contacts(glance: &Glance, measures: &Measures) -> Markup {
    html! {
        @if glance.held.is_empty() && glance.planned.is_empty() { p.quiet { "No meeting or call was read." } }
        @if !glance.planned.is_empty() { h3 { "Next" } @for act in glance.planned.iter().take(2) { (shown::act_line(act, measures)) } }
        @if !glance.held.is_empty() { h3 { "Last" } @for act in glance.held.iter().take(2) { (shown::act_line(act, measures)) } }
        @if glance.held.len() + glance.planned.len() > 0 { p.more { a href="/search?act=contact" { "All contacts" } } }
    }
}

/// The day of an act, or of its report.
fn day(act: &Act) -> Option<civil::Date> {
    act.when.as_ref().and_then(armistice::Date::first_day).or(act.reported)
}

/// Less likely right than this, an act stands for nobody's last word.
const DOUBTFUL: f32 = 0.2;

fn last_words(dossier: &Dossier, principals: &[Side], may: &dyn Fn(&Act) -> bool) -> Result<Vec<(usize, Act)>, Trouble> {
    let mut words = Vec::new();
    for (at, actor) in principals.iter().enumerate().filter(|(_, it)| it.n_acts != Some(0)).take(6) {
        let mut acts = dossier.search(&Search { actor: Some(actor.key.to_string()), most: 40, ..Search::default() })?;
        let own = |it: &Act| it.taking(Part::ToldBy).next().is_none();
        acts.retain(|it| may(it) && own(it) && !matches!(it.kind, ActKind::Deed | ActKind::Contact));
        // Of what the reader itself takes for hardly right, nothing is a side's last word while there is anything else.
        let doubtful = |it: &Act| !it.state.by_person() && it.probability.is_some_and(|p| p < DOUBTFUL);
        acts.sort_by_key(|it| (doubtful(it), std::cmp::Reverse(day(it)), std::cmp::Reverse(it.key)));
        words.extend(acts.into_iter().next().map(|act| (at, act)));
    }
    Ok(words)
}

/// The newest acts of these kinds, the newest first.
fn newest(dossier: &Dossier, kinds: &[ActKind], may: &dyn Fn(&Act) -> bool) -> Result<Vec<Act>, Trouble> {
    let mut acts = Vec::new();
    for kind in kinds {
        acts.extend(dossier.search(&Search { kind: Some(*kind), most: 60, ..Search::default() })?.into_iter().filter(|it| may(it)));
    }
    acts.sort_by_key(|it| (std::cmp::Reverse(day(it)), std::cmp::Reverse(it.key)));
    Ok(acts)
}

fn list(acts: &[Act], most: usize, kinds: &[ActKind], none: &str, measures: &Measures) -> Markup {
    html! {
        @if acts.is_empty() { p.quiet { (none) } }
        @for act in acts.iter().take(most) { (shown::act_line(act, measures)) }
        @if acts.len() > most { p.more { @for kind in kinds { a href={ "/search?act=" (kind) } { "All " (kind) } " " } } }
    }
}

/// What is said where nothing blocks it.
const NO_BLOCK: &str = "No deadlock, no red line and nothing that waits was read.";

/// Deadlocks, red lines and waits, with their words.
fn blocks(tables: &Tables) -> Vec<Block> {
    let sheet = tables.sheet(View::default());
    let label = |id: &armistice::MeasureId| tables.measures.get(id).map_or_else(|| id.0.clone(), |it| it.label.clone());
    let side = |it: &armistice::Side| {
        let actor = it.actor.as_ref().map_or("somebody", |id| tables.actor(id));
        let measure = it.measure.as_ref().map_or_else(|| "something that is not named".to_owned(), label);
        safe_line(&format!("{actor}: {measure}"))
    };
    let words = |it: &Behind| Some((it.quote.words().to_owned(), tables.act(&it.at)));
    let deadlocks = sheet.cycles.iter().filter(|it| !it.is_swap).take(3).map(|cycle| Block {
        kind: "deadlock",
        says: cycle.waits.iter().map(|at| side(&sheet.waits[*at].what)).collect::<Vec<_>>().join(" → "),
        words: None,
    });
    let red = sheet.cells.iter().filter(|it| it.red_line).take(5).map(|cell| Block {
        kind: "red line",
        says: safe_line(&format!("{}: {} {}", tables.actor(&cell.actor), cell.stance.as_str(), label(&cell.measure))),
        words: words(cell.newest_word()),
    });
    let waits = sheet.waits.iter().filter(|it| it.stands()).take(3).map(|wait| Block {
        kind: "waits",
        says: format!("{} waits for {}", side(&wait.what), side(&wait.awaited)),
        words: wait.acts().first().and_then(words),
    });
    deadlocks.chain(red).chain(waits).collect()
}

fn what_blocks(blocks: Option<&[Block]>) -> Markup {
    let Some(blocks) = blocks else {
        return html! { section.tile aria-busy="true" { h2 { "What blocks it" } p.quiet { "The table is being made." } } };
    };
    html! {
        section.tile {
            h2 { "What blocks it" }
            @if blocks.is_empty() { p.quiet { (NO_BLOCK) } }
            ul.blocks {
                @for it in blocks {
                    li {
                        @match it.kind { "waits" => {}, "red line" => { span.red { (it.kind) } " " }, _ => { b { (layout::sentence(it.kind).trim_end_matches('.')) } " " } }
                        (it.says)
                        @if let Some((words, key)) = &it.words { blockquote dir="auto" { "“" (safe_line(words)) "”" @if let Some(key) = key { " " a.tail href={ "/" (key) } { (key) } } } }
                    }
                }
            }
            p.more { a href="/waits" { "What waits for what" } " · " a href="/table?stance=red-line" { "Red lines" } }
        }
    }
}
