//! Paragraphs of a page that are no part of its report: captions of pictures, links to other reports, invitations to subscribe. They stay
//! in the text, so that every place keeps its offsets; nothing in them is read as said or done.
use super::{Text, TokenKind};

/// What such a paragraph begins with, in lower case.
const BEGINS: &[&str] = &[
    "file photo",
    "photos:",
    "photo:",
    "see also:",
    "see also |",
    "read more:",
    "read more |",
    "read also:",
    "related:",
    "more:",
    "watch:",
    "listen:",
    "video:",
    "enlarge this image",
    "sign up for",
    "click here to",
    "image copyright",
    "image caption",
    "media caption",
    "just watched",
    "story highlights",
    "contributing:",
    "slideshow (",
    "slideshow:",
    "photograph:",
    "facebook twitter pinterest",
    "— with assistance by",
    "with assistance by",
    "listen to article",
    "related video:",
];

/// What it may hold anywhere, in lower case.
const HOLDS: &[&str] = &["/file photo", "delivered to your inbox"];

/// What a caption holds, however long what it is glued to.
const CAPTIONED: &[&str] = &["hide caption", "toggle caption"];

/// Who took a picture, at the end of a caption of one or two sentences, in lower case; of "REUTERS/" the capitals tell it from a
/// "Reuters/Ipsos" poll.
const TAKEN_BY: &[&str] = &["/getty images", "(ap photo"];

/// Who helped with a report, as a sentence in a paragraph of its own.
const HELPED: &[&str] = &["contributed to this report", "contributed reporting"];

/// So many bytes at the end of a caption may name who took the picture.
const CREDIT: usize = 80;

/// What is longer, in bytes, is a paragraph of a report.
const LONGEST: usize = 1000;

/// So long at most is a caption.
const LONGEST_CAPTION: usize = 3000;

/// So many words in capitals alone are a link, where a paragraph of plain words stands on either side.
const CAPITALS: usize = 4;

/// Marks the paragraphs that are furniture of the page.
pub(super) fn mark(text: &mut Text<'_>) {
    let link: Vec<bool> = (0..text.paragraphs.len()).map(|at| is_in_capitals(text, at)).collect();
    for at in 0..text.paragraphs.len() {
        let words = &text.source[text.paragraphs[at].span.range()];
        if words.len() > LONGEST {
            let captioned = |lower: &str| CAPTIONED.iter().any(|held| lower.contains(held));
            text.paragraphs[at].furniture = words.len() <= LONGEST_CAPTION && captioned(&words.to_lowercase());
            continue;
        }
        // The second paragraph may be the report's own headline, under the paper's name.
        let between = at > 1 && !link[at - 1] && link.get(at + 1) == Some(&false);
        let lower = words.to_lowercase();
        let n_sentences = text.paragraphs[at].sentences.len();
        let at_end = |words: &str, by: &str| words.rfind(by).is_some_and(|found| words.len() - found <= CREDIT);
        let holds = |list: &[&str]| list.iter().any(|held| lower.contains(held));
        text.paragraphs[at].furniture = BEGINS.iter().any(|begin| lower.starts_with(begin))
            || closes_player(words)
            || holds(HOLDS)
            || holds(CAPTIONED)
            || n_sentences == 1 && holds(HELPED)
            || n_sentences <= 2 && (TAKEN_BY.iter().any(|by| at_end(&lower, by)) || at_end(words, "REUTERS/"))
            || link[at] && between;
    }
}

/// "CLOSE President Halvorsen signs": the caption of a picture after the word that closes it.
fn closes_player(words: &str) -> bool {
    words.strip_prefix("CLOSE ").is_some_and(|rest| rest.starts_with(char::is_uppercase) && rest.chars().any(char::is_lowercase))
}

/// Whether all words of a paragraph, four at least, are in capitals, and no mark ends it.
fn is_in_capitals(text: &Text<'_>, paragraph: usize) -> bool {
    let words = &text.source[text.paragraphs[paragraph].span.range()];
    let sentences = text.paragraphs[paragraph].sentences.clone();
    let (Some(first), Some(last)) = (text.sentences.get(sentences.start), text.sentences.get(sentences.end.saturating_sub(1))) else {
        return false;
    };
    let tokens = &text.tokens[first.tokens.start..last.tokens.end];
    let count = tokens.iter().filter(|token| token.kind == TokenKind::Word).count();
    count >= CAPITALS && !words.chars().any(char::is_lowercase) && !words.ends_with(['.', '!', '?', ':', ',', ';', '”', '"'])
}
