//! Any list of measures is read or refused with its reason.
use evidence::Measures;

const LINES: &[&str] = &[
    "[[group]]",
    "[[measure]]",
    "id = \"a\"",
    "id = \"b\"",
    "title = \"A\"",
    "group = \"a\"",
    "group = \"b\"",
    "label = \"L\"",
    "gloss = \"G\"",
    "opposite = \"a\"",
    "opposite = \"b\"",
    "opposite = \"\"",
    "broader = \"a\"",
    "irreversible = true",
    "mutual = 3",
    "cues = [\"a <n> * b\"]",
    "cues = [\"\"]",
    "cues = [\"*\"]",
    "weak_cues = [\"-\"]",
    "params = [\"area\"]",
    "pax = [\"\"]",
    "schema = 1",
    "= \"",
    "\"\"\"",
    "[",
    "\u{0}",
    "é = 'é'",
];

#[test]
fn measures() {
    bolero::check!().with_max_len(60).for_each(|bytes| {
        let line = |byte: &u8| match LINES.get(usize::from(*byte) % (LINES.len() + 4)) {
            Some(line) => (*line).to_owned(),
            None => char::from(*byte).to_string(),
        };
        let text: String = bytes.iter().map(|byte| line(byte) + "\n").collect();
        match Measures::from_toml(&text) {
            Ok(list) => {
                // What is accepted can be read by.
                let _ = reader::Config::with_measures(&list);
                assert!(list.all().iter().all(|it| list.get(&it.id) == Some(it)));
            }
            Err(bad) => assert!(!bad.to_string().is_empty()),
        }
    });
}
