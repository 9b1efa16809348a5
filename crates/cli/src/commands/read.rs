//! `armistice read`: reports in, a page on each out, or its reading in another form.
use super::dossier::{Tagger, process_of};
use super::{Done, Stop};
use crate::message;
use armistice::{Config, Import, ImportState, Imported, Input, Missing, Options, Outcome, Read, Shard, hint, import_all, read_all_with};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use report::Item;
use report::terminal::Style;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Read reports: for each, who is at the table, what happened, who said what, what waits for what, what is open.
///
/// Reads plain text, Markdown, HTML, wikitext, JSON Lines ({"id", "title", "date", "url", "source", "text"}), PDF, Word (.docx), mail
/// (.eml, .mbox), feeds (RSS, Atom), and zip and tar.gz of all these; a NAME.json beside a file is what is known about it (title,
/// date, source, url, language).
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Files, folders, or `-` for standard input.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,

    /// One page on all documents together, instead of one on each.
    #[arg(long)]
    together: bool,

    /// Write the readings as JSON Lines, one a document.
    #[arg(long, group = "form", conflicts_with = "together")]
    json: bool,

    /// Write the pages as Markdown.
    #[arg(long, group = "form")]
    markdown: bool,

    /// Write the acts as CSV, one a row.
    #[arg(long, group = "form", conflicts_with = "together")]
    csv: bool,

    /// Write the acts as W3C Web Annotations (JSON-LD), one a line.
    #[arg(long, group = "form", conflicts_with = "together")]
    annotations: bool,

    /// Write one self-contained page to this file: the texts with their acts in the margin.
    #[arg(long, group = "form", value_name = "PAGE", conflicts_with = "together")]
    html: Option<PathBuf>,

    /// Say for one act (such as a3) which rule or feature made each of its fields.
    #[arg(long, group = "form", value_name = "ID", conflicts_with = "together")]
    explain: Option<String>,

    /// The process file: parties, aliases and people that you know are recognised by it, and measures of its own are found; nothing of
    /// it is taken for something that a text says.
    #[arg(long, value_name = "TOML")]
    process: Option<PathBuf>,

    #[command(flatten)]
    tagger: Tagger,

    /// Leave out the acts that are less likely right than P, from 0 to 1; by rules alone no act has a likelihood.
    #[arg(long, value_name = "P", value_parser = probability, conflicts_with = "no_model")]
    min_confidence: Option<f32>,

    /// Instead of reading, say for each file what became of it: read, in part, pictures only, not read, duplicate. A table, or with
    /// --json a line of JSON for each file.
    #[arg(long, conflicts_with_all = ["together", "markdown", "csv", "annotations", "html", "explain", "shard"])]
    import_report: bool,

    /// Read only the I-th of N parts of the documents, parted by the SHA-256 of their texts; all parts together are the whole.
    #[arg(long, value_name = "I/N")]
    shard: Option<Shard>,

    /// Read on so many threads [default: one a core]; the result is the same.
    #[arg(long, value_name = "N")]
    jobs: Option<NonZeroUsize>,
}

pub(super) fn run(arguments: &Arguments) -> Result<Done, Stop> {
    let config = match arguments.process.as_deref().map(process_of).transpose()? {
        Some(process) => Config::with_measures(process.measures()).with_names(&process.names()),
        None => Config::default(),
    };
    let config = config.with_model(arguments.tagger.model()).with_threads(threads_for_one(arguments));
    let config = config.with_least_confidence(arguments.min_confidence.unwrap_or(0.0));
    let inputs =
        arguments.files.iter().map(|file| if file == Path::new("-") { Input::stream("stdin", io::stdin()) } else { Input::path(file) });
    let jobs = arguments.jobs.map(NonZeroUsize::get);
    if arguments.import_report {
        return import_report(inputs, arguments.json, jobs);
    }
    let options = Options { jobs, shard: arguments.shard };
    let mut batch = Batch { outcomes: read_all_with(inputs, &config, options), progress: progress(), left_out: 0, read: 0 };
    let mut out = BufWriter::new(io::stdout().lock());
    if let Some(act) = &arguments.explain {
        explain(&mut batch, act, &mut out)?;
    } else if let Some(page) = &arguments.html {
        let read: Vec<Read> = batch.by_ref().collect();
        write_page(page, report::html::page(&items(&read)))?;
    } else if arguments.together {
        let read: Vec<Read> = batch.by_ref().collect();
        if !read.is_empty() {
            let items = items(&read);
            let page = if arguments.markdown { report::markdown::brief(&items) } else { report::terminal::brief(&items, &style()) };
            out.write_all(page.as_bytes())?;
        }
    } else {
        each(&mut batch, arguments, &mut out)?;
    }
    out.flush()?;
    batch.progress.finish_and_clear();
    Ok(if batch.left_out == 0 { Done::Whole } else { Done::LeftOut })
}

fn probability(words: &str) -> Result<f32, String> {
    match words.parse() {
        Ok(p) if (0.0..=1.0).contains(&p) => Ok(p),
        _ => Err("a number from 0 to 1, such as 0.2".to_owned()),
    }
}

/// Several documents are read side by side; one alone may have all the threads.
fn threads_for_one(arguments: &Arguments) -> usize {
    match arguments.files.as_slice() {
        [file] if !file.is_dir() => arguments.jobs.or_else(|| std::thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get),
        _ => 1,
    }
}

/// Writes what became of each file.
fn import_report(inputs: impl Iterator<Item = Input>, json: bool, jobs: Option<usize>) -> Result<Done, Stop> {
    let mut out = BufWriter::new(io::stdout().lock());
    let progress = progress();
    let (mut files, mut whole) = (Vec::new(), true);
    for import in import_all(inputs, jobs) {
        progress.inc(1);
        whole &= matches!(import.state, ImportState::Read | ImportState::Duplicate);
        let file = imported(import);
        if json {
            writeln!(out, "{}", report::imports::json(&file))?;
            out.flush()?;
        } else {
            files.push(file);
        }
    }
    if !json {
        out.write_all(report::imports::table(&files).as_bytes())?;
    }
    out.flush()?;
    progress.finish_and_clear();
    Ok(if whole { Done::Whole } else { Done::LeftOut })
}

/// What became of a file, in the words of the report.
fn imported(import: Import) -> report::imports::File {
    let document = |it: Imported| report::imports::Document {
        id: it.id.0,
        sha256: it.sha256,
        origin: it.origin.to_string(),
        duplicate_of: it.duplicate_of.map(|origin| origin.to_string()),
    };
    let missing = |it: Missing| report::imports::Missing { origin: it.origin.to_string(), what: it.what, hint: it.hint };
    report::imports::File {
        file: import.path.display().to_string(),
        state: match import.state {
            ImportState::Read => "read",
            ImportState::InPart => "in-part",
            ImportState::PicturesOnly => "pictures-only",
            ImportState::NotRead => "not-read",
            ImportState::Duplicate => "duplicate",
        },
        documents: import.documents.into_iter().map(document).collect(),
        missing: import.missing.into_iter().map(missing).collect(),
    }
}

/// Writes what was read of each document as soon as it is read.
fn each<I: Iterator<Item = Outcome<Read>>>(batch: &mut Batch<I>, arguments: &Arguments, out: &mut impl Write) -> Result<(), Stop> {
    let style = style();
    if arguments.csv {
        out.write_all(report::csv::acts(&[]).as_bytes())?;
    }
    let mut first = true;
    for read in batch.by_ref() {
        let item = item(&read);
        if arguments.json {
            writeln!(out, "{}", report::json::v1::reading(&item))?;
        } else if arguments.annotations {
            out.write_all(report::annotation::acts(&item).as_bytes())?;
        } else if arguments.csv {
            let rows = report::csv::acts(&[item]);
            out.write_all(rows.split_once('\n').map_or("", |(_header, rows)| rows).as_bytes())?;
        } else {
            let page = if arguments.markdown { report::markdown::brief(&[item]) } else { report::terminal::brief(&[item], &style) };
            if !first {
                writeln!(out)?;
            }
            out.write_all(page.as_bytes())?;
        }
        first = false;
        out.flush()?;
    }
    Ok(())
}

/// Writes how an act was made, for each document that has one of that name.
fn explain<I: Iterator<Item = Outcome<Read>>>(batch: &mut Batch<I>, act: &str, out: &mut impl Write) -> Result<(), Stop> {
    let style = style();
    let (mut found, mut last) = (false, None);
    for read in batch.by_ref() {
        if let Some(page) = report::terminal::explain(&item(&read), act, &style) {
            found = true;
            out.write_all(page.as_bytes())?;
        }
        last = read.reading.acts.last().map(|act| act.id.to_string()).or(last);
    }
    if found || batch.read == 0 {
        return Ok(());
    }
    let hint = match last {
        Some(last) => format!("the acts of what was read are named a1 to {last}"),
        None => "no act was found in what was read".to_owned(),
    };
    Err(Stop::Usage { what: format!("there is no act \"{act}\""), hint })
}

/// The documents of a batch that were read; what was left out is told on the way.
pub(super) struct Batch<I> {
    pub(super) outcomes: I,
    pub(super) progress: ProgressBar,
    pub(super) left_out: usize,
    pub(super) read: usize,
}

impl<I: Iterator<Item = Outcome<Read>>> Iterator for Batch<I> {
    type Item = Read;

    fn next(&mut self) -> Option<Read> {
        loop {
            let Outcome { origin, result } = self.outcomes.next()?;
            let place = origin.to_string();
            self.progress.inc(1);
            match result {
                Ok(read) => {
                    self.read += 1;
                    self.warn(&read, &place);
                    return Some(read);
                }
                Err(left_out) => {
                    self.left_out += 1;
                    self.progress.suspend(|| message::error(&left_out.what, Some(&place), &left_out.hint));
                }
            }
        }
    }
}

impl<I> Batch<I> {
    /// A document whose words were not read is shown, with nothing in it: that must not pass for a document in which nothing is said.
    fn warn(&mut self, read: &Read, place: &str) {
        for (doubt, hint) in read.doubts.iter().filter_map(|doubt| Some((doubt, hint(&read.document, doubt.kind)?))) {
            self.left_out += 1;
            self.progress.suspend(|| message::warning(&doubt.says, Some(place), Some(hint)));
        }
    }
}

/// How far it is: on a terminal, and only if it takes a while.
pub(super) fn progress() -> ProgressBar {
    if !io::stderr().is_terminal() || io::stdout().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(5));
    bar.set_style(
        ProgressStyle::with_template("{spinner} {pos} documents read, {per_sec}").unwrap_or_else(|_| ProgressStyle::default_spinner()),
    );
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

fn item(read: &Read) -> Item<'_> {
    Item { document: &read.document, reading: &read.reading, table: &read.table, doubts: &read.doubts }
}

fn items(read: &[Read]) -> Vec<Item<'_>> {
    read.iter().map(item).collect()
}

/// Colour on a terminal that wants it; the terminal's width, but no longer lines than can be read.
pub(super) fn style() -> Style {
    let colour = anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never;
    let width = if io::stdout().is_terminal() { terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)) } else { None };
    Style { width: width.unwrap_or(80).min(100), colour }
}

/// Writes a page to a file: first beside it, then in its place, so that a failure leaves the old page whole.
#[expect(clippy::disallowed_methods, reason = "the page that the user asked for")]
pub(super) fn write_page(path: &Path, page: impl AsRef<[u8]>) -> Result<(), Stop> {
    let beside = path.with_added_extension("part");
    std::fs::write(&beside, page).and_then(|()| std::fs::rename(&beside, path)).map_err(|error| {
        // It says more about what failed than about this.
        let _ = std::fs::remove_file(&beside);
        let hint = match error.kind() {
            io::ErrorKind::NotFound => "there is no such folder: make it, or name a file in another one",
            io::ErrorKind::StorageFull => "free some space, or name a file in another place",
            _ => "name a file in another place",
        };
        Stop::Failed {
            what: format!("the page could not be written: {error}"),
            place: path.display().to_string(),
            hint: hint.to_owned(),
            code: 1,
        }
    })
}
