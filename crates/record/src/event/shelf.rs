//! Accounts of the acts that a new one may report again, where they are quickly found: by actor and day. Holds a part of what a dossier
//! has, says which part it lacks, and looks closely at few of the many that it has.
use super::glance::{Glance, Sought};
use super::{Account, LINKED, MOST_DAYS, day_number, gap, probability};
use crate::identity::ActorKey;
use crate::view::{ActKey, DocumentKey};
use evidence::Measures;
use jiff::civil::Date;
use std::collections::HashMap;

/// The most accounts that stay, each of about half a kilobyte.
const MOST: usize = 120_000;

/// Accounts by actor and day.
#[derive(Clone, Debug, Default)]
pub struct Shelf {
    all: Vec<Placed>,
    // Invariant: of each of `all`, in its order.
    glances: Vec<Seen>,
    at: HashMap<ActKey, u32>,
    by_actor: HashMap<ActorKey, Row>,
}

/// An account in its place.
#[derive(Clone, Debug)]
struct Placed {
    act: ActKey,
    account: Account,
}

#[derive(Clone, Copy, Debug)]
struct Seen {
    document: DocumentKey,
    glance: Glance,
}

/// The accounts of an actor within days that are here in full.
#[derive(Clone, Debug)]
struct Row {
    from: i32,
    to: i32,
    // Invariant: by the day, of all days from `from` to `to`. An account of a stretch of days stands at its first and its last.
    acts: Vec<(i32, u32)>,
}

impl Shelf {
    /// Forgets all of them.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// The days on which acts of an actor can be found that may be of one event with an act of these days, as far as those are not here;
    /// `None` where all are. What is then [`put`](Self::put) there has to be followed by [`filled`](Self::filled).
    pub fn lacks(&self, actor: ActorKey, days: (Date, Date)) -> Option<(Date, Date)> {
        let (from, to) = around(days);
        let (from, to) = match self.by_actor.get(&actor) {
            None => (from, to),
            Some(row) if row.from <= from && to <= row.to => return None,
            // What lies between is asked for with it, so that a row has no gaps.
            Some(row) if row.from <= from => (row.to + 1, to),
            Some(row) if to <= row.to => (from, row.from - 1),
            Some(_) => (from, to),
        };
        Some((day_of(from), day_of(to)))
    }

    /// Whether an act is here.
    pub fn has(&self, act: ActKey) -> bool {
        self.at.contains_key(&act)
    }

    /// Takes in the account of an act.
    pub fn put(&mut self, act: ActKey, document: DocumentKey, account: Account, measures: &Measures) {
        // What has no day is not compared.
        let Some(glance) = Glance::of(&account, measures).filter(|_| !self.at.contains_key(&act)) else { return };
        let at = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        for actor in &account.actors {
            if let Some(row) = self.by_actor.get_mut(actor) {
                row.put(&glance, at);
            }
        }
        self.at.insert(act, at);
        self.all.push(Placed { act, account });
        self.glances.push(Seen { document, glance });
    }

    /// Says that these acts are all that an actor has on these days, of those that [`lacks`](Self::lacks) named.
    pub fn filled(&mut self, actor: ActorKey, (from, to): (Date, Date), acts: &[ActKey]) {
        let (from, to) = (day_number(from), day_number(to));
        let row = self.by_actor.entry(actor).or_insert_with(|| Row { from, to, acts: Vec::new() });
        (row.from, row.to) = (row.from.min(from), row.to.max(to));
        for act in acts {
            if let Some(&at) = self.at.get(act)
                && let Some(seen) = self.glances.get(at as usize)
            {
                row.put(&seen.glance, at);
            }
        }
    }

    /// The acts of other documents that an account of these actors would be linked to if each stood alone: probability, act and its
    /// document, in their order. `actors` are all who count as its own.
    pub fn like(
        &self,
        account: &Account,
        actors: &[ActorKey],
        document: DocumentKey,
        measures: &Measures,
    ) -> Vec<(f32, ActKey, DocumentKey)> {
        let Some(mut sought) = Sought::of(account, measures) else { return Vec::new() };
        let (from, to) = (sought.glance.first - MOST_DAYS, sought.glance.last + MOST_DAYS);
        let mut found: Vec<(f32, ActKey, DocumentKey)> = Vec::new();
        for row in actors.iter().filter_map(|actor| self.by_actor.get(actor)) {
            let start = row.acts.partition_point(|(day, _)| *day < from);
            for (_, at) in row.acts[start..].iter().take_while(|(day, _)| *day <= to) {
                let Some(seen) = self.glances.get(*at as usize) else { continue };
                if seen.document == document || !sought.may_be(&seen.glance) {
                    continue;
                }
                let Some(it) = self.all.get(*at as usize) else { continue };
                if let Some(probability) = probability(account, &it.account, measures).filter(|it| *it >= LINKED) {
                    found.push((probability, it.act, seen.document));
                }
            }
        }
        found.sort_by_key(|(_, act, _)| *act);
        // Of two actors in common, or of a stretch of days, it is found twice.
        found.dedup_by_key(|(_, act, _)| *act);
        found
    }

    /// Forgets what lies far from these days if there is too much. Documents come in by day, more or less: what is far from one is asked
    /// for least.
    pub fn spare(&mut self, days: (Date, Date)) {
        if self.all.len() < MOST {
            return;
        }
        let old = std::mem::take(self);
        let near = |it: &Placed| it.account.days().is_some_and(|theirs| gap(days, theirs) <= 2 * MOST_DAYS);
        if old.all.iter().filter(|it| near(it)).count() >= MOST / 10 * 9 {
            return;
        }
        let (from, to) = (day_number(days.0) - 2 * MOST_DAYS, day_number(days.1) + 2 * MOST_DAYS);
        let mut moved: Vec<Option<u32>> = Vec::with_capacity(old.all.len());
        for (placed, seen) in old.all.into_iter().zip(old.glances) {
            moved.push(near(&placed).then(|| {
                let at = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
                self.at.insert(placed.act, at);
                self.all.push(placed);
                self.glances.push(seen);
                at
            }));
        }
        for (actor, row) in old.by_actor {
            let (from, to) = (row.from.max(from), row.to.min(to));
            if from > to {
                continue;
            }
            let here = row.acts.into_iter().filter(|(day, _)| (from..=to).contains(day));
            let acts = here.filter_map(|(day, at)| Some((day, moved.get(at as usize).copied().flatten()?))).collect();
            self.by_actor.insert(actor, Row { from, to, acts });
        }
    }
}

impl Row {
    fn put(&mut self, glance: &Glance, at: u32) {
        let Glance { first, last, .. } = *glance;
        for day in std::iter::once(first).chain((last != first).then_some(last)) {
            if (self.from..=self.to).contains(&day) {
                let place = self.acts.partition_point(|it| *it < (day, at));
                if self.acts.get(place) != Some(&(day, at)) {
                    self.acts.insert(place, (day, at));
                }
            }
        }
    }
}

fn day_of(number: i32) -> Date {
    jiff::civil::date(1970, 1, 1).saturating_add(jiff::Span::new().days(number))
}

/// The days around a stretch on which there may be an act of one event with one of that stretch.
fn around((first, last): (Date, Date)) -> (i32, i32) {
    (day_number(first) - MOST_DAYS, day_number(last) + MOST_DAYS)
}

#[cfg(test)]
mod tests {
    use super::Shelf;
    use crate::event::{Account, LINKED, probability, stems};
    use crate::identity::ActorKey;
    use crate::view::{ActKey, DocumentKey};
    use evidence::{ActKind, MeasureId, Measures, Status};
    use jiff::civil::date;
    use proptest::prelude::*;

    const WORDS: [&str; 24] = [
        "Dessa",
        "Lind",
        "Halvorsen",
        "Norland",
        "ferry",
        "bridge",
        "truce",
        "withdrawal",
        "troops",
        "delta",
        "flour",
        "medicine",
        "convoy",
        "harbour",
        "30",
        "60",
        "met",
        "called",
        "talks",
        "villages",
        "prisoners",
        "wounded",
        "Port",
        "Alba",
    ];

    fn account() -> impl Strategy<Value = Account> {
        let words = proptest::collection::vec(0..WORDS.len(), 0..14);
        let actors = proptest::collection::btree_set(1i64..5, 0..4);
        let others = proptest::collection::btree_set(1i64..5, 0..3);
        let measures = proptest::collection::btree_set(0usize..6, 0..3);
        let days = (0i64..12, proptest::option::of((-2i64..2, 0i64..4)));
        (0..ActKind::ALL.len(), actors, others, measures, words, days, 0..4usize, any::<bool>()).prop_map(
            |(kind, actors, others, measures, words, (reported, dated), status, negated)| {
                let on = |day: i64| date(2031, 2, 20).saturating_add(jiff::Span::new().days(day));
                let names = ["general-ceasefire", "time-limited-truce", "elections", "mine-clearance", "direct-talks", "amnesty"];
                Account {
                    kind: ActKind::ALL[kind],
                    actors: actors.into_iter().map(ActorKey).collect(),
                    others: others.into_iter().map(ActorKey).collect(),
                    measures: measures.into_iter().map(|it| MeasureId(names[it].to_owned())).collect(),
                    numbers: [].into(),
                    status: [None, Some(Status::Planned), Some(Status::Held), Some(Status::Done)][status],
                    negated: negated && status == 0,
                    dated: dated.map(|(from, length)| (on(reported + from), on(reported + from + length))),
                    reported: Some(on(reported)),
                    stems: stems(&words.into_iter().map(|it| WORDS[it]).collect::<Vec<_>>().join(" ")),
                }
            },
        )
    }

    proptest! {
        /// What the shelf finds is what a comparison with every account would find.
        #[test]
        fn nothing_is_passed_over(accounts in proptest::collection::vec(account(), 2..40)) {
            let measures = Measures::embedded();
            let mut shelf = Shelf::default();
            for (n, one) in (1..).zip(&accounts) {
                let actors: Vec<ActorKey> = one.actors.iter().copied().collect();
                let days = one.days().expect("all have one");
                for actor in &actors {
                    if let Some((from, to)) = shelf.lacks(*actor, days) {
                        // As a dossier finds them: by the first and last of their days.
                        let on = |it: &Account| it.days().is_some_and(|(a, b)| (from..=to).contains(&a) || (from..=to).contains(&b));
                        let there = (1..n).zip(&accounts).filter(|(_, it)| it.actors.contains(actor) && on(it));
                        let acts: Vec<ActKey> = there.map(|(n, it)| {
                            shelf.put(ActKey(n), DocumentKey(n), it.clone(), measures);
                            ActKey(n)
                        }).collect();
                        shelf.filled(*actor, (from, to), &acts);
                    }
                }
                let found = shelf.like(one, &actors, DocumentKey(n), measures);
                let slow: Vec<(f32, ActKey, DocumentKey)> = (1..n)
                    .zip(&accounts)
                    .filter(|(_, it)| !it.actors.is_disjoint(&one.actors))
                    .filter_map(|(n, it)| probability(one, it, measures).map(|p| (p, ActKey(n), DocumentKey(n))))
                    .filter(|(p, ..)| *p >= LINKED)
                    .collect();
                prop_assert_eq!(found, slow);
                shelf.put(ActKey(n), DocumentKey(n), one.clone(), measures);
            }
        }
    }
}
