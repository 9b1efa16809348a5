//! Conditions told without "if": what is held back and what must come stand on the two sides of a verb, of "before" or of "first".
use super::{end_of_phrase, is_time, start_of_phrase};
use crate::scene::Scene;
use crate::text::{Text, TokenKind};
use evidence::{Condition, Place, Relation};
use std::ops::Range;

/// A condition told without "if": what is held back and what must come stand on the two sides of a verb or of "before".
pub(crate) struct Price {
    /// What must come.
    pub(crate) condition: Condition,
    /// The words of what is held back.
    pub(crate) held_back: Place,
    /// How it was told.
    pub(crate) rule: String,
}

/// Verbs between a deal and what it must have: "any deal must include the release of all prisoners".
const REQUIRES: &[&[&str]] = &[
    &["must"],
    &["would", "have", "to"],
    &["will", "have", "to"],
    &["has", "to"],
    &["have", "to"],
    &["had", "to"],
    &["will", "ultimately", "require"],
    &["will", "require"],
    &["would", "require"],
    &["requires"],
    &["require"],
    &["should", "include"],
    &["should", "be", "based", "on"],
    &["is", "going", "to", "require"],
    &["depends", "on"],
    &["will", "depend", "on"],
    &["would", "depend", "on"],
];

/// The price in a clause such as "any deal must include X" or "X must stop before we talk"; `None` where it is no such clause.
pub(crate) fn price(scene: &Scene<'_, '_>, quote: &Place, sentence: Range<usize>, demanded: bool) -> Option<Price> {
    let (text, cast) = (scene.text, scene.cast);
    let tokens = text.tokens_in(quote.hull());
    // "They must leave the delta before we sit down": what comes after "before" waits for what stands before it.
    if demanded {
        let comes = |i: usize| matches!(text.lower(i - 1), "come" | "comes" | "came" | "go" | "goes" | "went" | "appear" | "appears");
        let before = (tokens.start + 2..sentence.end.min(tokens.end + 3))
            .find(|&i| text.lower(i) == "before" && !comes(i) && waits_before(scene, i, sentence.end));
        if let Some(before) = before {
            let end = end_of_phrase(text, before + 1, sentence.end);
            let (price, held_back, relation) = around_before(text, tokens.start, before, end);
            let condition = named(scene, price, relation)?;
            return Some(Price { condition, held_back: text.span_of(held_back)?.into(), rule: "“… before …”".to_owned() });
        }
    }
    let (at, words) = tokens.clone().find_map(|i| {
        REQUIRES
            .iter()
            .filter(|words| (0..words.len()).all(|k| text.lower(i + k) == words[k]))
            .max_by_key(|words| words.len())
            .map(|words| (i, words))
    })?;
    if at <= tokens.start || at - tokens.start > 10 {
        return None;
    }
    // "The truce must be respected", "any deal must come before the Senate": what is to be done with it is no price.
    let done = |i: usize| {
        text.lower(i) == "be" && !matches!(text.lower(i + 1), "based" | "built" | "accompanied" | "tied" | "linked" | "preceded" | "part")
            || matches!(text.lower(i), "come" | "go" | "begin" | "start" | "continue" | "end" | "hold" | "last" | "succeed")
                && (matches!(
                    text.lower(i + 1),
                    "." | "," | ";" | "”" | "\"" | "before" | "into" | "through" | "soon" | "now" | "by" | "on" | ""
                ) || i + 1 >= tokens.end)
    };
    if done(at + words.len()) {
        return None;
    }
    let opens =
        matches!(text.lower(tokens.start), "any" | "a" | "an" | "the" | "every" | "final" | "future" | "real" | "lasting" | "no" | "such")
            || text.lower(tokens.start).ends_with("ing");
    let deal = (tokens.start..at).any(|i| DEALS.contains(&text.lower(i)));
    if !opens || !deal || !cast.mentions_in(tokens.start..at).is_empty() && text.lower(tokens.start) != "any" {
        return None;
    }
    let held_back: Place = text.span_of(tokens.start..at)?.into();
    let condition = named(scene, at + words.len()..tokens.end, Relation::OnlyIf)?;
    Some(Price { condition, held_back, rule: format!("a deal “{}”", words.join(" ")) })
}

/// Words for what parties make together.
#[rustfmt::skip]
const DEALS: &[&str] = &[
    "deal", "deals", "agreement", "accord", "peace", "settlement", "ceasefire", "cease-fire", "truce", "treaty", "talks",
    "negotiations", "solution", "pact", "contract", "armistice",
];

/// Of "X before Y" the price, what is held back, and how the one waits for the other. "They must leave before we talk": the price comes
/// first; "there will be no truce before they leave", "it is too early for one before they leave": last.
fn around_before(text: &Text<'_>, from: usize, before: usize, end: usize) -> (Range<usize>, Range<usize>, Relation) {
    let word = |at: usize| text.lower(at);
    // "There must be no shelling before we sit down" asks for something.
    let asks =
        (from..before).any(|at| matches!(word(at), "must" | "insisting" | "insisted" | "insists" | "demand" | "demands" | "demanded"));
    let clause = (from..before).rev().find(|&at| matches!(word(at), "," | "that" | "but" | "and")).map_or(from, |at| at + 1);
    let puts_off = |at: usize| {
        refuses(text, at)
            || ["refus", "reject", "oppos", "declin"].iter().any(|stem| word(at).starts_with(stem))
            || word(at).starts_with("rul") && word(at + 1) == "out"
            || word(at) == "too" && matches!(word(at + 1), "early" | "soon")
            || matches!(word(at), "premature" | "impossible" | "hardly")
    };
    if !asks && (clause..before).any(puts_off) {
        (before..end, from..before, Relation::Until)
    } else {
        (start_of_phrase(text, from, before)..before, before + 1..end, Relation::OnlyIf)
    }
}

/// Whether a word denies.
fn refuses(text: &Text<'_>, at: usize) -> bool {
    let word = text.lower(at);
    matches!(word, "no" | "not" | "never" | "cannot" | "nobody" | "nothing" | "none" | "neither" | "nor") || word.ends_with("n't")
}

fn named(scene: &Scene<'_, '_>, tokens: Range<usize>, relation: Relation) -> Option<Condition> {
    let words: Place = scene.text.span_of(tokens.clone())?.into();
    Some(Condition { relation, measure: scene.first_measure(tokens.clone()), actor: scene.first_principal(tokens), words })
}

/// Whether "before" opens a clause about a later move, not a time: "before it will negotiate", not "before Friday".
fn waits_before(scene: &Scene<'_, '_>, at: usize, limit: usize) -> bool {
    let (text, cast) = (scene.text, scene.cast);
    let follows =
        matches!(text.lower(at + 1), "it" | "we" | "they" | "he" | "she" | "any" | "there" | "talks" | "negotiations" | "the" | "a")
            || text.lower(at + 1) != ","
                && (!cast.mentions_in(at + 1..at + 3).is_empty() || scene.first_measure(at + 1..(at + 4).min(limit)).is_some());
    follows
        && (at + 1..limit.min(at + 9)).any(|i| {
            matches!(
                text.lower(i),
                "will"
                    | "can"
                    | "would"
                    | "could"
                    | "is"
                    | "are"
                    | "begin"
                    | "begins"
                    | "start"
                    | "starts"
                    | "resume"
                    | "may"
                    | "signs"
                    | "agrees"
                    | "withdraws"
                    | "negotiates"
                    | "be"
            )
        })
        || matches!(
            text.lower(at + 1),
            "agreeing"
                | "entering"
                | "resuming"
                | "lifting"
                | "signing"
                | "negotiating"
                | "accepting"
                | "withdrawing"
                | "releasing"
                | "joining"
        )
}

/// What an act waits for that is known to put a condition, though no word opens one.
pub(crate) struct Put {
    /// What must come.
    pub(crate) condition: Condition,
    /// The words of what is held back, where they stand apart from the price.
    pub(crate) held_back: Option<Place>,
    /// How it was told.
    pub(crate) rule: &'static str,
}

/// Further ones where an act is known to put a condition; there the subject need be no deal.
const NEEDS: &[&[&str]] = &[
    &["need", "to"],
    &["needs", "to"],
    &["needed", "to"],
    &["required"],
    &["based", "on"],
    &["built", "on"],
    &["tied", "to"],
    &["linked", "to"],
    &["rests", "on"],
];

/// Nouns for what must come: "as a condition for talks", "new conditions for signing".
const PRICES: &[&str] = &["price", "condition", "conditions", "precondition", "preconditions", "prerequisite", "requirement", "terms"];

/// The condition that an act with this quote puts, for acts that are known to put one by all that is around them. Looked for in this order:
/// "X before Y", a no "without X", "without X, Y", "X, then Y", "X first", "X as the price for Y", "when", "after" or "upon" with what
/// follows, and a verb of need. `None` where none of these stands in the quote.
pub(crate) fn put(scene: &Scene<'_, '_>, quote: &Place, sentence: Range<usize>) -> Option<Put> {
    let text = scene.text;
    let tokens = text.tokens_in(quote.hull());
    let word = |at: usize| text.lower(at);
    let clause = |at: usize| end_of_phrase(text, at, sentence.end.max(tokens.end));
    let on = |from: usize, to: usize, relation: Relation, held: Option<Range<usize>>, rule: &'static str| -> Option<Put> {
        let held_back = held.filter(|held| held.start < held.end).and_then(|held| text.span_of(held)).map(Place::from);
        Some(Put { condition: named(scene, from..to, relation)?, held_back, rule })
    };
    let inner = tokens.start + 1..tokens.end;
    if let Some(at) = (tokens.start + 2..tokens.end).find(|&at| word(at) == "before" && awaits(text, at)) {
        let (price, held_back, relation) = around_before(text, tokens.start, at, clause(at + 1));
        return on(price.start, price.end, relation, Some(held_back), "“… before …”");
    }
    let comma = inner.clone().find(|&at| word(at) == ",");
    let idle = |at: usize| matches!(word(at), "further" | "delay" | "doubt" | "hesitation" | "question" | "warning" | "exception");
    let without = inner.clone().find(|&at| word(at) == "without" && !idle(at + 1) && !idle(at + 2));
    if let Some(at) = without.filter(|&at| (tokens.start..at).any(|at| refuses(text, at))) {
        return on(at, clause(at + 1), Relation::OnlyIf, Some(tokens.start..at), "“no … without …”");
    }
    if let Some(comma) = comma.filter(|_| word(tokens.start) == "without") {
        return on(tokens.start, comma, Relation::Unless, Some(comma + 1..tokens.end), "“without …”");
    }
    // "First they come home, then we talk"; "its chief, then a colonel, said" is no row of moves.
    let moves = |comma: usize| {
        let verb = (tokens.start..comma).any(|at| crate::date::is_past_verb(text, at) || word(at).len() > 3 && word(at).ends_with('s'));
        let aside = (comma + 2..(comma + 6).min(tokens.end)).any(|at| word(at) == ",");
        word(comma) == "," && word(comma + 1) == "then" && !aside && (verb || word(tokens.start) == "first")
    };
    if let Some(comma) = inner.clone().find(|&at| moves(at)) {
        return on(tokens.start, comma, Relation::OnlyIf, Some(comma + 2..tokens.end), "“… then …”");
    }
    let last = |at: usize| at + 1 >= tokens.end || text.tokens[at + 1].kind == TokenKind::Mark;
    let ordinal = |at: usize| matches!(word(at - 1), "the" | "a" | "its" | "their" | "for" | "at");
    let asks = matches!(word(tokens.start), "which" | "what" | "who" | "whether" | "how");
    if let Some(at) = inner.clone().find(|&at| word(at) == "first" && !ordinal(at) && !asks) {
        let to = if last(at) { at + 1 } else { clause(at) };
        return on(start_of_phrase(text, tokens.start, at), to, Relation::OnlyIf, None, "“… first”");
    }
    // "As its price for a deal", "as a condition of talks".
    // "As living conditions worsened" names none.
    let owner = |at: usize| matches!(word(at), "a" | "an" | "the" | "its" | "their" | "his" | "her" | "our" | "one" | "part");
    let price = inner.clone().find_map(|at| {
        let noun = if owner(at + 1) { at + 2 } else { at + 1 };
        let held = matches!(word(noun + 1), "for" | "of" | "to").then(|| noun + 2..clause(noun + 2));
        let is = word(at) == "as" && PRICES.contains(&word(noun)) && noun < tokens.end && (noun == at + 2 || held.is_some());
        is.then_some((at, held))
    });
    if let Some((at, held)) = price.filter(|(at, _)| *at > tokens.start + 1) {
        return on(tokens.start, at, Relation::OnlyIf, held, "“… as the price for …”");
    }
    let opens = |at: usize, opener: &str| {
        word(at) == opener
            && text.tokens.get(at + 1).is_some_and(|token| token.kind == TokenKind::Word)
            && !matches!(word(at + 1), "all" | "which" | "that" | "asked" | "it" if opener == "after" || word(at + 1) == "asked")
    };
    for (opener, rule) in [("when", "“when”"), ("after", "“after”"), ("upon", "“upon”")] {
        if let Some(at) = (tokens.start..tokens.end).find(|&at| opens(at, opener)) {
            let held = if at > tokens.start { tokens.start..at } else { clause(at + 1)..tokens.end };
            return on(at, clause(at + 1).min(tokens.end), Relation::After, Some(held), rule);
        }
    }
    // "Is tied to", not "militias tied to".
    let passive = |words: &[&str]| matches!(words.first(), Some(&("required" | "based" | "built" | "tied" | "linked")));
    let be = |at: usize| matches!(word(at), "is" | "are" | "be" | "was" | "were" | "being" | "been");
    let need = inner.clone().find_map(|at| {
        let words = REQUIRES.iter().chain(NEEDS).find(|words| (0..words.len()).all(|k| word(at + k) == words[k]))?;
        (!passive(words) || be(at - 1)).then(|| (at, at + words.len()))
    });
    if let Some((at, from)) = need.filter(|&(at, from)| at > tokens.start && from < tokens.end) {
        let end_of_price = clause(from).min(tokens.end);
        // "The sides need to see moves to resume talks": whose subject is somebody says what is held back at the end, if at all.
        let somebody = !scene.cast.mentions_in(tokens.start..at).is_empty() && scene.first_measure(tokens.start..at).is_none();
        let end =
            (from + 1..end_of_price).find(|&i| somebody && matches!(word(i), "to" | "for") && scene.first_measure(i..clause(i)).is_some());
        return match end {
            Some(end) => on(from, end, Relation::OnlyIf, Some(end..clause(end)), "“need … to …”"),
            // Whose move it is belongs to the price.
            None if somebody => on(start_of_phrase(text, tokens.start, at), end_of_price, Relation::OnlyIf, None, "a verb of need"),
            None => on(from, end_of_price, Relation::OnlyIf, Some(tokens.start..at), "a verb of need"),
        };
    }
    None
}

/// Whether what follows "before" is a move, not a time or an assembly: "before talks resume", not "before Friday", "before the Senate".
fn awaits(text: &Text<'_>, at: usize) -> bool {
    let article = matches!(text.lower(at + 1), "the" | "a" | "an" | "its" | "their" | "next" | "this");
    let word = text.lower(if article { at + 2 } else { at + 1 });
    let comes = matches!(
        text.lower(at.saturating_sub(1)),
        "come" | "comes" | "came" | "go" | "goes" | "went" | "appear" | "appears" | "day" | "days" | "week" | "weeks"
    );
    let time = is_time(text, if article { at + 2 } else { at + 1 })
        || matches!(
            word,
            "deadline" | "date" | "summer" | "winter" | "spring" | "autumn" | "fall" | "then" | "now" | "long" | "and" | "," | "."
        );
    let assembly =
        matches!(word, "senate" | "house" | "congress" | "parliament" | "court" | "council" | "committee" | "assembly" | "board" | "judge");
    !(comes || time || assembly)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Config, Known, Model};
    use evidence::{About, Document};

    /// The price that the whole of a text puts, and what it holds back.
    fn found(source: &str) -> Option<(String, String)> {
        let document = Document::new(About::named("case"), source.to_owned());
        let known = Known::of(&document, &Config::default().with_model(Model::None));
        let scene = Scene::new(&known.text, &known.cast, &known.cues);
        let all = 0..known.text.tokens.len();
        let put = put(&scene, &known.text.span_of(all.clone())?.into(), all)?;
        let words = |place: &Place| place.words(source).to_string();
        Some((words(&put.condition.words), put.held_back.as_ref().map_or_else(String::new, words)))
    }

    #[test]
    fn what_is_put_and_what_is_held_back() {
        let cases = [
            ("Results must be seen before any sanctions are lifted", "Results must be seen", "any sanctions are lifted"),
            ("No deal would be made without the rebels", "without the rebels", "No deal would be made"),
            ("There will be no truce before the last soldier has left", "before the last soldier has left", "There will be no truce"),
            ("Without observers, a truce is only a pause", "Without observers", "a truce is only a pause"),
            ("First the pilots come home, then we talk", "First the pilots come home", "we talk"),
            ("the envoys want the guns silenced first", "the envoys want the guns silenced first", ""),
            ("the release of the pilots as its price for a truce", "the release of the pilots", "a truce"),
            ("a truce is possible when the siege ends", "when the siege ends", "a truce is possible"),
            ("The pilots come home only after a signed accord", "after a signed accord", "The pilots come home only"),
            ("a lasting truce needs to rest on guarantees", "rest on guarantees", "a lasting truce"),
            ("It is too early for a truce before the army leaves", "before the army leaves", "It is too early for a truce"),
            ("There must be no more raids before we sit down", "There must be no more raids", "we sit down"),
            ("They insist that the army leave before the truce begins", "the army leave", "the truce begins"),
        ];
        for (source, price, held_back) in cases {
            assert_eq!(found(source), Some((price.to_owned(), held_back.to_owned())), "{source}");
        }
    }

    #[test]
    fn what_is_no_price() {
        for source in [
            "The pilots come home before Friday",
            "Any accord goes before the Senate",
            "It is without doubt a truce",
            "They talk after all",
            "Norland laid down its terms as living conditions worsened",
            "Its chief, then a colonel, spoke",
            "there are new conditions",
        ] {
            assert_eq!(found(source), None, "{source}");
        }
    }
}
