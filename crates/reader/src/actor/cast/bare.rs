//! Whom a word without any other is short for: "the official" after "a senior Norland official", "the militants" beside the one
//! armed group that the text names.
use super::{Builder, TRADES};
use evidence::ActorKind;
use std::ops::Range;

/// Who fights without a name: of the one armed group, where the text names one.
#[rustfmt::skip]
const FIGHT: &[&str] = &[
    "rebels", "militants", "guerrillas", "insurgents", "separatists", "fighters", "jihadists", "islamists", "terrorists", "extremists", "kidnappers",
    "captors", "gunmen",
];

/// Words of the names of groups that bear no arms.
#[rustfmt::skip]
const UNARMED: &[&str] = &[
    "party", "republicans", "democrats", "labour", "conservatives", "union", "unions", "association", "federation", "confederation", "chamber",
    "council", "congress", "caucus", "coalition", "league", "club", "committee", "syndicate", "society", "brotherhood", "government", "leaders",
];

/// Words before a head that tell how many are meant, and not who.
#[rustfmt::skip]
const HOW_MANY: &[&str] = &[
    "some", "several", "two", "three", "four", "five", "six", "other", "many", "all", "various", "multiple", "certain", "numerous", "a", "an",
    "one", "most", "both", "more", "few", "hundreds", "thousands",
];

impl Builder<'_, '_> {
    /// Gives each mention of such a word to whom it is short for, where the text names one before it who fits. Who is told of without
    /// an article ("an official said") is somebody new.
    pub(super) fn in_full(&mut self) {
        for bare in 0..self.drafts.len() {
            let draft = &self.drafts[bare];
            let head = draft.name.to_lowercase();
            let plain = draft.known.is_none() && matches!(draft.kind, ActorKind::Unnamed | ActorKind::Group) && draft.part_of.is_none();
            if !plain || head.is_empty() || !head.chars().all(|c| c.is_alphabetic() || c == '-') || self.names_whole(bare) {
                continue;
            }
            let mentions = std::mem::take(&mut self.drafts[bare].mentions);
            for mention in mentions {
                let whose = self.described(bare, &head, &mention.0).or_else(|| self.armed(&head, &mention.0));
                self.drafts[whose.unwrap_or(bare)].mentions.push(mention);
            }
        }
    }

    /// Whether a draft is called by what begins with a capital within a sentence: a name.
    fn names_whole(&self, draft: usize) -> bool {
        let opens = |at: usize| {
            let sentence = self.text.sentence_at(self.text.tokens[at].span.start());
            sentence.is_some_and(|i| self.text.sentences[i].tokens.start == at)
        };
        self.drafts[draft].mentions.iter().any(|(tokens, ..)| {
            let last = tokens.end - 1;
            self.text.tokens[last].capital && !opens(last) && !(tokens.len() > 1 && opens(tokens.start) && tokens.len() == 2)
        })
    }

    /// The nearest before who is called by the same word with others that say of what: of one, the nearest; of several, the only ones, or those
    /// of one whole.
    fn described(&self, bare: usize, head: &str, tokens: &Range<usize>) -> Option<usize> {
        let one = !head.ends_with('s');
        if one && self.text.lower(tokens.start) != "the" {
            return None;
        }
        let fuller = |&at: &usize| {
            let draft = &self.drafts[at];
            let name = draft.name.to_lowercase();
            let mut words = name.split(' ');
            let last = name.split(" in ").next().unwrap_or(&name).rsplit(' ').next();
            at != bare
                && draft.known.is_none()
                && matches!(draft.kind, ActorKind::Unnamed | ActorKind::Group)
                && name.contains(' ')
                && last == Some(head)
                && words.next().is_some_and(|first| one || !HOW_MANY.contains(&first))
        };
        let before = |at: usize| self.drafts[at].mentions.iter().map(|(named, ..)| named.end).filter(|&end| end <= tokens.start).max();
        let mut all: Vec<(usize, usize)> = (0..self.drafts.len()).filter(fuller).filter_map(|at| before(at).map(|end| (end, at))).collect();
        all.sort_unstable();
        let &(_, nearest) = all.last()?;
        let of_one = all
            .iter()
            .all(|&(_, at)| at == nearest || self.drafts[at].part_of.is_some() && self.drafts[at].part_of == self.drafts[nearest].part_of);
        (one || of_one).then_some(nearest)
    }

    /// The one armed group that the text names, or names far more often than any other, where it is named before.
    fn armed(&self, head: &str, tokens: &Range<usize>) -> Option<usize> {
        if !FIGHT.contains(&head) || TRADES.contains(&head) {
            return None;
        }
        let text = self.text;
        let first = text.sentence_at(text.tokens[tokens.start].span.start()).map_or(tokens.start, |i| text.sentences[i].tokens.start);
        if matches!(text.lower(tokens.end), "in" | "from" | "of" | "at" | "near") || text.lower(first) == "in" {
            return None;
        }
        let armed = |&at: &usize| {
            let draft = &self.drafts[at];
            let named = draft.name.starts_with(char::is_uppercase) || draft.known.is_some();
            draft.kind == ActorKind::Group
                && named
                && !draft.mentions.is_empty()
                && !self.is_union(at)
                && !draft.name.to_lowercase().split(' ').any(|word| UNARMED.contains(&word))
        };
        // Of several the one that the text names far more often than any other.
        let mut groups: Vec<(usize, usize)> = (0..self.drafts.len()).filter(armed).map(|at| (self.drafts[at].mentions.len(), at)).collect();
        groups.sort_unstable_by(|a, b| b.cmp(a));
        let group = match groups[..] {
            [(_, group)] => group,
            [(most, group), (second, _), ..] if most >= 4 && most >= 3 * second => group,
            _ => return None,
        };
        let before = self.drafts[group].mentions.iter().any(|(named, ..)| named.end <= tokens.start);
        before.then_some(group)
    }
}
