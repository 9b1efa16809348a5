//! The process file: what the user says of the process, its parties and people, in TOML. It is the user's word: nothing of it is claimed
//! as said by a source.
use crate::name::folded;
use evidence::{ActorKind, BadMeasures, Measures, NamedActor, NamedPerson, Names, Office, Role};
use serde::{Deserialize, Serialize};
use std::fmt;

/// What the user knows of a process.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Process {
    /// Its name.
    pub name: String,
    /// What it is about, in a sentence or two.
    pub about: String,
    /// Who takes part.
    pub parties: Vec<Party>,
    /// Persons.
    pub people: Vec<Person>,
    /// Names that must never become one actor.
    pub never_merge: Vec<(String, String)>,
    /// Groups and measures of its own, as TOML in the form of `measures.toml`; empty where it has none.
    measures: String,
    /// The list of measures with its own.
    list: Option<Measures>,
}

/// A party, body, host, mediator or other actor that is no person.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Party {
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
    /// Its role in the process, where it has one.
    pub role: Option<Role>,
    /// Other names of it.
    pub aliases: Vec<String>,
    /// What its people and things are called; the usual endings are tried where there are none.
    pub adjectives: Vec<String>,
    /// Its capital or palace: a place, unless it acts.
    pub seats: Vec<String>,
    /// Its item in Wikidata, such as `Q42`.
    pub wikidata: Option<String>,
    /// Its ISO 3166 code, where it is a state.
    pub iso: Option<String>,
}

/// A person.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Person {
    /// The full name.
    pub name: String,
    /// What the person speaks for: the name of a party.
    pub part_of: Option<String>,
    /// Other names and spellings.
    pub aliases: Vec<String>,
    /// Titles, with the days from and to which each was held where they are known.
    pub titles: Vec<Title>,
    /// The item in Wikidata.
    pub wikidata: Option<String>,
}

/// A title and when it was held.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Title {
    /// The title: `foreign minister`.
    pub title: String,
    /// The first day, as exact as it is known.
    pub from: Option<String>,
    /// The last day.
    pub to: Option<String>,
}

/// A process file that cannot be used, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BadProcess {
    /// What is wrong and where.
    pub says: String,
}

impl fmt::Display for BadProcess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.says)
    }
}

impl std::error::Error for BadProcess {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    name: String,
    #[serde(default)]
    about: String,
    #[serde(default)]
    never_merge: Vec<(String, String)>,
    #[serde(default, rename = "party")]
    parties: Vec<PartyRow>,
    #[serde(default, rename = "person")]
    people: Vec<PersonRow>,
    #[serde(default, rename = "group")]
    groups: Vec<toml::Value>,
    #[serde(default, rename = "measure")]
    measures: Vec<toml::Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PartyRow {
    name: String,
    kind: String,
    role: Option<String>,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    adjectives: Vec<String>,
    #[serde(default)]
    seats: Vec<String>,
    wikidata: Option<String>,
    iso: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PersonRow {
    name: String,
    part_of: Option<String>,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    titles: Vec<Title>,
    wikidata: Option<String>,
}

#[derive(Serialize)]
struct OwnMeasures {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    group: Vec<toml::Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    measure: Vec<toml::Value>,
}

impl Party {
    /// Other names that it is recognised by in another document: its aliases and its seats.
    pub fn also(&self) -> impl Iterator<Item = &String> {
        self.aliases.iter().chain(&self.seats)
    }
}

impl Process {
    /// A process file to start from, every part of it explained.
    pub const TEMPLATE: &'static str = include_str!("../data/process.toml");

    /// Reads a process file. An error names the line or the entry, what is wrong with it and what could stand there.
    pub fn from_toml(text: &str) -> Result<Self, BadProcess> {
        let bad = |says: String| BadProcess { says };
        let file: File = toml::from_str(text).map_err(|error| bad(error.to_string().trim_end().to_owned()))?;
        let mut parties: Vec<Party> = Vec::with_capacity(file.parties.len());
        for row in file.parties {
            let kinds =
                || ActorKind::ALL.iter().filter(|it| **it != ActorKind::Person).map(|it| it.as_str()).collect::<Vec<_>>().join(", ");
            let kind = ActorKind::from_word(&row.kind)
                .filter(|kind| *kind != ActorKind::Person)
                .ok_or_else(|| bad(format!("party “{}” has the kind `{}`; write one of {}", row.name, row.kind, kinds())))?;
            let role = row.role.map(|word| {
                let roles = || Role::ALL.iter().map(|it| it.as_str()).collect::<Vec<_>>().join(", ");
                Role::from_word(&word).ok_or_else(|| bad(format!("party “{}” has the role `{word}`; write one of {}", row.name, roles())))
            });
            if parties.iter().any(|party| party.name == row.name) {
                return Err(bad(format!("party “{}” comes twice", row.name)));
            }
            parties.push(Party {
                name: row.name,
                kind,
                role: role.transpose()?,
                aliases: row.aliases,
                adjectives: row.adjectives,
                seats: row.seats,
                wikidata: row.wikidata,
                iso: row.iso,
            });
        }
        for person in &file.people {
            if let Some(whole) = person.part_of.as_ref().filter(|whole| !parties.iter().any(|party| party.name == **whole)) {
                return Err(bad(format!("person “{}” is part of “{whole}”, which is no party of the file", person.name)));
            }
            for title in &person.titles {
                for date in title.from.iter().chain(&title.to) {
                    date.parse::<evidence::Date>().map_err(|e| bad(format!("title “{}” of “{}”: {e}", title.title, person.name)))?;
                }
            }
        }
        let people = file.people.into_iter().map(|row| Person {
            name: row.name,
            part_of: row.part_of,
            aliases: row.aliases,
            titles: row.titles,
            wikidata: row.wikidata,
        });
        let mut process = Self {
            name: file.name,
            about: file.about,
            parties,
            people: people.collect(),
            never_merge: file.never_merge,
            measures: String::new(),
            list: None,
        };
        if !file.groups.is_empty() || !file.measures.is_empty() {
            let own = OwnMeasures { group: file.groups, measure: file.measures };
            process.measures = toml::to_string(&own).map_err(|error| bad(error.to_string()))?;
            let whole = format!("{}\n{}", Measures::EMBEDDED, process.measures);
            process.list = Some(Measures::from_toml(&whole).map_err(|BadMeasures { says }| bad(says))?);
        }
        Ok(process)
    }

    /// Whom the reader is to recognise.
    pub fn names(&self) -> Names {
        let actors = self.parties.iter().map(|it| NamedActor {
            name: it.name.clone(),
            kind: it.kind,
            role: it.role,
            aliases: it.aliases.clone(),
            adjectives: it.adjectives.clone(),
            seats: it.seats.clone(),
        });
        // Checked when the file was read.
        let date = |it: &Option<String>| it.as_ref().and_then(|it| it.parse().ok());
        let office = |it: &Title| Office { title: it.title.clone(), from: date(&it.from), to: date(&it.to) };
        let people = self.people.iter().map(|it| NamedPerson {
            name: it.name.clone(),
            part_of: it.part_of.clone(),
            aliases: it.aliases.clone(),
            offices: it.titles.iter().map(office).collect(),
        });
        Names { actors: actors.collect(), people: people.collect(), apart: self.never_merge.clone() }
    }

    /// The pair of `never_merge` that keeps whoever goes by these names apart from whoever goes by those.
    pub fn keeps_apart(&self, some: &[String], others: &[String]) -> Option<&(String, String)> {
        let goes_by = |names: &[String], name: &str| names.iter().any(|it| folded(it) == folded(name));
        self.never_merge
            .iter()
            .find(|(one, other)| (goes_by(some, one) && goes_by(others, other)) || (goes_by(some, other) && goes_by(others, one)))
    }

    /// The line of a process file, from 1, on which a pair of `never_merge` stands.
    pub fn line_of_pair(text: &str, pair: &(String, String)) -> Option<usize> {
        #[derive(Deserialize)]
        struct Pairs {
            never_merge: Vec<toml::Spanned<(String, String)>>,
        }
        let pairs: Pairs = toml::from_str(text).ok()?;
        let start = pairs.never_merge.iter().find(|it| it.get_ref() == pair)?.span().start;
        Some(text.get(..start)?.matches('\n').count() + 1)
    }

    /// An alias or seat that `never_merge` keeps apart from the very name that it stands with: the pair.
    pub fn contradiction(&self) -> Option<&(String, String)> {
        let parties = self.parties.iter().map(|it| (&it.name, it.also().cloned().collect::<Vec<_>>()));
        let people = self.people.iter().map(|it| (&it.name, it.aliases.clone()));
        parties.chain(people).find_map(|(name, also)| self.keeps_apart(std::slice::from_ref(name), &also))
    }

    /// The measures that acts can be about: the list that is compiled in, with those of the file.
    pub fn measures(&self) -> &Measures {
        self.list.as_ref().unwrap_or_else(|| Measures::embedded())
    }
}
