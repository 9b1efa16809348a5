//! `armistice marks`: handling marks.
use super::dossier::{By, failed, open_to_write};
use super::{Done, Stop};
use armistice::dossier::{Handling, Mark};
use jiff::civil;
use std::io::Write;
use std::path::PathBuf;

/// Mark a document or a source: who may see it, and how far it is to be believed. Every export obeys.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The dossier.
    dossier: PathBuf,

    /// A document (number or name) or a source (name).
    target: String,

    /// Anybody may see it.
    #[arg(long, group = "handling")]
    public: bool,

    /// It stays in the dossier.
    #[arg(long, group = "handling")]
    restricted: bool,

    /// It stays in the dossier until this day.
    #[arg(long, group = "handling", value_name = "DATE")]
    embargo: Option<civil::Date>,

    /// How reliable the source is: A (completely) to E (unreliable), F (cannot be judged).
    #[arg(long, value_name = "A-F", value_parser = ["A", "B", "C", "D", "E", "F"])]
    reliability: Option<String>,

    /// How credible what it says is: 1 (confirmed) to 5 (improbable), 6 (cannot be judged).
    #[arg(long, value_name = "1-6", value_parser = clap::value_parser!(u8).range(1..=6))]
    credibility: Option<u8>,

    #[command(flatten)]
    by: By,
}

pub(super) fn run(arguments: &Arguments, out: &mut impl Write) -> Result<Done, Stop> {
    let handling = match (arguments.public, arguments.restricted, arguments.embargo) {
        (true, ..) => Some(Handling::Public),
        (_, true, _) => Some(Handling::Restricted),
        (.., Some(until)) => Some(Handling::Embargoed(until)),
        _ => None,
    };
    let mark =
        Mark { handling, reliability: arguments.reliability.as_ref().and_then(|it| it.chars().next()), credibility: arguments.credibility };
    if mark == Mark::default() {
        return Err(Stop::Usage {
            what: "no mark is given".to_owned(),
            hint: "write --public, --restricted, --embargo DATE, --reliability A-F or --credibility 1-6".to_owned(),
        });
    }
    let person = arguments.by.person();
    let mut dossier = open_to_write(&arguments.dossier, &person)?;
    let mark = dossier.mark(&arguments.target, &mark, arguments.by.why(), &person).map_err(|error| failed(&error, &arguments.dossier))?;
    let says: Vec<String> = mark.handling.iter().map(ToString::to_string).chain(mark.code()).collect();
    writeln!(out, "{}: {}", report::safe_line(&arguments.target), says.join(", "))?;
    Ok(Done::Whole)
}
