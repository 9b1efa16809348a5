//! Which acts one sees from where, as numbers: asked of millions of acts, so without a walk over them.
use super::record::{Entry, Mark, View};
use evidence::DocumentId;
use jiff::civil;
use std::collections::HashMap;

/// Of an act that a person rejected: no view reaches so far.
const NEVER: i32 = i32::MAX;
/// Of a document without a date: only a view without an end reaches it.
const LAST: i32 = i32::MAX - 1;
/// Of an act without a day: it stands before all others.
const UNDATED: i32 = i32::MIN;
/// Of an act that is in no copy.
const NOWHERE: u32 = u32::MAX;

/// A day as a number, in the order of days.
fn number(day: civil::Date) -> i32 {
    i32::from(day.year()) * 512 + i32::from(day.month()) * 32 + i32::from(day.day())
}

/// The day of such a number; `None` where it stands for something else.
pub(super) fn day(number: i32) -> Option<civil::Date> {
    let part = |it: i32| i8::try_from(it).ok();
    let year = i16::try_from(number.div_euclid(512)).ok()?;
    civil::Date::new(year, part(number.rem_euclid(512) / 32)?, part(number.rem_euclid(32))?).ok()
}

/// How far one sees.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Limits {
    pub(super) as_of: i32,
    pub(super) on: Option<i32>,
}

impl From<View> for Limits {
    fn from(view: View) -> Self {
        Self { as_of: view.as_of.map_or(LAST, number), on: view.on.map(number) }
    }
}

/// When the acts of a document begin to hide those of its copies.
#[derive(Clone, Copy, Debug)]
pub(super) struct Original {
    pub(super) published: i32,
    /// The first day of its acts; [`NEVER`] where none has a day.
    pub(super) first_day: i32,
}

/// The days of all acts of a record.
#[derive(Debug, Default)]
pub(super) struct Sight {
    published: Vec<i32>,
    days: Vec<i32>,
    // For each act where in `originals` that stands of which its document is a copy.
    hidden_by: Vec<u32>,
    originals: Vec<Original>,
}

impl Sight {
    pub(super) fn of(entries: &[Entry]) -> Self {
        let mut sight = Self::default();
        let copied = |it: &Entry| it.copy_of.as_ref().filter(|of| **of != it.at.document).cloned();
        let mut places: HashMap<DocumentId, u32> = HashMap::new();
        for of in entries.iter().filter_map(copied) {
            let next = u32::try_from(places.len()).unwrap_or(NOWHERE);
            places.entry(of).or_insert(next);
        }
        sight.originals = vec![Original { published: NEVER, first_day: NEVER }; places.len()];
        for entry in entries {
            let published = if entry.mark == Some(Mark::Rejected) { NEVER } else { entry.published.map_or(LAST, number) };
            let day = entry.day.map_or(UNDATED, number);
            sight.published.push(published);
            sight.days.push(day);
            if let Some(at) = places.get(&entry.at.document).filter(|_| published != NEVER)
                && let Some(original) = sight.originals.get_mut(*at as usize)
            {
                original.published = published;
                if day != UNDATED {
                    original.first_day = original.first_day.min(day);
                }
            }
        }
        sight.hidden_by = entries.iter().map(|it| copied(it).and_then(|of| places.get(&of).copied()).unwrap_or(NOWHERE)).collect();
        sight
    }

    pub(super) fn is_rejected(&self, at: u32) -> bool {
        self.published[at as usize] == NEVER
    }

    /// The day from which it is known.
    pub(super) fn published(&self, at: u32) -> i32 {
        self.published[at as usize]
    }

    /// Its day; before all others where it has none.
    pub(super) fn day(&self, at: u32) -> i32 {
        self.days[at as usize]
    }

    /// The place after the last act that can be seen from there.
    pub(super) fn until(&self, limits: Limits) -> u32 {
        // Nothing is of a later day than its document.
        let last = limits.on.map_or(limits.as_of, |on| on.min(limits.as_of));
        // Such a place is a number of 32 bits.
        self.days.partition_point(|day| *day <= last) as u32
    }

    pub(super) fn is_dated(&self, at: u32) -> bool {
        self.day(at) != UNDATED
    }

    /// The original of its document, where that has acts of its own.
    pub(super) fn original(&self, at: u32) -> Option<Original> {
        self.originals.get(self.hidden_by[at as usize] as usize).copied().filter(|it| it.published != NEVER)
    }

    /// Whether one sees it from there: what [`super::Record::seen`] says.
    pub(super) fn sees(&self, at: u32, limits: Limits) -> bool {
        let within = |day: i32| limits.on.is_none_or(|on| day <= on);
        let hides = |it: Original| it.published <= limits.as_of && (limits.on.is_none() || within(it.first_day));
        self.published(at) <= limits.as_of
            && within(self.day(at))
            && (limits.on.is_none() || self.is_dated(at))
            && !self.original(at).is_some_and(hides)
    }
}
