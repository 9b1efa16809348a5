//! `armistice undo`: an entry of the log taken back.
use super::dossier::{By, failed, open_to_write};
use super::{Done, Stop};
use armistice::dossier::EntryKey;
use std::io::Write;
use std::path::PathBuf;

/// Take back the newest correction, mark or removal, or the entry of the log that is named. An undo can be taken back too.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The dossier.
    dossier: PathBuf,

    /// The entry, by its number in `armistice log`.
    #[arg(long, value_name = "N")]
    entry: Option<i64>,

    #[command(flatten)]
    by: By,
}

pub(super) fn run(arguments: &Arguments, out: &mut impl Write) -> Result<Done, Stop> {
    let person = arguments.by.person();
    let mut dossier = open_to_write(&arguments.dossier, &person)?;
    let undone =
        dossier.undo(arguments.entry.map(EntryKey), arguments.by.why(), &person).map_err(|error| failed(&error, &arguments.dossier))?;
    let failed = |error| failed(&error, &arguments.dossier);
    let entry = dossier.log(None, 1).map_err(failed)?.into_iter().next();
    let about = entry.and_then(|it| Some(format!("{} {}", it.item, it.says.strip_prefix(&format!("{undone} taken back: "))?)));
    let about = about.map_or_else(String::new, |it| format!(", {}", report::safe_line(it.trim())));
    writeln!(out, "taken back: {undone}{about}")?;
    Ok(Done::Whole)
}
