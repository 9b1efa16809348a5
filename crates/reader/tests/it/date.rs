//! Times: the cases of `cases/date/`, weekdays against their definition, and any text at all.
use crate::measure::marked;
use evidence::{Act, ActId, ActKind, Attribution, Date, DateBasis, Place, Published, Span};
use jiff::{ToSpan, civil};
use proptest::prelude::*;
use reader::date::{Role, explicit, put, times, when};
use reader::text::Text;
use serde::Deserialize;

#[derive(Deserialize)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    behaviour: String,
    why: String,
    published: Option<String>,
    text: String,
    times: Option<Vec<Vec<String>>>,
    act: Option<String>,
    source: Option<String>,
    cue: Option<String>,
    content: Option<String>,
    /// What is said before: source, cue and content.
    earlier: Option<[String; 3]>,
    when: Option<String>,
}

fn published(date: &str) -> Published {
    Published { date: date.parse().expect("a date"), basis: DateBasis::Metadata }
}

const fn role(role: Role) -> &'static str {
    match role {
        Role::Point => "point",
        Role::Since => "since",
        Role::Start => "start",
        Role::Deadline => "deadline",
        Role::Duration => "duration",
        Role::Dateline => "dateline",
    }
}

/// An act of which nothing but its kind and words is known.
fn act(kind: ActKind, quote: Place) -> Act {
    Act {
        id: ActId("a1".to_owned()),
        kind,
        actor: Vec::new(),
        speaker: None,
        told_by: Vec::new(),
        addressee: Vec::new(),
        target: Vec::new(),
        measures: Vec::new(),
        condition: None,
        strength: None,
        status: None,
        negated: false,
        when: None,
        place: None,
        channel: None,
        quote,
        also: Vec::new(),
        confidence: None,
        reasons: Vec::new(),
    }
}

fn check(case: &Case) {
    assert!(!case.why.is_empty(), "{}: say why", case.behaviour);
    let published = case.published.as_deref().map(published);
    let (source, quote) = marked(&case.text);
    let text = Text::of(&source);
    let found = times(&text, published.as_ref());
    if let Some(wanted) = &case.times {
        let told = |time: &reader::date::TimeWords| {
            let date = time.date.as_ref().map(ToString::to_string).unwrap_or_default();
            let mut row = vec![text.words(time.span).to_owned(), date];
            row.extend((time.role != Role::Point).then(|| role(time.role).to_owned()));
            row
        };
        assert_eq!(&found.iter().map(told).collect::<Vec<_>>(), wanted, "{}", case.behaviour);
    }
    if let Some(wanted) = &case.when {
        let kind = case.act.as_deref().map(|act| ActKind::from_word(act).expect("one of the sixteen acts"));
        let found = match (&case.cue, &case.content) {
            (Some(cue), Some(content)) => {
                let mut acts = [act(kind.expect("an act has a kind"), quote)];
                // The last cue: what leads up to it may have the same word.
                let place = |words: &str| {
                    let start = source.rfind(words).expect("the words are there");
                    Place::from(Span::new(start, start + words.len()).expect("they are not empty"))
                };
                let first = |words: &str| {
                    let start = source.find(words).expect("the words are there");
                    Place::from(Span::new(start, start + words.len()).expect("they are not empty"))
                };
                let attribution = Attribution {
                    source: case.source.as_deref().map(place),
                    cue: Some(place(cue)),
                    content: place(content),
                    speaker: None,
                    direct: content.starts_with('“'),
                    confidence: None,
                };
                let earlier = case.earlier.as_ref().map(|[source, cue, content]| Attribution {
                    source: Some(first(source)),
                    cue: Some(first(cue)),
                    content: first(content),
                    ..attribution.clone()
                });
                let all: Vec<Attribution> = earlier.into_iter().chain([attribution]).collect();
                put(&text, published.as_ref(), &all, &mut acts);
                let [act] = acts;
                act.when
            }
            _ => when(&text, &found, &quote, kind),
        };
        let found = match found {
            None => "-".to_owned(),
            Some(when) => when.date().map(ToString::to_string).unwrap_or_default(),
        };
        assert_eq!(&found, wanted, "{}: {source}", case.behaviour);
    }
    assert!(case.times.is_some() || case.when.is_some(), "{}: says nothing", case.behaviour);
}

#[test]
fn cases() {
    for file in [include_str!("../../cases/date/expressions.toml"), include_str!("../../cases/date/acts.toml")] {
        let cases: Cases = toml::from_str(file).expect("a file of cases");
        cases.case.iter().for_each(check);
    }
}

#[test]
fn a_date_in_full_is_read_out_of_any_words() {
    let cases = [
        ("Port Alba, 12 March 2024", Some("2024-03-12")),
        ("March 12, 2024 at 5 p.m.", Some("2024-03-12")),
        ("Issued 2024-03-12 by the League", Some("2024-03-12")),
        ("Sept. 3, 2011", Some("2011-09-03")),
        ("the 3rd of May 2011", Some("2011-05-03")),
        ("July 2014", Some("2014-07")),
        ("Monday", None),
        ("March 12", None),
        ("in 2013", None),
        ("", None),
    ];
    for (words, date) in cases {
        assert_eq!(explicit(words).map(|d| d.to_string()).as_deref(), date, "{words}");
    }
}

const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

proptest! {
    /// The slow truth: walk back, or ahead, day by day until the weekday is met.
    #[test]
    fn a_weekday_is_the_nearest_one_in_its_direction(offset in -20_000..20_000_i32, name in 0..7_i8, ahead in any::<bool>()) {
        let day = civil::date(2000, 1, 1).checked_add(offset.days()).expect("in the calendar");
        let source = if ahead { format!("They will meet on {}.", WEEKDAYS[name as usize]) } else { format!("They met on {}.", WEEKDAYS[name as usize]) };
        let published = Published { date: Date::Day(day), basis: DateBasis::Dateline };
        let mut truth = day;
        while truth.weekday().to_monday_zero_offset() != name {
            truth = truth.checked_add(if ahead { 1.days() } else { (-1).days() }).expect("in the calendar");
        }
        let found = times(&Text::of(&source), Some(&published));
        // The weekday of the morrow is left open in what looks back.
        let open = !ahead && day.duration_since(truth).as_hours() == 6 * 24;
        let wanted = (!open).then_some(Date::Day(truth));
        prop_assert_eq!(found.first().and_then(|time| time.date.clone()), wanted);
    }

    #[test]
    fn any_text(source in any::<String>()) {
        holds(&source, Some("2024-03-13"));
    }

    #[test]
    fn any_words(source in scraps(), date in prop::sample::select(&[None, Some("2024-03-13"), Some("2024-03"), Some("2024"), Some("2024-W11"), Some("9999-12-31"), Some("-001")][..])) {
        holds(&source, date);
    }
}

fn scraps() -> impl Strategy<Value = String> {
    const SCRAPS: &[&str] = &[
        "on",
        "Monday",
        "last",
        "next",
        "this",
        "week",
        "the",
        "3rd",
        "March",
        "May",
        "12",
        "31",
        "19-20",
        "2024",
        ",",
        ".",
        "9999",
        "a",
        "couple",
        "of",
        "days",
        "ago",
        "999",
        "years",
        "decades",
        "in",
        "past",
        "for",
        "72",
        "hours",
        "30-day",
        "by",
        "until",
        "since",
        "from",
        "to",
        "8",
        "8:30",
        "a.m.",
        "noon",
        "Saturday",
        "at",
        "today",
        "yesterday",
        "tomorrow",
        "weekend",
        "summer",
        "that",
        "year",
        "(",
        "—",
        "“",
        "”",
        "Lind",
        "said",
        "will",
        "2024-03-12",
        "2024-13-99",
        "é🏳️",
        "İ",
        "\n",
        "mid-January",
        "before",
        "after",
        "and",
    ];
    prop::collection::vec(prop::sample::select(SCRAPS), 0..50).prop_map(|words| words.join(" "))
}

fn holds(source: &str, date: Option<&str>) {
    let text = Text::of(source);
    let published = date.and_then(|date| date.parse().ok()).map(|date| Published { date, basis: DateBasis::FileName });
    let found = times(&text, published.as_ref());
    for pair in found.windows(2) {
        assert!(pair[0].span.end() <= pair[1].span.start(), "{pair:?} overlap in {source:?}");
    }
    for time in &found {
        assert!(time.place().fits(source), "{time:?} in {source:?}");
        if let Some(date) = &time.date {
            assert_eq!(date.to_string().parse::<Date>().as_ref(), Ok(date), "{time:?} in {source:?}");
        }
    }
    let whole = Span::new(0, source.len()).map(Place::from);
    for quote in found.iter().map(reader::date::TimeWords::place).chain(whole) {
        for kind in [None, Some(ActKind::Contact), Some(ActKind::Demand)] {
            let _ = when(&text, &found, &quote, kind);
        }
    }
}
