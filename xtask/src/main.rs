//! Automation of this repository, run as `cargo xtask`.
#![expect(clippy::disallowed_methods, clippy::print_stdout, clippy::print_stderr, reason = "it runs programs, writes files and says so")]

mod dist;
mod docs;
mod figures;
mod fuzz;

use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::{Command, ExitCode};

/// Automation of this repository
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
enum Cli {
    #[command(flatten)]
    Task(Task),
}

#[derive(Subcommand)]
enum Task {
    /// Build a stripped release binary and print its size
    Dist,
    /// Write docs/reference/ from the program's help and its data, and the examples and figures of the other pages
    Docs {
        /// Write nothing; fail where a page is not what it would be
        #[arg(long)]
        check: bool,
    },
    /// Run each fuzz target for a while, on stable Rust
    Fuzz {
        /// For how long, in seconds for each target
        #[arg(long, value_name = "N", default_value = "10")]
        seconds: u64,
        /// Built to be fast, checks included: more inputs in a long run
        #[arg(long)]
        fast: bool,
    },
}

fn main() -> ExitCode {
    let Cli::Task(task) = Cli::parse();
    let done = match task {
        Task::Dist => dist::dist(),
        Task::Docs { check } => docs::docs(check),
        Task::Fuzz { seconds, fast } => fuzz::fuzz(seconds, fast),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(says) => {
            eprintln!("error: {says}");
            ExitCode::FAILURE
        }
    }
}

/// The repository.
fn root() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.parent().map_or(here.clone(), PathBuf::from)
}

/// A cargo command in the repository.
fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments).current_dir(root());
    command
}

fn run(command: &mut Command) -> Result<(), String> {
    let status = command.status().map_err(|e| format!("{command:?}: {e}"))?;
    if status.success() { Ok(()) } else { Err(format!("{command:?}: {status}")) }
}

/// Where cargo puts what it builds.
fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |it| root().join(it))
}

/// The name of the program's file on this system.
fn program() -> String {
    format!("armistice{}", std::env::consts::EXE_SUFFIX)
}
