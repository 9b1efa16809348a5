//! `armistice marks`: handling marks.
use super::dossier::{By, failed, open_to_write, today};
use super::{Done, Stop};
use crate::message;
use armistice::dossier::{Asked, Document, Dossier, Error, Handling, Leave, Mark, held};
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
    let target = report::safe_line(&arguments.target);
    writeln!(out, "{target}: {}", says.join(", "))?;
    if let Some(handling) = &mark.handling {
        tell(&dossier, &arguments.target, handling, out).map_err(|error| failed(&error, &arguments.dossier))?;
    }
    Ok(Done::Whole)
}

/// What else counts of what was marked: a stricter mark of its source, and what has its text.
fn tell(dossier: &Dossier, target: &str, handling: &Handling, out: &mut impl Write) -> Result<(), Error> {
    let all = dossier.documents(&Asked::default(), usize::MAX >> 1)?;
    let document = dossier.document(target).ok();
    if let Some(document) = &document
        && let Some(counts) = document.mark.handling.as_ref().filter(|it| *it != handling)
    {
        let sources = dossier.sources(None)?;
        let of_it = |it: &&(String, Mark, usize)| document.sources.iter().any(|source| source.outlet.as_ref() == Some(&it.0));
        let stricter = sources.iter().filter(of_it).find(|it| it.1.handling.as_ref() == Some(counts));
        let source = stricter.map_or_else(String::new, |it| format!(" {}", report::safe_line(&it.0)));
        let said = writeln!(out, "{} stays {counts} all the same: its source{source} is", report::safe_line(target));
        said.map_err(|error| Error::Io { says: error.to_string() })?;
    }
    if handling.open_on(today()) {
        return Ok(());
    }
    let of_target = |it: &&Document| match &document {
        Some(document) => it.key == document.key,
        None => it.sources.iter().any(|it| it.outlet.as_deref() == Some(target)),
    };
    let held = held(&all, &Leave::default(), today());
    for (copy, of) in dossier.copies(&all.iter().filter(of_target).map(|it| it.key).collect())? {
        let of = of.first().map_or_else(String::new, |it| report::safe_line(&it.name));
        let name = report::safe_line(&copy.name);
        if held.contains_key(&copy.key) {
            let said = writeln!(out, "{name} has the text of {of}, and stays in the dossier with it");
            said.map_err(|error| Error::Io { says: error.to_string() })?;
        } else {
            let hint = format!("to have it stay too: armistice marks DOSSIER {name} --restricted");
            message::warning(&format!("{name} has the text of {of}, and may leave, being public itself"), None, Some(&hint));
        }
    }
    Ok(())
}
