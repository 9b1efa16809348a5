//! `armistice network`: who is tied to whom.
use super::read::style;
use super::sheet::Reports;
use super::{Done, Stop};
use std::io::{self, Write};

/// Who asks, backs, threatens, meets and hosts whom, each tie with its acts.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    reports: Reports,

    /// Write GraphML.
    #[arg(long, group = "form")]
    graphml: bool,

    /// Write GEXF, for Gephi.
    #[arg(long, group = "form")]
    gexf: bool,

    /// Write Markdown.
    #[arg(long, group = "form")]
    markdown: bool,
}

pub(super) fn run(arguments: &Arguments) -> Result<Done, Stop> {
    let loaded = arguments.reports.load(arguments.graphml || arguments.gexf || arguments.markdown)?;
    let sheet = loaded.sheet();
    let shown = loaded.shown(&sheet);
    let (title, sections) = (loaded.title("Network"), report::sheet::network(&shown));
    let page = match (arguments.graphml, arguments.gexf, arguments.markdown) {
        (true, _, _) => report::sheet::graphml(&shown),
        (_, true, _) => report::sheet::gexf(&shown),
        (_, _, true) => report::sheet::markdown(&title, &sections),
        _ => report::sheet::terminal(&title, &sections, &style()),
    };
    io::stdout().lock().write_all(page.as_bytes())?;
    Ok(loaded.done())
}
