//! Conflicts with known results. A case is a folder with a model and `expected.json`; adding one needs no code.
use std::collections::BTreeMap;
use std::path::Path;

use gmcr::evolution::{By, evolve};
use gmcr::explicit::{GraphModel, State};
use gmcr::file::{self, Format};
use gmcr::inverse;
use gmcr::stability::{self, Concept, Solution};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::{folders, own_cases, shared_conflicts};

pub fn load(text: &str, name: &str) -> GraphModel {
    let format = Format::guess(name, text);
    let source = file::read(text, format).unwrap_or_else(|error| panic!("{name}: {error} at {:?}", error.position));
    source.graph(text).unwrap_or_else(|error| panic!("{name}: {error} at {:?}", error.position))
}

pub fn model_of(folder: &Path) -> GraphModel {
    let name = ["model.toml", "model.gmcr", "model.graph.json"].into_iter().find(|name| folder.join(name).is_file()).unwrap();
    let path = folder.join(name);
    load(&std::fs::read_to_string(&path).unwrap(), &path.display().to_string())
}

fn labels(graph: &GraphModel, states: impl Iterator<Item = State>) -> Value {
    states.map(|state| graph.label(state)).collect()
}

/// Compares everything that the expected results say and this engine works out.
pub fn check(case: &str, graph: &GraphModel, expected: &Value) {
    let solution = stability::solve(graph);
    let dms = || (0..graph.n_decision_makers()).map(|dm| (dm, graph.name(dm)));
    if let Some(states) = expected.get("states") {
        assert_eq!(&labels(graph, graph.states()), states, "{case}: states");
    }
    if let Some(payoffs) = expected.get("payoffs") {
        dms().for_each(|(dm, name)| assert_eq!(json!(graph.payoffs(dm)), payoffs[name], "{case}: payoffs of {name}"));
    }
    if let Some(rankings) = expected.get("ranking") {
        for (dm, name) in dms() {
            let ranking: Value = graph.ranking(dm).into_iter().map(|class| labels(graph, class.into_iter())).collect();
            assert_eq!(ranking, rankings[name], "{case}: ranking of {name}");
        }
    }
    if let Some(moves) = expected.get("moves") {
        for (dm, name) in dms() {
            for state in graph.states() {
                let mut found: Vec<String> = graph.moves(dm, state).into_iter().map(|to| graph.label(to)).collect();
                found.sort();
                let listed = moves[name].get(graph.label(state)).cloned().unwrap_or(json!([]));
                let mut listed: Vec<String> = serde_json::from_value(listed).unwrap();
                listed.sort();
                assert_eq!(found, listed, "{case}: moves of {name} from {}", graph.label(state));
            }
        }
    }
    for concept in Concept::ALL {
        if let Some(stability) = expected.get("stability") {
            for (dm, name) in dms() {
                if let Some(stable) = stability[name].get(concept.name()) {
                    assert_eq!(&labels(graph, solution.stable(dm, concept)), stable, "{case}: {concept} for {name}");
                }
            }
        }
        if let Some(equilibria) = expected.get("equilibria").and_then(|equilibria| equilibria.get(concept.name())) {
            // A large case lists some in another order, and is compared by its hash below.
            if expected.get("equilibrium_counts").is_none() {
                assert_eq!(&labels(graph, solution.equilibria(concept)), equilibria, "{case}: {concept} equilibria");
            }
        }
    }
    check_evolution(case, graph, expected);
    check_inverse(case, graph, expected);
    check_large(case, graph, &solution, expected);
}

fn check_evolution(case: &str, graph: &GraphModel, expected: &Value) {
    let Some(evolution) = expected.get("evolution") else { return };
    let from = graph.state(evolution["from"].as_str().unwrap()).unwrap();
    for (key, by) in [("by_moves", By::Moves), ("by_improvements", By::Improvements)] {
        let found: BTreeMap<String, u32> = evolve(graph, from, by).reached().map(|(state, moves)| (graph.label(state), moves)).collect();
        let listed: BTreeMap<String, u32> = serde_json::from_value(evolution[key].clone()).unwrap();
        assert_eq!(found, listed, "{case}: {key}");
    }
}

fn check_inverse(case: &str, graph: &GraphModel, expected: &Value) {
    let Some(listed) = expected.get("inverse") else { return };
    let state = graph.state(listed["state"].as_str().unwrap()).unwrap();
    let counts = inverse::counts(graph, state).unwrap();
    for (dm, one) in counts.one_dm.iter().enumerate() {
        let listed = &listed["profiles_if_only_one_dm_changes"][graph.name(dm)];
        assert_eq!(json!(one.of), listed["of"], "{case}: inverse");
        for concept in Concept::ALL {
            if let Some(number) = listed["rankings_that_give_equilibrium"].get(concept.name()) {
                assert_eq!(&json!(one.equilibrium[concept as usize]), number, "{case}: {concept} rankings of {}", graph.name(dm));
            }
            if let Some(number) = listed["fewest_pairwise_reversals"].get(concept.name()) {
                assert_eq!(&json!(one.fewest_reversals[concept as usize]), number, "{case}: {concept} reversals of {}", graph.name(dm));
            }
        }
    }
    if let Some(listed) = listed.get("both_may_change") {
        let both = counts.both.as_ref().unwrap();
        assert_eq!(json!(both.of), listed["of"]);
        for concept in Concept::ALL {
            if let Some(number) = listed["profiles_that_give_equilibrium"].get(concept.name()) {
                assert_eq!(&json!(both.equilibrium[concept as usize]), number, "{case}: {concept} profiles");
                let fewest = &listed["fewest_pairwise_reversals"][concept.name()];
                assert_eq!(&json!(both.fewest_reversals[concept as usize]), fewest, "{case}: {concept} reversals of both");
                let least = inverse::least_reversals(graph, state, concept).unwrap();
                assert!(least.exact, "{case}: {concept}");
                assert_eq!(&json!(least.reversals), fewest, "{case}: least change for {concept}");
            }
        }
    }
}

/// Large cases give counts, and a hash of each sorted list of equilibria.
fn check_large(case: &str, graph: &GraphModel, solution: &Solution, expected: &Value) {
    if let Some(count) = expected.get("feasible_states") {
        assert_eq!(&json!(graph.n_states()), count, "{case}");
    }
    for (dm, name) in (0..graph.n_decision_makers()).map(|dm| (dm, graph.name(dm))) {
        if let Some(levels) = expected.get("ranking_levels") {
            assert_eq!(json!(graph.payoffs(dm).iter().max()), levels[name], "{case}: levels of {name}");
        }
        for concept in Concept::ALL {
            if let Some(count) = expected.get("stable_state_counts").and_then(|counts| counts[name].get(concept.name())) {
                assert_eq!(&json!(solution.n_stable(dm, concept)), count, "{case}: {concept} for {name}");
            }
        }
    }
    for concept in Concept::ALL {
        if let Some(count) = expected.get("equilibrium_counts").and_then(|counts| counts.get(concept.name())) {
            assert_eq!(&json!(solution.n_equilibria(concept)), count, "{case}: {concept}");
        }
        if let Some(hash) = expected.get("equilibria_sha256").and_then(|hashes| hashes.get(concept.name())) {
            let mut sorted: Vec<String> = solution.equilibria(concept).map(|state| graph.label(state) + "\n").collect();
            sorted.sort();
            let digest: String = Sha256::digest(sorted.concat()).iter().map(|byte| format!("{byte:02x}")).collect();
            assert_eq!(&json!(digest), hash, "{case}: {concept}");
        }
    }
}

fn check_folder(folder: &Path) {
    let case = folder.file_name().unwrap().to_string_lossy().to_string();
    let expected: Value = serde_json::from_str(&std::fs::read_to_string(folder.join("expected.json")).unwrap()).unwrap();
    check(&case, &model_of(folder), &expected);
}

#[test]
fn classic_conflicts() {
    let cases = folders(&own_cases().join("classics"));
    assert!(cases.len() >= 10);
    cases.iter().for_each(|folder| check_folder(folder));
}

#[test]
fn traps_of_other_programs() {
    let cases = folders(&own_cases().join("traps"));
    assert!(!cases.is_empty());
    cases.iter().for_each(|folder| check_folder(folder));
}

#[test]
fn shared_conflicts_with_known_results() {
    let Some(shared) = shared_conflicts() else { return };
    for folder in folders(&shared) {
        // Misperception belongs to a later half.
        if !folder.ends_with("syria-iraq-misperception") {
            check_folder(&folder);
        }
    }
}

#[test]
fn shared_random_conflicts() {
    let Some(shared) = shared_conflicts() else { return };
    let text = std::fs::read_to_string(shared.join("random-small.jsonl")).unwrap();
    for line in text.lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let id = case["id"].as_str().unwrap();
        check(id, &load(&case["model"].to_string(), &format!("{id}.gmcr")), &case);
    }
}
