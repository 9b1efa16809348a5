//! What each decision maker wants, drawn from what it said, in the order of how it said it.
use super::moves::{Claim, Move, Moves, TALKS, is_own_call, left_out};
use super::seen::{Seen, add, of_entry};
use super::terms::figure;
use super::{Assumption, Cited, Kind, Left, LeftOut, Stated};
use evidence::{ActKind, ActorId, ActorKind, Condition, MeasureId, Param, Relation, Strength};
use gmcr::preference::{Expression, Statement};
use table::dossier::{Behind, Entry, Force, Part, Said, Stance, Wait, number};

/// An option taken, or not taken.
type Literal = (usize, bool);

/// What the statements are made from.
pub(super) struct Maker<'a, 'b> {
    pub(super) seen: &'b Seen<'a>,
    pub(super) found: &'b Moves<'a>,
}

/// The statements of one decision maker, and what was said that is none.
pub(super) struct Made {
    pub(super) stated: Vec<Stated>,
    pub(super) left: Vec<LeftOut>,
}

impl<'a> Maker<'a, '_> {
    /// The statements of an actor. Further assumptions are put at the end of `assumptions`.
    pub(super) fn statements(&self, actor: &ActorId, assumptions: &mut Vec<Assumption>) -> Made {
        let mut made = Made { stated: Vec::new(), left: Vec::new() };
        self.conditions(actor, &mut made, assumptions);
        for claim in self.found.claims.iter().filter(|it| it.by == actor) {
            self.claim(claim, &mut made, assumptions);
        }
        for entry in self.seen.threats.iter().filter(|it| it.actors.iter().any(|(by, _)| by == actor)) {
            self.threat(actor, entry, &mut made, assumptions);
        }
        self.settle(&mut made);
        // Of one kind, what is about its own moves comes first.
        let own = |it: &Stated| lowest(&it.statement).is_some_and(|i| self.found.moves[i].owner == actor);
        made.stated.sort_by_key(|it| (it.kind.rank(), !own(it), lowest(&it.statement), self.seen.at(&it.words[0].at)));
        made
    }

    /// The options that words about a measure are about, each with whether they speak for it.
    fn literals(&self, by: &ActorId, owner: Option<&ActorId>, measure: &MeasureId, params: &[Param], positive: bool) -> Vec<Literal> {
        let (seen, moves) = (self.seen, &self.found.moves);
        let given = figure(params);
        // What undoes a measure is meant only where nobody that is meant could do the measure itself.
        let undoing = measure.0 != TALKS && !moves.iter().any(|it| it.measure == measure && owner.is_none_or(|owner| owner == it.owner));
        let mut out: Vec<Literal> = Vec::new();
        let mut figures: Vec<(usize, &Move<'_>)> = Vec::new();
        // Where nobody is named, whoever has the move is meant, but no single person.
        let is_person = |it: &ActorId| it != by && self.seen.record.parties().get(it).is_some_and(|it| it.kind == ActorKind::Person);
        let meant = |it: &ActorId| owner.map_or_else(|| !is_person(it), |owner| owner == it);
        for (i, it) in moves.iter().enumerate().filter(|(_, it)| meant(it.owner)) {
            if it.measure == measure && it.figure.is_some() {
                figures.push((i, it));
            } else if it.measure == measure {
                out.push((i, positive));
            } else if undoing && seen.is_end_of(it.owner, it.measure, measure) {
                out.push((i, !positive));
            } else if self.is_truce(measure) && seen.is_kind_of(measure, it.measure) && positive {
                // A truce of thirty days is a truce; who refuses it does not refuse every truce.
                out.push((i, true));
            } else if self.is_truce(measure) && seen.is_kind_of(it.measure, measure) && positive {
                // Who refuses every truce may still stop the shelling from the air.
                out.push((i, true));
            }
        }
        figures.sort_by_key(|(_, it)| it.figure.as_ref().map(|it| it.least));
        let least = |it: &Move<'_>| it.figure.as_ref().map_or(0, |it| it.least);
        let own = |it: &Move<'_>| it.owner == by;
        let chosen = match (&given, positive) {
            (None, _) => figures.first(),
            (Some(given), true) => figures.iter().rev().find(|(_, it)| least(it) <= given.least),
            (Some(given), false) => {
                figures.iter().find(|(_, it)| if given.is_bound || own(it) { least(it) >= given.least } else { least(it) == given.least })
            }
        };
        out.extend(chosen.map(|(i, _)| (*i, positive)));
        out
    }

    /// Whether what is said of a measure is said of its kinds too and the other way round: of truces, but not of talks and a summit,
    /// or of observers and cameras.
    fn is_truce(&self, measure: &MeasureId) -> bool {
        self.seen.measure(measure).is_some_and(|it| it.group == "ceasefire")
    }

    /// The options for which a wait waits.
    fn awaited(&self, by: &ActorId, wait: &Wait) -> Vec<Literal> {
        let Some(measure) = &wait.awaited.measure else { return Vec::new() };
        let named = number(wait.words());
        let of_figure = self.found.moves.iter().find(|it| {
            it.measure == measure
                && it.figure.as_ref().is_some_and(|it| Some(it.least) == named)
                && wait.awaited.actor.as_ref().is_none_or(|a| a == it.owner)
        });
        let params = of_figure.map(|it| it.params.clone()).unwrap_or_default();
        let mut out = self.literals(by, wait.awaited.actor.as_ref(), measure, &params, true);
        // What one would do oneself is no price.
        out.retain(|(i, _)| self.found.moves[*i].owner != by || wait.awaited.actor.as_ref() == Some(by));
        out
    }

    fn conditions(&self, actor: &ActorId, made: &mut Made, assumptions: &mut Vec<Assumption>) {
        let own = self.seen.sheet.waits.iter().filter(|it| it.said == Said::Own && it.what.actor.as_ref() == Some(actor) && it.stands());
        let mut named: Vec<usize> = Vec::new();
        for wait in own.clone().filter(|it| !self.awaited(actor, it).is_empty()) {
            let held = wait.what.measure.as_ref().map(|it| self.literals(actor, Some(actor), it, &wait.params(), true));
            named.extend(held.into_iter().flatten().map(|(i, _)| i));
        }
        let mut given: Vec<(Literal, Vec<Vec<Literal>>, Vec<Cited>)> = Vec::new();
        for wait in own {
            let Some(measure) = &wait.what.measure else { continue };
            // What several say together binds whoever would do it; for the others it is no condition of their own. Nor is what one agrees
            // to that others make wait for one's own move.
            let own_price = wait.awaited.actor.as_ref() == Some(actor) && self.seen.is_not_its_own(actor, measure);
            if own_price || self.is_anothers_part(actor, measure, wait) {
                continue;
            }
            // A mediator's "only if" on what parties do is a view of their moves.
            let owner = (!self.seen.is_not_its_own(actor, measure)).then_some(actor);
            let held = self.literals(actor, owner, measure, &wait.params(), true);
            let awaited = self.awaited(actor, wait);
            let words: Vec<Cited> = wait.acts().iter().map(Cited::of).collect();
            let enough = wait.relation == Relation::If;
            // Who offers what takes both sides only waits for the other.
            if held.is_empty() && wait.awaited.measure.as_ref() == Some(measure) {
                for it in &awaited {
                    self.put(made, literal(*it), Kind::Readiness, None, words.clone(), vec![]);
                }
            }
            let price = awaited.iter().filter(|(i, _)| !held.iter().any(|(j, _)| i == j));
            if wait.acts()[0].kind == ActKind::Condition {
                for it in price.clone() {
                    self.put(made, literal(*it), Kind::Price, None, words.clone(), vec![]);
                }
            }
            for x in &held {
                if awaited.is_empty() && named.contains(&x.0) {
                    // It waits for something in the model as well, which is enough to go by.
                    let act = words[0].clone();
                    assumptions.push(Assumption::NotCome { option: x.0, words: wait.words().to_owned(), act });
                    continue;
                }
                if awaited.is_empty() {
                    let act = words[0].clone();
                    assumptions.push(Assumption::NotCome { option: x.0, words: wait.words().to_owned(), act });
                    if !enough {
                        self.put(made, literal((x.0, !x.1)), Kind::Condition, None, words.clone(), vec![assumptions.len() - 1]);
                    }
                    continue;
                }
                if price.clone().next().is_none() {
                    continue;
                }
                let y = all(price.clone().map(|it| literal(*it)));
                if !enough {
                    let without = Expression::If(Box::new(literal((x.0, !x.1))), Box::new(not(y)));
                    self.put(made, without, Kind::Condition, None, words.clone(), vec![]);
                }
                let price: Vec<Literal> = price.clone().copied().collect();
                match given.iter_mut().find(|(it, _, _)| it == x) {
                    Some((_, prices, all)) => {
                        prices.push(price);
                        add(all, words.clone(), self.seen);
                    }
                    None => given.push((*x, vec![price], words.clone())),
                }
            }
        }
        for (x, prices, words) in given {
            let y = all(prices.into_iter().flatten().map(literal));
            self.put(made, Expression::If(Box::new(literal(x)), Box::new(y)), Kind::Given, None, words, vec![]);
        }
    }

    /// Whether a condition was set by several together, and what it holds back is for one of the others to do.
    fn is_anothers_part(&self, actor: &ActorId, measure: &MeasureId, wait: &Wait) -> bool {
        let others = |it: &Behind| self.seen.entry(&it.at).into_iter().flat_map(|it| &it.actors).map(|(by, _)| by).collect::<Vec<_>>();
        self.seen.is_not_its_own(actor, measure)
            && wait.acts().iter().all(|it| others(it).iter().any(|by| *by != actor && !self.seen.is_not_its_own(by, measure)))
    }

    fn claim(&self, claim: &Claim<'_>, made: &mut Made, assumptions: &mut Vec<Assumption>) {
        let cell = claim.cell;
        let words: Vec<Cited> = claim.words.iter().map(|it| Cited::of(it)).collect();
        let Some(newest) = claim.words.first() else { return };
        let strength = match cell.force {
            Some(Force::Strength(it)) => Some(it),
            _ => None,
        };
        let own_move = claim.owner == Some(claim.by);
        match cell.stance {
            Stance::Against if self.seen.is_outlived(cell) => {
                made.left.extend(left_out(Some(claim.by), &cell.measure, &cell.params, Left::Outlived, words));
            }
            Stance::Against => {
                // Other terms of one's own move than those on which one would do it.
                let own = self.seen.own_of(&cell.actor, &cell.measure);
                let other_terms = own.iter().any(|it| matches!(it.stance, Stance::For | Stance::Conditional));
                let literals = self.literals(claim.by, claim.owner, &cell.measure, &cell.params, false);
                let of_figure = literals.iter().any(|(i, _)| self.found.moves[*i].figure.is_some());
                if own_move && other_terms && !of_figure {
                    made.left.extend(left_out(Some(claim.by), &cell.measure, &cell.params, Left::OtherTerms, words));
                    return;
                }
                let kind = if cell.red_line { Kind::RedLine } else { Kind::Refusal };
                for it in literals {
                    self.put(made, literal(it), kind, strength, words.clone(), vec![]);
                }
            }
            Stance::For | Stance::Conditional => {
                // Told with the conditions.
                if cell.stance == Stance::Conditional && !self.seen.holds_back(claim.by, &cell.measure).is_empty() {
                    return;
                }
                let kind = match (newest.kind, strength) {
                    _ if cell.red_line => Kind::RedLine,
                    (ActKind::Conclude, _) => Kind::Agreed,
                    (ActKind::Accept, _) => Kind::Accepted,
                    // Offered to the other side.
                    (ActKind::Commit, _) if !own_move && claim.owner.is_some() => Kind::Proposal,
                    (ActKind::Commit, Some(Strength::Will | Strength::Bound)) => Kind::Promise,
                    (ActKind::Commit, _) => Kind::Readiness,
                    (ActKind::Condition, _) if own_move => Kind::Readiness,
                    (ActKind::Propose, _) => Kind::Proposal,
                    (ActKind::Endorse, _) => Kind::Backed,
                    (_, Some(Strength::Demand | Strength::Insist)) => Kind::Demand,
                    (_, Some(Strength::Urge)) => Kind::Urged,
                    _ => Kind::Asked,
                };
                let words: Vec<Cited> = words.into_iter().chain(self.done(claim)).collect();
                let mut literals = self.literals(claim.by, claim.owner, &cell.measure, &cell.params, true);
                if kind == Kind::Agreed
                    && let Some(entry) = self.seen.entry(&newest.at)
                {
                    for (other, _) in entry.actors.iter().filter(|(it, _)| it != claim.by) {
                        literals.extend(self.literals(claim.by, Some(other), &cell.measure, &cell.params, true));
                    }
                }
                for it in literals {
                    let (expression, rests_on) = self.in_case(claim, it, assumptions);
                    self.put(made, expression, kind, strength, words.clone(), rests_on);
                }
                // Who calls for what it could do itself wants that of itself, too.
                if is_own_call(self.seen, claim) && claim.owner.is_some() {
                    for it in self.literals(claim.by, Some(claim.by), &cell.measure, &cell.params, true) {
                        assumptions.push(Assumption::CouldDoItself { option: it.0 });
                        let at = assumptions.len() - 1;
                        let (expression, mut rests_on) = self.in_case(claim, it, assumptions);
                        rests_on.push(at);
                        self.put(made, expression, kind, strength, words.clone(), rests_on);
                    }
                }
            }
            Stance::Contested | Stance::Dropped => {}
        }
    }

    /// What is demanded for a case: "sanctions if the truce is refused". A case that is not in the model is taken to have come.
    fn in_case(&self, claim: &Claim<'_>, it: Literal, assumptions: &mut Vec<Assumption>) -> (Expression, Vec<usize>) {
        let newest = claim.words.first().filter(|it| matches!(it.kind, ActKind::Demand | ActKind::Endorse) && it.part == Part::Says);
        let entry = newest.and_then(|it| self.seen.entry(&it.at));
        let Some((entry, condition)) = entry.and_then(|entry| Some((entry, entry.act.condition.as_ref()?))) else {
            return (literal(it), vec![]);
        };
        // Whom the demand is aimed at, where the case names nobody.
        let who = entry.awaited.as_ref().or(entry.targets.first());
        let case = condition.measure.as_ref().map(|measure| self.literals(claim.by, who, measure, &[], true)).unwrap_or_default();
        let case: Vec<Literal> = case.into_iter().filter(|(i, _)| *i != it.0).collect();
        if case.is_empty() {
            assumptions.push(Assumption::InCase { option: it.0, words: entry.condition.clone(), act: of_entry(entry) });
            return (literal(it), vec![assumptions.len() - 1]);
        }
        let turned = matches!(condition.relation, Relation::Unless | Relation::Until) != Condition::is_denied(&entry.condition);
        let case = all(case.into_iter().map(literal));
        (Expression::If(Box::new(literal(it)), Box::new(if turned { not(case) } else { case })), vec![])
    }

    /// The deeds by which a move that had waited was made.
    fn done(&self, claim: &Claim<'_>) -> Vec<Cited> {
        let cell = claim.cell;
        if cell.stance != Stance::Conditional || claim.owner != Some(claim.by) {
            return Vec::new();
        }
        let waits = self.seen.waits_of(claim.by, &cell.measure);
        let ends = waits.iter().flat_map(|it| it.ended()).filter_map(|it| self.seen.entry(it));
        let carried_out = |it: &&Entry| {
            it.act.kind == ActKind::Deed
                && it.actors.iter().any(|(by, _)| by == claim.by)
                && it.act.measures.iter().any(|it| it.measure == cell.measure)
        };
        ends.filter(carried_out).map(of_entry).collect()
    }

    fn threat(&self, actor: &ActorId, entry: &Entry, made: &mut Made, assumptions: &mut Vec<Assumption>) {
        for matter in &entry.act.measures {
            for x in self.literals(actor, Some(actor), &matter.measure, &matter.params, true) {
                let words = vec![of_entry(entry)];
                let strength = entry.act.strength;
                let Some(condition) = &entry.act.condition else {
                    let mut words = words;
                    // A threat that is being carried out.
                    if self.found.moves[x.0].today {
                        add(&mut words, self.found.moves[x.0].done.clone(), self.seen);
                    }
                    self.put(made, literal(x), Kind::Threat, strength, words, vec![]);
                    continue;
                };
                let price =
                    condition.measure.as_ref().map(|it| self.literals(actor, entry.awaited.as_ref(), it, &[], true)).unwrap_or_default();
                let price: Vec<Literal> = price.into_iter().filter(|(i, _)| *i != x.0 && self.found.moves[*i].owner != actor).collect();
                if price.is_empty() {
                    let act = words[0].clone();
                    assumptions.push(Assumption::NotCome { option: x.0, words: entry.condition.clone(), act });
                    continue;
                }
                let y = all(price.into_iter().map(literal));
                let expression = match condition.relation {
                    Relation::Unless | Relation::Until => Expression::Iff(Box::new(literal(x)), Box::new(not(y))),
                    // "If they refuse the truce" names the truce, and means none.
                    _ if Condition::is_denied(&entry.condition) => Expression::Iff(Box::new(literal(x)), Box::new(not(y))),
                    _ => Expression::If(Box::new(literal(x)), Box::new(y)),
                };
                self.put(made, expression, Kind::Threat, strength, words, vec![]);
            }
        }
    }

    fn put(
        &self,
        made: &mut Made,
        expression: Expression,
        kind: Kind,
        strength: Option<Strength>,
        words: Vec<Cited>,
        rests_on: Vec<usize>,
    ) {
        let statement = Statement { expression };
        match made.stated.iter_mut().find(|it| it.statement == statement) {
            Some(old) => {
                if kind.rank() < old.kind.rank() {
                    (old.kind, old.strength) = (kind, strength);
                }
                add(&mut old.words, words, self.seen);
                old.rests_on.extend(rests_on);
            }
            None if !words.is_empty() => {
                let mut sorted = Vec::new();
                add(&mut sorted, words, self.seen);
                made.stated.push(Stated { statement, kind, strength, words: sorted, rests_on });
            }
            None => {}
        }
    }

    /// Of a plain yes and a plain no to one option, on different terms, the newer stands.
    fn settle(&self, made: &mut Made) {
        let mut i = 0;
        while i < made.stated.len() {
            let turned = made.stated[i].statement.negated();
            let Some(j) = made.stated.iter().position(|it| it.statement == turned) else {
                i += 1;
                continue;
            };
            let newest = |at: usize| self.seen.at(&made.stated[at].words[0].at);
            let old = made.stated.remove(if newest(i) >= newest(j) { j } else { i });
            if let Some(option) = lowest(&old.statement) {
                let it = &self.found.moves[option];
                made.left.extend(left_out(Some(it.owner), it.measure, &it.params, Left::OtherTerms, old.words));
            }
            i = 0;
        }
    }
}

fn literal((option, taken): Literal) -> Expression {
    if taken { Expression::Taken(option) } else { Expression::Not(Box::new(Expression::Taken(option))) }
}

fn not(it: Expression) -> Expression {
    match it {
        Expression::Not(inner) => *inner,
        other => Expression::Not(Box::new(other)),
    }
}

fn all(parts: impl Iterator<Item = Expression>) -> Expression {
    let mut parts: Vec<Expression> = parts.collect();
    if parts.len() == 1 { parts.remove(0) } else { Expression::And(parts) }
}

/// The first option that a statement names.
fn lowest(statement: &Statement) -> Option<usize> {
    let bits = statement.options();
    (bits != 0).then(|| bits.trailing_zeros() as usize)
}
