//! `armistice show`: one item of a dossier, or the dossier itself.
use super::dossier::{Days, failed, open, style, tell_held};
use super::{Done, Stop};
use armistice::dossier::Found;
use report::terminal::dossier as page;
use std::io::Write;
use std::path::PathBuf;

/// Show a document with its acts, an act with its versions, an actor, or an event with all its accounts; without an item, the dossier.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The dossier.
    dossier: PathBuf,

    /// d3 (document), a41 or 05-wire#a4 (act), p7 (actor), e41 (event), or the name of a document or actor.
    item: Option<String>,

    /// Print the text of the document as it was decoded.
    #[arg(long, requires = "item")]
    text: bool,

    /// Write the acts as JSON Lines.
    #[arg(long, requires = "item", conflicts_with = "text")]
    json: bool,

    #[command(flatten)]
    days: Days,
}

pub(super) fn run(arguments: &Arguments, out: &mut impl Write) -> Result<Done, Stop> {
    let dossier = open(&arguments.dossier)?;
    let wrong = |error| failed(&error, &arguments.dossier);
    let style = style();
    let Some(item) = &arguments.item else {
        let as_of = arguments.days.as_of_alone("the dossier as a whole")?;
        let [reports, notes, acts, actors] = dossier.counts(as_of).map_err(wrong)?;
        let process = dossier.process();
        if !process.name.is_empty() {
            writeln!(out, "{}", report::safe_line(&process.name))?;
        }
        if !process.about.is_empty() {
            writeln!(out, "{}", report::safe_line(&process.about))?;
        }
        writeln!(out, "{reports} reports, {notes} notes, {acts} acts, {actors} actors")?;
        return Ok(Done::Whole);
    };
    let asked = arguments.days.asked();
    let found = dossier.find(item, &asked).map_err(wrong)?;
    if arguments.json {
        let acts = match &found {
            Found::Document(_, acts) => acts.clone(),
            Found::Act(act, _) => vec![(**act).clone()],
            Found::Event(event) => event.acts.clone(),
            Found::Actor(actor) => {
                return Err(Stop::Usage {
                    what: format!("--json writes acts, and {} is an actor", actor.key),
                    hint: format!("its acts: armistice search {} --actor {} --json", arguments.dossier.display(), actor.key),
                });
            }
        };
        for act in &acts {
            writeln!(out, "{}", report::json::dossier::act(act))?;
        }
        tell_held(&acts);
        return Ok(Done::Whole);
    }
    let shown = match &found {
        Found::Document(document, acts) => {
            // Where it was erased, what is known of it is shown without its words.
            let text = dossier.text(document.key);
            if arguments.text { text.map_err(wrong)? } else { page::document(document, acts, text.ok().as_deref(), &style) }
        }
        Found::Act(act, versions) => page::act(act, versions, &style),
        Found::Actor(actor) => page::actor(actor, &style),
        Found::Event(event) => page::event(event, &style),
    };
    out.write_all(shown.as_bytes())?;
    Ok(Done::Whole)
}
