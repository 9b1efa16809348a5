//! Unions, employers, companies and boards that the text has no name for ("the teachers’ union", "employers", "the port authority"), and
//! those that only the title of who speaks for them shows to be any ("Tessel Relief spokesman Jan Orr").
use super::{Builder, FIRMS, OF_BODIES, OFFICE_PARTS, OFFICES, PLACES, Run, SPEAKS, TRADES, among};
use crate::actor::gazetteer;
use crate::text::{Text, TokenKind};
use evidence::ActorKind;
use std::collections::BTreeSet;
use std::ops::Range;

/// Those who are called so without any article.
const BARE: &[&str] = &["employers", "unions", "management"];

/// Last words of what those are called who work together.
const OF_WORKERS: &[&str] = &["union", "guild", "federation", "association", "confederation"];

/// Last words of what is neither a union nor a company. Most have a word before them that says of what.
#[rustfmt::skip]
const OF_OTHERS: &[&str] = &[
    "legislature", "board", "district", "authority", "council", "city", "university", "college", "hospital", "agency", "regulator", "cooperative",
    "chamber", "club", "league", "province", "region", "commission", "committee", "court", "tribunal", "assembly", "government",
];

/// What such a commission, court or government is of or for, which no other word of this list says.
#[rustfmt::skip]
const OF_STATE: &[&str] = &[
    "electoral", "election", "elections", "constitutional", "supreme", "joint", "truth", "sanctions", "monitoring", "boundary", "ceasefire", "truce",
    "interim", "transitional", "caretaker", "provisional", "unity", "rebel", "rival", "regional", "provincial", "appeals", "high", "parliamentary",
    "legislative", "constituent", "peace", "reconciliation", "disarmament", "border", "disputes", "preparatory", "drafting",
];

/// Companies that are not told from others by that word alone.
const OF_FIRMS: &[&str] = &["operator", "utility", "publisher", "contractor", "producer", "broadcaster", "maker"];

/// What may stand between "the" and such a word, trades and parts of offices aside.
#[rustfmt::skip]
const OF_WHAT: &[&str] = &[
    "school", "port", "harbour", "harbor", "city", "county", "state-owned", "state-run", "rail", "railway", "bus", "transit", "airport",
    "power", "water", "steel", "mine", "mining", "coal", "copper", "car", "auto", "shipping", "dock", "post", "postal", "parent", "main",
    "largest", "biggest", "student", "university", "hospital", "metal", "textile", "film", "gas", "farm", "bank", "banks", "retail", "rival",
    "local", "employers", "hotel", "food", "grain", "chemical", "paper", "federal", "public", "private", "public-sector", "teaching",
    "faculty", "players", "owners", "manufacturers", "growers", "shippers", "publishers", "country", "nation", "engineering",
    "construction", "building", "electricity", "insurance", "telecommunications", "television", "transportation", "medical",
];

/// What those do who deal with others, of the verbs that do not end in "-ed".
#[rustfmt::skip]
const DEALS: &[&str] = &[
    "wants", "want", "seeks", "seek", "sought", "say", "made", "makes", "gave", "gives", "broke", "held", "put", "won", "struck", "began",
    "went", "refuses", "refuse", "plans", "plan", "offers", "offer", "accuses", "accuse", "demands", "demand", "rejects", "reject", "insists",
    "insist", "warns", "warn", "claims", "claim", "argues", "argue", "threatens", "threaten", "calls", "call", "hopes", "hope", "believes",
    "believe", "withdrew", "sent", "took", "agrees", "agree", "set", "laid",
];

/// Words in capitals before a title that say of what sort or party somebody is, rather than of whom.
#[rustfmt::skip]
const QUALITIES: &[&str] = &[
    "conservative", "republican", "democratic", "democrat", "liberal", "socialist", "communist", "catholic", "muslim", "sunni", "shiite", "shia",
    "jewish", "christian", "orthodox", "hindu", "buddhist", "tory", "gop", "nationalist", "islamist", "protestant", "anglican", "labour", "green",
    "congressional", "senate", "house", "military", "federal", "union", "company", "opposition", "coalition", "government", "provincial", "royal",
];

/// A phrase that may mean somebody.
struct Phrase {
    tokens: Range<usize>,
    // Its words without the article, in lower case.
    name: String,
    head: Head,
    // Whether a word before the last says of what.
    told: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Head {
    Workers,
    Employers,
    Firm,
    Other,
}

/// The phrase that begins at a token.
fn phrase(text: &Text<'_>, at: usize, limit: usize) -> Option<Phrase> {
    let definite = text.lower(at) == "the";
    let start = if definite { at + 1 } else { at };
    let plain = |i: usize| i < limit && text.tokens[i].kind == TokenKind::Word && !text.tokens[i].capital;
    let name = |range: Range<usize>| range.map(|i| text.lower(i)).collect::<Vec<_>>().join(" ").replace(" '", "'");
    let bare = BARE.contains(&text.lower(start)) && start < limit && text.tokens[start].kind == TokenKind::Word;
    // "Crisis management", "credit unions"; whose "unions in Norland" are the words after tell.
    let before = at.checked_sub(1).map_or("", |i| text.lower(i));
    let apart = definite
        || text.tokens[at].capital
        || matches!(before, "and" | "between" | "with" | "by" | "but" | "that" | "while" | "as" | "if" | "to" | "from")
        || at > 0 && text.tokens[at - 1].kind == TokenKind::Mark;
    let elsewhere = matches!(text.lower(start + 1), "of" | "in" | "at");
    if bare && apart && !elsewhere && !(text.lower(start + 1) == "'" || of_what(text, start + 1) || head(text, start + 1).is_some()) {
        let head = if text.lower(start) == "unions" { Head::Workers } else { Head::Employers };
        return Some(Phrase { tokens: at..start + 1, name: name(start..start + 1), head, told: true });
    }
    if !definite {
        return None;
    }
    // "The firefighters' union", "the air traffic controllers' guild", "the parents' groups".
    if let Some((end, head)) = of_many(text, start, limit) {
        return Some(Phrase { tokens: at..end, name: name(start..end), head, told: true });
    }
    let mut end = start;
    while end < limit.min(start + 6) {
        // "The school district board": the last word that can end it does.
        let closes = plain(end).then(|| head(text, end)).flatten();
        if let Some(head) = closes.filter(|_| !(plain(end + 1) && head(text, end + 1).is_some())) {
            let next = text.lower(end + 1);
            // "The city council members", "the union hall".
            let part = next == "'" || among(OFFICES, next) || of_what(text, end + 1) || is_part(next);
            let alone = matches!(text.lower(end), "union" | "board" | "authority" | "council" | "province" | "region" | "legislature")
                || FIRMS.contains(&text.lower(end)) && !matches!(text.lower(end), "carrier" | "network" | "bank");
            // Which government it is has to be said; and "the school court" is none.
            let of_state = matches!(text.lower(end), "commission" | "committee" | "court" | "tribunal" | "assembly" | "government");
            let said = !of_state || (start..end).any(|i| OF_STATE.contains(&text.lower(i)));
            return (!part && said && (alone || end > start)).then(|| Phrase {
                tokens: at..end + 1,
                name: name(start..end + 1),
                head,
                told: end > start,
            });
        }
        let word = plain(end) && (of_what(text, end) || head(text, end).is_some());
        let possessive = end > start && matches!(text.lower(end), "'" | "'s");
        if !word && !possessive {
            return None;
        }
        end += 1;
    }
    None
}

/// Where the name of what belongs to many ends: "firefighters' union", whatever they do.
fn of_many(text: &Text<'_>, start: usize, limit: usize) -> Option<(usize, Head)> {
    let plain = |i: usize| i < limit && text.tokens[i].kind == TokenKind::Word && !text.tokens[i].capital && text.tokens[i].spaced;
    let many = (start..start + 4).take_while(|&i| plain(i)).find(|&i| match text.lower(i + 1) {
        "'" => text.lower(i).ends_with('s'),
        "'s" => matches!(text.lower(i), "women" | "men" | "people" | "children" | "fishermen" | "cattlemen"),
        _ => false,
    })?;
    let last = many + 2;
    let word = text.lower(last);
    let head = head(text, last).filter(|head| *head != Head::Firm && !matches!(word, "court" | "government" | "city" | "hospital"));
    let head = head.or_else(|| {
        matches!(word, "group" | "groups" | "lobby" | "syndicate" | "movement" | "organisation" | "organization").then_some(Head::Other)
    });
    let next = text.lower(last + 1);
    let part = next == "'" || among(OFFICES, next) || is_part(next);
    (plain(last) && !part && last < limit).then_some((last + 1, head?))
}

fn head(text: &Text<'_>, at: usize) -> Option<Head> {
    let word = text.lower(at);
    if OF_WORKERS.contains(&word) {
        Some(Head::Workers)
    } else if word != "management" && FIRMS.contains(&word) || OF_FIRMS.contains(&word) {
        Some(Head::Firm)
    } else {
        OF_OTHERS.contains(&word).then_some(Head::Other)
    }
}

fn of_what(text: &Text<'_>, at: usize) -> bool {
    let word = text.lower(at);
    OF_WHAT.contains(&word)
        || OF_STATE.contains(&word)
        || TRADES.contains(&word)
        || among(OFFICE_PARTS, word) && !matches!(word, "then" | "new" | "lead" | "union")
}

/// What is a part of them after their name: "the union members".
#[rustfmt::skip]
fn is_part(word: &str) -> bool {
    matches!(
        word,
        "member" | "leaders" | "officials" | "contract" | "contracts" | "hall" | "office" | "offices" | "boss" | "bosses"
            | "leadership" | "representatives" | "headquarters" | "limits" | "centre" | "center" | "negotiators" | "lawyers" | "assembly"
    )
}

/// Whether what follows says that somebody does something to or for others.
fn acts(text: &Text<'_>, end: usize) -> bool {
    let mut at = end;
    for _ in 0..4 {
        let word = text.lower(at);
        let day = word == "on" && text.lower(at + 1).ends_with("day");
        if day {
            at += 2;
        } else if word.ends_with("ly")
            || matches!(word, "also" | "now" | "then" | "later" | "still" | "again" | "itself" | "already" | "not" | "never")
        {
            at += 1;
        } else {
            break;
        }
    }
    let word = text.lower(at);
    // "The board formed in May", "the agency hit by the strike".
    let passive = matches!(text.lower(at + 1), "by" | "in" | "on" | "from") && !SPEAKS.contains(&word);
    let does = |word: &str| SPEAKS.contains(&word) || DEALS.contains(&word) || word.len() > 4 && word.ends_with("ed");
    match word {
        "has" | "have" | "had" => {
            let next = if matches!(text.lower(at + 1), "also" | "not" | "already" | "so" | "repeatedly" | "now" | "long") {
                at + 2
            } else {
                at + 1
            };
            does(text.lower(next))
        }
        "will" | "would" => text.lower(at + 1) != "be",
        "is" | "are" | "was" | "were" => matches!(
            text.lower(at + 1),
            "seeking"
                | "demanding"
                | "threatening"
                | "planning"
                | "asking"
                | "calling"
                | "refusing"
                | "considering"
                | "preparing"
                | "offering"
                | "pressing"
                | "pushing"
                | "proposing"
                | "urging"
                | "ready"
                | "willing"
                | "prepared"
                | "unwilling"
        ),
        _ => does(word) && !passive,
    }
}

impl Builder<'_, '_> {
    /// The names of those without a name who do something somewhere in the text; the others are things.
    pub(super) fn acting(&self) -> BTreeSet<String> {
        let text = self.text;
        let phrases = text.sentences.iter().flat_map(|sentence| {
            let tokens = sentence.tokens.clone();
            tokens.clone().filter_map(move |at| phrase(text, at, tokens.end))
        });
        // "The chairman of the bank employers’ federation" acts for it.
        let headed = |phrase: &Phrase| {
            let at = phrase.tokens.start;
            phrase.head == Head::Workers && at > 1 && text.lower(at - 1) == "of" && OF_BODIES.contains(&text.lower(at - 2))
        };
        phrases.filter(|phrase| acts(text, phrase.tokens.end) || headed(phrase)).map(|phrase| phrase.name).collect()
    }

    /// Gives "the teachers’ union", "employers" and the like their mention, and where it ends. Where the text names one that may be meant it is
    /// that one; "the union" alone after it is left to [`crate::actor::pronoun`].
    pub(super) fn collective(&mut self, at: usize, limit: usize, taken: &[bool]) -> Option<usize> {
        let text = self.text;
        let Phrase { tokens, name, head, told } = phrase(text, at, limit)?;
        if !self.acting.contains(&name) || taken[tokens.clone()].iter().any(|&it| it) {
            return None;
        }
        let last = name.rsplit(' ').next().unwrap_or_default().to_owned();
        // "The rival airline" is another one, and "the nurses’ union" none that the text calls by another trade.
        let what: Vec<&str> = name.split([' ', '\'', '’']).filter(|word| !word.is_empty() && *word != "s" && *word != last).collect();
        let another = what.iter().any(|word| matches!(*word, "rival" | "parent"));
        let fits = |at: &usize| {
            let called = self.drafts[*at].name.to_lowercase();
            // Those named in lower case are named by what they are of.
            let unnamed = self.drafts[*at].known.is_none() && !self.drafts[*at].name.contains(char::is_uppercase);
            let told = |word: &&str| called.contains(word.trim_end_matches('s'));
            !another && if unnamed || head == Head::Other { what.iter().all(told) } else { true }
        };
        // "The dockers’ union" is the Dock Workers Union.
        let trade = |union: &usize, word: &str| {
            let stem = word.trim_end_matches('s').trim_end_matches("er");
            self.is_of_trade(*union, word) || self.drafts[*union].name.to_lowercase().contains(stem)
        };
        let of_trade = |union: &usize| what.iter().filter(|word| TRADES.contains(word)).all(|word| trade(union, word));
        let draft = match head {
            Head::Employers if name == "management" => self.only_company(),
            Head::Employers => None,
            Head::Workers if name == "unions" => None,
            Head::Workers if last == "union" || last == "guild" => self.only_union().filter(|union| fits(union) && of_trade(union)),
            Head::Firm => self.only_company().filter(fits),
            Head::Workers | Head::Other => {
                let ends = |at: &usize| {
                    let draft = &self.drafts[*at];
                    let body = matches!(draft.kind, ActorKind::Body | ActorKind::Group);
                    body && !draft.mentions.is_empty() && draft.name.to_lowercase().ends_with(&format!(" {last}")) && fits(at)
                };
                let mut all = (0..self.drafts.len()).filter(ends);
                all.next().filter(|_| all.next().is_none())
            }
        };
        let draft = match draft {
            Some(draft) if told || last == "management" => draft,
            // Named further on, or before: see `pronoun`.
            Some(_) => return None,
            None if !told && self.is_named(head, &last) => return None,
            None => {
                let kind = match head {
                    Head::Workers | Head::Employers => ActorKind::Group,
                    Head::Firm => ActorKind::Company,
                    Head::Other => ActorKind::Body,
                };
                let start = if text.lower(at) == "the" { at + 1 } else { at };
                self.add(self.words(&(start..tokens.end)), kind, None)
            }
        };
        let form = if text.lower(tokens.end) == "'s" { super::Form::Attribute } else { super::Form::Name };
        self.mention(draft, tokens.clone(), form);
        Some(tokens.end)
    }

    /// Whether the text names any of that sort.
    fn is_named(&self, head: Head, last: &str) -> bool {
        (0..self.drafts.len()).filter(|&at| !self.drafts[at].mentions.is_empty()).any(|at| {
            let draft = &self.drafts[at];
            let own = draft.name.to_lowercase() == last;
            let ends = || draft.name.to_lowercase().ends_with(&format!(" {last}"));
            !own && match head {
                Head::Workers => self.is_union(at) && (draft.known.is_some() || draft.name.contains(' ')) || ends(),
                Head::Firm => draft.kind == ActorKind::Company && !self.is_medium(at),
                Head::Employers => false,
                Head::Other => matches!(draft.kind, ActorKind::Body | ActorKind::Group) && ends(),
            }
        })
    }

    /// "Exitus negotiator" in a text that speaks of "Exitus talks": what they are about, and nobody.
    fn is_topic(&self, run: &Run) -> bool {
        run.name.len() == 1 && self.topics.contains(self.text.lower(run.name.start))
    }

    /// "Tessel Relief spokesman Jan Orr": whether a name is of somebody, as the title right after it says, where nothing else does. A town or a
    /// province is who has a mayor or a governor.
    pub(super) fn is_shown_by_title(&self, run: &Run) -> bool {
        let text = self.text;
        let (first, last) = (run.name.start, run.name.end - 1);
        let start = if text.lower(run.name.end) == "'s" { run.name.end + 1 } else { run.name.end };
        let part = |i: &usize| among(OFFICES, text.lower(*i)) || among(OFFICE_PARTS, text.lower(*i));
        let title = start..(start..start + 5).take_while(part).last().map_or(start, |end| end + 1);
        let says = |word: &str| title.clone().any(|i| text.lower(i).trim_end_matches('.') == word);
        let governs = ["mayor", "governor", "gov", "premier"].iter().any(|word| says(word));
        let mut corporate =
            ["ceo", "executive", "financial", "operating", "counsel", "spokesman", "spokeswoman", "spokesperson", "negotiator"].iter();
        let corporate = corporate.any(|word| says(word));
        // Those who only work for somebody say less.
        let of_bodies = title.clone().any(|i| {
            OF_BODIES.contains(&text.lower(i))
                && !matches!(text.lower(i), "official" | "lawyer" | "activist" | "adviser" | "advisor" | "representative" | "officer")
        }) || says("secretary")
            || says("superintendent");
        // "In Upper Tessel President Halvorsen said" tells where; "Norland’s chief export negotiator" is Norland's.
        let before = first.checked_sub(1).map_or("", |i| text.lower(i));
        let aside = matches!(before, "in" | "at" | "near" | "from" | "to" | "across" | "'s") || among(OFFICE_PARTS, before);
        let sentence = text.sentence_at(text.tokens[first].span.start()).map_or(0, |at| text.sentences[at].tokens.end);
        if aside || title.end >= sentence {
            return false;
        }
        if run.name.len() > 6 || !run.office.is_empty() || !(of_bodies || governs || corporate) || !self.has_bearer(title.end) {
            return false;
        }
        let word = text.token(first);
        let letters = word.chars().filter(|c| c.is_uppercase()).count() > 1;
        let person = run.name.len() > 1 && !letters && gazetteer::given_name(word).is_some();
        let leader = gazetteer::holders().contains_key(text.lower(last));
        if person || leader || PLACES.contains(&text.lower(last)) || QUALITIES.contains(&text.lower(last)) {
            return false;
        }
        // A firm may have a deal, too; talks have negotiators and ministers.
        if self.is_topic(run) && ["negotiator", "minister", "secretary", "envoy", "coordinator"].iter().any(|word| says(word)) {
            return false;
        }
        // A people has leaders, and a town a chief of police; "the Front’s leader" is a group's.
        let works_for = ["leader", "chief", "head", "coordinator", "secretary"].iter().any(|word| says(word));
        let owned = before == "the" && start > run.name.end;
        if run.name.len() == 1 && !letters && works_for && !owned && !says("executive") {
            return false;
        }
        // A word may stand in capitals because it opens the sentence.
        let opens = |i: usize| text.sentence_at(text.tokens[i].span.start()).is_some_and(|at| text.sentences[at].tokens.start == i);
        let elsewhere = || (0..text.tokens.len()).any(|i| i != first && text.token(i) == word && !opens(i));
        let lower = !text.tokens[title.start].capital;
        run.name.len() > 1 || letters || (lower || corporate || governs) && (!opens(first) || elsewhere())
    }

    /// Whether a name follows a title: "spokesman Jan Orr", "chief, Jan Orr,", "vice president for labour relations Jan Orr".
    fn has_bearer(&self, at: usize) -> bool {
        let text = self.text;
        let named = |i: usize| text.tokens.get(i).is_some_and(|token| token.capital && token.kind == TokenKind::Word);
        match text.lower(at) {
            "." => named(at + 1),
            "," => named(at + 1) && named(at + 2),
            "for" => (at + 2..at + 5).find(|&i| named(i)).is_some_and(|i| named(i + 1)),
            _ => named(at),
        }
    }
}
