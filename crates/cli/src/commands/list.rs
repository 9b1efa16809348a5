//! `armistice list`: what is in a dossier.
use super::dossier::{Days, cut, cut_short, failed, open, style};
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
    let one_more = most.saturating_add(1);
    let (page, more) = if arguments.actors {
        let (actors, more) = cut(dossier.actors(&asked, one_more).map_err(wrong)?, most);
        (report::terminal::dossier::actors(&actors, &style), more)
    } else if arguments.events {
        let (events, more) = cut(dossier.events(&asked, one_more).map_err(wrong)?, most);
        (report::terminal::dossier::events(&events, &style), more)
    } else if arguments.sources {
        let (sources, more) = cut(dossier.sources(arguments.days.as_of_alone("sources")?).map_err(wrong)?, most);
        (report::terminal::dossier::sources(&sources, &style), more)
    } else {
        let (documents, more) = cut(dossier.documents(&asked, one_more).map_err(wrong)?, most);
        if arguments.json {
            (documents.iter().map(|it| report::json::dossier::document(it) + "\n").collect(), more)
        } else {
            (report::terminal::dossier::documents(&documents, &style), more)
        }
    };
    out.write_all(page.as_bytes())?;
    if more && arguments.json {
        cut_short(most, "documents");
    } else if more {
        writeln!(out, "... the first {most}; for more: --most N")?;
    }
    Ok(Done::Whole)
}
