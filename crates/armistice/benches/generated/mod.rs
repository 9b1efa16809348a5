//! Readings made up from a seed, so that the store can be measured apart from reading: reports of one process with many hands, its events
//! told by several documents in different words. Every place is that of its words. All names are invented.
use armistice::{
    About, Act, ActId, ActKind, Actor, ActorId, ActorKind, Condition, Date, DateBasis, Document, Matter, MeasureId, Param, Place,
    Published, Reading, Relation, Role, Span, Status, Strength, When,
};
use jiff::civil;
use std::fmt::Write as _;

/// SplitMix64.
pub struct Luck(u64);

impl Luck {
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^ (x >> 31)
    }

    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    pub fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }

    /// Small numbers more often than large ones, as names are named.
    fn skewed(&mut self, n: usize) -> usize {
        let x = self.below(1 << 20) as f64 / f64::from(1 << 20);
        ((x * x) * n as f64) as usize
    }
}

pub const N_ACTORS: usize = 300;
pub const ACTS_A_DOCUMENT: usize = 30;
const DOCUMENTS_A_DAY: usize = 100;
const STANDOFFS_A_DAY: usize = 15;

pub const MEASURES: [&str; 24] = [
    "general-ceasefire",
    "time-limited-truce",
    "humanitarian-pause",
    "troop-withdrawal",
    "elections",
    "amnesty",
    "disarmament",
    "power-sharing",
    "refugee-return",
    "humanitarian-aid",
    "reconstruction",
    "memorandum",
    "prisoner-exchange",
    "direct-talks",
    "mediation",
    "sanctions-lift",
    "sanctions-impose",
    "peace-treaty",
    "monitoring-mission",
    "armed-attack",
    "arms-supply-halt",
    "crossing-opening",
    "security-guarantees",
    "humanitarian-corridor",
];

const SYLLABLES: [&str; 40] = [
    "ba", "bren", "cal", "dor", "des", "el", "fan", "gor", "hal", "ish", "jun", "kar", "lin", "mor", "nor", "ol", "per", "qua", "ren",
    "sal", "tar", "ul", "ver", "wen", "xan", "yor", "zel", "ar", "est", "ov", "mira", "tess", "ko", "du", "ran", "fel", "ith", "om", "sed",
    "vik",
];

/// A made-up world: who is in it, and its words.
pub struct World {
    pub actors: Vec<(String, ActorKind, Option<usize>)>,
    words: Vec<String>,
    outlets: Vec<String>,
    /// Whether every act is one side of a standoff: thousands of waits and deadlocks that no deed ends.
    pub deadlocked: bool,
}

impl World {
    pub fn new() -> Self {
        let mut luck = Luck::new(7);
        let mut seen = std::collections::BTreeSet::new();
        let mut name = |luck: &mut Luck, syllables: usize| loop {
            let word: String = (0..syllables).map(|_| *luck.of(&SYLLABLES)).collect();
            let word = word[..1].to_uppercase() + &word[1..];
            if seen.insert(word.clone()) {
                return word;
            }
        };
        let mut actors: Vec<(String, ActorKind, Option<usize>)> = Vec::new();
        for i in 0..N_ACTORS {
            actors.push(match i % 10 {
                0 | 1 => (format!("{}ia", name(&mut luck, 3)), ActorKind::State, None),
                2 => (format!("{} League", name(&mut luck, 3)), ActorKind::Body, None),
                3 => (format!("{} Front", name(&mut luck, 3)), ActorKind::Group, None),
                _ => (format!("{} {}", name(&mut luck, 2), name(&mut luck, 3)), ActorKind::Person, Some((i / 10) * 10)),
            });
        }
        let words = (0..4000).map(|_| (0..2 + luck.below(3)).map(|_| *luck.of(&SYLLABLES)).collect()).collect();
        let outlets = (0..40).map(|_| format!("{} Wire", name(&mut luck, 2))).collect();
        Self { actors, words, outlets, deadlocked: false }
    }

    /// An event of a day: everything that its reports have in common.
    fn event(&self, day: usize, number: usize) -> Event {
        let mut luck = Luck::new((day as u64) << 20 | number as u64);
        let principals = |luck: &mut Luck| loop {
            let at = luck.skewed(N_ACTORS);
            if self.actors[at].1 != ActorKind::Person {
                return at;
            }
        };
        let actor = principals(&mut luck);
        let mut event = Event {
            kind: *luck.of(ActKind::ALL),
            actor,
            addressee: (luck.below(2) == 0).then(|| principals(&mut luck)).filter(|it| *it != actor),
            speaker: (luck.below(3) == 0).then(|| (actor / 10) * 10 + 4 + luck.below(6)),
            measure: (luck.below(10) < 7).then(|| *luck.of(&MEASURES)),
            days: 3 + luck.below(90),
            words: (0..10).map(|_| luck.skewed(self.words.len())).collect(),
            dated: luck.below(3) == 0,
            price: None,
        };
        if self.deadlocked {
            event.kind = ActKind::Condition;
        }
        let on_terms = match event.kind {
            ActKind::Condition => true,
            ActKind::Commit | ActKind::Accept | ActKind::Propose => luck.below(3) == 0,
            _ => false,
        };
        if on_terms && (self.deadlocked || luck.below(2) == 0) {
            // One side of a standoff of that day, in which each of two waits for the other.
            let number = luck.below(if self.deadlocked { 300 } else { STANDOFFS_A_DAY });
            let mut both = Luck::new(0x57a1_d0ff ^ (day as u64) << 10 ^ number as u64);
            let sides =
                if self.deadlocked { self.of_two_camps(&mut both) } else { [(); 2].map(|()| (principals(&mut both), *both.of(&MEASURES))) };
            let mine = luck.below(2);
            (event.actor, event.measure) = (sides[mine].0, Some(sides[mine].1));
            (event.addressee, event.speaker) = (None, None);
            event.price = Some((Relation::OnlyIf, sides[1 - mine].1, Some(sides[1 - mine].0))).filter(|it| it.2 != Some(event.actor));
        } else if on_terms {
            let awaited = event.addressee.or_else(|| (luck.below(4) > 0).then(|| principals(&mut luck))).filter(|it| *it != event.actor);
            event.price = Some((*luck.of(Relation::ALL), *luck.of(&MEASURES), awaited));
        }
        event
    }

    /// One of each camp with something that only its camp can do, so that what one wants for a thing is nothing that it holds back itself.
    fn of_two_camps(&self, luck: &mut Luck) -> [(usize, &'static str); 2] {
        [0, 1].map(|camp| {
            let at = loop {
                let at = luck.below(N_ACTORS);
                if self.actors[at].1 != ActorKind::Person && at % 2 == camp {
                    break at;
                }
            };
            (at, MEASURES[camp * MEASURES.len() / 2 + luck.below(MEASURES.len() / 2)])
        })
    }

    /// Report number `n`: the same for the same number.
    pub fn report(&self, n: usize) -> (Document, Reading) {
        let mut luck = Luck::new(0x00ab_cdef ^ (n as u64).wrapping_mul(0x5851_f42d_4c95_7f2d));
        let day_number = n / DOCUMENTS_A_DAY;
        let day = civil::date(2021, 1, 1).checked_add(jiff::Span::new().days(day_number as i64)).unwrap_or(civil::Date::MAX);
        let mut text = format!("NORDHAVEN, {day} - ");
        let mut reading = Reading::default();
        let mut places: Vec<(usize, Place)> = Vec::new();
        for i in 0..ACTS_A_DOCUMENT {
            // Of today, or of one of the two days before.
            let of = day_number.saturating_sub(luck.below(3));
            let event = self.event(of, luck.skewed(600));
            let start = text.len();
            let put = |text: &mut String, words: &str| {
                let at = text.len();
                text.push_str(words);
                Span::new(at, text.len()).map(Place::from)
            };
            let actor_place = put(&mut text, &self.actors[event.actor].0);
            text.push(' ');
            text.push_str(event.kind.as_str());
            text.push('s');
            let mut measures = Vec::new();
            if let Some(measure) = event.measure {
                text.push_str(" a ");
                let days = format!("{}-day", event.days);
                let words = put(&mut text, &days).filter(|_| !self.deadlocked);
                let _ = write!(text, " {}", measure.replace('-', " "));
                let params = words.map(|words| Param { name: "duration".to_owned(), value: days, words }).into_iter().collect();
                measures.push(Matter { measure: MeasureId(measure.to_owned()), params, words: None });
            }
            for word in &event.words {
                // Each report has its own words too.
                if luck.below(4) > 0 {
                    let _ = write!(text, " {}", self.words[*word]);
                } else {
                    let _ = write!(text, " {}", self.words[luck.skewed(self.words.len())]);
                }
            }
            let mut ids = vec![(event.actor, actor_place)];
            if let Some(addressee) = event.addressee {
                text.push_str(" to ");
                let place = put(&mut text, &self.actors[addressee].0);
                ids.push((addressee, place));
            }
            if let Some(speaker) = event.speaker {
                text.push_str(", says ");
                let place = put(&mut text, &self.actors[speaker].0);
                ids.push((speaker, place));
            }
            let condition = event.price.and_then(|(relation, measure, awaited)| {
                text.push(' ');
                let at = text.len();
                text.push_str("if ");
                if let Some(awaited) = awaited {
                    let place = put(&mut text, &self.actors[awaited].0);
                    ids.push((awaited, place));
                    text.push_str(" does its ");
                }
                text.push_str(&measure.replace('-', " "));
                let words = Span::new(at, text.len()).map(Place::from)?;
                Some(Condition { relation, measure: Some(MeasureId(measure.to_owned())), actor: awaited.map(id), words })
            });
            let when = event.dated.then(|| {
                text.push_str(" on ");
                let date = civil::date(2021, 1, 1).checked_add(jiff::Span::new().days(of as i64)).unwrap_or(day);
                put(&mut text, &date.to_string()).map(|words| When::Resolved { words, date: Date::Day(date) })
            });
            let quote = Span::new(start, text.len()).map(Place::from).expect("a sentence has words");
            text.push_str(if i % 5 == 4 { ".\n\n" } else { ". " });
            places.extend(ids.iter().filter_map(|(at, place)| place.clone().map(|place| (*at, place))));
            reading.acts.push(Act {
                id: ActId(format!("a{}", i + 1)),
                kind: event.kind,
                actor: vec![id(event.actor)],
                speaker: event.speaker.map(id),
                told_by: Vec::new(),
                addressee: event.addressee.map(id).into_iter().collect(),
                target: Vec::new(),
                measures,
                condition,
                strength: event.kind.strengths().get(event.days % 3).copied().or(None::<Strength>),
                status: event.kind.statuses().get(event.days % 3).copied().or(None::<Status>),
                negated: false,
                when: when.flatten(),
                place: None,
                channel: None,
                quote,
                also: Vec::new(),
                confidence: Some(0.5 + (luck.below(50) as f32) / 100.0),
                reasons: Vec::new(),
            });
        }
        places.sort_by_key(|(at, place)| (*at, place.start()));
        for (at, place) in places {
            match reading.actors.last_mut() {
                Some(last) if last.id == id(at) => last.mentions.push(place),
                _ => reading.actors.push(Actor {
                    id: id(at),
                    name: self.actors[at].0.clone(),
                    kind: self.actors[at].1,
                    part_of: self.actors[at].2.map(id).filter(|_| true),
                    roles: role(at).into_iter().collect(),
                    mentions: vec![place],
                    pronouns: Vec::new(),
                }),
            }
        }
        // Whoever somebody speaks for is an actor of the reading only if it is named in it.
        let named: Vec<ActorId> = reading.actors.iter().map(|it| it.id.clone()).collect();
        for actor in &mut reading.actors {
            actor.part_of = actor.part_of.take().filter(|it| named.contains(it));
        }
        let mut about = About::named(format!("report-{n:06}"));
        about.title = Some(format!("Report {n}: {} and others", self.actors[luck.skewed(N_ACTORS)].0));
        about.published = Some(Published { date: Date::Day(day), basis: DateBasis::Dateline });
        about.source = Some(luck.of(&self.outlets).clone());
        (Document::new(about, text), reading)
    }

    pub fn word(&self, luck: &mut Luck) -> &str {
        &self.words[luck.skewed(self.words.len())]
    }

    pub fn outlet(&self, luck: &mut Luck) -> &str {
        &self.outlets[luck.below(self.outlets.len())]
    }
}

fn id(at: usize) -> ActorId {
    ActorId(format!("n{at}"))
}

/// The two who talk, who brings them together, and who stands behind one of them.
fn role(at: usize) -> Option<Role> {
    match at {
        0 | 1 => Some(Role::Party),
        2 => Some(Role::Mediator),
        10 => Some(Role::Backer),
        _ => None,
    }
}

struct Event {
    kind: ActKind,
    actor: usize,
    addressee: Option<usize>,
    speaker: Option<usize>,
    measure: Option<&'static str>,
    days: usize,
    words: Vec<usize>,
    dated: bool,
    /// What it waits for, and whose move that is.
    price: Option<(Relation, &'static str, Option<usize>)>,
}
