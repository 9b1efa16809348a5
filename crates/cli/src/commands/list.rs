//! `armistice list`: what is in a dossier.
use super::dossier::{Days, failed, open, style};
use super::{Done, Stop};
use std::io::Write;
use std::path::PathBuf;

/// List what is in a dossier: its documents, or its actors, events or sources.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The dossier.
    dossier: PathBuf,

    /// List the actors, who is in most acts first.
    #[arg(long, group = "what")]
    actors: bool,

    /// List the events that several documents report, those of most accounts first.
    #[arg(long, group = "what")]
    events: bool,

    /// List who published the documents, with their marks.
    #[arg(long, group = "what")]
    sources: bool,

    /// List so many at most.
    #[arg(long, value_name = "N", default_value_t = 100)]
    most: usize,

    /// Write documents as JSON Lines.
    #[arg(long, conflicts_with = "what")]
    json: bool,

    #[command(flatten)]
    days: Days,
}

pub(super) fn run(arguments: &Arguments, out: &mut impl Write) -> Result<Done, Stop> {
    let dossier = open(&arguments.dossier)?;
    let wrong = |error| failed(&error, &arguments.dossier);
    let (asked, most, style) = (arguments.days.asked(), arguments.most, style());
    let mut count = 0;
    let page = if arguments.actors {
        let actors = dossier.actors(&asked, most).map_err(wrong)?;
        count += actors.len();
        report::terminal::dossier::actors(&actors, &style)
    } else if arguments.events {
        let events = dossier.events(&asked, most).map_err(wrong)?;
        count += events.len();
        report::terminal::dossier::events(&events, &style)
    } else if arguments.sources {
        report::terminal::dossier::sources(&dossier.sources(arguments.days.as_of_alone("sources")?).map_err(wrong)?, &style)
    } else {
        let documents = dossier.documents(&asked, most).map_err(wrong)?;
        count += documents.len();
        if arguments.json {
            documents.iter().map(|it| report::json::dossier::document(it) + "\n").collect()
        } else {
            report::terminal::dossier::documents(&documents, &style)
        }
    };
    out.write_all(page.as_bytes())?;
    if count == most && !arguments.json {
        writeln!(out, "... the first {most}; for more: --most N")?;
    }
    Ok(Done::Whole)
}
