//! `armistice outlook`: which outcomes would hold, what leads there, what would have to change.
use super::dossier::text_of;
use super::read::{style, write_page};
use super::sheet::{Loaded, Reports};
use super::{Done, Stop};
use armistice::outlook::answers;
use armistice::outlook::proposal::{self, Config, NotFound, Proposal, Wish};
use armistice::tables::{Record, View};
use armistice::{Date, Measures};
use gmcr::file::{FileError, Format, read, rewrite};
use report::outlook::{Before, Edited, Shown, Supposed};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Which outcomes would hold, who would upset them, what leads there and what would have to change: a model of the conflict drawn from the
/// record, each line with its words, and what follows from it.
///
/// Nothing is guessed past the quotes: what nobody said is listed as an assumption. No score, no chances, no advice.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    reports: Reports,

    /// At most so many options, those of which the record says most.
    #[arg(long, value_name = "N", default_value_t = 12, value_parser = clap::value_parser!(u8).range(1..=16))]
    max_options: u8,

    /// Answer from this model, which you have edited (--toml writes one to start from), with the words of the record where it has some.
    #[arg(long, value_name = "MODEL")]
    model: Option<PathBuf>,

    /// Hold a move fast, and set what follows beside what follows without: "sanctions-impose by Lake League = Y".
    #[arg(long, value_name = "OPTION by ACTOR = Y|N")]
    suppose: Vec<String>,

    /// Say what would have to change for an outcome to hold: changes against today ("general-ceasefire by Sudria = Y, ..."), with what
    /// others would then do; or the letters of a state, for that state alone.
    #[arg(long, value_name = "OUTCOME")]
    hold: Vec<String>,

    /// Say what has changed since the end of that day, or since the reports before the newest ones (`previous`).
    #[arg(long, value_name = "DATE | previous")]
    against: Option<String>,

    /// So many variants of the model for what it hangs on; 0 leaves that out.
    #[arg(long, value_name = "N", default_value_t = 1000)]
    variants: u32,

    /// The seed of the variants that are drawn.
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,

    /// Show under each sentence its proof and the words behind it.
    #[arg(long)]
    why: bool,

    /// Write one line of JSON.
    #[arg(long, group = "form")]
    json: bool,

    /// Write Markdown.
    #[arg(long, group = "form")]
    markdown: bool,

    /// Write one self-contained page to this file.
    #[arg(long, group = "form", value_name = "PAGE")]
    html: Option<PathBuf>,

    /// Write a Word document to this file.
    #[arg(long, group = "form", value_name = "FILE")]
    docx: Option<PathBuf>,

    /// Draw the outcomes and the ways that lead there as SVG to this file.
    #[arg(long, group = "form", value_name = "PICTURE")]
    svg: Option<PathBuf>,

    /// Write the model as TOML, to edit it; with --model and --against your model with the changes that fit.
    #[arg(long, group = "form")]
    toml: bool,
}

impl Arguments {
    const fn leaves(&self) -> bool {
        self.json || self.markdown || self.html.is_some() || self.docx.is_some() || self.svg.is_some() || self.toml
    }
}

pub(super) fn run(arguments: &Arguments) -> Result<Done, Stop> {
    let loaded = arguments.reports.load(arguments.leaves())?;
    let measures = loaded.measures();
    let wishes = arguments.suppose.iter().map(|it| Wish::read(it)).collect::<Result<Vec<_>, _>>().map_err(not_found)?;
    let holds = arguments.hold.iter().map(|it| hold(it)).collect::<Result<Vec<_>, _>>()?;
    let (config, proposal) = propose(arguments, &loaded, &wishes, &holds);
    let before = arguments.against.as_ref().map(|it| earlier(it, &loaded, &config)).transpose()?;
    let given = arguments.model.as_ref().map(|path| person(path, &proposal)).transpose()?;
    let model = given.as_ref().map_or(&proposal, |it| &it.edited);
    let changes = before.as_ref().map(|it| proposal::changes(&it.proposal, &proposal)).unwrap_or_default();
    let merged = given.as_ref().map(|it| proposal::merge(&it.model, &proposal, &changes));
    if arguments.toml {
        let text = match (&given, &merged) {
            (Some(given), Some((_, merged))) => rewrite(&given.text, merged).map_err(|error| Stop::Usage {
                what: format!("your model cannot take the changes: {error}"),
                hint: "look at the changes without --toml, and make them by hand".to_owned(),
            })?,
            _ => proposal::written(&proposal),
        };
        io::stdout().lock().write_all(text.as_bytes())?;
        return Ok(loaded.done());
    }
    let options: Result<Vec<(usize, bool)>, NotFound> = wishes.iter().map(|it| Ok((it.option(model, measures)?, it.taken))).collect();
    let options = options.map_err(not_found)?;
    at_once(model, &options)?;
    let wanted = holds.iter().map(|it| it.bits(model, measures)).collect::<Result<Vec<_>, _>>()?;
    let asked = answers::Config { hold: wanted, variants: arguments.variants, seed: arguments.seed };
    // What is set beside it is not varied: the page says of it only what holds.
    let beside = answers::Config { variants: 0, hold: Vec::new(), ..asked.clone() };
    let answered = answers::answer(model, &asked);
    let scenario = (!options.is_empty()).then(|| {
        let proposal = model.suppose(&options);
        let answers = answers::answer(&proposal, &beside);
        let outcomes = answers::compare((model, &answered), (&proposal, &answers));
        (proposal, answers, outcomes)
    });
    let before = before.map(|it| {
        let answers = answers::answer(&it.proposal, &beside);
        let outcomes = answers::compare((&it.proposal, &answers), (model, &answered));
        (it, answers, outcomes)
    });
    let differs = given.as_ref().map(|it| proposal::changes(&it.edited, &proposal)).unwrap_or_default();
    let shown = Shown {
        record: &loaded.record,
        measures,
        proposal: model,
        answers: &answered,
        before: before.as_ref().map(|(it, answers, outcomes)| Before {
            called: &it.called,
            proposal: &it.proposal,
            answers,
            record: &proposal,
            changes: &changes,
            outcomes,
        }),
        supposed: scenario.as_ref().map(|(proposal, answers, outcomes)| Supposed { options: &options, proposal, answers, outcomes }),
        edited: given.as_ref().map(|_| Edited {
            record: &proposal,
            before: before.as_ref().map(|(it, _, _)| &it.proposal),
            differs: &differs,
            merges: merged.as_ref().map_or(&[][..], |(merges, _)| merges),
        }),
    };
    write(arguments, &loaded, &shown)?;
    Ok(loaded.done())
}

/// The model of the record. What is supposed or asked for and not among the options yet is made one.
fn propose(arguments: &Arguments, loaded: &Loaded, wishes: &[Wish], holds: &[Hold]) -> (Config, Proposal) {
    let mut config = Config { max_options: usize::from(arguments.max_options), apart: loaded.apart.clone(), ..Config::default() };
    let proposal = proposal::propose(&loaded.record, loaded.view, loaded.measures(), &config);
    let of_holds = holds.iter().flat_map(|it| match it {
        Hold::Letters(_) => &[][..],
        Hold::Changes(all) => all,
    });
    let missing = wishes.iter().chain(of_holds).filter(|it| it.option(&proposal, loaded.measures()).is_err());
    config.include = missing.filter_map(|it| it.a_move(&loaded.record, loaded.measures())).collect();
    if config.include.is_empty() {
        return (config, proposal);
    }
    let proposal = proposal::propose(&loaded.record, loaded.view, loaded.measures(), &config);
    (config, proposal)
}

fn write(arguments: &Arguments, loaded: &Loaded, shown: &Shown<'_>) -> Result<(), Stop> {
    let mut out = BufWriter::new(io::stdout().lock());
    let title = loaded.title("Outlook");
    if let Some(page) = &arguments.svg {
        write_page(page, report::outlook::outlook_svg(shown))?;
    } else if let Some(page) = &arguments.html {
        write_page(page, report::sheet::html(&title, &report::outlook::sections(shown, true)))?;
    } else if let Some(file) = &arguments.docx {
        write_page(file, report::sheet::docx(&title, &report::outlook::sections(shown, true)))?;
    } else if arguments.json {
        writeln!(out, "{}", report::outlook::outlook_json(shown))?;
    } else if arguments.markdown {
        out.write_all(report::sheet::markdown(&title, &report::outlook::sections(shown, arguments.why)).as_bytes())?;
    } else {
        out.write_all(report::sheet::terminal(&title, &report::outlook::sections(shown, arguments.why), &style()).as_bytes())?;
    }
    Ok(out.flush()?)
}

fn not_found(it: NotFound) -> Stop {
    let hint = if it.options.is_empty() {
        "write it as OPTION by ACTOR = Y".to_owned()
    } else {
        format!("the options are: {}", it.options.join("; "))
    };
    Stop::Usage { what: it.says, hint }
}

/// Refuses moves that cannot be at once: anything would follow from them.
fn at_once(proposal: &Proposal, wanted: &[(usize, bool)]) -> Result<(), Stop> {
    let hint = "leave one of them out; the page says under “What cannot be at once” why".to_owned();
    proposal.cannot_be(wanted).map_or(Ok(()), |what| Err(Stop::Usage { what, hint }))
}

/// An outcome as a person names it.
enum Hold {
    Letters(String),
    Changes(Vec<Wish>),
}

fn hold(words: &str) -> Result<Hold, Stop> {
    let letters: String = words.chars().filter(|c| !c.is_whitespace()).collect();
    if !letters.is_empty() && letters.chars().all(|c| matches!(c, 'Y' | 'N')) {
        return Ok(Hold::Letters(letters));
    }
    words.split(',').map(Wish::read).collect::<Result<Vec<_>, _>>().map(Hold::Changes).map_err(not_found)
}

impl Hold {
    fn bits(&self, proposal: &Proposal, measures: &Measures) -> Result<u64, Stop> {
        match self {
            Self::Letters(letters) if letters.len() == proposal.options.len() => {
                let all: Vec<(usize, bool)> = letters.chars().map(|c| c == 'Y').enumerate().collect();
                at_once(proposal, &all)?;
                Ok(all.iter().filter(|(_, taken)| *taken).fold(0, |bits, (i, _)| bits | 1 << i))
            }
            Self::Letters(letters) => Err(Stop::Usage {
                what: format!("{letters} has {} letters, and the model {} options", letters.len(), proposal.options.len()),
                hint: "one letter, Y or N, for each option, in the order of the page".to_owned(),
            }),
            Self::Changes(all) => {
                let changes = all.iter().map(|it| Ok((it.option(proposal, measures).map_err(not_found)?, it.taken)));
                let changes = changes.collect::<Result<Vec<_>, Stop>>()?;
                at_once(proposal, &changes)?;
                Ok(answers::meant(proposal, &changes))
            }
        }
    }
}

/// The model of an earlier day.
struct Earlier {
    called: String,
    proposal: Proposal,
}

fn earlier(when: &str, loaded: &Loaded, config: &Config) -> Result<Earlier, Stop> {
    let made = |record: &Record, view: View, called: String| Earlier {
        called,
        proposal: proposal::propose(record, view, loaded.measures(), config),
    };
    if when == "previous" {
        let seen = loaded.record.seen(loaded.view);
        let newest = seen.iter().filter_map(|it| it.published).max();
        let day = newest.and_then(|newest| seen.iter().filter_map(|it| it.published).filter(|it| *it < newest).max());
        let Some(day) = day else {
            return Err(Stop::Usage {
                what: "there is no earlier report".to_owned(),
                hint: "--against needs documents of at least two days; name a day, such as 2034-02-24".to_owned(),
            });
        };
        return Ok(made(&loaded.record, View { as_of: Some(day), ..loaded.view }, format!("as of {day}, before the newest reports")));
    }
    let date: Date = when.parse().map_err(|error| Stop::Usage {
        what: format!("“{when}” is no date: {error}"),
        hint: "write a date such as 2034-02-24, or previous".to_owned(),
    })?;
    let (record, view) = loaded.as_of(&date)?;
    Ok(made(record.as_ref().unwrap_or(&loaded.record), view, format!("as of {date}")))
}

/// A person's model.
struct Person {
    text: String,
    model: gmcr::model::Model,
    /// With the words of the record.
    edited: Proposal,
}

fn person(path: &Path, proposal: &Proposal) -> Result<Person, Stop> {
    let text = text_of(path)?;
    let failed = |what: String, at: String, hint: Option<String>| Stop::Failed {
        what,
        place: format!("{}{at}", path.display()),
        hint: hint.unwrap_or_else(|| "docs/formats/conflict-toml.md has the form; --toml writes one to start from".to_owned()),
        code: 2,
    };
    let in_file = |error: FileError| {
        let at = error.position.map_or_else(String::new, |it| format!(":{it}"));
        failed(error.to_string(), at, error.error.hint())
    };
    let source = read(&text, Format::Toml).map_err(in_file)?;
    source.graph(&text).map_err(in_file)?;
    if let Some(Err(what)) = proposal::status_quo(&source.model) {
        let line = text.lines().position(|it| it.trim_start().starts_with("note")).map_or_else(String::new, |at| format!(":{}", at + 1));
        let hint = "one letter, Y or N, for each option, in the order of the file; without the note today is as the record has it";
        return Err(failed(what, line, Some(hint.to_owned())));
    }
    let Some(edited) = proposal.edited(&source.model) else {
        return Err(failed("the model has no options with preference statements".to_owned(), String::new(), None));
    };
    // Else nothing could be worked out from today, and the page would be empty.
    let today: Vec<(usize, bool)> = edited.options.iter().map(|it| it.today).enumerate().collect();
    if let Some(what) = edited.cannot_be(&today) {
        let hint = "change the status quo in the note, or the rule under [feasibility]";
        return Err(failed(format!("what is so today breaks a rule of the model: {what}"), String::new(), Some(hint.to_owned())));
    }
    Ok(Person { model: source.model, edited, text })
}
