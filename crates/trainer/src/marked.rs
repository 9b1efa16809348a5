//! Prose with marks, `{s1|Lind} {c1|said} {q1|that it would rain}`, to text and the places of who said what.
//!
//! A mark is a role (`s` source, `c` cue, `q` content) with the number of its attribution, counted anew in each paragraph. Marks nest.
//! A role in several pieces is marked several times; words that serve two attributions bear both numbers, `{s1,2|Lind}`.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

/// What words are in an attribution.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Role {
    /// Who says it.
    Source,
    /// The words that say so.
    Cue,
    /// What is said.
    Content,
}

/// An attribution; UTF-8 bytes of the text without its marks, half-open, ascending within a role.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Said {
    /// Who; may be empty.
    pub source: Vec<Range<usize>>,
    /// The words that say so; may be empty.
    pub cue: Vec<Range<usize>>,
    /// What; never empty.
    pub content: Vec<Range<usize>>,
}

impl Said {
    fn role(&mut self, role: Role) -> &mut Vec<Range<usize>> {
        match role {
            Role::Source => &mut self.source,
            Role::Cue => &mut self.cue,
            Role::Content => &mut self.content,
        }
    }

    /// All its words, in no order.
    pub fn words(&self) -> impl Iterator<Item = &Range<usize>> {
        self.source.iter().chain(&self.cue).chain(&self.content)
    }
}

/// A paragraph without its marks.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Marked {
    /// The words.
    pub text: String,
    /// Who said what, in the order of their numbers.
    pub said: Vec<Said>,
}

/// What is wrong with a marked paragraph.
#[derive(Clone, PartialEq, Debug)]
pub struct Fault {
    /// Byte of the marked paragraph.
    pub at: usize,
    /// What is wrong there.
    pub says: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "byte {}: {}", self.at, self.says)
    }
}

impl std::error::Error for Fault {}

/// Takes the marks out of a paragraph.
pub fn parse(marked: &str) -> Result<Marked, Fault> {
    let mut text = String::with_capacity(marked.len());
    let mut said: BTreeMap<u32, Said> = BTreeMap::new();
    let mut open: Vec<(Role, Vec<u32>, usize, usize)> = Vec::new();
    let mut at = 0;
    while let Some(step) = marked[at..].find(['{', '}']) {
        text += &marked[at..at + step];
        at += step;
        let fault = |says: String| Fault { at, says };
        if let Some(inside) = marked[at..].strip_prefix('{') {
            let (head, _) = inside.split_once('|').ok_or_else(|| fault("a mark without `|`".to_owned()))?;
            let (role, numbers) =
                head_of(head).ok_or_else(|| fault(format!("`{head}` is no mark: write s, c or q and numbers, as in `s1,2`")))?;
            open.push((role, numbers, text.len(), at));
            at += head.len() + 2;
        } else {
            let (role, numbers, start, _) = open.pop().ok_or_else(|| fault("`}` closes nothing".to_owned()))?;
            let words = &text[start..];
            if words.trim() != words || words.is_empty() {
                return Err(fault(format!("the words of a mark, “{words}”, begin or end with a space or are none")));
            }
            for number in numbers {
                said.entry(number).or_default().role(role).push(start..text.len());
            }
            at += 1;
        }
    }
    text += &marked[at..];
    if let Some((.., at)) = open.last() {
        return Err(Fault { at: *at, says: "a mark that nothing closes".to_owned() });
    }
    for (number, said) in &mut said {
        let fault = |says: &str| Err(Fault { at: 0, says: format!("attribution {number} {says}") });
        if said.content.is_empty() {
            return fault("has no content");
        }
        for ranges in [&mut said.source, &mut said.cue, &mut said.content] {
            ranges.sort_by_key(|range| range.start);
        }
        let mut all: Vec<&Range<usize>> = said.words().collect();
        all.sort_by_key(|range| range.start);
        if all.windows(2).any(|pair| pair[0].end > pair[1].start) {
            return fault("has the same words in two roles");
        }
    }
    Ok(Marked { text, said: said.into_values().collect() })
}

fn head_of(head: &str) -> Option<(Role, Vec<u32>)> {
    let role = match head.chars().next()? {
        's' => Role::Source,
        'c' => Role::Cue,
        'q' => Role::Content,
        _ => return None,
    };
    let numbers = head[1..].split(',').map(|number| number.trim().parse().ok()).collect::<Option<Vec<u32>>>()?;
    Some((role, numbers))
}
