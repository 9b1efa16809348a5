//! Whose words a document is, where it has no narrator: a statement, a readout, remarks. Goes by its metadata and its title.
use super::cast::Cast;
use super::gazetteer::Gazetteer;
use super::name::{Piece, pieces};
use crate::text::Text;
use evidence::{About, Actor, ActorKind};

/// Kinds of document that somebody issues, as their titles say.
#[rustfmt::skip]
const ISSUED: &[&str] = &[
    "statement", "statements", "remarks", "by", "from", "message", "speech", "address", "letter", "declaration", "communique",
    "communiqué",
];

/// Words after which a title says what the document is about.
#[rustfmt::skip]
const ABOUT: &[&str] = &[
    "on", "call", "meeting", "with", "after", "before", "at", "regarding", "about", "in", "welcoming",
];

/// Finds the voice: the state, body or group that the metadata name as source (no newspaper), and the person whom the title names.
pub(super) fn find(about: &About, cast: &mut Cast, gazetteer: &Gazetteer) {
    let source = Text::of(about.source.as_deref().unwrap_or(""));
    let Some(known) = (0..source.tokens.len()).find_map(|at| gazetteer.find(&source, at)).map(|hit| &gazetteer.known[hit.known]) else {
        return;
    };
    if known.kind == ActorKind::Company {
        return;
    }
    let voice =
        cast.actors.iter().position(|a| a.name == known.name).unwrap_or_else(|| add(cast, known.name.clone().into_owned(), known.kind));
    cast.voice = Some(voice);
    let title = Text::of(about.title.as_deref().unwrap_or(""));
    let issuer = (0..title.tokens.len()).find(|&i| ABOUT.contains(&title.lower(i))).unwrap_or(title.tokens.len());
    if !(0..issuer).any(|i| ISSUED.contains(&title.lower(i))) {
        return;
    }
    let person = pieces(&title, gazetteer).into_iter().find_map(|piece| match piece {
        Piece::Run(run) if run.tokens.start < issuer => {
            let named = run.name.len() > 1 && run.name.start > 0 && matches!(title.lower(run.name.start - 1), "by" | "from");
            let span = title.span_of(run.tokens.clone()).filter(|_| named || !run.office.is_empty())?;
            // "President Orr Statement": the title's own noun is no name.
            let last = run.name.clone().rev().find(|&i| !ISSUED.contains(&title.lower(i)))?;
            let words = title.span_of(run.tokens.start..last + 1).unwrap_or(span);
            Some((title.words(words).to_owned(), title.lower(last).to_owned()))
        }
        _ => None,
    });
    let Some((name, last)) = person else { return };
    let same =
        |actor: &Actor| actor.kind == ActorKind::Person && actor.name.rsplit(' ').next().is_some_and(|word| word.to_lowercase() == last);
    let person = cast.actors.iter().position(same).unwrap_or_else(|| add(cast, name, ActorKind::Person));
    if cast.actors[person].part_of.is_none() {
        cast.actors[person].part_of = Some(cast.actors[voice].id.clone());
    }
    cast.voice_person = Some(person);
}

/// An actor whom the metadata name; it may have no mention in the text.
fn add(cast: &mut Cast, name: String, kind: ActorKind) -> usize {
    let id = cast.unused(&super::cast::slug(&name));
    cast.add(Actor { id, name, kind, part_of: None, roles: Vec::new(), mentions: Vec::new(), pronouns: Vec::new() })
}
