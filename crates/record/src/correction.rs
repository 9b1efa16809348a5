//! What a person says of what a machine read. A correction stands beside the reading and above it; another reading never takes its place.
use crate::view::{Act, Matter, Part};
use evidence::{ActKind, Date, MeasureId, Measures, Status, Strength};
use std::fmt;

/// What a person made of an act.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum State {
    /// Nothing yet: as a machine read it.
    Unconfirmed,
    /// Confirmed as it was read.
    Confirmed,
    /// Changed, and by that confirmed.
    Changed,
    /// Rejected: not in the text, or not meant.
    Rejected,
    /// Added by a person.
    Added,
}

impl State {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Unconfirmed, Self::Confirmed, Self::Changed, Self::Rejected, Self::Added];

    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unconfirmed => "unconfirmed",
            Self::Confirmed => "confirmed",
            Self::Changed => "changed",
            Self::Rejected => "rejected",
            Self::Added => "added",
        }
    }

    /// The one of that word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }

    /// Whether a person said so, so that no other reading may change it.
    pub fn by_person(self) -> bool {
        self != Self::Unconfirmed
    }

    /// Whether it counts as what the document says.
    pub fn stands(self) -> bool {
        self != Self::Rejected
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A field of an act with the value that a person gives it.
#[derive(Clone, PartialEq, Debug)]
pub enum Change {
    /// Which of the sixteen.
    Kind(ActKind),
    /// How strongly.
    Strength(Option<Strength>),
    /// How far.
    Status(Option<Status>),
    /// "Did not".
    Negated(bool),
    /// When.
    When(Option<Date>),
    /// About what.
    Measures(Vec<MeasureId>),
    /// Who takes part so; names or numbers, which the dossier looks up.
    Who(Part, Vec<String>),
}

/// A change that cannot be made, why, and what can.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BadChange {
    /// What is wrong.
    pub what: String,
    /// What could be written.
    pub hint: String,
}

impl fmt::Display for BadChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl std::error::Error for BadChange {}

const FIELDS: &str = "act, strength, status, negated, when, measures, actor, speaker, told-by, addressee, target";

impl Change {
    /// Reads `FIELD=VALUE`; an empty value takes the field's value away, several are parted by commas.
    pub fn parse(given: &str, measures: &Measures) -> Result<Self, BadChange> {
        let bad = |what: String, hint: String| BadChange { what, hint };
        let Some((field, value)) = given.split_once('=') else {
            return Err(bad(format!("\"{given}\" is no change"), format!("write FIELD=VALUE; the fields are {FIELDS}")));
        };
        let (field, value) = (field.trim(), value.trim());
        let list = || value.split(',').map(str::trim).filter(|it| !it.is_empty());
        let words = |all: Vec<&str>| format!("write one of {}", all.join(", "));
        Ok(match field {
            "act" => {
                Self::Kind(ActKind::from_word(value).ok_or_else(|| {
                    bad(format!("there is no act \"{value}\""), words(ActKind::ALL.iter().map(|it| it.as_str()).collect()))
                })?)
            }
            "strength" if value.is_empty() => Self::Strength(None),
            "strength" => Self::Strength(Some(Strength::from_word(value).ok_or_else(|| {
                bad(format!("there is no strength \"{value}\""), words(Strength::ALL.iter().map(|it| it.as_str()).collect()))
            })?)),
            "status" if value.is_empty() => Self::Status(None),
            "status" => Self::Status(Some(Status::from_word(value).ok_or_else(|| {
                bad(format!("there is no status \"{value}\""), words(Status::ALL.iter().map(|it| it.as_str()).collect()))
            })?)),
            "negated" => Self::Negated(match value {
                "yes" | "true" => true,
                "no" | "false" | "" => false,
                _ => return Err(bad(format!("negated cannot be \"{value}\""), "write negated=yes or negated=no".to_owned())),
            }),
            "when" if value.is_empty() => Self::When(None),
            "when" => Self::When(Some(
                value.parse().map_err(|error: evidence::NotADate| bad(format!("not a date: \"{value}\""), error.to_string()))?,
            )),
            "measures" | "measure" => {
                let ids: Vec<MeasureId> = list().map(|id| MeasureId(id.to_owned())).collect();
                if let Some(id) = ids.iter().find(|id| measures.get(id).is_none()) {
                    let near = measures
                        .all()
                        .iter()
                        .filter(|it| shares_word(&it.id.0, &id.0))
                        .map(|it| it.id.0.as_str())
                        .take(8)
                        .collect::<Vec<_>>();
                    let hint = if near.is_empty() { "docs/reference/measures.md has the list".to_owned() } else { words(near) };
                    return Err(bad(format!("there is no measure \"{id}\""), hint));
                }
                Self::Measures(ids)
            }
            _ => match Part::from_word(field) {
                Some(part) => Self::Who(part, list().map(str::to_owned).collect()),
                None => return Err(bad(format!("an act has no field \"{field}\""), format!("the fields are {FIELDS}"))),
            },
        })
    }

    /// The field's name.
    pub const fn field(&self) -> &'static str {
        match self {
            Self::Kind(_) => "act",
            Self::Strength(_) => "strength",
            Self::Status(_) => "status",
            Self::Negated(_) => "negated",
            Self::When(_) => "when",
            Self::Measures(_) => "measures",
            Self::Who(part, _) => part.as_str(),
        }
    }

    /// Makes the change, those of who takes part aside, which the dossier makes after looking the names up. A strength or status that
    /// the new kind of act cannot have goes with it.
    pub fn apply(&self, act: &mut Act) -> Result<(), BadChange> {
        let cannot = |what: &str, all: Vec<&str>| BadChange {
            what: format!("{} cannot have the {what}", act.kind),
            hint: if all.is_empty() {
                format!("it has no {}", what.split(' ').next().unwrap_or(what))
            } else {
                format!("write one of {}", all.join(", "))
            },
        };
        match self {
            Self::Kind(kind) => {
                act.kind = *kind;
                act.strength = act.strength.filter(|it| kind.strengths().contains(it));
                act.status = act.status.filter(|it| kind.statuses().contains(it));
            }
            Self::Strength(Some(it)) if !act.kind.strengths().contains(it) => {
                return Err(cannot(&format!("strength \"{it}\""), act.kind.strengths().iter().map(|it| it.as_str()).collect()));
            }
            Self::Status(Some(it)) if !act.kind.statuses().contains(it) => {
                return Err(cannot(&format!("status \"{it}\""), act.kind.statuses().iter().map(|it| it.as_str()).collect()));
            }
            Self::Strength(it) => act.strength = *it,
            Self::Status(it) => act.status = *it,
            Self::Negated(it) => act.negated = *it,
            Self::When(it) => act.when.clone_from(it),
            Self::Measures(ids) => {
                let kept = |id: &MeasureId| act.measures.iter().find(|it| it.measure == *id).cloned();
                act.measures = ids.iter().map(|id| kept(id).unwrap_or(Matter { measure: id.clone(), params: Vec::new() })).collect();
            }
            Self::Who(..) => {}
        }
        Ok(())
    }
}

fn shares_word(id: &str, given: &str) -> bool {
    given.split('-').filter(|word| word.len() > 3).any(|word| id.contains(word))
}

/// What a field says, in words for the log.
pub fn said(act: &Act, field: &str) -> String {
    match field {
        "act" => act.kind.to_string(),
        "strength" => act.strength.map_or_else(String::new, |it| it.to_string()),
        "status" => act.status.map_or_else(String::new, |it| it.to_string()),
        "negated" => if act.negated { "yes" } else { "no" }.to_owned(),
        "when" => act.when.as_ref().map_or_else(String::new, ToString::to_string),
        "measures" => act.measures.iter().map(|it| it.measure.0.as_str()).collect::<Vec<_>>().join(", "),
        _ => Part::from_word(field)
            .map_or_else(String::new, |part| act.taking(part).map(|it| it.name.as_str()).collect::<Vec<_>>().join(", ")),
    }
}

/// The fields in which two versions of an act differ: name, before, after.
pub fn differences(before: &Act, after: &Act) -> Vec<(&'static str, String, String)> {
    let fields = ["act", "strength", "status", "negated", "when", "measures", "actor", "speaker", "told-by", "addressee", "target"];
    let both = fields.into_iter().map(|field| (field, said(before, field), said(after, field)));
    both.filter(|(_, one, other)| one != other).collect()
}
