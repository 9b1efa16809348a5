//! The table of words by which acts are told (`data/acts.txt`), and where they stand in a text.
use super::inflect::forms;
use crate::text::{Text, TokenKind};
use evidence::{ActKind, Status, Strength};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

/// Whose words a rule is about; see the head of `data/acts.txt`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Whose {
    Verb,
    Own,
    Other,
    Blame,
    Mood,
    Noun,
    /// Nobody's: they tell no act, only how it is told (`data/manner.txt`).
    Words,
}

impl Whose {
    fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "verb" => Self::Verb,
            "own" => Self::Own,
            "other" => Self::Other,
            "blame" => Self::Blame,
            "mood" => Self::Mood,
            "noun" => Self::Noun,
            "words" => Self::Words,
            _ => return None,
        })
    }
}

/// What a rule says of the words that it fits.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Rule {
    pub(super) kind: ActKind,
    pub(super) strength: Option<Strength>,
    pub(super) status: Option<Status>,
    /// "Did not".
    pub(super) negated: bool,
    pub(super) whose: Whose,
    /// The pattern as it stands in the table, for the explanation.
    pub(super) pattern: String,
    items: Vec<Item>,
    not_before: Option<String>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
enum Item {
    // Any of these, each a word or several.
    Words(Vec<Vec<String>>),
    UpTo(usize),
}

/// Of two rules with the same words the one whose kind stands here first, wherever they stand in the table: what somebody wants or refuses tells
/// more than that something was done or judged.
const FIRST: [ActKind; 16] = [
    ActKind::Demand,
    ActKind::Reject,
    ActKind::Accept,
    ActKind::Conclude,
    ActKind::Condition,
    ActKind::Commit,
    ActKind::Retract,
    ActKind::Threaten,
    ActKind::Accuse,
    ActKind::Deny,
    ActKind::Endorse,
    ActKind::OfferRole,
    ActKind::Propose,
    ActKind::Contact,
    ActKind::Deed,
    ActKind::Assess,
];

/// A rule that fits the text: its words are the tokens `at..end`, its verb or noun is token `head`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Hit {
    pub(super) rule: usize,
    pub(super) tokens: Range<usize>,
}

/// The table of rules.
pub(super) struct Rules {
    pub(super) all: Vec<Rule>,
    by_first: HashMap<String, Vec<usize>>,
}

/// A line of the table that is not understood.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct BadLine {
    pub(super) line: usize,
    pub(super) says: String,
}

impl Rules {
    pub(super) fn embedded() -> &'static Rules {
        static RULES: OnceLock<Rules> = OnceLock::new();
        RULES.get_or_init(|| {
            Rules::parse(include_str!("../../data/acts.txt")).unwrap_or_else(|bad| unreachable!("a test reads the table: {bad:?}"))
        })
    }

    pub(super) fn parse(table: &str) -> Result<Self, BadLine> {
        let mut rules = Self { all: Vec::new(), by_first: HashMap::new() };
        for (number, line) in table.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let bad = |says: &str| BadLine { line: number + 1, says: says.to_owned() };
            let (head, patterns) = line.split_once(" : ").ok_or_else(|| bad("no ` : ` between kind and patterns"))?;
            let (kind, whose) = head.trim().split_once(' ').ok_or_else(|| bad("wanted: kind[/grade] where"))?;
            let whose = Whose::from_word(whose.trim()).ok_or_else(|| bad("where is one of verb, own, other, blame, mood, noun, words"))?;
            let (kind, grade) = kind.split_once('/').unwrap_or((kind, ""));
            let kind = ActKind::from_word(kind).ok_or_else(|| bad("no such act"))?;
            let strength = Strength::from_word(grade).filter(|s| kind.strengths().contains(s));
            let status = Status::from_word(grade).filter(|s| kind.statuses().contains(s));
            let negated = grade == "negated";
            if !grade.is_empty() && strength.is_none() && status.is_none() && !negated {
                return Err(bad("the act has no such strength or status"));
            }
            for pattern in patterns.split(" ; ") {
                let pattern = pattern.trim();
                let mut words = pattern.split_whitespace().peekable();
                let not_before = words.next_if(|w| w.starts_with('!')).map(|w| w.trim_start_matches('!').to_owned());
                let items: Vec<Item> = words.map(item).collect();
                let Some(Item::Words(first)) = items.first() else { return Err(bad("a pattern begins with a word")) };
                for words in first {
                    let entry = rules.by_first.entry(words[0].clone()).or_default();
                    if entry.last() != Some(&rules.all.len()) {
                        entry.push(rules.all.len());
                    }
                }
                rules.all.push(Rule {
                    kind,
                    strength,
                    status: if negated { Some(Status::Agreed) } else { status },
                    negated,
                    whose,
                    pattern: pattern.to_owned(),
                    items,
                    not_before,
                });
            }
        }
        rules.rank();
        Ok(rules)
    }

    /// Puts the rules in the order in which they go before each other, which is not that of the table's lines.
    fn rank(&mut self) {
        let mut order: Vec<usize> = (0..self.all.len()).collect();
        let kind = |rule: &Rule| FIRST.iter().position(|kind| *kind == rule.kind);
        let key = |rule: &Rule| (kind(rule), rule.whose, rule.negated, rule.strength, rule.status);
        let (all, words) = (&self.all, |at: usize| &self.all[at].pattern);
        order.sort_by(|&a, &b| key(&all[a]).cmp(&key(&all[b])).then_with(|| words(a).cmp(words(b))));
        let mut place = vec![0; order.len()];
        for (new, &old) in order.iter().enumerate() {
            place[old] = new;
        }
        for list in self.by_first.values_mut() {
            list.iter_mut().for_each(|rule| *rule = place[*rule]);
            list.sort_unstable();
        }
        self.all = order.into_iter().map(|at| self.all[at].clone()).collect();
    }

    /// All rules that fit within `tokens`, in order of place; of those that begin at one place the longest first.
    pub(super) fn find(&self, text: &Text<'_>, tokens: Range<usize>) -> Vec<Hit> {
        let mut out = Vec::new();
        for at in tokens.clone() {
            let Some(rules) = self.by_first.get(text.lower(at)) else { continue };
            let from = out.len();
            for &rule in rules {
                let found = &self.all[rule];
                if found.not_before.as_deref().is_some_and(|word| at > 0 && text.lower(at - 1) == word) {
                    continue;
                }
                if let Some(end) = fits(text, &found.items, at, tokens.end) {
                    out.push(Hit { rule, tokens: at..end });
                }
            }
            out[from..].sort_by_key(|hit| (std::cmp::Reverse(hit.tokens.len()), hit.rule));
        }
        out
    }
}

fn item(word: &str) -> Item {
    match word {
        "*" => Item::UpTo(3),
        "**" => Item::UpTo(8),
        _ => Item::Words(
            word.split('|')
                .flat_map(|alternative| match alternative.strip_prefix('~') {
                    Some(verb) => forms(verb).into_iter().map(|form| vec![form]).collect(),
                    None => vec![alternative.split('_').map(str::to_owned).collect::<Vec<_>>()],
                })
                .collect(),
        ),
    }
}

/// If the items fit from `at` on: the token after the last.
fn fits(text: &Text<'_>, items: &[Item], at: usize, limit: usize) -> Option<usize> {
    let Some((first, rest)) = items.split_first() else { return Some(at) };
    match first {
        Item::Words(alternatives) => alternatives
            .iter()
            .filter(|words| at + words.len() <= limit && words.iter().enumerate().all(|(i, word)| text.lower(at + i) == word))
            .find_map(|words| {
                let next = at + words.len();
                fits(text, rest, next, limit).or_else(|| {
                    // Adverbs and quotation marks between the words are no hindrance: "is now ready to", "will “start talks”".
                    (matches!(rest.first(), Some(Item::Words(_))) && next < limit && is_between(text, next))
                        .then(|| fits(text, rest, next + 1, limit))
                        .flatten()
                })
            }),
        Item::UpTo(most) => (0..=*most).find_map(|skip| {
            let to = at + skip;
            if to > limit || (at..to).any(|i| matches!(text.lower(i), "." | ";" | "!" | "?" | ":")) {
                return None;
            }
            fits(text, rest, to, limit)
        }),
    }
}

fn is_between(text: &Text<'_>, at: usize) -> bool {
    let word = text.lower(at);
    match text.tokens[at].kind {
        TokenKind::Mark => matches!(word, "“" | "”" | "\"" | "‘"),
        TokenKind::Word => word.ends_with("ly") || matches!(word, "now" | "also" | "still" | "already" | "again" | "therefore" | "then"),
        TokenKind::Number => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_understood() {
        match Rules::parse(include_str!("../../data/acts.txt")) {
            Ok(rules) => {
                assert!(rules.all.iter().all(|rule| rule.whose != Whose::Words), "words that tell no act stand in data/manner.txt")
            }
            Err(bad) => panic!("data/acts.txt:{}: {}", bad.line, bad.says),
        }
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "a test reads its cases")]
    fn the_order_of_its_lines_is_of_no_weight() {
        let table = include_str!("../../data/acts.txt");
        let lines: Vec<&str> = table.lines().rev().collect();
        let (as_it_is, reversed) = (Rules::embedded(), Rules::parse(&lines.join("\n")).unwrap_or_else(|bad| panic!("{bad:?}")));
        let examples = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples"));
        let mut found = 0;
        for name in ["lake-league-round.txt", "port-alba-readout.md", "tessel-truce.txt"] {
            let source = std::fs::read_to_string(examples.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
            let text = Text::of(&source);
            let hits = |rules: &Rules| -> Vec<(Rule, Range<usize>)> {
                let hits = rules.find(&text, 0..text.tokens.len());
                hits.into_iter().map(|hit| (rules.all[hit.rule].clone(), hit.tokens)).collect()
            };
            found += hits(as_it_is).len();
            assert!(hits(as_it_is) == hits(&reversed), "{name}");
        }
        assert!(found > 100, "{found}");
    }

    #[test]
    fn every_kind_has_its_place() {
        let (mut first, mut all) = (FIRST.to_vec(), ActKind::ALL.to_vec());
        first.sort_unstable();
        all.sort_unstable();
        assert_eq!(first, all);
    }

    #[test]
    fn a_bad_line_is_named() {
        assert_eq!(Rules::parse("# fine\ndemand/never verb : ~demand").err().map(|b| b.line), Some(2));
        assert!(Rules::parse("demands verb : ~demand").is_err());
    }

    #[test]
    fn the_longest_fits_first() {
        let text = Text::of("Norland is now ready to host talks.");
        let rules = Rules::embedded();
        let hits = rules.find(&text, 0..text.tokens.len());
        let first = &rules.all[hits[0].rule];
        assert_eq!((first.kind, first.strength), (ActKind::OfferRole, Some(Strength::Interest)));
    }
}
