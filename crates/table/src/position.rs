//! What an actor is for, against, or for under a condition, read off its own acts.
//!
//! Each kind of act has one effect. Asking others for a thing is `for`, however it is hedged elsewhere; a condition on one's own
//! move makes `conditional` what else would be a yes, and takes in the plain no that goes with it ("not now: guarantees first").
//! A yes and a no on the same terms are `contested`; on other terms (twelve hours, a week) they are two positions. What was
//! denied or taken back in the same document stays, as `contested`. Times are not weighed here: a document's own history of a
//! position is told by the acts behind it.
use crate::principals::Principals;
use crate::shown::{Shown, shown};
use evidence::{Act, ActId, ActKind, ActorId, Document, Matter, MeasureId, Param, Quote, Reading, Relation, Strength};
use std::collections::BTreeMap;

/// How an actor stands to a measure.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Stance {
    /// Wants it, offers it or accepts it.
    For,
    /// Refuses it.
    Against,
    /// For it, if something else.
    Conditional,
    /// Two of its acts clash.
    Contested,
}

impl Stance {
    /// The word in the JSON contract.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::For => "for",
            Self::Against => "against",
            Self::Conditional => "conditional",
            Self::Contested => "contested",
        }
    }
}

/// How one actor stands to one measure, with the words that show it.
#[derive(Clone, PartialEq, Debug)]
pub struct Position {
    /// Who: a principal.
    pub actor: ActorId,
    /// To what.
    pub measure: MeasureId,
    /// The terms that the words fill in, one value a name, the first given. Two positions of an actor on one measure differ here.
    pub params: Vec<Param>,
    /// How.
    pub stance: Stance,
    /// Whether its own words rule out the other way.
    pub red_line: bool,
    // Invariant: not empty; the acts that show it, each with its words, in order of the text.
    shown_by: Vec<(ActId, Quote)>,
}

impl Position {
    /// A position on no particular terms and without a red line, with the act and words that show it and any further ones.
    pub fn new(
        actor: ActorId,
        measure: MeasureId,
        stance: Stance,
        first: (ActId, Quote),
        further: impl IntoIterator<Item = (ActId, Quote)>,
    ) -> Self {
        let shown_by = std::iter::once(first).chain(further).collect();
        Self { actor, measure, params: Vec::new(), stance, red_line: false, shown_by }
    }

    /// The acts that show it, with their words; at least one.
    pub fn shown_by(&self) -> &[(ActId, Quote)] {
        &self.shown_by
    }
}

/// What one act says on a measure.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Effect {
    /// A yes, to be carried out by others.
    Wanted,
    /// A yes.
    Yes,
    /// A yes under a condition.
    If,
    /// A no.
    No,
    /// A no for good.
    Never,
    /// What was said of it is not so.
    Denied,
    /// What it said before no longer stands.
    Retracted,
}

struct Sign<'a> {
    effect: Effect,
    params: &'a [Param],
    act: &'a Act,
    shown: Shown,
}

/// The positions of one document, in the order in which it first shows them. The order of the acts in the reading is of no weight.
pub(super) fn positions(document: &Document, reading: &Reading) -> Vec<Position> {
    let principals = Principals::of_reading(reading);
    let mut signs: BTreeMap<(&ActorId, &MeasureId), Vec<Sign<'_>>> = BTreeMap::new();
    for act in &reading.acts {
        let Some(effect) = effect(act) else { continue };
        let Some(shown) = shown(document, act) else { continue };
        for actor in principals.of(&act.actor) {
            for Matter { measure, params, .. } in &act.measures {
                signs.entry((actor, measure)).or_default().push(Sign { effect, params, act, shown: shown.clone() });
            }
            if let Some(price) = price(act) {
                signs.entry((actor, price)).or_default().push(Sign { effect: Effect::Yes, params: &[], act, shown: shown.clone() });
            }
        }
    }
    let mut positions = Vec::new();
    for ((actor, measure), mut list) in signs {
        list.sort_by(|a, b| a.shown.cmp(&b.shown));
        positions.extend(
            settle(&principals, actor, list).into_iter().filter_map(|(stance, signs)| position(&principals, actor, measure, stance, signs)),
        );
    }
    positions.sort_by(|a, b| order(a).cmp(&order(b)));
    positions
}

/// What an act says on each of its measures; `None` where it makes no position.
pub(crate) fn effect(act: &Act) -> Option<Effect> {
    if act.negated {
        return None;
    }
    let conditional = |relations: &[Relation]| act.condition.as_ref().is_some_and(|it| relations.contains(&it.relation));
    Some(match act.kind {
        ActKind::Demand => Effect::Wanted,
        ActKind::Condition => Effect::If,
        ActKind::Commit | ActKind::Accept | ActKind::Propose if conditional(Relation::ALL) => Effect::If,
        // What all have agreed on stands; "after the holidays" only says when it begins.
        ActKind::Conclude if conditional(&[Relation::OnlyIf, Relation::If, Relation::Unless]) => Effect::If,
        ActKind::Propose | ActKind::Accept | ActKind::Commit | ActKind::Endorse | ActKind::Conclude => Effect::Yes,
        ActKind::Reject if act.strength == Some(Strength::Never) => Effect::Never,
        ActKind::Reject => Effect::No,
        ActKind::Deny => Effect::Denied,
        ActKind::Retract => Effect::Retracted,
        ActKind::Threaten | ActKind::Accuse | ActKind::OfferRole | ActKind::Contact | ActKind::Deed | ActKind::Assess => return None,
    })
}

/// What whoever puts a condition wants for its own move.
pub(crate) fn price(act: &Act) -> Option<&MeasureId> {
    (act.kind == ActKind::Condition && !act.negated).then_some(act.condition.as_ref()?.measure.as_ref()).flatten()
}

/// The stances that the signs of one actor on one measure come to, each with the signs behind it; `signs` in order of the text.
fn settle<'a>(principals: &Principals<'_>, actor: &ActorId, signs: Vec<Sign<'a>>) -> Vec<(Stance, Vec<Sign<'a>>)> {
    let (mut yes, mut no, mut back) = (Vec::new(), Vec::new(), Vec::new());
    for sign in signs {
        match sign.effect {
            Effect::Wanted | Effect::Yes | Effect::If => yes.push(sign),
            Effect::No | Effect::Never => no.push(sign),
            Effect::Denied | Effect::Retracted => back.push(sign),
        }
    }
    let mut stance = if yes.iter().any(|it| it.effect == Effect::Wanted) || !yes.iter().any(|it| it.effect == Effect::If) {
        Stance::For
    } else {
        Stance::Conditional
    };
    // A denial speaks against what others tell; a retraction against what the actor itself had said before.
    let terms = different(&yes);
    let (all_told, last) = (yes.iter().all(|it| is_told(principals, actor, it.act)), yes.last().map(|it| it.shown.clone()));
    let mut contested = false;
    let mut joining = Vec::new();
    for sign in back {
        let Some(last) = &last else { break };
        contested |= match sign.effect {
            Effect::Denied => all_told,
            _ => *last < sign.shown && terms.iter().all(|it| same_terms(it.params, sign.params)),
        };
        joining.push(sign);
    }
    let mut apart = Vec::new();
    for sign in no {
        let facing: Vec<&Terms<'_>> = terms.iter().filter(|it| same_terms(it.params, sign.params)).collect();
        if facing.is_empty() {
            apart.push(sign);
            continue;
        }
        contested |= sign.effect == Effect::Never || stance != Stance::Conditional || !facing.iter().any(|it| it.conditional);
        joining.push(sign);
    }
    yes.extend(joining);
    if contested {
        stance = Stance::Contested;
    }
    let mut out = Vec::new();
    if !yes.is_empty() {
        out.push((stance, yes));
    }
    // Refusals on different terms are still one no.
    if !apart.is_empty() {
        out.push((Stance::Against, apart));
    }
    out
}

/// Terms on which an actor is for a measure; few are different, however often it says so.
struct Terms<'a> {
    params: &'a [Param],
    // Whether it is so only under a condition, at least once.
    conditional: bool,
}

/// The different terms of some signs.
fn different<'a>(yes: &[Sign<'a>]) -> Vec<Terms<'a>> {
    let mut by_values: BTreeMap<Vec<(&str, &str)>, Terms<'a>> = BTreeMap::new();
    for Sign { params, effect, .. } in yes {
        let values = params.iter().map(|it| (it.name.as_str(), it.value.as_str())).collect();
        by_values.entry(values).or_insert(Terms { params, conditional: false }).conditional |= *effect == Effect::If;
    }
    by_values.into_values().collect()
}

/// Whether two acts speak of a measure on the same terms: no value differs, and not only one of them names any.
fn same_terms(a: &[Param], b: &[Param]) -> bool {
    let mut shared = 0;
    for param in a {
        if let Some(other) = b.iter().find(|it| it.name == param.name) {
            if !other.value.eq_ignore_ascii_case(&param.value) {
                return false;
            }
            shared += 1;
        }
    }
    shared > 0 || (a.is_empty() && b.is_empty())
}

fn position(
    principals: &Principals<'_>,
    actor: &ActorId,
    measure: &MeasureId,
    stance: Stance,
    mut signs: Vec<Sign<'_>>,
) -> Option<Position> {
    signs.sort_by(|a, b| a.shown.cmp(&b.shown));
    let red_line = stance != Stance::Contested && signs.iter().any(|sign| rules_out(principals, actor, sign));
    let mut params: Vec<Param> = Vec::new();
    for param in signs.iter().flat_map(|sign| sign.params) {
        if !params.iter().any(|it| it.name == param.name) {
            params.push(param.clone());
        }
    }
    let mut shown_by: Vec<(ActId, Quote)> = signs.into_iter().map(|sign| (sign.shown.act, sign.shown.quote)).collect();
    shown_by.dedup();
    let mut acts = shown_by.into_iter();
    let mut position = Position::new(actor.clone(), measure.clone(), stance, acts.next()?, acts);
    (position.params, position.red_line) = (params, red_line);
    Some(position)
}

/// A red line: a no for good or a demand insisted on, in the actor's own words. What others tell of it is none.
fn rules_out(principals: &Principals<'_>, actor: &ActorId, sign: &Sign<'_>) -> bool {
    let Act { strength, told_by, speaker, .. } = sign.act;
    let own = told_by.first().or(speaker.as_ref());
    let firm = sign.effect == Effect::Never || (sign.effect == Effect::Wanted && *strength == Some(Strength::Insist));
    firm && !is_told(principals, actor, sign.act) && own.is_some_and(|id| principals.one(id) == actor)
}

/// Whether an act is another's word for this one of its actors: what several did one of them may tell for himself.
fn is_told(principals: &Principals<'_>, actor: &ActorId, act: &Act) -> bool {
    act.told_by.first().is_some_and(|teller| act.actor.len() < 2 || principals.one(teller) != actor)
}

fn order(position: &Position) -> (usize, &ActorId, &MeasureId, Stance) {
    let start = position.shown_by.first().map_or(0, |(_, quote)| quote.place().start());
    (start, &position.actor, &position.measure, position.stance)
}
