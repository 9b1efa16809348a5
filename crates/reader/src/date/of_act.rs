//! Which of the time words around an act's words date the act. Rather none than another clause's: a time in a subordinate
//! clause, or one that only tells which announcement, tariff or accord is meant, dates something else.
use super::tense::{Tense, is_past_verb};
use super::{Role, TimeWords};
use crate::measure::number_word;
use crate::text::{Text, TokenKind};
use evidence::{ActKind, Date, Place, Precision, When};
use std::ops::Range;

/// Words that open a clause of their own; a time in it, or on its other side, is another clause's.
const OPENERS: &[&str] = &[
    "which",
    "who",
    "whose",
    "whom",
    "where",
    "when",
    "after",
    "before",
    "since",
    "until",
    "while",
    "because",
    "although",
    "though",
    "if",
    "unless",
    "but",
    "whereas",
    "as",
    "once",
    ";",
    "thanks",
    "following",
    "despite",
    "like",
    "including",
];

/// Verbs that need no object: a time right after one of them is that verb's, while "tariffs imposed Friday" tells which tariffs.
const WITHOUT_OBJECT: &[&str] = &[
    "met",
    "spoke",
    "talked",
    "began",
    "started",
    "ended",
    "resumed",
    "collapsed",
    "failed",
    "arrived",
    "returned",
    "left",
    "died",
    "happened",
    "expired",
    "voted",
    "said",
    "convened",
    "gathered",
    "stalled",
    "travelled",
    "traveled",
    "agreed",
    "opened",
    "continued",
    "fizzled",
    "came",
    "went",
    "fell",
    "fought",
    "ran",
    "rose",
    "tweeted",
    "wrote",
    "resigned",
    "adjourned",
    "departed",
    "concluded",
    "had",
    "was",
    "were",
    "been",
    "responded",
    "replied",
    "erupted",
    "landed",
    "closed",
    "took",
];

/// Verbs that do what they say: whoever did so said it then.
#[rustfmt::skip]
const PERFORM: &[&str] = &[
    "offered", "proposed", "rejected", "refused", "accepted", "pledged", "promised", "vowed", "threatened", "demanded", "urged",
    "called", "warned", "tabled", "presented", "suggested", "declined", "endorsed", "backed", "agreed", "requested", "accused",
    "denied", "condemned", "withdrew", "invited", "ordered", "said", "told", "announced", "asserted", "stated", "declared",
    "insisted", "expressed", "criticized", "criticised", "praised", "blasted", "slammed", "blamed", "repeated", "reiterated",
    "dismissed", "hailed", "welcomed", "defended", "objected", "appealed", "pressed", "pushed", "asked", "ruled", "tweeted",
    "wrote", "signaled", "signalled", "indicated", "acknowledged", "confirmed", "opposed", "reaffirmed", "unveiled", "dropped",
    "cancelled", "canceled", "conceded", "testified", "noted", "argued", "claimed", "posted", "stressed", "vented", "responded",
    "replied", "echoed", "admitted", "cautioned", "predicted", "complained", "lamented", "celebrated", "spoke", "addressed", "lobbied",
    "briefed",
];

/// "Came to the talks in February insisting that": what somebody came with, or said as he did something else.
#[rustfmt::skip]
const SAYING: &[&str] = &[
    "insisting", "vowing", "demanding", "threatening", "warning", "urging", "saying", "calling", "pledging", "promising", "rejecting",
    "offering", "accusing", "denying", "proposing", "telling", "asking",
];

/// Words in capitals that name nobody by themselves.
const TITLES: &[&str] =
    &["president", "minister", "prime", "secretary", "foreign", "general", "king", "senior", "speaking", "both", "this", "that"];

/// Nouns for people who meet.
const MEETINGS: &[&str] = &[
    "summit",
    "meeting",
    "meetings",
    "talks",
    "call",
    "round",
    "visit",
    "session",
    "gathering",
    "conference",
    "conversation",
    "negotiations",
];

/// Occasions on which something is said.
#[rustfmt::skip]
const SPOKEN: &[&str] = &[
    "conference", "interview", "address", "speech", "briefing", "meeting", "call", "letter", "statement", "hearing", "tweet", "rally",
    "event", "appearance", "session", "debate",
];

/// How many tokens of its clause may stand between an act's words and the time of the clause that reports them.
const NEAR: usize = 9;

/// The same where the time opens the sentence, or a verb of saying leads up to the act's words.
const NEAR_HEAD: usize = 16;

/// What stands right before words that somebody says.
const LEADS_UP: &[&str] = &[
    "that",
    "said",
    "says",
    "saying",
    "asserted",
    "added",
    "warned",
    "announced",
    "told",
    "stated",
    "declared",
    "insisted",
    ":",
    "“",
    "\"",
];

/// When an act with this quote took place: the time words of its own clause, or of the clause that reports it in the same
/// sentence; for what somebody goes on to say, those of the sentence before. `None` where there are none. What was *said* is
/// dated by when it was said, so for the kinds of act that are words (all but `contact`, `conclude` and `deed`) times within a
/// direct quotation do not count.
///
/// Deadlines, lengths and starts are no time of the act; they belong to what it is about.
pub fn when(text: &Text<'_>, times: &[TimeWords], quote: &Place, kind: Option<ActKind>) -> Option<When> {
    let first = text.sentence_at(quote.start())?;
    let last = text.sentence_at(quote.end().saturating_sub(1))?;
    let around = Around {
        text,
        quote,
        words: !matches!(kind, Some(ActKind::Contact | ActKind::Conclude | ActKind::Deed) | None),
        judges: matches!(kind, Some(ActKind::Assess | ActKind::Accuse | ActKind::Deny)),
        meets: kind == Some(ActKind::Contact),
        first: text.sentences.get(first)?.tokens.clone(),
        last: text.sentences.get(last)?.tokens.clone(),
    };
    let own = near(times, &around.first).iter().chain(if first == last { &[] } else { near(times, &around.last) });
    let mut fitting: Vec<_> = own.clone().filter_map(|time| Some((around.rank(time)?, time))).collect();
    fitting.sort_by_key(|(rank, _)| *rank);
    if let [(_, first), (_, second), ..] = &fitting[..]
        && around.tells_two(first, second)
    {
        return None;
    }
    let chosen = fitting.first().map(|(_, time)| *time);
    let chosen = match chosen {
        Some(time) => time,
        None if let Some(time) = around.right_after(own.clone()) => time,
        // A time before the act's words or in them, that is not its own, tells that the words are about another time.
        None if own.clone().any(|time| time.role == Role::Point && time.span.start() < quote.end()) => return None,
        None => around.carried(times, first)?,
    };
    let words = chosen.place();
    Some(match &chosen.date {
        Some(date) => When::Resolved { words, date: date.clone() },
        None => When::Unresolved { words },
    })
}

/// How many tokens may stand between a verb of saying and its time: "said in a statement to reporters in Port Alba on Friday".
const AFTER_CUE: usize = 12;

/// The time of words that attribute: right after the verb of saying, right before it, or at the head of its sentence. `None` where that
/// is a time of what is said.
pub(super) fn time_of_cue<'a>(text: &Text<'_>, times: &'a [TimeWords], cue: &Place, content: &Place) -> Option<&'a TimeWords> {
    let sentence = text.sentences.get(text.sentence_at(cue.start())?)?.tokens.clone();
    let around = Around { text, quote: cue, words: true, judges: false, meets: false, first: sentence.clone(), last: sentence.clone() };
    let cue = text.tokens_in(cue.hull());
    let is_content = |at: usize| content.spans().iter().any(|span| span.covers(text.tokens[at].span));
    let rank = |time: &TimeWords| -> Option<(bool, bool, usize)> {
        // "said this week of Norland".
        let right_after = time.tokens.start >= cue.end && time.tokens.start - cue.end <= 1 && text.lower(time.tokens.end) == "of";
        let of_event = right_after || around.tells_event_of_saying(time);
        if time.role != Role::Point || lies_ahead(time) || content.overlaps(time.span) || around.tells_which(time) && !of_event {
            return None;
        }
        if cue.end <= time.tokens.start {
            let mut gap = cue.end..time.tokens.start;
            let clear = gap.len() <= AFTER_CUE && !gap.any(|at| is_content(at) || around.opens(at) || text.lower(at) == "and");
            return clear.then_some((time.date.is_none(), false, time.tokens.start - cue.end));
        }
        if time.tokens.end <= cue.start {
            let mut gap = time.tokens.end..cue.start;
            let near = gap.len() <= 2 && !gap.clone().any(|at| text.lower(at) == ",");
            let opens = matches!(
                text.lower(sentence.start),
                "in" | "at" | "on" | "during" | "speaking" | "asked" | "addressing" | "appearing" | "testifying" | "later" | "earlier"
            );
            let head = time.tokens.start - sentence.start;
            let leads = (head <= 2 || opens) && around.leads(time, &sentence) && gap.len() <= 2 * NEAR_HEAD;
            let clear = (near || leads) && !gap.any(is_content);
            return clear.then_some((time.date.is_none(), true, cue.start - time.tokens.end));
        }
        Some((time.date.is_none(), false, 0))
    };
    near(times, &sentence).iter().filter_map(|time| Some((rank(time)?, time))).min_by_key(|(rank, _)| *rank).map(|(_, time)| time)
}

/// The one time of saying in a sentence that leads up to a quotation.
pub(super) fn time_of_lead_in<'a>(text: &Text<'_>, times: &'a [TimeWords], sentence: Range<usize>, quote: &Place) -> Option<&'a TimeWords> {
    let around = Around { text, quote, words: true, judges: false, meets: false, first: sentence.clone(), last: sentence.clone() };
    let mut told = near(times, &sentence).iter().filter(|time| {
        let day = time.date.is_some() && !lies_ahead(time) && !is_coarse(time) && !matches!(time.date, Some(Date::Range(..)));
        let of_saying = around.leads(time, &sentence) || around.is_said_at(time, &sentence);
        day && time.role == Role::Point && of_saying && !around.tells_which(time) && !around.is_aside(time)
    });
    let only = told.next()?;
    told.next().is_none().then_some(only)
}

/// The times that begin within some tokens.
fn near<'a>(times: &'a [TimeWords], tokens: &Range<usize>) -> &'a [TimeWords] {
    let from = times.partition_point(|time| time.tokens.start < tokens.start);
    let to = times.partition_point(|time| time.tokens.start < tokens.end);
    &times[from..to.max(from)]
}

struct Around<'a, 't> {
    text: &'a Text<'t>,
    quote: &'a Place,
    // Whether the act is something said.
    words: bool,
    // Whether it tells of what others did.
    judges: bool,
    meets: bool,
    // The tokens of the sentences that the quote begins and ends in.
    first: Range<usize>,
    last: Range<usize>,
}

impl Around<'_, '_> {
    /// How well a time fits, the best first: with a date before without, then by place; `None` where it is not the act's.
    fn rank(&self, time: &TimeWords) -> Option<(bool, bool, usize)> {
        let starts = self.meets
            && time.role == Role::Start
            && (time.tokens.start.checked_sub(1).is_some_and(|at| matches!(self.text.lower(at), "starting" | "beginning"))
                || time.tokens.start.checked_sub(2).is_some_and(|at| matches!(self.text.lower(at), "begin" | "start")));
        if !matches!(time.role, Role::Point | Role::Since) && !starts {
            return None;
        }
        // "It came a day after {Norland opened the locks}": of what it was after, and of nothing else.
        if time.tokens.len() > 2 && self.text.lower(time.tokens.end - 1) == "after" {
            let quote = self.text.token_at(self.quote.start());
            let of_quote = !self.words && (quote == time.tokens.end || quote + 1 == time.tokens.end) && time.date.is_some();
            return of_quote.then_some((false, false, 0));
        }
        // Only a meeting is told as an act before it takes place.
        if lies_ahead(time) && !self.meets {
            return None;
        }
        // Who is quoted counts "the past two days" from the day on which he spoke.
        if matches!(time.date, Some(Date::Range(..))) && self.is_quoted(time.span.start()) {
            return None;
        }
        let inside = self.quote.overlaps(time.span);
        // What is said is told by the day; a year or a long stretch of time is of what it is said about.
        let stretch = matches!(&time.date, Some(Date::Range(..))) && (inside || days(time).is_none_or(|days| days > 1));
        let performed = inside && self.is_performed(time);
        let told = if inside { performed } else { self.leads(time, &self.first) || self.goes_on_when(time) };
        if self.words && (stretch || is_coarse(time)) && !told {
            return None;
        }
        let distance = if inside { self.inside(time)? } else { self.outside(time)? };
        // What was done on Friday is not of the Thursday on which something else was.
        Some((time.date.is_none(), inside == self.words && !performed, distance))
    }

    /// The time of what came right after the act: "broke off the talks on Friday after {Sudria had fired on the port}", "In June, Norland left
    /// after {Sudria threatened to}". Only where no other time could be the act's.
    fn right_after<'b>(&self, own: impl Iterator<Item = &'b TimeWords> + Clone) -> Option<&'b TimeWords> {
        let quote = self.text.token_at(self.quote.start());
        let after = quote.checked_sub(1).filter(|&at| self.text.lower(at) == "after" && self.first.contains(&at))?;
        let mut told = own.filter(|time| matches!(time.role, Role::Point | Role::Since));
        let first = told.next()?;
        let last = told.clone().last().filter(|time| time.tokens.end == after);
        let only = last.or_else(|| Some(first).filter(|_| told.next().is_none()))?;
        let fits = only.role == Role::Point && only.date.is_some() && !lies_ahead(only) && !self.tells_which(only) && !self.is_aside(only);
        let near = only.tokens.end == after
            || self.leads(only, &self.first) && after > only.tokens.end && after - only.tokens.end <= 2 * NEAR_HEAD;
        let clear = !(only.tokens.end..after).any(|at| self.opens(at));
        (fits && near && clear).then_some(only)
    }

    /// Whether the quote has two events on two days: "after a first round three weeks ago and two days of talks last week".
    fn tells_two(&self, one: &TimeWords, other: &TimeWords) -> bool {
        let mut between = one.tokens.end.min(other.tokens.end)..one.tokens.start.max(other.tokens.start);
        !self.words
            && self.quote.overlaps(one.span)
            && self.quote.overlaps(other.span)
            && one.date.is_some()
            && other.date.is_some()
            && one.date != other.date
            && between.any(|at| matches!(self.text.lower(at), "and" | "," | ";"))
    }

    /// A time within the act's own words.
    fn inside(&self, time: &TimeWords) -> Option<usize> {
        let part = self.quote.spans().first().filter(|span| span.overlaps(time.span))?;
        let tokens = self.text.tokens_in(*part);
        let before = tokens.start..time.tokens.start.max(tokens.start);
        let is_verb = |at: usize| is_past_verb(self.text, at) || self.is_auxiliary(at);
        // What only names a thing has no other verb: "a consensus they reached last month", "the truce, which began Monday".
        let clauses = before.start..before.end.saturating_sub(1).max(before.start);
        if let Some(opener) = clauses.clone().find(|at| self.opens(*at) && !(self.is_closed(*at, time)) || self.is_that(*at))
            && (self.words || (tokens.start..opener).any(is_verb))
        {
            return None;
        }
        // "said {Monday the plan was dead}": the quote begins with the time of the saying.
        let opens_with = time.tokens.start <= tokens.start + 1;
        if self.words && opens_with && tokens.start.checked_sub(1).is_some_and(|at| is_told(self.text, at)) && !self.tells_which(time) {
            return Some(0);
        }
        if self.words && self.follows_its_verb(time, &before) && !self.tells_which(time) {
            return Some(before.len());
        }
        // "Today, we have reached a milestone": said on the day that it is of.
        if self.words && self.text.lower(time.tokens.start) == "today" && opens_with && self.has_come_to_be(time.tokens.end..tokens.end) {
            return Some(0);
        }
        if self.words {
            // Its own words date a statement only where they tell that it was made: "rejected the plan on Friday".
            let (from, to) = (time.tokens.start.saturating_sub(NEAR_HEAD).max(tokens.start), tokens.end.min(time.tokens.end + NEAR));
            let told = (from..to).any(|at| is_past_verb(self.text, at));
            let reported =
                tokens.start.checked_sub(1).is_some_and(|at| self.first.contains(&at) && LEADS_UP.contains(&self.text.lower(at)));
            let about = !told || reported || self.judges || before.clone().any(|at| self.begins_infinitive(at));
            let performed = self.is_performed(time);
            if about && !performed || self.is_quoted(part.start()) && self.is_quoted(time.span.start()) {
                return None;
            }
            if performed && !self.tells_which(time) {
                return Some(before.len());
            }
        }
        // "an inside look at yesterday’s long summit in Port Alba": the meeting is the act.
        let next = time.tokens.end;
        // "Lind, who arrived on Thursday and met both sides": when they met is not told.
        let comes =
            |at: usize| matches!(self.text.lower(at), "arrived" | "returned" | "flew" | "came" | "landed" | "travelled" | "traveled");
        if self.meets && self.text.lower(next) == "and" && self.right_before(time).is_some_and(comes) {
            return None;
        }
        if self.meets
            && self.text.lower(next) == "'s"
            && (next + 1..tokens.end.min(next + 6)).any(|at| MEETINGS.contains(&self.text.lower(at)))
        {
            return Some(before.len());
        }
        let verb = self.right_before(time)?;
        let participle = verb >= tokens.start && self.is_participle(verb);
        let thing = !self.words && !tokens.clone().any(|at| at != verb && is_verb(at));
        if (participle || self.tells_which(time)) && !thing {
            return None;
        }
        Some(before.len())
    }

    /// Whether the first verb among some tokens tells what has been done: "we have reached", and not "our ties are close".
    fn has_come_to_be(&self, mut tokens: Range<usize>) -> bool {
        let verb = tokens.find(|&at| is_past_verb(self.text, at) || self.is_auxiliary(at));
        let mut after =
            tokens.skip_while(|&at| self.text.lower(at).ends_with("ly") || matches!(self.text.lower(at), "now" | "also" | "not"));
        verb.is_some_and(|at| matches!(self.text.lower(at), "has" | "have")) && after.next().is_some_and(|at| is_past_verb(self.text, at))
    }

    /// Whether the quote is of a clause that goes on with the time: "met on Monday in Port Alba, when {Lind offered}", "in which".
    fn goes_on_when(&self, time: &TimeWords) -> bool {
        let quote = self.text.token_at(self.quote.start());
        if time.tokens.end > quote || quote - time.tokens.end > NEAR {
            return false;
        }
        // "came to the talks in February {insisting that ...}": the clause has no other time.
        if time.tokens.end == quote
            && self.text.lower(quote).ends_with("ing")
            && (self.first.start..quote).any(|at| is_past_verb(self.text, at))
        {
            return true;
        }
        let word = |at: usize| self.text.lower(at);
        let is_when = |at: usize| {
            matches!(word(at), "when" | "where") || word(at) == "which" && at > 0 && matches!(word(at - 1), "in" | "during" | "at")
        };
        let before = time.tokens.end..quote;
        let inside = quote..quote + 1;
        let Some(at) = before.clone().chain(inside).find(|&at| self.opens(at)) else { return false };
        is_when(at) && at - time.tokens.end <= 5 && !(at + 1..quote).any(|at| self.opens(at))
    }

    /// Whether the verb of the time stands before the quote: "urged Lind {on Sunday to answer}", "warned {others Tuesday not to trade}".
    fn follows_its_verb(&self, time: &TimeWords, before: &Range<usize>) -> bool {
        let word = |at: usize| self.text.lower(at);
        let asks = |at: usize| {
            matches!(word(at), "urged" | "warned" | "asked" | "told" | "pressed" | "invited" | "ordered" | "expressed" | "voiced")
        };
        let goes_on = matches!(word(time.tokens.end), "to" | "not" | "that" | "about" | "over");
        let mut ahead = before.start.saturating_sub(3).max(self.first.start)..before.start;
        let is_verb = |at: usize| is_past_verb(self.text, at) || self.is_auxiliary(at);
        goes_on && before.len() <= 4 && !before.clone().any(is_verb) && ahead.any(asks)
    }

    /// Whether the verb that the time goes with does what it says: "Norland offered a swap in 2005".
    fn is_performed(&self, time: &TimeWords) -> bool {
        let Some(part) = self.quote.spans().first().filter(|span| span.overlaps(time.span)) else { return false };
        let start = self.text.tokens_in(*part).start;
        if self.is_performed_after(time) || SAYING.contains(&self.text.lower(time.tokens.end)) {
            return true;
        }
        let clause = (start..time.tokens.start).rev();
        let ends = |at: &usize| {
            is_past_verb(self.text, *at) || self.is_auxiliary(*at) || self.opens(*at) || self.begins_infinitive(*at) || self.is_that(*at)
        };
        let near = |at: &usize| PERFORM.contains(&self.text.lower(*at)) && time.tokens.start - at <= NEAR_HEAD;
        let Some(verb) = clause.clone().find(ends).filter(near) else { return false };
        // "has denied any part in the vote last year", "accused it of opening fire in August": the time is of the vote, and of the fire.
        let now = matches!(self.text.lower(time.tokens.start), "this" | "today" | "earlier" | "recently");
        if !now && (verb.saturating_sub(2).max(start)..verb).any(|at| matches!(self.text.lower(at), "has" | "have")) {
            return false;
        }
        let gerund = |at: usize| self.text.lower(at).ends_with("ing") && at > 0 && matches!(self.text.lower(at - 1), "of" | "for" | "by");
        if (verb..time.tokens.start).any(gerund) {
            return false;
        }
        // "the swap offered in 2005" tells which swap; "officials pushed on Monday to" has a subject.
        let goes_on = time.tokens.start - verb <= 2
            && matches!(self.text.lower(time.tokens.end), "that" | "to" | "for" | "he" | "she" | "it" | "they");
        let before_verb = verb.checked_sub(1).map(|at| if self.text.lower(at).ends_with("ly") { at.saturating_sub(1) } else { at });
        let subject = goes_on
            || before_verb.filter(|&at| at >= start).is_none_or(|at| {
                self.text.tokens[at].capital
                    || matches!(
                        self.text.lower(at),
                        "it" | "he" | "she" | "they" | "who" | "which" | "has" | "have" | "had" | "and" | "also"
                    )
            });
        let has_object = time.tokens.start - verb > 2;
        subject || has_object && !self.is_noun(verb - 1) || self.names_by(verb, start)
    }

    /// Whether the quote names a thing by what was done with it: "one rejected earlier this summer".
    fn names_by(&self, verb: usize, start: usize) -> bool {
        let end = self.text.tokens_in(self.quote.hull()).end;
        let other = |at: usize| at != verb && (is_past_verb(self.text, at) || self.is_auxiliary(at) || self.begins_infinitive(at));
        let thing = matches!(self.text.lower(start), "a" | "an" | "the" | "one" | "another" | "any");
        let bare = thing && verb > start && !(start..end).any(other) || verb > 0 && self.text.lower(verb - 1) == "one";
        bare && self.is_participle(verb)
    }

    /// The same where the verb comes after the time: "Norland on Friday offered", "the premier last week again refused".
    fn is_performed_after(&self, time: &TimeWords) -> bool {
        let mut verb = time.tokens.end;
        let adverb =
            |at: usize| self.text.lower(at).ends_with("ly") || matches!(self.text.lower(at), "again" | "also" | "once" | "both" | "then");
        while verb < time.tokens.end + 3 && (adverb(verb) || matches!(self.text.lower(verb), "had" | "has" | "have")) {
            verb += 1;
        }
        let subject = self.right_before(time);
        let named = subject
            .is_some_and(|at| self.first.contains(&at) && self.text.tokens[at].kind == TokenKind::Word && !is_past_verb(self.text, at));
        named && PERFORM.contains(&self.text.lower(verb))
    }

    /// A time before or after the act's words, in the same sentence.
    fn outside(&self, time: &TimeWords) -> Option<usize> {
        let quote = self.text.token_at(self.quote.start())..self.text.tokens_in(self.quote.hull()).end;
        // "met on Monday for talks on the plan": the plan is older, and so is what "if" supposes.
        let before = quote.start.checked_sub(1).map_or("", |at| self.text.lower(at));
        let supposed = matches!(before, "if" | "while" | "although" | "though" | "because") || self.text.lower(quote.start) == "if";
        let topic = self.words && matches!(before, "on" | "about" | "of" | "for" | "with" | "against");
        if topic || supposed && !self.leads(time, &self.first) {
            return None;
        }
        if time.tokens.end <= quote.start {
            let gap = time.tokens.end..quote.start;
            // "Today, our ties are closer than ever": how things are, not when anybody did anything.
            let is_state = || {
                let first = quote.clone().find(|&at| is_past_verb(self.text, at) || self.is_auxiliary(at));
                first.is_some_and(|at| matches!(self.text.lower(at), "is" | "are"))
            };
            if self.words && self.text.lower(time.tokens.start) == "today" && gap.len() <= 1 && is_state() {
                return None;
            }
            // "was announced on Friday {after three days of talks}": only a time at the head is that of the whole sentence.
            let beside = !self.words && matches!(self.text.lower(quote.start), "after" | "following" | "before" | "ahead" | "as");
            if beside && !self.leads(time, &self.first) {
                return None;
            }
            // "Lind said on Friday {the envoys had a long talk}": when they had it is not told.
            let verb = self.right_before(time);
            if self.meets && verb.is_some_and(|at| is_told(self.text, at)) {
                return None;
            }
            // "Claiming to have got a draft two weeks ago, the Post reported {the powers were haggling}", "claims over the weekend that {the two
            // have been in contact}": the time is of the telling.
            let tells = |at: usize| is_told(self.text, at) || matches!(self.text.lower(at), "reported" | "wrote" | "claimed" | "that");
            let perfect = |at: usize| matches!(self.text.lower(at), "has" | "have" | "had" | "was" | "were");
            let first = quote.clone().find(|&at| is_past_verb(self.text, at) || self.is_auxiliary(at) || perfect(at));
            let looks_back = first.is_some_and(perfect);
            if self.meets && looks_back && gap.clone().any(tells) {
                return None;
            }
            if self.goes_on_when(time) && !self.tells_which(time) {
                return Some(gap.len());
            }
            // "In Lind Sunday, the Council adopted a statement {calling for a truce}"; "Today after two years of talks {Norland has achieved}".
            let says_on = SAYING.contains(&self.text.lower(quote.start)) && !gap.clone().any(|at| self.opens(at));
            let verb = |at: usize| is_past_verb(self.text, at) || self.is_auxiliary(at) || self.text.tokens[at].kind == TokenKind::Mark;
            let aside = gap.len() > 1 && matches!(self.text.lower(gap.start), "after" | "following") && !gap.clone().any(verb);
            if (says_on || aside) && self.leads(time, &self.first) {
                return Some(gap.len());
            }
            // "won the vote on Wednesday and {appealed to all sides}": one clause, unless it is "who won".
            let joined = gap.len() <= 2 && !gap.is_empty() && gap.clone().all(|at| matches!(self.text.lower(at), "and" | "then"));
            let mut clause = time.tokens.start.saturating_sub(6).max(self.first.start)..time.tokens.start;
            if joined && is_past_verb(self.text, quote.start) && !self.tells_which(time) && !clause.any(|at| self.opens(at)) {
                return Some(gap.len());
            }
            if self.words && !self.judges && is_of_before(self.text, quote.clone()) {
                return None;
            }
            // "today's announcement of a truce", "the announcement today of a truce": the announcing is the act. "yesterday's long
            // {summit in Port Alba}": so is the meeting.
            if !self.words && self.tells_which(time) {
                let names_it = self.meets && self.text.lower(time.tokens.end) == "'s" && MEETINGS.contains(&self.text.lower(quote.start));
                return (gap.len() <= 6 && (names_it || self.has(gap.clone(), "of"))).then_some(gap.len());
            }
            if self.tells_which(time) {
                return None;
            }
            let led_up = self.words && gap.clone().next_back().is_some_and(|at| LEADS_UP.contains(&self.text.lower(at)));
            let before = self.first.start..time.tokens.start;
            let leads = self.leads(time, &self.first);
            let comma = self.text.lower(time.tokens.end) == ",";
            if leads || led_up && !comma && !before.skip(1).any(|at| self.opens(at)) {
                let opened = gap.clone().rev().find(|at| self.opens(*at));
                // "Today, after weeks of talks, the two sides ...": the phrase between the commas is closed again.
                let closed = opened.is_none_or(|at| {
                    leads && self.text.lower(at) == "including"
                        || led_up && matches!(self.text.lower(at), "when" | "where" | "while" | "as")
                        || comma && self.has(at..quote.start, ",")
                });
                // "Today, Lind received both presidents, where they signed": what the clause goes on with is of the same day.
                let is_where = |at: usize| matches!(self.text.lower(at), "where" | "when");
                let goes_on = leads && comma && opened.map_or_else(|| is_where(quote.start), |at| is_where(at) && at + 1 == quote.start);
                let closed = closed || goes_on;
                let near = if leads && (led_up || goes_on) { 2 * NEAR_HEAD } else { NEAR_HEAD };
                return (gap.len() <= near && closed).then_some(gap.len());
            }
            // "A plan tabled last week was turned down": the time tells which plan.
            let told = time.tokens.start.checked_sub(1).is_some_and(|at| is_told(self.text, at));
            if !told && (self.is_auxiliary(quote.start) || matches!(self.text.lower(quote.start), "was" | "were")) {
                return None;
            }
            // "Under the accord, dropped in 2018 by Estmark, Norland kept ...": the phrase between the commas is another's.
            if self.is_aside(time) {
                return None;
            }
            // "Claiming to have got a draft two weeks ago, the Post reported": the phrase has a time of its own.
            let opens = self.text.lower(self.first.start);
            let phrase =
                opens.ends_with("ing") && !matches!(opens, "speaking" | "addressing" | "meeting" | "testifying" | "writing" | "during");
            if phrase && comma && (self.first.start..time.tokens.start).any(|at| is_past_verb(self.text, at)) {
                return None;
            }
            // "in talks last month in Port Alba, where they launched ...": the same time.
            let opened = gap.clone().find(|at| self.opens(*at));
            let same = gap.clone().next_back().is_some_and(|at| matches!(self.text.lower(at), "where" | "when") && opened == Some(at));
            let clear = opened.is_none() || same && gap.len() <= 6;
            (gap.len() <= NEAR && clear && !self.has(gap.clone(), "and")).then_some(gap.len())
        } else if quote.end <= time.tokens.start {
            let gap = quote.end..time.tokens.start;
            let crosses = self.has(gap.clone(), "and") || !self.words && self.has(gap.clone(), ",");
            let same_sentence = self.last.contains(&time.tokens.start);
            let near = gap.len() <= NEAR && !crosses && !gap.clone().any(|at| self.opens(at));
            (same_sentence && near && !self.tells_which(time)).then_some(gap.len())
        } else {
            // Between the pieces of the quote: of the clause that reports it.
            (self.words && !self.tells_which(time)).then_some(0)
        }
    }

    /// The time told in the sentence before, where the one of the act's words goes on with what somebody says or does.
    fn carried<'b>(&self, times: &'b [TimeWords], sentence: usize) -> Option<&'b TimeWords> {
        let before = sentence.checked_sub(1).and_then(|at| self.text.sentences.get(at))?;
        let opens = self.text.lower(self.first.start);
        let goes_on = matches!(opens, "he" | "she" | "they" | "i" | "we" | "“" | "\"");
        // "Today, we met twice. We urged both ...": who tells of himself goes on with the day that he began with.
        let of_himself = matches!(opens, "i" | "we");
        if before.paragraph != self.text.sentences.get(sentence)?.paragraph {
            return None;
        }
        // "On Sunday Lind came to Port Alba. He met both sides.": for what is done, the time must open the sentence before.
        if !self.words {
            let mut points = near(times, &before.tokens).iter().filter(|time| time.role == Role::Point);
            let only = points.next().filter(|_| goes_on && points.next().is_none())?;
            let fits = only.date.is_some() && !lies_ahead(only) && self.leads(only, &before.tokens) && !self.tells_which(only);
            return fits.then_some(only);
        }
        let mut told = near(times, &before.tokens).iter().filter(|time| {
            let said = (before.tokens.start..time.tokens.start).rev().take(6).any(|at| is_told(self.text, at));
            if !goes_on && !self.is_by_the_same(&(before.tokens.start..time.tokens.start)) {
                return false;
            }
            time.role == Role::Point
                && time.date.is_some()
                && !lies_ahead(time)
                && !is_coarse(time)
                && (self.leads(time, &before.tokens) || (said || !goes_on) && !of_himself)
                && !self.tells_which(time)
        });
        let only = told.next()?;
        told.next().is_none().then_some(only)
    }

    /// The token right before a time, a preposition aside.
    fn right_before(&self, time: &TimeWords) -> Option<usize> {
        time.tokens.start.checked_sub(1).map(|at| if self.is_preposition(at) { at.saturating_sub(1) } else { at })
    }

    /// Whether a verb that does what it says is right beside the time: "Lind conceded Tuesday", "Norland on Friday again refused".
    fn is_said_at(&self, time: &TimeWords, sentence: &Range<usize>) -> bool {
        let verb = self.right_before(time);
        let before = verb.map_or(0..0, |verb| verb.saturating_sub(3).max(sentence.start)..verb + 1);
        let clear = !before.clone().any(|at| self.opens(at));
        clear && before.clone().any(|at| PERFORM.contains(&self.text.lower(at)))
            || (time.tokens.end..time.tokens.end + 2).any(|at| sentence.contains(&at) && PERFORM.contains(&self.text.lower(at)))
    }

    /// Whether what reports the act's words names whoever spoke in these tokens of the sentence before: "Lind telephoned Dessa on
    /// Sunday. The palace said Lind asked for ...".
    fn is_by_the_same(&self, earlier: &Range<usize>) -> bool {
        // No further than a few words: the clause that reports, and that which the time is of.
        let within = |tokens: Range<usize>| tokens.end.saturating_sub(12).max(tokens.start)..tokens.end;
        let reports = within(self.first.start..self.text.token_at(self.quote.start()).max(self.first.start));
        let earlier = within(earlier.clone());
        let name = |at: &usize| {
            let token = &self.text.tokens[*at];
            token.kind == TokenKind::Word && token.capital && token.span.len() > 3 && !TITLES.contains(&self.text.lower(*at))
        };
        let spoke = |at: usize| {
            is_told(self.text, at) || matches!(self.text.lower(at), "telephoned" | "phoned" | "reiterated" | "wrote" | "tweeted")
        };
        let mut says = reports.clone();
        says.any(spoke)
            && earlier.clone().any(spoke)
            && earlier
                .clone()
                .filter(name)
                .any(|at| reports.clone().filter(name).any(|other| self.text.lower(other) == self.text.lower(at)))
    }

    /// Whether the time opens its sentence, or stands in the phrase that does: then it is the whole sentence's.
    fn leads(&self, time: &TimeWords, sentence: &Range<usize>) -> bool {
        let head = sentence.start..time.tokens.start;
        let clear = !head.clone().any(|at| is_past_verb(self.text, at) || self.is_auxiliary(at) || at > sentence.start && self.opens(at));
        let comma = self.text.lower(time.tokens.end) == ",";
        // "In an interview with the Lake Post on Friday Lind said ...": so it is without the comma.
        let phrase = matches!(self.text.lower(sentence.start), "in" | "at" | "during")
            && self.text.tokens.get(time.tokens.end).is_some_and(|token| token.capital);
        clear && (head.len() <= 5 || (comma || phrase) && head.len() <= 9)
    }

    /// Whether the time stands in a phrase that a comma and a participle open: ", dropped in 2018".
    fn is_aside(&self, time: &TimeWords) -> bool {
        let verb = time.tokens.start.checked_sub(1).map_or(0, |at| if self.is_preposition(at) { at.saturating_sub(1) } else { at });
        let opened = verb.checked_sub(1).is_some_and(|at| self.text.lower(at) == ",");
        opened && self.first.contains(&verb) && self.is_participle(verb) && !is_told(self.text, verb)
    }

    fn is_that(&self, at: usize) -> bool {
        self.text.lower(at) == "that"
            && !(at.checked_sub(1).is_some_and(|at| {
                matches!(self.text.lower(at), "to" | "of" | "in" | "on" | "for" | "at" | "with" | "by" | "from" | "about")
            }))
    }

    /// Whether a comma ends what opened before the verb of the time: "the envoys, including Lind, met on Monday".
    fn is_closed(&self, opener: usize, time: &TimeWords) -> bool {
        let verb = self.right_before(time).unwrap_or(0);
        self.text.lower(opener) == "including"
            && is_past_verb(self.text, verb)
            && verb > opener
            && (opener..verb).any(|at| self.text.lower(at) == ",")
    }

    fn has(&self, mut tokens: Range<usize>, word: &str) -> bool {
        tokens.any(|at| self.text.lower(at) == word)
    }

    fn opens(&self, at: usize) -> bool {
        let word = |at: usize| self.text.lower(at);
        // "killed as many as five soldiers", "as part of": no clause of its own.
        let compares = word(at) == "as"
            && (word(at + 1) == "part"
                || matches!(word(at + 1), "many" | "much" | "few" | "well" | "early" | "late")
                || at > 0 && matches!(word(at - 1), "many" | "much" | "few" | "well" | "early" | "late"));
        OPENERS.contains(&word(at)) && !compares
    }

    fn is_auxiliary(&self, at: usize) -> bool {
        is_auxiliary(self.text, at)
    }

    fn is_preposition(&self, at: usize) -> bool {
        matches!(self.text.lower(at), "on" | "in" | "at" | "since" | "early" | "late" | "over" | "during")
    }

    /// Whether a token is a word that is neither a name nor a verb of the past.
    fn is_noun(&self, at: usize) -> bool {
        self.text.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word && !token.capital) && !is_past_verb(self.text, at)
    }

    /// "to release", not "to a", "to the" or "to Gaza".
    fn begins_infinitive(&self, at: usize) -> bool {
        let next = self.text.lower(at + 1);
        self.text.lower(at) == "to"
            && self.text.tokens.get(at + 1).is_some_and(|token| token.kind == TokenKind::Word && !token.capital)
            && number_word(next).is_none()
            && !matches!(next, "a" | "an" | "the" | "its" | "their" | "his" | "her" | "this" | "that" | "these" | "those" | "any" | "all")
    }

    /// A verb without its object and without a form of "be" or "have" before it: "the tariffs imposed".
    fn is_participle(&self, at: usize) -> bool {
        let helped = (1..=2)
            .filter_map(|back| at.checked_sub(back))
            .any(|at| matches!(self.text.lower(at), "was" | "were" | "is" | "are" | "be" | "been" | "has" | "have" | "had" | "being"));
        is_past_verb(self.text, at) && !helped && !WITHOUT_OBJECT.contains(&self.text.lower(at))
    }

    /// Whether the time only tells which thing is meant: "today's announcement", "the November 21 directive", "Order of April 8".
    fn tells_which(&self, time: &TimeWords) -> bool {
        let word = |at: Option<usize>| at.map_or("", |at| self.text.lower(at));
        let before = word(time.tokens.start.checked_sub(1));
        let next = time.tokens.end;
        let noun_follows = self.text.tokens.get(next).is_some_and(|token| token.kind == TokenKind::Word && !token.capital)
            && !matches!(word(Some(next)), "in" | "at" | "on" | "to" | "that" | "and" | "for" | "with" | "by" | "of" | "after");
        let with_article = matches!(self.text.lower(time.tokens.start), "the") && noun_follows;
        let possessive = word(Some(next)) == "'s";
        // "Friday prayers", "Tuesday talks".
        let opens_sentence = self.first.start == time.tokens.start || self.last.start == time.tokens.start;
        let plural = !opens_sentence
            && self.text.lower(next).ends_with('s')
            && !matches!(self.text.lower(next), "says" | "is" | "was" | "has" | "as" | "this" | "its" | "his");
        // "the announcement today of a truce", "the announcement today will".
        let article = time.tokens.start.checked_sub(2).map_or("", |at| self.text.lower(at));
        let within_noun = word(Some(next)) == "of" && (self.words || !self.quote.overlaps(time.span))
            || matches!(article, "the" | "this" | "that") && self.is_auxiliary(next) && self.is_noun(time.tokens.start - 1);
        possessive
            || with_article
            || within_noun
            || before == "of" && !matches!(article, "end" | "beginning" | "start" | "middle" | "morning" | "evening" | "night")
            || noun_follows && plural
            || noun_follows && matches!(before, "the" | "a" | "an" | "'s" | "its" | "their" | "this")
    }

    /// Whether it only tells which occasion of speaking is meant: "at a July news conference", "in Monday's address".
    fn tells_event_of_saying(&self, time: &TimeWords) -> bool {
        let next = time.tokens.end;
        let mut nouns = (next..self.text.tokens.len().min(next + 4))
            .take_while(|&at| self.text.tokens[at].kind == TokenKind::Word || self.text.lower(at) == "'s");
        nouns.any(|at| SPOKEN.contains(&self.text.lower(at)))
    }

    /// Whether the byte stands in a quotation that opened in this sentence, or right at its opening mark.
    fn is_quoted(&self, byte: usize) -> bool {
        let at = self.text.token_at(byte);
        let mut open = false;
        for token in self.first.start..at {
            match self.text.lower(token) {
                "“" | "«" => open = true,
                "”" | "»" => open = false,
                "\"" => open = !open,
                _ => {}
            }
        }
        open || matches!(self.text.lower(at), "“" | "\"" | "«")
    }
}

fn is_told(text: &Text<'_>, at: usize) -> bool {
    matches!(text.lower(at), "said" | "told" | "added" | "announced" | "warned" | "asserted" | "stated" | "declared" | "insisted" | "spoke")
}

fn is_auxiliary(text: &Text<'_>, at: usize) -> bool {
    matches!(text.lower(at), "is" | "are" | "has" | "have" | "will" | "would" | "can" | "could" | "may" | "must" | "should")
}

/// Whether the first verb of a quote is "had": "said Monday that {Sudria had turned the plan down}" tells of a day before Monday.
pub(super) fn is_of_before(text: &Text<'_>, mut quote: Range<usize>) -> bool {
    quote.find(|&at| is_past_verb(text, at) || is_auxiliary(text, at)).is_some_and(|at| text.lower(at) == "had")
}

/// A year, a month or more than a week: no time that somebody says something at.
fn is_coarse(time: &TimeWords) -> bool {
    time.date.as_ref().is_some_and(is_coarse_date)
}

/// The same of a date.
pub(super) fn is_coarse_date(date: &Date) -> bool {
    matches!(date.precision(), Precision::Year | Precision::Month) || length(date).is_none_or(|days| days > 7)
}

/// From the first day that a time can mean to the last.
fn days(time: &TimeWords) -> Option<i32> {
    length(time.date.as_ref()?)
}

fn length(date: &Date) -> Option<i32> {
    Some(date.last_day()?.since(date.first_day()?).ok()?.get_days())
}

/// Whether it is to come: by the document's date where the time has one, else by the words around.
fn lies_ahead(time: &TimeWords) -> bool {
    if time.date.is_some() { time.after_document } else { time.tense == Tense::Future }
}
