//! Where the words of an act begin: what the heads choose may take in what belongs to the clause before, or leave out whose promise it is.
use super::people::push;
use crate::actor::{Cast, Form, Mention};
use crate::text::{Text, TokenKind};
use evidence::{Act, ActKind, ActorId, Place};
use std::ops::Range;

/// What somebody has who says or does something: "Orr's promise to sign".
#[rustfmt::skip]
const OWNED: &[(&str, &[ActKind])] = &[
    ("promise", &[ActKind::Commit, ActKind::Threaten]), ("pledge", &[ActKind::Commit, ActKind::Threaten]), ("vow", &[ActKind::Commit, ActKind::Threaten]),
    ("commitment", &[ActKind::Commit]), ("readiness", &[ActKind::Commit]), ("willingness", &[ActKind::Commit]), ("offer", &[ActKind::Propose, ActKind::Commit]),
    ("demand", &[ActKind::Demand]), ("demands", &[ActKind::Demand]), ("request", &[ActKind::Demand]), ("call", &[ActKind::Demand]), ("insistence", &[ActKind::Demand]),
    ("threat", &[ActKind::Threaten]), ("threats", &[ActKind::Threaten]), ("refusal", &[ActKind::Reject]), ("rejection", &[ActKind::Reject]),
    ("opposition", &[ActKind::Reject]), ("proposal", &[ActKind::Propose]), ("acceptance", &[ActKind::Accept]), ("endorsement", &[ActKind::Endorse]),
    ("condemnation", &[ActKind::Accuse]), ("denial", &[ActKind::Deny]),
];

/// Puts the beginning of an act's words right, and gives what is somebody's promise or refusal to whoever's it is.
pub(super) fn mend(text: &Text<'_>, cast: &Cast, act: &mut Act) {
    let [span] = act.quote.spans() else { return };
    let tokens = text.tokens_in(*span);
    if tokens.len() < 4 {
        return;
    }
    let begin = tokens.start;
    if let Some(owner) = owner(text, cast, begin, act.kind) {
        if let Some(place) = whole(text, owner.start, tokens.end) {
            act.quote = place;
        }
        if act.actor != owner.ids {
            act.addressee.retain(|id| !owner.ids.contains(id));
            act.target.retain(|id| !owner.ids.contains(id));
            act.actor = owner.ids;
            act.withdraw(&["actor"]);
            act.because("actor", "whose it is by the words before it", Some(owner.named));
            act.speaker = None;
        }
        return;
    }
    if act.kind == ActKind::Commit
        && let Some(ids) = whoever_will(text, cast, begin..tokens.end).filter(|ids| *ids != act.actor)
    {
        act.addressee.retain(|id| !ids.contains(id));
        act.told_by.retain(|id| !ids.contains(id));
        act.actor = ids;
        act.speaker = None;
        act.withdraw(&["actor", "speaker"]);
        act.because("actor", "named right before what it will do", None);
    }
    let from = after_aside(text, begin, tokens.end)
        .or_else(|| after_day(text, begin))
        .or_else(|| after_hearer(text, begin, tokens.end))
        .or_else(|| from_subject(text, cast, begin, act))
        .or_else(|| from_row(text, cast, begin, act));
    if let Some(place) = from.and_then(|from| whole(text, from, tokens.end)) {
        act.quote = place;
    }
}

fn whole(text: &Text<'_>, start: usize, end: usize) -> Option<Place> {
    text.span_of(start..end).map(Place::from)
}

/// "LF), took the bridge": the words begin after what closes before them.
fn after_aside(text: &Text<'_>, begin: usize, end: usize) -> Option<usize> {
    let closes = (begin..end.min(begin + 3)).find(|&at| matches!(text.lower(at), "(" | ")"))?;
    let from = closes + if text.lower(closes + 1) == "," { 2 } else { 1 };
    (text.lower(closes) == ")" && from < end).then_some(from)
}

/// "said [Friday he will raise tariffs]", "said [on Friday his party will]": the day is that of the saying.
fn after_day(text: &Text<'_>, begin: usize) -> Option<usize> {
    let day = begin + usize::from(text.lower(begin) == "on");
    let is_day =
        matches!(text.lower(day), "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday" | "yesterday");
    let said = begin
        .checked_sub(1)
        .is_some_and(|at| matches!(text.lower(at), "said" | "announced" | "warned" | "vowed" | "insisted" | "declared" | "reporters"));
    let clause = matches!(text.lower(day + 1), "he" | "she" | "it" | "they" | "that" | "the" | "his" | "her" | "its" | "their");
    let from = if text.lower(day + 1) == "that" { day + 2 } else { day + 1 };
    (is_day && said && clause).then_some(from)
}

/// “Warned [the dockers' union that it would hire others]”: whoever is told is none of what is told.
fn after_hearer(text: &Text<'_>, begin: usize, end: usize) -> Option<usize> {
    let tells = |at: usize| matches!(text.lower(at), "told" | "informed" | "notified" | "warned" | "assured" | "reminded");
    let that = (begin + 1..end.min(begin + 7)).find(|&at| text.lower(at) == "that")?;
    let named = (begin..that).all(|at| text.tokens[at].kind != TokenKind::Mark && !matches!(text.lower(at), "of" | "about" | "by"));
    (begin.checked_sub(1).is_some_and(tells) && named && that + 2 < end).then_some(that + 1)
}

/// What somebody is to something: "open to signing", "committed to a truce".
const DISPOSED: &[&str] = &["open", "committed", "opposed", "ready", "willing", "prepared", "determined", "unwilling", "reluctant"];

/// "Norland is open [to signing a paper]": the words begin with who is so, where that is the act's actor.
fn from_subject(text: &Text<'_>, cast: &Cast, begin: usize, act: &Act) -> Option<usize> {
    let disposed = |at: usize| DISPOSED.contains(&text.lower(at));
    let at = [Some(begin), begin.checked_sub(1)].into_iter().flatten().find(|&at| disposed(at))?;
    if text.lower(at + 1) != "to" {
        return None;
    }
    let adverb = |at: usize| text.lower(at).ends_with("ly") || matches!(text.lower(at), "still" | "also" | "not" | "now" | "always");
    let be = (at.saturating_sub(3)..at).rev().find(|&at| !adverb(at))?;
    if !matches!(text.lower(be), "is" | "are" | "was" | "were" | "be" | "been" | "remains" | "remain" | "remained") {
        return None;
    }
    let mention = cast.mentions_in(be.saturating_sub(8)..be).iter().rfind(|mention| mention.form != Form::Attribute)?;
    let between = (mention.tokens.end..be).all(|at| adverb(at) || matches!(text.lower(at), "has" | "have" | "would" | "will"));
    let own = mention.actors.iter().any(|&actor| act.actor.contains(&cast.id(cast.principal(actor))));
    (between && own && mention.form != Form::Place).then_some(mention.tokens.start)
}

/// "[Norland and] Sudria said they were ready": where all of a row of names did it, the words begin with the first.
fn from_row(text: &Text<'_>, cast: &Cast, begin: usize, act: &Act) -> Option<usize> {
    let own = |mention: &Mention| {
        mention.form == Form::Name && mention.actors.iter().any(|&actor| act.actor.contains(&cast.id(cast.principal(actor))))
    };
    let mut start = begin;
    for _ in 0..8 {
        let first = cast.mentions_in(start..start + 1).iter().find(|mention| mention.tokens.start == start);
        if act.actor.len() < 2 || !first.is_some_and(own) {
            break;
        }
        let mut end = start;
        while end > 0 && matches!(text.lower(end - 1), "and" | "," | "the") {
            end -= 1;
        }
        // "In Norland, Sudria's president signed": a row ends with "and".
        if start == begin && !(end..start).any(|at| text.lower(at) == "and") {
            break;
        }
        let before = cast.mentions_in(end.saturating_sub(6)..end).iter().rfind(|mention| mention.tokens.end == end);
        let Some(before) = before.filter(|it| end < start && own(it)) else { break };
        start = before.tokens.start;
    }
    (start < begin).then_some(start)
}

/// “After which the United States would lift sanctions”, “and Sudria will leave”: whoever the words open with, right before what will be done, does
/// it, and not whoever did what comes first. “Norland would be allowed to” is done by others.
fn whoever_will(text: &Text<'_>, cast: &Cast, tokens: Range<usize>) -> Option<Vec<ActorId>> {
    let will = |at: &usize| matches!(text.lower(*at), "will" | "would" | "shall");
    let will = (tokens.start..tokens.end.min(tokens.start + 16)).find(will)?;
    let adverb = |at: usize| matches!(text.lower(at), "then" | "also" | "in" | "turn" | "itself") || text.lower(at).ends_with("ly");
    let last = (tokens.start..will).rev().find(|&at| !adverb(at))?;
    let next = (will + 1..tokens.end).find(|&at| !adverb(at))?;
    if matches!(text.lower(next), "be" | "get" | "receive" | "have" | "gain" | "not" | "never" | "need") {
        return None;
    }
    let named = cast.mentions_in(tokens.start..will);
    let able = |it: &&Mention| matches!(it.form, Form::Name) && !it.actors.is_empty();
    let (subject, before) = named.split_last().filter(|(it, _)| able(it) && it.tokens.end == last + 1)?;
    let leads = |at: usize| {
        matches!(
            text.lower(at),
            "after"
                | "which"
                | "and"
                | "then"
                | "while"
                | ","
                | "that"
                | "in"
                | "return"
                | "the"
                | "but"
                | "fighters"
                | "troops"
                | "forces"
                | "of"
                | "rebel"
                | "group"
                | "both"
        )
    };
    let row: Vec<&Mention> = before.iter().chain([subject]).collect();
    // "He and other members of [the House will]".
    if matches!(text.lower(tokens.start.wrapping_sub(1)), "of" | "in" | "from" | "with" | "on" | "by" | "for" | "to") {
        return None;
    }
    let free = (tokens.start..subject.tokens.start).all(|at| leads(at) || row.iter().any(|it| it.tokens.contains(&at)));
    let joined = row.windows(2).all(|two| (two[0].tokens.end..two[1].tokens.start).all(|at| matches!(text.lower(at), "and" | "," | "the")));
    if !free || !joined || !row.iter().all(able) {
        return None;
    }
    let mut principals = Vec::new();
    row.iter().for_each(|it| push(&mut principals, &it.actors.iter().map(|&actor| cast.principal(actor)).collect::<Vec<_>>()));
    Some(principals.into_iter().map(|actor| cast.id(actor)).collect())
}

struct Owner {
    start: usize,
    named: Place,
    ids: Vec<ActorId>,
}

/// Whose promise the words are that begin at `begin`, which is at the name, its genitive or the noun.
fn owner(text: &Text<'_>, cast: &Cast, begin: usize, kind: ActKind) -> Option<Owner> {
    let genitive = |at: usize| text.tokens.get(at).is_some_and(|it| it.kind != TokenKind::Mark || !it.spaced) && text.lower(at) == "'s";
    let of_kind = |noun: &str| OWNED.iter().any(|(word, kinds)| *word == noun && kinds.contains(&kind));
    let at = (begin.saturating_sub(1)..begin + 6).find(|&at| genitive(at))?;
    // "Orr's latest threat".
    if !(at + 1..at + 3).any(|noun| of_kind(text.lower(noun))) {
        return None;
    }
    let mentions = cast.mentions_in(at.saturating_sub(8)..at + 1);
    let mention = mentions.iter().find(|mention| mention.tokens.end == at || mention.tokens.end == at + 1)?;
    let [actor] = mention.actors[..] else { return None };
    // "Norland vowed to fight Sudria's threat" is Norland's.
    let leads = (begin..mention.tokens.start).all(|i| matches!(text.lower(i), "the" | "a" | "an" | "to" | "of" | "on"));
    (leads && mention.form != Form::Place).then(|| Owner {
        start: mention.tokens.start.min(begin),
        named: mention.span.into(),
        ids: vec![cast.id(cast.principal(actor))],
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::act::told;
    use crate::actor::{Gazetteer, find};
    use evidence::About;

    /// The words and actors of an act of that kind by Norland whose words are between the brackets.
    fn mended(kind: ActKind, marked: &str) -> (String, String) {
        let (before, rest) = marked.split_once('[').expect("marked");
        let (words, after) = rest.split_once(']').expect("marked");
        let source = format!("{before}{words}{after}");
        let text = Text::of(&source);
        let cast = find(&text, &About::named("note"), Gazetteer::embedded());
        let mut act = told(kind, evidence::Span::new(before.len(), before.len() + words.len()).expect("words"), "norland");
        mend(&text, &cast, &mut act);
        (act.quote.words(&source), act.actor.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "))
    }

    #[test]
    fn a_promise_is_whose_it_is() {
        let both = "Norland’s government met Sudria’s government. ";
        let case = |kind, words: &str| mended(kind, &format!("{both}{words}"));
        let sudria = |words: &str| (words.to_owned(), "sudria".to_owned());
        assert_eq!(
            case(ActKind::Commit, "Norland spoke of Sudria[’s promise to open the river]."),
            sudria("Sudria’s promise to open the river")
        );
        assert_eq!(
            case(ActKind::Threaten, "Norland laughed at [Sudria’s latest threat to shell the port]."),
            sudria("Sudria’s latest threat to shell the port")
        );
        assert_eq!(
            mended(
                ActKind::Commit,
                "“President Orr said this would stop — it didn’t,” Mr. Berg wrote, referring to Mr. Orr[’s promise to schedule the drug and crack down on clandestine labs in Norland]."
            ),
            ("Mr. Orr’s promise to schedule the drug and crack down on clandestine labs in Norland".to_owned(), "orr".to_owned())
        );
        // What is done about it is not whose it is.
        assert_eq!(case(ActKind::Threaten, "[Norland vowed to fight Sudria’s threat to the port].").1, "norland");
        assert_eq!(case(ActKind::Reject, "[Norland rejected Sudria’s refusal to disarm].").1, "norland");
    }

    #[test]
    fn what_somebody_is_open_to_begins_with_him() {
        let words = |marked: &str| mended(ActKind::Commit, &format!("Norland’s government met Sudria’s government. {marked}")).0;
        assert_eq!(words("Orr said Norland is open [to signing a paper with Sudria]."), "Norland is open to signing a paper with Sudria");
        assert_eq!(words("Norland is still not [committed to signing a paper]."), "Norland is still not committed to signing a paper");
        assert_eq!(words("Norland said Sudria is open [to signing a paper]."), "to signing a paper", "it is another's");
        assert_eq!(words("Norland was told [to sign a paper with Sudria]."), "to sign a paper with Sudria");
    }

    #[test]
    fn words_begin_where_the_clause_does() {
        let words = |marked: &str| mended(ActKind::Commit, marked).0;
        assert_eq!(words("Norland said [Friday it will raise its tariffs]."), "it will raise its tariffs");
        assert_eq!(words("Norland said [on Friday it will raise its tariffs]."), "it will raise its tariffs");
        assert_eq!(words("Norland will sign. [Friday it will raise its tariffs]."), "Friday it will raise its tariffs");
        assert_eq!(words("The Tessel River Front ([TRF), took the bridge of Lind]."), "took the bridge of Lind");
        assert_eq!(words("It was over ([Norland had agreed) to leave the bridge]."), "Norland had agreed) to leave the bridge");
    }
}
