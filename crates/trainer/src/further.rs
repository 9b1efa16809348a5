//! Further real documents as lines to teach the encoder of acts with.

use evaluate::contract::Answer;
use serde_json::Value;
use std::collections::BTreeSet;

/// An answer with its text, and each actor's names marked wherever their words stand; answers name each way of calling an actor once.
pub fn line(text: &str, mut answer: Answer) -> Value {
    for actor in &mut answer.actors {
        let given = std::mem::take(&mut actor.mentions);
        let mut all: BTreeSet<Vec<[usize; 2]>> = BTreeSet::new();
        for mention in given {
            if let [[from, to]] = mention[..]
                && let Some(words) = text.get(from..to).filter(|words| words.len() > 1 && words.starts_with(char::is_uppercase))
            {
                all.extend(everywhere(text, words).map(|at| vec![[at, at + words.len()]]));
            } else {
                all.insert(mention);
            }
        }
        // Of "Halvorsen" within "President Halvorsen" the longer is enough.
        let longest = all.iter().filter(|one| !all.iter().any(|other| one != &other && covers(other, one)));
        actor.mentions = longest.cloned().collect();
    }
    let mut line = serde_json::to_value(&answer).unwrap_or_default();
    line["document"]["text"] = text.into();
    line
}

/// Where some words stand as whole words, in bytes.
fn everywhere<'t>(text: &'t str, words: &'t str) -> impl Iterator<Item = usize> {
    let inner = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    text.match_indices(words)
        .map(|(at, _)| at)
        .filter(move |&at| !inner(text[..at].chars().next_back()) && !inner(text[at + words.len()..].chars().next()))
}

fn covers(outer: &[[usize; 2]], inner: &[[usize; 2]]) -> bool {
    matches!((outer, inner), ([[a, b]], [[c, d]]) if a <= c && d <= b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use evaluate::contract::AnswerActor;

    #[test]
    fn names_are_marked_wherever_they_stand() {
        let text = "President Halvorsen spoke. Halvorsen left; Halvorsens stay.";
        let actor = AnswerActor { mentions: vec![vec![[0, 19]], vec![[10, 19]]], ..AnswerActor::default() };
        let line = line(text, Answer { actors: vec![actor], ..Answer::default() });
        assert_eq!(line["actors"][0]["mentions"], serde_json::json!([[[0, 19]], [[27, 36]]]));
        assert_eq!(line["document"]["text"], text);
    }
}
