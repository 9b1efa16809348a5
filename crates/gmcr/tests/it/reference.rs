//! The definitions, written plainly and slowly, from the model as written: own states, own moves, own rankings, own sets of legal
//! sequences. Shares no code with the engine but the types of the model.
use std::collections::BTreeSet;

use gmcr::model::{Direction, Form, Model, Rule};
use gmcr::preference::{Basis, Expression, Ranking};
use gmcr::stability::Concept;

pub struct Reference {
    pub labels: Vec<String>,
    /// For each DM and pair of states, whether it can move so in one step.
    pub moves: Vec<Vec<Vec<bool>>>,
    /// For each DM and pair (a, b), whether b is better than a.
    pub better: Vec<Vec<Vec<bool>>>,
}

fn holds(expression: &Expression, state: u64) -> bool {
    match expression {
        Expression::Taken(option) => state & (1 << option) != 0,
        Expression::Not(inner) => !holds(inner, state),
        Expression::And(parts) => parts.iter().filter(|part| holds(part, state)).count() == parts.len(),
        Expression::Or(parts) => parts.iter().filter(|part| holds(part, state)).count() > 0,
        // "p IF q" is q -> p; "p IFF q" is (p and q) or (not p and not q).
        Expression::If(p, q) => holds(p, state) || !holds(q, state),
        Expression::Iff(p, q) => (holds(p, state) && holds(q, state)) || (!holds(p, state) && !holds(q, state)),
    }
}

impl Reference {
    pub fn new(model: &Model) -> Self {
        match &model.form {
            Form::Graph(form) => {
                let n = form.states.len();
                let mut moves = vec![vec![vec![false; n]; n]; model.decision_makers.len()];
                for (dm, of_dm) in model.decision_makers.iter().zip(&mut moves) {
                    dm.arcs.iter().for_each(|&[from, to]| of_dm[from][to] = true);
                }
                let states: Vec<u64> = (0..n as u64).collect();
                Self { labels: form.states.clone(), moves, better: better(model, &states) }
            }
            Form::Options(form) => {
                let k = form.options.len();
                let taken = |state: u64, option: &usize| state & (1 << option) != 0;
                let feasible = |state: u64| {
                    form.rules.iter().all(|rule| match rule {
                        Rule::Infeasible(pattern) => {
                            !(0..k).all(|o| pattern.mask() & (1 << o) == 0 || (pattern.taken() & (1 << o) != 0) == taken(state, &o))
                        }
                        Rule::MutuallyExclusive(options) => {
                            options.iter().collect::<BTreeSet<_>>().iter().filter(|o| taken(state, o)).count() < 2
                        }
                        Rule::AtLeastOne(options) => options.iter().any(|o| taken(state, o)),
                        Rule::OnlyIf { option, needs } => !taken(state, option) || taken(state, needs),
                    })
                };
                let states: Vec<u64> = (0..1u64 << k).filter(|&state| feasible(state)).collect();
                let mut moves = vec![vec![vec![false; states.len()]; states.len()]; model.decision_makers.len()];
                for (dm, of_dm) in moves.iter_mut().enumerate() {
                    for (a, &from) in states.iter().enumerate() {
                        for (b, &to) in states.iter().enumerate() {
                            let only_own =
                                (0..k).all(|o| taken(from, &o) == taken(to, &o) || model.decision_makers[dm].options.contains(&o));
                            if a == b || !only_own {
                                continue;
                            }
                            of_dm[a][b] = (0..k).filter(|o| taken(from, o) != taken(to, o)).all(|o| match form.options[o].direction {
                                Direction::Both => true,
                                Direction::OnlyUp => taken(to, &o),
                                Direction::OnlyDown => taken(from, &o),
                                Direction::Fixed => false,
                            });
                            for edit in form.move_edits.iter().filter(|edit| edit.decision_maker == dm) {
                                if edit.from.matches(from) && edit.to.matches(to) {
                                    of_dm[a][b] = edit.allowed;
                                }
                            }
                        }
                    }
                }
                let label = |&state: &u64| (0..k).map(|o| if taken(state, &o) { 'Y' } else { 'N' }).collect();
                Self { labels: states.iter().map(label).collect(), moves, better: better(model, &states) }
            }
        }
    }

    /// R_i(s).
    pub fn r(&self, i: usize, s: usize) -> Vec<usize> {
        (0..self.labels.len()).filter(|&q| self.moves[i][s][q]).collect()
    }

    /// R_i+(s).
    pub fn r_plus(&self, i: usize, s: usize) -> Vec<usize> {
        self.r(i, s).into_iter().filter(|&q| self.better[i][s][q]).collect()
    }

    /// R_H(s) or R_H+(s) for H = all but i, by the inductive definition with last movers.
    fn others(&self, i: usize, s: usize, improvements: bool) -> BTreeSet<usize> {
        let step = |j: usize, q: usize| if improvements { self.r_plus(j, q) } else { self.r(j, q) };
        let others: Vec<usize> = (0..self.moves.len()).filter(|&j| j != i).collect();
        let mut reached: BTreeSet<(usize, usize)> = BTreeSet::new();
        let mut new: Vec<(usize, usize)> = others.iter().flat_map(|&j| step(j, s).into_iter().map(move |q| (q, j))).collect();
        while let Some((q, last)) = new.pop() {
            if reached.insert((q, last)) {
                new.extend(others.iter().filter(|&&j| j != last).flat_map(|&j| step(j, q).into_iter().map(move |to| (to, j))));
            }
        }
        reached.into_iter().map(|(q, _)| q).collect()
    }

    /// The verdict of the definition. A return to s itself, or to s1, is no sanction.
    pub fn stable(&self, i: usize, s: usize, concept: Concept) -> bool {
        let improvements = self.r_plus(i, s);
        if concept == Concept::Nash {
            return improvements.is_empty();
        }
        let no_better = |q: usize| !self.better[i][s][q];
        improvements.into_iter().all(|s1| {
            let mut sanctions = self.others(i, s1, matches!(concept, Concept::Seq | Concept::Sseq));
            sanctions.remove(&s);
            sanctions.remove(&s1);
            sanctions.into_iter().any(|s2| {
                let symmetric = matches!(concept, Concept::Smr | Concept::Sseq);
                no_better(s2) && (!symmetric || self.r(i, s2).into_iter().all(no_better))
            })
        })
    }

    /// For all DMs, concepts (in the order of `Concept::ALL`) and states.
    pub fn all(&self) -> Vec<Vec<Vec<bool>>> {
        let of = |i, concept| (0..self.labels.len()).map(|s| self.stable(i, s, concept)).collect();
        (0..self.moves.len()).map(|i| Concept::ALL.iter().map(|&concept| of(i, concept)).collect()).collect()
    }
}

fn better(model: &Model, states: &[u64]) -> Vec<Vec<Vec<bool>>> {
    model
        .decision_makers
        .iter()
        .map(|dm| {
            let is_better = |a: usize, b: usize| -> bool {
                match dm.preferences.basis() {
                    None => false,
                    Some(Basis::Statements) => {
                        let truth = |state: usize| {
                            dm.preferences.statements.iter().map(|st| holds(&st.expression, states[state])).collect::<Vec<_>>()
                        };
                        truth(b) > truth(a)
                    }
                    Some(Basis::Weights) => {
                        let sum = |state: usize| -> i64 {
                            dm.preferences
                                .weights
                                .iter()
                                .map(|w| if states[state] & (1 << w.option) != 0 { w.taken } else { w.not_taken })
                                .sum()
                        };
                        sum(b) > sum(a)
                    }
                    Some(Basis::Ranking) => {
                        let class = |state: usize| match dm.preferences.ranking.as_ref().unwrap() {
                            Ranking::Listed { states, tied } => {
                                let at = states.iter().position(|&other| other as usize == state).unwrap();
                                tied[..=at].iter().filter(|tied| !**tied).count()
                            }
                            Ranking::Patterns(classes) => {
                                let named =
                                    classes.iter().position(|class| class.iter().any(|p| p.mask() != 0 && p.matches(states[state])));
                                named.or_else(|| classes.iter().position(|class| class.iter().any(|p| p.mask() == 0))).unwrap()
                            }
                        };
                        class(b) < class(a)
                    }
                }
            };
            (0..states.len()).map(|a| (0..states.len()).map(|b| is_better(a, b)).collect()).collect()
        })
        .collect()
}
