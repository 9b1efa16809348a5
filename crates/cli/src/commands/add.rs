//! `armistice add`: documents into a dossier.
use super::dossier::{By, Tagger, comes_back, counted, failed, open_to_write};
use super::{Done, Stop};
use crate::message;
use armistice::Input;
use armistice::dossier::{Added, Dossier, Keep, Mode};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Add documents to a dossier: read them, recognise who is named, link what reports the same event.
///
/// Each document is kept whole or not at all. If this is interrupted, run it again: what is in the dossier is passed over.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The dossier.
    dossier: PathBuf,

    /// Files, folders, or `-` for standard input; all formats that `armistice read` reads.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,

    /// Keep the files themselves, compressed, or only refer to them by path and hash.
    #[arg(long, value_enum, default_value_t = Originals::Keep)]
    originals: Originals,

    /// Take the readings in these files or folders (armistice.reading/1) for the texts that they are of, in the place of reading these.
    #[arg(long, value_name = "PATH")]
    readings: Vec<PathBuf>,

    #[command(flatten)]
    tagger: Tagger,

    /// Say nothing of single documents.
    #[arg(long)]
    quiet: bool,

    #[command(flatten)]
    by: By,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Originals {
    Keep,
    Refer,
}

pub(super) fn run(arguments: &Arguments, out: &mut impl Write) -> Result<Done, Stop> {
    let person = arguments.by.person();
    let mut dossier = open_to_write(&arguments.dossier, &person)?;
    dossier.read_with(arguments.tagger.model());
    dossier.read_as(super::sheet::readings(&arguments.readings)?);
    let inputs =
        arguments.files.iter().map(|file| if file == Path::new("-") { Input::stream("stdin", io::stdin()) } else { Input::path(file) });
    let keep = Keep { originals: arguments.originals == Originals::Keep };
    let bar = progress();
    let mut told = Ok(());
    let mut left_out = 0;
    let summary = dossier.add(inputs, &keep, &person, |outcome| {
        bar.inc(1);
        let says = match &outcome.result {
            Ok(Added::New { key, name, n_acts, n_linked, unread, removed }) => {
                if let Some((before, day)) = removed {
                    bar.suspend(|| comes_back(&arguments.dossier, *key, *before, *day, Some(&outcome.origin.to_string())));
                }
                // A document whose words were not read must not pass for one in which nothing is said.
                for (doubt, hint) in unread {
                    left_out += 1;
                    bar.suspend(|| message::warning(&doubt.says, Some(&outcome.origin.to_string()), Some(hint)));
                }
                let before = match n_linked {
                    0 => String::new(),
                    1 => ", 1 of them reported before".to_owned(),
                    n => format!(", {n} of them reported before"),
                };
                format!("{key} {}: {}{before}", report::safe_line(name), counted(*n_acts, "act", "acts"))
            }
            Ok(Added::Copy { key, name, of, of_name, likeness }) => {
                format!("{key} {}: a copy of {of} {} ({:.0} %)", report::safe_line(name), report::safe_line(of_name), likeness * 100.0)
            }
            Ok(Added::Joined { key, name }) => format!("{key} {}: the same text, one more source", report::safe_line(name)),
            Ok(Added::Known { .. }) => return,
            Err(why) => {
                left_out += 1;
                let hint = import_instead(&outcome.origin.path, &arguments.dossier).unwrap_or_else(|| why.hint.clone());
                bar.suspend(|| message::error(&why.what, Some(&outcome.origin.to_string()), &hint));
                return;
            }
        };
        if !arguments.quiet && told.is_ok() {
            told = bar.suspend(|| writeln!(out, "{says}"));
        }
    });
    bar.finish_and_clear();
    let summary = summary.map_err(|error| failed(&error, &arguments.dossier))?;
    told?;
    let mut parts = vec![format!("{} added", summary.added)];
    for (count, one, several) in [
        (summary.copies, "copy", "copies"),
        (summary.joined, "further source", "further sources"),
        (summary.known, "there already", "there already"),
        (left_out, "left out", "left out"),
    ] {
        if count > 0 {
            parts.push(counted(count, one, several));
        }
    }
    writeln!(out, "{}", parts.join(", "))?;
    Ok(if left_out == 0 { Done::Whole } else { Done::LeftOut })
}

/// What to do with a file that is a dossier itself.
fn import_instead(file: &Path, dossier: &Path) -> Option<String> {
    Dossier::open(file, Mode::Read).ok()?;
    Some(format!("it is a dossier; to take its documents over: armistice import {} {}", dossier.display(), file.display()))
}

fn progress() -> ProgressBar {
    if !io::stderr().is_terminal() || io::stdout().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(5));
    bar.set_style(
        ProgressStyle::with_template("{spinner} {pos} documents, {per_sec}").unwrap_or_else(|_| ProgressStyle::default_spinner()),
    );
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
