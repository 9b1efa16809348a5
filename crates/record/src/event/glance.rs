//! Whether two accounts are worth a comparison: said from a row of a hundred bytes for each, and never denied of two that would be linked.
use super::words::{Common, Looked, Outline};
use super::{Account, BIAS, Features, MOST_DAYS, WEIGHT, WEIGHTS, day_number, days_meet, is_joint, is_retold, near, on, telling};
use evidence::{ActKind, MeasureId, Measures};

/// An account at a glance.
#[derive(Clone, Copy, Debug)]
pub(super) struct Glance {
    pub(super) words: Outline,
    /// A bit for each measure and each that it is a kind of.
    measures: u64,
    /// The days on which it can have been, since 1970.
    pub(super) first: i32,
    pub(super) last: i32,
    kind: ActKind,
    dated: bool,
    any_others: bool,
    any_measures: bool,
    any_numbers: bool,
}

impl Glance {
    /// Of an account; `None` where it has no day.
    pub(super) fn of(account: &Account, measures: &Measures) -> Option<Self> {
        let days = account.days()?;
        let bit = |id: &MeasureId| 1u64 << (id.0.bytes().fold(5381_u32, |hash, byte| hash.wrapping_mul(33) ^ u32::from(byte)) % 61);
        let broader = |id: &MeasureId| measures.get(id).and_then(|it| it.broader.as_ref()).map_or(0, bit);
        Some(Self {
            words: account.stems.outline(),
            measures: account.measures.iter().fold(0, |bits, id| bits | bit(id) | broader(id)),
            first: day_number(days.0),
            last: day_number(days.1),
            kind: account.kind,
            dated: account.dated.is_some(),
            any_others: !account.others.is_empty(),
            any_measures: !account.measures.is_empty(),
            any_numbers: !account.numbers.is_empty(),
        })
    }

    /// Between which each feature lies that hangs on no words. What is not known at a glance lies between 0 and 1.
    fn ends(&self, other: &Self, gap: i32) -> (Features, Features) {
        let same_kind = self.kind == other.kind;
        let near_kind = !same_kind && near(self.kind, other.kind);
        let (retold, its_retold) = (is_retold(self.kind), is_retold(other.kind));
        let both_dated = self.dated && other.dated;
        let week = f64::from(gap) / f64::from(MOST_DAYS);
        let alike = self.measures & other.measures != 0;
        let others = self.any_others && other.any_others;
        let contacts = same_kind && self.kind == ActKind::Contact;
        let length = (self.last - self.first).min(other.last - other.first).max(0) + 1;
        let known = Features {
            same_kind: if same_kind { telling(self.kind) } else { 0.0 },
            near_kind: on(near_kind),
            far_kind: on(!same_kind && !near_kind),
            measures_apart: on(!alike && self.any_measures && other.any_measures),
            days_meet: if both_dated && gap == 0 { days_meet(length) } else { 0.0 },
            days_apart: if both_dated { week } else { 0.0 },
            reported_apart: if both_dated { 0.0 } else { week },
            said: on(!retold && !its_retold),
            said_apart: if retold && its_retold { 0.0 } else { week },
            ..Features::default()
        };
        let most = Features {
            actors: 1.0,
            actors_differ: 1.0,
            joint_differ: on(is_joint(self.kind) && is_joint(other.kind)),
            others: on(others),
            others_apart: on(others),
            measures: on(alike),
            measures_apart: on(self.any_measures && other.any_measures),
            at_odds: 1.0,
            same_meeting: on(contacts),
            ..known
        };
        (known, most)
    }

    /// What the features that hang on words come to at most, given the most that the words of both have in common.
    fn most_of_words(&self, other: &Self, words: &Common) -> f64 {
        // Each lies between 0 and this; one by one, as nearly all of them are known to the compiler to be for or against.
        let to = |most: f64, weight: f64| (most * weight).max(0.0);
        let contacts = self.kind == ActKind::Contact && other.kind == ActKind::Contact;
        let numbers = words.number || (self.any_numbers && other.any_numbers);
        let none = if words.of_shorter < 0.12 { WEIGHT.words_none } else { to(1.0, WEIGHT.words_none) };
        to(words.of_shorter, WEIGHT.words)
            + to(words.of_both, WEIGHT.words_both)
            + to(words.weight.min(4.0) / 4.0, WEIGHT.words_weight)
            + none
            + to(on(words.names > 0), WEIGHT.names)
            + to(on(words.parallel), WEIGHT.parallel)
            + to(on(words.parallel), WEIGHT.parallel_same)
            + to(on(numbers), WEIGHT.numbers)
            + to(on(words.numbers_apart), WEIGHT.numbers_apart)
            + on(contacts && words.call_and_meeting) * WEIGHT.call_and_meeting
    }
}

/// The most that features between these ends can come to.
fn most((least, most): (Features, Features)) -> f64 {
    let ends = least.all().into_iter().zip(most.all()).zip(WEIGHTS);
    ends.map(|((least, most), w)| (least * w).max(most * w)).sum()
}

/// How many kinds of [`Sought::rest`] there are for each kind of act.
const RESTS: usize = 2 * 2 * 3 * (MOST_DAYS as usize + 1);

/// An account that is held against the glances of a thousand others.
pub(super) struct Sought {
    pub(super) glance: Glance,
    words: Looked,
    /// What the features that hang on no words come to at most: the same for all glances that are alike in what [`Self::place`] names. NaN
    /// where none was seen yet.
    rest: [f32; ActKind::ALL.len() * RESTS],
}

impl Sought {
    /// `None` where it has no day.
    pub(super) fn of(account: &Account, measures: &Measures) -> Option<Self> {
        let glance = Glance::of(account, measures)?;
        Some(Self { glance, words: account.stems.looked(), rest: [f32::NAN; ActKind::ALL.len() * RESTS] })
    }

    /// Whether it may be linked to an account of that glance with which it has an actor in common.
    pub(super) fn may_be(&mut self, other: &Glance) -> bool {
        let mine = &self.glance;
        let gap = (other.first - mine.last).max(mine.first - other.last).max(0);
        if gap > MOST_DAYS {
            return false;
        }
        let words = mine.most_of_words(other, &self.words.at_most(&mine.words, &other.words));
        let rest = match self.place(other, gap).and_then(|at| self.rest.get_mut(at)) {
            Some(known) => {
                if known.is_nan() {
                    *known = most(self.glance.ends(other, gap)) as f32;
                }
                f64::from(*known)
            }
            None => most(mine.ends(other, gap)),
        };
        // A little less than nought, so that no rounding says no.
        BIAS + words + rest > -1e-4
    }

    /// Where the rest is that an account of that glance shares with others: by its kind, by how it is dated, whether both have another side,
    /// by how their measures fit, and by the days between. `None` for two stretches of days that meet: there the length counts too.
    fn place(&self, other: &Glance, gap: i32) -> Option<usize> {
        let mine = &self.glance;
        let both_dated = mine.dated && other.dated;
        if both_dated && gap == 0 && mine.last > mine.first && other.last > other.first {
            return None;
        }
        let measures = match mine.measures & other.measures {
            0 if mine.any_measures && other.any_measures => 1,
            0 => 0,
            _ => 2,
        };
        let flags = usize::from(both_dated) * 2 + usize::from(mine.any_others && other.any_others);
        Some(((other.kind as usize * 4 + flags) * 3 + measures) * (MOST_DAYS as usize + 1) + usize::try_from(gap).ok()?)
    }
}
