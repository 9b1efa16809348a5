//! Dates as exact as the text gives them, and no more exact.
use crate::span::Place;
use jiff::civil;
use std::fmt;
use std::str::FromStr;

/// A date of reduced precision (ISO 8601-1): a year, a month, a week, a day, an hour of a day, or a range of these.
///
/// ```
/// use evidence::Date;
/// assert_eq!("2024-07".parse::<Date>().unwrap().to_string(), "2024-07");
/// assert_eq!("2024-W29".parse::<Date>().unwrap().precision().as_str(), "week");
/// assert!("2024-13".parse::<Date>().is_err());
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Date {
    /// `2024`.
    Year(i16),
    /// `2024-07`.
    Month(i16, i8),
    /// `2024-W29`, ISO week.
    Week(i16, i8),
    /// `2024-07-01`.
    Day(civil::Date),
    /// `2024-07-01T14`, on the clock of the place that the text speaks of.
    Hour(civil::Date, i8),
    /// `2024-07-01/2024-07-05`, both ends included; no range within a range.
    Range(Box<Date>, Box<Date>),
}

/// How exact a [`Date`] is.
///
/// ```
/// use evidence::{Date, Precision};
/// let date: Date = "2024-07-01T14".parse().unwrap();
/// assert_eq!(date.precision(), Precision::Hour);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Precision {
    /// A year.
    Year,
    /// A month.
    Month,
    /// An ISO week.
    Week,
    /// A day.
    Day,
    /// An hour.
    Hour,
}

impl Precision {
    /// The word in the JSON contract.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Month => "month",
            Self::Week => "week",
            Self::Day => "day",
            Self::Hour => "hour",
        }
    }
}

impl Date {
    /// How exact it is; a range is as exact as its start.
    pub fn precision(&self) -> Precision {
        match self {
            Self::Year(_) => Precision::Year,
            Self::Month(..) => Precision::Month,
            Self::Week(..) => Precision::Week,
            Self::Day(_) => Precision::Day,
            Self::Hour(..) => Precision::Hour,
            Self::Range(start, _) => start.precision(),
        }
    }

    /// The first day that it can mean; `None` outside the calendar (years -9999 to 9999).
    pub fn first_day(&self) -> Option<civil::Date> {
        match self {
            Self::Year(year) => civil::Date::new(*year, 1, 1).ok(),
            Self::Month(year, month) => civil::Date::new(*year, *month, 1).ok(),
            Self::Week(year, week) => Some(civil::ISOWeekDate::new(*year, *week, civil::Weekday::Monday).ok()?.date()),
            Self::Day(day) | Self::Hour(day, _) => Some(*day),
            Self::Range(start, _) => start.first_day(),
        }
    }

    /// The last day that it can mean.
    pub fn last_day(&self) -> Option<civil::Date> {
        match self {
            Self::Year(year) => civil::Date::new(*year, 12, 31).ok(),
            Self::Month(year, month) => Some(civil::Date::new(*year, *month, 1).ok()?.last_of_month()),
            Self::Week(year, week) => Some(civil::ISOWeekDate::new(*year, *week, civil::Weekday::Sunday).ok()?.date()),
            Self::Day(day) | Self::Hour(day, _) => Some(*day),
            Self::Range(_, end) => end.last_day(),
        }
    }

    /// The day itself, where it is exact to the day or hour and no range.
    pub fn day(&self) -> Option<civil::Date> {
        match self {
            Self::Day(day) | Self::Hour(day, _) => Some(*day),
            _ => None,
        }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Week(year, week) => write!(f, "{year:04}-W{week:02}"),
            Self::Day(day) => write!(f, "{day}"),
            Self::Hour(day, hour) => write!(f, "{day}T{hour:02}"),
            Self::Range(start, end) => write!(f, "{start}/{end}"),
        }
    }
}

/// Words that are no date in one of the forms of [`Date`].
///
/// ```
/// let bad = "Monday".parse::<evidence::Date>().unwrap_err();
/// assert!(bad.to_string().starts_with("not a date: `Monday`"));
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NotADate {
    /// What was given.
    pub given: String,
}

impl fmt::Display for NotADate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not a date: `{}`; write 2024, 2024-07, 2024-W29, 2024-07-01 or 2024-07-01T14", self.given)
    }
}

impl std::error::Error for NotADate {}

impl FromStr for Date {
    type Err = NotADate;

    /// Reads what [`Display`](fmt::Display) writes; a time of day with minutes (`2024-07-01T14:30:00Z`) is read to the day.
    fn from_str(given: &str) -> Result<Self, NotADate> {
        parse(given.trim()).ok_or_else(|| NotADate { given: given.to_owned() })
    }
}

fn parse(text: &str) -> Option<Date> {
    if let Some((start, end)) = text.split_once('/') {
        let (start, end) = (parse(start)?, parse(end)?);
        if matches!(start, Date::Range(..)) || matches!(end, Date::Range(..)) || start.first_day()? > end.last_day()? {
            return None;
        }
        return Some(Date::Range(Box::new(start), Box::new(end)));
    }
    let number = |s: &str| if s.bytes().all(|b| b.is_ascii_digit()) { s.parse::<i16>().ok() } else { None };
    let date = match (text.len(), text.get(..4).and_then(number)) {
        (4, Some(year)) => Date::Year(year),
        (7, Some(year)) => Date::Month(year, i8::try_from(number(text.get(5..7)?)?).ok()?),
        (8, Some(year)) if text.get(4..6) == Some("-W") => Date::Week(year, i8::try_from(number(text.get(6..8)?)?).ok()?),
        (10.., Some(_)) => {
            let day: civil::Date = text.get(..10)?.parse().ok()?;
            match text.get(10..)? {
                "" => Date::Day(day),
                rest if rest.len() == 3 && rest.starts_with('T') => {
                    let hour = number(rest.get(1..)?)?;
                    if hour > 23 {
                        return None;
                    }
                    Date::Hour(day, i8::try_from(hour).ok()?)
                }
                rest if rest.starts_with(['T', ' ']) => Date::Day(day),
                _ => return None,
            }
        }
        _ => return None,
    };
    // A month 13 or a week 54 has no first day.
    date.first_day().map(|_| date)
}

/// When an act took place, as its text says it.
///
/// ```
/// use evidence::{Place, Span, When};
/// // “on Monday”, in a document without a date
/// let words = Place::from(Span::new(10, 16).unwrap());
/// let when = When::Unresolved { words };
/// assert_eq!(when.date(), None);
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum When {
    /// The words give a date, alone or with the document's own.
    Resolved {
        /// The time words.
        words: Place,
        /// What they come to.
        date: Date,
    },
    /// There are time words, but what they come to cannot be told.
    Unresolved {
        /// The time words.
        words: Place,
    },
}

impl When {
    /// The time words.
    pub const fn words(&self) -> &Place {
        match self {
            Self::Resolved { words, .. } | Self::Unresolved { words } => words,
        }
    }

    /// The date, where it can be told.
    pub const fn date(&self) -> Option<&Date> {
        match self {
            Self::Resolved { date, .. } => Some(date),
            Self::Unresolved { .. } => None,
        }
    }
}
