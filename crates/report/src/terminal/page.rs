//! Lines laid out to a width: wrapped, indented, with their tail at the right edge.
use super::Style;
use crate::brief::{ActAt, At, View};
use textwrap::{Options, WordSplitter, wrap};

/// A narrower page is wrapped as if it were this wide.
const NARROWEST: usize = 40;

pub(crate) struct Page {
    pub(crate) style: Style,
    pub(crate) out: String,
}

const HEADING: anstyle::Style = anstyle::Style::new().bold();
const QUIET: anstyle::Style = anstyle::Style::new().dimmed();

impl Page {
    pub(crate) fn new(style: &Style) -> Self {
        Self { style: Style { width: style.width.max(NARROWEST), ..*style }, out: String::new() }
    }

    /// One line of the brief: its words wrapped, then its tail at the right edge, on the last line where there is room.
    pub(crate) fn claim(&mut self, indent: &str, says: &str, tail: &str) {
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

    pub(crate) fn plain(&mut self, first: &str, further: &str, words: &str) {
        self.out.push_str(&wrap(words, options(self.style.width, first, further)).join("\n"));
        self.out.push('\n');
    }

    pub(crate) fn strong(&mut self, words: &str) {
        self.strong_at("", words);
    }

    pub(crate) fn strong_at(&mut self, indent: &str, words: &str) {
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

/// How every line ends: that nobody has confirmed it, and where its words stand.
pub(super) fn tail(view: &View<'_>, act: Option<ActAt>, at: Option<&At>) -> String {
    let sure = view.unconfirmed(act);
    match at {
        Some(at) => format!("{sure} {}", view.written(at)),
        None => format!("{sure}, whole document"),
    }
}
