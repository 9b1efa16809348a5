//! Who is at the table: everybody who has a role, acts or is spoken to, with its people and the names used. Actors of several
//! documents with the same name are taken together, as spelled; who is the same as whom is not decided here.
use super::view::{View, bare, listed, rank};
use super::{Group, Line, Piece, group};
use evidence::{Actor, ActorId, ActorKind, Reading, Role};
use std::collections::{BTreeMap, BTreeSet};

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
    people: Names,
    names: Names,
    first: Option<super::At>,
    part: Part,
}

pub(super) fn groups(view: &View<'_>) -> Vec<Group> {
    let mut parties: Vec<Party<'_>> = Vec::new();
    let mut party_of: BTreeMap<String, usize> = BTreeMap::new();
    for (item, it) in view.items.iter().enumerate() {
        let (acting, telling) = taking_part(it.reading);
        let part = |id: &ActorId| match (acting.contains(id), telling.contains(id)) {
            (true, _) => Part::Acts,
            (false, true) => Part::Tells,
            (false, false) => Part::Named,
        };
        for actor in it.reading.actors.iter().filter(|actor| whole(view, item, actor).is_none()) {
            let n = *party_of.entry(bare(&actor.name)).or_insert(parties.len());
            if n == parties.len() {
                parties.push(Party::called(&actor.name));
            }
            parties[n].add(view, item, actor, part(&actor.id));
        }
        for (voice, whole) in it.reading.actors.iter().filter_map(|actor| Some((actor, whole(view, item, actor)?))) {
            if let Some(n) = party_of.get(&bare(&whole.name)) {
                parties[*n].people.add(&voice.name);
                parties[*n].part = parties[*n].part.max(part(&voice.id));
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
fn whole<'a>(view: &View<'a>, item: usize, actor: &'a Actor) -> Option<&'a Actor> {
    if !actor.roles.is_empty() && actor.kind != ActorKind::Person {
        return None;
    }
    let part_of = view.actor(item, actor.part_of.as_ref()?)?;
    // One step up, then as far as persons stand for others; a circle of `part_of` stands for itself.
    let above = view.actor(item, view.principal(item, &part_of.id))?;
    (above.id != actor.id && above.part_of.as_ref() != Some(&actor.id)).then_some(above)
}

/// Names in the order in which they came, each spelling once.
#[derive(Default)]
struct Names {
    shown: Vec<String>,
    known: BTreeSet<String>,
}

impl Names {
    fn add(&mut self, name: &str) {
        if self.known.insert(bare(name)) {
            self.shown.push(name.to_owned());
        }
    }
}

impl<'a> Party<'a> {
    fn called(name: &'a str) -> Self {
        let names = Names { shown: Vec::new(), known: BTreeSet::from([bare(name)]) };
        Self {
            name,
            kinds: BTreeSet::new(),
            roles: BTreeSet::new(),
            part_of: None,
            people: Names::default(),
            names,
            first: None,
            part: Part::Named,
        }
    }

    fn add(&mut self, view: &View<'a>, item: usize, actor: &'a Actor, part: Part) {
        self.kinds.insert(actor.kind);
        self.roles.extend(&actor.roles);
        self.part_of = self.part_of.or(actor.part_of.as_ref().map(|id| view.name(item, id)));
        self.part = self.part.max(part);
        for mention in &actor.mentions {
            self.names.add(&view.words(item, mention));
        }
        if self.first.is_none() {
            self.first = actor.mentions.first().map(|mention| view.at(item, mention));
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
    if !party.people.shown.is_empty() {
        says.push_str(&format!("; {}", party.people.shown.join(", ")));
    }
    let names = &party.names.shown;
    if !names.is_empty() {
        let shown: Vec<String> = names.iter().take(NAMES).map(|name| format!("“{name}”")).collect();
        let more = names.len().saturating_sub(NAMES);
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
