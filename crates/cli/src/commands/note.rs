//! `armistice note`: a note of one's own.
use super::dossier::{By, failed, open_to_write, text_of};
use super::{Done, Stop};
use jiff::civil;
use std::io::Write;
use std::path::PathBuf;

/// Add a note of your own: a call, a meeting. It is dated, has you as its author, is marked as a note everywhere, and restricted.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The dossier.
    dossier: PathBuf,

    /// Its words; or --file.
    #[arg(required_unless_present = "file")]
    words: Option<String>,

    /// Take the words from this file, or `-` for standard input.
    #[arg(long, value_name = "FILE", conflicts_with = "words")]
    file: Option<PathBuf>,

    /// The day that it is of [default: today, UTC].
    #[arg(long, value_name = "DATE")]
    date: Option<civil::Date>,

    /// Its title.
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,

    #[command(flatten)]
    by: By,
}

pub(super) fn run(arguments: &Arguments, out: &mut impl Write) -> Result<Done, Stop> {
    let words = match (&arguments.words, &arguments.file) {
        (Some(words), _) => words.clone(),
        (None, Some(file)) => text_of(file)?,
        (None, None) => String::new(),
    };
    if words.trim().is_empty() {
        return Err(Stop::Usage {
            what: "a note needs words".to_owned(),
            hint: "write them in quotes, or name a file with --file".to_owned(),
        });
    }
    let person = arguments.by.person();
    let mut dossier = open_to_write(&arguments.dossier, &person)?;
    let key =
        dossier.note(&words, arguments.title.as_deref(), arguments.date, &person).map_err(|error| failed(&error, &arguments.dossier))?;
    writeln!(out, "{key}: a note of {}, restricted", report::safe_line(&person.name))?;
    Ok(Done::Whole)
}
