//! `armistice reread`: documents of a dossier read again.
use super::dossier::{By, Tagger, failed, open_to_write};
use super::{Done, Stop};
use armistice::dossier::{DocumentKey, Rereading};
use std::io::Write;
use std::path::PathBuf;

/// Read documents of a dossier again, with this reader and process file, and say what changed. What a person said stays.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The dossier.
    dossier: PathBuf,

    /// Documents, by number or name; none: all.
    #[arg(value_name = "DOCUMENT")]
    documents: Vec<String>,

    #[command(flatten)]
    tagger: Tagger,

    #[command(flatten)]
    by: By,
}

pub(super) fn run(arguments: &Arguments, out: &mut impl Write) -> Result<Done, Stop> {
    let person = arguments.by.person();
    let mut dossier = open_to_write(&arguments.dossier, &person)?;
    dossier.read_with(arguments.tagger.model());
    let wrong = |error| failed(&error, &arguments.dossier);
    let mut keys: Vec<DocumentKey> = Vec::new();
    if arguments.documents.is_empty() {
        while let Some(last) = {
            let chunk = dossier.documents_after(keys.last().copied().unwrap_or(DocumentKey(0)), 500).map_err(wrong)?;
            keys.extend(chunk.iter().map(|it| it.key));
            chunk.last().map(|it| it.key)
        } {
            debug_assert_eq!(keys.last(), Some(&last));
        }
    }
    keys.extend(dossier.documents_named(&arguments.documents).map_err(wrong)?.iter().map(|it| it.key));
    let (mut changed, mut kept) = (0, 0);
    for key in &keys {
        let Some(reread) = dossier.reread(*key, &person).map_err(wrong)? else { continue };
        changed += 1;
        for change in &reread.changes {
            let fields = |all: &[(&str, String, String)]| {
                all.iter().map(|(name, from, to)| format!("{name}: {from} -> {to}")).collect::<Vec<_>>().join("; ")
            };
            let says = match change {
                Rereading::Found(act) => format!("{act} is new"),
                Rereading::Gone(act) => format!("{act} is read no more"),
                Rereading::Otherwise(act, different) => format!("{act} {}", fields(different)),
                Rereading::Kept(act, different) => {
                    kept += 1;
                    format!("{act} stays as a person has it; read now: {}", fields(different))
                }
            };
            writeln!(out, "{} {}", reread.key, report::safe_line(&says))?;
        }
    }
    writeln!(out, "{} documents read again, {changed} read otherwise, {kept} acts kept as a person has them", keys.len())?;
    Ok(Done::Whole)
}
