//! What the commands on the table of many documents share: which files or which dossier, seen from when, in which form.
use super::dossier::{failed, open, process_of, today};
use super::read::{Batch, progress, style, write_page};
use super::{Done, Stop};
use crate::message;
use armistice::dossier::{Dossier, Leave};
use armistice::tables::{ActRef, Record, Report, Sheet, Shift, View, news, sheet, shifts_between};
use armistice::{Config, Date, Input, Measures, Model, Options, Read, Readings, read_all_given};
use report::sheet::{Rows, Section, Shown};
use report::terminal::Style;
use std::fs::File;
use std::io::{self, BufWriter, Read as _, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

/// Reports, and from when one looks at them.
#[derive(clap::Args)]
pub(super) struct Reports {
    /// A dossier, or files, folders, or `-` for standard input.
    #[arg(required = true, value_name = "DOSSIER | FILE")]
    files: Vec<PathBuf>,

    /// As it was known at the end of this day: of a dossier by its log, without what came in or was put right later; of files, what had been
    /// published by then (a document without a date is left out).
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,

    /// Only what had been said or done by that day, whenever it became known.
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,

    /// Of a dossier: go by the days on which documents were published, as with files, and not by those on which they came in.
    #[arg(long)]
    by_publication: bool,

    /// Of a dossier: take restricted and embargoed documents along where the result can leave it. The page in the terminal always has them.
    #[arg(long)]
    with_restricted: bool,

    /// Take the readings in these files or folders (armistice.reading/1) for the texts that they are of.
    #[arg(long, value_name = "PATH")]
    readings: Vec<PathBuf>,

    /// Of files: the process file, for whom you know and for measures of its own.
    #[arg(long, value_name = "FILE")]
    process: Option<PathBuf>,

    /// Of files: find who said what with the smaller tagger: faster by some 40 %, and a little less is found.
    #[arg(long)]
    fast: bool,

    /// Of files: find who said what by rules alone, without the trained tagger: very fast, but much is missed.
    #[arg(long, conflicts_with = "fast")]
    no_model: bool,

    /// Of files: read on so many threads [default: one a core]; the result is the same.
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

    /// Write a Word document to this file.
    #[arg(long, group = "form", value_name = "FILE")]
    docx: Option<PathBuf>,

    /// Write an Excel workbook to this file.
    #[arg(long, group = "form", value_name = "FILE")]
    xlsx: Option<PathBuf>,
}

/// The record of all reports, with what it is of.
pub(super) struct Loaded {
    pub(super) record: Record,
    pub(super) view: View,
    pub(super) n_documents: usize,
    whole: bool,
    measures: Measures,
    /// Pairs of names that are never one actor, by the process.
    pub(super) apart: Vec<(String, String)>,
    from: Origin,
}

/// What a record was made from, so that it can be made as of another day.
enum Origin {
    Files,
    Dossier {
        dossier: Box<Dossier>,
        path: PathBuf,
        leaving: bool,
        /// What was known by the end of this day.
        as_of: Option<Date>,
        by_publication: bool,
    },
}

fn last(date: Option<&Date>) -> Option<jiff::civil::Date> {
    date.and_then(Date::last_day)
}

/// The last day of a date that something is compared with.
pub(super) fn day_of(since: &Date) -> Result<jiff::civil::Date, Stop> {
    since
        .last_day()
        .ok_or_else(|| Stop::Usage { what: format!("there is no day {since}"), hint: "write a date such as 2034-02-24".to_owned() })
}

/// Whether a file is a dossier: one of SQLite.
#[expect(clippy::disallowed_methods, reason = "the command line looks what it was given")]
fn is_dossier(path: &Path) -> bool {
    let mut head = [0; 16];
    path.is_file() && File::open(path).and_then(|mut file| file.read_exact(&mut head)).is_ok() && head == *b"SQLite format 3\0"
}

impl Reports {
    /// Loads what is named. `leaving` says whether the result can leave the dossier: then marks are obeyed.
    pub(super) fn load(&self, leaving: bool) -> Result<Loaded, Stop> {
        match &self.files[..] {
            [one] if is_dossier(one) => self.dossier(one, leaving && !self.with_restricted),
            all => match all.iter().find(|it| is_dossier(it)) {
                Some(_) => Err(Stop::Usage {
                    what: "a dossier stands by itself".to_owned(),
                    hint: "name one dossier, or files; to have the files in the dossier: armistice add".to_owned(),
                }),
                None => self.reports(),
            },
        }
    }

    fn dossier(&self, path: &Path, leaving: bool) -> Result<Loaded, Stop> {
        if self.fast || self.no_model || self.jobs.is_some() || self.process.is_some() || !self.readings.is_empty() {
            return Err(Stop::Usage {
                what: "a dossier is read already".to_owned(),
                hint: "leave out --fast, --no-model, --jobs, --process and --readings; armistice add and reread have them".to_owned(),
            });
        }
        let dossier = Box::new(open(path)?);
        let measures = dossier.process().measures().clone();
        let apart = dossier.process().never_merge.clone();
        let as_of = self.as_of.clone();
        let from = Origin::Dossier { dossier, path: path.to_owned(), leaving, as_of, by_publication: self.by_publication };
        let on = last(self.on.as_ref());
        let (record, view, n_documents) = from.record(self.as_of.as_ref(), on, true)?;
        Ok(Loaded { record, view, n_documents, whole: true, measures, apart, from })
    }

    fn reports(&self) -> Result<Loaded, Stop> {
        let model = match (self.no_model, self.fast) {
            (true, _) => Model::None,
            (_, true) => Model::Fast,
            _ => Model::Whole,
        };
        let process = self.process.as_deref().map(process_of).transpose()?.unwrap_or_default();
        let measures = process.measures().clone();
        let apart = process.never_merge.clone();
        let readings = readings(&self.readings)?;
        let inputs =
            self.files.iter().map(|file| if file == Path::new("-") { Input::stream("stdin", io::stdin()) } else { Input::path(file) });
        let options = Options { jobs: self.jobs.map(NonZeroUsize::get), shard: None };
        let config = Config::with_measures(&measures).with_names(&process.names()).with_model(model);
        let outcomes = read_all_given(inputs, &config, options, &readings, &measures);
        let mut batch = Batch { outcomes, progress: progress(), left_out: 0, read: 0 };
        let read: Vec<Read> = batch.by_ref().collect();
        batch.progress.finish_and_clear();
        let record = Record::new(read.iter().map(|it| Report::new(&it.document, &it.reading)));
        let view = View { as_of: last(self.as_of.as_ref()), on: last(self.on.as_ref()) };
        let whole = batch.left_out == 0;
        drop(batch);
        // What came later is not looked at.
        let published = |it: &Read| last(it.document.about.published.as_ref().map(|it| &it.date));
        let is_seen = |it: &&Read| view.as_of.is_none_or(|limit| published(it).is_some_and(|day| day <= limit));
        let n_documents = read.iter().filter(is_seen).count();
        Ok(Loaded { record, view, n_documents, whole, measures, apart, from: Origin::Files })
    }
}

/// The readings that are given, for the texts that they are of.
pub(super) fn readings(paths: &[PathBuf]) -> Result<Readings, Stop> {
    Readings::load(paths.iter().map(PathBuf::as_path)).map_err(|bad| Stop::Failed {
        what: bad.to_string(),
        place: bad.path.display().to_string(),
        hint: "docs/formats/reading-json.md has the form".to_owned(),
        code: 2,
    })
}

impl Origin {
    /// The record of a dossier as of a day, the view from then, and how many documents it is of.
    fn record(&self, as_of: Option<&Date>, on: Option<jiff::civil::Date>, tell: bool) -> Result<(Record, View, usize), Stop> {
        let Self::Dossier { dossier, path, leaving, by_publication, .. } = self else { return Ok(Default::default()) };
        let day = last(as_of);
        let (by_log, as_of) = if *by_publication { (None, day) } else { (day, None) };
        let leave = Leave::default();
        let recorded = dossier.recorded(by_log, leaving.then(|| (&leave, today()))).map_err(|error| failed(&error, path))?;
        if tell && !recorded.held.is_empty() {
            let n = recorded.held.len();
            let (are, they) = if n == 1 { ("document is", "it") } else { ("documents are", "them") };
            let hint = format!("to take {they} along: --with-restricted");
            message::warning(&format!("{n} {are} restricted or under embargo and left out"), None, Some(&hint));
        }
        if recorded.n_documents == 0 && by_log.is_some() {
            let what = format!("by its log the dossier had no document on {}", by_log.unwrap_or_default());
            message::warning(&what, None, Some("to go by the days on which documents were published: --by-publication"));
        }
        Ok((recorded.record, View { as_of, on }, recorded.n_documents))
    }
}

impl Loaded {
    pub(super) fn sheet(&self) -> Sheet {
        sheet(&self.record, self.view, &self.measures)
    }

    pub(super) fn shown<'a>(&'a self, sheet: &'a Sheet) -> Shown<'a> {
        Shown { record: &self.record, measures: &self.measures, sheet }
    }

    /// What moved since the end of a day, and which acts are new.
    pub(super) fn since(&self, since: &Date) -> Result<(Vec<Shift>, Vec<ActRef>), Stop> {
        let day = day_of(since)?;
        if let Origin::Dossier { by_publication: false, .. } = &self.from {
            let (before, view, _) = self.from.record(Some(since), self.view.on, false)?;
            let (before, now) = ((&before, view), (&self.record, self.view));
            return Ok((shifts_between(before, now), news(before, now)));
        }
        let (before, now) = ((&self.record, View { as_of: Some(day), ..self.view }), (&self.record, self.view));
        Ok((shifts_between(before, now), news(before, now)))
    }

    /// The list of measures, with those of the process.
    pub(super) const fn measures(&self) -> &Measures {
        &self.measures
    }

    /// What was known by the end of a day: a record of its own where that differs, and the view from then.
    pub(super) fn as_of(&self, date: &Date) -> Result<(Option<Record>, View), Stop> {
        let Some(day) = date.last_day() else {
            return Err(Stop::Usage { what: format!("there is no day {date}"), hint: "write a date such as 2034-02-24".to_owned() });
        };
        if let Origin::Dossier { by_publication: false, .. } = &self.from {
            let (record, view, _) = self.from.record(Some(date), self.view.on, false)?;
            return Ok((Some(record), view));
        }
        Ok((None, View { as_of: Some(day), ..self.view }))
    }

    /// "Positions as of 2034-03-08, from 8 documents".
    pub(super) fn title(&self, what: &str) -> String {
        let as_of = match &self.from {
            Origin::Dossier { as_of: Some(date), .. } => Some(format!(" as of {date}")),
            _ => self.view.as_of.map(|day| format!(" as of {day}")),
        };
        let as_of = as_of.unwrap_or_default();
        let on = self.view.on.map(|day| format!(" on {day}")).unwrap_or_default();
        format!("{what}{as_of}{on}, from {} document{}", self.n_documents, if self.n_documents == 1 { "" } else { "s" })
    }

    pub(super) fn done(&self) -> Done {
        if self.whole { Done::Whole } else { Done::LeftOut }
    }
}

/// A result in each of its forms. The first of the sheets of its workbook is what CSV has.
pub(super) struct Forms<'a> {
    pub(super) title: &'a str,
    pub(super) sections: Vec<Section>,
    pub(super) json: &'a dyn Fn() -> String,
    pub(super) rows: &'a dyn Fn() -> Vec<Rows>,
    /// How wide a page of the terminal is; `None`: as wide as that is, 80 columns where there is none.
    pub(super) columns: Option<usize>,
}

impl Form {
    /// Whether the result can leave the dossier in this form: all but the page in the terminal.
    pub(super) const fn leaves(&self) -> bool {
        self.json || self.csv || self.markdown || self.html.is_some() || self.docx.is_some() || self.xlsx.is_some()
    }

    pub(super) fn write(&self, result: &Forms<'_>) -> Result<(), Stop> {
        let mut out = BufWriter::new(io::stdout().lock());
        let (title, sections) = (result.title, &result.sections);
        if let Some(page) = &self.html {
            write_page(page, report::sheet::html(title, sections))?;
        } else if let Some(file) = &self.docx {
            write_page(file, report::sheet::docx(title, sections))?;
        } else if let Some(file) = &self.xlsx {
            write_page(file, report::sheet::xlsx(&(result.rows)()))?;
        } else if self.json {
            writeln!(out, "{}", (result.json)())?;
        } else if self.csv {
            let first = (result.rows)().into_iter().next();
            out.write_all(first.map(|it| report::sheet::csv(&it)).unwrap_or_default().as_bytes())?;
        } else if self.markdown {
            out.write_all(report::sheet::markdown(title, sections).as_bytes())?;
        } else {
            let style = Style { width: result.columns.unwrap_or(style().width), ..style() };
            out.write_all(report::sheet::terminal(title, sections, &style).as_bytes())?;
        }
        Ok(out.flush()?)
    }
}
