//! `armistice log`: what was done to a dossier, by whom and why.
use super::dossier::{cut, failed, open, style};
use super::{Done, Stop};
use std::io::Write;
use std::path::PathBuf;

/// Show what was done to a dossier, the newest first: when, by whom, and why.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The dossier.
    dossier: PathBuf,

    /// Only what was done to this item: d3, a41 or 05-wire#a4, p7, e41, or the name of a document or actor.
    item: Option<String>,

    /// Show so many entries at most.
    #[arg(long, value_name = "N", default_value_t = 50)]
    most: usize,
}

pub(super) fn run(arguments: &Arguments, out: &mut impl Write) -> Result<Done, Stop> {
    let dossier = open(&arguments.dossier)?;
    let wrong = |error| failed(&error, &arguments.dossier);
    let item = arguments.item.as_ref().map(|name| dossier.item_of_log(name)).transpose().map_err(wrong)?;
    let most = arguments.most;
    let (entries, more) = cut(dossier.log(item.as_deref(), most.saturating_add(1)).map_err(wrong)?, most);
    out.write_all(report::terminal::dossier::log(&entries, &style()).as_bytes())?;
    if more {
        writeln!(out, "... the newest {most}; for more: --most N")?;
    }
    Ok(Done::Whole)
}
