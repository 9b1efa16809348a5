//! The product's list of measures is the one that the answers were made by.

#[test]
#[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
fn the_list_is_the_one_of_the_design() {
    let theirs = crate::root().join("../shared/design/measures.toml");
    let Ok(theirs) = std::fs::read_to_string(theirs) else {
        eprintln!("skipped: comparing the list of measures needs ../shared beside the repository");
        return;
    };
    assert!(theirs == evidence::Measures::EMBEDDED, "crates/evidence/data/measures.toml differs from ../shared/design/measures.toml");
}
