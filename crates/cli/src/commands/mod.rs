//! The commands, one a file.

mod read;

use std::io;

/// What can be asked for.
#[derive(clap::Subcommand)]
pub(crate) enum Command {
    Read(read::Arguments),
}

/// How a command ended that ran to its end.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Done {
    /// All of its input was used.
    Whole,
    /// Something was left out, and standard error says what.
    LeftOut,
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

/// Runs a command.
pub(crate) fn run(command: Command) -> Result<Done, Stop> {
    match command {
        Command::Read(arguments) => read::run(&arguments),
    }
}
