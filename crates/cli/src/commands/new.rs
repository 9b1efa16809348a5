//! `armistice new`: an empty dossier.
use super::dossier::{By, failed, text_of};
use super::{Done, Stop};
use armistice::dossier::{Dossier, process_file_beside};
use std::io::Write;
use std::path::PathBuf;

/// Make a dossier: one file in which readings, their sources and your corrections are kept.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The file to make, such as talks.dossier.
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// The process file [default: the file of the same name with the ending toml, if there is one].
    #[arg(long, value_name = "TOML")]
    process: Option<PathBuf>,

    #[command(flatten)]
    by: By,
}

pub(super) fn run(arguments: &Arguments, out: &mut impl Write) -> Result<Done, Stop> {
    let beside = Some(process_file_beside(&arguments.file)).filter(|it| it.is_file() && *it != arguments.file);
    let toml = arguments.process.clone().or(beside).map(|path| text_of(&path)).transpose()?;
    let made = Dossier::create(&arguments.file, toml.as_deref(), &arguments.by.person());
    let dossier = made.map_err(|error| failed(&error, &arguments.file))?;
    let name = &dossier.process().name;
    writeln!(
        out,
        "made {}{}",
        arguments.file.display(),
        if name.is_empty() { String::new() } else { format!(": {}", report::safe_line(name)) }
    )?;
    Ok(Done::Whole)
}
