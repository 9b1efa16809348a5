//! What the commands on a dossier share: who and when, opening, messages.
#![expect(clippy::disallowed_methods, reason = "the command line asks the environment who its user is and what day it is")]

use super::Stop;
use crate::message;
use armistice::dossier::{Act, Asked, DocumentKey, Dossier, Error, Mode, Person, Process};
use armistice::{Date, Model};
use jiff::Timestamp;
use jiff::civil;
use report::terminal::Style;
use std::io::{self, IsTerminal};
use std::path::Path;

/// Who does it, and why.
#[derive(clap::Args)]
pub(super) struct By {
    /// Who does this, for the log [default: the name of the user of this machine].
    #[arg(long, value_name = "NAME", value_parser = somebody)]
    by: Option<String>,

    /// Why, for the log.
    #[arg(long, value_name = "TEXT")]
    why: Option<String>,
}

impl By {
    pub(super) fn person(&self) -> Person {
        Person { name: self.by.clone().unwrap_or_else(user), at: now() }
    }

    pub(super) fn why(&self) -> Option<&str> {
        self.why.as_deref()
    }
}

/// A name, of which something can be read.
pub(super) fn somebody(given: &str) -> Result<String, String> {
    let name = given.trim();
    if name.is_empty() { Err("a name has letters".to_owned()) } else { Ok(name.to_owned()) }
}

/// The name of the user of this machine.
pub(super) fn user() -> String {
    let named = ["USER", "LOGNAME", "USERNAME"].iter().find_map(|name| std::env::var(name).ok()).filter(|it| !it.is_empty());
    named.unwrap_or_else(|| "unknown".to_owned())
}

/// With what documents are read.
#[derive(clap::Args)]
pub(super) struct Tagger {
    /// Find who said what with the smaller tagger: faster by some 40 %, and a little less is found.
    #[arg(long)]
    fast: bool,

    /// Find who said what by rules alone, without the trained tagger: very fast, but much that is told in the writer's own words is missed.
    #[arg(long, conflicts_with = "fast")]
    no_model: bool,
}

impl Tagger {
    pub(super) const fn model(&self) -> Model {
        match (self.no_model, self.fast) {
            (true, _) => Model::None,
            (_, true) => Model::Fast,
            _ => Model::Whole,
        }
    }
}

/// The time: that of SOURCE_DATE_EPOCH where it is set, as builds that are to come out the same have it.
pub(super) fn now() -> Timestamp {
    let fixed = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|it| it.parse().ok()).and_then(|it| Timestamp::from_second(it).ok());
    fixed.unwrap_or_else(Timestamp::now)
}

/// Today, in UTC.
pub(super) fn today() -> civil::Date {
    let written = now().to_string();
    written.get(..10).and_then(|day| day.parse().ok()).unwrap_or(civil::Date::MAX)
}

/// Of which days a question is asked.
#[derive(clap::Args)]
pub(super) struct Days {
    /// As it was known at the end of this day or month (UTC): what came in or was corrected later is left out.
    #[arg(long, value_name = "DATE", value_parser = last_day)]
    as_of: Option<civil::Date>,

    /// What was the case on this day, as far as it is known.
    #[arg(long, value_name = "DATE")]
    on: Option<civil::Date>,
}

impl Days {
    pub(super) fn asked(&self) -> Asked {
        Asked { as_of: self.as_of, on: self.on }
    }

    /// By the end of which day it was known, where nothing can be said of what was the case on a day.
    pub(super) fn as_of_alone(&self, what: &str) -> Result<Option<civil::Date>, Stop> {
        if self.on.is_some() {
            return Err(Stop::Usage { what: format!("--on says nothing of {what}"), hint: "what was known by a day: --as-of".to_owned() });
        }
        Ok(self.as_of)
    }
}

/// The last day that a date can mean, as `armistice table` has it: `2031-03` is the end of March.
fn last_day(given: &str) -> Result<civil::Date, String> {
    let date: Date = given.parse().map_err(|error| format!("{error}"))?;
    date.last_day().ok_or_else(|| format!("there is no day {date}"))
}

/// Warns of a text that comes back after it was removed.
pub(super) fn comes_back(path: &Path, now: DocumentKey, before: DocumentKey, day: civil::Date, origin: Option<&str>) {
    let what = format!("this text was removed on {day} ({before}) and is added again, as {now}");
    let hint = format!("to take it out again: armistice remove {} {now}", path.display());
    message::warning(&what, origin, Some(&hint));
}

/// What is shown of a list that was asked for with one more than `most`, and whether there is more.
pub(super) fn cut<T>(mut all: Vec<T>, most: usize) -> (Vec<T>, bool) {
    let more = all.len() > most;
    all.truncate(most);
    (all, more)
}

/// Says beside a list for programs, on standard error, that it is not all.
pub(super) fn cut_short(most: usize, what: &str) {
    message::warning(&format!("there are more {what} than the {most} that are written"), None, Some("for more: --most N"));
}

/// A dossier to read.
pub(super) fn open(path: &Path) -> Result<Dossier, Stop> {
    Dossier::open(path, Mode::Read).map_err(|error| failed(&error, path))
}

/// A dossier to write to; a changed process file beside it is taken in.
pub(super) fn open_to_write(path: &Path, by: &Person) -> Result<Dossier, Stop> {
    let mut dossier = Dossier::open(path, Mode::Write).map_err(|error| failed(&error, path))?;
    let beside = armistice::dossier::process_file_beside(path);
    if beside != path
        && let Ok(toml) = std::fs::read_to_string(&beside)
    {
        dossier.take_process(&toml, by).map_err(|error| match error {
            // Nobody named that file: which one it is has to be said.
            Error::Asked { what, hint } => Stop::Failed { what, place: beside.display().to_string(), hint, code: 2 },
            error => failed(&error, &beside),
        })?;
    }
    Ok(dossier)
}

/// What is said of an error, and with which exit code the command ends.
pub(super) fn failed(error: &Error, path: &Path) -> Stop {
    let (what, hint, place) = (error.to_string(), error.hint(), path.display().to_string());
    match error {
        Error::Asked { .. } => Stop::Usage { what, hint },
        Error::Busy | Error::Full | Error::ReadOnly | Error::Io { .. } => Stop::Failed { what, place, hint, code: 1 },
        _ => Stop::Failed { what, place, hint, code: 2 },
    }
}

/// The text of a file that is named.
pub(super) fn text_of(path: &Path) -> Result<String, Stop> {
    let read = if path == Path::new("-") { io::read_to_string(io::stdin()) } else { std::fs::read_to_string(path) };
    read.map_err(|error| Stop::Failed {
        what: format!("this file could not be read: {error}"),
        place: path.display().to_string(),
        hint: "check its name, and that it is text in UTF-8".to_owned(),
        code: 2,
    })
}

/// The process file that a user names.
pub(super) fn process_of(path: &Path) -> Result<Process, Stop> {
    Process::from_toml(&text_of(path)?).map_err(|bad| Stop::Usage {
        what: format!("the process file cannot be used: {bad}"),
        hint: "mend it there; `armistice init` writes one to start from".to_owned(),
    })
}

/// Writes a file that is not there yet.
pub(super) fn write_new(path: &Path, text: &str) -> Result<(), Stop> {
    use std::io::Write as _;
    let new = std::fs::OpenOptions::new().write(true).create_new(true).open(path);
    new.and_then(|mut file| file.write_all(text.as_bytes())).map_err(|error| Stop::Failed {
        what: format!("this file could not be written: {error}"),
        place: path.display().to_string(),
        hint: "take another name, or remove that file first".to_owned(),
        code: 2,
    })
}

/// Says of acts in a form that is made to be carried on how many of them may not leave the dossier.
pub(super) fn tell_held(acts: &[Act]) {
    let today = today();
    let held = acts.iter().filter(|it| it.handling.as_ref().is_some_and(|it| !it.open_on(today))).count();
    if held > 0 {
        let what =
            format!("{} may not leave the dossier, being restricted or under embargo", counted(held, "of these acts", "of these acts"));
        message::warning(&what, None, Some("each is marked so; `armistice export` leaves them out"));
    }
}

/// Colour on a terminal that wants it; the terminal's width, but no longer lines than can be read.
pub(super) fn style() -> Style {
    let colour = anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never;
    let width = if io::stdout().is_terminal() { terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)) } else { None };
    Style { width: width.unwrap_or(80).min(100), colour }
}

/// `1 act`, `2 acts`.
pub(super) fn counted(count: usize, one: &str, several: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { several })
}
