//! What must hold of the reading of any document.
use evidence::{Document, Doubt, Place, Reading};
use std::collections::BTreeSet;

/// Panics where a place does not lie in the text on character boundaries, or a name stands for nobody.
pub fn sound(document: &Document, reading: &Reading, doubts: &[Doubt]) {
    let mut places: Vec<(&str, &Place)> = Vec::new();
    for actor in &reading.actors {
        places.extend(actor.mentions.iter().chain(&actor.pronouns).map(|it| ("mention", it)));
    }
    for it in &reading.attributions {
        places.extend(it.source.iter().chain(&it.cue).chain([&it.content]).map(|it| ("attribution", it)));
    }
    for act in &reading.acts {
        places.push(("quote", &act.quote));
        places.extend(act.also.iter().chain(&act.place).chain(&act.channel).map(|it| ("act", it)));
        places.extend(act.condition.iter().map(|it| ("condition", &it.words)));
        places.extend(act.when.iter().map(|it| ("time", it.words())));
        places.extend(act.reasons.iter().filter_map(|it| it.at.as_ref()).map(|it| ("reason", it)));
        for matter in &act.measures {
            places.extend(matter.words.iter().chain(matter.params.iter().map(|it| &it.words)).map(|it| ("measure", it)));
        }
    }
    places.extend(doubts.iter().filter_map(|it| it.at.as_ref()).map(|it| ("doubt", it)));
    for (what, place) in places {
        assert!(place.fits(document.text()), "{what} at {place} is not in the text of {} bytes", document.text().len());
    }

    let actors: BTreeSet<_> = reading.actors.iter().map(|it| &it.id).collect();
    assert_eq!(actors.len(), reading.actors.len(), "an actor's id comes twice");
    let acts: BTreeSet<_> = reading.acts.iter().map(|it| &it.id).collect();
    assert_eq!(acts.len(), reading.acts.len(), "an act's id comes twice");
    let mut named: Vec<_> = reading.actors.iter().filter_map(|it| it.part_of.as_ref()).collect();
    named.extend(reading.attributions.iter().filter_map(|it| it.speaker.as_ref()));
    for act in &reading.acts {
        named.extend(act.actor.iter().chain(&act.speaker).chain(&act.told_by).chain(&act.addressee).chain(&act.target));
        named.extend(act.condition.iter().filter_map(|it| it.actor.as_ref()));
    }
    for id in named {
        assert!(actors.contains(id), "there is no actor {id}");
    }

    // The table builds its quotes of them; a claim without words would be missing there.
    let table = table::of_document(document, reading);
    for position in &table.positions {
        assert!(!position.shown_by().is_empty());
    }
}
