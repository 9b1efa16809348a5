//! Checks proofs. Knows the definitions and a table of moves and preferences; knows nothing of how the engine finds a proof.
//! Whoever trusts these lines need not trust the engine.
use gmcr::evolution::Step;
use gmcr::explicit::State;
use gmcr::stability::Concept;
use gmcr::why::{Escape, Proof, Reached, Verdict};

/// Who can move where, and who prefers what: all that a proof speaks of.
pub trait Conflict {
    fn n_decision_makers(&self) -> usize;
    fn moves(&self, decision_maker: usize, from: State) -> Vec<State>;
    fn better(&self, decision_maker: usize, than: State, state: State) -> bool;
}

/// Says what is wrong with a proof, if anything is.
pub fn check(conflict: &impl Conflict, proof: &Proof) -> Result<(), String> {
    let (i, s) = (proof.decision_maker, proof.state);
    let improvements: Vec<State> = conflict.moves(i, s).into_iter().filter(|&to| conflict.better(i, s, to)).collect();
    match &proof.verdict {
        Verdict::Stable(deterred) => {
            let listed: Vec<State> = deterred.iter().map(|deterred| deterred.improvement).collect();
            if listed != improvements {
                return Err(format!("the improvements are {improvements:?}, the proof lists {listed:?}"));
            }
            for deterred in deterred {
                let sanction = &deterred.sanction;
                if proof.concept == Concept::Nash {
                    return Err("under Nash an improvement cannot be deterred".to_string());
                }
                legal(conflict, proof, deterred.improvement, &sanction.steps)?;
                let Some(end) = sanction.end() else { return Err("a sanction without a move".to_string()) };
                if end == s || conflict.better(i, s, end) {
                    return Err(format!("{end:?} is no sanction"));
                }
                if matches!(proof.concept, Concept::Smr | Concept::Sseq) {
                    if sanction.counter_moves != conflict.moves(i, end) {
                        return Err(format!("not all counter-moves from {end:?} are listed"));
                    }
                    if let Some(escape) = sanction.counter_moves.iter().find(|&&counter| conflict.better(i, s, counter)) {
                        return Err(format!("the counter-move to {escape:?} escapes the sanction"));
                    }
                }
            }
            Ok(())
        }
        Verdict::Unstable(temptation) => {
            if !improvements.contains(&temptation.improvement) {
                return Err(format!("{:?} is no improvement", temptation.improvement));
            }
            if proof.concept == Concept::Nash {
                return Ok(());
            }
            for reached in &temptation.reached {
                let escapes = match reached.escape {
                    Escape::Better => conflict.better(i, s, reached.state),
                    Escape::Return => reached.state == s,
                    Escape::CounterMove(to) => {
                        matches!(proof.concept, Concept::Smr | Concept::Sseq)
                            && conflict.moves(i, reached.state).contains(&to)
                            && conflict.better(i, s, to)
                    }
                };
                if !escapes {
                    return Err(format!("{reached:?} deters"));
                }
            }
            closed(conflict, proof, temptation.improvement, &temptation.reached)
        }
    }
}

/// Whether `mover` counts as a sanctioner that may go from one state to the other.
fn counts(conflict: &impl Conflict, proof: &Proof, mover: usize, from: State, to: State) -> bool {
    let credible = !matches!(proof.concept, Concept::Seq | Concept::Sseq) || conflict.better(mover, from, to);
    mover != proof.decision_maker && conflict.moves(mover, from).contains(&to) && credible
}

/// A sequence of the others, no DM twice in a row, each step a move (under SEQ and SSEQ an improvement) of its mover.
fn legal(conflict: &impl Conflict, proof: &Proof, start: State, steps: &[Step]) -> Result<(), String> {
    let (mut at, mut last) = (start, None);
    for step in steps {
        if last == Some(step.mover) || !counts(conflict, proof, step.mover, at, step.to) {
            return Err(format!("{step:?} from {at:?} is not legal"));
        }
        (at, last) = (step.to, Some(step.mover));
    }
    Ok(())
}

/// Nothing is left out: every legal step from the improvement and from each reached state leads to what is listed.
fn closed(conflict: &impl Conflict, proof: &Proof, start: State, reached: &[Reached]) -> Result<(), String> {
    let listed = |state: State, mover: usize| {
        reached.iter().any(|r| r.state == state && (r.last_movers.contains(&mover) || r.last_movers.len() >= 2))
    };
    let from_reached = reached.iter().map(|r| (r.state, if r.last_movers.len() == 1 { Some(r.last_movers[0]) } else { None }));
    for (from, last) in std::iter::once((start, None)).chain(from_reached) {
        for mover in (0..conflict.n_decision_makers()).filter(|&mover| Some(mover) != last) {
            for to in conflict.moves(mover, from) {
                if counts(conflict, proof, mover, from, to) && !listed(to, mover) {
                    return Err(format!("{mover} can move from {from:?} to {to:?}, which is not listed"));
                }
            }
        }
    }
    Ok(())
}
