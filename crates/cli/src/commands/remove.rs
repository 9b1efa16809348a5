//! `armistice remove`: documents out of a dossier.
use super::dossier::{By, failed, open_to_write};
use super::{Done, Stop};
use crate::message;
use armistice::dossier::{Dossier, Error};
use std::collections::BTreeSet;
use std::io::Write;
use std::path::PathBuf;

/// Remove documents. Name, hash and history stay, and `armistice undo` brings them back, one at a time; with --erase the words are gone for good.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The dossier.
    dossier: PathBuf,

    /// Documents, by number (d3) or name.
    #[arg(required = true, value_name = "DOCUMENT")]
    documents: Vec<String>,

    /// Erase their words, readings and originals for good.
    #[arg(long)]
    erase: bool,

    #[command(flatten)]
    by: By,
}

pub(super) fn run(arguments: &Arguments, out: &mut impl Write) -> Result<Done, Stop> {
    let person = arguments.by.person();
    let mut dossier = open_to_write(&arguments.dossier, &person)?;
    let wrong = |error| failed(&error, &arguments.dossier);
    let n_documents = dossier.documents_named(&arguments.documents).map_err(wrong)?.len();
    let copies = if arguments.erase { copies(&dossier, &arguments.documents).map_err(wrong)? } else { Vec::new() };
    let files = dossier.remove(&arguments.documents, arguments.erase, arguments.by.why(), &person).map_err(wrong)?;
    let what = match (arguments.erase, n_documents) {
        (true, _) => "erased",
        (false, 1) => "removed; `armistice undo` brings it back",
        (false, _) => "removed; `armistice undo` brings them back one by one, the last one first",
    };
    writeln!(out, "{n_documents} {what}")?;
    for file in &files {
        writeln!(out, "erased: the kept file {}, which has its words too; other documents came out of it", report::safe_line(file))?;
    }
    for (copy, of) in &copies {
        let (copy, of) = (report::safe_line(copy), report::safe_line(of));
        let hint = format!("to erase it too: armistice remove DOSSIER {copy} --erase");
        message::warning(&format!("{copy} has the words of {of}, and stays"), None, Some(&hint));
    }
    Ok(Done::Whole)
}

/// The documents that stay and have the text of these, each with which.
fn copies(dossier: &Dossier, names: &[String]) -> Result<Vec<(String, String)>, Error> {
    let these = names.iter().map(|it| Ok(dossier.document(it)?.key)).collect::<Result<BTreeSet<_>, Error>>()?;
    let copies = dossier.copies(&these)?;
    Ok(copies.into_iter().filter_map(|(copy, of)| Some((copy.name, of.into_iter().next()?.name))).collect())
}
