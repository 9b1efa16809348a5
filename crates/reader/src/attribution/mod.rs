//! Who said what: source, cue and content of each attribution, by rules over classes of words ([`attribute`]) and, joined with
//! them, by the trained tagger ([`join`]).
//! Tells whose words stand where, not who that person is: `speaker` stays `None` for the actors to fill.
//! A quotation whose speaker cannot be told has none and a doubt; it never gets the nearest name.

mod cues;
mod class;
mod phrase;
mod direct;
mod indirect;
mod label;
mod learned;

pub use cues::{CueVerb, Cues, Form, Frames};
pub use learned::{Attributed, join};

use crate::quotation::Quotations;
use crate::text::Text;
use evidence::{Attribution, Doubt, DoubtKind, Place};
use phrase::View;
use std::ops::Range;

/// An attribution in tokens, before it becomes places.
#[derive(Clone, Debug)]
struct Found {
    source: Option<Range<usize>>,
    cue: Option<Range<usize>>,
    content: Vec<Range<usize>>,
    direct: bool,
}

impl Found {
    /// One whose content is in one piece and stands in nobody's quotation marks.
    fn reported(source: Option<Range<usize>>, cue: Range<usize>, content: Range<usize>) -> Self {
        Self { source, cue: Some(cue), content: std::iter::once(content).collect(), direct: false }
    }
}

/// Finds the attributions of `text`, in order of their content, and what they leave open: quotations whose speaker
/// cannot be told and quotation marks without a pair. Time: linear in the length of the text.
pub fn attribute(text: &Text<'_>, quotations: &Quotations) -> (Vec<Attribution>, Vec<Doubt>) {
    let cues = Cues::embedded();
    let classes = class::classes(text, cues);
    let view = View { text, classes: &classes };
    let mut doubts = unpaired(quotations);
    let labels = label::labels(&view, quotations);
    // Tokens that rules further down leave alone: turns of a transcript, speech, and cues already used.
    let mut taken = labels.taken;
    let (spoken, unknown) = direct::direct(&view, cues, quotations, &mut taken);
    doubts.extend(unknown);
    // In a turn of a transcript others are told about too; what its speaker thinks is the turn itself.
    let mut in_turn = vec![false; text.tokens.len()];
    for turn in labels.found.iter().filter(|found| found.direct).flat_map(|found| &found.content) {
        in_turn[turn.clone()].fill(true);
        taken[turn.clone()].fill(false);
    }
    let named = |found: &Found| found.source.clone().is_some_and(|source| source.into_iter().any(|at| classes[at] == class::Class::Name));
    let mut reported = indirect::indirect(&view, cues, quotations, &mut taken);
    reported.retain(|found| named(found) || !found.content.first().is_some_and(|content| in_turn[content.start]));
    let mut found = labels.found;
    found.extend(spoken);
    found.extend(reported);
    let mut out: Vec<Attribution> = found.into_iter().filter_map(|found| placed(text, found)).collect();
    out.sort_by(|a, b| a.content.cmp(&b.content).then_with(|| a.cue.cmp(&b.cue)));
    out.dedup_by(|a, b| a.content == b.content && a.source == b.source && a.cue == b.cue);
    doubts.sort_by(|a, b| a.at.cmp(&b.at).then(a.kind.cmp(&b.kind)));
    (out, doubts)
}

fn placed(text: &Text<'_>, found: Found) -> Option<Attribution> {
    let content = Place::of(found.content.into_iter().filter_map(|tokens| text.span_of(tokens)))?;
    let place = |tokens: Range<usize>| text.span_of(tokens).map(Place::from).filter(|place| apart(place, &content));
    let cue = found.cue.and_then(place);
    let source = found.source.and_then(place).filter(|source| cue.as_ref().is_none_or(|cue| apart(source, cue)));
    Some(Attribution { source, cue, content, speaker: None, direct: found.direct, confidence: None })
}

/// Whether two places share no byte: a word has one role in an attribution.
fn apart(a: &Place, b: &Place) -> bool {
    !a.spans().iter().any(|span| b.overlaps(*span))
}

fn unpaired(quotations: &Quotations) -> Vec<Doubt> {
    let doubt = |at: Place, says: &str| Doubt { at: Some(at), kind: DoubtKind::UnpairedQuotation, says: says.to_owned() };
    let open = quotations.all.iter().filter(|quotation| quotation.unpaired);
    let open = open.map(|quotation| doubt(quotation.outer.clone(), "a quotation opens here and is never closed; where it ends is a guess"));
    let stray = quotations.stray.iter().map(|mark| doubt(Place::from(*mark), "a quotation mark stands here without its pair"));
    open.chain(stray).collect()
}
