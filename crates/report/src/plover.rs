//! Acts as events of PLOVER, the event coding of the Open Event Data Alliance: JSON lines with the names of its manual (2.0, draft). It has
//! no field for a condition, a strength or who told what, so these go to `comment`; what it has no event for is left out and counted.
use crate::sheet::Shown;
use evidence::{ActKind, ActorId, ActorKind, Measure, Relation, Role, Status, Strength};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use table::dossier::{Entry, View};

/// Events, and what became of the acts.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Events {
    /// One event a line.
    pub lines: String,
    /// How many.
    pub n_events: usize,
    /// How many of them say less than their acts.
    pub n_lossy: usize,
    /// How many acts were left out, by the reason.
    pub left_out: BTreeMap<&'static str, usize>,
}

impl Events {
    /// The counts as JSON.
    pub fn counts(&self) -> Value {
        let left_out: usize = self.left_out.values().sum();
        json!({"events": self.n_events, "lossy": self.n_lossy, "left_out": left_out, "reasons": self.left_out})
    }
}

/// The acts that are seen from there as events. With `all`, denials and conditions below readiness too, marked lossy.
pub fn events(shown: &Shown<'_>, view: View, all: bool) -> Events {
    let mut out = Events::default();
    let seen = shown.record.seen(view);
    // An account of an event that was written already says it again.
    let mut told = std::collections::BTreeSet::new();
    for (i, entry) in seen.iter().enumerate() {
        if entry.event.as_ref().is_some_and(|it| !told.insert(it)) {
            *out.left_out.entry("another account of one event").or_default() += 1;
            continue;
        }
        match coded(shown, entry, &seen[..i], all) {
            Err(why) => *out.left_out.entry(why).or_default() += 1,
            Ok(coded) => {
                out.n_events += 1;
                out.n_lossy += usize::from(!coded.lossy.is_empty());
                out.lines += &format!("{}\n", event(shown, entry, &coded));
            }
        }
    }
    out
}

/// What an act is in PLOVER.
struct Coded {
    event: String,
    mode: Option<String>,
    /// What of the act is lost in it.
    lossy: Vec<&'static str>,
}

fn coded(shown: &Shown<'_>, entry: &Entry, before: &[&Entry], all: bool) -> Result<Coded, &'static str> {
    let act = &entry.act;
    if act.kind == ActKind::Assess {
        return Err("a judgement");
    }
    if entry.actors.is_empty() {
        return Err("nobody does it");
    }
    if entry.day.is_none() {
        return Err("no day");
    }
    if act.negated {
        return Err("it did not happen");
    }
    let measure = act.measures.iter().find_map(|it| shown.measures.get(&it.measure));
    let ask = measure.map(|it| it.plover.ask.clone()).filter(|it| !it.is_empty());
    let mut lossy = Vec::new();
    if act.condition.is_some() {
        lossy.push("condition");
    }
    let plain = |event: &str| (event.to_owned(), None);
    let (event, mode) = match act.kind {
        ActKind::Propose if has_a_part(shown, entry) => plain("AGREE"),
        ActKind::Demand if measure.is_some_and(|it| it.group == "ceasefire") && is_party(shown, entry) => plain("AGREE"),
        ActKind::Propose | ActKind::Demand => ("REQUEST".to_owned(), ask),
        ActKind::Accept if measure.is_some_and(gives_up) => plain("CONCEDE"),
        ActKind::Commit if measure.is_some_and(gives_up) && act.strength >= Some(Strength::Will) => plain("CONCEDE"),
        ActKind::Accept | ActKind::Commit | ActKind::OfferRole => plain("AGREE"),
        ActKind::Reject => ("REJECT".to_owned(), ask),
        ActKind::Condition => match act.condition.as_ref().map(|it| it.relation) {
            Some(Relation::If | Relation::After | Relation::Alongside) => plain("AGREE"),
            _ if all => ("REJECT".to_owned(), ask),
            _ => return Err("a condition below readiness"),
        },
        ActKind::Retract => match before.iter().rev().find(|it| on_the_same(it, entry)).map(|it| it.act.kind) {
            Some(ActKind::Propose | ActKind::Accept | ActKind::Commit | ActKind::Endorse | ActKind::OfferRole | ActKind::Conclude) => {
                ("REJECT".to_owned(), ask)
            }
            Some(ActKind::Demand | ActKind::Reject | ActKind::Condition | ActKind::Threaten) => plain("CONCEDE"),
            _ => {
                lossy.push("what it takes back");
                plain("CONCEDE")
            }
        },
        ActKind::Threaten => ("THREATEN".to_owned(), measure.and_then(harm)),
        ActKind::Accuse => ("ACCUSE".to_owned(), Some(if measure.is_some() { "allege" } else { "disapprove" }.to_owned())),
        ActKind::Deny if all => {
            lossy.push("a denial");
            plain("REJECT")
        }
        ActKind::Deny => return Err("a denial"),
        ActKind::Endorse => plain("SUPPORT"),
        ActKind::Contact => match act.status {
            Some(Status::Planned) => plain("AGREE"),
            Some(Status::CalledOff) => ("REJECT".to_owned(), Some("meet".to_owned())),
            _ => ("CONSULT".to_owned(), how_they_met(shown, entry)),
        },
        ActKind::Conclude if act.status == Some(Status::Agreed) || act.status.is_none() => plain("AGREE"),
        ActKind::Conclude => plain("SUPPORT"),
        ActKind::Deed => {
            let deed = measure.map(|it| it.plover.deed.as_str()).filter(|it| !it.is_empty()).ok_or("PLOVER has nothing for it")?;
            match (deed, act.status) {
                // A ceasefire that is declared is a concession, one that is kept a retreat.
                ("RETREAT:ceasefire", Some(Status::Begun | Status::Claimed)) => plain("CONCEDE"),
                _ => deed.split_once(':').map_or_else(|| plain(deed), |(event, mode)| (event.to_owned(), Some(mode.to_owned()))),
            }
        }
        ActKind::Assess => return Err("a judgement"),
    };
    Ok(Coded { event, mode, lossy })
}

fn event(shown: &Shown<'_>, entry: &Entry, coded: &Coded) -> Value {
    let act = &entry.act;
    let mut comment = vec![format!("act={}", act.kind)];
    comment.extend(act.strength.map(|it| format!("strength={it}")));
    comment.extend(act.status.map(|it| format!("status={it}")));
    comment.extend(act.measures.iter().map(|it| format!("measure={}", it.measure)));
    if let Some(condition) = &act.condition {
        let measure = condition.measure.as_ref().map_or_else(|| "-".to_owned(), ToString::to_string);
        let by = entry.awaited.as_ref().map_or_else(|| "-".to_owned(), ToString::to_string);
        comment.push(format!("if={} {measure} by {by}", condition.relation));
    }
    comment.extend(act.speaker.iter().map(|it| format!("speaker={it}")));
    comment.extend(act.told_by.iter().map(|it| format!("told_by={it}")));
    comment.extend(coded.lossy.iter().map(|it| format!("lossy={it}")));
    let mut contexts: Vec<&str> = Vec::new();
    for it in act.measures.iter().filter_map(|it| shown.measures.get(&it.measure)) {
        if !it.plover.context.is_empty() && !contexts.contains(&it.plover.context.as_str()) {
            contexts.push(&it.plover.context);
        }
    }
    let who = |ids: &mut dyn Iterator<Item = &ActorId>| ids.map(|it| entity(shown, it)).collect::<Vec<_>>();
    let to = if matches!(act.kind, ActKind::Accuse | ActKind::Threaten | ActKind::Endorse) && !entry.targets.is_empty() {
        &entry.targets
    } else {
        &entry.addressees
    };
    json!({
        "id": entry.at.to_string(),
        "date": entry.day.map(|it| it.to_string()),
        "actor": who(&mut entry.actors.iter().map(|(it, _)| it)),
        "recipient": who(&mut to.iter()),
        "event": [coded.event],
        "mode": coded.mode.iter().collect::<Vec<_>>(),
        "context": contexts,
        "quad_code": quad(&coded.event),
        "event_text": [entry.quote.words()],
        "text_info": {"start": entry.characters.0, "end": entry.characters.1},
        "comment": comment.join("; "),
    })
}

fn entity(shown: &Shown<'_>, id: &ActorId) -> Value {
    let party = shown.record.parties().get(id);
    let sector = match party.map(|it| it.kind) {
        Some(ActorKind::State) => Some("GOV"),
        Some(ActorKind::Company) => Some("BUS"),
        Some(ActorKind::Unnamed) => Some("UNK"),
        _ => None,
    };
    json!({"entity_text": party.map_or(id.0.as_str(), |it| it.name.as_str()), "identifier_text": id.0, "sector": sector})
}

/// 1 to 4: verbal cooperation, material cooperation, verbal conflict, material conflict; by the section of the manual that has the event.
fn quad(event: &str) -> Option<u8> {
    Some(match event {
        "AGREE" | "CONSULT" | "SUPPORT" | "CONCEDE" => 1,
        "COOPERATE" | "AID" | "RETREAT" => 2,
        "REQUEST" | "ACCUSE" | "REJECT" | "THREATEN" => 3,
        "PROTEST" | "SANCTION" | "MOBILIZE" | "COERCE" | "ASSAULT" => 4,
        _ => return None,
    })
}

fn roles<'a>(shown: &'a Shown<'_>, entry: &'a Entry) -> impl Iterator<Item = Role> + 'a {
    entry.actors.iter().filter_map(|(it, _)| shown.record.parties().get(it)).flat_map(|it| it.roles.iter().copied())
}

fn is_party(shown: &Shown<'_>, entry: &Entry) -> bool {
    roles(shown, entry).any(|it| it == Role::Party)
}

/// Whether who proposes would have to carry it out too; a mediator's or third's proposal is for others.
fn has_a_part(shown: &Shown<'_>, entry: &Entry) -> bool {
    is_party(shown, entry) || !roles(shown, entry).any(|it| matches!(it, Role::Mediator | Role::Host | Role::Third | Role::Guarantor))
}

/// Whether who does it gives something up.
fn gives_up(measure: &Measure) -> bool {
    let deed = measure.plover.deed.as_str();
    deed.starts_with("RETREAT") || deed.starts_with("CONCEDE")
}

/// What a threat is of.
fn harm(measure: &Measure) -> Option<String> {
    let deed = measure.plover.deed.as_str();
    let mode = match deed {
        "SANCTION:expel" => "expel",
        it if it.starts_with("SANCTION") => "relations",
        it if it.starts_with("ASSAULT") || it.starts_with("MOBILIZE") => "violence",
        it if it.starts_with("COERCE") => "restrict",
        _ => return None,
    };
    Some(mode.to_owned())
}

fn how_they_met(shown: &Shown<'_>, entry: &Entry) -> Option<String> {
    let words = entry.quote.words().to_lowercase();
    if entry.act.channel.is_some() && ["phone", "call", "video", "telephone"].iter().any(|it| words.contains(it)) {
        return Some("phone".to_owned());
    }
    (entry.actors.len() > 2 && roles(shown, entry).any(|it| it == Role::Host)).then(|| "third-party".to_owned())
}

/// Whether an earlier act is of the same actor on the same measure, be it as the price of another.
fn on_the_same(earlier: &Entry, later: &Entry) -> bool {
    let is_meant = |id: &evidence::MeasureId| later.act.measures.iter().any(|other| other.measure == *id);
    let price = earlier.act.condition.as_ref().and_then(|it| it.measure.as_ref());
    !earlier.act.negated
        && !earlier.told
        && earlier.actors.iter().any(|(it, _)| later.actors.iter().any(|(other, _)| it == other))
        && (earlier.act.measures.iter().any(|it| is_meant(&it.measure)) || price.is_some_and(is_meant))
        && matches!(
            earlier.act.kind,
            ActKind::Propose
                | ActKind::Accept
                | ActKind::Commit
                | ActKind::Endorse
                | ActKind::OfferRole
                | ActKind::Conclude
                | ActKind::Demand
                | ActKind::Reject
                | ActKind::Condition
                | ActKind::Threaten
        )
}
