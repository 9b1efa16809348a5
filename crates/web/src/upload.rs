//! A file that was dropped in: read by the parsers' child process where it is foreign, kept whole or not at all.

use crate::ask::{Ask, Reply, Trouble};
use crate::change;
use crate::desk::Desk;
use armistice::dossier::{Added, Keep};
use serde_json::{Value, json};

/// Takes one file in, and says what became of each document in it.
pub(crate) fn take(desk: &Desk, ask: &Ask) -> Result<Reply, Trouble> {
    let given = ask.query.get("name").ok_or_else(|| Trouble::new(400, "the file has no name", "drop a file, or choose one"))?;
    let name = plain(given);
    if ask.body.is_empty() {
        return Err(Trouble::new(400, "this file is empty", "choose one that has words"));
    }
    let outcomes = desk.add(|dossier, person| {
        // A file has no fields: its dossier is named in the address.
        change::meant(desk, dossier, ask.query.get("dossier"))?;
        let mut outcomes: Vec<Value> = Vec::new();
        dossier.add_file(&name, ask.body.clone(), &Keep::default(), person, |outcome| {
            let origin = report::safe_line(&outcome.origin.to_string());
            outcomes.push(match &outcome.result {
                Ok(Added::New { key, name, n_acts, n_linked, unread, removed }) => json!({
                    "file": origin, "became": "new", "document": key.to_string(), "name": name, "acts": n_acts, "linked": n_linked,
                    "unread": unread.iter().map(|(doubt, hint)| format!("{}; {hint}", doubt.says)).collect::<Vec<_>>(),
                    "removed": removed.map(|(document, day)| json!({ "document": document.to_string(), "on": day.to_string() })),
                }),
                Ok(Added::Copy { key, name, of, of_name, likeness }) => json!({
                    "file": origin, "became": "copy", "document": key.to_string(), "name": name, "of": of.to_string(), "of_name": of_name,
                    "likeness": likeness,
                }),
                Ok(Added::Joined { key, name }) => {
                    json!({ "file": origin, "became": "source", "document": key.to_string(), "name": name })
                }
                Ok(Added::Known { key }) => json!({ "file": origin, "became": "known", "document": key.to_string() }),
                Err(why) => json!({ "file": origin, "became": "left out", "what": why.what, "hint": why.hint }),
            });
        })?;
        Ok(outcomes)
    })?;
    Ok(Reply::json(&Value::Array(outcomes)))
}

/// The last part of a name, whatever folders a browser or anybody else put in front: it is a name for messages, and never a path.
fn plain(given: &str) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let safe: String = last.chars().filter(|c| !c.is_control()).take(200).collect();
    if safe.trim_matches('.').is_empty() { "file".to_owned() } else { safe }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn a_name_is_never_a_path() {
        for (given, kept) in [
            ("talks.txt", "talks.txt"),
            ("../../etc/passwd", "passwd"),
            ("C:\\papers\\talks.docx", "talks.docx"),
            ("..", "file"),
            ("a/..", "file"),
            ("line\nbreak.txt", "linebreak.txt"),
            ("", "file"),
        ] {
            assert_eq!(plain(given), kept, "{given}");
        }
    }
}
