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

pub use tagger::{Acts, Sight};

pub use act::{BadHeads, Heads, Linear, ROLES, SIGNS, Signs, Study, TRAITS, odds};
pub use actor::slug;

use actor::Gazetteer;
use attribution::Attributed;
use evidence::{Act, Attribution, Document, Doubt, DoubtKind, Measures, Names, Reading};
use measure::Cues;
use std::sync::Arc;
use tagger::Tagger;
use text::Text;

/// What a reading goes by, besides the document.
#[derive(Clone, Debug)]
pub struct Config {
    /// What finds who said what.
    model: Model,
    /// Threads that one document may take.
    threads: usize,
    /// What was learned of acts; none to go by the rules alone.
    heads: Option<Arc<Heads>>,
    /// The encoder of acts that these look through; without one, that of the program.
    encoder: Option<&'static Acts>,
    /// Acts that are less likely right are left out.
    least: f32,
    /// The measures' cues, compiled once for many documents.
    cues: Arc<Cues>,
    /// The tables of names with those that the user knows; the tables alone where there are none.
    gazetteer: Option<Arc<Gazetteer>>,
}

/// What finds who said what, besides the rules, which always look for quotations, speaker labels and their speakers.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Model {
    /// The trained tagger; its weights are unpacked when the first document is read. The rules alone where the program was built
    /// without weights.
    #[default]
    Whole,
    /// A smaller trained tagger: faster, and a little less of what is reported in the writer's own words is found.
    Fast,
    /// The rules alone, for the acts too: what the heads learned they learned with the tagger.
    None,
}

impl Config {
    /// Reads by this list of measures.
    pub fn with_measures(measures: &Measures) -> Self {
        Self {
            model: Model::default(),
            threads: 1,
            heads: Heads::embedded().cloned().map(Arc::new),
            encoder: None,
            least: 0.0,
            cues: Arc::new(Cues::new(measures)),
            gazetteer: None,
        }
    }

    /// The same with names that the user knows: whoever of them a text speaks of is recognised, called by the name given here, and
    /// speaks for whom it is said to here. Nobody and nothing comes into a reading by them that the text does not speak of; roles that
    /// they have are not taken for what a text says.
    pub fn with_names(self, names: &Names) -> Self {
        Self { gazetteer: (!names.is_empty()).then(|| Arc::new(Gazetteer::with(names))), ..self }
    }

    /// The same with other heads to tell acts by, or by the rules alone.
    pub fn with_heads(self, heads: Option<Arc<Heads>>) -> Self {
        Self { heads, ..self }
    }

    /// The same with another encoder of acts for the heads to look through.
    pub fn with_encoder(self, encoder: &'static Acts) -> Self {
        Self { encoder: Some(encoder), ..self }
    }

    /// The same without the acts whose confidence is less than this, from 0 to 1; acts told by the rules alone have none and stay.
    pub fn with_least_confidence(self, least: f32) -> Self {
        Self { least, ..self }
    }

    fn gazetteer(&self) -> &Gazetteer {
        self.gazetteer.as_deref().unwrap_or_else(|| Gazetteer::embedded())
    }

    /// The same with another model.
    pub fn with_model(self, model: Model) -> Self {
        Self { model, ..self }
    }

    /// The same with so many threads for one document, at least 1; the reading is the same whatever the number. More than one is worth
    /// it where there are fewer documents than cores.
    pub fn with_threads(self, threads: usize) -> Self {
        Self { threads, ..self }
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
    let heads = config.heads.as_deref().filter(|_| config.model != Model::None);
    let Known { text, mut cast, mut attributions, for_acts, mut doubts, cues } = Known::of(document, config);
    let sight = heads.and_then(|_| sight(&text, config));
    let told = Told { attributions: &attributions, for_acts: &for_acts, sight: sight.as_ref() };
    let act::Found { mut acts, doubts: more, roles: by_head, mut without_part } =
        act::acts(scene::Scene::new(&text, &cast, &cues), told, heads, config.least);
    doubts.extend(more);
    doubts.extend(silence::silences(&text, &cast));
    doubts.extend(cast.ambiguous.iter().map(|(span, names)| Doubt {
        at: Some((*span).into()),
        kind: DoubtKind::AmbiguousActor,
        says: format!("“{}” may be {}", text.words(*span), names.join(" or ")),
    }));
    doubts.extend(date::put(&text, about.published.as_ref(), &attributions, &mut acts));
    actor::share_voice(&cast, &mut acts, &mut attributions);
    if heads.is_some() {
        for (actor, roles) in by_head {
            cast.actors[actor].roles = roles;
        }
    } else {
        actor::roles(&text, &mut cast, &acts);
    }
    actor::roles_at_talks(&text, &mut cast, &acts);
    without_part.retain(|&actor| cast.actors[actor].roles.is_empty());
    actor::drop_bystanders(&text, &mut cast, &acts, &mut attributions, &without_part, heads.is_some());
    call_as_listed(&cues, &mut acts, &mut doubts);
    doubts.sort_by(|a, b| (&a.at, a.kind, &a.says).cmp(&(&b.at, b.kind, &b.says)));
    doubts.dedup();
    (Reading { actors: cast.actors, attributions, acts }, doubts)
}

/// Gives the measures of acts the names that the list has for them: while it reads, the reader has its own.
fn call_as_listed(cues: &Cues, acts: &mut [Act], doubts: &mut [Doubt]) {
    for (own, listed) in cues.renamed() {
        // In what the reader says of a measure its name is a word by itself, or ends in a colon.
        let say = |says: &mut String| {
            let named = |word: &str| word.strip_suffix(':').unwrap_or(word) == own.0;
            let words: Vec<String> =
                says.split(' ').map(|word| if named(word) { word.replace(&own.0, &listed.0) } else { word.to_owned() }).collect();
            *says = words.join(" ");
        };
        for act in &mut *acts {
            let about = act.measures.iter_mut().map(|matter| &mut matter.measure);
            let awaited = act.condition.as_mut().and_then(|condition| condition.measure.as_mut());
            about.chain(awaited).filter(|measure| *measure == own).for_each(|measure| measure.clone_from(listed));
            act.reasons.iter_mut().filter(|reason| reason.field == "measures").for_each(|reason| say(&mut reason.rule));
        }
        doubts.iter_mut().filter(|doubt| doubt.kind == DoubtKind::NoMeasure).for_each(|doubt| say(&mut doubt.says));
    }
}

/// What is seen of a text by the encoder of acts.
fn sight(text: &Text<'_>, config: &Config) -> Option<Sight> {
    config.encoder.or_else(Acts::embedded).map(|acts| acts.see(text.source, config.threads))
}

/// What is known of the acts of a text before they are told: who is said to say what, and what the encoder of acts sees.
#[derive(Clone, Copy)]
pub(crate) struct Told<'t> {
    pub(crate) attributions: &'t [Attribution],
    pub(crate) for_acts: &'t [Attribution],
    pub(crate) sight: Option<&'t Sight>,
}

/// What is known of a document before its acts are told.
pub struct Known<'a> {
    text: Text<'a>,
    cast: actor::Cast,
    attributions: Vec<Attribution>,
    for_acts: Vec<Attribution>,
    doubts: Vec<Doubt>,
    cues: Arc<Cues>,
}

impl<'a> Known<'a> {
    /// Of a document whose language is read.
    pub fn of(document: &'a Document, config: &Config) -> Self {
        let text = Text::of(document.text());
        let quotations = quotation::quotations(&text);
        let tagger = match config.model {
            Model::Whole => Tagger::embedded(),
            Model::Fast => Tagger::fast(),
            Model::None => None,
        };
        let ruled = attribution::attribute(&text, &quotations);
        let found = match tagger {
            Some(tagger) => attribution::join(&text, &quotations, ruled, tagger, config.threads),
            None => Attributed::ruled(ruled),
        };
        let Attributed { mut attributions, mut for_acts, doubts } = found;
        for told in [&mut attributions, &mut for_acts] {
            told.retain(|it| !text.is_furniture(it.content.start()));
        }
        let mut cast = actor::find(&text, &document.about, config.gazetteer());
        actor::name_speakers(&text, &mut cast, &mut attributions);
        actor::name_speakers(&text, &mut cast, &mut for_acts);
        Self { text, cast, attributions, for_acts, doubts, cues: Arc::clone(&config.cues) }
    }

    /// What the encoder of acts sees of it; none where the program was built without its weights.
    pub fn sight(&self, config: &Config) -> Option<Sight> {
        sight(&self.text, config)
    }

    /// What the heads see of it, for those who teach them.
    pub fn study<'t>(&'t self, sight: Option<&'t Sight>) -> Study<'t, 'a> {
        let told = Told { attributions: &self.attributions, for_acts: &self.for_acts, sight };
        act::study(scene::Scene::new(&self.text, &self.cast, &self.cues), told)
    }
}
