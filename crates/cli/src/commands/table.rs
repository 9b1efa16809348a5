//! `armistice table`: where each party stands on each measure.
use super::sheet::{Form, Forms, Reports};
use super::{Done, Stop};

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
}

pub(super) fn run(arguments: &Arguments) -> Result<Done, Stop> {
    let loaded = arguments.reports.load(arguments.form.leaves())?;
    let sheet = loaded.sheet();
    let shown = loaded.shown(&sheet);
    arguments.form.write(&Forms {
        title: &loaded.title("Positions"),
        sections: report::sheet::positions(&shown),
        json: &|| report::sheet::table_json(&shown),
        csv: &|| report::sheet::positions_csv(&shown),
    })?;
    Ok(loaded.done())
}
