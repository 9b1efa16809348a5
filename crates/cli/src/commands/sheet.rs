//! What the commands on the table of many documents share: which files, seen from when, in which form.
use super::read::{Batch, progress, style, write_page};
use super::{Done, Stop};
use armistice::tables::{Record, Report, Sheet, View, sheet};
use armistice::{Config, Date, Input, Measures, Model, Options, Read, read_all_with};
use report::sheet::{Section, Shown};
use std::io::{self, BufWriter, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

/// Reports, and from when one looks at them.
#[derive(clap::Args)]
pub(super) struct Reports {
    /// Files, folders, or `-` for standard input.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,

    /// Only what had been published by that day; a document without a date is then left out.
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,

    /// Only what had been said or done by that day, whenever it became known.
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,

    /// Find who said what with the smaller tagger: faster by some 40 %, and a little less is found.
    #[arg(long)]
    fast: bool,

    /// Find who said what by rules alone, without the trained tagger: very fast, but much is missed.
    #[arg(long, conflicts_with = "fast")]
    no_model: bool,

    /// Read on so many threads [default: one a core]; the result is the same.
    #[arg(long, value_name = "N")]
    jobs: Option<NonZeroUsize>,
}

/// In which form the result is written; as a page of the terminal, if none is named.
#[derive(clap::Args)]
pub(super) struct Form {
    /// Write one line of JSON.
    #[arg(long, group = "form")]
    json: bool,

    /// Write rows of a spreadsheet.
    #[arg(long, group = "form")]
    csv: bool,

    /// Write Markdown.
    #[arg(long, group = "form")]
    markdown: bool,

    /// Write one self-contained page to this file.
    #[arg(long, group = "form", value_name = "PAGE")]
    html: Option<PathBuf>,
}

/// The record of all reports that could be read.
pub(super) struct Loaded {
    pub(super) record: Record,
    pub(super) view: View,
    pub(super) n_documents: usize,
    whole: bool,
}

impl Reports {
    pub(super) fn load(&self) -> Loaded {
        let model = match (self.no_model, self.fast) {
            (true, _) => Model::None,
            (_, true) => Model::Fast,
            _ => Model::Whole,
        };
        let inputs =
            self.files.iter().map(|file| if file == Path::new("-") { Input::stream("stdin", io::stdin()) } else { Input::path(file) });
        let options = Options { jobs: self.jobs.map(NonZeroUsize::get), shard: None };
        let config = Config::default().with_model(model);
        let mut batch = Batch { outcomes: read_all_with(inputs, &config, options), progress: progress(), left_out: 0, read: 0 };
        let read: Vec<Read> = batch.by_ref().collect();
        batch.progress.finish_and_clear();
        let record = Record::new(read.iter().map(|it| Report::new(&it.document, &it.reading)));
        let last = |date: &Option<Date>| date.as_ref().and_then(Date::last_day);
        let view = View { as_of: last(&self.as_of), on: last(&self.on) };
        Loaded { record, view, n_documents: read.len(), whole: batch.left_out == 0 }
    }
}

impl Loaded {
    pub(super) fn sheet(&self) -> Sheet {
        sheet(&self.record, self.view, Measures::embedded())
    }

    pub(super) fn shown<'a>(&'a self, sheet: &'a Sheet) -> Shown<'a> {
        Shown { record: &self.record, measures: Measures::embedded(), sheet }
    }

    /// "Positions as of 2034-03-08, from 8 documents".
    pub(super) fn title(&self, what: &str) -> String {
        let as_of = self.view.as_of.map(|day| format!(" as of {day}")).unwrap_or_default();
        let on = self.view.on.map(|day| format!(" on {day}")).unwrap_or_default();
        format!("{what}{as_of}{on}, from {} document{}", self.n_documents, if self.n_documents == 1 { "" } else { "s" })
    }

    pub(super) fn done(&self) -> Done {
        if self.whole { Done::Whole } else { Done::LeftOut }
    }
}

/// A result in each of its forms; `csv` is `None` where it has none.
pub(super) struct Forms<'a> {
    pub(super) title: &'a str,
    pub(super) sections: Vec<Section>,
    pub(super) json: &'a dyn Fn() -> String,
    pub(super) csv: &'a dyn Fn() -> String,
}

impl Form {
    pub(super) fn write(&self, result: &Forms<'_>) -> Result<(), Stop> {
        let mut out = BufWriter::new(io::stdout().lock());
        let (title, sections) = (result.title, &result.sections);
        if let Some(page) = &self.html {
            write_page(page, &report::sheet::html(title, sections))?;
        } else if self.json {
            writeln!(out, "{}", (result.json)())?;
        } else if self.csv {
            out.write_all((result.csv)().as_bytes())?;
        } else if self.markdown {
            out.write_all(report::sheet::markdown(title, sections).as_bytes())?;
        } else {
            out.write_all(report::sheet::terminal(title, sections, &style()).as_bytes())?;
        }
        Ok(out.flush()?)
    }
}
