//! Names that what stands beside them says to be a group's, a body's or a company's: "the rebel group Free Hills", "the mining company Dorado
//! Deep", "Dorado said it would", "a Dorado plant". Nothing else of such a name may tell.
use crate::actor::gazetteer::{given_name, holders};
use crate::actor::name::{Piece, Run};
use crate::actor::word::{BODY_HEADS, GROUP_HEADS};
use crate::text::{Text, TokenKind};
use evidence::ActorKind;
use std::collections::{BTreeMap, BTreeSet};

/// What such a word has before it, where it is one of many things: "militant group", not "the group".
#[rustfmt::skip]
const SORTS: &[&str] = &[
    "armed", "rebel", "militant", "insurgent", "islamist", "jihadist", "guerrilla", "separatist", "paramilitary", "opposition", "protest",
    "terrorist", "extremist", "nationalist", "leftist", "rightist", "socialist", "communist", "ethnic", "political", "ruling", "governing",
    "rights", "advocacy", "lobby", "lobbying", "campaign", "aid", "relief", "humanitarian", "charity", "environmental", "conservation",
    "peace", "civic", "student", "students", "trade", "labor", "labour", "industry", "business", "farm", "farmers", "consumer", "refugee",
    "mining", "shipping", "oil", "energy", "gas", "steel", "arms", "security", "logistics", "rail", "railway", "port", "power", "telecoms",
    "resistance", "secessionist", "independence", "watchdog", "monitoring",
];

/// The kinds that a word tells; with `true` only after one of [`SORTS`].
fn told(word: &str) -> Option<(ActorKind, bool)> {
    Some(match word {
        "group" | "movement" | "militia" | "faction" | "coalition" | "alliance" | "network" | "party" | "union" => (ActorKind::Group, true),
        "organization" | "organisation" | "agency" | "body" => (ActorKind::Body, true),
        "company" | "firm" | "operator" => (ActorKind::Company, true),
        "charity" | "watchdog" => (ActorKind::Body, false),
        "airline" | "automaker" | "carmaker" | "steelmaker" | "chipmaker" | "shipbuilder" | "retailer" => (ActorKind::Company, false),
        _ => return None,
    })
}

/// Verbs after a name that mostly begin a relative clause with it, so that it is no name of the group: "the rebel group Halvorsen leads".
#[rustfmt::skip]
const OF_A_PERSON: &[&str] = &[
    "backed", "backs", "built", "chaired", "chairs", "commanded", "commands", "controlled", "controls", "created", "formed", "fought",
    "founded", "headed", "heads", "hopes", "is", "joined", "leads", "led", "met", "once", "owns", "ran", "runs", "sued", "supported",
    "supports", "was", "worked", "works", "would",
];

/// The kinds of names, in lower case, that what stands beside them tells; a firm or group where only what it does tells that it is somebody.
pub(super) fn introduced(text: &Text<'_>, pieces: &[Piece]) -> BTreeMap<String, ActorKind> {
    let runs = || pieces.iter().filter_map(Piece::run);
    let lower = |run: &Run| run.name.clone().map(|i| text.lower(i)).collect::<Vec<_>>().join(" ");
    let mut out: BTreeMap<String, ActorKind> = runs()
        .filter_map(|run| Some((lower(run), kind(text, run).or_else(|| told_behind(text, run).map(|_| ActorKind::Group))?)))
        .collect();
    // A word that opens a sentence may be no name; one that is written so elsewhere, too, is.
    let inside: BTreeSet<String> = runs().filter(|run| run.name.len() > 1 || !opens_sentence(text, run)).map(lower).collect();
    // "Jin said it would": of a Jin Orr who is named in full. And "in Alba" is a place.
    let longer = |run: &Run| (run.name.len() > 1).then(|| [run.name.start, run.name.end - 1].map(|at| text.lower(at)));
    let parts: BTreeSet<&str> = runs().filter_map(longer).flatten().collect();
    let is_place = |run: &&Run| run.name.start.checked_sub(1).is_some_and(|at| matches!(text.lower(at), "in" | "near" | "at" | "around"));
    let places: BTreeSet<String> = runs().filter(is_place).map(lower).collect();
    // "The ministry of Alba offered" is not Alba.
    let of_another = |run: &&Run| {
        let before = run.name.start.checked_sub(1).map_or("", |at| text.lower(at));
        // "In Alba Orr rejected it": what stands before it is a place, and it is somebody there.
        let there = run.name.start > 1 && text.tokens[run.name.start - 1].capital && matches!(text.lower(run.name.start - 2), "in" | "at");
        there || matches!(before, "of" | "for" | "from" | "with" | "to" | "by" | "and" | "'s" | "between" | "against")
    };
    for run in runs().filter(|run| !of_another(run) && (is_a_firm(text, run) || does_by_itself(text, run))) {
        let name = lower(run);
        if inside.contains(&name) && !places.contains(&name) && !(run.name.len() == 1 && parts.contains(&*name)) {
            // A firm by what it has or says of itself; who only does something may be anybody.
            let kind = if is_a_firm(text, run) { ActorKind::Company } else { ActorKind::Group };
            out.entry(name).or_insert(kind);
        }
    }
    // "General Halvorsen" is a person, whatever stands before the name elsewhere; so is whom "Jan Halvorsen" means.
    for run in runs().filter(|run| !run.office.is_empty() || run.name.len() > 1) {
        let last = text.lower(run.name.end - 1);
        if !run.office.is_empty() || given_name(text.token(run.name.start)).is_some() {
            out.remove(last);
            out.remove(&lower(run));
        }
    }
    // "The rights group Amnesty" is the Amnesty International that is named in full.
    for piece in pieces.iter().filter(|piece| piece.tokens().len() > 1) {
        out.remove(text.lower(piece.tokens().start));
    }
    out
}

/// Words in capitals that are what an institution, a land or a leader is called by, and no firm.
#[rustfmt::skip]
const INSTITUTIONS: &[&str] = &[
    "parliament", "cabinet", "ministry", "commission", "tribunal", "prosecutor", "kingdom", "pontiff", "resistance", "movement", "government",
    "opposition", "europe", "africa", "asia", "congress", "senate", "court", "church", "crown", "republic",
];

fn opens_sentence(text: &Text<'_>, run: &Run) -> bool {
    text.sentence_at(text.tokens[run.name.start].span.start()).is_some_and(|at| text.sentences[at].tokens.start == run.name.start)
}

/// "Dorado denied it", "Dorado has refused to": whoever does so without a word of who it is is no person, whom news introduces.
fn does_by_itself(text: &Text<'_>, run: &Run) -> bool {
    let end = run.name.end + usize::from(matches!(text.lower(run.name.end), "has" | "had"));
    let does = matches!(
        text.lower(end),
        "denied"
            | "rejected"
            | "refused"
            | "offered"
            | "accused"
            | "agreed"
            | "announced"
            | "proposed"
            | "demanded"
            | "urged"
            | "warned"
            | "threatened"
    );
    let word = text.token(run.name.start);
    let letters = word.chars().all(char::is_uppercase);
    let lower = text.lower(run.name.start);
    let article = run.name.start.checked_sub(1).is_some_and(|at| text.lower(at) == "the");
    // "On Monday Parliament rejected it".
    let institution = article || INSTITUTIONS.contains(&lower) || BODY_HEADS.contains(&lower) || GROUP_HEADS.contains(&lower);
    does && !institution
        && run.office.is_empty()
        && run.name.len() == 1
        && word.len() > 3
        && !letters
        && given_name(word).is_none()
        && !holders().contains_key(text.lower(run.name.start))
}

/// What a firm has, right after its name.
#[rustfmt::skip]
const OF_A_FIRM: &[&str] = &[
    "workers", "employees", "management", "executives", "executive", "plant", "plants", "factory", "factories", "shares", "mechanics",
    "pilots", "drivers", "customers", "shareholders", "subsidiary", "unit",
];

/// "Dorado said it would close", "the Dorado plant", "Dorado's employees": a name that is no person's, whatever it is.
fn is_a_firm(text: &Text<'_>, run: &Run) -> bool {
    let end = run.name.end;
    let plain = run.office.is_empty() && run.name.len() <= 3 && given_name(text.token(run.name.start)).is_none();
    let known = holders().contains_key(text.lower(end - 1));
    // Letters alone ("UNAP said it would") are told elsewhere, and may be short for what is named in full.
    let letters = run.name.len() == 1 && text.token(run.name.start).chars().all(char::is_uppercase);
    // "Dorado Front" tells by its own word what it is.
    let told = run.name.len() == 1 && INSTITUTIONS.contains(&text.lower(run.name.start))
        || (GROUP_HEADS.contains(&text.lower(end - 1)) || BODY_HEADS.contains(&text.lower(end - 1)));
    plain && !known && !letters && !told && (says_of_itself(text, end) || has_what_firms_have(text, end))
}

fn has_what_firms_have(text: &Text<'_>, end: usize) -> bool {
    let possessive = text.lower(end) == "'s";
    let thing = text.lower(end + usize::from(possessive));
    // "Orr's management of the crisis" is a person's as well.
    let of_persons = matches!(thing, "management" | "unit" | "customers");
    OF_A_FIRM.contains(&thing) && !(possessive && of_persons)
}

/// "Dorado said on Monday that it would", "Dorado said its": who is "it" in its own words. "It would be wrong" is nobody.
fn says_of_itself(text: &Text<'_>, end: usize) -> bool {
    if !matches!(text.lower(end), "said" | "says" | "announced" | "confirmed" | "insisted" | "maintains" | "maintained" | "stated") {
        return false;
    }
    let mut at = end + 1;
    for _ in 0..3 {
        let day = text.tokens.get(at).is_some_and(|it| it.capital) && text.lower(at).ends_with("day");
        if day || matches!(text.lower(at), "that" | "on" | "late" | "today") {
            at += 1;
        }
    }
    let does = matches!(text.lower(at + 1), "will" | "would" | "had" | "has" | "could" | "can" | "plans" | "wants" | "expects" | "intends");
    let of_nothing = matches!(text.lower(at + 2), "be" | "been" | "seem" | "take" | "become" | "mean");
    match text.lower(at) {
        "it" => does && !of_nothing,
        "its" => true,
        _ => false,
    }
}

/// "The NDF rebel group", "PRD guerrillas": where what letters stand for ends behind them, if it is told there.
pub(super) fn told_behind(text: &Text<'_>, run: &Run) -> Option<usize> {
    let word = text.token(run.name.start);
    let letters = run.name.len() == 1 && run.office.is_empty() && (3..=6).contains(&word.len()) && word.chars().all(char::is_uppercase);
    let plain = |at: usize| text.tokens.get(at).is_some_and(|it| it.kind == TokenKind::Word && it.spaced && !it.capital);
    let end = run.name.end;
    let sort = matches!(text.lower(end), "rebel" | "guerrilla" | "separatist" | "militant" | "insurgent" | "opposition");
    if !letters || !plain(end) {
        return None;
    }
    match text.lower(end) {
        "rebels" | "guerrillas" | "separatists" | "insurgents" => Some(end + 1),
        _ if sort && plain(end + 1) && matches!(told(text.lower(end + 1)), Some((ActorKind::Group, _))) => Some(end + 2),
        _ => None,
    }
}

fn kind(text: &Text<'_>, run: &Run) -> Option<ActorKind> {
    let noun = run.name.start.checked_sub(1)?;
    if !run.office.is_empty()
        || text.tokens[noun].kind != TokenKind::Word
        || text.tokens[noun].capital
        || !text.tokens[run.name.start].spaced
    {
        return None;
    }
    // "Talks with mining company" may be a headline, and the name the first of the report.
    let from = text.tokens[noun].span.end();
    if text.source.get(from..text.tokens[run.name.start].span.start()).is_none_or(|gap| gap.contains('\n')) {
        return None;
    }
    // "The party Law and Justice", "the company National Iranian Oil": the name goes on, and what is cut out of it is nobody.
    let end = run.name.end;
    let capital = |i: usize| text.tokens.get(i).is_some_and(|it| it.capital && it.kind == TokenKind::Word);
    let links = matches!(text.lower(end), "and" | "for" | "against" | "in" | "of");
    let on = links && (capital(end + 1) || text.lower(end + 1) == "the" && capital(end + 2));
    if capital(end) || on || text.lower(end) == "/" || holders().contains_key(text.lower(end - 1)) {
        return None;
    }
    let (kind, sorted) = told(text.lower(noun))?;
    let sort = noun.checked_sub(1).map_or("", |i| text.lower(i));
    if sorted && !SORTS.contains(&sort) {
        return None;
    }
    // "The rebel group Halvorsen leads".
    let leads = OF_A_PERSON.contains(&text.lower(run.name.end));
    (!leads && given_name(text.token(run.name.start)).is_none()).then_some(kind)
}
