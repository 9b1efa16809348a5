//! The actors of a document: which names mean the same one, what each is, and what it is part of.
mod bare;
mod bystander;
mod collective;
mod described;
mod introduced;
mod named;
mod office;
mod person;
mod whose;

pub(crate) use bystander::{drop_bystanders, share_voice};

use super::gazetteer::{self, Gazetteer};
use super::head::{Head, Issuer};
use super::name::{Piece, Run, pieces};
use super::unknown::UnknownStates;
use super::word::{
    BODY_HEADS, COMPANY_FORMS, FIRMS, GROUP_HEADS, MEDIA_HEADS, NO_NAMES, OF_BODIES, OFFICE_PARTS, OFFICES, PLACES, SPEAKS, TRADES,
    UNION_WORDS, among,
};
use crate::text::{Text, TokenKind};
use evidence::{About, Actor, ActorId, ActorKind, Place, Role, Span};
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

/// Words before a possessed phrase that belong to the description: "several senior Norland officials".
#[rustfmt::skip]
const DESCRIBING: &[&str] = &[
    "senior", "top", "some", "several", "two", "three", "four", "five", "six", "other", "key", "former", "unnamed", "many", "multiple", "certain",
    "various", "high-ranking", "veteran", "anonymous", "unidentified", "local", "current",
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
    // Words right before "talks", "deal" and the like, in lower case: what these are about.
    topics: BTreeSet<String>,
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
        topics: (1..text.tokens.len())
            .filter(|&at| {
                let noun = text.lower(at);
                let about = matches!(noun, "talks" | "deal" | "negotiations" | "bill" | "process" | "vote" | "referendum" | "crisis");
                about && text.tokens[at - 1].capital
            })
            .map(|at| text.lower(at - 1).to_owned())
            .collect(),
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
    b.officials_beside();
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

/// Where the words that say which officials or sources are meant end, from right after "officials": "in the north", "close to the talks".
fn complement(text: &Text<'_>, at: usize, limit: usize) -> usize {
    const LONGEST: usize = 8;
    let two = is_in_the_know(text, at);
    let one = matches!(text.lower(at), "in" | "from" | "at" | "with" | "on" | "within" | "of" | "around");
    let from = at + if two { 2 } else { 1 };
    if !(one || two) || from >= limit {
        return at;
    }
    let states = |at: usize| matches!(text.lower(at), "countries" | "nations" | "states" | "governments");
    let opens = text.tokens[from].kind == TokenKind::Number && states(from + 1)
        || text.tokens[from].kind == TokenKind::Word
            && (matches!(text.lower(from), "the" | "his" | "her" | "its" | "their")
                || text.tokens[from].capital && !among(NO_NAMES, text.lower(from))
                || two);
    let ends = |at: usize| {
        let word = text.lower(at);
        // "From the 12 countries".
        let number = text.tokens[at].kind == TokenKind::Number && matches!(text.lower(at - 1), "the" | "all");
        text.tokens[at].kind != TokenKind::Word && word != "." && !number
            || SPEAKS.contains(&word)
            || !text.tokens[at].capital && word.len() > 4 && word.ends_with("ed")
            || ENDS.contains(&word)
            || matches!(word, "they" | "it" | "he" | "she" | "we")
    };
    let end = (from + 1..limit.min(from + LONGEST)).find(|&at| ends(at));
    match end {
        Some(end) if opens => end,
        _ if opens && from + LONGEST >= limit => limit,
        _ => at,
    }
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

/// Whether a newspaper or station is told something or reports it: "told the Harbour Post", "the Harbour Post reported".
fn reports(text: &Text<'_>, name: &Range<usize>) -> bool {
    let before = name.start.checked_sub(1).map_or("", |at| match text.lower(at) {
        "the" => at.checked_sub(1).map_or("", |at| text.lower(at)),
        word => word,
    });
    matches!(before, "told" | "telling" | "tells") || matches!(text.lower(name.end), "reported" | "reports" | "quoted" | "cited")
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
