//! What the head of a document says about whose it is, where no metadata do: a letterhead ("MINISTRY OF FOREIGN AFFAIRS OF NORLAND"), and the line
//! that says what it is and by whom ("Remarks by President Orr of Norland"). A report has neither.
use super::gazetteer::{Form, Gazetteer, given_name};
use super::unknown::{DEMONYM_ENDINGS, stem};
use super::word::{BODY_HEADS, COMPANY_HEADS, GROUP_HEADS, OFFICE_PARTS, OFFICES, SPEAKS, among};
use crate::text::{Text, TokenKind};
use evidence::ActorKind;
use std::cmp::Reverse;
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
    /// The person who is said to issue it, and the words of the office before the name.
    pub(super) person: Option<(Range<usize>, Vec<String>)>,
    /// The office of whoever issues it, where no name stands there: "Readout of the Prime Minister's call".
    pub(super) holder: Vec<String>,
    /// Whether it is that person's own words: remarks and not a readout.
    pub(super) spoken: bool,
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
    "speech", "message", "letter", "comment", "comments", "appeal", "release", "sheet", "answer", "answers", "conference", "note", "notice", "reply", "thread",
    "resolution", "telegram", "update", "report", "bulletin", "conversation",
];

/// Words before what a document is: "Joint Press Release", "Daily statement".
#[rustfmt::skip]
const BEFORE_KINDS: &[&str] = &[
    "joint", "press", "news", "final", "daily", "common", "unofficial", "official", "open", "opening", "closing", "public", "policy", "transcript", "of",
    "the", "a", "an", "chair", "chair's", "president's", "presidential", "president", "spokesperson", "spokesperson's", "spokesman's", "spokeswoman's", "'s", "'", "fact", "media", "short",
    "trilateral", "bilateral", "weekly", "evening", "radio", "televised", "full", "text", "prepared", "ministerial", "political", "extract", "extracts",
    "from", "speaking", "verbal", "operational", "introductory", "foreign", "ministry", "regular", "defence", "defense", "state", "department", "government", "bargaining",
    "negotiation", "negotiations", "spot", "situation", "monitoring", "telephone", "national", "emergency", "extraordinary", "unity", "military",
];

/// What news says of a statement, in its headline, and no statement of itself.
#[rustfmt::skip]
const OF_HEADLINES: &[&str] = &[
    "say", "says", "said", "expected", "likely", "raises", "raise", "draws", "sparks", "fuels", "hopes", "amid", "fails", "rejects", "angers", "spurs", "stirs",
];

/// Words of the names of what belongs to a state and speaks for it.
#[rustfmt::skip]
const OF_STATES: &[&str] = &[
    "ministry", "department", "office", "government", "presidency", "embassy", "mansion", "chancellery", "staff", "palace", "kremlin", "cabinet", "permanent",
];

/// What a ministry is for, and whose an office is: no state, after "of".
#[rustfmt::skip]
const DOMAINS: &[&str] = &[
    "armed", "forces", "army", "navy", "labour", "labor", "tourism", "fisheries", "fishing", "water", "justice", "works", "planning", "science", "mines", "mining", "petroleum", "commerce", "war", "peace",
    "relations", "reconciliation", "reintegration", "diaspora", "emigration", "sport", "youth", "women", "children", "religion", "religious", "economy", "economics", "budget",
    "taxes", "infrastructure", "housing", "forests", "natural", "rural", "social", "local", "internal", "overseas", "european", "international", "emergency", "emergencies", "elections",
];

/// Agencies and other signs of a report in a first line.
const OF_REPORTS: &[&str] = &["reuters", "ap", "afp", "upi", "xinhua", "tass", "interfax", "dpa", "ansa", "cnn", "bbc"];

/// Reads the head of a text. A title that metadata give counts as its first line, and is not in it.
pub(super) fn read(text: &Text<'_>, gazetteer: &Gazetteer) -> Head {
    let Some(lines) = lines(text) else { return Head::default() };
    // Of "FOR IMMEDIATE RELEASE" and "Readout of a call with Norland" the longer says more.
    let says = |at: &usize| says_what(text, &lines[*at]).is_some();
    let by = |at: usize| lines[at].clone().any(|i| text.lower(i) == "by");
    let Some(at) = (0..lines.len()).filter(says).min_by_key(|&at| (!by(at), Reverse(lines[at].len().min(6)), at)) else {
        // "BISHOPS' CONFERENCE OF NORLAND", and on the next line what it is about.
        let letterhead = |lines: &[Range<usize>]| lines.len() > 1 && is_in_capitals(text, &lines[0]);
        let issuers = if letterhead(&lines) { institutions(text, lines[0].clone(), false, gazetteer) } else { Vec::new() };
        return Head { joint: issuers.len() > 1, issuers, names: lines.first().cloned().into_iter().collect(), ..Head::default() };
    };
    let what = says_what(text, &lines[at]).unwrap_or(lines[at].start);
    let mut title = lines[at].clone();
    // "JOINT DECLARATION", and on the next line "of the Republic of Norland and the Kingdom of Sudria" or "issued by the ministers".
    let goes_on = |next: &&Range<usize>| {
        let (first, second) = (text.lower(next.start), text.lower(next.start + 1));
        matches!(first, "of" | "by" | "from" | "between" | "on") && second != ":" || second == "by" && first.ends_with("ed")
    };
    if let Some(next) = lines.get(at + 1).filter(goes_on) {
        title.end = next.end;
    }
    // "Opening Statement", "by Dr. Anna Berg", "Head of the Delegation of the Front".
    if let Some(next) = lines
        .get(at + 2)
        .filter(|next| title.end > lines[at].end && among(OFFICES, text.lower(next.start)) && text.lower(next.start + 1) == "of")
    {
        title.end = next.end;
    }
    let joint = title.clone().any(|i| matches!(text.lower(i), "joint" | "common" | "trilateral" | "bilateral"));
    let mut head = Head { title: Some(title.clone()), joint, ..Head::default() };
    // "Statement by the Ministry of Foreign Affairs of Norland on the talks", "Statement attributable to the Spokesperson".
    let attributable = |i: usize| text.lower(i) == "to" && text.lower(i - 1) == "attributable";
    let matter = (what + 1..title.end).find(|&i| ends_name(text, i)).unwrap_or(title.end);
    let letter = matches!(text.lower(what), "letter" | "message" | "appeal");
    let by = (what + 1..title.end).find(|&i| {
        text.lower(i) == "by"
            || (i < matter || letter && text.lower(i) == "from") && matches!(text.lower(i), "from" | "of")
            || attributable(i)
    });
    // "By Foreign Minister Anna Berg", on a line of its own.
    let below = || {
        let line = lines.iter().find(|line| text.lower(line.start) == "by" && !title.contains(&line.start))?;
        Some((line.start, line.end))
    };
    let by = by.map(|by| (by, title.end)).or_else(below);
    if let Some((by, last)) = by {
        let end = (by + 1..last).find(|&i| ends_name(text, i)).unwrap_or(last);
        head.person = person(text, by + 1..end, gazetteer);
        if head.person.is_none() && text.lower(by + 1) == "the" {
            let office = |i: &usize| among(OFFICES, text.lower(*i)) || among(OFFICE_PARTS, text.lower(*i));
            head.holder = (by + 2..end).take_while(office).map(|i| text.lower(i).to_owned()).collect();
        }
        head.spoken = !matches!(text.lower(what), "readout" | "sheet" | "release");
        head.issuers = institutions(text, by + 1..end, joint, gazetteer);
        head.names.extend((!head.issuers.is_empty()).then_some(by + 1..end));
        let envoy = (by..end).any(|i| matches!(text.lower(i), "envoy" | "representative"));
        if head.issuers.is_empty() && envoy && (title.start..by).any(|i| text.lower(i) == "council") {
            // "Briefing to the United Nations Security Council by the Special Envoy".
            let nations = |at: usize| {
                gazetteer.find(text, at).map(|hit| at..at + hit.length).filter(|name| text.lower(name.start) == "united" && name.len() >= 2)
            };
            head.issuers
                .extend((title.start..by).find_map(nations).map(|name| Issuer { name: name.start..name.start + 2, kind: ActorKind::Body }));
        }
    } else if let Some(between) = (what..title.end).find(|&i| text.lower(i) == "between").filter(|_| head.joint) {
        // "Joint Statement on a Hotline between Norland and Sudria".
        head.issuers = names_in_a_row(text, between + 1..title.end, gazetteer);
    } else if let Some(issuer) =
        known(text, before_kind(text, &lines[at], what), gazetteer).filter(|it| it.kind == ActorKind::Body || what > lines[at].start)
    {
        // "IAEA Director General Statement".
        head.issuers.push(issuer);
    }
    if let Some(colon) = (what..title.end.min(what + 2)).find(|&i| text.lower(i) == ":" || text.lower(i) == "from").filter(|_| by.is_none())
    {
        // "FACT SHEET: President Orr Brokers a Truce".
        head.person = person(text, colon + 1..title.end.min(colon + 6), gazetteer);
        // "FACT SHEET: Norland's Support for Sudria".
        let owner = colon + 1..colon + 2;
        if text.lower(colon + 2) == "'s" && head.person.is_none() && text.tokens[colon + 1].capital && is_land(text, &owner) {
            head.issuers.push(Issuer { name: owner, kind: ActorKind::State });
        }
    }
    // "Foreign Minister Anna Berg", and on the next line "Remarks to the Press"; "Prime Minister Anna Berg's address".
    if head.person.is_none() && by.is_none() && !head.joint {
        let near = at.saturating_sub(1)..(at + 2).min(lines.len());
        head.person = near.filter(|&index| index != at).find_map(|index| alone(text, &lines[index], gazetteer));
        head.person = head.person.or_else(|| person(text, lines[at].start..what, gazetteer).filter(|_| what > lines[at].start + 2));
        head.spoken = head.person.is_some() && !matches!(text.lower(what), "readout" | "sheet" | "release" | "conversation" | "report");
    }
    let sure = |issuers: &[Issuer]| issuers.iter().any(|it| it.kind == ActorKind::State);
    let letterheads =
        |index: &usize| *index != at && *index < 6 && says_what(text, &lines[*index]).is_none() && !title.contains(&lines[*index].start);
    let mut below = 0;
    let all_named = head.issuers.len() > 1;
    for index in (0..lines.len()).filter(|index| letterheads(index) && !all_named) {
        let line = &lines[index];
        let mut found = institutions(text, line.clone(), head.joint, gazetteer);
        head.names.extend((!found.is_empty()).then_some(line.clone()));
        // A ministry, and on the next line its state.
        if let [only] = &mut found[..]
            && only.kind == ActorKind::Body
            && is_of_state(text, &only.name)
            && let Some(state) = lines.get(index + 1).and_then(|next| land_below(text, next))
        {
            *only = Issuer { name: state, kind: ActorKind::State };
        }
        // "UNITY DECLARATION", and below it the names of all who declare it.
        if index > at && !found.is_empty() && !is_of_state(text, line) && found.iter().all(|it| it.kind != ActorKind::State) {
            below += 1;
            head.joint |= below > 1 && head.issuers.len() + 1 == below;
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
    // "PARLIAMENT OF NORLAND", where a minister speaks: of Norland.
    let minister = head
        .person
        .as_ref()
        .is_some_and(|(_, office)| office.iter().any(|word| matches!(word.as_str(), "minister" | "premier" | "president")));
    if let ([only], true) = (&mut head.issuers[..], minister)
        && only.kind == ActorKind::Body
        && only.name.clone().any(|i| matches!(text.lower(i), "parliament" | "assembly" | "senate"))
        && let Some(of) = only.name.clone().rev().find(|&i| text.lower(i) == "of")
        && is_land(text, &without_the(text, of + 1..only.name.end))
    {
        *only = Issuer { name: without_the(text, of + 1..only.name.end), kind: ActorKind::State };
    }
    if !head.joint && head.issuers.len() > 1 && !head.names.iter().any(|name| head.issuers.iter().all(|it| name.contains(&it.name.start))) {
        head.issuers.truncate(1);
    }
    if head.issuers.is_empty() && head.person.is_none() {
        // "Port Alba (ICRC) –".
        head.issuers.extend(in_dateline(text, gazetteer));
    }
    let mut seen = Vec::new();
    head.issuers.retain(|it| {
        let known = gazetteer.find(text, it.name.start).filter(|hit| hit.length == it.name.len()).map(|hit| hit.known);
        let new = known.is_none_or(|known| !seen.contains(&known));
        seen.extend(known);
        new
    });
    for issuer in head.issuers.iter_mut().filter(|it| it.kind == ActorKind::Body) {
        // "DEPARTMENT OF THE TREASURY": whose it is the text says further down, or "Port Alba, Norland" beside the date.
        if is_of_state(text, &issuer.name) {
            let unknown = gazetteer.find(text, issuer.name.start).is_none();
            let placed = || lines.iter().find_map(|line| land_of_town(text, line));
            let elsewhere = || opening(text).or_else(placed).filter(|_| unknown);
            if let Some(state) = in_full(text, &issuer.name).or_else(elsewhere) {
                *issuer = Issuer { name: state, kind: ActorKind::State };
            }
        }
    }
    head
}

/// What stands before what a document is: "*IAEA Director General* Statement", "Update 114 – *IAEA Director General* Statement".
fn before_kind(text: &Text<'_>, line: &Range<usize>, what: usize) -> Range<usize> {
    if !matches!(text.lower(what), "update" | "report" | "bulletin") {
        return line.start..what;
    }
    let next = (what + 1..line.end).find(|&i| KINDS.contains(&text.lower(i))).unwrap_or(what + 1);
    what + 1..next.min(what + 8)
}

/// A line that is a person with an office and nothing else: "Foreign Minister Anna Berg", "Anna Berg, Deputy Director".
fn alone(text: &Text<'_>, line: &Range<usize>, gazetteer: &Gazetteer) -> Option<(Range<usize>, Vec<String>)> {
    let found = person(text, line.clone(), gazetteer)?;
    let first = found.0.start == line.start || (line.start..found.0.start).all(|i| is_business(text.lower(i)) || text.lower(i) == ".");
    let rest = found.0.end == line.end || text.lower(found.0.end) == "," && found.0.start == line.start;
    let held = line.clone().any(|i| among(OFFICES, text.lower(i)));
    (first && rest && held).then_some(found)
}

/// The body in brackets after the town of a release: "Port Alba (ICRC) – Seven people".
fn in_dateline(text: &Text<'_>, gazetteer: &Gazetteer) -> Option<Issuer> {
    text.paragraphs.iter().take(LINES).find_map(|paragraph| {
        let first = text.token_at(paragraph.span.start());
        let open = (first + 1..first + 8).find(|&i| text.lower(i) == "(")?;
        let hit = gazetteer.find(text, open + 1).filter(|hit| text.lower(open + 1 + hit.length) == ")")?;
        let known = &gazetteer.known[hit.known];
        let dash = matches!(text.lower(open + 2 + hit.length), "—" | "–" | "-");
        (dash && known.kind == ActorKind::Body && !known.medium)
            .then_some(Issuer { name: open + 1..open + 1 + hit.length, kind: known.kind })
    })
}

/// "The President of Norland today received": the state of whose office a text speaks first, at the beginning of its first paragraph.
fn opening(text: &Text<'_>) -> Option<Range<usize>> {
    let first = text.sentences.iter().map(|sentence| &sentence.tokens).find(|tokens| tokens.len() > 12)?;
    let at = without_the(text, first.clone()).start;
    let office =
        (at..at + 5).find(|&i| is_business(text.lower(i)) && text.lower(i + 1) == "of" && (at..i).all(|i| is_business(text.lower(i))))?;
    let mut from = office + 2;
    while matches!(text.lower(from), "the" | "republic" | "kingdom" | "state")
        && (text.lower(from) == "the" || text.lower(from + 1) == "of")
    {
        from += if text.lower(from) == "the" { 1 } else { 2 };
    }
    let capital = |i: &usize| text.tokens.get(*i).is_some_and(|it| it.capital && it.kind == TokenKind::Word);
    let land = from..(from..from + 4).take_while(capital).last()? + 1;
    (text.lower(first.start) == "the" && is_land(text, &land)).then_some(land)
}

/// Lands in a row: "Norland and Sudria", "Estmark – Morwen – Upper Vell".
fn names_in_a_row(text: &Text<'_>, tokens: Range<usize>, gazetteer: &Gazetteer) -> Vec<Issuer> {
    let within = |i: usize| text.tokens[i].capital || matches!(text.lower(i), "the" | "of" | "and" | "," | "–" | "—" | "-");
    let end = tokens.clone().find(|&i| !within(i)).unwrap_or(tokens.end);
    // "Norland and Sudria rebels".
    if end < tokens.end && text.tokens[end].kind == TokenKind::Word && !ends_name(text, end) && !matches!(text.lower(end), "in" | "as") {
        return Vec::new();
    }
    let mut out = Vec::new();
    let mut from = tokens.start;
    for at in (tokens.start..end).filter(|&i| matches!(text.lower(i), "and" | "," | "–" | "—" | "-")).chain([end]) {
        let of = (from..at).rev().find(|&i| text.lower(i) == "of").map_or(from, |of| of + 1);
        let name = without_the(text, of..at);
        // "The Republic of Norland", not "the Chamber of Commerce of Norland".
        let general = |i: usize| {
            matches!(text.lower(i), "the" | "of" | "republic" | "kingdom" | "state" | "federation" | "government" | "governments")
        };
        let plain = (from..of).all(general);
        from = at + 1;
        if name.is_empty() {
            continue;
        }
        let capital = plain && name.clone().all(|i| text.tokens[i].capital && text.tokens[i].kind == TokenKind::Word);
        let known = known(text, name.clone(), gazetteer).filter(|it| it.name == name);
        if !capital || name.len() > 3 || known.is_none() && !is_land(text, &name) {
            return Vec::new();
        }
        out.push(known.unwrap_or(Issuer { name, kind: ActorKind::State }));
    }
    if out.len() > 1 { out } else { Vec::new() }
}

/// The first lines of a text up to its first sentence; none where they show a report.
fn lines(text: &Text<'_>) -> Option<Vec<Range<usize>>> {
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

/// "OF THE REPUBLIC OF NORLAND", "NORLAND": the state that the line under a ministry's name gives.
fn land_below(text: &Text<'_>, line: &Range<usize>) -> Option<Range<usize>> {
    if text.lower(line.start) == "of" {
        let last = line.clone().rev().find(|&i| text.lower(i) == "of")?;
        return Some(without_the(text, last + 1..line.end)).filter(|land| is_land(text, land));
    }
    let words = line.clone().all(|i| text.tokens[i].kind == TokenKind::Word);
    (line.len() <= 2 && words && is_in_capitals(text, line) && is_land(text, line)).then(|| line.clone())
}

/// "Port Alba, Norland": a line that says where, and nothing else.
fn land_of_town(text: &Text<'_>, line: &Range<usize>) -> Option<Range<usize>> {
    let comma = line.clone().find(|&i| text.lower(i) == ",")?;
    let name = |tokens: Range<usize>| {
        !tokens.is_empty() && tokens.len() <= 3 && tokens.clone().all(|i| text.tokens[i].capital && text.tokens[i].kind == TokenKind::Word)
    };
    let land = comma + 1..line.end;
    let short = land.clone().any(|i| text.token(i).len() < 4 || text.token(i).contains('.'));
    (name(line.start..comma) && name(land.clone()) && is_land(text, &land) && !short).then_some(land)
}

/// Whether a line that calls itself an update or report is headed by what issues it: "Bargaining Update #9", "Spot Report 4/2032".
fn opens_plainly(text: &Text<'_>, line: &Range<usize>, at: usize) -> bool {
    let numbered = (at + 1..line.end.min(at + 4)).any(|i| text.tokens[i].kind == TokenKind::Number);
    let words = at > line.start && (line.start..at).all(|i| BEFORE_KINDS.contains(&text.lower(i)));
    words || at == line.start && (numbered || text.lower(at + 1) == "on" && is_in_capitals(text, line))
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
    let by = text.lower(line.start) == "by"
        && line.len() <= 8
        && !line.clone().any(|i| matches!(text.lower(i), "minister" | "president" | "secretary" | "ambassador"));
    by || first.into_iter().any(agency)
}

/// Whether a paragraph can be a line of a head: short, and no sentence.
fn is_line(text: &Text<'_>, tokens: &Range<usize>, bytes: usize) -> bool {
    let Some(last) = tokens.clone().last() else { return false };
    let closes = matches!(text.lower(last), "." | "," | ":" | ";" | "!" | "?");
    let dated = tokens.len() <= 14 && tokens.clone().any(|i| text.tokens[i].kind == TokenKind::Number);
    let bracket = text.lower(tokens.start) == "(";
    // "Address by President Orr of Norland," at a conference that the next line names.
    let by = text.lower(last) == "," && says_what(text, tokens).is_some();
    bytes <= LONGEST && (!closes || dated || bracket || by) && !is_turn(text, tokens)
}

/// "MINISTER ORSINO: Good evening".
fn is_turn(text: &Text<'_>, tokens: &Range<usize>) -> bool {
    let colon = tokens.clone().take(6).find(|&i| text.lower(i) == ":");
    colon.is_some_and(|colon| {
        (tokens.start..colon).all(|i| text.token(i).chars().all(|c| !c.is_lowercase()))
            && !(tokens.start..colon).any(|i| KINDS.contains(&text.lower(i)))
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
                && matches!(lower(at + 1), "to" | "at" | "on" | "in"));
    // "SAMADUR DECLARATION".
    let closes =
        at + 1 == line.end && line.len() <= 4 && matches!(lower(at), "declaration" | "communiqué" | "communique" | "appeal" | "statement");
    let verb =
        (at + 1..line.end.min(at + 3)).any(|i| SPEAKS.contains(&lower(i))) || (at..line.end).any(|i| OF_HEADLINES.contains(&lower(i)));
    (fits(lower(at), before) && (opens || issued || closes) && !verb).then_some(at)
}

fn is_in_capitals(text: &Text<'_>, line: &Range<usize>) -> bool {
    line.clone().all(|i| text.token(i).chars().all(|c| !c.is_lowercase())) && line.clone().any(|i| text.tokens[i].kind == TokenKind::Word)
}

/// Where the name of an issuer has ended: "on the talks", "following".
fn ends_name(text: &Text<'_>, at: usize) -> bool {
    let word = text.lower(at);
    matches!(
        word,
        "on" | "at" | "after" | "before" | "to" | "with" | "concerning" | "regarding" | "upon" | "during" | "about" | ":" | "—" | "–"
    ) || word.len() > 5 && word.ends_with("ing") && !text.tokens[at].capital
}

/// The words of a name in a letterhead: capitals and what links them.
fn is_name(text: &Text<'_>, tokens: &Range<usize>) -> bool {
    let fits = |i: usize| {
        let token = &text.tokens[i];
        token.kind == TokenKind::Word && token.capital
            || matches!(text.lower(i), "of" | "the" | "for" | "and" | "in" | "on" | "to" | "'s" | "'" | "’" | "&" | "-" | ".")
    };
    !tokens.is_empty() && tokens.len() <= 14 && tokens.clone().all(fits)
}

fn without_the(text: &Text<'_>, tokens: Range<usize>) -> Range<usize> {
    if text.lower(tokens.start) == "the" { tokens.start + 1..tokens.end } else { tokens }
}

/// Whom some words name as issuers: none, one, or several in a list or joined by a dash.
fn institutions(text: &Text<'_>, tokens: Range<usize>, joint: bool, gazetteer: &Gazetteer) -> Vec<Issuer> {
    if matches!(text.lower(tokens.start), "to" | "dear") {
        return Vec::new();
    }
    // "The Governments of Norland, Sudria and Vell".
    let states = listed(text, tokens.clone(), gazetteer);
    if states.len() > 1 {
        return states;
    }
    if joint {
        let in_a_row = names_in_a_row(text, tokens.clone(), gazetteer);
        if in_a_row.len() > 1 {
            return in_a_row;
        }
    }
    for split in tokens.clone().filter(|&i| matches!(text.lower(i), "—" | "–" | "/" | "and")) {
        let parts = [institution(text, tokens.start..split, gazetteer), institution(text, split + 1..tokens.end, gazetteer)];
        match parts {
            [Some(first), Some(second)] => return vec![first, second],
            // "Sterrick Foundries and the Metal Workers Union".
            [None, Some(second)] if text.lower(split + 1) == "the" && is_name(text, &(tokens.start..split)) && split > tokens.start + 1 => {
                return vec![Issuer { name: without_the(text, tokens.start..split), kind: ActorKind::Company }, second];
            }
            _ => {}
        }
    }
    // "Ministry of External Affairs, Government of Norland", "Anna Berg, spokeswoman of the Front".
    let mut parts = Vec::new();
    let mut from = tokens.start;
    for at in tokens.clone().filter(|&i| matches!(text.lower(i), "," | "|")).chain([tokens.end]) {
        // A line ends a part, too.
        let breaks = (from + 1..at).find(|&i| text.source[text.tokens[i - 1].span.end()..text.tokens[i].span.start()].contains('\n'));
        parts.extend(breaks.map(|i| from..i));
        parts.push(breaks.unwrap_or(from)..at);
        from = at + 1;
    }
    let dated = parts.len() > 1 && tokens.clone().any(|i| text.tokens[i].kind == TokenKind::Number);
    if dated {
        // "United Nations, 9 March".
        return parts
            .first()
            .and_then(|first| known(text, first.clone(), gazetteer).filter(|it| it.name == *first && it.kind == ActorKind::Body))
            .into_iter()
            .collect();
    }
    let found: Vec<Issuer> = parts.into_iter().filter_map(|part| institution(text, part, gazetteer)).collect();
    found.iter().find(|it| it.kind == ActorKind::State).or_else(|| found.first()).cloned().into_iter().collect()
}

/// The states of a list: "the Ministers for Foreign Affairs of the Republic of Norland, the Kingdom of Sudria and Vell".
fn listed(text: &Text<'_>, tokens: Range<usize>, gazetteer: &Gazetteer) -> Vec<Issuer> {
    let comma = tokens.clone().find(|&i| text.lower(i) == ",").unwrap_or(tokens.end);
    let and = tokens.clone().rev().find(|&i| text.lower(i) == "and").unwrap_or(tokens.end);
    let first = (tokens.start..comma.min(and)).rev().find(|&i| text.lower(i) == "of");
    let plural = (tokens.start..comma.min(and)).any(|i| {
        matches!(text.lower(i), "governments" | "ministers" | "representatives" | "delegations" | "presidents" | "leaders" | "heads")
    });
    let Some(first) = first.filter(|_| plural && and < tokens.end) else { return Vec::new() };
    let mut out = Vec::new();
    let mut from = first + 1;
    for at in (first + 1..tokens.end).filter(|&i| matches!(text.lower(i), "," | "and")).chain([tokens.end]) {
        let of = (from..at).rev().find(|&i| text.lower(i) == "of").map_or(from, |of| of + 1);
        let name = without_the(text, of..at);
        from = at + 1;
        if name.is_empty() {
            continue;
        }
        let capital = name.clone().all(|i| text.tokens[i].capital && text.tokens[i].kind == TokenKind::Word);
        if !capital || !is_land(text, &name) {
            return Vec::new();
        }
        let kind = known(text, name.clone(), gazetteer).filter(|it| it.name == name).map_or(ActorKind::State, |it| it.kind);
        out.push(Issuer { name, kind });
    }
    out
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
    let mut tokens = without_the(text, tokens);
    // "Norland People's Front (NPF)".
    if text.lower(tokens.end.checked_sub(1)?) == ")" {
        tokens.end = tokens.clone().rev().find(|&i| text.lower(i) == "(")?;
    }
    // "United Nations Special Envoy for Norland".
    if let Some(hit) = gazetteer.find(text, tokens.start).filter(|hit| hit.form != Form::Seat && hit.length < tokens.len())
        && is_business(text.lower(tokens.start + hit.length))
        && tokens.clone().any(|i| among(OFFICES, text.lower(i)))
        && !gazetteer.known[hit.known].medium
    {
        return Some(Issuer { name: tokens.start..tokens.start + hit.length, kind: gazetteer.known[hit.known].kind });
    }
    // "Military spokesman of the Movement", "Minister of Foreign Affairs of Norland".
    let office = tokens.clone().find(|&i| among(OFFICES, text.lower(i)) && matches!(text.lower(i + 1), "of" | "for"));
    let titled = |i: usize| is_business(text.lower(i)) || matches!(text.lower(i), "the" | "our" | "official" | "principal" | "resident");
    if let Some(office) = office.filter(|&office| (tokens.start..office).all(titled)) {
        let rest = without_the(text, office + 2..tokens.end);
        let tail = tokens.clone().rev().find(|&i| text.lower(i) == "of").map(|of| without_the(text, of + 1..tokens.end));
        if is_institution_head(text, rest.end.saturating_sub(1))
            || rest.clone().any(|i| text.lower(i) == "of" && is_institution_head(text, i - 1))
            || is_of_state(text, &rest)
        {
            return institution(text, rest, gazetteer);
        }
        // "Spokesperson for the Secretary-General": of the United Nations, wherever the text names them.
        if text.lower(rest.start) == "secretary-general" && rest.len() <= 2 {
            let nations = |hit: &super::gazetteer::Hit| gazetteer.known[hit.known].name == "United Nations";
            let at =
                (0..text.tokens.len().min(3000)).find_map(|at| gazetteer.find(text, at).filter(nations).map(|hit| at..at + hit.length))?;
            return Some(Issuer { name: at, kind: ActorKind::Body });
        }
        // "The Special Envoy for Norland" is not Norland's.
        if text.lower(office + 1) == "for"
            && matches!(text.lower(office), "envoy" | "representative" | "coordinator" | "rapporteur" | "mediator" | "ambassador")
        {
            return None;
        }
        let known = known(text, rest.clone(), gazetteer).filter(|it| it.name.end == rest.end);
        return known.or_else(|| {
            tail.filter(|tail| is_land(text, tail) && is_name(text, tail)).map(|name| Issuer { name, kind: ActorKind::State })
        });
    }
    // "The 19th Summit of Heads of State and Government of the Lake Community".
    let session = |word: &str| matches!(word, "summit" | "session" | "meeting" | "plenary" | "presidency" | "talks");
    let part = |word: &str| matches!(word, "delegation" | "team" | "wing");
    let last_of = tokens.clone().rev().find(|&i| text.lower(i) == "of").filter(|&of| of > tokens.start);
    let within = last_of.filter(|&of| (tokens.start..of).any(|i| session(text.lower(i))));
    let within = within.or_else(|| tokens.clone().find(|&i| part(text.lower(i)) && text.lower(i + 1) == "of").map(|i| i + 1));
    if let Some(of) = within.filter(|of| of + 1 < tokens.end) {
        return institution(text, of + 1..tokens.end, gazetteer);
    }
    if !is_name(text, &tokens) {
        return None;
    }
    let holder = tokens.clone().any(|i| among(OFFICES, text.lower(i)));
    let of = tokens.clone().rev().find(|&i| text.lower(i) == "of").filter(|&of| of > tokens.start);
    // "Norlandian Armed Forces", "Norlandian Foreign Ministry".
    if let Some(adjective) = people(text, &tokens) {
        return Some(Issuer { name: land_of(text, adjective), kind: ActorKind::State });
    }
    // "STATE OF NORLAND", "Kingdom of Sudria".
    if matches!(text.lower(tokens.start), "state" | "republic" | "kingdom" | "sultanate" | "emirate" | "principality" | "commonwealth")
        && let Some(of) = of.filter(|&of| of == tokens.start + 1)
        && is_land(text, &without_the(text, of + 1..tokens.end))
    {
        return Some(Issuer { name: without_the(text, of + 1..tokens.end), kind: ActorKind::State });
    }
    if is_of_state(text, &tokens) {
        let tail = of.map(|of| without_the(text, of + 1..tokens.end));
        if let Some(mut state) = tail.clone() {
            // "Embassy of Norland in Sudria", "General Staff of the Norlandian Armed Forces".
            state.end = state.clone().find(|&i| matches!(text.lower(i), "in" | "to" | "at")).unwrap_or(state.end);
            if let Some(adjective) = people(text, &state) {
                state = land_of(text, adjective);
            }
            // "Department of Safeguards": what it is for, where no second "of" says whose it is.
            let ministry = tokens.clone().any(|i| matches!(text.lower(i), "ministry" | "department" | "office" | "directorate"));
            let twice = tokens.clone().filter(|&i| matches!(text.lower(i), "of" | "for")).count() > 1;
            if is_land(text, &state) && (twice || !ministry || known(text, state.clone(), gazetteer).is_some()) {
                let body = known(text, state.clone(), gazetteer).filter(|it| it.name == state);
                return Some(body.unwrap_or(Issuer { name: state, kind: ActorKind::State }));
            }
        }
        let plain = |i: usize| is_business(text.lower(i));
        let closed = tail.is_none_or(|tail| tail.len() <= 6 && (plain(tail.start) || plain(tail.end - 1)));
        let office = !holder || tokens.clone().any(|i| text.lower(i) == "office");
        return known(text, tokens.clone(), gazetteer)
            .or_else(|| (closed && office).then_some(Issuer { name: tokens, kind: ActorKind::Body }));
    }
    if let Some(known) = known(text, tokens.clone(), gazetteer).filter(|it| it.name == tokens) {
        return Some(known);
    }
    if holder && !is_institution_head(text, tokens.end - 1) {
        return None;
    }
    // "Council of the European Union": of a body that the tables have.
    let whole = of.and_then(|of| known(text, without_the(text, of + 1..tokens.end), gazetteer));
    if let Some(whole) = whole.filter(|it| it.kind == ActorKind::Body && it.name.end == tokens.end) {
        return Some(whole);
    }
    // "African Union Commission", "OSCE Mission to Norland".
    if let Some(hit) = gazetteer.find(text, tokens.start).filter(|hit| hit.length < tokens.len())
        && gazetteer.known[hit.known].kind == ActorKind::Body
        && !gazetteer.known[hit.known].medium
        && matches!(
            text.lower(tokens.start + hit.length),
            "commission" | "mission" | "secretariat" | "office" | "delegation" | "press" | "permanent" | "presidency"
        )
    {
        return Some(Issuer { name: tokens.start..tokens.start + hit.length, kind: ActorKind::Body });
    }
    let first_of = tokens.clone().find(|&i| matches!(text.lower(i), "of" | "for" | "on" | "in" | "to")).unwrap_or(tokens.end);
    let head = text.lower(first_of.checked_sub(1)?);
    if matches!(head, "limited" | "ltd" | "plc" | "inc" | "llc" | "corp") && tokens.len() > 1 {
        return Some(Issuer { name: tokens, kind: ActorKind::Company });
    }
    let by_head = [(BODY_HEADS, ActorKind::Body), (GROUP_HEADS, ActorKind::Group), (COMPANY_HEADS, ActorKind::Company)];
    let kind = by_head.into_iter().find(|(heads, _)| heads.contains(&head)).map(|(_, kind)| kind);
    let kind = kind.or_else(|| (head == "authorities").then_some(ActorKind::Body))?;
    // A newspaper's or agency's name at the top of a page.
    let medium = super::word::is_of_newspaper(head);
    (tokens.len() > 1 && first_of > tokens.start && !medium).then_some(Issuer { name: tokens, kind })
}

/// The adjective with which what belongs to a state is called, where no table has it: "*Norlandian* Armed Forces".
fn people(text: &Text<'_>, tokens: &Range<usize>) -> Option<usize> {
    let of_a_state = |i: usize| {
        matches!(text.lower(i), "forces" | "armed" | "army" | "navy" | "government" | "embassy" | "mission" | "ministry")
            || is_business(text.lower(i))
    };
    let word = text.lower(tokens.start);
    let fits = tokens.len() > 1
        && (tokens.start + 1..tokens.end).all(of_a_state)
        && matches!(text.lower(tokens.end - 1), "forces" | "army" | "navy" | "government" | "embassy" | "mission" | "ministry");
    let adjective = ["an", "ese", "ish", "i"].iter().any(|ending| word.ends_with(ending)) && word.len() > 4 && !is_business(word);
    (fits && adjective).then_some(tokens.start)
}

/// Where a text first names the land of an adjective; the adjective itself where it does not.
fn land_of(text: &Text<'_>, adjective: usize) -> Range<usize> {
    let word = text.lower(adjective);
    let named = |&i: &usize| {
        let land = text.lower(i);
        text.tokens[i].capital
            && land != word
            && stem(land).is_some_and(|stem| DEMONYM_ENDINGS.iter().any(|end| word.strip_suffix(end) == Some(stem)))
    };
    let at = (0..text.tokens.len().min(4000)).find(named).unwrap_or(adjective);
    at..at + 1
}

/// The person whom some words name, and the words of the office before the name: "Foreign Minister *Anna Berg* of Norland", "the Prime Minister, the Hon.
/// *Jan Orr*", "*Anna Berg*, chief executive".
fn person(text: &Text<'_>, tokens: Range<usize>, gazetteer: &Gazetteer) -> Option<(Range<usize>, Vec<String>)> {
    let honour = |word: &str| {
        matches!(
            word,
            "hon"
                | "honourable"
                | "honorable"
                | "h.e"
                | "h"
                | "e"
                | "excellency"
                | "mr"
                | "mrs"
                | "ms"
                | "dr"
                | "sir"
                | "rt"
                | "."
                | "his"
                | "her"
                | "our"
        )
    };
    let titled = |i: usize| among(OFFICES, text.lower(i)) || among(OFFICE_PARTS, text.lower(i)) || honour(text.lower(i));
    let word = |i: usize| {
        let token = &text.tokens[i];
        let link = matches!(text.lower(i), "'s" | "of" | "for" | "the" | "and" | "to" | "on" | "in" | "by" | "with" | "at" | "a" | "an");
        token.capital && token.kind == TokenKind::Word && !titled(i) && !link && !is_institution_head(text, i)
    };
    let mut at = tokens.start;
    while at < tokens.end {
        if !word(at) {
            at += 1;
            continue;
        }
        let end = (at..tokens.end)
            .find(|&i| !word(i) && !(among(super::word::PARTICLES, text.lower(i)) && i + 1 < tokens.end && word(i + 1)))
            .unwrap_or(tokens.end);
        let before = at.checked_sub(1).filter(|&i| i >= tokens.start);
        let led = before.is_some_and(titled);
        let office = (tokens.start..at).any(|i| among(OFFICES, text.lower(i)));
        let apposed = before.is_some_and(|i| text.lower(i) == "," || text.lower(i) == "the") && office;
        let held = text.lower(end) == "," && (end + 1..end + 5).any(|i| among(OFFICES, text.lower(i)));
        let opens = before.is_none();
        let called = gazetteer.find(text, at).is_none() && !(end < tokens.end && is_institution_head(text, end));
        let given = given_name(text.token(at)).is_some();
        let long = end > at + 1;
        if called && (led && office || long && (apposed && text.lower(at - 1) == "," || led || opens && (held || given))) {
            let words = (tokens.start..at).filter(|&i| among(OFFICES, text.lower(i)) || among(OFFICE_PARTS, text.lower(i)));
            return Some((at..end, words.map(|i| text.lower(i).to_owned()).collect()));
        }
        at = end;
    }
    None
}

/// Whether a word says what a ministry is for or who holds an office.
fn is_business(word: &str) -> bool {
    among(OFFICE_PARTS, word) || among(OFFICES, word) || DOMAINS.contains(&word)
}

/// Whether what stands after "of" can be a land: no business of a ministry, and no office.
fn is_land(text: &Text<'_>, tokens: &Range<usize>) -> bool {
    let Some(last) = tokens.clone().last() else { return false };
    let (first, last) = (text.lower(tokens.start), text.lower(last));
    let general = |word: &str| matches!(word, "republic" | "kingdom" | "state" | "nation" | "people" | "forces" | "country" | "union");
    tokens.len() <= 4
        && !is_business(first)
        && !is_business(last)
        && !(tokens.len() == 1 && general(first))
        && !(tokens.len() == 2 && (general(first) || first == "armed") && general(last))
        && !is_head(last)
        && !tokens.clone().any(|i| matches!(text.lower(i), "and" | "for" | "of" | "in" | "to" | "at" | "with"))
}

fn is_head(word: &str) -> bool {
    [BODY_HEADS, GROUP_HEADS].iter().any(|heads| heads.contains(&word)) && !matches!(word, "union" | "forces" | "army" | "federation")
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
    let capital = |i: &usize| text.tokens.get(*i).is_some_and(|it| it.capital && it.kind == TokenKind::Word);
    (name.end..text.tokens.len().min(name.end + 1200)).find_map(|at| {
        let again = words.iter().enumerate().all(|(i, word)| text.lower(at + i) == *word) && text.lower(at + words.len()) == "of";
        let mut from = again.then(|| without_the(text, at + words.len() + 1..text.tokens.len()).start)?;
        if matches!(text.lower(from), "republic" | "kingdom" | "state") && text.lower(from + 1) == "of" {
            from = without_the(text, from + 2..text.tokens.len()).start;
        }
        let land = from..(from..from + 4).take_while(capital).last()? + 1;
        is_land(text, &land).then_some(land)
    })
}
