//! The sections laid out: as a page of the terminal, as Markdown, as one HTML file.
use super::section::{Entry, Section, Words};
use crate::markdown::plain;
use crate::shown::line as shown;
use crate::terminal::{Page, Style};
use maud::{DOCTYPE, PreEscaped, html as markup};

/// Whether a section says anything.
fn has_something(it: &&Section) -> bool {
    !it.entries.is_empty() || !it.empty.is_empty()
}

pub(super) fn tail(entry: &Entry) -> &'static str {
    match entry.confirmed {
        Some(true) => "● confirmed",
        Some(false) => "○ unconfirmed",
        None => "",
    }
}

/// Words with what they are and where they are from.
fn cited(it: &Words) -> String {
    let label = if it.label.is_empty() { String::new() } else { format!("{}: ", it.label) };
    format!("{label}“{}” [{}]", it.words, it.from)
}

pub(super) fn further(entry: &Entry) -> Option<String> {
    (!entry.further.is_empty()).then(|| format!("{}: {}", if entry.words.is_empty() { "acts" } else { "also" }, entry.further.join(", ")))
}

/// The sections in a terminal.
pub fn terminal(title: &str, sections: &[Section], style: &Style) -> String {
    let mut page = Page::new(style);
    page.strong(&shown(title));
    for section in sections.iter().filter(has_something) {
        page.out.push('\n');
        page.strong(&section.title.to_uppercase());
        if section.entries.is_empty() {
            page.plain("  ", "  ", section.empty);
        }
        let mut heading = None;
        for entry in &section.entries {
            if entry.heading != heading {
                heading.clone_from(&entry.heading);
                page.strong_at("  ", &shown(heading.as_deref().unwrap_or_default()));
            }
            let indent = if heading.is_some() { "    " } else { "  " };
            let codes = if entry.codes.is_empty() { String::new() } else { format!(" [{}]", entry.codes) };
            match (entry.says.as_str(), tail(entry)) {
                ("", _) => {}
                (says, "") => page.plain(indent, &format!("{indent}  "), &shown(&format!("{says}{codes}"))),
                (says, tail) => page.claim(indent, &shown(&format!("{says}{codes}")), tail),
            }
            let deeper = format!("{indent}  ");
            for words in entry.words.iter().map(cited).chain(further(entry)) {
                page.plain(&deeper, &format!("{deeper}  "), &shown(&words));
            }
        }
    }
    page.out
}

/// The sections as Markdown.
pub fn markdown(title: &str, sections: &[Section]) -> String {
    let mut out = format!("# {}\n", plain(title));
    for section in sections.iter().filter(has_something) {
        out += &format!("\n## {}\n\n", section.title);
        if section.entries.is_empty() {
            out += &format!("{}\n", section.empty);
        }
        let mut heading = None;
        for (n, entry) in section.entries.iter().enumerate() {
            if entry.heading != heading {
                heading.clone_from(&entry.heading);
                let gap = if n > 0 { "\n" } else { "" };
                out += &format!("{gap}### {}\n\n", plain(heading.as_deref().unwrap_or_default()));
            }
            let tail = if tail(entry).is_empty() { String::new() } else { format!(" – {}", tail(entry)) };
            let mut lines = entry.words.iter().map(cited).chain(further(entry));
            let says = if entry.says.is_empty() { lines.next().unwrap_or_default() } else { entry.says.clone() };
            let codes = if entry.codes.is_empty() { String::new() } else { format!(" ({})", plain(&entry.codes)) };
            out += &format!("- {}{codes}{tail}\n", plain(&says));
            for line in lines {
                out += &format!("  - {}\n", plain(&line));
            }
        }
    }
    out
}

/// The sections as one self-contained page: nothing is loaded, nothing is run.
pub fn html(title: &str, sections: &[Section]) -> String {
    const STYLE: &str = "body{font:16px/1.5 Georgia,serif;max-width:50rem;margin:2rem auto;padding:0 1rem;color:#222;background:#fff}\
        h1{font-size:1.5rem}h2{font-size:1.2rem;border-bottom:1px solid #bbb;margin-top:2rem}h3{font-size:1rem;margin:1.2rem 0 .3rem}\
        li{margin:.4rem 0}blockquote{margin:.2rem 0 .2rem 1rem;color:#444}.mark,.from{color:#666;font-size:.85rem}";
    let groups = |section: &Section| {
        let mut out: Vec<(Option<String>, Vec<Entry>)> = Vec::new();
        for entry in &section.entries {
            match out.last_mut() {
                Some((heading, entries)) if *heading == entry.heading => entries.push(entry.clone()),
                _ => out.push((entry.heading.clone(), vec![entry.clone()])),
            }
        }
        out
    };
    let page = markup! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'";
                title { (shown(title)) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                h1 { (shown(title)) }
                @for section in sections.iter().filter(has_something) {
                    h2 { (section.title) }
                    @if section.entries.is_empty() { p { (section.empty) } }
                    @for (heading, entries) in groups(section) {
                        @if let Some(heading) = heading { h3 { (shown(&heading)) } }
                        ul {
                            @for entry in &entries {
                                li {
                                    (shown(&entry.says))
                                    @if !entry.codes.is_empty() { " " span.from { "[" (shown(&entry.codes)) "]" } }
                                    @if !tail(entry).is_empty() { " " span.mark { (tail(entry)) } }
                                    @for it in &entry.words {
                                        blockquote { (it.label) " “" (shown(&it.words)) "” " span.from { (shown(&it.from)) } }
                                    }
                                    @if let Some(more) = further(entry) { div.from { (shown(&more)) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    };
    page.into_string()
}
