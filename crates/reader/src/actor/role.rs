//! What actors are in the process: whose quarrel it is, who mediates, hosts, backs, watches. Only with a sign of it in the words.
use super::cast::{Cast, Form, Mention};
use crate::text::Text;
use evidence::{Act, ActKind, Actor, ActorKind, Role};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Words that show what an actor is, near its name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Sign {
    /// The words begin with this.
    stem: &'static str,
    role: Role,
}

const SIGNS: &[Sign] = &[
    Sign { stem: "mediat", role: Role::Mediator },
    Sign { stem: "broker", role: Role::Mediator },
    Sign { stem: "facilitat", role: Role::Mediator },
    Sign { stem: "go-between", role: Role::Mediator },
    Sign { stem: "intermediar", role: Role::Mediator },
    Sign { stem: "host", role: Role::Host },
    Sign { stem: "guarantor", role: Role::Guarantor },
    Sign { stem: "monitor", role: Role::Monitor },
    Sign { stem: "observer", role: Role::Monitor },
    Sign { stem: "inspector", role: Role::Monitor },
    Sign { stem: "backer", role: Role::Backer },
    Sign { stem: "ally", role: Role::Backer },
    Sign { stem: "allies", role: Role::Backer },
];

/// The sign that a lower-case word gives; hostages and hostilities have no host.
fn sign(word: &str) -> Option<&'static Sign> {
    let other = word.starts_with("hostag") || word.starts_with("hostil");
    SIGNS.iter().find(|sign| word.starts_with(sign.stem)).filter(|_| !other)
}

/// Whether a word may stand between “mediators” and their names: “mediators from Qatar and Egypt”. Between “the mediator told Norland” others do.
fn leads_to_name(text: &Text<'_>, at: usize) -> bool {
    text.tokens[at].capital
        || matches!(text.lower(at), "from" | "of" | "the" | "and" | "like" | "such" | "as" | "including" | "(" | "-" | "–" | ":")
}

/// What is done to those who mediate by whoever does not: “Norland told the mediators”, “met the mediator”.
#[rustfmt::skip]
const TO_MEDIATORS: &[&str] = &[
    "told", "tells", "asked", "asks", "urged", "urges", "met", "meets", "meet", "informed", "briefed", "thanked", "accused", "rejected", "rejects",
    "refused", "accepted", "assured", "notified", "warned",
];

/// Gives "both sides" the two parties, where the document shows which two they are; else an actor without a name.
pub(super) fn settle_joint(text: &Text<'_>, cast: &mut Cast) {
    let issuers = <[usize; 2]>::try_from(&cast.met[..]).ok().map(|[a, b]| (a, b));
    let pair = issuers.or(cast.parties).or_else(|| pair_of_parties(text, cast));
    let recent = recent_pairs(text, cast);
    let foremost = foremost_pair(cast);
    let states = only_states(cast);
    // "All parties" and "the parties" are one; the others go by their words.
    let key =
        |name: &str| if name.to_lowercase().split(' ').any(|word| word == "parties") { "parties".to_owned() } else { name.to_lowercase() };
    let mut plurals: BTreeMap<String, usize> = BTreeMap::new();
    for (index, actor) in cast.actors.iter().enumerate() {
        plurals.entry(key(&actor.name)).or_insert(index);
    }
    for at in 0..cast.mentions.len() {
        if !cast.mentions[at].actors.is_empty() {
            continue;
        }
        let words = text.words(cast.mentions[at].span).to_lowercase();
        // "The leaders", "the three ministers": all who met.
        let number = match words.split_whitespace().nth(1) {
            Some("three") => Some(3),
            Some("four") => Some(4),
            Some("five") => Some(5),
            _ => None,
        };
        let all = words.starts_with("the ") && !words.starts_with("the two");
        if all && cast.met.len() > 2 && number.is_none_or(|number| number == cast.met.len()) {
            cast.mentions[at].actors.clone_from(&cast.met);
            continue;
        }
        let two = ["both", "two", "either", "each", "the sides", "warring", "opposing", "rival"].iter().any(|word| words.contains(word));
        let start = cast.mentions[at].tokens.start;
        let before = recent.partition_point(|pair| pair.tokens.end <= start);
        let near = recent[..before].last().filter(|pair| start - pair.tokens.end < 150).map(|pair| pair.of);
        // "The leaders agreed": in what somebody issues on a call or a meeting, not in news of one.
        let office = ["leaders", "presidents", "participants", "principals", "advisors", "advisers", "ministers", "secretaries"];
        let leaders = office.iter().any(|word| words.ends_with(word)) || words == "the two";
        let two = two || cast.voice.is_some() && words.starts_with("the ") && leaders && number.is_none();
        let subject = issuers.is_none().then(|| subject_pair(text, cast.mentions[at].span.start(), &recent)).flatten();
        let meant = if leaders { issuers.or(near).or(pair).or(foremost) } else { cast.parties.or(subject).or(pair).or(near).or(foremost) };
        // "The two countries": where the text has no third.
        let countries = ["countries", "nations", "states", "governments"].iter().any(|word| words.ends_with(word));
        let meant = meant.or(states.filter(|_| countries));
        let own = issuers.is_some() && matches!(words.as_str(), "the parties" | "all parties" | "the sides");
        if let Some((a, b)) = meant.filter(|_| two || own) {
            cast.mentions[at].actors = vec![a, b];
            continue;
        }
        let name = text.words(cast.mentions[at].span).to_owned();
        let plain = name.trim_start_matches("the ").trim_start_matches("The ").to_owned();
        let place = cast.mentions[at].span.into();
        let key = key(&plain);
        let base = if key == "parties" { "parties" } else { "sides" };
        let actor = *plurals.entry(key).or_insert_with(|| {
            let id = cast.unused(base);
            cast.add(Actor {
                id,
                name: plain.clone(),
                kind: ActorKind::Unnamed,
                part_of: None,
                roles: Vec::new(),
                mentions: Vec::new(),
                pronouns: Vec::new(),
            })
        });
        cast.actors[actor].mentions.push(place);
        cast.mentions[at].actors = vec![actor];
    }
}

/// A pair named in one breath: "Norland and Sudria", "Halvorsen and Dessa".
struct Pair {
    tokens: Range<usize>,
    // As principals.
    of: (usize, usize),
}

/// All such pairs, in order of the text.
fn recent_pairs(text: &Text<'_>, cast: &Cast) -> Vec<Pair> {
    cast.mentions
        .windows(2)
        .filter_map(|pair| {
            let [first, second] = pair else { return None };
            let ([a], [b]) = (&first.actors[..], &second.actors[..]) else { return None };
            let (a, b) = (cast.principal(*a), cast.principal(*b));
            let gap = first.tokens.end..second.tokens.start;
            let joined = gap.len() <= 2 && gap.clone().any(|i| matches!(text.lower(i), "and" | "with"));
            let tokens = first.tokens.start..second.tokens.end;
            (a != b && joined && first.form == Form::Name && second.form == Form::Name).then_some(Pair { tokens, of: (a, b) })
        })
        .collect()
}

/// The pair that the sentence before, in the same paragraph, opens with: "Norland and Sudria shut the border. Both sides have since eased".
fn subject_pair(text: &Text<'_>, byte: usize, pairs: &[Pair]) -> Option<(usize, usize)> {
    let here = text.sentence_at(byte)?;
    let before = here.checked_sub(1).map(|at| &text.sentences[at]).filter(|it| it.paragraph == text.sentences[here].paragraph)?;
    let first = before.tokens.start + usize::from(text.lower(before.tokens.start) == "the");
    let at = pairs.partition_point(|pair| pair.tokens.start < first);
    let pair = pairs.get(at).filter(|pair| pair.tokens.start == first)?;
    // "Estmark and Harlow urged Norland and Sudria to": of two pairs neither is surely meant.
    if pairs.get(at + 1).is_some_and(|next| next.tokens.start < before.tokens.end) {
        return None;
    }
    let joined_by_and = pair.tokens.clone().any(|at| text.lower(at) == "and");
    let listed = matches!(text.lower(pair.tokens.end), "," | "and" | "'s");
    (joined_by_and && !listed).then_some(pair.of)
}

/// The two whose quarrel it is: named as a pair ("between X and Y", "X and Y agreed", "X-Y war") more often than any others.
pub(crate) fn pair_of_parties(text: &Text<'_>, cast: &Cast) -> Option<(usize, usize)> {
    let mut counts: BTreeMap<(usize, usize), u32> = BTreeMap::new();
    for pair in cast.mentions.windows(2) {
        let [first, second] = pair else { continue };
        let ([a], [b]) = (&first.actors[..], &second.actors[..]) else { continue };
        let (a, b) = (cast.principal(*a), cast.principal(*b));
        let side = |actor: usize| {
            matches!(cast.actors[actor].kind, ActorKind::State | ActorKind::Group)
                || cast.actors[actor].kind == ActorKind::Body && cast.actors[actor].part_of.is_some()
        };
        if a == b || !side(a) || !side(b) {
            continue;
        }
        let between = first.tokens.end..second.tokens.start;
        let hyphen = first.tokens == second.tokens;
        let joined = between.len() <= 2 && between.clone().any(|i| text.lower(i) == "and");
        let with = between.len() <= 3 && between.clone().any(|i| matches!(text.lower(i), "with" | "against"));
        if hyphen || joined || with {
            let weight = if hyphen || first.tokens.start > 0 && text.lower(first.tokens.start - 1) == "between" { 3 } else { 1 };
            *counts.entry((a.min(b), a.max(b))).or_default() += weight;
        }
    }
    let best = counts.iter().max_by_key(|(pair, count)| (**count, std::cmp::Reverse(**pair)))?;
    let ties = counts.values().filter(|count| *count == best.1).count();
    (ties == 1 && *best.1 >= 2).then_some(*best.0)
}

/// The two states or groups that are named far more often than any third, each at least three times.
fn foremost_pair(cast: &Cast) -> Option<(usize, usize)> {
    let mut times: BTreeMap<usize, usize> = BTreeMap::new();
    for mention in cast.mentions.iter().filter(|m| m.form != Form::Place) {
        if let [actor] = mention.actors[..] {
            *times.entry(cast.principal(actor)).or_default() += 1;
        }
    }
    times.retain(|&actor, _| matches!(cast.actors[actor].kind, ActorKind::State | ActorKind::Group));
    let mut order: Vec<(usize, usize)> = times.into_iter().collect();
    order.sort_by_key(|&(actor, n)| (std::cmp::Reverse(n), actor));
    match order[..] {
        [(a, _), (b, second), ref rest @ ..] if second >= 3 && rest.first().is_none_or(|(_, third)| third * 2 <= second) => {
            Some((a.min(b), a.max(b)))
        }
        _ => None,
    }
}

/// The only two states that act in the text.
fn only_states(cast: &Cast) -> Option<(usize, usize)> {
    let named = cast.mentions.iter().filter(|mention| mention.form != Form::Place).flat_map(|mention| &mention.actors);
    let states: BTreeSet<usize> =
        named.map(|&actor| cast.principal(actor)).filter(|&actor| cast.actors[actor].kind == ActorKind::State).collect();
    let mut states = states.into_iter();
    match (states.next(), states.next(), states.next()) {
        (Some(a), Some(b), None) => Some((a, b)),
        _ => None,
    }
}

/// The two at the table: those named far more often than any third, but where the text pairs one of them with several powers ("talks between
/// Norland and six world powers"), that one and these, of whom the other then is one.
pub(crate) fn pair_at_the_table(text: &Text<'_>, cast: &Cast) -> Option<(usize, usize)> {
    let (a, b) = foremost_pair(cast)?;
    let powers = |actor: usize| {
        let actor = &cast.actors[actor];
        let name = actor.name.to_lowercase();
        let of_old = ["other", "fellow", "colonial", "regional", "great"].iter().any(|word| name.starts_with(word));
        !matches!(actor.kind, ActorKind::State | ActorKind::Person) && (name.ends_with("powers") && !of_old || name == "p5+1")
    };
    if powers(a) || powers(b) {
        return Some((a, b));
    }
    for pair in cast.mentions.windows(2) {
        let ([one], [other]) = (&pair[0].actors[..], &pair[1].actors[..]) else { continue };
        let (one, other) = (cast.principal(*one), cast.principal(*other));
        let between = pair[0].tokens.end..pair[1].tokens.start;
        let joined = between.len() <= 3 && between.clone().any(|at| matches!(text.lower(at), "and" | "with"));
        let sentence = text.sentence_at(pair[0].span.start());
        if !joined
            || sentence != text.sentence_at(pair[1].span.start())
            || between.clone().any(|at| matches!(text.lower(at), "other" | "fellow"))
        {
            continue;
        }
        let tells = |at: usize| {
            matches!(text.lower(at), "between" | "talks" | "negotiations" | "deal" | "agreement" | "pact" | "accord" | "negotiators")
        };
        let (one, other) = if powers(one) { (other, one) } else { (one, other) };
        if powers(other) && (one == a || one == b) && sentence.is_some_and(|at| text.sentences[at].tokens.clone().any(tells)) {
            return Some((one.min(other), one.max(other)));
        }
    }
    Some((a, b))
}

/// States that are named as places to meet: "possible venues (or hosts) include Norland, Sudria or Estmark", "offered Norland as a venue".
fn venues(text: &Text<'_>, cast: &Cast) -> Vec<usize> {
    let mut out = Vec::new();
    for sentence in &text.sentences {
        for at in sentence.tokens.clone().filter(|&at| matches!(text.lower(at), "venue" | "venues" | "hosts" | "locations")) {
            // A list after it, or a name before "as a venue".
            let mut end = at + 1;
            let opens = (end..sentence.tokens.end)
                .take(8)
                .find(|&i| matches!(text.lower(i), "include" | "includes" | "included" | "are" | "were" | ":"));
            if let Some(opens) = opens {
                end = opens + 1;
                for mention in cast.mentions_in(end..sentence.tokens.end) {
                    let gap = end..mention.tokens.start;
                    if gap.len() > 3 || !gap.clone().all(|i| matches!(text.lower(i), "," | "and" | "or" | "the" | "as" | "either")) {
                        break;
                    }
                    out.extend(mention.actors.iter().map(|&actor| cast.principal(actor)));
                    end = mention.tokens.end;
                }
            }
            let as_one = at >= 2 && (text.lower(at - 1) == "as" || text.lower(at - 2) == "as");
            if as_one && let Some(mention) = cast.mentions_in(at.saturating_sub(6).max(sentence.tokens.start)..at).last() {
                out.extend(mention.actors.iter().map(|&actor| cast.principal(actor)));
            }
        }
    }
    out.retain(|&actor| cast.actors[actor].kind == ActorKind::State);
    out
}

/// Whether an actor can have a role of its own; whoever is part of another has that one's.
pub(crate) fn can_have_role(cast: &Cast, actor: usize) -> bool {
    cast.principal(actor) == actor
        && matches!(cast.actors[actor].kind, ActorKind::State | ActorKind::Body | ActorKind::Group | ActorKind::Unnamed)
}

/// Gives the principals their roles, by what they do and by the words beside their names.
pub(crate) fn roles(text: &Text<'_>, cast: &mut Cast, acts: &[Act]) {
    let mut signs: BTreeMap<(usize, Role), u32> = BTreeMap::new();
    for act in acts {
        let actors: Vec<usize> = act.actor.iter().filter_map(|id| cast.index(id)).map(|a| cast.principal(a)).collect();
        let others: Vec<usize> =
            act.addressee.iter().chain(&act.target).filter_map(|id| cast.index(id)).map(|a| cast.principal(a)).collect();
        let fights = |m: &evidence::Matter| {
            matches!(
                m.measure.0.as_str(),
                "armed-attack"
                    | "blockade"
                    | "tariffs-impose"
                    | "general-ceasefire"
                    | "time-limited-truce"
                    | "humanitarian-pause"
                    | "ceasefire-extension"
                    | "prisoner-exchange"
                    | "troop-withdrawal"
                    | "resume-hostilities"
            )
        };
        for &actor in &actors {
            let weight = match act.kind {
                ActKind::Conclude | ActKind::Condition | ActKind::Reject | ActKind::Accept => 2,
                // What a union does is a walkout, mostly.
                ActKind::Deed if act.measures.iter().any(fights) || cast.unions.contains(&actor) => 3,
                ActKind::Propose | ActKind::Deny | ActKind::Retract | ActKind::Commit if act.measures.iter().any(fights) => 2,
                _ => 0,
            };
            if weight > 0 {
                *signs.entry((actor, Role::Party)).or_default() += weight;
            }
            if act.kind == ActKind::OfferRole {
                let host = act.measures.iter().any(|m| m.measure.0 == "host-talks");
                *signs.entry((actor, if host { Role::Host } else { Role::Mediator })).or_default() += 4;
            }
            if act.measures.iter().any(|m| m.measure.0 == "mediator-withdraws") {
                *signs.entry((actor, Role::Mediator)).or_default() += 4;
            }
        }
        for &other in &others {
            if matches!(act.kind, ActKind::Accuse | ActKind::Demand | ActKind::Threaten) {
                *signs.entry((other, Role::Party)).or_default() += 2;
            }
        }
    }
    // The role that "brokered by" gave the last one named, and where it ends: it goes for those joined to it too.
    let mut carried: Option<(Role, usize)> = None;
    for (index, mention) in cast.mentions.iter().enumerate() {
        let [actor] = mention.actors[..] else { continue };
        let principal = cast.principal(actor);
        // “Qatar, the mediator,”: what it is called may be taken for another's name.
        let called = |m: &&Mention| m.tokens.len() <= 2 && sign(text.lower(m.tokens.end - 1)).is_some_and(|it| it.role == Role::Mediator);
        let next = cast.mentions[index + 1..].iter().find(|m| !called(m)).map_or(usize::MAX, |m| m.tokens.start);
        let after = mention.tokens.end..(mention.tokens.end + 4).min(next).min(text.tokens.len());
        for i in after.clone() {
            // "Estmark, Norland's main backer": not Norland.
            let whose = (after.start..i).any(|at| matches!(text.lower(at), "'s" | "'"));
            if let Some(sign) = sign(text.lower(i)).filter(|sign| !(whose && sign.role == Role::Backer)) {
                if sign.role == Role::Mediator && (after.start..i).any(|at| TO_MEDIATORS.contains(&text.lower(at))) {
                    continue;
                }
                *signs.entry((principal, sign.role)).or_default() += 2;
            }
        }
        let before = mention.tokens.start.saturating_sub(3)..mention.tokens.start;
        let by = before.clone().any(|i| text.lower(i) == "by");
        let joined = |end: usize| {
            let gap = end..mention.tokens.start;
            gap.len() <= 2 && gap.clone().all(|i| matches!(text.lower(i), "and" | "," | "the"))
        };
        carried = carried.filter(|&(_, end)| end <= mention.tokens.start && joined(end)).map(|(role, _)| (role, mention.tokens.end));
        if let Some((role, _)) = carried {
            *signs.entry((principal, role)).or_default() += 3;
        }
        for i in before {
            let named = mention.form != Form::Pronoun;
            // “The mediator, Qatar, said”, “the mediator, Polish minister Orr”, but not “after they met the mediator, Norland said”.
            let apposed = mention.form == Form::Attribute || text.lower(mention.tokens.end) == ",";
            let leads = |at: usize| leads_to_name(text, at) || apposed && text.lower(at) == ",";
            let calls = named && text.lower(i).starts_with("mediator") && (i + 1..mention.tokens.start).all(leads);
            if let Some(sign) = sign(text.lower(i)).filter(|_| by || calls) {
                *signs.entry((principal, sign.role)).or_default() += 3;
                carried = Some((sign.role, mention.tokens.end));
            }
        }
        // "Estmark-brokered" and "UN-mediated".
        if mention.form == Form::Attribute
            && let Some(sign) = text.lower(mention.tokens.start).split('-').skip(1).find_map(sign)
        {
            *signs.entry((principal, sign.role)).or_default() += 4;
        }
    }
    // "Mediators", "Norland’s allies": what they are called says what they are.
    for (at, actor) in cast.actors.iter().enumerate().filter(|(_, actor)| matches!(actor.kind, ActorKind::Group | ActorKind::Unnamed)) {
        let head = actor.name.rsplit(' ').next().unwrap_or("").to_lowercase();
        // "Some observers" and "political observers" only talk.
        let talks = head == "observers"
            && actor.name.to_lowercase().split(' ').any(|word| matches!(word, "political" | "outside" | "some" | "many" | "most"));
        if let Some(sign) = sign(&head).filter(|_| cast.principal(at) == at && !talks) {
            *signs.entry((at, sign.role)).or_default() += 3;
        }
    }
    for host in venues(text, cast) {
        *signs.entry((host, Role::Host)).or_default() += 2;
    }
    let pair = pair_of_parties(text, cast);
    if let Some((a, b)) = pair {
        for actor in [a, b] {
            *signs.entry((actor, Role::Party)).or_default() += 4;
        }
    }
    for actor in 0..cast.actors.len() {
        if !can_have_role(cast, actor) {
            // A company that strikes deals or refuses, or of which something is asked, is a party; but for that it is none by any sign.
            let is_firm = cast.actors[actor].kind == ActorKind::Company && !cast.media.contains(&actor);
            if is_firm && signs.get(&(actor, Role::Party)).is_some_and(|&weight| weight >= 2) {
                cast.actors[actor].roles = vec![Role::Party];
            }
            continue;
        }
        let score = |role: Role| signs.get(&(actor, role)).copied().unwrap_or(0);
        let mut given = Vec::new();
        let mediator = score(Role::Mediator);
        // Who shows a sign of another role, or is an international body, acts at many tables without being a party.
        let beside = [Role::Mediator, Role::Host, Role::Guarantor, Role::Monitor, Role::Backer].into_iter().any(|role| score(role) > 0);
        let body = cast.actors[actor].kind == ActorKind::Body && cast.actors[actor].part_of.is_none();
        let wanted = if beside || body { 5 } else { 2 };
        if mediator >= 3 {
            given.push(Role::Mediator);
        } else if score(Role::Party) >= wanted {
            given.push(Role::Party);
        }
        for role in [Role::Host, Role::Guarantor, Role::Monitor] {
            if score(role) >= 2 && !given.contains(&Role::Party) {
                given.push(role);
            }
        }
        if given.is_empty() && score(Role::Backer) >= 2 {
            given.push(Role::Backer);
        }
        cast.actors[actor].roles = given;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::{Gazetteer, find};
    use evidence::About;

    #[test]
    fn of_several_powers_one_state_is_not_the_other_side() {
        let pair = |source: &str| {
            let text = Text::of(source);
            let cast = find(&text, &About::named("note"), Gazetteer::embedded());
            let name = |actor: usize| cast.actors[actor].name.clone();
            pair_at_the_table(&text, &cast).map(|(a, b)| [name(a), name(b)])
        };
        let often = "Brazil spoke. Chile spoke. Brazil said no. Chile said yes. Brazil left. Chile stayed.";
        assert_eq!(pair(often), Some(["Brazil".to_owned(), "Chile".to_owned()]));
        let powers = format!("{often} The talks between Brazil and six world powers began on Monday.");
        assert_eq!(pair(&powers).map(|pair| pair.contains(&"Chile".to_owned())), Some(false), "{:?}", pair(&powers));
        for other in [
            "World powers watched Brazil.",
            "Brazil and other world powers want talks.",
            "Brazil broke with colonial powers.",
            "They left Brazil. And world powers held talks.",
        ] {
            assert_eq!(pair(&format!("{often} {other}")), Some(["Brazil".to_owned(), "Chile".to_owned()]), "{other}");
        }
    }
}
