//! Which conditions name that something is not done.
use evidence::Condition;

#[test]
fn refusals_deny() {
    for words in [
        "if it continues to refuse a ceasefire",
        "if progress isn’t made",
        "if no truce is signed",
        "unless Sudria stops attacking, which it has not",
        "without a ceasefire",
        "if Sudria no longer shells the port",
        "if they keep blocking aid",
        "should the talks fail",
    ] {
        assert!(Condition::is_denied(words), "{words}");
    }
}

#[test]
fn names_of_things_and_words_of_when_and_how_do_not() {
    for words in [
        "only if Norland lifts its naval blockade",
        "if the opposition agrees to a ceasefire",
        "if it agrees to a ceasefire no later than Friday",
        "if the fee is no more than ten marks",
        "if it withdraws its troops without delay",
        "if it accepts a ceasefire without preconditions",
        "if it not only agrees but withdraws",
    ] {
        assert!(!Condition::is_denied(words), "{words}");
    }
}
