//! Acts of one occasion: what the same speaker goes on to say in the same paragraph was said on the same day.
use super::of_act::is_coarse_date;
use super::{Role, TimeWords};
use crate::text::Text;
use evidence::{Act, ActKind, When};

/// When an act without time words of its own took place, by the act told right before it: `before` are those told before, in order.
/// `None` where that is another's, stands in another paragraph, or another time lies between.
pub(crate) fn when_of_occasion(text: &Text<'_>, times: &[TimeWords], before: &[Act], act: &Act) -> Option<When> {
    let earlier = before.last()?;
    let Some(When::Resolved { words, date }) = &earlier.when else { return None };
    let said = |act: &Act| !matches!(act.kind, ActKind::Contact | ActKind::Conclude | ActKind::Deed);
    let same = earlier.actor == act.actor && earlier.speaker == act.speaker && earlier.told_by == act.told_by;
    let paragraph = |act: &Act| text.sentence_at(act.quote.start()).map(|at| text.sentences[at].paragraph);
    // The day must be that of the saying: told outside the words, and no longer than a few days.
    let outside = words.end() <= earlier.quote.start() || earlier.quote.end() <= words.start();
    if !said(earlier) || !said(act) || !same || paragraph(earlier) != paragraph(act) || !outside || is_coarse_date(date) {
        return None;
    }
    let between = earlier.quote.end()..act.quote.end();
    let another = |time: &TimeWords| matches!(time.role, Role::Point | Role::Since) && !words.overlaps(time.span);
    let follows = earlier.quote.end() <= act.quote.start() && words.start() < act.quote.start();
    let from = times.partition_point(|time| time.span.start() < between.start);
    let mut after = times.get(from..).unwrap_or_default().iter().take_while(|time| time.span.start() < between.end);
    (follows && !after.any(another)).then(|| When::Resolved { words: words.clone(), date: date.clone() })
}
