//! What the head of a document says about whose it is, where no metadata do: a letterhead ("MINISTRY OF FOREIGN AFFAIRS OF NORLAND"), and the line
//! that says what it is and by whom ("Remarks by President Orr of Norland"). A report has neither.
mod institution;
mod land;
mod line;
mod person;

use super::gazetteer::{Form, Gazetteer};
use super::word::{OFFICE_PARTS, OFFICES, among};
use crate::text::Text;
use evidence::{About, ActorKind};
use institution::{OF_STATES, in_dateline, institutions, is_of_state, known, names_in_a_row, subject_of_release, united_nations};
use land::{has_people, in_full, is_land, land_below, opening, without_the};
use line::{before_kind, ends_name, is_headline, is_in_capitals, lines, reports, says_what};
use person::{alone, person};
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::ops::Range;

/// Who issues a document, as its first lines say, in tokens of the text.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Head {
    /// What stands for a title: the line that says what the document is, with the next where that goes on with it.
    pub(super) title: Option<Range<usize>>,
    /// Who issues it; several together.
    pub(super) issuers: Vec<Issuer>,
    /// Whether it is said to be joint.
    joint: bool,
    /// Parts of the only issuer under its name: "Press Department".
    pub(super) parts: Vec<Range<usize>>,
    /// The words of letterheads in full.
    pub(super) names: Vec<Range<usize>>,
    /// Whether words say by whom it is, understood or not.
    told: bool,
    /// The person who is said to issue it, and the words of the office before the name.
    pub(super) person: Option<(Range<usize>, Vec<String>)>,
    /// The office of whoever issues it, where no name stands there: "Readout of the Prime Minister's call".
    pub(super) holder: Vec<String>,
    /// Whether it is that person's own words: remarks and not a readout.
    pub(super) spoken: bool,
}

/// One who issues a document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Issuer {
    /// Its name: of a state's ministry or office the state's, if it stands there.
    pub(super) name: Range<usize>,
    /// State, body, group or company.
    pub(super) kind: ActorKind,
}

impl Head {
    /// The states that issue it and that no table has, in lower case.
    pub(super) fn states(&self, text: &Text<'_>, gazetteer: &Gazetteer) -> BTreeSet<String> {
        let unknown = |issuer: &&Issuer| issuer.kind == ActorKind::State && gazetteer.find(text, issuer.name.start).is_none();
        let lower = |issuer: &Issuer| issuer.name.clone().map(|i| text.lower(i)).collect::<Vec<_>>().join(" ");
        self.issuers.iter().filter(unknown).map(lower).collect()
    }

    /// Who is named in the line that says what the document is, after "by" and the like; `what` is the word for the document there.
    fn said_by(&mut self, text: &Text<'_>, lines: &[Range<usize>], at: usize, what: usize, gazetteer: &Gazetteer) {
        let Some(title) = self.title.clone() else { return };
        let joint = self.joint;
        // "Statement by the Ministry of Foreign Affairs of Norland on the talks", "Statement attributable to the Spokesperson".
        let attributable = |i: usize| text.lower(i) == "to" && text.lower(i - 1) == "attributable";
        let matter = (what + 1..title.end).find(|&i| ends_name(text, i)).unwrap_or(title.end);
        let letter = matches!(text.lower(what), "letter" | "message" | "appeal");
        let by = (what + 1..title.end).find(|&i| {
            text.lower(i) == "by"
                || (i < matter || letter && text.lower(i) == "from") && matches!(text.lower(i), "from" | "of")
                || attributable(i)
        });
        // "By Foreign Minister Anna Berg", on a line of its own.
        let below = || {
            let line = lines.iter().find(|line| text.lower(line.start) == "by" && !title.contains(&line.start))?;
            Some((line.start, line.end))
        };
        let by = by.map(|by| (by, title.end)).or_else(below);
        self.told =
            by.is_some_and(|(by, _)| matches!(text.lower(by), "by" | "from") || title.end <= by + 3 && text.lower(what) == "statement");
        if let Some((by, last)) = by {
            let end = (by + 1..last).find(|&i| ends_name(text, i)).unwrap_or(last);
            self.person = person(text, by + 1..end, gazetteer);
            if self.person.is_none() && text.lower(by + 1) == "the" {
                let office = |i: &usize| among(OFFICES, text.lower(*i)) || among(OFFICE_PARTS, text.lower(*i));
                self.holder = (by + 2..end).take_while(office).map(|i| text.lower(i).to_owned()).collect();
            }
            self.spoken = !matches!(text.lower(what), "readout" | "sheet" | "release");
            self.issuers = institutions(text, by + 1..end, joint, gazetteer);
            // "Statement of Norland".
            let bare = without_the(text, by + 1..end);
            if self.issuers.is_empty() && self.person.is_none() && bare.len() <= 2 && is_land(text, &bare) && has_people(text, &bare) {
                self.issuers.push(Issuer { name: bare, kind: ActorKind::State });
            }
            // "Letter from Washington" is a correspondent's.
            self.issuers.retain(|it| !gazetteer.find(text, it.name.start).is_some_and(|hit| hit.form == Form::Seat));
            self.names.extend((!self.issuers.is_empty()).then_some(by + 1..end));
            let envoy = (by..end).any(|i| matches!(text.lower(i), "envoy" | "representative"));
            // "Briefing to the Security Council by the Special Envoy".
            if self.issuers.is_empty() && envoy && (title.start..by).any(|i| text.lower(i) == "council") {
                self.issuers.extend(united_nations(text, gazetteer));
            }
        }
        let between = (what..matter).find(|&i| text.lower(i) == "between").filter(|_| self.joint && self.issuers.is_empty());
        if let Some(between) = between {
            // "Joint Communiqué between Norland and Sudria"; what stands after "on" is what it is about.
            self.issuers = names_in_a_row(text, between + 1..title.end, gazetteer);
        }
        if by.is_none()
            && self.issuers.is_empty()
            && let Some(issuer) = known(text, before_kind(text, &lines[at], what), gazetteer)
            && (issuer.kind == ActorKind::Body || what > lines[at].start)
        {
            // "IAEA Director General Statement".
            self.issuers.push(issuer);
        }
        if let Some(colon) =
            (what..title.end.min(what + 2)).find(|&i| text.lower(i) == ":" || text.lower(i) == "from").filter(|_| by.is_none())
        {
            // "FACT SHEET: President Orr Brokers a Truce".
            self.person = person(text, colon + 1..title.end.min(colon + 6), gazetteer).filter(|_| text.lower(what) == "sheet");
        }
        // "Foreign Minister Anna Berg", and on the next line "Remarks to the Press"; "Prime Minister Anna Berg's address".
        if self.person.is_none() && by.is_none() && !self.joint {
            let near = at.saturating_sub(1)..(at + 2).min(lines.len());
            let beside = near.filter(|&index| index != at).find_map(|index| alone(text, &lines[index], gazetteer));
            let before = || person(text, lines[at].start..what, gazetteer).filter(|_| what > lines[at].start + 2);
            self.person = beside.or_else(before);
            self.spoken = self.person.is_some() && !matches!(text.lower(what), "readout" | "sheet" | "release" | "conversation" | "report");
        }
    }

    /// Who is named in the other lines: a letterhead and its parts.
    fn under(&mut self, text: &Text<'_>, lines: &[Range<usize>], at: usize, gazetteer: &Gazetteer) {
        let Some(title) = self.title.clone() else { return };
        let sure = |issuers: &[Issuer]| issuers.iter().any(|it| it.kind == ActorKind::State);
        let letterheads = |index: &usize| {
            *index != at && *index < 6 && says_what(text, &lines[*index]).is_none() && !title.contains(&lines[*index].start)
        };
        let mut below = 0;
        let all_named = self.issuers.len() > 1;
        for index in (0..lines.len()).filter(|index| letterheads(index) && !all_named) {
            let line = &lines[index];
            if matches!(text.lower(line.start), "contact" | "media" | "source") {
                continue;
            }
            let mut found = institutions(text, line.clone(), self.joint, gazetteer);
            self.names.extend((!found.is_empty()).then_some(line.clone()));
            // A conference or council is where others' words are said.
            let venue = |it: &Issuer| {
                it.kind == ActorKind::Body
                    && it.name.clone().chain(line.clone()).any(|i| {
                        matches!(
                            text.lower(i),
                            "conference" | "assembly" | "council" | "committee" | "summit" | "nations" | "osce" | "commission"
                        )
                    })
            };
            if self.told && self.issuers.is_empty() {
                found.retain(|it| !venue(it));
            }
            // A ministry, and on the next line its state.
            if let [only] = &mut found[..]
                && only.kind == ActorKind::Body
                && is_of_state(text, &only.name)
                && let Some(state) =
                    lines.get(index + 1).filter(|next| says_what(text, next).is_none()).and_then(|next| land_below(text, next))
            {
                *only = Issuer { name: state, kind: ActorKind::State };
            }
            // "UNITY DECLARATION", and below it the names of all who declare it.
            if index > at && !found.is_empty() && !is_of_state(text, line) && found.iter().all(|it| it.kind != ActorKind::State) {
                below += 1;
                self.joint |= below > 1 && self.issuers.len() + 1 == below;
            }
            if self.joint && self.issuers.len() + found.len() > 1 || self.issuers.is_empty() {
                self.joint |= found.len() > 1;
                self.issuers.extend(found);
            } else if !sure(&self.issuers) && sure(&found) && self.issuers.iter().all(|it| is_of_state(text, &it.name)) {
                // "Office of the Spokesperson", below or above whose it is.
                self.issuers = found;
            } else if let [part] = &found[..]
                && part.kind != ActorKind::State
                && gazetteer.find(text, part.name.start).is_none()
            {
                self.parts.push(part.name.clone());
            }
        }
    }

    /// Leaves those out that are named twice, and finds the states of offices that are named without theirs.
    fn settle(&mut self, text: &Text<'_>, lines: &[Range<usize>], gazetteer: &Gazetteer) {
        // "PARLIAMENT OF NORLAND", where a minister speaks: of Norland.
        let minister = self
            .person
            .as_ref()
            .is_some_and(|(_, office)| office.iter().any(|word| matches!(word.as_str(), "minister" | "premier" | "president")));
        if let ([only], true) = (&mut self.issuers[..], minister)
            && only.kind == ActorKind::Body
            && only.name.clone().any(|i| matches!(text.lower(i), "parliament" | "assembly" | "senate"))
            && let Some(of) = only.name.clone().rev().find(|&i| text.lower(i) == "of")
            && is_land(text, &without_the(text, of + 1..only.name.end))
        {
            *only = Issuer { name: without_the(text, of + 1..only.name.end), kind: ActorKind::State };
        }
        if !self.joint
            && self.issuers.len() > 1
            && !self.names.iter().any(|name| self.issuers.iter().all(|it| name.contains(&it.name.start)))
        {
            self.issuers.truncate(1);
        }
        if self.issuers.is_empty() && self.person.is_none() {
            // "Port Alba (ICRC) –".
            self.issuers.extend(in_dateline(text, gazetteer));
            let release = |line: &Range<usize>| line.clone().any(|i| text.lower(i) == "release");
            if self.issuers.is_empty() && lines.iter().any(release) {
                self.issuers.extend(subject_of_release(text, gazetteer));
            }
        }
        let mut seen = Vec::new();
        self.issuers.retain(|it| {
            let known = gazetteer.find(text, it.name.start).filter(|hit| hit.length == it.name.len()).map(|hit| hit.known);
            let new = known.is_none_or(|known| !seen.contains(&known));
            seen.extend(known);
            new
        });
        for issuer in self.issuers.iter_mut().filter(|it| it.kind == ActorKind::Body) {
            // "DEPARTMENT OF THE TREASURY": whose it is the text says further down.
            if is_of_state(text, &issuer.name) {
                let unknown = gazetteer.find(text, issuer.name.start).is_none();
                let elsewhere = || opening(text, &issuer.name).filter(|_| unknown);
                if let Some(state) = in_full(text, &issuer.name).or_else(elsewhere) {
                    *issuer = Issuer { name: state, kind: ActorKind::State };
                }
            }
        }
    }
}

/// Reads the head of a text, whatever metadata tell; nothing where its first lines are no head.
pub(super) fn read(text: &Text<'_>, gazetteer: &Gazetteer) -> Head {
    let Some(lines) = lines(text) else { return Head::default() };
    // Of "FOR IMMEDIATE RELEASE" and "Readout of a call with Norland" the longer says more.
    let says = |at: &usize| says_what(text, &lines[*at]).is_some();
    let by = |at: usize| lines[at].clone().any(|i| text.lower(i) == "by");
    let Some(at) = (0..lines.len()).filter(says).min_by_key(|&at| (!by(at), Reverse(lines[at].len().min(6)), at)) else {
        // "BISHOPS' CONFERENCE OF NORLAND", and on the next line what it is about.
        // Headings of digests have no "we".
        let end = lines.last().map_or(0, |line| line.end);
        let own = (end..text.tokens.len().min(end + 150)).any(|i| matches!(text.lower(i), "we" | "our" | "compliments"));
        let letterhead = |lines: &[Range<usize>]| {
            let named = |i: usize| gazetteer.find(text, i).is_some();
            own && lines.len() > 1 && is_in_capitals(text, &lines[0]) && lines[0].len() > 2 && !lines[0].clone().any(named)
        };
        let issuers = if letterhead(&lines) { institutions(text, lines[0].clone(), false, gazetteer) } else { Vec::new() };
        return Head { joint: issuers.len() > 1, issuers, names: lines.first().cloned().into_iter().collect(), ..Head::default() };
    };
    let what = says_what(text, &lines[at]).unwrap_or(lines[at].start);
    if is_headline(text, &lines[at], what) {
        return Head::default();
    }
    let mut title = lines[at].clone();
    // "JOINT DECLARATION", and on the next line "of the Republic of Norland and the Kingdom of Sudria" or "issued by the ministers".
    let goes_on = |next: &&Range<usize>| {
        let (first, second) = (text.lower(next.start), text.lower(next.start + 1));
        matches!(first, "of" | "by" | "from" | "between" | "on") && second != ":" || second == "by" && first.ends_with("ed")
    };
    if let Some(next) = lines.get(at + 1).filter(goes_on) {
        title.end = next.end;
    }
    // "Opening Statement", "by Dr. Anna Berg", "Head of the Delegation of the Front".
    if let Some(next) = lines
        .get(at + 2)
        .filter(|next| title.end > lines[at].end && among(OFFICES, text.lower(next.start)) && text.lower(next.start + 1) == "of")
    {
        title.end = next.end;
    }
    let joint = title.clone().any(|i| matches!(text.lower(i), "joint" | "common" | "trilateral" | "bilateral"));
    let mut head = Head { title: Some(title), joint, ..Head::default() };
    head.said_by(text, &lines, at, what, gazetteer);
    head.under(text, &lines, at, gazetteer);
    head.settle(text, &lines, gazetteer);
    head
}

/// Whether a name is of what belongs to a state.
pub(super) fn is_of_a_state(name: &str) -> bool {
    name.to_lowercase().split(' ').any(|word| OF_STATES.contains(&word))
}

/// Whether metadata give a title that says so.
pub(super) fn is_titled(about: &About) -> bool {
    let title = Text::of(about.title.as_deref().unwrap_or(""));
    says_what(&title, &(0..title.tokens.len())).is_some()
}

/// Whether a title says what somebody's document it is: "Remarks by President Orr"; not of a report.
pub(super) fn is_of_a_document(text: &Text<'_>, title: &Text<'_>) -> bool {
    let first = |paragraph: &crate::text::Paragraph| text.tokens_in(paragraph.span);
    says_what(title, &(0..title.tokens.len())).is_some() && !text.paragraphs.iter().take(3).any(|it| reports(text, &first(it)))
}
