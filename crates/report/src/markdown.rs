//! The brief as Markdown (CommonMark), for notes and mail. Nothing in a document can format, link or break out of its line.
use crate::Item;
use crate::brief::{Line, Piece, UNCONFIRMED, View, brief as sections_of, described};
use crate::shown::{line as shown, piece as joined};

/// One page on these documents together: pass one for a page of its own. Ends with a line end.
pub fn brief(items: &[Item<'_>]) -> String {
    let brief = sections_of(items);
    let view = &brief.view;
    let mut out = String::new();
    for (n, item) in items.iter().enumerate() {
        let about = &item.document.about;
        let number = if items.len() == 1 { String::new() } else { format!("\\[{}\\] ", n + 1) };
        out.push_str(&format!("# {number}{}\n\n", plain(about.title.as_deref().unwrap_or(&about.id.0))));
        out.push_str(&format!("{}\n\n", plain(&described(about))));
    }
    out.push_str(&format!("{}\n", plain(UNCONFIRMED)));
    for section in &brief.sections {
        out.push_str(&format!("\n## {}\n\n", section.title));
        if let Some(rule) = section.rule {
            out.push_str(&format!("({rule})\n\n"));
        }
        for (n, group) in section.groups.iter().enumerate() {
            if let Some(heading) = &group.heading {
                out.push_str(if n > 0 { "\n" } else { "" });
                out.push_str(&format!("### {}\n\n", plain(heading)));
            }
            for line in &group.lines {
                out.push_str(&bullet(view, line));
            }
        }
    }
    out
}

fn bullet(view: &View<'_>, line: &Line) -> String {
    let mut out = "- ".to_owned();
    if let Some(act) = line.act {
        out.push_str(&format!("{} ", plain(&view.act_name(act))));
    }
    for piece in &line.pieces {
        match piece {
            Piece::Text(words) => out.push_str(&joined(words, plain)),
            Piece::Strong(words) => out.push_str(&format!("**{}**", plain(words))),
            Piece::Words(words) => out.push_str(&format!("“{}”", plain(words))),
            Piece::Act(at) => out.push_str(&plain(&view.act_name(*at))),
            Piece::Place(at) => out.push_str(&plain(&view.written(at))),
        }
    }
    let place = line.at.as_ref().map_or_else(|| ", whole document".to_owned(), |at| format!(" {}", plain(&view.written(at))));
    out.push_str(&format!(" – {}{place}\n", view.unconfirmed(line.act)));
    out
}

/// Words with every character escaped that Markdown reads as a mark.
pub(crate) fn plain(words: &str) -> String {
    let mut out = String::new();
    let shown = shown(words);
    // What would open a list where it begins a line: a bullet, or the mark after a number.
    let number = shown.bytes().take_while(u8::is_ascii_digit).count();
    let opens_list = |at: usize, c: char| (at == 0 && matches!(c, '-' | '+')) || (number > 0 && at == number && matches!(c, '.' | ')'));
    for (at, c) in shown.char_indices() {
        let opens_link = (c == ':' && shown[at..].starts_with("://")) || (c == '.' && shown[..at].ends_with("www")) || c == '@';
        if matches!(c, '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '!' | '$')
            || opens_link
            || opens_list(at, c)
        {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn a_document_cannot_format_or_link() {
        for (given, escaped) in [
            ("no [click](javascript:alert(1))", "no \\[click\\](javascript:alert(1))"),
            ("<script>x</script> & more", "\\<script\\>x\\</script\\> \\& more"),
            ("a\n# heading\n| cell |", "a \\# heading \\| cell \\|"),
            ("see https://bad.example and www.bad.example", "see https\\://bad.example and www\\.bad.example"),
            ("- item", "\\- item"),
            ("12. item 3. no", "12\\. item 3. no"),
            ("![pixel](x) `code` *bold*", "\\!\\[pixel\\](x) \\`code\\` \\*bold\\*"),
        ] {
            assert_eq!(plain(given), escaped);
        }
    }
}
