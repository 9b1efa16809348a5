//! Options and moves by the words with which a person names them.
use super::Proposal;
use evidence::{ActorId, MeasureId, Measures};
use std::fmt;
use table::dossier::Record;

/// A move that a person names, and whether it is to be made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wish {
    /// The words for the measure or option.
    what: String,
    /// The words for who does it.
    by: Option<String>,
    /// Whether it is to be made.
    pub taken: bool,
}

/// Words that name no option, or several.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NotFound {
    /// What is wrong.
    pub says: String,
    /// The options that there are, or that are meant.
    pub options: Vec<String>,
}

impl fmt::Display for NotFound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.says)
    }
}

impl std::error::Error for NotFound {}

impl Wish {
    /// Reads `OPTION by ACTOR = Y`; without ` by ACTOR` whoever has the option, without `= Y` it is to be made.
    pub fn read(words: &str) -> Result<Self, NotFound> {
        let (words, taken) = match words.rsplit_once('=') {
            None => (words, true),
            Some((words, value)) => match value.trim().to_lowercase().as_str() {
                "y" | "yes" => (words, true),
                "n" | "no" => (words, false),
                other => {
                    let says = format!("“{other}” is neither Y nor N");
                    return Err(NotFound { says, options: Vec::new() });
                }
            },
        };
        let (what, by) = words.split_once(" by ").map_or((words, None), |(what, by)| (what, Some(by.trim().to_owned())));
        // The engine's way to name an option of one of several owners.
        let (what, by) = match (what.split_once(": "), by) {
            (Some((owner, what)), None) => (what, Some(owner.trim().to_owned())),
            (_, by) => (what, by),
        };
        Ok(Self { what: what.trim().to_owned(), by, taken })
    }

    /// The option of a proposal that is meant.
    pub fn option(&self, proposal: &Proposal, measures: &Measures) -> Result<usize, NotFound> {
        let named = |i: usize| proposal.called(i);
        let by = |i: &usize| {
            let dm = &proposal.decision_makers[proposal.owner(*i)];
            self.by.as_ref().is_none_or(|by| alike(by, &dm.name) || alike(by, &dm.actor.0))
        };
        let what = |i: &usize| {
            let it = &proposal.options[*i];
            let label = measures.get(&it.measure).map(|it| it.label.as_str());
            alike(&self.what, &it.name) || alike(&self.what, &it.measure.0) || label.is_some_and(|it| alike(&self.what, it))
        };
        let exact: Vec<usize> = (0..proposal.options.len()).filter(by).filter(|i| alike(&self.what, &proposal.options[*i].name)).collect();
        let found: Vec<usize> = if exact.is_empty() { (0..proposal.options.len()).filter(by).filter(what).collect() } else { exact };
        match found.as_slice() {
            [one] => Ok(*one),
            [] => {
                let options = (0..proposal.options.len()).map(named).collect();
                Err(NotFound { says: format!("the model has no option “{}”", self.words()), options })
            }
            many => Err(NotFound {
                says: format!("“{}” may be several options", self.words()),
                options: many.iter().map(|i| named(*i)).collect(),
            }),
        }
    }

    /// The move that is meant, by an actor of the record and a measure of the list.
    pub fn a_move(&self, record: &Record, measures: &Measures) -> Option<(ActorId, MeasureId)> {
        let by = self.by.as_ref()?;
        let actor = record.parties().iter().find(|(id, it)| alike(by, &it.name) || alike(by, &id.0)).map(|(id, _)| id.clone())?;
        let measure = measures.all().iter().find(|it| alike(&self.what, &it.id.0) || alike(&self.what, &it.label))?;
        Some((actor, measure.id.clone()))
    }

    fn words(&self) -> String {
        self.by.as_ref().map_or_else(|| self.what.clone(), |by| format!("{} by {by}", self.what))
    }
}

/// Equal but for case, spaces and hyphens.
fn alike(a: &str, b: &str) -> bool {
    let plain = |it: &str| {
        it.to_lowercase().split(|c: char| c.is_whitespace() || c == '-').filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" ")
    };
    plain(a) == plain(b)
}
