//! `armistice check`: whether a dossier is whole.
use super::dossier::{failed, open};
use super::{Done, Stop};
use std::io::Write;
use std::path::PathBuf;

/// Look at all of a dossier: the file, each text and its hash, each act and its words, the log.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The dossier.
    dossier: PathBuf,
}

pub(super) fn run(arguments: &Arguments, out: &mut impl Write) -> Result<Done, Stop> {
    let dossier = open(&arguments.dossier)?;
    let mut documents = 0;
    let faults = dossier.check(|| documents += 1).map_err(|error| failed(&error, &arguments.dossier))?;
    for fault in &faults {
        writeln!(out, "fault: {}", report::safe_line(&fault.says))?;
    }
    if faults.is_empty() {
        writeln!(out, "whole: {documents} documents looked at")?;
        return Ok(Done::Whole);
    }
    writeln!(out, "{} faults: copy the file away, then restore a backup or import an export of it", faults.len())?;
    Ok(Done::LeftOut)
}
