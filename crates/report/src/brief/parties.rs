//! Who is at the table: everybody who has a role, acts or is spoken to, with its people and the names used. Actors of several
//! documents with the same name are taken together, as spelled; who is the same as whom is not decided here.
use super::view::{View, listed, rank};
use super::{Group, Line, Piece, group};
use evidence::{Actor, ActorId, ActorKind, Reading, Role};
use std::collections::BTreeSet;

/// How many names of one actor are shown.
const NAMES: usize = 4;

/// How an actor takes part in what was read, the least first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Named,
    Tells,
    Acts,
}

struct Party<'a> {
    name: &'a str,
    kinds: BTreeSet<ActorKind>,
    roles: BTreeSet<Role>,
    part_of: Option<&'a str>,
    people: Vec<&'a str>,
    names: Vec<String>,
    first: Option<super::At>,
    part: Part,
}

pub(super) fn groups(view: &View<'_>) -> Vec<Group> {
    let mut parties: Vec<Party<'_>> = Vec::new();
    for (item, it) in view.items.iter().enumerate() {
        let (acting, telling) = taking_part(it.reading);
        let part = |id: &ActorId| match (acting.contains(id), telling.contains(id)) {
            (true, _) => Part::Acts,
            (false, true) => Part::Tells,
            (false, false) => Part::Named,
        };
        for actor in it.reading.actors.iter().filter(|actor| whole(it.reading, actor).is_none()) {
            add(view, item, actor, part(&actor.id), &mut parties);
        }
        for (person, whole) in it.reading.actors.iter().filter_map(|actor| Some((actor, whole(it.reading, actor)?))) {
            if let Some(party) = parties.iter_mut().find(|party| same(party.name, view.name(item, whole))) {
                if !party.people.iter().any(|name| same(name, &person.name)) {
                    party.people.push(&person.name);
                }
                party.part = party.part.max(part(&person.id));
            }
        }
    }
    // A stable sort: within a role, in order of first mention.
    parties.sort_by_key(|party| rank(&party.roles.iter().copied().collect::<Vec<_>>()));
    parties.retain(|party| !party.kinds.contains(&ActorKind::Place));
    let is_shown = |party: &Party<'_>| party.part == Part::Acts || !party.roles.is_empty();
    let others = |part: Part| parties.iter().filter(|party| !is_shown(party) && party.part == part).collect::<Vec<_>>();
    let mut out = group(None, parties.iter().filter(|party| is_shown(party)).map(line).collect());
    out.extend(group(None, in_one_line("only tell: ", &others(Part::Tells))));
    out.extend(group(None, in_one_line("only named: ", &others(Part::Named))));
    out
}

/// What an actor stands under on the page: a person, a source or an organ without a role of its own under what it is part of.
fn whole<'a>(reading: &'a Reading, actor: &'a Actor) -> Option<&'a ActorId> {
    if !actor.roles.is_empty() && actor.kind != ActorKind::Person {
        return None;
    }
    let part_of = actor.part_of.as_ref().and_then(|id| reading.actor(id))?;
    // One step up, then as far as persons stand for others; a circle of `part_of` stands for itself.
    let principal = reading.principal(&part_of.id);
    let above = reading.actor(principal).filter(|it| it.part_of.as_ref().is_none_or(|id| *id != actor.id))?;
    (above.id != actor.id).then_some(&above.id)
}

fn add<'a>(view: &View<'a>, item: usize, actor: &'a Actor, part: Part, parties: &mut Vec<Party<'a>>) {
    let at = match parties.iter().position(|party| same(party.name, &actor.name)) {
        Some(at) => at,
        None => {
            parties.push(Party {
                name: &actor.name,
                kinds: BTreeSet::new(),
                roles: BTreeSet::new(),
                part_of: None,
                people: Vec::new(),
                names: Vec::new(),
                first: None,
                part: Part::Named,
            });
            parties.len() - 1
        }
    };
    let party = &mut parties[at];
    party.kinds.insert(actor.kind);
    party.roles.extend(&actor.roles);
    party.part_of = party.part_of.or(actor.part_of.as_ref().map(|id| view.name(item, id)));
    party.part = party.part.max(part);
    for mention in &actor.mentions {
        let words = view.words(item, mention);
        if !party.names.iter().any(|name| same(name, &words)) && !same(party.name, &words) {
            party.names.push(words);
        }
        if party.first.is_none() {
            party.first = Some(view.at(item, mention));
        }
    }
}

fn line(party: &Party<'_>) -> Line {
    let mut about: Vec<String> = party.roles.iter().map(ToString::to_string).collect();
    if about.is_empty() {
        about.extend(party.kinds.iter().map(|kind| format!("{kind}, no role shown")));
    }
    let mut says = format!(": {}", about.join(", "));
    if let Some(whole) = party.part_of {
        says.push_str(&format!(", part of {whole}"));
    }
    if !party.people.is_empty() {
        says.push_str(&format!("; {}", party.people.join(", ")));
    }
    if !party.names.is_empty() {
        let shown: Vec<String> = party.names.iter().take(NAMES).map(|name| format!("“{name}”")).collect();
        let more = party.names.len().saturating_sub(NAMES);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        says.push_str(&format!("; also called {}{more}", listed(shown.iter().map(String::as_str))));
    }
    let pieces = vec![Piece::Strong(party.name.to_owned()), Piece::Text(says)];
    Line { act: None, pieces, at: party.first.clone() }
}

/// Those who have no part in the talks, on one line.
fn in_one_line(says: &str, parties: &[&Party<'_>]) -> Vec<Line> {
    let Some((last, before)) = parties.split_last() else { return Vec::new() };
    let mut pieces = vec![Piece::Text(says.to_owned())];
    for party in before {
        pieces.push(Piece::Text(format!("{} ", party.name)));
        pieces.extend(party.first.clone().map(Piece::Place));
        pieces.push(Piece::Text("; ".to_owned()));
    }
    pieces.push(Piece::Text(last.name.to_owned()));
    vec![Line { act: None, pieces, at: last.first.clone() }]
}

/// Those who do or say something or are spoken to or of in an act, and those who tell of one.
fn taking_part(reading: &Reading) -> (BTreeSet<&ActorId>, BTreeSet<&ActorId>) {
    let acts = &reading.acts;
    let acting = acts.iter().flat_map(|act| act.actor.iter().chain(&act.speaker).chain(&act.addressee).chain(&act.target)).collect();
    (acting, acts.iter().flat_map(|act| &act.told_by).collect())
}

/// Whether two names are spelled the same, case and a leading article aside.
pub(super) fn same(one: &str, other: &str) -> bool {
    let bare = |name: &str| {
        let lower = name.trim().to_lowercase();
        lower.strip_prefix("the ").map(str::to_owned).unwrap_or(lower)
    };
    bare(one) == bare(other)
}
