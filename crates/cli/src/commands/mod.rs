//! The commands, one a file.

mod read;
mod sheet;
mod table;
mod shifts;
mod waits;
mod brief;
mod network;
mod compare;
mod outlook;
mod conflict;
mod dossier;
mod init;
mod new;
mod add;
mod list;
mod show;
mod search;
mod correct;
mod note;
mod marks;
mod undo;
mod log;
mod reread;
mod remove;
mod export;
mod import;
mod check;
mod serve;

use std::io::{self, Write};
use std::process::ExitCode;

/// What can be asked for.
#[derive(clap::Subcommand)]
pub(crate) enum Command {
    Read(read::Arguments),
    Init(init::Arguments),
    New(new::Arguments),
    Add(add::Arguments),
    List(list::Arguments),
    Show(show::Arguments),
    Search(search::Arguments),
    Correct(correct::Correct),
    Note(note::Arguments),
    Marks(marks::Arguments),
    Undo(undo::Arguments),
    Log(log::Arguments),
    Reread(reread::Arguments),
    Remove(remove::Arguments),
    Export(export::Arguments),
    Import(import::Arguments),
    Check(check::Arguments),
    Serve(serve::Arguments),
    Table(table::Arguments),
    Shifts(shifts::Arguments),
    Waits(waits::Arguments),
    Brief(brief::Arguments),
    Network(network::Arguments),
    Compare(compare::Arguments),
    Outlook(Box<outlook::Arguments>),
    Conflict(conflict::Conflict),
}

/// How a command ended that ran to its end.
pub(crate) enum Done {
    /// All of its input was used.
    Whole,
    /// Something was left out, and standard error says what.
    LeftOut,
}

impl From<Done> for ExitCode {
    fn from(done: Done) -> Self {
        match done {
            Done::Whole => Self::SUCCESS,
            Done::LeftOut => Self::from(1),
        }
    }
}

/// Why a command stopped before its end.
pub(crate) enum Stop {
    /// Its output could not be written.
    Output(io::Error),
    /// It was asked for something that there is not.
    Usage { what: String, hint: String },
    /// A file could not be used, written or read.
    Failed { what: String, place: String, hint: String, code: u8 },
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

/// Runs a command; its exit code says how it ended.
pub(crate) fn run(command: Command) -> Result<ExitCode, Stop> {
    match command {
        Command::Read(arguments) => read::run(&arguments).map(ExitCode::from),
        Command::Init(arguments) => with_out(|out| init::run(&arguments, out)),
        Command::New(arguments) => with_out(|out| new::run(&arguments, out)),
        Command::Add(arguments) => with_out(|out| add::run(&arguments, out)),
        Command::List(arguments) => with_out(|out| list::run(&arguments, out)),
        Command::Show(arguments) => with_out(|out| show::run(&arguments, out)),
        Command::Search(arguments) => with_out(|out| search::run(&arguments, out)),
        Command::Correct(arguments) => with_out(|out| correct::run(&arguments, out)),
        Command::Note(arguments) => with_out(|out| note::run(&arguments, out)),
        Command::Marks(arguments) => with_out(|out| marks::run(&arguments, out)),
        Command::Undo(arguments) => with_out(|out| undo::run(&arguments, out)),
        Command::Log(arguments) => with_out(|out| log::run(&arguments, out)),
        Command::Reread(arguments) => with_out(|out| reread::run(&arguments, out)),
        Command::Remove(arguments) => with_out(|out| remove::run(&arguments, out)),
        Command::Export(arguments) => with_out(|out| export::run(&arguments, out)),
        Command::Import(arguments) => with_out(|out| import::run(&arguments, out)),
        Command::Check(arguments) => with_out(|out| check::run(&arguments, out)),
        Command::Serve(arguments) => serve::run(&arguments).map(ExitCode::from),
        Command::Table(arguments) => table::run(&arguments).map(ExitCode::from),
        Command::Shifts(arguments) => shifts::run(&arguments).map(ExitCode::from),
        Command::Waits(arguments) => waits::run(&arguments).map(ExitCode::from),
        Command::Brief(arguments) => brief::run(&arguments).map(ExitCode::from),
        Command::Network(arguments) => network::run(&arguments).map(ExitCode::from),
        Command::Compare(arguments) => compare::run(&arguments).map(ExitCode::from),
        Command::Outlook(arguments) => outlook::run(&arguments).map(ExitCode::from),
        Command::Conflict(arguments) => {
            let mut out = io::BufWriter::new(anstream::stdout().lock());
            let code = conflict::run(arguments, &mut out, &mut io::stderr())?;
            out.flush()?;
            Ok(code)
        }
    }
}

/// Runs a command that writes to standard output.
fn with_out(run: impl FnOnce(&mut io::BufWriter<io::StdoutLock<'static>>) -> Result<Done, Stop>) -> Result<ExitCode, Stop> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let done = run(&mut out);
    // What was done is said even where the command stopped.
    let flushed = out.flush();
    let done = done?;
    flushed?;
    Ok(done.into())
}
