//! `armistice import`: another dossier into one.
use super::dossier::{By, comes_back, failed, open_to_write, text_of};
use super::export::passphrase;
use super::{Done, Stop};
use armistice::dossier::Unlock;
use std::io::Write;
use std::path::PathBuf;

/// Take over the documents and corrections of another dossier, such as a colleague's export. What a person here said stays.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The dossier.
    dossier: PathBuf,

    /// The other dossier, or an age file of one.
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// The file whose first line is the passphrase of an age file; without it the passphrase is asked for.
    #[arg(long, value_name = "FILE", conflicts_with = "identity")]
    passphrase_file: Option<PathBuf>,

    /// The file with the identity for an age file (AGE-SECRET-KEY-1...).
    #[arg(long, value_name = "FILE")]
    identity: Option<PathBuf>,

    #[command(flatten)]
    by: By,
}

pub(super) fn run(arguments: &Arguments, out: &mut impl Write) -> Result<Done, Stop> {
    let person = arguments.by.person();
    let mut dossier = open_to_write(&arguments.dossier, &person)?;
    let sealed = arguments.file.extension().is_some_and(|it| it == "age");
    let unlock = match (&arguments.identity, &arguments.passphrase_file) {
        (Some(file), _) => Some(Unlock::Identity(text_of(file)?)),
        (None, Some(_)) => Some(Unlock::Passphrase(passphrase(arguments.passphrase_file.as_ref())?)),
        (None, None) if sealed => Some(Unlock::Passphrase(passphrase(None)?)),
        (None, None) => None,
    };
    let imported = dossier.import(&arguments.file, unlock.as_ref(), &person).map_err(|error| failed(&error, &arguments.file))?;
    let kept = match imported.kept {
        0 => String::new(),
        1 => "; 1 act, actor or event of which a person here said otherwise stays as it is here".to_owned(),
        n => format!("; {n} acts, actors and events of which a person here said otherwise stay as they are here"),
    };
    writeln!(
        out,
        "{} documents taken over, {} there already, {} corrections taken over{kept}",
        imported.documents, imported.known, imported.corrections
    )?;
    for it in &imported.removed {
        comes_back(&arguments.dossier, it.now, it.before, it.day, None);
    }
    match imported.sources {
        0 => {}
        1 => writeln!(out, "1 further source of a document taken over")?,
        n => writeln!(out, "{n} further sources of documents taken over")?,
    }
    if imported.stricter > 0 {
        writeln!(out, "{} documents and sources are marked from now on as they are there", imported.stricter)?;
    }
    match imported.originals {
        0 => {}
        1 => writeln!(out, "not taken over: the kept file that 1 of them came out of; its text is")?,
        n => writeln!(out, "not taken over: the kept files that {n} of them came out of; their texts are")?,
    }
    match imported.words {
        0 => {}
        1 => writeln!(out, "1 thing that somebody there said of an actor or event taken over")?,
        n => writeln!(out, "{n} things that people there said of actors and events taken over")?,
    }
    if imported.not_taken > 0 {
        let times = if imported.not_taken == 1 { "once".to_owned() } else { format!("{} times", imported.not_taken) };
        writeln!(
            out,
            "not taken over: {times} that somebody there named, merged or parted actors or events of which there are none here, that the process \
             file forbids, that something else said there contradicts, or whose names are too long; `armistice log` there lists them"
        )?;
    }
    Ok(Done::Whole)
}
