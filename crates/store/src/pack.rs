//! Texts and readings as the file has them: deflated, readings as JSON with short keys. What is written can be read back whole.
use crate::error::Error;
use evidence::{
    Act, ActId, ActKind, Actor, ActorId, ActorKind, Attribution, Condition, Doubt, DoubtKind, Format, Matter, MeasureId, Original, Param,
    Place, Reading, Reason, Relation, Role, Span, Spot, Strength, Stretch, When,
};
use flate2::read::ZlibDecoder;
use flate2::{Compress, Compression, FlushCompress, Status};
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::io::Read as _;

/// The most that a text or reading may come to: a file of a stranger may unpack to more than there is memory.
const MOST: u64 = 1 << 30;

/// How hard it is tried: three times as fast as the usual 6, for a tenth more.
const LEVEL: Compression = Compression::new(3);

thread_local! {
    // Its state is a third of a megabyte. Made anew for each text it is the greater part of the work, and it leaves holes in the memory
    // that fill with what stays.
    static DEFLATER: RefCell<Compress> = RefCell::new(Compress::new(LEVEL, true));
}

/// With a checksum (zlib), so that a changed byte of it shows.
pub(crate) fn deflated(bytes: &[u8]) -> Result<Vec<u8>, Error> {
    DEFLATER.with_borrow_mut(|deflater| {
        deflater.reset();
        let mut out = Vec::with_capacity(bytes.len() / 2 + 64);
        loop {
            let done = usize::try_from(deflater.total_in()).unwrap_or(usize::MAX);
            let rest = bytes.get(done..).unwrap_or_default();
            match deflater.compress_vec(rest, &mut out, FlushCompress::Finish) {
                Ok(Status::StreamEnd) => break,
                Ok(_) => out.reserve(out.capacity().max(64)),
                Err(error) => return Err(Error::Io { says: error.to_string() }),
            }
        }
        out.shrink_to_fit();
        Ok(out)
    })
}

pub(crate) fn inflated(bytes: &[u8]) -> Result<Vec<u8>, Error> {
    let mut out = Vec::new();
    let read = ZlibDecoder::new(bytes).take(MOST + 1).read_to_end(&mut out);
    read.map_err(|e| Error::Damaged { says: format!("something in it cannot be unpacked: {e}") })?;
    if out.len() as u64 > MOST { Err(Error::Damaged { says: "something in it is too large to unpack".to_owned() }) } else { Ok(out) }
}

pub(crate) fn inflated_text(bytes: &[u8]) -> Result<String, Error> {
    String::from_utf8(inflated(bytes)?).map_err(|_| Error::Damaged { says: "a text in it is not UTF-8".to_owned() })
}

/// A text and its reading as the file has them: they can be made on any thread, before there is a transaction.
#[derive(Clone, Debug)]
pub struct Packed {
    pub(crate) text: Vec<u8>,
    pub(crate) way_back: Option<Vec<u8>>,
    pub(crate) reading: Vec<u8>,
}

impl Packed {
    /// Packs both.
    pub fn of(document: &evidence::Document, reading: &Reading) -> Result<Self, Error> {
        let way_back = document.original().filter(|it| !it.is_the_file());
        Ok(Self {
            text: deflated(document.text().as_bytes())?,
            way_back: way_back.map(|it| deflated(original(it)?.as_bytes())).transpose()?,
            reading: self::reading(reading)?,
        })
    }
}

type Pairs = Vec<(usize, usize)>;

#[derive(Serialize, Deserialize)]
struct ReadingRow {
    actors: Vec<ActorRow>,
    attributions: Vec<AttributionRow>,
    acts: Vec<ActRow>,
}

#[derive(Serialize, Deserialize)]
struct ActorRow {
    id: String,
    name: String,
    kind: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    part_of: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    roles: Vec<String>,
    mentions: Vec<Pairs>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pronouns: Vec<Pairs>,
}

#[derive(Serialize, Deserialize)]
struct AttributionRow {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    source: Option<Pairs>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    cue: Option<Pairs>,
    content: Pairs,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    speaker: Option<String>,
    direct: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    confidence: Option<f32>,
}

#[derive(Serialize, Deserialize)]
struct ActRow {
    id: String,
    act: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    actor: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    speaker: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    told_by: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    addressee: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    target: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    measures: Vec<MatterRow>,
    #[serde(default, rename = "if", skip_serializing_if = "Option::is_none")]
    condition: Option<ConditionRow>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    strength: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    status: Option<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    negated: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    when: Option<WhenRow>,
    #[serde(default, rename = "where", skip_serializing_if = "Option::is_none")]
    place: Option<Pairs>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    channel: Option<Pairs>,
    quote: Pairs,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    also: Vec<Pairs>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    confidence: Option<f32>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    reasons: Vec<ReasonRow>,
}

#[derive(Serialize, Deserialize)]
struct MatterRow {
    id: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    params: Vec<(String, String, Pairs)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    words: Option<Pairs>,
}

#[derive(Serialize, Deserialize)]
struct ConditionRow {
    relation: String,
    measure: Option<String>,
    actor: Option<String>,
    words: Pairs,
}

#[derive(Serialize, Deserialize)]
struct WhenRow {
    words: Pairs,
    date: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct ReasonRow {
    field: String,
    rule: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at: Option<Pairs>,
}

#[derive(Serialize, Deserialize)]
struct DoubtRow {
    kind: String,
    says: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at: Option<Pairs>,
}

fn pairs(place: &Place) -> Pairs {
    place.spans().iter().map(|span| (span.start(), span.end())).collect()
}

/// A place written `204-290+300-310`.
pub(crate) fn written(place: &Place) -> String {
    place.spans().iter().map(ToString::to_string).collect::<Vec<_>>().join("+")
}

/// What [`written`] wrote.
pub(crate) fn place_of(written: &str) -> Result<Place, Error> {
    let span = |piece: &str| {
        let (start, end) = piece.split_once('-')?;
        Span::new(start.parse().ok()?, end.parse().ok()?)
    };
    let spans: Option<Vec<Span>> = written.split('+').map(span).collect();
    spans.and_then(Place::of).ok_or_else(|| Error::Damaged { says: format!("`{written}` is no place") })
}

fn place(pairs: &Pairs) -> Result<Place, Error> {
    let spans: Option<Vec<Span>> = pairs.iter().map(|(start, end)| Span::new(*start, *end)).collect();
    spans.and_then(Place::of).ok_or_else(|| Error::Damaged { says: "a place in a reading is empty".to_owned() })
}

fn word<T>(word: &str, from: impl Fn(&str) -> Option<T>) -> Result<T, Error> {
    from(word).ok_or_else(|| Error::Damaged { says: format!("a reading has the unknown word `{word}`") })
}

/// A reading as the file has it.
pub(crate) fn reading(reading: &Reading) -> Result<Vec<u8>, Error> {
    let ids = |ids: &[ActorId]| ids.iter().map(|id| id.0.clone()).collect();
    let row = ReadingRow {
        actors: reading
            .actors
            .iter()
            .map(|it| ActorRow {
                id: it.id.0.clone(),
                name: it.name.clone(),
                kind: it.kind.as_str().to_owned(),
                part_of: it.part_of.as_ref().map(|id| id.0.clone()),
                roles: it.roles.iter().map(|role| role.as_str().to_owned()).collect(),
                mentions: it.mentions.iter().map(pairs).collect(),
                pronouns: it.pronouns.iter().map(pairs).collect(),
            })
            .collect(),
        attributions: reading
            .attributions
            .iter()
            .map(|it| AttributionRow {
                source: it.source.as_ref().map(pairs),
                cue: it.cue.as_ref().map(pairs),
                content: pairs(&it.content),
                speaker: it.speaker.as_ref().map(|id| id.0.clone()),
                direct: it.direct,
                confidence: it.confidence,
            })
            .collect(),
        acts: reading
            .acts
            .iter()
            .map(|it| ActRow {
                id: it.id.0.clone(),
                act: it.kind.as_str().to_owned(),
                actor: ids(&it.actor),
                speaker: it.speaker.as_ref().map(|id| id.0.clone()),
                told_by: ids(&it.told_by),
                addressee: ids(&it.addressee),
                target: ids(&it.target),
                measures: it
                    .measures
                    .iter()
                    .map(|matter| MatterRow {
                        id: matter.measure.0.clone(),
                        params: matter.params.iter().map(|p| (p.name.clone(), p.value.clone(), pairs(&p.words))).collect(),
                        words: matter.words.as_ref().map(pairs),
                    })
                    .collect(),
                condition: it.condition.as_ref().map(|condition| ConditionRow {
                    relation: condition.relation.as_str().to_owned(),
                    measure: condition.measure.as_ref().map(|id| id.0.clone()),
                    actor: condition.actor.as_ref().map(|id| id.0.clone()),
                    words: pairs(&condition.words),
                }),
                strength: it.strength.map(|it| it.as_str().to_owned()),
                status: it.status.map(|it| it.as_str().to_owned()),
                negated: it.negated,
                when: it.when.as_ref().map(|when| WhenRow { words: pairs(when.words()), date: when.date().map(ToString::to_string) }),
                place: it.place.as_ref().map(pairs),
                channel: it.channel.as_ref().map(pairs),
                quote: pairs(&it.quote),
                also: it.also.iter().map(pairs).collect(),
                confidence: it.confidence,
                reasons: it
                    .reasons
                    .iter()
                    .map(|reason| ReasonRow {
                        field: reason.field.to_owned(),
                        rule: reason.rule.clone(),
                        at: reason.at.as_ref().map(pairs),
                    })
                    .collect(),
            })
            .collect(),
    };
    deflated(&serde_json::to_vec(&row).map_err(|e| Error::Io { says: e.to_string() })?)
}

/// What [`reading`] packed.
pub(crate) fn unpacked_reading(bytes: &[u8]) -> Result<Reading, Error> {
    let bad = |e: serde_json::Error| Error::Damaged { says: format!("a reading in it is not in its form: {e}") };
    let row: ReadingRow = serde_json::from_slice(&inflated(bytes)?).map_err(bad)?;
    let places = |all: &[Pairs]| all.iter().map(place).collect::<Result<Vec<_>, _>>();
    let maybe = |pairs: &Option<Pairs>| pairs.as_ref().map(place).transpose();
    let ids = |ids: Vec<String>| ids.into_iter().map(ActorId).collect::<Vec<_>>();
    let mut out = Reading::default();
    for it in row.actors {
        out.actors.push(Actor {
            kind: word(&it.kind, ActorKind::from_word)?,
            roles: it.roles.iter().map(|role| word(role, Role::from_word)).collect::<Result<_, _>>()?,
            mentions: places(&it.mentions)?,
            pronouns: places(&it.pronouns)?,
            id: ActorId(it.id),
            name: it.name,
            part_of: it.part_of.map(ActorId),
        });
    }
    for it in row.attributions {
        out.attributions.push(Attribution {
            source: maybe(&it.source)?,
            cue: maybe(&it.cue)?,
            content: place(&it.content)?,
            speaker: it.speaker.map(ActorId),
            direct: it.direct,
            confidence: it.confidence,
        });
    }
    for it in row.acts {
        let mut measures = Vec::with_capacity(it.measures.len());
        for matter in it.measures {
            let words = maybe(&matter.words)?;
            let params = matter.params.into_iter().map(|(name, value, words)| Ok(Param { name, value, words: place(&words)? }));
            measures.push(Matter { measure: MeasureId(matter.id), params: params.collect::<Result<_, Error>>()?, words });
        }
        let condition = match it.condition {
            None => None,
            Some(row) => Some(Condition {
                relation: word(&row.relation, Relation::from_word)?,
                measure: row.measure.map(MeasureId),
                actor: row.actor.map(ActorId),
                words: place(&row.words)?,
            }),
        };
        let when = match it.when {
            None => None,
            Some(WhenRow { words, date: None }) => Some(When::Unresolved { words: place(&words)? }),
            Some(WhenRow { words, date: Some(date) }) => Some(When::Resolved {
                words: place(&words)?,
                date: date.parse().map_err(|e: evidence::NotADate| Error::Damaged { says: e.to_string() })?,
            }),
        };
        let reasons = it.reasons.into_iter().map(|row| Ok(Reason { field: field(&row.field), rule: row.rule, at: maybe(&row.at)? }));
        out.acts.push(Act {
            id: ActId(it.id),
            kind: word(&it.act, ActKind::from_word)?,
            actor: ids(it.actor),
            speaker: it.speaker.map(ActorId),
            told_by: ids(it.told_by),
            addressee: ids(it.addressee),
            target: ids(it.target),
            measures,
            condition,
            strength: it.strength.as_deref().map(|it| word(it, Strength::from_word)).transpose()?,
            status: it.status.as_deref().map(|it| word(it, evidence::Status::from_word)).transpose()?,
            negated: it.negated,
            when,
            place: maybe(&it.place)?,
            channel: maybe(&it.channel)?,
            quote: place(&it.quote)?,
            also: places(&it.also)?,
            confidence: it.confidence,
            reasons: reasons.collect::<Result<_, Error>>()?,
        });
    }
    Ok(out)
}

/// The fields that a reason can be about.
fn field(name: &str) -> &'static str {
    const FIELDS: &[&str] = &[
        "act",
        "actor",
        "speaker",
        "told_by",
        "addressee",
        "target",
        "measures",
        "if",
        "strength",
        "status",
        "negated",
        "when",
        "where",
        "channel",
        "quote",
    ];
    FIELDS.iter().find(|it| **it == name).copied().unwrap_or("other")
}

/// Doubts as JSON.
pub(crate) fn doubts(doubts: &[Doubt]) -> Result<String, Error> {
    let rows: Vec<DoubtRow> = doubts
        .iter()
        .map(|it| DoubtRow { kind: it.kind.as_str().to_owned(), says: it.says.clone(), at: it.at.as_ref().map(pairs) })
        .collect();
    serde_json::to_string(&rows).map_err(|e| Error::Io { says: e.to_string() })
}

/// What [`doubts`] wrote.
pub(crate) fn unpacked_doubts(json: &str) -> Result<Vec<Doubt>, Error> {
    let rows: Vec<DoubtRow> = serde_json::from_str(json).map_err(|e| Error::Damaged { says: e.to_string() })?;
    rows.into_iter()
        .map(|row| {
            let kind = word(&row.kind, |word| DoubtKind::ALL.into_iter().find(|kind| kind.as_str() == word))?;
            Ok(Doubt { kind, says: row.says, at: row.at.as_ref().map(place).transpose()? })
        })
        .collect()
}

#[derive(Serialize, Deserialize)]
struct OriginalRow {
    format: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    within: Vec<String>,
    /// Where a stretch begins, and what it stood in: b(yte), p(age) with its line, g (paragraph), n(ote), or nothing.
    stretches: Vec<(usize, char, u64, u32)>,
}

/// Where the words of a document stood in the file as it was given.
pub(crate) fn original(original: &Original) -> Result<String, Error> {
    let stretches = original.stretches().iter().map(|it| match it.spot {
        Some(Spot::Byte(byte)) => (it.start, 'b', byte as u64, 0),
        Some(Spot::Page { page, line }) => (it.start, 'p', u64::from(page), line),
        Some(Spot::Paragraph(number)) => (it.start, 'g', u64::from(number), 0),
        Some(Spot::Note(number)) => (it.start, 'n', u64::from(number), 0),
        None => (it.start, '-', 0, 0),
    });
    let row = OriginalRow { format: original.format.as_str().to_owned(), within: original.within.clone(), stretches: stretches.collect() };
    serde_json::to_string(&row).map_err(|e| Error::Io { says: e.to_string() })
}

/// What [`original`] wrote.
pub(crate) fn unpacked_original(json: &str) -> Result<Original, Error> {
    let wrong = |says: &str| Error::Damaged { says: format!("where a text stood in its file: {says}") };
    let row: OriginalRow = serde_json::from_str(json).map_err(|e| wrong(&e.to_string()))?;
    let format = Format::of_name(&row.format).ok_or_else(|| wrong(&format!("no format \"{}\"", row.format)))?;
    let stretch = |(start, what, number, line): (usize, char, u64, u32)| {
        let small = || u32::try_from(number).map_err(|_| wrong("a number is too large"));
        let spot = match what {
            'b' => Some(Spot::Byte(usize::try_from(number).map_err(|_| wrong("a number is too large"))?)),
            'p' => Some(Spot::Page { page: small()?, line }),
            'g' => Some(Spot::Paragraph(small()?)),
            'n' => Some(Spot::Note(small()?)),
            '-' => None,
            other => return Err(wrong(&format!("nothing is called \"{other}\""))),
        };
        Ok(Stretch { start, spot })
    };
    let mut original = Original::new(format, row.stretches.into_iter().map(stretch).collect::<Result<_, _>>()?);
    original.within = row.within;
    Ok(original)
}

#[cfg(test)]
mod tests {
    use super::{deflated, inflated, original, unpacked_original};
    use evidence::{Format, Original, Spot, Stretch};

    #[test]
    fn the_way_back_comes_out_as_it_went_in() {
        let spots =
            [Some(Spot::Byte(70_000_000_000)), None, Some(Spot::Page { page: 3, line: 12 }), Some(Spot::Paragraph(4)), Some(Spot::Note(1))];
        let stretches = (0..).zip(spots).map(|(n, spot)| Stretch { start: n * 10, spot }).collect();
        let mut way = Original::new(Format::Pdf, stretches);
        way.within = vec!["day 1.zip".to_owned(), "talks.pdf".to_owned()];
        assert_eq!(unpacked_original(&original(&way).unwrap()).unwrap(), way);
    }

    #[test]
    fn what_is_packed_comes_out_whole() {
        let noise = |n: u32| (0..n).map(|i| (i.wrapping_mul(0x9e37_79b1) >> 21) as u8).collect::<Vec<_>>();
        for bytes in [Vec::new(), b"a".to_vec(), vec![7; 3_000_000], noise(100), noise(700_000)] {
            assert_eq!(inflated(&deflated(&bytes).unwrap()).unwrap(), bytes);
        }
    }

    #[test]
    fn a_changed_byte_of_what_is_packed_shows() {
        let packed = deflated("Norland will sign nothing that takes its troops from the delta. ".repeat(9).as_bytes()).unwrap();
        for at in 0..packed.len() {
            let mut changed = packed.clone();
            changed[at] ^= 4;
            let again = inflated(&changed);
            assert!(again.is_err() || again == inflated(&packed), "byte {at}");
        }
    }
}
