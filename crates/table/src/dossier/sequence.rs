//! Who wants what in which order: from waits, and from proposals of several measures that say which comes with or after which.
use super::record::{ActRef, Entry};
use super::wait::Wait;
use evidence::{ActKind, ActorId, MeasureId, Relation};

/// An order that somebody wants.
#[derive(Clone, PartialEq, Debug)]
pub struct Sequence {
    /// Who.
    pub by: ActorId,
    /// The steps; measures of one step come together.
    pub order: Vec<Vec<MeasureId>>,
    /// The acts, the newest first.
    pub acts: Vec<ActRef>,
    /// The acts that gave it up or met it.
    pub until: Vec<ActRef>,
}

/// Words of a proposal that put its measures side by side.
const TOGETHER: [&str; 9] =
    ["same hour", "same day", "one hour", "one day", "at the same time", "at once", "simultaneous", "in parallel", "neither going first"];

/// The sequences: those of waits first.
pub(super) fn sequences(seen: &[&Entry], waits: &[Wait]) -> Vec<Sequence> {
    let mut out: Vec<Sequence> = waits.iter().flat_map(of_wait).collect();
    for entry in seen.iter().filter(|it| it.act.kind == ActKind::Propose && !it.act.negated && it.act.measures.len() > 1) {
        if let Some(order) = of_proposal(entry) {
            for (by, _) in &entry.actors {
                let same = out.iter_mut().find(|it| it.by == *by && it.order == order && it.until.is_empty());
                match same {
                    Some(same) => same.acts.insert(0, entry.at.clone()),
                    None => out.push(Sequence { by: by.clone(), order: order.clone(), acts: vec![entry.at.clone()], until: Vec::new() }),
                }
            }
        }
    }
    out
}

/// The orders that a wait has had, the oldest first: one for each stretch of acts that want the same. "If" is enough, and puts nothing
/// first.
fn of_wait(wait: &Wait) -> Vec<Sequence> {
    let (Some(by), Some(first), Some(then)) = (&wait.what.actor, &wait.awaited.measure, &wait.what.measure) else { return Vec::new() };
    let mut out: Vec<Sequence> = Vec::new();
    for (act, relation) in wait.acts().iter().zip(wait.relations()).rev() {
        let order = match relation {
            Relation::If => continue,
            Relation::Alongside => vec![vec![first.clone(), then.clone()]],
            Relation::After | Relation::OnlyIf | Relation::Unless | Relation::Until => vec![vec![first.clone()], vec![then.clone()]],
        };
        match out.last_mut() {
            Some(last) if last.order == order => last.acts.insert(0, act.at.clone()),
            last => {
                if let Some(last) = last {
                    last.until = vec![act.at.clone()];
                }
                out.push(Sequence { by: by.clone(), order, acts: vec![act.at.clone()], until: Vec::new() });
            }
        }
    }
    if let Some(last) = out.last_mut() {
        last.until = wait.ended().to_vec();
    }
    out
}

/// The steps of a proposal whose words say that its measures come together, or one after the other; `None` where they say nothing of
/// an order. In a proposal of several steps each has one measure, but for the one whose words put several together.
fn of_proposal(entry: &Entry) -> Option<Vec<Vec<MeasureId>>> {
    let together = |words: &str| TOGETHER.iter().any(|it| words.to_lowercase().contains(it));
    let mut rest = entry.act.measures.iter().map(|it| it.measure.clone());
    let words = entry.quote.words();
    let pieces: Vec<&str> = words.split(" … ").collect();
    if !entry.in_steps {
        return (pieces.len() == 1 && together(words)).then(|| vec![rest.collect()]);
    }
    let more = entry.act.measures.len().checked_sub(pieces.len())?;
    let wide = pieces.iter().position(|it| together(it));
    if more > 0 && wide.is_none() {
        return None;
    }
    Some(pieces.iter().enumerate().map(|(i, _)| rest.by_ref().take(if Some(i) == wide { 1 + more } else { 1 }).collect()).collect())
}
