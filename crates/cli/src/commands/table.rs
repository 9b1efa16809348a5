//! `armistice table`: where each party stands on each measure.
use super::sheet::{Form, Forms, Reports};
use super::{Done, Stop};
use crate::message;
use std::io::{self, Write};

/// Where each party stands on each measure, as of a date: for, against, on a condition, contested, a red line; since when, by whose
/// word, with the words.
///
/// What another tells of a party, and what its own people say without a name, is never shown as its own position. Later words
/// outdate earlier ones by the rules in docs/methods.md.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    reports: Reports,
    #[command(flatten)]
    form: Form,

    /// Write the acts behind the table as events of PLOVER, one line of JSON each; how many were left out is told.
    #[arg(long, group = "form")]
    plover: bool,

    /// With --plover: denials and conditions below readiness too, marked lossy.
    #[arg(long, requires = "plover")]
    plover_all: bool,
}

pub(super) fn run(arguments: &Arguments) -> Result<Done, Stop> {
    let loaded = arguments.reports.load(arguments.form.leaves() || arguments.plover)?;
    let sheet = loaded.sheet();
    let shown = loaded.shown(&sheet);
    let events = || report::plover::events(&shown, loaded.view, arguments.plover_all);
    if arguments.plover {
        let events = events();
        io::stdout().lock().write_all(events.lines.as_bytes())?;
        let left_out: usize = events.left_out.values().sum();
        let reasons: Vec<String> = events.left_out.iter().map(|(why, n)| format!("{why}: {n}")).collect();
        let lossy = format!("{} of {} events say less than their acts", events.n_lossy, events.n_events);
        let left_out = if left_out == 0 { String::new() } else { format!("; {left_out} acts left out ({})", reasons.join("; ")) };
        message::warning(&format!("{lossy}{left_out}"), None, None);
        return Ok(loaded.done());
    }
    arguments.form.write(&Forms {
        title: &loaded.title("Positions"),
        sections: report::sheet::positions(&shown),
        json: &|| report::sheet::table_json(&shown, &events()),
        rows: &|| vec![report::sheet::positions_rows(&shown), report::sheet::waits_rows(&shown), report::sheet::acts_rows(&shown)],
        columns: None,
    })?;
    Ok(loaded.done())
}
