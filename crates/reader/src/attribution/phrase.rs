//! Noun phrases before and after a verb, and where a clause ends: by classes of words, without a parser.
//! Every search is bounded, so that a sentence of any length costs time in proportion.
use super::class::Class;
use crate::text::Text;
use std::ops::Range;

/// No subject is looked for further away than this.
const REACH: usize = 40;

/// A text with what its tokens are, as the rules see it.
pub(super) struct View<'a> {
    pub(super) text: &'a Text<'a>,
    pub(super) classes: &'a [Class],
}

/// Days, months and their like: a phrase of time is never a subject.
pub(super) fn is_time(word: &str) -> bool {
    matches!(
        word,
        "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
            | "today"
            | "yesterday"
            | "tomorrow"
            | "tonight"
            | "january"
            | "february"
            | "march"
            | "april"
            | "may"
            | "june"
            | "july"
            | "august"
            | "september"
            | "october"
            | "november"
            | "december"
            | "jan"
            | "feb"
            | "aug"
            | "sept"
            | "oct"
            | "nov"
            | "dec"
            | "week"
            | "month"
            | "year"
            | "night"
            | "morning"
            | "afternoon"
            | "evening"
            | "weekend"
            | "day"
            | "days"
            | "weeks"
            | "months"
            | "years"
            | "hours"
    )
}

impl View<'_> {
    pub(super) fn class(&self, at: usize) -> Class {
        self.classes.get(at).copied().unwrap_or(Class::Stop)
    }

    pub(super) fn lower(&self, at: usize) -> &str {
        self.text.lower(at)
    }

    /// The noun phrase that ends right before `end`, no further left than `from`. A phrase set off by commas
    /// (`Anna Holm, the envoy of Estmark, said`) belongs to it.
    pub(super) fn subject_before(&self, from: usize, end: usize) -> Option<Range<usize>> {
        let from = from.max(end.saturating_sub(REACH));
        let last = end.checked_sub(1).filter(|last| *last >= from)?;
        match self.class(last) {
            Class::Relative => return Some(last..end),
            Class::Comma | Class::Dash => return self.before_aside(from, last),
            _ => {}
        }
        self.run_before(from, end)
    }

    /// The subject whose aside ends with the mark `last`: `Lind, the envoy of Estmark,`. The aside is the subject's where
    /// it says who that is, and is not where it says how or when.
    fn before_aside(&self, from: usize, last: usize) -> Option<Range<usize>> {
        let mark = self.class(last);
        let mut opening = (from..last).rev().find(|i| self.class(*i) == mark)?;
        for _ in 0..3 {
            let aside = opening + 1..last;
            let and_others = mark == Class::Dash && self.class(opening + 1) == Class::And;
            if aside.is_empty() || !(and_others || self.is_aside(aside.clone())) {
                return None;
            }
            let further = (from..opening).rev().find(|i| self.class(*i) == mark);
            // The aside itself may have commas: `Lind, speaking in Alba, Norland, said`.
            if let Some(further) = further
                && further + 1 < opening
                && (matches!(self.class(further + 1), Class::Ing | Class::Relative | Class::Preposition | Class::Participle)
                    || matches!(self.class(further + 1), Class::Determiner | Class::Number)
                        && matches!(self.class(further.wrapping_sub(1)), Class::Name)
                        && !self.class(opening + 1).opens_phrase())
            {
                opening = further;
                continue;
            }
            let head = self.run_before(from, opening)?;
            let how = matches!(self.class(opening + 1), Class::Ing | Class::Preposition | Class::Adverb | Class::To | Class::Participle);
            return Some(if how { head } else { head.start..last });
        }
        None
    }

    /// Whether the words between two commas may be an apposition, a relative clause or an aside to the subject.
    fn is_aside(&self, range: Range<usize>) -> bool {
        let first = self.class(range.start);
        match first {
            Class::Relative => true,
            Class::And | Class::But | Class::Subordinator | Class::That => false,
            _ => !range.clone().any(|i| self.class(i).finite() && !self.is_cut_relative(range.start, i)),
        }
    }

    /// Whether a "who" or "which" stands between.
    fn is_cut_relative(&self, start: usize, at: usize) -> bool {
        (start..at).rev().take(12).any(|i| matches!(self.class(i), Class::Relative | Class::That))
    }

    /// The run of words before `end` that may be one noun phrase.
    fn run_before(&self, from: usize, end: usize) -> Option<Range<usize>> {
        let mut start = end;
        let mut bracket = 0;
        while start > from {
            let at = start - 1;
            let class = self.class(at);
            match class {
                Class::CloseBracket => bracket += 1,
                Class::OpenBracket if bracket > 0 => bracket -= 1,
                Class::OpenBracket => break,
                _ if bracket > 0 => {}
                Class::Subject => {
                    start = if at + 1 == end { at } else { start };
                    break;
                }
                Class::And => {
                    // "Norland and Sudria": only where what stands before is a noun phrase too, not a clause.
                    if start == end || !self.joins(from, at) {
                        break;
                    }
                }
                Class::Ing | Class::Participle if self.class(at.wrapping_sub(1)).finite() && at > from => break,
                // "Norland ignored Sudria": a verb of the name before it.
                Class::Participle
                    if at > from
                        && matches!(self.class(at - 1), Class::Name | Class::Subject)
                        && !matches!(self.class(at + 1), Class::Preposition | Class::To) =>
                {
                    break;
                }
                Class::Stop if self.lower(at) == "." && self.is_abbreviated(at) => {}
                Class::Comma if self.is_in_name(at, end) => {}
                class if class.in_phrase() => {}
                _ => break,
            }
            start = at;
        }
        let run = self.trimmed(start, end)?;
        Some(self.with_relative(from, start).filter(|_| run.start == start).map_or(run, |whole| whole.start..end))
    }

    /// The noun phrase before a "who" or "that" whose clause ends at `end`: "the envoys who met Dessa".
    fn with_relative(&self, from: usize, end: usize) -> Option<Range<usize>> {
        let last = end.checked_sub(1).filter(|last| *last >= from)?;
        if !matches!(self.class(last), Class::Finite | Class::Base | Class::Have | Class::Be | Class::Adverb | Class::To) {
            return None;
        }
        let relative = (from.max(end.saturating_sub(8))..end)
            .rev()
            .take_while(|i| self.class(*i) != Class::Comma)
            .find(|i| self.class(*i) == Class::Relative)?;
        let mut start = relative;
        while start > from && relative - start < 8 && self.class(start - 1).in_phrase() {
            start -= 1;
        }
        self.trimmed(start, relative)
    }

    /// Whether the stop `at` belongs to an abbreviation such as "Gen." within a phrase.
    fn is_abbreviated(&self, at: usize) -> bool {
        at > 0 && matches!(self.class(at - 1), Class::Name) && !self.text.tokens[at].spaced
    }

    /// Whether the comma `at` belongs to a name, as in "Holm, R-Tessel" or "Holm, Jr".
    fn is_in_name(&self, at: usize, end: usize) -> bool {
        at + 1 < end && matches!(self.lower(at + 1), "jr" | "sr" | "iii")
    }

    /// Whether the words before an "and" are a noun phrase that it may join to the one after.
    fn joins(&self, from: usize, and: usize) -> bool {
        let mut at = and;
        let mut seen = false;
        while at > from && and - at < 8 {
            let class = self.class(at - 1);
            if matches!(class, Class::Finite | Class::Base | Class::Be | Class::Have | Class::Modal | Class::To | Class::Object) {
                return false;
            }
            if matches!(class, Class::Comma) {
                return seen && at > from + 1 && and - at < 5;
            }
            if !class.in_phrase() {
                break;
            }
            seen = true;
            at -= 1;
        }
        seen
    }

    /// A run without the words at its front that belong to no subject: "On Monday", "Then", "In Port Alba".
    fn trimmed(&self, mut start: usize, mut end: usize) -> Option<Range<usize>> {
        loop {
            if start >= end {
                return None;
            }
            match self.class(start) {
                Class::Preposition if self.lower(start) == "with" && start + 2 >= end => start += 1,
                Class::Preposition => {
                    // The phrase of the preposition ends where another noun phrase begins.
                    let mut at = start + 1;
                    if self.class(at).opens_phrase() {
                        at += 1;
                    }
                    let mut time = false;
                    while at < end {
                        let class = self.class(at);
                        if class.opens_phrase() || time && matches!(class, Class::Name | Class::Noun) && !is_time(self.lower(at)) {
                            break;
                        }
                        time |= is_time(self.lower(at)) || class == Class::Number;
                        at += 1;
                    }
                    if at >= end {
                        return None;
                    }
                    start = at;
                }
                Class::Ing if matches!(self.class(start + 1), Class::Preposition | Class::To) && start + 1 < end => return None,
                Class::And | Class::CloseBracket | Class::Apostrophe | Class::Mark | Class::Stop | Class::Comma => start += 1,
                _ if is_time(self.lower(start)) && start + 1 < end && self.class(start + 1) != Class::Apostrophe => start += 1,
                _ => break,
            }
        }
        // "Lind on Monday said": the day is none of the subject's.
        while end > start + 1 && is_time(self.lower(end - 1)) {
            end -= 1;
            if matches!(self.class(end - 1), Class::Preposition) || matches!(self.lower(end - 1), "last" | "this" | "earlier") {
                end -= 1;
            }
        }
        if start >= end {
            return None;
        }
        let head = (start..end).any(|i| {
            matches!(
                self.class(i),
                Class::Noun
                    | Class::Name
                    | Class::Subject
                    | Class::Pronoun
                    | Class::Number
                    | Class::Relative
                    | Class::Determiner
                    | Class::Object
            )
        });
        head.then_some(start..end)
    }

    /// The noun phrase that begins at `start`, with what is said of it between commas; it ends before `limit`.
    pub(super) fn phrase_after(&self, start: usize, limit: usize) -> Option<Range<usize>> {
        let limit = limit.min(start + REACH);
        if matches!(self.class(start), Class::Subject | Class::Object) {
            return Some(start..start + 1);
        }
        let mut end = start;
        let mut bracket = 0;
        while end < limit {
            match self.class(end) {
                Class::OpenBracket => bracket += 1,
                Class::CloseBracket => bracket -= 1,
                _ if bracket > 0 => {}
                Class::Comma if end > start && self.aside_after(end, limit) => {
                    // Take the aside whole.
                    let stop =
                        (end + 1..limit).find(|i| matches!(self.class(*i), Class::Comma | Class::Semicolon | Class::Stop | Class::Quote));
                    end = stop.unwrap_or(limit);
                    continue;
                }
                Class::And
                    if end > start
                        && matches!(
                            self.class(end + 1),
                            Class::Noun | Class::Name | Class::Determiner | Class::Possessive | Class::Number
                        ) => {}
                Class::Preposition if end > start && self.is_adjunct(end) => break,
                Class::Noun | Class::Name if end > start && is_time(self.lower(end)) => break,
                Class::Stop if self.lower(end) == "." && end > start && self.is_abbreviated(end) && end + 1 < limit => {}
                Class::Relative if end > start => {
                    let stop =
                        (end + 1..limit).find(|i| matches!(self.class(*i), Class::Comma | Class::Semicolon | Class::Stop | Class::Quote));
                    end = stop.unwrap_or(limit);
                    break;
                }
                class if class.in_phrase() => {}
                _ => break,
            }
            end += 1;
        }
        while end > start && matches!(self.class(end - 1), Class::Comma | Class::And | Class::Preposition | Class::Stop) {
            end -= 1;
        }
        (end > start).then_some(start..end)
    }

    /// Whether the comma `at` opens an apposition or relative clause.
    fn aside_after(&self, at: usize, limit: usize) -> bool {
        let stop = (at + 1..limit)
            .find(|i| matches!(self.class(*i), Class::Comma | Class::Semicolon | Class::Stop | Class::Quote))
            .unwrap_or(limit);
        if stop == at + 1 {
            return false;
        }
        match self.class(at + 1) {
            Class::Relative => true,
            Class::Determiner | Class::Noun | Class::Name | Class::Possessive | Class::Number => {
                !(at + 1..stop).any(|i| self.class(i).finite() && !self.is_cut_relative(at + 1, i))
            }
            _ => false,
        }
    }

    /// Whether the preposition `at` opens a phrase of time, place or medium that belongs to the verb, not to the noun.
    pub(super) fn is_adjunct(&self, at: usize) -> bool {
        let next = self.lower(at + 1);
        let second = self.lower(at + 2);
        match self.lower(at) {
            "on" | "at" | "by" | "over" | "during" | "after" | "before" => true,
            "in" => {
                matches!(next, "a" | "an" | "his" | "her" | "their" | "response" | "reference" | "remarks" | "comments")
                    || is_time(next)
                    || matches!(second, "statement" | "interview" | "letter" | "tweet" | "post" | "speech" | "email")
                    || self.class(at + 1) == Class::Number
            }
            "to" | "through" | "via" => true,
            _ => false,
        }
    }
}

impl View<'_> {
    /// Where the group of the verb `at` begins, with its auxiliaries and adverbs, no further left than `from`.
    pub(super) fn group_start(&self, from: usize, at: usize) -> usize {
        let from = from.max(at.saturating_sub(8));
        let mut start = at;
        while start > from && self.class(start - 1).auxiliary() {
            start -= 1;
        }
        start
    }

    /// Whether the word `at` stands where a noun does: after "the", "his", an adjective or a preposition.
    pub(super) fn is_nominal(&self, from: usize, at: usize) -> bool {
        at > from
            && matches!(self.class(at - 1), Class::Determiner | Class::Possessive | Class::Preposition | Class::Apostrophe | Class::Number)
    }

    /// The subject of the relative clause that the comma right before `at` closes: "a truce that Lind has long resisted, insisting
    /// that …". What the clause is about stands before it, so its verb is its last word.
    pub(super) fn relative_subject(&self, from: usize, at: usize) -> Option<Range<usize>> {
        let comma = at.checked_sub(1).filter(|comma| *comma > from + 1 && self.class(*comma) == Class::Comma)?;
        let verb = comma - 1;
        if !matches!(self.class(verb), Class::Finite | Class::Participle | Class::Base) {
            return None;
        }
        let subject = self.subject_before(from, self.group_start(from, verb))?;
        let opener = subject.start.checked_sub(1).filter(|opener| *opener > from)?;
        let opens = self.class(opener) == Class::That || matches!(self.lower(opener), "which" | "whom");
        (opens && matches!(self.class(opener - 1), Class::Noun | Class::Name)).then_some(subject)
    }

    /// The subject of the first finite verb between `from` and `end`: whose clause goes on with ", adding that".
    pub(super) fn main_subject(&self, from: usize, end: usize) -> Option<Range<usize>> {
        let stop = end.min(from + REACH);
        let verb =
            (from..stop).find(|at| matches!(self.class(*at), Class::Finite | Class::Be | Class::Have | Class::Modal) && *at > from)?;
        let group = self.group_start(from, verb);
        self.subject_before(from, group)
    }
}
