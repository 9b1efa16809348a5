//! `cargo bench -p outlook`: how long the model and all answers take for twelve options and six decision makers, and a thousand variants.
//!
//! Asked for: the proposal and all answers in under 2 s, robustness over 1,000 variants in under 10 s on two cores.
#![expect(clippy::print_stdout, reason = "a bench prints what it measured")]
#![expect(clippy::disallowed_methods, reason = "a bench looks at the clock")]

#[path = "../../table/tests/it/notation.rs"]
#[expect(dead_code, reason = "the tests of the table write tables in it too")]
mod notation;

use evidence::{About, Date, DateBasis, Document, Measures, Published};
use jiff::civil;
use outlook::answers::{self, answer};
use outlook::proposal::{self, Config};
use std::time::Instant;
use table::dossier::{Record, Report, View};

/// Six sides, each holding back two moves for two others', with threats, demands and refusals between them, in forty reports.
fn lines() -> String {
    let sides = ["norland", "sudria", "estmark", "lakeland", "hesk", "lorrin"];
    let own = [
        ["general-ceasefire", "troop-withdrawal"],
        ["monitoring-mission", "prisoner-release"],
        ["sanctions-lift", "arms-supply-halt"],
        ["blockade", "fuel"],
        ["elections", "amnesty"],
        ["disarmament", "power-sharing"],
    ];
    let measure = |i: usize, k: usize| if own[i][k] == "fuel" { "energy-trade" } else { own[i][k] };
    let mut out = String::new();
    for (i, side) in sides.iter().enumerate() {
        let (next, last) = ((i + 1) % sides.len(), (i + 5) % sides.len());
        out += &format!("{side}: condition {} | only-if {} by {}\n", measure(i, 0), measure(next, 0), sides[next]);
        out += &format!("{side}: condition {} | after {} by {}\n", measure(i, 1), measure(last, 1), sides[last]);
        out += &format!("{side}: demand/urge {}\n", measure((i + 2) % 6, 0));
        out += &format!("{side}: endorse {}\n", measure((i + 3) % 6, 1));
    }
    out
}

fn main() {
    let mut documents = Vec::new();
    for day in 1..=20 {
        let (document, reading) = notation::reading(&lines());
        let date = Date::Day(civil::date(2031, 5, day));
        let about = About { published: Some(Published { date, basis: DateBasis::Metadata }), ..About::named(format!("d{day}")) };
        // The same acts again and again, in texts that differ.
        let text = format!("{}\nreport {day}\n", document.text());
        documents.push((Document::new(about, text), reading));
    }
    let record = Record::new(documents.iter().map(|(document, reading)| Report::new(document, reading)));
    let begin = Instant::now();
    let proposal = proposal::propose(&record, View::default(), Measures::embedded(), &Config::default());
    let made = begin.elapsed();
    let plain = answers::Config { variants: 0, hold: vec![(1 << proposal.options.len()) - 1], seed: 1 };
    let begin = Instant::now();
    let answered = answer(&proposal, &plain);
    let told = begin.elapsed();
    let begin = Instant::now();
    let varied = answer(&proposal, &answers::Config { variants: 1000, ..plain });
    let robust = begin.elapsed().saturating_sub(told);
    let n_statements: usize = proposal.decision_makers.iter().map(|it| it.statements.len()).sum();
    println!(
        "{} options, {} decision makers, {n_statements} statements, {} states, {} outcomes of which {} are varied",
        proposal.options.len(),
        proposal.decision_makers.len(),
        answered.n_states,
        answered.outcomes.len(),
        varied.outcomes.iter().filter(|it| it.robust.is_some()).count(),
    );
    println!("proposal {made:.2?}, all answers {told:.2?} (asked for: under 2 s together)");
    println!("what it hangs on, over 1,000 variants {robust:.2?} (asked for: under 10 s on two cores)");
}
