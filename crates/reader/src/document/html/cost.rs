//! What a tree of a page would cost, from one look at its tags. Parsers take the product of depth and tags, or of a tag's
//! attributes with themselves; a page made for that must not stop a batch.

/// The deepest nesting of which a tree is built.
const DEEPEST: usize = 512;
/// The most nodes-times-depth that building and scoring a tree may take; real pages stay below a twentieth.
const MOST_WORK: usize = 40_000_000;
/// The most elements of which a tree is built.
pub(super) const MOST_ELEMENTS: usize = 200_000;
/// The most attributes that a tag may have.
pub(super) const MOST_ATTRIBUTES: usize = 2_000;

/// Elements that nothing is in, or that the next of their kind closes.
const FLAT: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "p", "li", "dt", "dd", "tr",
    "td", "th", "option", "tbody", "thead", "tfoot", "colgroup", "html", "head", "body",
];

/// What was counted.
#[derive(Default, Debug)]
pub(super) struct Cost {
    elements: usize,
    deepest: usize,
    work: usize,
    /// The most in one tag.
    pub(super) attributes: usize,
}

impl Cost {
    /// Whether a tree of the page is built.
    pub(super) const fn builds_a_tree(&self) -> bool {
        self.elements <= MOST_ELEMENTS && self.deepest <= DEEPEST && self.work <= MOST_WORK
    }
}

/// Counts the tags of a page. Takes scripts for tags too, which only makes a page look dearer.
pub(super) fn of(page: &str) -> Cost {
    let bytes = page.as_bytes();
    let mut cost = Cost::default();
    let (mut depth, mut at) = (0_usize, 0);
    while let Some(found) = bytes[at..].iter().position(|byte| *byte == b'<') {
        at += found + 1;
        let closing = bytes.get(at) == Some(&b'/');
        let start = at + usize::from(closing);
        let name_length = bytes[start..].iter().take(20).take_while(|byte| byte.is_ascii_alphanumeric()).count();
        if name_length == 0 {
            continue;
        }
        let name = page.get(start..start + name_length).unwrap_or("").to_ascii_lowercase();
        let (end, attributes) = tag(bytes, start + name_length);
        cost.attributes = cost.attributes.max(attributes);
        at = end;
        if FLAT.contains(&name.as_str()) {
            cost.elements += usize::from(!closing);
        } else if closing {
            depth = depth.saturating_sub(1);
        } else {
            depth += 1;
            cost.elements += 1;
            cost.deepest = cost.deepest.max(depth);
        }
        cost.work = cost.work.saturating_add(depth);
    }
    cost
}

/// Where a tag ends, and how many attributes it seems to have: words outside quotes.
fn tag(bytes: &[u8], start: usize) -> (usize, usize) {
    let (mut at, mut quote, mut attributes, mut blank) = (start, None, 0, true);
    while let Some(byte) = bytes.get(at) {
        match (quote, byte) {
            (None, b'>') => return (at + 1, attributes),
            (None, b'"' | b'\'') if bytes[..at].ends_with(b"=") || bytes[..at].ends_with(b"= ") => quote = Some(*byte),
            (Some(open), byte) if open == *byte => {
                quote = None;
                blank = true;
            }
            (None, b' ' | b'\n' | b'\t' | b'\r' | b'\x0c' | b'/') => blank = true,
            (None, _) => {
                attributes += usize::from(blank);
                blank = false;
            }
            _ => {}
        }
        at += 1;
    }
    (at, attributes)
}
