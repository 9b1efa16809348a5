//! What the head of a document says about whose it is, where no metadata do: a letterhead ("MINISTRY OF FOREIGN AFFAIRS OF NORLAND"), and the line
//! that says what it is and by whom ("Remarks by President Orr of Norland"). A report has neither.
use super::gazetteer::{Form, Gazetteer};
use super::word::{BODY_HEADS, COMPANY_HEADS, GROUP_HEADS, OFFICE_PARTS, OFFICES, SPEAKS, among};
use crate::text::{Text, TokenKind};
use evidence::ActorKind;
use std::collections::BTreeSet;
use std::ops::Range;

/// Who issues a document, as its first lines say, in tokens of the text.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Head {
    /// What stands for a title: the line that says what the document is, with the next where that goes on with it.
    pub(super) title: Option<Range<usize>>,
    /// Who issues it; several together.
    pub(super) issuers: Vec<Issuer>,
    /// Whether it is said to be joint.
    pub(super) joint: bool,
    /// Parts of the only issuer under its name: "Press Department".
    pub(super) parts: Vec<Range<usize>>,
    /// The words of letterheads in full.
    pub(super) names: Vec<Range<usize>>,
}

/// One who issues a document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Issuer {
    /// Its name: of a state's ministry or office the state's, if it stands there.
    pub(super) name: Range<usize>,
    /// State, body, group or company.
    pub(super) kind: ActorKind,
}

impl Head {
    /// The states that issue it and that no table has, in lower case.
    pub(super) fn states(&self, text: &Text<'_>, gazetteer: &Gazetteer) -> BTreeSet<String> {
        let unknown = |issuer: &&Issuer| issuer.kind == ActorKind::State && gazetteer.find(text, issuer.name.start).is_none();
        let lower = |issuer: &Issuer| issuer.name.clone().map(|i| text.lower(i)).collect::<Vec<_>>().join(" ");
        self.issuers.iter().filter(unknown).map(lower).collect()
    }
}

/// Lines of a text that can be its head.
const LINES: usize = 8;

/// Bytes of the longest line of a head.
const LONGEST: usize = 220;

/// What somebody issues.
#[rustfmt::skip]
const KINDS: &[&str] = &[
    "statement", "statements", "remarks", "declaration", "communique", "communiqué", "readout", "transcript", "briefing", "broadcast", "address",
    "speech", "message", "letter", "comment", "comments", "appeal", "release", "sheet", "answer", "answers", "conference", "note", "notice", "reply",
];

/// Words before what a document is: "Joint Press Release", "Daily statement".
#[rustfmt::skip]
const BEFORE_KINDS: &[&str] = &[
    "joint", "press", "news", "final", "daily", "common", "unofficial", "official", "open", "opening", "closing", "public", "policy", "transcript", "of",
    "the", "a", "an", "chair", "chair's", "president's", "presidential", "spokesperson", "spokesperson's", "spokesman's", "spokeswoman's", "'s", "'", "fact", "media", "short",
    "trilateral", "bilateral", "weekly", "evening", "radio", "televised", "full", "text", "prepared", "ministerial", "political",
];

/// Words of the names of what belongs to a state and speaks for it.
#[rustfmt::skip]
const OF_STATES: &[&str] = &[
    "ministry", "department", "office", "government", "presidency", "embassy", "mansion", "chancellery", "mission", "staff", "palace", "kremlin", "cabinet",
];

/// What a ministry is for, and whose an office is: no state, after "of".
#[rustfmt::skip]
const DOMAINS: &[&str] = &[
    "labour", "labor", "tourism", "fisheries", "fishing", "water", "justice", "works", "planning", "science", "mines", "mining", "petroleum", "commerce", "war", "peace",
    "relations", "reconciliation", "reintegration", "diaspora", "emigration", "sport", "youth", "women", "children", "religion", "religious", "economy", "economics", "budget",
    "taxes", "infrastructure", "housing", "forests", "natural", "rural", "social", "local", "internal", "overseas", "european", "international", "emergency", "emergencies", "elections",
];

/// Agencies and other signs of a report in a first line.
const OF_REPORTS: &[&str] = &["reuters", "ap", "afp", "upi", "xinhua", "tass", "interfax", "dpa", "ansa", "cnn", "bbc"];

/// Reads the head of a text. A title that metadata give counts as its first line, and is not in it.
pub(super) fn read(text: &Text<'_>, gazetteer: &Gazetteer) -> Head {
    let mut lines = Vec::new();
    for paragraph in text.paragraphs.iter().take(LINES) {
        let tokens = text.tokens_in(paragraph.span);
        if reports(text, &tokens) {
            return Head::default();
        }
        if !is_line(text, &tokens, paragraph.span.len()) {
            break;
        }
        lines.push(tokens);
    }
    // Of "FOR IMMEDIATE RELEASE" and "Readout of a call with Norland" the longer says more.
    let says = |at: &usize| says_what(text, &lines[*at]).is_some();
    let Some(at) = (0..lines.len()).filter(says).min_by_key(|&at| (std::cmp::Reverse(lines[at].len().min(6)), at)) else {
        // "BISHOPS' CONFERENCE OF NORLAND", and on the next line what it is about.
        let letterhead = |lines: &[Range<usize>]| lines.len() > 1 && is_in_capitals(text, &lines[0]);
        let issuers = if letterhead(&lines) { institutions(text, lines[0].clone(), gazetteer) } else { Vec::new() };
        return Head { title: None, joint: issuers.len() > 1, issuers, parts: Vec::new(), names: lines.first().cloned().into_iter().collect() };
    };
    let what = says_what(text, &lines[at]).unwrap_or(lines[at].start);
    let mut title = lines[at].clone();
    // "JOINT DECLARATION", and on the next line "of the Republic of Norland and the Kingdom of Sudria".
    if let Some(next) = lines.get(at + 1).filter(|next| matches!(text.lower(next.start), "of" | "by" | "from" | "between" | "on")) {
        title.end = next.end;
    }
    let joint = (title.start..what.min(title.end)).any(|i| matches!(text.lower(i), "joint" | "common"));
    let mut head = Head { title: Some(title.clone()), joint, ..Head::default() };
    // "Statement by the Ministry of Foreign Affairs of Norland on the talks".
    if let Some(by) = (what..title.end).find(|&i| matches!(text.lower(i), "by" | "from" | "of")).filter(|&by| by <= what + 6) {
        let end = (by + 1..title.end).find(|&i| text.lower(i) == "," || ends_name(text, i)).unwrap_or(title.end);
        head.issuers = institutions(text, by + 1..end, gazetteer);
        head.names.extend((!head.issuers.is_empty()).then_some(by + 1..end));
    } else if let Some(issuer) = known(text, lines[at].start..what, gazetteer).filter(|_| what > lines[at].start) {
        // "IAEA Director General Statement".
        head.issuers.push(issuer);
    }
    let sure = |issuers: &[Issuer]| issuers.iter().any(|it| it.kind == ActorKind::State);
    for (index, line) in lines.iter().enumerate().filter(|(index, _)| *index != at && *index < 4) {
        if says_what(text, line).is_some() || title.contains(&line.start) {
            continue;
        }
        let mut found = institutions(text, line.clone(), gazetteer);
        head.names.extend((!found.is_empty()).then_some(line.clone()));
        // A ministry, and on the next line its state.
        if let [only] = &mut found[..]
            && only.kind == ActorKind::Body
            && is_of_state(text, &only.name)
            && let Some(next) = lines.get(index + 1).filter(|next| next.len() <= 2 && is_in_capitals(text, next))
        {
            *only = Issuer { name: next.clone(), kind: ActorKind::State };
        }
        if head.joint && head.issuers.len() + found.len() > 1 || found.len() > 1 || head.issuers.is_empty() {
            head.joint |= found.len() > 1;
            head.issuers.extend(found);
        } else if !sure(&head.issuers) && sure(&found) && head.issuers.iter().all(|it| is_of_state(text, &it.name)) {
            // "Office of the Spokesperson", below or above whose it is.
            head.issuers = found;
        } else if let [part] = &found[..]
            && part.kind != ActorKind::State
            && gazetteer.find(text, part.name.start).is_none()
        {
            head.parts.push(part.name.clone());
        }
    }
    if !head.joint {
        head.issuers.truncate(1);
    }
    for issuer in head.issuers.iter_mut().filter(|it| it.kind == ActorKind::Body) {
        // "DEPARTMENT OF THE TREASURY": whose it is the text says further down.
        if is_of_state(text, &issuer.name)
            && let Some(state) = in_full(text, &issuer.name)
        {
            *issuer = Issuer { name: state, kind: ActorKind::State };
        }
    }
    head
}

/// Whether a name is of what belongs to a state.
pub(super) fn is_of_a_state(name: &str) -> bool {
    name.to_lowercase().split(' ').any(|word| OF_STATES.contains(&word))
}

/// Whether a title says what somebody's document it is: "Remarks by President Orr"; not of a report.
pub(super) fn is_of_a_document(text: &Text<'_>, title: &Text<'_>) -> bool {
    let first = |paragraph: &crate::text::Paragraph| text.tokens_in(paragraph.span);
    says_what(title, &(0..title.tokens.len())).is_some() && !text.paragraphs.iter().take(3).any(|it| reports(text, &first(it)))
}

/// Whether a first line shows that the text is a report: an agency in brackets, or "By Anna Berg".
fn reports(text: &Text<'_>, line: &Range<usize>) -> bool {
    let agency = |i: usize| OF_REPORTS.contains(&text.lower(i)) && matches!(text.lower(i + 1), ")" | "]") && i > 0;
    let first = line.clone().take(12);
    let by = text.lower(line.start) == "by" && line.len() <= 8;
    by || first.into_iter().any(agency)
}

/// Whether a paragraph can be a line of a head: short, and no sentence.
fn is_line(text: &Text<'_>, tokens: &Range<usize>, bytes: usize) -> bool {
    let Some(last) = tokens.clone().last() else { return false };
    let closes = matches!(text.lower(last), "." | "," | ":" | ";" | "!" | "?");
    let dated = tokens.len() <= 14 && tokens.clone().any(|i| text.tokens[i].kind == TokenKind::Number);
    let bracket = text.lower(tokens.start) == "(";
    bytes <= LONGEST && (!closes || dated || bracket) && !is_turn(text, tokens)
}

/// "MINISTER ORSINO: Good evening".
fn is_turn(text: &Text<'_>, tokens: &Range<usize>) -> bool {
    let colon = tokens.clone().take(6).find(|&i| text.lower(i) == ":");
    colon.is_some_and(|colon| {
        (tokens.start..colon).all(|i| text.token(i).chars().all(|c| !c.is_lowercase())) && !(tokens.start..colon).any(|i| KINDS.contains(&text.lower(i)))
    })
}

/// The token with which a line says what the document is: "Joint *Statement* by".
fn says_what(text: &Text<'_>, line: &Range<usize>) -> Option<usize> {
    let lower = |i: usize| text.lower(i);
    if (line.start..line.end.min(line.start + 4)).any(|i| lower(i) == "immediate" && lower(i + 1) == "release") {
        return Some(line.start + 1);
    }
    let at = line.clone().take(9).find(|&i| KINDS.contains(&lower(i)) && text.tokens[line.start].capital)?;
    // "Peace conference opens", "Bishops' Conference of Norland": no kind of document.
    let fits = |word: &str, before: &str| match word {
        "conference" | "release" => matches!(before, "press" | "news" | "media"),
        "sheet" => before == "fact",
        "address" | "answer" | "appeal" | "letter" | "note" | "notice" | "comment" | "reply" => !matches!(before, "the"),
        _ => true,
    };
    let before = at.checked_sub(1).filter(|&i| i >= line.start).map_or("", lower);
    let opens = (line.start..at).all(|i| BEFORE_KINDS.contains(&lower(i)));
    let issued = (line.start..at).all(|i| text.tokens[i].capital || text.tokens[i].kind != TokenKind::Word)
        && at + 1 < line.end
        && matches!(lower(at), "statement" | "remarks" | "readout")
        && matches!(lower(at + 1), "on" | "regarding" | "following" | "after" | "by");
    let verb = (at + 1..line.end.min(at + 3)).any(|i| SPEAKS.contains(&lower(i)));
    (fits(lower(at), before) && (opens || issued) && !verb).then_some(at)
}

fn is_in_capitals(text: &Text<'_>, line: &Range<usize>) -> bool {
    line.clone().all(|i| text.token(i).chars().all(|c| !c.is_lowercase())) && line.clone().any(|i| text.tokens[i].kind == TokenKind::Word)
}

/// Where the name of an issuer has ended: "on the talks", "following".
fn ends_name(text: &Text<'_>, at: usize) -> bool {
    let word = text.lower(at);
    matches!(word, "on" | "at" | "after" | "before" | "to" | "in" | "with" | "concerning" | "regarding" | "upon" | "during" | "about" | ":")
        || word.len() > 5 && word.ends_with("ing") && !text.tokens[at].capital
}

/// The words of a name in a letterhead: capitals and what links them.
fn is_name(text: &Text<'_>, tokens: &Range<usize>) -> bool {
    let fits = |i: usize| {
        let token = &text.tokens[i];
        token.kind == TokenKind::Word && token.capital
            || matches!(text.lower(i), "of" | "the" | "for" | "and" | "in" | "on" | "'s" | "'" | "’" | "&" | "-" | ".")
    };
    !tokens.is_empty() && tokens.len() <= 14 && tokens.clone().all(fits)
}

fn without_the(text: &Text<'_>, tokens: Range<usize>) -> Range<usize> {
    if text.lower(tokens.start) == "the" { tokens.start + 1..tokens.end } else { tokens }
}

/// Whom some words name as issuers: none, one, or several that a dash or "and" joins.
fn institutions(text: &Text<'_>, tokens: Range<usize>, gazetteer: &Gazetteer) -> Vec<Issuer> {
    let dash = tokens.clone().find(|&i| matches!(text.lower(i), "—" | "–" | "/"));
    let and = tokens.clone().find(|&i| text.lower(i) == "and" && i > tokens.start && is_institution_head(text, i - 1));
    if let Some(split) = dash.or(and) {
        let parts = [institution(text, tokens.start..split, gazetteer), institution(text, split + 1..tokens.end, gazetteer)];
        if let [Some(first), Some(second)] = parts {
            return vec![first, second];
        }
    }
    institution(text, tokens, gazetteer).into_iter().collect()
}

fn is_institution_head(text: &Text<'_>, at: usize) -> bool {
    let word = text.lower(at);
    [BODY_HEADS, GROUP_HEADS, COMPANY_HEADS].iter().any(|heads| heads.contains(&word)) || word == "authorities"
}

/// Whether a name is of what belongs to a state and speaks for it.
fn is_of_state(text: &Text<'_>, name: &Range<usize>) -> bool {
    name.clone().any(|i| OF_STATES.contains(&text.lower(i)))
}

/// Whom the words of one letterhead name.
fn institution(text: &Text<'_>, tokens: Range<usize>, gazetteer: &Gazetteer) -> Option<Issuer> {
    // "United Nations, 9 March".
    let end = tokens.clone().find(|&i| text.lower(i) == ",").unwrap_or(tokens.end);
    let dated = end < tokens.end;
    let tokens = without_the(text, tokens.start..end);
    if !is_name(text, &tokens) {
        return None;
    }
    let holder = tokens.clone().any(|i| among(OFFICES, text.lower(i)));
    let of = tokens.clone().rev().find(|&i| text.lower(i) == "of").filter(|&of| of > tokens.start);
    if is_of_state(text, &tokens) && !dated {
        let tail = of.map(|of| without_the(text, of + 1..tokens.end)).filter(|tail| is_land(text, tail));
        if let Some(mut state) = tail {
            // "General Staff of the Norlandian Armed Forces".
            while state.len() > 1 && matches!(text.lower(state.end - 1), "forces" | "armed" | "army") {
                state.end -= 1;
            }
            return Some(Issuer { name: state, kind: ActorKind::State });
        }
        return known(text, tokens.clone(), gazetteer)
            .or_else(|| (!holder || tokens.clone().any(|i| text.lower(i) == "office")).then_some(Issuer { name: tokens, kind: ActorKind::Body }));
    }
    if let Some(known) = known(text, tokens.clone(), gazetteer).filter(|it| it.name == tokens && (!dated || it.kind == ActorKind::Body)) {
        return Some(known);
    }
    if dated || holder && !is_institution_head(text, tokens.end - 1) {
        return None;
    }
    // "Eighteenth Summit of the Lake Community".
    let session = |word: &str| matches!(word, "summit" | "session" | "meeting" | "plenary" | "presidency" | "talks");
    if let Some(of) = of.filter(|_| tokens.clone().any(|i| session(text.lower(i)))) {
        return institution(text, of + 1..tokens.end, gazetteer);
    }
    let first_of = tokens.clone().find(|&i| matches!(text.lower(i), "of" | "for" | "on")).unwrap_or(tokens.end);
    let head = text.lower(first_of - 1);
    let by_head = [(BODY_HEADS, ActorKind::Body), (GROUP_HEADS, ActorKind::Group), (COMPANY_HEADS, ActorKind::Company)];
    let kind = by_head.into_iter().find(|(heads, _)| heads.contains(&head)).map(|(_, kind)| kind);
    let kind = kind.or_else(|| (head == "authorities").then_some(ActorKind::Body))?;
    // A newspaper's or agency's name at the top of a page.
    let medium = super::word::is_of_newspaper(head);
    (tokens.len() > 1 && !medium).then_some(Issuer { name: tokens, kind })
}

/// Whether what stands after "of" can be a land: no business of a ministry, and no office.
fn is_land(text: &Text<'_>, tokens: &Range<usize>) -> bool {
    let first = text.lower(tokens.start);
    let plain = |word: &str| among(OFFICE_PARTS, word) || among(OFFICES, word) || DOMAINS.contains(&word);
    !tokens.is_empty()
        && tokens.len() <= 4
        && !plain(first)
        && !plain(text.lower(tokens.end - 1))
        && !tokens.clone().any(|i| matches!(text.lower(i), "and" | "for" | "of"))
}

/// The state or body in the tables that some words name, be it by a part of theirs.
fn known(text: &Text<'_>, tokens: Range<usize>, gazetteer: &Gazetteer) -> Option<Issuer> {
    let hits = || tokens.clone().filter_map(|at| gazetteer.find(text, at).map(|hit| (at, hit)));
    if hits().any(|(_, hit)| gazetteer.known[hit.known].medium) {
        return None;
    }
    let (at, hit) = hits().find(|(at, hit)| hit.form != Form::Seat || at + hit.length == tokens.end)?;
    Some(Issuer { name: at..at + hit.length, kind: gazetteer.known[hit.known].kind })
}

/// The land that a text names after the same words as its letterhead: "the Department of the Treasury of the Calder Republic".
fn in_full(text: &Text<'_>, name: &Range<usize>) -> Option<Range<usize>> {
    let words: Vec<&str> = name.clone().map(|i| text.lower(i)).collect();
    let again = (name.end..text.tokens.len().min(name.end + 1200)).find(|&at| {
        words.iter().enumerate().all(|(i, word)| text.lower(at + i) == *word) && text.lower(at + words.len()) == "of"
    })?;
    let from = without_the(text, again + words.len() + 1..text.tokens.len()).start;
    let capital = |i: &usize| text.tokens.get(*i).is_some_and(|it| it.capital && it.kind == TokenKind::Word);
    let end = (from..from + 4).take_while(capital).last()? + 1;
    Some(from..end)
}
