//! Whom the words of a letterhead, or those after "by", name: a state by its ministry, a body, group or company, or several of them.
use super::super::gazetteer::{Form, Gazetteer, given_name};
use super::super::word::{BODY_HEADS, COMPANY_HEADS, GROUP_HEADS, OFFICE_PARTS, OFFICES, among, is_of_newspaper};
use super::Issuer;
use super::land::{is_land, land_of, without_the};
use super::line::{LINES, ends_name};
use crate::text::{Text, TokenKind};
use evidence::ActorKind;
use std::ops::Range;

/// Words of the names of what belongs to a state and speaks for it.
#[rustfmt::skip]
pub(super) const OF_STATES: &[&str] = &[
    "ministry", "department", "office", "government", "presidency", "embassy", "mansion", "chancellery", "staff", "palace", "kremlin", "cabinet", "permanent",
];

/// What a ministry is for, and whose an office is: no state, after "of".
#[rustfmt::skip]
pub(super) const DOMAINS: &[&str] = &[
    "armed", "forces", "army", "navy", "labour", "labor", "tourism", "fisheries", "fishing", "water", "justice", "works", "planning", "science", "mines", "mining", "petroleum", "commerce", "war", "peace",
    "relations", "reconciliation", "reintegration", "diaspora", "emigration", "sport", "youth", "women", "children", "religion", "religious", "economy", "economics", "budget",
    "taxes", "infrastructure", "housing", "forests", "natural", "rural", "social", "local", "internal", "overseas", "european", "international", "emergency", "emergencies", "elections",
];

/// The body in brackets after the town of a release: "Port Alba (ICRC) – Seven people".
pub(super) fn in_dateline(text: &Text<'_>, gazetteer: &Gazetteer) -> Option<Issuer> {
    text.paragraphs.iter().take(LINES).find_map(|paragraph| {
        let first = text.token_at(paragraph.span.start());
        let open = (first + 1..first + 8).find(|&i| text.lower(i) == "(")?;
        let hit = gazetteer.find(text, open + 1).filter(|hit| text.lower(open + 1 + hit.length) == ")")?;
        let known = &gazetteer.known[hit.known];
        let close = open + 2 + hit.length;
        let dash = matches!(text.lower(close), "—" | "–" | "-")
            || text.tokens.get(close).is_some_and(|it| it.span.start() >= paragraph.span.end());
        (dash && known.kind == ActorKind::Body && !known.medium)
            .then_some(Issuer { name: open + 1..open + 1 + hit.length, kind: known.kind })
    })
}

/// Lands in a row: "Norland and Sudria", "Estmark – Morwen – Upper Vell".
pub(super) fn names_in_a_row(text: &Text<'_>, tokens: Range<usize>, gazetteer: &Gazetteer) -> Vec<Issuer> {
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

/// The words of a name in a letterhead: capitals and what links them.
pub(super) fn is_name(text: &Text<'_>, tokens: &Range<usize>) -> bool {
    let fits = |i: usize| {
        let token = &text.tokens[i];
        token.kind == TokenKind::Word && token.capital
            || matches!(text.lower(i), "of" | "the" | "for" | "and" | "in" | "on" | "to" | "'s" | "'" | "’" | "&" | "-" | ".")
    };
    !tokens.is_empty() && tokens.len() <= 14 && tokens.clone().all(fits)
}

/// Whom some words name as issuers: none, one, or several in a list or joined by a dash.
pub(super) fn institutions(text: &Text<'_>, tokens: Range<usize>, joint: bool, gazetteer: &Gazetteer) -> Vec<Issuer> {
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
            // "Tremaine Rail Works — Amalgamated Fitters", in what is said to be joint.
            [None, None]
                if joint
                    && text.lower(split) != "and"
                    && [tokens.start..split, split + 1..tokens.end].iter().all(|it| it.len() > 1 && is_name(text, it)) =>
            {
                let body = |name: Range<usize>| Issuer { name: without_the(text, name), kind: ActorKind::Body };
                return vec![body(tokens.start..split), body(split + 1..tokens.end)];
            }
            // "Sterrick Foundries and the Metal Workers Union".
            [None, Some(second)]
                if joint
                    && text.lower(split + 1) == "the"
                    && is_name(text, &(tokens.start..split))
                    && split > tokens.start + 1
                    && given_name(text.token(tokens.start)).is_none()
                    && !among(OFFICES, text.lower(tokens.start)) =>
            {
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
    // "Geneva, Switzerland" says where.
    let several = parts.len() > 1;
    let place = |part: &Range<usize>| {
        several && known(text, part.clone(), gazetteer).is_some_and(|it| it.name == *part && it.kind == ActorKind::State)
    };
    let found: Vec<Issuer> = parts.into_iter().filter(|part| !place(part)).filter_map(|part| institution(text, part, gazetteer)).collect();
    found.iter().find(|it| it.kind == ActorKind::State).or_else(|| found.first()).cloned().into_iter().collect()
}

/// The states of a list: "the Ministers for Foreign Affairs of the Republic of Norland, the Kingdom of Sudria and Vell".
pub(super) fn listed(text: &Text<'_>, tokens: Range<usize>, gazetteer: &Gazetteer) -> Vec<Issuer> {
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

pub(super) fn is_institution_head(text: &Text<'_>, at: usize) -> bool {
    let word = text.lower(at);
    [BODY_HEADS, GROUP_HEADS, COMPANY_HEADS].iter().any(|heads| heads.contains(&word)) || word == "authorities"
}

/// Whether a name is of what belongs to a state and speaks for it.
pub(super) fn is_of_state(text: &Text<'_>, name: &Range<usize>) -> bool {
    // "Post Office Union", "Government in Exile".
    let other = |i: usize| {
        matches!(
            text.lower(i),
            "union" | "guild" | "association" | "workers" | "federation" | "employees" | "society" | "club" | "exile" | "hotel"
        )
    };
    name.clone().any(|i| OF_STATES.contains(&text.lower(i))) && !name.clone().any(other)
}

/// Whom the words of one letterhead name.
pub(super) fn institution(text: &Text<'_>, tokens: Range<usize>, gazetteer: &Gazetteer) -> Option<Issuer> {
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
        if text.lower(rest.start) == "secretary-general" {
            return united_nations(text, gazetteer);
        }
        // "The Special Envoy for Norland" is not Norland's.
        if text.lower(office + 1) == "for"
            && matches!(text.lower(office), "envoy" | "representative" | "coordinator" | "rapporteur" | "mediator" | "ambassador")
        {
            return None;
        }
        let known = known(text, rest.clone(), gazetteer).filter(|it| it.name.end == rest.end);
        return known
            .or_else(|| {
                let state = (tokens.start..=office).any(|i| {
                    let word = text.lower(i);
                    matches!(
                        word,
                        "president"
                            | "minister"
                            | "premier"
                            | "chancellor"
                            | "king"
                            | "queen"
                            | "emir"
                            | "sultan"
                            | "ambassador"
                            | "secretary"
                            | "representative"
                    ) || word.starts_with("spokes")
                });
                tail.filter(|tail| state && is_land(text, tail) && is_name(text, tail)).map(|name| Issuer { name, kind: ActorKind::State })
            })
            // Who ruled a state before speaks for himself, and a bishop or mayor for no state.
            .filter(|_| !(tokens.start..office).any(|i| text.lower(i) == "former"))
            .filter(|it| {
                it.kind != ActorKind::State
                    || !matches!(
                        text.lower(office),
                        "mayor" | "governor" | "archbishop" | "bishop" | "prince" | "director" | "imam" | "patriarch"
                    )
            });
    }
    // "The 19th Summit of Heads of State and Government of the Lake Community".
    let session = |word: &str| matches!(word, "summit" | "session" | "meeting" | "plenary" | "presidency" | "talks");
    let part = |word: &str| matches!(word, "delegation" | "team" | "wing");
    let last_of = tokens.clone().rev().find(|&i| text.lower(i) == "of").filter(|&of| of > tokens.start);
    let within = last_of.filter(|&of| (tokens.start..of).any(|i| session(text.lower(i))));
    let within = within.or_else(|| tokens.clone().find(|&i| part(text.lower(i)) && text.lower(i + 1) == "of").map(|i| i + 1));
    if let Some(of) = within.filter(|of| of + 1 < tokens.end) {
        // "Delegation of the Front to the Peace Talks".
        let end = (of + 2..tokens.end).find(|&i| text.lower(i) == "to").unwrap_or(tokens.end);
        let of_land = || {
            let name = without_the(text, of + 1..end);
            (is_land(text, &name) && is_name(text, &name)).then_some(Issuer { name, kind: ActorKind::State })
        };
        return institution(text, of + 1..end, gazetteer).or_else(of_land);
    }
    if !is_name(text, &tokens) {
        return None;
    }
    let holder = tokens.clone().any(|i| among(OFFICES, text.lower(i)));
    let of = tokens.clone().rev().find(|&i| text.lower(i) == "of").filter(|&of| of > tokens.start);
    // "Norlandian Armed Forces", "Norlandian Foreign Ministry".
    if let Some(adjective) = people(text, &tokens) {
        let name = land_of(text, adjective);
        // "Partisan Army": of no land that the text names.
        if name.start != adjective || text.lower(tokens.end - 2) == "armed" {
            return Some(Issuer { name, kind: ActorKind::State });
        }
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
        let plain = |i: usize| is_business(text.lower(i)) || matches!(text.lower(i), "and" | "for" | "of" | "the" | "," | "&");
        let closed = tail.is_none_or(|mut tail| tail.len() <= 8 && tail.all(plain));
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
            "commission"
                | "mission"
                | "secretariat"
                | "office"
                | "delegation"
                | "press"
                | "permanent"
                | "presidency"
                | "military"
                | "parliamentary"
        )
    {
        return Some(Issuer { name: tokens.start..tokens.start + hit.length, kind: ActorKind::Body });
    }
    // Institutes tell what they think of others' talks.
    let experts = |i: usize| matches!(text.lower(i), "centre" | "center" | "institute" | "studies" | "university" | "college" | "forum");
    if tokens.clone().any(experts) {
        return None;
    }
    // "Anna Berg and the Harbour Union".
    if tokens.clone().any(|i| text.lower(i) == "and" && text.lower(i + 1) == "the") {
        return None;
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
    let medium = is_of_newspaper(head);
    (tokens.len() > 1 && first_of > tokens.start && !medium).then_some(Issuer { name: tokens, kind })
}

/// The adjective with which what belongs to a state is called, where no table has it: "*Norlandian* Armed Forces".
pub(super) fn people(text: &Text<'_>, tokens: &Range<usize>) -> Option<usize> {
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

/// Whether a word says what a ministry is for or who holds an office.
pub(super) fn is_business(word: &str) -> bool {
    among(OFFICE_PARTS, word) || among(OFFICES, word) || DOMAINS.contains(&word)
}

pub(super) fn is_head(word: &str) -> bool {
    [BODY_HEADS, GROUP_HEADS].iter().any(|heads| heads.contains(&word)) && !matches!(word, "union" | "forces" | "army" | "federation")
}

/// The state or body in the tables that some words name, be it by a part of theirs.
pub(super) fn known(text: &Text<'_>, tokens: Range<usize>, gazetteer: &Gazetteer) -> Option<Issuer> {
    let hits = || tokens.clone().filter_map(|at| gazetteer.find(text, at).map(|hit| (at, hit)));
    if hits().any(|(_, hit)| gazetteer.known[hit.known].medium) {
        return None;
    }
    let (at, hit) = hits().find(|(at, hit)| hit.form != Form::Seat || at + hit.length == tokens.end)?;
    Some(Issuer { name: at..at + hit.length, kind: gazetteer.known[hit.known].kind })
}

/// The United Nations, where a text first names them, be it in the name of their council.
pub(super) fn united_nations(text: &Text<'_>, gazetteer: &Gazetteer) -> Option<Issuer> {
    let named = |at: usize| {
        let hit = gazetteer.find(text, at)?;
        match gazetteer.known[hit.known].name.as_ref() {
            "United Nations" => Some(at..at + hit.length),
            name if name.starts_with("UN ") && text.lower(at) == "united" => Some(at..at + 2),
            _ => None,
        }
    };
    let name = (0..text.tokens.len().min(3000)).find_map(named)?;
    Some(Issuer { name, kind: ActorKind::Body })
}

/// The union, company or group whose doings a release tells of first: "Port Alba, May 4 — Members of the Harbour Union have".
pub(super) fn subject_of_release(text: &Text<'_>, gazetteer: &Gazetteer) -> Option<Issuer> {
    let subject = |tokens: Range<usize>| {
        // Who "said today" at the end of the sentence issues it, and not who is spoken of.
        if tokens.clone().any(|i| matches!(text.lower(i), "said" | "says")) {
            return None;
        }
        let dash = (tokens.start..tokens.end.min(tokens.start + 12)).find(|&i| matches!(text.lower(i), "—" | "–" | "-" | "―"))?;
        let mut at = dash + 1;
        while matches!(text.lower(at), "members" | "of" | "the" | "today" | ",") {
            at += 1;
        }
        let capital = |i: usize| text.tokens.get(i).is_some_and(|it| it.capital && it.kind == TokenKind::Word);
        let word = |i: &usize| capital(*i) || matches!(text.lower(*i), "of" | "and" | "for" | "the" | "'");
        let end = (at..at + 12).take_while(word).filter(|&i| capital(i)).last()? + 1;
        institution(text, at..end, gazetteer).filter(|it| matches!(it.kind, ActorKind::Group | ActorKind::Company | ActorKind::Body))
    };
    text.sentences.iter().take(10).map(|sentence| sentence.tokens.clone()).filter(|tokens| tokens.len() > 12).find_map(subject)
}
