//! `armistice compare`: versions of one deal.
use super::read::{style, write_page};
use super::{Done, Stop};
use crate::message;
use armistice::compare::compare;
use armistice::{Document, Input, load};
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

/// Two or three tellings of one agreement or plan, point by point: what is kept, what is changed (dates, figures, lists, words), what
/// is only in one.
///
/// Goes by the words alone: numbered items where a text has them, else the items of its lists and its sentences. The first text is
/// what the others are measured by.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The texts, the first of which the others are measured by.
    #[arg(required = true, num_args = 2..=3, value_name = "FILE")]
    files: Vec<PathBuf>,

    /// Write one line of JSON.
    #[arg(long, group = "form")]
    json: bool,

    /// Write Markdown.
    #[arg(long, group = "form")]
    markdown: bool,

    /// Write one self-contained page to this file.
    #[arg(long, group = "form", value_name = "PAGE")]
    html: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments) -> Result<Done, Stop> {
    let mut documents: Vec<Document> = Vec::new();
    for outcome in load(arguments.files.iter().map(Input::path)) {
        match outcome.result {
            Ok(given) => documents.push(given.document),
            Err(left_out) => message::error(&left_out.what, Some(&outcome.origin.to_string()), &left_out.hint),
        }
    }
    if documents.len() < 2 {
        let what = "there are not two texts to compare".to_owned();
        return Err(Stop::Usage { what, hint: "name two or three files with one text each".to_owned() });
    }
    let names: Vec<String> = documents.iter().map(|it| it.about.id.0.clone()).collect();
    let comparison = compare(&documents.iter().collect::<Vec<_>>());
    let sections = report::sheet::versions(&comparison, &names);
    let title = format!("{} point by point", names.join(", "));
    let mut out = BufWriter::new(io::stdout().lock());
    if let Some(page) = &arguments.html {
        write_page(page, report::sheet::html(&title, &sections))?;
    } else if arguments.json {
        writeln!(out, "{}", report::sheet::comparison_json(&comparison, &names))?;
    } else if arguments.markdown {
        out.write_all(report::sheet::markdown(&title, &sections).as_bytes())?;
    } else {
        out.write_all(report::sheet::terminal(&title, &sections, &style()).as_bytes())?;
    }
    out.flush()?;
    Ok(if documents.len() == arguments.files.len() { Done::Whole } else { Done::LeftOut })
}
