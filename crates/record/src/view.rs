//! What a dossier holds, as one sees it at a point of its log: documents with their sources, actors with their names and titles, acts
//! with what a person made of them, events with the acts that report them. Values only; the store fills them, report shows them.
use crate::correction::State;
use crate::event::Clash;
use crate::history::EntryKey;
use crate::identity::ActorKey;
use crate::mark::{Handling, Mark};
use evidence::{ActKind, ActorKind, Date, MeasureId, Place, Status, Strength};
use jiff::civil;
use std::fmt;

/// The letter and number of an item that is called by these: `d3`, `a41`, `e41`, `p7`. Anything else (`d03`, `D3`, `d+3`) is a name.
pub fn numbered(item: &str) -> Option<(char, i64)> {
    let letter = item.chars().next().filter(|it| "daep".contains(*it))?;
    let digits = item.get(1..)?;
    let is_number = digits.bytes().all(|it| it.is_ascii_digit()) && !digits.starts_with('0');
    digits.parse().ok().filter(|_| is_number).map(|number| (letter, number))
}

/// The number of a document in a dossier; shown as `d3`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct DocumentKey(pub i64);

impl fmt::Display for DocumentKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "d{}", self.0)
    }
}

/// The number of an act in a dossier, the same through every re-reading and correction; shown as `a41`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ActKey(pub i64);

impl fmt::Display for ActKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a{}", self.0)
    }
}

/// Whether a document came from outside or is the user's own.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum DocumentKind {
    /// A report or statement.
    Report,
    /// A note of the user: a private call, a meeting.
    Note,
}

impl DocumentKind {
    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::Note => "note",
        }
    }
}

/// A document of a dossier.
#[derive(Clone, PartialEq, Debug)]
pub struct Document {
    /// Its number.
    pub key: DocumentKey,
    /// Its name, unique in the dossier.
    pub name: String,
    /// Report or note.
    pub kind: DocumentKind,
    /// Headline.
    pub title: Option<String>,
    /// When it was published, as exact as known.
    pub published: Option<Date>,
    /// Who wrote it, for a note.
    pub author: Option<String>,
    /// SHA-256 of its text.
    pub sha256: String,
    /// The document that it is a copy of, with the share of words that the two have in common.
    pub copy_of: Option<(DocumentKey, f64)>,
    /// Where it was published and found; each copy of the same text is one more.
    pub sources: Vec<Source>,
    /// Handling, its own and its sources' together.
    pub mark: Mark,
    /// How many acts it has.
    pub n_acts: usize,
    /// The entry of the log that brought it.
    pub since: EntryKey,
    /// The entry that removed it.
    pub until: Option<EntryKey>,
}

/// One place where a document was published or found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Source {
    /// Who published it.
    pub outlet: Option<String>,
    /// Address; never fetched.
    pub url: Option<String>,
    /// Headline there.
    pub title: Option<String>,
    /// When it was published there.
    pub published: Option<String>,
    /// The file that it came from.
    pub origin: String,
    /// The entry of the log that brought it.
    pub since: EntryKey,
}

/// In what part somebody takes part in an act.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Part {
    /// Does it.
    Actor,
    /// Utters it.
    Speaker,
    /// Says that it took place.
    ToldBy,
    /// Should hear or do it.
    Addressee,
    /// Whom it is aimed at.
    Target,
}

impl Part {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Actor, Self::Speaker, Self::ToldBy, Self::Addressee, Self::Target];

    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Actor => "actor",
            Self::Speaker => "speaker",
            Self::ToldBy => "told-by",
            Self::Addressee => "addressee",
            Self::Target => "target",
        }
    }

    /// The one of that word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.as_str() == word)
    }
}

/// Somebody in an act.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Taking {
    /// In what part.
    pub part: Part,
    /// Who.
    pub actor: ActorKey,
    /// By what name.
    pub name: String,
}

/// What an act is about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Matter {
    /// The measure.
    pub measure: MeasureId,
    /// Its parameters, with their values.
    pub params: Vec<(String, String)>,
}

/// An act of a dossier, as it stands: as read, or as a person has it.
#[derive(Clone, PartialEq, Debug)]
pub struct Act {
    /// Its number.
    pub key: ActKey,
    /// The document that reports it.
    pub document: DocumentKey,
    /// The name of that document.
    pub document_name: String,
    /// Who wrote that document, where it is a person's own note and no source's report.
    pub note: Option<String>,
    /// Who may see that document as it is marked now, itself or by a source; `None` where nobody said.
    pub handling: Option<Handling>,
    /// Its name in the reading that it first came from, such as `a3`.
    pub name: String,
    /// Which of the sixteen.
    pub kind: ActKind,
    /// How strongly it is meant.
    pub strength: Option<Strength>,
    /// How far it has come.
    pub status: Option<Status>,
    /// "Did not".
    pub negated: bool,
    /// When it took place, by its own words.
    pub when: Option<Date>,
    /// The day of the document, where the act has no date of its own.
    pub reported: Option<civil::Date>,
    /// Who takes part.
    pub who: Vec<Taking>,
    /// What it is about.
    pub measures: Vec<Matter>,
    /// Where its words stand: bytes of the document's text.
    pub place: Place,
    /// The words.
    pub words: String,
    /// Calibrated probability that the machine's reading is right; `None` where rules alone decided.
    pub probability: Option<f32>,
    /// What a person made of it.
    pub state: State,
    /// The event that it reports, where another document reports it too.
    pub event: Option<Link>,
}

impl Act {
    /// Those who take part so.
    pub fn taking(&self, part: Part) -> impl Iterator<Item = &Taking> {
        self.who.iter().filter(move |it| it.part == part)
    }
}

/// That an act reports the same event as an earlier one.
#[derive(Clone, PartialEq, Debug)]
pub struct Link {
    /// The first act of the event, which gives it its name: `e41`.
    pub first: ActKey,
    /// Probability that it is the same event; `None` where a person says so.
    pub probability: Option<f32>,
    /// Why, in words for a person.
    pub reason: String,
}

/// An event with all acts that report it.
#[derive(Clone, PartialEq, Debug)]
pub struct Event {
    /// The first act, which gives it its name.
    pub first: ActKey,
    /// The acts, in the order in which they came in.
    pub acts: Vec<Act>,
    /// How many sources it has: copies of one text count once.
    pub n_sources: usize,
    /// Where the accounts clash.
    pub contested: Vec<Contested>,
}

/// Two accounts of an event that do not agree.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Contested {
    /// The one act.
    pub one: ActKey,
    /// The other.
    pub other: ActKey,
    /// In what, and how.
    pub clash: Clash,
}

/// An actor of a dossier.
#[derive(Clone, PartialEq, Debug)]
pub struct Actor {
    /// The number.
    pub key: ActorKey,
    /// The fullest name, or the one in the process file.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
    /// Other names, as documents and the process file have them.
    pub forms: Vec<String>,
    /// Titles, with the first and the last day of a document that has it.
    pub titles: Vec<TitleHeld>,
    /// Whom it speaks for.
    pub part_of: Vec<(ActorKey, String)>,
    /// Actors that a person merged into it.
    pub merged: Vec<ActorKey>,
    /// Item in Wikidata.
    pub wikidata: Option<String>,
    /// ISO 3166 code.
    pub iso: Option<String>,
    /// In how many documents it is named.
    pub n_documents: usize,
    /// In how many acts it takes part.
    pub n_acts: usize,
}

/// A title and when documents give it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TitleHeld {
    /// The title.
    pub title: String,
    /// The day of the first document with it.
    pub first: Option<String>,
    /// The day of the last one.
    pub last: Option<String>,
    /// Whether the process file says it, not a document.
    pub by_process: bool,
}
