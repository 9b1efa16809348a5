//! Names and what stands beside them: whose army, opposition or ministry, what a name is short for, names within one word.
use super::introduced::told_behind;
use super::{
    Builder, DESCRIBING, Draft, Form, KINDS_OF, complement, family, form_of_phrase, initials_fit, is_no_longer, is_noun_like, text_words,
};
use crate::actor::gazetteer::{self, Hit};
use crate::actor::name::{Piece, Run, is_place, past_aside};
use crate::actor::unknown::UnknownStates;
use crate::actor::word::{
    AGAINST, BODY_HEADS, COMPANY_FORMS, COMPANY_HEADS, GROUP_HEADS, GROUPS_OF, IN_TRADE, MEDIA_HEADS, NO_NAMES, OFFICE_PARTS, OFFICES,
    PRIVATE, SPEAKS, STANDS_FOR, UNION_WORDS, UNNAMED_HEADS, among,
};
use crate::text::{Text, TokenKind};
use evidence::{ActorKind, Span};
use std::ops::Range;

/// Heads that make a possessed phrase somebody unnamed: "Norland’s officials".
#[rustfmt::skip]
const OFFICIALS: &[&str] = &[
    "officials", "official", "diplomats", "diplomat", "spokesman", "spokeswoman", "spokesperson", "prosecutors", "lawmakers", "lawmaker",
    "politicians", "sources", "source", "aides", "aide", "ministers", "mediators", "mediator", "negotiator", "advisers", "adviser",
    "delegates", "delegate", "critics",
];

/// What those who work together are called, by its last word.
const UNIONS: &[&str] = &["union", "unions", "federation", "guild", "association"];

/// Which of a state's groups, right before what they are: the one that counts.
const FOREMOST_OF: &[&str] = &["main", "largest", "biggest", "leading", "mainstream"];

/// Heads that make a possessed phrase a body: "Norland’s foreign ministry".
#[rustfmt::skip]
const STATE_BODIES: &[&str] = &[
    "ministry", "parliament", "police", "military", "army", "media", "navy", "council", "commission", "committee", "court", "agency",
    "department", "office", "cabinet", "delegation",
];

/// Words of the names of bodies that are no state's, though they have its name: "the Norlander Harbour Union", "the Rights League of Norland".
const OF_NO_STATE: &[&str] = &[
    "association",
    "federation",
    "confederation",
    "union",
    "league",
    "chamber",
    "institute",
    "alliance",
    "foundation",
    "observatory",
    "society",
];

/// Where those end who are in a state and do not speak for it, with at most two plain words before what they are: "rice exporters".
fn private_end(text: &Text<'_>, at: usize) -> Option<usize> {
    let plain = |i: usize| text.tokens.get(i).is_some_and(|it| it.kind == TokenKind::Word && it.spaced && !it.capital);
    // "Sudrian officials told exporters", "Sudrian and foreign firms".
    let goes_on = |i: usize| plain(i) && !text.lower(i).ends_with('s') && !text.lower(i).ends_with("ed") && is_noun_like(text, i);
    let head = (at..at + 3).take_while(|&i| plain(i)).find(|&i| PRIVATE.contains(&text.lower(i)) || IN_TRADE.contains(&text.lower(i)))?;
    // "Policy makers", and ships: "the carriers moved to the Gulf".
    let other = match text.lower(head) {
        "makers" => matches!(text.lower(head - 1), "policy" | "law" | "decision" | "peace"),
        "carriers" => !matches!(text.lower(head - 1), "air" | "ocean"),
        _ => false,
    };
    (!other && (at..head).all(goes_on)).then_some(head + 1)
}

/// What those work for or trade in who speak for no state, right before what they are: "a Sudrian airline spokesman".
const SECTORS: &[&str] = &[
    "airline",
    "airlines",
    "industry",
    "union",
    "newspaper",
    "magazine",
    "company",
    "corporate",
    "business",
    "bank",
    "banking",
    "shipping",
];

/// Where those end who are in a state and speak for a firm, a trade or a union there: "airline spokesman", "wine industry representatives".
/// Whoever is called by name after that is told of by it.
fn sector_end(text: &Text<'_>, at: usize) -> Option<usize> {
    let plain = |i: usize| text.tokens.get(i).is_some_and(|it| it.kind == TokenKind::Word && it.spaced && !it.capital);
    let speaks = |i: usize| {
        matches!(
            text.lower(i).trim_end_matches('s'),
            "spokesman"
                | "spokeswoman"
                | "spokesperson"
                | "official"
                | "representative"
                | "leader"
                | "executive"
                | "editor"
                | "manager"
                | "source"
        )
    };
    let sector = (at..at + 3).take_while(|&i| plain(i)).find(|&i| SECTORS.contains(&text.lower(i)) && speaks(i + 1))?;
    // "The state airline", "central bank officials", "the customs union"; and whose industry is its army's.
    let of_state = |i: usize| {
        matches!(
            text.lower(i),
            "state"
                | "government"
                | "ministry"
                | "national"
                | "central"
                | "public"
                | "customs"
                | "economic"
                | "defence"
                | "defense"
                | "military"
                | "arms"
                | "nuclear"
                | "oil"
        )
    };
    let named = text.tokens.get(sector + 2).is_some_and(|it| it.capital);
    (plain(sector + 1) && !named && (at..sector).all(|i| is_noun_like(text, i) && !of_state(i))).then_some(sector + 2)
}

/// Whether somebody does something, by the word after: of what only happens to a state's firms, the state is told.
fn acts_after(text: &Text<'_>, end: usize) -> bool {
    let word = text.lower(end);
    SPEAKS.contains(&word)
        || matches!(word, "have" | "had" | "will" | "would" | "are" | "were" | "want")
        || crate::date::is_past_verb(text, end)
}

/// Whether a word in capitals says of what people or faith somebody is: "Kurdish", "Maoist", "Basque".
fn is_adjective_in_capitals(text: &Text<'_>, at: usize) -> bool {
    let capital = text.tokens.get(at).is_some_and(|it| it.kind == TokenKind::Word && it.spaced && it.capital);
    let word = text.lower(at);
    let ends = ["ish", "ist", "ian", "ese", "ite", "ic", "an"].iter().any(|end| word.ends_with(end));
    capital && (ends || matches!(word, "muslim" | "basque" | "sunni" | "shia" | "hindu" | "sikh" | "tamil" | "chechen" | "druze" | "arab"))
}

/// Words in capitals before "government" that are no leader's name.
fn states_no_leader(word: &str) -> bool {
    let party =
        ["labour", "labor", "likud", "tory", "conservative", "liberal", "federal", "interim", "transitional", "unity", "national", "royal"];
    party.contains(&word) || word.ends_with("ist") || word.ends_with("ian") || word.ends_with("ic") || word.ends_with("ese")
}

impl Builder<'_, '_> {
    /// The kind that the last word of a name tells, or the word that introduces it.
    pub(super) fn head_kind(&self, run: &Run) -> Option<ActorKind> {
        // "the rebel Tessel River Front": what stands before it is no office of a person.
        let sides = ["rebel", "opposition", "government"];
        if run.office.iter().any(|word| !sides.contains(&word.as_str())) || !run.office.is_empty() && run.name.len() < 2 {
            return None;
        }
        let last = run.name.clone().last()?;
        let head = self.text.lower(last);
        let joined = run.name.clone().find(|&i| matches!(self.text.lower(i), "of" | "for")).map(|i| self.text.lower(i - 1));
        let any = |heads: &[&str]| heads.contains(&head) || joined.is_some_and(|word| heads.contains(&word));
        if let Some(kind) = self.introduced.get(&self.lower_words(&run.name)) {
            return Some(*kind);
        }
        if run.name.len() == 1 && self.text.token(last) != self.text.token(last).to_uppercase() {
            return None;
        }
        // A union of those who work is a group; the African one is a body.
        if head == "union" && run.name.clone().any(|i| i != last && UNION_WORDS.contains(&self.text.lower(i))) {
            Some(ActorKind::Group)
        } else if any(BODY_HEADS) {
            Some(ActorKind::Body)
        } else if any(GROUP_HEADS) {
            Some(ActorKind::Group)
        } else if any(COMPANY_HEADS) {
            Some(ActorKind::Company)
        } else {
            None
        }
    }

    /// The kind of a name whose only own word says that it is a company, a state's name before it aside: "Norland Airlines".
    pub(super) fn firm(&self, run: &Run) -> Option<ActorKind> {
        let head = self.text.lower(run.name.start);
        let medium = MEDIA_HEADS.contains(&head);
        (run.name.len() == 1 && run.office.is_empty() && COMPANY_HEADS.contains(&head) && !medium).then_some(ActorKind::Company)
    }

    /// Second pass: every name gets its mention.
    pub(super) fn names(&mut self, pieces: &[Piece], states: &UnknownStates) {
        let mut skip = 0;
        for (index, piece) in pieces.iter().enumerate() {
            if piece.tokens().start < skip {
                continue;
            }
            match piece {
                Piece::Known { tokens, hit } => {
                    if let Some(firm) = self.firm_called(tokens, *hit) {
                        self.mention(firm, tokens.clone(), Form::Name);
                        continue;
                    }
                    if self.is_half_a_name(tokens, *hit) {
                        continue;
                    }
                    if let Some(another) = self.another(tokens) {
                        if let Some(name) = another {
                            let group = self.add(self.words(&name), ActorKind::Group, None);
                            self.mention(group, name, Form::Name);
                        }
                        continue;
                    }
                    // "Sudanese Armed Rebels Front": a demonym that opens a longer name.
                    if let Some(Piece::Run(run)) = pieces.get(index + 1)
                        && run.tokens.start == tokens.end
                        && let Some(kind) = self.head_kind(run).or_else(|| self.firm(run))
                    {
                        let whole = self.known(hit.known);
                        let private =
                            self.drafts[whole].kind == ActorKind::State && OF_NO_STATE.contains(&self.text.lower(run.name.end - 1));
                        let whole = Some(whole).filter(|_| kind != ActorKind::Company && !private);
                        let draft = self.add(self.words(&(tokens.start..run.name.end)), kind, whole);
                        self.mention(draft, tokens.start..run.name.end, Form::Name);
                        self.acronym(draft, run.name.end);
                        skip = run.tokens.end;
                        continue;
                    }
                    self.known_mention(tokens.clone(), *hit);
                }
                Piece::Run(run) => match self.of_a_people(pieces, index, run) {
                    Some(end) => skip = end,
                    None => self.run_mention(run, states),
                },
            }
        }
    }

    /// "General Confederation of Norlandish Workers": a name that goes on over the state's, as one; where it ends.
    fn of_a_people(&mut self, pieces: &[Piece], index: usize, run: &Run) -> Option<usize> {
        let of = run.name.end.checked_sub(1).filter(|&at| matches!(self.text.lower(at), "of" | "for") && at > run.name.start)?;
        let head = self.text.lower(of - 1);
        let Some(Piece::Known { tokens, hit }) = pieces.get(index + 1) else { return None };
        let Some(Piece::Run(rest)) = pieces.get(index + 2) else { return None };
        let joined = tokens.start == run.name.end && rest.tokens.start == tokens.end && hit.form == gazetteer::Form::Demonym;
        let kind = if GROUP_HEADS.contains(&head) || matches!(head, "confederation" | "federation" | "union" | "association") {
            ActorKind::Group
        } else if BODY_HEADS.contains(&head) {
            ActorKind::Body
        } else {
            return None;
        };
        if !joined || !run.office.is_empty() {
            return None;
        }
        let draft = self.add(self.words(&(run.name.start..rest.name.end)), kind, None);
        self.mention(draft, run.name.start..rest.name.end, Form::Name);
        self.acronym(draft, rest.name.end);
        Some(rest.tokens.end)
    }

    /// "Norlandish has cancelled 40 flights": of Norlandish Airlines, which the text has named before; "the Norlandish" are the people.
    fn firm_called(&self, tokens: &Range<usize>, hit: Hit) -> Option<usize> {
        let text = self.text;
        if hit.form != gazetteer::Form::Demonym || tokens.len() != 1 {
            return None;
        }
        let verb = past_aside(text, tokens.end);
        let word = text.lower(verb);
        let acts = SPEAKS.contains(&word)
            || matches!(word, "has" | "had" | "will" | "would" | "is" | "was" | "wants" | "plans" | "hopes" | "also")
            || crate::date::is_past_verb(text, verb);
        let people = tokens.start.checked_sub(1).is_some_and(|at| matches!(text.lower(at), "the" | "a" | "an"));
        if !acts || people {
            return None;
        }
        let first = text.token(tokens.start);
        let called = |draft: &Draft| {
            draft.kind == ActorKind::Company && draft.name.split_once(' ').is_some_and(|(name, rest)| name == first && !rest.is_empty())
        };
        self.drafts.iter().position(called)
    }

    /// "Norlandish has cancelled 40 flights", where the text names no such firm: an adjective that acts by itself, as one, is short for a name that is
    /// not in the cast, and no state; "the Norlandish have" are the people.
    fn is_half_a_name(&self, tokens: &Range<usize>, hit: Hit) -> bool {
        let text = self.text;
        let opens =
            text.sentence_at(text.tokens[tokens.start].span.start()).is_some_and(|at| text.sentences[at].tokens.start == tokens.start);
        let as_one = matches!(text.lower(past_aside(text, tokens.end)), "has" | "was" | "wants" | "plans" | "hopes" | "says");
        hit.form == gazetteer::Form::Demonym && tokens.len() == 1 && opens && as_one
    }

    /// "Northern Ireland" is not Ireland but a name of its own; "the Syrian U.N. mission" is not the United Nations, and of a state that is named there.
    pub(super) fn another(&self, tokens: &Range<usize>) -> Option<Option<Range<usize>>> {
        let text = self.text;
        let before = tokens.start.checked_sub(1)?;
        let first = text.sentence_at(text.tokens[tokens.start].span.start()).map_or(0, |i| text.sentences[i].tokens.start);
        let known = &self.gazetteer.known[self.gazetteer.find(text, tokens.start)?.known];
        // "Eastern Norland" at the beginning of a sentence may be a part of it.
        let compass = matches!(text.token(before), "Northern" | "Southern" | "Eastern" | "Western" | "North" | "South" | "East" | "West");
        if compass && known.kind == ActorKind::State && (before > first || text.token(before) == "Northern") {
            return Some(Some(before..tokens.end));
        }
        let adjective = before >= first && self.gazetteer.find(text, before).is_some_and(|hit| hit.form == gazetteer::Form::Demonym);
        let mission = matches!(text.lower(tokens.end), "mission" | "ambassador" | "envoy" | "delegation" | "representative");
        (adjective && mission && known.name == "United Nations").then_some(None)
    }

    /// "The HRC said": letters that speak are a body's, whatever they stand for.
    pub(super) fn letters_speak(&self, run: &Run) -> bool {
        let at = run.name.start;
        let word = self.text.token(at);
        let written = (3..=6).contains(&word.len()) && word.chars().all(char::is_uppercase) && word != "NGO";
        let speaks = matches!(
            self.text.lower(at + 1),
            "said"
                | "says"
                | "told"
                | "urged"
                | "warned"
                | "rejected"
                | "announced"
                | "denied"
                | "accused"
                | "demanded"
                | "insisted"
                | "condemned"
        );
        run.name.len() == 1 && run.office.is_empty() && written && speaks
    }

    /// "Atlantida Conservas, which runs two canneries,": a company.
    pub(super) fn does_business(&self, run: &Run) -> bool {
        let text = self.text;
        let end = run.name.end;
        let verb = matches!(
            text.lower(end + 2),
            "runs"
                | "makes"
                | "employs"
                | "sells"
                | "operates"
                | "builds"
                | "produces"
                | "manufactures"
                | "ships"
                | "mines"
                | "supplies"
                | "distributes"
                | "insures"
                | "brews"
        );
        run.office.is_empty() && text.lower(end) == "," && text.lower(end + 1) == "which" && verb
    }

    pub(super) fn known_mention(&mut self, tokens: Range<usize>, hit: Hit) {
        let draft = self.known(hit.known);
        let place = is_place(self.text, &tokens, hit.form)
            || hit.form == gazetteer::Form::Name && follows_town(self.text, tokens.start)
            || self.text.is_in_dateline(tokens.start)
            || hit.form == gazetteer::Form::Seat && opens_report(self.text, &tokens);
        let form = if place { Form::Place } else { Form::Name };
        self.owned_mention(draft, tokens, form, hit.form == gazetteer::Form::Demonym);
    }

    /// The mention of a state or body with the words after it that stand for it: "Norland’s foreign ministry", "Sudrian troops".
    pub(super) fn owned_mention(&mut self, draft: usize, tokens: Range<usize>, form: Form, demonym: bool) {
        let text = self.text;
        let mut at = tokens.end;
        let possessive = text.lower(at) == "'s" || text.lower(at) == "'" && !text.tokens[at].spaced;
        if possessive {
            at += 1;
        }
        // "the Tessel Front group": the name with what it is.
        if self.drafts[draft].kind == ActorKind::Group && matches!(text.lower(at), "group" | "movement" | "militia") && !possessive {
            self.mention(draft, tokens.start..at + 1, form);
            return;
        }
        // "Sudrian activists", "Sudrian rice exporters" are not Sudria.
        let adjective = demonym || matches!(text.token(tokens.end - 1), "U.S." | "US" | "UK" | "U.K." | "EU");
        if self.drafts[draft].kind == ActorKind::State
            && adjective
            && !possessive
            && let Some(end) = sector_end(text, at)
                .or_else(|| private_end(text, at).filter(|&end| PRIVATE.contains(&text.lower(end - 1)) || acts_after(text, end)))
        {
            let group = self.add(self.words(&(tokens.start..end)), ActorKind::Unnamed, None);
            self.mention(group, tokens.start..end, Form::Name);
            return;
        }
        // "Norland's 300,000 dockworkers" are not Norland.
        if possessive
            && self.drafts[draft].kind == ActorKind::State
            && let Some(end) = self.workers(at)
        {
            let kind = if UNIONS.contains(&text.lower(end - 1)) { ActorKind::Group } else { ActorKind::Unnamed };
            let group = self.add(self.words(&(tokens.start..end)), kind, None);
            self.mention(group, tokens.start..end, Form::Name);
            return;
        }
        if self.drafts[draft].kind == ActorKind::State
            && let Some((group, end)) = self.against(draft, tokens.start, at, possessive || demonym)
        {
            self.mention(group, tokens.start..end, Form::Name);
            return;
        }
        let state = matches!(self.drafts[draft].kind, ActorKind::State | ActorKind::Body | ActorKind::Group);
        let name_alone = !possessive && !demonym;
        let sentence = text.tokens.get(tokens.start).and_then(|token| text.sentence_at(token.span.start()));
        let limit = sentence.map_or(at, |i| text.sentences[i].tokens.end);
        let mut end = at;
        while end < limit.min(at + 5)
            && text.tokens.get(end).is_some_and(|t| t.kind == TokenKind::Word && t.spaced)
            && (among(OFFICE_PARTS, text.lower(end))
                || among(STANDS_FOR, text.lower(end))
                || among(OFFICES, text.lower(end))
                || among(BODY_HEADS, text.lower(end))
                || OFFICIALS.contains(&text.lower(end)) && !text.tokens[end].capital)
        {
            end += 1;
        }
        let head = if end > at { text.lower(end - 1) } else { "" };
        let whole = || tokens.start..end;
        if state && end > at && (!name_alone || among(STANDS_FOR, head) || among(UNNAMED_HEADS, head)) {
            let named_body = STATE_BODIES.contains(&head);
            let unnamed = OFFICIALS.contains(&head);
            if named_body || unnamed {
                let kind = match head {
                    _ if named_body => ActorKind::Body,
                    "lawmakers" | "politicians" => ActorKind::Group,
                    _ => ActorKind::Unnamed,
                };
                let first = sentence.map_or(tokens.start, |i| text.sentences[i].tokens.start);
                let mut start = tokens.start;
                while unnamed && start > first && DESCRIBING.contains(&text.lower(start - 1)) {
                    start -= 1;
                }
                let more = if unnamed { complement(text, end, limit) } else { end };
                let name = self.words(&(start..more));
                let held = unnamed && (start..end).any(|i| is_no_longer(text.lower(i)));
                let body = self.add(name, kind, Some(draft).filter(|_| !held));
                self.mention(body, start..end, Form::Name);
                return;
            }
            if among(STANDS_FOR, head) {
                if let Some(person) = self.office_holder(Some(draft), &text_words(text, at..end)) {
                    self.mention(person, whole(), Form::Name);
                } else {
                    self.mention(draft, whole(), form_of_phrase(form));
                }
                return;
            }
        }
        let attribute = possessive
            || demonym
                && text
                    .tokens
                    .get(tokens.end)
                    .is_some_and(|t| t.kind == TokenKind::Word && t.spaced && !t.capital && is_noun_like(text, tokens.end))
                && !text.lower(tokens.end - 1).ends_with('s');
        let form = if form == Form::Place {
            Form::Place
        } else if attribute {
            Form::Attribute
        } else {
            Form::Name
        };
        self.mention(draft, tokens, form);
    }

    /// Where "300,000 dockworkers", "striking nurses" end that begin at a token.
    pub(super) fn workers(&self, at: usize) -> Option<usize> {
        let text = self.text;
        let plain = |i: usize| text.tokens.get(i).is_some_and(|it| it.kind == TokenKind::Word && it.spaced && !it.capital);
        let number = |i: usize| text.token(i).starts_with(|c: char| c.is_ascii_digit());
        let trade = |word: &str| {
            word.len() > 7 && word.ends_with("workers")
                || matches!(
                    word,
                    "drivers"
                        | "teachers"
                        | "nurses"
                        | "miners"
                        | "pilots"
                        | "dockers"
                        | "farmers"
                        | "seamen"
                        | "longshoremen"
                        | "truckers"
                        | "employees"
                        | "doctors"
                        | "lawyers"
                        | "students"
                        | "settlers"
                        | "railwaymen"
                        | "fishermen"
                )
        };
        let last = (at..at + 3).take_while(|&i| plain(i) || number(i)).find(|&i| trade(text.lower(i)))?;
        // "Norland's doctors' union" is a union.
        if text.lower(last + 1) == "'" && UNIONS.contains(&text.lower(last + 2)) {
            return Some(last + 3);
        }
        let owns = matches!(text.lower(last + 1), "'" | "'s") || UNIONS.contains(&text.lower(last + 1));
        (!owns).then_some(last + 1)
    }

    /// "Norland rebels", "Sudria's armed opposition": a group of its own, and where its mention ends. `at` is the word after the name of the state,
    /// which begins at `start`; whether it is a genitive or adjective is `adjective`.
    pub(super) fn against(&mut self, state: usize, start: usize, at: usize, adjective: bool) -> Option<(usize, usize)> {
        let text = self.text;
        let plain = |i: usize| text.tokens.get(i).is_some_and(|it| it.kind == TokenKind::Word && it.spaced && !it.capital);
        let head = if plain(at) && AGAINST.contains(&text.lower(at)) {
            at
        } else {
            // "Norland's armed opposition", "Sudrian opposition groups"; but "Norland armed rebels" in Sudria.
            let at = if FOREMOST_OF.contains(&text.lower(at)) { at + 1 } else { at };
            if adjective && plain(at) && AGAINST.contains(&text.lower(at)) {
                at
            } else {
                let between = adjective && plain(at) && (GROUPS_OF.contains(&text.lower(at)) || KINDS_OF.contains(&text.lower(at)));
                let groups = text.lower(at + 1) == "groups" && GROUPS_OF.contains(&text.lower(at));
                // "Norland's Muslim separatists", "Sudrian Maoist rebels": of whom among its people.
                let of_a_faith = adjective && is_adjective_in_capitals(text, at);
                ((between || of_a_faith) && plain(at + 1) && (groups || AGAINST.contains(&text.lower(at + 1)))).then_some(at + 1)?
            }
        };
        // "Norland's opposition to the plan" is what it thinks of it.
        let before = start.checked_sub(1).map_or("", |before| text.lower(before));
        if text.lower(head) == "opposition"
            // But "Norland's opposition on Monday said".
            && (matches!(text.lower(head + 1), "to" | "from" | "against" | "within" | "inside" | "over" | "in" | "on")
                && !(text.lower(head + 1) == "on" && crate::date::is_weekday(text.lower(head + 2)))
                || matches!(before, "despite" | "facing" | "amid" | "over" | "overcome" | "overcoming" | "noted" | "voiced" | "reiterated"))
        {
            return None;
        }
        let mut end = head + 1;
        let group = match self.by_against.get(&(state, text.lower(head).to_owned())) {
            Some(&group) => group,
            None => {
                // "Norland's main opposition group" is Norland's opposition.
                let words = (start..end).filter(|&i| i < at || !FOREMOST_OF.contains(&text.lower(i)));
                let name = words
                    .map(|i| if i > start && text.tokens[i].spaced { format!(" {}", text.token(i)) } else { text.token(i).to_owned() });
                self.add(name.collect(), ActorKind::Group, None)
            }
        };
        self.by_against.insert((state, text.lower(head).to_owned()), group);
        // "Norland opposition leaders": they speak for it.
        if plain(end)
            && matches!(
                text.lower(end),
                "group"
                    | "bloc"
                    | "coalition"
                    | "alliance"
                    | "council"
                    | "groups"
                    | "leaders"
                    | "fighters"
                    | "forces"
                    | "factions"
                    | "parties"
                    | "members"
                    | "officials"
                    | "negotiators"
            )
        {
            end += 1;
        }
        Some((group, end))
    }

    /// The only group that is against whom it is called after, by its last word.
    pub(super) fn only_against(&self, word: &str) -> Option<usize> {
        let named = |draft: &usize| {
            let at = &self.drafts[*draft];
            at.kind == ActorKind::Group && !at.mentions.is_empty() && at.name.rsplit_once(' ').is_some_and(|(_, last)| last == word)
        };
        let mut groups = (0..self.drafts.len()).filter(named);
        let first = groups.next()?;
        groups.next().is_none().then_some(first)
    }

    pub(super) fn run_mention(&mut self, run: &Run, states: &UnknownStates) {
        let lower = self.lower_words(&run.name);
        // "The National Security Advisors agreed": an office of several in capitals is no name.
        let office = |i: usize| among(OFFICES, self.text.lower(i)) || among(OFFICE_PARTS, self.text.lower(i));
        if lower.ends_with('s') && run.tokens.clone().all(office) {
            return;
        }
        if let Some((state, demonym)) = states.named(&lower) {
            let draft = self.state_by_name(&state);
            self.owned_mention(draft, run.name.clone(), Form::Name, demonym);
            return;
        }
        if let Some((draft, tokens)) = self.government_of(run) {
            self.mention(draft, tokens, Form::Name);
            return;
        }
        if let Some(kind) = self.head_kind(run) {
            let whole = self.owner_before(run.name.start, states);
            let start = whole.as_ref().map_or(run.name.start, |(start, _)| *start);
            // "Norland's NDF rebels" stand against Norland.
            if let Some(end) = told_behind(self.text, run) {
                let draft = self.add(self.words(&(start..run.name.end)), kind, None);
                self.mention(draft, start..end, Form::Name);
                return;
            }
            // A company is nobody's for being of somewhere.
            let whole = whole.map(|(_, whole)| whole).filter(|_| kind != ActorKind::Company);
            // "National Water Board of Norland".
            let of = run.name.clone().rev().find(|&i| self.text.lower(i) == "of").map(|of| of + 1);
            let state = of.filter(|_| kind == ActorKind::Body).and_then(|at| {
                let hit = self.gazetteer.find(self.text, at)?;
                (at + hit.length == run.name.end && self.gazetteer.known[hit.known].kind == ActorKind::State).then_some(hit.known)
            });
            let private = self.lower_words(&run.name).split(' ').any(|word| UNION_WORDS.contains(&word) || OF_NO_STATE.contains(&word));
            let whole = whole.or_else(|| state.filter(|_| !private).map(|state| self.known(state)));
            let draft = self.add(self.words(&(start..run.name.end)), kind, whole);
            self.mention(draft, start..run.name.end, Form::Name);
            self.acronym(draft, run.name.end);
            return;
        }
        if self.is_of_party(run) {
            self.member_mention(run, lower);
            return;
        }
        if let Some(draft) = self.short_of(run) {
            self.mention(draft, run.name.clone(), if self.text.lower(run.name.end) == "'s" { Form::Attribute } else { Form::Name });
            return;
        }
        let Some(last) = run.name.clone().last() else { return };
        let candidates = self.by_surname.get(family(self.text.lower(last))).cloned();
        if let Some(person) = self.by_family(run, candidates.as_deref().unwrap_or_default()) {
            self.mention(person, run.tokens.clone(), Form::Name);
            return;
        }
        if let Some(candidates) = candidates {
            let name = self.words(&run.name).to_lowercase();
            let acquainted = self.acquaintance(run).filter(|_| run.name.len() > 1 || !run.office.is_empty());
            let fitting: Vec<usize> = match acquainted.and_then(|person| self.by_person.get(&person)) {
                Some(&person) => vec![person],
                None => candidates
                    .iter()
                    .copied()
                    .filter(|&d| {
                        let other = self.drafts[d].name.to_lowercase();
                        (other == name || !name.contains(' ') || !other.contains(' ') || initials_fit(&other, &name))
                            && !self.gazetteer.people.apart(&other, &name)
                    })
                    .collect(),
            };
            // Of two with one surname the bare name may be either; a full one that is neither's is somebody else's.
            let one = match fitting[..] {
                [person] => Some(person),
                [] if self.is_namesake(run) => self.person(run, states),
                _ => self.of_several(run, &fitting),
            };
            if let Some(person) = one {
                let start = self
                    .owner_before(run.tokens.start, states)
                    .filter(|_| !run.office.is_empty())
                    .map_or(run.tokens.start, |(start, _)| start);
                self.mention(person, start..self.with_government(run.tokens.end), Form::Name);
            } else if fitting.len() > 1
                && let Some(span) = self.span(&run.tokens)
            {
                self.ambiguous.push((span, fitting.iter().map(|&d| self.drafts[d].name.clone()).collect()));
            }
            return;
        }
        let initials = || (run.name.len() == 1).then(|| self.by_initials(self.text.token(run.name.start))).flatten();
        if let Some(draft) = self.by_name.get(&lower).copied().or_else(initials) {
            self.by_name.entry(lower).or_insert(draft);
            self.mention(draft, run.name.clone(), Form::Name);
        } else if run.name.len() == 1
            && let Some(&[person]) = self.by_first.get(&lower).map(Vec::as_slice)
        {
            self.mention(person, run.tokens.clone(), Form::Name);
        } else if self.does_business(run) {
            let draft = self.add(self.words(&run.name), ActorKind::Company, None);
            self.mention(draft, run.name.clone(), Form::Name);
        } else if self.letters_speak(run) || self.is_shown_by_title(run) {
            let draft = self.add(self.words(&run.name), ActorKind::Body, None);
            self.mention(draft, run.name.clone(), Form::Name);
        }
    }

    /// "The Front" for the Tessel River Front, "the Commission" for the Commission for Peace: the only one so far whose name is of that word.
    pub(super) fn short_of(&self, run: &Run) -> Option<usize> {
        let at = run.name.start;
        let head = self.text.lower(at);
        let called = run.name.len() == 1 && at > 0 && matches!(self.text.lower(at - 1), "the" | "this") && run.office.is_empty();
        if let Some(&issuer) = self.own.get(head).filter(|_| called && !matches!(self.text.lower(at + 1), "of" | "for")) {
            return Some(issuer);
        }
        if !called
            || !(BODY_HEADS.contains(&head) || GROUP_HEADS.contains(&head) || head == "authorities")
            || matches!(self.text.lower(at + 1), "of" | "for")
        {
            return None;
        }
        let mut all = self.by_head.get(head)?.iter().filter(|draft| !self.drafts[**draft].mentions.is_empty());
        // Of two it may be either, and a well-known one may go by another name.
        all.next().filter(|&&draft| all.next().is_none() && self.drafts[draft].known.is_none()).copied()
    }

    /// "Vell Republican": from where and of which party somebody is, and no name.
    pub(super) fn is_of_party(&self, run: &Run) -> bool {
        run.name.len() > 1 && run.office.is_empty() && matches!(self.text.lower(run.name.end - 1), "republican" | "democrat")
    }

    /// "Orr, a Vell Republican," tells of Orr; "the Vell Republican said" is then Orr, and of whom nothing was said nobody.
    pub(super) fn member_mention(&mut self, run: &Run, described: String) {
        let text = self.text;
        let Some(before) = run.name.start.checked_sub(1) else { return };
        let the = text.lower(before) == "the";
        let comma = if matches!(text.lower(before), "the" | "a" | "an") { before.wrapping_sub(1) } else { before };
        match self.last_person {
            Some((person, end)) if end == comma && text.lower(comma) == "," => {
                self.members.insert(described, person);
            }
            _ if the => {
                if let Some(&person) = self.members.get(&described) {
                    self.mention(person, before..run.name.end, Form::Name);
                }
            }
            _ => {}
        }
    }

    /// "The Orr government" of an Orr whom the text does not introduce, "the Orr-Lind Administration": the state that the only one of that name has
    /// led, else a government of its own.
    fn government_of(&mut self, run: &Run) -> Option<(usize, Range<usize>)> {
        let text = self.text;
        let governs = |at: usize| matches!(text.lower(at), "administration" | "government" | "regime");
        let inside = run.name.len() == 2 && governs(run.name.end - 1);
        let leader = run.name.end.checked_sub(if inside { 2 } else { 1 }).filter(|at| run.name.contains(at))?;
        let article = run.name.start.checked_sub(1).is_some_and(|at| matches!(text.lower(at), "the" | "new" | "previous"));
        let known_here = self.by_surname.contains_key(family(text.lower(leader)));
        if !run.office.is_empty() || known_here || !(inside || run.name.len() == 1 && article && governs(run.name.end)) {
            return None;
        }
        let end = if inside { run.name.end } else { run.name.end + 1 };
        // "The Orr government shutdown" is no government.
        if matches!(text.lower(end), "shutdown" | "bonds" | "debt" | "spending" | "funding" | "buildings") {
            return None;
        }
        let led = |name: &str| {
            let all = gazetteer::holders().get(name)?;
            all.iter().all(|it| it.whole == all[0].whole).then_some(all[0].whole)
        };
        let mut wholes = text.lower(leader).split('-').map(led);
        let state = wholes.next().flatten().filter(|state| wholes.all(|other| other == Some(state)));
        let draft = match state.and_then(|state| self.gazetteer.named(state)) {
            Some(state) => self.known(state),
            // "The Labour government" is of a party, and "the Interim Government" of nobody called so.
            None if inside || states_no_leader(text.lower(leader)) => return None,
            None => self.add(self.words(&(run.name.start..end)), ActorKind::Body, None),
        };
        Some((draft, run.name.start..end))
    }

    /// "The Orr administration", "Orr’s government": who governs, with what he or she leads.
    pub(super) fn with_government(&self, end: usize) -> usize {
        let at = if self.text.lower(end) == "'s" { end + 1 } else { end };
        if matches!(self.text.lower(at), "administration" | "government") { at + 1 } else { end }
    }

    /// `Tessel River Front (TRF)`, `Tessel Dock Workers Union, TDU,`: the letters are its name from then on.
    pub(super) fn acronym(&mut self, draft: usize, at: usize) {
        let text = self.text;
        let letters = text.token(at + 1);
        let bracketed = text.lower(at) == "(" && text.lower(at + 2) == ")";
        // In a list what follows the comma may be the next: "the Tessel Front, LAND, and Norland".
        let aside = text.lower(at) == ","
            && text.lower(at + 2) == ","
            && letters.len() >= 3
            && (initials(&self.drafts[draft].name) == letters
                || SPEAKS.contains(&text.lower(at + 3))
                || self.is_union(draft) && (!matches!(text.lower(at + 3), "and" | "or") || self.names_union(at + 4)));
        if (bracketed || aside) && letters.len() >= 2 && letters.chars().all(char::is_uppercase) {
            self.by_name.insert(letters.to_lowercase(), draft);
            self.mention(draft, at + 1..at + 2, Form::Name);
        }
    }

    /// Whether a union's name begins at a token, an article aside: what comes before it in a list is a union's, too.
    pub(super) fn names_union(&self, at: usize) -> bool {
        let start = if self.text.lower(at) == "the" { at + 1 } else { at };
        let named =
            |i: &usize| self.text.tokens.get(*i).is_some_and(|token| token.capital) || matches!(self.text.lower(*i), "," | "and" | "of");
        (start..start + 8).take_while(named).any(|i| UNION_WORDS.contains(&self.text.lower(i)))
    }

    /// The group, body or company whose name has the first letters that a word in capitals is made of: IBP of "Iowa Beef Processors".
    pub(super) fn by_initials(&self, letters: &str) -> Option<usize> {
        if letters.len() < 3 || !letters.chars().all(char::is_uppercase) {
            return None;
        }
        let named = |draft: &Draft| matches!(draft.kind, ActorKind::Body | ActorKind::Group | ActorKind::Company);
        let mut fits = self.drafts.iter().enumerate().filter(|(_, draft)| named(draft) && initials(&draft.name) == letters);
        let first = fits.next()?.0;
        fits.next().is_none().then_some(first)
    }

    /// The state or body whose name, with or without `'s`, ends just before `at`, and where it begins.
    pub(super) fn owner_before(&mut self, at: usize, states: &UnknownStates) -> Option<(usize, usize)> {
        let end = if at > 0 && self.text.lower(at - 1) == "'s" { at - 1 } else { at };
        let sentence = self.text.sentence_at(self.text.tokens.get(at)?.span.start()).map(|i| self.text.sentences[i].tokens.start)?;
        for from in (1..=4).filter_map(|length| end.checked_sub(length)).filter(|&from| from >= sentence) {
            if let Some(hit) = self.gazetteer.find(self.text, from)
                && from + hit.length == end
            {
                return Some((from, self.known(hit.known)));
            }
        }
        let from = end.checked_sub(1).filter(|&from| from >= sentence)?;
        if !self.text.tokens[from].capital {
            return None;
        }
        let (state, _) = states.named(self.text.lower(from))?;
        Some((from, self.state_by_name(&state)))
    }

    /// `Norland-Sudria`, `U.S.-brokered`: names inside one hyphenated token.
    pub(super) fn hyphenated(&mut self) {
        for at in 0..self.text.tokens.len() {
            let token = &self.text.tokens[at];
            if token.kind != TokenKind::Word || !token.capital {
                continue;
            }
            let words = self.text.token(at);
            if !words.contains('-') || self.gazetteer.find(self.text, at).is_some() {
                continue;
            }
            let mut offset = token.span.start();
            for part in words.split('-') {
                let inner = Text::of(part);
                if let Some(hit) = self.gazetteer.find(&inner, 0).filter(|hit| hit.length == inner.tokens.len())
                    && let Some(span) = Span::new(offset, offset + part.len())
                {
                    let draft = self.known(hit.known);
                    self.drafts[draft].mentions.push((at..at + 1, span, Form::Attribute));
                } else if let Some(&draft) = self.by_name.get(&part.to_lowercase())
                    && let Some(span) = Span::new(offset, offset + part.len())
                {
                    self.drafts[draft].mentions.push((at..at + 1, span, Form::Attribute));
                }
                offset += part.len() + 1;
            }
        }
    }

    /// "North and South Korea": the first word is the other one, too.
    pub(super) fn halves(&mut self) {
        let text = self.text;
        let quarter = |word: &str| matches!(word, "North" | "South" | "East" | "West");
        for at in 0..text.tokens.len().saturating_sub(2) {
            // "Oliver North and South Korea".
            let named = at > 0 && text.tokens[at - 1].capital && text.tokens[at].spaced && !among(NO_NAMES, text.lower(at - 1));
            if named || !quarter(text.token(at)) || !matches!(text.lower(at + 1), "and" | "or") {
                continue;
            }
            let Some(hit) = self.gazetteer.find(text, at + 2) else { continue };
            let rest = self.gazetteer.known[hit.known]
                .name
                .split_once(' ')
                .filter(|(first, _)| quarter(first) && *first != text.token(at))
                .map(|(_, rest)| rest);
            if let Some(other) = rest.and_then(|rest| self.gazetteer.named(&format!("{} {rest}", text.token(at)))) {
                let draft = self.known(other);
                self.mention(draft, at..at + 1, Form::Name);
            }
        }
    }
}

/// The capitals that the words of a name begin with, forms of companies aside: `IBP` of "Iowa Beef Processors Inc".
fn initials(name: &str) -> String {
    let words = name.split(' ').filter(|word| !COMPANY_FORMS.contains(&word.trim_end_matches('.').to_lowercase().as_str()));
    words.filter_map(|word| word.chars().next()).filter(|first| first.is_uppercase()).collect()
}

/// "In Port Alba, Norland": a state that says where a town lies.
fn follows_town(text: &Text<'_>, at: usize) -> bool {
    if at < 3 || text.lower(at - 1) != "," || !text.tokens[at - 2].capital {
        return false;
    }
    let town = (at.saturating_sub(4)..at - 1).rev().take_while(|&i| text.tokens[i].capital).last().unwrap_or(at - 2);
    town > 0 && matches!(text.lower(town - 1), "in" | "at" | "near" | "outside" | "to" | "from" | "for" | "via")
}

/// "PORT ALBA Envoys of both sides met": a town in capitals before the first word of a report.
fn opens_report(text: &Text<'_>, town: &Range<usize>) -> bool {
    let opens = text.sentence_at(text.tokens[town.start].span.start()).is_some_and(|at| text.sentences[at].tokens.start == town.start);
    let capitals = |at: usize| text.token(at).chars().all(char::is_uppercase) && text.token(at).chars().count() > 3;
    let plain = |at: usize| text.tokens.get(at).is_some_and(|it| it.capital && it.spaced && text.token(at).chars().any(char::is_lowercase));
    opens && town.clone().all(capitals) && plain(town.end)
}
