//! What each token may be in a sentence, as far as its form tells: not a parser, only what finding a subject needs.
use super::cues::{Cues, Form};
use crate::text::{Text, TokenKind};
use std::collections::HashMap;
use std::sync::OnceLock;

/// What a token may be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Class {
    /// A noun, an adjective or a word unknown.
    Noun,
    /// The same with a capital.
    Name,
    /// I, he, they: a subject by itself.
    Subject,
    /// him, them.
    Object,
    /// it, you, this, all: either.
    Pronoun,
    /// his, their.
    Possessive,
    Determiner,
    Number,
    Preposition,
    /// and, or.
    And,
    /// but, so, yet.
    But,
    /// because, when, if, as.
    Subordinator,
    That,
    /// who, which.
    Relative,
    /// what, how, whether.
    Question,
    To,
    /// is, was.
    Be,
    /// have, had.
    Have,
    /// will, must, did.
    Modal,
    /// not, also, repeatedly.
    Adverb,
    /// A finite verb.
    Finite,
    /// A verb's base form: finite with a plural subject.
    Base,
    Ing,
    Participle,
    Comma,
    /// . ! ?
    Stop,
    Semicolon,
    Colon,
    Dash,
    Quote,
    OpenBracket,
    CloseBracket,
    /// The possessive ’s (or a short "is").
    Apostrophe,
    Mark,
}

const CLOSED: &[(Class, &str)] = &[
    (
        Class::Subject,
        "i he she we they i'm i've i'd i'll he's he'd he'll she's she'd she'll we're we've we'd we'll they're they've they'd they'll",
    ),
    (Class::Object, "him them me us himself herself themselves itself myself ourselves"),
    (
        Class::Pronoun,
        "it you this these those everyone everybody someone somebody anyone nobody none nothing something anything everything it's you're you've you'll there others one ones",
    ),
    (Class::Possessive, "his her their its my our your whose"),
    (Class::Determiner, "the a an some any each every no another both either neither many most several few all such more fewer"),
    (
        Class::Preposition,
        "of in on at by for with from into onto about against between among during through under over within without toward towards across along around behind beyond near despite including regarding concerning per via amid throughout outside inside upon alongside",
    ),
    (Class::And, "and or nor &"),
    (Class::But, "but yet so"),
    (Class::Subordinator, "because when while if as although though unless until once whereas since after before than where even lest"),
    (Class::That, "that"),
    (Class::Relative, "who which whom"),
    (Class::Question, "what how why whether"),
    (Class::To, "to"),
    (Class::Be, "is are was were be been being am isn't aren't wasn't weren't"),
    (Class::Have, "has have had having hasn't haven't hadn't"),
    (
        Class::Modal,
        "will would can could may might must shall should cannot won't wouldn't can't couldn't mustn't shouldn't do does did don't doesn't didn't",
    ),
    (
        Class::Adverb,
        "not also never always again once often already still just even now then later earlier only ever soon too thus instead perhaps maybe however meanwhile nevertheless rather quite very first further almost both long else there far",
    ),
];

/// Words in -ly that are no adverbs.
const NOT_ADVERBS: &[&str] =
    &["family", "july", "italy", "rally", "ally", "reply", "supply", "assembly", "anomaly", "monopoly", "daily", "weekly", "only"];

fn lexicon() -> &'static HashMap<&'static str, Class> {
    static WORDS: OnceLock<HashMap<&'static str, Class>> = OnceLock::new();
    WORDS.get_or_init(|| {
        let mut words = HashMap::new();
        for (class, list) in CLOSED {
            for word in list.split(' ') {
                words.entry(word).or_insert(*class);
            }
        }
        let mut class = Class::Finite;
        for line in include_str!("../../data/verbs.txt").lines() {
            match line.strip_prefix("# ") {
                Some("past" | "present") => class = Class::Finite,
                Some("participle") => class = Class::Participle,
                Some("base") => class = Class::Base,
                Some("ing") => class = Class::Ing,
                Some(_) => {}
                None => {
                    words.entry(line).or_insert(class);
                }
            }
        }
        words
    })
}

/// The class of each token of `text`.
pub(super) fn classes(text: &Text<'_>, cues: &Cues) -> Vec<Class> {
    let words = lexicon();
    let mut out = Vec::with_capacity(text.tokens.len());
    for sentence in &text.sentences {
        let title = is_title(text, sentence.tokens.clone());
        for at in sentence.tokens.clone() {
            let before = out.last().copied();
            out.push(class(text, words, cues, at, title || at == sentence.tokens.start, before));
        }
    }
    out
}

/// Whether a sentence is written With Capitals Like This One: then a capital tells nothing.
fn is_title(text: &Text<'_>, tokens: std::ops::Range<usize>) -> bool {
    if tokens.len() > 40 || text.token(tokens.end.saturating_sub(1)) == "”" {
        return false;
    }
    let long = tokens.clone().filter(|i| text.tokens[*i].kind == TokenKind::Word && text.token(*i).len() > 3);
    let (mut all, mut capital) = (0, 0);
    for at in long {
        all += 1;
        capital += usize::from(text.tokens[at].capital);
    }
    all > 3 && capital * 5 > all * 4
}

fn class(text: &Text<'_>, words: &HashMap<&str, Class>, cues: &Cues, at: usize, starts: bool, before: Option<Class>) -> Class {
    let token = &text.tokens[at];
    let lower = text.lower(at);
    match token.kind {
        TokenKind::Number => return Class::Number,
        TokenKind::Mark => {
            // "the ministers' plan"
            let possessive = matches!(lower, "'" | "’")
                && !token.spaced
                && at > 0
                && text.token(at - 1).ends_with('s')
                && text.tokens.get(at + 1).is_some_and(|next| next.spaced && next.kind == TokenKind::Word);
            return if possessive { Class::Apostrophe } else { mark(lower) };
        }
        TokenKind::Word => {}
    }
    if lower == "'s" {
        return Class::Apostrophe;
    }
    if let Some(class) = words.get(lower) {
        // "May" and "Will" in the middle of a sentence are names.
        let verb = matches!(class, Class::Finite | Class::Base | Class::Ing | Class::Participle | Class::Modal | Class::Adverb);
        if !(token.capital && !starts && verb) {
            return *class;
        }
    }
    if token.capital && !starts {
        return Class::Name;
    }
    if lower.ends_with("ly") && lower.len() > 4 && !NOT_ADVERBS.contains(&lower) {
        return Class::Adverb;
    }
    if lower.ends_with("n't") {
        return Class::Modal;
    }
    if let Some((_, Form::Past | Form::Participle)) = cues.verb(lower)
        && !starts
    {
        return Class::Finite;
    }
    if !token.capital && lower.len() > 4 && lower.ends_with("ed") {
        // A form that the lists lack: the verb of the name or noun before it, or "the planned talks".
        let before = before.unwrap_or(Class::Stop);
        let verb = matches!(before, Class::Name | Class::Subject | Class::Relative | Class::Pronoun);
        return if verb { Class::Finite } else { Class::Participle };
    }
    if token.capital { Class::Name } else { Class::Noun }
}

fn mark(word: &str) -> Class {
    match word {
        "," => Class::Comma,
        "." | "!" | "?" | "…" => Class::Stop,
        ";" => Class::Semicolon,
        ":" => Class::Colon,
        "—" | "–" | "-" | "―" => Class::Dash,
        "“" | "”" | "\"" | "‘" | "’" | "'" | "«" | "»" | "„" | "`" => Class::Quote,
        "(" | "[" => Class::OpenBracket,
        ")" | "]" => Class::CloseBracket,
        _ => Class::Mark,
    }
}

impl Class {
    /// Whether it may stand inside a noun phrase, before or after its head.
    pub(super) const fn in_phrase(self) -> bool {
        matches!(
            self,
            Self::Noun
                | Self::Name
                | Self::Possessive
                | Self::Determiner
                | Self::Number
                | Self::Apostrophe
                | Self::Preposition
                | Self::Pronoun
                | Self::Subject
                | Self::Object
                | Self::Ing
                | Self::Participle
                | Self::OpenBracket
                | Self::CloseBracket
                | Self::Mark
        )
    }

    /// Whether it opens a noun phrase or is the whole of it.
    pub(super) const fn opens_phrase(self) -> bool {
        matches!(self, Self::Determiner | Self::Possessive | Self::Subject | Self::Pronoun | Self::Object)
    }

    /// Whether it may open the name of somebody: "said the envoy", "said Lind".
    pub(super) const fn opens_name(self) -> bool {
        matches!(self, Self::Determiner | Self::Possessive | Self::Name | Self::Noun | Self::Number)
    }

    /// Whether it may stand between a subject and its verb, or within a verb group.
    pub(super) const fn auxiliary(self) -> bool {
        matches!(self, Self::Be | Self::Have | Self::Modal | Self::Adverb)
    }

    /// Whether it shows that a clause has a verb.
    pub(super) const fn finite(self) -> bool {
        matches!(self, Self::Finite | Self::Be | Self::Have | Self::Modal)
    }

    /// Whether it ends a clause wherever it stands.
    pub(super) const fn clause_end(self) -> bool {
        matches!(self, Self::Stop | Self::Semicolon | Self::Colon)
    }
}
