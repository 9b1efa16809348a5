//! Acts of one occasion: what somebody says in several sentences was said when the last says, and what the same speaker goes on to say in the
//! same paragraph was said on the same day.
use super::of_act::{is_coarse_date, is_of_before, time_of_cue, time_of_lead_in};
use super::{Role, TimeWords, calendar};
use crate::actor::{NO_NAMES, among};
use crate::text::{Text, TokenKind};
use evidence::{Act, ActKind, Attribution, Date, Place, When};
use std::ops::Range;

/// How many tokens before the time of a sentence its speaker may be named.
const NEAR: usize = 14;

fn is_said(act: &Act) -> bool {
    !matches!(act.kind, ActKind::Contact | ActKind::Conclude | ActKind::Deed)
}

/// When an act without time words of its own took place, by the words that attribute it, in its own sentence or another: "“We are ready. The
/// port is open,” Lind told the Lake Post in Port Alba on Tuesday." `None` where no time is theirs. What is reported as done by now ("have
/// left, Lind said Tuesday") is of that day too.
pub(super) fn when_of_saying(text: &Text<'_>, times: &[TimeWords], attribution: &Attribution, act: &Act) -> Option<When> {
    let mut quote = text.tokens_in(act.quote.hull());
    // Blame and judgement are of the day of their words, whenever that was which they tell of.
    let judges = matches!(act.kind, ActKind::Assess | ActKind::Accuse | ActKind::Deny);
    if !judges && is_of_before(text, quote.clone()) {
        return None;
    }
    let by_now = act.kind == ActKind::Deed && quote.any(|at| matches!(text.lower(at), "has" | "have"));
    if !is_said(act) && !by_now {
        return None;
    }
    let time = time_of_cue(text, times, attribution.cue.as_ref()?, &attribution.content)?;
    let words = time.place();
    Some(match &time.date {
        Some(date) => When::Resolved { words, date: date.clone() },
        None => When::Unresolved { words },
    })
}

/// When an act without time words of its own took place, by the sentence that leads up to it from the paragraph before: "Lind said Monday that
/// he was content.", and then: "“It went well,” Lind said." `None` where that sentence is not of the same speaker or has more than one such day.
/// `attribution` is the one that holds the act, of all `attributions`.
pub(super) fn when_of_lead_in(
    text: &Text<'_>,
    times: &[TimeWords],
    attributions: &[Attribution],
    attribution: &Attribution,
    act: &Act,
) -> Option<When> {
    if !is_said(act) {
        return None;
    }
    let start = attribution.cue.as_ref()?.start().min(attribution.content.start());
    let sentence = text.sentence_at(start)?;
    let before = text.sentences.get(sentence.checked_sub(1)?)?;
    let paragraph = text.sentences.get(sentence)?.paragraph;
    let time = time_of_lead_in(text, times, before.tokens.clone(), &act.quote)?;
    // "The ministry spokesman on Thursday ruled out talks. Spokesman Orr said": in one paragraph, too, with his name now.
    let held = text.tokens_in(attribution.source.as_ref()?.hull()).find(|&at| {
        let word = text.lower(at);
        matches!(word, "spokesman" | "spokeswoman" | "minister" | "official" | "ambassador" | "envoy" | "diplomat")
            && text.tokens.get(at + 1).is_some_and(|next| next.capital)
            && (time.tokens.start.saturating_sub(2)..time.tokens.start).any(|at| text.lower(at) == word)
    });
    if before.paragraph == paragraph && held.is_some() {
        return Some(When::Resolved { words: time.place(), date: time.date.clone()? });
    }
    if before.paragraph + 1 != paragraph {
        return None;
    }
    let spoken = |other: &&Attribution| other.cue.as_ref().is_some_and(|cue| before.tokens.contains(&text.tokens_in(cue.hull()).start));
    let same = match &attribution.speaker {
        Some(speaker) => attributions.iter().filter(spoken).any(|other| other.speaker.as_ref() == Some(speaker)),
        None => false,
    };
    // Who is named far from the time may be another than whose day it was.
    let near = time.tokens.start.saturating_sub(NEAR).max(before.tokens.start)..(time.tokens.end + 6).min(before.tokens.end);
    let source = text.tokens_in(attribution.source.as_ref()?.hull());
    // "Officials on Thursday sought to calm them. The officials said".
    let noun = source.end.checked_sub(1).filter(|_| source.len() == 2 && text.lower(source.start) == "the");
    let same = same || noun.is_some_and(|noun| near.clone().any(|at| text.lower(at) == text.lower(noun)));
    let name = family_name(text, source);
    if !same && !name.is_some_and(|name| near.clone().any(|at| text.token(at) == text.token(name))) {
        return None;
    }
    Some(When::Resolved { words: time.place(), date: time.date.clone()? })
}

/// How many sentences back the day of what somebody adds to may be told.
const ADDED_TO: usize = 4;

/// When an act without time words of its own took place, where its speaker adds it to what he said on a day: "In a briefing on Thursday the envoys
/// said ... But they added that ...", also from another paragraph.
pub(super) fn when_of_addition(
    text: &Text<'_>,
    times: &[TimeWords],
    attributions: &[Attribution],
    attribution: &Attribution,
    act: &Act,
) -> Option<When> {
    let cue = attribution.cue.as_ref()?;
    let words = text.tokens_in(cue.hull());
    let own = |at: usize| at > 0 && matches!(text.lower(at - 1), "i" | "we");
    let adds = |at: usize| match text.lower(at) {
        "added" | "adding" | "adds" | "continued" => true,
        "also" | "then" => !own(at),
        _ => false,
    };
    if !is_said(act) || is_of_before(text, text.tokens_in(act.quote.hull())) || !(words.start.saturating_sub(1)..words.end).any(adds) {
        return None;
    }
    let sentence = text.sentence_at(cue.start())?;
    let mut earlier: Vec<(&Place, &Attribution)> = attributions
        .iter()
        .filter(|other| attribution.speaker.is_none() || other.speaker == attribution.speaker)
        .filter_map(|other| Some((other.cue.as_ref()?, other)))
        .filter(|(cue, _)| text.sentence_at(cue.start()).is_some_and(|at| at < sentence && at + ADDED_TO >= sentence))
        .collect();
    earlier.sort_by_key(|(cue, _)| std::cmp::Reverse(cue.start()));
    // "They added": whoever they are, it is to what was said last.
    if attribution.speaker.is_none() {
        let source = text.tokens_in(attribution.source.as_ref()?.hull());
        if source.len() != 1 || !matches!(text.lower(source.start), "he" | "she" | "they" | "it") {
            return None;
        }
        earlier.truncate(1);
    }
    let time = earlier.into_iter().find_map(|(cue, other)| time_of_cue(text, times, cue, &other.content))?;
    let date = time.date.clone().filter(|date| !is_coarse_date(date))?;
    Some(When::Resolved { words: time.place(), date })
}

/// The last word of the first name among some tokens: of "President Anna Lind of Norland" `Lind`.
fn family_name(text: &Text<'_>, tokens: Range<usize>) -> Option<usize> {
    let first = tokens.clone().find(|&at| text.tokens[at].capital && !among(NO_NAMES, text.lower(at)))?;
    (first..tokens.end).take_while(|&at| text.tokens[at].capital).last()
}

/// The narrowest attribution whose content holds an act.
pub(super) fn attribution_of<'a>(attributions: &'a [Attribution], act: &Act) -> Option<&'a Attribution> {
    let length = |place: &Place| place.spans().iter().map(|span| span.len()).sum::<usize>();
    let holds = |a: &&Attribution| a.content.start() <= act.quote.start() && act.quote.end() <= a.content.end();
    attributions.iter().filter(holds).min_by_key(|a| length(&a.content))
}

/// "The 1992 peace deal": the year that an agreement is called by.
pub(super) fn when_of_its_name(text: &Text<'_>, act: &Act) -> Option<When> {
    if act.kind != ActKind::Conclude {
        return None;
    }
    let tokens = text.tokens_in(act.quote.hull());
    let agreement = |at: usize| {
        matches!(
            text.lower(at),
            "deal"
                | "agreement"
                | "agreements"
                | "accord"
                | "accords"
                | "treaty"
                | "pact"
                | "truce"
                | "ceasefire"
                | "cease-fire"
                | "armistice"
        )
    };
    tokens.clone().find_map(|at| {
        let year = calendar::year_number(text.lower(at))?;
        let article = at.checked_sub(1).is_some_and(|before| matches!(text.lower(before), "a" | "the" | "an" | "'s"));
        let word = |at: &usize| text.tokens[*at].kind == TokenKind::Word && !matches!(text.lower(*at), "the" | "a" | "of" | "and");
        let called = (at + 1..tokens.end.min(at + 5)).take_while(word).any(agreement);
        let words = text.span_of(at..at + 1)?;
        (article && called).then(|| When::Resolved { words: words.into(), date: Date::Year(year) })
    })
}

/// When an act without time words of its own took place, by the act told right before it: `before` are those told before, in order.
/// `None` where that is another's, stands in another paragraph, or another time lies between.
pub(super) fn when_of_occasion(text: &Text<'_>, times: &[TimeWords], before: &[Act], act: &Act) -> Option<When> {
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
