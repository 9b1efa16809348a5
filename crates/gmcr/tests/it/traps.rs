//! What other programs get wrong, in the words of the proofs. The verdicts themselves are cases (`cases/traps`, `cases/classics`).
use gmcr::explicit::GraphModel;
use gmcr::inverse;
use gmcr::stability::{Concept, is_stable};
use gmcr::why::{Escape, Verdict, why};

use crate::cases::model_of;
use crate::own_cases;

fn case(name: &str) -> GraphModel {
    model_of(&own_cases().join(name))
}

#[test]
fn a_b_a_is_a_legal_sequence() {
    let garrison = case("classics/garrison-diversion");
    let opposition = (0..4).find(|&dm| garrison.name(dm) == "Canadian Opposition").unwrap();
    let state = garrison.state("NNYNYYNNN").unwrap();
    for concept in [Concept::Gmr, Concept::Smr] {
        let proof = why(&garrison, opposition, state, concept);
        let Verdict::Stable(deterred) = &proof.verdict else { panic!("{concept}: gmcr-py's mistake") };
        let [only] = &deterred[..] else { panic!("one improvement") };
        let steps: Vec<(&str, String)> =
            only.sanction.steps.iter().map(|step| (garrison.name(step.mover), garrison.label(step.to))).collect();
        // No shorter sanction exists: a search breadth first finds this one.
        let expected = [("US Support", "NYNNNYNNN"), ("US Opposition", "NYNYNYNNN"), ("US Support", "YNNYNYNNN")];
        assert_eq!(steps, expected.map(|(mover, state)| (mover, state.to_string())));
    }
}

#[test]
fn syria_has_384_rankings_not_420() {
    let syria_iraq = case("classics/syria-iraq-1975");
    let wanted = syria_iraq.state("2").unwrap();
    let counts = inverse::counts(&syria_iraq, wanted).unwrap();
    assert_eq!(counts.one_dm[0].equilibrium[Concept::Seq as usize], 384);
    assert_eq!(counts.one_dm[0].equilibrium[Concept::Nash as usize], 240);
    // The guide's own two conditions: (2 above 1 or 4) and (2 above 3 or 6).
    let conditions: Vec<Vec<usize>> = inverse::conditions(&syria_iraq, 0, wanted, Concept::Seq)
        .iter()
        .map(|condition| {
            let sanctions = condition.alternatives.iter().map(|alternative| alternative.sanction.number());
            std::iter::once(condition.to.number()).chain(sanctions).collect()
        })
        .collect();
    assert_eq!(conditions, [vec![1, 4], vec![3, 6]]);
}

#[test]
fn one_step_moves_are_transitive_only_without_edits() {
    let edited = case("traps/one-step-moves-not-transitive");
    let (none, both) = (edited.state("NNN").unwrap(), edited.state("YYN").unwrap());
    let first = edited.state("YNN").unwrap();
    assert!(edited.moves(0, none).contains(&first) && edited.moves(0, first).contains(&both));
    assert!(!edited.moves(0, none).contains(&both));
    assert!(is_stable(&edited, 0, none, Concept::Nash));
}

#[test]
fn a_return_to_the_start_is_no_sanction() {
    let graph = case("traps/return-to-the-start");
    let start = graph.state("s").unwrap();
    for concept in [Concept::Gmr, Concept::Smr, Concept::Seq, Concept::Sseq] {
        let proof = why(&graph, 0, start, concept);
        let Verdict::Unstable(temptation) = &proof.verdict else { panic!("{concept}: a mere return deters nobody") };
        assert_eq!(temptation.reached.len(), 1);
        assert_eq!((temptation.reached[0].state, temptation.reached[0].escape), (start, Escape::Return));
    }
}
