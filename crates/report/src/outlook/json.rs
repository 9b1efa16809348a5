//! `armistice.outlook/1`: the model and its answers as one line of JSON. What each key holds is in `docs/formats/outlook-json.md`; within
//! version 1 keys are only added.
use super::claims::{Limit, assumption, parts};
use super::{Claim, Shown};
use outlook::answers::{Answers, Count, Outcome, Upset};
use outlook::proposal::{Assumption, Cited, Proposal};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

const SCHEMA: &str = "armistice.outlook/1";

/// The outlook.
pub fn outlook(shown: &Shown<'_>) -> String {
    let mut quotes: BTreeMap<String, Value> = BTreeMap::new();
    let model = model(shown.proposal, &mut quotes);
    let answers = answers(shown.answers, shown.proposal.options.len());
    let mut says = Map::new();
    for part in parts(shown, Limit::NONE) {
        let claims: Vec<Value> = part.claims.iter().map(|it| claim(it, &mut quotes)).collect();
        says.insert(part.key.to_owned(), Value::Array(claims));
    }
    let assumptions: Vec<Value> = shown
        .proposal
        .assumptions
        .iter()
        .enumerate()
        .map(|(id, it)| {
            let (words, acts) = assumption(shown, it);
            acts.iter().for_each(|it| keep(it, &mut quotes));
            json!({"id": id, "kind": kind(it), "words": words})
        })
        .collect();
    let supposed = shown.supposed.map(|it| {
        let options: Vec<Value> = it.options.iter().map(|(i, taken)| json!({"option": i, "taken": taken})).collect();
        json!({"options": options, "answers": self::answers(it.answers, it.proposal.options.len())})
    });
    json!({
        "schema": SCHEMA,
        "as_of": shown.proposal.view.as_of.map(|it| it.to_string()),
        "on": shown.proposal.view.on.map(|it| it.to_string()),
        "last": shown.proposal.last.map(|it| it.to_string()),
        "documents": shown.proposal.n_documents,
        "model": model,
        "answers": answers,
        "supposed": supposed,
        "claims": says,
        "assumptions": assumptions,
        "quotes": quotes.into_values().collect::<Vec<_>>(),
    })
    .to_string()
}

fn keep(it: &Cited, quotes: &mut BTreeMap<String, Value>) {
    let name = it.at.to_string();
    quotes.entry(name.clone()).or_insert_with(|| {
        let at: Vec<[usize; 2]> = it.quote.place().spans().iter().map(|it| [it.start(), it.end()]).collect();
        json!({
            "act": name,
            "kind": it.kind.as_str(),
            "day": it.day.map(|it| it.to_string()),
            "date": it.date.as_ref().map(ToString::to_string),
            "confirmed": it.confirmed,
            "document": it.quote.document().0,
            "at": at,
            "words": it.quote.words(),
        })
    });
}

fn acts(all: &[Cited], quotes: &mut BTreeMap<String, Value>) -> Vec<String> {
    all.iter().for_each(|it| keep(it, quotes));
    all.iter().map(|it| it.at.to_string()).collect()
}

fn claim(it: &Claim, quotes: &mut BTreeMap<String, Value>) -> Value {
    let proof: Vec<Value> = it.proof.iter().map(|it| claim(it, quotes)).collect();
    json!({
        "kind": it.key,
        "about": it.heading,
        "says": it.says,
        "acts": acts(&it.words, quotes),
        "confirmed": (!it.words.is_empty()).then(|| it.words.iter().all(|it| it.confirmed)),
        "assumptions": it.assumes,
        "proof": proof,
    })
}

fn kind(it: &Assumption) -> &'static str {
    match it {
        Assumption::NoView { .. } => "no-view",
        Assumption::NotToday { .. } => "not-today",
        Assumption::OrderOfKinds => "order-of-kinds",
        Assumption::NotCome { .. } => "not-come",
        Assumption::InCase { .. } => "in-case",
        Assumption::OneBody { .. } => "one-body",
        Assumption::PutToOthers { .. } => "put-to-others",
        Assumption::OthersComeAlong { .. } => "others-come-along",
        Assumption::CouldDoItself { .. } => "could-do-itself",
        Assumption::Edited { .. } => "edited",
    }
}

fn model(proposal: &Proposal, quotes: &mut BTreeMap<String, Value>) -> Value {
    let engine = proposal.model();
    let options: Vec<Value> = proposal
        .options
        .iter()
        .enumerate()
        .map(|(i, it)| {
            let params: Map<String, Value> = it.params.iter().map(|it| (it.name.clone(), json!(it.value))).collect();
            json!({
                "name": it.name,
                "decision_maker": proposal.owner(i),
                "actor": it.owner.0,
                "measure": it.measure.0,
                "params": params,
                "otherwise": it.otherwise,
                "today": it.today,
                "irreversible": it.irreversible,
                "mutual": it.mutual,
                "partners": it.partners.iter().map(|with| json!({
                    "actor": with.actor.0,
                    "measure": with.measure.0,
                    "acts": acts(with.yes.as_slice(), quotes),
                })).collect::<Vec<_>>(),
                "open": it.is_open,
                "ground": format!("{:?}", it.ground).chars().fold(String::new(), |mut out, c| {
                    if c.is_uppercase() && !out.is_empty() {
                        out.push('-');
                    }
                    out.extend(c.to_lowercase());
                    out
                }),
                "acts": acts(it.words(), quotes),
            })
        })
        .collect();
    let makers: Vec<Value> = proposal
        .decision_makers
        .iter()
        .map(|it| {
            let statements: Vec<Value> = it
                .statements
                .iter()
                .map(|it| {
                    json!({
                        "text": it.statement.text(&engine),
                        "kind": it.kind.as_str(),
                        "rank": it.kind.rank(),
                        "strength": it.strength.map(evidence::Strength::as_str),
                        "acts": acts(it.words(), quotes),
                        "assumptions": it.rests_on,
                    })
                })
                .collect();
            json!({"name": it.name, "actor": it.actor.0, "options": it.options, "statements": statements})
        })
        .collect();
    let rules: Vec<Value> = proposal
        .infeasible
        .iter()
        .map(|it| {
            let patterns: Vec<String> = it.rule.patterns().iter().map(|it| it.text(proposal.options.len())).collect();
            json!({"options": it.options, "patterns": patterns})
        })
        .collect();
    let left: Vec<Value> = proposal
        .left_out
        .iter()
        .map(|it| {
            let params: Map<String, Value> = it.params.iter().map(|it| (it.name.clone(), json!(it.value))).collect();
            json!({
                "actor": it.actor.as_ref().map(|it| &it.0),
                "measure": it.measure.0,
                "params": params,
                "why": format!("{:?}", it.why).to_lowercase(),
                "acts": acts(it.words(), quotes),
            })
        })
        .collect();
    json!({"options": options, "decision_makers": makers, "infeasible": rules, "left_out": left})
}

/// A state as its letters; `-` for an option that may be either way.
fn letters(bits: u64, free: u64, n: usize) -> String {
    (0..n)
        .map(|i| match (free >> i & 1, bits >> i & 1) {
            (1, _) => '-',
            (_, 1) => 'Y',
            _ => 'N',
        })
        .collect()
}

fn answers(it: &Answers, n: usize) -> Value {
    let untold = json!({"firm": it.untold.firm, "cautious": it.untold.cautious});
    let outcomes: Vec<Value> = it.outcomes.iter().map(|it| outcome(it, n)).collect();
    let deadlocks: Vec<Value> = it
        .deadlocks
        .iter()
        .map(|it| {
            let first: Vec<Value> = it
                .first
                .iter()
                .map(|it| json!({"decision_maker": it.decision_maker, "option": it.option, "against": it.against, "followed": it.followed}))
                .collect();
            json!({
                "cycle": it.cycle,
                "options": it.options,
                "end": it.end.map(|it| letters(it, 0, n)),
                "end_holds": it.end_holds,
                "confirmed": it.is_confirmed(),
                "first": first,
            })
        })
        .collect();
    let requirements: Vec<Value> = it
        .requirements
        .iter()
        .map(|it| {
            let alternatives: Vec<Value> = it
                .alternatives
                .iter()
                .map(|alternative| {
                    let changes: Vec<Value> = alternative
                        .changes
                        .iter()
                        .map(|(dm, at, touch)| json!({"decision_maker": dm, "statement": at, "how": format!("{touch:?}").split('(').next().unwrap_or_default().to_lowercase()}))
                        .collect();
                    json!({"changes": changes, "state": letters(alternative.bits, 0, n)})
                })
                .collect();
            json!({"state": letters(it.bits, 0, n), "holds": it.holds, "alternatives": alternatives})
        })
        .collect();
    json!({
        "thin": it.thin.map(|it| format!("{it:?}").to_lowercase()),
        "today": letters(it.today, 0, n),
        "states": it.n_states,
        "upsets": upsets(&it.upsets, n),
        "outcomes": outcomes,
        "untold": untold,
        "deadlocks": deadlocks,
        "requirements": requirements,
    })
}

fn upsets(it: &[Upset], n: usize) -> Vec<Value> {
    it.iter()
        .map(|it| {
            let reply = it.reply.as_ref().map(|it| {
                let steps: Vec<Value> = it.steps.iter().map(|(dm, to)| json!({"decision_maker": dm, "to": letters(*to, 0, n)})).collect();
                json!({"steps": steps, "credible": it.credible})
            });
            json!({"decision_maker": it.decision_maker, "to": letters(it.to, 0, n), "statement": it.by, "reply": reply})
        })
        .collect()
}

fn outcome(it: &Outcome, n: usize) -> Value {
    let count = |it: Count| json!({"held": it.held, "of": it.of, "all": it.all, "interval": it.interval().map(|(a, b)| json!([f64::from(a) / 1000.0, f64::from(b) / 1000.0]))});
    let effects: Vec<Value> = it
        .effects
        .iter()
        .map(
            |it| json!({"decision_maker": it.decision_maker, "than_today": format!("{:?}", it.verdict).to_lowercase(), "statement": it.by}),
        )
        .collect();
    let upsets = upsets(&it.upsets, n);
    let path = it.path.as_ref().map(|it| {
        let steps: Vec<Value> = it
            .steps
            .iter()
            .map(|it| json!({"decision_maker": it.decision_maker, "to": letters(it.to, 0, n), "improves": it.improves, "statement": it.by}))
            .collect();
        json!({"steps": steps, "by_improvements": it.by_improvements, "ways": it.n_ways})
    });
    json!({
        "state": letters(it.bits, 0, n),
        "pattern": letters(it.bits, it.free, n),
        "states": it.n_states,
        "today": it.is_today,
        "holds": it.holds.iter().map(|it| it.name()).collect::<Vec<_>>(),
        "effects": effects,
        "upsets": upsets,
        "path": path,
        "robust": it.robust.as_ref().map(|it| json!({"concept": it.concept.name(), "order": count(it.order), "views": count(it.views)})),
    })
}
