//! Whose official a person is, where the words beside the name do not say it: by the list that the name stands in, by whose document it
//! is, by what was named last.
use super::{Builder, LEADERS, decides_alone};
use crate::actor::word::{OFFICES, SPEAKS};
use crate::text::TokenKind;
use evidence::{About, ActorKind};
use std::ops::Range;

/// Offices that are somebody's: their holder speaks for a state, a body or a group.
#[rustfmt::skip]
const SPEAKS_FOR: &[&str] = &[
    "president", "vice-president", "president-elect", "premier", "chancellor", "minister", "secretary", "ambassador", "envoy", "emissary",
    "representative", "negotiator", "spokesman", "spokeswoman", "spokesperson", "adviser", "advisor", "director", "general", "gen", "lt", "maj", "brig",
    "colonel", "col", "commander", "cmdr", "admiral", "adm", "undersecretary", "governor", "chief", "superintendent", "counsel",
    "captain", "capt",
];

/// Offices of those who sit in a parliament: they speak for themselves.
const IN_PARLIAMENT: &[&str] = &["senator", "sen", "rep", "congressman", "congresswoman", "lawmaker", "mp"];

/// What says that somebody no longer holds an office, or never did.
const NO_OFFICE: &[&str] = &["former", "ex-president", "ex-minister", "analyst"];

/// How many tokens back something named still says whose an official is.
const BACK: usize = 60;

/// So many for "the group's leader".
const FAR_BACK: usize = 600;

/// A name where it stands.
#[derive(Clone)]
struct Named {
    tokens: Range<usize>,
    draft: usize,
    form: super::Form,
}

/// Right before a title, whose it is without a name.
const OWNERS: &[&str] =
    &["coalition", "opposition", "employers", "board", "district", "federation", "council", "authority", "hospital", "university"];

/// What says that an official is one of a state, which need not be named beside.
const OF_A_STATE: &[&str] = &["minister", "ministry", "undersecretary", "presidential", "police", "army", "military", "navy", "government"];

/// What a group's chief is called by, after "the group’s" and the like.
const GROUPS: &[&str] = &["group", "movement", "rebels", "militia", "front", "party", "guerrillas", "organization", "organisation"];

impl Builder<'_, '_> {
    /// Gives officials of whom nothing is said beside their names what they are part of. Goes from the surest sign to the weakest; a
    /// person without an office that speaks for somebody stays alone.
    pub(super) fn whose(&mut self, about: &About) {
        let issuer = self.issuer(about);
        let named = self.named();
        let utters = self.utterer;
        let dateline = self.dateline(&named);
        if let (Some(person), Some(issuer)) = (utters, issuer)
            && self.drafts[issuer].kind == ActorKind::State
            && !self.is_of_another(person)
        {
            self.drafts[person].part_of = Some(issuer);
        }
        // A sure sign beside any mention is more than a guess at the first.
        for (guess, at) in [false, true].into_iter().flat_map(|guess| (0..named.len()).map(move |at| (guess, at))) {
            let Named { tokens, draft: person, .. } = named[at].clone();
            let draft = &self.drafts[person];
            let holds = |offices: &[&str]| draft.office.iter().any(|word| offices.contains(&word.as_str()));
            if draft.kind != ActorKind::Person {
                continue;
            }
            let sits =
                draft.part_of.is_some_and(|whole| self.drafts[whole].kind == ActorKind::Body && decides_alone(&self.drafts[whole].name));
            if holds(IN_PARLIAMENT) && !holds(SPEAKS_FOR) && !holds(NO_OFFICE) || sits && holds(&["chairman", "chairwoman", "chair"]) {
                self.drafts[person].part_of = None;
                continue;
            }
            if holds(NO_OFFICE) || holds(IN_PARLIAMENT) {
                continue;
            }
            if self.is_own(&tokens)
                && let Some(issuer) = issuer
            {
                self.drafts[person].part_of = Some(issuer);
                continue;
            }
            if draft.part_of.is_some() {
                continue;
            }
            let of_a_state = holds(OF_A_STATE) || holds(LEADERS) && !holds(&["leader"]);
            let official = draft.office.iter().any(|word| SPEAKS_FOR.contains(&word.as_str()));
            // A state names its own officials without itself, and foreign heads of state as often without theirs.
            let leads = draft.office.iter().any(|word| LEADERS.contains(&word.as_str()));
            let before = &named[..at];
            let mut whole = self.beside(&named, at).or_else(|| self.listed_with(before, &tokens)).or_else(|| self.introduced(&named, at));
            if !draft.office.is_empty() {
                whole = whole.or_else(|| self.of_a_group(before, &tokens)).or_else(|| self.its(before, &tokens));
                whole = whole.or_else(|| self.of_the_unnamed(before, &tokens));
            } else if self.text.lower(tokens.end + 1) == "its" {
                whole = whole.or_else(|| self.its(before, &tokens));
            }
            // "Dana Orr, vice president for operations, said" in a company's own statement.
            if guess && let Some(issuer) = issuer {
                whole = whole.or_else(|| self.is_introduced_alone(&tokens, self.drafts[issuer].kind).then_some(issuer));
            }
            if official && !guess {
                whole = whole.or_else(|| self.in_that_state(before, &tokens));
            }
            // Whose own minister speaks a statement need not name.
            if official && guess && utters != Some(person) {
                whole = whole.or_else(|| self.american(&tokens));
                whole = whole.or_else(|| match issuer {
                    Some(_) => issuer.filter(|_| !leads),
                    None => self.seated_in(&named[at + 1..], &tokens).or_else(|| self.named_before(before, &tokens)),
                });
                whole = whole.or_else(|| {
                    let only = self.of_the_only(&tokens)?;
                    if self.speaks_of(&named[at + 1..], &tokens, only) { self.other_state(before, only) } else { Some(only) }
                });
                whole = whole.or(dateline.filter(|_| of_a_state));
            }
            self.drafts[person].part_of = whole.filter(|&whole| whole != person);
        }
    }

    /// "Orr, chair of the board,": a name with an office behind it that such an issuer has, and nobody's name there.
    fn is_introduced_alone(&self, tokens: &Range<usize>, kind: ActorKind) -> bool {
        let text = self.text;
        if text.lower(tokens.end) != "," {
            return false;
        }
        let end = (tokens.end + 1..text.tokens.len().min(tokens.end + 12)).find(|&i| matches!(text.lower(i), "," | "." | ":"));
        let Some(words) = end.map(|end| tokens.end + 1..end) else { return false };
        let first = words.start + usize::from(matches!(text.lower(words.start), "our" | "its" | "deputy" | "vice" | "acting"));
        let office = text.lower(first);
        let held = match kind {
            ActorKind::Company => matches!(office, "president" | "chief" | "director" | "chairman" | "chairwoman" | "chair" | "officer"),
            ActorKind::Group | ActorKind::Body => matches!(office, "president" | "chairman" | "chairwoman" | "chair"),
            _ => false,
        } || office.starts_with("spokes");
        let of_another = words.clone().any(|i| text.lower(i) == "of" && text.lower(i + 1) == "the" && text.lower(i + 2) != "board");
        held && !of_another && words.clone().all(|i| !text.tokens[i].capital)
    }

    /// "In Sudria, the opposition’s leader, Dell, said": of where that sentence is.
    fn in_that_state(&self, before: &[Named], tokens: &Range<usize>) -> Option<usize> {
        let sentence = self.text.sentence_at(self.text.tokens.get(tokens.start)?.span.start())?;
        let first = self.text.sentences[sentence].tokens.start;
        let opens = self.text.lower(first) == "in";
        let place = before.iter().rev().take_while(|it| it.tokens.start > first).find(|it| it.tokens.start == first + 1)?;
        let between = || {
            before
                .iter()
                .rev()
                .take_while(|it| it.tokens.start > place.tokens.start)
                .any(|it| self.drafts[it.draft].kind != ActorKind::Person)
        };
        // "In Norland, the visiting minister", "In Norland, the special envoy".
        let sent = (place.tokens.end..tokens.end).any(|i| {
            matches!(self.text.lower(i), "envoy" | "secretary" | "visiting" | "special" | "ambassador" | "representative" | "mediator")
        });
        (opens && !sent && self.text.lower(place.tokens.end) == "," && self.drafts[place.draft].kind == ActorKind::State && !between())
            .then_some(place.draft)
    }

    /// The state in whose town a report was written: "PORT ALBA, Norland (AP) -".
    fn dateline(&self, named: &[Named]) -> Option<usize> {
        let text = self.text;
        text.paragraphs
            .iter()
            .take(3)
            .find_map(|paragraph| {
                let first = text.token_at(paragraph.span.start());
                let close = (first + 1..first + 14).find(|&i| matches!(text.lower(i), "(" | "—" | "–" | "-"))?;
                let shouted = text.token(first).chars().all(|c| !c.is_lowercase()) && text.token(first).len() > 2;
                let it = named.iter().find(|it| {
                    it.tokens.start > first + 1
                        && it.tokens.end <= close
                        && text.lower(it.tokens.start - 1) == ","
                        && self.drafts[it.draft].kind == ActorKind::State
                });
                it.filter(|_| shouted).map(|it| it.draft)
            })
            .filter(|&home| {
                // A report from where others talk tells of them.
                let first = text.sentences.iter().find(|sentence| sentence.tokens.len() > 12).map_or(0, |sentence| sentence.tokens.end);
                let near = text
                    .sentences
                    .iter()
                    .take_while(|sentence| sentence.tokens.start <= first + 60)
                    .last()
                    .map_or(first, |it| it.tokens.end);
                !named
                    .iter()
                    .take_while(|it| it.tokens.start < near)
                    .any(|it| it.draft != home && self.drafts[it.draft].kind == ActorKind::State)
            })
    }

    /// Whether the head of the document says of what state the person who issues it is: "President Orr of Norland".
    fn is_of_another(&self, person: usize) -> bool {
        let Some(title) = &self.title else { return false };
        self.drafts[person].mentions.iter().any(|(tokens, ..)| title.contains(&tokens.start) && self.text.lower(tokens.end) == "of")
    }

    /// Gives ministries that are named without their state the one that they are most likely of.
    pub(super) fn ministries(&mut self, about: &About) {
        let issuer = self.issuer(about).filter(|&issuer| self.drafts[issuer].kind == ActorKind::State);
        let named = self.named();
        for body in 0..self.drafts.len() {
            let draft = &self.drafts[body];
            let ministry = draft.kind == ActorKind::Body
                && draft.part_of.is_none()
                && draft.name.to_lowercase().split(' ').any(|word| matches!(word, "ministry" | "department"));
            let Some(tokens) = draft.mentions.iter().map(|(tokens, ..)| tokens.clone()).min_by_key(|t| t.start).filter(|_| ministry) else {
                continue;
            };
            let before = named.partition_point(|it| it.tokens.start < tokens.start);
            // "Norland’s Ministry of Defence, Ministry of Home Affairs": of one land.
            let beside = |it: &&Named| it.tokens.end + 1 == tokens.start && matches!(self.text.lower(it.tokens.end), "," | "and");
            let listed = named[..before].iter().rev().take(3).find(beside).and_then(|it| self.drafts[it.draft].part_of);
            let ministry = self.drafts[body].name.to_lowercase().split(' ').any(|word| word == "ministry");
            // Of a ministry that issues a document it is not the one that it speaks most of.
            let foremost = || self.foremost_state(false).filter(|_| ministry && !self.issuers.contains(&body));
            let whole = listed.or(issuer).or_else(|| self.named_before(&named[..before], &tokens)).or_else(foremost);
            self.drafts[body].part_of = whole.filter(|&whole| self.drafts[whole].kind == ActorKind::State);
        }
    }

    /// All mentions, in order of the text.
    fn named(&self) -> Vec<Named> {
        let of = |(draft, d): (usize, &super::Draft)| -> Vec<Named> {
            d.mentions.iter().map(|(tokens, _, form)| Named { tokens: tokens.clone(), draft, form: *form }).collect()
        };
        let mut named: Vec<Named> = self.drafts.iter().enumerate().flat_map(of).collect();
        named.sort_by_key(|it| (it.tokens.start, it.tokens.end, it.draft));
        named
    }

    /// Whoever issues a document without a narrator, where its metadata name a state, body or group.
    fn issuer(&mut self, about: &About) -> Option<usize> {
        if let [issuer] = self.issuers[..] {
            return Some(issuer);
        }
        let known = self.gazetteer.issuer(about.source.as_deref()?)?;
        (self.gazetteer.known[known].kind != ActorKind::Company).then(|| self.known(known))
    }

    /// "Dock Workers’ Union president Orr", "Orr, a spokesman for Alba Foods,": the group, body or company named right beside the office.
    fn beside(&self, named: &[Named], at: usize) -> Option<usize> {
        let tokens = &named[at].tokens;
        let text = self.text;
        let has_one = |draft: usize| {
            matches!(self.drafts[draft].kind, ActorKind::Body | ActorKind::Group | ActorKind::Company) && !self.is_medium(draft)
        };
        let last = tokens.start.checked_sub(1).map_or("", |i| text.lower(i));
        let end = if matches!(last, "'s" | ")") { tokens.start - 1 } else { tokens.start };
        let titled = is_office(text.lower(tokens.start)) || super::among(super::OFFICE_PARTS, text.lower(tokens.start));
        // "Harbour Union of Norland President Orr": the name goes on to the title.
        let goes_on = |it: &&Named| it.tokens.start < tokens.start && it.tokens.end > tokens.start && is_office(text.lower(it.tokens.end));
        let before = named[..at].iter().rev().take(4).find(|it| it.tokens.end == end && titled || goes_on(it));
        if let Some(owner) = before.filter(|it| has_one(it.draft)) {
            return Some(owner.draft);
        }
        // "The head of the Harbour Council, Orr,".
        if last == "," && text.lower(tokens.end) == "," {
            let owner = named[..at].iter().rev().take(4).find(|it| it.tokens.end + 1 == tokens.start && has_one(it.draft));
            let link = |it: &Named| {
                let near = it.tokens.start.saturating_sub(4)..=it.tokens.start;
                near.rev().find(|&i| text.lower(i) == "of").and_then(|of| of.checked_sub(1)).is_some_and(|i| is_office(text.lower(i)))
            };
            if let Some(owner) = owner.filter(|it| link(it)) {
                return Some(owner.draft);
            }
        }
        if let Some(owner) = self.of_the_same_word(named, at) {
            return Some(owner);
        }
        if !matches!(text.lower(tokens.end), "," | "(") {
            return None;
        }
        // "The chief negotiator, Orr, told the rebels’ leader".
        if SPEAKS.contains(&text.lower(tokens.end + 1)) {
            return None;
        }
        // "Orr, who leads the Harbour Union".
        if text.lower(tokens.end + 1) == "who" && matches!(text.lower(tokens.end + 2), "heads" | "leads" | "chairs" | "runs") {
            return named[at + 1..]
                .iter()
                .find(|it| it.tokens.start >= tokens.end + 3)
                .filter(|it| it.tokens.start <= tokens.end + 4 && has_one(it.draft))
                .map(|it| it.draft);
        }
        let sentence = text.sentence_at(text.tokens.get(tokens.start)?.span.start())?;
        let limit = text.sentences[sentence].tokens.end.min(tokens.end + 18);
        let close = (tokens.end + 1..limit).find(|&i| matches!(text.lower(i), "," | ")" | "." | "said" | "who"))?;
        let office = (tokens.end + 1..close).find(|&i| is_office(text.lower(i)))?;
        // "Orr, a former spokesman for Alba Foods,".
        if (tokens.end + 1..office).any(|i| super::is_no_longer(text.lower(i))) {
            return None;
        }
        let near = || named[at + 1..].iter().take_while(|it| it.tokens.start < close);
        let owner = near().filter(|it| has_one(it.draft)).find(|it| {
            // "President of the 20,000-member Seamen’s Union".
            let the = (it.tokens.start.saturating_sub(4)..it.tokens.start).rev().find(|&i| text.lower(i) == "the");
            let link = the.unwrap_or(it.tokens.start).saturating_sub(1);
            it.tokens.end <= office || link > office && matches!(text.lower(link), "of" | "for" | "at" | "with" | "from")
        });
        // "An adviser to Orr", "Orr’s security adviser": of whom Orr is.
        let of_person = || {
            near().filter(|it| self.drafts[it.draft].kind == ActorKind::Person).find_map(|it| {
                let link = it.tokens.start.checked_sub(1).map_or("", |i| text.lower(i));
                (it.tokens.end <= office && text.lower(it.tokens.end) == "'s" || matches!(link, "to" | "for"))
                    .then_some(self.drafts[it.draft].part_of)?
            })
        };
        // "Orr, a union official".
        let of_one = || match text.lower(office - 1) {
            "union" => self.only_union(),
            "company" => self.only_company(),
            _ => None,
        };
        owner.map(|it| it.draft).or_else(of_person).or_else(of_one)
    }

    /// "Orr, the association’s chief negotiator,": of the one named before it whose name ends in that word.
    fn of_the_same_word(&self, named: &[Named], at: usize) -> Option<usize> {
        let text = self.text;
        let end = named[at].tokens.end;
        let word = text.lower(end + 2);
        let office = (end + 4..end + 9).take_while(|&i| text.lower(i) != ",").any(|i| is_office(text.lower(i)));
        let sides = super::BODY_HEADS.contains(&word) || super::GROUP_HEADS.contains(&word) || word == "company";
        if text.lower(end) != "," || text.lower(end + 1) != "the" || text.lower(end + 3) != "'s" || !sides || !office {
            return None;
        }
        let ends = |draft: &usize| {
            let it = &self.drafts[*draft];
            let side = matches!(it.kind, ActorKind::Body | ActorKind::Group | ActorKind::Company) && !self.is_medium(*draft);
            let name = it.name.to_lowercase();
            side && (super::last_word(&name) == word
                || name.starts_with(&format!("{word} of "))
                || word == "company" && it.kind == ActorKind::Company)
        };
        named[..at].iter().rev().map(|it| it.draft).find(ends)
    }

    /// "The union’s president, Orr", "company spokesman Dell", "board president Hart": of the only one that the text names; and a minister where
    /// there is one state.
    fn of_the_only(&self, tokens: &Range<usize>) -> Option<usize> {
        let sentence = self.text.tokens.get(tokens.start).and_then(|token| self.text.sentence_at(token.span.start()));
        let opens = sentence.map_or(0, |at| self.text.sentences[at].tokens.start);
        // Not past a comma or a verb: "they would not meet the government, spokesman Orr said".
        let first = tokens.start.saturating_sub(3).max(opens);
        let goes_on = |i: &usize| {
            let word = self.text.lower(*i);
            self.text.tokens[*i].kind == TokenKind::Word && !SPEAKS.contains(&word) && !matches!(word, "in" | "by" | "with" | "and")
                || matches!(word, "'s" | "'")
        };
        let first = (first..tokens.start).rev().take_while(goes_on).last().unwrap_or(tokens.start);
        let says = |words: &[&str]| (first..tokens.end).any(|i| words.contains(&self.text.lower(i)));
        if says(&["union", "strike", "bargaining"]) {
            return self.only_union();
        }
        if says(&["company", "executive", "airline", "corporate"]) {
            return self.only_company();
        }
        if says(&["rebel", "militia", "separatist", "guerrilla", "insurgent"]) {
            return None;
        }
        // What stands before the office: "a coalition spokesman, Captain Orr", "the employers’ spokesman Dell".
        let owner = (first..tokens.end).rev().map(|i| self.text.lower(i)).find(|word| OWNERS.contains(word));
        if let Some(owner) = owner {
            let ends = |at: &usize| {
                let draft = &self.drafts[*at];
                let side = matches!(draft.kind, ActorKind::Body | ActorKind::Group | ActorKind::Unnamed) && !draft.mentions.is_empty();
                side && super::last_word(&draft.name).trim_end_matches(['\'', '’']) == owner
            };
            let mut all = (0..self.drafts.len()).filter(ends);
            return all.next().filter(|_| all.next().is_none());
        }
        let bank = (first..tokens.end).any(|i| self.text.lower(i) == "central" && self.text.lower(i + 1) == "bank");
        (says(OF_A_STATE) || bank).then(|| self.foremost_state(says(&["secretary", "undersecretary"]))).flatten()
    }

    /// The state that the text names far more often than any other that has ministers.
    fn foremost_state(&self, secretaries: bool) -> Option<usize> {
        // The United States have secretaries, and no ministers.
        let has_ministers = |draft: &super::Draft| draft.kind == ActorKind::State && (secretaries || draft.name != "United States");
        let states = self.drafts.iter().enumerate().filter(|(_, draft)| has_ministers(draft) && !draft.mentions.is_empty());
        // "Rebels in Norland" tell of Norland, too.
        let named_by_others = |name: &str| {
            let end = format!(" in {name}");
            self.drafts.iter().filter(|other| other.name.ends_with(&end)).map(|other| other.mentions.len().min(1)).sum::<usize>()
        };
        let mut counts: Vec<(usize, usize)> = states.map(|(at, draft)| (draft.mentions.len() + named_by_others(&draft.name), at)).collect();
        counts.sort_unstable_by(|a, b| b.cmp(a));
        match counts[..] {
            [(most, state)] if most > 1 => Some(state),
            [(most, state), (second, _), ..] if most > 1 && most >= 3 * second => Some(state),
            _ => None,
        }
    }

    /// "Its head, Sheikh Orr", "the battalion’s commander, Orr", "the League, whose leader Orr": of whom the words before the name speak; "High
    /// Representative Orr of the Conference".
    fn introduced(&self, named: &[Named], at: usize) -> Option<usize> {
        let text = self.text;
        let tokens = &named[at].tokens;
        let side = |draft: usize| {
            matches!(self.drafts[draft].kind, ActorKind::Body | ActorKind::Group | ActorKind::Company) && !self.is_medium(draft)
        };
        let first = text.sentences[text.sentence_at(text.tokens.get(tokens.start)?.span.start())?].tokens.start;
        let title = |i: usize| {
            let word = text.lower(i);
            matches!(word, "sheikh" | "sheik" | "dr" | "mr" | "ms" | "mrs" | "archbishop" | "bishop" | "nang" | "." | "," | "known" | "as")
        };
        let office = |i: usize| is_office(text.lower(i)) || super::among(super::OFFICE_PARTS, text.lower(i));
        let mut head = tokens.start;
        while head > first && head + 7 > tokens.start && (title(head - 1) || office(head - 1)) {
            head -= 1;
        }
        let held = (head..tokens.end).any(|i| is_office(text.lower(i)));
        if !held {
            return None;
        }
        let owner = head.checked_sub(1).filter(|&i| i >= first).unwrap_or(head);
        match text.lower(owner) {
            "its" | "their" => {
                let sentence = text.sentence_at(text.tokens[owner].span.start())?;
                let within = sentence.checked_sub(1).map_or(first..first, |before| text.sentences[before].tokens.clone());
                let from = |token: usize| named.partition_point(|it| it.tokens.start < token);
                let here = named[from(first)..from(owner)].iter().filter(|it| it.tokens.end <= owner);
                let there = named[from(within.start)..from(within.end)].iter();
                // "Norland’s League and the Council agreed. Its leader": of neither.
                let mut sides = here.chain(there).filter(|it| it.form == super::Form::Name).map(|it| it.draft).filter(|&draft| side(draft));
                let first = sides.next()?;
                sides.all(|other| other == first).then_some(first)
            }
            "whose" => {
                let end = if text.lower(owner.checked_sub(1)?) == "," { owner - 1 } else { owner };
                named[..at].iter().rev().take(4).find(|it| it.tokens.end == end).map(|it| it.draft).filter(|&draft| side(draft))
            }
            "'s" => {
                let word = text.lower(owner.checked_sub(1)?);
                let the = owner.checked_sub(2).is_some_and(|i| text.lower(i) == "the");
                let ends = |draft: &usize| {
                    let name = self.drafts[*draft].name.to_lowercase();
                    super::last_word(&name) == word || name.starts_with(&format!("{word} of ")) || name.starts_with(&format!("{word} for "))
                };
                let before = named[..at].iter().rev().take_while(|it| it.tokens.end + FAR_BACK > tokens.start);
                before.map(|it| it.draft).filter(|&draft| the && side(draft)).find(ends)
            }
            _ => None,
        }
        .or_else(|| {
            let start = if text.lower(tokens.end + 1) == "the" { tokens.end + 2 } else { tokens.end + 1 };
            let of = text.lower(tokens.end) == "of";
            named[at + 1..]
                .iter()
                .take(3)
                .find(|it| of && it.tokens.start <= start && it.tokens.end > start)
                .map(|it| it.draft)
                .filter(|&draft| side(draft))
        })
    }

    /// "My special envoy", "our ambassador": an official of whoever speaks.
    fn is_own(&self, tokens: &Range<usize>) -> bool {
        let office = (tokens.start..tokens.end).take_while(|&i| !self.text.tokens[i].capital || is_office(self.text.lower(i))).count() > 0;
        let before = tokens.start.checked_sub(1).map_or("", |i| self.text.lower(i));
        office && matches!(before, "my" | "our")
    }

    /// One of a list of names, with offices or without, is with the one in front of it: "Secretary Orr, Mr. Dell and General Hart".
    fn listed_with(&self, before: &[Named], tokens: &Range<usize>) -> Option<usize> {
        let Named { tokens: last, draft: other, .. } = before.last()?;
        let gap = last.end.min(tokens.start)..tokens.start;
        let joined = gap.len() <= 3
            && gap.clone().any(|i| matches!(self.text.lower(i), "," | "and"))
            && gap.clone().all(|i| matches!(self.text.lower(i), "," | "and" | "the"));
        // Of two names joined by "and" alone each may be of another side: "Orr and Dessa met". A list has three.
        let list = gap.clone().any(|i| self.text.lower(i) == ",")
            || before.len() > 1 && {
                let third = &before[before.len() - 2].tokens;
                (third.end..last.start.max(third.end)).len() <= 2 && self.text.lower(last.start.saturating_sub(1)) == ","
            };
        (joined && list && self.drafts[*other].kind == ActorKind::Person).then_some(self.drafts[*other].part_of).flatten()
    }

    /// "The group’s leader, Dell": of the group named last. "Ms. Orr’s spokesman, Dell": with her.
    fn of_a_group(&self, before: &[Named], tokens: &Range<usize>) -> Option<usize> {
        let possessor =
            (tokens.start.saturating_sub(6)..tokens.start).rev().chain(tokens.start..tokens.end).find(|&i| self.text.lower(i) == "'s")?;
        let owner = self.text.lower(possessor.checked_sub(1)?);
        if GROUPS.contains(&owner) {
            let near = before.iter().rev().take_while(|it| it.tokens.end + FAR_BACK > tokens.start);
            return near.map(|it| it.draft).find(|d| self.drafts[*d].kind == ActorKind::Group);
        }
        let near = before.iter().rev().take_while(|it| it.tokens.end + BACK > tokens.start);
        let owner = near.into_iter().find(|it| it.tokens.end == possessor)?.draft;
        match self.drafts[owner].kind {
            ActorKind::Person => self.drafts[owner].part_of,
            ActorKind::Place => None,
            ActorKind::Company if self.is_medium(owner) => None,
            _ => Some(owner),
        }
    }

    /// "Sudria has not answered. Its foreign minister, Dell": of whom the sentence before, or this one, speaks first.
    /// "Dell, its special representative, said", too.
    fn its(&self, before: &[Named], tokens: &Range<usize>) -> Option<usize> {
        let apposed = (self.text.lower(tokens.end) == ",").then_some(tokens.end + 1);
        let places = [tokens.start.checked_sub(1), Some(tokens.start), apposed];
        let owned = places.into_iter().flatten().find(|&at| self.text.lower(at) == "its")?;
        if Some(owned) == apposed && !(owned + 1..owned + 5).any(|i| is_office(self.text.lower(i))) {
            return None;
        }
        let sentence = self.text.sentence_at(self.text.tokens[owned].span.start())?;
        let first = self.text.sentences[sentence].tokens.start;
        let opens = first == owned || first == tokens.start && Some(owned) == apposed;
        let within = &self.text.sentences.get(if opens { sentence.checked_sub(1)? } else { sentence })?.tokens;
        let mut named =
            before[before.partition_point(|it| it.tokens.start < within.start)..].iter().take_while(|it| it.tokens.end <= owned);
        let first = named.find(|it| it.form == super::Form::Name)?.draft;
        matches!(self.drafts[first].kind, ActorKind::State | ActorKind::Group | ActorKind::Body).then_some(first)
    }

    /// "A Norlandish trade spokesman said so. “We will sign,” spokesman Orr said": of whom the one who bears the same title without a name speaks
    /// for, in the two paragraphs before; where two speak for others, of neither.
    fn of_the_unnamed(&self, before: &[Named], tokens: &Range<usize>) -> Option<usize> {
        let text = self.text;
        let title = text.lower(tokens.start);
        if !matches!(title, "spokesman" | "spokeswoman" | "spokesperson" | "official" | "diplomat" | "negotiator" | "envoy") {
            return None;
        }
        // "Sudrian spokesman Orr", "the ministry's spokesman Orr" are of another.
        let last = tokens.start.checked_sub(1)?;
        let opens = text.tokens[last].kind == TokenKind::Mark || SPEAKS.contains(&text.lower(last));
        let paragraph = |at: usize| Some(text.sentences[text.sentence_at(text.tokens.get(at)?.span.start())?].paragraph);
        let here = paragraph(tokens.start)?;
        let near = before.iter().rev().take_while(|it| paragraph(it.tokens.start).is_some_and(|at| at + 2 >= here));
        let holds = |it: &&Named| {
            let draft = &self.drafts[it.draft];
            draft.kind == ActorKind::Unnamed && text.lower(it.tokens.end - 1) == title && draft.part_of.is_some()
        };
        let mut wholes = near.filter(holds).map(|it| self.drafts[it.draft].part_of);
        let first = wholes.next().filter(|_| opens)?;
        wholes.all(|whole| whole == first).then_some(first).flatten()
    }

    /// Secretaries of state and of the departments are American; a British secretary of state is one "for" something. A "defense secretary" may be
    /// of any state: American only where the text names the United States.
    fn american(&mut self, tokens: &Range<usize>) -> Option<usize> {
        let text = self.text;
        let states = self.gazetteer.named("United States")?;
        let department = |i: usize| {
            let named = ["treasury", "defense", "commerce", "homeland", "energy", "agriculture", "labor", "transportation", "interior"];
            named.contains(&text.lower(i))
        };
        let before = |i: usize| i.checked_sub(1).filter(|&i| department(i) || text.lower(i) == "security" && i > 0 && department(i - 1));
        if tokens.clone().any(|i| text.lower(i) == "secretary" && before(i).is_some()) {
            return self.by_known.get(&states).copied().filter(|&states| !self.drafts[states].mentions.is_empty());
        }
        // "National Security Adviser Orr", where the United States are what the text is about.
        let adviser = tokens
            .clone()
            .any(|i| i > 1 && text.lower(i - 1) == "security" && matches!(text.lower(i), "adviser" | "advisor") && text.tokens[i].capital);
        if adviser {
            let foremost = self.foremost_state(true);
            return self.by_known.get(&states).copied().filter(|&states| foremost == Some(states));
        }
        // "Attorney General Orr"; "Vell Attorney General Orr" is one of a part of the country, or of another one.
        let general = tokens.start > 0 && text.lower(tokens.start) == "general" && text.lower(tokens.start - 1) == "attorney";
        let of_part = tokens.start.checked_sub(2).is_some_and(|at| match text.lower(at) {
            "u.s." | "us" => false,
            "'s" => true,
            _ => text.tokens[at].capital,
        });
        if general && !of_part {
            return self.by_known.get(&states).copied().filter(|&states| !self.drafts[states].mentions.is_empty());
        }
        let of = tokens.clone().find(|&i| text.lower(i) == "secretary" && text.lower(i + 1) == "of")?;
        let departments = ["state", "defense", "treasury", "commerce", "agriculture", "energy", "homeland", "war", "the"];
        if !departments.contains(&text.lower(of + 2)) || text.lower(of + 2) == "state" && text.lower(of + 3) == "for" {
            return None;
        }
        Some(self.known(states))
    }

    /// "Minister Orr said Norland must withdraw", "told Norland's envoy": whoever is spoken of or to right after the verb is the other side.
    fn speaks_of(&self, after: &[Named], tokens: &Range<usize>, whole: usize) -> bool {
        let verb = SPEAKS.contains(&self.text.lower(tokens.end));
        after.first().is_some_and(|it| verb && it.draft == whole && (tokens.end + 1..tokens.end + 3).contains(&it.tokens.start))
    }

    /// The only state but one that was named before.
    fn other_state(&self, before: &[Named], one: usize) -> Option<usize> {
        let state = |it: &&Named| self.drafts[it.draft].kind == ActorKind::State && it.draft != one && it.form != super::Form::Place;
        let mut others = before.iter().filter(state).map(|it| it.draft);
        let first = others.next()?;
        others.all(|other| other == first).then_some(first)
    }

    /// The state in whose capital the official is said to speak, further on in the sentence.
    fn seated_in(&self, after: &[Named], tokens: &Range<usize>) -> Option<usize> {
        let sentence = self.text.sentence_at(self.text.tokens.get(tokens.start)?.span.start())?;
        let end = self.text.sentences[sentence].tokens.end;
        let mut near = after.iter().take_while(|it| it.tokens.start < end);
        let seat = |it: &&Named| it.form == super::Form::Place && self.text.lower(it.tokens.start.wrapping_sub(1)) == "in";
        near.find(seat).map(|it| it.draft)
    }

    /// The state or group named last before, in the same sentence, of somebody who says nothing there.
    fn named_before(&self, before: &[Named], tokens: &Range<usize>) -> Option<usize> {
        let of_states = |word: &str| matches!(word, "president" | "minister" | "premier" | "army" | "navy" | "governor" | "ambassador");
        let state = tokens.clone().any(|i| of_states(self.text.lower(i)));
        // Who speaks may speak of the other side ("Sudria attacked, Minister Berg said"); and what other sentences name is as likely that.
        let verb = [tokens.start.checked_sub(1), Some(tokens.end)].into_iter().flatten().any(|at| SPEAKS.contains(&self.text.lower(at)));
        if verb {
            return None;
        }
        let sentence = self.text.tokens.get(tokens.start).and_then(|token| self.text.sentence_at(token.span.start()));
        let first = sentence.map_or(tokens.start, |at| self.text.sentences[at].tokens.start);
        let near = before.iter().rev().take_while(|it| it.tokens.start >= first);
        let ministry = (tokens.start.saturating_sub(3)..tokens.end)
            .any(|i| matches!(self.text.lower(i), "ministry" | "minister" | "ministers" | "premier"));
        let mut sides = near.map(|it| it.draft).filter(|d| match self.drafts[*d].kind {
            // The United States have departments and secretaries.
            ActorKind::State => !(ministry && self.drafts[*d].name == "United States"),
            ActorKind::Group => !state,
            _ => false,
        });
        sides.next()
    }
}

fn is_office(word: &str) -> bool {
    super::among(OFFICES, word)
}
