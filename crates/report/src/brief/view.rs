//! The items with what every section looks up in them: names, paragraphs, labels of measures.
use super::{ActAt, At};
use crate::Item;
use crate::place::Paragraphs;
use evidence::{Act, ActId, Actor, ActorId, ActorKind, MeasureId, Measures, Place, Role, Spot, Stretch};
use std::collections::BTreeMap;

/// How many steps of `part_of` are followed.
const DEEPEST: usize = 16;

pub(crate) struct View<'a> {
    pub(crate) items: &'a [Item<'a>],
    paragraphs: Vec<Paragraphs>,
    // For each item, where its reading has which actor and which act: a page on a long document looks up each of thousands.
    actors: Vec<BTreeMap<&'a ActorId, usize>>,
    acts: Vec<BTreeMap<&'a ActId, usize>>,
}

impl<'a> View<'a> {
    pub(crate) fn of(items: &'a [Item<'a>]) -> Self {
        // Where a name comes twice the first one holds, as in `Reading::actor`.
        let actors = items.iter().map(|it| it.reading.actors.iter().enumerate().rev().map(|(n, actor)| (&actor.id, n)).collect());
        let acts = items.iter().map(|it| it.reading.acts.iter().enumerate().rev().map(|(n, act)| (&act.id, n)).collect());
        let paragraphs = items.iter().map(|item| Paragraphs::of(item.document.text())).collect();
        Self { items, paragraphs, actors: actors.collect(), acts: acts.collect() }
    }

    /// The actor with that id.
    pub(crate) fn actor(&self, item: usize, id: &ActorId) -> Option<&'a Actor> {
        self.actors[item].get(id).map(|n| &self.items[item].reading.actors[*n])
    }

    /// What an actor stands for: a person for what it is part of, and so on up; any other actor for itself.
    pub(crate) fn principal<'i>(&self, item: usize, id: &'i ActorId) -> &'i ActorId
    where
        'a: 'i,
    {
        let mut at = id;
        // Bounded, so that a circle of `part_of` ends; nobody stands under more persons than this.
        for _ in 0..DEEPEST {
            match self.actor(item, at) {
                Some(Actor { kind: ActorKind::Person, part_of: Some(whole), .. }) if whole != id => at = whole,
                _ => break,
            }
        }
        at
    }

    /// The act of that name.
    pub(crate) fn find(&self, item: usize, id: &ActId) -> Option<ActAt> {
        self.acts[item].get(id).map(|act| ActAt { item, act: *act })
    }

    /// All acts, by document and in the order of its reading.
    pub(crate) fn acts(&self) -> impl Iterator<Item = (ActAt, &'a Act)> {
        let items = self.items;
        items
            .iter()
            .enumerate()
            .flat_map(|(item, it)| it.reading.acts.iter().enumerate().map(move |(act, found)| (ActAt { item, act }, found)))
    }

    /// Where words stand.
    pub(crate) fn at(&self, item: usize, place: &Place) -> At {
        At { item, paragraph: self.paragraphs[item].number(place.start()), place: place.clone() }
    }

    pub(crate) fn paragraphs(&self, item: usize) -> &Paragraphs {
        &self.paragraphs[item]
    }

    /// The words at a place.
    pub(crate) fn words(&self, item: usize, place: &Place) -> String {
        place.words(self.items[item].document.text())
    }

    /// The act's name: `a3`, and `2:a3` for the second of several documents.
    pub(crate) fn act_name(&self, at: ActAt) -> String {
        let id = &self.items[at.item].reading.acts[at.act].id;
        if self.items.len() == 1 { id.0.clone() } else { format!("{}:{id}", at.item + 1) }
    }

    /// That nobody has confirmed an act, with the probability that it is right, where there is one.
    pub(crate) fn unconfirmed(&self, act: Option<ActAt>) -> String {
        match act.and_then(|at| self.items[at.item].reading.acts[at.act].confidence) {
            Some(p) => format!("○ unconfirmed, p = {p:.2}"),
            None => "○ unconfirmed".to_owned(),
        }
    }

    /// Where words stand, for people: `¶5, 1204-1290`, and `[2] ¶5, 1204-1290` in the second of several documents. Where the text came
    /// from pages, the paragraph is one of its page: `p. 3, ¶2, 1204-1290`.
    pub(crate) fn written(&self, at: &At) -> String {
        let place = match self.page(at) {
            Some((page, paragraph)) => format!("p. {page}, {}", crate::place::written(paragraph, &at.place)),
            None => crate::place::written(at.paragraph, &at.place),
        };
        if self.items.len() == 1 { place } else { format!("[{}] {place}", at.item + 1) }
    }

    /// The page on which words begin, and the paragraph on it; one that runs on from the page before is its first.
    fn page(&self, at: &At) -> Option<(u32, usize)> {
        let original = self.items[at.item].document.original()?;
        let Some(Spot::Page { page, .. }) = original.at(at.place.start()) else { return None };
        // A text runs from page to page.
        let is_before = |stretch: &Stretch| matches!(stretch.spot, Some(Spot::Page { page: other, .. }) if other < page);
        let first = original.stretches().get(original.stretches().partition_point(is_before))?;
        let before = self.paragraphs[at.item].number(first.start);
        Some((page, at.paragraph.saturating_sub(before) + 1))
    }

    /// Where words stood in the file as it was given, and by which way one comes to that file in its archive or mail: `week.eml: paper.pdf:
    /// p. 3, line 12`; `None` where the text is the file, or where it cannot be told.
    pub(crate) fn original(&self, at: &At) -> Option<String> {
        let original = self.items[at.item].document.original()?;
        let (start, end) = (at.place.start(), at.place.end());
        let spots = match (original.at(start), original.at(end.saturating_sub(1))) {
            (Some(Spot::Byte(from)), Some(Spot::Byte(to))) if to >= from => Some(format!("bytes {from}-{}", to.saturating_add(1))),
            (Some(from), Some(to)) if to != from => Some(format!("{from} to {to}")),
            (Some(from), _) => Some(from.to_string()),
            (None, _) => None,
        };
        let way: Vec<String> = original.within.iter().cloned().chain(spots).collect();
        if way.is_empty() { None } else { Some(way.join(": ")) }
    }

    /// The actor's name; its id where the reading has no such actor.
    pub(crate) fn name(&self, item: usize, id: &'a ActorId) -> &'a str {
        self.actor(item, id).map_or(id.0.as_str(), |actor| actor.name.as_str())
    }

    /// `Norland`, `Norland and Sudria`, `Norland, Sudria and Estmark`.
    pub(crate) fn names(&self, item: usize, ids: &'a [ActorId]) -> String {
        listed(ids.iter().map(|id| self.name(item, id)))
    }

    /// The place of an actor in lists: parties first, then the other roles, then those without one.
    pub(crate) fn rank(&self, item: usize, id: &ActorId) -> usize {
        let roles = self.actor(item, id).map(|actor| actor.roles.as_slice()).unwrap_or_default();
        rank(roles)
    }
}

/// The name that two spellings share, case and a leading article aside.
pub(super) fn bare(name: &str) -> String {
    let lower = name.trim().to_lowercase();
    lower.strip_prefix("the ").map(str::to_owned).unwrap_or(lower)
}

/// The place of somebody with these roles in lists.
pub(super) fn rank(roles: &[Role]) -> usize {
    Role::ALL.iter().position(|role| roles.contains(role)).unwrap_or(Role::ALL.len())
}

/// `a`, `a and b`, `a, b and c`.
pub(super) fn listed<'t>(names: impl IntoIterator<Item = &'t str>) -> String {
    let names: Vec<&str> = names.into_iter().collect();
    match names.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// A measure in the middle of a sentence: `withdrawal of troops`.
pub(super) fn measure(id: &MeasureId) -> String {
    let label = Measures::embedded().get(id).map_or(id.0.as_str(), |measure| measure.label.as_str());
    let mut chars = label.chars();
    match (chars.next(), chars.clone().next()) {
        // An abbreviation keeps its capitals.
        (Some(first), Some(second)) if !second.is_uppercase() => first.to_lowercase().chain(chars).collect(),
        _ => label.to_owned(),
    }
}

/// Whether one measure is the other or a kind of it.
pub(super) fn is_akin(one: &MeasureId, other: &MeasureId) -> bool {
    let list = Measures::embedded();
    let is_kind_of = |narrow: &MeasureId, wide: &MeasureId| {
        let mut at = Some(narrow);
        // Bounded by the list's length, so that a circle of `broader` ends.
        for _ in 0..list.all().len() {
            match at {
                Some(id) if id == wide => return true,
                Some(id) => at = list.get(id).and_then(|it| it.broader.as_ref()),
                None => return false,
            }
        }
        false
    };
    is_kind_of(one, other) || is_kind_of(other, one)
}
