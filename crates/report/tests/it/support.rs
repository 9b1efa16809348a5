//! Readings written by hand, as the values that a report is made from. A file is in the form of the JSON contract; a place in it
//! is a list of byte pairs, or the exact words of the text: `"some words"`, `{"words": "…", "nth": 2}` for the second
//! occurrence, or a list of these where words stand apart. An act's `"after"` says from which words on to look for its places.
use evidence::{
    About, Act, ActId, ActKind, Actor, ActorId, ActorKind, Attribution, Condition, Date, DateBasis, Document, Doubt, DoubtKind, Language,
    Matter, MeasureId, Param, Place, Published, Quote, Reading, Reason, Relation, Role, Span, Status, Strength, When,
};
use report::Item;
use serde_json::Value;
use table::{Position, Side, Stance, Table, Wait};

/// A document with its reading, owned.
pub struct Case {
    pub document: Document,
    pub reading: Reading,
    pub table: Table,
    pub doubts: Vec<Doubt>,
}

impl Case {
    pub fn item(&self) -> Item<'_> {
        Item { document: &self.document, reading: &self.reading, table: &self.table, doubts: &self.doubts }
    }
}

/// The case that this JSON describes, over this text (or its own). Panics, with what is wrong, on a place that is not in the text.
pub fn case(json: &str, text: Option<&str>) -> Case {
    let value: Value = serde_json::from_str(json).expect("the case is JSON");
    let text = text.or_else(|| value["document"]["text"].as_str()).expect("a text beside the case or in it").to_owned();
    let about = about(&value["document"]);
    let document = Document::new(about, text);
    let text = document.text().to_owned();
    let find = Find { text: &text, from: 0 };
    let reading = Reading {
        actors: list(&value["actors"]).map(|it| actor(&find, it)).collect(),
        attributions: list(&value["attributions"]).map(|it| attribution(&find, it)).collect(),
        acts: list(&value["acts"]).map(|it| act(&text, it)).collect(),
    };
    let shown_by = |it: &Value| -> Vec<(ActId, Quote)> {
        let ids =
            list(&it["acts"]).map(|id| reading.acts.iter().find(|act| Some(act.id.0.as_str()) == id.as_str()).expect("an act of the case"));
        ids.map(|act| (act.id.clone(), Quote::new(&document, act.quote.clone()).expect("a place in the text"))).collect()
    };
    let positions = list(&value["positions"]).map(|it| {
        let mut acts = shown_by(it).into_iter();
        let first = acts.next().expect("an act behind each position");
        let stance = match word(&it["stance"]).as_str() {
            "for" => Stance::For,
            "against" => Stance::Against,
            "conditional" => Stance::Conditional,
            "contested" => Stance::Contested,
            other => panic!("no stance {other}"),
        };
        let mut position = Position::new(ActorId(word(&it["actor"])), MeasureId(word(&it["measure"])), stance, first, acts);
        position.red_line = it["red_line"] == true;
        position
    });
    let side = |it: &Value| Side { actor: it["actor"].as_str().map(|id| ActorId(id.to_owned())), measure: measure(&it["measure"]) };
    let waits = list(&value["waits"]).map(|it| {
        let mut acts = shown_by(it).into_iter();
        let first = acts.next().expect("an act behind each wait");
        Wait::new(side(&it["what"]), side(&it["for"]), Relation::from_word(&word(&it["relation"])).expect("a relation"), first, acts)
    });
    let table = Table { positions: positions.collect(), waits: waits.collect() };
    let doubts =
        list(&value["doubts"]).map(|it| Doubt { at: find.place(&it["at"]), kind: doubt_kind(&word(&it["kind"])), says: word(&it["says"]) });
    let doubts = doubts.collect();
    Case { document, reading, table, doubts }
}

fn about(it: &Value) -> About {
    let published = it["published"]["value"].as_str().map(|date| Published {
        date: date.parse().expect("a date"),
        basis: match it["published"]["basis"].as_str() {
            Some("front-matter") => DateBasis::FrontMatter,
            Some("dateline") => DateBasis::Dateline,
            Some("file-name") => DateBasis::FileName,
            _ => DateBasis::Metadata,
        },
    });
    let text = |key: &str| it[key].as_str().map(str::to_owned);
    let language = Language { code: text("language").unwrap_or_else(|| "en".to_owned()) };
    About { title: text("title"), published, language, source: text("source"), url: text("url"), ..About::named(word(&it["id"])) }
}

fn actor(find: &Find<'_>, it: &Value) -> Actor {
    Actor {
        id: ActorId(word(&it["id"])),
        name: word(&it["name"]),
        kind: ActorKind::from_word(&word(&it["kind"])).expect("a kind of actor"),
        part_of: it["part_of"].as_str().map(|id| ActorId(id.to_owned())),
        roles: list(&it["roles"]).map(|role| Role::from_word(&word(role)).expect("a role")).collect(),
        mentions: list(&it["mentions"]).map(|at| find.place(at).expect("the words of a mention")).collect(),
        pronouns: list(&it["pronouns"]).map(|at| find.place(at).expect("a pronoun")).collect(),
    }
}

fn attribution(find: &Find<'_>, it: &Value) -> Attribution {
    Attribution {
        source: find.place(&it["source"]),
        cue: find.place(&it["cue"]),
        content: find.place(&it["content"]).expect("the words of a content"),
        speaker: it["speaker"].as_str().map(|id| ActorId(id.to_owned())),
        direct: it["direct"] == true,
        confidence: None,
    }
}

fn act(text: &str, it: &Value) -> Act {
    let from = it["after"].as_str().map_or(0, |words| text.find(words).unwrap_or_else(|| panic!("`after` is not in the text: {words}")));
    let find = Find { text, from };
    let quote = find.place(&it["quote"]).expect("the words of an act");
    let when = it["when"].as_object().map(|when| {
        let words = find.place(&when["words"]).expect("time words");
        match when.get("value").and_then(Value::as_str) {
            Some(date) => When::Resolved { words, date: date.parse::<Date>().expect("a date") },
            None => When::Unresolved { words },
        }
    });
    let matters = list(&it["measures"]).map(|matter| {
        let id = matter.as_str().or_else(|| matter["id"].as_str()).expect("a measure");
        let params = matter["params"].as_object().into_iter().flatten();
        let params = params.map(|(name, value)| Param { name: name.clone(), value: word(value), words: quote.clone() });
        Matter { measure: MeasureId(id.to_owned()), params: params.collect(), words: None }
    });
    Act {
        id: ActId(word(&it["id"])),
        kind: ActKind::from_word(&word(&it["act"])).expect("one of the sixteen acts"),
        actor: actors(&it["actor"]),
        speaker: it["speaker"].as_str().map(|id| ActorId(id.to_owned())),
        told_by: actors(&it["told_by"]),
        addressee: actors(&it["addressee"]),
        target: actors(&it["target"]),
        measures: matters.collect(),
        condition: it["if"].as_object().map(|condition| Condition {
            relation: Relation::from_word(&word(&condition["relation"])).expect("a relation"),
            measure: condition.get("measure").and_then(measure),
            actor: condition.get("actor").and_then(Value::as_str).map(|id| ActorId(id.to_owned())),
            words: find.place(&condition["words"]).expect("the words of a condition"),
        }),
        strength: it["strength"].as_str().map(|word| Strength::from_word(word).expect("a strength")),
        status: it["status"].as_str().map(|word| Status::from_word(word).expect("a status")),
        negated: it["negated"] == true,
        when,
        place: find.place(&it["where"]),
        channel: find.place(&it["channel"]),
        also: list(&it["also"]).filter_map(|at| find.place(at)).collect(),
        confidence: it["confidence"].as_f64().map(|it| it as f32),
        reasons: list(&it["reasons"]).map(|reason| self::reason(&find, reason)).collect(),
        quote,
    }
}

fn reason(find: &Find<'_>, it: &Value) -> Reason {
    let fields = ["act", "actor", "speaker", "measures", "if", "strength", "when", "quote"];
    let field = fields.into_iter().find(|field| it["field"] == *field).expect("a field of an act");
    Reason { field, rule: word(&it["rule"]), at: find.place(&it["at"]) }
}

/// Finds words in a text, from a byte on.
struct Find<'a> {
    text: &'a str,
    from: usize,
}

impl Find<'_> {
    fn place(&self, it: &Value) -> Option<Place> {
        let pieces = match it {
            Value::Null => return None,
            Value::Array(pieces) => pieces.as_slice(),
            one => std::slice::from_ref(one),
        };
        Place::of(pieces.iter().map(|piece| self.span(piece)))
    }

    fn span(&self, it: &Value) -> Span {
        if let [start, end] = it.as_array().map(Vec::as_slice).unwrap_or_default() {
            let number = |it: &Value| it.as_u64().and_then(|n| usize::try_from(n).ok()).expect("a byte offset");
            return Span::new(number(start), number(end))
                .filter(|span| self.text.get(span.range()).is_some())
                .expect("a place in the text");
        }
        let words = it.as_str().or_else(|| it["words"].as_str()).unwrap_or_else(|| panic!("neither words nor bytes: {it}"));
        let nth = it["nth"].as_u64().unwrap_or(1);
        let mut start = self.from;
        for n in 1..=nth {
            let found = self.text.get(start..).and_then(|rest| rest.find(words));
            let at = start + found.unwrap_or_else(|| panic!("not in the text (occurrence {n} of {nth}): {words}"));
            if n == nth {
                return Span::new(at, at + words.len()).expect("some words");
            }
            start = at + self.text[at..].chars().next().map_or(1, char::len_utf8);
        }
        panic!("occurrences count from 1: {it}")
    }
}

fn list(it: &Value) -> impl Iterator<Item = &Value> {
    it.as_array().into_iter().flatten()
}

fn word(it: &Value) -> String {
    it.as_str().map_or_else(|| it.to_string(), str::to_owned)
}

fn measure(it: &Value) -> Option<MeasureId> {
    it.as_str().map(|id| MeasureId(id.to_owned()))
}

fn actors(it: &Value) -> Vec<ActorId> {
    list(it).map(|id| ActorId(word(id))).collect()
}

fn doubt_kind(word: &str) -> DoubtKind {
    use DoubtKind::*;
    let all = [
        UnresolvedDate,
        UnknownSpeaker,
        UnknownActor,
        AmbiguousActor,
        UnnamedCondition,
        UnpairedQuotation,
        NoMeasure,
        NoAnswer,
        LanguageNotRead,
        GarbledText,
        NoText,
    ];
    all.into_iter().find(|kind| kind.as_str() == word).unwrap_or_else(|| panic!("no kind of doubt {word}"))
}
