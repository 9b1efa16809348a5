//! Persons whom the user knows: which name in a text is theirs, what they speak for, who holds an office on a day. Where two fit, nobody.
use crate::text::Text;
use evidence::{Names, Office};
use jiff::civil;
use std::collections::{BTreeMap, BTreeSet};

/// A person whom the user knows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct KnownPerson {
    /// The name that the user gives.
    pub(super) name: String,
    /// What the person speaks for, as an index into the gazetteer.
    pub(super) part_of: Option<usize>,
    // The words of the name and of each alias, in lower case.
    forms: Vec<Vec<String>>,
    // The words of each title, in lower case, and when it was held.
    offices: Vec<(BTreeSet<String>, Office)>,
}

impl KnownPerson {
    /// The last words of all names, in lower case.
    pub(super) fn surnames(&self) -> BTreeSet<&str> {
        self.forms.iter().filter_map(|form| form.last()).map(String::as_str).collect()
    }

    /// The last word of the name, in lower case.
    pub(super) fn surname(&self) -> &str {
        self.forms.first().and_then(|form| form.last()).map_or("", String::as_str)
    }

    /// Whether lower-case words name the person: a whole name, one with an initial or a further name, a surname alone.
    fn is_called(&self, words: &[&str]) -> bool {
        self.forms.iter().any(|form| {
            if form.iter().map(String::as_str).eq(words.iter().copied()) {
                return true;
            }
            let ([first, .., last], Some(called)) = (form.as_slice(), words.last()) else { return false };
            last == called && words.first().is_some_and(|word| words.len() == 1 || alike(first, word))
        })
    }

    /// Whether words of an office before a name show it to be this person's.
    fn has_office(&self, office: &[String], on: Option<civil::Date>) -> bool {
        let held = self.offices.iter().filter(|(_, office)| on.is_none_or(|day| office.held_on(day)));
        held.clone().any(|(title, _)| title.iter().all(|word| office.contains(word)))
    }

    /// Whether the person holds exactly the office of these words.
    fn holds(&self, office: &BTreeSet<String>, on: Option<civil::Date>) -> bool {
        self.offices.iter().any(|(title, held)| title == office && on.is_none_or(|day| held.held_on(day)))
    }
}

/// `C.` is like `Corin`, `Emil` is not like `Jory`.
fn alike(a: &str, b: &str) -> bool {
    let (a, b) = (a.trim_end_matches('.'), b.trim_end_matches('.'));
    a == b || (a.chars().count() == 1 || b.chars().count() == 1) && a.chars().next() == b.chars().next()
}

/// Persons whom the user knows, and names that the user keeps apart.
#[derive(Clone, Debug, Default)]
pub(super) struct People {
    pub(super) all: Vec<KnownPerson>,
    // Names of two words and more, by their first: the words, and whose.
    by_first: BTreeMap<String, Vec<(Vec<String>, usize)>>,
    by_last: BTreeMap<String, Vec<usize>>,
    // Pairs in lower case.
    apart: BTreeSet<(String, String)>,
}

impl People {
    /// Those of some names; `whole` finds what each speaks for.
    pub(super) fn of(names: &Names, whole: impl Fn(&str) -> Option<usize>) -> Self {
        let mut people = Self::default();
        for (index, person) in names.people.iter().enumerate() {
            let forms: Vec<Vec<String>> =
                std::iter::once(&person.name).chain(&person.aliases).map(|form| words(form)).filter(|form| !form.is_empty()).collect();
            for form in &forms {
                if let [first, _, ..] = form.as_slice() {
                    people.by_first.entry(first.clone()).or_default().push((form.clone(), index));
                }
            }
            let offices = person.offices.iter().map(|office| (words(&office.title).into_iter().collect(), office.clone())).collect();
            let part_of = person.part_of.as_deref().and_then(&whole);
            let person = KnownPerson { name: person.name.clone(), part_of, forms, offices };
            for surname in person.surnames() {
                people.by_last.entry(surname.to_owned()).or_default().push(index);
            }
            people.all.push(person);
        }
        for forms in people.by_first.values_mut() {
            forms.sort_by_key(|(form, _)| std::cmp::Reverse(form.len()));
        }
        for (a, b) in &names.apart {
            let (a, b) = (words(a).join(" "), words(b).join(" "));
            people.apart.insert((b.clone(), a.clone()));
            people.apart.insert((a, b));
        }
        people
    }

    /// How many tokens a whole name has that begins at token `at`.
    pub(super) fn whole_name_at(&self, text: &Text<'_>, at: usize) -> Option<usize> {
        if self.all.is_empty() || !text.tokens.get(at)?.capital {
            return None;
        }
        let forms = self.by_first.get(text.lower(at))?;
        forms.iter().map(|(form, _)| form).find(|form| form.iter().enumerate().all(|(i, word)| text.lower(at + i) == word)).map(Vec::len)
    }

    /// The one whom lower-case words can mean, with the words of an office where there are such.
    pub(super) fn called(&self, words: &[&str], office: &[String], on: Option<civil::Date>) -> Option<usize> {
        let fitting = self.by_last.get(*words.last()?)?.iter().copied().filter(|&it| self.all[it].is_called(words)).collect::<Vec<_>>();
        match fitting[..] {
            [one] => Some(one),
            _ => {
                let mut holders = fitting.into_iter().filter(|&it| self.all[it].has_office(office, on));
                holders.next().filter(|_| holders.next().is_none())
            }
        }
    }

    /// The one who holds exactly an office on a day, of those of whom `of` is true.
    pub(super) fn holder(&self, office: &[String], on: Option<civil::Date>, of: impl Fn(&KnownPerson) -> bool) -> Option<usize> {
        let office: BTreeSet<String> = office.iter().cloned().collect();
        let mut holders = (0..self.all.len()).filter(|&it| of(&self.all[it]) && self.all[it].holds(&office, on));
        holders.next().filter(|_| holders.next().is_none())
    }

    /// Whether the user says that two names, in lower case, are not of one.
    pub(super) fn apart(&self, a: &str, b: &str) -> bool {
        !self.apart.is_empty() && self.apart.contains(&(a.to_owned(), b.to_owned()))
    }
}

fn words(written: &str) -> Vec<String> {
    let text = Text::of(written);
    (0..text.tokens.len()).map(|i| text.lower(i).trim_end_matches('.').to_owned()).filter(|word| !word.is_empty()).collect()
}
