//! Any text at all. `cargo bolero test -p tagger fuzz::any_text` searches on; under `cargo test` it tries a few hundred.

use tagger::Config;

use crate::random_weights::taggers;
use crate::robust::check;

#[test]
fn any_text() {
    bolero::check!().with_iterations(300).with_max_len(2000).for_each(|bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes);
        for tagger in taggers() {
            check(&text, &tagger.attributions(&text, &Config::default()));
        }
    });
}

#[test]
fn any_order_of_what_reports_are_made_of() {
    const PARTS: [&str; 16] =
        ["Lind", " said", " ", ", ", ".", "“", "”", "\n", " that", " Norland", " would", "NORLAND:", "\u{301}", "\u{a0}", "Q ", "ß"];
    bolero::check!().with_iterations(200).with_max_len(400).for_each(|bytes: &[u8]| {
        let text: String = bytes.iter().map(|b| PARTS[usize::from(*b) % PARTS.len()]).collect();
        for tagger in taggers() {
            check(&text, &tagger.attributions(&text, &Config::default()));
        }
    });
}
