//! Which words of each text are marked, and under what anchor: those of every act, and those that a line of the brief without an
//! act leads to. Marks may overlap: the text is cut wherever one begins or ends, and each piece knows all marks that it is in.
use crate::brief::{ActAt, At, Brief, Piece, View};
use evidence::{ActKind, Place};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::ops::Range;

pub(super) struct Marks {
    // Invariant: `acts` and `places` hold indices into it.
    all: Vec<Mark>,
    acts: BTreeMap<ActAt, usize>,
    places: BTreeMap<(usize, Place), usize>,
}

struct Mark {
    /// The anchor: `a1` for an act, `w3` for other words, `d2-a1` in the second of several documents.
    id: String,
    item: usize,
    place: Place,
    act: Option<(ActAt, ActKind)>,
}

/// A piece of text between two cuts.
pub(super) struct Segment {
    pub(super) range: Range<usize>,
    /// The marks whose first words these are.
    pub(super) begins: Vec<usize>,
    /// The marks that it is in.
    pub(super) within: Vec<usize>,
}

impl Marks {
    pub(super) fn of(brief: &Brief<'_>) -> Self {
        let view = &brief.view;
        let mut marks = Self { all: Vec::new(), acts: BTreeMap::new(), places: BTreeMap::new() };
        let prefix = |item: usize| if view.items.len() == 1 { String::new() } else { format!("d{}-", item + 1) };
        for (at, act) in view.acts() {
            // A reading's own names serve as anchors where they are plain; where they are not, the act's number does.
            let plain = act.id.0.strip_prefix('a').is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
            let id = if plain { act.id.0.clone() } else { format!("act-{}", at.act + 1) };
            marks.acts.insert(at, marks.all.len());
            marks.all.push(Mark {
                id: format!("{}{id}", prefix(at.item)),
                item: at.item,
                place: act.quote.clone(),
                act: Some((at, act.kind)),
            });
        }
        let lines = brief.sections.iter().flat_map(|section| &section.groups).flat_map(|group| &group.lines);
        let alone = lines.flat_map(|line| {
            let own = line.at.iter().filter(|_| line.act.is_none());
            own.chain(line.pieces.iter().filter_map(|piece| if let Piece::Place(at) = piece { Some(at) } else { None }))
        });
        for at in alone {
            let next = marks.all.len();
            if *marks.places.entry((at.item, at.place.clone())).or_insert(next) == next {
                let id = format!("{}w{}", prefix(at.item), marks.places.len());
                marks.all.push(Mark { id, item: at.item, place: at.place.clone(), act: None });
            }
        }
        marks
    }

    /// The anchor of an act.
    pub(super) fn act(&self, at: ActAt) -> &str {
        self.acts.get(&at).map_or("", |mark| self.id(*mark))
    }

    /// The anchor of words that a line leads to.
    pub(super) fn words(&self, at: &At) -> &str {
        self.places.get(&(at.item, at.place.clone())).map_or("", |mark| self.id(*mark))
    }

    pub(super) fn id(&self, mark: usize) -> &str {
        &self.all[mark].id
    }

    pub(super) fn act_of(&self, mark: usize) -> Option<ActAt> {
        self.all[mark].act.map(|(at, _)| at)
    }

    /// The classes of words within these marks: one for each mark, and what kind of act the last one is.
    pub(super) fn classes(&self, within: &[usize]) -> String {
        let kind = within.iter().rev().find_map(|mark| self.all[*mark].act).map_or("words", |(_, kind)| tone(kind));
        within.iter().fold(kind.to_owned(), |mut classes, mark| {
            // Writing to a string cannot fail.
            let _ = write!(classes, " m{mark}");
            classes
        })
    }

    /// The rules that light all pieces of a mark when a link has led to it.
    pub(super) fn rules(&self) -> String {
        let selectors: Vec<String> = self.all.iter().enumerate().map(|(n, mark)| format!(":root:has(#{}:target) .m{n}", mark.id)).collect();
        if selectors.is_empty() { String::new() } else { format!("{}{{background:var(--lit);color:var(--lit-ink)}}", selectors.join(",")) }
    }

    /// Each paragraph of an item's text as segments, with the acts that begin in it. Time: O(text + marks), overlaps aside.
    pub(super) fn paragraphs(&self, view: &View<'_>, item: usize) -> Vec<(Vec<Segment>, Vec<ActAt>)> {
        let mut edges: Vec<(usize, bool, usize)> = Vec::new();
        for (n, mark) in self.all.iter().enumerate().filter(|(_, mark)| mark.item == item) {
            edges.extend(mark.place.spans().iter().flat_map(|span| [(span.start(), true, n), (span.end(), false, n)]));
        }
        edges.sort_unstable();
        let mut edges = edges.into_iter().peekable();
        let mut open: BTreeSet<usize> = BTreeSet::new();
        // A mark's anchor stands once, before its first words.
        let mut waiting: Vec<usize> = Vec::new();
        let mut anchored: BTreeSet<usize> = BTreeSet::new();
        let mut out = Vec::new();
        for paragraph in view.paragraphs(item).spans() {
            let (mut segments, mut acts) = (Vec::new(), Vec::new());
            let mut at = paragraph.start();
            while at < paragraph.end() {
                while let Some((_, begins, mark)) = edges.next_if(|(place, _, _)| *place <= at) {
                    if begins {
                        open.insert(mark);
                        if anchored.insert(mark) {
                            waiting.push(mark);
                        }
                    } else {
                        open.remove(&mark);
                    }
                }
                let next = edges.peek().map_or(paragraph.end(), |(place, _, _)| (*place).min(paragraph.end()));
                acts.extend(waiting.iter().filter_map(|mark| self.act_of(*mark)));
                segments.push(Segment { range: at..next, begins: std::mem::take(&mut waiting), within: open.iter().copied().collect() });
                at = next;
            }
            out.push((segments, acts));
        }
        out
    }
}

/// What colour an act's words have: for a thing, against it, asking, or done. Said in words in the margin too.
const fn tone(kind: ActKind) -> &'static str {
    match kind {
        ActKind::Propose | ActKind::Accept | ActKind::Commit | ActKind::Endorse | ActKind::OfferRole => "for",
        ActKind::Reject | ActKind::Threaten | ActKind::Accuse | ActKind::Deny | ActKind::Retract => "against",
        ActKind::Demand | ActKind::Condition => "asks",
        ActKind::Contact | ActKind::Conclude | ActKind::Deed => "done",
        ActKind::Assess => "words",
    }
}
