//! Which actor the source of an attribution is.
use super::cast::{Cast, Form, Mention};
use crate::text::Text;
use evidence::{ActorKind, Attribution, Place};

/// Fills in the speakers of attributions, where their source names or means one actor.
pub(crate) fn name_speakers(text: &Text<'_>, cast: &mut Cast, attributions: &mut [Attribution]) {
    for attribution in &mut *attributions {
        if let Some(source) = &attribution.source {
            // "Exporters have been warned": they hear it, and who says it is not told.
            if attribution.cue.as_ref().is_some_and(|cue| is_heard(text, source, cue)) {
                attribution.speaker = None;
                continue;
            }
            attribution.speaker = speaker(text, cast, source).or_else(|| relative(text, cast, source)).map(|actor| cast.id(actor));
        }
    }
    speakers_before(text, cast, attributions);
    // "I" and "we" are the speaker of the words that they stand in; outside all quotations, whose the document is.
    for at in 0..attributions.len() {
        let Some(source) = attributions[at].source.as_ref().filter(|_| attributions[at].speaker.is_none()) else { continue };
        if !matches!(source.words(text.source).to_lowercase().as_str(), "i" | "we") {
            continue;
        }
        let around = attributions.iter().filter(|a| a.direct && a.content.covers(source)).min_by_key(|a| a.content.hull().len());
        attributions[at].speaker = match around {
            Some(outer) => outer.speaker.clone(),
            None => cast.voice_person.or(cast.voice).map(|voice| cast.id(voice)),
        };
    }
}

/// Whether the words after a source say that it was told something.
fn is_heard(text: &Text<'_>, source: &Place, cue: &Place) -> bool {
    let cue = text.tokens_in(cue.hull());
    let near = cue.start.saturating_sub(2)..cue.end;
    let be = |at: usize| matches!(text.lower(at), "been" | "was" | "were");
    let told = |at: usize| matches!(text.lower(at), "told" | "warned" | "informed" | "advised" | "reminded" | "briefed");
    text.tokens.get(cue.start).is_some_and(|first| source.end() <= first.span.start() + 1)
        && near.clone().any(|at| told(at) && near.start < at && be(at - 1))
        && text.lower(cue.end) != "by"
}

/// "It said", "they added": whoever spoke right before, in the same paragraph or the one before, if that can be an "it" or are several.
fn speakers_before(text: &Text<'_>, cast: &Cast, attributions: &mut [Attribution]) {
    let place = |attribution: &Attribution| attribution.source.as_ref().map(Place::start);
    // Who is said to have said something within another's words is not whom "it" goes on with.
    let mut contents: Vec<(usize, usize)> = attributions.iter().map(|it| (it.content.start(), it.content.end())).collect();
    contents.sort_unstable();
    let reach: Vec<usize> = contents
        .iter()
        .scan(0, |furthest, (_, end)| {
            *furthest = (*furthest).max(*end);
            Some(*furthest)
        })
        .collect();
    let nested = |source: &Place| {
        let before = contents.partition_point(|(start, _)| *start <= source.start());
        before > 0 && reach[before - 1] >= source.end()
    };
    let outer = |at: &usize| attributions[*at].source.as_ref().is_some_and(|source| !nested(source));
    let mut order: Vec<usize> = (0..attributions.len()).filter(outer).collect();
    order.sort_by_key(|&at| place(&attributions[at]));
    let paragraph = |byte: Option<usize>| Some(text.sentences[text.sentence_at(byte?)?].paragraph);
    for pair in 1..order.len() {
        let (before, it) = (&attributions[order[pair - 1]], &attributions[order[pair]]);
        let Some(source) = it.source.as_ref() else { continue };
        // "“...,” it said": who goes on, and not whom the words before it name.
        let goes_on = it.content.end() <= source.start() && source.words(text.source).eq_ignore_ascii_case("it");
        if it.speaker.is_some() && !goes_on {
            continue;
        }
        let Some(speaker) = before.speaker.as_ref().and_then(|id| cast.index(id)) else { continue };
        let fits = match source.words(text.source).to_lowercase().as_str() {
            "it" => matches!(cast.actors[speaker].kind, ActorKind::State | ActorKind::Body | ActorKind::Company | ActorKind::Group),
            "they" => matches!(cast.actors[speaker].kind, ActorKind::Group | ActorKind::Unnamed),
            _ => false,
        };
        let near = paragraph(place(before)).zip(paragraph(place(it))).is_some_and(|(a, b)| a.abs_diff(b) <= 1);
        if fits && near && !before.content.covers(source) {
            attributions[order[pair]].speaker = Some(cast.id(speaker));
        }
    }
}

/// The actor that a source phrase means: the person in it, else the first who stands under no preposition.
fn speaker(text: &Text<'_>, cast: &Cast, source: &Place) -> Option<usize> {
    let tokens = text.tokens_in(source.hull());
    // "Some in Norland": not Norland.
    let few = matches!(text.lower(tokens.start), "some" | "many" | "most" | "others" | "people" | "critics" | "few" | "voices");
    if few && text.lower(tokens.start + 1) == "in" {
        return None;
    }
    let mentions: Vec<_> = cast
        .mentions_in(tokens.start.saturating_sub(6)..tokens.end)
        .iter()
        .filter(|m| m.tokens.end > tokens.start && m.actors.len() == 1 && m.form != Form::Place)
        // "His defence minister", "Orr's spokesman": not whose they are.
        .filter(|m| m.form != Form::Attribute || cast.actors[m.actors[0]].kind != ActorKind::Person)
        .collect();
    if super::voice::is_label(text, &tokens) && (cast.voice_person.is_some() || mentions.is_empty()) {
        return cast.voice_person;
    }
    let kind = |actor: usize| cast.actors[actor].kind;
    // "An official travelling with Orr", "a spokesman for Dell": not the person.
    let modifies = |m: &&&Mention| {
        let unnamed = |first: &&Mention| kind(first.actors[0]) == ActorKind::Unnamed && first.tokens.start < m.tokens.start;
        let joined = |at: usize| matches!(text.lower(at), "with" | "for" | "of" | "to");
        mentions.first().is_some_and(unnamed) && m.tokens.start.checked_sub(1).is_some_and(joined)
    };
    // "Orr's spokesman, Jon Dell": not whose he is.
    let owns = |m: &&&Mention| {
        let at = m.tokens.end;
        at < tokens.end && (text.lower(at) == "'s" || text.lower(at) == "'" && !text.tokens[at].spaced)
    };
    mentions
        .iter()
        .find(|m| kind(m.actors[0]) == ActorKind::Person && !modifies(m) && !owns(m))
        .or_else(|| mentions.iter().find(|m| kind(m.actors[0]) == ActorKind::Person && !modifies(m)))
        .or_else(|| mentions.iter().find(|m| m.form == Form::Pronoun))
        .or_else(|| mentions.iter().find(|m| kind(m.actors[0]) == ActorKind::Unnamed))
        .or_else(|| mentions.iter().find(|m| m.form == Form::Name && !under_preposition(text, m.tokens.start)))
        .or_else(|| mentions.iter().find(|m| !cast.is_where(text, m.tokens.start)))
        // "The Orr administration said": not Orr.
        .map(|m| {
            let governed = m.tokens.len() > 1 && matches!(text.lower(m.tokens.end - 1), "administration" | "government");
            if governed { cast.principal(m.actors[0]) } else { m.actors[0] }
        })
}

/// "Orr, who said": whom a relative clause is about. "The factions in the army who say" may be either.
fn relative(text: &Text<'_>, cast: &Cast, source: &Place) -> Option<usize> {
    let tokens = text.tokens_in(source.hull());
    if tokens.len() != 1 || !matches!(text.lower(tokens.start), "who" | "which") {
        return None;
    }
    let comma = tokens.start.checked_sub(1).filter(|&at| text.lower(at) == ",");
    let end = comma.unwrap_or(tokens.start);
    let named = |end: usize| {
        let mut near = cast.mentions_in(end.saturating_sub(8)..end).iter().rev();
        near.find(|m| m.tokens.end == end && m.actors.len() == 1 && m.form == Form::Name)
    };
    // "Orr, a Republican from Vell, who".
    let apposition = || {
        let from = end.saturating_sub(7).max(1);
        let comma = (from..end).rev().find(|&at| matches!(text.lower(at), "," | "." | ";"))?;
        named(comma).filter(|_| text.lower(comma) == ",")
    };
    let mention = named(end).or_else(|| comma.and_then(|_| apposition()))?;
    let actor = mention.actors[0];
    let person = cast.actors[actor].kind == ActorKind::Person;
    let fits = person || text.lower(tokens.start) == "which" || cast.actors[actor].kind == ActorKind::Group;
    (fits && !cast.media.contains(&actor) && (person || !cast.is_where(text, mention.tokens.start))).then_some(actor)
}

fn under_preposition(text: &Text<'_>, at: usize) -> bool {
    let before =
        at.checked_sub(1).map_or("", |i| if matches!(text.lower(i), "the" | "a") && i > 0 { text.lower(i - 1) } else { text.lower(i) });
    matches!(before, "in" | "to" | "with" | "near" | "from" | "on" | "at")
}
