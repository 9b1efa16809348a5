//! Whom a word without any other is short for: "the official" after "a senior Norland official".
use super::Builder;
use evidence::ActorKind;

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
            let described = self.described(bare, &head);
            for mention in std::mem::take(&mut self.drafts[bare].mentions) {
                let tokens = &mention.0;
                let one = !head.ends_with('s');
                let before = &described[..described.partition_point(|it| it.end <= tokens.start)];
                let whose = before.last().filter(|it| if one { self.text.lower(tokens.start) == "the" } else { it.of_one });
                self.drafts[whose.map_or(bare, |it| it.draft)].mentions.push(mention);
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
            self.text.tokens[last].capital && !opens(last) && !(tokens.len() == 2 && opens(tokens.start))
        })
    }

    /// Where those are named who are called by the same word with others that say of what, in order of the text.
    fn described(&self, bare: usize, head: &str) -> Vec<Described> {
        let one = !head.ends_with('s');
        let fuller = |&at: &usize| {
            let draft = &self.drafts[at];
            let unnamed = draft.known.is_none() && matches!(draft.kind, ActorKind::Unnamed | ActorKind::Group);
            // "The Norland delegation": a body of Norland.
            let part = draft.kind == ActorKind::Body && draft.part_of.is_some();
            if at == bare || !(unnamed || part) || !draft.name.contains(' ') {
                return false;
            }
            let name = draft.name.to_lowercase();
            let last = name.split(" in ").next().unwrap_or(&name).rsplit(' ').next();
            last == Some(head) && name.split(' ').next().is_some_and(|first| one || !HOW_MANY.contains(&first))
        };
        let drafts = (0..self.drafts.len()).filter(fuller);
        let mut all: Vec<Described> = drafts
            .flat_map(|draft| self.drafts[draft].mentions.iter().map(move |(named, ..)| Described { end: named.end, draft, of_one: true }))
            .collect();
        all.sort_by_key(|it| (it.end, it.draft));
        for at in 1..all.len() {
            let whole = |at: usize| self.drafts[all[at].draft].part_of;
            let same = all[at].draft == all[at - 1].draft || whole(at).is_some() && whole(at) == whole(at - 1);
            all[at].of_one = all[at - 1].of_one && same;
        }
        all
    }
}

/// A place where somebody is named who a bare word after it may be short for.
struct Described {
    end: usize,
    draft: usize,
    // Whether all up to here are one, or of one whole.
    of_one: bool,
}
