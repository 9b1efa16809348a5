//! Who met and who will: the reports of one meeting as one.
use super::record::{ActRef, Entry};
use evidence::{ActKind, ActorId, Status};
use jiff::civil;

/// A meeting, call or round.
#[derive(Clone, PartialEq, Debug)]
pub struct Meeting {
    /// Who takes part, by any of its reports.
    pub who: Vec<ActorId>,
    /// Held, planned or called off, by the newest of its reports that says so; one that was held is no longer planned.
    pub status: Status,
    /// The first and the last day.
    pub days: Option<(civil::Date, civil::Date)>,
    /// Whether it is only told by somebody who is not among those who met.
    pub told: bool,
    /// The acts that report it, the oldest first; at least one.
    pub acts: Vec<ActRef>,
}

/// The meetings, in the order in which they are first reported.
pub(super) fn meetings(seen: &[&Entry]) -> Vec<Meeting> {
    let mut out: Vec<Meeting> = Vec::new();
    let contacts = seen.iter().filter(|it| it.act.kind == ActKind::Contact && !it.act.negated);
    for entry in contacts {
        let Some(status) = entry.act.status else { continue };
        let date = entry.act.when.as_ref().and_then(|it| it.date());
        let days = date.and_then(|it| it.first_day().zip(it.last_day())).or(entry.day.map(|day| (day, day)));
        let who: Vec<ActorId> = entry.actors.iter().map(|(it, _)| it.clone()).collect();
        let told = !entry.act.told_by.is_empty();
        let one = Meeting { who, status, days, told, acts: vec![entry.at.clone()] };
        match out.iter_mut().find(|it| is_same(it, &one)) {
            Some(same) => {
                same.who.extend(one.who);
                same.who.sort();
                same.who.dedup();
                if status != Status::Planned {
                    same.status = status;
                }
                same.days = same.days.zip(days).map(|(a, b)| (a.0.min(b.0), a.1.max(b.1)));
                same.acts.extend(one.acts);
            }
            None => out.push(one),
        }
    }
    out
}

/// Whether two reports are of one meeting: the days touch, and those who take part in the one are among those of the other. One that
/// only a third tells of stays apart.
fn is_same(a: &Meeting, b: &Meeting) -> bool {
    let days = a.days.zip(b.days).is_some_and(|(a, b)| a.0 <= b.1 && b.0 <= a.1);
    let among = |a: &Meeting, b: &Meeting| a.who.iter().all(|it| b.who.contains(it));
    days && a.told == b.told && (among(a, b) || among(b, a))
}
