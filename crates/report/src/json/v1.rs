//! `armistice.reading/1`: one reading on one line. Written by hand from the stages' types, so that these may change.
use crate::Item;
use evidence::{Act, Actor, Attribution, Condition, Document, Doubt, Matter, Original, Place, Reason, Spot, Stretch, When};
use serde::Serialize;
use table::{Position, Side, Wait};

/// What a reading may hold beyond the contract.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Extras {
    /// Which rule or feature made each field of an act (`reasons`).
    pub reasons: bool,
}

/// The reading as one line of JSON, without a line end. Places are UTF-8 byte offsets, half-open, into `document.text`.
pub fn reading(item: &Item<'_>) -> String {
    reading_with(item, Extras::default())
}

/// As [`reading`], with what `extras` asks for.
pub fn reading_with(item: &Item<'_>, extras: Extras) -> String {
    let whole = ReadingOut {
        schema: "armistice.reading/1",
        document: document(item.document),
        actors: item.reading.actors.iter().map(actor).collect(),
        attributions: attributions(&item.reading.attributions),
        acts: item.reading.acts.iter().map(|it| act(it, extras)).collect(),
        positions: item.table.positions.iter().map(position).collect(),
        waits: item.table.waits.iter().map(wait).collect(),
        doubts: item.doubts.iter().map(doubt).collect(),
    };
    serde_json::to_string(&whole).unwrap_or_else(|e| unreachable!("strings, numbers and lists can always be written: {e}"))
}

type Pairs = Vec<[usize; 2]>;

#[derive(Serialize)]
struct ReadingOut<'a> {
    schema: &'static str,
    document: DocumentOut<'a>,
    actors: Vec<ActorOut<'a>>,
    attributions: Vec<AttributionOut<'a>>,
    acts: Vec<ActOut<'a>>,
    positions: Vec<PositionOut<'a>>,
    waits: Vec<WaitOut<'a>>,
    doubts: Vec<DoubtOut<'a>>,
}

#[derive(Serialize)]
struct DocumentOut<'a> {
    id: &'a str,
    sha256: &'a str,
    title: Option<&'a str>,
    published: Option<PublishedOut>,
    language: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    origin: Option<OriginOut<'a>>,
}

/// Where the text stood in the file as it was given; absent where the text is the file.
#[derive(Serialize)]
struct OriginOut<'a> {
    format: &'static str,
    within: &'a [String],
    unit: Option<&'static str>,
    map: Vec<Vec<Option<usize>>>,
}

#[derive(Serialize)]
struct PublishedOut {
    value: String,
    basis: &'static str,
}

#[derive(Serialize)]
struct ActorOut<'a> {
    id: &'a str,
    name: &'a str,
    kind: &'static str,
    part_of: Option<&'a str>,
    roles: Vec<&'static str>,
    mentions: Vec<Pairs>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pronouns: Vec<Pairs>,
}

#[derive(Serialize)]
struct AttributionOut<'a> {
    source: Pairs,
    cue: Pairs,
    content: Pairs,
    speaker: Option<&'a str>,
    direct: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    within: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    confidence: Option<f32>,
}

#[derive(Serialize)]
struct ActOut<'a> {
    id: &'a str,
    act: &'static str,
    actor: Vec<&'a str>,
    speaker: Option<&'a str>,
    told_by: Vec<&'a str>,
    addressee: Vec<&'a str>,
    target: Vec<&'a str>,
    measures: Vec<MatterOut<'a>>,
    #[serde(rename = "if")]
    condition: Option<ConditionOut<'a>>,
    strength: Option<&'static str>,
    status: Option<&'static str>,
    negated: bool,
    when: Option<WhenOut>,
    #[serde(rename = "where")]
    place: Option<Pairs>,
    channel: Option<Pairs>,
    quote: Pairs,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    also: Vec<Pairs>,
    #[serde(skip_serializing_if = "Option::is_none")]
    confidence: Option<f32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reasons: Option<Vec<ReasonOut<'a>>>,
}

#[derive(Serialize)]
struct MatterOut<'a> {
    id: &'a str,
    params: serde_json::Map<String, serde_json::Value>,
}

#[derive(Serialize)]
struct ConditionOut<'a> {
    relation: &'static str,
    measure: Option<&'a str>,
    actor: Option<&'a str>,
    words: Pairs,
}

#[derive(Serialize)]
struct WhenOut {
    words: Pairs,
    value: Option<String>,
    precision: Option<&'static str>,
}

#[derive(Serialize)]
struct ReasonOut<'a> {
    field: &'static str,
    rule: &'a str,
    at: Option<Pairs>,
}

#[derive(Serialize)]
struct PositionOut<'a> {
    actor: &'a str,
    measure: &'a str,
    stance: &'static str,
    red_line: bool,
    /// The terms, where the words fill any in; two positions of an actor on one measure differ in them.
    #[serde(skip_serializing_if = "serde_json::Map::is_empty")]
    params: serde_json::Map<String, serde_json::Value>,
    acts: Vec<&'a str>,
}

#[derive(Serialize)]
struct WaitOut<'a> {
    what: SideOut<'a>,
    #[serde(rename = "for")]
    awaited: SideOut<'a>,
    relation: &'static str,
    acts: Vec<&'a str>,
}

#[derive(Serialize)]
struct SideOut<'a> {
    actor: Option<&'a str>,
    measure: Option<&'a str>,
}

#[derive(Serialize)]
struct DoubtOut<'a> {
    at: Option<Pairs>,
    kind: &'static str,
    says: &'a str,
}

fn document(document: &Document) -> DocumentOut<'_> {
    let about = &document.about;
    DocumentOut {
        id: &about.id.0,
        sha256: document.sha256(),
        title: about.title.as_deref(),
        published: about.published.as_ref().map(|it| PublishedOut { value: it.date.to_string(), basis: it.basis.as_str() }),
        language: &about.language.code,
        source: about.source.as_deref(),
        url: about.url.as_deref(),
        text: document.text(),
        origin: document.original().map(origin),
    }
}

fn origin(original: &Original) -> OriginOut<'_> {
    let unit = match original.stretches().iter().find_map(|stretch| stretch.spot) {
        Some(Spot::Byte(_)) => Some("byte"),
        Some(Spot::Page { .. }) => Some("page-line"),
        Some(Spot::Paragraph(_) | Spot::Note(_)) => Some("paragraph-note"),
        None => None,
    };
    let number = |number: u32| usize::try_from(number).ok();
    let entry = |stretch: &Stretch| {
        let start = Some(stretch.start);
        match stretch.spot {
            Some(Spot::Byte(byte)) => vec![start, Some(byte)],
            Some(Spot::Page { page, line }) => vec![start, number(page), number(line)],
            Some(Spot::Paragraph(paragraph)) => vec![start, number(paragraph), None],
            Some(Spot::Note(note)) => vec![start, None, number(note)],
            None => vec![start, None],
        }
    };
    let map = original.stretches().iter().map(entry).collect();
    OriginOut { format: original.format.as_str(), within: &original.within, unit, map }
}

fn actor(actor: &Actor) -> ActorOut<'_> {
    ActorOut {
        id: &actor.id.0,
        name: &actor.name,
        kind: actor.kind.as_str(),
        part_of: actor.part_of.as_ref().map(|id| id.0.as_str()),
        roles: actor.roles.iter().map(|role| role.as_str()).collect(),
        mentions: actor.mentions.iter().map(pairs).collect(),
        pronouns: actor.pronouns.iter().map(pairs).collect(),
    }
}

/// The attributions in their order, each with the innermost before it in whose content it lies.
fn attributions(all: &[Attribution]) -> Vec<AttributionOut<'_>> {
    // Those that may hold the next one: each lies in the hull of the one before it.
    let mut around: Vec<usize> = Vec::new();
    let mut out = Vec::with_capacity(all.len());
    for (index, it) in all.iter().enumerate() {
        while around.last().is_some_and(|outer| all[*outer].content.end() <= it.content.start()) {
            around.pop();
        }
        let holds = |outer: &&usize| {
            let content = &all[**outer].content;
            content.covers(&it.content) && it.cue.as_ref().or(it.source.as_ref()).is_some_and(|words| content.covers(words))
        };
        out.push(attribution(it, around.iter().rev().find(holds).copied()));
        around.push(index);
    }
    out
}

fn attribution(it: &Attribution, within: Option<usize>) -> AttributionOut<'_> {
    AttributionOut {
        // Nobody named and no cue are empty places here, as in the hand-made answers: programs run over them without a test.
        source: it.source.as_ref().map_or_else(Vec::new, pairs),
        cue: it.cue.as_ref().map_or_else(Vec::new, pairs),
        content: pairs(&it.content),
        speaker: it.speaker.as_ref().map(|id| id.0.as_str()),
        direct: it.direct,
        within,
        confidence: it.confidence,
    }
}

fn act(act: &Act, extras: Extras) -> ActOut<'_> {
    ActOut {
        id: &act.id.0,
        act: act.kind.as_str(),
        actor: ids(&act.actor),
        speaker: act.speaker.as_ref().map(|id| id.0.as_str()),
        told_by: ids(&act.told_by),
        addressee: ids(&act.addressee),
        target: ids(&act.target),
        measures: act.measures.iter().map(matter).collect(),
        condition: act.condition.as_ref().map(condition),
        strength: act.strength.map(|it| it.as_str()),
        status: act.status.map(|it| it.as_str()),
        negated: act.negated,
        when: act.when.as_ref().map(when),
        place: act.place.as_ref().map(pairs),
        channel: act.channel.as_ref().map(pairs),
        quote: pairs(&act.quote),
        also: act.also.iter().map(pairs).collect(),
        confidence: act.confidence,
        reasons: extras.reasons.then(|| act.reasons.iter().map(reason).collect()),
    }
}

fn matter(matter: &Matter) -> MatterOut<'_> {
    let params = matter.params.iter().map(|it| (it.name.clone(), it.value.clone().into())).collect();
    MatterOut { id: &matter.measure.0, params }
}

fn condition(condition: &Condition) -> ConditionOut<'_> {
    ConditionOut {
        relation: condition.relation.as_str(),
        measure: condition.measure.as_ref().map(|id| id.0.as_str()),
        actor: condition.actor.as_ref().map(|id| id.0.as_str()),
        words: pairs(&condition.words),
    }
}

fn when(when: &When) -> WhenOut {
    let date = when.date();
    WhenOut { words: pairs(when.words()), value: date.map(ToString::to_string), precision: date.map(|it| it.precision().as_str()) }
}

fn reason(reason: &Reason) -> ReasonOut<'_> {
    ReasonOut { field: reason.field, rule: &reason.rule, at: reason.at.as_ref().map(pairs) }
}

fn position(position: &Position) -> PositionOut<'_> {
    PositionOut {
        actor: &position.actor.0,
        measure: &position.measure.0,
        stance: position.stance.as_str(),
        red_line: position.red_line,
        params: position.params.iter().map(|it| (it.name.clone(), it.value.clone().into())).collect(),
        acts: position.shown_by().iter().map(|(id, _)| id.0.as_str()).collect(),
    }
}

fn wait(wait: &Wait) -> WaitOut<'_> {
    WaitOut {
        what: side(&wait.what),
        awaited: side(&wait.awaited),
        relation: wait.relation.as_str(),
        acts: wait.shown_by().iter().map(|(id, _)| id.0.as_str()).collect(),
    }
}

fn side(side: &Side) -> SideOut<'_> {
    SideOut { actor: side.actor.as_ref().map(|id| id.0.as_str()), measure: side.measure.as_ref().map(|id| id.0.as_str()) }
}

fn doubt(doubt: &Doubt) -> DoubtOut<'_> {
    DoubtOut { at: doubt.at.as_ref().map(pairs), kind: doubt.kind.as_str(), says: &doubt.says }
}

fn ids(ids: &[evidence::ActorId]) -> Vec<&str> {
    ids.iter().map(|id| id.0.as_str()).collect()
}

fn pairs(place: &Place) -> Pairs {
    place.spans().iter().map(|span| [span.start(), span.end()]).collect()
}
