//! Names of months and weekdays, and steps on the calendar.
use evidence::Date;
use jiff::civil::{self, Weekday};
use jiff::{Span as Step, ToSpan};

const MONTHS: &[(&str, i8)] = &[
    ("january", 1),
    ("jan", 1),
    ("february", 2),
    ("feb", 2),
    ("march", 3),
    ("mar", 3),
    ("april", 4),
    ("apr", 4),
    ("may", 5),
    ("june", 6),
    ("jun", 6),
    ("july", 7),
    ("jul", 7),
    ("august", 8),
    ("aug", 8),
    ("september", 9),
    ("sept", 9),
    ("sep", 9),
    ("october", 10),
    ("oct", 10),
    ("november", 11),
    ("nov", 11),
    ("december", 12),
    ("dec", 12),
];

const WEEKDAYS: &[(&str, Weekday)] = &[
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

/// A unit that time is counted in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Unit {
    Hour,
    Day,
    Weekend,
    Week,
    Month,
    Year,
    Decade,
}

/// 1 to 12; `None` where the word (lower case) is no month.
pub(super) fn month(word: &str) -> Option<i8> {
    MONTHS.iter().find(|(name, _)| *name == word).map(|(_, month)| *month)
}

pub(super) fn weekday(word: &str) -> Option<Weekday> {
    WEEKDAYS.iter().find(|(name, _)| *name == word).map(|(_, day)| *day)
}

pub(super) fn unit(word: &str) -> Option<Unit> {
    Some(match word {
        "hour" | "hours" => Unit::Hour,
        "day" | "days" => Unit::Day,
        "weekend" | "weekends" => Unit::Weekend,
        "week" | "weeks" => Unit::Week,
        "month" | "months" => Unit::Month,
        "year" | "years" => Unit::Year,
        "decade" | "decades" => Unit::Decade,
        _ => return None,
    })
}

/// The day of a month in figures, with or without an ending: `3`, `3rd`, `11th`.
pub(super) fn day_number(word: &str) -> Option<i8> {
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
    if digits.is_empty() || digits.len() > 2 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    digits.parse().ok().filter(|day| (1..=31).contains(day))
}

/// A year in four figures, 1800 to 2199.
pub(super) fn year_number(word: &str) -> Option<i16> {
    if word.len() != 4 || !word.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    word.parse().ok().filter(|year| (1800..2200).contains(year))
}

pub(super) fn day(year: i16, month: i8, day: i8) -> Option<Date> {
    civil::Date::new(year, month, day).ok().map(Date::Day)
}

pub(super) fn week_of(day: civil::Date) -> Date {
    let week = day.iso_week_date();
    Date::Week(week.year(), week.week())
}

pub(super) fn month_of(day: civil::Date) -> Date {
    Date::Month(day.year(), day.month())
}

/// A step of so many days, weeks, months, years or decades; `None` for other units and where it leads off any calendar ("9999 decades").
pub(super) fn step(unit: Unit, n: i32) -> Option<Step> {
    match unit {
        Unit::Day => Step::new().try_days(n).ok(),
        Unit::Week => Step::new().try_weeks(n).ok(),
        Unit::Month => Step::new().try_months(n).ok(),
        Unit::Year => Step::new().try_years(n).ok(),
        Unit::Decade => Step::new().try_years(n.checked_mul(10)?).ok(),
        Unit::Hour | Unit::Weekend => None,
    }
}

/// `n` units from a day, at the precision of the unit; `None` off the calendar and for hours.
pub(super) fn shifted(from: civil::Date, unit: Unit, n: i32) -> Option<Date> {
    if unit == Unit::Weekend {
        let monday = from.checked_sub(i32::from(from.weekday().to_monday_zero_offset()).days()).ok()?;
        let saturday = monday.checked_add(step(Unit::Day, n.checked_mul(7)?.checked_add(5)?)?).ok()?;
        return range(Date::Day(saturday), Date::Day(saturday.checked_add(1.days()).ok()?));
    }
    let day = from.checked_add(step(unit, n)?).ok()?;
    Some(match unit {
        Unit::Week => week_of(day),
        Unit::Month => month_of(day),
        Unit::Year | Unit::Decade => Date::Year(day.year()),
        _ => Date::Day(day),
    })
}

/// From one date to another, if they come in this order.
pub(super) fn range(start: Date, end: Date) -> Option<Date> {
    let plain = !matches!(start, Date::Range(..)) && !matches!(end, Date::Range(..));
    (plain && start.first_day()? <= end.last_day()?).then(|| Date::Range(Box::new(start), Box::new(end)))
}

/// The last such weekday up to `day`, the day itself included.
pub(super) fn weekday_up_to(day: civil::Date, weekday: Weekday) -> Option<civil::Date> {
    let back = i32::from(weekday.until(day.weekday()));
    day.checked_sub(back.days()).ok()
}

/// The first such weekday from `day` on, the day itself included.
pub(super) fn weekday_from(day: civil::Date, weekday: Weekday) -> Option<civil::Date> {
    let forth = i32::from(day.weekday().until(weekday));
    day.checked_add(forth.days()).ok()
}
