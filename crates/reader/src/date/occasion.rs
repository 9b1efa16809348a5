//! Acts of one occasion: what somebody says in several sentences was said when the last says, and what the same speaker goes on to say in the
//! same paragraph was said on the same day.
use super::of_act::{is_coarse_date, when};
use super::{Role, TimeWords};
use crate::text::Text;
use evidence::{Act, ActKind, Attribution, Place, When};

fn is_said(act: &Act) -> bool {
    !matches!(act.kind, ActKind::Contact | ActKind::Conclude | ActKind::Deed)
}

/// When an act without time words of its own took place, by the words that attribute it, where these stand in another sentence: "“We are ready.
/// The port is open,” Lind said Tuesday." `None` where no day stands with them.
pub(crate) fn when_of_saying(text: &Text<'_>, times: &[TimeWords], attributions: &[Attribution], act: &Act) -> Option<When> {
    let length = |place: &Place| place.spans().iter().map(|span| span.len()).sum::<usize>();
    let holds = |a: &&Attribution| a.content.start() <= act.quote.start() && act.quote.end() <= a.content.end();
    let attribution = attributions.iter().filter(holds).min_by_key(|a| length(&a.content)).filter(|_| is_said(act))?;
    let cue = attribution.cue.as_ref()?;
    let sentence = |at: usize| text.sentence_at(at);
    if sentence(cue.start()) == sentence(act.quote.start()) || sentence(cue.start()) == sentence(act.quote.end().saturating_sub(1)) {
        return None;
    }
    let told = when(text, times, cue, None)?;
    let When::Resolved { words, date } = &told else { return None };
    let outside = !attribution.content.spans().iter().any(|span| words.overlaps(*span));
    (outside && !is_coarse_date(date)).then_some(told)
}

/// When an act without time words of its own took place, by the act told right before it: `before` are those told before, in order.
/// `None` where that is another's, stands in another paragraph, or another time lies between.
pub(crate) fn when_of_occasion(text: &Text<'_>, times: &[TimeWords], before: &[Act], act: &Act) -> Option<When> {
    let earlier = before.last()?;
    let Some(When::Resolved { words, date }) = &earlier.when else { return None };
    let same = earlier.actor == act.actor && earlier.speaker == act.speaker && earlier.told_by == act.told_by;
    let paragraph = |act: &Act| text.sentence_at(act.quote.start()).map(|at| text.sentences[at].paragraph);
    // The day must be that of the saying: told outside the words, and no longer than a few days.
    let outside = words.end() <= earlier.quote.start() || earlier.quote.end() <= words.start();
    if !is_said(earlier) || !is_said(act) || !same || paragraph(earlier) != paragraph(act) || !outside || is_coarse_date(date) {
        return None;
    }
    let between = earlier.quote.end()..act.quote.end();
    let another = |time: &TimeWords| matches!(time.role, Role::Point | Role::Since) && !words.overlaps(time.span);
    let follows = earlier.quote.end() <= act.quote.start() && words.start() < act.quote.start();
    let from = times.partition_point(|time| time.span.start() < between.start);
    let mut after = times.get(from..).unwrap_or_default().iter().take_while(|time| time.span.start() < between.end);
    (follows && !after.any(another)).then(|| When::Resolved { words: words.clone(), date: date.clone() })
}
