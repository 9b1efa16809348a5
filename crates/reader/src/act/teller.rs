//! Who in the text says that an act took place, nearest first, where that is not the actor's own side; of what several did together, whoever
//! says so. The document itself, a statement's issuer with it, is nobody who tells.
use crate::actor::Cast;
use crate::scene::Scene;
use crate::text::Text;
use evidence::{Act, ActKind, ActorKind, Attribution, Place};
use std::collections::BTreeSet;
use std::ops::Range;

/// What newspapers and agencies do with what they know.
const REPORTS: &[&str] =
    &["reported", "reports", "said", "says", "quoted", "quotes", "writes", "wrote", "adds", "added", "notes", "noted", "learned", "learnt"];

/// What else a newspaper does before a passage of its own words.
const LEADS_IN: &[&str] = &[
    "laid",
    "lays",
    "sums",
    "summed",
    "describes",
    "described",
    "explains",
    "explained",
    "lists",
    "listed",
    "outlines",
    "outlined",
    "puts",
    "observes",
    "observed",
    "continues",
    "continued",
];

/// What a newspaper or agency alone is called once it has been named.
const THE_SAME: &[&str] = &["paper", "newspaper", "daily", "magazine", "outlet", "broadcaster"];

/// No more paragraphs are taken for one long quotation out of a newspaper.
const BLOCK: usize = 8;

/// No further from the words, in tokens, is it said who reports them.
const REACH: usize = 40;

/// Who is said to say what, to be asked by place.
pub(super) struct Sayings<'t> {
    attributions: &'t [Attribution],
    // By where their contents begin; for each how far it and those before it reach.
    order: Vec<usize>,
    reach: Vec<usize>,
}

impl<'t> Sayings<'t> {
    pub(super) fn of(attributions: &'t [Attribution]) -> Self {
        let mut order: Vec<usize> = (0..attributions.len()).collect();
        order.sort_by_key(|&at| (attributions[at].content.start(), at));
        let mut furthest = 0;
        let reach = order.iter().map(|&at| {
            furthest = furthest.max(attributions[at].content.end());
            furthest
        });
        let reach = reach.collect();
        Self { attributions, order, reach }
    }

    /// Those with most of some words in their contents, the innermost first.
    fn around(&self, words: &Place) -> Vec<&'t Attribution> {
        let end = self.order.partition_point(|&at| self.attributions[at].content.start() < words.end());
        let mut found: Vec<(usize, usize)> = (0..end)
            .rev()
            .take_while(|&n| self.reach[n] > words.start())
            .map(|n| self.order[n])
            .filter(|&at| 3 * shared(&self.attributions[at].content, words) >= 2 * size(words))
            .map(|at| (size(&self.attributions[at].content), at))
            .collect();
        found.sort_unstable();
        found.into_iter().map(|(_, at)| &self.attributions[at]).collect()
    }
}

/// Fills in who tells an act: those who say words that it is told in, then the newspaper or agency that reports them.
pub(super) fn fill(scene: &Scene<'_, '_>, sayings: &Sayings<'_>, act: &mut Act) {
    let cast = scene.cast;
    let own: Vec<usize> = act.actor.iter().filter_map(|id| cast.index(id)).collect();
    let is_own =
        |teller: usize| own.iter().any(|&actor| actor == teller || actor == cast.principal(teller) || cast.principal(actor) == teller);
    // What several did nobody speaks for; one of them, or whoever says it for him, can only tell of it, but not where it is told that they spoke.
    let together = own.len() > 1;
    if together {
        act.speaker = None;
        act.withdraw(&["speaker"]);
    }
    let issues = |speaker: usize| cast.voice == Some(speaker) || cast.voice_person == Some(speaker);
    let tells = |attribution: &Attribution, speaker: usize| {
        // "Orr and Dessa discussed a swap": it is what they did.
        let all = attribution.source.as_ref().is_some_and(|source| {
            let named = cast.mentions_in(scene.text.tokens_in(source.hull())).iter().flat_map(|mention| &mention.actors);
            let named: BTreeSet<usize> = named.map(|&actor| cast.principal(actor)).filter(|actor| own.contains(actor)).collect();
            named.len() > 1
        });
        let within = all || attribution.cue.as_ref().is_some_and(|cue| act.quote.covers(cue));
        !is_own(speaker) || together && !within && !issues(speaker)
    };
    let around = sayings.around(&act.quote);
    let speakers = around.iter().filter_map(|attribution| Some((*attribution, cast.index(attribution.speaker.as_ref()?)?)));
    // "Orr said that Norland is ready to": the inner words have Norland for their source, and it is Orr who says so.
    let for_it = match (&own[..], &act.speaker) {
        ([actor], None) if !matches!(act.kind, ActKind::Contact | ActKind::Conclude) => {
            let other = speakers.clone().map(|(_, speaker)| speaker).find(|speaker| speaker != actor);
            other.filter(|&speaker| cast.principal(speaker) == *actor)
        }
        _ => None,
    };
    let mut tellers: Vec<usize> = Vec::new();
    let nearest = speakers.filter(|(attribution, speaker)| tells(attribution, *speaker)).map(|(_, speaker)| speaker).take(1);
    for teller in nearest.chain(outlets(scene.text, cast, &act.quote)) {
        if !tellers.contains(&teller) && (together || !own.contains(&teller)) {
            tellers.push(teller);
        }
    }
    if let Some(speaker) = for_it {
        act.speaker = Some(cast.id(speaker));
        act.because("speaker", "says these words for the actor", None);
    }
    act.told_by = tellers.into_iter().map(|teller| cast.id(teller)).collect();
    act.withdraw(&["told_by"]);
    if !act.told_by.is_empty() {
        let rule = if together { "says these words" } else { "says these words, and is not of the actor’s side" };
        act.because("told_by", rule, None);
    }
}

fn size(place: &Place) -> usize {
    place.spans().iter().map(|span| span.len()).sum()
}

fn shared(a: &Place, b: &Place) -> usize {
    let common = |x: &evidence::Span, y: &evidence::Span| x.end().min(y.end()).saturating_sub(x.start().max(y.start()));
    a.spans().iter().flat_map(|x| b.spans().iter().map(move |y| common(x, y))).sum()
}

/// The newspapers and agencies that report the words, by "..., the Harbour Post reported", "according to the agency Estmark News", "the paper
/// adds that ..." and, right before a passage that is quoted at length, "The Harbour Post writes:".
fn outlets(text: &Text<'_>, cast: &Cast, quote: &Place) -> Vec<usize> {
    let sentence = |byte: usize| text.sentence_at(byte).map(|at| text.sentences[at].tokens.clone());
    let (Some(first), Some(last)) = (sentence(quote.start()), sentence(quote.end().saturating_sub(1))) else { return Vec::new() };
    let words = text.tokens_in(quote.hull());
    let near = first.start.max(words.start.saturating_sub(REACH))..last.end.min(words.end + REACH);
    let mut out = Vec::new();
    for mention in cast.mentions_in(near.clone()) {
        let [actor] = mention.actors[..] else { continue };
        if !is_outlet(text, cast, actor, &mention.tokens) || words.start < mention.tokens.end && mention.tokens.start < words.end {
            continue;
        }
        let after = after_others(text, cast, mention.tokens.end, last.end);
        let reports = (after..last.end.min(after + 3)).take_while(|&at| text.lower(at) != ",").any(|at| REPORTS.contains(&text.lower(at)));
        // "the state agency Estmark News": what it is stands between.
        let led = (first.start..mention.tokens.start).rev().take(6).collect::<Vec<_>>();
        let according = led.windows(2).any(|pair| text.lower(pair[0]) == "to" && text.lower(pair[1]) == "according")
            && !led.iter().take_while(|&&at| text.lower(at) != "to").any(|&at| matches!(text.lower(at), "," | "."));
        // ", reports the Harbour Post".
        let verb = led.iter().find(|&&at| text.lower(at) != "the");
        let after_all = verb.is_some_and(|&at| REPORTS.contains(&text.lower(at)) && at > first.start && text.lower(at - 1) == ",");
        if (reports || according || after_all) && !out.contains(&actor) {
            out.push(actor);
        }
    }
    let same = (near.start..near.end).filter(|at| !words.contains(at)).find(|&at| {
        let agency = text.lower(at + 1) == "news" && text.lower(at + 2) == "agency";
        let called = text.lower(at) == "the" && (THE_SAME.contains(&text.lower(at + 1)) || agency);
        let after = at + if agency { 3 } else { 2 };
        called && (after..last.end.min(after + 2)).take_while(|&at| text.lower(at) != ",").any(|at| REPORTS.contains(&text.lower(at)))
    });
    let named = same.and_then(|at| {
        let reaches = text.sentence_at(text.tokens[at].span.start()).map(|sentence| text.sentences[sentence].paragraph.saturating_sub(2));
        let from = reaches.map_or(0, |paragraph| text.sentences[text.paragraphs[paragraph].sentences.start].tokens.start);
        let before = cast.mentions_in(from..at).iter().rev();
        before
            .filter_map(|mention| Some((*<&[usize; 1]>::try_from(&mention.actors[..]).ok()?, mention)))
            .find_map(|([actor], mention)| is_outlet(text, cast, actor, &mention.tokens).then_some(actor))
    });
    for outlet in named.into_iter().chain(quoted_at_length(text, cast, first.start)) {
        if !out.contains(&outlet) {
            out.push(outlet);
        }
    }
    out
}

/// Where the verb stands that a name is the subject of, past those named with it: "Estmark News, the Harbour Post and Radio Norland
/// reported".
fn after_others(text: &Text<'_>, cast: &Cast, end: usize, limit: usize) -> usize {
    let mut at = end;
    while at < limit && matches!(text.lower(at), "," | "and") {
        let next = (at + 1..limit.min(at + 4)).find(|&i| !matches!(text.lower(i), "and" | "the"));
        let other = next.and_then(|next| cast.mentions_in(next..next + 1).first());
        match other {
            Some(other) if matches!(other.actors[..], [actor] if cast.media.contains(&actor)) => at = other.tokens.end,
            _ => return end,
        }
    }
    at
}

/// Whose the passage is in which a token stands, where a paragraph before it ends with a colon and says so: the paragraph right after it,
/// and those that go on with the same quotation.
fn quoted_at_length(text: &Text<'_>, cast: &Cast, token: usize) -> Option<usize> {
    let own = text.sentences[text.sentence_at(text.tokens.get(token)?.span.start())?].paragraph;
    let opens = |paragraph: usize| text.words(text.paragraphs[paragraph].span).starts_with(['"', '“', '”', '«']);
    let closes = |paragraph: usize| text.words(text.paragraphs[paragraph].span).ends_with(['"', '”', '»']);
    let lead = (own.saturating_sub(BLOCK)..own)
        .rev()
        .take_while(|&lead| lead + 1 == own || opens(lead + 1) && opens(own) && !closes(lead + 1))
        .find(|&lead| text.words(text.paragraphs[lead].span).ends_with(':'))?;
    let sentence = text.sentences[text.paragraphs[lead].sentences.end - 1].tokens.clone();
    cast.mentions_in(sentence.clone()).iter().find_map(|mention| {
        let [actor] = mention.actors[..] else { return None };
        let mut before = (sentence.start..mention.tokens.start).rev().map(|at| text.lower(at)).filter(|word| *word != "the");
        let last = before.next().unwrap_or("");
        let according = last == "to" && before.next() == Some("according");
        let opens =
            mention.tokens.start <= sentence.start + 2 && !matches!(last, "to" | "by" | "in" | "with" | "of" | "from" | "a" | "told");
        let after = mention.tokens.end..sentence.end.min(mention.tokens.end + 3);
        let leads_in = after.clone().any(|at| REPORTS.contains(&text.lower(at)) || LEADS_IN.contains(&text.lower(at)))
            || text.lower(after.start) == ":" && after.start + 1 == sentence.end;
        (is_outlet(text, cast, actor, &mention.tokens) && (opens && leads_in || according)).then_some(actor)
    })
}

/// A company that reports, or somebody who is called a news agency.
fn is_outlet(text: &Text<'_>, cast: &Cast, actor: usize, mention: &Range<usize>) -> bool {
    let agency = |at: usize| text.lower(at) == "news" && text.lower(at + 1) == "agency" || text.lower(at) == "newspaper";
    cast.media.contains(&actor)
        || cast.actors[actor].kind == ActorKind::Body && (mention.start.saturating_sub(3)..mention.end + 2).any(agency)
}
