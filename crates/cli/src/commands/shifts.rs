//! `armistice shifts`: what moved since a date.
use super::sheet::{Form, Forms, Reports};
use super::{Done, Stop};
use armistice::Date;

/// What moved since a date: new, hardened, softened, reversed, dropped or said again, each with the words before and after.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    reports: Reports,

    /// What was known by the end of that day is what it is compared with.
    #[arg(long, value_name = "DATE")]
    since: Date,

    #[command(flatten)]
    form: Form,
}

pub(super) fn run(arguments: &Arguments) -> Result<Done, Stop> {
    let loaded = arguments.reports.load(arguments.form.leaves())?;
    let sheet = loaded.sheet();
    let shown = loaded.shown(&sheet);
    let (moved, _) = loaded.since(&arguments.since)?;
    arguments.form.write(&Forms {
        title: &loaded.title(&format!("What moved since {}", super::sheet::day_of(&arguments.since)?)),
        sections: report::sheet::shifts(&shown, &moved),
        json: &|| report::sheet::shifts_json(&shown, &moved),
        rows: &|| vec![report::sheet::shifts_rows(&shown, &moved)],
        columns: None,
    })?;
    Ok(loaded.done())
}
