//! What a time expression comes to, given the date of its document and the tense around it. Gives no value that the text
//! does not give: two readings are none.
use super::calendar::{self, Unit};
use super::expression::{Which, Worded};
use super::{Role, Tense};
use evidence::Date;
use jiff::ToSpan;
use jiff::civil::{self, Weekday};

/// The date of an expression; `None` where it cannot be told. `before` is the date of the expression before it in the paragraph.
pub(super) fn resolve(worded: &Worded, published: Option<&Date>, tense: Tense, role: Role, before: Option<&Date>) -> Option<Date> {
    // Years of four figures: others have no form in the JSON contract.
    let written = |day: civil::Date| (0..=9999).contains(&day.year());
    worked_out(worded, published, tense, role, before)
        .filter(|date| date.first_day().is_some_and(written) && date.last_day().is_some_and(written))
}

fn worked_out(worded: &Worded, published: Option<&Date>, tense: Tense, role: Role, before: Option<&Date>) -> Option<Date> {
    match worded {
        Worded::Given(date) => Some(date.clone()),
        Worded::Length | Worded::Vague => None,
        Worded::TheWeekend => {
            let day = published?.day()?;
            let at_hand = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
            calendar::shifted(day, Unit::Weekend, if at_hand || tense == Tense::Future { 0 } else { -1 })
        }
        Worded::Both(first, second) => {
            let (first, second) = (resolve(first, published, tense, role, before)?, resolve(second, published, tense, role, before)?);
            // "Friday and Monday" is not Saturday.
            let joined = first.last_day()?.tomorrow().ok()? == second.first_day()?;
            if joined { calendar::range(first, second) } else { None }
        }
        Worded::After { n, unit } => {
            let Date::Day(day) = before? else { return None };
            calendar::shifted(*day, *unit, -n)
        }
        Worded::Within(unit) => {
            let date = before.or(published)?;
            match unit {
                Unit::Year => year_of(date).map(Date::Year),
                Unit::Month if matches!(date, Date::Year(_)) => None,
                Unit::Month => date.first_day().map(|day| Date::Month(day.year(), day.month())),
                _ => date.day().map(calendar::week_of),
            }
        }
        Worded::FromBefore { n, unit } => match before? {
            Date::Day(day) => calendar::shifted(*day, *unit, *n),
            Date::Month(year, month) if *unit == Unit::Month => calendar::shifted(civil::Date::new(*year, *month, 1).ok()?, *unit, *n),
            Date::Year(year) if *unit == Unit::Year => Some(Date::Year(year.checked_add(i16::try_from(*n).ok()?)?)),
            _ => None,
        },
        Worded::InTheDay => before.filter(|date| matches!(date, Date::Day(_))).cloned(),
        Worded::ThatYear => year_of(before?).map(Date::Year),
        Worded::Hour { hour, day } => match resolve(day.as_deref()?, published, tense, role, before)? {
            Date::Day(day) => Some(Date::Hour(day, *hour)),
            other => Some(other),
        },
        Worded::Day { month, day, to, which } => {
            let year = year_for(*month, Some(*day), published?, tense, role, *which)?;
            let start = calendar::day(year, *month, *day)?;
            match to {
                // A range over the turn of the year ends in the next one.
                Some((m, d)) => calendar::range(start, calendar::day(if m < month { year + 1 } else { year }, *m, *d)?),
                None => Some(start),
            }
        }
        Worded::Month { month, which } => {
            let year = year_for(*month, None, published?, tense, role, *which)?;
            Some(Date::Month(year, *month))
        }
        Worded::MonthOfYear { month, which } => Some(Date::Month(year_of(published?)?.checked_add(offset(*which)?)?, *month)),
        Worded::DayOfMonth(day) => day_of_month(*day, published?.day()?, tense),
        Worded::Weekday { day, which } => weekday(*day, *which, published?.day()?, tense).map(Date::Day),
        Worded::FromToday(n) => published?.day()?.checked_add(n.days()).ok().map(Date::Day),
        Worded::Period { unit, which } => period(*unit, *which, published?, tense),
        Worded::Season { last_month, which } => season(*last_month, *which, published?),
        Worded::Shifted { n, unit } => calendar::shifted(published?.day()?, *unit, *n),
        Worded::Through { n, unit } => through(*n, *unit, published?.day()?),
    }
}

fn year_of(date: &Date) -> Option<i16> {
    date.first_day().map(civil::Date::year)
}

fn offset(which: Which) -> Option<i16> {
    match which {
        Which::Last => Some(-1),
        Which::This => Some(0),
        Which::Next => Some(1),
        Which::AfterNext => None,
    }
}

/// The year of a month or day that is named without one: back from the document's date where the tense is past, ahead where it
/// is future, else the nearer one. A document of which only the year is known cannot tell, but that its past January is of that year.
fn year_for(month: i8, day: Option<i8>, published: &Date, tense: Tense, role: Role, which: Option<Which>) -> Option<i16> {
    let (year, published_month) = match published {
        Date::Day(day) | Date::Hour(day, _) => (day.year(), day.month()),
        Date::Month(year, month) => (*year, *month),
        Date::Week(..) | Date::Range(..) => {
            let first = published.first_day()?;
            (first.year(), first.month())
        }
        Date::Year(year) => return (month == 1 && day.is_none() && which.is_none() && tense == Tense::Past).then_some(*year),
    };
    // Days past the document's own within its month; a document of which only the month is known counts the whole month.
    let later_in_month = matches!((day, published.day()), (Some(day), Some(published)) if day > published.day());
    let later = month > published_month || month == published_month && later_in_month;
    let back = if later { year.checked_sub(1)? } else { year };
    let same = month == published_month && (day.is_none() || day == published.day().map(civil::Date::day));
    let ahead = if later || same { year } else { year.checked_add(1)? };
    match which {
        // "Last November" is the last one that there was; so near as two months that would not be said of this year's.
        Some(Which::Last) if month < published_month => return (published_month - month > 1).then_some(year),
        Some(Which::Last) => return Some(back).filter(|back| *back < year),
        Some(Which::This) => return Some(year),
        Some(Which::Next) => return (month <= published_month).then_some(ahead).filter(|ahead| *ahead > year),
        Some(Which::AfterNext) => return None,
        None => {}
    }
    // Reports are often dated early: what was done in the days after that is not a year old.
    let within_a_week = |year: i16| {
        let days = civil::Date::new(year, month, day?).ok()?.duration_since(published.day()?).as_hours() / 24;
        (1..=7).contains(&days).then_some(year)
    };
    if let Some(year) = within_a_week(year).or_else(|| within_a_week(year.checked_add(1)?)) {
        return Some(year);
    }
    let looks_ahead = matches!(role, Role::Deadline | Role::Start) && tense != Tense::Past;
    Some(match tense {
        _ if looks_ahead => ahead,
        Tense::Past => back,
        Tense::Future => ahead,
        Tense::Unknown => {
            let months_ahead = (i32::from(month) - i32::from(published_month)).rem_euclid(12);
            if back == ahead || months_ahead > 3 || months_ahead == 0 && !later { back } else { ahead }
        }
    })
}

fn day_of_month(day: i8, published: civil::Date, tense: Tense) -> Option<Date> {
    let months = match tense {
        Tense::Future if day < published.day() => 1,
        Tense::Past | Tense::Unknown if day > published.day() => -1,
        _ => 0,
    };
    let month = published.first_of_month().checked_add(months.months()).ok()?;
    calendar::day(month.year(), month.month(), day)
}

/// Reports look back: a weekday is the last one up to the document's date, that day included, unless the tense is future.
fn weekday(day: Weekday, which: Option<Which>, published: civil::Date, tense: Tense) -> Option<civil::Date> {
    let in_week = |day: Weekday| day.to_monday_zero_offset();
    let (this, own) = (in_week(day), in_week(published.weekday()));
    match which {
        None => match tense {
            Tense::Future => calendar::weekday_from(published, day),
            // "Said Thursday" in a report that is dated Wednesday is more often of the morrow, the report being dated early, than of six
            // days ago.
            Tense::Past | Tense::Unknown if published.tomorrow().ok()?.weekday() == day => None,
            Tense::Past | Tense::Unknown => calendar::weekday_up_to(published, day),
        },
        // On a Wednesday "last Monday" is two days ago to some and nine to others; "last Friday" is clear.
        Some(Which::Last) if this < own => None,
        Some(Which::Last) => calendar::weekday_up_to(published.yesterday().ok()?, day),
        Some(Which::Next) if this > own => None,
        Some(Which::Next) => calendar::weekday_from(published.tomorrow().ok()?, day),
        Some(Which::This) => match tense {
            Tense::Future => calendar::weekday_from(published, day),
            Tense::Past => calendar::weekday_up_to(published, day),
            Tense::Unknown => published.checked_add((i32::from(this) - i32::from(own)).days()).ok(),
        },
        Some(Which::AfterNext) => calendar::weekday_from(published.tomorrow().ok()?, day)?.checked_add(1.weeks()).ok(),
    }
}

fn period(unit: Unit, which: Which, published: &Date, tense: Tense) -> Option<Date> {
    let n = i32::from(offset(which)?);
    if unit == Unit::Year {
        return Some(Date::Year(year_of(published)?.checked_add(offset(which)?)?));
    }
    if unit == Unit::Month {
        return match published {
            Date::Year(_) => None,
            _ => calendar::shifted(published.first_day()?.first_of_month(), Unit::Month, n),
        };
    }
    let day = published.day()?;
    let weekday = day.weekday();
    match unit {
        // On a Sunday "last week" is the one that it ends, or would end were Monday the first day.
        Unit::Week if which == Which::Last && weekday == Weekday::Sunday => Some(calendar::week_of(day)),
        Unit::Weekend if which == Which::Last && matches!(weekday, Weekday::Saturday | Weekday::Sunday) => calendar::shifted(day, unit, -1),
        // "This weekend" is the one before on a Monday that looks back, the one to come on a Friday.
        Unit::Weekend if which == Which::This => {
            let looks_back = tense == Tense::Past || tense == Tense::Unknown && weekday.to_monday_zero_offset() < 2;
            let at_hand = matches!(weekday, Weekday::Saturday | Weekday::Sunday);
            calendar::shifted(day, unit, if looks_back && !at_hand { -1 } else { 0 })
        }
        Unit::Weekend if which == Which::Next => None,
        _ => calendar::shifted(day, unit, n),
    }
}

/// A season is told to the year only; which months it has depends on the hemisphere.
fn season(last_month: i8, which: Which, published: &Date) -> Option<Date> {
    let day = published.first_day().filter(|_| !matches!(published, Date::Year(_)))?;
    match which {
        Which::This => Some(Date::Year(day.year())),
        // After its end, "last summer" may be this year's.
        Which::Last => (day.month() <= last_month).then(|| Date::Year(day.year() - 1)),
        Which::Next | Which::AfterNext => None,
    }
}

/// The range from so many units ago up to the document's day, or ahead from it.
fn through(n: i32, unit: Unit, published: civil::Date) -> Option<Date> {
    let start = published.checked_add(calendar::step(unit, n)?).ok()?;
    if matches!(unit, Unit::Month | Unit::Year | Unit::Decade) {
        return ordered(calendar::month_of(start), calendar::month_of(published));
    }
    ordered(Date::Day(start), Date::Day(published))
}

fn ordered(a: Date, b: Date) -> Option<Date> {
    if a.first_day()? <= b.first_day()? { calendar::range(a, b) } else { calendar::range(b, a) }
}
