//! What being at the same talks tells of a role: members of a row that negotiates, sides that negotiate with each other, whoever leads a truce
//! or arms a party, and who asks the parties for something. It fills in where words beside a name and the head have none, or have made a
//! party of somebody who only speaks to the parties.
use super::cast::{Cast, Form, Mention};
use super::role::{can_have_role, pair_of_parties};
use crate::text::Text;
use evidence::{Act, ActKind, Actor, ActorId, ActorKind, Role};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Settles the roles that being at talks tells, in place.
pub(crate) fn roles_at_talks(text: &Text<'_>, cast: &mut Cast, acts: &[Act]) {
    let quarrel = [cast.parties, pair_of_parties(text, cast)];
    outside_the_quarrel(cast, acts, &quarrel);
    by_words_after(text, cast, &quarrel);
    by_aid(cast, acts, &quarrel);
    for actor in &mut cast.actors {
        // "Both parties" are two whom the text names, only it cannot be told which.
        let of_two = actor.name.to_lowercase().starts_with("both ") || actor.name.to_lowercase().starts_with("two ");
        if actor.kind == ActorKind::Unnamed && actor.roles.is_empty() && is_the_parties(&actor.name) && !of_two {
            actor.roles = vec![Role::Party];
        }
    }
    with_each_other(text, cast);
    in_a_row(text, cast, &quarrel);
    employers(cast, acts);
}

/// A firm that meets, agrees with or makes an offer to those who work for it is a party, as they are.
fn employers(cast: &mut Cast, acts: &[Act]) {
    let is_party =
        |cast: &Cast, id: &ActorId| cast.index(id).is_some_and(|at| cast.actors[at].roles == [Role::Party] && cast.unions.contains(&at));
    let mut firms: BTreeSet<usize> = BTreeSet::new();
    for act in acts {
        let together = matches!(act.kind, ActKind::Contact | ActKind::Conclude);
        let to_them = matches!(act.kind, ActKind::Propose | ActKind::Demand | ActKind::Commit | ActKind::Reject | ActKind::Threaten);
        let others = if together { &act.actor } else { &act.addressee };
        if (together || to_them) && others.iter().any(|id| is_party(cast, id)) {
            firms.extend(act.actor.iter().filter_map(|id| cast.index(id)));
        }
    }
    for at in firms {
        if cast.actors[at].kind == ActorKind::Company && !cast.media.contains(&at) && cast.actors[at].roles.is_empty() {
            cast.actors[at].roles = vec![Role::Party];
        }
    }
}

/// Whoever asks "the parties" for something is none of them; who does so in its own statement stands between them.
fn outside_the_quarrel(cast: &mut Cast, acts: &[Act], quarrel: &[Option<(usize, usize)>]) {
    let asks: BTreeSet<usize> = acts
        .iter()
        .filter(|act| act.kind == ActKind::Demand)
        .filter(|act| act.addressee.iter().any(|id| cast.index(id).is_some_and(|at| is_the_parties(&cast.actors[at].name))))
        .flat_map(|act| act.actor.iter().filter_map(|id| cast.index(id)).map(|at| cast.principal(at)))
        .collect();
    let voice = cast.voice.map(|voice| cast.principal(voice));
    for at in asks {
        if cast.actors[at].roles == [Role::Party] && !quarrels(quarrel, at) {
            cast.actors[at].roles = if voice == Some(at) { vec![Role::Mediator] } else { Vec::new() };
        }
    }
}

/// Who stands between others, though the head may have made a party of it; not one of those whose quarrel it is: "UN-led truce", "the UN's envoy",
/// "brokered the truce", "played a central role in hosting and facilitating".
fn by_words_after(text: &Text<'_>, cast: &mut Cast, quarrel: &[Option<(usize, usize)>]) {
    for index in 0..cast.mentions.len() {
        let mention = &cast.mentions[index];
        let [actor] = mention.actors[..] else { continue };
        let principal = cast.principal(actor);
        let Some(sentence) = text.sentence_at(mention.span.start()).map(|at| text.sentences[at].tokens.clone()) else { continue };
        if !can_have_role(cast, principal) || quarrels(quarrel, principal) {
            continue;
        }
        let after = |n: usize| mention.tokens.end..(mention.tokens.end + n).min(sentence.end);
        let Actor { name, roles, .. } = &cast.actors[principal];
        let led = text.lower(mention.tokens.start).ends_with("-led") && has(text, after(2), &LED) && !has(text, after(3), &FORCE);
        let next = mention.tokens.end + usize::from(text.lower(mention.tokens.end) == "also");
        let helped =
            text.lower(next) == "played" && has(text, after(7), &["role"]) && has(text, after(14), &LED) && !has(text, after(14), &FORCE);
        let united = matches!(name.as_str(), "United Nations" | "UN" | "U.N.");
        let open = roles.is_empty() || *roles == [Role::Party];
        let has_been = matches!(text.lower(next), "had" | "has" | "have");
        let verb = next + usize::from(has_been);
        let between = ["brokered", "mediated", "brokers", "mediates"].contains(&text.lower(verb)) && verb < sentence.end;
        let between = between && (has(text, after(9), &LED) || has(text, after(9), &["between", "deal"])) && !has(text, after(9), &FORCE);
        let new = if (led || between) && open || united && roles.is_empty() && has(text, after(4), &["envoy", "mediat", "broker"]) {
            vec![Role::Mediator]
        } else if helped && open {
            if has(text, after(12), &["host"]) { vec![Role::Mediator, Role::Host] } else { vec![Role::Mediator] }
        } else {
            continue;
        };
        cast.actors[principal].roles = new;
    }
}

/// What is led by somebody who stands between.
const LED: [&str; 12] = [
    "truce",
    "talks",
    "mediat",
    "process",
    "negotiat",
    "peace",
    "effort",
    "initiative",
    "ceasefire",
    "cease-fire",
    "facilitat",
    "dialogue",
];
/// What is not.
const FORCE: [&str; 11] = ["coalition", "forces", "troops", "arms", "arming", "attack", "massacre", "weapon", "rocket", "boycott", "sale"];

/// Whoever arms a party, or promises one its support more than once, backs it and is none itself; but not one of those whose quarrel it is.
fn by_aid(cast: &mut Cast, acts: &[Act], quarrel: &[Option<(usize, usize)>]) {
    let mut backers: BTreeSet<usize> = BTreeSet::new();
    let mut stood_by: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for act in acts.iter().filter(|act| matches!(act.kind, ActKind::Commit | ActKind::Deed | ActKind::Endorse) && !act.negated) {
        let about = |measure: &str| act.measures.iter().any(|matter| matter.measure.0 == measure);
        let principal = |id: &ActorId| cast.index(id).map(|at| cast.principal(at));
        let to_party = act.addressee.iter().chain(&act.target).filter_map(principal).any(|at| cast.actors[at].roles.contains(&Role::Party));
        if about("military-aid") && !about("armed-attack") && to_party {
            backers.extend(act.actor.iter().filter_map(principal));
        }
        let support = act.measures.is_empty() || ["military-aid", "security-guarantees", "humanitarian-aid"].into_iter().any(about);
        let alone = |list: &[ActorId]| if let [id] = list { principal(id) } else { None };
        if act.kind != ActKind::Deed
            && support
            && let (Some(by), Some(to)) = (alone(&act.actor), alone(&act.addressee).or_else(|| alone(&act.target)))
            && by != to
        {
            *stood_by.entry((by, to)).or_default() += 1;
        }
    }
    let often = stood_by.into_iter().filter(|&((_, to), times)| times >= 2 && cast.actors[to].roles.contains(&Role::Party));
    backers.extend(often.map(|((by, _), _)| by).collect::<Vec<_>>());
    for at in backers {
        let open = cast.actors[at].roles.is_empty() || cast.actors[at].roles == [Role::Party];
        if open && can_have_role(cast, at) && !quarrels(quarrel, at) {
            cast.actors[at].roles = vec![Role::Backer];
        }
    }
}

/// "Norland is negotiating with the League", "the war between Norland and the League": if one is a party, so is the other.
fn with_each_other(text: &Text<'_>, cast: &mut Cast) {
    for index in 1..cast.mentions.len() {
        let (first, second) = (&cast.mentions[index - 1], &cast.mentions[index]);
        let ([a], [b]) = (&first.actors[..], &second.actors[..]) else { continue };
        let (a, b) = (cast.principal(*a), cast.principal(*b));
        let gap = first.tokens.end..second.tokens.start;
        let far = gap.len() > 8 || text.sentence_at(first.span.start()) != text.sentence_at(second.span.start());
        if a == b || far || !can_have_role(cast, a) || !can_have_role(cast, b) {
            continue;
        }
        let joined = gap.len() <= 3 && gap.clone().any(|at| text.lower(at) == "and");
        let before = first.tokens.start.saturating_sub(5)..first.tokens.start;
        let matter = ["talks", "negotiat", "deal", "agreement", "dispute", "war", "conflict"];
        let said = joined && has(text, before.clone(), &["between"]);
        let between = said && has(text, before.clone(), &matter);
        // "A truce between Norland and the League": theirs, whoever else is read to have a part.
        let truce = said && has(text, before, &["truce", "ceasefire", "cease-fire", "mediat", "hostilities", "fighting"]);
        let talk = has(text, gap.clone(), &["negotiat"]) && !gap.clone().any(|at| text.lower(at) == ",");
        let with = talk && gap.clone().any(|at| text.lower(at) == "with");
        let after = second.tokens.end..(second.tokens.end + 6).min(text.tokens.len());
        let negotiate = joined && has(text, after, &["negotiat"]);
        let party = |at: usize| cast.actors[at].roles.contains(&Role::Party);
        if !truce && (!(between || with || negotiate) || !(party(a) || party(b))) {
            continue;
        }
        for at in [a, b] {
            if cast.actors[at].roles.is_empty() {
                cast.actors[at].roles = vec![Role::Party];
            }
        }
    }
}

/// Several named one after the other: "the U.S., Brazil and Chile".
struct Row {
    /// As principals, each once.
    members: Vec<usize>,
    tokens: Range<usize>,
    sentence: usize,
}

/// The rows of two and more.
fn rows(text: &Text<'_>, cast: &Cast) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for mention in &cast.mentions {
        let ([actor], Some(sentence)) = (&mention.actors[..], text.sentence_at(mention.span.start())) else { continue };
        let principal = cast.principal(*actor);
        let goes_on = |row: &Row| {
            let gap = row.tokens.end..mention.tokens.start;
            let joins = |at: usize| matches!(text.lower(at), "," | "and" | "&");
            let only = gap.clone().all(|at| joins(at) || text.lower(at) == "the");
            row.sentence == sentence && gap.len() <= 3 && only && gap.clone().any(joins)
        };
        match rows.last_mut().filter(|row| goes_on(row)) {
            Some(row) => {
                row.tokens.end = mention.tokens.end;
                if !row.members.contains(&principal) {
                    row.members.push(principal);
                }
            }
            None => rows.push(Row { members: vec![principal], tokens: mention.tokens.clone(), sentence }),
        }
    }
    rows.retain(|row| row.members.len() > 1);
    rows
}

/// Gives the role of those at the table to the rest of a row: of three and more that negotiate ("diplomats from the U.S., Brazil and Chile have
/// been negotiating"), and of the members of a group of which one is a party ("the Six (the U.S., Brazil and Chile)"). Where one who mediates
/// stands beside it, they mediate with it; and so do those who "shuttle".
fn in_a_row(text: &Text<'_>, cast: &mut Cast, quarrel: &[Option<(usize, usize)>]) {
    for row in rows(text, cast) {
        let sentence = around(&text.sentences[row.sentence].tokens, &row.tokens);
        let mut company = row.members.clone();
        let whole = whole_of(text, cast, &row, sentence.start);
        company.extend(whole);
        let is = |at: usize, role: Role| cast.actors[at].roles.contains(&role);
        let named = |role: Role| cast.mentions_in(sentence.clone()).iter().any(|m| m.actors.iter().any(|&at| is(cast.principal(at), role)));
        let one_is = company.iter().any(|&at| is(at, Role::Party));
        let talk = has(text, sentence.clone(), &["talks", "negotiat", "delegation"]) && !has(text, sentence.clone(), &BESIDES);
        let shuttle = has(text, row.tokens.end..(row.tokens.end + 3).min(sentence.end), &["shuttl", "mediate", "mediating"]);
        if shuttle && !row.members.iter().any(|&at| quarrels(quarrel, at)) {
            for at in row.members {
                if can_have_role(cast, at) && (cast.actors[at].roles.is_empty() || cast.actors[at].roles == [Role::Party]) {
                    cast.actors[at].roles = vec![Role::Mediator];
                }
            }
            continue;
        }
        let at_table = row.members.len() > 2 && talk && (one_is || named(Role::Party));
        if !(at_table || whole.is_some() && one_is) {
            continue;
        }
        let beside = cast.mentions_in(sentence.clone()).iter().filter(|m| !row.tokens.contains(&m.tokens.start));
        let led = beside.flat_map(|m| &m.actors).any(|&at| is(cast.principal(at), Role::Mediator));
        let role = if led { Role::Mediator } else { Role::Party };
        for at in company {
            if cast.actors[at].roles.is_empty() && can_have_role(cast, at) {
                cast.actors[at].roles = vec![role];
            }
        }
    }
}

/// What those do to talks who are not at the table.
const BESIDES: [&str; 9] = ["mediat", "shuttl", "broker", "facilitat", "counterpart", "urg", "call", "condemn", "welcom"];

/// The group whose members a row in brackets or after a colon or dash names: "the Six (the U.S., Brazil and Chile)".
fn whole_of(text: &Text<'_>, cast: &Cast, row: &Row, sentence: usize) -> Option<usize> {
    let last = row.tokens.start.checked_sub(1)?;
    let opener = if text.lower(last) == "the" { last.checked_sub(1)? } else { last };
    if !matches!(text.lower(opener), "(" | ":" | "—" | "–") {
        return None;
    }
    let before: Option<&Mention> = cast.mentions_in(sentence..opener).last();
    let whole = before.filter(|it| it.form != Form::Pronoun && (it.tokens.end..=it.tokens.end + 1).contains(&opener))?.actors.first()?;
    matches!(cast.actors[*whole].kind, ActorKind::Group | ActorKind::Body | ActorKind::Unnamed).then_some(*whole)
}

/// Whether one of the words begins so.
fn has(text: &Text<'_>, mut tokens: Range<usize>, stems: &[&str]) -> bool {
    tokens.any(|at| stems.iter().any(|stem| text.lower(at).starts_with(stem)))
}

/// Whether it is one of those whose quarrel it is.
fn quarrels(quarrel: &[Option<(usize, usize)>], at: usize) -> bool {
    quarrel.iter().flatten().any(|&(a, b)| a == at || b == at)
}

/// "The parties", "all parties to the conflict", "both sides"; not "political parties".
fn is_the_parties(name: &str) -> bool {
    let name = name.to_lowercase();
    let said = |words: &[&str]| name.split(' ').any(|word| words.contains(&word));
    let of_all = ["all", "both", "the", "warring", "rival", "two", "any", "other", "opposing", "belligerent", "conflicting", "fighting"];
    let bare = matches!(name.as_str(), "parties" | "sides" | "belligerents") || name.starts_with("parties to") || said(&of_all);
    said(&["parties", "sides", "belligerents"]) && bare && !said(&["political", "opposition", "third", "outside"])
}

/// So many tokens on either side of a name are looked at, at most.
const AROUND: usize = 60;

/// The part of the sentence around a name that is looked at.
fn around(sentence: &Range<usize>, name: &Range<usize>) -> Range<usize> {
    sentence.start.max(name.start.saturating_sub(AROUND))..sentence.end.min(name.end + AROUND)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn political_parties_are_no_parties_to_a_conflict() {
        for name in ["parties", "all parties to the conflict", "Both sides", "belligerents"] {
            assert!(is_the_parties(name), "{name}");
        }
        for name in ["political parties", "third parties", "opposition parties", "partisans"] {
            assert!(!is_the_parties(name), "{name}");
        }
    }
}
