//! Finding the cues of measures in a text. Linear in the text: a trie of cues is walked from each word.
use super::words::{self, Unit};
use super::{alone, passed_over, reference, undone};
use crate::text::Text;
use evidence::{MeasureId, Measures, Span};
use serde::Deserialize;
use std::collections::HashMap;
use std::ops::Range;

/// Words of a text that suggest a measure.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hit {
    /// The measure.
    pub measure: MeasureId,
    /// The words, from the first to the last one of the cue.
    pub span: Span,
    /// The tokens that these words lie in.
    pub tokens: Range<usize>,
    /// Whether the cue mostly means something else in general news.
    pub weak: bool,
    /// Whether the words stand as in the cue, not inflected.
    pub exact: bool,
}

/// The cues of a list of measures, ready to be looked for; see [`Cues::new`].
#[derive(Clone, Debug)]
pub struct Cues {
    // A word's two symbols: as it is spelled, and without its inflection. Looked up only, never iterated.
    spelled: HashMap<Box<str>, u32>,
    stems: HashMap<Box<str>, u32>,
    // Invariant: the root is 0; edges sorted by step.
    nodes: Vec<Node>,
    measures: Vec<Info>,
}

#[derive(Clone, Debug)]
struct Info {
    // As the reader calls it, and as the list does.
    id: MeasureId,
    name: MeasureId,
    // What a person calls it.
    label: String,
    // How many measures it is a kind of, one above the other.
    depth: usize,
    broader: Option<MeasureId>,
    opposite: Option<MeasureId>,
    params: Vec<String>,
}

#[derive(Clone, Debug, Default)]
struct Node {
    edges: Vec<(Step, usize)>,
    ends: Vec<End>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Step {
    /// The word with that spelling.
    Spelled(u32),
    /// A form of the word with that stem.
    Stem(u32),
    Number,
    /// A word with a capital.
    Name,
    /// Up to three words.
    Gap,
}

#[derive(Clone, Copy, Debug)]
struct End {
    // `None` for a phrasing that names none.
    measure: Option<usize>,
    weak: bool,
    // Its words, without `*`.
    words: usize,
    // Symbols of its first and last word as spelled.
    first: Option<u32>,
    last: Option<u32>,
}

/// A match, before it is known whether it stands.
struct Match {
    // Units, half-open.
    units: Range<usize>,
    end: End,
    exact: bool,
}

/// What a word counts as in a cue: as it is spelled, and without its inflection; `None` where no cue has it.
type Symbols = (Option<u32>, Option<u32>);

/// The most words that `*` stands for.
const GAP: usize = 3;

/// Further cues, and words that stand for one another in cues; `data/measure_cues.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Further {
    #[serde(default)]
    same: Vec<Same>,
    #[serde(default)]
    other: Other,
    #[serde(default)]
    measure: Vec<FurtherCues>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Same {
    words: Vec<String>,
}

/// Phrasings that name no measure, though words of a cue lie in them: "on strike".
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Other {
    cues: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FurtherCues {
    id: String,
    #[serde(default)]
    cues: Vec<String>,
    #[serde(default)]
    weak_cues: Vec<String>,
}

const FURTHER: &str = include_str!("../../data/measure_cues.toml");

impl Cues {
    /// The cues of `measures`, with those of the reader's own list that are for a measure in it. Takes a few milliseconds:
    /// build it once.
    pub fn new(measures: &Measures) -> Self {
        let further: Further = toml::from_str(FURTHER).unwrap_or_else(|bad| unreachable!("a test reads the compiled-in cues: {bad}"));
        let mut cues = Self { spelled: HashMap::new(), stems: HashMap::new(), nodes: vec![Node::default()], measures: Vec::new() };
        for (at, measure) in measures.all().iter().enumerate() {
            let depth = std::iter::successors(measure.broader.as_ref(), |id| measures.get(id)?.broader.as_ref()).take(measures.all().len());
            let first = measures.reader_name(&measure.id);
            cues.measures.push(Info {
                id: first.clone(),
                name: measure.id.clone(),
                label: measure.label.clone(),
                depth: depth.count(),
                broader: measure.broader.as_ref().map(|id| measures.reader_name(id).clone()),
                opposite: measure.opposite.as_ref().map(|id| measures.reader_name(id).clone()),
                params: measure.params.clone(),
            });
            for more in further.measure.iter().filter(|more| more.id == first.0) {
                // What comes first stands, and what is weak may stand among the cues, too: so the reader's own list says how sure a
                // cue is.
                for (list, weak) in [(&more.weak_cues, true), (&more.cues, false)] {
                    for cue in list {
                        cues.add(Some(at), cue, weak, &further.same);
                    }
                }
            }
            for cue in &measure.cues {
                cues.add(Some(at), cue, measure.weak_cues.contains(cue), &further.same);
            }
        }
        for cue in &further.other.cues {
            cues.add(None, cue, false, &further.same);
        }
        for node in &mut cues.nodes {
            node.edges.sort_unstable();
        }
        cues
    }

    /// Adds a cue, and the same with each word exchanged for those that stand for it.
    fn add(&mut self, measure: Option<usize>, cue: &str, weak: bool, same: &[Same]) {
        let mut variants: Vec<Vec<&str>> = vec![Vec::new()];
        for word in pieces(cue) {
            let others = same.iter().find(|group| group.words.iter().any(|w| w == word));
            let choices: Vec<Vec<&str>> = match others {
                Some(group) => group.words.iter().map(|w| pieces(w)).collect(),
                None => vec![vec![word]],
            };
            variants =
                variants.iter().flat_map(|before| choices.iter().map(|choice| [before.as_slice(), choice.as_slice()].concat())).collect();
        }
        for words in variants {
            self.add_words(measure, &words, weak);
        }
    }

    fn add_words(&mut self, measure: Option<usize>, words: &[&str], weak: bool) {
        let mut node = 0;
        let mut symbols = Vec::with_capacity(words.len());
        for (i, word) in words.iter().enumerate() {
            let spelled = symbol(&mut self.spelled, &words::spelling(word));
            symbols.push(spelled);
            let step = match *word {
                "*" => Step::Gap,
                "<n>" => Step::Number,
                "<name>" => Step::Name,
                _ if i == 0 || i + 1 == words.len() => Step::Stem(symbol(&mut self.stems, &words::stem(word))),
                _ => Step::Spelled(spelled),
            };
            node = match self.nodes[node].edges.iter().find(|(s, _)| *s == step) {
                Some((_, next)) => *next,
                None => {
                    self.nodes.push(Node::default());
                    let next = self.nodes.len() - 1;
                    self.nodes[node].edges.push((step, next));
                    next
                }
            };
        }
        let count = words.iter().filter(|word| **word != "*").count();
        let end = End { measure, weak, words: count, first: symbols.first().copied(), last: symbols.last().copied() };
        let ends = &mut self.nodes[node].ends;
        if node != 0 && !ends.iter().any(|e| e.measure == measure) {
            ends.push(end);
        }
    }

    /// The cues among `tokens`, in order of the text, none overlapping another: the one with the most words stands (what `*`
    /// passes over does not count), of two equal ones the longer, then the narrower measure. Weak ones are found too and say so;
    /// see [`matters`](super::matters).
    pub fn find(&self, text: &Text<'_>, tokens: Range<usize>) -> Vec<Hit> {
        self.find_knowing(text, tokens, &mut HashMap::new())
    }

    /// As [`Self::find`]; `known` keeps the symbols of words met before.
    fn find_knowing<'t>(&self, text: &'t Text<'_>, tokens: Range<usize>, known: &mut HashMap<&'t str, Symbols>) -> Vec<Hit> {
        let units = words::units(text, tokens);
        let symbols: Vec<Symbols> = units.iter().map(|unit| *known.entry(unit.word).or_insert_with(|| self.symbols(unit))).collect();
        let mut found = Vec::new();
        for start in 0..units.len() {
            self.walk(0, &units, &symbols, start..start, &mut found);
        }
        let longest_first = |m: &Match| {
            let depth = m.end.measure.map_or(0, |measure| self.measures[measure].depth);
            let length = (std::cmp::Reverse(m.end.words), std::cmp::Reverse(m.units.len()));
            // By the name last, so that the order of the list is of no weight.
            let name = m.end.measure.map(|measure| &self.measures[measure].id);
            (length, std::cmp::Reverse(depth), m.end.weak, m.units.start, name.is_none(), name)
        };
        found.sort_by_key(longest_first);
        let mut taken = vec![false; units.len()];
        let mut hits: Vec<Hit> = Vec::new();
        for (i, m) in found.iter().enumerate() {
            if taken[m.units.clone()].iter().any(|&t| t) {
                continue;
            }
            taken[m.units.clone()].fill(true);
            let Some(measure) = m.end.measure else { continue };
            let (first, last) = (&units[m.units.start], &units[m.units.end - 1]);
            // "a two-week humanitarian truce" is a humanitarian one, though "two-week truce" is longer than "humanitarian truce".
            let mut within = found[i + 1..].iter().take_while(|_| m.units.len() > m.end.words).filter_map(|inner| {
                let covered = m.units.start <= inner.units.start && inner.units.end <= m.units.end;
                inner.end.measure.filter(|&narrow| covered && self.is_kind_of(&self.measures[narrow].id, &self.measures[measure].id))
            });
            let measure = within.next().unwrap_or(measure);
            if let Some(span) = span(text, first, last) {
                hits.push(Hit {
                    measure: self.measures[measure].id.clone(),
                    span,
                    tokens: first.token..last.token + 1,
                    weak: m.end.weak,
                    exact: m.exact,
                });
            }
        }
        hits.sort_by_key(|hit| hit.span);
        hits
    }

    /// The cues of a whole document, as [`Self::find`] gives them, without the weak ones that nothing else bears
    /// out, with "the truce" and "the deal" taken for what they refer to.
    pub fn in_document(&self, text: &Text<'_>) -> Vec<Hit> {
        let mut known = HashMap::new();
        let mut hits = Vec::new();
        for sentence in &text.sentences {
            hits.extend(self.find_knowing(text, sentence.tokens.clone(), &mut known));
        }
        alone::drop_unsupported(text, &mut hits);
        reference::resolve(self, text, &mut hits);
        undone::turn(self, text, &mut hits);
        passed_over::leave_out(text, &mut hits);
        hits
    }

    /// What has to be filled in of a measure.
    pub(super) fn params(&self, id: &MeasureId) -> &[String] {
        self.measures.iter().find(|info| info.id == *id).map_or(&[], |info| &info.params)
    }

    /// What undoes a measure, where the list has that.
    pub(crate) fn opposite(&self, id: &MeasureId) -> Option<&MeasureId> {
        self.measures.iter().find(|info| info.id == *id)?.opposite.as_ref().filter(|opposite| self.knows(opposite))
    }

    /// The measures that the list calls otherwise than the reader does: each with the list's name.
    pub(crate) fn renamed(&self) -> impl Iterator<Item = (&MeasureId, &MeasureId)> {
        self.measures.iter().filter(|info| info.id != info.name).map(|info| (&info.id, &info.name))
    }

    /// Whether the list has a measure of that name.
    pub(crate) fn knows(&self, id: &MeasureId) -> bool {
        self.measures.iter().any(|info| info.id == *id)
    }

    /// What a person calls a measure of the list.
    pub(crate) fn label(&self, id: &MeasureId) -> Option<&str> {
        self.measures.iter().find(|info| info.id == *id).map(|info| info.label.as_str())
    }

    /// Whether `narrow` is a kind of `broad`, over any number of steps.
    pub fn is_kind_of(&self, narrow: &MeasureId, broad: &MeasureId) -> bool {
        let broader = |id: &MeasureId| self.measures.iter().find(|info| info.id == *id)?.broader.clone();
        // Bounded by the number of measures, so that a circle ends.
        std::iter::successors(broader(narrow), broader).take(self.measures.len()).any(|id| id == *broad)
    }

    fn symbols(&self, unit: &Unit<'_>) -> Symbols {
        if unit.mark {
            return (self.spelled.get(unit.word).copied(), None);
        }
        (self.spelled.get(words::spelling(unit.word).as_str()).copied(), self.stems.get(words::stem(unit.word).as_str()).copied())
    }

    /// Adds what is found from `node` on, having read `read`.
    fn walk(&self, node: usize, units: &[Unit<'_>], symbols: &[Symbols], read: Range<usize>, found: &mut Vec<Match>) {
        let at = read.end;
        let node = &self.nodes[node];
        if let Some(last) = at.checked_sub(1).filter(|_| at > read.start) {
            for end in &node.ends {
                let exact = symbols[read.start].0 == end.first && symbols[last].0 == end.last;
                found.push(Match { units: read.clone(), end: *end, exact });
            }
        }
        let Some(unit) = units.get(at) else { return };
        let next = |step: Step| node.edges.binary_search_by_key(&step, |(s, _)| *s).ok().map(|i| node.edges[i].1);
        let (spelled, stem) = symbols[at];
        let steps =
            [spelled.map(Step::Spelled), stem.map(Step::Stem), unit.number.then_some(Step::Number), unit.name.then_some(Step::Name)];
        for to in steps.into_iter().flatten().filter_map(next) {
            self.walk(to, units, symbols, read.start..at + 1, found);
        }
        if let Some(to) = next(Step::Gap) {
            // A compound with hyphens is one word here.
            let mut skipped = 0;
            for next in at..units.len() {
                let new_word = next == at || units[next - 1].token != units[next].token;
                if next > at && new_word {
                    skipped += 1;
                }
                if skipped > GAP || next > at && units[next - 1].mark {
                    break;
                }
                self.walk(to, units, symbols, read.start..next, found);
            }
        }
    }
}

/// Those of some hits, in order of the text, that lie in `tokens`.
pub fn within(hits: &[Hit], tokens: Range<usize>) -> &[Hit] {
    let from = hits.partition_point(|hit| hit.tokens.start < tokens.start);
    let to = hits.partition_point(|hit| hit.tokens.start < tokens.end);
    &hits[from..to.max(from)]
}

fn symbol(table: &mut HashMap<Box<str>, u32>, word: &str) -> u32 {
    let next = u32::try_from(table.len()).unwrap_or(u32::MAX);
    *table.entry(word.into()).or_insert(next)
}

/// The words of a cue; `*`, `<n>` and `<name>` stay, hyphens and possessives go, a comma is a word of its own.
fn pieces(cue: &str) -> Vec<&str> {
    let mut out = Vec::new();
    for piece in cue.split([' ', '-']).filter(|piece| !piece.is_empty()) {
        let word = piece.trim_end_matches(',');
        out.push(word.strip_suffix("'s").unwrap_or(word).trim_end_matches('\''));
        if word.len() < piece.len() {
            out.push(",");
        }
    }
    out
}

fn span(text: &Text<'_>, first: &Unit<'_>, last: &Unit<'_>) -> Option<Span> {
    let (a, b) = (text.tokens.get(first.token)?.span, text.tokens.get(last.token)?.span);
    // Lower case can change a word's length; then the whole token stands for its part.
    let same = |token: Span, unit: &Unit<'_>| text.lower(unit.token).len() == token.len();
    let start = if same(a, first) { a.start() + first.part.start } else { a.start() };
    let end = if same(b, last) { b.start() + last.part.end } else { b.end() };
    Span::new(start, end).filter(|span| text.source.get(span.range()).is_some())
}
