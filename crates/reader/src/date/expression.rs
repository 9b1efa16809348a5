//! Time expressions as they are worded, before anything is worked out: what is recognised, and how far it reaches.
use super::calendar::{self, Unit};
use crate::actor;
use crate::measure::number_word;
use crate::text::{Text, TokenKind};
use evidence::Date;
use jiff::civil::Weekday;
use std::ops::Range;

/// Which one of several is meant: the last, this or the next.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Which {
    Last,
    This,
    Next,
    /// A week after the coming one: "Monday week".
    AfterNext,
}

#[derive(Clone, PartialEq, Debug)]
pub(super) enum Worded {
    /// All of it is given.
    Given(Date),
    /// A day of a month without a year; the second one ends a range.
    Day {
        month: i8,
        day: i8,
        to: Option<(i8, i8)>,
        which: Option<Which>,
    },
    Month {
        month: i8,
        which: Option<Which>,
    },
    /// "November of last year".
    MonthOfYear {
        month: i8,
        which: Which,
    },
    /// "the 3rd".
    DayOfMonth(i8),
    Weekday {
        day: Weekday,
        which: Option<Which>,
    },
    /// Days from the document's own.
    FromToday(i32),
    /// This, last or next week, month, year, weekend.
    Period {
        unit: Unit,
        which: Which,
    },
    /// A season; its last month in the northern year.
    Season {
        last_month: i8,
        which: Which,
    },
    /// So many units back (negative) or ahead, at the unit's precision.
    Shifted {
        n: i32,
        unit: Unit,
    },
    /// The last (or, where `n` is positive, next) so many units, today included.
    Through {
        n: i32,
        unit: Unit,
    },
    /// "the weekend": the one before, or the coming one where the words look ahead.
    TheWeekend,
    /// Two of the same sort: "Thursday and Friday", "in May or June".
    Both(Box<Worded>, Box<Worded>),
    /// So many units earlier or later than what was told before: "a day earlier".
    FromBefore {
        n: i32,
        unit: Unit,
    },
    /// So many units after what follows, of what was told before: "on Friday, a day after". No value where no day was told.
    After {
        n: i32,
        unit: Unit,
    },
    /// "earlier in the day": of the day that was told before.
    InTheDay,
    /// "later in the month", "the end of the week": the month, week or year of what was told before, else the document's own.
    Within(Unit),
    /// "that year".
    ThatYear,
    /// An hour of the day, with the day where one stands beside it.
    Hour {
        hour: i8,
        day: Option<Box<Worded>>,
    },
    /// A length of time, or words without a value.
    Length,
    Vague,
}

/// Words that count occasions.
const ORDINALS: &[&str] = &["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];

/// What is recognised, and in which tokens.
pub(super) struct Expression {
    pub tokens: Range<usize>,
    pub worded: Worded,
}

/// Single words that tell a time but no date.
const VAGUE: &[&str] = &["previously", "earlier", "recently", "immediately", "initially", "overnight", "formerly", "soon", "long"];

struct Reader<'r, 't> {
    text: &'r Text<'t>,
    end: usize,
}

/// The time expression that begins at token `at`, the longest one; none reaches past `end`.
pub(super) fn expression(text: &Text<'_>, at: usize, end: usize) -> Option<Expression> {
    let r = Reader { text, end: end.min(text.tokens.len()) };
    let base = r.hour_first(at).or_else(|| r.plain(at))?;
    let (tokens, worded) = r.with_hour_after(base);
    Some(Expression { tokens, worded })
}

type Found = (Range<usize>, Worded);

impl Reader<'_, '_> {
    fn word(&self, at: usize) -> &str {
        if at < self.end { self.text.lower(at) } else { "" }
    }

    /// "USA TODAY", "India Today": a paper. Any headline may end in "Today".
    fn is_a_paper(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|before| matches!(self.word(before), "usa" | "india" | "russia" | "psychology" | "malaysia"))
            && self.text.tokens[at].capital
    }

    fn is(&self, at: usize, words: &[&str]) -> bool {
        at < self.end && words.contains(&self.text.lower(at))
    }

    fn capital(&self, at: usize) -> bool {
        at < self.end && self.text.tokens[at].capital
    }

    /// A month by name; the index after it, its stop included.
    fn month(&self, at: usize) -> Option<(usize, i8)> {
        let word = self.word(at);
        let word = ["mid-", "early-", "late-"].iter().find_map(|part| word.strip_prefix(part)).unwrap_or(word);
        let month = calendar::month(word)?;
        let hyphened = word.len() < self.word(at).len();
        if !self.capital(at) && !hyphened {
            return None;
        }
        let stop = word.len() <= 4 && self.is(at + 1, &["."]) && !self.text.tokens[at + 1].spaced;
        Some((at + 1 + usize::from(stop), month))
    }

    /// A year, after a comma or not; the index after it.
    fn year(&self, at: usize) -> Option<(usize, i16)> {
        let at = if self.is(at, &[","]) { at + 1 } else { at };
        calendar::year_number(self.word(at)).map(|year| (at + 1, year))
    }

    /// "of last year" and the like; the index after it.
    fn year_word(&self, at: usize) -> Option<(usize, Which)> {
        let at = if self.is(at, &["of"]) { at + 1 } else { at };
        let which = self.which(at)?;
        self.is(at + 1, &["year"]).then_some((at + 2, which))
    }

    fn which(&self, at: usize) -> Option<Which> {
        Some(match self.word(at) {
            "last" | "past" => Which::Last,
            "this" => Which::This,
            "next" | "coming" => Which::Next,
            _ => return None,
        })
    }

    /// "early", "late", "mid" and the like before a time; they narrow it, but not to a value.
    fn part(&self, at: usize) -> usize {
        let mut next = at;
        if self.is(next, &["as"]) && self.is(next + 1, &["recently"]) && self.is(next + 2, &["as"]) {
            next += 3;
        }
        if self.is(next, &["early", "late", "mid", "earlier", "later"]) {
            next += 1;
        }
        next
    }

    /// The part of the day after a day; the index after it.
    fn daytime(&self, at: usize) -> usize {
        if self.is(at, &["morning", "afternoon", "evening", "night", "midday"]) { at + 1 } else { at }
    }

    fn plain(&self, at: usize) -> Option<Found> {
        let start = self.part(at);
        let found = self
            .iso(start)
            .or_else(|| self.weekday(start))
            .or_else(|| self.month_first(start))
            .or_else(|| self.day_first(start))
            .or_else(|| self.today(start))
            .or_else(|| self.period(start))
            .or_else(|| self.ago(start))
            .or_else(|| self.through(start))
            .or_else(|| self.length(start))
            .or_else(|| self.bare_year(start));
        if let Some((end, worded)) = found {
            if let Some((end, second)) = self.second(end, &worded) {
                return Some((at..end, Worded::Both(Box::new(worded), Box::new(second))));
            }
            return Some((at..end, worded));
        }
        self.vague(at).map(|end| (at..end, Worded::Vague))
    }

    /// "and Friday" after a weekday, "or June" after a month.
    fn second(&self, at: usize, first: &Worded) -> Option<(usize, Worded)> {
        if !self.is(at, &["and", "or"]) {
            return None;
        }
        let second = match first {
            Worded::Weekday { which: None, .. } => self.weekday(at + 1)?,
            Worded::Month { which: None, .. } => self.month_first(at + 1).or_else(|| {
                let (next, month) = self.month(at + 1)?;
                Some((next, Worded::Month { month, which: None }))
            })?,
            _ => return None,
        };
        let plain = matches!(second.1, Worded::Weekday { which: None, .. } | Worded::Month { which: None, .. });
        (plain && !self.is(second.0, &["'s"])).then_some(second)
    }

    fn iso(&self, at: usize) -> Option<(usize, Worded)> {
        let word = self.word(at);
        let dated = word.len() >= 8 && word.as_bytes()[4] == b'-';
        let date: Date = if dated { word.to_uppercase().parse().ok()? } else { return None };
        Some((at + 1, Worded::Given(date)))
    }

    /// `March 12, 2024`, `March 11-12`, `March 2024`, `March`, `November of last year`.
    fn month_first(&self, at: usize) -> Option<(usize, Worded)> {
        let (which, month_at) = match self.which(at) {
            Some(which) => (Some(which), at + 1),
            None => (None, at),
        };
        let (next, month) = self.month(month_at)?;
        if let Some((day, to, next)) = self.days(next) {
            let to = to.map(|d| (month, d));
            let to = to.or_else(|| self.range_to_month_day(next).map(|(_, to)| to));
            let next = self.range_to_month_day(next).filter(|(_, t)| Some(*t) == to).map_or(next, |(end, _)| end);
            return self.dated(next, month, day, to, which);
        }
        if let Some((next, year)) = self.year(next) {
            return Some((next, Worded::Given(Date::Month(year, month))));
        }
        // "Anna March", "Han Jun" and "Jan Orr" are persons.
        if actor::closes_name(self.text, month_at) || actor::opens_as_given(self.text, month_at) {
            return None;
        }
        // "may" is a month where a day or year follows, or something before it shows that.
        let led = month_at > 0
            && [
                "in", "of", "by", "since", "until", "till", "from", "last", "this", "next", "early", "late", "mid", "before", "after", "to",
            ]
            .contains(&self.text.lower(month_at - 1));
        if matches!(self.word(month_at), "may" | "march") && !led {
            return None;
        }
        if let Some((next, which)) = self.year_word(next) {
            return Some((next, Worded::MonthOfYear { month, which }));
        }
        Some((next, Worded::Month { month, which }))
    }

    /// Puts the year to a day of a month, where one follows.
    fn dated(&self, next: usize, month: i8, day: i8, to: Option<(i8, i8)>, which: Option<Which>) -> Option<(usize, Worded)> {
        if let Some((next, year)) = self.year(next) {
            let start = calendar::day(year, month, day)?;
            let date = match to {
                Some((month, day)) => calendar::range(start, calendar::day(year, month, day)?)?,
                None => start,
            };
            return Some((next, Worded::Given(date)));
        }
        Some((next, Worded::Day { month, day, to, which }))
    }

    /// Days of a month: `12`, `11th`, `19-20`, `19–20`, `19 and 20`; the last day of a range, the index after.
    fn days(&self, at: usize) -> Option<(i8, Option<i8>, usize)> {
        if let Some((a, b)) = self.word(at).split_once('-') {
            return Some((calendar::day_number(a)?, Some(calendar::day_number(b)?), at + 1));
        }
        let day = calendar::day_number(self.word(at))?;
        // "March 12 percent" is no day, nor is "March 3.5".
        if self.is(at + 1, &["percent", "%"]) {
            return None;
        }
        let joined = self.is(at + 1, &["–", "—", "-", "to", "through"]) || self.is(at + 1, &["and"]) && !self.capital(at + 3);
        let to = joined.then(|| calendar::day_number(self.word(at + 2))).flatten().filter(|to| *to > day);
        Some((day, to, if to.is_some() { at + 3 } else { at + 1 }))
    }

    /// `– July 5`, `to July 5` after a day.
    fn range_to_month_day(&self, at: usize) -> Option<(usize, (i8, i8))> {
        if !self.is(at, &["–", "—", "-", "to", "through"]) {
            return None;
        }
        let (next, month) = self.month(at + 1)?;
        let day = calendar::day_number(self.word(next))?;
        Some((next + 1, (month, day)))
    }

    /// `12 March 2024`, `the 12th of March`, `19-20 November`, `1 to 5 July`, `the 3rd`.
    fn day_first(&self, at: usize) -> Option<(usize, Worded)> {
        let the = self.is(at, &["the"]);
        let start = at + usize::from(the);
        if start >= self.end || self.text.tokens[start].kind != TokenKind::Number {
            return None;
        }
        let (day, to, next) = self.days(start)?;
        let of = next + usize::from(self.is(next, &["of"]));
        if let Some((next, month)) = self.month(of) {
            return self.dated(next, month, day, to.map(|d| (month, d)), None);
        }
        let ordinal = self.word(start).ends_with(|c: char| c.is_ascii_alphabetic());
        let closed = next >= self.end || self.text.tokens[next].kind == TokenKind::Mark;
        (the && ordinal && closed && to.is_none()).then_some((next, Worded::DayOfMonth(day)))
    }

    /// `Monday`, `last Monday`, `Monday morning`, `Monday week`, `a week on Monday`, `Monday, March 12`.
    fn weekday(&self, at: usize) -> Option<(usize, Worded)> {
        let (mut which, name_at) = match self.which(at) {
            Some(which) => (Some(which), at + 1),
            None => (None, at),
        };
        let day = calendar::weekday(self.word(name_at)).filter(|_| self.capital(name_at))?;
        let mut next = name_at + 1;
        // "Sunday Morning Forum" and "Lake News Sunday" are on the air.
        let part_of_name = self.daytime(next) > next && self.capital(next);
        let broadcast = day == Weekday::Sunday && which.is_none() && at > 0 && self.is(at - 1, &["news"]) && self.capital(at - 1);
        if part_of_name || broadcast {
            return None;
        }
        // A date beside the weekday says more than it.
        let date_at = next + usize::from(self.is(next, &[","]));
        if let Some((end, dated @ (Worded::Given(Date::Day(_)) | Worded::Day { .. }))) =
            self.month_first(date_at).or_else(|| self.day_first(date_at))
        {
            return Some((end, dated));
        }
        if self.is(next, &["week"]) {
            which = Some(Which::AfterNext);
            next += 1;
        } else if self.is(next, &["last"]) {
            which = Some(Which::Last);
            next += 1;
        }
        Some((self.daytime(next), Worded::Weekday { day, which }))
    }

    fn today(&self, at: usize) -> Option<(usize, Worded)> {
        let day = match self.word(at) {
            // "USA TODAY", "India Today": a paper's name.
            "today" if self.is_a_paper(at) => return None,
            "today" | "tonight" => 0,
            "yesterday" => -1,
            "tomorrow" => 1,
            "this" if self.daytime(at + 1) > at + 1 => 0,
            "last" if self.is(at + 1, &["night", "evening"]) => -1,
            "the" if self.is(at + 1, &["day"]) && self.is(at + 2, &["before"]) && self.is(at + 3, &["yesterday"]) => {
                return Some((at + 4, Worded::FromToday(-2)));
            }
            "the" if self.is(at + 1, &["day"]) && self.is(at + 2, &["after"]) && self.is(at + 3, &["tomorrow"]) => {
                return Some((at + 4, Worded::FromToday(2)));
            }
            _ => return None,
        };
        let next = if self.is(at, &["this", "last"]) { at + 2 } else { self.daytime(at + 1) };
        Some((next, Worded::FromToday(day)))
    }

    /// `last week`, `this month`, `next year`, `this weekend`, `last summer`, `this week's`; `that year`.
    fn period(&self, at: usize) -> Option<(usize, Worded)> {
        if self.is(at, &["that", "same"]) && self.is(at + 1, &["year"]) {
            return Some((at + 2, Worded::ThatYear));
        }
        if self.is(at, &["the"]) && self.is(at + 1, &["weekend"]) {
            return Some((at + 2, Worded::TheWeekend));
        }
        if let Some(found) = self.within(at) {
            return Some(found);
        }
        let the = usize::from(self.is(at, &["the"]) && self.is(at + 1, &["coming"]));
        // “This Week” is on the air.
        if at > 0 && self.is(at - 1, &["“", "\"", "‘"]) && self.capital(at) && self.capital(at + 1) {
            return None;
        }
        let which = self.which(at + the)?;
        // "Their third round this year" counts the rounds; on which day it was is not said.
        if which == Which::This && at > 1 && (at.saturating_sub(3)..at - 1).any(|i| ORDINALS.contains(&self.text.lower(i))) {
            return None;
        }
        let name = self.word(at + the + 1);
        let next = at + the + 2;
        if self.is(at, &["past"]) {
            return None;
        }
        if let Some(unit) = calendar::unit(name).filter(|unit| !matches!(unit, Unit::Hour | Unit::Day | Unit::Decade)) {
            return (!name.ends_with('s')).then_some((next, Worded::Period { unit, which }));
        }
        let last_month = match name {
            "spring" => 5,
            "summer" => 8,
            "autumn" | "fall" => 11,
            _ => return None,
        };
        Some((next, Worded::Season { last_month, which }))
    }

    /// `in the week`, `in the day` after "earlier" or "later"; `the end of the month`.
    fn within(&self, at: usize) -> Option<(usize, Worded)> {
        let narrowed = at > 0 && matches!(self.text.lower(at - 1), "earlier" | "later" | "early" | "late");
        let end_of = self.is(at, &["the"]) && self.is(at + 1, &["end", "beginning", "start"]) && self.is(at + 2, &["of"]);
        let the = match (end_of, narrowed && self.is(at, &["in"])) {
            (true, _) => at + 3,
            (false, true) => at + 1,
            (false, false) => return None,
        };
        if !self.is(the, &["the"]) {
            return None;
        }
        let worded = match self.word(the + 1) {
            "day" if !end_of => Worded::InTheDay,
            "week" => Worded::Within(Unit::Week),
            "month" => Worded::Within(Unit::Month),
            "year" => Worded::Within(Unit::Year),
            _ => return None,
        };
        // "the end of the week of talks"
        (!self.is(the + 2, &["of"])).then_some((the + 2, worded))
    }

    /// A count: `3`, `three`, `a`, `a couple of`; the index after it. `None` as count where it is not told ("a few").
    fn count(&self, at: usize) -> Option<(usize, Option<i32>)> {
        let word = self.word(at);
        if let Some(n) = number_word(word) {
            return Some((at + 1, i32::try_from(n).ok()));
        }
        if !word.is_empty() && word.len() < 5 && word.bytes().all(|b| b.is_ascii_digit()) {
            return Some((at + 1, word.parse().ok()));
        }
        match word {
            "a" | "an" if self.is(at + 1, &["couple"]) => Some((at + 2 + usize::from(self.is(at + 2, &["of"])), Some(2))),
            "a" if self.is(at + 1, &["few", "dozen"]) => Some((at + 2, None)),
            "a" | "an" => Some((at + 1, Some(1))),
            "several" | "some" | "many" | "few" | "recent" => Some((at + 1, None)),
            "couple" => Some((at + 1 + usize::from(self.is(at + 1, &["of"])), None)),
            _ => None,
        }
    }

    /// `three weeks ago`, `a couple of days ago`, `years ago`; `two days later` has no value.
    fn ago(&self, at: usize) -> Option<(usize, Worded)> {
        let (next, n) = self.count(at).unwrap_or((at, None));
        let unit = calendar::unit(self.word(next))?;
        match self.word(next + 1) {
            "ago" => Some((next + 2, n.filter(|_| unit != Unit::Hour).map_or(Worded::Vague, |n| Worded::Shifted { n: -n, unit }))),
            word @ ("earlier" | "later") => {
                let counted = n.filter(|_| unit != Unit::Hour && unit != Unit::Weekend);
                let n = counted.map(|n| if word == "earlier" { -n } else { n });
                Some((next + 2, n.map_or(Worded::Vague, |n| Worded::FromBefore { n, unit })))
            }
            "after" if !matches!(unit, Unit::Hour | Unit::Weekend) => {
                Some((next + 2, n.map_or(Worded::Vague, |n| Worded::After { n, unit })))
            }
            "before" | "after" => Some((next + 2, Worded::Vague)),
            "from" if self.is(next + 2, &["now", "today"]) => Some((next + 3, n.map_or(Worded::Vague, |n| Worded::Shifted { n, unit }))),
            _ => None,
        }
    }

    /// `in the past 10 days`, `over the last year`, `these last two days`, `in recent weeks`, `in the coming days`.
    fn through(&self, at: usize) -> Option<(usize, Worded)> {
        if self.is(at, &["in"]) && self.is(at + 1, &["the"]) && self.is(at + 2, &["past"]) && calendar::unit(self.word(at + 3)).is_none() {
            let counted = self.count(at + 3).is_some_and(|(next, _)| calendar::unit(self.word(next)).is_some());
            if !counted {
                return Some((at + 3, Worded::Vague));
            }
        }
        // "over the course of the past two days"
        let course = ["over", "in", "during"].contains(&self.word(at))
            && self.is(at + 1, &["the"])
            && self.is(at + 2, &["course"])
            && self.is(at + 3, &["of"]);
        let led = if course { 4 } else { usize::from(self.is(at, &["in", "over", "during", "within", "for"])) };
        let start = at + led;
        if led > 0 && self.is(start, &["recent"]) && calendar::unit(self.word(start + 1)).is_some() {
            return Some((start + 2, Worded::Vague));
        }
        let start = start + usize::from(self.is(start, &["the", "these"]));
        if start == at {
            return None;
        }
        let ahead = match self.word(start) {
            "last" | "past" => -1,
            "next" => 1,
            "coming" if calendar::unit(self.word(start + 1)).is_some() => return Some((start + 2, Worded::Vague)),
            _ => return None,
        };
        let (next, n) = self.count(start + 1).unwrap_or((start + 1, Some(1)));
        let unit = calendar::unit(self.word(next))?;
        // "in the last days" counts nothing.
        let plural = self.word(next).ends_with('s');
        let counted = next > start + 1 || !plural;
        let told = n.filter(|_| counted && unit != Unit::Hour && unit != Unit::Weekend);
        Some((next + 1, told.map_or(Worded::Vague, |n| Worded::Through { n: ahead * n, unit })))
    }

    /// `for 72 hours`, `30-day`, `lasting several hours`, `two-week`.
    fn length(&self, at: usize) -> Option<(usize, Worded)> {
        if let Some((count, unit)) = self.word(at).rsplit_once('-') {
            let counted = number_word(count).is_some() || count.bytes().all(|b| b.is_ascii_digit()) || count == "multi";
            return (counted && calendar::unit(unit).is_some()).then_some((at + 1, Worded::Length));
        }
        let led = usize::from(self.is(at, &["for", "lasting", "lasts", "lasted"]));
        let more = if self.is(at + led, &["more", "less"]) && self.is(at + led + 1, &["than"]) {
            2
        } else {
            usize::from(self.is(at + led, &["about", "nearly", "almost", "over", "another", "around", "roughly", "some"]))
        };
        let (next, _) = self.count(at + led + more)?;
        calendar::unit(self.word(next))?;
        Some((next + 1, Worded::Length))
    }

    /// `in 2013`, `since 2013`: a year needs a word before it that shows it is one.
    fn bare_year(&self, at: usize) -> Option<(usize, Worded)> {
        let year = calendar::year_number(self.word(at))?;
        let led = at > 0
            && ["in", "since", "by", "until", "till", "from", "during", "before", "after", "early", "late", "mid", "of", "year", "around"]
                .contains(&self.text.lower(at - 1));
        // "in 2013 villages" counts villages, but "in 2013 Norland ..." does not.
        let word_follows = at + 1 < self.end && self.text.tokens[at + 1].kind == TokenKind::Word && !self.capital(at + 1);
        let counts = word_follows && self.word(at + 1).ends_with('s') && !self.is(at + 1, &["was", "has", "as", "is", "this"]);
        // "the 2015 accord", "Norland's 2015 vote"
        let owned = ["a", "the", "its", "his", "her", "their", "our", "'s", "’s"];
        let led = led || at > 0 && self.is(at - 1, &owned) && word_follows;
        (led && !counts).then_some((at + 1, Worded::Given(Date::Year(year))))
    }

    fn vague(&self, at: usize) -> Option<usize> {
        let word = self.word(at);
        // "long" and "earlier" tell a time beside a verb: "has long demanded", "earlier said".
        let beside_verb = || at > 0 && self.is(at - 1, &["has", "have", "had", "’ve", "'ve"]);
        match word {
            "long" => beside_verb().then_some(at + 1),
            "soon" => (!self.is(at - usize::from(at > 0), &["as"])).then_some(at + 1),
            _ => VAGUE.contains(&word).then_some(at + 1),
        }
    }

    /// `8 a.m.`, `8:30 p.m.`, `noon`, `midnight`; the index after it and the hour on a clock of 24.
    fn clock(&self, at: usize) -> Option<(usize, i8)> {
        match self.word(at) {
            "noon" => return Some((at + 1, 12)),
            "midnight" => return Some((at + 1, 0)),
            _ => {}
        }
        let (hour, minutes) = self.word(at).split_once(':').unwrap_or((self.word(at), "00"));
        let hour: i8 = hour.parse().ok().filter(|h| (0..24).contains(h))?;
        let two_digits = minutes.len() == 2 && minutes.bytes().all(|b| b.is_ascii_digit());
        let half = match self.word(at + 1) {
            "a.m." | "am" | "a.m" => Some(0),
            "p.m." | "pm" | "p.m" => Some(12),
            _ => None,
        };
        match half {
            Some(half) if (1..=12).contains(&hour) && two_digits => Some((at + 2, hour % 12 + half)),
            // 07:00 am is said, and so is 07:00 alone; 14:00 pm is not.
            None if two_digits && self.word(at).contains(':') && !self.is(at + 1, &["percent"]) => Some((at + 1, hour)),
            _ => None,
        }
    }

    /// `local time`, `GMT` and the like after an hour.
    fn zone(&self, at: usize) -> usize {
        let mut next = at;
        if self.is(next, &["local"]) && self.is(next + 1, &["time"]) {
            next += 2;
        } else if self.is(next, &["gmt", "utc", "est", "edt", "cet"]) {
            next += 1;
        }
        next
    }

    /// `8 a.m. Saturday`, `noon on Friday`, `8 a.m.`.
    fn hour_first(&self, at: usize) -> Option<Found> {
        let (next, hour) = self.clock(at)?;
        let next = self.zone(next);
        let day_at = next + usize::from(self.is(next, &["on", ","]));
        let day = self.plain(day_at).filter(|(_, worded)| is_day(worded));
        let end = day.as_ref().map_or(next, |(tokens, _)| tokens.end);
        Some((at..end, Worded::Hour { hour, day: day.map(|(_, worded)| Box::new(worded)) }))
    }

    /// `Saturday at 8 a.m.`, `today, starting at noon`: the hour belongs to the day before it.
    fn with_hour_after(&self, (tokens, worded): Found) -> Found {
        if !is_day(&worded) {
            return (tokens, worded);
        }
        let mut next = tokens.end;
        for lead in [",", "starting", "from", "beginning", "at"] {
            next += usize::from(self.is(next, &[lead]));
        }
        match self.clock(next) {
            Some((end, hour)) if next > tokens.end => (tokens.start..self.zone(end), Worded::Hour { hour, day: Some(Box::new(worded)) }),
            _ => (tokens, worded),
        }
    }
}

fn is_day(worded: &Worded) -> bool {
    matches!(
        worded,
        Worded::Given(Date::Day(_)) | Worded::Day { to: None, .. } | Worded::Weekday { .. } | Worded::FromToday(_) | Worded::DayOfMonth(_)
    )
}
