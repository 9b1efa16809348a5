//! `armistice conflict`: the Graph Model for Conflict Resolution from the command line. Prints what [`gmcr`] works out, as tables or as
//! JSON; judges nothing itself.
#![expect(clippy::disallowed_methods, reason = "the command line reads models from files and writes drawings to files")]

use std::io::{self, Read as _, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use gmcr::draw;
use gmcr::evolution::{self, By, Step};
use gmcr::explicit::{GraphModel, State};
use gmcr::file::{self, FileError, Format};
use gmcr::inverse::{self, Condition, Edit, EditSearch, LeastChange, Requirement, StatementEdit};
use gmcr::model::{Model, Problem};
use gmcr::preference::Basis;
use gmcr::robustness::{self, Config, Robustness};
use gmcr::stability::{self, Concept, Solution};
use gmcr::why::{self, Escape, Proof, Verdict};
use serde_json::{Map, Value, json};

/// Analyse a conflict by the Graph Model for Conflict Resolution
#[derive(clap::Args, Debug)]
pub(crate) struct Conflict {
    #[command(subcommand)]
    action: Action,
}

#[derive(clap::Subcommand, Debug)]
enum Action {
    /// Judge every state for every decision maker: Nash, GMR, SMR, SEQ, SSEQ, and the equilibria
    Solve(Solve),
    /// Show the ranking that each decision maker's statements, weights or direct ranking give
    Ranking(Ranking),
    /// Follow the moves and improvements from a state
    Evolve(Evolve),
    /// Say what would have to change for a state to become an equilibrium
    Require(Require),
    /// Prove why a state is stable, or not, for a decision maker
    Why(Why),
    /// Measure how much equilibria hang on single preference statements
    Robust(Robust),
    /// Write a model in another format
    Convert(Convert),
}

#[derive(clap::Args, Debug)]
struct Solve {
    /// The model: TOML, .gmcr or an explicit graph as JSON; - for standard input
    model: PathBuf,
    /// Print JSON
    #[arg(long)]
    json: bool,
    /// Print every state, however many there are
    #[arg(long)]
    all: bool,
    /// Also draw the graph as SVG to this file
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
}

#[derive(clap::Args, Debug)]
struct Ranking {
    /// The model
    model: PathBuf,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

#[derive(clap::Args, Debug)]
struct Evolve {
    /// The model
    model: PathBuf,
    /// The status quo: an option string, a number or a label
    #[arg(long, value_name = "STATE", allow_hyphen_values = true)]
    from: String,
    /// Show the shortest ways to this state, or to all states of this pattern
    #[arg(long, value_name = "STATE", allow_hyphen_values = true)]
    to: Option<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
    /// Also draw the evolution by moves as SVG to this file
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
    /// Draw the evolution by improvements instead
    #[arg(long, requires = "svg")]
    improvements: bool,
}

#[derive(clap::Args, Debug)]
struct Require {
    /// The model
    model: PathBuf,
    /// The wanted state, or a pattern of states
    #[arg(long, value_name = "STATE", allow_hyphen_values = true)]
    state: String,
    /// The concept: Nash, GMR, SMR, SEQ or SSEQ
    #[arg(long)]
    concept: Concept,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

#[derive(clap::Args, Debug)]
struct Why {
    /// The model
    model: PathBuf,
    /// The decision maker, by name
    #[arg(long, value_name = "NAME")]
    dm: String,
    /// The state, or a pattern of states
    #[arg(long, value_name = "STATE", allow_hyphen_values = true)]
    state: String,
    /// The concept: Nash, GMR, SMR, SEQ or SSEQ
    #[arg(long)]
    concept: Concept,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

#[derive(clap::Args, Debug)]
struct Robust {
    /// The model
    model: PathBuf,
    /// The state, or a pattern of states; without it all equilibria
    #[arg(long, value_name = "STATE", allow_hyphen_values = true)]
    state: Option<String>,
    /// The concept; without it all five
    #[arg(long)]
    concept: Option<Concept>,
    /// How many models are drawn
    #[arg(long, default_value_t = 1000, value_parser = clap::value_parser!(u32).range(1..))]
    samples: u32,
    /// How many statements are dropped or swapped in each
    #[arg(long, default_value_t = 1)]
    edits: u32,
    /// The seed: the same seed gives the same result
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

#[derive(clap::Args, Debug)]
struct Convert {
    /// The model
    model: PathBuf,
    /// The file to write; without it the model is printed. A TOML file that is there already keeps its comments
    output: Option<PathBuf>,
    /// The format: toml, gmcr or graph; without it the name of the output says
    #[arg(long, value_parser = ["toml", "gmcr", "graph"])]
    to: Option<String>,
}

/// More states than these are summed up unless all are asked for.
const MOST_PRINTED: usize = 64;
/// Up to so many states JSON also lists moves and rankings.
const MOST_WITH_MOVES: usize = 512;
/// More entries of a proof than are printed.
const MOST_IN_PROOF: usize = 40;
/// More shortest ways than are shown.
const MOST_PATHS: usize = 100;
/// More states in one robustness run than are waited for.
const MOST_ROBUST: usize = 2000;

/// What a user can put right.
struct Failure {
    message: String,
    place: Option<String>,
    hint: Option<String>,
}

impl Failure {
    fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), place: None, hint: None }
    }

    fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    fn in_file(path: &Path, error: &FileError) -> Self {
        let at = error.position.map_or_else(String::new, |position| format!(":{position}"));
        Self { message: error.to_string(), place: Some(format!("{}{at}", path.display())), hint: error.error.hint() }
    }

    fn about(option: &str, problem: &Problem) -> Self {
        Self { message: format!("{option}: {problem}"), place: None, hint: problem.hint() }
    }

    fn print(&self, err: &mut dyn Write) -> io::Result<()> {
        writeln!(err, "error: {}", clean(&self.message))?;
        if let Some(place) = &self.place {
            writeln!(err, "  --> {}", clean(place))?;
        }
        if let Some(hint) = &self.hint {
            writeln!(err, "hint: {}", clean(hint))?;
        }
        Ok(())
    }
}

enum Stop {
    Failure(Failure),
    Io(io::Error),
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::Failure(failure)
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<serde_json::Error> for Stop {
    fn from(error: serde_json::Error) -> Self {
        Self::Io(error.into())
    }
}

type Outcome = Result<(), Stop>;

/// Runs the command. Results go to `out`, messages to `err`; the exit code is 2 for what the user can put right.
///
/// # Errors
/// `out` or `err` cannot be written to.
pub(crate) fn run(args: Conflict, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<ExitCode> {
    let result = match args.action {
        Action::Solve(args) => solve(&args, out, err),
        Action::Ranking(args) => ranking(&args, out),
        Action::Evolve(args) => evolve(&args, out),
        Action::Require(args) => require(&args, out),
        Action::Why(args) => why(&args, out),
        Action::Robust(args) => robust(&args, out),
        Action::Convert(args) => convert(&args, out, err),
    };
    match result {
        Ok(()) => {
            out.flush()?;
            Ok(ExitCode::SUCCESS)
        }
        Err(Stop::Failure(failure)) => {
            failure.print(err)?;
            Ok(ExitCode::from(2))
        }
        Err(Stop::Io(error)) => Err(error),
    }
}

/// A model read from a file and worked out.
struct Loaded {
    model: Model,
    graph: GraphModel,
}

fn read_text(path: &Path) -> Result<String, Failure> {
    let cannot = |error: &io::Error| {
        let failure = Failure::new(format!("cannot read {}: {error}", path.display()));
        if error.kind() == io::ErrorKind::InvalidData { failure.hint("a model is UTF-8 text") } else { failure }
    };
    if path == Path::new("-") {
        let mut text = String::new();
        return io::stdin().read_to_string(&mut text).map(|_| text).map_err(|error| cannot(&error));
    }
    std::fs::read_to_string(path).map_err(|error| cannot(&error))
}

fn load(path: &Path) -> Result<Loaded, Failure> {
    let text = read_text(path)?;
    let format = Format::guess(&path.to_string_lossy(), &text);
    let source = file::read(&text, format).map_err(|error| Failure::in_file(path, &error))?;
    let graph = source.graph(&text).map_err(|error| Failure::in_file(path, &error))?;
    Ok(Loaded { model: source.model, graph })
}

/// Text of a file without what would steer a terminal: control characters and changes of writing direction.
fn clean(text: &str) -> String {
    text.chars()
        .map(|letter| match letter {
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}' => '\u{FFFD}',
            letter if letter.is_control() && letter != '\n' => '\u{FFFD}',
            letter => letter,
        })
        .collect()
}

fn write_file(path: &Path, text: &str) -> Result<(), Failure> {
    std::fs::write(path, text).map_err(|error| Failure::new(format!("cannot write {}: {error}", path.display())))
}

fn states_meant(graph: &GraphModel, option: &str, text: &str) -> Result<Vec<State>, Failure> {
    graph.states_meant(text).map_err(|problem| Failure::about(option, &problem))
}

/// `5 NNNYN`: the number and the state.
fn named(graph: &GraphModel, state: State) -> String {
    format!("{} {}", state.number(), clean(&graph.label(state)))
}

fn name(graph: &GraphModel, dm: usize) -> String {
    clean(graph.name(dm))
}

/// Rows as a table, the first row its head; columns but the first two are centred under their heads by padding on the left.
fn table(out: &mut dyn Write, rows: &[Vec<String>]) -> io::Result<()> {
    let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..rows.iter().map(Vec::len).max().unwrap_or(0)).map(width).collect();
    for (idx, row) in rows.iter().enumerate() {
        let mut line = String::new();
        for (cell, &width) in row.iter().zip(&widths) {
            line.push_str(&format!("  {cell:<width$}"));
        }
        writeln!(out, "{}", line.trim_end())?;
        if idx == 0 {
            writeln!(out, "  {}", "-".repeat(widths.iter().sum::<usize>() + 2 * widths.len().saturating_sub(1)))?;
        }
    }
    Ok(())
}

// solve

fn solve(args: &Solve, out: &mut dyn Write, err: &mut dyn Write) -> Outcome {
    let Loaded { model, graph } = load(&args.model)?;
    let solution = stability::solve(&graph);
    if let Some(path) = &args.svg {
        let svg = draw::graph_svg(&graph, &solution).map_err(|error| Failure::new(error.to_string()))?;
        write_file(path, &svg)?;
    }
    if args.json {
        return solve_json(&model, &graph, &solution, out);
    }
    if !model.title.is_empty() {
        writeln!(out, "{}\n", clean(&model.title))?;
    }
    if graph.n_states() > MOST_PRINTED && !args.all {
        solve_summary(&graph, &solution, out)?;
    } else {
        option_table(&model, &graph, out)?;
        for dm in 0..graph.n_decision_makers() {
            writeln!(out, "Stability for {}", name(&graph, dm))?;
            let mut rows = vec![head(&["state", "payoff"], |concept| concept.to_string())];
            for state in graph.states() {
                let first = [named(&graph, state), graph.payoff(dm, state).to_string()];
                rows.push(row(first, |concept| if solution.is_stable(dm, concept, state) { "yes" } else { "-" }.to_string()));
            }
            table(out, &rows)?;
            writeln!(out)?;
        }
        equilibria(&graph, &solution, usize::MAX, out)?;
    }
    for unused in model.unused() {
        writeln!(err, "note: {} are kept, but no analysis uses them yet", clean(&unused))?;
    }
    Ok(())
}

fn head<const N: usize>(first: &[&str; N], cell: impl Fn(Concept) -> String) -> Vec<String> {
    first.iter().map(ToString::to_string).chain(Concept::ALL.into_iter().map(cell)).collect()
}

fn row<const N: usize>(first: [String; N], cell: impl Fn(Concept) -> String) -> Vec<String> {
    first.into_iter().chain(Concept::ALL.into_iter().map(cell)).collect()
}

/// Decision makers, options and states as papers print them: a column a state.
fn option_table(model: &Model, graph: &GraphModel, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{} feasible states", graph.n_states())?;
    if model.options().is_empty() {
        return writeln!(out);
    }
    let longest = model.options().iter().map(|option| clean(&option.name).chars().count()).max().unwrap_or(0) + 6;
    let states: Vec<State> = graph.states().collect();
    let cell = states.len().to_string().len() + 1;
    let per_line = (72usize.saturating_sub(longest) / cell).clamp(4, states.len().max(4));
    for part in states.chunks(per_line) {
        for (dm, of_dm) in model.decision_makers.iter().enumerate() {
            writeln!(out, "  {}", name(graph, dm))?;
            for &option in &of_dm.options {
                let label = format!("{:>2} {}", option + 1, clean(&model.options()[option].name));
                let letters: String = part
                    .iter()
                    .map(|&state| {
                        let taken = graph.options_taken(state).is_some_and(|bits| bits >> option & 1 == 1);
                        format!("{:>cell$}", if taken { "Y" } else { "N" })
                    })
                    .collect();
                writeln!(out, "  {label:<longest$}{letters}")?;
            }
        }
        let numbers: String = part.iter().map(|state| format!("{:>cell$}", state.number())).collect();
        writeln!(out, "  {:<longest$}{numbers}\n", "state")?;
    }
    Ok(())
}

fn equilibria(graph: &GraphModel, solution: &Solution, most: usize, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "Equilibria")?;
    let mut rows = vec![head(&["state"], |concept| concept.to_string())];
    let held: Vec<State> =
        graph.states().filter(|&state| Concept::ALL.iter().any(|&concept| solution.is_equilibrium(concept, state))).collect();
    for &state in held.iter().take(most) {
        rows.push(row([named(graph, state)], |concept| if solution.is_equilibrium(concept, state) { "yes" } else { "-" }.to_string()));
    }
    if held.is_empty() {
        return writeln!(out, "  none under any concept");
    }
    table(out, &rows)?;
    if held.len() > most {
        writeln!(out, "  ... and {} more; --all prints them", held.len() - most)?;
    }
    Ok(())
}

fn solve_summary(graph: &GraphModel, solution: &Solution, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{} feasible states; how many are stable (--all prints each)", graph.n_states())?;
    let mut rows = vec![head(&["decision maker"], |concept| concept.to_string())];
    for dm in 0..graph.n_decision_makers() {
        rows.push(row([name(graph, dm)], |concept| solution.n_stable(dm, concept).to_string()));
    }
    rows.push(row(["all: equilibria".to_string()], |concept| solution.n_equilibria(concept).to_string()));
    table(out, &rows)?;
    writeln!(out)?;
    equilibria(graph, solution, MOST_PRINTED, out)
}

/// Writes lists of states as they come: a large model has millions of them.
fn json_states(out: &mut dyn Write, graph: &GraphModel, states: impl Iterator<Item = State>) -> Outcome {
    out.write_all(b"[")?;
    for (idx, state) in states.enumerate() {
        if idx > 0 {
            out.write_all(b",")?;
        }
        serde_json::to_writer(&mut *out, &graph.label(state))?;
    }
    out.write_all(b"]")?;
    Ok(())
}

/// Writes `{"key": value, ...}` with values that write themselves.
fn json_object<T>(
    out: &mut dyn Write,
    entries: impl Iterator<Item = (String, T)>,
    mut value: impl FnMut(&mut dyn Write, T) -> Outcome,
) -> Outcome {
    out.write_all(b"{")?;
    for (idx, (key, entry)) in entries.enumerate() {
        if idx > 0 {
            out.write_all(b",\n")?;
        }
        serde_json::to_writer(&mut *out, &key)?;
        out.write_all(b":")?;
        value(out, entry)?;
    }
    out.write_all(b"}")?;
    Ok(())
}

fn solve_json(model: &Model, graph: &GraphModel, solution: &Solution, out: &mut dyn Write) -> Outcome {
    let dms = || (0..graph.n_decision_makers()).map(|dm| (graph.name(dm).to_string(), dm));
    let concepts = || Concept::ALL.into_iter().map(|concept| (concept.name().to_string(), concept));
    let names: Vec<&str> = (0..graph.n_decision_makers()).map(|dm| graph.name(dm)).collect();
    write!(out, "{{\"title\":{},\n\"decisionMakers\":{},\n\"states\":", json!(model.title), json!(names))?;
    json_states(out, graph, graph.states())?;
    out.write_all(b",\n\"payoffs\":")?;
    json_object(out, dms(), |out, dm| Ok(serde_json::to_writer(out, graph.payoffs(dm))?))?;
    if graph.n_states() <= MOST_WITH_MOVES {
        write!(out, ",\n\"ranking\":{}", rankings_json(graph))?;
        let moves: Map<String, Value> = dms()
            .map(|(name, dm)| {
                let from: Map<String, Value> = graph
                    .states()
                    .map(|state| (graph.label(state), labels(graph, &graph.moves(dm, state))))
                    .filter(|(_, to)| to.as_array().is_some_and(|to| !to.is_empty()))
                    .collect();
                (name, Value::Object(from))
            })
            .collect();
        write!(out, ",\n\"moves\":{}", Value::Object(moves))?;
    }
    out.write_all(b",\n\"stability\":")?;
    json_object(out, dms(), |out, dm| json_object(out, concepts(), |out, concept| json_states(out, graph, solution.stable(dm, concept))))?;
    out.write_all(b",\n\"equilibria\":")?;
    json_object(out, concepts(), |out, concept| json_states(out, graph, solution.equilibria(concept)))?;
    let unused = model.unused();
    if !unused.is_empty() {
        write!(out, ",\n\"notUsed\":{}", json!(unused))?;
    }
    writeln!(out, "}}")?;
    Ok(())
}

fn labels(graph: &GraphModel, states: &[State]) -> Value {
    states.iter().map(|&state| graph.label(state)).collect()
}

fn rankings_json(graph: &GraphModel) -> Value {
    let of = |dm| graph.ranking(dm).iter().map(|class| labels(graph, class)).collect::<Value>();
    Value::Object((0..graph.n_decision_makers()).map(|dm| (graph.name(dm).to_string(), of(dm))).collect())
}

// ranking

fn ranking(args: &Ranking, out: &mut dyn Write) -> Outcome {
    let Loaded { model, graph } = load(&args.model)?;
    // Each kind of preference that is given, with the payoffs that it gives.
    let mut kinds: Vec<Vec<(Basis, bool, GraphModel)>> = Vec::new();
    for (dm, of_dm) in model.decision_makers.iter().enumerate() {
        let mut given = Vec::new();
        for basis in of_dm.preferences.given() {
            let payoffs = graph.payoffs_by(&model, dm, basis).map_err(|error| Failure::new(error.to_string()))?;
            given.push((basis, of_dm.preferences.basis() == Some(basis), graph.clone().with_payoffs(dm, payoffs)));
        }
        kinds.push(given);
    }
    if args.json {
        let by_kind: Map<String, Value> = kinds
            .iter()
            .enumerate()
            .map(|(dm, given)| {
                let rankings = given.iter().map(|(basis, _, graph)| {
                    let classes = graph.ranking(dm).iter().map(|class| labels(graph, class)).collect::<Value>();
                    (basis.name().to_string(), classes)
                });
                (graph.name(dm).to_string(), Value::Object(rankings.collect()))
            })
            .collect();
        let payoffs: Map<String, Value> =
            (0..graph.n_decision_makers()).map(|dm| (graph.name(dm).to_string(), json!(graph.payoffs(dm)))).collect();
        let states = labels(&graph, &graph.states().collect::<Vec<_>>());
        let all = json!({"states": states, "payoffs": payoffs, "ranking": rankings_json(&graph), "by": by_kind});
        serde_json::to_writer_pretty(&mut *out, &all)?;
        writeln!(out)?;
        return Ok(());
    }
    for (dm, given) in kinds.iter().enumerate() {
        if given.is_empty() {
            writeln!(out, "{}: no preference given, indifferent between all {} states\n", name(&graph, dm), graph.n_states())?;
        }
        for (basis, used, graph) in given {
            let not_used = if *used { "" } else { " (not used)" };
            writeln!(out, "{} by {}{not_used}, best first", name(graph, dm), basis.name())?;
            if *basis == Basis::Statements {
                for (idx, statement) in model.decision_makers[dm].preferences.statements.iter().enumerate() {
                    writeln!(out, "  {:>3}. {}", idx + 1, clean(&statement.text(&model)))?;
                }
            }
            let mut rows = vec![vec!["payoff".to_string(), "states".to_string()]];
            for class in graph.ranking(dm) {
                let states: Vec<String> = class.iter().map(|&state| named(graph, state)).collect();
                rows.push(vec![graph.payoff(dm, class[0]).to_string(), states.join(", ")]);
            }
            table(out, &rows)?;
            writeln!(out)?;
        }
    }
    Ok(())
}

// evolve

fn evolve(args: &Evolve, out: &mut dyn Write) -> Outcome {
    let Loaded { graph, .. } = load(&args.model)?;
    let from = graph.state(&args.from).map_err(|problem| Failure::about("--from", &problem))?;
    let to = args.to.as_ref().map(|text| states_meant(&graph, "--to", text)).transpose()?.unwrap_or_default();
    let by_moves = evolution::evolve(&graph, from, By::Moves);
    let by_improvements = evolution::evolve(&graph, from, By::Improvements);
    if let Some(path) = &args.svg {
        let (drawn, by) = if args.improvements { (&by_improvements, By::Improvements) } else { (&by_moves, By::Moves) };
        let svg = draw::evolution_svg(&graph, drawn, by).map_err(|error| Failure::new(error.to_string()))?;
        write_file(path, &svg)?;
    }
    if args.json {
        let reached = |evolution: &evolution::Evolution| -> Value {
            Value::Object(evolution.reached().map(|(state, moves)| (graph.label(state), json!(moves))).collect())
        };
        let mut all = json!({"evolution": {
            "from": graph.label(from),
            "unit": "fewest moves; no DM moves twice in a row",
            "by_moves": reached(&by_moves),
            "by_improvements": reached(&by_improvements),
        }});
        if !to.is_empty() {
            let paths = |evolution: &evolution::Evolution, to: State| -> Value {
                evolution.shortest_paths(&graph, to, MOST_PATHS).iter().map(|path| steps_json(&graph, path)).collect()
            };
            let of = |&to: &State| {
                let both = json!({"by_moves": paths(&by_moves, to), "by_improvements": paths(&by_improvements, to)});
                (graph.label(to), both)
            };
            all["paths"] = Value::Object(to.iter().map(of).collect());
        }
        serde_json::to_writer_pretty(&mut *out, &all)?;
        writeln!(out)?;
        return Ok(());
    }
    if to.is_empty() {
        writeln!(out, "From state {}: fewest moves, no decision maker twice in a row", named(&graph, from))?;
        let mut rows = vec![vec!["state".into(), "moves".into(), "improvements only".into(), "last movers".into()]];
        for (state, moves) in by_moves.reached() {
            let improvements = by_improvements.fewest_moves(state).map_or("out of reach".to_string(), |moves| moves.to_string());
            let movers: Vec<String> = by_moves.last_movers(state).into_iter().map(|dm| name(&graph, dm)).collect();
            rows.push(vec![named(&graph, state), moves.to_string(), improvements, movers.join(", ")]);
        }
        table(out, &rows)?;
        let out_of_reach = graph.n_states() - by_moves.reached().count();
        if out_of_reach > 0 {
            writeln!(out, "  {out_of_reach} states are out of reach")?;
        }
    }
    for to in to {
        for (evolution, words) in [(&by_moves, "moves"), (&by_improvements, "improvements only")] {
            let Some(fewest) = evolution.fewest_moves(to) else {
                writeln!(out, "State {} is out of reach from {} by {words}", named(&graph, to), named(&graph, from))?;
                continue;
            };
            let paths = evolution.shortest_paths(&graph, to, MOST_PATHS);
            writeln!(out, "From state {} to {} by {words}: {fewest}", named(&graph, from), named(&graph, to))?;
            for path in &paths {
                writeln!(out, "  {}", steps_text(&graph, from, path))?;
            }
            if paths.len() == MOST_PATHS {
                writeln!(out, "  ... the first {MOST_PATHS} ways")?;
            }
        }
    }
    Ok(())
}

fn steps_json(graph: &GraphModel, steps: &[Step]) -> Value {
    steps.iter().map(|step| json!({"by": graph.name(step.mover), "to": graph.label(step.to)})).collect()
}

fn steps_text(graph: &GraphModel, from: State, steps: &[Step]) -> String {
    let mut text = named(graph, from);
    for step in steps {
        text.push_str(&format!(" -> {}: {}", name(graph, step.mover), named(graph, step.to)));
    }
    text
}

// why

fn why(args: &Why, out: &mut dyn Write) -> Outcome {
    let Loaded { model, graph } = load(&args.model)?;
    let dm = model.decision_maker(&args.dm).map_err(|problem| {
        let names: Vec<&str> = model.decision_makers.iter().map(|dm| dm.name.as_str()).collect();
        let failure = Failure::about("--dm", &problem);
        if failure.hint.is_none() { failure.hint(format!("the decision makers are {}", names.join(", "))) } else { failure }
    })?;
    let states = states_meant(&graph, "--state", &args.state)?;
    let proofs = states.into_iter().map(|state| why::why(&graph, dm, state, args.concept));
    if args.json {
        return one_or_many(out, proofs.map(|proof| proof_json(&graph, &proof)).collect());
    }
    for proof in proofs {
        proof_text(&graph, &proof, out)?;
    }
    Ok(())
}

/// A single result as it is, several as a list.
fn one_or_many(out: &mut dyn Write, mut results: Vec<Value>) -> Outcome {
    let all = if results.len() == 1 { results.remove(0) } else { Value::Array(results) };
    serde_json::to_writer_pretty(&mut *out, &all)?;
    writeln!(out)?;
    Ok(())
}

fn proof_json(graph: &GraphModel, proof: &Proof) -> Value {
    let mut object = json!({
        "decisionMaker": graph.name(proof.decision_maker),
        "state": graph.label(proof.state),
        "concept": proof.concept.name(),
        "stable": proof.is_stable(),
    });
    match &proof.verdict {
        Verdict::Stable(deterred) => {
            let improvements = deterred.iter().map(|deterred| {
                let mut entry = json!({"to": graph.label(deterred.improvement), "sanction": steps_json(graph, &deterred.sanction.steps)});
                if proof.concept.symmetric() {
                    entry["counterMoves"] = labels(graph, &deterred.sanction.counter_moves);
                }
                entry
            });
            object["improvements"] = improvements.collect();
        }
        Verdict::Unstable(temptation) => {
            let reached = temptation.reached.iter().map(|reached| {
                let movers: Vec<&str> = reached.last_movers.iter().map(|&dm| graph.name(dm)).collect();
                let mut entry = json!({"state": graph.label(reached.state), "lastMovers": movers});
                match reached.escape {
                    Escape::Better => entry["because"] = "better".into(),
                    Escape::Return => entry["because"] = "return".into(),
                    Escape::CounterMove(to) => {
                        entry["because"] = "counterMove".into();
                        entry["counterMove"] = graph.label(to).into();
                    }
                }
                entry
            });
            object["unsanctioned"] = json!({"to": graph.label(temptation.improvement), "reached": reached.collect::<Vec<_>>()});
        }
    }
    object
}

fn proof_text(graph: &GraphModel, proof: &Proof, out: &mut dyn Write) -> io::Result<()> {
    let dm = name(graph, proof.decision_maker);
    let verdict = if proof.is_stable() { "stable" } else { "unstable" };
    writeln!(out, "State {} is {verdict} for {dm} under {}", named(graph, proof.state), proof.concept)?;
    let payoff = |state| graph.payoff(proof.decision_maker, state);
    let with_payoff = |state| format!("{} (payoff {})", named(graph, state), payoff(state));
    writeln!(out, "  its payoff for {dm}: {}", payoff(proof.state))?;
    match &proof.verdict {
        Verdict::Stable(deterred) if deterred.is_empty() => writeln!(out, "  {dm} has no improvement from it")?,
        Verdict::Stable(deterred) => {
            for deterred in deterred {
                let sanction = &deterred.sanction;
                writeln!(out, "  its improvement to {} is sanctioned:", with_payoff(deterred.improvement))?;
                for step in &sanction.steps {
                    let own = if proof.concept.credible() { ", an improvement of its own" } else { "" };
                    writeln!(out, "    {} moves to {}{own}", name(graph, step.mover), with_payoff(step.to))?;
                }
                writeln!(out, "    which is no better for {dm} than {}", named(graph, proof.state))?;
                if proof.concept.symmetric() {
                    let counter: Vec<String> = sanction.counter_moves.iter().map(|&to| with_payoff(to)).collect();
                    if counter.is_empty() {
                        writeln!(out, "    and {dm} has no counter-move from there")?;
                    } else {
                        writeln!(out, "    and no counter-move of {dm} is: {}", counter.join(", "))?;
                    }
                }
            }
        }
        Verdict::Unstable(temptation) => {
            writeln!(out, "  its improvement to {} is not sanctioned:", with_payoff(temptation.improvement))?;
            let kind = if proof.concept.credible() { " by improvements" } else { "" };
            if proof.concept == Concept::Nash {
                writeln!(out, "    under Nash nobody's answer counts")?;
            } else if temptation.reached.is_empty() {
                writeln!(out, "    the others have no answer{kind}")?;
            } else {
                writeln!(out, "    all that the others can reach from there{kind}:")?;
            }
            for reached in temptation.reached.iter().take(MOST_IN_PROOF) {
                let movers: Vec<String> = reached.last_movers.iter().map(|&dm| name(graph, dm)).collect();
                let because = match reached.escape {
                    Escape::Better => "better".to_string(),
                    Escape::Return => "the state itself, so nothing is lost".to_string(),
                    Escape::CounterMove(to) => format!("but {dm} can move on to {}", with_payoff(to)),
                };
                writeln!(out, "    {} by {}: {because}", with_payoff(reached.state), movers.join(" or "))?;
            }
            if temptation.reached.len() > MOST_IN_PROOF {
                writeln!(out, "    ... and {} more; --json lists them", temptation.reached.len() - MOST_IN_PROOF)?;
            }
        }
    }
    Ok(())
}

// require

fn require(args: &Require, out: &mut dyn Write) -> Outcome {
    let Loaded { model, graph } = load(&args.model)?;
    let states = states_meant(&graph, "--state", &args.state)?;
    let requirements = states.into_iter().map(|state| inverse::require(&model, &graph, state, args.concept));
    if args.json {
        return one_or_many(out, requirements.map(|requirement| requirement_json(&model, &graph, &requirement)).collect());
    }
    for requirement in requirements {
        requirement_text(&model, &graph, &requirement, out)?;
    }
    Ok(())
}

fn edit_text(model: &Model, edit: &StatementEdit, first: bool) -> String {
    let dm = &model.decision_makers[edit.decision_maker];
    let statement = |at: usize| match dm.preferences.statements.get(at) {
        // After a first edit of the same list the numbers are those of the edited list.
        Some(statement) if first => format!("{} ({})", at + 1, statement.text(model)),
        _ => (at + 1).to_string(),
    };
    let words = match edit.edit {
        Edit::Drop(at) => format!("drop statement {}", statement(at)),
        Edit::Negate(at) => format!("negate statement {}", statement(at)),
        Edit::Swap(a, b) => format!("swap statements {} and {}", statement(a), statement(b)),
        Edit::Move { from, to } => format!("move statement {} to place {}", statement(from), to + 1),
    };
    format!("{}: {words}", dm.name)
}

fn edits_text(model: &Model, edits: &[StatementEdit]) -> String {
    let words: Vec<String> = edits
        .iter()
        .enumerate()
        .map(|(idx, edit)| edit_text(model, edit, edits[..idx].iter().all(|other| other.decision_maker != edit.decision_maker)))
        .collect();
    words.join(", then ")
}

fn edit_json(model: &Model, edit: &StatementEdit) -> Value {
    let (kind, at, other) = match edit.edit {
        Edit::Drop(at) => ("drop", at, None),
        Edit::Negate(at) => ("negate", at, None),
        Edit::Swap(a, b) => ("swap", a, Some(("with", b))),
        Edit::Move { from, to } => ("move", from, Some(("to", to))),
    };
    let mut object = json!({"decisionMaker": model.decision_makers[edit.decision_maker].name, "edit": kind, "statement": at + 1});
    if let Some((key, other)) = other {
        object[key] = json!(other + 1);
    }
    object
}

fn requirement_json(model: &Model, graph: &GraphModel, requirement: &Requirement) -> Value {
    let condition = |condition: &Condition| {
        let alternatives = condition.alternatives.iter().map(|alternative| {
            let mut entry = json!({"sanction": graph.label(alternative.sanction)});
            if requirement.concept.symmetric() {
                entry["counterMoves"] = labels(graph, &alternative.counter_moves);
            }
            entry
        });
        json!({
            "atLeastAsGoodAs": graph.label(condition.to),
            "orAsOneOf": alternatives.collect::<Vec<_>>(),
            "notListed": condition.more,
            "holds": condition.holds,
        })
    };
    let conditions: Map<String, Value> = requirement
        .conditions
        .iter()
        .enumerate()
        .map(|(dm, conditions)| (graph.name(dm).to_string(), conditions.iter().map(condition).collect()))
        .collect();
    let least = requirement.least_reversals.as_ref().map(|least| {
        let changes = least.changes.iter().map(|change| {
            json!({
                "decisionMaker": graph.name(change.decision_maker),
                "reversals": change.reversals,
                "ranking": change.ranking.iter().map(|class| labels(graph, class)).collect::<Vec<_>>(),
                "reversed": change.reversed.iter().map(|pair| labels(graph, pair)).collect::<Vec<_>>(),
            })
        });
        json!({"reversals": least.reversals, "exact": least.exact, "changes": changes.collect::<Vec<_>>()})
    });
    let edits = &requirement.fewest_edits;
    let solutions = edits.solutions.iter().map(|edits| edits.iter().map(|edit| edit_json(model, edit)).collect::<Value>());
    let mut object = json!({
        "state": graph.label(requirement.state),
        "concept": requirement.concept.name(),
        "equilibrium": requirement.equilibrium,
        "conditions": conditions,
        "leastChange": least,
        "statementEdits": {
            "fewest": edits.edits,
            "ways": edits.n_solutions,
            "exact": edits.exact,
            "statements": edits.n_statements,
            "solutions": solutions.collect::<Vec<_>>(),
        },
    });
    if let Some(counts) = &requirement.counts {
        let by_concept = |value: &dyn Fn(usize) -> Value| -> Value {
            Value::Object(Concept::ALL.into_iter().map(|concept| (concept.name().to_string(), value(concept as usize))).collect())
        };
        let one_dm: Map<String, Value> = counts
            .one_dm
            .iter()
            .enumerate()
            .map(|(dm, one)| {
                let counted = json!({
                    "of": one.of,
                    "rankings_that_give_equilibrium": by_concept(&|c| json!(one.equilibrium[c])),
                    "rankings_that_make_it_stable": by_concept(&|c| json!(one.stable[c])),
                    "fewest_pairwise_reversals": by_concept(&|c| json!(one.fewest_reversals[c])),
                });
                (graph.name(dm).to_string(), counted)
            })
            .collect();
        let mut inverse = json!({
            "state": graph.label(requirement.state),
            "method": "brute force over all strict rankings",
            "profiles_if_only_one_dm_changes": one_dm,
        });
        if let Some(both) = &counts.both {
            inverse["both_may_change"] = json!({
                "of": both.of,
                "profiles_that_give_equilibrium": by_concept(&|c| json!(both.equilibrium[c])),
                "fewest_pairwise_reversals": by_concept(&|c| json!(both.fewest_reversals[c])),
            });
        }
        object["inverse"] = inverse;
    }
    object
}

fn requirement_text(model: &Model, graph: &GraphModel, requirement: &Requirement, out: &mut dyn Write) -> io::Result<()> {
    let wanted = named(graph, requirement.state);
    let concept = requirement.concept;
    let is = if requirement.equilibrium { "is" } else { "is not" };
    writeln!(out, "State {wanted} {is} an equilibrium under {concept}\n")?;
    writeln!(out, "What each decision maker must prefer (>= means at least as good as)")?;
    for (dm, conditions) in requirement.conditions.iter().enumerate() {
        let holds = if conditions.iter().all(|condition| condition.holds) { "holds" } else { "does not hold" };
        writeln!(out, "  {}: {holds} now", name(graph, dm))?;
        if conditions.is_empty() {
            writeln!(out, "    nothing: it has no move from there")?;
        }
        for condition in conditions.iter().take(MOST_IN_PROOF) {
            writeln!(out, "    {}", condition_text(graph, requirement, condition))?;
        }
        if conditions.len() > MOST_IN_PROOF {
            writeln!(out, "    ... and {} more; --json lists them", conditions.len() - MOST_IN_PROOF)?;
        }
    }
    least_text(graph, requirement.least_reversals.as_ref(), out)?;
    edits_found(model, &requirement.fewest_edits, out)?;
    if let Some(counts) = &requirement.counts {
        writeln!(out, "\nHow many strict rankings of one decision maker, the others given, would do")?;
        let mut rows = vec![head(&["decision maker", "of", ""], |concept| concept.to_string())];
        for (dm, one) in counts.one_dm.iter().enumerate() {
            let first = |words: &str| [name(graph, dm), one.of.to_string(), words.to_string()];
            rows.push(row(first("stable for it"), |concept| one.stable[concept as usize].to_string()));
            rows.push(row(first("equilibrium"), |concept| one.equilibrium[concept as usize].to_string()));
        }
        if let Some(both) = &counts.both {
            let first = ["both".to_string(), both.of.to_string(), "equilibrium".to_string()];
            rows.push(row(first, |concept| both.equilibrium[concept as usize].to_string()));
        }
        table(out, &rows)?;
    }
    writeln!(out)
}

fn condition_text(graph: &GraphModel, requirement: &Requirement, condition: &Condition) -> String {
    let wanted = clean(&graph.label(requirement.state));
    let label = |state| clean(&graph.label(state));
    let mut text = format!("{wanted} >= {}", label(condition.to));
    let shown = condition.alternatives.len().min(MOST_IN_PROOF);
    for alternative in &condition.alternatives[..shown] {
        text.push_str(&format!(" or {wanted} >= {}", label(alternative.sanction)));
        if !alternative.counter_moves.is_empty() {
            let counter: Vec<String> = alternative.counter_moves.iter().map(|&state| label(state)).collect();
            text.push_str(&format!(" and each of {}", counter.join(", ")));
        }
    }
    let left = condition.alternatives.len() - shown + condition.more;
    if left > 0 {
        text.push_str(&format!(" or {left} further ways"));
    }
    text.push_str(if condition.holds { " (holds)" } else { " (does not hold)" });
    text
}

fn least_text(graph: &GraphModel, least: Option<&LeastChange>, out: &mut dyn Write) -> io::Result<()> {
    let Some(least) = least else { return writeln!(out, "\nNo change of rankings would do") };
    let exact = if least.exact { "no smaller change exists" } else { "the best found; a smaller one may exist" };
    let s = if least.reversals == 1 { "" } else { "s" };
    writeln!(out, "\nLeast change of rankings: {} pairwise reversal{s} ({exact})", least.reversals)?;
    for change in &least.changes {
        let pairs: Vec<String> = change
            .reversed
            .iter()
            .take(MOST_IN_PROOF)
            .map(|[a, b]| format!("{} above {}", clean(&graph.label(*a)), clean(&graph.label(*b))))
            .collect();
        let left = change.reversed.len().saturating_sub(MOST_IN_PROOF);
        let more = if left > 0 { format!(", and {left} more") } else { String::new() };
        writeln!(out, "  {}: {}{more}", name(graph, change.decision_maker), pairs.join(", "))?;
    }
    Ok(())
}

fn edits_found(model: &Model, edits: &EditSearch, out: &mut dyn Write) -> io::Result<()> {
    if edits.n_statements == 0 {
        return writeln!(out, "\nNo decision maker is judged by statements, so there are none to edit");
    }
    let stopped = if edits.exact { "" } else { " (the search stopped early)" };
    match edits.edits {
        None => writeln!(out, "\nNo one or two edits of statements would do{stopped}"),
        Some(0) => writeln!(out, "\nNo edit of statements is needed"),
        Some(fewest) => {
            writeln!(out, "\nFewest edits of statements: {fewest}, in {} ways{stopped}", edits.n_solutions)?;
            for solution in edits.solutions.iter().take(20) {
                writeln!(out, "  {}", clean(&edits_text(model, solution)))?;
            }
            if edits.n_solutions > 20 {
                writeln!(out, "  ... and {} more; --json lists a hundred", edits.n_solutions - 20)?;
            }
            Ok(())
        }
    }
}

// robust

fn robust(args: &Robust, out: &mut dyn Write) -> Outcome {
    let Loaded { model, graph } = load(&args.model)?;
    let concepts = args.concept.map_or(Concept::ALL.to_vec(), |concept| vec![concept]);
    let config = Config { samples: args.samples, edits: args.edits, seed: args.seed };
    let asked: Vec<(State, Concept)> = match &args.state {
        Some(text) => {
            let states = states_meant(&graph, "--state", text)?;
            states.into_iter().flat_map(|state| concepts.iter().map(move |&concept| (state, concept))).collect()
        }
        None => {
            let solution = stability::solve(&graph);
            graph
                .states()
                .flat_map(|state| concepts.iter().map(move |&concept| (state, concept)))
                .filter(|&(state, concept)| solution.is_equilibrium(concept, state))
                .collect()
        }
    };
    if asked.len() > MOST_ROBUST {
        let failure = Failure::new(format!("{} pairs of state and concept are too many to vary", asked.len()));
        return Err(failure.hint("name a --state, a pattern or a --concept").into());
    }
    let results: Vec<Robustness> =
        asked.into_iter().map(|(state, concept)| robustness::robustness(&model, &graph, state, concept, config)).collect();
    if args.json {
        let one = |result: &Robustness| {
            let hinges = result.hinges.iter().map(|hinge| {
                json!({
                    "decisionMaker": graph.name(hinge.decision_maker),
                    "statement": hinge.statement + 1,
                    "text": model.decision_makers[hinge.decision_maker].preferences.statements[hinge.statement].text(&model),
                    "dropped": hinge.dropped,
                    "swappedWithNext": hinge.swapped_with_next,
                })
            });
            json!({
                "state": graph.label(result.state),
                "concept": result.concept.name(),
                "equilibrium": result.equilibrium,
                "stayed": result.stayed,
                "samples": result.samples,
                "hangsOn": hinges.collect::<Vec<_>>(),
            })
        };
        let fixed: Vec<&str> = results.first().map_or_else(Vec::new, |r| r.fixed.iter().map(|&dm| graph.name(dm)).collect());
        let all = json!({"seed": args.seed, "samples": args.samples, "edits": args.edits, "leftAsTheyAre": fixed, "robustness": results.iter().map(one).collect::<Vec<_>>()});
        serde_json::to_writer_pretty(&mut *out, &all)?;
        writeln!(out)?;
        return Ok(());
    }
    writeln!(out, "{} models, each with {} statements dropped or swapped at random, seed {}", args.samples, args.edits, args.seed)?;
    let mut rows = vec![vec!["state".into(), "concept".into(), "equilibrium".into(), "in".into(), "hangs on".into()]];
    for result in &results {
        let share = f64::from(result.stayed) / f64::from(result.samples.max(1)) * 100.0;
        let hinges: Vec<String> = result
            .hinges
            .iter()
            .map(|hinge| {
                let how = match (hinge.dropped, hinge.swapped_with_next) {
                    (true, true) => "",
                    (true, false) => " being there",
                    _ => " being before the next",
                };
                format!("{} {}{how}", name(&graph, hinge.decision_maker), hinge.statement + 1)
            })
            .collect();
        rows.push(vec![
            named(&graph, result.state),
            result.concept.to_string(),
            if result.equilibrium { "yes" } else { "no" }.to_string(),
            format!("{share:.1} %"),
            if hinges.is_empty() { "no single statement".to_string() } else { hinges.join(", ") },
        ]);
    }
    if results.is_empty() {
        writeln!(out, "  there is no equilibrium to vary")?;
    } else {
        table(out, &rows)?;
    }
    if let Some(result) = results.first().filter(|result| !result.fixed.is_empty()) {
        let names: Vec<String> = result.fixed.iter().map(|&dm| name(&graph, dm)).collect();
        writeln!(out, "  judged by a ranking or weights, and left as they are: {}", names.join(", "))?;
    }
    Ok(())
}

// convert

fn convert(args: &Convert, out: &mut dyn Write, err: &mut dyn Write) -> Outcome {
    let Loaded { model, .. } = load(&args.model)?;
    let format = match (args.to.as_deref(), &args.output) {
        (Some("toml"), _) => Format::Toml,
        (Some("gmcr"), _) => Format::Gmcr,
        (Some(_), _) => Format::Graph,
        (None, Some(output)) => Format::guess(&output.to_string_lossy(), ""),
        (None, None) => return Err(Failure::new("the format to convert to is not given").hint("add --to toml, gmcr or graph").into()),
    };
    let failed = |error: gmcr::model::Error| Failure { message: error.to_string(), place: None, hint: error.hint() };
    let Some(output) = &args.output else {
        out.write_all(file::write(&model, format).map_err(failed)?.as_bytes())?;
        return Ok(());
    };
    // A TOML file that is there keeps its comments; one that is no model is not overwritten blindly.
    let text = if format == Format::Toml && output.exists() {
        file::rewrite(&read_text(output)?, &model).map_err(|error| {
            let failure =
                Failure { message: format!("{} is there and cannot be rewritten: {error}", output.display()), place: None, hint: None };
            failure.hint("remove it first, or write to another file")
        })?
    } else {
        file::write(&model, format).map_err(failed)?
    };
    write_file(output, &text)?;
    if format == Format::Graph && !model.options().is_empty() {
        writeln!(err, "note: an explicit graph has no options; their names are not in {}", output.display())?;
    }
    Ok(())
}
