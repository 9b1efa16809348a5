//! Who holds an office, in the document or as its day tells: "the foreign minister", "the vice president".
use super::{Builder, Draft, Form, LEADERS, is_deputy, same_person};
use crate::actor::gazetteer;
use crate::actor::word::{OFFICES, among};
use evidence::{About, ActorKind, Place, Span};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

impl Builder<'_, '_> {
    /// The one person of the document who holds an office, of a state where one is given.
    pub(super) fn office_holder(&mut self, whole: Option<usize>, office: &[String]) -> Option<usize> {
        let title = office.iter().rev().find(|word| among(OFFICES, word))?;
        match self.holders.get(&(whole, title.clone(), is_deputy(office))).map(Vec::as_slice) {
            Some([person]) => Some(*person),
            Some(_) => None,
            None => self.known_holder(whole, office),
        }
    }

    /// Of several who hold an office the one named last; of presidents and ministers whoever is named twice as often as any other.
    pub(super) fn recent_holder(&self, office: &[String], words: Range<usize>) -> Option<usize> {
        const BACK: usize = 120;
        // "THE PRESIDENT:" in remarks is whose remarks they are.
        if self.text.tokens[words.end - 1].capital {
            return None;
        }
        let at = words.start;
        let title = office.iter().rev().find(|word| among(OFFICES, word))?;
        let all = || {
            let person = |draft: &Draft| draft.kind == ActorKind::Person && is_deputy(&draft.office) == is_deputy(office);
            self.drafts.iter().enumerate().filter(move |(_, draft)| person(draft) && draft.office.contains(title))
        };
        if matches!(title.as_str(), "president" | "minister" | "premier" | "chancellor" | "king" | "leader") {
            let mut times: Vec<(usize, usize)> = all().map(|(person, draft)| (draft.mentions.len(), person)).collect();
            times.sort_unstable_by(|a, b| b.cmp(a));
            return match times[..] {
                [(most, person), (second, _), ..] if most >= 2 * second => Some(person),
                _ => None,
            };
        }
        let last = |draft: &Draft| draft.mentions.iter().map(|(tokens, ..)| tokens.end).filter(|end| *end <= at).max();
        let near = all().filter_map(|(person, draft)| Some((last(draft)?, person)));
        near.filter(|(end, _)| end + BACK > at).max().map(|(_, person)| person)
    }

    /// Who holds an office on the document's day, as the user knows: of a whole, else of whoever the text names.
    pub(super) fn known_holder(&mut self, whole: Option<usize>, office: &[String]) -> Option<usize> {
        let named = |known: usize| match (whole, self.by_known.get(&known)) {
            (Some(whole), Some(&draft)) => draft == whole,
            (None, Some(&draft)) => !self.drafts[draft].mentions.is_empty(),
            (_, None) => false,
        };
        let person = self.gazetteer.people.holder(office, self.day, |it| it.part_of.is_some_and(named))?;
        Some(self.acquainted(person))
    }

    /// Who holds which office, once all persons are known: of each at most two, as of two nobody can be meant.
    pub(super) fn list_holders(&mut self) {
        let mut holders: BTreeMap<(Option<usize>, String, bool), Vec<usize>> = BTreeMap::new();
        for (person, draft) in self.drafts.iter().enumerate().filter(|(_, draft)| draft.kind == ActorKind::Person) {
            let leads = draft.office.iter().any(|word| LEADERS.contains(&word.as_str()));
            let deputy = is_deputy(&draft.office);
            let titles = draft.office.iter().filter(|word| !word.ends_with('s') && (*word != "leader")).map(String::as_str);
            for title in titles.chain(leads.then_some("leader")).collect::<BTreeSet<_>>() {
                // Whoever asks for "the president" does not mean the vice president; whoever asks for the vice may mean either, but for where
                // there is one.
                for asked in [true, false] {
                    if deputy && !asked && title != "leader" {
                        continue;
                    }
                    for whole in BTreeSet::from([None, draft.part_of]) {
                        let list = holders.entry((whole, title.to_owned(), asked)).or_default();
                        let is_vice = |person: usize| is_deputy(&self.drafts[person].office);
                        if asked && deputy && !list.iter().any(|&other| is_vice(other)) {
                            list.clear();
                        }
                        let outdone = asked && !deputy && list.iter().any(|&other| is_vice(other));
                        if list.len() < 2 && !outdone {
                            list.push(person);
                        }
                    }
                }
            }
        }
        self.holders = holders;
    }

    /// "A spokesman for Orr" speaks for whom Orr speaks for, or for Orr.
    pub(super) fn spokesmen_of_persons(&mut self) {
        for at in 0..self.drafts.len() {
            let draft = &self.drafts[at];
            let person = draft.part_of.filter(|&whole| draft.kind == ActorKind::Unnamed && self.drafts[whole].kind == ActorKind::Person);
            if let Some(whole) = person.and_then(|person| self.drafts[person].part_of) {
                self.drafts[at].part_of = Some(whole);
            }
        }
    }

    /// "Foreign Minister Orr and other officials": the others are of whom Orr speaks for, wherever they are told of.
    pub(super) fn officials_beside(&mut self) {
        let mut ends: HashMap<usize, usize> = HashMap::new();
        for (at, draft) in self.drafts.iter().enumerate().filter(|(_, draft)| draft.kind == ActorKind::Person) {
            ends.extend(draft.mentions.iter().map(|(tokens, ..)| (tokens.end, at)));
        }
        for at in 0..self.drafts.len() {
            let draft = &self.drafts[at];
            let others =
                matches!(draft.name.split_once(' '), Some(("other", "officials" | "ministers" | "diplomats" | "leaders" | "negotiators")));
            if draft.kind == ActorKind::Person || draft.part_of.is_some() || !others {
                continue;
            }
            let beside = |(tokens, ..): &(Range<usize>, Span, Form)| {
                let and = tokens.start.checked_sub(1).filter(|&at| self.text.lower(at) == "and")?;
                self.drafts[*ends.get(&and)?].part_of
            };
            let mut wholes = draft.mentions.iter().map(beside);
            let first = wholes.next().flatten();
            if first.is_some() && wholes.all(|whole| whole == first) {
                self.drafts[at].part_of = first;
            }
        }
    }

    /// Persons of whom the document does not say whose they are, but who are known to hold an office at its time.
    pub(super) fn office_holders(&mut self, about: &About) {
        let year = about.published.as_ref().and_then(|p| p.date.first_day()).map(|day| day.year());
        for person in 0..self.drafts.len() {
            let draft = &self.drafts[person];
            let (ActorKind::Person, None, Some(surname)) = (draft.kind, draft.part_of, &draft.surname) else { continue };
            let titled = draft.office.iter().any(|word| {
                matches!(
                    word.as_str(),
                    "president" | "minister" | "premier" | "chancellor" | "secretary" | "king" | "pope" | "mr" | "prime"
                )
            });
            let bare = !draft.name.contains(' ');
            // A bare surname without any title is taken only where the text goes on using it.
            let said_often = draft.mentions.len() > 1;
            // "Mr. Kim, the plant's manager" is none, nor is anybody where nothing is said of the country.
            let told_who = draft.mentions.iter().any(|(tokens, ..)| {
                self.text.lower(tokens.end) == ","
                    && matches!(self.text.lower(tokens.end + 1), "a" | "an" | "the" | "who" | "his" | "her" | "my" | "our")
            });
            let of_named = |it: &&gazetteer::Holder| {
                let state = self.gazetteer.named(it.whole).and_then(|known| self.by_known.get(&known));
                state.is_some_and(|state| !self.drafts[*state].mentions.is_empty())
            };
            let by_family = gazetteer::holders_by_family().get(surname).filter(|_| bare && !told_who);
            let by_family = by_family.into_iter().flatten().copied().filter(of_named);
            let fits: Vec<&gazetteer::Holder> = gazetteer::holders()
                .get(surname)
                .into_iter()
                .flatten()
                .chain(by_family)
                .filter(|h| year.is_none_or(|y| h.years.contains(&y)))
                .filter(|h| if bare { titled || said_often } else { same_person(h.name, &draft.name) })
                .collect();
            let mut wholes: Vec<&str> = fits.iter().map(|h| h.whole).collect();
            wholes.sort_unstable();
            wholes.dedup();
            if let [whole] = wholes[..]
                && let Some(known) = self.gazetteer.named(whole)
            {
                let whole = self.known(known);
                self.drafts[person].part_of = Some(whole);
            }
        }
    }

    /// Where the titles of those who speak for somebody name it: "British" in "British Foreign Secretary Lind".
    pub(super) fn in_titles(&self, whole: usize) -> Vec<Place> {
        let name = &self.drafts[whole].name;
        let titles = self.drafts.iter().filter(|draft| draft.part_of == Some(whole)).flat_map(|draft| &draft.mentions);
        let mut places: Vec<Place> = titles
            .flat_map(|(tokens, ..)| tokens.clone())
            .filter_map(|at| self.gazetteer.find(self.text, at).map(|hit| (at, hit)))
            .filter(|(_, hit)| self.gazetteer.known[hit.known].name == *name)
            .filter_map(|(at, hit)| self.text.span_of(at..at + hit.length))
            .map(Place::from)
            .collect();
        places.sort();
        places.dedup();
        places
    }
}
