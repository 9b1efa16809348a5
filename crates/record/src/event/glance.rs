//! Whether two accounts are worth a comparison: said from a row of a hundred bytes for each, and never denied of two that would be linked.
use super::words::Outline;
use super::{Account, BIAS, Features, MOST_DAYS, WEIGHTS, day_number, days_meet, is_joint, is_retold, near, on, telling};
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

    /// Whether an account, of which this is the glance, may be linked to one of that other glance with which it has an actor in common.
    pub(super) fn may_be(&self, account: &Account, other: &Self) -> bool {
        let gap = (other.first - self.last).max(self.first - other.last).max(0);
        if gap > MOST_DAYS {
            return false;
        }
        let (least, most) = self.ends(account, other, gap);
        let ends = least.all().into_iter().zip(most.all()).zip(WEIGHTS);
        // A little less than nought, so that no rounding says no.
        BIAS + ends.map(|((least, most), w)| (least * w).max(most * w)).sum::<f64>() > -1e-4
    }

    /// Between which each feature lies. What is not known at a glance lies between 0 and 1.
    fn ends(&self, account: &Account, other: &Self, gap: i32) -> (Features, Features) {
        let words = account.stems.at_most(self.words.total(), &other.words);
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
            call_and_meeting: on(contacts && words.call_and_meeting),
            said: on(!retold && !its_retold),
            said_apart: if retold && its_retold { 0.0 } else { week },
            ..Features::default()
        };
        let least = Features { words_none: on(words.of_shorter < 0.12), ..known };
        let most = Features {
            actors: 1.0,
            actors_differ: 1.0,
            joint_differ: on(is_joint(self.kind) && is_joint(other.kind)),
            others: on(others),
            others_apart: on(others),
            measures: on(alike),
            measures_apart: on(self.any_measures && other.any_measures),
            words: words.of_shorter,
            words_both: words.of_both,
            words_weight: words.weight.min(4.0) / 4.0,
            words_none: 1.0,
            names: on(words.names > 0),
            parallel: on(words.parallel),
            parallel_same: on(words.parallel),
            numbers: on(words.number || (self.any_numbers && other.any_numbers)),
            numbers_apart: on(words.numbers_apart),
            at_odds: 1.0,
            same_meeting: on(contacts),
            ..known
        };
        (least, most)
    }
}
