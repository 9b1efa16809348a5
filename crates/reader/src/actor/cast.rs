//! The actors of a document: which names mean the same one, what each is, and what it is part of.
mod bare;
mod collective;
mod introduced;
mod whose;

use super::gazetteer::{self, Gazetteer, Hit};
use super::head::{Head, Issuer};
use super::name::{Piece, Run, is_of_a_continent, is_place, pieces};
use super::unknown::UnknownStates;
use super::word::{
    AGAINST, BODY_HEADS, COMPANY_FORMS, COMPANY_HEADS, CROWDS, FIRMS, GROUP_HEADS, GROUPS_OF, MEDIA_HEADS, NO_NAMES, OF_BODIES,
    OFFICE_PARTS, OFFICES, PARTICLES, PLACES, PRIVATE, PROFESSIONS, SPEAKS, SPEAKS_ON_BEHALF, STANDS_FOR, TRADES, UNION_WORDS,
    UNNAMED_HEADS, UNNAMED_SINGULAR, among, is_compound, takes_side,
};
use crate::measure::number_word;
use crate::text::{Text, TokenKind};
use evidence::{About, Act, Actor, ActorId, ActorKind, Attribution, Place, Role, Span};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

/// How a mention names its actor, and so what it can be in a clause.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Form {
    /// A name, title or description that can act.
    Name,
    /// An adjective or possessor of something else: "Norland’s timber".
    Attribute,
    /// A town or palace named as a place.
    Place,
    /// A pronoun.
    Pronoun,
}

/// A place where actors are named.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Mention {
    /// Its tokens.
    pub(crate) tokens: Range<usize>,
    /// Its words.
    pub(crate) span: Span,
    /// Whom it means, as indices into [`Cast::actors`]; several for "both sides".
    pub(crate) actors: Vec<usize>,
    /// How.
    pub(crate) form: Form,
}

/// The actors of a document with all their mentions, in order of the text.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Cast {
    /// The actors, in order of first mention.
    pub(crate) actors: Vec<Actor>,
    // Invariant: where each actor stands in `actors`.
    places: HashMap<ActorId, usize>,
    /// The mentions, in order of the text; no two overlap, those inside one hyphenated token aside.
    pub(crate) mentions: Vec<Mention>,
    /// Whose voice a document without a narrator is (a statement): as its first person, its title or its metadata say.
    pub(crate) voice: Option<usize>,
    /// States that are named only as where something is or goes.
    pub(crate) places_only: BTreeSet<usize>,
    /// Newspapers, agencies and stations: they report, and do nothing else.
    pub(crate) media: BTreeSet<usize>,
    /// Groups of those who work for somebody.
    pub(crate) unions: BTreeSet<usize>,
    /// Those whom a document of one or all of them is about, two or more: its issuers, or its issuer and whom that met; else nobody.
    pub(crate) met: Vec<usize>,
    /// Those who issue a joint document, two or more; [`Cast::voice`] is then an actor that stands for all of them.
    pub(crate) issuers: Vec<usize>,
    /// Names that may mean any of several persons, with theirs; they are nobody's mention.
    pub(crate) ambiguous: Vec<(Span, Vec<String>)>,
    /// The only two of those whom the user knows as parties that the document names.
    pub(crate) parties: Option<(usize, usize)>,
    /// Persons whom the document gives an office.
    pub(crate) officials: BTreeSet<usize>,
    /// Where the head of a document ends that says whose it is, as a token.
    pub(crate) head: usize,
    /// The person who utters the document, where the voice is a person's.
    pub(crate) voice_person: Option<usize>,
}

impl Cast {
    /// What an actor stands for: a person, unnamed source or body that is part of something stands for that.
    pub(crate) fn principal(&self, actor: usize) -> usize {
        let mut at = actor;
        for _ in 0..4 {
            let stands_for = |actor: &&Actor| match actor.kind {
                ActorKind::Group | ActorKind::State => false,
                ActorKind::Body => !decides_alone(&actor.name),
                _ => true,
            };
            let Some(whole) = self.actors.get(at).filter(stands_for).and_then(|a| a.part_of.as_ref()) else {
                break;
            };
            match self.index(whole) {
                Some(index) if index != at => at = index,
                _ => break,
            }
        }
        at
    }

    /// The actor with that id.
    pub(crate) fn index(&self, id: &ActorId) -> Option<usize> {
        self.places.get(id).copied()
    }

    /// Adds an actor; its id must be new ([`Cast::unused`]).
    pub(crate) fn add(&mut self, actor: Actor) -> usize {
        self.places.insert(actor.id.clone(), self.actors.len());
        self.actors.push(actor);
        self.actors.len() - 1
    }

    /// An id that no actor has: `base`, else with a number.
    pub(crate) fn unused(&self, base: &str) -> ActorId {
        let mut n = 1;
        loop {
            let id = ActorId(if n == 1 { base.to_owned() } else { format!("{base}-{n}") });
            if self.index(&id).is_none() {
                return id;
            }
            n += 1;
        }
    }

    /// The mentions that begin within some tokens.
    pub(crate) fn mentions_in(&self, tokens: Range<usize>) -> &[Mention] {
        let start = self.mentions.partition_point(|m| m.tokens.start < tokens.start);
        let end = self.mentions.partition_point(|m| m.tokens.start < tokens.end);
        &self.mentions[start..end.max(start)]
    }

    /// Whether what is named at a token is named as where something is, as one of several, too: "in Norland, Sudria and northern Estmark".
    pub(super) fn is_where(&self, text: &Text<'_>, start: usize) -> bool {
        let mut at = start;
        for _ in 0..8 {
            let Some(before) = at.checked_sub(1) else { return false };
            match text.lower(before) {
                "in" | "from" | "into" | "near" | "at" | "across" => return true,
                "the" | "northern" | "southern" | "eastern" | "western" | "northeast" | "northwest" => at = before,
                "," | "and" | "or" => {
                    let two = text.lower(before) != "," && before > 0 && text.lower(before - 1) == ",";
                    let end = before - usize::from(two);
                    let Some(other) = self.mentions_in(end.saturating_sub(6)..end).iter().rev().find(|m| m.tokens.end == end) else {
                        return false;
                    };
                    at = other.tokens.start;
                }
                _ => return false,
            }
        }
        false
    }

    /// The actor's id.
    pub(crate) fn id(&self, actor: usize) -> ActorId {
        self.actors[actor].id.clone()
    }
}

/// Whether a body with a state in its name does not speak for its government: a parliament, a court, an institute.
fn decides_alone(name: &str) -> bool {
    let head = |word: &str| {
        matches!(
            word,
            "congress"
                | "parliament"
                | "senate"
                | "knesset"
                | "duma"
                | "rada"
                | "majlis"
                | "bundestag"
                | "court"
                | "courts"
                | "tribunal"
                | "electoral"
                | "election"
                | "crescent"
                | "cross"
                | "observatory"
                | "institute"
                | "foundation"
                | "forum"
                | "association"
                | "federation"
                | "rights"
                | "studies"
                | "society"
        )
    };
    name.to_lowercase().split(' ').any(head)
}

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

/// Heads that make a possessed phrase somebody unnamed: "Norland’s officials".
#[rustfmt::skip]
const OFFICIALS: &[&str] = &[
    "officials", "official", "diplomats", "diplomat", "spokesman", "spokeswoman", "spokesperson", "prosecutors", "lawmakers", "lawmaker",
    "politicians", "sources", "source", "aides", "aide", "ministers", "mediators", "mediator", "negotiator", "advisers", "adviser",
    "delegates", "delegate", "critics",
];

/// Which of a state's groups, right before what they are: the one that counts.
const FOREMOST_OF: &[&str] = &["main", "largest", "biggest", "leading", "mainstream"];

/// Words before a possessed phrase that belong to the description: "several senior Norland officials".
#[rustfmt::skip]
const DESCRIBING: &[&str] = &[
    "senior", "top", "some", "several", "two", "three", "four", "five", "six", "other", "key", "former", "unnamed", "many", "multiple", "certain",
    "various", "high-ranking", "veteran", "anonymous", "unidentified", "local", "current",
];

/// Heads that make a possessed phrase a body: "Norland’s foreign ministry".
#[rustfmt::skip]
const STATE_BODIES: &[&str] = &[
    "ministry", "parliament", "police", "military", "army", "media", "navy", "council", "commission", "committee", "court", "agency",
    "department", "office", "cabinet", "delegation",
];

/// Words right before officials, leaders or workers that say of what: "intelligence officials", "aid workers".
#[rustfmt::skip]
const KINDS_OF: &[&str] = &[
    "intelligence", "union", "party", "banking", "industry", "aid", "relief", "rescue", "emergency", "humanitarian", "medical",
    "hospital", "health", "weapons", "nuclear", "hostage", "parliamentary", "opposition", "company", "trade", "labor", "labour",
    "religious", "tribal", "community", "student", "business", "provincial", "palace", "ministry", "embassy", "court", "army", "police", "border",
    "customs", "armed", "masked", "suspected", "alleged", "hard-line", "hardline", "moderate", "conservative", "reformist", "nationalist",
    "separatist", "jihadist", "extremist", "radical", "dissident", "exiled", "elected", "visiting", "diplomatic", "military", "security",
    "government", "defense", "defence", "peace", "political", "election", "city", "church", "clan", "camp", "western", "foreign", "senior", "top",
];

/// Which states, right before "countries" or "nations": those of a kind, which may act together.
#[rustfmt::skip]
const SOME_STATES: &[&str] = &[
    "poor", "poorer", "rich", "richer", "developing", "developed", "industrial", "industrialized", "industrialised", "western", "european",
    "arab", "african", "asian", "gulf", "latin", "muslim", "islamic", "neighbouring", "neighboring", "donor", "creditor", "debtor", "producing",
    "producer", "exporting", "consuming", "consumer", "importing", "allied", "nonaligned", "non-aligned", "eastern", "caribbean", "pacific",
    "guarantor", "signatory", "member", "mediating", "participating", "frontline", "front-line", "coastal", "island", "mediterranean",
];

/// Words of the names of places where people study and teach, and of parts of bodies: their heads speak for no party.
#[rustfmt::skip]
const SEATS_OF_EXPERTS: &[&str] = &[
    "university", "college", "school", "institute", "studies", "center", "centre", "department", "division", "affairs", "relations",
];

/// Those who work where there is need, and are nobody's party.
#[rustfmt::skip]
const HELPERS: &[&str] = &["aid", "relief", "rescue", "emergency", "humanitarian", "medical", "hospital", "health"];

/// What somebody's official works for who is no state's.
const OF_FIRMS: &[&str] = &[
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

/// An actor in the making.
struct Draft {
    name: String,
    kind: ActorKind,
    known: Option<usize>,
    part_of: Option<usize>,
    // Lower-case last name of a person.
    surname: Option<String>,
    office: Vec<String>,
    // The person whom the user knows by this name.
    acquainted: Option<usize>,
    mentions: Vec<(Range<usize>, Span, Form)>,
}

/// Words of offices whose holder is "the leader" of what he or she belongs to.
const LEADERS: &[&str] = &["president", "premier", "chancellor", "prime", "king", "leader"];

/// Titles that are no office.
const HONORIFICS: &[&str] = &["mr", "mrs", "ms", "dr", "sir"];

/// What says that an office is held no more.
fn is_no_longer(word: &str) -> bool {
    matches!(word, "former" | "retired" | "onetime" | "one-time") || word.starts_with("ex-")
}

/// A surname by which its bearer is looked up: "Mr. Dessawi" is who was "Jan al-Dessawi" before.
fn family(surname: &str) -> &str {
    ["al-", "el-", "ul-"].iter().find_map(|article| surname.strip_prefix(article)).unwrap_or(surname)
}

fn is_deputy(office: &[String]) -> bool {
    office.iter().any(|word| matches!(word.as_str(), "vice" | "deputy"))
}

struct Builder<'t, 'a> {
    text: &'t Text<'a>,
    gazetteer: &'t Gazetteer,
    // The first day of the document's date.
    day: Option<jiff::civil::Date>,
    // The words of its title in lower case, where these say that it tells of a call or a meeting.
    readout: Option<BTreeSet<String>>,
    drafts: Vec<Draft>,
    by_known: BTreeMap<usize, usize>,
    // Those who rise against a state, by its draft and what they are called.
    by_against: BTreeMap<(usize, String), usize>,
    // By person whom the user knows.
    by_person: BTreeMap<usize, usize>,
    by_name: BTreeMap<String, usize>,
    by_surname: BTreeMap<String, Vec<usize>>,
    // Bodies and groups by the last word of a longer name, and by the word before "of".
    by_head: HashMap<String, Vec<usize>>,
    // Persons by the first of several words of their names.
    by_first: HashMap<String, Vec<usize>>,
    // Words that stand as a whole name somewhere.
    alone: BTreeSet<String>,
    // Names that a word before them says to be no person's, in lower case.
    introduced: BTreeMap<String, ActorKind>,
    // Who holds an office (of a whole, where one is given): by its word, and by whether a deputy may be meant.
    holders: BTreeMap<(Option<usize>, String, bool), Vec<usize>>,
    // Mentions of several at once ("both sides").
    joint: Vec<(Range<usize>, Span)>,
    // Names that fit several persons, with theirs.
    ambiguous: Vec<(Span, Vec<String>)>,
    // The person named last, and where that ends.
    last_person: Option<(usize, usize)>,
    // Whom "Vell Republican" described where it stood beside a name.
    members: HashMap<String, usize>,
    // Those without a name who do something, as they are called.
    acting: BTreeSet<String>,
    // Who issues the document, as its head says.
    issuers: Vec<usize>,
    // What its only issuer is called for short, in lower case: "ministry", "front".
    own: HashMap<String, usize>,
    // The title that its head gives it.
    title: Option<Range<usize>>,
    // The person who issues it, as its head says.
    utterer: Option<usize>,
    // Whether it is that person's own words.
    spoken: bool,
}

/// Finds all actors and their mentions.
pub(super) fn cast(text: &Text<'_>, about: &About, gazetteer: &Gazetteer) -> Cast {
    let mut b = Builder {
        text,
        gazetteer,
        day: about.published.as_ref().and_then(|p| p.date.first_day()),
        readout: about.title.as_deref().and_then(|title| {
            let lower = title.to_lowercase();
            let words: BTreeSet<String> = lower.split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect();
            ["readout", "call", "meeting"].iter().any(|word| words.contains(*word)).then_some(words)
        }),
        drafts: Vec::new(),
        by_known: BTreeMap::new(),
        by_against: BTreeMap::new(),
        by_person: BTreeMap::new(),
        by_name: BTreeMap::new(),
        by_surname: BTreeMap::new(),
        by_head: HashMap::new(),
        by_first: HashMap::new(),
        alone: BTreeSet::new(),
        introduced: BTreeMap::new(),
        holders: BTreeMap::new(),
        joint: Vec::new(),
        ambiguous: Vec::new(),
        last_person: None,
        members: HashMap::new(),
        acting: BTreeSet::new(),
        issuers: Vec::new(),
        own: HashMap::new(),
        title: None,
        utterer: None,
        spoken: false,
    };
    let mut pieces = pieces(text, gazetteer);
    keep_tories(text, gazetteer, &mut pieces);
    let issued = |source: &str| gazetteer.issuer(source).is_some() || gazetteer.is_news(source);
    let head = if about.source.as_deref().is_some_and(issued) { Head::default() } else { super::head::read(text, gazetteer) };
    let states = UnknownStates::find(text, &pieces, head.states(text, gazetteer));
    b.introduced = introduced::introduced(text, &pieces);
    b.issued(&head, &states, &mut pieces);
    b.persons(&pieces, &states);
    b.uttered(&head, &states);
    b.list_holders();
    b.names(&pieces, &states);
    b.hyphenated();
    b.halves();
    b.acting = b.acting();
    b.descriptions();
    b.in_full();
    b.office_holders(about);
    b.whose(about);
    b.spokesmen_of_persons();
    b.ministries(about);
    b.finish(about)
}

/// "Conservatives" are the British party only where something else British is named.
fn keep_tories(text: &Text<'_>, gazetteer: &Gazetteer, pieces: &mut Vec<Piece>) {
    let bare =
        |piece: &Piece| matches!(piece, Piece::Known { tokens, .. } if tokens.len() == 1 && text.lower(tokens.start) == "conservatives");
    let british = |piece: &Piece| {
        let hit = match piece {
            Piece::Known { hit, .. } => Some(*hit),
            Piece::Run(run) => run.of,
        };
        let name = hit.map(|hit| gazetteer.known[hit.known].name.as_ref());
        matches!(name, Some("United Kingdom" | "Conservative Party" | "Labour Party")) && !bare(piece)
    };
    if !pieces.iter().any(british) {
        pieces.retain(|piece| !bare(piece));
    }
}

impl Builder<'_, '_> {
    fn span(&self, tokens: &Range<usize>) -> Option<Span> {
        self.text.span_of(tokens.clone())
    }

    fn words(&self, tokens: &Range<usize>) -> String {
        self.span(tokens).map(|span| self.text.words(span).split_whitespace().collect::<Vec<_>>().join(" ")).unwrap_or_default()
    }

    fn lower_words(&self, tokens: &Range<usize>) -> String {
        tokens.clone().map(|i| self.text.lower(i)).collect::<Vec<_>>().join(" ")
    }

    fn mention(&mut self, draft: usize, tokens: Range<usize>, form: Form) {
        if let Some(span) = self.span(&tokens) {
            if self.drafts[draft].kind == ActorKind::Person {
                self.last_person = Some((draft, tokens.end));
            }
            self.drafts[draft].mentions.push((tokens, span, form));
        }
    }

    fn add(&mut self, name: String, kind: ActorKind, part_of: Option<usize>) -> usize {
        let key = name.to_lowercase();
        // "Alba Foods" and "Alba Foods Inc" are one.
        let short =
            key.rsplit_once(' ').filter(|(_, form)| COMPANY_FORMS.contains(&form.trim_end_matches('.'))).map(|(short, _)| short.to_owned());
        if let Some(&draft) = self.by_name.get(&key).or_else(|| self.by_name.get(short.as_ref()?)) {
            return draft;
        }
        if let Some(short) = short {
            self.by_name.insert(short, self.drafts.len());
        }
        self.drafts.push(Draft {
            name,
            kind,
            known: None,
            part_of,
            surname: None,
            office: Vec::new(),
            acquainted: None,
            mentions: Vec::new(),
        });
        let draft = self.drafts.len() - 1;
        if matches!(kind, ActorKind::Body | ActorKind::Group) {
            let mut words = key.split(' ');
            let first = words.next().filter(|_| matches!(words.next(), Some("of" | "for" | "on")));
            let last = key.rsplit_once(' ').map(|(_, last)| last).filter(|last| Some(*last) != first);
            for head in first.into_iter().chain(last) {
                self.by_head.entry(head.to_owned()).or_default().push(draft);
            }
        }
        self.by_name.insert(key, draft);
        draft
    }

    fn known(&mut self, known: usize) -> usize {
        if let Some(&draft) = self.by_known.get(&known) {
            return draft;
        }
        let gazetteer::Known { name, kind, part_of, .. } = self.gazetteer.known[known].clone();
        let whole = part_of.and_then(|state| self.gazetteer.named(state)).map(|state| self.known(state));
        let draft = self.add(name.into_owned(), kind, whole);
        self.drafts[draft].known = Some(known);
        self.by_known.insert(known, draft);
        draft
    }

    fn state_by_name(&mut self, name: &str) -> usize {
        let part = |part: &str| {
            let mut chars = part.chars();
            chars.next().map(|c| c.to_uppercase().collect::<String>() + chars.as_str()).unwrap_or_default()
        };
        let word = |word: &str| word.split('-').map(part).collect::<Vec<_>>().join("-");
        let display = name.split(' ').map(word).collect::<Vec<_>>().join(" ");
        self.add(display, ActorKind::State, None)
    }

    /// Those who issue the document, as its head says, each with its mention there.
    fn issued(&mut self, head: &Head, states: &UnknownStates, pieces: &mut Vec<Piece>) {
        let text = self.text;
        self.title.clone_from(&head.title);
        for Issuer { name, kind } in &head.issuers {
            let hit = self.gazetteer.find(text, name.start).filter(|hit| name.start + hit.length == name.end);
            let draft = match (hit, kind) {
                (Some(hit), _) => self.known(hit.known),
                (None, ActorKind::State) => {
                    let lower = self.lower_words(name);
                    let state = states.named(&lower).map_or(lower, |(state, _)| state);
                    self.state_by_name(&state)
                }
                (None, kind) => self.add(as_written(&self.words(name), text.source), *kind, None),
            };
            let inside = |piece: &Piece| piece.tokens().start < name.end && name.start < piece.tokens().end;
            pieces.retain(|piece| !inside(piece));
            self.mention(draft, name.clone(), Form::Name);
            self.issuers.push(draft);
            // Its name in full further down, though it be cut short there by other rules.
            if hit.is_none() && *kind != ActorKind::State && name.len() > 1 {
                self.repeated(draft, name.clone(), pieces);
            }
        }
        let [issuer] = self.issuers[..] else { return };
        for part in &head.parts {
            let inside = |piece: &Piece| piece.tokens().start < part.end && part.start < piece.tokens().end;
            pieces.retain(|piece| !inside(piece));
            self.mention(issuer, part.clone(), Form::Name);
        }
        // "The Ministry", "the Front", "this Commission", "the Republic".
        for at in head.names.iter().chain(&head.parts).chain(head.issuers.iter().map(|it| &it.name)).flat_map(Clone::clone) {
            let word = text.lower(at);
            let opens = matches!(text.lower(at + 1), "of" | "for" | "on")
                || !head.names.iter().chain(&head.parts).any(|name| name.contains(&(at + 1)));
            if opens
                && (BODY_HEADS.contains(&word)
                    || GROUP_HEADS.contains(&word)
                    || matches!(word, "republic" | "kingdom" | "emirate" | "authorities"))
            {
                self.own.insert(word.to_owned(), issuer);
            }
        }
    }

    /// The person who issues the document, as its head says.
    fn uttered(&mut self, head: &Head, states: &UnknownStates) {
        self.spoken = head.spoken;
        let Some((name, office)) = head.person.clone() else {
            let holds = |at: &usize| {
                let draft = &self.drafts[*at];
                // "Readout of the Prime Minister's call with Prime Minister Dell": Dell is the other one.
                let other = |(tokens, ..): &(Range<usize>, Span, Form)| {
                    head.title.as_ref().is_some_and(|title| title.contains(&tokens.start)) && tokens.end > tokens.start + head.holder.len()
                };
                draft.kind == ActorKind::Person
                    && draft.part_of.is_none()
                    && head.holder.iter().all(|word| draft.office.contains(word))
                    && !draft.mentions.iter().any(other)
            };
            let first = |at: &usize| self.drafts[*at].mentions.first().map_or(usize::MAX, |(tokens, ..)| tokens.start);
            self.utterer = (0..self.drafts.len()).filter(holds).min_by_key(first).filter(|_| !head.holder.is_empty());
            return;
        };
        let last = self.text.lower(name.end - 1);
        self.utterer = match self.by_surname.get(family(last)).map(Vec::as_slice) {
            Some(&[person]) => Some(person),
            Some(_) => None,
            None => {
                // In capitals no other rule sees a name.
                let person = self.person(&Run { tokens: name.clone(), name: name.clone(), office, of: None }, states);
                if let Some(person) = person {
                    self.drafts[person].name = as_written(&self.drafts[person].name, self.text.source);
                    self.mention(person, name, Form::Name);
                }
                person
            }
        };
    }

    /// Gives somebody the places where the words of his name stand again.
    fn repeated(&mut self, draft: usize, name: Range<usize>, pieces: &mut Vec<Piece>) {
        let text = self.text;
        let words: Vec<&str> = name.clone().map(|i| text.lower(i)).collect();
        let mut found: Vec<Range<usize>> = Vec::new();
        let mut at = name.end;
        while at + words.len() <= text.tokens.len() {
            let same = text.tokens[at].capital && words.iter().enumerate().all(|(i, word)| text.lower(at + i) == *word);
            if same {
                found.push(at..at + words.len());
            }
            at += if same { words.len() } else { 1 };
        }
        pieces.retain(|piece| {
            let tokens = piece.tokens();
            let next = found.partition_point(|it| it.end <= tokens.start);
            found.get(next).is_none_or(|it| it.start >= tokens.end)
        });
        for tokens in found {
            self.mention(draft, tokens, Form::Name);
        }
    }

    /// First pass: persons with an office, or with a full name and a sign that it is a person's; so that surnames are known. Those in full
    /// come first: "Mr. Kim" may be of a family whose name comes first.
    fn persons(&mut self, pieces: &[Piece], states: &UnknownStates) {
        let alone = pieces.iter().filter_map(Piece::run).filter(|run| run.name.len() == 1);
        self.alone = alone.map(|run| self.lower_words(&run.name)).collect();
        for full in [true, false] {
            for run in pieces.iter().filter_map(Piece::run).filter(|run| (run.name.len() > 1) == full) {
                let lower = self.lower_words(&run.name);
                if states.named(&lower).is_some() || self.head_kind(run).is_some() || self.is_of_party(run) {
                    continue;
                }
                let known = run.name.len() <= 4 && self.is_office_holder(run);
                let acquainted = full && self.acquaintance(run).is_some();
                if !run.office.is_empty() || full && self.looks_like_person(run) || known || acquainted {
                    self.person(run, states);
                }
            }
        }
        // A surname alone is that of whom the user knows only where the text names nobody else of that name.
        if self.gazetteer.people.all.is_empty() {
            return;
        }
        for run in pieces.iter().filter_map(Piece::run).filter(|run| run.name.len() == 1 && run.office.is_empty()) {
            let surname = self.lower_words(&run.name);
            let before = run.name.start.checked_sub(1).map_or("", |i| self.text.lower(i));
            let place = matches!(before, "in" | "near" | "at" | "outside" | "around" | "into");
            if !place && !self.by_surname.contains_key(&surname) && states.named(&surname).is_none() && self.acquaintance(run).is_some() {
                self.person(run, states);
            }
        }
    }

    /// The person whom the user knows by the name of a run.
    fn acquaintance(&self, run: &Run) -> Option<usize> {
        let people = &self.gazetteer.people;
        if people.all.is_empty() {
            return None;
        }
        let words: Vec<&str> = run.name.clone().map(|i| self.text.lower(i)).filter(|word| *word != ".").collect();
        let person = people.called(&words, &run.office, self.day)?;
        // "Norland’s President Thorne" is not the Thorne of Corvane.
        let other = run.name.len() == 1 && run.of.is_some_and(|hit| people.all[person].part_of.is_some_and(|whole| whole != hit.known));
        (!other).then_some(person)
    }

    /// The draft of a person whom the user knows, made where new.
    fn acquainted(&mut self, person: usize) -> usize {
        if let Some(&draft) = self.by_person.get(&person) {
            return draft;
        }
        let known = &self.gazetteer.people.all[person];
        let (name, surname, part_of) = (known.name.clone(), known.surname().to_owned(), known.part_of);
        let surnames: Vec<String> = known.surnames().into_iter().map(str::to_owned).collect();
        let whole = part_of.map(|whole| self.known(whole));
        self.drafts.push(Draft {
            name,
            kind: ActorKind::Person,
            known: None,
            part_of: whole,
            surname: Some(surname),
            office: Vec::new(),
            acquainted: Some(person),
            mentions: Vec::new(),
        });
        let draft = self.drafts.len() - 1;
        for surname in surnames {
            self.by_surname.entry(family(&surname).to_owned()).or_default().push(draft);
        }
        self.note_first(draft);
        self.by_person.insert(person, draft);
        draft
    }

    /// The person of a run, made where new.
    fn person(&mut self, run: &Run, states: &UnknownStates) -> Option<usize> {
        let last = run.name.clone().last()?;
        let surname = self.text.lower(last).to_owned();
        let family = family(&surname).to_owned();
        let name = self.words(&run.name);
        let (whole, held) = (self.affiliation(run, states), self.held_office(run));
        let same: Vec<usize> = self.by_surname.get(&family).cloned().unwrap_or_default();
        let acquainted = self.acquaintance(run).map(|person| self.acquainted(person));
        let found = acquainted.or_else(|| self.by_family(run, &same)).or_else(|| {
            let fits = |&d: &usize| {
                let (a, b) = (self.drafts[d].name.to_lowercase(), name.to_lowercase());
                !self.is_relative(run, d)
                    && (a == b || !a.contains(' ') || !b.contains(' ') || initials_fit(&a, &b))
                    && !self.gazetteer.people.apart(&a, &b)
            };
            let fitting: Vec<usize> = same.iter().copied().filter(fits).collect();
            self.of_several(run, &fitting).or(fitting.first().copied())
        });
        let draft = match found {
            Some(draft) => {
                if self.drafts[draft].acquainted.is_none()
                    && name.len() > self.drafts[draft].name.len()
                    && self.drafts[draft].name.split(' ').count() < 2
                {
                    self.drafts[draft].name = name;
                }
                draft
            }
            None => {
                self.drafts.push(Draft {
                    name,
                    kind: ActorKind::Person,
                    known: None,
                    part_of: None,
                    surname: Some(surname),
                    office: Vec::new(),
                    acquainted: None,
                    mentions: Vec::new(),
                });
                let draft = self.drafts.len() - 1;
                self.by_surname.entry(family).or_default().push(draft);
                draft
            }
        };
        self.note_first(draft);
        let entry = &mut self.drafts[draft];
        entry.part_of = entry.part_of.or(whole);
        if held && !entry.office.iter().any(|word| word == "former") {
            entry.office.push("former".to_owned());
        }
        for word in &run.office {
            if !entry.office.contains(word) {
                entry.office.push(word.clone());
            }
        }
        Some(draft)
    }

    /// Whether somebody only has the name of whom a title means: "Anna Halvorsen" is not the "President Halvorsen" who is known.
    fn is_relative(&self, run: &Run, person: usize) -> bool {
        let draft = &self.drafts[person];
        let leads = |office: &[String]| !is_deputy(office) && office.iter().any(|word| LEADERS.contains(&word.as_str()));
        let titled = run.name.len() == 1 && leads(&run.office) && draft.name.contains(' ') && !leads(&draft.office);
        let holders = draft.surname.as_ref().filter(|_| titled).and_then(|surname| gazetteer::holders().get(surname));
        holders.is_some_and(|holders| !holders.iter().any(|it| same_person(it.name, &draft.name)))
    }

    /// Keeps a person by the first word of a name of several.
    fn note_first(&mut self, draft: usize) {
        if let Some((first, _)) = self.drafts[draft].name.to_lowercase().split_once(' ') {
            let same = self.by_first.entry(first.to_owned()).or_default();
            if !same.contains(&draft) {
                same.push(draft);
            }
        }
    }

    /// Whom one word means by the first of their names, "Secretary-General Ban" after "Ban Ki-moon": where a family's name comes first, and
    /// so the last word of the name never stands by itself. Of several, and beside `others` with that surname, the leader.
    fn by_family(&self, run: &Run, others: &[usize]) -> Option<usize> {
        let [at] = run.name.clone().collect::<Vec<_>>()[..] else { return None };
        let word = self.text.lower(at);
        let stands_alone =
            |at: &usize| self.drafts[*at].name.to_lowercase().rsplit_once(' ').is_none_or(|(_, last)| self.alone.contains(last));
        let leader = |office: &[String]| !is_deputy(office) && office.iter().any(|word| LEADERS.contains(&word.as_str()));
        // "General James" is not the envoy James Orr.
        let fits = |at: &usize| {
            let office = &self.drafts[*at].office;
            let own =
                run.office.iter().all(|word| HONORIFICS.contains(&word.as_str())) || run.office.iter().any(|word| office.contains(word));
            own || leader(office) && leader(&run.office)
        };
        let all: Vec<usize> = self.by_first.get(word)?.iter().copied().filter(|at| !stands_alone(at) && fits(at)).collect();
        let leads = |&&at: &&usize| leader(&self.drafts[at].office);
        match all[..] {
            [one] if others.is_empty() => Some(one),
            _ => {
                let mut leaders = all.iter().filter(leads);
                let first = leaders.next().copied()?;
                (leaders.next().is_none() && !others.iter().any(|at| leads(&at))).then_some(first)
            }
        }
    }

    /// What a person is part of, by the words around the name.
    fn affiliation(&mut self, run: &Run, states: &UnknownStates) -> Option<usize> {
        let text = self.text;
        // "Former Norland President Halvorsen" speaks for nobody.
        if self.held_office(run) {
            return None;
        }
        if let Some(hit) = run.of {
            return Some(self.known(hit.known));
        }
        let sentence = text.sentence_at(text.tokens[run.tokens.start].span.start()).map(|i| text.sentences[i].tokens.clone())?;
        // "Norland’s President Halvorsen", "Norland President Halvorsen", "Sudrian envoy Dell".
        let before = run.tokens.start.checked_sub(1).filter(|&i| i >= sentence.start);
        if let Some(before) = before
            && !run.office.is_empty()
        {
            let at = if text.lower(before) == "'s" { before.checked_sub(1) } else { Some(before) };
            if let Some(at) = at
                && let Some((state, _)) = states.named(text.lower(at))
            {
                return Some(self.state_by_name(&state));
            }
        }
        // "President Halvorsen of Norland".
        let after = run.tokens.end;
        if text.lower(after) == "of" {
            let at = if text.lower(after + 1) == "the" { after + 2 } else { after + 1 };
            if let Some(whole) = self.whole_at(at, states) {
                return Some(whole);
            }
        }
        // ", a senior official in Norland’s ministry," and ", Norland’s foreign minister,".
        if matches!(text.lower(after), "," | "(") {
            let limit = (after + 1..sentence.end.min(after + 16))
                .find(|&i| matches!(text.lower(i), "," | ")" | "." | "who" | "said" | "says" | "told"))
                .unwrap_or(after + 1);
            // "my envoy Dell, and the League’s envoy, Lind": what "and" adds is somebody else.
            let phrase = if matches!(text.lower(after + 1), "and" | "or" | "with") { limit..limit } else { after + 1..limit };
            let office = phrase.clone().find(|&i| among(OFFICES, text.lower(i)));
            // "Orr, at the start of a visit to Norland with President Dell," says nothing of Orr.
            let no_apposition = |word: &str| {
                is_no_longer(word)
                    || matches!(
                        word,
                        "at" | "in" | "on" | "with" | "after" | "before" | "during" | "as" | "while" | "when" | "from" | "by" | "where"
                    )
            };
            let held = |office: &usize| (phrase.start..*office).any(|i| no_apposition(text.lower(i)));
            if let Some(office) = office.filter(|office| !held(office)) {
                let whole =
                    phrase.clone().find_map(|i| if self.opens_name(i) { None } else { self.whole_at(i, states).map(|whole| (i, whole)) });
                if let Some((at, whole)) = whole
                    && (at < office || !matches!(text.lower(at - 1), "to"))
                {
                    return Some(whole);
                }
                if whole.is_none() && OF_BODIES.contains(&text.lower(office)) {
                    return self.shown_by_office(office, limit);
                }
            }
        }
        // "Orr is the head of Tessel Relief".
        if text.lower(after) == "is" {
            let office = if matches!(text.lower(after + 1), "the" | "a" | "an") { after + 2 } else { after + 1 };
            if office < sentence.end && OF_BODIES.contains(&text.lower(office)) {
                return self.shown_by_office(office, sentence.end.min(office + 10));
            }
        }
        None
    }

    /// "Orr, the head of Tessel Relief": a body or group that nothing else shows to be one. `office` is where the office stands, `limit` where
    /// its words end.
    fn shown_by_office(&mut self, office: usize, limit: usize) -> Option<usize> {
        let text = self.text;
        // "An activist from Vell", "a lawyer at Dessa": somebody's are those who speak for it or work with it.
        let of = !matches!(text.lower(office), "lawyer" | "activist" | "official" | "representative");
        let link = (office + 1..limit).find(|&i| matches!(text.lower(i), "for" | "with") || of && matches!(text.lower(i), "of" | "at"))?;
        let start = if text.lower(link + 1) == "the" { link + 2 } else { link + 1 };
        let in_name = |&i: &usize| {
            let token = &text.tokens[i];
            token.kind == TokenKind::Word
                && (token.capital || i > start && (PARTICLES.contains(&text.lower(i)) || matches!(text.lower(i), "of" | "for")))
        };
        let end = (start..limit).take_while(in_name).filter(|&i| text.tokens[i].capital).last()? + 1;
        let letters = end == start + 1 && text.token(start).len() > 2 && text.token(start).chars().all(char::is_uppercase);
        // Persons, and what its own name shows to be something, are found as such; towns have heads, too.
        let first = text.lower(start);
        let person = among(OFFICES, first) || among(OFFICE_PARTS, first) || gazetteer::given_name(text.token(start)).is_some();
        let last = text.lower(end - 1);
        let headed = [BODY_HEADS, GROUP_HEADS, COMPANY_HEADS, PLACES].iter().any(|heads| among(heads, last));
        let cut = matches!(text.lower(end), "'" | "'s");
        let elsewhere = (start..end).any(|i| SEATS_OF_EXPERTS.contains(&text.lower(i)) || self.gazetteer.find(text, i).is_some());
        let shown = (letters || end > start + 1) && !person && !headed && !cut && !elsewhere;
        shown.then(|| self.add(self.words(&(start..end)), ActorKind::Body, None))
    }

    /// Whether the words of a name's office, or those right before, say that it is held no more.
    fn held_office(&self, run: &Run) -> bool {
        let own = run.tokens.start..run.name.start;
        // "Former Sudrian President Halvorsen".
        let mut before = (run.tokens.start.saturating_sub(3)..run.tokens.start).rev();
        let led = before.find(|&i| !self.text.tokens[i].capital || is_no_longer(self.text.lower(i)));
        !run.office.is_empty() && own.into_iter().chain(led).any(|i| is_no_longer(self.text.lower(i)))
    }

    /// Whether a people's name opens that of a body or group: "chairman of the Norlander Harbour Union".
    fn opens_name(&self, at: usize) -> bool {
        let text = self.text;
        let Some(hit) = self.gazetteer.find(text, at).filter(|hit| hit.form == gazetteer::Form::Demonym) else { return false };
        let words =
            (at + hit.length..).take_while(|&i| text.tokens.get(i).is_some_and(|token| token.capital && token.kind == TokenKind::Word));
        // "The Norlander Bank Employees' Association".
        let end = words.last();
        let end = match end {
            Some(last) if text.lower(last + 1) == "'" && text.tokens.get(last + 2).is_some_and(|next| next.capital) => Some(last + 2),
            end => end,
        };
        end.is_some_and(|last| [BODY_HEADS, GROUP_HEADS, COMPANY_HEADS].iter().any(|heads| heads.contains(&text.lower(last))))
    }

    fn whole_at(&mut self, at: usize, states: &UnknownStates) -> Option<usize> {
        if let Some(hit) = self.gazetteer.find(self.text, at) {
            return Some(self.known(hit.known));
        }
        if !self.text.tokens.get(at)?.capital {
            return None;
        }
        let (state, _) = states.named(self.text.lower(at))?;
        Some(self.state_by_name(&state))
    }

    /// The kind that the last word of a name tells, or the word that introduces it.
    fn head_kind(&self, run: &Run) -> Option<ActorKind> {
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
    fn firm(&self, run: &Run) -> Option<ActorKind> {
        let head = self.text.lower(run.name.start);
        let medium = MEDIA_HEADS.contains(&head);
        (run.name.len() == 1 && run.office.is_empty() && COMPANY_HEADS.contains(&head) && !medium).then_some(ActorKind::Company)
    }

    /// Whether a full name, or a surname that speaks, is that of the holder of a well-known office.
    fn is_office_holder(&self, run: &Run) -> bool {
        let Some(last) = run.name.clone().last() else { return false };
        let Some(holders) = gazetteer::holders().get(self.text.lower(last)) else {
            // "Xi's promise".
            let family = gazetteer::holders_by_family().contains_key(self.text.lower(last)) && run.name.len() == 1;
            return family && (SPEAKS.contains(&self.text.lower(run.name.end)) || self.text.lower(run.name.end) == "'s");
        };
        let name = self.words(&run.name);
        if run.name.len() > 1 {
            return holders.iter().any(|h| same_person(h.name, &name));
        }
        let after = self.text.lower(run.name.end);
        let before = run.name.start.checked_sub(1).map_or("", |i| self.text.lower(i));
        SPEAKS.contains(&after) || SPEAKS.contains(&before) || after == "'s" && holders.len() == 1
    }

    fn looks_like_person(&self, run: &Run) -> bool {
        let text = self.text;
        if run.name.len() > 4 {
            return false;
        }
        let before = run.name.start.checked_sub(1).map(|i| text.lower(i)).unwrap_or("");
        if matches!(before, "in" | "near" | "at" | "the" | "outside" | "around" | "into") {
            return false;
        }
        let after = text.lower(run.name.end);
        if SPEAKS.contains(&after) || SPEAKS.contains(&before) {
            return true;
        }
        let called = before.len() > 1 && !text.tokens[run.name.start - 1].capital && among(PROFESSIONS, before);
        let place = PLACES.contains(&text.lower(run.name.end - 1));
        if run.name.len() > 1 && !place && (called || gazetteer::given_name(text.token(run.name.start)).is_some()) {
            return true;
        }
        // "The Harbour Institute’s Nadir Kalam argues".
        let writes = matches!(
            after,
            "notes"
                | "writes"
                | "argues"
                | "explains"
                | "adds"
                | "warns"
                | "reports"
                | "reported"
                | "thinks"
                | "believes"
                | "suggests"
                | "predicts"
        );
        if before == "'s" && (2..=3).contains(&run.name.len()) && !place && writes {
            return true;
        }
        // ", a senior official" or ", foreign minister of"
        if matches!(after, "," | "(") {
            let limit =
                (run.name.end + 1..run.name.end + 12).find(|&i| matches!(text.lower(i), "," | ")" | "." | "")).unwrap_or(run.name.end + 1);
            let described = matches!(text.lower(run.name.end + 1), "a" | "an" | "the" | "who" | "one");
            return (run.name.end + 1..limit)
                .any(|i| among(OFFICES, text.lower(i)) || described && i + 1 == limit && among(PROFESSIONS, text.lower(i)));
        }
        false
    }

    /// Second pass: every name gets its mention.
    fn names(&mut self, pieces: &[Piece], states: &UnknownStates) {
        let mut skip = 0;
        for (index, piece) in pieces.iter().enumerate() {
            if piece.tokens().start < skip {
                continue;
            }
            match piece {
                Piece::Known { tokens, hit } => {
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
                Piece::Run(run) => self.run_mention(run, states),
            }
        }
    }

    /// "Northern Ireland" is not Ireland but a name of its own; "the Syrian U.N. mission" is not the United Nations, and of a state that is named there.
    fn another(&self, tokens: &Range<usize>) -> Option<Option<Range<usize>>> {
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
    fn letters_speak(&self, run: &Run) -> bool {
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
    fn does_business(&self, run: &Run) -> bool {
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

    fn known_mention(&mut self, tokens: Range<usize>, hit: Hit) {
        let draft = self.known(hit.known);
        let place = is_place(self.text, &tokens, hit.form)
            || hit.form == gazetteer::Form::Name && follows_town(self.text, tokens.start)
            || self.text.is_in_dateline(tokens.start)
            || hit.form == gazetteer::Form::Seat && opens_report(self.text, &tokens);
        let form = if place { Form::Place } else { Form::Name };
        self.owned_mention(draft, tokens, form, hit.form == gazetteer::Form::Demonym);
    }

    /// The mention of a state or body with the words after it that stand for it: "Norland’s foreign ministry", "Sudrian troops".
    fn owned_mention(&mut self, draft: usize, tokens: Range<usize>, form: Form, demonym: bool) {
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
        // "Sudrian activists" are not Sudria.
        if self.drafts[draft].kind == ActorKind::State
            && demonym
            && !possessive
            && text.tokens.get(at).is_some_and(|it| it.spaced && !it.capital && PRIVATE.contains(&text.lower(at)))
        {
            let group = self.add(self.words(&(tokens.start..at + 1)), ActorKind::Unnamed, None);
            self.mention(group, tokens.start..at + 1, Form::Name);
            return;
        }
        // "Norland's 300,000 dockworkers" are not Norland.
        if possessive
            && self.drafts[draft].kind == ActorKind::State
            && let Some(end) = self.workers(at)
        {
            let group = self.add(self.words(&(tokens.start..end)), ActorKind::Unnamed, None);
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
    fn workers(&self, at: usize) -> Option<usize> {
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
                )
        };
        let last = (at..at + 3).take_while(|&i| plain(i) || number(i)).find(|&i| trade(text.lower(i)))?;
        Some(last + 1)
    }

    /// "Norland rebels", "Sudria's armed opposition": a group of its own, and where its mention ends. `at` is the word after the name of the state,
    /// which begins at `start`; whether it is a genitive or adjective is `adjective`.
    fn against(&mut self, state: usize, start: usize, at: usize, adjective: bool) -> Option<(usize, usize)> {
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
                (between && plain(at + 1) && (groups || AGAINST.contains(&text.lower(at + 1)))).then_some(at + 1)?
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
    fn only_against(&self, word: &str) -> Option<usize> {
        let named = |draft: &usize| {
            let at = &self.drafts[*draft];
            at.kind == ActorKind::Group && !at.mentions.is_empty() && at.name.rsplit_once(' ').is_some_and(|(_, last)| last == word)
        };
        let mut groups = (0..self.drafts.len()).filter(named);
        let first = groups.next()?;
        groups.next().is_none().then_some(first)
    }

    fn run_mention(&mut self, run: &Run, states: &UnknownStates) {
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
        if let Some(kind) = self.head_kind(run) {
            let whole = self.owner_before(run.name.start, states);
            let start = whole.as_ref().map_or(run.name.start, |(start, _)| *start);
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
    fn short_of(&self, run: &Run) -> Option<usize> {
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

    /// Whom of several with one surname a name means: whose office it gives, else who holds a high one, else whoever was called by the bare
    /// surname before any other of them came.
    fn of_several(&self, run: &Run, fitting: &[usize]) -> Option<usize> {
        let has = |word: &str| run.office.iter().any(|it| it == word);
        let said = |at: &usize| gazetteer::given_name(self.drafts[*at].name.split(' ').next().unwrap_or(""));
        let pronoun = |at: &usize| match said(at) {
            Some("he") => !has("mrs") && !has("ms"),
            Some("she") => !has("mr"),
            _ => true,
        };
        let fitting: Vec<usize> = fitting.iter().copied().filter(pronoun).collect();
        let only = |fits: &dyn Fn(&usize) -> bool| {
            let mut those = fitting.iter().copied().filter(fits);
            let first = those.next();
            first.filter(|_| those.next().is_none())
        };
        let title = |word: &&String| among(OFFICES, word) && !HONORIFICS.contains(&word.as_str());
        let titles: Vec<&String> = run.office.iter().filter(title).collect();
        let of_office = |at: &usize| {
            let office = &self.drafts[*at].office;
            is_deputy(office) == is_deputy(&run.office) && titles.iter().any(|word| office.contains(word))
        };
        let high = |at: &usize| {
            let draft = &self.drafts[*at];
            let year = self.day.map(|day| day.year());
            let holders = draft.surname.as_ref().and_then(|surname| gazetteer::holders().get(surname)).into_iter().flatten();
            let held = |it: &gazetteer::Holder| same_person(it.name, &draft.name) && year.is_none_or(|year| it.years.contains(&year));
            let now = !draft.office.iter().any(|word| is_no_longer(word));
            now && !is_deputy(&draft.office) && draft.office.iter().any(|word| LEADERS.contains(&word.as_str()))
                || draft.name.contains(' ') && holders.into_iter().any(held)
        };
        let first = |at: &usize| self.drafts[*at].mentions.first().map(|(tokens, ..)| tokens.start);
        let bare = |at: &usize| {
            let alone = self.drafts[*at].mentions.iter().find(|(tokens, ..)| tokens.len() == 1).map(|(tokens, ..)| tokens.start);
            let mut others = fitting.iter().filter(|other| *other != at).map(first);
            first(at).is_some() && others.all(|other| other.is_none_or(|other| alone.is_some_and(|alone| alone < other)))
        };
        only(&|_| true).or_else(|| only(&of_office)).or_else(|| only(&high)).or_else(|| only(&bare))
    }

    /// Whether a name whose last word is a known person's can be another person's: not "Behind Halvorsen" nor "the Halvorsen Bridge".
    fn is_namesake(&self, run: &Run) -> bool {
        let text = self.text;
        let start = run.name.start;
        let opens = text.sentence_at(text.tokens[start].span.start()).is_some_and(|at| text.sentences[at].tokens.start == run.tokens.start);
        let before = start.checked_sub(1).map_or("", |at| text.lower(at));
        let placed = matches!(before, "the" | "in" | "at" | "near" | "outside" | "around");
        let thing = matches!(text.lower(start), "fort" | "mount" | "lake" | "camp" | "port" | "cape" | "saint" | "st" | "team");
        let written = text.token(start).chars().any(char::is_lowercase);
        let bare = run.office.is_empty() && (opens || placed);
        (2..=3).contains(&run.name.len()) && !bare && !thing && written && !PLACES.contains(&text.lower(run.name.end - 1))
    }

    /// "Vell Republican": from where and of which party somebody is, and no name.
    fn is_of_party(&self, run: &Run) -> bool {
        run.name.len() > 1 && run.office.is_empty() && matches!(self.text.lower(run.name.end - 1), "republican" | "democrat")
    }

    /// "Orr, a Vell Republican," tells of Orr; "the Vell Republican said" is then Orr, and of whom nothing was said nobody.
    fn member_mention(&mut self, run: &Run, described: String) {
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

    /// "The Orr administration", "Orr’s government": who governs, with what he or she leads.
    fn with_government(&self, end: usize) -> usize {
        let at = if self.text.lower(end) == "'s" { end + 1 } else { end };
        if matches!(self.text.lower(at), "administration" | "government") { at + 1 } else { end }
    }

    /// `Tessel River Front (TRF)`, `Tessel Dock Workers Union, TDU,`: the letters are its name from then on.
    fn acronym(&mut self, draft: usize, at: usize) {
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
    fn names_union(&self, at: usize) -> bool {
        let start = if self.text.lower(at) == "the" { at + 1 } else { at };
        let named =
            |i: &usize| self.text.tokens.get(*i).is_some_and(|token| token.capital) || matches!(self.text.lower(*i), "," | "and" | "of");
        (start..start + 8).take_while(named).any(|i| UNION_WORDS.contains(&self.text.lower(i)))
    }

    /// The group, body or company whose name has the first letters that a word in capitals is made of: IBP of "Iowa Beef Processors".
    fn by_initials(&self, letters: &str) -> Option<usize> {
        if letters.len() < 3 || !letters.chars().all(char::is_uppercase) {
            return None;
        }
        let named = |draft: &Draft| matches!(draft.kind, ActorKind::Body | ActorKind::Group | ActorKind::Company);
        let mut fits = self.drafts.iter().enumerate().filter(|(_, draft)| named(draft) && initials(&draft.name) == letters);
        let first = fits.next()?.0;
        fits.next().is_none().then_some(first)
    }

    /// The state or body whose name, with or without `'s`, ends just before `at`, and where it begins.
    fn owner_before(&mut self, at: usize, states: &UnknownStates) -> Option<(usize, usize)> {
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

    /// The one person of the document who holds an office, of a state where one is given.
    fn office_holder(&mut self, whole: Option<usize>, office: &[String]) -> Option<usize> {
        let title = office.iter().rev().find(|word| among(OFFICES, word))?;
        match self.holders.get(&(whole, title.clone(), is_deputy(office))).map(Vec::as_slice) {
            Some([person]) => Some(*person),
            Some(_) => None,
            None => self.known_holder(whole, office),
        }
    }

    /// Of several who hold an office the one named last; of presidents and ministers whoever is named twice as often as any other.
    fn recent_holder(&self, office: &[String], words: Range<usize>) -> Option<usize> {
        const BACK: usize = 120;
        // "THE PRESIDENT:" in remarks is whose remarks they are.
        if self.text.tokens[words.end - 1].capital {
            return None;
        }
        let at = words.start;
        let title = office.iter().rev().find(|word| among(OFFICES, word))?;
        let all = || {
            let person = |draft: &Draft| draft.kind == ActorKind::Person && is_deputy(&draft.office) == is_deputy(office);
            self.drafts.iter().enumerate().filter(move |(_, draft)| person(draft) && draft.office.contains(title))
        };
        if matches!(title.as_str(), "president" | "minister" | "premier" | "chancellor" | "king" | "leader") {
            let mut times: Vec<(usize, usize)> = all().map(|(person, draft)| (draft.mentions.len(), person)).collect();
            times.sort_unstable_by(|a, b| b.cmp(a));
            return match times[..] {
                [(most, person), (second, _), ..] if most >= 2 * second => Some(person),
                _ => None,
            };
        }
        let last = |draft: &Draft| draft.mentions.iter().map(|(tokens, ..)| tokens.end).filter(|end| *end <= at).max();
        let near = all().filter_map(|(person, draft)| Some((last(draft)?, person)));
        near.filter(|(end, _)| end + BACK > at).max().map(|(_, person)| person)
    }

    /// Who holds an office on the document's day, as the user knows: of a whole, else of whoever the text names.
    fn known_holder(&mut self, whole: Option<usize>, office: &[String]) -> Option<usize> {
        let named = |known: usize| match (whole, self.by_known.get(&known)) {
            (Some(whole), Some(&draft)) => draft == whole,
            (None, Some(&draft)) => !self.drafts[draft].mentions.is_empty(),
            (_, None) => false,
        };
        let person = self.gazetteer.people.holder(office, self.day, |it| it.part_of.is_some_and(named))?;
        Some(self.acquainted(person))
    }

    /// Who holds which office, once all persons are known: of each at most two, as of two nobody can be meant.
    fn list_holders(&mut self) {
        let mut holders: BTreeMap<(Option<usize>, String, bool), Vec<usize>> = BTreeMap::new();
        for (person, draft) in self.drafts.iter().enumerate().filter(|(_, draft)| draft.kind == ActorKind::Person) {
            let leads = draft.office.iter().any(|word| LEADERS.contains(&word.as_str()));
            let deputy = is_deputy(&draft.office);
            let titles = draft.office.iter().filter(|word| !word.ends_with('s') && (*word != "leader")).map(String::as_str);
            for title in titles.chain(leads.then_some("leader")).collect::<BTreeSet<_>>() {
                // Whoever asks for "the president" does not mean the vice president; whoever asks for the vice may mean either, but for where
                // there is one.
                for asked in [true, false] {
                    if deputy && !asked && title != "leader" {
                        continue;
                    }
                    for whole in BTreeSet::from([None, draft.part_of]) {
                        let list = holders.entry((whole, title.to_owned(), asked)).or_default();
                        let is_vice = |person: usize| is_deputy(&self.drafts[person].office);
                        if asked && deputy && !list.iter().any(|&other| is_vice(other)) {
                            list.clear();
                        }
                        let outdone = asked && !deputy && list.iter().any(|&other| is_vice(other));
                        if list.len() < 2 && !outdone {
                            list.push(person);
                        }
                    }
                }
            }
        }
        self.holders = holders;
    }

    /// `Norland-Sudria`, `U.S.-brokered`: names inside one hyphenated token.
    fn hyphenated(&mut self) {
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
    fn halves(&mut self) {
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

    /// Descriptions without a name: "the president", "mediators", "a source close to the talks", "both sides".
    fn descriptions(&mut self) {
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

    fn description(&mut self, at: usize, limit: usize, taken: &[bool], starts: &HashMap<usize, usize>) -> Option<usize> {
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
    fn where_opens(&self, at: usize, starts: &HashMap<usize, usize>) -> Option<usize> {
        let text = self.text;
        let sentence = &text.sentences[text.sentence_at(text.tokens[at].span.start())?].tokens;
        let place = if text.lower(sentence.start) == "in" { sentence.start + 1 } else { sentence.start + 2 };
        let hit = self.gazetteer.find(text, place).filter(|hit| hit.form == gazetteer::Form::Name)?;
        let state = *starts.get(&place).filter(|_| text.lower(place - 1) == "in" && place < at)?;
        (self.drafts[state].kind == ActorKind::State && text.lower(place + hit.length) == ",").then_some(state)
    }

    /// "The North" beside both a North and a South of one name, "the House" of the Congress that the text names: gives it its mention, and where
    /// it ends. `at` is the word after "the".
    fn short_name(&mut self, at: usize, limit: usize) -> Option<usize> {
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
    fn house(&mut self) -> Option<usize> {
        let house = self.gazetteer.named("House of Representatives")?;
        let beside = ["Congress", "Senate"].iter().filter_map(|name| self.gazetteer.named(name));
        let named = beside.chain([house]).any(|it| self.by_known.contains_key(&it));
        named.then(|| self.known(house))
    }

    /// The state whose name begins with a quarter, where the text names its other half, too: of "North Korea" and "South Korea", of "Sudan" and
    /// "South Sudan".
    fn half(&self, quarter: &str) -> Option<usize> {
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
    fn unnamed(&mut self, at: usize, limit: usize, taken: &[bool], starts: &HashMap<usize, usize>) -> Option<usize> {
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
                && let Some(union) = self.only_union().filter(|union| text.lower(end + 1) != "of" && self.is_of_trade(*union, word))
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
                // "The opposition has called the vote a sham": nobody's name, and not the state that was named last.
                let acts = matches!(next, "has" | "have" | "says" | "will" | "would") || crate::date::is_past_verb(text, end + 1);
                if word == "opposition" && acts && !elsewhere && self.only_against(word).is_none() {
                    let group = self.add("opposition".to_owned(), ActorKind::Group, None);
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
                let before = at.checked_sub(1).filter(|&i| {
                    text.tokens[i].capital && text.tokens[i].kind == TokenKind::Word && !taken[i] && !among(NO_NAMES, text.lower(i))
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
                let private = trade || (start..end).any(|i| OF_FIRMS.contains(&text.lower(i)));
                let in_state = whole.is_some_and(|whole| self.drafts[whole].kind == ActorKind::State);
                let alone = crowd && !trade && !AGAINST.contains(&word) || private && in_state && !on_behalf;
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
            let firm = opens && OF_FIRMS.contains(&word);
            if !first && !of_reports && !firm && !among(OFFICE_PARTS, word) && !UNNAMED_QUALITIES.contains(&word) && !is_compound(word) {
                return None;
            }
            end += 1;
        }
        None
    }

    /// "A spokesman for Orr" speaks for whom Orr speaks for, or for Orr.
    fn spokesmen_of_persons(&mut self) {
        for at in 0..self.drafts.len() {
            let draft = &self.drafts[at];
            let person = draft.part_of.filter(|&whole| draft.kind == ActorKind::Unnamed && self.drafts[whole].kind == ActorKind::Person);
            if let Some(whole) = person.and_then(|person| self.drafts[person].part_of) {
                self.drafts[at].part_of = Some(whole);
            }
        }
    }

    /// Whether somebody is a newspaper, an agency or a station.
    fn is_medium(&self, draft: usize) -> bool {
        let draft = &self.drafts[draft];
        match draft.known {
            Some(known) => self.gazetteer.known[known].medium,
            None => draft.kind == ActorKind::Company && MEDIA_HEADS.contains(&last_word(&draft.name).as_str()),
        }
    }

    fn is_union(&self, draft: usize) -> bool {
        let draft = &self.drafts[draft];
        match draft.known {
            Some(known) if self.gazetteer.known[known].union => true,
            _ => {
                let unions = |word: &str| UNION_WORDS.contains(&word.to_lowercase().trim_end_matches(['\'', '’']));
                let kind = matches!(draft.kind, ActorKind::Group | ActorKind::Body);
                kind && draft.name.split(' ').any(unions)
                    && !draft.name.ends_with("European Union")
                    && !draft.name.ends_with("African Union")
            }
        }
    }

    /// The only union that the text names.
    fn only_union(&self) -> Option<usize> {
        let mut unions = (0..self.drafts.len()).filter(|draft| self.is_union(*draft) && !self.drafts[*draft].mentions.is_empty());
        let first = unions.next()?;
        unions.next().is_none().then_some(first)
    }

    /// Whether a union speaks for those who are called so: all who work, and those of the trade that its name has.
    fn is_of_trade(&self, union: usize, word: &str) -> bool {
        let one = word.trim_end_matches('s');
        matches!(word, "strikers" | "employees" | "members")
            || word.ends_with("workers")
            || self.drafts[union].name.to_lowercase().contains(one)
    }

    /// The only company that the text names, those that report aside.
    fn only_company(&self) -> Option<usize> {
        let company = |draft: &usize| {
            let at = &self.drafts[*draft];
            at.kind == ActorKind::Company && !self.is_medium(*draft) && !at.mentions.is_empty()
        };
        let mut companies = (0..self.drafts.len()).filter(company);
        let first = companies.next()?;
        companies.next().is_none().then_some(first)
    }

    /// Those whom the text names and the user knows in a role.
    fn known_as(&self, role: Role) -> Vec<usize> {
        let named = self.by_known.iter().filter(|&(&known, _)| self.gazetteer.known[known].role == Some(role)).map(|(_, &draft)| draft);
        named.filter(|&draft| self.drafts[draft].mentions.iter().any(|(.., form)| *form != Form::Place)).collect()
    }

    /// The only one of them.
    fn only(&self, role: Role) -> Option<usize> {
        match self.known_as(role)[..] {
            [one] => Some(one),
            _ => None,
        }
    }

    /// Persons of whom the document does not say whose they are, but who are known to hold an office at its time.
    fn office_holders(&mut self, about: &About) {
        let year = about.published.as_ref().and_then(|p| p.date.first_day()).map(|day| day.year());
        for person in 0..self.drafts.len() {
            let draft = &self.drafts[person];
            let (ActorKind::Person, None, Some(surname)) = (draft.kind, draft.part_of, &draft.surname) else { continue };
            let titled = draft.office.iter().any(|word| {
                matches!(
                    word.as_str(),
                    "president" | "minister" | "premier" | "chancellor" | "secretary" | "king" | "pope" | "mr" | "prime"
                )
            });
            let bare = !draft.name.contains(' ');
            // A bare surname without any title is taken only where the text goes on using it.
            let said_often = draft.mentions.len() > 1;
            // "Mr. Kim, the plant's manager" is none, nor is anybody where nothing is said of the country.
            let told_who = draft.mentions.iter().any(|(tokens, ..)| {
                self.text.lower(tokens.end) == ","
                    && matches!(self.text.lower(tokens.end + 1), "a" | "an" | "the" | "who" | "his" | "her" | "my" | "our")
            });
            let of_named = |it: &&gazetteer::Holder| {
                let state = self.gazetteer.named(it.whole).and_then(|known| self.by_known.get(&known));
                state.is_some_and(|state| !self.drafts[*state].mentions.is_empty())
            };
            let by_family = gazetteer::holders_by_family().get(surname).filter(|_| bare && !told_who);
            let by_family = by_family.into_iter().flatten().copied().filter(of_named);
            let fits: Vec<&gazetteer::Holder> = gazetteer::holders()
                .get(surname)
                .into_iter()
                .flatten()
                .chain(by_family)
                .filter(|h| year.is_none_or(|y| h.years.contains(&y)))
                .filter(|h| if bare { titled || said_often } else { same_person(h.name, &draft.name) })
                .collect();
            let mut wholes: Vec<&str> = fits.iter().map(|h| h.whole).collect();
            wholes.sort_unstable();
            wholes.dedup();
            if let [whole] = wholes[..]
                && let Some(known) = self.gazetteer.named(whole)
            {
                let whole = self.known(known);
                self.drafts[person].part_of = Some(whole);
            }
        }
    }

    /// Where the titles of those who speak for somebody name it: "British" in "British Foreign Secretary Lind".
    fn in_titles(&self, whole: usize) -> Vec<Place> {
        let name = &self.drafts[whole].name;
        let titles = self.drafts.iter().filter(|draft| draft.part_of == Some(whole)).flat_map(|draft| &draft.mentions);
        let mut places: Vec<Place> = titles
            .flat_map(|(tokens, ..)| tokens.clone())
            .filter_map(|at| self.gazetteer.find(self.text, at).map(|hit| (at, hit)))
            .filter(|(_, hit)| self.gazetteer.known[hit.known].name == *name)
            .filter_map(|(at, hit)| self.text.span_of(at..at + hit.length))
            .map(Place::from)
            .collect();
        places.sort();
        places.dedup();
        places
    }

    fn finish(mut self, about: &About) -> Cast {
        let text = self.text;
        let mut order: Vec<usize> = (0..self.drafts.len()).collect();
        // Wholes that only an office names ("U.S." in a title) count as mentioned where their part is.
        let mut first: Vec<usize> =
            self.drafts.iter().map(|d| d.mentions.iter().map(|(_, span, _)| span.start()).min().unwrap_or(usize::MAX)).collect();
        for (i, draft) in self.drafts.iter().enumerate() {
            if let Some(whole) = draft.part_of {
                first[whole] = first[whole].min(first[i]);
            }
        }
        order.retain(|&d| first[d] != usize::MAX);
        order.sort_by_key(|&d| (first[d], d));
        let place: BTreeMap<usize, usize> = order.iter().enumerate().map(|(new, &old)| (old, new)).collect();
        let mut ids: BTreeMap<String, usize> = BTreeMap::new();
        let mut taken: BTreeSet<String> = BTreeSet::new();
        let names: Vec<ActorId> = order
            .iter()
            .map(|&d| {
                let draft = &self.drafts[d];
                let base = slug(draft.surname.as_deref().unwrap_or(&draft.name));
                let n = ids.entry(base.clone()).or_insert(0);
                loop {
                    *n += 1;
                    let id = if *n == 1 { base.clone() } else { format!("{base}-{n}") };
                    if taken.insert(id.clone()) {
                        return ActorId(id);
                    }
                }
            })
            .collect();
        let mut cast = Cast::default();
        if let [a, b] = self.known_as(Role::Party)[..] {
            cast.parties = place.get(&a).copied().zip(place.get(&b).copied());
        }
        for (new, &old) in order.iter().enumerate() {
            let draft = &self.drafts[old];
            if draft.kind == ActorKind::Person && !draft.office.is_empty() {
                cast.officials.insert(new);
            }
            let part_of =
                draft.part_of.and_then(|whole| place.get(&whole)).map(|&whole| names[whole].clone()).filter(|whole| *whole != names[new]);
            let mut mentions: Vec<Place> =
                draft.mentions.iter().filter(|(_, _, form)| *form != Form::Place).map(|(_, span, _)| (*span).into()).collect();
            if mentions.is_empty() {
                mentions = self.in_titles(old);
            }
            cast.add(Actor {
                id: names[new].clone(),
                name: draft.name.clone(),
                kind: draft.kind,
                part_of,
                roles: Vec::new(),
                mentions,
                pronouns: Vec::new(),
            });
            if self.is_medium(old) {
                cast.media.insert(new);
            }
            if self.is_union(old) {
                cast.unions.insert(new);
            }
            for (tokens, span, form) in &draft.mentions {
                cast.mentions.push(Mention { tokens: tokens.clone(), span: *span, actors: vec![new], form: *form });
            }
        }
        for (new, &old) in order.iter().enumerate() {
            let draft = &self.drafts[old];
            let somebody = |(tokens, _, form): &(Range<usize>, Span, Form)| *form == Form::Name && !is_where(text, tokens.start);
            if draft.kind == ActorKind::State && !draft.mentions.iter().any(somebody) {
                cast.places_only.insert(new);
            }
        }
        cast.ambiguous = std::mem::take(&mut self.ambiguous);
        let issuers: Vec<usize> = self.issuers.iter().filter_map(|draft| place.get(draft).copied()).collect();
        for (tokens, span) in std::mem::take(&mut self.joint) {
            cast.mentions.push(Mention { tokens, span, actors: Vec::new(), form: Form::Name });
        }
        cast.mentions.sort_by_key(|m| (m.span.start(), m.span.end()));
        for actor in &mut cast.actors {
            actor.mentions.sort();
        }
        // What its head calls the document stands for a title that nothing else gives.
        cast.head = self.title.as_ref().map_or(0, |title| title.end);
        let title = self.title.as_ref().map(|title| self.words(title)).filter(|_| !super::head::is_titled(about));
        let headed = title.map(|title| About { title: Some(title), ..about.clone() });
        let about = headed.as_ref().unwrap_or(about);
        let headed =
            super::voice::Headed { issuers, person: self.utterer.and_then(|draft| place.get(&draft).copied()), spoken: self.spoken };
        super::voice::find(text, about, &headed, &mut cast, self.gazetteer);
        super::voice::label(text, &mut cast);
        let met = super::voice::met(about, &mut cast, self.gazetteer);
        // Where several issue a document together, its parties are they.
        cast.met = if cast.issuers.is_empty() { met } else { cast.issuers.clone() };
        super::role::settle_joint(text, &mut cast);
        cast
    }
}

/// Words at which the description of officials or sources has ended.
#[rustfmt::skip]
const ENDS: &[&str] = &[
    ".", "is", "are", "was", "were", "has", "have", "had", "will", "would", "can", "could", "may", "might", "must", "should", "that", "who",
    "which", "and", "but", "as", "after", "when", "while", "to", "by", "for", "on", "say", "want", "wants", "did", "do", "does", "not",
    "also", "before", "over", "about", "if", "or", "in", "at", "from", "with", "into", "toward", "towards", "where",
];

/// What makes people a source: "people familiar with the talks", "individuals with direct knowledge of the matter".
fn is_in_the_know(text: &Text<'_>, at: usize) -> bool {
    matches!(
        (text.lower(at), text.lower(at + 1)),
        ("close", "to")
            | ("familiar" | "traveling" | "travelling", "with")
            | ("involved", "in")
            | ("briefed", "on" | "by")
            | ("with", "direct" | "knowledge")
    )
}

/// What powers are called that are states: "world powers", "five powers", and not "emergency powers".
fn is_of_powers(word: &str) -> bool {
    matches!(word, "world" | "western" | "major" | "regional" | "foreign" | "european" | "great" | "global" | "big" | "colonial")
        || number_word(word).is_some_and(|n| n > 1)
}

/// Where the words that say which officials or sources are meant end, from right after "officials": "in the north", "close to the talks".
fn complement(text: &Text<'_>, at: usize, limit: usize) -> usize {
    const LONGEST: usize = 8;
    let two = is_in_the_know(text, at);
    let one = matches!(text.lower(at), "in" | "from" | "at" | "with" | "on" | "within" | "of" | "around");
    let from = at + if two { 2 } else { 1 };
    if !(one || two) || from >= limit {
        return at;
    }
    let opens = text.tokens[from].kind == TokenKind::Word
        && (matches!(text.lower(from), "the" | "his" | "her" | "its" | "their")
            || text.tokens[from].capital && !among(NO_NAMES, text.lower(from))
            || two);
    let ends = |at: usize| {
        let word = text.lower(at);
        text.tokens[at].kind != TokenKind::Word && word != "."
            || SPEAKS.contains(&word)
            || !text.tokens[at].capital && word.len() > 4 && word.ends_with("ed")
            || ENDS.contains(&word)
    };
    let end = (from + 1..limit.min(from + LONGEST)).find(|&at| ends(at));
    match end {
        Some(end) if opens => end,
        _ if opens && from + LONGEST >= limit => limit,
        _ => at,
    }
}

/// The capitals that the words of a name begin with, forms of companies aside: `IBP` of "Iowa Beef Processors Inc".
fn initials(name: &str) -> String {
    let words = name.split(' ').filter(|word| !COMPANY_FORMS.contains(&word.trim_end_matches('.').to_lowercase().as_str()));
    words.filter_map(|word| word.chars().next()).filter(|first| first.is_uppercase()).collect()
}

/// A name in capitals as it would be written elsewhere: "Front of the Red Hills". What may be letters of a short form stays, unless the text has it so.
fn as_written(name: &str, text: &str) -> String {
    if name.chars().any(char::is_lowercase) {
        return name.to_owned();
    }
    let word = |word: &str| {
        let part = |part: &str| {
            let mut letters = part.chars();
            letters.next().map(|first| first.to_string() + &letters.as_str().to_lowercase()).unwrap_or_default()
        };
        let small = word.split('-').map(part).collect::<Vec<_>>().join("-");
        match word {
            "OF" | "THE" | "FOR" | "AND" | "IN" | "ON" | "BY" | "TO" | "DE" | "DEL" | "LA" | "LAS" | "LOS" | "DU" | "DES" | "DA" | "DO"
            | "DOS" => word.to_lowercase(),
            _ if word.chars().count() <= 4 && !text.contains(&small) => word.to_owned(),
            _ => small,
        }
    };
    name.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

fn last_word(name: &str) -> String {
    name.rsplit(' ').next().unwrap_or(name).trim_end_matches('.').to_lowercase()
}

/// Gives the acts of the issuers of a joint document to each of them.
pub(crate) fn share_voice(cast: &Cast, acts: &mut [Act], attributions: &mut [Attribution]) {
    let Some(voice) = cast.voice.filter(|_| !cast.issuers.is_empty()).map(|voice| cast.id(voice)) else { return };
    let issuers: Vec<ActorId> = cast.issuers.iter().map(|&issuer| cast.id(issuer)).collect();
    for act in acts {
        for list in [&mut act.actor, &mut act.addressee, &mut act.target] {
            if list.contains(&voice) {
                list.retain(|id| *id != voice && !issuers.contains(id));
                list.extend(issuers.iter().cloned());
            }
        }
        act.addressee.retain(|id| !act.actor.contains(id));
        act.target.retain(|id| !act.actor.contains(id));
        act.told_by.retain(|id| *id != voice);
        act.speaker = act.speaker.take().filter(|id| *id != voice);
        if let Some(condition) = &mut act.condition {
            condition.actor = condition.actor.take().filter(|id| *id != voice);
        }
    }
    for attribution in attributions {
        attribution.speaker = attribution.speaker.take().filter(|id| *id != voice);
    }
}

/// Drops those who are nobody in the document: named only as a place or as what a thing belongs to, or a plural without a name
/// that neither acts nor speaks. Of those in `without_part` also states that do nothing, and whoever does nothing and is named once; where heads
/// have `judged` also persons and groups that do nothing, and bodies and companies that do nothing and are seldom named; what such a person
/// says keeps its source, and has no speaker.
pub(crate) fn drop_bystanders(
    text: &Text<'_>,
    cast: &mut Cast,
    acts: &[Act],
    attributions: &mut [Attribution],
    without_part: &BTreeSet<usize>,
    judged: bool,
) {
    // What is named so often is somebody for the report, whatever is read of it; for a body less will do, as it is seldom a bystander.
    const FOREMOST: usize = 4;
    const FOREMOST_BODY: usize = 3;
    let mut needed: Vec<bool> = vec![false; cast.actors.len()];
    let mut times: Vec<usize> = vec![0; cast.actors.len()];
    for mention in &cast.mentions {
        mention.actors.iter().for_each(|&actor| times[actor] += 1);
    }
    for mention in &cast.mentions {
        let by_itself = mention.form == Form::Name;
        for &actor in &mention.actors {
            let Actor { kind, name, .. } = &cast.actors[actor];
            let foremost = if *kind == ActorKind::Body { FOREMOST_BODY } else { FOREMOST };
            let named = match kind {
                ActorKind::State => !cast.places_only.contains(&actor),
                ActorKind::Unnamed => false,
                ActorKind::Company if cast.media.contains(&actor) => reports(text, &mention.tokens),
                ActorKind::Group => !name.starts_with(char::is_lowercase),
                _ => true,
            };
            needed[actor] |= by_itself
                && named
                && !((times[actor] < 2 || *kind == ActorKind::State) && without_part.contains(&actor) && !cast.media.contains(&actor))
                && !(judged
                    && (matches!(kind, ActorKind::Person | ActorKind::Group)
                        || *kind != ActorKind::State && times[actor] < foremost && !cast.media.contains(&actor)));
        }
    }
    let acting = acts.iter().flat_map(|act| {
        act.actor
            .iter()
            .chain(&act.speaker)
            .chain(&act.told_by)
            .chain(&act.addressee)
            .chain(&act.target)
            .chain(act.condition.iter().filter_map(|c| c.actor.as_ref()))
    });
    for id in acting {
        if let Some(index) = cast.index(id) {
            needed[index] = true;
        }
    }
    // An expert or a resident says something and is nobody at the table: the attribution has the words that name him.
    for index in attributions.iter().filter_map(|it| cast.index(it.speaker.as_ref()?)) {
        let Actor { kind, part_of, .. } = &cast.actors[index];
        needed[index] |= !judged || *kind != ActorKind::Person || part_of.is_some() || cast.officials.contains(&index);
    }
    // A department that does nothing itself is passed over: its spokesman is its state's.
    for at in (0..needed.len()).filter(|&at| needed[at]).collect::<Vec<_>>() {
        let whole = cast.actors[at].part_of.as_ref().and_then(|whole| cast.index(whole));
        let passed =
            whole.filter(|&whole| !needed[whole] && cast.actors[whole].kind == ActorKind::Body && !decides_alone(&cast.actors[whole].name));
        if let Some(outer) = passed.and_then(|whole| cast.actors[whole].part_of.clone()) {
            cast.actors[at].part_of = Some(outer);
        }
    }
    loop {
        let wholes: Vec<usize> = (0..needed.len())
            .filter(|&i| needed[i])
            .filter_map(|i| cast.actors[i].part_of.as_ref().and_then(|whole| cast.index(whole)))
            .filter(|&whole| !needed[whole])
            .collect();
        if wholes.is_empty() {
            break;
        }
        for whole in wholes {
            needed[whole] = true;
        }
    }
    for it in attributions {
        it.speaker = it.speaker.take().filter(|id| cast.index(id).is_some_and(|index| needed[index]));
    }
    let mut keep = needed.iter();
    cast.actors.retain(|_| keep.next().copied().unwrap_or(false));
    // What pointed at actors by their place is stale now, and nobody asks any more.
    cast.places.clear();
    cast.mentions.clear();
}

/// Whether a newspaper or station is told something or reports it: "told the Harbour Post", "the Harbour Post reported".
fn reports(text: &Text<'_>, name: &Range<usize>) -> bool {
    let before = name.start.checked_sub(1).map_or("", |at| match text.lower(at) {
        "the" => at.checked_sub(1).map_or("", |at| text.lower(at)),
        word => word,
    });
    matches!(before, "told" | "telling" | "tells") || matches!(text.lower(name.end), "reported" | "reports" | "quoted" | "cited")
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

/// Whether a name stands where something is or goes rather than for somebody.
fn is_where(text: &Text<'_>, start: usize) -> bool {
    let mut at = start;
    while at > 0
        && matches!(
            text.lower(at - 1),
            "the" | "all" | "northern" | "southern" | "eastern" | "western" | "central" | "neighboring" | "neighbouring"
        )
    {
        at -= 1;
    }
    let before = at.checked_sub(1).map_or("", |i| text.lower(i));
    matches!(
        before,
        "in" | "into"
            | "at"
            | "near"
            | "across"
            | "throughout"
            | "inside"
            | "outside"
            | "over"
            | "through"
            | "around"
            | "via"
            | "within"
            | "visiting"
            | "visited"
            | "leaving"
            | "to"
            | "from"
    )
}

fn text_words(text: &Text<'_>, tokens: Range<usize>) -> Vec<String> {
    tokens.map(|i| text.lower(i).trim_end_matches('.').to_owned()).collect()
}

const fn form_of_phrase(form: Form) -> Form {
    match form {
        Form::Place => Form::Place,
        _ => Form::Name,
    }
}

/// Whether the word after an adjective can be a noun it belongs to, rather than a verb, preposition or conjunction.
fn is_noun_like(text: &Text<'_>, at: usize) -> bool {
    let word = text.lower(at);
    !among(NO_NAMES, word) && !SPEAKS.contains(&word) && !word.ends_with("ly")
}

/// Whether a singular description is somebody who says something: it has "close to", "who", "in", or a verb of saying beside it.
fn is_source_like(text: &Text<'_>, head: usize) -> bool {
    matches!(
        text.lower(head + 1),
        "close" | "who" | "familiar" | "with" | "from" | "in" | "for" | "at" | "on" | "briefed" | "involved" | ","
    ) || SPEAKS.contains(&text.lower(head + 1))
}

/// `J. Orr` fits `Jan Orr`, `Luis Orr` fits `Jan Luis Orr`; `Erik Halvorsen` does not fit `Anna Halvorsen`, nor `Baek Min Yun` `Baek Seo Yun`.
fn initials_fit(a: &str, b: &str) -> bool {
    let ends = |long: &str, short: &str| short.contains(' ') && long.strip_suffix(short).is_some_and(|rest| rest.ends_with(' '));
    if ends(a, b) || ends(b, a) {
        return true;
    }
    let middle = |name: &str| match name.split(' ').collect::<Vec<_>>()[..] {
        [_, middle, _] if middle.trim_end_matches('.').chars().count() > 1 => Some(middle.to_owned()),
        _ => None,
    };
    if let (Some(one), Some(two)) = (middle(a), middle(b))
        && one != two
    {
        return false;
    }
    match (a.split(' ').next(), b.split(' ').next()) {
        (Some(a), Some(b)) => {
            let (a, b) = (a.trim_end_matches('.'), b.trim_end_matches('.'));
            a == b || (a.chars().count() == 1 || b.chars().count() == 1) && a.chars().next() == b.chars().next()
        }
        _ => false,
    }
}

/// `Donald Trump`, `Donald J. Trump` and `D. Trump` are one; `Erik Trump` is another.
fn same_person(a: &str, b: &str) -> bool {
    let first = |name: &str| name.split(' ').next().unwrap_or("").trim_end_matches('.').to_lowercase();
    let (a, b) = (first(a), first(b));
    a == b || (a.chars().count() == 1 || b.chars().count() == 1) && a.chars().next() == b.chars().next()
}

/// A name as an id: lower case, ASCII letters and digits, words joined by `-`; `somebody` where nothing is left of it.
pub fn slug(name: &str) -> String {
    let mut out = String::new();
    for c in name.to_lowercase().chars() {
        let plain = match c {
            'a'..='z' | '0'..='9' => Some(c),
            'à'..='å' | 'ā' | 'ă' | 'ą' => Some('a'),
            'ç' | 'ć' | 'č' => Some('c'),
            'è'..='ë' | 'ē' | 'ę' | 'ě' => Some('e'),
            'ì'..='ï' | 'ī' | 'ı' => Some('i'),
            'ñ' | 'ń' | 'ň' => Some('n'),
            'ò'..='ö' | 'ø' | 'ō' | 'ő' => Some('o'),
            'ś' | 'ş' | 'š' | 'ș' => Some('s'),
            'ù'..='ü' | 'ū' | 'ů' | 'ű' => Some('u'),
            'ý' | 'ÿ' => Some('y'),
            'ź' | 'ż' | 'ž' => Some('z'),
            'ğ' => Some('g'),
            'ł' => Some('l'),
            '\'' | '’' | '.' => None,
            c if c.is_alphanumeric() => Some(c),
            _ => Some('-'),
        };
        if let Some(c) = plain
            && !(c == '-' && (out.is_empty() || out.ends_with('-')))
        {
            out.push(c);
        }
    }
    let trimmed = out.trim_end_matches('-');
    if trimmed.is_empty() { "somebody".to_owned() } else { trimmed.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_fits_two_is_nobodys() {
        let text = Text::of("Minister Erik Holm of Norland met General Anna Holm. Holm said that the talks went on.");
        let found = super::super::find(&text, &About::named("note"), Gazetteer::embedded());
        let names: Vec<&[String]> = found.ambiguous.iter().map(|(_, names)| &names[..]).collect();
        assert_eq!(names, [["Erik Holm", "Anna Holm"]]);
    }

    #[test]
    fn of_two_with_one_surname_the_president_is_meant() {
        let holms = |source: &str| -> Vec<(String, usize)> {
            let found = super::super::find(&Text::of(source), &About::named("note"), Gazetteer::embedded());
            assert!(found.ambiguous.is_empty(), "{source}: {:?}", found.ambiguous);
            found.actors.iter().filter(|it| it.kind == ActorKind::Person).map(|it| (it.name.clone(), it.mentions.len())).collect()
        };
        let named = |name: &str, times: usize| (name.to_owned(), times);
        // By the office that the name has, though the other came first; else by the high one.
        let both = [named("Anna Holm", 1), named("Erik Holm", 3)];
        assert_eq!(
            holms("Anna Holm, 34, met President Erik Holm of Norland. President Holm spoke. Holm said that the talks went on."),
            both
        );
        // By the bare name before the other came.
        let first = [named("Erik Holm", 3), named("Anna Holm", 1)];
        assert_eq!(holms("General Erik Holm spoke. Holm said that he knew Anna Holm, a general. Holm said that the talks went on."), first);
        // A full name that is nobody's yet.
        let new = [named("Erik Holm", 1), named("Zorva Holm", 1)];
        assert_eq!(holms("General Erik Holm spoke and so did Zorva Holm."), new);
    }
}
