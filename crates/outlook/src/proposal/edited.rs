//! A proposal as a person edited it: the person's options, statements and rules, each with the words of the record where it has some.
use super::file::status_quo;
use super::update::{names, qualified};
use super::{Assumption, Choice, DecisionMaker, Ground, Infeasible, Kind, Proposal, Reason, Stated};
use evidence::{ActorId, MeasureId};
use gmcr::model::{Direction, Form, Model, Pattern, Rule};

impl Proposal {
    /// The person's model with the words of this proposal: what is so today as its note has it, else as the record has it. `None` where the
    /// model is no option form with statements.
    pub fn edited(&self, model: &Model) -> Option<Self> {
        let Form::Options(form) = &model.form else { return None };
        if model.decision_makers.iter().any(|it| !it.preferences.weights.is_empty() || it.preferences.ranking.is_some()) {
            return None;
        }
        let source = self.model();
        let today = status_quo(model).and_then(Result::ok);
        let (own, theirs) = (names(&source), names(model));
        let mut out = Self { decision_makers: Vec::new(), options: Vec::new(), infeasible: Vec::new(), ..self.clone() };
        out.assumptions.retain(|it| matches!(it, Assumption::OrderOfKinds));
        for (i, name) in theirs.iter().enumerate() {
            let option = &form.options[i];
            let owner = model.owner(i).map_or("", |dm| model.decision_makers[dm].name.as_str());
            let known = own.iter().position(|it| it == name).map(|at| self.options[at].clone());
            let choice = known.unwrap_or_else(|| Choice {
                owner: self
                    .decision_makers
                    .iter()
                    .find(|it| it.name == owner)
                    .map_or_else(|| ActorId(owner.to_owned()), |it| it.actor.clone()),
                measure: MeasureId(option.name.clone()),
                params: Vec::new(),
                name: option.name.clone(),
                otherwise: None,
                today: false,
                irreversible: false,
                mutual: false,
                ground: Ground::Wanted,
                is_open: true,
                partners: Vec::new(),
                words: Vec::new(),
                done: None,
            });
            let today = today.as_ref().and_then(|it| it.get(i)).copied().unwrap_or(choice.today);
            let done = choice.done.clone().filter(|_| today);
            out.options.push(Choice { irreversible: option.direction == Direction::OnlyUp, today, done, ..choice });
        }
        for (dm, it) in model.decision_makers.iter().enumerate() {
            let known = self.decision_makers.iter().position(|own| own.name == it.name);
            let lines: Vec<(String, &Stated)> = known
                .map(|at| &self.decision_makers[at].statements)
                .into_iter()
                .flatten()
                .map(|it| (qualified(&it.statement.expression, &own, 0), it))
                .collect();
            let mut statements = Vec::new();
            for statement in &it.preferences.statements {
                let line = qualified(&statement.expression, &theirs, 0);
                let stated = match lines.iter().find(|(it, _)| *it == line) {
                    Some((_, found)) => Stated { statement: statement.clone(), rests_on: Vec::new(), ..(*found).clone() },
                    None => {
                        out.assumptions.push(Assumption::Edited { decision_maker: dm, line });
                        let rests_on = vec![out.assumptions.len() - 1];
                        Stated { statement: statement.clone(), kind: Kind::Edited, strength: None, words: Vec::new(), rests_on }
                    }
                };
                statements.push(stated);
            }
            let actor = known.map_or_else(|| ActorId(it.name.clone()), |at| self.decision_makers[at].actor.clone());
            out.decision_makers.push(DecisionMaker { actor, name: it.name.clone(), options: it.options.clone(), statements });
        }
        for rule in &form.rules {
            let options: Vec<usize> = match rule {
                Rule::Infeasible(pattern) => (0..form.options.len()).filter(|i| pattern.mask() >> i & 1 == 1).collect(),
                Rule::MutuallyExclusive(all) | Rule::AtLeastOne(all) => all.clone(),
                Rule::OnlyIf { option, needs } => vec![*option, *needs],
            };
            out.infeasible.push(Infeasible { rule: rule.clone(), options, reason: Reason::Given });
        }
        out.assume();
        Some(out)
    }

    /// The model with some options held fast, taken or not, and what is so today put in accord with that.
    pub fn suppose(&self, given: &[(usize, bool)]) -> Self {
        let mut out = self.clone();
        for &(option, taken) in given.iter().filter(|(option, _)| *option < self.options.len()) {
            out.options[option].today = taken;
            let bit = 1 << option;
            out.infeasible.push(Infeasible {
                rule: Rule::Infeasible(Pattern::new(bit, if taken { 0 } else { bit })),
                options: vec![option],
                reason: Reason::Supposed,
            });
        }
        let fixed = |i: usize| given.iter().any(|(option, _)| *option == i);
        // What the supposed options need, or cannot go with.
        for _ in 0..out.options.len() {
            for it in &self.infeasible {
                match &it.rule {
                    Rule::OnlyIf { option, needs } if out.options[*option].today && !out.options[*needs].today => {
                        let at = if fixed(*needs) { *option } else { *needs };
                        out.options[at].today = at == *needs;
                    }
                    Rule::MutuallyExclusive(all) if all.iter().filter(|i| out.options[**i].today).count() > 1 => {
                        if let Some(at) = all.iter().find(|i| out.options[**i].today && !fixed(**i)) {
                            out.options[*at].today = false;
                        }
                    }
                    _ => {}
                }
            }
        }
        out
    }

    /// Lists anew what is taken for granted of views and of today.
    pub(super) fn assume(&mut self) {
        for i in 0..self.options.len() {
            let own = self.decision_makers.iter().filter(|dm| dm.options.contains(&i)).flat_map(|dm| &dm.statements);
            self.options[i].is_open = !own.into_iter().any(|it| it.statement.options() >> i & 1 == 1);
        }
        for (dm, it) in self.decision_makers.iter().enumerate() {
            let spoken = it.statements.iter().fold(0, |bits, it| bits | it.statement.options());
            let silent = (0..self.options.len()).filter(|i| spoken >> i & 1 == 0);
            self.assumptions.extend(silent.map(|option| Assumption::NoView { decision_maker: dm, option }));
        }
        let alone = |at: usize| {
            let it = &self.options[at];
            it.mutual && !it.today && it.partners.iter().all(|it| it.yes.is_none()) && self.other_halves(at).is_empty()
        };
        let alone: Vec<usize> = (0..self.options.len()).filter(|at| alone(*at)).collect();
        self.assumptions.extend(alone.into_iter().map(|option| Assumption::OthersComeAlong { option }));
        for (option, it) in self.options.iter().enumerate() {
            if !it.today {
                self.assumptions.push(Assumption::NotToday { option });
            }
            let told = self.assumptions.iter().any(|it| matches!(it, Assumption::CouldDoItself { option: at } if *at == option));
            if it.ground == Ground::OwnCall && !told {
                self.assumptions.push(Assumption::CouldDoItself { option });
            }
        }
    }
}
