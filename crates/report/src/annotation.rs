//! The words of acts as W3C Web Annotations (JSON-LD, Recommendation of 2017), for tools that show marks on a text. Places are
//! counted in characters there and in bytes here; they are converted.
use crate::Item;
use evidence::{Act, Span};
use serde_json::{Value, json};

/// How many characters of context a selector by words has on each side.
const AROUND: usize = 32;

/// Each act of a document as an annotation, one a line. Its target is the document's address, else `urn:sha256:` and the SHA-256 of its
/// text; words that stand apart are several targets.
pub fn acts(item: &Item<'_>) -> String {
    let characters = Characters::of(item.document.text());
    item.reading.acts.iter().map(|act| format!("{}\n", annotation(item, act, &characters))).collect()
}

fn annotation(item: &Item<'_>, act: &Act, characters: &Characters<'_>) -> Value {
    let about = &item.document.about;
    let source = about.url.clone().unwrap_or_else(|| format!("urn:sha256:{}", item.document.sha256()));
    let target = |span: &Span| json!({"type": "SpecificResource", "source": source, "selector": characters.selector(*span)});
    let targets: Vec<Value> = act.quote.spans().iter().map(target).collect();
    let tag = |value: &str| json!({"type": "TextualBody", "purpose": "tagging", "format": "text/plain", "value": value});
    let mut bodies = vec![tag(act.kind.as_str())];
    bodies.extend(act.actor.iter().map(|it| tag(&format!("actor:{it}"))));
    bodies.extend(act.measures.iter().map(|it| tag(&format!("measure:{}", it.measure))));
    bodies.extend(act.strength.iter().map(|it| tag(&format!("strength:{it}"))));
    json!({
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": format!("urn:armistice:{}:{}", item.document.sha256(), act.id),
        "type": "Annotation",
        "motivation": "classifying",
        "body": bodies,
        "target": targets,
    })
}

/// A text with where each of its characters begins.
struct Characters<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Characters<'a> {
    fn of(text: &'a str) -> Self {
        Self { text, starts: text.char_indices().map(|(at, _)| at).collect() }
    }

    /// The place of a byte, counted in characters.
    fn at(&self, byte: usize) -> usize {
        self.starts.partition_point(|it| *it < byte)
    }

    /// The text between two characters, the ends of the text at most.
    fn between(&self, from: usize, to: usize) -> &str {
        let byte = |at: usize| self.starts.get(at).copied().unwrap_or(self.text.len());
        self.text.get(byte(from)..byte(to)).unwrap_or_default()
    }

    fn selector(&self, span: Span) -> Value {
        let (start, end) = (self.at(span.start()), self.at(span.end()));
        json!([
            {"type": "TextPositionSelector", "start": start, "end": end},
            {
                "type": "TextQuoteSelector",
                "exact": self.between(start, end),
                "prefix": self.between(start.saturating_sub(AROUND), start),
                "suffix": self.between(end, end + AROUND),
            },
        ])
    }
}
