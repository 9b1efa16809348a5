//! The engine against the definitions on 10,000 random small conflicts: every concept, every state, every DM; single verdicts and
//! proofs too. Inclusions between the concepts as properties.
use gmcr::explicit::{GraphModel, State};
use gmcr::file::{self, Format};
use gmcr::model::{BinaryOption, DecisionMaker, Direction, Form, Model, OptionForm, Problem, Rule};
use gmcr::preference::{Preferences, Statement};
use gmcr::stability::{self, Concept};
use gmcr::why;

use crate::checker::{self, Conflict};
use crate::{random, reference::Reference};

/// Proofs are checked against the reference's moves and preferences, not the engine's.
impl Conflict for Reference {
    fn n_decision_makers(&self) -> usize {
        self.moves.len()
    }
    fn moves(&self, decision_maker: usize, from: State) -> Vec<State> {
        self.r(decision_maker, from.index()).into_iter().map(State::new).collect()
    }
    fn better(&self, decision_maker: usize, than: State, state: State) -> bool {
        self.better[decision_maker][than.index()][state.index()]
    }
}

fn agrees(seed: u64) -> bool {
    let model = random::conflict(seed);
    let graph = match GraphModel::new(&model) {
        Ok(graph) => graph,
        Err(error) => {
            assert!(matches!(error.problem, Problem::EditWithoutMove { .. }), "seed {seed}: {error}");
            return false;
        }
    };
    let reference = Reference::new(&model);
    assert_eq!(graph.states().map(|state| graph.label(state)).collect::<Vec<_>>(), reference.labels, "seed {seed}");
    let expected = reference.all();
    let solution = stability::solve(&graph);
    for (dm, of_dm) in expected.iter().enumerate() {
        for state in graph.states() {
            assert_eq!(graph.moves(dm, state), Conflict::moves(&reference, dm, state), "seed {seed}, DM {dm}, {state:?}");
            for concept in Concept::ALL {
                let stable = of_dm[concept as usize][state.index()];
                let at = || format!("seed {seed}, DM {dm}, {} {concept}", graph.label(state));
                assert_eq!(solution.is_stable(dm, concept, state), stable, "solve: {}", at());
                // Proofs take most of the time: a third of the conflicts is enough of them.
                if seed.is_multiple_of(3) {
                    let proof = why::why(&graph, dm, state, concept);
                    assert_eq!(proof.is_stable(), stable, "why: {}", at());
                    checker::check(&reference, &proof).unwrap_or_else(|error| panic!("{}: {error}", at()));
                    assert_eq!(stability::is_stable(&graph, dm, state, concept), stable, "single: {}", at());
                }
                for (stronger, weaker) in [
                    (Concept::Nash, Concept::Sseq),
                    (Concept::Sseq, Concept::Seq),
                    (Concept::Seq, Concept::Gmr),
                    (Concept::Sseq, Concept::Smr),
                    (Concept::Smr, Concept::Gmr),
                ] {
                    let included = !solution.is_stable(dm, stronger, state) || solution.is_stable(dm, weaker, state);
                    assert!(included, "{stronger} without {weaker}: {}", at());
                }
            }
        }
    }
    for concept in Concept::ALL {
        let everyone = |state: State| expected.iter().all(|of_dm| of_dm[concept as usize][state.index()]);
        let equilibria: Vec<State> = graph.states().filter(|&state| everyone(state)).collect();
        assert_eq!(solution.equilibria(concept).collect::<Vec<_>>(), equilibria, "seed {seed}, {concept}");
        assert_eq!(solution.n_equilibria(concept), equilibria.len());
    }
    true
}

#[test]
fn ten_thousand_random_conflicts_agree_with_the_definitions() {
    let mut agreed = 0;
    let mut seed = 0;
    while agreed < 10_000 {
        agreed += usize::from(agrees(seed));
        seed += 1;
    }
    assert!(seed < 14_000, "too many random conflicts are refused");
}

/// The option form and the same conflict arc by arc are judged by different algorithms; here on conflicts too large for the reference.
fn both_engines_agree(model: &Model, at: &str) {
    let graph = GraphModel::new(model).unwrap();
    let json = file::write(model, Format::Graph).unwrap();
    let by_arcs = file::read(&json, Format::Graph).unwrap().graph(&json).unwrap();
    assert_eq!(stability::solve(&graph), stability::solve(&by_arcs), "{at}");
}

#[test]
fn both_engines_agree_on_larger_conflicts() {
    let mut generator = random::Random(3);
    for round in 0..12 {
        let n_options = 6 + round % 4;
        let names: Vec<String> = (1..=n_options).map(|number| format!("o{number}")).collect();
        let mut model = Model::default();
        let mut form = OptionForm::default();
        for name in &names {
            let direction = [Direction::Both, Direction::OnlyUp, Direction::OnlyDown][generator.below(if round < 4 { 1 } else { 3 })];
            form.options.push(BinaryOption { direction, ..BinaryOption::new(name) });
        }
        if round % 2 == 1 {
            form.rules.push(Rule::MutuallyExclusive(vec![0, 3, 5]));
            form.rules.push(Rule::OnlyIf { option: 4, needs: 1 });
        }
        for dm in 0..3 {
            let statements = (0..6).map(|_| Statement { expression: random::expression(&mut generator, n_options, 2) }).collect();
            model.decision_makers.push(DecisionMaker {
                name: format!("D{dm}"),
                options: (0..n_options).filter(|option| option % 3 == dm).collect(),
                preferences: Preferences { statements, ..Preferences::default() },
                ..DecisionMaker::default()
            });
        }
        model.form = Form::Options(form);
        both_engines_agree(&model, &format!("round {round}"));
    }
}

#[test]
fn sixty_four_options_are_judged() {
    // A chain: each option only if the one before it. 65 states of 64 options, so that the keys of the sorting do not fit into one word.
    let options = (0..64).map(|number| BinaryOption::new(&format!("o{number}"))).collect();
    let rules = (1..64).map(|option| Rule::OnlyIf { option, needs: option - 1 }).collect();
    let decision_makers = (0..4).map(|dm| DecisionMaker {
        name: format!("D{dm}"),
        options: (0..64).filter(|option| option / 3 % 4 == dm).collect(),
        preferences: Preferences { ranking: Some(random::ranking(&mut random::Random(dm as u64 + 40), 65)), ..Preferences::default() },
        ..DecisionMaker::default()
    });
    let model = Model {
        decision_makers: decision_makers.collect(),
        form: Form::Options(OptionForm { options, rules, move_edits: Vec::new() }),
        ..Model::default()
    };
    assert_eq!(GraphModel::new(&model).unwrap().n_states(), 65);
    both_engines_agree(&model, "chain");
}
