//! Seconds and peak bytes of the engine by size of model, each in a process of its own, and the ratio to gmcr-py 0.4.1 on the very
//! model that ../shared/tools/gmcr_synthetic.py makes (4 DMs, random strict rankings).
//!
//! `cargo bench -p gmcr` runs to 2^20 states; `GMCR_BENCH_LARGEST=24` goes on to 2^24 (up to 4 GB). With `GMCR_PY` (the folder of
//! gmcr-py 0.4.1) and `GMCR_PY_PYTHON` (a Python that has its numpy) the same files are given to gmcr-py, up to
//! `GMCR_PY_LARGEST` options (8; 12 takes it minutes), and the ratio is printed.
#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "a bench reads files and the clock, and prints what it measures")]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use gmcr::explicit::GraphModel;
use gmcr::file::{self, Format};
use gmcr::model::{BinaryOption, DecisionMaker, Form, Model, OptionForm};
use gmcr::preference::{Preferences, Ranking};
use gmcr::stability::{self, Concept};

/// Loads a file with gmcr-py, finds its equilibria, prints seconds, peak bytes and how many equilibria of each concept.
const GMCR_PY: &str = "
import sys, time, json, resource
sys.path.insert(0, sys.argv[1])
import data_01_conflictModel as model, data_02_conflictSolvers as solvers
started = time.time()
conflict = model.ConflictModel(); conflict.load_from_file(sys.argv[2])
solver = solvers.LogicalSolver(conflict); solver.findEquilibria()
print(json.dumps([time.time() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024]))
";

/// What one process measured.
#[derive(Clone, Copy)]
struct Measured {
    seconds: f64,
    peak_bytes: u64,
}

fn main() {
    let args: Vec<String> = std::env::args().collect();
    match args.iter().position(|arg| arg == "--case") {
        Some(at) => case(&args[at + 1]),
        None => all(),
    }
}

fn setting(name: &str, otherwise: u32) -> u32 {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(otherwise)
}

fn all() {
    println!("case                                       states   seconds   peak MB   states/s");
    for options in (8..=setting("GMCR_BENCH_LARGEST", 20)).step_by(4) {
        let measured = child(&format!("memory:{options}"));
        print(&format!("4 DMs, {options} options, in memory"), 1 << options, measured);
    }
    let shared = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let trade = shared.join("data/conflicts/trade-large/model.gmcr");
    if trade.is_file() {
        print("trade-large, with reading the file", 138_240, child(&format!("file:{}", trade.display())));
    } else {
        println!("trade-large is skipped: {} is not there", trade.display());
    }
    let script = shared.join("tools/gmcr_synthetic.py");
    if !script.is_file() {
        println!("the comparison with gmcr-py is skipped: {} is not there", script.display());
        return;
    }
    for options in [8, 10, 12, 14, 16, 18, 20] {
        let Some(model) = synthetic(&script, options) else {
            println!("the comparison with gmcr-py is skipped: python3 cannot run {}", script.display());
            return;
        };
        let ours = child(&format!("file:{}", model.display()));
        print(&format!("gmcr_synthetic.py 4 {options} 1, with reading"), 1 << options, ours);
        match gmcr_py(&model, options) {
            Some(theirs) => {
                print(&format!("gmcr-py 0.4.1, 4 {options} 1"), 1 << options, theirs);
                let seconds = theirs.seconds / ours.seconds;
                let bytes = theirs.peak_bytes as f64 / ours.peak_bytes as f64;
                println!("    ratio: {seconds:.0} times the seconds, {bytes:.1} times the bytes");
            }
            None if options <= 12 => println!("    gmcr-py is not run: set GMCR_PY, GMCR_PY_PYTHON, GMCR_PY_LARGEST={options}"),
            None => {}
        }
    }
}

fn print(name: &str, states: u64, measured: Measured) {
    let Measured { seconds, peak_bytes } = measured;
    println!("{name:<40} {states:>9} {seconds:>9.4} {:>9.1} {:>10.0}", peak_bytes as f64 / 1e6, states as f64 / seconds);
}

/// Runs a case in a process of its own, so that its peak is its own.
fn child(case: &str) -> Measured {
    let output =
        Command::new(std::env::current_exe().expect("a bench has a path")).args(["--case", case]).output().expect("the bench runs");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{case}: {text} {}", String::from_utf8_lossy(&output.stderr));
    let numbers: Vec<f64> = text.split_whitespace().map(|word| word.parse().expect("numbers")).collect();
    Measured { seconds: numbers[0], peak_bytes: numbers[1] as u64 }
}

fn case(case: &str) {
    let (kind, what) = case.split_once(':').expect("kind:what");
    let (mut best, mut equilibria) = (f64::INFINITY, 0);
    // Small cases are repeated, and the best run counts: the first one also starts the threads.
    let mut runs = 0;
    let began = Instant::now();
    let model = (kind == "memory").then(|| random_model(what.parse().expect("a number of options")));
    let graph = model.map(|model| GraphModel::new(&model).expect("a right model"));
    while runs == 0 || (runs < 50 && began.elapsed().as_secs_f64() < 0.5) {
        runs += 1;
        let started = Instant::now();
        equilibria = match &graph {
            Some(graph) => stability::solve(graph).n_equilibria(Concept::Gmr),
            None => {
                let text = std::fs::read_to_string(what).expect("the model is readable");
                let graph = file::read(&text, Format::Gmcr).expect("a model").graph(&text).expect("a right model");
                stability::solve(&graph).n_equilibria(Concept::Gmr)
            }
        };
        best = best.min(started.elapsed().as_secs_f64());
    }
    println!("{best} {} {equilibria}", peak_bytes());
}

/// The most memory that this process had, as Linux counts it; 0 elsewhere.
fn peak_bytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("0 kB");
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap_or(0) * 1024
}

/// What gmcr_synthetic.py makes, without a file: everything feasible, reversible, random strict rankings.
fn random_model(options: usize) -> Model {
    const DMS: usize = 4;
    let mut state = 0x2545_F491_4F6C_DD1Du64;
    let mut random = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    let decision_makers = (0..DMS)
        .map(|dm| {
            let mut states: Vec<u32> = (0..1 << options).collect();
            for at in (1..states.len()).rev() {
                states.swap(at, (random() % (at as u64 + 1)) as usize);
            }
            let tied = vec![false; states.len()];
            let preferences = Preferences { ranking: Some(Ranking::Listed { states, tied }), ..Preferences::default() };
            let mut owned: Vec<usize> = (0..options).map(|option| option % DMS).collect();
            owned.sort_unstable();
            let options = (0..options).filter(|&option| owned[option] == dm).collect();
            DecisionMaker { name: format!("DM{}", dm + 1), options, preferences, ..DecisionMaker::default() }
        })
        .collect();
    let options = (0..options).map(|option| BinaryOption::new(&format!("option {}", option + 1))).collect();
    Model { form: Form::Options(OptionForm { options, ..OptionForm::default() }), decision_makers, ..Model::default() }
}

fn synthetic(script: &Path, options: u32) -> Option<PathBuf> {
    let output = Command::new("python3").arg(script).args(["4", &options.to_string(), "1"]).output().ok()?;
    let path = std::env::temp_dir().join(format!("gmcr-bench-{}-{options}.gmcr", std::process::id()));
    std::fs::write(&path, output.stdout).ok()?;
    output.status.success().then_some(path)
}

fn gmcr_py(model: &Path, options: u32) -> Option<Measured> {
    let (folder, python) = (std::env::var("GMCR_PY").ok()?, std::env::var("GMCR_PY_PYTHON").ok()?);
    if options > setting("GMCR_PY_LARGEST", 8) {
        return None;
    }
    let output = Command::new(python).args(["-c", GMCR_PY, &folder]).arg(model).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).to_string();
    let numbers: Vec<f64> = serde_json::from_str(text.lines().last()?).ok()?;
    Some(Measured { seconds: numbers[0], peak_bytes: numbers[1] as u64 })
}
