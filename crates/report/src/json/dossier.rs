//! `armistice.act/1` and `armistice.document/1`: what a dossier holds, one item a line.
use record::view::{Act, Document, Part};
use serde_json::{Value, json};

/// An act of a dossier on one line. Its place is UTF-8 bytes, half-open, of the document's text.
pub fn act(act: &Act) -> String {
    let names =
        |part: Part| -> Vec<Value> { act.taking(part).map(|it| json!({ "number": it.actor.to_string(), "name": it.name })).collect() };
    let measures: Vec<Value> = act
        .measures
        .iter()
        .map(|matter| {
            let params: serde_json::Map<String, Value> =
                matter.params.iter().map(|(name, value)| (name.clone(), value.clone().into())).collect();
            json!({ "id": matter.measure.0, "params": params })
        })
        .collect();
    json!({
        "schema": "armistice.act/1",
        "number": act.key.to_string(),
        "document": { "number": act.document.to_string(), "name": act.document_name },
        "note": act.note.as_ref().map(|author| json!({ "author": author })),
        "handling": act.handling.as_ref().map(ToString::to_string),
        "act": act.kind.as_str(),
        "strength": act.strength.map(|it| it.as_str()),
        "status": act.status.map(|it| it.as_str()),
        "negated": act.negated,
        "when": act.when.as_ref().map(ToString::to_string),
        "reported": act.reported.map(|day| day.to_string()),
        "actor": names(Part::Actor),
        "speaker": names(Part::Speaker),
        "told_by": names(Part::ToldBy),
        "addressee": names(Part::Addressee),
        "target": names(Part::Target),
        "measures": measures,
        "quote": act.place.spans().iter().map(|span| [span.start(), span.end()]).collect::<Vec<_>>(),
        "words": act.words,
        "state": act.state.as_str(),
        "p": act.probability,
        "event": act.event.as_ref().map(|link| format!("e{}", link.first.0)),
    })
    .to_string()
}

/// A document of a dossier on one line, without its text.
pub fn document(document: &Document) -> String {
    let sources: Vec<Value> = document
        .sources
        .iter()
        .map(|it| json!({ "source": it.outlet, "url": it.url, "title": it.title, "published": it.published, "file": it.origin }))
        .collect();
    json!({
        "schema": "armistice.document/1",
        "number": document.key.to_string(),
        "name": document.name,
        "kind": document.kind.as_str(),
        "title": document.title,
        "published": document.published.as_ref().map(ToString::to_string),
        "author": document.author,
        "sha256": document.sha256,
        "copy_of": document.copy_of.map(|(of, _)| of.to_string()),
        "sources": sources,
        "handling": document.mark.handling.as_ref().map(ToString::to_string),
        "code": document.mark.code(),
        "acts": document.n_acts,
    })
    .to_string()
}
