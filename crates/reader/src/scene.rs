//! What is known of a document when its acts are told: its text, who is in it, and which measures it names where.
use crate::actor::{Cast, Form};
use crate::measure::{self, Cues, Hit};
use crate::text::Text;
use evidence::{ActKind, ActorId, Matter, MeasureId, Place};
use std::ops::Range;

/// The text with its actors and the measures that it names.
pub(crate) struct Scene<'t, 'a> {
    pub(crate) text: &'t Text<'a>,
    pub(crate) cast: &'t Cast,
    cues: &'t Cues,
    // In order of the text, "the truce" resolved to the one named before.
    hits: Vec<Hit>,
}

impl<'t, 'a> Scene<'t, 'a> {
    pub(crate) fn new(text: &'t Text<'a>, cast: &'t Cast, cues: &'t Cues) -> Self {
        Self { text, cast, cues, hits: cues.in_document(text) }
    }

    /// Where measures are named, in order of the text.
    pub(crate) fn hits(&self) -> &[Hit] {
        &self.hits
    }

    /// Whether there is a measure of this id in the list that is read by.
    pub(crate) fn knows(&self, measure: &MeasureId) -> bool {
        self.cues.knows(measure)
    }

    /// The list that is read by.
    pub(crate) fn cues(&self) -> &'t Cues {
        self.cues
    }

    /// Whether one of two measures undoes the other.
    pub(crate) fn undoes(&self, one: &MeasureId, other: &MeasureId) -> bool {
        self.cues.opposite(one) == Some(other) || self.cues.opposite(other) == Some(one)
    }

    /// Whether the first of two measures is of the kind that the second names.
    pub(crate) fn is_kind_of(&self, narrow: &MeasureId, broad: &MeasureId) -> bool {
        self.cues.is_kind_of(narrow, broad)
    }

    /// A measure that a quote names, with what its words fill in.
    pub(crate) fn matter(&self, hit: &Hit, quote: &Place) -> Matter {
        measure::matter(self.cues, self.text, quote, hit)
    }

    /// The measures that some words are about, those named in `without` aside.
    pub(crate) fn matters(&self, words: &Place, kind: Option<ActKind>, sentence: Range<usize>, without: Option<&Place>) -> Vec<Matter> {
        let has_actor = self.cast.mentions_in(sentence.clone()).iter().any(|m| !m.actors.is_empty());
        let hits: Vec<Hit> = measure::within(&self.hits, sentence)
            .iter()
            .filter(|hit| without.is_none_or(|place| !place.overlaps(hit.span)))
            .cloned()
            .collect();
        measure::matters(self.cues, self.text, words, &hits, kind, has_actor)
    }

    /// The first measure that some tokens are about.
    pub(crate) fn first_measure(&self, tokens: Range<usize>) -> Option<MeasureId> {
        let words: Place = self.text.span_of(tokens.clone())?.into();
        self.matters(&words, None, tokens, None).into_iter().next().map(|matter| matter.measure)
    }

    /// The principal that some tokens name first, where they name one.
    pub(crate) fn first_principal(&self, tokens: Range<usize>) -> Option<ActorId> {
        let mentions = self.cast.mentions_in(tokens);
        let mention = mentions.iter().find(|m| m.form != Form::Place && m.actors.len() == 1)?;
        Some(self.cast.id(self.cast.principal(mention.actors[0])))
    }
}
