//! Where the clause of a verb begins and ends, and who its subject is. Goes by words, not by a parse: where the words do not
//! tell, there is no subject.
use crate::actor::{Cast, Form, Mention};
use crate::text::{Text, TokenKind};
use std::ops::Range;

/// Who does what a verb says.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Subject {
    /// As indices into the cast; empty where nobody is named.
    pub(super) actors: Vec<usize>,
    /// Its tokens, where they stand right before the verb group.
    pub(super) tokens: Option<Range<usize>>,
    /// "we" or "I": the speaker.
    pub(super) first_person: bool,
    /// A noun that is nobody ("the talks", "such a step") or a pronoun that may be anybody.
    pub(super) other: bool,
}

impl Subject {
    pub(super) fn is_nobody(&self) -> bool {
        self.actors.is_empty() && !self.first_person && !self.other
    }
}

/// A verb group with its subject.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Clause {
    /// From the first auxiliary on.
    pub(super) group: usize,
    pub(super) subject: Subject,
    /// "was rejected": the subject is what the verb is done to.
    pub(super) passive: bool,
    /// "did not", "has never".
    pub(super) negated: bool,
    /// "to reject", "by rejecting", "the rejected": no act of its own.
    pub(super) finite: bool,
    /// "will", "should", "could": what is told is not (yet) so.
    pub(super) modal: Option<Modal>,
    /// "if Norland agrees", "what we have agreed": part of something else that is said.
    pub(super) subordinate: bool,
}

/// What an auxiliary makes of its verb.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Modal {
    /// will, would, shall.
    Will,
    /// should, must, ought to.
    Must,
    /// may, might, can, could.
    May,
}

#[rustfmt::skip]
const AUXILIARIES: &[&str] = &[
    "has", "have", "had", "is", "are", "was", "were", "be", "been", "being", "will", "would", "could", "can", "may", "might",
    "should", "must", "shall", "do", "does", "did", "'s", "'ve", "'re", "'d", "'ll", "hasn't", "haven't", "hadn't", "isn't", "aren't",
    "wasn't", "weren't", "won't", "wouldn't", "can't", "couldn't", "don't", "doesn't", "didn't", "not", "never", "cannot", "ought",
    "to-be",
];

#[rustfmt::skip]
const ADVERBS: &[&str] = &[
    "also", "then", "long", "already", "now", "again", "later", "still", "even", "just", "once", "since", "both", "all", "first",
    "only", "ever", "yet", "therefore", "thus", "instead", "meanwhile", "so", "each", "earlier", "soon", "today", "yesterday",
    "together", "jointly", "too", "however",
];

/// Participles that say how somebody is, not what was done to him: "is prepared", "were met".
#[rustfmt::skip]
const STATES: &[&str] = &[
    "agreed", "met", "committed", "prepared", "concerned", "determined", "convinced", "expected", "scheduled", "opposed",
    "disappointed", "pleased", "worried",
];

/// Words before "to" that leave the act to the verb after it.
const WISHES: &[&str] =
    &["want", "wants", "wanted", "like", "wish", "wishes", "pleased", "happy", "proud", "glad", "privileged", "delighted"];

const WEEKDAYS: &[&str] = &["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Words after which a verb form is a noun, an infinitive or a participle of something else.
#[rustfmt::skip]
const NOUN_BEFORE: &[&str] = &[
    "the", "a", "an", "its", "their", "his", "her", "our", "my", "your", "this", "these", "those", "any", "some", "no", "every",
    "each", "such", "of", "for", "by", "in", "on", "at", "with", "without", "from", "against", "into", "about", "over", "under",
    "than", "'s", "more", "new", "further", "possible", "immediate",
];

fn is_adverb(text: &Text<'_>, at: usize) -> bool {
    let word = text.lower(at);
    word.ends_with("ly")
        && word.len() > 4
        && !matches!(word, "ally" | "rally" | "italy" | "july" | "reply" | "family" | "assembly" | "supply" | "apply")
        || ADVERBS.contains(&word)
}

/// The clause of the verb whose first token is `at`, within the tokens of `zone`; `last` is the subject of the verb before it.
pub(super) fn clause(text: &Text<'_>, cast: &Cast, zone: &Range<usize>, at: usize, last: &Subject) -> Clause {
    let mut group = at;
    let mut negated = false;
    let mut be = false;
    let mut infinitive = false;
    let mut modal = None;
    while group > zone.start {
        let before = group - 1;
        let word = text.lower(before);
        let possessive = word == "'s"
            && cast.mentions_in(before.saturating_sub(4)..before + 1).iter().any(|m| m.tokens.end == before)
            && text.lower(at).ends_with("ing");
        if AUXILIARIES.contains(&word) && !possessive {
            negated |= matches!(word, "not" | "never") || word.ends_with("n't");
            modal = match word {
                "will" | "would" | "shall" | "won't" | "wouldn't" | "'ll" | "'d" => Some(Modal::Will),
                "should" | "must" | "ought" => Some(Modal::Must),
                "may" | "might" | "can" | "could" | "cannot" | "can't" | "couldn't" => Some(Modal::May),
                _ => modal,
            };
            be |= matches!(
                word,
                "is" | "are" | "was" | "were" | "be" | "been" | "being" | "isn't" | "aren't" | "wasn't" | "weren't" | "'re" | "'s"
            );
            group = before;
        } else if (is_adverb(text, before) || matches!(word, "“" | "\"") && AUXILIARIES.contains(&text.lower(before.saturating_sub(1))))
            && before > zone.start
        {
            group = before;
        } else if word == "to" && before > zone.start && WISHES.contains(&text.lower(before - 1)) {
            // "we want to thank", "they came to urge": what is wished to be said is said.
            group = before - 1;
        } else {
            infinitive = word == "to";
            break;
        }
    }
    let head = text.lower(at);
    let participle = head.ends_with("ed")
        || head.ends_with("en")
        || matches!(
            head,
            "made"
                | "met"
                | "held"
                | "set"
                | "put"
                | "hit"
                | "shot"
                | "sent"
                | "told"
                | "struck"
                | "sought"
                | "laid"
                | "sworn"
                | "thrown"
                | "withdrawn"
                | "cut"
                | "broken"
                | "brought"
                | "freed"
                | "overrun"
        );
    let gerund = head.ends_with("ing") && !be;
    let passive = be && participle && !STATES.contains(&head);
    let before = group.checked_sub(1).filter(|&i| i >= zone.start);
    let word = before.map_or("", |i| text.lower(i));
    let bare_auxiliary = group < at;
    let past = head.ends_with("ed") || participle || PAST.contains(&head);
    let mut finite = !infinitive && (bare_auxiliary || !NOUN_BEFORE.contains(&word));
    // "offer", "plans", "support": verbs only right after who does it.
    if finite && !bare_auxiliary && !past && !gerund {
        finite = before.is_some_and(|b| {
            mention_ending_at(cast, zone, b).is_some()
                || matches!(
                    word,
                    "we" | "i"
                        | "they"
                        | "he"
                        | "she"
                        | "it"
                        | "who"
                        | "which"
                        | "and"
                        | "you"
                        | "leaders"
                        | "officials"
                        | "sides"
                        | "parties"
                )
                || WEEKDAYS.contains(&word)
        });
    }
    // "issued a statement urging both sides": what a paper says, its author says.
    let paper = ["statement", "resolution", "letter", "message", "video", "tweet", "speech", "communique", "declaration", "petition"]
        .contains(&word);
    let subject = match before {
        None if gerund => last.clone(),
        None => Subject::default(),
        // "The mission issued a statement urging": where no verb of a rule came before, whom the clause begins with.
        Some(before) if gerund && paper && last.is_nobody() => {
            Subject { tokens: None, ..first_free(text, cast, clause_start(text, zone, before)..before, true) }
        }
        Some(_) if gerund && paper => Subject { tokens: None, ..last.clone() },
        Some(before) => subject_ending_at(text, cast, zone, before, gerund, last),
    };
    if gerund && !paper && !matches!(word, "," | "and" | "" | "by" | "but" | ";" | "—" | "–") {
        finite = false;
    }
    if gerund && word == "by" {
        finite = true;
    }
    // "as agreed in Port Alba": what was agreed stands elsewhere.
    if word == "as" && participle && !bare_auxiliary {
        finite = false;
    }
    let opener = subject.tokens.as_ref().map_or(group, |t| t.start);
    let subordinate = (opener.saturating_sub(2).max(zone.start)..opener).any(|i| {
        matches!(text.lower(i), "if" | "unless" | "until" | "whether" | "once" | "what" | "whatever" | "whenever" | "till")
            && !(text.lower(i) == "what" && i == zone.start)
    });
    Clause { group, subject, passive, negated, finite, modal, subordinate }
}

/// Past forms that do not end in -ed.
#[rustfmt::skip]
const PAST: &[&str] = &[
    "said", "told", "met", "spoke", "held", "gave", "took", "went", "came", "began", "broke", "struck", "shot", "fought", "flew",
    "sent", "sought", "saw", "laid", "left", "lost", "made", "stood", "stole", "swore", "threw", "withdrew", "overran", "wrote",
    "sat", "sank", "fell", "brought", "kept", "set", "put", "cut", "hit", "quit", "shut", "got", "was", "were", "had", "did", "is",
    "are", "has", "have",
];

/// The subject whose last token is `at`, as the words tell.
fn subject_ending_at(text: &Text<'_>, cast: &Cast, zone: &Range<usize>, at: usize, gerund: bool, last: &Subject) -> Subject {
    let word = text.lower(at);
    match word {
        "we" | "i" => return Subject { first_person: true, tokens: Some(at..at + 1), ..Subject::default() },
        "and" | "but" | "or" if at > zone.start && relative_before(text, cast, zone, at).is_some() => {
            // "Lind, who arrived on Thursday and met": whom the relative clause is about.
            if let Some(index) = relative_before(text, cast, zone, at) {
                return Subject { tokens: None, ..chain(text, cast, zone, index) };
            }
        }
        "and" | "but" | "or" | "then" if at > zone.start && last.is_nobody() => {
            let start = clause_start(text, zone, at);
            return Subject { tokens: None, ..first_free(text, cast, start..at, true) };
        }
        "and" | "but" | "or" | "then" if at > zone.start => {
            return Subject { tokens: None, ..last.clone() };
        }
        "," | "—" | "–" if gerund && at > zone.start && last.is_nobody() => {
            return Subject { tokens: None, ..first_free(text, cast, clause_start(text, zone, at)..at, true) };
        }
        "," | "by" | "—" | "–" | ";" if gerund => return Subject { tokens: None, ..last.clone() },
        _ => {}
    }
    // "on Monday", "Thursday": time words between subject and verb.
    if WEEKDAYS.contains(&word) {
        let mut to = at;
        if to > zone.start && matches!(text.lower(to - 1), "on" | "last" | "late" | "early") {
            to -= 1;
        }
        if to > zone.start {
            return subject_ending_at(text, cast, zone, to - 1, gerund, last);
        }
    }
    // "the League, “as one of us put it,” said": the words in marks are an aside.
    if matches!(word, "”" | "\"")
        && let Some(open) = (at.saturating_sub(14).max(zone.start)..at).rev().find(|&i| matches!(text.lower(i), "“" | "\""))
        && open > zone.start + 1
        && text.lower(open - 1) == ","
    {
        return subject_ending_at(text, cast, zone, open - 2, gerund, last);
    }
    // "the Tessel Front (TF) said": what stands in brackets is another name.
    if word == ")"
        && let Some(open) = (at.saturating_sub(6).max(zone.start)..at).rev().find(|&i| text.lower(i) == "(")
        && open > zone.start
    {
        return subject_ending_at(text, cast, zone, open - 1, gerund, last);
    }
    if let Some(index) = mention_ending_at(cast, zone, at) {
        return chain(text, cast, zone, index);
    }
    if matches!(word, "who" | "which" | "that" | "whose") && at > zone.start {
        let mut to = at - 1;
        if text.lower(to) == "," && to > zone.start {
            to -= 1;
        }
        if let Some(index) = mention_ending_at(cast, zone, to) {
            let mut subject = chain(text, cast, zone, index);
            subject.tokens = None;
            return subject;
        }
        return Subject { other: true, ..Subject::default() };
    }
    if matches!(word, "they" | "he" | "she" | "it" | "you" | "this" | "that" | "these" | "those" | "there" | "one") {
        if word == "they" && last.actors.len() > 1 {
            return Subject { tokens: Some(at..at + 1), ..last.clone() };
        }
        return Subject { other: true, tokens: Some(at..at + 1), ..Subject::default() };
    }
    // Apposition or aside: "Dessa, the president of Sudria, said"; and longer noun phrases: "Members of the League said".
    let start = clause_start(text, zone, at);
    first_free(text, cast, start..at + 1, word == ",")
}

/// The one whom a relative clause before `at` is about, where it is still open there.
fn relative_before(text: &Text<'_>, cast: &Cast, zone: &Range<usize>, at: usize) -> Option<usize> {
    let who = (at.saturating_sub(8).max(zone.start)..at)
        .rev()
        .take_while(|&i| text.tokens[i].kind != TokenKind::Mark)
        .find(|&i| text.lower(i) == "who")?;
    let before = who.checked_sub(1).filter(|&i| i >= zone.start)?;
    let end = if text.lower(before) == "," { before.checked_sub(1)? } else { before };
    mention_ending_at(cast, zone, end)
}

/// The mention whose last token is `at`.
fn mention_ending_at(cast: &Cast, zone: &Range<usize>, at: usize) -> Option<usize> {
    let from = cast.mentions.partition_point(|m| m.tokens.start < at.saturating_sub(14).max(zone.start));
    (from..cast.mentions.len())
        .take_while(|&i| cast.mentions[i].tokens.start <= at)
        .filter(|&i| cast.mentions[i].tokens.end == at + 1 && cast.mentions[i].form != Form::Place)
        .last()
}

/// The mention with those joined to it on the left: "Norland, Estmark and the Lake League".
fn chain(text: &Text<'_>, cast: &Cast, zone: &Range<usize>, index: usize) -> Subject {
    let mention = &cast.mentions[index];
    let governed = governor(text, mention, zone);
    // "the leaders of Norland": who acts is Norland; "talks with Norland": who acts is not.
    if let Some(word) = governed
        && word != "of"
    {
        return first_free(text, cast, clause_start(text, zone, mention.tokens.start)..mention.tokens.end, false);
    }
    let mut actors = mention.actors.clone();
    let mut start = mention.tokens.start;
    let mut joined = false;
    let mut at = index;
    while at > 0 {
        let before = &cast.mentions[at - 1];
        if is_owner(text, before) && before.tokens.start >= zone.start && before.tokens.end <= start {
            at -= 1;
            continue;
        }
        if before.tokens.start < zone.start || before.form == Form::Place || before.tokens.end > start {
            break;
        }
        let gap = before.tokens.end..start;
        let link = |i: usize| matches!(text.lower(i), "and" | "," | "&" | "the" | "as" | "well" | "his" | "her" | "its" | "their");
        let and = gap.clone().any(|i| matches!(text.lower(i), "and" | "&"));
        if gap.is_empty()
            || gap.len() > 3
            || !gap.clone().all(link)
            || !(and || joined && gap.len() == 1)
            || governor(text, before, zone).is_some_and(|word| !matches!(word, "of" | "between" | "both"))
        {
            break;
        }
        joined = true;
        actors.splice(0..0, before.actors.iter().copied());
        start = before.tokens.start;
        at -= 1;
    }
    let mut seen = Vec::new();
    actors.retain(|a| {
        let new = !seen.contains(a);
        seen.push(*a);
        new
    });
    if start > zone.start && matches!(text.lower(start - 1), "the" | "both") {
        start -= 1;
    }
    Subject { actors, tokens: Some(start..mention.tokens.end), first_person: false, other: false }
}

/// The preposition that a mention stands under.
fn governor<'t>(text: &'t Text<'_>, mention: &Mention, zone: &Range<usize>) -> Option<&'t str> {
    let mut at = mention.tokens.start.checked_sub(1).filter(|&i| i >= zone.start)?;
    while at > zone.start && matches!(text.lower(at), "the" | "both" | "a" | "an" | "some" | "all" | "former" | "senior") {
        at -= 1;
    }
    let word = text.lower(at);
    // "between Norland and Sudria": what governs the first governs the second.
    if matches!(word, "and" | "," | "or") && at > zone.start {
        let mut first = at - 1;
        while first > zone.start && text.tokens[first].capital && first + 4 > at {
            first -= 1;
        }
        let word = text.lower(first);
        return matches!(word, "between" | "with" | "of" | "among").then_some(word);
    }
    matches!(
        word,
        "of" | "in"
            | "on"
            | "with"
            | "to"
            | "from"
            | "for"
            | "by"
            | "against"
            | "between"
            | "at"
            | "about"
            | "near"
            | "over"
            | "under"
            | "toward"
            | "towards"
            | "into"
            | "among"
            | "than"
            | "like"
            | "including"
            | "despite"
    )
    .then_some(word)
}

/// The first mention of some tokens that stands under no preposition; `aside` where only what comes before the comma counts.
fn first_free(text: &Text<'_>, cast: &Cast, tokens: Range<usize>, aside: bool) -> Subject {
    let mentions = cast.mentions_in(tokens.clone());
    for mention in mentions {
        if matches!(mention.form, Form::Place) || mention.tokens.end > tokens.end {
            continue;
        }
        let governed = governor(text, mention, &tokens);
        let of_people = governed == Some("of") && mention.tokens.start >= tokens.start + 2;
        if governed.is_none() || of_people {
            if mention.form == Form::Attribute && !of_people {
                // "Norland’s proposal was": a thing of Norland's, not Norland.
                return Subject { other: true, ..Subject::default() };
            }
            let (actors, end) = with_joined(text, mention, mentions);
            let near = aside || tokens.end.saturating_sub(end) <= 2;
            return Subject { actors, tokens: near.then_some(mention.tokens.start..end), first_person: false, other: false };
        }
    }
    let words = tokens.clone().any(|i| text.tokens[i].kind == TokenKind::Word);
    Subject { other: words, ..Subject::default() }
}

/// "His", "its": a pronoun for whose something is.
pub(super) fn is_owner(text: &Text<'_>, mention: &Mention) -> bool {
    mention.tokens.len() == 1 && matches!(text.lower(mention.tokens.start), "his" | "her" | "its" | "their")
}

/// The actors of a mention with those joined to it on the right ("Norland and Sudria, meeting in Port Alba"), and where they end.
fn with_joined(text: &Text<'_>, first: &Mention, mentions: &[Mention]) -> (Vec<usize>, usize) {
    let mut actors = first.actors.clone();
    let mut end = first.tokens.end;
    for next in mentions.iter().filter(|m| m.tokens.start >= first.tokens.end && !is_owner(text, m)) {
        let gap = end..next.tokens.start;
        let and = gap.clone().any(|i| matches!(text.lower(i), "and" | "&"));
        let joins = |i: usize| matches!(text.lower(i), "and" | "&" | "," | "the" | "his" | "her" | "its" | "their");
        if !and || gap.len() > 3 || next.form != Form::Name || !gap.clone().all(joins) {
            break;
        }
        actors.extend(next.actors.iter().copied().filter(|a| !first.actors.contains(a)));
        end = next.tokens.end;
    }
    (actors, end)
}

/// Where the clause that holds `at` begins.
pub(super) fn clause_start(text: &Text<'_>, zone: &Range<usize>, at: usize) -> usize {
    let mut start = at;
    while start > zone.start {
        let word = text.lower(start - 1);
        if matches!(
            word,
            ";" | ":"
                | "—"
                | "–"
                | "that"
                | "while"
                | "although"
                | "though"
                | "whereas"
                | "because"
                | "if"
                | "when"
                | "but"
                | "“"
                | "”"
                | "\""
                | "("
        ) {
            break;
        }
        if word == "and" && start >= zone.start + 2 && text.lower(start - 2) == "," {
            break;
        }
        start -= 1;
    }
    start
}

/// Where the words that belong to a verb end: the token after the last.
pub(super) fn clause_end(text: &Text<'_>, cast: &Cast, zone: &Range<usize>, from: usize, is_verb: &dyn Fn(usize) -> bool) -> usize {
    let mut at = from;
    while at < zone.end {
        let word = text.lower(at);
        let next = text.lower(at + 1);
        let stop = match word {
            ";" | "—" | "–" => true,
            "--" => true,
            "while" | "although" | "though" | "whereas" => at > from,
            "because" => at > from,
            "after" | "before" | "since" | "when" if text.lower(at + 1).ends_with("ing") => at > from + 3,
            "after" | "before" | "as" | "since" | "when" => at > from + 3 && opens_clause(text, cast, at + 1, zone.end, is_verb),
            // "to stop the raids and to open the locks": two things that are wanted.
            "and" | "or" if next == "to" && at > from => true,
            "," => {
                SAYS.contains(&next)
                    || matches!(
                        next,
                        "but"
                            | "while"
                            | "although"
                            | "though"
                            | "whereas"
                            | "which"
                            | "who"
                            | "where"
                            | "as"
                            | "after"
                            | "before"
                            | "because"
                            | "since"
                            | "so"
                            | "despite"
                            | "following"
                            | "according"
                            | "amid"
                            | "even"
                            | "when"
                            | "an"
                    )
                    || next.ends_with("ing")
                        && next.len() > 4
                        && !matches!(next, "including" | "during" | "nothing" | "something" | "everything" | "beijing")
                    || matches!(next, "with" | "that") && at > from + 2
                    || is_verb(at + 1) && (next.ends_with("ed") || PAST.contains(&next))
                    || matches!(next, "and" | "or")
                        && (text.lower(at + 2) == "that" || verb_before_mark(text, at + 2, zone.end))
                        && at > from + 1
                    || matches!(next, "and" | "or") && (opens_clause(text, cast, at + 2, zone.end, is_verb) || is_verb(at + 2))
                    || opens_clause(text, cast, at + 1, zone.end, is_verb)
            }
            "and" | "but" | "or" => {
                at > from
                    && (AUXILIARIES.contains(&next) && !matches!(next, "not" | "never")
                        || is_adverb(text, at + 1) && is_verb(at + 2)
                        || is_verb(at + 1) && !text.lower(at + 1).ends_with("ing")
                        || opens_clause(text, cast, at + 1, zone.end, is_verb))
            }
            _ => false,
        };
        if stop {
            break;
        }
        at += 1;
    }
    // The closing mark of a sentence is no part of what is said.
    while at > from && text.tokens[at - 1].kind == TokenKind::Mark && matches!(text.lower(at - 1), "." | "," | "!" | "…" | ":") {
        at -= 1;
    }
    at
}

/// Whether a finite auxiliary comes before the next mark: ", and the members will".
fn verb_before_mark(text: &Text<'_>, from: usize, limit: usize) -> bool {
    (from + 1..limit.min(from + 8)).take_while(|&i| text.tokens[i].kind != TokenKind::Mark).any(|i| {
        matches!(
            text.lower(i),
            "is" | "are" | "was" | "were" | "will" | "would" | "has" | "have" | "had" | "must" | "can" | "could" | "should"
        )
    })
}

/// Whether a new clause with a subject of its own begins at `at`.
fn opens_clause(text: &Text<'_>, cast: &Cast, at: usize, limit: usize, is_verb: &dyn Fn(usize) -> bool) -> bool {
    if at >= limit {
        return false;
    }
    let verb_soon = |from: usize| {
        let mut i = from;
        while i < limit && (is_adverb(text, i) || AUXILIARIES.contains(&text.lower(i))) {
            if AUXILIARIES.contains(&text.lower(i)) {
                return true;
            }
            i += 1;
        }
        i < limit && (is_verb(i) || SAYS.contains(&text.lower(i)))
    };
    if matches!(text.lower(at), "we" | "i" | "they" | "he" | "she" | "it" | "there" | "you") {
        return verb_soon(at + 1);
    }
    let start = if matches!(text.lower(at), "the" | "a" | "an" | "both") { at + 1 } else { at };
    cast.mentions_in(at..start + 1).first().is_some_and(|m| m.form == Form::Name && verb_soon(m.tokens.end))
}

/// The plain verbs of saying.
#[rustfmt::skip]
pub(super) const SAYS: &[&str] = &[
    "said", "says", "say", "told", "added", "stated", "wrote", "noted", "explained", "declared", "tweeted", "announced", "argued",
    "confirmed", "continued", "reported", "adding", "saying", "claimed",
];
