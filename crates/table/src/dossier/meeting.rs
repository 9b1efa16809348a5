//! Who met and who will: the reports of one meeting as one.
use super::record::{ActRef, Entry};
use evidence::{ActKind, ActorId, Date, Status};
use jiff::civil;
use std::collections::{BTreeMap, BTreeSet};

/// A meeting, call or round.
#[derive(Clone, PartialEq, Debug)]
pub struct Meeting {
    /// Who takes part, by any of its reports.
    pub who: Vec<ActorId>,
    /// Held, planned or called off, by the newest of its reports that says so; one that was held is no longer planned.
    pub status: Status,
    /// The first and the last day.
    pub days: Option<(civil::Date, civil::Date)>,
    /// The dates that its reports give, as exact as they are known, the earliest first; of those within one another the most exact.
    pub dates: Vec<Date>,
    /// Whether it is only told by somebody who is not among those who met.
    pub told: bool,
    /// The acts that report it, the oldest first; at least one.
    pub acts: Vec<ActRef>,
}

/// The meetings, in the order in which they are first reported.
pub(super) fn meetings(seen: &[&Entry]) -> Vec<Meeting> {
    let mut out: Vec<Meeting> = Vec::new();
    let mut days_of = Days::default();
    let contacts = seen.iter().filter(|it| it.act.kind == ActKind::Contact && !it.act.negated);
    for entry in contacts {
        let Some(status) = entry.act.status else { continue };
        let date = entry.act.when.as_ref().and_then(|it| it.date());
        let days = date.and_then(|it| it.first_day().zip(it.last_day())).or(entry.day.map(|day| (day, day)));
        let who: Vec<ActorId> = entry.actors.iter().map(|(it, _)| it.clone()).collect();
        let told = entry.told;
        let dates = date.or(entry.date.as_ref()).cloned().into_iter().collect();
        let one = Meeting { who, status, days, dates, told, acts: vec![entry.at.clone()] };
        let same = days_of.touched(days).into_iter().find(|at| is_same(&out[*at], &one));
        match same {
            Some(at) => {
                let same = &mut out[at];
                same.who.extend(one.who);
                same.who.sort();
                same.who.dedup();
                if status != Status::Planned {
                    same.status = status;
                }
                same.days = same.days.zip(days).map(|(a, b)| (a.0.min(b.0), a.1.max(b.1)));
                same.dates = most_exact(std::mem::take(&mut same.dates).into_iter().chain(one.dates).collect());
                same.acts.extend(one.acts);
                days_of.note(at, same.days);
            }
            None => {
                days_of.note(out.len(), days);
                out.push(one);
            }
        }
    }
    out
}

/// The dates without those that say less than another: December beside its fifth day.
fn most_exact(mut all: Vec<Date>) -> Vec<Date> {
    let days = |it: &Date| it.first_day().zip(it.last_day());
    let less = |a: &Date, b: &Date| days(a).zip(days(b)).is_some_and(|(a, b)| a != b && a.0 <= b.0 && b.1 <= a.1);
    all.sort_by_key(days);
    all.dedup();
    all.iter().filter(|it| !all.iter().any(|other| less(it, other))).cloned().collect()
}

/// Which meetings are on which days, so that a report is not compared with all there are.
#[derive(Default)]
struct Days {
    on: BTreeMap<civil::Date, BTreeSet<usize>>,
    /// Those of which only a long time is known.
    long: BTreeSet<usize>,
}

impl Days {
    /// So many days are noted one by one.
    const FEW: usize = 40;

    fn note(&mut self, at: usize, days: Option<(civil::Date, civil::Date)>) {
        let Some((first, last)) = days else { return };
        let few: Vec<civil::Date> = first.series(jiff::Span::new().days(1)).take_while(|it| *it <= last).take(Self::FEW + 1).collect();
        if few.len() > Self::FEW {
            self.long.insert(at);
            return;
        }
        for day in few {
            self.on.entry(day).or_default().insert(at);
        }
    }

    /// Those that may be on one of these days, the first that was reported first.
    fn touched(&self, days: Option<(civil::Date, civil::Date)>) -> BTreeSet<usize> {
        let Some((first, last)) = days.filter(|(first, last)| first <= last) else { return BTreeSet::new() };
        self.on.range(first..=last).flat_map(|(_, all)| all).chain(&self.long).copied().collect()
    }
}

/// Whether two reports are of one meeting: the days touch, and those who take part in the one are among those of the other. One that
/// only a third tells of stays apart.
fn is_same(a: &Meeting, b: &Meeting) -> bool {
    let days = a.days.zip(b.days).is_some_and(|(a, b)| a.0 <= b.1 && b.0 <= a.1);
    let among = |a: &Meeting, b: &Meeting| a.who.iter().all(|it| b.who.contains(it));
    days && a.told == b.told && (among(a, b) || among(b, a))
}

#[cfg(test)]
mod tests {
    use super::{Days, most_exact};
    use jiff::civil::date;

    #[test]
    fn what_says_less_than_another_date_is_no_date_of_its_own() {
        let dates = |all: &[&str]| all.iter().map(|it| it.parse().expect("a date")).collect::<Vec<_>>();
        assert_eq!(most_exact(dates(&["2021-12"])), dates(&["2021-12"]));
        assert_eq!(most_exact(dates(&["2021-12-06", "2021-12", "2021-12-05", "2021-12-06"])), dates(&["2021-12-05", "2021-12-06"]));
    }

    #[test]
    fn days_that_touch_are_found() {
        let mut days = Days::default();
        days.note(0, Some((date(2031, 5, 1), date(2031, 5, 3))));
        days.note(1, Some((date(2031, 1, 1), date(2031, 12, 31))));
        days.note(2, None);
        days.note(3, Some((date(2031, 5, 3), date(2031, 5, 3))));
        let touched = |first: i8, last: i8| days.touched(Some((date(2031, 5, first), date(2031, 5, last)))).into_iter().collect::<Vec<_>>();
        assert_eq!(touched(3, 9), [0, 1, 3]);
        assert_eq!(touched(2, 2), [0, 1]);
        assert_eq!(touched(4, 9), [1]);
        assert!(days.touched(None).is_empty());
    }
}
