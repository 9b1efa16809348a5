//! The proposal put together: options, rules, decision makers with their statements, what is assumed and left out; and the engine's
//! model of it.
use super::incompatible::{opposite, pair};
use super::moves::{Move, Moves, left_out};
use super::seen::{Seen, add};
use super::statements::Maker;
use super::{Assumption, Choice, Cited, DecisionMaker, Infeasible, Left, LeftOut, Partner, Proposal, Reason, names};
use evidence::{ActorId, MeasureId, Role};
use gmcr::model::{BinaryOption, Direction, Form, Model, OptionForm, Rule};
use gmcr::preference::Preferences;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use table::dossier::{Stance, View};

pub(super) fn assemble(seen: &Seen<'_>, mut found: Moves<'_>) -> Proposal {
    let mut left = std::mem::take(&mut found.left);
    let mut assumptions = vec![Assumption::OrderOfKinds];
    let options: Vec<Choice> = found
        .moves
        .iter()
        .map(|it| {
            let measure = seen.measure(it.measure);
            Choice {
                owner: it.owner.clone(),
                measure: it.measure.clone(),
                params: it.params.clone(),
                name: names::option(it.measure, it.figure.as_ref(), &it.params),
                otherwise: measure.and_then(|it| it.otherwise.clone()),
                today: it.today,
                irreversible: measure.is_some_and(|it| it.irreversible),
                mutual: measure.is_some_and(|it| it.mutual),
                ground: it.ground,
                is_open: true,
                partners: partners(seen, &found, it),
                words: it.words.clone(),
                done: it.done.clone(),
            }
        })
        .collect();
    let infeasible = infeasible(seen, &found, &options);
    let mut owners: Vec<&ActorId> = Vec::new();
    for it in &found.moves {
        if !owners.contains(&it.owner) {
            owners.push(it.owner);
        }
    }
    let maker = Maker { seen, found: &found };
    let mut decision_makers: Vec<DecisionMaker> = Vec::new();
    for actor in &owners {
        let made = maker.statements(actor, &mut assumptions);
        left.extend(made.left);
        let own = options.iter().enumerate().filter(|(_, it)| it.owner == **actor).map(|(i, _)| i).collect();
        let name = seen.record.parties().get(actor).map_or(actor.0.as_str(), |it| it.name.as_str());
        let name = if decision_makers.iter().any(|it| it.name == name) { format!("{name} ({actor})") } else { name.to_owned() };
        decision_makers.push(DecisionMaker { actor: (*actor).clone(), name, options: own, statements: made.stated });
    }
    let put = found.moves.iter().enumerate().filter(|(_, it)| it.put_to_others);
    assumptions.extend(put.map(|(option, _)| Assumption::PutToOthers { option }));
    // What those say who have no move of their own: mediators' proposals, the wishes of bystanders.
    let in_model: BTreeSet<&MeasureId> = options.iter().map(|it| &it.measure).collect();
    let mut known: BTreeSet<(&ActorId, &MeasureId)> = BTreeSet::new();
    for claim in found.claims.iter().filter(|it| !owners.contains(&it.by) && in_model.contains(&it.cell.measure)) {
        if known.insert((claim.by, &claim.cell.measure)) {
            let words = claim.words.iter().map(|it| Cited::of(it)).collect();
            left.extend(left_out(Some(claim.by), &claim.cell.measure, &claim.cell.params, Left::NoMove, words));
        }
    }
    let left = merged(seen, left);
    let mut proposal = Proposal {
        decision_makers,
        options,
        infeasible,
        assumptions,
        left_out: left,
        sheet: Arc::default(),
        n_documents: 0,
        view: View::default(),
        last: None,
    };
    proposal.assume();
    proposal
}

/// The other sides of what takes both: who has such an option, and who has said yes and only waits.
fn partners(seen: &Seen<'_>, found: &Moves<'_>, of: &Move<'_>) -> Vec<Partner> {
    if !seen.is_mutual(of.measure) {
        return Vec::new();
    }
    let truce = |it: &MeasureId| seen.measure(it).is_some_and(|it| it.group == "ceasefire" && it.mutual);
    let on_it = |it: &MeasureId| it == of.measure || (truce(it) && truce(of.measure) && seen.akin(it, of.measure));
    let others = found.moves.iter().filter(|it| it.owner != of.owner && on_it(it.measure));
    let mut out: Vec<Partner> = others.map(|it| Partner { actor: it.owner.clone(), measure: it.measure.clone(), yes: None }).collect();
    let stands_aside = |it: &ActorId| [Role::Mediator, Role::Host].iter().any(|role| seen.has_role(it, *role));
    for cell in seen.own().filter(|it| it.stance == Stance::For && it.actor != *of.owner && on_it(&it.measure)) {
        let known = out.iter().any(|it| it.actor == cell.actor);
        if !known && !stands_aside(&cell.actor) && !seen.is_not_its_own(&cell.actor, &cell.measure) {
            let yes = Some(Cited::of(cell.newest_word()));
            out.push(Partner { actor: cell.actor.clone(), measure: cell.measure.clone(), yes });
        }
    }
    out.sort_by_key(|it| seen.place(&it.actor));
    out
}

/// What is left out for one reason, once: of what others tell on different terms, without the terms.
fn merged(seen: &Seen<'_>, all: Vec<LeftOut>) -> Vec<LeftOut> {
    let mut out: Vec<LeftOut> = Vec::new();
    // Places of those that are alike but for the terms.
    let mut places: BTreeMap<(Option<ActorId>, MeasureId, Left), Vec<usize>> = BTreeMap::new();
    for it in all {
        let alike = places.entry((it.actor.clone(), it.measure.clone(), it.why)).or_default();
        match alike.iter().find(|at| it.why == Left::Told || out[**at].params == it.params) {
            Some(at) => {
                let old = &mut out[*at];
                if old.params != it.params {
                    old.params.clear();
                }
                add(&mut old.words, it.words, seen);
            }
            None => {
                alike.push(out.len());
                out.push(it);
            }
        }
    }
    out
}

fn infeasible(seen: &Seen<'_>, found: &Moves<'_>, options: &[Choice]) -> Vec<Infeasible> {
    let mut out = Vec::new();
    for (i, a) in options.iter().enumerate() {
        for (j, b) in options.iter().enumerate().skip(i + 1) {
            let same_owner = a.owner == b.owner;
            let exclusive = |reason| Infeasible { rule: Rule::MutuallyExclusive(vec![i, j]), options: vec![i, j], reason };
            let needs = |option: usize, needs: usize, reason| Infeasible {
                rule: Rule::OnlyIf { option, needs },
                options: vec![option, needs],
                reason,
            };
            if same_owner && a.measure == b.measure {
                let (x, y) = (&found.moves[i].figure, &found.moves[j].figure);
                if let (Some(x), Some(y)) = (x, y) {
                    out.push(if x.least > y.least { needs(i, j, Reason::Includes) } else { needs(j, i, Reason::Includes) });
                }
            } else if same_owner && opposite(seen.measure(&a.measure), &b.measure) {
                out.push(exclusive(Reason::Opposites));
            } else if same_owner && seen.is_kind_of(&a.measure, &b.measure) {
                out.push(needs(i, j, Reason::KindOf));
            } else if same_owner && seen.is_kind_of(&b.measure, &a.measure) {
                out.push(needs(j, i, Reason::KindOf));
            } else if let Some(pair) = pair(&a.measure, &b.measure)
                && (same_owner || !pair.same_owner)
            {
                out.push(exclusive(Reason::Since(pair.why.clone())));
            }
        }
    }
    // What is so today cannot be called impossible.
    let today = options.iter().enumerate().filter(|(_, it)| it.today).fold(0u64, |bits, (i, _)| bits | 1 << i);
    out.retain(|it: &Infeasible| !it.rule.patterns().iter().any(|pattern| pattern.matches(today)));
    out
}

impl Proposal {
    /// The model as the engine takes it.
    pub fn model(&self) -> Model {
        let options = self.options.iter().map(|it| BinaryOption {
            direction: if it.irreversible { Direction::OnlyUp } else { Direction::Both },
            ..BinaryOption::new(&it.name)
        });
        Model {
            title: String::new(),
            note: String::new(),
            form: Form::Options(OptionForm {
                options: options.collect(),
                rules: self.infeasible.iter().map(|it| it.rule.clone()).collect(),
                move_edits: Vec::new(),
            }),
            decision_makers: self
                .decision_makers
                .iter()
                .map(|it| gmcr::model::DecisionMaker {
                    name: it.name.clone(),
                    options: it.options.clone(),
                    preferences: Preferences {
                        statements: it.statements.iter().map(|it| it.statement.clone()).collect(),
                        ..Preferences::default()
                    },
                    ..gmcr::model::DecisionMaker::default()
                })
                .collect(),
            coalitions: Vec::new(),
        }
    }
}
