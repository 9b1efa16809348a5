//! Which first lines of a text are its head, and which of them says what the document is.
use super::super::word::{OFFICE_PARTS, OFFICES, PARTICLES, SPEAKS, among};
use crate::text::{Text, TokenKind};
use std::ops::Range;

/// Lines of a text that can be its head.
pub(super) const LINES: usize = 8;

/// Bytes of the longest line of a head.
pub(super) const LONGEST: usize = 220;

/// What somebody issues.
#[rustfmt::skip]
pub(super) const KINDS: &[&str] = &[
    "statement", "statements", "remarks", "declaration", "communique", "communiqué", "readout", "transcript", "briefing", "broadcast", "address",
    "speech", "message", "letter", "comment", "comments", "appeal", "release", "sheet", "answer", "answers", "replies", "announcement", "conference", "note", "notice", "reply", "thread",
    "resolution", "telegram", "update", "report", "bulletin", "conversation",
];

/// Words before what a document is: "Joint Press Release", "Daily statement".
#[rustfmt::skip]
pub(super) const BEFORE_KINDS: &[&str] = &[
    "joint", "press", "news", "final", "daily", "common", "unofficial", "official", "open", "opening", "closing", "public", "policy", "transcript", "of",
    "the", "a", "an", "chair", "chair's", "president's", "presidential", "president", "spokesperson", "spokesperson's", "spokesman's", "spokeswoman's", "'s", "'", "fact", "media", "short",
    "trilateral", "bilateral", "weekly", "evening", "radio", "televised", "full", "text", "prepared", "ministerial", "political", "extract", "extracts",
    "from", "speaking", "verbal", "operational", "introductory", "foreign", "ministry", "regular", "defence", "defense", "state", "department", "government", "bargaining",
    "negotiation", "negotiations", "spot", "situation", "monitoring", "telephone", "national", "emergency", "extraordinary", "unity", "military",
];

/// What news says of a statement, in its headline, and no statement of itself.
#[rustfmt::skip]
pub(super) const OF_HEADLINES: &[&str] = &[
    "say", "says", "said", "expected", "likely", "raises", "raise", "draws", "sparks", "fuels", "hopes", "amid", "fails", "rejects", "angers", "spurs", "stirs",
];

/// Agencies and other signs of a report in a first line.
pub(super) const OF_REPORTS: &[&str] = &["reuters", "ap", "afp", "upi", "xinhua", "tass", "interfax", "dpa", "ansa", "cnn", "bbc"];

/// What stands before what a document is: "*IAEA Director General* Statement", "Update 114 – *IAEA Director General* Statement".
pub(super) fn before_kind(text: &Text<'_>, line: &Range<usize>, what: usize) -> Range<usize> {
    if !matches!(text.lower(what), "update" | "report" | "bulletin") {
        return line.start..what;
    }
    let next = (what + 1..line.end).find(|&i| KINDS.contains(&text.lower(i))).unwrap_or(what + 1);
    what + 1..next.min(what + 8)
}

/// The first lines of a text up to its first sentence; none where they show a report.
pub(super) fn lines(text: &Text<'_>) -> Option<Vec<Range<usize>>> {
    let mut lines: Vec<Range<usize>> = Vec::new();
    let mut ended = false;
    for paragraph in text.paragraphs.iter().take(LINES) {
        let tokens = text.tokens_in(paragraph.span);
        let headed = lines.last().is_some_and(|last| says_what(text, last).is_some());
        if reports(text, &tokens) && !headed {
            return None;
        }
        if ended {
            continue;
        }
        if !is_line(text, &tokens, paragraph.span.len()) {
            ended = true;
            continue;
        }
        lines.push(tokens);
    }
    Some(lines)
}

/// Whether a line that calls itself an update or report is headed by what issues it: "Bargaining Update #9", "Spot Report 4/2032".
pub(super) fn opens_plainly(text: &Text<'_>, line: &Range<usize>, at: usize) -> bool {
    let numbered = (at + 1..line.end.min(at + 4)).any(|i| text.tokens[i].kind == TokenKind::Number);
    let words = at > line.start && (line.start..at).all(|i| BEFORE_KINDS.contains(&text.lower(i)));
    words || at == line.start && (numbered || text.lower(at + 1) == "on" && is_in_capitals(text, line))
}

/// Whether a first line shows that the text is a report: an agency in brackets, or "By Anna Berg".
pub(super) fn reports(text: &Text<'_>, line: &Range<usize>) -> bool {
    let agency = |i: usize| OF_REPORTS.contains(&text.lower(i)) && matches!(text.lower(i + 1), ")" | "]") && i > 0;
    let mail = matches!(text.lower(line.start), "subject" | "fw" | "fwd" | "re" | "cc" | "sent") && text.lower(line.start + 1) == ":";
    let live = matches!(text.lower(line.start), "live" | "watch") && line.len() < 16;
    let by = text.lower(line.start) == "by"
        && line.len() <= 8
        && !line.clone().any(|i| matches!(text.lower(i), "minister" | "president" | "secretary" | "ambassador"));
    by || mail || live || line.clone().take(12).any(agency)
}

/// Whether a paragraph can be a line of a head: short, and no sentence.
pub(super) fn is_line(text: &Text<'_>, tokens: &Range<usize>, bytes: usize) -> bool {
    let Some(last) = tokens.clone().last() else { return false };
    let closes = matches!(text.lower(last), "." | "," | ":" | ";" | "!" | "?");
    let dated = tokens.len() <= 14 && tokens.clone().any(|i| text.tokens[i].kind == TokenKind::Number);
    let bracket = text.lower(tokens.start) == "(";
    // "Address by President Orr of Norland," at a conference that the next line names.
    let by = text.lower(last) == "," && says_what(text, tokens).is_some();
    bytes <= LONGEST && (!closes || dated || bracket || by) && !is_turn(text, tokens)
}

/// "MINISTER ORSINO: Good evening".
pub(super) fn is_turn(text: &Text<'_>, tokens: &Range<usize>) -> bool {
    let colon = tokens.clone().take(6).find(|&i| text.lower(i) == ":");
    colon.is_some_and(|colon| {
        (tokens.start..colon).all(|i| text.token(i).chars().all(|c| !c.is_lowercase()))
            && !(tokens.start..colon).any(|i| KINDS.contains(&text.lower(i)))
    })
}

/// The token with which a line says what the document is: "Joint *Statement* by".
pub(super) fn says_what(text: &Text<'_>, line: &Range<usize>) -> Option<usize> {
    let lower = |i: usize| text.lower(i);
    if (line.start..line.end.min(line.start + 4)).any(|i| lower(i) == "immediate" && lower(i + 1) == "release") {
        return Some(line.start + 1);
    }
    let at = line.clone().take(9).find(|&i| KINDS.contains(&lower(i)) && text.tokens[line.start].capital)?;
    // "Peace conference opens", "Bishops' Conference of Norland": no kind of document.
    let fits = |word: &str, before: &str| match word {
        "conference" | "release" => matches!(before, "press" | "news" | "media"),
        // "Transcript: President Orr on Alba News".
        "transcript" => !(lower(at + 1) == ":" && at + 2 < line.end),
        "sheet" => before == "fact",
        // "Regime Change: an Update" is no more than a headline.
        "update" | "report" | "bulletin" | "conversation" => opens_plainly(text, line, at),
        "address" | "answer" | "appeal" | "letter" | "note" | "notice" | "comment" | "reply" => !matches!(before, "the"),
        _ => true,
    };
    let before = at.checked_sub(1).filter(|&i| i >= line.start).map_or("", lower);
    let opens = (line.start..at).all(|i| BEFORE_KINDS.contains(&lower(i)));
    let issued = (line.start..at).all(|i| text.tokens[i].capital || text.tokens[i].kind != TokenKind::Word || lower(i) == "'s")
        && at + 1 < line.end
        && (matches!(lower(at), "statement" | "remarks" | "readout")
            && matches!(lower(at + 1), "on" | "regarding" | "following" | "after" | "by")
            || before == "'s"
                && matches!(lower(at), "address" | "speech" | "remarks" | "statement" | "message")
                && matches!(lower(at + 1), "to" | "at" | "on" | "in" | "and"));
    // "SAMADUR DECLARATION".
    let closes =
        at + 1 == line.end && line.len() <= 4 && matches!(lower(at), "declaration" | "communiqué" | "communique" | "appeal" | "statement");
    let verb =
        (at + 1..line.end.min(at + 3)).any(|i| SPEAKS.contains(&lower(i))) || (at..line.end).any(|i| OF_HEADLINES.contains(&lower(i)));
    (fits(lower(at), before) && (opens || issued || closes) && !verb).then_some(at)
}

/// "Remarks by President Orr spark fury": a plain word right behind whose remarks they are.
pub(super) fn is_headline(text: &Text<'_>, line: &Range<usize>, what: usize) -> bool {
    let by = (what + 1..line.end).find(|&i| matches!(text.lower(i), "by" | "of"));
    let Some(by) = by.filter(|&by| by <= what + 2) else { return false };
    // "Readout of the telephone conversation": of what, and not of whom.
    let name = by + 1 + usize::from(text.lower(by + 1) == "the");
    if text.lower(by) == "of" && !text.tokens.get(name).is_some_and(|it| it.capital) {
        return false;
    }
    let links = |i: usize| {
        let word = text.lower(i);
        among(OFFICES, word)
            || among(OFFICE_PARTS, word)
            || among(PARTICLES, word)
            || matches!(
                word,
                "the"
                    | "of"
                    | "for"
                    | "and"
                    | "a"
                    | "an"
                    | "in"
                    | "its"
                    | "his"
                    | "her"
                    | "our"
                    | "members"
                    | "member"
                    | "states"
                    | "spokespersons"
                    | "governments"
                    | "delegations"
                    | "delegation"
                    | "representatives"
                    | "heads"
                    | "leaders"
                    | "ministry"
                    | "office"
                    | "council"
                    | "committee"
                    | "union"
                    | "behalf"
                    | "chair"
                    | "mission"
                    | "department"
                    | "embassy"
                    | "commission"
                    | "board"
                    | "bishops"
                    | "as"
                    | "company"
                    | "front"
                    | "movement"
                    | "held"
                    | "adopted"
                    | "issued"
                    | "delivered"
                    | "made"
                    | "signed"
                    | "given"
                    | "read"
                    | "published"
            )
    };
    let plain = |i: usize| text.tokens[i].kind == TokenKind::Word && !text.tokens[i].capital && text.lower(i) != "'s";
    (by + 1..line.end).take_while(|&i| !ends_name(text, i) && !matches!(text.lower(i), "," | "'s")).any(|i| plain(i) && !links(i))
}

pub(super) fn is_in_capitals(text: &Text<'_>, line: &Range<usize>) -> bool {
    line.clone().all(|i| text.token(i).chars().all(|c| !c.is_lowercase())) && line.clone().any(|i| text.tokens[i].kind == TokenKind::Word)
}

/// Where the name of an issuer has ended: "on the talks", "following".
pub(super) fn ends_name(text: &Text<'_>, at: usize) -> bool {
    let word = text.lower(at);
    matches!(
        word,
        "on" | "at" | "after" | "before" | "to" | "with" | "concerning" | "regarding" | "upon" | "during" | "about" | ":" | "—" | "–"
    ) || word.len() > 5 && word.ends_with("ing") && !text.tokens[at].capital
}
