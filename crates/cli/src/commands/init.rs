//! `armistice init`: the process file.
use super::dossier::{By, failed, open, open_to_write, text_of, write_new};
use super::{Done, Stop};
use armistice::dossier::Process;
use std::io::Write;
use std::path::PathBuf;

/// Write a process file to fill in, or take one into a dossier: parties, aliases, people, titles, measures of your own.
///
/// A file TALKS.toml beside TALKS.dossier is taken in by itself whenever something is added.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The process file to write; or a dossier, to print its process file or take one in.
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// Take this process file into the dossier.
    #[arg(long, value_name = "TOML")]
    take: Option<PathBuf>,

    #[command(flatten)]
    by: By,
}

pub(super) fn run(arguments: &Arguments, out: &mut impl Write) -> Result<Done, Stop> {
    let file = &arguments.file;
    if let Some(toml) = &arguments.take {
        let person = arguments.by.person();
        let mut dossier = open_to_write(file, &person)?;
        let taken = dossier.take_process(&text_of(toml)?, &person).map_err(|error| failed(&error, toml))?;
        writeln!(out, "{}", if taken { "taken in" } else { "the dossier has just this process file already" })?;
    } else if file.extension().is_some_and(|it| it == "toml") || !file.exists() {
        write_new(file, Process::TEMPLATE)?;
        writeln!(out, "wrote {}: fill it in, then: armistice new DOSSIER --process {}", file.display(), file.display())?;
    } else {
        match open(file)?.process_file().map_err(|error| failed(&error, file))? {
            Some(toml) => write!(out, "{toml}")?,
            None => writeln!(out, "this dossier has no process file; write one with: armistice init TALKS.toml")?,
        }
    }
    Ok(Done::Whole)
}
