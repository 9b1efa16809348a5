//! The table of cue verbs and nouns, `data/cues.toml`: their forms, how content follows them, which act they hint at.
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::OnceLock;

/// A verb of saying or doing, or an adjective such as "willing".
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CueVerb {
    /// Its base form, unique in the table.
    pub lemma: String,
    /// How what is said may follow it.
    pub frames: Frames,
    /// The act that it hints at, by its name in the JSON contract (`demand`); it never decides by itself.
    pub act: Option<String>,
    /// The strength or status that it hints at, by its name in the JSON contract (`insist`, `called-off`).
    pub strength: Option<String>,
}

impl CueVerb {
    /// Whether it attributes: "insist" does, "sign" does not.
    pub const fn is_cue(&self) -> bool {
        !self.frames.is_empty()
    }
}

/// How the content may follow a cue.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Frames {
    /// A clause with "that".
    pub that: bool,
    /// A clause without "that".
    pub bare: bool,
    /// A quotation, before it or after it.
    pub quote: bool,
    /// A clause with "whether", "how", "what".
    pub question: bool,
    /// A to-infinitive.
    pub to: bool,
    /// A noun phrase.
    pub object: bool,
    /// Who hears it may stand before the content.
    pub addressee: bool,
    /// One of these prepositions and a phrase.
    pub prepositions: Vec<String>,
}

impl Frames {
    const fn is_empty(&self) -> bool {
        !(self.that || self.bare || self.quote || self.question || self.to || self.object || self.addressee) && self.prepositions.is_empty()
    }

    fn of(words: &[String]) -> Self {
        let mut frames = Self::default();
        for word in words {
            match word.as_str() {
                "that" => frames.that = true,
                "bare" => frames.bare = true,
                "quote" => frames.quote = true,
                "question" => frames.question = true,
                "to" => frames.to = true,
                "object" => frames.object = true,
                "addressee" => frames.addressee = true,
                _ => frames.prepositions.push(word.clone()),
            }
        }
        frames
    }
}

/// Which form of a verb a word is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// `insist`, also for the plural.
    Base,
    /// `insists`.
    Third,
    /// `insisted`, where the participle is the same.
    Past,
    /// `insisting`.
    Ing,
    /// `spoken`, where it differs from the past.
    Participle,
    /// No verb but an adjective after "is": `willing`.
    Adjective,
}

/// A noun of saying, such as "demand".
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct CueNoun {
    /// `that`, `to` and the prepositions that open its content.
    pub(super) openers: Vec<String>,
}

/// The table of verbs and nouns.
#[derive(Debug)]
pub struct Cues {
    verbs: Vec<CueVerb>,
    nouns: Vec<CueNoun>,
    by_form: HashMap<String, (usize, Form)>,
    by_noun: HashMap<String, usize>,
}

#[derive(Deserialize)]
struct File {
    verb: Vec<Row>,
    noun: Vec<Row>,
    adjective: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    lemma: String,
    forms: Vec<String>,
    frames: Vec<String>,
    act: Option<String>,
    strength: Option<String>,
}

impl Cues {
    /// The table that is compiled in.
    pub fn embedded() -> &'static Self {
        static TABLE: OnceLock<Cues> = OnceLock::new();
        TABLE.get_or_init(|| Self::parse(include_str!("../../data/cues.toml")).unwrap_or_else(|_| Self::empty()))
    }

    fn empty() -> Self {
        Self { verbs: Vec::new(), nouns: Vec::new(), by_form: HashMap::new(), by_noun: HashMap::new() }
    }

    fn parse(source: &str) -> Result<Self, toml::de::Error> {
        let file: File = toml::from_str(source)?;
        let mut cues = Self::empty();
        let verbs = [Form::Base, Form::Third, Form::Past, Form::Ing, Form::Participle];
        let rows = file.verb.into_iter().map(|row| (row, &verbs[..]));
        for (row, kinds) in rows.chain(file.adjective.into_iter().map(|row| (row, &[Form::Adjective][..]))) {
            let index = cues.verbs.len();
            for (form, kind) in row.forms.into_iter().zip(kinds) {
                cues.by_form.entry(form).or_insert((index, *kind));
            }
            cues.verbs.push(CueVerb { lemma: row.lemma, frames: Frames::of(&row.frames), act: row.act, strength: row.strength });
        }
        for row in file.noun {
            for form in row.forms {
                cues.by_noun.entry(form).or_insert(cues.nouns.len());
            }
            cues.nouns.push(CueNoun { openers: row.frames });
        }
        Ok(cues)
    }

    /// The verb of which `word`, in lower case, is a form. Whether it is a verb there is for the reader to tell.
    pub fn verb(&self, word: &str) -> Option<(&CueVerb, Form)> {
        self.by_form.get(word).and_then(|(index, form)| Some((self.verbs.get(*index)?, *form)))
    }

    /// All verbs, in the order of the table.
    pub fn verbs(&self) -> &[CueVerb] {
        &self.verbs
    }

    pub(super) fn noun(&self, word: &str) -> Option<&CueNoun> {
        self.by_noun.get(word).and_then(|index| self.nouns.get(*index))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_can_be_read_and_names_each_verb_once() {
        let cues = Cues::parse(include_str!("../../data/cues.toml")).expect("data/cues.toml");
        let mut lemmas: Vec<&str> = cues.verbs.iter().map(|v| v.lemma.as_str()).collect();
        lemmas.sort_unstable();
        let count = lemmas.len();
        lemmas.dedup();
        assert_eq!(lemmas.len(), count);
        assert!(count > 300);
    }

    #[test]
    fn each_hint_is_an_act_of_the_list() {
        for verb in Cues::embedded().verbs() {
            if let Some(act) = &verb.act {
                assert!(evidence::ActKind::ALL.iter().any(|a| a.as_str() == act), "{}: no act {act}", verb.lemma);
            }
        }
    }
}
