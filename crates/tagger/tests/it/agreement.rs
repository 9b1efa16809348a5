//! The same text reads the same however it is read; and a torn weights file is told, not read.

use tagger::{Config, Malformed, Tagger};

use crate::random_weights::{file, taggers};

#[test]
fn threads_do_not_change_what_is_read() {
    let text = "Lind said that Sudria would sign.\nNorland, said Dessa, would leave the delta: “No troops.”\n".repeat(60);
    for tagger in taggers() {
        let one = tagger.attributions(&text, &Config::default());
        assert!(one.len() > 20, "something to compare, not {}", one.len());
        for threads in [0, 2, 3, 64] {
            assert_eq!(tagger.attributions(&text, &Config { threads, nested: true }), one, "{threads} threads");
        }
    }
}

#[test]
fn a_torn_or_foreign_weights_file_is_told() {
    let whole: &'static [u8] = file().leak();
    assert_eq!(Tagger::from_weights(b"PK\x03\x04").err(), Some(Malformed::Magic));
    assert_eq!(Tagger::from_weights(&whole[..whole.len() / 2]).err(), Some(Malformed::Torn));
    assert!(matches!(Tagger::from_weights(&whole[..8]).err(), Some(Malformed::Tensor(_))));
}
