//! Pronouns, where it is safe to say whom they mean. A pronoun with two candidates means nobody.
use super::cast::{Cast, Form, Mention};
use super::gazetteer;
use super::word::{BODY_HEADS, COMPANY_HEADS, FIRMS, GROUP_HEADS, OFFICES, among};
use crate::text::Text;
use evidence::{Actor, ActorKind};
use std::collections::{BTreeMap, BTreeSet};

/// What of a state acts for it without its name.
const STATE_NOUNS: &[&str] = &["government", "administration", "army", "military", "authorities", "regime"];

/// What of a state is no part of it that acts: "the military wing", "the government shutdown".
const NOT_THE_STATE: &[&str] = &[
    "wing",
    "coup",
    "junta",
    "campaign",
    "base",
    "bases",
    "operation",
    "operations",
    "conflict",
    "apparatus",
    "action",
    "aid",
    "exercise",
    "exercises",
    "shutdown",
    "office",
    "offices",
    "buildup",
    "option",
    "options",
    "drills",
    "budget",
    "spending",
    "program",
    "programme",
    "funding",
    "building",
    "buildings",
    "aggression",
    "intervention",
    "rule",
];

/// What a group is called by without its name.
const GROUP_NOUNS: &[&str] = &["guerrillas", "rebels", "group", "movement", "militia"];

/// What may stand between "the" and these.
const OF_GROUPS: &[&str] =
    &["militant", "islamist", "extremist", "terrorist", "terror", "jihadist", "rebel", "armed", "insurgent", "guerrilla"];

/// The actor with that id, where it or somebody of it is named, and not only where something is.
fn its_own(cast: &Cast, id: &str) -> Option<usize> {
    let at = (0..cast.actors.len()).find(|&at| cast.id(at).to_string() == id)?;
    let has_people = || (0..cast.actors.len()).any(|person| person != at && cast.principal(person) == at);
    (!cast.places_only.contains(&at) || has_people()).then_some(at)
}

/// Gives pronouns their actors.
pub(super) fn resolve(text: &Text<'_>, cast: &mut Cast) {
    let mut found: Vec<Mention> = Vec::new();
    let mut last_state: Option<usize> = None;
    let mut last_group: Option<usize> = None;
    // "The union", "the council": whoever of that kind was spoken of last.
    let mut by_head: BTreeMap<String, usize> = BTreeMap::new();
    // "The administration": the state whose was spoken of last.
    let mut by_state_noun: BTreeMap<String, usize> = BTreeMap::new();
    // "The army", "the military": the one of a state that was named last.
    let mut by_part_noun: BTreeMap<String, usize> = BTreeMap::new();
    // The person whom the last sentences were about, whoever is first named in them, of those whom "he" and of those whom "she" can mean,
    // with how many paragraphs ago. News goes on about somebody in the next paragraph ("...," he said.), and past two without a name at most.
    let mut person: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let known = pronouns_of(text, cast);
    let fits = |actor: usize, pronoun: &str| known.get(&actor).is_none_or(|&one| one == pronoun);
    for paragraph in &text.paragraphs {
        // The body or state; several at once make a pronoun unsafe.
        let mut body: Option<usize> = None;
        person.values_mut().for_each(|(_, age)| *age += 1);
        person.retain(|_, &mut (_, age)| age <= 3);
        let mut inside = false;
        for sentence in &text.sentences[paragraph.sentences.clone()] {
            let mentions: Vec<Mention> = cast.mentions_in(sentence.tokens.clone()).to_vec();
            let mut seen = mentions.iter().peekable();
            let mut here_person: BTreeMap<&str, usize> = BTreeMap::new();
            // Persons of whom something is told in passing: "in Orr's remarks".
            let mut aside: BTreeMap<&str, usize> = BTreeMap::new();
            let mut here_body: Option<usize> = None;
            // "Norland’s promise that it will"; of two owners neither.
            let mut possessor: Option<usize> = None;
            let mut possessors = 0;
            // Whether those who met were spoken of last, of all who are several.
            let mut of_them = false;
            let mut bodies = 0;
            let subject = mentions
                .iter()
                .find(|m| m.form == Form::Name && !under_preposition(text, m.tokens.start))
                .and_then(|m| m.actors.first().copied());
            for at in sentence.tokens.clone() {
                match text.lower(at) {
                    "“" | "«" => inside = true,
                    "”" | "»" => inside = false,
                    "\"" => inside = !inside,
                    _ => {}
                }
                while let Some(mention) = seen.next_if(|m| m.tokens.start <= at) {
                    let plural = |actor: &usize| matches!(cast.actors[*actor].kind, ActorKind::Group | ActorKind::Unnamed);
                    of_them = of_them && !mention.actors.iter().any(plural) || mention.actors.len() > 1 && mention.actors == cast.met;
                    let [actor] = mention.actors[..] else { continue };
                    // Whom a quotation names is not whom the words around it are about.
                    if mention.form == Form::Place || inside {
                        continue;
                    }
                    for noun in heads(cast, actor) {
                        by_head.insert(noun, actor);
                    }
                    let noun = text.lower(mention.tokens.end - 1);
                    if mention.tokens.len() > 1 && STATE_NOUNS.contains(&noun) {
                        by_state_noun.insert(noun.to_owned(), cast.principal(actor));
                        if cast.actors[actor].kind == ActorKind::Body {
                            by_part_noun.insert(noun.to_owned(), actor);
                        }
                    }
                    let principal = cast.principal(actor);
                    match cast.actors[principal].kind {
                        // "Norland warplanes", "on the way to Norland": not whom it goes on about.
                        ActorKind::State
                            if mention.form == Form::Name && !cast.is_where(text, mention.tokens.start) || last_state.is_none() =>
                        {
                            last_state = Some(principal);
                        }
                        ActorKind::Group => last_group = Some(principal),
                        _ => {}
                    }
                    match cast.actors[actor].kind {
                        ActorKind::Person if !under_preposition(text, mention.tokens.start) => {
                            for pronoun in ["he", "she"].into_iter().filter(|pronoun| fits(actor, pronoun)) {
                                here_person.entry(pronoun).or_insert(actor);
                            }
                        }
                        ActorKind::State | ActorKind::Body | ActorKind::Group
                            if mention.form == Form::Attribute && text.lower(mention.tokens.end) == "'s" =>
                        {
                            possessors += usize::from(possessor != Some(actor));
                            possessor = Some(actor);
                        }
                        ActorKind::State | ActorKind::Body | ActorKind::Group
                            if mention.form == Form::Name && !cast.is_where(text, mention.tokens.start) =>
                        {
                            if here_body.is_none() {
                                here_body = Some(actor);
                            }
                            bodies += usize::from(here_body != Some(actor));
                        }
                        ActorKind::Person => {
                            if let Some(pronoun) = known.get(&actor) {
                                aside.entry(*pronoun).or_insert(actor);
                            }
                        }
                        _ => {}
                    }
                }
                if mentions.iter().any(|m| m.tokens.contains(&at)) {
                    continue;
                }
                // In a readout "they" are those who met, also further on in a sentence that began with them.
                if !cast.met.is_empty()
                    && (at == sentence.tokens.start || of_them)
                    && text.lower(at) == "they"
                    && !inside
                    && let Some(span) = text.span_of(at..at + 1)
                {
                    found.push(Mention { tokens: at..at + 1, span, actors: cast.met.clone(), form: Form::Pronoun });
                    of_them = true;
                    continue;
                }
                let actor = match text.lower(at) {
                    word @ ("he" | "she" | "him" | "his" | "her" | "himself" | "herself") => {
                        let pronoun = if matches!(word, "she" | "her" | "herself") { "she" } else { "he" };
                        // "After his call with Orr, Halvorsen said": the one who is about to be named.
                        let ahead = subject.filter(|&a| {
                            cast.actors[a].kind == ActorKind::Person
                                && fits(a, pronoun)
                                && at < sentence.tokens.start + 6
                                && opens_aside(text, sentence.tokens.start)
                        });
                        // Whose pronoun is not known gives way to somebody in this sentence whose it is.
                        let before = person.get(pronoun).map(|&(actor, _)| actor);
                        let surer = aside.get(pronoun).copied().filter(|_| before.is_some_and(|actor| !known.contains_key(&actor)));
                        let meant = here_person.get(pronoun).copied().or(ahead).or(surer).or(before);
                        // "He said that Orr had to go. “...,” he said": whom a sentence is about that opens with a pronoun, and not whom
                        // it names after it.
                        if matches!(word, "he" | "she")
                            && !inside
                            && let Some(actor) = meant
                        {
                            here_person.entry(pronoun).or_insert(actor);
                        }
                        meant
                    }
                    "it" | "its" | "itself" => {
                        // "Sanctions on Norland if it refuses": whoever was named right before.
                        let joined = matches!(text.lower(at.saturating_sub(1)), "if" | "unless" | "until");
                        let right_before = mentions.iter().find(|m| joined && m.tokens.end + 1 == at && m.form == Form::Name);
                        let able = |actor: &usize| {
                            matches!(cast.actors[*actor].kind, ActorKind::State | ActorKind::Body | ActorKind::Group | ActorKind::Company)
                        };
                        if let Some(actor) = right_before.and_then(|m| m.actors.first().copied()).filter(able) {
                            Some(actor)
                        } else if here_body.is_some() {
                            here_body.filter(|_| bodies == 0)
                        } else {
                            body.or(possessor.filter(|_| possessors == 1))
                        }
                    }
                    // "the government": of the state that was spoken of last.
                    noun if STATE_NOUNS.contains(&noun)
                        && at > sentence.tokens.start
                        && text.lower(at - 1) == "the"
                        && text.lower(at + 1) != "of"
                        && !NOT_THE_STATE.contains(&text.lower(at + 1)) =>
                    {
                        let own = by_state_noun.get(noun).copied();
                        // "Orr said the government would": that of whoever says so.
                        let said = ["said", "says", "added", "told", "announced", "insisted", "warned"];
                        let verb = (at.saturating_sub(5).max(sentence.tokens.start)..at - 1).rev().find(|&i| said.contains(&text.lower(i)));
                        let speaker = verb.and_then(|verb| {
                            let he = found.last().filter(|m| m.tokens.end == verb && m.form == Form::Pronoun);
                            let named = mentions.iter().find(|m| m.tokens.end == verb && m.form == Form::Name).or(he)?;
                            let [one] = named.actors[..] else { return None };
                            let state = cast.principal(one);
                            let person = cast.actors[one].kind == ActorKind::Person;
                            (person && cast.actors[state].kind == ActorKind::State).then_some(state)
                        });
                        match noun {
                            _ if speaker.is_some() => speaker,
                            // Few but one are called so without a name; whichever state was only spoken of last is not meant.
                            "administration" => own.or_else(|| its_own(cast, "united-states")).or(last_state),
                            // Nobody says it of a state that was only spoken to.
                            "regime" => own.or(possessor.filter(|_| possessors == 1)).or(here_body.filter(|_| bodies == 0)),
                            // "The Norland army ... The army said": the army, which is a part of Norland.
                            _ => {
                                let of_own = |part: &usize| own.is_none_or(|state| cast.principal(*part) == state);
                                let part = by_part_noun.get(noun).copied().filter(of_own);
                                // Whose it was called last, whoever else has sent warplanes since.
                                part.or(own).or(last_state)
                            }
                        }
                    }
                    // "the rebels", "the militant group": the one so named that was spoken of last, else the group that was. Not so "the group’s
                    // leader, Dell": he is whom it is about; nor "the militant group Tessel Army": its name follows.
                    noun if GROUP_NOUNS.contains(&noun) && at > sentence.tokens.start => {
                        let the = if OF_GROUPS.contains(&text.lower(at - 1)) { at.checked_sub(2) } else { Some(at - 1) };
                        let described = the.is_some_and(|the| the >= sentence.tokens.start && text.lower(the) == "the");
                        let follows = matches!(text.lower(at + 1), "of" | "called" | "known")
                            || text.lower(at + 1) == "'s" && among(OFFICES, text.lower(at + 2))
                            || mentions.iter().any(|m| m.tokens.start == at + 1)
                            || text.tokens.get(at + 1).is_some_and(|next| next.capital);
                        by_head.get(noun).copied().or(last_group).filter(|_| described && !follows && !text.tokens[at].capital)
                    }
                    noun if at > sentence.tokens.start && text.lower(at - 1) == "the" && text.lower(at + 1) != "of" => {
                        by_head.get(noun).copied().filter(|_| !text.tokens[at].capital)
                    }
                    _ => None,
                };
                let adjective = at > sentence.tokens.start + 1
                    && GROUP_NOUNS.contains(&text.lower(at))
                    && OF_GROUPS.contains(&text.lower(at - 1))
                    && text.lower(at - 2) == "the";
                let described = adjective || at > sentence.tokens.start && text.lower(at - 1) == "the";
                let start = at.saturating_sub(usize::from(described) + usize::from(adjective));
                if let Some(actor) = actor
                    && (!inside || described)
                    && let Some(span) = text.span_of(start..at + 1)
                {
                    let form = match text.lower(at) {
                        "his" | "its" => Form::Attribute,
                        _ if text.lower(at + 1) == "'s" => Form::Attribute,
                        _ if described => Form::Name,
                        _ => Form::Pronoun,
                    };
                    found.push(Mention { tokens: start..at + 1, span, actors: vec![actor], form });
                }
            }
            person.extend(here_person.into_iter().map(|(pronoun, actor)| (pronoun, (actor, 0))));
            body = if here_body.is_some() { here_body.filter(|_| bodies == 0) } else { body };
        }
    }
    for mention in &found {
        let [actor] = mention.actors[..] else { continue };
        if mention.tokens.len() > 1 {
            cast.actors[actor].mentions.push(mention.span.into());
        } else {
            cast.actors[actor].pronouns.push(mention.span.into());
        }
    }
    cast.mentions.extend(found);
    cast.mentions.sort_by_key(|m| (m.span.start(), m.span.end()));
}

/// Which pronoun stands for a person, where a title, an office or a common given name says so and no other mention says the other.
fn pronouns_of(text: &Text<'_>, cast: &Cast) -> BTreeMap<usize, &'static str> {
    let mut told: BTreeMap<usize, BTreeSet<&'static str>> = BTreeMap::new();
    for mention in &cast.mentions {
        let [actor] = mention.actors[..] else { continue };
        if cast.actors[actor].kind != ActorKind::Person {
            continue;
        }
        let before = mention.tokens.start.checked_sub(1);
        let titles = before.into_iter().chain(mention.tokens.clone()).filter_map(|at| match text.lower(at).trim_end_matches('.') {
            "mr" | "sir" | "lord" | "king" | "prince" | "spokesman" | "chairman" | "congressman" | "businessman" => Some("he"),
            "mrs" | "ms" | "miss" | "lady" | "baroness" | "queen" | "princess" | "spokeswoman" | "chairwoman" | "congresswoman"
            | "businesswoman" => Some("she"),
            _ => None,
        });
        // A last word is a family's name.
        let given = mention.tokens.start..mention.tokens.end.saturating_sub(1);
        let given = given.filter_map(|at| gazetteer::given_name(text.token(at))).find(|pronoun| matches!(*pronoun, "he" | "she"));
        told.entry(actor).or_default().extend(titles.chain(given));
    }
    let one = |(actor, pronouns): (usize, BTreeSet<&'static str>)| {
        pronouns.first().filter(|_| pronouns.len() == 1).map(|pronoun| (actor, *pronoun))
    };
    told.into_iter().filter_map(one).collect()
}

/// The nouns that a later "the ..." calls a named body, group or company by.
fn heads(cast: &Cast, actor: usize) -> Vec<String> {
    let Actor { name, kind, .. } = &cast.actors[actor];
    let last = name.rsplit(' ').next().unwrap_or("").to_lowercase();
    match kind {
        ActorKind::Company if cast.media.contains(&actor) => vec!["company".to_owned()],
        ActorKind::Company => FIRMS.iter().map(|noun| (*noun).to_owned()).collect(),
        ActorKind::Body | ActorKind::Group => {
            let named = name.contains(' ') && [BODY_HEADS, GROUP_HEADS, COMPANY_HEADS].iter().any(|heads| heads.contains(&last.as_str()));
            let mut nouns = Vec::new();
            if cast.unions.contains(&actor) || last == "brotherhood" {
                nouns.push("union".to_owned());
            }
            if named {
                nouns.push(last);
            }
            nouns
        }
        _ => Vec::new(),
    }
}

/// Whether a sentence begins with an aside about what came before.
fn opens_aside(text: &Text<'_>, at: usize) -> bool {
    matches!(
        text.lower(at),
        "after"
            | "before"
            | "following"
            | "in"
            | "during"
            | "despite"
            | "with"
            | "at"
            | "speaking"
            | "for"
            | "on"
            | "since"
            | "while"
            | "as"
    )
}

fn under_preposition(text: &Text<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |i| text.lower(i));
    matches!(
        before,
        "with"
            | "to"
            | "by"
            | "of"
            | "for"
            | "from"
            | "against"
            | "about"
            | "on"
            | "in"
            | "between"
            | "like"
            | "toward"
            | "towards"
            | "under"
    )
}
