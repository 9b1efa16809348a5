//! Fuzz targets on stable Rust: any text is read or refused with an error, and what is read can be written, worked out and read again.
//! Run longer with `cargo bolero test -p gmcr fuzz::toml` or by raising the iterations.
use bolero::check;
use gmcr::file::{self, Format};
use proptest::prelude::*;

/// Bounded for the ordinary test run.
const ITERATIONS: usize = 2000;

fn reads_or_refuses(bytes: &[u8], format: Format) {
    let text = String::from_utf8_lossy(bytes);
    match file::read(&text, format) {
        Ok(source) => {
            // A random text must not ask for millions of states.
            if source.model.options().len() > 12 {
                return;
            }
            match source.graph(&text) {
                Ok(_) => {
                    let toml = file::write(&source.model, Format::Toml).expect("TOML says everything");
                    let again = file::read(&toml, Format::Toml).unwrap_or_else(|error| panic!("{error}:\n{toml}"));
                    again.graph(&toml).unwrap_or_else(|error| panic!("{error}:\n{toml}"));
                }
                Err(error) => assert!(!error.to_string().is_empty() && error.position.is_some()),
            }
        }
        Err(error) => {
            let position = error.position.expect("an error of reading has a place");
            assert!(position.line as usize <= text.lines().count() + 1, "{error} at {position}");
        }
    }
}

#[test]
fn toml() {
    check!().with_iterations(ITERATIONS).for_each(|bytes: &[u8]| reads_or_refuses(bytes, Format::Toml));
}

#[test]
fn gmcr_json() {
    check!().with_iterations(ITERATIONS).for_each(|bytes: &[u8]| reads_or_refuses(bytes, Format::Gmcr));
}

#[test]
fn graph_json() {
    check!().with_iterations(ITERATIONS).for_each(|bytes: &[u8]| reads_or_refuses(bytes, Format::Graph));
}

#[test]
fn statements() {
    check!().with_iterations(ITERATIONS).for_each(|bytes: &[u8]| {
        let statement = String::from_utf8_lossy(bytes).replace(['"', '\\', '\u{7f}'], "'").replace(|letter: char| letter.is_control(), " ");
        reads_or_refuses(statement_model(&statement).as_bytes(), Format::Toml);
    });
}

fn statement_model(statement: &str) -> String {
    format!("[[decision_makers]]\nname = \"Norland\"\noptions = [\"Withdraw\", \"a b\", \"c\"]\nstatements = [\"{statement}\"]\n")
}

/// Real models with pieces torn out, doubled and swapped: closer to what people write than random bytes.
fn torn(text: String, from: usize, length: usize, to: usize) -> String {
    let letters: Vec<char> = text.chars().collect();
    let from = from % (letters.len() + 1);
    let end = (from + length).min(letters.len());
    let to = to % (letters.len() + 1);
    let (piece, mut rest): (Vec<char>, Vec<char>) = (letters[from..end].to_vec(), [&letters[..from], &letters[end..]].concat());
    let to = to.min(rest.len());
    rest.splice(to..to, piece);
    rest.into_iter().collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn torn_models(seed in 0u64..500, from in 0usize..4000, length in 0usize..40, to in 0usize..4000, format in 0usize..3) {
        let model = crate::random::conflict(seed);
        let format = [Format::Toml, Format::Gmcr, Format::Graph][format];
        if let Ok(text) = file::write(&model, format) {
            reads_or_refuses(torn(text, from, length, to).as_bytes(), format);
        }
    }

    #[test]
    fn torn_statements(words in prop::collection::vec(prop::sample::select(vec![
        "NOT", "AND", "OR", "IF", "IFF", "(", ")", "-", "1", "2", "9", "Withdraw", "a b", "'a b'", "Norland:", "c", "&", "|",
    ]), 0..14)) {
        reads_or_refuses(statement_model(&words.join(" ")).as_bytes(), Format::Toml);
    }
}
