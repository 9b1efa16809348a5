//! What a dossier holds, for a terminal: lists, single items, search results, the log. Every act says whether a person has confirmed it.
use super::Style;
use super::page::Page;
use crate::place::Paragraphs;
use crate::shown::line;
use evidence::Date;
use record::correction::{State, differences};
use record::history::Entry;
use record::mark::{Handling, Mark};
use record::view::{Act, Actor, Document, DocumentKind, Event, Part};

/// What a person made of an act: `○ unconfirmed, p = 0.83` (without p where rules alone decided), `● confirmed`.
pub fn state(act: &Act) -> String {
    match (act.state, act.probability) {
        (State::Unconfirmed, Some(p)) => format!("○ unconfirmed, p = {p:.2}"),
        (State::Unconfirmed, None) => "○ unconfirmed".to_owned(),
        (State::Confirmed, _) => "● confirmed".to_owned(),
        (State::Changed, _) => "● changed by a person".to_owned(),
        (State::Added, _) => "● added by a person".to_owned(),
        (State::Rejected, _) => "× rejected".to_owned(),
    }
}

fn names(act: &Act, part: Part) -> String {
    act.taking(part).map(|it| line(&it.name)).collect::<Vec<_>>().join(", ")
}

/// An act in a sentence: `2031-03-12 Sudria: reject (refuse) bilateral-talks: “turned down talks”`.
pub fn sentence(act: &Act) -> String {
    let mut says = String::new();
    match (&act.when, act.reported) {
        (Some(date), _) => says.push_str(&format!("{date} ")),
        (None, Some(day)) => says.push_str(&format!("by {day} ")),
        (None, None) => says.push_str("undated "),
    }
    let actors = names(act, Part::Actor);
    says.push_str(if actors.is_empty() { "(nobody named)" } else { &actors });
    let speaker = names(act, Part::Speaker);
    if !speaker.is_empty() && speaker != actors {
        says.push_str(&format!(" (by {speaker})"));
    }
    says.push_str(if act.negated { ": did not " } else { ": " });
    says.push_str(act.kind.as_str());
    let how: Vec<&str> = act.strength.iter().map(|it| it.as_str()).chain(act.status.iter().map(|it| it.as_str())).collect();
    if !how.is_empty() {
        says.push_str(&format!(" ({})", how.join(", ")));
    }
    for (word, part) in [("to", Part::Addressee), ("at", Part::Target), ("told by", Part::ToldBy)] {
        let names = names(act, part);
        if !names.is_empty() {
            says.push_str(&format!(", {word} {names}"));
        }
    }
    if !act.measures.is_empty() {
        let about = act.measures.iter().map(|matter| {
            let params: Vec<String> = matter.params.iter().map(|(name, value)| format!("{name}: {}", line(value))).collect();
            if params.is_empty() { matter.measure.to_string() } else { format!("{} [{}]", matter.measure, params.join("; ")) }
        });
        says.push_str(&format!(", {}", about.collect::<Vec<_>>().join(", ")));
    }
    says.push_str(&format!(": “{}”", line(&act.words)));
    says
}

fn place(act: &Act) -> String {
    let spans: Vec<String> = act.place.spans().iter().map(ToString::to_string).collect();
    let note = act.note.as_ref().map_or_else(String::new, |author| format!(", a note of {}", line(author)));
    format!("{} {}{note}", line(&act.document_name), spans.join("+"))
}

/// Acts, one an entry, each with its words, its document and what a person made of it.
pub fn acts(acts: &[Act], style: &Style) -> String {
    let mut page = Page::new(style);
    for act in acts {
        let event = act.event.as_ref().map_or_else(String::new, |link| format!(", e{}", link.first.0));
        page.claim("", &format!("{} {}", act.key, sentence(act)), &format!("{}{event}, {}", state(act), place(act)));
    }
    page.out
}

fn published(document: &Document) -> String {
    document.published.as_ref().map_or_else(|| "undated".to_owned(), Date::to_string)
}

fn mark(mark: &Mark) -> Option<String> {
    let handling = mark.handling.as_ref().filter(|it| **it != Handling::Public).map(ToString::to_string);
    let parts: Vec<String> = handling.into_iter().chain(mark.code()).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn outlets(document: &Document) -> String {
    let mut all: Vec<String> = document.sources.iter().filter_map(|it| it.outlet.as_deref().map(line)).collect();
    all.dedup();
    if all.is_empty() { "no source named".to_owned() } else { all.join(" and ") }
}

/// Documents, one an entry.
pub fn documents(documents: &[Document], style: &Style) -> String {
    let mut page = Page::new(style);
    for document in documents {
        let mut says = format!("{} {}", document.key, line(&document.name));
        if document.kind == DocumentKind::Note {
            says.push_str(&format!(" (a note of {})", line(document.author.as_deref().unwrap_or("the user"))));
        }
        if let Some(title) = &document.title {
            says.push_str(&format!(": {}", line(title)));
        }
        let mut tail = vec![published(document)];
        if document.kind == DocumentKind::Report {
            tail.push(outlets(document));
        }
        if document.sources.len() > 1 {
            tail.push(format!("{} sources", document.sources.len()));
        }
        if let Some((of, likeness)) = document.copy_of {
            tail.push(format!("copy of {of} ({:.0} %)", likeness * 100.0));
        }
        tail.extend(mark(&document.mark));
        tail.push(format!("{} acts", document.n_acts));
        page.claim("", &says, &tail.join(", "));
    }
    page.out
}

/// One document with its sources and acts. `text` gives the paragraphs; `None` where it was erased.
pub fn document(document: &Document, acts: &[Act], text: Option<&str>, style: &Style) -> String {
    let mut page = Page::new(style);
    page.strong(&format!("{} {}", document.key, line(document.title.as_deref().unwrap_or(&document.name))));
    let kind = match (&document.author, document.kind) {
        (Some(author), DocumentKind::Note) => format!("a note of {}, private: not a source's word", line(author)),
        _ => document.kind.as_str().to_owned(),
    };
    page.plain("", "  ", &format!("{}, {}, {kind}", line(&document.name), published(document)));
    if let Some(mark) = mark(&document.mark) {
        page.plain("", "  ", &format!("handling: {mark}"));
    }
    if let Some((of, likeness)) = document.copy_of {
        page.plain(
            "",
            "  ",
            &format!(
                "a copy of {of}: {:.0} % of the shorter text's runs of words stand in both; they count as one source",
                likeness * 100.0
            ),
        );
    }
    if document.until.is_some() {
        page.plain("", "  ", "removed: what is shown here is in no list, search or export");
    }
    page.plain("", "  ", &format!("SHA-256 {}", document.sha256));
    for source in &document.sources {
        let parts = [source.outlet.as_deref(), source.published.as_deref(), source.url.as_deref(), Some(source.origin.as_str())];
        let parts: Vec<String> = parts.into_iter().flatten().map(line).collect();
        page.plain("source: ", "  ", &parts.join(", "));
    }
    let paragraphs = text.map(Paragraphs::of);
    if !acts.is_empty() {
        page.out.push('\n');
        page.strong("ACTS");
    }
    for act in acts {
        let event = act.event.as_ref().map_or_else(String::new, |link| format!(", e{}", link.first.0));
        let at = match &paragraphs {
            Some(paragraphs) => crate::place::written(paragraphs.number(act.place.start()), &act.place),
            None => place(act),
        };
        page.claim("  ", &format!("{} {}", act.key, sentence(act)), &format!("{}{event} {at}", state(act)));
    }
    page.out
}

/// One act with what is known of it: its event, and each version that it had.
pub fn act(act: &Act, versions: &[Act], style: &Style) -> String {
    let mut page = Page::new(style);
    page.claim("", &format!("{} {}", act.key, sentence(act)), &format!("{}, {}", state(act), place(act)));
    if let Some(link) = &act.event {
        let p = link.probability.map_or_else(String::new, |p| format!(", p = {p:.2}"));
        page.plain("  ", "    ", &format!("event e{}: {}{p}", link.first.0, line(&link.reason)));
    }
    if versions.len() > 1 {
        page.out.push('\n');
        page.strong("VERSIONS");
        for (number, version) in versions.iter().enumerate() {
            let changes = number.checked_sub(1).and_then(|before| versions.get(before)).map(|before| differences(before, version));
            let changes: Vec<String> =
                changes.into_iter().flatten().map(|(field, from, to)| format!("{field}: {} -> {}", nothing(&from), nothing(&to))).collect();
            let says = if changes.is_empty() { state(version) } else { format!("{}; {}", state(version), changes.join("; ")) };
            page.plain(&format!("  {}. ", number + 1), "     ", &says);
        }
    }
    page.out
}

fn nothing(words: &str) -> String {
    if words.is_empty() { "nothing".to_owned() } else { line(words) }
}

/// One event: its accounts, why each is held to be one, and where they clash.
pub fn event(event: &Event, style: &Style) -> String {
    let mut page = Page::new(style);
    let sources = if event.n_sources == 1 { "one source".to_owned() } else { format!("{} sources", event.n_sources) };
    page.strong(&format!("e{}: {} accounts, {sources}", event.first.0, event.acts.len()));
    for act in &event.acts {
        page.claim("  ", &format!("{} {}", act.key, sentence(act)), &format!("{}, {}", state(act), place(act)));
        if let Some(link) = &act.event {
            let p = link.probability.map_or_else(String::new, |p| format!("p = {p:.2}: "));
            page.plain("      ", "      ", &format!("{p}{}", line(&link.reason)));
        }
    }
    for contested in &event.contested {
        let clash = &contested.clash;
        let says = format!(
            "contested, {}: {} has {}, {} has {}",
            clash.field,
            contested.one,
            line(&clash.one),
            contested.other,
            line(&clash.other)
        );
        page.plain("  ", "    ", &says);
    }
    page.out
}

/// Events, each with its accounts.
pub fn events(events: &[Event], style: &Style) -> String {
    events.iter().map(|it| event(it, style)).collect::<Vec<_>>().join("\n")
}

/// Actors, one an entry.
pub fn actors(actors: &[Actor], style: &Style) -> String {
    let mut page = Page::new(style);
    for actor in actors {
        let mut says = format!("{} {}", actor.key, line(&actor.name));
        if !actor.part_of.is_empty() {
            says.push_str(&format!(", of {}", actor.part_of.iter().map(|it| line(&it.1)).collect::<Vec<_>>().join(" and ")));
        }
        if !actor.forms.is_empty() {
            says.push_str(&format!("; also {}", actor.forms.iter().map(|it| line(it)).collect::<Vec<_>>().join(", ")));
        }
        page.claim("", &says, &format!("{}, {} documents, {} acts", actor.kind, actor.n_documents, actor.n_acts));
    }
    page.out
}

/// One actor.
pub fn actor(actor: &Actor, style: &Style) -> String {
    let mut page = Page::new(style);
    page.strong(&format!("{} {}", actor.key, line(&actor.name)));
    page.plain("", "  ", &format!("{}, named in {} documents, {} acts", actor.kind, actor.n_documents, actor.n_acts));
    for (what, id) in [("Wikidata", &actor.wikidata), ("ISO", &actor.iso)] {
        if let Some(id) = id {
            page.plain("", "  ", &format!("{what}: {}", line(id)));
        }
    }
    if !actor.part_of.is_empty() {
        let wholes = actor.part_of.iter().map(|(key, name)| format!("{} ({key})", line(name)));
        page.plain("speaks for: ", "  ", &wholes.collect::<Vec<_>>().join(", "));
    }
    if !actor.forms.is_empty() {
        page.plain("also: ", "  ", &actor.forms.iter().map(|it| line(it)).collect::<Vec<_>>().join(", "));
    }
    for title in &actor.titles {
        let span = match (&title.first, &title.last) {
            (Some(first), Some(last)) if first == last => first.clone(),
            (first, last) => format!("{} to {}", first.as_deref().unwrap_or("?"), last.as_deref().unwrap_or("?")),
        };
        let by = if title.by_process { "by the process file" } else { "in documents" };
        page.plain("title: ", "  ", &format!("{}, {by} {span}", line(&title.title)));
    }
    if !actor.merged.is_empty() {
        let merged = actor.merged.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        page.plain("merged into it by a person: ", "  ", &merged);
    }
    page.out
}

/// Sources with their marks.
pub fn sources(sources: &[(String, Mark, usize)], style: &Style) -> String {
    let mut page = Page::new(style);
    for (name, of, count) in sources {
        let tail = mark(of).unwrap_or_else(|| "public".to_owned());
        page.claim("", &line(name), &format!("{count} documents, {tail}"));
    }
    page.out
}

/// The log, the newest first.
pub fn log(entries: &[Entry], style: &Style) -> String {
    let mut page = Page::new(style);
    for entry in entries {
        let item = if entry.item.is_empty() { String::new() } else { format!(" {}", line(&entry.item)) };
        let why = entry.why.as_ref().map_or_else(String::new, |why| format!(" Why: {}", line(why)));
        let undone = entry.undone_by.map_or_else(String::new, |by| format!(" Taken back by {by}."));
        let says = if entry.says.is_empty() { String::new() } else { format!(": {}", line(&entry.says)) };
        page.claim(
            "",
            &format!("{} {}{item}{says}.{why}{undone}", entry.key, entry.command),
            &format!("{}, {}", line(&entry.by), entry.at),
        );
    }
    page.out
}
