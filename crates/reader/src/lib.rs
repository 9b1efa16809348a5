//! One report in, one reading out: who is named, who said what, who did what, each with its words.
//! Knows no other document, no record, no clock and no network: one document always reads the same.

pub mod document;
pub mod text;
pub mod quotation;
pub mod attribution;
mod actor;
mod act;
pub mod measure;
mod condition;
mod scene;
pub mod date;
mod silence;

use evidence::{Document, Doubt, DoubtKind, Measures, Reading, Reason, When};
use measure::Cues;
use std::sync::Arc;
use text::Text;

/// What a reading goes by, besides the document.
#[derive(Clone, Debug)]
pub struct Config {
    /// The measures' cues, compiled once for many documents.
    cues: Arc<Cues>,
}

impl Config {
    /// Reads by this list of measures.
    pub fn with_measures(measures: &Measures) -> Self {
        Self { cues: Arc::new(Cues::new(measures)) }
    }
}

impl Default for Config {
    /// Reads by the list of measures that is compiled in.
    fn default() -> Self {
        Self::with_measures(Measures::embedded())
    }
}

/// Reads one document. Doubts, never fails: a garbled paragraph costs that paragraph, and the doubts say so.
pub fn read(document: &Document, config: &Config) -> (Reading, Vec<Doubt>) {
    let about = &document.about;
    if !about.language.is_read() {
        let says = format!("language: {}, not read", about.language.code);
        return (Reading::default(), vec![Doubt { at: None, kind: DoubtKind::LanguageNotRead, says }]);
    }
    let text = Text::of(document.text());
    let quotations = quotation::quotations(&text);
    let (mut attributions, mut doubts) = attribution::attribute(&text, &quotations);
    let mut cast = actor::find(&text, about);
    actor::name_speakers(&text, &mut cast, &mut attributions);
    let (mut acts, more) = act::acts(&scene::Scene::new(&text, &cast, &config.cues), &attributions);
    doubts.extend(more);
    doubts.extend(silence::silences(&text, &cast));
    doubts.extend(cast.ambiguous.iter().map(|(span, names)| Doubt {
        at: Some((*span).into()),
        kind: DoubtKind::AmbiguousActor,
        says: format!("“{}” may be {}", text.words(*span), names.join(" or ")),
    }));
    let times = date::times(&text, about.published.as_ref());
    for act in &mut acts {
        act.when = date::when(&text, &times, &act.quote, Some(act.kind));
        match &act.when {
            Some(When::Unresolved { words }) => {
                let said = words.words(document.text());
                let says = match about.published {
                    None => format!("the document has no date, so “{said}” cannot be placed"),
                    Some(_) => format!("“{said}” does not give a date"),
                };
                doubts.push(Doubt { at: Some(words.clone()), kind: DoubtKind::UnresolvedDate, says });
            }
            Some(When::Resolved { words, .. }) => {
                act.reasons.push(Reason { field: "when", rule: "time words of its clause".to_owned(), at: Some(words.clone()) });
            }
            None => {}
        }
    }
    actor::roles(&text, &mut cast, &acts);
    actor::drop_bystanders(&mut cast, &acts, &attributions);
    doubts.sort_by(|a, b| (&a.at, a.kind, &a.says).cmp(&(&b.at, b.kind, &b.says)));
    doubts.dedup();
    (Reading { actors: cast.actors, attributions, acts }, doubts)
}
