//! Where an actor stands on a measure, as one cell shows it: whose word that is, since when, and the acts behind it.
use super::record::{ActRef, EventId, Said};
use super::standing::{Hold, Place};
use evidence::{ActKind, ActorId, MeasureId, Param, Quote, Status, Strength};
use jiff::civil;
use std::collections::BTreeSet;
use std::fmt;
use std::ops::Deref;
use std::sync::OnceLock;

/// How an actor stands to a measure, as of a date.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Stance {
    /// Wants it, offers it or accepts it.
    For,
    /// For it, if something else.
    Conditional,
    /// Refuses it.
    Against,
    /// Told by another, and denied by the actor itself.
    Contested,
    /// Took back what it had said, and has said nothing new.
    Dropped,
}

impl Stance {
    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::For => "for",
            Self::Conditional => "conditional",
            Self::Against => "against",
            Self::Contested => "contested",
            Self::Dropped => "dropped",
        }
    }
}

/// How strongly a position was last put: of most acts their strength, of a proposal or an agreement how far it has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Force {
    /// A strength.
    Strength(Strength),
    /// A status.
    Status(Status),
}

impl fmt::Display for Force {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Strength(it) => f.pad(it.as_str()),
            Self::Status(it) => f.pad(it.as_str()),
        }
    }
}

/// In what part an act stands behind a cell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// It says so.
    Says,
    /// It asks for it as the price of another move.
    Price,
    /// A claim of another that came true or says the same.
    Joined,
    /// A denial of it.
    Denies,
}

/// An act behind a cell, with its words.
#[derive(Clone, PartialEq, Debug)]
pub struct Behind {
    /// The act.
    pub at: ActRef,
    /// Which of the sixteen.
    pub kind: ActKind,
    /// In what part.
    pub part: Part,
    /// Its words.
    pub quote: Quote,
    /// The words of its condition; empty where it has none.
    pub condition: String,
    /// The day, the first that it can be of.
    pub day: Option<civil::Date>,
    /// Its date, as exact as it is known.
    pub date: Option<evidence::Date>,
    /// Of whom it wants it: of a demand those whom it is said to, of a price the one whose move it is.
    pub asked_of: Vec<ActorId>,
    /// Who uttered it.
    pub speaker: Option<ActorId>,
    /// Who tells of it, nearest first.
    pub told_by: Vec<ActorId>,
    /// How strongly.
    pub force: Option<Force>,
    /// Whether a person has confirmed it.
    pub confirmed: bool,
    /// The event that it reports, where acts of other documents report it too.
    pub event: Option<EventId>,
}

/// Where one actor stands on one measure, on one set of terms, by one kind of source. The acts behind it are taken from the record when they
/// are asked for.
#[derive(Clone)]
pub struct Cell {
    /// Who.
    pub actor: ActorId,
    /// On what.
    pub measure: MeasureId,
    /// Whose word it is. Only [`Said::Own`] is the actor's position.
    pub said: Said,
    /// On what terms: the newest value of each parameter.
    pub params: Params,
    /// How.
    pub stance: Stance,
    /// Whether its own words rule out the other way.
    pub red_line: bool,
    /// How strongly it was last put.
    pub force: Option<Force>,
    /// The day of the oldest act of that kind of source still behind it.
    pub since: Option<civil::Date>,
    /// That day as exact as it is known.
    pub since_date: Option<evidence::Date>,
    pub(super) shelf: Shelf,
}

/// The terms of a cell, which are taken from the record when they are first looked at: a list of [`Param`].
#[derive(Clone)]
pub struct Params {
    of: Hold,
    chain: usize,
    draft: usize,
    made: OnceLock<Vec<Param>>,
}

impl Params {
    pub(super) const fn new(of: Hold, chain: usize, draft: usize) -> Self {
        Self { of, chain, draft, made: OnceLock::new() }
    }
}

impl Deref for Params {
    type Target = [Param];

    fn deref(&self) -> &[Param] {
        self.made.get_or_init(|| Place { of: &self.of, chain: self.chain, draft: self.draft }.params())
    }
}

impl PartialEq for Params {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl fmt::Debug for Params {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

/// Where a cell has its acts from, and those that it was asked for.
#[derive(Clone)]
pub(super) struct Shelf {
    of: Hold,
    chain: usize,
    draft: usize,
    acts: OnceLock<Vec<Behind>>,
    // Boxed, since there may be very many cells of which few are asked this.
    newest: OnceLock<Box<Behind>>,
    newest_word: OnceLock<Box<Behind>>,
    outdated: OnceLock<Vec<(Behind, ActRef)>>,
}

impl Shelf {
    pub(super) const fn new(of: Hold, chain: usize, draft: usize) -> Self {
        Self { of, chain, draft, acts: OnceLock::new(), newest: OnceLock::new(), newest_word: OnceLock::new(), outdated: OnceLock::new() }
    }
}

impl Cell {
    pub(super) fn place(&self) -> Place<'_> {
        Place { of: &self.shelf.of, chain: self.shelf.chain, draft: self.shelf.draft }
    }

    /// The acts behind it, the newest first; at least one.
    pub fn acts(&self) -> &[Behind] {
        self.shelf.acts.get_or_init(|| self.place().acts().into_iter().map(|it| self.place().behind(it)).collect())
    }

    /// The newest act behind it.
    pub fn newest(&self) -> &Behind {
        self.shelf.newest.get_or_init(|| Box::new(self.place().behind(self.place().newest())))
    }

    /// The newest act in the words of the cell's own source, so no claim that joined it and no denial.
    pub fn newest_word(&self) -> &Behind {
        self.shelf.newest_word.get_or_init(|| Box::new(self.place().behind(self.place().newest_word())))
    }

    /// What stood before, the newest first, each with the act that outdated it.
    pub fn outdated(&self) -> &[(Behind, ActRef)] {
        let place = self.place();
        self.shelf
            .outdated
            .get_or_init(|| place.outdated().into_iter().map(|(at, part, by)| (place.behind((at, part)), place.name(by))).collect())
    }

    /// Whether a person has confirmed each act behind it.
    pub fn confirmed(&self) -> bool {
        self.acts().iter().all(|it| it.confirmed)
    }

    /// How often it was said or done: accounts of one event count once.
    pub fn n_events(&self) -> usize {
        let events: BTreeSet<&EventId> = self.acts().iter().filter_map(|it| it.event.as_ref()).collect();
        events.len() + self.acts().iter().filter(|it| it.event.is_none()).count()
    }

    /// All of it but its acts.
    #[expect(clippy::type_complexity, reason = "what two cells are compared by")]
    fn plain(&self) -> (&ActorId, &MeasureId, &Said, &[Param], Stance, bool, Option<Force>, Option<civil::Date>, Option<&evidence::Date>) {
        let Self { actor, measure, said, params, stance, red_line, force, since, since_date, .. } = self;
        (actor, measure, said, params, *stance, *red_line, *force, *since, since_date.as_ref())
    }
}

impl PartialEq for Cell {
    fn eq(&self, other: &Self) -> bool {
        self.plain() == other.plain() && self.acts() == other.acts() && self.outdated() == other.outdated()
    }
}

impl fmt::Debug for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Cell").field(&self.plain()).field(&self.acts()).field(&self.outdated()).finish()
    }
}
