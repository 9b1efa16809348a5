//! Handling marks: who may see a source, from when, and how far it is to be believed (the usual A-F and 1-6 code).
use evidence::Date;
use jiff::civil;
use std::fmt;
use std::str::FromStr;

/// Who may see what a source says.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum Handling {
    /// Anybody.
    #[default]
    Public,
    /// Anybody, from that day on; until then as restricted.
    Embargoed(civil::Date),
    /// Nobody but who has the dossier: left out of every export that is not asked to have it.
    Restricted,
}

impl Handling {
    /// Whether it may leave the dossier on that day.
    pub fn open_on(&self, today: civil::Date) -> bool {
        match self {
            Self::Public => true,
            Self::Embargoed(until) => *until <= today,
            Self::Restricted => false,
        }
    }

    /// The stricter of two.
    #[must_use]
    pub fn stricter(self, other: Self) -> Self {
        self.max(other)
    }
}

impl fmt::Display for Handling {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Public => f.write_str("public"),
            Self::Embargoed(until) => write!(f, "embargoed until {until}"),
            Self::Restricted => f.write_str("restricted"),
        }
    }
}

impl FromStr for Handling {
    type Err = String;

    fn from_str(given: &str) -> Result<Self, String> {
        match given.trim() {
            "public" => Ok(Self::Public),
            "restricted" => Ok(Self::Restricted),
            other => match other.strip_prefix("embargoed until ").map(str::parse::<Date>) {
                Some(Ok(Date::Day(day))) => Ok(Self::Embargoed(day)),
                _ => Err(format!("not a handling mark: `{other}`; write public, restricted or embargoed until 2031-03-12")),
            },
        }
    }
}

/// What is marked on a source or a document. What is `None` is not said.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Mark {
    /// Who may see it.
    pub handling: Option<Handling>,
    /// Of the source: `A` (completely reliable) to `F` (cannot be judged).
    pub reliability: Option<char>,
    /// Of what it says: 1 (confirmed) to 6 (cannot be judged).
    pub credibility: Option<u8>,
}

impl Mark {
    /// A document's mark with that of its source: the stricter handling, and of the rest the document's own where it has one.
    #[must_use]
    pub fn with(self, source: Self) -> Self {
        let handling = match (self.handling, source.handling) {
            (Some(one), Some(other)) => Some(one.stricter(other)),
            (one, other) => one.or(other),
        };
        Self { handling, reliability: self.reliability.or(source.reliability), credibility: self.credibility.or(source.credibility) }
    }

    /// The code of both, `B2`; `?` for what is not said; `None` where neither is.
    pub fn code(&self) -> Option<String> {
        if self.reliability.is_none() && self.credibility.is_none() {
            return None;
        }
        let credibility = self.credibility.map_or_else(|| "?".to_owned(), |it| it.to_string());
        Some(format!("{}{credibility}", self.reliability.unwrap_or('?')))
    }
}
