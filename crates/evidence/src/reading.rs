//! What was read in one document: who is named, who said what, who did what.
use crate::act::{ActKind, ActorKind, Relation, Role, Status, Strength};
use crate::date::When;
use crate::measure::MeasureId;
use crate::span::Place;
use std::fmt;

/// The name of an actor within one reading, such as `sudria`; unique there, in lower case, words joined by `-`.
///
/// ```
/// use evidence::ActorId;
/// assert_eq!(ActorId("lake-league".to_owned()).to_string(), "lake-league");
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ActorId(pub String);

impl fmt::Display for ActorId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The name of an act within one reading, such as `a1`.
///
/// ```
/// use evidence::ActId;
/// assert_eq!(ActId("a1".to_owned()).to_string(), "a1");
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ActId(pub String);

impl fmt::Display for ActId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Somebody who acts, speaks or is spoken of.
///
/// ```
/// use evidence::{Actor, ActorId, ActorKind, Role, Span};
/// let sudria = Actor {
///     id: ActorId("sudria".to_owned()),
///     name: "Sudria".to_owned(),
///     kind: ActorKind::State,
///     part_of: None,
///     roles: vec![Role::Party],
///     mentions: vec![Span::new(12, 18).unwrap().into()],
///     pronouns: Vec::new(),
/// };
/// assert_eq!(sudria.roles, [Role::Party]);
/// ```
#[derive(Clone, PartialEq, Debug)]
pub struct Actor {
    /// Name within the reading.
    pub id: ActorId,
    /// Its fullest name in the document, or its usual one where the document gives only a demonym or a capital.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
    /// What it belongs to or speaks for in this document.
    pub part_of: Option<ActorId>,
    /// What it is in the process; empty where the document shows none. Roles are for principals.
    pub roles: Vec<Role>,
    /// Where it is named or described, in order of the text.
    pub mentions: Vec<Place>,
    /// Where a pronoun means it, in order of the text; only the safe ones.
    pub pronouns: Vec<Place>,
}

/// A stretch of text that somebody said, wrote, thinks or demands.
///
/// ```
/// use evidence::{Attribution, Span};
/// let text = "“We will go,” Dessa said.";
/// let place = |words: &str| text.find(words).and_then(|at| Span::new(at, at + words.len())).map(Into::into);
/// let attribution = Attribution {
///     source: place("Dessa"),
///     cue: place("said"),
///     content: place("We will go").unwrap(),
///     speaker: None,
///     direct: true,
///     confidence: None,
/// };
/// assert_eq!(attribution.content.words(text), "We will go");
/// ```
#[derive(Clone, PartialEq, Debug)]
pub struct Attribution {
    /// Who, in the text's words; `None` where the text names nobody ("it is reported that").
    pub source: Option<Place>,
    /// The words that attribute: "said", "according to"; `None` as with a speaker label.
    pub cue: Option<Place>,
    /// What was said.
    pub content: Place,
    /// The actor that the source is, where that can be told.
    pub speaker: Option<ActorId>,
    /// Whether the content stands in quotation marks (or after a speaker label).
    pub direct: bool,
    /// Calibrated probability, 0 to 1, that it is one; `None` where rules found it.
    pub confidence: Option<f32>,
}

/// What an act is about, as far as its words name a measure.
///
/// ```
/// use evidence::{Matter, MeasureId};
/// let matter = Matter { measure: MeasureId("elections".to_owned()), params: Vec::new(), words: None };
/// assert_eq!(matter.measure.0, "elections");
/// ```
#[derive(Clone, PartialEq, Debug)]
pub struct Matter {
    /// The measure.
    pub measure: MeasureId,
    /// What the words fill in of the measure's params, in the order of its list.
    pub params: Vec<Param>,
    /// The words that name the measure, in the act's own or near them; none where it was told by what they are like.
    pub words: Option<Place>,
}

/// A parameter of a measure, filled from the words.
///
/// ```
/// use evidence::{Param, Span};
/// let text = "a 30-day truce";
/// let words = Span::new(2, 8).unwrap().into();
/// let param = Param { name: "duration".to_owned(), value: "30-day".to_owned(), words };
/// assert_eq!(param.words.words(text), param.value);
/// ```
#[derive(Clone, PartialEq, Debug)]
pub struct Param {
    /// Its name in the list of measures: `area`, `duration`, ...
    pub name: String,
    /// Its value, close to the words.
    pub value: String,
    /// The words.
    pub words: Place,
}

/// What must come first, or together, for the act to be carried out.
///
/// ```
/// use evidence::{Condition, Relation, Span};
/// let text = "once certain conditions are met";
/// let words = Span::new(0, text.len()).unwrap().into();
/// // The words name no measure: an open slot.
/// let condition = Condition { relation: Relation::After, measure: None, actor: None, words };
/// assert_eq!(condition.words.words(text), text);
/// ```
#[derive(Clone, PartialEq, Debug)]
pub struct Condition {
    /// How the act waits for it.
    pub relation: Relation,
    /// What must come; `None` where the words name no measure ("certain conditions"): an open slot.
    pub measure: Option<MeasureId>,
    /// Whose move it is, where that can be told.
    pub actor: Option<ActorId>,
    /// The words.
    pub words: Place,
}

impl Condition {
    /// Whether the words of a condition name that its measure is *not* done. Told by words of refusal in them alone.
    ///
    /// ```
    /// use evidence::Condition;
    /// assert!(Condition::is_denied("if it goes on refusing a ceasefire"));
    /// assert!(!Condition::is_denied("if it agrees to a ceasefire no later than Friday"));
    /// ```
    pub fn is_denied(words: &str) -> bool {
        const WORDS: [&str; 14] = [
            "no", "not", "never", "without", "cannot", "absent", "block", "blocks", "blocked", "blocking", "oppose", "opposes", "opposed",
            "opposing",
        ];
        const STEMS: [&str; 4] = ["refus", "reject", "fail", "declin"];
        // "No later than Friday", "not only", "without delay" say when or how, and not that nothing is done.
        const HOW: [&str; 13] = [
            "later",
            "longer",
            "more",
            "less",
            "only",
            "just",
            "least",
            "delay",
            "conditions",
            "preconditions",
            "exception",
            "exceptions",
            "hesitation",
        ];
        let lower = words.to_lowercase();
        let all: Vec<&str> =
            lower.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '-'))).filter(|it| !it.is_empty()).collect();
        all.iter().enumerate().any(|(at, it)| {
            let how = matches!(*it, "no" | "not" | "without") && all.get(at + 1).is_some_and(|next| HOW.contains(next));
            let longer = *it == "no" && all.get(at + 1) == Some(&"longer") && all.get(at + 2) != Some(&"than");
            let denies = WORDS.contains(it) || it.ends_with("n't") || it.ends_with("n’t") || STEMS.iter().any(|stem| it.starts_with(stem));
            denies && (!how || longer)
        })
    }
}

/// Why a field of an act has the value it has.
///
/// ```
/// use evidence::Reason;
/// let reason = Reason { field: "act", rule: "“turned down” is a no".to_owned(), at: None };
/// assert_eq!(reason.field, "act");
/// ```
#[derive(Clone, PartialEq, Debug)]
pub struct Reason {
    /// The field: `act`, `actor`, `measures`, `if`, `strength`, `when`, ...
    pub field: &'static str,
    /// The rule or feature, in words that an analyst understands.
    pub rule: String,
    /// The words that it went by.
    pub at: Option<Place>,
}

/// One thing that one actor (or several together) does, as the document reports it.
///
/// ```
/// use evidence::{Act, ActId, ActKind, ActorId, Span, Strength};
/// let text = "Sudria turned down talks.";
/// let act = Act {
///     id: ActId("a1".to_owned()),
///     kind: ActKind::Reject,
///     actor: vec![ActorId("sudria".to_owned())],
///     speaker: None,
///     told_by: Vec::new(),
///     addressee: Vec::new(),
///     target: Vec::new(),
///     measures: Vec::new(),
///     condition: None,
///     strength: Some(Strength::Refuse),
///     status: None,
///     negated: false,
///     when: None,
///     place: None,
///     channel: None,
///     quote: Span::new(0, 24).unwrap().into(),
///     also: Vec::new(),
///     confidence: None,
///     reasons: Vec::new(),
/// };
/// assert_eq!(act.quote.words(text), "Sudria turned down talks");
/// ```
#[derive(Clone, PartialEq, Debug)]
pub struct Act {
    /// Name within the reading.
    pub id: ActId,
    /// Which of the sixteen.
    pub kind: ActKind,
    /// The principals that do it or for which it is done. Empty where the text names nobody.
    pub actor: Vec<ActorId>,
    /// The person or voice that utters it for the actor.
    pub speaker: Option<ActorId>,
    /// Who in the text says that it took place, nearest first, where that is not the actor's own side.
    pub told_by: Vec<ActorId>,
    /// Who should hear or do it.
    pub addressee: Vec<ActorId>,
    /// Whom it is aimed at, if another.
    pub target: Vec<ActorId>,
    /// What it is about; empty where no measure fits.
    pub measures: Vec<Matter>,
    /// What it waits for.
    pub condition: Option<Condition>,
    /// How strongly it is meant.
    pub strength: Option<Strength>,
    /// How far it has come.
    pub status: Option<Status>,
    /// "Did not": only where the text says so.
    pub negated: bool,
    /// When it took place; `None` where the text has no word on it.
    pub when: Option<When>,
    /// Where it took place.
    pub place: Option<Place>,
    /// By what channel (telephone, letter, television).
    pub channel: Option<Place>,
    /// The words that show it.
    pub quote: Place,
    /// Further places that say the same again.
    pub also: Vec<Place>,
    /// Calibrated probability, 0 to 1, that act, actor and measure are right; `None` where rules alone decided.
    pub confidence: Option<f32>,
    /// Which rule or feature made each field.
    pub reasons: Vec<Reason>,
}

impl Act {
    /// Adds a rule to the reasons for a field; `at` are the words that it went by.
    pub fn because(&mut self, field: &'static str, rule: impl Into<String>, at: Option<Place>) {
        self.reasons.push(Reason { field, rule: rule.into(), at });
    }

    /// Takes back all reasons for these fields, as a rule does that tells them anew.
    pub fn withdraw(&mut self, fields: &[&str]) {
        self.reasons.retain(|reason| !fields.contains(&reason.field));
    }
}

/// What the reading leaves open, and why.
///
/// ```
/// use evidence::{Doubt, DoubtKind};
/// let says = "the document has no date, so “Monday” cannot be placed".to_owned();
/// let doubt = Doubt { at: None, kind: DoubtKind::UnresolvedDate, says };
/// assert_eq!(doubt.kind.as_str(), "unresolved-date");
/// ```
#[derive(Clone, PartialEq, Debug)]
pub struct Doubt {
    /// The words in question; `None` where it is about the whole document.
    pub at: Option<Place>,
    /// What kind of doubt.
    pub kind: DoubtKind,
    /// One sentence for a person.
    pub says: String,
}

/// The kinds of doubt.
///
/// ```
/// use evidence::DoubtKind;
/// assert_eq!(DoubtKind::NoMeasure.as_str(), "no-measure");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum DoubtKind {
    /// Time words that cannot be placed.
    UnresolvedDate,
    /// A quotation whose speaker cannot be told.
    UnknownSpeaker,
    /// An act whose actor cannot be told.
    UnknownActor,
    /// A pronoun or name that may be one of several actors.
    AmbiguousActor,
    /// A condition that the words do not name ("certain conditions").
    UnnamedCondition,
    /// A quotation mark without its pair.
    UnpairedQuotation,
    /// Words that name a matter for which the list has no measure, or a measure that no words near by name.
    NoMeasure,
    /// The text says that somebody has not answered or commented.
    NoAnswer,
    /// A language that is not read.
    LanguageNotRead,
    /// Bytes that could not be decoded, or markup that hides text.
    GarbledText,
    /// A document without an article in it.
    NoText,
    /// A part of the file whose words are not in the text: pages that are pictures, what was cut off.
    PartNotRead,
    /// Words that the file keeps as deleted (tracked changes); they are not in the text.
    DeletedWords,
}

impl DoubtKind {
    /// All kinds.
    pub const ALL: [Self; 13] = [
        Self::UnresolvedDate,
        Self::UnknownSpeaker,
        Self::UnknownActor,
        Self::AmbiguousActor,
        Self::UnnamedCondition,
        Self::UnpairedQuotation,
        Self::NoMeasure,
        Self::NoAnswer,
        Self::LanguageNotRead,
        Self::GarbledText,
        Self::NoText,
        Self::PartNotRead,
        Self::DeletedWords,
    ];

    /// The word in the JSON contract.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::UnresolvedDate => "unresolved-date",
            Self::UnknownSpeaker => "unknown-speaker",
            Self::UnknownActor => "unknown-actor",
            Self::AmbiguousActor => "ambiguous-actor",
            Self::UnnamedCondition => "unnamed-condition",
            Self::UnpairedQuotation => "unpaired-quotation",
            Self::NoMeasure => "no-measure",
            Self::NoAnswer => "no-answer",
            Self::LanguageNotRead => "language-not-read",
            Self::GarbledText => "garbled-text",
            Self::NoText => "no-text",
            Self::PartNotRead => "part-not-read",
            Self::DeletedWords => "deleted-words",
        }
    }
}

/// All that was read in one document. Positions and waits are made from it by the table.
///
/// ```
/// use evidence::{ActorId, Reading};
/// let reading = Reading::default();
/// assert!(reading.acts.is_empty());
/// assert_eq!(reading.actor(&ActorId("sudria".to_owned())), None);
/// ```
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Reading {
    /// Who is named, in order of first mention.
    pub actors: Vec<Actor>,
    /// Who said what, in order of the text.
    pub attributions: Vec<Attribution>,
    /// Who did what, in order of the text.
    pub acts: Vec<Act>,
}

impl Reading {
    /// The actor with that id.
    pub fn actor(&self, id: &ActorId) -> Option<&Actor> {
        self.actors.iter().find(|actor| actor.id == *id)
    }

    /// What an actor stands for: a person with `part_of` stands for that, and so on up; any other actor for itself.
    pub fn principal<'a>(&'a self, id: &'a ActorId) -> &'a ActorId {
        let mut at = id;
        // Bounded by the number of actors, so that a circle of `part_of` ends.
        for _ in 0..self.actors.len() {
            match self.actor(at) {
                Some(Actor { kind: ActorKind::Person, part_of: Some(whole), .. }) if whole != id => at = whole,
                _ => break,
            }
        }
        at
    }
}
