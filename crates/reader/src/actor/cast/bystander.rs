//! Those who are named and have no part in what is told, and the acts of those who issue a document together.
use super::{Cast, Form, decides_alone, reports};
use crate::text::Text;
use evidence::{Act, Actor, ActorId, ActorKind, Attribution};
use std::collections::BTreeSet;

/// Gives the acts of the issuers of a joint document to each of them.
pub(crate) fn share_voice(cast: &Cast, acts: &mut [Act], attributions: &mut [Attribution]) {
    let Some(voice) = cast.voice.filter(|_| !cast.issuers.is_empty()).map(|voice| cast.id(voice)) else { return };
    let issuers: Vec<ActorId> = cast.issuers.iter().map(|&issuer| cast.id(issuer)).collect();
    for act in acts {
        for list in [&mut act.actor, &mut act.addressee, &mut act.target] {
            if list.contains(&voice) {
                list.retain(|id| *id != voice && !issuers.contains(id));
                list.extend(issuers.iter().cloned());
            }
        }
        act.addressee.retain(|id| !act.actor.contains(id));
        act.target.retain(|id| !act.actor.contains(id));
        act.told_by.retain(|id| *id != voice);
        act.speaker = act.speaker.take().filter(|id| *id != voice);
        if let Some(condition) = &mut act.condition {
            condition.actor = condition.actor.take().filter(|id| *id != voice);
        }
    }
    for attribution in attributions {
        attribution.speaker = attribution.speaker.take().filter(|id| *id != voice);
    }
}

/// Drops those who are nobody in the document: named only as a place or as what a thing belongs to, or a plural without a name
/// that neither acts nor speaks. Of those in `without_part` also states that do nothing, and whoever does nothing and is named once; where heads
/// have `judged` also persons and groups that do nothing, and bodies and companies that do nothing and are seldom named; what such a person
/// says keeps its source, and has no speaker.
pub(crate) fn drop_bystanders(
    text: &Text<'_>,
    cast: &mut Cast,
    acts: &[Act],
    attributions: &mut [Attribution],
    without_part: &BTreeSet<usize>,
    judged: bool,
) {
    // What is named so often is somebody for the report, whatever is read of it; for a body less will do, as it is seldom a bystander.
    const FOREMOST: usize = 4;
    const FOREMOST_BODY: usize = 3;
    let mut needed: Vec<bool> = vec![false; cast.actors.len()];
    let mut times: Vec<usize> = vec![0; cast.actors.len()];
    for mention in &cast.mentions {
        mention.actors.iter().for_each(|&actor| times[actor] += 1);
    }
    for mention in &cast.mentions {
        let by_itself = mention.form == Form::Name;
        for &actor in &mention.actors {
            let Actor { kind, name, .. } = &cast.actors[actor];
            let foremost = if *kind == ActorKind::Body { FOREMOST_BODY } else { FOREMOST };
            let named = match kind {
                ActorKind::State => !cast.places_only.contains(&actor),
                ActorKind::Unnamed => false,
                ActorKind::Company if cast.media.contains(&actor) => reports(text, &mention.tokens),
                ActorKind::Group => !name.starts_with(char::is_lowercase),
                _ => true,
            };
            needed[actor] |= by_itself
                && named
                && !((times[actor] < 2 || *kind == ActorKind::State) && without_part.contains(&actor) && !cast.media.contains(&actor))
                && !(judged
                    && (matches!(kind, ActorKind::Person | ActorKind::Group)
                        || *kind != ActorKind::State && times[actor] < foremost && !cast.media.contains(&actor)));
        }
    }
    let acting = acts.iter().flat_map(|act| {
        act.actor
            .iter()
            .chain(&act.speaker)
            .chain(&act.told_by)
            .chain(&act.addressee)
            .chain(&act.target)
            .chain(act.condition.iter().filter_map(|c| c.actor.as_ref()))
    });
    for id in acting {
        if let Some(index) = cast.index(id) {
            needed[index] = true;
        }
    }
    // An expert or a resident says something and is nobody at the table: the attribution has the words that name him.
    for index in attributions.iter().filter_map(|it| cast.index(it.speaker.as_ref()?)) {
        let Actor { kind, part_of, .. } = &cast.actors[index];
        needed[index] |= !judged || *kind != ActorKind::Person || part_of.is_some() || cast.officials.contains(&index);
    }
    // A department that does nothing itself is passed over: its spokesman is its state's.
    for at in (0..needed.len()).filter(|&at| needed[at]).collect::<Vec<_>>() {
        let whole = cast.actors[at].part_of.as_ref().and_then(|whole| cast.index(whole));
        let passed =
            whole.filter(|&whole| !needed[whole] && cast.actors[whole].kind == ActorKind::Body && !decides_alone(&cast.actors[whole].name));
        if let Some(outer) = passed.and_then(|whole| cast.actors[whole].part_of.clone()) {
            cast.actors[at].part_of = Some(outer);
        }
    }
    loop {
        let wholes: Vec<usize> = (0..needed.len())
            .filter(|&i| needed[i])
            .filter_map(|i| cast.actors[i].part_of.as_ref().and_then(|whole| cast.index(whole)))
            .filter(|&whole| !needed[whole])
            .collect();
        if wholes.is_empty() {
            break;
        }
        for whole in wholes {
            needed[whole] = true;
        }
    }
    for it in attributions {
        it.speaker = it.speaker.take().filter(|id| cast.index(id).is_some_and(|index| needed[index]));
    }
    let mut keep = needed.iter();
    cast.actors.retain(|_| keep.next().copied().unwrap_or(false));
    // What pointed at actors by their place is stale now, and nobody asks any more.
    cast.places.clear();
    cast.mentions.clear();
}
