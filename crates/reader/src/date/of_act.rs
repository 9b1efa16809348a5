//! Which of the time words around an act's words date the act. Rather none than another clause's: a time in a subordinate
//! clause, or one that only tells which announcement, tariff or accord is meant, dates something else.
use super::tense::{Tense, is_past_verb};
use super::{Role, TimeWords};
use crate::text::{Text, TokenKind};
use evidence::{ActKind, Date, Place, Precision, When};
use std::ops::Range;

/// Words that open a clause of their own; a time in it, or on its other side, is another clause's.
const OPENERS: &[&str] = &[
    "which", "who", "whose", "whom", "where", "when", "after", "before", "since", "until", "while", "because", "although", "though", "if",
    "unless", "but", "whereas", "as", "once", ";", "thanks", "following", "despite", "like", "including",
];

/// Verbs that need no object: a time right after one of them is that verb's, while "tariffs imposed Friday" tells which tariffs.
const WITHOUT_OBJECT: &[&str] = &[
    "met", "spoke", "talked", "began", "started", "ended", "resumed", "collapsed", "failed", "arrived", "returned", "left", "died", "happened",
    "expired", "voted", "said", "convened", "gathered", "stalled", "travelled", "traveled", "agreed", "opened", "continued", "fizzled",
    "came", "went", "fell", "fought", "ran", "rose", "tweeted", "wrote", "resigned", "adjourned", "departed", "concluded", "had", "was",
    "were", "been", "warned", "announced", "told", "responded", "replied", "erupted", "landed", "closed", "took",
];

/// How many tokens of its clause may stand between an act's words and the time of the clause that reports them.
const NEAR: usize = 9;

/// The same where the time opens the sentence.
const NEAR_HEAD: usize = 12;

/// When an act with this quote took place: the time words of its own clause, or of the clause that reports it in the same
/// sentence. `None` where there are none. What was *said* is dated by when it was said, so for the kinds of act that are words
/// (all but `contact`, `conclude` and `deed`) times within a direct quotation do not count.
///
/// Deadlines, lengths and starts are no time of the act; they belong to what it is about.
pub fn when(text: &Text<'_>, times: &[TimeWords], quote: &Place, kind: Option<ActKind>) -> Option<When> {
    let first = text.sentences.get(text.sentence_at(quote.start())?)?;
    let around = Around {
        text,
        quote,
        words: !matches!(kind, Some(ActKind::Contact | ActKind::Conclude | ActKind::Deed) | None),
        meets: kind == Some(ActKind::Contact),
        sentence: first.tokens.clone(),
        assess: kind == Some(ActKind::Assess),
    };
    let from = times.partition_point(|time| time.span.end() <= first.span.start());
    let near = times[from..].iter().take_while(|time| time.span.start() < first.span.end());
    let chosen = near.filter_map(|time| Some((around.rank(time)?, time))).min_by_key(|(rank, _)| *rank)?.1;
    let words = chosen.place();
    Some(match &chosen.date {
        Some(date) => When::Resolved { words, date: date.clone() },
        None => When::Unresolved { words },
    })
}

struct Around<'a, 't> {
    text: &'a Text<'t>,
    quote: &'a Place,
    // Whether the act is something said.
    words: bool,
    assess: bool,
    meets: bool,
    // The tokens of the sentence that the quote begins in.
    sentence: Range<usize>,
}

impl Around<'_, '_> {
    /// How well a time fits, the best first: with a date before without, then by place; `None` where it is not the act's.
    fn rank(&self, time: &TimeWords) -> Option<(bool, bool, usize)> {
        if !matches!(time.role, Role::Point | Role::Since) || self.tells_which(time) {
            return None;
        }
        // Only a meeting is told as an act before it takes place.
        if time.tense == Tense::Future && !self.meets {
            return None;
        }
        // What is said is told by the day; a year or a stretch of time is of what it is said about.
        let coarse = match &time.date {
            Some(Date::Range(..)) => true,
            Some(date) => matches!(date.precision(), Precision::Year | Precision::Month),
            None => false,
        };
        let inside = self.quote.overlaps(time.span);
        if self.words && coarse && !(self.leads(time) && !inside) {
            return None;
        }
        let distance = if inside { self.inside(time)? } else { self.outside(time)? };
        Some((time.date.is_none(), inside == self.words, distance))
    }

    /// A time within the act's own words.
    fn inside(&self, time: &TimeWords) -> Option<usize> {
        let part = self.quote.spans().first().filter(|span| span.overlaps(time.span))?;
        let tokens = self.text.tokens_in(*part);
        let before = tokens.start..time.tokens.start.max(tokens.start);
        if before.clone().any(|at| self.opens(at)) {
            return None;
        }
        if self.words {
            // Its own words date a statement only where they tell that it was made: "rejected the plan on Friday".
            let told = tokens.clone().any(|at| is_past_verb(self.text, at));
            let reported = tokens.start.checked_sub(1).is_some_and(|at| self.text.lower(at) == "that" || self.text.lower(at) == "said");
            if !told || reported || self.assess || self.is_quoted(part.start()) || before.clone().any(|at| self.begins_infinitive(at)) {
                return None;
            }
        }
        let verb = time.tokens.start.checked_sub(1).map(|at| if self.is_preposition(at) { at.saturating_sub(1) } else { at })?;
        if verb > tokens.start && self.is_participle(verb) {
            return None;
        }
        Some(before.len())
    }

    /// A time before or after the act's words, in the same sentence.
    fn outside(&self, time: &TimeWords) -> Option<usize> {
        let quote = self.text.token_at(self.quote.start())..self.text.tokens_in(self.quote.hull()).end;
        if time.tokens.end <= quote.start {
            let gap = time.tokens.end..quote.start;
            if gap.clone().any(|at| self.opens(at)) {
                return None;
            }
            if self.leads(time) {
                return (gap.len() <= NEAR_HEAD).then_some(gap.len());
            }
            (gap.len() <= NEAR && !self.has(gap.clone(), "and")).then_some(gap.len())
        } else if quote.end <= time.tokens.start {
            let gap = quote.end..time.tokens.start;
            let crosses = self.has(gap.clone(), "and") || !self.words && self.has(gap.clone(), ",");
            (gap.len() <= NEAR && !crosses && !gap.clone().any(|at| self.opens(at))).then_some(gap.len())
        } else {
            // Between the pieces of the quote: of the clause that reports it.
            self.words.then_some(0)
        }
    }

    /// Whether the time opens the sentence, or stands in what does: then it is the whole sentence's.
    fn leads(&self, time: &TimeWords) -> bool {
        let head = self.sentence.start..time.tokens.start;
        head.len() <= 5 && !head.clone().any(|at| is_past_verb(self.text, at) || self.opens(at))
    }

    fn has(&self, mut tokens: Range<usize>, word: &str) -> bool {
        tokens.any(|at| self.text.lower(at) == word)
    }

    fn opens(&self, at: usize) -> bool {
        OPENERS.contains(&self.text.lower(at))
    }

    fn is_preposition(&self, at: usize) -> bool {
        matches!(self.text.lower(at), "on" | "in" | "at" | "since" | "early" | "late" | "over" | "during")
    }

    /// "to release", not "to a", "to the" or "to Gaza".
    fn begins_infinitive(&self, at: usize) -> bool {
        let next = self.text.lower(at + 1);
        self.text.lower(at) == "to"
            && self.text.tokens.get(at + 1).is_some_and(|token| token.kind == TokenKind::Word && !token.capital)
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
        // "the announcement today of a truce".
        let within_noun = word(Some(next)) == "of";
        possessive
            || with_article
            || within_noun
            || before == "of"
            || noun_follows && matches!(before, "the" | "a" | "an" | "'s" | "its" | "their" | "this")
    }

    /// Whether the byte stands in a quotation that opened in this sentence, or right at its opening mark.
    fn is_quoted(&self, byte: usize) -> bool {
        let at = self.text.token_at(byte);
        let mut open = false;
        for token in self.sentence.start..at {
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
