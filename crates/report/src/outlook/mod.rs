//! The outlook, shown: in sentences that an envoy reads without knowing the theory, each with its proof and the words behind it. All forms
//! are laid out from the same claims; a claim has words of the record or a listed assumption behind it.

mod noun;
mod words;
mod claims;
mod lay;
mod json;
mod picture;

pub use json::outlook as outlook_json;
pub use lay::{sections, sections_first};
pub use picture::svg as outlook_svg;

use evidence::Measures;
use outlook::answers::{Answers, Compared};
use outlook::proposal::{Change, Cited, Merge, Proposal};
use table::dossier::Record;

/// An outlook with what it is compared with: what every form is made from.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    /// The names of actors.
    pub record: &'a Record,
    /// The names of measures.
    pub measures: &'a Measures,
    /// The model.
    pub proposal: &'a Proposal,
    /// The answers.
    pub answers: &'a Answers,
    /// The outlook before, with what it is called and what has changed since.
    pub before: Option<Before<'a>>,
    /// The outlook under a supposition.
    pub supposed: Option<Supposed<'a>>,
    /// The model of a person, where one is given.
    pub edited: Option<Edited<'a>>,
}

/// An earlier outlook.
#[derive(Clone, Copy, Debug)]
pub struct Before<'a> {
    /// "as of 2034-02-24".
    pub called: &'a str,
    /// Its model.
    pub proposal: &'a Proposal,
    /// Its answers.
    pub answers: &'a Answers,
    /// The later model of the record, whatever a person made of it.
    pub record: &'a Proposal,
    /// What moved in the model since.
    pub changes: &'a [Change],
    /// What became of the outcomes.
    pub outcomes: &'a [Compared],
}

/// A supposition.
#[derive(Clone, Copy, Debug)]
pub struct Supposed<'a> {
    /// The options that are held fast, and whether they are taken.
    pub options: &'a [(usize, bool)],
    /// The model with these.
    pub proposal: &'a Proposal,
    /// Its answers.
    pub answers: &'a Answers,
    /// What becomes of the outcomes.
    pub outcomes: &'a [Compared],
}

/// A person's model beside the record.
#[derive(Clone, Copy, Debug)]
pub struct Edited<'a> {
    /// The model of the record.
    pub record: &'a Proposal,
    /// The model of the record before the changes that are merged, where there are such.
    pub before: Option<&'a Proposal>,
    /// What the record has otherwise than the person's model.
    pub differs: &'a [Change],
    /// What the changes since an earlier day do to it.
    pub merges: &'a [Merge],
}

/// A sentence with what is behind it.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Claim {
    /// What kind of claim: a key of the JSON.
    pub(crate) key: &'static str,
    /// Whom or what it is about.
    pub(crate) heading: Option<String>,
    /// The sentence.
    pub(crate) says: String,
    /// The words behind it.
    pub(crate) words: Vec<Cited>,
    /// The assumptions behind it, as places in the list of the proposal.
    pub(crate) assumes: Vec<usize>,
    /// What proves it.
    pub(crate) proof: Vec<Claim>,
}

/// Claims under a title.
pub(crate) struct Part {
    pub(crate) key: &'static str,
    pub(crate) title: &'static str,
    pub(crate) empty: &'static str,
    pub(crate) claims: Vec<Claim>,
}
