//! `armistice brief`: what is new since a date on one page, or one of the templates of practice.
use super::read::style;
use super::sheet::{Form, Forms, Loaded, Reports};
use super::{Done, Stop};
use armistice::Date;
use armistice::tables::{Sheet, template};
use report::sheet::{Section, Since, Size};
use std::io::{self, IsTerminal};

/// What is new since a date, on one page: what moved, who met and will meet, what waits for what, what is open, what was contested; or a
/// template of practice, each statement with its words.
///
/// What has no room on the page is counted.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    reports: Reports,

    /// What was known by the end of that day is what it is compared with.
    #[arg(long, value_name = "DATE", required_unless_present = "template")]
    since: Option<Date>,

    /// Fill in a template instead, as of now: what nobody said stays empty.
    #[arg(long, value_enum, conflicts_with = "since")]
    template: Option<Template>,

    /// So many lines at most; 12 at least.
    #[arg(long, value_name = "N", default_value_t = 60, value_parser = clap::value_parser!(u16).range(12..))]
    lines: u16,

    /// So many columns at most; 40 at least.
    #[arg(long, value_name = "N", default_value_t = 100, value_parser = clap::value_parser!(u16).range(40..))]
    columns: u16,

    /// All of it, on as many pages as it takes.
    #[arg(long, conflicts_with = "lines")]
    whole: bool,

    #[command(flatten)]
    form: Form,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Template {
    /// Agreed and contested facts, shared and clashing norms
    Island,
    /// Positions, and under each the reasons, prices and needs that its own words give
    Iceberg,
    /// Who has drawn which, who wants what lies beyond, what room is left
    RedLines,
    /// Who asks, backs, threatens, meets and hosts whom
    Network,
}

pub(super) fn run(arguments: &Arguments) -> Result<Done, Stop> {
    let loaded = arguments.reports.load(arguments.form.leaves())?;
    let sheet = loaded.sheet();
    let shown = loaded.shown(&sheet);
    if let Some(template) = arguments.template {
        let (title, sections) = filled(template, &loaded, &sheet);
        let rows = [report::sheet::as_rows("Template", &sections)];
        arguments.form.write(&Forms {
            title: &loaded.title(title),
            json: &|| report::sheet::sections_json(&sections),
            rows: &|| rows.to_vec(),
            columns: None,
            sections: sections.clone(),
        })?;
        return Ok(loaded.done());
    }
    let Some(date) = &arguments.since else { return Ok(loaded.done()) };
    let (shifts, news) = loaded.since(date)?;
    let since = Since { day: date.last_day(), shifts: &shifts, news: &news };
    let title = loaded.title(&format!("Brief since {}", super::sheet::day_of(date)?));
    // A page that a narrower terminal would wrap is no page of so many lines.
    let columns = if io::stdout().is_terminal() { style().width.min(arguments.columns.into()) } else { arguments.columns.into() };
    let size = Size { lines: arguments.lines.into(), columns };
    let sections =
        if arguments.whole { report::sheet::brief(&shown, &shifts) } else { report::sheet::brief_page(&shown, since, &title, size) };
    let rows = [report::sheet::as_rows("Brief", &sections), report::sheet::shifts_rows(&shown, &shifts)];
    arguments.form.write(&Forms {
        title: &title,
        json: &|| report::sheet::brief_json(&shown, since),
        rows: &|| rows.to_vec(),
        columns: (!arguments.whole).then_some(size.columns),
        sections: sections.clone(),
    })?;
    Ok(loaded.done())
}

fn filled(template: Template, loaded: &Loaded, sheet: &Sheet) -> (&'static str, Vec<Section>) {
    let shown = loaded.shown(sheet);
    match template {
        Template::Island => ("Island of agreement", report::sheet::island(&shown, &template::island(&loaded.record, loaded.view, sheet))),
        Template::Iceberg => ("Iceberg", report::sheet::iceberg(&shown, &template::iceberg(&loaded.record, loaded.view, sheet))),
        Template::RedLines => ("Red lines", report::sheet::red_lines(&shown, &template::red_lines(sheet))),
        Template::Network => ("Network", report::sheet::ties(&shown)),
    }
}
