//! `armistice export`: what may leave a dossier.
use super::dossier::{failed, open, text_of, today, write_new};
use super::{Done, Stop};
use crate::message;
use armistice::dossier::{Asked, Dossier, Error, Exported, Key, Leave};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Write a copy of a dossier to give away, or its documents as BibTeX, CSL-JSON or JSON Lines.
///
/// Restricted documents, notes and those under embargo stay behind; what was left out is said.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The dossier.
    dossier: PathBuf,

    /// The file to write; it must not be there yet.
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// Encrypt the copy with a passphrase, as an age file; the passphrase is asked for, or read from --passphrase-file.
    #[arg(long, conflicts_with_all = ["bibtex", "csl", "json"])]
    encrypt: bool,

    /// The file whose first line is the passphrase.
    #[arg(long, value_name = "FILE", requires = "encrypt")]
    passphrase_file: Option<PathBuf>,

    /// Encrypt the copy for this recipient of age (age1...) instead.
    #[arg(long, value_name = "KEY", conflicts_with_all = ["encrypt", "bibtex", "csl", "json"])]
    recipient: Option<String>,

    /// Leave out a source (source:NAME) or a name (name:NAME), everywhere; may be given many times.
    #[arg(long, value_name = "WHAT")]
    redact: Vec<String>,

    /// Take restricted and embargoed documents along all the same.
    #[arg(long)]
    with_restricted: bool,

    /// Write the documents as BibTeX.
    #[arg(long, group = "form")]
    bibtex: bool,

    /// Write the documents as CSL-JSON.
    #[arg(long, group = "form")]
    csl: bool,

    /// Write the acts as JSON Lines.
    #[arg(long, group = "form")]
    json: bool,
}

pub(super) fn run(arguments: &Arguments, out: &mut impl Write) -> Result<Done, Stop> {
    if arguments.file == Path::new("-") {
        return Err(Stop::Usage {
            what: "an export goes to a file, not to standard output".to_owned(),
            hint: "name the file; one that is called so is ./-".to_owned(),
        });
    }
    let dossier = open(&arguments.dossier)?;
    let wrong = |error| failed(&error, &arguments.dossier);
    let mut leave = Leave { with_restricted: arguments.with_restricted, ..Leave::default() };
    for what in &arguments.redact {
        match what.split_once(':') {
            Some(("source", name)) => leave.sources.push(name.trim().to_owned()),
            Some(("name", name)) if !name.trim().is_empty() => leave.names.push(name.trim().to_owned()),
            _ => {
                return Err(Stop::Usage {
                    what: format!("\"{what}\" cannot be left out"),
                    hint: "write source:NAME or name:NAME".to_owned(),
                });
            }
        }
    }
    if arguments.bibtex || arguments.csl || arguments.json {
        let list = |leaving: &Dossier| list(arguments, leaving);
        let (page, exported) = dossier.as_it_may_leave(&arguments.file, &leave, today(), list).map_err(wrong)?;
        write_new(&arguments.file, &page)?;
        said(out, &exported, &leave.names)?;
        return Ok(Done::Whole);
    }
    let key = match (&arguments.recipient, arguments.encrypt) {
        (Some(recipient), _) => Some(Key::Recipient(recipient.clone())),
        (None, true) => Some(Key::Passphrase(passphrase(arguments.passphrase_file.as_ref())?)),
        (None, false) => None,
    };
    let exported = dossier.export(&arguments.file, &leave, key.as_ref(), today()).map_err(|error| failed(&error, &arguments.file))?;
    said(out, &exported, &leave.names)?;
    match exported.removed {
        0 => {}
        1 => writeln!(out, "1 removed document is in it as a number without words, and cannot be brought back there")?,
        n => writeln!(out, "{n} removed documents are in it as numbers without words, and cannot be brought back there")?,
    }
    for file in &exported.files {
        writeln!(out, "left out: the kept file {}, which has words of a document that is left out", report::safe_line(file))?;
    }
    if !exported.masked.is_empty() {
        writeln!(out, "left out: the process file and the kept files, which have names too")?;
    }
    Ok(Done::Whole)
}

/// The list that is asked for, of a dossier without what may not leave it.
fn list(arguments: &Arguments, leaving: &Dossier) -> Result<String, Error> {
    let documents = leaving.documents(&Asked::default(), usize::MAX >> 1)?;
    if arguments.bibtex {
        return Ok(report::cite::bibtex(&documents));
    }
    if arguments.csl {
        return Ok(report::cite::csl(&documents));
    }
    let mut page = String::new();
    for document in &documents {
        for act in leaving.acts(document.key, &Asked::default())? {
            page.push_str(&report::json::dossier::act(&act));
            page.push('\n');
        }
    }
    Ok(page)
}

/// What stayed behind, and which of the names that were given stood nowhere.
fn said(out: &mut impl Write, exported: &Exported, names: &[String]) -> Result<(), Stop> {
    writeln!(out, "{} documents exported, {} left out", exported.documents, exported.left_out.len())?;
    for (name, why) in &exported.left_out {
        writeln!(out, "left out: {} ({})", report::safe_line(name), report::safe_line(why))?;
    }
    for (copy, of) in &exported.copies {
        let (copy, of) = (report::safe_line(copy), report::safe_line(of));
        let hint = format!("to have it stay too: armistice marks DOSSIER {copy} --restricted");
        message::warning(&format!("{copy} has the text of {of}, and leaves, being public itself"), None, Some(&hint));
    }
    for masked in &exported.masked {
        let name = report::safe_line(&masked.name);
        writeln!(out, "left out: the name {name}, {} times in texts; {} stands for it", masked.count, masked.mask)?;
        // Of a source it is no slip: texts seldom name where they were published.
        if masked.count == 0 && names.contains(&masked.name) {
            let hint = "if a text has it, give it with all its letters and accents as they stand there";
            message::warning(&format!("the name {name} stands in no text"), None, Some(hint));
        }
    }
    if !exported.masked.is_empty() {
        writeln!(out, "Other spellings and parts of a name are other names: name each.")?;
    }
    Ok(())
}

/// The passphrase: the first line of the file, else asked for on the terminal.
pub(super) fn passphrase(file: Option<&PathBuf>) -> Result<String, Stop> {
    let given = match file {
        Some(file) => text_of(file)?.lines().next().unwrap_or_default().to_owned(),
        None => rpassword::prompt_password("passphrase: ").map_err(|error| Stop::Usage {
            what: format!("the passphrase could not be asked for on a terminal: {error}"),
            hint: "write it in the first line of a file: --passphrase-file FILE".to_owned(),
        })?,
    };
    if given.is_empty() {
        return Err(Stop::Usage { what: "the passphrase is empty".to_owned(), hint: "write it in the first line of the file".to_owned() });
    }
    Ok(given)
}
