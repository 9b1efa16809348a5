//! Who has not answered, as the text says it: "has not commented", "did not respond", "declined to comment". Silence is no act
//! of the sixteen; it stays open.
use crate::actor::{Cast, Form};
use crate::text::{Text, TokenKind};
use evidence::{Doubt, DoubtKind};
use std::ops::Range;

/// What one does who answers.
const ANSWERS: &[&str] =
    &["commented", "comment", "responded", "respond", "replied", "reply", "answered", "answer", "reacted", "react", "confirmed", "confirm"];

/// Doubts for the silences that a text tells, in order.
pub(crate) fn silences(text: &Text<'_>, cast: &Cast) -> Vec<Doubt> {
    let mut out = Vec::new();
    for sentence in &text.sentences {
        let tokens = sentence.tokens.clone();
        let mut at = tokens.start;
        while at < tokens.end {
            let Some(end) = silence(text, at, tokens.end) else {
                at += 1;
                continue;
            };
            if !is_to_reporters(text, end..tokens.end)
                && let Some((start, who)) = who(cast, tokens.start..at)
                && let Some(span) = text.span_of(start..end)
            {
                out.push(Doubt {
                    at: Some(span.into()),
                    kind: DoubtKind::NoAnswer,
                    says: format!("{who} has not answered: “{}”", text.words(span)),
                });
            }
            at = end;
        }
    }
    out
}

/// "Did not respond to a request for comment": whoever does not talk to a reporter has not left the other side without an answer.
fn is_to_reporters(text: &Text<'_>, after: Range<usize>) -> bool {
    let asked = |at: usize| matches!(text.lower(at), "comment" | "interview") && matches!(text.lower(at - 1), "for" | "seeking" | "an");
    let mut words = (after.start + 1..after.end.min(after.start + 9)).take_while(|at| text.tokens[*at].kind != TokenKind::Mark);
    !after.is_empty() && text.lower(after.start) == "to" && words.any(asked)
}

/// The token after the words of a silence that begin at `at`.
fn silence(text: &Text<'_>, at: usize, limit: usize) -> Option<usize> {
    let word = |i: usize| if i < limit { text.lower(i) } else { "" };
    let not = match word(at) {
        "has" | "have" | "had" | "did" | "would" | "does" | "do" if matches!(word(at + 1), "not" | "neither") => at + 2,
        "hasn't" | "haven't" | "hadn't" | "didn't" | "wouldn't" | "doesn't" | "don't" => at + 1,
        "declined" | "declines" | "refused" if word(at + 1) == "to" => at + 2,
        _ => return None,
    };
    let verb = if matches!(word(not), "yet" | "immediately" | "so" | "publicly" | "directly" | "otherwise") { not + 1 } else { not };
    if !ANSWERS.contains(&word(verb)) {
        return None;
    }
    let refused = matches!(word(at), "declined" | "declines" | "refused") || matches!(word(at), "did" | "didn't" | "would" | "wouldn't");
    // "has not confirmed the report" denies nothing and answers nothing, but "did not confirm" needs its object to be told.
    let known = matches!(
        word(verb),
        "commented" | "comment" | "responded" | "respond" | "replied" | "reply" | "answered" | "answer" | "reacted" | "react"
    );
    (known || !refused).then_some(verb + 1)
}

/// Who is silent: the last one named before who stands right before the words, or opens the clause; with the first token.
fn who(cast: &Cast, before: Range<usize>) -> Option<(usize, String)> {
    let mentions = cast.mentions_in(before.clone());
    let near = mentions.iter().rev().find(|m| m.form == Form::Name && before.end - m.tokens.end <= 2)?;
    let [actor] = near.actors[..] else { return None };
    Some((near.tokens.start, cast.actors[actor].name.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use evidence::About;

    fn says(source: &str) -> Vec<String> {
        let text = Text::of(source);
        let cast = crate::actor::find(&text, &About::named("note"), crate::actor::Gazetteer::embedded());
        silences(&text, &cast).into_iter().map(|doubt| doubt.says).collect()
    }

    #[test]
    fn silences_are_told_from_answers() {
        assert_eq!(
            says("Norland’s government proposed a truce. Norland waited. The UN has not commented."),
            ["United Nations has not answered: “UN has not commented”"]
        );
        assert_eq!(
            says("The European Union did not immediately respond."),
            ["European Union has not answered: “European Union did not immediately respond”"]
        );
        assert!(says("The UN did not immediately respond to several requests for comment.").is_empty());
        assert_eq!(says("The UN did not respond to the offer, an interview shows.").len(), 1);
        assert!(says("The UN has not changed its mind. The UN commented on Sunday.").is_empty());
    }
}
