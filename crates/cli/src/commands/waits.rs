//! `armistice waits`: what waits for what.
use super::sheet::{Form, Forms, Reports};
use super::{Done, Stop};
use std::io::{self, Write};

/// What waits for what: moves that are held back, deadlocks with who could break them, the order of steps, open slots, meetings, who
/// presses whom.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    reports: Reports,
    #[command(flatten)]
    form: Form,

    /// Write a picture of the waits that stand.
    #[arg(long, group = "form")]
    svg: bool,
}

pub(super) fn run(arguments: &Arguments) -> Result<Done, Stop> {
    let loaded = arguments.reports.load(arguments.form.leaves() || arguments.svg)?;
    let sheet = loaded.sheet();
    let shown = loaded.shown(&sheet);
    if arguments.svg {
        io::stdout().lock().write_all(report::sheet::waits_svg(&shown).as_bytes())?;
        return Ok(loaded.done());
    }
    arguments.form.write(&Forms {
        title: &loaded.title("What waits for what"),
        sections: report::sheet::waits(&shown),
        json: &|| report::sheet::waits_json(&shown),
        rows: &|| vec![report::sheet::waits_rows(&shown)],
        columns: None,
    })?;
    Ok(loaded.done())
}
