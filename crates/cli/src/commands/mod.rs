//! The commands, one a file.

mod read;
mod sheet;
mod table;
mod shifts;
mod waits;
mod brief;
mod network;
mod compare;
mod conflict;

use std::io::{self, Write};
use std::process::ExitCode;

/// What can be asked for.
#[derive(clap::Subcommand)]
pub(crate) enum Command {
    Read(read::Arguments),
    Table(table::Arguments),
    Shifts(shifts::Arguments),
    Waits(waits::Arguments),
    Brief(brief::Arguments),
    Network(network::Arguments),
    Compare(compare::Arguments),
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
        Command::Table(arguments) => table::run(&arguments).map(ExitCode::from),
        Command::Shifts(arguments) => shifts::run(&arguments).map(ExitCode::from),
        Command::Waits(arguments) => waits::run(&arguments).map(ExitCode::from),
        Command::Brief(arguments) => brief::run(&arguments).map(ExitCode::from),
        Command::Network(arguments) => network::run(&arguments).map(ExitCode::from),
        Command::Compare(arguments) => compare::run(&arguments).map(ExitCode::from),
        Command::Conflict(arguments) => {
            let mut out = io::BufWriter::new(anstream::stdout().lock());
            let code = conflict::run(arguments, &mut out, &mut io::stderr())?;
            out.flush()?;
            Ok(code)
        }
    }
}
