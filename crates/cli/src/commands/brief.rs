//! `armistice brief`: what is new since a date.
use super::read::{style, write_page};
use super::sheet::Reports;
use super::{Done, Stop};
use armistice::Date;
use std::io::{self, Write};
use std::path::PathBuf;

/// What is new since a date, on a page: what moved, what waits for what, what is open or contested, who met and will meet.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    reports: Reports,

    /// What was known by the end of that day is what it is compared with.
    #[arg(long, value_name = "DATE")]
    since: Date,

    /// Write Markdown.
    #[arg(long, group = "form")]
    markdown: bool,

    /// Write one self-contained page to this file.
    #[arg(long, group = "form", value_name = "PAGE")]
    html: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments) -> Result<Done, Stop> {
    let loaded = arguments.reports.load(arguments.markdown || arguments.html.is_some())?;
    let sheet = loaded.sheet();
    let shown = loaded.shown(&sheet);
    let sections = report::sheet::brief(&shown, &loaded.shifts(&arguments.since)?);
    let title = loaded.title(&format!("Brief since {}", arguments.since));
    if let Some(page) = &arguments.html {
        write_page(page, &report::sheet::html(&title, &sections))?;
    } else if arguments.markdown {
        io::stdout().lock().write_all(report::sheet::markdown(&title, &sections).as_bytes())?;
    } else {
        io::stdout().lock().write_all(report::sheet::terminal(&title, &sections, &style()).as_bytes())?;
    }
    Ok(loaded.done())
}
