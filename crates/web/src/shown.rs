//! Values of a dossier in words and colours, the same on every page. Every word of a document passes `report`'s making safe and then the
//! template's escaping.

use armistice::dossier::{Act, Document, DocumentKind, Handling, Mark, Part, State};
use armistice::{ActKind, Date, Measures};
use maud::{Markup, html};
use report::safe_line as line;
use std::ops::Range;

/// What colour and line an act has: for a thing, against it, asking, or done. It is said in words too.
pub(crate) const fn tone(kind: ActKind) -> &'static str {
    match kind {
        ActKind::Propose | ActKind::Accept | ActKind::Commit | ActKind::Endorse | ActKind::OfferRole => "for",
        ActKind::Reject | ActKind::Threaten | ActKind::Accuse | ActKind::Deny | ActKind::Retract => "against",
        ActKind::Demand | ActKind::Condition => "asks",
        ActKind::Contact | ActKind::Conclude | ActKind::Deed => "done",
        ActKind::Assess => "words",
    }
}

/// The word before whom an act is aimed at: who is backed is no target of ill.
pub(crate) const fn aim(kind: ActKind) -> &'static str {
    if matches!(kind, ActKind::Endorse) { "behind" } else { "against" }
}

/// The sign of a state, never without its word.
pub(crate) const fn glyph(state: State) -> &'static str {
    match state {
        State::Unconfirmed => "○",
        State::Confirmed | State::Changed | State::Added => "●",
        State::Rejected => "×",
    }
}

/// `unconfirmed, 83 %`: what a person made of it, or how sure the machine is.
pub(crate) fn state(act: &Act) -> String {
    match (act.state, act.probability) {
        (State::Unconfirmed, Some(p)) => format!("unconfirmed, p = {p:.2}"),
        (State::Unconfirmed, None) => "unconfirmed, by rules alone".to_owned(),
        (State::Changed, _) => "changed by a person".to_owned(),
        (State::Added, _) => "added by a person".to_owned(),
        (other, _) => other.to_string(),
    }
}

pub(crate) fn names(act: &Act, part: Part) -> String {
    act.taking(part).map(|it| line(&it.name)).collect::<Vec<_>>().join(", ")
}

/// Names that lead to their actors.
pub(crate) fn people(act: &Act, part: Part) -> Markup {
    html! {
        @for (n, taking) in act.taking(part).enumerate() {
            @if n > 0 { ", " }
            a.who href={ "/" (taking.actor) } dir="auto" { (line(&taking.name)) }
        }
    }
}

/// `reject (never)`, `did not meet`.
pub(crate) fn doing(act: &Act) -> String {
    let how: Vec<&str> = act.strength.iter().map(|it| it.as_str()).chain(act.status.iter().map(|it| it.as_str())).collect();
    let how = if how.is_empty() { String::new() } else { format!(" ({})", how.join(", ")) };
    format!("{}{}{how}", if act.negated { "did not " } else { "" }, act.kind)
}

/// What it is about, by the names of the measures.
pub(crate) fn about(act: &Act, measures: &Measures) -> String {
    let all = act.measures.iter().map(|matter| {
        let label = measures.get(&matter.measure).map_or(matter.measure.0.as_str(), |it| it.label.as_str());
        let params: Vec<String> = matter.params.iter().map(|(name, value)| format!("{name}: {}", line(value))).collect();
        if params.is_empty() { label.to_owned() } else { format!("{label} ({})", params.join("; ")) }
    });
    all.collect::<Vec<_>>().join(", ")
}

/// When: `2031-03-12`, `by 2031-03-13` where only the day of the report is known, `undated`.
pub(crate) fn when(act: &Act) -> String {
    match (&act.when, act.reported) {
        (Some(date), _) => date.to_string(),
        (None, Some(day)) => format!("by {day}"),
        (None, None) => "undated".to_owned(),
    }
}

/// Words that were searched for, to be marked where they stand.
#[derive(Default)]
pub(crate) struct Sought(Vec<(String, bool)>);

impl Sought {
    /// As the search takes them: `cease*` is how a word begins, `-word` is in nothing that was found.
    pub(crate) fn of(words: &str) -> Self {
        let wanted = words.split_whitespace().filter(|it| !it.starts_with('-'));
        let parts = wanted.flat_map(|it| it.split_inclusive(|c: char| !c.is_alphanumeric()));
        let word = |it: &str| (it.trim_end_matches(|c: char| !c.is_alphanumeric()).to_lowercase(), it.ends_with('*'));
        Self(parts.map(word).filter(|it| !it.0.is_empty()).collect())
    }

    fn places(&self, text: &str) -> Vec<Range<usize>> {
        if self.0.is_empty() {
            return Vec::new();
        }
        let starts = text.char_indices().filter(|(_, c)| c.is_alphanumeric()).map(|it| it.0);
        let is_start = |at: &usize| !text[..*at].ends_with(char::is_alphanumeric);
        let words = starts.filter(is_start).map(|at| at..text[at..].find(|c: char| !c.is_alphanumeric()).map_or(text.len(), |it| at + it));
        words
            .filter(|it| {
                let word = text[it.clone()].to_lowercase();
                self.0.iter().any(|(sought, begins)| if *begins { word.starts_with(sought.as_str()) } else { word == *sought })
            })
            .collect()
    }

    /// A line with these words marked.
    pub(crate) fn marked(&self, text: &str) -> Markup {
        let text = line(text);
        let places = self.places(&text);
        let befores = std::iter::once(0).chain(places.iter().map(|it| it.end)).zip(places.iter().map(|it| it.start));
        html! {
            @for (before, it) in befores.zip(&places) { (text[before.0..before.1]) mark.hit { (text[it.clone()]) } }
            (text[places.last().map_or(0, |it| it.end)..])
        }
    }

    /// The first of these words in a text, with what stands around it; `None` where none of them is there as it is written.
    pub(crate) fn around(&self, text: &str) -> Option<Markup> {
        const ROOM: usize = 90;
        let first = self.places(text).into_iter().next()?;
        let mut from = text.floor_char_boundary(first.start.saturating_sub(ROOM));
        let mut to = text.ceil_char_boundary((first.end + ROOM).min(text.len()));
        // Whole words alone.
        if from > 0 {
            from += text[from..first.start].find(char::is_whitespace).unwrap_or(0);
        }
        if to < text.len() {
            to = first.end + text[first.end..to].rfind(char::is_whitespace).unwrap_or(to - first.end);
        }
        let dots = |is: bool| if is { "…" } else { "" };
        Some(html! { (dots(from > 0)) (self.marked(text[from..to].trim())) (dots(to < text.len())) })
    }
}

/// An act on one line, with its words: in lists of any page.
pub(crate) fn act_line(act: &Act, measures: &Measures) -> Markup {
    act_found(act, measures, &Sought::default())
}

/// The same with the words marked for which it was found.
pub(crate) fn act_found(act: &Act, measures: &Measures, sought: &Sought) -> Markup {
    let about = about(act, measures);
    html! {
        article.act.(tone(act.kind)) data-state=(act.state.as_str()) {
            p.says {
                span.glyph aria-hidden="true" { (glyph(act.state)) } " "
                @if act.who.iter().any(|it| it.part == Part::Actor) { (people(act, Part::Actor)) } @else { span.quiet { "nobody named" } }
                " " a.kind href={ "/" (act.key) } { (doing(act)) }
                @if act.taking(Part::Addressee).next().is_some() { " to " (people(act, Part::Addressee)) }
                @if act.taking(Part::Target).next().is_some() { " " (aim(act.kind)) " " (people(act, Part::Target)) }
                @if !about.is_empty() { span.about { " · " (about) } }
            }
            blockquote dir="auto" { a href={ "/" (act.document) "#" (act.key) } { "“" (sought.marked(&act.words)) "”" } }
            p.tail {
                (when(act)) " · " a href={ "/" (act.document) } { (line(&act.document_name)) } @if let Some(author) = &act.note { " · a note of " (line(author)) } " · " (state(act))
                @if let Some(link) = &act.event { " · " a href={ "/e" (link.first.0) } { "e" (link.first.0) } }
            }
        }
    }
}

pub(crate) fn published(document: &Document) -> String {
    document.published.as_ref().map_or_else(|| "undated".to_owned(), Date::to_string)
}

pub(crate) fn title(document: &Document) -> String {
    line(document.title.as_deref().unwrap_or(&document.name))
}

pub(crate) fn outlets(document: &Document) -> String {
    let mut all: Vec<String> = document.sources.iter().filter_map(|it| it.outlet.as_deref().map(line)).collect();
    all.dedup();
    if document.kind == DocumentKind::Note {
        return format!("note of {}", line(document.author.as_deref().unwrap_or("the user")));
    }
    if all.is_empty() { "no source named".to_owned() } else { all.join(" and ") }
}

/// Handling and reliability, where they are not the usual.
pub(crate) fn mark(mark: &Mark) -> Option<String> {
    let handling = mark.handling.as_ref().filter(|it| **it != Handling::Public).map(ToString::to_string);
    let parts: Vec<String> = handling.into_iter().chain(mark.code()).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// `1 act`, `2 acts`.
pub(crate) fn counted(count: usize, one: &str, several: &str) -> String {
    format!("{} {}", grouped(count), if count == 1 { one } else { several })
}

/// `10 000`, parted by narrow spaces that do not break.
pub(crate) fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let mut out = String::new();
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) {
            out.push('\u{202f}');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::Sought;

    fn marked(words: &str, text: &str) -> String {
        Sought::of(words).marked(text).into_string().replace("<mark class=\"hit\">", "[").replace("</mark>", "]")
    }

    #[test]
    fn what_was_searched_for_is_marked_word_by_word() {
        assert_eq!(marked("truce", "A Truce, the truces and a <truce>"), "A [Truce], the truces and a &lt;[truce]&gt;");
        assert_eq!(marked("cease*", "The ceasefire ceased"), "The [ceasefire] [ceased]");
        assert_eq!(marked("\"thirty days\" -never", "never for thirty-days"), "never for [thirty]-[days]");
        assert_eq!(marked("", "nothing"), "nothing");
        assert_eq!(marked("été", "un Été indien"), "un [Été] indien");
    }

    #[test]
    fn around_the_first_of_them_stand_whole_words() {
        let text = format!("{} und Übergabe der Brücke {}", "äöü ".repeat(60), "ß ".repeat(60));
        let around = Sought::of("Übergabe").around(&text).map(maud::PreEscaped::into_string).unwrap_or_default();
        assert!(
            around.starts_with("…äöü ") && around.contains("<mark class=\"hit\">Übergabe</mark>") && around.ends_with("ß…"),
            "{around}"
        );
        assert_eq!(Sought::of("truce").around(&text).map(maud::PreEscaped::into_string), None);
    }
}
