//! Reads JSON Lines (`{"id", "text"}`, or one such document) from standard input and writes the attributions of each as JSON Lines:
//! `{"id", "attributions": [{"source", "cue", "content", "direct"}]}`, places as lists of `[start, end)` in UTF-8 bytes.
#![expect(clippy::print_stdout, reason = "an example that prints")]

use evidence::Place;
use serde_json::{Value, json};
use std::io::Read;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut input = String::new();
    std::io::stdin().read_to_string(&mut input)?;
    let documents: Vec<Value> = serde_json::Deserializer::from_str(&input).into_iter().collect::<Result<_, _>>()?;
    for document in &documents {
        let text = reader::text::Text::of(document["text"].as_str().unwrap_or_default());
        let quotations = reader::quotation::quotations(&text);
        let (attributions, doubts) = reader::attribution::attribute(&text, &quotations);
        let place = |place: Option<&Place>| -> Vec<[usize; 2]> {
            place.map_or_else(Vec::new, |place| place.spans().iter().map(|span| [span.start(), span.end()]).collect())
        };
        let rows: Vec<Value> = attributions
            .iter()
            .map(|a| json!({"source": place(a.source.as_ref()), "cue": place(a.cue.as_ref()), "content": place(Some(&a.content)), "direct": a.direct}))
            .collect();
        println!("{}", json!({"id": document["id"], "attributions": rows, "doubts": doubts.len()}));
    }
    Ok(())
}
