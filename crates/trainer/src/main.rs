//! The command `trainer`.
#![expect(clippy::disallowed_methods, reason = "a program for development reads and writes files")]

use clap::{Parser, Subcommand};
use evaluate::corpus::{Further, FurtherTexts};
use evidence::Document;
use rayon::prelude::*;
use reader::Heads;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use trainer::Source;

/// Prepares what the weights are trained on.
#[derive(Parser)]
#[command(name = "trainer", max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Write our own marked sentences as JSON Lines, for `training/train.py --examples`
    Attribution {
        /// Where the marked sentences lie
        #[arg(long, value_name = "DIR", default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/sentences/attribution"))]
        sentences: PathBuf,
    },
    /// Write our own reports with their acts as JSON Lines, a reading with its text a line, for `training/train.py --acts`
    Acts {
        /// Where the reports lie
        #[arg(long, value_name = "DIR", default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/sentences/acts"))]
        sentences: PathBuf,
    },
    /// Write the further real documents whose conflicts stand in no fold, with their acts, as JSON Lines, for `training/acts.py --real`
    Further {
        #[command(flatten)]
        places: Places,
        /// Instead those with brief answers: the ones that the encoder of acts is taught by, or the others, which the heads are taught by
        #[arg(long, value_enum)]
        brief: Option<Part>,
        /// Besides them those of conflicts in these folds and in no other, and without `--brief` the readings that measure: for the encoder that
        /// reads documents of the other folds
        #[arg(long, value_name = "FOLD", value_delimiter = ',', value_parser = clap::value_parser!(u8).range(0..6))]
        folds: Vec<u8>,
    },
    /// Teach the heads that tell acts: those that ship, and for each fold those that have not seen its conflicts
    Heads(Folders),
}

/// The two parts of the documents with brief answers. A document that the encoder has learned from looks too good to it for the heads to
/// learn how far to trust it.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Part {
    /// Those that the encoder of acts is taught by.
    Encoder,
    /// Those that the heads are taught by: an eighth, whose SHA-256 begins with 0 or 1, and those whose conflicts stand in a fold.
    Heads,
}

/// Where further real documents are.
#[derive(clap::Args)]
struct Places {
    /// Where the data lies that are not in the repository
    #[arg(long, value_name = "DIR", default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared"))]
    shared: PathBuf,
    /// Where the answers for further real documents lie
    #[arg(long, value_name = "DIR", default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/answers"))]
    answers: PathBuf,
    /// Where the brief answers for more of them lie
    #[arg(long, value_name = "DIR", default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/brief"))]
    brief_answers: PathBuf,
    #[command(flatten)]
    texts: FurtherTexts,
}

#[derive(clap::Args)]
struct Folders {
    #[command(flatten)]
    further: Places,
    /// Where our own reports lie
    #[arg(long, value_name = "DIR", default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/sentences/acts"))]
    sentences: PathBuf,
    /// Teach these heads and leave the others as they are in the repository; threshold and confidence are told anew by both together
    #[arg(long, value_name = "HEAD", value_delimiter = ',', value_enum)]
    only: Vec<trainer::Head>,
    /// Write so much of the heads that are taught anew (from 0 to 1), and for the rest those in the repository; threshold and confidence stay
    #[arg(long, requires = "only", value_name = "SHARE")]
    share: Option<f32>,
    /// Make the threshold that stays so many times as high: fewer acts, more of them right
    #[arg(long, requires = "share", value_name = "TIMES", default_value_t = 1.0, value_parser = times)]
    threshold: f32,
    /// The repository to write to: crates/reader/weights/acts.heads and evaluation/heads/
    #[arg(long, value_name = "DIR", default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))]
    repository: PathBuf,
}

/// A number of times from a tenth to ten.
fn times(given: &str) -> Result<f32, String> {
    given.parse().ok().filter(|it| (0.1..=10.0).contains(it)).ok_or_else(|| "a number from 0.1 to 10".to_owned())
}

impl Places {
    fn documents(&self) -> Result<Vec<Further>, String> {
        evaluate::corpus::further(&self.shared, &self.answers, &self.texts).map_err(|error| error.to_string())
    }

    fn with_brief_answers(&self, part: Part) -> Result<Vec<Further>, String> {
        let mut all = evaluate::corpus::brief(&self.brief_answers, &self.texts).map_err(|error| error.to_string())?;
        let for_heads = |it: &Further| !it.folds.is_empty() || it.document.sha256().starts_with(['0', '1']);
        all.retain(|it| for_heads(it) == (part == Part::Heads));
        Ok(all)
    }
}

fn main() -> ExitCode {
    let lines = match Cli::parse().command {
        Command::Heads(folders) => heads(&folders),
        Command::Further { places, brief, folds } => further(&places, brief, &folds),
        Command::Attribution { sentences } => attribution(&sentences),
        Command::Acts { sentences } => acts(&sentences),
    };
    match lines {
        Ok(lines) => {
            let _ = std::io::stdout().write_all(lines.as_bytes());
            ExitCode::SUCCESS
        }
        Err(fault) => {
            let _ = writeln!(std::io::stderr(), "error: {fault}");
            ExitCode::from(2)
        }
    }
}

fn fault(path: &Path, error: &dyn std::fmt::Display) -> String {
    format!("{}: {error}", path.display())
}

/// The texts in a folder, in the order of their names.
fn texts(folder: &Path) -> Result<Vec<(PathBuf, String)>, String> {
    let mut files = std::fs::read_dir(folder)
        .and_then(|entries| entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>())
        .map_err(|error| fault(folder, &error))?;
    files.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    files.sort();
    let read = |path: PathBuf| match std::fs::read_to_string(&path) {
        Ok(text) => Ok((path, text)),
        Err(error) => Err(fault(&path, &error)),
    };
    files.into_iter().map(read).collect()
}

fn acts(folder: &Path) -> Result<String, String> {
    let read =
        |(path, source): (PathBuf, String)| trainer::report(&source).map(|it| format!("{it}\n")).map_err(|error| fault(&path, &error));
    texts(folder)?.into_iter().map(read).collect()
}

/// The encoder of acts that ships has not learned from reports of our own with this number or a greater one.
const FIRST_UNKNOWN: u32 = 1000;

/// The number with which the name of a report of our own begins.
fn number_of(path: &Path) -> Option<u32> {
    path.file_stem()?.to_str()?.split('-').next()?.parse().ok()
}

/// Teaches and writes all heads; says what they were taught from.
fn heads(Folders { further, sentences, only, share, threshold, repository }: &Folders) -> Result<String, String> {
    let shared = &further.shared;
    let folds = evaluate::corpus::folds(shared).map_err(|error| error.to_string())?;
    let cases = evaluate::corpus::gold(shared).map_err(|error| error.to_string())?;
    let (mut given, mut for_roles) = (Vec::new(), Vec::new());
    for case in cases {
        let id = &case.gold.document.id;
        let fold = folds.get(id).copied().ok_or_else(|| format!("{id} is in no fold"))?;
        given.push((Source::Measured(fold), case.document, case.gold, true));
    }
    // The encoders have learned from those of no fold: only what one has not seen shows how far to trust it. What roles there are it does not say.
    let (unseen, known): (Vec<Further>, Vec<Further>) = further.documents()?.into_iter().partition(|it| !it.folds.is_empty());
    for it in unseen.into_iter().chain(further.with_brief_answers(Part::Heads)?) {
        given.push((Source::Further(it.folds), it.document, it.answer, it.roles));
    }
    let of_roles = only.is_empty() || only.contains(&trainer::Head::Role);
    for it in known.into_iter().chain(further.with_brief_answers(Part::Encoder)?).filter(|it| of_roles && it.roles) {
        for_roles.push((Source::Further(it.folds), it.document, it.answer));
    }
    for (path, source) in texts(sentences)? {
        let reading = trainer::report(&source).map_err(|error| fault(&path, &error))?;
        let (document, gold) = evaluate::corpus::own(&reading).map_err(|error| fault(&path, &error))?;
        given.push((Source::Own { known: number_of(&path).is_none_or(|number| number < FIRST_UNKNOWN) }, document, gold, true));
    }
    let path_of = |without: Option<usize>| match without {
        Some(fold) => repository.join(format!("evaluation/heads/without-{fold}.heads")),
        None => repository.join("crates/reader/weights/acts.heads"),
    };
    let there = |without: Option<usize>| {
        let path = path_of(without);
        let file = std::fs::read(&path).map_err(|error| fault(&path, &error))?;
        Ok((without, Heads::read(&file).map_err(|bad| fault(&path, &bad))?))
    };
    let kept = if only.is_empty() {
        None
    } else {
        let all: BTreeSet<Option<usize>> = folds.values().copied().map(Some).chain([None]).collect();
        let there = all.into_iter().map(there).collect::<Result<BTreeMap<_, _>, String>>()?;
        Some(trainer::Kept { heads: there, only: only.clone(), share: *share, threshold: *threshold })
    };
    let config = reader::Config::default();
    let known: Vec<reader::Known<'_>> = given.par_iter().map(|(_, document, ..)| reader::Known::of(document, &config)).collect();
    // It knows most of our own reports by heart. Of roles it says nothing.
    let roles_alone = *only == [trainer::Head::Role] && share.is_some();
    let sight = |(source, ..): &(Source, Document, _, _), known: &reader::Known<'_>| {
        if source.is_known() || roles_alone {
            return Ok(None);
        }
        // The encoder that ships has learned from documents of these conflicts, each of the others from half of them.
        let config = match source.fold() {
            Some(fold) => config.clone().with_encoder(evaluate::corpus::encoder_without(fold).map_err(|error| error.to_string())?),
            None => config.clone(),
        };
        Ok(known.sight(&config))
    };
    let sights: Vec<Option<reader::Sight>> =
        given.par_iter().zip(&known).map(|(given, known)| sight(given, known)).collect::<Result<_, String>>()?;
    let material: Vec<trainer::Material<'_>> = given
        .par_iter()
        .zip(known.par_iter().zip(sights.par_iter()))
        .map(|((source, document, gold, tells_roles), (known, sight))| {
            let (study, source) = (known.study(sight.as_ref()), source.clone());
            let roles = if *tells_roles { trainer::Roles::of(source, document, gold, &study) } else { trainer::Roles::none(source) };
            trainer::Material::of(roles, document, gold, study)
        })
        .collect::<Result<_, _>>()?;
    let more: Vec<trainer::Roles> = for_roles
        .par_iter()
        .map(|(source, document, gold)| {
            trainer::Roles::of(source.clone(), document, gold, &reader::Known::of(document, &config).study(None))
        })
        .collect();
    let mut out = String::new();
    for (without, heads) in trainer::teach(&material, &more, kept.as_ref()) {
        let path = path_of(without);
        std::fs::write(&path, heads.write()).map_err(|error| fault(&path, &error))?;
        let taught: Vec<_> = material.iter().filter(|m| without.is_none_or(|fold| !m.source.touches(fold))).collect();
        let real = taught.iter().filter(|m| m.source.is_real()).count();
        let own = taught.len() - real;
        let acts: usize = taught.iter().map(|m| m.gold.acts.len()).sum();
        out += &format!("{}: {real} documents, {own} reports of our own, {acts} acts; threshold {:.2}\n", path.display(), heads.threshold);
    }
    Ok(out)
}

fn further(places: &Places, brief: Option<Part>, folds: &[u8]) -> Result<String, String> {
    let taught = |fold: &usize| folds.iter().any(|it| usize::from(*it) == *fold);
    let mut documents = match brief {
        None => places.documents()?,
        Some(part) => places.with_brief_answers(part)?,
    };
    if brief == Some(Part::Encoder) {
        documents.extend(places.with_brief_answers(Part::Heads)?.into_iter().filter(|it| !it.folds.is_empty()));
    }
    documents.retain(|it| it.folds.iter().all(taught));
    let mut lines: Vec<Value> = documents.into_iter().map(|it| trainer::line(it.document.text(), it.answer)).collect();
    if brief.is_none() && !folds.is_empty() {
        let of = evaluate::corpus::folds(&places.shared).map_err(|error| error.to_string())?;
        let measured = evaluate::corpus::gold(&places.shared).map_err(|error| error.to_string())?;
        let measured = measured.into_iter().filter(|case| of.get(&case.gold.document.id).is_some_and(taught));
        lines.extend(measured.map(|case| trainer::line(case.document.text(), case.gold)));
    }
    Ok(lines.into_iter().map(|line| format!("{line}\n")).collect())
}

fn attribution(folder: &Path) -> Result<String, String> {
    let mut out = String::new();
    for (path, source) in texts(folder)? {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let mut paragraphs = Vec::new();
        for paragraph in source.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()) {
            let opens = paragraph.chars().take(40).collect::<String>();
            paragraphs.push(trainer::parse(paragraph).map_err(|error| format!("{}: in “{opens}…”: {error}", path.display()))?);
        }
        for (lesson, part) in trainer::lessons(&paragraphs).iter().zip(["whole", "contents"]) {
            let said: Vec<Value> = lesson
                .said
                .iter()
                .map(|said| json!({"source": pairs(&said.source), "cue": pairs(&said.cue), "content": pairs(&said.content)}))
                .collect();
            out += &format!("{}\n", json!({"id": format!("{name}-{part}"), "text": lesson.text, "attributions": said}));
        }
    }
    Ok(out)
}

fn pairs(ranges: &[Range<usize>]) -> Vec<[usize; 2]> {
    ranges.iter().map(|range| [range.start, range.end]).collect()
}
