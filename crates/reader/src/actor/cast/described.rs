//! Those who are described and not named: "both sides", "several senior officials", "the two leaders", "its allies".
use super::{Builder, DESCRIBING, Form, KINDS_OF, complement, is_in_the_know, is_noun_like, is_where, text_words};
use crate::actor::gazetteer;
use crate::actor::name::is_of_a_continent;
use crate::actor::word::{
    AGAINST, CROWDS, GROUPS_OF, NO_NAMES, OFFICE_PARTS, OFFICES, SPEAKS, SPEAKS_ON_BEHALF, TRADES, UNNAMED_HEADS, UNNAMED_SINGULAR, among,
    is_compound, takes_side,
};
use crate::measure::number_word;
use crate::text::{Text, TokenKind};
use evidence::{ActorKind, Role};
use std::collections::HashMap;
use std::ops::Range;

/// Words that open the description of somebody without a name.
#[rustfmt::skip]
const UNNAMED_OPENERS: &[&str] = &[
    "a", "an", "the", "some", "several", "two", "three", "senior", "top", "western", "european", "african", "arab", "gulf",
    "regional", "international", "world", "leftist", "islamist", "key", "other", "its", "foreign", "rebel", "government", "unnamed",
    "diplomatic", "military", "security", "allied", "six", "five", "unidentified", "local", "many", "all", "our", "their", "his",
    "neighbouring", "neighboring", "multiple", "certain", "various", "numerous", "former", "high-ranking", "veteran", "anonymous",
];

/// Words between the opener and the head of a description without a name.
#[rustfmt::skip]
const UNNAMED_QUALITIES: &[&str] = &[
    "european", "western", "arab", "african", "gulf", "regional", "senior", "rebel", "world", "peace", "un", "foreign",
    "international", "other", "key", "allied", "diplomatic", "leftist", "islamist", "government",
];

/// Plural heads that are things of somebody rather than somebody.
#[rustfmt::skip]
const NO_SOURCES: &[&str] = &[
    "forces", "troops", "soldiers", "countries", "nations", "states", "governments", "families", "unions", "carriers", "workers",
    "employers", "companies", "generals", "sides",
];

/// What somebody's official works for who is no state's.
const PRIVATE_EMPLOYERS: &[&str] = &[
    "hotel",
    "bank",
    "banking",
    "company",
    "industry",
    "airline",
    "factory",
    "hospital",
    "school",
    "university",
    "union",
    "business",
    "club",
    "shipping",
];

/// Which states, right before "countries" or "nations": those of a kind, which may act together.
#[rustfmt::skip]
const SOME_STATES: &[&str] = &[
    "poor", "poorer", "rich", "richer", "developing", "developed", "industrial", "industrialized", "industrialised", "western", "european",
    "arab", "african", "asian", "gulf", "latin", "muslim", "islamic", "neighbouring", "neighboring", "donor", "creditor", "debtor", "producing",
    "producer", "exporting", "consuming", "consumer", "importing", "allied", "nonaligned", "non-aligned", "eastern", "caribbean", "pacific",
    "guarantor", "signatory", "member", "mediating", "participating", "frontline", "front-line", "coastal", "island", "mediterranean",
];

/// Those who work where there is need, and are nobody's party.
#[rustfmt::skip]
const HELPERS: &[&str] = &["aid", "relief", "rescue", "emergency", "humanitarian", "medical", "hospital", "health"];

impl Builder<'_, '_> {
    /// Descriptions without a name: "the president", "mediators", "a source close to the talks", "both sides".
    pub(super) fn descriptions(&mut self) {
        let text = self.text;
        let mut taken = vec![false; text.tokens.len()];
        let mut starts: HashMap<usize, usize> = HashMap::new();
        for (index, draft) in self.drafts.iter().enumerate() {
            for (tokens, ..) in &draft.mentions {
                // "The Norland-backed fighters" are not taken by Norland.
                if !(tokens.len() == 1 && is_compound(text.lower(tokens.start))) {
                    taken[tokens.clone()].fill(true);
                }
                starts.entry(tokens.start).or_insert(index);
            }
        }
        for sentence in &text.sentences {
            let mut at = sentence.tokens.start;
            while at < sentence.tokens.end {
                if !taken[at]
                    && let Some(end) = self.description(at, sentence.tokens.end, &taken, &starts)
                {
                    taken[at..end].fill(true);
                    at = end;
                } else {
                    at += 1;
                }
            }
        }
    }

    pub(super) fn description(&mut self, at: usize, limit: usize, taken: &[bool], starts: &HashMap<usize, usize>) -> Option<usize> {
        let text = self.text;
        let lower = text.lower(at);
        if text.tokens[at].kind == TokenKind::Mark {
            return None;
        }
        let free = |range: Range<usize>| range.end <= limit && !taken[range].iter().any(|&t| t);
        if matches!(lower, "both" | "two" | "warring" | "all" | "the" | "opposing" | "rival" | "either" | "each") {
            let mut end = at + 1;
            while end < limit.min(at + 4)
                && matches!(
                    text.lower(end),
                    "two" | "warring" | "the" | "opposing" | "rival" | "of" | "both" | "all" | "negotiating" | "conflicting"
                )
            {
                end += 1;
            }
            if end < limit
                && (matches!(text.lower(end), "sides" | "parties" | "side" | "belligerents" | "capitals")
                    || text.lower(end - 1) == "two"
                        && matches!(
                            text.lower(end),
                            "leaders"
                                | "presidents"
                                | "countries"
                                | "nations"
                                | "states"
                                | "governments"
                                | "ministers"
                                | "foes"
                                | "enemies"
                                | "neighbours"
                                | "neighbors"
                                | "powers"
                        )
                    || lower == "both"
                        && matches!(text.lower(end), "leaders" | "presidents" | "countries" | "nations" | "states" | "governments"))
                && (text.lower(end) != "side" || matches!(lower, "either" | "each"))
                && free(at..end + 1)
            {
                let end = end + 1 + of_the_conflict(text, end + 1, limit);
                let end = if free(at..end) { end } else { end.min(limit) };
                let span = text.span_of(at..end)?;
                self.joint.push((at..end, span));
                return Some(end);
            }
        }
        // Of a readout: "The leaders agreed", "The three ministers", "The national security advisors", "The two also spoke".
        if let Some(title) = self.readout.as_ref().filter(|_| lower == "the") {
            let three = usize::from(matches!(text.lower(at + 1), "three" | "four" | "five"));
            let who = (at + 1 + three..limit.min(at + 5)).find(|&i| !among(OFFICE_PARTS, text.lower(i))).unwrap_or(limit);
            let noun = text.lower(who);
            let of_the_title = || {
                let one = noun.strip_suffix("ies").map_or_else(|| noun.trim_end_matches('s').to_owned(), |stem| format!("{stem}y"));
                matches!(noun, "ministers" | "advisors" | "advisers" | "secretaries") && (title.contains(&one) || title.contains(noun))
            };
            let all = matches!(noun, "leaders" | "presidents" | "participants" | "principals")
                || three > 0 && matches!(noun, "countries" | "nations" | "ministers" | "nsas" | "advisors" | "advisers")
                || of_the_title();
            // "The ministers of Norland", "The advisors Orr and Dell": these are told apart.
            let others = matches!(text.lower(who + 1), "of" | "from" | "'s") || text.tokens.get(who + 1).is_some_and(|next| next.capital);
            let two = text.lower(at + 1) == "two" && (crate::date::is_past_verb(text, at + 2) || text.lower(at + 2) == "also");
            let end = if two { at + 2 } else { who + 1 };
            if end <= limit && (two || all && !others) && free(at..end) {
                let span = text.span_of(at..end)?;
                self.joint.push((at..end, span));
                return Some(end);
            }
        }
        if lower == "the"
            && let Some(end) = self.short_name(at + 1, limit).filter(|end| free(at..*end))
        {
            return Some(end);
        }
        // "the president", "the foreign minister": the one who holds that office here.
        if lower == "the" || lower == "his" || lower == "its" {
            let mut end = at + 1;
            while end < limit && (among(OFFICE_PARTS, text.lower(end)) || among(OFFICES, text.lower(end))) {
                end += 1;
            }
            if lower == "the" && end > at + 1 && among(OFFICES, text.lower(end - 1)) && text.lower(end) != "of" && free(at..end) {
                let office = text_words(text, at + 1..end);
                if let Some(person) = self.office_holder(None, &office).or_else(|| self.recent_holder(&office, at..end)) {
                    self.mention(person, at..end, Form::Name);
                    return Some(end);
                }
                let one = matches!(office.last().map(String::as_str), Some("president" | "premier" | "chancellor" | "king"))
                    || office.ends_with(&["prime".to_owned(), "minister".to_owned()]);
                let held = office.last().is_some_and(|title| self.drafts.iter().any(|draft| draft.office.contains(title)));
                if one
                    && !held
                    && let Some(state) = self.where_opens(at, starts)
                {
                    self.mention(state, at..end, Form::Name);
                    return Some(end);
                }
            }
        }
        self.collective(at, limit, taken).or_else(|| self.unnamed(at, limit, taken, starts))
    }

    /// The state that the sentence opens with as the place of all that follows: "But in Norland, the president". A capital is where a visitor
    /// may speak.
    pub(super) fn where_opens(&self, at: usize, starts: &HashMap<usize, usize>) -> Option<usize> {
        let text = self.text;
        let sentence = &text.sentences[text.sentence_at(text.tokens[at].span.start())?].tokens;
        let place = if text.lower(sentence.start) == "in" { sentence.start + 1 } else { sentence.start + 2 };
        let hit = self.gazetteer.find(text, place).filter(|hit| hit.form == gazetteer::Form::Name)?;
        let state = *starts.get(&place).filter(|_| text.lower(place - 1) == "in" && place < at)?;
        (self.drafts[state].kind == ActorKind::State && text.lower(place + hit.length) == ",").then_some(state)
    }

    /// "The North" beside both a North and a South of one name, "the House" of the Congress that the text names: gives it its mention, and where
    /// it ends. `at` is the word after "the".
    pub(super) fn short_name(&mut self, at: usize, limit: usize) -> Option<usize> {
        let text = self.text;
        let next = text.lower(at + 1);
        let longer = text.tokens.get(at + 1).is_some_and(|next| next.capital && next.spaced && next.kind == TokenKind::Word);
        if at >= limit || longer || next == "of" {
            return None;
        }
        let whose = match text.token(at) {
            "House" => self.house()?,
            "North" | "South" => self.half(text.lower(at))?,
            _ => return None,
        };
        let form = match next {
            "'s" => Form::Attribute,
            _ if self.drafts[whose].kind == ActorKind::State && is_where(text, at - 1) => Form::Place,
            _ => Form::Name,
        };
        self.mention(whose, at - 1..at + 1, form);
        Some(at + 1)
    }

    /// The House of Representatives, where the text names it in full, its Congress or its Senate.
    pub(super) fn house(&mut self) -> Option<usize> {
        let house = self.gazetteer.named("House of Representatives")?;
        let beside = ["Congress", "Senate"].iter().filter_map(|name| self.gazetteer.named(name));
        let named = beside.chain([house]).any(|it| self.by_known.contains_key(&it));
        named.then(|| self.known(house))
    }

    /// The state whose name begins with a quarter, where the text names its other half, too: of "North Korea" and "South Korea", of "Sudan" and
    /// "South Sudan".
    pub(super) fn half(&self, quarter: &str) -> Option<usize> {
        let named = |name: &str| {
            let known = self.by_known.get(&self.gazetteer.named(name)?)?;
            (!self.drafts[*known].mentions.is_empty()).then_some(*known)
        };
        let other = if quarter == "north" { "South" } else { "North" };
        let begins = |at: &usize| {
            let draft = &self.drafts[*at];
            let rest = draft.name.split_once(' ').filter(|(first, _)| first.to_lowercase() == quarter).map(|(_, rest)| rest);
            let halved = rest.is_some_and(|rest| named(&format!("{other} {rest}")).is_some() || named(rest).is_some());
            draft.kind == ActorKind::State && halved && !draft.mentions.is_empty()
        };
        let mut fits = self.by_known.values().copied().filter(begins);
        let first = fits.next()?;
        fits.next().is_none().then_some(first)
    }

    /// A source or group without a name, with its few words before: "two senior officials", "European leaders".
    pub(super) fn unnamed(&mut self, at: usize, limit: usize, taken: &[bool], starts: &HashMap<usize, usize>) -> Option<usize> {
        let text = self.text;
        let opens = UNNAMED_OPENERS.contains(&text.lower(at)) || is_compound(text.lower(at));
        // "the League, which monitors the truce": a verb.
        if at > 0 && matches!(text.lower(at - 1), "which" | "who" | "that" | "to") && !opens {
            return None;
        }
        let mut end = at;
        while end < limit.min(at + 5) && text.tokens[end].kind != TokenKind::Mark && !taken[end] {
            let word = text.lower(end);
            let trade = TRADES.contains(&word);
            if trade
                && (end == at || opens)
                && let Some(union) =
                    self.only_union().filter(|union| !matches!(text.lower(end + 1), "of" | "at") && self.is_of_trade(*union, word))
            {
                self.mention(union, at..end + 1, Form::Name);
                return Some(end + 1);
            }
            let capital = text.tokens[end].capital && end > at && !is_compound(word);
            // "The rebels", but not "the rebels in the south" nor "In Dessa, the rebels".
            let the = end == at + 1 && text.lower(at) == "the" || end == at && at > 0 && text.lower(at - 1) == "the";
            if the && AGAINST.contains(&word) && !capital {
                let next = text.lower(end + 1);
                let what = word == "opposition"
                    && text.tokens.get(end + 1).is_some_and(|next| next.kind == TokenKind::Word && is_noun_like(text, end + 1));
                let first = text.sentence_at(text.tokens[at].span.start()).map_or(at, |i| text.sentences[i].tokens.start);
                let elsewhere = matches!(next, "in" | "from" | "of" | "at" | "near" | "to") || text.lower(first) == "in";
                // "The opposition in Norland": it stands against it.
                if word == "opposition"
                    && next == "in"
                    && let Some(&state) = starts.get(&(end + 2)).filter(|&&it| self.drafts[it].kind == ActorKind::State)
                {
                    let group = self.add(format!("opposition in {}", self.drafts[state].name), ActorKind::Unnamed, None);
                    self.mention(group, at..end + 1, Form::Name);
                    return Some(end + 1);
                }
                // "The opposition has called the vote a sham": nobody's name, and not the state that was named last.
                let acts = matches!(next, "has" | "have" | "says" | "will" | "would") || crate::date::is_past_verb(text, end + 1);
                if word == "opposition" && acts && !elsewhere && self.only_against(word).is_none() {
                    let group = self.add("opposition".to_owned(), ActorKind::Unnamed, None);
                    self.mention(group, at..end + 1, Form::Name);
                    return Some(end + 1);
                }
                if let Some(group) = self.only_against(word).filter(|_| !what && !elsewhere) {
                    self.mention(group, at..end + 1, Form::Name);
                    return Some(end + 1);
                }
            }
            let of_kind = word == "groups" && end > 0 && GROUPS_OF.contains(&text.lower(end - 1));
            let crowd = of_kind
                || CROWDS.contains(&word) && !capital
                || trade && !matches!(word, "members" | "staff" | "writers" | "actors" | "engineers" | "doctors");
            let sided = (at..end).any(|i| takes_side(text.lower(i)));
            let plural = UNNAMED_HEADS.contains(&word)
                && !NO_SOURCES.contains(&word)
                && (word != "coalition" || sided)
                && (word != "powers" || end > at && is_of_powers(text.lower(end - 1)))
                || sided && matches!(word, "forces" | "troops" | "soldiers")
                || crowd
                || matches!(word, "people" | "persons" | "individuals") && is_in_the_know(text, end + 1)
                || word == "reports" && matches!(text.lower(end.saturating_sub(1)), "news" | "media" | "press") && end > at
                || word == "community" && text.lower(end.saturating_sub(1)) == "international"
                || matches!(word, "countries" | "nations" | "states") && end > 0 && SOME_STATES.contains(&text.lower(end - 1));
            let singular = UNNAMED_SINGULAR.contains(&word)
                && matches!(text.lower(at), "a" | "an" | "one" | "the")
                && word != "statement"
                && word != "communique"
                && word != "communiqué"
                || matches!(word, "lawyer" | "attorney") && text.lower(end + 1) == "for" && matches!(text.lower(at), "a" | "an" | "the");
            let more = UNNAMED_HEADS.contains(&text.lower(end + 1)) || UNNAMED_SINGULAR.contains(&text.lower(end + 1));
            let opens = opens || word == "reports" && end == at + 1;
            if (plural || singular) && !more && (end == at || opens) {
                let possessor = matches!(text.lower(at), "its" | "their" | "his" | "our");
                let opening = text.sentence_at(text.tokens[at].span.start()).is_some_and(|i| text.sentences[i].tokens.start == at);
                let before = at.checked_sub(1).filter(|&i| {
                    let named = text.tokens[i].capital && text.tokens[i].kind == TokenKind::Word;
                    !opening && named && !taken[i] && !among(NO_NAMES, text.lower(i))
                });
                let mut start = before.filter(|_| !matches!(text.lower(at), "the" | "a" | "an" | "some" | "two")).unwrap_or(at);
                let describes = |word: &str| {
                    let of_state = matches!(text.lower(end), "countries" | "nations" | "states") && SOME_STATES.contains(&word);
                    DESCRIBING.contains(&word) && start < at || KINDS_OF.contains(&word) || of_kind && GROUPS_OF.contains(&word) || of_state
                };
                let first = text.sentence_at(text.tokens[at].span.start()).map_or(at, |i| text.sentences[i].tokens.start);
                let mut left = start;
                while left > first && !taken[left - 1] && describes(text.lower(left - 1)) {
                    left -= 1;
                }
                start = if is_of_a_continent(text, left) { left - 1 } else { left };
                let tokens = start..end + 1;
                let name =
                    self.words(&(if matches!(text.lower(start), "the") && end > start { start + 1..end + 1 } else { tokens.clone() }));
                if singular && !is_source_like(text, end) {
                    return None;
                }
                let helps = HELPERS.contains(&text.lower(end.saturating_sub(1)));
                let kind = if (crowd && !helps
                    || sided
                    || matches!(
                        word,
                        "leaders" | "powers" | "rebels" | "allies" | "militants" | "guerrillas" | "separatists" | "mps" | "senators"
                    ))
                    && !possessor
                {
                    ActorKind::Group
                } else {
                    ActorKind::Unnamed
                };
                // "Norland and its allies": Norland’s.
                let owner = (1..=4).find_map(|back| {
                    let whole = starts.get(&at.checked_sub(back + 1)?)?;
                    let named = self.drafts[*whole].mentions.iter().rev().take(8).any(|(named, ..)| named.end + 1 == at);
                    (named && text.lower(at - 1) == "and").then_some(*whole)
                });
                let name = match owner.filter(|_| matches!(text.lower(at), "its" | "their" | "his")) {
                    Some(owner) => format!("{}’s {}", self.drafts[owner].name, self.words(&(at + 1..end + 1))),
                    None => name,
                };
                // "officials in Port Alba", "fighters from the group", "a spokesman for Orr": they speak for whom they belong to; refugees do not.
                let on_behalf = text.lower(end + 1) == "for" && SPEAKS_ON_BEHALF.contains(&word);
                let whole = (on_behalf || matches!(text.lower(end + 1), "in" | "of" | "from" | "at"))
                    .then(|| if text.lower(end + 2) == "the" { end + 3 } else { end + 2 })
                    .and_then(|at| starts.get(&at).copied())
                    .filter(|&whole| on_behalf || self.drafts[whole].kind != ActorKind::Person);
                // Nor do those who work somewhere: "farmers in Norland", "a hotel official in Port Alba".
                let private = trade || (start..end).any(|i| PRIVATE_EMPLOYERS.contains(&text.lower(i)));
                let in_state = whole.is_some_and(|whole| self.drafts[whole].kind == ActorKind::State);
                // "Pilots at Alba Air": they are not the firm.
                let at_firm = trade && whole.is_some_and(|whole| self.drafts[whole].kind == ActorKind::Company);
                // "Guerrillas in Norland": they stand against it, and what they do it has not done.
                let against = AGAINST.contains(&word) && in_state;
                let alone = crowd && !trade && !AGAINST.contains(&word) || (private && in_state || at_firm || against) && !on_behalf;
                let name = match whole {
                    Some(whole) if !self.drafts[whole].name.is_empty() => {
                        format!("{name} {} {}", text.lower(end + 1), self.drafts[whole].name)
                    }
                    _ => match complement(text, end + 1, limit) {
                        more if more > end + 1 => format!("{name} {}", self.words(&(end + 1..more))),
                        _ => name,
                    },
                };
                let whole = whole.filter(|_| !alone);
                // "Union leaders", "company officials": of the only one.
                let of_one = |before: &str| {
                    matches!(word, "leaders" | "officials" | "negotiators" | "representatives" | "official" | "spokesman" | "spokeswoman")
                        && end > 0
                        && text.lower(end - 1) == before
                };
                let whole = whole.or_else(|| {
                    if of_one("union") {
                        self.only_union()
                    } else if of_one("company") {
                        self.only_company()
                    } else {
                        None
                    }
                });
                let kind = if whole.is_some() { ActorKind::Unnamed } else { kind };
                let mediators = whole.is_none() && word.starts_with("mediator") && matches!(text.lower(at), "the" | "mediators");
                let whole = whole.or_else(|| mediators.then(|| self.only(Role::Mediator)).flatten());
                let draft = self.add(name, kind, whole);
                self.mention(draft, tokens, Form::Name);
                return Some(end + 1);
            }
            let first = end == at && opens;
            // "News reports".
            let of_reports = matches!(word, "news" | "media" | "press") && text.lower(end + 1) == "reports";
            let firm = opens && PRIVATE_EMPLOYERS.contains(&word);
            if !first && !of_reports && !firm && !among(OFFICE_PARTS, word) && !UNNAMED_QUALITIES.contains(&word) && !is_compound(word) {
                return None;
            }
            end += 1;
        }
        None
    }
}

/// What powers are called that are states: "world powers", "five powers", and not "emergency powers".
fn is_of_powers(word: &str) -> bool {
    matches!(word, "world" | "western" | "major" | "regional" | "foreign" | "european" | "great" | "global" | "big" | "colonial")
        || number_word(word).is_some_and(|n| n > 1)
}

/// How many words after "the parties" say of what they are parties: "to the conflict", "to the long war".
fn of_the_conflict(text: &Text<'_>, at: usize, limit: usize) -> usize {
    if !matches!(text.lower(at), "to" | "in") || !matches!(text.lower(at + 1), "the" | "this" | "that") {
        return 0;
    }
    let noun = (at + 2..limit.min(at + 5))
        .find(|&i| matches!(text.lower(i), "conflict" | "war" | "dispute" | "fighting" | "talks" | "negotiations"));
    noun.map_or(0, |noun| noun + 1 - at)
}

/// Whether a singular description is somebody who says something: it has "close to", "who", "in", or a verb of saying beside it.
fn is_source_like(text: &Text<'_>, head: usize) -> bool {
    matches!(
        text.lower(head + 1),
        "close" | "who" | "familiar" | "with" | "from" | "in" | "for" | "at" | "on" | "briefed" | "involved" | ","
    ) || SPEAKS.contains(&text.lower(head + 1))
}
