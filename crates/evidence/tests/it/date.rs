//! Dates: written and read again they are the same, and their days lie in order.
use evidence::Date;
use jiff::civil;
use proptest::prelude::*;

fn day() -> impl Strategy<Value = civil::Date> {
    (0..=9999_i16, 1..=12_i8, 1..=31_i8)
        .prop_filter_map("a day that there is", |(year, month, day)| civil::Date::new(year, month, day).ok())
}

fn plain() -> impl Strategy<Value = Date> {
    let day = day().boxed();
    prop_oneof![
        (0..=9999_i16).prop_map(Date::Year),
        (0..=9999_i16, 1..=12_i8).prop_map(|(year, month)| Date::Month(year, month)),
        (1..=9998_i16, 1..=52_i8).prop_map(|(year, week)| Date::Week(year, week)),
        day.clone().prop_map(Date::Day),
        (day, 0..=23_i8).prop_map(|(day, hour)| Date::Hour(day, hour)),
    ]
}

fn date() -> impl Strategy<Value = Date> {
    let range = (plain(), plain())
        .prop_filter_map("in order", |(a, b)| (a.first_day()? <= b.last_day()?).then(|| Date::Range(Box::new(a), Box::new(b))));
    prop_oneof![3 => plain(), 1 => range]
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(date in date()) {
        prop_assert_eq!(date.to_string().parse::<Date>(), Ok(date));
    }

    #[test]
    fn the_first_day_is_not_after_the_last(date in date()) {
        let (first, last) = (date.first_day().expect("in the calendar"), date.last_day().expect("in the calendar"));
        prop_assert!(first <= last);
        prop_assert!(date.day().is_none_or(|day| day == first && day == last));
        prop_assert_eq!(date.precision().as_str().is_empty(), false);
    }

    #[test]
    fn any_words_are_read_or_refused(words in any::<String>()) {
        match words.parse::<Date>() {
            Ok(date) => prop_assert!(date.first_day().is_some() && date.last_day().is_some()),
            Err(bad) => prop_assert_eq!(bad.given, words),
        }
    }

    #[test]
    fn what_looks_like_a_date_is_read_or_refused(words in "[0-9]{4}(-[0-9W][0-9]{1,2}(-[0-9]{2}(T[0-9]{1,3})?)?)?(/[0-9-]{4,10})?") {
        if let Ok(date) = words.parse::<Date>() {
            prop_assert_eq!(date.to_string().parse::<Date>(), Ok(date));
        }
    }
}

#[test]
fn what_is_no_date_is_refused() {
    for words in [
        "",
        "2024-13",
        "2024-00",
        "2024-W54",
        "2024-W00",
        "2024-02-30",
        "2024-07-01T24",
        "2024-07-05/2024-07-01",
        "24-07-01",
        "2024-7-1",
        "Monday",
        "２０２４",
    ] {
        assert!(words.parse::<Date>().is_err(), "{words}");
    }
}

#[test]
fn a_time_of_day_with_minutes_is_read_to_the_day() {
    assert_eq!("2024-07-01T14:30:00Z".parse::<Date>().map(|d| d.to_string()), Ok("2024-07-01".to_owned()));
}
