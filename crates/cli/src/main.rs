//! The command `armistice`. Results go to standard output, all else to standard error; it reads no document itself and words no
//! result: the front door does the one, `report` the other.

mod commands;
mod message;

use clap::Parser;
use std::process::ExitCode;

/// Reads reports about negotiations (who is at the table, who said what, what waits for what, each with the exact words) and analyses
/// conflicts (which outcomes would hold, what leads there, what would have to change).
///
/// Offline: no text leaves this machine. Exit code 0: all went well; 1: something was left out, and standard error says what; 2: the
/// command or a file was not understood.
#[derive(Parser)]
#[command(name = "armistice", version, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: commands::Command,
}

fn main() -> ExitCode {
    // Started as its own child, the program parses foreign files and does nothing else.
    armistice::apart::serve_if_asked();
    // The usual report of a fault quotes what it was about: words of a document, control characters and all.
    std::panic::set_hook(Box::new(|fault| {
        let place = fault.location().map(ToString::to_string);
        message::warning("a fault in armistice itself; please report it", place.as_deref(), None);
    }));
    let arguments = Arguments::parse();
    match commands::run(arguments.command) {
        Ok(code) => code,
        // Whoever closed the pipe has seen enough.
        Err(commands::Stop::Output(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(commands::Stop::Output(error)) => {
            message::error(&format!("the result could not be written: {error}"), None, "free some space, or write to another place");
            ExitCode::from(1)
        }
        Err(commands::Stop::Failed { what, place, hint, code }) => {
            message::error(&what, Some(&place), &hint);
            ExitCode::from(code)
        }
        Err(commands::Stop::Usage { what, hint }) => {
            message::error(&what, None, &hint);
            ExitCode::from(2)
        }
    }
}
