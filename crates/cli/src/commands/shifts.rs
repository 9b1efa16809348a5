//! `armistice shifts`: what moved since a date.
use super::sheet::{Form, Forms, Reports};
use super::{Done, Stop};
use armistice::Date;
use armistice::tables::{View, shifts};

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
    let Some(since) = arguments.since.last_day() else {
        return Err(Stop::Usage {
            what: format!("there is no day {}", arguments.since),
            hint: "write a date such as 2034-02-24".to_owned(),
        });
    };
    let loaded = arguments.reports.load();
    let sheet = loaded.sheet();
    let shown = loaded.shown(&sheet);
    let moved = shifts(&loaded.record, View { as_of: Some(since), ..loaded.view }, loaded.view);
    arguments.form.write(&Forms {
        title: &loaded.title(&format!("What moved since {since}")),
        sections: report::sheet::shifts(&shown, &moved),
        json: &|| report::sheet::shifts_json(&shown, &moved),
        csv: &|| report::sheet::shifts_csv(&moved),
    })?;
    Ok(loaded.done())
}
