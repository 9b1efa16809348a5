//! Outlook: which outcomes would hold, how one gets there, who could upset them, what would have to change. Each sentence opens to its proof
//! and words; moves can be supposed, and the order of what each side wants can be changed, with the result at once. What is supposed and
//! changed stands in the address, so that it can be kept and sent; nothing of it is written into the dossier.

use crate::ask::{Ask, Fields, Form, Reply, Trouble};
use crate::desk::Desk;
use crate::export::{FORMS, other_form};
use crate::layout::{self, Page};
use crate::pages::table::{tables, view};
use crate::pages::waits::picture;
use crate::tables::Tables;
use armistice::dossier::ActKey;
use armistice::outlook::answers::{self, Answers, Compared, answer, compare};
use armistice::outlook::proposal::{Change, Proposal, changes, written};
use armistice::tables::View;
use maud::{Markup, html};
use report::outlook::{Before, Shown, Supposed, outlook_json, outlook_svg, sections, sections_first};
use report::safe_line;
use report::sheet::{Entry, Section};
use std::sync::Arc;

/// So many quotes stand behind a sentence.
const QUOTES: usize = 8;

/// A model with what follows from it: worked out once for each way in which the page is asked for.
pub(crate) struct Worked {
    /// The model as the record gives it.
    record: Arc<Proposal>,
    /// The model in the order that is asked for.
    model: Proposal,
    answered: Answers,
    options: Vec<(usize, bool)>,
    supposed: Option<(Proposal, Answers, Vec<Compared>)>,
    own: Option<(Vec<Change>, Answers, Vec<Compared>)>,
}

impl Worked {
    /// Works it out from the table.
    pub(crate) fn of(tables: &Tables, view: View, query: &Fields) -> Self {
        let record = tables.proposal(view);
        let model = ordered(&record, query);
        let options = options(&model, query);
        // Nothing else of it can be asked for in another way.
        let is_reordered = model.decision_makers != record.decision_makers;
        let played = !options.is_empty() || is_reordered;
        // What it hangs on is asked of the record's model alone, as `armistice outlook` asks it: not of one that is played with.
        let asked = answers::Config::default();
        let quick = answers::Config { variants: 0, ..asked.clone() };
        // What is supposed is what it is asked of, too: what would have to change for that to hold.
        let wished = options.iter().fold(model.today(), |bits, (at, taken)| if *taken { bits | 1 << at } else { bits & !(1 << at) });
        let hold = if query.get("hold").is_some() && !options.is_empty() { vec![wished] } else { Vec::new() };
        let answered = answer(&model, &answers::Config { hold, ..if played { quick.clone() } else { asked } });
        let supposed = (!options.is_empty()).then(|| {
            let proposal = model.suppose(&options);
            let answers = answer(&proposal, &quick);
            let outcomes = compare((&model, &answered), (&proposal, &answers));
            (proposal, answers, outcomes)
        });
        let own = is_reordered.then(|| {
            let answers = answer(&record, &quick);
            let outcomes = compare((&record, &answers), (&model, &answered));
            (changes(&record, &model), answers, outcomes)
        });
        Self { record, model, answered, options, supposed, own }
    }
}

pub(crate) fn page(desk: &Desk, ask: &Ask) -> Result<Reply, Trouble> {
    let view = view(ask)?;
    desk.read(|dossier| {
        let (tables, current) = match tables(desk, ask, dossier, "/outlook")? {
            Ok(it) => it,
            Err(reply) => return Ok(reply),
        };
        let is_file = ask.form != Form::Page || ask.query.get("file").is_some();
        let Some(worked) = tables.outlook(view, &ask.query, is_file) else {
            return Ok(layout::being_made(desk, ask, "/outlook", "The outlook is being worked out"));
        };
        let Worked { record, model, answered, options, supposed, own } = &*worked;
        if let Some(what) = model.cannot_be(options) {
            return Err(Trouble::new(400, what, "go back and leave one of them out; the outlook says under “What cannot be at once” why"));
        }
        if ask.query.get("file") == Some("model") {
            return Ok(Reply::new("application/toml", written(model)).download("outlook.toml"));
        }
        let played = supposed.is_some() || own.is_some();
        let shown = Shown {
            record: &tables.recorded.record,
            measures: &tables.measures,
            proposal: model,
            answers: answered,
            before: own.as_ref().map(|(changes, answers, outcomes)| Before {
                called: "in the order that the record gives",
                record: model,
                proposal: record,
                answers,
                changes,
                outcomes,
            }),
            supposed: supposed.as_ref().map(|(proposal, answers, outcomes)| Supposed { options, proposal, answers, outcomes }),
            edited: None,
        };
        if ask.form != Form::Page {
            return other_form(ask, "outlook", "Outlook", &sections(&shown, true), outlook_json(&shown), None).ok_or_else(Trouble::none);
        }
        let all: Vec<Section> = sections_first(&shown, QUOTES).into_iter().map(|it| if it.title == SINCE { Section { title: "What your order changes", ..it } } else { it }).collect();
        // What is played with is looked at first, then what an envoy asks first.
        let front = ["Supposed", "What your order changes", "Too little is known", "What would hold", "Deadlocks", "What would have to change"];
        let placed = |title: &str| front.iter().position(|it| *it == title);
        let mut first: Vec<&Section> = all.iter().filter(|it| placed(it.title).is_some() && !(it.entries.is_empty() && it.empty.is_empty())).collect();
        first.sort_by_key(|it| placed(it.title));
        let body = html! {
            header.head { h1 { "Outlook" } p.lead { "Which outcomes would hold, and why. It is worked out from the words of the record and nothing else: no score, no chances, no advice. Each sentence opens to its proof." } }
            @if !current { p.note role="status" { "Something was said or came in a moment ago; the table is being made anew. Load the page again to see it." } }
            @if played {
                p.note {
                    "You are trying something out: " (counted(options.len(), own.is_some())) ". "
                    @if !options.is_empty() && ask.query.get("hold").is_none() { a href={ "/outlook" (ask.query.with("hold", Some("yes"))) } data-follow id="hold" { "What would have to change for that to hold?" } " · " }
                    a href="/outlook" data-follow { "Back to the record" }
                }
            }
            div.outlook {
                div.sentences {
                    @for section in &first { (part(&tables, section)) }
                    @if !answered.outcomes.is_empty() { h2 { "The ways that lead there" } (picture("Outcomes and the ways that lead there", outlook_svg(&shown))) }
                    @for section in all.iter().filter(|it| placed(it.title).is_none()) { (part(&tables, section)) }
                }
                aside.tryout tabindex="0" aria-label="Try something out" {
                    (switches(&shown, options, &ask.query))
                    (orders(&tables, &shown, record, &ask.query))
                    p.forms { a href={ "/outlook" (ask.query.with("file", Some("model"))) } { "The model as a file" } " for armistice conflict and armistice outlook --model" }
                }
            }
            (layout::forms("/outlook", &ask.query.with("", None), &FORMS))
        };
        Ok(layout::page(desk, ask, Page { title: "Outlook", at: "/outlook", class: "wide", body }))
    })
}

/// What report calls the section on what changed.
const SINCE: &str = "What the new reports changed";

fn counted(n_supposed: usize, reordered: bool) -> String {
    let supposed = match n_supposed {
        0 => None,
        1 => Some("one move is supposed".to_owned()),
        n => Some(format!("{n} moves are supposed")),
    };
    [supposed, reordered.then(|| "what somebody wants is in another order".to_owned())]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", and ")
}

/// The model with the statements in the order that the address asks for: `o0=2.0.1`, of the first decision maker the third one first.
fn ordered(record: &Proposal, query: &Fields) -> Proposal {
    let mut model = record.clone();
    for (dm, it) in model.decision_makers.iter_mut().enumerate() {
        let order = order(query, dm, it.statements.len());
        it.statements = order.iter().map(|at| record.decision_makers[dm].statements[*at].clone()).collect();
    }
    model
}

/// The order that is asked for, where it names each statement once; else theirs.
fn order(query: &Fields, dm: usize, count: usize) -> Vec<usize> {
    let given: Option<Vec<usize>> = query.get(&format!("o{dm}")).map(|it| it.split('.').filter_map(|it| it.parse().ok()).collect());
    let mut sorted = given.clone().unwrap_or_default();
    sorted.sort_unstable();
    given.filter(|_| sorted.iter().copied().eq(0..count)).unwrap_or_else(|| (0..count).collect())
}

/// What is supposed: `s3=Y`, that the fourth option is taken.
fn options(model: &Proposal, query: &Fields) -> Vec<(usize, bool)> {
    (0..model.options.len())
        .filter_map(|at| Some((at, query.get(&format!("s{at}")).filter(|it| matches!(*it, "Y" | "N"))? == "Y")))
        .collect()
}

fn switches(shown: &Shown<'_>, options: &[(usize, bool)], query: &Fields) -> Markup {
    let model = shown.proposal;
    html! {
        section {
            h2 { "Suppose" }
            @if model.options.is_empty() { p.quiet { "The record shows no move that anybody could make." } }
            ul.switches {
                @for (at, option) in model.options.iter().enumerate() {
                    @let now = options.iter().find(|it| it.0 == at).map(|it| it.1);
                    li {
                        span dir="auto" { b { (safe_line(&model.decision_makers[model.owner(at)].name)) } " " (safe_line(&shown.label(option))) span.tail { " today: " (if option.today { "yes" } else { "no" }) } }
                        span.choice role="group" aria-label={ "Suppose: " (safe_line(&shown.label(option))) } {
                            @for (value, name, on) in [(None, "as it is", now.is_none()), (Some("Y"), "yes", now == Some(true)), (Some("N"), "no", now == Some(false))] {
                                a href={ "/outlook" (query.with(&format!("s{at}"), value)) } id={ "s" (at) (value.unwrap_or("-")) } data-follow aria-current=[on.then_some("true")] { (name) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What each side wants, the most important first, each with two buttons that move it.
fn orders(tables: &Tables, shown: &Shown<'_>, record: &Proposal, query: &Fields) -> Markup {
    let model = shown.proposal;
    html! {
        section {
            h2 { "What each side wants, most first" }
            p.quiet { "Drag a line to its place to see what follows. Alt and the arrows move it too, where it has the focus, and so do its buttons." }
            @for (dm, it) in model.decision_makers.iter().enumerate() {
                @let order = order(query, dm, it.statements.len());
                h3 dir="auto" { (safe_line(&it.name)) @if record.decision_makers[dm].statements != it.statements { " " a.tail href={ "/outlook" (query.with(&format!("o{dm}"), None)) } data-follow { "as the record has it" } } }
                @if it.statements.is_empty() { p.quiet { "Nothing is known of what it wants." } }
                ol.wants {
                    @for (at, stated) in it.statements.iter().enumerate() {
                        li tabindex="0" id={ "w" (dm) "-" (order[at]) } {
                            @if it.statements.len() > 1 { span.grip aria-hidden="true" title="Drag it to its place" { "⠿" } }
                            span dir="auto" {
                                (safe_line(&shown.statement(model, dm, at))) span.tail { " " (stated.kind.as_str()) @if let Some(key) = stated.words().first().and_then(|it| tables.act(&it.at)) { ", " a href={ "/" (key) } { (key) } } }
                            }
                            span.moves {
                                @for (by, sign, name, possible) in [(-1, "▲", "up", at > 0), (1, "▼", "down", at + 1 < it.statements.len())] {
                                    @if possible { a href={ "/outlook" (query.with(&format!("o{dm}"), Some(&moved(&order, at, by)))) } data-follow=(name) aria-label={ "Move " (name) } { (sign) } }
                                    @else { span.off aria-hidden="true" { (sign) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn moved(order: &[usize], at: usize, by: isize) -> String {
    let mut order = order.to_vec();
    if let Some(to) = at.checked_add_signed(by).filter(|to| *to < order.len()) {
        order.swap(at, to);
    }
    order.iter().map(ToString::to_string).collect::<Vec<_>>().join(".")
}

/// A section, each of its sentences to be opened.
fn part(tables: &Tables, section: &Section) -> Markup {
    let is_proof = |it: &Entry| it.says.starts_with("– ");
    // A sentence with its proof behind it.
    let mut sentences: Vec<(&Entry, Vec<&Entry>)> = Vec::new();
    for entry in &section.entries {
        match sentences.last_mut() {
            Some((_, proof)) if is_proof(entry) => proof.push(entry),
            _ => sentences.push((entry, Vec::new())),
        }
    }
    html! {
        section.entries {
            h2 { (section.title) }
            @if section.entries.is_empty() { p.quiet { (section.empty) } }
            @for (n, (entry, proof)) in sentences.iter().enumerate() {
                @if entry.heading.is_some() && (n == 0 || sentences[n - 1].0.heading != entry.heading) { h3 dir="auto" { (safe_line(entry.heading.as_deref().unwrap_or_default())) } }
                @if entry.words.is_empty() && entry.further.is_empty() && proof.is_empty() {
                    p.sentence dir="auto" { (safe_line(&entry.says)) (layout::mark(entry.confirmed)) }
                } @else {
                    details.sentence {
                        summary dir="auto" { (safe_line(&entry.says)) (layout::mark(entry.confirmed)) }
                        div.behind {
                            (quotes(tables, &own_words(entry, proof)))
                            @for it in proof { div.proof.deep[it.says.starts_with("– – ")] { p dir="auto" { (safe_line(it.says.trim_start_matches("– "))) } (quotes(tables, it)) } }
                        }
                    }
                }
            }
        }
    }
}

/// A sentence without the words that its proof shows anyway.
fn own_words(entry: &Entry, proof: &[&Entry]) -> Entry {
    let mut entry = entry.clone();
    entry.words.retain(|it| !proof.iter().any(|proof| proof.words.iter().any(|other| other.from == it.from)));
    if !proof.is_empty() {
        entry.further.clear();
    }
    entry
}

fn quotes(tables: &Tables, entry: &Entry) -> Markup {
    let key = |name: &str| -> Option<ActKey> { tables.named(name) };
    html! {
        @for it in &entry.words {
            @let (name, rest) = it.from.split_once(", ").unwrap_or((&it.from, ""));
            blockquote dir="auto" { "“" (safe_line(&it.words)) "” " span.tail { @match key(name) { Some(key) => a href={ "/" (key) } { (key) }, None => (safe_line(name)) } @if !rest.is_empty() { ", " (safe_line(rest)) } } }
        }
        @if !entry.further.is_empty() { p.tail { @for (n, name) in entry.further.iter().enumerate() { @if n > 0 { ", " } @match key(name) { Some(key) => a href={ "/" (key) } { (key) }, None => (safe_line(name)) } } } }
    }
}
