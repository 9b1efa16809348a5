//! What the head of roles sees of a principal: what the rules say it did and what was done to it, the words beside its names, how much
//! it is spoken of, and what the rules make of all that.
use super::heads::Heads;
use super::traits::{Seen, Study};
use crate::actor::{self, Cast, Form};
use crate::text::TokenKind;
use evidence::{Act, ActKind, ActorId, ActorKind, Attribution, Role};
use std::collections::BTreeSet;

/// The sets of roles that the head tells apart; a principal may have two.
pub const ROLES: [&[Role]; 12] = [
    &[],
    &[Role::Party],
    &[Role::Mediator],
    &[Role::Third],
    &[Role::Backer],
    &[Role::Host],
    &[Role::Monitor],
    &[Role::Guarantor],
    &[Role::Mediator, Role::Host],
    &[Role::Mediator, Role::Monitor],
    &[Role::Mediator, Role::Guarantor],
    &[Role::Party, Role::Host],
];

/// So many words on either side of a name are looked at.
const BESIDE: usize = 3;

impl Study<'_, '_> {
    /// The principals that can have a role, each with its traits.
    pub fn roles(&self) -> Vec<(ActorId, Vec<u32>)> {
        self.roles_of(&self.by_rule()).into_iter().map(|(actor, traits)| (self.scene.cast.id(actor), traits)).collect()
    }

    /// The roles of each principal: those that words beside its name or an offer tell, as it hosts, mediates or watches; else what the
    /// head has, which knows parties from bystanders better than any word does.
    /// Who neither acts nor is asked, threatened or aimed at in any of `acts` is given nothing by the head: it only stands by. Beside them those
    /// for whom neither words nor the head have any role, whatever they do.
    pub(super) fn roles_by(&self, heads: &Heads, acts: &[Act]) -> (Vec<(usize, Vec<Role>)>, BTreeSet<usize>) {
        let cast = self.scene.cast;
        let takes_part: BTreeSet<usize> = acts
            .iter()
            .flat_map(|act| {
                let asked = matches!(act.kind, ActKind::Demand | ActKind::Threaten | ActKind::Condition | ActKind::Reject);
                act.actor.iter().chain(&act.target).chain(act.addressee.iter().filter(move |_| asked))
            })
            .filter_map(|id| cast.index(id))
            .flat_map(|actor| {
                if cast.voice == Some(actor) && !cast.issuers.is_empty() { cast.issuers.clone() } else { vec![cast.principal(actor)] }
            })
            .collect();
        let by_rule = self.by_rule();
        let told = |actor: usize| by_rule.actors[actor].roles.clone();
        let likeliest = |traits: &[u32]| {
            let scores = heads.role.scores(traits);
            let best = (0..scores.len()).fold(0, |a, b| if scores[b] > scores[a] { b } else { a });
            ROLES.get(best).copied().unwrap_or_default()
        };
        let mut without_part = BTreeSet::new();
        let choose = |(actor, traits): (usize, Vec<u32>)| {
            let told = told(actor);
            let sure = told.iter().any(|role| *role != Role::Party);
            let likely = likeliest(&traits);
            if !sure && likely.is_empty() {
                without_part.insert(actor);
            }
            let by_head = || if takes_part.contains(&actor) { likely.to_vec() } else { Vec::new() };
            (actor, if sure { told } else { by_head() })
        };
        let mut roles: Vec<(usize, Vec<Role>)> = self.roles_of(&by_rule).into_iter().map(choose).collect();
        // The head has seen no companies.
        let by_rule_alone = |at: &usize| cast.actors[*at].kind == ActorKind::Company && takes_part.contains(at);
        roles.extend((0..cast.actors.len()).filter(by_rule_alone).map(|at| (at, told(at))));
        no_party_beside_itself(cast, &mut roles);
        (roles, without_part)
    }

    /// The cast with the roles that the rules give.
    fn by_rule(&self) -> Cast {
        let ruled: Vec<Act> = self.ruled.iter().map(|(act, _)| act.clone()).collect();
        let mut cast = self.scene.cast.clone();
        actor::roles(self.scene.text, &mut cast, &ruled);
        cast
    }

    fn roles_of(&self, by_rule: &Cast) -> Vec<(usize, Vec<u32>)> {
        let cast = self.scene.cast;
        let able: Vec<usize> = (0..cast.actors.len()).filter(|&a| actor::can_have_role(cast, a)).collect();
        // For each principal how often it is named, itself and its parts.
        let mut times = vec![0_usize; cast.actors.len()];
        let mut parts = vec![0_usize; cast.actors.len()];
        for (at, actor) in cast.actors.iter().enumerate() {
            let whole = cast.principal(at);
            times[whole] += actor.mentions.len();
            parts[whole] += usize::from(whole != at);
        }
        let mut order = able.clone();
        order.sort_by_key(|&a| std::cmp::Reverse(times[a]));
        let mut ranks = vec![0; cast.actors.len()];
        for (rank, &actor) in order.iter().enumerate() {
            ranks[actor] = rank;
        }
        let speaks = |attribution: &Attribution| attribution.speaker.as_ref().and_then(|id| cast.index(id)).map(|a| cast.principal(a));
        let mut said = vec![0_usize; cast.actors.len()];
        for speaker in self.attributions().iter().filter_map(speaks) {
            said[speaker] += 1;
        }
        let pair = actor::pair_of_parties(self.scene.text, cast);
        let mut mentions: Vec<Vec<usize>> = vec![Vec::new(); cast.actors.len()];
        for (at, mention) in cast.mentions.iter().enumerate() {
            if let [actor] = mention.actors[..] {
                mentions[actor].push(at);
            }
        }
        let whole = |id: &ActorId| cast.index(id).map(|a| cast.principal(a));
        let mut acts: Vec<Vec<usize>> = vec![Vec::new(); cast.actors.len()];
        for (at, (act, _)) in self.ruled.iter().enumerate() {
            let all: BTreeSet<usize> = act.actor.iter().chain(&act.addressee).chain(&act.target).filter_map(whole).collect();
            all.into_iter().for_each(|actor| acts[actor].push(at));
        }
        able.iter()
            .map(|&actor| {
                let mut out = Seen::default();
                let kind = cast.actors[actor].kind;
                let document = if cast.voice.is_some() { "statement" } else { "report" };
                let rank = ranks[actor];
                let place = match rank {
                    0..=2 => rank,
                    3..=4 => 3,
                    5..=8 => 4,
                    _ => 5,
                };
                let own = cast.voice == Some(actor) || cast.issuers.contains(&actor);
                let roles: Vec<String> = by_rule.actors[actor].roles.iter().map(Role::to_string).collect();
                let roles = roles.join(" ");
                out.add(format_args!("role kind {kind}"));
                out.add(format_args!("role kind {kind} {document}"));
                out.add(format_args!("role named {place}"));
                out.add(format_args!("role named {place} {kind} {document}"));
                out.add(format_args!("role times {}", few(times[actor])));
                out.add(format_args!("role parts {}", few(parts[actor])));
                out.add(format_args!("role said {}", few(said[actor])));
                out.add(format_args!("role own {own}"));
                out.add(format_args!("role own {own} {place} {document}"));
                out.add(format_args!("role by rule {roles}"));
                out.add(format_args!("role by rule {roles} {kind} {own}"));
                out.add(format_args!("role by rule {roles} {place}"));
                out.add(format_args!("role place {}", cast.places_only.contains(&actor)));
                let paired = pair.is_some_and(|(a, b)| a == actor || b == actor);
                out.add(format_args!("role paired {paired} {}", pair.is_some()));
                self.doing(actor, &acts[actor], pair, &mut out);
                self.beside(&mentions[actor], &mut out);
                (actor, out.done())
            })
            .collect()
    }

    /// What the rules say that it did, and that was done to it.
    fn doing(&self, actor: usize, acts: &[usize], pair: Option<(usize, usize)>, out: &mut Seen) {
        let cast = self.scene.cast;
        let whole = |id: &ActorId| cast.index(id).map(|a| cast.principal(a));
        let mut did = [0_usize; ActKind::ALL.len()];
        let mut met = [0_usize; ActKind::ALL.len()];
        let mut with: Vec<usize> = Vec::new();
        for (act, _) in acts.iter().map(|&at| &self.ruled[at]) {
            let at = ActKind::ALL.iter().position(|kind| *kind == act.kind).unwrap_or(0);
            let by: Vec<usize> = act.actor.iter().filter_map(whole).collect();
            let to = act.addressee.iter().chain(&act.target).filter_map(whole).any(|other| other == actor);
            if by.contains(&actor) {
                did[at] += 1;
                for matter in &act.measures {
                    out.add(format_args!("role does {}", matter.measure));
                    out.add(format_args!("role does {} {}", act.kind, matter.measure));
                }
                if matches!(act.kind, ActKind::Contact | ActKind::Conclude) {
                    with.extend(by.iter().filter(|&&other| other != actor && !with.contains(&other)).collect::<Vec<_>>());
                }
                out.add(format_args!("role does {} of {}", act.kind, by.len().min(3)));
            }
            if to {
                met[at] += 1;
                for matter in &act.measures {
                    out.add(format_args!("role meets {} {}", act.kind, matter.measure));
                }
                for by in &by {
                    if pair.is_some_and(|(a, b)| a == *by || b == *by) {
                        out.add(format_args!("role meets {} of a party", act.kind));
                    }
                }
            }
        }
        for (at, kind) in ActKind::ALL.iter().enumerate() {
            if did[at] > 0 {
                out.add(format_args!("role does {kind} {}", few(did[at])));
            }
            if met[at] > 0 {
                out.add(format_args!("role meets {kind} {}", few(met[at])));
            }
        }
        let sum = |counts: &[usize]| few(counts.iter().sum());
        out.add(format_args!("role does in all {}", sum(&did)));
        out.add(format_args!("role meets in all {}", sum(&met)));
        out.add(format_args!("role does and meets {} {}", sum(&did), sum(&met)));
        let parties = with.iter().filter(|&&other| pair.is_some_and(|(a, b)| a == other || b == other)).count();
        out.add(format_args!("role in contact with {} of {}", parties, few(with.len())));
    }

    /// The words beside its names.
    fn beside(&self, mentions: &[usize], out: &mut Seen) {
        let (text, cast) = (self.scene.text, self.scene.cast);
        for mention in mentions.iter().map(|&at| &cast.mentions[at]).filter(|m| m.form != Form::Pronoun) {
            let form = match mention.form {
                Form::Attribute => "owner",
                Form::Place => "place",
                _ => "name",
            };
            out.add(format_args!("role form {form}"));
            let words = |range: std::ops::Range<usize>| range.filter(|&i| text.tokens[i].kind == TokenKind::Word);
            for at in words(mention.tokens.end..(mention.tokens.end + BESIDE).min(text.tokens.len())) {
                out.add(format_args!("role right {}", self.word(at)));
            }
            for at in words(mention.tokens.start.saturating_sub(BESIDE)..mention.tokens.start) {
                out.add(format_args!("role left {}", self.word(at)));
            }
            if mention.tokens.start > 0 {
                out.add(format_args!("role between {} {}", self.word(mention.tokens.start - 1), self.word(mention.tokens.end)));
            }
        }
    }
}

/// “Officials”, “leaders” without a word of whose: where two states or groups are parties, whoever is meant is of them, and no party beside them.
fn no_party_beside_itself(cast: &Cast, roles: &mut [(usize, Vec<Role>)]) {
    let bare = |at: usize| {
        matches!(
            cast.actors[at].name.to_lowercase().as_str(),
            "officials" | "leaders" | "negotiators" | "envoys" | "sides" | "delegates" | "ministers" | "diplomats"
        )
    };
    let side = |(at, roles): &&(usize, Vec<Role>)| {
        roles.contains(&Role::Party) && matches!(cast.actors[*at].kind, ActorKind::State | ActorKind::Group) && !bare(*at)
    };
    if roles.iter().filter(side).count() < 2 {
        return;
    }
    for (_, had) in roles.iter_mut().filter(|(at, _)| bare(*at)) {
        had.retain(|role| *role != Role::Party);
    }
}

const fn few(n: usize) -> usize {
    match n {
        0..=3 => n,
        4..=6 => 4,
        7..=12 => 5,
        _ => 6,
    }
}
