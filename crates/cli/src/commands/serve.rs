//! `armistice serve`: the reading room, as pages on one's own machine.
use super::dossier::{Tagger, now, somebody, user};
use super::{Done, Stop};
use crate::message;
use std::io::{self, BufRead, IsTerminal, Write};
use std::net::IpAddr;
use std::path::PathBuf;

/// Open a dossier as pages in the browser of this machine: to read, check and correct.
///
/// The link that is printed lets one browser in, once; Enter prints a new one. Nothing but this machine's own loopback address is
/// served: from another machine, open a tunnel (ssh -L 4747:127.0.0.1:4747 THIS-MACHINE) and use the link there.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The dossier; where there is none yet, the first page offers to make it, empty or with an example.
    dossier: PathBuf,

    /// The port [default: 4747, or any free one where that is taken].
    #[arg(long, value_name = "N")]
    port: Option<u16>,

    /// The address: 127.0.0.1 or ::1; any other is refused.
    #[arg(long, value_name = "ADDRESS", default_value_t = web::ADDRESS)]
    address: IpAddr,

    /// Who does what is done, for the log [default: the name of the user of this machine].
    #[arg(long, value_name = "NAME", value_parser = somebody)]
    by: Option<String>,

    #[command(flatten)]
    tagger: Tagger,
}

pub(super) fn run(arguments: &Arguments) -> Result<Done, Stop> {
    let config = web::Config {
        dossier: arguments.dossier.clone(),
        address: arguments.address,
        port: arguments.port,
        by: arguments.by.clone().unwrap_or_else(user),
        clock: now,
        model: arguments.tagger.model(),
    };
    let place = arguments.dossier.display().to_string();
    web::serve(config, |door| {
        print_link(&door);
        if io::stdin().is_terminal() {
            std::thread::spawn(move || {
                for line in io::stdin().lock().lines() {
                    if line.is_err() {
                        break;
                    }
                    print_link(&door);
                }
            });
        }
    })
    .map_err(|error| Stop::Failed { what: error.to_string(), place, hint: error.hint(), code: 2 })?;
    Ok(Done::Whole)
}

fn print_link(door: &web::Door) {
    match door.link() {
        Ok(link) => {
            let mut out = io::stdout().lock();
            // Whoever closed standard output does not want the link.
            let _ = writeln!(out, "{link}").and_then(|()| out.flush());
        }
        Err(error) => message::error(&format!("no link can be made: {error}"), None, "start it anew"),
    }
}
