//! The acts that the heads choose, with what the rules know of each.
use super::candidate::Candidate;
use super::heads::{Heads, Linear, SIGNS, Signs, odds};
use super::passage::Passage;
use super::topic::{Topic, Where};
use super::traits::Study;
use super::wording::{kind_by_subject, kind_by_words};
use super::{finish, overlap};
use crate::actor::Form;
use crate::condition;
use evidence::{Act, ActKind, ActorId, Matter, MeasureId, Place, Reason, Span};

/// How much more weight what the encoder of acts sees of a passage as a whole has than the head gives it: the head learned with weaker encoders.
/// Of 0.2 to 2 the best on the 54.
const WHOLE_SEEN: f32 = 1.2;

/// Passages that have more than this share of the shorter one in common are rivals: one of them is an act, not both.
const RIVAL: f32 = 0.3;

/// Passages that share at least so much have a say in each other's kind.
const VOTE: f32 = 0.5;

/// From this share up the rules' act is taken for the same.
const SAME: f32 = 0.5;

/// A passage that is less likely an act is not asked further.
const FLOOR: f32 = 0.1;

/// Among the passages that may have the words of one act, how much its being an act at all weighs; and one that is less likely an act than
/// this is not among them.
const BEING_ONE: f32 = 0.3;
const LEAST: f32 = 0.03;

/// Words are taken for those of the right passage from this share in common up, and how gradually.
const HALF: f32 = 0.5;
const GRADUALLY: f32 = 0.05;

/// Of cuts that are as good but for this the likeliest by itself is told, since people read the words: "Norland and Sudria have demanded", and
/// not "Sudria have demanded".
const AS_GOOD: f32 = 0.02;

/// Of the passages that may have the words of one act, one that is so much less likely than the likeliest has no say.
const NO_SAY: f32 = 0.001;

/// So many acts before and after one may have words in common with its rivals.
const NEIGHBOURS: usize = 3;

/// A passage that has so much of a rule's act has this much more to be said for it, in log odds, than its rivals: of the rules' acts more is
/// known.
const ITS_OWN: f32 = 0.9;
const TOLD: f32 = 2.0;

/// An act that the rules tell, too, is kept at this part of the threshold: its words are those of a pattern.
const TOLD_ENOUGH: f32 = 0.5;

/// Where among the signs it stands that the rules say the same kind.
const TOLD_SO: usize = 5;

/// The kind that the rules tell is so much more likely than the head has it.
const KIND_TOLD: f32 = 1.7;

/// No kind is so unlikely to the encoder of acts that nothing else can speak for it.
const UNSEEN: f32 = 0.01;

/// The further documents have 0.37 of their acts without a measure, those that measure 0.29: what is taught by both has none too often.
const NONE: f32 = 0.8;

/// From this share up the encoder of acts is a reason for a measure.
const SEEN: f32 = 0.1;

/// Beside the likeliest measure another one that is so likely is told, too.
const ALSO: f32 = 0.25;

/// And one that the rules take from its own words, if it is so likely.
const ALSO_TAKEN: f32 = 0.15;

/// A deed without a measure is told from here up.
const SURE_DEED: f32 = 0.2;

/// Words of a meeting.
#[rustfmt::skip]
const MEETS: &[&str] = &[
    "meet", "meets", "met", "meeting", "meetings", "visit", "visits", "visited", "visiting", "travel", "travels", "traveled", "travelled",
    "traveling", "travelling", "trip", "talk", "talks", "talked", "talking", "call", "calls", "called", "phone", "phoned", "telephone",
    "spoke", "speak", "speaking", "conversation", "conversations", "summit", "letter", "letters", "negotiation", "negotiations",
    "negotiating", "host", "hosts", "hosted", "hosting", "discuss", "discussed", "discussing", "discussion", "discussions",
    "consultations", "dialogue", "session", "sessions", "round", "rounds", "delegation", "delegations", "envoy", "envoys", "conference",
    "contact", "contacts", "dinner", "lunch", "invited", "invite", "invitation", "briefed", "message", "messages", "gather", "gathered",
    "gathering", "convene", "convened",
];

/// No passage begins so many tokens before another that it reaches into.
const REACH: usize = 80;

/// What the heads are taught from: the passages of a document with their traits.
impl Study<'_, '_> {
    /// The actors of the document.
    pub fn cast(&self) -> &[evidence::Actor] {
        &self.scene.cast.actors
    }

    /// Words and traits of each passage.
    pub fn passages(&self) -> impl Iterator<Item = (Span, Vec<u32>)> {
        self.passages.iter().map(|passage| (passage.span, self.of(passage)))
    }

    /// Those who may have done an act of a kind with the words of a passage: ids and traits of each set.
    pub fn actors_of(&self, passage: usize, kind: ActKind) -> Vec<(Vec<ActorId>, Vec<u32>)> {
        let cast = self.scene.cast;
        let each = |actor: usize| if cast.voice == Some(actor) && !cast.issuers.is_empty() { cast.issuers.clone() } else { vec![actor] };
        let ids = |set: &[usize]| set.iter().flat_map(|&actor| each(actor)).map(|actor| cast.id(actor)).collect();
        self.actors(&self.passages[passage], kind).into_iter().map(|(set, traits)| (ids(&set), traits)).collect()
    }

    /// The measures that an act of a kind with the words of a passage may be about, and none, with the traits of each.
    pub fn measures_of(&self, passage: usize, kind: ActKind) -> Vec<(Option<MeasureId>, Vec<u32>)> {
        let passage = &self.passages[passage];
        let told = self.drafted(passage, kind, &[]).measures;
        self.topics(passage, kind, &told).into_iter().map(|topic| (topic.measure, topic.traits)).collect()
    }

    /// The acts that the heads find, in order of the text, with the signs that their confidence goes by.
    pub fn judged(&self, heads: &Heads) -> Vec<(Act, Signs)> {
        let traits: Vec<Vec<u32>> = self.passages.iter().map(|passage| self.of(passage)).collect();
        let being_one = |(passage, traits): (&Passage, &Vec<u32>)| odds(heads.found.score(traits) + WHOLE_SEEN * self.seen_whole(passage));
        let mut found: Vec<f32> = self.passages.iter().zip(&traits).map(being_one).collect();
        let mut order: Vec<(f32, usize)> = (0..found.len())
            .filter(|&i| found[i] >= FLOOR)
            .map(|i| {
                let told = self.nearest(&self.passages[i]).is_some_and(|(act, share)| share >= ITS_OWN && self.ruled[act].1 > 1);
                (logit(found[i]) + if told { TOLD } else { 0.0 }, i)
            })
            .collect();
        order.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        // By where they begin; as no passage is long, a rival begins not far away.
        let mut kept: Vec<usize> = Vec::new();
        for (_, i) in order {
            let at = kept.partition_point(|&k| k < i);
            let near = |k: usize| rivals(&self.passages[k], &self.passages[i]);
            let reach = |k: &&usize| self.passages[**k].tokens.start + REACH > self.passages[i].tokens.start;
            let later = |k: &&usize| self.passages[**k].tokens.start < self.passages[i].tokens.end;
            let rival =
                kept[..at].iter().rev().take_while(reach).any(|&k| near(k)) || kept[at..].iter().take_while(later).any(|&k| near(k));
            if !rival {
                kept.insert(at, i);
            }
        }
        for k in 0..kept.len() {
            let words = self.words_of(&kept, k, &traits, &found, &heads.words);
            // That there is an act is as likely as before, only its words are other ones.
            found[words] = found[words].max(found[kept[k]]);
            kept[k] = words;
        }
        kept.sort_unstable();
        let acts = kept.into_iter().map(|i| self.act(i, &traits, &found, heads));
        let enough = |signs: &Signs| if signs[TOLD_SO] > 0.0 { heads.threshold * TOLD_ENOUGH } else { heads.threshold };
        acts.filter(|(act, signs)| act.confidence.is_none_or(|p| p >= enough(signs)) && self.is_of_the_talks(act, signs)).collect()
    }

    /// Deeds and meetings are countless in news: a deed that no rule tells and the list has no measure for, and a meeting of one actor with
    /// nobody, is background, but where much speaks for it or its words are of a meeting.
    fn is_of_the_talks(&self, act: &Act, signs: &Signs) -> bool {
        let text = self.scene.text;
        match act.kind {
            ActKind::Deed => !act.measures.is_empty() || signs[TOLD_SO] > 0.0 || act.confidence.is_none_or(|p| p >= SURE_DEED),
            ActKind::Contact => act.actor.len() > 1 || text.tokens_in(act.quote.hull()).any(|at| MEETS.contains(&text.lower(at))),
            _ => true,
        }
    }

    /// Of the passages that share words with the `k`-th of those kept, and with no other, the one that has the words of its act.
    fn words_of(&self, kept: &[usize], k: usize, traits: &[Vec<u32>], found: &[f32], head: &Linear) -> usize {
        let own = kept[k];
        let it = &self.passages[own];
        let others = kept[k.saturating_sub(NEIGHBOURS)..(k + NEIGHBOURS + 1).min(kept.len())].iter().filter(|&&other| other != own);
        let before = (0..own).rev().take_while(|&i| self.passages[i].tokens.start + REACH > it.tokens.start);
        let after = (own + 1..self.passages.len()).take_while(|&i| self.passages[i].tokens.start < it.tokens.end);
        let able: Vec<usize> = before
            .chain(after)
            .filter(|&i| found[i] >= LEAST && rivals(&self.passages[i], it))
            .filter(|&i| !others.clone().any(|&other| rivals(&self.passages[other], &self.passages[i])))
            .chain([own])
            .collect();
        let scores: Vec<(Span, f32)> =
            able.iter().map(|&i| (self.passages[i].span, head.score(&traits[i]) + BEING_ONE * logit(found[i]))).collect();
        able[nearest_to_right(&scores)]
    }

    fn act(&self, i: usize, traits: &[Vec<u32>], found: &[f32], heads: &Heads) -> (Act, Signs) {
        let passage = &self.passages[i];
        let mut kinds = self.kinds(i, traits, found, &heads.kind);
        let ruled = self.nearest(passage).filter(|(_, share)| *share >= SAME);
        let told = ruled.map(|(index, _)| self.ruled[index].0.kind);
        for (kind, p) in ActKind::ALL.iter().zip(&mut kinds) {
            *p *= if Some(*kind) == told { KIND_TOLD } else { 1.0 };
        }
        let sum: f32 = kinds.iter().sum();
        kinds.iter_mut().for_each(|p| *p /= sum);
        let best = (1..kinds.len()).fold(0, |a, b| if kinds[b] > kinds[a] { b } else { a });
        let kind = kind_by_words(self.scene.text, passage.tokens.clone(), ActKind::ALL[best]);
        let kind = kind_by_subject(self.scene.text, self.scene.cast, passage.tokens.clone(), kind);
        let (set, sure_of_actor) = {
            let sets = self.actors(passage, kind);
            let (at, p) = choose(sets.iter().map(|(_, traits)| heads.actor.score(traits)).collect());
            (sets.get(at).map_or(Vec::new(), |(set, _)| self.whole_subject(passage, kind, set)), p)
        };
        // Offers of a role are too rare to learn whose they are: whoever "has shown interest in hosting talks", and not who says so.
        let offered = ruled.map(|(index, _)| &self.ruled[index].0).filter(|act| kind == ActKind::OfferRole && act.kind == kind);
        let set = match offered.map(|act| act.actor.iter().filter_map(|id| self.scene.cast.index(id)).collect::<Vec<_>>()) {
            Some(own) if !own.is_empty() => own,
            _ => set,
        };
        let mut act = self.drafted(passage, kind, &set);
        self.put_condition(passage, &mut act);
        let sure_of_measures = self.choose_measures(passage, &mut act, &heads.measure);
        let one_of = |kinds: &[ActKind]| f32::from(u8::from(kinds.contains(&kind)));
        let signs: Signs = [
            1.0,
            logit(found[i]),
            logit(kinds[best]),
            logit(sure_of_actor),
            logit(sure_of_measures),
            f32::from(u8::from(ruled.is_some_and(|(r, _)| self.ruled[r].0.kind == kind))),
            f32::from(u8::from(ruled.is_some_and(|(r, _)| self.ruled[r].0.kind != kind))),
            f32::from(u8::from(!act.measures.is_empty())),
            f32::from(u8::from(!set.is_empty())),
            one_of(&[ActKind::Assess]),
            one_of(&[ActKind::Contact, ActKind::Conclude, ActKind::Deed]),
            f32::from(u8::from(self.scene.cast.voice.is_some())),
        ];
        const { assert!(SIGNS == 12) };
        act.confidence = Some(heads.confidence(&signs));
        (act, signs)
    }

    /// "Norland and its allies have accused ...": where one of a row of names that the words open with was chosen, all of them.
    fn whole_subject(&self, passage: &Passage, kind: ActKind, set: &[usize]) -> Vec<usize> {
        if let Some(one) = self.antecedent(passage).filter(|one| !set.contains(one)) {
            // "Orr, who has shuttled between Norland and Sudria": and those whom he has met.
            let met = if matches!(kind, ActKind::Contact | ActKind::Conclude) { set } else { &[] };
            let mut all: Vec<usize> = met.iter().copied().chain([one]).collect();
            all.sort_unstable();
            return all;
        }
        // "The two leaders also agreed": whoever is named beside them, it is they; and those with whom they did.
        let several = self.opening_several(passage);
        let with = || passage.tokens.clone().any(|at| matches!(self.word(at), "with" | "between"));
        let partners = matches!(kind, ActKind::Contact | ActKind::Conclude) && with() && several.iter().all(|actor| set.contains(actor));
        if several.len() > 1 && !partners {
            return several;
        }
        let told = matches!(kind, ActKind::Contact | ActKind::Conclude | ActKind::Deed | ActKind::OfferRole);
        if let Some(own) =
            self.said_of_oneself(passage).filter(|own| own.len() > 1 && set.len() < 2 || !told && !own.iter().any(|it| set.contains(it)))
        {
            return own;
        }
        let answers = matches!(kind, ActKind::Accept | ActKind::Reject | ActKind::Retract);
        if let Some(other) = self.said_of_another(passage).filter(|other| answers && !set.contains(other)) {
            return vec![other];
        }
        if let Some(company) = self.tells_a_union_of_itself(passage).filter(|_| !told) {
            return vec![company];
        }
        let all = self.opening_list(passage);
        let part = !set.is_empty() && set.len() < all.len() && set.iter().all(|actor| all.contains(actor));
        if part { all } else { set.to_vec() }
    }

    /// The probability of each kind: what the passage and those with much the same words say of it.
    fn kinds(&self, i: usize, traits: &[Vec<u32>], found: &[f32], head: &Linear) -> Vec<f32> {
        let passage = &self.passages[i];
        let place = Place::from(passage.span);
        let mut out = vec![0.0; ActKind::ALL.len()];
        let mut total = 0.0;
        let before = self.passages[..i].iter().enumerate().rev().take_while(|(_, p)| p.tokens.start + REACH > passage.tokens.start);
        let after = self.passages[i..].iter().enumerate().map(|(k, p)| (i + k, p)).take_while(|(_, p)| p.tokens.start < passage.tokens.end);
        for (k, other) in before.chain(after) {
            let share = overlap(&Place::from(other.span), &place);
            if share >= VOTE {
                let weight = share * found[k];
                total += weight;
                let told = shares(head.scores(&traits[k]));
                for ((sum, p), seen) in out.iter_mut().zip(&told).zip(self.weighed(other, &told)) {
                    *sum += weight * p * seen;
                }
            }
        }
        out.iter().map(|sum| sum / f32::max(total, 1e-6)).collect()
    }

    /// By how much what the encoder of acts sees makes each kind likelier than the head has it, so that together they are one.
    fn weighed(&self, passage: &Passage, told: &[f32]) -> Vec<f32> {
        let Some((sight, seen)) = self.sight.and_then(|sight| Some((sight, sight.of(passage.span.start()..passage.span.end())?))) else {
            return vec![1.0; told.len()];
        };
        let names = sight.acts().kinds();
        let likely = |kind: &ActKind| names.iter().position(|name| *name == kind.to_string()).map_or(0.0, |at| seen.kinds[at]);
        let weights: Vec<f32> = ActKind::ALL.iter().map(|kind| likely(kind) + UNSEEN).collect();
        let sum: f32 = weights.iter().zip(told).map(|(weight, p)| weight * p).sum();
        weights.into_iter().map(|weight| weight / sum).collect()
    }

    /// An act of a kind by some actors with the words of a passage, its measures as the rules tell them.
    fn drafted(&self, passage: &Passage, kind: ActKind, actors: &[usize]) -> Act {
        let mut act = match self.nearest(passage).filter(|(_, share)| *share >= SAME) {
            Some((index, _)) => self.as_ruled(index, passage, kind, actors),
            None => self.as_seen(passage, kind, actors.to_vec()),
        };
        self.of_antecedent(passage, &mut act);
        act
    }

    /// Gives an act that puts a condition the condition, where no word opens one.
    fn put_condition(&self, passage: &Passage, act: &mut Act) {
        if act.kind != ActKind::Condition || act.condition.is_some() {
            return;
        }
        let sentence = self.scene.text.sentences[passage.sentence].tokens.clone();
        let Some(put) = condition::put(&self.scene, &act.quote, sentence.clone()) else { return };
        let held_back = put.held_back.as_ref().unwrap_or(&act.quote);
        act.measures = self.scene.matters(held_back, Some(act.kind), sentence, Some(&put.condition.words));
        act.withdraw(&["measures"]);
        act.reasons.extend(act.measures.iter().map(|matter| Reason {
            field: "measures",
            rule: format!("names {}", matter.measure),
            at: matter.words.clone(),
        }));
        act.because("if", put.rule, Some(put.condition.words.clone()));
        act.condition = Some(put.condition);
    }

    /// Gives an act the measures that it is most likely about, or none; how likely the likeliest of them, or none, is right.
    fn choose_measures(&self, passage: &Passage, act: &mut Act, head: &Linear) -> f32 {
        let topics = self.topics(passage, act.kind, &act.measures);
        let weighed = |topic: &Topic| head.score(&topic.traits) + if topic.measure.is_none() { NONE.ln() } else { 0.0 };
        let shares = shares(topics.iter().map(weighed).collect());
        let best = first_largest(&shares);
        // "Was easing its sanctions": what the words name is not told as what undoes it, however often the document names that.
        let named_in =
            |topic: &Topic| topic.at == Where::In && act.measures.iter().any(|matter| Some(&matter.measure) == topic.measure.as_ref());
        let undone = |topic: &Topic| {
            let both = topic.measure.as_ref().zip(topics[best].measure.as_ref());
            named_in(topic) && topics[best].at != Where::In && both.is_some_and(|(named, other)| self.scene.undoes(named, other))
        };
        // The encoder knows nothing of a measure of the user's own, so that its "none" says nothing where the words name one.
        let unknown = |measure: &MeasureId| self.sight.is_some_and(|sight| !sight.acts().measures().contains(&measure.0));
        let own = |topic: &Topic| topics[best].measure.is_none() && named_in(topic) && topic.measure.as_ref().is_some_and(unknown);
        // "Address the root causes": words of several that mean one measure alone name it, though the encoder has hardly met it.
        let plain = |topic: &Topic| {
            let hit = topic.hit.map(|i| &self.scene.hits()[i]);
            let takes_a_stand = !matches!(act.kind, ActKind::Assess | ActKind::Contact | ActKind::Deed | ActKind::Accuse | ActKind::Deny);
            takes_a_stand
                && topics[best].measure.is_none()
                && named_in(topic)
                && hit.is_some_and(|hit| !hit.weak && hit.tokens.len() > 1)
                && topic.measure.as_ref().is_some_and(|measure| !crate::measure::is_common(measure))
        };
        let best = topics
            .iter()
            .position(undone)
            .or_else(|| topics.iter().position(own))
            .or_else(|| topics.iter().position(plain))
            .unwrap_or(best);
        // A second one has to be named near by: of two guesses one is wrong more often than not.
        let named = |topic: &Topic| !matches!(topic.at, Where::Document | Where::Nowhere);
        let taken = |topic: &Topic| act.measures.iter().any(|matter| Some(&matter.measure) == topic.measure.as_ref());
        let least = |topic: &Topic| if topic.at == Where::In && taken(topic) { ALSO_TAKEN } else { ALSO };
        let also = |i: usize| shares[i] >= least(&topics[i]) && named(&topics[i]);
        let mut order: Vec<usize> = (0..topics.len()).filter(|&i| i == best || also(i)).collect();
        order.retain(|&i| topics[i].measure.is_some() || i == best);
        order.sort_by(|a, b| (*b == best).cmp(&(*a == best)).then(shares[*b].total_cmp(&shares[*a])));
        let mut kept: Vec<Matter> = Vec::new();
        let mut reasons = Vec::new();
        for topic in order.into_iter().map(|i| &topics[i]) {
            // Where none is likeliest, it comes first.
            let Some(measure) = &topic.measure else { break };
            if self.awaited(topic, act) || kept.iter().any(|other| self.scene.undoes(&other.measure, measure)) {
                continue;
            }
            if kept.iter().any(|other| self.scene.is_kind_of(&other.measure, measure)) {
                continue;
            }
            kept.retain(|other| !self.scene.is_kind_of(measure, &other.measure));
            let (matter, reason) = self.matter_of(topic, measure, act);
            kept.push(matter);
            reasons.extend(reason.map(|reason| (measure, reason)));
        }
        let told = |reason: &Reason| kept.iter().any(|matter| matter.words.is_some() && matter.words == reason.at);
        act.reasons.retain(|reason| reason.field != "measures" || told(reason));
        let stands = |measure: &MeasureId| kept.iter().any(|matter| matter.measure == *measure);
        act.reasons.extend(reasons.into_iter().filter(|(measure, _)| stands(measure)).map(|(_, reason)| reason));
        act.measures = kept;
        shares[best]
    }

    /// Whether a measure that the rules have not taken is named in what an act waits for.
    fn awaited(&self, topic: &Topic, act: &Act) -> bool {
        let Some(condition) = &act.condition else { return false };
        let taken = act.measures.iter().any(|matter| Some(&matter.measure) == topic.measure.as_ref());
        let there = topic.hit.is_some_and(|i| condition.words.overlaps(self.scene.hits()[i].span));
        !taken && (there || condition.measure == topic.measure)
    }

    /// A measure as part of an act, with a reason where the rules had not taken it.
    fn matter_of(&self, topic: &Topic, measure: &MeasureId, act: &Act) -> (Matter, Option<Reason>) {
        if let Some(taken) = act.measures.iter().find(|matter| matter.measure == *measure) {
            return (taken.clone(), None);
        }
        let hit = topic.hit.map(|i| &self.scene.hits()[i]);
        let inside = hit.filter(|hit| act.quote.overlaps(hit.span));
        let (rule, named) = match topic.at {
            _ if inside.is_some() => (format!("names {measure}"), hit),
            Where::In | Where::Before | Where::FarBefore => (format!("right before it {measure} is named"), hit),
            Where::After => (format!("right after it {measure} is named"), hit),
            Where::Document if topic.seen < SEEN => (format!("the document names {measure} often"), None),
            _ => (format!("its words are like those of {measure}"), None),
        };
        let words = named.map(|hit| Place::from(hit.span));
        let reason = Reason { field: "measures", rule, at: words.clone() };
        let matter = match inside {
            Some(hit) => self.scene.matter(hit, &act.quote),
            None => Matter { measure: measure.clone(), params: Vec::new(), words },
        };
        (matter, Some(reason))
    }

    /// "A truce, a proposal that Sudria has resisted": a clause that says what somebody made of something is about what stands before it.
    fn of_antecedent(&self, passage: &Passage, act: &mut Act) {
        let answers = matches!(act.kind, ActKind::Reject | ActKind::Accept | ActKind::Endorse | ActKind::Propose | ActKind::Demand);
        if !answers || !act.measures.is_empty() {
            return;
        }
        let text = self.scene.text;
        let sentence = text.sentences[passage.sentence].tokens.clone();
        let start = passage.tokens.start;
        // The relative pronoun stands right before the words, or opens them.
        let relative = [start.checked_sub(1), Some(start)]
            .into_iter()
            .flatten()
            .find(|&at| at > sentence.start && matches!(text.lower(at), "that" | "which"));
        let Some(noun) = relative.map(|at| at - 1) else { return };
        let noun = if text.lower(noun) == "," { noun.saturating_sub(1) } else { noun };
        let Some(before) = text.span_of(sentence.start..noun + 1) else { return };
        let matters = self.scene.matters(&before.into(), Some(act.kind), sentence, act.condition.as_ref().map(|c| &c.words));
        if let Some(matter) = matters.into_iter().next_back() {
            act.because("measures", format!("what it is said of names {}", matter.measure), matter.words.clone());
            act.measures.push(matter);
        }
    }

    /// The rules' act, as far as the heads agree.
    fn as_ruled(&self, index: usize, passage: &Passage, kind: ActKind, set: &[usize]) -> Act {
        let mut act = self.ruled[index].0.clone();
        let place = Place::from(passage.span);
        if overlap(&act.quote, &place) < 0.8 {
            act.quote = place;
        }
        if act.kind != kind {
            act.withdraw(&["act", "strength", "status"]);
            act.because("act", format!("its words and what is around them: {kind}"), None);
            act.kind = kind;
            act.strength = None;
            act.status = None;
            act.negated = false;
            self.about(passage, &mut act);
        }
        let ids: Vec<ActorId> = set.iter().map(|&actor| self.scene.cast.id(actor)).collect();
        let same = ids.len() == act.actor.len() && ids.iter().all(|id| act.actor.contains(id));
        if !same {
            act.withdraw(&["actor"]);
            act.because("actor", "named in and around its words", None);
            act.addressee.retain(|id| !ids.contains(id));
            act.target.retain(|id| !ids.contains(id));
            act.actor = ids;
            self.speaks(passage, &mut act);
        } else if act.speaker.is_none() && act.told_by.is_empty()
            || act.actor.len() > 1
            || matches!(act.kind, ActKind::Contact | ActKind::Conclude)
        {
            self.speaks(passage, &mut act);
        }
        act
    }

    /// What an act with the words of a passage is about.
    fn about(&self, passage: &Passage, act: &mut Act) {
        let sentence = self.scene.text.sentences[passage.sentence].tokens.clone();
        act.measures = self.scene.matters(&act.quote, Some(act.kind), sentence, act.condition.as_ref().map(|c| &c.words));
        act.withdraw(&["measures"]);
        act.reasons.extend(act.measures.iter().map(|matter| Reason {
            field: "measures",
            rule: format!("names {}", matter.measure),
            at: matter.words.clone(),
        }));
    }

    /// An act that no rule tells.
    fn as_seen(&self, passage: &Passage, kind: ActKind, actors: Vec<usize>) -> Act {
        let because = |field: &'static str, rule: String| Reason { field, rule, at: None };
        let mut reasons = vec![because("act", format!("its words and what is around them: {kind}"))];
        if !actors.is_empty() {
            reasons.push(because("actor", "named in and around its words".to_owned()));
        }
        let candidate = Candidate {
            kind,
            strength: None,
            status: None,
            negated: false,
            actors,
            speaker: None,
            told_by: Vec::new(),
            addressee: Vec::new(),
            target: Vec::new(),
            quote: passage.span.into(),
            reasons,
            weight: 2,
        };
        let mut act = finish(&self.scene, candidate);
        if act.kind != kind {
            // What `finish` makes of a condition is not what the heads say.
            let mut reasons = 0;
            act.reasons.retain(|reason| {
                reasons += usize::from(reason.field == "act");
                reason.field != "act" || reasons == 1
            });
            act.kind = kind;
        }
        act.strength = act.strength.filter(|s| kind.strengths().contains(s));
        self.speaks(passage, &mut act);
        act
    }

    /// Who of its actor's own side says the words of an act. Who else tells of it is found once all acts are known.
    fn speaks(&self, passage: &Passage, act: &mut Act) {
        let cast = self.scene.cast;
        let own = |speaker: usize| act.actor.contains(&cast.id(cast.principal(speaker)));
        // What several did, or two did together, each of them can only tell of.
        let together = act.actor.len() != 1 || matches!(act.kind, ActKind::Contact | ActKind::Conclude);
        let said_by = self.speaker(passage);
        let issuer = cast.voice_person.or(cast.voice).filter(|_| said_by.is_none());
        let first_person = || passage.tokens.clone().any(|at| matches!(self.word(at), "i" | "we" | "our" | "my" | "us"));
        let speaker = match (said_by, issuer) {
            _ if together => None,
            (Some(speaker), _) if own(speaker) => Some(speaker).filter(|&it| it != cast.principal(it) || cast.voice == Some(it)),
            (_, Some(issuer)) if own(issuer) => Some(issuer).filter(|_| act.kind != ActKind::Deed || first_person()),
            _ => None,
        };
        let told = said_by.is_some_and(|speaker| !own(speaker));
        let doer = || self.doer(passage, act).filter(|_| !together && !told && act.kind != ActKind::Deed);
        let found = match speaker {
            Some(speaker) if said_by.is_some() => Some((speaker, "says these words for the actor")),
            Some(issuer) => Some((issuer, "whose document it is, and of the actor’s side")),
            None => doer().map(|doer| (doer, "the subject of its words, and of the actor’s side")),
        };
        act.withdraw(&["speaker"]);
        act.reasons.extend(found.map(|(_, rule)| Reason { field: "speaker", rule: rule.to_owned(), at: None }));
        act.speaker = found.map(|(speaker, _)| cast.id(speaker));
    }

    /// The person, or the body or source without a name, that stands for the one actor of an act as the subject of its words.
    fn doer(&self, passage: &Passage, act: &Act) -> Option<usize> {
        let cast = self.scene.cast;
        let [whole] = &act.actor[..] else { return None };
        let stands_for = |actors: &[usize]| match actors {
            [one] if cast.principal(*one) != *one && cast.id(cast.principal(*one)) == *whole => Some(*one),
            _ => None,
        };
        let hit = self.near(passage).iter().find(|(hit, _)| passage.tokens.contains(&hit.tokens.start));
        let subject = hit.and_then(|(hit, found)| {
            if found.passive {
                let by = cast.mentions_in(hit.tokens.end..passage.tokens.end).first()?;
                stands_for(&by.actors)
            } else {
                stands_for(&found.subject.actors)
            }
        });
        subject.or_else(|| {
            let from = self.scene.text.sentences[passage.sentence].tokens.start.max(passage.tokens.start.saturating_sub(6));
            let near = cast.mentions_in(from..passage.tokens.start + 2);
            near.iter().rev().find(|m| matches!(m.form, Form::Name | Form::Pronoun)).and_then(|m| stands_for(&m.actors))
        })
    }
}

/// Which of some spans, of which one is right, most likely has at least half in common with that one, whichever it is: the decision with
/// the least expected loss (minimum Bayes risk, Kumar and Byrne 2004); of those that are as good the likeliest. That may else be alone where several
/// others are much alike.
/// `scores` are log odds, there is one at least.
fn nearest_to_right(scores: &[(Span, f32)]) -> usize {
    let shares = shares(scores.iter().map(|(_, score)| *score).collect());
    let most = shares.iter().fold(0.0, |a: f32, b| a.max(*b));
    let likely: Vec<(Span, f32)> =
        scores.iter().zip(&shares).map(|((span, _), p)| (*span, *p)).filter(|(_, p)| *p >= NO_SAY * most).collect();
    let worth = |own: Span| likely.iter().map(|(span, p)| p * odds((in_common(own, *span) - HALF) / GRADUALLY)).sum::<f32>();
    let all: Vec<f32> = scores.iter().zip(&shares).map(|((span, _), p)| if *p >= NO_SAY * most { worth(*span) } else { 0.0 }).collect();
    let best = all.iter().fold(0.0, |a: f32, b| a.max(*b));
    let as_good: Vec<f32> = all.iter().zip(&shares).map(|(worth, p)| if *worth >= best - AS_GOOD { *p } else { 0.0 }).collect();
    first_largest(&as_good)
}

/// The share of two spans' bytes that both have.
fn in_common(a: Span, b: Span) -> f32 {
    let common = shared(a, b);
    #[expect(clippy::cast_precision_loss, reason = "lengths of clauses")]
    let share = common as f32 / (a.len() + b.len() - common).max(1) as f32;
    share
}

/// How many bytes are in both spans.
fn shared(a: Span, b: Span) -> usize {
    a.end().min(b.end()).saturating_sub(a.start().max(b.start()))
}

fn rivals(a: &Passage, b: &Passage) -> bool {
    let common = shared(a.span, b.span);
    #[expect(clippy::cast_precision_loss, reason = "lengths of clauses")]
    let share = common as f32 / a.span.len().min(b.span.len()).max(1) as f32;
    share > RIVAL
}

/// Log odds, kept between -6 and 6.
fn logit(p: f32) -> f32 {
    let p = p.clamp(0.0025, 0.9975);
    (p / (1.0 - p)).ln()
}

/// Scores to shares of one.
fn shares(mut scores: Vec<f32>) -> Vec<f32> {
    let most = scores.iter().fold(f32::MIN, |a, b| a.max(*b));
    let mut sum = 0.0;
    for score in &mut scores {
        *score = (*score - most).exp();
        sum += *score;
    }
    scores.iter().map(|score| score / sum).collect()
}

/// The place of the largest score, and its share.
fn choose(scores: Vec<f32>) -> (usize, f32) {
    let shares = shares(scores);
    let at = first_largest(&shares);
    (at, shares.get(at).copied().unwrap_or(0.5))
}

fn first_largest(shares: &[f32]) -> usize {
    (1..shares.len()).fold(0, |a, b| if shares[b] > shares[a] { b } else { a })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_passages_the_one_that_most_are_like_has_the_words() {
        let span = |from: usize, to: usize| Span::new(from, to).expect("ascending");
        // The long one is likeliest by itself, but two of three say that the act is in its first part.
        let unlike = [(span(0, 100), 1.0), (span(0, 40), 0.9), (span(2, 40), 0.8)];
        assert_eq!(nearest_to_right(&unlike), 1);
        // One that is sure enough stays, whatever the others are like.
        let sure = [(span(0, 100), 4.0), (span(0, 40), 0.9), (span(2, 40), 0.8)];
        assert_eq!(nearest_to_right(&sure), 0);
        assert_eq!(nearest_to_right(&[(span(5, 9), -3.0)]), 0);
        // The second is nearer to all by a hair; the first has the whole subject, and is likelier.
        let as_good = [(span(0, 100), -0.92), (span(10, 100), -1.05), (span(8, 70), -1.39)];
        assert_eq!(nearest_to_right(&as_good), 0);
    }
}
