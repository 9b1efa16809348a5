//! What became of each file of an import, as a table for people and a line of JSON for programs: `armistice.import/1`.
use crate::safe_line;
use serde::Serialize;
use unicode_width::UnicodeWidthStr;

/// What became of a file.
#[derive(Clone, Debug)]
pub struct File {
    /// The file as it was named.
    pub file: String,
    /// In a word: `read`, `in-part`, `pictures-only`, `not-read`, `duplicate`.
    pub state: &'static str,
    /// What came out of it.
    pub documents: Vec<Document>,
    /// What did not.
    pub missing: Vec<Missing>,
}

/// A document that came out of a file.
#[derive(Clone, Debug, Serialize)]
pub struct Document {
    /// Its name.
    pub id: String,
    /// SHA-256 of its text.
    pub sha256: String,
    /// Where it came from: the file, and the place in it.
    #[serde(rename = "from")]
    pub origin: String,
    /// Where the same text came from before; or null.
    pub duplicate_of: Option<String>,
}

/// What could not be read, why, and what to do.
#[derive(Clone, Debug, Serialize)]
pub struct Missing {
    /// Where it is: the file, and the place in it.
    #[serde(rename = "from")]
    pub origin: String,
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub hint: String,
}

#[derive(Serialize)]
struct FileOut<'a> {
    schema: &'static str,
    file: &'a str,
    state: &'static str,
    documents: &'a [Document],
    missing: &'a [Missing],
}

/// What became of a file, as one line of JSON without a line end.
pub fn json(file: &File) -> String {
    let out =
        FileOut { schema: "armistice.import/1", file: &file.file, state: file.state, documents: &file.documents, missing: &file.missing };
    serde_json::to_string(&out).unwrap_or_else(|e| unreachable!("strings and lists can always be written: {e}"))
}

/// What became of each file, a line each, and how many became what.
pub fn table(files: &[File]) -> String {
    let name_of = |file: &File| safe_line(&file.file);
    let width = files.iter().map(|file| name_of(file).width()).chain(["FILE".len()]).max().unwrap_or(0);
    let mut out = String::new();
    let mut row = |state: &str, documents: &str, name: &str, says: &str| {
        let blanks = " ".repeat(width.saturating_sub(name.width()));
        let line = format!("{state:<13} {documents:>9}  {name}{blanks}  {says}");
        out.push_str(line.trim_end());
        out.push('\n');
    };
    row("STATE", "DOCUMENTS", "FILE", "WHAT");
    for file in files {
        row(&file.state.replace('-', " "), &file.documents.len().to_string(), &name_of(file), &says(file));
    }
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for file in files {
        match counts.iter_mut().find(|(state, _)| *state == file.state) {
            Some((_, count)) => *count += 1,
            None => counts.push((file.state, 1)),
        }
    }
    let counts: Vec<String> = counts.iter().map(|(state, count)| format!("{count} {}", state.replace('-', " "))).collect();
    let files_word = if files.len() == 1 { "file" } else { "files" };
    out.push_str(&format!("{} {files_word}: {}\n", files.len(), if counts.is_empty() { "nothing".to_owned() } else { counts.join(", ") }));
    out
}

/// What there is to say of a file on its line: the first thing that is missing and how many more are, or what it repeats.
fn says(file: &File) -> String {
    if let Some(first) = file.missing.first() {
        let place = match first.origin.strip_prefix(&file.file) {
            None | Some("") => String::new(),
            Some(inner) => match inner.strip_prefix(": ") {
                Some(inner) => format!("{inner}: "),
                None => format!("line {}: ", inner.trim_start_matches(':')),
            },
        };
        let more = file.missing.len() - 1;
        let more = if more > 0 { format!(" (and {more} more, which --json names)") } else { String::new() };
        return safe_line(&format!("{place}{}; {}{more}", first.what, first.hint));
    }
    let twins: Vec<&str> = file.documents.iter().filter_map(|document| document.duplicate_of.as_deref()).collect();
    match (twins.as_slice(), file.documents.len()) {
        ([], _) => String::new(),
        ([other], 1) => safe_line(&format!("the same text as {other}")),
        ([other, ..], all) if twins.len() == all => safe_line(&format!("the same {all} texts as {other} and others")),
        ([other], all) => safe_line(&format!("1 of its {all} texts is the same as {other}")),
        ([other, ..], all) => safe_line(&format!("{} of its {all} texts are the same as {other} and others", twins.len())),
    }
}
