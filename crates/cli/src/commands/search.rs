//! `armistice search`: acts with their words, by words and filters.
use super::dossier::{Days, cut, cut_short, failed, open, style, tell_held};
use super::{Done, Stop};
use armistice::dossier::Search;
use armistice::{ActKind, MeasureId};
use jiff::civil;
use std::io::Write;
use std::path::PathBuf;

/// Search a dossier: acts by their words, actor, act, measure, date and source, those that came in last first.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The dossier.
    dossier: PathBuf,

    /// Words of the act: all of them. In quotes for the shell: '"two words" cease* -word' (in this order; what begins so; none of it).
    words: Vec<String>,

    /// Who does or says it: a name, or a number such as p7.
    #[arg(long, value_name = "NAME")]
    actor: Option<String>,

    /// Which act: reject, propose, ...
    #[arg(long, value_name = "ACT")]
    act: Option<String>,

    /// About which measure; kinds of it count.
    #[arg(long, value_name = "ID")]
    measure: Option<String>,

    /// Not before this day.
    #[arg(long, value_name = "DATE")]
    from: Option<civil::Date>,

    /// Not after this day.
    #[arg(long, value_name = "DATE")]
    to: Option<civil::Date>,

    /// Published by.
    #[arg(long, value_name = "NAME")]
    source: Option<String>,

    /// In this document.
    #[arg(long, value_name = "DOCUMENT")]
    document: Option<String>,

    /// Only what a person has confirmed, changed or added.
    #[arg(long, conflicts_with = "unconfirmed")]
    confirmed: bool,

    /// Only what no person has confirmed.
    #[arg(long)]
    unconfirmed: bool,

    /// Print each as a citation: document, place, words, hash.
    #[arg(long)]
    cite: bool,

    /// Write the acts as JSON Lines.
    #[arg(long, conflicts_with = "cite")]
    json: bool,

    /// Search the texts of the documents instead, by words, source, document and the day of the document.
    #[arg(long, requires = "words", conflicts_with_all = ["cite", "json", "actor", "act", "measure", "confirmed", "unconfirmed"])]
    texts: bool,

    /// So many at most.
    #[arg(long, value_name = "N", default_value_t = 50)]
    most: usize,

    #[command(flatten)]
    days: Days,
}

pub(super) fn run(arguments: &Arguments, out: &mut impl Write) -> Result<Done, Stop> {
    let dossier = open(&arguments.dossier)?;
    let wrong = |error| failed(&error, &arguments.dossier);
    let words = arguments.words.join(" ");
    let (style, most) = (style(), arguments.most);
    let ending = |more| if more { "; for more: --most N" } else { "" };
    let kind = arguments.act.as_ref().map(|word| {
        ActKind::from_word(word).ok_or_else(|| Stop::Usage {
            what: format!("there is no act \"{word}\""),
            hint: format!("write one of {}", ActKind::ALL.iter().map(|it| it.as_str()).collect::<Vec<_>>().join(", ")),
        })
    });
    let search = Search {
        words,
        actor: arguments.actor.clone(),
        kind: kind.transpose()?,
        measure: arguments.measure.clone().map(MeasureId),
        from: arguments.from,
        to: arguments.to,
        source: arguments.source.clone(),
        document: arguments.document.clone(),
        confirmed: if arguments.confirmed {
            Some(true)
        } else if arguments.unconfirmed {
            Some(false)
        } else {
            None
        },
        asked: arguments.days.asked(),
        skip: 0,
        most: most.saturating_add(1),
    };
    if arguments.texts {
        let (documents, more) = cut(dossier.search_documents(&search).map_err(wrong)?, most);
        out.write_all(report::terminal::dossier::documents(&documents, &style).as_bytes())?;
        writeln!(out, "{} documents{}", documents.len(), ending(more))?;
        return Ok(Done::Whole);
    }
    let (acts, more) = cut(dossier.search(&search).map_err(wrong)?, most);
    if arguments.json {
        for act in &acts {
            writeln!(out, "{}", report::json::dossier::act(act))?;
        }
        if more {
            cut_short(most, "acts");
        }
        tell_held(&acts);
        return Ok(Done::Whole);
    }
    if arguments.cite {
        for act in &acts {
            let document = dossier.document(&act.document.to_string()).map_err(wrong)?;
            let way_back = dossier.way_back(act.document).map_err(wrong)?;
            writeln!(out, "{} {}", act.key, report::cite::act(act, &document, way_back.as_ref()))?;
        }
        tell_held(&acts);
    } else {
        out.write_all(report::terminal::dossier::acts(&acts, &style).as_bytes())?;
    }
    writeln!(out, "{} acts{}", acts.len(), ending(more))?;
    Ok(Done::Whole)
}
