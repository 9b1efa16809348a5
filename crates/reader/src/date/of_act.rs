//! Which of the time words around an act's words date the act.
use super::{Role, TimeWords};
use crate::text::Text;
use evidence::{Place, When};

/// When an act with this quote took place: the time words of its own clause, else those of its sentence (the clause that
/// reports it). `None` where there are none: another sentence's time is not taken.
///
/// Deadlines, lengths and starts are no time of the act; they belong to what it is about.
pub fn when(text: &Text<'_>, times: &[TimeWords], quote: &Place) -> Option<When> {
    let sentence = text.sentences.get(text.sentence_at(quote.start())?)?;
    let last = text.sentences.get(text.sentence_at(quote.end().saturating_sub(1))?)?;
    let (from, to) = (sentence.span.start(), last.span.end());
    let first = times.partition_point(|time| time.span.end() <= from);
    let near = times[first..].iter().take_while(|time| time.span.start() < to);
    let candidates: Vec<&TimeWords> = near.filter(|time| matches!(time.role, Role::Point | Role::Since)).collect();
    let (inside, outside): (Vec<&TimeWords>, Vec<&TimeWords>) = candidates.into_iter().partition(|time| quote.overlaps(time.span));
    let nearest = |times: &[&TimeWords]| -> Option<TimeWords> {
        let distance = |time: &&&TimeWords| quote.start().abs_diff(time.span.end()).min(quote.end().abs_diff(time.span.start()));
        times.iter().min_by_key(distance).map(|time| (*time).clone())
    };
    let dated = |times: &[&TimeWords]| -> Vec<TimeWords> { times.iter().filter(|t| t.date.is_some()).map(|t| (*t).clone()).collect() };
    let chosen = dated(&inside)
        .first()
        .cloned()
        .or_else(|| nearest(&dated(&outside).iter().collect::<Vec<_>>()))
        .or_else(|| inside.first().map(|t| (*t).clone()))
        .or_else(|| nearest(&outside))?;
    let words = chosen.place();
    Some(match chosen.date {
        Some(date) => When::Resolved { words, date },
        None => When::Unresolved { words },
    })
}
