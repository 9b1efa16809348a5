//! The brief in a terminal: readable without colour, in a pipe, from 40 columns up. No character of a document steers it.
use crate::Item;
use crate::brief::{At, Brief, Line, Piece, Section, UNCONFIRMED, View, brief as sections_of};
use crate::shown::{line as shown, piece as joined, shortened};
use evidence::{About, Act, Place, Reason};
use textwrap::{Options, WordSplitter, wrap};

/// How a page is laid out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Style {
    /// Columns; fewer than 40 count as 40.
    pub width: usize,
    /// Whether to add colour (ANSI escapes). Nothing is said by colour alone.
    pub colour: bool,
}

impl Default for Style {
    fn default() -> Self {
        Self { width: 80, colour: false }
    }
}

/// One page on these documents together: pass one for a page of its own. Ends with a line end.
pub fn brief(items: &[Item<'_>], style: &Style) -> String {
    let brief = sections_of(items);
    let mut page = Page { style: Style { width: style.width.max(NARROWEST), ..*style }, out: String::new() };
    heading(&brief, &mut page);
    for section in &brief.sections {
        page.section(&brief.view, section);
    }
    page.out
}

/// For one act, which rule or feature made each field, with the words; `None` where the reading has no act of that name.
/// Ends with a line end.
pub fn explain(item: &Item<'_>, act: &str, style: &Style) -> Option<String> {
    let items = [*item];
    let brief = sections_of(&items);
    let act_idx = item.reading.acts.iter().position(|it| it.id.0 == act)?;
    let found = &item.reading.acts[act_idx];
    let mut page = Page { style: Style { width: style.width.max(NARROWEST), ..*style }, out: String::new() };
    let view = &brief.view;
    page.strong(&format!("{} of {}", shown(&found.id.0), shown(&item.document.about.id.0)));
    page.claim("  ", &format!("“{}”", shown(&view.words(0, &found.quote))), &tail(view, Some(&view.at(0, &found.quote))));
    for (field, value) in fields(view, found) {
        page.field(view, &field, &value, found.reasons.iter().filter(|reason| reason.field == field));
    }
    let known = fields(view, found);
    for reason in found.reasons.iter().filter(|reason| !known.iter().any(|(field, _)| field == reason.field)) {
        page.field(view, reason.field, "none", std::iter::once(reason));
    }
    Some(page.out)
}

/// A narrower page is wrapped as if it were this wide.
const NARROWEST: usize = 40;

struct Page {
    style: Style,
    out: String,
}

const HEADING: anstyle::Style = anstyle::Style::new().bold();
const QUIET: anstyle::Style = anstyle::Style::new().dimmed();

impl Page {
    fn section(&mut self, view: &View<'_>, section: &Section) {
        self.out.push('\n');
        self.strong(&section.title.to_uppercase());
        if let Some(rule) = section.rule {
            self.plain("  ", "  ", &format!("({rule})"));
        }
        for group in &section.groups {
            let mut indent = "  ";
            if let Some(heading) = &group.heading {
                self.strong_at("  ", &shown(heading));
                indent = "    ";
            }
            for line in &group.lines {
                let act = line.act.map(|at| format!("{} ", shown(&view.act_name(at)))).unwrap_or_default();
                let says = format!("{act}{}", said(view, line, self.style.width));
                self.claim(indent, &says, &tail(view, line.at.as_ref()));
            }
        }
    }

    /// One line of the brief: its words wrapped, then its tail at the right edge, on the last line where there is room.
    fn claim(&mut self, indent: &str, says: &str, tail: &str) {
        let width = self.style.width;
        let hanging = format!("{indent}  ");
        let lines: Vec<String> = wrap(says, options(width, indent, &hanging)).into_iter().map(|line| line.into_owned()).collect();
        let tail_width = textwrap::core::display_width(tail);
        let last_width = lines.last().map_or(0, |line| textwrap::core::display_width(line));
        self.out.push_str(&lines.join("\n"));
        if last_width + 2 + tail_width <= width {
            self.out.push_str(&" ".repeat(width - last_width - tail_width));
            self.quiet(tail);
            self.out.push('\n');
        } else {
            self.out.push('\n');
            for line in wrap(tail, options(width, &hanging, &hanging)) {
                let words = line.trim_start();
                self.out.push_str(&" ".repeat(width.saturating_sub(textwrap::core::display_width(words))));
                self.quiet(words);
                self.out.push('\n');
            }
        }
    }

    /// A field of an act: its value, then each rule that made it.
    fn field<'r>(&mut self, view: &View<'_>, field: &str, value: &str, reasons: impl Iterator<Item = &'r Reason>) {
        self.plain(&format!("  {field:<10}"), "            ", &shown(value));
        let mut any = false;
        for reason in reasons {
            any = true;
            let words = reason.at.as_ref().map(|place| quoted(view, place)).unwrap_or_default();
            self.plain("            because ", "              ", &format!("{}{words}", shown(&reason.rule)));
        }
        if !any {
            self.plain("            ", "            ", "(no rule is noted)");
        }
    }

    fn plain(&mut self, first: &str, further: &str, words: &str) {
        self.out.push_str(&wrap(words, options(self.style.width, first, further)).join("\n"));
        self.out.push('\n');
    }

    fn strong(&mut self, words: &str) {
        self.strong_at("", words);
    }

    fn strong_at(&mut self, indent: &str, words: &str) {
        for line in wrap(words, options(self.style.width, indent, indent)) {
            self.styled(HEADING, &line);
            self.out.push('\n');
        }
    }

    fn quiet(&mut self, words: &str) {
        self.styled(QUIET, words);
    }

    fn styled(&mut self, style: anstyle::Style, words: &str) {
        if self.style.colour {
            self.out.push_str(&format!("{style}{words}{style:#}"));
        } else {
            self.out.push_str(words);
        }
    }
}

/// Wrapping never cuts a place or a compound in two: only at spaces, and anywhere in a word wider than the page.
fn options<'a>(width: usize, first: &'a str, further: &'a str) -> Options<'a> {
    Options::new(width)
        .initial_indent(first)
        .subsequent_indent(further)
        .wrap_algorithm(textwrap::WrapAlgorithm::FirstFit)
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(WordSplitter::NoHyphenation)
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

/// What is known about a document besides its words: `id, 2024-07-04 (dateline), source, address`.
pub(crate) fn described(about: &About) -> String {
    let mut parts = vec![about.id.0.clone()];
    parts.push(match &about.published {
        Some(published) => format!("{} ({})", published.date, published.basis.as_str()),
        None => "undated".to_owned(),
    });
    parts.extend(about.source.clone());
    parts.extend(about.url.clone());
    if !about.language.is_read() {
        parts.push(format!("language: {}, not read", about.language.code));
    }
    parts.join(", ")
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

/// How every line ends: that nobody has confirmed it, and where its words stand.
fn tail(view: &View<'_>, at: Option<&At>) -> String {
    match at {
        Some(at) => format!("○ unconfirmed {}", view.written(at)),
        None => "○ unconfirmed, whole document".to_owned(),
    }
}

fn quoted(view: &View<'_>, place: &Place) -> String {
    let at = view.at(0, place);
    format!(": “{}” {}", shown(&view.words(0, place)), view.written(&at))
}

/// The fields of an act that have a value, in the order of the JSON contract.
fn fields(view: &View<'_>, act: &Act) -> Vec<(String, String)> {
    let names = |ids: &[evidence::ActorId]| -> Option<String> {
        let names: Vec<&str> = ids.iter().map(|id| view.name(0, id)).collect();
        if names.is_empty() { None } else { Some(names.join(", ")) }
    };
    let words = |place: &Option<Place>| place.as_ref().map(|place| view.words(0, place));
    let matters: Vec<String> = act
        .measures
        .iter()
        .map(|it| {
            let params: Vec<String> = it.params.iter().map(|param| format!("{} = {}", param.name, param.value)).collect();
            if params.is_empty() { it.measure.to_string() } else { format!("{} ({})", it.measure, params.join(", ")) }
        })
        .collect();
    let condition = act.condition.as_ref().map(|it| {
        let measure = it.measure.as_ref().map_or_else(|| "no measure".to_owned(), ToString::to_string);
        let actor = it.actor.as_ref().map(|id| format!(", {}", view.name(0, id))).unwrap_or_default();
        format!("{} {measure}{actor}: “{}”", it.relation, view.words(0, &it.words))
    });
    let when = act.when.as_ref().map(|it| {
        let value = it.date().map_or_else(|| "cannot be placed".to_owned(), ToString::to_string);
        format!("{value}: “{}”", view.words(0, it.words()))
    });
    let all = [
        ("act", Some(act.kind.to_string())),
        ("actor", names(&act.actor)),
        ("speaker", act.speaker.as_ref().map(|id| view.name(0, id).to_owned())),
        ("told_by", names(&act.told_by)),
        ("addressee", names(&act.addressee)),
        ("target", names(&act.target)),
        ("measures", if matters.is_empty() { None } else { Some(matters.join(", ")) }),
        ("if", condition),
        ("strength", act.strength.map(|it| it.to_string())),
        ("status", act.status.map(|it| it.to_string())),
        ("negated", act.negated.then(|| "yes".to_owned())),
        ("when", when),
        ("where", words(&act.place)),
        ("channel", words(&act.channel)),
        ("confidence", act.confidence.map(|it| format!("{it:.2}"))),
    ];
    all.into_iter().filter_map(|(field, value)| Some((field.to_owned(), value?))).collect()
}
