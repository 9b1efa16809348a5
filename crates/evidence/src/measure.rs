//! What acts are about: the closed list of measures, read from `data/measures.toml`.
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::OnceLock;

/// The name of a measure, such as `general-ceasefire`. A list that calls it otherwise says what it [was](Measure::was).
///
/// ```
/// use evidence::MeasureId;
/// assert_eq!(MeasureId("elections".to_owned()).to_string(), "elections");
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct MeasureId(pub String);

impl fmt::Display for MeasureId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// A thing that parties ask for, promise, refuse and do. It has no sign: for or against is the stance of a position.
///
/// ```
/// use evidence::{MeasureId, Measures};
/// let truce = Measures::embedded().get(&MeasureId("time-limited-truce".to_owned())).unwrap();
/// assert_eq!(truce.broader, Some(MeasureId("general-ceasefire".to_owned())));
/// assert!(truce.params.contains(&"duration".to_owned()));
/// ```
#[derive(Clone, PartialEq, Debug)]
pub struct Measure {
    /// Its name.
    pub id: MeasureId,
    /// What the reader calls it, where a list calls it otherwise: its further cues, rules and weights know it by that name, so that a measure
    /// can be renamed in one place. Readings have the list's name; other crates know no measure by its former one.
    pub was: Option<MeasureId>,
    /// Its group: `ceasefire`, `people`, ...
    pub group: String,
    /// Its name for people.
    pub label: String,
    /// What it means, in a sentence.
    pub gloss: String,
    /// How "No" reads when it is an option of a conflict model.
    pub otherwise: Option<String>,
    /// The measure that undoes it.
    pub opposite: Option<MeasureId>,
    /// The measure that it is a kind of.
    pub broader: Option<MeasureId>,
    /// Cannot be undone once done.
    pub irreversible: bool,
    /// Takes two sides at least.
    pub mutual: bool,
    /// Who typically does it, most typical first.
    pub by: Vec<String>,
    /// Words that suggest it; they never decide by themselves.
    pub cues: Vec<String>,
    /// Those of the cues that mostly mean something else in general news.
    pub weak_cues: Vec<String>,
    /// What has to be filled in before it can be a clause or be watched.
    pub params: Vec<String>,
    /// Variables of the PA-X data that code the same matter.
    pub pax: Vec<String>,
    /// Columns of the ETH/PRIO Civil Conflict Ceasefire data that it bears on.
    pub ceasefire_data: Vec<String>,
    /// How it is written in PLOVER.
    pub plover: Plover,
}

/// How a measure is written in the PLOVER event data; what is empty PLOVER has nothing for.
///
/// ```
/// use evidence::{MeasureId, Measures};
/// let truce = Measures::embedded().get(&MeasureId("general-ceasefire".to_owned())).unwrap();
/// assert_eq!((truce.plover.deed.as_str(), truce.plover.ask.as_str()), ("RETREAT:ceasefire", "yield"));
/// ```
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
pub struct Plover {
    /// Event and mode where it is done: `RETREAT:ceasefire`.
    #[serde(default)]
    pub deed: String,
    /// Mode where it is asked for or refused.
    #[serde(default)]
    pub ask: String,
    /// Context.
    #[serde(default)]
    pub context: String,
}

/// A group of measures.
///
/// ```
/// use evidence::Measures;
/// assert_eq!(Measures::embedded().groups[0].id, "ceasefire");
/// ```
#[derive(Clone, PartialEq, Debug)]
pub struct Group {
    /// Its name.
    pub id: String,
    /// Its title for people.
    pub title: String,
    /// What it is about.
    pub gloss: String,
}

/// The list of measures.
///
/// ```
/// use evidence::Measures;
/// assert_eq!(Measures::embedded().all().len(), 128);
/// ```
#[derive(Clone, PartialEq, Debug)]
pub struct Measures {
    /// The groups, in the order of the file.
    pub groups: Vec<Group>,
    // Invariant: each id once; opposite and broader name measures of the list.
    all: Vec<Measure>,
    by_id: BTreeMap<MeasureId, usize>,
}

/// A list of measures that cannot be used, with what is wrong and where.
///
/// ```
/// use evidence::Measures;
/// let list = "[[measure]]\nid = \"ferry\"\ngroup = \"water\"\nlabel = \"Ferry\"";
/// let bad = Measures::from_toml(list).unwrap_err();
/// assert!(bad.says.contains("measure `ferry` is in group `water`, which there is not"));
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BadMeasures {
    /// What is wrong, where.
    pub says: String,
}

impl fmt::Display for BadMeasures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the list of measures cannot be used: {}", self.says)
    }
}

impl std::error::Error for BadMeasures {}

#[derive(Deserialize)]
struct File {
    #[serde(default, rename = "group")]
    groups: Vec<GroupRow>,
    #[serde(default, rename = "measure")]
    measures: Vec<MeasureRow>,
}

#[derive(Deserialize)]
struct GroupRow {
    id: String,
    title: String,
    #[serde(default)]
    gloss: String,
}

#[derive(Deserialize)]
struct MeasureRow {
    id: String,
    was: Option<String>,
    group: String,
    label: String,
    #[serde(default)]
    gloss: String,
    otherwise: Option<String>,
    opposite: Option<String>,
    broader: Option<String>,
    #[serde(default)]
    irreversible: bool,
    #[serde(default)]
    mutual: bool,
    #[serde(default)]
    by: Vec<String>,
    #[serde(default)]
    cues: Vec<String>,
    #[serde(default)]
    weak_cues: Vec<String>,
    #[serde(default)]
    params: Vec<String>,
    #[serde(default)]
    pax: Vec<String>,
    #[serde(default)]
    ceasefire_data: Vec<String>,
    #[serde(default)]
    plover: Plover,
}

impl Measures {
    /// The text of the list that is compiled in.
    pub const EMBEDDED: &'static str = include_str!("../data/measures.toml");

    /// The list that is compiled in.
    pub fn embedded() -> &'static Measures {
        static LIST: OnceLock<Measures> = OnceLock::new();
        LIST.get_or_init(|| Measures::from_toml(Self::EMBEDDED).unwrap_or_else(|bad| unreachable!("a test reads the embedded list: {bad}")))
    }

    /// Reads a list in the form of `data/measures.toml`. An error names the line, the measure and what is wrong with it.
    pub fn from_toml(text: &str) -> Result<Self, BadMeasures> {
        let file: File = toml::from_str(text).map_err(|e| BadMeasures { says: e.to_string() })?;
        let groups: Vec<Group> = file.groups.into_iter().map(|g| Group { id: g.id, title: g.title, gloss: g.gloss }).collect();
        let mut by_id = BTreeMap::new();
        let mut all = Vec::with_capacity(file.measures.len());
        for row in file.measures {
            let id = MeasureId(row.id);
            if !groups.iter().any(|g| g.id == row.group) {
                return Err(BadMeasures { says: format!("measure `{id}` is in group `{}`, which there is not", row.group) });
            }
            if by_id.insert(id.clone(), all.len()).is_some() {
                return Err(BadMeasures { says: format!("measure `{id}` comes twice") });
            }
            all.push(Measure {
                id,
                was: row.was.filter(|s| !s.is_empty()).map(MeasureId),
                group: row.group,
                label: row.label,
                gloss: row.gloss,
                otherwise: row.otherwise.filter(|s| !s.is_empty()),
                opposite: row.opposite.filter(|s| !s.is_empty()).map(MeasureId),
                broader: row.broader.filter(|s| !s.is_empty()).map(MeasureId),
                irreversible: row.irreversible,
                mutual: row.mutual,
                by: row.by,
                cues: row.cues,
                weak_cues: row.weak_cues,
                params: row.params,
                pax: row.pax.into_iter().filter(|s| !s.is_empty()).collect(),
                ceasefire_data: row.ceasefire_data.into_iter().filter(|s| !s.is_empty()).collect(),
                plover: row.plover,
            });
        }
        for measure in &all {
            for other in measure.opposite.iter().chain(&measure.broader) {
                if !by_id.contains_key(other) {
                    return Err(BadMeasures { says: format!("measure `{}` names `{other}`, which is not in the list", measure.id) });
                }
            }
        }
        let mut former = BTreeSet::new();
        for measure in &all {
            let Some(was) = &measure.was else { continue };
            let says = match () {
                () if *was == measure.id => format!("measure `{was}` was `{was}`: leave out what it was"),
                () if by_id.contains_key(was) || !former.insert(was) => {
                    format!("measure `{}` was `{was}`, and so is another one: each measure has one name", measure.id)
                }
                () => continue,
            };
            return Err(BadMeasures { says });
        }
        Ok(Self { groups, all, by_id })
    }

    /// The measures, in the order of the file.
    pub fn all(&self) -> &[Measure] {
        &self.all
    }

    /// What the reader calls a measure of this list.
    pub fn reader_name<'m>(&'m self, id: &'m MeasureId) -> &'m MeasureId {
        self.get(id).and_then(|measure| measure.was.as_ref()).unwrap_or(id)
    }

    /// The measure with that id.
    pub fn get(&self, id: &MeasureId) -> Option<&Measure> {
        self.by_id.get(id).map(|&i| &self.all[i])
    }
}
