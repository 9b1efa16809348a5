//! Who is the same across documents. Goes by names, titles, what somebody speaks for, and what the user's process file says; where that
//! leaves two, they are kept apart and the reason says so. A person's merges and splits stand above it.
use crate::name::{PersonName, consonants, folded, skeleton};
use evidence::ActorKind;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;

/// The number of an actor in a dossier; shown as `p7`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ActorKey(pub i64);

impl fmt::Display for ActorKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "p{}", self.0)
    }
}

/// Somebody as one document names them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Named {
    /// The fullest name there.
    pub name: String,
    /// Other names there that can stand alone, such as an acronym.
    pub also: Vec<String>,
    /// What it is.
    pub kind: ActorKind,
    /// What it speaks for, where that is known in the dossier.
    pub part_of: Option<ActorKey>,
}

/// Who a [`Named`] is.
#[derive(Clone, PartialEq, Debug)]
pub struct Recognised {
    /// The actor of the dossier; `None` for somebody new.
    pub actor: Option<ActorKey>,
    /// Probability, 0 to 1, that this is right; set by hand for each rule, not calibrated.
    pub probability: f32,
    /// Why, in words for a person.
    pub reason: String,
}

/// What is known of an actor of the dossier.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Known {
    name: String,
    kind: ActorKind,
    /// Folded names in full.
    forms: BTreeSet<String>,
    people: Vec<PersonName>,
    part_of: BTreeSet<ActorKey>,
}

/// The actors of a dossier, to be asked who somebody is.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Actors {
    known: BTreeMap<ActorKey, Known>,
    by_form: HashMap<String, Vec<ActorKey>>,
    /// Persons by the consonants of their last names.
    by_last: HashMap<String, Vec<ActorKey>>,
    /// Names in the process file's words: what the user says is certain.
    aliases: HashMap<String, ActorKey>,
    /// Folded names that must never become one.
    never: Vec<(String, String)>,
}

impl Actors {
    /// Takes in that `key` is named so. `part_of` is whom it speaks for there.
    pub fn learn(&mut self, key: ActorKey, name: &str, kind: ActorKind, part_of: Option<ActorKey>) {
        let form = folded(name);
        let person = (kind == ActorKind::Person).then(|| PersonName::of(name));
        let known = self.known.entry(key).or_insert_with(|| Known {
            name: name.to_owned(),
            kind,
            forms: BTreeSet::new(),
            people: Vec::new(),
            part_of: BTreeSet::new(),
        });
        known.part_of.extend(part_of);
        // Who has no name is nobody that another document could mean.
        if kind == ActorKind::Unnamed || !known.forms.insert(form.clone()) {
            return;
        }
        push(&mut self.by_form, form, key);
        if let Some(person) = person.filter(|person| !person.last.is_empty()) {
            push(&mut self.by_last, consonants(&skeleton(&person.last)), key);
            if !known.people.contains(&person) {
                known.people.push(person);
            }
        }
    }

    /// Takes in that the user calls `key` so.
    pub fn alias(&mut self, key: ActorKey, name: &str) {
        self.aliases.insert(folded(name), key);
    }

    /// Takes in that these two names must never become one actor.
    pub fn keep_apart(&mut self, one: &str, other: &str) {
        self.never.push((folded(one), folded(other)));
    }

    /// Whether somebody is known by that number.
    pub fn knows(&self, key: ActorKey) -> bool {
        self.known.contains_key(&key)
    }

    /// Whether nobody is known yet.
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// Who is meant. The answer is of the same for the same actors learnt in the same order.
    pub fn recognise(&self, named: &Named) -> Recognised {
        if named.kind == ActorKind::Unnamed {
            return Recognised { actor: None, probability: 1.0, reason: "without a name: nobody in another document".to_owned() };
        }
        let names = || std::iter::once(&named.name).chain(&named.also);
        for name in names() {
            if let Some(&key) = self.aliases.get(&folded(name)) {
                return Recognised {
                    actor: Some(key), probability: 1.0, reason: format!("“{name}” is a name of it in the process file")
                };
            }
        }
        if named.kind == ActorKind::Person {
            return self.person(named);
        }
        for name in names() {
            let form = folded(name);
            let same_kind = |key: &&ActorKey| self.known.get(*key).is_some_and(|known| alike(known.kind, named.kind));
            let found: Vec<ActorKey> =
                self.by_form.get(&form).into_iter().flatten().filter(same_kind).filter(|key| !self.apart(named, **key)).copied().collect();
            match found[..] {
                [] => {}
                [key] => return Recognised { actor: Some(key), probability: 0.98, reason: format!("the same name, “{name}”") },
                _ => return self.open(&found, name),
            }
        }
        Recognised { actor: None, probability: 1.0, reason: format!("no actor is called “{}” so far", named.name) }
    }

    fn person(&self, named: &Named) -> Recognised {
        let new = |reason: String, probability| Recognised { actor: None, probability, reason };
        let mine = PersonName::of(&named.name);
        if mine.last.is_empty() {
            return new(format!("“{}” is a title without a name", named.name), 0.9);
        }
        let mut fits: Vec<(ActorKey, f32, String)> = Vec::new();
        let mut against: Option<String> = None;
        for &key in self.by_last.get(&consonants(&skeleton(&mine.last))).into_iter().flatten() {
            let Some(known) = self.known.get(&key) else { continue };
            if self.apart(named, key) {
                against = Some(format!("the process file keeps “{}” apart from {}", named.name, known.name));
                continue;
            }
            let side = match named.part_of {
                Some(whole) if known.part_of.contains(&whole) => Side::Same,
                Some(_) if !known.part_of.is_empty() => Side::Other,
                _ => Side::Open,
            };
            let best = known.people.iter().filter_map(|theirs| same_person(&mine, theirs, side)).max_by(|a, b| a.0.total_cmp(&b.0));
            match best {
                Some((probability, reason)) => fits.push((key, probability, format!("{reason} ({})", known.name))),
                None => against = against.or_else(|| Some(format!("not {}: {}", known.name, unlike(&mine, known, side)))),
            }
        }
        fits.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        match &fits[..] {
            [] => new(against.unwrap_or_else(|| format!("nobody is called “{}” so far", named.name)), 0.9),
            [(key, probability, reason)] => Recognised { actor: Some(*key), probability: *probability, reason: reason.clone() },
            // A full name that fits says more than a last name that does.
            [(key, first, reason), (_, second, _), ..] if first - second >= 0.1 => {
                Recognised { actor: Some(*key), probability: *first, reason: reason.clone() }
            }
            _ => self.open(&fits.iter().map(|fit| fit.0).collect::<Vec<_>>(), &named.name),
        }
    }

    fn open(&self, keys: &[ActorKey], name: &str) -> Recognised {
        let names: Vec<String> = keys.iter().filter_map(|key| self.known.get(key).map(|known| format!("{} ({key})", known.name))).collect();
        Recognised { actor: None, probability: 0.5, reason: format!("“{name}” may be {}: kept apart", names.join(" or ")) }
    }

    fn apart(&self, named: &Named, key: ActorKey) -> bool {
        let mine: Vec<String> = std::iter::once(&named.name).chain(&named.also).map(|name| folded(name)).collect();
        let Some(known) = self.known.get(&key) else { return false };
        self.never.iter().any(|(one, other)| {
            let is = |name: &String, mine: &[String]| mine.contains(name);
            (is(one, &mine) && known.forms.contains(other) && !known.forms.contains(one))
                || (is(other, &mine) && known.forms.contains(one) && !known.forms.contains(other))
        })
    }
}

fn push(map: &mut HashMap<String, Vec<ActorKey>>, form: String, key: ActorKey) {
    let keys = map.entry(form).or_default();
    if !keys.contains(&key) {
        keys.push(key);
    }
}

/// Whether two documents may call one thing by these two kinds: a front is a group to one and a body to another.
fn alike(one: ActorKind, other: ActorKind) -> bool {
    use ActorKind::{Body, Company, Group};
    one == other || (matches!(one, Body | Group | Company) && matches!(other, Body | Group | Company))
}

/// Whether both speak for the same.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Same,
    Other,
    Open,
}

fn same_person(mine: &PersonName, theirs: &PersonName, side: Side) -> Option<(f32, String)> {
    let spelled_alike = mine.last == theirs.last;
    let spelled_near = spelled_alike || skeleton(&mine.last) == skeleton(&theirs.last);
    let given = match (mine.given.first(), theirs.given.first()) {
        (Some(a), Some(b)) if a == b => Given::Same,
        (Some(a), Some(b)) if a.chars().count() == 1 || b.chars().count() == 1 => {
            if a.chars().next() == b.chars().next() {
                Given::Near
            } else {
                return None;
            }
        }
        (Some(a), Some(b)) if skeleton(a) == skeleton(b) => Given::Near,
        (Some(a), Some(b)) if a.chars().next() == b.chars().next() && consonants(&skeleton(a)) == consonants(&skeleton(b)) => Given::Near,
        (Some(_), Some(_)) => return None,
        _ => Given::Open,
    };
    let title = !mine.title.is_empty() && folded(&mine.title) == folded(&theirs.title);
    let spelling = if spelled_alike { "" } else { ", spelled otherwise" };
    match (given, side) {
        // Two of one name who speak for two sides are two people until somebody says otherwise.
        (_, Side::Other) => None,
        (Given::Same | Given::Near, Side::Same) => {
            Some((if spelled_near { 0.98 } else { 0.9 }, format!("the same full name and side{spelling}")))
        }
        (Given::Same, Side::Open) if spelled_near => Some((0.92, format!("the same full name{spelling}"))),
        (Given::Near, Side::Open) if spelled_near => Some((0.85, format!("the same full name{spelling}"))),
        (Given::Open, Side::Same) if spelled_near && title => Some((0.95, format!("the same last name, title and side{spelling}"))),
        (Given::Open, Side::Same) if spelled_near => Some((0.9, format!("the same last name and side{spelling}"))),
        (Given::Open, Side::Open) if spelled_near && title => Some((0.8, format!("the same last name and title{spelling}"))),
        (Given::Open, Side::Open) if spelled_near => Some((0.7, format!("the same last name, and nobody else has it{spelling}"))),
        _ => None,
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Given {
    Same,
    Near,
    Open,
}

fn unlike(mine: &PersonName, known: &Known, side: Side) -> &'static str {
    let other_given = known.people.iter().any(|theirs| matches!((mine.given.first(), theirs.given.first()), (Some(a), Some(b)) if a != b));
    match side {
        _ if other_given => "another given name",
        Side::Other => "speaks for another side",
        _ => "the name is spelled too differently",
    }
}
