//! The proposal as a file that a person edits: the engine's TOML, with the words behind each line as comments.
use super::{Assumption, Choice, Cited, Left, Proposal, Reason};
use gmcr::model::Model;
use gmcr::preference::{Expression, Statement};
use std::fmt::Write as _;

/// Longer words are cut in comments.
const LONGEST: usize = 160;

/// The proposal as TOML that `gmcr` reads, with its words as comments.
pub fn written(proposal: &Proposal) -> String {
    let model = proposal.model();
    let mut out = String::new();
    let last = proposal.last.map_or(String::new(), |it| format!(" as the record has it on {it},"));
    let documents = if proposal.n_documents == 1 { "1 document".to_owned() } else { format!("{} documents", proposal.n_documents) };
    let _ = writeln!(out, "# A conflict{last} from {documents}. An option is \"this actor does this measure\".");
    out += "# Edit it as you like: reorder, add, drop. The comments are the words behind each line.\n";
    let _ = writeln!(out, "note = {}", text(&note(proposal.options.iter().map(|it| it.today))));
    rules(&mut out, proposal, &model);
    for (dm, it) in proposal.decision_makers.iter().enumerate() {
        let _ = write!(out, "\n[[decision_makers]]\nname = {}\noptions = [\n", text(&it.name));
        for &option in &it.options {
            choice(&mut out, &proposal.options[option]);
        }
        out += "]\nstatements = [\n";
        for stated in &it.statements {
            let _ = writeln!(out, "    # {}:", stated.kind.as_str());
            words(&mut out, stated.words());
            for &at in &stated.rests_on {
                if let Some(Assumption::NotCome { words, .. }) = proposal.assumptions.get(at) {
                    let _ = writeln!(out, "    # assumed: it waits for “{}”, which is not in the model", line(words));
                }
            }
            let _ = writeln!(out, "    {},", text(&stated.statement.text(&model)));
        }
        out += "]\n";
        let silent: Vec<&str> = proposal
            .assumptions
            .iter()
            .filter_map(|it| match it {
                Assumption::NoView { decision_maker, option } if *decision_maker == dm => Some(proposal.options[*option].name.as_str()),
                _ => None,
            })
            .collect();
        if !silent.is_empty() {
            let _ = writeln!(out, "# Nothing is known of its view on: {}", silent.join(", "));
        }
    }
    let beyond: Vec<String> = proposal
        .left_out
        .iter()
        .filter(|it| !matches!(it.why, Left::Told | Left::NoMove))
        .map(|it| format!("{} ({})", it.measure, it.words()[0].at))
        .collect();
    if !beyond.is_empty() {
        let _ = writeln!(out, "\n# Left out: {}", beyond.join(", "));
    }
    out
}

const STATUS_QUO: &str = "Status quo:";

/// The note that says what is so today, option by option in the order of the file.
pub(super) fn note(today: impl Iterator<Item = bool>) -> String {
    let letters: String = today.map(|taken| if taken { 'Y' } else { 'N' }).collect();
    format!("{STATUS_QUO} {letters}")
}

/// What a person's model says is so today, option by option; `None` where its note says nothing of that.
///
/// # Errors
/// What is wrong with the note: letters other than Y and N, or not one for each option.
pub fn status_quo(model: &Model) -> Option<Result<Vec<bool>, String>> {
    let letters = model.note.trim().strip_prefix(STATUS_QUO)?.trim();
    if let Some(other) = letters.chars().find(|c| !matches!(c, 'Y' | 'N')) {
        return Some(Err(format!("the status quo “{letters}” has the letter “{other}”, which is neither Y nor N")));
    }
    let (given, options) = (letters.chars().count(), model.options().len());
    if given != options {
        return Some(Err(format!("the status quo “{letters}” has {given} letters, and the model {options} options")));
    }
    Some(Ok(letters.chars().map(|c| c == 'Y').collect()))
}

fn rules(out: &mut String, proposal: &Proposal, model: &Model) {
    if proposal.infeasible.is_empty() {
        return;
    }
    let name = |option: usize| text(&Statement { expression: Expression::Taken(option) }.text(model));
    let why = |it: &Reason| match it {
        Reason::Opposites => "one undoes the other".to_owned(),
        Reason::Includes => "the one is more of the other".to_owned(),
        Reason::KindOf => "the one is a kind of the other".to_owned(),
        Reason::Since(why) => why.clone(),
        Reason::Given | Reason::Supposed => "as you have it".to_owned(),
    };
    out.push_str("\n[feasibility]\n");
    let exclusive = |it: &&super::Infeasible| matches!(it.rule, gmcr::model::Rule::MutuallyExclusive(_));
    for (key, is_exclusive) in [("mutually_exclusive", true), ("only_if", false)] {
        let of_kind: Vec<&super::Infeasible> = proposal.infeasible.iter().filter(|it| exclusive(it) == is_exclusive).collect();
        if of_kind.is_empty() {
            continue;
        }
        let _ = writeln!(out, "{key} = [");
        for it in of_kind {
            let (a, b) = (name(it.options[0]), name(it.options[1]));
            let entry = if is_exclusive { format!("[{a}, {b}]") } else { format!("{{ option = {a}, needs = {b} }}") };
            let _ = writeln!(out, "    {entry}, # {}", why(&it.reason));
        }
        out.push_str("]\n");
    }
}

fn choice(out: &mut String, it: &Choice) {
    if let Some(otherwise) = &it.otherwise {
        let _ = writeln!(out, "    # otherwise {}", line(otherwise));
    }
    words(out, it.words());
    let name = text(&it.name);
    let entry = if it.irreversible { format!("{{ name = {name}, direction = \"up\" }}") } else { name };
    let _ = writeln!(out, "    {entry},");
}

fn words(out: &mut String, all: &[Cited]) {
    for it in all {
        let date = it.date.as_ref().map(|it| format!(", {it}")).unwrap_or_default();
        let _ = writeln!(out, "    # {}{date}: “{}”", line(&it.at.to_string()), line(it.quote.words()));
    }
}

/// Words on one line of a comment, without control characters.
fn line(given: &str) -> String {
    let plain: String = given.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    if plain.chars().count() <= LONGEST { plain } else { plain.chars().take(LONGEST - 1).chain(['…']).collect() }
}

/// A TOML string.
fn text(given: &str) -> String {
    let mut out = String::from("\"");
    for c in given.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
