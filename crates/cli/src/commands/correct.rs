//! `armistice correct`: a person's word on what was read.
use super::dossier::{By, failed, open_to_write};
use super::{Done, Stop};
use armistice::ActKind;
use armistice::dossier::{Dossier, Error, NewStatement};
use std::io::Write;
use std::path::PathBuf;

/// Correct what was read: your word stands beside the reading and above it, and can be taken back.
#[derive(clap::Args)]
pub(crate) struct Correct {
    #[command(subcommand)]
    action: Action,
}

#[derive(clap::Subcommand)]
enum Action {
    /// Confirm acts as they stand, or that all accounts of an event are of one event
    Confirm(Items),
    /// Change fields of an act (strength=never) or of an actor (name=Anneke Lind)
    Change(Change),
    /// Reject acts: they are kept, and count no more
    Reject(Items),
    /// Make acts accounts of one event, or actors one
    Merge(Items),
    /// Part an act from its event, or an actor from another
    Split(Split),
    /// Add an act that was not read
    Add(Add),
}

#[derive(clap::Args)]
struct Items {
    /// The dossier
    dossier: PathBuf,
    /// Numbers: a41 (act; also as in the table: 05-wire#a4), e41 (event), p7 (actor)
    #[arg(required = true)]
    items: Vec<String>,
    #[command(flatten)]
    by: By,
}

#[derive(clap::Args)]
struct Change {
    /// The dossier
    dossier: PathBuf,
    /// The act (a41 or 05-wire#a4) or actor (p7)
    item: String,
    /// FIELD=VALUE; several values are parted by commas, none takes the field's value away
    #[arg(required = true, value_name = "FIELD=VALUE")]
    changes: Vec<String>,
    #[command(flatten)]
    by: By,
}

#[derive(clap::Args)]
struct Split {
    /// The dossier
    dossier: PathBuf,
    /// The act (a41 or 05-wire#a4) or actor (p7)
    item: String,
    /// Part whoever is called so in these documents from the rest
    #[arg(long, value_name = "DOCUMENT", value_delimiter = ',')]
    documents: Vec<String>,
    /// The name of the new actor
    #[arg(long, value_name = "NAME", requires = "documents")]
    name: Option<String>,
    #[command(flatten)]
    by: By,
}

#[derive(clap::Args)]
struct Add {
    /// The dossier
    dossier: PathBuf,
    /// The document, by number or name
    document: String,
    /// The act: propose, demand, accept, ...
    act: String,
    /// The words that show it, exactly as they stand in the document
    words: String,
    /// FIELD=VALUE, such as actor=Norland
    #[arg(value_name = "FIELD=VALUE")]
    fields: Vec<String>,
    #[command(flatten)]
    by: By,
}

pub(super) fn run(correct: &Correct, out: &mut impl Write) -> Result<Done, Stop> {
    let (path, by) = match &correct.action {
        Action::Confirm(it) | Action::Reject(it) | Action::Merge(it) => (&it.dossier, &it.by),
        Action::Change(it) => (&it.dossier, &it.by),
        Action::Split(it) => (&it.dossier, &it.by),
        Action::Add(it) => (&it.dossier, &it.by),
    };
    let (person, why) = (by.person(), by.why());
    let mut dossier = open_to_write(path, &person)?;
    let wrong = |error| failed(&error, path);
    let says = match &correct.action {
        Action::Confirm(it) => {
            dossier.confirm(&numbers(&dossier, &it.items).map_err(wrong)?, why, &person).map_err(wrong)?;
            format!("confirmed: {}", it.items.join(", "))
        }
        Action::Reject(it) => {
            dossier.reject(&numbers(&dossier, &it.items).map_err(wrong)?, why, &person).map_err(wrong)?;
            format!("rejected: {}", it.items.join(", "))
        }
        Action::Merge(it) => {
            dossier.merge(&numbers(&dossier, &it.items).map_err(wrong)?, why, &person).map_err(wrong)?;
            format!("merged: {}", it.items.join(", "))
        }
        Action::Change(it) => {
            let item = numbers(&dossier, std::slice::from_ref(&it.item)).map_err(wrong)?.concat();
            dossier.change(&item, &it.changes, why, &person).map_err(wrong)?;
            format!("changed: {}", it.item)
        }
        Action::Split(it) => match dossier
            .split(
                &numbers(&dossier, std::slice::from_ref(&it.item)).map_err(wrong)?.concat(),
                &it.documents,
                it.name.as_deref(),
                why,
                &person,
            )
            .map_err(wrong)?
        {
            Some(new) => format!("split: {} is another now, {new}", it.item),
            None => format!("split: {}", it.item),
        },
        Action::Add(it) => {
            let kind = ActKind::from_word(&it.act).ok_or_else(|| Stop::Usage {
                what: format!("there is no act \"{}\"", it.act),
                hint: format!("write one of {}", ActKind::ALL.iter().map(|it| it.as_str()).collect::<Vec<_>>().join(", ")),
            })?;
            let new = NewStatement { document: it.document.clone(), words: it.words.clone(), kind, at: None };
            format!("added: {}", dossier.add_act(&new, &it.fields, why, &person).map_err(wrong)?)
        }
    };
    writeln!(out, "{}", report::safe_line(&says))?;
    Ok(Done::Whole)
}

/// The items by number, those that are named as in the table (`05-wire#a4`) too.
fn numbers(dossier: &Dossier, items: &[String]) -> Result<Vec<String>, Error> {
    items.iter().map(|item| Ok(dossier.act_named(item)?.map_or_else(|| item.clone(), |key| key.to_string()))).collect()
}
