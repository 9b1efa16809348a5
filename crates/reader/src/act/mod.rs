//! Who did what: the acts of a text, by the words that tell them (`data/acts.txt`), their subjects, and who says so.
//! Rules tell acts in the order of the sixteen acts' guide; heads choose among what the rules tell and other passages. Without heads,
//! what no rule tells is no act.

mod inflect;
mod rule;
mod clause;
mod candidate;
mod edges;
mod manner;
mod people;
mod setting;
mod hearer;
mod teller;
mod passage;
mod ruling;
mod traits;
mod wording;
mod topic;
mod heads;
mod judge;
mod roles;

pub use heads::{BadHeads, Heads, Linear, SIGNS, Signs, odds};
pub use roles::ROLES;
pub use traits::{Study, TRAITS};

use crate::Told;
use crate::condition;
use crate::measure::Cues;
use crate::scene::Scene;
use crate::text::Text;
use candidate::Candidate;
use evidence::{Act, ActId, ActKind, ActorId, Attribution, Condition, Doubt, DoubtKind, Matter, Place, Reason, Relation, Role};
use std::collections::BTreeSet;

/// What is told of a text.
pub(crate) struct Found {
    /// The acts, in order of their words.
    pub(crate) acts: Vec<Act>,
    /// What is doubtful about them.
    pub(crate) doubts: Vec<Doubt>,
    /// With heads, the roles of the principals by their places in the cast.
    pub(crate) roles: Vec<(usize, Vec<Role>)>,
    /// With heads, the principals that have none of them by what is said of them.
    pub(crate) without_part: BTreeSet<usize>,
}

/// The acts of a text, in order of their words, with what is doubtful about them: those that the heads choose, else those that the
/// rules tell. Those less likely right than `least` are left out.
pub(crate) fn acts(scene: Scene<'_, '_>, told: Told<'_>, heads: Option<&Heads>, least: f32) -> Found {
    let (text, cast, cues) = (scene.text, scene.cast, scene.cues());
    let (mut roles, mut without_part) = (Vec::new(), BTreeSet::new());
    let mut acts: Vec<Act> = match heads {
        Some(heads) => {
            let study = study(scene, told);
            let acts = study.judged(heads).into_iter().map(|(act, _)| act);
            let acts = with_people(&study.scene, told, acts.collect());
            (roles, without_part) = study.roles_by(heads, &acts);
            acts
        }
        None => {
            let acts = ruled(&scene, told.for_acts).into_iter().map(|(act, _)| act).filter(|act| !is_background(act));
            with_people(&scene, told, acts.collect())
        }
    };
    acts.retain(|act| act.confidence.is_none_or(|p| p >= least) && !text.is_furniture(act.quote.start()) && !is_question(text, &act.quote));
    let commentators = ruling::commentators(text, cast);
    let mut acts: Vec<Act> = acts.into_iter().filter_map(|act| ruling::ruled(text, cast, &commentators, act)).collect();
    for act in &mut acts {
        edges::mend(text, cast, act);
        ruling::turned::mend(text, cues, act);
    }
    drop_repeats(&mut acts);
    // "no movement unless the two meet": what must come first has not taken place.
    let awaited: Vec<(usize, Place)> =
        acts.iter().enumerate().filter_map(|(at, act)| act.condition.as_ref().map(|condition| (at, condition.words.clone()))).collect();
    // "Certain conditions be met first": an act whose words are all condition stays.
    let own = |at: usize, other: &Place| awaited.iter().any(|(of, words)| *of == at && words.covers(other));
    let waits =
        |(at, act): (usize, &Act)| awaited.iter().any(|(of, words)| *of != at && words.covers(&act.quote) && !own(at, &acts[*of].quote));
    let mut waiting = acts.iter().enumerate().map(waits).collect::<Vec<bool>>().into_iter();
    acts.retain(|_| waiting.next() != Some(true));
    // "While Norland waits, Sudria's pledge to sign if it leaves": what another's act waits for is none of this one's.
    let of_another = |act: &Act| {
        let Some(condition) = act.condition.as_ref().filter(|it| !act.quote.overlaps(it.words.hull())) else { return false };
        acts.iter().any(|other| {
            other.quote.covers(&condition.words)
                && !other.quote.overlaps(act.quote.hull())
                && !other.actor.iter().any(|id| act.actor.contains(id))
        })
    };
    let no_wait: Vec<bool> =
        acts.iter().map(|act| act.condition.is_some() && (!condition::can_wait(act.kind) || of_another(act))).collect();
    for (act, _) in acts.iter_mut().zip(no_wait).filter(|(_, no_wait)| *no_wait) {
        act.condition = None;
        act.withdraw(&["if"]);
    }
    for (n, act) in acts.iter_mut().enumerate() {
        manner::fill(text, act);
        act.id = ActId(format!("a{}", n + 1));
    }
    hold_back(text, &mut acts);
    let doubts = doubts(text, cues, &acts);
    Found { acts, doubts, roles, without_part }
}

/// "A proposal that {Dessa has resisted}": of two acts that share words and are the same but for these, the likelier stays.
fn drop_repeats(acts: &mut Vec<Act>) {
    let same = |a: &Act, b: &Act| {
        let measures = a.measures.iter().map(|matter| &matter.measure).eq(b.measures.iter().map(|matter| &matter.measure));
        a.kind == b.kind && a.actor == b.actor && measures && a.quote.overlaps(b.quote.hull())
    };
    let mut at = 1;
    while at < acts.len() {
        if !same(&acts[at - 1], &acts[at]) {
            at += 1;
            continue;
        }
        let likelier = acts[at].confidence > acts[at - 1].confidence;
        acts.remove(if likelier { at - 1 } else { at });
    }
}

/// "Resisted a truce, insisting that conditions be met first": what a condition holds back that names no measure is what the same actor has
/// just refused or promised in the same sentence.
fn hold_back(text: &Text<'_>, acts: &mut [Act]) {
    for at in 1..acts.len() {
        let (before, after) = acts.split_at_mut(at);
        let (Some(first), Some(second)) = (before.last(), after.first_mut()) else { continue };
        let moves = matches!(first.kind, ActKind::Reject | ActKind::Commit | ActKind::Accept | ActKind::Propose);
        let named = |matter: &Matter| matter.words.as_ref().is_some_and(|words| words.overlaps(second.quote.hull()));
        let unnamed = second.kind == ActKind::Condition && !second.measures.iter().any(named);
        if !moves || !unnamed || first.measures.is_empty() || first.actor != second.actor || first.quote.end() > second.quote.start() {
            continue;
        }
        let between = text.token_at(first.quote.end())..text.token_at(second.quote.start());
        let joined = between.len() <= 4 && text.lower(between.start) == ",";
        if joined && text.sentence_at(first.quote.start()) == text.sentence_at(second.quote.start()) {
            second.measures.clone_from(&first.measures);
            second.withdraw(&["measures"]);
            let at = Some(first.quote.clone());
            second.because("measures", format!("holds back what {} is about", first.id), at);
        }
    }
}

/// The same acts with who tells of them and whom they are for.
fn with_people(scene: &Scene<'_, '_>, told: Told<'_>, mut acts: Vec<Act>) -> Vec<Act> {
    let sayings = teller::Sayings::of(told.attributions);
    for act in &mut acts {
        teller::fill(scene, &sayings, act);
        if act.speaker.as_ref().is_some_and(|speaker| act.told_by.contains(speaker)) {
            act.speaker = None;
            act.withdraw(&["speaker"]);
        }
        hearer::fill(scene, act);
    }
    hearer::carry_on(scene.text, &mut acts);
    acts
}

/// What the heads see of a text.
pub(crate) fn study<'t, 'a>(scene: Scene<'t, 'a>, told: Told<'t>) -> Study<'t, 'a> {
    let ruled = ruled(&scene, told.for_acts);
    Study::new(scene, told, ruled)
}

/// The acts that the rules tell, with how much each weighs.
fn ruled(scene: &Scene<'_, '_>, for_acts: &[Attribution]) -> Vec<(Act, u8)> {
    let found = without_doubles(candidate::candidates(scene.text, scene.cast, for_acts));
    found.into_iter().map(|candidate| (candidate.weight, candidate)).map(|(weight, candidate)| (finish(scene, candidate), weight)).collect()
}

/// Whether words stand in what a reporter asks in a transcript ("Q", "QUESTION:"): whatever that takes for granted, nobody at the table has said it.
fn is_question(text: &Text<'_>, quote: &Place) -> bool {
    let Some(sentence) = text.sentence_at(quote.start()).and_then(|at| text.sentences.get(at)) else { return false };
    let paragraph = &text.paragraphs[sentence.paragraph];
    let Some(first) = text.sentences.get(paragraph.sentences.start).map(|sentence| sentence.tokens.start) else { return false };
    match text.token(first) {
        // "Q1 figures" and "Q. Orr" are something else.
        "Q" => text.tokens.get(first + 1).is_some_and(|next| next.spaced || text.lower(first + 1) == ":"),
        "QUESTION" | "REPORTER" | "JOURNALIST" | "INTERVIEWER" => text.lower(first + 1) == ":",
        _ => false,
    }
}

/// Deeds and agreements are countless in news; without a matter of the list they are background.
fn is_background(act: &Act) -> bool {
    let countless = act.kind == ActKind::Deed || act.kind == ActKind::Conclude && !act.negated;
    act.measures.is_empty() && (countless || act.actor.is_empty())
}

/// What the acts leave open: conditions that name no measure, deeds of nobody.
fn doubts(text: &Text<'_>, cues: &Cues, acts: &[Act]) -> Vec<Doubt> {
    let (mut out, mut without, mut unnamed) = (Vec::new(), Vec::new(), Vec::new());
    for act in acts {
        // Two acts may wait for the same words: "would halt and withdraw if Sudria did the same".
        if let Some(Condition { words, measure: None, .. }) = &act.condition
            && !out.iter().any(|doubt: &Doubt| doubt.kind == DoubtKind::UnnamedCondition && doubt.at.as_ref() == Some(words))
        {
            let alike = |other: &&Act| other.condition.as_ref().is_some_and(|it| it.measure.is_none() && it.words == *words);
            let waiting: Vec<&Act> = acts.iter().filter(alike).collect();
            out.push(Doubt {
                at: Some(words.clone()),
                kind: DoubtKind::UnnamedCondition,
                says: format!(
                    "{} {} for “{}”, and the text does not name a measure there",
                    ids(&waiting),
                    if waiting.len() == 1 { "waits" } else { "wait" },
                    words.words(text.source)
                ),
            });
        }
        // What is asked, offered, refused or agreed has a matter; where the list has none for it, that is said and none is taken.
        let has_matter = matches!(
            act.kind,
            ActKind::Propose
                | ActKind::Demand
                | ActKind::Accept
                | ActKind::Reject
                | ActKind::Commit
                | ActKind::Condition
                | ActKind::Retract
        );
        if has_matter && act.measures.is_empty() {
            without.push(act);
        }
        if act.measures.iter().any(|matter| matter.words.is_none()) {
            unnamed.push(act);
        }
        if act.actor.is_empty() {
            let says = format!("the text does not say who did {}", act.id);
            out.push(Doubt { at: Some(act.quote.clone()), kind: DoubtKind::UnknownActor, says });
        }
    }
    // One doubt for all of them: where the talks are about what the list does not know, each line would say the same.
    let mut of_all = |acts: &[&Act], says: String| {
        let at = Place::of(acts.iter().flat_map(|act| act.quote.spans().to_vec()));
        out.extend(at.map(|at| Doubt { at: Some(at), kind: DoubtKind::NoMeasure, says }));
    };
    of_all(&without, format!("no measure of the list fits the words of {}", ids(&without)));
    let guessed: Vec<String> = unnamed.iter().map(|act| guess(cues, act)).collect();
    of_all(&unnamed, format!("no words near by name what these are most likely about: {}", guessed.join(", ")));
    out
}

/// An act and the measures of it that no words near by name: "a6 (direct talks)".
fn guess(cues: &Cues, act: &Act) -> String {
    // "Direct talks" within a sentence, but "UN mission" stays.
    let within = |label: &str| match label.split_at_checked(1) {
        Some((first, rest)) if rest.starts_with(char::is_lowercase) => first.to_lowercase() + rest,
        _ => label.to_owned(),
    };
    let labels = act.measures.iter().filter(|matter| matter.words.is_none()).filter_map(|matter| cues.label(&matter.measure));
    format!("{} ({})", act.id, labels.map(within).collect::<Vec<_>>().join(", "))
}

fn ids(acts: &[&Act]) -> String {
    acts.iter().map(|act| act.id.to_string()).collect::<Vec<_>>().join(", ")
}

/// Of two candidates with much the same words and the same kind, the better one; one quote gives at most two acts.
fn without_doubles(mut found: Vec<Candidate>) -> Vec<Candidate> {
    found.sort_by_key(|c| (c.quote.start(), c.quote.end(), c.kind));
    let mut kept: Vec<Candidate> = Vec::new();
    // Where those kept so far end at the latest: whatever begins later has no rival before.
    let mut reach: Vec<usize> = Vec::new();
    for candidate in found {
        let first = reach.partition_point(|&end| end <= candidate.quote.start());
        let rival = kept[first..].iter().rposition(|k| {
            k.quote.end() > candidate.quote.start()
                && (overlap(&k.quote, &candidate.quote) >= 0.6 || is_part(&candidate, k))
                && (k.kind == candidate.kind || k.weight == 0 || candidate.weight == 0 || overlap(&k.quote, &candidate.quote) > 0.9)
        });
        match rival.map(|at| first + at) {
            Some(at) if kept[at].weight < candidate.weight => {
                for end in &mut reach[at..] {
                    *end = (*end).max(candidate.quote.end());
                }
                kept[at] = candidate;
            }
            Some(_) => {}
            None => {
                reach.push(reach.last().copied().unwrap_or(0).max(candidate.quote.end()));
                kept.push(candidate);
            }
        }
    }
    kept
}

/// Whether a judgement stands within the words of an act of the same actors: it is part of that.
fn is_part(judgement: &Candidate, act: &Candidate) -> bool {
    judgement.weight == 0
        && act.weight > 0
        && act.quote.covers(&judgement.quote)
        && judgement.actors.iter().all(|actor| act.actors.contains(actor))
}

/// Shared bytes out of all bytes of two places.
fn overlap(a: &Place, b: &Place) -> f32 {
    let size = |place: &Place| place.spans().iter().map(|s| s.len()).sum::<usize>();
    let common: usize =
        a.spans().iter().flat_map(|x| b.spans().iter().map(move |y| x.end().min(y.end()).saturating_sub(x.start().max(y.start())))).sum();
    let union = size(a) + size(b) - common;
    #[expect(clippy::cast_precision_loss, reason = "lengths of clauses")]
    let share = common as f32 / union.max(1) as f32;
    share
}

/// Fills in what an act is about, whom it is for, and what it waits for.
fn finish(scene: &Scene<'_, '_>, candidate: Candidate) -> Act {
    let (text, cast) = (scene.text, scene.cast);
    let ids = |actors: &[usize]| -> Vec<ActorId> {
        let mut out: Vec<ActorId> = Vec::new();
        for &actor in actors {
            let id = cast.id(actor);
            if !out.contains(&id) {
                out.push(id);
            }
        }
        out
    };
    let mut kind = candidate.kind;
    let mut strength = candidate.strength;
    let mut reasons = candidate.reasons;
    let zone = text.tokens_in(candidate.quote.hull());
    let sentence = text.sentence_at(candidate.quote.start()).map(|s| text.sentences[s].tokens.clone()).unwrap_or(zone.clone());
    let condition = condition::condition(scene, &candidate.quote, sentence.clone());
    if let Some((_, rule)) = &condition {
        reasons.push(Reason { field: "if", rule: rule.clone(), at: None });
    }
    let mut condition = condition.map(|(condition, _)| condition);
    let mut held_back = None;
    if condition.is_none()
        && matches!(kind, ActKind::Demand | ActKind::Assess | ActKind::Commit | ActKind::Condition)
        && let Some(price) =
            condition::price(scene, &candidate.quote, sentence.clone(), matches!(kind, ActKind::Demand | ActKind::Condition))
    {
        reasons.push(Reason { field: "act", rule: format!("{}: condition", price.rule), at: Some(price.condition.words.clone()) });
        kind = ActKind::Condition;
        strength = None;
        held_back = Some(price.held_back);
        condition = Some(price.condition);
    }
    if let Some(condition) = &condition {
        let holds_back = matches!(condition.relation, Relation::OnlyIf | Relation::Unless | Relation::Until);
        if holds_back
            && matches!(kind, ActKind::Commit | ActKind::Reject | ActKind::Propose | ActKind::Accept | ActKind::Assess | ActKind::Demand)
        {
            reasons.push(Reason {
                field: "act",
                rule: format!("what it will do waits ({}): condition", condition.relation),
                at: Some(condition.words.clone()),
            });
            kind = ActKind::Condition;
            strength = None;
        }
    }
    // A condition may stand outside the clause: the footnote then needs it too.
    let quote = match &condition {
        Some(condition) if !candidate.quote.covers(&condition.words) && condition.words.end() > candidate.quote.end() => {
            Place::of([candidate.quote.hull().hull(condition.words.hull())]).unwrap_or(candidate.quote)
        }
        _ => candidate.quote,
    };
    let quote = match &held_back {
        Some(words) if words.end() > quote.end() => Place::from(quote.hull().hull(words.hull())),
        _ => quote,
    };
    let measures = scene.matters(held_back.as_ref().unwrap_or(&quote), Some(kind), sentence, condition.as_ref().map(|c| &c.words));
    for matter in &measures {
        reasons.push(Reason { field: "measures", rule: format!("names {}", matter.measure), at: matter.words.clone() });
    }
    let told = [
        ("strength", strength.is_some(), "as the words that tell the act have it"),
        ("status", candidate.status.is_some_and(|s| kind.statuses().contains(&s)), "as the words that tell the act have it"),
        ("speaker", candidate.speaker.is_some(), "says these words for the actor, or is named as the one who acts for it"),
        ("told_by", !candidate.told_by.is_empty(), "says these words, and is not of the actor’s side"),
        ("addressee", !candidate.addressee.is_empty(), "named as the one who should do or hear it"),
        ("target", !candidate.target.is_empty(), "named as the one it is aimed at"),
        ("negated", candidate.negated && kind == ActKind::Conclude, "the words say that it did not come about"),
    ];
    reasons.extend(told.into_iter().filter(|(_, given, _)| *given).map(|(field, _, rule)| Reason {
        field,
        rule: rule.to_owned(),
        at: None,
    }));
    let place = setting::place(text, cast, kind, &quote);
    let channel = setting::channel(text, kind, &quote);
    for (field, words, rule) in [("where", &place, "a place named in its words"), ("channel", &channel, "a word for how they spoke")] {
        reasons.extend(words.iter().map(|at| Reason { field, rule: rule.to_owned(), at: Some(at.clone()) }));
    }
    Act {
        id: ActId(String::new()),
        kind,
        actor: ids(&candidate.actors),
        speaker: candidate.speaker.map(|s| cast.id(s)),
        told_by: ids(&candidate.told_by),
        addressee: ids(&candidate.addressee),
        target: ids(&candidate.target),
        measures,
        condition,
        strength,
        status: candidate.status.filter(|s| kind.statuses().contains(s)),
        negated: candidate.negated && kind == ActKind::Conclude,
        when: None,
        place,
        channel,
        quote,
        also: Vec::new(),
        confidence: None,
        reasons,
    }
}

/// An act of a kind by somebody with these words, of which nothing else is known.
#[cfg(test)]
fn told(kind: ActKind, quote: evidence::Span, by: &str) -> Act {
    Act {
        id: ActId("a1".to_owned()),
        kind,
        actor: vec![ActorId(by.to_owned())],
        speaker: None,
        told_by: Vec::new(),
        addressee: Vec::new(),
        target: Vec::new(),
        measures: Vec::new(),
        condition: None,
        strength: None,
        status: None,
        negated: false,
        when: None,
        place: None,
        channel: None,
        quote: quote.into(),
        also: Vec::new(),
        confidence: None,
        reasons: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use evidence::{MeasureId, Span};

    #[test]
    fn of_two_that_share_words_the_likelier_stays() {
        let kept = |second: Span| {
            let mut acts = vec![
                Act { confidence: Some(0.1), ..told(ActKind::Reject, Span::new(0, 20).expect("words"), "sudria") },
                Act { confidence: Some(0.4), ..told(ActKind::Reject, second, "sudria") },
            ];
            drop_repeats(&mut acts);
            acts.iter().map(|act| act.quote.start()).collect::<Vec<_>>()
        };
        assert_eq!(kept(Span::new(14, 40).expect("words")), [14]);
        assert_eq!(kept(Span::new(20, 40).expect("words")), [0, 20], "no words in common");
    }

    #[test]
    fn what_was_just_refused_is_held_back() {
        let held_back = |source: &str, by: &str| {
            let text = Text::of(source);
            let whole = |words: &str| {
                let at = source.find(words).expect("there");
                Span::new(at, at + words.len()).expect("words")
            };
            let mut acts = [
                told(ActKind::Reject, whole("Sudria has resisted a truce"), "sudria"),
                told(ActKind::Condition, whole("certain conditions be met first"), by),
            ];
            acts[0].measures = vec![Matter { measure: MeasureId("general-ceasefire".to_owned()), params: Vec::new(), words: None }];
            hold_back(&text, &mut acts);
            acts[1].measures.first().map(|matter| matter.measure.to_string())
        };
        let same = "Sudria has resisted a truce, insisting that certain conditions be met first.";
        assert_eq!(held_back(same, "sudria"), Some("general-ceasefire".to_owned()));
        assert_eq!(held_back(same, "norland"), None, "another's");
        let apart = "Sudria has resisted a truce. It insists that certain conditions be met first.";
        assert_eq!(held_back(apart, "sudria"), None, "in another sentence");
    }
}
