//! The command `evaluate`.
#![expect(clippy::disallowed_methods, reason = "the evaluation reads and writes files")]
use clap::{Args, Parser, Subcommand, ValueEnum};
use evaluate::contract::Answer;
use evaluate::corpus::{self, Case, Chosen, FurtherTexts};
use evaluate::score::attribution;
use evaluate::score::reading::{self, Compared, Tally};
use evaluate::score::reliability::Reliability;
use evaluate::score::sheet::{Layout, Row, Sheet};
use evaluate::{Fault, pairs, print, tables};
use reader::Model;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Scores the reader against hand-made answers.
#[derive(Parser)]
#[command(name = "evaluate", max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// Where the data lies that are not in the repository [default: ../shared beside the repository]
    #[arg(long, global = true, value_name = "DIR")]
    shared: Option<PathBuf>,
    /// What the reader finds who said what with; sheets of results other than that of the whole are named for it
    #[arg(long, global = true, value_enum, default_value = "whole")]
    model: Trained,
    /// Tell the acts by the rules alone, whatever finds who said what
    #[arg(long, global = true)]
    no_heads: bool,
}

impl Cli {
    /// What reads: the model, and which heads tell the acts.
    fn reader(&self) -> Reader {
        let none = self.no_heads || self.model == Trained::None;
        Reader { model: self.model, heads: if none { Chosen::None } else { Chosen::Unseen } }
    }
}

#[derive(Clone, Copy)]
struct Reader {
    model: Trained,
    heads: Chosen,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Trained {
    /// The trained tagger
    Whole,
    /// The smaller tagger
    Fast,
    /// Rules alone
    None,
}

impl Trained {
    fn model(self) -> Model {
        match self {
            Trained::Whole => Model::Whole,
            Trained::Fast => Model::Fast,
            Trained::None => Model::None,
        }
    }

    /// The name of a sheet of results made with it.
    fn sheet(self, name: &str) -> String {
        match self {
            Trained::Whole => name.to_owned(),
            Trained::Fast => format!("{name}-fast"),
            Trained::None => format!("{name}-rules"),
        }
    }
}

#[derive(Subcommand)]
enum Command {
    /// Readings of the 54 real documents with hand-made answers
    Gold {
        /// News alone (with the first article of all)
        #[arg(long, conflicts_with = "statements")]
        news: bool,
        /// Official statements alone
        #[arg(long)]
        statements: bool,
        #[command(flatten)]
        output: Output,
    },
    /// Positions and waits that the table makes of the hand-made acts
    Table {
        /// Of the examples, instead of the gold documents
        #[arg(long)]
        examples: bool,
        /// Print those of each document that are missed or surplus
        #[arg(long)]
        differences: bool,
        #[command(flatten)]
        output: Output,
    },
    /// Tables of the example dossiers from what the reader reads, against those from hand-made readings
    Tables {
        /// Print the cells (by actor, measure and stance alone) and the waits that are missed or surplus
        #[arg(long)]
        differences: bool,
        /// Read without the names of the process files
        #[arg(long)]
        no_names: bool,
        #[command(flatten)]
        output: Output,
    },
    /// Readings of this repository's own example reports
    Examples {
        #[command(flatten)]
        output: Output,
    },
    /// Readings of invented reports that nothing was taught from: their states, groups and persons are in no table, and no metadata say whose a statement is
    Reports {
        #[command(flatten)]
        output: Output,
    },
    /// Readings of further real documents whose conflicts stand in folds: each is read with heads and an encoder that have not seen its conflict. Their answers were made to be taught from, by one annotator each, and their texts lie in public collections
    Further {
        /// Instead of those with full answers those with brief ones, which have only kind, actors, measures and words of each act
        #[arg(long)]
        brief: bool,
        #[command(flatten)]
        texts: FurtherTexts,
        #[command(flatten)]
        output: Output,
    },
    /// Attributions of PolNeAR
    Polnear {
        /// Which split
        #[arg(long, value_enum, default_value = "dev")]
        split: Split,
        #[command(flatten)]
        output: Output,
    },
    /// Attributions of five negotiation articles and the first article of all, with and without those inside another's words
    Attributions {
        #[command(flatten)]
        output: Output,
    },
    /// Pairs of acts that do or do not report one event, by `record`
    Pairs {
        /// Print what speaks for and against each pair, to fit weights by
        #[arg(long)]
        features: bool,
        /// Print the pairs of the half for tuning that are judged wrongly
        #[arg(long)]
        differences: bool,
        /// Write the counts that are committed
        #[arg(long)]
        write: bool,
    },
    /// One document's answer and reading side by side
    Show {
        /// Name of a gold document or an example
        id: String,
        /// Readings to show instead of the reader's own
        #[arg(long, value_name = "FILE")]
        pred: Option<PathBuf>,
    },
    /// The faults of one kind, one a line
    Errors {
        /// Which faults
        #[arg(long, value_enum)]
        kind: FaultKind,
        /// Readings to go through instead of the reader's own
        #[arg(long, value_name = "FILE")]
        pred: Option<PathBuf>,
        /// Only documents whose name contains this
        #[arg(long, value_name = "WORDS")]
        of: Option<String>,
    },
    /// Two sheets of results, document by document
    Compare {
        /// The earlier one
        before: PathBuf,
        /// The later one
        now: PathBuf,
    },
}

#[derive(Args)]
struct Output {
    /// Score these readings (of `armistice read --json`; a file or folder) instead of the reader's own
    #[arg(long, value_name = "FILE")]
    pred: Option<PathBuf>,
    /// Write the sheet of results that is committed
    #[arg(long, conflicts_with = "check")]
    write: bool,
    /// Write the sheet of results to this file
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Write the readings that are scored to this file, one a line: for --pred, and for the Python scorer (readings only)
    #[arg(long, value_name = "FILE", conflicts_with = "pred")]
    save: Option<PathBuf>,
    /// Fail when a figure falls below the committed one
    #[arg(long)]
    check: bool,
    /// Print the figures as JSON, in the form of the Python scorer (readings only)
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Split {
    Dev,
    Train,
}

#[derive(Clone, Copy, ValueEnum)]
enum FaultKind {
    Missed,
    Surplus,
    Type,
    Actor,
    Measure,
    Date,
    ToldBy,
    Addressee,
    PrincipalMissed,
    PrincipalSurplus,
    Role,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(&cli) {
        Ok((page, true)) => say(&page, ExitCode::SUCCESS),
        Ok((page, false)) => say(&page, ExitCode::FAILURE),
        Err(fault) => {
            let _ = writeln!(std::io::stderr(), "error: {fault}");
            ExitCode::from(2)
        }
    }
}

// Whoever reads the page may have seen enough; that is no failure.
fn say(page: &str, code: ExitCode) -> ExitCode {
    let _ = std::io::stdout().write_all(page.as_bytes());
    code
}

/// The page to print, and whether all is well.
fn run(cli: &Cli) -> Result<(String, bool), Fault> {
    let shared = || {
        cli.shared
            .clone()
            .or_else(corpus::shared)
            .ok_or_else(|| Fault("there is no ../shared beside the repository; give --shared DIR".to_owned()))
    };
    match &cli.command {
        Command::Gold { news, statements, output } => {
            let mut cases = corpus::gold(&shared()?)?;
            cases.retain(|case| (!*news || case.part == "news") && (!*statements || case.part == "statements"));
            if output.write && (*news || *statements) {
                return Err(Fault("--write takes all documents: leave --news and --statements out".to_owned()));
            }
            readings("gold", &cases, output, cli.reader())
        }
        Command::Table { examples, differences, output } => {
            let (name, cases) =
                if *examples { ("table-examples", corpus::examples(&corpus::repository())?) } else { ("table", corpus::gold(&shared()?)?) };
            let answers = corpus::tables(&cases)?;
            let (mut page, well) = readings_of(name, &cases, &answers, output)?;
            if *differences {
                for (case, answer) in cases.iter().zip(&answers) {
                    page += &print::differences(&compared(case, answer)?);
                }
            }
            Ok((page, well))
        }
        Command::Tables { differences, no_names, output } => {
            let reader = cli.reader();
            let (sheet, lines) = tables::score(reader.model.model(), reader.heads != Chosen::None, !no_names)?;
            let mut page = print::tables(&sheet);
            if *differences {
                page += &format!("\n{}\n", lines.join("\n"));
            }
            let name = if *no_names { "tables-without-names" } else { "tables" };
            finish(&reader.model.sheet(name), sheet, page, output)
        }
        Command::Reports { output } => readings("reports", &corpus::reports(&corpus::repository())?, output, cli.reader()),
        Command::Examples { output } => readings("examples", &corpus::examples(&corpus::repository())?, output, cli.reader()),
        Command::Further { brief, texts, output } => {
            let answers = corpus::repository().join("crates/trainer");
            let (name, given) = if *brief {
                ("further-brief", corpus::brief(&answers.join("brief"), texts)?)
            } else {
                ("further", corpus::further(&shared()?, &answers.join("answers"), texts)?)
            };
            let cases: Vec<Case> = given.into_iter().filter_map(corpus::Further::measured).collect();
            if cases.is_empty() {
                return Err(Fault("no text of these answers is there: say where with --checkout, --reuters or --statements".to_owned()));
            }
            readings(name, &cases, output, cli.reader())
        }
        Command::Polnear { split: Split::Dev, output } => {
            attributions("polnear-dev", &corpus::polnear(&shared()?, "dev")?, false, output, cli.reader())
        }
        Command::Polnear { split: Split::Train, output } => {
            attributions("polnear-train", &corpus::polnear(&shared()?, "train")?, false, output, cli.reader())
        }
        Command::Attributions { output } => attributions("attributions", &corpus::attributions(&shared()?)?, true, output, cli.reader()),
        Command::Pairs { features, differences, write } => {
            let judged = pairs::judge(&shared()?)?;
            if *write {
                let path = corpus::repository().join("evaluation/pairs-counts.csv");
                std::fs::write(&path, pairs::sheet(&judged)).map_err(|e| Fault::at(&path, e))?;
            }
            let page = match (*features, *differences) {
                (true, _) => pairs::features(&judged),
                (_, true) => format!("{}\n{}", pairs::page(&judged), pairs::differences(&judged)),
                _ => pairs::page(&judged),
            };
            Ok((page, true))
        }
        Command::Show { id, pred } => {
            let mut cases = corpus::examples(&corpus::repository()).unwrap_or_default();
            if !cases.iter().any(|case| case.document.about.id.0 == *id) {
                cases = corpus::gold(&shared()?)?;
            }
            cases.retain(|case| case.document.about.id.0 == *id);
            let case = cases.first().ok_or_else(|| Fault(format!("there is no document {id} with an answer")))?;
            let predicted = predicted(&cases, pred.as_deref(), cli.reader())?;
            Ok((print::side_by_side(id, &compared(case, &predicted[0])?), true))
        }
        Command::Errors { kind, pred, of } => {
            let mut cases = corpus::gold(&shared()?)?;
            cases.retain(|case| of.as_ref().is_none_or(|of| case.document.about.id.0.contains(of)));
            let kind = match kind {
                FaultKind::Missed => print::Kind::Missed,
                FaultKind::Surplus => print::Kind::Surplus,
                FaultKind::Type => print::Kind::Type,
                FaultKind::Actor => print::Kind::Actor,
                FaultKind::Measure => print::Kind::Measure,
                FaultKind::Date => print::Kind::Date,
                FaultKind::ToldBy => print::Kind::ToldBy,
                FaultKind::Addressee => print::Kind::Addressee,
                FaultKind::PrincipalMissed => print::Kind::PrincipalMissed,
                FaultKind::PrincipalSurplus => print::Kind::PrincipalSurplus,
                FaultKind::Role => print::Kind::Role,
            };
            let mut page = String::new();
            for (case, answer) in cases.iter().zip(predicted(&cases, pred.as_deref(), cli.reader())?) {
                for line in print::errors(kind, &compared(case, &answer)?) {
                    page += &line;
                    page.push('\n');
                }
            }
            Ok((page, true))
        }
        Command::Compare { before, now } => {
            let read = |path: &Path| std::fs::read_to_string(path).map_err(|e| Fault::at(path, e));
            let (a, b) = (read(before)?, read(now)?);
            let layout = match a.get(..24) {
                Some("document,part,acts_gold,") => &reading::LAYOUT,
                Some("document,part,cells_gold") => &tables::LAYOUT,
                _ => &attribution::LAYOUT,
            };
            let (a, b) = (Sheet::from_csv(layout, &a), Sheet::from_csv(layout, &b));
            Ok((print::change(&a.map_err(|e| Fault::at(before, e))?, &b.map_err(|e| Fault::at(now, e))?), true))
        }
    }
}

fn predicted(cases: &[Case], pred: Option<&Path>, reader: Reader) -> Result<Vec<Answer>, Fault> {
    let Some(path) = pred else { return corpus::read(cases, reader.model.model(), reader.heads) };
    let mut given = corpus::predictions(path)?;
    Ok(cases.iter().map(|case| given.remove(&case.document.about.id.0).unwrap_or_default()).collect())
}

fn compared<'a>(case: &'a Case, predicted: &'a Answer) -> Result<Compared<'a>, Fault> {
    if predicted.document.sha256.as_deref().is_some_and(|it| it != case.document.sha256()) {
        return Err(Fault(format!("document {}: not the same text on both sides (another SHA-256)", case.document.about.id)));
    }
    Compared::of(case.document.text(), &case.gold, predicted)
}

fn readings(name: &str, cases: &[Case], output: &Output, reader: Reader) -> Result<(String, bool), Fault> {
    let answers = predicted(cases, output.pred.as_deref(), reader)?;
    if let Some(path) = &output.save {
        let lines = answers.iter().map(|answer| serde_json::to_string(answer).map(|line| line + "\n")).collect::<Result<String, _>>();
        let written = lines.map_err(std::io::Error::from).and_then(|lines| std::fs::write(path, lines));
        written.map_err(|e| Fault::at(path, e))?;
    }
    readings_of(&reader.model.sheet(name), cases, &answers, output)
}

fn readings_of(name: &str, cases: &[Case], answers: &[Answer], output: &Output) -> Result<(String, bool), Fault> {
    let tallies = cases.iter().zip(answers).map(|(case, answer)| Ok(compared(case, answer)?.tally())).collect::<Result<Vec<_>, Fault>>()?;
    let sum = |part: Option<&str>| {
        let (mut n, mut total) = (0, Tally::default());
        for (_, tally) in cases.iter().zip(&tallies).filter(|(case, _)| part.is_none_or(|part| case.part == part)) {
            n += 1;
            total.take_in(tally);
        }
        (n, total)
    };
    let (n, total) = sum(None);
    let missing = answers.iter().filter(|answer| answer.document.id.is_empty()).count();
    let rows = cases.iter().zip(&tallies).map(|(case, tally)| row(case, tally.counts())).collect();
    let mut page = String::new();
    if output.json {
        page += &format!("{:#}\n", print::readings_json(n, missing, &total));
    } else {
        for part in parts(cases) {
            let (n, total) = sum(Some(part));
            page += &print::readings(part, n, &total, false);
            page.push('\n');
        }
        page += &print::readings("all", n, &total, true);
    }
    // Of the heads that have not seen what they judge; the examples are too few for a picture.
    if output.write && name == "gold" {
        let made = Reliability::of(&total.confidence);
        for (file, content) in [("reliability.csv", made.to_csv()), ("reliability.svg", made.to_svg())] {
            let path = corpus::repository().join("evaluation").join(file);
            std::fs::write(&path, content).map_err(|e| Fault::at(&path, e))?;
        }
    }
    finish(name, Sheet { layout: &reading::LAYOUT, rows }, page, output)
}

/// The parts of a collection, where it has more than one.
fn parts(cases: &[Case]) -> Vec<&'static str> {
    let mut parts: Vec<&str> = cases.iter().map(|case| case.part).collect();
    parts.sort_unstable();
    parts.dedup();
    if parts.len() > 1 { parts } else { Vec::new() }
}

/// `nested`: whether the answers mark what is said within what is said; otherwise what is found of it counts for nothing.
fn attributions(name: &str, cases: &[Case], nested: bool, output: &Output, reader: Reader) -> Result<(String, bool), Fault> {
    let answers = predicted(cases, output.pred.as_deref(), reader)?;
    let sheet = |nested: bool| {
        let rows = cases.iter().zip(&answers).map(|(case, answer)| {
            let id = &case.document.about.id.0;
            let counts = attribution::tally(case.document.text(), &case.gold.attributions, &answer.attributions, nested, id)?;
            Ok(row(case, counts))
        });
        Ok::<_, Fault>(Sheet { layout: &attribution::LAYOUT, rows: rows.collect::<Result<_, Fault>>()? })
    };
    let all = sheet(nested)?;
    let other = sheet(!nested)?;
    let word = if nested { "without" } else { "with" };
    let mut page = String::new();
    for (sheet, after) in [(&all, String::new()), (&other, format!(", {word} those inside another's words"))] {
        for part in parts(cases) {
            let n = cases.iter().filter(|case| case.part == part).count();
            page += &print::attributions(&format!("{part}{after}"), n, &sheet.totals(|row| row.part == part));
            page.push('\n');
        }
        page += &print::attributions(&format!("all{after}"), cases.len(), &sheet.totals(|_| true));
        page.push('\n');
    }
    page.pop();
    finish(&reader.model.sheet(name), all, page, output)
}

fn row(case: &Case, counts: Vec<f64>) -> Row {
    Row { document: case.document.about.id.0.clone(), part: case.part.to_owned(), counts }
}

fn finish(name: &str, sheet: Sheet, mut page: String, output: &Output) -> Result<(String, bool), Fault> {
    let committed = corpus::repository().join(format!("evaluation/{name}.csv"));
    for path in output.out.iter().chain(output.write.then_some(&committed)) {
        std::fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).map_err(|e| Fault::at(path, e))?;
        std::fs::write(path, sheet.to_csv()).map_err(|e| Fault::at(path, e))?;
    }
    if !output.check {
        return Ok((page, true));
    }
    let faults = below(&sheet, &committed, sheet.layout)?;
    for fault in &faults {
        page += &format!("worse: {fault}\n");
    }
    if !faults.is_empty() {
        page += "if it is meant, run the same command with --write instead of --check and commit the changed rows\n";
    }
    Ok((page, faults.is_empty()))
}

fn below(sheet: &Sheet, committed: &Path, layout: &'static Layout) -> Result<Vec<String>, Fault> {
    let text = std::fs::read_to_string(committed).map_err(|e| Fault::at(committed, e))?;
    Ok(sheet.below(&Sheet::from_csv(layout, &text).map_err(|e| Fault::at(committed, e))?))
}
