//! Persons: who bears a name, whose he or she is, which of several with one surname is meant.
use super::{Builder, Draft, LEADERS, family, initials_fit, is_deputy, is_no_longer, same_person};
use crate::actor::gazetteer;
use crate::actor::name::{Piece, Run};
use crate::actor::unknown::UnknownStates;
use crate::actor::word::{
    BODY_HEADS, COMPANY_HEADS, GROUP_HEADS, OF_BODIES, OFFICE_PARTS, OFFICES, PARTICLES, PLACES, PROFESSIONS, SPEAKS, among,
};
use crate::text::TokenKind;
use evidence::ActorKind;

/// Words of the names of places where people study and teach, and of parts of bodies: their heads speak for no party.
#[rustfmt::skip]
const SEATS_OF_EXPERTS: &[&str] = &[
    "university", "college", "school", "institute", "studies", "center", "centre", "department", "division", "affairs", "relations",
];

/// Titles that are no office.
const HONORIFICS: &[&str] = &["mr", "mrs", "ms", "dr", "sir"];

impl Builder<'_, '_> {
    /// First pass: persons with an office, or with a full name and a sign that it is a person's; so that surnames are known. Those in full
    /// come first: "Mr. Kim" may be of a family whose name comes first.
    pub(super) fn persons(&mut self, pieces: &[Piece], states: &UnknownStates) {
        let alone = pieces.iter().filter_map(Piece::run).filter(|run| run.name.len() == 1);
        self.alone = alone.map(|run| self.lower_words(&run.name)).collect();
        for full in [true, false] {
            for run in pieces.iter().filter_map(Piece::run).filter(|run| (run.name.len() > 1) == full) {
                let lower = self.lower_words(&run.name);
                if states.named(&lower).is_some() || self.head_kind(run).is_some() || self.is_of_party(run) {
                    continue;
                }
                let known = run.name.len() <= 4 && self.is_office_holder(run);
                let acquainted = full && self.acquaintance(run).is_some();
                if !run.office.is_empty() || full && self.looks_like_person(run) || known || acquainted {
                    self.person(run, states);
                }
            }
        }
        // A surname alone is that of whom the user knows only where the text names nobody else of that name.
        if self.gazetteer.people.all.is_empty() {
            return;
        }
        for run in pieces.iter().filter_map(Piece::run).filter(|run| run.name.len() == 1 && run.office.is_empty()) {
            let surname = self.lower_words(&run.name);
            let before = run.name.start.checked_sub(1).map_or("", |i| self.text.lower(i));
            let place = matches!(before, "in" | "near" | "at" | "outside" | "around" | "into");
            if !place && !self.by_surname.contains_key(&surname) && states.named(&surname).is_none() && self.acquaintance(run).is_some() {
                self.person(run, states);
            }
        }
    }

    /// The person whom the user knows by the name of a run.
    pub(super) fn acquaintance(&self, run: &Run) -> Option<usize> {
        let people = &self.gazetteer.people;
        if people.all.is_empty() {
            return None;
        }
        let words: Vec<&str> = run.name.clone().map(|i| self.text.lower(i)).filter(|word| *word != ".").collect();
        let person = people.called(&words, &run.office, self.day)?;
        // "Norland’s President Thorne" is not the Thorne of Corvane.
        let other = run.name.len() == 1 && run.of.is_some_and(|hit| people.all[person].part_of.is_some_and(|whole| whole != hit.known));
        (!other).then_some(person)
    }

    /// The draft of a person whom the user knows, made where new.
    pub(super) fn acquainted(&mut self, person: usize) -> usize {
        if let Some(&draft) = self.by_person.get(&person) {
            return draft;
        }
        let known = &self.gazetteer.people.all[person];
        let (name, surname, part_of) = (known.name.clone(), known.surname().to_owned(), known.part_of);
        let surnames: Vec<String> = known.surnames().into_iter().map(str::to_owned).collect();
        let whole = part_of.map(|whole| self.known(whole));
        self.drafts.push(Draft {
            name,
            kind: ActorKind::Person,
            known: None,
            part_of: whole,
            surname: Some(surname),
            office: Vec::new(),
            acquainted: Some(person),
            mentions: Vec::new(),
        });
        let draft = self.drafts.len() - 1;
        for surname in surnames {
            self.by_surname.entry(family(&surname).to_owned()).or_default().push(draft);
        }
        self.note_first(draft);
        self.by_person.insert(person, draft);
        draft
    }

    /// The person of a run, made where new.
    pub(super) fn person(&mut self, run: &Run, states: &UnknownStates) -> Option<usize> {
        let last = run.name.clone().last()?;
        let surname = self.text.lower(last).to_owned();
        let family = family(&surname).to_owned();
        let name = self.words(&run.name);
        let (whole, held) = (self.affiliation(run, states), self.held_office(run));
        let same: Vec<usize> = self.by_surname.get(&family).cloned().unwrap_or_default();
        let acquainted = self.acquaintance(run).map(|person| self.acquainted(person));
        let found = acquainted.or_else(|| self.by_family(run, &same)).or_else(|| {
            let fits = |&d: &usize| {
                let (a, b) = (self.drafts[d].name.to_lowercase(), name.to_lowercase());
                !self.is_relative(run, d)
                    && (a == b || !a.contains(' ') || !b.contains(' ') || initials_fit(&a, &b))
                    && !self.gazetteer.people.apart(&a, &b)
            };
            let fitting: Vec<usize> = same.iter().copied().filter(fits).collect();
            self.of_several(run, &fitting).or(fitting.first().copied())
        });
        let draft = match found {
            Some(draft) => {
                if self.drafts[draft].acquainted.is_none()
                    && name.len() > self.drafts[draft].name.len()
                    && self.drafts[draft].name.split(' ').count() < 2
                {
                    self.drafts[draft].name = name;
                }
                draft
            }
            None => {
                self.drafts.push(Draft {
                    name,
                    kind: ActorKind::Person,
                    known: None,
                    part_of: None,
                    surname: Some(surname),
                    office: Vec::new(),
                    acquainted: None,
                    mentions: Vec::new(),
                });
                let draft = self.drafts.len() - 1;
                self.by_surname.entry(family).or_default().push(draft);
                draft
            }
        };
        self.note_first(draft);
        let entry = &mut self.drafts[draft];
        entry.part_of = entry.part_of.or(whole);
        if held && !entry.office.iter().any(|word| word == "former") {
            entry.office.push("former".to_owned());
        }
        for word in &run.office {
            if !entry.office.contains(word) {
                entry.office.push(word.clone());
            }
        }
        Some(draft)
    }

    /// Whether somebody only has the name of whom a title means: "Anna Halvorsen" is not the "President Halvorsen" who is known.
    pub(super) fn is_relative(&self, run: &Run, person: usize) -> bool {
        let draft = &self.drafts[person];
        let leads = |office: &[String]| !is_deputy(office) && office.iter().any(|word| LEADERS.contains(&word.as_str()));
        let titled = run.name.len() == 1 && leads(&run.office) && draft.name.contains(' ') && !leads(&draft.office);
        let holders = draft.surname.as_ref().filter(|_| titled).and_then(|surname| gazetteer::holders().get(surname));
        holders.is_some_and(|holders| !holders.iter().any(|it| same_person(it.name, &draft.name)))
    }

    /// Keeps a person by the first word of a name of several.
    pub(super) fn note_first(&mut self, draft: usize) {
        if let Some((first, _)) = self.drafts[draft].name.to_lowercase().split_once(' ') {
            let same = self.by_first.entry(first.to_owned()).or_default();
            if !same.contains(&draft) {
                same.push(draft);
            }
        }
    }

    /// Whom one word means by the first of their names, "Secretary-General Ban" after "Ban Ki-moon": where a family's name comes first, and
    /// so the last word of the name never stands by itself. Of several, and beside `others` with that surname, the leader.
    pub(super) fn by_family(&self, run: &Run, others: &[usize]) -> Option<usize> {
        let [at] = run.name.clone().collect::<Vec<_>>()[..] else { return None };
        let word = self.text.lower(at);
        let stands_alone =
            |at: &usize| self.drafts[*at].name.to_lowercase().rsplit_once(' ').is_none_or(|(_, last)| self.alone.contains(last));
        let leader = |office: &[String]| !is_deputy(office) && office.iter().any(|word| LEADERS.contains(&word.as_str()));
        // "General James" is not the envoy James Orr.
        let fits = |at: &usize| {
            let office = &self.drafts[*at].office;
            let own =
                run.office.iter().all(|word| HONORIFICS.contains(&word.as_str())) || run.office.iter().any(|word| office.contains(word));
            own || leader(office) && leader(&run.office)
        };
        let all: Vec<usize> = self.by_first.get(word)?.iter().copied().filter(|at| !stands_alone(at) && fits(at)).collect();
        let leads = |&&at: &&usize| leader(&self.drafts[at].office);
        match all[..] {
            [one] if others.is_empty() => Some(one),
            _ => {
                let mut leaders = all.iter().filter(leads);
                let first = leaders.next().copied()?;
                (leaders.next().is_none() && !others.iter().any(|at| leads(&at))).then_some(first)
            }
        }
    }

    /// What a person is part of, by the words around the name.
    pub(super) fn affiliation(&mut self, run: &Run, states: &UnknownStates) -> Option<usize> {
        let text = self.text;
        // "Former Norland President Halvorsen" speaks for nobody.
        if self.held_office(run) {
            return None;
        }
        if let Some(hit) = run.of {
            return Some(self.known(hit.known));
        }
        let sentence = text.sentence_at(text.tokens[run.tokens.start].span.start()).map(|i| text.sentences[i].tokens.clone())?;
        // "Norland’s President Halvorsen", "Norland President Halvorsen", "Sudrian envoy Dell".
        let before = run.tokens.start.checked_sub(1).filter(|&i| i >= sentence.start);
        if let Some(before) = before
            && !run.office.is_empty()
        {
            let at = if text.lower(before) == "'s" { before.checked_sub(1) } else { Some(before) };
            if let Some(at) = at
                && let Some((state, _)) = states.named(text.lower(at))
            {
                return Some(self.state_by_name(&state));
            }
        }
        // "President Halvorsen of Norland".
        let after = run.tokens.end;
        if text.lower(after) == "of" {
            let at = if text.lower(after + 1) == "the" { after + 2 } else { after + 1 };
            if let Some(whole) = self.whole_at(at, states) {
                return Some(whole);
            }
        }
        // ", a senior official in Norland’s ministry," and ", Norland’s foreign minister,".
        if matches!(text.lower(after), "," | "(") {
            let limit = (after + 1..sentence.end.min(after + 16))
                .find(|&i| matches!(text.lower(i), "," | ")" | "." | "who" | "said" | "says" | "told"))
                .unwrap_or(after + 1);
            // "my envoy Dell, and the League’s envoy, Lind": what "and" adds is somebody else.
            let phrase = if matches!(text.lower(after + 1), "and" | "or" | "with") { limit..limit } else { after + 1..limit };
            let office = phrase.clone().find(|&i| among(OFFICES, text.lower(i)));
            // "Orr, at the start of a visit to Norland with President Dell," says nothing of Orr.
            let no_apposition = |word: &str| {
                is_no_longer(word)
                    || matches!(
                        word,
                        "at" | "in" | "on" | "with" | "after" | "before" | "during" | "as" | "while" | "when" | "from" | "by" | "where"
                    )
            };
            let held = |office: &usize| (phrase.start..*office).any(|i| no_apposition(text.lower(i)));
            if let Some(office) = office.filter(|office| !held(office)) {
                let whole =
                    phrase.clone().find_map(|i| if self.opens_name(i) { None } else { self.whole_at(i, states).map(|whole| (i, whole)) });
                if let Some((at, whole)) = whole
                    && (at < office || !matches!(text.lower(at - 1), "to"))
                {
                    return Some(whole);
                }
                if whole.is_none() && OF_BODIES.contains(&text.lower(office)) {
                    return self.shown_by_office(office, limit);
                }
            }
        }
        // "Orr is the head of Tessel Relief".
        if text.lower(after) == "is" {
            let office = if matches!(text.lower(after + 1), "the" | "a" | "an") { after + 2 } else { after + 1 };
            if office < sentence.end && OF_BODIES.contains(&text.lower(office)) {
                return self.shown_by_office(office, sentence.end.min(office + 10));
            }
        }
        None
    }

    /// "Orr, the head of Tessel Relief": a body or group that nothing else shows to be one. `office` is where the office stands, `limit` where
    /// its words end.
    pub(super) fn shown_by_office(&mut self, office: usize, limit: usize) -> Option<usize> {
        let text = self.text;
        // "An activist from Vell", "a lawyer at Dessa": somebody's are those who speak for it or work with it.
        let of = !matches!(text.lower(office), "lawyer" | "activist" | "official" | "representative");
        let link = (office + 1..limit).find(|&i| matches!(text.lower(i), "for" | "with") || of && matches!(text.lower(i), "of" | "at"))?;
        let start = if text.lower(link + 1) == "the" { link + 2 } else { link + 1 };
        let in_name = |&i: &usize| {
            let token = &text.tokens[i];
            token.kind == TokenKind::Word
                && (token.capital || i > start && (PARTICLES.contains(&text.lower(i)) || matches!(text.lower(i), "of" | "for")))
        };
        let end = (start..limit).take_while(in_name).filter(|&i| text.tokens[i].capital).last()? + 1;
        let letters = end == start + 1 && text.token(start).len() > 2 && text.token(start).chars().all(char::is_uppercase);
        // Persons, and what its own name shows to be something, are found as such; towns have heads, too.
        let first = text.lower(start);
        let person = among(OFFICES, first) || among(OFFICE_PARTS, first) || gazetteer::given_name(text.token(start)).is_some();
        let last = text.lower(end - 1);
        let headed = [BODY_HEADS, GROUP_HEADS, COMPANY_HEADS, PLACES].iter().any(|heads| among(heads, last));
        let cut = matches!(text.lower(end), "'" | "'s");
        let elsewhere = (start..end).any(|i| SEATS_OF_EXPERTS.contains(&text.lower(i)) || self.gazetteer.find(text, i).is_some());
        let shown = (letters || end > start + 1) && !person && !headed && !cut && !elsewhere;
        shown.then(|| self.add(self.words(&(start..end)), ActorKind::Body, None))
    }

    /// Whether the words of a name's office, or those right before, say that it is held no more.
    pub(super) fn held_office(&self, run: &Run) -> bool {
        let own = run.tokens.start..run.name.start;
        // "Former Sudrian President Halvorsen".
        let mut before = (run.tokens.start.saturating_sub(3)..run.tokens.start).rev();
        let led = before.find(|&i| !self.text.tokens[i].capital || is_no_longer(self.text.lower(i)));
        !run.office.is_empty() && own.into_iter().chain(led).any(|i| is_no_longer(self.text.lower(i)))
    }

    /// Whether a people's name opens that of a body or group: "chairman of the Norlander Harbour Union".
    pub(super) fn opens_name(&self, at: usize) -> bool {
        let text = self.text;
        let Some(hit) = self.gazetteer.find(text, at).filter(|hit| hit.form == gazetteer::Form::Demonym) else { return false };
        let words =
            (at + hit.length..).take_while(|&i| text.tokens.get(i).is_some_and(|token| token.capital && token.kind == TokenKind::Word));
        // "The Norlander Bank Employees' Association".
        let end = words.last();
        let end = match end {
            Some(last) if text.lower(last + 1) == "'" && text.tokens.get(last + 2).is_some_and(|next| next.capital) => Some(last + 2),
            end => end,
        };
        end.is_some_and(|last| [BODY_HEADS, GROUP_HEADS, COMPANY_HEADS].iter().any(|heads| heads.contains(&text.lower(last))))
    }

    pub(super) fn whole_at(&mut self, at: usize, states: &UnknownStates) -> Option<usize> {
        if let Some(hit) = self.gazetteer.find(self.text, at) {
            return Some(self.known(hit.known));
        }
        if !self.text.tokens.get(at)?.capital {
            return None;
        }
        let (state, _) = states.named(self.text.lower(at))?;
        Some(self.state_by_name(&state))
    }

    /// Whether a full name, or a surname that speaks, is that of the holder of a well-known office.
    pub(super) fn is_office_holder(&self, run: &Run) -> bool {
        let Some(last) = run.name.clone().last() else { return false };
        let Some(holders) = gazetteer::holders().get(self.text.lower(last)) else {
            // "Xi's promise".
            let family = gazetteer::holders_by_family().contains_key(self.text.lower(last)) && run.name.len() == 1;
            return family && (SPEAKS.contains(&self.text.lower(run.name.end)) || self.text.lower(run.name.end) == "'s");
        };
        let name = self.words(&run.name);
        if run.name.len() > 1 {
            return holders.iter().any(|h| same_person(h.name, &name));
        }
        let after = self.text.lower(run.name.end);
        let before = run.name.start.checked_sub(1).map_or("", |i| self.text.lower(i));
        SPEAKS.contains(&after) || SPEAKS.contains(&before) || after == "'s" && holders.len() == 1
    }

    pub(super) fn looks_like_person(&self, run: &Run) -> bool {
        let text = self.text;
        if run.name.len() > 4 {
            return false;
        }
        let before = run.name.start.checked_sub(1).map(|i| text.lower(i)).unwrap_or("");
        if matches!(before, "in" | "near" | "at" | "the" | "outside" | "around" | "into") {
            return false;
        }
        let after = text.lower(run.name.end);
        if SPEAKS.contains(&after) || SPEAKS.contains(&before) {
            return true;
        }
        let called = before.len() > 1 && !text.tokens[run.name.start - 1].capital && among(PROFESSIONS, before);
        let place = PLACES.contains(&text.lower(run.name.end - 1));
        if run.name.len() > 1 && !place && (called || gazetteer::given_name(text.token(run.name.start)).is_some()) {
            return true;
        }
        // "The Harbour Institute’s Nadir Kalam argues".
        let writes = matches!(
            after,
            "notes"
                | "writes"
                | "argues"
                | "explains"
                | "adds"
                | "warns"
                | "reports"
                | "reported"
                | "thinks"
                | "believes"
                | "suggests"
                | "predicts"
        );
        if before == "'s" && (2..=3).contains(&run.name.len()) && !place && writes {
            return true;
        }
        // ", a senior official" or ", foreign minister of"
        if matches!(after, "," | "(") {
            let limit =
                (run.name.end + 1..run.name.end + 12).find(|&i| matches!(text.lower(i), "," | ")" | "." | "")).unwrap_or(run.name.end + 1);
            let described = matches!(text.lower(run.name.end + 1), "a" | "an" | "the" | "who" | "one");
            return (run.name.end + 1..limit)
                .any(|i| among(OFFICES, text.lower(i)) || described && i + 1 == limit && among(PROFESSIONS, text.lower(i)));
        }
        false
    }

    /// Whom of several with one surname a name means: whose office it gives, else who holds a high one, else whoever was called by the bare
    /// surname before any other of them came.
    pub(super) fn of_several(&self, run: &Run, fitting: &[usize]) -> Option<usize> {
        let has = |word: &str| run.office.iter().any(|it| it == word);
        let said = |at: &usize| gazetteer::given_name(self.drafts[*at].name.split(' ').next().unwrap_or(""));
        let pronoun = |at: &usize| match said(at) {
            Some("he") => !has("mrs") && !has("ms"),
            Some("she") => !has("mr"),
            _ => true,
        };
        let fitting: Vec<usize> = fitting.iter().copied().filter(pronoun).collect();
        let only = |fits: &dyn Fn(&usize) -> bool| {
            let mut those = fitting.iter().copied().filter(fits);
            let first = those.next();
            first.filter(|_| those.next().is_none())
        };
        let title = |word: &&String| among(OFFICES, word) && !HONORIFICS.contains(&word.as_str());
        let titles: Vec<&String> = run.office.iter().filter(title).collect();
        let of_office = |at: &usize| {
            let office = &self.drafts[*at].office;
            is_deputy(office) == is_deputy(&run.office) && titles.iter().any(|word| office.contains(word))
        };
        let high = |at: &usize| {
            let draft = &self.drafts[*at];
            let year = self.day.map(|day| day.year());
            let holders = draft.surname.as_ref().and_then(|surname| gazetteer::holders().get(surname)).into_iter().flatten();
            let held = |it: &gazetteer::Holder| same_person(it.name, &draft.name) && year.is_none_or(|year| it.years.contains(&year));
            let now = !draft.office.iter().any(|word| is_no_longer(word));
            now && !is_deputy(&draft.office) && draft.office.iter().any(|word| LEADERS.contains(&word.as_str()))
                || draft.name.contains(' ') && holders.into_iter().any(held)
        };
        let first = |at: &usize| self.drafts[*at].mentions.first().map(|(tokens, ..)| tokens.start);
        let bare = |at: &usize| {
            let alone = self.drafts[*at].mentions.iter().find(|(tokens, ..)| tokens.len() == 1).map(|(tokens, ..)| tokens.start);
            let mut others = fitting.iter().filter(|other| *other != at).map(first);
            first(at).is_some() && others.all(|other| other.is_none_or(|other| alone.is_some_and(|alone| alone < other)))
        };
        only(&|_| true).or_else(|| only(&of_office)).or_else(|| only(&high)).or_else(|| only(&bare))
    }

    /// Whether a name whose last word is a known person's can be another person's: not "Behind Halvorsen" nor "the Halvorsen Bridge".
    pub(super) fn is_namesake(&self, run: &Run) -> bool {
        let text = self.text;
        let start = run.name.start;
        let opens = text.sentence_at(text.tokens[start].span.start()).is_some_and(|at| text.sentences[at].tokens.start == run.tokens.start);
        let before = start.checked_sub(1).map_or("", |at| text.lower(at));
        let placed = matches!(before, "the" | "in" | "at" | "near" | "outside" | "around");
        let thing = matches!(text.lower(start), "fort" | "mount" | "lake" | "camp" | "port" | "cape" | "saint" | "st" | "team");
        let written = text.token(start).chars().any(char::is_lowercase);
        let bare = run.office.is_empty() && (opens || placed);
        (2..=3).contains(&run.name.len()) && !bare && !thing && written && !PLACES.contains(&text.lower(run.name.end - 1))
    }
}
