//! Reading, writing, rewriting; errors as data. An error case is a folder with a model and `error.txt`: message, line:column, hint.
use std::path::Path;

use gmcr::explicit::GraphModel;
use gmcr::file::{self, Format};
use gmcr::model::{Form, Model};
use gmcr::preference::{Expression, Statement};

use crate::{folders, own_cases, random, shared_conflicts};

fn model_file(folder: &Path) -> std::path::PathBuf {
    ["model.toml", "model.gmcr", "model.graph.json"].into_iter().map(|name| folder.join(name)).find(|path| path.is_file()).unwrap()
}

#[test]
fn errors_say_what_where_and_what_to_do() {
    let cases = folders(&own_cases().join("errors"));
    assert!(cases.len() >= 30);
    for folder in cases {
        let path = model_file(&folder);
        let text = std::fs::read_to_string(&path).unwrap();
        let read = file::read(&text, Format::guess(&path.to_string_lossy(), &text));
        let error = read.and_then(|source| source.graph(&text)).expect_err(&folder.display().to_string());
        let position = error.position.map_or_else(String::new, |position| position.to_string());
        let said = format!("{error}\n{position}\n{}\n", error.error.hint().unwrap_or_default());
        assert_eq!(said, std::fs::read_to_string(folder.join("error.txt")).unwrap(), "{}", folder.display());
    }
}

/// Same states, moves and payoffs.
fn same_conflict(a: &Model, b: &Model, at: &str) {
    let (a, b) = (GraphModel::new(a).unwrap(), GraphModel::new(b).unwrap());
    assert_eq!(
        a.states().map(|state| a.label(state)).collect::<Vec<_>>(),
        b.states().map(|state| b.label(state)).collect::<Vec<_>>(),
        "{at}"
    );
    for dm in 0..a.n_decision_makers() {
        assert_eq!(a.name(dm), b.name(dm), "{at}");
        assert_eq!(a.payoffs(dm), b.payoffs(dm), "{at}, {}", a.name(dm));
        for state in a.states() {
            assert_eq!(a.moves(dm, state), b.moves(dm, state), "{at}, {} from {}", a.name(dm), a.label(state));
        }
    }
}

fn read(text: &str, format: Format, at: &str) -> Model {
    file::read(text, format).unwrap_or_else(|error| panic!("{at}: {error} at {:?}\n{text}", error.position)).model
}

#[test]
fn toml_holds_everything() {
    for seed in 0..2000 {
        let model = random::conflict(seed);
        if GraphModel::new(&model).is_err() {
            continue;
        }
        let at = format!("seed {seed}");
        let text = file::write(&model, Format::Toml).unwrap_or_else(|error| panic!("{at}: {error}"));
        let again = read(&text, Format::Toml, &at);
        same_conflict(&model, &again, &at);
        assert_eq!(file::write(&again, Format::Toml).unwrap(), text, "{at}: written twice");
    }
}

#[test]
fn other_formats_hold_what_they_can_say() {
    let mut written = [0, 0];
    for seed in 0..2000 {
        let model = random::conflict(seed);
        if GraphModel::new(&model).is_err() {
            continue;
        }
        let at = format!("seed {seed}");
        for (idx, format) in [Format::Gmcr, Format::Graph].into_iter().enumerate() {
            match file::write(&model, format) {
                Ok(text) => {
                    same_conflict(&model, &read(&text, format, &at), &at);
                    written[idx] += 1;
                }
                // gmcr-py has no graphs, no edited moves and no options that cannot be changed.
                Err(error) => assert!(format == Format::Gmcr && error.to_string().ends_with("cannot be written as gmcr"), "{at}: {error}"),
            }
        }
    }
    assert!(written[0] > 500 && written[1] > 1500, "{written:?}");
}

#[test]
fn shared_conflicts_survive_every_conversion() {
    let Some(shared) = shared_conflicts() else { return };
    for folder in folders(&shared) {
        let path = model_file(&folder);
        let at = path.display().to_string();
        // The conversion of a large model takes the time of a large model.
        if folder.ends_with("trade-large") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let format = Format::guess(&at, &text);
        let model = read(&text, format, &at);
        let toml = read(&file::write(&model, Format::Toml).unwrap(), Format::Toml, &at);
        same_conflict(&model, &toml, &at);
        let back = read(&file::write(&toml, format).unwrap(), format, &at);
        same_conflict(&model, &back, &at);
        // Nothing that the format can say is lost: statements, rankings that are not used, pairs, misperceptions.
        for (a, b) in model.decision_makers.iter().zip(&back.decision_makers) {
            assert_eq!((&a.unknown, &a.strong, &a.misperceptions), (&b.unknown, &b.strong, &b.misperceptions), "{at}");
            assert_eq!(a.preferences.statements.len(), b.preferences.statements.len(), "{at}");
            assert_eq!(a.preferences.given(), b.preferences.given(), "{at}");
            assert_eq!(a.preferences.basis(), b.preferences.basis(), "{at}");
        }
        let coalitions = |model: &Model| model.coalitions.clone();
        assert_eq!(coalitions(&model), coalitions(&back), "{at}");
    }
}

#[test]
fn statements_read_back_as_they_are_written() {
    let names = ["Accept", "Separate deals", "don't", "cease-fire", "if", "12", "a \"b\"", "NOT now", "x: y", "Accept"];
    let mut toml = String::from("[[decision_makers]]\nname = \"Nor: land\"\noptions = [");
    toml.push_str(&names[..9].iter().map(|name| format!("{name:?}")).collect::<Vec<_>>().join(", "));
    toml.push_str("]\n\n[[decision_makers]]\nname = \"Sudria\"\noptions = [\"Accept\"]\n");
    let mut model = read(&toml, Format::Toml, "names");
    let mut generator = random::Random(7);
    for _ in 0..2000 {
        let statement = Statement { expression: random::expression(&mut generator, names.len(), 4) };
        model.decision_makers[1].preferences.statements = vec![statement.clone()];
        let text = statement.text(&model);
        let again = read(&file::write(&model, Format::Toml).unwrap(), Format::Toml, &text);
        let again = &again.decision_makers[1].preferences.statements[0];
        for bits in 0..1 << names.len() {
            assert_eq!(statement.holds(bits), again.holds(bits), "{text} at {bits:b}");
        }
        assert_eq!(again.text(&model), text);
    }
}

#[test]
fn statements_by_number_sign_and_qualified_name() {
    let toml = |statement: &str| {
        format!(
            "[[decision_makers]]\nname = \"Norland\"\noptions = [\"Withdraw\", \"Separate deals\"]\n\n\
             [[decision_makers]]\nname = \"Sudria\"\noptions = [\"Separate deals\"]\nstatements = [{statement:?}]\n"
        )
    };
    let written = |statement: &str| {
        let model = read(&toml(statement), Format::Toml, statement);
        model.decision_makers[1].preferences.statements[0].text(&model)
    };
    for (statement, expected) in [
        ("2 if 3", "Norland: Separate deals IF Sudria: Separate deals"),
        ("-1 if 3", "NOT Withdraw IF Sudria: Separate deals"),
        ("-Withdraw & 2 | 3", "NOT Withdraw AND Norland: Separate deals OR Sudria: Separate deals"),
        ("NOT (1 AND sudria: separate DEALS)", "NOT (Withdraw AND Sudria: Separate deals)"),
        ("\"Norland\": \"Separate deals\" IFF (1 OR -1)", "Norland: Separate deals IFF Withdraw OR NOT Withdraw"),
        ("1 OR 2 AND 3", "Withdraw OR Norland: Separate deals AND Sudria: Separate deals"),
        ("(1 OR 2) AND 3", "(Withdraw OR Norland: Separate deals) AND Sudria: Separate deals"),
        ("(1 IF 2) IF 3", "(Withdraw IF Norland: Separate deals) IF Sudria: Separate deals"),
    ] {
        assert_eq!(written(statement), expected, "{statement}");
    }
    // AND binds before OR, and both before IF.
    let model = read(&toml("1 OR 2 AND 3"), Format::Toml, "precedence");
    assert_eq!(
        model.decision_makers[1].preferences.statements[0].expression,
        Expression::Or(vec![Expression::Taken(0), Expression::And(vec![Expression::Taken(1), Expression::Taken(2)])])
    );
}

#[test]
fn more_than_64_statements_are_ranked() {
    // gmcr-py's payoffs overflow beyond 63. The last of 70 statements is the only one that tells two states apart.
    let mut statements: Vec<String> = vec!["\"Disarm OR NOT Disarm\"".to_string(); 69];
    statements.push("\"Withdraw\"".to_string());
    let toml = format!(
        "[[decision_makers]]\nname = \"Norland\"\noptions = [\"Withdraw\", \"Disarm\"]\nstatements = [{}]\n",
        statements.join(", ")
    );
    let graph = GraphModel::new(&read(&toml, Format::Toml, "70 statements")).unwrap();
    assert_eq!(graph.payoffs(0), [1, 2, 1, 2]);
}

#[test]
fn sixty_four_options_are_explicit() {
    let options: Vec<String> = (1..=64).map(|number| format!("\"o{number}\"")).collect();
    let off: String = std::iter::repeat_n('N', 60).collect();
    // All but the last four options are kept out one by one.
    let patterns: Vec<String> = (0..60).map(|at| format!("\"{}Y{}\"", "-".repeat(at), "-".repeat(63 - at))).collect();
    let toml = format!(
        "[feasibility]\ninfeasible = [{}]\n[[decision_makers]]\nname = \"Norland\"\noptions = [{}]\nstatements = [\"64\"]\n",
        patterns.join(", "),
        options.join(", ")
    );
    let graph = GraphModel::new(&read(&toml, Format::Toml, "64 options")).unwrap();
    assert_eq!(graph.n_states(), 16);
    assert_eq!(graph.moves(0, graph.state(&format!("{off}NNNN")).unwrap()).len(), 15);
    assert_eq!(graph.payoff(0, graph.state(&format!("{off}NNNY")).unwrap()), 2);
}

#[test]
fn weights_are_exact() {
    let toml = "[[decision_makers]]\nname = \"Norland\"\noptions = [\"a\", \"b\", \"c\"]\nweights = { a = 0.1, b = 0.2, c = [0.3, 0] }\n";
    let graph = GraphModel::new(&read(toml, Format::Toml, "weights")).unwrap();
    // 0.1 + 0.2 ties with 0.3, which binary fractions do not know.
    assert_eq!(graph.payoff(0, graph.state("YYN").unwrap()), graph.payoff(0, graph.state("NNY").unwrap()));
}

const COMMENTED: &str = "# Kept: head
title = \"The bridge\" # kept: title

[feasibility] # kept: feasibility
infeasible = [
    # kept: above the pattern
    \"YY-\",
]

# kept: above Norland
[[decision_makers]]
name = \"Norland\"
options = [\"Withdraw\", \"Shell\"]
statements = [
    \"NOT Shell\", # first of all
    # about the second
    \"Withdraw   IF  3\", # by number on purpose
]

[[decision_makers]]
name = \"Sudria\"
options = [{ name = \"Lift\", direction = \"up\" }]
statements = [\"Withdraw\"] # kept: Sudria
";

#[test]
fn rewriting_keeps_comments() {
    let model = read(COMMENTED, Format::Toml, "commented");
    assert_eq!(file::rewrite(COMMENTED, &model).unwrap(), COMMENTED, "nothing changed");
    let mut changed = model.clone();
    let statements = &mut changed.decision_makers[0].preferences.statements;
    statements.swap(0, 1);
    statements.push(statements[1].negated());
    changed.title = "The bridge at Hal".to_string();
    let rewritten = file::rewrite(COMMENTED, &changed).unwrap();
    let expected = COMMENTED.replace("\"The bridge\"", "\"The bridge at Hal\"").replace(
        "    \"NOT Shell\", # first of all\n    # about the second\n    \"Withdraw   IF  3\", # by number on purpose\n",
        "    # about the second\n    \"Withdraw   IF  3\", # by number on purpose\n    \"NOT Shell\", # first of all\n    \"Shell\",\n",
    );
    assert_eq!(rewritten, expected);
    same_conflict(&read(&rewritten, Format::Toml, "rewritten"), &changed, "rewritten");
}

#[test]
fn rewriting_says_what_the_model_says() {
    // Whatever is put in its place, the text reads as the new model.
    for seed in 0..400 {
        let (old, new) = (random::conflict(seed), random::conflict(seed + 1));
        if GraphModel::new(&old).is_err() || GraphModel::new(&new).is_err() {
            continue;
        }
        let text = file::write(&old, Format::Toml).unwrap();
        let rewritten = file::rewrite(&text, &new).unwrap_or_else(|error| panic!("seed {seed}: {error}"));
        same_conflict(&read(&rewritten, Format::Toml, &format!("seed {seed}")), &new, &format!("seed {seed}"));
    }
}

#[test]
fn options_of_interleaved_owners_keep_their_numbers() {
    let gmcr = r#"{"options": [{"name": "a", "permittedDirection": "both"}, {"name": "b", "permittedDirection": "fwd"},
        {"name": "c", "permittedDirection": "back"}], "infeasibles": [[[0, "Y"], [2, "N"]]],
        "decisionMakers": [{"name": "Norland", "options": [2, 0], "preferences": [[[1, "N"]]]},
            {"name": "Sudria", "options": [1], "preferences": [], "preferenceRanking": [1, 2, 3, 4, 5, 6]}]}"#;
    let model = read(gmcr, Format::Gmcr, "interleaved");
    assert!(matches!(&model.form, Form::Options(form) if form.options[2].name == "c"));
    let toml = file::write(&model, Format::Toml).unwrap();
    same_conflict(&model, &read(&toml, Format::Toml, "interleaved"), &toml);
}
