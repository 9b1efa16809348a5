//! How measures are named within a sentence: with article and number, by a table of our own; what a process has of its own by its title.
use evidence::{MeasureId, Measures};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// A measure as a part of a sentence.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Noun {
    /// With its article: "a general ceasefire".
    pub(crate) words: String,
    /// Whether there "are" such.
    pub(crate) many: bool,
}

#[derive(Deserialize)]
struct File {
    one: BTreeMap<String, String>,
    many: BTreeMap<String, String>,
}

fn file() -> &'static File {
    static FILE: OnceLock<File> = OnceLock::new();
    FILE.get_or_init(|| {
        let text = include_str!("../../data/measure_nouns.toml");
        toml::from_str(text).unwrap_or_else(|bad| unreachable!("a test reads the embedded table: {bad}"))
    })
}

impl Noun {
    /// The measure by the table; one that is not in it by its title, whose number is that of its first noun.
    pub(crate) fn of(measure: &MeasureId, measures: &Measures) -> Self {
        let (one, many) = (file().one.get(&measure.0), file().many.get(&measure.0));
        match (one, many) {
            (Some(words), _) => Self { words: words.clone(), many: false },
            (None, Some(words)) => Self { words: words.clone(), many: true },
            (None, None) => {
                let words = measures.get(measure).map_or_else(|| measure.0.replace('-', " "), |it| low(&it.label));
                Self { many: is_many(&words), words }
            }
        }
    }

    /// "no general ceasefire".
    pub(crate) fn denied(&self) -> String {
        let bare = ["a ", "an ", "the "].iter().find_map(|article| self.words.strip_prefix(article));
        format!("no {}", bare.unwrap_or(&self.words))
    }

    /// "no longer a general ceasefire".
    pub(crate) fn ended(&self) -> String {
        format!("no longer {}", self.words)
    }
}

/// A title within a sentence: "Fishing licences" becomes "fishing licences", "UN resolution" stays.
fn low(title: &str) -> String {
    let mut chars = title.chars();
    match (chars.next(), chars.next()) {
        (Some(first), Some(second)) if second.is_lowercase() || second == ' ' => {
            first.to_lowercase().chain(title.chars().skip(1)).collect()
        }
        _ => title.to_owned(),
    }
}

/// Whether a title is in the plural: by the last word of what stands before "of", "for" and their like.
fn is_many(title: &str) -> bool {
    if ["a ", "an "].iter().any(|it| title.starts_with(it)) {
        return false;
    }
    let joins = |it: &&str| ["of", "on", "to", "for", "in", "from", "with", "at", "by", "between", "under", "without"].contains(it);
    let head = title.split_whitespace().take_while(|it| !joins(it)).last().unwrap_or_default();
    head.ends_with('s') && !["ss", "us", "is"].iter().any(|it| head.ends_with(it))
}

#[cfg(test)]
mod tests {
    use super::{Noun, file};
    use evidence::{MeasureId, Measures};
    use std::fmt::Write as _;

    /// Every measure in every pattern, to be read by a person: a changed line is to be read before it is accepted.
    #[test]
    fn every_measure_reads_as_a_part_of_a_sentence() {
        let mut got = String::new();
        for it in Measures::embedded().all() {
            let noun = Noun::of(&it.id, Measures::embedded());
            let there = if noun.many { "are" } else { "is" };
            let _ = writeln!(
                got,
                "{}\n  Sudria: {words}; {ended}\n  {words} by Norland, if there {there} {words} by Sudria\n  {denied} by Norland, unless there \
                 {there} {words} by Sudria\n  Nothing is known of Norland’s view on {words} by Sudria.",
                it.id,
                words = noun.words,
                ended = noun.ended(),
                denied = noun.denied(),
            );
        }
        insta::with_settings!({snapshot_path => "../../tests/it/snapshots", prepend_module_to_snapshot => false}, {
            insta::assert_snapshot!("measures_in_sentences", got);
        });
    }

    #[test]
    fn every_measure_of_the_list_is_in_the_table_once() {
        let file = file();
        for it in Measures::embedded().all() {
            let n = usize::from(file.one.contains_key(&it.id.0)) + usize::from(file.many.contains_key(&it.id.0));
            assert_eq!(n, 1, "{} in crates/report/data/measure_nouns.toml", it.id);
        }
        assert_eq!(file.one.len() + file.many.len(), Measures::embedded().all().len());
    }

    #[test]
    fn a_measure_of_a_process_goes_by_its_title() {
        for (id, many) in [("fishing-licences", true), ("release-of-the-crew", false), ("limits-on-nets", true), ("access", false)] {
            let noun = Noun::of(&MeasureId(id.to_owned()), Measures::embedded());
            assert_eq!((noun.words.as_str(), noun.many), (id.replace('-', " ").as_str(), many));
        }
    }
}
