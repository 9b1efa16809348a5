//! A document as a JSON object: `{"id", "title", "date", "url", "source", "language", "text"}`, of which only `text` must be there.
use super::metadata::Metadata;
use super::unreadable::Why;
use super::{Extract, Kind, encoding};
use serde_json::Value;

/// The document in one object. Its text comes through byte for byte.
pub(super) fn read(line: &[u8]) -> Result<Extract, Why> {
    let parsed: Result<Value, _> = match std::str::from_utf8(line) {
        Ok(text) => serde_json::from_str(text),
        Err(_) => serde_json::from_str(&encoding::decode(line, Kind::Json)?),
    };
    let Value::Object(mut fields) = parsed.map_err(|error| Why::BadJson { says: parser_says(&error) })? else {
        return Err(Why::NoTextField);
    };
    let Some(Value::String(text)) = fields.remove("text") else { return Err(Why::NoTextField) };
    Ok(Extract { text, about: Metadata::from_fields(&fields), ..Extract::default() })
}

/// The parser's message with the place in the object; its line is always 1 in JSON Lines and says nothing.
pub(super) fn parser_says(error: &serde_json::Error) -> String {
    error.to_string().replace(" at line 1 column ", " at column ")
}
